"""Reports and forms are of one project by what they say, wherever they stand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve

from govbudget.catalogue import scheme
from govbudget.checks import Cause, Dossier, Verdict
from govbudget.checks.evaluations import evaluation_rules, projects_of
from govbudget.checks.evaluations.numbers import Printed, cut, judged, shown
from govbudget.checks.evaluations.projects import displaced
from govbudget.model import Department, Disclosure, EvaluationPart, Funds, Indicator, SelfEvaluation
from govbudget.money import Unit

REPORT, FORM = EvaluationPart


def report(order, name, spent="50000", *indicators):
    lines = tuple(Indicator("产出指标", "数量指标", one, weight="10", score="10") for one in indicators)
    funds = Funds("合计", adjusted=spent, executed=spent)
    return SelfEvaluation(order, REPORT, name, Unit.YUAN, (funds,), lines, total="10")


def form(order, name, spent="5", *indicators):
    funds = (Funds("资金总额", adjusted=spent, executed=spent),)
    return evolve(report(order, name, spent, *indicators), part=FORM, unit=Unit.WAN_YUAN, funds=funds)


def pairs(*evaluations):
    return [
        (project.report and project.report.order, project.form and project.form.order)
        for project in projects_of(evaluations)
    ]


def asked(rule, *evaluations):
    disclosure = Disclosure(Department(None, "某局"), 2024, "final-accounts", None, (), (), evaluations)
    (one,) = [one for one in evaluation_rules(scheme("mof-2020")) if one.id == rule]
    return list(one.evaluate(Dossier(disclosure)))


def test_forms_are_found_by_name_whatever_their_place():
    assert pairs(report(1, "甲"), report(2, "乙"), form(1, "乙"), form(2, "甲")) == [(1, 2), (2, 1)]


def test_two_projects_of_one_name_are_told_apart_by_money_and_indicators():
    first, second = report(1, "宣传", "50000", "专刊"), report(2, "宣传", "60000", "短片")
    assert pairs(first, second, form(1, "宣传", "6", "短片"), form(2, "宣传", "5", "专刊")) == [
        (1, 2),
        (2, 1),
    ]


def test_a_form_under_another_name_is_found_by_money_and_indicators():
    assert pairs(report(1, "甲", "50000", "一", "二"), form(4, "甲项目", "5", "一", "三")) == [(1, 4)]


def test_the_same_money_alone_makes_no_pair():
    assert pairs(report(1, "甲", "50000", "一"), form(1, "乙", "5", "二")) == [(1, None), (None, 1)]


def test_the_same_indicators_make_a_pair_even_where_the_money_differs():
    assert pairs(report(1, "甲", "50000", "一", "二"), form(1, "乙", "6", "一", "二")) == [(1, 1)]


def test_a_name_alone_makes_a_pair_where_nothing_better_is_left():
    assert pairs(report(1, "甲", "50000", "一"), form(1, "甲", "7", "二")) == [(1, 1)]


def test_parts_without_money_or_indicators_pair_by_name():
    bare = SelfEvaluation(1, REPORT, "甲", Unit.YUAN, (), ())
    blank = SelfEvaluation(1, FORM, "甲", Unit.WAN_YUAN, (Funds("资金总额"),), ())
    assert pairs(bare, blank) == [(1, 1)]
    assert pairs(evolve(blank, part=REPORT), evolve(blank, part=FORM)) == [(1, 1)]


def test_reports_without_forms_and_forms_without_reports_stand_alone():
    assert pairs(report(1, "甲"), report(2, "乙"), form(2, "乙"), form(3, "丙")) == [
        (1, None),
        (2, 2),
        (None, 3),
    ]


def test_a_report_and_a_form_without_a_partner_are_not_tested():
    found = asked("PE-T-04", report(1, "甲", "50000", "一"), form(2, "乙", "6", "二"))
    assert [(f.verdict, f.message) for f in found] == [
        (Verdict.NOT_TESTED, "项目1 甲 自评报告 没有同一项目的自评表,不能对照"),
        (Verdict.NOT_TESTED, "项目2 乙 自评表 没有同一项目的自评报告,不能对照"),
    ]


def test_two_forms_in_each_others_place_are_swapped():
    found = asked("PE-T-04", report(1, "甲"), report(2, "乙"), form(1, "乙"), form(2, "甲"))
    (swapped,) = [f for f in found if f.verdict is Verdict.BROKEN]
    assert (swapped.published, swapped.recomputed, swapped.cause) == ("2、1", "1、2", Cause.SWAPPED_FORMS)
    assert swapped.message.startswith("项目1 乙 自评表、项目2 甲 自评表 附在项目1之后的是项目2的自评表")


def test_three_shuffled_forms_are_one_finding_without_a_swap():
    shuffled = [form(1, "乙"), form(2, "丙"), form(3, "甲")]
    found = asked("PE-T-04", report(1, "甲"), report(2, "乙"), report(3, "丙"), *shuffled)
    (ring,) = [f for f in found if f.verdict is Verdict.BROKEN]
    assert (ring.published, ring.recomputed, ring.cause) == ("2、3、1", "1、2、3", None)


def test_numbers_that_no_report_has_say_nothing_of_place():
    projects = projects_of((report(1, "甲"), report(2, "乙"), form(11, "甲"), form(12, "乙")))
    assert displaced(projects) == ()


def test_a_form_at_the_report_of_a_project_without_one_is_misplaced():
    projects = projects_of((report(1, "甲"), report(2, "乙"), form(2, "甲")))
    assert [[(r.order, f.order) for r, f in ring] for ring in displaced(projects)] == [[(1, 2)]]


def printed(text):
    return Printed.read(text)


@pytest.mark.parametrize(
    ("text", "exact", "verdict", "cause"),
    [
        ("98.17", "98.167", Verdict.HOLDS, None),
        ("98.2", "98.17", Verdict.ROUNDING, Cause.FEWER_PLACES),
        ("98", "98.17", Verdict.ROUNDING, Cause.FEWER_PLACES),
        ("98.16", "98.167", Verdict.ROUNDING, Cause.TRUNCATION),
        ("98.1", "98.167", Verdict.ROUNDING, Cause.TRUNCATION),
        ("0.5", "0.449", Verdict.ROUNDING, Cause.CHAINED_ROUNDING),
        ("-1.23", "-1.239", Verdict.ROUNDING, Cause.TRUNCATION),
        ("98", "98.9", Verdict.BROKEN, None),
        ("0", "0.404", Verdict.BROKEN, None),
        ("0.00", "0.004", Verdict.HOLDS, None),
        ("98.3", "98.17", Verdict.BROKEN, None),
    ],
)
def test_a_printed_number_holds_is_rounded_or_is_wrong(text, exact, verdict, cause):
    assert judged(printed(text), Fraction(exact)) == (verdict, cause)


def test_rounded_parts_explain_as_far_as_they_reach():
    reach = Fraction(1, 100)
    assert judged(printed("0.08"), Fraction("0.09"), reach=reach) == (Verdict.ROUNDING, Cause.ROUNDED_PARTS)
    assert judged(printed("0.07"), Fraction("0.09"), reach=reach) == (Verdict.BROKEN, None)


def test_a_zero_is_no_sum_cut_short():
    assert judged(printed("0"), Fraction("0.009"), reach=Fraction(1, 1000))[0] is Verdict.BROKEN


@pytest.mark.parametrize("text", [None, "", "—", "待定", "3:3:4", "1,23"])
def test_what_is_no_number_is_none(text):
    assert printed(text) is None


def test_percent_signs_and_points_are_no_part_of_a_number():
    assert printed("98.17%").value == Fraction("98.17")
    assert (printed(" 9.5分 ").text, printed("9.5 分").places) == ("9.5", 1)


@pytest.mark.parametrize(
    ("value", "least", "most", "text"),
    [
        ("10", 2, 2, "10.00"),
        ("10", 0, 2, "10"),
        ("-3", 0, 2, "-3"),
        ("2.2209", 0, 3, "2.221"),
        ("1.5", 3, 2, "1.500"),
    ],
)
def test_numbers_are_shown_without_zeros_beyond_those_printed(value, least, most, text):
    assert shown(Fraction(value), least=least, most=most) == text


def test_cutting_drops_what_rounding_would_carry():
    assert [cut(Fraction(text), 1) for text in ("1.99", "-1.99")] == [Fraction("1.9"), Fraction("-1.9")]
