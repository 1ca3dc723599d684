"""成本指标 — costs against the money that was spent and budgeted, and the units they are told in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from govbudget.calc import Figure
from govbudget.checks.evaluations.answers import Answer, Spot, Weighing, missing, weighed
from govbudget.checks.evaluations.indicator_pairs import (
    matched_indicators,
    measure_of,
    same_quantity,
    same_unit,
)
from govbudget.checks.evaluations.money_block import COLUMNS, fewest_places, in_unit, whole_of
from govbudget.checks.evaluations.numbers import USUAL_PLACES, Printed, half_step, judged, shown
from govbudget.checks.evaluations.projects import Pair, Project
from govbudget.checks.verdict import Verdict
from govbudget.model import Indicator, Measure, ScoringScheme, SelfEvaluation, read_measure
from govbudget.money import Unit

__all__ = ["cost_sum", "cost_targets", "costs_and_spending", "mixed_units"]

_OF_ONE = re.compile("人均|平均|均摊|单位|单价|单项|每|标准")
"""Costs of one person, day or thing are no part of what a project cost."""
MOST_PLACES = 6
"""Decimals of a sum in 万元 down to the fen."""


def _costs(part: SelfEvaluation) -> list[tuple[int, Indicator]]:
    """The cost indicators that are counted, in money or otherwise; those told in words are none."""
    return [
        (number, line)
        for number, line in enumerate(part.indicators, start=1)
        if "成本" in line.level1 + line.level2
        and (read_measure(line.target).is_quantitative or read_measure(line.actual).is_quantitative)
    ]


def cost_sum(part: SelfEvaluation, aspect: str) -> tuple[Printed, Unit] | str:
    """What the cost indicators of a part add up to in one unit; or why they do not."""
    return _sum(_costs(part), aspect)


def _sum(costs: list[tuple[int, Indicator]], aspect: str) -> tuple[Printed, Unit] | str:
    """What the costs add up to in one unit; or why they do not."""
    measures = [measure_of(line, aspect) for _, line in costs]
    if not measures:
        return "没有以金额表示的成本指标"
    for (_, line), measure in zip(costs, measures, strict=True):
        if _OF_ONE.search(line.name):
            return f"成本指标「{line.name}」是单位成本,不能相加"
        if measure.value is None or not measure.is_money:
            return f"成本指标「{line.name}」“{getattr(line, aspect) or ''}”不是金额,不能相加"
    unit = max((Unit(measure.unit) for measure in measures), key=lambda one: one.exponent)
    values = [measure.in_unit(unit.zh) or Fraction(0) for measure in measures]
    places = max(one.places + unit.exponent - Unit(one.unit).exponent for one in measures)
    value = sum(values, Fraction(0))
    return Printed(shown(value, most=unit.exponent), value, places), unit


def costs_and_spending(project: Project, _: ScoringScheme) -> Iterator[Answer]:
    """Σ 成本指标实际完成值 = 全年执行数, where every cost is told in money (PE-COST-01)."""
    for part in project.parts:
        costs, whole = _costs(part), whole_of(part)
        spot, found = Spot(part, "成本指标实际完成值合计", column="costs"), _sum(costs, "actual")
        executed = whole.figure("executed") if whole else None
        if isinstance(found, str):
            yield missing(spot, found)
        elif whole is None or executed is None:
            yield missing(spot, f"没有{COLUMNS['executed']},不能对照")
        else:
            printed, unit = found
            reach = whole.reach * Fraction(10) ** (whole.unit.exponent - unit.exponent)
            if len(costs) > 1:
                reach += len(costs) * half_step(max(printed.places, USUAL_PLACES))
            least = fewest_places(unit)
            by = Weighing(COLUMNS["executed"], unit.zh, fewest=least, reach=reach, is_figure=True)
            answer = weighed((spot,), printed, in_unit(executed, unit), by).resting_on(executed)
            yield evolve(answer, said=_with_addends(answer.said, costs, "actual"))


def _with_addends(said: str, costs: list[tuple[int, Indicator]], aspect: str) -> str:
    """The sentence, telling what was added up."""
    told = "+".join(
        shown(measure_of(line, aspect).value or Fraction(0), most=MOST_PLACES) for _, line in costs
    )
    return f"({told})" * (len(costs) > 1) + said


def cost_targets(project: Project, _: ScoringScheme) -> Iterator[Answer]:
    """Σ 成本指标值 is not above 年初预算数 (PE-COST-02)."""
    for part in project.parts:
        costs, whole = [cost for cost in _costs(part) if not _is_floor(cost[1])], whole_of(part)
        spot, found = Spot(part, "成本指标值合计", column="targets"), _sum(costs, "target")
        initial = whole.figure(whole.initial_column) if whole else None
        if isinstance(found, str):
            yield missing(spot, found)
        elif initial is None:
            yield missing(spot, "没有年初预算数或预算编制数,不能对照")
        else:
            answer = _within_budget(spot, *found, initial)
            yield evolve(answer, said=_with_addends(answer.said, costs, "target"))


def _within_budget(spot: Spot, printed: Printed, unit: Unit, initial: Figure) -> Answer:
    exact = in_unit(initial, unit)
    verdict, _ = judged(printed, exact, fewest=fewest_places(unit))
    above = printed.value > exact and verdict is Verdict.BROKEN
    told = f"为{printed.text}{unit.zh},年初预算数{shown(exact)}{unit.zh}"
    return Answer(
        (spot,),
        Verdict.BROKEN if above else Verdict.HOLDS,
        told + (";目标不应高于预算" if above else ""),
        printed.text,
        shown(exact),
        shown(printed.value - exact) if above else "0",
        unit=unit.zh,
        source=initial,
    )


def _is_floor(line: Indicator) -> bool:
    operator = read_measure(line.target).operator
    return operator is not None and operator.positive


def mixed_units(project: Project, _: ScoringScheme) -> Iterator[Answer]:
    """年初指标值, 指标值 and 实际完成值 of an indicator are told in one way (PE-UNIT-02).

    And an actual value meets a limit by itself, not because it was rounded: the counterpart may be finer.
    """
    for part in project.parts:
        for number, line in enumerate(part.indicators, start=1):
            measures = [read_measure(text) for text in (line.initial, line.target, line.actual)]
            if sum(bool(measure.unit or measure.operator) for measure in measures) > 1:
                yield _one_way(part, number, measures)
    if project.report is not None and project.form is not None:
        yield from _met_by_rounding((project.report, project.form))


def _one_way(part: SelfEvaluation, number: int, measures: list[Measure]) -> Answer:
    initial, target, actual = measures
    told = []
    if initial.operator and target.operator and initial.operator is not target.operator:
        told.append(f"年初指标值用“{initial.operator.value}”,指标值用“{target.operator.value}”")
    if not same_unit(initial.unit, target.unit):
        told.append(f"年初指标值以{initial.unit}计,指标值以{target.unit}计")
    if not same_unit(target.unit, actual.unit):
        told.append(f"指标值以{target.unit}计,实际完成值以{actual.unit}计")
    line = part.indicators[number - 1]
    spot = Spot(part, f"{line.level2}「{line.name}」", column="unit", indicator=number)
    texts = "、".join(measure.text for measure in measures if measure.text)
    if not told:
        return Answer((spot,), Verdict.HOLDS, "符号和计量单位一致", texts)
    return Answer((spot,), Verdict.BROKEN, f"{';'.join(told)}({texts})", texts)


def _met_by_rounding(pair: Pair) -> Iterator[Answer]:
    report, form = pair
    for match in matched_indicators(pair):
        ours, theirs = (form, match.ours), (report, match.theirs)
        yield from filter(None, (_only_rounded(ours, theirs), _only_rounded(theirs, ours)))


def _only_rounded(ours: tuple[SelfEvaluation, int], theirs: tuple[SelfEvaluation, int]) -> Answer | None:
    """An actual value of one part under its limit, where the other part tells it finer and above."""
    part, number = ours
    line, other = part.indicators[number - 1], theirs[0].indicators[theirs[1] - 1]
    target, actual = measure_of(line, "target"), measure_of(line, "actual")
    finer = measure_of(other, "actual")
    done, exact = actual.in_unit(target.unit), finer.in_unit(target.unit)
    if target.value is None or done is None or exact is None or not same_quantity(actual, finer):
        return None
    limit = target.operator is not None and target.operator.reverse
    if not (limit and done <= target.value < exact):
        return None
    where = (
        Spot(part, f"{line.level2}「{line.name}」", column="actual", indicator=number),
        Spot(theirs[0], column="actual", indicator=theirs[1]),
    )
    gap, exactly = (shown(one, most=MOST_PLACES) for one in (exact - target.value, exact))
    said = (
        f"实际{actual.text}没有超过{target.text},只因四舍五入;"
        f"{theirs[0].part.value}为{finer.text},超过{gap}{target.unit}"
    )
    return Answer(where, Verdict.BROKEN, said, actual.text, exactly, gap, unit=target.unit)
