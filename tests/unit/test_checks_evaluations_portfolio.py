"""What the narrative says of the self-evaluations, and the codes that pay for the projects."""

from __future__ import annotations

import pytest
from attrs import evolve

from govbudget.catalogue import scheme
from govbudget.checks import Dossier, Severity, Verdict
from govbudget.checks.evaluations import evaluation_rules
from govbudget.model import (
    Department,
    Disclosure,
    EvaluationPart,
    Funds,
    Indicator,
    PrintedRow,
    PrintedTable,
    SelfEvaluation,
    StatedFigure,
)
from govbudget.money import Unit

HOLDS, ROUNDING, BROKEN, NOT_TESTED = Verdict


def project(order, name, spent, total="100", grade="优", code="2050803", **changes):
    """A project that spent all of what it was given: 10 points, and the rest of its total from one indicator."""
    funds = Funds("合计", compiled=spent, adjusted=spent, executed=spent, score="10")
    score = str(int(total) - 10) if total else None
    lines = (Indicator("产出指标", "数量指标", "活动", weight="90", score=score),)
    made = SelfEvaluation(
        order, EvaluationPart.REPORT, name, Unit.YUAN, (funds,), lines, total=total, grade=grade, code=code
    )
    return evolve(made, **changes)


TRAINING = project(1, "培训", "30049")
LIBRARY = project(2, "图书", "20050", "85", "良")
REPAIR = project(3, "修缮", "50000", "59", "差", code="2010301")
PROJECTS = (TRAINING, LIBRARY, REPAIR)
TABLE = PrintedTable(
    "general_budget",
    "公开05",
    "支出决算表",
    Unit.WAN_YUAN,
    (
        PrintedRow("total", "合计", {"project": "10.01"}),
        PrintedRow("201", "一般公共服务支出", {"project": "5.00"}, "201"),
        PrintedRow("20103", "办公厅事务", {"project": "5.00"}, "20103"),
        PrintedRow("2010301", "行政运行", {"project": "5.00"}, "2010301"),
        PrintedRow("205", "教育支出", {"project": "5.01"}, "205"),
        PrintedRow("20508", "进修及培训", {"project": "5.01"}, "20508"),
        PrintedRow("2050803", "培训支出", {"project": "5.01"}, "2050803"),
    ),
)
EXPENDITURE = evolve(TABLE, id="expenditure", number="公开03", rows=TABLE.rows[:1])
FUND = PrintedTable("government_fund", "公开07", "基金表", Unit.WAN_YUAN, ())
STATED = {
    "projects.count": "3",
    "projects.amount": "10.01",
    "projects.general_budget": "10.01",
    "projects.government_fund": "0",
    "excellent.count": "1",
    "good.count": "1",
    "fair.count": "0",
    "poor.count": "1",
    "department.count": "2",
    "department.amount": "8.00",
    "培训.total": "100",
    "培训.grade": "优",
    "修缮.total": "59",
    "修缮.grade": "差",
}
UNGRADED = dict.fromkeys(f"{grade}.count" for grade in ("excellent", "good", "fair", "poor"))
APART = {"projects.amount": "11"}
UNITS = {"count": "个", "total": "分", "grade": "等级"}


def dossier(stated=(), projects=PROJECTS, tables=(EXPENDITURE, TABLE, FUND), approved=()):
    """A document whose narrative is right, with changes; a figure changed to `None` is not stated."""
    figures = {**STATED, **dict(stated)}
    told = [
        StatedFigure(
            f"performance[{name.rpartition('.')[0]}].{name.rpartition('.')[2]}",
            text,
            UNITS.get(name.rpartition(".")[2], "万元"),
            "十",
        )
        for name, text in figures.items()
        if text is not None
    ]
    told += [
        StatedFigure(f"general_budget[{code}].total.approved", text, "万元", "五") for code, text in approved
    ]
    return Dossier(
        Disclosure(Department(None, "某局"), 2024, "final-accounts", None, tables, tuple(told), projects)
    )


def findings(rule, document):
    (asked,) = [one for one in evaluation_rules(scheme("mof-2020")) if one.id == rule]
    return list(asked.evaluate(document))


def told(rule, document, verdict):
    return [f for f in findings(rule, document) if f.verdict is verdict]


def test_a_narrative_that_is_right_holds_in_everything():
    assert {finding.verdict for finding in findings("N-10d", dossier())} == {HOLDS}
    assert {finding.verdict for finding in findings("X-05-PRJ", dossier())} == {HOLDS}


FORM = {"part": EvaluationPart.FORM, "unit": Unit.WAN_YUAN}
CASES = [
    ({"projects.count": "2"}, {}, BROKEN, "公开2个;所附绩效自评的项目数为3个"),
    ({"projects.count": "4"}, {}, BROKEN, "所附绩效自评的项目数为3个,相差1个;各等级项目数之和也是3个"),
    ({**UNGRADED, "projects.count": "4"}, {}, BROKEN, "相差1个;涉及资金与所附各项目之和相符"),
    ({**UNGRADED, **APART, "projects.count": "4"}, {}, BROKEN, "或是个数有误,或是文件没有附全部项目的自评"),
    (
        {**APART, "projects.count": "4", "fair.count": "1"},
        {},
        NOT_TESTED,
        "各等级项目数之和也是4个,文件没有附全",
    ),
    (
        {**APART, **UNGRADED, "projects.count": "4"},
        {},
        NOT_TESTED,
        "没有附全部项目的自评(所述4个,所附3个),不能复核",
    ),
    ({**APART, "projects.count": "4", "fair.count": "1"}, {}, NOT_TESTED, "(所述4个,所附3个),不能复核各等级"),
    ({"projects.count": "三"}, {}, NOT_TESTED, "写作“三”,读不成数"),
    ({**UNGRADED, **APART, "projects.count": None}, {}, NOT_TESTED, "没有附全部项目的自评,不能复核"),
    ({**APART, "projects.count": "4"}, {}, BROKEN, "公开11万元;绩效自评项目全年执行数合计"),
    ({**APART, "projects.count": "2"}, {}, BROKEN, "公开11万元;绩效自评项目全年执行数合计"),
    (
        {"projects.count": "4", "good.count": "0", "poor.count": "2"},
        {},
        BROKEN,
        "等级为“良”的自评报告数为1个",
    ),
    ({"poor.count": "2"}, {}, BROKEN, "各等级项目数之和(1+1+0+2)为4个"),
    ({"projects.amount": "12.5"}, {}, BROKEN, "全年执行数合计(10.0099万元)为10.01万元"),
    ({"projects.amount": "10"}, {}, ROUNDING, "(列示的小数位数较少)"),
    ({"projects.amount": "约10"}, {}, NOT_TESTED, "读不成数"),
    ({"projects.general_budget": "9.99"}, {}, BROKEN, "项目支出合计为10.01万元"),
    ({"projects.general_budget": "10.02"}, {}, ROUNDING, "(由已舍入的明细相加而来)"),
    ({"projects.general_budget": "11"}, {}, BROKEN, "项目支出合计为10.01万元"),
    ({"projects.general_budget": "九"}, {}, NOT_TESTED, "没有可对照的项目支出合计"),
    ({"projects.state_capital": "0"}, {}, NOT_TESTED, "没有可对照的项目支出合计"),
    (
        {"projects.amount": "9", "projects.general_budget": "9"},
        {},
        NOT_TESTED,
        "所述未必是全部项目",
    ),
    ({"department.count": "1"}, {}, BROKEN, "列出评价结果的项目数(培训、修缮)为2个"),
    ({"department.count": "3"}, {}, NOT_TESTED, "没有列出全部项目"),
    ({"department.count": "3"}, {}, NOT_TESTED, "所评价的项目没有全部列出或附有自评"),
    ({"department.count": "两"}, {}, NOT_TESTED, "没有列出评价结果的项目,不能复核"),
    ({"department.amount": "8.1"}, {}, BROKEN, "为8.0万元,相差0.1万元"),
    ({"修缮.total": None, "培训.total": None}, {}, NOT_TESTED, "没有列出评价结果的项目"),
    ({"修缮.total": "95"}, {}, BROKEN, "修缮的自评总分为59分"),
    ({"绿化.total": "95"}, {}, NOT_TESTED, "没有可对照的自评总分"),
    ({"修缮.grade": "优"}, {}, BROKEN, "公开“优”,修缮的自评等级为“差”"),
    ({"绿化.grade": "优"}, {}, NOT_TESTED, "没有可对照的自评等级"),
    ({"excellent.count": "2", "poor.count": "0"}, {}, BROKEN, "等级为“优”的自评报告数为1个"),
    ({}, {"grade": None}, NOT_TESTED, "项目3的自评报告没有等级"),
    ({}, {"total": None, "indicators": ()}, NOT_TESTED, "项目3不能重加总分"),
    ({}, {"funds": (Funds("合计", compiled="5"),)}, NOT_TESTED, "项目3没有全年执行数,不能复核"),
    ({}, {"funds": ()}, NOT_TESTED, "项目3没有全年执行数,不能复核"),
    ({}, {"grade": "中"}, BROKEN, "等级为“中”的自评报告数为1个"),
    (
        {},
        {"indicators": (evolve(REPAIR.indicators[0], score="60"),)},
        BROKEN,
        "公开优/良/中/差为1/1/0/1;按重加的总分应为1/1/1/0(项目3 修缮重加总分70分为“中”)",
    ),
]


@pytest.mark.parametrize(("stated", "repair", "verdict", "said"), CASES)
def test_the_narrative_is_held_against_what_is_attached(stated, repair, verdict, said):
    document = dossier(stated, (TRAINING, LIBRARY, evolve(REPAIR, **repair)))
    assert any(said in finding.message for finding in told("N-10d", document, verdict)), [
        str(finding) for finding in findings("N-10d", document)
    ]


def as_form(one):
    sums = dict.fromkeys(("compiled", "adjusted", "executed"), "5")
    funds = (evolve(one.funds[0], **sums),)
    return evolve(one, part=EvaluationPart.FORM, unit=Unit.WAN_YUAN, funds=funds)


def test_the_grades_of_forms_are_counted_beside_those_of_reports():
    document = dossier(projects=(*PROJECTS, evolve(as_form(REPAIR), grade="中")))
    messages = [finding.message for finding in told("N-10d", document, BROKEN)]
    assert any("等级为“差”的自评表数为0个" in message for message in messages)
    assert not any("自评报告数" in message for message in messages)


def test_money_may_be_that_of_the_adjusted_or_the_initial_budget():
    budgets = evolve(REPAIR, funds=(evolve(REPAIR.funds[0], adjusted="70000", compiled="90000"),))
    for amount, reading in (("12.01", "全年预算数"), ("14.01", "年初预算数")):
        document = dossier({"projects.amount": amount}, (TRAINING, LIBRARY, budgets))
        assert any(reading in finding.message for finding in told("N-10d", document, HOLDS))


def test_readings_that_some_project_lacks_are_not_offered():
    unknown = evolve(REPAIR, funds=(Funds("合计", executed="50000", score="10"),))
    document = dossier({"projects.amount": "99"}, (TRAINING, LIBRARY, unknown))
    (broken,) = [
        f for f in told("N-10d", document, BROKEN) if f.published == "99" and f.recomputed == "10.01"
    ]
    assert "也不相符" not in broken.message


def test_a_sum_of_forms_is_as_exact_as_the_forms_are():
    forms = (as_form(REPAIR), as_form(evolve(LIBRARY, name="绿化")))
    stated = {"projects.amount": "10.01", "projects.count": "2", "projects.general_budget": None}
    assert any("10.01" in finding.message for finding in told("N-10d", dossier(stated, forms), ROUNDING))


def test_a_narrative_that_says_nothing_of_self_evaluations_leaves_nothing_to_test():
    assert findings("N-10d", dossier(dict.fromkeys(STATED))) == []


def test_a_document_without_the_sum_of_all_projects_cannot_say_what_is_complete():
    document = dossier(tables=(evolve(TABLE, rows=TABLE.rows[1:]),))
    assert {f.verdict for f in findings("X-05-PRJ", document)} == {HOLDS}


BY_CODE = [
    (
        {"executed": "40000"},
        {},
        BROKEN,
        "公开5.00万元;项目3全年执行数之和应为4.00万元,相差1万元;疑有没有附自评的项目",
    ),
    ({"executed": "60000"}, {}, BROKEN, "应为6.00万元,相差-1万元"),
    ({"executed": None}, {}, NOT_TESTED, "项目3没有全年执行数,不能复核"),
    ({}, {"code": "2010302"}, BROKEN, "没有项目支出,而项目3支出5万元"),
    ({}, {"code": "2010302"}, BROKEN, "公开5.00万元;所附自评全年执行数之和应为0.00万元"),
    ({}, {"code": None}, NOT_TESTED, "支出50000元,不知列在哪个科目,不能归入"),
    (
        {"executed": "40000"},
        {"code_inferred": True},
        BROKEN,
        "项目3全年执行数之和(项目科目系推断)应为4.00万元",
    ),
]


@pytest.mark.parametrize(("money", "changes", "verdict", "said"), BY_CODE)
def test_the_projects_of_a_code_spend_what_the_table_says(money, changes, verdict, said):
    funds = (evolve(REPAIR.funds[0], **money),)
    found = told(
        "X-05-PRJ", dossier(projects=(TRAINING, LIBRARY, evolve(REPAIR, funds=funds, **changes))), verdict
    )
    (finding,) = [finding for finding in found if said in finding.message]
    inferred = changes.get("code_inferred", False)
    assert finding.severity is (Severity.WARNING if inferred else Severity.ERROR)


def test_money_that_only_rounding_moved_is_rounding():
    table = evolve(
        TABLE, rows=(*TABLE.rows[:-1], PrintedRow("2050803", "培训", {"project": "5.0"}, "2050803"))
    )
    assert told("X-05-PRJ", dossier(tables=(EXPENDITURE, table)), ROUNDING)


def test_a_code_that_is_no_number_is_not_tested():
    table = evolve(
        TABLE, rows=(*TABLE.rows[:-1], PrintedRow("2050803", "培训", {"project": "约5"}, "2050803"))
    )
    found = told("X-05-PRJ", dossier(tables=(EXPENDITURE, table)), NOT_TESTED)
    assert [finding.message.partition(" 印作")[2] for finding in found] == ["“约5”,读不成数"]


def test_less_than_all_projects_need_not_make_up_a_code():
    document = dossier({"projects.amount": "5.01"}, (TRAINING, LIBRARY))
    (open_code,) = told("X-05-PRJ", document, NOT_TESTED)
    assert open_code.message.endswith("所附未必是全部项目")
    assert told("X-05-PRJ", dossier({"projects.amount": "1"}, (project(1, "培训", "90000"),)), BROKEN)


def test_codes_are_compared_where_both_tell_them():
    coarse = (evolve(TRAINING, code="205"), evolve(LIBRARY, code="205"), REPAIR)
    assert {f.verdict for f in findings("X-05-PRJ", dossier(projects=coarse))} == {HOLDS}
    short = evolve(TABLE, rows=(*TABLE.rows[:2], TABLE.rows[4]))
    assert {f.verdict for f in findings("X-05-PRJ", dossier(tables=(EXPENDITURE, short)))} == {HOLDS}


def test_projects_without_codes_and_tables_without_projects_are_not_compared():
    nothing = tuple(evolve(one, code=None) for one in PROJECTS)
    assert findings("X-05-PRJ", dossier(projects=nothing)) == []
    assert findings("X-05-PRJ", dossier(tables=(FUND,))) == []


def test_a_project_that_spent_nothing_needs_no_code():
    idle = evolve(project(4, "停办", "0"), code=None)
    bare = evolve(idle, order=5, funds=())
    assert {f.verdict for f in findings("X-05-PRJ", dossier(projects=(*PROJECTS, idle, bare)))} == {HOLDS}


def test_a_code_that_spent_nothing_and_is_not_listed_is_passed_over():
    idle = project(4, "停办", "0", code="2060101")
    assert {f.verdict for f in findings("X-05-PRJ", dossier(projects=(*PROJECTS, idle)))} == {HOLDS}


def approved(amount, projects=PROJECTS):
    return findings("X-BUD-PRJ", dossier(projects=projects, approved=[("205", amount), ("299", "1")]))


def test_the_projects_of_a_class_are_budgeted_within_it():
    (holds,) = approved("5.01")
    assert (holds.verdict, holds.published, holds.recomputed) == (HOLDS, "5.01", "5.01")


@pytest.mark.parametrize(
    ("amount", "said"),
    [("3.00", "多出2.01万元,恰等于项目2之和"), ("4.50", "多出0.51万元")],
)
def test_a_class_approved_less_names_the_projects_that_make_the_difference(amount, said):
    (broken,) = approved(amount)
    assert (broken.verdict, broken.severity) == (BROKEN, Severity.ERROR)
    assert broken.message.endswith(said)


def many(*spent):
    return tuple(project(n, f"第{n}项", money) for n, money in enumerate(spent, 1))


def test_more_than_one_way_to_the_difference_is_told_as_such():
    (broken,) = approved("0.00", many("10000", "20000", "10000"))
    assert broken.message.endswith("恰等于项目1与项目2与项目3之和")
    (broken,) = approved("3.00", many("10000", "20000", "10000"))
    assert broken.message.endswith("恰等于项目1,或项目3之和")


def test_too_many_ways_explain_nothing():
    (broken,) = approved("4.00", many(*["10000"] * 5))
    assert broken.message.endswith("多出1万元")


def test_many_projects_are_not_tried_for_ever():
    spent = [str(3 * 10**4 + 7 * n) for n in range(60)]
    (broken,) = approved("0.01", many(*spent))
    assert "恰等于" not in broken.message


def test_classes_of_inferred_codes_are_warnings():
    (broken,) = approved("1.00", (evolve(TRAINING, code_inferred=True),))
    assert broken.severity is Severity.WARNING
    assert "项目科目系推断" in broken.message


@pytest.mark.parametrize(
    ("amount", "projects", "said"),
    [
        ("约5", PROJECTS, "读不成数"),
        ("5", (evolve(TRAINING, funds=()),), "项目1没有年初预算数"),
        ("5", (evolve(TRAINING, funds=(Funds("合计", executed="1"),)),), "项目1没有年初预算数"),
    ],
)
def test_a_class_that_cannot_be_added_up_is_not_tested(amount, projects, said):
    (lacking,) = approved(amount, projects)
    assert lacking.verdict is NOT_TESTED
    assert said in lacking.message
