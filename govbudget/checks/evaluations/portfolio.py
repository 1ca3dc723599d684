"""绩效自评总体 — the number, the money and the named projects that the narrative states (DOMAIN N-10d)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from govbudget.checks.dossier import Dossier
from govbudget.checks.evaluations.answers import (
    Answer,
    Weighing,
    explained,
    missing,
    same_number,
    untried,
    weighed,
)
from govbudget.checks.evaluations.attachment import READINGS, Attachment
from govbudget.checks.evaluations.numbers import USUAL_PLACES, Printed, half_step, judged, shown
from govbudget.checks.evaluations.projects import Project, plain, projects_of
from govbudget.checks.evaluations.stated import (
    Collected,
    Stated,
    collected,
    named_figures,
    stated_figures,
)
from govbudget.checks.finding import Cause, Severity
from govbudget.checks.verdict import Verdict
from govbudget.model import ScoringScheme

__all__ = ["covers_all_projects", "lowest_codes", "portfolio"]

BUDGETS = {
    "general_budget": "一般公共预算",
    "government_fund": "政府性基金预算",
    "state_capital": "国有资本经营预算",
}


def portfolio(dossier: Dossier, _: ScoringScheme) -> Iterator[Answer]:
    """The stated number and money of the projects, those of 部门评价, and the named scores (N-10d)."""
    projects = projects_of(dossier.disclosure.evaluations)
    attachment = Attachment.of(dossier, projects)
    yield from _counts(dossier, projects, attachment)
    yield from _amounts(dossier, projects, attachment)
    yield from _table_totals(dossier)
    yield from _department(dossier, projects)
    yield from _named_totals(dossier, projects)
    yield from _named_grades(dossier, projects)


def _counts(dossier: Dossier, projects: tuple[Project, ...], attachment: Attachment) -> Iterator[Answer]:
    for stated in stated_figures(dossier, "projects", "count"):
        if stated.printed is None:
            yield missing(stated.place, f"写作“{stated.text}”,读不成数")
            continue
        by = Weighing("所附绩效自评的项目数", stated.unit, 0, is_figure=True)
        answer = weighed((stated.place,), stated.printed, Fraction(len(projects)), by)
        if answer.verdict is Verdict.BROKEN and attachment.because:
            answer = evolve(answer, said=f"{answer.said};{attachment.because}")
        elif stated.printed.value > len(projects):
            answer = _more_stated(answer, stated.printed, attachment)
        yield answer


def _more_stated(answer: Answer, printed: Printed, attachment: Attachment) -> Answer:
    """More projects stated than attached: one of the two is wrong, unless the grades are of as many as stated."""
    if attachment.graded == printed.value:
        return untried(answer, f"各等级项目数之和也是{printed.text}个,文件没有附全部项目的自评")
    said = f"{answer.said};或是个数有误,或是文件没有附全部项目的自评"
    return evolve(answer, said=said, severity=Severity.WARNING)


def _amounts(dossier: Dossier, projects: tuple[Project, ...], attachment: Attachment) -> Iterator[Answer]:
    for stated in stated_figures(dossier, "projects", "amount"):
        if not attachment.is_full:
            yield missing(stated.place, f"公开{stated.text}{stated.unit};{attachment.lacking},不能复核")
        else:
            yield _amount(stated, projects, "绩效自评项目")


def _amount(stated: Stated, projects: tuple[Project, ...], what: str) -> Answer:
    """A stated sum under the reading that fits; under the likeliest one if none does."""
    if stated.printed is None:
        return missing(stated.place, f"写作“{stated.text}”,读不成数")
    label = f"{what}资金"
    readings = [collected(projects, column, label) for column in READINGS]
    if readings[0].lacking:
        return missing(stated.place, f"{'、'.join(readings[0].lacking)}没有全年执行数,不能复核")
    answers = [
        _weighed_amount(stated, stated.printed, reading, what) for reading in readings if not reading.lacking
    ]
    fitting = [answer for answer in answers if answer.verdict is not Verdict.BROKEN]
    if fitting:
        return fitting[0]
    others = [
        f"按{READINGS[reading.column]}为{shown(reading.value(stated.money))}{stated.unit}"
        for reading in readings[1:]
        if not reading.lacking
    ]
    return evolve(
        answers[0], said=f"{answers[0].said};{','.join(others)},也不相符" if others else answers[0].said
    )


def _weighed_amount(stated: Stated, printed: Printed, reading: Collected, what: str) -> Answer:
    unit = stated.money
    by = Weighing(
        f"{what}{READINGS[reading.column]}合计({shown(reading.value(unit), most=unit.exponent)}{stated.unit})",
        stated.unit,
        reach=reading.reach_in(unit),
        is_figure=True,
    )
    return weighed((stated.place,), printed, reading.value(unit), by).resting_on(reading.figure)


def covers_all_projects(dossier: Dossier) -> bool:
    """True if the narrative states as much money under 绩效自评 as all 项目支出 of the year came to."""
    totals = {
        cell.amount
        for table in ("expenditure", "general_budget")
        if (cell := dossier.cell(table, "total", "project")) and cell.amount is not None
    }
    return any(
        dossier.stated_cell(stated).amount in totals
        for stated in dossier.stated.get("performance[projects].amount", ())
    )


def _table_totals(dossier: Dossier) -> Iterator[Answer]:
    """涉及资金 against 项目支出合计, whole and by budget; less than all projects need not be equal."""
    complete = covers_all_projects(dossier)
    places = {"amount": "expenditure", **{budget: budget for budget in BUDGETS}}
    for kind, table in places.items():
        for stated in stated_figures(dossier, "projects", kind):
            if stated.printed is None or table not in dossier.tables:
                yield missing(stated.place, f"公开{stated.text}{stated.unit};没有可对照的项目支出合计")
                continue
            cell = dossier.cell(table, "total", "project")
            exact = (
                Fraction(cell.amount.fen, 10**stated.money.exponent) if cell and cell.amount else Fraction(0)
            )
            by = Weighing("项目支出合计", stated.unit, is_figure=True)
            answer = weighed((stated.place,), stated.printed, exact, by)
            if answer.verdict is Verdict.BROKEN and _is_added_up(dossier, table, stated, exact):
                answer = explained(answer, Cause.ADDED_UP)
            if answer.verdict is Verdict.BROKEN and not complete:
                answer = untried(answer, "所述未必是全部项目")
            yield answer


def _is_added_up(dossier: Dossier, table: str, stated: Stated, exact: Fraction) -> bool:
    """True if one of the two may have been added up from rounded parts: the codes, or the projects.

    Of n parts the sum may be off by n half steps, and the print of the other by one (DESIGN §3).
    """
    counted = [one.printed.value for one in stated_figures(dossier, "projects", "count") if one.printed]
    leaves = max([Fraction(len(tuple(lowest_codes(dossier, table)))), *counted])
    printed = stated.printed
    if printed is None or leaves <= 1 or printed.places < USUAL_PLACES:
        return False
    return abs(printed.value - exact) < (leaves + 1) * half_step(printed.places)


def lowest_codes(dossier: Dossier, table: str) -> Iterator[str]:
    """The lowest codes of a table that spent on projects."""
    spending = [code for code in dossier.codes(table) if dossier.cell(table, code, "project")]
    for code in spending:
        if not any(other != code and other.startswith(code) for other in spending):
            yield code


def _named(projects: tuple[Project, ...], name: str) -> list[Project]:
    return [project for project in projects if plain(project.main.name) == plain(name)]


def _department(dossier: Dossier, projects: tuple[Project, ...]) -> Iterator[Answer]:
    """部门评价: as many projects as are named, and their money."""
    names = list(dict.fromkeys(one.row for one in named_figures(dossier, "total")))
    whole = None
    for stated in stated_figures(dossier, "department", "count"):
        if stated.printed is None or not names:
            yield missing(stated.place, f"公开{stated.text}{stated.unit};没有列出评价结果的项目,不能复核")
            continue
        by = Weighing(f"列出评价结果的项目数({'、'.join(names)})", stated.unit, 0, is_figure=True)
        answer = weighed((stated.place,), stated.printed, Fraction(len(names)), by)
        whole = answer.verdict is Verdict.HOLDS
        if stated.printed.value > len(names):
            answer = untried(answer, "没有列出全部项目")
        yield answer
    found = [_named(projects, name) for name in names]
    for stated in stated_figures(dossier, "department", "amount"):
        if whole is False or not names or any(len(one) != 1 for one in found):
            said = f"公开{stated.text}{stated.unit};所评价的项目没有全部列出或附有自评,不能复核"
            yield missing(stated.place, said)
        else:
            yield _amount(stated, tuple(one for (one,) in found), f"{'、'.join(names)}")


def _named_totals(dossier: Dossier, projects: tuple[Project, ...]) -> Iterator[Answer]:
    """The stated 总得分 of a project is that of its self-evaluation."""
    for stated in named_figures(dossier, "total"):
        totals = [Printed.read(project.main.total) for project in _named(projects, stated.row)]
        known = [total for total in totals if total is not None]
        if stated.printed is None or not known:
            yield missing(stated.place, f"公开{stated.text}{stated.unit};没有可对照的自评总分")
            continue
        fitting = [total for total in known if judged(stated.printed, total.value)[0] is Verdict.HOLDS]
        total = (fitting or known)[0]
        by = Weighing(f"{stated.row}的自评总分", stated.unit, is_figure=True)
        yield same_number((stated.place,), stated.printed, total, by)


def _named_grades(dossier: Dossier, projects: tuple[Project, ...]) -> Iterator[Answer]:
    """The stated 等级 of a project is that of its self-evaluation."""
    for stated in named_figures(dossier, "grade"):
        grades = [(project.main.grade or "").strip() for project in _named(projects, stated.row)]
        known = [grade for grade in grades if grade]
        if not known:
            yield missing(stated.place, f"公开“{stated.text}”;没有可对照的自评等级")
            continue
        grade = stated.text if stated.text in known else known[0]
        verdict = Verdict.HOLDS if grade == stated.text else Verdict.BROKEN
        said = f"公开“{stated.text}”,{stated.row}的自评等级为“{grade}”"
        yield Answer((stated.place,), verdict, said, stated.text, grade)
