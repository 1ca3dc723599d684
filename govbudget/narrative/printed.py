"""印出的数 — every figure of the prose: where it stands, what it is said to be, and the claims that use it.

Figures are amounts, percentages and counts in Arabic digits, and the grades that scores are given; years, dates, codes,
numbers of documents, pages and headings are none. A number whose unit is not recognised is kept apart, never lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from attrs import field, frozen

from govbudget.narrative.claim import Claim
from govbudget.narrative.context import Context
from govbudget.narrative.passages import Passage
from govbudget.narrative.said import Role, Said, figures_of
from govbudget.narrative.tokens import Kind, Token

__all__ = ["GRADE", "PrintedFigure", "printed_figures"]

GRADE = "等级"
"""The unit of a grade, as `StatedFigure` has it."""


@frozen
class PrintedFigure:
    """印出的数 — one figure of the prose; `uses` are the places of the claims that use it, and its role in each.

    `value` is the number as printed, without separators (`1234.50`), or the grade; `unit` is 万元, %, 辆, 等级, …, and
    empty for a number that counts something which is not recognised, or nothing (在2080150事业运行列支).
    """

    page: int = field(metadata={"zh": "页"})
    section: tuple[str, ...] = field(metadata={"zh": "章节"})
    sentence: int = field(metadata={"zh": "句"})
    context: str = field(repr=False, metadata={"zh": "原文"})
    text: str = field(metadata={"zh": "印出的字"})
    value: str = field(metadata={"zh": "数"})
    unit: str = field(metadata={"zh": "单位"})
    role: Role = field(default=Role.OTHER, metadata={"zh": "所述"})
    name: str = field(default="", metadata={"zh": "名称"})
    uses: tuple[tuple[int, str], ...] = field(default=(), metadata={"zh": "所在表述"})


def printed_figures(context: Context, claims: Sequence[Claim]) -> Iterator[PrintedFigure]:
    """Every figure of the sentences of `context` in order, with the claims made of them that use it."""
    uses, grades = _uses(claims)
    for at, passage in enumerate(context.passages):
        said = {token.start: (token, one) for one in context.sayings[at] for token in one.figures}
        found = {token.start: said.get(token.start, (token, None)) for token in figures_of(passage)}
        found |= {grade.start: (grade, None) for grade in grades[passage.sentence, passage.text]}
        for start in sorted(found):
            token, saying = found[start]
            yield _figure(passage, token, saying, tuple(uses[id(token)]))


def _uses(
    claims: Sequence[Claim],
) -> tuple[dict[int, list[tuple[int, str]]], dict[tuple[int, str], list[Token]]]:
    """The claims that use each piece of text, known by its identity, and the grades that the claims publish."""
    uses: dict[int, list[tuple[int, str]]] = defaultdict(list)
    grades: dict[tuple[int, str], list[Token]] = defaultdict(list)
    for place, claim in enumerate(claims):
        for part in (*([claim.value] if claim.value else []), *claim.inputs):
            for token in part.origin:
                uses[id(token)].append((place, part.role))
                if token.kind is Kind.WORD:
                    grades[claim.sentence, claim.text].append(token)
    return uses, grades


def _figure(
    passage: Passage, token: Token, said: Said | None, uses: tuple[tuple[int, str], ...]
) -> PrintedFigure:
    return PrintedFigure(
        passage.page_at(token.start),
        passage.section,
        passage.sentence,
        passage.text,
        token.printed,
        token.value.decimal_text if token.value else token.text,
        token.unit,
        said.role if said else Role.OTHER,
        said.name if said else "",
        uses,
    )
