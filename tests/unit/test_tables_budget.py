"""Budget-stage tables and the layouts of other places: hand-made ledgers, expectations by hand."""

from __future__ import annotations

import pytest
from attrs import evolve

import govbudget
from govbudget.catalogue import form_names
from govbudget.model import Budget, Stage
from govbudget.money import Printing, Unit
from govbudget.tables import ColumnForm, RowForm, TableForm

ROW = {"年度": 2024, "部门": "示例局", "阶段": "年初预算数", "单位": "元"}


def spent(code, amount, **more):
    plain = {"方向": "支出", "预算": "一般公共预算", "支出性质": "基本支出"}
    return {**ROW, **plain, "功能分类": code, "金额": amount, **more}


def received(code, amount, **more):
    return {**ROW, "方向": "收入", "预算": "一般公共预算", "功能分类": code, "金额": amount, **more}


ROWS = (
    received("2010301", "70000.00"),
    received("2010301", "20000.00", 预算="", 资金来源="事业收入"),
    {**received("2010301", "10000.00"), "方向": "年初结转和结余"},
    spent("2010301", "30000.00", 经济分类="30101"),
    spent("2010301", "20000.00", 经济分类="30201"),
    spent("2010302", "30000.00", 经济分类="30216", 支出性质="项目支出", 项目="培训项目"),
    spent("2010302", "5000.00", 经济分类="30217", 支出性质="项目支出", 项目="接待项目"),
    spent("2010301", "15000.00", 经济分类="30299", 预算="", 资金来源="事业收入"),
)


def table_of(rows, table, *, stage=Stage.APPROVED):
    form = evolve(govbudget.form("mof-budget-2024"), stage=stage, printing=Printing(), tables=(table,))
    report = govbudget.Report.of(govbudget.ledger_from_rows(rows), form, govbudget.code_book(2024))
    return report, report.tables[0]


def columns(*ids, side=None):
    return tuple(ColumnForm(name, name, side=side) for name in ids)


def test_income_of_a_budget_counts_what_was_carried_over():
    form = TableForm("income", "表2", "收入总表", columns("grand_total", "opening", "total", "appropriation"))
    report, table = table_of(ROWS, form)
    assert table.missing is None
    assert report["income[total].opening"].text == "1.00"
    assert report["income[total].total"].text == "9.00"
    assert report["income[2010301].grand_total"].text == "10.00"
    assert report["income[total].grand_total"].text == "10.00"


def test_a_column_that_no_fact_can_fill_is_a_gap_not_a_blank():
    form = TableForm("income", "表2", "收入总表", columns("total", "special_account"))
    _, table = table_of(ROWS, form)
    assert table.gaps == {"special_account": "账套的事实推算不出「special_account」"}


def test_basic_expenditure_in_columns_of_personnel_and_operating():
    form = TableForm("basic_expenditure", "表6", "基本支出", columns("amount", "personnel", "operating"))
    report, table = table_of(ROWS, form)
    texts = {figure.id: figure.text for figure in table.figures}
    assert texts["basic_expenditure[30101].personnel"] == "3.00"
    assert "basic_expenditure[30101].operating" not in texts
    assert texts["basic_expenditure[302].operating"] == "2.00"
    assert texts["basic_expenditure[total].amount"] == "5.00"
    assert texts["basic_expenditure[total].personnel"] == "3.00"
    assert texts["basic_expenditure[total].operating"] == "2.00"
    assert [row.id for row in table.printed_rows] == ["total", "301", "30101", "302", "30201"]
    assert report.get("basic_expenditure[30299].amount") is None


def test_operating_cost_is_the_operating_part_alone():
    report, table = table_of(ROWS, TableForm("operating_cost", "表11", "机关运行经费", columns("amount")))
    assert report["operating_cost[total].amount"].text == "2.00"
    assert [row.id for row in table.printed_rows] == ["total", "302", "30201"]


def test_basic_expenditure_of_nothing_has_no_total():
    rows = (spent("2010302", "30000.00", 经济分类="30216", 支出性质="项目支出"),)
    report, table = table_of(rows, TableForm("appropriation_basic", "表6", "基本支出", columns("amount")))
    assert table.missing is None
    assert report.get("appropriation_basic[total].amount") is None


def test_projects_have_a_row_each():
    report, table = table_of(ROWS, TableForm("projects", "表10", "项目支出", columns("amount")))
    assert report["projects[培训项目@2010302].amount"].text == "3.00"
    assert report["projects[total].amount"].text == "3.50"
    assert [row.label for row in table.printed_rows] == ["合计", "培训项目", "接待项目"]


def test_a_project_without_a_code_is_known_by_its_name():
    rows = (spent("", "30000.00", 经济分类="30216", 支出性质="项目支出", 项目="培训项目"),)
    report, _ = table_of(rows, TableForm("projects", "表10", "项目支出", columns("amount")))
    assert report["projects[培训项目].amount"].text == "3.00"


def test_project_expenditure_without_a_name_leaves_the_table_missing():
    rows = (spent("2010302", "30000.00", 支出性质="项目支出"),)
    _, table = table_of(rows, TableForm("projects", "表10", "项目支出", columns("amount")))
    assert table.missing == "年初预算数的项目支出中有1笔未填「项目」"
    _, table = table_of(
        (received("2010301", "1.00"),), TableForm("projects", "表10", "项目", columns("amount"))
    )
    assert table.missing == "账套没有年初预算数的支出"


def test_three_public_may_be_printed_with_meetings_and_training():
    ids = ("grand_total", "total", "reception", "meetings", "training", "operating_cost")
    form = TableForm("three_public", "表9", "三公", columns(*ids), (RowForm("approved", "预算数"),))
    report, table = table_of(ROWS, form)
    assert report["three_public[approved].total"].text == "0.50"
    assert report["three_public[approved].training"].text == "3.00"
    assert report["three_public[approved].grand_total"].text == "3.50"
    assert report.get("three_public[approved].meetings") is None
    assert table.gaps == {"operating_cost": "账套的事实推算不出「operating_cost」"}


def test_a_table_may_print_in_a_unit_of_its_own():
    form = TableForm("expenditure", "表3", "支出", columns("total"), printing=Printing(Unit.YUAN, 0))
    report, table = table_of(ROWS, form)
    assert table.unit == "元"
    assert report["expenditure[total].total"].text == "100000"


def test_a_table_that_no_ledger_yields_says_why():
    form = TableForm("procurement", "表12", "政府采购", columns("amount"), not_derived="账套不记政府采购明细")
    _, table = table_of(ROWS, form)
    assert table.missing == "账套不记政府采购明细"
    assert table.rows == ()


def summary(*rows):
    sided = (*columns("amount", side="income"), *columns("amount", side="expenditure"))
    purposes = columns("amount", side="purpose")
    return TableForm("summary", "表1", "收支总表", (*sided, *purposes), rows)


def test_a_summary_may_group_its_income_and_show_expenditure_by_purpose():
    form = summary(
        RowForm("appropriation", "财政拨款", side="income"),
        RowForm("other_funds", "其他资金", side="income"),
        RowForm("special_account", "财政专户", side="income"),
        RowForm("income_grand_total", "收入总计", side="income"),
        RowForm("201", "一般公共服务", code="201", side="expenditure"),
        RowForm("expenditure_grand_total", "支出总计", side="expenditure"),
        RowForm("basic", "基本支出", side="purpose"),
        RowForm("project", "项目支出", side="purpose"),
        RowForm("reserve", "预留", side="purpose"),
    )
    rows = (*ROWS, spent("2050201", "100.00", 经济分类="30201"))
    report, table = table_of(rows, form)
    texts = {figure.id: figure.text for figure in table.figures}
    assert texts["summary[appropriation].amount"] == "7.00"
    assert texts["summary[other_funds].amount"] == "2.00"
    assert texts["summary[income_grand_total].amount"] == "10.00"
    assert texts["summary[basic].amount"] == "6.51"
    assert texts["summary[project].amount"] == "3.50"
    assert table.gaps == {
        "special_account": "账套的事实推算不出「财政专户」",
        "reserve": "账套的事实推算不出「预留」",
    }
    # A class that the form does not print stands before the total, and is not lost.
    assert [row.id for row in table.rows if row.side == "expenditure"] == [
        "201",
        "205",
        "expenditure_grand_total",
    ]
    assert report["summary[205].amount"].text == "0.01"


def test_purposes_are_not_told_where_a_kind_is_unknown():
    form = summary(RowForm("basic", "基本支出", side="purpose"))
    _, table = table_of((*ROWS, spent("2010399", "1.00", 支出性质="", 经济分类="30201")), form)
    assert table.gaps["basic"] == "账套的事实推算不出「基本支出」"


def test_a_budget_may_show_what_it_carried_over():
    form = TableForm(
        "general_budget", "表5", "一般公共预算", columns("opening", "income", "total", "closing")
    )
    report, _ = table_of(ROWS, form)
    assert report["general_budget[total].opening"].text == "1.00"
    assert report["general_budget[total].income"].text == "7.00"
    assert report["general_budget[total].total"].text == "8.50"


@pytest.mark.parametrize("name", form_names())
def test_every_form_lays_out_a_ledger_of_its_stage(name):
    form = govbudget.form(name)
    rows = [{**row, "阶段": form.stage.value} for row in ROWS]
    report = govbudget.Report.of(govbudget.ledger_from_rows(rows), form, govbudget.code_book(2024))
    assert len(report.tables) == len(form.tables)
    assert report["expenditure[total].total"].value.fen == 10_000_000
    known = [table for table in report.tables if table.missing is None]
    assert {"summary", "income", "expenditure"} <= {table.id for table in known} | {
        table.id for table in form.tables if table.not_derived
    }


def test_a_code_that_is_only_spent_from_next_year_has_no_grand_total():
    closing = {**received("2050201", "500.00"), "方向": "年末结转和结余"}
    form = TableForm("government_fund", "表8", "基金", columns("total", "closing", "grand_total"))
    rows = ({**closing, "预算": "政府性基金预算"}, spent("2010301", "1.00", 经济分类="30101"))
    report, table = table_of(rows, form)
    assert report["government_fund[total].closing"].text == "0.05"
    assert report.get("government_fund[total].grand_total") is None
    assert table.missing is None


def test_three_public_of_one_budget_leaves_other_money_out():
    fund = spent("2120801", "20000.00", 经济分类="30217", 支出性质="项目支出", 项目="基金项目")
    form = TableForm(
        "three_public", "表7", "一般公共预算“三公”", columns("total"), (RowForm("approved", "预算数"),)
    )
    general = evolve(form, budget=Budget.GENERAL)
    rows = (*ROWS, {**fund, "预算": "政府性基金预算"})
    assert table_of(rows, form)[0]["three_public[approved].total"].text == "2.50"
    assert table_of(rows, general)[0]["three_public[approved].total"].text == "0.50"


def test_reported_three_public_sums_of_all_budgets_say_nothing_of_one():
    form = TableForm(
        "three_public", "表7", "一般公共预算“三公”", columns("total"), (RowForm("approved", "预算数"),)
    )
    uncoded = (
        spent("2010301", "1.00"),
        spent("2120801", "1.00", 预算="政府性基金预算"),
        {**ROW, "方向": "统计", "项目": "公务接待费", "金额": "1.00"},
    )
    _, table = table_of(uncoded, evolve(form, budget=Budget.GENERAL))
    assert "报告的三公经费含其他预算,本表只列一般公共预算“三公”" in table.missing
