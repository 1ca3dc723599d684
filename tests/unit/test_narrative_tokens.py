"""Pieces of a sentence: what is money, what is a percentage, and what only looks like it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from govbudget.money import Amount
from govbudget.narrative.tokens import Kind, tokens


def figures(text):
    return [
        (token.kind, token.printed, token.unit)
        for token in tokens(text)
        if token.kind not in (Kind.WORD, Kind.MARK)
    ]


@pytest.mark.parametrize(
    ("text", "printed", "unit"),
    [
        ("支出12,345.60万元", "12,345.60万元", "万元"),
        ("支出１，２３４．５０万元", "１，２３４．５０万元", "万元"),
        ("支出844.15 万 元", "844.15万元", "万元"),
        ("支出446. 46万元", "446.46万元", "万元"),
        ("支出1.1亿元", "1.1亿元", "亿元"),
        ("支出54357.12元", "54357.12元", "元"),
        ("支出28861.938591万元", "28861.938591万元", "万元"),
        ("结余-5.20万元", "-5.20万元", "万元"),
    ],
)
def test_an_amount_is_read_in_every_unit_and_writing(text, printed, unit):
    assert figures(text) == [(Kind.AMOUNT, printed, unit)]


def test_an_amount_is_exact_and_knows_its_last_place():
    (amount,) = [token.amount for token in tokens("支出446. 46万元") if token.amount]
    assert (amount, amount.slack) == (Amount(446460000), 5000)


@pytest.mark.parametrize("text", ["占64.08%", "占64.08 %", "占６４．０８％", "占百分之64.08"])
def test_a_percentage_is_read_in_every_writing(text):
    (token,) = [token for token in tokens(text) if token.kind is Kind.PERCENT]
    assert token.number == Fraction(6408, 100)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2024年支出", Kind.YEAR),
        ("２０２４年支出", Kind.YEAR),
        ("2017-2019年规划", Kind.YEAR),
        ("某财〔2017〕19号", Kind.CODE),
        ("某财[ 2017]19号", Kind.CODE),
        ("某函{2024}32号", Kind.CODE),
        ("第53号", Kind.CODE),
        ("2025.1.1起", Kind.CODE),
        ("位于W060701单元", Kind.CODE),
        ("在2080150列支", Kind.NUMBER),
        ("共有12辆", Kind.COUNT),
        ("面积8103平方米", Kind.COUNT),
        ("每人30元/人", Kind.COUNT),
        ("捐款100万美元", Kind.COUNT),
        ("提高2.5个百分点", Kind.COUNT),
    ],
)
def test_years_codes_documents_and_counts_are_no_amounts(text, kind):
    assert {found for found, _, _ in figures(text)} == {kind}


def test_a_year_needs_its_word_and_an_amount_may_look_like_a_year():
    assert figures("比2023年预算增加2083.68万元") == [
        (Kind.YEAR, "2023", "年"),
        (Kind.AMOUNT, "2083.68万元", "万元"),
    ]


def test_the_number_of_an_item_is_not_glued_to_its_amount():
    assert figures("其中：1. 100万元") == [(Kind.NUMBER, "1", ""), (Kind.AMOUNT, "100万元", "万元")]


def test_two_numbers_beside_a_comma_stay_two():
    assert figures("各是4125.49,4143.91万元")[0] == (Kind.NUMBER, "4125.49", "")


def test_an_endless_run_of_digits_is_a_code():
    assert figures("9" * 60 + "元")[0][0] is Kind.CODE
