"""Wrong cells of a money block, exchanged and missing indicators: one root each; another error stands beside."""

from __future__ import annotations

import itertools

import pytest
from attrs import evolve

from govbudget.catalogue import scheme
from govbudget.checks import Cause, review
from govbudget.checks.evaluations import evaluation_rules
from govbudget.model import Department, Disclosure, EvaluationPart, Funds, Indicator, SelfEvaluation
from govbudget.money import Unit

MET = "达成预期指标"
LINES = (
    Indicator("产出指标", "数量指标", "印刷册数", None, "≥600份", "600", "20", "20"),
    Indicator("产出指标", "质量指标", "验收合格率", None, "≥95%", "96%", "10", "10"),
    Indicator("产出指标", "时效指标", "完成时间", None, "12月底前", MET, "10", "10"),
    Indicator("产出指标", "成本指标", "印刷费", None, "≤20万元", "18万元", "10", "10"),
    Indicator("效益指标", "社会效益", "知晓度", None, "提升", MET, "30", "30"),
    Indicator("满意度指标", "服务对象满意度", "群众满意度", None, "≥90%", "95%", "10", "10"),
)
SUMS = {"requested": "20", "compiled": "20", "adjusted": "20", "executed": "18", "carry_over": "2"}
SCORED = {"rate": "90", "score": "9"}
FORM = SelfEvaluation(
    1,
    EvaluationPart.FORM,
    "印刷",
    Unit.WAN_YUAN,
    (Funds("资金总额", **SUMS, **SCORED),),
    LINES,
    total="99",
    grade="优",
    deviation_reason="节约",
)
TWO = evolve(FORM, funds=(*FORM.funds, Funds("本级财政", **SUMS, **SCORED)))
REPORT = evolve(
    FORM,
    part=EvaluationPart.REPORT,
    funds=(Funds("合计", **SUMS, **SCORED),),
    execution_score="9",
    indicator_total="90",
)


def broken(*parts):
    document = Disclosure(Department(None, "某局"), 2024, "final-accounts", None, (), (), parts)
    found = review(document, evaluation_rules(scheme("shanxi-2024"))).broken
    return [finding for finding in found if finding.severity.id != "info"]


def funded(part=FORM, row=0, **changes):
    funds = list(part.funds)
    funds[row] = evolve(funds[row], **changes)
    return evolve(part, funds=tuple(funds))


def lined(part, number, **changes):
    lines = list(part.indicators)
    lines[number - 1] = evolve(lines[number - 1], **changes)
    return evolve(part, indicators=tuple(lines))


def without(part, *numbers):
    lines = tuple(line for n, line in enumerate(LINES, start=1) if n not in numbers)
    return evolve(part, indicators=lines)


def rules_under(finding):
    return [one.rule for one in finding.consequences]


def test_what_is_right_has_no_findings():
    assert broken(FORM) == broken(TWO) == broken(REPORT, FORM) == []


MONEY = [
    ("executed", "16", "18", None),
    ("executed", "81", "18", Cause.TRANSPOSED_DIGITS),
    ("executed", "180", "18", Cause.DECIMAL_SHIFT),
    ("executed", "180000", "18", Cause.UNIT_MIXUP),
    ("adjusted", "25", "20", None),
    ("adjusted", "200000", "20", Cause.UNIT_MIXUP),
]


@pytest.mark.parametrize(("column", "wrong", "right", "cause"), MONEY)
def test_a_wrong_sum_is_accused_by_the_rest_of_its_line(column, wrong, right, cause):
    (found,) = broken(funded(**{column: wrong}))
    assert found.cause is cause
    assert (found.where[0].column, found.where[0].part) == (f"funds[资金总额].{column}", "form")
    assert f"{wrong} 应为{right}" in found.message
    assert set(rules_under(found)) >= {"PE-EX-02", "PE-EX-03"}


@pytest.mark.parametrize(("column", "wrong"), [(column, wrong) for column, wrong, _, _ in MONEY])
def test_a_wrong_sum_of_a_source_is_accused_there(column, wrong):
    (found,) = broken(funded(TWO, 1, **{column: wrong}))
    assert found.where[0].column == f"funds[本级财政].{column}"
    assert set(rules_under(found)) | {found.rule} >= {"PE-EX-01", "PE-EX-02", "PE-EX-03", "PE-EX-06"}


def test_a_sum_that_nothing_but_the_rate_is_apart_from_is_not_accused():
    # 16 ÷ 20 is 80%: the sum may be wrong, or the rate with the score that was made of it.
    bare = {"requested": None, "compiled": None, "carry_over": None, "executed": "16"}
    part = lined(funded(**bare), 4, target="不超预算", actual=MET)
    (found,) = broken(part)
    assert (found.rule, rules_under(found)) == ("PE-EX-02", ["PE-EX-03"])
    assert "疑" not in found.message
    assert "改正" not in found.message


def test_what_was_made_of_a_wrong_sum_is_put_right_with_it():
    part = evolve(funded(executed="16", carry_over="4", rate="80", score="8"), total="98")
    (found,) = broken(REPORT, part)
    assert found.rule == "PE-UNIT"
    assert "改正此数,由它得出的资金结(转)余、执行率、得分、总分随改,另3处不符随之消除" in found.message


def test_a_score_follows_the_wrong_rate_that_it_was_made_of():
    (found,) = broken(evolve(funded(rate="95", score="9.5"), total="99.5"))
    assert (found.rule, rules_under(found)) == ("PE-EX-02", ["PE-EX-03"])
    assert "改正此数,由它得出的得分、总分随改" in found.message
    assert "公开9.5分;执行率90%×10应为9.0分" in found.consequences[0].message
    # A score that the rate did not make is an error of its own; so is a rate that is printed as no number.
    assert [f.rule for f in broken(evolve(funded(rate="95", score="7"), total="97"))] == [
        "PE-EX-02",
        "PE-EX-03",
    ]


def test_a_score_that_is_no_number_is_left_as_it_is():
    (found,) = broken(lined(funded(executed="16"), 1, score="十"))
    assert "16 应为18" in found.message


def test_two_findings_on_one_score_are_one():
    (found,) = broken(evolve(lined(FORM, 2, score="11"), total="100"))
    assert (found.rule, rules_under(found)) == ("PE-W-03", ["PE-Q-POS"])


def test_a_weight_and_the_score_that_it_gave_are_one_error():
    (found,) = broken(evolve(lined(FORM, 1, weight="25", score="25"), total="104"))
    assert (found.rule, rules_under(found)) == ("PE-W-01", ["PE-W-01"])


EXCHANGED = [
    ((FORM,), "score", "的得分或分值互换(得分10、20;两行数字互换)"),
    ((FORM, REPORT), "score", "的得分互换(得分10、20;两行数字互换)"),
]


@pytest.mark.parametrize(("parts", "column", "said"), EXCHANGED)
def test_two_scores_in_each_others_place_are_named(parts, column, said):
    form, *others = parts
    changed = lined(lined(form, 1, **{column: "10"}), 2, **{column: "20"})
    (found,) = broken(changed, *others)
    assert found.cause is Cause.SWAPPED_ROWS
    assert f"数量指标「印刷册数」与质量指标「验收合格率」{said}" in found.message
    assert [place.indicator for place in found.where[:2]] == [1, 2]


def test_scores_exchanged_in_both_parts_are_told_once():
    changed = [lined(lined(part, 1, score="10"), 2, score="20") for part in (REPORT, FORM)]
    (found,) = broken(*changed)
    assert found.cause is Cause.SWAPPED_ROWS


LEFT_OUT = [
    (REPORT, without(FORM, 6), "自评表没有这项指标;补上此项,另5处不符随之消除"),
    (without(REPORT, 1), FORM, "自评报告没有这项指标;补上此项,另6处不符随之消除"),
    (REPORT, without(FORM, 5, 6), "自评表没有这项指标;补上所缺的2项,另6处不符随之消除"),
    (
        REPORT,
        evolve(without(FORM, 6), total="89", grade="良"),
        "自评表没有这项指标;补上此项,总分、等级随改,另4处不符随之消除",
    ),
]


@pytest.mark.parametrize(("report", "form", "said"), LEFT_OUT)
def test_an_indicator_left_out_is_one_error(report, form, said):
    (found,) = broken(report, form)
    assert found.rule == "PE-T-04"
    assert found.message.endswith(said)


def test_an_indicator_told_otherwise_in_one_part_is_one_error():
    (found,) = broken(REPORT, lined(FORM, 1, actual="300"))
    assert (found.rule, rules_under(found)) == ("PE-T-04", ["PE-Q-POS"])
    assert "自评表 数量指标「印刷册数」实际完成值 300 应为600,改正后2处不符都消除" in found.message


ERRORS = {
    "executed": lambda part: funded(part, executed="81"),
    "total": lambda part: evolve(part, total="89", grade="良"),
    "weight": lambda part: lined(part, 5, weight="35"),
    "exchanged": lambda part: lined(lined(part, 1, score="10"), 2, score="20"),
    "rate": lambda part: funded(part, rate="59"),
}


@pytest.mark.parametrize(("one", "other"), [*itertools.combinations(ERRORS, 2)])
def test_an_unrelated_second_error_is_never_swallowed(one, other):
    alone = [broken(ERRORS[name](FORM)) for name in (one, other)]
    roots = {(f.rule, f.where[0].column) for found in alone for f in found}
    both = broken(ERRORS[other](ERRORS[one](FORM)))
    assert roots <= {(f.rule, f.where[0].column) for f in both}


ROUNDED = [
    ("38.29", "0.00", True),
    ("38.29", "0", True),
    ("38.29", "0.0", True),
    ("51", "0.00", True),
    ("51", "0", False),
    ("151", "0.00", False),
    ("38.29", "0.000", False),
]


@pytest.mark.parametrize(("yuan", "wan", "holds"), ROUNDED)
def test_what_does_not_show_at_the_places_printed_is_zero_there(yuan, wan, holds):
    # 51 yuan are 0.0051万元: 0.01 rounded, 0.00 cut; a bare 0 is as fine as the sums around it.
    sums = dict.fromkeys(("requested", "compiled", "adjusted", "executed"), "200000.00")
    full = {"rate": "100", "score": "10"}
    part = evolve(REPORT, unit=Unit.YUAN, execution_score="10", total="100")
    part = lined(funded(part, **sums, **full, carry_over=yuan), 4, actual="20万元")
    form = lined(evolve(funded(executed="20", carry_over=wan, **full), total="100"), 4, actual="20万元")
    found = [f for one in broken(part, form) for f in (one, *one.consequences) if f.rule == "PE-UNIT"]
    assert [f.rule for f in found] == ([] if holds else ["PE-UNIT"])
