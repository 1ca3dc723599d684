"""绩效自评 — a project's money and indicators as its self-evaluation printed them, not yet judged (DOMAIN F2)."""

from __future__ import annotations

import enum

from attrs import field, fields, frozen

from govbudget.money import Unit
from govbudget.text import html_grid, html_shell, plain_grid

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

    @property
    def heading(self) -> str:
        """`项目7 某某经费 自评表(金额单位:万元)`."""
        return f"项目{self.order} {self.name} {self.part.value}(金额单位:{self.unit.zh})"

    @property
    def _scores(self) -> list[tuple[str, str]]:
        """得分 and 等级, by name."""
        names = ("execution_score", "indicator_total", "total", "grade")
        return [(_zh(SelfEvaluation, name), getattr(self, name) or "—") for name in names]

    def __str__(self) -> str:
        grids = [
            plain_grid(*_grid_of(kind, lines), numeric=_numbers_of(kind))
            for kind, lines in self._blocks()
            if lines
        ]
        return "\n\n".join(
            [self.heading, *grids, " · ".join(f"{name} {text}" for name, text in self._scores)]
        )

    def _repr_html_(self) -> str:
        grids = [
            html_grid(
                *_grid_of(kind, lines),
                numeric=_numbers_of(kind),
                caption=self.heading if kind is Funds else "",
            )
            for kind, lines in self._blocks()
        ]
        names, texts = zip(*self._scores, strict=True)
        return html_shell(*grids, html_grid(names, [texts]))

    def _blocks(self) -> tuple[tuple[type, tuple[Funds, ...] | tuple[Indicator, ...]], ...]:
        return (Funds, self.funds), (Indicator, self.indicators)


def _zh(kind: type, name: str) -> str:
    return str(getattr(fields(kind), name).metadata["zh"])


def _grid_of(
    kind: type, lines: tuple[Funds, ...] | tuple[Indicator, ...]
) -> tuple[list[str], list[list[str]]]:
    """The lines of a block under the terms of the field, without the columns that nothing is in."""
    names = [part.name for part in fields(kind) if part.name != "line"]
    used = [name for name in names if any(getattr(line, name) for line in lines)]
    return [_zh(kind, name) for name in used], [
        [getattr(line, name) or "" for name in used] for line in lines
    ]


def _numbers_of(kind: type) -> frozenset[int]:
    """The places of the columns of numbers: all of the money block but the name of the money."""
    return frozenset(range(1, len(fields(kind)))) if kind is Funds else frozenset()
