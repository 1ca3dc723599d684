"""表样 — which tables a place prints in a year, in which order, with which rows and columns."""

from __future__ import annotations

from attrs import field, frozen

from govbudget.errors import GovBudgetError
from govbudget.model import Budget, Evidence, Stage
from govbudget.money import Printing

__all__ = ["ColumnForm", "Form", "FormError", "RowForm", "TableForm"]


class FormError(GovBudgetError, ValueError):
    """表样有误 — a form that asks for a table, row or column that does not exist.

    出路: 表样只用已有的表、行、栏编号;照最接近的一套表样改。
    """


@frozen
class ColumnForm:
    """栏 — a printed column. `side` tells income from expenditure where a table has two sides."""

    id: str = field(metadata={"zh": "栏目编号"})
    title: str = field(metadata={"zh": "栏目名称"})
    number: int | None = field(default=None, metadata={"zh": "栏次"})
    side: str | None = field(default=None, metadata={"zh": "收支方"})
    group: str | None = field(default=None, metadata={"zh": "栏目组"})


@frozen
class RowForm:
    """行 — a printed row; one without an id is a line that the form leaves empty.

    `offset` is what a row adds to its columns' 栏次; `counts` is the unit of what the row counts.
    """

    id: str | None = field(default=None, metadata={"zh": "行编号"})
    label: str = field(default="", metadata={"zh": "项目"})
    line: int | None = field(default=None, metadata={"zh": "行次"})
    code: str | None = field(default=None, metadata={"zh": "科目编码"})
    side: str | None = field(default=None, metadata={"zh": "收支方"})
    section: str | None = field(default=None, metadata={"zh": "分节"})
    block: str | None = field(default=None, metadata={"zh": "分块"})
    counts: str | None = field(default=None, metadata={"zh": "计数单位"})
    offset: int = field(default=0, metadata={"zh": "栏次起点"})


@frozen
class TableForm:
    """单张表样 — rows are listed, or (`rows` is `None`) are the codes that have data, 合计 first.

    `printing` is the table's own where it differs from the form's (Shanghai prints 三公 in 万元 beside
    tables in 元). `not_derived` says why no ledger of facts can yield the table; `budget` limits a table of
    appropriations, such as 一般公共预算“三公”, to one budget.
    """

    id: str = field(metadata={"zh": "表编号"})
    number: str = field(metadata={"zh": "表号"})
    title: str = field(metadata={"zh": "表名"})
    columns: tuple[ColumnForm, ...] = field(metadata={"zh": "栏目"})
    rows: tuple[RowForm, ...] | None = field(default=None, metadata={"zh": "行"})
    total_label: str = field(default="合计", metadata={"zh": "合计行名称"})
    notes: tuple[str, ...] = field(default=(), metadata={"zh": "表注"})
    printing: Printing | None = field(default=None, metadata={"zh": "列示口径"})
    not_derived: str | None = field(default=None, metadata={"zh": "不推算的原因"})
    budget: Budget | None = field(default=None, metadata={"zh": "只列哪本预算"})


@frozen
class Form:
    """表样 — the tables of one place and year. Source of each form: its `seen_in`."""

    name: str = field(metadata={"zh": "表样名称"})
    title: str = field(metadata={"zh": "说明"})
    stage: Stage = field(metadata={"zh": "阶段"})
    printing: Printing = field(metadata={"zh": "列示口径"})
    tables: tuple[TableForm, ...] = field(repr=lambda t: f"<{len(t)} tables>", metadata={"zh": "表"})
    zero_is_blank: bool = field(default=True, metadata={"zh": "零不列示"})
    empty_note: str = field(default="说明:本表无数据", metadata={"zh": "空表说明"})
    seen_in: tuple[str, ...] = field(default=(), metadata={"zh": "见于"})
    evidence: Evidence = field(default=Evidence.UNVERIFIED, metadata={"zh": "依据"})

    @property
    def kind(self) -> str:
        """`final-accounts` for 决算, `budget` for 预算."""
        return "budget" if self.stage is Stage.APPROVED else "final-accounts"
