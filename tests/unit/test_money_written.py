"""Numbers as they are printed: what is read exactly, and what is refused and in which words."""

from decimal import ROUND_UP, Decimal, Inexact, Rounded, localcontext
from fractions import Fraction

import pytest

from govbudget.errors import GovBudgetError
from govbudget.money import AmountError, Written, is_absent, read_number


def refusal(written):
    with pytest.raises(AmountError) as caught:
        read_number(written)
    return str(caught.value)


@pytest.mark.parametrize(
    ("written", "scaled", "places"),
    [
        ("0", 0, 0),
        ("0.00", 0, 2),
        ("68.70", 6870, 2),
        ("007", 7, 0),
        ("0.404", 404, 3),
        ("1,234", 1234, 0),
        ("1,234.50", 123450, 2),
        ("220,351.5", 2203515, 1),
        ("1,234,567,890.12", 123456789012, 2),
        ("1234567", 1234567, 0),
        ("+7.28", 728, 2),
        ("  446.46\n", 44646, 2),
        ("\u3000446.46\u3000", 44646, 2),
        ("\u00a0446.46", 44646, 2),
    ],
)
def test_plain_numbers_keep_every_printed_place(written, scaled, places):
    assert read_number(written) == Written(scaled, places)


@pytest.mark.parametrize(
    ("written", "scaled", "places"),
    [
        ("１２．５", 125, 1),
        ("１，２３４．５０", 123450, 2),
        ("１,234．50", 123450, 2),
        ("＋７", 7, 0),
    ],
)
def test_full_width_digits_points_and_separators_are_read(written, scaled, places):
    assert read_number(written) == Written(scaled, places)


@pytest.mark.parametrize("minus", ["-", "\u2212", "\uff0d", "\ufe63"])
def test_every_form_of_the_minus_sign_makes_a_number_negative(minus):
    assert read_number(f"{minus}1,234.50") == Written(-123450, 2)


@pytest.mark.parametrize(
    "written", ["(12.00)", "（12.00）", "（１２．００）", "( 12.00 )", " （\u300012.00\u3000） "]
)
def test_parentheses_make_a_number_negative(written):
    assert read_number(written) == Written(-1200, 2)


@pytest.mark.parametrize(
    "written",
    ["(-5)", "（−5）", "(+5)", "-(5)", "((5))", "()", "(", ")", "(5", "5)", "（5)5", "(12.00", "12.00)"],
)
def test_parentheses_that_do_not_hold_one_unsigned_number_are_refused(written):
    assert refusal(written) == f"{written!r} 不是金额"


@pytest.mark.parametrize("written", ["-0.00", "(0.00)", "−0.00"])
def test_a_negative_zero_is_zero(written):
    assert read_number(written) == Written(0, 2)


@pytest.mark.parametrize(
    ("written", "scaled", "places"),
    [
        (0, 0, 0),
        (1234, 1234, 0),
        (-5, -5, 0),
        (Decimal("12.50"), 1250, 2),
        (Decimal("-0.05"), -5, 2),
        (Decimal("-0"), 0, 0),
        (Decimal("1.2E+3"), 1200, 0),
        (Decimal("5E-7"), 5, 7),
        (Decimal("1E+23"), 10**23, 0),
        (Decimal("1E-23"), 1, 23),
    ],
)
def test_whole_numbers_and_decimals_are_read_exactly(written, scaled, places):
    assert read_number(written) == Written(scaled, places)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (1.5, "1.5 是 float,不能精确表示金额;请用印出来的文字、整数或 Decimal"),
        (float("nan"), "nan 是 float,不能精确表示金额;请用印出来的文字、整数或 Decimal"),
        (True, "True 是 bool,不能精确表示金额;请用印出来的文字、整数或 Decimal"),
        (False, "False 是 bool,不能精确表示金额;请用印出来的文字、整数或 Decimal"),
        (None, "None 是 NoneType,不能精确表示金额;请用印出来的文字、整数或 Decimal"),
        (Fraction(1, 2), "Fraction(1, 2) 是 Fraction,不能精确表示金额;请用印出来的文字、整数或 Decimal"),
        (b"12", "b'12' 是 bytes,不能精确表示金额;请用印出来的文字、整数或 Decimal"),
        ([12], "[12] 是 list,不能精确表示金额;请用印出来的文字、整数或 Decimal"),
    ],
)
def test_what_cannot_hold_an_exact_sum_is_refused_by_its_type(written, message):
    assert refusal(written) == message


@pytest.mark.parametrize(
    "written", ["NaN", "sNaN", "-NaN", "Infinity", "-Infinity", "1E+25", "1E-25", "-3E+999"]
)
def test_decimals_that_are_no_finite_sum_are_refused(written):
    assert refusal(Decimal(written)) == f"{written} 不是有限的金额"


@pytest.mark.parametrize(
    "written",
    [
        "1,23",
        "1,2345",
        "12,34.5",
        "1234,567",
        "1,234,5",
        "1,,234",
        "1.",
        "1,",
        "1.2,345",
        "-1,23",
        "１，２３",
    ],
)
def test_misplaced_separators_and_points_are_refused_as_such(written):
    assert refusal(written) == f"{written!r} 的千分位或小数点位置不对"


@pytest.mark.parametrize(
    "written",
    [
        *("10²", "1e5", "1E5", "1.2.3", ".5", ",123", "1 234", "446. 46", "1_000", "0x10", "①", "½"),
        *(
            "٣٤",
            "十二",
            "二〇二四",
            "abc",
            "NaN",
            "inf",
            "Infinity",
            "+",
            "+-5",
            "--5",
            "5-",
            "1\n2",
            "￥12",
            "12'345",
        ),
    ],
)
def test_text_that_is_no_number_is_refused(written):
    assert refusal(written) == f"{written!r} 不是金额"


@pytest.mark.parametrize("written", ["=SUM(B2:B9)", "=1+1", " =12", "＝12"])
def test_formula_text_is_refused_with_a_way_out(written):
    assert refusal(written) == f"{written!r} 是公式;请填计算结果"


@pytest.mark.parametrize(
    "written", ["12.5万元", "12.5 万元", "１２元", "1,234.50元", "1.2亿元", "64.08%", "64.08％", "-3元"]
)
def test_a_unit_glued_to_the_number_is_refused_with_a_way_out(written):
    assert refusal(written) == f"{written!r} 带有单位;单位请写在「单位」一列"


@pytest.mark.parametrize("written", ["", "   ", "-", "--", "—", "——", "–", "―", "/", "／", "－", "−"])
def test_a_mark_for_no_number_is_refused_as_a_number(written):
    assert refusal(written) == f"{written!r} 表示没有数,不是金额"


def test_twenty_four_digits_are_read_and_twenty_five_are_a_misreading():
    assert read_number("9" * 24) == Written(10**24 - 1, 0)
    assert read_number("1" * 20 + "." + "2" * 4) == Written(int("1" * 20 + "2" * 4), 4)
    assert refusal("9" * 25) == "999999999999… 有 25 位数字,超过 24 位,应是误读"
    assert refusal("1" * 20 + "." + "2" * 5) == "111111111111… 有 25 位数字,超过 24 位,应是误读"
    assert refusal(10**24) == "整数超过 24 位数字,应是误读"
    assert refusal(Decimal("1E+24")) == "100000000000… 有 25 位数字,超过 24 位,应是误读"
    assert refusal("9" * 5000) == "999999999999… 有 5000 位数字,超过 24 位,应是误读"


def test_a_whole_number_too_long_for_python_to_print_is_refused_like_any_other():
    assert refusal(10**5000) == "整数超过 24 位数字,应是误读"


def test_a_long_text_is_cut_short_in_its_refusal():
    assert refusal("某" * 40) == f"'{'某' * 40}' 不是金额"
    assert refusal("某" * 41) == f"'{'某' * 40}…' 不是金额"


def test_a_refused_amount_is_a_fault_of_this_library_and_a_value_error():
    assert issubclass(AmountError, GovBudgetError)
    assert issubclass(AmountError, ValueError)


@pytest.mark.parametrize(
    "written",
    [
        None,
        "",
        "   ",
        "\u3000",
        "\n",
        "-",
        "--",
        "—",
        "——",
        "–",
        "―",
        "/",
        " / ",
        "／",
        "－",
        "－－",
        "\u3000—\u3000",
    ],
)
def test_blanks_and_dashes_are_absent(written):
    assert is_absent(written)


@pytest.mark.parametrize("minus", ["-", "\u2212", "\uff0d", "\ufe63"])
def test_a_minus_sign_alone_is_absent_in_every_form(minus):
    assert is_absent(minus)


@pytest.mark.parametrize("written", ["0", "0.00", "０", "(0)", "-0", "-1", "无", "x", "//", "本表无数据"])
def test_zeros_and_words_are_not_absent(written):
    assert not is_absent(written)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (Written(123450, 2), "1234.50"),
        (Written(-5, 2), "-0.05"),
        (Written(5, 0), "5"),
        (Written(-5, 0), "-5"),
        (Written(0, 0), "0"),
        (Written(0, 2), "0.00"),
        (Written(12, 3), "0.012"),
        (Written(100, 2), "1.00"),
    ],
)
def test_a_written_number_prints_its_places_without_separators(written, text):
    assert written.decimal_text == text


def test_reading_does_not_heed_the_ambient_decimal_context():
    with localcontext() as context:
        context.prec, context.rounding = 4, ROUND_UP
        context.traps[Inexact] = context.traps[Rounded] = True
        assert read_number(Decimal("1234567890.123456")) == Written(1234567890123456, 6)
        assert read_number("1,234,567,890.123456") == Written(1234567890123456, 6)
        assert refusal(Decimal("sNaN")) == "sNaN 不是有限的金额"


def test_a_zero_is_a_zero_whatever_its_exponent():
    assert read_number(Decimal("0E-30")) == read_number(Decimal("0E+999999")) == Written(0, 0)
    assert read_number(Decimal("0.00")) == Written(0, 2)
