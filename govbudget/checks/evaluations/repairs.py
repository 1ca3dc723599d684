"""改正 — cells of a project's report and form written anew, as the rest of the project says they should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from attrs import evolve, field, frozen

from govbudget.calc import Allowed, grade_of
from govbudget.checks.evaluations.allowed import allowed_scores, judged_score
from govbudget.checks.evaluations.answers import Spot
from govbudget.checks.evaluations.money_block import COLUMNS
from govbudget.checks.evaluations.numbers import Printed, shown
from govbudget.checks.finding import Cause, Finding, Place
from govbudget.checks.verdict import Verdict
from govbudget.model import EvaluationPart, ScoringScheme, SelfEvaluation
from govbudget.money import Unit

__all__ = ["SUMS", "Cell", "Parts", "Repair", "applied", "only_scores", "repairs"]

Parts = Mapping[EvaluationPart, SelfEvaluation]
"""The report and the form of one project."""
LEAST_SUMS = 3
"""So many sums apart by ten thousand are no coincidence (as `checks.units` has it)."""
MONEY_RULES = ("PE-UNIT",)
SUMS = ("PE-T-01", "PE-T-02")
SINGLE = ("PE-EX-01", "PE-EX-02", "PE-T-01", "PE-T-02", "PE-T-03", *MONEY_RULES)
"""Rules whose findings say of one cell what it should be."""
SCORE_COLUMNS = frozenset({"score", "execution_score"})
USUAL_UNITS = {EvaluationPart.FORM: Unit.WAN_YUAN, EvaluationPart.REPORT: Unit.YUAN}
FINEST = 6


@frozen
class Cell:
    """格 — one cell of a report or form: of a line of the money block, of an indicator, or of the whole."""

    part: EvaluationPart = field(metadata={"zh": "材料"})
    name: str = field(metadata={"zh": "栏"})
    row: str | None = field(default=None, metadata={"zh": "资金来源"})
    number: int | None = field(default=None, metadata={"zh": "指标"})

    @classmethod
    def at(cls, place: Place) -> Cell:
        """The cell of a place in a self-evaluation."""
        inside, _, name = (place.column or "").rpartition(".")
        row = inside.removeprefix("funds[").removesuffix("]") if inside.startswith("funds[") else None
        return cls(EvaluationPart[(place.part or "").upper()], name, row, place.indicator)

    def read(self, parts: Parts) -> str | None:
        """What is printed there."""
        part = parts[self.part]
        if self.name == "unit":
            return part.unit.zh
        if self.number:
            text = getattr(part.indicators[self.number - 1], self.name)
        elif self.row is not None:
            text = next((getattr(line, self.name) for line in part.funds if line.source == self.row), None)
        else:
            text = getattr(part, self.name)
        return text if isinstance(text, str) else None

    def place(self, parts: Parts) -> Place:
        """The cell as findings name it."""
        part = parts[self.part]
        if self.number:
            line = part.indicators[self.number - 1]
            title = "分值" if self.name == "weight" else "得分"
            spot = Spot(part, f"{line.level2}「{line.name}」{title}", column=self.name, indicator=self.number)
            return spot.place
        return Spot(part, f"「{COLUMNS.get(self.name, self.name)}」", row=self.row, column=self.name).place


@frozen
class Repair:
    """改正 — new texts of cells; the first cell is the one that was wrong, the others say the same or follow."""

    changes: tuple[tuple[Cell, str], ...] = field(metadata={"zh": "改动"})

    @property
    def accused(self) -> Cell:
        """The cell that was wrong."""
        return self.changes[0][0]

    @property
    def text(self) -> str:
        """What it should be."""
        return self.changes[0][1]


def applied(parts: Parts, repair: Repair) -> Parts:
    """The parts with the repair made."""
    made = dict(parts)
    for cell, text in repair.changes:
        made[cell.part] = _written(made[cell.part], cell, text)
    return made


def _written(part: SelfEvaluation, cell: Cell, text: str) -> SelfEvaluation:
    new: dict[str, Any] = {cell.name: text}
    if cell.name == "unit":
        return evolve(part, unit=next(unit for unit in Unit if unit.zh == text))
    if cell.number:
        lines = list(part.indicators)
        lines[cell.number - 1] = evolve(lines[cell.number - 1], **new)
        return evolve(part, indicators=tuple(lines))
    if cell.row is not None:
        funds = tuple(evolve(one, **new) if one.source == cell.row else one for one in part.funds)
        return evolve(part, funds=funds)
    return evolve(part, **new)


def repairs(parts: Parts, broken: Iterable[Finding], scheme: ScoringScheme) -> Iterator[Repair]:
    """What may have been meant instead of one wrong cell, by what is broken; likely or not is for others to try."""
    found = tuple(broken)
    single = (*SINGLE, scheme.execution_id)
    for finding in found:
        if finding.rule in single and finding.recomputed and _is_of(finding, parts):
            yield from _of_finding(parts, finding, scheme)
        if finding.rule in MONEY_RULES and _is_of(finding, parts):
            yield from _of_counterpart(parts, finding)
    yield from _scores(parts, found, scheme)
    yield from _weights(parts, found)
    yield from _units(parts, found)


def _is_of(finding: Finding, parts: Parts) -> bool:
    return all(Cell.at(place).part in parts for place in finding.where)


def _of_finding(parts: Parts, finding: Finding, scheme: ScoringScheme) -> Iterator[Repair]:
    """The judged cell as recomputed: alone, with those of its part, and with all of the project that say the same."""
    cell, text = Cell.at(finding.where[0]), finding.recomputed or ""
    for alike in _alike(parts, cell):
        plain = Repair(tuple((one, text) for one in alike))
        yield plain
        if cell.name == "total":
            yield _with_grades(parts, plain, scheme)
        if cell.name == "indicator_total":
            yield from _with_total(parts, plain, scheme)


def _alike(parts: Parts, cell: Cell) -> Iterator[tuple[Cell, ...]]:
    """The cell; with the like cells of its part that print the same; with those of the whole project."""
    like = [one for one in _cells_like(parts, cell) if one != cell and _same(one, cell, parts)]
    here = tuple(one for one in like if one.part is cell.part)
    yield from dict.fromkeys(((cell,), (cell, *here), (cell, *like)))


def _cells_like(parts: Parts, cell: Cell) -> Iterator[Cell]:
    """The cells that mean what a cell means, itself among them: of other lines, of the text, of the other part."""
    for part, evaluation in parts.items():
        if cell.number:
            if len(evaluation.indicators) >= cell.number:
                yield evolve(cell, part=part)
        elif cell.row is None and cell.name not in SCORE_COLUMNS:
            yield evolve(cell, part=part)
        else:
            name = "score" if cell.name in SCORE_COLUMNS else cell.name
            yield from (Cell(part, name, line.source) for line in evaluation.funds)
            if name == "score":
                yield Cell(part, "execution_score")


def _same(one: Cell, other: Cell, parts: Parts) -> bool:
    ours, theirs = Printed.read(one.read(parts)), Printed.read(other.read(parts))
    return ours is not None and theirs is not None and ours.value == theirs.value


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
    for alike in _alike(parts, Cell(cell.part, "total")):
        made = Repair((*repair.changes, *((one, text) for one in alike)))
        yield _with_grades(parts, made, scheme)


def _of_counterpart(parts: Parts, finding: Finding) -> Iterator[Repair]:
    """The sum of the report as the form has it."""
    form, report = map(Cell.at, finding.where)
    printed = Printed.read(form.read(parts))
    exponents = parts[form.part].unit.exponent - parts[report.part].unit.exponent
    text = shown((printed.value if printed else Fraction(0)) * Fraction(10) ** exponents, most=FINEST)
    yield from (Repair(tuple((one, text) for one in alike)) for alike in _alike(parts, report))


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
    gaps = {Cell.at(f.where[0]).part: _gap(f) for f in broken if f.rule in SUMS and _is_of(f, parts)}
    for kind, part in parts.items():
        if kind not in gaps:
            continue
        for number, (_, line, allowed) in enumerate(allowed_scores(part, scheme), start=1):
            printed = Printed.read(line.score)
            if printed is None or not isinstance(allowed, Allowed):
                continue
            wanted = {printed.value + gaps[kind]} | ({allowed.low} if allowed.low == allowed.high else set())
            for value in sorted(wanted - {printed.value}):
                text = shown(value)
                fits = Printed(text, value, scheme.score_places)
                if judged_score(fits, allowed)[0] is not Verdict.BROKEN:
                    cell = Cell(kind, "score", number=number)
                    yield from (Repair(tuple((one, text) for one in alike)) for alike in _alike(parts, cell))


def _gap(finding: Finding) -> Fraction:
    """How much more is printed than follows."""
    printed, exact = Printed.read(finding.published), Printed.read(finding.recomputed)
    return printed.value - exact.value if printed and exact else Fraction(0)


def _weights(parts: Parts, broken: Iterable[Finding]) -> Iterator[Repair]:
    """A weight that makes the sum of the weights come out."""
    for finding in broken:
        if finding.rule != "PE-W-01" or finding.where[0].column != "weight":
            continue
        kind, gap = Cell.at(finding.where[0]).part, _gap(finding)
        for number, line in enumerate(parts[kind].indicators, start=1):
            weight = Printed.read(line.weight)
            if weight is not None and weight.value > gap:
                cell, text = Cell(kind, "weight", number=number), shown(weight.value - gap)
                yield from (Repair(tuple((one, text) for one in alike)) for alike in _alike(parts, cell))


def _units(parts: Parts, broken: Iterable[Finding]) -> Iterator[Repair]:
    """元 for 万元 or the other way round, where many sums of form and report say so."""
    apart = [f for f in broken if f.rule in MONEY_RULES and f.cause is Cause.UNIT_MIXUP]
    others = {Unit.YUAN: Unit.WAN_YUAN, Unit.WAN_YUAN: Unit.YUAN}
    if len(apart) >= LEAST_SUMS:
        # A part that is not in its usual unit (DOMAIN F2) is suspected before one that is; else the form.
        for kind in sorted(USUAL_UNITS, key=lambda one: parts[one].unit is USUAL_UNITS[one]):
            if (unit := others.get(parts[kind].unit)) is not None:
                yield Repair(((Cell(kind, "unit"), unit.zh),))
