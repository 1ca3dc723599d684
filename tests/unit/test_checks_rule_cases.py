"""Every equation rule of the data on small documents: it holds, rounding explains it, it is broken, not tested.

The documents stand in `rule_cases.yaml`; what each must give was worked out by hand from the rule's meaning.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from attrs import evolve, field, frozen

from govbudget.catalogue.rules import linear_rules
from govbudget.catalogue.strict_yaml import load
from govbudget.checks import Dossier, Severity, Verdict, review
from govbudget.model import Department, Disclosure, PrintedRow, PrintedTable, StatedFigure
from govbudget.money import Unit

FILE = Path(__file__).with_name("rule_cases.yaml")
CASES = load(FILE.read_text(encoding="utf-8"), FILE.name)
RULES = {rule.id: rule for rule in linear_rules()}
FIGURE = re.compile(r"(?P<table>@?[a-z_]+)\[(?P<row>[^\]]+)\]\.(?P<column>[a-z_.]+)")
ONE_SUM_TWICE = {"FA01-BAL", "FA04-BAL", "BA01-BAL", "N-01-BAL"}
ONE_ABOVE_ANOTHER = {"FA09-CAP", "X-01-04-SUR", "N-10b-SME"}
COUNTED = {"FA10-R7", "N-09b", "N-09b-CARS"}


def disclosure_of(figures, *, kind, units=None):
    """A document that prints the figures, rows and columns in the order in which they are first named."""
    units = units or {}
    tables, stated = {}, []
    for figure, text in figures.items():
        table, row, column = FIGURE.fullmatch(figure).groups()
        if table.startswith("@"):
            stated.append(StatedFigure(figure[1:], text, units.get("@", "万元"), "一"))
        else:
            tables.setdefault(table, {}).setdefault(row, {})[column] = text
    printed = tuple(_table(table, rows, units) for table, rows in tables.items())
    return Disclosure(Department("602", "示例局"), 2024, kind, None, printed, tuple(stated))


def _table(name, rows, units):
    columns = dict.fromkeys(column for cells in rows.values() for column in cells)
    printed = tuple(
        PrintedRow(row, row, cells, row if row.isdigit() else None) for row, cells in rows.items()
    )
    unit = Unit(units.get(name, "万元"))
    return PrintedTable(name, name, name, unit, printed, None, tuple((column, column) for column in columns))


@frozen
class Document:
    """One small document of the file and what a rule must say of it; `told` pairs recomputed and difference."""

    rule: str
    verdict: Verdict
    figures: dict = field(repr=False)
    expected: Counter
    told: tuple = ()
    names: str = ""
    units: dict = field(factory=dict, repr=False)
    name: str = ""

    def disclosure(self):
        kind = "budget" if self.rule.startswith("BA") else "final-accounts"
        return disclosure_of(self.figures, kind=kind, units=self.units)

    def findings(self):
        """What the rule says of the document, those that follow from another's wrong figure beside it."""
        found = review(self.disclosure(), [RULES[self.rule]]).findings
        return [finding for one in found for finding in (one, *one.consequences)]


def _belongs(figure, place):
    table, row, column = FIGURE.fullmatch(figure).groups()
    return place in (table, f"{table}[{row}]", f"{table}.{column}")


def _changed(figures, change):
    without = change.get("without") or ()
    assert all(any(_belongs(figure, place) for figure in figures) for place in without), change
    kept = {f: text for f, text in figures.items() if not any(_belongs(f, place) for place in without)}
    return {**kept, **(change.get("set") or {})}


def _told(change):
    if "told" in change:
        return tuple(tuple(pair.split()) for pair in change["told"])
    return ((change["recomputed"], change["difference"]),) if "recomputed" in change else ()


WORDS = {
    "rounding": Verdict.ROUNDING,
    "broken": Verdict.BROKEN,
    "last_place": Verdict.BROKEN,
    "not_tested": Verdict.NOT_TESTED,
}


def _documents(rule, block, number):
    figures, units = block["holds"], block.get("units") or {}
    findings = int(block.get("findings") or 1)
    yield Document(
        rule,
        Verdict.HOLDS,
        figures,
        Counter({Verdict.HOLDS: findings}),
        units=units,
        name=f"{rule}-{number}-holds",
    )
    for word, verdict in WORDS.items():
        for place, change in enumerate(block.get(word) or ()):
            told = _told(change)
            times = len(told) or int(change.get("times") or 1)
            beside = int(change.get("beside") or findings - times)
            yield Document(
                rule,
                verdict,
                _changed(figures, change),
                Counter({verdict: times, Verdict.HOLDS: beside}),
                told,
                change.get("names") or "",
                units,
                f"{rule}-{number}-{word}-{place}",
            )


def _named(node, table, column):
    """A template of the level rules with the table and the column put in."""
    if isinstance(node, dict):
        return {_named(key, table, column): _named(value, table, column) for key, value in node.items()}
    if isinstance(node, list):
        return [_named(value, table, column) for value in node]
    return node.replace("TABLE", table).replace("COLUMN", column) if isinstance(node, str) else node


def _blocks():
    for prefix, place in CASES["levels"].items():
        for level, blocks in CASES["level_rules"].items():
            yield f"{prefix}-{level}", _named(blocks, *place.split("."))
    yield from CASES["rules"].items()


BLOCKS = dict(_blocks())
DOCUMENTS = [
    document
    for rule, blocks in BLOCKS.items()
    for number, block in enumerate(blocks)
    for document in _documents(rule, block, number)
]
OF_VERDICT = {
    verdict: [document for document in DOCUMENTS if document.verdict is verdict] for verdict in Verdict
}
OFF = OF_VERDICT[Verdict.ROUNDING] + OF_VERDICT[Verdict.BROKEN]


def test_the_file_has_every_rule_and_no_other():
    assert len(BLOCKS) == len(CASES["levels"]) * len(CASES["level_rules"]) + len(CASES["rules"])
    assert set(BLOCKS) == set(RULES)


@pytest.mark.parametrize("rule", BLOCKS)
def test_every_rule_is_seen_to_hold_to_be_rounded_to_be_broken_and_not_to_be_tested(rule):
    words = {word for block in BLOCKS[rule] for word in block}
    never = ONE_SUM_TWICE | ONE_ABOVE_ANOTHER | COUNTED
    assert {"holds", "broken", "not_tested"} <= words
    assert ("rounding" in words) != ("no_rounding" in words)
    assert ("no_rounding" in words) == ("last_place" in words) == (rule in never)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_a_rule_says_of_a_document_what_its_meaning_demands(document):
    findings = document.findings()
    assert {finding.rule for finding in findings} == {document.rule}
    assert +Counter(finding.verdict for finding in findings) == +document.expected
    severity = Severity[(CASES["severities"].get(document.rule) or "error").upper()]
    # What rounding explains is for information, whatever a breach would weigh.
    assert {f.severity for f in findings if f.verdict is not Verdict.ROUNDING} <= {severity}
    assert {f.severity for f in findings if f.verdict is Verdict.ROUNDING} <= {Severity.INFO}


@pytest.mark.parametrize("document", OFF, ids=lambda document: document.name)
def test_what_does_not_hold_is_told_with_both_sums_and_the_difference(document):
    off = [finding for finding in document.findings() if finding.verdict is document.verdict]
    told = sorted((finding.recomputed, finding.difference) for finding in off)
    assert told == sorted(document.told)
    for finding in off:
        unit = document.units.get(finding.where[0].table, "万元")
        assert finding.unit == ("" if RULES[document.rule].counts else unit)
        assert finding.where[0].name in finding.message
        assert f"{finding.recomputed}{finding.unit}" in finding.message
        assert f"相差{finding.difference}{finding.unit}" in finding.message
        assert finding.basis


@pytest.mark.parametrize("document", OF_VERDICT[Verdict.NOT_TESTED], ids=lambda document: document.name)
def test_what_is_not_tested_says_what_is_missing(document):
    untested = [f for f in document.findings() if f.verdict is Verdict.NOT_TESTED]
    assert document.names
    stated = FIGURE.fullmatch(document.names)
    names = Dossier(document.disclosure()).name_of(document.names) if stated else document.names
    for finding in untested:
        assert names in finding.message
        assert (finding.published, finding.recomputed, finding.difference, finding.cause) == (None,) * 4


@pytest.mark.parametrize("rule", BLOCKS)
def test_every_equation_of_a_rule_holds_in_one_document_and_is_broken_in_another(rule):
    for case in RULES[rule].cases:
        alone = evolve(RULES[rule], cases=(case,))
        seen = {
            finding.verdict
            for document in DOCUMENTS
            if document.rule == rule
            for finding in alone.evaluate(Dossier(document.disclosure()))
        }
        assert {Verdict.HOLDS, Verdict.BROKEN} <= seen, case.equation


@pytest.mark.parametrize("rule", BLOCKS)
def test_a_rule_that_finds_none_of_its_tables_names_them(rule):
    kind = "budget" if rule.startswith("BA") else "final-accounts"
    (finding,) = review(disclosure_of({}, kind=kind), [RULES[rule]]).findings
    assert finding.verdict is Verdict.NOT_TESTED
    assert all({"@": "情况说明"}.get(part, part) in finding.message for part in RULES[rule].requires)
    other = disclosure_of({}, kind="final-accounts" if kind == "budget" else "budget")
    assert review(other, [RULES[rule]]).findings == ()
