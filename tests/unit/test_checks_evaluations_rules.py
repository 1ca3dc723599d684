"""Every rule on one self-evaluation: where it holds, where rounding explains, where it breaks, what it lacks.

A case changes a project that is right in everything; a path names what is changed, `None` blanks it.
"""

from __future__ import annotations

import copy

import pytest

from govbudget.adapters import disclosure_from
from govbudget.catalogue import scheme
from govbudget.checks import Cause, Dossier, Severity, Verdict
from govbudget.checks.evaluations import evaluation_rules

HOLDS, ROUNDING, BROKEN, NOT_TESTED = Verdict

INDICATORS = [
    {"level1": "产出指标", "level2": "数量指标", "name": "活动", "target": "≥10次", "actual": "10", "weight": "20", "score": "20"},
    {"level1": "产出指标", "level2": "质量指标", "name": "验收", "target": "合格", "actual": "达成预期指标", "weight": "20", "score": "20"},
    {"level1": "产出指标", "level2": "成本指标", "name": "费用", "target": "≤5万元", "actual": "4.91", "weight": "10", "score": "10"},
    {"level1": "效益指标", "level2": "社会效益", "name": "影响", "target": "提升", "actual": "达成预期指标", "weight": "30", "score": "30"},
    {"level1": "满意度指标", "level2": "服务对象满意度", "name": "职工", "target": "≥90%", "actual": "95%", "weight": "10", "score": "10"},
]  # fmt: skip
MONEY = {
    "requested": "60000",
    "compiled": "50000",
    "adjusted": "50000",
    "executed": "49100",
    "carry_over": "900",
}
REPORT = {
    "order": "3",
    "part": "report",
    "name": "培训经费",
    "unit": "元",
    "funds": [
        {"source": "合计", **MONEY, "rate": "98.2", "score": "9.82"},
        {"source": "本级财政", **MONEY},
    ],
    "indicators": INDICATORS,
    "execution_score": "9.82",
    "indicator_total": "90",
    "total": "99.82",
    "grade": "优",
    "deviation_reason": "尾款未付",
    "reported": [
        {"of": "年初预算", "value": "50000", "unit": "元", "figure": "approved", "section": "执行"},
        {"of": "满意度", "value": "≥90", "unit": "%", "figure": "satisfaction", "section": "效果"},
        {"of": "培训活动", "value": "10", "unit": "次", "section": "产出"},
    ],
}
FORM = {
    **{key: value for key, value in REPORT.items() if key not in ("execution_score", "indicator_total", "reported")},
    "part": "form",
    "unit": "万元",
    "funds": [
        {"source": "资金总额", "requested": "6", "compiled": "5", "adjusted": "5", "executed": "4.91",
         "carry_over": "0.09", "rate": "98.20%", "score": "9.82分"},
        {"source": "本级财政", "requested": "6", "compiled": "5", "adjusted": "5", "executed": "4.91",
         "carry_over": "0.09"},
    ],
    "indicators": [{**line, "initial": f"{line['target'][0]}次" if n == 0 else None}
                   for n, line in enumerate(INDICATORS)],
}  # fmt: skip


def disclosure(changes):
    """The right project with changes; a path that ends in `+` appends, and a part that is `None` is left out."""
    content = {
        "schema": "govbudget.disclosure/1",
        "department": {"code": "1", "name": "某局"},
        "year": "2024",
        "kind": "final-accounts",
        "report": copy.deepcopy(REPORT),
        "form": copy.deepcopy(FORM),
    }
    for path, value in changes.items():
        *way, last = path.split(".")
        node = content
        for step in way:
            node = node[int(step) if step.isdigit() else step]
        if last == "+":
            node.append(value)
        else:
            node[int(last) if last.isdigit() else last] = value
    parts = [content.pop("report"), content.pop("form")]
    return disclosure_from({**content, "evaluations": [part for part in parts if part is not None]})


def findings(rule, changes, name="shanxi-2024"):
    dossier = Dossier(disclosure(changes))
    (asked,) = [one for one in evaluation_rules(scheme(name)) if one.id == rule]
    return list(asked.evaluate(dossier))


WHOLE, SOURCE, FUNDS = "report.funds.0", "report.funds.1", "form.funds.0"
FIRST, COST, LAST = "report.indicators.0", "report.indicators.2", "report.indicators.4"
NO_REASONS = {"report.deviation_reason": None, "form.deviation_reason": None}
LESS = {f"{WHOLE}.adjusted": "0", f"{WHOLE}.executed": "0", f"{WHOLE}.rate": "0", f"{WHOLE}.score": "0"}
QUANTITY = {"level1": "产出指标", "level2": "数量指标", "name": "人员", "target": "≥3人", "actual": "3人"}
EXTRA = {**QUANTITY, "weight": "5", "score": "5"}
COSTS = {"level1": "产出指标", "level2": "成本指标", "name": "场地", "target": "≤1万元", "actual": "1万元"}
SECOND_COST = {**COSTS, "weight": "5", "score": "5"}


THIRD = {f"{FIRST}.target": "≥30次", f"{FIRST}.reason": "少办"}
HALF = {f"{WHOLE}.executed": "46250"}
COARSE = {**HALF, f"{WHOLE}.score": "9.3"}
CENTRAL = {"source": "中央", "executed": "0"}


def text(of, value, unit, figure=None):
    return {"of": of, "value": value, "unit": unit, "figure": figure}


CASES = [
    ("PE-EX-01", BROKEN, {f"{WHOLE}.carry_over": "0"}, ("0", "900")),
    ("PE-EX-01", ROUNDING, {f"{FUNDS}.carry_over": "0.08"}, ("0.08", "0.09")),
    ("PE-EX-01", NOT_TESTED, {f"{WHOLE}.executed": None}, None),
    ("PE-EX-01", NOT_TESTED, {f"{WHOLE}.carry_over": None}, None),
    ("PE-EX-02", BROKEN, {f"{WHOLE}.rate": "89.2"}, ("89.2", "98.2")),
    ("PE-EX-02", BROKEN, {**LESS, f"{WHOLE}.rate": "100"}, ("100", "0")),
    ("PE-EX-02", HOLDS, LESS, ("0", "0")),
    ("PE-EX-02", HOLDS, {f"{WHOLE}.executed": "49080", f"{WHOLE}.rate": "98.16"}, ("98.16", "98.16")),
    ("PE-EX-02", ROUNDING, {f"{WHOLE}.rate": "98"}, ("98", "98.2")),
    ("PE-EX-02", ROUNDING, {f"{WHOLE}.adjusted": "49999", f"{WHOLE}.rate": "98.201"}, ("98.201", "98.202")),
    ("PE-EX-02", ROUNDING, {f"{WHOLE}.executed": "49099", f"{WHOLE}.rate": "98.19"}, ("98.19", "98.20")),
    ("PE-EX-02", ROUNDING, {f"{FUNDS}.rate": "98.3"}, ("98.3", "98.2")),
    ("PE-EX-02", ROUNDING, {**HALF, f"{WHOLE}.rate": "92"}, ("92", "92.5")),
    ("PE-EX-02", ROUNDING, {**HALF, f"{WHOLE}.rate": "93"}, ("93", "92.5")),
    ("PE-EX-02", BROKEN, {**HALF, f"{WHOLE}.rate": "91"}, ("91", "92.5")),
    ("PE-EX-02", NOT_TESTED, {f"{WHOLE}.adjusted": "待定"}, None),
    ("PE-EX-03", BROKEN, {f"{WHOLE}.score": "10"}, ("10", "9.82")),
    ("PE-EX-03", ROUNDING, {f"{FUNDS}.score": "9.83"}, ("9.83", "9.82")),
    ("PE-EX-03", ROUNDING, {**HALF, f"{WHOLE}.score": "9.2"}, ("9.2", "9.25")),
    ("PE-EX-03", ROUNDING, {f"{WHOLE}.executed": "49083", f"{WHOLE}.score": "9.81"}, ("9.81", "9.82")),
    ("PE-EX-03", BROKEN, {**HALF, f"{WHOLE}.score": "9"}, ("9", "9.25")),
    ("PE-EX-03", HOLDS, {**LESS, "report.execution_score": "0"}, ("0", "0")),
    ("PE-EX-03", HOLDS, {f"{WHOLE}.executed": "60000", f"{WHOLE}.score": "10"}, ("10", "10")),
    ("PE-EX-03", BROKEN, {f"{WHOLE}.score": None, "report.execution_score": "9"}, ("9", "9.82")),
    ("PE-EX-03", NOT_TESTED, {f"{WHOLE}.executed": None}, None),
    ("PE-EX-06", BROKEN, {f"{SOURCE}.executed": "40000"}, ("49100", "40000")),
    ("PE-EX-06", ROUNDING, {f"{FUNDS}.executed": "4.92", "form.funds.+": CENTRAL}, ("4.92", "4.91")),
    ("PE-EX-06", BROKEN, {f"{FUNDS}.executed": "4.92"}, ("4.92", "4.91")),
    ("PE-EX-06", NOT_TESTED, {f"{SOURCE}.executed": None}, None),
    ("PE-EX-07", BROKEN, {"report.deviation_reason": None, "form.deviation_reason": " "}, ("98.2", "100")),
    ("PE-EX-07", HOLDS, {f"{FUNDS}.executed": "5", f"{FUNDS}.adjusted": "5"}, ("100", "100")),
    ("PE-EX-07", NOT_TESTED, {f"{FUNDS}.adjusted": None}, None),
    ("PE-EX-08", BROKEN, LESS, ("0", "5")),
    ("PE-EX-08", NOT_TESTED, {f"{WHOLE}.compiled": None}, None),
    ("PE-EX-09", BROKEN, {f"{WHOLE}.executed": "51000"}, ("102", "≤100")),
    ("PE-EX-09", BROKEN, {f"{WHOLE}.adjusted": "0"}, (None, "≤100")),
    ("PE-EX-09", HOLDS, {f"{FUNDS}.adjusted": "4.90"}, ("100.2", "≤100")),
    ("PE-EX-09", HOLDS, {**LESS, f"{FUNDS}.executed": None}, (None, "≤100")),
    ("PE-BUD-01", BROKEN, {f"{WHOLE}.adjusted": "48000"}, ("4.8", "5")),
    ("PE-BUD-01", NOT_TESTED, {f"{WHOLE}.adjusted": None}, None),
    ("PE-BUD-02", BROKEN, {f"{WHOLE}.adjusted": "49100"}, ("100", "98.20")),
    ("PE-BUD-02", HOLDS, LESS, None),
    ("PE-BUD-02", NOT_TESTED, {f"{WHOLE}.executed": None}, None),
    ("PE-BUD-02", NOT_TESTED, {f"{WHOLE}.adjusted": None}, None),
    ("PE-UNIT", BROKEN, {f"{FUNDS}.executed": "4.81"}, ("4.81", "4.91")),
    ("PE-UNIT", BROKEN, {f"{WHOLE}.requested": "64000"}, ("6", "6.4")),
    ("PE-UNIT", ROUNDING, {f"{WHOLE}.executed": "49050", f"{FUNDS}.executed": "4.9"}, ("4.9", "4.905")),
    ("PE-UNIT", ROUNDING, {f"{WHOLE}.executed": "49098", f"{FUNDS}.executed": "4.90"}, ("4.90", "4.91")),
    ("PE-UNIT", HOLDS, {"form.funds.+": CENTRAL}, ("4.91", "4.91")),
    ("PE-UNIT", NOT_TESTED, {"form": None}, None),
    ("PE-UNIT", NOT_TESTED, {"report": None}, None),
    ("PE-UNIT-02", BROKEN, {"form.indicators.0.initial": "≥人"}, ("≥人、≥10次、10", None)),
    ("PE-UNIT-02", BROKEN, {"form.indicators.0.initial": "=次"}, ("=次、≥10次、10", None)),
    ("PE-UNIT-02", BROKEN, {f"{FIRST}.actual": "10场"}, ("≥10次、10场", None)),
    (
        "PE-UNIT-02",
        BROKEN,
        {f"{COST}.actual": "50030元", "form.indicators.2.actual": "5.00"},
        ("5.00", "5.003"),
    ),
    ("PE-W-01", BROKEN, {f"{FIRST}.weight": "30"}, ("100", "90")),
    ("PE-W-01", NOT_TESTED, {f"{FIRST}.weight": None}, None),
    ("PE-W-01", NOT_TESTED, {"report.indicators": []}, None),
    ("PE-W-02", BROKEN, {f"{FIRST}.weight": "0"}, ("0", ">0")),
    ("PE-W-02", NOT_TESTED, {f"{FIRST}.weight": None}, None),
    ("PE-W-03", BROKEN, {f"{FIRST}.score": "21"}, ("21", "0–20")),
    ("PE-W-03", BROKEN, {f"{FIRST}.score": "-1"}, ("-1", "0–20")),
    ("PE-W-03", NOT_TESTED, {f"{FIRST}.score": None}, None),
    ("PE-W-03", NOT_TESTED, {f"{FIRST}.weight": "/"}, None),
    ("PE-W-04", BROKEN, {f"{FIRST}.score": "19"}, ("19", "20")),
    ("PE-W-04", HOLDS, {f"{FIRST}.score": "19", f"{FIRST}.reason": "少一次"}, ("19", "20")),
    ("PE-IN-01", BROKEN, {}, ("0", "5")),
    ("PE-IN-01", HOLDS, {"form.indicators.0.initial": "≥9次"}, ("1", "5")),
    ("PE-T-01", BROKEN, {"report.indicator_total": "91"}, ("91", "90")),
    (
        "PE-T-01",
        ROUNDING,
        {f"{FIRST}.score": "19.456", "report.indicator_total": "89.45"},
        ("89.45", "89.46"),
    ),
    (
        "PE-T-01",
        ROUNDING,
        {**THIRD, f"{FIRST}.score": "6.7", "report.indicator_total": "76.67"},
        ("76.67", "76.70"),
    ),
    ("PE-T-01", NOT_TESTED, {f"{FIRST}.score": None}, None),
    ("PE-T-01", NOT_TESTED, {"report.indicators": []}, None),
    ("PE-T-02", BROKEN, {"report.total": "98.82"}, ("98.82", "99.82")),
    ("PE-T-02", ROUNDING, {"report.total": "99.8"}, ("99.8", "99.82")),
    ("PE-T-02", BROKEN, {"report.total": "90"}, ("90", "99.82")),
    ("PE-T-02", HOLDS, {f"{WHOLE}.score": None, "report.execution_score": None}, ("99.82", "99.82")),
    ("PE-T-02", ROUNDING, {**COARSE, "report.total": "99.25"}, ("99.25", "99.30")),
    ("PE-T-02", HOLDS, {**COARSE, "report.execution_score": "9.3", "report.total": "99.3"}, ("99.3", "99.3")),
    ("PE-T-02", BROKEN, {**COARSE, "report.total": "99.36"}, ("99.36", "99.30")),
    ("PE-T-02", BROKEN, {f"{WHOLE}.score": "9.8", "report.total": "99.76"}, ("99.76", "99.80")),
    ("PE-T-02", ROUNDING, {**THIRD, f"{FIRST}.score": "6.7", "report.total": "86.49"}, ("86.49", "86.52")),
    ("PE-T-02", NOT_TESTED, {f"{FIRST}.score": None}, None),
    (
        "PE-T-02",
        NOT_TESTED,
        {f"{WHOLE}.score": None, f"{WHOLE}.executed": None, "report.execution_score": None},
        None,
    ),
    ("PE-T-03", BROKEN, {"form.total": "98"}, ("98", "99.82")),
    ("PE-T-03", BROKEN, {"form.total": "100"}, ("100", "99.82")),
    ("PE-T-03", ROUNDING, {"form.total": "99.8"}, ("99.8", "99.82")),
    ("PE-T-03", ROUNDING, {"report.total": "99.8"}, ("99.82", "99.80")),
    ("PE-T-03", ROUNDING, {"form.total": "99.816"}, ("99.816", "99.820")),
    ("PE-T-03", NOT_TESTED, {"form.total": None}, None),
    ("PE-T-03", NOT_TESTED, {"report.total": None}, None),
    ("PE-T-03", NOT_TESTED, {"form": None}, None),
    ("PE-G-01", BROKEN, {"report.grade": "良好"}, ("良好", "优")),
    ("PE-G-01", BROKEN, {f"{FIRST}.score": "1", f"{COST}.score": "1"}, ("优", "中")),
    ("PE-G-01", HOLDS, {"report.grade": None}, ("优", "优")),
    ("PE-G-01", NOT_TESTED, {"report.total": None}, None),
    ("PE-G-01", NOT_TESTED, {"report.grade": "A"}, None),
    ("PE-RT-01", BROKEN, {"report.reported.0.value": "60000"}, ("60000", "50000")),
    ("PE-RT-01", BROKEN, {"report.reported.0.value": "12345"}, ("12345", "50000")),
    ("PE-RT-01", BROKEN, {"report.execution_score": "9.28"}, ("9.28", "9.82")),
    ("PE-RT-01", ROUNDING, {"report.reported.+": text("支出", "4.9", "万元", "executed")}, ("4.9", "4.91")),
    ("PE-RT-01", ROUNDING, {**COARSE, "report.execution_score": "9.25"}, ("9.25", "9.30")),
    ("PE-RT-01", HOLDS, {"report.reported.+": text("执行率", "98.2", "%", "rate")}, ("98.2", "98.2")),
    ("PE-RT-01", NOT_TESTED, {"report.reported.+": text("支出", "约5", "万元", "executed")}, None),
    ("PE-RT-01", NOT_TESTED, {"report.reported.+": text("支出", "5", "册", "executed")}, None),
    ("PE-RT-01", NOT_TESTED, {f"{WHOLE}.compiled": None}, None),
    (
        "PE-RT-01",
        NOT_TESTED,
        {f"{WHOLE}.rate": None, "report.reported.+": text("率", "9", "%", "rate")},
        None,
    ),
    ("PE-RT-01", BROKEN, {f"{LAST}.actual": "85%"}, ("≥90", "85")),
    ("PE-RT-01", BROKEN, {"report.reported.1.value": "≤90"}, ("≤90", "95")),
    ("PE-RT-01", HOLDS, {"report.reported.1.value": "=95"}, ("=95", "95")),
    ("PE-RT-01", NOT_TESTED, {f"{LAST}.actual": "达成预期指标"}, None),
    ("PE-RT-01", NOT_TESTED, {"report.reported.1.value": "较高"}, None),
    ("PE-COST-01", BROKEN, {f"{COST}.actual": "5"}, ("5", "4.91")),
    ("PE-COST-01", ROUNDING, {f"{COST}.actual": "4.9"}, ("4.9", "4.91")),
    ("PE-COST-01", BROKEN, {"report.indicators.+": SECOND_COST}, ("5.91", "4.91")),
    ("PE-COST-01", NOT_TESTED, {f"{COST}.name": "人均费用"}, None),
    ("PE-COST-01", NOT_TESTED, {f"{COST}.target": "≤5%", f"{COST}.actual": "4%"}, None),
    ("PE-COST-01", NOT_TESTED, {f"{COST}.level2": "数量指标", "form": None}, None),
    ("PE-COST-01", NOT_TESTED, {f"{WHOLE}.executed": None, "form": None}, None),
    ("PE-COST-02", BROKEN, {f"{COST}.target": "≤8万元"}, ("8", "5")),
    ("PE-COST-02", HOLDS, {f"{COST}.target": "≥8万元", "report.indicators.+": SECOND_COST}, ("1", "5")),
    ("PE-COST-02", NOT_TESTED, {f"{COST}.target": None}, None),
    ("PE-COST-02", NOT_TESTED, {f"{WHOLE}.compiled": None}, None),
    ("PE-Q-POS", BROKEN, {f"{FIRST}.actual": "8"}, ("20", "16")),
    ("PE-Q-POS", HOLDS, {**THIRD, f"{FIRST}.score": "6.67"}, ("6.67", "6.67")),
    ("PE-Q-POS", HOLDS, {**THIRD, f"{FIRST}.score": "6.667"}, ("6.667", "6.67")),
    ("PE-Q-POS", ROUNDING, {**THIRD, f"{FIRST}.score": "6.7"}, ("6.7", "6.67")),
    ("PE-Q-POS", ROUNDING, {**THIRD, f"{FIRST}.score": "6.66"}, ("6.66", "6.67")),
    ("PE-Q-POS", BROKEN, {**THIRD, f"{FIRST}.score": "6.8"}, ("6.8", "6.67")),
    ("PE-Q-POS", BROKEN, {**THIRD, f"{FIRST}.score": "7"}, ("7", "6.67")),
    ("PE-Q-POS", NOT_TESTED, {f"{FIRST}.score": None}, None),
    ("PE-Q-EQ", BROKEN, {f"{FIRST}.target": "=10次", f"{FIRST}.score": "5"}, ("5", "20")),
    ("PE-Q-EQ", HOLDS, {f"{FIRST}.target": "=10次"}, ("20", "20")),
    ("PE-Q-EQ", NOT_TESTED, {f"{FIRST}.target": "=10次", f"{FIRST}.score": "—"}, None),
    ("PE-Q-REV", BROKEN, {f"{COST}.actual": "6"}, ("10", "8")),
    ("PE-Q-REV", BROKEN, {f"{COST}.score": "9.8"}, ("9.8", "10")),
    ("PE-Q-REV", BROKEN, {f"{COST}.score": "3"}, ("3", "10")),
    ("PE-Q-REV", NOT_TESTED, {f"{COST}.score": None}, None),
    ("PE-QL-01", BROKEN, {"report.indicators.1.score": "15"}, ("15", "16–20")),
    ("PE-QL-01", NOT_TESTED, {"report.indicators.1.score": None}, None),
    ("PE-Q-OVER", BROKEN, {f"{FIRST}.actual": "12"}, ("20", "20")),
    ("PE-Q-OVER", HOLDS, {f"{FIRST}.actual": "12", f"{FIRST}.reason": "群众踊跃"}, ("20", "20")),
    ("PE-Q-STRICT", BROKEN, {f"{FIRST}.target": ">10次"}, ("20", "20")),
    ("PE-Q-ZERO", BROKEN, {f"{WHOLE}.executed": "0", f"{COST}.actual": "0"}, ("10", "0–10")),
    ("PE-Q-ZERO", BROKEN, {f"{FIRST}.actual": "0次", f"{COST}.actual": "0"}, ("10", "0–10")),
    ("PE-Q-COST-SX", BROKEN, {f"{COST}.target": "未填报"}, ("10", "0–5")),
    ("PE-Q-READ", NOT_TESTED, {f"{FIRST}.actual": "若干"}, None),
    ("PE-Q-READ", NOT_TESTED, {f"{FIRST}.weight": None, f"{FIRST}.score": None}, None),
    ("PE-T-04", BROKEN, {"form.name": "另一个项目"}, ("另一个项目", "培训经费")),
    ("PE-T-04", BROKEN, {"form.indicators.0.score": "19"}, ("得分19", "得分20")),
    ("PE-T-04", BROKEN, {"form.indicators.0.target": ">10次"}, ("指标值>10次", "指标值≥10次")),
    (
        "PE-T-04",
        BROKEN,
        {"form.indicators.0.target": "≥10人"},
        ("指标值≥10人、实际完成值10", "指标值≥10次、实际完成值10"),
    ),
    ("PE-T-04", BROKEN, {"form.indicators.1.target": "优良"}, ("指标值优良", "指标值合格")),
    ("PE-T-04", BROKEN, {"form.indicators.1.target": "≥1"}, ("指标值≥1", "指标值合格")),
    ("PE-T-04", BROKEN, {"form.indicators.2.actual": "4.8万元"}, ("实际完成值4.8万元", "实际完成值4.91")),
    ("PE-T-04", BROKEN, {"form.indicators.0.name": "会议"}, ("名称会议", "名称活动")),
    ("PE-T-04", BROKEN, {"form.indicators.+": EXTRA}, ("6", "5")),
    ("PE-T-04", BROKEN, {"report.indicators.+": EXTRA}, ("5", "6")),
    ("PE-T-04", HOLDS, {"form.indicators.2.actual": "49100元"}, None),
    ("PE-T-04", HOLDS, {"form.indicators.2.actual": None, "form.indicators.1.score": None}, None),
    ("PE-T-04", HOLDS, {f"{COST}.actual": "49100.4元", "form.indicators.2.actual": "4.91万元"}, None),
    ("PE-T-04", NOT_TESTED, {"form": None}, None),
]


def worst(found, verdict):
    """The findings of a verdict, in which the case must be told."""
    return [finding for finding in found if finding.verdict is verdict]


@pytest.mark.parametrize(("rule", "verdict", "changes", "numbers"), CASES)
def test_a_rule_says_of_a_changed_project_what_it_is(rule, verdict, changes, numbers):
    found = findings(rule, changes)
    told = worst(found, verdict)
    assert told, [str(finding) for finding in found]
    if numbers is not None:
        assert numbers in [(finding.published, finding.recomputed) for finding in told]
    if verdict is HOLDS:
        assert not worst(found, BROKEN)
    for finding in told:
        assert finding.rule == rule
        assert finding.basis
        assert finding.where
        assert "项目3" in finding.message


RULES = tuple(rule.id for rule in evaluation_rules(scheme("shanxi-2024")))
OF_ALL = ("PE-DUP-01", "N-10d", "X-05-PRJ", "X-BUD-PRJ")


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in OF_ALL])
def test_every_rule_holds_for_a_project_that_is_right(rule):
    allowed = {HOLDS, BROKEN} if rule == "PE-IN-01" else {HOLDS}
    assert {finding.verdict for finding in findings(rule, {})} <= allowed


def test_every_rule_is_among_the_cases():
    assert {case[0] for case in CASES} == set(RULES) - set(OF_ALL)
    assert {case[0] for case in CASES if case[1] is BROKEN} == set(RULES) - set(OF_ALL) - {"PE-Q-READ"}


def test_a_document_without_self_evaluations_is_asked_for_what_its_narrative_says_alone():
    empty = Dossier(disclosure({"report": None, "form": None}))
    asked = [rule.id for rule in evaluation_rules(scheme("shanxi-2024")) if rule.applies(empty)]
    assert asked == ["N-10d"]
    budget = Dossier(disclosure({"kind": "budget", "report": None, "form": None}))
    assert not any(rule.applies(budget) for rule in evaluation_rules(scheme("shanxi-2024")))


def test_a_rule_rests_on_the_source_that_the_scheme_gives_for_it():
    by_id = {rule.id: rule for rule in evaluation_rules(scheme("mof-2020"))}
    assert "财预〔2020〕10号" in by_id["PE-EX-03"].basis
    assert by_id["PE-T-02"].basis == "本库推导"


@pytest.mark.parametrize(
    ("name", "rule"),
    [("hubei", "PE-EX-05"), ("jiangxi", "PE-EX-04"), ("mof-2021", "PE-Q-GATE"), ("hubei", "PE-Q-REV2")],
)
def test_rules_go_by_the_name_that_the_scheme_gives_them(name, rule):
    assert rule in [one.id for one in evaluation_rules(scheme(name))]


@pytest.mark.parametrize(
    ("money", "verdict", "cause"),
    [
        ({"executed": "49998.75", "score": "7"}, HOLDS, None),
        ({"executed": "49998.75", "score": "10"}, ROUNDING, Cause.CHAINED_ROUNDING),
        ({"executed": "49998.75", "score": "8"}, BROKEN, None),
        ({"executed": "49800", "rate": "100", "score": "10"}, ROUNDING, Cause.FEWER_PLACES),
        ({"executed": "49800", "rate": "99.6", "score": "10"}, BROKEN, None),
    ],
)
def test_a_step_is_reached_by_the_rate_itself_or_by_the_one_that_the_department_saw(money, verdict, cause):
    changes = {f"{WHOLE}.{column}": text for column, text in money.items()}
    (found,) = findings("PE-EX-04", {"form": None, **changes}, "jiangxi")
    assert (found.verdict, found.cause) == (verdict, cause)


def test_a_step_may_be_reached_within_the_rounding_of_the_sums():
    funds = [{"source": "资金总额", "adjusted": "5.00", "executed": "4.00", "score": "5"}]
    (found,) = findings("PE-EX-04", {"report": None, "form.funds": funds}, "jiangxi")
    assert (found.verdict, found.cause) == (ROUNDING, Cause.ROUNDED_PARTS)


MISTAKES = [
    ("PE-EX-02", {f"{WHOLE}.rate": "89.2"}, Cause.TRANSPOSED_DIGITS),
    ("PE-EX-02", {f"{WHOLE}.rate": "982"}, Cause.DECIMAL_SHIFT),
    ("PE-EX-03", {f"{WHOLE}.score": "98.2"}, Cause.DECIMAL_SHIFT),
    ("PE-EX-03", {f"{WHOLE}.score": "9.28"}, Cause.TRANSPOSED_DIGITS),
    ("PE-UNIT", {f"{FUNDS}.executed": "49100"}, Cause.UNIT_MIXUP),
    ("PE-UNIT", {f"{FUNDS}.executed": "0.491"}, Cause.DECIMAL_SHIFT),
    ("PE-RT-01", {"report.reported.0.value": "5"}, Cause.UNIT_MIXUP),
    ("PE-T-02", {"report.total": "98.72"}, None),
    ("PE-T-02", {"report.total": "99.28"}, Cause.TRANSPOSED_DIGITS),
    ("PE-Q-POS", {**THIRD, f"{FIRST}.score": "6.76"}, Cause.TRANSPOSED_DIGITS),
    ("PE-Q-POS", {**THIRD, f"{FIRST}.score": "66.7"}, Cause.DECIMAL_SHIFT),
    ("PE-Q-POS", {f"{FIRST}.score": "2"}, None),
    ("PE-QL-01", {"report.indicators.1.score": "2"}, None),
    ("PE-W-01", {f"{FIRST}.weight": "830"}, None),
]


@pytest.mark.parametrize(("rule", "changes", "cause"), MISTAKES)
def test_a_slip_that_makes_the_printed_number_is_named(rule, changes, cause):
    broken = worst(findings(rule, changes), BROKEN)
    assert {finding.cause for finding in broken} == {cause}
    assert all((";疑为" in finding.message) == (cause is not None) for finding in broken)


def test_a_score_by_steps_is_exact():
    (broken,) = worst(findings("PE-EX-04", {"form": None, "report.execution_score": None}, "jiangxi"), BROKEN)
    assert (broken.published, broken.recomputed) == ("9.82", "7.00")


def test_a_low_rate_of_a_report_needs_a_reason_where_the_scheme_says_so():
    changes = {**NO_REASONS, "form": None, f"{WHOLE}.executed": "40000"}
    assert [f.verdict for f in findings("PE-EX-07", changes, "sichuan")] == [BROKEN]
    assert findings("PE-EX-07", changes) == []


def test_a_form_without_the_columns_is_not_asked_for_them():
    without = {f"{part}.funds.{n}.carry_over": None for part in ("report", "form") for n in (0, 1)}
    assert findings("PE-EX-01", without) == []
    assert findings("PE-EX-07", NO_REASONS) == []
    assert findings("PE-IN-01", {"form.indicators.0.initial": None}) == []
    other = {**FORM, "order": "4", "name": "图书", "indicators": []}
    assert len(findings("PE-IN-01", {"report": other})) == 1
    assert findings("PE-RT-01", {"report.reported": [], f"{WHOLE}.score": None}) == []


def test_a_line_without_a_rest_may_leave_it_blank():
    changes = {f"{SOURCE}.executed": "50000", f"{SOURCE}.carry_over": None}
    assert {finding.verdict for finding in findings("PE-EX-01", changes)} == {HOLDS}


def test_a_blank_line_has_no_rest_to_test():
    blank = {"source": "其他资金", "requested": "0"}
    found = findings("PE-EX-01", {"report.funds.+": blank})
    assert {finding.verdict for finding in found} == {HOLDS}


def test_a_project_without_a_money_block_is_passed_over():
    changes = {"report.funds": [], "form.funds": []}
    for rule in ("PE-EX-01", "PE-EX-06", "PE-EX-07", "PE-EX-08", "PE-BUD-01", "PE-BUD-02", "PE-UNIT"):
        assert findings(rule, changes) == []
    assert {f.verdict for f in findings("PE-EX-03", changes)} == set()
    assert NOT_TESTED in {f.verdict for f in findings("PE-COST-01", changes)}
    assert NOT_TESTED in {f.verdict for f in findings("PE-COST-02", changes)}
    assert NOT_TESTED in {f.verdict for f in findings("PE-RT-01", changes)}


def test_a_source_broken_down_in_the_lines_below_it_counts_once():
    parts = {"report.funds.+": {"source": "其中:中央", "executed": "30000"}}
    changed = disclosure_lines(parts, {"source": "地方", "executed": "19100"})
    assert {f.verdict for f in changed if f.where[0].column.endswith("executed")} == {HOLDS}


def disclosure_lines(changes, line):
    """The findings on the sums of a report with two more lines in its money block."""
    content = copy.deepcopy(REPORT)
    content["funds"].extend([*changes.values(), line])
    whole = disclosure({"report": content, "form": None})
    (rule,) = [one for one in evaluation_rules(scheme("shanxi-2024")) if one.id == "PE-EX-06"]
    return list(rule.evaluate(Dossier(whole)))


def test_the_same_said_of_report_and_form_is_told_once():
    changes = {"report.indicators.0.actual": "12", "form.indicators.0.actual": "12"}
    (over,) = worst(findings("PE-Q-OVER", changes), BROKEN)
    assert [place.part for place in over.where] == ["report", "form"]
    assert over.message.startswith("项目3 培训经费 自评报告、自评表 数量指标「活动」 得20分")


def test_a_cost_scored_as_if_spending_more_were_better_is_called_so():
    (broken,) = worst(findings("PE-Q-REV", {f"{COST}.score": "9.8"}), BROKEN)
    assert broken.message.endswith("公开得分近于4.91÷5×10=9.82,疑按支出越多得分越高计算")
    for changes in ({f"{COST}.score": "3"}, {f"{COST}.actual": "0", f"{COST}.score": "0"}):
        (broken,) = worst(findings("PE-Q-REV", changes), BROKEN)
        assert "疑按" not in broken.message
    (broken,) = worst(findings("PE-QL-01", {"report.indicators.1.score": "15"}), BROKEN)
    assert "疑按" not in broken.message


UNREADABLE = [
    ("PE-Q-POS", {f"{FIRST}.score": "满分"}, "得分印作“满分”,读不成数"),
    ("PE-W-01", {f"{FIRST}.weight": "二十"}, "指标「活动」分值印作“二十”,读不成数,不能复核"),
    ("PE-W-02", {f"{FIRST}.weight": "二十"}, "分值印作“二十”,读不成数"),
    ("PE-W-03", {f"{FIRST}.weight": "二十"}, "分值印作“二十”,读不成数"),
    ("PE-W-03", {f"{FIRST}.score": "满分"}, "得分印作“满分”,读不成数"),
    ("PE-T-01", {"report.indicator_total": "九十"}, "印作“九十”,读不成数"),
    ("PE-T-02", {"report.total": "满分"}, "印作“满分”,读不成数"),
    ("PE-T-02", {f"{FIRST}.score": "满分"}, "指标「活动」得分印作“满分”,读不成数,不能复核总分"),
    ("PE-T-03", {"report.total": "满分"}, "自评报告总分印作“满分”,读不成数,不能对照"),
    ("PE-G-01", {"report.total": "满分"}, "总分印作“满分”,读不成数,不能复核"),
    ("PE-EX-02", {f"{WHOLE}.rate": "全部"}, "印作“全部”,读不成数"),
    ("PE-EX-03", {f"{WHOLE}.score": "满分"}, "印作“满分”,读不成数"),
    ("PE-EX-03", {f"{WHOLE}.score": None, "report.execution_score": "满"}, "印作“满”,读不成数"),
    ("PE-RT-01", {"report.execution_score": "满分"}, "印作“满分”,读不成数"),
]


@pytest.mark.parametrize(("rule", "changes", "said"), UNREADABLE)
def test_what_is_printed_and_cannot_be_read_is_not_called_absent(rule, changes, said):
    told = worst(findings(rule, changes), NOT_TESTED)
    assert any(finding.message.endswith(said) for finding in told), [str(finding) for finding in told]


GRADES = [
    ("优秀", HOLDS),
    ("优(90分以上)", HOLDS),
    ("“优”等", HOLDS),
    ("特优", NOT_TESTED),
    ("优良", NOT_TESTED),
]


@pytest.mark.parametrize(("grade", "verdict"), GRADES)
def test_a_grade_is_known_by_its_whole_name(grade, verdict):
    found = findings("PE-G-01", {"report.grade": grade})
    assert found[0].verdict is verdict


def test_the_sum_of_weights_is_not_called_published():
    (broken,) = [f for f in findings("PE-W-01", {f"{FIRST}.weight": "30", "form": None})
                 if f.verdict is BROKEN and f.unit == "分" and f.severity is Severity.ERROR]  # fmt: skip
    said = "指标分值合计 30+20+10+30+10为100分;评分办法的指标分值应为90分,相差10分"
    assert broken.message.endswith(said)


def test_a_total_without_the_execution_score_is_named():
    (broken,) = [f for f in findings("PE-T-02", {"form.total": "90"}) if f.verdict is BROKEN]
    assert broken.cause is Cause.LEFT_OUT_EXECUTION
    assert broken.message.endswith("疑为总分未计入预算执行得分")


def test_a_distribution_of_weights_that_the_scheme_does_not_know_is_a_warning():
    changes = {f"{FIRST}.weight": "10", "report.indicators.3.weight": "40"}
    (broken,) = worst(findings("PE-W-01", changes), BROKEN)
    assert broken.severity is Severity.WARNING


def test_indicators_in_another_order_are_a_warning():
    lines = copy.deepcopy(INDICATORS)
    lines[0], lines[1] = lines[1], lines[0]
    (broken,) = worst(findings("PE-T-04", {"form.indicators": lines}), BROKEN)
    assert (broken.severity, broken.message[-4:]) == (Severity.WARNING, "次序不同")


@pytest.mark.parametrize(
    ("reported", "told"),
    [
        (text("支出合计", "49100", "元"), "全年执行数"),
        (text("学员", "3", "名"), "指标「人员」的实际完成值"),
        (text("培训活动场次", "10", "场"), "指标「培训活动」的实际完成值"),
    ],
)
def test_a_figure_of_no_stated_meaning_is_found_where_the_tables_have_it(reported, told):
    lines = [{**INDICATORS[0], "name": "培训活动"}, EXTRA]
    found = findings("PE-RT-01", {"report.indicators": lines, "report.reported": [reported]})
    assert [f.verdict for f in found] == [HOLDS, HOLDS]
    assert found[1].message.endswith(f"与{told}相符")


@pytest.mark.parametrize(
    "reported", [text("会议", "7", "次"), text("补助标准", "3200", "元"), text("比例", "3:3:4", "比例")]
)
def test_a_figure_that_agrees_with_nothing_is_not_held_against_the_text(reported):
    found = findings("PE-RT-01", {"report.reported": [reported], "report.execution_score": None})
    assert found == []
