"""Targets and actual values as forms print them: read surely, or not at all and with the reason."""

from __future__ import annotations

from fractions import Fraction

import pytest

from govbudget.model import Measure, Operator, read_measure

AT_LEAST, MORE, EQUAL, AT_MOST, LESS = Operator


def read(text):
    measure = read_measure(text)
    return measure.operator, measure.value, measure.unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("≥600份", (AT_LEAST, 600, "份")),  # the example document, project 1
        ("=100%", (EQUAL, 100, "%")),
        ("＞50", (MORE, 50, "")),
        ("＞５０个", (MORE, 50, "个")),
        ("≧3", (AT_LEAST, 3, "")),
        (">=3次", (AT_LEAST, 3, "次")),
        ("<=2", (AT_MOST, 2, "")),
        ("﹤2", (LESS, 2, "")),
        ("<5天", (LESS, 5, "天")),
        ("≯5天", (AT_MOST, 5, "天")),
        ("≥ 95 ％", (AT_LEAST, 95, "%")),
        ("大于等于90%", (AT_LEAST, 90, "%")),
        ("大于或等于90%", (AT_LEAST, 90, "%")),
        ("不低于90%", (AT_LEAST, 90, "%")),
        ("不少于2次", (AT_LEAST, 2, "次")),
        ("不超过5万元", (AT_MOST, 5, "万元")),
        ("小于等于3", (AT_MOST, 3, "")),
        ("大于3", (MORE, 3, "")),
        ("小于3", (LESS, 3, "")),
        ("低于5%", (LESS, 5, "%")),
        ("等于1", (EQUAL, 1, "")),
        ("90%以上", (AT_LEAST, 90, "%")),
        ("不低于90%以上", (AT_LEAST, 90, "%")),
        ("5个工作日内", (AT_MOST, 5, "个工作日")),
        ("5%以下", (AT_MOST, 5, "%")),
        ("满意度≥90%", (AT_LEAST, 90, "%")),
        ("群众满意度不低于90%", (AT_LEAST, 90, "%")),
    ],
)
def test_signs_are_read_in_every_form_they_are_printed_in(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "value", "unit", "places"),
    [
        ("16人", 16, "人", 0),
        ("600", 600, "", 0),
        ("0", 0, "", 0),
        ("98%", 98, "%", 0),
        ("5‰", 5, "‰", 0),
        ("22209.17元", Fraction(2220917, 100), "元", 2),
        ("1,234.50 万元", Fraction(12345, 10), "万元", 2),
        ("446. 46", Fraction(44646, 100), "", 2),
        ("16 .935", Fraction(16935, 1000), "", 3),
        ("-5%", -5, "%", 0),
        ("100万", 100, "万", 0),
        ("3万人次", 3, "万人次", 0),
        ("5万元/人", 5, "万元/人", 0),
        ("3个月", 3, "个月", 0),
        ("1年", 1, "年", 0),
        ("2盏灯", 2, "盏", 0),
        ("2垄地", 2, "垄地", 0),
        ("专刊1期", 1, "期", 0),
        ("10个村", 10, "个", 0),
        ("100%完成", 100, "%", 0),
        ("节约10万元", 10, "万元", 0),
        ("附近3个村", 3, "个", 0),
        ("组织活动12次,取得良好效果", 12, "次", 0),
    ],
)
def test_one_number_is_read_alone_or_in_words_with_its_unit(text, value, unit, places):
    measure = read_measure(text)
    assert (measure.operator, measure.value, measure.unit, measure.places) == (None, value, unit, places)
    assert measure.is_quantitative
    assert not measure.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2024年", "是日期或期限"),
        ("2024年12月", "是日期或期限"),
        ("2024年12月31日前", "是日期或期限"),
        ("2024年全年", "是日期或期限"),
        ("≤2024年12月", "是日期或期限"),
        ("12月底前", "是日期或期限"),
        ("2024.12", "是日期或期限"),
        ("2024-12-31", "是日期或期限"),
        ("30日前", "是日期或期限"),
        ("第3季度", "是日期或期限"),
        ("年底前", "没有数,是定性表述"),
        ("及时", "没有数,是定性表述"),
        ("达成预期指标", "没有数,是定性表述"),
        ("一次", "没有数,是定性表述"),
        ("≥上年水平", "没有数,是定性表述"),
        ("=及时达到预期效果", "没有数,是定性表述"),
        ("80%-90%", "是区间"),
        ("10～20人", "是区间"),
        ("10至20人", "是区间"),
        ("10次/20人", "有2个数"),
        ("10 20", "有2个数"),
        ("10, 200人", "有2个数"),
        ("第2期", "是序号"),
        ("3号楼", "是序号"),
        ("约100人", "是约数"),
        ("近100人", "是约数"),
        ("100余人", "是约数"),
        ("100人左右", "是约数"),
        ("未完成3次", "数前后有否定的话"),
        ("不足5%", "数前后有否定的话"),
        ("A4纸", "数与字母相连"),
        ("5G", "数与字母相连"),
        ("(12)", "符号与数的关系不明"),
        ("≥每年3次", "符号与数的关系不明"),
        ("3次≥", "符号与数的关系不明"),
        ("3垄地块整治任务", "计量单位不明(垄地块整治任务)"),
        ("不低于5%以下", "前后符号矛盾"),
        ("等于5%以下", "前后符号矛盾"),
        ("12,34元", "'12,34' 的千分位或小数点位置不对"),
        ("1" * 25, "111111111111… 有 25 位数字,超过 24 位,应是误读"),
    ],
)
def test_what_cannot_be_read_surely_has_no_value_but_a_reason(text, reason):
    measure = read_measure(text)
    assert (measure.value, measure.reason) == (None, reason)
    assert not measure.is_quantitative
    assert not measure.is_blank
    assert measure.number == ""


@pytest.mark.parametrize(
    ("text", "operator", "unit"),
    [
        (None, None, ""),
        ("", None, ""),
        ("  ", None, ""),
        ("—", None, ""),
        ("/", None, ""),
        ("≥份", AT_LEAST, "份"),
        ("≤万元", AT_MOST, "万元"),
        ("≥%", AT_LEAST, "%"),
        ("＞ 个", MORE, "个"),
        ("=", EQUAL, ""),
    ],
)
def test_nothing_and_a_sign_with_a_bare_unit_are_blank(text, operator, unit):
    measure = read_measure(text)
    assert (measure.is_blank, measure.value, measure.operator, measure.unit) == (True, None, operator, unit)
    assert measure.text == (text or "")


def test_a_bare_year_is_a_number_but_no_target():
    assert read_measure("2024").value == 2024
    assert not read_measure("2024").is_quantitative
    assert read_measure("≥2024").is_quantitative
    assert read_measure("2024人").is_quantitative
    assert read_measure("2024.00").is_quantitative
    assert read_measure("2200").is_quantitative


def test_a_number_is_told_with_the_decimals_that_were_printed():
    assert [read_measure(text).number for text in ("≤16.9350万元", "1,200", "0.0%")] == [
        "16.9350",
        "1200",
        "0.0",
    ]


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("22209.17元", "元", Fraction(2220917, 100)),
        ("22209.17元", "万元", Fraction(2220917, 1000000)),
        ("2.22万元", "元", 22200),
        ("1亿元", "万元", 10000),
        (
            "16.935",
            "万元",
            Fraction(16935, 1000),
        ),  # a report prints actual values under the unit of its column
        ("600", "份", 600),
        ("600份", "", 600),
        ("600份", "人", None),
        ("5万元", "", None),
        ("5元", "", None),
        ("5万人", "", None),
        ("5‰", "", None),
        ("5万元", "人", None),
        ("95%", "", Fraction(95, 100)),
        ("95%", "人", None),
        ("95人", "%", None),
        ("95", "%", 95),
        ("95.5", "%", Fraction(955, 10)),
        ("0", "%", 0),
        ("0.00", "%", 0),
        ("2", "%", 2),
        ("1", "%", None),  # 1% or all of it
        ("0.95", "%", None),
        ("1.2", "%", None),
        ("及时", "%", None),
        ("", "", None),
    ],
)
def test_units_convert_only_where_it_is_certain(text, unit, value):
    assert read_measure(text).in_unit(unit) == value


def test_money_is_known_by_its_unit():
    assert [read_measure(text).is_money for text in ("5万元", "5元", "5亿元", "5人", "5万元/人")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_a_sign_is_positive_or_reverse_or_neither():
    assert [sign.positive for sign in Operator] == [True, True, False, False, False]
    assert [sign.reverse for sign in Operator] == [False, False, False, True, True]
    assert Operator("≤") is AT_MOST


def test_what_is_read_keeps_its_text():
    assert read_measure(" ≥ 90 % ") == Measure(" ≥ 90 % ", AT_LEAST, Fraction(90), "%")
