"""From facts to the figures that tables begin with, and the columns that facts are sorted into."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import field, frozen

from govbudget.calc import Figure
from govbudget.model import (
    Budget,
    Direction,
    ExpenditureKind,
    Fact,
    FundingSource,
    Ledger,
    Stage,
)
from govbudget.money import Printing

__all__ = ["BUDGETS", "Column", "Source", "figure_of"]

BUDGETS = {
    "general_budget": Budget.GENERAL,
    "government_fund": Budget.GOVERNMENT_FUND,
    "state_capital": Budget.STATE_CAPITAL,
}
"""财政拨款 columns and rows by the budget they belong to, in printed order."""


@frozen
class Source:
    """A ledger seen at one stage, printed one way: what every table is derived from.

    `figures` keeps the figure of each fact of the ledger, which outlives the source, by its identity.
    """

    ledger: Ledger
    stage: Stage
    printing: Printing
    name: Callable[[str], str]
    economic_name: Callable[[str], str]
    figures: dict[tuple[int, Printing], Figure] = field(factory=dict, eq=False, repr=False)

    def facts(self, direction: Direction) -> tuple[Fact, ...]:
        """The facts of one direction at this stage."""
        return self.ledger.of(self.stage, direction)

    def figure(self, fact: Fact) -> Figure:
        """The figure of a fact, made once however many tables use it."""
        key = (id(fact), self.printing)
        if (figure := self.figures.get(key)) is None:
            figure = self.figures[key] = figure_of(fact, self)
        return figure

    def lacks(self, direction: Direction) -> str | None:
        """Why nothing is known of a direction at this stage; `None` if something is."""
        return None if self.facts(direction) else f"账套没有{self.stage.value}的{direction.value}"

    def appropriation_unknown(self) -> str | None:
        """Why the appropriated expenditure of this stage is not known; `None` if it is.

        A blank 预算 says that a sum is no appropriation, unless the whole ledger leaves both columns blank.
        """
        if reason := self.lacks(Direction.EXPENDITURE):
            return reason
        if any(fact.budget or fact.funding for fact in self.facts(Direction.EXPENDITURE)):
            return None
        return f"{self.stage.value}的支出都未填「预算」和「资金来源」,不知是否财政拨款"

    def without(self) -> str | None:
        """Why nothing can be derived at this stage; `None` if something can."""
        return None if self.stage in self.ledger.stages else f"账套没有{self.stage.value}"


def figure_of(fact: Fact, source: Source) -> Figure:
    """A fact as a figure: its formula is where it was read."""
    names = [
        source.name(fact.functional) if fact.functional else None,
        source.economic_name(fact.economic) if fact.economic else None,
    ]
    words = [
        fact.functional,
        names[0],
        fact.economic,
        names[1],
        fact.kind.value if fact.kind else None,
        fact.project,
        fact.budget.value if fact.budget else fact.funding.value if fact.funding else None,
    ]
    label = " ".join([f"{fact.stage.value}{fact.direction.value}", *filter(None, words)])
    written = ",".join(filter(None, (fact.place, fact.origin))) or "账套未注明来源"
    return Figure(f"fact[{fact.place or label}]", label, fact.amount, f"来源:{written}", (), source.printing)


@frozen
class Column:
    """A column that facts are sorted into: which direction, and of which money."""

    id: str
    direction: Direction
    budget: Budget | None = None
    funding: FundingSource | None = None
    kind: ExpenditureKind | None = None

    def takes(self, fact: Fact) -> bool:
        """True if the fact belongs to this column; what the column leaves open, any fact satisfies."""
        return (
            (self.budget is None or fact.budget is self.budget)
            and (self.funding is None or fact.funding is self.funding)
            and (self.kind is None or fact.kind is self.kind)
        )

    def among(self, facts: Iterable[Fact]) -> list[Fact]:
        """The facts that belong to this column."""
        return [fact for fact in facts if self.takes(fact)]
