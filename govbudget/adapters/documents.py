"""公开文件 in whatever form it was published, told by its suffix."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import evolve

from govbudget.adapters.disclosure import read_disclosure
from govbudget.catalogue import form
from govbudget.model import Disclosure, DisclosureError

__all__ = ["SUFFIXES", "read_document"]

_READERS = {
    ".pdf": ("pdf", "read_pdf"),
    ".xlsx": ("book", "read_book"),
    ".xls": ("book", "read_book"),
    ".ods": ("book", "read_book"),
    ".docx": ("word", "read_word"),
    ".html": ("web", "read_web"),
    ".htm": ("web", "read_web"),
    ".txt": ("recognised", "read_recognised"),
}
"""The module of this package and the function in it that read what is no disclosure file yet."""

_WRITTEN = (".yaml", ".yml", ".json")
"""Disclosure files, which say themselves what they are."""

SUFFIXES = (*_READERS, *_WRITTEN)
"""What can be read."""

_SAVED_AS = {
    ".doc": ".docx",
    ".wps": ".docx",
    ".rtf": ".docx",
    ".et": ".xlsx",
    ".mht": ".html",
    ".mhtml": ".html",
}
"""What an office program can save anew, so that it is read."""

LARGEST_TEXT = 4 * 2**20
"""Bytes; a larger disclosure file is none."""


def read_document(
    path: str | Path,
    year: int | None = None,
    form_name: str | None = None,
    on_page: Callable[[int, int], None] | None = None,
) -> Disclosure:
    """读公开文件 — a published document as a disclosure. Raises `DisclosureError` for what is none.

    `year` and `form_name` say what the document does not; `on_page` is told every page of a PDF that has been read, and
    of how many. Readers are imported when a document needs them.
    """
    path = Path(path)
    if not path.is_file():
        raise DisclosureError(f"{path}: 没有这个文件")
    if form_name:
        form(form_name)  # an unknown name is told before anything is read
    suffix = path.suffix.lower()
    if suffix in _READERS:
        module, name = _READERS[suffix]
        read: Callable[..., Disclosure] = getattr(
            importlib.import_module(f"govbudget.adapters.{module}"), name
        )
        more: dict[str, Any] = {"on_page": on_page} if suffix == ".pdf" else {}
        return read(path, year=year, form_name=form_name, **more)
    if suffix not in _WRITTEN:
        raise DisclosureError(f"{path}: {_unknown(suffix)}")
    if path.stat().st_size > LARGEST_TEXT:
        raise DisclosureError(f"{path}: 超过 {LARGEST_TEXT >> 20} MB,不是一份公开文件;请按部门拆分")
    return _as_given(read_disclosure(path), path, year, form_name)


def _unknown(suffix: str) -> str:
    if suffix in _SAVED_AS:
        return f"不能直接读 {suffix};请用 Office 或 WPS 另存为 {_SAVED_AS[suffix]} 再读"
    said = f"不认识后缀 {suffix}" if suffix else "没有后缀"
    return f"{said};公开文件可为 {'、'.join(SUFFIXES)}"


def _as_given(disclosure: Disclosure, path: Path, year: int | None, form_name: str | None) -> Disclosure:
    """A file that says itself what it is, held to what was given. Raises `DisclosureError` where it says otherwise."""
    if year not in (None, disclosure.year):
        raise DisclosureError(f"{path}: 文件写明是{disclosure.year}年,与给出的{year}年不符")
    if form_name not in (None, disclosure.form) and disclosure.form:
        raise DisclosureError(f"{path}: 文件写明表样是 {disclosure.form},与给出的 {form_name} 不符")
    return evolve(disclosure, form=form_name or disclosure.form)
