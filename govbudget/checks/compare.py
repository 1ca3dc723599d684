"""公开数与推算数 — every printed cell beside the figure that the ledger derives for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from attrs import field, frozen

from govbudget.calc import Figure
from govbudget.checks.verdict import Verdict, verdict_on
from govbudget.model import Disclosure
from govbudget.report import Report

__all__ = ["Comparison", "compare", "count_verdicts"]


@frozen
class Comparison:
    """对照 — one printed cell and its derived figure."""

    figure_id: str = field(metadata={"zh": "编号"})
    printed: str = field(metadata={"zh": "公开数"})
    derived: Figure | None = field(metadata={"zh": "推算数"})
    verdict: Verdict = field(metadata={"zh": "结论"})
    place: str = field(metadata={"zh": "位置"})

    def __str__(self) -> str:
        derived = self.derived.text if self.derived else "无"
        return f"{self.verdict.value} {self.place}: 公开 {self.printed},推算 {derived}({self.figure_id})"


def compare(report: Report, disclosure: Disclosure) -> tuple[Comparison, ...]:
    """逐数对照 — every non-blank printed cell, in the order of the document, with the verdict on it."""
    made = []
    for table in disclosure.tables:
        titles = dict(table.titles)
        for figure_id, row, column, text in table.cells():
            derived = report.get(figure_id)
            page = f" 第{row.page}页" if row.page else ""
            label = " ".join(filter(None, (row.code, row.label)))
            place = f"{table.number}表 {label}「{titles.get(column, column)}」{page}"
            verdict = verdict_on(text, derived, table.unit)
            made.append(Comparison(figure_id, text, derived, verdict, place))
    return tuple(made)


def count_verdicts(comparisons: Iterable[Comparison]) -> dict[Verdict, int]:
    """How many cells got each verdict, every verdict named."""
    counted = Counter(comparison.verdict for comparison in comparisons)
    return {verdict: counted[verdict] for verdict in Verdict}
