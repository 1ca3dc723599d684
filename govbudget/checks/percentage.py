"""百分比的验算 — a printed percentage against the quotient of printed sums (DOMAIN M-06)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from govbudget.calc import Figure
from govbudget.checks.cause import LEAST_DIGITS, transposed
from govbudget.checks.finding import Cause
from govbudget.checks.verdict import Verdict
from govbudget.money import AmountError, Ratio, Undefined, read_number, round_half_up, truncated
from govbudget.text import number_text

__all__ = [
    "JudgedPercentage",
    "Mistake",
    "change_mistakes",
    "completion_mistakes",
    "judge_percentage",
    "percentage_of",
    "share_mistakes",
]


@frozen
class Mistake:
    """可能的差错 — the quotient that a plausible mistake gives; `told` says what was mistaken for what.

    An `unsigned` one is printed after 增长 or 下降 as the direction of the change has it.
    """

    cause: Cause = field(metadata={"zh": "原因"})
    value: Fraction = field(metadata={"zh": "所得比率"})
    told: str = field(default="", metadata={"zh": "说明"})
    unsigned: bool = field(default=False, metadata={"zh": "不计正负"})


def share_mistakes(right: Fraction) -> tuple[Mistake, ...]:
    """What mistakes make of a share: that of the rest, the whole over the part."""
    turned = (Mistake(Cause.INVERTED_RATIO, 1 / right),) if right else ()
    return (Mistake(Cause.COMPLEMENT, 1 - right), *turned)


def change_mistakes(growth: Fraction) -> tuple[Mistake, ...]:
    """What mistakes make of a rate of change: this year over the last, this year as the base, the years turned."""
    ratio = 1 + growth
    as_ratio = Mistake(Cause.RATIO_AS_GROWTH, ratio, unsigned=True)
    if not ratio:
        return (as_ratio,)
    return (
        as_ratio,
        Mistake(Cause.WRONG_BASE, growth / ratio, "误以本年数为分母"),
        Mistake(Cause.PRIOR_AS_NUMERATOR, 1 / ratio, unsigned=True),
        Mistake(Cause.PRIOR_AS_NUMERATOR, -growth / ratio),
    )


def completion_mistakes(rate: Fraction) -> tuple[Mistake, ...]:
    """What mistakes make of a completion rate: the budget over what was spent, the distance from the budget."""
    turned = (Mistake(Cause.INVERTED_RATIO, 1 / rate),) if rate else ()
    return (*turned, Mistake(Cause.GROWTH_AS_RATIO, rate - 1, unsigned=True))


@frozen
class JudgedPercentage:
    """百分比的结论 — the verdict, what it should read, and why it reads otherwise."""

    verdict: Verdict = field(metadata={"zh": "结论"})
    recomputed: Decimal | None = field(metadata={"zh": "复核数"})
    cause: Cause | None = field(default=None, metadata={"zh": "原因"})
    told: str = field(default="", metadata={"zh": "原因说明"})
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
    printed: Ratio, places: int, derived: Figure, others: Iterable[Mistake] = ()
) -> JudgedPercentage:
    """Exactly the quotient of the printed sums; else within what their rounding allows; else a known mistake."""
    ratio = derived.value
    if isinstance(ratio, Undefined):
        base = derived.inputs[-1].amount
        cause = Cause.NEGATIVE_BASE if base is not None and base.fen < 0 else Cause.ZERO_BASE
        return JudgedPercentage(Verdict.BROKEN, None, cause, reason=ratio.reason)
    assert isinstance(ratio, Ratio)  # noqa: S101 - the formulas of calc give nothing else
    recomputed = ratio.percent(places)
    if recomputed == Ratio(printed.value).percent(places):
        return JudgedPercentage(Verdict.HOLDS, recomputed)
    scale = 100 * 10**places
    if Fraction(truncated(ratio.value * scale), scale) == printed.value:
        return JudgedPercentage(Verdict.ROUNDING, recomputed, Cause.TRUNCATION)
    if ratio.admits(printed):
        return JudgedPercentage(Verdict.ROUNDING, recomputed, Cause.ROUNDED_PARTS)
    mistake = _mistake(printed.value, scale, ratio.value, tuple(others))
    if mistake is None:
        return JudgedPercentage(Verdict.BROKEN, recomputed)
    return JudgedPercentage(Verdict.BROKEN, recomputed, mistake.cause, mistake.told)


def _mistake(printed: Fraction, scale: int, right: Fraction, others: tuple[Mistake, ...]) -> Mistake | None:
    """The likeliest mistake that gives the printed percentage to its last place."""
    shown = round_half_up(printed * scale)
    if not shown:
        return None
    found = [mistake for mistake in others if _gives(mistake, shown, scale)]
    if found:
        likeliest = found[0]
        told = {mistake.told for mistake in found if mistake.cause is likeliest.cause}
        # Several bases may give one percentage: then none of them is named.
        return likeliest if len(told) == 1 else Mistake(likeliest.cause, likeliest.value)
    if round_half_up(-right * scale) == shown:
        return Mistake(Cause.WRONG_SIGN, -right)
    if len(str(abs(shown)).strip("0")) < LEAST_DIGITS:
        return None
    for power in (-2, -1, 1, 2):
        if round_half_up(right * Fraction(10) ** power * scale) == shown:
            return Mistake(Cause.DECIMAL_SHIFT, right * Fraction(10) ** power)
    return (
        Mistake(Cause.TRANSPOSED_DIGITS, printed) if transposed(shown, round_half_up(right * scale)) else None
    )


def _gives(mistake: Mistake, shown: int, scale: int) -> bool:
    given = round_half_up(mistake.value * scale)
    return given == shown or (mistake.unsigned and abs(given) == abs(shown))
