"""绩效等级的个数 — the projects of every grade against the number of projects that the paragraph states (N-10d)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from fractions import Fraction

from attrs import evolve

from govbudget.narrative.claim import Claim, added_up, claim_at, part_of
from govbudget.narrative.context import Context
from govbudget.narrative.passages import Passage
from govbudget.narrative.sums import sum_claims
from govbudget.narrative.tokens import Token

__all__ = ["grade_claims", "graded_in", "numbers_of_projects"]

FARTHEST = 2
"""Sentences back to the number of projects."""

_FEWEST = 2
_ALL = {"优", "良", "中", "差"}

_NUMBER = r"(?<![0-9０-９.．])(?P<count>[0-9０-９]+)\s*个(?!月|百分点|工作日|季度|年|单位)"
_GRADE = (
    r"[“\"‘]?(?P<grade>优秀?|良好?|(?<=[“\"‘为是、，,；;个和及评：:\s])中等?|不合格|不及格|合格|及格|较差|(?<![偏误])差)[”\"’]?"
    r"(?:等次|等级|档次|级|档|等)?"
)
_KIND = r"(?:二级|一级|预算|财政|支出|专项|部门|绩效|自评|评价|一般公共预算|的|[0-9]{4}年度?)*"
_COUNTED = (
    re.compile(
        rf"{_NUMBER}{_KIND}(?:项目)?(?:支出)?(?:的)?(?:绩效)?(?:自评价?|评价|评定)?(?:等级|等次|结果|结论|评级|级别|档次)?(?:均|都)?(?:评定|评)?(?:为|是|达到|属于|：)?\s*{_GRADE}(?![0-9０-９一-鿿])"
    ),
    re.compile(
        rf"{_GRADE}(?:的)?{_KIND}(?:项目)?(?:数量|个数|数)?(?:的)?\s*(?:为|有|共有|共|是|：|:)?\s*{_NUMBER}"
    ),
)
_PROJECTS = (
    re.compile(rf"{_NUMBER}{_KIND}项目(?!类|组)"),
    re.compile(rf"项目(?:支出)?(?:数量|个数|总数|数)?(?:共计|共有|共|合计|总计|为|有)?\s*{_NUMBER}"),
)
_OTHERS = re.compile(r"整体|转移支付|政策|下属|所属")
"""What is graded beside projects, or by others."""

_NOT_OWN = re.compile(r"^(?!.*自评).*(?:重点|部门|财政|第三方|再)评价")
"""Other projects than those that were evaluated by those who spent the money."""

_LEFT_OUT = re.compile(r"未评|未参|未纳|未开展|不予|暂未|尚未|暂不|涉密|取消|等次待|无法|其余|剩余|其他|部分")
_SAME = {"优秀": "优", "良好": "良", "中等": "中", "合格": "中", "及格": "中"}
_FUNDS = ("一般公共", "政府性基金", "国有资本", "社会保险")
_WORST = re.compile("差|不合格|不及格")


def grade_claims(context: Context, at: int, places: dict[str, int]) -> Iterator[Claim]:
    """17个项目…优12个、良0个、中0个、差5个: together they are the projects, and never more of them."""
    yield from _of_funds(context, at, places)
    passage = context.passages[at]
    counts = graded_in(passage)
    if len(counts) < _FEWEST or len({grade for grade, _, _ in counts}) < len(counts):
        return
    first = min(start for _, start, _ in counts)
    found = _number_before(context, at, first)
    if found is None:
        return
    place, token = found
    if "自评" in passage.text and _NOT_OWN.search(context.passages[place].text):
        return
    together = sum(one.number for _, _, one in counts if one.number is not None)
    if together != token.number and (
        _OTHERS.search(passage.text)
        or together in _numbers_beside(context, at, [one for _, _, one in counts])
    ):
        return
    closed = {grade for grade, _, _ in counts} == _ALL and not _LEFT_OUT.search(passage.text)
    if any(added_up(claim, token) for claim in sum_claims(context, place, places)):
        return
    yield evolve(
        claim_at(context.passages[place], token, "sum"),
        inputs=tuple(evolve(part_of("part", one, places), name=grade) for grade, _, one in counts),
        name="项目",
        complete=closed,
        disjoint=True,
    )


def _of_funds(context: Context, at: int, places: dict[str, int]) -> Iterator[Claim]:
    """17个项目，其中：一般公共预算项目12个、政府性基金项目7个: kinds that exclude one another exceed no total."""
    sayings, lists = context.sayings[at], context.above[at]
    for place, whole in enumerate(sayings):
        parts = [one for n, one in enumerate(sayings) if lists[n][:1] == (place,) and one.unit == "个"]
        names = [{kind for kind in _FUNDS if kind in one.name} for one in parts]
        distinct = len(set().union(*names)) == len(names) >= _FEWEST and all(len(one) == 1 for one in names)
        counted = whole.unit == "个" and all(
            len(one.figures) == 1 and one.is_level and "项目" in one.lead + one.follow
            for one in (whole, *parts)
        )
        if distinct and counted and not any(_adds(one) for one in sum_claims(context, at, places)):
            yield evolve(
                claim_at(context.passages[at], whole.figures[0], "sum"),
                inputs=tuple(part_of("part", one.figures[0], places, one.name) for one in parts),
                name=whole.name,
                complete=False,
                disjoint=True,
            )


def _adds(claim: Claim) -> bool:
    return claim.value is not None and claim.value.unit == "个" and (claim.complete or claim.disjoint)


def _numbers_beside(context: Context, at: int, counts: Collection[Token]) -> set[Fraction]:
    """Every other number of things under the same heading: one of them may be that of what is graded."""
    section = context.passages[at].section
    return {
        token.number
        for passage in context.passages[max(at - 2 * FARTHEST, 0) : at + FARTHEST]
        if passage.section == section
        for token in passage.tokens
        if token.unit == "个" and token.number is not None and token not in counts
    }


def graded_in(passage: Passage) -> list[tuple[str, int, Token]]:
    """The grades with their counts, in the order of the sentence; none where one figure may be of two grades."""
    for words in _COUNTED:
        found = []
        for match in words.finditer(passage.text):
            token = _at(passage, match.start("count"))
            if token is not None:
                grade = "差" if _WORST.search(match["grade"]) else _SAME.get(match["grade"], match["grade"])
                found.append((grade, match.start(), token))
        if len(found) >= _FEWEST:
            return found
    return []


def numbers_of_projects(passage: Passage) -> list[Token]:
    """The numbers of projects that a sentence states, in its order."""
    return [token for start in _starts(passage.text) if (token := _at(passage, start)) is not None]


def _starts(text: str) -> list[int]:
    return sorted({match.start("count") for words in _PROJECTS for match in words.finditer(text)})


def _at(passage: Passage, start: int) -> Token | None:
    return next((one for one in passage.tokens if one.start == start and one.unit == "个"), None)


def _number_before(context: Context, at: int, end: int) -> tuple[int, Token] | None:
    """The one number of projects in the nearest clause before that states any."""
    for place in range(at, max(at - 1 - FARTHEST, -1), -1):
        passage = context.passages[place]
        if passage.section != context.passages[at].section:
            return None
        text = passage.text[:end] if place == at else passage.text
        found = _starts(text)
        if not found:
            continue
        clause = max(text.rfind(mark, 0, found[-1]) for mark in "；;。")
        last = [start for start in found if start > clause]
        tokens = [token for start in last if (token := _at(passage, start)) is not None]
        if len({token.number for token in tokens}) != 1:
            return None
        return place, tokens[-1]
    return None
