"""本年度无此项 — prose that says there is no 政府性基金 or no 国有资本经营, against its table (DOMAIN N-07, N-08)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import field, frozen

from govbudget.checks import Dossier, Finding, Place, Severity, Verdict
from govbudget.checks.finding import untested
from govbudget.model import PrintedSentence

__all__ = ["NOTHING_RULES", "NothingRule"]

_NOTHING = re.compile(
    r"(?:无|没有|未安排|未发生)(?P<what>此项|政府性基金|国有资本经营)[^。；;，,]*?(?:收支|收入|支出|安排)"
    r"(?!的?[^。；;，,]*的[，,])"
)
"""“无…的，仍保留该表格式” is an instruction, not a statement."""


@frozen
class NothingRule:
    """无此项收支规则 — what the narrative says there is none of has a table without numbers.

    “此项” is what the heading names, else what stands in that section of the standard order (七、八).
    """

    id: str = field(metadata={"zh": "编号"})
    title: str = field(metadata={"zh": "名称"})
    table: str = field(metadata={"zh": "表编号"})
    words: str = field(metadata={"zh": "所指"})
    section: str = field(metadata={"zh": "段落"})
    basis: str = field(default="情况说明与公开表同出一套数", metadata={"zh": "依据"})
    severity: Severity = field(default=Severity.ERROR, metadata={"zh": "轻重"})

    @property
    def requires(self) -> tuple[str, ...]:
        """The prose and the table."""
        return ("sentences", self.table)

    def applies(self, dossier: Dossier) -> bool:  # noqa: ARG002 - of the protocol
        """True: budgets and final accounts both say so."""
        return True

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """One finding for every sentence that says there is none."""
        for number, sentence in enumerate(dossier.disclosure.sentences, start=1):
            match = _NOTHING.search(sentence.text)
            if match and self._is_meant(match["what"], sentence):
                place = Place(
                    f"情况说明{sentence.section.rpartition('/')[2]}",
                    page=sentence.page,
                    line=sentence.line,
                    sentence=number,
                )
                yield self._judged(dossier, place, match[0])

    def _is_meant(self, what: str, sentence: PrintedSentence) -> bool:
        if what != "此项":
            return what == self.words
        heading = sentence.section.rpartition("/")[2]
        return self.words in heading or heading == self.section

    def _judged(self, dossier: Dossier, place: Place, said: str) -> Finding:
        if self.table not in dossier.tables:
            return untested(self, f"{place}说“{said}”,缺 {dossier.table_name(self.table)}", (place,))
        rows = dossier.tables[self.table].rows
        cells = [dossier.cell(self.table, row.id, column) for row in rows for column in row.cells]
        filled = [cell for cell in cells if cell and cell.amount]
        name = dossier.table_name(self.table)
        told = (
            f"而{name}有{len(filled)}个数,如 {filled[0].place.name} {filled[0].text}{filled[0].unit.zh}"
            if filled
            else f"{name}没有数"
        )
        return Finding(
            self.id,
            self.title,
            Verdict.BROKEN if filled else Verdict.HOLDS,
            self.severity,
            (place, *(cell.place for cell in filled[:1])),
            f"{place}说“{said}”,{told}",
            basis=self.basis,
        )


NOTHING_RULES = (
    NothingRule("N-07", "说没有政府性基金收支的,政府性基金表没有数", "government_fund", "政府性基金", "七"),
    NothingRule(
        "N-08", "说没有国有资本经营收支的,国有资本经营表没有数", "state_capital", "国有资本经营", "八"
    ),
)
