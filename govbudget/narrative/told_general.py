"""五至八 — what the appropriations of the three budgets were spent on (DOMAIN N-05a … N-08)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from govbudget.calc import Figure
from govbudget.model import Classification, Scheme, is_operating, is_personnel
from govbudget.money import NOTHING, Amount, total
from govbudget.narrative.grammar import Grammar
from govbudget.narrative.phrase import Draft, Phrase, asked, joined

__all__ = [
    "basic",
    "general_detail",
    "general_structure",
    "general_total",
    "government_fund",
    "state_capital",
]

_TOTAL = "general_budget[total].total"
_NAME = "一般公共预算财政拨款支出"
_OF_CLASS = re.compile(r"general_budget\[(\d{3})\]\.total(\.approved|\.prior)?")
_COLUMNS = (
    ("opening", "年初结转和结余"),
    ("income", "本年收入"),
    ("total", "本年支出"),
    ("closing", "年末结转和结余"),
)
_ITEM_DIGITS = Scheme.FUNCTIONAL.lengths[-1]
_ECONOMIC_DIGITS = Scheme.ECONOMIC.lengths[-1]


def general_total(grammar: Grammar) -> Iterator[Draft]:
    """总体: the total, its share of all expenditure, and its change (N-05a)."""
    said = f"{grammar.report.ledger.year}年度{_NAME}" + grammar.amount(_TOTAL, _NAME)
    yield Draft("N-05a", said + grammar.share(_TOTAL, "占本年支出合计的{}") + "。")
    moved = _NAME + grammar.change(_TOTAL, _NAME) + grammar.reason(_TOTAL, _NAME)
    yield Draft("N-05a", moved + "。", opens=False)


def general_structure(grammar: Grammar) -> Iterator[Draft]:
    """结构: every 类 with data, once, with its share (N-05b)."""
    whole = f"{grammar.report.ledger.year}年度{_NAME}" + grammar.amount(_TOTAL, _NAME)
    parts = []
    for code in _classes(grammar):
        figure = grammar.figure(f"general_budget[{code}].total")
        if figure is not None and figure.amount:
            said = _class_name(grammar, code) + grammar.wording.class_mark
            parts.append(said + grammar.spoken(figure, f"{code}类支出") + grammar.share(figure.id))
    yield Draft("N-05b", whole + ("，其中：" if parts else "。"))
    for place, part in enumerate(parts, start=1):
        yield Draft("N-05b", part + ("。" if place == len(parts) else "；"))


def general_detail(grammar: Grammar) -> Iterator[Draft]:
    """具体: completion of the 年初预算, purposes and change, in total and by 类 (N-05c)."""
    opening = f"{grammar.report.ledger.year}年度{_NAME}"
    classes = _classes(grammar)
    whole = opening + _done(grammar, _TOTAL, _NAME) + _unbudgeted(grammar, _TOTAL, _NAME)
    yield Draft("N-05c", whole + ("。其中：" if classes else "。"))
    for code in classes:
        figure_id, name = f"general_budget[{code}].total", _class_name(grammar, code)
        plain = name.text if not name.missing else f"{code}类支出"
        spent = grammar.figure(figure_id)
        purposes = "，用于" + _purposes(grammar, code, plain) if spent and spent.amount else Phrase("")
        done = name + _done(grammar, figure_id, plain) + purposes
        yield Draft("N-05c", done + _unbudgeted(grammar, figure_id, plain) + "。")
        moved = grammar.change(figure_id, plain) + grammar.reason(figure_id, plain)
        yield Draft("N-05c", "支出决算" + moved + "。", opens=False)


def _done(grammar: Grammar, figure_id: str, name: str) -> Phrase:
    """年初预算, 支出决算 and 完成率; no rate over a budget of nothing or below (N-DONE)."""
    approved = grammar.figure(f"{figure_id}.approved")
    said = "年初预算" + grammar.spoken(approved, f"{name}的年初预算")
    said = said + "，支出决算" + grammar.amount(figure_id, f"{name}的支出决算")
    rate = Phrase("")
    if not _below_nothing(approved):  # 红字: no rate says anything over a budget below nothing
        rate = grammar.ratio(f"{figure_id}.completion", grammar.wording.completed)
    return said + "，" + rate if rate else said


def _unbudgeted(grammar: Grammar, figure_id: str, name: str) -> Phrase:
    """The reason why there is expenditure and no budget for it, where there is no rate for want of one."""
    approved, spent = grammar.figure(f"{figure_id}.approved"), grammar.figure(figure_id)
    done = grammar.ratio(f"{figure_id}.completion", grammar.wording.completed)
    if done or approved is None or _below_nothing(approved) or spent is None or not grammar.shows(spent):
        return Phrase("")
    why = grammar.told(f"{figure_id}.approved", f"{name}没有年初预算而有支出的原因")
    return "，没有年初预算的主要原因是" + why


def _below_nothing(figure: Figure | None) -> bool:
    return figure is not None and figure.amount is not None and figure.amount < NOTHING


def _classes(grammar: Grammar) -> list[str]:
    """Every 类 with a sum in this year, the prior one or the budget, in the order of the book."""
    return sorted(
        {match[1] for figure in grammar.report if (match := _OF_CLASS.fullmatch(figure.id)) and figure.amount}
    )


def _class_name(grammar: Grammar, code: str) -> Phrase:
    subject = grammar.report.book.functional.get(code)
    return Phrase(subject.name) if subject else asked(f"科目 {code} 的名称")


def _purposes(grammar: Grammar, code: str, name: str) -> Phrase:
    """The names of the 项 with data under a 类, in the order of the book: none missing, none foreign."""
    items = _leaves(grammar, "general_budget", "total", lambda c: c.startswith(code), _ITEM_DIGITS)
    whole = grammar.figure(f"general_budget[{code}].total")
    covered = total(amount for _, amount in items)
    named = _names(items, grammar.report.book.functional)
    complete = whole is not None and whole.amount is not None and whole.amount.fen == covered.fen
    return named if complete and items else joined([named, asked(f"{name}各项的用途")], "、")


def _leaves(
    grammar: Grammar, table_id: str, column: str, belongs: Callable[[str], bool], digits: int
) -> list[tuple[str, Amount]]:
    """The codes of the last level that carry a sum, with it, in the order of the book."""
    table = grammar.table(table_id)
    found = {
        row.id: cell.amount
        for row in (table.rows if table else ())
        if row.id and row.id.isdigit() and len(row.id) == digits and belongs(row.id)
        if (cell := row.cells.get(column)) and cell.amount
    }
    return sorted(found.items())


def _names(items: list[tuple[str, Amount]], book: Classification) -> Phrase:
    """Names in a row, each once; a code without a name is asked for."""
    said: dict[str, Phrase] = {}
    for code, _ in items:
        subject = book.get(code)
        named = Phrase(subject.name) if subject else asked(f"科目 {code} 的名称")
        said.setdefault(named.text, named)
    return joined(said.values(), "、")


def basic(grammar: Grammar) -> Iterator[Draft]:
    """基本支出: 人员经费 and 公用经费, each with the 款 that it was spent on (N-06)."""
    whole = "一般公共预算财政拨款基本支出"
    said = f"{grammar.report.ledger.year}年度{whole}" + grammar.amount("general_budget[total].basic", whole)
    yield Draft("N-06", said + "，其中：")
    blocks = (("personnel", "人员经费", is_personnel, "；"), ("operating", "公用经费", is_operating, "。"))
    for block, name, belongs, mark in blocks:
        figure = grammar.figure(f"basic_expenditure[{block}_total].amount")
        figure = figure or grammar.figure(f"basic_expenditure[total].{block}")
        listed = Phrase("")
        if figure is not None and figure.amount is not None and figure.amount:
            items = _leaves(grammar, "basic_expenditure", "amount", belongs, _ECONOMIC_DIGITS)
            named = _names(items, grammar.report.book.economic)
            if total(amount for _, amount in items).fen != figure.amount.fen or not items:
                named = joined([named, asked(f"{name}的款级科目")], "、")
            listed = "，主要包括" + named
        yield Draft("N-06", name + grammar.spoken(figure, name) + listed + mark)


def government_fund(grammar: Grammar) -> Iterator[Draft]:
    """政府性基金预算: nothing of the kind, or income, expenditure and balances (N-07)."""
    yield from _budget(grammar, "N-07", "government_fund", "政府性基金预算财政拨款", "收支")


def state_capital(grammar: Grammar) -> Iterator[Draft]:
    """国有资本经营预算: nothing of the kind, or expenditure and what else the form prints (N-08)."""
    yield from _budget(grammar, "N-08", "state_capital", "国有资本经营预算财政拨款", "支出")


def _budget(grammar: Grammar, rule: str, table_id: str, name: str, what: str) -> Iterator[Draft]:
    """本年度无此项… exactly where the table is blank; else its total row, and the change of expenditure."""
    table, spent = grammar.table(table_id), f"{table_id}[total].total"
    if table is None:
        yield Draft(rule, name + what + asked(f"{name}{what}") + "。")
        return
    blank = table.is_empty and not table.gaps
    if blank:
        yield Draft(rule, Phrase(f"本年度无此项{what}。"))
    else:
        printed = {column.id for column in table.form.columns}
        told = [
            label
            + grammar.amount(f"{table_id}[total].{column}", f"{name}{label}")
            + (_kinds(grammar, table_id, name) if column == "total" else "")
            for column, label in _COLUMNS
            if column in printed
        ]
        opening = f"{grammar.report.ledger.year}年度{name}"
        yield Draft(rule, opening + joined(told, "，") + "。")
    moved = grammar.figure(f"{spent}.change")
    if not blank or (moved is not None and moved.amount):
        said = "本年支出" + grammar.change(spent, f"{name}支出") + grammar.reason(spent, f"{name}支出")
        yield Draft(rule, said + "。", opens=False)


def _kinds(grammar: Grammar, table_id: str, name: str) -> Phrase:
    """`(其中基本支出…，项目支出…)` — kinds of nothing are left out."""
    said = []
    for column, label in (("basic", "基本支出"), ("project", "项目支出")):
        figure = grammar.figure(f"{table_id}[total].{column}")
        if figure is None or figure.amount:
            said.append(label + grammar.spoken(figure, f"{name}{label}"))
    parts = joined(said, "，")
    return "(其中" + parts + ")" if parts else parts
