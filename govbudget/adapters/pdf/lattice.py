"""格 — the cells that ruled lines enclose, merged cells as one, each with its text."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter

from govbudget.adapters.grids.grid import Grid, GridCell
from govbudget.adapters.pdf.characters import Glyph, lines_of
from govbudget.adapters.pdf.rulings import TOGETHER, Ruling

__all__ = ["cell_text", "grids_of", "lattice"]

REACH = 3.0
"""A line that ends so near to another touches it."""

OPEN = 12.0
"""Lines that run on so far beyond the last line across them enclose cells there too."""


def grids_of(
    page: int, glyphs: Sequence[Glyph], across: Sequence[Ruling], down: Sequence[Ruling]
) -> list[Grid]:
    """The grids that the lines of a page form, from the top, with their characters."""
    found = []
    for horizontal, vertical in _connected(across, down):
        breadths, heights = lattice(horizontal, vertical)
        if len(breadths) > 2 and len(heights) > 1:  # noqa: PLR2004 - a box around one column is a frame
            found.append(_filled(page, breadths, heights, horizontal, vertical, glyphs))
    found = [grid for grid in found if any(cell.text for cell in grid.cells)]
    return sorted(found, key=lambda grid: (grid.heights[0], grid.breadths[0]))


def _connected(across: Sequence[Ruling], down: Sequence[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """The lines that touch one another, group by group."""
    touching = _Groups(len(across) + len(down))
    for place, line in enumerate(across):
        for other, crossing in enumerate(down, start=len(across)):
            if (
                line.start - REACH <= crossing.at <= line.end + REACH
                and crossing.start - REACH <= line.at <= crossing.end + REACH
            ):
                touching.join(place, other)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for place, line in enumerate((*across, *down)):
        groups.setdefault(touching.root(place), ([], []))[place >= len(across)].append(line)
    return list(groups.values())


def lattice(across: Sequence[Ruling], down: Sequence[Ruling]) -> tuple[list[float], list[float]]:
    """Where the columns and rows part; where lines run on beyond the last line across them, so do the cells."""
    breadths = _places(line.at for line in down)
    heights = _places(line.at for line in across)
    if breadths and heights:
        left, right = min(r.start for r in across), max(r.end for r in across)
        top, bottom = min(r.start for r in down), max(r.end for r in down)
        breadths = _with_ends(breadths, left, right)
        heights = _with_ends(heights, top, bottom)
    return breadths, heights


def _with_ends(places: list[float], start: float, end: float) -> list[float]:
    before = [start] if places[0] - start > OPEN else []
    after = [end] if end - places[-1] > OPEN else []
    return [*before, *places, *after]


def _places(values: Iterable[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > TOGETHER:
            places.append(value)
    return places


def _filled(  # noqa: PLR0913, PLR0917 - the parts of a grid
    page: int,
    breadths: list[float],
    heights: list[float],
    across: Sequence[Ruling],
    down: Sequence[Ruling],
    glyphs: Sequence[Glyph],
) -> Grid:
    """The grid with its texts, each character in the cell that its middle lies in."""
    columns, rows = len(breadths) - 1, len(heights) - 1
    names = _merged_cells(breadths, heights, across, down)
    places: dict[int, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(name, []).append(place)
    texts: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        column = bisect.bisect_right(breadths, glyph.across) - 1
        row = bisect.bisect_right(heights, glyph.down) - 1
        if 0 <= column < columns and 0 <= row < rows:
            texts.setdefault(names[row * columns + column], []).append(glyph)
    cells = [
        GridCell(
            min(own) // columns,
            max(own) // columns + 1,
            min(place % columns for place in own),
            max(place % columns for place in own) + 1,
            cell_text(texts.get(name, ())),
        )
        for name, own in places.items()
    ]
    return Grid(page, tuple(breadths), tuple(heights), tuple(sorted(cells, key=attrgetter("top", "left"))))


def _merged_cells(
    breadths: Sequence[float], heights: Sequence[float], across: Sequence[Ruling], down: Sequence[Ruling]
) -> list[int]:
    """For each place the cell that it belongs to: two places are of one cell if no line parts them."""
    columns, rows = len(breadths) - 1, len(heights) - 1
    walls, floors = _by_place(down, breadths), _by_place(across, heights)
    groups = _Groups(rows * columns)
    for row, (top, bottom) in enumerate(pairwise(heights)):
        for column in range(1, columns):
            if not _covers(walls[column], (top + bottom) / 2):
                groups.join(row * columns + column, row * columns + column - 1)
    for column, (left, right) in enumerate(pairwise(breadths)):
        for row in range(1, rows):
            if not _covers(floors[row], (left + right) / 2):
                groups.join(row * columns + column, (row - 1) * columns + column)
    return [groups.root(place) for place in range(rows * columns)]


class _Groups:
    """并查集 — things put together pair by pair."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def root(self, item: int) -> int:
        """The one that stands for the group of an item."""
        above = self._above
        while above[item] != item:
            above[item] = above[above[item]]
            item = above[item]
        return item

    def join(self, one: int, other: int) -> None:
        """Put the groups of two items together."""
        self._above[self.root(one)] = self.root(other)


def _by_place(lines: Sequence[Ruling], places: Sequence[float]) -> list[list[Ruling]]:
    near: list[list[Ruling]] = [[] for _ in places]
    for line in lines:
        place = min(range(len(places)), key=lambda p: abs(places[p] - line.at))
        near[place].append(line)
    return near


def _covers(lines: Sequence[Ruling], at: float) -> bool:
    return any(line.start <= at <= line.end for line in lines)


def cell_text(glyphs: Iterable[Glyph]) -> str:
    """The text of a cell: its lines one after another, without blanks."""
    return "".join(glyph.text for line in lines_of(glyphs) for glyph in line)
