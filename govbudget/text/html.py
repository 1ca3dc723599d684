"""HTML for notebooks. Whatever is not markup already is escaped where it is put, so no name can become markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

__all__ = ["MOST_ROWS", "Html", "element", "folded", "html_faint", "html_grid", "html_lines", "html_shell"]

MOST_ROWS = 40
"""Rows of a table that a reader of a notebook looks through; what is cut is counted under it."""

_LEFT = "text-align:left;vertical-align:baseline"
_RIGHT = "text-align:right;vertical-align:baseline;font-variant-numeric:tabular-nums"
_INDENTED = "margin-left:1.2em"


class Html(str):
    """标记 — text that is HTML already; any other text is escaped by what it is handed to."""

    __slots__ = ()


def element(name: str, *content: str, style: str = "", mark: str = "") -> Html:
    """One element with its content; `mark` is an attribute that stands alone or a class.

    >>> element("p", "甲<乙", element("b", "1"))
    '<p>甲&lt;乙<b>1</b></p>'
    """
    said = (f" {mark}" if mark else "") + (f' style="{escape(style)}"' if style else "")
    inner = "".join(part if isinstance(part, Html) else escape(part) for part in content)
    return Html(f"<{name}{said}>{inner}</{name}>")


def html_shell(*content: str) -> Html:
    """Everything that one value shows. Notebooks typeset `$…$` of other output as formulas."""
    return element("div", *content, mark='class="govbudget tex2jax_ignore mathjax_ignore"')


def html_faint(text: str) -> Html:
    """A remark under or beside what it is about."""
    return element("span", text, style="opacity:.65")


def folded(summary: str, *content: str, opened: bool = False) -> Html:
    """What a reader may unfold; `summary` is always seen."""
    return element(
        "details",
        element("summary", summary),
        element("div", *content, style=_INDENTED),
        mark="open" * opened,
    )


def html_lines(lines: Iterable[str], most: int = MOST_ROWS) -> Html:
    """Lines under one another, at most so many, and how many follow.

    >>> html_lines(["甲", "乙"], 1)
    '<div>甲</div><div><span style="opacity:.65">…… 另有 1 条</span></div>'
    """
    every = list(lines)
    shown = [element("div", line) for line in every[:most]]
    if len(every) > most:
        shown.append(element("div", html_faint(f"…… 另有 {len(every) - most} 条")))
    return Html("".join(shown))


def html_grid(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    numeric: frozenset[int] = frozenset(),
    caption: str = "",
    most: int | None = None,
) -> Html:
    """A grid of cells as a table, columns in `numeric` flush right; at most so many rows, and how many follow.

    >>> html_grid([], [["<合计>"]], most=0)
    '<table style="margin:.3em 0"><tbody></tbody></table><span style="opacity:.65">…… 另有 1 行</span>'
    """
    styles = [_RIGHT if place in numeric else _LEFT for place in range(max(map(len, [head, *rows])))]
    line = [
        element("th", cell, style=f"{style};white-space:nowrap")
        for cell, style in zip(head, styles, strict=False)
    ]
    body = [
        element("tr", *(element("td", cell, style=style) for cell, style in zip(row, styles, strict=False)))
        for row in rows[:most]
    ]
    grid = element(
        "table",
        *([element("caption", caption, style="text-align:left;font-weight:bold")] if caption else []),
        *([element("thead", element("tr", *line))] if line else []),
        element("tbody", *body),
        style="margin:.3em 0",
    )
    left = len(rows) - len(body)
    return Html(grid + html_faint(f"…… 另有 {left} 行")) if left else grid
