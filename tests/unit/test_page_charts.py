"""Charts: exact lengths, one zero for all, every number beside its bar, and nothing drawn where there is no number."""

from __future__ import annotations

import re
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from govbudget.adapters.page.charts import Bar, Group, bar_chart, elided, wrapped
from govbudget.text import display_width

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*groups):
    return ET.fromstring(bar_chart("c", "标题", groups))  # noqa: S314 - made here


def bars(root):
    return [(int(r.get("x")), int(r.get("width"))) for r in root.iter(f"{SVG}rect")]


def one(size, text="1.00", **more):
    return Group("教育支出", (Bar("本年", size, text, **more),))


def test_lengths_are_in_proportion_and_begin_at_one_zero():
    root = drawn(one(Fraction(300)), one(Fraction(100)), one(Fraction(0)))
    (left, long), (other, short), (_, none) = bars(root)
    assert left == other == int(root.find(f"{SVG}line").get("x1"))
    assert (long, short, none) == (3 * short, short, 0) or abs(long - 3 * short) <= 2
    assert none == 0


def test_what_is_below_nothing_goes_to_the_left_of_the_zero():
    root = drawn(one(Fraction(300)), one(Fraction(-100), "-1.00"))
    (zero, long), (left, short) = bars(root)
    assert left + short == zero
    assert left >= 62
    assert zero + long <= 310


@pytest.mark.parametrize("size", [Fraction(-5), Fraction(0), Fraction(7, 10**9)])
def test_a_chart_of_only_losses_or_nothing_is_drawn_too(size):
    (left, length), *_ = bars(drawn(one(size), one(Fraction(0))))
    assert left >= 62
    assert left + length <= 310
    assert bool(length) == bool(size)


def test_the_smallest_sum_beside_the_largest_is_still_seen():
    assert bars(drawn(one(Fraction(1)), one(Fraction(10**15))))[0][1] == 1


def test_what_has_no_number_has_no_bar_and_says_so():
    root = drawn(Group("教育支出", (Bar("本年", None, "空白"),)))
    assert bars(root) == []
    assert "空白" in [text.text for text in root.iter(f"{SVG}text")]


def test_of_nothing_nothing_is_drawn():
    assert bar_chart("c", "标题", []) == ""


def test_a_reader_of_the_screen_hears_the_title_and_every_number():
    root = drawn(one(Fraction(5), "5.00"), Group("其他", (Bar("上年", None, "—"),)))
    assert root.get("role") == "img"
    named = [root.find(f".//*[@id='{name}']").text for name in root.get("aria-labelledby").split()]
    assert named == ["标题", "教育支出: 本年 5.00;其他: 上年 —"]


def test_series_differ_in_how_they_are_filled_and_in_name():
    fills = ("solid", "open", "hatched")
    root = drawn(Group("教育", tuple(Bar(fill, Fraction(1), "1", fill) for fill in fills)))
    assert [r.get("class") for r in root.iter(f"{SVG}rect")] == list(fills)
    assert [r.get("fill") for r in root.iter(f"{SVG}rect")] == [None, None, "url(#c-hatch)"]


def test_names_from_documents_are_only_text():
    hostile = "</text><script>alert('1\")</script>&"
    root = drawn(Group(hostile, (Bar(hostile, Fraction(1), hostile),)))
    assert not list(root.iter(f"{SVG}script"))
    assert hostile in root.find(f"{SVG}desc").text


def test_no_coordinate_is_anything_but_a_whole_number():
    text = bar_chart("c", "标题", [one(Fraction(1, 3)), one(Fraction(-2, 7))])
    assert not re.search(r'(?:x|y|width|height|x1|y1|x2|y2)="-?\d+\.', text)


@pytest.mark.parametrize(
    ("text", "columns", "told"),
    [("合计", 4, "合计"), ("合计数", 4, "合…"), ("abcde", 4, "abc…"), ("", 4, ""), ("合计", 1, "…")],
)
def test_what_is_too_long_ends_in_three_points(text, columns, told):
    assert elided(text, columns) == told
    assert display_width(told) <= max(columns, 1)


def test_labels_go_over_two_lines_and_no_further():
    assert wrapped("合计", 8, 2) == ["合计"]
    assert wrapped("社会保障和就业", 8, 2) == ["社会保障", "和就业"]
    assert wrapped("机关事业单位基本养老保险缴费支出", 8, 2) == ["机关事业", "单位基…"]
    assert len(list(drawn(Group("长" * 99, (Bar("", Fraction(1), "1"),))).iter(f"{SVG}text"))) == 4
