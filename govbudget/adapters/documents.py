"""公开文件 in whatever form it was published, told by its suffix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from attrs import evolve

from govbudget.adapters.disclosure import read_disclosure
from govbudget.catalogue import form
from govbudget.model import Disclosure, DisclosureError

__all__ = ["SUFFIXES", "read_document"]

SUFFIXES = (".pdf", ".yaml", ".yml", ".json")
"""What can be read."""


def read_document(
    path: str | Path,
    year: int | None = None,
    form_name: str | None = None,
    on_page: Callable[[int, int], None] | None = None,
) -> Disclosure:
    """A published document as a disclosure. Raises `DisclosureError` for what is none.

    `year` and `form_name` say what the document does not; `on_page` is told every page of a PDF that has been read, and
    of how many. Readers are imported when a document needs them.
    """
    path = Path(path)
    if not path.is_file():
        raise DisclosureError(f"{path}: 没有这个文件")
    if form_name:
        form(form_name)  # an unknown name is told before anything is read
    if path.suffix.lower() == ".pdf":
        from govbudget.adapters.pdf import read_pdf  # noqa: PLC0415 - only where a PDF is read

        return read_pdf(path, year=year, form_name=form_name, on_page=on_page)
    return _as_given(read_disclosure(path), path, year, form_name)


def _as_given(disclosure: Disclosure, path: Path, year: int | None, form_name: str | None) -> Disclosure:
    """A file that says itself what it is, held to what was given. Raises `DisclosureError` where it says otherwise."""
    if year not in (None, disclosure.year):
        raise DisclosureError(f"{path}: 文件写明是{disclosure.year}年,与给出的{year}年不符")
    if form_name not in (None, disclosure.form) and disclosure.form:
        raise DisclosureError(f"{path}: 文件写明表样是 {disclosure.form},与给出的 {form_name} 不符")
    return evolve(disclosure, form=form_name or disclosure.form)
