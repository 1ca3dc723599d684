"""公开文件 — figures as a department printed them, not yet judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from govbudget.errors import GovBudgetError
from govbudget.model.evaluation import SelfEvaluation
from govbudget.model.fact import Department
from govbudget.money import Unit

__all__ = [
    "Disclosure",
    "DisclosureError",
    "NotRead",
    "PrintedRow",
    "PrintedSentence",
    "PrintedTable",
    "StatedFigure",
]


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

    def cells(self) -> Iterator[tuple[str, PrintedRow, str, str]]:
        """Every non-blank cell: figure id, row, column id, printed text."""
        for row in self.rows:
            for column, text in row.cells.items():
                if text is not None:
                    yield f"{self.id}[{row.id}].{column}", row, column, text


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
