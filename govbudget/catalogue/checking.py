"""核对一份文件 — every rule there is, with the reference data of the document's year and place."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from govbudget.catalogue.classifications import code_book
from govbudget.catalogue.forms import form, form_names
from govbudget.catalogue.rules import linear_rules
from govbudget.catalogue.schemes import scheme, scheme_names
from govbudget.checks import Review, Rule, Severity, review
from govbudget.checks.booking import RestOfBasicRule
from govbudget.checks.completeness_rules import COMPLETENESS_RULES
from govbudget.checks.evaluations import evaluation_rules
from govbudget.checks.stated_rules import STATED_RULES
from govbudget.checks.table_rules import TABLE_RULES
from govbudget.checks.unread import UnreadColumnsRule, UnreadRule
from govbudget.model import Disclosure
from govbudget.narrative.evaluated import evaluated_in
from govbudget.narrative.rules import prose_rules

__all__ = ["DEFAULT_SCHEME", "check", "rules", "scheme_name_for"]

DEFAULT_SCHEME = "mof-2020"

USUAL_FORMS = {"final-accounts": "mof-2024", "budget": "mof-budget-2024"}
"""Whose names are used for tables, rows and columns that neither a document nor its own form names."""


def rules(scheme_name: str = DEFAULT_SCHEME) -> tuple[Rule, ...]:
    """Every rule there is, self-evaluations and the grades of prose judged by the named scheme."""
    linear = {rule.id: rule for rule in linear_rules()}
    rest = RestOfBasicRule.beside(linear["X-05-06-EC"])
    by = scheme(scheme_name)
    known: tuple[Rule, ...] = (
        *linear.values(),
        *TABLE_RULES,
        rest,
        *STATED_RULES,
        *COMPLETENESS_RULES,
        *prose_rules(by),
        *evaluation_rules(by),
    )
    return (
        *known,
        UnreadRule("N-UNREAD", "情况说明的数都有规则核对", known, severity=Severity.INFO),
        UnreadColumnsRule("T-UNREAD", "各表各栏都有规则核对", tuple(linear.values())),
    )


def scheme_name_for(disclosure: Disclosure) -> str:
    """The scheme of the document's place, named like its form; else the national one of 2020."""
    return disclosure.form if disclosure.form in scheme_names() else DEFAULT_SCHEME


def _with_evaluated(disclosure: Disclosure) -> Disclosure:
    """The document with what its prose says of its self-evaluations among the stated figures, unless they are."""
    known = any(one.figure.startswith("performance[") for one in disclosure.stated)
    if known or not disclosure.evaluations:
        return disclosure
    return evolve(disclosure, stated=(*disclosure.stated, *evaluated_in(disclosure.sentences)))


def check(
    disclosure: Disclosure, *, scheme_name: str | None = None, ignore: Mapping[str, str] | None = None
) -> Review:
    """核对 — every rule on one document, with the code book of its year and its form.

    Raises an `ExceptionGroup` of `UnknownRuleError` for ids in `ignore` that no rule has, and `DataError` for an
    unknown scheme.
    """
    known = disclosure.form if disclosure.form in form_names() else None
    return review(
        _with_evaluated(disclosure),
        rules(scheme_name or scheme_name_for(disclosure)),
        book=code_book(disclosure.year),
        form=form(known) if known else None,
        naming=form(USUAL_FORMS[disclosure.kind]),
        ignore=ignore,
    )
