"""“三公”经费的增减 — how much one item moved, as the words after it say."""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import evolve

from govbudget.narrative.claim import Part, part_of
from govbudget.narrative.context import Context
from govbudget.narrative.said import Said
from govbudget.narrative.three_public_words import MENTIONED
from govbudget.narrative.tokens import Kind

__all__ = ["change_told"]

_BASE = r"(?:与|和|同|较|比)(?P<base>[^，,；;。]*?(?:上年|去年|上一年|(?:19|20)[0-9]{2}\s*年)[^，,；;。]*?)"
_FLAT = re.compile(
    rf"{_BASE}(?P<flat>(?<!基本)(?<!大致)(?<!大体)(?:持平|一致|相同|无增减变化|没有变化|无变化))"
)
_MOVED = re.compile(
    rf"{_BASE}(?:相比|比较)?[，,]?(?:有所|各|均|共)?(?P<verb>增加|增长|减少|下降|降低)(?:了|额)?(?:约?为)?\s*(?=[0-9０-９])"
)
_ASIDE = re.compile("原因|主要是|由于|因为|其中")
_PLACES = 2


def change_told(
    context: Context, at: int, said: Said, places: dict[str, int]
) -> tuple[int, Part, str] | None:
    """Where the change of a figure against the year before is told, the change with its sign, and what it is against.

    It stands after the figure, before another item is named, or opens the next sentence under the same heading.
    """
    passage = context.passages[at]
    start = said.figures[0].end
    found = _in(context, at, start, said, places)
    if found is not None or MENTIONED.search(passage.text, start):
        return found
    following = at + 1
    if following >= len(context.passages) or context.passages[following].section != passage.section:
        return None
    opening = re.match(r"(?:其中)?[，,：:]?\s*(?:与|和|同|较|比)", context.passages[following].text)
    return _in(context, following, 0, said, places) if opening else None


def _in(
    context: Context, at: int, start: int, said: Said, places: dict[str, int]
) -> tuple[int, Part, str] | None:
    passage = context.passages[at]
    other = MENTIONED.search(passage.text, start)
    reason = _ASIDE.search(passage.text, start)
    end = min([len(passage.text), *(match.start() for match in (other, reason) if match)])
    flat, moved = (list(words.finditer(passage.text, start, end)) for words in (_FLAT, _MOVED))
    if len(flat) + len(moved) != 1:
        return None
    match = (flat or moved)[0]
    if any(one.kind is Kind.AMOUNT and start <= one.start < match.end() for one in passage.tokens):
        return None
    base = next((word for word in ("预算", "决算", "执行") if word in match["base"]), "")
    if flat:
        unit = said.figures[0].unit
        part = evolve(part_of("change", said.figures[0], places), number=Fraction(0), text=match["flat"])
        return at, evolve(part, name=said.name, places=max(places.get(unit, _PLACES), part.places)), base
    token = next((one for one in passage.tokens if one.start >= match.end()), None)
    if token is None or token.kind is not Kind.AMOUNT:
        return None
    part = part_of("change", token, places, said.name)
    sign = -1 if match["verb"] in ("减少", "下降", "降低") else 1
    if part.number < 0:
        return None
    return at, evolve(part, number=sign * part.number, text=match["verb"] + part.text), base
