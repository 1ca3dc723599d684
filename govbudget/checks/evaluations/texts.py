"""文中数 — figures that the text of a report or form gives, against its own tables (PE-RT-01)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from govbudget.checks.evaluations.answers import (
    Answer,
    Spot,
    Weighing,
    by_score,
    missing,
    points,
    same_number,
    unreadable,
    weighed,
)
from govbudget.checks.evaluations.execution import text_spot
from govbudget.checks.evaluations.indicator_pairs import measure_of, same_unit
from govbudget.checks.evaluations.money_block import COLUMNS, MONEY, Line, in_unit, whole_of
from govbudget.checks.evaluations.numbers import Printed, shown
from govbudget.checks.evaluations.projects import Project, plain
from govbudget.checks.verdict import Verdict
from govbudget.model import Indicator, Operator, ReportedFigure, ScoringScheme, SelfEvaluation, read_measure
from govbudget.money import Unit

__all__ = ["restated_figures", "restated_score"]

LIKELIEST = ("approved", "compiled", "requested", "adjusted", "executed")
"""What a sum in the text may be instead of what it says."""
SHORTEST_NAME = 3
"""Fewer signs than these in common do not make two names one."""


def restated_figures(project: Project, scheme: ScoringScheme) -> Iterator[Answer]:
    """Every figure of the text that restates one of the tables; what it says in several places, once.

    A figure that does not say what it restates is only ever found to agree, never to differ.
    """
    for part in project.parts:
        if (answer := restated_score(part, scheme)) is not None:
            yield answer
        for reported in part.reported:
            if (answer := _restated(part, reported)) is not None:
                yield answer


def restated_score(part: SelfEvaluation, scheme: ScoringScheme) -> Answer | None:
    """What the 预算执行得分 of the text is worth beside that of the money block; `None` where one has none."""
    whole, stated = whole_of(part), Printed.read(part.execution_score)
    printed = whole.printed("score") if whole else None
    if whole is None or printed is None:
        return None
    if stated is None:
        return unreadable(text_spot(part), part.execution_score)
    spots = (text_spot(part), whole.spot("score"))
    by = by_score("资金表的得分", scheme.score_places, is_figure=True)
    return same_number(spots, stated, printed, by).resting_on(None, [(spots[0].figure, 1)])


def _spot(part: SelfEvaluation, reported: ReportedFigure) -> Spot:
    return Spot(part, f"“{reported.of}”", column=reported.figure or "reported", section=reported.section)


def _restated(part: SelfEvaluation, reported: ReportedFigure) -> Answer | None:
    if reported.figure == "satisfaction":
        return _satisfaction(part, reported)
    if reported.figure is None:
        return _unnamed(part, reported)
    return _money(part, reported)


def _money(part: SelfEvaluation, reported: ReportedFigure) -> Answer:
    """A sum, or a rate, of the line of the whole project."""
    spot, whole, printed = _spot(part, reported), whole_of(part), Printed.read(reported.value)
    column = whole.initial_column if whole and reported.figure == "approved" else reported.figure or ""
    exact = _of_column(whole, column, reported.unit) if whole else None
    if printed is None:
        return missing(spot, f"文中写作“{reported.value}”,读不成数")
    if exact is None:
        return missing(spot, f"资金表没有{COLUMNS.get(column, column)},不能对照")
    by = Weighing(f"资金表的{COLUMNS[column]}", reported.unit, is_figure=True)
    answer = weighed((spot,), printed, exact, by).resting_on(whole.figure(column) if whole else None)
    if answer.verdict is not Verdict.BROKEN or whole is None:
        return answer
    others = [other for other in LIKELIEST if _of_column(whole, other, reported.unit) == printed.value]
    if not others:
        return answer
    return evolve(answer, said=f"{answer.said};文中数等于{COLUMNS[others[0]]}")


def _of_column(line: Line, column: str, unit: str) -> Fraction | None:
    """A cell in the unit of the text; `None` where it is blank, or of another kind."""
    if column in MONEY:
        amount = line.amount(column)
        known = next((one for one in Unit if one.zh == unit), None)
        return in_unit(amount, known) if amount is not None and known is not None else None
    printed = line.printed(column)
    return printed.value if printed is not None else None


def _satisfaction(part: SelfEvaluation, reported: ReportedFigure) -> Answer:
    """满意度: the actual value of the 满意度指标; `≥90` in the text agrees with all that are at least 90."""
    spot, stated = _spot(part, reported), read_measure(reported.value)
    actuals = [
        (number, value)
        for number, line in enumerate(part.indicators, start=1)
        if "满意" in line.level1 + line.level2
        and (value := measure_of(line, "actual").in_unit(reported.unit)) is not None
    ]
    if stated.value is None:
        return missing(spot, f"文中写作“{reported.value}”,读不成数")
    if not actuals:
        return missing(spot, "没有读得成数的满意度指标,不能对照")
    agreeing = [found for found in actuals if _agrees(stated.operator, stated.value, found[1])]
    number, value = (agreeing or actuals)[0]
    where = (
        spot,
        Spot(part, f"满意度指标「{part.indicators[number - 1].name}」", column="actual", indicator=number),
    )
    told = f"满意度指标实际完成值{shown(value)}{reported.unit}"
    said = f"文中为{reported.value}{reported.unit};{told}"
    return Answer(
        where,
        Verdict.HOLDS if agreeing else Verdict.BROKEN,
        said,
        reported.value,
        shown(value),
        shown(Fraction(0) if agreeing else stated.value - value),
        unit=reported.unit,
        source=points(where[1].figure, "满意度", value, "印出的实际完成值"),
    )


def _agrees(operator: Operator | None, stated: Fraction, actual: Fraction) -> bool:
    if operator is None or operator is Operator.EQUAL:
        return stated == actual
    return actual >= stated if operator.positive else actual <= stated


def _unnamed(part: SelfEvaluation, reported: ReportedFigure) -> Answer | None:
    """A figure of which it is not said what it restates: told where the tables have the same, else passed over."""
    printed = Printed.read(reported.value)
    told = _same_elsewhere(part, reported, printed.value) if printed is not None else None
    if printed is None or told is None:
        return None
    same, said = shown(printed.value, least=printed.places), f"公开{printed.text}{reported.unit},与{told}相符"
    return Answer((_spot(part, reported),), Verdict.HOLDS, said, printed.text, same, "0", unit=reported.unit)


def _same_elsewhere(part: SelfEvaluation, reported: ReportedFigure, value: Fraction) -> str | None:
    """The sum of the money block, or the one 数量指标 of that name or unit, that is the same number."""
    whole = whole_of(part)
    for column in reversed(LIKELIEST) if whole is not None and value else ():
        if whole is not None and _of_column(whole, column, reported.unit) == value:
            return COLUMNS[column]
    counted = [line for line in part.indicators if "数量" in line.level2]
    named = [line for line in counted if _one_name(line.name, reported.of)]
    counted = named or [line for line in counted if _counts_in(line, reported.unit)]
    if len(counted) == 1 and measure_of(counted[0], "actual").value == value:
        return f"指标「{counted[0].name}」的实际完成值"
    return None


def _one_name(one: str, other: str) -> bool:
    short, long = sorted((plain(one), plain(other)), key=len)
    return len(short) >= SHORTEST_NAME and short in long


def _counts_in(line: Indicator, unit: str) -> bool:
    counted = measure_of(line, "actual").unit
    return bool(counted) and same_unit(counted, unit)
