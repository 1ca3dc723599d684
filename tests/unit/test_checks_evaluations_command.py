"""`govbudget evaluate`: a line a report, the grades, what is wrong, and how it exits."""

from __future__ import annotations

import json

import pytest
import yaml

from govbudget.cli import evaluate
from govbudget.cli.commands import Command
from govbudget.cli.parser import ChineseParser
from govbudget.errors import GovBudgetError


def made(named, name, run: Command, words):
    parser = named.add_parser(name, help=words)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)
    return parser


def run(*arguments):
    parser = ChineseParser(prog="govbudget")
    evaluate.add_command(parser.add_subparsers(dest="command", required=True), made)
    chosen = parser.parse_args(["evaluate", *arguments])
    return chosen.run(chosen)


INDICATORS = [
    {"level1": "产出指标", "level2": "数量指标", "name": "活动", "target": "≥1次", "actual": "1", "weight": "50", "score": "50"},
    {"level1": "效益指标", "level2": "社会效益", "name": "影响", "target": "提升", "actual": "达成预期指标", "weight": "30", "score": "30"},
    {"level1": "满意度指标", "level2": "服务对象满意度", "name": "职工", "target": "≥90%", "actual": "95%", "weight": "10", "score": "10"},
]  # fmt: skip
MONEY = {"compiled": "5", "adjusted": "5", "executed": "5"}
RIGHT = {
    "schema": "govbudget.disclosure/1",
    "department": {"code": None, "name": "某局"},
    "year": "2024",
    "kind": "final-accounts",
    "evaluations": [
        {
            "order": "1",
            "part": "form",
            "name": "一个名称长得表格里放不下的很长很长的项目",
            "unit": "万元",
            "funds": [
                {"source": "资金总额", **MONEY, "rate": "100", "score": "10"},
                {"source": "本级", **MONEY},
            ],
            "indicators": INDICATORS,
            "total": "100",
            "grade": "优",
        }
    ],
}


@pytest.fixture
def file(tmp_path):
    def write(**changes):
        path = tmp_path / "disclosure.yaml"
        content = {**RIGHT, "evaluations": [{**RIGHT["evaluations"][0], **changes}]}
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return str(path)

    return write


def test_the_bundled_example_is_scored_again(capsys):
    assert run("houma-2024", "--scheme", "shanxi-2024") == 1
    told = capsys.readouterr()
    assert "等级个数 公开 优12 良0 中0 差5;重加总分 优12 良0 中1 差4" in told.out
    assert "PE-T-02    项目9" in told.out
    assert len(told.out.splitlines()) < 120
    assert told.err == ""


def test_rules_of_unverified_source_are_told_apart(capsys):
    assert run("houma-2024", "--scheme", "mof-2020") == 1
    told = capsys.readouterr()
    assert "财政部2020年项目支出绩效自评(mof-2020)" in told.out
    assert told.err.startswith("提示: 评分办法 mof-2020 的 PE-EX-03、")


def test_what_is_right_exits_with_nothing_wrong(capsys, file):
    assert run(file()) == 0
    told = capsys.readouterr().out
    assert "一个名称长得表格里放不下的…" in told
    assert "不符 0" in told
    assert run(file(), "--strict") == 0


def test_rounding_is_wrong_for_the_strict_alone(file):
    path = file(
        funds=[{"source": "资金总额", **MONEY, "executed": "4.98", "rate": "99.6", "score": "9.96"}],
        total="99.9",
    )
    assert (run(path, "--ignore", "PE-T-02=另有说明"), run(path, "--strict")) == (0, 1)


def test_a_broken_rule_may_be_ignored_with_a_reason(capsys, file):
    assert run(file(total="90")) == 1
    assert run(file(total="90"), "--ignore", "PE-T-02=已经更正", "--ignore", "PE-G-01=同上") == 0
    assert "不计 PE-T-02: 已经更正" in capsys.readouterr().out


def test_json_is_the_document_of_the_contract(capsys, file):
    assert run(file(total="90"), "--format", "json", "--all") == 1
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "govbudget.evaluations/1"
    assert document["projects"][0]["total"] == {"published": "90", "recomputed": "100", "verdict": "broken"}
    assert len(document["findings"]) >= document["counts"]["holds"]


def test_a_form_without_numbers_is_shown_as_blanks(capsys, file):
    assert run(file(funds=[], indicators=[], total=None, grade=None)) == 0
    assert "—" in capsys.readouterr().out


def test_a_file_without_self_evaluations_is_refused(tmp_path):
    path = tmp_path / "tables.json"
    path.write_text(json.dumps({**RIGHT, "evaluations": []}), encoding="utf-8")
    with pytest.raises(GovBudgetError, match="没有绩效自评"):
        run(str(path))
