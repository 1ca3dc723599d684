"""页 — one page of a PDF: its grids and its lines in the order of reading, and its text for the narrative."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from govbudget.adapters.pdf.borderless import grid_without_lines
from govbudget.adapters.pdf.characters import joined, lines_of, read_glyphs, turn_of
from govbudget.adapters.pdf.drafts import Piece, TextLine
from govbudget.adapters.pdf.grid import Grid, grids_of
from govbudget.adapters.pdf.rulings import TooMuchError, read_rulings

__all__ = ["Page", "TooMuchError", "read_page"]

MOST_CHARACTERS = 100_000
"""A page with more characters is no page of a disclosure."""


@frozen
class Page:
    """页 — what a page is made of, its text outside tables, and whether anything could be read on it."""

    number: int
    pieces: tuple[Piece, ...]
    text: str
    characters: int
    pictures: int


def read_page(document: Any, number: int, raw: Any) -> Page:  # noqa: ANN401 - pypdfium2 is imported where used
    """One page, counted from 1. Raises `TooMuchError` for one that holds more than a page can."""
    page = document[number - 1]
    text = page.get_textpage()
    try:
        if raw.FPDFText_CountChars(text.raw) > MOST_CHARACTERS:
            raise TooMuchError
        turn = turn_of(page, text.raw, raw)
        glyphs = read_glyphs(text.raw, raw, turn)
        across, down = read_rulings(page.raw, raw, turn)
        grids = grids_of(number, glyphs, across, down)
        rest = [glyph for glyph in glyphs if not any(grid.holds(glyph) for grid in grids)]
        placed: list[tuple[float, Piece]] = [(grid.heights[0], grid) for grid in grids]
        lines = lines_of(rest)
        open_grid = None if grids else grid_without_lines(number, lines)
        if open_grid is not None:
            grid, lines = open_grid
            placed.append((grid.heights[0], grid))
        placed.extend((line[0].base, TextLine(number, joined(line))) for line in lines)
        placed.sort(key=lambda piece: piece[0])
        pieces = tuple(piece for _, piece in placed)
        whole = any(isinstance(piece, Grid) for piece in pieces)
        prose = "\n".join(p.text for p in pieces if isinstance(p, TextLine)) if whole else text.get_text_bounded()
        return Page(number, pieces, prose, len(glyphs), 0 if glyphs else _pictures(page.raw, raw))
    finally:
        text.close()
        page.close()


def _pictures(page: Any, raw: Any) -> int:  # noqa: ANN401
    kinds = [
        raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, index))
        for index in range(raw.FPDFPage_CountObjects(page))
    ]
    return kinds.count(raw.FPDF_PAGEOBJ_IMAGE) + kinds.count(raw.FPDF_PAGEOBJ_FORM)
