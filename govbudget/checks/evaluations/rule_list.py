"""自评规则表 — every rule on self-evaluations with its title, its basis and its weight."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from govbudget.checks.dossier import Dossier
from govbudget.checks.evaluations.adjustments import (
    adjusted_budgets,
    budgets_cut_to_nothing,
    budgets_set_to_spending,
    missing_reasons,
)
from govbudget.checks.evaluations.answers import Answer
from govbudget.checks.evaluations.by_code import approved_by_class, executed_by_code
from govbudget.checks.evaluations.copies import copies
from govbudget.checks.evaluations.costs import cost_targets, costs_and_spending, mixed_units
from govbudget.checks.evaluations.counterparts import converted_sums, misplaced_forms, one_project
from govbudget.checks.evaluations.execution import execution_scores, overspent, rates
from govbudget.checks.evaluations.indicator_scores import flagged, scores_by, unscorable
from govbudget.checks.evaluations.portfolio import portfolio
from govbudget.checks.evaluations.portfolio_grades import grade_counts
from govbudget.checks.evaluations.projects import projects_of
from govbudget.checks.evaluations.rules import Ask, AskProject, EvaluationRule, each, of_project
from govbudget.checks.evaluations.sums import carry_overs, source_totals
from govbudget.checks.evaluations.texts import restated_figures
from govbudget.checks.evaluations.totals import grades, indicator_totals, same_totals, totals
from govbudget.checks.evaluations.weights import (
    initial_targets,
    positive_weights,
    reduced_scores_explained,
    scores_within_weights,
    weight_sums,
)
from govbudget.checks.finding import Severity
from govbudget.model import ScoringScheme

__all__ = ["evaluation_rules"]

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
DERIVED = "本库推导"
LAYOUT = "自评表栏目之间的关系"
PLATFORM = "省级绩效平台的录入校验"
SAME_SOURCE = "自评报告与自评表出自同一项目"
NARRATIVE = "情况说明与所附绩效自评"

Row = tuple[str, str, str, Severity, Ask]
"""Id, title, where the rule comes from unless the scheme says, weight, question."""

RULES: tuple[tuple[str, str, str, Severity, AskProject], ...] = (
    ("PE-EX-01", "资金结(转)余等于全年预算数减全年执行数", LAYOUT, ERROR, carry_overs),
    ("PE-EX-02", "执行率等于全年执行数除以全年预算数", LAYOUT, ERROR, rates),
    ("PE-EX-06", "资金合计等于各资金来源之和", LAYOUT, ERROR, source_totals),
    ("PE-EX-08", "全年预算数调减为零的项目不应仍评分", DERIVED, WARNING, budgets_cut_to_nothing),
    ("PE-EX-09", "执行率不超过100%", PLATFORM, WARNING, overspent),
    ("PE-BUD-01", "全年预算数与年初预算数不同的,是年中调整过", "自评表填表说明", INFO, adjusted_budgets),
    ("PE-BUD-02", "全年预算数不应按全年执行数调整", DERIVED, WARNING, budgets_set_to_spending),
    ("PE-UNIT", "自评表的万元数等于自评报告的元数", SAME_SOURCE, ERROR, converted_sums),
    ("PE-UNIT-02", "指标值与实际完成值的符号和计量单位一致", DERIVED, WARNING, mixed_units),
    ("PE-W-01", "指标分值合计等于评分办法的指标分值", PLATFORM, ERROR, weight_sums),
    ("PE-W-02", "指标分值大于零", PLATFORM, ERROR, positive_weights),
    ("PE-W-03", "得分不小于零,不超过分值", PLATFORM, ERROR, scores_within_weights),
    ("PE-W-04", "得分低于分值的应说明原因", PLATFORM, ERROR, reduced_scores_explained),
    ("PE-T-01", "指标完成情况得分等于各指标得分之和", DERIVED, ERROR, indicator_totals),
    ("PE-T-02", "总分等于预算执行得分与各指标得分之和", DERIVED, ERROR, totals),
    ("PE-T-03", "自评表总分等于自评报告总分", SAME_SOURCE, ERROR, same_totals),
    ("PE-G-01", "等级与总分相符", DERIVED, ERROR, grades),
    ("PE-RT-01", "文中数与表中数相符", DERIVED, ERROR, restated_figures),
    ("PE-COST-01", "成本指标实际完成值合计等于全年执行数", DERIVED, WARNING, costs_and_spending),
    ("PE-COST-02", "成本指标值合计不高于年初预算数", DERIVED, WARNING, cost_targets),
    ("PE-Q-READ", "指标的得分能够复核", DERIVED, INFO, unscorable),
)
"""Rules on one project at a time."""

SCORES = {
    "PE-Q-POS": "定量指标(越多越好)的得分符合评分办法",
    "PE-Q-EQ": "定量指标(等于)的得分符合评分办法",
    "PE-Q-REV": "定量指标(越少越好)的得分符合评分办法",
    "PE-QL-01": "定性指标的得分在所选档次之内",
}
FLAGS = {
    "PE-Q-OVER": ("完成值高于指标值较多的应说明原因", WARNING),
    "PE-Q-STRICT": ("“大于”“小于”的指标,相等不算达成", INFO),
    "PE-Q-ZERO": ("没有支出或没有实施的项目,零成本不足以说明达成目标", WARNING),
    "PE-Q-COST-SX": ("没有成本指标、由平台补列的,得分有上限", WARNING),
}


def _misplaced(dossier: Dossier, _: ScoringScheme) -> Iterator[Answer]:
    yield from misplaced_forms(projects_of(dossier.disclosure.evaluations))


ONE_PROJECT = each(of_project(one_project), _misplaced)
OF_ALL: tuple[Row, ...] = (
    ("PE-EX-07", "执行率低的应说明原因", LAYOUT, WARNING, missing_reasons),
    ("PE-IN-01", "年初指标值应在年初填列", DERIVED, INFO, initial_targets),
    ("PE-T-04", "自评表与自评报告同属一个项目", SAME_SOURCE, ERROR, ONE_PROJECT),
    ("PE-DUP-01", "同一项目的自评报告、自评表只有一份", DERIVED, ERROR, copies),
    ("N-10d", "绩效情况说明与所附自评相符", NARRATIVE, ERROR, each(portfolio, grade_counts)),
    ("X-05-PRJ", "各科目项目支出等于其项目全年执行数之和", DERIVED, ERROR, executed_by_code),
    ("X-BUD-PRJ", "各类项目年初预算数之和不超过该类年初预算", DERIVED, ERROR, approved_by_class),
)
"""Rules on all projects together."""
STATED = ("N-10d",)
"""Rules on what the narrative says."""


def evaluation_rules(scheme: ScoringScheme) -> tuple[EvaluationRule, ...]:
    """Every rule on self-evaluations under a scheme, in the order of the form."""
    of_one = [(rule, title, basis, weight, of_project(ask)) for rule, title, basis, weight, ask in RULES]
    execution = (
        scheme.execution_id,
        "预算执行得分符合评分办法",
        DERIVED,
        ERROR,
        of_project(execution_scores),
    )
    return tuple(_rule(scheme, row) for row in (*of_one, execution, *_scores(scheme), *OF_ALL))


def _scores(scheme: ScoringScheme) -> Iterator[Row]:
    """One rule for every rule that the scheme scores by, whatever it calls them, and for what it asks."""
    ids = (scheme.positive.id, scheme.equal.id, scheme.reverse.id, "PE-QL-01")
    for rule in dict.fromkeys(ids):
        title, ask = SCORES.get(rule, "定量指标的得分符合评分办法"), functools.partial(scores_by, rule)
        yield rule, title, DERIVED, WARNING, of_project(ask)
    for rule, (title, severity) in FLAGS.items():
        if rule in scheme.sources:
            yield rule, title, DERIVED, severity, of_project(functools.partial(flagged, rule))


def _rule(scheme: ScoringScheme, row: Row) -> EvaluationRule:
    """A rule, with the source that the scheme gives for it where it gives one."""
    rule, title, basis, severity, ask = row
    source = scheme.sources.get(rule)
    needed = ("@", "evaluations") if rule in STATED else ("evaluations",)
    return EvaluationRule(rule, title, source.text if source else basis, severity, scheme, ask, needed)
