"""压缩包里的电子表格 — what XLSX and ODS say of their cells beside the values: formats, errors, merged cells.

Nothing is fetched and no entity is expanded: a part with a document type is refused.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.parsers import expat

from attrs import define, field, frozen

from govbudget.adapters.book.formats import BUILT_IN, GENERAL
from govbudget.adapters.book.sheets import Cell, Sheet, Span
from govbudget.errors import GovBudgetError

__all__ = [
    "MOST_CELLS",
    "MOST_SHEETS",
    "MOST_UNPACKED",
    "PackedError",
    "Written",
    "ods_sheets",
    "opened",
    "xlsx_cells",
]

MOST_UNPACKED = 512 * 2**20
"""Bytes of all parts of a workbook together."""

MOST_CELLS = 500_000
"""Cells of all sheets, blank ones between them too."""

MOST_SHEETS = 300
"""A workbook with more is no one's disclosure."""

_ERROR = re.compile(r"#(?:N/A|(?:REF|VALUE|DIV/0|NULL|NUM)!|NAME\?)|Err:\d+")

Attributes = Mapping[str, str]


class PackedError(GovBudgetError, ValueError):
    """电子表格有误 — a package that cannot be read as a workbook; says why, without the path.

    出路: 用电子表格软件打开,另存为 .xlsx 再读。
    """


def opened(path: Path) -> zipfile.ZipFile:
    """The package, every part of which unpacks to what it says. Raises `PackedError`."""
    try:
        package = zipfile.ZipFile(path)
        if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
            raise PackedError(f"解压后超过 {MOST_UNPACKED // 2**20} MB,不是公开文件")
        if any(part.flag_bits & 1 for part in package.infolist()):
            raise PackedError("有打开密码,请先去掉密码")
        broken = package.testzip()
    except (zipfile.BadZipFile, OSError, NotImplementedError, EOFError) as fault:
        raise PackedError("已损坏,不能作为电子表格打开;请用电子表格软件打开,另存为 .xlsx") from fault
    if broken:
        raise PackedError("已损坏,不能作为电子表格打开;请用电子表格软件打开,另存为 .xlsx")
    return package


def _parse(
    package: zipfile.ZipFile,
    name: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] = lambda _: None,
    said: Callable[[str], None] = lambda _: None,
) -> None:
    """Read a part, elements and attributes by their names without namespaces."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise PackedError("含有文档类型声明,不是公开文件")

    def begun(element: str, attributes: dict[str, str]) -> None:
        start(_local(element), {_local(key): value for key, value in attributes.items()})

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = begun
    parser.EndElementHandler = lambda element: end(_local(element))
    parser.CharacterDataHandler = said
    try:
        with package.open(name) as part:
            parser.ParseFile(part)
    except (KeyError, expat.ExpatError) as fault:
        raise PackedError("已损坏,不能作为电子表格打开;请用电子表格软件打开,另存为 .xlsx") from fault


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


# XLSX -------------------------------------------------------------------------------------------------


@frozen
class Written:
    """What a sheet of an XLSX says of its cells: the formats of numbers, and the errors."""

    formats: Mapping[tuple[int, int], str] = field(metadata={"zh": "数字格式"})
    errors: Mapping[tuple[int, int], str] = field(metadata={"zh": "错误值"})


def xlsx_cells(package: zipfile.ZipFile) -> dict[str, Written]:
    """What every worksheet says, by its name. Raises `PackedError` for too many cells."""
    targets: dict[str, str] = {}

    def related(element: str, attributes: Attributes) -> None:
        if element == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")

    sheets: list[tuple[str, str]] = []

    def listed(element: str, attributes: Attributes) -> None:
        if element == "sheet":
            sheets.append((attributes.get("name", ""), attributes.get("id", "")))

    _parse(package, "xl/_rels/workbook.xml.rels", related)
    _parse(package, "xl/workbook.xml", listed)
    if len(sheets) > MOST_SHEETS:
        raise PackedError(f"有 {len(sheets)} 张工作表,超过 {MOST_SHEETS} 张,不是一份公开文件")
    codes = _codes(package)
    found, left = {}, MOST_CELLS
    for name, target in sheets:
        part = targets.get(target, "")
        if not re.match(r"xl/worksheets/", part):
            continue
        reading = _SheetReading(codes)
        _parse(package, part, reading.start, reading.end, reading.said)
        left -= reading.extent
        if left < 0:
            raise PackedError(f"单元格超过 {MOST_CELLS} 个,不是一份公开文件")
        found[name] = Written(reading.formats, reading.errors)
    return found


def _codes(package: zipfile.ZipFile) -> list[str]:
    """The number format of every style of a cell."""
    own: dict[int, str] = {}
    codes: list[str] = []
    within = False

    def start(element: str, attributes: Attributes) -> None:
        nonlocal within
        if element == "numFmt":
            own[int(attributes["numFmtId"])] = attributes.get("formatCode", GENERAL)
        elif element == "cellXfs":
            within = True
        elif element == "xf" and within:
            number = int(attributes.get("numFmtId", "0"))
            # A built-in format without a code here is one of dates and times.
            codes.append(own.get(number, BUILT_IN.get(number, "yyyy-mm-dd")))

    def end(element: str) -> None:
        nonlocal within
        within = within and element != "cellXfs"

    if "xl/styles.xml" in package.namelist():
        _parse(package, "xl/styles.xml", start, end)
    return codes


@define
class _SheetReading:
    """One pass over the cells of a sheet."""

    codes: list[str]
    formats: dict[tuple[int, int], str] = field(factory=dict)
    errors: dict[tuple[int, int], str] = field(factory=dict)
    rows: int = 0
    columns: int = 0
    row: int = -1
    column: int = -1
    kind: str = ""
    style: int = 0
    value: list[str] | None = None

    @property
    def extent(self) -> int:
        return self.rows * self.columns

    def start(self, element: str, attributes: Attributes) -> None:
        if element == "row":
            self.row = int(attributes["r"]) - 1 if attributes.get("r", "").isdigit() else self.row + 1
            self.column = -1
        elif element == "c":
            self._cell(attributes)
        elif element == "v":
            self.value = []

    def _cell(self, attributes: Attributes) -> None:
        match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", attributes.get("r", ""))
        if match:
            self.column = -1
            for letter in match[1]:
                self.column = (self.column + 1) * 26 + ord(letter) - ord("A")
            self.row = int(match[2]) - 1
        else:
            self.column += 1
        self.kind = attributes.get("t", "n")
        style = attributes.get("s", "0")
        self.style = int(style) if style.isdigit() else 0
        self.rows, self.columns = max(self.rows, self.row + 1), max(self.columns, self.column + 1)
        if self.extent > MOST_CELLS:
            raise PackedError(f"单元格超过 {MOST_CELLS} 个,不是一份公开文件")

    def said(self, text: str) -> None:
        if self.value is not None:
            self.value.append(text)

    def end(self, element: str) -> None:
        if element != "v" or self.value is None:
            return
        if self.kind == "e":
            self.errors[self.row, self.column] = "".join(self.value)
        elif self.kind == "n":
            code = self.codes[self.style] if self.style < len(self.codes) else GENERAL
            self.formats[self.row, self.column] = code
        self.value = None


# ODS --------------------------------------------------------------------------------------------------


def ods_sheets(package: zipfile.ZipFile) -> Iterator[Sheet]:
    """The sheets of an ODS as they show themselves: every cell keeps the text that it displays."""
    reading = _OdsReading()
    _parse(package, "content.xml", reading.start, reading.end, reading.said)
    if len(reading.tables) > MOST_SHEETS:
        raise PackedError(f"有 {len(reading.tables)} 张工作表,超过 {MOST_SHEETS} 张,不是一份公开文件")
    for number, table in enumerate(reading.tables, start=1):
        yield Sheet(
            number,
            table.name,
            table.cells,
            tuple(table.merged),
            tuple(table.faults),
            hidden=table.style in reading.hidden,
        )


@define
class _OdsTable:
    name: str
    style: str
    cells: dict[tuple[int, int], Cell] = field(factory=dict)
    merged: list[Span] = field(factory=list)
    faults: list[tuple[tuple[int, int], str]] = field(factory=list)
    row: int = 0
    column: int = 0


@define
class _OdsReading:
    """One pass over the content of an ODS."""

    tables: list[_OdsTable] = field(factory=list)
    hidden: set[str] = field(factory=set)
    style: str = ""
    attributes: Attributes = field(factory=dict)
    row_attributes: Attributes = field(factory=dict)
    row_start: list[tuple[int, Cell, bool]] = field(factory=list)
    paragraphs: list[str] | None = None
    aside: int = 0
    written: int = 0

    def start(self, element: str, attributes: Attributes) -> None:
        if element == "style":
            self.style = attributes.get("name", "")
        elif element == "table-properties" and attributes.get("display") == "false":
            self.hidden.add(self.style)
        elif element == "table":
            self.tables.append(_OdsTable(attributes.get("name", ""), attributes.get("style-name", "")))
        elif element == "table-row":
            self.row_attributes, self.row_start = attributes, []
            self.tables[-1].column = 0
        elif element in ("table-cell", "covered-table-cell"):
            self.attributes, self.paragraphs = attributes, []
        elif element == "annotation":
            self.aside += 1
        elif self.paragraphs is not None and not self.aside:
            if element == "p":
                self.paragraphs.append("")
            elif element == "s" and self.paragraphs:
                self.paragraphs[-1] += " " * min(_count(attributes, "c"), 100)

    def said(self, text: str) -> None:
        if self.paragraphs and not self.aside:
            self.paragraphs[-1] += text

    def end(self, element: str) -> None:
        if element == "annotation":
            self.aside -= 1
        elif element in ("table-cell", "covered-table-cell"):
            self._put("\n".join(self.paragraphs or ()).strip(), covered=element != "table-cell")
            self.paragraphs = None
        elif element == "table-row":
            self._end_row()

    def _put(self, text: str, *, covered: bool) -> None:
        table, attributes = self.tables[-1], self.attributes
        repeated = _count(attributes, "number-columns-repeated")
        if not covered:
            across, down = (_count(attributes, f"number-{way}-spanned") for way in ("columns", "rows"))
            if across * down > 1:
                table.merged.append((table.row, table.row + down, table.column, table.column + across))
            if text:
                kind = attributes.get("value-type", "string")
                # Errors are kept as a number or a text, and show their name.
                wrong = kind == "error" or _ERROR.fullmatch(text) is not None
                cell = Cell(text, not wrong and kind in ("float", "currency", "percentage"))
                self._count_cells(repeated)
                self.row_start += [(table.column + step, cell, wrong) for step in range(repeated)]
        table.column += repeated

    def _end_row(self) -> None:
        table = self.tables[-1]
        repeated = _count(self.row_attributes, "number-rows-repeated")
        if self.row_start:
            self._count_cells(len(self.row_start) * (repeated - 1))
            for step in range(repeated):
                for column, cell, wrong in self.row_start:
                    table.cells[table.row + step, column] = cell
                    if wrong:
                        table.faults.append(((table.row + step, column), cell.text))
        table.row += repeated

    def _count_cells(self, more: int) -> None:
        self.written += more
        if self.written > MOST_CELLS:
            raise PackedError(f"单元格超过 {MOST_CELLS} 个,不是一份公开文件")


def _count(attributes: Attributes, name: str) -> int:
    written = attributes.get(name, "1")
    return int(written) if re.fullmatch(r"\d{1,7}", written) else 1
