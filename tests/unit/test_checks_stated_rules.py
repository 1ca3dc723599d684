"""What a narrative states, against the tables and against itself; worked out by hand."""

from __future__ import annotations

import re

import pytest
from attrs import evolve

from govbudget import code_book, form
from govbudget.adapters.findings_json import finding_document
from govbudget.catalogue.rules import linear_rules
from govbudget.checks import Cause, Dossier, Severity, Verdict, review
from govbudget.checks.completeness_rules import COMPLETENESS_RULES, GRAND_TOTALS
from govbudget.checks.derivation import figure_for, whole_of
from govbudget.checks.percentage import percentage_of
from govbudget.checks.stated_rules import STATED_RULES
from govbudget.checks.unread import UnreadColumnsRule, UnreadRule
from govbudget.model import (
    Department,
    Disclosure,
    EvaluationPart,
    Funds,
    PrintedRow,
    PrintedTable,
    SelfEvaluation,
    StatedFigure,
)
from govbudget.money import Amount, Unit

RULES = {rule.id: rule for rule in (*STATED_RULES, *COMPLETENESS_RULES)}
FIGURE = re.compile(r"(?P<table>[a-z_]+)\[(?P<row>[^\]]+)\]\.(?P<column>[a-z_]+)")
HOLDS, ROUNDING, BROKEN, NOT_TESTED = Verdict.HOLDS, Verdict.ROUNDING, Verdict.BROKEN, Verdict.NOT_TESTED
CLASSES = "general_budget[{}].total"


def said(figure, text, unit="万元", sentence=1):
    return StatedFigure(figure, text, unit, "一", sentence, 18)


def unit_of(figure):
    if figure.endswith((".share", ".change_rate", ".completion")):
        return "%"
    return "个" if figure.endswith((".count", ".groups", ".people", ".batches")) else "万元"


def disclosed(tables=None, stated=None, *, kind="final-accounts", unit=Unit.WAN_YUAN, empty=()):
    printed = {name: {} for name in empty}
    for figure, text in (tables or {}).items():
        table, row, column = FIGURE.fullmatch(figure).groups()
        printed.setdefault(table, {}).setdefault(row, {})[column] = text
    made = tuple(
        PrintedTable(
            name,
            f"{name}表",
            "",
            unit,
            tuple(PrintedRow(row, row, cells, row if row.isdigit() else None) for row, cells in rows.items()),
        )
        for name, rows in printed.items()
    )
    listed = stated if isinstance(stated, tuple) else tuple((f, t) for f, t in (stated or {}).items())
    figures = tuple(one if isinstance(one, StatedFigure) else said(*one, unit_of(one[0])) for one in listed)
    return Disclosure(Department(None, "示例局"), 2024, kind, None, made, figures)


def tried(rule, *arguments, **options):
    found = review(disclosed(*arguments, **options), [RULES[rule]])
    return [finding for one in found.findings for finding in (one, *one.consequences)]


# Rule, the figure, another figure of the same rule.
RESTATED = {
    "N-01": "summary[income_grand_total].amount",
    "N-02": "income[total].institutional",
    "N-03": "expenditure[total].basic",
    "N-04": "appropriation_summary[expenditure_grand_total].total",
    "N-05a": "general_budget[total].total",
    "N-05b": "general_budget[208].total",
    "N-06": "basic_expenditure[personnel_total].amount",
    "N-09a": "three_public[final].reception",
    "N-10b": "statistics[procurement_goods].value",
    "N-10c": "statistics[vehicles_total].value",
}


@pytest.mark.parametrize(("rule", "figure"), RESTATED.items())
def test_a_restated_sum_is_the_printed_one(rule, figure):
    (finding,) = tried(rule, {figure: "10.22"}, {figure: "10.22"})
    assert (finding.verdict, finding.rule, finding.published) == (HOLDS, rule, "10.22")
    (finding,) = tried(rule, {figure: "10.22"}, {figure: "10.23"})
    assert (finding.verdict, finding.recomputed, finding.difference) == (BROKEN, "10.22", "0.01")
    assert (finding.where[0].figure, finding.where[0].sentence, finding.where[0].page) == (figure, 1, 18)


@pytest.mark.parametrize(("rule", "figure"), RESTATED.items())
def test_a_sum_told_to_fewer_places_is_rounded_or_cut(rule, figure):
    # 10.226: to two places 10.23; cut off, 10.22 — a practice, not an error.
    finest = {figure: "10.226"}
    assert [f.verdict for f in tried(rule, finest, {figure: "10.23"})] == [HOLDS]
    (finding,) = tried(rule, finest, {figure: "10.22"})
    assert (finding.verdict, finding.cause) == (ROUNDING, Cause.TRUNCATION)


@pytest.mark.parametrize(("rule", "figure"), RESTATED.items())
def test_a_restated_sum_without_its_table_or_row_is_not_tested(rule, figure):
    table, row, _ = FIGURE.fullmatch(figure).groups()
    (finding,) = tried(rule, {"other[x].y": "1"}, {figure: "10.22"})
    # In words, since there is neither a table nor a form to name it.
    assert (finding.verdict, f"缺 表 {table}" in finding.message) == (NOT_TESTED, True)
    (finding,) = tried(rule, {f"{table}[{row}].else": "1"}, {figure: "10.22"})
    assert (finding.verdict, f"表中没有 {table}表 " in finding.message) == (NOT_TESTED, True)
    (finding,) = tried(rule, {figure: "10.22"}, {figure: "若干"})
    assert (finding.verdict, "若干" in finding.message) == (NOT_TESTED, True)


# Sums that may have been added up from rounded items: n of them reach ⌊n/2⌋ last places.
ECONOMIC = {f"basic_expenditure[{code}].amount": "1.00" for code in ("301", "30101", "30102", "303", "30301")}
BOTH_SIDES = (
    "appropriation_summary[income_grand_total].amount",
    "appropriation_summary[expenditure_grand_total].total",
)
BY_ITEM = {
    f"{table}[{code}].total": "1.00"
    for table in ("expenditure",)
    for code in ("2080501", "2080502", "2210201")
}


@pytest.mark.parametrize(
    ("rule", "figure", "others", "verdicts"),
    [
        # Three items: 30101, 30102 and 30301.
        ("N-06", "basic_expenditure[personnel_total].amount", ECONOMIC, (ROUNDING, BROKEN)),
        ("N-06", "basic_expenditure[operating_total].amount", ECONOMIC, (BROKEN, BROKEN)),
        ("N-04", BOTH_SIDES[0], BY_ITEM, (ROUNDING, BROKEN)),
        ("N-04", BOTH_SIDES[1], BY_ITEM, (ROUNDING, BROKEN)),
        ("N-01", "summary[income_grand_total].amount", BY_ITEM, (ROUNDING, BROKEN)),
        ("N-01", "summary[expenditure_grand_total].amount", {}, (BROKEN, BROKEN)),
        (
            "N-09a",
            "three_public[final].total",
            {"three_public[final].abroad": "1.00", "three_public[final].reception": "2.02"},
            (ROUNDING, BROKEN),
        ),
        ("N-09a", "three_public[final].reception", {"three_public[final].total": "3.02"}, (BROKEN, BROKEN)),
        (
            "N-10b",
            "statistics[procurement_total].value",
            {"statistics[procurement_goods].value": "1.00", "statistics[procurement_works].value": "2.02"},
            (ROUNDING, BROKEN),
        ),
    ],
)
def test_a_sum_of_rounded_items_may_be_restated_as_they_add_up(rule, figure, others, verdicts):
    for apart, verdict in zip((1, 2), verdicts, strict=True):
        for text in (f"3.{2 + apart:02}", f"3.{2 - apart:02}"):
            (finding,) = tried(rule, {figure: "3.02", **others}, {figure: text})
            assert (finding.verdict, finding.cause is Cause.ADDED_UP) == (verdict, verdict is ROUNDING)
            assert verdict is BROKEN or finding.slack == "0.01"


def test_nothing_in_an_empty_table_is_zero_in_a_sentence():
    figure = "three_public[final].total"
    assert [f.verdict for f in tried("N-09a", {}, {figure: "0"}, empty=("three_public",))] == [HOLDS]
    assert [f.verdict for f in tried("N-09a", {}, {figure: "0.23"}, empty=("three_public",))] == [BROKEN]


def test_prose_drops_zeros_at_the_end_but_is_as_fine_as_its_finest_sum():
    # 「1万元」 beside 「0.25万元」 is 1.00: 1.01 in the table is another sum.
    figure, other = "expenditure[total].basic", "expenditure[total].project"
    verdicts = [
        f.verdict for f in tried("N-03", {figure: "1.01", other: "0.25"}, {figure: "1", other: "0.25"})
    ]
    assert sorted(verdicts, key=list(Verdict).index) == [HOLDS, BROKEN]


def test_a_rule_leaves_figures_of_other_rules_alone():
    stated = {"expenditure[total].basic": "1.00", "income[total].other": "1.00"}
    assert len(tried("N-03", {"expenditure[total].basic": "1.00"}, stated)) == 1


def test_whole_things_are_counted_exactly():
    figure = "statistics[vehicles_total].value"
    counted = (said(figure, "3", "辆"),)
    assert [f.verdict for f in tried("N-10c", {figure: "3"}, counted, unit=Unit.YUAN)] == [HOLDS]
    assert [f.verdict for f in tried("N-10c", {figure: "4"}, counted, unit=Unit.YUAN)] == [BROKEN]


# Shares: 252.10 of 338.21 is 74.5395…%.


@pytest.mark.parametrize(
    ("text", "verdict", "cause"),
    [
        ("74.54", HOLDS, None),
        ("74.54%", HOLDS, None),
        ("74.5", HOLDS, None),
        ("75", HOLDS, None),
        ("74.53", ROUNDING, Cause.TRUNCATION),
        ("74.5404", ROUNDING, Cause.ROUNDED_PARTS),
        ("74.55", BROKEN, None),
        ("25.46", BROKEN, Cause.COMPLEMENT),
        ("134.16", BROKEN, Cause.INVERTED_RATIO),
        ("75.54", BROKEN, None),
        ("47.54", BROKEN, Cause.TRANSPOSED_DIGITS),
        ("7.45", BROKEN, Cause.DECIMAL_SHIFT),
        ("-74.54", BROKEN, Cause.WRONG_SIGN),
    ],
)
def test_a_share_is_the_quotient_of_the_printed_sums(text, verdict, cause):
    table = {"expenditure[total].total": "338.21", "expenditure[total].basic": "252.10"}
    (finding,) = tried("N-03", table, {"expenditure[total].basic.share": text})
    assert (finding.verdict, finding.cause, finding.unit) == (verdict, cause, "%")
    if cause is not Cause.ROUNDED_PARTS and len(text.rstrip("%")) == 5:
        assert finding.recomputed == "74.54%"


def test_a_share_over_another_total_names_that_total():
    table = {"expenditure[total].total": "338.21", "expenditure[total].basic": "252.10"}
    table |= {"summary[income_grand_total].amount": "446.46", "summary[opening].amount": "400.00"}
    stated = {"expenditure[total].basic.share": "56.47"}  # 252.10 ÷ 446.46
    (finding,) = tried("N-03", table, stated)
    assert (finding.verdict, finding.cause) == (BROKEN, Cause.WRONG_BASE)
    assert "误以summary表 income_grand_total 446.46万元为分母" in finding.message
    # 252.10 ÷ 400.00: no total.
    assert [f.cause for f in tried("N-03", table, {"expenditure[total].basic.share": "63.03"})] == [None]
    # 446.44 gives the same percentage: a wrong base, but which?
    table["summary[expenditure_grand_total].amount"] = "446.44"
    (finding,) = tried("N-03", table, stated)
    assert (finding.cause, "误以" in finding.message) == (Cause.WRONG_BASE, False)
    # So does a total that only the narrative states.
    del table["summary[income_grand_total].amount"], table["summary[expenditure_grand_total].amount"]
    (finding,) = tried("N-03", table, {**stated, "general_budget[total].total.approved": "446.46"})
    assert (finding.cause, "年初预算 446.46万元为分母" in finding.message) == (Cause.WRONG_BASE, True)
    # One digit says too little to say where its point belongs.
    assert [f.cause for f in tried("N-03", table, {"expenditure[total].basic.share": "7"})] == [None]


def test_a_share_names_both_sums_in_its_sentence():
    table = {"expenditure[total].total": "338.21", "expenditure[total].basic": "252.10"}
    (finding,) = tried("N-03", table, {"expenditure[total].basic.share": "74.55"})
    assert "(252.10万元 ÷ 338.21万元)应为74.54%" in finding.message
    assert finding.difference == "0.01%"
    assert any("252.10" in line for line in finding.explain())


def test_a_share_without_its_whole_or_of_nothing_is_told_apart():
    share = {"expenditure[total].basic.share": "74.54"}
    (finding,) = tried("N-03", {"expenditure[total].basic": "252.10"}, share)
    assert (finding.verdict, "缺 expenditure表 total" in finding.message) == (NOT_TESTED, True)
    (finding,) = tried("N-03", {"expenditure[total].total": "338.21"}, share)
    assert (finding.verdict, "缺 expenditure表 total" in finding.message) == (NOT_TESTED, True)
    (finding,) = tried(
        "N-03", {"expenditure[total].total": "0.00", "expenditure[total].basic": "0.00"}, share
    )
    assert (finding.verdict, finding.cause, finding.recomputed) == (BROKEN, Cause.ZERO_BASE, None)
    (finding,) = tried(
        "N-03",
        {"expenditure[total].total": "1", "expenditure[total].basic": "1"},
        {"expenditure[total].basic.share": "绝大部分"},
    )
    assert (finding.verdict, "绝大部分" in finding.message) == (NOT_TESTED, True)


def three_classes(*shares, sums=("2000.00", "3000.00", "1000.00"), whole="6000.00"):
    # 33.33…%, 50 % and 16.66…% of six thousand.
    codes = ("201", "208", "210")
    table = {CLASSES.format(code): text for code, text in zip(codes, sums, strict=True)}
    table[CLASSES.format("total")] = whole
    stated = {f"{CLASSES.format(code)}.share": text for code, text in zip(codes, shares, strict=True)}
    return table, stated


def test_the_last_share_may_be_plugged_so_that_all_make_a_hundred():
    found = tried("N-05b", *three_classes("33.33", "50.00", "16.67"))
    assert {f.verdict for f in found} == {HOLDS}
    # 33.34 is too much by one place and too far from 33.33…: plugged, because 16.66 is short by as much.
    found = tried("N-05b", *three_classes("33.34", "50.00", "16.66"))
    assert {f.cause for f in found if f.verdict is ROUNDING} == {Cause.PLUGGED_SHARE}
    assert len([f for f in found if f.verdict is HOLDS]) == 1
    # Not plugged: together they do not make a hundred.
    found = tried("N-05b", *three_classes("33.34", "50.00", "16.67"))
    assert [f.verdict for f in found if f.published == "33.34%"] == [BROKEN]
    # And no plug is as large as this.
    found = tried("N-05b", *three_classes("33.38", "50.00", "16.62"))
    assert [f.verdict for f in found if f.published in ("33.38%", "16.62%")] == [BROKEN, BROKEN]


@pytest.mark.parametrize(
    ("shares", "verdict", "published"),
    [
        (("33.33", "50.00", "16.67"), HOLDS, "100.00%"),
        (("33.33", "50.00", "16.66"), ROUNDING, "99.99%"),
        (("33.33", "50.00", "16.65"), BROKEN, "99.98%"),
    ],
)
def test_shares_of_all_parts_make_a_hundred(shares, verdict, published):
    (finding,) = tried("N-05b-SUM", *three_classes(*shares))
    assert (finding.verdict, finding.published, finding.recomputed) == (verdict, published, "100%")


def test_ties_take_shares_as_far_from_a_hundred_as_their_halves_reach():
    # 64.085 % and 35.915 % are both ties: rounded up they make 100.01 %.
    parts = {"expenditure[total].total": "200.00", "expenditure[total].basic": "128.17"}
    parts["expenditure[total].project"] = "71.83"
    stated = {"expenditure[total].basic.share": "64.09", "expenditure[total].project.share": "35.92"}
    (finding,) = tried("N-03-SUM", parts, stated)
    assert (finding.verdict, finding.published, finding.cause) == (ROUNDING, "100.01%", Cause.ROUNDED_PARTS)
    # Half-up never takes a share above zero down by a whole half.
    stated = {"expenditure[total].basic.share": "64.08", "expenditure[total].project.share": "35.91"}
    assert [f.verdict for f in tried("N-03-SUM", parts, stated)] == [BROKEN]
    # Nor a share of nothing up by one.
    parts |= {"expenditure[total].basic": "200.00", "expenditure[total].project": "0.00"}
    stated = {"expenditure[total].basic.share": "100.01", "expenditure[total].project.share": "0.00"}
    assert [f.verdict for f in tried("N-03-SUM", parts, stated)] == [BROKEN]


def test_parts_that_miss_their_whole_by_rounding_take_their_shares_along():
    # 1.01 + 2.00 beside 3.00: 33.666… % and 66.666… % make 100.33 %.
    parts = {"expenditure[total].total": "3.00", "expenditure[total].basic": "1.01"}
    parts["expenditure[total].project"] = "2.00"
    stated = {"expenditure[total].basic.share": "33.67", "expenditure[total].project.share": "66.67"}
    (finding,) = tried("N-03-SUM", parts, stated)
    assert (finding.verdict, finding.published) == (ROUNDING, "100.34%")
    stated["expenditure[total].project.share"] = "66.69"
    assert [f.verdict for f in tried("N-03-SUM", parts, stated)] == [BROKEN]


@pytest.mark.parametrize(
    "document",
    [
        three_classes("33.33", "50.00", "16.67", sums=("0.00", "0.00", "0.00"), whole="0.00"),
        three_classes("33.33", "50.00", "16.67", whole="7000.00"),
        three_classes("33.33", "50.00", "约17"),
        three_classes("33.33", "50.00", "16.67", whole=None),
        ({}, {}),
    ],
    ids=["a whole of nothing", "a part is not stated", "one cannot be read", "no whole", "no shares"],
)
def test_shares_of_some_parts_are_not_added_up(document):
    (finding,) = tried("N-05b-SUM", *document)
    assert finding.verdict is NOT_TESTED


@pytest.mark.parametrize("rule", ["N-02-SUM", "N-03-SUM"])
def test_each_kind_of_share_adds_up_in_its_own_whole(rule):
    table = {"N-02-SUM": "income", "N-03-SUM": "expenditure"}[rule]
    parts = {f"{table}[total].total": "3", f"{table}[total].a": "1", f"{table}[total].b": "2"}
    stated = {f"{table}[total].a.share": "33.33", f"{table}[total].b.share": "66.67"}
    assert [f.verdict for f in tried(rule, parts, stated)] == [HOLDS]
    stated[f"{table}[total].b.share"] = "66.69"
    assert [f.verdict for f in tried(rule, parts, stated)] == [BROKEN]


# Change: from 464.05 to 446.46 by -17.59, that is -3.7905…%.
TOTAL = "general_budget[total].total"


@pytest.mark.parametrize(
    ("rate", "verdict", "cause"),
    [
        ("-3.79", HOLDS, None),
        ("-3.8", HOLDS, None),
        ("-3.7906", ROUNDING, Cause.ROUNDED_PARTS),
        ("-3.7", ROUNDING, Cause.TRUNCATION),
        ("3.79", BROKEN, Cause.WRONG_SIGN),
        ("96.21", BROKEN, Cause.RATIO_AS_GROWTH),
        ("-3.94", BROKEN, Cause.WRONG_BASE),
        ("-96.21", BROKEN, Cause.RATIO_AS_GROWTH),  # 下降96.21%
        ("103.94", BROKEN, Cause.PRIOR_AS_NUMERATOR),
        ("-103.94", BROKEN, Cause.PRIOR_AS_NUMERATOR),
        ("3.94", BROKEN, Cause.PRIOR_AS_NUMERATOR),
        ("-3.97", BROKEN, Cause.TRANSPOSED_DIGITS),
        ("-0", BROKEN, None),
        ("-37.91", BROKEN, Cause.DECIMAL_SHIFT),
        ("-4.00", BROKEN, None),
    ],
)
def test_a_rate_of_change_goes_back_to_the_prior_sum(rate, verdict, cause):
    stated = {f"{TOTAL}.change": "-17.59", f"{TOTAL}.change_rate": rate}
    (finding,) = tried("N-YOY", {TOTAL: "446.46"}, stated)
    assert (finding.verdict, finding.cause) == (verdict, cause)


def test_growth_from_nothing_has_no_percentage():
    stated = {f"{TOTAL}.change": "307.82", f"{TOTAL}.change_rate": "100.00"}
    (finding,) = tried("N-YOY", {TOTAL: "307.82"}, stated)
    assert (finding.verdict, finding.cause, finding.recomputed) == (BROKEN, Cause.ZERO_BASE, None)
    assert "为零" in finding.message


def test_growth_from_less_than_nothing_has_no_percentage_either():
    stated = {f"{TOTAL}.change": "307.82", f"{TOTAL}.change_rate": "120.00"}
    (finding,) = tried("N-YOY", {TOTAL: "300.00"}, stated)
    assert (finding.verdict, finding.cause, finding.recomputed) == (BROKEN, Cause.NEGATIVE_BASE, None)
    assert "为负" in finding.message


def test_a_rate_of_change_is_worked_out_with_units():
    stated = {f"{TOTAL}.change": "-17.59", f"{TOTAL}.change_rate": "-4.00"}
    (finding,) = tried("N-YOY", {TOTAL: "446.46"}, stated)
    assert "按增减额 ÷ 上年数(-17.59万元 ÷ 464.05万元)应为-3.79%" in finding.message
    (finding,) = tried("N-YOY", {TOTAL: "446.46"}, {**stated, f"{TOTAL}.change_rate": "-3.94"})
    assert "疑为分母有误(误以本年数为分母)" in finding.message


def test_a_fall_to_nothing_is_a_hundred_percent():
    stated = {TOTAL: "0", f"{TOTAL}.change": "-0.23", f"{TOTAL}.change_rate": "-100"}
    assert [f.verdict for f in tried("N-YOY", {}, stated)] == [HOLDS]
    # 0 of 0.23, told as a ratio: 与上年之比为0%, so nothing to call a mistake but the point.
    assert [f.cause for f in tried("N-YOY", {}, {**stated, f"{TOTAL}.change_rate": "-12"})] == [None]


@pytest.mark.parametrize("left_out", [TOTAL, f"{TOTAL}.change"])
def test_a_rate_without_its_sums_is_not_tested(left_out):
    stated = {TOTAL: "1.00", f"{TOTAL}.change": "0.10", f"{TOTAL}.change_rate": "11.11"}
    assert [f.verdict for f in tried("N-YOY", {}, stated)] == [HOLDS]
    del stated[left_out]
    assert [f.verdict for f in tried("N-YOY", {}, stated)] == [NOT_TESTED]


# Completion: 74.24 of 68.70 is 108.0640…%.


@pytest.mark.parametrize(
    ("rate", "verdict", "cause"),
    [
        ("108.06", HOLDS, None),
        ("108.0", ROUNDING, Cause.TRUNCATION),
        ("108.0700", ROUNDING, Cause.ROUNDED_PARTS),
        ("92.54", BROKEN, Cause.INVERTED_RATIO),
        ("8.06", BROKEN, Cause.GROWTH_AS_RATIO),
        ("10.81", BROKEN, Cause.DECIMAL_SHIFT),
        ("180.06", BROKEN, Cause.TRANSPOSED_DIGITS),
    ],
)
def test_completion_is_outturn_by_the_initial_budget(rate, verdict, cause):
    stated = {f"{TOTAL}.approved": "68.70", f"{TOTAL}.completion": rate}
    (finding,) = tried("N-DONE", {TOTAL: "74.24"}, stated)
    assert (finding.verdict, finding.cause) == (verdict, cause)


def test_completion_of_nothing_is_no_percentage():
    stated = {f"{TOTAL}.approved": "0", f"{TOTAL}.completion": "95.89"}
    (finding,) = tried("N-DONE", {TOTAL: "307.82"}, stated)
    assert (finding.verdict, finding.cause) == (BROKEN, Cause.ZERO_BASE)
    stated = {f"{TOTAL}.approved": "10.00", f"{TOTAL}.completion": "0.00"}
    (finding,) = tried("N-DONE", {TOTAL: "0.00"}, {**stated, f"{TOTAL}.completion": "12.00"})
    assert (finding.verdict, finding.cause) == (BROKEN, None)
    (finding,) = tried(
        "N-03",
        {"expenditure[total].total": "5.00", "expenditure[total].basic": "0.00"},
        {"expenditure[total].basic.share": "2.00"},
    )
    assert (finding.verdict, finding.cause) == (BROKEN, None)
    assert [f.verdict for f in tried("N-DONE", {TOTAL: "0.00"}, stated)] == [HOLDS]


@pytest.mark.parametrize("given", [TOTAL, f"{TOTAL}.approved"])
def test_completion_without_its_sums_is_not_tested(given):
    (finding,) = tried("N-DONE", {}, {given: "1.00", f"{TOTAL}.completion": "100"})
    assert finding.verdict is NOT_TESTED


# Which sums a sentence means.


def test_a_sum_is_taken_from_the_sentence_before_the_table_and_from_elsewhere_last():
    stated = (said(TOTAL, "1.00", sentence=1), said(TOTAL, "2.00", sentence=2))
    near = said(f"{TOTAL}.share", "1", "%", sentence=2)
    far = said(f"{TOTAL}.share", "1", "%", sentence=3)
    dossier = Dossier(disclosed({TOTAL: "3.00"}, stated))
    assert figure_for(dossier, TOTAL, near).value == Amount.of("2.00", Unit.WAN_YUAN)
    assert figure_for(dossier, TOTAL, far).value == Amount.of("3.00", Unit.WAN_YUAN)
    assert figure_for(Dossier(disclosed({}, stated)), TOTAL, far).value == Amount.of("1.00", Unit.WAN_YUAN)
    assert figure_for(dossier, "performance", far) is None


@pytest.mark.parametrize(
    ("figure", "whole"),
    [
        ("income[total].other", "income[total].total"),
        ("general_budget[total].total", "summary[expenditure_total].amount"),
        ("general_budget[201].total", "general_budget[total].total"),
        ("general_budget[201].basic", None),
        ("three_public[final].abroad", "three_public[final].total"),
        ("statistics[procurement_small_medium].value", "statistics[procurement_total].value"),
        ("statistics[vehicles_total].value", None),
        ("performance", None),
    ],
)
def test_every_share_has_its_whole(figure, whole):
    assert whole_of(figure) == whole


def test_a_share_of_no_known_whole_is_not_tested():
    (finding,) = tried("N-06", {}, {"basic_expenditure[301].amount": "1"})
    assert finding.verdict is NOT_TESTED
    (finding,) = tried(
        "N-09a", {"three_public[final].total": "1.00"}, {"three_public[final].total.share": "100"}
    )
    assert finding.verdict is HOLDS


@pytest.mark.parametrize("text", ["", "约一半", "1,2%", "十%"])
def test_what_is_no_percentage_is_none(text):
    assert percentage_of(text) is None


# What must be stated.


def test_every_class_with_expenditure_is_stated():
    table = {CLASSES.format(code): text for code, text in (("201", "2"), ("208", "3"), ("210", None))}
    table["general_budget[20805].total"] = "3"
    found = tried("N-05b-ALL", table, {CLASSES.format("201"): "2"})
    assert [(f.where[0].row, f.verdict) for f in found] == [("208", BROKEN), ("201", HOLDS)]
    assert {f.severity for f in found} == {Severity.WARNING}
    assert [f.verdict for f in tried("N-05b-ALL", table, {})] == [NOT_TESTED]


@pytest.mark.parametrize(
    ("spent", "count", "verdict"),
    [("0.23", "2", HOLDS), ("0", "0", HOLDS), ("0.23", "0", BROKEN), ("0", "2", BROKEN)],
)
def test_money_and_counts_of_three_public_go_together(spent, count, verdict):
    stated = {"three_public[final].abroad": spent, "three_public[final].abroad.groups": count}
    (finding,) = tried("N-09b-ZERO", {}, stated)
    assert finding.verdict is verdict
    assert spent in finding.message


def test_a_count_that_cannot_be_read_says_nothing():
    stated = {"three_public[final].abroad": "0.23", "three_public[final].abroad.groups": "若干"}
    assert [f.verdict for f in tried("N-09b-ZERO", {}, stated)] == [NOT_TESTED]


def test_contracts_with_small_and_medium_enterprises_are_given_with_their_share():
    total, part = "statistics[procurement_total].value", "statistics[procurement_small_medium].value"
    found = tried("DR-05", {}, {total: "2.02", part: "0.00", f"{part}.share": "0"})
    assert [f.verdict for f in found] == [HOLDS, HOLDS]
    found = tried("DR-05", {}, {total: "2.02", part: "0.00"})
    assert [f.verdict for f in found] == [BROKEN, HOLDS]
    assert "比重" in found[0].message
    assert [f.verdict for f in tried("DR-05", {}, {total: "0"})] == [NOT_TESTED]
    assert [f.verdict for f in tried("DR-05", {}, {})] == [NOT_TESTED]


def test_what_must_be_stated_is_asked_of_final_accounts_only():
    budget = Dossier(disclosed({}, {TOTAL: "1"}, kind="budget"))
    assert not any(rule.applies(budget) for rule in COMPLETENESS_RULES)
    assert all(rule.applies(budget) for rule in STATED_RULES)


def test_every_rule_of_the_narrative_is_tried_here():
    tried_here = {*RESTATED, "N-02-SUM", "N-03-SUM", "N-05b-SUM", "N-YOY", "N-DONE"}
    tried_here |= {"N-SHARE-CAP", "N-DONE-CAP", "N-PREV-OTHER", "X-01-PE"}
    tried_here |= {"N-05b-ALL", "N-09b-ZERO", "DR-05"}
    assert tried_here == set(RULES)


# What is remarked whatever it was worked out from, and what no rule reads.


@pytest.mark.parametrize(
    ("rule", "figure", "severity"),
    [
        ("N-SHARE-CAP", "expenditure[total].basic.share", Severity.ERROR),
        ("N-DONE-CAP", f"{TOTAL}.completion", Severity.INFO),
    ],
)
def test_percentages_above_a_hundred_are_remarked(rule, figure, severity):
    for text, verdict in (("100.00", HOLDS), ("100%", HOLDS), ("100.01", BROKEN), ("110%", BROKEN)):
        (finding,) = tried(rule, {}, {figure: text})
        assert (finding.verdict, finding.severity, finding.where[0].figure) == (verdict, severity, figure)
    assert [f.verdict for f in tried(rule, {}, {figure: "约一倍"})] == [NOT_TESTED]


OF_ALL, OF_APPROPRIATION = GRAND_TOTALS


@pytest.mark.parametrize(
    ("now", "moved", "verdict"),
    [
        (("446.46", "446.46"), ("-19.41", "-17.59"), BROKEN),  # 465.87 and 464.05: 1.82 of other money
        (("446.46", "446.46"), ("-17.59", "-17.59"), HOLDS),
        (("446.46", "446.46"), ("-17.60", "-17.59"), HOLDS),  # rounding
        (("448.28", "446.46"), ("-17.59", "-17.59"), HOLDS),  # it is still there
        (("446.46", "446.46"), ("减少", "-17.59"), NOT_TESTED),
        (("446.46", None), ("-19.41", "-17.59"), NOT_TESTED),
    ],
)
def test_money_of_the_year_before_that_is_gone_is_remarked(now, moved, verdict):
    table = dict(zip(GRAND_TOTALS, now, strict=True))
    stated = {f"{figure}.change": text for figure, text in zip(GRAND_TOTALS, moved, strict=True)}
    (finding,) = tried("N-PREV-OTHER", table, stated)
    assert (finding.verdict, finding.severity) == (verdict, Severity.INFO)
    if moved[0] == "-19.41" and verdict is BROKEN:
        assert "465.87万元" in finding.message
        assert "1.82万元本年没有了" in finding.message
    del stated[f"{OF_ALL}.change"]
    assert [f.verdict for f in tried("N-PREV-OTHER", table, stated)] == [NOT_TESTED]


@pytest.mark.parametrize(
    ("closing", "left", "verdict"),
    [
        (None, "6500", BROKEN),
        ("0.00", "6500", BROKEN),
        ("0.65", "6500", HOLDS),
        ("见附注", "6500", HOLDS),
        (None, "0", HOLDS),
        (None, None, NOT_TESTED),
    ],
)
def test_what_projects_have_left_over_is_carried_over(closing, left, verdict):
    disclosure = disclosed({"summary[closing].amount": closing, "summary[income_total].amount": "1.00"})
    funds = (Funds("合计", adjusted="10000", executed="3500", carry_over=left),)
    project = SelfEvaluation(1, EvaluationPart.REPORT, "示例项目", Unit.YUAN, funds=funds, indicators=())
    (finding,) = review(evolve(disclosure, evaluations=(project,)), [RULES["X-01-PE"]]).findings
    assert (finding.verdict, finding.severity) == (verdict, Severity.WARNING)
    assert ("0.6500万元" in finding.message) is (left == "6500")
    assert [f.verdict for f in tried("X-01-PE", {"summary[closing].amount": None})] == [NOT_TESTED]
    (finding,) = review(
        evolve(disclosed({"other[x].y": "1"}), evaluations=(project,)), [RULES["X-01-PE"]]
    ).findings
    assert finding.verdict is NOT_TESTED


def test_a_figure_that_no_rule_reads_says_so():
    unread = UnreadRule("N-UNREAD", "", (RULES["N-03"], RULES["N-YOY"]))
    stated = {"expenditure[total].basic": "1.00", "statistics[vehicles_total].value": "3"}
    stated |= {TOTAL: "1.00", f"{TOTAL}.change": "0.10", f"{TOTAL}.change_rate": "11.11"}
    found = review(disclosed({}, stated), [unread]).findings
    assert [(f.verdict, f.published) for f in found] == [(NOT_TESTED, "3")]
    assert "没有规则核对此数" in found[0].message
    del stated["statistics[vehicles_total].value"]
    (finding,) = review(disclosed({}, stated), [unread]).findings
    assert (finding.verdict, "4个数都有规则核对" in finding.message) == (HOLDS, True)
    assert [f.verdict for f in review(disclosed({}, {}), [unread]).findings] == [NOT_TESTED]


def test_columns_that_no_equation_reads_are_told_with_their_names():
    unread = UnreadColumnsRule("T-UNREAD", "各表各栏都有规则核对", tuple(linear_rules()))
    figures = {
        "summary[income_total].amount": "1",
        "summary[income_total].other": "2",
        "smmary[x].amount": "3",
    }
    found = review(disclosed(figures, {}), [unread]).findings
    assert [(f.verdict, f.where[0].table, f.where[0].column) for f in found] == [
        (NOT_TESTED, "summary", "other"),
        (NOT_TESTED, "smmary", "amount"),
    ]
    assert "summary表「other」 的1个数没有规则核对" in found[0].message
    (finding,) = review(
        disclosed({"income[total].any": "1", "three_public[final].total": "1"}, {}), [unread]
    ).findings
    assert finding.verdict is HOLDS


def test_what_rounding_explains_is_for_information():
    table = {"expenditure[total].total": "338.21", "expenditure[total].basic": "252.10"}
    (finding,) = tried("N-03", table, {"expenditure[total].basic.share": "74.53"})
    assert (finding.verdict, finding.severity) == (ROUNDING, Severity.INFO)
    assert finding_document(finding)["severity"] == "info"


def test_a_figure_is_named_by_its_document_else_by_its_form_else_as_is_usual():
    bare = Dossier(disclosed({"other[x].y": "1"}))
    assert bare.name_of("performance") == "performance"
    assert bare.name_of("summary[income_total].amount") == "summary[income_total]"
    formed = Dossier(disclosed({"other[x].y": "1"}), code_book(2024), form("shanxi-2024"))
    assert formed.name_of("summary[income_total].amount") == "收入支出决算总表 本年收入合计"
    assert formed.name_of("expenditure[2080505].basic") == "机关事业单位基本养老保险缴费支出「基本支出」"
    usual = Dossier(disclosed({"other[x].y": "1"}), naming=form("mof-2024"))
    assert usual.name_of("summary[income_total].amount.change") == "收入支出决算总表 本年收入合计增减额"
    printed = Dossier(disclosed({"summary[income_total].amount": "1"}), naming=form("mof-2024"))
    assert printed.name_of("summary[income_total].amount") == "summary表 income_total"
    assert printed.table_name("summary") == "summary表"
