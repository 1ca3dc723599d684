"""文字所述的数 — sums of prose that have a place in the tables, under the ids of their figures.

Only what the words leave no doubt about is bound: a total by its full name, a 类 by its name in the book where the
list it stands in is opened by the 一般公共预算财政拨款支出. Rates are no part of it: the prose itself prints what they
rest on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govbudget.model import CodeBook, PrintedSentence, StatedFigure
from govbudget.narrative.context import Context
from govbudget.narrative.passages import Passage, passages_of
from govbudget.narrative.ratios import opening
from govbudget.narrative.said import Role, Said

__all__ = ["placed", "stated_in"]

_GENERAL = "一般公共预算财政拨款支出"
_BASIC = "一般公共预算财政拨款基本支出"
_BLOCKS = {
    "人员经费": "basic_expenditure[personnel_total].amount",
    "公用经费": "basic_expenditure[operating_total].amount",
}
"""Of the 基本支出 that opens their list, and of no other."""
_TOTALS = {
    "收入总计": "summary[income_grand_total].amount",
    "支出总计": "summary[expenditure_grand_total].amount",
    # 收入支出总计 is one sum that both sides of a table print.
    "收入支出总计": "summary[income_grand_total].amount",
    "收支总计": "summary[income_grand_total].amount",
    "财政拨款收入支出总计": "appropriation_summary[income_grand_total].amount",
    "财政拨款收支总计": "appropriation_summary[income_grand_total].amount",
    "财政拨款收入总计": "appropriation_summary[income_grand_total].amount",
    "财政拨款支出总计": "appropriation_summary[expenditure_grand_total].total",
    "收入合计": "income[total].total",
    "支出合计": "expenditure[total].total",
    _GENERAL: "general_budget[total].total",
    _BASIC: "general_budget[total].basic",
    "政府采购支出总额": "statistics[procurement_total].value",
}
_OWN = re.compile(r"^(?:(?:本|全)?(?:部门|单位)|[（(]单位[）)]|本年度?|,|，)+|(?:决算数?|为)+$")
_CLASS = re.compile(r"^(?P<name>[^（(]+?)(?:支出)?\s*[（(]类[）)](?:支出)?$")
CLASS_DIGITS = 3


def stated_in(sentences: Sequence[PrintedSentence], book: CodeBook, year: int) -> tuple[StatedFigure, ...]:
    """The sums of the year that the sentences state, each under the id that the tables give it."""
    context = Context(passages_of(sentences))
    classes = {
        subject.name.removesuffix("支出"): subject.code
        for subject in book.functional
        if len(subject.code) == CLASS_DIGITS
    }
    return tuple(
        StatedFigure(figure, token.value.decimal_text, token.unit, *placed(passage, sentences))
        for at, passage in enumerate(context.passages)
        for figure, said in _bound(context, at, classes, year)
        if (token := said.figures[0]).value is not None
    )


def placed(passage: Passage, sentences: Sequence[PrintedSentence]) -> tuple[str, int, int | None, int | None]:
    """Section, number, page and line of the printed sentence that a passage is."""
    own = sentences[passage.sentence - 1]
    return own.section, passage.sentence, own.page, own.line


_APART = re.compile("财政拨款|政府性基金|国有资本")
"""A total said of these is another one than its bare name says."""


def _bound(context: Context, at: int, classes: dict[str, str], year: int) -> Iterator[tuple[str, Said]]:
    for said in context.sayings[at]:
        if said.unit != "元" or len(said.figures) > 1 or said.depth or said.year not in (None, year):
            continue
        if said.role not in (Role.LEVEL, Role.ACTUAL):
            continue
        name = _OWN.sub("", said.name)
        if (figure := _TOTALS.get(name)) and not _apart(context.passages[at], said, name):
            yield figure, said
            continue
        match = _CLASS.match(said.name)
        code = classes.get(match["name"].removesuffix("支出")) if match else None
        if code is None and name not in _BLOCKS:
            continue
        opener = opening(context, at, context.sayings[at].index(said), said)
        opened = _OWN.sub("", opener.name) if opener is not None else ""
        if name in _BLOCKS and opened in (_BASIC, *_BLOCKS) and _follows_basic(context, at):
            yield _BLOCKS[name], said
        elif code is not None and opened == _GENERAL:
            yield f"general_budget[{code}].total", said


def _follows_basic(context: Context, at: int) -> bool:
    """True if the section states the 基本支出 of the 一般公共预算 before: 主要包括 of one block may stand between."""
    for place in (at, *context.backwards(at)):
        if context.passages[place].section != context.passages[at].section:
            return False
        if any(_OWN.sub("", said.name) == _BASIC for said in context.sayings[place]):
            return True
    return False


def _apart(passage: Passage, said: Said, name: str) -> bool:
    """True for a bare name (收入总计) where heading or sentence speaks of the appropriations alone."""
    before = "".join(passage.section) + passage.text[: said.figures[0].start]
    return _APART.search(name) is None and _APART.search(before) is not None
