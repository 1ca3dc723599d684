"""应公开而未公开 — what a narrative has to state beside what it states (DOMAIN N-05b, N-09b, DR-05)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from attrs import field, frozen

from govbudget.calc.figure import sum_of
from govbudget.checks.derivation import figure_for
from govbudget.checks.dossier import Dossier, printing_of
from govbudget.checks.evaluations.projects import projects_of
from govbudget.checks.evaluations.stated import collected
from govbudget.checks.finding import Finding, Place, Severity
from govbudget.checks.verdict import Verdict
from govbudget.model import CLASS_DIGITS
from govbudget.money import Printing, Unit
from govbudget.text import amount_text

__all__ = ["COMPLETENESS_RULES"]

Said = tuple[Verdict, Place, str]

COUNTED = {
    "abroad": (("abroad.groups", "团组数"), ("abroad.people", "人次")),
    "vehicle_purchase": (("vehicle_purchase.count", "购置数"),),
    "vehicle_operation": (("vehicle_operation.count", "保有量"),),
    "reception": (("reception.batches", "批次"), ("reception.people", "人次")),
}
"""What is counted beside each item of 三公 (DOMAIN N-09b)."""

TO_THE_YUAN = Printing(Unit.WAN_YUAN, 4)
CLOSING = ("summary", "closing", "amount")
"""年末结转和结余."""
GRAND_TOTALS = ("summary[income_grand_total].amount", "appropriation_summary[income_grand_total].amount")
"""收入总计, of all money and of 财政拨款."""


@frozen
class CompletenessRule:
    """完整性规则 — a rule about what must be stated; `look` says what it sees, place by place."""

    id: str = field(metadata={"zh": "编号"})
    title: str = field(metadata={"zh": "名称"})
    basis: str = field(metadata={"zh": "依据"})
    look: Callable[[Dossier], Iterator[Said]] = field(repr=False, metadata={"zh": "查法"})
    severity: Severity = field(default=Severity.WARNING, metadata={"zh": "轻重"})
    requires: tuple[str, ...] = field(default=("@",), metadata={"zh": "所需"})

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


def _carried_over(dossier: Dossier) -> Iterator[Said]:
    """What projects have left over is carried over by their department, unless it was taken back."""
    left = collected(projects_of(dossier.disclosure.evaluations), "carry_over", "资金结(转)余").figure
    if left is None or "summary" not in dossier.tables:
        return
    place, closing = dossier.place(*CLOSING), dossier.cell(*CLOSING)
    carried = closing is not None and (closing.amount is None or bool(closing.amount))
    told = f"{place.name}{f' {closing.text}' if closing else '未列数'},绩效自评各项目资金结(转)余合计{amount_text(sum_of(left), TO_THE_YUAN)}万元"
    if carried or not sum_of(left):
        yield Verdict.HOLDS, place, told
    else:
        yield Verdict.BROKEN, place, f"{told}: 应列年末结转和结余,或者说明已由财政收回"


def _funds_gone(dossier: Dossier) -> Iterator[Said]:
    """Money beside 财政拨款 that the year before had and this year has not is worth a word."""
    stated = [dossier.stated.get(f"{figure}.change", ()) for figure in GRAND_TOTALS]
    if not all(stated):
        return
    changes = [dossier.stated_cell(one[0]) for one in stated]
    sums = [figure_for(dossier, figure, one[0]) for figure, one in zip(GRAND_TOTALS, stated, strict=True)]
    now = [figure.amount for figure in sums if figure and figure.amount]
    moved = [cell.amount for cell in changes if cell.amount is not None]
    if not len(now) == len(moved) == len(GRAND_TOTALS):
        return
    before, of_appropriation = (amount - change for amount, change in zip(now, moved, strict=True))
    gone = now[0].agrees_with(now[1]) and not before.agrees_with(of_appropriation)
    place, unit = changes[0].place, changes[0].unit
    printing = printing_of(unit, changes[0].step)
    told = (
        f"按增减额倒推,上年收入总计{amount_text(before, printing)}{unit.zh},"
        f"其中财政拨款{amount_text(of_appropriation, printing)}{unit.zh}"
    )
    other = f"财政拨款以外的{amount_text(before - of_appropriation, printing)}{unit.zh}"
    yield (
        (Verdict.BROKEN, place, f"{told}: {other}本年没有了,宜说明去向")
        if gone
        else (Verdict.HOLDS, place, told)
    )


COMPLETENESS_RULES = (
    CompletenessRule(
        "N-PREV-OTHER",
        "上年财政拨款以外的资金本年没有的,说明去向",
        "部门决算公开情况说明的通行内容",
        _funds_gone,
        Severity.INFO,
    ),
    CompletenessRule(
        "X-01-PE",
        "项目有资金结(转)余的,总表列年末结转和结余",
        "预算法实施条例第八十三条:决算应当反映结转、结余资金",
        _carried_over,
        requires=("summary", "evaluations"),
    ),
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
