"""One wrong cell of a project, in one part or in both, is told once; a second error is told beside it."""

from __future__ import annotations

import pytest
from attrs import evolve

from govbudget.catalogue import scheme
from govbudget.checks import Cause, Severity, Verdict, review
from govbudget.checks.evaluations import evaluation_rules
from govbudget.model import (
    Department,
    Disclosure,
    EvaluationPart,
    Funds,
    Indicator,
    ReportedFigure,
    SelfEvaluation,
)
from govbudget.money import Unit

MET = "达成预期指标"
LINES = (
    Indicator("产出指标", "数量指标", "活动", None, "≥10次", "10", "20", "20"),
    Indicator("产出指标", "质量指标", "验收", None, "合格", MET, "20", "20"),
    Indicator("产出指标", "成本指标", "费用", None, "≤5万元", "4.91", "10", "10"),
    Indicator("效益指标", "社会效益", "影响", None, "提升", MET, "30", "30"),
    Indicator("满意度指标", "服务对象满意度", "职工", None, "≥90%", "95%", "10", "10"),
)
YUAN = {"compiled": "50000", "adjusted": "50000", "executed": "49100", "carry_over": "900"}
WAN = {"compiled": "5", "adjusted": "5", "executed": "4.91", "carry_over": "0.09"}
SCORED = {"rate": "98.2", "score": "9.82"}
REPORT = SelfEvaluation(
    3,
    EvaluationPart.REPORT,
    "培训经费",
    Unit.YUAN,
    (Funds("合计", **YUAN, **SCORED), Funds("本级财政", **YUAN)),
    LINES,
    "9.82",
    "90",
    "99.82",
    "优",
    reported=(ReportedFigure("年初预算", "50000", "元", "approved"),),
)
FORM = SelfEvaluation(
    3,
    EvaluationPart.FORM,
    "培训经费",
    Unit.WAN_YUAN,
    (Funds("资金总额", **WAN, **SCORED), Funds("本级财政", **WAN)),
    LINES,
    total="99.82",
    grade="优",
)


def reviewed(report=REPORT, form=FORM, ignore=None, more=()):
    parts = tuple(part for part in (report, form, *more) if part is not None)
    document = Disclosure(Department(None, "某局"), 2024, "final-accounts", None, (), (), parts)
    return review(document, evaluation_rules(scheme("shanxi-2024")), ignore=ignore)


def broken(*args, **more):
    return [(f.rule, [one.rule for one in f.consequences]) for f in reviewed(*args, **more).broken]


def lined(part, number, **changes):
    lines = list(part.indicators)
    lines[number - 1] = evolve(lines[number - 1], **changes)
    return evolve(part, indicators=tuple(lines))


def funded(part, row, **changes):
    funds = list(part.funds)
    for n in row if isinstance(row, tuple) else (row,):
        funds[n] = evolve(funds[n], **changes)
    return evolve(part, funds=tuple(funds))


def both(change, *args, **more):
    return change(REPORT, *args, **more), change(FORM, *args, **more)


def test_a_project_that_is_right_has_no_root():
    assert broken() == []


@pytest.mark.parametrize("number", [1, 2])
def test_a_score_wrong_in_both_parts_is_told_once(number):
    (found,) = reviewed(*both(lined, number, score="12")).broken
    score = "PE-Q-POS" if number == 1 else "PE-QL-01"
    assert [one.rule for one in found.consequences] == [score, "PE-T-01", "PE-T-02", "PE-T-02"]
    assert (found.rule, found.severity) == ("PE-W-04", Severity.ERROR)
    assert found.message.endswith("没有说明原因;改正此数,另4处不符随之消除")
    assert [place.part for place in found.where] == ["report", "form"]


def test_a_score_that_makes_the_sums_wrong_is_accused_in_the_gravest_of_them():
    changed = both(lined, 1, score="12", reason="少办")
    (found,) = reviewed(*changed).broken
    assert (found.rule, found.severity) == ("PE-T-01", Severity.ERROR)
    assert [one.rule for one in found.consequences] == ["PE-Q-POS", "PE-T-02", "PE-T-02"]
    assert "疑在 项目3 培训经费 自评报告 数量指标「活动」得分 12 应为20,改正后4处不符都消除" in found.message
    assert (found.where[0].indicator, found.where[0].column) == (1, "indicators[1].score")


def test_a_score_wrong_in_the_form_alone_is_told_there():
    ((rule, followers),) = broken(REPORT, lined(FORM, 1, score="12"))
    assert (rule, followers) == ("PE-W-04", ["PE-Q-POS", "PE-T-02", "PE-T-04"])


def test_a_wrong_weight_that_the_sum_gives_away_is_named():
    (found,) = reviewed(*both(lined, 1, weight="30")).broken
    assert [one.rule for one in found.consequences] == ["PE-Q-POS", "PE-W-01", "PE-W-04"]
    assert "数量指标「活动」分值 30 应为20" in found.message


def test_of_cells_that_may_equally_be_wrong_none_is_accused():
    part = evolve(REPORT, total="95.82", indicator_total="86")
    for number, score in ((2, "18"), (4, "27")):
        part = lined(part, number, score=score, reason="略有不足")
    (found,) = reviewed(part, None).broken
    assert [one.rule for one in found.consequences] == ["PE-T-02"]
    assert "改正" not in found.message


GRADED = [
    ({"total": "59.82", "grade": "差"}, ["PE-G-01", "PE-G-01", "PE-T-02", "PE-T-02"]),
    ({"total": "59.82"}, ["PE-G-01", "PE-T-02", "PE-T-02"]),
    ({"total": "98.28"}, ["PE-T-02", "PE-T-02"]),
]


@pytest.mark.parametrize(("changes", "followers"), GRADED)
def test_a_wrong_total_takes_its_grade_with_it(changes, followers):
    assert broken(*both(evolve, **changes)) == [("PE-T-02", followers)]


def test_a_grade_that_neither_total_has_is_an_error_of_its_own():
    (total, grade) = reviewed(*both(evolve, total="59.82", grade="中")).broken
    assert (total.rule, grade.rule) == ("PE-T-02", "PE-G-01")
    assert grade.message.endswith("公开“中”;总分59.82分,应为“差”;按重加的总分99.82分,应为“优”")
    # The total is wrong, but the right one has the same grade: nothing more is said of it.
    assert broken(evolve(REPORT, total="98.28", grade="良"), None) == [
        ("PE-T-02", ["PE-T-02"]),
        ("PE-G-01", []),
    ]


def test_a_total_follows_a_wrong_sum_of_the_indicators():
    changed = evolve(REPORT, indicator_total="80", total="89.82", grade="良")
    assert broken(changed) == [("PE-T-01", ["PE-G-01", "PE-T-02", "PE-T-03"])]


def test_a_second_error_is_told_beside_the_first():
    changed = evolve(both(evolve, total="98.28")[0], grade="优"), lined(FORM, 1, actual="1")
    assert [rule for rule, _ in broken(*changed)] == ["PE-T-02", "PE-T-04"]


def test_two_wrong_scores_are_two_roots_and_the_sums_are_told_under_one():
    first = both(lined, 1, score="12")
    changed = [lined(part, 5, score="5") for part in first]
    roots = broken(*changed)
    assert [rule for rule, _ in roots] == ["PE-W-04", "PE-W-04"]
    followers = [one for _, found in roots for one in found]
    assert sorted(followers) == ["PE-G-01"] * 2 + ["PE-Q-POS"] * 2 + ["PE-T-01"] + ["PE-T-02"] * 2


UNITS = [
    (REPORT, evolve(FORM, unit=Unit.YUAN), "自评表 金额单位 写作元,疑应为万元"),
    (evolve(REPORT, unit=Unit.WAN_YUAN), FORM, "自评报告 金额单位 写作万元,疑应为元"),
    (REPORT, funded(FORM, (0, 1), **YUAN), "自评表 金额单位 写作万元,疑应为元"),
]


@pytest.mark.parametrize(("report", "form", "said"), UNITS)
def test_a_unit_misread_is_told_once(report, form, said):
    found = reviewed(report, form)
    (unit,) = found.broken
    assert (unit.rule, unit.cause, unit.severity) == ("M-09", Cause.UNIT_MIXUP, Severity.ERROR)
    assert said in unit.message
    assert [one.rule for one in unit.consequences].count("PE-UNIT") == 8
    assert found.counts[Verdict.BROKEN] == 1 + len(unit.consequences)


def test_units_that_need_not_agree_are_not_told():
    found = reviewed(REPORT, evolve(FORM, unit=Unit.YUAN), ignore={"M-09": "另有说明"})
    assert "M-09" not in [finding.rule for finding in found.broken]
    assert [finding.rule for finding in found.broken].count("PE-UNIT") == 7
    # 亿元 is no misreading of 元 or 万元.
    assert "M-09" not in [f.rule for f in reviewed(REPORT, evolve(FORM, unit=Unit.YI_YUAN)).broken]


def test_a_sum_wrong_in_one_part_is_found_by_the_other():
    (form,) = reviewed(REPORT, funded(FORM, (0, 1), executed="49.1")).broken
    assert (form.rule, form.cause) == ("PE-UNIT", Cause.DECIMAL_SHIFT)
    assert {one.rule for one in form.consequences} >= {"PE-EX-01", "PE-EX-02", "PE-EX-03"}
    (report,) = reviewed(funded(REPORT, (0, 1), executed="41900")).broken
    assert report.cause is Cause.TRANSPOSED_DIGITS
    assert (
        "自评报告 合计「全年执行数」 41900 应为49100(相邻两位数字颠倒),改正后6处不符都消除" in report.message
    )


def test_an_execution_score_wrong_wherever_it_stands_is_told_once():
    changed = evolve(funded(REPORT, 0, score="9.28"), execution_score="9.28"), funded(FORM, 0, score="9.28")
    assert broken(*changed) == [("PE-EX-03", ["PE-EX-03", "PE-T-02", "PE-T-02", "PE-T-02"])]


def test_ignored_rules_neither_accuse_nor_follow():
    found = reviewed(*both(lined, 1, score="12"), ignore={"PE-T-02": "另有说明"})
    (root,) = found.broken
    assert [one.rule for one in root.consequences] == ["PE-Q-POS", "PE-T-01"]
    assert all(finding.ignored for finding in found.findings if finding.rule == "PE-T-02")


def test_parts_that_lack_what_was_to_be_written_anew_are_left_as_they_are():
    short = evolve(FORM, indicators=LINES[:1], total=None, grade=None)
    rules = [rule for rule, _ in broken(lined(REPORT, 5, score="12"), short)]
    assert "PE-T-04" in rules
    bare = funded(evolve(REPORT, total=None, grade=None, indicator_total="80"), 0, rate="89.2")
    assert broken(bare, None) == [("PE-EX-02", []), ("PE-T-01", [])]


COPIES = [
    ([REPORT], "自评报告有2份,内容相同,只应计一份"),
    ([evolve(REPORT, total="90")], "自评报告有2份,内容不同,不知以哪一份为准"),
    ([evolve(REPORT, order=7, page=9)], "自评报告有2份,序号不同而内容完全相同"),
]


@pytest.mark.parametrize(("more", "said"), COPIES)
def test_a_report_that_the_document_has_twice_is_told(more, said):
    found = [f for f in reviewed(more=more).broken if f.rule == "PE-DUP-01"]
    assert [finding.message.endswith(said) for finding in found] == [True]
    assert [finding.verdict for finding in reviewed().findings if finding.rule == "PE-DUP-01"] == [
        Verdict.HOLDS
    ]
