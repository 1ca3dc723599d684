"""重述 — a quantity that one item states twice: in its heading, and as this year's figure of the comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from govbudget.narrative.claim import SAME, Claim, claim_at, part_of
from govbudget.narrative.context import Context
from govbudget.narrative.said import Role, Said

__all__ = ["repeat_claims"]

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
        yield _repeat(context, at, said, heading, places)


_TOTAL = re.compile(r"(?:合计|总计|总额)$")
SHORTEST = 6


def _totals(context: Context, at: int, places: dict[str, int]) -> Iterator[Claim]:
    """A total that an earlier sentence under the same heading states under the same name, for the same year."""
    for said in context.sayings[at]:
        if said.role is not Role.LEVEL or len(said.figures) > 1 or len(said.name) < SHORTEST:
            continue
        if not _TOTAL.search(said.name):
            continue
        earlier = next((one for one in _before(context, at) if _same(one, said)), None)
        if earlier is not None:
            yield _repeat(context, at, said, earlier, places)


def _before(context: Context, at: int) -> Iterator[Said]:
    for place in context.backwards(at):
        if context.passages[place].section != context.passages[at].section:
            return
        yield from context.sayings[place]


def _same(one: Said, other: Said) -> bool:
    """True for one name, unit, year and stage."""
    alike = (one.role, one.name, one.unit, one.year) == (other.role, other.name, other.unit, other.year)
    return alike and len(one.figures) == 1


def _repeat(context: Context, at: int, said: Said, earlier: Said, places: dict[str, int]) -> Claim:
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
