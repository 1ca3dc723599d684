"""Pure functions from figures to figures: sums, shares, changes, completion and execution rates."""

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

__all__ = [
    "Figure",
    "Value",
    "add_up",
    "change",
    "change_rate",
    "closing_balance",
    "completion_rate",
    "entries",
    "execution_rate",
    "prior_from_change",
    "roll_up",
    "share",
    "subtract",
]
