"""写电子表格 — one XLSX while it is written: formats made once, texts that stay texts, pages that fit the paper.

Needs the extra `excel`. No text is ever taken for a formula or an address.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from attrs import define, field

from govbudget.errors import GovBudgetError
from govbudget.text import display_width

__all__ = ["LINE", "Book", "BookError", "book_at", "fits", "height_of", "width_of"]

A4 = 9
"""The paper's number in a workbook."""

MOST_TEXT = 32_767
"""Characters of one cell."""

MOST_NAME = 31
"""Characters of the name of a sheet."""

EXACT_DIGITS = 15
"""A spreadsheet keeps no more significant digits."""

LINE, TALLEST = 16, 400
"""Points of one line, and of the highest row that a workbook allows, about."""

FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}


class BookError(GovBudgetError):
    """写不成电子表格 — a workbook that cannot be written, with its path.

    出路: 按所写的原因换一个路径,或关闭正在打开它的程序。
    """


@contextmanager
def book_at(path: str | Path) -> Iterator[Book]:
    """A workbook that is written when all went well. Raises `BookError` with its path."""
    path = Path(path)
    try:
        library: Any = importlib.import_module("xlsxwriter")
    except ImportError as fault:
        raise BookError("写电子表格需要附加组件 excel,请先运行: pip install 'govbudget[excel]'") from fault
    if path.suffix.lower() != ".xlsx":
        raise BookError(f"{path}: 只写 .xlsx,请改后缀")
    if not path.parent.is_dir():
        raise BookError(f"{path}: 没有这个文件夹 {path.parent}")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    file = library.Workbook(str(path), options)
    yield Book(file)
    try:
        file.close()
    except (OSError, library.exceptions.XlsxWriterException) as fault:
        raise BookError(f"{path}: 写不进去({fault});请关闭已打开的同名文件,或换一个位置") from fault


@define
class Book:
    """工作簿 — while it is written."""

    file: Any
    _formats: dict[tuple[tuple[str, object], ...], Any] = field(factory=dict)
    _names: set[str] = field(factory=set)

    def format(self, **properties: object) -> Any:  # noqa: ANN401 - the library's own
        """A format with these properties; the same one for the same."""
        wanted = FONT | properties
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self.file.add_format(wanted)
        return self._formats[key]

    def sheet(self, name: str, *, landscape: bool = True) -> Any:  # noqa: ANN401
        """A new sheet that prints one page wide; its name is cut and told apart as a workbook needs it."""
        sheet = self.file.add_worksheet(self._own_name(name))
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins("0.5", "0.5", "0.6", "0.6")
        sheet.center_horizontally()
        sheet.set_footer("&C第 &P 页,共 &N 页")
        sheet.hide_gridlines(2)
        return sheet

    def _own_name(self, name: str) -> str:
        plain = re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", name).strip() or "工作表"
        own, number = plain[:MOST_NAME], 1
        while own.lower() in self._names:
            number += 1
            own = f"{plain[: MOST_NAME - 1 - len(str(number))]}_{number}"
        self._names.add(own.lower())
        return own

    def write(self, sheet: Any, row: int, column: int, text: str, style: Any) -> None:  # noqa: ANN401
        """A text as a text, whatever it begins with; none as a blank cell."""
        if text:
            sheet.write_string(row, column, _clean(text)[:MOST_TEXT], style)
        else:
            sheet.write_blank(row, column, None, style)

    def across(  # noqa: PLR0913, PLR0917 - the edges of a cell
        self,
        sheet: Any,  # noqa: ANN401
        top: int,
        left: int,
        bottom: int,
        right: int,
        text: str,
        style: Any,  # noqa: ANN401
    ) -> None:
        """A text over the cells between these edges, both included."""
        if (top, left) != (bottom, right):
            sheet.merge_range(top, left, bottom, right, "", style)
        self.write(sheet, top, left, text, style)


def _clean(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", text)


def fits(number: Decimal) -> bool:
    """True if a spreadsheet keeps every digit of a number.

    >>> fits(Decimal("1234567890123.45")), fits(Decimal("12345678901234.56"))
    (True, False)
    """
    digits = format(number, "f").lstrip("-").replace(".", "")
    return len(digits.strip("0")) <= EXACT_DIGITS and abs(number) < 10**EXACT_DIGITS


def width_of(text: str, *, least: int, most: int) -> int:
    """How wide a column is to be for a text, within bounds."""
    return max(least, min(most, max((display_width(line) for line in text.split("\n")), default=0) + 2))


def height_of(texts: Iterable[tuple[str, int]]) -> int:
    """How high a row is to be for texts wrapped in columns of these widths; a workbook does not say so itself.

    >>> height_of([("合计", 10)]), height_of([("一二三四五六", 8), ("", 3)])
    (16, 32)
    """
    lines = [
        sum(max(1, -(-display_width(line) // max(width - 1, 1))) for line in text.split("\n"))
        for text, width in texts
    ]
    return min(LINE * max(lines, default=1), TALLEST)
