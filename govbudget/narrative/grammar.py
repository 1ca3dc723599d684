"""句法 — how a sum, a share, a change and a completion are said, zero and unknown included (DOMAIN E)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from attrs import evolve, field, frozen

from govbudget.calc import Figure, change, change_rate, completion_rate, execution_rate, share
from govbudget.model import Direction, Stage, StatedFigure
from govbudget.money import NOTHING, Amount, Ratio
from govbudget.narrative.phrase import Phrase, asked
from govbudget.narrative.wording import Wording
from govbudget.report import Report
from govbudget.tables import Table
from govbudget.text import amount_text, amount_verb, count_text, number_text, percent_text

__all__ = ["Grammar"]

_CELL = re.compile(r"(?P<table>\w+)\[(?P<row>[^\]]+)\]\.(?P<column>\w+)")
_DERIVED: Mapping[str, Callable[[Figure, Figure], Figure]] = {
    "share": share,
    "change": change,
    "change_rate": change_rate,
    "completion": completion_rate,
    "execution": execution_rate,
}
HUNDRED = 100


@frozen
class Grammar:
    """句法 — a report to speak of, the words of a place, and the reasons that a person has told by figure id."""

    report: Report
    wording: Wording
    reasons: Mapping[str, str] = field(factory=dict)

    def figure(self, figure_id: str) -> Figure | None:
        """A figure as the narrative prints it; nothing for a cell known to be blank; `None` if unknown."""
        found = self.report.get(figure_id) or self._blank(figure_id)
        return None if found is None else self._restated(found)

    def table(self, table_id: str) -> Table | None:
        """A table that the form has and the ledger fills, or `None`."""
        found = next((table for table in self.report.tables if table.id == table_id), None)
        return None if found is None or found.missing else found

    def amount(self, figure_id: str, what: str) -> Phrase:
        """A sum with its unit, or what is to be filled in."""
        return self.spoken(self.figure(figure_id), what)

    def spoken(self, figure: Figure | None, what: str) -> Phrase:
        """A sum with its unit, or what is to be filled in."""
        if figure is None or figure.amount is None:
            return asked(what)
        return self._said(figure, self._sum(figure.amount), self.wording.printing.unit.zh)

    def count(self, figure_id: str, what: str, unit: str) -> Phrase:
        """A number of things, or what is to be filled in."""
        return self.counted(self.figure(figure_id), what, unit)

    def counted(self, figure: Figure | None, what: str, unit: str) -> Phrase:
        """A number of things, or what is to be filled in."""
        if figure is None or not isinstance(figure.value, int):
            return asked(what)
        return self._said(figure, count_text(figure.value), unit)

    def ratio(self, figure_id: str, pattern: str) -> Phrase:
        """A percentage in its set phrase; no words where there is none, as over a zero base (N-DONE)."""
        figure = self.figure(figure_id)
        if figure is None or not isinstance(figure.value, Ratio):
            return Phrase("")
        text = self._percentage(figure.value, figure_id.rpartition(".")[2])
        before, _, after = pattern.partition("{}")
        return before + self._said(figure, text, "%") + after

    def share(self, figure_id: str, pattern: str | None = None) -> Phrase:
        """`，占比64.08%`; no words over a total of nothing."""
        said = self.ratio(f"{figure_id}.share", pattern or self.wording.share)
        return "，" + said if said else said

    def change(self, figure_id: str, what: str) -> Phrase:
        """Against the prior year: both numbers, the sum alone over a zero base, or 与上年相同 (N-YOY)."""
        moved = self.figure(f"{figure_id}.change")
        if moved is None or moved.amount is None:
            known = self.figure(figure_id) is not None
            return self._compared + asked(f"{what}的上年决算数" if known else f"{what}的增减")
        if not moved.amount:
            unit = self.wording.printing.unit.zh
            same = StatedFigure(moved.id, self.wording.zero, unit)
            return Phrase(self.wording.same, (same,), (moved,))
        size = self._sum(abs(moved.amount))
        said = self._said(moved, size, self.wording.printing.unit.zh, negative=moved.amount < NOTHING)
        return self._compared + amount_verb(moved.amount) + said + self._rate(figure_id, moved.amount)

    @property
    def _compared(self) -> str:
        """比上年, or the prior year by its number."""
        return self.wording.compared.replace("{prior}", str(self.report.ledger.year - 1))

    def _rate(self, figure_id: str, moved: Amount) -> Phrase:
        rate = self.figure(f"{figure_id}.change_rate")
        if rate is None or not isinstance(rate.value, Ratio):
            return Phrase("")
        text = self._percentage(Ratio(abs(rate.value.value)), "change_rate")
        fell = moved < NOTHING
        return f"，{self.wording.fallen if fell else '增长'}" + self._said(rate, text, "%", negative=fell)

    def reason(self, figure_id: str, what: str) -> Phrase:
        """`，主要原因是…` where a sum moved; what nobody has told is asked for."""
        moved = self.figure(f"{figure_id}.change")
        if moved is None or not moved.amount:
            return Phrase("")
        return "，主要原因是" + self.told(figure_id, f"{what}增减的原因")

    def told(self, key: str, what: str) -> Phrase:
        """What a person has told under a key, or what is to be filled in."""
        return Phrase(self.reasons[key].rstrip("。；;，, ")) if key in self.reasons else asked(what)

    def shows(self, figure: Figure) -> bool:
        """True for a sum that does not read as zero at the places of the narrative."""
        return figure.amount is not None and bool(figure.amount.decimal(self.wording.printing))

    def _sum(self, amount: Amount) -> str:
        """A sum without its unit; what prints as zero is written as the place writes zero."""
        shown = amount.decimal(self.wording.printing)
        return amount_text(amount, self.wording.printing) if shown else self.wording.zero

    def _percentage(self, ratio: Ratio, kind: str) -> str:
        """A percentage without its sign; exactly 100 as the place writes it."""
        places = self.wording.percent_places
        if ratio.percent(places) == HUNDRED and kind in self.wording.plain_hundred:
            return number_text(HUNDRED)
        return percent_text(ratio, places)[:-1]

    def _said(self, figure: Figure, text: str, unit: str, *, negative: bool = False) -> Phrase:
        """The text as printed, and as it is stated: a decrease is negative."""
        sign = "-" if negative and text.strip("0.") else ""
        return Phrase(text + unit, (StatedFigure(figure.id, sign + text, unit),), (figure,))

    def _restated(self, figure: Figure) -> Figure:
        """The figure in the unit and places of the narrative; what follows from sums follows from them so."""
        derive = _DERIVED.get(figure.id.rpartition(".")[2])
        if derive is not None and figure.inputs:
            if all(part.printing == self.wording.printing for part in figure.inputs):
                return figure
            current, base = map(self._restated, figure.inputs)
            return derive(current, base)
        if figure.printing == self.wording.printing or figure.amount is None:
            return figure
        return evolve(figure, printing=self.wording.printing)

    def _blank(self, figure_id: str) -> Figure | None:
        """Nothing, for a cell that is blank because there is no such sum; `None` if nobody knows."""
        match = _CELL.fullmatch(figure_id)
        table = self.table(match["table"]) if match else None
        if match is None or table is None or table.id == "statistics":
            return None
        column = next((c for c in table.form.columns if c.id == match["column"]), None)
        row = next((r for r in table.rows if r.id == match["row"]), None)
        listed = row is not None or (table.form.rows is None and match["row"].isdigit())
        if column is None or not listed or not table.knows(row, column.id):
            return None
        if column.id == "income" and not self.report.ledger.of(Stage.EXECUTED, Direction.INCOME):
            return None
        label = row.label if row is not None else match["row"]
        formula = f"{table.form.number} {table.form.title}的这一格为空,没有此项"
        return Figure(figure_id, label, NOTHING, formula, (), self.wording.printing)
