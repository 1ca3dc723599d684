"""增减所指 — what else than the figure before it a change may be of: the total of the list that it closes."""

from __future__ import annotations

from collections.abc import Sequence

from govbudget.narrative.context import Context
from govbudget.narrative.outline import per_head
from govbudget.narrative.said import Role, Said

__all__ = ["only_opener", "rivals_of"]

_MOVED = (Role.CHANGE, Role.RATE)
_FEWEST = 2


def rivals_of(context: Context, at: int, first: int, current: Said) -> tuple[list[Said], bool]:
    """The quantities that a change without a subject may be of, likeliest first, and whether the first is certain.

    After the last part of a list (其中甲300万元，乙200万元；比上年增加…) it may be the total's or the part's.
    """
    sayings, said = context.sayings[at], context.sayings[at][first]
    place = next((n for n, one in enumerate(sayings[:first]) if one is current), None)
    if place is None:
        return _of_the_sentence_before(context, at, current)
    if per_head(current):
        sums = [o for o in sayings[:place] if o.is_level and not per_head(o) and o.unit == current.unit]
        return [current, *sums[-1:]], not sums
    lists = context.above[at]
    tops = [sayings[one] for one in lists[place] if _may_move(sayings, one, lists, said)]
    if not tops:
        return [current], True
    siblings = [n for n in range(first) if lists[n] == lists[place] and sayings[n].is_level]
    if any(sayings[n].role in _MOVED for n in range(siblings[0], place)):
        return [current], True
    over = any(mark in said.lead for mark in "；;")
    if over and any(one.is_level and lists[n] == lists[place] for n, one in enumerate(sayings) if n > first):
        return [current, *tops], False
    return ([*tops] if over and len(tops) == 1 else [current, *tops]), over or len(siblings) < _FEWEST


def _may_move(sayings: Sequence[Said], top: int, lists: Sequence[tuple[int, ...]], said: Said) -> bool:
    """True for a total of the change's unit and brackets whose own change the sentence has not told yet."""
    opened = next((n for n in range(top, len(lists)) if top in lists[n]), len(lists))
    total = sayings[top]
    fits = total.depth == said.depth and (said.role is Role.RATE or total.unit == said.unit)
    return fits and not any(one.role in _MOVED for one in sayings[top:opened])


def _of_the_sentence_before(context: Context, at: int, current: Said) -> tuple[list[Said], bool]:
    """The total that opens a list in the sentence before, and the parts that the change may be of instead."""
    for place in context.before(at):
        sayings = context.sayings[place]
        top = next((n for n, one in enumerate(sayings) if one is current), None)
        if top is not None:
            parts = [sayings[n] for n, above in enumerate(context.above[place]) if top in above]
            levels = [one for one in parts if one.is_level and one.unit == current.unit]
            return [current, *levels], True
    return [current], True


def only_opener(context: Context, at: int, unit: str) -> Said | None:
    """The total of the sentence before that opens its list, where it is the only sum outside of the list."""
    for place in context.before(at):
        sayings, lists = context.sayings[place], context.above[place]
        if not any(one.is_level for one in sayings):
            continue
        outside = [n for n, one in enumerate(sayings) if one.is_level and not lists[n]]
        if len(outside) != 1 or not lists[-1] or sayings[outside[0]].unit != unit:
            return None
        opened = next(n for n, above in enumerate(lists) if above)
        if any(one.role in _MOVED for one in sayings[:opened]):
            return None
        return sayings[outside[0]]
    return None
