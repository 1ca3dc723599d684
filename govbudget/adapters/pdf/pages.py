"""页 — one page of a PDF: its grids and its lines in the order of reading, and its text for the narrative."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from attrs import frozen

from govbudget.adapters.grids.drafts import Piece
from govbudget.adapters.grids.grid import Grid
from govbudget.adapters.grids.titles import TextLine, is_dressing
from govbudget.adapters.pdf.borderless import grid_without_lines, may_have_table
from govbudget.adapters.pdf.characters import Glyph, joined, lines_of, read_glyphs, turn_of
from govbudget.adapters.pdf.lattice import grids_of
from govbudget.adapters.pdf.rulings import Ruling, TooMuchError, read_rulings

__all__ = ["Page", "TooMuchError", "read_page"]

MOST_CHARACTERS = 100_000
"""A page with more characters is no page of a disclosure."""


LEAST_LINES = 2
"""A ruled table has at least so many horizontal lines."""


@frozen
class Page:
    """页 — what a page is made of, its text outside tables, and whether anything could be read on it."""

    number: int
    pieces: tuple[Piece, ...]
    text: str
    characters: int
    pictures: int
    bare: Grid | None = None
    lost: bool = False


def read_page(document: Any, number: int, raw: Any, before: Grid | None = None) -> Page:  # noqa: ANN401
    """One page, counted from 1; `before` is the table without lines that the page before ends with. Raises `TooMuchError` for one that holds more than a page can."""
    page = document[number - 1]
    text = page.get_textpage()
    try:
        if raw.FPDFText_CountChars(text.raw) > MOST_CHARACTERS:
            raise TooMuchError
        whole = text.get_text_bounded()
        turn = turn_of(page, text.raw, raw)
        across, down = read_rulings(page.raw, raw, turn)
        if len(across) < LEAST_LINES and before is None and not may_have_table(whole):
            lines = tuple(TextLine(number, line) for line in whole.splitlines() if line.strip())
            signs = len("".join(whole.split()))
            return Page(number, lines, whole, signs, 0 if signs else _pictures(page.raw, raw))
        return _page_of_tables(number, read_glyphs(text.raw, raw, turn), across, down, whole, before)
    finally:
        text.close()
        page.close()


def _page_of_tables(  # noqa: PLR0913, PLR0917 - what a page is made of
    number: int,
    glyphs: list[Glyph],
    across: list[Ruling],
    down: list[Ruling],
    whole: str,
    before: Grid | None,
) -> Page:
    """The grids of a page and the lines around them; prose alone keeps the order in which it was written."""
    grids = grids_of(number, glyphs, across, down)
    lines = lines_of(
        glyph for glyph in glyphs if not any(grid.holds(glyph.across, glyph.down) for grid in grids)
    )
    bare = None
    if not grids and (found := grid_without_lines(number, lines, before)) is not None:
        bare, lines = found
        grids = [bare]
    placed: list[tuple[float, Piece]] = [(grid.heights[0], grid) for grid in grids]
    placed.extend((line[0].base, TextLine(number, joined(line))) for line in lines)
    pieces = tuple(piece for _, piece in sorted(placed, key=itemgetter(0)))
    lines_around = [piece.text for piece in pieces if isinstance(piece, TextLine)]
    around = "\n".join(line for line in lines_around if not is_dressing(line))
    return Page(number, pieces, around if grids else whole, len(glyphs), 0, bare)


def _pictures(page: Any, raw: Any) -> int:  # noqa: ANN401
    kinds = [
        raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, index))
        for index in range(raw.FPDFPage_CountObjects(page))
    ]
    return kinds.count(raw.FPDF_PAGEOBJ_IMAGE) + kinds.count(raw.FPDF_PAGEOBJ_FORM)
