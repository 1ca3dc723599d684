"""指标对照 — the indicators of a form beside those of its report: what each says otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from fractions import Fraction
from itertools import pairwise

from attrs import evolve, field, frozen

from govbudget.checks.evaluations.answers import Answer, Spot
from govbudget.checks.evaluations.numbers import Printed, judged
from govbudget.checks.evaluations.projects import Pair, plain
from govbudget.checks.finding import Severity
from govbudget.checks.verdict import Verdict
from govbudget.model import Indicator, Measure, SelfEvaluation, read_measure
from govbudget.money import Unit

__all__ = [
    "ASPECTS",
    "Match",
    "compared_indicators",
    "matched_indicators",
    "measure_of",
    "same_quantity",
    "same_unit",
]

NOTHING = Fraction(0)
PERSONS = frozenset({"人", "名", "位"})
"""Three words for one unit."""
ASPECTS = {"weight": "分值", "target": "指标值", "actual": "实际完成值", "score": "得分"}


@frozen
class Match:
    """同一指标 — its numbers in the form and in the report, counted from 1."""

    ours: int = field(metadata={"zh": "自评表"})
    theirs: int = field(metadata={"zh": "自评报告"})


def matched_indicators(pair: Pair) -> tuple[Match, ...]:
    """The indicators of a form with those of its report: by 二级指标 and name, then by name, then by place.

    By place only where both stand under one 二级指标 at the same number.
    """
    report, form = pair
    ways: tuple[Callable[[Indicator, int], Hashable], ...] = (
        lambda line, _: (_level(line), plain(line.name)),
        lambda line, _: plain(line.name),
        lambda line, number: (_level(line), number),
    )
    found: dict[int, int] = {}
    for way in ways:
        waiting: dict[object, list[int]] = defaultdict(list)
        for number, line in enumerate(report.indicators, start=1):
            if number not in found.values():
                waiting[way(line, number)].append(number)
        for number, line in enumerate(form.indicators, start=1):
            if number not in found and waiting[way(line, number)]:
                found[number] = waiting[way(line, number)].pop(0)
    return tuple(Match(ours, theirs) for ours, theirs in sorted(found.items()))


def _level(line: Indicator) -> str:
    return plain(line.level2).removesuffix("指标")


def _spot(part: SelfEvaluation, number: int) -> Spot:
    line = part.indicators[number - 1]
    return Spot(part, f"{line.level2}「{line.name}」", column="indicator", indicator=number)


def compared_indicators(pair: Pair) -> Iterator[Answer]:
    """Every indicator of a form against its report, both ways, and their number and order (PE-T-04)."""
    report, form = pair
    matches = matched_indicators(pair)
    for match in matches:
        yield _compared(pair, match)
    ours, theirs = {match.ours for match in matches}, {match.theirs for match in matches}
    for number in range(1, len(form.indicators) + 1):
        if number not in ours:
            yield Answer((_spot(form, number),), Verdict.BROKEN, "自评报告没有这项指标")
    for number in range(1, len(report.indicators) + 1):
        if number not in theirs:
            yield Answer((_spot(report, number),), Verdict.BROKEN, "自评表没有这项指标")
    yield _order(pair, matches)


def _order(pair: Pair, matches: tuple[Match, ...]) -> Answer:
    report, form = pair
    where = (Spot(form, "各指标", column="indicators"), Spot(report, "各指标", column="indicators"))
    ours, theirs = len(form.indicators), len(report.indicators)
    said, verdict, severity = f"自评表{ours}项,自评报告{theirs}项", Verdict.HOLDS, None
    if ours != theirs:
        verdict = Verdict.BROKEN
    elif any(one.theirs > other.theirs for one, other in pairwise(matches)):
        said, verdict, severity = f"{said},次序不同", Verdict.BROKEN, Severity.WARNING
    gap = str(ours - theirs)
    return Answer(where, verdict, said, str(ours), str(theirs), gap, unit="项", severity=severity)


def _compared(pair: Pair, match: Match) -> Answer:
    report, form = pair
    ours, theirs = form.indicators[match.ours - 1], report.indicators[match.theirs - 1]
    apart = [aspect for aspect in ASPECTS if _differ(ours, theirs, aspect)]
    if plain(ours.name) != plain(theirs.name):
        apart.insert(0, "name")
    where = (_spot(form, match.ours), _spot(report, match.theirs))
    if not apart:
        return Answer(where, Verdict.HOLDS, "自评表与自评报告相符")
    here, there = _told(ours, apart), _told(theirs, apart)
    return Answer(where, Verdict.BROKEN, f"自评表为{here},自评报告为{there}", here, there)


def _told(line: Indicator, aspects: list[str]) -> str:
    names = {"name": "名称", **ASPECTS}
    return "、".join(f"{names[aspect]}{getattr(line, aspect)}" for aspect in aspects)


def measure_of(line: Indicator, aspect: str) -> Measure:
    """A target, or an actual value; what is printed without a unit is in that of the target."""
    measure = read_measure(getattr(line, aspect))
    if measure.unit or measure.value is None:
        return measure
    units = (read_measure(text).unit for text in (line.target, line.initial))
    return evolve(measure, unit=next(filter(None, units), ""))


def _differ(ours: Indicator, theirs: Indicator, aspect: str) -> bool:
    """True if both print something, and not the same."""
    one, other = getattr(ours, aspect), getattr(theirs, aspect)
    if aspect in ("weight", "score"):
        numbers = Printed.read(one), Printed.read(other)
        return numbers[0] is not None and numbers[1] is not None and numbers[0].value != numbers[1].value
    measures = measure_of(ours, aspect), measure_of(theirs, aspect)
    if any(measure.is_blank for measure in measures):
        return False
    if all(measure.is_quantitative for measure in measures):
        signs = {measure.operator for measure in measures} - {None}
        return (aspect == "target" and len(signs) > 1) or not same_quantity(*measures)
    return plain(one or "") != plain(other or "")


def same_quantity(one: Measure, other: Measure) -> bool:
    """True if two values are one: equal, or one sum of money printed more coarsely than the other.

    A unit that only one of them prints is not compared.
    """
    if not (one.is_money and other.is_money):
        return one.value == other.value and same_unit(one.unit, other.unit)
    coarse, fine = sorted((one, other), key=_step, reverse=True)
    exact, printed = fine.in_unit(coarse.unit), Printed(coarse.text, coarse.value or NOTHING, coarse.places)
    return exact is not None and judged(printed, exact)[0] is Verdict.HOLDS


def same_unit(one: str, other: str) -> bool:
    """True unless two units are printed, and are not one."""
    return not (one and other) or one == other or {one, other} <= PERSONS


def _step(measure: Measure) -> int:
    """The worth of the last printed place of a sum of money, as a power of ten."""
    return Unit(measure.unit).exponent - measure.places
