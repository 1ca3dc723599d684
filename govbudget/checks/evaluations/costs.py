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
from govbudget.money import Amount, Printing, Unit

__all__ = ["cost_targets", "costs_and_spending", "mixed_units"]

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


def _figures(part: SelfEvaluation, costs: list[tuple[int, Indicator]], aspect: str) -> tuple[Figure, ...]:
    """The costs as facts."""
    made = []
    for number, line in costs:
        measure = measure_of(line, aspect)
        unit = Unit(measure.unit)
        amount = Amount.of(shown(measure.value or Fraction(0), most=unit.exponent), unit)
        spot = Spot(part, f"成本指标「{line.name}」", column=aspect, indicator=number)
        printing = Printing(unit, min(measure.places, unit.exponent))
        made.append(Figure(spot.figure, line.name, amount, spot.place.name, printing=printing))
    return tuple(made)


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
            finer = Fraction(10) ** (whole.unit.exponent - unit.exponent)
            parts = (
                len(costs) * half_step(max(printed.places, USUAL_PLACES)) if len(costs) > 1 else Fraction(0)
            )
            reach = whole.reach * finer + parts
            by = Weighing(
                COLUMNS["executed"], unit.zh, fewest=fewest_places(unit), reach=reach, is_figure=True
            )
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
        costs = [cost for cost in _costs(part) if not _is_floor(cost[1])]
        spot, found, whole = (
            Spot(part, "成本指标值合计", column="targets"),
            _sum(costs, "target"),
            whole_of(part),
        )
        initial = whole.figure(whole.initial_column) if whole else None
        if isinstance(found, str):
            yield missing(spot, found)
        elif whole is None or initial is None:
            yield missing(spot, "没有年初预算数或预算编制数,不能对照")
        else:
            printed, unit = found
            exact = in_unit(initial, unit)
            above = (
                printed.value > exact
                and judged(printed, exact, fewest=fewest_places(unit))[0] is Verdict.BROKEN
            )
            told = f"为{printed.text}{unit.zh},年初预算数{shown(exact)}{unit.zh}"
            said = told + (";目标不应高于预算" if above else "")
            gap = shown(printed.value - exact) if above else "0"
            yield Answer(
                (spot,),
                Verdict.BROKEN if above else Verdict.HOLDS,
                _with_addends(said, costs, "target"),
                printed.text,
                shown(exact),
                gap,
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
        sides = ((form, match.ours, report, match.theirs), (report, match.theirs, form, match.ours))
        for part, number, other, other_number in sides:
            target, actual = (measure_of(part.indicators[number - 1], one) for one in ("target", "actual"))
            finer = measure_of(other.indicators[other_number - 1], "actual")
            exact = finer.in_unit(target.unit)
            met = actual.in_unit(target.unit)
            if target.value is None or met is None or exact is None or not same_quantity(actual, finer):
                continue
            limit = target.operator is not None and target.operator.reverse
            if limit and met <= target.value < exact:
                line = part.indicators[number - 1]
                spots = (
                    Spot(part, f"{line.level2}「{line.name}」", column="actual", indicator=number),
                    Spot(other, column="actual", indicator=other_number),
                )
                said = (
                    f"实际{actual.text}没有超过{target.text},只因四舍五入;"
                    f"{other.part.value}为{finer.text},超过{shown(exact - target.value, most=MOST_PLACES)}{target.unit}"
                )
                gap = shown(exact - target.value, most=MOST_PLACES)
                exactly = shown(exact, most=MOST_PLACES)
                yield Answer(spots, Verdict.BROKEN, said, actual.text, exactly, gap, unit=target.unit)
