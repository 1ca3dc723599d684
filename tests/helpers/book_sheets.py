"""Workbooks made by hand for tests, and the formulas of written ones worked out."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import xlsxwriter

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def workbook(path, sheets, *, merged=None, formats=None, hidden=()):
    """An XLSX of named sheets of rows; merged ranges and number formats by the names of sheets."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for area in (merged or {}).get(name, ()):
                sheet.merge_range(area, "")
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    code = (formats or {}).get(name, {}).get(column)
                    style = book.add_format({"num_format": code}) if code else None
                    if isinstance(value, str) and value.startswith("#"):
                        sheet.write_formula(row, column, "=NA()", style, value)
                    elif isinstance(value, str):
                        sheet.write_string(row, column, value)
                    elif value is not None:
                        sheet.write_number(row, column, value, style)
    return path


def open_document(path, sheets, *, body=""):
    """An ODS of named sheets; a row is a list of cells, each the XML of one or a text."""
    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join("<table:table-row>" + "".join(map(_ods_cell, row)) + "</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text", "style")
    )
    content = (
        f'<?xml version="1.0"?>{body}<office:document-content {spaces}>'
        '<office:automatic-styles><style:style style:name="gone"><style:table-properties table:display="false"/>'
        f"</style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return path


def _ods_cell(cell):
    if cell.startswith("<"):
        return cell
    return f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>"


def worked_out(path):
    """Every formula of a workbook: sheet and cell, the formula, the result that it keeps and what it comes to."""
    found = []
    with zipfile.ZipFile(path) as package:
        for part in sorted(name for name in package.namelist() if name.startswith("xl/worksheets/sheet")):
            cells = {cell.get("r"): cell for cell in ET.fromstring(package.read(part)).iter(f"{MAIN}c")}  # noqa: S314
            for name, cell in cells.items():
                formula = cell.find(f"{MAIN}f")
                if formula is not None:
                    kept = Decimal(cell.find(f"{MAIN}v").text)
                    found.append((f"{part}!{name}", formula.text, kept, _value(name, cells)))
    return found


def _value(name, cells):
    cell = cells.get(name)
    if cell is None or cell.get("t") == "s":
        return Decimal(0)
    formula, value = cell.find(f"{MAIN}f"), cell.find(f"{MAIN}v")
    if formula is None:
        return Decimal(value.text) if value is not None else Decimal(0)
    inside = re.fullmatch(r"(?:SUM\((.*)\)|([A-Z]+\d+))", formula.text)
    return sum((_value(one, cells) for one in _named(inside[1] or inside[2])), Decimal(0))


def _named(areas):
    for area in areas.split(","):
        first, _, last = area.partition(":")
        (left, top), (right, bottom) = map(_place, (first, last or first))
        yield from (
            f"{_letters(column)}{row}" for row in range(top, bottom + 1) for column in range(left, right + 1)
        )


def _place(name):
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", name).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column, int(row)


def _letters(column):
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
