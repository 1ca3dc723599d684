"""公开 — a report as the disclosure that publishing it makes: its tables and sentences as they would be printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govbudget.model import Disclosure, PrintedRow, PrintedSentence, PrintedTable, SelfEvaluation
from govbudget.money import Unit
from govbudget.narrative.sentence import Narrative
from govbudget.report import Report
from govbudget.tables import Table

__all__ = ["publish"]


def publish(
    report: Report, narrative: Narrative | None = None, *, evaluations: Sequence[SelfEvaluation] = ()
) -> Disclosure:
    """公开文件 — what a department would publish of a report, to be checked before it is.

    Tables that could not be derived are left out, and so are the columns of which nothing is known: a blank
    that is printed means nothing (DOMAIN M-07). A narrative gives its sentences and the figures that they state.

    >>> import govbudget
    >>> from govbudget.catalogue import example_file
    >>> ledger = govbudget.read_ledger(example_file("houma-2024", "ledger.csv"))
    >>> form, book = govbudget.form("shanxi-2024"), govbudget.code_book(2024)
    >>> len(publish(govbudget.Report.of(ledger, form, book)).tables)
    10
    """
    told = narrative.sentences if narrative else ()
    return Disclosure(
        report.ledger.department,
        report.ledger.year,
        report.form.kind,
        report.form.name,
        tuple(_printed(table) for table in report.tables if not table.missing),
        narrative.stated if narrative else (),
        tuple(evaluations),
        tuple(PrintedSentence(sentence.text, sentence.section) for sentence in told),
    )


def _printed(table: Table) -> PrintedTable:
    form = table.form
    return PrintedTable(
        form.id,
        form.number,
        form.title,
        Unit(table.unit),
        tuple(_rows(table)),
        titles=tuple((column.id, column.title) for column in form.columns),
    )


def _rows(table: Table) -> Iterator[PrintedRow]:
    for row in table.printed_rows:
        cells = {
            column.id: table.shown(row, column.id)
            for column in table.form.columns
            if column.side == row.side and table.knows(row, column.id)
        }
        if row.id is not None and cells:
            yield PrintedRow(row.id, row.label, cells, row.code, row.line, row.side)
