"""等级个数 — how many projects the narrative says have each grade, against the grades printed and recomputed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import field, frozen

from govbudget.calc import grade_of
from govbudget.checks.dossier import Dossier
from govbudget.checks.evaluations.answers import Answer, Weighing, missing, weighed
from govbudget.checks.evaluations.attachment import Attachment
from govbudget.checks.evaluations.numbers import Printed, shown
from govbudget.checks.evaluations.projects import Project, projects_of
from govbudget.checks.evaluations.stated import GRADES, Stated, stated_figures
from govbudget.checks.evaluations.totals import Total
from govbudget.checks.verdict import Verdict
from govbudget.model import ScoringScheme, SelfEvaluation

__all__ = ["grade_counts"]


@frozen
class Counted:
    """某等级的个数 — a stated count with the grade that it is of."""

    grade: str = field(metadata={"zh": "等级"})
    stated: Stated = field(metadata={"zh": "所述"})
    printed: Printed = field(metadata={"zh": "个数"})


def grade_counts(dossier: Dossier, scheme: ScoringScheme) -> Iterator[Answer]:
    """The stated counts of grades add up, and are those of reports, forms and totals added up again (N-10d)."""
    names = [name for name, _ in scheme.grades]
    counts = [
        Counted(grade, stated, stated.printed)
        for row, grade in zip(GRADES, names, strict=False)
        for stated in stated_figures(dossier, row, "count")
        if stated.printed is not None
    ]
    if not counts:
        return
    projects = projects_of(dossier.disclosure.evaluations)
    attachment = Attachment.of(dossier, projects)
    yield from _sum_of(dossier, counts, attachment)
    if not attachment.is_full:
        first, *others = (count.stated.place for count in counts)
        yield missing(first, f"{attachment.lacking},不能复核各等级的个数", *others)
        return
    yield from _printed_grades([p.report for p in projects if p.report], "自评报告", counts, scheme)
    yield from _printed_grades([p.form for p in projects if p.form], "自评表", counts, scheme)
    yield from _recomputed(projects, counts, scheme)


def _sum_of(dossier: Dossier, counts: list[Counted], attachment: Attachment) -> Iterator[Answer]:
    """The stated number of projects is that of the grades; where only it is apart, it is told beside the attached."""
    for stated in stated_figures(dossier, "projects", "count"):
        only_it = attachment.graded == attachment.attached
        if stated.printed is not None and not (only_it and stated.printed.value != attachment.attached):
            exact = sum((count.printed.value for count in counts), Fraction(0))
            told = "+".join(count.printed.text for count in counts)
            by = Weighing(f"各等级项目数之和({told})", stated.unit, 0, is_figure=True)
            yield weighed((stated.place, *(c.stated.place for c in counts)), stated.printed, exact, by)


def _printed_grades(
    parts: Sequence[SelfEvaluation], what: str, counts: list[Counted], scheme: ScoringScheme
) -> Iterator[Answer]:
    """The stated counts against the grades that all reports, or all forms, print."""
    grades = [scheme.grade_named(part.grade) for part in parts]
    unknown = [f"项目{part.order}" for part, grade in zip(parts, grades, strict=True) if grade is None]
    if not parts:
        return
    if unknown:
        yield missing(counts[0].stated.place, f"{'、'.join(unknown)}的{what}没有等级,不能复核各等级的个数")
        return
    found = Counter(grades)
    for count in counts:
        by = Weighing(f"等级为“{count.grade}”的{what}数", count.stated.unit, 0, is_figure=True)
        yield weighed((count.stated.place,), count.printed, Fraction(found[count.grade]), by)


def _recomputed(
    projects: Sequence[Project], counts: list[Counted], scheme: ScoringScheme
) -> Iterator[Answer]:
    """The stated counts against the totals added up again; all that differ are told as one."""
    totals = {project: Total.of(project.main, scheme) for project in projects}
    lost = [f"项目{project.main.order}" for project, total in totals.items() if total.lacking]
    if lost:
        yield missing(counts[0].stated.place, f"{'、'.join(lost)}不能重加总分,不能复核各等级的个数")
        return
    grades = {project: grade_of(total.value, scheme) for project, total in totals.items()}
    found = Counter(grades.values())
    answers = [
        weighed(
            (count.stated.place,),
            count.printed,
            Fraction(found[count.grade]),
            Weighing(f"重加总分后等级为“{count.grade}”的项目数", count.stated.unit, 0),
        )
        for count in counts
    ]
    yield from (answer for answer in answers if answer.verdict is Verdict.HOLDS)
    apart = [answer for answer in answers if answer.verdict is not Verdict.HOLDS]
    if apart:
        yield _root(counts, apart, _regraded(totals, grades, scheme), found)


def _regraded(totals: Mapping[Project, Total], grades: Mapping[Project, str], scheme: ScoringScheme) -> str:
    """The projects whose total, added up again, has another grade than the one printed."""
    return ",".join(
        f"项目{project.main.order} {project.main.name}重加总分{shown(total.value)}分为“{grades[project]}”"
        for project, total in totals.items()
        if scheme.grade_named(project.main.grade) != grades[project]
    )


def _root(counts: list[Counted], apart: list[Answer], why: str, found: Counter[str]) -> Answer:
    names = "/".join(count.grade for count in counts)
    published = "/".join(count.printed.text for count in counts)
    recomputed = "/".join(str(found[count.grade]) for count in counts)
    said = f"公开{names}为{published};按重加的总分应为{recomputed}" + (f"({why})" if why else "")
    where = tuple(spot for answer in apart for spot in answer.where)
    gaps = "/".join(shown(count.printed.value - found[count.grade]) for count in counts)
    return Answer(where, Verdict.BROKEN, said, published, recomputed, gaps, unit=counts[0].stated.unit)
