"""A department that has everything: its figures worked out apart from this library, its rules, and what it may not say."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml

from govbudget import Report, code_book, form, ledger_from_rows, read_ledger

HERE = Path(__file__).resolve().parent
LEDGER = HERE / "second_department.csv"

TABLES = (
    "summary",
    "income",
    "expenditure",
    "appropriation_summary",
    "general_budget",
    "basic_expenditure",
    "government_fund",
    "state_capital",
    "three_public",
    "statistics",
)
BUDGETS = ("general_budget", "government_fund", "state_capital")
OTHER_INCOME = ("superior_subsidy", "institutional", "commercial", "subsidiary_remittance", "other")
INCOME = ("appropriation", *OTHER_INCOME)
KINDS = ("basic", "project", "remittance_to_superior", "commercial", "subsidy_to_subsidiary")
APPROPRIATIONS = ("general_appropriation", "government_fund_appropriation", "state_capital_appropriation")
ITEMS = {
    "abroad": ("30212",),
    "vehicle_purchase": ("31013", "30913"),
    "vehicle_operation": ("30231",),
    "reception": ("30217",),
}
OPERATING = ("302", "307", "309", "310", "311", "312", "313", "399")


def rows_of_ledger():
    with LEDGER.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def report_of(rows):
    return Report.of(ledger_from_rows(rows), form("shanxi-2024"), code_book(2024))


@pytest.fixture(scope="module")
def report():
    return Report.of(read_ledger(LEDGER), form("shanxi-2024"), code_book(2024))


@pytest.fixture(scope="module")
def expected():
    return yaml.safe_load((HERE / "second_department_expected.yaml").read_text(encoding="utf-8"))


def differences(ours, theirs):
    return {
        figure_id: (ours.get(figure_id), theirs.get(figure_id))
        for figure_id in {*ours, *theirs}
        if ours.get(figure_id) != theirs.get(figure_id)
    }


# 1 · every figure, both ways


def test_the_ledger_names_only_known_codes(report):
    assert [said for said in report.warnings if not said.startswith("科目名称未核实")] == []
    assert [table.id for table in report.tables] == list(TABLES)
    assert [(table.missing, dict(table.gaps)) for table in report.tables] == [(None, {})] * len(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_the_table_prints_what_was_worked_out_and_nothing_else(report, expected, name):
    table = report.table(name)
    printed = {
        f"{name}[{row.id}].{column}": table.shown(row, column)
        for row in table.rows
        for column in row.cells
        if table.shown(row, column) is not None
    }
    assert differences(printed, expected["tables"][name]) == {}
    assert {figure_id: report[figure_id].text for figure_id in printed} == printed


def test_zeros_are_known_but_not_printed(report, expected):
    blank = {
        figure.id: figure.text
        for table in report.tables
        for row in table.rows
        for column, figure in row.cells.items()
        if figure is not None and table.shown(row, column) is None
    }
    assert differences(blank, expected["zero"]) == {}


@pytest.mark.parametrize("name", ["expenditure", "general_budget"])
def test_a_code_with_nothing_but_blank_cells_is_not_printed(report, name):
    # DOMAIN D: rows of blank cells are printed only in 总表 layouts; code tables list only codes with data.
    assert report[f"{name}[2070110].project"].text == "0.00"
    assert "2070109" in str(report.table(name))
    assert "2070110" not in str(report.table(name))


@pytest.mark.parametrize("block", ["shares", "prior", "approved", "adjusted", "narrated"])
def test_what_follows_from_the_printed_figures(report, expected, block):
    derived = {figure_id: report.get(figure_id) for figure_id in expected[block]}
    texts = {figure_id: figure.text for figure_id, figure in derived.items() if figure is not None}
    assert differences(texts, expected[block]) == {}


def test_an_item_without_facts_in_a_fully_coded_stage_grew_from_nothing(report, expected):
    # 合计 of the other stage counts the item as nothing; then its own change must be there too (DOMAIN N-YOY, N-09a).
    block = expected["grown_from_nothing"]
    derived = {figure_id: report.get(figure_id) for figure_id in block}
    texts = {figure_id: figure.text for figure_id, figure in derived.items() if figure is not None}
    assert differences(texts, block) == {}


UNDECIDED = ("opening", "closing", "use_of_surplus", "distribution")
"""Rows of which a stage may state nothing at all; DOMAIN does not say what to compare then."""


def test_nothing_follows_that_was_not_worked_out(report, expected):
    worked_out = {i for block in expected if block not in ("tables", "zero") for i in expected[block]}
    surplus = {figure.id for figure in report.analysis} - worked_out
    assert {i for i in surplus if not i.partition("[")[2].startswith(UNDECIDED)} == set()


def test_only_the_three_public_items_have_an_execution_rate(report, expected):
    # The 全年预算数 facts carry neither 功能分类 nor 支出性质: nothing else can be set against them.
    derived = {f.id: f.text for f in report.analysis if f.id.endswith((".adjusted", ".execution"))}
    assert differences(derived, expected["adjusted"]) == {}


# 2 · every identity, on exact sums


class Fen:
    """Exact sums of a report in fen. A blank cell counts as nothing, but only where the rule says so."""

    def __init__(self, report):
        self.report = report

    def __call__(self, figure_id):
        figure = self.report.get(figure_id)
        return 0 if figure is None else figure.value if isinstance(figure.value, int) else figure.value.fen

    def known(self, figure_id):
        assert self.report.get(figure_id) is not None, f"{figure_id} is blank"
        return self(figure_id)

    def sum(self, figure_ids):
        return sum(map(self, figure_ids))

    def rows(self, table):
        return [row.id for row in self.report.table(table).rows if row.id is not None]

    def codes(self, table, digits):
        return [row for row in self.rows(table) if row.isdigit() and len(row) == digits]

    def classes(self, table):
        """The 类 of a table that have a sum."""
        return [
            row.id
            for row in self.report.table(table).rows
            if len(row.id or "") == 3 and any(row.cells.values())
        ]


@pytest.fixture(scope="module")
def fen(report):
    return Fen(report)


CODE_TABLES = {
    "FA02": ("income", ("total", *INCOME)),
    "FA03": ("expenditure", ("total", *KINDS)),
    "FA05": ("general_budget", ("total", "basic", "project")),
    "FA07": ("government_fund", ("opening", "income", "total", "basic", "project", "closing")),
    "FA08": ("state_capital", ("total", "basic", "project")),
}


def each(rule, *digits):
    """Every code table as parameters, under the id that the rule has there: FA02-H3, FA03-H3, …"""
    return [pytest.param(*table, *digits, id=f"{number}-{rule}") for number, table in CODE_TABLES.items()]


ACROSS = {
    "FA02-C1": ("income", "total", INCOME),
    "FA03-C1": ("expenditure", "total", KINDS),
    "FA05-C1": ("general_budget", "total", ("basic", "project")),
    "FA07-C3": ("government_fund", "total", ("basic", "project")),
    "FA08-C1": ("state_capital", "total", ("basic", "project")),
}
SUMMED = {
    "FA01-R27": ("summary[income_total].amount", "summary[{}].amount", (*APPROPRIATIONS, *OTHER_INCOME)),
    "FA01-R31": (
        "summary[income_grand_total].amount",
        "summary[{}].amount",
        ("income_total", "use_of_surplus", "opening"),
    ),
    "FA01-R62": (
        "summary[expenditure_grand_total].amount",
        "summary[{}].amount",
        ("expenditure_total", "distribution", "closing"),
    ),
    "FA04-R27": ("appropriation_summary[income_total].amount", "appropriation_summary[{}].amount", BUDGETS),
    "FA04-R28": (
        "appropriation_summary[opening].amount",
        "appropriation_summary[opening_{}].amount",
        BUDGETS,
    ),
    "FA04-R32": (
        "appropriation_summary[income_grand_total].amount",
        "appropriation_summary[{}].amount",
        ("income_total", "opening"),
    ),
    "FA06-PERS": (
        "basic_expenditure[personnel_total].amount",
        "basic_expenditure[{}].amount",
        ("301", "303"),
    ),
    "FA06-PUB": ("basic_expenditure[operating_total].amount", "basic_expenditure[{}].amount", OPERATING),
    "FA10-R1": (
        "statistics[procurement_total].value",
        "statistics[procurement_{}].value",
        ("goods", "works", "services"),
    ),
    "FA10-R7": (
        "statistics[vehicles_total].value",
        "statistics[vehicles_{}].value",
        (
            "ministerial",
            "principal",
            "confidential",
            "emergency",
            "law_enforcement",
            "special",
            "retired",
            "other",
        ),
    ),
}
EQUAL = {
    "FA01-BAL": ("summary[income_grand_total].amount", "summary[expenditure_grand_total].amount"),
    "FA04-BAL": (
        "appropriation_summary[income_grand_total].amount",
        "appropriation_summary[expenditure_grand_total].total",
    ),
    "X-02-04": ("income[total].appropriation", "appropriation_summary[income_total].amount"),
    "X-04-08": ("appropriation_summary[expenditure_total].state_capital", "state_capital[total].total"),
}


@pytest.mark.parametrize(("whole", "part", "names"), SUMMED.values(), ids=SUMMED)
def test_a_row_is_the_sum_of_its_rows(fen, whole, part, names):
    assert fen.known(whole) == fen.sum(map(part.format, names))


@pytest.mark.parametrize(("left", "right"), EQUAL.values(), ids=EQUAL)
def test_two_places_say_the_same(fen, left, right):
    assert fen.known(left) == fen.known(right)


@pytest.mark.parametrize(("table", "whole", "parts"), ACROSS.values(), ids=ACROSS)
def test_a_column_is_the_sum_of_its_columns_in_every_row(fen, table, whole, parts):
    for row in fen.rows(table):
        assert fen(f"{table}[{row}].{whole}") == fen.sum(f"{table}[{row}].{part}" for part in parts), row


@pytest.mark.parametrize(("table", "columns"), each("H3"))
def test_the_total_is_the_sum_of_its_classes(fen, table, columns):
    for column in columns:
        parts = fen.sum(f"{table}[{code}].{column}" for code in fen.codes(table, 3))
        assert fen(f"{table}[total].{column}") == parts, column


@pytest.mark.parametrize(("table", "columns", "digits"), [*each("H5", 3), *each("H7", 5)])
def test_a_code_is_the_sum_of_the_codes_below_it(fen, table, columns, digits):
    below = fen.codes(table, digits + 2)
    for code in fen.codes(table, digits):
        children = [child for child in below if child.startswith(code)]
        assert children, code
        for column in columns:
            parts = fen.sum(f"{table}[{child}].{column}" for child in children)
            assert fen(f"{table}[{code}].{column}") == parts, (code, column)


@pytest.mark.parametrize(("table", "columns"), each("HL"))
def test_the_total_is_the_sum_of_all_leaves(fen, table, columns):
    for column in columns:
        parts = fen.sum(f"{table}[{code}].{column}" for code in fen.codes(table, 7))
        assert fen(f"{table}[total].{column}") == parts, column


def test_fa01_r58(fen):
    classes = fen.codes("summary", 3)
    assert len(classes) == 26
    assert fen.known("summary[expenditure_total].amount") == fen.sum(f"summary[{c}].amount" for c in classes)


def test_fa04_c2(fen):
    table = "appropriation_summary"
    rows = [*fen.codes(table, 3), "expenditure_total", "closing", "expenditure_grand_total"]
    assert len(rows) == 29
    for row in rows:
        assert fen(f"{table}[{row}].total") == fen.sum(f"{table}[{row}].{budget}" for budget in BUDGETS), row


@pytest.mark.parametrize("column", ["total", *BUDGETS])
def test_fa04_r59(fen, column):
    table = "appropriation_summary"
    parts = fen.sum(f"{table}[{c}].{column}" for c in fen.codes(table, 3))
    assert fen.known(f"{table}[expenditure_total].{column}") == parts


@pytest.mark.parametrize("column", ["total", *BUDGETS])
def test_fa04_r64(fen, column):
    table = "appropriation_summary"
    parts = fen.sum(f"{table}[{row}].{column}" for row in ("expenditure_total", "closing"))
    assert fen.known(f"{table}[expenditure_grand_total].{column}") == parts


@pytest.mark.parametrize("budget", BUDGETS)
def test_fa04_balk(fen, budget):
    table = "appropriation_summary"
    received = fen.known(f"{table}[{budget}].amount") + fen.known(f"{table}[opening_{budget}].amount")
    assert received == fen.known(f"{table}[expenditure_grand_total].{budget}")


def test_fa06_h(fen):
    table = "basic_expenditure"
    assert len(fen.codes(table, 3)) == 10
    for code in fen.codes(table, 3):
        children = [f"{table}[{child}].amount" for child in fen.codes(table, 5) if child.startswith(code)]
        assert fen(f"{table}[{code}].amount") == fen.sum(children), code


def test_fa07_c6(fen):
    table = "government_fund"
    assert len(fen.rows(table)) == 13
    for row in fen.rows(table):
        left = fen(f"{table}[{row}].opening") + fen(f"{table}[{row}].income") - fen(f"{table}[{row}].total")
        assert fen(f"{table}[{row}].closing") == left, row


@pytest.mark.parametrize("row", ["adjusted", "final"])
def test_fa09_c3(fen, row):
    parts = fen.sum(f"three_public[{row}].{item}" for item in ("vehicle_purchase", "vehicle_operation"))
    assert fen.known(f"three_public[{row}].vehicles") == parts


@pytest.mark.parametrize("row", ["adjusted", "final"])
def test_fa09_c1(fen, row):
    parts = fen.sum(f"three_public[{row}].{item}" for item in ("abroad", "vehicles", "reception"))
    assert fen.known(f"three_public[{row}].total") == parts


def test_x_01_02(fen):
    assert fen.known("summary[income_total].amount") == fen.known("income[total].total")
    appropriated = fen.sum(f"summary[{row}].amount" for row in APPROPRIATIONS)
    assert appropriated == fen.known("income[total].appropriation")
    for source in OTHER_INCOME:
        assert fen.known(f"summary[{source}].amount") == fen.known(f"income[total].{source}")


def test_x_01_03(fen):
    assert fen.known("summary[expenditure_total].amount") == fen.known("expenditure[total].total")
    assert fen.classes("summary") == fen.classes("expenditure")
    for code in fen.classes("summary"):
        assert fen.known(f"summary[{code}].amount") == fen.known(f"expenditure[{code}].total")


def pairs_of_x_01_04(fen):
    """公开01 beside 公开04, where 公开04 is a part of 公开01."""
    whole, part = "summary[{}].amount", "appropriation_summary[{}].{}"
    yield whole.format("expenditure_total"), part.format("expenditure_total", "total")
    yield whole.format("opening"), part.format("opening", "amount")
    yield whole.format("closing"), part.format("closing", "total")
    for code in fen.codes("appropriation_summary", 3):
        yield whole.format(code), part.format(code, "total")


def test_x_01_04(fen):
    for row, budget in zip(APPROPRIATIONS, BUDGETS, strict=True):
        assert fen.known(f"summary[{row}].amount") == fen.known(f"appropriation_summary[{budget}].amount")
    pairs = [(fen(whole), fen(part)) for whole, part in pairs_of_x_01_04(fen)]
    assert all(part <= whole for whole, part in pairs)
    assert any(part < whole for whole, part in pairs)


def test_x_01_04_is_an_equality_where_all_money_is_appropriated():
    rows = [row for row in rows_of_ledger() if row["预算"] or row["方向"] == "统计"]
    fen = Fen(report_of(rows))
    assert [fen(whole) for whole, _ in pairs_of_x_01_04(fen)] == [
        fen(part) for _, part in pairs_of_x_01_04(fen)
    ]


def test_x_03_05(fen):
    codes = [row for row in fen.rows("general_budget") if row != "total"]
    assert codes
    for code in codes:
        for column in ("basic", "project"):
            assert fen(f"general_budget[{code}].{column}") <= fen(f"expenditure[{code}].{column}"), code


def test_x_03_05_is_an_equality_where_all_money_is_of_the_general_budget():
    rows = [row for row in rows_of_ledger() if row["预算"] == "一般公共预算" or row["方向"] == "统计"]
    fen = Fen(report_of(rows))
    assert fen.rows("general_budget") == fen.rows("expenditure")
    for code in fen.rows("general_budget"):
        for column in ("total", "basic", "project"):
            assert fen(f"general_budget[{code}].{column}") == fen(f"expenditure[{code}].{column}")


def test_x_03_578(fen):
    codes = {row for budget in BUDGETS for row in fen.rows(budget)}
    assert len(codes) > 30
    for code in codes:
        appropriated = fen.sum(f"{budget}[{code}].total" for budget in BUDGETS)
        assert fen(f"expenditure[{code}].basic") + fen(f"expenditure[{code}].project") >= appropriated, code


def test_x_04_05(fen):
    column = "appropriation_summary[{}].general_budget"
    assert fen.known(column.format("expenditure_total")) == fen.known("general_budget[total].total")
    for code in fen.codes("appropriation_summary", 3):
        assert fen(column.format(code)) == fen(f"general_budget[{code}].total"), code


def test_x_04_07(fen):
    table = "appropriation_summary"
    for here, there in (
        (f"{table}[government_fund].amount", "income"),
        (f"{table}[opening_government_fund].amount", "opening"),
        (f"{table}[expenditure_total].government_fund", "total"),
        (f"{table}[closing].government_fund", "closing"),
    ):
        assert fen.known(here) == fen.known(f"government_fund[total].{there}")


def test_x_05_06(fen):
    parts = [fen.known(f"basic_expenditure[{row}].amount") for row in ("personnel_total", "operating_total")]
    assert fen.known("general_budget[total].basic") == sum(parts)


@pytest.mark.parametrize("item", ITEMS)
def test_x_06_09(fen, item):
    basic = fen.sum(f"basic_expenditure[{code}].amount" for code in ITEMS[item])
    assert 0 < basic <= fen.known(f"three_public[final].{item}")


def test_x_06_10(fen):
    parts = [
        fen.known(f"statistics[operating_cost_{body}].value") for body in ("administrative", "reference")
    ]
    assert 0 < sum(parts) <= fen.known("basic_expenditure[operating_total].amount")


# 3 · ledgers that know less say less, and never something else


def without(heading, chosen, rows=None):
    """The ledger with `heading` emptied in the chosen rows, which are kept apart by a 项目 of their own."""
    return [
        {**row, heading: "", "项目": f"第{number}笔"} if chosen(row) else row
        for number, row in enumerate(rows or rows_of_ledger(), start=1)
    ]


def only(chosen, rows=None):
    return [row for row in rows or rows_of_ledger() if chosen(row)]


def executed(row, direction):
    return row["阶段"] == "决算数" and row["方向"] == direction


def spent(row):
    return executed(row, "支出")


def earned(row):
    return executed(row, "收入")


def uncoded_projects():
    return without("经济分类", lambda row: spent(row) and row["支出性质"] == "项目支出")


REPORTED = {
    "因公出国(境)费": "11.11",
    "公务用车购置费": "22.22",
    "公务用车运行维护费": "33.33",
    "公务接待费": "44.44",
}


def reported_items():
    fixed = {
        "年度": "2024",
        "部门": "305-示例市文化旅游体育局",
        "阶段": "决算数",
        "方向": "统计",
        "单位": "万元",
    }
    return [{**fixed, "项目": item, "金额": amount} for item, amount in REPORTED.items()]


def with_one_fact_in_neither_view():
    """Expenditure by functional code alone, and one fact without even that."""
    rows = without("经济分类", spent)
    return without("功能分类", lambda row: spent(row) and row["金额"] == "412650.55", rows)


LESS = {
    "projects without economic codes": uncoded_projects,
    "and without adjusted budget": lambda: only(lambda row: row["阶段"] != "全年预算数", uncoded_projects()),
    "income without functional codes": lambda: without("功能分类", earned),
    "other income without functional codes": lambda: without(
        "功能分类", lambda row: earned(row) and not row["预算"]
    ),
    "one income without functional code": lambda: without(
        "功能分类", lambda row: earned(row) and row["功能分类"] == "2070101"
    ),
    "one opening balance without functional code": lambda: without(
        "功能分类", lambda row: executed(row, "年初结转和结余") and row["功能分类"] == "2296003"
    ),
    "one expenditure with neither code": with_one_fact_in_neither_view,
    "general expenditure without functional codes": lambda: without(
        "功能分类", lambda row: spent(row) and row["预算"] == "一般公共预算"
    ),
    "no outturn": lambda: only(lambda row: row["阶段"] != "决算数" or row["方向"] == "统计"),
    "no income": lambda: only(lambda row: not earned(row)),
    "no expenditure": lambda: only(lambda row: not spent(row)),
    "expenditure without kinds": lambda: without("支出性质", spent),
    "general expenditure without kinds": lambda: without(
        "支出性质", lambda row: spent(row) and row["预算"] == "一般公共预算"
    ),
    "no prior income": lambda: only(lambda row: (row["阶段"], row["方向"]) != ("上年决算数", "收入")),
    "no approved income": lambda: only(lambda row: (row["阶段"], row["方向"]) != ("年初预算数", "收入")),
    **{
        f"prior year without {heading}": lambda heading=heading: without(
            heading, lambda row: (row["阶段"], row["方向"]) == ("上年决算数", "支出")
        )
        for heading in ("经济分类", "支出性质", "功能分类")
    },
}


@pytest.fixture(scope="module")
def less():
    """The report of each poorer ledger, by name."""
    made = {}

    def report_by_name(name):
        if name not in made:
            made[name] = report_of(LESS[name]())
        return made[name]

    return report_by_name


def reasons(table):
    return ";".join([table.missing or "", *table.gaps.values(), *table.notes])


def missing(report):
    """Tables that are missing, or whose expenditure side is."""
    return {table.id for table in report.tables if table.missing or "expenditure" in table.gaps}


@pytest.mark.parametrize("name", LESS)
def test_no_table_says_another_number(report, less, name):
    tables = {figure.id: figure.text for table in less(name).tables for figure in table.figures}
    wrong = {i: (text, report[i].text) for i, text in tables.items() if text != report[i].text}
    assert wrong == {}


@pytest.mark.parametrize("name", LESS)
def test_no_comparison_makes_a_number_of_what_is_not_known(report, less, name):
    compared = {figure.id: figure.text for figure in less(name).analysis}
    full = {figure.id: figure.text for figure in report.analysis}
    wrong = {i: (text, full.get(i)) for i, text in compared.items() if text != full.get(i)}
    assert wrong == {}


def test_projects_without_economic_codes_leave_three_public_to_what_was_reported(report):
    changed = report_of([*uncoded_projects(), *reported_items()])
    final = [changed[f"three_public[final].{column}"].text for column in ITEMS]
    assert final == list(REPORTED.values())
    assert changed["three_public[final].vehicles"].text == "55.55"
    assert changed["three_public[final].total"].text == "111.10"
    assert changed["three_public[adjusted].total"].text == report["three_public[adjusted].total"].text
    assert missing(changed) == set()


def test_codes_are_believed_before_what_was_reported(report):
    changed = report_of([*rows_of_ledger(), *reported_items()])
    assert {f.id: f.text for f in changed} == {f.id: f.text for f in report}


def test_three_public_without_codes_or_reports_has_no_outturn_and_says_why(less):
    changed = less("projects without economic codes")
    table = changed.table("three_public")
    assert {figure.id.partition(".")[0] for figure in table.figures} == {"three_public[adjusted]"}
    assert missing(changed) == set()
    assert "决算数的支出中有" in reasons(table)
    assert "未填「经济分类」" in reasons(table)


def test_three_public_without_anything_is_missing_with_both_reasons(less):
    changed = less("and without adjusted budget")
    assert missing(changed) == {"three_public"}
    assert "未填「经济分类」" in changed.table("three_public").missing
    assert "全年预算数" in changed.table("three_public").missing


def test_income_without_functional_codes_takes_away_only_what_needs_them(report, less):
    changed = less("income without functional codes")
    assert missing(changed) == {"income", "government_fund"}
    for name in missing(changed):
        assert "收入" in changed.table(name).missing
        assert "未填「功能分类」" in changed.table(name).missing
        assert list(changed.table(name).figures) == []
    assert changed["summary[income_total].amount"].value == report["summary[income_total].amount"].value


def test_other_income_without_functional_codes_takes_away_only_the_income_table(less):
    assert missing(less("other income without functional codes")) == {"income"}


def test_one_uncoded_fact_among_coded_ones_is_not_lost(less):
    # Income and balances have no economic view: a coded fact beside the uncoded one is other money, not the same again.
    assert missing(less("one income without functional code")) == {"income"}
    assert missing(less("one opening balance without functional code")) == {"government_fund"}


def test_a_fact_with_neither_code_is_not_lost(less):
    # It is in neither view, so no other fact can be the same money seen the other way.
    lost = {"summary", "expenditure", "appropriation_summary", "general_budget"}
    assert lost <= missing(less("one expenditure with neither code"))


def test_expenditure_without_functional_codes_leaves_what_does_not_need_them(less):
    changed = less("general expenditure without functional codes")
    assert missing(changed) == {"summary", "expenditure", "appropriation_summary", "general_budget"}


def test_a_ledger_without_outturn_says_so(less):
    changed = less("no outturn")
    assert missing(changed) == {*TABLES} - {"three_public", "statistics"}
    assert {changed.table(name).missing for name in missing(changed)} == {"账套没有决算数"}
    three_public = changed.table("three_public")
    assert {figure.id.partition(".")[0] for figure in three_public.figures} == {"three_public[adjusted]"}
    assert "没有决算数" in reasons(three_public)


def test_a_ledger_without_outturn_compares_nothing(less):
    ratios = (".share", ".change", ".change_rate", ".completion", ".execution")
    assert [figure.id for figure in less("no outturn").analysis if figure.id.endswith(ratios)] == []


def test_expenditure_without_kinds_leaves_totals_and_names_the_gap(report, less):
    changed = less("expenditure without kinds")
    assert missing(changed) == {"basic_expenditure"}
    assert "未填「支出性质」" in changed.table("basic_expenditure").missing
    for name in ("expenditure", *BUDGETS):
        columns = KINDS if name == "expenditure" else ("basic", "project")
        table, full = changed.table(name), report.table(name)
        assert set(table.gaps) == set(columns)
        assert all("未填「支出性质」" in reason for reason in table.gaps.values())
        assert {figure.id: figure.value for figure in table.figures} == {
            figure.id: figure.value for figure in full.figures if not figure.id.endswith(tuple(columns))
        }


def test_kinds_missing_in_one_budget_are_a_gap_of_that_budget_only(less):
    changed = less("general expenditure without kinds")
    assert {table.id for table in changed.tables if table.gaps} == {"expenditure", "general_budget"}
    assert missing(changed) == {"basic_expenditure"}


@pytest.mark.parametrize(
    ("name", "suffix"), [("no prior income", "prior"), ("no approved income", "approved")]
)
def test_a_stage_that_states_no_income_has_none_to_compare(less, name, suffix):
    changed = less(name)
    for row in ("income_total", "general_appropriation", "government_fund_appropriation", "institutional"):
        assert changed.get(f"summary[{row}].amount.{suffix}") is None
    assert changed.get(f"appropriation_summary[income_total].amount.{suffix}") is None
    assert changed.get(f"general_budget[total].total.{suffix}") is not None


@pytest.mark.parametrize(
    ("heading", "gone", "left"),
    [
        ("经济分类", "basic_expenditure[301].amount", "general_budget[total].basic"),
        ("支出性质", "general_budget[total].basic", "general_budget[total].total"),
        ("功能分类", "general_budget[total].total", "three_public[final].total"),
    ],
)
def test_a_prior_year_that_knows_less_compares_less(report, less, heading, gone, left):
    changed = less(f"prior year without {heading}")
    assert report.get(f"{gone}.prior") is not None
    assert changed.get(f"{gone}.prior") is None
    assert changed[f"{left}.change_rate"].text == report[f"{left}.change_rate"].text
