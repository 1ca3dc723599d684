"""数字格式 — a stored number as its cell shows it, rounded half-up by our own code.

A format is what a spreadsheet calls one: `#,##0.00`, `0.00%`, `#,##0.00;(#,##0.00);"-"`. Colours, blanks as wide as a
sign, and the signs of a currency say nothing of the sum and are left out. Source: ECMA-376 Part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import functools
import math
import re
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from govbudget.money import rounded
from govbudget.text import number_text

__all__ = ["BUILT_IN", "GENERAL", "MOST_DIGITS", "decimal_of_stored", "scales", "shown"]

GENERAL = "General"

MOST_DIGITS = 15
"""A spreadsheet keeps no more significant digits."""

_ACCOUNTS = '_ * #,##0{0}_ ;_ * \\-#,##0{0}_ ;_ * "-"{1}_ ;_ @_ '
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;(#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)",
    41: _ACCOUNTS.format("", ""),
    42: _ACCOUNTS.format("", ""),
    43: _ACCOUNTS.format(".00", "??"),
    44: _ACCOUNTS.format(".00", "??"),
    49: "@",
}
"""The formats that workbooks name by number alone."""

_PARTS = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[(?P<told>[^\]]*)\]'
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)(?P<scale>,*)|(?P<percent>%)|(?P<plain>[-+()$¥￥ :])|(?P<other>.)",
    re.DOTALL,
)
_PIECES = re.compile(r'"[^"]*"|[\\\\!_*].|\[[^\]]*\]|.', re.DOTALL)
_SCALED = re.compile(r"%|[0#?],+(?![0#?,])|[0#?](?:[\\!].|\"[^\"]*\")+[0#?]", re.DOTALL)
_CONDITION = re.compile(r"[<>=]")
_CURRENCY = "$¥￥"


@frozen
class _Section:
    """One section of a format: what stands before and after the digits, and how these are written."""

    before: str
    after: str
    whole: int | None
    least: int
    most: int
    grouped: bool
    scale: int
    percent: bool
    point: int = 0
    """Digits after a point that is no decimal point but written among the digits: `0!.0,` shows 万."""


def decimal_of_stored(value: float) -> Decimal | None:
    """A stored number without the noise of its binary form: the fifteen digits that a spreadsheet keeps.

    `None` for one that has lost digits, and for one that is none.

    >>> decimal_of_stored(0.1 + 0.2), decimal_of_stored(1e15)
    (Decimal('0.3'), None)
    """
    if not math.isfinite(value) or abs(value) >= 10**MOST_DIGITS:
        return None
    short = Decimal(repr(value))
    kept = Decimal(format(value, f".{MOST_DIGITS}g"))
    # The shortest text that reads back; longer than fifteen digits it is the noise of a formula.
    return short if len(short.as_tuple().digits) <= MOST_DIGITS else kept


def shown(number: Decimal, code: str) -> str | None:
    """A number as a format shows it; `None` for a format that shows something else than a plain number.

    >>> shown(Decimal("1234.565"), "#,##0.00"), shown(Decimal("-3"), "0.0;(0.0)"), shown(Decimal("0.9563"), "0.0%")
    ('1,234.57', '(3.0)', '95.6%')
    >>> shown(Decimal(125000), "0!.0,"), shown(Decimal(125000), "0.00,"), shown(Decimal(-50), "0!.0000")
    ('12.5', '125.00', '-0.0050')
    >>> shown(Decimal(0), '0.00;-0.00;""'), shown(Decimal(5), "00"), shown(Decimal(7), "yyyy-mm")
    ('', '05', None)
    """
    if code in (GENERAL, "@", ""):
        return number_text(_shortest(number))
    sections = _sections(code)
    if sections is None or not sections:
        return None
    place = 0
    if number < 0 and len(sections) > 1:
        place = 1
    elif number == 0 and len(sections) > 2:  # noqa: PLR2004 - above, below and exactly zero
        place = 2
    return _shown(number, sections[place], signed=place != 1)


def scales(code: str) -> bool:
    """True if what a format shows is not the number that is stored, but so many times as much.

    >>> [scales(code) for code in ("0!.0,", "[>=10000]0.0,;0", "0%", "#,##0.00", "yyyy-mm")]
    [True, True, True, False, False]
    """
    return _SCALED.search(code) is not None


def _shortest(number: Decimal) -> Decimal:
    text = format(number, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _shown(number: Decimal, section: _Section, *, signed: bool) -> str:
    if section.whole is None:
        return (section.before + section.after).strip()
    scaled = Fraction(abs(number)) * (100 if section.percent else 1) / 1000**section.scale
    written = format(rounded(scaled, section.most), "f")
    whole, _, part = written.partition(".")
    while len(part) > section.least and part.endswith("0"):
        part = part[:-1]
    whole = whole.lstrip("0").rjust(section.whole, "0")
    if section.grouped and whole:
        whole = number_text(int(whole), grouped=True).rjust(section.whole, "0")
    if section.point:
        whole = f"{whole[: -section.point]}.{whole[-section.point :]}"
    digits = whole + ("." + part if part else "")
    negative = signed and number < 0 and any(sign in "123456789" for sign in digits)
    return f"{'-' if negative else ''}{section.before}{digits}{section.after}".strip()


@functools.cache
def _sections(code: str) -> tuple[_Section, ...] | None:
    """The sections of a format; `None` if one of them shows no plain number."""
    written = [""]
    for match in _PIECES.finditer(code):
        if match[0] == ";":
            written.append("")
        else:
            written[-1] += match[0]
    read = [_section(section) for section in written[:3]]
    return None if any(section is None for section in read) else tuple(s for s in read if s is not None)


def _section(written: str) -> _Section | None:
    written = "0.##########" if written == "@" else written.replace(GENERAL, "0.##########")
    around, digits, scale, percent, point = ["", ""], None, 0, False, 0
    for match in _PARTS.finditer(written):
        if match["digits"]:
            bare = match["digits"].rstrip(",")
            if digits is not None:
                if scale or around[1] != "." or re.fullmatch("[0#?]+", digits) is None or set(bare) != {"0"}:
                    return None
                around[1], point = "", len(bare)
            scale = len(match["digits"]) - len(bare) + len(match["scale"])
            digits = (digits or "") + bare
        elif match["percent"]:
            percent = True
            around[digits is not None] += "%"
        elif match["told"] is not None:
            if _CONDITION.match(match["told"]):
                return None
        elif match["other"]:
            return None
        else:
            said = match["quoted"] or match["escaped"] or match["plain"] or ""
            around[digits is not None] += "" if said in _CURRENCY else said
    return _of_digits(around, digits, scale, point, percent=percent)


def _of_digits(around: list[str], digits: str | None, scale: int, point: int, *, percent: bool) -> _Section:
    before, after = around
    if digits is None or (set(digits) == {"?"} and not percent and before.strip()):
        # What is said instead of a number: "-"??.
        return _Section(before, after, None, 0, 0, grouped=False, scale=0, percent=False)
    whole, _, part = digits.partition(".")
    return _Section(
        before,
        after,
        whole.count("0"),
        part.rfind("0") + 1,
        len(part),
        grouped="," in whole,
        scale=scale,
        percent=percent,
        point=point,
    )
