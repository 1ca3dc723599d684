"""改正 — a document as it would read if some of its figures were printed otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from govbudget.checks.dossier import FIGURE, Dossier, printing_of
from govbudget.model import PrintedRow, PrintedTable
from govbudget.model.disclosure import StatedFigure
from govbudget.money import Amount, Printing
from govbudget.text import amount_text

__all__ = ["corrected", "restated"]


def corrected(dossier: Dossier, changes: Mapping[str, int]) -> Dossier:
    """The document with figures changed by so many fen, each printed as before; a blank one is filled.

    Figures are `table[row].column`, after `@` as the narrative states them wherever it does; figures of the
    self-evaluations are none of these and stay as they are.
    """
    changes = {
        f: by for f, by in changes.items() if f.startswith("@") or f.partition("[")[0] in dossier.tables
    }
    cells = {figure: _text(figure, change, dossier) for figure, change in changes.items()}
    at = {
        match.group("table", "row", "column"): text
        for f, text in cells.items()
        if (match := FIGURE.fullmatch(f))
    }
    rows = {(table, row) for table, row, _ in at}

    def row_of(table: PrintedTable, row: PrintedRow) -> PrintedRow:
        if (table.id, row.id) not in rows:
            return row
        mended = {column: at.get((table.id, row.id, column), text) for column, text in row.cells.items()}
        return evolve(row, cells=mended)

    def table_of(table: PrintedTable) -> PrintedTable:
        if not any(table.id == name for name, _ in rows):
            return table
        return evolve(table, rows=tuple(row_of(table, row) for row in table.rows))

    def stated_of(stated: StatedFigure) -> StatedFigure:
        text = cells.get(f"@{stated.figure}")
        return stated if text is None else evolve(stated, text=text)

    disclosure = dossier.disclosure
    return evolve(
        dossier,
        disclosure=evolve(
            disclosure,
            tables=tuple(map(table_of, disclosure.tables)),
            stated=tuple(map(stated_of, disclosure.stated)),
        ),
    )


def restated(dossier: Dossier, number: int, text: str) -> Dossier:
    """The document with one of its stated figures, by its place in the list, stated otherwise."""
    figures = dossier.disclosure.stated
    corrected = (*figures[:number], evolve(figures[number], text=text), *figures[number + 1 :])
    return evolve(dossier, disclosure=evolve(dossier.disclosure, stated=corrected))


def _text(figure: str, change: int, dossier: Dossier) -> str:
    cell = dossier.cell_of(figure)
    if cell is not None and cell.amount is not None:
        return amount_text(Amount(cell.amount.fen + change), printing_of(cell.unit, cell.step))
    # A blank is filled down to the fen.
    table = dossier.tables[figure.partition("[")[0]]
    return amount_text(Amount(change), Printing(table.unit, table.unit.exponent))
