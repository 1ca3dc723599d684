"""Sums of fen: what a printed sum says, how far off it may be, and how it is split."""

import copy
import pickle
from decimal import ROUND_UP, Decimal, Inexact, Rounded, localcontext
from fractions import Fraction

import pytest
from attrs.exceptions import FrozenInstanceError

from govbudget.money import NOTHING, Amount, AmountError, Printing, Unit, allocate, total


def wan(text):
    return Amount.of(text, Unit.WAN_YUAN)


def fen_of(amounts):
    return [amount.fen for amount in amounts]


@pytest.mark.parametrize(
    ("unit", "zh", "exponent"),
    [(Unit.YUAN, "元", 2), (Unit.WAN_YUAN, "万元", 6), (Unit.YI_YUAN, "亿元", 10)],
)
def test_a_unit_is_found_by_its_label_and_knows_its_power_of_ten(unit, zh, exponent):
    assert Unit(zh) is unit
    assert (unit.value, unit.zh, unit.exponent) == (zh, zh, exponent)
    assert pickle.loads(pickle.dumps(unit)) is unit  # noqa: S301 — our own bytes


def test_an_unknown_unit_is_no_unit():
    with pytest.raises(ValueError, match="'千元' is not a valid Unit"):
        Unit("千元")


@pytest.mark.parametrize(
    ("printing", "step"),
    [
        (Printing(), 10_000),
        (Printing(Unit.WAN_YUAN, 0), 1_000_000),
        (Printing(Unit.WAN_YUAN, 3), 1_000),
        (Printing(Unit.WAN_YUAN, 6), 1),
        (Printing(Unit.YUAN, 0), 100),
        (Printing(Unit.YUAN, 2), 1),
        (Printing(Unit.YI_YUAN, 2), 10**8),
        (Printing(Unit.YI_YUAN, 10), 1),
    ],
)
def test_the_step_of_a_printing_is_its_last_place_in_fen(printing, step):
    assert printing.step == step
    assert type(printing.step) is int


@pytest.mark.parametrize(
    ("unit", "places", "message"),
    [
        (Unit.YUAN, 3, "元最多 2 位小数(到分),不能是 3 位"),
        (Unit.WAN_YUAN, 7, "万元最多 6 位小数(到分),不能是 7 位"),
        (Unit.YI_YUAN, 11, "亿元最多 10 位小数(到分),不能是 11 位"),
        (Unit.WAN_YUAN, -1, "万元最多 6 位小数(到分),不能是 -1 位"),
    ],
)
def test_a_printing_finer_than_one_fen_or_coarser_than_its_unit_is_refused(unit, places, message):
    with pytest.raises(AmountError) as caught:
        Printing(unit, places)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("written", "unit", "fen", "slack"),
    [
        ("12.34", Unit.WAN_YUAN, 12_340_000, 5_000),
        ("22.035", Unit.WAN_YUAN, 22_035_000, 500),
        ("7", Unit.WAN_YUAN, 7_000_000, 500_000),
        ("0.000001", Unit.WAN_YUAN, 1, 0),
        ("12", Unit.YUAN, 1_200, 50),
        ("12.3", Unit.YUAN, 1_230, 5),
        ("12.34", Unit.YUAN, 1_234, 0),
        ("12.340", Unit.YUAN, 1_234, 0),
        ("-12.3400", Unit.YUAN, -1_234, 0),
        ("1.5", Unit.YI_YUAN, 15_000_000_000, 500_000_000),
        ("（1,234.50）", Unit.YUAN, -123_450, 0),
        ("−0.01", Unit.WAN_YUAN, -10_000, 5_000),
        ("0.00", Unit.WAN_YUAN, 0, 5_000),
        (12, Unit.YUAN, 1_200, 50),
        (Decimal("12.50"), Unit.YUAN, 1_250, 0),
        (Decimal("1.2E+3"), Unit.YUAN, 120_000, 50),
    ],
)
def test_a_printed_sum_is_whole_fen_with_half_its_last_place_as_slack(written, unit, fen, slack):
    amount = Amount.of(written, unit)
    assert (amount.fen, amount.slack) == (fen, slack)
    assert type(amount.fen) is int
    assert type(amount.slack) is int


@pytest.mark.parametrize(
    ("written", "unit", "message"),
    [
        ("0.001", Unit.YUAN, "0.001 元 小于一分,不能精确表示"),
        ("-1,234.567", Unit.YUAN, "-1234.567 元 小于一分,不能精确表示"),
        ("12.3456789", Unit.WAN_YUAN, "12.3456789 万元 小于一分,不能精确表示"),
        (Decimal("1E-11"), Unit.YI_YUAN, "0.00000000001 亿元 小于一分,不能精确表示"),
        (12.34, Unit.YUAN, "12.34 是 float,不能精确表示金额;请用印出来的文字、整数或 Decimal"),
        ("12.34万元", Unit.WAN_YUAN, "'12.34万元' 带有单位;单位请写在「单位」一列"),
        ("—", Unit.WAN_YUAN, "'—' 表示没有数,不是金额"),
    ],
)
def test_what_is_no_exact_sum_of_fen_is_refused(written, unit, message):
    with pytest.raises(AmountError) as caught:
        Amount.of(written, unit)
    assert str(caught.value) == message


@pytest.mark.parametrize("unit", ["万元", None, 6])
def test_a_unit_that_is_only_its_label_is_refused_with_a_way_out(unit):
    with pytest.raises(AmountError) as caught:
        Amount.of("12.34", unit)
    assert str(caught.value) == f"{unit!r} 不是计量单位;请用 Unit.YUAN、Unit.WAN_YUAN 或 Unit.YI_YUAN"


@pytest.mark.parametrize("written", [None, "", " ", "-", "—", "——", "/", "－"])
def test_an_absent_cell_reads_as_none(written):
    assert Amount.read(written, Unit.WAN_YUAN) is None


def test_a_lone_minus_sign_in_a_cell_reads_as_none():
    assert Amount.read("−", Unit.WAN_YUAN) is None


def test_a_printed_zero_is_a_sum_and_not_absent():
    zero = Amount.read("0.00", Unit.WAN_YUAN)
    assert zero == NOTHING
    assert zero.slack == 5_000
    assert not zero


def test_a_cell_that_is_neither_absent_nor_a_sum_is_refused():
    with pytest.raises(AmountError) as caught:
        Amount.read("446. 46", Unit.WAN_YUAN)
    assert str(caught.value) == "'446. 46' 不是金额"


def test_sums_add_subtract_and_change_sign_while_their_slacks_add_up():
    left, right = Amount(700, 50), Amount(-300, 5)
    results = [left + right, left - right, -left, -right, abs(left), abs(right)]
    assert [(amount.fen, amount.slack) for amount in results] == [
        (400, 55),
        (1_000, 55),
        (-700, 50),
        (300, 5),
        (700, 50),
        (300, 5),
    ]


def test_amounts_are_equal_ordered_and_hashed_by_their_fen_alone():
    assert Amount(100, 50) == Amount(100)
    assert hash(Amount(100, 50)) == hash(Amount(100))
    assert Amount(100) != Amount(101)
    assert Amount(100) != 100
    assert sorted([Amount(3), Amount(-1, 9), Amount(2)]) == [Amount(-1), Amount(2), Amount(3)]
    assert Amount(1, 99) < Amount(2)
    assert Amount(2) >= Amount(2, 50)


def test_only_a_sum_of_zero_is_false():
    assert bool(Amount(-1))
    assert bool(Amount(1))
    assert not Amount(0, 5_000)


def test_amounts_are_frozen():
    with pytest.raises(FrozenInstanceError):
        Amount(1).fen = 2
    with pytest.raises(FrozenInstanceError):
        Printing().places = 3


@pytest.mark.parametrize("value", [Amount(-12, 5), Printing(Unit.YUAN, 1)])
def test_copies_and_pickles_are_equal_to_what_they_were_made_from(value):
    twins = [copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))]  # noqa: S301 — our own bytes
    assert twins == [value] * 3
    assert [repr(twin) for twin in twins] == [repr(value)] * 3


@pytest.mark.parametrize(
    ("parts", "whole", "agree"),
    [
        (["252.10"], "252.10", True),
        (["252.10"], "252.11", False),  # one quantity printed twice: the bound is strict
        (["216.76", "35.33"], "252.10", True),  # seed, 侯马 2024, the tightest case of all its tables
        (["216.76", "35.33"], "252.11", False),
        (["1.00", "1.00", "1.00"], "3.01", True),
        (["1.00", "1.00", "1.00"], "3.02", False),
        (["1.00", "1.00", "1.00", "1.00"], "4.02", True),
        (["1.00", "1.00", "1.00", "1.00"], "3.97", False),
        (["434.16", "0.55"], "434.72", True),  # 乌鲁木齐, printed
        (["5.00", "-3.00"], "2.01", True),
        (["5.00", "-3.00"], "1.98", False),
    ],
)
def test_printed_parts_agree_with_their_total_within_half_their_number_of_steps(parts, whole, agree):
    summed = total(map(wan, parts))
    assert summed.agrees_with(wan(whole)) is agree
    assert wan(whole).agrees_with(summed) is agree


def test_exact_sums_agree_only_when_equal():
    assert Amount(100).agrees_with(Amount(100))
    assert not Amount(100).agrees_with(Amount(101))


@pytest.mark.parametrize(
    ("yuan", "printed"),
    [("220351.50", "22.035"), ("216312.50", "21.631"), ("4039.00", "0.404")],
)
def test_a_sum_in_yuan_agrees_with_itself_printed_in_wan_yuan(yuan, printed):
    """DOMAIN PE-UNIT and M-05: the seed's reports in 元 against its forms in 万元."""
    exact = Amount.of(yuan, Unit.YUAN)
    assert str(exact.decimal(Printing(Unit.WAN_YUAN, 3))) == printed
    assert exact.agrees_with(wan(printed))
    assert not exact.agrees_with(wan(printed) + Amount(1_000))


@pytest.mark.parametrize(
    ("yuan", "printed"), [("232550.00", "23.26"), ("-232550.00", "-23.26"), ("50.00", "0.01")]
)
def test_a_sum_in_yuan_that_is_a_tie_agrees_with_its_own_print(yuan, printed):
    """DOMAIN M-05: |yuan ÷ 10000 − printed| ≤ ½u; 23.255 → 23.26 is a tie of the seed."""
    exact = Amount.of(yuan, Unit.YUAN)
    assert str(exact.decimal(Printing())) == printed
    assert exact.agrees_with(wan(printed))
    assert wan(printed).agrees_with(exact)


@pytest.mark.parametrize(
    ("yuan", "printed"), [("232550.00", "23.25"), ("-232550.00", "-23.25"), ("50.00", "0.00")]
)
def test_a_tie_is_never_rounded_towards_zero(yuan, printed):
    exact = Amount.of(yuan, Unit.YUAN)
    assert not exact.agrees_with(wan(printed))
    assert not wan(printed).agrees_with(exact)


def test_no_ties_turn_the_sign_of_an_exact_total():
    parts = [wan("0.01"), wan("0.00"), wan("0.00"), wan("0.00")]
    assert not total(parts).agrees_with(Amount.of("-100.00", Unit.YUAN))


def test_parts_that_are_all_ties_agree_with_their_exact_total():
    assert total([wan("0.01"), wan("0.01")]).agrees_with(Amount.of("100.00", Unit.YUAN))


@pytest.mark.parametrize(
    ("fen", "printing", "printed", "slack"),
    [
        (74_241_250, Printing(), 74_240_000, 5_000),
        (74_245_000, Printing(), 74_250_000, 5_000),
        (-74_245_000, Printing(), -74_250_000, 5_000),
        (74_244_999, Printing(), 74_240_000, 5_000),
        (4_999, Printing(), 0, 5_000),
        (50, Printing(Unit.YUAN, 0), 100, 50),
        (-50, Printing(Unit.YUAN, 0), -100, 50),
        (1_234, Printing(Unit.YUAN, 2), 1_234, 0),
        (1_255_000_000, Printing(Unit.YI_YUAN, 1), 1_000_000_000, 500_000_000),
    ],
)
def test_a_printed_amount_is_rounded_half_up_to_its_last_place(fen, printing, printed, slack):
    amount = Amount(fen).printed(printing)
    assert (amount.fen, amount.slack) == (printed, slack)


def test_rounding_a_rounded_sum_again_adds_what_was_rounded():
    """0.495 → 0.50 → 1: the truth is 0.505 away, more than half the last place."""
    again = wan("0.50").printed(Printing(Unit.WAN_YUAN, 0))
    assert (again.fen, again.slack) == (1_000_000, 505_000)
    assert again.agrees_with(Amount.of("4950.00", Unit.YUAN))
    assert wan("0.30").printed(Printing(Unit.WAN_YUAN, 0)).slack == 500_000


def test_printing_a_sum_of_printed_parts_does_not_make_it_surer():
    parts = [wan("1.00"), wan("2.00"), wan("3.00")]
    again = total(parts).printed(Printing())
    assert (again.fen, again.slack) == (6_000_000, 15_000)


@pytest.mark.parametrize(
    ("fen", "printing", "text"),
    [
        (74_241_250, Printing(), "74.24"),
        (10_000_000, Printing(), "10.00"),
        (19_500_000, Printing(), "19.50"),
        (-74_245_000, Printing(), "-74.25"),
        (-4_999, Printing(), "0.00"),
        (0, Printing(), "0.00"),
        (23_255_000, Printing(), "23.26"),
        (12_345, Printing(Unit.YUAN, 2), "123.45"),
        (12_350, Printing(Unit.YUAN, 0), "124"),
    ],
)
def test_the_printed_number_keeps_its_trailing_zeros(fen, printing, text):
    assert str(Amount(fen).decimal(printing)) == text


@pytest.mark.parametrize(
    ("fen", "unit", "text"),
    [
        (74_241_250, Unit.WAN_YUAN, "74.241250"),
        (74_241_250, Unit.YUAN, "742412.50"),
        (-1, Unit.WAN_YUAN, "-0.000001"),
        (15_000_000_000, Unit.YI_YUAN, "1.5000000000"),
    ],
)
def test_the_exact_number_goes_down_to_the_fen(fen, unit, text):
    assert str(Amount(fen).exactly_in(unit)) == text


def test_the_total_of_nothing_is_nothing():
    assert total([]) == NOTHING
    assert total([]).slack == 0


def test_a_total_adds_sums_and_slacks_of_any_iterable():
    summed = total(amount for amount in (Amount(1, 5), Amount(-2, 5), Amount(10**22, 1)))
    assert (summed.fen, summed.slack) == (10**22 - 1, 11)


def test_nothing_depends_on_the_ambient_decimal_context():
    with localcontext() as context:
        context.prec, context.rounding = 4, ROUND_UP
        context.traps[Inexact] = context.traps[Rounded] = True
        amount = Amount.of(Decimal("987654321.12"), Unit.YUAN)
        assert amount.fen == 98_765_432_112
        assert Amount.of("987,654,321.12", Unit.YUAN) == amount
        assert amount.decimal(Printing()) == Decimal("98765.43")
        assert amount.exactly_in(Unit.WAN_YUAN) == Decimal("98765.432112")
        assert amount.printed(Printing()).fen == 98_765_430_000
        assert total([amount] * 3).fen == 296_296_296_336
        assert fen_of(allocate(amount, [1, 1])) == [49_382_716_056, 49_382_716_056]


@pytest.mark.parametrize(
    ("fen", "weights", "step", "parts"),
    [
        (100, [1, 1, 1], 1, [34, 33, 33]),
        (-100, [1, 1, 1], 1, [-34, -33, -33]),
        (100, [1, 1, 1], 10, [40, 30, 30]),
        (-100, [1, 1, 1], 10, [-40, -30, -30]),
        (10, [1, 2, 3], 1, [2, 3, 5]),  # 1.67 3.33 5.00
        (7, [Fraction(1, 2), Fraction(1, 3), Fraction(1, 6)], 1, [4, 2, 1]),  # 3.50 2.33 1.17
        (6, [1, 1, 1, 1], 1, [2, 2, 1, 1]),
        (7, [0, 1, 0], 1, [0, 7, 0]),
        (1, [0, 1, 1], 1, [0, 1, 0]),
        (0, [3, 4], 1, [0, 0]),
        (5, [7], 5, [5]),
        (10**20, [1, 2], 1, [33333333333333333333, 66666666666666666667]),
    ],
)
def test_a_sum_is_split_by_weights_and_the_rest_goes_to_the_largest_remainders(fen, weights, step, parts):
    assert fen_of(allocate(Amount(fen), weights, step=step)) == parts


@pytest.mark.parametrize(
    ("fen", "weights", "step", "message"),
    [
        (100, [1, -1], 1, "分配权重须非负且不能全为零"),
        (100, [0, 0], 1, "分配权重须非负且不能全为零"),
        (100, [], 1, "分配权重须非负且不能全为零"),
        (100, [1, 0.5], 1, "分配权重须为整数或 Fraction,浮点数不精确"),
        (100, [1, Decimal(1)], 1, "分配权重须为整数或 Fraction,浮点数不精确"),
        (101, [1, 1], 10, "101 分不是 10 分的整数倍,无法分配"),
        (-101, [1, 1], 10, "-101 分不是 10 分的整数倍,无法分配"),
        (100, [1, 1], 0, "100 分不是 0 分的整数倍,无法分配"),
        (100, [1, 1], -10, "100 分不是 -10 分的整数倍,无法分配"),
    ],
)
def test_a_sum_that_cannot_be_split_is_refused(fen, weights, step, message):
    with pytest.raises(AmountError) as caught:
        allocate(Amount(fen), weights, step=step)
    assert str(caught.value) == message


def test_every_part_of_an_inexact_sum_is_as_inexact_as_its_share():
    parts = allocate(Amount(100, 50), [1, 1, 2, 0])
    assert [(part.fen, part.slack) for part in parts] == [(25, 13), (25, 13), (50, 25), (0, 0)]
    assert [part.slack for part in allocate(Amount(100), [1, 1, 1])] == [0, 0, 0]
    assert [part.slack for part in allocate(Amount(-100, 50), [1, 3])] == [13, 38]
