"""公开文件 in whatever form it was published, told by its suffix."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

from govbudget.model import Disclosure, DisclosureError

__all__ = ["SUFFIXES", "read_document"]

_READERS = {
    ".pdf": ("pdf", "read_pdf"),
    ".docx": ("word", "read_word"),
    ".html": ("web", "read_web"),
    ".htm": ("web", "read_web"),
    ".yaml": ("disclosure", "read_disclosure"),
    ".yml": ("disclosure", "read_disclosure"),
    ".json": ("disclosure", "read_disclosure"),
}
"""The module of this package and the function in it that read a suffix; imported when a document needs them."""

_SAVED_AS = {
    ".doc": ".docx",
    ".wps": ".docx",
    ".rtf": ".docx",
    ".mht": ".html",
    ".mhtml": ".html",
}
"""What a program of the office can save anew, so that it is read."""

LARGEST_TEXT = 4 * 2**20
"""Bytes; a file of disclosures as text that is larger is none."""

SUFFIXES = tuple(_READERS)
"""What can be read."""


def read_document(path: str | Path) -> Disclosure:
    """A published document as a disclosure. Raises `DisclosureError` for what is none."""
    path = Path(path)
    if not path.is_file():
        raise DisclosureError(f"{path}: 没有这个文件")
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        known = "、".join(SUFFIXES)
        if suffix in _SAVED_AS:
            raise DisclosureError(
                f"{path}: 不能直接读 {suffix};请用 Office 或 WPS 另存为 {_SAVED_AS[suffix]} 再读"
            )
        said = f"不认识后缀 {suffix}" if suffix else "没有后缀"
        raise DisclosureError(f"{path}: {said};公开文件可为 {known}")
    module, name = _READERS[suffix]
    if module == "disclosure" and path.stat().st_size > LARGEST_TEXT:
        raise DisclosureError(f"{path}: 超过 {LARGEST_TEXT >> 20} MB,不是一份公开文件;请按部门拆分")
    read: Callable[[Path], Disclosure] = getattr(
        importlib.import_module(f"govbudget.adapters.{module}"), name
    )
    return read(path)
