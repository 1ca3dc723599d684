"""改正 — cells of a project's report and form written anew, as the rest of the project says they should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import evolve

from govbudget.calc import grade_of, score_of_rate
from govbudget.checks.evaluations.cells import Cell, Parts, Repair, alike
from govbudget.checks.evaluations.indicator_repairs import SUMS, indicator_repairs
from govbudget.checks.evaluations.money_repairs import money_repairs
from govbudget.checks.evaluations.numbers import Printed, shown
from govbudget.checks.finding import Cause, Finding
from govbudget.model import EvaluationPart, ScoringScheme
from govbudget.money import Unit, rounded

__all__ = ["repairs"]

LEAST_SUMS = 3
"""So many sums apart by ten thousand are no coincidence (as `checks.units` has it)."""
MONEY_RULES = ("PE-UNIT",)
SINGLE = ("PE-EX-01", "PE-EX-02", *SUMS, "PE-T-03", *MONEY_RULES)
"""Rules whose findings say of one cell what it should be."""
USUAL_UNITS = {EvaluationPart.FORM: Unit.WAN_YUAN, EvaluationPart.REPORT: Unit.YUAN}
FINEST = 6


def repairs(parts: Parts, broken: Iterable[Finding], scheme: ScoringScheme) -> Iterator[Repair]:
    """What may have been meant instead of one wrong cell, by what is broken; likely or not is for others to try."""
    broken = tuple(broken)
    single = (*SINGLE, scheme.execution_id)
    for finding in broken:
        if finding.rule in single and finding.recomputed and _is_of(finding, parts):
            yield from _of_finding(parts, finding, scheme)
        if finding.rule in MONEY_RULES and _is_of(finding, parts):
            yield from _of_counterpart(parts, finding)
    yield from money_repairs(parts, broken, scheme)
    yield from indicator_repairs(parts, broken, scheme)
    yield from _units(parts, broken)


def _is_of(finding: Finding, parts: Parts) -> bool:
    return all(Cell.at(place).part in parts for place in finding.where)


def _of_finding(parts: Parts, finding: Finding, scheme: ScoringScheme) -> Iterator[Repair]:
    """The judged cell as recomputed: alone, with those of its part, and with all of the project that say the same."""
    cell, text = Cell.at(finding.where[0]), finding.recomputed or ""
    for same in alike(parts, cell):
        plain = Repair(tuple((one, text) for one in same))
        yield plain
        if cell.name == "total":
            yield _with_grades(parts, plain, scheme)
        if cell.name == "indicator_total":
            yield from _with_total(parts, plain, scheme)
        if cell.name == "rate":
            yield from _with_scores(parts, plain, scheme)


def _with_scores(parts: Parts, repair: Repair, scheme: ScoringScheme) -> Iterator[Repair]:
    """A repaired rate with the scores that were made of the wrong one."""
    texts = (repair.accused.read(parts), repair.text)
    rates = [rate.value for text in texts if (rate := Printed.read(text))]
    # The finding that says so has both: what is printed, and what it should be.
    old, new = (Fraction(rounded(score_of_rate(rate, scheme), scheme.score_places)) for rate in rates)
    part = parts[repair.accused.part]
    score = Cell(part.part, "score", repair.accused.row)
    for cell in (score, Cell(part.part, "execution_score")):
        printed = Printed.read(cell.read(parts))
        if printed is not None and printed.value == old:
            for same in alike(parts, cell):
                yield evolve(repair, following=tuple((one, shown(new)) for one in same))
            return


def _with_grades(parts: Parts, repair: Repair, scheme: ScoringScheme) -> Repair:
    """A repaired total with the grade that followed the wrong one."""
    more = []
    for cell, text in repair.changes:
        part, old, new = parts[cell.part], Printed.read(cell.read(parts)), Printed.read(text)
        follows = old is not None and scheme.grade_named(part.grade) == grade_of(old.value, scheme)
        if cell.name == "total" and follows and new is not None:
            more.append((Cell(cell.part, "grade"), grade_of(new.value, scheme)))
    return Repair((*repair.changes, *more))


def _with_total(parts: Parts, repair: Repair, scheme: ScoringScheme) -> Iterator[Repair]:
    """A repaired sum of the indicators with the total that was made of the wrong one."""
    cell = repair.accused
    old, new, total = (Printed.read(text) for text in (cell.read(parts), repair.text, parts[cell.part].total))
    if old is None or new is None or total is None:
        return
    text = shown(total.value + new.value - old.value)
    for same in alike(parts, Cell(cell.part, "total")):
        made = Repair((*repair.changes, *((one, text) for one in same)))
        yield _with_grades(parts, made, scheme)


def _of_counterpart(parts: Parts, finding: Finding) -> Iterator[Repair]:
    """The sum of the report as the form has it."""
    form, report = map(Cell.at, finding.where)
    printed = Printed.read(form.read(parts))
    exponents = parts[form.part].unit.exponent - parts[report.part].unit.exponent
    text = shown((printed.value if printed else Fraction(0)) * Fraction(10) ** exponents, most=FINEST)
    yield from (Repair(tuple((one, text) for one in same)) for same in alike(parts, report))


def _units(parts: Parts, broken: Iterable[Finding]) -> Iterator[Repair]:
    """元 for 万元 or the other way round, where many sums of form and report say so."""
    apart = [f for f in broken if f.rule in MONEY_RULES and f.cause is Cause.UNIT_MIXUP]
    others = {Unit.YUAN: Unit.WAN_YUAN, Unit.WAN_YUAN: Unit.YUAN}
    if len(apart) >= LEAST_SUMS:
        # A part that is not in its usual unit (DOMAIN F2) is suspected before one that is; else the form.
        for kind in sorted(USUAL_UNITS, key=lambda one: parts[one].unit is USUAL_UNITS[one]):
            if (unit := others.get(parts[kind].unit)) is not None:
                yield Repair(((Cell(kind, "unit"), unit.zh),))
