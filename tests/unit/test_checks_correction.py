"""A document as it would read with some figures put right: the others, and the way of printing, stay as they are."""

from __future__ import annotations

from govbudget.checks import Dossier
from govbudget.checks.correction import corrected
from govbudget.model import Department, Disclosure, PrintedRow, PrintedTable, StatedFigure
from govbudget.money import Unit


def document(unit=Unit.WAN_YUAN):
    rows = (
        PrintedRow("total", "合计", {"total": "12.30", "basic": None}),
        PrintedRow("208", "社会保障和就业支出", {"total": "12.30", "basic": "12.30"}, "208"),
    )
    tables = (
        PrintedTable("expenditure", "表3", "支出表", unit, rows),
        PrintedTable("income", "表2", "收入表", unit, rows),
    )
    stated = (
        StatedFigure("expenditure[total].total", "12.3", "万元", "三"),
        StatedFigure("expenditure[total].total.share", "100", "%", "三"),
    )
    return Dossier(Disclosure(Department(None, "示例局"), 2024, "final-accounts", None, tables, stated))


def cells(dossier, table):
    return {
        (row.id, column): text for row in dossier.tables[table].rows for column, text in row.cells.items()
    }


def test_a_figure_is_printed_anew_with_its_own_places_and_nothing_else_changes():
    before = document()
    after = corrected(before, {"expenditure[208].total": 10_000})
    assert cells(after, "expenditure") == {
        **cells(before, "expenditure"),
        ("208", "total"): "12.31",
    }
    assert cells(after, "income") == cells(before, "income")
    assert after.disclosure.stated == before.disclosure.stated


def test_a_blank_cell_is_filled_to_the_fen():
    after = corrected(document(), {"expenditure[total].basic": 12_345_678})
    assert cells(after, "expenditure")["total", "basic"] == "12.345678"
    assert (
        cells(corrected(document(Unit.YUAN), {"income[total].basic": 150}), "income")["total", "basic"]
        == "1.50"
    )


def test_a_stated_figure_is_stated_anew_and_what_is_derived_from_it_stays():
    after = corrected(document(), {"@expenditure[total].total": -1_000_000})
    assert [one.text for one in after.disclosure.stated] == ["11.3", "100"]


def test_figures_of_the_self_evaluations_stay_as_they_are():
    before = document()
    assert corrected(before, {"evaluation[1.form].total": 100}).disclosure == before.disclosure
