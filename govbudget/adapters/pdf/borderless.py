"""无框表 — a table without ruled lines as a grid: columns from what stands under one another.

Sums of one column end, or stand, under one another, and a blank band runs down between two columns. Only lines that
hold several sums say where the bands are; headings that reach over several columns are then put over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import field, frozen

from govbudget.adapters.grids.grid import Grid, GridCell
from govbudget.adapters.layout_words import name_of_side
from govbudget.adapters.pdf.characters import Glyph

__all__ = ["grid_without_lines", "may_have_table"]

APART = 0.5
"""Words stand apart by more than this part of their size."""

BESIDE = 0.2
"""A sum and a name stand apart by more than this part of their size."""

BAND = 1.0
"""So wide (in points) at least is the blank between two columns."""

LONGEST_LINE = 60
"""A line that names the unit of a table is no longer."""

WRAPPED = 0.8
"""A line this much nearer to a row than rows are to one another belongs to it."""

TIGHT = 1.35
"""Lines of one heading are no further apart than so many times their size."""

_UNIT_LINE = re.compile(r"单位\s*[:：]\s*(?:人民币)?(?:万元|亿元|元)")
_NAMES = frozenset({"项目", "项目名称", "功能科目名称", "科目名称"})
_PAGE = re.compile(r"[-—–\s]*第?\d{1,4}页?[-—–\s]*")
_CODE = re.compile(r"\d{2,3}|\d{5}|\d{7}")
_NUMBER = re.compile(r"[-−(（]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[)）]?%?")


def may_have_table(text: str) -> bool:
    """True for a page on which a short line names a unit, as over every table."""
    return any(_names_unit(line) for line in text.splitlines())


def _names_unit(line: str) -> bool:
    return len(line) <= LONGEST_LINE and _UNIT_LINE.search(line) is not None and "。" not in line


def _sums(words: Iterable[str]) -> list[str]:
    return [word for word in words if _NUMBER.fullmatch(word)]


_Span = tuple[float, float]


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
    size: float
    words: tuple[_Word, ...] = field(repr=lambda words: " ".join(word.text for word in words))

    @property
    def sums(self) -> int:
        """How many of its words are sums."""
        return len(_sums(word.text for word in self.words))


def grid_without_lines(
    page: int, lines: Sequence[Sequence[Glyph]], before: Grid | None = None
) -> tuple[Grid, list[list[Glyph]]] | None:
    """The grid that the lines of a page form, and the lines that stand outside it; `None` if they form none.

    A page without a title goes on with the columns of the table at the foot of the page `before`.
    """
    rows = [_Row(line[0].base, line[0].size, tuple(_words(line))) for line in lines]
    first = _head(rows)
    goes_on = before is not None and first == 0
    body = [place for place, row in enumerate(rows) if place >= first and row.sums and len(row.words) > 1]
    body = [place for place in body if not _PAGE.fullmatch("".join(word.text for word in rows[place].words))]
    if not body or not (goes_on or first):
        return None
    last = _foot(rows, body, first, goes_on=goes_on)
    start = next((place for place in body if not _counts_up(rows[place])), last + 1)
    found = _edges(rows[first:start], rows[start : last + 1])
    if (
        before is not None
        and goes_on
        and (len(found) <= len(before.breadths) or _fit(rows[start : last + 1], before.breadths))
    ):
        found = list(before.breadths)
    if len(found) < 3:  # noqa: PLR2004 - one column is no table
        return None
    chosen = [*_heading_rows(rows[first:start], found), *_joined_rows(rows[start : last + 1], found)]
    outside = [list(line) for place, line in enumerate(lines) if not first <= place <= last]
    return _grid(page, chosen, found, rows[first].base, rows[last].base), outside


def _fit(rows: Sequence[_Row], edges: Sequence[float]) -> bool:
    """True if everything in the rows stands within one column each."""
    cells = [cell for row in rows for cell in _cells(row, edges)]
    return all(right - left == 1 for left, right, _ in cells) and len(cells) == sum(
        len(row.words) for row in rows
    )


def _counts_up(row: _Row) -> bool:
    """True for the row that numbers the columns."""
    numbers = [word.text for word in row.words if _NUMBER.fullmatch(word.text)]
    return numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _words(line: Sequence[Glyph]) -> Iterator[_Word]:
    start = 0
    for place, (before, glyph) in enumerate(pairwise(line), start=1):
        kinds = {_of_a_sum(before.text), _of_a_sum(glyph.text)}
        apart = (BESIDE if len(kinds) > 1 else APART) * min(before.size, glyph.size)
        if glyph.left - before.right > apart:
            yield _word(line[start:place])
            start = place
    yield _word(line[start:])


def _of_a_sum(sign: str) -> bool:
    return sign.isdigit() or sign in ",.-"


def _word(glyphs: Sequence[Glyph]) -> _Word:
    return _Word("".join(glyph.text for glyph in glyphs), glyphs[0].left, max(g.right for g in glyphs))


def _head(rows: Sequence[_Row]) -> int:
    """The first row below the line that names the unit; 0 if there is none, or prose stands below it."""
    start = next((place for place, row in enumerate(rows) if row.sums and len(row.words) > 1), len(rows))
    first = 0
    for place, row in enumerate(rows[:start]):
        text = " ".join(word.text for word in row.words)
        if _names_unit(text):
            first = place + 1
        elif "。" in text:
            first = 0
    return first


def _foot(rows: Sequence[_Row], body: Sequence[int], first: int, *, goes_on: bool) -> int:
    """The last row of the table: prose, a note or a page number ends it."""
    last = body[0]
    for place in range(first if goes_on else body[0], len(rows)):
        text = "".join(word.text for word in rows[place].words)
        if re.search(r"[。；]", text) or _PAGE.fullmatch(text) or re.match(r"注[:：\d]|说明[:：]", text):
            break
        if place in body or (place < body[-1]):
            last = max(last, place)
    return last


def _edges(head: Sequence[_Row], rows: Sequence[_Row]) -> list[float]:
    """Where the columns part: the middle of each blank band between what stands under one another."""
    data = _bands((word.left, word.right) for row in rows for word in row.words)
    named = _named_bands(head, data)
    bands = _paired(data, named, {band: _is_of_sums(band, rows) for band in data})
    if not bands:
        return []
    middles = [(one[1] + other[0]) / 2 for one, other in pairwise(bands)]
    return [bands[0][0] - BAND, *middles, bands[-1][1] + BAND]


def _named_bands(head: Sequence[_Row], data: Sequence[_Span]) -> list[_Span]:
    """Where the lowest headings stand; one over several columns, or over other headings, names none of them."""
    named: list[_Span] = []
    for row in reversed(head):
        for word in row.words:
            over = [band for band in data if min(band[1], word.right) > max(band[0], word.left)]
            lower = [band for band in named if min(band[1], word.right) > max(band[0], word.left)]
            between = any(one[1] <= word.left and word.right <= other[0] for one, other in pairwise(named))
            if len(over) <= 1 and not lower and (over or not between):
                named = sorted([*named, (word.left, word.right)])
            elif len(lower) == 1 and len(over) <= 1:
                place = named.index(lower[0])
                named[place] = min(lower[0][0], word.left), max(lower[0][1], word.right)
    return named


def _is_of_sums(band: _Span, rows: Sequence[_Row]) -> bool:
    words = [w.text for row in rows for w in row.words if band[0] <= w.left and w.right <= band[1]]
    numbers = _sums(words)
    return 2 * len(numbers) > len(words) and not all(map(_CODE.fullmatch, numbers))


def _paired(data: Sequence[_Span], named: Sequence[_Span], sums: dict[_Span, bool]) -> list[_Span]:
    """Columns: what stands under its heading, and sums that end to the right of theirs, names to the left."""
    spans = [(band, True) for band in data] + [(band, False) for band in named]
    columns: list[tuple[_Span, bool, bool]] = []
    for band, is_data in sorted(spans):
        if columns and band[0] < columns[-1][0][1] + BAND:
            (left, right), held, headed = columns[-1]
            columns[-1] = (left, max(right, band[1])), held or is_data, headed or not is_data
        else:
            columns.append((band, is_data, not is_data))
    joined: list[tuple[_Span, bool, bool]] = []
    for column in columns:
        band, held, headed = column
        if joined:
            before, was_held, was_headed = joined[-1]
            right_of_its_name = was_headed and not was_held and held and not headed and sums.get(band, False)
            left_of_its_name = (
                was_held and not was_headed and headed and not held and not sums.get(before, False)
            )
            if right_of_its_name or left_of_its_name:
                joined[-1] = (before[0], band[1]), True, True
                continue
        joined.append(column)
    return [band for band, _, _ in joined]


def _bands(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    bands: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if bands and left < bands[-1][1] + BAND:
            bands[-1] = bands[-1][0], max(bands[-1][1], right)
        else:
            bands.append((left, right))
    return bands


def _heading_rows(rows: Sequence[_Row], edges: Sequence[float]) -> list[list[tuple[int, int, str]]]:
    """The head as rows of cells; the lines of one heading are put together in the first of them."""
    heading: list[list[tuple[int, int, str]]] = []
    last: dict[tuple[int, int], tuple[int, float]] = {}
    for place, row in enumerate(rows):
        heading.append([])
        for left, right, text in _cells(row, edges):
            above = last.get((left, right))
            if above is not None and row.base - above[1] < TIGHT * row.size:
                first = above[0]
                _append(heading[first], (left, right, text), after=True)
            else:
                first = place
                heading[place].append((left, right, text))
            last[left, right] = first, row.base
    return _with_sides([cells for cells in heading if cells], len(edges) - 1)


def _with_sides(rows: list[list[tuple[int, int, str]]], columns: int) -> list[list[tuple[int, int, str]]]:
    """收入 and 支出 over all columns of their side: from one column of names to before the next."""
    starts = [left for row in rows for left, _, text in row if text in _NAMES]
    for place, row in enumerate(rows):
        sides = [text for _, _, text in row]
        if len(sides) == len(starts) > 1 and all(name_of_side(text) != text for text in sides):
            ends = [*starts[1:], columns]
            rows[place] = list(zip([0, *starts[1:]], ends, sides, strict=True))
    return rows


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
            if min(right, word.right) - max(left, word.left) > min(2 * BAND, (word.right - word.left) / 2)
        ] or [_nearest(edges, word.left)]
        if cells and cells[-1][1] > covered[0]:
            cells[-1] = (cells[-1][0], max(cells[-1][1], covered[-1] + 1), cells[-1][2] + word.text)
        else:
            cells.append((covered[0], covered[-1] + 1, word.text))
    return cells


def _nearest(edges: Sequence[float], at: float) -> int:
    return min(range(len(edges) - 1), key=lambda column: abs(edges[column] - at))


def _grid(
    page: int,
    rows: Sequence[Sequence[tuple[int, int, str]]],
    edges: Sequence[float],
    top: float,
    bottom: float,
) -> Grid:
    cells: list[GridCell] = []
    for place, row in enumerate(rows):
        taken = {column for left, right, _ in row for column in range(left, right)}
        blank = [(column, column + 1, "") for column in range(len(edges) - 1) if column not in taken]
        cells.extend(
            GridCell(place, place + 1, left, right, text) for left, right, text in sorted([*row, *blank])
        )
    heights = tuple(top + (bottom - top) * place / len(rows) for place in range(len(rows) + 1))
    return Grid(page, tuple(edges), heights, tuple(cells), ruled=False)
