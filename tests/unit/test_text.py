"""Text: our rounding under Babel's punctuation, Chinese verbs, grids that align."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from govbudget.money import Amount, Printing, Ratio, Undefined, Unit
from govbudget.text import (
    amount_text,
    amount_verb,
    change_phrase,
    count_text,
    display_width,
    element,
    folded,
    html_grid,
    html_lines,
    html_shell,
    number_text,
    percent_text,
    plain_grid,
    rate_verb,
    stated_text,
)

numbers = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


@given(numbers)
def test_a_number_is_punctuated_as_babel_punctuates_it(number):
    babel = format_decimal(number, format="#,##0.00", locale="zh_CN", decimal_quantization=False)
    assert number_text(number, grouped=True) == babel.replace("-0.00", "0.00")


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_is_punctuated_as_babel_punctuates_it(number):
    assert number_text(number, grouped=True) == format_decimal(number, locale="zh_CN")


@given(st.integers(-(10**7), 10**7))
def test_a_percentage_is_written_as_babel_writes_it(hundredths):
    ratio = Ratio(Fraction(hundredths, 10000))
    babel = format_percent(Decimal(hundredths) / 10000, format="0.00%", locale="zh_CN")
    assert percent_text(ratio) == babel.replace("-0.00%", "0.00%")


def test_text_is_right_under_a_hostile_decimal_context():
    amount = Amount(123_456_789_012_345_650_000)
    with decimal.localcontext(decimal.Context(prec=4, rounding=decimal.ROUND_UP)):
        assert amount_text(amount, Printing(), grouped=True) == "123,456,789,012,345.65"
        assert percent_text(Ratio(Fraction(2, 3))) == "66.67%"


@pytest.mark.parametrize(
    ("fen", "unit", "places", "text"),
    [
        (2325500, Unit.WAN_YUAN, 2, "2.33"),
        (2325000, Unit.WAN_YUAN, 2, "2.33"),
        (-2325000, Unit.WAN_YUAN, 2, "-2.33"),
        (2324999, Unit.WAN_YUAN, 2, "2.32"),
        (0, Unit.WAN_YUAN, 2, "0.00"),
        (-4999, Unit.WAN_YUAN, 2, "0.00"),
        (5, Unit.YUAN, 1, "0.1"),
        (123456789012, Unit.YI_YUAN, 4, "12.3457"),
        (100, Unit.YUAN, 0, "1"),
    ],
)
def test_sums_are_rounded_half_up_in_every_unit(fen, unit, places, text):
    assert amount_text(Amount(fen), Printing(unit, places)) == text


def test_a_count_carries_its_unit():
    assert count_text(12, "辆") == "12辆"
    assert count_text(0) == "0"


@pytest.mark.parametrize(
    ("fen", "amount", "rate"), [(1, "增加", "增长"), (-1, "减少", "下降"), (0, "持平", "持平")]
)
def test_verbs_carry_the_sign(fen, amount, rate):
    assert (amount_verb(Amount(fen)), rate_verb(Amount(fen))) == (amount, rate)


def test_growth_from_nothing_has_no_percentage():
    said = change_phrase(Amount(7280000), Undefined("上年决算数为零"), Printing())
    assert said == "增加7.28万元"


def test_growth_is_told_in_absolute_numbers():
    assert change_phrase(Amount(1350000), Ratio(Fraction(135, 2539)), Printing()) == "增加1.35万元,增长5.32%"


def test_wide_and_combining_characters_are_counted_as_a_terminal_shows_them():
    assert [display_width(text) for text in ("表", "a", "\uff08", "e\u0301", "")] == [2, 1, 2, 1, 0]


def test_every_line_of_a_grid_with_wide_text_is_equally_wide_before_the_last_column():
    grid = plain_grid(
        ["项目", "a", "z"], [["本年支出合计", "1", "z"], ["x", "22", "z"]], numeric=frozenset({1})
    )
    assert {display_width(line) for line in grid.splitlines()} == {len("-" * 12) + 2 + 2 + 2 + 1}


def test_html_cells_are_escaped_and_numbers_flush_right():
    html = html_grid(["a<b"], [["<script>"]], numeric=frozenset({0}), caption="表&1")
    assert "<script>" not in html
    assert ">表&amp;1</caption>" in html
    assert '<td style="text-align:right' in html
    assert ">&lt;script&gt;</td>" in html
    assert "<th" in html
    assert "<th" not in html_grid([], [["甲"]])


def test_a_long_grid_and_a_long_list_say_how_much_follows():
    assert "另有 3 行" in html_grid(["甲"], [[str(n)] for n in range(5)], most=2)
    assert "另有" not in html_grid(["甲"], [["1"]], most=1)
    assert "另有 1 条" in html_lines(["甲", "乙"], 1)


def test_markup_stays_and_any_other_text_is_escaped():
    bold = element("b", "<甲>", style='color:"red"')
    assert bold == '<b style="color:&quot;red&quot;">&lt;甲&gt;</b>'
    assert html_shell(bold, "<乙>").endswith(f"{bold}&lt;乙&gt;</div>")
    assert folded("看<", bold, opened=True).startswith("<details open><summary>看&lt;</summary>")
    assert folded("看", bold).startswith("<details><summary>")


@given(st.integers(-(10**12), 10**12), st.integers(0, 10))
def test_what_is_written_as_it_was_stated_reads_back_with_its_slack(count, power):
    amount = Amount(count * 10**power, 10**power // 2)
    text, unit = stated_text(amount)
    assert Amount.of(text, unit) == amount
    assert Amount.of(text, unit).slack == amount.slack
