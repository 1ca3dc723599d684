"""指标改正 — scores, weights and values of indicators as the scheme, the sums and the other part have them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import evolve

from govbudget.calc import Allowed, allowed_score
from govbudget.checks.evaluations.allowed import allowed_scores, judged_score
from govbudget.checks.evaluations.cells import Cell, Insertion, Parts, Repair, alike, applied
from govbudget.checks.evaluations.indicator_pairs import ASPECTS, matched_indicators
from govbudget.checks.evaluations.numbers import Printed, shown
from govbudget.checks.finding import Cause, Finding
from govbudget.checks.verdict import Verdict
from govbudget.model import EvaluationPart, ScoringScheme

__all__ = ["SUMS", "indicator_repairs", "only_scores"]

SUMS = ("PE-T-01", "PE-T-02")
EXCHANGED = ("score", "weight", "actual")


def indicator_repairs(parts: Parts, broken: Iterable[Finding], scheme: ScoringScheme) -> Iterator[Repair]:
    """What may have been meant instead of one wrong cell of an indicator, two exchanged, or one left out."""
    found = [one for one in broken if all(Cell.at(place).part in parts for place in one.where)]
    yield from _scores(parts, found, scheme)
    yield from _weights(parts, found)
    yield from _exchanged(parts, found, scheme)
    if len(parts) > 1 and any(finding.rule == "PE-T-04" for finding in found):
        yield from _left_out(parts)
        yield from _of_counterpart(parts)


def only_scores(parts: Parts, scheme: ScoringScheme) -> Iterator[Repair]:
    """Every wrong score of which the scheme allows only one, as that one."""
    for kind, part in parts.items():
        for number, (_, line, allowed) in enumerate(allowed_scores(part, scheme), start=1):
            printed = Printed.read(line.score)
            if printed is None or not isinstance(allowed, Allowed) or allowed.low != allowed.high:
                continue
            if judged_score(printed, allowed)[0] is Verdict.BROKEN:
                yield Repair(((Cell(kind, "score", number=number), shown(allowed.low)),))


def _scores(parts: Parts, broken: Iterable[Finding], scheme: ScoringScheme) -> Iterator[Repair]:
    """A score as the scheme allows it: the only one allowed, or the one that makes a sum come out."""
    gaps = {Cell.at(f.where[0]).part: _gap(f) for f in broken if f.rule in SUMS}
    for kind, part in parts.items():
        for number, (_, line, allowed) in enumerate(allowed_scores(part, scheme), start=1):
            printed = Printed.read(line.score)
            if printed is None or not isinstance(allowed, Allowed):
                continue
            wanted = {printed.value + gaps.get(kind, 0)}
            wanted |= {allowed.low} if allowed.low == allowed.high else set()
            for value in sorted(wanted - {printed.value}):
                text = shown(value)
                fits = Printed(text, value, scheme.score_places)
                if judged_score(fits, allowed)[0] is not Verdict.BROKEN:
                    yield from _written(parts, Cell(kind, "score", number=number), text)


def _written(parts: Parts, cell: Cell, text: str) -> Iterator[Repair]:
    yield from (Repair(tuple((one, text) for one in same)) for same in alike(parts, cell))


def _gap(finding: Finding) -> Fraction:
    """How much more is printed than follows."""
    printed, exact = Printed.read(finding.published), Printed.read(finding.recomputed)
    return printed.value - exact.value if printed and exact else Fraction(0)


def _weights(parts: Parts, broken: Iterable[Finding]) -> Iterator[Repair]:
    """A weight that makes the sum of the weights come out; a score that was the whole of it follows."""
    for finding in broken:
        if finding.rule != "PE-W-01" or finding.where[0].column != "weight":
            continue
        kind, gap = Cell.at(finding.where[0]).part, _gap(finding)
        for number, line in enumerate(parts[kind].indicators, start=1):
            weight, score = Printed.read(line.weight), Printed.read(line.score)
            if weight is None or weight.value <= gap:
                continue
            text = shown(weight.value - gap)
            for repair in _written(parts, Cell(kind, "weight", number=number), text):
                yield repair
                if score is not None and score.value == weight.value:
                    full = tuple((evolve(cell, name="score"), text) for cell, _ in repair.changes)
                    yield evolve(repair, following=full)


def _exchanged(parts: Parts, broken: Iterable[Finding], scheme: ScoringScheme) -> Iterator[Repair]:
    """One cell of two indicators, each in the place of the other; in both parts where both print so."""
    touched = {(place.part, place.indicator) for finding in broken for place in finding.where}
    for kind, part in parts.items():
        numbers = [n for n in range(1, len(part.indicators) + 1) if (kind.id, n) in touched]
        for (one, other), name in itertools.product(itertools.combinations(numbers, 2), EXCHANGED):
            cells = (Cell(kind, name, number=one), Cell(kind, name, number=other))
            texts = tuple(cell.read(parts) for cell in cells)
            repair = _swapped(cells, texts)
            if None in texts or texts[0] == texts[1] or not _is_allowed(parts, repair, scheme):
                continue
            yield repair
            twins = tuple(evolve(cell, part=_other(kind)) for cell in cells)
            if len(parts) > 1 and _read(parts, twins) == texts:
                yield evolve(repair, changes=(*repair.changes, *_swapped(twins, texts).changes))


def _is_allowed(parts: Parts, repair: Repair, scheme: ScoringScheme) -> bool:
    """True if the scheme allows the scores of the rows that were exchanged."""
    made = applied(parts, repair)[repair.accused.part]
    for cell, _ in repair.changes:
        line = made.indicators[(cell.number or 0) - 1]
        printed, allowed = Printed.read(line.score), allowed_score(line, scheme)
        if printed and isinstance(allowed, Allowed) and judged_score(printed, allowed)[0] is Verdict.BROKEN:
            return False
    return True


def _swapped(cells: tuple[Cell, ...], texts: tuple[str | None, ...]) -> Repair:
    changes = tuple((cell, text or "") for cell, text in zip(cells, reversed(texts), strict=True))
    return Repair(changes, cause=Cause.SWAPPED_ROWS)


def _read(parts: Parts, cells: tuple[Cell, ...]) -> tuple[str | None, ...]:
    """What is printed there; nothing in a part that is too short."""
    count = len(parts[cells[0].part].indicators)
    return tuple(cell.read(parts) if (cell.number or 0) <= count else None for cell in cells)


def _other(kind: EvaluationPart) -> EvaluationPart:
    return EvaluationPart.FORM if kind is EvaluationPart.REPORT else EvaluationPart.REPORT


def _left_out(parts: Parts) -> Iterator[Repair]:
    """The indicators that one part has and the other lacks: in their places; and with the total that has them."""
    report, form = parts[EvaluationPart.REPORT], parts[EvaluationPart.FORM]
    matches = matched_indicators((report, form))
    for kind, there in (
        (EvaluationPart.REPORT, {match.theirs for match in matches}),
        (EvaluationPart.FORM, {match.ours for match in matches}),
    ):
        lines = parts[kind].indicators
        inserted = tuple(
            Insertion(Cell(kind, "indicator", number=number), number, line)
            for number, line in enumerate(lines, start=1)
            if number not in there
        )
        if inserted:
            yield Repair(inserted=inserted)
            lacking, total = Cell(_other(kind), "total"), parts[kind].total
            if total is not None and lacking.read(parts) not in (None, total):
                grade = ((evolve(lacking, name="grade"), parts[kind].grade or ""),)
                yield Repair(inserted=inserted, following=((lacking, total), *grade))


def _of_counterpart(parts: Parts) -> Iterator[Repair]:
    """A cell of an indicator as the other part has it."""
    report, form = parts[EvaluationPart.REPORT], parts[EvaluationPart.FORM]
    for match in matched_indicators((report, form)):
        for name in ASPECTS:
            ours = Cell(EvaluationPart.FORM, name, number=match.ours)
            theirs = Cell(EvaluationPart.REPORT, name, number=match.theirs)
            texts = ours.read(parts), theirs.read(parts)
            if texts[0] and texts[1] and texts[0] != texts[1]:
                yield Repair(((ours, texts[1]),))
                yield Repair(((theirs, texts[0]),))
