"""公开文件 in whatever form it was published, told by its suffix."""

from __future__ import annotations

from pathlib import Path

from govbudget.adapters.disclosure import read_disclosure
from govbudget.model import Disclosure, DisclosureError

__all__ = ["SUFFIXES", "read_document"]

SUFFIXES = (".pdf", ".xlsx", ".xls", ".ods", ".yaml", ".yml", ".json")
"""What can be read."""


def read_document(path: str | Path) -> Disclosure:
    """A published document as a disclosure. Raises `DisclosureError` for what is none.

    Readers are imported when a document needs them.
    """
    path = Path(path)
    if not path.is_file():
        raise DisclosureError(f"{path}: 没有这个文件")
    if path.suffix.lower() == ".pdf":
        from govbudget.adapters.pdf import read_pdf  # noqa: PLC0415 - only where a PDF is read

        return read_pdf(path)
    if path.suffix.lower() in (".xlsx", ".xls", ".ods"):
        from govbudget.adapters.book import read_book  # noqa: PLC0415 - only where a workbook is read

        return read_book(path)
    return read_disclosure(path)
