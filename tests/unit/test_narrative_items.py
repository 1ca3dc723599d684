"""Items that a budget tells one by one, beside its functional table."""

from __future__ import annotations

import pytest

from govbudget.checks import Dossier, Verdict
from govbudget.model import Department, Disclosure, PrintedRow, PrintedSentence, PrintedTable
from govbudget.money import Unit
from govbudget.narrative.items import ITEM_RULES, ItemListRule, ItemRule

ROWS = (
    ("208", "社会保障和就业支出", "120,000"),
    ("20805", "行政事业单位养老支出", "120,000"),
    ("2080502", "事业单位离退休", "20,049"),
    ("2080505", "机关事业单位基本养老保险缴费支出", "90,000"),
    ("2080599", "其他行政事业单位养老支出", "9,951"),
)
PATH = "“社会保障和就业支出（类）行政事业单位养老支出（款）"


def dossier(*sentences, kind="budget", rows=ROWS):
    printed = tuple(PrintedRow(code, name, {"total": text}, code, page=5) for code, name, text in rows)
    tables = (PrintedTable("general_budget", "表5", "一般公共预算支出表", Unit.YUAN, printed, 5),)
    said = tuple(PrintedSentence(text, page=3) for text in sentences)
    return Dossier(
        Disclosure(Department(None, "某局"), 2024, kind, None, tables if rows else (), sentences=said)
    )


def item(name, told):
    return f"1.{PATH}{name}（项）”{told}，主要用于人员经费。"


ALL = (
    item("事业单位离退休", "2.00万元"),
    item("机关事业单位基本养老保险缴费支出", "9.00万元"),
    item("其它行政事业单位养老支出", "9951元"),
)


def verdicts(found):
    return [finding.verdict for finding in found]


def test_every_item_is_judged_in_its_own_unit_and_truncation_is_rounding():
    found = list(ItemRule().evaluate(dossier(*ALL)))
    assert verdicts(found) == [Verdict.HOLDS, Verdict.HOLDS, Verdict.HOLDS]
    (cut,) = ItemRule().evaluate(dossier(item("其他行政事业单位养老支出", "0.99万元")))
    assert cut.verdict is Verdict.ROUNDING


def test_another_sum_than_the_table_prints_is_broken_with_its_page():
    (found,) = ItemRule().evaluate(dossier(item("机关事业单位基本养老保险缴费支出", "99.00万元")))
    assert (found.verdict, found.where[0].page) == (Verdict.BROKEN, 3)


def test_an_item_told_in_parts_or_unknown_is_not_judged():
    parts = (item("事业单位离退休", "1.00万元"), item("事业单位离退休", "1.50万元"), item("某项", "1.00万元"))
    assert list(ItemRule().evaluate(dossier(*parts))) == []


def test_a_list_tells_every_item_that_has_a_sum():
    (whole,) = ItemListRule().evaluate(dossier(*ALL))
    assert whole.verdict is Verdict.HOLDS
    more = (*ROWS, ("2080506", "机关事业单位职业年金缴费支出", "7,020"), ("2080508", "某项支出", "0"))
    (lacking,) = ItemListRule().evaluate(dossier(*ALL, rows=more))
    assert lacking.verdict is Verdict.BROKEN
    assert lacking.message.endswith("漏列机关事业单位职业年金缴费支出7,020元")


def test_few_items_are_no_list_and_without_a_table_nothing_is_said():
    assert list(ItemListRule().evaluate(dossier(*ALL[:2]))) == []
    assert list(ItemListRule().evaluate(dossier(*ALL, rows=()))) == []
    assert list(ItemRule().evaluate(dossier(*ALL, rows=()))) == []


@pytest.mark.parametrize("rule", ITEM_RULES, ids=lambda rule: rule.id)
def test_final_accounts_tell_items_in_another_way(rule):
    assert rule.applies(dossier(*ALL))
    assert not rule.applies(dossier(*ALL, kind="final-accounts"))
