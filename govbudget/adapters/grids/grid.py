"""表格 — the cells of one printed grid, merged cells as one, each with its text, from whatever document."""

from __future__ import annotations

from attrs import Factory, field, frozen

__all__ = ["Grid", "GridCell"]


@frozen
class GridCell:
    """单元格 — which rows and columns of its grid a cell covers (ends excluded), and its text."""

    top: int
    bottom: int
    left: int
    right: int
    text: str


@frozen
class Grid:
    """表格 — cells in reading order between the lines `across` (breadths) and `down` (heights).

    `pages` are the pages of its rows, where one grid runs over several.
    """

    page: int
    breadths: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[GridCell, ...] = field(repr=lambda cells: f"<{len(cells)} cells>")
    ruled: bool = True
    pages: tuple[int, ...] = field(default=(), repr=False)
    _by_place: dict[tuple[int, int], GridCell] = field(
        init=False,
        repr=False,
        eq=False,
        default=Factory(
            lambda self: {
                (row, column): cell
                for cell in self.cells
                for row in range(cell.top, cell.bottom)
                for column in range(cell.left, cell.right)
            },
            takes_self=True,
        ),
    )

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.heights) - 1

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.breadths) - 1

    @property
    def last_page(self) -> int:
        """The page on which it ends."""
        return self.pages[-1] if self.pages else self.page

    def page_at(self, row: int) -> int:
        """The page on which a row stands."""
        return self.pages[row] if self.pages else self.page

    def at(self, row: int, column: int) -> GridCell:
        """The cell that covers a place."""
        return self._by_place[row, column]

    def row(self, row: int) -> list[GridCell]:
        """The cells that cover a row, from the left, each once."""
        return list(dict.fromkeys(self.at(row, column) for column in range(self.columns)))

    def part(self, first: int, last: int) -> Grid:
        """The rows from `first` to before `last` as a grid of their own, without lines that part nothing there."""
        own = [cell for cell in self.cells if cell.bottom > first and cell.top < last]
        used = sorted({edge for cell in own for edge in (cell.left, cell.right)})
        place = {edge: number for number, edge in enumerate(used)}
        cells = [
            GridCell(
                max(cell.top, first) - first,
                min(cell.bottom, last) - first,
                place[cell.left],
                place[cell.right],
                cell.text if cell.top >= first else "",
            )
            for cell in own
        ]
        return Grid(
            self.page_at(first),
            tuple(self.breadths[edge] for edge in used),
            self.heights[first : last + 1],
            tuple(cells),
            self.ruled,
            self.pages[first:last],
        )

    def holds(self, across: float, down: float) -> bool:
        """True if a place on the page lies within the grid."""
        return (
            self.breadths[0] - 1 <= across <= self.breadths[-1] + 1
            and self.heights[0] - 1 <= down <= self.heights[-1] + 1
        )
