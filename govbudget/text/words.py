"""增减的说法 — verbs that carry the sign, so that the printed number never does (DOMAIN E)."""

from __future__ import annotations

from govbudget.money import Amount, Printing, Ratio, Undefined
from govbudget.text.numbers import amount_text, percent_text

__all__ = ["amount_verb", "change_phrase", "rate_verb"]


def amount_verb(change: Amount) -> str:
    """增加, 减少 or 持平, by the sign of a change.

    >>> amount_verb(Amount(-5))
    '减少'
    """
    return "增加" if change.fen > 0 else "减少" if change.fen < 0 else "持平"


def rate_verb(change: Amount) -> str:
    """增长, 下降 or 持平, by the sign of a change."""
    return "增长" if change.fen > 0 else "下降" if change.fen < 0 else "持平"


def change_phrase(change: Amount, rate: Ratio | Undefined, printing: Printing) -> str:
    """The clause that states a change: both numbers absolute, no rate over a zero base (DOMAIN N-YOY).

    >>> from fractions import Fraction
    >>> change_phrase(Amount(-17590000), Ratio(Fraction(-1759, 46405)), Printing())
    '减少17.59万元,下降3.79%'
    >>> change_phrase(Amount(0), Undefined("上年决算数为零"), Printing())
    '与上年持平'
    """
    if not change:
        return "与上年持平"
    said = amount_verb(change) + amount_text(abs(change), printing, with_unit=True)
    if isinstance(rate, Undefined):
        return said
    return f"{said},{rate_verb(change)}{percent_text(Ratio(abs(rate.value)))}"
