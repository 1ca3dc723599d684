"""分析 — shares, changes against the prior year, completion and execution of the tables' figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from attrs import evolve

from govbudget.calc import Figure, change, change_rate, completion_rate, execution_rate, share
from govbudget.model import Stage
from govbudget.money import NOTHING
from govbudget.tables import Table

__all__ = ["analyse"]

Cells = dict[tuple[str, str, str], Figure]
"""Sums by table, row and column."""

COMPARED = ("summary", "appropriation_summary", "general_budget", "basic_expenditure", "three_public")
"""Tables whose figures the 情况说明 sets against another stage (DOMAIN N-01 … N-09a)."""

CLASS_DIGITS = 3


def analyse(by_stage: Mapping[Stage, tuple[Table, ...]]) -> Iterator[Figure]:
    """Every figure that follows from the tables of the report and those of its other stages.

    Ids extend the id of the figure they are about: `general_budget[201].total.share`, `.prior`, `.change`,
    `.change_rate`, `.approved`, `.completion`, `.adjusted`, `.execution`.
    """
    current = _cells(by_stage[Stage.EXECUTED])
    yield from _shares(current)
    for stage, suffix, derive in (
        (Stage.PRIOR, "prior", (change, change_rate)),
        (Stage.APPROVED, "approved", (completion_rate,)),
        (Stage.ADJUSTED, "adjusted", (execution_rate,)),
    ):
        if stage in by_stage:
            yield from _compared(current, by_stage, stage, suffix, derive)


def _cells(tables: tuple[Table, ...]) -> Cells:
    return {
        (table.id, row.id, column): figure
        for table in tables
        if table.missing is None
        for row in table.rows
        for column, figure in row.cells.items()
        if row.id is not None
        and figure is not None
        and figure.amount is not None
        and (table.id, row.id) != ("three_public", "adjusted")
    }


def _shares(cells: Cells) -> Iterator[Figure]:
    """Of each kind of money in its total, and of each 类 in the expenditure of its budget (N-02, N-03, N-05)."""
    for (table, row, column), figure in cells.items():
        if (row == "total" and column != "total" and table in ("income", "expenditure")) or (
            table == "general_budget" and column == "total" and len(row) == CLASS_DIGITS
        ):
            whole = cells.get((table, "total", "total"))
        elif (table, row, column) == ("general_budget", "total", "total"):
            whole = cells.get(("summary", "expenditure_total", "amount"))
        else:
            continue
        if whole is not None:
            yield share(figure, whole)


def _compared(
    current: Cells,
    by_stage: Mapping[Stage, tuple[Table, ...]],
    stage: Stage,
    suffix: str,
    derive: tuple[Callable[[Figure, Figure], Figure], ...],
) -> Iterator[Figure]:
    other = _cells(by_stage[stage])
    present = {(table, column) for table, _, column in other}
    for key in sorted({*current, *other}):
        table, row, column = key
        if table not in COMPARED or (table, column) not in present:
            continue
        mine, theirs = current.get(key), other.get(key)
        if (mine is None or theirs is None) and not _is_whole(row):
            # Below the 类 an absent row may only mean that the other stage is not known so finely.
            continue
        mine = mine or _nothing(theirs, f"{Stage.EXECUTED.value}没有此项")
        theirs = theirs or _nothing(mine, f"{stage.value}没有此项")
        then = evolve(theirs, id=f"{mine.id}.{suffix}", label=f"{stage.value} {theirs.label}")
        yield then
        for function in derive:
            yield function(mine, then)


def _is_whole(row: str) -> bool:
    return not row.isdigit() or len(row) == CLASS_DIGITS


def _nothing(like: Figure | None, formula: str) -> Figure:
    assert like is not None  # noqa: S101 - one of the two sides exists
    return evolve(like, value=NOTHING, formula=formula, inputs=())
