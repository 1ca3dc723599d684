"""Tables of four published Shanghai documents, transcribed cell by cell, in their forms and under the rules."""

from __future__ import annotations

import json
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from govbudget.adapters.layout import Heading, Line, printed_table
from govbudget.catalogue import code_book, form
from govbudget.catalogue.rules import linear_rules
from govbudget.checks import Severity, Verdict, review
from govbudget.checks.booking import RestOfBasicRule
from govbudget.checks.table_rules import TABLE_RULES
from govbudget.model import Department, Disclosure
from govbudget.money import Unit

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "tables"

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(),
    reason="shared/corpus/tables, third-party documents as transcribed, is not beside this repository",
)

DOCUMENTS = {
    "36c81312": ("shanghai-final-2024", "中共上海市普陀区委社会工作部"),
    "32bef93e": ("shanghai-final-2024", "上海市普陀区财政局"),
    "5915ba7f": ("shanghai-budget-2024", "上海市普陀区万里街道办事处"),
    "ae1975c5": ("shanghai-unit-budget-2024", "上海市普陀区社会福利院"),
}
# Figures with document and page, to see that a cell lies where it means something.
SAID = {
    "36c81312": {
        "summary[income_total].amount": ("307.82", 5),
        "summary[208].amount": ("10.82", 5),
        "income[2013950].appropriation": ("11.31", 6),
        "expenditure[total].project": ("202.24", 8),
        "appropriation_summary[201].general_budget": ("264.87", 10),
        "appropriation_summary[general_budget].amount": ("307.82", 10),
        "general_budget[total].basic": ("105.58", 12),
        "basic_expenditure[30101].amount": ("14.12", 13),
        "basic_expenditure[operating_total].amount": ("10.23", 13),
    },
    "32bef93e": {
        "summary[opening].amount": ("49.14", 7),
        "summary[closing].amount": ("55.34", 7),
        "income[2010601].other": ("0.01", 8),
        "appropriation_summary[general_budget].amount": ("2,940.05", 12),
        "appropriation_summary[opening].amount": ("21.63", 13),
        "appropriation_summary[opening_general_budget].amount": ("21.63", 13),
        "appropriation_summary[closing].total": ("21.63", 13),
        "appropriation_summary[expenditure_grand_total].general_budget": ("2,961.68", 13),
        "basic_expenditure[31002].amount": ("13.58", 17),
        "three_public[adjusted].total": ("0.95", 18),
        "three_public[adjusted].reception": ("0.95", 18),
    },
    "5915ba7f": {
        "summary[general_appropriation].amount": ("156,211,123", 10),
        "summary[expenditure_grand_total].amount": ("156,211,123", 10),
        "income[2120104].appropriation": ("6,043,390", 14),
        "expenditure[total].basic": ("99,706,020", 20),
        "appropriation_summary[212].total": ("119,385,303", 21),
        # Printed 301 and 2, a zero lost in the spreadsheet.
        "basic_expenditure[30102].personnel": ("16,623,810", 29),
        "basic_expenditure[total].operating": ("11,168,569", 30),
        "three_public[approved].total": ("47.91", 31),
        "three_public[approved].reception": ("1.35", 31),
        "three_public[approved].vehicles": ("46.56", 31),
        "three_public[approved].vehicle_purchase": ("25", 31),
        "three_public[approved].operating_cost": ("443.18", 31),
    },
    "ae1975c5": {
        "summary[appropriation].amount": ("9,501,164", 7),
        "summary[institutional].amount": ("2,620,000", 7),
        "summary[208].amount": ("11,281,624", 7),
        "summary[208].personnel": ("6,540,674", 7),
        "summary[208].operating": ("2,120,950", 7),
        "summary[208].project": ("2,620,000", 7),
        # 医疗卫生与计划生育支出, the name that class 210 had before.
        "summary[210].amount": ("503,724", 7),
        # Printed 7, 11 and 02: a misprint of 210, 11 and 02 stays what it is.
        "expenditure[71102].basic": ("503,724", 9),
        "income[total].institutional": ("2,620,000", 8),
        "three_public[approved].vehicle_operation": ("6.4", 15),
    },
}


def headings(columns):
    """`收入:决算数` opens a side that the columns after it share; `本年支出/合计` is a heading over another."""
    side = None
    for written in chain.from_iterable(column.split(",") for column in columns):
        *opened, heading = written.split(":")
        side = next(iter(opened), side)
        yield Heading.of(heading, side)


def lines(rows):
    for row in rows:
        cells = row["cells"]
        yield Line(
            row["name"],
            tuple(cells.values() if isinstance(cells, dict) else cells),
            row.get("code_cells") or row.get("code"),
            row.get("side"),
            page=row["page"],
        )


def placed(transcribed, name):
    return [
        printed_table(
            form(name),
            title=table["title"],
            unit=Unit(table["unit"]),
            headings=list(headings(table["columns"])),
            rows=lines(table["rows"]),
            page=table["pages"][0],
        )
        for table in transcribed["tables"]
    ]


@pytest.fixture(params=DOCUMENTS, scope="module")
def document(request):
    transcribed = json.loads((CORPUS / f"{request.param}.json").read_text(encoding="utf-8"))
    return request.param, transcribed, placed(transcribed, DOCUMENTS[request.param][0])


def printed_in(row):
    cells = row["cells"]
    return [text for text in (cells.values() if isinstance(cells, dict) else cells) if text.strip()]


def test_every_table_is_the_table_of_its_form_and_nothing_is_left_over(document):
    name, transcribed, found = document
    assert [placement.unplaced for placement in found] == [()] * len(found)
    assert [placement.table.id for placement in found] == [t.id for t in form(DOCUMENTS[name][0]).tables]
    assert [placement.table.unit.zh for placement in found] == [t["unit"] for t in transcribed["tables"]]


def test_no_cell_is_lost_invented_or_placed_twice(document):
    _, transcribed, found = document
    for table, placement in zip(transcribed["tables"], found, strict=True):
        printed = Counter(text for row in table["rows"] for text in printed_in(row))
        cells = list(placement.table.cells())
        assert Counter(text for _, _, _, text in cells) == printed, table["title"]
        assert len({figure for figure, _, _, _ in cells}) == len(cells), table["title"]


def test_every_cell_keeps_the_page_that_it_stands_on(document):
    _, transcribed, found = document
    for table, placement in zip(transcribed["tables"], found, strict=True):
        printed = Counter((row["page"], text) for row in table["rows"] for text in printed_in(row))
        assert Counter((row.page, text) for _, row, _, text in placement.table.cells()) == printed


def test_a_code_row_keeps_its_code_and_every_column_its_figure(document):
    _, transcribed, found = document
    for table, placement in zip(transcribed["tables"], found, strict=True):
        rows = {row.id: row for row in placement.table.rows}
        for row in table["rows"]:
            if row.get("code") and row["code"] in rows:
                kept = rows[row["code"]]
                assert [text for text in kept.cells.values() if text] == printed_in(row)
                assert (kept.code, kept.label) == (row["code"], row["name"])


def disclosed(document):
    name, _, found = document
    form_name, department = DOCUMENTS[name]
    tables = tuple(placement.table for placement in found)
    return Disclosure(Department(None, department), 2024, form(form_name).kind, form_name, tables)


def test_figures_lie_where_they_mean_something(document):
    name = document[0]
    figures = {
        figure: (text, row.page)
        for table in disclosed(document).tables
        for figure, row, _, text in table.cells()
    }
    assert {figure: figures.get(figure) for figure in SAID[name]} == SAID[name]


def test_every_figure_of_a_document_has_an_id_of_its_own(document):
    _, transcribed, found = document
    ids = [figure for placement in found for figure, *_ in placement.table.cells()]
    assert len(ids) == len(set(ids))
    assert len(ids) == sum(len(printed_in(row)) for table in transcribed["tables"] for row in table["rows"])


# Every table error and rounding case of defects.jsonl in these documents, under the rule that tells it:
# rule, place, published, recomputed.
ROUNDED = {
    "36c81312": {
        ("FA06-H", "basic_expenditure[302].amount", "10.23", "10.22"),  # 7: page 13
        ("X-05-06", "general_budget[total].basic", "105.58", "105.59"),  # 8: 95.36 + 10.23, page 13
    },
    "32bef93e": {
        ("X-01-03", "summary[208].amount", "326.71", "326.72"),  # 43: page 6
        ("X-04-05", "appropriation_summary[208].general_budget", "326.71", "326.72"),
        ("FA02-H3", "income[total].total", "2,946.25", "2946.26"),  # 44: page 8
        ("FA02-H3", "income[total].appropriation", "2,940.05", "2940.06"),
        ("FA03-H3", "expenditure[total].total", "2,940.05", "2940.06"),  # 45: page 10
        ("FA03-H3", "expenditure[total].basic", "2,336.91", "2336.92"),
        ("FA05-H3", "general_budget[total].total", "2,940.05", "2940.06"),  # 46: page 15
        ("FA05-H3", "general_budget[total].basic", "2,336.91", "2336.92"),
        ("FA06-H", "basic_expenditure[301].amount", "2,082.85", "2082.86"),  # 47: page 16
        ("FA06-H", "basic_expenditure[302].amount", "171.07", "171.09"),  # 48: page 16, 12 items
    },
    "5915ba7f": set(),
    "ae1975c5": set(),
}
# What is broken: only the two codes printed 7 11 02 for 210 11 02 (123, 124), and those are hints.
BROKEN = {
    "ae1975c5": {("B-03", "expenditure[71102].total"), ("B-03", "general_budget[71102].total")},
}


def told_at(finding):
    place = finding.where[0]
    return f"{place.table}[{place.row}].{place.column}"


@pytest.fixture
def reviewed(document):
    name = document[0]
    booking = RestOfBasicRule.beside(next(rule for rule in linear_rules() if rule.id == "X-05-06-EC"))
    rules = (*linear_rules(), *TABLE_RULES, booking)
    return review(disclosed(document), rules, book=code_book(2024), form=form(DOCUMENTS[name][0]))


def test_the_rules_find_the_rounding_cases_that_were_judged_and_no_other(document, reviewed):
    rounding = reviewed.of(Verdict.ROUNDING)
    found = {(f.rule, told_at(f), f.published, f.recomputed) for f in rounding if not f.rule.endswith("-HL")}
    assert found == ROUNDED[document[0]]
    # 合计 against all 项 at once tells the same differences again (44, 45, 46).
    again = {(told_at(f), f.published, f.recomputed) for f in rounding if f.rule.endswith("-HL")}
    assert again == {told[1:] for told in ROUNDED[document[0]] if told[0].endswith("-H3")}


def test_nothing_is_broken_but_the_misprinted_codes(document, reviewed):
    assert {(f.rule, told_at(f)) for f in reviewed.broken} == BROKEN.get(document[0], set())
    assert {f.severity for f in reviewed.broken} <= {Severity.WARNING}
    assert not reviewed.fails()
