"""印出的数 — a printed number against an exact one: equal, explained by rounding, or neither (DESIGN §3)."""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from govbudget.checks.cause import transposed
from govbudget.checks.finding import Cause
from govbudget.checks.verdict import Verdict
from govbudget.money import AmountError, is_absent, read_number, round_half_up, rounded, truncated
from govbudget.text import number_text

__all__ = [
    "FEWEST_SCORE_PLACES",
    "PERCENT",
    "RATE_PLACES",
    "USUAL_PLACES",
    "Printed",
    "cut",
    "half_step",
    "judged",
    "mistaken",
    "shown",
]

USUAL_PLACES = 2
"""Decimals of scores, rates and sums in 万元; trailing zeros are often dropped in print."""
FEWEST_SCORE_PLACES = 1
"""9.8 is 9.82 rounded, but 10 is full marks."""
PERCENT = 100
RATE_PLACES = 2
"""执行率 is a percentage of two decimals (PE-EX-02)."""
SHIFTS = (10, 100, 1000)
YUAN_IN_WAN = 10**4
LEAST_DIGITS = 2
"""One digit alone says too little to call its point misplaced: 1 instead of 10 may be a score of its own."""
_COUNTED = re.compile(r"\s*[%％分]\s*$")


@frozen
class Printed:
    """印出的数 — the text without `%` or `分`, its exact value, and how many decimals it shows."""

    text: str = field(metadata={"zh": "印出的字"})
    value: Fraction = field(metadata={"zh": "数"})
    places: int = field(metadata={"zh": "小数位数"})

    @classmethod
    @functools.lru_cache(maxsize=4096)  # the same few texts are read over and over
    def read(cls, text: str | None) -> Printed | None:
        """The number of a cell; `None` for a blank cell and for what is no number.

        >>> Printed.read("98.17%")
        Printed(text='98.17', value=Fraction(9817, 100), places=2)
        """
        bare = _COUNTED.sub("", text or "").strip()
        known = _number(bare)
        return cls(bare, *known) if known is not None else None


@functools.lru_cache(maxsize=4096)
def _number(text: str) -> tuple[Fraction, int] | None:
    """Value and places; the same few texts are read over and over."""
    if is_absent(text):
        return None
    try:
        number = read_number(text)
    except AmountError:
        return None
    return Fraction(number.scaled, 10**number.places), number.places


def half_step(places: int) -> Fraction:
    """Half of the last of so many decimals."""
    return Fraction(1, 2 * 10**places)


def _to(value: Fraction, places: int) -> Fraction:
    return Fraction(round_half_up(value * 10**places), 10**places)


def cut(value: Fraction, places: int) -> Fraction:
    """舍去 — everything beyond so many decimals dropped.

    >>> cut(Fraction(16935, 1000), 2)
    Fraction(1693, 100)
    """
    return Fraction(truncated(value * 10**places), 10**places)


def judged(
    printed: Printed,
    exact: Fraction,
    *,
    usual: int = USUAL_PLACES,
    fewest: int = 0,
    reach: Fraction = Fraction(0),
) -> tuple[Verdict, Cause | None]:
    """Whether a printed number is the exact one, rounded half-up to the places printed or to the usual ones.

    Fewer places than usual are taken for rounding as far as `fewest`. `reach` is how far
    the exact number itself may be off because it came from rounded ones. A bare zero is no rounding of anything
    that would show at the usual places; 0.00 is of what does not show there.
    """
    value, places = printed.value, max(printed.places, usual)
    if value in (exact, _to(exact, places)):
        return Verdict.HOLDS, None
    if reach and abs(value - exact) < reach + half_step(places):
        return Verdict.ROUNDING, Cause.ROUNDED_PARTS
    return _practice(printed, exact, fewest) if value or printed.places else (Verdict.BROKEN, None)


def _practice(printed: Printed, exact: Fraction, fewest: int) -> tuple[Verdict, Cause | None]:
    """The practice that makes the printed number of the exact one, if there is one."""
    value, places = printed.value, printed.places
    if places < fewest:
        return Verdict.BROKEN, None
    if value == _to(exact, places):
        return (Verdict.HOLDS, None) if places >= USUAL_PLACES else (Verdict.ROUNDING, Cause.FEWER_PLACES)
    if places and value == cut(exact, places):
        return Verdict.ROUNDING, Cause.TRUNCATION
    if value == _to(_to(exact, places + 1), places):
        return Verdict.ROUNDING, Cause.CHAINED_ROUNDING
    return Verdict.BROKEN, None


def mistaken(printed: Printed, exact: Fraction, *, is_money: bool = False) -> Cause | None:
    """The slip of the pen or of the unit that makes the printed number of the exact one, if there is one.

    >>> mistaken(Printed.read("89.2"), Fraction(982, 10)).value, mistaken(Printed.read("982"), Fraction(982, 10)).value
    ('相邻两位数字颠倒', '小数点错位')
    """
    if not printed.value or not exact:
        return None
    if is_money and _moved(printed, exact, YUAN_IN_WAN):
        return Cause.UNIT_MIXUP
    digits = str(abs(printed.value.numerator) * 10**printed.places // printed.value.denominator).strip("0")
    if len(digits) >= LEAST_DIGITS and any(_moved(printed, exact, factor) for factor in SHIFTS):
        return Cause.DECIMAL_SHIFT
    places = max(printed.places, USUAL_PLACES)
    scaled = (round_half_up(number * 10**places) for number in (printed.value, exact))
    return Cause.TRANSPOSED_DIGITS if transposed(*scaled) else None


def _moved(printed: Printed, exact: Fraction, factor: int) -> bool:
    """True if the printed number is the exact one with its point moved, rounded to the places printed."""
    return any(printed.value == _to(moved, printed.places) for moved in (exact * factor, exact / factor))


def shown(value: Fraction, *, least: int = 0, most: int = USUAL_PLACES) -> str:
    """A number rounded to the most places, trailing zeros dropped down to the least.

    >>> shown(Fraction(98167, 1000)), shown(Fraction(30000)), shown(Fraction(10), least=2)
    ('98.17', '30000', '10.00')
    """
    text = number_text(Decimal(rounded(value, max(least, most))))
    whole, point, part = text.partition(".")
    kept = part[:least] + part[least:].rstrip("0")
    return whole + point + kept if kept else whole
