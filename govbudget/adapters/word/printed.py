"""印制 — an official table as rows of cells, headings merged over their columns, the two sides side by side."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, zip_longest

from attrs import frozen

from govbudget.tables import Table
from govbudget.tables.form import ColumnForm
from govbudget.tables.table import Row

__all__ = ["Sheet", "SheetCell", "printed"]

_SIDES = {"income": "收入", "expenditure": "支出", "purpose": "支出用途"}


@frozen
class SheetCell:
    """单元格 — a text over so many columns and rows; `kind` is `head`, `label`, `line` or `sum`."""

    text: str
    kind: str
    across: int = 1
    down: int = 1


@frozen
class Sheet:
    """印制的表 — rows of the head and of the body, and how broad each column is against the others.

    A row has a cell, or `None` where a cell from the left or from above reaches, for every column.
    """

    head: tuple[tuple[SheetCell | None, ...], ...]
    body: tuple[tuple[SheetCell | None, ...], ...]
    weights: tuple[int, ...]


@frozen
class _Part:
    """One side of a table: its columns, its rows, and what stands before the sums."""

    side: str | None
    columns: tuple[ColumnForm, ...]
    rows: tuple[Row, ...]
    coded: bool
    lined: bool

    @property
    def lead(self) -> int:
        return 1 + self.coded + self.lined

    @property
    def breadth(self) -> int:
        return self.lead + len(self.columns)


def printed(table: Table) -> Sheet:
    """A table as it is printed; lines that a form of two sides leaves empty keep their 行次."""
    parts = [_part(table, side) for side in dict.fromkeys(column.side for column in table.form.columns)]
    numbered = any(column.number for column in table.form.columns)
    heads = [
        _head(part, sided=len(parts) > 1, grouped=_is_grouped(table), numbered=numbered) for part in parts
    ]
    bodies = [_body(table, part) for part in parts]
    blanks = [
        tuple(SheetCell("", "sum" if at >= part.lead else "label") for at in range(part.breadth))
        for part in parts
    ]
    body = [
        tuple(cell for row, blank in zip(rows, blanks, strict=True) for cell in (row or blank))
        for rows in zip_longest(*bodies)
    ]
    weights = [
        weight
        for part in parts
        for weight in [*[9] * part.coded, 27, *[4] * part.lined, *[12] * len(part.columns)]
    ]
    return Sheet(
        tuple(tuple(cell for head in heads for cell in head[level]) for level in range(len(heads[0]))),
        tuple(body) or (tuple(cell for blank in blanks for cell in blank),),
        tuple(weights),
    )


def _is_grouped(table: Table) -> bool:
    return any(column.group for column in table.form.columns)


def _part(table: Table, side: str | None) -> _Part:
    fixed = table.form.rows is not None and any(row.line for row in table.rows)
    rows = tuple(row for row in (table.rows if fixed else table.printed_rows) if row.side == side)
    return _Part(
        side,
        tuple(column for column in table.form.columns if column.side == side),
        rows,
        side is None and (table.form.rows is None or any(row.code for row in rows)),
        any(row.line for row in rows),
    )


def _head(part: _Part, *, sided: bool, grouped: bool, numbered: bool) -> list[list[SheetCell | None]]:
    """The rows of the head of a side: 收入 or 支出, headings in one or two levels, 栏次."""
    levels = 1 + grouped
    names = [*(["科目编码"] if part.coded else []), "科目名称" if part.coded else "项目"]
    names += ["行次"] if part.lined else []
    rows: list[list[SheetCell | None]] = [[] for _ in range(levels)]

    def over(text: str) -> None:
        rows[0].append(SheetCell(text, "head", 1, levels))
        for row in rows[1:]:
            row.append(None)

    for name in names:
        over(name)
    for group, columns in groupby(part.columns, key=lambda column: column.group):
        titles = [column.title for column in columns]
        if not group:
            for title in titles:
                over(title)
            continue
        rows[0] += [SheetCell(group, "head", len(titles)), *[None] * (len(titles) - 1)]
        rows[1] += [SheetCell(title, "head") for title in titles]
    if sided:
        whole = SheetCell(_SIDES.get(part.side or "", ""), "head", part.breadth)
        rows.insert(0, [whole, *[None] * (part.breadth - 1)])
    if numbered:
        places = [
            *[""] * part.coded,
            "栏次",
            *[""] * part.lined,
            *(str(c.number or "") for c in part.columns),
        ]
        rows.append([SheetCell(text, "head") for text in places])
    return rows


def _body(table: Table, part: _Part) -> Iterator[tuple[SheetCell | None, ...]]:
    section = None
    for row in part.rows:
        if row.section != section:
            section = row.section
            blank = [SheetCell("", "line")] * part.lined + [SheetCell("", "sum")] * len(part.columns)
            yield *[SheetCell("", "label")] * part.coded, SheetCell(section or "", "label"), *blank
        yield tuple(_cells(table, part, row))


def _cells(table: Table, part: _Part, row: Row) -> Iterator[SheetCell | None]:
    label = SheetCell(row.label, "label")
    if part.coded and not row.code:
        yield SheetCell(label.text, "head" if row.id == "total" else "label", 2)
        yield None
    elif part.coded:
        yield SheetCell(row.code or "", "label")
        yield label
    else:
        yield label
    if part.lined:
        yield SheetCell(str(row.line or ""), "line")
    for column in part.columns:
        yield SheetCell(table.shown(row, column.id) or "", "sum")
