"""Workbooks that are none, are locked, damaged, far too large or empty: one clear sentence, never a crash."""

from __future__ import annotations

import sys
import zipfile

import pytest
from book_sheets import open_document, workbook

from govbudget.adapters.book import (
    packed,
    read_book,
    reader,
    write_disclosure_book,
    write_report_book,
    write_review_book,
)
from govbudget.adapters.book.library import book_at
from govbudget.catalogue import code_book, form
from govbudget.checks import Review
from govbudget.errors import GovBudgetError
from govbudget.model import Department, Disclosure, DisclosureError, Ledger
from govbudget.report import Report

pytest.importorskip("python_calamine", reason="the extra `excel` is not installed")

DAMAGED = "已损坏,不能作为电子表格打开;请用电子表格软件打开,另存为 .xlsx"
ROWS = [["某局2024年度部门决算"]]


def fault_of(path):
    with pytest.raises(DisclosureError) as caught:
        read_book(path)
    said = str(caught.value)
    assert said.startswith(f"{path}: ")
    return said.removeprefix(f"{path}: ")


def changed(path, name, content):
    """A workbook with one part of it replaced, or taken away."""
    with zipfile.ZipFile(path) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    parts[name] = content
    with zipfile.ZipFile(path, "w") as new:
        for part, data in parts.items():
            if data is not None:
                new.writestr(part, data)
    return path


def test_a_file_that_is_not_there(tmp_path):
    assert fault_of(tmp_path / "none.xlsx") == "没有这个文件"


@pytest.mark.parametrize("content", [b"", b"<html><table></table></html>", "科目,金额".encode()])
def test_a_file_that_is_no_workbook(tmp_path, content):
    (tmp_path / "表.xls").write_bytes(content)
    assert fault_of(tmp_path / "表.xls") == (
        "不是电子表格(有的系统把网页存成 .xls);请用电子表格软件打开,另存为 .xlsx"
    )


@pytest.mark.parametrize("content", [b"PK\x03\x04 cut off", b"\xd0\xcf\x11\xe0" + bytes(600)])
def test_a_damaged_workbook(tmp_path, content):
    (tmp_path / "表.xlsx").write_bytes(content)
    assert fault_of(tmp_path / "表.xlsx") == DAMAGED


def test_a_workbook_that_needs_a_password(tmp_path):
    (tmp_path / "表.xlsx").write_bytes(
        b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )
    assert fault_of(tmp_path / "表.xlsx") == "有打开密码,请先去掉密码"


def test_another_package_is_no_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "表.xlsx", "w") as package:
        package.writestr("word/document.xml", "<w/>")
    assert fault_of(tmp_path / "表.xlsx") == "不是电子表格;请用电子表格软件打开,另存为 .xlsx"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_part_that_is_broken_or_declares_entities(tmp_path, part):
    path = workbook(tmp_path / "表.xlsx", {"表": ROWS})
    assert fault_of(changed(path, part, b"<broken")) == DAMAGED
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    assert fault_of(changed(path, part, bomb)) == "含有文档类型声明,不是公开文件"


def test_a_part_that_is_missing_or_does_not_match_its_checksum(tmp_path):
    path = changed(workbook(tmp_path / "表.xlsx", {"表": ROWS}), "xl/worksheets/sheet1.xml", None)
    assert fault_of(path) == DAMAGED
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    path.write_bytes(path.read_bytes().replace(b"<workbook/>", b"<workbooK/>"))
    assert fault_of(path) == DAMAGED


def test_a_workbook_that_is_far_too_large(tmp_path, monkeypatch):
    path = workbook(tmp_path / "表.xlsx", {"表": ROWS, "又": ROWS})
    monkeypatch.setattr(packed, "MOST_SHEETS", 1)
    assert fault_of(path) == "有 2 张工作表,超过 1 张,不是一份公开文件"
    ods = open_document(tmp_path / "表.ods", {"表": ROWS, "又": ROWS})
    assert fault_of(ods) == "有 2 张工作表,超过 1 张,不是一份公开文件"
    monkeypatch.setattr(packed, "MOST_CELLS", 1)
    many = '<table:table-cell table:number-columns-repeated="1000000"><text:p>1</text:p></table:table-cell>'
    ods = open_document(tmp_path / "表.ods", {"表": [[many]]})
    assert fault_of(ods) == "单元格超过 1 个,不是一份公开文件"
    monkeypatch.setattr(packed, "MOST_UNPACKED", 2**20)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/bomb.xml", bytes(2 * 2**20))
    assert fault_of(path) == "解压后超过 1 MB,不是公开文件"
    monkeypatch.setattr(reader, "LARGEST", 2**10)
    assert fault_of(path) == "超过 0 MB,不是公开文件"


def test_a_cell_at_the_far_end_of_a_sheet_takes_no_memory(tmp_path):
    path = workbook(tmp_path / "表.xlsx", {"表": [["某局2024年度部门决算"], [None, 1]]})
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").replace(b'r="B2"', b'r="XFD1048576"')
    assert (
        fault_of(changed(path, "xl/worksheets/sheet1.xml", sheet)) == "单元格超过 500000 个,不是一份公开文件"
    )


def test_an_old_workbook_with_too_many_sheets_or_cells(tmp_path, monkeypatch):
    path = workbook(tmp_path / "表.xlsx", {"表": ROWS, "又": ROWS})
    monkeypatch.setattr(reader, "MOST_CELLS", 1)
    assert fault_of(path) == "单元格超过 1 个,不是一份公开文件"
    monkeypatch.setattr(reader, "MOST_SHEETS", 1)
    assert fault_of(path) == "有 2 张工作表,超过 1 张,不是一份公开文件"


def test_a_workbook_without_content_or_without_a_year(tmp_path):
    path = workbook(tmp_path / "表.xlsx", {"表": [], "藏": ROWS}, hidden=("藏",))
    assert fault_of(path) == "没有一张工作表有内容(隐藏的工作表不读)"
    assert (
        fault_of(workbook(tmp_path / "表.xlsx", {"表": [["支出决算表"]]}))
        == "没有读出是哪一年的预算或决算;请用 --year 给出年度"
    )


def test_without_the_extra_the_way_to_it_is_told(tmp_path, monkeypatch):
    path = workbook(tmp_path / "表.xlsx", {"表": ROWS})
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    assert "pip install 'govbudget[excel]'" in fault_of(path)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    nothing = Disclosure(Department(None, "某局"), 2024, "budget", None, ())
    for write, what in (
        (write_disclosure_book, nothing),
        (write_review_book, Review(nothing, (), {})),
        (write_report_book, None),
    ):
        report = Report.of(Ledger(Department("1", "某局"), 2024, ()), form("mof-2024"), code_book(2024))
        with pytest.raises(GovBudgetError) as caught:
            write(what or report, tmp_path / "新.xlsx")
        assert str(caught.value) == "写电子表格需要附加组件 excel,请先运行: pip install 'govbudget[excel]'"


@pytest.mark.parametrize(
    ("name", "said"),
    [("新.xls", "只写 .xlsx,请改后缀"), ("无/新.xlsx", "没有这个文件夹"), ("夹.xlsx", "写不进去")],
)
def test_a_workbook_that_cannot_be_written(tmp_path, name, said):
    (tmp_path / "夹.xlsx").mkdir()
    with pytest.raises(GovBudgetError, match=said), book_at(tmp_path / name) as made:
        made.sheet("表")
