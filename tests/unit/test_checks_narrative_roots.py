"""One figure stated wrongly is told once, whatever rules it breaks; a second error is told beside it."""

from __future__ import annotations

import pytest
from attrs import evolve

from govbudget import check, read_disclosure
from govbudget.catalogue import example_file
from govbudget.catalogue.rules import linear_rules
from govbudget.checks import Cause, Verdict, review
from govbudget.model import Department, Disclosure, PrintedRow, PrintedTable, StatedFigure
from govbudget.money import Unit

BASIC = "expenditure[total].basic"
INCOME, OUT = (f"summary[{side}_grand_total].amount" for side in ("income", "expenditure"))
TOTAL, CLASS, OTHER = (f"general_budget[{row}].total" for row in ("total", "201", "208"))


def with_known_errors(disclosure):
    """A document, and what is wrong in it as published."""
    return disclosure, {key(finding) for finding in flat(check(disclosure).broken)}


@pytest.fixture(scope="module")
def whole():
    """The bundled document with its self-evaluations."""
    return with_known_errors(read_disclosure(example_file("houma-2024", "disclosure.yaml")))


@pytest.fixture(scope="module")
def example(whole):
    """The bundled document without its self-evaluations, which take most of the time."""
    return with_known_errors(evolve(whole[0], evaluations=()))


def key(finding):
    return finding.rule, frozenset(finding.where)


def flat(findings):
    return [finding for one in findings for finding in (one, *one.consequences)]


def planted(example, errors):
    """The broken findings that the planted errors bring, each root with its consequences."""
    disclosure, known = example
    figures = list(disclosure.stated)
    for (figure, section), text in errors.items():
        number = next(
            n
            for n, stated in enumerate(figures)
            if stated.figure == figure and section in (None, stated.section)
        )
        assert figures[number].text != text
        figures[number] = evolve(figures[number], text=text)
    found = check(evolve(disclosure, stated=tuple(figures)))
    return [finding for finding in found.broken if any(key(one) not in known for one in flat([finding]))]


@pytest.mark.parametrize(
    ("figure", "section", "text", "root", "consequences"),
    [
        (BASIC, None, "268.11", "N-03", ["N-03"]),
        (f"{BASIC}.share", None, "46.08", "N-03", ["N-03-SUM"]),
        (f"{INCOME}.change", None, "-14.91", "N-01-BAL", ["N-YOY"]),
        (f"{OUT}.change", None, "-14.91", "N-01-BAL", ["N-YOY"]),
        (f"{TOTAL}.change", None, "-15.79", "N-05d", ["N-PREV-SUM", "N-YOY"]),
        (f"{CLASS}.change", None, "-2.33", "N-05d", ["N-PREV-SUM", "N-YOY"]),
        (f"{CLASS}.approved", None, "67.80", "N-05c", ["N-DONE"]),
        (OTHER, "五(二)", "383.21", "N-05b", ["N-05b"]),
        (OTHER, "五(三)", "383.21", "N-05b", ["N-DONE"]),
        (f"{OTHER}.share", None, "57.75", "N-05b", ["N-05b-SUM"]),
        ("general_budget[total].basic", None, "268.11", "N-06", ["N-06-SUM"]),
        ("statistics[procurement_total].value", None, "2.20", "N-10b", ["N-10b-SUM"]),
    ],
)
def test_a_figure_stated_wrongly_is_accused_and_told_once(example, figure, section, text, root, consequences):
    (found,) = planted(example, {(figure, section): text})
    assert (found.rule, sorted(one.rule for one in found.consequences)) == (root, consequences)
    # The wrong figure comes first, also where the rule reads another first (N-01-BAL, N-05c, N-05d).
    assert found.where[0].figure == figure
    assert text in found.message
    count = len(consequences)
    assert f"另{count}处不符随之消除" in found.message or f"改正后{count + 1}处不符都消除" in found.message
    assert all(one.verdict is Verdict.BROKEN for one in found.consequences)


def test_figures_of_projects_stated_wrongly_are_told_once_beside_what_was_wrong_already(whole):
    errors = {("performance[excellent].count", None): "21", ("performance[department].amount", None): "26.23"}
    amount, grade = sorted(
        (one for one in planted(whole, errors) if one.consequences), key=lambda one: one.where[0].figure
    )
    assert {one.rule for one in flat([grade])} == {"N-10d"}
    assert grade.where[0].figure == "performance[excellent].count"
    assert (amount.rule, [one.rule for one in amount.consequences]) == ("N-10d-SUM", ["N-10d"])
    assert amount.where[0].figure == "performance[department].amount"


def test_the_right_one_of_two_equal_changes_is_not_blamed(example):
    (found,) = planted(example, {(f"{OUT}.change", None): "-14.91"})
    assert "-14.91 应为-19.41(相邻两位数字颠倒)" in found.message
    assert found.cause is Cause.TRANSPOSED_DIGITS


def test_a_figure_that_rounding_leaves_open_is_accused_without_saying_what_it_should_be(example):
    # -3.23 of the class and -3.24 of the total less the other classes both hold.
    (found,) = planted(example, {(f"{CLASS}.change", None): "-2.33"})
    assert "-2.33 有误" in found.message


@pytest.mark.parametrize(
    "errors",
    [
        {(BASIC, None): "268.11", ("expenditure[total].project.share", None): "53.92"},
        {(f"{CLASS}.change", None): "-2.33", (f"{OTHER}.change_rate", None): "-3.66"},
        {(f"{CLASS}.share", None): "61.63", (f"{OTHER}.approved", None): "397.32"},
        {(f"{INCOME}.change", None): "-14.91", ("basic_expenditure[personnel_total].amount", None): "216.90"},
        {(f"{CLASS}.change", None): "-2.33", (f"{OTHER}.change", None): "-23.98"},
        {(f"{CLASS}.share", None): "61.63", (f"{OTHER}.share", None): "57.75"},
    ],
)
def test_a_second_error_is_told_for_itself(example, errors):
    found = planted(example, errors)
    assert len(found) >= 2
    accused = {one.where[0].figure for one in found}
    for figure, _ in errors:
        rate = figure.replace(".change", ".change_rate") if figure.endswith(".change") else figure
        assert accused & {figure, rate}, [str(one) for one in found]


def test_nobody_is_accused_where_several_figures_would_do():
    # 3.00 = 1.00 + 1.00 of 10.00 = 4.00 + 6.00: any of the three changes may be the wrong one.
    sums = {"total": ("10.00", "3.00"), "201": ("4.00", "1.00"), "208": ("6.00", "1.00")}
    rows = tuple(PrintedRow(row, row, {"total": text}, row) for row, (text, _) in sums.items())
    table = PrintedTable("general_budget", "公开05", "", Unit.WAN_YUAN, rows)
    stated = tuple(
        StatedFigure(f"general_budget[{row}].total.change", text, "万元") for row, (_, text) in sums.items()
    )
    rules = [rule for rule in linear_rules() if rule.id in ("N-05d", "N-PREV-SUM")]
    disclosure = Disclosure(Department(None, "示例局"), 2024, "final-accounts", None, (table,), stated)
    found = review(disclosure, rules)
    (root,) = found.broken
    assert (root.rule, [one.rule for one in root.consequences]) == ("N-05d", ["N-PREV-SUM"])
    assert "随之消除" not in root.message
    assert "都消除" not in root.message
    assert found.counts[Verdict.BROKEN] == 2
    # Ignored with its reason, a rule takes no part.
    apart = review(disclosure, rules, ignore={"N-05d": "另有说明"})
    assert [(one.rule, one.consequences) for one in apart.broken] == [("N-PREV-SUM", ())]
