"""封面 — whose document a workbook is, of which year, and a list of its tables to go to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from govbudget.adapters.book.library import Book

__all__ = ["write_cover"]


def write_cover(book: Book, title: str, names: Sequence[str]) -> list[Any]:
    """A first sheet with a title and the names of the sheets that follow, which are returned."""
    cover = book.sheet("目录")
    cover.set_column(0, 0, 80)
    cover.set_row(0, 40)
    book.write(cover, 0, 0, title, book.format(bold=True, font_size=18, align="center"))
    sheets = [book.sheet(name) for name in names]
    link = book.format(font_color="#0563C1", underline=1)
    for row, (name, sheet) in enumerate(zip(names, sheets, strict=True), start=2):
        cover.write_url(row, 0, f"internal:'{sheet.get_name()}'!A1", link, string=name)
    return sheets
