"""`check` and `evaluate`: exit codes, one screen, everything, reasons for what is ignored, and JSON for programs."""

from __future__ import annotations

import json

import pytest
from attrs import evolve

from govbudget import read_disclosure
from govbudget.adapters.disclosure_json import disclosure_document
from govbudget.catalogue import example_file
from govbudget.cli import main

HEAD = """\
schema: govbudget.disclosure/1
department: {code: "602", name: 示例局}
year: 2024
kind: final-accounts
form: shanxi-2024
tables:
  - id: expenditure
    number: 公开03
    unit: 万元
    columns: [{id: total, title: 本年支出合计}, {id: basic, title: 基本支出}, {id: project, title: 项目支出}]
    rows:
"""


def row(code, total, basic, project, page=5):
    label = "合计" if code == "total" else f"科目{code}"
    own = "null" if code == "total" else f'"{code}"'
    cells = f'total: "{total}", basic: "{basic}", project: "{project}"'
    return f'      - {{id: "{code}", code: {own}, label: {label}, page: {page}, cells: {{{cells}}}}}\n'


@pytest.fixture
def document(tmp_path):
    def written(*rows, more=""):
        path = tmp_path / "公开.yaml"
        path.write_text(HEAD + "".join(rows) + more, encoding="utf-8")
        return str(path)

    return written


GOOD = (row("total", "3.00", "1.00", "2.00"), row("208", "3.00", "1.00", "2.00"))
ROUNDED = (row("total", "3.01", "1.00", "2.00"), row("208", "3.01", "1.00", "2.00"))
# The one wrong cell: 合计 of the items spent on projects.
WRONG = (row("total", "13.00", "1.00", "120.00"), row("208", "13.00", "1.00", "12.00"))


@pytest.fixture
def run(capsys):
    def command(*arguments):
        code = main(list(arguments))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_a_document_that_holds_exits_with_0(run, document):
    code, out, err = run("check", document(*GOOD))
    assert (code, err) == (0, "")
    assert out.startswith("示例局 2024年度\n共核对 ")
    assert "、不符 0、" in out
    assert "\n不符 " not in out
    assert "\n缺数 " in out


def test_rounding_is_no_fault_unless_strict(run, document):
    path = document(*ROUNDED)
    code, out, _ = run("check", path)
    assert code == 0
    assert "尾差 2 处(舍入可以解释,不是错误)\n  各数分别四舍五入: FA03-C1×2\n" in out
    assert run("check", path, "--strict")[0] == 1


def test_one_wrong_cell_is_told_once_and_exits_with_1(run, document):
    code, out, _ = run("check", document(*WRONG))
    assert code == 1
    broken = out.partition("\n不符 1 处\n")[2].partition("\n\n")[0]
    assert broken.count("\n") == 0
    assert "公开03 合计「项目支出」" in broken
    assert "小数点错位" in broken


def test_all_lists_every_trial_with_its_basis_and_what_follows(run, document):
    code, out, _ = run("check", document(*WRONG), "--all")
    assert code == 1
    assert "错误 不符 FA03-" in out
    assert "  依据: " in out
    assert "  连带: 不符 FA03-" in out
    assert "\n相符 FA03-C1 公开03 208 科目208「本年支出合计」" in out
    assert "公开03 208 科目208「基本支出」 = 1.00万元  ← 公开文件第5页" in out


def test_what_is_ignored_keeps_its_reason(run, document):
    path = document(*WRONG)
    rules = ["FA03-C1", "FA03-H3", "FA03-HL"]
    code, out, _ = run("check", path, *(f"--ignore={rule}=另有说明" for rule in rules))
    assert code == 0
    assert out.endswith("".join(f"不计 {rule}: 另有说明\n" for rule in rules))
    assert "不符 3、" in out
    assert "  不计: 另有说明" in run("check", path, "--ignore", "FA03-C1=另有说明", "--all")[1]


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("FA03-C1", "错误: --ignore 'FA03-C1' 应写作 规则=理由,如 FA09-CAP=已经批准追加预算"),
        ("FA03-C1= ", "错误: --ignore 'FA03-C1= ' 应写作 规则=理由,如 FA09-CAP=已经批准追加预算"),
        ("FA99=不存在", "错误: 没有规则 'FA99'"),
    ],
)
def test_what_cannot_be_ignored_is_said(run, document, option, said):
    code, out, err = run("check", document(*GOOD), "--ignore", option)
    assert (code, out) == (2, "")
    assert err.splitlines()[0].startswith(said)


def test_the_findings_in_json(run, document):
    code, out, _ = run("check", document(*WRONG), "--format", "json")
    found = json.loads(out)
    assert code == 1
    assert found["schema"] == "govbudget.findings/1"
    assert found["document"] == {
        "department": {"code": "602", "name": "示例局"},
        "year": 2024,
        "kind": "final-accounts",
        "form": "shanxi-2024",
    }
    assert list(found["counts"]) == ["holds", "rounding", "broken", "not_tested"]
    assert found["counts"]["broken"] == 3
    first = found["findings"][0]
    assert (first["rule"], first["verdict"], first["severity"]) == ("FA03-H3", "broken", "error")
    assert first["where"][0] == {
        "name": "公开03 合计「项目支出」",
        "table": "expenditure",
        "row": "total",
        "column": "project",
        "page": 5,
    }
    assert first["cause"] == "decimal_shift"
    assert {follower["rule"] for follower in first["consequences"]} == {"FA03-C1", "FA03-HL"}
    assert "holds" not in {finding["verdict"] for finding in found["findings"]}


def test_the_json_with_all_holds_as_many_findings_as_are_counted(run, document):
    found = json.loads(run("check", document(*WRONG), "--format", "json", "--all")[1])
    told = [f for one in found["findings"] for f in (one, *one["consequences"])]
    assert len(told) == sum(found["counts"].values())


def test_ignored_findings_say_so_in_json(run, document):
    found = json.loads(run("check", document(*GOOD), "--format=json", "--all", "--ignore=FA03-C1=不计")[1])
    assert found["ignored"] == {"FA03-C1": "不计"}
    assert {f["rule"] for f in found["findings"] if f.get("ignored")} == {"FA03-C1"}


def test_the_order_is_the_same_every_time(run):
    assert run("check", "houma-2024", "--all") == run("check", "houma-2024", "--all")


def test_the_bundled_document_fits_a_screen_and_is_judged(run):
    code, out, _ = run("check", "houma-2024")
    assert code == 1
    assert len(out.splitlines()) <= 70
    assert "绩效自评按 shanxi-2024 评分" in out.splitlines()[0]


def test_a_scheme_may_be_chosen(run, tmp_path):
    disclosure = read_disclosure(example_file("houma-2024", "disclosure.yaml"))
    path = tmp_path / "两个项目.json"
    few = evolve(disclosure, tables=(), stated=(), sentences=(), evaluations=disclosure.evaluations[:4])
    path.write_text(json.dumps(disclosure_document(few), ensure_ascii=False), encoding="utf-8")
    _, out, err = run("check", str(path), "--scheme", "mof-2020")
    assert "绩效自评按 mof-2020 评分" in out
    assert err.startswith("提示: 评分办法 mof-2020 的 PE-EX-03、")
    assert run("check", str(path), "--scheme", "shanxi-2024")[2] == ""


@pytest.mark.parametrize("command", ["check", "evaluate"])
def test_no_such_file_or_example_is_a_clear_fault(run, command):
    code, out, err = run(command, "不存在")
    assert (code, out) == (2, "")
    assert err == "错误: 没有公开文件或示例 '不存在';可用的示例: houma-2024\n"
    assert run(command, "不存在.yaml")[0] == 2


def test_evaluate_needs_evaluations(run, document):
    code, out, err = run("evaluate", document(*GOOD))
    assert (code, out) == (2, "")
    assert "没有绩效自评" in err


def test_more_faults_than_a_screen_takes_are_counted(run, document):
    # Each class is wrong by its own amount, so that no single figure is the root.
    rows = [row(str(201 + n), f"{n + 5}.00", "1.00", "1.00") for n in range(40)]
    code, out, _ = run("check", document(row("total", "1.00", "1.00", "1.00"), *rows))
    assert code == 1
    assert "…… 另有 " in out
