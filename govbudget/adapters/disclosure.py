"""公开文件 from YAML or JSON in the shape `govbudget.disclosure/1`, with every fault of the file at once."""

from __future__ import annotations

import re
import reprlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from attrs import NOTHING, evolve, field, fields, frozen

from govbudget.catalogue.strict_yaml import load_with_lines
from govbudget.errors import GovBudgetError, raise_together
from govbudget.model import (
    Department,
    Disclosure,
    DisclosureError,
    EvaluationPart,
    Funds,
    Indicator,
    NotRead,
    PrintedRow,
    PrintedSentence,
    PrintedTable,
    ReportedFigure,
    SelfEvaluation,
    StatedFigure,
)
from govbudget.money import Unit

__all__ = ["SCHEMA", "disclosure_from", "read_disclosure"]

SCHEMA = "govbudget.disclosure/1"
KINDS = ("final-accounts", "budget")
UNITS = tuple(unit.value for unit in Unit)
PARTS = {part.id: part for part in EvaluationPart}
WHOLE_NUMBERS = ("sentence", "page", "line")
RESTATED = (*(part.name for part in fields(Funds) if part.name not in ("source", "line")), "satisfaction")

Entry = TypeVar("Entry", Funds, Indicator, NotRead, PrintedSentence, ReportedFigure, StatedFigure)


def read_disclosure(path: str | Path) -> Disclosure:
    """读公开文件 — read a disclosure file (JSON is YAML).

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

    def truth(self, node: Mapping[str, Any], key: str, where: str = "") -> bool:
        value = node.get(key)
        if value is not None and str(value).lower() not in ("true", "false"):
            self.refuse(node, f"{where}{key} 只能是 true 或 false,现为 {reprlib.repr(value)}")
        return str(value).lower() == "true"

    def known(self, node: Mapping[str, Any], kind: type[Any], where: str) -> None:
        """A fault for keys that are no field of what the mapping is to be."""
        may = [part.name for part in fields(kind)]
        if strange := [str(key) for key in node if key not in may]:
            self.refuse(node, f"{where}不能有 {'、'.join(strange)};可填 {'、'.join(may)}")

    def entry(self, kind: type[Entry], node: Mapping[str, Any], where: str) -> Entry:
        """What a mapping with the fields of `kind` as its keys says: some whole numbers, all others text."""
        self.known(node, kind, where)
        values: dict[str, Any] = {}
        for part in fields(kind):
            if part.name in WHOLE_NUMBERS:
                values[part.name] = self.number(node, part.name, where)
            elif part.name == "turns":
                continue  # pairs of numbers, read where sentences are
            elif part.default is NOTHING:
                values[part.name] = self.needed(node, part.name, where)
            elif (text := self.text(node, part.name, where)) is not None:
                values[part.name] = text
        return kind(**values)

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
        _tables(content, reading),
        tuple(_stated(figure, reading) for figure in reading.listed(content, "stated", optional=True)),
        tuple(_evaluation(one, reading) for one in reading.listed(content, "evaluations", optional=True)),
        tuple(
            _sentence(one, f"sentences 的第 {place} 句 ", reading)
            for place, one in enumerate(reading.listed(content, "sentences", optional=True), start=1)
        ),
        tuple(
            reading.entry(NotRead, one, f"not_read 的第 {place} 条 ")
            for place, one in enumerate(reading.listed(content, "not_read", optional=True), start=1)
        ),
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


def _tables(content: Mapping[str, Any], reading: _Reading) -> tuple[PrintedTable, ...]:
    """Every table, each id once: two of one id could not be told apart by the figures in them."""
    tables, seen = [], set[str]()
    for listed in reading.listed(content, "tables", optional=True):
        table = _table(listed, reading)
        if table.id and table.id in seen:
            reading.refuse(listed, f"表 {table.id} 重复;同一张表分几页印的,请合并为一张")
        seen.add(table.id)
        tables.append(table)
    return tuple(tables)


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


def _stated(content: Mapping[str, Any], reading: _Reading) -> StatedFigure:
    return reading.entry(StatedFigure, content, f"情况说明数 {_called(content, 'figure')} ")


def _sentence(content: Mapping[str, Any], where: str, reading: _Reading) -> PrintedSentence:
    """A sentence; its turns of pages are pairs of whole numbers."""
    sentence = reading.entry(PrintedSentence, content, where)
    turns = content.get("turns")
    pairs = turns if isinstance(turns, list) else [] if turns is None else [turns]
    if not all(
        isinstance(pair, list)
        and len(pair) == len(("offset", "page"))
        and all(re.fullmatch("[0-9]{1,9}", str(number)) for number in pair)
        for pair in pairs
    ):
        reading.refuse(content, f"{where}turns 应写作 [[第几个字, 页], …],现为 {reprlib.repr(turns)}")
        return sentence
    return evolve(sentence, turns=tuple((int(at), int(page)) for at, page in pairs))


def _evaluation(content: Mapping[str, Any], reading: _Reading) -> SelfEvaluation:
    if content.get("order") is None:
        reading.refuse(content, "evaluations 的一份自评缺少 order")
    order = reading.number(content, "order", "evaluations 的一份自评 ")
    where = f"自评 {'?' if order is None else order} "
    part = PARTS[reading.chosen(content, "part", tuple(PARTS), where)]
    where = f"{where}{part.id} "
    reading.known(content, SelfEvaluation, where)
    return SelfEvaluation(
        order or 0,
        part,
        reading.needed(content, "name", where),
        Unit(reading.chosen(content, "unit", UNITS, where)),
        tuple(
            reading.entry(Funds, line, f"{where}的资金 {_called(line, 'source')} ")
            for line in reading.listed(content, "funds", where)
        ),
        tuple(
            reading.entry(Indicator, line, f"{where}的指标 {_called(line, 'name')} ")
            for line in reading.listed(content, "indicators", where)
        ),
        reading.text(content, "execution_score", where),
        reading.text(content, "indicator_total", where),
        reading.text(content, "total", where),
        reading.text(content, "grade", where),
        reading.text(content, "deviation_reason", where),
        tuple(
            _reported(figure, where, reading)
            for figure in reading.listed(content, "reported", where, optional=True)
        ),
        reading.text(content, "code", where),
        reading.truth(content, "code_inferred", where),
        reading.number(content, "page", where),
        reading.number(content, "line", where),
    )


def _reported(content: Mapping[str, Any], where: str, reading: _Reading) -> ReportedFigure:
    where = f"{where}的文中数 {_called(content, 'of')} "
    reported = reading.entry(ReportedFigure, content, where)
    if reported.figure is not None:
        reading.chosen(content, "figure", RESTATED, where)
    return reported


def _called(content: Mapping[str, Any], key: str) -> str:
    """What a line goes by in messages."""
    name = content.get(key)
    return name if name and isinstance(name, str) else "?"
