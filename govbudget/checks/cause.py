"""差错的原因 — a plausible mistake is named only where it reproduces the printed figure exactly (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Sequence

from govbudget.checks.finding import Cause
from govbudget.money import Amount

__all__ = ["mistake_in", "shifted", "transposed"]

UNIT_FACTORS = (10**4, 10**8)
"""Between 元 and 万元, 万元 and 亿元; between 元 and 亿元."""
LEAST_DIGITS = 2
"""Two numbers of fewer digits say too little to call one the other misplaced."""


def mistake_in(printed: Amount, recomputed: Amount, addends: Sequence[Amount]) -> Cause | None:
    """What was probably done wrong, likeliest first; `None` where no known mistake gives the printed sum."""
    if shift := shifted(printed, recomputed):
        return shift
    if len(addends) > 1 and (cause := _one_addend(printed.fen - recomputed.fen, addends)):
        return cause
    return Cause.TRANSPOSED_DIGITS if transposed(printed.fen, recomputed.fen) else None


def shifted(printed: Amount, recomputed: Amount) -> Cause | None:
    """元, 万元 and 亿元 mixed up, or a decimal point in the wrong place.

    A slip of the point keeps every digit. A sum in another unit may carry 角 and 分 that the other print has
    rounded away, so there the lesser has to be the greater only as far as it was stated.
    """
    low, high = sorted((abs(printed), abs(recomputed)))
    if not low or printed.fen * recomputed.fen < 0 or len(str(low.fen).strip("0")) < LEAST_DIGITS:
        return None
    if any(abs(high.fen - low.fen * factor) <= low.slack * factor + high.slack for factor in UNIT_FACTORS):
        return Cause.UNIT_MIXUP
    is_shift = any(low.fen * factor == high.fen for factor in (10, 100, 1000))
    return Cause.DECIMAL_SHIFT if is_shift else None


def _one_addend(gap: int, addends: Sequence[Amount]) -> Cause | None:
    """A part left out, else one counted twice, else one with the wrong sign; addends carry their sign."""
    sizes = {addend.fen for addend in addends if addend.fen}
    for cause, times in ((Cause.OMITTED_PART, -1), (Cause.DOUBLE_COUNTED, 1), (Cause.WRONG_SIGN, -2)):
        if any(gap == times * size for size in sizes):
            return cause
    return None


def transposed(printed: int, recomputed: int) -> bool:
    """True if two neighbouring digits of one are exchanged in the other.

    >>> transposed(15960, 19560), transposed(15960, 15690), transposed(100, 200)
    (True, True, False)
    """
    ours, theirs = str(abs(printed)), str(abs(recomputed))
    if len(ours) != len(theirs) or printed * recomputed <= 0:
        return False
    apart = [place for place, pair in enumerate(zip(ours, theirs, strict=True)) if len(set(pair)) > 1]
    if len(apart) != 2 or apart[1] != apart[0] + 1:  # noqa: PLR2004 - a pair of digits
        return False
    first, second = apart
    return ours[first] == theirs[second] and ours[second] == theirs[first]
