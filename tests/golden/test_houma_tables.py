"""The ten tables of a real department, derived from its printed ledger and from one set of exact yuan.

Expected values are the document's own, as transcribed in the seed (公开01–10, printed pages 2–17) and in the
bundled disclosure, which another test holds equal to the seed cell by cell.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import govbudget
from govbudget.calc import completion_rate
from govbudget.catalogue import example_file
from govbudget.catalogue.strict_yaml import load
from govbudget.checks import Verdict, compare, count_verdicts
from govbudget.model import Direction, Stage
from govbudget.money import Amount, Printing, Unit, path_bound

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "seed"
needs_seed = pytest.mark.skipif(
    not (SEED / "leaf_facts.yaml").is_file(), reason="shared/seed is not beside this repository"
)


def report_of(ledger):
    return govbudget.Report.of(ledger, govbudget.form("shanxi-2024"), govbudget.code_book(2024))


@pytest.fixture(scope="module")
def disclosure():
    return govbudget.read_disclosure(example_file("houma-2024", "disclosure.yaml"))


@pytest.fixture(scope="module")
def report():
    return report_of(govbudget.read_ledger(example_file("houma-2024", "ledger.csv")))


def test_every_printed_figure_is_derived_and_none_is_broken(report, disclosure):
    compared = compare(report, disclosure)
    assert len(compared) == 251
    counts = count_verdicts(compared)
    assert counts[Verdict.BROKEN] == counts[Verdict.NOT_TESTED] == 0
    assert counts[Verdict.HOLDS] + counts[Verdict.ROUNDING] == 251


def test_no_derived_figure_is_one_that_the_document_leaves_blank(report, disclosure):
    printed = {figure_id for table in disclosure.tables for figure_id, *_ in table.cells()}
    shown = {
        f"{table.id}[{row.id}].{column}"
        for table in report.tables
        for row in table.rows
        for column in row.cells
        if table.shown(row, column) is not None
    }
    assert shown == printed


def test_each_rounding_difference_is_within_half_a_step_for_each_of_its_facts(report, disclosure):
    differences = [c for c in compare(report, disclosure) if c.verdict is Verdict.ROUNDING]
    assert differences
    for comparison in differences:
        derived = comparison.derived
        facts = derived.value.slack // (Printing().step // 2)
        gap = abs(derived.value.fen - Amount.of(comparison.printed, Unit.WAN_YUAN).fen)
        assert gap == Printing().step <= path_bound(facts, Printing().step)


def test_the_differences_stand_where_the_document_rounded_separately(report, disclosure):
    """seed/leaf_facts.yaml lists 12 cells of 公开02, 03, 05; the same totals stand in 公开01 and 04."""
    places = {c.figure_id for c in compare(report, disclosure) if c.verdict is Verdict.ROUNDING}
    listed = {
        "income[total].total",
        "income[total].appropriation",
        "income[20805].total",
        "income[20805].appropriation",
        *(
            f"{table}[{row}].{column}"
            for table in ("expenditure", "general_budget")
            for row in ("total", "20805")
            for column in ("total", "basic")
        ),
    }
    assert listed <= places
    assert {place.split("[")[0] for place in places - listed} == {"summary", "appropriation_summary"}
    assert all(report[place].text == "446.47" for place in places - listed)


def test_every_figure_is_explained_down_to_a_document_table_and_row(report):
    for figure in report:
        if figure.amount is None:
            continue
        leaves = [line for line in figure.explain() if "来源:" in line]
        assert leaves or not figure.amount, figure.id
        for line in leaves:
            place, origin = line.split("来源:")[1].split(",", 1)
            assert place.startswith("ledger.csv:")
            assert origin.startswith(("公开0", "公开10", "第三部分"))


def witness_ledger():
    """One set of exact yuan, found by the seed's author, from which every printed cell follows by rounding once.

    It shows that rounding suffices; it does not say what the true amounts were.
    """
    return govbudget.read_ledger(Path(__file__).parent / "houma_witness.csv")


@needs_seed
def test_the_witness_is_the_one_of_the_seed():
    content = load((SEED / "leaf_facts.yaml").read_text(encoding="utf-8"), "leaf_facts.yaml")
    lines = [*content["yuan_witness"]["basic_lines"], *content["yuan_witness"]["project_lines"]]
    spent = witness_ledger().of(Stage.EXECUTED, Direction.EXPENDITURE)
    assert [(fact.functional, fact.economic, fact.amount) for fact in spent] == [
        (line["function"], line.get("economic"), Amount.of(line["yuan"], Unit.YUAN)) for line in lines
    ]


def test_exact_yuan_reproduce_every_printed_cell_when_each_is_rounded_once(disclosure):
    report = report_of(witness_ledger())
    compared = [c for c in compare(report, disclosure) if not c.figure_id.startswith("statistics")]
    assert len(compared) == 249
    assert [c for c in compared if c.derived is None or c.derived.text != c.printed] == []


def test_percentages_are_published_from_printed_figures_not_from_hidden_yuan():
    exact = report_of(witness_ledger())["general_budget[201].total"]
    printed = govbudget.Figure("approved", "年初预算", Amount.of("68.70", Unit.WAN_YUAN), "第三部分五(三)")
    assert completion_rate(exact, printed).text == "108.06%"
    assert completion_rate(exact, printed, exact=True).text == "108.07%"
