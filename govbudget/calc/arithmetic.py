"""The field's formulas, each a pure function that names its result and keeps its inputs.

Percentages are published from printed figures (74.24 ÷ 68.70 = 108.06%), not from the yuan behind them
(DESIGN §3), so ratios take sums as their figures print them unless `exact=True` asks otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable

from govbudget.calc.figure import Figure, sum_of
from govbudget.money import Ratio, Undefined, total

__all__ = [
    "add_up",
    "change",
    "change_rate",
    "closing_balance",
    "completion_rate",
    "execution_rate",
    "prior_from_change",
    "share",
    "subtract",
]


def add_up(figure_id: str, label: str, formula: str, parts: Iterable[Figure | None]) -> Figure | None:
    """合计 — the exact sum of the parts that exist; absent parts are skipped, and nothing makes nothing.

    Counts add to a count. Raises `GovBudgetError` where a part is neither a sum nor a count.
    """
    inputs = tuple(part for part in parts if part is not None)
    if not inputs:
        return None
    counts = [part.value for part in inputs if isinstance(part.value, int)]
    value = sum(counts) if len(counts) == len(inputs) else total(map(sum_of, inputs))
    return Figure(figure_id, label, value, formula, inputs, inputs[0].printing)


def subtract(figure_id: str, label: str, formula: str, whole: Figure, part: Figure) -> Figure:
    """The exact difference of two sums."""
    return Figure(figure_id, label, sum_of(whole) - sum_of(part), formula, (whole, part), whole.printing)


def _ratio(part: Figure, whole: Figure, nothing: str, *, exact: bool) -> Ratio | Undefined:
    above, below = (sum_of(f) if exact else sum_of(f).printed(f.printing) for f in (part, whole))
    return Ratio.between(above, below) if below else Undefined(nothing)


def share(part: Figure, whole: Figure, *, exact: bool = False) -> Figure:
    """占比 = 部分 ÷ 合计 (DOMAIN N-02). Undefined over a zero total.

    >>> from govbudget.money import Amount
    >>> basic = Figure("expenditure[total].basic", "基本支出", Amount(286110000), "公开03")
    >>> whole = Figure("expenditure[total].total", "本年支出合计", Amount(446460000), "公开03")
    >>> share(basic, whole).text
    '64.08%'
    """
    return Figure(
        f"{part.id}.share",
        f"{part.label}占比",
        _ratio(part, whole, f"{whole.label}为零,占比无意义", exact=exact),
        f"{part.label} ÷ {whole.label}",
        (part, whole),
    )


def change(current: Figure, prior: Figure) -> Figure:
    """增减额 = 本年 − 上年, as both are printed (DOMAIN N-YOY)."""
    value = sum_of(current).printed(current.printing) - sum_of(prior).printed(prior.printing)
    return Figure(
        f"{current.id}.change",
        f"{current.label}增减额",
        value,
        f"{current.label} − {prior.label}",
        (current, prior),
        current.printing,
    )


def change_rate(current: Figure, prior: Figure, *, exact: bool = False) -> Figure:
    """增减幅度 = (本年 − 上年) ÷ 上年, signed. Undefined where the prior sum is zero or negative.

    Growth from a zero base has no percentage; writing 增长100% is an error (DOMAIN N-YOY).
    """
    now, before = (sum_of(f) if exact else sum_of(f).printed(f.printing) for f in (current, prior))
    value: Ratio | Undefined
    if before.fen <= 0:
        value = Undefined(f"{prior.label}{'为零' if not before else '为负'},增减幅度无意义")
    else:
        # (本年 − 上年) ÷ 上年 = 本年 ÷ 上年 − 1, so that the prior sum's rounding is counted once.
        growth = Ratio.between(now, before)
        assert isinstance(growth, Ratio)  # noqa: S101 - the base is positive
        bounds = (None if b is None else b - 1 for b in (growth.low, growth.high))
        value = Ratio(growth.value - 1, *bounds)
    return Figure(
        f"{current.id}.change_rate",
        f"{current.label}增减幅度",
        value,
        f"({current.label} − {prior.label}) ÷ {prior.label}",
        (current, prior),
    )


def prior_from_change(current: Figure, increase: Figure) -> Figure:
    """上年数 = 本年数 − 增减额, the prior sum that a published change implies (DOMAIN N-PREV-SUM)."""
    return subtract(
        f"{current.id}.prior",
        f"上年{current.label}",
        f"{current.label} − {increase.label}",
        current,
        increase,
    )


def completion_rate(executed: Figure, approved: Figure, *, exact: bool = False) -> Figure:
    """完成年初预算% = 支出决算 ÷ 年初预算 (DOMAIN N-DONE). Undefined over a zero budget."""
    return Figure(
        f"{executed.id}.completion",
        f"{executed.label}完成年初预算",
        _ratio(executed, approved, f"{approved.label}为零,完成率无意义", exact=exact),
        f"{executed.label} ÷ {approved.label}",
        (executed, approved),
    )


def execution_rate(executed: Figure, adjusted: Figure, *, exact: bool = False) -> Figure:
    """预算执行率 = 全年执行数 ÷ 全年预算数 (DOMAIN PE-EX-02). Undefined over a zero budget."""
    return Figure(
        f"{executed.id}.execution",
        f"{executed.label}预算执行率",
        _ratio(executed, adjusted, f"{adjusted.label}为零,执行率无意义", exact=exact),
        f"{executed.label} ÷ {adjusted.label}",
        (executed, adjusted),
    )


def closing_balance(
    figure_id: str, label: str, received: Iterable[Figure | None], spent: Iterable[Figure | None]
) -> Figure:
    """年末结转和结余 that the master identity requires (DOMAIN A5).

    本年收入合计 + 使用非财政拨款结余 + 年初结转和结余 − 本年支出合计 − 结余分配. Absent terms count as nothing.
    """
    plus = tuple(figure for figure in received if figure is not None)
    minus = tuple(figure for figure in spent if figure is not None)
    words = " + ".join(f.label for f in plus) or "0"
    formula = " − ".join([words, *(f.label for f in minus)])
    value = total([*map(sum_of, plus), *(-sum_of(f) for f in minus)])
    return Figure(figure_id, label, value, formula, plus + minus)
