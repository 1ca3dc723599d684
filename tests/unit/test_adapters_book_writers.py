"""Workbooks that are written: texts stay texts, long sums lose nothing, pages fit, a review can be sorted."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal

import pytest
from attrs import evolve
from book_sheets import worked_out

from govbudget.adapters import read_disclosure
from govbudget.adapters.book import read_book, write_disclosure_book, write_report_book, write_review_book
from govbudget.adapters.book.formulas import formulas_over
from govbudget.adapters.book.library import book_at
from govbudget.adapters.book.printing import Entry
from govbudget.calc import Figure
from govbudget.catalogue import code_book, example_file, form
from govbudget.catalogue.checking import check
from govbudget.checks import Verdict
from govbudget.model import (
    Budget,
    Department,
    Direction,
    Disclosure,
    ExpenditureKind,
    Fact,
    FundingSource,
    Ledger,
    NotRead,
    PrintedRow,
    PrintedSentence,
    PrintedTable,
    Stage,
    Statistic,
    StatisticItem,
)
from govbudget.money import Amount, Ratio, Unit
from govbudget.report import Report

calamine = pytest.importorskip("python_calamine", reason="the extra `excel` is not installed")


def cells_of(path):
    """The values of every sheet by its name."""
    book = calamine.CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def parts_of(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name).decode() for name in package.namelist() if name.endswith(".xml")}


def report_of(*amounts, name="mof-2024", beside=()):
    """The report of expenditures under codes that follow on each other."""
    facts = [
        Fact(Stage.EXECUTED, Direction.EXPENDITURE, Amount(fen), code, None, Budget.GENERAL,
             FundingSource.APPROPRIATION, ExpenditureKind.BASIC)
        for code, fen in zip(("2010301", "2010302", "2080505"), amounts, strict=False)
    ]  # fmt: skip
    ledger = Ledger(Department("1", "示例局"), 2024, tuple(facts), beside)
    return Report.of(ledger, form(name), code_book(2024))


def test_cells_hold_the_exact_sums_and_show_them_rounded(tmp_path):
    write_report_book(report_of(10_006, 20_006, 4_999), tmp_path / "报告.xlsx")
    table = cells_of(tmp_path / "报告.xlsx")["公开03 支出决算表"]
    sums = {row[0]: row[2] for row in table if re.fullmatch(r"合计|\d{3,7}", str(row[0]))}
    assert sums["2010301"] == 0.010006  # 万元
    read = next(one for one in read_book(tmp_path / "报告.xlsx").tables if one.id == "expenditure")
    assert {row.id: row.cells["total"] for row in read.rows} == {
        "total": "0.04", "201": "0.03", "20103": "0.03", "2010301": "0.01", "2010302": "0.02",
        **dict.fromkeys(("208", "20805", "2080505"), "0.00"),
    }  # fmt: skip


def test_formulas_run_over_the_parts(tmp_path):
    write_report_book(report_of(10**8, 2 * 10**8, 3 * 10**8), tmp_path / "报告.xlsx")
    found = {formula: (kept, value) for _, formula, kept, value in worked_out(tmp_path / "报告.xlsx")}
    assert found["SUM(D9:D10)"] == (Decimal(300), Decimal(300))
    assert found["SUM(D7,D11)"] == (Decimal(600), Decimal(600))
    assert all(kept == value for kept, value in found.values())


def test_a_sum_that_a_spreadsheet_cannot_hold_is_a_text_and_no_total_counts_on_it(tmp_path):
    write_report_book(report_of(123_456_789_012_345_678, 10**8), tmp_path / "报告.xlsx")
    table = cells_of(tmp_path / "报告.xlsx")["公开03 支出决算表"]
    sums = {row[0]: row[2] for row in table}
    assert (sums["2010301"], sums["20103"]) == ("123456789012.35", "123456789112.35")
    assert all(kept == value for _, _, kept, value in worked_out(tmp_path / "报告.xlsx"))


def test_a_formula_is_written_only_where_the_printed_parts_make_the_whole():
    parts = [Figure(f"t[{n}].a", "", Amount(n * 10**6), "") for n in (1, 2)]
    numbers = formulas_over(lambda figure: figure.amount and figure.amount.exactly_in(Unit.WAN_YUAN))
    places = {"t[1].a": (0, 0), "t[2].a": (0, 1), "t[w].a": (5, 0)}
    formula = numbers(places)

    def of(fen, inputs):
        return formula(Entry("", Decimal(1), "0", Figure("t[w].a", "", Amount(fen), "", tuple(inputs))))

    assert of(3 * 10**6, parts) == "=SUM(A1:B1)"
    assert of(10**6, parts[:1]) == "=A1"
    assert of(4 * 10**6, parts) == ""
    assert of(3 * 10**6, [*parts, Figure("t[3].a", "", Amount(0), "")]) == "=SUM(A1:B1)"
    assert of(5 * 10**6, [parts[1], Figure("t[3].a", "", Amount(3 * 10**6), "")]) == ""
    assert of(10**6, [Figure("t[1].a", "", Ratio(1, 2), "")]) == ""
    assert formula(Entry("—")) == ""
    many = [Figure(f"t[m{n}].a", "", Amount(10**6), "") for n in range(250)]
    apart = formulas_over(lambda figure: figure.amount.exactly_in(Unit.WAN_YUAN))(
        {figure.id: (2 * n, 0) for n, figure in enumerate(many)}
    )
    assert apart(Entry("", Decimal(1), "0", Figure("t", "", Amount(250 * 10**6), "", tuple(many)))) == ""


def test_what_is_counted_is_a_whole_number(tmp_path):
    cars = Statistic(Stage.EXECUTED, StatisticItem.VEHICLES_OTHER, 3)
    write_report_book(report_of(10**8, name="shanxi-2024", beside=(cars,)), tmp_path / "报告.xlsx")
    read = next(one for one in read_book(tmp_path / "报告.xlsx").tables if one.id == "statistics")
    assert {row.id: row.cells["value"] for row in read.rows if row.cells["value"]} == {
        "vehicles_total": "3",
        "vehicles_other": "3",
    }


def test_a_table_that_cannot_be_derived_says_why(tmp_path):
    write_report_book(report_of(10**8), tmp_path / "报告.xlsx")
    said = [str(row[0]) for row in cells_of(tmp_path / "报告.xlsx")["公开02 收入决算表"]]
    assert any(text.startswith("缺数:") for text in said)


def test_sheets_print_one_page_wide_on_their_side_with_their_heads_repeated(tmp_path):
    write_report_book(report_of(10**8), tmp_path / "报告.xlsx")
    parts = parts_of(tmp_path / "报告.xlsx")
    sheet = parts["xl/worksheets/sheet4.xml"]
    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert "<pane " in sheet
    assert "Print_Titles" in parts["xl/workbook.xml"]
    assert 'formatCode="#,##0.00"' in parts["xl/styles.xml"] or 'numFmtId="4"' in parts["xl/styles.xml"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-cmd|' /C calc'!A0", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path, text):
    row = PrintedRow("total", text, {"total": text})
    table = PrintedTable("expenditure", "公开03", "支出决算表", Unit.WAN_YUAN, (row,))
    disclosure = Disclosure(
        Department(None, text), 2024, "final-accounts", None, (table,), sentences=(PrintedSentence(text),),
        not_read=(NotRead(None, text),),
    )  # fmt: skip
    write_disclosure_book(disclosure, tmp_path / "公开.xlsx")
    parts = parts_of(tmp_path / "公开.xlsx")
    assert not any("<f>" in part for part in parts.values())
    assert any(
        text in str(cell)
        for rows in cells_of(tmp_path / "公开.xlsx").values()
        for row in rows
        for cell in row
    )


def test_printed_texts_are_numbers_that_show_the_very_text(tmp_path):
    cells = {"total": "1,234.50", "basic": "007", "project": "64.08%", "own": "12"}
    rows = (
        PrintedRow("total", "合计", cells),
        PrintedRow("201", "一般公共服务支出", {"total": "-0.00", "basic": "—"}, "201"),
    )
    table = PrintedTable("expenditure", "", "支出决算表", Unit.YUAN, rows, None, (("own", "自有"),))
    disclosure = Disclosure(Department(None, "某局"), 2024, "final-accounts", None, (table,))
    write_disclosure_book(disclosure, tmp_path / "公开.xlsx")
    sheet = cells_of(tmp_path / "公开.xlsx")["支出决算表"]
    said = [cell for row in sheet for cell in row]
    assert {1234.5, "007", 0.6408, 12.0, "-0.00", "—"} <= set(said)
    read = read_book(tmp_path / "公开.xlsx").tables[0]
    assert {row.id: {k: v for k, v in row.cells.items() if v} for row in read.rows} == {
        "total": {"total": "1,234.50", "basic": "007", "project": "64.08%"},
        "201": {"total": "-0.00", "basic": "—"},
    }


def test_a_table_that_no_form_has_is_written_by_its_own_headings(tmp_path):
    row = PrintedRow("a", "甲", {"x": "1"})
    table = PrintedTable(
        "unheard_of", "附1", "其他情况表", Unit.YUAN, (row,), None, (("x", "个数"), ("y", ""))
    )
    disclosure = Disclosure(Department(None, ""), 2024, "budget", None, (table, evolve(table, number="附1")))
    write_disclosure_book(disclosure, tmp_path / "公开.xlsx")
    sheets = cells_of(tmp_path / "公开.xlsx")
    assert list(sheets) == ["目录", "附1 其他情况表", "附1 其他情况表_2"]
    assert ["项目", "个数", "y"] in [row[:3] for row in sheets["附1 其他情况表"]]


@pytest.fixture(scope="module")
def review():
    """The review of some tables with a figure written wrong, and of two self-evaluations."""
    whole = read_disclosure(example_file("houma-2024", "disclosure.yaml"))
    tables = [table for table in whole.tables if table.id in ("expenditure", "summary")]
    at = next(place for place, table in enumerate(tables) if table.id == "expenditure")
    first, *others = tables[at].rows
    wrong = evolve(first, cells={**first.cells, "basic": "999.99"})
    tables[at] = evolve(tables[at], rows=(wrong, *others))
    small = evolve(whole, tables=tuple(tables), evaluations=whole.evaluations[:2], sentences=(), stated=())
    return check(small, ignore={"X-05-PRJ": "口径不同"})


def test_a_review_is_a_summary_and_a_row_for_every_finding_and_what_follows_from_it(tmp_path, review):
    write_review_book(review, tmp_path / "核对.xlsx")
    sheets = cells_of(tmp_path / "核对.xlsx")
    summary = {row[0]: row[1] for row in sheets["汇总"]}
    assert {verdict.value: summary[verdict.value] for verdict in Verdict} == {
        verdict.value: count for verdict, count in review.counts.items()
    }
    assert "不计 X-05-PRJ: 口径不同" in summary
    head, *rows = sheets["核对结果"]
    told = [finding for finding in review.findings if finding.verdict is not Verdict.HOLDS]
    assert len(rows) == sum(1 + len(finding.consequences) for finding in told)
    first = dict(zip(head, rows[0], strict=True))
    assert (first["规则"], first["说明"], first["原因"]) == (
        told[0].rule,
        told[0].message,
        told[0].cause.value if told[0].cause else "",
    )
    by_message = {row[head.index("说明")]: dict(zip(head, row, strict=True)) for row in rows}
    cell = next(
        f for f in told if f.where and f.where[0].table == "expenditure" and f.verdict is Verdict.BROKEN
    )
    row = by_message[cell.message]
    assert (row["表"], row["行"], row["轻重"]) == ("公开03 支出决算表", "合计", "错误")
    assert (str(row["单位"]), row["页"]) == (cell.unit, cell.where[0].page)
    assert row["公开数"] == float(cell.published)
    assert "autoFilter" in parts_of(tmp_path / "核对.xlsx")["xl/worksheets/sheet2.xml"]


def test_a_review_of_nothing_is_written(tmp_path, review):
    write_review_book(evolve(review, findings=(), ignored={}), tmp_path / "核对.xlsx")
    assert len(cells_of(tmp_path / "核对.xlsx")["核对结果"]) == 1


def test_names_of_sheets_are_cut_and_told_apart(tmp_path):
    with book_at(tmp_path / "表.xlsx") as book:
        for name in ("一" * 40, "一" * 40, "a/b:c", "", "'"):
            book.sheet(name)
    names = list(cells_of(tmp_path / "表.xlsx"))
    assert names == ["一" * 31, "一" * 29 + "_2", "a b c", "工作表", "工作表_2"]
