"""Prose that says there is nothing of a budget, beside a table that is empty or is not."""

from __future__ import annotations

import pytest

from govbudget.checks import Dossier, Verdict
from govbudget.model import Department, Disclosure, PrintedRow, PrintedSentence, PrintedTable
from govbudget.money import Unit
from govbudget.narrative.nothing import NOTHING_RULES

RULES = {rule.id: rule for rule in NOTHING_RULES}


def found(rule, text, *, section="七", table="government_fund", cell=None, kind="final-accounts"):
    tables = ()
    if table:
        rows = (PrintedRow("total", "合计", {"total": cell}),)
        tables = (PrintedTable(table, "公开07", "政府性基金表", Unit.WAN_YUAN, rows),)
    sentences = (PrintedSentence(text, section, 9),)
    disclosure = Disclosure(Department(None, "示例局"), 2024, kind, None, tables, sentences=sentences)
    rule = RULES[rule]
    assert rule.applies(Dossier(disclosure))
    assert rule.requires == ("sentences", rule.table)
    return list(rule.evaluate(Dossier(disclosure)))


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("本年度无此项收支。", "七"),
        ("本年度无此项收支。", "第三部分/七、政府性基金预算财政拨款收入支出决算情况说明"),
        ("示例局2024年度无政府性基金预算财政拨款收入和支出。", "八"),
        ("本单位没有政府性基金预算财政拨款安排的支出。", ""),
    ],
)
def test_nothing_is_said_and_the_table_decides(text, section):
    (holds,) = found("N-07", text, section=section)
    assert (holds.verdict, holds.where[0].page) == (Verdict.HOLDS, 9)
    (broken,) = found("N-07", text, section=section, cell="3.00")
    assert broken.verdict is Verdict.BROKEN
    assert broken.message.endswith("而公开07有1个数,如 公开07 合计 3.00万元")
    (untested,) = found("N-07", text, section=section, table=None)
    assert untested.verdict is Verdict.NOT_TESTED


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("政府性基金预算财政拨款支出3.00万元。", "七"),
        ("无政府性基金预算财政拨款收入支出的，仍保留该表格式。", ""),
        ("本年度无此项支出。", "八"),
        ("本年度无国有资本经营预算支出。", "七"),
    ],
)
def test_what_says_something_else_is_left_alone(text, section):
    assert found("N-07", text, section=section) == []


def test_state_capital_has_its_own_table():
    (broken,) = found("N-08", "本年度无此项支出。", section="八", table="state_capital", cell="1.00")
    assert broken.verdict is Verdict.BROKEN
