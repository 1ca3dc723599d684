"""电子表格 → 公开文件 — the tables and the narrative of a workbook, each figure with the number of its sheet.

A sheet is a page. What a cell shows is read, not what it computes: a number as its format prints it. No formula is
worked out and nothing is fetched; what could not be read is listed with its sheet and cell.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from attrs import evolve

from govbudget.adapters.book.formats import GENERAL, MOST_DIGITS, decimal_of_stored, scales, shown
from govbudget.adapters.book.packed import (
    MOST_CELLS,
    MOST_SHEETS,
    PackedError,
    ods_sheets,
    opened,
    xlsx_cells,
)
from govbudget.adapters.book.plain import with_places
from govbudget.adapters.book.regions import leaf_of, zeros_lost
from govbudget.adapters.book.sheets import Cell, Sheet
from govbudget.adapters.grids.assembly import Leaf, disclosure_of
from govbudget.adapters.grids.identity import year_of
from govbudget.adapters.grids.titles import TextLine
from govbudget.adapters.opening import LARGEST
from govbudget.model import Disclosure, DisclosureError, NotRead

__all__ = ["LARGEST", "SUFFIXES", "read_book"]

SUFFIXES = (".xlsx", ".xls", ".ods")

_PACKED, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SAVE_AS = "请用电子表格软件打开,另存为 .xlsx"


def read_book(path: str | Path, *, year: int | None = None, form_name: str | None = None) -> Disclosure:
    """What a department published as a workbook (XLSX, XLS or ODS); what it holds decides, not its suffix.

    XLSX and XLS need the extra `excel`. `year` and `form_name` are as for `read_document`. Hidden sheets are not read and told, as are cells that show an error.
    Raises `DisclosureError` with the path for a file that is no workbook, that is locked, damaged or far too
    large, that is empty, or that names no year.
    """
    path = Path(path)
    if not path.is_file():
        raise DisclosureError(f"{path}: 没有这个文件")
    if path.stat().st_size > LARGEST:
        raise DisclosureError(f"{path}: 超过 {LARGEST // 2**20} MB,不是公开文件")
    try:
        sheets = _sheets(path)
    except PackedError as fault:
        raise DisclosureError(f"{path}: {fault}") from fault
    if not any(sheet.cells and not sheet.hidden for sheet in sheets):
        raise DisclosureError(f"{path}: 没有一张工作表有内容(隐藏的工作表不读)")
    leaves = _leaves(sheets)
    if year is None and year_of([], [leaf.text for leaf in leaves]) is None:
        # Where no text names the year, a line over a table does, or nothing but the name of the file.
        lines = [piece.text for leaf in leaves for piece in leaf.pieces if isinstance(piece, TextLine)]
        named = next((line for line in lines if year_of([], [line]) is not None), path.stem)
        leaves[0] = evolve(leaves[0], text=f"{named}。\n{leaves[0].text}")
    told = [one for sheet in sheets for one in _told(sheet)]
    return disclosure_of(path, leaves, told, year=year, form_name=form_name)


def _leaves(sheets: Sequence[Sheet]) -> list[Leaf]:
    """A leaf for every number up to the last sheet; a sheet that is not read is an empty one."""
    shown = {sheet.number: sheet for sheet in sheets if not sheet.hidden}
    return [
        leaf_of(shown[number]) if number in shown else Leaf(number, (), "")
        for number in range(1, max(shown) + 1)
    ]


def _told(sheet: Sheet) -> Iterator[NotRead]:
    if sheet.hidden:
        if sheet.cells:
            yield NotRead(sheet.number, f"工作表「{sheet.name}」是隐藏的,未读")
        return
    for place, why in sheet.faults:
        yield NotRead(sheet.number, f"{sheet.place(*place)}: {why}")
    yield from zeros_lost(sheet)


def _sheets(path: Path) -> list[Sheet]:
    """The sheets of a workbook in their order. Raises `PackedError`."""
    with path.open("rb") as file:
        start = file.read(4)
    if start == _PACKED:
        with opened(path) as package:
            parts = package.namelist()
            if "content.xml" in parts and "xl/workbook.xml" not in parts:
                return [_with_faults_named(sheet) for sheet in ods_sheets(package)]
            if "xl/workbook.xml" not in parts:
                raise PackedError(f"不是电子表格;{_SAVE_AS}")
            written = xlsx_cells(package)
        formats = {name: one.formats for name, one in written.items()}
        errors = {name: one.errors for name, one in written.items()}
        return [_sheet(one, formats, errors) for one in _read(path)]
    if start == _OLD:
        return [with_places(_sheet(one, None, {})) for one in _read(path)]
    raise PackedError(f"不是电子表格(有的系统把网页存成 .xls);{_SAVE_AS}")


def _with_faults_named(sheet: Sheet) -> Sheet:
    return evolve(sheet, faults=tuple((place, _error(text)) for place, text in sheet.faults))


def _error(text: str) -> str:
    return f"是错误值 {text},未读"


_Raw = tuple[int, str, bool, Sequence[Sequence[Any]], Sequence[Any]]
"""A sheet as the library gives it: number, name, hidden, values, merged cells."""


def _read(path: Path) -> list[_Raw]:
    """The worksheets of an XLSX or XLS. Raises `PackedError`."""
    library = _library()
    found: list[_Raw] = []
    try:
        book = library.CalamineWorkbook.from_object(str(path))
        if len(book.sheets_metadata) > MOST_SHEETS:
            raise PackedError(
                f"有 {len(book.sheets_metadata)} 张工作表,超过 {MOST_SHEETS} 张,不是一份公开文件"
            )
        left = MOST_CELLS
        for number, about in enumerate(book.sheets_metadata, start=1):
            if about.typ is not library.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            last = sheet.end or (-1, -1)
            left -= (last[0] + 1) * (last[1] + 1)
            if left < 0:
                raise PackedError(f"单元格超过 {MOST_CELLS} 个,不是一份公开文件")
            values = sheet.to_python(skip_empty_area=False)
            hidden = about.visible is not library.SheetVisibleEnum.Visible
            found.append((number, about.name, hidden, values, sheet.merged_cell_ranges or ()))
    except library.PasswordError as fault:
        raise PackedError("有打开密码,请先去掉密码") from fault
    except library.CalamineError as fault:
        locked = "EncryptedPackage".encode("utf-16-le") in path.read_bytes()
        why = "有打开密码,请先去掉密码" if locked else f"已损坏,不能作为电子表格打开;{_SAVE_AS}"
        raise PackedError(why) from fault
    return found


def _sheet(raw: _Raw, formats: Any, errors: Any) -> Sheet:  # noqa: ANN401 - by sheet and cell, or none
    number, name, hidden, values, merged = raw
    # What a cell shows instead of a number stands in the table: a blank would be taken for nothing.
    cells = {place: Cell(text) for place, text in errors.get(name, {}).items()}
    faults = [(place, _error(text)) for place, text in errors.get(name, {}).items()]
    own = None if formats is None else formats.get(name, {})
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            if value == "" or value is None or (row, column) in errors.get(name, {}):
                continue
            cell, fault = _cell(value, GENERAL if own is None else own.get((row, column), GENERAL))
            if fault:
                faults.append(((row, column), fault))
            if cell.text:
                cells[row, column] = cell
    spans = tuple((top, bottom + 1, left, right + 1) for (top, left), (bottom, right) in merged)
    return Sheet(number, name, cells, spans, tuple(sorted(faults)), hidden)


def _cell(value: Any, code: str) -> tuple[Cell, str | None]:  # noqa: ANN401 - whatever a cell may hold
    """What a cell shows; with it, why it cannot be read as a number."""
    if isinstance(value, bool):
        return Cell(str(value).upper()), None
    if not isinstance(value, int | float):
        return Cell(str(value).strip()), None
    number = decimal_of_stored(value)
    if number is None:
        fault = f"是超过 {MOST_DIGITS} 位的数,电子表格已丢失尾数,未读;请以文本填写"
        return Cell(f"{value:.5E}"), fault
    text = shown(number, code)
    if text is None:
        text = shown(number, GENERAL) or ""
        if scales(code):
            fault = f"存的是 {text},按数字格式 {code} 显示的是另一个数,未读;请以文本填写"
            return Cell(f"{text}(格式 {code})"), fault
        # One of dates or fractions: the stored number is what can be said.
    return Cell(text, stored_as_number=True), None


def _library() -> ModuleType:
    """The extra, imported where it is used."""
    try:
        return importlib.import_module("python_calamine")
    except ImportError as fault:
        raise PackedError(
            "读取电子表格需要附加组件 excel,请先运行: pip install 'govbudget[excel]'"
        ) from fault
