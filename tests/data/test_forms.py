"""Every bundled form loads, means one thing a cell, and can be filled in from a ledger."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from govbudget.adapters import read_ledger
from govbudget.adapters.layout_words import recognise
from govbudget.catalogue import code_book, example_file, form, form_names
from govbudget.model import Evidence, Stage
from govbudget.money import Unit
from govbudget.tables import derive_tables

DATA = Path(__file__).resolve().parents[2] / "data"
BOOK = code_book(2024)

FORMS = {
    "guangxi-2023",
    "jiangsu-budget-2017",
    "jiangsu-budget-2018",
    "mof-2018",
    "mof-2021-central",
    "mof-2024",
    "mof-budget-2024",
    "shaanxi-2020",
    "shanghai-budget-2024",
    "shanghai-final-2024",
    "shanghai-unit-budget-2024",
    "shanxi-2024",
    "sichuan-2024",
    "yunnan-2023",
}
FINALS = sorted(name for name in FORMS if form(name).stage is Stage.EXECUTED)

every_form = pytest.mark.parametrize("name", sorted(FORMS))


def tables(name):
    return form(name).tables


def rows_of(table, side):
    return [row for row in table.rows or () if row.side == side]


def sides(table):
    return {row.side for row in table.rows or ()}


def test_the_forms_are_all_there():
    assert set(form_names()) == FORMS


@every_form
def test_a_form_names_each_table_and_number_once(name):
    assert form(name).name == name
    assert max(Counter(table.id for table in tables(name)).values()) == 1
    assert max(Counter(table.number for table in tables(name)).values()) == 1


@every_form
def test_ids_are_words_or_codes_and_never_numbers_of_a_form(name):
    for table in tables(name):
        ids = [table.id, *(column.id for column in table.columns)]
        ids += [row.id for row in table.rows or () if row.id and row.id != row.code]
        assert [found for found in ids if not re.fullmatch("[a-z]+(_[a-z]+)*", found)] == []


@every_form
def test_every_cell_of_a_table_has_an_id_of_its_own(name):
    for table in tables(name):
        for side in sides(table):
            assert max(Counter(row.id for row in rows_of(table, side) if row.id).values()) == 1
        cells = Counter(
            (row.id, column.id)
            for row in table.rows or ()
            for column in table.columns
            if row.id and row.side == column.side
        )
        if table.rows is None:
            cells = Counter(column.id for column in table.columns)
        assert [cell for cell, count in cells.items() if count > 1] == [], table.id


@every_form
def test_every_side_of_the_rows_has_its_column(name):
    for table in tables(name):
        if table.rows is not None:
            assert sides(table) == {column.side for column in table.columns}, table.id


@every_form
def test_every_functional_class_that_a_form_prints_is_in_the_catalogue(name):
    codes = {
        row.code for table in tables(name) if len(sides(table)) > 1 for row in table.rows or () if row.code
    }
    assert {code for code in codes if code not in BOOK.functional} == set()
    assert {len(code) for code in codes} <= {3}


@every_form
def test_every_economic_code_that_a_form_prints_is_known_or_older(name):
    codes = {
        row.code for table in tables(name) if sides(table) == {None} for row in table.rows or () if row.code
    }
    # 赠与 before it was divided into 经常性赠与 and 资本性赠与; 30306 and others are in the catalogue.
    assert {code for code in codes if code not in BOOK.economic} <= {"39906"}


@every_form
def test_a_row_of_a_code_is_known_by_it(name):
    assert [
        row.id for table in tables(name) for row in table.rows or () if row.code and row.id != row.code
    ] == []


@every_form
def test_line_numbers_rise_down_every_side(name):
    for table in tables(name):
        for side in sides(table):
            numbers = [row.line for row in rows_of(table, side) if row.line is not None]
            assert all(one < other for one, other in pairwise(numbers)), table.id


@every_form
def test_what_a_form_was_seen_in_is_a_source_or_a_title_with_its_year(name):
    sources = yaml.safe_load((DATA / "sources.yaml").read_text(encoding="utf-8"))["sources"]
    assert form(name).seen_in
    for seen in form(name).seen_in:
        assert seen in sources or re.search("20[0-9]{2}.*[一-鿿]{2}", seen), seen


@every_form
def test_a_form_that_nobody_has_read_whole_says_what_is_unverified(name):
    text = (DATA / "forms" / f"{name}.yaml").read_text(encoding="utf-8")
    assert (form(name).evidence is Evidence.UNVERIFIED) == ("未核实" in text)


@every_form
def test_a_title_says_what_its_table_is(name):
    """By the words of the title alone; tables that only one place prints are known by their whole title."""
    own = {
        "general_three_public": "three_public",
        "general_project_expenditure": "projects",
        "state_capital_expenditure": "state_capital",
        "overall_evaluation_notes": None,
    }
    for table in tables(name):
        assert recognise(table.title) == own.get(table.id, table.id), table.title


@every_form
def test_a_table_that_no_ledger_yields_says_why_in_chinese(name):
    for table in tables(name):
        assert table.columns or table.not_derived, table.id
        assert table.not_derived is None or re.search("[一-鿿]{4}", table.not_derived)


def test_shanghai_prints_one_table_in_another_unit():
    printed = {table.id: (table.printing or form("shanghai-budget-2024").printing).unit for table in tables("shanghai-budget-2024")}  # fmt: skip
    assert printed.pop("three_public") is Unit.WAN_YUAN
    assert set(printed.values()) == {Unit.YUAN}


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("mof-2024", {"three_public": "公开07", "government_fund": "公开08", "state_capital": "公开09"}),
        (
            "mof-2021-central",
            {"government_fund": "公开07", "state_capital": "公开08", "three_public": "公开09"},
        ),
        ("sichuan-2024", {"three_public": "公开13", "state_capital": "公开11"}),
        ("yunnan-2023", {"three_public": "公开10", "general_three_public": "公开11"}),
        ("jiangsu-budget-2018", {"three_public": "公开09", "government_fund": "公开10"}),
    ],
)
def test_a_table_keeps_its_meaning_whatever_its_number(name, numbers):
    assert numbers.items() <= {table.id: table.number for table in tables(name)}.items()


@pytest.fixture(scope="module")
def ledger():
    return read_ledger(example_file("houma-2024", "ledger.csv"))


@pytest.mark.parametrize("name", FINALS)
def test_every_form_of_final_accounts_is_filled_in_from_the_example(name, ledger):
    derived = {table.id: table for table in derive_tables(ledger, form(name), BOOK)}
    assert list(derived) == [table.id for table in tables(name)]
    same = {table.id: table for table in derive_tables(ledger, form("shanxi-2024"), BOOK)}
    for table, row, column in (
        ("summary", "income_total", "amount"),
        ("income", "total", "total"),
        ("expenditure", "20805", "total"),
        ("appropriation_summary", "expenditure_grand_total", "total"),
        ("general_budget", "total", "basic"),
        ("basic_expenditure", "personnel_total", "amount"),
        ("three_public", "final", "total"),
    ):
        assert value(derived[table], row, column) == value(same[table], row, column), table


def value(table, row, column):
    """The exact figure of a cell; `None` for a blank one, as where there is no 三公."""
    figure = next(found for found in table.rows if found.id == row).cells.get(column)
    return figure and figure.value


@pytest.mark.parametrize("name", sorted(FORMS - set(FINALS)))
def test_a_budget_form_says_that_a_ledger_without_a_budget_lacks_it(name, ledger):
    derived = derive_tables(ledger, form(name), BOOK)
    assert [table.id for table in derived] == [table.id for table in tables(name)]
