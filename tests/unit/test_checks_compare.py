"""Verdicts on single printed cells: exact, explained by rounding, broken, or not testable."""

from __future__ import annotations

from fractions import Fraction

import pytest

from govbudget.calc import Figure
from govbudget.checks import Verdict, compare
from govbudget.checks.verdict import verdict_on
from govbudget.model import Department, Disclosure, PrintedRow, PrintedTable
from govbudget.money import Amount, Ratio, Unit


def figure(value):
    return Figure("expenditure[total].total", "合计", value, "")


@pytest.mark.parametrize(
    ("printed", "value", "verdict"),
    [
        ("1.00", Amount(1_000_000), Verdict.HOLDS),
        ("1,000.00", Amount(1_000_000_000), Verdict.HOLDS),
        ("23.26", Amount(23_255_000), Verdict.HOLDS),
        ("446.46", Amount(446_470_000, 80_000), Verdict.ROUNDING),
        ("446.45", Amount(446_470_000, 15_000), Verdict.BROKEN),
        ("446.45", Amount(446_470_000, 15_001), Verdict.ROUNDING),
        (None, Amount(0), Verdict.HOLDS),
        ("—", Amount(0), Verdict.HOLDS),
        (None, Amount(4_999), Verdict.HOLDS),
        (None, Amount(5_000), Verdict.BROKEN),
        (None, 0, Verdict.HOLDS),
        (None, 3, Verdict.BROKEN),
        (None, Ratio(Fraction(0)), Verdict.BROKEN),
        ("3", 3, Verdict.HOLDS),
        ("3.0", 3, Verdict.HOLDS),
        ("4", 3, Verdict.BROKEN),
        ("x", 3, Verdict.NOT_TESTED),
        ("1.OO", Amount(1_000_000), Verdict.NOT_TESTED),
        ("50", Ratio(Fraction(1, 2)), Verdict.NOT_TESTED),
    ],
)
def test_a_printed_cell_is_judged_by_what_rounding_can_explain(printed, value, verdict):
    assert verdict_on(printed, figure(value), Unit.WAN_YUAN) is verdict


def test_a_cell_without_a_derived_figure_is_not_tested_unless_it_is_blank():
    assert verdict_on("1.00", None, Unit.WAN_YUAN) is Verdict.NOT_TESTED
    assert verdict_on(None, None, Unit.WAN_YUAN) is Verdict.HOLDS


def test_the_word_of_a_verdict_in_json():
    assert [verdict.id for verdict in Verdict] == ["holds", "rounding", "broken", "not_tested"]


def test_a_comparison_names_its_place():
    row = PrintedRow("201", "一般公共服务支出", {"total": "74.24", "basic": None}, "201", None, None, 6)
    table = PrintedTable(
        "expenditure", "公开03", "支出决算表", Unit.WAN_YUAN, (row,), 6, (("total", "合计"),)
    )
    disclosure = Disclosure(Department(None, "示例局"), 2024, "final-accounts", None, (table,))
    (only,) = compare({}, disclosure)
    assert (
        str(only)
        == "缺数 公开03表 201 一般公共服务支出「合计」 第6页: 公开 74.24,推算 无(expenditure[201].total)"
    )
