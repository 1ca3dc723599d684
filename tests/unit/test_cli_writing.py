"""`-o DIR --as KINDS`: every kind by its writer, names from the documents, nothing overwritten unasked."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from govbudget.catalogue import example_file
from govbudget.checks import Review
from govbudget.cli import main
from govbudget.model import Disclosure
from govbudget.report import Report

DOCUMENT = """\
schema: govbudget.disclosure/1
department: {code: "602", name: 示例局}
year: 2024
kind: final-accounts
form: shanxi-2024
"""


@pytest.fixture
def writers(monkeypatch):
    """Writers that note what they were given, and write what kind of file that is."""
    given = []

    def written(path):
        path.write_text("book")
        return path.suffix

    def write_report_book(report, path):
        given.append(("report book", type(report), written(path)))

    def write_review_book(review, path):
        given.append(("review book", type(review), written(path)))

    def write_disclosure_book(disclosure, path):
        given.append(("disclosure book", type(disclosure), written(path)))

    def write_report_page(report, path, sentences=(), evaluations=()):
        given.append(("report page", type(report), written(path), sentences, evaluations))

    def write_review_page(review, disclosure, path):
        given.append(("review page", type(review), type(disclosure), written(path)))

    def write_word(report, path, sentences=()):
        given.append(("word", type(report), written(path), sentences))

    homes = {
        "book": (write_report_book, write_review_book, write_disclosure_book),
        "page": (write_report_page, write_review_page),
        "word": (write_word,),
    }
    for name, functions in homes.items():
        module = ModuleType(f"govbudget.adapters.{name}")
        for function in functions:
            setattr(module, function.__name__, function)
        monkeypatch.setitem(sys.modules, module.__name__, module)
    return given


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "某局.yaml"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


@pytest.fixture
def told(capsys):
    def run(*arguments):
        capsys.readouterr()
        assert main([str(one) for one in arguments]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        return err

    return run


def test_the_tables_of_a_ledger_are_written_in_every_kind(writers, tmp_path, capsys):
    out = tmp_path / "公开"
    assert main(["tables", "houma-2024", "-o", str(out), "--as", "xlsx,html, docx,xlsx"]) == 0
    stem = out / "houma-2024-公开表"
    paths = [Path(f"{stem}.{kind}") for kind in ("xlsx", "html", "docx")]
    assert capsys.readouterr().out == "".join(f"已写入 {path}\n" for path in paths)
    assert writers == [
        ("report book", Report, ".xlsx"),
        ("report page", Report, ".html", (), ()),
        ("word", Report, ".docx", ()),
    ]
    assert sorted(out.iterdir()) == sorted(paths)


def test_the_findings_on_a_document_are_written_beside_what_is_printed(writers, document, tmp_path, capsys):
    out = tmp_path / "结果"
    assert main(["check", str(document)]) == 0
    alone = capsys.readouterr().out
    assert main(["check", str(document), "-o", str(out), "--as", "html,xlsx"]) == 0
    paths = [out / f"某局-核对.{kind}" for kind in ("html", "xlsx")]
    assert capsys.readouterr().out == alone + "".join(f"已写入 {path}\n" for path in paths)
    assert writers == [("review page", Review, Disclosure, ".html"), ("review book", Review, ".xlsx")]
    assert sorted(out.iterdir()) == sorted(paths)


@pytest.mark.usefixtures("writers")
def test_documents_of_one_name_are_written_under_numbers(document, tmp_path):
    other = tmp_path / "别处" / "某局.yaml"
    other.parent.mkdir()
    other.write_text(DOCUMENT, encoding="utf-8")
    main(["check", str(document), str(other), "-o", str(tmp_path / "结果"), "--as", "xlsx"])
    names = {path.name for path in (tmp_path / "结果").iterdir()}
    assert names == {"某局-核对.xlsx", "某局-核对(2).xlsx"}


def test_a_document_is_read_into_a_workbook_by_the_suffix(writers, document, tmp_path, capsys):
    path = tmp_path / "某局.xlsx"
    assert main(["read", str(document), "-o", str(path)]) == 0
    assert writers == [("disclosure book", Disclosure, ".xlsx")]
    assert path.is_file()
    assert f"已写入 {path}" in capsys.readouterr().out


def test_the_bundled_example_is_read_by_name_into_a_folder(tmp_path):
    assert main(["read", "houma-2024", "-o", str(tmp_path)]) == 0
    assert main(["read", str(example_file("houma-2024", "disclosure.yaml")), "-o", f"{tmp_path}/x/"]) == 0
    assert (tmp_path / "houma-2024.json").read_bytes() == (tmp_path / "x" / "disclosure.json").read_bytes()


@pytest.mark.usefixtures("writers")
def test_what_is_there_is_overwritten_only_when_asked(tmp_path, told):
    order = ("tables", "houma-2024", "-o", tmp_path, "--as", "xlsx")
    assert main([str(one) for one in order]) == 0
    path = tmp_path / "houma-2024-公开表.xlsx"
    path.write_text("批注")
    assert told(*order) == f"错误: {path}: 已有这个文件;要覆盖请加 --overwrite\n"
    assert path.read_text() == "批注"
    assert main([*map(str, order), "--overwrite"]) == 0
    assert path.read_text() == "book"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["-o", "out", "--as", "pdf"], "不能写成 'pdf';可选 xlsx、html"),
        (["-o", "out", "--as", ""], "不能写成 '';可选 xlsx、html"),
        (["--as", "xlsx"], "--as 要与 -o 同用: 用 -o 写明文件夹"),
        (["-o", "out"], "-o 要与 --as 同用: 用 --as 写明文件种类,可选 xlsx、html"),
    ],
)
@pytest.mark.usefixtures("writers")
def test_what_cannot_be_written_is_told_before_anything_is_read(options, message, told):
    assert told("check", "没有.pdf", *options) == f"错误: {message}\n"
    assert not Path("out").exists()


@pytest.mark.usefixtures("writers")
def test_a_file_is_no_folder_and_a_folder_that_is_read_takes_nothing(document, tmp_path, told):
    assert "是一个文件;请写文件夹" in told("check", document, "-o", document, "--as", "xlsx")
    assert "就是要读的文件夹" in told("check", tmp_path, "-o", tmp_path, "--as", "xlsx")
    assert "就是要读的文件夹" in told("read", tmp_path, "-o", tmp_path)


def test_a_document_is_never_written_over_itself(document, tmp_path, told):
    assert told("read", document, "-o", document) == (
        f"错误: {document}: 就是要读的文件,不能覆盖;请写到别的文件夹\n"
    )
    assert document.read_text(encoding="utf-8") == DOCUMENT
    nowhere = tmp_path / "没有" / "某局.json"
    assert told("read", document, "-o", nowhere) == f"错误: {nowhere}: 没有文件夹 {nowhere.parent}\n"
    assert told("read", document, "-o", "-") == "错误: -o 要写文件名;要印在屏幕上请用 --format json\n"


def test_extras_that_are_missing_are_told_all_at_once_before_any_work(document, tmp_path, told, monkeypatch):
    monkeypatch.setattr("govbudget.cli.judging.read_document", None)
    monkeypatch.setattr("govbudget.cli.read.read_document", None)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    out = tmp_path / "结果"
    alone = "错误: 写 xlsx 文件需要附加组件 excel,请先运行: pip install 'govbudget[excel]'\n"
    assert told("check", document, "-o", out, "--as", "html,xlsx") == alone
    assert told("read", document, "-o", tmp_path / "某局.xlsx") == alone
    for library in ("jinja2", "docx"):
        monkeypatch.setitem(sys.modules, library, None)
    assert told("tables", "houma-2024", "-o", out, "--as", "docx,xlsx,html") == (
        "错误: 写 docx、xlsx、html 文件需要附加组件 documents、excel、report,"
        "请先运行: pip install 'govbudget[documents,excel,report]'\n"
    )
    assert not out.exists()
