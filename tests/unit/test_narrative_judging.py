"""Verdicts on claims, and the mistakes that reproduce what was printed."""

from __future__ import annotations

import pytest
from attrs import evolve

import govbudget
from govbudget.checks import Cause, Severity, Verdict
from govbudget.narrative.judging import findings_of, judge
from govbudget.narrative.passages import read_passages
from govbudget.narrative.reading import read_claims

BANDS = govbudget.scheme("mof-2020")


def judged(text, kind=None):
    return [judge(claim, BANDS) for claim in read_claims(read_passages([text])) if kind in (None, claim.kind)]


def findings(text):
    return [
        one
        for one in findings_of(list(map(judge, read_claims(read_passages([text])))))
        if one.verdict is Verdict.BROKEN
    ]


@pytest.mark.parametrize(
    ("text", "recomputed", "cause"),
    [
        ("支出合计100.00万元，其中：基本支出30.00万元，占70.00%。", "30.00%", Cause.COMPLEMENT),
        ("支出合计100.00万元，其中：基本支出35.00万元，占3.50%。", "35.00%", Cause.DECIMAL_SHIFT),
        ("支出合计100.00万元，其中：基本支出30.00万元，占31.00%。", "30.00%", None),
        ("支出150.00万元，比上年增加50.00万元，增长150.00%。", "50.00%", Cause.RATIO_AS_GROWTH),
        ("支出150.00万元，比上年增加50.00万元，增长33.33%。", "50.00%", Cause.WRONG_BASE),
        ("支出80.00万元，比上年减少20.00万元，增长20.00%。", "20.00%", Cause.WRONG_SIGN),
        ("支出7.28万元，比上年增加7.28万元，增长100.00%。", None, Cause.ZERO_BASE),
        (
            "年初预算为80.00万元，支出决算为40.00万元，完成年初预算的200.00%。",
            "50.00%",
            Cause.INVERTED_RATIO,
        ),
        ("年初预算为80.00万元，支出决算为20.00万元，完成年初预算的75.00%。", "25.00%", Cause.GROWTH_AS_RATIO),
        (
            "年初预算为0万元，全年预算为80.00万元，支出决算为40.00万元，完成年初预算的50.00%。",
            None,
            Cause.ZERO_BASE,
        ),
        (
            "年初预算为50.00万元，全年预算为80.00万元，支出决算为40.00万元，完成年初预算的50.00%。",
            "80.00%",
            Cause.WRONG_BASE,
        ),
        (
            "采购总额53.00万元，其中：货物10.00万元、工程20.00万元、服务5.00万元。",
            "35.00万元",
            Cause.TRANSPOSED_DIGITS,
        ),
        ("采购总额25.00万元，其中：货物10.00万元、工程10.00万元、服务10.00万元。", "30.00万元", None),
        ("共有车辆8辆，其中：执法用车2辆、其他用车5辆。", "7辆", None),
        ("总得分88分，属于“优”。", "良", None),
    ],
)
def test_a_contradiction_is_broken_and_its_mistake_is_named(text, recomputed, cause):
    (found,) = [one for one in judged(text) if one.verdict is Verdict.BROKEN]
    assert (found.recomputed, found.cause) == (recomputed, cause)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("支出合计300.00万元，其中：基本支出200.00万元，占66.66%。", Cause.TRUNCATION),
        ("支出合计3.00万元，其中：基本支出1.23万元，占41.11%。", Cause.ROUNDED_PARTS),
        ("支出合计3.00万元，其中：甲支出1.00万元，占33.33%；乙支出2.00万元，占66.67%。", None),
        (
            "支出合计70.00万元，其中：甲50.00万元，占71.43%；乙10.00万元，占14.29%；丙10.00万元，占14.28%。",
            Cause.PLUGGED_SHARE,
        ),
        ("采购总额35.01万元，其中：货物10.00万元、工程20.00万元、服务5.00万元。", Cause.ROUNDED_PARTS),
    ],
)
def test_what_rounding_explains_is_no_error(text, cause):
    found = [one for one in judged(text) if one.verdict is not Verdict.HOLDS]
    assert {one.verdict for one in found} <= {Verdict.ROUNDING}
    assert [one.cause for one in found] == ([cause] if cause else [])


def test_zeros_that_print_dropped_are_no_coarser_figures():
    """70万元 beside figures of two places is 70.00, and explains no more than they do."""
    text = "本年支出80.25万元。上年支出70.25万元。采购总额36万元，其中：货物10万元、工程20万元、服务5万元。"
    (found,) = judged(text, "sum")
    assert found.verdict is Verdict.BROKEN


def test_nothing_over_nothing_is_undefined():
    (found,) = judged("支出0万元，比上年增加（减少）0万元，增长（减少）0%。")
    assert (found.verdict, found.cause) == (Verdict.NOT_TESTED, Cause.ZERO_BASE)


def test_a_list_that_may_be_incomplete_breaks_nothing():
    (found,) = judged("支出总计30.00万元，其中：甲项目10.00万元、乙项目5.00万元。", "sum")
    assert found.verdict is Verdict.NOT_TESTED
    (found,) = judged("合同金额10.00万元，其中：授予中小企业8.00万元、授予小微企业6.00万元。", "sum")
    assert found.verdict is Verdict.NOT_TESTED


def test_kinds_that_exclude_one_another_cannot_exceed_their_whole():
    (found,) = judged("采购总额10.00万元，其中：货物8.00万元、服务6.00万元。", "sum")
    assert found.verdict is Verdict.BROKEN


def test_a_direction_against_its_sign_is_told_as_a_direction():
    (found,) = findings("支出80.00万元，比上年减少20.00万元，增长20.00%。")
    assert (found.rule, found.severity) == ("N-DIR", Severity.ERROR)
    (found,) = findings(
        "2023年预算执行数为80.00万元，2024年预算安排60.00万元，比2023年预算执行数增加25.00%。"
    )
    assert found.rule == "N-DIR"


SHORTER = "4.“组织事务（款）一般行政管理事务（项）”60.00万元。2023年预算执行数为80.00万元，2024年预算安排60.00万元，比2023年预算执行数减少25.00%。主要原因是：{}。"


def test_a_reason_that_says_the_contrary_of_the_very_quantity_is_a_warning():
    (found,) = findings(SHORTER.format("组织事务经费增加"))
    assert (found.rule, found.severity) == ("N-DIR", Severity.WARNING)


@pytest.mark.parametrize(
    "reason", ["组织事务经费减少", "人员增加", "退休人员增加，项目减少", "项目调整", "政策性增资"]
)
def test_a_reason_about_something_else_contradicts_nothing(reason):
    assert findings(SHORTER.format(reason)) == []


def test_what_follows_from_one_wrong_figure_is_told_with_it():
    text = "1.“住房公积金（项）”350.35万元，用于住房。2023年预算执行数为348.52万元，2024年预算安排352.67万元，比2023年预算执行数增加0.53%。"
    (found,) = findings(text)
    assert (found.rule, found.published, found.recomputed) == ("N-REPEAT", "352.67万元", "350.35万元")
    assert [one.rule for one in found.consequences] == ["N-CHANGE"]


def test_every_claim_makes_a_finding_with_its_place():
    text = "一、支出情况\n支出合计200万元，其中：基本支出50万元，占25%；项目支出150万元，占75%。满意度90%。"
    found = findings_of(list(map(judge, read_claims(read_passages([text])))))
    assert [(one.rule, one.verdict.id) for one in found] == [
        ("N-SHARE", "holds"),
        ("N-SHARE", "holds"),
        ("N-SUM", "holds"),
        ("N-SHARE", "not_tested"),
    ]
    assert {(one.where[0].page, one.where[0].sentence) for one in found} == {(1, 1), (1, 2)}


def test_a_grade_is_judged_by_a_scheme_and_not_at_all_without_one():
    text = "总得分79分，属于“中”。"
    (plain,) = govbudget.claims(text)
    assert (plain.verdict, plain.message) == (Verdict.NOT_TESTED, "中: 没有指定评分办法,不能核对等级")
    steep = evolve(BANDS, name="示例", grades=(("优", 80), ("良", 70), ("中", 60), ("差", 0)))
    (found,) = govbudget.claims(text, steep)
    assert (found.recomputed, found.message) == ("良", f"“{text}”公开中,79分按示例应为良")


def test_pages_come_as_one_text_with_form_feeds_or_one_by_one():
    pages = ["支出合计200万元，其中：基本支出50万元，", "占26%。"]
    assert [one.verdict for one in govbudget.claims(pages)] == [Verdict.BROKEN]
    assert govbudget.claims("\f".join(pages)) == govbudget.claims(pages)
