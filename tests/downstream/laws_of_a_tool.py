"""Laws that a tool beside this library may copy: typed strictly, run against the installed wheel."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

import govbudget
from govbudget import strategies as gb
from govbudget.model import Department, Disclosure, Ledger, Stage
from govbudget.money import Amount, Printing, Unit


def spent(ledger: Ledger) -> int:
    """The tool under test: what a department spent in the year, in fen."""
    direction = next(fact.direction for fact in ledger.facts if fact.kind is not None)
    return sum(fact.amount.fen for fact in ledger.of(Stage.EXECUTED, direction))


@settings(max_examples=20)
@given(gb.ledgers())
def test_the_tool_and_the_report_agree(ledger: Ledger) -> None:
    report = govbudget.Report.of(ledger, govbudget.form("mof-2024"), govbudget.code_book(ledger.year))
    total = report["expenditure[total].total"].amount
    assert total is not None
    assert total.fen == spent(ledger)


@settings(max_examples=20)
@given(gb.disclosures(rounded=True))
def test_rounding_is_never_an_error(disclosure: Disclosure) -> None:
    assert not govbudget.check(disclosure).broken


@settings(max_examples=20)
@given(gb.planted_disclosures())
def test_a_planted_error_is_found(planted: gb.Planted) -> None:
    found = govbudget.check(planted.disclosure).broken
    places = {(place.table, place.row, place.column) for one in found for place in one.where}
    assert (planted.table, planted.row, planted.column) in places


@given(st.from_type(Amount), st.builds(Department))
def test_types_of_the_library_are_made_by_themselves(amount: Amount, department: Department) -> None:
    assert amount.fen >= 0
    assert isinstance(department.name, str)


@given(gb.printed_amounts(printing=Printing(Unit.WAN_YUAN, 2)))
def test_a_printed_sum_is_exact_to_its_last_place(text: str) -> None:
    amount = Amount.of(text, Unit.WAN_YUAN)
    assert Fraction(text) * 10**6 == amount.fen
    assert amount.slack == 10**4 // 2
