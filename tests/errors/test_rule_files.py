"""Bad rule files: no file of rules, unknown words, equations that are none; every fault with its file and line."""

from __future__ import annotations

import re

import pytest

from govbudget.catalogue import DataError, files
from govbudget.catalogue.rules import linear_rules
from govbudget.checks import Dossier, Severity, Verdict, review
from govbudget.model import Department, Disclosure, PrintedRow, PrintedTable
from govbudget.money import Unit

HEAD = """kind: final-accounts
basis: 公开表的项目关系
evidence: attested
"""
RULE = """rules:
  - id: R1
    title: 甲等于乙
    cases:
      - equation: a[b].c = a[d].c
"""


@pytest.fixture
def rules_of(tmp_path, monkeypatch):
    """The rules of files of the given names and texts; those of the data are read again afterwards."""
    folder = tmp_path / "data" / "rules"
    folder.mkdir(parents=True)
    monkeypatch.setattr(files, "_PACKAGE", tmp_path)

    def read(**texts):
        for name, text in texts.items():
            (folder / f"{name}.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
        linear_rules.cache_clear()
        return linear_rules()

    yield read
    linear_rules.cache_clear()


def line_of(text, part):
    """The line on which a part of a text first stands."""
    return text[: text.index(part)].count("\n") + 1


def test_rules_are_read_in_the_order_of_the_files(rules_of):
    levels = HEAD + "levels:\n  - {prefix: FA02, table: income}\n" + RULE.replace("R1", "R2")
    found = rules_of(b=HEAD + RULE, a=levels)
    assert [rule.id for rule in found] == ["FA02-H3", "FA02-H5", "FA02-H7", "FA02-HL", "R2", "R1"]
    assert {rule.kind for rule in found} == {"final-accounts"}
    assert {rule.severity for rule in found} == {Severity.ERROR}
    assert {rule.basis for rule in found} == {"公开表的项目关系"}


def test_no_file_is_no_rule(rules_of):
    assert rules_of() == ()


def test_a_rule_has_its_own_weight_basis_years_and_conditions(rules_of):
    own = """    severity: warning
    basis: 预算法第十三条
    evidence: unverified
    since: "2019"
    until: "2024"
    counts: "true"
"""
    cases = """      - each: {x: rows a, y: general fund}
        printed: ["a[d]"]
        unless: [a.z]
        blank: carried
        filled: ["a[b]"]
        equation: a[{x}].c <= a[d].{y}
"""
    places = 'places:\n  carried: ["a[opening]", "a[closing]"]\n'
    (rule,) = rules_of(own=HEAD + places + RULE + cases + own)
    assert (rule.id, rule.title, rule.severity, rule.counts) == ("R1", "甲等于乙", Severity.WARNING, True)
    assert (rule.basis, rule.since, rule.until) == ("预算法第十三条(依据未核实)", 2019, 2024)
    plain, case = rule.cases
    assert (plain.each, plain.printed, plain.unless, plain.blank, plain.filled) == ((), (), (), (), ())
    assert case.each == (("x", "rows a"), ("y", "general fund"))
    assert (case.printed, case.unless) == (("a[d]",), ("a.z",))
    assert (case.blank, case.filled) == (("a[opening]", "a[closing]"), ("a[b]",))


def test_what_a_file_says_is_what_a_review_tries(rules_of):
    (rule,) = rules_of(own=HEAD + RULE)
    rows = (PrintedRow("b", "", {"c": "1.00"}), PrintedRow("d", "", {"c": "2.00"}))
    table = PrintedTable("a", "", "", Unit.WAN_YUAN, rows)
    disclosure = Disclosure(Department(None, "示例局"), 2024, "final-accounts", None, (table,))
    assert [finding.verdict for finding in rule.evaluate(Dossier(disclosure))] == [Verdict.BROKEN]
    assert review(disclosure, [rule]).fails()


# 不是规则文件


@pytest.mark.parametrize("text", ["", "- 规则", "规则"])
def test_a_file_of_another_shape_is_no_file_of_rules(text, rules_of, faults_of):
    assert faults_of(lambda: rules_of(own=text)) == ["own.yaml:1: 应有 rules 一节"]


def test_what_is_no_yaml_is_told_with_its_line(rules_of, faults_of):
    (message,) = faults_of(lambda: rules_of(own=HEAD + "rules: [\n"))
    assert re.fullmatch(r"own\.yaml:\d+: 不是有效的 YAML\(.+\)", message)
    assert faults_of(lambda: rules_of(own=HEAD + HEAD)) == [
        "own.yaml:4: 键 kind 与第 1 行重复",
        "own.yaml:5: 键 basis 与第 2 行重复",
        "own.yaml:6: 键 evidence 与第 3 行重复",
    ]


def test_text_in_another_encoding_is_refused(rules_of, faults_of):
    assert faults_of(lambda: rules_of(own=(HEAD + RULE).encode("gb18030"))) == ["own.yaml: 不是 UTF-8 文本"]


# 规则写得不对


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("    title: 甲等于乙\n", "", "- id: R1", "规则缺少 title"),
        ("id: R1\n    ", "", "- title", "规则缺少 id"),
        ("id: R1", "id:", "- id:", "规则缺少 id"),
        ("    cases:\n      - equation: a[b].c = a[d].c\n", "", "- id: R1", "规则缺少 cases"),
        (
            "    title: 甲等于乙\n    cases:\n      - equation: a[b].c = a[d].c\n",
            "",
            "- id: R1",
            "规则缺少 title、cases",
        ),
        (
            "title:",
            "tilte: 笔误\n    weight: 1\n    title:",
            "- id: R1",
            "规则 R1 有不认识的键 tilte、weight",
        ),
        ("title:", "severity: fatal\n    title:", "- id: R1", "severity 不能是 'fatal'"),
        ("equation:", "prnited: [a]\n        equation:", "- prnited", "情形有不认识的键 prnited"),
        ("equation: a[b].c = a[d].c", "printed: [a]", "- printed", "equation"),
        ("= a[d].c", "a[d].c", "- equation", "'a[b].c a[d].c' 应有一个 = 或 <="),
        ("= a[d].c", "=", "- equation", "等式的一边是空的"),
        ("equation:", "blank: nowhere\n        equation:", "- blank", "nowhere"),
    ],
)
def test_a_rule_that_cannot_be_read_is_told_with_its_line(old, new, line, said, rules_of, faults_of):
    assert old in RULE
    text = HEAD + RULE.replace(old, new)
    (message,) = faults_of(lambda: rules_of(own=text))
    assert message.startswith(f"own.yaml:{line_of(text, line)}: ")
    assert said in message


def test_every_fault_of_a_file_is_told_at_once(rules_of, faults_of):
    text = (
        HEAD
        + """rules:
  - id: R1
    title: 甲
    weight: 5
    cases:
      - equation: a[b].c = 5
        if: [a]
  - {title: 乙, cases: []}
  - {id: R3, title: 丙, cases: [{equation: "a[b].c = a[d].c"}]}
  - {id: R4, title: 丁, severity: 严重, cases: [{equation: "a[b].c = a[d].c", when: [a]}]}
"""
    )
    expected = [
        (5, "规则 R1 有不认识的键 weight"),
        (9, "情形有不认识的键 if"),
        (9, "不是「表[行].栏」"),
        (11, "规则缺少 id、cases"),
        (13, "情形有不认识的键 when"),
        (13, "严重"),
    ]
    messages = faults_of(lambda: rules_of(own=text))
    assert len(messages) == len(expected)
    for message, (line, said) in zip(messages, expected, strict=True):
        assert message.startswith(f"own.yaml:{line}: ")
        assert said in message


def test_an_id_that_two_rules_have_is_refused_whichever_files_they_stand_in(rules_of, faults_of):
    other = RULE + RULE.removeprefix("rules:\n").replace("R1", "R2") * 2
    text = HEAD + other
    first, last = (text[: text.index("R1")].count("\n") + 1, text[: text.rindex("R2")].count("\n") + 1)
    assert sorted(faults_of(lambda: rules_of(a=HEAD + RULE, b=text))) == [
        f"b.yaml:{last}: 规则编号 R2 重复",
        f"b.yaml:{first}: 规则编号 R1 重复",
    ]


# 其他各种错


OTHER = {
    "evidence of the file": ("evidence: attested", "evidence: 可靠"),
    "kind of the file": ("kind: final-accounts", "kind: final"),
    "key of the file": ("rules:", "rule:"),
    "rules that are text": (RULE, "rules: 规则\n"),
    "rule that is text": (RULE, "rules:\n  - R1\n"),
    "cases that are text": ("cases:\n      - equation: a[b].c = a[d].c", "cases: 情形"),
    "case that is text": ("- equation: a[b].c = a[d].c", "- a[b].c = a[d].c"),
    "equation that is nothing": ("equation: a[b].c = a[d].c", "equation: null"),
    "variable that stands for nothing": ("a[b]", "a[{x}]"),
    "domain that is nothing": ("equation:", "each: {x: null}\n        equation:"),
    "variables in a list": ("equation:", "each: [x]\n        equation:"),
    "place that is a list": ("equation:", "printed: [[a]]\n        equation:"),
    "year": ("title:", "since: 二零二四\n    title:"),
    "evidence": ("title:", "evidence: 可靠\n    title:"),
    "truth value": ("title:", "counts: yes\n    title:"),
    "id that is a list": ("id: R1", "id: [R1]"),
    "level without a table": ("rules:", "levels:\n  - {prefix: FA02}\nrules:"),
    "level that is text": ("rules:", "levels: [FA02]\nrules:"),
    "unknown key of a level": ("rules:", "levels:\n  - {prefix: A, table: a, of: b}\nrules:"),
    "places that are text": ("rules:", "places: 结转\nrules:"),
    "id that two rules have": ("rules:\n", RULE),
}


@pytest.mark.parametrize("fault", OTHER)
def test_any_other_fault_is_told_with_file_and_line(fault, rules_of):
    old, new = OTHER[fault]
    with pytest.raises((DataError, ExceptionGroup)) as caught:
        rules_of(own=(HEAD + RULE).replace(old, new, 1))
    messages = [str(leaf) for leaf in getattr(caught.value, "exceptions", [caught.value])]
    assert any(re.match(r"own\.yaml:\d+: ", message) for message in messages)
