"""Calc: every formula by hand, every undefined case with its reason."""

from __future__ import annotations

from fractions import Fraction

import pytest

from govbudget.calc import (
    Figure,
    add_up,
    change,
    change_rate,
    closing_balance,
    completion_rate,
    execution_rate,
    prior_from_change,
    roll_up,
    share,
    subtract,
)
from govbudget.errors import GovBudgetError
from govbudget.money import Amount, Ratio, Undefined, Unit


def wan(label, text):
    return Figure(label, label, Amount.of(text, Unit.WAN_YUAN), "印出的数")


def test_a_sum_skips_what_is_absent_and_of_nothing_there_is_nothing():
    whole = add_up("t", "合计", "甲 + 乙", [wan("甲", "1.00"), None, wan("乙", "2.00")])
    assert whole.value == Amount(3_000_000)
    assert [part.label for part in whole.inputs] == ["甲", "乙"]
    assert add_up("t", "合计", "", [None]) is None


def test_counts_add_to_a_count():
    cars = [Figure("a", "甲", 2, ""), Figure("b", "乙", 3, "")]
    assert add_up("t", "车辆", "", cars).value == 5
    assert add_up("t", "车辆", "", cars).text == "5"


def test_a_ratio_cannot_be_added():
    with pytest.raises(GovBudgetError, match=r"占比\(s\)不是金额,不能参与加减"):
        add_up("t", "合计", "", [Figure("s", "占比", Ratio(Fraction(1)), ""), wan("甲", "1.00")])
    with pytest.raises(GovBudgetError, match="不是金额"):
        subtract("t", "差", "", wan("甲", "1.00"), Figure("s", "占比", Undefined("无"), ""))


def test_a_share_is_published_from_printed_figures():
    exact = Figure("a", "甲", Amount(74_241_250), "账套")
    budget = wan("乙", "68.70")
    assert completion_rate(exact, budget).text == "108.06%"
    assert completion_rate(exact, budget, exact=True).text == "108.07%"
    assert share(wan("基本支出", "286.11"), wan("本年支出", "446.46")).text == "64.08%"


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        (share, "乙为零,占比无意义"),
        (completion_rate, "乙为零,完成率无意义"),
        (execution_rate, "乙为零,执行率无意义"),
        (change_rate, "乙为零,增减幅度无意义"),
    ],
)
def test_a_ratio_over_zero_is_undefined_with_its_reason(function, reason):
    figure = function(wan("甲", "7.28"), wan("乙", "0.00"))
    assert figure.value == Undefined(reason)
    assert figure.text == "—"
    assert f"—({reason})" in next(figure.explain())


def test_growth_from_a_negative_base_is_undefined():
    assert change_rate(wan("甲", "1.00"), wan("乙", "-1.00")).value == Undefined("乙为负,增减幅度无意义")


def test_change_and_its_rate_are_signed():
    now, before = wan("本年", "446.46"), wan("上年", "464.05")
    assert change(now, before).value == Amount(-17_590_000)
    assert change_rate(now, before).text == "-3.79%"
    assert change_rate(now, before, exact=True).value.value == Fraction(44646, 46405) - 1


def test_the_interval_of_a_growth_contains_it_unless_the_base_may_be_zero():
    value = change_rate(wan("本年", "2.00"), wan("上年", "1.00")).value
    assert value.low < value.value == 1 < value.high
    open_ended = change_rate(
        Figure("a", "本年", Amount(20000), ""), Figure("b", "上年", Amount(10000, 20000), "")
    ).value
    assert open_ended.low is open_ended.high is None


def test_the_prior_sum_follows_from_a_published_change():
    prior = prior_from_change(wan("收入总计", "446.46"), wan("增减额", "-19.41"))
    assert prior.value == Amount(465_870_000)
    assert prior.id == "收入总计.prior"
    assert prior.formula == "收入总计 − 增减额"


def test_execution_is_of_the_adjusted_budget():
    assert execution_rate(wan("全年执行数", "21.63"), wan("全年预算数", "22.04")).text == "98.14%"


def test_the_closing_balance_is_what_the_master_identity_requires():
    received = [wan("本年收入合计", "100.00"), None, wan("年初结转和结余", "5.00")]
    spent = [wan("本年支出合计", "98.50"), wan("结余分配", "1.00")]
    closing = closing_balance("summary[closing].amount", "年末结转和结余", received, spent)
    assert closing.value == Amount(5_500_000)
    assert closing.formula == "本年收入合计 + 年初结转和结余 − 本年支出合计 − 结余分配"
    assert closing_balance("c", "年末", [], []).formula == "0"


def test_a_roll_up_climbs_and_says_what_each_level_is_made_of():
    facts = [
        ("2080505", wan("甲", "1.00")),
        ("2080505", wan("乙", "2.00")),
        ("2080506", wan("丙", "4.00")),
        ("20805", wan("丁", "8.00")),
        ("201", wan("戊", "16.00")),
    ]
    summed = roll_up(facts, identify=lambda code: f"t[{code}].c", name=lambda code: f"科目{code}")
    assert {code: figure.text for code, figure in summed.items()} == {
        "201": "16.00",
        "208": "15.00",
        "20805": "15.00",
        "2080505": "3.00",
        "2080506": "4.00",
    }
    assert summed["2080505"].formula == "列入本科目的2笔之和"
    assert summed["201"].formula == "列入本科目的一笔"
    assert summed["20805"].formula == "下级2个科目之和加直接列入本科目的1笔"
    assert summed["208"].formula == "即下级科目"
    assert summed["208"].id == "t[208].c"
    assert roll_up([], identify=str, name=str) == {}


def test_an_explanation_can_stop_at_a_depth():
    whole = add_up("t", "合计", "甲", [wan("甲", "1.00")])
    assert list(whole.explain(depth=0)) == ["合计 = 1.00万元  ← 甲"]
    assert len(list(whole.explain(depth=1))) == len(list(whole.explain())) == 2
    assert "合计 = <b>1.00</b>万元" in whole._repr_html_()
    assert str(whole) == "合计 = 1.00万元"


def test_a_figure_without_money_has_no_amount():
    assert Figure("s", "占比", Ratio(Fraction(1)), "").amount is None
    assert wan("甲", "1.00").amount == Amount(1_000_000)
