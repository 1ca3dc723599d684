"""报告的数 — what a department reports beside its facts, under the ids that the 情况说明 uses (DOMAIN N-09b … N-10b)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from govbudget.calc import Figure, add_up, change, change_rate, share
from govbudget.model import Ledger, Stage, Statistic, StatisticItem
from govbudget.money import Amount, Printing
from govbudget.text import amount_text

__all__ = ["contradicted_totals", "reported_beside", "reported_prior"]

BESIDE: Mapping[StatisticItem, str] = {
    StatisticItem.ABROAD_GROUPS: "three_public[final].abroad.groups",
    StatisticItem.ABROAD_PEOPLE: "three_public[final].abroad.people",
    StatisticItem.VEHICLE_PURCHASE_COUNT: "three_public[final].vehicle_purchase.count",
    StatisticItem.VEHICLE_OPERATION_COUNT: "three_public[final].vehicle_operation.count",
    StatisticItem.RECEPTION_DOMESTIC: "three_public[final].reception.domestic",
    StatisticItem.RECEPTION_DOMESTIC_BATCHES: "three_public[final].reception.domestic.batches",
    StatisticItem.RECEPTION_DOMESTIC_PEOPLE: "three_public[final].reception.domestic.people",
    StatisticItem.RECEPTION_FOREIGN_AFFAIRS: "three_public[final].reception.foreign_affairs",
    StatisticItem.RECEPTION_FOREIGN_AFFAIRS_BATCHES: "three_public[final].reception.foreign_affairs.batches",
    StatisticItem.RECEPTION_FOREIGN_AFFAIRS_PEOPLE: "three_public[final].reception.foreign_affairs.people",
    StatisticItem.RECEPTION_OVERSEAS: "three_public[final].reception.overseas",
    StatisticItem.RECEPTION_OVERSEAS_BATCHES: "three_public[final].reception.overseas.batches",
    StatisticItem.RECEPTION_OVERSEAS_PEOPLE: "three_public[final].reception.overseas.people",
    StatisticItem.CONTRACTS_SMALL_MEDIUM: "statistics[procurement_small_medium].value",
    StatisticItem.CONTRACTS_SMALL_MICRO: "statistics[procurement_small_micro].value",
}
"""What no table prints, by item. The items that 公开10 prints have the id of their row there."""

TOTALS: Mapping[StatisticItem, str] = {
    StatisticItem.TOTAL_INCOME: "summary[income_grand_total].amount",
    StatisticItem.TOTAL_EXPENDITURE: "summary[expenditure_grand_total].amount",
    StatisticItem.TOTAL_APPROPRIATION_INCOME: "appropriation_summary[income_grand_total].amount",
    StatisticItem.TOTAL_APPROPRIATION_EXPENDITURE: "appropriation_summary[expenditure_grand_total].total",
}
"""Totals of a year of which no facts are known (docs/decisions/0011)."""

_ROWS = ("PROCUREMENT_", "OPERATING_COST_", "VEHICLES_", "EQUIPMENT")
_SUMS = (
    ("procurement_total", "政府采购支出总额", "货物 + 工程 + 服务", "PROCUREMENT_"),
    ("operating_cost", "机关运行经费", "行政单位 + 参照公务员法管理事业单位", "OPERATING_COST_"),
    ("vehicles_total", "车辆数合计", "各类车辆之和", "VEHICLES_"),
)
_RECEPTION = "three_public[final].reception"
_PROCUREMENT, _CONTRACTS = "statistics[procurement_total].value", "statistics[procurement_small_medium].value"
_OPERATING = "statistics[operating_cost].value"


def reported_beside(ledger: Ledger, printing: Printing, known: Iterable[Figure]) -> Iterator[Figure]:
    """Every figure that the statistics of the 决算数 yield and that the tables (`known`) do not print."""
    found = {figure.id: figure for figure in known}
    mine = _of_stage(ledger, Stage.EXECUTED, printing)
    for part, label in (("batches", "公务接待批次"), ("people", "公务接待人次")):
        both = [mine.get(f"{_RECEPTION}.{where}.{part}") for where in ("domestic", "overseas")]
        if all(both) and (figure := add_up(f"{_RECEPTION}.{part}", label, "国内接待 + 国(境)外接待", both)):
            mine[figure.id] = figure
    if _CONTRACTS in mine and (whole := found.get(_PROCUREMENT, mine.get(_PROCUREMENT))):
        ratio = share(mine[_CONTRACTS], whole)
        mine[ratio.id] = ratio
    before = _of_stage(ledger, Stage.PRIOR, printing).get(_OPERATING)
    if _OPERATING in mine and before is not None:
        for figure in _compared(mine[_OPERATING], before):
            mine[figure.id] = figure
    yield from (figure for figure_id, figure in mine.items() if figure_id not in found)


def reported_prior(
    ledger: Ledger, current: Mapping[str, Figure], known: Iterable[Figure]
) -> Iterator[Figure]:
    """上年 totals that the department reported, with the changes from them, where facts (`known`) yield none."""
    derived = {figure.id for figure in known}
    for item, figure_id in TOTALS.items():
        statistic, now = ledger.statistic(Stage.PRIOR, item), current.get(figure_id)
        if statistic is not None and now is not None and f"{figure_id}.prior" not in derived:
            yield from _compared(now, _reported(figure_id, statistic, now.printing))


def contradicted_totals(ledger: Ledger, known: Iterable[Figure]) -> Iterator[str]:
    """上年 totals that the department reported otherwise than the facts of that year add up to."""
    derived = {figure.id: figure for figure in known}
    for item, figure_id in TOTALS.items():
        statistic, summed = ledger.statistic(Stage.PRIOR, item), derived.get(f"{figure_id}.prior")
        if statistic is None or summed is None or summed.amount is None:
            continue
        if isinstance(statistic.value, Amount) and not summed.amount.agrees_with(statistic.value):
            stated = amount_text(statistic.value, summed.printing, with_unit=True)
            where = f"{statistic.place}: " if statistic.place else ""
            yield (
                f"{where}报告的{statistic.stage.value}{item.value} {stated},与账套各笔之和 "
                f"{summed.text}{summed.printing.unit.zh} 不同;按账套各笔比较"
            )


def _compared(now: Figure, before: Figure) -> Iterator[Figure]:
    yield evolve(before, id=f"{now.id}.prior")
    yield change(now, before)
    yield change_rate(now, before)


def _of_stage(ledger: Ledger, stage: Stage, printing: Printing) -> dict[str, Figure]:
    """What the department reported at a stage, by figure id, with the sums of it."""
    rows = {
        item: f"statistics[{item.name.lower()}].value"
        for item in StatisticItem
        if item.name.startswith(_ROWS)
    }
    found = {
        figure_id: _reported(figure_id, statistic, printing)
        for item, figure_id in {**BESIDE, **rows}.items()
        if (statistic := ledger.statistic(stage, item)) is not None
    }
    for row, label, formula, prefix in _SUMS:
        parts = [found.get(figure_id) for item, figure_id in rows.items() if item.name.startswith(prefix)]
        if figure := add_up(f"statistics[{row}].value", label, formula, parts):
            found[figure.id] = figure
    return found


def _reported(figure_id: str, statistic: Statistic, printing: Printing) -> Figure:
    written = ",".join(filter(None, (statistic.place, statistic.origin))) or "账套未注明来源"
    label = f"{statistic.stage.value}{statistic.item.value}"
    return Figure(figure_id, label, statistic.value, f"来源:{written}", (), printing)
