"""`narrate`: the 情况说明 on stdout, what is to be filled in on stderr, and JSON for programs."""

from __future__ import annotations

import json

import pytest

from govbudget.cli import main

LEDGER = """\
年度,部门,阶段,方向,功能分类,经济分类,预算,资金来源,支出性质,项目,金额,单位,来源
2024,602-示例局,决算数,支出,2010301,30101,一般公共预算,财政拨款,基本支出,,6.00,万元,公开03表
2024,602-示例局,上年决算数,支出,201,,一般公共预算,财政拨款,,,5.00,万元,上年公开03表
"""


@pytest.fixture
def run(capsys):
    def command(*arguments):
        code = main(["narrate", *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "账套.csv"
    path.write_text(LEDGER, encoding="utf-8")
    return str(path)


def test_the_bundled_department_is_narrated_with_its_self_evaluations(run):
    code, out, err = run("houma-2024", "--department-evaluation", "春节慰问")
    assert code == 0
    assert out.startswith(
        "侯马经济开发区管理委员会党群工作部2024年度情况说明\n\n一、收入支出决算总体情况说明\n"
    )
    assert "自评等级为“优”12个，“良”0个，“中”0个，“差”5个。" in out
    assert "“春节慰问”得97分，等级为“优”。" in out
    assert [line for line in err.splitlines() if not line.endswith("增减的原因")] == []
    assert err.count("提示: 待填: ") == 9


def test_what_the_ledger_does_not_know_is_asked_for_and_is_no_failure(run, ledger):
    code, out, err = run(ledger)
    assert code == 0
    assert "一般公共预算财政拨款支出比上年度增加1.00万元，增长20.00%" in out
    assert "项目支出绩效自评〔待填：项目支出绩效自评表〕。" in out
    assert "提示: 待填: 项目支出绩效自评表" in err


def test_the_wording_follows_the_form_unless_another_is_chosen(run, ledger):
    assert "占100.00%" in run(ledger, "--form", "mof-2024")[1]
    assert "比2023年度" in run(ledger, "--form", "mof-2024", "--wording", "shanghai-2024")[1]
    assert "占比100.00%" in run(ledger, "--form", "sichuan-2024")[1]


def test_self_evaluations_and_reasons_may_be_given(run, ledger):
    reason = "general_budget[total].total=人员增加"
    code, out, _ = run(ledger, "--evaluations", "houma-2024", "--reason", reason)
    assert code == 0
    assert "纳入绩效自评的项目17个，全年执行数153.38万元" in out
    assert "增长20.00%，主要原因是人员增加。" in out


def test_json_has_every_sentence_with_its_figures(run, ledger):
    document = json.loads(run(ledger, "--format", "json")[1])
    assert document["schema"] == "govbudget.narrative/1"
    assert (document["department"], document["year"]) == ({"code": "602", "name": "示例局"}, 2024)
    assert document["wording"] == "shanxi-2024"
    assert {"section": "五(一)", "title": "一般公共预算财政拨款支出决算总体情况"} in document["sections"]
    changed = next(s for s in document["sentences"] if s["rule"] == "N-05a" and "上年" in s["text"])
    assert set(changed) == {"section", "rule", "text", "figures", "missing"}
    place = {"section": "五(一)", "sentence": changed["figures"][0]["sentence"]}
    assert changed["figures"] == [
        {"figure": "general_budget[total].total.change", "text": "1.00", "unit": "万元", **place},
        {"figure": "general_budget[total].total.change_rate", "text": "20.00", "unit": "%", **place},
    ]
    assert changed["missing"] == ["一般公共预算财政拨款支出增减的原因"]
    assert set(changed["missing"]) < set(document["missing"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("houma-2023",), "没有账套文件或示例 'houma-2023'"),
        (("houma-2024", "--form", "mof-budget-2024"), "是预算公开表,情况说明按决算撰写"),
        (("houma-2024", "--department-evaluation", "慰问"), "绩效自评里没有项目“慰问”"),
        (("houma-2024", "--reason", "人员增加"), "--reason '人员增加' 应写作 编号=原因"),
        (("houma-2024", "--reason", "foo=人员增加"), "原因 foo 不是报告里的数"),
    ],
)
def test_what_cannot_be_narrated_exits_with_2(run, arguments, message):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err
