"""项目支出 by project, as budgets print it (DOMAIN BA10)."""

from __future__ import annotations

from govbudget.calc import add_up, entries
from govbudget.model import Budget, Dimension, Direction, ExpenditureKind
from govbudget.tables.cells import Column, Source
from govbudget.tables.form import TableForm
from govbudget.tables.table import Row

__all__ = ["derive_projects"]


def derive_projects(form: TableForm, source: Source) -> tuple[tuple[Row, ...], str | None]:
    """一般公共预算项目支出: one row a project and functional code, `项目@编码`, 合计 first.

    Not derivable while any project expenditure of the budget names no project.
    """
    if reason := source.appropriation_unknown():
        return (), reason
    general = Column("", Direction.EXPENDITURE, budget=Budget.GENERAL)
    if reason := source.ledger.gap(source.stage, Direction.EXPENDITURE, Dimension.KIND, among=general.takes):
        return (), reason
    column = Column("amount", Direction.EXPENDITURE, budget=Budget.GENERAL, kind=ExpenditureKind.PROJECT)
    facts = column.among(source.facts(Direction.EXPENDITURE))
    if unnamed := sum(1 for fact in facts if not fact.project):
        return (), f"{source.stage.value}的项目支出中有{unnamed}笔未填「项目」"
    by_project: dict[tuple[str, str], list[int]] = {}
    for place, fact in enumerate(facts):
        by_project.setdefault((fact.functional or "", fact.project or ""), []).append(place)
    rows, parts = [], []
    for (code, project), places in sorted(by_project.items()):
        row = f"{project}@{code}" if code else project
        figures = [source.figure(facts[place]) for place in places]
        figure = add_up(f"{form.id}[{row}].amount", project, entries(len(figures)), figures)
        parts.append(figure)
        rows.append(Row(row, project, {"amount": figure}, code or None))
    everything = add_up(f"{form.id}[total].amount", form.total_label, "各项目之和", parts)
    return (Row("total", form.total_label, {"amount": everything}), *rows), None
