"""工作表 — what a sheet of a workbook shows: the texts of its cells, which cells are merged, what cannot be read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import field, frozen

__all__ = ["Cell", "Sheet", "Span", "cell_name"]

_NUMBERING = re.compile(r"\d{1,2}|栏\s*次")

Span = tuple[int, int, int, int]
"""Merged cells: top, bottom, left, right; the ends excluded."""


@frozen
class Cell:
    """单元格 — its text as shown; `stored_as_number` where the workbook keeps a number and not a text."""

    text: str = field(metadata={"zh": "文字"})
    stored_as_number: bool = field(default=False, metadata={"zh": "存成数"})


@frozen
class Sheet:
    """工作表 — its place in the workbook (from 1), its name and all cells that are not blank, by row and column."""

    number: int = field(metadata={"zh": "序号"})
    name: str = field(metadata={"zh": "名称"})
    cells: Mapping[tuple[int, int], Cell] = field(
        repr=lambda cells: f"<{len(cells)} cells>", metadata={"zh": "单元格"}
    )
    merged: tuple[Span, ...] = field(default=(), repr=False, metadata={"zh": "合并单元格"})
    faults: tuple[tuple[tuple[int, int], str], ...] = field(default=(), metadata={"zh": "读不了的格"})
    hidden: bool = field(default=False, metadata={"zh": "隐藏"})

    def numbering_rows(self) -> frozenset[int]:
        """The rows that number the columns: 栏次 1 2 3."""
        by_row: dict[int, list[str]] = {}
        for (row, _), cell in self.cells.items():
            by_row.setdefault(row, []).append(cell.text)
        return frozenset(
            row
            for row, texts in by_row.items()
            if len(texts) > 1 and all(_NUMBERING.fullmatch(text) for text in texts)
        )

    def place(self, row: int, column: int) -> str:
        """`支出决算表!C7`."""
        return f"{self.name}!{cell_name(row, column)}"


def cell_name(row: int, column: int) -> str:
    """The name of a cell as a spreadsheet gives it; rows and columns count from 0.

    >>> cell_name(6, 2), cell_name(0, 26)
    ('C7', 'AA1')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
