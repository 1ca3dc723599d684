"""重新评分 as JSON: `govbudget.evaluations/1` (DESIGN §9)."""

from __future__ import annotations

from govbudget.adapters.contract import Document
from govbudget.adapters.findings_json import findings_document
from govbudget.checks import Review
from govbudget.checks.evaluations.rescore import Rechecked, Rescored, RescoredIndicator, Rescoring
from govbudget.money import Undefined

__all__ = ["evaluations_document"]


def evaluations_document(rescoring: Rescoring, review: Review, *, everything: bool = False) -> Document:
    """Every report and form scored again, and the grades of the projects; scores are text, blanks null.

    With what the rules on self-evaluations find, as `govbudget.findings/1` tells it.
    """
    found = findings_document(review, everything=everything)
    return {
        "schema": "govbudget.evaluations/1",
        "scheme": rescoring.scheme.name,
        "projects": [_part(rescored) for rescored in rescoring.projects],
        "grades": {"published": dict(rescoring.published), "recomputed": dict(rescoring.recomputed)},
        "unverified": list(rescoring.scheme.unverified),
        **{key: found[key] for key in ("counts", "findings", "ignored")},
    }


def _part(rescored: Rescored) -> Document:
    evaluation, strict = rescored.evaluation, rescored.strict
    return {
        "order": evaluation.order,
        "name": evaluation.name,
        "part": evaluation.part.id,
        "execution_rate": _rechecked(rescored.execution_rate),
        "execution_score": _rechecked(rescored.execution_score),
        "indicator_total": _rechecked(rescored.indicator_total),
        "total": _rechecked(rescored.total),
        "grade": _rechecked(rescored.grade),
        "verdict": rescored.verdict.id,
        "strict": None
        if isinstance(strict, Undefined)
        else {"total": strict.text, "high_open": strict.high_open, "grades": list(strict.grades)},
        "indicators": [_indicator(line) for line in rescored.indicators],
    }


def _rechecked(one: Rechecked) -> Document:
    return {"published": one.published, "recomputed": one.recomputed, "verdict": one.verdict.id}


def _indicator(line: RescoredIndicator) -> Document:
    indicator, allowed, plausible = line.indicator, line.allowed, line.plausible
    rule, why = (None, allowed.reason) if isinstance(allowed, Undefined) else (allowed.rule, allowed.why)
    return {
        "level1": indicator.level1,
        "level2": indicator.level2,
        "name": indicator.name,
        "weight": indicator.weight,
        "published": indicator.score,
        "plausible": list(plausible) if plausible else None,
        "verdict": line.verdict.id,
        "rule": rule,
        "why": why,
    }
