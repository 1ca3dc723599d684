"""核对 — verdicts on printed figures, and why."""

from govbudget.checks.compare import Comparison, compare, count_verdicts
from govbudget.checks.dossier import Cell, Dossier
from govbudget.checks.equation import Equation, EquationError, Operand, Relation, Term
from govbudget.checks.finding import Balance, Cause, Finding, Place, Rule, Severity, Titled
from govbudget.checks.levels import level_rules
from govbudget.checks.linear import Case, LinearRule
from govbudget.checks.review import Review, UnknownRuleError, review
from govbudget.checks.verdict import Verdict

__all__ = [
    "Balance",
    "Case",
    "Cause",
    "Cell",
    "Comparison",
    "Dossier",
    "Equation",
    "EquationError",
    "Finding",
    "LinearRule",
    "Operand",
    "Place",
    "Relation",
    "Review",
    "Rule",
    "Severity",
    "Term",
    "Titled",
    "UnknownRuleError",
    "Verdict",
    "compare",
    "count_verdicts",
    "level_rules",
    "review",
]
