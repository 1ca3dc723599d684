"""指标得分 — every printed score against the scores that the scheme allows (DOMAIN F6, F7)."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from fractions import Fraction

from govbudget.calc import Allowed, Flag
from govbudget.calc.comparison import comparison
from govbudget.checks.evaluations.allowed import allowed_scores, allowed_text, judged_score
from govbudget.checks.evaluations.answers import Answer, Spot, explained, lacking, missing, points, suspected
from govbudget.checks.evaluations.numbers import Printed, mistaken, shown
from govbudget.checks.evaluations.projects import Project
from govbudget.checks.verdict import Verdict
from govbudget.model import Indicator, ScoringScheme
from govbudget.money import Undefined, round_half_up

__all__ = ["FLAGS", "flagged", "scores_by", "unscorable"]

FLAGS = ("PE-Q-OVER", "PE-Q-STRICT", "PE-Q-ZERO", "PE-Q-COST-SX")
"""What is asked about an indicator beside its score."""
HABITUAL_STEPS = (Fraction(1), Fraction(1, 2), Fraction(1, 10))
"""What people round a score of their own making to."""


def scores_by(rule: str, project: Project, scheme: ScoringScheme) -> Iterator[Answer]:
    """The printed scores of the indicators that one rule of the scheme is about."""
    for part in project.parts:
        for spot, line, allowed in allowed_scores(part, scheme):
            if isinstance(allowed, Allowed) and allowed.rule == rule:
                yield _scored(spot, line, allowed, scheme)


@functools.lru_cache(maxsize=4096)
def _scored(spot: Spot, line: Indicator, allowed: Allowed, scheme: ScoringScheme) -> Answer:
    printed = Printed.read(line.score)
    if printed is None:
        return missing(spot, lacking("得分", line.score))
    recomputed = allowed_text(allowed)
    nearest = min(max(printed.value, allowed.low), allowed.high)
    single = allowed.low == allowed.high
    source = points(f"{spot.figure}.allowed", spot.detail, allowed.low, allowed.why) if single else None
    verdict, cause = judged_score(printed, allowed)
    broken = verdict is Verdict.BROKEN
    gap = Fraction(0) if verdict is Verdict.HOLDS else printed.value - nearest
    answer = Answer(
        (spot,),
        verdict,
        f"得{printed.text}分;{allowed.why}" + (_habit(line, printed, scheme) if broken else ""),
        printed.text,
        recomputed,
        shown(gap, most=allowed.places),
        unit="分",
        source=source,
    )
    if cause is not None:
        return explained(answer, cause)
    return suspected(answer, mistaken(printed, allowed.low)) if broken and single else answer


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
        for spot, line, allowed in allowed_scores(part, scheme):
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
        for spot, line, allowed in allowed_scores(part, scheme):
            if isinstance(allowed, Undefined):
                lost = True
                yield missing(spot, f"得{line.score or '—'}分;{allowed.reason}")
    if not lost:
        yield Answer((Spot(project.main, "各指标"),), Verdict.HOLDS, "都能复核得分")
