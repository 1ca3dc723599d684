"""Published documents as a recognition programme would print them: no figure stands in another cell than in the PDF."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from govbudget.adapters.grids import TextLine
from govbudget.adapters.pdf import read_pdf
from govbudget.adapters.pdf.reader import _pages as pages_of
from govbudget.adapters.recognised import read_recognised

DOCUMENTS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "documents"

pytestmark = pytest.mark.skipif(
    not DOCUMENTS.is_dir(),
    reason="shared/corpus/documents, the published PDFs, is not beside this repository",
)


def recognised(path):
    """The text of a PDF with tabs between the cells of its grids and blanks in its figures."""
    lines = []
    for page in pages_of(path, None):
        for piece in page.pieces:
            if isinstance(piece, TextLine):
                lines += [piece.text, ""]
                continue
            for row in range(piece.rows):
                cells = [piece.at(row, column) for column in range(piece.columns)]
                texts = [
                    re.sub(r"\s+", " ", cell.text) if (cell.top, cell.left) == (row, column) else ""
                    for column, cell in enumerate(cells)
                ]
                lines.append("\t".join(re.sub(r"(?<=\d)([.,])(?=\d)", r"\1 ", text) for text in texts))
            lines.append("")
    return "\n".join(lines)


@pytest.mark.parametrize("name", ["c76dbbd3.pdf", "36c81312.pdf"])
def test_recognised_text_of_a_published_document_gives_the_cells_of_the_pdf(name, tmp_path):
    printed = read_pdf(DOCUMENTS / name)
    text = tmp_path / "公开.txt"
    text.write_text(recognised(DOCUMENTS / name), encoding="utf-8")
    read = read_recognised(text)
    assert (read.form, read.year, read.kind) == (printed.form, printed.year, printed.kind)
    assert [(table.id, table.unit) for table in read.tables] == [
        (table.id, table.unit) for table in printed.tables
    ]

    def cells(disclosure):
        return {name: cell for table in disclosure.tables for name, _, _, cell in table.cells()}

    assert cells(read) == cells(printed)
