"""Tables and reports: forms, blank cells, gaps, rich display, and ids that do not exist."""

from __future__ import annotations

import pickle

import pytest
from attrs import evolve

import govbudget
from govbudget.model import Stage
from govbudget.money import Printing, Unit
from govbudget.report import UnknownFigureError
from govbudget.tables import Form, FormError, RowForm, TableForm, derive_tables

ROW = {"年度": 2024, "部门": "示例局", "阶段": "决算数", "单位": "元"}
MONEY = {"预算": "一般公共预算"}


def spent(code, amount, **more):
    return {**ROW, **MONEY, "方向": "支出", "功能分类": code, "支出性质": "基本支出", "金额": amount, **more}


def report_of(*rows, form=None):
    ledger = govbudget.ledger_from_rows(rows)
    return govbudget.Report.of(ledger, form or govbudget.form("shanxi-2024"), govbudget.code_book(2024))


def test_a_ledger_without_the_stage_says_so_in_every_table():
    report = report_of({**spent("2010301", "1.00"), "阶段": "上年决算数"})
    for table in report.tables:
        assert "账套没有决算数" in table.missing, table.id
        assert table.rows == ()
        assert f"缺数:{table.missing}" in str(table)
        assert f"缺数:{table.missing}" in table._repr_html_()


def test_expenditure_without_income_leaves_the_income_table_missing_not_zero():
    report = report_of(spent("2010301", "1.00"))
    assert report.table("income").missing == "账套没有决算数的收入"
    assert report.get("income[total].total") is None
    assert report.table("expenditure").missing is None


def test_a_sum_without_its_kind_keeps_the_total_and_names_the_gap():
    report = report_of(spent("2010301", "12345.67"), spent("2010302", "100.00", 支出性质=""))
    table = report.table("expenditure")
    assert report["expenditure[total].total"].text == "1.24"
    assert set(table.gaps) == {
        "basic",
        "project",
        "remittance_to_superior",
        "commercial",
        "subsidy_to_subsidiary",
    }
    assert table.gaps["basic"] == "决算数的支出中有1笔未填「支出性质」"
    assert "缺数:决算数的支出中有1笔未填「支出性质」" in table.notes
    assert report.get("expenditure[total].basic") is None


def test_an_empty_table_prints_the_note_of_the_form():
    table = report_of(spent("2010301", "1.00")).table("state_capital")
    assert table.is_empty
    assert table.notes[-1] == "说明:本表无数据"


def test_a_form_may_print_its_zeros():
    quiet = govbudget.form("shanxi-2024")
    rows = (spent("2010301", "0.00"),)
    blank = report_of(*rows, form=quiet).table("expenditure")
    printed = report_of(*rows, form=evolve(quiet, zero_is_blank=False)).table("expenditure")
    assert blank.shown(blank.rows[0], "total") is None
    assert printed.shown(printed.rows[0], "total") == "0.00"


def test_a_form_may_print_in_yuan():
    form = evolve(govbudget.form("shanxi-2024"), printing=Printing(Unit.YUAN, 2))
    report = report_of(spent("2010301", "12345.67"), form=form)
    assert report["expenditure[201].basic"].text == "12345.67"
    assert report.table("expenditure").heading == "公开03 支出决算表(金额单位:元)"


def test_a_class_that_the_form_does_not_print_is_added_not_lost():
    report = report_of(spent("2010301", "10000.00"), spent("2330101", "20000.00"))
    row = next(row for row in report.table("summary").rows if row.id == "233")
    assert row.cells["amount"].text == "2.00"
    assert report["summary[expenditure_total].amount"].text == "3.00"


def test_an_economic_code_that_the_form_does_not_print_is_added_not_lost():
    report = report_of(spent("2010301", "10000.00", 经济分类="30222"))
    assert report["basic_expenditure[30222].amount"].text == "1.00"
    assert any(row.id == "30222" for row in report.table("basic_expenditure").rows)
    assert any("30222" in warning for warning in report.warnings) or "30222" in report.book.economic


def test_a_code_table_may_list_its_rows():
    form = govbudget.form("shanxi-2024")
    listed = TableForm(
        "general_budget",
        "表5",
        "支出表",
        form.tables[4].columns,
        (RowForm("201", "一般公共服务支出", code="201"),),
    )
    report = report_of(spent("2010301", "10000.00"), form=evolve(form, tables=(listed,)))
    assert [row.id for row in report.tables[0].rows] == ["201"]
    assert report["general_budget[201].total"].text == "1.00"


def test_a_form_that_asks_for_an_unknown_table_is_refused():
    strange = Form("x", "x", Stage.EXECUTED, Printing(), (TableForm("weather", "表1", "天气", ()),))
    ledger = govbudget.ledger_from_rows([spent("2010301", "1.00")])
    with pytest.raises(FormError, match="表样 x 的 表1 要求未知的表 'weather'"):
        derive_tables(ledger, strange, govbudget.code_book(2024))


def test_a_form_knows_its_kind():
    form = govbudget.form("shanxi-2024")
    assert form.kind == "final-accounts"
    assert evolve(form, stage=Stage.APPROVED).kind == "budget"


def test_a_budget_form_lays_out_the_approved_sums():
    form = evolve(govbudget.form("shanxi-2024"), stage=Stage.APPROVED)
    report = report_of({**spent("2010301", "30000.00"), "阶段": "年初预算数"}, form=form)
    assert report["expenditure[total].total"].text == "3.00"
    assert report.analysis == ()


def test_a_wrong_figure_id_is_answered_with_near_ones():
    report = report_of(spent("2010301", "1.00"))
    with pytest.raises(UnknownFigureError, match=r"相近的有 expenditure\[total\].basic"):
        _ = report["expenditur[total].basic"]
    with pytest.raises(UnknownFigureError, match=r"^公开03 支出决算表的这一格为空:账套没有此项$"):
        _ = report["expenditure[205].basic"]
    with pytest.raises(UnknownFigureError, match=r"^公开02 收入决算表缺数:账套没有决算数的收入$"):
        _ = report["income[total].total"]
    with pytest.raises(UnknownFigureError, match=r"编号写作 表\[行\].栏"):
        _ = report["天气"]
    with pytest.raises(UnknownFigureError, match="没有数据项 '公开03'"):
        report.table("公开03")


def test_a_report_survives_pickling_with_equal_tables():
    report = report_of(spent("2010301", "10000.00"))
    assert pickle.loads(pickle.dumps(report)).tables == report.tables  # noqa: S301 - our own bytes


def test_a_table_prints_itself_in_the_terminal_and_in_a_notebook():
    table = report_of(spent("2010301", "10000.00")).table("summary")
    assert "一、一般公共服务支出" in str(table)
    assert str(table).count("行次") == 2  # income and expenditure side
    assert table._repr_html_().count("<table") == 2


def test_shares_changes_and_completion_follow_the_figure_they_are_about():
    report = report_of(
        spent("2010301", "30000.00"),
        spent("2050201", "10000.00", 支出性质="项目支出"),
        {**spent("201", "20000.00", 支出性质=""), "阶段": "上年决算数"},
        {**spent("210", "5000.00", 支出性质=""), "阶段": "上年决算数"},
        {**spent("201", "60000.00", 支出性质=""), "阶段": "年初预算数"},
        {**spent("2010301", "40000.00"), "阶段": "全年预算数"},
    )
    text = {figure.id: figure.text for figure in report}
    assert text["expenditure[total].basic.share"] == "75.00%"
    assert text["general_budget[205].total.share"] == "25.00%"
    assert text["general_budget[total].total.share"] == "100.00%"
    assert text["general_budget[201].total.change"] == "1.00"
    assert text["general_budget[201].total.change_rate"] == "50.00%"
    assert text["general_budget[205].total.change_rate"] == "—"
    assert text["general_budget[210].total.change"] == "-0.50"
    assert text["general_budget[210].total.change_rate"] == "-100.00%"
    assert text["general_budget[201].total.completion"] == "50.00%"
    assert text["general_budget[201].total.execution"] == "75.00%"
    # Below the class an absent row may only mean that the other stage is not known so finely.
    assert "general_budget[2010301].total.change" not in text
    assert report.explain("general_budget[205].total.change", depth=1).endswith("上年决算数没有此项")


def three_public(item, amount, stage="决算数"):
    return {**ROW, "阶段": stage, "方向": "统计", "项目": item, "金额": amount}


def test_three_public_items_reported_in_part_make_no_total():
    report = report_of(
        spent("2010301", "1.00"),
        three_public("公务接待费", "20000.00"),
        three_public("因公出国(境)费", "0.00"),
    )
    table = report.table("three_public")
    assert "决算数的三公经费未报告 公务用车购置费、公务用车运行维护费,合计无从推算" in table.missing
    assert report.get("three_public[final].total") is None


def test_three_public_items_reported_in_full_make_a_total_of_one_stage():
    items = ("因公出国(境)费", "公务用车购置费", "公务用车运行维护费", "公务接待费")
    report = report_of(spent("2010301", "1.00"), *(three_public(item, "10000.00") for item in items))
    assert report["three_public[final].vehicles"].text == "2.00"
    assert report["three_public[final].total"].text == "4.00"
    assert report.table("three_public").gaps == {"adjusted": "账套没有全年预算数的支出"}


def test_an_unbalanced_ledger_is_told_with_the_difference():
    income = {**ROW, **MONEY, "方向": "收入", "功能分类": "2010301", "金额": "50000.00"}
    closing = {**ROW, **MONEY, "方向": "年末结转和结余", "功能分类": "2010301", "金额": "40000.00"}
    short, balanced = (
        report_of(income, spent("2010301", "10000.00")),
        report_of(income, closing, spent("2010301", "10000.00")),
    )
    assert short.warnings == (
        "公开01 收入支出决算总表的决算数不平:收入总计 5.00,支出总计 1.00,相差 4.00万元;请核对年初、年末结转和结余是否都已入账",
        "公开04 财政拨款收入支出决算总表的决算数不平:收入总计 5.00,支出总计 1.00,相差 4.00万元;请核对年初、年末结转和结余是否都已入账",
    )
    assert balanced.warnings == ()


def test_a_subtotal_row_is_refused_since_it_would_count_twice():
    with pytest.raises(ExceptionGroup) as caught:
        report_of(spent("2010301", "1.00"), spent("20103", "1.00"), spent("201", "1.00"))
    assert [str(fault) for fault in caught.value.exceptions] == [
        "rows[2]: 功能分类 20103 的下级 2010301(rows[1])也已入账,同一笔钱会算两遍;小计行请删去,只留最细一级",
        "rows[3]: 功能分类 201 的下级 2010301(rows[1])也已入账,同一笔钱会算两遍;小计行请删去,只留最细一级",
    ]


def test_two_views_that_are_not_the_same_money_leave_the_table_missing():
    report = report_of(spent("2010301", "1000000.00"), spent("", "10000.00", 经济分类="30101"))
    reason = "决算数的支出只写「经济分类」的合计 1.00万元,少于只写「功能分类」的合计 100.00万元"
    assert report.table("basic_expenditure").missing == reason


def test_a_ledger_that_never_tells_the_money_knows_no_appropriation():
    rows = [{**spent("2010301", "10000.00"), "预算": ""}]
    report = report_of(*rows)
    reason = "决算数的支出都未填「预算」和「资金来源」,不知是否财政拨款"
    for table in ("general_budget", "government_fund", "state_capital", "basic_expenditure"):
        assert report.table(table).missing == reason
    assert report.table("appropriation_summary").missing == f"账套没有决算数的收入;{reason}"
    assert report["expenditure[total].total"].text == "1.00"


def test_a_class_of_economic_codes_hides_the_three_public_items():
    report = report_of(spent("2010301", "10000.00", 经济分类="302"))
    assert "支出的经济分类 302 只到类,分不出三公经费" in report.table("three_public").missing


def test_a_code_booked_in_a_budget_it_does_not_belong_to_is_told():
    (said, *_) = report_of(spent("2120801", "10000.00")).warnings
    assert said.startswith("rows[1]: 2120801 ")
    assert said.endswith("属于政府性基金预算,账套却记在一般公共预算")


def test_a_ledger_of_another_stage_is_told_in_one_sentence():
    report = report_of({**spent("2010301", "1.00"), "阶段": "年初预算数"})
    assert report.warnings[-1] == "账套只有年初预算数,推算不出这套表样的任何一张表"


def test_values_can_be_hashed():
    report = report_of(spent("2010301", "10000.00"))
    assert len({report.tables[0], report.tables[0].rows[0], report["expenditure[total].total"]}) == 3


def test_an_unknown_figure_error_survives_the_way_between_processes():
    with pytest.raises(UnknownFigureError) as caught:
        _ = report_of(spent("2010301", "1.00"))["expenditur[total].basic"]
    twin = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert (str(twin), twin.near) == (str(caught.value), caught.value.near)


def test_reported_sums_that_contradict_the_facts_are_told():
    coded = spent("2010301", "20000.00", 经济分类="30217")
    contradicting, agreeing = three_public("公务接待费", "90000.00"), three_public("公务接待费", "20000.00")
    assert report_of(coded, contradicting).warnings == (
        "rows[2]: 报告的公务接待费 9.00万元,与账套各笔之和 2.00万元 不同;公开09 按账套各笔列示",
    )
    assert report_of(coded, agreeing).warnings == ()


def test_a_prior_year_that_does_not_balance_is_told_too():
    prior = {**ROW, **MONEY, "阶段": "上年决算数", "功能分类": "2010301"}
    report = report_of(
        spent("2010301", "10000.00"),
        {**prior, "方向": "收入", "金额": "50000.00"},
        {**prior, "方向": "支出", "支出性质": "基本支出", "金额": "10000.00"},
    )
    assert [said.partition(":")[0] for said in report.warnings] == [
        "公开01 收入支出决算总表的上年决算数不平",
        "公开04 财政拨款收入支出决算总表的上年决算数不平",
    ]
