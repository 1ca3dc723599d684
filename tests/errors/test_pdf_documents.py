"""PDFs that are none, are locked, damaged, too large or only pictures: one clear sentence, never a crash."""

from __future__ import annotations

import sys

import pytest
from pdf_drawing import Page, written

from govbudget.adapters.pdf import pages, read_pdf, reader, rulings
from govbudget.cli import main
from govbudget.model import DisclosureError

pdfium = pytest.importorskip("pypdfium2", reason="the extra `documents` is not installed")

TITLE = "某市某局2024年度部门决算"


def document(folder, content, name="document.pdf"):
    path = folder / name
    path.write_bytes(content)
    return path


def fault_of(path):
    with pytest.raises(DisclosureError) as caught:
        read_pdf(path)
    said = str(caught.value)
    assert said.startswith(f"{path}: ")
    return said.removeprefix(f"{path}: ")


def test_a_file_that_is_not_there(tmp_path):
    assert fault_of(tmp_path / "none.pdf") == "没有这个文件"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a spreadsheet", "某局的说明".encode()])
def test_a_file_that_is_no_pdf(tmp_path, content):
    assert fault_of(document(tmp_path, content)) == "不是 PDF 文件"


GOOD = written([Page().text(100, 100, TITLE, 20)])


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.5\n",
        GOOD[:200],
        b"%PDF-1.5\n" + bytes(range(256)) * 40,
        b"%PDF-1.4\ntrailer << /Root 1 0 R >>\nstartxref\n999999999\n%%EOF\n",
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n",
        b"%PDF-1.4\n1 0 obj\n" + b"[" * 50_000 + b"\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n",
    ],
)
def test_a_damaged_file(tmp_path, content):
    said = fault_of(document(tmp_path, content))
    assert said == "已损坏,不能作为 PDF 打开" or "没有文字层" in said or "没有一页" in said


def test_a_file_locked_with_a_password(tmp_path):
    locked = written(
        [Page()],
        extra="/Encrypt << /Filter /Standard /V 1 /R 2 /P -1"
        f" /O <{'00' * 32}> /U <{'11' * 32}> >> /ID [<{'22' * 16}> <{'22' * 16}>]",
    )
    assert fault_of(document(tmp_path, locked)) == "有打开密码,请先去掉密码"


def test_scanned_pages_alone(tmp_path):
    assert fault_of(document(tmp_path, written([Page(), Page()]))) == (
        "共2页都没有文字层,是扫描件;请先用文字识别软件转成带文字的 PDF"
    )


def test_a_page_that_is_a_picture_is_told(tmp_path):
    picture = Page()
    picture.drawn.append("q 800 0 0 500 10 10 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x41\x42\x43\x44 EI Q")
    found = read_pdf(document(tmp_path, written([Page().text(100, 100, TITLE, 20), picture])))
    assert [(one.page, one.why) for one in found.not_read] == [(2, "这一页是图片,没有文字层,未读")]


def test_a_damaged_page_is_told_and_the_others_are_read(tmp_path, monkeypatch):
    path = document(tmp_path, written([Page().text(100, 100, TITLE, 20)] * 2))
    whole = reader.read_page

    def damaged(pdf, number, *rest):
        if number in lost:
            raise pdfium.PdfiumError("Failed to load page.")
        return whole(pdf, number, *rest)

    monkeypatch.setattr(reader, "read_page", damaged)
    lost = {2}
    assert [(one.page, one.why) for one in read_pdf(path).not_read] == [(2, "这一页已损坏,未读")]
    lost = {1, 2}
    assert fault_of(path) == "已损坏,没有一页能读"


def test_a_document_that_names_no_year(tmp_path):
    said = fault_of(document(tmp_path, written([Page().text(100, 100, "某局的通知", 20)])))
    assert said == "没有读出是哪一年的预算或决算;请用 --year 给出年度"


def test_limits(tmp_path, monkeypatch):
    path = document(tmp_path, written([Page().text(100, 100, TITLE, 20).line(1, 1, 90, 1)] * 3))
    monkeypatch.setattr(pages, "MOST_CHARACTERS", 5)
    assert fault_of(path) == "第1页的线条或文字多得不像公开文件"
    monkeypatch.undo()
    monkeypatch.setattr(rulings, "MOST", 0)
    crowded = Page().text(100, 100, TITLE, 20).line(1, 1, 90, 1).line(1, 9, 90, 9)
    assert fault_of(document(tmp_path, written([crowded]))) == "第1页的线条或文字多得不像公开文件"
    monkeypatch.undo()
    path = document(tmp_path, written([Page().text(100, 100, TITLE, 20)] * 3))
    monkeypatch.setattr(reader, "LONGEST", -1)
    assert fault_of(path) == "读到第1页已超过 -1 秒,未读完"
    monkeypatch.setattr(reader, "MOST_PAGES", 2)
    assert fault_of(path) == "有 3 页,超过 2 页,不是一份公开文件"
    monkeypatch.setattr(reader, "LARGEST", 2**20)
    path.write_bytes(path.read_bytes() + b" " * 2**20)
    assert fault_of(path) == "超过 1 MB,不是公开文件"


def test_without_the_extra_the_command_to_install_it_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(DisclosureError, match=r"pip install 'govbudget\[documents\]'"):
        read_pdf(document(tmp_path, GOOD))


def test_the_command_line_says_it_in_one_line_and_exits_with_2(tmp_path, capsys):
    path = document(tmp_path, b"%PDF-1.5\n")
    for command in (["read", str(path)], ["check", str(path)]):
        assert main(command) == 2
        assert capsys.readouterr().err == f"错误: {path}: 已损坏,不能作为 PDF 打开\n"
