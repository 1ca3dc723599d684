"""允许得分 — printed scores beside those that the scheme allows, and how far rounding may have moved them."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from fractions import Fraction

from govbudget.calc import Allowed, allowed_score
from govbudget.checks.evaluations.answers import Spot
from govbudget.checks.evaluations.money_block import whole_of
from govbudget.checks.evaluations.numbers import (
    FEWEST_SCORE_PLACES,
    USUAL_PLACES,
    Printed,
    half_step,
    judged,
    shown,
)
from govbudget.checks.finding import Cause
from govbudget.checks.verdict import Verdict
from govbudget.model import Indicator, ScoringScheme, SelfEvaluation, read_measure
from govbudget.money import Undefined

__all__ = ["allowed_scores", "allowed_text", "judged_score", "nothing_done", "score_spot", "slack_of"]

NOTHING = Fraction(0)
Scored = tuple[Spot, Indicator, Allowed | Undefined]
"""An indicator with the scores that it may have."""


def score_spot(part: SelfEvaluation, number: int) -> Spot:
    """The 得分 of an indicator, counted from 1."""
    line = part.indicators[number - 1]
    return Spot(part, f"{line.level2}「{line.name}」", column="score", indicator=number)


def nothing_done(part: SelfEvaluation) -> bool:
    """True if the project spent nothing, or none of what its 数量指标 count was done."""
    whole = whole_of(part)
    executed = whole.amount("executed") if whole else None
    if executed is not None and not executed:
        return True
    counted = [read_measure(line.actual).value for line in part.indicators if "数量" in line.level2]
    return bool(counted) and all(count == 0 for count in counted)


@functools.lru_cache(maxsize=8192)
def allowed_scores(part: SelfEvaluation, scheme: ScoringScheme) -> tuple[Scored, ...]:
    """Every indicator of a part; each rule picks its own."""
    idle = nothing_done(part)
    return tuple(
        (score_spot(part, number), line, allowed_score(line, scheme, nothing_done=idle))
        for number, line in enumerate(part.indicators, start=1)
    )


def allowed_text(allowed: Allowed) -> str:
    """The allowed score, or the two ends between which it may lie: `20`, `6–8`."""
    low, high = (shown(end, most=allowed.places) for end in (allowed.low, allowed.high))
    return low if low == high else f"{low}–{high}"


def judged_score(printed: Printed, allowed: Allowed) -> tuple[Verdict, Cause | None]:
    """Whether a score is allowed, or is an allowed one as a known practice prints it: 6.7 or 6.66 for 6.666…."""
    if allowed.admits(printed.value):
        return Verdict.HOLDS, None
    for exact in allowed.exact:
        verdict, cause = judged(printed, exact, usual=allowed.places, fewest=FEWEST_SCORE_PLACES)
        if verdict is not Verdict.BROKEN:
            return verdict, cause
    return Verdict.BROKEN, None


def slack_of(printed: Printed, exact: Sequence[Fraction], *, usual: int = USUAL_PLACES) -> Fraction:
    """How far the score that was added up may lie from the printed one.

    As far as the exact ones that the printed one stands for; a score that no exact one is known of, and that
    is printed to fewer places than scores are, by the half of its last place. 10 is no 9.6: without decimals a
    score is what it says.
    """
    step = 2 * half_step(printed.places)
    apart = [gap for one in exact if (gap := abs(printed.value - one)) < step]
    if printed.places < FEWEST_SCORE_PLACES and not any(printed.value == one for one in exact):
        return NOTHING
    if apart:
        return max(apart)
    return half_step(printed.places) if printed.places < usual else NOTHING
