"""四舍五入: ties go away from zero, once, whatever the ambient decimal context says."""

from decimal import ROUND_UP, Decimal, Inexact, Rounded, localcontext
from fractions import Fraction

import pytest

from govbudget.money import path_bound, round_half_up, rounded
from govbudget.money.rounding import decimal_of


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        (Fraction(0), 0),
        (Fraction(1, 2), 1),
        (Fraction(3, 2), 2),
        (Fraction(5, 2), 3),
        (Fraction(-1, 2), -1),
        (Fraction(-3, 2), -2),
        (Fraction(-5, 2), -3),
        (Fraction(49999, 100000), 0),
        (Fraction(-49999, 100000), 0),
        (Fraction(50001, 100000), 1),
        (Fraction(1, 3), 0),
        (Fraction(2, 3), 1),
        (Fraction(-2, 3), -1),
        (7, 7),
        (-7, -7),
        (Fraction(10**40 * 2 + 1, 2), 10**40 + 1),
    ],
)
def test_ties_are_rounded_away_from_zero_and_everything_else_to_the_nearest(value, whole):
    assert round_half_up(value) == whole


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(23255, 1000), 2, "23.26"),
        (Fraction(-23255, 1000), 2, "-23.26"),
        (Fraction(23245, 1000), 2, "23.25"),
        (Fraction(232549999, 10**7), 2, "23.25"),
        (Fraction(1, 3), 4, "0.3333"),
        (Fraction(10), 2, "10.00"),
        (10, 2, "10.00"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(999995, 1000), 2, "1000.00"),
        (0, 2, "0.00"),
    ],
)
def test_rounded_numbers_keep_their_trailing_zeros(value, places, text):
    assert str(rounded(value, places)) == text


def test_a_negative_that_rounds_to_nothing_prints_no_minus_sign():
    assert str(rounded(Fraction(-1, 1000), 2)) == "0.00"


@pytest.mark.parametrize(
    ("scaled", "places", "text"),
    [(-1234, 2, "-12.34"), (1234, 0, "1234"), (5, 2, "0.05"), (0, 2, "0.00"), (-5, 3, "-0.005")],
)
def test_scaled_whole_numbers_become_decimals_of_as_many_places(scaled, places, text):
    assert str(decimal_of(scaled, places)) == text


def test_rounding_does_not_heed_the_ambient_decimal_context():
    with localcontext() as context:
        context.prec, context.rounding = 4, ROUND_UP
        context.traps[Inexact] = context.traps[Rounded] = True
        assert rounded(Fraction(1234567890123444, 1000), 2) == Decimal("1234567890123.44")
        assert decimal_of(123456789, 2) == Decimal("1234567.89")
        assert decimal_of(-(10**30), 2).as_tuple() == (1, (1, *[0] * 30), -2)


@pytest.mark.parametrize(
    ("leaves", "steps"),
    [(-1, 0), (0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3), (7, 3), (32, 16), (33, 16)],
)
def test_the_path_bound_is_half_the_leaves_rounded_down_in_steps(leaves, steps):
    assert path_bound(leaves, 1) == steps
    assert path_bound(leaves, 10_000) == steps * 10_000
