"""What a page shows is what the report prints: every cell of every table, whatever the ledger holds."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from page_examples import read_back

import govbudget
from govbudget.adapters.page import write_report_page
from govbudget.adapters.page.charts import Bar, Group, bar_chart
from govbudget.model import Budget, Department, Direction, ExpenditureKind, Fact, FundingSource, Ledger, Stage
from govbudget.money import Amount

BOOK = govbudget.code_book(2024)
A_WHOLE_PAGE = settings(max_examples=4)
CODES = ("2010301", "2013101", "2080505", "2101102")
KINDS = (ExpenditureKind.BASIC, ExpenditureKind.PROJECT)
names = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12)
sums = st.integers(-(10**12), 10**14).map(Amount)


@st.composite
def ledgers(draw):
    """Ledgers of appropriations over two years, with names of any signs."""
    facts = [
        Fact(
            stage,
            direction,
            draw(sums),
            code,
            None,
            Budget.GENERAL,
            FundingSource.APPROPRIATION,
            draw(st.sampled_from(KINDS)) if direction is Direction.EXPENDITURE else None,
            origin=draw(names),
        )
        for code in draw(st.lists(st.sampled_from(CODES), min_size=1, unique=True))
        for stage in (Stage.EXECUTED, Stage.PRIOR)
        for direction in (Direction.INCOME, Direction.EXPENDITURE)
    ]
    return Ledger(Department(draw(names), draw(names)), 2024, tuple(facts))


@A_WHOLE_PAGE
@given(ledgers(), st.sampled_from(("shanxi-2024", "sichuan-2024", "shanghai-final-2024")))
def test_the_cells_of_a_page_read_back_as_the_report_prints_them(ledger, form):
    report = govbudget.Report.of(ledger, govbudget.form(form), BOOK)
    with tempfile.TemporaryDirectory() as folder:
        write_report_page(report, Path(folder) / "a.html")
        page = read_back(Path(folder) / "a.html")
    printed = {
        f"{table.id}[{row.id}].{column.id}": table.shown(row, column.id) or ""
        for table in report.tables
        if not table.missing
        for row in table.printed_rows
        for column in table.form.columns
        if column.side == row.side
    }
    assert {e["data-figure"]: e.text for e in page if e["data-figure"]} == printed
    assert ledger.department.name in next(e for e in page if e.tag == "h1").text


@settings(max_examples=30)
@given(st.lists(st.fractions(min_value=-(10**9), max_value=10**9), min_size=1, max_size=12))
def test_bars_stay_in_their_room_and_longer_ones_are_of_larger_sums(sizes):
    chart = bar_chart("c", "图", [Group("", (Bar("", size, ""),)) for size in sizes])
    rects = [part.split('"') for part in chart.split("<rect ")[1:]]
    drawn = [(int(rect[3]), int(rect[7])) for rect in rects]
    assert all(left >= 61 and left + length <= 311 for left, length in drawn)
    ordered = sorted(zip((abs(size) for size in sizes), (length for _, length in drawn), strict=True))
    assert [length for _, length in ordered] == sorted(length for _, length in drawn)
