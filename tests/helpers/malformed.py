"""Files that are no documents: empty, cut off, swollen, nested beyond measure, under a wrong suffix, made to mislead."""

from __future__ import annotations

import struct
import zipfile

from pdf_drawing import Page, written
from word_drawing import WORD, cell, packed, table, text, word

TITLE = "某市某局2024年度部门决算"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LONG = "9" * 5000
DISCLOSURE = "schema: govbudget.disclosure/1\ndepartment: {name: 某局}\nyear: 2024\nkind: budget\n"
LEDGER = "年度,部门,阶段,方向,功能分类,金额,单位,来源\n"


LAUGHS = (
    "<!DOCTYPE w [<!ENTITY a 'ha'>"
    + "".join(
        f"<!ENTITY {name} '{f'&{before};' * 10}'>"
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)
OUTSIDE = "<!DOCTYPE w [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
GOOD_WORD = word(text(TITLE))
GOOD_PDF = written([Page().text(100, 100, TITLE, 20)])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def _locked(content):
    """A zip whose parts say that they are encrypted."""
    changed = bytearray(content)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(mark)
        while place >= 0:
            changed[place + at] |= 1
            place = changed.find(mark, place + 1)
    return bytes(changed)


def _lying(content, size=10):
    """A zip whose parts unpack to more or less than they say."""
    changed = bytearray(content)
    place = changed.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into("<I", changed, place + 24, size)
        place = changed.find(b"PK\x01\x02", place + 1)
    return bytes(changed)


def word_files():
    """DOCX files."""
    yield "empty", b""
    yield "cut off", GOOD_WORD[: len(GOOD_WORD) // 2]
    yield "one byte changed", GOOD_WORD.replace(b"\x03\x14", b"\x03\x15")[:-30] + bytes(30)
    yield "noise", bytes(range(256)) * 50
    yield "a pdf", GOOD_PDF
    yield "a page of the web", f"<html><body>{TITLE}</body></html>".encode()
    yield "old or locked", OLE
    yield "an empty zip", packed([])
    yield "a zip of something else", packed([("a.txt", "x")])
    yield "locked in the zip", _locked(GOOD_WORD)
    yield "lies about its size", _lying(GOOD_WORD)
    yield "no xml", packed([("word/document.xml", "hello")])
    yield (
        "xml cut off",
        packed([("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{text(TITLE)}')]),
    )
    yield (
        "an encoding nobody knows",
        packed([("word/document.xml", '<?xml version="1.0" encoding="x-no"?><a/>')]),
    )
    yield "billion laughs", word(text("&j;"), LAUGHS)
    yield "external entity", word(text("&x;"), OUTSIDE)
    yield "deep", word("<w:tbl><w:tr><w:tc>" * 400 + "</w:tc></w:tr></w:tbl>" * 400)
    yield "deep unknown", word("<w:x>" * 5000 + "</w:x>" * 5000)
    yield "bomb", packed([("word/document.xml", b" " * (100 * 2**20))])
    yield "swollen notes", _lying(word(text(TITLE), rest=[("word/footnotes.xml", "<a/>")]), 2**31)
    yield "names that lead out", word(text(TITLE), rest=[("../../etc/cron.d/x", "x")])
    yield "absolute names", word(text(TITLE), rest=[("/etc/passwd", "x")])
    yield "one name twice", word(text(TITLE), rest=[("word/document.xml", "<a/>")])
    yield "too many parts", packed([(f"p{number}", "") for number in range(5001)], method=zipfile.ZIP_STORED)
    yield "no text", word("<w:p/>")
    yield "no year", word(text("某局的说明"))
    yield (
        "a picture alone",
        word(
            '<w:p><w:r><w:drawing><p:pic xmlns:p="http://schemas.openxmlformats.org/drawingml/2006/picture"/>'
            "</w:drawing></w:r></w:p>"
        ),
    )
    wide = "".join(cell("1", '<w:gridSpan w:val="999999"/>') for _ in range(3))
    yield "wide cells", word(text(TITLE) + f"<w:tbl><w:tr>{wide}</w:tr></w:tbl>")
    yield "many columns", word(text(TITLE) + table([cell("1")] * 400))
    yield (
        "odd numbers of columns",
        word(
            text(TITLE) + table([cell("a", '<w:gridSpan w:val="-4"/>'), cell("b", '<w:gridSpan w:val="x"/>')])
        ),
    )
    yield (
        "ragged",
        word(text(TITLE) + table([cell("a")] * 3, [cell("b", "<w:vMerge/>")], [], [cell("c")] * 5)),
    )
    long_table = table([cell("项目"), cell("本年收入")], [cell("合计"), cell(LONG)])
    yield "a long number", word(text(TITLE) + text("收入决算表") + text("单位：万元") + long_table)
    yield "a long line", word(text(TITLE + "收入（支出）决算表" * 20_000))


def web_files():
    """HTML files."""
    yield "empty", b""
    yield "noise", bytes(range(1, 256)) * 50
    yield "nothing but zeros", bytes(5000)
    yield "a pdf", GOOD_PDF
    yield "a zip", GOOD_WORD
    yield "no signs known", b"<html><meta charset=utf-8>\xff\xfe\xfd\x81\xff"
    yield "an encoding nobody knows", f"<meta charset=x-no><p>{TITLE}</p>".encode()
    yield "an encoding that is none", f"<meta charset=unicode_escape><p>{TITLE}</p>".encode()
    yield "utf-16 without mark", f"<p>{TITLE}</p>".encode("utf-16-le")
    yield "tags alone", b"<html><body><div></div></body></html>"
    yield "script alone", f"<script>document.write('{TITLE}')</script>".encode()
    yield "no year", "<p>某局的说明</p>".encode()
    yield "deep", (f"<p>{TITLE}</p>" + "<div>" * 100_000 + TITLE).encode()
    yield "deep tables", (f"<p>{TITLE}</p>" + "<table><tr><td>1</td><td>" * 300).encode()
    yield "wide", f"<p>{TITLE}</p><table><tr><td colspan=99999>1</td><td>2</td></tr></table>".encode()
    span = "<tr><td colspan=200 rowspan=65534>1</td><td>2</td></tr>"
    yield "tall", f"<p>{TITLE}</p><table>{span * 6000}</table>".encode()
    yield "unclosed comment", f"<p>{TITLE}</p><!--{'<!--' * 20_000}".encode()
    yield "unclosed tag", f"<p>{TITLE}</p><table><tr><td><a href='{'x' * 200_000}".encode()
    yield "billion laughs", (LAUGHS + f"<p>{TITLE}&j;</p>").encode()
    yield "external entity", (OUTSIDE + f"<p>{TITLE}&x;</p>").encode()
    yield "impossible signs", f"<p>{TITLE}&#x110000;&#0;&#xD800;&#99999999999;</p>".encode()
    yield (
        "a long number",
        (
            f"<p>{TITLE}</p><p>收入决算表</p><p>单位：万元</p><table><tr><td>项目<td>本年收入<tr><td>合计<td>{LONG}</table>"
        ).encode(),
    )
    yield (
        "fetches",
        (
            f"<p>{TITLE}</p><iframe src='http://example.invalid/x'></iframe><img src=x><a href='a.xlsx'>附件</a>"
        ).encode(),
    )


def disclosure_files():
    """YAML and JSON files, by their text or bytes."""
    alias = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    yield "empty", b""
    yield "noise", bytes(range(256)) * 20
    yield "utf-16", DISCLOSURE.encode("utf-16")
    yield "gb18030", DISCLOSURE.encode("gb18030")
    yield "alias bomb", (DISCLOSURE + alias).encode()
    yield "many faults", (DISCLOSURE + f"x: [{'*a,' * 3000}]").encode()
    yield "deep", ("[" * 100_000).encode()
    yield "deep and closed", (DISCLOSURE + "tables: " + "[" * 500 + "]" * 500).encode()
    yield "deep blocks", "\n".join(" " * depth + "a:" for depth in range(2000)).encode()
    yield "a tag", b"!!python/object/apply:os.system ['true']"
    yield "keys twice", (DISCLOSURE + "year: 2023\n").encode()
    yield "a list", b"[1, 2]"
    yield "cut off", (DISCLOSURE + "tables: [{id: income, rows: [").encode()
    yield "another schema", b"schema: other/1"
    yield "a long year", DISCLOSURE.replace("2024", LONG).encode()
    yield "a long page", (DISCLOSURE + f"tables: [{{id: income, unit: 元, page: {LONG}, rows: []}}]").encode()
    yield "control signs", (DISCLOSURE + "x: \x01\n").encode()
    yield "two documents", (DISCLOSURE + "---\n" + DISCLOSURE).encode()
    yield "a pdf", GOOD_PDF
    row = f"{{id: total, label: 合计, cells: {{total: '{LONG}'}}}}"
    yield "a long number", (DISCLOSURE + f"tables: [{{id: income, unit: 万元, rows: [{row}]}}]").encode()


def pdf_files():
    """PDF files."""
    yield "empty", b""
    yield "head alone", b"%PDF-1.5\n"
    yield "cut off", GOOD_PDF[:300]
    yield "noise", b"%PDF-1.5\n" + bytes(range(256)) * 40
    yield "far away", b"%PDF-1.4\ntrailer << /Root 1 0 R >>\nstartxref\n999999999\n%%EOF\n"
    yield (
        "in a circle",
        (b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"),
    )
    yield "deep", b"%PDF-1.4\n1 0 obj\n" + b"[" * 50_000 + b"\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
    yield "a zip", GOOD_WORD
    yield (
        "locked",
        written(
            [Page()],
            extra="/Encrypt << /Filter /Standard /V 1 /R 2 /P -1"
            f" /O <{'00' * 32}> /U <{'11' * 32}> >> /ID [<{'22' * 16}> <{'22' * 16}>]",
        ),
    )
    yield "no text", written([Page(), Page()])
    yield "no year", written([Page().text(100, 100, "某局的说明", 20)])
    yield "huge page", written([Page(box=(10**9, 10**9)).text(100, 100, TITLE, 20)])


def workbook_files():
    """XLSX files."""
    sheet = f'<worksheet xmlns="{SHEET}"><sheetData/></worksheet>'
    yield "empty", b""
    yield "noise", bytes(range(256)) * 50
    yield "a document of Word", GOOD_WORD
    yield "a pdf", GOOD_PDF
    yield "old or locked", OLE
    yield "a sheet without a book", packed([("xl/worksheets/sheet1.xml", sheet)])
    yield "cut off", packed([("xl/workbook.xml", "<workbook/>"), ("xl/worksheets/sheet1.xml", sheet)])[:150]
    yield "no xml", packed([("xl/workbook.xml", "hello"), ("xl/worksheets/sheet1.xml", "hello")])


def text_files():
    """CSV and TXT files."""
    yield "empty", b""
    yield "noise", bytes(range(256)) * 20
    yield "gb18030", (LEDGER + "2024,某局").encode("gb18030")
    yield "utf-16", LEDGER.encode("utf-16")
    yield "zeros", (LEDGER + "\0").encode()
    yield "an open quotation mark", (LEDGER + '2024,"某局,决算数').encode()
    yield "a long field", (LEDGER + "x" * 300_000).encode()
    yield "a long number", (LEDGER + f"2024,某局,决算数,支出,2010301,{LONG},万元,表1").encode()
    yield "an unheard-of exponent", (LEDGER + "2024,某局,决算数,支出,2010301,1e999999999,万元,表1").encode()
    yield "no heading known", "甲,乙\n1,2\n".encode()
    yield "a zip", GOOD_WORD
    yield "a pdf", GOOD_PDF


KINDS = {
    ".docx": word_files,
    ".html": web_files,
    ".yaml": disclosure_files,
    ".json": disclosure_files,
    ".pdf": pdf_files,
    ".xlsx": workbook_files,
    ".csv": text_files,
    ".txt": text_files,
}


def malformed(folder, suffix):
    """The malformed files of a suffix, written into a folder."""
    for name, content in KINDS[suffix]():
        path = folder / f"{name}{suffix}"
        path.write_bytes(content)
        yield path
