"""其余基本支出 — what no pair of functional and economic codes accounts for (DOMAIN X-05-06-EC)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from attrs import field, frozen

from govbudget.checks.dossier import Dossier
from govbudget.checks.equation import Equation, Operand, Relation, Term
from govbudget.checks.finding import Finding, Severity
from govbudget.checks.linear import LinearRule
from govbudget.checks.trial import Trial
from govbudget.model import folded_name

__all__ = ["RestOfBasicRule"]

FUNCTIONAL, ECONOMIC = "general_budget", "basic_expenditure"


@frozen
class RestOfBasicRule:
    """其余基本支出 — 行政运行、事业运行 against the economic items that have no functional code of their own.

    `pairs` gives the economic codes under which the basic expenditure of a functional code is booked.
    Departments book in different ways, so the rule only informs.
    """

    pairs: Mapping[str, frozenset[str]] = field(repr=False, metadata={"zh": "对应科目"})
    id: str = "X-05-06-EC2"
    title: str = "行政运行、事业运行的基本支出等于其余经济分类款之和"
    basis: str = "功能分类与经济分类对同一笔支出的反映;各地列支口径可能不同"
    severity: Severity = Severity.INFO
    requires: tuple[str, ...] = (FUNCTIONAL, ECONOMIC)
    kind: str | None = "final-accounts"
    counts: bool = False

    RUNNING = frozenset({"行政运行", "事业运行"})

    @classmethod
    def beside(cls, pairs: LinearRule) -> RestOfBasicRule:
        """The rule for what is left beside the pairs of codes that another rule weighs."""
        found: dict[str, set[str]] = defaultdict(set)
        for case in pairs.cases:
            sides = {term.table: term.rows for term in (*case.equation.left, *case.equation.right)}
            for code in sides[FUNCTIONAL]:
                found[code].update(sides[ECONOMIC])
        return cls({code: frozenset(economic) for code, economic in found.items()}, kind=pairs.kind)

    def applies(self, dossier: Dossier) -> bool:
        """True for documents of the kind that its pairs are about."""
        return dossier.disclosure.kind == self.kind

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """One finding, where every other basic item has its pair in the economic table."""
        listed = dossier.lowest(FUNCTIONAL)
        running = [
            code for code in listed if folded_name(dossier.rows[FUNCTIONAL, code].label) in self.RUNNING
        ]
        others = [code for code in listed if code not in running]
        if any(code not in self.pairs and dossier.cell(FUNCTIONAL, code, "basic") for code in others):
            return
        taken = {economic for code in others if code in self.pairs for economic in self.pairs[code]}
        rest = [code for code in dossier.lowest(ECONOMIC) if code not in taken]
        left = Term(FUNCTIONAL, tuple(running), ("basic",))
        right = Term(ECONOMIC, tuple(rest), ("amount",))
        sides = [tuple(term.operands(dossier, {})) for term in (left, right)]
        if all(map(_is_known, sides)):
            yield Trial(
                self, Equation((left,), (right,), Relation.EQUAL), sides[0], sides[1], dossier
            ).finding()


def _is_known(operands: tuple[Operand, ...]) -> bool:
    """True if something is printed, and all that is printed can be read."""
    printed = [operand.cell for operand in operands if operand.cell]
    return bool(printed) and all(cell.amount for cell in printed)
