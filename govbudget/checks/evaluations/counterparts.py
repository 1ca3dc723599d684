"""表与报告 — a form against the report of the same project: which belongs to which, money and indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from govbudget.checks.evaluations.answers import Answer, Spot, Weighing, missing, weighed
from govbudget.checks.evaluations.indicator_pairs import compared_indicators
from govbudget.checks.evaluations.money_block import MONEY, Line, fewest_places, in_unit, lines_of
from govbudget.checks.evaluations.numbers import half_step
from govbudget.checks.evaluations.projects import CONVERTED_PLACES, Project, displaced, plain
from govbudget.checks.finding import SUSPECTED, Cause
from govbudget.checks.verdict import Verdict
from govbudget.model import ScoringScheme

__all__ = ["converted_sums", "misplaced_forms", "one_project", "same_lines"]

SWAPPED = 2
"""Two forms in each other's place are swapped; more have been shuffled."""


def converted_sums(project: Project, _: ScoringScheme) -> Iterator[Answer]:
    """The sums of a form in 万元 are those of its report in 元, rounded (PE-UNIT)."""
    report, form = project.report, project.form
    if report is None or form is None:
        yield _alone(project, "资金")
        return
    for ours, theirs in same_lines(lines_of(form), lines_of(report)):
        for column in MONEY:
            if (answer := _converted(ours, theirs, column)) is not None:
                yield answer


def _alone(project: Project, what: str) -> Answer:
    lacking = "自评报告" if project.report is None else "自评表"
    return missing(Spot(project.main, what), f"没有同一项目的{lacking},不能对照")


def same_lines(ours: Sequence[Line], theirs: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """The lines of the whole, whatever they are called; of the sources, those of one name."""
    yield from zip(ours[:1], theirs[:1], strict=False)
    named = {plain(line.funds.source): line for line in theirs[1:]}
    for line in ours[1:]:
        if (other := named.get(plain(line.funds.source))) is not None:
            yield line, other


def _converted(ours: Line, theirs: Line, column: str) -> Answer | None:
    printed, other = ours.printed(column), theirs.figure(column)
    if printed is None or other is None:
        return None
    where, exact = (ours.spot(column), theirs.spot(column)), in_unit(other, ours.unit)
    places = min(ours.places, CONVERTED_PLACES)
    if not printed.value and not printed.places and 0 < abs(exact) < half_step(places):
        # A bare 0 is as fine as the sums around it.
        printed = evolve(printed, places=places)
    usual = ours.places if ours.unit is theirs.unit else CONVERTED_PLACES
    told = f"自评报告{theirs.said(column)}" + ("折合" if ours.unit is not theirs.unit else "")
    by = Weighing(told, ours.unit.zh, usual, fewest_places(ours.unit), reach=theirs.reach, is_figure=True)
    terms = [(where[0].figure, 1)] if ours.is_whole else []
    if theirs.is_whole and len(theirs.evaluation.funds) > 1:
        terms.append((where[1].figure, -1))
    return weighed(where, printed, exact, by).resting_on(other, terms)


def one_project(project: Project, _: ScoringScheme) -> Iterator[Answer]:
    """A form is of the project of its report: by name, and indicator by indicator (PE-T-04)."""
    report, form = project.report, project.form
    if report is None or form is None:
        yield _alone(project, "")
        return
    where = tuple(Spot(part, "项目名称", column="name") for part in (form, report))
    same = plain(report.name) == plain(form.name)
    said = "相同" if same else f"自评表为{form.name},自评报告为{report.name}"
    yield Answer(where, Verdict.HOLDS if same else Verdict.BROKEN, said, form.name, report.name)
    yield from compared_indicators((report, form))


def misplaced_forms(projects: Sequence[Project]) -> Iterator[Answer]:
    """Forms that stand at the report of another project, each ring of them told once (PE-T-04)."""
    for ring in displaced(projects):
        forms = sorted((form for _, form in ring), key=lambda form: form.order)
        owners = {form.order: report.order for report, form in ring}
        told = ",".join(f"附在项目{form.order}之后的是项目{owners[form.order]}的自评表" for form in forms)
        swapped = len(ring) == SWAPPED and {form.order for form in forms} == set(owners.values())
        cause = Cause.SWAPPED_FORMS if swapped else None
        yield Answer(
            tuple(Spot(form, column="place") for form in forms),
            Verdict.BROKEN,
            f"{told}(按名称、金额和指标辨认)" + (f"{SUSPECTED}{cause.value}" if cause else ""),
            "、".join(str(owners[form.order]) for form in forms),
            "、".join(str(form.order) for form in forms),
            cause=cause,
        )
