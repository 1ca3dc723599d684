"""计算 — pure functions from figures to figures: sums, shares, changes, completion and execution rates."""

from govbudget.calc.arithmetic import (
    add_up,
    change,
    change_rate,
    closing_balance,
    completion_rate,
    execution_rate,
    prior_from_change,
    share,
    subtract,
)
from govbudget.calc.figure import Figure, Value
from govbudget.calc.rollup import entries, roll_up
from govbudget.calc.scoring import (
    Allowed,
    Flag,
    allowed_score,
    execution_score,
    grade_of,
    grades_between,
    score_of_rate,
)

__all__ = [
    "Allowed",
    "Figure",
    "Flag",
    "Value",
    "add_up",
    "allowed_score",
    "change",
    "change_rate",
    "closing_balance",
    "completion_rate",
    "entries",
    "execution_rate",
    "execution_score",
    "grade_of",
    "grades_between",
    "prior_from_change",
    "roll_up",
    "score_of_rate",
    "share",
    "subtract",
]
