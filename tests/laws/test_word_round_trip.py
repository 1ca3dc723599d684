"""What is written of any ledger as a Word document reads back figure by figure."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from ledger_strategies import ledgers

import govbudget
from govbudget.adapters.word import read_word, write_word

pytest.importorskip("docx", reason="the extra `documents` is not installed")

BOOK = govbudget.code_book(2024)
FORMS = (
    "shanxi-2024",
    "mof-2024",
    "shanghai-final-2024",
    "yunnan-2023",
    "mof-budget-2024",
    "jiangsu-budget-2017",
)


def printed(report):
    """Every figure that the tables print, text and unit by id, and whether the form has a row for it."""
    return {
        f"{table.id}[{row.id}].{column.id}": (text, table.unit, row.id in listed or table.form.rows is None)
        for table in report.tables
        if not table.missing
        for listed in [{row.id for row in table.form.rows or ()}]
        for row in table.printed_rows
        for column in table.form.columns
        if column.side == row.side and (text := table.shown(row, column.id)) is not None
    }


@settings(max_examples=6, phases=(Phase.explicit, Phase.generate))
@given(ledgers(), st.sampled_from(FORMS))
def test_a_written_document_reads_back_with_the_same_tables(tmp_path_factory, ledger, form):
    report = govbudget.Report.of(ledger, govbudget.form(form), BOOK)
    path = write_word(report, tmp_path_factory.mktemp("word") / "document.docx")
    found = read_word(path)
    figures = {
        figure: (text, table.unit.zh) for table in found.tables for figure, _, _, text in table.cells()
    }
    expected = printed(report)
    assert figures == {figure: (text, unit) for figure, (text, unit, listed) in expected.items() if listed}
    assert (found.department.name, found.year, found.kind) == ("示例局", 2024, report.form.kind)
    # What a ledger adds to a form that has no row for it is printed all the same, and told when it is read.
    told = "".join(one.why for one in found.not_read)
    assert [text for text, _, listed in expected.values() if not listed and text not in told] == []
    assert bool(found.not_read) == any(not listed for _, _, listed in expected.values())
