"""预算执行 — 执行率 and its score, as printed, against the money block and the scheme (DOMAIN F3)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from govbudget.calc import Figure, execution_rate, execution_score, score_of_rate
from govbudget.checks.evaluations.answers import (
    Answer,
    Spot,
    Weighing,
    by_score,
    explained,
    missing,
    points,
    unreadable,
    weighed,
)
from govbudget.checks.evaluations.money_block import Line, lines_of, whole_of
from govbudget.checks.evaluations.numbers import (
    FEWEST_SCORE_PLACES,
    PERCENT,
    RATE_PLACES,
    Printed,
    judged,
    shown,
)
from govbudget.checks.evaluations.projects import Project
from govbudget.checks.finding import Cause
from govbudget.checks.verdict import Verdict
from govbudget.model import ScoringScheme, SelfEvaluation
from govbudget.money import Ratio, rounded

__all__ = [
    "execution_scores",
    "overspent",
    "rate_answer",
    "rate_of",
    "rates",
    "score_answer",
    "text_score_answer",
    "text_spot",
]

_RESULT = re.compile(r"=[0-9.]+应为")


def rate_of(line: Line) -> Ratio | None:
    """执行率 of a line with the interval that the rounding of its sums allows; `None` where it has none."""
    executed, adjusted = line.amount("executed"), line.amount("adjusted")
    if executed is None or adjusted is None:
        return None
    ratio = Ratio.between(executed, adjusted)
    return ratio if isinstance(ratio, Ratio) else None


def _reach_of(ratio: Ratio) -> Fraction:
    """How far the rounding of its parts may have moved a ratio."""
    ends = [end for end in (ratio.low, ratio.high) if end is not None]
    return max((abs(end - ratio.value) for end in ends), default=Fraction(0))


def rates(project: Project, scheme: ScoringScheme) -> Iterator[Answer]:
    """执行率 = 全年执行数 ÷ 全年预算数, on every line that prints one (PE-EX-02)."""
    for part in project.parts:
        for line in lines_of(part):
            if (answer := rate_answer(line, scheme)) is not None:
                yield answer


def rate_answer(line: Line, scheme: ScoringScheme) -> Answer | None:
    """What the printed 执行率 of a line is worth; `None` where none is printed."""
    spot, printed = line.spot("rate"), line.printed("rate")
    if printed is None:
        return unreadable(spot, line.funds.rate)
    executed, adjusted = line.figure("executed"), line.figure("adjusted")
    if executed is None or adjusted is None:
        return missing(spot, f"没有{line.lacking('executed', 'adjusted')},不能复核")
    source = execution_rate(executed, adjusted)
    ratio = rate_of(line)
    if ratio is None:
        return _rate_of_nothing(line, printed, scheme, source)
    because = f"{line.said('executed')}除以{line.said('adjusted')}"
    by = Weighing(because, "%", RATE_PLACES, reach=_reach_of(ratio) * PERCENT)
    return weighed((spot,), printed, ratio.value * PERCENT, by).resting_on(source)


def _rate_of_nothing(line: Line, printed: Printed, scheme: ScoringScheme, source: Figure) -> Answer:
    """A rate over a budget of nothing: undefined, printed by the convention of the platform."""
    executed = line.amount("executed")
    usual = Fraction(PERCENT if scheme.zero_budget == "full" and not executed else 0)
    verdict = Verdict.HOLDS if printed.value == usual else Verdict.BROKEN
    said = f"公开{printed.text};{line.said('adjusted')},执行率无意义,按惯例列{shown(usual)}%"
    return Answer(
        (line.spot("rate"),),
        verdict,
        said,
        printed.text,
        shown(usual, least=printed.places),
        shown(printed.value - usual),
        unit="%",
        source=source,
    )


def overspent(project: Project, _: ScoringScheme) -> Iterator[Answer]:
    """全年执行数 is not above 全年预算数: a rate above 100% lacks an adjusted budget (PE-EX-09)."""
    for part in project.parts:
        line = whole_of(part)
        executed, adjusted = (line.amount("executed"), line.amount("adjusted")) if line else (None, None)
        if line is None or executed is None or adjusted is None:
            continue
        ratio = rate_of(line)
        least = ratio.low if ratio is not None else None
        above = least > 1 if least is not None else executed.fen > 0
        rate = shown(ratio.value * PERCENT) if ratio is not None else None
        told = f"{line.said('executed')},{line.said('adjusted')}" + (f",执行率{rate}%" if rate else "")
        told += ";支出超过预算,应先调整预算" if above else ""
        verdict = Verdict.BROKEN if above else Verdict.HOLDS
        yield Answer((line.spot("rate"),), verdict, told, rate, f"≤{PERCENT}", unit="%")


def execution_scores(project: Project, scheme: ScoringScheme) -> Iterator[Answer]:
    """预算执行得分 by the scheme, on every line that prints one (PE-EX-03 to PE-EX-05).

    A report that prints it in its text alone is judged there.
    """
    for part in project.parts:
        for line in lines_of(part):
            if (answer := score_answer(line, scheme)) is not None:
                yield answer
        if (answer := text_score_answer(part, scheme)) is not None:
            yield answer


def text_spot(part: SelfEvaluation) -> Spot:
    """预算执行情况得分, where the text of a report states it."""
    return Spot(part, "预算执行情况得分", column="execution_score")


@functools.lru_cache(maxsize=1024)  # a score is asked for line by line, and by whatever rests on it
def score_answer(line: Line, scheme: ScoringScheme) -> Answer | None:
    """What the printed 得分 of a line is worth; `None` where none is printed."""
    spot, printed = line.spot("score"), line.printed("score")
    return _scored(spot, printed, line, scheme) if printed else unreadable(spot, line.funds.score)


def text_score_answer(part: SelfEvaluation, scheme: ScoringScheme) -> Answer | None:
    """What the 预算执行得分 that only the text states is worth; `None` where the money block has it."""
    whole, stated = whole_of(part), Printed.read(part.execution_score)
    if whole is None or whole.printed("score") is not None:
        return None
    if stated is None:
        return unreadable(text_spot(part), part.execution_score)
    return _scored(text_spot(part), stated, whole, scheme)


def _scored(spot: Spot, printed: Printed, line: Line, scheme: ScoringScheme) -> Answer:
    executed, adjusted = line.amount("executed"), line.amount("adjusted")
    if executed is None or adjusted is None:
        return missing(spot, f"没有{line.lacking('executed', 'adjusted')},不能复核")
    allowed, ratio = execution_score(executed, adjusted, scheme), rate_of(line)
    reach, places = Fraction(0), scheme.score_places
    if scheme.execution_rule == "proportional" and ratio is not None:
        # Above 100% the score is full, however the sums were rounded.
        moved = Fraction(0) if ratio.low is not None and ratio.low >= 1 else _reach_of(ratio)
        reach = allowed.high - allowed.low + moved * scheme.execution_weight
    # The rounded rate makes the score; a platform may have kept the unrounded ratio (PE-EX-03).
    made = [Fraction(rounded(score, places)) for score in allowed.exact]
    verdicts = {
        exact: judged(printed, exact, usual=places, fewest=FEWEST_SCORE_PLACES, reach=reach)[0]
        for exact in (*made, *allowed.exact)
    }
    exact = min(verdicts, key=lambda one: list(Verdict).index(verdicts[one]))
    inputs = [figure for column in ("executed", "adjusted") if (figure := line.figure(column)) is not None]
    by = by_score(allowed.why, scheme.score_places, reach=reach)
    source = points(spot.figure, "预算执行得分", exact, allowed.why, inputs)
    answer = weighed((spot,), printed, exact, by).resting_on(source)
    # The result stands once, as finely as the printed score: 90%×10应为9.0分, not 90%×10=9应为9.0分.
    answer = evolve(answer, said=_RESULT.sub("应为", answer.said))
    if answer.verdict is not Verdict.BROKEN or ratio is None:
        return answer
    for rate, cause in _seen(line, ratio, scheme):
        if printed.value == Fraction(rounded(score_of_rate(rate, scheme), places)):
            return explained(answer, cause)
    return answer


def _seen(line: Line, ratio: Ratio, scheme: ScoringScheme) -> Iterator[tuple[Fraction, Cause]]:
    """The rates by which a department may have scored instead of by the exact one, and what made them so.

    The printed one where rounding explains it, the usual two decimals, and what the rounding of the sums allows.
    """
    printed, answer = line.printed("rate"), rate_answer(line, scheme)
    if printed is not None and answer is not None and answer.verdict in (Verdict.HOLDS, Verdict.ROUNDING):
        yield printed.value, answer.cause or Cause.CHAINED_ROUNDING
    yield Fraction(rounded(ratio.value * PERCENT, RATE_PLACES)), Cause.CHAINED_ROUNDING
    ends = [end for end in (ratio.low, ratio.high) if end is not None]
    yield from ((end * PERCENT, Cause.ROUNDED_PARTS) for end in ends)
