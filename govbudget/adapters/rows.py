"""Rows of text with their places, from CSV, XLSX, YAML or dictionaries: the one shape the ledger reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from attrs import frozen

from govbudget.catalogue.strict_yaml import load_with_lines
from govbudget.errors import GovBudgetError

__all__ = ["LedgerFileError", "TextRow", "rows_of_dicts", "rows_of_file"]

LARGEST_FILE = 256 * 2**20
EXCEL_DIGITS = 15


class LedgerFileError(GovBudgetError, ValueError):
    """账套文件有误 — a file or row that cannot be read as facts, with its place and the way out."""


@frozen
class TextRow:
    """One row: where it stands, and its text by heading."""

    place: str
    cells: Mapping[str, str]


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
        raise LedgerFileError(f"{path.name}: 不认识 {path.suffix or '没有'} 后缀;账套文件可为 {known}")
    if not path.is_file():
        raise LedgerFileError(f"{path}: 没有这个文件")
    if path.stat().st_size > LARGEST_FILE:
        raise LedgerFileError(f"{path.name}: 超过 {LARGEST_FILE >> 20} MiB;请按部门拆分")
    rows = reader(path)
    if not rows:
        raise LedgerFileError(f"{path.name}: 没有任何记录;第一行应为表头,以下每行一笔事实")
    return rows


def _text_of(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        try:
            content.decode("gb18030")
        except UnicodeDecodeError:
            raise LedgerFileError(f"{path.name}: 不是文本文件;请另存为 UTF-8 编码的 CSV") from fault
        raise LedgerFileError(f"{path.name}: 不是 UTF-8 编码(像是 GB18030);请另存为「CSV UTF-8」") from fault


def _rows_of_csv(path: Path) -> list[TextRow]:
    text = _text_of(path)
    if "\0" in text:
        raise LedgerFileError(f"{path.name}: 含有空字符,不是文本文件;请另存为 UTF-8 编码的 CSV")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    before = 0
    try:
        for cells in reader:
            lines.append((before + 1, cells))
            before = reader.line_num
    except csv.Error as fault:
        raise LedgerFileError(f"{path.name}:{before + 1}: 引号或逗号不成对,无法分栏({fault})") from fault
    return list(_under_headings(path.name, lines))


def _under_headings(name: str, lines: Iterable[tuple[int, list[str]]]) -> Iterator[TextRow]:
    """Rows under the first line that has any text; wholly blank lines are passed over."""
    written = [(line, cells) for line, cells in lines if any(cell.strip() for cell in cells)]
    if not written:
        return
    (head_line, head), *body = written
    headings = [heading.strip() for heading in head]
    while headings and not headings[-1]:
        headings.pop()
    faults: list[GovBudgetError] = [
        LedgerFileError(f"{name}:{head_line}: 表头「{heading}」出现了两次")
        for place, heading in enumerate(headings)
        if heading and heading in headings[:place]
    ]
    if "" in headings:
        faults.append(LedgerFileError(f"{name}:{head_line}: 第 {headings.index('') + 1} 栏没有表头"))
    for line, cells in body:
        if any(cell.strip() for cell in cells[len(headings) :]):
            faults.append(
                LedgerFileError(
                    f"{name}:{line}: 有 {len(cells)} 栏,多于表头的 {len(headings)} 栏;金额里的逗号要加引号"
                )
            )
    if faults:
        raise ExceptionGroup(f"{name} 不能分栏({len(faults)}处)", faults)
    for line, cells in body:
        yield TextRow(
            f"{name}:{line}",
            {heading: cell.strip() for heading, cell in zip(headings, cells, strict=False)},
        )


def _rows_of_yaml(path: Path) -> list[TextRow]:
    content, lines = load_with_lines(_text_of(path), path.name)
    if not isinstance(content, list):
        raise LedgerFileError(f"{path.name}: 账套应是一个列表,每项一笔事实")
    rows = []
    for place, item in enumerate(content, start=1):
        where = f"{path.name}:{lines.get(id(item), place)}"
        if not isinstance(item, dict) or any(isinstance(v, dict | list) for v in item.values()):
            raise LedgerFileError(f"{where}: 每笔事实应写作「栏目: 值」,值是文字")
        rows.append(TextRow(where, {key: (value or "").strip() for key, value in item.items()}))
    return rows


def rows_of_dicts(rows: Iterable[Mapping[str, object]], name: str) -> list[TextRow]:
    """Rows given as dictionaries; numbers may be text, whole numbers or Decimals, never floats."""
    made, faults = [], list[GovBudgetError]()
    for place, row in enumerate(rows, start=1):
        cells: dict[str, str] = {}
        for heading, value in row.items():
            if value is None:
                cells[heading] = ""
            elif isinstance(value, bool) or not isinstance(value, str | int | Decimal):
                kind = type(value).__name__
                faults.append(
                    LedgerFileError(
                        f"{name}[{place}]: 「{heading}」是 {kind} {value!r};请用文字、整数或 Decimal,浮点数不精确"
                    )
                )
            else:
                cells[heading] = (format(value, "f") if isinstance(value, Decimal) else str(value)).strip()
        made.append(TextRow(f"{name}[{place}]", cells))
    if faults:
        raise ExceptionGroup(f"{name} 不能读取({len(faults)}处)", faults)
    return made


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
    faults: list[GovBudgetError] = []
    lines = []
    for line, cells in enumerate(values, start=1):
        texts = []
        for column, value in enumerate(cells):
            try:
                texts.append(_cell_text(value, places.get(column, 0)))
            except LedgerFileError as fault:
                faults.append(LedgerFileError(f"{path.name}:{line}: 第 {column + 1} 栏 {fault}"))
                texts.append("")
        lines.append((line, texts))
    if faults:
        raise ExceptionGroup(f"{path.name} 不能读取({len(faults)}处)", faults)
    return list(_under_headings(path.name, lines))


def _decimal_of(value: float) -> Decimal:
    """The number that Excel keeps: fifteen significant digits, without the noise of its binary form."""
    return Decimal(format(value, f".{EXCEL_DIGITS}g"))


def _working_places(values: Sequence[Sequence[object]]) -> dict[int, int]:
    """The most decimals of each column: a spreadsheet drops trailing zeros, its column does not."""
    places: dict[int, int] = {}
    for cells in values:
        for column, value in enumerate(cells):
            if isinstance(value, float) and not value.is_integer():
                exponent = _decimal_of(value).as_tuple().exponent
                places[column] = max(places.get(column, 0), -int(exponent))
    return places


def _cell_text(value: object, places: int) -> str:
    if isinstance(value, bool):
        raise LedgerFileError(f"是逻辑值 {value},不是文字或数")
    if isinstance(value, int | float):
        if abs(value) >= 10**EXCEL_DIGITS:
            raise LedgerFileError(f"有超过 {EXCEL_DIGITS} 位的数,电子表格已丢失尾数;请以文本填写")
        number = Decimal(value) if isinstance(value, int) else _decimal_of(value)
        text = format(number, "f")
        if places and "." not in text:
            return text + "." + "0" * places
        return text + "0" * (places - len(text.partition(".")[2])) if places else text
    return str(value)
