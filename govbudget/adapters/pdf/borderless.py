"""无框表 — a table without ruled lines as a grid: columns from what stands under one another."""

from __future__ import annotations

from collections.abc import Sequence

from govbudget.adapters.pdf.characters import Glyph
from govbudget.adapters.pdf.grid import Grid

__all__ = ["grid_without_lines"]


def grid_without_lines(
    page: int, lines: Sequence[Sequence[Glyph]]
) -> tuple[Grid, list[list[Glyph]]] | None:
    """The grid that the lines of a page form, and the lines that stand outside it; `None` if they form none."""
    del page, lines
    return None
