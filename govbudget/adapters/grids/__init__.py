"""印出的表格 — from the grids and lines of any document to its tables in a form and its narrative.

A reader of one kind of file says what stands on each page: lines of text and grids of cells. What they mean is read
here, the same for every kind.
"""

from govbudget.adapters.grids.assembly import Leaf, disclosure_of
from govbudget.adapters.grids.drafts import Piece
from govbudget.adapters.grids.grid import Grid, GridCell
from govbudget.adapters.grids.titles import TextLine

__all__ = ["Grid", "GridCell", "Leaf", "Piece", "TextLine", "disclosure_of"]
