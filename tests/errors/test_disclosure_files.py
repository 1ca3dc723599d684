"""Bad disclosure files: not one, not this version, or one whose parts cannot be read, all told with lines."""

from __future__ import annotations

import pytest

from govbudget.adapters import disclosure_from, read_disclosure

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
    content = {
        "schema": "govbudget.disclosure/1",
        "department": {"code": "602", "name": "示例局"},
        "year": 2024,
        "kind": "final-accounts",
    }
    assert faults_of(disclosure_from, {**content, **change}) == [message]


def test_what_is_no_mapping_is_no_disclosure(faults_of):
    assert faults_of(disclosure_from, []) == ["disclosure: 不是公开文件(应有 schema: govbudget.disclosure/1)"]
