"""What is written as a workbook is read back figure by figure, and every sum in it comes to what is published."""

from __future__ import annotations

import functools

import pytest
from book_sheets import worked_out
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govbudget.adapters import read_disclosure, read_ledger
from govbudget.adapters.book import read_book, write_disclosure_book, write_report_book
from govbudget.catalogue import code_book, example_file, form
from govbudget.model import Budget, Department, Direction, ExpenditureKind, Fact, FundingSource, Ledger, Stage
from govbudget.money import Amount
from govbudget.report import Report

pytest.importorskip("python_calamine", reason="the extra `excel` is not installed")
pytest.importorskip("xlsxwriter", reason="the extra `excel` is not installed")

FEW = settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@functools.cache
def example_report(name):
    ledger = read_ledger(example_file("houma-2024", "ledger.csv"))
    return Report.of(ledger, form(name), code_book(ledger.year))


def published(report):
    """Every figure that the report prints: text and unit by id."""
    return {
        f"{table.id}[{row.id}].{column.id}": (text, table.unit)
        for table in report.tables
        if not table.missing
        for row in table.printed_rows
        for column in table.form.columns
        if column.side == row.side and (text := table.shown(row, column.id)) is not None
    }


def figures(disclosure):
    return {
        figure: (text.replace(",", ""), table.unit.zh)
        for table in disclosure.tables
        for figure, _, _, text in table.cells()
    }


def as_read(disclosure):
    """The tables by their meaning: what stands over them, and their lines that hold a figure, with all that names them."""
    return {
        table.id: (
            table.title,
            table.unit,
            {
                (row.id, row.side): (row.label, row.code, row.line, {k: v for k, v in row.cells.items() if v})
                for row in table.rows
                if any(row.cells.values())
            },
        )
        for table in disclosure.tables
    }


@pytest.mark.parametrize(
    "name", ["shanxi-2024", "yunnan-2023", "jiangsu-budget-2017", "shanghai-unit-budget-2024"]
)
def test_the_tables_of_every_form_are_read_back(name, tmp_path):
    report = example_report(name)
    write_report_book(report, tmp_path / "report.xlsx")
    disclosure = read_book(tmp_path / "report.xlsx")
    assert figures(disclosure) == published(report)
    assert disclosure.not_read == ()
    assert (disclosure.form, disclosure.kind) == (name, form(name).kind)
    assert (disclosure.department.name, disclosure.year) == (report.ledger.department.name, 2024)


CODES = ("2010301", "2013101", "2080505", "2101102")
sums = st.integers(-(10**6), 10**12).map(Amount)


@st.composite
def ledgers(draw):
    """Ledgers of a few codes, with sums that two decimals of 万元 cannot hold."""
    facts = []
    for code in draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=4, unique=True)):
        more = Budget.GENERAL, FundingSource.APPROPRIATION
        facts += [
            Fact(Stage.EXECUTED, Direction.EXPENDITURE, draw(sums), code, None, *more, kind)
            for kind in (ExpenditureKind.BASIC, ExpenditureKind.PROJECT)
        ]
        facts.append(Fact(Stage.EXECUTED, Direction.INCOME, draw(sums), code, None, *more))
    return Ledger(Department("602", "示例局"), 2024, tuple(facts))


@FEW
@given(ledgers(), st.sampled_from(("shanxi-2024", "yunnan-2023", "shanghai-final-2024")))
def test_a_report_of_any_ledger_is_read_back_and_its_formulas_come_to_the_published_sums(
    tmp_path, ledger, name
):
    report = Report.of(ledger, form(name), code_book(2024))
    write_report_book(report, tmp_path / "report.xlsx")
    read = read_book(tmp_path / "report.xlsx")
    assert figures(read) == published(report)
    formulas = worked_out(tmp_path / "report.xlsx")
    assert [one for one in formulas if one[2] != one[3]] == []
    write_disclosure_book(read, tmp_path / "disclosure.xlsx")
    assert as_read(read_book(tmp_path / "disclosure.xlsx")) == as_read(read)


def test_a_disclosure_with_all_its_parts_is_read_back(tmp_path):
    disclosure = read_disclosure(example_file("houma-2024", "disclosure.yaml"))
    write_disclosure_book(disclosure, tmp_path / "disclosure.xlsx")
    read = read_book(tmp_path / "disclosure.xlsx")
    assert as_read(read) == as_read(disclosure)
    assert (read.form, read.year, read.department.name) == (
        disclosure.form,
        disclosure.year,
        disclosure.department.name,
    )
    # The cover says whose document it is.
    prose = "".join(one.text for one in read.sentences if one.page != 1)
    assert prose == "".join(one.text for one in disclosure.sentences)


def test_every_total_of_the_example_is_a_formula_that_comes_to_it(tmp_path):
    report = example_report("shanxi-2024")
    write_report_book(report, tmp_path / "report.xlsx")
    formulas = worked_out(tmp_path / "report.xlsx")
    assert [one for one in formulas if one[2] != one[3]] == []
    totals = [
        figure
        for table in report.tables
        for row in table.rows
        if row.id == "total" or (row.id or "").endswith("_total")
        for column in table.form.columns
        if (figure := row.cells.get(column.id)) is not None and table.shown(row, column.id)
    ]
    assert len(formulas) > len(totals) > 0
