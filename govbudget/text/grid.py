"""Grids of cells for the terminal, where a Chinese character is two columns wide, and for notebooks."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from html import escape

__all__ = ["display_width", "html_grid", "plain_grid"]

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


def html_grid(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    numeric: frozenset[int] = frozenset(),
    caption: str = "",
) -> str:
    """The same grid as an HTML table, every cell escaped.

    >>> html_grid(["科目"], [["<合计>"]])
    '<table><thead><tr><th>科目</th></tr></thead><tbody><tr><td>&lt;合计&gt;</td></tr></tbody></table>'
    """
    aligned = ' style="text-align:right"'
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{aligned if place in numeric else ''}>{escape(cell)}</td>" for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f"<table>{title}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
