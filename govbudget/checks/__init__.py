"""Verdicts on printed figures."""

from govbudget.checks.compare import Comparison, compare, count_verdicts
from govbudget.checks.verdict import Verdict

__all__ = ["Comparison", "Verdict", "compare", "count_verdicts"]
