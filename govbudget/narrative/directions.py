"""大小与增减的说法 — 决算数大于预算数, 由A增加到B, 与上年持平: words against the figures that stand beside them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from govbudget.narrative.claim import Claim, Part, claim_at, part_of
from govbudget.narrative.comparing import FLAT
from govbudget.narrative.context import Context, named_alike
from govbudget.narrative.outline import OPENS
from govbudget.narrative.said import DOWN, UP, Role, Said, stripped
from govbudget.narrative.tokens import Kind

__all__ = ["direction_claims"]


def direction_claims(context: Context, at: int, places: dict[str, int]) -> Iterator[Claim]:
    """What one sentence says of the direction between two figures that are printed."""
    yield from _beside_the_budget(context, at, places)
    yield from _from_and_to(context, at, places)
    yield from _beside_the_year_before(context, at, places)
    yield from _flat_and_moved(context, at, places)
    yield from _flat_for_a_reason(context, at)


_UP = r"增加|增长|上升|提高"
_DOWN = r"减少|下降|降低|缩减|压减"
_FLAT = r"持平|一致|相同|相等"
_HEDGED = r"(?<!基本)(?<!大致)(?<!大体)(?<!总体)(?<!略)"

_BUDGET = re.compile(
    rf"(?P<subject>[^，,；;：:。]*?)(?:支出|收入)?(?:决算|执行|支出)数?"
    rf"(?:(?:(?P<up>大于|高于|超过|多于)|(?P<down>小于|低于|少于))(?P<label>年初|全年|调整后?)?预算数?"
    rf"|(?:与|和|同)(?P<flat_label>年初|全年|调整后?)?预算数?(?:相比)?{_HEDGED}(?P<flat>{_FLAT}))"
    r"(?=的|[，,；;。：:]|主要|$)"
)


def _beside_the_budget(context: Context, at: int, places: dict[str, int]) -> Iterator[Claim]:
    """决算数大于预算数: the sums or the completion rate of the same part of the sentence, else of the one before."""
    passage = context.passages[at]
    for match in _BUDGET.finditer(passage.text):
        direction = UP if match["up"] else DOWN if match["down"] else FLAT
        label = match["label"] or match["flat_label"] or ""
        start = max(passage.text.rfind(mark, 0, match.start()) for mark in "；;") + 1
        here = [one for one in context.sayings[at] if start <= one.figures[0].start < match.start()]
        pair = here
        if not here and not start:
            pair = list(context.sayings[at - 1]) if _goes_on(context, at) else []
        terms = _terms(pair, label, stripped(match["subject"]), places)
        if terms is None:
            continue
        yield _claim(
            context, at, match[0].removeprefix(match["subject"]), direction, terms, stripped(match["subject"])
        )


def _goes_on(context: Context, at: int) -> bool:
    """True where the sentence before states its figures under the same heading."""
    return at > 0 and context.passages[at - 1].section == context.passages[at].section


def _terms(
    sayings: Sequence[Said], label: str, subject: str, places: dict[str, int]
) -> tuple[Part, Part] | None:
    """决算数 and 预算数, or the completion rate and 100 %; `None` where there may be several of a kind."""
    levels = [one for one in sayings if one.is_level or one.role is Role.COMPLETION]
    if any(OPENS.search(one.lead) for one in sayings) or any(len(one.figures) > 1 for one in levels):
        return None
    budgets = [one for one in levels if one.role is Role.BUDGET]
    finals = [one for one in levels if one.role in (Role.ACTUAL, Role.LEVEL) and one.unit == "元"]
    rates = [one for one in levels if one.role is Role.COMPLETION]
    if len(budgets) > 1 or len(finals) != 1 or len(rates) > 1 or len(levels) > 3:  # noqa: PLR2004 - one of each
        return None
    if subject and not named_alike(subject, finals[0].name) and not named_alike(subject, levels[0].name):
        return None
    if any(one.label == "执行率" or not _fits(label, one.label) for one in (*budgets, *rates)):
        return None
    final = part_of("current", finals[0].figures[0], places, "决算数")
    found = []
    if budgets:
        found.append((final, part_of("prior", budgets[0].figures[0], places, "预算数")))
    if rates:
        rate = part_of("current", rates[0].figures[0], {}, "完成率")
        found.append((rate, evolve(rate, role="prior", number=Fraction(100), text="100%", name="")))
    apart = {one.number > other.number for one, other in found if _unlike(one, other)}
    return found[0] if found and len(apart) == 1 else None


def _fits(said: str, label: str) -> bool:
    """True unless one names the budget of the beginning and the other another."""
    stage = re.search("年初|全年|调整", label)
    return not said or stage is None or said[:2] == stage[0]


def _unlike(one: Part, other: Part) -> bool:
    return one.number != other.number


def _claim(  # noqa: PLR0913, PLR0917 - the words, what they say, and the figures
    context: Context,
    at: int,
    printed: str,
    direction: int,
    terms: tuple[Part, Part],
    name: str,
) -> Claim:
    passage = context.passages[at]
    value = evolve(terms[0], role="published", text=printed)
    return Claim(
        "direction",
        passage.page_at(0),
        passage.section,
        passage.sentence,
        passage.text,
        printed,
        value,
        terms,
        direction,
        name=name,
    )


_FROM = re.compile(r"(?:由|从)[^，,；;。由从]*$")
_TO = re.compile(
    rf"(?:[，,])?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:到|至|为)(?:了|本年度?的?|今年的?|(?:19|20)[0-9]{{2}}\s*年度?的?)?\s*"
)


def _from_and_to(context: Context, at: int, places: dict[str, int]) -> Iterator[Claim]:
    """由上年的80万元增加到70万元."""
    passage = context.passages[at]
    figures = [one for one in passage.tokens if one.kind in (Kind.AMOUNT, Kind.COUNT, Kind.PERCENT)]
    for before, after in itertools.pairwise(figures):
        words = _TO.fullmatch(passage.text, before.end, after.start)
        if words is None or not _FROM.search(passage.text[: before.start]):
            continue
        money = (before.kind, after.kind) == (Kind.AMOUNT, Kind.AMOUNT)
        if before.number is None or after.number is None or not (money or before.unit == after.unit):
            continue
        terms = (part_of("current", after, places, "后来的"), part_of("prior", before, places, "原来的"))
        yield evolve(
            claim_at(passage, after, "direction"),
            published=words[0].strip("，, "),
            inputs=terms,
            direction=UP if words["up"] else DOWN,
        )


_WITHOUT_SUM = re.compile(
    rf"(?:[，,])?(?:相比|比较)?(?:有所|略有|明显|大幅|小幅)?(?:(?P<up>{_UP})|(?P<down>{_DOWN})|{_HEDGED}(?P<flat>{_FLAT}))(?=[，,。；;]|$)"
)


def _beside_the_year_before(context: Context, at: int, places: dict[str, int]) -> Iterator[Claim]:
    """支出决算88万元，较上年决算数80万元有所减少: this year's figure and last year's, and no change printed."""
    passage, sayings = context.passages[at], context.sayings[at]
    for place, (now, before) in enumerate(itertools.pairwise(sayings)):
        words = _WITHOUT_SUM.match(passage.text, before.figures[0].end)
        plain = (
            len(now.figures) == len(before.figures) == 1
            and now.unit == before.unit
            and now.depth == before.depth
        )
        alone = not place or bool(re.search("[；;]", now.lead))
        if words is None or not plain or not alone or before.role is not Role.PRIOR or not now.is_level:
            continue
        if now.role is Role.PRIOR or not re.fullmatch(
            r"[，,]?\s*(?:与|比|较|同|和)(?:上年|去年|(?:19|20)[0-9]{2}\s*年)(?:度|的|同期|决算|预算|执行|支出|收入|总额|数|为)*\s*",
            before.lead,
        ):
            continue
        terms = (
            part_of("current", now.figures[0], places, now.name),
            part_of("prior", before.figures[0], places, "上年数"),
        )
        direction = UP if words["up"] else DOWN if words["down"] else FLAT
        yield evolve(
            claim_at(passage, now.figures[0], "direction"),
            published=words[0].strip("，, "),
            inputs=terms,
            direction=direction,
            name=now.name,
        )


_YEAR = r"(?:上年|去年|上一年|(?:19|20)[0-9]{2}\s*年)"
_AND_MOVED = re.compile(
    rf"(?:与|和|同|较|比){_YEAR}(?P<base>[^，,；;。]*?){_HEDGED}(?P<flat>{_FLAT})[，,]\s*"
    rf"(?:同比|即|共)?(?:{_UP}|{_DOWN})(?:了|额)?(?:约?为)?\s*$"
)
_MOVED = re.compile(rf"{_YEAR}[^，,；;。]*?(?:{_UP}|{_DOWN})(?:了|额)?(?:约?为)?\s*$")
_THEN_FLAT = re.compile(
    rf"[，,]\s*(?:与|和|同|较|比){_YEAR}(?P<base>[^，,；;。]*?){_HEDGED}(?P<flat>{_FLAT})(?=[，,；;。]|$)"
)


def _flat_and_moved(context: Context, at: int, places: dict[str, int]) -> Iterator[Claim]:
    """与上年持平，增加5万元 and 比上年增加5万元，与上年持平: no change, and a change, of one thing."""
    passage = context.passages[at]
    for said in context.sayings[at]:
        if said.role not in (Role.CHANGE, Role.RATE) or len(said.figures) > 1 or said.unit not in ("元", "%"):
            continue
        token = said.figures[0]
        words = _AND_MOVED.search(said.lead)
        if words is None and _MOVED.search(said.lead):
            words = _THEN_FLAT.match(passage.text, token.end)
        if words is None:
            continue
        moved = "增减" if said.direction is None else "增加" if said.direction > 0 else "减少"
        change = part_of("current", token, places, moved)
        nothing = evolve(change, role="prior", number=Fraction(0), text="0", name="")
        yield evolve(
            claim_at(passage, token, "direction"),
            published=words["flat"],
            inputs=(change, nothing),
            direction=FLAT,
            name=said.name,
        )


_SAID_FLAT = re.compile(rf"{_YEAR}[^；;。]*{_HEDGED}持平。?$")
_REASON = re.compile(r"(?:主要)?原因(?:是|为|：|:)+")
_OUTCOME = re.compile(
    rf"等(?:原因|因素|影响)(?:导致|致使|使得|使|影响|共同)*[^，,；;。]{{0,6}}?(?:{_UP}|{_DOWN})(?:了)?(?:支付|支出|收入|经费)?[。；;]?$"
)


def _flat_for_a_reason(context: Context, at: int) -> Iterator[Claim]:
    """与上年持平, for a reason that ends in 等原因减少支付: what the reason explains is no standing still."""
    passage = context.passages[at]
    if _SAID_FLAT.search(passage.text) is None:
        return
    told = ""
    for following in context.passages[at + 1 : at + 3]:
        if following.section != passage.section or not (told or _REASON.match(following.text)):
            break
        told += following.text
        if told[-1] in "。；;":
            break
    reason = _REASON.sub("", told, count=1)
    moved = {bool(re.match(_UP, word)) for word in re.findall(f"{_UP}|{_DOWN}", reason)}
    if len(moved) != 1 or not _OUTCOME.search(reason):
        return
    nothing = Part("published", "持平", Fraction(0), "", 0)
    yield Claim(
        "direction",
        passage.page_at(0),
        passage.section,
        passage.sentence,
        passage.text,
        "持平",
        nothing,
        direction=FLAT,
        because=reason.rstrip("。；;"),
    )
