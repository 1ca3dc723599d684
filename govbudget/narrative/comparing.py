"""比大小的表述 — what prose says is the larger of two figures, and sums that cannot exceed another one."""

from __future__ import annotations

from fractions import Fraction

from govbudget.checks.finding import Cause
from govbudget.checks.verdict import Verdict
from govbudget.narrative.claim import Claim, Part

__all__ = ["COMPARED", "FLAT", "compared"]

FLAT = 0
"""The direction of 持平, 一致, 相同."""

_SIGNS = {1: "大于", FLAT: "等于", -1: "小于"}
_MONEY = ("元", "万元", "亿元")


def compared(claim: Claim) -> tuple[Verdict, str | None, Cause | None, str]:
    """The verdict on a claim of such a kind, what it should read, why it reads otherwise, and the sentence."""
    return COMPARED[claim.kind](claim)


def _measured(part: Part) -> tuple[Fraction, Fraction]:
    """A figure and how far rounding may have moved it; sums in fen."""
    if part.unit in _MONEY:
        return Fraction(part.amount.fen), Fraction(part.amount.slack)
    return part.number, Fraction(1, 2 * 10**part.places) if part.unit == "%" else Fraction(0)


def _limit(claim: Claim) -> tuple[Verdict, str | None, Cause | None, str]:
    """部分不大于整体: the published figure, with what else belongs beside it, against the whole."""
    assert claim.value is not None  # noqa: S101 - judged claims have a figure
    whole, beside = claim.parts("whole")[0], claim.parts("part")
    measured = [_measured(one) for one in (claim.value, *beside)]
    limit, slack = _measured(whole)
    over = sum((number for number, _ in measured), Fraction(0)) - limit
    if over <= 0:
        return Verdict.HOLDS, None, None, f"{claim.published}不大于{whole.name}{whole.text}"
    also = "".join(f"和{one.name}{one.text}" for one in beside)
    said = f"“{claim.text}”{claim.name}{claim.published}{also},多于{whole.name}{whole.text}"
    if over <= slack + sum((reach for _, reach in measured), Fraction(0)):
        return (
            Verdict.ROUNDING,
            None,
            Cause.ROUNDED_PARTS,
            f"{said};{Cause.ROUNDED_PARTS.value}",
        )
    return Verdict.BROKEN, None if beside else f"不多于{whole.text}", None, said


def _direction(claim: Claim) -> tuple[Verdict, str | None, Cause | None, str]:
    """增减、大小、持平的说法 against the two figures beside it; against its own reason where it has none."""
    if not claim.inputs:
        return Verdict.BROKEN, None, None, f"“{claim.text}”说{claim.published},所述原因却是“{claim.because}”"
    current, base = claim.inputs
    (now, reach), (before, slack) = _measured(current), _measured(base)
    apart = now - before
    moved = 0 if abs(apart) <= reach + slack else 1 if apart > 0 else -1
    given = "、".join(one.name + one.text for one in claim.inputs if one.name)
    if moved in (claim.direction, FLAT):
        return Verdict.HOLDS, None, None, f"{claim.published}与{given}相符"
    if not base.name:
        return Verdict.BROKEN, None, None, f"“{claim.text}”说{claim.published},同时又说{given}"
    should = _SIGNS[moved]
    said = f"“{claim.text}”说{claim.published},而{current.name}{current.text}{should}{base.name}{base.text}"
    return Verdict.BROKEN, should, None, said


COMPARED = {"limit": _limit, "direction": _direction}
"""The kinds of claims that compare figures and work none out."""
