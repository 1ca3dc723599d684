"""One pass from facts to every level of a classification: leaves first, then climb."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from govbudget.calc.figure import Figure
from govbudget.model import parent_of
from govbudget.money import total

__all__ = ["roll_up"]


def roll_up(
    facts: Iterable[tuple[str, Figure]], *, identify: Callable[[str], str], name: Callable[[str], str]
) -> dict[str, Figure]:
    """Sum facts by code and climb to the 类, one figure a code, codes in the order of the book.

    `identify` gives the figure id of a code, `name` its label. Each figure's inputs are the codes below
    it and the facts booked on the code itself, so the work is linear in facts plus codes.
    """
    below: dict[str, list[Figure]] = defaultdict(list)
    for code, figure in facts:
        below[code].append(figure)
    booked = {code: len(figures) for code, figures in below.items()}
    summed: dict[str, Figure] = {}
    for length in range(max(map(len, below), default=0), 0, -1):
        for code in [code for code in below if len(code) == length]:
            inputs = below[code]
            summed[code] = Figure(
                identify(code),
                name(code),
                total(figure.value for figure in inputs),  # type: ignore[misc] # facts are sums
                _formula(len(inputs), booked.get(code, 0)),
                tuple(inputs),
                inputs[0].printing,
            )
            if (parent := parent_of(code)) is not None:
                below[parent].append(summed[code])
    return dict(sorted(summed.items()))


def _formula(inputs: int, booked: int) -> str:
    if booked == inputs:
        return "列入本科目的一笔" if booked == 1 else f"列入本科目的{booked}笔之和"
    below = inputs - booked
    told = "即下级科目" if below == 1 else f"下级{below}个科目之和"
    return told + (f"加直接列入本科目的{booked}笔" if booked else "")
