"""推算 — which printed sums a stated percentage comes from, and what plausible mistakes would give (DOMAIN E)."""

from __future__ import annotations

from fractions import Fraction

from govbudget.calc import Figure, change_rate, completion_rate, prior_from_change, share
from govbudget.checks.dossier import FIGURE, Dossier
from govbudget.checks.finding import Cause
from govbudget.model.disclosure import StatedFigure
from govbudget.money import Ratio

__all__ = ["Derived", "change_of", "completion_of", "figure_for", "share_of", "shares_of", "whole_of"]

Derived = tuple[Figure, tuple[tuple[Cause, Fraction], ...]] | str
"""A derived ratio with the ratios that plausible mistakes give; or what is missing, in words."""


def figure_for(dossier: Dossier, figure: str, near: StatedFigure) -> Figure | None:
    """The sum that a sentence means: stated in it, else printed in the table, else stated elsewhere."""
    stated = dossier.stated.get(figure, ())
    beside = [one for one in stated if one.sentence == near.sentence and one.section == near.section]
    match = FIGURE.fullmatch(figure)
    printed = dossier.cell(*match.group("table", "row", "column")) if match else None
    cells = [
        *map(dossier.stated_cell, beside),
        *([printed] if printed else []),
        *map(dossier.stated_cell, stated),
    ]
    return next((cell.source for cell in cells if cell.amount is not None), None)


def whole_of(figure: str) -> str | None:
    """The total in which a figure has its share (DOMAIN N-02, N-03, N-05a, N-05b)."""
    match = FIGURE.fullmatch(figure)
    if match is None:
        return None
    table, row, column = match["table"], match["row"], match["column"]
    if table == "general_budget" and column == "total":
        return "summary[expenditure_total].amount" if row == "total" else f"{table}[total].total"
    if table in ("income", "expenditure") and row == "total":
        return f"{table}[total].total"
    if table == "three_public":
        return f"{table}[{row}].total"
    return "statistics[procurement_total].value" if figure.startswith("statistics[procurement") else None


def share_of(dossier: Dossier, stated: StatedFigure) -> Derived:
    """占比 = 部分 ÷ 合计, and what a mistaken share would be."""
    base = stated.figure.removesuffix(".share")
    whole_id = whole_of(base)
    part = figure_for(dossier, base, stated)
    whole = figure_for(dossier, whole_id, stated) if whole_id else None
    if part is None or whole is None:
        return f"缺 {base if part is None else whole_id or '合计'}"
    figure = share(part, whole)
    if not isinstance(figure.value, Ratio):
        return figure, ()
    return figure, ((Cause.COMPLEMENT, 1 - figure.value.value),)


def change_of(dossier: Dossier, stated: StatedFigure) -> Derived:
    """增减幅度 = 增减额 ÷ (本年 − 增减额), the prior sum being what the published change implies (N-YOY)."""
    base = stated.figure.removesuffix(".change_rate")
    current, change = figure_for(dossier, base, stated), figure_for(dossier, f"{base}.change", stated)
    if current is None:
        # A table without data has nothing to print; a sentence that compares it says so with a zero.
        return f"缺 {base}"
    if change is None:
        return f"缺 {base} 的增减额"
    prior = prior_from_change(current, change)
    figure = change_rate(current, prior)
    if not isinstance(figure.value, Ratio):
        return figure, ()
    growth = figure.value.value
    on_current = () if growth == -1 else ((Cause.WRONG_BASE, growth / (1 + growth)),)
    return figure, ((Cause.RATIO_AS_GROWTH, 1 + growth), *on_current)


def completion_of(dossier: Dossier, stated: StatedFigure) -> Derived:
    """完成年初预算% = 支出决算 ÷ 年初预算 (N-DONE)."""
    base = stated.figure.removesuffix(".completion")
    executed, approved = figure_for(dossier, base, stated), figure_for(dossier, f"{base}.approved", stated)
    if executed is None or approved is None:
        return f"缺 {base}{'' if executed is None else ' 的年初预算'}"
    figure = completion_rate(executed, approved)
    if not isinstance(figure.value, Ratio):
        return figure, ()
    rate = figure.value.value
    turned = ((Cause.PRIOR_AS_NUMERATOR, 1 / rate),) if rate else ()
    return figure, (*turned, (Cause.RATIO_AS_GROWTH, rate - 1))


def shares_of(dossier: Dossier, whole: str) -> list[StatedFigure]:
    """The stated shares of a whole, each part once, in the order of the text."""
    found = {
        stated.figure: stated
        for stated in dossier.disclosure.stated
        if stated.figure.endswith(".share") and whole_of(stated.figure.removesuffix(".share")) == whole
    }
    return list(found.values())
