"""Grids of cells for the terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

__all__ = ["display_width", "plain_grid"]

_WIDE = "WF"


def display_width(text: str) -> int:
    """Terminal columns that `text` takes: two for wide characters, none for combining ones.

    >>> display_width("合计ab")
    6
    """
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in _WIDE else 1
        for sign in text
    )


def _padded(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - display_width(text))
    return space + text if right else text + space


def plain_grid(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, numeric: frozenset[int] = frozenset()
) -> str:
    """Aligned columns under a ruled head; columns in `numeric` are set flush right.

    >>> print(plain_grid(["科目", "金额"], [["合计", "446.46"], ["教育", "7.28"]], numeric=frozenset({1})))
    科目    金额
    ----  ------
    合计  446.46
    教育    7.28
    """
    widths = [max(map(display_width, column)) for column in zip(head, *rows, strict=True)]
    lines = [list(head), ["-" * width for width in widths], *map(list, rows)]
    return "\n".join(
        "  ".join(
            _padded(cell, width, right=place in numeric)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
