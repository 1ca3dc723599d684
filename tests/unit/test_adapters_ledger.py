"""Ledgers as people write them: CSV, XLSX, YAML and dictionaries, in Chinese or English, exactly read."""

from __future__ import annotations

from decimal import Decimal

import pytest
import xlsxwriter

from govbudget.adapters import ledger_from_rows, read_ledger
from govbudget.adapters.ledger import ENGLISH_HEADINGS, HEADINGS
from govbudget.model import (
    Budget,
    Department,
    Direction,
    ExpenditureKind,
    Fact,
    FundingSource,
    Ledger,
    Stage,
    Statistic,
    StatisticItem,
)
from govbudget.money import Amount

INCOME = Fact(
    Stage.EXECUTED,
    Direction.INCOME,
    Amount(19_490_000),
    functional="2080505",
    budget=Budget.GENERAL,
    funding=FundingSource.APPROPRIATION,
)
SPENDING = Fact(
    Stage.EXECUTED,
    Direction.EXPENDITURE,
    Amount(123_450_000),
    functional="2080505",
    economic="30101",
    budget=Budget.GENERAL,
    funding=FundingSource.APPROPRIATION,
    kind=ExpenditureKind.BASIC,
    project="甲,乙",
)
VEHICLES = Statistic(Stage.EXECUTED, StatisticItem.VEHICLES_OTHER, 3)
RECEPTION = Statistic(Stage.PRIOR, StatisticItem.RECEPTION, Amount(230_000))
LEDGER = Ledger(Department("602", "示例局"), 2024, (INCOME, SPENDING), (VEHICLES, RECEPTION))

CSV = """\
年度,部门,阶段,方向,功能分类,经济分类,预算,资金来源,支出性质,项目,金额,单位,来源
2024,602-示例局,决算数,收入,2080505,,一般公共预算,财政拨款,,,19.49,万元,公开02表
2024,602-示例局,决算数,支出,2080505,30101,一般公共预算,,基本支出,"甲,乙","1,234,500.00",元,公开03表
2024,602-示例局,决算数,统计,,,,,,其他用车,3,辆,公开10表
2024,602-示例局,上年决算数,统计,,,,,,公务接待费,0.23,万元,第九部分
"""
YAML = """\
# 注释
- 年度: 2024
  部门: 602-示例局
  阶段: 决算数
  方向: 收入
  功能分类: 2080505
  预算: 一般公共预算
  资金来源: 财政拨款
  金额: 19.49
  单位: 万元
  来源: 公开02表
- {年度: 2024, 部门: 602-示例局, 阶段: 决算数, 方向: 支出, 功能分类: 2080505, 经济分类: 30101, 预算: 一般公共预算,
   支出性质: 基本支出, 项目: "甲,乙", 金额: " 1,234,500.00 ", 单位: 元, 来源: 公开03表}
- {年度: 2024, 部门: 602-示例局, 阶段: 决算数, 方向: 统计, 项目: 其他用车, 金额: 3, 单位: 辆, 来源: 公开10表}
- 年度: '2024'
  部门: 602-示例局
  阶段: 上年决算数
  方向: 统计
  功能分类: ~
  经济分类:
  项目: 公务接待费
  金额: 0.23
  单位: 万元
  来源: 第九部分
"""
ENGLISH = """\
year,Department,STAGE,direction,functional,economic,budget,funding,kind,project,amount,unit,origin
2024,602-示例局,executed,income,2080505,,general,appropriation,,,19.49,万元,公开02表
2024,602-示例局,executed,expenditure,2080505,30101,general,,basic,"甲,乙",1234500.00,元,公开03表
2024,602-示例局,executed,statistic,,,,,,vehicles_other,3,辆,公开10表
2024,602-示例局,prior,statistic,,,,,,reception,0.23,万元,第九部分
"""


def origins(ledger):
    return [row.origin for row in (*ledger.facts, *ledger.statistics)]


def places(ledger):
    return [row.place for row in (*ledger.facts, *ledger.statistics)]


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        ("账套.csv", CSV.encode(), [2, 3, 4, 5]),
        ("账套.CSV", CSV.encode("utf-8-sig"), [2, 3, 4, 5]),
        ("账套.csv", CSV.replace("\n", "\r\n").encode(), [2, 3, 4, 5]),
        ("账套.csv", CSV.replace("\n", "\r").encode(), [2, 3, 4, 5]),
        ("账套.csv", CSV.rstrip("\n").replace("\n", ",,\n\n").encode(), [3, 5, 7, 9]),
        ("账套.csv", ("\n,,,\n" + CSV + "\n,\n").encode(), [4, 5, 6, 7]),
        ("账套.csv", ENGLISH.encode(), [2, 3, 4, 5]),
        ("账套.yaml", YAML.encode(), [2, 12, 14, 15]),
        ("账套.yml", YAML.encode("utf-8-sig"), [2, 12, 14, 15]),
    ],
)
def test_one_ledger_reads_the_same_however_it_is_written(name, content, lines, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    ledger = read_ledger(path)
    assert ledger == LEDGER
    assert origins(ledger) == ["公开02表", "公开03表", "公开10表", "第九部分"]
    assert places(ledger) == [f"{name}:{line}" for line in lines]
    assert read_ledger(str(path)) == LEDGER


def test_blanks_around_cells_and_headings_are_no_part_of_them(tmp_path):
    path = tmp_path / "账套.csv"
    path.write_text(
        " 年度 ,部门,阶段,方向,资金来源,\u3000金额,单位 \n2024 , 示例局,决算数 ,收入, 事业收入,1.00 ,\u3000万元\n",
        encoding="utf-8",
    )
    ledger = read_ledger(path)
    assert (ledger.department.name, ledger.facts[0].funding) == ("示例局", FundingSource.INSTITUTIONAL)
    assert ledger.facts[0].amount == Amount(1_000_000)


def test_dictionaries_take_text_whole_numbers_and_decimals():
    common = {"year": 2024, "department": "602-示例局", "stage": "executed", "origin": None}
    ledger = ledger_from_rows(
        [
            {
                **common,
                "direction": "income",
                "functional": 2080505,
                "budget": "general",
                "amount": Decimal("19.4900"),
                "unit": "万元",
            },
            {
                **common,
                "direction": "expenditure",
                "functional": "2080505",
                "economic": 30101,
                "budget": "general",
                "kind": "basic",
                "project": "甲,乙",
                "amount": 1234500,
                "unit": "元",
            },
            {**common, "direction": "statistic", "project": "其他用车", "amount": Decimal(3), "unit": "辆"},
            {**common, "stage": "prior", "direction": "statistic", "project": "reception",
             "amount": "0.23", "unit": "万元"},
        ],
        name="内存",
    )  # fmt: skip
    assert ledger == LEDGER
    assert [fact.amount.slack for fact in ledger.facts] == [50, 50]
    assert places(ledger) == ["内存[1]", "内存[2]", "内存[3]", "内存[4]"]


def test_rows_may_come_from_a_generator_and_have_different_headings():
    rows = [
        {"年度": 2024, "部门": "示例局", "阶段": "决算数", "方向": "收入", "资金来源": "事业收入", "金额": 1, "单位": "元"},
        {"年度": 2024, "部门": "示例局", "阶段": "决算数", "方向": "支出", "金额": 1, "单位": "元", "项目": "甲"},
    ]  # fmt: skip
    ledger = ledger_from_rows(row for row in rows)
    assert [fact.project for fact in ledger.facts] == [None, "甲"]
    assert [fact.funding for fact in ledger.facts] == [FundingSource.INSTITUTIONAL, None]


def test_every_heading_has_one_english_name():
    assert tuple(ENGLISH_HEADINGS.values()) == HEADINGS


def members():
    common = {"年度": 2024, "部门": "示例局", "阶段": "决算数", "方向": "收入", "资金来源": "其他收入"}
    for heading, kind in (("阶段", Stage), ("方向", Direction), ("资金来源", FundingSource)):
        for member in kind:
            yield {**common, heading: member.value}, {**common, heading: member.name.lower()}
    spending = {**common, "方向": "支出"}
    for kind in ExpenditureKind:
        yield {**spending, "支出性质": kind.value}, {**spending, "支出性质": kind.name.lower()}


@pytest.mark.parametrize(("chinese", "english"), list(members()))
def test_every_word_may_be_written_in_english(chinese, english):
    budget = {"预算": "一般公共预算"} if chinese["资金来源"] == "财政拨款" else {}
    rest = {**budget, "金额": "1.00", "单位": "亿元"}
    assert ledger_from_rows([{**chinese, **rest}]) == ledger_from_rows([{**english, **rest}])


@pytest.mark.parametrize("item", StatisticItem)
def test_every_statistic_is_read_by_its_name_in_its_own_unit(item):
    unit = item.counting_unit or "万元"
    row = {"年度": 2024, "部门": "示例局", "阶段": "决算数", "方向": "统计", "金额": "2.00", "单位": unit}
    ledger = ledger_from_rows([{**row, "项目": item.value}])
    assert ledger.statistic(Stage.EXECUTED, item).value == (2 if item.counting_unit else Amount(2_000_000))
    assert ledger_from_rows([{**row, "项目": item.name.lower()}]) == ledger


@pytest.mark.parametrize("budget", [Budget.GENERAL, Budget.GOVERNMENT_FUND, Budget.STATE_CAPITAL])
def test_money_of_a_budget_is_an_appropriation_without_being_told(budget):
    row = {"年度": 2024, "部门": "示例局", "阶段": "决算数", "方向": "收入", "金额": "1", "单位": "元"}
    (fact,) = ledger_from_rows([{**row, "预算": budget.value}]).facts
    assert (fact.budget, fact.funding) == (budget, FundingSource.APPROPRIATION)


@pytest.mark.parametrize(
    ("written", "unit", "fen", "slack"),
    [
        ("12.34", "万元", 12_340_000, 5_000),
        ("(12.34)", "万元", -12_340_000, 5_000),
        ("（1,234.50）", "元", -123_450, 0),
        ("−0.5", "亿元", -5_000_000_000, 500_000_000),
        ("１２．３４", "元", 1_234, 0),
        ("0.00", "万元", 0, 5_000),
    ],
)
def test_amounts_are_exact_and_know_how_finely_they_were_stated(written, unit, fen, slack):
    row = {"年度": 2024, "部门": "示例局", "阶段": "决算数", "方向": "收入", "资金来源": "其他收入"}
    (fact,) = ledger_from_rows([{**row, "金额": written, "单位": unit}]).facts
    assert (fact.amount.fen, fact.amount.slack) == (fen, slack)


@pytest.mark.parametrize("heading", ["金额(万元)", "金额（万元）", " 金额(万元) "])
@pytest.mark.parametrize("unit", [{}, {"单位": ""}, {"单位": "万元"}])
def test_the_unit_may_stand_in_the_heading(heading, unit):
    row = {"年度": 2024, "部门": "示例局", "阶段": "决算数", "方向": "收入", "资金来源": "其他收入"}
    (fact,) = ledger_from_rows([{**row, heading: "12.34", **unit}]).facts
    assert fact.amount == Amount(12_340_000)


@pytest.fixture
def workbook(tmp_path):
    def write(*rows, formats=()):
        path = tmp_path / "账套.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("账套")
            for line, cells in enumerate(rows):
                sheet.write_row(line, 0, cells)
            for column, number_format in formats:
                sheet.set_column(column, column, 12, book.add_format({"num_format": number_format}))
        return path

    return write


WORKBOOK_HEADINGS = ["年度", "部门", "阶段", "方向", "功能分类", "资金来源", "金额(万元)", "来源"]


def test_a_workbook_reads_numbers_and_text_alike_and_passes_over_blank_lines(workbook):
    path = workbook(
        [],
        WORKBOOK_HEADINGS,
        [2024, "示例局", "决算数", "收入", 2080505, "事业收入", 19.49, "公开02表"],
        [],
        ["2024", " 示例局 ", "决算数", "收入", "2080506", "事业收入", "1,234.50", None],
        [2024, "示例局", "决算数", "收入", 201, "事业收入", -3, ""],
    )
    ledger = read_ledger(path)
    assert (ledger.year, ledger.department) == (2024, Department(None, "示例局"))
    assert [(fact.functional, fact.amount, fact.origin, fact.place) for fact in ledger.facts] == [
        ("2080505", Amount(19_490_000), "公开02表", "账套.xlsx:3"),
        ("2080506", Amount(1_234_500_000), "", "账套.xlsx:5"),
        ("201", Amount(-3_000_000), "", "账套.xlsx:6"),
    ]


def test_a_workbook_drops_trailing_zeros_and_its_column_gives_them_back(workbook):
    sums = [10, 10.5, 0.35, 22.76, 0, -7]
    path = workbook(
        WORKBOOK_HEADINGS,
        *([2024, "示例局", "决算数", "收入", 2080501 + place, "事业收入", amount, ""] for place, amount in enumerate(sums)),
        formats=[(6, "0.00")],
    )  # fmt: skip
    amounts = [fact.amount for fact in read_ledger(path).facts]
    assert [(amount.fen, amount.slack) for amount in amounts] == [
        (10_000_000, 5_000),
        (10_500_000, 5_000),
        (350_000, 5_000),
        (22_760_000, 5_000),
        (0, 5_000),
        (-7_000_000, 5_000),
    ]


def test_a_column_of_whole_numbers_stays_whole(workbook):
    path = workbook(WORKBOOK_HEADINGS, [2024, "示例局", "决算数", "收入", "", "事业收入", 10, ""])
    (fact,) = read_ledger(path).facts
    assert (fact.amount.fen, fact.amount.slack) == (10_000_000, 500_000)


def test_a_sum_that_binary_numbers_cannot_hold_is_read_as_excel_shows_it(workbook):
    path = workbook(
        WORKBOOK_HEADINGS,
        [2024, "示例局", "决算数", "收入", "", "事业收入", 0.1 + 0.2, ""],
        [2024, "示例局", "决算数", "收入", "208", "事业收入", 99999999.999999, ""],
    )
    amounts = [fact.amount for fact in read_ledger(path).facts]
    assert [(amount.fen, amount.slack) for amount in amounts] == [(300_000, 0), (99_999_999_999_999, 0)]


def test_the_decimals_of_other_columns_are_left_alone(workbook):
    path = workbook(
        [*WORKBOOK_HEADINGS, "项目"],
        [2024, "示例局", "决算数", "收入", "", "事业收入", 1.25, "", 1.5],
        [2024, "示例局", "决算数", "收入", "", "事业收入", 1.25, "", 2],
    )
    assert [fact.project for fact in read_ledger(path).facts] == ["1.5", "2"]
