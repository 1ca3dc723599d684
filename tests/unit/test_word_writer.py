"""A report as a Word document: all parts in order, official fonts, wide tables on their side, blanks blank."""

from __future__ import annotations

import re
import sys
import zipfile

import pytest

from govbudget.adapters import read_ledger
from govbudget.adapters.documents import read_document
from govbudget.adapters.word import write_word
from govbudget.catalogue import code_book, example_file, form
from govbudget.catalogue.wordings import wording
from govbudget.errors import GovBudgetError
from govbudget.narrative import narrate
from govbudget.report import Report

docx = pytest.importorskip("docx", reason="the extra `documents` is not installed")

LEDGER = read_ledger(example_file("houma-2024", "ledger.csv"))


@pytest.fixture(scope="module")
def report():
    """The report of the bundled example."""
    return Report.of(LEDGER, form("shanxi-2024"), code_book(2024))


@pytest.fixture(scope="module")
def narrative(report):
    """Its 情况说明."""
    return narrate(report, wording("shanxi-2024"))


@pytest.fixture(scope="module")
def path(report, narrative, tmp_path_factory):
    """The document."""
    return write_word(report, tmp_path_factory.mktemp("word") / "公开.docx", narrative)


@pytest.fixture(scope="module")
def document(path):
    """The document as the library that wrote it reads it."""
    return docx.Document(str(path))


def markup_of(paragraph):
    """The XML of a paragraph."""
    return paragraph._p.xml  # noqa: SLF001 - the library shows bookmarks and fields in no other way


def test_the_parts_stand_in_the_official_order(document):
    parts = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert parts == [
        "第一部分 部门概况",
        "第二部分 2024年度部门决算表",
        "第三部分 2024年度部门决算情况说明",
        "第四部分 名词解释",
    ]
    first = [one.text for one in document.paragraphs[:3]]
    assert first == [LEDGER.department.name, "2024年度部门决算公开", "目  录"]


def test_every_heading_is_in_the_contents_and_can_be_found(document):
    headings = [one for one in document.paragraphs if one.style.name.startswith("Heading")]
    listed = [
        (one.text.removesuffix("\t"), mark[1])
        for one in document.paragraphs
        if (mark := re.search(r"PAGEREF (part\d+) ", markup_of(one)))
    ]
    marked = [(one.text, re.search(r'w:name="(part\d+)"', markup_of(one))[1]) for one in headings]
    assert listed == marked


def test_tables_carry_title_unit_and_notes_and_their_sums_stand_at_the_right(document, report):
    assert len(document.tables) == len(report.tables)
    lines = [one.text for one in document.paragraphs]
    at = lines.index("收入支出决算总表", lines.index("第二部分 2024年度部门决算表", 5))
    assert lines[at + 1] == f"部门：{LEDGER.department.name}\t公开01表  金额单位：万元"
    assert lines[at + 2] == report.table("summary").notes[0]
    rows = document.tables[0].rows
    assert [one.text for one in rows[3].cells] == [
        "一、一般公共预算财政拨款收入",
        "1",
        "446.47",
        "一、一般公共服务支出",
        "32",
        "74.24",
    ]
    assert rows[3].cells[2].paragraphs[0].alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT
    assert [one.text for one in rows[4].cells][:3] == ["二、政府性基金预算财政拨款收入", "2", ""]
    assert {one.text for one in rows[0].cells} == {"收入", "支出"}


def test_pages_are_a4_and_wide_tables_lie_on_their_side(document):
    papers = {(round(one.page_width.mm), round(one.page_height.mm)) for one in document.sections}
    assert papers == {(210, 297), (297, 210)}
    assert document.sections[0].different_first_page_header_footer
    assert not document.sections[-1].different_first_page_header_footer


def test_official_fonts_are_named_with_what_takes_their_place(path):
    with zipfile.ZipFile(path) as package:
        fonts = package.read("word/fontTable.xml").decode()
        body = package.read("word/document.xml").decode()
    for name in ("方正小标宋简体", "仿宋_GB2312", "宋体", "黑体"):
        assert f'<w:font w:name="{name}"><w:altName ' in fonts
        assert f'w:eastAsia="{name}"' in body


def test_the_narrative_reads_back_sentence_by_sentence(path, narrative):
    found = {one.text for one in read_document(path).sentences}
    written = {piece + "。" for one in narrative.sentences for piece in one.text.split("。")[:-1]}
    assert [one for one in written if one not in "".join(found)] == []


def test_sentences_alone_stand_under_the_numbers_of_their_sections(report, narrative, tmp_path):
    short = write_word(report, tmp_path / "a.docx", narrative.sentences[:1])
    lines = [one.text for one in docx.Document(str(short)).paragraphs]
    place = lines.index(narrative.sentences[0].text)
    assert lines[place - 1] == narrative.sentences[0].section


def test_a_table_that_cannot_be_derived_says_why_and_the_narrative_is_asked_for(tmp_path):
    budget = Report.of(LEDGER, form("jiangsu-budget-2017"), code_book(2024))
    lines = [one.text for one in docx.Document(str(write_word(budget, tmp_path / "b.docx"))).paragraphs]
    reasons = [f"缺数:{table.missing}" for table in budget.tables if table.missing]
    assert reasons
    assert set(reasons) <= set(lines)
    assert "〔待填：情况说明〕" in lines


def test_a_place_where_nothing_can_be_written_is_told(report, tmp_path):
    with pytest.raises(GovBudgetError, match=r"none/c\.docx: 不能写"):
        write_word(report, tmp_path / "none" / "c.docx")


def test_without_the_extra_the_way_to_it_is_told(report, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(GovBudgetError, match=r"pip install 'govbudget\[documents\]'"):
        write_word(report, tmp_path / "d.docx")


@pytest.mark.parametrize(
    ("name", "said"),
    [("x.doc", "请用 Office 或 WPS 另存为 .docx 再读"), ("x.zip", "不认识后缀 .zip"), ("x", "没有后缀")],
)
def test_what_cannot_be_read_is_refused_by_its_suffix(tmp_path, name, said):
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(GovBudgetError, match=said):
        read_document(tmp_path / name)


def test_a_text_too_large_to_be_a_disclosure_is_refused(tmp_path):
    large = tmp_path / "x.json"
    with large.open("wb") as file:
        file.truncate(9 * 2**20)
    with pytest.raises(GovBudgetError, match=r"x\.json: 超过 4 MB"):
        read_document(large)
