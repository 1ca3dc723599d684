"""应公开而未公开 — what a narrative has to state beside what it states (DOMAIN N-05b, N-09b, DR-05)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from attrs import field, frozen

from govbudget.checks.dossier import Dossier
from govbudget.checks.finding import Finding, Place, Severity
from govbudget.checks.verdict import Verdict
from govbudget.model import CLASS_DIGITS

__all__ = ["COMPLETENESS_RULES"]

Said = tuple[Verdict, Place, str]

COUNTED = {
    "abroad": (("abroad.groups", "团组数"), ("abroad.people", "人次")),
    "vehicle_purchase": (("vehicle_purchase.count", "购置数"),),
    "vehicle_operation": (("vehicle_operation.count", "保有量"),),
    "reception": (("reception.batches", "批次"), ("reception.people", "人次")),
}
"""What is counted beside each item of 三公 (DOMAIN N-09b)."""


@frozen
class CompletenessRule:
    """完整性规则 — a rule about what must be stated; `look` says what it sees, place by place."""

    id: str = field(metadata={"zh": "编号"})
    title: str = field(metadata={"zh": "名称"})
    basis: str = field(metadata={"zh": "依据"})
    look: Callable[[Dossier], Iterator[Said]] = field(repr=False, metadata={"zh": "查法"})
    severity: Severity = field(default=Severity.WARNING, metadata={"zh": "轻重"})
    requires: tuple[str, ...] = ("@",)

    def applies(self, dossier: Dossier) -> bool:
        """True for 决算, whose narrative these rules describe."""
        return dossier.disclosure.kind == "final-accounts"

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """One finding for each thing that should be stated."""
        for verdict, place, message in self.look(dossier):
            yield Finding(self.id, self.title, verdict, self.severity, (place,), message, basis=self.basis)


def _every_class(dossier: Dossier) -> Iterator[Said]:
    """Once a narrative lists classes of the 一般公共预算, it lists each that has expenditure."""
    listed = {name for name in dossier.stated if re.fullmatch(r"general_budget\[\d{3}\]\.total", name)}
    if not listed:
        return
    for code in dossier.codes("general_budget"):
        cell = dossier.cell("general_budget", code, "total")
        if len(code) == CLASS_DIGITS and cell:
            stated = f"general_budget[{code}].total" in listed
            verdict = Verdict.HOLDS if stated else Verdict.BROKEN
            yield verdict, cell.place, f"{cell.place.name} 在情况说明中{'有' if stated else '没有'}列示"


def _counts(dossier: Dossier) -> Iterator[Said]:
    """Money was spent on something that can be counted, and nothing counted cost nothing."""
    for item, counts in COUNTED.items():
        for amount in dossier.stated.get(f"three_public[final].{item}", ())[:1]:
            spent = dossier.stated_cell(amount)
            for suffix, name in counts:
                for count in dossier.stated.get(f"three_public[final].{suffix}", ())[:1]:
                    counted = dossier.stated_cell(count)
                    if spent.amount is None or counted.amount is None:
                        continue
                    agree = bool(spent.amount) == bool(counted.amount)
                    sums = f"{spent.place.name} {spent.text}{amount.unit},{name}{count.text}{count.unit}"
                    yield (
                        (Verdict.HOLDS, counted.place, sums)
                        if agree
                        else (
                            Verdict.BROKEN,
                            counted.place,
                            f"{sums}: 有支出应有数量,无支出不应有数量",
                        )
                    )


def _small_and_medium(dossier: Dossier) -> Iterator[Said]:
    """授予中小企业合同金额 is disclosed with its share in the total of procurement."""
    total = dossier.stated.get("statistics[procurement_total].value", ())
    cell = dossier.stated_cell(total[0]) if total else None
    if cell is None or not cell.amount:
        return
    for suffix, name in (
        ("", "授予中小企业合同金额"),
        (".share", "授予中小企业合同金额占政府采购支出总额的比重"),
    ):
        given = f"statistics[procurement_small_medium].value{suffix}" in dossier.stated
        verdict = Verdict.HOLDS if given else Verdict.BROKEN
        yield (
            verdict,
            cell.place,
            f"政府采购支出总额{cell.text}{total[0].unit},情况说明{'已' if given else '未'}说明{name}",
        )


COMPLETENESS_RULES = (
    CompletenessRule(
        "N-05b-ALL", "有支出的各类都在情况说明中列示", "部门决算公开情况说明的通行内容", _every_class
    ),
    CompletenessRule("N-09b-ZERO", "“三公”经费的支出与数量相应", "部门决算公开情况说明的通行内容", _counts),
    CompletenessRule(
        "DR-05",
        "说明授予中小企业合同金额及其占政府采购支出总额的比重",
        "财预〔2016〕143号,据基层政务公开标准目录",
        _small_and_medium,
    ),
)
