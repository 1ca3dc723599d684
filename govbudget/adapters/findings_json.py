"""核对报告 as JSON: `govbudget.findings/1` (DESIGN §9)."""

from __future__ import annotations

from collections.abc import Iterable

from govbudget.adapters.contract import Document
from govbudget.checks import Finding, Place, Review, Verdict

__all__ = ["finding_document", "findings_document"]


def findings_document(review: Review, *, everything: bool = False) -> Document:
    """What does not hold, worst first, or everything tried; the counts are always complete."""
    told = review.findings if everything else [f for f in review.findings if f.verdict is not Verdict.HOLDS]
    disclosure = review.disclosure
    return {
        "schema": "govbudget.findings/1",
        "document": {
            "department": {"code": disclosure.department.code, "name": disclosure.department.name},
            "year": disclosure.year,
            "kind": disclosure.kind,
            "form": disclosure.form,
        },
        "counts": {verdict.id: count for verdict, count in review.counts.items()},
        "findings": [finding_document(finding) for finding in told],
        "ignored": dict(review.ignored),
    }


def finding_document(finding: Finding) -> Document:
    """One finding with those that follow from it."""
    document: Document = {
        "rule": finding.rule,
        "title": finding.title,
        "verdict": finding.verdict.id,
        "severity": finding.severity.id,
        "where": _places(finding.where),
        "published": finding.published,
        "recomputed": finding.recomputed,
        "difference": finding.difference,
        "slack": finding.slack,
        "unit": finding.unit,
        "cause": finding.cause.id if finding.cause else None,
        "message": finding.message,
        "basis": finding.basis,
        "consequences": [finding_document(follower) for follower in finding.consequences],
    }
    if finding.ignored is not None:
        document["ignored"] = finding.ignored
    return document


def _places(places: Iterable[Place]) -> list[Document]:
    kept = ("table", "row", "column", "page", "line", "sentence", "figure", "project", "part", "indicator")
    return [
        {"name": place.name} | {key: value for key in kept if (value := getattr(place, key)) is not None}
        for place in places
    ]
