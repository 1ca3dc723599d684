"""工作表上的表 — the lines and grids of a sheet, from the top: titles, units and prose apart from the tables.

A sheet rules no lines that could be trusted: a table begins at the first row of several cells that are no title,
unit or number of a table, and goes on to the next of these, to a note, or to prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import define, field, frozen

from govbudget.adapters.book.sheets import Cell, Sheet, Span
from govbudget.adapters.grids.assembly import Leaf
from govbudget.adapters.grids.grid import Grid, GridCell
from govbudget.adapters.grids.header import is_amount, plain, starts_an_item
from govbudget.adapters.grids.titles import TextLine, is_dressing, is_title, title_among
from govbudget.adapters.layout_words import recognise
from govbudget.model import NotRead

__all__ = ["leaf_of", "zeros_lost"]

BREADTH = 20
"""How broad a column counts in the points that grids are compared by; a sheet's own widths say nothing."""

LONGEST_LABEL = 40
"""A longer text that stands alone in its row is prose."""

MOST_BESIDE = 3
"""A row with more texts is no line over a table, whatever one of them says."""

_NOTE = re.compile(r"(?:备?注|说明)[:：\d]|(?:备?注|说明)$|本表")
_ENDS = tuple("。！？!?：:；;")
_YEAR = re.compile(r"\d{4}年?(?:度)?")
_NUMBER_OF_SHEET = re.compile(
    r"^(?:公开|附)?(?:表)?[\d一二三四五六七八九十]*[-_.、 ]*(?:表(?=[\d一二三四五六七八九十]))?"
)


@frozen
class _Row:
    """A row that is not blank: its texts from the left, with the columns that each covers."""

    place: int
    texts: tuple[tuple[int, int, str], ...]

    @property
    def alone(self) -> str | None:
        """The text of a row that has but one."""
        return self.texts[0][2] if len(self.texts) == 1 else None

    @property
    def said(self) -> str:
        """The texts of a line, side by side."""
        return " ".join(text for _, _, text in self.texts)


def leaf_of(sheet: Sheet) -> Leaf:
    """What stands on a sheet, from the top."""
    pieces = list(_Walk(sheet, _rows(sheet)).pieces())
    lines = [piece.text for piece in pieces if isinstance(piece, TextLine)]
    name = _NUMBER_OF_SHEET.sub("", sheet.name)
    if is_title(name) and recognise(name) and not any(map(_names_a_table, lines)):
        # The tab names the only table of its sheet.
        pieces.insert(0, TextLine(sheet.number, name))
    prose = [line for line in lines if not is_dressing(line) and not _names_a_table(line)]
    if prose and not prose[-1].endswith(_ENDS):
        # What a sheet says does not run on to the next.
        prose[-1] += "。"
    return Leaf(sheet.number, tuple(pieces), "\n".join(prose))


def _names_a_table(line: str) -> bool:
    """True for a line with the title of a table, whatever dresses it."""
    title = title_among([line])
    return title is not None and recognise(title) is not None


def _is_known_title(line: str) -> bool:
    return is_title(plain(line)) and recognise(plain(line)) is not None


def _rows(sheet: Sheet) -> list[_Row]:
    right_of = {(top, left): right for top, _, left, right in sheet.merged}
    by_row: dict[int, list[tuple[int, int, str]]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        by_row.setdefault(row, []).append((column, right_of.get((row, column), column + 1), cell.text))
    return [_Row(row, tuple(texts)) for row, texts in sorted(by_row.items())]


@define
class _Walk:
    """One pass over the rows of a sheet."""

    sheet: Sheet
    rows: Sequence[_Row]
    open: list[_Row] = field(factory=list)
    reach: dict[int, int] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        for top, bottom, _, _ in self.sheet.merged:
            self.reach[top] = max(bottom, self.reach.get(top, 0))

    def pieces(self) -> Iterator[TextLine | Grid]:
        for place, row in enumerate(self.rows):
            if self.open and self._belongs(place):
                self.open.append(row)
            elif not _is_line(row) and row.alone is None:
                yield from self._closed()
                self.open.append(row)
            else:
                yield from self._closed()
                yield from self._lines(row)
        yield from self._closed()

    def _lines(self, row: _Row) -> Iterator[TextLine]:
        said = (row.said if row.alone is None else row.alone).split("\n")
        yield from (TextLine(self.sheet.number, text.strip()) for text in said if text.strip())

    def _belongs(self, place: int) -> bool:
        """True if a row goes on with the table that is open."""
        row, before = self.rows[place], self.open[-1]
        covered = self.reach.get(before.place, 0)
        blank_before = row.place > max(before.place + 1, covered)
        if row.alone is None:
            return not _is_line(row)
        text, (left, right, _) = row.alone, row.texts[0]
        if _is_prose(text) or (_is_known_title(text) and (blank_before or self._runs_across(left, right))):
            return False
        if is_dressing(text) and not is_amount(text):
            return False
        following = self.rows[place + 1] if place + 1 < len(self.rows) else None
        goes_on = following is not None and following.alone is None and not _is_line(following)
        if self._runs_across(left, right):
            # Across the whole table a text heads the lines below it, or is a note under the last.
            return goes_on and not blank_before
        return goes_on or not blank_before

    def _runs_across(self, left: int, right: int) -> bool:
        first, last = self._edges()
        return left <= first and right >= last and last - first > 1

    def _edges(self) -> tuple[int, int]:
        return (
            min(left for row in self.open for left, _, _ in row.texts),
            max(right for row in self.open for _, right, _ in row.texts),
        )

    def _closed(self) -> Iterator[Grid]:
        if self.open:
            yield _grid(self.sheet, self.open[0].place, self.open[-1].place + 1, *self._edges())
            self.open = []


def _is_prose(text: str) -> bool:
    return (
        "。" in text
        or len(text) > LONGEST_LABEL
        or (_NOTE.match(plain(text)) is not None and not starts_an_item(text))
    )


def _is_line(row: _Row) -> bool:
    """True for what stands over or under a table: a title, the unit, the department, the number of the table."""
    texts = [plain(text) for _, _, text in row.texts]
    if row.alone is not None and _is_prose(row.alone):
        return True
    dressing = [is_dressing(text) and not is_amount(text) and not _YEAR.fullmatch(text) for text in texts]
    if not any(dressing):
        return len(texts) == 1 and _is_known_title(texts[0])
    others = [text for text, dresses in zip(texts, dressing, strict=True) if not dresses]
    return len(others) < MOST_BESIDE and not any(is_amount(text) for text in others)


def _grid(sheet: Sheet, top: int, bottom: int, left: int, right: int) -> Grid:
    """The cells between these edges, merged ones as one, blank ones too."""
    spans: dict[tuple[int, int], Span] = {}
    for upper, lower, first, last in sheet.merged:
        inner = max(upper, top), min(lower, bottom), max(first, left), min(last, right)
        if inner[0] < inner[1] and inner[2] < inner[3]:
            places = [(row, column) for row in range(*inner[:2]) for column in range(*inner[2:])]
            if not any(place in spans for place in places):
                spans.update(dict.fromkeys(places, inner))
    cells = []
    for row in range(top, bottom):
        for column in range(left, right):
            span = spans.get((row, column), (row, row + 1, column, column + 1))
            if (row, column) == (span[0], span[2]):
                text = sheet.cells.get((row, column), Cell("")).text.strip()
                cells.append(GridCell(span[0] - top, span[1] - top, span[2] - left, span[3] - left, text))
    return Grid(
        sheet.number,
        tuple(BREADTH * column for column in range(left, right + 1)),
        tuple(range(bottom - top + 1)),
        tuple(cells),
    )


def zeros_lost(sheet: Sheet) -> Iterator[NotRead]:
    """Told once a sheet: parts of codes that are stored as numbers and have lost the zero before them."""
    heads = {column: row for (row, column), cell in sheet.cells.items() if plain(cell.text) in ("款", "项")}
    numbering = sheet.numbering_rows()
    lost = [
        (row, column)
        for (row, column), cell in sorted(sheet.cells.items())
        if cell.stored_as_number
        and row > heads.get(column, row)
        and re.fullmatch(r"\d", cell.text)
        # The row that numbers the columns is no code.
        and row not in numbering
    ]
    if lost:
        where = sheet.place(*lost[0])
        more = f"等{len(lost)}处" if len(lost) > 1 else ""
        yield NotRead(sheet.number, f"{where}{more}: 款、项的编码存成了数,前面的0已丢失,按两位读")
