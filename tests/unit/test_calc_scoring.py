"""Scores by hand: every rule of DOMAIN F3 and F6–F8, and the rows of the example that break them."""

from __future__ import annotations

from fractions import Fraction

import attrs
import pytest

from govbudget.calc import (
    Allowed,
    Flag,
    allowed_score,
    execution_score,
    grade_of,
    grades_between,
)
from govbudget.catalogue import scheme
from govbudget.model import Band, Indicator, Operator, QuantitativeRule
from govbudget.money import Amount, Undefined, Unit

SHANXI = scheme("shanxi-2024")
HUBEI = scheme("hubei")
GATED = scheme("mof-2021-cost")

MET, PARTLY, MISSED = "达成预期指标", "部分达成预期指标并具有一定效果", "未完成预期指标且效果较差"


def allowed(target, actual, weight="10", by=SHANXI, *, initial=None, level="数量指标", idle=False):
    line = Indicator("产出指标", level, "指标", initial, target, actual, weight)
    return allowed_score(line, by, nothing_done=idle)


def cost(target, actual, weight="10", by=SHANXI, **more):
    return allowed(target, actual, weight, by, level="成本指标", **more)


def flags(answer):
    return [flag.rule for flag in answer.flags]


def exactly(answer):
    assert answer.low == answer.high
    assert (answer.low_open, answer.high_open) == (False, False)
    return answer.rule, answer.low


# --- 4a of the findings: quantities, under the scheme of the example -------------------------------------


@pytest.mark.parametrize(
    ("row", "target", "actual", "weight", "published", "due", "rule", "flagged"),
    [
        ("Q-1", "≥1次", "1", 20, 10, 20, "PE-Q-POS", []),
        ("Q-2", "=11户", "0", 20, 4, 0, "PE-Q-EQ", []),
        ("Q-3", "=1次", "0", 20, 9, 0, "PE-Q-EQ", []),
        ("Q-4", "专刊1期", "1期", 10, 1, 10, "PE-Q-POS", []),
        ("Q-5", ">50个", "50", 10, 10, 10, "PE-Q-POS", ["PE-Q-STRICT"]),
        ("Q-6", "≥2次", "6", 20, 20, 20, "PE-Q-POS", ["PE-Q-OVER"]),
        ("Q-7", "≥2次", "3", 5, 5, 5, "PE-Q-POS", ["PE-Q-OVER"]),
    ],
)
def test_the_quantities_of_the_example_earn_what_the_rule_gives(
    row, target, actual, weight, published, due, rule, flagged
):
    answer = allowed(target, actual, str(weight), initial="≥期" if row == "Q-4" else None)
    assert exactly(answer) == (rule, due), row
    assert flags(answer) == flagged, row
    assert answer.admits(Fraction(published)) == (published == due), row


# --- 4b: every cost of the example is within its limit and earns the whole weight -------------------------

COSTS = [
    ("C-1", "≤20万元", "16.935", 10, "8"),
    ("C-2", "≤2.6万元", "0.35", 10, "1"),
    ("C-3", "≤3万元", "2.04", 10, "7"),
    ("C-4", "≤70万元", "0", 10, "0"),
    ("C-5", "≤24万元", "22.76", 10, "9"),
    ("C-6", "≤1万元", "0", 10, "0"),
    ("C-7", "≤10万元", "0", 10, "0"),
    ("C-8", "≤27.1万元", "21", 5, "4"),
    ("C-9", "≤1万元", "0.6", 5, "3"),
    ("C-10", "≤41万元", "40.401", 10, "9.9"),
    ("C-11", "≤1万元", "0", 1, "0"),
    ("C-12", "≤3.8万元", "3.22", 3, "2.5"),
    ("C-13", "≤0.4万元", "0.36", 3, "2.5"),
    ("C-14", "≤2万元", "0.6", 5, "2"),
    ("C-15", "≤13万元", "5.9", 5, "2"),
    ("C-16", "≤10万元", "6.6", 10, "7"),
    ("C-17", "6万元", "3万元", 10, "1"),
    ("C-18", "≤30万元", "10", 10, "10"),
]


@pytest.mark.parametrize(("row", "target", "actual", "weight", "published"), COSTS)
def test_the_costs_of_the_example_are_met_whatever_was_saved(row, target, actual, weight, published):
    answer = cost(target, actual, str(weight), initial="≤万元")
    assert exactly(answer) == ("PE-Q-REV", weight), row
    assert flags(answer) == []
    assert answer.admits(Fraction(published)) == (row == "C-18"), row


@pytest.mark.parametrize("row", ["C-4", "C-6", "C-7"])
def test_a_cost_of_zero_proves_nothing_where_nothing_was_done(row):
    _, target, actual, weight, published = next(line for line in COSTS if line[0] == row)
    answer = cost(target, actual, str(weight), idle=True)
    assert (answer.low, answer.high, answer.rule) == (0, weight, "PE-Q-ZERO")
    assert answer.flags == (Flag("PE-Q-ZERO", "没有支出或没有实施,零成本不足以说明达成目标"),)
    assert answer.admits(Fraction(published))
    assert answer.admits(Fraction(weight))


def test_the_guard_is_for_costs_of_zero_only():
    assert exactly(cost("≤10万元", "3", idle=True)) == ("PE-Q-REV", 10)
    assert exactly(allowed("≤3次", "0", idle=True)) == ("PE-Q-REV", 10)
    assert exactly(allowed("≥3次", "0", idle=True)) == ("PE-Q-POS", 0)
    assert (
        allowed("≤3万元", "0", idle=True).rule == "PE-Q-ZERO"
    )  # a limit on money is a cost wherever it stands
    assert cost("≤3%", "0", idle=True).rule == "PE-Q-ZERO"


# --- 4c: words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "target", "weight", "published", "low", "high"),
    [
        ("L-1", "及时", 10, "10", 6, 8),
        ("L-2", "2024年", 10, "10", 6, 8),
        ("L-3", "可持续", 15, "5", 9, 12),
        ("L-4", "高质量完成", 10, "10", 6, 8),
        ("L-5", "2024年", 10, "10", 6, 8),
        ("L-6", "提升", 30, "9", 18, 24),
        ("L-7", "帮扶到位", 10, "10", 6, 8),
        ("L-8", "及时", 10, "5", 6, 8),
        ("L-9", "提升", 30, "30", 18, 24),
        ("L-10", "2024年", 10, "10", 6, 8),
        ("L-11", "工作效率提高", 30, "30", 18, 24),
        ("L-12", "正常运转", 10, "8", 6, 8),
        ("L-13", "提升", 20, "7", 12, 16),
    ],
)
def test_the_partly_met_words_of_the_example_are_scored_outside_their_band(
    row, target, weight, published, low, high
):
    answer = allowed(target, PARTLY, str(weight))
    assert (answer.rule, answer.low, answer.high, answer.high_open) == ("PE-QL-01", low, high, True), row
    assert not answer.admits(Fraction(published)), row
    assert answer.admits(Fraction(low))
    assert not answer.admits(Fraction(high))


@pytest.mark.parametrize(
    ("wording", "weight", "score", "admitted"),
    [
        (PARTLY, "15", "9.5", True),  # project 2, 社会效益
        (MISSED, "10", "0", True),  # project 8, 质量
        (MISSED, "10", "5.99", True),
        (MISSED, "10", "6", False),
        (MET, "10", "10", True),
        (MET, "10", "8", True),
        (MET, "10", "7.99", False),
        (MET, "10", "10.01", False),
    ],
)
def test_words_allow_the_scores_of_their_band(wording, weight, score, admitted):
    assert allowed("提升", wording, weight).admits(Fraction(score)) == admitted


@pytest.mark.parametrize(
    "wording",
    [
        " 部分达成预期指标, 并具有一定效果",
        "部分达成年度指标并具有一定效果。",
        "部分达成预期指标并\n具有一定效果",
    ],
)
def test_blanks_and_punctuation_do_not_change_a_wording(wording):
    assert allowed("及时", wording).low == 6


def test_a_score_by_words_repeats_the_words_that_were_printed():
    answer = allowed("及时", "达成 年度指标")
    assert answer.why == "实际为“达成年度指标”,得分应在分值的[80%,100%]即[8,10]内"


def test_bounds_of_a_band_are_rounded_like_scores():
    answer = allowed("及时", PARTLY, "7.77")  # 4.662 and 6.216
    assert (answer.low, answer.high) == (Fraction("4.66"), Fraction("6.22"))
    assert answer.why == f"实际为“{PARTLY}”,得分应在分值的[60%,80%)即[4.66,6.22)内"


def test_the_middle_band_of_hubei_begins_at_one_half():
    assert allowed("及时", PARTLY, "10", HUBEI).low == 5
    assert allowed("及时", "未达成预期指标且效果较差", "10", HUBEI).high == 5


def test_words_for_a_number_are_scored_by_their_band():
    answer = allowed("≥600份", MET, "20")
    assert (answer.rule, answer.low, answer.high) == ("PE-QL-01", 16, 20)


def test_a_band_may_leave_out_its_lower_end():
    bands = (
        attrs.evolve(SHANXI.bands[0], low_closed=False),
        attrs.evolve(SHANXI.bands[1], high_closed=True),
        SHANXI.bands[2],
    )
    answer = allowed("及时", MET, "10", attrs.evolve(SHANXI, bands=bands))
    assert not answer.admits(Fraction(8))
    assert answer.admits(Fraction("8.01"))
    assert "(80%,100%]即(8,10]" in answer.why


# --- quantities, rule by rule -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("≥3次", "1", ("PE-Q-POS", Fraction("3.33"))),  # 1 ÷ 3 × 10
        ("≥3次", "2", ("PE-Q-POS", Fraction("6.67"))),
        ("≥3次", "3", ("PE-Q-POS", 10)),
        ("≥3次", "-1", ("PE-Q-POS", 0)),
        ("≥0次", "0", ("PE-Q-POS", 10)),
        ("≥0次", "-1", ("PE-Q-POS", 0)),
        (">0次", "1", ("PE-Q-POS", 10)),
        ("=11户", "5", ("PE-Q-EQ", Fraction("4.55"))),
        ("=11户", "12", ("PE-Q-EQ", 10)),
        ("=11户", "-1", ("PE-Q-EQ", 0)),
        ("=0起", "0", ("PE-Q-EQ", 10)),
        ("=0起", "-1", ("PE-Q-EQ", 10)),
        ("=0起", "1", ("PE-Q-EQ", 0)),
        ("≤0起", "0", ("PE-Q-REV", 10)),
        ("≤0起", "-1", ("PE-Q-REV", 0)),
        ("≤0起", "1", ("PE-Q-REV", 0)),
        ("≤10天", "10", ("PE-Q-REV", 10)),
        ("≤10天", "-1", ("PE-Q-REV", 0)),
        ("≤10天", "12.5", ("PE-Q-REV", Fraction("7.5"))),  # (1 − 2.5 ÷ 10) × 10
        ("≤10天", "19.99", ("PE-Q-REV", Fraction("0.01"))),
        ("≤10天", "20", ("PE-Q-REV", 0)),
        ("≤10天", "35", ("PE-Q-REV", 0)),
        ("<10天", "9", ("PE-Q-REV", 10)),
    ],
)
def test_a_number_earns_the_weight_or_the_share_of_its_rule(target, actual, expected):
    assert exactly(allowed(target, actual)) == expected


@pytest.mark.parametrize(
    ("target", "actual", "score"), [("≤10天", "12.5", 8), ("≤10天", "30", Fraction("3.33")), ("≤0天", "1", 0)]
)
def test_hubei_divides_a_limit_by_what_was_reached(target, actual, score):
    assert exactly(allowed(target, actual, "10", HUBEI)) == ("PE-Q-REV2", score)


@pytest.mark.parametrize(
    ("target", "actual", "score"),
    [
        ("≥100人", "100", 10),
        ("≥100人", "80", 5),  # (80% − 60%) ÷ 40% × 10
        ("≥100人", "61", Fraction("0.25")),
        ("≥100人", "60", 0),
        ("≥100人", "59", 0),
        ("≥100人", "0", 0),
        ("=3次", "2", Fraction("1.67")),
    ],
)
def test_below_the_gate_there_is_nothing_and_above_it_the_share_rises_from_zero(target, actual, score):
    assert exactly(allowed(target, actual, "10", GATED)) == ("PE-Q-GATE", score)


def test_a_gate_applies_to_a_limit_too():
    by = attrs.evolve(SHANXI, reverse=attrs.evolve(SHANXI.reverse, gate=Fraction(1, 2)))
    assert exactly(allowed("≤10天", "12", by=by)) == ("PE-Q-REV", 6)  # (80% − 50%) ÷ 50% × 10
    assert exactly(allowed("≤10天", "16", by=by)) == ("PE-Q-REV", 0)


@pytest.mark.parametrize(
    ("target", "actual", "flagged"),
    [
        ("≥10次", "11.99", []),
        ("≥10次", "12", ["PE-Q-OVER"]),
        ("=10次", "12", ["PE-Q-OVER"]),
        ("≥0次", "12", []),
        ("≤10次", "0", []),
        ("<10天", "10", ["PE-Q-STRICT"]),
        (">10次", "11", []),
        (">0次", "0", ["PE-Q-STRICT"]),
        ("≥10次", "8", []),
    ],
)
def test_what_is_met_oddly_is_flagged_and_keeps_its_score(target, actual, flagged):
    assert flags(allowed(target, actual)) == flagged


def test_a_scheme_without_a_threshold_does_not_ask_about_more_than_was_aimed_at():
    sources = {rule: source for rule, source in SHANXI.sources.items() if rule != "PE-Q-OVER"}
    assert flags(allowed("≥1次", "9", by=attrs.evolve(SHANXI, over_achievement=None, sources=sources))) == []


@pytest.mark.parametrize(
    ("target", "actual", "by", "why"),
    [
        ("≥600份", "600", SHANXI, "实际600≥目标600,得满分10"),
        ("≤20万元", "16.935", SHANXI, "实际16.935≤目标20,得满分10"),
        ("=0起", "-1", SHANXI, "实际-1≤目标0,得满分10"),
        ("≥3次", "1", SHANXI, "实际1<目标3,得1÷3×10=3.33"),
        ("≤10天", "15", SHANXI, "实际15>目标10,得(1−(15−10)÷10)×10=5"),
        ("≤10天", "25", SHANXI, "实际25>目标10,不得分"),
        ("≤10天", "16", HUBEI, "实际16>目标10,得10÷16×10=6.25"),
        ("≥100%", "80%", GATED, "实际80<目标100,得(80%−60%)÷(1−60%)×10=5"),
        ("≥100%", "55%", GATED, "实际55<目标100,完成率55%不高于60%,不得分"),
        (
            "≤2.22万元",
            "22209.17元",
            SHANXI,
            "实际22209.17元>目标2.22万元,得(1−(2.220917−2.22)÷2.22)×10=10",
        ),
    ],
)
def test_a_score_says_why_in_one_clause(target, actual, by, why):
    assert allowed(target, actual, by=by).why == why


# --- signs and units --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("initial", "target", "actual", "rule"),
    [
        ("≥期", "专刊1期", "1期", "PE-Q-POS"),
        ("≤万元", "22209.17元", "22209.17元", "PE-Q-REV"),  # project 15
        (None, "20万元", "≤16.935万元", "PE-Q-REV"),
        (None, "16人", "16", "PE-Q-EQ"),
        ("≤个", "≥3个", "4", "PE-Q-POS"),
    ],
)
def test_the_sign_is_the_targets_or_that_of_the_blank_target_or_of_the_actual_value(
    initial, target, actual, rule
):
    assert exactly(allowed(target, actual, initial=initial)) == (rule, 10)


def test_an_actual_value_under_the_targets_sign_is_just_its_value():
    assert exactly(allowed("≥90%", "≥85%", "18")) == ("PE-Q-POS", 17)


def test_a_blank_target_is_that_of_the_beginning_of_the_year():
    assert exactly(allowed("≥份", "3", initial="≥4份")) == ("PE-Q-POS", Fraction("7.5"))
    assert exactly(allowed(None, "3", initial="≥4份")) == ("PE-Q-POS", Fraction("7.5"))


def test_a_cost_without_a_sign_is_scored_only_where_every_sign_agrees():
    assert exactly(cost("10万元", "10万元")) == ("PE-Q-EQ", 10)
    assert cost("20万元", "15万元") == Undefined("成本指标值“20万元”没有印符号,不知是不是上限")


def test_a_scheme_may_refuse_a_target_without_a_sign():
    assert allowed("3次", "3", by=attrs.evolve(SHANXI, bare_operator=None)) == Undefined(
        "指标值“3次”没有印符号"
    )


@pytest.mark.parametrize(
    ("target", "actual", "score"),
    [
        ("≤2.22万元", "22200元", 10),
        ("≥1亿元", "5000万元", 5),
        ("≥90%", "95", 10),
        ("≥90%", "0", 0),
        ("≥600", "300份", 5),
    ],
)
def test_units_are_converted_where_it_is_certain(target, actual, score):
    assert exactly(allowed(target, actual))[1] == score


@pytest.mark.parametrize(
    ("target", "actual"),
    [("≥1个", "1人"), ("≥90%", "0.95"), ("≥0.9", "95%"), ("≤20", "16.935万元"), ("≤20万元", "16人")],
)
def test_units_that_may_differ_are_not_compared(target, actual):
    assert allowed(target, actual) == Undefined(
        f"指标值“{target}”与实际完成值“{actual}”的计量单位不能确定是否相同"
    )


@pytest.mark.parametrize(
    ("target", "actual", "weight", "reason"),
    [
        (None, "3", "10", "没有填指标值"),
        ("≥份", "3", "10", "没有填指标值"),
        ("≥3份", "—", "10", "实际完成值印作“—”"),
        ("—", "3份", "10", "指标值印作“—”"),
        ("≥5%", "减少6%", "10", "指标值“≥5%”与实际完成值“减少6%”增减方向不同,不能比较"),
        ("降低≥5%", "增长6%", "10", "指标值“降低≥5%”与实际完成值“增长6%”增减方向不同,不能比较"),
        ("≥3份", None, "10", "没有填实际完成值"),
        ("≥-5%", "3%", "10", "指标值“≥-5%”为负,评分办法没有规定怎样得分"),
        ("及时", "及时", "10", "指标值“及时”没有数,是定性表述,实际完成值“及时”不是规定的档次用语"),
        ("2024年", "100%", "10", "指标值“2024年”是日期或期限,实际完成值“100%”不是规定的档次用语"),
        ("2024", "2024", "10", "指标值“2024”是年度,实际完成值“2024”不是规定的档次用语"),
        ("80%-90%", "85%", "10", "指标值“80%-90%”是区间,实际完成值“85%”不是规定的档次用语"),
        (
            "≥3次",
            "约3次",
            "10",
            "实际完成值“约3次”是约数,不能与指标值“≥3次”比较",
        ),
        ("≥3次", "3", None, "分值“”不是大于零的数"),
        ("≥3次", "3", "0", "分值“0”不是大于零的数"),
        ("≥3次", "3", "-1", "分值“-1”不是大于零的数"),
        ("≥3次", "3", "10%", "分值“10%”不是大于零的数"),
    ],
)
def test_what_cannot_be_scored_says_why(target, actual, weight, reason):
    assert allowed(target, actual, weight) == Undefined(reason)


def test_an_indicator_whose_name_says_that_something_falls_need_not_say_so_twice():
    named = Indicator("产出指标", "数量指标", "能耗降低率", None, "≥5%", "降低6%", "10")
    assert exactly(allowed_score(named, SHANXI))[1] == 10
    risen = Indicator("产出指标", "数量指标", "能耗降低率", None, "降低≥5%", "增长6%", "10")
    assert isinstance(allowed_score(risen, SHANXI), Undefined)


def test_a_weight_may_be_printed_with_its_unit():
    assert exactly(allowed("≥3次", "3", "7.5分")) == ("PE-Q-POS", Fraction("7.5"))


# --- the default cost indicator of Shanxi -----------------------------------------------------------------


@pytest.mark.parametrize(("weight", "limit"), [("10", 5), ("3", 3)])
def test_the_cost_indicator_that_shanxi_adds_earns_five_at_most(weight, limit):
    answer = cost("未填报", MET, weight)
    assert (answer.low, answer.high, answer.rule) == (0, limit, "PE-Q-COST-SX")
    assert flags(answer) == ["PE-Q-COST-SX"]


def test_elsewhere_that_target_is_only_words():
    assert cost("未填报", MET, by=HUBEI).rule == "PE-QL-01"
    assert isinstance(cost("未填报", "5", by=HUBEI), Undefined)


# --- what a score may be ----------------------------------------------------------------------------------


def test_a_bound_that_is_no_printed_score_admits_the_score_it_is_rounded_to():
    third = Allowed(Fraction(10, 3), Fraction(20, 3), high_open=False, rule="x", why="")
    assert third.admits(Fraction("3.33"))
    assert third.admits(Fraction("6.67"))
    assert not third.admits(Fraction("3.32"))
    assert not attrs.evolve(third, high_open=True).admits(Fraction("6.67"))


# --- the execution of the budget --------------------------------------------------------------------------


def yuan(text):
    return Amount.of(text, Unit.YUAN)


@pytest.mark.parametrize(
    ("executed", "adjusted", "score", "why"),
    [
        ("216312.5", "220351.5", "9.82", "执行率98.17%×10=9.82"),  # project 10
        ("3500", "10000", "3.5", "执行率35%×10=3.5"),  # project 2
        ("30000", "60000", "5", "执行率50%×10=5"),  # project 17
        ("169350", "169350", "10", "执行率100%×10=10"),
        ("110", "100", "10", "执行率110%超过100%,得满分10"),
        ("0", "100", "0", "执行率0%×10=0"),
        ("-5", "100", "0", "执行率0%×10=0"),
        ("0", "0", "0", "全年预算数为零,按办法得0"),  # projects 5, 7, 8
    ],
)
def test_execution_earns_a_tenth_of_its_rate(executed, adjusted, score, why):
    answer = execution_score(yuan(executed), yuan(adjusted), SHANXI)
    assert exactly(answer)[1] == Fraction(score)
    assert answer.why == why
    assert answer.rule == ("PE-EX-02" if adjusted == "0" else "PE-EX-03")


def test_the_printed_rate_and_the_unrounded_ratio_may_be_a_hundredth_apart():
    answer = execution_score(Amount(4504990), Amount(10000000), SHANXI)  # 45.0499% → 4.50; 45.05% → 4.51
    assert (answer.low, answer.high) == (Fraction("4.50"), Fraction("4.51"))


@pytest.mark.parametrize(("executed", "adjusted", "score"), [("0", "0", 10), ("5", "0", 0), ("5", "-5", 0)])
def test_nothing_of_nothing_is_all_of_it_where_the_scheme_says_so(executed, adjusted, score):
    full = attrs.evolve(SHANXI, zero_budget="full")
    answer = execution_score(yuan(executed), yuan(adjusted), full)
    assert exactly(answer) == ("PE-EX-02", score)
    assert answer.why.startswith("全年预算数为负" if adjusted == "-5" else "全年预算数为零")


@pytest.mark.parametrize(
    ("percent", "score"),
    [("100", 10), ("120", 10), ("99.99", 7), ("80", 7), ("79.99", 5), ("60", 5), ("59.99", 0), ("0", 0)],
)
def test_by_steps_execution_earns_what_its_rate_reaches(percent, score):
    answer = execution_score(yuan(percent), yuan("100"), GATED)
    assert exactly(answer) == ("PE-EX-04", score)
    assert answer.why == f"执行率{percent}%,按分档得{score}"


def test_hubei_gives_twenty_for_execution():
    assert exactly(execution_score(yuan("80"), yuan("100"), HUBEI)) == ("PE-EX-05", 16)


# --- grades -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("100", "优"),
        ("94.82", "优"),
        ("90", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("64", "中"),  # project 17: 5 + 59
        ("60", "中"),
        ("59", "差"),
        ("0", "差"),
        ("-1", "差"),
    ],
)
def test_a_grade_begins_at_its_lowest_total(total, grade):
    assert grade_of(Fraction(total), SHANXI) == grade


@pytest.mark.parametrize(
    ("low", "high", "grades"),
    [
        ("73.5", "83.5", ("良", "中")),  # project 2
        ("70", "80", ("良", "中")),  # project 5
        ("50", "60", ("中", "差")),  # project 7
        ("44", "58", ("差",)),  # project 8
        ("79", "91", ("优", "良", "中")),  # project 17
    ],
)
def test_an_interval_of_totals_may_have_every_grade_that_it_touches(low, high, grades):
    assert grades_between(Fraction(low), Fraction(high), SHANXI) == grades


def test_other_limits_are_a_parameter_of_the_scheme():
    grades = (("优", Fraction(80)), ("良", Fraction(70)), ("中", Fraction(60)), ("差", Fraction(0)))
    assert grade_of(Fraction(85), attrs.evolve(SHANXI, grades=grades)) == "优"


def test_rules_and_bands_are_values():
    assert SHANXI.positive == QuantitativeRule("PE-Q-POS", SHANXI.positive.kind)
    assert isinstance(SHANXI.bands[0], Band)
    assert SHANXI.bare_operator is Operator.EQUAL
