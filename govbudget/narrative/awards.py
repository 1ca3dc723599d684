"""政府采购的界限 — 小微企业 are part of 中小企业, and both of all purchases (DOMAIN N-10b), by sums and by shares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import evolve

from govbudget.narrative.claim import Claim, claim_at, part_of
from govbudget.narrative.context import Context
from govbudget.narrative.said import Role, Said

__all__ = ["award_claims"]

FARTHEST = 4
"""Sentences back to the sum that a part belongs to, under one heading."""

_SMALL = r"(?:中小企业|中小微企业|中型、?小型和?微型企业)"
_MICRO = r"(?:小微企业|小型和?、?微型企业|小型微型企业)"
_OWN = r"(?:[^，,；;：:。、]{0,40}?(?:19|20)[0-9]{2}\s*年(?:度)?|其中|本年度?|[本我](?:部门|单位|局|委|办|厅|院|校)|[，,：:（(）)\s])*"
_SUM = r"(?:为|是|共计|共|达到?|：|:|\s)*"
_NAMES = {
    "total": rf"{_OWN}政府采购(?:支出|合同|金额)*(?:总额|总金额|合计|金额)(?:[（(]以合同签订为准[）)])?{_SUM}",
    "small": rf"{_OWN}(?:政府采购)?授予{_SMALL}的?合同(?:总?金额|总?额){_SUM}",
    "micro": rf"{_OWN}(?:政府采购)?授予{_MICRO}的?合同(?:总?金额|总?额){_SUM}",
    "planned": rf"{_OWN}政府采购(?:支出)?预算(?:总额|总金额|金额)?{_SUM}",
    "reserved": rf"{_OWN}(?:面向|为){_SMALL}预留的?(?:政府采购)?(?:项目|份额)?(?:的)?预算(?:总?金额|总?额)?{_SUM}",
    "reserved_micro": rf"[，,；;：:]?其中[，,：:]?(?:面向|为)?(?:预留给)?{_MICRO}(?:预留)?的?(?:政府采购)?(?:项目|份额)?(?:的)?预算(?:总?金额|总?额)?{_SUM}",
    "won": rf"{_OWN}在?面向{_SMALL}预留的?政府采购项目中[，,]由{_SMALL}(?:供应商)?(?:中标|成交|或|和|、)+的?[，,]?(?:采购|合同)金额{_SUM}",
    "won_elsewhere": rf"[；;，,。\s]*在?其他政府采购项目中[，,]由{_SMALL}(?:供应商)?(?:中标|成交|或|和|、)+的?[，,]?(?:采购|合同)金额{_SUM}",
}
_WORDS = {name: re.compile(words) for name, words in _NAMES.items()}
_CALLED = {
    "total": "政府采购总额",
    "small": "授予中小企业合同金额",
    "micro": "授予小微企业合同金额",
    "planned": "政府采购预算",
    "reserved": "面向中小企业预留的预算",
    "reserved_micro": "其中预留给小微企业的预算",
    "won": "预留项目中中小企业的中标金额",
    "won_elsewhere": "其他项目中中小企业的中标金额",
}
_LIMITS = (
    ("micro", (), "small"),
    ("small", (), "total"),
    ("reserved_micro", (), "reserved"),
    ("reserved", (), "planned"),
    ("won_elsewhere", ("won",), "total"),
)
"""What belongs to what; what is won in reserved projects and in the others are two parts of all that is bought."""

_BASE = re.compile(r"政府采购(?:支出|合同)?(?:总额|总金额|金额|总量)")


def award_claims(context: Context, at: int, places: dict[str, int]) -> Iterator[Claim]:
    """The parts of a sentence against the wholes that it or the sentences before it state."""
    if "企业" not in context.passages[at].text or "采购" not in _around(context, at):
        return
    told = _told(context, at)
    if told is None:
        return
    for name, beside, whole in _LIMITS:
        if {name, whole, *beside} <= told.keys() and told[name][0] == at:
            yield _limit(context, at, name, beside, whole, told, places)
    if not {"micro", "small"} <= told.keys():
        yield from _shares(context, at, places)


def _around(context: Context, at: int) -> str:
    passage = context.passages[at]
    return "".join(passage.section[-1:]) + "".join(
        context.passages[place].text for place in _near(context, at)
    )


def _near(context: Context, at: int) -> list[int]:
    """The sentence and those before it under the same heading, in order."""
    own = context.passages[at].section
    first = at
    while first and at - first < FARTHEST and context.passages[first - 1].section == own:
        first -= 1
    return list(range(first, at + 1))


def _named(said: Said) -> str | None:
    """The sum of the purchases that the words before a figure name."""
    steps = re.split(r"[；;。]", said.lead)[-1]
    last = re.split(r"[，,：:]", steps)[-1]
    for name, words in _WORDS.items():
        if words.fullmatch(steps) or words.fullmatch(said.lead) or words.fullmatch(last):
            return name
    return None


def _told(context: Context, at: int) -> Mapping[str, tuple[int, Said]] | None:
    """Each sum of the purchases; `None` where one is told twice, of several bodies or years."""
    told: dict[str, tuple[int, Said]] = {}
    for place in _near(context, at):
        for said in context.sayings[place]:
            if said.unit != "元" or len(said.figures) > 1 or not said.is_level or said.role is Role.PRIOR:
                continue
            name = _named(said)
            if name is None:
                continue
            if name in told and told[name][1].figures[0].amount != said.figures[0].amount:
                return None
            told.setdefault(name, (place, said))
    return told


def _limit(  # noqa: PLR0913, PLR0917 - a part, what stands beside it, and the whole
    context: Context,
    at: int,
    name: str,
    beside: tuple[str, ...],
    whole: str,
    told: Mapping[str, tuple[int, Said]],
    places: dict[str, int],
) -> Claim:
    token = told[name][1].figures[0]
    return evolve(
        claim_at(context.passages[at], token, "limit"),
        value=part_of("published", token, places),
        inputs=(
            *(part_of("part", told[one][1].figures[0], places, _CALLED[one]) for one in beside),
            part_of("whole", told[whole][1].figures[0], places, _CALLED[whole]),
        ),
        name=_CALLED[name],
    )


_SHARE = {
    "small": re.compile(rf"授予{_SMALL}[^，,；;。]*?合同(?:总?金额|总?额)"),
    "micro": re.compile(rf"授予{_MICRO}[^，,；;。]*?合同(?:总?金额|总?额)"),
}


def _shares(context: Context, at: int, places: dict[str, int]) -> Iterator[Claim]:
    """占政府采购支出总额的80%, 其中授予小微企业…占政府采购支出总额的90%: of one whole the part has the smaller share."""
    shares: dict[str, list[Said]] = {"small": [], "micro": []}
    current = None
    for said in context.sayings[at]:
        found = [(match.end(), name) for name, words in _SHARE.items() for match in words.finditer(said.lead)]
        current = max(found)[1] if found else current
        if current and said.role is Role.SHARE and _BASE.search(said.label) and len(said.figures) == 1:
            shares[current].append(said)
    if [len(said) for said in shares.values()] != [1, 1]:
        return
    small, micro = shares["small"][0].figures[0], shares["micro"][0].figures[0]
    yield evolve(
        claim_at(context.passages[at], micro, "limit"),
        inputs=(part_of("whole", small, places, "授予中小企业合同金额占比"),),
        name="授予小微企业合同金额占比",
    )
