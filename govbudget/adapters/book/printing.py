"""印表 — one table laid out on a sheet as a form prints it: title, unit, headings over headings, lines, notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from attrs import field, frozen

from govbudget.adapters.book.library import LINE, Book, height_of, width_of
from govbudget.calc import Figure
from govbudget.tables import ColumnForm

__all__ = ["Entry", "PrintedLine", "TableLayout", "print_table"]

SIDES = {"income": "收入", "expenditure": "支出", "purpose": "支出用途"}

WIDEST_LABEL, WIDEST_SUM = 44, 22
PLAIN_WIDTH = 50
"""How wide the text of a table without columns runs."""

TALLEST_HEADING = 34
DEEPEST = 2
TOTALS = ("total", "income_total", "expenditure_total", "income_grand_total", "expenditure_grand_total")


@frozen
class Entry:
    """一格 — what a cell is to show: a number in a format, or a text; the figure that it is, if any."""

    text: str = field(metadata={"zh": "印出的文字"})
    number: Decimal | None = field(default=None, metadata={"zh": "数"})
    code: str = field(default="General", metadata={"zh": "数字格式"})
    figure: Figure | None = field(default=None, metadata={"zh": "数据项"})


@frozen
class PrintedLine:
    """一行 — its code, label and line number, and its cells by column."""

    id: str | None
    label: str
    cells: Mapping[str, Entry]
    code: str | None = None
    line: int | None = None
    side: str | None = None
    section: str | None = None


@frozen
class TableLayout:
    """版式 — all that is printed of one table."""

    title: str
    number: str
    unit: str
    owner: str
    year: int
    columns: tuple[ColumnForm, ...]
    lines: tuple[PrintedLine, ...]
    notes: tuple[str, ...] = ()
    coded: bool = False
    """True if lines are named by codes in a column of their own."""


@frozen
class _Side:
    """The columns that stand side by side with others: where they begin, and what leads them."""

    name: str | None
    left: int
    columns: tuple[ColumnForm, ...]
    lines: tuple[PrintedLine | str, ...]
    coded: bool
    lined: bool

    @property
    def leads(self) -> int:
        return 1 + self.coded + self.lined

    @property
    def right(self) -> int:
        return self.left + self.leads + len(self.columns) - 1

    @property
    def label_at(self) -> int:
        return self.left + self.coded

    def column_at(self, place: int) -> int:
        return self.left + self.leads + place


def print_table(book: Book, sheet: Any, table: TableLayout, formulas: Any) -> None:  # noqa: ANN401
    """Write a table on an empty sheet.

    `formulas` gives the formula of an entry, or none, from the names of all cells that hold a number by the id of
    their figure.
    """
    sides = list(_sides(table))
    right = sides[-1].right if sides else 6
    top = _over(book, sheet, table, right)
    first = _head(book, sheet, table, sides, top) if sides else top
    cells = dict(_places(sides, first))
    formula_of = formulas(cells)
    depth = max((len(side.lines) for side in sides), default=0)
    for side in sides:
        for place, line in enumerate([*side.lines, *[""] * (depth - len(side.lines))]):
            _line(book, sheet, first + place, side, line, formula_of)
    widths = _widths(sides)
    note = book.format(text_wrap=True, font_size=10)
    for place, text in enumerate(table.notes, start=first + depth):
        book.across(sheet, place, 0, place, right, text, note)
        sheet.set_row(place, height_of([(text, sum(widths) or PLAIN_WIDTH)]))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for place in range(depth):
        said = [(side.label_at, side.lines[place]) for side in sides if place < len(side.lines)]
        labels = [(one if isinstance(one, str) else one.label, widths[at]) for at, one in said]
        if (height := height_of(labels)) > LINE:
            sheet.set_row(first + place, height)
    if sides:
        sheet.freeze_panes(first, sides[0].label_at + 1 if len(sides) == 1 else 0)
        sheet.repeat_rows(top, first - 1)


def _over(book: Book, sheet: Any, table: TableLayout, right: int) -> int:  # noqa: ANN401
    """What stands over the headings; the row after it."""
    row = 0
    if table.number:
        number = table.number + ("表" if table.number.startswith("公开") else "")
        book.across(sheet, row, 0, row, right, number, book.format(align="right"))
        row += 1
    book.across(sheet, row, 0, row, right, table.title, book.format(align="center", bold=True, font_size=16))
    sheet.set_row(row, 28)
    row += 1
    last = max(right - 1, 2)
    middle = max(last // 2, 1)
    book.across(
        sheet,
        row,
        0,
        row,
        middle - 1,
        f"编制单位：{table.owner}" if table.owner else "",
        book.format(shrink=True),
    )
    book.across(sheet, row, middle, row, last - 1, f"{table.year}年度", book.format(align="center"))
    book.across(
        sheet, row, last, row, max(right, last), f"金额单位：{table.unit}", book.format(align="right")
    )
    return row + 1


def _sides(table: TableLayout) -> Iterator[_Side]:
    left = 0
    for name in dict.fromkeys(column.side for column in table.columns):
        columns = tuple(column for column in table.columns if column.side == name)
        lines = [line for line in table.lines if line.side == name]
        side = _Side(
            name,
            left,
            columns,
            tuple(_with_sections(lines)),
            table.coded and name is None,
            any(line.line for line in lines),
        )
        yield side
        left = side.right + 1


def _with_sections(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine | str]:
    for section, under in groupby(lines, key=lambda line: line.section):
        if section:
            yield section
        yield from under


def _places(sides: Sequence[_Side], first: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Where every figure stands that is written as a number."""
    for side in sides:
        for row, line in enumerate(side.lines, start=first):
            for place, column in enumerate(side.columns):
                entry = None if isinstance(line, str) else line.cells.get(column.id)
                if entry and entry.figure and entry.number is not None:
                    yield entry.figure.id, (row, side.column_at(place))


# Headings ---------------------------------------------------------------------------------------------


def _head(book: Book, sheet: Any, table: TableLayout, sides: Sequence[_Side], top: int) -> int:  # noqa: ANN401
    """The headings; the first row after them."""
    style = book.format(align="center", bold=True, border=1, text_wrap=True, bg_color="#F2F2F2")
    grouped = any(column.group for column in table.columns)
    row = top
    if len(sides) > 1:
        for side in sides:
            book.across(sheet, row, side.left, row, side.right, SIDES.get(side.name or "", ""), style)
        row += 1
    bottom = row + grouped
    for side in sides:
        leads = ["科目编码"] * side.coded + ["科目名称" if side.coded else "项目"] + ["行次"] * side.lined
        for place, text in enumerate(leads, start=side.left):
            book.across(sheet, row, place, bottom, place, text, style)
        _titles(book, sheet, side, (row, bottom), style)
    sheet.set_row(bottom, TALLEST_HEADING)
    row = bottom + 1
    if any(column.number for column in table.columns):
        for side in sides:
            for place in range(side.left, side.right + 1):
                text = "栏次" if place == side.label_at else ""
                book.write(sheet, row, place, text, style)
            for place, column in enumerate(side.columns):
                book.write(sheet, row, side.column_at(place), str(column.number or ""), style)
        row += 1
    return row


def _titles(book: Book, sheet: Any, side: _Side, rows: tuple[int, int], style: Any) -> None:  # noqa: ANN401
    place, (row, bottom) = 0, rows
    for group, under in groupby(side.columns, key=lambda column: column.group):
        columns = list(under)
        left = side.column_at(place)
        if group:
            book.across(sheet, row, left, row, left + len(columns) - 1, group, style)
        for step, column in enumerate(columns):
            book.across(sheet, row + bool(group), left + step, bottom, left + step, column.title, style)
        place += len(columns)


# Lines ------------------------------------------------------------------------------------------------


def _line(  # noqa: PLR0913, PLR0917 - where, what and how
    book: Book,
    sheet: Any,  # noqa: ANN401
    row: int,
    side: _Side,
    line: PrintedLine | str,
    formula_of: Any,  # noqa: ANN401
) -> None:
    heads = isinstance(line, str)
    line = PrintedLine(None, line, {}) if isinstance(line, str) else line
    bold = (heads and bool(line.label)) or line.id in TOTALS
    common: dict[str, object] = {"border": 1}
    if bold:
        common["bold"] = True
    depth = min((len(line.code) - 3) // 2, DEEPEST) if side.coded and line.code and len(line.code) > 3 else 0  # noqa: PLR2004
    indented: dict[str, object] = {}
    if depth:
        indented["indent"] = depth
    if side.coded and not line.code and line.label and not heads:
        book.across(
            sheet, row, side.left, row, side.label_at, line.label, book.format(align="center", **common)
        )
    else:
        if side.coded:
            book.write(sheet, row, side.left, line.code or "", book.format(align="left", **common))
        style = book.format(text_wrap=True, **common, **indented)
        book.write(sheet, row, side.label_at, line.label, style)
    if side.lined:
        number = book.format(align="center", **common)
        if line.line:
            sheet.write_number(row, side.label_at + 1, line.line, number)
        else:
            book.write(sheet, row, side.label_at + 1, "", number)
    for place, column in enumerate(side.columns):
        entry = line.cells.get(column.id, Entry(""))
        at = row, side.column_at(place)
        if entry.number is None:
            book.write(sheet, *at, entry.text, book.format(align="right", **common))
            continue
        style = book.format(num_format=entry.code, align="right", **common)
        if formula := formula_of(entry):
            sheet.write_formula(*at, formula, style, entry.number)
        else:
            sheet.write_number(*at, entry.number, style)


def _widths(sides: Sequence[_Side]) -> list[int]:
    """How wide every column is to be."""
    widths: list[int] = []
    for side in sides:
        lines = [line for line in side.lines if isinstance(line, PrintedLine)]
        label = max((width_of(line.label, least=14, most=WIDEST_LABEL) for line in lines), default=14)
        widths += [11, label + 4] if side.coded else [label]
        widths += [6] * side.lined
        for column in side.columns:
            texts = [line.cells[column.id].text + ",,," for line in lines if column.id in line.cells]
            widths.append(max((width_of(text, least=13, most=WIDEST_SUM) for text in texts), default=13))
    return widths
