"""One pass from facts to every level of a classification: leaves first, then climb."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from govbudget.calc.figure import Figure, sum_of
from govbudget.model import parent_of
from govbudget.money import total

__all__ = ["entries", "roll_up"]


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
                total(map(sum_of, inputs)),
                _formula(len(inputs), booked.get(code, 0)),
                tuple(inputs),
                inputs[0].printing,
            )
            if (parent := parent_of(code)) is not None:
                below[parent].append(summed[code])
    return dict(sorted(summed.items()))


def entries(count: int) -> str:
    """How a sum of so many facts is told: 一笔, or N笔之和."""
    return "一笔" if count == 1 else f"{count}笔之和"


def _formula(inputs: int, booked: int) -> str:
    if booked == inputs:
        return f"列入本科目的{entries(booked)}"
    below = inputs - booked
    told = "即下级科目" if below == 1 else f"下级{below}个科目之和"
    return told + (f"加直接列入本科目的{booked}笔" if booked else "")
