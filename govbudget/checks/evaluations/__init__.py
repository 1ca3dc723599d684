"""绩效自评的核对 — every rule on self-evaluations, bound to the scheme that they were scored by (DOMAIN F)."""

from govbudget.checks.evaluations.answers import Answer, Spot
from govbudget.checks.evaluations.projects import Project, projects_of
from govbudget.checks.evaluations.rescore import (
    Rechecked,
    Rescored,
    RescoredIndicator,
    Rescoring,
    Strict,
    rescore,
    rescored,
)
from govbudget.checks.evaluations.rule_list import evaluation_rules
from govbudget.checks.evaluations.rules import EvaluationRule

__all__ = [
    "Answer",
    "EvaluationRule",
    "Project",
    "Rechecked",
    "Rescored",
    "RescoredIndicator",
    "Rescoring",
    "Spot",
    "Strict",
    "evaluation_rules",
    "projects_of",
    "rescore",
    "rescored",
]
