"""What a department prints of a ledger, in any bundled form, is read back from the PDF figure by figure."""

from __future__ import annotations

import functools
import itertools

import pytest
from pdf_drawing import Page, written
from pdf_report import Style, pages_of

from govbudget.adapters import read_ledger
from govbudget.adapters.pdf import read_pdf
from govbudget.catalogue import code_book, example_file, form, form_names
from govbudget.report import Report

pytest.importorskip("pypdfium2", reason="the extra `documents` is not installed")

STYLES = {
    "codes in one column, heads repeated": Style(),
    "codes split, heads once, pages turned": Style(split=True, repeat=False, rows_a_page=17, turned=True),
    "合计 last, title inside the grid": Style(total_last=True, numbered=False, inside=True),
}


@functools.cache
def report(name):
    ledger = read_ledger(example_file("houma-2024", "ledger.csv"))
    return Report.of(ledger, form(name), code_book(ledger.year))


def printed(name):
    """Every figure that the form prints: text and unit by id."""
    return {
        f"{table.id}[{row.id}].{column.id}": (text, table.unit)
        for table in report(name).tables
        if not table.missing
        for row in table.printed_rows
        for column in table.form.columns
        if column.side == row.side and (text := table.shown(row, column.id)) is not None
    }


def read_back(name, style, folder):
    kind = "预算" if form(name).kind == "budget" else "决算"
    path = folder / "document.pdf"
    path.write_bytes(
        written([Page().text(200, 200, f"某市某局2024年度部门{kind}", 20), *pages_of(report(name), style)])
    )
    return read_pdf(path)


def figures(disclosure):
    return {
        figure: (text, table.unit.zh) for table in disclosure.tables for figure, _, _, text in table.cells()
    }


# Every form in one style, and one form in every style: how it is ruled and what it holds do not touch.
PRINTED = {
    *zip(form_names(), itertools.cycle(STYLES), strict=False),
    *itertools.product(("shanxi-2024",), STYLES),
}


@pytest.mark.parametrize(("name", "style"), sorted(PRINTED))
def test_ruled_tables_of_every_form_are_read_back(name, style, tmp_path):
    disclosure = read_back(name, STYLES[style], tmp_path)
    assert figures(disclosure) == printed(name)
    assert disclosure.not_read == ()
    assert disclosure.form is not None
    assert disclosure.kind == form(name).kind


@pytest.mark.parametrize("name", form_names())
def test_without_lines_no_figure_is_read_wrong_and_tables_that_are_not_read_are_told(name, tmp_path):
    disclosure = read_back(name, Style(ruled=False), tmp_path)
    found, expected = figures(disclosure), printed(name)
    assert found.items() <= expected.items()
    missing = {figure.partition("[")[0] for figure in expected.keys() - found.keys()}
    told = "".join(one.why for one in disclosure.not_read)
    titles = {table.id: table.form.title for table in report(name).tables}
    assert [titles[table] for table in missing if titles[table] not in told] == []


def test_without_lines_the_tables_of_the_ministry_are_read_whole(tmp_path):
    assert figures(read_back("mof-2024", Style(ruled=False), tmp_path)) == printed("mof-2024")


def test_every_row_knows_its_page(tmp_path):
    disclosure = read_back("mof-2024", Style(rows_a_page=17), tmp_path)
    for table in disclosure.tables:
        pages = [row.page for row in table.rows if row.side in (None, "income")]
        assert pages == sorted(pages)
        assert pages[0] == table.page
