"""公开文件 in whatever form it was published, told by its suffix."""

from __future__ import annotations

from pathlib import Path

from govbudget.adapters.disclosure import read_disclosure
from govbudget.model import Disclosure, DisclosureError

__all__ = ["SUFFIXES", "read_document"]

SUFFIXES = (".pdf", ".txt", ".yaml", ".yml", ".json")
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
    if path.suffix.lower() == ".txt":
        from govbudget.adapters.recognised import read_recognised  # noqa: PLC0415 - only where text is read

        return read_recognised(path)
    return read_disclosure(path)
