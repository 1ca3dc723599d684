"""The command line on good input: text for people, versioned JSON for programs, exit code 0."""

from __future__ import annotations

import json
import re
import runpy
import sys
from itertools import pairwise

import pytest

import govbudget
from govbudget.catalogue import example_file, form
from govbudget.cli import main

LEDGER = """\
年度,部门,阶段,方向,功能分类,经济分类,预算,支出性质,金额,单位,来源
2024,602-示例局,决算数,收入,2080505,,一般公共预算,,19.49,万元,决算报表 第3行
2024,602-示例局,决算数,支出,2080505,30108,一般公共预算,基本支出,15.96,万元,决算报表 第4行
2024,602-示例局,决算数,支出,2080502,30302,一般公共预算,项目支出,3.53,万元,决算报表 第5行
"""
VERDICTS = ["holds", "rounding", "broken", "not_tested"]


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "账套.csv"
    path.write_text(LEDGER, encoding="utf-8")
    return str(path)


@pytest.fixture
def run(capsys):
    """What a command prints, after it has succeeded without a word on stderr."""

    def printed(*arguments):
        capsys.readouterr()
        assert main(arguments) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return out

    return printed


@pytest.fixture
def run_json(run):
    return lambda *arguments: json.loads(run(*arguments, "--format", "json"))


def table_of(document, table_id):
    (table,) = [table for table in document["tables"] if table["id"] == table_id]
    return table


def test_tables_are_printed_in_the_order_of_the_form_under_the_name_of_the_department(run, ledger):
    out = run("tables", ledger)
    assert out.startswith("示例局2024年度\n\n公开01 收入支出决算总表(金额单位:万元)\n")
    titles = [f"{table.number} {table.title}" for table in form("shanxi-2024").tables]
    places = [out.index(f"\n{title}") for title in titles]
    assert all(before < after for before, after in pairwise(places))
    assert re.search(r"^本年收入合计 +27 +19\.49$", out, re.MULTILINE)
    assert re.search(r"^2080505 +机关事业单位基本养老保险缴费支出 +15\.96 +15\.96$", out, re.MULTILINE)


def test_tables_in_json_keep_the_contract(run_json, ledger):
    document = run_json("tables", ledger)
    assert {key: document[key] for key in ("schema", "department", "year", "form", "warnings")} == {
        "schema": "govbudget.tables/1",
        "department": {"code": "602", "name": "示例局"},
        "year": 2024,
        "form": "shanxi-2024",
        "warnings": [],
    }
    assert [(table["id"], table["number"]) for table in document["tables"]] == [
        (table.id, table.number) for table in form("shanxi-2024").tables
    ]
    for table in document["tables"]:
        assert {"id", "number", "title", "unit", "columns", "rows"} <= table.keys()
        two_sided = table["id"] in ("summary", "appropriation_summary")
        for column in table["columns"]:
            assert {"id", "title", "number"} <= column.keys()
        for row in table["rows"]:
            assert {"id", "line", "code", "label", "cells"} <= row.keys()
            assert ("side" in row) is two_sided
            assert all(cell is None or isinstance(cell, str) for cell in row["cells"].values())


def test_tables_in_json_hold_the_printed_figures_and_null_for_blanks(run_json, ledger):
    document = run_json("tables", ledger)
    expenditure = table_of(document, "expenditure")
    assert (expenditure["unit"], expenditure["title"], expenditure["missing"]) == ("万元", "支出决算表", None)
    assert expenditure["columns"][0] == {"id": "total", "title": "本年支出合计", "number": 1}
    assert [row["id"] for row in expenditure["rows"]] == ["total", "208", "20805", "2080502", "2080505"]
    (row,) = [row for row in expenditure["rows"] if row["id"] == "2080505"]
    assert (row["line"], row["code"], row["label"]) == (None, "2080505", "机关事业单位基本养老保险缴费支出")
    assert row["cells"] == {
        "total": "15.96",
        "basic": "15.96",
        "project": None,
        "remittance_to_superior": None,
        "commercial": None,
        "subsidy_to_subsidiary": None,
    }
    summary = table_of(document, "summary")
    (row,) = [row for row in summary["rows"] if row["id"] == "income_total"]
    assert (row["side"], row["line"], row["cells"]) == ("income", 27, {"amount": "19.49"})
    statistics = table_of(document, "statistics")
    assert statistics["rows"] == []
    assert statistics["missing"]


def test_json_is_the_same_every_time(run, ledger):
    assert run("tables", ledger, "--format", "json") == run("tables", ledger, "--format", "json")


def test_a_command_takes_a_bundled_example_in_place_of_a_path(run_json):
    by_name = run_json("tables", "houma-2024")
    by_path = run_json("tables", str(example_file("houma-2024", "ledger.csv")))
    assert by_name == by_path
    assert by_name["department"]["code"] == "602"


def test_a_form_may_be_named(run_json, ledger):
    assert run_json("tables", ledger, "--form", "shanxi-2024") == run_json("tables", ledger)


def test_an_explanation_goes_down_to_the_row_of_the_ledger(run, ledger):
    assert run("explain", ledger, "expenditure[2080505].basic").splitlines() == [
        "2080505 机关事业单位基本养老保险缴费支出 基本支出 = 15.96万元  ← 列入本科目的一笔",
        (
            "  决算数支出 2080505 机关事业单位基本养老保险缴费支出 30108 机关事业单位基本养老保险缴费 "
            "基本支出 一般公共预算 = 15.96万元  ← 来源:账套.csv:3,决算报表 第4行"
        ),
    ]


def test_an_explanation_may_stop_sooner(run, ledger):
    whole = run("explain", ledger, "expenditure[20805].basic").splitlines()
    assert len(whole) == 3
    assert run("explain", ledger, "expenditure[20805].basic", "--depth", "0").splitlines() == whole[:1]
    assert run("explain", ledger, "expenditure[20805].basic", "--depth", "1").splitlines() == whole[:2]


def test_an_explanation_in_json_nests_what_a_figure_came_from(run_json, ledger):
    document = run_json("explain", ledger, "expenditure[total].basic.share")
    assert list(document) == ["schema", "id", "label", "value", "unit", "undefined", "formula", "inputs"]
    assert (document["schema"], document["id"]) == ("govbudget.figure/1", "expenditure[total].basic.share")
    assert (document["value"], document["unit"], document["undefined"]) == ("81.89%", None, None)
    part, whole = document["inputs"]
    assert (part["value"], part["unit"], whole["value"]) == ("15.96", "万元", "19.49")
    assert all("schema" not in figure for figure in document["inputs"])
    while part["inputs"]:
        (part,) = part["inputs"]
    assert part["formula"] == "来源:账套.csv:3,决算报表 第4行"


def test_a_figure_that_has_no_number_says_why_in_json(run_json, tmp_path):
    path = tmp_path / "账套.csv"
    prior = "2024,602-示例局,上年决算数,支出,2080505,30108,一般公共预算,基本支出,0.00,万元,上年报表\n"
    path.write_text(LEDGER + prior, encoding="utf-8")
    document = run_json("explain", str(path), "general_budget[total].basic.change_rate")
    assert (document["value"], document["unit"]) == (None, None)
    assert document["undefined"] == "上年决算数 合计 基本支出为零,增减幅度无意义"


def test_warnings_go_to_stderr_and_into_json(tmp_path, capsys):
    path = tmp_path / "账套.csv"
    path.write_text(LEDGER.replace("2080502", "2080597"), encoding="utf-8")
    assert main(["tables", str(path), "--format", "json"]) == 0
    out, err = capsys.readouterr()
    (warning,) = json.loads(out)["warnings"]
    assert err == f"提示: {warning}\n"
    assert warning.startswith("账套.csv:4: 2024年支出功能分类中没有 '2080597'; 相近科目: ")
    assert warning.endswith("(目录不完整,仅作提示)")


def test_a_code_is_looked_up_with_its_path_and_evidence(run):
    lines = run("code", "2080505", "--year", "2024").splitlines()
    assert lines[0] == "2080505 机关事业单位基本养老保险缴费支出(2024年支出功能分类,项)"
    assert lines[1] == "路径: 社会保障和就业支出 › 行政事业单位养老支出 › 机关事业单位基本养老保险缴费支出"
    assert lines[2] == "预算: 一般公共预算"
    assert lines[3] == "依据: 公开文件可证;2024年当年文件可证"


def test_a_code_without_sources_and_budgets_says_so_by_silence(run):
    lines = run("code", "50205", "--year", "2024").splitlines()
    assert lines[0] == "50205 委托业务费(2024年政府预算支出经济分类,款)"
    assert "依据: 未核实;2024年推定(未见于任何年度的文件)" in lines
    assert not [line for line in lines if line.startswith("预算")]


def test_other_names_and_changes_of_a_code_are_told(run):
    lines = run("code", "20805", "--year", "2024").splitlines()
    assert any(line.startswith("其他名称: 行政事业单位离退休") for line in lines)
    assert any(re.match("变化: 20805 约2020年起.*更名: 行政事业单位离退休 → ", line) for line in lines)
    assert run("code", "20805", "--year", "2018").startswith(
        "20805 行政事业单位离退休(2018年支出功能分类,款)\n"
    )


def test_codes_are_found_by_a_part_of_their_name(run, run_json):
    lines = run("code", " 基本养老保险缴费支出 ", "--year", "2024").splitlines()
    assert "2080505   机关事业单位基本养老保险缴费支出(支出功能分类,公开文件可证)" in lines
    document = run_json("code", "基本养老保险缴费支出", "--year", "2024")
    assert (document["schema"], document["year"]) == ("govbudget.subjects/1", 2024)
    assert len(document["subjects"]) == len(lines)
    (found,) = [subject for subject in document["subjects"] if subject["code"] == "2080505"]
    alone = run_json("code", "2080505", "--year", "2024")
    assert found == {key: alone[key] for key in found}


@pytest.mark.parametrize(
    ("code", "classification", "level", "path"),
    [
        ("2080505", "functional", "项", ["社会保障和就业支出", "行政事业单位养老支出"]),
        ("30101", "economic", "款", ["工资福利支出"]),
        ("501", "government-economic", "类", []),
        ("101", "revenue", "类", []),
    ],
)
def test_a_code_in_json_keeps_the_contract(code, classification, level, path, run_json):
    document = run_json("code", code, "--year", "2024")
    assert {"schema", "code", "name", "classification", "year", "path", "evidence", "attested_in", "aliases"} <= (
        document.keys()
    )  # fmt: skip
    assert (document["schema"], document["code"], document["year"]) == ("govbudget.subject/1", code, 2024)
    assert (document["classification"], document["level"], document["path"]) == (classification, level, path)
    assert document["evidence"] in ("official", "attested", "continuity", "unverified")
    assert isinstance(document["attested_in"], list)
    assert isinstance(document["aliases"], list)


def test_the_demo_prints_tables_explanations_and_the_comparison(run):
    out = run("demo")
    assert out.startswith("侯马经济开发区管理委员会党群工作部 2024 年度")
    for title in (f"{table.number} {table.title}" for table in form("shanxi-2024").tables):
        assert f"\n{title}" in out
    assert "\n为什么是这个数\n\n$ govbudget explain houma-2024 '" in out
    counted = re.search(
        r"^与公开数对照:(\d+) 个数,相符 (\d+)、尾差 (\d+)、不符 (\d+)、缺数 (\d+)$", out, re.MULTILINE
    )
    total, holds, rounding, broken, not_tested = map(int, counted.groups())
    assert total == holds + rounding + broken + not_tested
    assert (holds > 0, rounding > 0, broken, not_tested) == (True, True, 0, 0)
    told = re.findall(r"^  (\S+) 公开\d\d表 ", out[counted.end() :], re.MULTILINE)
    assert told == ["尾差"] * rounding
    explained, _, checked = out[counted.end() :].partition(
        "\n\n公开文件自身核对(govbudget check houma-2024):"
    )
    assert explained.splitlines()[-1].startswith("尾差:")
    counts = re.match(r"(\d+) 处,相符 (\d+)、尾差 (\d+)、不符 (\d+)、缺数 (\d+)\n", checked)
    assert int(counts[1]) == sum(map(int, counts.groups()[1:]))
    assert checked.count("\n  ") == min(int(counts[4]), 6)


def test_what_the_demo_explains_is_what_the_command_says(run):
    out = run("demo")
    explained = re.findall(r"^\$ govbudget explain houma-2024 '(.+)'$", out, re.MULTILINE)
    assert len(explained) == 2
    for figure in explained:
        assert run("explain", "houma-2024", figure) in out


def test_the_demo_is_the_same_by_name(run):
    assert run("demo", "houma-2024") == run("demo")


def test_the_demo_in_json_is_the_tables_and_the_count_of_verdicts(run_json):
    document = run_json("demo")
    compared = document.pop("compared")
    assert list(compared) == VERDICTS
    assert compared["holds"] > 0
    assert list(document.pop("checked")) == VERDICTS
    assert document == run_json("tables", "houma-2024")


def test_a_demo_without_rounding_explains_only_percentages(run, tmp_path, monkeypatch):
    parts = {name: example_file("houma-2024", name) for name in ("ledger.csv", "disclosure.yaml")}
    bare = tmp_path / "disclosure.yaml"
    text = parts["disclosure.yaml"].read_text(encoding="utf-8")
    bare.write_text(text[: text.index("tables:")], encoding="utf-8")
    parts["disclosure.yaml"] = bare
    monkeypatch.setattr("govbudget.cli.commands.example_file", lambda _, name: parts[name])
    out = run("demo")
    assert out.count("$ govbudget explain") == 1
    compared, _, checked = out.partition("\n\n公开文件自身核对(govbudget check houma-2024):")
    assert compared.endswith("\n与公开数对照:0 个数,相符 0、尾差 0、不符 0、缺数 0")
    assert re.fullmatch(r"\d+ 处,相符 0、尾差 0、不符 0、缺数 \d+\n", checked)


@pytest.mark.parametrize("command", [[], ["demo"], ["tables"], ["explain"], ["code"]])
def test_the_help_is_chinese(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([*command, "--help"])
    assert stopped.value.code == 0
    out = capsys.readouterr().out
    assert out.startswith(f"用法: {' '.join(['govbudget', *command])}")
    assert "选项:" in out
    assert "显示帮助" in out
    assert not re.search("usage|options|positional|show this", out)


def test_the_version_is_printed(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"govbudget {govbudget.__version__}\n"


def test_the_module_runs_as_the_command(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["govbudget", "code", "208", "--year", "2024"])
    with pytest.raises(SystemExit) as stopped:
        runpy.run_module("govbudget", run_name="__main__")
    assert stopped.value.code == 0
    assert capsys.readouterr().out.startswith("208 社会保障和就业支出(2024年支出功能分类,类)\n")
