"""A DOCX put together by hand for tests: paragraphs, cells and tables as their XML."""

from __future__ import annotations

import io
import warnings
import zipfile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(parts, *, method=zipfile.ZIP_DEFLATED):
    """The bytes of a zip of parts, several of one name if need be."""
    content = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(content, "w", method) as package:
        warnings.simplefilter("ignore")
        for name, said in parts:
            package.writestr(name, said)
    return content.getvalue()


def word(body, before="", rest=()):
    """A DOCX with such a body, and with other parts."""
    said = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return packed([("[Content_Types].xml", "<Types/>"), ("word/document.xml", said), *rest])


def text(said, properties=""):
    """A paragraph."""
    return f"<w:p>{properties}<w:r><w:t>{said}</w:t></w:r></w:p>"


def cell(said, properties=""):
    """A cell of a table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text(said)}</w:tc>"


def table(*rows):
    """A table of rows of cells."""
    return f"<w:tbl>{''.join(f'<w:tr>{str().join(row)}</w:tr>' for row in rows)}</w:tbl>"
