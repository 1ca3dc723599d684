"""`read` writes what `check` accepts; what was not read is told; a PDF is checked end to end."""

from __future__ import annotations

import json

import pytest
from pdf_drawing import Page, Sum, written

from govbudget.adapters import disclosure_from, read_disclosure
from govbudget.adapters.disclosure_json import disclosure_document
from govbudget.adapters.documents import read_document
from govbudget.catalogue import example_file
from govbudget.cli import main
from govbudget.model import DisclosureError, NotRead

pytest.importorskip("pypdfium2", reason="the extra `documents` is not installed")


@pytest.fixture
def pdf(tmp_path):
    page = Page().text(300, 40, "支出决算表", 12).text(60, 55, "部门：某市某局").text(600, 55, "单位：万元")
    rows = [
        ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
        ["合计", None, Sum("30.00"), Sum("20.00"), Sum("10.00")],
        ["201", "一般公共服务支出", Sum("31.00"), Sum("20.00"), Sum("10.00")],
    ]
    page.table(60, 70, [80, 200, 120, 120, 120], rows)
    stray = Page()
    stray.table(60, 70, [80, 200], [["序号", "单位名称"], ["1", "某所"]])
    prose = Page().text(60, 60, "与2023年度相比，支出增加10.00万元，增长100.00%，2023年度支出20.00万元。")
    path = tmp_path / "某局.pdf"
    path.write_bytes(written([Page().text(200, 200, "某市某局2024年度部门决算", 20), page, prose, stray]))
    return path


def test_read_writes_a_file_that_reads_back_as_the_same(pdf, tmp_path, capsys):
    out = tmp_path / "某局.json"
    assert main(["read", str(pdf), "-o", str(out)]) == 0
    said = capsys.readouterr()
    assert "某市某局 2024年度部门决算,表样 " in said.out
    assert "  支出决算表(万元): 第2页,2行,6个数" in said.out
    assert f"已写入 {out}" in said.out
    assert said.err == "提示: 未读: 第4页 一张没有表名的表(2行): 认不出是哪张公开表,未读\n"
    assert json.loads(out.read_text(encoding="utf-8"))["schema"] == "govbudget.disclosure/1"
    assert read_disclosure(out) == read_document(pdf)


def test_read_prints_json(pdf, capsys):
    assert main(["read", str(pdf), "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["not_read"] == [{"page": 4, "why": "一张没有表名的表(2行): 认不出是哪张公开表,未读"}]
    assert disclosure_from(document) == read_document(pdf)


def test_check_takes_a_pdf_to_findings(pdf, capsys):
    assert main(["check", str(pdf)]) == 1
    said = capsys.readouterr()
    assert "31.00" in said.out
    assert "未读: 第4页" in said.err


def test_a_bundled_disclosure_reads_back_as_the_same():
    disclosure = read_disclosure(example_file("houma-2024", "disclosure.yaml"))
    assert disclosure_from(disclosure_document(disclosure)) == disclosure


def test_turns_of_pages_and_what_was_not_read_are_kept_and_bad_ones_refused(pdf):
    document = disclosure_document(read_document(pdf))
    document["sentences"] = [{"text": "支出2万元。", "turns": [[2, 9]]}]
    document["not_read"] = [{"why": "看不清"}]
    found = disclosure_from(document)
    assert found.sentences[0].turns == ((2, 9),)
    assert found.not_read == (NotRead(None, "看不清"),)
    for wrong in ("2-9", [[2]], [["a", 1]]):
        document["sentences"][0]["turns"] = wrong
        with pytest.raises(ExceptionGroup) as caught:
            disclosure_from(document)
        assert "turns 应写作 [[第几个字, 页], …]" in str(caught.value.exceptions[0])


def test_a_document_that_is_not_there(tmp_path):
    with pytest.raises(DisclosureError, match="没有这个文件"):
        read_document(tmp_path / "none.pdf")


def test_much_that_was_not_read_is_cut_on_the_screen(pdf, capsys):
    pages = []
    for _ in range(25):
        page = Page()
        page.table(60, 70, [80, 200], [["序号", "单位名称"], ["1", "某所"]])
        pages.append(page)
    pdf.write_bytes(written([Page().text(200, 200, "某市某局2024年度部门预算", 20), *pages]))
    assert main(["read", str(pdf)]) == 0
    said = capsys.readouterr()
    assert "另有5处" in said.err
    assert "表样未能确定" in said.out


def test_a_year_that_a_document_does_not_name_may_be_given(pdf, capsys):
    page = Page().text(300, 40, "支出决算表", 12).text(600, 55, "单位：万元")
    page.table(
        60, 70, [80, 200, 120], [["科目编码", "科目名称", "本年支出合计"], ["合计", None, Sum("3.00")]]
    )
    pdf.write_bytes(written([page]))
    assert main(["read", str(pdf)]) == 2
    assert "没有读出是哪一年的预算或决算;请用 --year 给出年度" in capsys.readouterr().err
    assert main(["read", str(pdf), "--year", "2023"]) == 0
    assert "2023年度部门决算" in capsys.readouterr().out


def test_what_is_given_counts_more_than_what_a_document_seems_to_say(pdf):
    pages = []
    found = read_document(pdf, 2023, "mof-2024", lambda *told: pages.append(told))
    assert (found.year, found.form, found.kind) == (2023, "mof-2024", "final-accounts")
    assert found.not_read[0] == NotRead(None, "文件里读出的年度是2024年,按给出的2023年读")
    assert pages == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_file_that_says_its_year_and_form_is_not_told_others():
    path = example_file("houma-2024", "disclosure.yaml")
    assert read_document(path, 2024, "shanxi-2024") == read_disclosure(path)
    with pytest.raises(DisclosureError, match="文件写明是2024年,与给出的2023年不符"):
        read_document(path, 2023)
    with pytest.raises(DisclosureError, match="文件写明表样是 shanxi-2024,与给出的 mof-2024 不符"):
        read_document(path, form_name="mof-2024")
