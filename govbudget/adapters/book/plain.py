"""没有格式的数 — numbers of a workbook whose formats cannot be had, with the decimals that their neighbours show.

An XLS gives its values and not their formats: 23.50 is the number 23.5 there, and the sum of a formula has all its
digits.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from govbudget.adapters.book.sheets import Cell, Sheet
from govbudget.money import rounded

__all__ = ["CENTS", "with_places"]

CENTS = 2
"""The decimals of almost every published sum."""


def with_places(sheet: Sheet) -> Sheet:
    """The sheet with every number of a column of sums at two decimals, if most of its broken numbers have no more.

    A column of whole numbers (codes, line numbers, counts) is left as it is, and so is a sheet of finer numbers.

    >>> cells = {(0, 0): Cell("23.5", True), (1, 0): Cell("7", True), (2, 0): Cell("30.25", True)}
    >>> [cell.text for cell in with_places(Sheet(1, "表", cells)).cells.values()]
    ['23.50', '7.00', '30.25']
    """
    numbers = {place: cell for place, cell in sheet.cells.items() if cell.stored_as_number}
    broken = {place: len(cell.text.partition(".")[2]) for place, cell in numbers.items() if "." in cell.text}
    few = sum(places <= CENTS for places in broken.values())
    if CENTS not in broken.values() or 2 * few < len(broken):
        return sheet
    numbering = sheet.numbering_rows()
    columns = {column for _, column in broken}
    shown = {
        place: Cell(format(rounded(Fraction(Decimal(cell.text)), CENTS), "f"), stored_as_number=True)
        for place, cell in numbers.items()
        if place[1] in columns and place[0] not in numbering
    }
    return evolve(sheet, cells={**sheet.cells, **shown})
