"""一至四 — income and expenditure, in total and by kind (DOMAIN N-01 … N-04)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govbudget.model import ExpenditureKind, FundingSource
from govbudget.narrative.grammar import Grammar
from govbudget.narrative.phrase import Draft, Phrase, asked

__all__ = ["appropriation", "expenditure", "income", "totals"]


def totals(grammar: Grammar) -> Iterator[Draft]:
    """收入支出总体: both grand totals and their changes."""
    year, body = grammar.report.ledger.year, grammar.wording.body
    yield from _both(
        grammar,
        "N-01",
        f"{year}年度，{body}",
        ("summary[income_grand_total].amount", "收入总计"),
        ("summary[expenditure_grand_total].amount", "支出总计"),
    )


def appropriation(grammar: Grammar) -> Iterator[Draft]:
    """财政拨款收入支出总体: the grand totals of the appropriations and their changes."""
    yield from _both(
        grammar,
        "N-04",
        f"{grammar.report.ledger.year}年度，",
        ("appropriation_summary[income_grand_total].amount", "财政拨款收入总计"),
        ("appropriation_summary[expenditure_grand_total].total", "财政拨款支出总计"),
    )


def _both(
    grammar: Grammar, rule: str, opening: str, income: tuple[str, str], expenditure: tuple[str, str]
) -> Iterator[Draft]:
    said, moved = [], []
    for figure_id, name in (income, expenditure):
        said.append(name + grammar.amount(figure_id, name))
        moved.append(name + grammar.change(figure_id, name))
    yield Draft(rule, opening + said[0] + "，" + said[1] + "。")
    why = grammar.reason(income[0], income[1]) or grammar.reason(*expenditure)
    yield Draft(rule, moved[0] + "；" + moved[1] + why + "。", opens=False)


def income(grammar: Grammar) -> Iterator[Draft]:
    """收入: the total, and each source that brought anything, with its share (N-02)."""
    kinds = [(one.name.lower(), one.value.removesuffix("收入") + "收入") for one in FundingSource]
    yield from _divided(grammar, "N-02", "income", "收入", kinds)


def expenditure(grammar: Grammar) -> Iterator[Draft]:
    """支出: the total, and each kind that anything was spent on, with its share (N-03)."""
    kinds = [(kind.name.lower(), kind.value) for kind in ExpenditureKind]
    yield from _divided(grammar, "N-03", "expenditure", "支出", kinds)


def _divided(
    grammar: Grammar, rule: str, table: str, what: str, kinds: Iterable[tuple[str, str]]
) -> Iterator[Draft]:
    """The total, then a sentence a kind; kinds of nothing are left out, unknown ones asked for."""
    whole = f"{grammar.report.ledger.year}年度{what}合计" + grammar.amount(
        f"{table}[total].total", f"{what}合计"
    )
    parts: list[Phrase] = []
    unknown = False
    for column, name in kinds:
        figure = grammar.figure(f"{table}[total].{column}")
        if figure is None:
            unknown = True
        elif figure.amount:
            parts.append(name + grammar.spoken(figure, name) + grammar.share(figure.id))
    if unknown and not whole.missing:
        parts.append(asked(f"{what}合计的构成"))
    yield Draft(rule, whole + ("，其中：" if parts else "。"))
    for place, part in enumerate(parts, start=1):
        yield Draft(rule, part + ("。" if place == len(parts) else "；"))
