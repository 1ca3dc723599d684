"""占比与完成率的表述 — a share with its part and its whole, a completion rate with its budget."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from govbudget.narrative.claim import Claim, Part, claim_at, part_of, refused
from govbudget.narrative.context import OPENS, Context, named_alike
from govbudget.narrative.outline import WHOLES, is_base
from govbudget.narrative.said import Role, Said, stripped
from govbudget.narrative.tokens import Token
from govbudget.narrative.wholes import gives, named_whole

__all__ = ["completion_claims", "share_claims"]

LONGEST_LIST = 60
"""Sentences that a list of parts may run on for."""

MOST_TRIED = 60
"""Quantities that are tried as the whole that a share may be of."""


def share_claims(context: Context, at: int, places: dict[str, int]) -> Iterator[Claim]:
    """The shares that one sentence states."""
    sayings = context.sayings[at]
    for place, share in enumerate(sayings):
        if share.role is not Role.SHARE:
            continue
        part = _in_a_row(sayings, place) or _part(context, at, place)
        for nth, token in enumerate(share.figures):
            claim = evolve(claim_at(context.passages[at], token, "share"), label=share.label)
            if isinstance(part, str):
                yield refused(claim, part)
                continue
            if len(part.figures) != len(share.figures):
                yield refused(claim, "并列的数个数不同,不能一一对应")
                continue
            whole = _whole(context, at, place, part, places)
            if isinstance(whole, str):
                yield refused(claim, whole)
                continue
            own = part_of("part", part.figures[nth], places, part.name)
            yield evolve(claim, inputs=(own, whole), name=part.name)


def _part(context: Context, at: int, place: int) -> Said | str:
    """The quantity whose share is stated: the one that the words before 占 name, or the figure directly before."""
    sayings = context.sayings[at]
    if share_of := _named_part(sayings, place):
        return share_of
    before = place - 1
    if sayings[place].label == "=":
        before -= 1
    if before >= 0 and sayings[before].is_level and _beside(sayings, place, before):
        return _last_or_all(context, at, place, before)
    if before >= 0 and sayings[before].role in (Role.COMPLETION, Role.RATE, Role.CHANGE):
        levels = [one for n, one in enumerate(sayings[:before]) if one.is_level and not is_base(sayings, n)]
        if levels and not re.search(r"[；;。]", sayings[place].lead):
            return levels[-1]
    return "占比之前没有数额"


_OWN_NAME = re.compile(
    r"(?:^|[，,；;：:。、（(）)])(?P<name>(?:[^，,；;：:。、（(）)]|[（(][^（(）)]*[）)])*?)(?:共|均|约|合计|总计|分别|各|比重|比例)*占[^占]*$"
)
_NAMELESS = re.compile(
    r"(?:[其这该此也并且只仅共均约各两二三四五项者类之和合计总计上述以及分别支出收入金额数额资金经费比重例决算预本年度，,\s]|其中)*"
)


def _beside(sayings: Sequence[Said], place: int, before: int) -> bool:
    """True where a share stands within the brackets of the figure before it, or in brackets right after it."""
    inner = sayings[before + 1].depth - sayings[before].depth
    opened = inner == 1 and _IN_BRACKETS.match(sayings[before + 1].lead)
    return sayings[place].depth - sayings[before].depth == (1 if opened else 0)


_IN_BRACKETS = re.compile(r"\s*[（(]")
_PURCHASES = ("货物", "工程", "服务")
"""货物采购授予中小企业合同金额 is a part of 授予中小企业合同金额, and not that sum."""


def _named_part(sayings: Sequence[Said], place: int) -> Said | str | None:
    """The quantity that 人员经费占60% names; a reason where the sentence holds none of that name."""
    share = sayings[place]
    words = sayings[place - 1].lead if share.label == "=" and place else share.lead
    match = _OWN_NAME.search(words)
    name = stripped(match["name"]) if match else ""
    if _NAMELESS.fullmatch(name):
        return None
    earlier = sayings[: place - 1 if share.label == "=" else place]
    kinds = {kind for kind in _PURCHASES if kind in name}
    named = [
        one
        for one in earlier
        if one.is_level
        and one.name
        and named_alike(name, one.name)
        and all(kind in one.name for kind in kinds)
    ]
    exact = [one for one in named if one.name == name] or named
    return exact[-1] if exact else f"上文没有“{name}”的数"


def _last_or_all(context: Context, at: int, place: int, before: int) -> Said | str:
    """The last part of a list, or the total above it: 其中货物150万元、服务250万元，占支出总计2000万元的20%."""
    sayings, lists = context.sayings[at], context.above[at]
    last, share = sayings[before], sayings[place]
    tops = [sayings[one] for one in lists[before] if sayings[one].unit == last.unit]
    if not tops or not share.label or len(share.figures) > 1 or len(last.figures) > 1:
        return last
    siblings = [n for n, one in enumerate(lists[:before]) if one == lists[before] and sayings[n].is_level]
    if not siblings or any(one.role is Role.SHARE for one in sayings[siblings[0] : before]):
        return last
    whole = _whole(context, at, place, last, {})
    if isinstance(whole, str):
        return last
    fitting = [one for one in (last, *tops) if gives(one, whole, share.figures[0])]
    return fitting[0] if fitting else "占比之前列有几项,不能确定占的是哪一项"


def _in_a_row(sayings: Sequence[Said], place: int) -> Said | None:
    """As many quantities as shares as one list: 收入A、收入B,分别占总收入C的x%和y%."""
    count = len(sayings[place].figures)
    run: list[Said] = []
    for one in reversed(sayings[: place - (sayings[place].label == "=")]):
        if not one.is_level or len(one.figures) > 1 or (run and one.unit != run[0].unit):
            break
        run.insert(0, one)
        if OPENS.search(one.lead):
            break
    if count == 1 or len(run) != count:
        return None
    return evolve(run[-1], figures=tuple(one.figures[0] for one in run), name="")


def _whole(context: Context, at: int, place: int, part: Said, places: dict[str, int]) -> Part | str:
    label = context.sayings[at][place].label
    if label == "=":
        return part_of("whole", context.sayings[at][place - 1].figures[-1], places)
    if label:
        return named_whole(context, at, place, part, places)
    opener = opening(context, at, place, part)
    if opener is None:
        return "没有写明占什么的比例"
    if _fits_better(context, at, place, part, opener):
        return "没有写明占什么的比例,同一标题下另有相合的合计"
    return part_of("whole", opener.figures[-1], places, opener.name)


def _fits_better(context: Context, at: int, place: int, part: Said, opener: Said) -> bool:
    """True where another total under the same heading gives the printed share, and the one that opens the list not."""
    share = context.sayings[at][place].figures[-1]
    if gives(part, part_of("whole", opener.figures[-1], {}), share):
        return False
    others = itertools.islice(_levels_around(context, at, place), MOST_TRIED)
    return any(
        one is not part and gives(part, part_of("whole", one.figures[-1], {}), share) for one in others
    )


def _levels_around(context: Context, at: int, place: int) -> Iterator[Said]:
    """The quantities of the sentence, nearest first, and of those before it under the same heading."""
    own, section = context.sayings[at], context.passages[at].section
    yield from (one for one in (*reversed(own[:place]), *own[place:]) if one.is_level)
    for earlier in context.backwards(at):
        if context.passages[earlier].section != section:
            return
        yield from (one for one in context.sayings[earlier] if one.is_level)


def opening(context: Context, at: int, place: int, part: Said) -> Said | None:
    """The total that opens the list in which a part stands: before 其中 in the sentence, or before the list."""
    return _opened_here(context, at, place, part) or _opened_before(context, at, part)


def _opened_here(context: Context, at: int, place: int, part: Said) -> Said | None:
    """The last total before a part after which the sentence opens a list."""
    sayings = context.sayings[at]
    for earlier in context.above[at][min(place, len(sayings) - 1)] if sayings else ():
        opener = sayings[earlier]
        if opener is not part and opener.depth <= part.depth and opener.unit == part.unit:
            return opener
    return None


def _opened_before(context: Context, at: int, part: Said) -> Said | None:
    """The total of the sentence that ends in 其中: above a list of sentences, or that the list follows."""
    passage = context.passages[at]
    for earlier in context.backwards(at)[:LONGEST_LIST]:
        above, sayings = context.passages[earlier], context.sayings[earlier]
        if above.section != passage.section[: len(above.section)]:
            return None
        if sayings and sayings[-1].role is Role.SHARE:
            if sayings[-1].label or (opener := _opened_here(context, earlier, len(sayings), part)):
                return None if sayings[-1].label else opener
            continue
        if part.unit not in context.totals[earlier]:
            continue
        last, chosen = context.totals[earlier][part.unit]
        opens = OPENS.search(above.text, last.figures[-1].end) or WHOLES.search(last.name)
        follows = any(OPENS.match(context.passages[one].text) for one in range(earlier + 1, at + 1))
        return chosen if opens or follows else None
    return None


_LABELS = (
    ("执行率", "全年预算"),
    ("执行率", "调整"),
    ("年初", "年初预算"),
    ("全年", "全年预算"),
    ("调整", "调整"),
    ("年度", "年度预算"),
)


def completion_claims(context: Context, at: int, places: dict[str, int]) -> Iterator[Claim]:
    """The completion rates that one sentence states."""
    sayings = context.sayings[at]
    for place, done in enumerate(sayings):
        if done.role is not Role.COMPLETION:
            continue
        for nth, token in enumerate(done.figures):
            claim = evolve(claim_at(context.passages[at], token, "completion"), label=done.label)
            bound = _budget_and_actual(sayings, place)
            if isinstance(bound, str):
                yield refused(claim, bound)
                continue
            budget, actual = (_figure(one, nth, done) for one in bound[:2])
            if budget is None or actual is None:
                yield refused(claim, "并列的数个数不同,不能一一对应")
                continue
            others = tuple(part_of("other_budget", one.figures[0], places, one.label) for one in bound[2])
            yield evolve(
                claim,
                inputs=(part_of("budget", budget, places), part_of("actual", actual, places), *others),
                name=bound[1].name,
            )


def _figure(said: Said, nth: int, done: Said) -> Token | None:
    if len(said.figures) == len(done.figures):
        return said.figures[nth]
    return said.figures[0] if len(said.figures) == 1 else None


def _lacking(before: Sequence[Said], *, actual: bool) -> str:
    """Why a rate has no budget or no final figure: none is stated, or another rate stands between."""
    if not actual:
        return "本句没有预算数"
    stated = any(one.role in (Role.ACTUAL, Role.LEVEL) for one in before)
    return "不能确定前面的决算数是否属于这个完成率" if stated else "本句没有决算数"


_RATE_ALONE = re.compile(r"[，,；;、\s]*(?:并|且|和|均|分别|占|为|达到?)*(?:完成[^，,；;]*)?")


def _same_sum(done: Said, before: Said) -> bool:
    """True for 完成年初预算的67.5%，完成调整预算的90%: a second rate of one sum, by another budget that it names."""
    named = any(sign in done.label for sign, _ in _LABELS if sign != "执行率")
    return named and done.label != before.label and _RATE_ALONE.fullmatch(done.lead) is not None


def _budget_and_actual(sayings: Sequence[Said], place: int) -> tuple[Said, Said, tuple[Said, ...]] | str:
    """Budget and final figure of the run of figures that the rate closes, and the budgets that it does not mean."""
    label = sayings[place].label
    if label == "=":
        actual = next((one for one in reversed(sayings[: place - 1]) if one.is_level), None)
        return (sayings[place - 1], actual, ()) if actual else "完成率之前没有决算数"
    run: list[Said] = []
    for one in reversed(sayings[:place]):
        if one.role is Role.COMPLETION and not run and _same_sum(sayings[place], one):
            continue
        if one.role in (Role.COMPLETION, Role.SHARE):
            break
        run.append(one)
        if re.search(r"其中|[；;。]", one.lead):
            break
    budgets = [one for one in run if one.role is Role.BUDGET]
    actuals = [one for one in run if one.role is Role.ACTUAL] or [
        one for one in run if one.role is Role.LEVEL
    ][:1]
    if not budgets or not actuals:
        return _lacking(sayings[:place], actual=not actuals)
    meant = [one for sign, wanted in _LABELS if sign in label for one in budgets if wanted in one.label]
    if not meant and any(sign in label for sign, _ in _LABELS):
        meant = [one for one in budgets if one.label == "预算"]
        meant = meant or (budgets if label == "执行率" else [])
    elif not meant and len({one.figures for one in budgets}) == 1:
        meant = budgets
    if len({tuple((f.number, f.unit) for f in one.figures) for one in meant}) != 1:
        return f"不能确定“{label or '预算'}”是哪一个预算数"
    return (
        meant[0],
        actuals[0],
        tuple(one for one in budgets if one is not meant[0] and one.label != meant[0].label),
    )
