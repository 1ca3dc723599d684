"""A table in the wrong unit, and two figures exchanged: each breaks many rules and is told once."""

from __future__ import annotations

import pytest
from attrs import evolve

from govbudget import code_book, form, read_disclosure
from govbudget.catalogue import example_file
from govbudget.catalogue.rules import linear_rules
from govbudget.checks import Cause, Verdict, review
from govbudget.checks.units import UNIT_RULE, misstated_units, with_unit
from govbudget.money import Unit


@pytest.fixture(scope="module")
def disclosure():
    printed = read_disclosure(example_file("houma-2024", "disclosure.yaml"))
    return evolve(printed, evaluations=(), stated=())


def reviewed(document, **options):
    return review(document, linear_rules(), book=code_book(2024), form=form("shanxi-2024"), **options)


def table_of(document, name):
    return next(table for table in document.tables if table.id == name)


@pytest.mark.parametrize("name", ["summary", "expenditure", "general_budget", "basic_expenditure"])
def test_a_table_in_the_wrong_unit_is_told_once(disclosure, name):
    wrong = with_unit(disclosure, table_of(disclosure, name), Unit.YUAN)
    found = reviewed(wrong)
    (told,) = found.broken
    assert (told.rule, told.cause, told.published, told.recomputed) == (
        UNIT_RULE,
        Cause.UNIT_MIXUP,
        "元",
        "万元",
    )
    assert told.where[0].table == name
    # Everything that was broken is among its consequences, and nothing is lost from the counts.
    assert len(told.consequences) + 1 == found.counts[Verdict.BROKEN]
    assert found.fails()


def test_once_the_unit_is_understood_the_other_tables_are_judged_as_they_were(disclosure):
    wrong = with_unit(disclosure, table_of(disclosure, "expenditure"), Unit.YUAN)
    elsewhere = [
        {(f.rule, f.message) for f in reviewed(one).of(Verdict.ROUNDING) if not f.rule.startswith("FA03")}
        for one in (disclosure, wrong)
    ]
    assert elsewhere[0] == elsewhere[1] != set()


def test_a_unit_that_is_ignored_is_not_looked_for(disclosure):
    wrong = with_unit(disclosure, table_of(disclosure, "expenditure"), Unit.YUAN)
    found = reviewed(wrong, ignore={UNIT_RULE: "本表确以元为单位"})
    assert UNIT_RULE not in {finding.rule for finding in found.findings}
    assert len(found.broken) > 1


def test_a_few_figures_apart_by_ten_thousand_do_not_accuse_a_table(disclosure):
    wrong = with_unit(disclosure, table_of(disclosure, "expenditure"), Unit.YUAN)
    broken = [
        finding
        for finding in reviewed(wrong, ignore={UNIT_RULE: "另看"}).broken
        if finding.cause is Cause.UNIT_MIXUP
    ]
    assert next(misstated_units(wrong, broken))[0].id == "expenditure"
    assert list(misstated_units(wrong, broken[:2])) == []


def test_sums_in_a_hundred_million_are_left_alone(disclosure):
    listed = with_unit(disclosure, table_of(disclosure, "expenditure"), Unit.YI_YUAN)
    suspected = {found.id for found, _ in misstated_units(listed, reviewed(listed).broken)}
    assert "expenditure" not in suspected


def exchanged(document, name, column, first, second):
    table = table_of(document, name)
    cells = {row.id: row.cells[column] for row in table.rows if row.id in (first, second)}
    other = {first: cells[second], second: cells[first]}
    rows = tuple(
        evolve(row, cells={**row.cells, column: other[row.id]}) if row.id in other else row
        for row in table.rows
    )
    tables = tuple(evolve(one, rows=rows) if one is table else one for one in document.tables)
    return evolve(document, tables=tables)


@pytest.mark.parametrize(
    ("name", "column", "first", "second"),
    [
        ("summary", "amount", "208", "210"),
        ("expenditure", "total", "2080505", "2080506"),
        ("general_budget", "basic", "2080505", "2080506"),
        ("appropriation_summary", "general_budget", "201", "221"),
    ],
)
def test_two_figures_exchanged_are_told_once_with_both_places(disclosure, name, column, first, second):
    found = reviewed(exchanged(disclosure, name, column, first, second))
    (told,) = found.broken
    assert told.cause is Cause.SWAPPED_ROWS
    assert [(place.table, place.row, place.column) for place in told.where[:2]] == [
        (name, first, column),
        (name, second, column),
    ]
    assert len(told.consequences) + 1 == found.counts[Verdict.BROKEN]


def test_one_cell_in_another_unit_accuses_no_table(disclosure):
    """A 类 printed in 元 among 万元 stands in as many sums as its table has: it is the cell that is wrong."""
    table = next(one for one in disclosure.tables if one.id == "general_budget")
    row = next(one for one in table.rows if one.id == "208")
    wrong = f"{row.cells['total'].replace('.', '')}00.00"
    rows = tuple(
        evolve(one, cells={**one.cells, "total": wrong}) if one is row else one for one in table.rows
    )
    tables = tuple(evolve(one, rows=rows) if one is table else one for one in disclosure.tables)
    found = review(evolve(disclosure, tables=tables), linear_rules()).broken
    assert UNIT_RULE not in {one.rule for one in found}
    (root,) = [one for one in found if one.cause is Cause.UNIT_MIXUP]
    assert (root.where[0].row, root.where[0].column) == ("208", "total")
