"""重复 — a report or form that the document has twice: counted twice it would be two projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from attrs import evolve

from govbudget.checks.dossier import Dossier
from govbudget.checks.evaluations.answers import Answer, Spot
from govbudget.checks.verdict import Verdict
from govbudget.model import ScoringScheme, SelfEvaluation

__all__ = ["copies"]


def copies(dossier: Dossier, _: ScoringScheme) -> Iterator[Answer]:
    """Two reports or two forms of one number, or two that say the same in everything (PE-DUP-01)."""
    evaluations = dossier.disclosure.evaluations
    numbered: dict[object, list[SelfEvaluation]] = defaultdict(list)
    alike: dict[object, list[SelfEvaluation]] = defaultdict(list)
    for part in evaluations:
        numbered[part.order, part.part].append(part)
        alike[_content(part)].append(part)
    same_number = [parts for parts in numbered.values() if len(parts) > 1]
    for parts in same_number:
        same = len(set(map(_content, parts))) == 1
        yield _told(parts, "内容相同,只应计一份" if same else "内容不同,不知以哪一份为准")
    for parts in alike.values():
        if len({part.order for part in parts}) > 1:
            yield _told(parts, "序号不同而内容完全相同")
    if evaluations and len(alike) == len(evaluations) and not same_number:
        yield Answer((Spot(evaluations[0], "等各份自评"),), Verdict.HOLDS, "没有重复")


def _told(parts: Sequence[SelfEvaluation], why: str) -> Answer:
    what, count = parts[0].part.value, str(len(parts))
    where = tuple(Spot(part, column="copies") for part in parts)
    return Answer(
        where, Verdict.BROKEN, f"{what}有{count}份,{why}", count, "1", str(len(parts) - 1), unit="份"
    )


def _content(part: SelfEvaluation) -> SelfEvaluation:
    """What a part says, wherever it stands."""
    return evolve(
        part,
        order=0,
        page=None,
        line=None,
        funds=tuple(evolve(one, line=None) for one in part.funds),
        indicators=tuple(evolve(one, line=None) for one in part.indicators),
        reported=tuple(evolve(one, line=None) for one in part.reported),
    )
