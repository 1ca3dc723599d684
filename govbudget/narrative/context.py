"""上下文 — which figure a percentage means: found in its sentence, before it under its heading, or by name."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import Factory, field, frozen

from govbudget.narrative.outline import OPENS, above_in
from govbudget.narrative.passages import Passage
from govbudget.narrative.said import Role, Said, said_in

__all__ = ["OPENS", "Context", "latest", "named_alike", "plain_name"]

FARTHEST = 3
"""Sentences without figures that may lie between a quantity and what is said of it."""

FARTHEST_TOTAL = 500
"""Sentences back to which a total that is named is looked for; the whole account of a department has fewer."""


@frozen
class Context:
    """上下文 — the sentences of a document with their figures, in order."""

    passages: tuple[Passage, ...]
    sayings: tuple[tuple[Said, ...], ...] = field(
        init=False, default=Factory(lambda self: tuple(map(said_in, self.passages)), takes_self=True)
    )

    above: tuple[tuple[tuple[int, ...], ...], ...] = field(
        init=False,
        repr=False,
        default=Factory(lambda self: tuple(map(above_in, self.sayings)), takes_self=True),
    )
    """For each figure of each sentence the totals of the lists that it stands in."""

    meant: tuple[Said | None, ...] = field(
        init=False,
        repr=False,
        default=Factory(lambda self: tuple(map(_meant, self.sayings)), takes_self=True),
    )
    """For each sentence the one quantity that it states, of whatever unit; none where it states several."""

    totals: tuple[dict[str, tuple[Said, Said | None]], ...] = field(
        init=False,
        repr=False,
        default=Factory(lambda self: tuple(map(_totals, self.sayings)), takes_self=True),
    )
    """For each sentence and unit its last quantity, and the one that is meant if it states a single one."""

    kept: dict[tuple[str, int, int], Any] = field(init=False, eq=False, repr=False, factory=dict)
    """What was worked out of a run of sentences, by what it is and where the run begins and ends."""

    def before(self, at: int) -> Iterator[int]:
        """Earlier sentences under the same heading, nearest first, and not past the nearest that holds figures."""
        own = self.passages[at]
        for place in range(at - 1, max(at - 1 - FARTHEST, -1), -1):
            if self.passages[place].section != own.section:
                return
            yield place
            if any(one.is_level for one in self.sayings[place]):
                return

    def backwards(self, at: int) -> range:
        """The places of the sentences before one, nearest first, as far back as a total may be looked for."""
        return range(at - 1, max(at - 1 - FARTHEST_TOTAL, -1), -1)

    def levels_before(self, at: int) -> tuple[Said, ...]:
        """The quantities of the nearest sentence before that states any, under the same heading."""
        for place in self.before(at):
            if found := tuple(one for one in self.sayings[place] if one.is_level):
                return found
        return ()


def _meant(sayings: Sequence[Said]) -> Said | None:
    chosen = latest([one for one in sayings if one.is_level])
    return chosen[-1] if len({(one.figures[-1].number, one.unit) for one in chosen}) == 1 else None


def _totals(sayings: Sequence[Said]) -> dict[str, tuple[Said, Said | None]]:
    by_unit: dict[str, list[Said]] = {}
    for one in sayings:
        if one.is_level:
            by_unit.setdefault(one.unit, []).append(one)
    found: dict[str, tuple[Said, Said | None]] = {}
    for unit, levels in by_unit.items():
        chosen = latest(levels)
        certain = len({(one.figures[-1].number, one.figures[-1].unit) for one in chosen}) == 1
        found[unit] = (levels[-1], chosen[-1] if certain else None)
    return found


_FILLING = re.compile(
    r"预算|决算|财政拨款|拨款|一般公共|安排|本部门|本单位|部门|年度|数额|数$|本年|当年|全年|年初|资金|金额|[“”\"、的]"
)


@functools.lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A name without the words that one and the same quantity now has and now lacks.

    >>> plain_name("本年支出预算合计"), plain_name("财政拨款收、支总预算")
    ('支出总计', '收支总计')
    """
    name = (
        name.replace("总预算", "总计")
        .replace("总额", "总计")
        .replace("合计", "总计")
        .replace("总金额", "总计")
        .replace("总支出", "支出总计")
        .replace("总收入", "收入总计")
    )
    return _FILLING.sub("", name)


def named_alike(subject: str, name: str) -> bool:
    """True if two names can mean one quantity: one is the other with words left out, once filling words are gone."""
    ours, theirs = plain_name(subject), plain_name(name)
    if not ours:
        return True
    return _within(ours, theirs) or (bool(theirs) and _within(theirs, ours) and len(theirs) * 2 >= len(ours))


def _within(short: str, long: str) -> bool:
    """True if the characters of one stand in the other in the same order."""
    rest = iter(long)
    return all(sign in rest for sign in short)


def latest(sayings: Sequence[Said]) -> tuple[Said, ...]:
    """决算 where both budget and final figures are stated; else all."""
    actual = tuple(one for one in sayings if one.role is Role.ACTUAL)
    return actual or tuple(sayings)
