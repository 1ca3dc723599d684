"""无框表 — a table without ruled lines as a grid: columns from what stands under one another.

Sums of one column end, or stand, under one another, and a blank band runs down between two columns. Only lines that
hold several sums say where the bands are; headings that reach over several columns are then put over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import field, frozen

from govbudget.adapters.pdf.characters import Glyph
from govbudget.adapters.pdf.grid import Grid, GridCell

__all__ = ["grid_without_lines", "may_have_table"]

APART = 0.9
"""Words stand apart by more than this part of their size."""

BAND = 2.0
"""So wide (in points) at least is the blank between two columns."""

LEAST_ROWS = 2
"""So many lines of several cells make a table."""

WRAPPED = 0.8
"""A line this much nearer to a row than rows are to one another belongs to it."""

_UNIT_LINE = re.compile(r"单位[:：]?\s*(?:人民币)?(?:万元|亿元|元)")
_TITLE = re.compile(r"表(?:[(（][^()（）]*[)）])?$")
_NUMBER = re.compile(r"[-−(（]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[)）]?%?")


def may_have_table(text: str) -> bool:
    """True for a page whose text names a unit, a table, or has lines that end in several sums."""
    lines = [re.sub(r"\s+", " ", line).strip() for line in text.splitlines()]
    if any(_UNIT_LINE.search(line) and len(line) <= 60 for line in lines):  # noqa: PLR2004
        return True
    rows = [line for line in lines if len(_sums(line.split())) > 1 and len(line.split()) > 2]  # noqa: PLR2004
    return len(rows) >= LEAST_ROWS


def _sums(words: Iterable[str]) -> list[str]:
    return [word for word in words if _NUMBER.fullmatch(word)]


@frozen
class _Word:
    """词 — what stands together in a line."""

    text: str
    left: float
    right: float


@frozen
class _Row:
    """行 — the words of a line and its height on the page."""

    base: float
    words: tuple[_Word, ...] = field(repr=lambda words: " ".join(word.text for word in words))

    @property
    def sums(self) -> int:
        """How many of its words are sums."""
        return len(_sums(word.text for word in self.words))


def grid_without_lines(
    page: int, lines: Sequence[Sequence[Glyph]]
) -> tuple[Grid, list[list[Glyph]]] | None:
    """The grid that the lines of a page form, and the lines that stand outside it; `None` if they form none."""
    rows = [_Row(line[0].base, tuple(_words(line))) for line in lines]
    first = _head(rows)
    body = [place for place, row in enumerate(rows) if place >= first and row.sums and len(row.words) > 1]
    if len(body) < LEAST_ROWS:
        return None
    last = _foot(rows, body)
    edges = _edges([rows[place] for place in body if place <= last])
    if len(edges) < 3:  # noqa: PLR2004 - one column is no table
        return None
    chosen = _joined_rows(rows[first : last + 1], edges)
    outside = [list(line) for place, line in enumerate(lines) if not first <= place <= last]
    return _grid(page, chosen, edges), outside


def _words(line: Sequence[Glyph]) -> Iterator[_Word]:
    start = 0
    for place, (before, glyph) in enumerate(pairwise(line), start=1):
        if glyph.left - before.right > APART * min(before.size, glyph.size):
            yield _word(line[start:place])
            start = place
    yield _word(line[start:])


def _word(glyphs: Sequence[Glyph]) -> _Word:
    return _Word("".join(glyph.text for glyph in glyphs), glyphs[0].left, max(g.right for g in glyphs))


def _head(rows: Sequence[_Row]) -> int:
    """The first row below the line that names the unit, or else below the title."""
    first = 0
    start = next((place for place, row in enumerate(rows) if row.sums and len(row.words) > 1), len(rows))
    for place, row in enumerate(rows[:start]):
        text = "".join(word.text for word in row.words)
        if _UNIT_LINE.search(text) or _TITLE.search(text):
            first = place + 1
    return first


def _foot(rows: Sequence[_Row], body: Sequence[int]) -> int:
    """The last row of the table: prose, a note or a page number ends it."""
    last = body[0]
    for place in range(body[0], len(rows)):
        text = "".join(word.text for word in rows[place].words)
        if re.search(r"[。；]", text) or re.match(r"注[:：\d]|说明[:：]", text):
            break
        if place in body:
            last = place
    return last


def _edges(rows: Sequence[_Row]) -> list[float]:
    """Where the columns part: the middle of each blank band that runs down all rows."""
    spans = sorted((word.left, word.right) for row in rows for word in row.words)
    bands: list[list[float]] = []
    for left, right in spans:
        if bands and left < bands[-1][1] + BAND:
            bands[-1][1] = max(bands[-1][1], right)
        else:
            bands.append([left, right])
    middles = [(one[1] + other[0]) / 2 for one, other in pairwise(bands)]
    return [bands[0][0] - BAND, *middles, bands[-1][1] + BAND]


def _joined_rows(rows: Sequence[_Row], edges: Sequence[float]) -> list[list[tuple[int, int, str]]]:
    """Rows as cells (first column, end column, text); the rest of a wrapped name is put to its row."""
    placed = [(row, _cells(row, edges)) for row in rows]
    data = [row.base for row, _ in placed if row.sums]
    pitch = min((b - a for a, b in pairwise(data) if b > a), default=0)
    joined: list[tuple[_Row, list[tuple[int, int, str]]]] = []
    waiting: list[tuple[_Row, list[tuple[int, int, str]]]] = []
    started = False
    for row, cells in placed:
        started = started or bool(row.sums)
        rest = started and not row.sums and len(cells) == 1
        if rest and joined and row.base - joined[-1][0].base < WRAPPED * pitch:
            _append(joined[-1][1], cells[0], after=True)
        elif rest:
            waiting.append((row, cells))
        else:
            for before, own in waiting:
                if row.sums and row.base - before.base < WRAPPED * pitch:
                    _append(cells, own[0], after=False)
                else:
                    joined.append((before, own))
            waiting = []
            joined.append((row, cells))
    joined.extend(waiting)
    return [cells for _, cells in joined]


def _append(cells: list[tuple[int, int, str]], piece: tuple[int, int, str], *, after: bool) -> None:
    for place, (left, right, text) in enumerate(cells):
        if left == piece[0]:
            cells[place] = (left, right, text + piece[2] if after else piece[2] + text)
            return
    cells.append(piece)
    cells.sort()


def _cells(row: _Row, edges: Sequence[float]) -> list[tuple[int, int, str]]:
    cells: list[tuple[int, int, str]] = []
    for word in row.words:
        covered = [
            column
            for column, (left, right) in enumerate(pairwise(edges))
            if min(right, word.right) - max(left, word.left) > min(BAND, (word.right - word.left) / 2)
        ] or [min(range(len(edges) - 1), key=lambda c: abs(edges[c] - word.left))]
        if cells and cells[-1][1] > covered[0]:
            cells[-1] = (cells[-1][0], max(cells[-1][1], covered[-1] + 1), cells[-1][2] + word.text)
        else:
            cells.append((covered[0], covered[-1] + 1, word.text))
    return cells


def _grid(page: int, rows: Sequence[Sequence[tuple[int, int, str]]], edges: Sequence[float]) -> Grid:
    cells: list[GridCell] = []
    for place, row in enumerate(rows):
        taken = {column for left, right, _ in row for column in range(left, right)}
        blank = [(column, column + 1, "") for column in range(len(edges) - 1) if column not in taken]
        cells.extend(
            GridCell(place, place + 1, left, right, text) for left, right, text in sorted([*row, *blank])
        )
    return Grid(page, tuple(edges), tuple(map(float, range(len(rows) + 1))), tuple(cells))
