"""表 — an official table whose every cell is a figure or blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from govbudget.calc import Figure
from govbudget.money import Amount
from govbudget.tables.form import RowForm, TableForm
from govbudget.text import MOST_ROWS, Html, element, html_faint, html_grid, html_lines, html_shell, plain_grid

__all__ = ["Row", "Table"]


@frozen
class Row:
    """行 — a row of figures by column id; a column that is missing or `None` is a blank cell."""

    id: str | None = field(metadata={"zh": "行编号"})
    label: str = field(metadata={"zh": "项目"})
    cells: Mapping[str, Figure | None] = field(hash=False, metadata={"zh": "数"})
    code: str | None = field(default=None, metadata={"zh": "科目编码"})
    line: int | None = field(default=None, metadata={"zh": "行次"})
    side: str | None = field(default=None, metadata={"zh": "收支方"})
    section: str | None = field(default=None, metadata={"zh": "分节"})
    counts: str | None = field(default=None, metadata={"zh": "计数单位"})
    offset: int = field(default=0, metadata={"zh": "栏次起点"})

    @classmethod
    def of(cls, form: RowForm, cells: Mapping[str, Figure | None]) -> Row:
        """A row that the form prints, with its cells."""
        return cls(
            form.id,
            form.label,
            cells,
            form.code,
            form.line,
            form.side,
            form.section,
            form.counts,
            form.offset,
        )


@frozen
class Table:
    """表 — one official table. `missing` says why it could not be derived at all (缺数); `gaps` says the
    same of single columns, sides or rows, by their id. A table that is derived and has no number prints the form's 本表无数据 note.
    """

    form: TableForm = field(repr=lambda form: form.id, metadata={"zh": "表样"})
    unit: str = field(metadata={"zh": "金额单位"})
    rows: tuple[Row, ...] = field(repr=lambda rows: f"<{len(rows)} rows>", metadata={"zh": "行"})
    missing: str | None = field(default=None, metadata={"zh": "缺数原因"})
    gaps: Mapping[str, str] = field(factory=dict, hash=False, metadata={"zh": "缺数部分"})
    zero_is_blank: bool = field(default=True, metadata={"zh": "零不列示"})
    empty_note: str = field(default="", metadata={"zh": "空表说明"})

    @property
    def id(self) -> str:
        """`summary`, `income`, … — the meaning of the table, whatever its number."""
        return self.form.id

    @property
    def figures(self) -> Iterator[Figure]:
        """Every figure of the table, row by row."""
        for row in self.rows:
            yield from (figure for figure in row.cells.values() if figure is not None)

    def shown(self, row: Row, column: str) -> str | None:
        """The text of a cell as printed; `None` for a blank one."""
        figure = row.cells.get(column)
        if figure is None:
            return None
        value = figure.value
        nothing = value == 0 if isinstance(value, int) else isinstance(value, Amount) and not value
        return None if nothing and self.zero_is_blank else figure.text

    @property
    def printed_rows(self) -> tuple[Row, ...]:
        """The rows that a reader sees: a code table lists only codes with data, 合计 always (DOMAIN D)."""
        return tuple(
            row
            for row in self.rows
            if row.id is not None
            and (
                self.form.rows is not None
                or row.id == "total"
                or any(self.shown(row, column) for column in row.cells)
            )
        )

    def knows(self, row: Row | None, column: str) -> bool:
        """False where a blank cell does not mean nothing, because the ledger does not say."""
        if self.missing or column in self.gaps or (row is not None and row.id in self.gaps):
            return False
        # What one side of a 总表 leaves open, its 总计 and the other side's balances leave open too.
        return not ({"income", "expenditure"} & self.gaps.keys())

    @property
    def is_empty(self) -> bool:
        """True if no cell prints anything."""
        return not any(self.shown(row, column) for row in self.rows for column in row.cells)

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes under the table: the form's, then why it is empty or what it lacks."""
        if self.missing:
            return (*self.form.notes, f"缺数:{self.missing}")
        empty = (self.empty_note,) if self.is_empty and self.empty_note and not self.gaps else ()
        return (*self.form.notes, *empty, *(f"缺数:{reason}" for reason in dict.fromkeys(self.gaps.values())))

    def _laid_out(self, side: str | None) -> tuple[list[str], list[list[str]], frozenset[int]]:
        columns = [column for column in self.form.columns if column.side == side]
        coded = side is None and (self.form.rows is None or any(row.code for row in self.rows))
        lined = any(row.line for row in self.rows)
        head = [*(["科目编码", "科目名称"] if coded else ["项目"]), *(["行次"] if lined else [])]
        lead = len(head)
        head += ["/".join(filter(None, (column.group, column.title))) for column in columns]
        body: list[list[str]] = []
        section = None
        for row in self.printed_rows:
            if row.side != side:
                continue
            if row.section != section:
                section = row.section
                body.append([section or "", *[""] * (len(head) - 1)])
            counted = f"({row.counts})" if row.counts and row.counts not in row.label else ""
            body.append(
                [
                    *([row.code or ""] if coded else []),
                    ("  " if section else "") + row.label + counted,
                    *([str(row.line or "")] if lined else []),
                    *(self.shown(row, column.id) or "" for column in columns),
                ]
            )
        return head, body, frozenset(range(lead - lined, len(head)))

    @property
    def heading(self) -> str:
        """`公开03 支出决算表(金额单位:万元)`."""
        return f"{self.form.number} {self.form.title}(金额单位:{self.unit})"

    def _sides(self) -> list[str | None]:
        return list(dict.fromkeys(column.side for column in self.form.columns))

    def __str__(self) -> str:
        grids = []
        for side in [] if self.missing else self._sides():
            head, body, numeric = self._laid_out(side)
            grids.append(plain_grid(head, body, numeric=numeric))
        return "\n\n".join([self.heading, *grids, *self.notes])

    def _repr_html_(self) -> Html:
        grids = [self._html_of(side) for side in ([] if self.missing else self._sides())]
        heading = element("div", element("b", self.heading))
        both = element("div", *grids, style="display:flex;flex-wrap:wrap;gap:0 1.5em")
        return html_shell(heading, both, html_lines(html_faint(note) for note in self.notes))

    def _html_of(self, side: str | None) -> Html:
        """One side. Where it is too long for a notebook, rows without any number are left out first."""
        head, body, numeric = self._laid_out(side)
        first = len(head) - sum(column.side == side for column in self.form.columns)
        told = body if len(body) <= MOST_ROWS else [row for row in body if any(row[first:])]
        grid = html_grid(head, told, numeric=numeric, most=MOST_ROWS)
        left = len(body) - len(told)
        return element("div", grid, *([html_faint(f" 另有 {left} 个空白行未列")] if left else []))
