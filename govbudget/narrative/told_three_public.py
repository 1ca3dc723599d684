"""九 — “三公”经费: every item, though it be nothing, with its counts (DOMAIN N-09a, N-09b)."""

from __future__ import annotations

from collections.abc import Iterator

from govbudget.narrative.grammar import Grammar
from govbudget.narrative.phrase import Draft, Phrase

__all__ = ["three_public_detail", "three_public_total"]

_FINAL = "three_public[final]"
_ITEMS = (
    ("abroad", "因公出国(境)费"),
    ("vehicle_purchase", "公务用车购置费"),
    ("vehicle_operation", "公务用车运行维护费"),
    ("reception", "公务接待费"),
)
_COUNTS = {
    "abroad": (
        ("groups", "出国(境)团组", "因公出国(境)团组数", "个"),
        ("people", "", "因公出国(境)人次数", "人次"),
    ),
    "vehicle_purchase": (("count", "购置公务用车", "公务用车购置数", "辆"),),
    "vehicle_operation": (("count", "公务用车保有量", "公务用车保有量", "辆"),),
    "reception": (("batches", "共接待", "公务接待批次", "批次"), ("people", "", "公务接待人次", "人次")),
}
"""What each item is counted in: id, words before the number, name of the number, unit."""

_RECEPTION = (
    ("domestic", "国内接待费"),
    ("foreign_affairs", "其中外事接待费"),
    ("overseas", "国(境)外接待费"),
)


def three_public_total(grammar: Grammar) -> Iterator[Draft]:
    """总体: budget, outturn and change of the total, then of every item (N-09a)."""
    wording, total = grammar.wording, f"{_FINAL}.total"
    said = f"{grammar.report.ledger.year}年度“三公”经费财政拨款支出{wording.three_public_budget}"
    budget = said + grammar.amount("three_public[adjusted].total", f"“三公”经费{wording.three_public_budget}")
    spent = budget + "，支出决算" + grammar.amount(total, "“三公”经费支出决算")
    if wording.three_public_completed and (
        rate := grammar.ratio(f"{total}.execution", wording.three_public_completed)
    ):
        spent = spent + "，" + rate
    yield Draft("N-09a", spent + "，" + _moved(grammar, total, "“三公”经费") + "。其中：")
    for column, name in _ITEMS:
        figure_id = f"{_FINAL}.{column}"
        item = name + "支出" + grammar.amount(figure_id, name) + "，" + _moved(grammar, figure_id, name)
        yield Draft("N-09a", item + ("。" if column == _ITEMS[-1][0] else "；"))


def _moved(grammar: Grammar, figure_id: str, name: str) -> Phrase:
    return grammar.change(figure_id, name) + grammar.reason(figure_id, name)


def three_public_detail(grammar: Grammar) -> Iterator[Draft]:
    """具体: what each item bought, in groups, vehicles, batches and people (N-09b)."""
    for column, name in _ITEMS:
        figure_id = f"{_FINAL}.{column}"
        said = name + "支出" + grammar.amount(figure_id, name)
        for part, words, what, unit in _COUNTS[column]:
            said = said + _counted(grammar, f"{figure_id}.{part}", words, what, unit)
        figure = grammar.figure(figure_id)
        if figure is not None and figure.amount:
            said = said + "，主要用于" + grammar.told(f"{figure_id}.purpose", f"{name}的用途")
        yield Draft("N-09b", said + "。")
    yield Draft("N-09b", _receptions(grammar) + "。", opens=False)


def _counted(grammar: Grammar, figure_id: str, words: str, what: str, unit: str) -> Phrase:
    """`，共接待3批次` — not asked for where nothing was spent; how many vehicles are kept no sum of money tells."""
    spent = grammar.figure(figure_id.rpartition(".")[0])
    idle = spent is not None and spent.amount is not None and not spent.amount
    if idle and grammar.figure(figure_id) is None and what != "公务用车保有量":
        return Phrase("")
    return f"，{words}" + grammar.count(figure_id, what, unit)


def _receptions(grammar: Grammar) -> Phrase:
    """国内接待, of which 外事接待, and 国(境)外接待, each with batches and people."""
    said = Phrase("")
    for part, name in _RECEPTION:
        figure_id, plain = f"{_FINAL}.reception.{part}", name.removeprefix("其中")
        what = plain.removesuffix("费")
        told = name + grammar.amount(figure_id, plain)
        told = told + _counted(grammar, f"{figure_id}.batches", "接待", f"{what}批次", "批次")
        told = told + _counted(grammar, f"{figure_id}.people", "", f"{what}人次", "人次")
        said = said + ("；" if said else "") + told
    return said
