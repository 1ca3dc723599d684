"""撰写情况说明 — from a report to its sentences, every number a figure; what nobody knows is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from attrs import evolve

from govbudget.errors import GovBudgetError
from govbudget.model import SelfEvaluation, Stage
from govbudget.narrative.grammar import Grammar
from govbudget.narrative.phrase import Draft
from govbudget.narrative.sentence import Narrative, Sentence
from govbudget.narrative.told_affairs import assets, operating_cost, procurement
from govbudget.narrative.told_general import (
    basic,
    general_detail,
    general_structure,
    general_total,
    government_fund,
    state_capital,
)
from govbudget.narrative.told_performance import performance
from govbudget.narrative.told_three_public import three_public_detail, three_public_total
from govbudget.narrative.told_totals import appropriation, expenditure, income, totals
from govbudget.narrative.wording import Wording
from govbudget.report import Report

__all__ = ["NarrativeError", "narrate"]

_TELLERS: Mapping[str, Callable[[Grammar], Iterator[Draft]]] = {
    "totals": totals,
    "income": income,
    "expenditure": expenditure,
    "appropriation": appropriation,
    "general_total": general_total,
    "general_structure": general_structure,
    "general_detail": general_detail,
    "basic": basic,
    "government_fund": government_fund,
    "state_capital": state_capital,
    "three_public_total": three_public_total,
    "three_public_detail": three_public_detail,
    "operating_cost": operating_cost,
    "procurement": procurement,
    "assets": assets,
}


class NarrativeError(GovBudgetError, ValueError):
    """不能撰写 — a report of which there is no 决算情况说明.

    出路: 给出决算阶段的账套和决算表样;预算没有决算情况说明。
    """


def narrate(
    report: Report,
    wording: Wording,
    *,
    evaluations: Sequence[SelfEvaluation] = (),
    department_evaluations: Sequence[str] | None = None,
    reasons: Mapping[str, str] = MappingProxyType({}),
) -> Narrative:
    """情况说明 — every standard sentence (DOMAIN N-01 … N-10d) that the wording has a section for.

    Numbers are the report's and the self-evaluations'; `reasons` are words, by the figure that they explain
    (`general_budget[208].total`). `department_evaluations` are the projects that the department itself
    evaluated, by name or number. What is not known is 〔待填：…〕 and stands in `Narrative.missing`.

    Raises `NarrativeError` for the report of a budget and for reasons of no figure, `UnknownProjectError` for a project without self-evaluation.
    """
    if report.form.stage is not Stage.EXECUTED:
        raise NarrativeError(f"表样 {report.form.name} 是预算公开表,情况说明按决算撰写;请选用决算表样")
    grammar = Grammar(report, wording, reasons)
    if unknown := [key for key in reasons if not _is_known(key, grammar)]:
        raise NarrativeError(
            f"原因 {'、'.join(unknown)} 不是报告里的数;应写数的编号,如 general_budget[208].total"
        )
    sentences: list[Sentence] = []
    numbered = 0
    for section in wording.sections:
        if section.part is None:
            continue
        told = (
            performance(grammar, evaluations, department_evaluations)
            if section.part == "performance"
            else _TELLERS[section.part](grammar)
        )
        for draft in told:
            numbered += bool(draft.said.stated)
            sentences.append(_placed(draft, section.number, numbered))
    return Narrative(report.ledger.department, report.ledger.year, wording, tuple(sentences))


def _is_known(key: str, grammar: Grammar) -> bool:
    """True for the id of a figure, or of what is said beside one (`three_public[final].reception.purpose`)."""
    return any(grammar.figure(one) is not None for one in (key, key.rpartition(".")[0]))


def _placed(draft: Draft, section: str, number: int) -> Sentence:
    """The draft as a sentence of its section; only sentences that state figures are counted."""
    said = draft.said
    stated = tuple(evolve(figure, section=section, sentence=number) for figure in said.stated)
    return Sentence(section, draft.rule, said.text, stated, said.missing, said.sources, draft.opens)
