"""项目 — a report and the form that is of the same project, found by what they say, never by where they stand."""

from __future__ import annotations

import functools
import itertools
import unicodedata
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from attrs import field, frozen

from govbudget.checks.evaluations.money_block import MONEY, in_unit, whole_of
from govbudget.checks.evaluations.numbers import Printed, judged
from govbudget.checks.verdict import Verdict
from govbudget.model import EvaluationPart, SelfEvaluation
from govbudget.money import Amount

__all__ = ["CONVERTED_PLACES", "Pair", "Project", "displaced", "plain", "projects_of"]

Pair = tuple[SelfEvaluation, SelfEvaluation]
"""A report and its form."""
CONVERTED_PLACES = 3
"""Decimals of a form in 万元 beside a report in 元 (DOMAIN F2)."""
FAMILIAR = Fraction(1, 2)
"""Two parts with as many indicator names in common may be of one project, if the money is the same."""


@frozen
class Project:
    """项目 — a project with its report and its form, as far as the document has them; at least one."""

    report: SelfEvaluation | None = field(metadata={"zh": "自评报告"})
    form: SelfEvaluation | None = field(metadata={"zh": "自评表"})

    @property
    def parts(self) -> tuple[SelfEvaluation, ...]:
        """Report and form, those that there are."""
        return tuple(part for part in (self.report, self.form) if part is not None)

    @property
    def main(self) -> SelfEvaluation:
        """The part that speaks for the project: its report, else its form."""
        return self.parts[0]


def plain(text: str) -> str:
    """A text without blanks, quotes and punctuation, letters and digits half width, for comparison only."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] not in "PZC")


@frozen
class _Likeness:
    """How much a report and a form have in common."""

    score: Fraction
    credible: bool
    perfect: bool


@frozen
class _Traits:
    """What a part is known by, worked out once however many others it is set beside."""

    part: SelfEvaluation
    name: str
    names: Counter[object]
    scored: Counter[object]
    sums: dict[str, Amount]
    printed: dict[str, Printed]

    @classmethod
    def of(cls, part: SelfEvaluation) -> _Traits:
        lines = [(plain(indicator.name), indicator) for indicator in part.indicators]
        whole = whole_of(part)
        read = [(column, whole.amount(column), whole.printed(column)) for column in MONEY] if whole else []
        return cls(
            part,
            plain(part.name),
            Counter(name for name, _ in lines),
            Counter((name, line.weight, line.score) for name, line in lines),
            {column: amount for column, amount, _ in read if amount is not None},
            {column: printed for column, _, printed in read if printed is not None},
        )


def _in_common(ours: Counter[object], theirs: Counter[object]) -> Fraction:
    both = ours.total() + theirs.total()
    return Fraction(2 * (ours & theirs).total(), both) if both else Fraction(0)


def _same_money(report: _Traits, form: _Traits) -> Fraction:
    """The share of the sums of the whole project, printed in both, that agree."""
    agreeing = [
        judged(form.printed[column], in_unit(amount, form.part.unit), usual=CONVERTED_PLACES)[0]
        is not Verdict.BROKEN
        for column, amount in report.sums.items()
        if column in form.printed
    ]
    return Fraction(sum(agreeing), len(agreeing)) if agreeing else Fraction(0)


def _likeness(report: _Traits, form: _Traits) -> _Likeness:
    named = report.name == form.name
    indicators = _in_common(report.names, form.names)
    money = _same_money(report, form)
    return _Likeness(
        named + money + 2 * indicators + _in_common(report.scored, form.scored),
        credible=named or (indicators >= FAMILIAR and money == 1) or indicators == 1,
        perfect=named and money == 1 and indicators == 1,
    )


@functools.lru_cache(maxsize=8)
def projects_of(evaluations: tuple[SelfEvaluation, ...]) -> tuple[Project, ...]:
    """The projects of a document: each report with its form, in the order of the reports, then lone forms.

    The pairs most alike are taken first; a name alone is enough where nothing better is left. What the
    document has only a report or only a form of is a project of its own.
    """
    reports = [_Traits.of(one) for one in evaluations if one.part is EvaluationPart.REPORT]
    forms = [_Traits.of(one) for one in evaluations if one.part is EvaluationPart.FORM]
    pairs = _certain(reports, forms)
    left_reports = [n for n in range(len(reports)) if n not in pairs]
    left_forms = [n for n in range(len(forms)) if n not in pairs.values()]
    ranked = sorted(
        (-likeness.score, abs(reports[ours].part.order - forms[theirs].part.order), ours, theirs)
        for ours, theirs in itertools.product(left_reports, left_forms)
        if (likeness := _likeness(reports[ours], forms[theirs])).credible
    )
    for _, _, ours, theirs in ranked:
        if ours not in pairs and theirs not in pairs.values():
            pairs[ours] = theirs
    taken = set(pairs.values())
    found = [
        Project(report.part, forms[pairs[n]].part if n in pairs else None) for n, report in enumerate(reports)
    ]
    lone = [Project(None, form.part) for n, form in enumerate(forms) if n not in taken]
    return (*found, *lone)


def _certain(reports: Sequence[_Traits], forms: Sequence[_Traits]) -> dict[int, int]:
    """Reports and forms of a name that no other has, alike in all: nothing needs comparing with the rest."""
    ours, theirs = _by_single_name(reports), _by_single_name(forms)
    return {
        ours[name]: theirs[name]
        for name in ours.keys() & theirs.keys()
        if _likeness(reports[ours[name]], forms[theirs[name]]).perfect
    }


def _by_single_name(parts: Sequence[_Traits]) -> dict[str, int]:
    names = [part.name for part in parts]
    counted = Counter(names)
    return {name: place for place, name in enumerate(names) if counted[name] == 1}


def displaced(projects: Sequence[Project]) -> tuple[tuple[Pair, ...], ...]:
    """Groups of pairs whose forms stand at each other's reports: two that are swapped, or a longer ring.

    A form stands at the report of its own number; numbers that no report has say nothing of place.
    """
    orders = {project.report.order for project in projects if project.report}
    pairs = [(project.report, project.form) for project in projects if project.report and project.form]
    left = {
        report.order: (report, form)
        for report, form in pairs
        if form.order != report.order and form.order in orders
    }
    groups: list[tuple[Pair, ...]] = []
    while left:
        at, ring = min(left), list[Pair]()
        while at in left:
            ring.append(left.pop(at))
            at = ring[-1][1].order
        groups.append(tuple(ring))
    return tuple(groups)
