"""Printed tables, made up for places unlike those at hand, are placed by what their words mean."""

from __future__ import annotations

import pytest
from attrs import evolve

from govbudget.adapters.layout import Heading, Line, printed_table
from govbudget.adapters.layout_words import plain_words, recognise
from govbudget.catalogue import form
from govbudget.money import Unit
from govbudget.tables import ColumnForm


def place(name, title, headings, lines, *, unit="万元", page=None):
    return printed_table(
        form(name),
        title=title,
        unit=Unit(unit),
        headings=[heading if isinstance(heading, Heading) else Heading.of(heading) for heading in headings],
        rows=lines,
        page=page,
    )


def figures(placement):
    return {figure: text for figure, _, _, text in placement.table.cells()}


def reasons(placement):
    return [(left.page, left.text, left.reason) for left in placement.unplaced]


@pytest.mark.parametrize(
    ("title", "meaning"),
    [
        ("收入支出决算总表", "summary"),
        ("附表一 部门收支总体情况表", "summary"),
        ("2024年部门财务收支预算总表", "summary"),
        ("收入支出决算表", "summary"),
        ("部门收入总表", "income"),
        ("收入决算总表", "income"),
        ("单位支出预算表", "expenditure"),
        ("支出决算明细表", "expenditure_detail"),
        ("财政拨款收支总体情况表", "appropriation_summary"),
        ("财政拨款支出总表", "appropriation_expenditure"),
        ("财政拨款基本支出预算表（经济科目）", "appropriation_basic"),
        ("财政拨款支出决算明细表", "appropriation_expenditure_detail"),
        ("一般公共预算财政拨款收入支出决算表", "general_budget"),
        ("一般公共预算财政拨款支出决算明细表", "general_budget_detail"),
        ("一般公共预算基本支出表", "basic_expenditure"),
        ("一般公共预算项目支出表", "projects"),
        ("政府性基金预算财政拨款收入支出决算表", "government_fund"),
        ("政府性基金预算财政拨款基本支出决算表", "government_fund_basic"),
        ("政府性基金预算“三公”经费支出决算表", "government_fund_three_public"),
        ("国有资本经营预算财政拨款支出决算表", "state_capital"),
        ("一般公共预算财政拨款三公经费及会议费、培训费支出决算表", "three_public"),
        ("“三公”经费和机关运行经费预算表", "three_public"),
        ("机关运行经费支出预算表", "operating_cost"),
        ("政府采购预算表", "procurement"),
        ("政府购买服务支出情况表", "service_purchases"),
        ("项目支出绩效目标表", "project_targets"),
        ("项目支出绩效自评表", "self_evaluations"),
        ("部门整体支出绩效自评表", "overall_evaluation"),
        ("国有资产占有使用情况表", "assets"),
        ("部门决算公开相关信息统计表", "statistics"),
        # Not tables, not of a department, or not to be told from the title.
        ("财政拨款“三公”经费支出决算情况说明", None),
        ("一般公共预算财政拨款支出决算表（二）", None),
        ("一般公共预算收入决算表", None),
        ("一般公共预算本级支出决算表", None),
        ("社会保险基金收入决算表", None),
        ("地方政府专项债务限额和余额情况表", None),
        ("一般性支出情况表", None),
        ("部门预算支出经济分类汇总表", None),
        ("支出", None),
    ],
)
def test_a_title_is_known_by_its_words(title, meaning):
    assert recognise(title) == meaning
    assert recognise(f"公开07表 {title}") == meaning


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("一、一般公共预算财政拨款收入", "一般公共预算财政拨款收入"),
        ("　　 （一）行政单位", "行政单位"),
        ("1．一般公共预算资金", "一般公共预算资金"),
        ("二十六、抗疫特别国债安排的支出", "抗疫特别国债安排的支出"),
        ("其中：政府性基金预算财政拨款", "政府性基金预算财政拨款"),
        ("使用非财政拨款结余（含专用结余）", "使用非财政拨款结余(含专用结余)"),
        ("一般公共服务支出（类）", "一般公共服务支出"),
        ("2024年“三公”经费预算数", "三公经费预算数"),
        ("合  计", "合计"),
        ("（一）", "(一)"),
    ],
)
def test_numbering_spaces_and_brackets_are_dressing(printed, words):
    assert plain_words(printed) == words


TWO_SIDES = [Heading.of("决算数", "收入"), Heading.of("决算数", "支出")]


def test_a_summary_of_2016_finds_its_rows_by_their_older_names():
    lines = [
        Line("一、财政拨款收入", ["100.00"], side="收入", line=1, page=3),
        Line("其中：政府性基金预算财政拨款", ["20.00"], side="收入", line=2, page=3),
        Line("六、其他收入", ["—"], side="收入", line=7, page=3),
        Line("用事业基金弥补收支差额", [""], side="收入", page=3),
        Line("总计", ["100.00"], side="收入", page=3),
        Line("九、医疗卫生与计划生育支出", ["60.00"], side="支出", line=43, page=3),
        Line("总计", ["60.00"], side="支出", page=3),
    ]
    found = place("mof-2018", "收入支出决算总表", TWO_SIDES, lines)
    assert found.unplaced == ()
    assert figures(found) == {
        "summary[appropriation].amount": "100.00",
        "summary[government_fund_appropriation].amount": "20.00",
        "summary[other].amount": "—",
        "summary[income_grand_total].amount": "100.00",
        "summary[210].amount": "60.00",
        "summary[expenditure_grand_total].amount": "60.00",
    }
    rows = {row.id: row for row in found.table.rows}
    assert rows["use_of_surplus"].cells == {"amount": None}
    assert (rows["210"].code, rows["210"].line, rows["210"].side, rows["210"].page) == (
        "210",
        43,
        "expenditure",
        3,
    )
    assert (found.table.unit, found.table.page) == (Unit.WAN_YUAN, 3)


def test_one_label_is_another_row_below_the_carry_over():
    lines = [
        Line("（一）一般公共预算拨款", ["5"], side="收入"),
        Line("二、上年结转", ["3"], side="收入"),
        Line("（一）一般公共预算拨款", ["2"], side="收入"),
        Line("（二）政府性基金预算拨款", ["1"], side="收入"),
        Line("收入总计", ["8"], side="收入"),
    ]
    found = place("mof-budget-2024", "财政拨款收支总表", [Heading.of("预算数", "收入")], lines)
    assert found.unplaced == ()
    assert figures(found) == {
        "appropriation_summary[general_budget].amount": "5",
        "appropriation_summary[opening].amount": "3",
        "appropriation_summary[opening_general_budget].amount": "2",
        "appropriation_summary[opening_government_fund].amount": "1",
        "appropriation_summary[income_grand_total].amount": "8",
    }


def test_a_line_without_a_side_is_placed_where_its_label_stands_on_one_side_only():
    headings = [Heading.of("决算数", "收入"), Heading.of("决算数", "支出")]
    lines = [Line("五、教育支出", ["7.00"]), Line("本年收入合计", ["9.00"]), Line("总计", ["9.00"], page=4)]
    found = place("mof-2018", "收入支出决算总表", headings, lines)
    assert figures(found) == {"summary[205].amount": "7.00", "summary[income_total].amount": "9.00"}
    assert reasons(found) == [(4, "总计: 9.00", "可以是几行,无法判定")]


THREE_PUBLIC = ["合计", "因公出国（境）费", "公务用车购置及运行费/小计", "公务用车购置及运行费/购置费"]
THREE_PUBLIC += ["公务用车购置及运行费/运行费", "公务接待费"]
OWED = {
    "three_public[adjusted].total": "6",
    "three_public[adjusted].abroad": "1",
    "three_public[adjusted].vehicles": "3",
    "three_public[adjusted].vehicle_purchase": "1",
    "three_public[adjusted].vehicle_operation": "2",
    "three_public[adjusted].reception": "2",
    "three_public[final].total": "5",
    "three_public[final].abroad": "0",
    "three_public[final].vehicles": "3",
    "three_public[final].vehicle_purchase": "1",
    "three_public[final].vehicle_operation": "2",
    "three_public[final].reception": "2",
}
TITLE = "一般公共预算财政拨款“三公”经费支出决算表"
ADJUSTED, FINAL = ["6", "1", "3", "1", "2", "2"], ["5", "0", "3", "1", "2", "2"]


def test_budget_and_outturn_of_three_public_are_found_in_any_order():
    blocks = [f"{stage}/{column}" for stage in ("全年预算数", "决算数") for column in THREE_PUBLIC]
    pairs = [f"{column}/{stage}" for column in THREE_PUBLIC for stage in ("决算数", "预算数")]
    paired = [text for pair in zip(FINAL, ADJUSTED, strict=True) for text in pair]
    for headings, cells in ((blocks, ADJUSTED + FINAL), (pairs, paired)):
        found = place("mof-2024", TITLE, headings, [Line("三公", cells, page=12)])
        assert (figures(found), found.unplaced) == (OWED, ())
    rows = place("mof-2024", TITLE, THREE_PUBLIC, [Line("预算数", ADJUSTED), Line("决算数", FINAL)])
    assert (figures(rows), rows.unplaced) == (OWED, ())


def test_a_budget_prints_one_row_of_three_public_without_a_name():
    headings = ["2024年“三公”经费预算数/合计", *THREE_PUBLIC[1:]]
    found = place("mof-budget-2024", "一般公共预算“三公”经费支出表", headings, [Line("", ADJUSTED)])
    assert found.unplaced == ()
    assert figures(found)["three_public[approved].total"] == "6"
    again = place("mof-budget-2024", "一般公共预算“三公”经费支出表", ["合计"], [Line("", ["6"]), Line("", ["7"], page=2)])  # fmt: skip
    assert reasons(again) == [(2, "7", "预算数的这一栏已有 6")]


def test_the_total_of_three_public_is_not_the_total_with_meetings_and_training():
    headings = ["合计", "“三公”经费/小计", "“三公”经费/公务用车购置及运行维护费/小计", "会议费", "培训费"]
    found = place(
        "jiangsu-budget-2018", "“三公”经费、会议费、培训费支出预算表", headings, [Line("", list("96321"))]
    )
    assert figures(found) == {
        "three_public[approved].grand_total": "9",
        "three_public[approved].total": "6",
        "three_public[approved].vehicles": "3",
        "three_public[approved].meetings": "2",
        "three_public[approved].training": "1",
    }


BALANCES = ["年初结转和结余/合计", "本年收入/合计", "本年收入/基本支出", "本年支出/合计", "本年支出/基本支出"]
BALANCES += ["本年支出/基本支出/小计", "年末结转和结余/合计"]


def test_a_column_under_another_heading_is_another_column():
    line = Line("合计", ["1", "9", "4", "8", "5", "5", "2"], page=7)
    found = place("yunnan-2023", "一般公共预算财政拨款收入支出决算表", BALANCES, [line], unit="元")
    assert figures(found) == {
        "general_budget[total].opening": "1",
        "general_budget[total].income": "9",
        "general_budget[total].total": "8",
        "general_budget[total].basic": "5",
        "general_budget[total].closing": "2",
    }
    assert reasons(found) == [
        (7, "本年收入/基本支出", "表样没有这一栏: 本年收入/基本支出"),
        (7, "合计: 4", "表样没有这一栏: 本年收入/基本支出"),
        (7, "合计: 5", "合计的这一栏已有 5"),
    ]


def test_last_year_beside_this_year_is_not_taken_for_it():
    headings = ["上年预算数/基本支出", "本年预算数/基本支出", "增减%"]
    found = place("mof-budget-2024", "一般公共预算支出表", headings, [Line("教育", ["1", "2", "3"], "205")])
    assert figures(found) == {"general_budget[205].basic": "2"}
    assert [left.text for left in found.unplaced] == ["上年预算数/基本支出", "增减%", "教育: 1", "教育: 3"]


def test_columns_of_one_title_are_told_apart_by_what_stands_above_them():
    columns = tuple(
        ColumnForm(f"{year}_basic", "基本支出", group=group)
        for year, group in (("prior", "上年决算"), ("current", "本年决算"))
    )
    whole = form("mof-2024")
    two_years = evolve(whole, tables=(evolve(whole.tables[2], columns=columns),))
    found = printed_table(
        two_years,
        title="支出决算表",
        unit=Unit.WAN_YUAN,
        headings=[Heading.of("上年决算/基本支出"), Heading.of("本年决算/基本支出"), Heading.of("基本支出")],
        rows=[Line("合计", ["1", "2", "3"], page=3)],
    )
    assert figures(found) == {"expenditure[total].prior_basic": "1", "expenditure[total].current_basic": "2"}
    assert reasons(found)[1] == (3, "合计: 3", "可以是几个栏目,无法判定")


def test_a_code_is_read_from_one_column_or_from_three():
    lines = [
        Line("教育支出", ["3"], "205", page=1),
        Line("普通教育", ["3"], ["205", "02", ""], page=1),
        Line("小学教育", ["3"], ["205", "2", "2"], page=1),
        Line("高中教育", ["0"], "２０５ 02 04", page=1),
        Line("", ["3"], "合计", page=1),
    ]
    found = place("mof-2024", "一般公共预算财政拨款支出决算表", ["本年支出/小计"], lines)
    assert found.unplaced == ()
    assert [(row.id, row.code, row.label) for row in found.table.rows] == [
        ("205", "205", "教育支出"),
        ("20502", "20502", "普通教育"),
        ("2050202", "2050202", "小学教育"),
        ("2050204", "2050204", "高中教育"),
        ("total", None, "合计"),
    ]


def test_what_cannot_be_placed_is_said_line_by_line():
    lines = [
        Line("教育支出", ["3", "3", "9"], "205", page=1),
        Line("教育支出", ["4", ""], "205", page=2),
        Line("行政运行", ["1", ""], page=2),
        Line("小学教育", ["1", "1"], "205o2", page=2),
        Line("单位负责人:", ["", ""], page=2),
        Line("", ["", ""], page=2),
    ]
    found = place("mof-2024", "一般公共预算财政拨款支出决算表", ["小计", "其中:人员"], lines)
    assert figures(found) == {"general_budget[205].total": "3"}
    assert reasons(found) == [
        (1, "其中:人员", "表样没有这一栏: 其中:人员"),
        (1, "教育支出: 9", "这一格没有栏目"),
        (1, "教育支出: 3", "表样没有这一栏: 其中:人员"),
        (2, "教育支出: 4", "教育支出的这一栏已有 3"),
        (2, "行政运行: 1", "没有科目编码,也不是合计"),
        (2, "小学教育: 1", "205o2 不是科目编码"),
        (2, "小学教育: 1", "205o2 不是科目编码"),
        (2, "单位负责人:", "没有科目编码,也不是合计"),
    ]


def test_a_table_that_the_form_does_not_have_is_returned_whole():
    found = place("mof-2018", "国有资本经营预算财政拨款支出决算表", ["合计"], [Line("合计", ["1"], page=9)])
    assert found.table is None
    assert reasons(found) == [(9, "国有资本经营预算财政拨款支出决算表", "表样 mof-2018 没有这张表(1行)")]
    empty = place("mof-2018", "什么表", [], [])
    assert reasons(empty) == [(None, "什么表", "表样 mof-2018 没有这张表(0行)")]


def test_a_table_of_the_very_title_comes_before_one_of_the_meaning():
    special = "一般公共预算财政拨款“三公”经费情况表"
    assert place("yunnan-2023", special, ["合计/决算数"], []).table.id == "general_three_public"
    assert place("yunnan-2023", "“三公”经费支出决算表", ["合计/决算数"], []).table.id == "three_public"


def test_rows_of_one_label_are_told_apart_by_what_is_printed_beside_them():
    lines = [
        Line("收入总计", ["9"]),
        Line("小计", ["7"], section="一般公共预算资金"),
        Line("其他资金", [""]),
        Line("小计", ["2"]),
        Line("事业收入", ["2"]),
        Line("小计", ["0"], section="上年结转和结余资金"),
    ]
    found = place("jiangsu-budget-2017", "收入预算总表", ["金额"], lines)
    assert found.unplaced == ()
    assert figures(found) == {
        "income[total].amount": "9",
        "income[general_appropriation].amount": "7",
        "income[other_funds].amount": "2",
        "income[institutional].amount": "2",
        "income[opening].amount": "0",
    }
    lost = place("jiangsu-budget-2017", "收入预算总表", ["金额"], [Line("小计", ["7"], page=2)])
    assert reasons(lost) == [(2, "小计: 7", "可以是几行,无法判定")]


def test_expenditure_by_purpose_is_found_under_expenditure_where_there_is_no_other():
    headings = [Heading.of("金额", "收入"), Heading(("支出用途", "金额"), "支出")]
    lines = [
        Line("一、一般公共预算", ["5"], side="收入"),
        Line("三、单位预留机动经费", ["1"], side="支出"),
        Line("支出合计", ["5"], side="支出"),
        Line("支出合计", ["5"], side="左"),
    ]
    found = place("jiangsu-budget-2018", "财政拨款收支预算总表", headings, lines)
    assert figures(found) == {
        "appropriation_summary[general_budget].amount": "5",
        "appropriation_summary[reserve].total": "1",
        "appropriation_summary[expenditure_grand_total].total": "5",
    }
    assert reasons(found) == [(None, "支出合计: 5", "支出合计的这一栏已有 5")]


def test_statistics_and_economic_rows_are_placed_by_label_as_well():
    lines = [
        Line("一、政府采购情况", [None]),
        Line("合计", ["4"], line=1),
        Line("货物", ["4"], line=2),
        Line("（二）单价100万元（含）以上设备（不含车辆）", ["2"], line=17),
    ]
    found = place("shanxi-2024", "部门决算公开相关信息统计表", ["统计数"], lines)
    assert found.unplaced == ()
    assert figures(found) == {
        "statistics[procurement_total].value": "4",
        "statistics[procurement_goods].value": "4",
        "statistics[equipment].value": "2",
    }
    basic = [Line("工资福利支出", ["3"]), Line("其他支出", ["1"], page=5), Line("人员经费合计", ["3"]), Line("合计", ["3"])]  # fmt: skip
    found = place("mof-2024", "一般公共预算财政拨款基本支出决算明细表", ["决算数"], basic)
    assert figures(found) == {
        "basic_expenditure[301].amount": "3",
        "basic_expenditure[personnel_total].amount": "3",
        "basic_expenditure[total].amount": "3",
    }
    assert reasons(found) == [(5, "其他支出: 1", "可以是几行,无法判定")]


def test_a_project_is_known_by_its_name_and_the_code_it_is_booked_under():
    lines = [
        Line("合计", ["9"]),
        Line("教育支出", ["9"], "205"),
        Line("校舍维修", ["6"], "2050202"),
        Line("图书购置", ["3"]),
        Line("校舍维修", ["0"], "2050299"),
    ]
    found = place("mof-budget-2024", "一般公共预算项目支出表", ["金额"], lines)
    assert figures(found) == {
        "projects[total].amount": "9",
        "projects[205].amount": "9",
        "projects[校舍维修@2050202].amount": "6",
        "projects[图书购置].amount": "3",
        "projects[校舍维修@2050299].amount": "0",
    }
    assert found.unplaced == ()


def test_a_table_whose_columns_the_form_does_not_know_is_left_out_and_told():
    placement = place(
        "yunnan-2023",
        "一般公共预算财政拨款项目支出决算表",
        ["合计"],
        [Line("合计", ["1.00"])],
    )
    assert placement.table is None
    assert reasons(placement) == [
        (None, "一般公共预算财政拨款项目支出决算表", "表样 yunnan-2023 没有写明这张表的栏目(1行)")
    ]
