"""Quotients: exact values, the interval that printed parts allow, and what a zero denominator yields."""

import copy
import pickle
from decimal import ROUND_UP, Decimal, Inexact, Rounded, localcontext
from fractions import Fraction

import pytest
from attrs.exceptions import FrozenInstanceError

from govbudget.money import Amount, AmountError, Ratio, Undefined, Unit


def wan(text):
    return Amount.of(text, Unit.WAN_YUAN)


def test_a_ratio_of_printed_sums_is_their_exact_quotient_with_the_interval_of_their_slacks():
    ratio = Ratio.between(wan("74.24"), wan("68.70"))
    assert ratio.value == Fraction(7424, 6870)
    assert ratio.low == Fraction(74_235, 68_705)
    assert ratio.high == Fraction(74_245, 68_695)
    assert str(ratio.percent()) == "108.06"


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (Amount(100, 10), Amount(200, 10), Fraction(90, 210), Fraction(110, 190)),
        (Amount(-100, 10), Amount(200, 10), Fraction(-110, 190), Fraction(-90, 210)),
        (Amount(100, 10), Amount(-200, 10), Fraction(-110, 190), Fraction(-90, 210)),
        (Amount(-100, 10), Amount(-200, 10), Fraction(90, 210), Fraction(110, 190)),
        (Amount(0, 10), Amount(100, 10), Fraction(-10, 90), Fraction(10, 90)),
        (Amount(5), Amount(11, 10), Fraction(5, 21), Fraction(5)),
        (Amount(5), Amount(8), Fraction(5, 8), Fraction(5, 8)),
    ],
)
def test_the_interval_of_a_ratio_spans_every_corner_of_its_parts(part, whole, low, high):
    ratio = Ratio.between(part, whole)
    assert (ratio.low, ratio.high) == (low, high)


@pytest.mark.parametrize("whole", [Amount(10, 10), Amount(9, 10), Amount(-10, 10)])
def test_a_denominator_that_may_be_zero_leaves_the_interval_open(whole):
    ratio = Ratio.between(Amount(5), whole)
    assert ratio == Ratio(Fraction(5, whole.fen))
    assert ratio.low is None
    assert ratio.high is None


@pytest.mark.parametrize("whole", [Amount(0), Amount(0, 5_000)])
@pytest.mark.parametrize("part", [Amount(0), Amount(1), Amount(-1)])
def test_a_zero_denominator_is_a_value_that_says_why(part, whole):
    assert Ratio.between(part, whole) == Undefined("分母为零")


@pytest.mark.parametrize(
    ("written", "value", "half"),
    [
        ("64.08%", Fraction(6408, 10_000), Fraction(5, 100_000)),
        ("64.08", Fraction(6408, 10_000), Fraction(5, 100_000)),
        (" 64.08 % ", Fraction(6408, 10_000), Fraction(5, 100_000)),
        ("６４．０８％", Fraction(6408, 10_000), Fraction(5, 100_000)),
        ("100%", Fraction(1), Fraction(1, 200)),
        ("35.9%", Fraction(359, 1_000), Fraction(1, 2_000)),
        ("-3.50%", Fraction(-35, 1_000), Fraction(5, 100_000)),
        ("（3.50）%", Fraction(-35, 1_000), Fraction(5, 100_000)),
        ("1,250.00%", Fraction(25, 2), Fraction(5, 100_000)),
        (Decimal("108.06"), Fraction(10_806, 10_000), Fraction(5, 100_000)),
    ],
)
def test_a_printed_percentage_has_half_its_last_place_either_way(written, value, half):
    ratio = Ratio.of_percent(written)
    assert ratio.value == value
    assert (ratio.low, ratio.high) == (value - half, value + half)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("—", "'—' 表示没有数,不是金额"),
        ("%", "'' 表示没有数,不是金额"),
        ("64.08%%", "'64.08%' 带有单位;单位请写在「单位」一列"),
        ("1,23%", "'1,23' 的千分位或小数点位置不对"),
        ("约64%", "'约64' 不是金额"),
        (64.08, "64.08 是 float,不能精确表示金额;请用印出来的文字、整数或 Decimal"),
        (Decimal("NaN"), "NaN 不是有限的金额"),
    ],
)
def test_what_is_no_percentage_is_refused(written, message):
    with pytest.raises(AmountError) as caught:
        Ratio.of_percent(written)
    assert str(caught.value) == message


@pytest.mark.parametrize("written", ["64.08％%", "64.08%％"])
def test_two_percent_signs_are_refused_in_every_width(written):
    with pytest.raises(AmountError):
        Ratio.of_percent(written)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(1, 3), 2, "33.33"),
        (Fraction(2, 3), 2, "66.67"),
        (Fraction(1), 2, "100.00"),
        (Fraction(0), 2, "0.00"),
        (Fraction(1, 8), 0, "13"),
        (Fraction(-1, 8), 0, "-13"),
        (Fraction(64085, 100_000), 2, "64.09"),
        (Fraction(-64085, 100_000), 2, "-64.09"),
        (Fraction(359, 1_000), 1, "35.9"),
        (Fraction(25, 2), 2, "1250.00"),
    ],
)
def test_a_percentage_is_rounded_half_up_once(value, places, text):
    assert str(Ratio(value).percent(places)) == text


def test_a_percentage_has_two_places_unless_told_otherwise():
    assert str(Ratio(Fraction(1, 7)).percent()) == "14.29"


@pytest.mark.parametrize(
    ("printed", "admitted"), [("33.32", False), ("33.33", True), ("33.34", False), ("33", True)]
)
def test_exact_parts_admit_only_their_own_percentage(printed, admitted):
    assert Ratio.between(Amount(1), Amount(3)).admits(Ratio.of_percent(printed)) is admitted


@pytest.mark.parametrize(
    ("printed", "admitted"),
    [
        # 0.10 of 0.30 万元 may be anything from 0.095/0.305 = 31.148% to 0.105/0.295 = 35.593%
        ("31.14", False),
        ("31.15", True),
        ("33.33", True),
        ("35.59", True),
        ("35.60", False),
        ("-33.33", False),
    ],
)
def test_printed_parts_admit_every_percentage_that_their_rounding_allows(printed, admitted):
    assert Ratio.between(wan("0.10"), wan("0.30")).admits(Ratio.of_percent(printed)) is admitted


@pytest.mark.parametrize("printed", ["12%", "13%"])
def test_a_bound_that_is_met_exactly_is_admitted(printed):
    assert Ratio.between(Amount(1), Amount(8)).admits(Ratio.of_percent(printed))


@pytest.mark.parametrize(
    ("ratio", "printed"),
    [
        (Ratio(Fraction(1, 2)), Ratio.of_percent("99.00")),
        (Ratio(Fraction(1, 2), low=Fraction(1, 2)), Ratio.of_percent("99.00")),
        (Ratio(Fraction(1, 2), Fraction(1, 2), Fraction(1, 2)), Ratio(Fraction(99, 100))),
        (
            Ratio(Fraction(1, 2), Fraction(1, 2), Fraction(1, 2)),
            Ratio(Fraction(99, 100), low=Fraction(99, 100)),
        ),
    ],
)
def test_an_open_interval_excludes_nothing(ratio, printed):
    assert ratio.admits(printed)


def test_ratios_are_equal_ordered_and_hashed_by_their_value_alone():
    third = Ratio(Fraction(1, 3))
    assert third == Ratio(Fraction(1, 3), Fraction(0), Fraction(1))
    assert hash(third) == hash(Ratio(Fraction(2, 6), Fraction(0), Fraction(1)))
    assert third < Ratio(Fraction(1, 2), Fraction(0), Fraction(0))
    assert third != Ratio(Fraction(1, 2))
    assert third != Fraction(1, 3)


def test_undefined_values_are_equal_when_their_reasons_are():
    assert Undefined("分母为零") == Undefined("分母为零")
    assert Undefined("分母为零") != Undefined("缺上年数")
    assert repr(Undefined("分母为零")) == "Undefined(reason='分母为零')"


def test_ratios_are_frozen():
    with pytest.raises(FrozenInstanceError):
        Ratio(Fraction(1)).value = Fraction(2)
    with pytest.raises(FrozenInstanceError):
        Undefined("分母为零").reason = ""


@pytest.mark.parametrize("value", [Ratio(Fraction(1, 3), Fraction(0), Fraction(1)), Undefined("分母为零")])
def test_copies_and_pickles_are_equal_to_what_they_were_made_from(value):
    twins = [copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))]  # noqa: S301 — our own bytes
    assert twins == [value] * 3
    assert [repr(twin) for twin in twins] == [repr(value)] * 3


def test_percentages_do_not_heed_the_ambient_decimal_context():
    with localcontext() as context:
        context.prec, context.rounding = 4, ROUND_UP
        context.traps[Inexact] = context.traps[Rounded] = True
        assert Ratio.between(Amount(123_456_789), Amount(1_000)).percent() == Decimal("12345678.90")
        assert Ratio.of_percent(Decimal("12345678.90")).value == Fraction(1_234_567_890, 10_000)
