"""Basic expenditure by economic code, with 人员经费 and 公用经费 (DOMAIN D6, BA06, C3, C5)."""

from __future__ import annotations

from collections.abc import Mapping

from govbudget.calc import Figure, add_up, roll_up
from govbudget.model import (
    CLASS_DIGITS,
    Budget,
    Dimension,
    Direction,
    ExpenditureKind,
    FundingSource,
    is_operating,
    is_personnel,
)
from govbudget.model.economic import OPERATING_CLASSES, PERSONNEL_CLASSES
from govbudget.tables.cells import Column, Source
from govbudget.tables.form import TableForm
from govbudget.tables.table import Row

__all__ = ["ECONOMIC_TABLES", "derive_by_economic_code"]


def _basic(budget: Budget | None) -> Column:
    return Column(
        "amount",
        Direction.EXPENDITURE,
        budget=budget,
        funding=FundingSource.APPROPRIATION,
        kind=ExpenditureKind.BASIC,
    )


ECONOMIC_TABLES: Mapping[str, Column] = {
    "basic_expenditure": _basic(Budget.GENERAL),
    "appropriation_basic": _basic(None),
    "operating_cost": _basic(Budget.GENERAL),
}

_BLOCKS = {
    "personnel": ("personnel_total", "人员经费合计", PERSONNEL_CLASSES, is_personnel),
    "operating": ("operating_total", "公用经费合计", OPERATING_CLASSES, is_operating),
}


def derive_by_economic_code(form: TableForm, source: Source) -> tuple[tuple[Row, ...], str | None]:
    """The rows of a table by economic code, and why it cannot be derived.

    机关运行经费 (`operating_cost`) is the 公用经费 part alone.
    """
    column = ECONOMIC_TABLES[form.id]
    if reason := _reason(column, source):
        return (), reason
    facts = [
        fact
        for fact in column.among(source.facts(Direction.EXPENDITURE))
        if fact.economic is not None and (form.id != "operating_cost" or is_operating(fact.economic))
    ]
    summed = roll_up(
        [(fact.economic or "", source.figure(fact)) for fact in facts],
        identify=lambda code: f"{form.id}[{code}].amount",
        name=lambda code: f"{code} {source.economic_name(code)}",
    )
    cells = {code: _cells(form, code, figure) for code, figure in summed.items()}
    _add_totals(form, summed, cells)
    return _rows(form, source, cells), None


def _reason(column: Column, source: Source) -> str | None:
    """Why the facts cannot be laid out by economic code; `None` if they can."""
    ledger, stage = source.ledger, source.stage
    same_money = Column("", Direction.EXPENDITURE, budget=column.budget, funding=column.funding)
    return (
        source.appropriation_unknown()
        or ledger.gap(stage, Direction.EXPENDITURE, Dimension.ECONOMIC, among=column.takes)
        or ledger.gap(stage, Direction.EXPENDITURE, Dimension.KIND, among=same_money.takes)
    )


def _cells(form: TableForm, code: str, figure: Figure) -> dict[str, Figure | None]:
    """The sum, and the same sum under 人员经费 or 公用经费 where the form prints such columns."""
    cells: dict[str, Figure | None] = {"amount": figure}
    for column, (_, _, _, belongs) in _BLOCKS.items():
        if belongs(code) and any(printed.id == column for printed in form.columns):
            cells[column] = add_up(f"{form.id}[{code}].{column}", figure.label, "本科目", [figure])
    return cells


def _add_totals(
    form: TableForm, summed: Mapping[str, Figure], cells: dict[str, dict[str, Figure | None]]
) -> None:
    totals: dict[str, Figure | None] = {}
    for column, (row, label, classes, _) in _BLOCKS.items():
        parts = [summed.get(code) for code in classes]
        for wanted, figure_id in ((row, f"{form.id}[{row}].amount"), (column, f"{form.id}[total].{column}")):
            figure = add_up(figure_id, label, " + ".join(classes), parts)
            if figure and wanted == row:
                cells[row] = {"amount": figure}
            elif figure and any(printed.id == column for printed in form.columns):
                totals[column] = figure
    parts = [figure for code, figure in summed.items() if len(code) == CLASS_DIGITS]
    if everything := add_up(f"{form.id}[total].amount", form.total_label, "各类之和", parts):
        cells["total"] = {"amount": everything, **totals}


def _rows(
    form: TableForm, source: Source, cells: Mapping[str, Mapping[str, Figure | None]]
) -> tuple[Row, ...]:
    """The rows that the form lists, then the codes that it does not; or 合计 and the codes with data."""
    listed = tuple(Row.of(row, cells.get(row.id or "", {})) for row in form.rows or ())
    if form.rows is None:
        listed = (Row("total", form.total_label, cells.get("total", {})),)
    known = {row.id for row in listed}
    spare = sorted(code for code in cells if code.isdigit() and code not in known)
    return (*listed, *(Row(code, source.economic_name(code), cells[code], code) for code in spare))
