"""Bad disclosure files: not one, not this version, or one whose parts cannot be read, all told with lines."""

from __future__ import annotations

import pytest

from govbudget.adapters import disclosure_from, read_disclosure
from govbudget.model import (
    EvaluationPart,
    Funds,
    Indicator,
    ReportedFigure,
    SelfEvaluation,
    StatedFigure,
)
from govbudget.money import Unit

GOOD = """schema: govbudget.disclosure/1
department: {code: "602", name: 示例局}
year: 2024
kind: final-accounts
form: shanxi-2024
tables:
  - id: summary
    number: 公开01
    title: 收入支出决算总表
    unit: 万元
    page: 2
    rows:
      - {id: income_total, label: 本年收入合计, line: 27, side: income, cells: {amount: "446.46"}}
      - id: opening
        label: 年初结转和结余
        page: 3
        cells:
          amount: null
"""

EVALUATED = """schema: govbudget.disclosure/1
department: {code: "602", name: 示例局}
year: 2024
kind: final-accounts
stated:
  - {figure: "income[total].total", text: "446.46", unit: 万元, section: 二, sentence: 3, page: 18, line: 415}
  - figure: performance[projects].count
    text: "17"
    unit: 个
evaluations:
  - order: 1
    part: report
    name: 党报党刊征订
    unit: 元
    code: "2080199"
    code_inferred: true
    page: 30
    funds:
      - {source: 合计, requested: "50000", compiled: "50000", adjusted: "169350", executed: "169350", rate: null}
      - source: 市县区财政资金
        approved: "50000"
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 报纸份数, target: ≥600份, actual: "600", weight: "20", score: "18"}
      - level1: 产出指标
        level2: 成本指标
        name: 各项报纸金额
        line: 607
    execution_score: "10"
    total: "98"
    grade: 优
    reported:
      - {of: 实际执行, value: "16.93", unit: 万元, figure: executed, section: 预算执行情况, line: 624}
      - of: 负担比例
        value: "3:3:4"
        unit: 比例
  - {order: 1, part: form, name: 党报党刊征订, unit: 万元, funds: [], indicators: []}
"""
NO_TABLES = {
    "schema": "govbudget.disclosure/1",
    "department": {"code": "602", "name": "示例局"},
    "year": 2024,
    "kind": "final-accounts",
}
STATED_KEYS = "figure、text、unit、section、sentence、page、line"
EVALUATION_KEYS = (
    "order、part、name、unit、funds、indicators、execution_score、indicator_total、total、grade、"
    "deviation_reason、reported、code、code_inferred、page、line"
)
FUNDS_KEYS = "source、requested、compiled、approved、adjusted、executed、carry_over、rate、score、line"
INDICATOR_KEYS = "level1、level2、name、initial、target、actual、weight、score、reason、line"
RESTATED = "requested、compiled、approved、adjusted、executed、carry_over、rate、score、satisfaction"
EMPTY_EVALUATION = {"order": 1, "part": "form", "name": "甲", "unit": "万元", "funds": [], "indicators": []}


@pytest.fixture
def told_by_demo(told_by, monkeypatch):
    """What `govbudget demo` says when an example's disclosure is the given file."""

    def told(path):
        monkeypatch.setattr("govbudget.cli.commands.example_file", lambda *_: path)
        return told_by("demo")

    return told


def test_the_file_that_the_others_spoil_is_good(written):
    disclosure = read_disclosure(written("公开.yaml", GOOD))
    (table,) = disclosure.tables
    assert (disclosure.department.code, disclosure.year, disclosure.form) == ("602", 2024, "shanxi-2024")
    assert [(row.id, row.line, row.page, dict(row.cells)) for row in table.rows] == [
        ("income_total", 27, 2, {"amount": "446.46"}),
        ("opening", None, 3, {"amount": None}),
    ]


def test_a_disclosure_without_tables_form_or_code_is_good():
    content = {
        "schema": "govbudget.disclosure/1",
        "department": {"name": "示例局"},
        "year": 2024,
        "kind": "budget",
    }
    disclosure = disclosure_from(content)
    assert disclosure == disclosure_from({**content, "tables": None, "form": None})
    assert (disclosure.department.code, disclosure.form, disclosure.tables) == (None, None, ())


def test_stated_figures_and_evaluations_are_read_without_tables(written):
    disclosure = read_disclosure(written("公开.yaml", EVALUATED))
    assert disclosure.tables == ()
    assert disclosure.stated == (
        StatedFigure("income[total].total", "446.46", "万元", "二", 3, 18, 415),
        StatedFigure("performance[projects].count", "17", "个"),
    )
    report, form = disclosure.evaluations
    assert report.funds == (
        Funds("合计", requested="50000", compiled="50000", adjusted="169350", executed="169350"),
        Funds("市县区财政资金", approved="50000"),
    )
    assert report.indicators == (
        Indicator("产出指标", "数量指标", "报纸份数", target="≥600份", actual="600", weight="20", score="18"),
        Indicator("产出指标", "成本指标", "各项报纸金额", line=607),
    )
    assert report.reported == (
        ReportedFigure("实际执行", "16.93", "万元", "executed", "预算执行情况", 624),
        ReportedFigure("负担比例", "3:3:4", "比例"),
    )
    assert (report.order, report.part, report.unit) == (1, EvaluationPart.REPORT, Unit.YUAN)
    assert (report.code, report.code_inferred, report.page, report.line) == ("2080199", True, 30, None)
    assert (report.execution_score, report.indicator_total) == ("10", None)
    assert (report.total, report.grade, report.deviation_reason) == ("98", "优", None)
    assert form == SelfEvaluation(1, EvaluationPart.FORM, "党报党刊征订", Unit.WAN_YUAN, (), ())


@pytest.mark.parametrize(
    ("written_as", "truth"), [("true", True), (True, True), ("false", False), (False, False), (None, False)]
)
def test_an_inferred_code_says_so(written_as, truth):
    content = {**EMPTY_EVALUATION, "code": "2080199", "code_inferred": written_as}
    (evaluation,) = disclosure_from({**NO_TABLES, "evaluations": [content]}).evaluations
    assert evaluation.code_inferred is truth


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("公开.yaml", "", "公开.yaml: 不是公开文件(应有 schema: govbudget.disclosure/1)"),
        ("公开.yaml", "[]", "公开.yaml: 不是公开文件(应有 schema: govbudget.disclosure/1)"),
        ("公开.yaml", "year: 2024", "公开.yaml: schema 应为 govbudget.disclosure/1,现为 None"),
        (
            "公开.json",
            '{"schema": "govbudget.tables/1"}',
            "公开.json: schema 应为 govbudget.disclosure/1,现为 'govbudget.tables/1'",
        ),
        ("公开.yaml", GOOD.encode("gb18030"), "公开.yaml: 不是 UTF-8 文本;请另存为 UTF-8 编码"),
        (
            "公开.json",
            '{"schema": "govbudget.disclosure/1",\n "year": 2024, "year": 2025}',
            "公开.json:2: 键 year 与第 2 行重复",
        ),
        ("公开.yaml", GOOD + "\0", "公开.yaml:19: 含有控制字符 U+0000;请删去,并确认这是文本文件"),
    ],
)
def test_a_file_that_is_no_disclosure_is_refused(name, content, message, faults_of, told_by_demo, written):
    path = written(name, content)
    assert faults_of(read_disclosure, path) == [message]
    assert told_by_demo(path) == [message]


def test_a_file_that_is_not_there_is_told_with_its_whole_path(faults_of, told_by_demo, tmp_path):
    path = tmp_path / "没有.yaml"
    assert faults_of(read_disclosure, path) == [f"{path}: 没有这个文件"]
    assert told_by_demo(path) == [f"{path}: 没有这个文件"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'department: {code: "602", name: 示例局}\n',
            "",
            "公开.yaml:1: 缺少 department;应写作 {code: 部门代码, name: 部门名称}",
        ),
        (
            '{code: "602", name: 示例局}',
            "602-示例局",
            "公开.yaml:1: department 现为 '602-示例局';应写作 {code: 部门代码, name: 部门名称}",
        ),
        (", name: 示例局", "", "公开.yaml:2: department 缺少 name"),
        ("name: 示例局", "name: [示例局]", "公开.yaml:2: department name 应是文字,现为 ['示例局']"),
        ('code: "602"', "code: {}", "公开.yaml:2: department code 应是文字,现为 {}"),
        ("year: 2024\n", "", "公开.yaml:1: 缺少 year"),
        ("year: 2024", "year: 二〇二四", "公开.yaml:1: year 不能是 '二〇二四';请填四位年份,如 2024"),
        ("kind: final-accounts\n", "", "公开.yaml:1: 缺少 kind"),
        ("final-accounts", "决算", "公开.yaml:1: kind 不能是 '决算';可填 final-accounts、budget"),
        ("form: shanxi-2024", "form: [shanxi-2024]", "公开.yaml:1: form 应是文字,现为 ['shanxi-2024']"),
        ("  - id: summary", "  - 总表\n  - id: summary", "公开.yaml:7: tables 的第 1 项应写作「键: 值」,现为 '总表'"),
        ("  - id: summary\n    number", "  - number", "公开.yaml:7: tables 的一张表缺少 id"),
        ("    title: 收入支出决算总表", "    title: []", "公开.yaml:7: 表 summary title 应是文字,现为 []"),
        ("    unit: 万元\n", "", "公开.yaml:7: 表 summary 缺少 unit"),
        ("unit: 万元", "unit: 千元", "公开.yaml:7: 表 summary unit 不能是 '千元';可填 元、万元、亿元"),
        ("page: 2", "page: 第2页", "公开.yaml:7: 表 summary page 应是整数,现为 '第2页'"),
        ("id: income_total, ", "", "公开.yaml:13: 表 summary 的一行缺少 id"),
        ("line: 27", "line: -1", "公开.yaml:13: 表 summary 的行 income_total line 应是整数,现为 '-1'"),
        (
            '"446.46"',
            '["446.46"]',
            "公开.yaml:13: 表 summary 的行 income_total amount 应是文字,现为 ['446.46']",
        ),
        ("        cells:\n          amount: null\n", "", "公开.yaml:14: 表 summary 的行 opening 没有 cells"),
        ('{amount: "446.46"}', '"446.46"', "公开.yaml:13: 表 summary 的行 income_total 没有 cells"),
    ],
)  # fmt: skip
def test_a_part_that_cannot_be_read_is_told_with_its_line(
    old, new, message, faults_of, told_by_demo, written
):
    assert GOOD.count(old) == 1
    path = written("公开.yaml", GOOD.replace(old, new))
    assert faults_of(read_disclosure, path) == [message]
    assert told_by_demo(path) == [message]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("", "公开.yaml:7: 表 summary 缺少 rows"),
        ("    rows: codes\n", "公开.yaml:7: 表 summary rows 应是列表,现为 'codes'"),
        ("    rows: [合计]\n", "公开.yaml:12: 表 summary rows 的第 1 项应写作「键: 值」,现为 '合计'"),
    ],
)
def test_rows_that_are_no_rows_are_told(rows, message, faults_of, written):
    path = written("公开.yaml", GOOD[: GOOD.index("    rows:")] + rows)
    assert faults_of(read_disclosure, path) == [message]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '  - {figure: "income',
            '  - 446.46\n  - {figure: "income',
            "公开.yaml:6: stated 的第 1 项应写作「键: 值」,现为 '446.46'",
        ),
        ('figure: "income[total].total", ', "", "公开.yaml:6: 情况说明数 ? 缺少 figure"),
        (
            'figure: "income[total].total"',
            'figure: ["income[total].total"]',
            "公开.yaml:6: 情况说明数 ? figure 应是文字,现为 ['income[total].total']",
        ),
        (', text: "446.46"', "", "公开.yaml:6: 情况说明数 income[total].total 缺少 text"),
        (
            '    text: "17"\n    unit: 个\n',
            '    text: "17"\n',
            "公开.yaml:7: 情况说明数 performance[projects].count 缺少 unit",
        ),
        (
            "sentence: 3",
            "sentence: 三",
            "公开.yaml:6: 情况说明数 income[total].total sentence 应是整数,现为 '三'",
        ),
        (
            "section: 二",
            "section: {一: 二}",
            "公开.yaml:6: 情况说明数 income[total].total section 应是文字,现为 {'一': '二'}",
        ),
        (
            "section: 二, sentence: 3",
            "章节: 二, 句: 3",
            f"公开.yaml:6: 情况说明数 income[total].total 不能有 章节、句;可填 {STATED_KEYS}",
        ),
        ("  - order: 1\n    part", "  - part", "公开.yaml:11: evaluations 的一份自评缺少 order"),
        (
            "  - order: 1\n",
            "  - order: 一\n",
            "公开.yaml:11: evaluations 的一份自评 order 应是整数,现为 '一'",
        ),
        ("    part: report\n", "", "公开.yaml:11: 自评 1 缺少 part"),
        ("part: report", "part: 自评报告", "公开.yaml:11: 自评 1 part 不能是 '自评报告';可填 report、form"),
        ("    name: 党报党刊征订\n", "", "公开.yaml:11: 自评 1 report 缺少 name"),
        ("unit: 万元, funds", "unit: 千元, funds", "公开.yaml:36: 自评 1 form unit 不能是 '千元';可填 元、万元、亿元"),
        (
            "code_inferred: true",
            "code_inferred: 是",
            "公开.yaml:11: 自评 1 report code_inferred 只能是 true 或 false,现为 '是'",
        ),
        ('code: "2080199"', "code: [2080199]", "公开.yaml:11: 自评 1 report code 应是文字,现为 ['2080199']"),
        ("page: 30", "page: 第30页", "公开.yaml:11: 自评 1 report page 应是整数,现为 '第30页'"),
        ('total: "98"', "total: {得分: 98}", "公开.yaml:11: 自评 1 report total 应是文字,现为 {'得分': '98'}"),
        (
            "grade: 优",
            "等级: 优",
            f"公开.yaml:11: 自评 1 report 不能有 等级;可填 {EVALUATION_KEYS}",
        ),
        (", funds: []", "", "公开.yaml:36: 自评 1 form 缺少 funds"),
        (", indicators: []", "", "公开.yaml:36: 自评 1 form 缺少 indicators"),
        ("funds: []", "funds: {}", "公开.yaml:36: 自评 1 form funds 应是列表,现为 {}"),
        (
            "indicators: []",
            "indicators: [份数]",
            "公开.yaml:36: 自评 1 form indicators 的第 1 项应写作「键: 值」,现为 '份数'",
        ),
        ("source: 合计, ", "", "公开.yaml:19: 自评 1 report 的资金 ? 缺少 source"),
        (
            'approved: "50000"',
            "approved: [50000]",
            "公开.yaml:20: 自评 1 report 的资金 市县区财政资金 approved 应是文字,现为 ['50000']",
        ),
        (
            "rate: null",
            'ratio: "100"',
            f"公开.yaml:19: 自评 1 report 的资金 合计 不能有 ratio;可填 {FUNDS_KEYS}",
        ),
        ("level2: 数量指标, ", "", "公开.yaml:23: 自评 1 report 的指标 报纸份数 缺少 level2"),
        ("name: 报纸份数, ", "", "公开.yaml:23: 自评 1 report 的指标 ? 缺少 name"),
        (
            "line: 607",
            "line: 末行",
            "公开.yaml:24: 自评 1 report 的指标 各项报纸金额 line 应是整数,现为 '末行'",
        ),
        (
            'score: "18"',
            'points: "18"',
            f"公开.yaml:23: 自评 1 report 的指标 报纸份数 不能有 points;可填 {INDICATOR_KEYS}",
        ),
        ("of: 实际执行, ", "", "公开.yaml:32: 自评 1 report 的文中数 ? 缺少 of"),
        ('value: "16.93", ', "", "公开.yaml:32: 自评 1 report 的文中数 实际执行 缺少 value"),
        ("        unit: 比例\n", "", "公开.yaml:33: 自评 1 report 的文中数 负担比例 缺少 unit"),
        (
            "figure: executed",
            "figure: 执行数",
            f"公开.yaml:32: 自评 1 report 的文中数 实际执行 figure 不能是 '执行数';可填 {RESTATED}",
        ),
        (
            "figure: executed",
            "figure: [executed]",
            "公开.yaml:32: 自评 1 report 的文中数 实际执行 figure 应是文字,现为 ['executed']",
        ),
        (
            "section: 预算执行情况",
            "cell: 预算执行情况",
            "公开.yaml:32: 自评 1 report 的文中数 实际执行 不能有 cell;可填 of、value、unit、figure、section、line",
        ),
    ],
)  # fmt: skip
def test_a_part_of_stated_or_evaluations_that_cannot_be_read_is_told_with_its_line(
    old, new, message, faults_of, told_by_demo, written
):
    assert EVALUATED.count(old) == 1
    path = written("公开.yaml", EVALUATED.replace(old, new))
    assert faults_of(read_disclosure, path) == [message]
    assert told_by_demo(path) == [message]


def test_faults_of_tables_figures_and_evaluations_come_together(faults_of, written):
    spoilt = GOOD.replace("page: 2\n", "page: 二\n") + EVALUATED[EVALUATED.index("stated:") :]
    for old, new in (
        ("figure: performance[projects].count", "figure: null"),
        ("part: report", "part: 报告"),
        ("code_inferred: true", "code_inferred: 1"),
        ("source: 合计", "来源: 合计"),
        ("level1: 产出指标\n        level2", "level2"),
        ("figure: executed", "figure: actual"),
        ("part: form, ", ""),
    ):
        assert spoilt.count(old) == 1
        spoilt = spoilt.replace(old, new)
    assert faults_of(read_disclosure, written("公开.yaml", spoilt)) == [
        "公开.yaml:7: 表 summary page 应是整数,现为 '二'",
        "公开.yaml:21: 情况说明数 ? 缺少 figure",
        "公开.yaml:25: 自评 1 part 不能是 '报告';可填 report、form",
        f"公开.yaml:33: 自评 1 report 的资金 ? 不能有 来源;可填 {FUNDS_KEYS}",
        "公开.yaml:33: 自评 1 report 的资金 ? 缺少 source",
        "公开.yaml:38: 自评 1 report 的指标 各项报纸金额 缺少 level1",
        f"公开.yaml:45: 自评 1 report 的文中数 实际执行 figure 不能是 'actual';可填 {RESTATED}",
        "公开.yaml:25: 自评 1 report code_inferred 只能是 true 或 false,现为 '1'",
        "公开.yaml:49: 自评 1 缺少 part",
    ]


def test_many_faults_of_one_file_come_together_each_on_its_line(faults_of, told_by_demo, written):
    spoilt = GOOD
    for old, new in (
        ("year: 2024", "year: 24"),
        ("kind: final-accounts", "kind: 决算"),
        (", name: 示例局", ""),
        ("unit: 万元", "unit: 千元"),
        ("page: 2", "page: 二"),
        ('{amount: "446.46"}', "[]"),
        ("id: opening\n        ", ""),
        ("amount: null", "amount: [0]"),
        ("page: 3", "page: 三"),
    ):
        spoilt = spoilt.replace(old, new)
    path = written("公开.yaml", spoilt + "  - 另一张表\n")
    messages = [
        "公开.yaml:2: department 缺少 name",
        "公开.yaml:1: year 不能是 '24';请填四位年份,如 2024",
        "公开.yaml:1: kind 不能是 '决算';可填 final-accounts、budget",
        "公开.yaml:7: tables 的第 2 项应写作「键: 值」,现为 '另一张表'",
        "公开.yaml:7: 表 summary page 应是整数,现为 '二'",
        "公开.yaml:7: 表 summary unit 不能是 '千元';可填 元、万元、亿元",
        "公开.yaml:13: 表 summary 的行 income_total 没有 cells",
        "公开.yaml:14: 表 summary 的一行缺少 id",
        "公开.yaml:17: 表 summary 的行 ? amount 应是文字,现为 ['0']",
        "公开.yaml:14: 表 summary 的行 ? page 应是整数,现为 '三'",
    ]
    assert faults_of(read_disclosure, path) == messages
    assert told_by_demo(path) == messages
    with pytest.raises(ExceptionGroup, match=r"^公开\.yaml 不能读作公开文件\(10处\)"):
        read_disclosure(path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"year": 2024.0}, "disclosure: year 不能是 2024.0;请填四位年份,如 2024"),
        ({"year": True}, "disclosure: year 不能是 True;请填四位年份,如 2024"),
        ({"form": 2024}, "disclosure: form 应是文字,现为 2024"),
        ({"tables": {"summary": []}}, "disclosure: tables 应是列表,现为 {'summary': []}"),
        ({"schema": "govbudget.disclosure/2"},
         "disclosure: schema 应为 govbudget.disclosure/1,现为 'govbudget.disclosure/2'"),
        ({"stated": {"figure": "1"}}, "disclosure: stated 应是列表,现为 {'figure': '1'}"),
        (
            {"stated": [{"figure": "income[total].total", "text": 446.46, "unit": "万元"}]},
            "disclosure: 情况说明数 income[total].total text 应是文字,现为 446.46",
        ),
        (
            {"stated": [{"figure": "income[total].total", "text": "446.46", "unit": "万元", 1: "一"}]},
            f"disclosure: 情况说明数 income[total].total 不能有 1;可填 {STATED_KEYS}",
        ),
        (
            {"evaluations": [{**EMPTY_EVALUATION, "order": True}]},
            "disclosure: evaluations 的一份自评 order 应是整数,现为 True",
        ),
        (
            {"evaluations": [{**EMPTY_EVALUATION, "code_inferred": 1}]},
            "disclosure: 自评 1 form code_inferred 只能是 true 或 false,现为 1",
        ),
        (
            {"evaluations": [{**EMPTY_EVALUATION, "total": 98}]},
            "disclosure: 自评 1 form total 应是文字,现为 98",
        ),
        (
            {"tables": [{"id": "summary", "unit": "万元", "page": True, "rows": []}]},
            "disclosure: 表 summary page 应是整数,现为 True",
        ),
        (
            {"tables": [{"id": "summary", "unit": "万元", "rows": [{"id": "opening", "cells": {"amount": 1.5}}]}]},
            "disclosure: 表 summary 的行 opening amount 应是文字,现为 1.5",
        ),
    ],
)  # fmt: skip
def test_a_mapping_is_refused_like_a_file_but_without_lines(change, message, faults_of):
    assert faults_of(disclosure_from, {**NO_TABLES, **change}) == [message]


def test_what_is_no_mapping_is_no_disclosure(faults_of):
    assert faults_of(disclosure_from, []) == ["disclosure: 不是公开文件(应有 schema: govbudget.disclosure/1)"]
