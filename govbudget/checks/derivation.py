"""推算 — which printed sums a stated percentage comes from, and what plausible mistakes would give (DOMAIN E)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from govbudget.calc import Figure, change_rate, completion_rate, prior_from_change, share
from govbudget.calc.figure import sum_of
from govbudget.checks.dossier import FIGURE, Dossier
from govbudget.checks.finding import Cause
from govbudget.checks.percentage import Mistake, change_mistakes, completion_mistakes, share_mistakes
from govbudget.model.disclosure import StatedFigure
from govbudget.money import Ratio, Unit

__all__ = ["Derived", "change_of", "completion_of", "figure_for", "share_of", "shares_of", "whole_of"]

UNITS = tuple(unit.zh for unit in Unit)

Derived = tuple[Figure, tuple[Mistake, ...]] | str
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
        return f"缺 {dossier.name_of(base if part is None else whole_id or '合计')}"
    figure = share(part, whole)
    if not isinstance(figure.value, Ratio):
        return figure, ()
    right = figure.value.value
    complement, *turned = share_mistakes(right)
    return figure, (complement, *_over_other_bases(dossier, part, whole), *turned)


def _over_other_bases(dossier: Dossier, part: Figure, whole: Figure) -> Iterator[Mistake]:
    """The share in every other total of the document, each named."""
    known = {sum_of(part).fen, sum_of(whole).fen, 0}
    for base in _totals(dossier):
        amount = sum_of(base)
        if amount.fen not in known:
            known.add(amount.fen)
            told = f"误以{base.label} {base.text}{base.printing.unit.zh}为分母"
            yield Mistake(Cause.WRONG_BASE, Fraction(sum_of(part).fen, amount.fen), told)


def _totals(dossier: Dossier) -> Iterator[Figure]:
    """The totals that tables print, then those that the narrative states, in their order."""
    printed = [
        dossier.cell(table.id, row.id, column)
        for table in dossier.disclosure.tables
        for row in table.rows
        if _is_total(row.id)
        for column in row.cells
    ]
    stated = [
        dossier.stated_cell(one)
        for one in dossier.disclosure.stated
        if (match := FIGURE.fullmatch(one.figure)) and _is_total(match["row"]) and one.unit in UNITS
    ]
    yield from (cell.source for cell in (*printed, *stated) if cell and cell.amount is not None)


def _is_total(row: str) -> bool:
    return row == "total" or row.endswith("_total")


def change_of(dossier: Dossier, stated: StatedFigure) -> Derived:
    """增减幅度 = 增减额 ÷ (本年 − 增减额), the prior sum being what the published change implies (N-YOY)."""
    base = stated.figure.removesuffix(".change_rate")
    current, change = figure_for(dossier, base, stated), figure_for(dossier, f"{base}.change", stated)
    if current is None:
        # A table without data has nothing to print; a sentence that compares it says so with a zero.
        return f"缺 {dossier.name_of(base)}"
    if change is None:
        return f"缺 {dossier.name_of(base)} 的增减额"
    prior = prior_from_change(current, change)
    figure = change_rate(current, prior)
    if not isinstance(figure.value, Ratio):
        return figure, ()
    return figure, change_mistakes(figure.value.value)


def completion_of(dossier: Dossier, stated: StatedFigure) -> Derived:
    """完成年初预算% = 支出决算 ÷ 年初预算 (N-DONE)."""
    base = stated.figure.removesuffix(".completion")
    executed, approved = figure_for(dossier, base, stated), figure_for(dossier, f"{base}.approved", stated)
    if executed is None or approved is None:
        return f"缺 {dossier.name_of(base)}{'' if executed is None else ' 的年初预算'}"
    figure = completion_rate(executed, approved)
    if not isinstance(figure.value, Ratio):
        return figure, ()
    rate = figure.value.value
    return figure, completion_mistakes(rate)


def shares_of(dossier: Dossier, whole: str) -> list[StatedFigure]:
    """The stated shares of a whole, each part once, in the order of the text."""
    found = {
        stated.figure: stated
        for stated in dossier.disclosure.stated
        if stated.figure.endswith(".share") and whole_of(stated.figure.removesuffix(".share")) == whole
    }
    return list(found.values())
