"""金额的策略 — exact sums, the same as departments print them, and units."""

from __future__ import annotations

from hypothesis import strategies as st

from govbudget.money import NOTHING, Amount, Printing, Unit
from govbudget.strategies.limits import refuse_unless
from govbudget.text import amount_text

__all__ = ["amounts", "printed_amounts", "printings", "units"]

LARGEST = Amount(10**13)
"""A thousand billion fen: a hundred billion yuan, more than any department has."""


def units() -> st.SearchStrategy[Unit]:
    """计量单位 — 元, 万元 or 亿元.

    >>> units().example() in Unit  # doctest: +SKIP
    True
    """
    return st.sampled_from(Unit)


def printings() -> st.SearchStrategy[Printing]:
    """列示口径 — as tables are printed: whole or with cents in 元, two to six decimals in 万元."""
    return st.sampled_from(
        [Printing(Unit.YUAN, 0), Printing(Unit.YUAN, 2)]
        + [Printing(Unit.WAN_YUAN, places) for places in range(2, 7)]
    )


def amounts(
    *, smallest: Amount = NOTHING, largest: Amount = LARGEST, printed: Printing | None = None
) -> st.SearchStrategy[Amount]:
    """金额 — exact sums to the fen from `smallest` to `largest`, both included; shrinks towards zero.

    With `printed`, only sums that such a table can print without rounding. Raises `InvalidArgument` where no
    sum lies between the two.
    """
    step = printed.step if printed else 1
    least, most = -(-smallest.fen // step), largest.fen // step
    refuse_unless(least <= most, f"从 {smallest.fen} 分到 {largest.fen} 分之间没有 {step} 分的整数倍")
    return st.integers(least, most).map(lambda steps: Amount(steps * step))


def printed_amounts(
    *,
    printing: Printing | None = None,
    smallest: Amount = NOTHING,
    largest: Amount = LARGEST,
    separators: bool | None = False,
) -> st.SearchStrategy[str]:
    """印出的金额 — sums as texts in the unit and the places of `printing` (any, if not given): `446.46`.

    `separators` are thousands separators: never, always, or now and then (`None`).
    """

    def texts(way: Printing) -> st.SearchStrategy[str]:
        grouped = st.booleans() if separators is None else st.just(separators)
        drawn = amounts(smallest=smallest, largest=largest, printed=way)
        return st.builds(lambda amount, apart: amount_text(amount, way, grouped=apart), drawn, grouped)

    return texts(printing) if printing else printings().flatmap(texts)
