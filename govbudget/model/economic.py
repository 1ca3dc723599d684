"""What economic codes decide: 人员经费 against 公用经费, and the items of 三公经费."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from govbudget.model.vocabulary import StatisticItem

__all__ = ["OPERATING_CLASSES", "PERSONNEL_CLASSES", "THREE_PUBLIC_CODES", "is_operating", "is_personnel"]

PERSONNEL_CLASSES = ("301", "303")
OPERATING_CLASSES = ("302", "307", "309", "310", "311", "312", "313", "399")

THREE_PUBLIC_CODES: Mapping[str, StatisticItem] = MappingProxyType(
    {
        "30212": StatisticItem.TRAVEL_ABROAD,
        "31013": StatisticItem.VEHICLE_PURCHASE,
        "30913": StatisticItem.VEHICLE_PURCHASE,
        "30231": StatisticItem.VEHICLE_OPERATION,
        "30217": StatisticItem.RECEPTION,
    }
)
"""三公经费 — economic codes of each item (DOMAIN C4)."""


def is_personnel(code: str) -> bool:
    """人员经费 = 301 + 303 (DOMAIN C3).

    >>> is_personnel("30101"), is_personnel("30201")
    (True, False)
    """
    return code[:3] in PERSONNEL_CLASSES


def is_operating(code: str) -> bool:
    """公用经费 = 302 + 307 + 309 + 310 + 311 + 312 + 313 + 399 (DOMAIN C3)."""
    return code[:3] in OPERATING_CLASSES
