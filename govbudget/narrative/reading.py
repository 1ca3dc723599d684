"""读取表述 — every figure of the prose of a document and what it claims, in order; what is not bound is told, too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from attrs import evolve, field, frozen

from govbudget.narrative.awards import award_claims
from govbudget.narrative.changes import change_claims
from govbudget.narrative.claim import KINDS, SAME, Claim, Part, claim_at, refused, working_places
from govbudget.narrative.context import Context
from govbudget.narrative.directions import direction_claims
from govbudget.narrative.grades import grade_claims
from govbudget.narrative.passages import Passage
from govbudget.narrative.printed import PrintedFigure, printed_figures
from govbudget.narrative.ratios import completion_claims, share_claims
from govbudget.narrative.repeats import repeat_claims
from govbudget.narrative.said import Role
from govbudget.narrative.scores import score_claims
from govbudget.narrative.sums import sum_claims
from govbudget.narrative.three_public import three_public_claims

__all__ = ["KINDS", "SAME", "Claim", "Part", "PrintedFigure", "Reading", "read_claims"]

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


@frozen
class Reading:
    """读数 — what was read of a document's prose: every figure in the order of the text, and every claim.

    A figure knows the claims that use it; a figure that none uses is only stated.

    >>> from govbudget.narrative.passages import read_passages
    >>> reading = Reading.of(read_passages(["支出合计200万元，其中：基本支出50万元，占25%，有车3辆。"]))
    >>> [(figure.text, figure.uses) for figure in reading.figures]
    [('200万元', ((0, 'whole'),)), ('50万元', ((0, 'part'),)), ('25%', ((0, 'published'),)), ('3辆', ())]
    >>> [figure.text for figure in reading.stated]
    ['3辆']
    """

    claims: tuple[Claim, ...] = field(metadata={"zh": "表述"})
    figures: tuple[PrintedFigure, ...] = field(repr=False, metadata={"zh": "数"})

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> Reading:
        """Read the sentences of a document."""
        context = Context(tuple(passages))
        claims = tuple(_with_siblings(list(_claims(context))))
        return cls(claims, tuple(printed_figures(context, claims)))

    @property
    def stated(self) -> tuple[PrintedFigure, ...]:
        """陈述的数 — the figures that no claim uses, those whose unit was not recognised among them."""
        return tuple(figure for figure in self.figures if not figure.uses)


def read_claims(passages: Sequence[Passage]) -> tuple[Claim, ...]:
    """The claims of all sentences in order.

    >>> from govbudget.narrative.passages import read_passages
    >>> claim, = read_claims(read_passages(["支出合计200万元，其中：基本支出50万元，占25%。"]))
    >>> claim.kind, [part.text for part in claim.inputs]
    ('share', ['50万元', '200万元'])
    """
    return Reading.of(passages).claims


def _claims(context: Context) -> Iterator[Claim]:
    """What each grammar binds, sentence by sentence, with the reason that the prose gives for a change."""
    places = working_places(context.passages)
    for at in range(len(context.passages)):
        for grammar in _GRAMMARS:
            for claim in grammar(context, at, places):
                yield (
                    evolve(claim, because=_because(context.passages, at, claim))
                    if claim.kind == "change"
                    else claim
                )
        yield from _unbound(context, at)


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
