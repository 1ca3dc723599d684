"""核对网页 — what a check found: worst first, each with its place, its numbers, its cause and how it was worked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import field, frozen

from govbudget.adapters.page.origins import Step, step_of
from govbudget.adapters.page.pictures import evaluation_pictures, printed_pictures
from govbudget.adapters.page.rendering import write_page
from govbudget.adapters.page.report_page import evaluation_lines
from govbudget.catalogue.checking import USUAL_FORMS
from govbudget.catalogue.forms import form, form_names
from govbudget.checks import Dossier, Finding, Place, Review, Severity, Verdict
from govbudget.model import Disclosure

__all__ = ["write_review_page"]

NARRATIVE, EVALUATIONS, WHOLE = "情况说明", "绩效自评", "整份文件"
"""What a finding may be about that is no table."""


@frozen
class PlaceLine:
    """位置 — a place in the words of the document, where else it can be looked up, and what stands there."""

    name: str = field(metadata={"zh": "名称"})
    more: str = field(metadata={"zh": "出处"})
    quote: str = field(default="", metadata={"zh": "原文"})


@frozen
class Term:
    """一项 — a figure of an equation with its sign, and what is printed there."""

    sign: str = field(metadata={"zh": "加减"})
    name: str = field(metadata={"zh": "名称"})
    text: str = field(metadata={"zh": "公开数"})


@frozen
class Told:
    """一处 — a finding as the page shows it."""

    finding: Finding = field(metadata={"zh": "核对结果"})
    subjects: tuple[str, ...] = field(metadata={"zh": "所在的表"})
    places: tuple[PlaceLine, ...] = field(metadata={"zh": "位置"})
    terms: tuple[Term, ...] = field(metadata={"zh": "等式"})
    relation: str = field(metadata={"zh": "关系"})
    origin: Step | None = field(metadata={"zh": "推算"})
    consequences: tuple[Told, ...] = field(metadata={"zh": "连带"})


@frozen
class ToldRule:
    """一条规则 — how often it was tried and with what result."""

    id: str = field(metadata={"zh": "规则"})
    title: str = field(metadata={"zh": "名称"})
    basis: str = field(metadata={"zh": "依据"})
    counts: tuple[int, ...] = field(metadata={"zh": "结论计数"})


def write_review_page(review: Review, disclosure: Disclosure, path: str | Path) -> None:
    """Write a review as one page that needs nothing beside itself.

    Needs the extra `report`. Raises `GovBudgetError` without it and where the page cannot be written.
    """
    known = form(disclosure.form) if disclosure.form in form_names() else None
    dossier = Dossier(disclosure, None, known, form(USUAL_FORMS[disclosure.kind]))
    broken = [_told(finding, dossier) for finding in review.broken]
    groups = [
        (severity, [told for told in broken if told.finding.severity is severity]) for severity in Severity
    ]
    subjects = _subjects(dossier, broken)
    write_page(
        "review.html.j2",
        path,
        {
            "review": review,
            "disclosure": disclosure,
            "kind": "部门预算" if disclosure.kind == "budget" else "部门决算",
            "total": sum(review.counts.values()),
            "groups": [(severity, _by_rule(told)) for severity, told in groups],
            "severities": [(severity, len(told)) for severity, told in groups if told],
            "subjects": subjects,
            "keys": {name: key for key, name, _ in subjects},
            "attached": sum(len(finding.consequences) for finding in review.broken),
            "rounding": [_told(finding, dossier) for finding in review.of(Verdict.ROUNDING)],
            "untested": _by_reason(review.of(Verdict.NOT_TESTED)),
            "excused": [
                _told(f, dossier) for f in review.findings if f.ignored and f.verdict is Verdict.BROKEN
            ],
            "rules": _rules(review),
            "verdicts": tuple(Verdict),
            "pictures": list(printed_pictures(dossier)),
            "scored": list(evaluation_pictures(disclosure.evaluations, review)),
            "evaluations": evaluation_lines(disclosure.evaluations),
        },
    )


def _told(finding: Finding, dossier: Dossier) -> Told:
    balance = finding.balance
    return Told(
        finding,
        tuple(dict.fromkeys(_subject(place, dossier) for place in finding.where)) or (WHOLE,),
        tuple(_place(place, dossier) for place in finding.where),
        tuple(_terms(balance.terms, dossier)) if balance and len(balance.terms) > 1 else (),
        "不大于零" if balance and balance.at_most else "等于零",
        step_of(finding.recomputed_from) if finding.recomputed_from else None,
        tuple(_told(follower, dossier) for follower in finding.consequences),
    )


def _subject(place: Place, dossier: Dossier) -> str:
    """What a place belongs to: a table, the narrative, the self-evaluations."""
    if place.project is not None:
        return EVALUATIONS
    if place.figure is not None or place.sentence is not None:
        return NARRATIVE
    return subject_name(place.table, dossier) if place.table else WHOLE


def subject_name(table: str, dossier: Dossier) -> str:
    """Number and title of a table: `公开03 支出决算表`."""
    printed = dossier.tables.get(table)
    if printed is None:
        return dossier.table_name(table)
    return " ".join(filter(None, (printed.number, printed.title))) or dossier.table_name(table)


def _subjects(dossier: Dossier, broken: Sequence[Told]) -> list[tuple[str, str, int]]:
    """What the findings are about in the order of the document: a key, the name, and how many there are."""
    order = [
        *(subject_name(table.id, dossier) for table in dossier.disclosure.tables),
        NARRATIVE,
        EVALUATIONS,
    ]
    found = [name for told in broken for name in told.subjects]
    names = [name for name in dict.fromkeys([*order, *found]) if name in found]
    return [(f"s{place}", name, found.count(name)) for place, name in enumerate(names, start=1)]


def _place(place: Place, dossier: Dossier) -> PlaceLine:
    sentences = dossier.disclosure.sentences
    at = place.sentence
    quoted = at is not None and place.figure is None and 0 < at <= len(sentences)
    table = place.table if place.table in dossier.tables else None
    more = [
        subject_name(table, dossier) if table else "",
        f"行次{place.line}" if table and place.line else "",
        f"栏「{dossier.title(table, place.column)}」" if table and place.column else "",
        f"第{place.page}页" if place.page else "",
        f"第{at}句" if at is not None else "",
    ]
    quote = sentences[at - 1].text if quoted and at is not None else ""
    return PlaceLine(place.name, ",".join(filter(None, more)), quote)


def _terms(terms: Sequence[tuple[str, int]], dossier: Dossier) -> Iterator[Term]:
    """The printed figures that an equation weighs, blanks left out."""
    for name, sign in terms:
        cell = dossier.cell_of(name)
        if cell is not None:
            yield Term("+" if sign > 0 else "−", cell.place.name, f"{cell.text}{cell.unit.zh}")


def _by_rule(told: Sequence[Told]) -> list[tuple[str, str, list[Told]]]:
    """Findings of one rule together, the rules in the order in which their first finding stands."""
    groups: dict[tuple[str, str], list[Told]] = {}
    for one in told:
        groups.setdefault((one.finding.rule, one.finding.title), []).append(one)
    return [(rule, title, found) for (rule, title), found in groups.items()]


def _by_reason(findings: Sequence[Finding]) -> list[tuple[str, list[Finding]]]:
    """What could not be tested, by what is missing."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.message.removeprefix(f"{finding.title}: "), []).append(finding)
    return list(groups.items())


def _rules(review: Review) -> list[ToldRule]:
    """Every rule that was tried, by id."""
    found: dict[str, list[Finding]] = {}
    for root in review.findings:
        for finding in (root, *root.consequences):
            found.setdefault(finding.rule, []).append(finding)
    return [
        ToldRule(
            rule,
            tried[0].title,
            tried[0].basis,
            tuple(sum(one.verdict is verdict for one in tried) for verdict in Verdict),
        )
        for rule, tried in sorted(found.items())
    ]
