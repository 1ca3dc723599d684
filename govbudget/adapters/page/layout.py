"""版式 — an official table as a grid of cells: merged headings, both sides or blocks side by side, 栏次, blanks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, zip_longest

from attrs import field, frozen

from govbudget.calc import Figure
from govbudget.tables import Row, Table
from govbudget.tables.form import ColumnForm

__all__ = ["Cell", "Grid", "Heading", "grid_of", "heading_rows"]

SIDES = {"income": "收入", "expenditure": "支出", "purpose": "支出用途"}
CODE_STEP = 2
"""Digits that each level of a code adds, after the first level's three."""


@frozen
class Heading:
    """表头格 — a heading over `across` columns and `down` rows."""

    text: str = field(metadata={"zh": "名称"})
    across: int = field(default=1, metadata={"zh": "占栏数"})
    down: int = field(default=1, metadata={"zh": "占行数"})
    kind: str = field(default="", metadata={"zh": "种类"})


@frozen
class Cell:
    """格 — the text of a cell as printed; a number has its `id`, and its figure where it prints one.

    `kind` is `label`, `code`, `line`, `number` or `section`.
    """

    kind: str = field(metadata={"zh": "种类"})
    text: str = field(default="", metadata={"zh": "文字"})
    id: str | None = field(default=None, metadata={"zh": "编号"})
    figure: Figure | None = field(default=None, metadata={"zh": "数据项"})
    level: int = field(default=0, metadata={"zh": "缩进"})
    across: int = field(default=1, metadata={"zh": "占栏数"})
    whole: bool = field(default=False, metadata={"zh": "合计"})


@frozen
class Grid:
    """表格 — heading rows and body rows, ready to be printed."""

    head: tuple[tuple[Heading, ...], ...] = field(metadata={"zh": "表头"})
    body: tuple[tuple[Cell, ...], ...] = field(metadata={"zh": "表体"})


_Column = tuple[tuple[str, ...], int | None, str]
"""A printed column: its headings from the top, its 栏次 and the kind of its cells."""


def grid_of(table: Table) -> Grid:
    """The table as its form lays it out."""
    if any(row.offset for row in table.rows):
        return _across(table)
    panes = list(_panes(table))
    columns = [column for pane in panes for column in pane.columns]
    body = [
        tuple(cell for pane, row in zip(panes, rows, strict=True) for cell in pane.cells(row))
        for rows in zip_longest(*(pane.rows for pane in panes))
    ]
    if len(panes) == 1:
        body = list(_with_sections(panes[0].rows, body, len(columns)))
    return Grid(_head(columns), tuple(body))


@frozen
class _Pane:
    """A side of a table, or a block of one: what stands beside the others."""

    table: Table
    title: str | None
    forms: tuple[ColumnForm, ...]
    rows: tuple[Row, ...]
    coded: bool
    lined: bool

    @property
    def columns(self) -> Iterator[_Column]:
        over = (self.title,) if self.title else ()
        lead = [("科目编码", "code"), ("科目名称", "label")] if self.coded else [("项目", "label")]
        for title, kind in [*lead, *([("行次", "line")] if self.lined else [])]:
            yield (*over, title), None, kind
        for form in self.forms:
            yield (*over, *filter(None, (form.group, form.title))), form.number, "number"

    def cells(self, row: Row | None) -> Iterator[Cell]:
        """The cells of a row; of no row, blanks."""
        if row is None:
            yield from (Cell(kind) for _, _, kind in self.columns)
            return
        if self.coded:
            yield Cell("code", row.code or "")
        yield Cell("label", _label(row), level=_level(row), whole=_is_whole(row))
        if self.lined:
            yield Cell("line", str(row.line or ""))
        yield from (_number(self.table, row, form.id) for form in self.forms)


def _panes(table: Table) -> Iterator[_Pane]:
    sides = list(dict.fromkeys(column.side for column in table.form.columns))
    lined = any(row.line for row in table.rows)
    for side in sides:
        forms = tuple(column for column in table.form.columns if column.side == side)
        if len(sides) > 1:
            # Both sides keep their empty lines, so that they stand as printed.
            rows = tuple(row for row in table.rows if row.side == side)
            yield _Pane(table, SIDES.get(side or "", side), forms, rows, coded=False, lined=lined)
            continue
        rows = tuple(row for row in table.printed_rows if row.side == side)
        coded = side is None and (table.form.rows is None or any(row.code for row in table.rows))
        for title, block in _blocks(table, rows):
            yield _Pane(table, title, forms, block, coded=coded, lined=lined)


def _blocks(table: Table, rows: tuple[Row, ...]) -> list[tuple[str | None, tuple[Row, ...]]]:
    """The rows by the block that they stand in; one without a block belongs to the block before it."""
    block_of = {form.id: form.block for form in table.form.rows or () if form.block}
    if len(set(block_of.values())) <= 1:
        return [(None, rows)]
    named: list[tuple[str | None, Row]] = []
    for row in rows:
        before = named[-1][0] if named else None
        named.append((block_of.get(row.id, before), row))
    return [(title, tuple(row for _, row in part)) for title, part in groupby(named, lambda pair: pair[0])]


def _across(table: Table) -> Grid:
    """A table whose rows stand beside one another in one line: 预算数, then 决算数."""
    columns: list[_Column] = []
    cells: list[Cell] = []
    for row in table.printed_rows:
        for form in table.form.columns:
            path = (row.label, *filter(None, (form.group, form.title)))
            columns.append((path, None if form.number is None else form.number + row.offset, "number"))
            cells.append(_number(table, row, form.id))
    return Grid(_head(columns), (tuple(cells),))


def _head(columns: Sequence[_Column]) -> tuple[tuple[Heading, ...], ...]:
    rows = heading_rows([path for path, _, _ in columns], [kind for _, _, kind in columns])
    if not any(number for _, number, _ in columns):
        return rows
    numbers: list[Heading] = []
    for is_number, part in groupby(columns, lambda column: column[2] == "number"):
        group = list(part)
        if is_number:
            numbers.extend(Heading(str(number or ""), kind="number") for _, number, _ in group)
        else:
            numbers.append(Heading("栏次", across=len(group)))
    return (*rows, tuple(numbers))


def heading_rows(paths: Sequence[tuple[str, ...]], kinds: Sequence[str]) -> tuple[tuple[Heading, ...], ...]:
    """Headings of columns, each from the top: neighbours under one heading share it, short ones reach down.

    >>> rows = heading_rows([("项目",), ("本年支出", "小计"), ("本年支出", "基本支出")], ["label", "number", "number"])
    >>> [[(h.text, h.across, h.down) for h in row] for row in rows]
    [[('项目', 1, 2), ('本年支出', 2, 1)], [('小计', 1, 1), ('基本支出', 1, 1)]]
    """
    depth = max(map(len, paths))
    rows = []
    for level in range(depth):
        row: list[Heading] = []
        for shared, part in groupby(enumerate(paths), _at(level)):
            places = [place for place, _ in part]
            path = paths[places[0]]
            if len(path) <= level:
                continue
            if len(path) == level + 1:
                row.append(Heading(path[level], 1, depth - level, kinds[places[0]]))
            else:
                row.append(Heading(shared[1][level], len(places)))
        rows.append(tuple(row))
    return tuple(rows)


def _at(level: int) -> Callable[[tuple[int, tuple[str, ...]]], tuple[int, tuple[str, ...]]]:
    """What columns share at a level: their headings down to it, unless one of them ends there."""

    def shared(column: tuple[int, tuple[str, ...]]) -> tuple[int, tuple[str, ...]]:
        place, path = column
        return (place if len(path) <= level + 1 else -1), path[: level + 1]

    return shared


def _with_sections(
    rows: Sequence[Row], body: Sequence[tuple[Cell, ...]], width: int
) -> Iterator[tuple[Cell, ...]]:
    section = None
    for row, cells in zip(rows, body, strict=True):
        if row.section != section:
            section = row.section
            yield (Cell("section", section or "", across=width),)
        yield cells


def _label(row: Row) -> str:
    return row.label + (f"({row.counts})" if row.counts and row.counts not in row.label else "")


def _level(row: Row) -> int:
    """How deep a row stands under its class, or under its section."""
    if row.code and row.side is None:
        return max(len(row.code) - 3, 0) // CODE_STEP
    return 1 if row.section else 0


def _number(table: Table, row: Row, column: str) -> Cell:
    text = table.shown(row, column)
    place = f"{table.id}[{row.id}].{column}" if row.id is not None else None
    figure = row.cells.get(column) if text is not None else None
    return Cell("number", text or "", place, figure, whole=_is_whole(row))


def _is_whole(row: Row) -> bool:
    """True for 合计, 本年支出合计, 总计."""
    return row.id is not None and (row.id == "total" or row.id.endswith("_total"))
