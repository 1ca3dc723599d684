"""分析 — shares, changes against the prior year, completion and execution of the tables' figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from govbudget.calc import Figure, change, change_rate, completion_rate, execution_rate, share
from govbudget.model import CLASS_DIGITS, Stage
from govbudget.money import NOTHING
from govbudget.tables import Table

__all__ = ["analyse"]

Cells = dict[tuple[str, str, str], Figure]
"""Sums by table, row and column."""

COMPARED = ("summary", "appropriation_summary", "general_budget", "basic_expenditure", "three_public")
"""Tables whose figures the 情况说明 sets against another stage (DOMAIN N-01 … N-09a)."""

COMPARED_TOTALS = ("government_fund", "state_capital")
"""Tables of which it sets only 本年支出 against the prior year's (DOMAIN N-07, N-08)."""


def analyse(by_stage: Mapping[Stage, tuple[Table, ...]]) -> Iterator[Figure]:
    """Every figure that follows from the tables of the report and those of its other stages.

    Ids extend the id of the figure they are about: `general_budget[201].total.share`, `.prior`, `.change`,
    `.change_rate`, `.approved`, `.completion`, `.adjusted`, `.execution`.
    """
    current = by_stage[Stage.EXECUTED]
    yield from _shares(_cells(current))
    for stage, suffix, derive in (
        (Stage.PRIOR, "prior", (change, change_rate)),
        (Stage.APPROVED, "approved", (completion_rate,)),
        (Stage.ADJUSTED, "adjusted", (execution_rate,)),
    ):
        if stage not in by_stage:
            continue
        for table, other in zip(current, by_stage[stage], strict=True):
            only = (
                f"{table.id}[total].total" if table.id in COMPARED_TOTALS and stage is Stage.PRIOR else None
            )
            if table.id in COMPARED or only:
                for mine, then in _paired(table, other, stage, suffix):
                    if only in (None, mine.id):
                        yield then
                        yield from (function(mine, then) for function in derive)


def _cells(tables: tuple[Table, ...]) -> Cells:
    return {
        (table.id, row.id, column): figure
        for table in tables
        for row in table.rows
        for column, figure in row.cells.items()
        if row.id is not None and figure is not None and figure.amount is not None
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


def _paired(table: Table, other: Table, stage: Stage, suffix: str) -> Iterator[tuple[Figure, Figure]]:
    """Each sum of a table with its counterpart of another stage, wherever both are known.

    A sum that one side lacks is nothing there, if that side is known in full. Below the 类 it is not
    compared: an absent row may only mean that the stage is not known so finely.
    """
    mine, theirs = _cells((table,)), _cells((other,))
    rows = {row.id: row for row in (*other.rows, *table.rows)}
    for key in sorted({*mine, *theirs}):
        _, row, column = key
        now, then = mine.get(key), theirs.get(key)
        known = table.knows(rows[row], column) and other.knows(rows[row], column)
        comparable = (now is not None and then is not None) or _is_whole(row)
        if row == "adjusted" or not known or not comparable:
            continue
        now = now or _nothing(then, f"{Stage.EXECUTED.value}没有此项")
        then = then or _nothing(now, f"{stage.value}没有此项")
        yield now, evolve(then, id=f"{now.id}.{suffix}", label=f"{stage.value} {then.label}")


def _is_whole(row: str) -> bool:
    return not row.isdigit() or len(row) == CLASS_DIGITS


def _nothing(like: Figure | None, formula: str) -> Figure:
    assert like is not None  # noqa: S101 - one of the two sides exists
    return evolve(like, value=NOTHING, formula=formula, inputs=())
