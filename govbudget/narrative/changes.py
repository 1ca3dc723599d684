"""增减的表述 — a rate of change with its amount, this year's figure and the last: both orders, all directions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from attrs import evolve

from govbudget.checks.verdict import Verdict
from govbudget.narrative.claim import Claim, Part, claim_at, part_of, refused
from govbudget.narrative.context import OPENS, Context, latest, named_alike
from govbudget.narrative.outline import is_base
from govbudget.narrative.recomputing import judge
from govbudget.narrative.rivals import only_opener, rivals_of
from govbudget.narrative.said import DOWN, Role, Said, explains
from govbudget.narrative.tokens import Token

__all__ = ["change_claims"]

_SEVERAL = "上文有几个数,不能确定增减的是哪一个"
_EXPLAINED = "说明原因时提到的增减,没有写明所指的数"
_TWICE = "动词说减少,数又是负的,方向不明"
_NONE = "上文没有本年数"
_UNEQUAL = "并列的数个数不同,不能一一对应"


def change_claims(context: Context, at: int, places: dict[str, int]) -> Iterator[Claim]:
    """The rates of change that one sentence states, and amounts of change beside both of their terms."""
    sayings = context.sayings[at]
    for place, rate in enumerate(sayings):
        if rate.role is Role.RATE:
            yield from _rates(context, at, place, places)
        elif rate.role is Role.CHANGE:
            yield from _differences(context, at, place, places)


def _rates(context: Context, at: int, place: int, places: dict[str, int]) -> Iterator[Claim]:
    sayings = context.sayings[at]
    rate = sayings[place]
    delta = _change_beside(sayings, place)
    first, last = sorted((place, sayings.index(delta))) if delta else (place, place)
    readings, certain = _readings(context, at, first)
    if readings == [((), _NONE)] and (following := _after(sayings, first, last)):
        readings, certain = [((), (following,)), ((), _NONE)], _NAMELESS.fullmatch(following.lead) is not None
    if explains(context.passages[at].text[: sayings[first].figures[0].start]):
        readings, certain = [((), _EXPLAINED)], True
    for nth, token in enumerate(rate.figures):
        claim = evolve(
            claim_at(context.passages[at], token, "change"),
            direction=_direction(rate, delta, token),
            contrary=bool(delta and delta.direction and rate.direction and delta.direction != rate.direction),
            name=subject_of(delta or rate),
        )
        if _doubly_negative(rate, token):
            yield refused(claim, _TWICE)
            continue
        yield _likeliest(
            [_bound(claim, rate, delta, terms, nth, places) for terms in readings], certain=certain
        )


def _likeliest(claims: Sequence[Claim], *, certain: bool) -> Claim:
    """The first reading that agrees with what is printed; else the first of all, or none where that is a guess."""
    if len(claims) == 1:
        return claims[0]
    fitting = [one for one in claims if judge(one).verdict in (Verdict.HOLDS, Verdict.ROUNDING)]
    if fitting or certain:
        return (fitting or claims)[0]
    return refused(evolve(claims[0], inputs=()), claims[-1].reason or _SEVERAL)


def _doubly_negative(said: Said, token: Token) -> bool:
    """减少-20万元: the verb and the sign say the opposite."""
    return said.direction == DOWN and token.number is not None and token.number < 0


def _bound(  # noqa: PLR0913, PLR0917 - a rate, what it may rest on, and its place in the list
    claim: Claim,
    rate: Said,
    delta: Said | None,
    terms: tuple[tuple[Said, ...], tuple[Said, ...] | str],
    nth: int,
    places: dict[str, int],
) -> Claim:
    """The nth rate of a list with the nth of each list that belongs to it, or why it cannot be bound."""
    prior, change = (_nth(some, nth, rate) for some in (terms[0], (delta,) if delta else ()))
    current = terms[1] if isinstance(terms[1], str) else _nth(terms[1], nth, rate) or _UNEQUAL
    if isinstance(current, str) and not (prior and change):
        return refused(claim, current)
    found = {"change": change, "current": None if isinstance(current, str) else current, "prior": prior}
    inputs = tuple(
        _unsigned(part_of(role, token, places, claim.name)) for role, token in found.items() if token
    )
    if len(inputs) == 1:
        return refused(claim, "没有增减额,也没有上年数")
    return evolve(claim, inputs=inputs)


def _unsigned(part: Part) -> Part:
    """The size of a change: its direction is kept apart."""
    if part.role != "change":
        return part
    return evolve(part, number=abs(part.number), text=part.text.lstrip("-−－﹣"))


def _change_beside(sayings: Sequence[Said], place: int) -> Said | None:
    """The amount of change that stands directly before a rate, or directly after it."""
    rate = sayings[place]
    if place and sayings[place - 1].role is Role.CHANGE and not _has_subject(rate):
        return sayings[place - 1]
    following = sayings[place + 1] if place + 1 < len(sayings) else None
    if following is None or following.role is not Role.CHANGE or _has_subject(following):
        return None
    taken = (
        place + 2 < len(sayings)
        and sayings[place + 2].role is Role.RATE
        and not _has_subject(sayings[place + 2])
    )
    return None if taken else following


def _has_subject(said: Said) -> bool:
    """True if the words between two figures name a quantity of their own."""
    return "；" in said.lead or "。" in said.lead or bool(subject_of(said))


_COMPARED = re.compile(
    r"(?:与|比|较|同|和)?(?:上年|去年|上一年|年初|当年|同期|上年同期|(?:19|20)[0-9]{2}\s*年)(?:度|同期|初|当年)*"
    r"[^，,；;。]*?(?:决算数?|预算数?|执行数|支出数|相比|比较|对比|同期|数)*(?:相比|比较|对比)?"
)
_GENERIC = re.compile(
    r"(?:相应|共|各|均|总体|合计|总计|有所|同比|其中|分别|略有|即|同口径|实际|环比|也|将|都|又|预算|支出数|决算数?|本年|今年|，|,|\s)*"
)
_COMPARATOR = re.compile(r"(?:与|比|较|同|和|相比|同比).*(?:上年|去年|上一年|年初|年|同期|预算|决算|执行)")


def subject_of(said: Said) -> str:
    """What is said to have changed, in the words before the verb; empty where the sentence leaves it open."""
    name = said.name
    step = re.split(r"[；;：:。]", said.lead)[-1]
    last = re.split(r"[，,]", step)[-1]
    if _COMPARATOR.search(last):
        name = ""
        head = re.split(r"(?:与|比|较|同比|同)(?=.*(?:上年|去年|上一年|年|预算|决算))", last)[0]
        tail = re.search(r"(?:相比|比较|对比)([^，,]*?)(?:各|共|均)?(?:增|减|下|上|提|降|负)", last)
        name = (tail[1] if tail and tail[1] else head).strip()
    return "" if _GENERIC.fullmatch(name) else re.sub(r"(?:各|均|共|分别|总体)$", "", name)


def _direction(rate: Said, delta: Said | None, token: Token) -> int | None:
    negative = [one.figures[0].number for one in (rate, delta) if one is not None and len(one.figures) == 1]
    if token.number is not None and any(one is not None and one < 0 for one in (token.number, *negative)):
        return DOWN
    return rate.direction if rate.direction is not None else delta.direction if delta else None


Terms: TypeAlias = "tuple[tuple[Said, ...], tuple[Said, ...] | str]"
"""Last year's figure where it is printed, and this year's or the reason why it is not certain."""


_NAMELESS = re.compile(
    r"[，,](?:(?:19|20)[0-9]{2}年度?|本年度?|今年)?(?:支出|收入|决算|数|增加|减少|上升|下降|提高|降低)*(?:为|至|到|达到?)"
)


def _after(sayings: Sequence[Said], first: int, last: int) -> Said | None:
    """This year's figure where the change is told before it: 比上年减少20万元，下降20%，为80万元."""
    subject = subject_of(sayings[first])
    one = sayings[last + 1] if last + 1 < len(sayings) else None
    if one is None or one.role not in (Role.LEVEL, Role.ACTUAL) or len(one.figures) > 1 or one.unit != "元":
        return None
    if (
        OPENS.search(one.lead)
        or re.search("[；;。]|上年|去年", one.lead)
        or one.depth != sayings[first].depth
    ):
        return None
    return one if _NAMELESS.fullmatch(one.lead) or named_alike(subject, one.name) else None


def _readings(context: Context, at: int, first: int) -> tuple[list[Terms], bool]:
    """What a change may be of, likeliest first, and whether the first is meant even where none agrees."""
    prior, current = _terms(context, at, first)
    if isinstance(current, str) or len(current) != 1:
        return [(prior, current)], True
    if prior and _told_after(context.sayings[at], prior[0], current[0]):
        return [(prior, current), ((), _SEVERAL)], False
    rivals, certain = rivals_of(context, at, first, current[-1])
    return [(prior, (one,)) for one in rivals], certain


def _terms(context: Context, at: int, first: int) -> Terms:  # noqa: PLR0911 - one return for each way of saying
    """Last year's figure where it is printed, and this year's or the reason why it is not certain."""
    said = context.sayings[at][first]
    subject = subject_of(said)
    unit = said.unit if said.role is Role.CHANGE else "元"
    prior, here = _sides(context.sayings[at], first)
    here = [one for one in here if one.role is not Role.PRIOR and one.unit == unit]
    if not prior and (pair := _two_years(here, subject)):
        return pair
    if len(said.figures) > 1 and len(here) > 1 and len(here[-1].figures) == 1:
        return prior, _in_a_row(here, len(said.figures))
    item = bool(subject) and _is_item(context.sayings[at], first)
    if here:
        own = [one for one in here if not item or _names(subject, one.name)]
        return prior, _chosen(own, subject, adjacent=True) if own else f"上文没有“{subject}”的数"
    before = [one for one in context.levels_before(at) if one.unit == unit and one.role is not Role.PRIOR]
    if not before:
        return prior, _NONE
    headings = "".join(context.passages[at].section)
    before = [one for one in before if _scope(subject) <= _scope(one.name + headings)]
    if not before or OPENS.search(said.lead) or (item and not any(_names(subject, o.name) for o in before)):
        return prior, f"上文没有“{subject}”的数"
    if not subject and (opener := only_opener(context, at, unit)):
        return prior, (opener,)
    return prior, _chosen(before, subject, adjacent=False)


_ITEMS = re.compile(f"{OPENS.pattern}|主要(?:是|为|系|有|包括)")


def _is_item(sayings: Sequence[Said], first: int) -> bool:
    """True for a change in a list that 其中 or 主要是 opens: of an item, not of what the list divides."""
    return any(
        _ITEMS.search(one.lead) for one in sayings[: first + 1] if one.role in (Role.CHANGE, Role.RATE)
    )


def _names(subject: str, name: str) -> bool:
    """True if a quantity of that name is what a list calls so, and not what it divides."""
    return bool(name) and (name.endswith(subject) or subject.endswith(name))


def _two_years(here: Sequence[Said], subject: str) -> Terms | None:
    """2023年A万元，2024年B万元: the later year is this year's; the other way round (_readings) only where it fits."""
    if len(here) < 2 or not (here[-2].year and here[-1].year):  # noqa: PLR2004 - two years
        return None
    first, second = here[-2:]
    assert first.year and second.year  # noqa: S101, PT018 - asked above
    if first.year < second.year:
        return (first,), (second,)
    if first.year == second.year or subject:
        return None
    alone = len(here) == 2 and named_alike(second.name, first.name)  # noqa: PLR2004 - no year beside them
    alone &= first.year == second.year + 1
    return ((second,), (first,)) if alone else ((), _SEVERAL)


def _sides(sayings: Sequence[Said], first: int) -> tuple[tuple[Said, ...], list[Said]]:
    """What a change is measured by where it is printed, and the quantities before that may have changed.

    The figure named directly before (比年初预算数500万元) is the base, whatever others the sentence compares with.
    """
    said = sayings[first]
    levels = [one for n, one in enumerate(sayings[:first]) if one.is_level and not _is_no_term(sayings, n)]
    here = [one for one in levels if one.depth <= said.depth] or [
        one for one in levels if not _beside_comparison(one)
    ]
    if first and is_base(sayings, first - 1) and not _has_subject(said):
        return (sayings[first - 1],), here
    opened = max((n for n in range(first + 1) if OPENS.search(sayings[n].lead)), default=0)
    aside = [
        one
        for one in levels
        if one.depth > said.depth and (one.role is Role.PRIOR or _beside_comparison(one))
    ]
    if _BY_BUDGET.search(said.lead):
        return (), here
    # What stands before 其中 is last year's figure of the whole, not of an item.
    prior = [one for one in here if one.role is Role.PRIOR and sayings.index(one) >= opened]
    return tuple(aside[-1:]) or tuple(prior[-1:]), here


_BY_BUDGET = re.compile(
    r"(?:[比较与同和]|相比)[^，,；;。]*预算[^，,；;。]*$|与[^，,；;。]*预算[^，,；;。]*相比[^；;。]*$"
)
"""Words that compare with the budget and print no figure of it."""


def _is_no_term(sayings: Sequence[Said], place: int) -> bool:
    """True for the base of a percentage (完成预算3万元的66.67%) and for a budget compared with."""
    return is_base(sayings, place) and sayings[place].role is not Role.PRIOR


_SCOPES = ("财政拨款", "一般公共", "政府性基金", "国有资本", "基本支出", "项目支出")


def _scope(name: str) -> set[str]:
    """What narrows a name: the appropriations' income is another sum than all income."""
    return {scope for scope in _SCOPES if scope in name}


def _beside_comparison(said: Said) -> bool:
    """与2016年度相比（2016年度为8648.07万元）: the year compared with, in brackets."""
    return re.search(r"(?:上年|去年|20[0-9]{2}年)[^（(]*[（(][^）)]*$", said.lead) is not None


def _chosen(levels: Sequence[Said], subject: str, *, adjacent: bool) -> tuple[Said, ...] | str:
    """The figure that a subject names; without a subject the one beside, or the only one."""
    alike = [one for one in levels if named_alike(subject, one.name)] if subject else list(levels)
    if subject and not alike:
        if len({_value(one) for one in levels}) == 1 and not adjacent:
            alike = list(levels)
        else:
            return f"上文没有“{subject}”的数"
    if adjacent and (not subject or alike[-1] is levels[-1]):
        return tuple(latest(_beside(alike))[-1:])
    exact = (
        [one for one in alike if one.name == subject]
        or [one for one in alike if subject and one.name.endswith(subject)]
        or list(latest(alike))
    )
    return tuple(exact[-1:]) if len({_value(one) for one in exact}) == 1 else _SEVERAL


def _beside(levels: Sequence[Said]) -> list[Said]:
    """The last quantity, with the budget or final figure that belongs to it."""
    last = levels[-1]
    return (
        [last]
        if last.role is not Role.BUDGET
        else [
            *([levels[-2]] if len(levels) > 1 and levels[-2].role is Role.ACTUAL and not last.name else []),
            last,
        ]
    )


def _in_a_row(levels: Sequence[Said], count: int) -> tuple[Said, ...] | str:
    """Several quantities of one figure each as one list: 收入A、支出B,分别增加C和D."""
    if len(levels) != count or any(len(one.figures) > 1 for one in levels):
        return _UNEQUAL
    return (evolve(levels[-1], figures=tuple(one.figures[0] for one in levels)),)


def _told_after(sayings: Sequence[Said], prior: Said, current: Said) -> bool:
    """True where last year stands behind this year without words that compare with it (2024年A万元，2023年B万元)."""
    if prior.role is Role.PRIOR or is_base(sayings, sayings.index(prior)):
        return False
    return prior.figures[0].start > current.figures[0].start


def _value(said: Said) -> tuple[object, ...]:
    return tuple((figure.number, figure.unit) for figure in said.figures)


def _nth(said: Sequence[Said], nth: int, rate: Said) -> Token | None:
    """The figure that belongs to the nth rate of a list; one figure belongs to every rate."""
    figures = said[-1].figures if said else ()
    return figures[nth] if len(figures) == len(rate.figures) else figures[0] if len(figures) == 1 else None


def _differences(context: Context, at: int, place: int, places: dict[str, int]) -> Iterator[Claim]:
    """增减额 beside both terms: 较2022年决算数A万元减少B万元, 比年初预算数A万元减少B万元."""
    sayings = context.sayings[at]
    change = sayings[place]
    beside = place and (sayings[place - 1].role is Role.PRIOR or is_base(sayings, place - 1))
    if (
        len(change.figures) > 1
        or not beside
        or "；" in change.lead
        or _doubly_negative(change, change.figures[0])
    ):
        return
    readings, certain = _readings(context, at, place)
    claims = [
        evolve(
            claim_at(context.passages[at], change.figures[0], "change"),
            direction=change.direction,
            inputs=(
                part_of("current", current[-1].figures[0], places, current[-1].name),
                part_of("prior", prior[-1].figures[0], places),
            ),
        )
        for prior, current in readings
        if prior and not isinstance(current, str) and len(current[-1].figures) == 1
    ]
    if claims and not (found := _likeliest(claims, certain=certain)).reason:
        yield found
