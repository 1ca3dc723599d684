"""指标得分 — every printed score against the scores that the scheme allows (DOMAIN F6, F7)."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from fractions import Fraction

from govbudget.calc import Allowed, Flag, allowed_score
from govbudget.calc.comparison import comparison
from govbudget.checks.evaluations.answers import Answer, Spot, missing, points
from govbudget.checks.evaluations.money_block import whole_of
from govbudget.checks.evaluations.numbers import Printed, shown
from govbudget.checks.evaluations.projects import Project
from govbudget.checks.evaluations.totals import score_spot
from govbudget.checks.verdict import Verdict
from govbudget.model import Indicator, ScoringScheme, SelfEvaluation, read_measure
from govbudget.money import Undefined, round_half_up

__all__ = ["FLAGS", "allowed_text", "flagged", "nothing_done", "scores_by", "unscorable"]

FLAGS = ("PE-Q-OVER", "PE-Q-STRICT", "PE-Q-ZERO", "PE-Q-COST-SX")
"""What is asked about an indicator beside its score."""
HABITUAL_STEPS = (Fraction(1), Fraction(1, 2), Fraction(1, 10))
"""What people round a score of their own making to."""


def nothing_done(part: SelfEvaluation) -> bool:
    """True if the project spent nothing, or none of what its 数量指标 count was done."""
    whole = whole_of(part)
    executed = whole.amount("executed") if whole else None
    if executed is not None and not executed:
        return True
    counted = [read_measure(line.actual).value for line in part.indicators if "数量" in line.level2]
    return bool(counted) and all(count == 0 for count in counted)


def allowed_text(allowed: Allowed) -> str:
    """The allowed score, or the two ends between which it may lie: `20`, `6–8`."""
    low, high = (shown(end, most=allowed.places) for end in (allowed.low, allowed.high))
    return low if low == high else f"{low}–{high}"


Scored = tuple[Spot, Indicator, Allowed | Undefined]
"""An indicator with the scores that it may have."""


@functools.lru_cache(maxsize=8192)
def _allowed(part: SelfEvaluation, scheme: ScoringScheme) -> tuple[Scored, ...]:
    """Every indicator of a part; each rule picks its own."""
    idle = nothing_done(part)
    return tuple(
        (score_spot(part, number), line, allowed_score(line, scheme, nothing_done=idle))
        for number, line in enumerate(part.indicators, start=1)
    )


def scores_by(rule: str, project: Project, scheme: ScoringScheme) -> Iterator[Answer]:
    """The printed scores of the indicators that one rule of the scheme is about."""
    for part in project.parts:
        for spot, line, allowed in _allowed(part, scheme):
            if isinstance(allowed, Allowed) and allowed.rule == rule:
                yield _scored(spot, line, allowed, scheme)


def _scored(spot: Spot, line: Indicator, allowed: Allowed, scheme: ScoringScheme) -> Answer:
    printed = Printed.read(line.score)
    if printed is None:
        return missing(spot, "没有得分")
    recomputed = allowed_text(allowed)
    nearest = min(max(printed.value, allowed.low), allowed.high)
    single = allowed.low == allowed.high
    source = points(f"{spot.figure}.allowed", spot.detail, allowed.low, allowed.why) if single else None
    holds = allowed.admits(printed.value)
    said = f"得{printed.text}分;{allowed.why}" + ("" if holds else _habit(line, printed, scheme))
    gap = Fraction(0) if holds else printed.value - nearest
    return Answer(
        (spot,),
        Verdict.HOLDS if holds else Verdict.BROKEN,
        said,
        printed.text,
        recomputed,
        shown(gap, most=allowed.places),
        unit="分",
        source=source,
    )


def _habit(line: Indicator, printed: Printed, scheme: ScoringScheme) -> str:
    """A cost that stayed under its limit, scored as if spending more were better."""
    compared, weight = comparison(line, scheme.bare_operator), Printed.read(line.weight)
    if isinstance(compared, Undefined) or weight is None or not compared.target:
        return ""
    if not (compared.operator.reverse and compared.is_met and compared.actual):
        return ""
    share = compared.actual / compared.target * weight.value
    if printed.value not in {round_half_up(share / step) * step for step in HABITUAL_STEPS}:
        return ""
    told = f"{shown(compared.actual, most=6)}÷{shown(compared.target, most=6)}×{weight.text}"
    return f";公开得分近于{told}={shown(share)},疑按支出越多得分越高计算"


def flagged(rule: str, project: Project, scheme: ScoringScheme) -> Iterator[Answer]:
    """What a rule asks about indicators beside their score; one answer for the project if there is nothing."""
    asked = False
    for part in project.parts:
        for spot, line, allowed in _allowed(part, scheme):
            for flag in allowed.flags if isinstance(allowed, Allowed) else ():
                if flag.rule == rule and isinstance(allowed, Allowed):
                    asked = True
                    yield _asked(spot, line, allowed, flag)
    if not asked:
        yield Answer((Spot(project.main, "各指标"),), Verdict.HOLDS, "没有须提示之处")


def _asked(spot: Spot, line: Indicator, allowed: Allowed, flag: Flag) -> Answer:
    """A flag as an answer; a reason that is given settles an over-achieved target, and nothing else."""
    excused = flag.rule == "PE-Q-OVER" and bool((line.reason or "").strip())
    said = f"得{line.score}分;{flag.why}" + (f";已说明原因“{line.reason}”" if excused else "")
    verdict = Verdict.HOLDS if excused else Verdict.BROKEN
    return Answer((spot,), verdict, said, line.score, allowed_text(allowed), unit="分")


def unscorable(project: Project, scheme: ScoringScheme) -> Iterator[Answer]:
    """Indicators that no rule can score again, and why; one answer if all can be (PE-Q-READ)."""
    lost = False
    for part in project.parts:
        for spot, line, allowed in _allowed(part, scheme):
            if isinstance(allowed, Undefined):
                lost = True
                yield missing(spot, f"得{line.score or '—'}分;{allowed.reason}")
    if not lost:
        yield Answer((Spot(project.main, "各指标"),), Verdict.HOLDS, "都能复核得分")
