"""金额 — exact sums of fen that remember how precisely they were stated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from govbudget.money.rounding import decimal_of, round_half_up
from govbudget.money.unit import Unit
from govbudget.money.written import AmountError, is_absent, read_number

__all__ = ["NOTHING", "Amount", "Printing", "allocate", "total"]


@frozen
class Printing:
    """列示口径 — the unit and the number of decimals in which a table prints its sums.

    >>> Printing().step
    10000
    """

    unit: Unit = field(default=Unit.WAN_YUAN, metadata={"zh": "金额单位"})
    places: int = field(default=2, metadata={"zh": "小数位数"})

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.places <= self.unit.exponent:
            raise AmountError(f"{self.unit.zh}最多 {self.unit.exponent} 位小数(到分),不能是 {self.places} 位")

    @property
    def step(self) -> int:
        """The last printed place, in fen."""
        return int(10 ** (self.unit.exponent - self.places))


@frozen(order=True)
class Amount:
    """金额 — an exact sum in fen, and how far off the true sum may lie because of rounding (尾差).

    `slack` is in fen. It is no part of the sum: two amounts of equal fen are equal.
    """

    fen: int = field(metadata={"zh": "分"})
    slack: int = field(default=0, eq=False, order=False, metadata={"zh": "尾差"})

    @classmethod
    def of(cls, written: str | int | Decimal, unit: Unit) -> Amount:
        """Read a printed sum: 12.34 万元 is exact only to the nearest hundred yuan, and says so.

        Raises `AmountError` for what is no exact sum of fen.

        >>> Amount.of("12.34", Unit.WAN_YUAN)
        Amount(fen=12340000, slack=5000)
        """
        if not isinstance(unit, Unit):
            raise AmountError(f"{unit!r} 不是计量单位;请用 Unit.YUAN、Unit.WAN_YUAN 或 Unit.YI_YUAN")
        number = read_number(written)
        if (spare := unit.exponent - number.places) < 0:
            if number.scaled % 10**-spare:
                raise AmountError(f"{number.decimal_text} {unit.zh} 小于一分,不能精确表示")
            return cls(number.scaled // 10**-spare)
        return cls(number.scaled * 10**spare, 10**spare // 2)

    @classmethod
    def read(cls, written: str | None, unit: Unit) -> Amount | None:
        """Read a printed cell; blank, `-`, `—`, `/` are absent (`None`), which is not zero.

        >>> Amount.read("—", Unit.YUAN) is None, Amount.read("0.00", Unit.YUAN)
        (True, Amount(fen=0, slack=0))
        """
        return None if written is None or is_absent(written) else cls.of(written, unit)

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.fen + other.fen, self.slack + other.slack)

    def __sub__(self, other: Amount) -> Amount:
        return Amount(self.fen - other.fen, self.slack + other.slack)

    def __neg__(self) -> Amount:
        return Amount(-self.fen, self.slack)

    def __abs__(self) -> Amount:
        return Amount(abs(self.fen), self.slack)

    def __bool__(self) -> bool:
        """False for a sum of exactly zero; a zero is still a sum, never absent."""
        return self.fen != 0

    def agrees_with(self, other: Amount) -> bool:
        """True if both could be one sum, each rounded half-up as it was stated.

        Between two rounded sums the bound is strict: n rounded addends reach less than n half steps beyond
        their total's own half, so a total differs by at most ⌊n/2⌋ steps, whatever the signs (DOMAIN M-04).
        Against an exact sum a tie reaches the bound itself, and then only away from zero, where half-up rounds.

        >>> printed = [Amount.of(text, Unit.WAN_YUAN) for text in ("0.01", "0.01", "0.03")]
        >>> total(printed[:2]).agrees_with(printed[2]), printed[0].agrees_with(printed[1])
        (True, True)
        """
        gap, reach = abs(self.fen - other.fen), self.slack + other.slack
        if gap != reach or (self.slack and other.slack):
            return gap < reach
        rounded, exact = (self, other) if self.slack else (other, self)
        return gap == 0 or abs(rounded.fen) > abs(exact.fen)

    def printed(self, printing: Printing) -> Amount:
        """The sum as a reader of the print sees it: rounded half-up, with the slack of its last place.

        >>> Amount(74241250).printed(Printing())
        Amount(fen=74240000, slack=5000)
        """
        step = printing.step
        shown = round_half_up(Fraction(self.fen, step)) * step
        return Amount(shown, max(self.slack + abs(shown - self.fen), step // 2))

    def decimal(self, printing: Printing) -> Decimal:
        """The printed number, rounded half-up, trailing zeros kept.

        >>> Amount(74241250).decimal(Printing())
        Decimal('74.24')
        """
        return decimal_of(round_half_up(Fraction(self.fen, printing.step)), printing.places)

    def exactly_in(self, unit: Unit) -> Decimal:
        """The exact number in `unit`, down to the fen.

        >>> Amount(74241250).exactly_in(Unit.WAN_YUAN)
        Decimal('74.241250')
        """
        return decimal_of(self.fen, unit.exponent)


NOTHING = Amount(0)


def total(amounts: Iterable[Amount]) -> Amount:
    """合计 — the exact sum, its slack the sum of the slacks; of nothing, zero.

    >>> total([Amount(1, 5), Amount(2, 5)])
    Amount(fen=3, slack=10)
    """
    fen = slack = 0
    for amount in amounts:
        fen += amount.fen
        slack += amount.slack
    return Amount(fen, slack)


def allocate(whole: Amount, weights: Sequence[int | Fraction], *, step: int = 1) -> tuple[Amount, ...]:
    """分配 — split a sum by weights so that the parts add back exactly (largest remainder).

    Every part is a multiple of `step` fen; what remains goes, one step each, to the largest remainders,
    the earlier first; each part is as inexact as its share of the whole. Raises `AmountError` for weights
    that are floats, negative or all zero, and for a sum that is no multiple of `step`.

    >>> [part.fen for part in allocate(Amount(100), [1, 1, 1])]
    [34, 33, 33]
    """
    sign, size = (-1, -whole.fen) if whole.fen < 0 else (1, whole.fen)
    if not all(isinstance(weight, int | Fraction) for weight in weights):
        raise AmountError("分配权重须为整数或 Fraction,浮点数不精确")
    if any(weight < 0 for weight in weights) or not any(weights):
        raise AmountError("分配权重须非负且不能全为零")
    if step < 1 or size % step:
        raise AmountError(f"{whole.fen} 分不是 {step} 分的整数倍,无法分配")
    everything = sum(map(Fraction, weights), Fraction(0))
    shares = [Fraction(size // step) * weight / everything for weight in weights]
    parts = [int(share) for share in shares]
    by_remainder = sorted(range(len(parts)), key=lambda place: (parts[place] - shares[place], place))
    for place in by_remainder[: size // step - sum(parts)]:
        parts[place] += 1
    slacks = [-(-whole.slack * Fraction(weight) // everything) for weight in weights]
    return tuple(Amount(sign * part * step, slack) for part, slack in zip(parts, slacks, strict=True))
