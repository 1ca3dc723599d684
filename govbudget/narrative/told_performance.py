"""十(四) — self-evaluations: how many projects, what they spent, how they were graded (DOMAIN N-10d)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govbudget.calc import Figure
from govbudget.errors import GovBudgetError
from govbudget.model import Budget, SelfEvaluation, StatedFigure
from govbudget.money import Amount, AmountError, total
from govbudget.narrative.grammar import Grammar
from govbudget.narrative.phrase import Draft, Phrase, asked, joined

__all__ = ["UnknownProjectError", "performance"]

_BUDGETS = {
    Budget.GENERAL: ("general_budget", "一般公共预算"),
    Budget.GOVERNMENT_FUND: ("government_fund", "政府性基金预算"),
    Budget.STATE_CAPITAL: ("state_capital", "国有资本经营预算"),
    Budget.SOCIAL_INSURANCE: ("social_insurance", "社会保险基金预算"),
}


class UnknownProjectError(GovBudgetError, LookupError):
    """项目不存在 — a project named for 部门评价 that has no self-evaluation, or a name that two projects bear.

    出路: 写所附自评里的项目名称;同名的项目写序号。
    """


def performance(
    grammar: Grammar, evaluations: Sequence[SelfEvaluation], chosen: Sequence[str] | None
) -> Iterator[Draft]:
    """绩效: all projects, their grades, and those that the department itself evaluated.

    `chosen` names the latter, by name or by their number in the document; `None` if nobody has said.
    """
    projects = _projects(evaluations)
    if not projects:
        yield Draft("N-10d", "项目支出绩效自评" + asked("项目支出绩效自评表") + "。")
        return
    yield Draft("N-10d", "纳入绩效自评的" + _sums(grammar, projects, "projects") + "。")
    yield Draft("N-10d", _graded(grammar, projects) + "。", opens=False)
    if chosen is None:
        yield Draft("N-10d", "开展部门评价的项目" + asked("开展部门评价的项目") + "。")
        return
    if not chosen:
        yield Draft("N-10d", Phrase("没有开展部门评价的项目。"))
        return
    picked = [_picked(projects, name) for name in chosen]
    names = "、".join(f"“{project.name}”" for project in picked)
    yield Draft("N-10d", f"对{names}开展部门评价，共计" + _sums(grammar, picked, "department") + "。")
    yield Draft("N-10d", joined([_scored(project) for project in picked], "；") + "。", opens=False)


def _projects(evaluations: Sequence[SelfEvaluation]) -> list[SelfEvaluation]:
    """One self-evaluation a project, in their order: the report where there is one, for it counts in 元."""
    first: dict[int, SelfEvaluation] = {}
    for one in sorted(evaluations, key=lambda one: (one.order, one.part.id == "form")):
        first.setdefault(one.order, one)
    return list(first.values())


def _picked(projects: Sequence[SelfEvaluation], name: str) -> SelfEvaluation:
    found = [one for one in projects if one.name == name] or [
        one for one in projects if str(one.order) == name
    ]
    if len(found) == 1:
        return found[0]
    if found:
        orders = "、".join(str(one.order) for one in found)
        raise UnknownProjectError(f"名为“{name}”的项目不止一个,请写序号: {orders}")
    raise UnknownProjectError(f"绩效自评里没有项目“{name}”")


def _sums(grammar: Grammar, projects: Sequence[SelfEvaluation], row: str) -> Phrase:
    """`项目n个，全年执行数x，其中…`: the four budgets add up to the whole, social insurance always nothing (A1)."""
    printing = grammar.wording.printing
    count = Figure(f"performance[{row}].count", "项目个数", len(projects), "绩效自评的项目")
    said = "项目" + grammar.counted(count, "项目个数", "个")
    spent = [(one, _spent(one)) for one in projects]
    unread = "、".join(f"{one.order} {one.name}" for one, amount in spent if amount is None)
    if unread:
        return said + "，全年执行数" + asked(f"全年执行数(项目 {unread})")
    sums = [
        (budget_of(grammar, one) if amount else None, amount) for one, amount in spent if amount is not None
    ]
    whole = Figure(
        f"performance[{row}].amount",
        "项目全年执行数合计",
        total(amount for _, amount in sums),
        "各项目全年执行数之和",
        tuple(_executed(one, amount) for one, amount in spent if amount is not None),
        printing,
    )
    said = said + "，全年执行数" + grammar.spoken(whole, "全年执行数")
    if any(budget is None and amount for budget, amount in sums):
        return said + "，其中" + asked("各项目资金所属的预算")
    parts = []
    for budget, (column, name) in _BUDGETS.items():
        amount = total((amount for belongs, amount in sums if belongs is budget))
        figure = Figure(
            f"performance[{row}].{column}", f"{name}项目", amount, "该预算各项目之和", (), printing
        )
        parts.append(name + grammar.spoken(figure, name))
    return said + "，其中" + joined(parts, "，")


def _spent(one: SelfEvaluation) -> Amount | None:
    """全年执行数 as the self-evaluation prints it, or `None`."""
    try:
        return Amount.read(one.whole.executed, one.unit) if one.whole else None
    except AmountError:
        return None


def _executed(one: SelfEvaluation, amount: Amount) -> Figure:
    place = f"第{one.line}行" if one.line is not None else f"第{one.order}项"
    source = f"来源:{one.part.value} {place}"
    return Figure(f"performance[{one.order}].executed", f"{one.name}全年执行数", amount, source)


def budget_of(grammar: Grammar, one: SelfEvaluation) -> Budget | None:
    """The budget that pays for a project: that of its 项, else the only one with any expenditure."""
    tables = {budget: grammar.table(column) for budget, (column, _) in _BUDGETS.items()}
    for budget, table in tables.items():
        if table is not None and any(row.id == one.code and row.cells for row in table.rows if one.code):
            return budget
    spending = [budget for budget, table in tables.items() if table is not None and not table.is_empty]
    known = all(tables[budget] is not None for budget in list(_BUDGETS)[:3])
    return spending[0] if known and len(spending) == 1 else None


def _graded(grammar: Grammar, projects: Sequence[SelfEvaluation]) -> Phrase:
    """How many projects of each grade, as their self-evaluations grade them."""
    ungraded = [one for one in projects if one.grade not in grammar.wording.grades]
    if ungraded:
        which = "、".join(f"{one.order} {one.name}" for one in ungraded)
        return "自评等级" + asked(f"自评等级(项目 {which})")
    parts = []
    for grade, row in grammar.wording.grades.items():
        count = sum(one.grade == grade for one in projects)
        figure = Figure(f"performance[{row}].count", f"等级为{grade}的项目", count, "自评等级的个数")
        parts.append(f"“{grade}”" + grammar.counted(figure, f"等级为{grade}的项目", "个"))
    return "自评等级为" + joined(parts, "，")


def _scored(one: SelfEvaluation) -> Phrase:
    """The score and the grade of a project, as printed."""
    said = Phrase(f"“{one.name}”得")
    figure = f"performance[{one.name}]"
    if one.total is None:
        said = said + asked(f"{one.name}的总分")
    else:
        said = said + Phrase(f"{one.total}分", (StatedFigure(f"{figure}.total", one.total, "分"),))
    if one.grade is None:
        return said + "，等级" + asked(f"{one.name}的等级")
    return said + "，等级为" + Phrase(f"“{one.grade}”", (StatedFigure(f"{figure}.grade", one.grade, "等级"),))
