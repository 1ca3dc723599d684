"""What holds of every code list: kept in a file or laid out in a workbook, it is read back the same."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import pytest
import xlsxwriter
from attrs import evolve
from hypothesis import assume, example, given
from hypothesis import strategies as st

from govbudget.adapters.code_workbook import CodeWorkbookError, read_code_workbook
from govbudget.catalogue import classifications
from govbudget.catalogue.editions import edition_text
from govbudget.catalogue.strict_yaml import load
from govbudget.model import Budget, Classification, Evidence, Scheme, Subject, ancestors_of
from govbudget.model.differences import differences

FIRST_DIGIT = {
    Scheme.REVENUE: "1",
    Scheme.FUNCTIONAL: "2",
    Scheme.ECONOMIC: "3",
    Scheme.GOVERNMENT_ECONOMIC: "5",
}
schemes = st.sampled_from(Scheme)
years = st.integers(2007, 2099)
printed_names = st.text(
    "一般公共服务（）、“”·—()#:-?!&*%@`'\"{}[],.;\\/~类款项ABC019", min_size=1, max_size=12
).filter(lambda name: not name.startswith(("注", "说明", "备注", "附", "第")) and any(map(str.isalpha, name)))
"""Names that a workbook can print: with a letter, no spaces, which it may add and drop as it likes, no bar."""

any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).filter(lambda text: "|" not in text)
aliases = any_text.map(str.strip).filter(lambda text: text and ";" not in text)


def codes(scheme):
    """Codes that share branches, with everything above them."""
    pairs = st.sampled_from(["01", "02", "50", "99"])
    one = st.sampled_from(scheme.lengths).flatmap(
        lambda length: st.tuples(
            st.just(FIRST_DIGIT[scheme]), st.sampled_from(["01", "08"]), *[pairs] * ((length - 3) // 2)
        ).map("".join)
    )
    return st.sets(one, min_size=1, max_size=12).map(
        lambda some: sorted(some.union(*map(ancestors_of, some)))
    )


@st.composite
def printed(draw, scheme=None):
    """An official list as a workbook states it."""
    of, year = scheme or draw(schemes), draw(years)
    subjects = tuple(
        Subject(code, draw(printed_names), Evidence.OFFICIAL, (), year, year) for code in draw(codes(of))
    )
    return Classification(of, year, subjects, complete=True)


@st.composite
def known(draw, names=any_text):
    """Any list that the catalogue may hold, in any order, with whatever is known of each code."""
    of = draw(schemes)
    seen = st.none() | st.integers(1000, 9999)
    subjects = tuple(
        Subject(
            code,
            draw(names),
            draw(st.sampled_from(Evidence)),
            tuple(draw(st.lists(st.sampled_from(Budget), unique=True))),
            draw(seen),
            draw(seen),
            tuple(draw(st.lists(aliases, max_size=2))),
        )
        for code in draw(codes(of).flatmap(st.permutations))
    )
    return Classification(of, draw(years), subjects, complete=draw(st.booleans()))


def read_back(text):
    content = load(text, "edition.yaml")
    subjects = content["subjects"].items()
    read = tuple(classifications._subject("edition.yaml", *line) for line in subjects)  # noqa: SLF001
    return read, content


# The kept file


@given(known(), st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
@example(Classification(Scheme.FUNCTIONAL, 2024, (Subject("201", "null"),)), "null")
@example(Classification(Scheme.FUNCTIONAL, 2024, (Subject("201", "- a: #b\t\x00\x85\u2028\ufeff😀"),)), "~")
@example(Classification(Scheme.FUNCTIONAL, 2024, (Subject("201", ""),)), "'")
@example(Classification(Scheme.FUNCTIONAL, 2024, (Subject("201", " 名 "),)), "来源: 甲 #1")
def test_a_kept_edition_is_read_back_as_it_was(book, source):
    read, content = read_back(edition_text(book, source))
    assert read == book.subjects
    assert content["source"] == source
    assert content["complete_in"] == ([str(book.year)] if book.complete else [])


@given(known(names=st.text(max_size=12)))
def test_an_edition_is_kept_exactly_or_refused(book):
    try:
        text = edition_text(book, "来源")
    except ExceptionGroup:
        assume(False)  # noqa: FBT003 - what cannot be kept says so
    assert read_back(text.encode().decode())[0] == book.subjects


@pytest.mark.parametrize("scheme", Scheme)
def test_the_bundled_lists_are_kept_exactly(scheme):
    bundled = classifications.classification(scheme, 2024)
    assert read_back(edition_text(bundled, "自带目录"))[0] == bundled.subjects


# The workbook


def pairs_of(code):
    return [code[:3], *(code[place : place + 2] for place in range(3, len(code), 2))]


def one_column(book):
    yield ["科目编码", "科目名称"]
    for subject in book:
        yield [subject.code, "　" * len(subject.code) + subject.name]


def by_parts(book):
    yield [*book.scheme.levels, "科目名称"]
    for subject in book:
        yield [*fill(pairs_of(subject.code), book), subject.name]


def inherited(book):
    yield ["", "", "科目编码"][: len(book.scheme.levels)]
    yield [*book.scheme.levels, "科目名称", "说明"]
    for subject in book:
        parts = pairs_of(subject.code)
        yield [*fill([*[""] * (len(parts) - 1), parts[-1]], book), subject.name, "反映……"]


def whole_codes(book):
    yield [*(f"{level}编码" for level in book.scheme.levels), "科目名称"]
    for subject in book:
        parts = [*ancestors_of(subject.code), subject.code]
        yield [*fill(parts, book), subject.name]


def named_by_level(book):
    yield ["科目代码", *(f"{level}名称" for level in book.scheme.levels)]
    for subject in book:
        yield [subject.code, *fill(book.path(subject.code), book)]


def fill(cells, book):
    return [*cells, *[""] * (len(book.scheme.levels) - len(cells))]


LAYOUTS = [one_column, by_parts, inherited, whole_codes, named_by_level]


def written(folder, rows, *, spreadsheet, numbers):
    if not spreadsheet:
        path = Path(folder, "科目.csv")
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return path
    path = Path(folder, "科目.xlsx")
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("科目")
    for line, cells in enumerate(rows):
        for column, text in enumerate(cells):
            if numbers and text.isdigit():
                sheet.write_number(line, column, int(text))
            elif text:
                sheet.write_string(line, column, text)
    book.close()
    return path


@given(
    printed(),
    st.sampled_from(LAYOUTS),
    st.booleans(),
    st.booleans(),
    st.lists(st.sampled_from([["2024年鉴"], ["单位: 无"], [""]]), max_size=2),
    st.lists(st.sampled_from([["注: 略"], ["1.略"], [""]]), max_size=2),
)
def test_a_list_laid_out_in_any_usual_way_is_imported_as_it_was(
    book, layout, spreadsheet, numbers, above, below
):
    rows = [*above, *layout(book), *below]
    with tempfile.TemporaryDirectory() as folder:
        path = written(folder, rows, spreadsheet=spreadsheet, numbers=numbers)
        assert read_code_workbook(path, book.year) == (book,)
        assert read_code_workbook(path, book.year, book.scheme) == (book,)


@given(printed(Scheme.FUNCTIONAL), st.data())
def test_a_code_without_what_stands_above_it_is_always_refused(book, data):
    below = [subject for subject in book if len(subject.code) > 3]
    assume(below)
    lost = data.draw(st.sampled_from(below)).code[:-2]
    rest = [subject for subject in book if subject.code != lost]
    rows = [["科目编码", "科目名称"], *([subject.code, subject.name] for subject in rest)]
    with tempfile.TemporaryDirectory() as folder:
        path = written(folder, rows, spreadsheet=False, numbers=False)
        with pytest.raises(ExceptionGroup) as caught:
            read_code_workbook(path, 2024)
    (fault,) = caught.value.exceptions
    assert isinstance(fault, CodeWorkbookError)
    assert f"缺少上级科目 {lost}" in str(fault)


@given(st.lists(st.lists(st.text("类款项目科编码名称code0123.注 一\n", max_size=6), max_size=4), max_size=8))
def test_whatever_a_sheet_holds_it_is_read_or_refused_with_its_place(rows):
    with tempfile.TemporaryDirectory() as folder:
        path = written(folder, rows, spreadsheet=False, numbers=False)
        try:
            read = read_code_workbook(path, 2024)
        except CodeWorkbookError as fault:
            faults = [fault]
        except ExceptionGroup as group:
            faults = group.exceptions
        else:
            faults = []
            assert read
        for fault in faults:
            assert isinstance(fault, CodeWorkbookError)
            assert str(fault).startswith("科目.csv:")


# Differences


@given(known(names=printed_names), st.data())
def test_differences_account_for_every_code_once(old, data):
    kept = [subject for subject in old if not ancestors_of(subject.code) or data.draw(st.booleans())]
    codes_kept = {subject.code for subject in kept}
    kept = [subject for subject in kept if codes_kept.issuperset(ancestors_of(subject.code))]
    new = Classification(
        old.scheme,
        data.draw(years),
        tuple(
            evolve(
                subject,
                name=data.draw(st.just(subject.name) | printed_names),
                evidence=data.draw(st.sampled_from(Evidence)),
            )
            for subject in kept
        ),
    )
    found = differences(old, new)
    same = {subject.code for subject in new}
    assert found.added == ()
    assert {subject.code for subject in found.removed} == {subject.code for subject in old} - same
    renamed = {one.code for one in found.renamed}
    upgraded = {one.code for one in found.upgraded}
    assert renamed | upgraded <= same
    assert not renamed & upgraded
    back = differences(new, old)
    assert (back.added, back.removed) == (found.removed, found.added)
    assert {(one.code, one.after, one.before) for one in back.renamed} == {
        (one.code, one.before, one.after) for one in found.renamed
    }
    assert not differences(old, old)
    assert bool(found) == (found.summary != f"{found.title}: 没有差别")
    assert all(str(one) in str(found) for one in found.renamed)
