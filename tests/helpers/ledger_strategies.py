"""Ledgers to draw from: a few codes, and every way in which a sum can be told or not told."""

from __future__ import annotations

from hypothesis import strategies as st

from govbudget.model import (
    Budget,
    Department,
    Direction,
    ExpenditureKind,
    Fact,
    FundingSource,
    Ledger,
    Stage,
    Statistic,
    StatisticItem,
)
from govbudget.money import Amount

CODES = ("2010301", "2013101", "2080505", "2101102", "2120803", "2230107")
BUDGETS = {"2120803": Budget.GOVERNMENT_FUND, "2230107": Budget.STATE_CAPITAL}
KINDS = (ExpenditureKind.BASIC, ExpenditureKind.PROJECT)
THREE_PUBLIC = [
    item for item in StatisticItem if item.value.endswith("费") and "接待费" not in item.value[2:5]
]

sums = st.one_of(
    st.none(),  # a stage of which nothing is known for this code
    st.just(Amount(0)),
    st.integers(1, 10**6).map(lambda hundredths: Amount(hundredths * 10**4, 5000)),
    st.integers(1, 10**12).map(Amount),
    st.integers(-(10**8), -1).map(Amount),
)


@st.composite
def ledgers(draw):
    """Ledgers of a few codes over the stages of two years: sums, nothing, less than nothing, and blanks."""
    some, beside = [], []
    for code in draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=4, unique=True)):
        budget = BUDGETS.get(code, Budget.GENERAL)
        for stage in (Stage.EXECUTED, Stage.PRIOR, Stage.APPROVED):
            for direction, kinds in ((Direction.EXPENDITURE, KINDS), (Direction.INCOME, (None,))):
                for kind in kinds:
                    if (amount := draw(sums)) is not None:
                        funding = FundingSource.APPROPRIATION
                        some.append(Fact(stage, direction, amount, code, None, budget, funding, kind))
    if (other := draw(sums)) is not None:
        some.append(Fact(Stage.EXECUTED, Direction.INCOME, other, "2010301", funding=FundingSource.OTHER))
    for item in (
        *THREE_PUBLIC,
        StatisticItem.PROCUREMENT_GOODS,
        StatisticItem.PROCUREMENT_WORKS,
        StatisticItem.PROCUREMENT_SERVICES,
        StatisticItem.CONTRACTS_SMALL_MEDIUM,
    ):
        for stage in (Stage.EXECUTED, Stage.PRIOR, Stage.ADJUSTED):
            if (amount := draw(sums)) is not None:
                beside.append(Statistic(stage, item, amount))  # noqa: PERF401 - drawn one by one
    return Ledger(Department("602", "示例局"), 2024, tuple(some), tuple(beside))
