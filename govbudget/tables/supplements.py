"""三公 and the statistics that a department reports beside its accounts (DOMAIN C4, D9, D10)."""

from __future__ import annotations

from attrs import evolve

from govbudget.calc import Figure, add_up, entries
from govbudget.model import (
    CLASS_DIGITS,
    THREE_PUBLIC_CODES,
    Dimension,
    Direction,
    Fact,
    FundingSource,
    Stage,
    Statistic,
    StatisticItem,
)
from govbudget.tables.cells import Column, Source
from govbudget.tables.form import TableForm
from govbudget.tables.table import Row

__all__ = ["derive_statistics", "derive_three_public"]

THREE_PUBLIC_COLUMNS = {
    "abroad": StatisticItem.TRAVEL_ABROAD,
    "vehicle_purchase": StatisticItem.VEHICLE_PURCHASE,
    "vehicle_operation": StatisticItem.VEHICLE_OPERATION,
    "reception": StatisticItem.RECEPTION,
}
BESIDE_THREE_PUBLIC = {"meetings": ("30215", "会议费"), "training": ("30216", "培训费")}
"""Columns that some places print in the same table (DOMAIN C6); no part of the 三公 total."""

STATISTIC_TOTALS = {
    "procurement_total": ("procurement_", "货物 + 工程 + 服务"),
    "vehicles_total": ("vehicles_", "各类车辆之和"),
}


def _reported(figure_id: str, statistic: Statistic, source: Source) -> Figure:
    written = ",".join(filter(None, (statistic.place, statistic.origin))) or "账套未注明来源"
    label = f"{statistic.stage.value}{statistic.item.value}"
    return Figure(figure_id, label, statistic.value, f"来源:{written}", (), source.printing)


def _coarse(facts: list[Fact]) -> str | None:
    """Why a 类 hides the items of 三公; `None` if every code tells them apart."""
    classes = {code[:CLASS_DIGITS] for code in THREE_PUBLIC_CODES}
    hidden = {f.economic for f in facts if f.economic in classes}
    return (
        f"支出的经济分类 {'、'.join(sorted(filter(None, hidden)))} 只到类,分不出三公经费" if hidden else None
    )


def _is_appropriated(fact: Fact) -> bool:
    return fact.funding is FundingSource.APPROPRIATION


def derive_three_public(
    form: TableForm, source: Source
) -> tuple[tuple[Row, ...], str | None, dict[str, str]]:
    """财政拨款“三公”经费: 全年预算数 and 决算数, of all three budgets, 基本 and 项目 alike.

    Added up by economic code where every appropriated expenditure of the stage carries one; otherwise
    taken from what the department reported.
    """
    # The printed pair is (全年预算数, outturn of the table's own stage); a budget has only its own sums.
    stages = {"adjusted": Stage.ADJUSTED, "final": source.stage}
    rows: list[Row] = []
    gaps: dict[str, str] = {}
    for row in form.rows or ():
        at = evolve(source, stage=stages.get(row.id or "", source.stage))
        cells, reason = _three_public_cells(form, f"{form.id}[{row.id}]", at)
        if reason:
            gaps[row.id or row.label] = reason
        rows.append(Row.of(row, cells))
    derived = {"total", "vehicles", "grand_total", *THREE_PUBLIC_COLUMNS, *BESIDE_THREE_PUBLIC}
    if len(gaps) == len(rows):
        return (), ";".join(dict.fromkeys(gaps.values())), {}
    gaps |= {c.id: f"账套的事实推算不出「{c.title}」" for c in form.columns if c.id not in derived}
    for column in form.columns:
        if column.id in BESIDE_THREE_PUBLIC and not any(column.id in row.cells for row in rows):
            gaps[column.id] = f"支出未全标经济分类,「{column.title}」无从推算"
    return tuple(rows), None, gaps


def _three_public_cells(
    form: TableForm, prefix: str, source: Source
) -> tuple[dict[str, Figure | None], str | None]:
    takes = Column("", Direction.EXPENDITURE, budget=form.budget, funding=FundingSource.APPROPRIATION).takes
    appropriated = [fact for fact in source.facts(Direction.EXPENDITURE) if _is_appropriated(fact)]
    facts = [fact for fact in appropriated if takes(fact)]
    reason = (
        source.appropriation_unknown()
        or _coarse(facts)
        or source.ledger.gap(source.stage, Direction.EXPENDITURE, Dimension.ECONOMIC, among=takes)
    )
    reported = {
        column: source.ledger.statistic(source.stage, item) for column, item in THREE_PUBLIC_COLUMNS.items()
    }
    cells: dict[str, Figure | None] = {}
    if facts and reason is None:
        for column, item in THREE_PUBLIC_COLUMNS.items():
            parts = [source.figure(f) for f in facts if THREE_PUBLIC_CODES.get(f.economic or "") is item]
            cells[column] = add_up(f"{prefix}.{column}", item.value, entries(len(parts)), parts)
        for column, (code, label) in BESIDE_THREE_PUBLIC.items():
            parts = [source.figure(f) for f in facts if f.economic == code]
            cells[column] = add_up(f"{prefix}.{column}", label, entries(len(parts)), parts)
    elif len(facts) < len(appropriated):
        return {}, f"{reason or '支出未全标经济分类'};报告的三公经费含其他预算,本表只列{form.title}"
    elif all(reported.values()):
        for column, statistic in reported.items():
            assert statistic is not None  # noqa: S101 - just seen
            cells[column] = _reported(f"{prefix}.{column}", statistic, source)
    elif any(reported.values()):
        lacking = [item.value for column, item in THREE_PUBLIC_COLUMNS.items() if not reported[column]]
        return {}, f"{source.stage.value}的三公经费未报告 {'、'.join(lacking)},合计无从推算"
    else:
        return {}, reason or f"账套没有{source.stage.value}的三公经费"
    cells["vehicles"] = add_up(
        f"{prefix}.vehicles",
        "公务用车购置及运行维护费",
        "公务用车购置费 + 公务用车运行维护费",
        [cells["vehicle_purchase"], cells["vehicle_operation"]],
    )
    cells["total"] = add_up(
        f"{prefix}.total",
        "“三公”经费合计",
        "因公出国(境)费 + 公务用车购置及运行维护费 + 公务接待费",
        [cells["abroad"], cells["vehicles"], cells["reception"]],
    )
    beside = [cells.get(column) for column in BESIDE_THREE_PUBLIC]
    if any(column.id == "grand_total" for column in form.columns):
        cells["grand_total"] = add_up(
            f"{prefix}.grand_total",
            "“三公”经费、会议费和培训费合计",
            "“三公”经费合计 + 会议费 + 培训费",
            [cells["total"], *beside],
        )
    return cells, None


def derive_statistics(form: TableForm, source: Source) -> tuple[tuple[Row, ...], str | None]:
    """部门决算公开相关信息统计表: procurement, operating cost and assets, as the department reported them."""
    cells: dict[str, Figure | None] = {}
    for item in StatisticItem:
        statistic = source.ledger.statistic(source.stage, item)
        row = item.name.lower()
        cells[row] = _reported(f"{form.id}[{row}].value", statistic, source) if statistic else None
    for row, (prefix, formula) in STATISTIC_TOTALS.items():
        parts = [figure for part, figure in cells.items() if part.startswith(prefix)]
        label = next((r.label for r in form.rows or () if r.id == row), row)
        cells[row] = add_up(f"{form.id}[{row}].value", label, formula, parts)
    rows = tuple(Row.of(row, {"value": cells.get(row.id or "")}) for row in form.rows or ())
    if any(figure is not None for row in rows for figure in row.cells.values()):
        return rows, None
    return (), f"账套没有{source.stage.value}的统计数"
