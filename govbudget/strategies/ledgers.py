"""账套的策略 — facts, whole ledgers that balance or do not, and their reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from attrs import evolve, field, frozen
from hypothesis import strategies as st

from govbudget.catalogue import code_book, form, form_names
from govbudget.model import (
    Budget,
    Department,
    Direction,
    ExpenditureKind,
    Fact,
    FundingSource,
    Ledger,
    Scheme,
    Stage,
    Statistic,
    StatisticItem,
)
from govbudget.money import Amount, Printing
from govbudget.report import Report
from govbudget.strategies.limits import refuse_unless
from govbudget.strategies.subjects import YEAR, codes, economic_items, leaf_codes
from govbudget.strategies.sums import amounts

__all__ = ["departments", "facts", "ledgers", "reports"]

BUDGETS = (Budget.GENERAL, Budget.GOVERNMENT_FUND, Budget.STATE_CAPITAL)
"""The budgets that department tables know."""
SOURCES = tuple(source for source in FundingSource if source is not FundingSource.APPROPRIATION)
APPROPRIATED = (ExpenditureKind.BASIC, ExpenditureKind.PROJECT)
THREE_PUBLIC = (
    StatisticItem.TRAVEL_ABROAD,
    StatisticItem.VEHICLE_PURCHASE,
    StatisticItem.VEHICLE_OPERATION,
    StatisticItem.RECEPTION,
)
NAMES = ("教育局", "水利局", "卫生健康委员会", "党群工作部", "档案馆", "第一中学")
USUAL_LARGEST = Amount(10**11)
"""A billion yuan in one line."""
MOST_LINES = 3
"""Purses that spend under one code, and natures of what one of them spends."""


@frozen
class _Purse:
    """Money of one budget, or of one source that is no appropriation."""

    budget: Budget | None = field(metadata={"zh": "预算"})
    funding: FundingSource = field(metadata={"zh": "资金来源"})

    @property
    def kinds(self) -> tuple[ExpenditureKind, ...]:
        return APPROPRIATED if self.budget else tuple(ExpenditureKind)


def departments() -> st.SearchStrategy[Department]:
    """部门 — a department with or without a code."""
    number = st.none() | st.integers(1, 999).map(lambda code: str(code).rjust(3, "0"))
    return st.builds(Department, number, st.sampled_from(NAMES))


def facts(
    *,
    year: int = YEAR,
    stages: Sequence[Stage] = tuple(Stage),
    directions: Sequence[Direction] = tuple(Direction),
    sums: st.SearchStrategy[Amount] | None = None,
) -> st.SearchStrategy[Fact]:
    """事实 — any fact that does not contradict itself, under known codes of the year.

    Raises `InvalidArgument` without a stage or a direction.
    """
    refuse_unless(bool(stages) and bool(directions), "至少要有一个阶段和一个方向")
    drawn = amounts() if sums is None else sums

    @st.composite
    def one(draw: st.DrawFn) -> Fact:
        direction = draw(st.sampled_from(directions))
        spent = direction is Direction.EXPENDITURE
        own_only = direction in (Direction.USE_OF_SURPLUS, Direction.DISTRIBUTION)
        purse = draw(
            st.sampled_from([one for one in _purses(BUDGETS, SOURCES) if not (own_only and one.budget)])
        )
        return Fact(
            draw(st.sampled_from(stages)),
            direction,
            draw(drawn),
            draw(leaf_codes(purse.budget, year=year)),
            draw(st.none() | codes(Scheme.ECONOMIC, levels=("款",), year=year)) if spent else None,
            purse.budget,
            purse.funding,
            draw(st.none() | st.sampled_from(purse.kinds)) if spent else None,
        )

    return one()


@st.composite
def ledgers(  # noqa: PLR0913 - keyword limits
    draw: st.DrawFn,
    *,
    year: int = YEAR,
    balanced: bool | None = True,
    budgets: Sequence[Budget] = BUDGETS,
    sources: Sequence[FundingSource] = SOURCES,
    stages: Sequence[Stage] = (Stage.EXECUTED,),
    most_codes: int = 5,
    statistics: bool = False,
    largest: Amount = USUAL_LARGEST,
    printed: Printing | None = None,
) -> Ledger:
    """账套 — one department-year under known codes, at most `most_codes` 项 with money of the given kinds.

    A `balanced` ledger brings in, code by code and purse by purse, what it spends and carries over; one that is
    not is off by at least a 分 in one purse; `None` is either. With `printed`, every sum is one that such a
    table prints without rounding. `statistics` adds 三公 and procurement. Raises `InvalidArgument` for limits that
    leave no money or no stage.
    """
    refuse_unless(bool(budgets) or bool(sources), "没有预算也没有资金来源,账套里没有钱")
    refuse_unless(bool(stages) and most_codes > 0, "至少要有一个阶段和一个科目")
    strange = [one.value for one in budgets if one not in BUDGETS]
    refuse_unless(not strange, f"部门预决算不含{'、'.join(strange)}")
    refuse_unless(FundingSource.APPROPRIATION not in sources, "财政拨款属于预算,请写在 budgets")
    sums = amounts(largest=largest, printed=printed)
    made: list[Fact] = []
    for place in draw(_places(year, budgets, sources, most_codes)):
        for stage in stages:
            made.extend(_booked(draw, *place, stage, sums, year))
    if balanced is False or (balanced is None and draw(st.booleans())):
        wrong = draw(st.integers(0, len(made) - 1))
        step = printed.step if printed else 1
        off = draw(amounts(smallest=Amount(step), largest=largest, printed=printed))
        made[wrong] = evolve(made[wrong], amount=made[wrong].amount + off)
    beside = tuple(_beside(draw, stages, sums)) if statistics else ()
    return Ledger(draw(departments()), year, tuple(made), beside)


def reports(
    *, forms: Sequence[str] | None = None, of: st.SearchStrategy[Ledger] | None = None
) -> st.SearchStrategy[Report]:
    """报告 — ledgers under the bundled forms of 决算, or under those given by name.

    Raises `InvalidArgument` for a name that is none.
    """
    known = form_names()
    strange = [name for name in forms or () if name not in known]
    refuse_unless(not strange and forms != (), f"没有表样{'、'.join(strange)};可用 {'、'.join(known)}")
    chosen = [form(name) for name in forms or known]
    final = [one for one in chosen if forms or one.stage is Stage.EXECUTED]
    drawn = ledgers() if of is None else of
    return st.builds(
        lambda ledger, one: Report.of(ledger, one, code_book(ledger.year)), drawn, st.sampled_from(final)
    )


def _purses(budgets: Sequence[Budget], sources: Sequence[FundingSource]) -> list[_Purse]:
    return [_Purse(budget, FundingSource.APPROPRIATION) for budget in budgets] + [
        _Purse(None, source) for source in sources
    ]


def _places(
    year: int, budgets: Sequence[Budget], sources: Sequence[FundingSource], most: int
) -> st.SearchStrategy[list[tuple[_Purse, str]]]:
    """Purses with the codes that they spend under, no two alike."""
    purses = st.sampled_from(_purses(budgets, sources))
    one = purses.flatmap(lambda purse: st.tuples(st.just(purse), leaf_codes(purse.budget, year=year)))
    return st.lists(one, min_size=1, max_size=most, unique=True)


def _booked(  # noqa: PLR0913, PLR0917 - what a booking is made of
    draw: st.DrawFn, purse: _Purse, code: str, stage: Stage, sums: st.SearchStrategy[Amount], year: int
) -> Iterator[Fact]:
    """What one purse spends under one code at one stage, and what pays for it."""
    fact: Callable[..., Fact] = lambda direction, amount, **more: Fact(  # noqa: E731 - the parts that all share
        stage, direction, amount, code, budget=purse.budget, funding=purse.funding, **more
    )
    natures = st.sampled_from(purse.kinds).flatmap(
        lambda kind: st.tuples(
            st.just(kind), economic_items(code if kind is ExpenditureKind.BASIC else None, year=year)
        )
    )
    lines = st.lists(natures, min_size=1, max_size=MOST_LINES, unique=True)
    spent = [fact(Direction.EXPENDITURE, draw(sums), kind=kind, economic=item) for kind, item in draw(lines)]
    opening, closing = draw(st.tuples(sums, sums)) if draw(st.booleans()) else (Amount(0), Amount(0))
    needed = Amount(sum(one.amount.fen for one in spent)) + closing
    # What was there at the beginning covers no more than is needed: income is never less than nothing.
    opening = min(opening, needed)
    yield from spent
    yield fact(Direction.INCOME, needed - opening)
    if opening:
        yield fact(Direction.OPENING, opening)
    if closing:
        yield fact(Direction.CLOSING, closing)


def _beside(draw: st.DrawFn, stages: Sequence[Stage], sums: st.SearchStrategy[Amount]) -> Iterator[Statistic]:
    """三公 at every stage that is executed or planned, and procurement with its contracts, which are part of it."""
    for stage in stages:
        for item in THREE_PUBLIC:
            yield Statistic(stage, item, draw(sums))
    if Stage.EXECUTED in stages:
        parts = [draw(sums) for _ in range(3)]
        bought = (
            StatisticItem.PROCUREMENT_GOODS,
            StatisticItem.PROCUREMENT_WORKS,
            StatisticItem.PROCUREMENT_SERVICES,
        )
        for item, amount in zip(bought, parts, strict=True):
            yield Statistic(Stage.EXECUTED, item, amount)
        medium = draw(st.sampled_from([*parts, Amount(sum(part.fen for part in parts))]))
        micro = draw(st.sampled_from([Amount(0), medium]))
        yield Statistic(Stage.EXECUTED, StatisticItem.CONTRACTS_SMALL_MEDIUM, medium)
        yield Statistic(Stage.EXECUTED, StatisticItem.CONTRACTS_SMALL_MICRO, micro)
