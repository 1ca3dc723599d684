"""自评规则 — the rules of self-evaluations as values: what each is called, rests on, and asks (DOMAIN F)."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator

from attrs import field, frozen

from govbudget.checks.dossier import Dossier
from govbudget.checks.evaluations.answers import Answer, together
from govbudget.checks.evaluations.projects import Project, projects_of
from govbudget.checks.finding import Finding, Severity
from govbudget.checks.verdict import Verdict
from govbudget.model import ScoringScheme

__all__ = ["Ask", "AskProject", "EvaluationRule", "each", "of_project"]

Ask = Callable[[Dossier, ScoringScheme], Iterable[Answer]]
"""What a rule says of a whole document under a scheme."""
AskProject = Callable[[Project, ScoringScheme], Iterable[Answer]]
"""What a rule says of one project under a scheme."""


@frozen
class EvaluationRule:
    """自评规则 — one rule on the self-evaluations of a document, under one scheme."""

    id: str = field(metadata={"zh": "编号"})
    title: str = field(metadata={"zh": "名称"})
    basis: str = field(metadata={"zh": "依据"})
    severity: Severity = field(metadata={"zh": "轻重"})
    scheme: ScoringScheme = field(repr=lambda scheme: scheme.name, metadata={"zh": "评分办法"})
    ask: Ask = field(repr=False, metadata={"zh": "问法"})
    requires: tuple[str, ...] = field(default=("evaluations",), metadata={"zh": "所需"})

    def applies(self, dossier: Dossier) -> bool:
        """True for documents with self-evaluations; what the narrative says of them, for all final accounts."""
        told = "@" in self.requires and dossier.disclosure.kind == "final-accounts"
        return told or bool(dossier.disclosure.evaluations)

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """One finding for every place that it is about."""
        for answer in self.ask(dossier, self.scheme):
            yield answer.finding(self)

    def broken(self, dossier: Dossier) -> Iterator[Finding]:
        """Only what does not hold, and has a place: what a repair is tried by."""
        for answer in self.ask(dossier, self.scheme):
            if answer.verdict is Verdict.BROKEN and answer.where:
                yield answer.finding(self)


def of_project(ask: AskProject) -> Ask:
    """A question about one project, asked of every project of a document."""
    return functools.partial(_of_every, ask)


def _of_every(ask: AskProject, dossier: Dossier, scheme: ScoringScheme) -> Iterator[Answer]:
    for project in projects_of(dossier.disclosure.evaluations):
        yield from together(ask(project, scheme))


def each(*asks: Ask) -> Ask:
    """Several questions of one rule, one after the other."""
    return functools.partial(_all_of, asks)


def _all_of(asks: tuple[Ask, ...], dossier: Dossier, scheme: ScoringScheme) -> Iterator[Answer]:
    for ask in asks:
        yield from ask(dossier, scheme)
