"""精确的钱 — sums as whole fen, ratios as fractions, rounded half-up once, on the way out."""

from govbudget.money.amount import NOTHING, Amount, Printing, allocate, total
from govbudget.money.ratio import Ratio, Undefined
from govbudget.money.rounding import path_bound, round_half_up, rounded, truncated
from govbudget.money.unit import Unit
from govbudget.money.written import AmountError, Written, is_absent, read_number

__all__ = [
    "NOTHING",
    "Amount",
    "AmountError",
    "Printing",
    "Ratio",
    "Undefined",
    "Unit",
    "Written",
    "allocate",
    "is_absent",
    "path_bound",
    "read_number",
    "round_half_up",
    "rounded",
    "total",
    "truncated",
]
