"""Numbers as Chinese tables print them: our rounding first, then the punctuation of Babel's zh_CN data.

Babel's own formatters round half to even and follow the caller's decimal context, so they are asked for
their symbols and never for digits. A law holds our text equal to Babel's wherever nothing is rounded.
"""

from __future__ import annotations

import functools
from decimal import Decimal

from attrs import frozen

from govbudget.money import Amount, Printing, Ratio, Unit

__all__ = ["amount_text", "count_text", "number_text", "percent_text", "stated_text"]


@frozen
class _Symbols:
    point: str
    group: str
    minus: str
    percent: str
    group_size: int


@functools.cache
def _symbols() -> _Symbols:
    """The zh_CN symbols, read on first use so that importing this package stays fast."""
    from babel.core import Locale  # noqa: PLC0415 - 25 ms that `import govbudget` must not cost

    locale = Locale.parse("zh_CN")
    signs = locale.number_symbols["latn"]
    size = int(locale.decimal_formats[None].grouping[0])
    return _Symbols(signs["decimal"], signs["group"], signs["minusSign"], signs["percentSign"], size)


def number_text(number: Decimal | int, *, grouped: bool = False) -> str:
    """A number with exactly the places it has.

    >>> number_text(Decimal("-1234567.50"), grouped=True)
    '-1,234,567.50'
    """
    symbols = _symbols()
    plain = format(number, "f") if isinstance(number, Decimal) else str(number)
    digits, point, part = plain.lstrip("-").partition(".")
    if grouped:
        size = symbols.group_size
        head = len(digits) % size or size
        digits = symbols.group.join(
            [digits[:head], *(digits[i : i + size] for i in range(head, len(digits), size))]
        )
    negative = plain.startswith("-") and any(digit in "123456789" for digit in plain)
    return (symbols.minus if negative else "") + digits + (symbols.point + part if point else "")


def amount_text(amount: Amount, printing: Printing, *, grouped: bool = False, with_unit: bool = False) -> str:
    """A sum as a table prints it, 四舍五入 to the printing's places; with its unit in running text.

    >>> amount_text(Amount(74241250), Printing(), with_unit=True)
    '74.24万元'
    """
    text = number_text(amount.decimal(printing), grouped=grouped)
    return text + printing.unit.zh if with_unit else text


def stated_text(amount: Amount) -> tuple[str, Unit] | None:
    """A sum as it was stated: the number and the unit whose last place tells its slack.

    `None` for a sum that no writing states so, such as one that was added up. Whole fen are written in 元.

    >>> stated_text(Amount(12340000, slack=5000))
    ('12.34', <Unit.WAN_YUAN: '万元'>)
    >>> stated_text(Amount(12345, slack=5000)) is None
    True
    """
    for unit in Unit:
        for places in range(unit.exponent, -1, -1):
            step = 10 ** (unit.exponent - places)
            if step // 2 == amount.slack and amount.fen % step == 0:
                return number_text(amount.decimal(Printing(unit, places))), unit
    return None


def percent_text(ratio: Ratio, places: int = 2) -> str:
    """A percentage, 四舍五入 once: `64.08%`.

    >>> from fractions import Fraction
    >>> percent_text(Ratio(Fraction(2, 3)))
    '66.67%'
    """
    return number_text(ratio.percent(places)) + _symbols().percent


def count_text(count: int, unit: str = "") -> str:
    """A whole number of things: `12辆`."""
    return number_text(count) + unit
