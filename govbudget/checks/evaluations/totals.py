"""总分 — indicator scores and totals added up again, grades by the scheme, and form against report (DOMAIN F8)."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve, field, frozen

from govbudget.calc import Allowed, Figure, execution_score, grade_of
from govbudget.checks.evaluations.allowed import allowed_scores, score_spot, slack_of
from govbudget.checks.evaluations.answers import (
    Answer,
    Spot,
    by_score,
    lacking,
    missing,
    points,
    same_number,
    suspected,
    unreadable,
    weighed,
)
from govbudget.checks.evaluations.execution import text_spot
from govbudget.checks.evaluations.money_block import whole_of
from govbudget.checks.evaluations.numbers import Printed, shown
from govbudget.checks.evaluations.projects import Project
from govbudget.checks.finding import Cause
from govbudget.checks.verdict import Verdict
from govbudget.model import ScoringScheme, SelfEvaluation
from govbudget.money import is_absent

__all__ = [
    "Total",
    "grade_answer",
    "grades",
    "indicator_total_answer",
    "indicator_totals",
    "same_totals",
    "total_answer",
    "totals",
]


def _total_spot(part: SelfEvaluation, column: str = "total") -> Spot:
    names = {"total": "总分", "indicator_total": "指标完成情况得分", "grade": "等级"}
    return Spot(part, names[column], column=column)


@frozen
class Total:
    """重加的总分 — the execution score and the indicator scores of a part, added up again.

    `lacking` says what is missing where there is no sum. What was added up may have been finer than what is
    printed: `execution_reach` and `indicator_reach` are how far that moves the two.
    """

    execution: Fraction = field(metadata={"zh": "预算执行得分"})
    indicators: Fraction = field(metadata={"zh": "指标得分之和"})
    inputs: tuple[Figure | None, ...] = field(repr=False, metadata={"zh": "依据"})
    lacking: str | None = field(default=None, metadata={"zh": "缺数"})
    execution_reach: Fraction = field(default=Fraction(0), metadata={"zh": "预算执行得分的尾差界限"})
    indicator_reach: Fraction = field(default=Fraction(0), metadata={"zh": "指标得分的尾差界限"})

    @property
    def value(self) -> Fraction:
        """总分."""
        return self.execution + self.indicators

    @property
    def reach(self) -> Fraction:
        """How far rounding may move the total."""
        return self.execution_reach + self.indicator_reach

    @property
    def told(self) -> str:
        """The sum in words."""
        return f"预算执行得分{shown(self.execution)}分加各指标得分之和{shown(self.indicators)}分"

    @classmethod
    @functools.lru_cache(maxsize=1024)  # several rules ask, of parts that a repair leaves alone
    def of(cls, part: SelfEvaluation, scheme: ScoringScheme) -> Total:
        """The printed scores of a part added up; an execution score that is not printed is the scheme's."""
        scores = [Printed.read(line.score) for line in part.indicators]
        indicators = sum((score.value for score in scores if score), Fraction(0))
        lost = _lacking_scores(part)
        execution, spot = _printed_execution(part)
        allowed = _allowed_execution(part, scheme)
        if execution is None and allowed is None:
            lost = lost or "没有预算执行得分"
        value = execution.value if execution else allowed.low if allowed else Fraction(0)
        spots = (spot, *(score_spot(part, number) for number in range(1, len(scores) + 1)))
        values = (value, *(score.value if score else Fraction(0) for score in scores))
        inputs = tuple(_point(spot, one) for spot, one in zip(spots, values, strict=True))
        return cls(
            value, indicators, inputs, lost, _execution_reach(execution, allowed), _reach(part, scheme)
        )


def _point(spot: Spot, value: Fraction) -> Figure | None:
    return points(spot.figure, spot.detail, value, spot.place.name)


def _lacking_scores(part: SelfEvaluation) -> str | None:
    if not part.indicators:
        return "没有绩效指标"
    lost = [line for line in part.indicators if Printed.read(line.score) is None]
    blank = [line.name for line in lost if is_absent(line.score)]
    told = [f"指标「{'」「'.join(blank)}」没有得分"] if blank else []
    told += [
        f"指标「{line.name}」{lacking('得分', line.score)}" for line in lost if not is_absent(line.score)
    ]
    return ";".join(told) or None


def _printed_execution(part: SelfEvaluation) -> tuple[Printed | None, Spot]:
    """预算执行得分: that of the money block, else that of the text."""
    whole = whole_of(part)
    if whole is not None and (printed := whole.printed("score")) is not None:
        return printed, whole.spot("score")
    return Printed.read(part.execution_score), text_spot(part)


def _execution_reach(printed: Printed | None, allowed: Allowed | None) -> Fraction:
    """How far the execution score may be off: two ways to make it, and what its print leaves out."""
    ways = allowed.high - allowed.low if allowed else Fraction(0)
    exact = allowed.exact if allowed else ()
    return max(ways, slack_of(printed, exact)) if printed else ways


def _reach(part: SelfEvaluation, scheme: ScoringScheme) -> Fraction:
    """How far the indicator scores may be off together; those of a band are nobody's rounding."""
    slacks = [
        slack_of(printed, allowed.exact, usual=0)
        for _, line, allowed in allowed_scores(part, scheme)
        if isinstance(allowed, Allowed)
        and allowed.low == allowed.high
        and (printed := Printed.read(line.score)) is not None
    ]
    return sum(slacks, Fraction(0))


def _allowed_execution(part: SelfEvaluation, scheme: ScoringScheme) -> Allowed | None:
    whole = whole_of(part)
    executed, adjusted = (whole.amount("executed"), whole.amount("adjusted")) if whole else (None, None)
    if executed is None or adjusted is None:
        return None
    return execution_score(executed, adjusted, scheme)


def indicator_totals(project: Project, scheme: ScoringScheme) -> Iterator[Answer]:
    """指标完成情况得分 = Σ 各指标得分 (PE-T-01), where it is stated."""
    for part in project.parts:
        if (answer := indicator_total_answer(part, scheme)) is not None:
            yield answer


@functools.lru_cache(maxsize=1024)
def indicator_total_answer(part: SelfEvaluation, scheme: ScoringScheme) -> Answer | None:
    """What the stated 指标完成情况得分 is worth; `None` where none is stated."""
    spot, printed = _total_spot(part, "indicator_total"), Printed.read(part.indicator_total)
    if printed is None:
        return unreadable(spot, part.indicator_total)
    if (lost := _lacking_scores(part)) is not None:
        return missing(spot, f"{lost},不能复核")
    total = Total.of(part, scheme)
    scores = [line.score or "" for line in part.indicators]
    told = f"各指标得分之和({'+'.join(scores)})"
    by = by_score(told, scheme.score_places, reach=total.indicator_reach)
    source = points(spot.figure, "指标完成情况得分", total.indicators, "各指标得分之和", total.inputs[1:])
    return weighed((spot,), printed, total.indicators, by).resting_on(source, [(spot.figure, 1)])


def totals(project: Project, scheme: ScoringScheme) -> Iterator[Answer]:
    """总分 = 预算执行得分 + Σ 各指标得分, and = the two scores that the text states (PE-T-02)."""
    for part in project.parts:
        if (answer := total_answer(part, scheme)) is not None:
            yield answer
        if (answer := _total_of_text(part, scheme)) is not None:
            yield answer


@functools.lru_cache(maxsize=1024)
def total_answer(part: SelfEvaluation, scheme: ScoringScheme) -> Answer | None:
    """What the printed 总分 is worth; `None` where none is printed."""
    spot, printed = _total_spot(part), Printed.read(part.total)
    if printed is None:
        return unreadable(spot, part.total)
    total = Total.of(part, scheme)
    if total.lacking is not None:
        return missing(spot, f"{total.lacking},不能复核总分")
    by = by_score(total.told, scheme.score_places, reach=total.reach)
    source = points(spot.figure, "总分", total.value, "预算执行得分与各指标得分之和", total.inputs)
    answer = weighed((spot,), printed, total.value, by).resting_on(source, [(spot.figure, 1)])
    if answer.verdict is Verdict.BROKEN and printed.value == total.indicators:
        return suspected(answer, Cause.LEFT_OUT_EXECUTION)
    return answer


def _total_of_text(part: SelfEvaluation, scheme: ScoringScheme) -> Answer | None:
    """总分 against the two scores that the text itself states, right or wrong."""
    printed = Printed.read(part.total)
    stated = [Printed.read(text) for text in (part.execution_score, part.indicator_total)]
    execution, indicators = stated
    if printed is None or execution is None or indicators is None:
        return None
    spots = (_total_spot(part), text_spot(part), _total_spot(part, "indicator_total"))
    told = f"文中预算执行得分{execution.text}分加指标完成情况得分{indicators.text}分"
    value = execution.value + indicators.value
    terms = [(spot.figure, sign) for spot, sign in zip(spots, (1, -1, -1), strict=True)]
    total = Total.of(part, scheme)
    reach = total.execution_reach + slack_of(indicators, [total.indicators], usual=0)
    by = by_score(told, scheme.score_places, reach=reach)
    source = points(spots[0].figure, "总分", value, told)
    return weighed(spots, printed, value, by).resting_on(source, terms)


def same_totals(project: Project, scheme: ScoringScheme) -> Iterator[Answer]:
    """The total of a form is that of its report (PE-T-03)."""
    report, form = project.report, project.form
    spot = _total_spot(project.main)
    if report is None or form is None:
        yield missing(spot, f"没有同一项目的{'自评表' if form is None else '自评报告'},不能对照")
        return
    ours, theirs = Printed.read(form.total), Printed.read(report.total)
    spots = (_total_spot(form), _total_spot(report))
    if ours is None or theirs is None:
        part = form if ours is None else report
        yield missing(spots[0], f"{part.part.value}{lacking('总分', part.total)},不能对照", spots[1])
        return
    terms = [(spots[0].figure, 1), (spots[1].figure, -1)]
    by = by_score("自评报告总分", scheme.score_places, is_figure=True)
    answer = same_number(spots[:1], ours, theirs, by).resting_on(None, terms)
    yield evolve(answer, where=spots)


def grades(project: Project, scheme: ScoringScheme) -> Iterator[Answer]:
    """等级 is that of the printed total; and that of the total added up again, where it is another (PE-G-01)."""
    for part in project.parts:
        printed = Printed.read(part.total)
        if not (part.grade or "").strip():
            continue
        if printed is None:
            yield missing(_total_spot(part, "grade"), f"{lacking('总分', part.total)},不能复核")
            continue
        stated = grade_answer(part, printed.value, f"总分{printed.text}分", scheme)
        right, answer = Total.of(part, scheme).value, total_answer(part, scheme)
        same = grade_of(right, scheme) == grade_of(printed.value, scheme)
        if answer is None or answer.verdict is not Verdict.BROKEN or same:
            yield stated
            continue
        again = grade_answer(part, right, f"按重加的总分{shown(right)}分", scheme)
        if stated.verdict is Verdict.BROKEN is again.verdict:
            # A grade that neither total has is one error.
            yield evolve(stated, said=f"{stated.said};{again.said.partition(';')[2]}")
            continue
        yield stated
        # The grade follows the total, so a change to the total that rights the one rights the other.
        yield evolve(again, balance=answer.balance)


def grade_answer(part: SelfEvaluation, total: Fraction, told: str, scheme: ScoringScheme) -> Answer:
    """Whether the printed 等级 is that of a total."""
    spot, grade = _total_spot(part, "grade"), grade_of(total, scheme)
    text = (part.grade or "").strip()
    named = scheme.grade_named(text)
    if named is None:
        return missing(spot, f"公开“{text}”,不是评分办法的等级")
    source = points(spot.figure, "总分", total, told)
    if named == grade:
        return Answer((spot,), Verdict.HOLDS, f"公开“{text}”,与{told}相符", text, grade, source=source)
    said = f"公开“{text}”;{told},应为“{grade}”"
    return Answer((spot,), Verdict.BROKEN, said, text, grade, source=source)
