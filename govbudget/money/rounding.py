"""四舍五入 — rounding half away from zero in whole numbers, and how far rounding alone can reach."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

__all__ = ["decimal_of", "path_bound", "round_half_up", "rounded", "truncated"]


def round_half_up(value: Fraction | int) -> int:
    """四舍五入 to a whole number, ties away from zero (DOMAIN M-02).

    >>> [round_half_up(Fraction(n, 2)) for n in (1, 3, -1)]
    [1, 2, -1]
    """
    whole = (abs(value.numerator) * 2 + value.denominator) // (value.denominator * 2)
    return whole if value >= 0 else -whole


def truncated(value: Fraction | int) -> int:
    """舍去 — the whole number left when everything after it is dropped, whatever the sign.

    >>> [truncated(Fraction(n, 10)) for n in (19, -19)]
    [1, -1]
    """
    whole = abs(value.numerator) // value.denominator
    return whole if value >= 0 else -whole


def decimal_of(scaled: int, places: int) -> Decimal:
    """`scaled` units of the last place as a Decimal, whatever the ambient context says.

    >>> decimal_of(-1234, 2)
    Decimal('-12.34')
    """
    return Decimal(f"{scaled}E{-places}")


def rounded(value: Fraction | int, places: int) -> Decimal:
    """四舍五入 to `places` decimals, trailing zeros kept.

    >>> rounded(Fraction(23255, 1000), 2)
    Decimal('23.26')
    """
    return decimal_of(round_half_up(Fraction(value) * 10**places), places)


def path_bound(leaves: int, step: int) -> int:
    """How far one quantity printed twice may differ, one print being added up from `leaves` rounded parts.

    In the unit of `step` (the value of the last printed place). One leaf: no difference at all.
    Source: DOMAIN M-04, D11.

    >>> [path_bound(leaves, 100) for leaves in (1, 2, 3, 4)]
    [0, 100, 100, 200]
    """
    return max(leaves, 0) // 2 * step
