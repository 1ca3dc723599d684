"""Tables with a row a code: facts sorted into columns, rolled up to 款, 类 and 合计 (DOMAIN D2, D3, D5–D8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import evolve, frozen

from govbudget.calc import Figure, add_up, roll_up
from govbudget.model import CLASS_DIGITS, Budget, Dimension, Direction, ExpenditureKind, Fact, FundingSource
from govbudget.tables.cells import Column, Source
from govbudget.tables.form import TableForm
from govbudget.tables.table import Row

__all__ = ["CODE_TABLES", "CodeTable", "derive_by_code"]

Grid = dict[str, dict[str, Figure]]
"""Figures by code, then by column."""


@frozen
class CodeTable:
    """What a code table sorts its facts into. `total` adds up the columns of `totalled` direction."""

    columns: tuple[Column, ...]
    split_by: Dimension
    total_direction: Direction
    among: Column

    beside: tuple[Column, ...] = ()

    def leaf_columns(self) -> list[Column]:
        """The columns that the total adds up; those `beside` say the same money in other words."""
        return [column for column in self.columns if column.direction is self.total_direction]


def _income_columns() -> tuple[Column, ...]:
    return tuple(Column(f.name.lower(), Direction.INCOME, funding=f) for f in FundingSource)


def _appropriated(budget: Budget | None, *extra: Column) -> CodeTable:
    """Appropriated expenditure of one budget, or of all three, by 基本 and 项目."""
    everything = Column("total", Direction.EXPENDITURE, budget=budget, funding=FundingSource.APPROPRIATION)
    kinds = (ExpenditureKind.BASIC, ExpenditureKind.PROJECT)
    return CodeTable(
        (*extra, *(evolve(everything, id=kind.name.lower(), kind=kind) for kind in kinds)),
        Dimension.KIND,
        Direction.EXPENDITURE,
        everything,
    )


def _balances(budget: Budget) -> tuple[Column, ...]:
    """What a table prints beside expenditure where it shows 收入支出 of one budget (DOMAIN D5, D7, D8)."""
    return (
        Column("opening", Direction.OPENING, budget=budget),
        Column("income", Direction.INCOME, budget=budget),
        Column("closing", Direction.CLOSING, budget=budget),
    )


CODE_TABLES: Mapping[str, CodeTable] = {
    "income": CodeTable(
        (*_income_columns(), Column("opening", Direction.OPENING)),
        Dimension.FUNDING,
        Direction.INCOME,
        Column("total", Direction.INCOME),
        beside=(
            Column("general_appropriation", Direction.INCOME, budget=Budget.GENERAL),
            Column("government_fund_appropriation", Direction.INCOME, budget=Budget.GOVERNMENT_FUND),
            Column("state_capital_appropriation", Direction.INCOME, budget=Budget.STATE_CAPITAL),
        ),
    ),
    "expenditure": CodeTable(
        tuple(Column(k.name.lower(), Direction.EXPENDITURE, kind=k) for k in ExpenditureKind),
        Dimension.KIND,
        Direction.EXPENDITURE,
        Column("total", Direction.EXPENDITURE),
    ),
    "appropriation_expenditure": _appropriated(None),
    "general_budget": _appropriated(Budget.GENERAL, *_balances(Budget.GENERAL)),
    "government_fund": _appropriated(Budget.GOVERNMENT_FUND, *_balances(Budget.GOVERNMENT_FUND)),
    "state_capital": _appropriated(Budget.STATE_CAPITAL, *_balances(Budget.STATE_CAPITAL)),
}


def derive_by_code(form: TableForm, source: Source) -> tuple[tuple[Row, ...], str | None, dict[str, str]]:
    """The rows of a code table, why it cannot be derived, and the columns that cannot."""
    plan = CODE_TABLES[form.id]
    ledger, stage = source.ledger, source.stage
    printed = {column.id for column in form.columns}
    columns = [
        column for column in plan.columns if column.id in printed or column.direction is plan.total_direction
    ]
    columns += [column for column in plan.beside if column.id in printed]
    for direction in {column.direction: None for column in columns}:
        takes = plan.among.takes if direction is plan.total_direction else _same_money(plan.among)
        if reason := ledger.gap(stage, direction, Dimension.FUNCTIONAL, among=takes):
            return (), reason, {}
    appropriated = plan.among.funding is FundingSource.APPROPRIATION
    reason = source.appropriation_unknown() if appropriated else source.lacks(plan.total_direction)
    if reason:
        return (), reason, {}
    derived = {"total", "grand_total", *(column.id for column in (*plan.columns, *plan.beside))}
    gaps = {c.id: f"账套的事实推算不出「{c.title}」" for c in form.columns if c.id not in derived}
    unsplit = ledger.gap(
        stage, plan.total_direction, plan.split_by, among=lambda f: plan.among.takes(f) and bool(f.functional)
    )
    if unsplit:
        gaps |= {column.id: unsplit for column in plan.leaf_columns()}
        columns = [c for c in columns if c.id not in gaps] + [plan.among]
    grid = _grid(form, source, columns)
    if not unsplit:
        _add_totals(form, grid, [column.id for column in plan.leaf_columns()], source)
    if "grand_total" in printed:
        _add_grand_totals(form, grid, source)
    return _rows(form, grid, source.name), None, gaps


def _same_money(among: Column) -> Callable[[Fact], bool]:
    return lambda fact: among.budget is None or fact.budget is among.budget


def _grid(form: TableForm, source: Source, columns: Sequence[Column]) -> Grid:
    """Every column rolled up by functional code, with its 合计."""
    titles = {column.id: column.title for column in form.columns}
    grid: Grid = {}
    for column in columns:
        title = titles.get(column.id, column.id)
        leaves = [
            (fact.functional, source.figure(fact))
            for fact in column.among(source.facts(column.direction))
            if fact.functional is not None
        ]
        summed = roll_up(
            leaves,
            identify=lambda code, column=column: f"{form.id}[{code}].{column.id}",  # type: ignore[misc]
            name=lambda code, title=title: f"{code} {source.name(code)} {title}",  # type: ignore[misc]
        )
        for code, figure in summed.items():
            grid.setdefault(code, {})[column.id] = figure
        classes = [figure for code, figure in summed.items() if len(code) == CLASS_DIGITS]
        if everything := add_up(
            f"{form.id}[total].{column.id}", f"{form.total_label} {title}", "各类之和", classes
        ):
            grid.setdefault("total", {})[column.id] = everything
    return grid


def _add_totals(form: TableForm, grid: Grid, leaf_ids: Sequence[str], source: Source) -> None:
    title = next((column.title for column in form.columns if column.id == "total"), "合计")
    printed = [column.title for column in form.columns if column.id in leaf_ids]
    for code, cells in grid.items():
        name = form.total_label if code == "total" else f"{code} {source.name(code)}"
        parts = [cells.get(column) for column in leaf_ids]
        figure = add_up(f"{form.id}[{code}].total", f"{name} {title}", " + ".join(printed), parts)
        if figure is not None:
            cells["total"] = figure


def _add_grand_totals(form: TableForm, grid: Grid, source: Source) -> None:
    """合计 = 上年结转 + 本年收入, as 部门收入总表 prints it (DOMAIN BA02)."""
    for code, cells in grid.items():
        name = form.total_label if code == "total" else f"{code} {source.name(code)}"
        parts = [cells.get("opening"), cells.get("total")]
        if figure := add_up(f"{form.id}[{code}].grand_total", name, "上年结转 + 本年收入", parts):
            cells["grand_total"] = figure


def _rows(form: TableForm, grid: Grid, name: Callable[[str], str]) -> tuple[Row, ...]:
    """合计 first, then the codes in the order of the book, or just the codes that the form lists."""
    if form.rows is not None:
        return tuple(Row.of(row, grid.get(row.id or "", {})) for row in form.rows)
    codes = sorted(code for code in grid if code != "total")
    return (
        Row("total", form.total_label, grid.get("total", {})),
        *(Row(code, name(code), grid[code], code) for code in codes),
    )
