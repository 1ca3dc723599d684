"""What notebooks and terminals show of ledgers, tables, figures, findings, evaluations and documents."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from attrs import evolve

import govbudget
from govbudget.adapters import disclosure_from
from govbudget.calc import Figure, add_up
from govbudget.catalogue import scheme
from govbudget.checks.evaluations import rescored
from govbudget.model import (
    Department,
    Direction,
    Fact,
    FundingSource,
    Ledger,
    NotRead,
    Stage,
    Statistic,
    StatisticItem,
)
from govbudget.money import Amount, Undefined, Unit

HOSTILE = "<script>alert('1')</script>&\"$x$"


class Tags(HTMLParser):
    """The elements of a piece of HTML; refuses what is not closed in order."""

    def __init__(self, html):
        super().__init__()
        self.open, self.seen, self.text = [], [], ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.seen.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def shown(value):
    html = value._repr_html_()
    assert html.startswith('<div class="govbudget tex2jax_ignore mathjax_ignore">')
    return Tags(html)


def income(origin, fen=1_000_000, slack=5000):
    return Fact(
        Stage.EXECUTED,
        Direction.INCOME,
        Amount(fen, slack),
        funding=FundingSource.OTHER,
        project=origin,
        origin=origin,
    )


@pytest.fixture(scope="module")
def ledger():
    counted = Statistic(Stage.EXECUTED, StatisticItem.VEHICLES_OTHER, 3)
    stated = Statistic(Stage.EXECUTED, StatisticItem.RECEPTION, Amount(12345))
    added_up = income("乙", 12345, 7)
    return Ledger(Department("602", HOSTILE), 2024, (income(HOSTILE), added_up), (counted, stated))


@pytest.fixture(scope="module")
def disclosure():
    funds = [{"source": HOSTILE, "adjusted": "10", "executed": "9", "rate": "90", "score": "9"}]
    indicator = {"level1": "产出指标", "level2": "数量指标", "name": HOSTILE, "target": "≥10个"}
    evaluation = {
        "order": 1,
        "part": "form",
        "name": HOSTILE,
        "unit": "万元",
        "funds": funds,
        "indicators": [{**indicator, "actual": "10个", "weight": "90", "score": "80"}],
        "execution_score": "9",
        "indicator_total": "80",
        "total": "98",
        "grade": "优",
    }
    total = {"id": "total", "label": HOSTILE, "cells": {"total": HOSTILE, "basic": "1.00"}}
    coded = {"id": "208", "code": "208", "label": "社会保障", "cells": {"total": "2.00", "basic": None}}
    return disclosure_from(
        {
            "schema": "govbudget.disclosure/1",
            "department": {"code": None, "name": HOSTILE},
            "year": 2024,
            "kind": "final-accounts",
            "form": None,
            "evaluations": [evaluation],
            "tables": [
                {
                    "id": "expenditure",
                    "number": "公开03",
                    "title": HOSTILE,
                    "unit": "万元",
                    "rows": [total, coded],
                },
                {"id": "government_fund", "number": "公开07", "unit": "万元", "rows": []},
            ],
            "sentences": [{"section": "三", "text": HOSTILE}],
        }
    )


@pytest.fixture(scope="module")
def report(ledger):
    return govbudget.Report.of(ledger, govbudget.form("shanxi-2024"), govbudget.code_book(2024))


@pytest.fixture(scope="module")
def review(disclosure):
    return govbudget.check(disclosure, ignore={"FA03-HL": HOSTILE})


def test_no_name_becomes_markup(ledger, report, disclosure, review):
    rescoring = rescored(disclosure.evaluations, scheme("mof-2020"))
    unread = evolve(disclosure, not_read=(NotRead(3, HOSTILE), NotRead(None, HOSTILE)))
    everything = [
        *(ledger, report, *report.tables, report["summary[other].amount"], unread, *disclosure.tables[:1]),
        *(review, *review.broken, *disclosure.evaluations, rescoring, *rescoring.projects),
    ]
    for value in everything:
        tags = shown(value)
        assert "script" not in tags.seen
    assert all(HOSTILE in shown(value).text for value in (ledger, report, unread, review, rescoring))


def test_a_ledger_is_shown_as_it_was_stated_and_without_empty_columns(ledger):
    text = str(ledger)
    assert text.startswith(f"602-{HOSTILE} 2024年度账套: 决算数 2 笔,统计数 2 个")
    assert "1.00  万元" in text.splitlines()[3]
    assert "123.45  元" in text.splitlines()[4]  # no unit tells a slack of seven fen
    assert "其他用车" in text
    assert "  辆" in text
    assert "经济分类" not in text
    assert "经济分类" not in shown(ledger).text


def test_a_long_ledger_is_cut_and_says_how_many_rows_follow():
    long = Ledger(Department(None, "示例局"), 2024, tuple(income(f"第{n}笔") for n in range(60)))
    assert str(long).endswith("…… 另有 20 行")
    assert "另有 20 行" in shown(long).text
    empty = Ledger(Department(None, "示例局"), 2024, ())
    assert str(empty) == "示例局 2024年度账套: 没有事实"
    assert shown(empty).text == str(empty)


def test_a_figure_is_shown_with_its_unit_and_unfolds_into_what_it_came_from():
    parts = [Figure(f"p[{n}]", f"第{n}项", Amount(n), "来源:甲") for n in range(150)]
    halves = [add_up(f"h[{n}]", f"半{n}", "各项之和", parts[n::2]) for n in (0, 1)]
    tags = shown(add_up("t", "合计", "两半之和", halves))
    assert tags.seen.count("details") == 3
    assert "半0 = 0.01万元" in tags.text
    assert tags.text.count("另有 25 项") == 2  # room for fifty of each seventy-five
    fact = shown(parts[1])
    assert "details" not in fact.seen
    assert "为什么是这个数: 来源:甲" in fact.text
    assert "占比 = —(分母为零)" in shown(Figure("s", "占比", Undefined("分母为零"), "甲 ÷ 乙")).text


def test_a_report_opens_its_first_table_and_names_what_is_missing(report):
    assert str(report).splitlines()[0] == report.heading
    assert "公开03 支出决算表 缺数:账套没有决算数的支出" in str(report)
    html = report._repr_html_()
    assert html.count("<details open>") == 1
    assert html.count("<details") == len(report.tables) + bool(report.warnings)
    quiet = evolve(report, warnings=())
    assert "提示" not in shown(quiet).text


def test_a_long_table_leaves_out_its_blank_rows_first(report):
    facts = (
        evolve(income("甲"), direction=Direction.EXPENDITURE, funding=None, project=None, economic=code)
        for code in ("30101", "39999")
    )
    appropriated = tuple(
        evolve(fact, budget=govbudget.model.Budget.GENERAL, funding=FundingSource.APPROPRIATION,
               kind=govbudget.model.ExpenditureKind.BASIC, functional="2010301")
        for fact in facts
    )  # fmt: skip
    long = govbudget.Report.of(evolve(report.ledger, facts=appropriated), report.form, report.book)
    tags = shown(long.table("basic_expenditure"))
    assert "个空白行未列" in tags.text
    assert "39999" in tags.text


def test_a_document_tells_what_it_holds_and_what_was_not_read(disclosure):
    assert "2 张表 3 个数;情况说明 1 句 0 个数;绩效自评 1 份;未读 0 处" in str(disclosure)
    assert "未读 0" in shown(disclosure).text
    bare = evolve(disclosure, form="shanxi-2024", sentences=(), evaluations=(), tables=())
    assert "2024年度部门决算公开(表样 shanxi-2024)" in str(bare)
    assert "details" not in shown(bare).seen
    first, none = disclosure.tables
    assert "社会保障" in str(first)
    assert "(没有印出的行)" in str(none)
    assert "(没有印出的行)" in none._repr_html_()


def test_a_review_counts_its_verdicts_and_unfolds_the_worst(review):
    assert review.heading in str(review)
    tags = shown(review)
    assert f"不符 {len(review.broken)} 处" in tags.text
    assert f"不计 FA03-HL: {HOSTILE}" in tags.text
    assert review._repr_html_().count("<details open>") == 1
    many = evolve(review, findings=review.broken * 60)
    assert "处不符" in str(many).splitlines()[-1]
    assert "另有" in shown(many).text
    assert "details" not in shown(evolve(review, findings=())).seen


def test_a_finding_shows_its_numbers_cause_basis_and_followers(review):
    for finding in review.broken:
        text = shown(finding).text
        assert text.startswith(f"不符 {finding.severity.value} {finding.rule}")
        assert finding.message in text
    found = review.broken[0]
    rich = evolve(
        *(found,),
        published="1.00",
        recomputed="2.00",
        difference=None,
        unit="万元",
        basis="依据甲",
        cause=govbudget.checks.Cause.DECIMAL_SHIFT,
        recomputed_from=Figure("t", "合计", Amount(2_000_000), "来源:乙"),
        consequences=(found,),
    )
    text = shown(rich).text
    for told in (
        "公开数复核数1.00万元2.00万元",
        "原因: 小数点错位",
        "依据: 依据甲",
        "复核数 2.00 怎么来的",
        "连带 1 处",
    ):
        assert told in text


def test_an_evaluation_shows_its_money_its_indicators_and_its_scores(disclosure):
    (one,) = disclosure.evaluations
    for text in (str(one), shown(one).text):
        for told in ("全年预算数", "三级指标", "≥10个", "总分", "98", "优"):
            assert told in text
        assert "目标申报数" not in text  # nothing is in that column
    bare = evolve(one, funds=(), indicators=(), grade=None, unit=Unit.YUAN)
    assert "等级 —" in str(bare)
    assert "自评表(金额单位:元)" in shown(bare).text


def test_a_rescoring_sets_what_was_printed_beside_what_follows(disclosure):
    rescoring = rescored(disclosure.evaluations, scheme("mof-2020"))
    (one,) = rescoring.projects
    for text in (str(one), shown(one).text):
        assert "总分" in text
        assert "89" in text  # 9 + 80, where 98 is printed
    assert "允许的总分" in shown(one).text
    assert "公开 优1" in str(rescoring)
    assert HOSTILE in str(rescoring)
    undecided = evolve(one, strict=Undefined("没有绩效指标"))
    assert "没有绩效指标" in shown(undecided).text
