"""账套 from files and rows: every fault of the whole input at once, each with its place and the way out."""

from __future__ import annotations

import difflib
import enum
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from attrs import field, frozen

from govbudget.adapters.rows import LedgerFileError, TextRow, rows_of_dicts, rows_of_file
from govbudget.errors import GovBudgetError
from govbudget.model import (
    Budget,
    Department,
    Direction,
    ExpenditureKind,
    Fact,
    FundingSource,
    Ledger,
    Scheme,
    Stage,
    Statistic,
    StatisticItem,
)
from govbudget.money import Amount, AmountError, Unit, Written, read_number

__all__ = ["ENGLISH_HEADINGS", "HEADINGS", "ledger_from_rows", "ledger_of_text", "read_ledger"]

HEADINGS = (
    "年度",
    "部门",
    "阶段",
    "方向",
    "功能分类",
    "经济分类",
    "预算",
    "资金来源",
    "支出性质",
    "项目",
    "金额",
    "单位",
    "来源",
)
ENGLISH_HEADINGS = dict(
    zip(
        (
            "year",
            "department",
            "stage",
            "direction",
            "functional",
            "economic",
            "budget",
            "funding",
            "kind",
            "project",
            "amount",
            "unit",
            "origin",
        ),
        HEADINGS,
        strict=True,
    )
)
REQUIRED = ("年度", "部门", "阶段", "方向", "金额", "单位")
STATISTIC = "统计"

_NEVER = (Budget.SOCIAL_INSURANCE,)
"""A word of the field that no ledger of a department may use: `Fact` says why."""

_Member = TypeVar("_Member", bound=enum.Enum)
_AMOUNT_IN_UNIT = re.compile(r"金额[（(](元|万元|亿元)[）)]")


def read_ledger(path: str | Path) -> Ledger:
    """读账套 — a ledger from CSV (UTF-8), XLSX/XLS/ODS (extra `excel`) or a YAML list, headings as DESIGN §7.

    Raises `LedgerFileError` for a file that is none of these, and otherwise one `ExceptionGroup` with
    every fault of the file.
    """
    path = Path(path)
    return ledger_of_text(rows_of_file(path), path.name)


def ledger_from_rows(rows: Iterable[Mapping[str, object]], *, name: str = "rows") -> Ledger:
    """账套 — a ledger from dictionaries with the same headings, Chinese or English.

    >>> ledger_from_rows([
    ...     {"年度": 2024, "部门": "示例局", "阶段": "决算数", "方向": "收入", "资金来源": "其他收入",
    ...      "金额": "1.00", "单位": "万元"},
    ... ]).facts[0].amount
    Amount(fen=1000000, slack=5000)
    """
    return ledger_of_text(rows_of_dicts(rows, name), name)


@frozen
class _Reading:
    """What one pass over the rows found, good and bad."""

    faults: list[GovBudgetError] = field(factory=list)
    facts: list[Fact] = field(factory=list)
    statistics: list[Statistic] = field(factory=list)
    years: dict[int, str] = field(factory=dict)
    departments: dict[Department, str] = field(factory=dict)

    def refuse(self, place: str, message: str) -> None:
        self.faults.append(LedgerFileError(f"{place}: {message}"))


def ledger_of_text(rows: list[TextRow], name: str) -> Ledger:
    """The ledger of rows of text, under official or English headings. Raises as `read_ledger` does."""
    if not rows:
        raise LedgerFileError(f"{name}: 没有任何记录")
    reading = _Reading()
    for row in _renamed(rows, name, reading):
        _read_row(row, reading)
    ledger = _whole(reading)
    for what, seen in (("年度", reading.years), ("部门", reading.departments)):
        if len(seen) > 1:
            listed = "、".join(f"{value}({place})" for value, place in list(seen.items())[:3])
            reading.faults.append(LedgerFileError(f"{name}: 一份账套只能有一个{what},现有 {listed}"))
    if ledger is None or reading.faults:
        raise ExceptionGroup(f"{name} 不能读作账套({len(reading.faults)}处)", reading.faults)
    return ledger


def _whole(reading: _Reading) -> Ledger | None:
    """The ledger of what was read; `None`, and its faults noted, if the facts do not go together.

    Rows that could not be read are missing from it: the caller raises their faults.
    """
    department = next(iter(reading.departments), Department(None, ""))
    year = next(iter(reading.years), 0)
    try:
        return Ledger(department, year, tuple(reading.facts), tuple(reading.statistics))
    except ExceptionGroup as group:
        reading.faults.extend(fault for fault in group.exceptions if isinstance(fault, GovBudgetError))
        return None


def _renamed(rows: list[TextRow], name: str, reading: _Reading) -> list[TextRow]:
    """Rows under the official headings. Faults: unknown headings, missing headings, contradicting units."""
    headings = list(dict.fromkeys(heading for row in rows for heading in (*row.cells, *row.refused)))
    official: dict[str, str] = {}
    for heading in headings:
        plain = heading.strip()
        if plain in HEADINGS:
            official[heading] = plain
        elif plain.lower() in ENGLISH_HEADINGS:
            official[heading] = ENGLISH_HEADINGS[plain.lower()]
        elif _AMOUNT_IN_UNIT.fullmatch(plain):
            official[heading] = "金额"
        else:
            near = difflib.get_close_matches(plain, HEADINGS, 1)
            near = near or difflib.get_close_matches(plain.lower(), ENGLISH_HEADINGS, 1, 0.75)
            hint = f"是否应为「{near[0]}」?" if near else f"可用的栏目: {'、'.join(HEADINGS)}"
            reading.refuse(name, f"不认识栏目「{plain}」;{hint}")
    unit = next((m[1] for h in headings if (m := _AMOUNT_IN_UNIT.fullmatch(h.strip()))), None)
    present = {*official.values(), *(["单位"] if unit else [])}
    if missing := [heading for heading in REQUIRED if heading not in present]:
        reading.refuse(name, f"缺少栏目 {'、'.join(missing)}")
    for column in dict.fromkeys(official.values()):
        written = [heading for heading in headings if official.get(heading) == column]
        if len(written) > 1:
            reading.refuse(name, f"栏目「{column}」有 {len(written)} 个表头: {'、'.join(written)};请只留一个")
    if reading.faults:
        reading.faults.extend(fault for row in rows for fault in row.faults)
        return []
    return [_under_official(row, official, unit) for row in rows]


def _under_official(row: TextRow, official: Mapping[str, str], unit: str | None) -> TextRow:
    cells = {official[heading]: _printable(cell) for heading, cell in row.cells.items()}
    faults = row.faults
    stated = cells.get("单位") or unit or ""
    if unit and stated != unit:
        wrong = f"表头写明金额为{unit},「单位」却是 {stated};请改其中之一"
        faults = (*faults, LedgerFileError(f"{row.place}: {wrong}"))
    refused = tuple(official[heading] for heading in row.refused)
    return TextRow(row.place, {**cells, "单位": stated}, faults, refused)


def _printable(cell: str) -> str:
    """Text without control characters, which would break lines and drive terminals when it is shown."""
    return (
        cell if cell.isprintable() else " ".join("".join(c if c.isprintable() else " " for c in cell).split())
    )


def _read_row(row: TextRow, reading: _Reading) -> None:
    before = len(reading.faults)
    reading.faults.extend(row.faults)
    cells, place = row.cells, row.place
    for heading in REQUIRED:
        if not cells.get(heading) and heading not in row.refused:
            reading.refuse(place, f"「{heading}」为空")
    _note_year(cells.get("年度", ""), place, reading)
    if cells.get("部门"):
        reading.departments.setdefault(Department.of(cells["部门"]), place)
    stage = _member(Stage, "阶段", row, reading)
    if cells.get("方向") in (STATISTIC, "statistic"):
        _read_statistic(row, stage, reading, before)
        return
    direction = _member(Direction, "方向", row, reading, also=(STATISTIC,))
    functional = _code("功能分类", Scheme.FUNCTIONAL, row, reading)
    economic = _code("经济分类", Scheme.ECONOMIC, row, reading)
    budget = _member(Budget, "预算", row, reading)
    funding = _member(FundingSource, "资金来源", row, reading)
    if budget is not None and not cells.get("资金来源"):
        funding = FundingSource.APPROPRIATION
    kind = _member(ExpenditureKind, "支出性质", row, reading)
    amount = _amount(row, reading)
    if len(reading.faults) > before or stage is None or direction is None or amount is None:
        return
    try:
        fact = Fact(
            stage=stage,
            direction=direction,
            amount=amount,
            functional=functional,
            economic=economic,
            budget=budget,
            funding=funding,
            kind=kind,
            project=cells.get("项目") or None,
            origin=cells.get("来源", ""),
            place=place,
        )
    except ExceptionGroup as group:
        reading.faults.extend(fault for fault in group.exceptions if isinstance(fault, GovBudgetError))
    else:
        reading.facts.append(fact)


def _note_year(written: str, place: str, reading: _Reading) -> None:
    if re.fullmatch(r"(19|20)[0-9]{2}", written):
        reading.years.setdefault(int(written), place)
    elif written:
        reading.refuse(place, f"「年度」不能是 {written!r};请填四位年份,如 2024")


def _member(
    kind: type[_Member], heading: str, row: TextRow, reading: _Reading, *, also: tuple[str, ...] = ()
) -> _Member | None:
    written = row.cells.get(heading, "")
    if not written:
        return None
    for member in kind:
        if written in (member.value, member.name.lower()):
            return member
    choices = "、".join([*(str(member.value) for member in kind if member not in _NEVER), *also])
    reading.refuse(row.place, f"「{heading}」不能是 {written!r};可填 {choices}")
    return None


def _code(heading: str, scheme: Scheme, row: TextRow, reading: _Reading) -> str | None:
    written = row.cells.get(heading, "")
    if not written:
        return None
    if written.isascii() and written.isdigit() and len(written) in scheme.lengths:
        return written
    levels = "、".join(
        f"{level}{length}位" for level, length in zip(scheme.levels, scheme.lengths, strict=True)
    )
    reading.refuse(row.place, f"「{heading}」{written!r} 不是科目编码;应为数字: {levels}")
    return None


def _amount(row: TextRow, reading: _Reading) -> Amount | None:
    written, stated = row.cells.get("金额", ""), row.cells.get("单位", "")
    unit = next((member for member in Unit if member.value == stated), None)
    if stated and unit is None:
        units = "、".join(member.value for member in Unit)
        reading.refuse(row.place, f"「单位」不能是 {stated!r};金额的单位可填 {units}")
    if unit is None or not written:
        _number(row, reading)
        return None
    try:
        return Amount.of(written, unit)
    except AmountError as fault:
        reading.refuse(row.place, f"「金额」{fault}")
        return None


def _number(row: TextRow, reading: _Reading) -> Written | None:
    """What 金额 says, whatever its unit; nothing where it is empty, of which the row was told before."""
    if not row.cells.get("金额"):
        return None
    try:
        return read_number(row.cells["金额"])
    except AmountError as fault:
        reading.refuse(row.place, f"「金额」{fault}")
        return None


def _read_statistic(row: TextRow, stage: Stage | None, reading: _Reading, before: int) -> None:
    """A row of 方向 统计: the item's name stands in 项目, and no classification applies."""
    for heading in ("功能分类", "经济分类", "预算", "资金来源", "支出性质"):
        if row.cells.get(heading):
            reading.refuse(row.place, f"统计数不分类,请清空「{heading}」")
    if not row.cells.get("项目") and "项目" not in row.refused:
        reading.refuse(row.place, "统计数须在「项目」写明统计项目")
    item = _member(StatisticItem, "项目", row, reading)
    value: Amount | int | None
    if item is None:
        value = None
        _number(row, reading)
    elif item.counting_unit:
        value = _count(row, item.counting_unit, reading)
    else:
        value = _amount(row, reading)
    if len(reading.faults) == before and stage and item and value is not None:
        reading.statistics.append(Statistic(stage, item, value, row.cells.get("来源", ""), row.place))


def _count(row: TextRow, unit: str, reading: _Reading) -> int | None:
    item, stated = row.cells["项目"], row.cells["单位"]
    if stated not in (unit, ""):
        reading.refuse(row.place, f"「{item}」按{unit}计数,「单位」却是 {stated}")
    number = _number(row, reading)
    if number is None:
        return None
    if number.scaled < 0 or number.scaled % 10**number.places:
        reading.refuse(row.place, f"「{item}」须为非负整数,不能是 {row.cells['金额']}")
    return int(number.scaled // 10**number.places)
