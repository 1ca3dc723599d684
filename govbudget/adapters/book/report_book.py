"""报告 → 电子表格 — the official tables of a report, a sheet a table, with sums that can be followed.

A cell holds the exact sum and shows it rounded as the table prints it, so that the formulas of its totals add up to
what is published. A form that prints no zeros has none here.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from govbudget.adapters.book.cover import write_cover
from govbudget.adapters.book.formulas import formulas_over
from govbudget.adapters.book.library import book_at, fits
from govbudget.adapters.book.printing import Entry, PrintedLine, TableLayout, print_table
from govbudget.calc import Figure
from govbudget.money import Amount
from govbudget.report import Report
from govbudget.tables import Row, Table

__all__ = ["write_report_book"]


def write_report_book(report: Report, path: str | Path) -> None:
    """Write the tables of a report as an XLSX. Raises `BookError` with its path where it cannot be written."""
    owner, year = report.ledger.department.name, report.ledger.year
    with book_at(path) as book:
        layouts = [_layout(table, owner, year) for table in report.tables]
        kind = "预算" if report.form.kind == "budget" else "决算"
        names = [f"{layout.number} {layout.title}" for layout in layouts]
        sheets = write_cover(book, f"{owner}{year}年度部门{kind}", names)
        for sheet, layout in zip(sheets, layouts, strict=True):
            print_table(book, sheet, layout, formulas_over(_exact))


def _layout(table: Table, owner: str, year: int) -> TableLayout:
    form = table.form
    coded = form.rows is None or any(row.code for row in table.rows)
    return TableLayout(
        form.title,
        form.number,
        table.unit,
        owner,
        year,
        () if table.missing else form.columns,
        tuple(_lines(table)),
        table.notes,
        coded=coded and all(column.side is None for column in form.columns),
    )


def _lines(table: Table) -> Iterator[PrintedLine]:
    rows = table.rows if table.form.rows is not None else table.printed_rows
    for row in rows:
        if row.id is None and row.line is None:
            continue
        cells = {
            column.id: _entry(table, row, column.id)
            for column in table.form.columns
            if column.side == row.side and table.shown(row, column.id) is not None
        }
        yield PrintedLine(row.id, row.label, cells, row.code, row.line, row.side, row.section)


def _entry(table: Table, row: Row, column: str) -> Entry:
    figure, text = row.cells[column], table.shown(row, column) or ""
    assert figure is not None  # noqa: S101 - it is shown
    number = _exact(figure)
    if number is None:
        return Entry(text)
    places = figure.printing.places if isinstance(figure.value, Amount) else 0
    return Entry(text, number, "#,##0" + ("." + "0" * places if places else ""), figure)


def _exact(figure: Figure) -> Decimal | None:
    """What the cell of a figure holds; `None` where a spreadsheet would not keep all of it."""
    value = figure.value
    if isinstance(value, Amount):
        number = value.exactly_in(figure.printing.unit)
    elif isinstance(value, int):
        number = Decimal(value)
    else:
        return None
    return number if fits(number) else None
