"""表述的验算 — every claim recomputed from its own printed inputs at the published precision (DOMAIN N-YOY, N-DONE, M-06)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, field, frozen

from govbudget.calc import Figure, change_rate, completion_rate, grade_of, prior_from_change, share
from govbudget.checks.cause import mistake_in
from govbudget.checks.finding import SUSPECTED, Cause
from govbudget.checks.percentage import (
    JudgedPercentage,
    Mistake,
    change_mistakes,
    completion_mistakes,
    judge_percentage,
    share_mistakes,
)
from govbudget.checks.verdict import Verdict
from govbudget.model import ScoringScheme
from govbudget.money import Amount, Printing, Ratio, Undefined, Unit, rounded, total
from govbudget.narrative.claim import SAME, Claim, Part
from govbudget.narrative.comparing import COMPARED, compared
from govbudget.text import number_text

__all__ = ["Judged", "judge"]

LEAST_TOLD = 1000
"""Digits of smaller numbers change places by chance."""

_Others = tuple[Mistake, ...]


@frozen
class Judged:
    """表述的结论 — the verdict on a claim, what it should read, the cause of a difference, and the sentence."""

    claim: Claim = field(repr=False, metadata={"zh": "表述"})
    verdict: Verdict = field(metadata={"zh": "结论"})
    recomputed: str | None = field(default=None, metadata={"zh": "复核数"})
    cause: Cause | None = field(default=None, metadata={"zh": "原因"})
    message: str = field(default="", metadata={"zh": "说明"})


def judge(claim: Claim, scheme: ScoringScheme | None = None) -> Judged:
    """Recompute a claim; grades by the bands of `scheme`, without which they are `not_tested`.

    A claim that could not be bound is `not_tested`, with the reason; 0% over a zero base is undefined and
    `not_tested` too, any other percentage over a zero base is broken (DOMAIN N-YOY).
    """
    if claim.reason or claim.value is None:
        return Judged(claim, Verdict.NOT_TESTED, message=f"{claim.published}: {claim.reason or '没有公开数'}")
    if claim.kind in COMPARED:
        return Judged(claim, *compared(claim))
    if claim.kind == "sum":
        return _judged_sum(claim, claim.value)
    if claim.kind == "score":
        return _judged_grade(claim, scheme)
    if claim.value.unit != "%":
        return _judged_difference(claim, claim.value)
    derived, others = _derived(claim)
    return _judged_percentage(claim, claim.value, derived, others)


def _figure(part: Part, label: str) -> Figure:
    return Figure(part.role, label, part.amount, part.text, (), _printing(part))


def _printing(part: Part) -> Printing:
    if part.unit not in ("元", "万元", "亿元"):
        return Printing()
    unit = Unit(part.unit)
    return Printing(unit, min(part.places, unit.exponent))


def _derived(claim: Claim) -> tuple[Figure, _Others]:
    """The ratio of the printed inputs, and the ratios that plausible mistakes give."""
    parts = {part.role: part for part in claim.inputs}
    if claim.kind == "share":
        return _share(
            _figure(parts["part"], claim.name or "部分"), _figure(parts["whole"], _base(claim, "合计"))
        )
    if claim.kind == "completion":
        return _completion(claim, parts)
    return _change(claim, parts)


def _base(claim: Claim, otherwise: str) -> str:
    """What a percentage is of, as the sentence calls it."""
    return otherwise if claim.label in ("", "=", "执行率") else claim.label


def _share(part: Figure, whole: Figure) -> tuple[Figure, _Others]:
    figure = share(part, whole, exact=True)
    if not isinstance(figure.value, Ratio):
        return figure, ()
    return figure, share_mistakes(figure.value.value)


def _completion(claim: Claim, parts: dict[str, Part]) -> tuple[Figure, _Others]:
    actual, budget = _figure(parts["actual"], "决算数"), _figure(parts["budget"], _base(claim, "预算数"))
    figure = completion_rate(actual, budget, exact=True)
    ratios = [
        Mistake(
            Cause.WRONG_BASE,
            Fraction(parts["actual"].amount.fen, other.amount.fen),
            f"此数是决算数与{other.name}之比",
        )
        for other in claim.parts("other_budget")
        if other.amount.fen
    ]
    if not isinstance(figure.value, Ratio):
        return figure, tuple(ratios)
    return figure, (*ratios, *completion_mistakes(figure.value.value))


def _change(claim: Claim, parts: dict[str, Part]) -> tuple[Figure, _Others]:
    """The signed rate of change, from both years where both are printed, else from the year and its change."""
    sign = -1 if (claim.direction == -1) != claim.contrary else 1
    delta = _signed(_figure(parts["change"], "增减额"), sign) if "change" in parts else None
    if "prior" in parts:
        prior = _figure(parts["prior"], "上年数")
        current = _figure(parts["current"], "本年数") if "current" in parts else _sum(prior, delta)
    else:
        assert delta is not None  # noqa: S101 - a claim has a change or a prior year
        current = _figure(parts["current"], "本年数")
        prior = evolve(prior_from_change(current, delta), label="上年数")
    figure = change_rate(current, prior, exact=True)
    if delta is not None and "prior" not in parts:
        figure = _bounded(figure, current, delta)
    if not isinstance(figure.value, Ratio):
        return figure, ()
    return figure, change_mistakes(figure.value.value)


def _bounded(figure: Figure, current: Figure, delta: Figure) -> Figure:
    """The rate with the bounds of 增减额 ÷ (本年 − 增减额), each of the two rounded once."""
    now, moved, ratio = current.amount, delta.amount, figure.value
    assert now is not None and moved is not None  # noqa: S101, PT018 - made of amounts
    if not isinstance(ratio, Ratio) or now.fen - moved.fen <= now.slack + moved.slack:
        return figure
    corners = [
        Fraction(moved.fen + more, now.fen + above - moved.fen - more)
        for above in (-now.slack, now.slack)
        for more in (-moved.slack, moved.slack)
    ]
    return evolve(figure, value=Ratio(ratio.value, min(corners), max(corners)))


def _signed(figure: Figure, sign: int) -> Figure:
    value = figure.value
    assert isinstance(value, Amount)  # noqa: S101 - made of an amount
    return evolve(figure, value=value if sign > 0 else -value)


def _sum(prior: Figure, delta: Figure | None) -> Figure:
    assert delta is not None and isinstance(prior.value, Amount) and isinstance(delta.value, Amount)  # noqa: S101, PT018
    return Figure(
        "current", "本年数", prior.value + delta.value, "上年数 + 增减额", (prior, delta), prior.printing
    )


def _judged_percentage(claim: Claim, value: Part, derived: Figure, others: _Others) -> Judged:
    places = value.places
    printed = value.number / 100
    sign = -1 if claim.kind == "change" and claim.direction == -1 and printed > 0 else 1
    half = Fraction(1, 10**places * 200)
    ratio = Ratio(sign * printed, sign * printed - half, sign * printed + half)
    if isinstance(derived.value, Undefined):
        return _undefined(claim, printed, places, derived.value, others)
    derived = _turned(claim, derived)
    judged = judge_percentage(ratio, places, derived, others)
    if claim.contrary and judged.verdict is Verdict.ROUNDING and printed:
        # 增加…,下降… in one breath contradict each other however the sums were rounded.
        judged = evolve(judged, verdict=Verdict.BROKEN, cause=Cause.WRONG_SIGN)
    if judged.verdict is not Verdict.HOLDS and _plugged(claim, judged, value):
        judged = evolve(judged, verdict=Verdict.ROUNDING, cause=Cause.PLUGGED_SHARE)
    return Judged(
        claim, judged.verdict, _absolute(judged.recomputed), judged.cause, _told(claim, judged, derived)
    )


def _turned(claim: Claim, derived: Figure) -> Figure:
    """A change whose verb gives no direction (增加（减少）) is compared by its size."""
    ratio = derived.value
    if (
        claim.kind != "change"
        or claim.direction is not None
        or not isinstance(ratio, Ratio)
        or ratio.value >= 0
    ):
        return derived
    low, high = (None if bound is None else -bound for bound in (ratio.high, ratio.low))
    return evolve(derived, value=Ratio(-ratio.value, low, high))


def _absolute(number: Decimal | None) -> str | None:
    return None if number is None else f"{number_text(abs(number))}%"


def _undefined(claim: Claim, printed: Fraction, places: int, nothing: Undefined, others: _Others) -> Judged:
    current = claim.part("current") or claim.part("actual") or claim.part("part")
    empty = current is None or not current.number
    if empty and not printed:
        return Judged(
            claim, Verdict.NOT_TESTED, None, Cause.ZERO_BASE, f"{claim.published}: {nothing.reason}"
        )
    shown = Ratio(printed).percent(places)
    mistake = next((one for one in others if Ratio(one.value).percent(places) == shown), None)
    zero = Cause.ZERO_BASE if "为零" in nothing.reason else None
    why = f";{mistake.told}" if mistake else ""
    return Judged(
        claim,
        Verdict.BROKEN,
        None,
        zero,
        f"“{claim.text}”公开{claim.published},但{nothing.reason}{why}",
    )


def _plugged(claim: Claim, judged: JudgedPercentage, value: Part) -> bool:
    """A share a little off so that the shares of its list add up to exactly 100 % (末项倒挤)."""
    shares = claim.siblings
    if claim.kind != "share" or len(shares) < 2 or sum(shares) != 100 or judged.recomputed is None:  # noqa: PLR2004 - percent, of at least two
        return False
    return abs(value.number - Fraction(judged.recomputed)) <= Fraction(len(shares) // 2, 10**value.places)


def _told(claim: Claim, judged: JudgedPercentage, derived: Figure) -> str:
    given = "、".join(f"{_ROLES.get(part.role, part.name)}{part.text}" for part in claim.inputs)
    if judged.verdict is Verdict.HOLDS:
        return f"{claim.published}与{given}相符"
    why = ""
    if judged.cause:
        why = f";{'' if judged.verdict is Verdict.ROUNDING else '疑为'}{judged.cause.value}"
    verb = ""
    if claim.kind == "change" and claim.direction is not None and judged.recomputed:
        verb = "增长" if judged.recomputed > 0 else "下降"
    should = f"{verb}{_absolute(judged.recomputed)}"
    return f"“{claim.text}”公开{claim.published},按{derived.formula}({given})应为{should}{why}"


_ROLES = {
    "part": "部分",
    "whole": "合计",
    "current": "本年",
    "prior": "上年",
    "change": "增减",
    "budget": "预算",
    "actual": "决算",
}


def _judged_difference(claim: Claim, value: Part) -> Judged:
    """增减额 = 本年 − 上年, both printed."""
    current, prior = claim.part("current"), claim.part("prior")
    assert current and prior  # noqa: S101, PT018 - bound together
    exact = current.amount - prior.amount
    sign = -1 if claim.direction == -1 else 1
    stated = value.amount if claim.direction is None or sign > 0 else -value.amount
    exact = exact if claim.direction is not None or exact.fen >= 0 else -exact
    return _compared(claim, value, stated, exact, (current.amount, prior.amount))


def _judged_sum(claim: Claim, value: Part) -> Judged:
    parts = claim.parts("part")
    added = total(part.amount for part in parts)
    judged = _compared(claim, value, value.amount, added, tuple(part.amount for part in parts))
    if judged.verdict is not Verdict.BROKEN or claim.complete:
        return judged
    exceeded = added.fen > value.amount.fen and all(part.amount.fen >= 0 for part in parts)
    if (exceeded and claim.disjoint) or (
        judged.cause is Cause.TRANSPOSED_DIGITS and value.number >= LEAST_TOLD
    ):
        return judged
    return evolve(
        judged,
        verdict=Verdict.NOT_TESTED,
        message=f"{claim.published}: 所列各项不一定齐全,合计{judged.recomputed}",
    )


def _compared(claim: Claim, value: Part, stated: Amount, exact: Amount, addends: Sequence[Amount]) -> Judged:
    """A printed sum against the exact one: equal, as far as rounding reaches, or broken with its likely mistake."""
    unit = value.unit
    shown = _in_unit(abs(exact.fen), value)
    if stated.fen == exact.fen:
        return Judged(claim, Verdict.HOLDS, shown, None, f"{claim.published}与各数相符")
    given = "、".join(part.text for part in claim.inputs)
    said = f"“{claim.text}”公开{claim.published},按{given}应为{shown}"
    if claim.label == SAME:
        said = f"“{claim.text}”公开{claim.published},同一项前文为{given}"
    if unit in ("元", "万元", "亿元") and stated.agrees_with(exact):
        return Judged(
            claim, Verdict.ROUNDING, shown, Cause.ROUNDED_PARTS, f"{said};{Cause.ROUNDED_PARTS.value}"
        )
    cause = mistake_in(stated, exact, list(addends))
    return Judged(
        claim, Verdict.BROKEN, shown, cause, f"{said}{f'{SUSPECTED}{cause.value}' if cause else ''}"
    )


def _in_unit(fen: int, value: Part) -> str:
    scale = 10 ** Unit(value.unit).exponent if value.unit in ("元", "万元", "亿元") else 10**value.places
    return number_text(rounded(Fraction(fen, scale), value.places)) + value.unit


def _judged_grade(claim: Claim, scheme: ScoringScheme | None) -> Judged:
    """The grade of a score by the bands of a scheme (PE-G-01); `not_tested` without a scheme."""
    score = claim.part("score")
    assert score is not None  # noqa: S101 - bound together
    if scheme is None:
        return Judged(claim, Verdict.NOT_TESTED, message=f"{claim.published}: 没有指定评分办法,不能核对等级")
    grade = grade_of(score.number, scheme)
    if grade in claim.published:
        return Judged(claim, Verdict.HOLDS, grade, None, f"{score.text}属于{grade}")
    said = f"“{claim.text}”公开{claim.published},{score.text}按{scheme.name}应为{grade}"
    return Judged(claim, Verdict.BROKEN, grade, None, said)
