"""公开文件 from YAML or JSON in the shape `govbudget.disclosure/1`, with every fault of the file at once."""

from __future__ import annotations

import re
import reprlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import field, frozen

from govbudget.catalogue.strict_yaml import load_with_lines
from govbudget.errors import GovBudgetError, raise_together
from govbudget.model import Department, Disclosure, DisclosureError, PrintedRow, PrintedTable
from govbudget.money import Unit

__all__ = ["SCHEMA", "disclosure_from", "read_disclosure"]

SCHEMA = "govbudget.disclosure/1"
KINDS = ("final-accounts", "budget")
UNITS = tuple(unit.value for unit in Unit)


def read_disclosure(path: str | Path) -> Disclosure:
    """Read a disclosure file (JSON is YAML).

    Raises `DisclosureError` or `DataError` for a file that is none, and otherwise one `ExceptionGroup` with
    every fault of the file, each with its line.
    """
    path = Path(path)
    if not path.is_file():
        raise DisclosureError(f"{path}: 没有这个文件")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise DisclosureError(f"{path.name}: 不是 UTF-8 文本;请另存为 UTF-8 编码") from fault
    content, lines = load_with_lines(text, path.name)
    return _disclosure(content, _Reading(path.name, lines))


def disclosure_from(content: Mapping[str, Any], *, name: str = "disclosure") -> Disclosure:
    """The disclosure that a mapping describes. Raises as `read_disclosure` does."""
    return _disclosure(content, _Reading(name, {}))


@frozen
class _Reading:
    """One pass over one disclosure: its name, the line of every part of it, and what was wrong."""

    name: str
    lines: Mapping[int, int]
    faults: list[GovBudgetError] = field(factory=list)

    def refuse(self, node: object, message: str) -> None:
        line = f":{self.lines[id(node)]}" if id(node) in self.lines else ""
        self.faults.append(DisclosureError(f"{self.name}{line}: {message}"))

    def text(self, node: Mapping[str, Any], key: str, where: str = "") -> str | None:
        value = node.get(key)
        if value is None or isinstance(value, str):
            return value
        self.refuse(node, f"{where}{key} 应是文字,现为 {reprlib.repr(value)}")
        return None

    def needed(self, node: Mapping[str, Any], key: str, where: str = "") -> str:
        """The text of `key`; where there is none, a fault and no text."""
        if node.get(key) is None:
            self.refuse(node, f"{where}缺少 {key}")
        return self.text(node, key, where) or ""

    def chosen(self, node: Mapping[str, Any], key: str, choices: tuple[str, ...], where: str = "") -> str:
        """One of the choices; where it is another, a fault and the first of them."""
        written = self.needed(node, key, where)
        if written and written not in choices:
            self.refuse(node, f"{where}{key} 不能是 {written!r};可填 {'、'.join(choices)}")
        return written if written in choices else choices[0]

    def number(self, node: Mapping[str, Any], key: str, where: str = "") -> int | None:
        value = node.get(key)
        if value is None:
            return None
        if not isinstance(value, bool) and re.fullmatch("[0-9]{1,9}", str(value)):
            return int(value)
        self.refuse(node, f"{where}{key} 应是整数,现为 {reprlib.repr(value)}")
        return None

    def listed(
        self, node: Mapping[str, Any], key: str, where: str = "", *, optional: bool = False
    ) -> list[Mapping[str, Any]]:
        """The mappings of a list; what is no mapping is a fault and left out."""
        value = node.get(key)
        if value is None:
            if not optional:
                self.refuse(node, f"{where}缺少 {key}")
            return []
        if not isinstance(value, list):
            self.refuse(node, f"{where}{key} 应是列表,现为 {reprlib.repr(value)}")
            return []
        found = []
        for place, item in enumerate(value, start=1):
            if isinstance(item, Mapping):
                found.append(item)
            else:
                self.refuse(value, f"{where}{key} 的第 {place} 项应写作「键: 值」,现为 {reprlib.repr(item)}")
        return found


def _disclosure(content: object, reading: _Reading) -> Disclosure:
    if not isinstance(content, Mapping):
        raise DisclosureError(f"{reading.name}: 不是公开文件(应有 schema: {SCHEMA})")
    if content.get("schema") != SCHEMA:
        raise DisclosureError(f"{reading.name}: schema 应为 {SCHEMA},现为 {content.get('schema')!r}")
    disclosure = Disclosure(
        _department(content, reading),
        _year(content, reading),
        reading.chosen(content, "kind", KINDS),
        reading.text(content, "form"),
        tuple(_table(table, reading) for table in reading.listed(content, "tables", optional=True)),
    )
    raise_together(f"{reading.name} 不能读作公开文件", reading.faults)
    return disclosure


def _department(content: Mapping[str, Any], reading: _Reading) -> Department:
    who = content.get("department")
    if isinstance(who, Mapping):
        return Department(
            reading.text(who, "code", "department "), reading.needed(who, "name", "department ")
        )
    wrong = "缺少 department" if who is None else f"department 现为 {reprlib.repr(who)}"
    reading.refuse(content, f"{wrong};应写作 {{code: 部门代码, name: 部门名称}}")
    return Department(None, "")


def _year(content: Mapping[str, Any], reading: _Reading) -> int:
    written = content.get("year")
    if re.fullmatch("(19|20)[0-9]{2}", str(written)):
        return int(str(written))
    reading.refuse(
        content, "缺少 year" if written is None else f"year 不能是 {written!r};请填四位年份,如 2024"
    )
    return 0


def _table(content: Mapping[str, Any], reading: _Reading) -> PrintedTable:
    name = reading.needed(content, "id", "tables 的一张表")
    where = f"表 {name or '?'} "
    page = reading.number(content, "page", where)
    return PrintedTable(
        name,
        reading.text(content, "number", where) or "",
        reading.text(content, "title", where) or "",
        Unit(reading.chosen(content, "unit", UNITS, where)),
        tuple(_row(row, page, name or "?", reading) for row in reading.listed(content, "rows", where)),
        page,
        tuple(
            (reading.needed(column, "id", where), reading.text(column, "title", where) or "")
            for column in reading.listed(content, "columns", where, optional=True)
        ),
    )


def _row(content: Mapping[str, Any], page: int | None, table: str, reading: _Reading) -> PrintedRow:
    name = reading.needed(content, "id", f"表 {table} 的一行")
    where = f"表 {table} 的行 {name or '?'} "
    cells = content.get("cells")
    if not isinstance(cells, Mapping):
        reading.refuse(content, f"{where}没有 cells")
        cells = {}
    return PrintedRow(
        name,
        reading.text(content, "label", where) or "",
        {column: reading.text(cells, column, where) for column in cells},
        reading.text(content, "code", where),
        reading.number(content, "line", where),
        reading.text(content, "side", where),
        reading.number(content, "page", where) or page,
    )
