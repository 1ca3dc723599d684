"""明细的个数 — of how many printed items a sum is made that a document prints twice (DESIGN §3, DOMAIN M-04)."""

from __future__ import annotations

from govbudget.checks.dossier import Dossier

__all__ = ["items_of"]

FINEST = ("expenditure", "income")
"""The tables that list to the 项 what others print by 类 or as one sum."""
ECONOMIC_CLASSES = {
    "personnel_total": ("301", "303"),
    "operating_total": ("302", "307", "309", "310", "311", "312", "313", "399"),
}
"""What 人员经费 and 公用经费 are made of (DOMAIN D6)."""
PARTS: dict[str, dict[str, tuple[str, ...]]] = {
    "three_public": {
        "total": ("abroad", "vehicle_purchase", "vehicle_operation", "reception"),
        "vehicles": ("vehicle_purchase", "vehicle_operation"),
    },
    "statistics": {"procurement_total": ("procurement_goods", "procurement_works", "procurement_services")},
}
"""What the sums of 三公 (by column) and of 政府采购 (by row) are made of."""


def items_of(dossier: Dossier, table: str, row: str, column: str) -> int:
    """How many items with a number a sum was, or may have been, added up from; at least one."""
    return max(1, _items(dossier, table, row, column))


def _items(dossier: Dossier, table: str, row: str, column: str) -> int:
    if table == "three_public":
        return sum(dossier.cell(table, row, part) is not None for part in PARTS[table].get(column, ()))
    if table == "statistics":
        return sum(dossier.cell(table, part, column) is not None for part in PARTS[table].get(row, ()))
    if table == "basic_expenditure":
        classes = ECONOMIC_CLASSES.get(row, (row,))
        return sum(
            dossier.leaves(table, code, column) for code in classes if dossier.cell(table, code, column)
        )
    if row.endswith("grand_total"):
        # Income and expenditure come to one 总计, so either side may have been added up from what makes the other.
        columns = dossier.columns(table)
        return max(
            dossier.leaves(one, "total", name) for one in (table, *FINEST) for name in (*columns, "total")
        )
    return dossier.leaves(table, row, column)
