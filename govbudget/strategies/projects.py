"""绩效自评的策略 — indicators, whole sets of them, and self-evaluations that are scored as their scheme says."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve
from hypothesis import strategies as st

from govbudget.calc import Allowed, allowed_score, execution_score, grade_of
from govbudget.catalogue import scheme as scheme_named
from govbudget.catalogue import scheme_names
from govbudget.model import EvaluationPart, Funds, Indicator, Operator, ScoringScheme, SelfEvaluation
from govbudget.money import Amount, Printing, Unit, rounded
from govbudget.strategies.limits import refuse_unless
from govbudget.strategies.sums import amounts
from govbudget.text import amount_text

__all__ = ["evaluations", "indicator_sets", "indicators"]

LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "成本指标": ("经济成本指标", "社会成本指标"),
    "效益指标": ("社会效益指标", "可持续影响指标", "经济效益指标", "生态效益指标"),
    "满意度指标": ("服务对象满意度指标",),
}
UNITS = ("次", "人", "份", "个", "%", "万元")
PROJECTS = ("设备购置", "培训经费", "道路养护", "宣传经费", "救助补助")
MOST_OF_A_LEVEL = 3
MOST_COUNTED = 1000
USUAL_LARGEST = Amount(10**10)
"""A hundred million yuan for one project."""
REASON = "受客观条件影响"


def indicators(
    *, scheme: ScoringScheme | str = "mof-2020", level1: str | None = None, weight: Fraction | None = None
) -> st.SearchStrategy[Indicator]:
    """绩效指标 — one line with the score that the scheme allows, met or not, by number or by wording.

    Raises `InvalidArgument` for a 一级指标 that is none and for a weight that is not above zero.
    """
    by = _scheme(scheme)
    refuse_unless(level1 is None or level1 in LEVELS, f"一级指标是 {'、'.join(LEVELS)},不是 {level1}")
    refuse_unless(weight is None or weight > 0, "分值应大于零")

    @st.composite
    def one(draw: st.DrawFn) -> Indicator:
        level = level1 or draw(st.sampled_from([name for name in LEVELS if name != "成本指标"]))
        kind = draw(st.sampled_from(LEVELS[level]))
        worth = weight or Fraction(draw(st.integers(1, 30)))
        line = Indicator(level, kind, "指标", weight=_plain(worth))
        if draw(st.booleans()):
            operator = Operator.AT_MOST if "成本" in kind else Operator.AT_LEAST
            target, actual = (draw(st.integers(1, MOST_COUNTED)) for _ in range(2))
            unit = draw(st.sampled_from(UNITS))
            line = evolve(line, target=f"{operator.value}{target}{unit}", actual=f"{actual}{unit}")
        else:
            wordings = [word for band in by.bands for word in band.wordings]
            line = evolve(line, target="达标", actual=draw(st.sampled_from(wordings)))
        return _scored(line, by)

    return one()


@st.composite
def indicator_sets(draw: st.DrawFn, *, scheme: ScoringScheme | str = "mof-2020") -> tuple[Indicator, ...]:
    """一套指标 — as many points as the scheme has, shared among the 一级指标 as it says."""
    by = _scheme(scheme)
    made: list[Indicator] = []
    for level, worth in _levels(draw, by):
        for weight in _split(draw, worth):
            line = draw(indicators(scheme=by, level1=level, weight=weight))
            made.append(evolve(line, name=f"{line.level2}{len(made) + 1}"))
    return tuple(made)


@st.composite
def evaluations(
    draw: st.DrawFn,
    *,
    scheme: ScoringScheme | str = "mof-2020",
    part: EvaluationPart = EvaluationPart.REPORT,
    unit: Unit = Unit.YUAN,
    largest: Amount = USUAL_LARGEST,
) -> SelfEvaluation:
    """绩效自评 — one report or form: money that was spent within its budget, indicators, and scores that add up."""
    by = _scheme(scheme)
    printing = Printing(unit, unit.exponent)
    adjusted = draw(amounts(smallest=Amount(1), largest=largest))
    executed = draw(amounts(largest=adjusted))
    lines = draw(indicator_sets(scheme=by))
    execution = execution_score(executed, adjusted, by).low
    indicator_total = sum((Fraction(line.score or "0") for line in lines), Fraction(0))
    whole = Funds(
        "合计",
        approved=amount_text(adjusted, printing),
        adjusted=amount_text(adjusted, printing),
        executed=amount_text(executed, printing),
        carry_over=amount_text(adjusted - executed, printing),
        rate=_plain(Fraction(rounded(Fraction(executed.fen * 100, adjusted.fen), 2))),
        score=_plain(execution),
    )
    return SelfEvaluation(
        draw(st.integers(1, 99)),
        part,
        draw(st.sampled_from(PROJECTS)),
        unit,
        (whole,),
        lines,
        execution_score=whole.score,
        indicator_total=_plain(indicator_total),
        total=_plain(execution + indicator_total),
        grade=grade_of(execution + indicator_total, by),
        deviation_reason=REASON if executed < adjusted else None,
    )


def _scheme(scheme: ScoringScheme | str) -> ScoringScheme:
    if isinstance(scheme, ScoringScheme):
        return scheme
    known = scheme_names()
    refuse_unless(scheme in known, f"没有评分办法 {scheme};可用 {'、'.join(known)}")
    return scheme_named(scheme)


def _plain(number: Fraction) -> str:
    """A number as forms print it, trailing zeros dropped."""
    text = format(rounded(number, 4), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scored(line: Indicator, by: ScoringScheme) -> Indicator:
    """The line with a score that the scheme allows, and a reason where points were lost or the target far exceeded."""
    allowed = allowed_score(line, by)
    assert isinstance(allowed, Allowed), allowed  # noqa: S101 - the line was made to be scored
    score = allowed.low if allowed.high_open else allowed.high
    below = score < Fraction(line.weight or "0")
    return evolve(line, score=_plain(score), reason=REASON if below or allowed.flags else None)


def _levels(draw: st.DrawFn, by: ScoringScheme) -> Iterator[tuple[str, Fraction]]:
    """What each 一级指标 is worth; one that the scheme leaves free shares what the others leave over."""
    fixed: list[tuple[str, Fraction]] = []
    free: list[str] = []
    for names, worth in by.weights.items():
        levels = names.split("+")
        if worth is None:
            free.extend(levels)
            continue
        parts = _split(draw, worth, exactly=len(levels))
        fixed.extend(zip(levels, parts, strict=True))
    left = by.indicator_weight - sum((worth for _, worth in fixed), Fraction(0))
    if left > 0 and free:
        chosen = free[: draw(st.integers(1, len(free)))]
        fixed.extend(zip(chosen, _split(draw, left, exactly=len(chosen)), strict=True))
    yield from fixed


def _split(draw: st.DrawFn, worth: Fraction, *, exactly: int | None = None) -> list[Fraction]:
    """A number of points in whole points, the last with what is over."""
    most = max(1, min(MOST_OF_A_LEVEL, int(worth)))
    count = exactly or draw(st.integers(1, most))
    parts: list[Fraction] = []
    left = worth
    for place in range(count - 1):
        room = int(left) - (count - 1 - place)
        parts.append(Fraction(draw(st.integers(1, max(1, room)))))
        left -= parts[-1]
    return [*parts, left]
