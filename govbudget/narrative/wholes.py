"""占比的整体 — which quantity is the whole that a share names."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve

from govbudget.narrative.claim import Part, part_of
from govbudget.narrative.context import Context, latest, plain_name
from govbudget.narrative.outline import WHOLES
from govbudget.narrative.said import Role, Said
from govbudget.narrative.tokens import Token

__all__ = ["gives", "named_whole"]


def named_whole(context: Context, at: int, place: int, part: Said, places: dict[str, int]) -> Part | str:
    """The whole that a share names: in this sentence, under this heading, or anywhere before, under that very name.

    Another heading may speak of another fund: what it names is the whole only where the share says so too.
    """
    share = context.sayings[at][place]
    label = share.label
    own = _own_list(context, at, part)
    here = [one for n, one in enumerate(context.sayings[at][:place]) if n not in own and _may_be(label, one)]
    if one := _best(label, here, context, at, part):
        rivals = {(other.figures[-1].number, other.figures[-1].unit) for other in here}
        chosen = part_of("whole", one.figures[-1], places, label)
        if _is_exact(label, one.name) or len(rivals) == 1 or _given(share, part, chosen):
            return chosen
    if "三公" in label and (summed := _three_public(context.sayings[at], places)):
        return summed
    nearest, elsewhere = _nearest(context, at, label)
    if not nearest:
        return f"没有找到“{label}”的数"
    latest_told = latest(nearest)
    if len({(one.figures[0].number, one.figures[0].unit) for one in latest_told}) > 1:
        return f"“{label}”有几个不同的数"
    whole = part_of("whole", latest_told[-1].figures[0], places, label)
    certain = not elsewhere or WHOLES.search(label) or any(gives(part, whole, one) for one in share.figures)
    return whole if certain else f"“{label}”的数在另一标题之下,不能确定是同一口径"


def _nearest(context: Context, at: int, label: str) -> tuple[list[Said], bool]:
    """The quantities of that name in the nearest sentence before that states any, and whether under another heading."""
    section = context.passages[at].section
    nearest: list[Said] = []
    elsewhere = False
    for earlier in context.backwards(at):
        found = [one for one in context.sayings[earlier] if one.is_level and len(one.figures) == 1]
        apart = _parts_of(context, earlier, label)
        named = [one for one in found if one not in apart and _may_be(label, one)]
        within = context.passages[earlier].section == section
        exact = [one for one in named if _is_exact(label, one.name)]
        if exact and within:
            return exact, False
        if named and not nearest:
            nearest, elsewhere = exact or named, not within
        if nearest and not within:
            break
        if not WHOLES.search(label) and context.passages[earlier].section[:2] != section[:2]:
            break
    return nearest, elsewhere


def _may_be(label: str, one: Said) -> bool:
    return one.is_level and _is_whole(label, one.name)


def _own_list(context: Context, at: int, part: Said) -> frozenset[int]:
    """The places of the part, of the items of its list, and of what is said to be a part of the same whole."""
    sayings, lists = context.sayings[at], context.above[at]
    parts = [n for n, one in enumerate(sayings) if set(one.figures) & set(part.figures)]
    listed = {lists[n] for n in parts if lists[n]}
    items = {n for n, above in enumerate(lists) if any(above[-len(own) :] == own for own in listed)}
    return frozenset({*parts, *items})


def _parts_of(context: Context, at: int, label: str) -> list[Said]:
    """The quantities of a sentence whose share of the same whole is stated there."""
    sayings = context.sayings[at]
    shared = [n for n, one in enumerate(sayings) if one.role is Role.SHARE and one.label == label]
    return [sayings[n - 1] for n in shared if n and sayings[n - 1].is_level]


def _best(label: str, here: Sequence[Said], context: Context, at: int, part: Said) -> Said | None:
    """The quantity of that very name, else the one that opens the list of the part, else the last."""
    shared = _parts_of(context, at, label)
    if exact := latest([one for one in here if _is_exact(label, one.name)]):
        return exact[-1]
    sayings, lists = context.sayings[at], context.above[at]
    tops = {
        above for n, one in enumerate(sayings) if set(one.figures) & set(part.figures) for above in lists[n]
    }
    opened = [one for one in here if any(one is sayings[n] for n in tops)]
    others = latest([one for one in here if one not in shared])
    return opened[-1] if opened else others[-1] if others else None


def _given(share: Said, part: Said, whole: Part) -> bool:
    """True if one of the shares is what its part is of the whole."""
    return any(
        gives(evolve(part, figures=(figure,)), whole, printed)
        for figure, printed in zip(part.figures, share.figures, strict=False)
    )


_PLAIN = re.compile(r"^(?:本部门|本单位|部门|单位)|本年度?|当年|全年|年度|决算|[“”\"的]")


@functools.lru_cache(maxsize=4096)
def _is_exact(label: str, name: str) -> bool:
    """True if a name is the whole's own, but for the year and the stage."""
    return _PLAIN.sub("", label) == _PLAIN.sub("", name)


def gives(part: Said, whole: Part, share: Token) -> bool:
    """True if part ÷ whole prints as the share, to its places."""
    above, below = part.figures[-1].amount, whole.amount
    if (
        above is None
        or whole.unit not in _MONEY
        or not below.fen
        or share.number is None
        or share.value is None
    ):
        return False
    half = Fraction(1, 2 * 10**share.value.places)
    return abs(Fraction(above.fen * 100, below.fen) - share.number) <= half


@functools.lru_cache(maxsize=4096)
def _is_whole(label: str, name: str) -> bool:
    """True if a quantity's name is the whole's, whatever office or year stands before it."""
    wanted, given = (plain_name(words).replace("支出总计", "支出总") for words in (label, name))
    summed = [sign for sign in ("合计", "总计") if sign in label]
    if wanted in ("收入", "支出"):
        return name.endswith(label) or (given == wanted and _funds(name) <= _funds(label))
    return bool(wanted) and given.endswith(wanted) and all(sign in _settled(name) for sign in summed)


def _funds(name: str) -> set[str]:
    """What a bare 收入 or 支出 is narrowed to: 项目支出 is no 财政拨款支出, and 财政拨款收入 not all of 本年收入."""
    return {fund for fund in ("财政拨款", "一般公共", "政府性基金", "国有资本") if fund in name}


def _settled(name: str) -> str:
    """总计 counts what was carried over and 合计 does not; 总预算 is the 总计 of a budget."""
    return name.replace("总预算", "总计").replace("总额", "合计")


_MONEY = ("元", "万元", "亿元")
_THREE = (re.compile("因公出国"), re.compile("公务用?车"), re.compile("公务接待"))


def _three_public(sayings: Sequence[Said], places: dict[str, int]) -> Part | None:
    """“三公”经费 as the sum of its three kinds, where a sentence states all three and their total nowhere."""
    levels = [one for one in sayings if one.is_level and one.unit == "元" and len(one.figures) == 1]
    kinds = [[one for one in levels if kind.search(one.name)] for kind in _THREE]
    if any(len(found) != 1 for found in kinds):
        return None
    parts = [part_of("part", found[0].figures[0], places) for found in kinds]
    if len({part.unit for part in parts}) > 1:
        return None
    total = sum((part.number for part in parts), Fraction(0))
    most = max(part.places for part in parts)
    origin = tuple(token for part in parts for token in part.origin)
    unit = parts[0].unit
    return Part("whole", f"{_decimal(total, most)}{unit}", total, unit, most, "“三公”经费", origin)


def _decimal(value: Fraction, most: int) -> str:
    """The number without trailing zeros."""
    scaled = int(value * 10**most)
    whole, rest = divmod(abs(scaled), 10**most)
    digits = f"{rest:0{most}}".rstrip("0") if most else ""
    return f"{'-' if scaled < 0 else ''}{whole}{'.' if digits else ''}{digits}"
