"""核对结果 — what a rule says of one place in a document: a value, never an exception (DESIGN §5)."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from attrs import field, frozen

from govbudget.calc import Figure
from govbudget.checks.verdict import Verdict
from govbudget.text import Html, element, folded, html_faint, html_grid, html_lines, html_shell

if TYPE_CHECKING:
    from govbudget.checks.dossier import Dossier

__all__ = [
    "SUSPECTED",
    "Balance",
    "Cause",
    "Finding",
    "Place",
    "Rule",
    "Severity",
    "Titled",
    "findings_grid",
    "untested",
]


class Severity(enum.Enum):
    """轻重 — how a finding that does not hold counts. `id` is the word that JSON uses."""

    ERROR = "错误"
    WARNING = "提醒"
    INFO = "参考"

    @property
    def id(self) -> str:
        """`error`, `warning` or `info`."""
        return self.name.lower()

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return tuple(Severity).index(self)


class Cause(enum.Enum):
    """原因 — the practice or the mistake that reproduces a printed figure. `id` is the word that JSON uses."""

    ROUNDED_PARTS = "各数分别四舍五入"
    ADDED_UP = "由已舍入的明细相加而来"
    FEWER_PLACES = "列示的小数位数较少"
    TRUNCATION = "尾数舍去,未四舍五入"
    CHAINED_ROUNDING = "两次四舍五入"
    PLUGGED_SHARE = "末项占比倒挤,使合计为100%"
    OMITTED_PART = "漏加一项"
    DOUBLE_COUNTED = "一项重复计算"
    WRONG_SIGN = "一项加减相反"
    DECIMAL_SHIFT = "小数点错位"
    UNIT_MIXUP = "计量单位混淆"
    TRANSPOSED_DIGITS = "相邻两位数字颠倒"
    SWAPPED_ROWS = "两行数字互换"
    ZERO_BASE = "基数为零而列示百分比"
    NEGATIVE_BASE = "上年数为负,增减幅度没有意义"
    PRIOR_AS_NUMERATOR = "误以上年数为分子"
    RATIO_AS_GROWTH = "误以本年与上年之比为增减幅度"
    GROWTH_AS_RATIO = "误以与年初预算相差的幅度为完成比例"
    INVERTED_RATIO = "分子与分母颠倒"
    COMPLEMENT = "误列为其余部分的占比"
    WRONG_BASE = "分母有误"
    LEFT_OUT_EXECUTION = "总分未计入预算执行得分"
    SWAPPED_FORMS = "两个项目的自评表互换"

    @property
    def id(self) -> str:
        """`omitted_part`, `zero_base`, …"""
        return self.name.lower()


SUSPECTED = ";疑为"
"""What a message says of a cause begins so."""


@frozen
class Place:
    """位置 — where in the document: a cell, a stated figure, or a line of a self-evaluation.

    `name` says it in the words of the document: `公开03 2080505 基本支出`.
    """

    name: str = field(metadata={"zh": "名称"})
    table: str | None = field(default=None, metadata={"zh": "表编号"})
    row: str | None = field(default=None, metadata={"zh": "行编号"})
    column: str | None = field(default=None, metadata={"zh": "栏编号"})
    page: int | None = field(default=None, metadata={"zh": "页"})
    line: int | None = field(default=None, metadata={"zh": "行次"})
    sentence: int | None = field(default=None, metadata={"zh": "句"})
    figure: str | None = field(default=None, metadata={"zh": "情况说明数编号"})
    project: int | None = field(default=None, metadata={"zh": "项目"})
    part: str | None = field(default=None, metadata={"zh": "材料"})
    indicator: int | None = field(default=None, metadata={"zh": "指标"})

    def __str__(self) -> str:
        page = f"第{self.page}页" if self.page else ""
        return self.name + (f"({page})" if page else "")


@frozen
class Balance:
    """等式差额 — what one trial weighed: figure ids with their signs, left less right, and rounding's reach.

    `gap`, `reach` and `step`, the coarsest last place, are in fen; a gap short of the reach is explained by
    rounding.
    """

    terms: tuple[tuple[str, int], ...] = field(metadata={"zh": "各项"})
    gap: int = field(metadata={"zh": "差额"})
    reach: int = field(metadata={"zh": "尾差界限"})
    step: int = field(default=1, metadata={"zh": "末位"})
    at_most: bool = field(default=False, metadata={"zh": "不大于"})

    def settled_by(self, change: int, coefficient: int, *, filling: int = 0) -> bool:
        """True if the trial would pass were a figure of that coefficient `change` fen more.

        Every blank that is filled by it, `filling` of them, is one more figure that may have been rounded.
        """
        gap = self.gap + coefficient * change
        reach = self.reach + (filling * self.step // 2 if self.step > 1 else 0)
        return gap == 0 or (self.at_most and gap < 0) or abs(gap) < reach


@frozen
class Finding:
    """核对结果 — one rule at one place.

    Numbers are text as printed, with `unit`; `slack` is how far rounding may explain a difference.
    `message` is the Chinese sentence for the reader; `recomputed_from` explains the recomputed figure.
    `consequences` are the findings that follow from the same wrong cell.
    """

    rule: str = field(metadata={"zh": "规则"})
    title: str = field(metadata={"zh": "规则名称"})
    verdict: Verdict = field(metadata={"zh": "结论"})
    severity: Severity = field(metadata={"zh": "轻重"})
    where: tuple[Place, ...] = field(metadata={"zh": "位置"})
    message: str = field(metadata={"zh": "说明"})
    published: str | None = field(default=None, metadata={"zh": "公开数"})
    recomputed: str | None = field(default=None, metadata={"zh": "复核数"})
    difference: str | None = field(default=None, metadata={"zh": "差额"})
    slack: str | None = field(default=None, metadata={"zh": "可由尾差解释的范围"})
    unit: str = field(default="", metadata={"zh": "单位"})
    cause: Cause | None = field(default=None, metadata={"zh": "原因"})
    basis: str = field(default="", metadata={"zh": "依据"})
    recomputed_from: Figure | None = field(default=None, eq=False, repr=False, metadata={"zh": "推算"})
    balance: Balance | None = field(default=None, eq=False, repr=False, metadata={"zh": "等式差额"})
    consequences: tuple[Finding, ...] = field(default=(), repr=False, metadata={"zh": "连带"})
    ignored: str | None = field(default=None, metadata={"zh": "不计的理由"})

    def __str__(self) -> str:
        return f"{self.verdict.value} {self.rule} {self.message}"

    @property
    def worked_from(self) -> frozenset[str]:
        """The ids of the recomputed figure and of all that it comes from."""
        figures, found = [self.recomputed_from] if self.recomputed_from else [], set[str]()
        while figures:
            figure = figures.pop()
            found.add(figure.id)
            figures.extend(figure.inputs)
        return frozenset(found)

    def _repr_html_(self) -> str:
        numbers = [("公开数", self.published), ("复核数", self.recomputed), ("差额", self.difference)]
        told = [(name, text + self.unit) for name, text in numbers if text is not None]
        causes = [f"原因: {self.cause.value}"] if self.cause else []
        why, followers = self.recomputed_from, self.consequences
        return html_shell(
            element("div", self.verdict.html, f" {self.severity.value} {self.rule} {self.title}"),
            element("div", self.message),
            *([html_grid([name for name, _ in told], [[text for _, text in told]])] if told else []),
            html_lines([*causes, *([f"依据: {self.basis}"] if self.basis else [])]),
            html_lines(html_faint(str(place)) for place in self.where),
            *([folded(f"复核数 {why.text} 怎么来的", html_lines(why.explain()))] if why else []),
            *([folded(f"连带 {len(followers)} 处", html_lines(map(str, followers)))] if followers else []),
        )

    def explain(self) -> Iterator[str]:
        """The finding, its basis, and the recomputed figure down to the printed cells, a line each."""
        yield str(self)
        if self.basis:
            yield f"  依据: {self.basis}"
        if self.recomputed_from is not None:
            for line in self.recomputed_from.explain():
                yield f"  {line}"
        for finding in self.consequences:
            yield f"  连带: {finding}"


def findings_grid(findings: Sequence[Finding], most: int) -> Html:
    """Findings in the order given, one a row: verdict, gravity, rule, where, and the sentence for the reader."""
    rows = [
        [
            finding.verdict.html,
            finding.severity.value,
            element("span", finding.rule, style="white-space:nowrap"),
            finding.message,
        ]
        for finding in findings
    ]
    return html_grid(["结论", "轻重", "规则", "说明"], rows, most=most)


class Titled(Protocol):
    """规则的名目 — what a finding takes over from its rule."""

    @property
    def id(self) -> str:
        """`FA01-R27`, `PE-W-01`, …"""

    @property
    def title(self) -> str:
        """What must hold, in Chinese."""

    @property
    def basis(self) -> str:
        """Where the rule comes from."""

    @property
    def severity(self) -> Severity:
        """How much a breach of it weighs."""


def untested(
    rule: Titled, message: str, where: tuple[Place, ...] = (), published: str | None = None
) -> Finding:
    """缺数 — a rule that could not be tried, and why."""
    return Finding(
        rule.id, rule.title, Verdict.NOT_TESTED, rule.severity, where, message, published, basis=rule.basis
    )


class Rule(Titled, Protocol):
    """规则 — what a document must satisfy. Ids are DOMAIN's and never reused."""

    @property
    def requires(self) -> tuple[str, ...]:
        """The tables and parts that it reads: `summary`, `@` (情况说明数), `evaluations`."""

    def applies(self, dossier: Dossier) -> bool:
        """True for documents that the rule is about (决算 or 预算, years)."""

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """What it says, place by place; nothing where there is nothing to test."""
