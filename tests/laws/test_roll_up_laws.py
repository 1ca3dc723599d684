"""Roll-up, tables and ratios: what must be true of any ledger."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

import govbudget
from govbudget.calc import Figure, change, change_rate, completion_rate, prior_from_change, roll_up, share
from govbudget.model import (
    Budget,
    Department,
    Direction,
    ExpenditureKind,
    Fact,
    FundingSource,
    Ledger,
    Stage,
    parent_of,
)
from govbudget.money import Amount, Printing, Ratio, Undefined, Unit, total

FORM, BOOK = govbudget.form("shanxi-2024"), govbudget.code_book(2024)
FUNCTIONAL = sorted(s.code for s in BOOK.functional if len(s.code) == 7)
ECONOMIC = sorted(s.code for s in BOOK.economic if len(s.code) == 5)

amounts = st.builds(Amount, st.integers(-(10**9), 10**13), st.sampled_from([0, 50, 5000]))
positive = st.builds(Amount, st.integers(1, 10**13))
budgets = st.sampled_from([Budget.GENERAL, Budget.GOVERNMENT_FUND, Budget.STATE_CAPITAL])
others = st.sampled_from([f for f in FundingSource if f is not FundingSource.APPROPRIATION])


@st.composite
def moneys(draw):
    if draw(st.booleans()):
        return {"budget": draw(budgets), "funding": FundingSource.APPROPRIATION}
    return {"funding": draw(others)}


@st.composite
def fact_lists(draw):
    """Facts of 决算数 with both codes, no two alike."""
    made = {}
    for number in range(draw(st.integers(1, 25))):
        direction = draw(st.sampled_from([Direction.INCOME, Direction.EXPENDITURE, Direction.OPENING]))
        money = draw(moneys())
        kind = economic = None
        if direction is Direction.EXPENDITURE:
            kinds = [ExpenditureKind.BASIC, ExpenditureKind.PROJECT]
            kind = draw(st.sampled_from(kinds if "budget" in money else list(ExpenditureKind)))
            economic = draw(st.sampled_from(ECONOMIC))
        fact = Fact(
            Stage.EXECUTED,
            direction,
            draw(amounts),
            functional=draw(st.sampled_from(FUNCTIONAL)),
            economic=economic,
            kind=kind,
            place=f"law:{number}",
            **money,
        )
        made.setdefault(fact.key, fact)
    return tuple(made.values())


def report_of(facts):
    return govbudget.Report.of(Ledger(Department(None, "示例局"), 2024, facts), FORM, BOOK)


def leaf(code, amount):
    return code, Figure(code, code, amount, "")


@given(st.lists(st.tuples(st.sampled_from(FUNCTIONAL), amounts), max_size=60))
def test_every_level_is_the_sum_of_its_leaves_and_of_its_children(lines):
    summed = roll_up([leaf(*line) for line in lines], identify=str, name=str)
    for code, figure in summed.items():
        leaves = [amount for booked, amount in lines if booked.startswith(code)]
        children = [figure.value for below, figure in summed.items() if parent_of(below) == code]
        own = [amount for booked, amount in lines if booked == code]
        for whole in (total(leaves), total(children + own)):
            assert (figure.value.fen, figure.value.slack) == (whole.fen, whole.slack)


@given(st.lists(st.tuples(st.sampled_from(FUNCTIONAL), amounts), max_size=30), st.randoms())
def test_the_order_of_the_facts_does_not_matter(lines, random):
    shuffled = random.sample(lines, len(lines))
    first, second = (roll_up([leaf(*x) for x in rows], identify=str, name=str) for rows in (lines, shuffled))
    assert {c: f.value for c, f in first.items()} == {c: f.value for c, f in second.items()}


def value(report, figure_id):
    figure = report.get(figure_id)
    return figure.value if figure else Amount(0)


@given(fact_lists())
def test_the_tables_agree_with_each_other_for_any_ledger(facts):
    report = report_of(facts)
    spent = [fact for fact in facts if fact.direction is Direction.EXPENDITURE]
    received = [fact for fact in facts if fact.direction is Direction.INCOME]
    for row, side in (("income_total", received), ("expenditure_total", spent)):
        assert value(report, f"summary[{row}].amount") == total(fact.amount for fact in side)
    for left, right in (
        ("summary[income_total].amount", "income[total].total"),
        ("summary[expenditure_total].amount", "expenditure[total].total"),
        ("appropriation_summary[income_total].amount", "income[total].appropriation"),
        ("appropriation_summary[expenditure_total].general_budget", "general_budget[total].total"),
        ("appropriation_summary[expenditure_total].government_fund", "government_fund[total].total"),
        ("appropriation_summary[expenditure_total].state_capital", "state_capital[total].total"),
        ("appropriation_summary[government_fund].amount", "government_fund[total].income"),
    ):
        if not any(report.table(figure_id.partition("[")[0]).missing for figure_id in (left, right)):
            assert value(report, left) == value(report, right), (left, right)
    if report.table("basic_expenditure").missing:
        return
    halves = ("basic_expenditure[personnel_total].amount", "basic_expenditure[operating_total].amount")
    assert value(report, halves[0]) + value(report, halves[1]) == value(report, "general_budget[total].basic")


@given(fact_lists())
def test_every_total_row_and_column_adds_up(facts):
    report = report_of(facts)
    for table in ("income", "expenditure", "general_budget", "state_capital"):
        for row in report.table(table).rows:
            parts = [f.value for column, f in row.cells.items() if column != "total"]
            if row.cells.get("total"):
                assert row.cells["total"].value == total(parts)


@given(fact_lists())
def test_every_figure_of_the_tables_is_worth_exactly_its_inputs(facts):
    for table in report_of(facts).tables:
        for figure in table.figures:
            assert figure.inputs
            assert figure.value == total(part.value for part in figure.inputs)


@given(fact_lists())
def test_an_explanation_ends_in_the_facts_and_in_nothing_else(facts):
    for figure in report_of(facts).table("expenditure").figures:
        deepest = [line for line in figure.explain() if "来源:" in line]
        assert {line.split("来源:")[1] for line in deepest} <= {fact.place for fact in facts}
        assert deepest


def printed(amount):
    return Figure("x", "数", amount, "")


@given(positive, positive)
def test_a_change_leads_back_to_the_prior_sum(now, before):
    current, prior = printed(now), printed(before)
    assert prior_from_change(
        printed(now.printed(Printing())), change(current, prior)
    ).value == before.printed(Printing())


@given(positive, positive)
def test_growth_and_completion_are_one_apart(now, base):
    growth, done = change_rate(printed(now), printed(base)), completion_rate(printed(now), printed(base))
    if isinstance(done.value, Undefined):
        assert isinstance(growth.value, Undefined)
    else:
        assert done.value.value - growth.value.value == 1


@given(st.lists(positive, min_size=1, max_size=8))
def test_exact_shares_of_a_total_add_to_one(parts):
    whole = printed(total(parts))
    assert sum((share(printed(p), whole, exact=True).value.value for p in parts), Fraction(0)) == 1


@given(positive, positive, st.sampled_from([Printing(), Printing(Unit.YUAN, 0)]))
def test_the_interval_of_printed_parts_contains_the_true_ratio(part, whole, printing):
    shown = Ratio.between(part.printed(printing), whole.printed(printing))
    if isinstance(shown, Ratio) and shown.low is not None:
        assert shown.low <= Fraction(part.fen, whole.fen) <= shown.high
