"""What the public strategies promise: ledgers that balance, disclosures that are right, errors that are found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.vendor.pretty import pretty

import govbudget
from govbudget import strategies as gb
from govbudget.catalogue import classification, scheme, scheme_names
from govbudget.catalogue.rules import linear_rules
from govbudget.checks import Cause, Verdict, review
from govbudget.checks.evaluations import evaluation_rules
from govbudget.model import Budget, Department, Direction, Disclosure, FundingSource, Scheme, Stage
from govbudget.money import Amount, Printing, Unit

FEW = settings(max_examples=25)
RULES = linear_rules()


def pools(ledger, stage):
    """What comes in less what goes out, purse by purse, in fen."""
    signs = {Direction.INCOME: 1, Direction.OPENING: 1, Direction.EXPENDITURE: -1, Direction.CLOSING: -1}
    found = {}
    for fact in ledger.facts:
        if fact.stage is stage:
            purse = fact.budget, fact.funding, fact.functional
            found[purse] = found.get(purse, 0) + signs[fact.direction] * fact.amount.fen
    return found


@given(gb.ledgers(stages=(Stage.EXECUTED, Stage.PRIOR), statistics=True))
def test_a_balanced_ledger_brings_in_what_it_spends_and_carries_over(ledger):
    for stage in (Stage.EXECUTED, Stage.PRIOR):
        assert set(pools(ledger, stage).values()) == {0}


@given(gb.ledgers(balanced=False))
def test_an_unbalanced_ledger_does_not(ledger):
    assert set(pools(ledger, Stage.EXECUTED).values()) != {0}


@given(gb.ledgers(budgets=(Budget.GOVERNMENT_FUND,), sources=()))
def test_only_money_that_was_asked_for_is_in_a_ledger(ledger):
    assert {fact.budget for fact in ledger.facts} == {Budget.GOVERNMENT_FUND}


@given(gb.facts())
def test_a_fact_is_booked_under_known_codes(fact):
    book = govbudget.code_book(2024)
    assert fact.functional in book.functional
    assert fact.economic is None or fact.economic in book.economic


@given(gb.amounts(smallest=Amount(-500), largest=Amount(10**7), printed=Printing(Unit.YUAN, 0)))
def test_amounts_keep_their_limits_and_are_printed_exactly(amount):
    assert -500 <= amount.fen <= 10**7
    assert amount.fen % 100 == 0


@given(st.data(), gb.printings())
def test_a_printed_amount_reads_back_within_its_limits(data, printing):
    text = data.draw(gb.printed_amounts(printing=printing, separators=None, largest=Amount(10**12)))
    assert 0 <= Amount.of(text, printing.unit).fen <= 10**12


@given(st.data(), st.sampled_from(Scheme))
def test_codes_are_of_the_level_that_was_asked_for(data, scheme):
    level = data.draw(st.sampled_from(scheme.levels))
    code = data.draw(gb.codes(scheme, levels=(level,)))
    assert classification(scheme, 2024).level(code) == level
    assert len(data.draw(gb.codes(scheme, known=False))) in scheme.lengths


@given(gb.classifications())
def test_a_classification_has_everything_above_its_codes(tree):
    assert all(tree.parent(subject.code) is not None or len(subject.code) == 3 for subject in tree)


@FEW
@given(gb.disclosures())
def test_nothing_is_wrong_or_rounded_in_an_exact_disclosure(disclosure):
    assert {one.verdict for one in review(disclosure, RULES).findings} <= {Verdict.HOLDS, Verdict.NOT_TESTED}


@FEW
@given(gb.disclosures(rounded=True))
def test_rounding_alone_breaks_nothing(disclosure):
    assert not review(disclosure, RULES).broken


@FEW
@given(gb.planted_disclosures())
def test_a_planted_error_is_one_root_at_its_cell_named_by_its_cause(planted):
    (root,) = review(planted.disclosure, RULES).broken
    places = {(place.table, place.row, place.column) for place in root.where}
    assert (planted.table, planted.row, planted.column) in places
    # Of a single digit nobody can say that its point was misplaced.
    if len(planted.right.replace(".", "").strip("0")) > 1:
        assert root.cause is planted.kind, str(root)


@given(st.data(), st.sampled_from(scheme_names()))
def test_a_self_evaluation_is_scored_as_its_scheme_says(data, name):
    part = data.draw(gb.evaluations(scheme=name))
    disclosure = Disclosure(Department(None, "示例局"), 2024, "final-accounts", None, (), evaluations=(part,))
    found = review(disclosure, evaluation_rules(scheme(name))).broken
    assert [str(one) for one in found if one.severity.name == "ERROR"] == []


@FEW
@given(gb.narratives())
def test_what_is_narrated_reads_back_without_an_error(narrative):
    assert [one.message for one in govbudget.claims(narrative) if one.verdict is Verdict.BROKEN] == []


@given(gb.planted_disclosures())
@settings(max_examples=3)
def test_what_a_failing_law_prints_fits_a_screen(planted):
    assert len(pretty(planted)) + len(pretty(planted.disclosure)) < 2000


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (lambda: gb.amounts(smallest=Amount(2), largest=Amount(1)), "从 2 分到 1 分之间没有"),
        (
            lambda: gb.amounts(smallest=Amount(1), largest=Amount(9), printed=Printing()),
            "没有 10000 分的整数倍",
        ),
        (lambda: gb.codes(levels=("目",)), "支出功能分类分类、款、项"),
        (lambda: gb.codes(levels=()), "支出功能分类分类、款、项"),
        (lambda: gb.classifications(largest=-1), "科目不能有 -1 个"),
        (lambda: gb.facts(stages=()), "至少要有一个阶段"),
        (lambda: gb.ledgers(budgets=(), sources=()).example(), "账套里没有钱"),
        (lambda: gb.ledgers(budgets=(Budget.SOCIAL_INSURANCE,)).example(), "不含社会保险基金预算"),
        (lambda: gb.ledgers(sources=(FundingSource.APPROPRIATION,)).example(), "请写在 budgets"),
        (lambda: gb.reports(forms=("不存在",)), "没有表样不存在"),
        (lambda: gb.narratives(wordings=("不存在",)), "没有用语不存在"),
        (lambda: gb.planted_disclosures(kinds=(Cause.SWAPPED_ROWS,)), "不能植入 两行数字互换"),
        (lambda: gb.indicators(level1="其他"), "不是 其他"),
        (lambda: gb.evaluations(scheme="不存在").example(), "没有评分办法 不存在"),
    ],
)
@pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
def test_limits_that_nothing_can_satisfy_are_refused(ask, why):
    with pytest.raises(InvalidArgument, match=why):
        ask()
