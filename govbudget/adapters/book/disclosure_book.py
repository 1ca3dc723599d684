"""公开文件 → 电子表格 — the printed tables as they are, then the sentences, the self-evaluations and what was not read.

Read again as a published workbook, it gives the same tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import fields

from govbudget.adapters.book.as_printed import entry_of
from govbudget.adapters.book.cover import write_cover
from govbudget.adapters.book.library import Book, book_at, height_of, width_of
from govbudget.adapters.book.printing import PrintedLine, TableLayout, print_table
from govbudget.catalogue import form, form_names
from govbudget.model import Disclosure, Funds, Indicator, PrintedRow, PrintedTable, SelfEvaluation
from govbudget.narrative.passages import heading_level
from govbudget.tables import ColumnForm, RowForm, TableForm

__all__ = ["write_disclosure_book"]

WIDEST = 40
SENTENCES, NOT_READ = "情况说明", "未读之处"
PROSE_WIDTH = 80

OF_ONE = (
    *("order", "part", "name", "code", "unit", "execution_score", "indicator_total", "total", "grade"),
    *("deviation_reason", "page"),
)
"""What a self-evaluation says beside its money and its indicators."""


def write_disclosure_book(disclosure: Disclosure, path: str | Path) -> None:
    """Write a disclosure as an XLSX. Raises `BookError` with its path where it cannot be written."""
    owner, year = disclosure.department.name, disclosure.year
    with book_at(path) as book:
        layouts = [_layout(table, disclosure) for table in disclosure.tables]
        kind = "预算" if disclosure.kind == "budget" else "决算"
        names = [f"{layout.number} {layout.title}".strip() for layout in layouts]
        sheets = write_cover(book, f"{owner}{year}年度部门{kind}", names)
        for sheet, layout in zip(sheets, layouts, strict=True):
            print_table(book, sheet, layout, lambda _: lambda _: "")
        _write_sentences(book, disclosure)
        _write_evaluations(book, disclosure.evaluations)
        lost = [(str(one.page or ""), one.why) for one in disclosure.not_read]
        _write_list(book, NOT_READ, ("页", "原因"), lost)


# Tables -----------------------------------------------------------------------------------------------


def _layout(table: PrintedTable, disclosure: Disclosure) -> TableLayout:
    own = _form_of(table, disclosure)
    columns = _columns(table, own)
    sided = any(column.side for column in columns)
    rows = {row.id: row for row in (own.rows if own else None) or () if row.id}
    return TableLayout(
        table.title,
        table.number,
        table.unit.zh,
        disclosure.department.name,
        disclosure.year,
        columns,
        tuple(_line(row, rows.get(row.id), columns, sided=sided) for row in table.rows),
        coded=not sided and any(row.code for row in table.rows),
    )


def _line(
    row: PrintedRow, known: RowForm | None, columns: Sequence[ColumnForm], *, sided: bool
) -> PrintedLine:
    side = row.side if sided else None
    if sided and side is None:
        side = next((column.side for column in columns if row.cells.get(column.id) is not None), None)
        side = side or columns[0].side
    cells = {name: entry_of(text) for name, text in row.cells.items() if text is not None}
    section = known.section if known else None
    return PrintedLine(row.id, row.label, cells, row.code, row.line, side, section)


def _columns(table: PrintedTable, own: TableForm | None) -> tuple[ColumnForm, ...]:
    """The columns of a table: as it names them itself, else as its form does, else by their ids."""
    used = list(dict.fromkeys(column for row in table.rows for column in row.cells))
    titles = dict(table.titles)
    if own is not None:
        named = {column.id for column in own.columns}
        others = [name for name in used if name not in named]
        return (*own.columns, *(ColumnForm(name, titles.get(name) or name) for name in others))
    return tuple(ColumnForm(name, titles.get(name) or name) for name in dict.fromkeys([*titles, *used]))


def _form_of(table: PrintedTable, disclosure: Disclosure) -> TableForm | None:
    """The table of its own form, else the table of that meaning that lacks the fewest of its columns and rows."""
    used = {column for row in table.rows for column in row.cells}
    rows = {row.id for row in table.rows}
    likely: list[tuple[tuple[int, bool, int, bool], TableForm]] = []
    for name in form_names():
        whole = form(name)
        for one in whole.tables:
            if one.id == table.id:
                lacking = len(used - {column.id for column in one.columns})
                missing = len(rows - {row.id for row in one.rows}) if one.rows is not None else 0
                same = one.title == table.title and whole.kind == disclosure.kind
                likely.append(((lacking, name != disclosure.form, missing, not same), one))
    return min(likely, key=lambda pair: pair[0])[1] if likely else None


# Beside the tables ------------------------------------------------------------------------------------


def _write_sentences(book: Book, disclosure: Disclosure) -> None:
    """The sentences under their headings, one a row, as prose that is read again as such."""
    if not disclosure.sentences:
        return
    sheet = book.sheet(SENTENCES, landscape=False)
    sheet.set_column(0, 0, PROSE_WIDTH)
    prose, heading = book.format(text_wrap=True, valign="top"), book.format(bold=True)
    above: list[str] = []
    row = 0
    for sentence in disclosure.sentences:
        sections = [name for name in sentence.section.split("/") if name]
        for level, name in enumerate(sections):
            new = sections[: level + 1] != above[: level + 1] and not sentence.text.startswith(name)
            if new and heading_level(name) is not None:
                book.write(sheet, row, 0, name, heading)
                row += 1
        above = sections
        sheet.set_row(row, height_of([(sentence.text, PROSE_WIDTH)]))
        book.write(sheet, row, 0, sentence.text, prose)
        row += 1


def _write_evaluations(book: Book, evaluations: Sequence[SelfEvaluation]) -> None:
    _write_list(
        book,
        "绩效自评",
        _titles(SelfEvaluation, OF_ONE),
        [_values(one, OF_ONE) for one in evaluations],
    )
    for name, kind, said in (("funds", Funds, "资金"), ("indicators", Indicator, "绩效指标")):
        own = tuple(part.name for part in fields(kind) if part.name != "line")
        _write_list(
            book,
            f"绩效自评-{said}",
            ("序号", "材料", "项目名称", *_titles(kind, own)),
            [
                (*_values(one, ("order", "part", "name")), *_values(line, own))
                for one in evaluations
                for line in getattr(one, name)
            ],
        )


def _titles(kind: type[Any], names: Sequence[str]) -> tuple[str, ...]:
    by_name = {part.name: str(part.metadata["zh"]) for part in fields(kind)}
    return tuple(by_name[name] for name in names)


def _values(of: Any, names: Sequence[str]) -> tuple[str, ...]:  # noqa: ANN401 - any value of the model
    values: Iterator[Any] = (getattr(of, name) for name in names)
    return tuple("" if value is None else str(getattr(value, "value", value)) for value in values)


def _write_list(book: Book, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A list on a sheet of its own; no sheet for nothing."""
    if not rows:
        return
    sheet = book.sheet(name)
    head = book.format(bold=True, border=1, align="center", bg_color="#F2F2F2")
    body = book.format(border=1, text_wrap=True)
    widths = [
        max(width_of(row[column], least=8, most=WIDEST) for row in [heads, *rows])
        for column in range(len(heads))
    ]
    for column, (text, width) in enumerate(zip(heads, widths, strict=True)):
        book.write(sheet, 0, column, text, head)
        sheet.set_column(column, column, width)
    for place, row in enumerate(rows, start=1):
        sheet.set_row(place, height_of(zip(row, widths, strict=True)))
        for column, text in enumerate(row):
            entry = entry_of(text)
            if entry.number is None:
                book.write(sheet, place, column, text, body)
            else:
                style = book.format(border=1, text_wrap=True, num_format=entry.code)
                sheet.write_number(place, column, entry.number, style)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(heads) - 1)
    sheet.repeat_rows(0)
