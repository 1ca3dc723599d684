"""项目与科目 — the money of the projects against the functional codes that pay for them (X-05-PRJ, X-BUD-PRJ)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from govbudget.checks.dossier import Cell, Dossier
from govbudget.checks.evaluations.answers import Answer, Weighing, missing, untried, weighed
from govbudget.checks.evaluations.money_block import in_unit, whole_of
from govbudget.checks.evaluations.numbers import Printed, half_step, shown
from govbudget.checks.evaluations.portfolio import covers_all_projects, lowest_codes
from govbudget.checks.evaluations.projects import Project, projects_of
from govbudget.checks.evaluations.stated import INITIAL, Collected, Stated, collected
from govbudget.checks.finding import Severity
from govbudget.checks.verdict import Verdict
from govbudget.model import ScoringScheme
from govbudget.money import Unit

__all__ = ["approved_by_class", "executed_by_code"]

MOST_PROJECTS = 4
"""More projects than these that together make a difference would make any difference."""
MOST_TRIES = 20_000
MOST_WAYS = 3
"""More ways than these to make a difference explain nothing."""
_APPROVED = re.compile(r"general_budget\[(?P<code>[0-9]{3})\]\.total\.approved")
INFERRED = "(项目科目系推断)"


def executed_by_code(dossier: Dossier, _: ScoringScheme) -> Iterator[Answer]:
    """项目支出 of a code is Σ 全年执行数 of its projects, where the document has all of them (X-05-PRJ)."""
    projects = projects_of(dossier.disclosure.evaluations)
    table = next(
        (name for name in ("general_budget", "expenditure") if _prints_projects(dossier, name)), None
    )
    if table is None or not any(project.main.code for project in projects):
        return
    complete = covers_all_projects(dossier)
    paying = {project.main.code for project in projects if project.main.code}
    for code in _comparable(paying, set(lowest_codes(dossier, table))):
        yield from _of_code(dossier, table, code, _of(projects, code), complete=complete)
    for project in projects:
        line = whole_of(project.main)
        executed = line.amount("executed") if line else None
        if line is not None and executed and not project.main.code:
            yield missing(
                line.spot("executed"), f"支出{line.funds.executed}{line.unit.zh},不知列在哪个科目,不能归入"
            )


def _prints_projects(dossier: Dossier, table: str) -> bool:
    return any(dossier.cell(table, code, "project") for code in dossier.codes(table))


def _comparable(paying: set[str], lowest: set[str]) -> list[str]:
    """The codes at which projects and table can be compared: the coarser, where one tells less than the other."""
    every = paying | lowest
    return sorted(code for code in every if not any(code != o and code.startswith(o) for o in every))


def _of(projects: Sequence[Project], code: str) -> tuple[Project, ...]:
    return tuple(project for project in projects if (project.main.code or "").startswith(code))


def _inferred(projects: Sequence[Project]) -> bool:
    return any(project.main.code_inferred for project in projects)


def _of_code(
    dossier: Dossier, table: str, code: str, projects: tuple[Project, ...], *, complete: bool
) -> Iterator[Answer]:
    cell, place = dossier.cell(table, code, "project"), dossier.place(table, code, "project")
    spent = collected(projects, "executed", f"{code} 项目支出")
    names = "、".join(f"项目{project.main.order}" for project in projects)
    severity = Severity.WARNING if _inferred(projects) else None
    told = INFERRED if severity else ""
    if spent.lacking:
        yield missing(place, f"{'、'.join(spent.lacking)}没有全年执行数,不能复核")
        return
    if cell is None:
        if spent.figure is not None and spent.figure.amount:
            said = f"没有项目支出,而{names}支出{shown(spent.value(Unit.WAN_YUAN))}万元{told}"
            yield Answer(
                (place,), Verdict.BROKEN, said, None, severity=severity, unit="万元", source=spent.figure
            )
        return
    yield _weighed_code(
        cell, spent, f"{names or '所附自评'}全年执行数之和{told}", severity, complete=complete
    )


def _weighed_code(
    cell: Cell, spent: Collected, because: str, severity: Severity | None, *, complete: bool
) -> Answer:
    printed = Printed.read(cell.text)
    if printed is None:
        return missing(cell.place, f"印作“{cell.text}”,读不成数")
    by = Weighing(because, cell.unit.zh, reach=spent.reach_in(cell.unit))
    answer = weighed((cell.place,), printed, spent.value(cell.unit), by).resting_on(spent.figure)
    answer = evolve(answer, severity=severity)
    if answer.verdict is not Verdict.BROKEN:
        return answer
    if not complete and printed.value > spent.value(cell.unit):
        return untried(answer, "所附未必是全部项目")
    more = printed.value > spent.value(cell.unit)
    return evolve(answer, said=answer.said + (";疑有没有附自评的项目" if more else ""))


def approved_by_class(dossier: Dossier, _: ScoringScheme) -> Iterator[Answer]:
    """Σ 年初预算数 of the projects of a 类 is not above the stated 年初预算 of the 类 (X-BUD-PRJ)."""
    projects = projects_of(dossier.disclosure.evaluations)
    for figure, stated_ones in dossier.stated.items():
        match = _APPROVED.fullmatch(figure)
        paid = _of(projects, match["code"]) if match else ()
        for one in stated_ones if paid else ():
            cell = dossier.stated_cell(one)
            stated = Stated(figure, one.text, one.unit, Printed.read(one.text), cell.place)
            yield _approved(stated, paid)


def _approved(stated: Stated, projects: tuple[Project, ...]) -> Answer:
    budgeted = collected(projects, INITIAL, "年初预算数")
    if stated.printed is None or budgeted.lacking:
        lacking = f"{'、'.join(budgeted.lacking)}没有年初预算数" if budgeted.lacking else "读不成数"
        return missing(stated.place, f"公开{stated.text}{stated.unit};{lacking},不能复核")
    unit = stated.money
    whole, printed = budgeted.value(unit), stated.printed
    names = "、".join(f"项目{project.main.order}" for project in projects)
    told = INFERRED if _inferred(projects) else ""
    said = f"公开{printed.text}{stated.unit};{names}年初预算数之和{shown(whole)}{stated.unit}{told}"
    margin = half_step(max(printed.places, 1)) + budgeted.reach_in(unit)
    holds = whole <= printed.value + margin
    gap = whole - printed.value
    if not holds:
        said += f",多出{shown(gap)}{stated.unit}{_explained(projects, gap, unit, printed)}"
    return Answer(
        (stated.place,),
        Verdict.HOLDS if holds else Verdict.BROKEN,
        said,
        printed.text,
        shown(whole, least=printed.places),
        shown(-gap if not holds else Fraction(0)),
        unit=stated.unit,
        severity=Severity.WARNING if _inferred(projects) else None,
        source=budgeted.figure,
    )


def _explained(projects: Sequence[Project], gap: Fraction, unit: Unit, printed: Printed) -> str:
    """The fewest projects whose 年初预算数 make the difference exactly, if few enough ways lead there."""
    budgets = [(project.main.order, _initial(project, unit)) for project in projects]
    tries = 0
    for size in range(1, MOST_PROJECTS + 1):
        ways = []
        for some in itertools.combinations(budgets, size):
            tries += 1
            if tries > MOST_TRIES:
                return ""
            if abs(sum((budget for _, budget in some), Fraction(0)) - gap) < half_step(
                max(printed.places, 1)
            ):
                ways.append("与".join(f"项目{order}" for order, _ in some))
        if ways:
            told = ",或".join(ways)
            return f",恰等于{told}之和" if len(ways) <= MOST_WAYS else ""
    return ""


def _initial(project: Project, unit: Unit) -> Fraction:
    line = whole_of(project.main)
    amount = line.amount(line.initial_column) if line else None
    return in_unit(amount, unit) if amount is not None else Fraction(0)
