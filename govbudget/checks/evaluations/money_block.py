"""资金 — the money block of a self-evaluation, read: sums, their unit, and how finely the block prints them."""

from __future__ import annotations

import functools
from fractions import Fraction

from attrs import field, fields, frozen

from govbudget.calc.figure import Figure, sum_of
from govbudget.checks.evaluations.answers import Spot
from govbudget.checks.evaluations.numbers import USUAL_PLACES, Printed, half_step
from govbudget.model import Funds, SelfEvaluation
from govbudget.money import Amount, AmountError, Printing, Unit

__all__ = ["COLUMNS", "MONEY", "Line", "fewest_places", "in_unit", "lines_of", "whole_of"]

MONEY = ("requested", "compiled", "approved", "adjusted", "executed", "carry_over")
"""The columns of sums; 执行率 and 得分 are none."""
COLUMNS: dict[str, str] = {
    column.name: column.metadata["zh"] for column in fields(Funds) if column.name in (*MONEY, "rate", "score")
}


def fewest_places(unit: Unit) -> int:
    """元 may be whole; a sum in 万元 without decimals is rounded to nothing less than ten thousand."""
    return 0 if unit is Unit.YUAN else 1


def in_unit(sum_: Amount | Figure, unit: Unit) -> Fraction:
    """A sum as a number of units."""
    amount = sum_of(sum_) if isinstance(sum_, Figure) else sum_
    return Fraction(amount.fen, 10**unit.exponent)


@frozen
class Line:
    """资金行 — one line of a money block; `places` is how finely the block prints its sums.

    A block drops trailing zeros, so 5 beside 16.935 is 5.000: a sum may be off by half of the block's last
    place, not of its own.
    """

    evaluation: SelfEvaluation = field(repr=False, metadata={"zh": "自评"})
    funds: Funds = field(metadata={"zh": "资金"})
    places: int = field(metadata={"zh": "小数位数"})

    @property
    def is_whole(self) -> bool:
        """True for the line of the whole project."""
        return self.funds is self.evaluation.whole

    @property
    def unit(self) -> Unit:
        """元 or 万元."""
        return self.evaluation.unit

    @property
    def initial_column(self) -> str:
        """Where the line prints its 年初预算数: in 预算编制数 if it has no column of that name."""
        return "approved" if self.funds.approved is not None else "compiled"

    @property
    def reach(self) -> Fraction:
        """How far a sum of the block may be off; sums to the fen are exact."""
        return half_step(self.places) if self.places < self.unit.exponent else Fraction(0)

    def lacking(self, *columns: str) -> str:
        """The columns that have no number, as a sentence names them."""
        return "、".join(COLUMNS[column] for column in columns if self.amount(column) is None)

    def spot(self, column: str) -> Spot:
        """The cell as a spot."""
        return Spot(self.evaluation, f"「{COLUMNS[column]}」", row=self.funds.source, column=column)

    def printed(self, column: str) -> Printed | None:
        """The number of a cell; `None` where it is blank or no number."""
        return Printed.read(getattr(self.funds, column))

    def amount(self, column: str) -> Amount | None:
        """The sum of a cell, with the slack of the block's last place; `None` as for `printed`."""
        return _amount(getattr(self.funds, column), self.unit, self.places)

    def figure(self, column: str) -> Figure | None:
        """The cell as a fact that explains what is made of it."""
        amount = self.amount(column)
        if amount is None:
            return None
        spot = self.spot(column)
        printing = Printing(self.unit, min(self.places, self.unit.exponent))
        return Figure(spot.figure, COLUMNS[column], amount, spot.place.name, printing=printing)

    def said(self, column: str) -> str:
        """The cell in a sentence: 全年预算数6万元."""
        return f"{COLUMNS[column]}{getattr(self.funds, column)}{self.unit.zh}"


@functools.lru_cache(maxsize=4096)
def _amount(text: str | None, unit: Unit, places: int) -> Amount | None:
    try:
        amount = Amount.read(text, unit)
    except AmountError:
        return None
    return None if amount is None else Amount(amount.fen, 10 ** max(0, unit.exponent - places) // 2)


@functools.lru_cache(maxsize=1024)
def lines_of(evaluation: SelfEvaluation) -> tuple[Line, ...]:
    """The lines of the money block, the whole project first."""
    cells = [Printed.read(getattr(line, column)) for line in evaluation.funds for column in MONEY]
    places = max([USUAL_PLACES, *(cell.places for cell in cells if cell)])
    return tuple(Line(evaluation, line, places) for line in evaluation.funds)


def whole_of(evaluation: SelfEvaluation) -> Line | None:
    """The line of the whole project, 合计 or 资金总额."""
    return next(iter(lines_of(evaluation)), None)
