"""资金加减 — the sums of a money block against each other: what is left, and what the sources add up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from govbudget.calc import add_up, subtract
from govbudget.checks.evaluations.answers import Answer, Weighing, missing, weighed
from govbudget.checks.evaluations.money_block import COLUMNS, MONEY, Line, in_unit, lines_of
from govbudget.checks.evaluations.projects import Project
from govbudget.model import ScoringScheme

__all__ = ["carry_over_answer", "carry_overs", "source_total_answer", "source_totals"]


def carry_overs(project: Project, _: ScoringScheme) -> Iterator[Answer]:
    """资金结(转)余 = 全年预算数 − 全年执行数, on every line (PE-EX-01), lines that print the same told once.

    A form without the column has nothing to test.
    """
    for part in project.parts:
        lines = lines_of(part)
        if all(line.printed("carry_over") is None for line in lines):
            continue
        alike: dict[object, list[Line]] = {}
        for line in lines:
            alike.setdefault((line.funds.adjusted, line.funds.executed, line.funds.carry_over), []).append(
                line
            )
        for same in alike.values():
            if (answer := carry_over_answer(same[0])) is not None:
                yield evolve(answer, where=tuple(line.spot("carry_over") for line in same))


def carry_over_answer(line: Line) -> Answer | None:
    """What the printed 资金结(转)余 of a line is worth; `None` where neither it nor anything left is."""
    spot, printed = line.spot("carry_over"), line.printed("carry_over")
    adjusted, executed = line.figure("adjusted"), line.figure("executed")
    if adjusted is None or executed is None:
        return missing(spot, f"没有{line.lacking('adjusted', 'executed')},不能复核") if printed else None
    formula = f"{COLUMNS['adjusted']} − {COLUMNS['executed']}"
    rest = subtract(spot.figure, COLUMNS["carry_over"], formula, adjusted, executed)
    because = f"{line.said('adjusted')}减{line.said('executed')}"
    if printed is None:
        return missing(spot, f"未填;{because},余{rest.text}{line.unit.zh}") if rest.amount else None
    terms = [(spot.figure, 1), (adjusted.id, -1), (executed.id, 1)] if line.is_whole else []
    by = Weighing(because, line.unit.zh, line.places, reach=2 * line.reach)
    return weighed((spot,), printed, in_unit(rest, line.unit), by).resting_on(rest, terms)


def source_totals(project: Project, _: ScoringScheme) -> Iterator[Answer]:
    """合计 = Σ 各资金来源, in every column of sums (PE-EX-06)."""
    for part in project.parts:
        lines = lines_of(part)
        for column in MONEY if lines else ():
            if (answer := source_total_answer(lines, column)) is not None:
                yield answer


def source_total_answer(lines: Sequence[Line], column: str) -> Answer | None:
    """What a sum of the whole is worth beside those of its sources; `None` where none is printed."""
    whole, sources = lines[0], lines[1:]
    spot, printed = whole.spot(column), whole.printed(column)
    if printed is None:
        return None
    cells = [figure for line in sources if (figure := line.figure(column)) is not None]
    if not cells:
        return missing(spot, "没有分列资金来源,不能复核合计")
    readings = _readings([in_unit(cell, whole.unit) for cell in cells])
    names = "、".join(line.funds.source for line in sources if line.figure(column) is not None)
    by = Weighing(f"各资金来源({names})之和", whole.unit.zh, whole.places, reach=len(cells) * whole.reach)
    source = add_up(spot.figure, COLUMNS[column], "各资金来源之和", cells)
    exact = _fitting(printed.value, readings)
    return weighed((spot,), printed, exact, by).resting_on(source, [(spot.figure, 1)])


def _readings(values: Sequence[Fraction]) -> Iterator[Fraction]:
    """What the lines may add up to: all of them; or without lines that break down the line above them."""
    whole = sum(values, Fraction(0))
    yield whole
    for first, above in enumerate(values):
        below = Fraction(0)
        for value in values[first + 1 :]:
            below += value
            if above and below == above:
                yield whole - below


def _fitting(value: Fraction, readings: Iterable[Fraction]) -> Fraction:
    first, *others = readings
    return value if value in others else first
