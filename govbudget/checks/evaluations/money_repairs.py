"""资金改正 — what a cell of a money block should be, as the rest of the block and the other part have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from govbudget.checks.evaluations.cells import Cell, Parts, Repair, alike
from govbudget.checks.evaluations.costs import cost_sum
from govbudget.checks.evaluations.counterparts import same_lines
from govbudget.checks.evaluations.money_block import Line, in_unit, lines_of
from govbudget.checks.evaluations.numbers import PERCENT, shown
from govbudget.checks.finding import Finding
from govbudget.model import ScoringScheme

__all__ = ["money_repairs"]

RULES = ("PE-EX-01", "PE-EX-02", "PE-EX-06", "PE-EX-09", "PE-COST-01", "PE-UNIT")
"""Rules that a wrong sum of a money block breaks, beside that on the execution score."""
LEAST_BROKEN = 2
COLUMNS = ("executed", "adjusted", "carry_over")
"""The sums that rates and sums left over are made of; the others stand for themselves."""


def money_repairs(parts: Parts, broken: Iterable[Finding], scheme: ScoringScheme) -> Iterator[Repair]:
    """Sums written anew, in the parts whose money block at least two findings are about."""
    rules = (*RULES, scheme.execution_id)
    touched = [place.part for finding in broken if finding.rule in rules for place in finding.where]
    for kind, part in parts.items():
        if touched.count(kind.id) < LEAST_BROKEN:
            continue
        lines = lines_of(part)
        for line in lines:
            for column in COLUMNS:
                yield from _of_cell(parts, lines, line, column)


def _of_cell(parts: Parts, lines: Sequence[Line], line: Line, column: str) -> Iterator[Repair]:
    part = line.evaluation
    printed, cell = line.printed(column), Cell(part.part, column, line.funds.source)
    values = (*_of_line(line, column), *_of_lines(lines, line, column), *_of_other_part(parts, line, column))
    if line.is_whole and column == "executed":
        values = (*values, *_of_costs(line))
    for value in dict.fromkeys(values):
        if printed is not None and value != printed.value:
            text = shown(value, most=line.unit.exponent)
            yield from (Repair(tuple((one, text) for one in same)) for same in alike(parts, cell))


def _value(line: Line, column: str) -> Fraction | None:
    amount = line.amount(column)
    return in_unit(amount, line.unit) if amount is not None else None


def _of_line(line: Line, column: str) -> Iterator[Fraction]:
    """What the other cells of the line make of it; a rate that was rounded makes no sum."""
    executed, adjusted, left_over = (_value(line, one) for one in COLUMNS)
    rate = line.printed("rate")
    share = rate.value / PERCENT if rate else None
    if column == "executed" and adjusted is not None:
        if left_over is not None:
            yield adjusted - left_over
        if share is not None:
            yield from _exact(adjusted * share, line)
    if column == "adjusted" and executed is not None:
        if left_over is not None:
            yield executed + left_over
        if share:
            yield from _exact(executed / share, line)
    if column == "carry_over" and executed is not None and adjusted is not None:
        yield adjusted - executed


def _exact(value: Fraction, line: Line) -> Iterator[Fraction]:
    """The value if the block could print it."""
    if (value * 10**line.places).denominator == 1:
        yield value


def _of_lines(lines: Sequence[Line], line: Line, column: str) -> Iterator[Fraction]:
    """The whole from its sources, and a source from the whole and the others."""
    whole, sources = _value(lines[0], column), [(one, _value(one, column)) for one in lines[1:]]
    others = sum((value for one, value in sources if value and one is not line), Fraction(0))
    if line.is_whole and any(value is not None for _, value in sources):
        yield others
    elif not line.is_whole and whole is not None:
        yield whole - others


def _of_other_part(parts: Parts, line: Line, column: str) -> Iterator[Fraction]:
    """The same sum in the other part, in the unit of this one and as finely as this one prints."""
    if len(parts) == 1:
        return
    other = next(part for kind, part in parts.items() if kind is not line.evaluation.part)
    for ours, theirs in same_lines(lines_of(line.evaluation), lines_of(other)):
        amount = theirs.amount(column)
        if ours == line and amount is not None:
            yield Fraction(shown(in_unit(amount, line.unit), most=line.places))


def _of_costs(line: Line) -> Iterator[Fraction]:
    """What was spent, as the cost indicators have it."""
    spent = cost_sum(line.evaluation, "actual")
    if not isinstance(spent, str):
        printed, unit = spent
        value = printed.value * Fraction(10) ** (unit.exponent - line.unit.exponent)
        yield from _exact(value, line)
