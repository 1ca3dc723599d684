"""A review: which rules are tried and when, what is told first, what follows from one wrong figure, what fails."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from attrs import evolve, field, frozen

from govbudget.calc import Figure
from govbudget.catalogue import code_book, form
from govbudget.catalogue.rules import linear_rules
from govbudget.checks import (
    Case,
    Cause,
    Dossier,
    Equation,
    Finding,
    LinearRule,
    Place,
    Severity,
    UnknownRuleError,
    Verdict,
    level_rules,
    review,
)
from govbudget.model import (
    Department,
    Disclosure,
    EvaluationPart,
    PrintedRow,
    PrintedTable,
    SelfEvaluation,
    StatedFigure,
)
from govbudget.money import Amount, Unit

RULES = {rule.id: rule for rule in linear_rules()}
FIGURE = re.compile(r"(@?[a-z_]+)\[([^\]]+)\]\.([a-z_.]+)")


def disclosure_of(figures, *, year=2024, kind="final-accounts", evaluations=()):
    """A document that prints the figures, and states those after `@`."""
    rows, stated = {}, []
    for figure, text in figures.items():
        table, row, column = FIGURE.fullmatch(figure).groups()
        if table.startswith("@"):
            stated.append(StatedFigure(figure[1:], text, "万元", "一"))
        else:
            rows.setdefault(table, {}).setdefault(row, {})[column] = text
    tables = tuple(
        PrintedTable(
            name,
            name,
            name,
            Unit.WAN_YUAN,
            tuple(PrintedRow(row, row, cells, page=3) for row, cells in lines.items()),
        )
        for name, lines in rows.items()
    )
    return Disclosure(Department("602", "示例局"), year, kind, None, tables, tuple(stated), evaluations)


def reviewed(figures, *rules, **more):
    return review(disclosure_of(figures), [RULES[rule] for rule in rules], **more)


def flat(findings):
    return [finding for one in findings for finding in (one, *one.consequences)]


@frozen
class Told:
    """A rule that says what it was given to say."""

    id: str
    says: tuple = ()
    requires: tuple = ()
    severity: Severity = Severity.ERROR
    about: bool = True
    title: str = "所说的都对"
    basis: str = "依据"

    def applies(self, dossier):
        assert dossier.disclosure
        return self.about

    def evaluate(self, dossier):
        assert dossier.disclosure
        return iter(self.says)


@frozen
class ToldUntilRight(Told):
    """A rule of which the first thing said no longer is once a figure is not printed as it was."""

    figure: str = field(kw_only=True)
    printed: str = field(kw_only=True)

    def evaluate(self, dossier):
        return iter(self.says if dossier.cell_of(self.figure).text == self.printed else self.says[1:])


def told(rule, verdict=Verdict.BROKEN, severity=Severity.ERROR, *where, **more):
    return Finding(rule, "所说的都对", verdict, severity, where, more.pop("message", rule), **more)


# 次序


def test_the_worst_is_told_first_then_the_gravest_and_then_as_the_document_runs():
    figures = {f"{table}[{row}].{column}": "1" for table in "ab" for row in "rs" for column in "cd"}
    in_order = [
        told("R", Verdict.BROKEN, Severity.ERROR, Place("", "a", "s", "c")),
        told("R", Verdict.BROKEN, Severity.ERROR, Place("", "b", "r", "c")),
        told("S", Verdict.BROKEN, Severity.ERROR, Place("", "b", "r", "c")),
        told("S", Verdict.BROKEN, Severity.ERROR, Place("", "b", "r", "d")),
        told("R", Verdict.BROKEN, Severity.ERROR, Place("", sentence=2)),
        told("R", Verdict.BROKEN, Severity.ERROR, Place("", sentence=11)),
        told("R", Verdict.BROKEN, Severity.ERROR, Place("", project=1, part="form", indicator=2)),
        told("R", Verdict.BROKEN, Severity.ERROR, Place("", project=1, part="form", indicator=10)),
        told("R", Verdict.BROKEN, Severity.ERROR, Place("", project=1, part="report")),
        told("R", Verdict.BROKEN, Severity.ERROR, Place("", project=2, part="form")),
        told("R", Verdict.BROKEN, Severity.ERROR),
        told("R", Verdict.BROKEN, Severity.WARNING, Place("", "a", "r", "c")),
        told("R", Verdict.BROKEN, Severity.INFO, Place("", "a", "r", "c")),
        told("R", Verdict.ROUNDING, Severity.ERROR, Place("", "a", "r", "c")),
        told("R", Verdict.ROUNDING, Severity.INFO, Place("", "a", "r", "d")),
        told("R", Verdict.NOT_TESTED, Severity.ERROR, Place("", "a", "r", "c")),
        told("R", Verdict.HOLDS, Severity.ERROR, Place("", "a", "r", "c")),
        told("R", Verdict.HOLDS, Severity.ERROR, Place("", "a", "unknown", "d")),
    ]
    numbered = [evolve(finding, message=f"第{number}") for number, finding in enumerate(in_order)]
    for shuffled in (numbered, numbered[::-1], numbered[::2] + numbered[1::2]):
        rules = [Told(name, tuple(f for f in shuffled if f.rule == name)) for name in "RS"]
        found = review(disclosure_of(figures), rules)
        assert [finding.message for finding in found.findings] == [finding.message for finding in numbered]


def test_of_two_alike_the_one_that_more_follows_from_is_told_first():
    place = Place("", "a", "r", "c")
    follower = told("R", message="连带")
    root = evolve(told("S", Verdict.BROKEN, Severity.ERROR, place), consequences=(follower,))
    alone = told("R", Verdict.BROKEN, Severity.ERROR, place)
    found = review(disclosure_of({"a[r].c": "1"}), [Told("R", (alone,)), Told("S", (root,))])
    assert [finding.rule for finding in found.findings] == ["S", "R"]


def test_what_is_ignored_is_told_last_with_its_reason():
    broken, fine = told("R"), told("S", Verdict.HOLDS)
    found = review(
        disclosure_of({}), [Told("R", (broken,)), Told("S", (fine,))], ignore={"R": "与财政部门核对过"}
    )
    assert [(finding.rule, finding.ignored) for finding in found.findings] == [
        ("S", None),
        ("R", "与财政部门核对过"),
    ]
    assert found.ignored == {"R": "与财政部门核对过"}
    assert found.counts == {
        Verdict.HOLDS: 1,
        Verdict.ROUNDING: 0,
        Verdict.BROKEN: 1,
        Verdict.NOT_TESTED: 0,
    }
    assert (found.broken, found.fails(), found.fails(strict=True)) == ((), False, False)


def test_every_id_that_no_rule_has_is_refused_at_once():
    with pytest.raises(ExceptionGroup, match=r"^不能略过的规则\(2处\)") as caught:
        review(disclosure_of({}), [Told("R")], ignore={"R": "", "FA99": "", "X": ""})
    assert [str(fault) for fault in caught.value.exceptions] == ["没有规则 'FA99'", "没有规则 'X'"]
    assert all(isinstance(fault, UnknownRuleError | LookupError) for fault in caught.value.exceptions)


# 通过与否


@pytest.mark.parametrize(
    ("verdict", "severity", "fails", "fails_strictly"),
    [
        (Verdict.BROKEN, Severity.ERROR, True, True),
        (Verdict.BROKEN, Severity.WARNING, False, True),
        (Verdict.BROKEN, Severity.INFO, False, False),
        (Verdict.ROUNDING, Severity.ERROR, False, True),
        (Verdict.NOT_TESTED, Severity.ERROR, False, False),
        (Verdict.HOLDS, Severity.ERROR, False, False),
    ],
)
def test_only_a_broken_rule_that_is_an_error_fails_and_any_difference_if_strict(
    verdict, severity, fails, fails_strictly
):
    found = review(disclosure_of({}), [Told("R", (told("R", verdict, severity),))])
    assert (found.fails(), found.fails(strict=True)) == (fails, fails_strictly)
    assert found.of(verdict) == found.findings


# 一处错误,各处不符

CLASSES = {
    "summary[208].amount": "90.00",
    "summary[210].amount": "20.00",
    "summary[expenditure_total].amount": "110.00",
}
LISTED = {
    "expenditure[208].total": "90.00",
    "expenditure[210].total": "20.00",
    "expenditure[total].total": "110.00",
}


def test_the_finding_that_judges_the_wrong_figure_holds_the_others():
    found = reviewed({**CLASSES, **LISTED, "summary[208].amount": "80.00"}, "X-01-03", "FA01-R58")
    (root,) = found.broken
    assert (root.rule, root.where[0].row, root.recomputed) == ("X-01-03", "208", "90.00")
    assert [finding.rule for finding in root.consequences] == ["FA01-R58"]
    assert found.counts == {Verdict.HOLDS: 2, Verdict.ROUNDING: 0, Verdict.BROKEN: 2, Verdict.NOT_TESTED: 0}


def test_a_wrong_figure_that_no_finding_judges_is_named_as_the_suspect():
    """An item that is too small: its 款 and 合计 are judged, the item itself is not."""
    figures = {
        "expenditure[total].total": "9.00",
        "expenditure[208].total": "9.00",
        "expenditure[20805].total": "9.00",
        "expenditure[2080505].total": "1.00",
        "expenditure[2080506].total": "5.00",
    }
    found = reviewed(figures, "FA03-H7", "FA03-HL", "FA03-H5", "FA03-H3")
    (root,) = found.broken
    assert {finding.rule for finding in flat([root])} == {"FA03-H7", "FA03-HL"}
    # 4.00 more in either item would do: neither is accused.
    assert root.where[0].row in ("20805", "total")
    found = reviewed(
        figures | {"income[2080505].total": "4.00", "summary[opening].amount": None},
        "FA03-H7",
        "FA03-HL",
        "FA03-H5",
        "FA03-H3",
        "X-02-03",
    )
    (root,) = found.broken
    assert root.where[0].figure is None
    assert (root.where[0].table, root.where[0].row) == ("expenditure", "2080505")
    assert "expenditure 2080505" in root.message
    assert len(root.consequences) == found.counts[Verdict.BROKEN] - 1 == 2


def test_a_figure_that_was_left_blank_is_named_as_left_out():
    figures = {
        "expenditure[total].total": "9.00",
        "expenditure[208].total": "9.00",
        "expenditure[20805].total": "9.00",
        "expenditure[2080505].total": None,
        "expenditure[2080506].total": "5.00",
        "income[2080505].total": "4.00",
        "income[2080506].total": "5.00",
        "summary[opening].amount": None,
    }
    found = reviewed(figures, "FA03-H7", "FA03-HL", "X-02-03")
    (root,) = found.broken
    assert (root.where[0].table, root.where[0].row) == ("expenditure", "2080505")
    assert "expenditure 2080505" in root.message
    assert {finding.rule for finding in flat([root])} == {"FA03-H7", "FA03-HL", "X-02-03"}


def test_two_wrong_figures_are_two_roots():
    figures = {**CLASSES, **LISTED, "summary[208].amount": "80.00", "expenditure[total].total": "115.00"}
    found = reviewed(figures, "X-01-03", "FA01-R58", "FA03-H3")
    assert found.counts[Verdict.BROKEN] == 4
    assert {(root.rule, *(finding.rule for finding in root.consequences)) for root in found.broken} == {
        ("X-01-03", "FA01-R58"),
        ("FA03-H3", "X-01-03"),
    }


def test_a_change_that_would_break_what_holds_explains_nothing():
    """208 and 210 each 10.00 off, one up and one down: 合计 holds, so no single figure is the root."""
    figures = {**CLASSES, **LISTED, "summary[208].amount": "80.00", "summary[210].amount": "30.00"}
    found = reviewed(figures, "X-01-03", "FA01-R58")
    assert [(root.rule, root.where[0].row, root.consequences) for root in found.broken] == [
        ("X-01-03", "208", ()),
        ("X-01-03", "210", ()),
    ]


def test_a_figure_that_another_sum_confirms_is_no_root():
    """合计 is 1.00 short in both columns: to change one alone would settle two sums and break the row."""
    figures = {
        "expenditure[total].total": "10.00",
        "expenditure[total].basic": "10.00",
        "expenditure[total].project": None,
        "expenditure[201].total": "4.00",
        "expenditure[201].basic": "4.00",
        "expenditure[208].total": "7.00",
        "expenditure[208].basic": "7.00",
    }
    found = reviewed(figures, "FA03-C1", "FA03-H3", "FA03-HL")
    assert {(root.rule, root.consequences) for root in found.broken} == {("FA03-H3", ()), ("FA03-HL", ())}
    assert len(found.broken) == found.counts[Verdict.BROKEN] == 4


def test_what_one_root_explains_is_weighed_anew_for_the_next():
    """Two figures of one code, each 10.00 too much: either alone would bring their sum below the whole."""
    figures = {
        "general_budget[total].total": "10.00",
        "general_budget[2080505].total": "20.00",
        "general_budget[2080505].basic": "10.00",
        "general_budget[total].basic": "10.00",
        "general_budget[208].total": "10.00",
        "general_budget[208].basic": "10.00",
        "general_budget[208].project": None,
        "government_fund[total].total": "10.00",
        "government_fund[2080505].total": "20.00",
        "government_fund[2080505].project": "10.00",
        "government_fund[total].project": "10.00",
        "government_fund[208].total": "10.00",
        "government_fund[208].project": "10.00",
        "government_fund[208].basic": None,
        "expenditure[208].basic": "20.00",
        "expenditure[2080505].basic": "20.00",
        "expenditure[2080505].project": "15.00",
    }
    found = reviewed(figures, "FA05-C1", "FA05-HL", "FA07-C3", "FA07-HL", "X-03-578")
    assert sorted(sorted(finding.rule for finding in flat([root])) for root in found.broken) == [
        ["FA05-C1", "FA05-HL", "X-03-578"],
        ["FA07-C3", "FA07-HL"],
    ]


def exchanged(figures, *pairs):
    """The figures with the printed numbers of each pair exchanged."""
    swapped = {}
    for first, second in pairs:
        swapped.update({first: figures[second], second: figures[first]})
    return {**figures, **swapped}


def test_two_rows_exchanged_in_every_column_are_told_once():
    figures = {
        "expenditure[208].total": "30.00",
        "expenditure[208].basic": "20.00",
        "expenditure[208].project": "10.00",
        "expenditure[210].total": "5.00",
        "expenditure[210].basic": "5.00",
        "expenditure[210].project": None,
        "summary[208].amount": "30.00",
        "summary[210].amount": "5.00",
        "general_budget[208].total": "30.00",
        "general_budget[208].basic": "20.00",
        "general_budget[208].project": "10.00",
        "general_budget[210].total": "5.00",
        "general_budget[210].basic": "5.00",
        "general_budget[210].project": None,
    }
    rules = ("X-01-03", "X-03-05", "FA03-C1")
    assert reviewed(figures, *rules).broken == ()
    columns = ("total", "basic", "project")
    pairs = [(f"expenditure[208].{column}", f"expenditure[210].{column}") for column in columns]
    (root,) = reviewed(exchanged(figures, *pairs), *rules).broken
    assert root.cause is Cause.SWAPPED_ROWS
    assert [(place.row, place.column) for place in root.where[:2]] == [("208", None), ("210", None)]
    assert "疑将 expenditure 208 与 expenditure 210 的数互换" in root.message


def test_a_sum_exchanged_with_one_of_its_items_is_told_as_an_exchange():
    figures = {
        "basic_expenditure[302].amount": "9.00",
        "basic_expenditure[30201].amount": "4.00",
        "basic_expenditure[30211].amount": "5.00",
        "basic_expenditure[operating_total].amount": "9.00",
    }
    swapped = exchanged(figures, ("basic_expenditure[302].amount", "basic_expenditure[30201].amount"))
    (root,) = reviewed(swapped, "FA06-H", "FA06-PUB").broken
    assert root.cause is Cause.SWAPPED_ROWS


def test_one_wrong_figure_that_happens_to_equal_another_is_no_exchange():
    figures = {**CLASSES, **LISTED, "summary[208].amount": "80.00", "summary[229].amount": "90.00"}
    figures["summary[expenditure_total].amount"] = "200.00"
    figures["expenditure[229].total"] = "90.00"
    causes = {finding.cause for finding in flat(reviewed(figures, "X-01-03", "FA01-R58").broken)}
    assert Cause.SWAPPED_ROWS not in causes


def test_a_class_left_blank_is_told_once_although_its_own_rounding_counts():
    # 20.00 + 30.00 + 5.00 + 5.00 rounded from 20.004, 30.004, 5.004 and 5.004: 60.02.
    figures = {
        "expenditure[total].total": "60.02",
        "expenditure[201].total": "20.00",
        "expenditure[208].total": None,
        "expenditure[210].total": "5.00",
        "expenditure[221].total": "5.00",
        "summary[201].amount": "20.00",
        "summary[208].amount": "30.00",
        "summary[210].amount": "5.00",
        "summary[221].amount": "5.00",
    }
    (root,) = reviewed(figures, "FA03-H3", "X-01-03").broken
    assert root.where[0].row == "208"
    assert len(root.consequences) == 1


def test_a_sum_that_two_wrong_figures_explain_together_is_told_under_one_of_them():
    figures = {**CLASSES, **LISTED, "summary[208].amount": "80.00", "summary[210].amount": "31.00"}
    found = reviewed(figures, "X-01-03", "FA01-R58")
    assert [root.rule for root in found.broken] == ["X-01-03", "X-01-03"]
    assert sorted(follower.rule for root in found.broken for follower in root.consequences) == ["FA01-R58"]


def test_two_gaps_that_differ_by_rounding_have_one_root_between_them():
    """5.38 in one sum and 5.36 in another: 5.37 settles both, each within what rounding explains."""
    figures = {
        "government_fund[total].income": "33.67",
        "appropriation_summary[government_fund].amount": "28.31",
        "government_fund[229].income": "20.00",
        "government_fund[212].income": "8.29",
    }
    (root,) = reviewed(figures, "FA07-H3", "X-04-07").broken
    assert (root.where[0].table, root.where[0].column) == ("government_fund", "income")
    assert len(root.consequences) == 1


def test_several_tables_in_the_wrong_unit_are_told_each():
    tables = {"expenditure": "expenditure", "general_budget": "general_budget"}
    figures = {**IN_WAN}
    for table in tables:
        figures.update({name.replace("expenditure[", f"{table}["): text for name, text in IN_YUAN.items()})
    figures |= {
        f"appropriation_summary[{row}].general_budget": text
        for row, text in (
            ("expenditure_total", "100.01"),
            ("201", "12.34"),
            ("208", "45.67"),
            ("221", "42.00"),
        )
    }
    found = reviewed(figures, "X-01-03", "FA01-R58", "FA03-H3", "FA05-H3", "X-04-05")
    assert [(f.rule, f.where[0].table) for f in found.broken] == [
        ("M-09", "expenditure"),
        ("M-09", "general_budget"),
    ]


def test_a_percentage_worked_out_from_the_wrong_figure_follows_it():
    wrong = Figure("summary[208].amount", "社会保障和就业支出", Amount(1), "公开文件")
    share = Figure("summary[208].amount.share", "占比", Amount(1), "÷", (wrong,))
    other = Figure("summary[210].amount.share", "占比", Amount(1), "÷")
    loose = [
        told("N", Verdict.BROKEN, Severity.ERROR, Place("占比"), message="占比", recomputed_from=share),
        told("N", Verdict.BROKEN, Severity.ERROR, Place("别的"), message="别的", recomputed_from=other),
        told("N", message="没有推算"),
    ]
    rules = [
        RULES["X-01-03"],
        RULES["FA01-R58"],
        ToldUntilRight("N", tuple(loose), figure="summary[208].amount", printed="80.00"),
    ]
    found = review(disclosure_of({**CLASSES, **LISTED, "summary[208].amount": "80.00"}), rules)
    root = next(finding for finding in found.broken if finding.consequences)
    assert [finding.message for finding in root.consequences if finding.rule == "N"] == ["占比"]
    assert {finding.message for finding in found.broken if finding.rule == "N"} == {"别的", "没有推算"}
    assert found.counts[Verdict.BROKEN] == 5


def test_a_percentage_that_is_wrong_whatever_it_is_worked_out_from_is_told_by_itself():
    wrong = Figure("summary[208].amount", "社会保障和就业支出", Amount(1), "公开文件")
    share = Figure("summary[208].amount.share", "占比", Amount(1), "÷", (wrong,))
    rules = [RULES["X-01-03"], RULES["FA01-R58"], Told("N", (told("N", recomputed_from=share),))]
    found = review(disclosure_of({**CLASSES, **LISTED, "summary[208].amount": "80.00"}), rules)
    assert [finding.rule for finding in found.broken if not finding.consequences] == ["N"]


def test_findings_that_nothing_connects_stand_for_themselves():
    figures = {
        **CLASSES,
        **LISTED,
        "summary[208].amount": "80.00",
        "summary[expenditure_total].amount": "111.00",
    }
    found = reviewed(figures, "X-01-03")
    assert [(root.where[0].row, root.consequences) for root in found.broken] == [
        ("208", ()),
        ("expenditure_total", ()),
    ]


def test_an_ignored_root_does_not_hide_what_is_not_ignored():
    wrong = {**CLASSES, **LISTED, "summary[208].amount": "80.00"}
    found = reviewed(wrong, "X-01-03", "FA01-R58", ignore={"X-01-03": "总表另行更正"})
    assert [finding.rule for finding in found.broken] == ["FA01-R58"]
    assert found.fails()


def test_a_root_of_little_weight_does_not_hide_an_error():
    figures = {
        "general_budget[total].basic": "16.00",
        "general_budget[208].basic": "16.00",
        "general_budget[20805].basic": "16.00",
        "general_budget[2080505].basic": "10.00",
        "basic_expenditure[30108].amount": "16.00",
    }
    found = reviewed(figures, "FA05-H7", "FA05-HL", "X-05-06-EC")
    assert found.counts[Verdict.BROKEN] == 3
    assert found.fails()


def test_the_root_is_the_same_in_whatever_order_the_rules_stand():
    figures = {
        "expenditure[total].total": "12.00",
        "expenditure[total].basic": "9.00",
        "expenditure[total].project": None,
        "expenditure[208].total": "9.00",
        "expenditure[208].basic": "9.00",
    }
    rules = ("FA03-C1", "FA03-H3", "FA03-HL")
    assert reviewed(figures, *rules).findings == reviewed(figures, *rules[::-1]).findings


# 金额单位写错的表

IN_YUAN = {
    "expenditure[total].total": "1000100.00",
    "expenditure[201].total": "123400.00",
    "expenditure[208].total": "456700.00",
    "expenditure[221].total": "420000.00",
}
IN_WAN = {
    "summary[expenditure_total].amount": "100.01",
    "summary[201].amount": "12.34",
    "summary[208].amount": "45.67",
    "summary[221].amount": "42.00",
}


def test_a_table_in_the_wrong_unit_is_one_finding():
    figures = {**IN_WAN, **IN_YUAN, "summary[221].amount": "40.00"}
    found = reviewed(figures, "X-01-03", "FA01-R58", "FA03-H3")
    unit, *others = found.broken
    assert (unit.rule, unit.cause, unit.where[0].table) == ("M-09", Cause.UNIT_MIXUP, "expenditure")
    assert (unit.published, unit.recomputed, unit.severity) == ("万元", "元", Severity.ERROR)
    assert {finding.where[0].row for finding in unit.consequences} == {"201", "208", "expenditure_total"}
    # What is wrong besides stays: 221 is 2.00 short in the summary, and so is its sum.
    assert {finding.rule for finding in flat(others)} == {"X-01-03", "FA01-R58"}
    assert others[0].where[0].row == "221"
    assert found.fails()


def test_two_figures_apart_by_ten_thousand_may_be_two_mistakes():
    figures = {
        "summary[201].amount": "12.34",
        "summary[208].amount": "45.67",
        "expenditure[201].total": "123400.00",
        "expenditure[208].total": "456700.00",
    }
    found = reviewed(figures, "X-01-03")
    assert [(root.rule, root.cause) for root in found.broken] == [("X-01-03", Cause.UNIT_MIXUP)] * 2


def test_a_unit_that_would_break_more_than_it_settles_is_not_suspected():
    """Three classes are ten thousand times too great, but four others agree as they stand."""
    fine = {"201": "12.34", "203": "11.22", "204": "33.44", "205": "55.66"}
    figures = {f"summary[{code}].amount": text for code, text in fine.items()}
    figures |= {f"expenditure[{code}].total": text for code, text in fine.items()}
    for code in ("208", "210", "221"):
        figures |= {f"summary[{code}].amount": "45.67", f"expenditure[{code}].total": "456700.00"}
    assert {root.rule for root in reviewed(figures, "X-01-03").broken} == {"X-01-03"}


def test_a_unit_that_is_ignored_is_not_looked_for():
    found = reviewed({**IN_WAN, **IN_YUAN}, "X-01-03", ignore={"M-09": "表头已更正"})
    assert {root.rule for root in found.broken} == {"X-01-03"}
    assert found.ignored == {"M-09": "表头已更正"}


def test_the_counts_are_those_of_what_is_told_where_a_unit_is_wrong():
    found = reviewed({**IN_WAN, **IN_YUAN}, "X-01-03", "FA01-R58", "FA03-H3")
    told_of = Counter(finding.verdict for finding in flat(found.findings))
    assert told_of == +Counter(found.counts)


# 哪些规则要试


def test_a_rule_that_is_not_about_such_a_document_is_not_tried():
    assert review(disclosure_of({}), [Told("R", (told("R"),), about=False)]).findings == ()


def test_rules_are_handed_the_document_the_book_and_the_form():
    seen = []

    @frozen
    class Looking(Told):
        def evaluate(self, dossier):
            seen.append((dossier.disclosure, dossier.book, dossier.form))
            return iter(())

    book, layout, disclosure = code_book(2024), form("shanxi-2024"), disclosure_of({})
    review(disclosure, [Looking("R")], book=book, form=layout)
    review(disclosure, [Looking("R")])
    assert seen == [(disclosure, book, layout), (disclosure, None, None)]


EVALUATED = SelfEvaluation(1, EvaluationPart.FORM, "项目", Unit.WAN_YUAN, (), ())


@pytest.mark.parametrize(
    ("figures", "evaluations", "said"),
    [
        ({}, (), "文件没有 表 a、情况说明的数、绩效自评"),
        ({"a[r].c": "1"}, (), "文件没有 情况说明的数、绩效自评"),
        ({"@a[r].c": "1"}, (), "文件没有 表 a、绩效自评"),
        ({}, (EVALUATED,), "文件没有 表 a、情况说明的数"),
        ({"a[r].c": "1", "@a[r].c": "1"}, (EVALUATED,), "文件没有可核对的数"),
    ],
)
def test_a_rule_with_nothing_to_test_says_what_the_document_lacks(figures, evaluations, said):
    rule = Told("R", requires=("a", "@", "evaluations"), severity=Severity.WARNING)
    (finding,) = review(disclosure_of(figures, evaluations=evaluations), [rule]).findings
    assert (finding.rule, finding.verdict, finding.severity, finding.where) == (
        "R",
        Verdict.NOT_TESTED,
        Severity.WARNING,
        (),
    )
    assert (finding.message, finding.basis) == (f"所说的都对: {said}", "依据")


def test_one_lack_is_told_once_but_every_difference_as_often_as_it_is_seen():
    lacking, broken = told("R", Verdict.NOT_TESTED, message="缺 甲"), told("R", message="不符")
    found = review(
        disclosure_of({}),
        [Told("R", (lacking, broken, lacking, broken)), Told("S", (evolve(lacking, rule="S"),))],
    )
    assert [finding.message for finding in found.findings] == ["不符", "不符", "缺 甲", "缺 甲"]
    assert found.counts[Verdict.NOT_TESTED] == found.counts[Verdict.BROKEN] == 2


# 等式规则的情形


def rule_of(equation, **conditions):
    years = {key: conditions.pop(key) for key in ("since", "until", "kind") if key in conditions}
    return LinearRule("R", "相等", "依据", (Case(Equation.read(equation), **conditions),), **years)


@pytest.mark.parametrize(
    ("limits", "applies"),
    [
        ({}, True),
        ({"kind": "final-accounts"}, True),
        ({"kind": "budget"}, False),
        ({"since": 2024}, True),
        ({"since": 2025}, False),
        ({"until": 2024}, True),
        ({"until": 2023}, False),
        ({"since": 2020, "until": 2024, "kind": "final-accounts"}, True),
    ],
)
def test_a_rule_is_about_documents_of_its_kind_and_years(limits, applies):
    assert rule_of("a[r].c = b[r].c", **limits).applies(Dossier(disclosure_of({}))) is applies


CODED = {
    "a[total].c": "6.00",
    "a[201].c": "1.00",
    "a[208].c": "5.00",
    "a[20805].c": "5.00",
    "a[2080505].c": "5.00",
    "b[210].c": "1.00",
    "b[201].d": "2.00",
}


@pytest.mark.parametrize(
    ("each", "bound"),
    [
        ((), [{}]),
        ((("x", "rows a"),), [{"x": x} for x in ("total", "201", "208", "20805", "2080505")]),
        ((("x", "rows a b"),), [{"x": x} for x in ("total", "201", "208", "20805", "2080505", "210", "201")]),
        ((("x", "rows nothing"),), []),
        ((("x", "codes a b"),), [{"x": x} for x in ("201", "208", "20805", "2080505", "210")]),
        ((("x", "classes a b"),), [{"x": x} for x in ("201", "208", "210")]),
        ((("x", "groups a b"),), [{"x": "20805"}]),
        ((("x", "columns a b nothing"),), [{"x": "c"}, {"x": "d"}]),
        ((("x", "general fund"),), [{"x": "general"}, {"x": "fund"}]),
        (
            (("x", "columns b"), ("y", "classes a")),
            [{"x": x, "y": y} for x in ("c", "d") for y in ("201", "208")],
        ),
    ],
)
def test_a_variable_stands_for_each_member_of_its_domain(each, bound):
    case = Case(Equation.read("a[r].c = a[s].c"), each)
    assert list(case.bindings(Dossier(disclosure_of(CODED)))) == bound


FILLED = {"a[r].c": "1.00", "a[r].d": None, "a[s].c": "0.00", "a[s].d": "—", "b[r].c": "2.00"}


@pytest.mark.parametrize(
    ("condition", "places", "met"),
    [
        ("printed", ("a",), True),
        ("printed", ("a[s]", "a.d", "b[r]"), True),
        ("printed", ("a[s]", "a[t]"), False),
        ("printed", ("a.e",), False),
        ("printed", ("nothing",), False),
        ("unless", ("a[t]", "a.e", "nothing"), True),
        ("unless", ("a[t]", "a"), False),
        ("blank", ("a[s]",), True),
        ("blank", ("a[s]", "a[t]"), True),
        ("blank", ("a[s]", "a[r]"), False),
        ("filled", ("a[s]", "a[r]"), True),
        ("filled", ("a[s]",), False),
        ("filled", ("a[t]",), False),
    ],
)
def test_a_case_is_tried_where_the_document_meets_its_conditions(condition, places, met):
    case = Case(Equation.read("a[r].c = b[r].c"), **{condition: places})
    assert case.holds_for(Dossier(disclosure_of(FILLED))) is met
    found = LinearRule("R", "", "", (case,)).evaluate(Dossier(disclosure_of(FILLED)))
    assert any(finding.verdict is not Verdict.NOT_TESTED for finding in found) is met


@pytest.mark.parametrize("place", ["a", "a.c", "b"])
def test_a_table_or_a_column_with_a_number_is_not_blank(place):
    case = Case(Equation.read("a[r].c = b[r].c"), blank=(place,))
    assert not case.holds_for(Dossier(disclosure_of(FILLED)))


def test_a_column_without_a_number_is_blank():
    case = Case(Equation.read("a[r].c = b[r].c"), blank=("a.d",))
    assert case.holds_for(Dossier(disclosure_of(FILLED)))


def test_an_equation_of_blank_figures_says_nothing():
    rule = rule_of("a[r].d = a[s].d")
    assert list(rule.evaluate(Dossier(disclosure_of(FILLED)))) == []


@pytest.mark.parametrize(
    ("equation", "figures", "said"),
    [
        ("a[x].c = b[r].c", {}, "缺 a x「c」"),
        ("a[r].c = nothing[r].c", {}, "缺 表 nothing"),
        ("a[r].e = b[r].c", {}, "缺 a r「e」"),
        ("b[r].c = a[x + y].c", {}, "缺 a x「c」"),
        ("b[r].c = a[class].c", {}, "a没有可相加的行"),
        ("b[r].c = nothing[class].c", {}, "表 nothing没有可相加的行"),
        ("@a[r].c = b[r].c", {}, "情况说明未说 a r「c」"),
        ("b[r].c = @a[r].c + @a[s].c", {"@a[s].c": "1.00"}, "情况说明未说 a r「c」"),
        ("a[r].c = b[r].c", {"a[r].c": "一"}, "a r「c」(第3页)印作“一”,读不成数"),
        ("a[r].c = b[r].c", {"b[r].c": "2.O0"}, "b r(第3页)印作“2.O0”,读不成数"),
    ],
)
def test_an_equation_that_cannot_be_tried_says_what_is_missing(equation, figures, said):
    (finding,) = rule_of(equation).evaluate(Dossier(disclosure_of({**FILLED, **figures})))
    assert finding.verdict is Verdict.NOT_TESTED
    assert finding.message == f"相等: {said}"
    assert (finding.basis, finding.severity, finding.difference) == ("依据", Severity.ERROR, None)
    assert len(finding.where) == 1


def test_addends_that_the_layout_does_not_have_are_left_out_of_a_sum():
    (finding,) = rule_of("b[r].c = a[r + x + y].c").evaluate(
        Dossier(disclosure_of({**FILLED, "b[r].c": "1.00"}))
    )
    assert finding.verdict is Verdict.HOLDS


def test_a_rule_reads_the_tables_of_all_its_equations():
    cases = tuple(
        Case(Equation.read(text)) for text in ("a[r].c = b[r].c", "b[r].c = @a[r].c", "c[r].c = a[r].c")
    )
    assert LinearRule("R", "", "", cases).requires == ("a", "b", "@", "c")


def test_the_four_levels_of_a_table_are_four_rules_of_its_kind():
    rules = level_rules("FA02", "income", "依据", "final-accounts")
    assert [(rule.id, rule.kind, rule.basis, rule.severity) for rule in rules] == [
        (f"FA02-{level}", "final-accounts", "依据", Severity.ERROR) for level in ("H3", "H5", "H7", "HL")
    ]


# 不知道有没有的,不能当作没有


@pytest.mark.parametrize("rule", ["X-03-05", "X-02-03"])
def test_without_the_summary_nobody_knows_whether_there_is_other_money(rule):
    """DESIGN §3: absent is not zero."""
    figures = {
        "income[208].total": "10.00",
        "general_budget[208].total": "10.00",
        "expenditure[208].total": "15.00",
    }
    assert reviewed(figures, rule).counts[Verdict.BROKEN] == 0


def test_a_carry_over_that_cannot_be_read_is_not_blank():
    figures = {
        "summary[opening].amount": "5.OO",
        "summary[expenditure_total].amount": "15.00",
        "appropriation_summary[expenditure_total].total": "10.00",
    }
    assert reviewed(figures, "X-01-04").counts[Verdict.BROKEN] == 0


# 缺什么要说出来


def test_a_column_that_is_missing_beside_one_that_is_there_is_named():
    (finding,) = reviewed({"government_fund[total].total": "5.00"}, "FA07-C3").findings
    assert "basic" in finding.message


def test_a_row_that_a_rule_needs_before_it_is_tried_is_named():
    (finding,) = reviewed({"three_public[final].total": "5.00"}, "FA09-CAP").findings
    assert "adjusted" in finding.message


def test_a_printed_figure_beside_a_stated_one_is_missing_from_its_table():
    figures = {
        "general_budget[208].total": "6.00",
        "@general_budget[total].total.change": "1.00",
        "@general_budget[208].total.change": "1.00",
    }
    (finding,) = reviewed(figures, "N-PREV-SUM").findings
    assert finding.message.endswith("缺 general_budget total")


# 说明


def test_a_finding_explains_itself_with_its_basis_its_sums_and_what_follows():
    found = reviewed({**CLASSES, **LISTED, "summary[208].amount": "80.00"}, "X-01-03", "FA01-R58")
    (root,) = found.broken
    first, basis, *rest = root.explain()
    assert first == f"不符 X-01-03 {root.message}" == str(root)
    assert basis == "  依据: 公开表的项目、行次和栏次关系"
    assert rest == [
        "  总表的支出与支出决算表一致 = 90.00万元  ← 同一数",
        "    expenditure 208 = 90.00万元  ← 公开文件第3页",
        f"  连带: 不符 FA01-R58 {root.consequences[0].message}",
    ]


def test_a_finding_without_basis_or_sums_explains_itself_in_one_line():
    assert list(told("R", message="缺 甲").explain()) == ["不符 R 缺 甲"]


@pytest.mark.parametrize(("page", "said"), [(None, "公开01 合计"), (3, "公开01 合计(第3页)")])
def test_a_place_is_told_with_its_page(page, said):
    assert str(Place("公开01 合计", page=page)) == said


def test_words_for_json():
    assert [severity.id for severity in Severity] == ["error", "warning", "info"]
    assert (Cause.OMITTED_PART.id, Cause.ZERO_BASE.id) == ("omitted_part", "zero_base")
    assert len({cause.value for cause in Cause}) == len(Cause)


def test_a_review_is_short_to_print():
    found = review(disclosure_of({}), [Told("R", (told("R"), told("R")))])
    assert "<2 findings>" in repr(found)
    assert "示例局" not in repr(found)
