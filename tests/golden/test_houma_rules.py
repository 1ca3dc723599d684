"""The rules on the bundled document: every relation of its tables and narrative, and nothing that is not there."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from attrs import evolve

from govbudget import code_book, form, read_disclosure
from govbudget.catalogue import example_file
from govbudget.catalogue.rules import linear_rules
from govbudget.checks import Case, Dossier, Equation, LinearRule, Severity, Verdict, review
from govbudget.checks.booking import RestOfBasicRule
from govbudget.checks.completeness_rules import COMPLETENESS_RULES
from govbudget.checks.stated_rules import STATED_RULES
from govbudget.checks.table_rules import TABLE_RULES

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "seed"
BOOKING = RestOfBasicRule.beside(next(rule for rule in linear_rules() if rule.id == "X-05-06-EC"))
RULES = (*linear_rules(), *TABLE_RULES, BOOKING, *STATED_RULES, *COMPLETENESS_RULES)
OUTCOMES = {Verdict.HOLDS: "match", Verdict.ROUNDING: "rounding", Verdict.BROKEN: "mismatch"}

# The places of FINDINGS §1 where rounding shows: figure, printed, recomputed, how many columns print it.
ROUNDED = {
    ("FA01-R58", "summary[expenditure_total]", "446.46", "446.47"): 1,
    ("FA04-R59", "appropriation_summary[expenditure_total]", "446.46", "446.47"): 2,
    ("FA02-H3", "income[total]", "446.46", "446.47"): 2,
    ("FA03-H3", "expenditure[total]", "446.46", "446.47"): 1,
    ("FA05-H3", "general_budget[total]", "446.46", "446.47"): 1,
    ("FA03-H3", "expenditure[total]", "286.11", "286.12"): 1,
    ("FA05-H3", "general_budget[total]", "286.11", "286.12"): 1,
    ("FA02-H5", "income[208]", "338.21", "338.20"): 2,
    ("FA03-H5", "expenditure[208]", "338.21", "338.20"): 1,
    ("FA05-H5", "general_budget[208]", "338.21", "338.20"): 1,
    ("FA03-H5", "expenditure[208]", "252.10", "252.09"): 1,
    ("FA05-H5", "general_budget[208]", "252.10", "252.09"): 1,
    ("FA02-H7", "income[20805]", "39.61", "39.62"): 2,
    ("FA03-H7", "expenditure[20805]", "39.61", "39.62"): 1,
    ("FA05-H7", "general_budget[20805]", "39.61", "39.62"): 1,
    ("FA03-H7", "expenditure[20805]", "35.33", "35.34"): 1,
    ("FA05-H7", "general_budget[20805]", "35.33", "35.34"): 1,
    ("X-05-06-EC2", "general_budget[2080150]", "216.76", "216.75"): 1,
    ("N-05d", "None[None]", "-17.59", "-17.58"): 1,
}
ALLOWED = {
    "row_total": r"FA0[2345]-C[12]",
    "column_subtotal": r"FA0\d-H[57]?",
    "grand_total": r"FA\d\d-(R\d+|H3|PERS|PUB)|N-05c|N-06-SUM|N-10[bd]-SUM",
    "balance": r"FA0[14]-BAL",
    "cross_table": r"X-.*",
    "restatement": r"N-.*|X-05-04",
    "share": r"N-0[235][ab]?",
    "change_pct": r"N-YOY",
    "completion_pct": r"N-DONE",
    "change_sum": r"N-05d|N-09a-SUM",
    "change_amount": r"N-PREV-SUM",
}
PARTS = "N.3.10.4"


@pytest.fixture(scope="module")
def disclosure():
    return evolve(read_disclosure(example_file("houma-2024", "disclosure.yaml")), evaluations=())


@pytest.fixture(scope="module")
def found(disclosure):
    return review(disclosure, RULES, book=code_book(2024), form=form("shanxi-2024"))


def test_no_relation_of_tables_and_narrative_is_broken_but_the_missing_share_of_procurement(found):
    # N-7: the share of contracts with small and medium enterprises is not given (DR-05).
    broken = [(f.rule, f.severity) for f in found.broken if f.severity is not Severity.INFO]
    assert broken == [("DR-05", Severity.WARNING)]
    assert not found.fails()


def test_what_is_worth_a_word_is_for_information(found):
    # T-3: 465.87 of the year before, 464.05 of it 财政拨款; and 201 and 221 spent more than their initial budgets.
    remarked = [f for f in found.broken if f.severity is Severity.INFO]
    assert Counter(f.rule for f in remarked) == {"N-PREV-OTHER": 1, "N-DONE-CAP": 2}
    (gone,) = [f for f in remarked if f.rule == "N-PREV-OTHER"]
    assert all(text in gone.message for text in ("465.87万元", "464.05万元", "1.82万元"))
    assert {f.published for f in remarked if f.rule == "N-DONE-CAP"} == {"108.06%", "111.32%"}


def test_what_projects_have_left_over_is_nowhere_carried_over():
    # T-2: 0.65 (P2) and 0.4039 (P10) are left, 公开01 R60 is blank.
    whole = read_disclosure(example_file("houma-2024", "disclosure.yaml"))
    (rule,) = [rule for rule in COMPLETENESS_RULES if rule.id == "X-01-PE"]
    (finding,) = review(whole, [rule]).findings
    assert (finding.verdict, finding.severity, "1.0539万元" in finding.message) == (
        Verdict.BROKEN,
        Severity.WARNING,
        True,
    )


def test_rounding_shows_at_exactly_the_23_places_of_the_transcription(found):
    seen = Counter(
        (f.rule, f"{f.where[0].table}[{f.where[0].row}]", f.published, f.recomputed)
        for f in found.of(Verdict.ROUNDING)
        if not f.rule.endswith("-HL")
    )
    assert seen == ROUNDED
    assert seen.total() == 23
    assert {f.difference.lstrip("-") for f in found.of(Verdict.ROUNDING)} == {"0.01"}


def test_sums_of_the_lowest_codes_round_where_sums_of_classes_do(found):
    # Not among the 302 relations of the transcription: 合计 against all 项 at once (FAnn-HL).
    lowest = [f for f in found.of(Verdict.ROUNDING) if f.rule.endswith("-HL")]
    assert Counter(f.rule for f in lowest) == {"FA02-HL": 2, "FA03-HL": 2, "FA05-HL": 2}


def test_what_is_not_tested_says_why(found):
    untested = found.of(Verdict.NOT_TESTED)
    assert all(f.message.rpartition(": ")[2] for f in untested)
    blank_tables = {"FA07", "FA08", "FA09"}
    assert blank_tables <= {f.rule.partition("-")[0] for f in untested}


# Every record of the tables and the narrative, by the finding that judges it.


def read_records():
    if not (SEED / "derived.jsonl").is_file():
        return []
    lines = (SEED / "derived.jsonl").read_text(encoding="utf-8").splitlines()
    every = [json.loads(line) for line in lines]
    return [record for record in every if not record["id"].startswith(("P", PARTS))]


RECORDS = read_records()


TOTALS = {"合计": "total", "小计": "total", "金额": "amount", "决算数": "amount", "统计数": "value"}


def figure_of(record, disclosure):
    """The figure that a record of the tables is about."""
    number, row, column = (record["where"][key] for key in ("table", "row", "col"))
    table = next(table for table in disclosure.tables if table.number == number)
    line = re.match(r"行(\d+)", row)
    found = next(
        one
        for one in table.rows
        if (line and one.line == int(line[1])) or row in (one.code, one.label, one.id)
    )
    columns = {title: name for name, title in table.titles}
    name = columns.get(column) or TOTALS[column]
    if found.side == "expenditure" and number == "公开04" and column == "合计":
        name = "total"
    return f"{table.id}[{found.id}].{name}"


@pytest.fixture(scope="module")
def stated_ids(disclosure):
    """The ids of the transcription's narrative figures, to their places among the stated figures."""
    if not (SEED / "golden.yaml").is_file():
        pytest.skip("shared/seed/golden.yaml is not beside this repository")
    text = (SEED / "golden.yaml").read_text(encoding="utf-8")
    golden = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders
    figures = [f for part in golden["narrative"] for said in part["sentences"] for f in said["figures"]]
    kept = [f["id"] for f in figures if f["kind"] not in ("code", "threshold")]
    same = [f for f in disclosure.stated if not (f.text == "0" and f.figure.endswith(".change"))]
    return dict(zip(kept, same, strict=True))


def judged_by(record, found, disclosure, stated_ids):
    """The findings that may judge a record: of a rule for its kind, and about its figure."""
    rules = re.compile(ALLOWED[record["category"]])
    if record["id"].startswith("N"):
        stated = stated_ids[record["where"]["figure"]]
        about = {f"@{stated.figure}"}
        return [
            f
            for f in found.findings
            if rules.fullmatch(f.rule)
            and (
                (f.where and f.where[0].figure == stated.figure and f.where[0].sentence == stated.sentence)
                or (f.balance and about & {name for name, _ in f.balance.terms})
            )
        ]
    figure = figure_of(record, disclosure)
    return [
        f
        for f in found.findings
        if rules.fullmatch(f.rule) and f.balance and figure in {name for name, _ in f.balance.terms}
    ]


# Relations that hold in this document only: what its one fund and its one prior year make equal.
OWN = {
    "N.3.4.s2.f1": "@appropriation_summary[income_grand_total].amount.change = @general_budget[total].total.change",
    "N.3.5.3.s7.f1": "@general_budget[210].total.change = general_budget[210].total",
    "T06.30302.=2080502": "basic_expenditure[30302].amount = general_budget[2080502].basic",
    "T06.30309.=2100799": "basic_expenditure[30309].amount = general_budget[2100799].basic",
}


@pytest.mark.skipif(not RECORDS, reason="shared/seed/derived.jsonl is not beside this repository")
@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_a_relation_of_the_transcription_has_the_same_outcome_under_its_rule(
    record, found, disclosure, stated_ids
):
    if record["id"] in OWN:
        rule = LinearRule("OWN", "本文件的关系", "推算记录", (Case(Equation.read(OWN[record["id"]])),))
        judging = list(rule.evaluate(Dossier(disclosure)))
    else:
        judging = judged_by(record, found, disclosure, stated_ids)
    apart = Decimal(record.get("difference", "0"))
    agreeing = [
        f
        for f in judging
        if OUTCOMES.get(f.verdict) == record["outcome"]
        and abs(Decimal(f.difference.rstrip("%"))) == abs(apart)
    ]
    assert agreeing, [str(f) for f in judging]
    shown = {
        Decimal(text.rstrip("%")).copy_abs() for f in agreeing for text in (f.published, f.recomputed) if text
    }
    assert Decimal(record["recomputed"]).copy_abs() in shown


@pytest.mark.skipif(not RECORDS, reason="shared/seed/derived.jsonl is not beside this repository")
def test_every_record_of_tables_and_narrative_is_tried():
    assert Counter(record["outcome"] for record in RECORDS) == {"match": 349, "rounding": 23}
