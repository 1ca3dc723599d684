"""A report as the disclosure that publishing it makes."""

from __future__ import annotations

import pytest
from attrs import evolve

import govbudget
from govbudget.adapters.disclosure import disclosure_from
from govbudget.adapters.disclosure_json import disclosure_document
from govbudget.catalogue import example_file
from govbudget.model import Stage


@pytest.fixture(scope="module")
def report():
    ledger = govbudget.read_ledger(example_file("houma-2024", "ledger.csv"))
    return govbudget.Report.of(ledger, govbudget.form("shanxi-2024"), govbudget.code_book(2024))


def test_its_cells_are_those_of_the_report_as_printed(report):
    published = govbudget.publish(report)
    cells = {name: text for table in published.tables for name, _, _, text in table.cells()}
    figures = {figure.id: figure.text for table in report.tables for figure in table.figures}
    assert cells.items() <= figures.items()
    assert {figures[name] for name in figures.keys() - cells.keys()} <= {"0.00", "0"}


def test_a_narrative_brings_its_sentences_and_the_figures_that_they_state(report):
    narrative = govbudget.narrate(report, govbudget.wording("shanxi-2024"))
    published = govbudget.publish(report, narrative)
    assert [one.text for one in published.sentences] == [one.text for one in narrative.sentences]
    assert published.stated == narrative.stated


def test_it_is_written_and_read_like_any_other(report):
    published = govbudget.publish(report)
    assert disclosure_from(disclosure_document(published)) == published


def test_what_is_not_known_is_left_out_and_not_blank(report):
    spent = tuple(fact for fact in report.ledger.facts if fact.stage is Stage.EXECUTED)
    bare = evolve(
        report.ledger,
        facts=tuple(evolve(fact, economic=None) for fact in spent if fact.functional),
        statistics=(),
    )
    half = govbudget.Report.of(bare, report.form, report.book)
    missing = {table.id for table in half.tables if table.missing}
    assert missing
    assert missing.isdisjoint(table.id for table in govbudget.publish(half).tables)
