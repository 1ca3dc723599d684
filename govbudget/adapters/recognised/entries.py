"""表行 — the rows of a recognised table as lines of a form, cell by cell, and what could not be told apart.

What stands in a row is known by what is certain in it: a code, a line number 行次 beside its label. From there the
cells are counted; tabs that were kept show which are blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from attrs import define, evolve, field, frozen

from govbudget.adapters.layout import Line
from govbudget.adapters.layout_words import TOTALS, names_of, plain_words
from govbudget.adapters.recognised.columns import stages_of
from govbudget.adapters.recognised.lines import Row, alike, figure_of, words_of
from govbudget.adapters.recognised.settling import TOTAL, settled, value_of
from govbudget.adapters.recognised.sheets import Sheet, is_code, usual_breadths
from govbudget.model import NotRead
from govbudget.tables import ColumnForm, RowForm, TableForm

__all__ = ["Entries", "entries_of"]

LIKE = 60
SHORT_CODE, LONG_CODE = 2, 3


@frozen
class Entries:
    """读出的行 — the lines of a table, and what was left over."""

    lines: tuple[Line, ...] = field(metadata={"zh": "行"})
    not_read: tuple[NotRead, ...] = field(metadata={"zh": "未读"})


@define
class _Group:
    """一组格 — a code or line number, a label, and the cells after them up to the next group."""

    row: Row
    label: str
    cells: list[str]
    code: str | None = None
    of: RowForm | None = None


@define
class _Desk:
    table: TableForm
    names: dict[str, str]
    lines: list[tuple[int, Line]] = field(factory=list)
    loose: list[tuple[int, _Group, list[str]]] = field(factory=list)
    not_read: list[NotRead] = field(factory=list)
    section: str | None = field(default=None)
    usual: dict[int, int] = field(factory=dict)

    @property
    def sections(self) -> dict[str, str]:
        """The sections of the form by their plain words."""
        return {plain_words(row.section): row.section for row in self.table.rows or () if row.section}

    def refuse(self, row: Row, why: str) -> None:
        self.not_read.append(NotRead(row.line, why))


def entries_of(sheet: Sheet, table: TableForm, names: dict[str, str]) -> Entries:
    """The lines of a table in the form that it fits. `names` are the official names of codes."""
    desk = _Desk(table, names)
    numbered = {row.line: row for row in table.rows or () if row.line is not None}
    sided = any(column.side for column in table.columns)
    coded = not sided and (table.rows is None or any(row.code for row in table.rows))
    many = coded and any(sum(map(is_code, row.words)) > 1 for row in sheet.body)
    start = _start(sheet.body)
    desk.usual = usual_breadths(sheet.body)
    for row in sheet.body:
        if not any(row.cells):
            continue
        if numbered and _anchors(row, numbered):
            _numbered_row(desk, row, numbered)
        elif coded:
            for group in _coded_groups(row, many=many):
                if not many:
                    _count_from(group, start)
                _put(desk, group, desk.table.columns, None)
        else:
            _by_place(desk, row, sided=sided)
    if not sheet.body and (stages := stages_of(table)):
        # The one row of such a table says nothing but figures; printed empty, it leaves no trace in the text.
        desk.lines.append((sheet.line, Line("", (None,) * len(table.columns) * len(stages), page=sheet.line)))
    _settle(desk)
    desk.lines.sort(key=lambda one: one[0])
    places = [_place_in(table, line) for _, line in desk.lines]
    if None not in places:
        # At the turn of a page rows may be recognised from below.
        desk.lines.sort(key=lambda one: (_place_in(table, one[1]) or 0, one[0]))
    return Entries(tuple(line for _, line in desk.lines), tuple(desk.not_read))


def _place_in(table: TableForm, line: Line) -> int | None:
    """Where a form that lists its rows has a line; `None` if it does not say for certain."""
    code = line.code if isinstance(line.code, str) else None
    found = [
        place
        for place, row in enumerate(table.rows or ())
        if (row.line == line.line if line.line else row.code == code if code else row.label == line.label)
    ]
    return found[0] if len(found) == 1 else None


# Rows with 行次 ----------------------------------------------------------------------------------------


def _anchors(row: Row, numbered: dict[int, RowForm]) -> list[tuple[int, RowForm]]:
    """Where the 行次 of a row stand: whole numbers beside the very label that the form has on that line."""
    found = []
    for place, word in enumerate(row.words):
        of = numbered.get(int(word)) if re.fullmatch(r"\d{1,3}", word) else None
        if of is None or place == 0:
            continue
        label, own = plain_words(row.words[place - 1]), plain_words(of.label)
        known = label in (own, *names_of(of.id))
        if known or (label and own and not figure_of(label) and alike(label, own) >= LIKE):
            found.append((place, of))
    return found


def _numbered_row(desk: _Desk, row: Row, numbered: dict[int, RowForm]) -> None:
    anchors = _anchors(row, numbered)
    ends = [place - 1 for place, _ in anchors[1:]] + [len(row.cells)]
    before = [cell for cell in row.cells[: anchors[0][0] - 1] if figure_of(cell)]
    if before:
        desk.refuse(row, f"{'、'.join(before)}: 前面没有项目和行次,不知是哪一行")
    for (place, of), end in zip(anchors, ends, strict=True):
        columns = [column for column in desk.table.columns if column.side in (None, of.side)]
        group = _Group(row, row.words[place - 1], list(row.cells[place + 1 : end]), of=of)
        _put(desk, group, columns, of.side)


# Rows with codes --------------------------------------------------------------------------------------


def _coded_groups(row: Row, *, many: bool) -> Iterator[_Group]:
    words = row.words
    group: _Group | None = None
    place = 0
    while place < len(words):
        word, following = words[place], words[place + 1] if place + 1 < len(words) else ""
        opens = group is None or many
        if opens and is_code(word) and following and not figure_of(following):
            if group is not None:
                yield group
            group = _Group(row, following, [], code=word)
            place += 2
            continue
        if opens and (parts := _code_in_columns(words[place:])) and group is None:
            group = _Group(row, words[place + parts[1]], [], code=parts[0])
            place += parts[1] + 1
            continue
        if opens and word and not figure_of(word) and not is_code(word):
            match = re.fullmatch(r"(\d{3}(?:\d{2}){0,2})[-.]?([^\d.].*)", word)
            if group is not None:
                yield group
            group = _Group(row, match[2], [], code=match[1]) if match else _Group(row, word, [])
        elif group is None:
            if word:
                group = _Group(row, "", [row.cells[place]])
        else:
            group.cells.append(row.cells[place])
        place += 1
    if group is not None:
        yield group


def _start(rows: Sequence[Row]) -> int:
    """At which cell the sums of a table with codes begin: behind the names of most of its codes."""
    begins = [
        len(row.cells) - len(group.cells)
        for row in rows
        for group in _coded_groups(row, many=False)
        if group.code and row.kept
    ]
    return max(set(begins), key=begins.count, default=0)


def _count_from(group: _Group, start: int) -> None:
    """合计 is printed across the columns of code and name: its sums begin where those of the codes do."""
    cells = group.row.cells
    before = len(cells) - len(group.cells)
    if group.code is not None or not group.row.kept or before >= start:
        return
    if not any(cells[before:start]):
        group.cells = list(cells[start:])
    elif not cells[before]:
        # Some of the blanks of code and name were lost: where the sums begin is not certain.
        group.row = evolve(group.row, kept=False)
        group.cells = [cell for cell in group.cells if cell]


def _code_in_columns(words: Sequence[str]) -> tuple[str, int] | None:
    """A code printed in the columns 类, 款, 项, and in how many cells."""
    if not words or not re.fullmatch(r"\d{3}", words[0]):
        return None
    parts = [words[0]]
    for word in words[1:LONG_CODE]:
        if not re.fullmatch(r"\d{2}", word):
            break
        parts.append(word)
    filled = len(parts)
    while filled < len(words) - 1 and filled < LONG_CODE and not words[filled]:
        filled += 1
    named = filled < len(words) and words[filled] and not figure_of(words[filled])
    return ("".join(parts), filled) if named and filled >= SHORT_CODE else None


# Rows known by the place of their cells ---------------------------------------------------------------


def _by_place(desk: _Desk, row: Row, *, sided: bool) -> None:
    """A row without code or 行次: labels and the cells after each, or nothing but figures."""
    groups: list[_Group] = []
    for cell, word in zip(row.cells, row.words, strict=True):
        if word and not figure_of(cell):
            groups.append(_Group(row, word, []))
        elif groups:
            groups[-1].cells.append(cell)
        elif word:
            groups.append(_Group(row, "", [cell]))
        elif sided and not groups:
            groups.append(_Group(row, "", []))
    groups = [group for group in groups if not _opens_section(desk, group)]
    stages = stages_of(desk.table)
    if stages:
        whole = list(desk.table.columns) * len(stages)
        for group in groups:
            _put(desk, group, whole, None)
        return
    sides = list(dict.fromkeys(column.side for column in desk.table.columns)) if sided else [None]
    for group in groups:
        if not group.label and not any(group.cells):
            continue
        side = _side_of(desk, group, sides, first=group is groups[0], last=group is groups[-1])
        _put(desk, group, [column for column in desk.table.columns if column.side in (None, side)], side)


def _opens_section(desk: _Desk, group: _Group) -> bool:
    """True for the name of a section, which stands beside its first row; the rows below it are of it too."""
    section = desk.sections.get(plain_words(group.label))
    if section is None or any(group.cells):
        return False
    desk.section = section
    return True


def _side_of(
    desk: _Desk, group: _Group, sides: Sequence[str | None], *, first: bool, last: bool
) -> str | None:
    """The side that a label stands on: the only one whose rows bear it, else by its place in the row."""
    label = plain_words(group.label)
    bearing = {
        row.side
        for row in desk.table.rows or ()
        if label and label in (plain_words(row.label), *names_of(row.id))
    }
    if len(bearing) == 1:
        return bearing.pop()
    if first and not last:
        return sides[0]
    return sides[-1] if last and not first else sides[0]


# Cells ------------------------------------------------------------------------------------------------


def _put(desk: _Desk, group: _Group, columns: Sequence[ColumnForm], side: str | None) -> None:
    """The cells of a group under their columns, or for later if some were lost."""
    label = group.label
    same = [
        row for row in desk.table.rows or () if row.section and plain_words(row.label) == plain_words(label)
    ]
    if group.of is None and len(same) > 1 and desk.section not in [row.section for row in same]:
        if any(group.cells):
            desk.refuse(group.row, f"{label}: {'、'.join(filter(None, group.cells))}: 不知是哪一节的{label}")
        return
    texts = [figure_of(cell) for cell in group.cells]
    for cell, text in zip(group.cells, texts, strict=True):
        if cell and text is None:
            desk.refuse(group.row, f"{label}: 「{cell}」不是一个数")
    while len(texts) > len(columns) and texts[-1] is None:
        texts.pop()
    figures = [text for text in texts if text is not None]
    if len(columns) == len(figures) == 1:
        texts = [*figures]
    if len(texts) > len(columns):
        desk.refuse(group.row, f"{label}: {'、'.join(figures)}: 有{len(texts)}格,栏目只有{len(columns)}个")
        return
    whole = len(texts) == len(columns) or not figures
    # Where tabs were kept all down the page, a blank cell has its place: only the last columns may be missing.
    kept = group.row.kept and len(group.row.cells) >= desk.usual.get(group.row.line, 0)
    cells = (*texts, *[None] * (len(columns) - len(texts)))
    known = bool(group.code or group.of or group.label)
    placed = whole or (kept and known and texts[-1] is None and _adds_up(cells, columns))
    if not placed:
        desk.loose.append((len(desk.lines), group, figures))
        return
    desk.lines.append((group.row.line, _line(desk, group, cells, side)))


def _line(desk: _Desk, group: _Group, cells: tuple[str | None, ...], side: str | None) -> Line:
    of, label = group.of, group.label
    if of is not None and plain_words(label) != plain_words(of.label) and label not in names_of(of.id):
        desk.refuse(group.row, f"「{label}」不是表样的项目,按行次{of.line}读作「{of.label}」")
        label = of.label
    if group.code and (name := desk.names.get(group.code)) and name != label and name in label:
        desk.refuse(group.row, f"{group.code} 的名称识别作「{label}」,读作「{name}」")
        label = name
    return Line(
        label,
        cells,
        group.code,
        side,
        of.section if of else desk.section,
        of.line if of else None,
        group.row.line,
    )


def _settle(desk: _Desk) -> None:
    """Rows whose blank cells were lost, put where alone they add up; those that may stand elsewhere are not read."""
    columns = desk.table.columns
    by_code = desk.table.rows is None
    certain = (
        {key: tuple(line.cells) for _, line in desk.lines if (key := _key(line.code, line.label))}
        if by_code
        else {}
    )
    loose = (
        {key: figures for _, group, figures in desk.loose if (key := _key(group.code, group.label))}
        if by_code
        else {}
    )
    found = settled(certain, loose, _sums(columns), len(columns))
    for _, group, figures in desk.loose:
        cells = found.get(_key(group.code, group.label) or "")
        if cells is None:
            desk.refuse(group.row, f"{group.label}: {'、'.join(figures)}: 空格没有识别出来,不知在哪一栏")
        else:
            desk.lines.append((group.row.line, _line(desk, group, cells, None)))


def _adds_up(cells: Sequence[str | None], columns: Sequence[ColumnForm]) -> bool:
    return all(
        value_of(cells[whole]) == sum((value_of(cells[part]) for part in parts), Decimal(0))
        for whole, parts in _sums(columns).items()
    )


_NO_PARTS = frozenset({"grand_total", "opening", "closing", "income"})


def _sums(columns: Sequence[ColumnForm]) -> dict[int, tuple[int, ...]]:
    """Of which columns the total is the sum: those of its group, else all others of a table of one kind of flow."""
    total = next((place for place, column in enumerate(columns) if column.id == TOTAL), None)
    if total is None:
        return {}
    group = columns[total].group
    parts = tuple(place for place, column in enumerate(columns) if column.group == group and place != total)
    return {total: parts} if parts and not any(columns[place].id in _NO_PARTS for place in parts) else {}


def _key(code: object, label: str) -> str | None:
    if isinstance(code, str):
        return code
    return TOTAL if plain_words(words_of(label)) in TOTALS else None
