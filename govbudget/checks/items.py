"""明细的个数 — of how many printed items a sum is made that a document prints twice (DESIGN §3, DOMAIN M-04)."""

from __future__ import annotations

from collections.abc import Iterable

from govbudget.checks.dossier import Dossier
from govbudget.model import CLASS_DIGITS
from govbudget.model.economic import OPERATING_CLASSES, PERSONNEL_CLASSES

__all__ = ["items_of"]

FINEST = ("expenditure", "income")
"""The tables that list to the 项 what others print by 类 or as one sum."""
ECONOMIC_CLASSES = {"personnel_total": PERSONNEL_CLASSES, "operating_total": OPERATING_CLASSES}
PARTS: dict[str, dict[str, tuple[str, ...]]] = {
    "three_public": {
        "total": ("abroad", "vehicle_purchase", "vehicle_operation", "reception"),
        "vehicles": ("vehicle_purchase", "vehicle_operation"),
    },
    "statistics": {"procurement_total": ("procurement_goods", "procurement_works", "procurement_services")},
}
"""What the sums of 三公 (by column) and of 政府采购 (by row) are made of."""

Position = tuple[str, str, str]
"""Table, row and column."""


def items_of(dossier: Dossier, positions: Iterable[Position]) -> int:
    """How many items with a number one sum, printed at each position, may have been added up from; at least one.

    As a table lists them that lists them by code, else as the tables that go down to the 项 do.
    """
    places = list(positions)
    listed = [place for place in places if _lists_items(dossier, *place)]
    return max(1, *(_items(dossier, *place) for place in listed or places))


def _lists_items(dossier: Dossier, table: str, row: str, column: str) -> bool:
    """True if a table prints a sum with what it is made of."""
    if column in PARTS.get(table, ()) or row in PARTS.get(table, ()):
        return True
    codes = dossier.codes(table)
    if row.isdigit():
        return (table, row) in dossier.rows and any(len(code) > CLASS_DIGITS for code in codes)
    return bool(codes) and (row == "total" or row in ECONOMIC_CLASSES)


def _items(dossier: Dossier, table: str, row: str, column: str) -> int:
    if table == "three_public":
        return sum(dossier.cell(table, row, part) is not None for part in PARTS[table].get(column, ()))
    if table == "statistics":
        return sum(dossier.cell(table, part, column) is not None for part in PARTS[table].get(row, ()))
    if row in ECONOMIC_CLASSES:
        return sum(
            dossier.leaves(table, code, column)
            for code in ECONOMIC_CLASSES[row]
            if dossier.cell(table, code, column)
        )
    if row.endswith("_total"):
        # Income and expenditure come to one 总计, so either side may have been added up from what makes the other.
        columns = dossier.columns(table)
        return max(
            dossier.leaves(one, "total", name) for one in (table, *FINEST) for name in (*columns, "total")
        )
    if row.isdigit() and not _lists_items(dossier, table, row, column):
        return dossier.leaves(FINEST[0], row, "total")
    return dossier.leaves(table, row, column)
