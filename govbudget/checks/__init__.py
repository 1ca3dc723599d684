"""Verdicts on printed figures."""

from govbudget.checks.compare import Comparison, compare, count_verdicts
from govbudget.checks.dossier import Dossier
from govbudget.checks.equation import Equation, EquationError
from govbudget.checks.finding import Cause, Finding, Place, Rule, Severity
from govbudget.checks.levels import level_rules
from govbudget.checks.linear import Case, LinearRule
from govbudget.checks.review import Review, UnknownRuleError, review
from govbudget.checks.verdict import Verdict

__all__ = [
    "Case",
    "Cause",
    "Comparison",
    "Dossier",
    "Equation",
    "EquationError",
    "Finding",
    "LinearRule",
    "Place",
    "Review",
    "Rule",
    "Severity",
    "UnknownRuleError",
    "Verdict",
    "compare",
    "count_verdicts",
    "level_rules",
    "review",
]
