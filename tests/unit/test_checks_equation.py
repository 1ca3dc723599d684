"""Equations as text, the figures that they mean in a document, and the dossier that finds them."""

from __future__ import annotations

import pytest
from attrs import evolve

from govbudget.catalogue import code_book, form
from govbudget.checks import Dossier, Equation, EquationError
from govbudget.checks.dossier import printing_of
from govbudget.checks.equation import Relation, Term
from govbudget.model import Department, Disclosure, PrintedRow, PrintedTable, StatedFigure
from govbudget.money import Printing, Unit


def table(name, rows, *, unit=Unit.WAN_YUAN, titles=(), page=None, number=None):
    """A printed table from cells by row; rows with digits for ids are codes."""
    printed = tuple(
        PrintedRow(
            row, f"第{row}行", cells, row if row.isdigit() else None, line, page=7 if row == "208" else None
        )
        for line, (row, cells) in enumerate(rows.items(), start=1)
    )
    return PrintedTable(name, f"公开{name}" if number is None else number, name, unit, printed, page, titles)


def dossier(*tables, stated=(), **reference):
    disclosure = Disclosure(
        Department("602", "示例局"),
        2024,
        "final-accounts",
        None,
        tables,
        tuple(StatedFigure(*s) for s in stated),
    )
    return Dossier(disclosure, **reference)


CODES = table(
    "expenditure",
    {
        "total": {"total": "10.00", "basic": "6.00"},
        "201": {"total": "1.00", "basic": "—"},
        "208": {"total": "9.00", "basic": "6.00"},
        "20805": {"total": "9.00", "basic": "6.00"},
        "2080505": {"total": "4.00", "basic": None},
        "2080506": {"total": "5.00", "basic": "6.00"},
        "2089999": {"total": None, "basic": None},
    },
)


# 读等式


@pytest.mark.parametrize(
    ("text", "left", "relation", "right"),
    [
        (
            "summary[income_total].amount = summary[general_appropriation + other].amount",
            (Term("summary", ("income_total",), ("amount",)),),
            Relation.EQUAL,
            (Term("summary", ("general_appropriation", "other"), ("amount",)),),
        ),
        (
            "a[{row}].total<=a[{row}].(basic+project)",
            (Term("a", ("{row}",), ("total",)),),
            Relation.AT_MOST,
            (Term("a", ("{row}",), ("basic", "project")),),
        ),
        (
            "a[total].closing = a[total].(opening + income) - a[total].total",
            (Term("a", ("total",), ("closing",)),),
            Relation.EQUAL,
            (Term("a", ("total",), ("opening", "income")), Term("a", ("total",), ("total",), -1)),
        ),
        (
            "@a[208].total.change = - @b[{code}/below].{column} + c[class].d",
            (Term("a", ("208",), ("total.change",), stated=True),),
            Relation.EQUAL,
            (Term("b", ("{code}/below",), ("{column}",), -1, stated=True), Term("c", ("class",), ("d",))),
        ),
    ],
)
def test_an_equation_reads_as_its_terms(text, left, relation, right):
    assert Equation.read(text) == Equation(left, right, relation)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("summary[a].amount", "应有一个 = 或 <="),
        ("", "应有一个 = 或 <="),
        ("a[b].c = a[b].c = a[b].c", "应有一个 = 或 <="),
        ("a[b].c <= a[b].c <= a[b].c", "应有一个 = 或 <="),
        ("a[b].c = ", "等式的一边是空的"),
        (" = a[b].c", "等式的一边是空的"),
        ("a[b].c = a[b].c a[d].c", "不是「表[行].栏」"),
        ("a[b].c >= a[b].c", "不是「表[行].栏」"),
        ("a[b].c = 5", "不是「表[行].栏」"),
        ("a.b = a[b].c", "不是「表[行].栏」"),
        ("a[].c = a[b].c", "不是「表[行].栏」"),
        ("a[b].(c = a[b].c", "不是「表[行].栏」"),
        ("a[b].() = a[b].c", "不是「表[行].栏」"),
        ("A[b].c = a[b].c", "不是「表[行].栏」"),
        ("a[b].c = a[b].c +", "不是「表[行].栏」"),
        ("表[行].栏 = a[b].c", "不是「表[行].栏」"),
    ],
)
def test_text_that_is_no_equation_is_refused(text, told):
    with pytest.raises(EquationError, match=told.replace("[", r"\[").replace("]", r"\]").replace(".", r"\.")):
        Equation.read(text)


def test_an_equation_says_which_tables_it_reads_once_each_the_narrative_as_one():
    text = "b[x].c - @a[x].c = a[x].c + @b[x].c + b[y].c"
    assert Equation.read(text).tables == ("b", "@", "a")


# 等式所指的数


def figures(text, found, **bound):
    (term,) = Equation.read(f"{text} = z[z].z").left
    return [(o.id, o.cell.text if o.cell else None, o.listed) for o in term.operands(found, bound)]


def test_a_class_and_a_leaf_are_what_the_table_lists():
    found = dossier(CODES)
    assert figures("expenditure[class].total", found) == [
        ("expenditure[201].total", "1.00", True),
        ("expenditure[208].total", "9.00", True),
    ]
    # A 项 without its 款 is a leaf too; a code with anything below it is none.
    assert figures("expenditure[leaf].basic", found) == [
        ("expenditure[201].basic", None, True),
        ("expenditure[2080505].basic", None, True),
        ("expenditure[2080506].basic", "6.00", True),
        ("expenditure[2089999].basic", None, True),
    ]


def test_a_code_whose_ancestors_are_all_missing_is_no_leaf():
    stray = table(
        "expenditure", {"total": {"total": "1.00"}, "208": {"total": "1.00"}, "2100101": {"total": "9.00"}}
    )
    assert figures("expenditure[leaf].total", dossier(stray)) == [("expenditure[208].total", "1.00", True)]


def test_directly_below_a_code_are_its_groups_and_items_whose_group_is_not_printed():
    found = dossier(CODES)
    assert [one for one, *_ in figures("expenditure[{code}/below].total", found, code="208")] == [
        "expenditure[20805].total",
        "expenditure[2089999].total",
    ]
    assert [one for one, *_ in figures("expenditure[20805/below].total", found)] == [
        "expenditure[2080505].total",
        "expenditure[2080506].total",
    ]
    assert figures("expenditure[201/below].total", found) == []
    assert figures("income[208/below].total", found) == []


def test_the_rest_is_every_row_but_the_total():
    projects = table(
        "projects", {"total": {"amount": "3.00"}, "1": {"amount": "1.00"}, "b": {"amount": None}}
    )
    assert figures("projects[rest].amount", dossier(projects)) == [
        ("projects[1].amount", "1.00", True),
        ("projects[b].amount", None, True),
    ]
    assert figures("projects[rest].amount", dossier()) == []


def test_variables_stand_for_what_they_are_bound_to_in_rows_and_columns():
    found = dossier(CODES)
    assert figures("expenditure[{code}].({column} + total)", found, code="208", column="basic") == [
        ("expenditure[208].basic", "6.00", True),
        ("expenditure[208].total", "9.00", True),
    ]


def test_a_code_that_a_table_of_codes_does_not_print_is_blank_and_anything_else_is_missing():
    found = dossier(CODES, table("income", {}, titles=(("total", "合计"),)))
    assert figures("expenditure[221].total", found) == [("expenditure[221].total", None, True)]
    assert figures("expenditure[closing].total", found) == [("expenditure[closing].total", None, False)]
    assert figures("expenditure[221].project", found) == [("expenditure[221].project", None, False)]
    assert figures("income[221].total", found) == [("income[221].total", None, False)]
    assert figures("summary[221].amount", found) == [("summary[221].amount", None, False)]


def test_a_stated_figure_is_taken_from_the_narrative_as_first_said():
    said = [("a[b].c", "1.20", "万元", "三"), ("a[b].c", "9.99", "万元", "四")]
    found = dossier(CODES, stated=said)
    assert figures("@a[b].(c + d)", found) == [("@a[b].c", "1.20", True), ("@a[b].d", None, False)]


# 待核文件


@pytest.mark.parametrize(
    ("text", "unit", "fen", "step"),
    [
        ("12.34", Unit.WAN_YUAN, 12_340_000, 10_000),
        ("１,２３４.5", Unit.WAN_YUAN, 1_234_500_000, 100_000),
        ("7", Unit.YI_YUAN, 70_000_000_000, 10_000_000_000),
        ("(5)", Unit.YUAN, -500, 100),
        ("5.25", Unit.YUAN, 525, 1),
    ],
)
def test_a_cell_is_exact_as_printed_and_knows_its_last_place(text, unit, fen, step):
    cell = dossier(table("t", {"r": {"c": text}}, unit=unit)).cell("t", "r", "c")
    assert (cell.id, cell.text, cell.unit, cell.amount.fen, cell.step) == ("t[r].c", text, unit, fen, step)


@pytest.mark.parametrize("text", [None, "", "  ", "-", "—", "——", "/"])
def test_blank_cells_and_marks_of_no_number_are_no_cells(text):
    found = dossier(table("t", {"r": {"c": text}}))
    assert found.cell("t", "r", "c") is None
    assert found.lists("t", "r", "c")
    assert found.cell("t", "r", "d") is found.cell("t", "s", "c") is found.cell("u", "r", "c") is None


def test_a_cell_that_is_no_number_has_no_amount_and_the_smallest_step():
    cell = dossier(table("t", {"r": {"c": "1O.00"}})).cell("t", "r", "c")
    assert (cell.amount, cell.step) == (None, 1)


def test_a_printed_number_explains_itself_with_its_page():
    found = dossier(table("t", {"208": {"c": "12.50"}, "r": {"c": "3"}}))
    source = found.cell("t", "208", "c").source
    assert list(source.explain()) == ["公开t 208 第208行 = 12.50万元  ← 公开文件第7页"]
    assert list(found.cell("t", "r", "c").source.explain()) == ["公开t 第r行 = 3万元  ← 公开文件"]


@pytest.mark.parametrize(
    ("unit", "step", "places"),
    [
        (Unit.WAN_YUAN, 1, 6),
        (Unit.WAN_YUAN, 10_000, 2),
        (Unit.WAN_YUAN, 10**6, 0),
        (Unit.WAN_YUAN, 10**10, 0),
        (Unit.YUAN, 1, 2),
    ],
)
def test_a_step_is_printed_with_the_places_that_show_it(unit, step, places):
    assert printing_of(unit, step) == Printing(unit, places)


def test_columns_are_the_headings_and_then_whatever_rows_have_besides():
    titled = table("t", {"r": {"b": "1", "x": "2"}, "s": {"y": None}}, titles=(("a", "甲"), ("b", "乙")))
    assert dossier(titled).columns("t") == ("a", "b", "x", "y")
    assert dossier(titled).columns("u") == ()


def test_leaves_are_the_lowest_codes_with_a_number_in_the_column():
    found = dossier(CODES)
    counted = {
        row: found.leaves("expenditure", row, "total") for row in ("total", "201", "208", "20805", "2080505")
    }
    assert counted == {"total": 3, "201": 1, "208": 2, "20805": 2, "2080505": 1}
    assert found.leaves("expenditure", "208", "basic") == 1
    # What is not there still has itself to be added up from.
    assert found.leaves("expenditure", "221", "total") == found.leaves("income", "total", "total") == 1


def test_a_place_is_told_in_the_words_of_the_document():
    titled = table("t", {"208": {"a": "1", "b": "2"}, "r": {"a": "1"}}, titles=(("a", "甲"),), page=5)
    found = dossier(titled)
    place = found.place("t", "208", "a")
    assert (place.name, place.page, place.line, str(place)) == (
        "公开t 208 第208行「甲」",
        7,
        1,
        "公开t 208 第208行「甲」(第7页)",
    )
    assert (found.place("t", "r", "b").name, found.place("t", "r", "b").page) == ("公开t 第r行「b」", 5)
    assert found.place("t", "s", "a").name == "公开t s「甲」"
    assert str(found.place("u", "s", "a")) == "表 u s"
    assert dossier(table("t", {"r": {"a": "1"}}, number="")).place("t", "r", "a").name == "t 第r行"


def test_a_heading_that_the_document_lacks_is_taken_from_the_form():
    printed = table("expenditure", {"total": {"total": "1", "basic": "2"}}, titles=(("total", "支出合计"),))
    found = dossier(printed, form=form("shanxi-2024"))
    assert found.place("expenditure", "total", "total").name.endswith("「支出合计」")
    assert found.place("expenditure", "total", "basic").name.endswith("「基本支出」")
    assert found.place("expenditure", "total", "other_column").name.endswith("「other_column」")


def test_a_figure_is_found_where_it_stands_in_a_table_or_in_the_narrative():
    found = dossier(CODES, stated=[("expenditure[208].total", "9", "万元", "三", 4, 18, 2)])
    assert found.place_of("expenditure[208].total") == found.place("expenditure", "208", "total")
    stated = found.place_of("@expenditure[208].total")
    assert (stated.name, stated.figure) == (
        "情况说明三 公开expenditure 第208行「total」",
        "expenditure[208].total",
    )
    assert (stated.sentence, stated.page, stated.line) == (4, 18, 2)


@pytest.mark.parametrize(
    ("figure", "name"),
    [
        ("expenditure[208].total", "公开expenditure 第208行「total」"),
        ("expenditure[208].total.share", "公开expenditure 第208行「total」占比"),
        ("expenditure[208].total.change_rate", "公开expenditure 第208行「total」增减幅度"),
        ("expenditure[208].total.approved", "公开expenditure 第208行「total」年初预算"),
        ("expenditure[208].total.people", "公开expenditure 第208行「total」人次"),
        ("one_column[r].amount.change", "公开one_column 第r行增减额"),
        ("income[2080505].total.completion", "机关事业单位基本养老保险缴费支出完成年初预算"),
        ("income[total].total", "income[total]"),
        ("performance", "performance"),
    ],
)
def test_a_stated_figure_is_called_by_the_words_of_the_table_that_it_restates(figure, name):
    found = dossier(CODES, table("one_column", {"r": {"amount": "1"}}), book=code_book(2024))
    assert found.name_of(figure) == name


def test_without_a_book_a_code_of_no_table_keeps_its_id():
    assert dossier().name_of("income[2080505].total") == "income[2080505]"


def test_sums_of_the_narrative_are_as_fine_as_the_finest_in_their_unit():
    """Prose drops trailing zeros: 10万元 beside 2.35万元 is 10.00."""
    said = [
        ("a[b].c", "10", "万元"),
        ("a[b].d", "2.35", "万元"),
        ("a[b].e", "3", "元"),
        ("a[b].f", "x", "万元"),
    ]
    found = dossier(stated=said)
    amounts = [found.stated_cell(figure).amount for figure in found.disclosure.stated]
    assert [(amount.fen, amount.slack) for amount in amounts[:3]] == [
        (10_000_000, 5_000),
        (2_350_000, 5_000),
        (300, 50),
    ]
    assert amounts[3] is None


def test_a_stated_percentage_has_no_amount_and_a_count_is_its_number():
    found = dossier(stated=[("a[b].share", "12.5", "%"), ("a[b].people", "12", "人次", "三")])
    share, people = (found.stated_cell(figure) for figure in found.disclosure.stated)
    assert (share.amount, share.text) == (None, "12.5")
    assert (people.unit, people.amount.fen) == (Unit.YUAN, 1_200)


def test_two_stated_figures_of_one_row_have_two_names():
    assert dossier().name_of("a[b].people") != dossier().name_of("a[b].batches")


@pytest.mark.parametrize("text", ["a[b + ].c = a[b].c", "a[b].(c + ) = a[b].c", "a[b].c + a[ ].c = a[b].c"])
def test_an_empty_addend_is_refused(text):
    with pytest.raises(EquationError):
        Equation.read(text)


@pytest.mark.parametrize("text", ["a[{code].c = a[b].c", "a[b].{c = a[b].c", "a[b].c} = a[b].c"])
def test_an_open_brace_is_refused(text):
    with pytest.raises(EquationError):
        Equation.read(text)


def test_what_is_said_twice_is_kept_in_its_order():
    said = [("a[b].c", "1", "万元"), ("a[b].d", "2", "万元"), ("a[b].c", "3", "万元")]
    found = dossier(stated=said)
    assert {name: [one.text for one in group] for name, group in found.stated.items()} == {
        "a[b].c": ["1", "3"],
        "a[b].d": ["2"],
    }


def test_two_dossiers_are_equal_by_what_they_are_about_not_by_what_was_looked_up():
    one, other = dossier(CODES), dossier(CODES)
    assert one.cell("expenditure", "208", "total")
    assert one == other
    assert one != evolve(other, form=form("shanxi-2024"))


def test_a_table_that_prints_nothing_at_all_keeps_no_silence_about_a_column():
    # 空表 says that there is nothing; a blank column beside a filled one says that something is not told.
    empty = dossier(table("t", {"r": {"a": None, "b": None}}))
    assert empty.silence("t", "r", "a") is None
    partly = dossier(table("t", {"r": {"a": "1", "b": None}, "s": {"a": None, "b": None}}))
    assert partly.silence("t", "r", "b") == "「b」"
    assert partly.silence("t", "s", "a") == "“第s行”"
    assert partly.silence("t", "r", "a") is None
