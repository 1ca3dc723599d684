"""Rules about the printed tables that are no equations: each on a document that keeps it and one that does not."""

from __future__ import annotations

import re

import pytest
from attrs import evolve

from govbudget.catalogue import form
from govbudget.catalogue.rules import linear_rules
from govbudget.checks import Dossier, Severity, Verdict, review
from govbudget.checks.booking import RestOfBasicRule
from govbudget.checks.table_rules import TABLE_RULES
from govbudget.model import (
    Budget,
    Classification,
    CodeBook,
    Department,
    Disclosure,
    PrintedRow,
    PrintedTable,
    Scheme,
    Subject,
)
from govbudget.money import Unit

RULES = {rule.id: rule for rule in TABLE_RULES}
BOOKING = RestOfBasicRule.beside(next(rule for rule in linear_rules() if rule.id == "X-05-06-EC"))
FIGURE = re.compile(r"(?P<table>[a-z_]+)\[(?P<row>[^\]]+)\]\.(?P<column>[a-z_]+)")
HOLDS, ROUNDING, BROKEN, NOT_TESTED = Verdict.HOLDS, Verdict.ROUNDING, Verdict.BROKEN, Verdict.NOT_TESTED


def disclosed(figures, *, kind="final-accounts", labels=None, empty=()):
    """A document that prints the figures; `labels` names rows, `empty` are tables printed without rows."""
    labels = labels or {}
    tables = {name: {} for name in empty}
    for figure, text in figures.items():
        table, row, column = FIGURE.fullmatch(figure).groups()
        tables.setdefault(table, {}).setdefault(row, {})[column] = text
    printed = tuple(
        PrintedTable(
            name,
            "",
            f"{name}表",
            Unit.WAN_YUAN,
            tuple(
                PrintedRow(row, labels.get(row, row), cells, row if row.isdigit() else None)
                for row, cells in rows.items()
            ),
        )
        for name, rows in tables.items()
    )
    return Disclosure(Department(None, "示例局"), 2024, kind, None, printed)


def book(*subjects):
    functional = Classification(Scheme.FUNCTIONAL, 2024, subjects)
    return CodeBook(2024, functional, Classification(Scheme.ECONOMIC, 2024, ()))


# Rule, verdict, document: figures or (figures, labels).
CASES = [
    ("FA01-BLK", HOLDS, {"summary[income_total].amount": "5.00"}),
    ("FA01-BLK", BROKEN, ({"summary[line30].amount": "5.00"}, {"line30": " "})),
    ("FA01-BLK", HOLDS, ({"summary[line30].amount": None}, {"line30": " "})),
    ("FA01-BLK", NOT_TESTED, {"income[total].total": "5.00"}),
    ("FA01-NEG", HOLDS, {"summary[201].amount": "5.00", "summary[opening].amount": None}),
    ("FA01-NEG", BROKEN, {"summary[201].amount": "-5.00"}),
    ("FA01-NEG", BROKEN, {"summary[closing].amount": "(0.01)"}),
    ("FA01-NEG", HOLDS, {"summary[distribution].amount": "(0.01)"}),
    ("FA01-NEG", NOT_TESTED, {"income[total].total": "5.00"}),
    ("FA01-NEG-SUR", HOLDS, {"summary[use_of_surplus].amount": "0.01", "summary[201].amount": "-5.00"}),
    ("FA01-NEG-SUR", BROKEN, {"summary[use_of_surplus].amount": "-0.01"}),
    ("FA01-NEG-SUR", BROKEN, {"summary[distribution].amount": "(0.01)"}),
    ("FA01-NEG-SUR", NOT_TESTED, {"summary[opening].amount": "-1.00"}),
    ("FA04-223", HOLDS, {"appropriation_summary[223].state_capital": "5.00"}),
    ("FA04-223", HOLDS, {"appropriation_summary[223].general_budget": "0.00"}),
    ("FA04-223", BROKEN, {"appropriation_summary[223].general_budget": "5.00"}),
    ("FA04-223", BROKEN, {"appropriation_summary[223].government_fund": "5.00"}),
    ("FA04-223", NOT_TESTED, {"appropriation_summary[201].general_budget": "5.00"}),
    ("FA10-INT", HOLDS, {"statistics[vehicles_total].value": "3", "statistics[equipment].value": "2.0"}),
    ("FA10-INT", BROKEN, {"statistics[vehicles_total].value": "2.5"}),
    ("FA10-INT", BROKEN, {"statistics[vehicles_other].value": "-1"}),
    ("FA10-INT", BROKEN, {"statistics[equipment].value": "若干"}),
    ("FA10-INT", NOT_TESTED, {"statistics[procurement_total].value": "2.50"}),
    ("B-03", HOLDS, {"expenditure[208].total": "1", "expenditure[20805].total": "1"}),
    ("B-03", BROKEN, {"expenditure[208].total": "1", "expenditure[2080505].total": "1"}),
    ("B-03", BROKEN, {"expenditure[208].total": "1", "expenditure[20805055].total": "1"}),
    ("B-03", BROKEN, {"basic_expenditure[30101].amount": "1"}),
    ("B-03", BROKEN, {"expenditure[210].total": "1", "expenditure[208].total": "1"}),
    ("B-03", BROKEN, {"basic_expenditure[301].amount": "2", "basic_expenditure[30102].amount": "1",
                      "basic_expenditure[30101].amount": "1"}),
    ("B-03", HOLDS, {"basic_expenditure[303].amount": "1", "basic_expenditure[302].amount": "1"}),
    ("B-03", NOT_TESTED, {"summary[208].amount": "1"}),
    ("B8", HOLDS, {"general_budget[208].total": "1", "government_fund[208].total": "1", "government_fund[20822].total": "1"}),
    ("B8", BROKEN, {"general_budget[2120801].total": "1", "general_budget[212].total": "1",
                    "government_fund[2120801].total": "1", "government_fund[212].total": "1"}),
    ("B8", BROKEN, {"general_budget[22301].total": "1", "general_budget[223].total": "1",
                    "state_capital[22301].total": "1", "state_capital[223].total": "1"}),
    ("B8", NOT_TESTED, {"general_budget[208].total": "1"}),
    ("A1-209", HOLDS, {"expenditure[208].total": "1"}),
    ("A1-209", BROKEN, {"expenditure[20901].total": "1"}),
    ("A1-209", NOT_TESTED, {"summary[208].amount": "1"}),
    ("DR-03", HOLDS, {"general_budget[208].total": "1", "general_budget[20805].total": "1",
                      "general_budget[2080505].total": "1"}),
    ("DR-03", HOLDS, {"basic_expenditure[301].amount": "1", "basic_expenditure[30101].amount": "1"}),
    ("DR-03", BROKEN, {"general_budget[208].total": "1", "general_budget[20805].total": "1"}),
    ("DR-03", BROKEN, {"basic_expenditure[301].amount": "1"}),
    ("DR-03", NOT_TESTED, {"general_budget[208].total": "1", "general_budget[2080505].total": "1"}),
    ("DR-03", NOT_TESTED, {"expenditure[208].total": "1"}),
]  # fmt: skip


def tried(name, document, **reference):
    figures, labels = document if isinstance(document, tuple) else (document, {})
    found = review(disclosed(figures, labels=labels), [RULES[name]], **reference)
    return [finding for one in found.findings for finding in (one, *one.consequences)]


@pytest.mark.parametrize(("name", "verdict", "document"), CASES)
def test_a_rule_says_of_a_small_document_what_it_should(name, verdict, document):
    found = tried(name, document)
    assert {finding.verdict for finding in found} == {verdict}
    assert {finding.rule for finding in found} == {name}
    assert all(finding.message and finding.basis for finding in found)


def test_rules_about_whole_things_know_no_rounding():
    # A line is blank or not, a code has a parent or not: half a last place explains none of it.
    assert {name for name, verdict, _ in CASES if verdict is ROUNDING} == set()
    named = {name for name, _, _ in CASES}
    assert set(RULES) - named == {"B8-BOOK", "DR-07", "B-03-DUP"}
    for name in named:
        assert {verdict for n, verdict, _ in CASES if n == name} >= {HOLDS, BROKEN, NOT_TESTED}


@pytest.mark.parametrize(("budget", "verdict"), [(Budget.GENERAL, HOLDS), (Budget.GOVERNMENT_FUND, BROKEN)])
def test_the_book_tells_which_budget_a_code_belongs_to(budget, verdict):
    known = book(Subject("212", "城乡社区支出", budgets=(budget,)))
    (finding,) = tried("B8-BOOK", {"general_budget[212].total": "1"}, book=known)
    assert (finding.verdict, finding.severity) == (verdict, Severity.INFO)
    assert budget.value in finding.message


def test_a_code_of_several_budgets_or_of_no_book_is_not_judged():
    several = book(Subject("212", "城乡社区支出", budgets=(Budget.GENERAL, Budget.GOVERNMENT_FUND)))
    document = {"general_budget[212].total": "1"}
    for reference in ({"book": several}, {"book": book()}, {}):
        (finding,) = tried("B8-BOOK", document, **reference)
        assert finding.verdict is NOT_TESTED


def test_the_tables_of_the_form_are_looked_for():
    found = tried("DR-07", {"summary[201].amount": "1"}, form=form("mof-budget-2024"))
    by_verdict = {verdict: [f.where[0].table for f in found if f.verdict is verdict] for verdict in Verdict}
    assert by_verdict[HOLDS] == ["summary"]
    # 项目支出绩效目标表 is no table of figures, so nobody can miss it in a file of figures.
    expected = [t.id for t in form("mof-budget-2024").tables if t.id not in ("summary", "project_targets")]
    assert by_verdict[NOT_TESTED] == expected
    assert "没有数据也应列出空表" in found[0].message


def test_without_a_form_nobody_knows_which_tables_there_should_be():
    (finding,) = tried("DR-07", {"summary[201].amount": "1"})
    assert (finding.verdict, finding.message) == (NOT_TESTED, "文件未写明表样,不知应公开哪些表")
    named = evolve(disclosed({"summary[201].amount": "1"}), form="shanxi-1999")
    (finding,) = review(named, [RULES["DR-07"]]).findings
    assert finding.message == "没有名为 shanxi-1999 的表样,不知应公开哪些表"


def test_a_table_that_leaves_a_level_out_is_told_once():
    document = {f"expenditure[{code}].total": "1" for code in ("208", "2080501", "2080502", "2080505")}
    (finding,) = tried("B-03", document)
    assert (finding.verdict, finding.message) == (BROKEN, "expenditure表 的7位科目都没有列出上级科目")


def test_what_is_left_beside_the_pairs_is_no_rule_for_budgets():
    assert not BOOKING.applies(Dossier(disclosed({}, kind="budget")))


def test_a_paired_item_left_blank_is_told_by_its_pair_alone():
    document = running("10.75", "10.00")
    (table, economic) = document.tables
    blanked = [evolve(r, cells={"basic": None}) if r.id == "2080505" else r for r in table.rows]
    tables = (evolve(table, rows=tuple(blanked)), economic)
    (finding,) = BOOKING.evaluate(Dossier(evolve(document, tables=tables)))
    assert finding.verdict is HOLDS


def running(basic, rest, *, kind="final-accounts", label="事业运行", other="2080505"):
    figures = {
        "general_budget[208].basic": None,
        "general_budget[20801].basic": None,
        "general_budget[2080150].basic": basic,
        "general_budget[20805].basic": None,
        f"general_budget[{other}].basic": "15.96",
        "basic_expenditure[301].amount": None,
        "basic_expenditure[30101].amount": rest,
        "basic_expenditure[30107].amount": "0.75",
        "basic_expenditure[30108].amount": "15.96",
    }
    return disclosed(figures, kind=kind, labels={"2080150": label})


@pytest.mark.parametrize(
    ("basic", "rest", "verdict"),
    [("10.75", "10.00", HOLDS), ("10.76", "10.00", ROUNDING), ("10.77", "10.00", BROKEN)],
)
def test_what_no_pair_of_codes_accounts_for_is_the_running_of_the_office(basic, rest, verdict):
    (finding,) = BOOKING.evaluate(Dossier(running(basic, rest)))
    assert (finding.verdict, finding.severity) == (verdict, Severity.INFO)
    assert finding.recomputed == "10.75"


@pytest.mark.parametrize(
    "document",
    [
        running("10.75", "10.00", label="离退休"),
        running("10.75", "10.00", other="2080599"),
        running("若干", "10.00"),
        disclosed({"general_budget[2080150].basic": "1.00"}, labels={"2080150": "事业运行"}),
    ],
    ids=["no running", "an item without a pair", "no number", "no economic table"],
)
def test_where_that_cannot_be_told_apart_the_rule_is_silent(document):
    assert list(BOOKING.evaluate(Dossier(document))) == []


def test_budgets_are_spared_the_rules_of_final_accounts():
    dossier = Dossier(disclosed({"summary[201].amount": "1"}, kind="budget"))
    spared = {rule.id for rule in TABLE_RULES if not rule.applies(dossier)}
    assert spared == {"FA01-BLK", "FA04-223", "FA10-INT"}


def test_a_table_without_rows_gives_nothing_to_look_at():
    found = review(disclosed({}, empty=("general_budget", "government_fund")), TABLE_RULES)
    assert {finding.verdict for finding in found.findings} == {NOT_TESTED}


def test_a_row_printed_twice_is_told():
    once = disclosed({"expenditure[208].total": "1", "expenditure[20805].total": "1"})
    (table,) = once.tables
    (finding,) = RULES["B-03-DUP"].evaluate(Dossier(once))
    assert finding.verdict is HOLDS
    twice = evolve(once, tables=(evolve(table, rows=(*table.rows, table.rows[1])),))
    (finding,) = RULES["B-03-DUP"].evaluate(Dossier(twice))
    assert (finding.verdict, finding.severity) == (BROKEN, Severity.ERROR)
    assert "20805 列了 2 行" in finding.message
