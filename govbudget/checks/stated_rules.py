"""情况说明的规则 — figures that the narrative states, against the tables and against one another (DOMAIN E)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from attrs import evolve, field, frozen

from govbudget.calc import Figure
from govbudget.checks.derivation import Derived, change_of, completion_of, share_of, shares_of, whole_of
from govbudget.checks.dossier import FIGURE, Cell, Dossier
from govbudget.checks.equation import Equation, Operand, Relation, Term
from govbudget.checks.finding import Cause, Finding, Severity, untested
from govbudget.checks.narrative_rule import NarrativeRule
from govbudget.checks.percentage import JudgedPercentage, judge_percentage, percentage_of
from govbudget.checks.share_rules import SHARE_SUM_RULES
from govbudget.checks.trial import Trial
from govbudget.checks.verdict import Verdict
from govbudget.model.disclosure import StatedFigure
from govbudget.money import Ratio
from govbudget.text import number_text

__all__ = ["STATED_RULES", "RateRule", "RestatedRule"]

_SAME = Equation((Term("@", (), (), stated=True),), (Term("", (), ()),), Relation.EQUAL)


@frozen
class RestatedRule(NarrativeRule):
    """重述规则 — sums and shares of certain figures that the narrative repeats from the tables."""

    figures: re.Pattern[str] = field(metadata={"zh": "所指的数"})
    counts: bool = field(default=False, metadata={"zh": "计数"})

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """One finding for every time such a figure is stated."""
        for stated in dossier.disclosure.stated:
            if not self.figures.fullmatch(stated.figure):
                continue
            if stated.figure.endswith(".share"):
                yield _judged(self, dossier, stated, share_of(dossier, stated))
            else:
                yield self._restated(dossier, stated)

    def _restated(self, dossier: Dossier, stated: StatedFigure) -> Finding:
        match = FIGURE.fullmatch(stated.figure)
        assert match is not None  # noqa: S101 - the pattern of the rule is narrower
        table, row, column = match["table"], match["row"], match["column"]
        cell = dossier.stated_cell(stated)
        if table not in dossier.tables:
            return _untested(self, cell, f"缺 {dossier.table_name(table)}")
        if dossier.tables[table].rows and not dossier.lists(table, row, column):
            return _untested(self, cell, f"表中没有 {dossier.name_of(stated.figure)}")
        printed = dossier.cell(table, row, column)
        if unread := next((c for c in (cell, printed) if c and c.amount is None), None):
            return _untested(self, cell, f"“{unread.text}”读不成数")
        left = Operand(1, table, row, column, cell, listed=True, stated=True)
        right = Operand(1, table, row, column, printed, listed=True)
        whole = stated.unit not in ("元", "万元", "亿元")
        rule = evolve(self, counts=True) if whole else self
        return Trial(rule, _SAME, (left,), (right,), dossier).finding()


@frozen
class RateRule(NarrativeRule):
    """幅度规则 — percentages of change and of completion, each from the sums that the document prints."""

    suffix: str = field(metadata={"zh": "数的种类"})
    derive: Callable[[Dossier, StatedFigure], Derived] = field(repr=False, metadata={"zh": "算法"})

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """One finding for every such percentage stated."""
        for stated in dossier.disclosure.stated:
            if stated.figure.endswith(self.suffix):
                yield _judged(self, dossier, stated, self.derive(dossier, stated))


@frozen
class LimitRule(NarrativeRule):
    """上限规则 — percentages of a kind that are more than the whole, whatever they were worked out from."""

    suffix: str = field(metadata={"zh": "数的种类"})
    remark: str = field(metadata={"zh": "超过时的说明"})

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """One finding for every such percentage that can be read."""
        for stated in dossier.disclosure.stated:
            read = percentage_of(stated.text) if stated.figure.endswith(self.suffix) else None
            if read is None:
                continue
            cell, over = dossier.stated_cell(stated), read[0].value > 1
            shown = f"{stated.text.rstrip('%％')}%"
            yield Finding(
                self.id,
                self.title,
                Verdict.BROKEN if over else Verdict.HOLDS,
                self.severity,
                (cell.place,),
                f"{cell.place.name} {shown},{self.remark if over else '不超过100%'}",
                shown,
                unit="%",
                basis=self.basis,
            )


def _judged(
    rule: RestatedRule | RateRule, dossier: Dossier, stated: StatedFigure, derived: Derived
) -> Finding:
    cell, read = dossier.stated_cell(stated), percentage_of(stated.text)
    if isinstance(derived, str):
        return _untested(rule, cell, derived)
    if read is None:
        return _untested(rule, cell, f"“{stated.text}”读不成百分比")
    printed, places = read
    judged = judge_percentage(printed, places, *derived)
    if judged.verdict is not Verdict.HOLDS and (plugged := _plugged(dossier, stated, places, judged)):
        judged = plugged
    figure = derived[0]
    shown = f"{stated.text.rstrip('%％')}%"
    apart = None if judged.recomputed is None else Fraction(judged.recomputed)
    difference = (
        None if apart is None else number_text(Ratio(printed.value - apart / 100).percent(places)) + "%"
    )
    return Finding(
        rule.id,
        rule.title,
        judged.verdict,
        rule.severity,
        (cell.place,),
        _sentence(cell, shown, figure, judged),
        shown,
        judged.text,
        difference,
        unit="%",
        cause=judged.cause,
        basis=rule.basis,
        recomputed_from=figure,
    )


def _sentence(cell: Cell, shown: str, figure: Figure, judged: JudgedPercentage) -> str:
    said = f"{cell.place.name} {shown}"
    if judged.recomputed is None:
        return f"{said},但{judged.reason}"
    formula, worked = _worked(figure)
    if judged.verdict is Verdict.HOLDS:
        return f"{said},与{formula}相符"
    why = judged.cause.value if judged.cause else ""
    if judged.verdict is Verdict.BROKEN and why:
        why = f"疑为{why}" + (f"({judged.told})" if judged.told else "")
    return f"{said},按{formula}({worked})应为{judged.text}{why and f';{why}'}"


def _worked(figure: Figure) -> tuple[str, str]:
    """The quotient in words and in numbers, each sum with its unit."""
    part, base = figure.inputs
    words = figure.formula
    if figure.id.endswith(".change_rate"):
        words, part = "增减额 ÷ 上年数", base.inputs[1]
    return words, " ÷ ".join(f"{one.text}{one.printing.unit.zh}" for one in (part, base))


def _plugged(
    dossier: Dossier, stated: StatedFigure, places: int, judged: JudgedPercentage
) -> JudgedPercentage | None:
    """A share a little off so that all shares add up to exactly 100 % was plugged (倒挤)."""
    whole = whole_of(stated.figure.removesuffix(".share")) if stated.figure.endswith(".share") else None
    read = [percentage_of(other.text) for other in shares_of(dossier, whole)] if whole else []
    mine = percentage_of(stated.text)
    if len(read) < 2 or mine is None or judged.recomputed is None or not all(read):  # noqa: PLR2004 - of one nothing remains
        return None
    added = sum((one[0].value for one in read if one), Fraction(0))
    apart = abs(mine[0].value * 100 - Fraction(judged.recomputed))
    if added != 1 or apart > Fraction(len(read) // 2, 10**places):
        return None
    return evolve(judged, verdict=Verdict.ROUNDING, cause=Cause.PLUGGED_SHARE)


def _untested(rule: RestatedRule | RateRule, cell: Cell, reason: str) -> Finding:
    return untested(rule, f"{cell.place.name}: {reason}", (cell.place,), cell.text)


def _restated(rule: str, title: str, figures: str) -> RestatedRule:
    return RestatedRule(rule, title, re.compile(figures))


STATED_RULES = (
    *SHARE_SUM_RULES,
    _restated("N-01", "收支总计与总表一致", r"summary\[(income|expenditure)_grand_total\]\.amount"),
    _restated("N-02", "收入合计、各项收入及占比与收入表一致", r"income\[total\]\.[a-z_]+(\.share)?"),
    _restated("N-03", "支出合计、各项支出及占比与支出表一致", r"expenditure\[total\]\.[a-z_]+(\.share)?"),
    _restated(
        "N-04",
        "财政拨款收支总计与财政拨款总表一致",
        r"appropriation_summary\[(income|expenditure)_grand_total\]\.(amount|total)",
    ),
    _restated("N-05a", "一般公共预算支出及占比与支出表一致", r"general_budget\[total\]\.total(\.share)?"),
    _restated("N-05b", "各类支出及占比与支出表一致", r"general_budget\[\d{3}\]\.total(\.share)?"),
    _restated(
        "N-06",
        "基本支出、人员经费、公用经费与表一致",
        r"general_budget\[total\]\.basic|basic_expenditure\[[a-z_0-9]+\]\.amount",
    ),
    _restated("N-09a", "“三公”经费与表一致", r"three_public\[(adjusted|final)\]\.[a-z_]+(\.share)?"),
    _restated(
        "N-10b",
        "政府采购支出与统计表一致",
        r"statistics\[procurement_(total|goods|works|services)\]\.value(\.share)?",
    ),
    _restated("N-10c", "车辆、设备数与统计表一致", r"statistics\[(vehicles_total|equipment)\]\.value"),
    LimitRule("N-SHARE-CAP", "占比不超过100%", ".share", "部分不应多于合计"),
    LimitRule(
        "N-DONE-CAP",
        "完成年初预算超过100%的应说明原因",
        ".completion",
        "决算数超过年初预算,应说明追加预算、使用结转资金等原因",
        severity=Severity.INFO,
    ),
    RateRule("N-YOY", "增减幅度等于增减额除以上年数", ".change_rate", change_of),
    RateRule("N-DONE", "完成年初预算的百分比等于决算除以年初预算", ".completion", completion_of),
)
