"""比率 — exact quotients, and the interval that the rounding of their parts allows."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from govbudget.money.amount import Amount
from govbudget.money.rounding import rounded
from govbudget.money.written import read_number

__all__ = ["Ratio", "Undefined"]


@frozen
class Undefined:
    """不适用 — why there is no number here. A table prints `—`; a reader can ask for the reason."""

    reason: str = field(metadata={"zh": "原因"})


@frozen(order=True)
class Ratio:
    """比率 — an exact quotient; `low` and `high` bound what its parts may truly have been.

    A bound is `None` where the rounding of the denominator reaches zero: nothing can then be excluded.
    """

    value: Fraction = field(metadata={"zh": "比率"})
    low: Fraction | None = field(default=None, eq=False, order=False, metadata={"zh": "下限"})
    high: Fraction | None = field(default=None, eq=False, order=False, metadata={"zh": "上限"})

    @classmethod
    def between(cls, part: Amount, whole: Amount) -> Ratio | Undefined:
        """`part ÷ whole`, with the interval that both slacks allow (DOMAIN M-06).

        >>> Ratio.between(Amount(7424), Amount(6870)).percent()
        Decimal('108.06')
        >>> Ratio.between(Amount(1), Amount(0))
        Undefined(reason='分母为零')
        """
        if not whole.fen:
            return Undefined("分母为零")
        value = Fraction(part.fen, whole.fen)
        if abs(whole.fen) <= whole.slack:
            return cls(value)
        corners = [
            Fraction(part.fen + above, whole.fen + below)
            for above in (-part.slack, part.slack)
            for below in (-whole.slack, whole.slack)
        ]
        return cls(value, min(corners), max(corners))

    @classmethod
    def of_percent(cls, written: str | Decimal) -> Ratio:
        """A printed percentage, `64.08` or `64.08%`, with the half step of its last place.

        >>> Ratio.of_percent("64.08%").value
        Fraction(801, 1250)
        """
        text = written.strip() if isinstance(written, str) else written
        if isinstance(text, str) and text.endswith(("%", "％")):
            text = text[:-1]
        number = read_number(text)
        value, half = Fraction(number.scaled, 10**number.places * 100), Fraction(1, 10**number.places * 200)
        return cls(value, value - half, value + half)

    def percent(self, places: int = 2) -> Decimal:
        """The percentage to print, rounded half-up once.

        >>> Ratio(Fraction(1, 3)).percent()
        Decimal('33.33')
        """
        return rounded(self.value * 100, places)

    def admits(self, printed: Ratio) -> bool:
        """True if the printed percentage could be this ratio, given the rounding of its parts."""
        if self.low is None or self.high is None or printed.low is None or printed.high is None:
            return True
        return self.low <= printed.high and printed.low <= self.high
