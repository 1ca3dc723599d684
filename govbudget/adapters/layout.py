"""Printed tables placed in a form by meaning: titles, headings and labels are read as words, codes as codes.

What a reader of PDF, spreadsheets or pages finds is a title, headings and lines of cells. Here they become
the tables of a form. Nothing is placed by position or by number, and what cannot be placed is returned.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from attrs import evolve, field, frozen

from govbudget.adapters.layout_words import (
    AMOUNTS,
    TOTALS,
    name_of_side,
    names_of,
    plain_words,
    recognise,
    uncounted,
)
from govbudget.model import CLASS_DIGITS, PrintedRow, PrintedTable
from govbudget.money import Unit
from govbudget.tables import ColumnForm, Form, RowForm, TableForm

__all__ = ["Heading", "Line", "Placement", "Unplaced", "printed_table", "recognise", "table_of_title"]


@frozen
class Heading:
    """栏目 — a printed column: its headings, outermost first, and the side it stands on (`收入`, `支出`)."""

    words: tuple[str, ...] = field(metadata={"zh": "栏目名称"})
    side: str | None = field(default=None, metadata={"zh": "收支方"})

    @classmethod
    def of(cls, written: str, side: str | None = None) -> Heading:
        """`本年支出/小计`, as a heading over a heading."""
        return cls(tuple(written.split("/")), side)


@frozen
class Line:
    """印出的一行 — cells in the order of the headings of its side.

    `code` is the code as printed, whole or in its columns 类, 款, 项; `section` what is printed beside
    several rows.
    """

    label: str = field(metadata={"zh": "项目"})
    cells: Sequence[str | None] = field(metadata={"zh": "数"})
    code: str | Sequence[str] | None = field(default=None, metadata={"zh": "科目编码"})
    side: str | None = field(default=None, metadata={"zh": "收支方"})
    section: str | None = field(default=None, metadata={"zh": "分节"})
    line: int | None = field(default=None, metadata={"zh": "行次"})
    page: int | None = field(default=None, metadata={"zh": "页"})


@frozen
class Unplaced:
    """未能归位 — a printed text that has no place in the form, and why."""

    page: int | None = field(metadata={"zh": "页"})
    text: str = field(metadata={"zh": "文字"})
    reason: str = field(metadata={"zh": "原因"})


@frozen
class Placement:
    """归位结果 — the table, `None` if the form has no such table, and all that was left over."""

    table: PrintedTable | None = field(metadata={"zh": "表"})
    unplaced: tuple[Unplaced, ...] = field(default=(), metadata={"zh": "未能归位"})


def table_of_title(form: Form, title: str) -> TableForm | None:
    """The table of that very title, else the table of that meaning."""
    words, meaning = plain_words(title), recognise(title)
    same = [table for table in form.tables if plain_words(table.title) == words]
    return next(iter(same or [table for table in form.tables if table.id == meaning]), None)


def printed_table(  # noqa: PLR0913 - what is printed
    form: Form,
    *,
    title: str,
    unit: Unit,
    headings: Sequence[Heading],
    rows: Iterable[Line],
    page: int | None = None,
) -> Placement:
    """The printed table in its place in `form`, cell by cell, and what has none.

    A line has one cell for each heading that stands on its side or on none.
    """
    lines = list(rows)
    page = page if page is not None else next((line.page for line in lines), None)
    table = table_of_title(form, title)
    if table is None:
        reason = f"表样 {form.name} 没有这张表({len(lines)}行)"
        return Placement(None, (Unplaced(page, title, reason),))
    if not table.columns:
        # Some forms only name a table, for its columns are not known.
        reason = f"表样 {form.name} 没有写明这张表的栏目({len(lines)}行)"
        return Placement(None, (Unplaced(page, title, reason),))
    desk = _Desk(table, tuple(headings))
    for heading in headings:
        desk.refuse_heading(heading, page)
    for line in lines:
        desk.place(line)
    return Placement(
        PrintedTable(table.id, table.number, title.strip(), unit, desk.printed_rows, page),
        tuple(desk.unplaced),
    )


@frozen
class _Desk:
    """One table while it is put in order."""

    table: TableForm
    headings: tuple[Heading, ...]
    unplaced: list[Unplaced] = field(factory=list)
    _rows: dict[str, tuple[Line, RowForm, dict[str, str | None]]] = field(factory=dict)
    _section: list[str] = field(factory=list)

    @property
    def printed_rows(self) -> tuple[PrintedRow, ...]:
        return tuple(
            PrintedRow(row.id or "", row.label, cells, row.code, line.line, row.side, line.page)
            for line, row, cells in self._rows.values()
        )

    def refuse_heading(self, heading: Heading, page: int | None) -> None:
        """Say once that a heading means nothing in this form."""
        where = [self._side(heading.side)] if heading.side else [*{column.side for column in self._columns()}]
        found = [self._column(heading, side) for side in where]
        if all(isinstance(column, str) for column in found):
            self.unplaced.append(Unplaced(page, "/".join(heading.words), str(found[0])))

    def place(self, line: Line) -> None:
        """Put the cells of a line where they belong, or say why not."""
        cells = [(text or "").strip() or None for text in line.cells]
        side = self._side(line.side)
        if not any(cells) and self._opens_section(line):
            return
        row = self._row(line, side)
        if isinstance(row, RowForm) and self._sides():
            side = row.side
        headings = [h for h in self.headings if side is None or self._side(h.side) in (None, side)]
        for text in cells[len(headings) :]:
            self._refuse(line, text, "这一格没有栏目")
        if isinstance(row, str) and not any(cells) and not all(map(self._stage, headings)):
            self._refuse(line, line.label.strip() or None, row)
        for heading, text in zip(headings, cells, strict=False):
            column = self._column(heading, side)
            stage = self._stage(heading)
            target = row if stage is None else stage
            if isinstance(target, str) or isinstance(column, str):
                self._refuse(line, text, target if isinstance(target, str) else str(column))
            else:
                self._put(line, target, column.id, text)

    def _put(self, line: Line, row: RowForm, column: str, text: str | None) -> None:
        _, _, cells = self._rows.setdefault(row.id or "", (line, row, {}))
        if cells.get(column) is not None:
            self._refuse(line, text, f"{row.label}的这一栏已有 {cells[column]}")
        else:
            cells[column] = text

    def _refuse(self, line: Line, text: str | None, reason: str) -> None:
        if text is not None:
            label = f"{line.label}: " if line.label and text != line.label else ""
            self.unplaced.append(Unplaced(line.page, f"{label}{text}", reason))

    def _columns(self, side: str | None = None) -> list[ColumnForm]:
        return [column for column in self.table.columns if side is None or column.side in (None, side)]

    def _sides(self) -> set[str]:
        return {column.side for column in self.table.columns if column.side}

    def _side(self, written: str | None) -> str | None:
        """The side that `收入` or `支出` means in this table; none in a table without sides."""
        side, sides = name_of_side(written), self._sides()
        if side == "expenditure" and side not in sides:
            # A table with but one kind of expenditure prints it under 支出, whatever it is sorted by.
            return next(iter(sides - {"income"}), None)
        return side if side in sides else None

    # Columns ------------------------------------------------------------------------------------------

    def _stage(self, heading: Heading) -> RowForm | None:
        """The row that a heading such as 预算数 or 决算数 names, where the form prints them as rows."""
        for words in map(plain_words, heading.words):
            for row in self.table.rows or ():
                if words in AMOUNTS and words in (plain_words(row.label), *names_of(row.id)):
                    return row
        return None

    def _column(self, heading: Heading, side: str | None) -> ColumnForm | str:
        """The column that a heading means, or why none."""
        columns, sided = self._columns(side), bool(self._sides())
        words = [word for word in map(plain_words, heading.words) if word and word not in AMOUNTS]
        *groups, own = [word for word in words if not (sided and name_of_side(word) != word)] or [""]
        if not own:
            found = columns if len(columns) == 1 else []
        elif own in TOTALS:
            found = _total_column(columns, groups)
        else:
            same = [column for column in columns if plain_words(column.title) == own]
            found = same or [column for column in columns if own in names_of(column.id)]
            found = [column for column in found if not _belongs_elsewhere(column, groups, columns)]
        if len(found) > 1:
            found = [column for column in found if any(_stands_under(column, g) for g in groups)] or found
        if len(found) == 1:
            return found[0]
        return f"表样没有这一栏: {'/'.join(heading.words)}" if not found else "可以是几个栏目,无法判定"

    # Rows ---------------------------------------------------------------------------------------------

    def _opens_section(self, line: Line) -> bool:
        """True for a line that only names the rows below it."""
        sections = {
            plain_words(text) for row in self.table.rows or () for text in (row.section, row.block) if text
        }
        if (words := plain_words(line.label)) in sections:
            self._section[:] = [words]
        return words in sections

    def _row(self, line: Line, side: str | None) -> RowForm | str:
        """The row that a line means, by its code or else by its label, as it is printed; or why none."""
        code, label = _code(line.code), line.label.strip()
        if code is not None and not label and not code.isdigit():
            # 合计 is often printed across the columns of the code.
            line, label, code = evolve(line, label=code), code, None
        listed = [row for row in self.table.rows or () if row.id and side in (None, row.side)]
        if code is not None and not code.isdigit():
            return f"{code} 不是科目编码"
        named = label and plain_words(label) not in TOTALS and len(code or "") not in (3, 5)
        if self.table.id == "projects" and named:
            return RowForm(f"{label}@{code}" if code else label, label, code=code)
        if code is not None:
            side = next((row.side for row in listed if row.code == code), side)
            return RowForm(code, label, code=code, side=side)
        return self._labelled(line, listed)

    def _labelled(self, line: Line, listed: list[RowForm]) -> RowForm | str:
        label, found = plain_words(line.label), self._by_label(line, listed)
        if len(found) == 1:
            # A sole row is often printed without a label; it is known by the form's.
            row = found[0]
            return RowForm(row.id, line.label.strip() or row.label, code=row.code, side=row.side)
        if found:
            return "可以是几行,无法判定"
        by_code = self.table.rows is None or any(row.code for row in listed)
        if by_code and not self._sides() and label in {*TOTALS, plain_words(self.table.total_label)}:
            return RowForm("total", line.label.strip())
        return "没有科目编码,也不是合计" if self.table.rows is None else "表样没有这一行"

    def _by_label(self, line: Line, listed: list[RowForm]) -> list[RowForm]:
        if len(self.table.rows or ()) == 1:
            return listed
        label = plain_words(line.label)
        section = plain_words(line.section) if line.section else next(iter(self._section), None)
        same = [row for row in listed if plain_words(row.label) == label]
        found = (
            same
            or [row for row in listed if label in names_of(row.id)]
            or [row for row in listed if uncounted(row.label) == uncounted(line.label)]
        )
        if section and len(found) > 1:
            found = [row for row in found if row.section and plain_words(row.section) == section] or found
        if len(found) > 1:
            found = self._parts(found)
        return found

    def _parts(self, found: list[RowForm]) -> list[RowForm]:
        """Of rows with one label, the part of the row that was printed last, or else the one that is no part.

        年初财政拨款结转和结余 is followed by 一般公共预算财政拨款, as 本年收入 is.
        """
        for whole in reversed(self._rows):
            if parts := [row for row in found if (row.id or "").startswith(f"{whole}_")]:
                return parts
        wholes = [row.id for row in self.table.rows or () if row.id]
        return [row for row in found if not any((row.id or "").startswith(f"{whole}_") for whole in wholes)]


def _total_column(columns: list[ColumnForm], groups: list[str]) -> list[ColumnForm]:
    """合计 under a heading is the total of that group; 合计 under none is the total of the table."""
    totals = [column for column in columns if plain_words(column.title) in TOTALS]
    for group in reversed(groups):
        under = [column for column in totals if _stands_under(column, group)]
        named = [column for column in columns if group in names_of(column.id)]
        if under or named:
            return under or named
    for likely in (
        [column for column in totals if not column.group],
        [column for column in columns if column.id == "total"],
    ):
        if likely:
            return likely
    return totals


def _stands_under(column: ColumnForm, group: str) -> bool:
    return bool(column.group) and _alike(plain_words(column.group or ""), group)


def _belongs_elsewhere(column: ColumnForm, groups: list[str], columns: list[ColumnForm]) -> bool:
    """True if what is printed above is another column or another year: 基本支出 under 本年收入 or 上年决算数."""
    others = [other for other in columns if other.id not in (column.id, "total")]
    return any(
        not _stands_under(column, group)
        and (
            re.search("上年|增减|比重", group)
            or any(group in (plain_words(other.title), *names_of(other.id)) for other in others)
        )
        for group in groups
    )


def _alike(one: str, other: str) -> bool:
    return one in other or other in one or all("公务用车" in group for group in (one, other))


def _code(written: str | Sequence[str] | None) -> str | None:
    """A code in one piece; printed in columns, 款 and 项 get back the zero that a spreadsheet drops.

    >>> _code("2010601"), _code(["301", "2"]), _code("201 06"), _code(["", ""])
    ('2010601', '30102', '20106', None)
    """
    pieces = written.split() if isinstance(written, str) else list(written or ())
    parts = [part for piece in pieces if (part := unicodedata.normalize("NFKC", piece).strip())]
    if len(parts) > 1 and len(parts[0]) == CLASS_DIGITS:
        parts = [parts[0], *(part.rjust(2, "0") for part in parts[1:])]
    return "".join(parts) or None
