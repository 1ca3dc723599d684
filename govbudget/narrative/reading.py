"""读取表述 — every figure that the prose of a document claims, in order; what no grammar binds is listed with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from govbudget.narrative.awards import award_claims
from govbudget.narrative.changes import change_claims
from govbudget.narrative.claim import KINDS, SAME, Claim, Part, claim_at, refused, working_places
from govbudget.narrative.context import Context
from govbudget.narrative.directions import direction_claims
from govbudget.narrative.grades import grade_claims
from govbudget.narrative.passages import Passage
from govbudget.narrative.ratios import completion_claims, share_claims
from govbudget.narrative.repeats import repeat_claims
from govbudget.narrative.said import Role
from govbudget.narrative.scores import score_claims
from govbudget.narrative.sums import sum_claims
from govbudget.narrative.three_public import three_public_claims

__all__ = ["KINDS", "SAME", "Claim", "Part", "read_claims"]

_GRAMMARS: tuple[Callable[[Context, int, dict[str, int]], Iterator[Claim]], ...] = (
    change_claims,
    share_claims,
    completion_claims,
    sum_claims,
    repeat_claims,
    score_claims,
    three_public_claims,
    grade_claims,
    award_claims,
    direction_claims,
)

UNBOUND = "没有识别出这个百分比说的是什么"


def read_claims(passages: Sequence[Passage]) -> tuple[Claim, ...]:
    """The claims of all sentences in order.

    >>> from govbudget.narrative.passages import read_passages
    >>> claim, = read_claims(read_passages(["支出合计200万元，其中：基本支出50万元，占25%。"]))
    >>> claim.kind, [part.text for part in claim.inputs]
    ('share', ['50万元', '200万元'])
    """
    context = Context(tuple(passages))
    places = working_places(passages)
    claims: list[Claim] = []
    for at in range(len(passages)):
        found = [claim for grammar in _GRAMMARS for claim in grammar(context, at, places)]
        found = [
            evolve(one, because=_because(passages, at, one)) if one.kind == "change" else one for one in found
        ]
        claims += [*found, *_unbound(context, at)]
    return tuple(_with_siblings(claims))


def _unbound(context: Context, at: int) -> Iterator[Claim]:
    """Percentages whose words say neither share nor change nor completion."""
    for said in context.sayings[at]:
        if said.role is Role.OTHER and said.unit == "%":
            for token in said.figures:
                yield refused(claim_at(context.passages[at], token, "share"), UNBOUND)


_REASON = re.compile(r"(?:主要)?原因(?:是|为|：|:)+[：:]?(?P<why>[^。；;]+)")


def _because(passages: Sequence[Passage], at: int, claim: Claim) -> str:
    """The reason that the sentence gives after its figure, or that the next sentence gives."""
    own = passages[at].text
    rest = own[own.rfind(claim.published.rstrip("%％")) :]
    if match := _REASON.search(rest):
        return match["why"]
    following = passages[at + 1] if at + 1 < len(passages) else None
    if following is None or following.section != passages[at].section:
        return ""
    match = _REASON.match(following.text)
    return match["why"] if match else ""


def _with_siblings(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Shares with the shares of the same list: of one whole, under one heading, each part once."""
    lists: dict[tuple[object, ...], dict[str, Fraction]] = {}
    for claim in claims:
        if claim.kind == "share" and claim.value and claim.inputs:
            lists.setdefault(_list_of(claim), {}).setdefault(claim.name, claim.value.number)
    for claim in claims:
        key = _list_of(claim)
        yield evolve(claim, siblings=tuple(lists[key].values())) if claim.inputs and key in lists else claim


def _list_of(claim: Claim) -> tuple[object, ...]:
    whole = claim.part("whole")
    return (claim.section, claim.label, whole and (whole.number, whole.unit))
