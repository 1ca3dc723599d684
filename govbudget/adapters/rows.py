"""Rows of text with their places, from CSV, XLSX, YAML or dictionaries: the one shape the ledger reads."""

from __future__ import annotations

import csv
import io
import math
import reprlib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

from attrs import frozen

from govbudget.catalogue.strict_yaml import load_with_lines
from govbudget.errors import GovBudgetError
from govbudget.money import Unit

__all__ = [
    "LARGEST_FILE",
    "LedgerFileError",
    "TextRow",
    "UnsplitLineError",
    "csv_lines",
    "exact_decimal",
    "padded_text",
    "rows_of_dicts",
    "rows_of_file",
    "utf8_text_of",
]

LARGEST_FILE = 256 * 2**20
EXCEL_DIGITS = 15
MOST_DIGITS = 40
"""Numbers of more digits are no sums (`money` refuses them from 25); writing them out may not even end."""

FINEST_PLACES = max(unit.exponent for unit in Unit)
AMOUNT_HEADINGS = ("金额", "amount")
_UNREAD = "\N{REPLACEMENT CHARACTER}"


class LedgerFileError(GovBudgetError, ValueError):
    """账套文件有误 — a file or row that cannot be read as facts, with its place and the way out.

    出路: 按所报的文件和行改;栏目和写法见“账套怎么写”。
    """


@frozen
class TextRow:
    """One row: where it stands, its text by heading, and what of it could not be read as text.

    `refused` are the headings whose cells are missing from `cells` because `faults` tells of them.
    """

    place: str
    cells: Mapping[str, str]
    faults: tuple[GovBudgetError, ...] = ()
    refused: tuple[str, ...] = ()


def rows_of_file(path: Path) -> list[TextRow]:
    """The rows of a ledger file, by its suffix. Raises `LedgerFileError` for a file that has none."""
    readers = {
        ".csv": _rows_of_csv,
        ".yaml": _rows_of_yaml,
        ".yml": _rows_of_yaml,
        ".xlsx": _rows_of_workbook,
        ".xls": _rows_of_workbook,
        ".ods": _rows_of_workbook,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        known = "、".join(readers)
        suffix = f"不认识后缀 {path.suffix}" if path.suffix else "没有后缀"
        raise LedgerFileError(f"{path.name}: {suffix};账套文件可为 {known}")
    if not path.is_file():
        raise LedgerFileError(f"{path}: 没有这个文件")
    if path.stat().st_size > LARGEST_FILE:
        raise LedgerFileError(f"{path.name}: 超过 {LARGEST_FILE >> 20} MiB;请按部门拆分")
    rows = reader(path)
    if not rows:
        raise LedgerFileError(f"{path.name}: 没有任何记录;第一行应为表头,以下每行一笔事实")
    return rows


def utf8_text_of(path: Path) -> str:
    """The text of a file. Raises `LedgerFileError` for one that is not UTF-8, guessing what it is."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        try:
            content.decode("gb18030")
        except UnicodeDecodeError:
            raise LedgerFileError(f"{path.name}: 不是 UTF-8 文本;请另存为 UTF-8 编码") from fault
        raise LedgerFileError(f"{path.name}: 不是 UTF-8 编码(像是 GB18030);请另存为 UTF-8 编码") from fault


def _rows_of_csv(path: Path) -> list[TextRow]:
    text = utf8_text_of(path)
    if "\0" in text:
        raise LedgerFileError(f"{path.name}: 含有空字符,不是文本文件;请另存为 UTF-8 编码的 CSV")
    try:
        lines = csv_lines(text)
    except UnsplitLineError as fault:
        raise LedgerFileError(f"{path.name}:{fault.line}: 引号或逗号不成对,无法分栏({fault})") from fault
    return _under_headings(path.name, lines, {})


class UnsplitLineError(ValueError):
    """A line of comma-separated text that cannot be cut into cells; `line` is where it begins."""

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        super().__init__(reason)


def csv_lines(text: str) -> list[tuple[int, list[str]]]:
    """The cells of every record, with the line on which it begins. Raises `UnsplitLineError`."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    before = 0
    try:
        for cells in reader:
            lines.append((before + 1, cells))
            before = reader.line_num
    except csv.Error as fault:
        raise UnsplitLineError(before + 1, str(fault)) from fault
    return lines


def _under_headings(
    name: str,
    lines: Iterable[tuple[int, list[str]]],
    unread: Mapping[tuple[int, int], LedgerFileError],
) -> list[TextRow]:
    """Rows under the first line that has any text; wholly blank lines are passed over.

    `unread` are the faults of cells that could not be made text, by line and column.
    """
    written = [(line, cells) for line, cells in lines if any(cell.strip() for cell in cells)]
    if not written:
        return []
    (head_line, head), *body = written
    headings = [heading.strip() for heading in head]
    while headings and not headings[-1]:
        headings.pop()
    faults: list[GovBudgetError] = [fault for (line, _), fault in unread.items() if line == head_line]
    for place, heading in enumerate(headings):
        if not heading:
            faults.append(LedgerFileError(f"{name}:{head_line}: 第 {place + 1} 栏没有表头"))
        elif heading in headings[:place] and heading != _UNREAD:
            faults.append(LedgerFileError(f"{name}:{head_line}: 表头「{heading}」出现了两次"))
    rows = [_row(f"{name}:{line}", line, cells, headings, unread) for line, cells in body]
    if faults:
        faults.extend(fault for row in rows for fault in row.faults)
        raise ExceptionGroup(f"{name} 不能分栏({len(faults)}处)", faults)
    return rows


def _row(
    place: str,
    line: int,
    cells: Sequence[str],
    headings: Sequence[str],
    unread: Mapping[tuple[int, int], LedgerFileError],
) -> TextRow:
    faults = [unread[line, column] for column in range(len(cells)) if (line, column) in unread]
    if any(cell.strip() for cell in cells[len(headings) :]):
        wide = f"有 {len(cells)} 栏,多于表头的 {len(headings)} 栏;金额里的逗号要加引号"
        return TextRow(place, {}, (*faults, LedgerFileError(f"{place}: {wide}")), tuple(headings))
    refused = tuple(heading for column, heading in enumerate(headings) if (line, column) in unread)
    texts = {
        heading: cell.strip() for heading, cell in zip_longest(headings, cells[: len(headings)], fillvalue="")
    }
    return TextRow(place, {h: t for h, t in texts.items() if h not in refused}, tuple(faults), refused)


def _rows_of_yaml(path: Path) -> list[TextRow]:
    content, lines = load_with_lines(utf8_text_of(path), path.name)
    if not isinstance(content, list) or not content:
        raise LedgerFileError(f"{path.name}: 账套应是一个列表,每项一笔事实")
    places = [
        f"{path.name}:{lines[id(item)]}" if id(item) in lines else f"{path.name} 第{place}项"
        for place, item in enumerate(content, start=1)
    ]
    return _rows_of_items(zip(places, content, strict=True), path.name)


def rows_of_dicts(rows: Iterable[Mapping[str, object]], name: str) -> list[TextRow]:
    """Rows given as dictionaries; numbers may be text, whole numbers or Decimals, never floats."""
    return _rows_of_items(((f"{name}[{place}]", row) for place, row in enumerate(rows, start=1)), name)


def _rows_of_items(items: Iterable[tuple[str, object]], name: str) -> list[TextRow]:
    rows = [_row_of_item(place, item) for place, item in items]
    if any(row.faults and not row.refused for row in rows):
        faults = [fault for row in rows for fault in row.faults]
        raise ExceptionGroup(f"{name} 不能读取({len(faults)}处)", faults)
    return rows


def _row_of_item(place: str, item: object) -> TextRow:
    """One mapping as a row; one that is no mapping, or has a key that is no text, refuses no heading."""
    if not isinstance(item, Mapping) or not all(isinstance(heading, str) for heading in item):
        wrong = f"{place}: 每笔事实应写作「栏目: 值」,现为 {reprlib.repr(item)}"
        return TextRow(place, {}, (LedgerFileError(wrong),))
    cells: dict[str, str] = {}
    faults: dict[str, GovBudgetError] = {}
    for heading, value in item.items():
        try:
            cells[heading] = _value_text(value)
        except LedgerFileError as fault:
            faults[heading] = LedgerFileError(f"{place}: 「{heading}」{fault}")
    return TextRow(place, cells, tuple(faults.values()), tuple(faults))


def _value_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | dict):
        raise LedgerFileError(f"应是一个值,不能是 {reprlib.repr(value)}")
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        kind = type(value).__name__
        raise LedgerFileError(f"是 {kind} {reprlib.repr(value)};请用文字、整数或 Decimal,浮点数不精确")
    if isinstance(value, int) and abs(value) >= 10**MOST_DIGITS:
        raise LedgerFileError(f"是超过 {MOST_DIGITS} 位的整数,应是误读")
    if isinstance(value, Decimal) and abs(value.adjusted()) < MOST_DIGITS:
        return format(value, "f")
    return str(value).strip()


def _rows_of_workbook(path: Path) -> list[TextRow]:
    try:
        import python_calamine  # noqa: PLC0415 - the `excel` extra
    except ImportError as fault:
        raise LedgerFileError(
            f"{path.name}: 读取电子表格需要附加组件: pip install 'govbudget[excel]'"
        ) from fault
    try:
        sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        values = sheet.to_python(skip_empty_area=False)
    except Exception as fault:
        raise LedgerFileError(f"{path.name}: 不是可读的电子表格({fault})") from fault
    places = _working_places(values)
    unread: dict[tuple[int, int], LedgerFileError] = {}
    lines = []
    for line, cells in enumerate(values, start=1):
        texts = []
        for column, value in enumerate(cells):
            try:
                texts.append(_cell_text(value, places.get(column, 0)))
            except LedgerFileError as fault:
                place = f"{path.name}:{line}: 第 {column + 1} 栏"
                unread[line, column] = LedgerFileError(f"{place}{fault}")
                texts.append(_UNREAD)
        lines.append((line, texts))
    return _under_headings(path.name, lines, unread)


def exact_decimal(value: float) -> Decimal | None:
    """The number of at most fifteen digits that a float is exactly what a computer makes of; `None` if there is none.

    >>> exact_decimal(12.34), exact_decimal(0.1 + 0.2)
    (Decimal('12.34'), None)
    """
    if not math.isfinite(value) or abs(value) >= 10**EXCEL_DIGITS:
        return None
    number = _decimal_of(value)
    # Whether the number is what the float stands for can only be asked of the float itself.
    return number if float(number) == value else None


def padded_text(number: Decimal, places: int) -> str:
    """The number with at least so many decimals: a column of numbers drops trailing zeros, a print does not."""
    whole, _, part = format(number, "f").partition(".")
    return f"{whole}.{part.ljust(places, '0')}" if places else format(number, "f")


def _decimal_of(value: float) -> Decimal:
    """The number that Excel keeps: fifteen significant digits, without the noise of its binary form."""
    return Decimal(format(value, f".{EXCEL_DIGITS}g"))


def _working_places(values: Sequence[Sequence[object]]) -> dict[int, int]:
    """The most decimals of each column of sums: a spreadsheet drops trailing zeros, its column does not."""
    places: dict[int, int] = {}
    sums = {
        column
        for cells in values
        for column, value in enumerate(cells)
        if isinstance(value, str) and value.strip().lower().startswith(AMOUNT_HEADINGS)
    }
    for cells in values:
        for column in sums:
            value = cells[column]
            if isinstance(value, float) and math.isfinite(value) and not value.is_integer():
                exponent = _decimal_of(value).as_tuple().exponent
                places[column] = max(places.get(column, 0), min(-int(exponent), FINEST_PLACES))
    return places


def _cell_text(value: object, places: int) -> str:
    if isinstance(value, bool):
        raise LedgerFileError(f"是逻辑值 {value},不是文字或数")
    if isinstance(value, int | float):
        if not math.isfinite(value) or abs(value) >= 10**EXCEL_DIGITS:
            raise LedgerFileError(f"有超过 {EXCEL_DIGITS} 位的数,电子表格已丢失尾数;请以文本填写")
        number = Decimal(value) if isinstance(value, int) else _decimal_of(value)
        return padded_text(number, places)
    return str(value)
