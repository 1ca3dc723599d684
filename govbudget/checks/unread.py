"""没有规则核对的数 — figures that no rule reads leave a trace, never silence (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from govbudget.checks.dossier import Dossier
from govbudget.checks.finding import Finding, Place, Rule, Severity, untested
from govbudget.checks.linear import LinearRule
from govbudget.checks.narrative_rule import NarrativeRule
from govbudget.checks.verdict import Verdict

__all__ = ["UnreadColumnsRule", "UnreadRule", "rests_on"]


@frozen
class UnreadRule(NarrativeRule):
    """未核对的数 — a stated figure that none of the other rules is about, weighs or works with."""

    others: tuple[Rule, ...] = field(repr=False, metadata={"zh": "其他规则"})

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """缺数 for every figure that is left, the first time it is stated; if none is, that."""
        asked = [rule for rule in self.others if "@" in rule.requires and rule.applies(dossier)]
        read = {name for rule in asked for finding in dossier.asked(rule) for name in rests_on(finding)}
        left = [stated[0] for figure, stated in dossier.stated.items() if figure not in read]
        for stated in left:
            place = dossier.stated_cell(stated).place
            told = f"{place.name} {stated.text}{stated.unit}: 没有规则核对此数"
            yield untested(self, told, (place,), stated.text)
        if dossier.stated and not left:
            told = f"情况说明的{len(dossier.disclosure.stated)}个数都有规则核对"
            yield Finding(self.id, self.title, Verdict.HOLDS, self.severity, (), told, basis=self.basis)


def rests_on(finding: Finding) -> set[str]:
    """The stated figures that a finding is about, weighs or works with, and the printed ones of the same ids."""
    names = {place.figure for place in finding.where if place.figure}
    names |= {name[1:] for name, _ in (finding.balance.terms if finding.balance else ()) if name[:1] == "@"}
    return names | finding.worked_from


@frozen
class UnreadColumnsRule:
    """未核对的栏 — columns that none of the equations reads: no rule knows them, or a name is misspelt."""

    id: str = field(metadata={"zh": "编号"})
    title: str = field(metadata={"zh": "名称"})
    equations: tuple[LinearRule, ...] = field(repr=False, metadata={"zh": "等式规则"})
    basis: str = field(default="每个印出的数都应当有规则核对", metadata={"zh": "依据"})
    severity: Severity = field(default=Severity.INFO, metadata={"zh": "轻重"})
    requires: tuple[str, ...] = ()

    def applies(self, dossier: Dossier) -> bool:
        """True for documents with tables."""
        return bool(dossier.tables)

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """缺数 for every column that holds numbers and is left; if none is, that."""
        known = {
            place
            for rule in self.equations
            if rule.applies(dossier)
            for case in rule.cases
            for place in case.columns(dossier)
        }
        left = [
            (table, column, count)
            for table in dossier.disclosure.tables
            for column in dossier.columns(table.id)
            if (table.id, column) not in known and (count := _filled(dossier, table.id, column))
        ]
        for table, column, count in left:
            name = f"{dossier.table_name(table.id)}「{dossier.title(table.id, column)}」"
            place = Place(name, table.id, column=column, page=table.page)
            yield untested(self, f"{name} 的{count}个数没有规则核对;或表、栏的编号有误", (place,))
        if not left:
            yield Finding(
                self.id,
                self.title,
                Verdict.HOLDS,
                self.severity,
                (),
                "各表各栏都有规则核对",
                basis=self.basis,
            )


def _filled(dossier: Dossier, table: str, column: str) -> int:
    return sum(dossier.cell(table, row.id, column) is not None for row in dossier.tables[table].rows)
