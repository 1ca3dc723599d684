"""没有规则核对的数 — figures of the narrative that no rule reads leave a trace, never silence (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from govbudget.calc import Figure
from govbudget.checks.dossier import Dossier
from govbudget.checks.finding import Finding, Rule, untested
from govbudget.checks.narrative_rule import NarrativeRule
from govbudget.checks.verdict import Verdict

__all__ = ["UnreadRule", "rests_on"]


@frozen
class UnreadRule(NarrativeRule):
    """未核对的数 — a stated figure that none of the other rules is about, weighs or works with."""

    others: tuple[Rule, ...] = field(repr=False, metadata={"zh": "其他规则"})

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """缺数 for every figure that is left, the first time it is stated; if none is, that."""
        asked = [rule for rule in self.others if "@" in rule.requires and rule.applies(dossier)]
        read = {name for rule in asked for finding in rule.evaluate(dossier) for name in rests_on(finding)}
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
    figures: list[Figure] = [finding.recomputed_from] if finding.recomputed_from else []
    while figures:
        figure = figures.pop()
        names.add(figure.id)
        figures.extend(figure.inputs)
    return names
