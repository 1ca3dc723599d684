"""无坐标的表格 — tables of documents that say which cells are merged, and not where they stand on a page.

The grid's lines are then only counted: every column is as broad as every other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from attrs import frozen

from govbudget.adapters.grids.assembly import Leaf
from govbudget.adapters.grids.drafts import Piece
from govbudget.adapters.grids.grid import Grid, GridCell
from govbudget.adapters.grids.titles import TextLine, is_dressing
from govbudget.narrative.pages import PARAGRAPH_END

__all__ = [
    "MOST_COLUMNS",
    "MOST_PLACES",
    "FlowCell",
    "FlowRow",
    "TooLargeError",
    "grid_of",
    "leaves_of",
    "one_line",
]

BREADTH = 60.0
"""How broad (in points) each column is taken to be."""

MOST_COLUMNS = 256
"""A table with more columns is no table of a disclosure."""

MOST_PLACES = 100_000
"""A table with more places is no table of a disclosure."""

SLIVER = 4.0
"""Edges nearer to one another (in points) were drawn apart by a slip of the hand."""


class TooLargeError(Exception):
    """过大 — a table holds more than any table of a disclosure does."""


@frozen
class FlowCell:
    """单元格 — its text, how many columns and rows it covers, and how many columns are left out before it."""

    text: str
    across: int = 1
    down: int = 1
    skipped: int = 0


@frozen
class FlowRow:
    """行 — its cells from the left, and the page on which it stands."""

    page: int
    cells: tuple[FlowCell, ...]


def one_line(text: str) -> str:
    r"""The text of a cell: its lines one after another; a blank stays between two words or two numbers.

    >>> one_line("一般公共\n  服务支出"), one_line("12\n13")
    ('一般公共服务支出', '12 13')
    """
    text = re.sub(r"\s+", " ", text).strip()
    return re.sub(r"(?<![\x21-\x7e]) | (?![\x21-\x7e])", "", text)


def grid_of(rows: Sequence[FlowRow], breadths: Sequence[float] | None = None) -> Grid:
    """A table as a grid; `breadths` are those of its columns where the document gives them.

    Raises `TooLargeError` for one that holds more than a table can.
    """
    taken: dict[tuple[int, int], int] = {}
    placed: list[GridCell] = []
    for number, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            column += cell.skipped
            while (number, column) in taken:
                column += 1
            across = min(max(cell.across, 1), MOST_COLUMNS)
            free = 1
            while free < across and (number, column + free) not in taken:
                free += 1
            bottom = min(number + max(cell.down, 1), len(rows))
            if column + free > MOST_COLUMNS or len(taken) + free * (bottom - number) > MOST_PLACES:
                raise TooLargeError
            for below in range(number, bottom):
                taken |= dict.fromkeys(((below, column + at) for at in range(free)), len(placed))
            placed.append(GridCell(number, bottom, column, column + free, cell.text))
            column += free
    return _grid(rows, placed, _edges(placed, breadths))


def _edges(placed: Sequence[GridCell], breadths: Sequence[float] | None) -> dict[int, int]:
    """The column lines that part something, each with its place among them; lines drawn twice are one."""
    used = sorted({edge for cell in placed for edge in (cell.left, cell.right)})
    plain = {edge: place for place, edge in enumerate(used)}
    if breadths is None or not used or used[-1] > len(breadths) or min(breadths) <= 0:
        return plain
    at = [sum(breadths[:edge]) for edge in used]
    places: dict[int, int] = {}
    for number, edge in enumerate(used):
        near = number > 0 and at[number] - at[number - 1] < SLIVER
        places[edge] = (places[used[number - 1]] + (not near)) if number else 0
    squeezed = any(cell.text and places[cell.left] == places[cell.right] for cell in placed)
    return plain if squeezed else places


def _grid(rows: Sequence[FlowRow], placed: Iterable[GridCell], places: dict[int, int]) -> Grid:
    columns = max(places.values(), default=0)
    cells = [
        GridCell(cell.top, cell.bottom, places[cell.left], places[cell.right], cell.text)
        for cell in placed
        if places[cell.left] < places[cell.right]
    ]
    if len(rows) * columns > MOST_PLACES:
        raise TooLargeError
    filled = {
        (row, column)
        for cell in cells
        for row in range(cell.top, cell.bottom)
        for column in range(cell.left, cell.right)
    }
    cells.extend(
        GridCell(row, row + 1, column, column + 1, "")
        for row in range(len(rows))
        for column in range(columns)
        if (row, column) not in filled
    )
    return Grid(
        rows[0].page if rows else 1,
        tuple(BREADTH * column for column in range(columns + 1)),
        tuple(range(len(rows) + 1)),
        tuple(sorted(cells, key=lambda cell: (cell.top, cell.left))),
        pages=tuple(row.page for row in rows),
    )


def leaves_of(pieces: Sequence[Piece]) -> list[Leaf]:
    """The pages of a document whose pieces come in order, none left out; lines that only dress tables are no text."""
    by_page = {page: tuple(some) for page, some in groupby(pieces, key=lambda piece: piece.page)}
    return [_leaf(page, by_page.get(page, ())) for page in range(1, max(by_page, default=1) + 1)]


def _leaf(page: int, pieces: tuple[Piece, ...]) -> Leaf:
    lines = [piece for piece in pieces if isinstance(piece, TextLine)]
    tables = len(lines) < len(pieces)
    told = [line for line in lines if not (tables and is_dressing(line.text))]
    return Leaf(page, pieces, "\n".join(line.text + PARAGRAPH_END * line.ends for line in told))
