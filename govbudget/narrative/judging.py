"""表述的核对 — claims as findings: verdicts by rule, what follows from one wrong figure, directions against their reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from govbudget.checks.finding import Cause, Finding, Place, Severity
from govbudget.checks.verdict import Verdict
from govbudget.model import ScoringScheme
from govbudget.narrative.claim import SAME, Claim, Part
from govbudget.narrative.context import named_alike
from govbudget.narrative.passages import read_passages
from govbudget.narrative.reading import read_claims
from govbudget.narrative.recomputing import Judged, judge
from govbudget.narrative.sentence import Narrative

__all__ = ["Judged", "claims", "findings_of", "judge"]

TITLES = {
    "N-CHANGE": "增减幅度等于增减额除以上年数",
    "N-COMPLETION": "完成率等于决算数除以所称的预算数",
    "N-SHARE": "占比等于部分除以所称的合计",
    "N-SUM": "文字所列合计等于各项之和",
    "N-REPEAT": "同一项的数前后一致",
    "N-DIR": "增减的说法与数、与所述原因一致",
    "N-GRADE": "评价等级与得分相符",
    "N-LIMIT": "部分不大于它所属的整体",
}
_RULES = {
    "change": "N-CHANGE",
    "completion": "N-COMPLETION",
    "share": "N-SHARE",
    "sum": "N-SUM",
    "score": "N-GRADE",
    "limit": "N-LIMIT",
    "direction": "N-DIR",
}
MOST_ROOTS = 50
"""Broken sums under one heading that are tried as the root of another difference."""

BASIS = "情况说明中的数应与其所依据的数一致"


def claims(text: str | Sequence[str] | Narrative, scheme: ScoringScheme | None = None) -> tuple[Judged, ...]:
    """核对文字 — every figure that prose claims, recomputed from what the prose itself prints.

    `text` is one text with pages parted by form feeds, the texts of its pages, or a 情况说明. Grades are judged by
    the bands of `scheme`, without which they are `not_tested`.

    >>> [(one.claim.published, one.verdict.value) for one in claims("支出合计200万元，其中：基本支出50万元，占26%。")]
    [('26%', '不符')]
    """
    pages = str(text).split("\f") if isinstance(text, str | Narrative) else text
    return tuple(judge(claim, scheme) for claim in read_claims(read_passages(pages)))


def _by_root(judged: Sequence[Judged]) -> tuple[tuple[Judged, tuple[Judged, ...]], ...]:
    """The verdicts in order; a broken claim takes those with it that hold once its figure is put right."""
    broken = [one for one in judged if one.verdict is Verdict.BROKEN]
    roots: dict[tuple[str, ...], list[Judged]] = {}
    for one in broken:
        if one.claim.kind == "sum":
            roots.setdefault(one.claim.section, []).append(one)
    followers: dict[int, list[Judged]] = {}
    taken: set[int] = set()
    for one in broken:
        near = roots.get(one.claim.section, [])[:MOST_ROOTS]
        root = next((other for other in near if other is not one and _settles(other, one)), None)
        if root is not None and id(root) not in taken:
            followers.setdefault(id(root), []).append(one)
            taken.add(id(one))
    return tuple((one, tuple(followers.get(id(one), ()))) for one in judged if id(one) not in taken)


def _settles(root: Judged, other: Judged) -> bool:
    """True if one claim holds when the figure that another publishes wrongly is put right."""
    wrong = root.claim.value
    if wrong is None or root.recomputed is None:
        return False
    right = evolve(wrong, number=_number(root.recomputed), text=root.recomputed)
    inputs = tuple(
        evolve(right, role=part.role, name=part.name) if _one_figure(part, wrong) else part
        for part in other.claim.inputs
    )
    if inputs == other.claim.inputs:
        return False
    return judge(evolve(other.claim, inputs=inputs)).verdict is not Verdict.BROKEN


def _one_figure(part: Part, other: Part) -> bool:
    return (part.number, part.unit) == (other.number, other.unit)


def _number(text: str) -> Fraction:
    return Fraction(re.sub(r"[^0-9.-]", "", text))


def findings_of(judged: Sequence[Judged]) -> tuple[Finding, ...]:
    """The findings of a document's claims, in order; a contradictory direction is a warning of its own (N-DIR)."""
    findings: list[Finding] = []
    for one, followers in _by_root(judged):
        consequences = tuple(map(_finding, followers))
        findings.append(evolve(_finding(one), consequences=consequences))
        findings += _directions(one.claim)
    return tuple(findings)


def _finding(judged: Judged) -> Finding:
    claim = judged.claim
    rule = "N-REPEAT" if claim.label == SAME else _RULES[claim.kind]
    rule = "N-DIR" if claim.kind == "change" and judged.cause is Cause.WRONG_SIGN else rule
    return Finding(
        rule,
        TITLES[rule],
        judged.verdict,
        _severity(judged),
        (_place(claim),),
        judged.message,
        claim.published,
        judged.recomputed,
        unit=claim.value.unit if claim.value else "",
        cause=judged.cause,
        basis=BASIS,
    )


def _severity(judged: Judged) -> Severity:
    """What rounding explains is for information, as `check` has it; 持平 is also said of what moved a little."""
    if judged.verdict is Verdict.ROUNDING:
        return Severity.INFO
    claim = judged.claim
    return Severity.WARNING if claim.kind == "direction" and not claim.direction else Severity.ERROR


def _place(claim: Claim) -> Place:
    names = [*claim.section[-2:], claim.name]
    told = re.sub(r" (?=[（(])", "", " ".join(dict.fromkeys(filter(None, names))))
    return Place(
        told or claim.text[:20],
        page=claim.page or None,
        sentence=claim.sentence,
    )


def _directions(claim: Claim) -> Iterator[Finding]:
    """The verb against a reason that names the same quantity."""
    said = reason_direction(claim)
    if said and claim.direction and said != claim.direction:
        verb = "减少" if claim.direction < 0 else "增加"
        yield Finding(
            "N-DIR",
            TITLES["N-DIR"],
            Verdict.BROKEN,
            Severity.WARNING,
            (_place(claim),),
            f"“{claim.text}”说{verb},所述原因却是“{claim.because}”",
            claim.published,
            basis=BASIS,
        )


_SIMPLE = re.compile(
    r"(?P<what>[^，,、；;]+?)(?:经费|支出|预算|资金|费用|投入|拨款)?(?:有所|相应)?(?:(?P<up>增加|增长|上升)|(?P<down>减少|下降|降低))(?:所致|等)?"
)


def reason_direction(claim: Claim) -> int | None:
    """Up or down, where the reason says no more than that the very quantity rose or fell; else unknown."""
    match = _SIMPLE.fullmatch(claim.because)
    if claim.kind != "change" or match is None:
        return None
    title = claim.section[-1] if claim.section else ""
    known = [name for name in (title, claim.name) if len(name) > len(match["what"]) // 2]
    if len(match["what"]) < 2 or not any(named_alike(match["what"], name) for name in known):  # noqa: PLR2004 - a name has two signs
        return None
    return 1 if match["up"] else -1
