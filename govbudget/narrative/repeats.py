"""重述 — a quantity that one account states twice: an item in its heading and in a comparison, a total in two sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve, field, frozen

from govbudget.narrative.claim import SAME, Claim, claim_at, part_of
from govbudget.narrative.context import Context
from govbudget.narrative.outline import is_base
from govbudget.narrative.said import Role, Said

__all__ = ["repeat_claims", "repeat_of"]

_THIS_YEAR = re.compile(r"((?:19|20)[0-9]{2})年(?:度)?(?:当年)?预算安排(?:数|为)?$")


def repeat_claims(context: Context, at: int, places: dict[str, int]) -> Iterator[Claim]:
    """“…（项）”A万元 … 2024年预算安排B万元: A and B are one figure, under one number of the list."""
    sayings = context.sayings[at]
    yield from _totals(context, at, places)
    for said in sayings:
        if said.role is not Role.BUDGET or len(said.figures) > 1 or not _THIS_YEAR.search(said.lead):
            continue
        heading = _of_the_item(context, at)
        if heading is None or heading.unit != said.unit:
            return
        yield repeat_of(context, at, said, heading, places)


_TOTAL = re.compile(r"(?:合计|总计|总额)$")
SHORTEST = 6
FARTHEST = 40
"""Sentences back to which a plain total is looked for: the whole of a chapter."""

_OWN = re.compile(r"^(?:本|全)?(?:部门|单位|年度?)|(?:决算|预算)?数?$")
_PLAIN = re.compile(
    r"(?:本年度?)?(?:一般公共预算)?(?:财政拨款)?(?:收入|支出|收、?支|收入、?支出)(?:预算|决算)?(?:总计|合计)"
    r"|一般公共预算财政拨款(?:基本)?支出|政府采购支出总额"
)
"""The names of totals that mean one quantity in one account, however short they are."""

_OPENING = re.compile(
    r"(?:[（(]?[0-9一二三四五六七八九十]{1,3}(?:[）)]|[、．.]))?(?P<body>[^，,；;：:。]{0,40}?)"
    r"(?:(?P<year>(?:19|20)[0-9]{2})\s*年(?:度)?|其中|本年度?|当年|[，,：:、；;\s])*"
)
"""What may stand before a total: the body, its year, and nothing that narrows it."""


@frozen
class _Total:
    """合计的指称 — what a total is called, whose it is and of which year, where the words before it say so."""

    name: str = field(metadata={"zh": "名称"})
    body: str = field(metadata={"zh": "单位"})
    year: int | None = field(metadata={"zh": "年份"})

    def repeats(self, earlier: _Total) -> bool:
        """True if this may be the earlier one again: its body may be left out, its year too.

        A year that is named only now may be another one than that of the account.
        """
        same_year = self.year in (None, earlier.year)
        return self.name == earlier.name and self.body in ("", earlier.body) and same_year


def _totals(context: Context, at: int, places: dict[str, int]) -> Iterator[Claim]:
    """A total that is stated before under the same name, for the same year: under the same heading, or one beside it."""
    for place, said in enumerate(context.sayings[at]):
        if len(said.figures) > 1 or is_base(context.sayings[at], place):
            continue
        named = said.role is Role.LEVEL and len(said.name) >= SHORTEST and _TOTAL.search(said.name)
        if (plain := _plain_total(context, at, place)) is not None:
            if (first := _told_before(context, at, plain)) is not None:
                yield repeat_of(context, at, said, first, places)
        elif named and (earlier := next((one for one in _before(context, at) if _same(one, said)), None)):
            yield repeat_of(context, at, said, earlier, places)


def _before(context: Context, at: int) -> Iterator[Said]:
    for place in context.backwards(at):
        if context.passages[place].section != context.passages[at].section:
            return
        yield from context.sayings[place]


def _same(one: Said, other: Said) -> bool:
    """True for one name, unit, year and stage."""
    alike = (one.role, one.name, one.unit, one.year) == (other.role, other.name, other.unit, other.year)
    return alike and len(one.figures) == 1


def _plain_total(context: Context, at: int, place: int) -> _Total | None:
    """A total of the account that opens its sentence or follows such totals alone; `None` for any other figure."""
    key = "合计", at, place
    if key not in context.kept:
        context.kept[key] = _opening_total(context, at, place)
    total: _Total | None = context.kept[key]
    return total


def _opening_total(context: Context, at: int, place: int) -> _Total | None:
    found: _Total | None = None
    for said in context.sayings[at][: place + 1]:
        name = _OWN.sub("", said.name)
        usable = said.role in (Role.LEVEL, Role.ACTUAL) and said.unit == "元" and not said.depth
        words = said.lead[: said.lead.rfind(name)]
        opening = _OPENING.fullmatch(words)
        if opening is None or not usable or len(said.figures) > 1 or not _PLAIN.fullmatch(name):
            return None
        if found and opening["body"]:
            return None
        year = int(opening["year"]) if opening["year"] else None
        found = _Total(name, found.body, found.year) if found else _Total(name, opening["body"], year)
    return found


def _told_before(context: Context, at: int, total: _Total) -> Said | None:
    """The first time that the account tells the total: under the same heading, in a paragraph where there is none.

    A name that leaves no doubt what it is the total of may also stand under the headings beside it.
    """
    own = context.passages[at]
    first: Said | None = None
    for place in context.backwards(at)[:FARTHEST]:
        passage = context.passages[place]
        if passage.section[:-1] != own.section[:-1]:
            break
        beside = own.section[1:] and "一般公共预算财政拨款" in total.name
        same = passage.section == own.section and (own.section or passage.paragraph == own.paragraph)
        if not (same or beside) or _scope_of(context, place) != _scope_of(context, at):
            continue
        for n, said in enumerate(context.sayings[place]):
            known = _plain_total(context, place, n)
            if known is not None and total.repeats(known):
                first = said
    return first


_SCOPES = ("财政拨款", "一般公共", "政府性基金", "国有资本", "本级", "机关", "所属", "下属")


def _scope_of(context: Context, at: int) -> Sequence[str]:
    """What narrows the totals of a sentence: 支出总计 beside 财政拨款收入总计 is that of the appropriations."""
    return [word for word in _SCOPES if word in context.passages[at].text]


def repeat_of(context: Context, at: int, said: Said, earlier: Said, places: dict[str, int]) -> Claim:
    """The claim that a figure and an earlier one of the same quantity are equal."""
    return evolve(
        claim_at(context.passages[at], said.figures[0], "sum"),
        value=part_of("published", said.figures[0], places),
        label=SAME,
        name=earlier.name,
        inputs=(part_of("part", earlier.figures[0], places, earlier.name),),
    )


def _of_the_item(context: Context, at: int) -> Said | None:
    """The one figure of the first sentence of an item, named by its subject (…项)."""
    section = context.passages[at].section
    first = at
    while first and context.passages[first - 1].section == section:
        first -= 1
    levels = [one for one in context.sayings[first] if one.is_level]
    if first == at or len(levels) != 1 or len(levels[0].figures) > 1:
        return None
    return levels[0] if re.search(r"[（(]项[）)]", levels[0].lead) else None
