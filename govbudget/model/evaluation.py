"""绩效自评 — a project's money and indicators as its self-evaluation printed them, not yet judged (DOMAIN F2)."""

from __future__ import annotations

import enum

from attrs import field, frozen

from govbudget.money import Unit

__all__ = ["EvaluationPart", "Funds", "Indicator", "ReportedFigure", "SelfEvaluation"]


class EvaluationPart(enum.Enum):
    """自评材料 — the narrative report in 元, or the form in 万元. `id` is the word that files use."""

    REPORT = "自评报告"
    FORM = "自评表"

    @property
    def id(self) -> str:
        """`report` or `form`."""
        return self.name.lower()


@frozen(cache_hash=True)
class Funds:
    """资金 — one line of the money block (DOMAIN F3); every number as printed, `None` where blank.

    `requested` and `compiled` stand side by side and are never added (DOMAIN A4).
    """

    source: str = field(metadata={"zh": "资金来源"})
    requested: str | None = field(default=None, metadata={"zh": "目标申报数"})
    compiled: str | None = field(default=None, metadata={"zh": "预算编制数"})
    approved: str | None = field(default=None, metadata={"zh": "年初预算数"})
    adjusted: str | None = field(default=None, metadata={"zh": "全年预算数"})
    executed: str | None = field(default=None, metadata={"zh": "全年执行数"})
    carry_over: str | None = field(default=None, metadata={"zh": "资金结(转)余"})
    rate: str | None = field(default=None, metadata={"zh": "执行率"})
    score: str | None = field(default=None, metadata={"zh": "得分"})
    line: int | None = field(default=None, metadata={"zh": "行"})


@frozen(cache_hash=True)
class Indicator:
    """绩效指标 — one line of the indicator block, as printed (DOMAIN F4)."""

    level1: str = field(metadata={"zh": "一级指标"})
    level2: str = field(metadata={"zh": "二级指标"})
    name: str = field(metadata={"zh": "三级指标"})
    initial: str | None = field(default=None, metadata={"zh": "年初指标值"})
    target: str | None = field(default=None, metadata={"zh": "(调整后)指标值"})
    actual: str | None = field(default=None, metadata={"zh": "实际完成值"})
    weight: str | None = field(default=None, metadata={"zh": "分值"})
    score: str | None = field(default=None, metadata={"zh": "得分"})
    reason: str | None = field(default=None, metadata={"zh": "偏差原因"})
    line: int | None = field(default=None, metadata={"zh": "行"})


@frozen(cache_hash=True)
class ReportedFigure:
    """文中数 — a figure that the text of a report gives beside its tables.

    `figure` says what it restates, where that is certain: a column of `Funds` (`approved`, `adjusted`,
    `executed`) or `satisfaction`; `None` for any other figure.
    """

    of: str = field(metadata={"zh": "名称"})
    value: str = field(metadata={"zh": "数"})
    unit: str = field(metadata={"zh": "单位"})
    figure: str | None = field(default=None, metadata={"zh": "所指"})
    section: str = field(default="", metadata={"zh": "段落"})
    line: int | None = field(default=None, metadata={"zh": "行"})


@frozen(cache_hash=True)
class SelfEvaluation:
    """项目支出绩效自评 — one report or one form of one project, in the order of the document.

    `code` is the functional 项 that pays for the project; `code_inferred` where the document prints none and
    it was found by name and amount.
    """

    order: int = field(metadata={"zh": "序号"})
    part: EvaluationPart = field(metadata={"zh": "材料"})
    name: str = field(metadata={"zh": "项目名称"})
    unit: Unit = field(metadata={"zh": "金额单位"})
    funds: tuple[Funds, ...] = field(metadata={"zh": "资金"})
    indicators: tuple[Indicator, ...] = field(
        repr=lambda lines: f"<{len(lines)} indicators>", metadata={"zh": "指标"}
    )
    execution_score: str | None = field(default=None, metadata={"zh": "预算执行情况得分"})
    indicator_total: str | None = field(default=None, metadata={"zh": "指标完成情况得分"})
    total: str | None = field(default=None, metadata={"zh": "总分"})
    grade: str | None = field(default=None, metadata={"zh": "等级"})
    deviation_reason: str | None = field(default=None, metadata={"zh": "资金偏差原因"})
    reported: tuple[ReportedFigure, ...] = field(default=(), repr=False, metadata={"zh": "文中数"})
    code: str | None = field(default=None, metadata={"zh": "功能分类"})
    code_inferred: bool = field(default=False, metadata={"zh": "功能分类系推断"})
    page: int | None = field(default=None, metadata={"zh": "页"})
    line: int | None = field(default=None, metadata={"zh": "行"})

    @property
    def whole(self) -> Funds | None:
        """The line of the whole project: the first of the money block, called 合计 or 资金总额."""
        return self.funds[0] if self.funds else None
