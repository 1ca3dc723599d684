"""Numbers as people print them, read exactly or refused."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from attrs import field, frozen

from govbudget.errors import GovBudgetError

__all__ = ["AmountError", "Written", "is_absent", "read_number"]

MOST_DIGITS = 24
"""More digits than the sum of all budgets of all years in fen; beyond it a figure is a misreading."""

MOST_SHOWN = 40
"""Characters of a refused text that a message repeats."""

_ABSENT = frozenset({"", "-", "--", "—", "——", "–", "―", "/"})
"""Blank, and the marks of 不适用 (DOMAIN M-07), after every minus sign has been made a hyphen."""
_NUMBER = re.compile(r"(?P<sign>[-+]?)(?P<whole>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.(?P<part>[0-9]+))?")
_MINUS_SIGNS = str.maketrans({"−": "-", "﹣": "-"})


class AmountError(GovBudgetError, ValueError):
    """金额有误 — not an exact sum.

    出路: 把数照印出的样子写成文字或 Decimal(不用浮点数),写明单位;小于一分的数不能记账。
    """


@frozen
class Written:
    """书写的数 — a printed number: `scaled` units of its last printed place, `places` decimals.

    >>> Written(123450, 2).decimal_text
    '1234.50'
    """

    scaled: int = field(metadata={"zh": "末位的个数"})
    places: int = field(metadata={"zh": "小数位数"})

    @property
    def decimal_text(self) -> str:
        """The number with its printed places and without separators."""
        digits = str(abs(self.scaled)).rjust(self.places + 1, "0")
        cut = len(digits) - self.places
        text = digits[:cut] + ("." + digits[cut:] if self.places else "")
        return "-" + text if self.scaled < 0 else text


def _plain(written: str) -> str:
    """Half-width text with hyphens for minus signs.

    Only full-width forms are folded: NFKC would also turn 10² into 102.
    """
    folded = "".join(
        unicodedata.normalize("NFKC", sign) if unicodedata.decomposition(sign).startswith("<wide>") else sign
        for sign in written.strip()
    )
    return folded.strip().translate(_MINUS_SIGNS)


def is_absent(written: str | None) -> bool:
    """True for a blank cell and for the marks that say 不适用: `-`, `—`, `——`, `/` (DOMAIN M-07).

    >>> [is_absent(text) for text in (None, "  ", "——", "0", "0.00")]
    [True, True, True, False, False]
    """
    return written is None or _plain(written) in _ABSENT


def read_number(written: str | int | Decimal) -> Written:
    """Read `1,234.50`, `（12.00）`, `１２.５` or a Decimal exactly.

    Raises `AmountError` for floats, misplaced separators, anything that is not a number, and more than
    24 digits.

    >>> read_number("（1,234.50）")
    Written(scaled=-123450, places=2)
    """
    if isinstance(written, float | bool) or not isinstance(written, str | int | Decimal):
        kind = type(written).__name__
        raise AmountError(f"{written!r} 是 {kind},不能精确表示金额;请用印出来的文字、整数或 Decimal")
    if isinstance(written, Decimal):
        if not written.is_finite() or (written and abs(written.adjusted()) > MOST_DIGITS):
            raise AmountError(f"{written} 不是有限的金额")
        # A zero may carry any exponent; written out, it would be as long as it says.
        written = format(written, "f") if written or abs(written.adjusted()) <= MOST_DIGITS else "0"
    if isinstance(written, int) and abs(written) >= 10**MOST_DIGITS:
        # Python itself refuses to write out a whole number of thousands of digits.
        raise AmountError(f"整数超过 {MOST_DIGITS} 位数字,应是误读")
    text = _plain(str(written))
    bare, negative = text, False
    if text.startswith("(") and text.endswith(")"):
        bare, negative = text[1:-1].strip(), True
    match = _NUMBER.fullmatch(bare)
    if match is None or (negative and match["sign"]):
        raise AmountError(_refusal(str(written), text))
    whole, part = match["whole"].replace(",", ""), match["part"] or ""
    if len(whole) + len(part) > MOST_DIGITS:
        raise AmountError(f"{text[:12]}… 有 {len(whole) + len(part)} 位数字,超过 {MOST_DIGITS} 位,应是误读")
    scaled = int(whole + part)
    return Written(-scaled if negative or match["sign"] == "-" else scaled, len(part))


def _refusal(written: str, text: str) -> str:
    shown = repr(written if len(written) <= MOST_SHOWN else written[:MOST_SHOWN] + "…")
    if text in _ABSENT:
        return f"{shown} 表示没有数,不是金额"
    if text.startswith("="):
        return f"{shown} 是公式;请填计算结果"
    if re.fullmatch(r"[-+]?[0-9][0-9,]*(\.[0-9,]*)?", text):
        return f"{shown} 的千分位或小数点位置不对"
    if re.fullmatch(r"[-+]?[0-9][0-9,.]*\s*(元|万元|亿元|%)", text):
        return f"{shown} 带有单位;单位请写在「单位」一列"
    return f"{shown} 不是金额"
