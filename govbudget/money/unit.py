"""计量单位 — 元, 万元 and 亿元 as ways of writing a sum."""

from __future__ import annotations

import enum

__all__ = ["Unit"]

_EXPONENTS = {"元": 2, "万元": 6, "亿元": 10}


class Unit(enum.Enum):
    """计量单位 — how a sum is written, never part of what it is.

    >>> Unit("万元").exponent
    6
    """

    YUAN = "元"
    WAN_YUAN = "万元"
    YI_YUAN = "亿元"

    @property
    def exponent(self) -> int:
        """The power of ten that turns one of the unit into fen."""
        return _EXPONENTS[self.value]

    @property
    def zh(self) -> str:
        """The label as printed: 元, 万元 or 亿元."""
        return self.value
