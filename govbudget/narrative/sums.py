"""文字中的合计 — a total with the parts that the prose lists after it, in brackets, in sentences or under headings.

Money, areas and counts alike: parts are added only to a total of their own unit. Whether a list is complete is told
by its words (其他, 合计, 由…组成) or by parts that by their names leave nothing out (货物·工程·服务, 地上·地下).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import evolve

from govbudget.narrative.claim import Claim, Part, claim_at, part_of
from govbudget.narrative.context import Context, named_alike
from govbudget.narrative.outline import is_base, per_head
from govbudget.narrative.passages import heading_level
from govbudget.narrative.said import Role, Said, year_in

__all__ = ["sum_claims"]

_OPENS = re.compile(r"其中|包括|分别为|以下|如下|分为|^[，,]\s*由(?!上年|去年|20)")
_REST = re.compile(r"^(?:其他|其它|其余)")
_ADDED = re.compile(r"(?:合计|总计|共计|^\s*[，,]\s*共)(?:为|：|金额|金额为)?\s*$")
_MADE_UP = re.compile(r"[^，,；;。]{0,2}(?<!等)(?:组成|构成)")
_FEWEST = 2

PARTITIONS = (
    ("货物", "工程", "服务"),
    ("人员经费", "公用经费"),
    ("因公出国", "公务用", "公务接待"),
    ("因公出国", "用车购置费", "用车运行", "公务接待"),
    ("购置", "运行"),
    ("地上", "地下"),
    ("不计容", "计容"),
    ("国内接待", "国（境）外"),
)
"""Kinds that leave nothing out between them."""

APART = (*PARTITIONS, ("基本支出", "项目支出"))
"""Kinds that exclude one another; beside the last there may be more (经营支出, 上缴上级支出)."""

BY_CLAUSES = tuple(kinds for kinds in APART if "因公出国" not in kinds)
"""Kinds that are looked for in the clauses of the sentences below; of 三公 an account of its own is kept."""

_KINDS = frozenset(kind for kinds in APART for kind in kinds)


def sum_claims(context: Context, at: int, places: dict[str, int]) -> Iterator[Claim]:
    """The totals of one sentence whose parts it lists, or the sentences after it list."""
    every = context.sayings[at]
    summed = [
        (one, tuple(every[opener] for opener in context.above[at][place]))
        for place, one in enumerate(every)
        if one.is_level and len(one.figures) == 1 and not is_base(every, place) and not per_head(one)
    ]
    sayings = [one for one, _ in summed]
    for place, total in enumerate(sayings):
        parts = _listed(summed, place)
        if not parts and _opens_after(context, at, total):
            parts = _below(context, at, total) or _apart(context, at, total)
        if len(parts) >= _FEWEST and not _two_sides(parts):
            yield _claim(context, at, total, parts, places, complete=bool(_MADE_UP.match(parts[-1].follow)))
    if named := _NAMED_LIST.search(context.passages[at].text):
        yield from _described(context, at, named[1], places)
    yield from _changes(context, at, places)
    for place, total in enumerate(sayings):
        if _ADDED.search(total.lead) and (parts := _added_up(sayings, place)):
            yield _claim(context, at, total, parts, places, complete=True)


def _claim(  # noqa: PLR0913 - a total, its parts, and what is known of the list
    context: Context,
    at: int,
    total: Said,
    parts: Sequence[Said],
    places: dict[str, int],
    *,
    complete: bool = False,
) -> Claim:
    claim = claim_at(context.passages[at], total.figures[0], "sum")
    inputs = tuple(part_of("part", one.figures[0], places, one.name) for one in parts)
    names = [one.name for one in parts]
    return evolve(
        claim,
        inputs=inputs,
        value=part_of("published", total.figures[0], places, total.name),
        name=total.name,
        complete=complete or _leaves_nothing_out(names),
        disjoint=_exclude_one_another(names),
    )


def _changes(context: Context, at: int, places: dict[str, int]) -> Iterator[Claim]:
    """增减额合计: 比上年减少X万元，其中：甲增加A万元，乙减少B万元 — with their signs."""
    sayings = context.sayings[at]
    changes = [one for one in sayings if one.role is Role.CHANGE and len(one.figures) == 1]
    opened = next((n for n, one in enumerate(changes) if n and "其中" in one.lead), 0)
    total, parts = changes[opened - 1] if opened else None, changes[opened:]
    if total is None or len(parts) < _FEWEST or any(one.direction is None for one in (total, *parts)):
        return
    if any(one.is_level for one in sayings[sayings.index(parts[0]) :]):
        return
    claim = _claim(context, at, total, parts, places)
    value = part_of("published", total.figures[0], places, total.name)
    yield evolve(
        claim,
        inputs=tuple(_signed(part, one) for part, one in zip(claim.inputs, parts, strict=True)),
        value=_signed(value, total),
        direction=total.direction,
        complete=False,
    )


def _signed(part: Part, said: Said) -> Part:
    return evolve(part, number=part.number * (said.direction or 1))


_NAMED_LIST = re.compile(r"([^，。；：\s]{2,20}?)的?主要内容如下[：:]?$")


def _described(context: Context, at: int, name: str, places: dict[str, int]) -> Iterator[Claim]:
    """财政拨款支出主要内容如下: the items that follow, against the sum of that name before; they may leave some out."""
    before = [
        (place, one)
        for place in range(max(at - 5, 0), at)
        for one in context.sayings[place]
        if one.is_level
        and named_alike(name, one.name)
        and one.name.endswith(name.removesuffix("支出") + "支出")
    ]
    parts = _below(context, at, before[0][1]) if before else []
    if len(parts) >= _FEWEST and len({one.figures[-1].number for _, one in before}) == 1:
        place, total = before[-1]
        yield evolve(_claim(context, place, total, parts, places), complete=False, disjoint=True)


def _two_sides(parts: Sequence[Said]) -> bool:
    """收入 and 支出 are two sides of one account, not parts of a sum."""
    return any("收入" in one.name for one in parts) and any("支出" in one.name for one in parts)


def _leaves_nothing_out(names: Sequence[str]) -> bool:
    return bool(_REST.match(names[-1])) or _is_whole(names)


def _exclude_one_another(names: Sequence[str]) -> bool:
    """True for parts that are different kinds of one whole, so that together they cannot exceed it."""
    return any(len(_kinds_of(names, kinds)) == len(names) for kinds in APART)


def _kinds_of(names: Sequence[str], kinds: Sequence[str]) -> set[str]:
    wide = [name.replace("(", "（").replace(")", "）") for name in names]
    found = [next((kind for kind in kinds if kind in name), None) for name in wide]
    return {kind for kind in found if kind is not None} if None not in found else set()


def _listed(summed: Sequence[tuple[Said, tuple[Said, ...]]], place: int) -> list[Said]:
    """The parts after 其中 that are of the total's unit, up to the next total or the end of the brackets.

    A list inside the list divides one part, and its figures are no parts of the total; where it holds a single one,
    what follows may belong to either, and the list is taken no further.
    """
    total = summed[place][0]
    following = summed[place + 1 :]
    first = next((n for n, (one, _) in enumerate(following) if _of_one_unit(one, total)), None)
    if first is None or not any(_OPENS.search(one.lead) for one, _ in following[: first + 1]):
        return []
    if any(one.unit == total.unit for one, _ in following[:first]):
        return []
    depth = following[first][0].depth
    own = following[first][1]
    parts: list[Said] = []
    inner = Counter(id(above[0]) for _, above in following[first:] if len(above) > len(own))
    for one, above in following[first:]:
        if one.depth < depth or (own[:1] == (total,) and total not in above):
            break
        if one.depth > depth or not _of_one_unit(one, total):
            continue
        if parts and inner[id(above[0]) if len(above) > len(own) else 0] >= _FEWEST:
            continue
        if parts and _ends_before([each for each, _ in following], parts, one):
            break
        parts.append(one)
    if total.depth == depth and _nested(parts):
        return []
    return parts


def _ends_before(following: Sequence[Said], parts: Sequence[Said], one: Said) -> bool:
    """True if a list of parts is over before a figure: another is opened, or it has all kinds that there are."""
    # 人员经费A，主要包括：…；公用经费B: what 主要包括 lists holds no figure and is over.
    own = _ITEM.split(one.lead)[-1]
    if _OPENS.search(own) or _ADDED.search(own):
        return True
    if _ITEM.search(one.lead) and _is_whole([part.name for part in parts]):
        return True
    return len(parts) == 1 and _beside(following, parts[0], one)


def _is_whole(names: Sequence[str]) -> bool:
    """True for every kind of one whole, each once."""
    return any(len(names) == len(kinds) == len(_kinds_of(names, kinds)) for kinds in PARTITIONS)


_LONE = re.compile("其中(?![：:])")


def _beside(sayings: Sequence[Said], first: Said, second: Said) -> bool:
    """甲，其中乙；丙: unless 乙 and 丙 are kinds of one whole, 丙 may as well stand beside 甲."""
    start, end = sayings.index(first), sayings.index(second)
    opened = any(_LONE.search(one.lead) for one in sayings[: start + 1])
    over = any(_ITEM.search(one.lead) for one in sayings[start + 1 : end + 1])
    return opened and over and not _exclude_one_another([first.name, second.name])


def _nested(parts: Sequence[Said]) -> bool:
    """True where budget and final figures of the parts stand side by side, and no plain list."""
    return len({one.role for one in parts}) > 1 and any(one.role is Role.ACTUAL for one in parts)


def _of_one_unit(one: Said, total: Said) -> bool:
    return one.unit == total.unit or {one.unit, total.unit} <= {"元", "万"}


def _added_up(sayings: Sequence[Said], place: int) -> list[Said]:
    """The parts before 合计, back to the total that it repeats."""
    total = sayings[place]
    parts: list[Said] = []
    for one in reversed(sayings[:place]):
        if one.depth > total.depth:
            continue  # what brackets divide is a part of the part before them
        if not _of_one_unit(one, total) or one.depth != total.depth:
            break
        parts.insert(0, one)
        if _OPENS.search(one.lead):
            break
    # 甲，其中：乙、丙；丁，合计: which level is added up is not certain.
    inner = bool(parts) and _OPENS.search(parts[0].lead) is not None and "；" in total.lead.replace(";", "；")
    return parts if len(parts) >= _FEWEST and not inner else []


def _opens_after(context: Context, at: int, total: Said) -> bool:
    """True if a list of sentences follows: the total's sentence ends in 其中, or the next one opens with it."""
    chosen = context.meant[at]
    if chosen is not total:
        return False
    rest = context.passages[at].text[total.figures[-1].end :]
    following = context.passages[at + 1].text if at + 1 < len(context.passages) else ""
    return bool(re.search(r"其中[：:]?$|以下方面[：:]?$|如下[：:]?$|包括[：:]?$", rest.strip())) or bool(
        re.match(r"其中[，：:]?", following) and not re.search(r"[。]", rest[:-1])
    )


def _below(context: Context, at: int, total: Said) -> list[Said]:
    """The first figure of each item that follows: items under headings of one level, or the sentences of a list."""
    above = context.passages[at]
    parts: list[Said] = []
    items: set[tuple[str, ...]] = set()
    for place in range(at + 1, len(context.passages)):
        passage = context.passages[place]
        if passage.section[: len(above.section)] != above.section:
            break
        deeper = passage.section[len(above.section) :]
        levels = [one for one in context.sayings[place] if one.is_level and len(one.figures) == 1]
        # 年初预算A，支出决算B: what is added up is what the total is.
        levels = [one for one in levels if one.role is total.role] or levels
        if deeper:
            if deeper[:1] in items or not levels:
                continue
            items.add(deeper[:1])
            if heading_level(passage.text) is None or not _of_one_unit(levels[0], total):
                return []
            parts.append(levels[0])
        elif items:
            break
        elif levels and passage.text.startswith("其中"):
            return [one for one in levels if _of_one_unit(one, total) and one.depth == 0]
        elif levels:
            return []
    return parts


_ITEM = re.compile("[；;。]")
LONGEST_LIST = 8
"""Sentences that a list of kinds may run on for."""


def _apart(context: Context, at: int, total: Said) -> list[Said]:
    """The parts in the sentences after 其中：, where they are kinds that exclude one another, each named once.

    A quantity that opens a clause and is none of the kinds is another part, and then nothing is certain.
    """
    items: list[list[Said]] = []
    for place in range(at + 1, min(at + 1 + LONGEST_LIST, len(context.passages))):
        if context.passages[place].section != context.passages[at].section:
            break
        levels = [one for one in context.sayings[place] if one.is_level and one.unit == total.unit]
        for nth, one in enumerate(levels):
            if not nth or _ITEM.search(one.lead) or any(kind in one.name for kind in _KINDS):
                items.append([])
            items[-1].append(one)
        parts = [part for item in items if (part := _of_stage(item, total))]
        names = [part.name for part in parts]
        if len(parts) < len(items):
            break
        if any(len(names) == len(kinds) == len(_kinds_of(names, kinds)) for kinds in BY_CLAUSES):
            return parts
    return []


def _of_stage(item: Sequence[Said], total: Said) -> Said | None:
    """The figure of an item that is of the total's stage and year: budget beside budget, final figure beside final."""
    name, actual = item[0].name, [one for one in item if one.role is Role.ACTUAL]
    if total.role is Role.BUDGET:
        chosen = None if actual else item[0]
    else:
        chosen = actual[0] if actual else item[0] if item[0].role is Role.LEVEL else None
    if chosen is None or chosen.depth or len(chosen.figures) > 1 or per_head(chosen):
        return None
    year = year_in(_ITEM.split(chosen.lead)[-1])
    return evolve(chosen, name=name) if year in (None, total.year) else None
