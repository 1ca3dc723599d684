"""结论 — the four answers that every check gives."""

from __future__ import annotations

import enum

from govbudget.calc import Figure
from govbudget.money import Amount, AmountError, Unit, is_absent, read_number
from govbudget.text import Html, element

__all__ = ["Verdict", "verdict_on"]


class Verdict(enum.Enum):
    """结论 — whether a printed figure holds (DESIGN §5). `id` is the word that JSON uses."""

    HOLDS = "相符"
    ROUNDING = "尾差"
    BROKEN = "不符"
    NOT_TESTED = "缺数"

    @property
    def id(self) -> str:
        """`holds`, `rounding`, `broken` or `not_tested`."""
        return self.name.lower()

    @property
    def html(self) -> Html:
        """The label in its colour, for notebooks; an enumeration may have no `_repr_html_`."""
        return element("b", self.value, style=f"color:{_COLOURS[self.value]}")


_COLOURS = {"相符": "#2e7d32", "尾差": "#9a6700", "不符": "#d1242f", "缺数": "#6e7781"}
"""Readable on white and on black."""


def verdict_on(printed: str | None, derived: Figure | None, unit: Unit) -> Verdict:
    """Whether a printed cell is the derived figure, exactly or as far as rounding can explain.

    A blank print holds against no figure and against what prints as zero; against any other sum it is broken.
    """
    if derived is None:
        return Verdict.HOLDS if is_absent(printed) else Verdict.NOT_TESTED
    if printed is None or is_absent(printed):
        return Verdict.BROKEN if _is_something(derived) else Verdict.HOLDS
    try:
        return _verdict_on_number(printed, derived, unit)
    except AmountError:
        return Verdict.NOT_TESTED


def _is_something(figure: Figure) -> bool:
    """True if the figure prints as anything but zero."""
    value = figure.value
    if isinstance(value, Amount):
        return bool(value.printed(figure.printing))
    return bool(value) if isinstance(value, int) else True


def _verdict_on_number(printed: str, derived: Figure, unit: Unit) -> Verdict:
    value = derived.value
    if isinstance(value, int):
        number = read_number(printed)
        return Verdict.HOLDS if number.scaled == value * 10**number.places else Verdict.BROKEN
    if not isinstance(value, Amount):
        return Verdict.NOT_TESTED
    stated = Amount.of(printed, unit)
    if stated in (value, value.printed(derived.printing)):
        return Verdict.HOLDS
    return Verdict.ROUNDING if value.agrees_with(stated) else Verdict.BROKEN
