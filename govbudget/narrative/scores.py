"""得分与等级的表述 — a score with the grade that the prose gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from govbudget.narrative.claim import Claim, part_of
from govbudget.narrative.context import Context
from govbudget.narrative.tokens import Kind, Token

__all__ = ["score_claims"]

_GRADED = re.compile(
    r"[，,]?(?:属于|[^，,；;。0-9]{0,8}(?:等级|等次|档次|评级|结果|结论)(?:评定)?[为是：:])[“”\"‘’]?(?P<grade>优秀?|良好?|中等?|较?差)"
)
_SCORED = re.compile(r"(?:得分|总分|评分|(?<![取获])得)[^，,；;。]*$")


def score_claims(context: Context, at: int, places: dict[str, int]) -> Iterator[Claim]:
    """总得分98分，属于“优”: the grade is judged by the bands of the self-evaluation."""
    passage = context.passages[at]
    for said in context.sayings[at]:
        token = said.figures[-1]
        graded = _GRADED.match(passage.text, token.end)
        if token.unit != "分" or not graded or not _SCORED.search(said.lead):
            continue
        score = part_of("score", token, places, said.name)
        grade = Token(Kind.WORD, graded["grade"], graded.start("grade"), graded.end("grade"), unit="等级")
        yield Claim(
            "score",
            passage.page_at(token.start),
            passage.section,
            passage.sentence,
            passage.text,
            grade.text,
            evolve(score, role="published", text=grade.text, origin=(grade,)),
            (score,),
            name=said.name,
        )
