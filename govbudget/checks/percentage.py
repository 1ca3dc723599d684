"""百分比的验算 — a printed percentage against the quotient of printed sums (DOMAIN M-06)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from govbudget.calc import Figure
from govbudget.checks.finding import Cause
from govbudget.checks.verdict import Verdict
from govbudget.money import AmountError, Ratio, Undefined, read_number, truncated
from govbudget.text import number_text

__all__ = ["JudgedPercentage", "judge_percentage", "percentage_of"]


@frozen
class JudgedPercentage:
    """百分比的结论 — the verdict, what it should read, and why it reads otherwise."""

    verdict: Verdict = field(metadata={"zh": "结论"})
    recomputed: Decimal | None = field(metadata={"zh": "复核数"})
    cause: Cause | None = field(default=None, metadata={"zh": "原因"})
    reason: str = field(default="", metadata={"zh": "不能计算的原因"})

    @property
    def text(self) -> str | None:
        """The recomputed percentage as it should be printed."""
        return None if self.recomputed is None else f"{number_text(self.recomputed)}%"


def percentage_of(text: str) -> tuple[Ratio, int] | None:
    """A printed percentage and its decimals; `None` for text that is none."""
    bare = text.strip().rstrip("%％").strip()
    try:
        return Ratio.of_percent(bare), read_number(bare).places
    except AmountError:
        return None


def judge_percentage(
    printed: Ratio, places: int, derived: Figure, others: Iterable[tuple[Cause, Fraction]] = ()
) -> JudgedPercentage:
    """Exactly the quotient of the printed sums; else within what their rounding allows; else a known mistake.

    `others` are quotients that a plausible mistake would give.
    """
    ratio = derived.value
    if isinstance(ratio, Undefined):
        return JudgedPercentage(Verdict.BROKEN, None, Cause.ZERO_BASE, ratio.reason)
    assert isinstance(ratio, Ratio)  # noqa: S101 - the formulas of calc give nothing else
    recomputed = ratio.percent(places)
    if recomputed == Ratio(printed.value).percent(places):
        return JudgedPercentage(Verdict.HOLDS, recomputed)
    scale = 100 * 10**places
    if Fraction(truncated(ratio.value * scale), scale) == printed.value:
        return JudgedPercentage(Verdict.ROUNDING, recomputed, Cause.TRUNCATION)
    if ratio.admits(printed):
        return JudgedPercentage(Verdict.ROUNDING, recomputed, Cause.ROUNDED_PARTS)
    return JudgedPercentage(Verdict.BROKEN, recomputed, _mistake(printed, places, ratio, others))


def _mistake(
    printed: Ratio, places: int, ratio: Ratio, others: Iterable[tuple[Cause, Fraction]]
) -> Cause | None:
    shown = Ratio(printed.value).percent(places)
    shifts = [(Cause.DECIMAL_SHIFT, ratio.value * Fraction(10) ** power) for power in (-2, -1, 1, 2)]
    turned = [(Cause.WRONG_SIGN, -ratio.value)]
    for cause, value in (*others, *turned, *shifts):
        if shown and Ratio(value).percent(places) == shown:
            return cause
    return None
