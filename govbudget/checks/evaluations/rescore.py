"""重新评分 — a self-evaluation scored again by a scheme, beside what it printed (DOMAIN F3–F8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from attrs import field, fields, frozen

from govbudget.calc import Allowed, allowed_score, execution_score, grade_of, grades_between
from govbudget.checks.evaluations.allowed import allowed_scores, allowed_text, judged_score
from govbudget.checks.evaluations.answers import Answer
from govbudget.checks.evaluations.execution import rate_answer, rate_of, score_answer, text_score_answer
from govbudget.checks.evaluations.money_block import Line, whole_of
from govbudget.checks.evaluations.numbers import PERCENT, RATE_PLACES, Printed, shown
from govbudget.checks.evaluations.projects import projects_of
from govbudget.checks.evaluations.totals import (
    Total,
    grade_answer,
    indicator_total_answer,
    total_answer,
)
from govbudget.checks.verdict import Verdict
from govbudget.model import Indicator, ScoringScheme, SelfEvaluation
from govbudget.money import Undefined
from govbudget.text import MOST_ROWS, Html, element, html_grid, html_shell, plain_grid

__all__ = ["Rechecked", "Rescored", "RescoredIndicator", "Rescoring", "Strict", "rescore", "rescored"]


@frozen
class Rechecked:
    """复核 — a printed number or grade and the one worked out again; either may be missing."""

    published: str | None = field(metadata={"zh": "公开数"})
    recomputed: str | None = field(metadata={"zh": "复核数"})
    verdict: Verdict = field(metadata={"zh": "结论"})


@frozen
class RescoredIndicator:
    """指标复核 — the score of an indicator and those that the scheme allows, or why there are none."""

    indicator: Indicator = field(metadata={"zh": "指标"})
    allowed: Allowed | Undefined = field(metadata={"zh": "允许得分"})
    verdict: Verdict = field(metadata={"zh": "结论"})

    @property
    def plausible(self) -> tuple[str, str] | None:
        """The least and the most score allowed, as text."""
        if isinstance(self.allowed, Undefined):
            return None
        low, high = (shown(end, most=self.allowed.places) for end in (self.allowed.low, self.allowed.high))
        return low, high

    @property
    def text(self) -> str:
        """The allowed scores: `20`, `6–8`, or `—`."""
        return "—" if isinstance(self.allowed, Undefined) else allowed_text(self.allowed)


@frozen
class Strict:
    """严格评分 — the total that the scheme allows at least and at most, and the grades that lie between.

    `high` itself is out of reach where `high_open`. A cost of zero counts as met, even if nothing was done.
    """

    low: Fraction = field(metadata={"zh": "下限"})
    high: Fraction = field(metadata={"zh": "上限"})
    high_open: bool = field(metadata={"zh": "不含上限"})
    grades: tuple[str, ...] = field(metadata={"zh": "等级"})

    @property
    def text(self) -> str:
        """`100`, `73.5–83.5`."""
        low, high = shown(self.low), shown(self.high)
        return low if low == high else f"{low}–{high}"


@frozen
class Rescored:
    """重新评分 — one report or form, everything printed beside what follows from it.

    `grade` is that of the printed scores added up again; `strict` what the scheme would have allowed, or why
    that cannot be said.
    """

    evaluation: SelfEvaluation = field(repr=False, metadata={"zh": "自评"})
    execution_rate: Rechecked = field(metadata={"zh": "执行率"})
    execution_score: Rechecked = field(metadata={"zh": "预算执行得分"})
    indicator_total: Rechecked = field(metadata={"zh": "指标完成情况得分"})
    total: Rechecked = field(metadata={"zh": "总分"})
    grade: Rechecked = field(metadata={"zh": "等级"})
    indicators: tuple[RescoredIndicator, ...] = field(repr=False, metadata={"zh": "指标"})
    strict: Strict | Undefined = field(metadata={"zh": "严格评分"})

    @property
    def verdict(self) -> Verdict:
        """The worst of all that was printed."""
        found = {one.verdict for one in (self.execution_rate, self.execution_score, self.indicator_total)}
        found |= {self.total.verdict, self.grade.verdict, *(line.verdict for line in self.indicators)}
        worst = (Verdict.BROKEN, Verdict.ROUNDING, Verdict.HOLDS)
        return next((verdict for verdict in worst if verdict in found), Verdict.NOT_TESTED)

    @property
    def scores(self) -> list[tuple[str, Rechecked]]:
        """What is scored as a whole, by its term: 执行率, 预算执行得分, …, 等级."""
        parts = fields(Rescored)
        return [
            (part.metadata["zh"], one)
            for part in parts
            if isinstance(one := getattr(self, part.name), Rechecked)
        ]

    def __str__(self) -> str:
        rows = [
            [name, one.published or "—", one.recomputed or "—", one.verdict.value]
            for name, one in self.scores
        ]
        return f"{self.evaluation.heading}\n{plain_grid(_RECHECKED, rows)}"

    def _repr_html_(self) -> str:
        scores = [
            [name, one.published or "—", one.recomputed or "—", _html(one)] for name, one in self.scores
        ]
        lines = [
            [
                *(line.indicator.level2, line.indicator.name),
                *(
                    text or ""
                    for text in (line.indicator.target, line.indicator.actual, line.indicator.weight)
                ),
                *(line.indicator.score or "—", line.text, _html(line)),
            ]
            for line in self.indicators
        ]
        allowed = self.strict.reason if isinstance(self.strict, Undefined) else self.strict.text
        return html_shell(
            element("div", element("b", self.evaluation.heading)),
            html_grid(_RECHECKED, scores),
            html_grid(_INDICATORS, lines, most=MOST_ROWS),
            element("div", f"办法允许的总分: {allowed}"),
        )


_RECHECKED = ("项目", "公开数", "复核数", "结论")
_INDICATORS = ("二级指标", "三级指标", "指标值", "完成值", "分值", "得分", "允许得分", "结论")
_PROJECTS = ("序号", "项目", "材料", "总分", "复核", "等级", "复核", "结论")


def _html(one: Rechecked | RescoredIndicator | Rescored) -> Html:
    return one.verdict.html


@frozen
class Rescoring:
    """全部重新评分 — every report and form of a document, and how many projects have each grade.

    A project counts once, by its report, else by its form.
    """

    scheme: ScoringScheme = field(repr=lambda scheme: scheme.name, metadata={"zh": "评分办法"})
    projects: tuple[Rescored, ...] = field(
        repr=lambda parts: f"<{len(parts)} parts>", metadata={"zh": "自评"}
    )
    published: dict[str, int] = field(metadata={"zh": "公开等级个数"})
    recomputed: dict[str, int] = field(metadata={"zh": "复核等级个数"})

    @property
    def heading(self) -> str:
        """`评分办法 shanxi-2024: 公开 优12 良0 中0 差5;复核 优12 良0 中1 差4`."""
        told = [
            " ".join(f"{n}{count}" for n, count in grades.items())
            for grades in (self.published, self.recomputed)
        ]
        return f"评分办法 {self.scheme.name}: 公开 {told[0]};复核 {told[1]}"

    def _rows(self) -> list[list[str]]:
        return [
            [
                *(str(one.evaluation.order), one.evaluation.name, one.evaluation.part.value),
                *(
                    text or "—"
                    for pair in (one.total, one.grade)
                    for text in (pair.published, pair.recomputed)
                ),
            ]
            for one in self.projects
        ]

    def __str__(self) -> str:
        rows = [[*row, one.verdict.value] for row, one in zip(self._rows(), self.projects, strict=True)]
        return f"{self.heading}\n{plain_grid(_PROJECTS, rows)}"

    def _repr_html_(self) -> str:
        rows = [[*row, _html(one)] for row, one in zip(self._rows(), self.projects, strict=True)]
        return html_shell(html_grid(_PROJECTS, rows, caption=self.heading, most=MOST_ROWS))


def rescore(part: SelfEvaluation, scheme: ScoringScheme) -> Rescored:
    """One report or form, scored again."""
    line, total = whole_of(part), Total.of(part, scheme)
    known = None if total.lacking else total
    return Rescored(
        part,
        _rate(line, scheme),
        _execution(part, line, scheme),
        _rechecked(
            indicator_total_answer(part, scheme),
            part.indicator_total,
            shown(known.indicators) if known else None,
        ),
        _rechecked(total_answer(part, scheme), part.total, shown(known.value) if known else None),
        _grade(part, known, scheme),
        tuple(_indicator(line, allowed) for _, line, allowed in allowed_scores(part, scheme)),
        _strict(part, line, scheme),
    )


def rescored(evaluations: tuple[SelfEvaluation, ...], scheme: ScoringScheme) -> Rescoring:
    """Every report and form in the order of the document, and the grades of the projects."""
    mains = [project.main for project in projects_of(evaluations)]
    totals = [total for part in mains if (total := Total.of(part, scheme)).lacking is None]
    published = Counter(grade for part in mains if (grade := scheme.grade_named(part.grade)))
    recomputed = Counter(grade_of(total.value, scheme) for total in totals)
    names = [name for name, _ in scheme.grades]
    return Rescoring(
        scheme,
        tuple(rescore(part, scheme) for part in evaluations),
        {name: published[name] for name in names},
        {name: recomputed[name] for name in names},
    )


def _rechecked(answer: Answer | None, published: str | None, recomputed: str | None) -> Rechecked:
    if answer is None or answer.verdict is Verdict.NOT_TESTED:
        return Rechecked(published, recomputed, Verdict.NOT_TESTED)
    return Rechecked(answer.published, answer.recomputed, answer.verdict)


def _rate(line: Line | None, scheme: ScoringScheme) -> Rechecked:
    if line is None:
        return Rechecked(None, None, Verdict.NOT_TESTED)
    ratio = rate_of(line)
    recomputed = shown(ratio.value * PERCENT, least=RATE_PLACES) if ratio else None
    rechecked = _rechecked(rate_answer(line, scheme), line.funds.rate, recomputed)
    return Rechecked(rechecked.published, recomputed or rechecked.recomputed, rechecked.verdict)


def _execution(part: SelfEvaluation, line: Line | None, scheme: ScoringScheme) -> Rechecked:
    answer = (score_answer(line, scheme) if line else None) or text_score_answer(part, scheme)
    allowed = _allowed_execution(line, scheme)
    published = line.funds.score if line and line.funds.score is not None else part.execution_score
    return _rechecked(answer, published, None if isinstance(allowed, Undefined) else shown(allowed.high))


def _allowed_execution(line: Line | None, scheme: ScoringScheme) -> Allowed | Undefined:
    executed, adjusted = (line.amount("executed"), line.amount("adjusted")) if line else (None, None)
    if executed is None or adjusted is None:
        return Undefined("没有全年预算数或全年执行数")
    return execution_score(executed, adjusted, scheme)


def _grade(part: SelfEvaluation, total: Total | None, scheme: ScoringScheme) -> Rechecked:
    if total is None:
        return Rechecked(part.grade, None, Verdict.NOT_TESTED)
    grade = grade_of(total.value, scheme)
    if scheme.grade_named(part.grade) is None:
        return Rechecked(part.grade, grade, Verdict.NOT_TESTED)
    return _rechecked(grade_answer(part, total.value, "重加的总分", scheme), part.grade, grade)


def _indicator(line: Indicator, allowed: Allowed | Undefined) -> RescoredIndicator:
    printed = Printed.read(line.score)
    if printed is None or isinstance(allowed, Undefined):
        return RescoredIndicator(line, allowed, Verdict.NOT_TESTED)
    return RescoredIndicator(line, allowed, judged_score(printed, allowed)[0])


def _strict(part: SelfEvaluation, line: Line | None, scheme: ScoringScheme) -> Strict | Undefined:
    every = [_allowed_execution(line, scheme), *(allowed_score(one, scheme) for one in part.indicators)]
    allowed = [one for one in every if isinstance(one, Allowed)]
    lost = [one.reason for one in every if isinstance(one, Undefined)]
    if lost or len(every) == 1:
        return Undefined(";".join(lost) or "没有绩效指标")
    low, high = _sum(one.low for one in allowed), _sum(one.high for one in allowed)
    high_open = any(one.high_open for one in allowed)
    reachable = max(low, high - Fraction(1, 10**scheme.score_places)) if high_open else high
    return Strict(low, high, high_open, grades_between(low, reachable, scheme))


def _sum(scores: Iterable[Fraction]) -> Fraction:
    return sum(scores, Fraction(0))
