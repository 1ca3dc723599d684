"""预算调整 — what the adjusted budget of a project hides: cut to nothing, set to what was spent (DOMAIN A4, F3)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve, field, frozen

from govbudget.calc import execution_rate
from govbudget.calc.figure import Figure, sum_of
from govbudget.checks.dossier import Dossier
from govbudget.checks.evaluations.answers import Answer, Spot, missing
from govbudget.checks.evaluations.execution import rate_of
from govbudget.checks.evaluations.money_block import Line, in_unit, whole_of
from govbudget.checks.evaluations.numbers import PERCENT, RATE_PLACES, Printed, shown
from govbudget.checks.evaluations.projects import Project, projects_of
from govbudget.checks.verdict import Verdict
from govbudget.model import EvaluationPart, ScoringScheme
from govbudget.money import Unit

__all__ = ["adjusted_budgets", "budgets_cut_to_nothing", "budgets_set_to_spending", "missing_reasons"]

TOLD_IN = Unit.WAN_YUAN


@frozen
class Budget:
    """项目预算 — 年初预算数, 全年预算数 and 全年执行数 of a project, from its report, else from its form.

    What the form says otherwise than the report is for `converted_sums` to tell.
    """

    line: Line = field(metadata={"zh": "资金"})
    where: tuple[Spot, ...] = field(metadata={"zh": "位置"})
    initial: Figure = field(metadata={"zh": "年初预算数"})
    adjusted: Figure = field(metadata={"zh": "全年预算数"})
    executed: Figure | None = field(metadata={"zh": "全年执行数"})

    @property
    def was_adjusted(self) -> bool:
        """True if the budget of the year is not the first one."""
        return sum_of(self.initial) != sum_of(self.adjusted)


def _budget_of(project: Project) -> Budget | Answer | None:
    """The budget of a project; what it lacks; `None` for a project without a money block."""
    lines = [line for line in map(whole_of, project.parts) if line is not None]
    if not lines:
        return None
    line = lines[0]
    spot = Spot(line.evaluation, "全年预算数", column="adjusted")
    initial, adjusted = line.figure(line.initial_column), line.figure("adjusted")
    if initial is None or adjusted is None:
        return missing(spot, f"没有{line.lacking(line.initial_column, 'adjusted')},不知是否调整过")
    spots = [evolve(spot, evaluation=one.evaluation) for one in lines]
    return Budget(line, tuple(spots), initial, adjusted, line.figure("executed"))


def _said(figure: Figure) -> str:
    return shown(in_unit(figure, TOLD_IN), most=TOLD_IN.exponent)


def _beside(budget: Budget, verdict: Verdict, said: str) -> Answer:
    """全年预算数 beside 年初预算数, both in 万元."""
    gap = in_unit(budget.adjusted, TOLD_IN) - in_unit(budget.initial, TOLD_IN)
    return Answer(
        budget.where,
        verdict,
        said,
        _said(budget.adjusted),
        _said(budget.initial),
        shown(gap, most=TOLD_IN.exponent),
        unit=TOLD_IN.zh,
        source=budget.initial,
    )


def adjusted_budgets(project: Project, _: ScoringScheme) -> Iterator[Answer]:
    """全年预算数 is 年初预算数 unless the budget was adjusted (PE-BUD-01)."""
    budget = _budget_of(project)
    if isinstance(budget, Answer):
        yield budget
    elif budget is not None and budget.was_adjusted:
        said = f"由年初{_said(budget.initial)}万元调整为{_said(budget.adjusted)}万元"
        yield _beside(budget, Verdict.BROKEN, said)
    elif budget is not None:
        yield _beside(budget, Verdict.HOLDS, f"与年初同为{_said(budget.initial)}万元,没有调整")


def budgets_set_to_spending(project: Project, _: ScoringScheme) -> Iterator[Answer]:
    """全年预算数 that was set to 全年执行数: its rate of 100% says nothing (PE-BUD-02)."""
    budget = _budget_of(project)
    if budget is None or isinstance(budget, Answer):
        if budget is not None:
            yield budget
        return
    executed = budget.executed
    if executed is None:
        yield missing(budget.where[0], "没有全年执行数,不知是否按执行数调整")
        return
    spent, initial = sum_of(executed), sum_of(budget.initial)
    if not spent or not initial or not budget.was_adjusted or sum_of(budget.adjusted) != spent:
        yield Answer(budget.where, Verdict.HOLDS, "没有按全年执行数调整")
        return
    rate = Fraction(spent.fen, initial.fen) * PERCENT
    told = shown(rate, least=RATE_PLACES)
    said = (
        f"与全年执行数同为{_said(executed)}万元,而年初为{_said(budget.initial)}万元:"
        f"执行率100%不说明执行情况,执行数为年初预算数的{told}%"
    )
    gap, source = shown(PERCENT - rate), execution_rate(executed, budget.initial)
    yield Answer(budget.where, Verdict.BROKEN, said, str(PERCENT), told, gap, unit="%", source=source)


def budgets_cut_to_nothing(project: Project, _: ScoringScheme) -> Iterator[Answer]:
    """A budget cut to nothing leaves no rate, and yet the project is scored (PE-EX-08)."""
    budget = _budget_of(project)
    if budget is None or isinstance(budget, Answer):
        if budget is not None:
            yield budget
        return
    scores = [Printed.read(indicator.score) for indicator in project.main.indicators]
    scored = sum((score.value for score in scores if score), Fraction(0))
    if sum_of(budget.adjusted) or not sum_of(budget.initial) or not scored:
        yield Answer(budget.where, Verdict.HOLDS, "没有调减为零而仍评分")
        return
    said = f"由年初{_said(budget.initial)}万元调减为零,执行率无意义,各项指标仍得{shown(scored)}分"
    yield _beside(budget, Verdict.BROKEN, said)


def missing_reasons(dossier: Dossier, scheme: ScoringScheme) -> Iterator[Answer]:
    """A low 执行率 has its reason in the money block (PE-EX-07).

    Below the scheme's limit; and below 100 in forms that have a cell for it, which is seen where one of the
    document is filled. A reason that the report or the form gives speaks for both.
    """
    evaluations = dossier.disclosure.evaluations
    limits = dict.fromkeys(EvaluationPart, scheme.reason_below)
    for part in evaluations:
        if part.deviation_reason is not None:
            limits[part.part] = Fraction(PERCENT)
    for project in projects_of(evaluations):
        explained = any((part.deviation_reason or "").strip() for part in project.parts)
        for part in project.parts:
            limit, line = limits[part.part], whole_of(part)
            if limit is not None and line is not None:
                yield _reason(line, limit, explained=explained)


def _reason(line: Line, limit: Fraction, *, explained: bool) -> Answer:
    spot, ratio = Spot(line.evaluation, "资金「偏差原因」", column="deviation_reason"), rate_of(line)
    if lacking := line.lacking("executed", "adjusted"):
        return missing(spot, f"没有{lacking},不知执行率")
    rate = shown(ratio.value * PERCENT if ratio else Fraction(0))
    low = ratio is None or ratio.value * PERCENT < limit
    reason = ("已说明原因" if explained else f"低于{shown(limit)}%,没有说明原因") if low else "无须说明原因"
    verdict = Verdict.BROKEN if low and not explained else Verdict.HOLDS
    return Answer((spot,), verdict, f"执行率{rate}%,{reason}", rate, shown(limit), unit="%")
