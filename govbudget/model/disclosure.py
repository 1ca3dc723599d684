"""公开文件 — figures as a department printed them, not yet judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from govbudget.errors import GovBudgetError
from govbudget.model.evaluation import SelfEvaluation
from govbudget.model.fact import Department
from govbudget.money import Unit
from govbudget.text import MOST_ROWS, Html, folded, html_grid, html_lines, html_shell, plain_grid, show_repr

__all__ = [
    "Disclosure",
    "DisclosureError",
    "NotRead",
    "PrintedRow",
    "PrintedSentence",
    "PrintedTable",
    "StatedFigure",
]


_NO_ROWS = "(没有印出的行)"
_KINDS = {"final-accounts": "部门决算", "budget": "部门预算"}


class DisclosureError(GovBudgetError, ValueError):
    """公开文件有误 — a disclosure that cannot be read as one.

    出路: 按所报的键改文件;自带示例 disclosure.yaml 是一份完整的样子,`govbudget read` 写出的文件可以直接用。
    """


@frozen
class PrintedRow:
    """印出的行 — cell texts by column id; `None` is a blank cell."""

    id: str = field(metadata={"zh": "行编号"})
    label: str = field(metadata={"zh": "项目"})
    cells: Mapping[str, str | None] = field(metadata={"zh": "数"})
    code: str | None = field(default=None, metadata={"zh": "科目编码"})
    line: int | None = field(default=None, metadata={"zh": "行次"})
    side: str | None = field(default=None, metadata={"zh": "收支方"})
    page: int | None = field(default=None, metadata={"zh": "页"})


@frozen
class PrintedTable:
    """印出的表 — one table as printed; `id` is its meaning (`summary`, …), whatever its number.

    `titles` pairs column ids with their printed headings.
    """

    id: str = field(metadata={"zh": "表编号"})
    number: str = field(metadata={"zh": "表号"})
    title: str = field(metadata={"zh": "表名"})
    unit: Unit = field(metadata={"zh": "金额单位"})
    rows: tuple[PrintedRow, ...] = field(repr=lambda rows: f"<{len(rows)} rows>", metadata={"zh": "行"})
    page: int | None = field(default=None, metadata={"zh": "页"})
    titles: tuple[tuple[str, str], ...] = field(default=(), repr=False, metadata={"zh": "栏目名称"})

    _repr_pretty_ = show_repr

    def cells(self) -> Iterator[tuple[str, PrintedRow, str, str]]:
        """Every non-blank cell: figure id, row, column id, printed text."""
        for row in self.rows:
            for column, text in row.cells.items():
                if text is not None:
                    yield f"{self.id}[{row.id}].{column}", row, column, text

    @property
    def heading(self) -> str:
        """`公开03 支出决算表(金额单位:万元)`."""
        return f"{self.number} {self.title}(金额单位:{self.unit.zh})".strip()

    def _grids(self) -> Iterator[tuple[list[str], list[list[str]], frozenset[int]]]:
        """Heads and rows, side by side where the table has two, with the places of the numbers."""
        titles = dict(self.titles)
        for side in dict.fromkeys(row.side for row in self.rows):
            rows = [row for row in self.rows if row.side == side]
            columns = list(dict.fromkeys(column for row in rows for column in row.cells))
            coded = any(row.code for row in rows)
            head = [*(["科目编码"] if coded else []), "项目", *(titles.get(name, name) for name in columns)]
            body = [
                [
                    *([row.code or ""] if coded else []),
                    row.label,
                    *(row.cells.get(name) or "" for name in columns),
                ]
                for row in rows
            ]
            yield head, body, frozenset(range(coded + 1, len(head)))

    def __str__(self) -> str:
        grids = [plain_grid(head, body, numeric=numeric) for head, body, numeric in self._grids()]
        return "\n\n".join([self.heading, *(grids or [_NO_ROWS])])

    def _repr_html_(self) -> Html:
        grids = [
            html_grid(head, body, numeric=numeric, caption=self.heading, most=MOST_ROWS)
            for head, body, numeric in self._grids()
        ]
        return html_shell(*grids) if grids else html_lines([self.heading, _NO_ROWS])


@frozen
class StatedFigure:
    """情况说明数 — a figure that the narrative states, under the id of the figure that it is.

    `summary[income_grand_total].amount` restates a cell; `….change`, `….change_rate`, `….share`,
    `….approved` and `….completion` are what a report derives from one. A decrease is negative. What no table
    has is named in the same way: `performance[projects].count`. `unit` is 元, 万元, 亿元, % or what is counted.
    """

    figure: str = field(metadata={"zh": "编号"})
    text: str = field(metadata={"zh": "数"})
    unit: str = field(metadata={"zh": "单位"})
    section: str = field(default="", metadata={"zh": "段落"})
    sentence: int | None = field(default=None, metadata={"zh": "句"})
    page: int | None = field(default=None, metadata={"zh": "页"})
    line: int | None = field(default=None, metadata={"zh": "行"})


@frozen
class PrintedSentence:
    """印出的句 — one sentence of the narrative as printed, under its section: `五(三)`, or its headings `五、…/(三)…`.

    `turns` are the offsets in its text at which other pages begin, and those pages.
    """

    text: str = field(metadata={"zh": "文字"})
    section: str = field(default="", metadata={"zh": "段落"})
    page: int | None = field(default=None, metadata={"zh": "页"})
    line: int | None = field(default=None, metadata={"zh": "行"})
    turns: tuple[tuple[int, int], ...] = field(default=(), repr=False, metadata={"zh": "换页处"})


@frozen
class NotRead:
    """未读 — what a document holds and a reader could not make out: where, and why."""

    page: int | None = field(metadata={"zh": "页"})
    why: str = field(metadata={"zh": "原因"})


@frozen
class Disclosure:
    """公开文件 — what one department published for one year: tables, narrative and self-evaluations."""

    department: Department = field(metadata={"zh": "部门"})
    year: int = field(metadata={"zh": "年度"})
    kind: str = field(metadata={"zh": "种类"})
    form: str | None = field(metadata={"zh": "表样"})
    tables: tuple[PrintedTable, ...] = field(repr=lambda t: f"<{len(t)} tables>", metadata={"zh": "表"})
    stated: tuple[StatedFigure, ...] = field(
        default=(), repr=lambda s: f"<{len(s)} stated>", metadata={"zh": "情况说明数"}
    )
    evaluations: tuple[SelfEvaluation, ...] = field(
        default=(), repr=lambda e: f"<{len(e)} evaluations>", metadata={"zh": "绩效自评"}
    )
    sentences: tuple[PrintedSentence, ...] = field(
        default=(), repr=lambda s: f"<{len(s)} sentences>", metadata={"zh": "情况说明的文字"}
    )
    not_read: tuple[NotRead, ...] = field(
        default=(), repr=lambda n: f"<{len(n)} not read>", metadata={"zh": "未读"}
    )

    _repr_pretty_ = show_repr

    @property
    def heading(self) -> str:
        """`602-某某部 2024年度部门决算公开(表样 shanxi-2024)`."""
        kind = _KINDS.get(self.kind, self.kind)
        return f"{self.department} {self.year}年度{kind}公开" + (f"(表样 {self.form})" if self.form else "")

    @property
    def _contents(self) -> str:
        count = sum(1 for table in self.tables for _ in table.cells())
        return (
            f"{len(self.tables)} 张表 {count} 个数;情况说明 {len(self.sentences)} 句 {len(self.stated)} 个数;"
            f"绩效自评 {len(self.evaluations)} 份;未读 {len(self.not_read)} 处"
        )

    def __str__(self) -> str:
        tables = (f"  {table.heading} {len(table.rows)} 行" for table in self.tables)
        return "\n".join([self.heading, self._contents, *tables])

    def _repr_html_(self) -> str:
        head = ["序号", "项目名称", "材料", "总分", "等级"]
        parts = [
            [str(one.order), one.name, one.part.value, one.total or "", one.grade or ""]
            for one in self.evaluations
        ]
        said = [f"{one.section} {one.text}" for one in self.sentences]
        lost = [f"第{one.page}页: {one.why}" if one.page else one.why for one in self.not_read]
        return html_shell(
            html_lines([self.heading, self._contents]),
            *(folded(f"{table.heading} {len(table.rows)} 行", table._repr_html_()) for table in self.tables),
            *([folded(f"情况说明 {len(said)} 句", html_lines(said))] if said else []),
            *([folded(f"绩效自评 {len(parts)} 份", html_grid(head, parts, most=MOST_ROWS))] if parts else []),
            *([folded(f"未读 {len(lost)} 处", html_lines(lost), opened=True)] if lost else []),
        )
