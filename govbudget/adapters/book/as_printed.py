"""印出的文字 → 单元格 — a printed number as a number whose format shows the very text, or else as the text."""

from __future__ import annotations

import re
from decimal import Decimal

from govbudget.adapters.book.formats import shown
from govbudget.adapters.book.library import fits
from govbudget.adapters.book.printing import Entry

__all__ = ["entry_of"]

_NUMBER = re.compile(r"(?P<sign>-?)(?P<whole>\d[\d,]*)(?:\.(?P<part>\d{1,12}))?(?P<percent>%?)")


def entry_of(text: str | None) -> Entry:
    """The cell that shows a text.

    >>> entry_of("1,234.50").code, entry_of("64.08%").number, entry_of("—").number is None
    ('#,##0.00', Decimal('0.6408'), True)
    >>> entry_of("007").number is None, entry_of("=1+1").number is None
    (True, True)
    """
    written = (text or "").strip()
    match = _NUMBER.fullmatch(written)
    if match is None:
        return Entry(written)
    part = match["part"] or ""
    code = (
        ("#,##0" if "," in match["whole"] else "0")
        + (f".{'0' * len(part)}" if part else "")
        + match["percent"]
    )
    number = Decimal(written.rstrip("%").replace(",", ""))
    if match["percent"]:
        number = number.scaleb(-2)
    if not fits(number) or shown(number, code) != written:
        return Entry(written)
    return Entry(written, number, code)
