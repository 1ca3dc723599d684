"""指标值对比 — a target and its actual value in one unit, under one sign, or why they cannot be compared."""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import field, frozen

from govbudget.model import Completion, Indicator, Measure, Operator, read_measure
from govbudget.money import Undefined, Unit, is_absent

__all__ = ["Comparison", "comparison"]

_MONEY = {unit.zh for unit in Unit}
_FALL = re.compile("减少|下降|降低|压减|压缩|缩减")
_RISE = re.compile("增加|增长|提高|上升|提升")


@frozen
class Comparison:
    """对比 — target and actual value in one unit, the sign between them, and how both are told.

    `is_zero_cost`: a limit on spending that nothing was spent under.
    """

    operator: Operator = field(metadata={"zh": "符号"})
    target: Fraction = field(metadata={"zh": "指标值"})
    actual: Fraction = field(metadata={"zh": "实际完成值"})
    told_target: str = field(metadata={"zh": "所印指标值"})
    told_actual: str = field(metadata={"zh": "所印实际完成值"})
    is_zero_cost: bool = field(metadata={"zh": "零成本"})

    @property
    def is_met(self) -> bool:
        """达成. Equal is a least, but for zero, which less than zero equals; it meets no limit (DOMAIN F6)."""
        if self.operator.positive or (self.operator is Operator.EQUAL and self.target):
            return self.actual >= self.target
        return self.actual <= self.target and (self.actual >= 0 or self.operator is Operator.EQUAL)

    @property
    def told(self) -> str:
        """Which is the greater: 实际600≥目标600."""
        if self.is_met:
            sign = "≤" if self.operator.reverse or self.actual < self.target else "≥"
        else:
            sign = "<" if self.actual < self.target else ">"
        return f"实际{self.told_actual}{sign}目标{self.told_target}"

    def completion(self, kind: Completion) -> Fraction:
        """完成程度 of a target that is not met, from 0 to 1; none below zero or of a target of zero."""
        if self.actual < 0 or not self.target:
            return Fraction(0)
        ways = {
            Completion.PROPORTIONAL: self.actual / self.target,
            Completion.EXCESS: max(2 - self.actual / self.target, Fraction(0)),
        }
        return ways[kind] if kind in ways else self.target / self.actual


def comparison(indicator: Indicator, bare_operator: Operator | None) -> Comparison | Undefined:
    """The numbers of an indicator side by side, or why they cannot be compared.

    A blank target is that of 年初. The sign is the target's, else that of 年初, else the actual value's, which
    the platform prints with it (DOMAIN F5), else `bare_operator`.
    """
    initial, target, actual = map(read_measure, (indicator.initial, indicator.target, indicator.actual))
    if target.is_blank and not initial.is_blank:
        target = initial
    if (fault := _unreadable(target, actual) or _turned(indicator.name, target, actual)) is not None:
        return Undefined(fault)
    unit = target.unit or initial.unit or actual.unit
    wanted, done = target.in_unit(unit), actual.in_unit(unit)
    column_is_known = target.unit or initial.unit or unit not in _MONEY
    if wanted is None or done is None or not column_is_known:
        return Undefined(f"指标值“{target.text}”与实际完成值“{actual.text}”的计量单位不能确定是否相同")
    if wanted < 0:
        return Undefined(f"指标值“{target.text}”为负,评分办法没有规定怎样得分")
    cost = "成本" in indicator.level1 + indicator.level2
    operator = target.operator or initial.operator or actual.operator
    if operator is None and cost and wanted != done:
        return Undefined(f"成本指标值“{target.text}”没有印符号,不知是不是上限")
    if (operator := operator or bare_operator) is None:
        return Undefined(f"指标值“{target.text}”没有印符号")
    # Income may be money too, but a limit on money is a cost.
    is_zero_cost = operator.reverse and not done and (cost or unit in _MONEY)
    return Comparison(operator, wanted, done, *_told(target, actual), is_zero_cost)


def _told(target: Measure, actual: Measure) -> tuple[str, str]:
    """Both numbers as printed, with their units where these differ."""
    differ = target.unit and actual.unit and target.unit != actual.unit
    return target.number + (target.unit if differ else ""), actual.number + (actual.unit if differ else "")


def _turned(name: str, target: Measure, actual: Measure) -> str | None:
    """Why two values do not run the same way: a fall of 6% is no growth of 6%, nor simply 6%.

    Where the name of the indicator says that something falls, a value need not say so again.
    """
    falls, rises = ({bool(way.search(one.text)) for one in (target, actual)} for way in (_FALL, _RISE))
    is_opposed = len(falls) > 1 and (True in rises or not _FALL.search(name))
    said = f"指标值“{target.text}”与实际完成值“{actual.text}”增减方向不同,不能比较"
    return said if is_opposed else None


def _unreadable(target: Measure, actual: Measure) -> str | None:
    for measure, what in ((target, "指标值"), (actual, "实际完成值")):
        if measure.is_blank:
            # “—” says 不适用, which is not the same as nothing filled in (DOMAIN M-07).
            mark = measure.text.strip() if is_absent(measure.text) else ""
            return f"{what}印作“{mark}”" if mark else f"没有填{what}"
    if not target.is_quantitative:
        reason = target.reason or "是年度"
        return f"指标值“{target.text}”{reason},实际完成值“{actual.text}”不是规定的档次用语"
    if actual.value is None:
        return f"实际完成值“{actual.text}”{actual.reason},不能与指标值“{target.text}”比较"
    return None
