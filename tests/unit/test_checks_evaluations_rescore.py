"""A self-evaluation scored again: what follows from its numbers, and what the scheme would have allowed."""

from __future__ import annotations

import json

import pytest
from attrs import evolve

from govbudget.adapters.evaluations_json import evaluations_document
from govbudget.catalogue import scheme
from govbudget.checks import Verdict, review
from govbudget.checks.evaluations import evaluation_rules, rescore, rescored
from govbudget.checks.evaluations.rescore import Rechecked
from govbudget.model import Department, Disclosure, EvaluationPart, Funds, Indicator, SelfEvaluation
from govbudget.money import Undefined, Unit

HOLDS, ROUNDING, BROKEN, NOT_TESTED = Verdict
MOF = scheme("mof-2020")


def line(level2, target, actual, weight, score, **more):
    level1 = {"社会效益": "效益指标", "满意度": "满意度指标"}.get(level2, "产出指标")
    return Indicator(level1, level2, level2, target=target, actual=actual, weight=weight, score=score, **more)


REPORT = SelfEvaluation(
    1,
    EvaluationPart.REPORT,
    "培训",
    Unit.YUAN,
    (Funds("合计", adjusted="50000", executed="49085", rate="98.17", score="9.82"),),
    (
        line("数量指标", "≥10次", "8次", "20", "16"),
        line("质量指标", "合格", "部分达成年度指标并具有一定效果", "30", "20"),
        line("社会效益", "提升", "达成年度指标", "30", "30"),
        line("满意度", "≥90%", "95%", "10", "10"),
    ),
    execution_score="9.82",
    indicator_total="76",
    total="85.82",
    grade="良",
)


def test_numbers_that_are_right_are_confirmed():
    again = rescore(REPORT, MOF)
    assert again.execution_rate == Rechecked("98.17", "98.17", HOLDS)
    assert again.execution_score == Rechecked("9.82", "9.82", HOLDS)
    assert again.indicator_total == Rechecked("76", "76", HOLDS)
    assert again.total == Rechecked("85.82", "85.82", HOLDS)
    assert again.grade == Rechecked("良", "良", HOLDS)
    assert again.verdict is HOLDS


def test_the_scheme_allows_a_span_where_it_leaves_a_choice():
    again = rescore(REPORT, MOF)
    assert [one.text for one in again.indicators] == ["16", "18–24", "24–30", "10"]
    assert (again.strict.text, again.strict.high_open) == ("77.82–89.82", True)
    assert again.strict.grades == ("良", "中")
    settled = evolve(REPORT, indicators=REPORT.indicators[:1])
    assert rescore(settled, MOF).strict.text == "25.82"


def test_a_total_that_is_wrong_has_the_grade_of_the_right_one_beside_it():
    wrong = rescore(evolve(REPORT, total="95.82", grade="优"), MOF)
    assert wrong.total == Rechecked("95.82", "85.82", BROKEN)
    assert wrong.grade == Rechecked("优", "良", BROKEN)
    assert wrong.verdict is BROKEN


def test_a_difference_of_rounding_is_the_worst_where_nothing_is_wrong():
    assert rescore(evolve(REPORT, total="85.8"), MOF).verdict is ROUNDING


def test_what_is_not_printed_is_worked_out_all_the_same():
    funds = (Funds("合计", adjusted="50000", executed="49085"),)
    bare = evolve(REPORT, funds=funds, execution_score=None, indicator_total=None, total=None, grade=None)
    again = rescore(bare, MOF)
    assert again.execution_rate == Rechecked(None, "98.17", NOT_TESTED)
    assert again.execution_score == Rechecked(None, "9.82", NOT_TESTED)
    assert again.indicator_total == Rechecked(None, "76", NOT_TESTED)
    assert again.total == Rechecked(None, "85.82", NOT_TESTED)
    assert again.grade == Rechecked(None, "良", NOT_TESTED)


def test_an_execution_score_of_the_text_alone_is_judged():
    funds = (Funds("合计", adjusted="50000", executed="49085", rate="98.17"),)
    again = rescore(evolve(REPORT, funds=funds, execution_score="9.5"), MOF)
    assert again.execution_score == Rechecked("9.5", "9.82", BROKEN)


def test_a_budget_of_nothing_has_the_rate_that_the_platform_prints():
    nothing = (Funds("合计", adjusted="0", executed="0", rate="0", score="0"),)
    again = rescore(evolve(REPORT, funds=nothing, execution_score="0"), MOF)
    assert again.execution_rate == Rechecked("0", "0", HOLDS)
    assert again.execution_score == Rechecked("0", "0", HOLDS)


def test_a_part_that_says_nothing_is_not_tested():
    empty = SelfEvaluation(1, EvaluationPart.FORM, "培训", Unit.WAN_YUAN, (), (), grade="优")
    again = rescore(empty, MOF)
    assert again.verdict is NOT_TESTED
    assert again.grade == Rechecked("优", None, NOT_TESTED)
    assert again.strict == Undefined("没有全年预算数或全年执行数")
    known = evolve(empty, funds=(Funds("资金总额", adjusted="5", executed="5"),))
    assert rescore(known, MOF).strict == Undefined("没有绩效指标")


def test_an_indicator_that_cannot_be_scored_leaves_no_strict_total():
    words = evolve(REPORT, indicators=(line("数量指标", "≥10次", "若干", "20", "16"), *REPORT.indicators[1:]))
    again = rescore(words, MOF)
    assert (again.indicators[0].verdict, again.indicators[0].plausible) == (NOT_TESTED, None)
    assert again.indicators[0].text == "—"
    assert isinstance(again.strict, Undefined)
    blank = evolve(REPORT, indicators=(evolve(REPORT.indicators[0], score=None),))
    assert rescore(blank, MOF).indicators[0].verdict is NOT_TESTED


def test_projects_count_once_for_their_grade():
    form = evolve(REPORT, part=EvaluationPart.FORM, total="95", grade="优")
    lost = evolve(REPORT, order=2, name="图书", indicators=(), total=None, grade=None)
    rescoring = rescored((REPORT, form, lost), MOF)
    assert rescoring.published == {"优": 0, "良": 1, "中": 0, "差": 0}
    assert rescoring.recomputed == {"优": 0, "良": 1, "中": 0, "差": 0}
    assert len(rescoring.projects) == 3


def document(*evaluations):
    disclosure = Disclosure(Department(None, "某局"), 2024, "final-accounts", None, (), (), evaluations)
    found = review(disclosure, evaluation_rules(MOF))
    return json.loads(json.dumps(evaluations_document(rescored(evaluations, MOF), found)))


def test_the_document_has_the_shape_of_its_contract():
    made = document(evolve(REPORT, total="95.82"))
    assert {key: made[key] for key in ("schema", "scheme")} == {
        "schema": "govbudget.evaluations/1",
        "scheme": "mof-2020",
    }
    (part,) = made["projects"]
    assert (part["order"], part["name"], part["part"]) == (1, "培训", "report")
    assert part["total"] == {"published": "95.82", "recomputed": "85.82", "verdict": "broken"}
    assert part["strict"] == {"total": "77.82–89.82", "high_open": True, "grades": ["良", "中"]}
    second = part["indicators"][1]
    assert second.pop("why").startswith("实际为“部分达成年度指标")
    assert second == {
        "level1": "产出指标",
        "level2": "质量指标",
        "name": "质量指标",
        "weight": "30",
        "published": "20",
        "plausible": ["18", "24"],
        "verdict": "holds",
        "rule": "PE-QL-01",
    }
    assert made["grades"]["recomputed"] == {"优": 0, "良": 1, "中": 0, "差": 0}
    broken = [one for one in made["findings"] if one["verdict"] == "broken"]
    assert made["counts"]["broken"] == sum(1 + len(one["consequences"]) for one in broken)
    assert "PE-EX-03" in made["unverified"]


def test_what_cannot_be_scored_is_null_with_the_reason():
    words = evolve(REPORT, indicators=(line("数量指标", "≥10次", "若干", "20", "16"),))
    (part,) = document(words)["projects"]
    (told,) = part["indicators"]
    assert (told["plausible"], told["rule"]) == (None, None)
    assert "若干" in told["why"]
    assert part["strict"] is None


@pytest.mark.parametrize("name", ["hubei", "jiangxi", "mof-2021", "mof-2021-cost", "sichuan", "shanxi-2024"])
def test_every_scheme_can_score(name):
    assert rescore(REPORT, scheme(name)).total.recomputed == "85.82"
