"""“三公”经费的表述 — the three items told in one section: twice alike, together the total, their changes its change.

Only sums whose words name an item and nothing else are taken; a section that tells of several funds, of several
bodies or of one item differently within one sentence is left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from attrs import evolve, field, frozen

from govbudget.narrative.claim import Claim, Part, added_up, claim_at, part_of
from govbudget.narrative.context import Context
from govbudget.narrative.outline import is_base
from govbudget.narrative.repeats import repeat_of
from govbudget.narrative.said import Said
from govbudget.narrative.sums import sum_claims
from govbudget.narrative.three_public_changes import change_told
from govbudget.narrative.three_public_words import (
    CALLED,
    MENTIONED,
    OF_LAST_YEAR,
    OTHER_FUNDS,
    YEARS,
    default_stage,
    item_named,
    of_the_section,
    stage_of,
    year_of,
)

__all__ = ["three_public_claims"]

PARTITIONS = {
    "total": (("abroad", "vehicles", "reception"), ("abroad", "purchase", "running", "reception")),
    "vehicles": (("purchase", "running"),),
}
"""Of what the total and the vehicles are made up."""

MOST_SENTENCES = 120
"""An account of more sentences is none of three items."""

FARTHEST = 3
"""Sentences between two items of an account without headings."""


@frozen
class _Told:
    """所述的一项 — an item of 三公, as which stage, and where it is told."""

    item: str = field(metadata={"zh": "项目"})
    stage: str = field(metadata={"zh": "口径"})
    at: int = field(metadata={"zh": "句"})
    said: Said = field(metadata={"zh": "数"})
    body: str = field(metadata={"zh": "单位"})
    year: int | None = field(metadata={"zh": "年份"})


_Accounts: TypeAlias = Mapping[str, Mapping[str, list[_Told]]]
"""What is told, by stage and item."""


def three_public_claims(context: Context, at: int, places: dict[str, int]) -> Iterator[Claim]:
    """What the section of a sentence tells of 三公 more than once, published in this sentence."""
    if not MENTIONED.search(context.passages[at].text):
        return
    told = _told_beside(context, at)
    for account in told.values():
        for occurrences in account.values():
            yield from _repeats(context, at, occurrences, places)
        certain = {
            item: occurrences
            for item, occurrences in account.items()
            if len(set(map(_value, occurrences))) == 1
        }
        for whole, partitions in PARTITIONS.items():
            parts = next((p for p in partitions if {whole, *p} <= certain.keys()), None)
            if parts is not None:
                yield from _sum(context, at, certain[whole], [certain[part][0] for part in parts], places)
                yield from _changes(context, at, certain[whole], [certain[part] for part in parts], places)


def _value(told: _Told) -> object:
    return told.said.figures[0].amount


def _repeats(
    context: Context, at: int, occurrences: Sequence[_Told], places: dict[str, int]
) -> Iterator[Claim]:
    """An item of this sentence that an earlier sentence of the section tells too."""
    first = occurrences[0]
    for one in occurrences[1:]:
        if one.at == at and one.at != first.at:
            yield repeat_of(context, at, one.said, first.said, places)


def _sum(
    context: Context, at: int, wholes: Sequence[_Told], parts: Sequence[_Told], places: dict[str, int]
) -> Iterator[Claim]:
    """The total and its items, unless the list beside the total has been added up already."""
    whole = wholes[0]
    if whole.at != at:
        return
    for one in wholes:
        token = one.said.figures[0]
        for claim in sum_claims(context, one.at, places):
            if added_up(claim, token) or (claim.complete and claim.published == token.printed):
                return
    yield evolve(
        claim_at(context.passages[at], whole.said.figures[0], "sum"),
        value=part_of("published", whole.said.figures[0], places, whole.said.name),
        inputs=tuple(part_of("part", one.said.figures[0], places, one.said.name) for one in parts),
        name=CALLED.get(whole.item, whole.said.name),
    )


def _changes(
    context: Context,
    at: int,
    wholes: Sequence[_Told],
    parts: Sequence[Sequence[_Told]],
    places: dict[str, int],
) -> Iterator[Claim]:
    """The change of the total and those of its items, all against one base."""
    moves = [_move(context, occurrences, places) for occurrences in (wholes, *parts)]
    known = [one for one in moves if one is not None]
    if len(known) < len(moves) or len({base for _, _, base in known if base}) > 1:
        return
    (place, value, _), inputs = known[0], tuple(evolve(part, role="part") for _, part, _ in known[1:])
    if place != at or not any(part.number for part in (value, *inputs)):
        return
    passage = context.passages[at]
    direction = (value.number > 0) - (value.number < 0)
    yield Claim(
        "sum",
        passage.page_at(wholes[0].said.figures[0].start if wholes[0].at == at else 0),
        passage.section,
        passage.sentence,
        passage.text,
        value.text,
        evolve(value, role="published"),
        inputs,
        direction or None,
        name=CALLED.get(wholes[0].item, value.name),
    )


def _move(
    context: Context, occurrences: Sequence[_Told], places: dict[str, int]
) -> tuple[int, Part, str] | None:
    """Where the change of an item is told, the change, and against what; `None` unless told, and told alike."""
    found = [
        move for one in occurrences if (move := change_told(context, one.at, one.said, places)) is not None
    ]
    return found[0] if len({(part.number, part.unit) for _, part, _ in found}) == 1 else None


def _told_beside(context: Context, at: int) -> _Accounts:
    """The items of the section by stage and item, in the order of the text; of the latest year alone."""
    section = _section(context, at)
    if not section:
        return {}
    key = "三公", section[0], section[-1]
    if key not in context.kept:
        context.kept[key] = _accounts(context, at, section)
    accounts: _Accounts = context.kept[key]
    return accounts


def _accounts(context: Context, at: int, section: Sequence[int]) -> _Accounts:
    texts = [context.passages[place].text for place in section]
    if any(map(OTHER_FUNDS.search, texts)):
        return {}
    usual = default_stage([*context.passages[at].section, *texts])
    told = [one for place in section for one in _in_sentence(context, place, usual, _above(context, place))]
    if len({one.body for one in told if one.body}) > 1:
        return {}
    years = {one.year for one in told if one.year}
    # An undated sum is of the one year that is named before it; beside several years, or before one, nobody can tell.
    undated = len(years) == 1 and told[0].year is not None
    chosen = {max(years), *([None] if undated else [])} if years and told[0].year else {None}
    accounts: dict[str, dict[str, list[_Told]]] = defaultdict(lambda: defaultdict(list))
    for one in told:
        if one.year in chosen:
            accounts[one.stage][one.item].append(one)
    return {stage: _unmixed(account) for stage, account in accounts.items()}


def _unmixed(account: Mapping[str, list[_Told]]) -> dict[str, list[_Told]]:
    """Without the items of which one sentence tells different sums: those of several bodies."""
    return {
        item: told
        for item, told in account.items()
        if len({(one.at, _value(one)) for one in told}) == len({one.at for one in told})
    }


def _in_sentence(context: Context, at: int, usual: str, above: str) -> Iterator[_Told]:
    """The sums of a sentence that the words name as an item; a bare 支出决算 is that of the item before.

    `above` are the headings of the sentence and, where it goes on with 其中, the sentence before.
    """
    passage, sayings = context.passages[at], context.sayings[at]
    last: str | None = None
    year = _year_above(context, at)
    for place, said in enumerate(sayings):
        step = re.split(r"[，,；;：:。！？]", said.lead)[-1]
        if re.search("[；;。]", said.lead):
            last = None
        if OF_LAST_YEAR.search(step):
            # 上年“三公”经费15万元，其中：…: all that the sentence goes on with.
            return
        year = year_of(step) or year
        named = item_named(step, last)
        last = named[0] if named else None if said.is_level else last
        usable = said.is_level and said.unit == "元" and len(said.figures) == 1 and not said.depth
        if named is None or not usable or is_base(sayings, place):
            continue
        before = above + passage.text[: said.figures[0].start - len(step)]
        stage = stage_of(step, before, usual)
        if stage is not None:
            yield _Told(named[0], stage, at, said, named[1], year)


def _year_above(context: Context, at: int) -> int | None:
    """The year of the sentence before, where this one goes on with its 其中."""
    passage, before = context.passages[at], context.passages[at - 1] if at else None
    if before is None or not passage.text.startswith("其中") or before.section != passage.section:
        return None
    return year_of(before.text) if len(set(YEARS.findall(before.text))) == 1 else None


def _above(context: Context, at: int) -> str:
    """The headings of a sentence, and the sentence before where it goes on with 其中."""
    passage = context.passages[at]
    headings = "。".join(heading for heading in passage.section[-1:] if "三公" not in heading)
    if at and passage.text.startswith("其中") and context.passages[at - 1].section == passage.section:
        return f"{headings}。{context.passages[at - 1].text}"
    return headings and f"{headings}。"


def _section(context: Context, at: int) -> Sequence[int]:
    """The sentences of the account of 三公 around one; none where it is not certain how far that account goes."""
    own = context.passages[at].section
    depth = next((n + 1 for n, heading in enumerate(own) if "三公" in heading), 0)
    if not depth and own and all(map(of_the_section, own)):
        depth = 1
    if own and not depth:
        return ()
    first = last = at
    if depth:
        while (
            first
            and at - first <= MOST_SENTENCES
            and context.passages[first - 1].section[:depth] == own[:depth]
        ):
            first -= 1
        while (
            last - first <= MOST_SENTENCES
            and last + 1 < len(context.passages)
            and context.passages[last + 1].section[:depth] == own[:depth]
        ):
            last += 1
    else:
        first, last = _run(context, at)
    if last - first > MOST_SENTENCES:
        return ()
    section = [
        place
        for place in range(first, last + 1)
        if all(map(of_the_section, context.passages[place].section[depth:]))
    ]
    told = any(
        "三公" in heading
        for place in section
        for heading in (*context.passages[place].section, context.passages[place].text)
    )
    return section if told and at in section else ()


def _run(context: Context, at: int) -> tuple[int, int]:
    """Without headings: as far as sentences tell of 三公, with a few of another kind between."""
    first = last = at
    for step in (-1, 1):
        place, gap = at, 0
        while 0 <= place + step < len(context.passages) and gap < FARTHEST and last - first <= MOST_SENTENCES:
            place += step
            if context.passages[place].section:
                break
            if MENTIONED.search(context.passages[place].text):
                first, last, gap = min(first, place), max(last, place), 0
            else:
                gap += 1
    opened = next((n for n in range(first, last + 1) if "三公" in context.passages[n].text), last + 1)
    return opened, last
