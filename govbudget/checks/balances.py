"""等式差额的用法 — which findings weigh a figure, and which changes to it would settle them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from govbudget.checks.finding import Finding
from govbudget.checks.verdict import Verdict
from govbudget.money import round_half_up

__all__ = ["LEAST_GROUP", "PASSING", "Touching", "changes_of", "row_of", "settles", "terms_of"]

Touching = Mapping[str, list[tuple[int, int]]]
"""By figure, the findings that weigh it and its sign in each."""

PASSING = (Verdict.HOLDS, Verdict.ROUNDING)

LEAST_GROUP = 2
"""One finding alone needs no root."""


def terms_of(finding: Finding) -> tuple[tuple[str, int], ...]:
    """The figures that a finding weighs, with their signs."""
    return finding.balance.terms if finding.balance else ()


def row_of(figure: str) -> str:
    """The row that a figure stands in: `table[row]`."""
    return figure.rpartition("].")[0]


def changes_of(
    findings: Sequence[Finding], touching: Iterable[tuple[int, int]], left: set[int]
) -> tuple[int, ...]:
    """The changes to a figure that would close the gap of one of its broken findings exactly, or two within rounding."""
    open_ = [
        (-balance.gap * sign, balance.reach, balance.step)
        for n, sign in touching
        if n in left and (balance := findings[n].balance) is not None
    ]
    exact = [change for change, _, _ in open_]
    between = [
        round_half_up(Fraction(high - its_reach + low + reach, 2 * step)) * step
        for (low, reach, step), (high, its_reach, _) in itertools.pairwise(sorted(set(open_)))
        if high - its_reach < low + reach
    ]
    return tuple(dict.fromkeys([*exact, *between]))


def settles(finding: Finding, change: int, sign: int, filling: int = 0) -> bool:
    """True if a finding would pass were a figure of that sign changed, which fills so many blanks."""
    return finding.balance is not None and finding.balance.settled_by(change, sign, filling=filling)
