"""情况说明的规则 — figures that the narrative states, against the tables and against one another (DOMAIN E)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from attrs import evolve, field, frozen

from govbudget.calc import Figure, change_rate, completion_rate, prior_from_change, share
from govbudget.checks.dossier import FIGURE, Cell, Dossier
from govbudget.checks.equation import Equation, Operand, Relation, Term
from govbudget.checks.finding import Cause, Finding, Severity, untested
from govbudget.checks.percentage import JudgedPercentage, judge_percentage, percentage_of
from govbudget.checks.trial import Trial
from govbudget.checks.verdict import Verdict
from govbudget.model.disclosure import StatedFigure
from govbudget.money import Ratio, total
from govbudget.text import number_text

__all__ = ["STATED_RULES", "RestatedRule"]

BASIS = "部门决算情况说明与公开表同出一套数"
_SAME = Equation((Term("@", (), (), stated=True),), (Term("", (), ()),), Relation.EQUAL)

Derived = tuple[Figure, tuple[tuple[Cause, Fraction], ...]] | str
"""A derived ratio with the ratios that plausible mistakes give; or what is missing, in words."""


@frozen
class RestatedRule:
    """重述规则 — sums and shares of certain figures that the narrative repeats from the tables."""

    id: str = field(metadata={"zh": "编号"})
    title: str = field(metadata={"zh": "名称"})
    figures: re.Pattern[str] = field(metadata={"zh": "所指的数"})
    basis: str = field(default=BASIS, metadata={"zh": "依据"})
    severity: Severity = field(default=Severity.ERROR, metadata={"zh": "轻重"})
    counts: bool = False
    requires: tuple[str, ...] = ("@",)

    def applies(self, dossier: Dossier) -> bool:  # noqa: ARG002 - of the protocol
        """True for every document; one that states nothing of the kind is not tested."""
        return True

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
            return _untested(self, cell, f"缺表 {table}")
        if dossier.tables[table].rows and not dossier.lists(table, row, column):
            return _untested(self, cell, f"表中没有 {table}[{row}].{column}")
        printed = dossier.cell(table, row, column)
        if unread := next((c for c in (cell, printed) if c and c.amount is None), None):
            return _untested(self, cell, f"“{unread.text}”读不成数")
        left = Operand(1, table, row, column, cell, listed=True, stated=True)
        right = Operand(1, table, row, column, printed, listed=True)
        whole = stated.unit not in ("元", "万元", "亿元")
        rule = evolve(self, counts=True) if whole else self
        return Trial(rule, _SAME, (left,), (right,), dossier).finding()


@frozen
class RateRule:
    """幅度规则 — percentages of change and of completion, each from the sums that the document prints."""

    id: str = field(metadata={"zh": "编号"})
    title: str = field(metadata={"zh": "名称"})
    suffix: str = field(metadata={"zh": "数的种类"})
    derive: Callable[[Dossier, StatedFigure], Derived] = field(repr=False, metadata={"zh": "算法"})
    basis: str = field(default=BASIS, metadata={"zh": "依据"})
    severity: Severity = field(default=Severity.ERROR, metadata={"zh": "轻重"})
    requires: tuple[str, ...] = ("@",)

    def applies(self, dossier: Dossier) -> bool:  # noqa: ARG002 - of the protocol
        """True for every document; one that states no such percentage is not tested."""
        return True

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """One finding for every such percentage stated."""
        for stated in dossier.disclosure.stated:
            if stated.figure.endswith(self.suffix):
                yield _judged(self, dossier, stated, self.derive(dossier, stated))


@frozen
class ShareSumRule:
    """占比合计 — shares of all parts of one whole add up to 100 %, as far as rounding lets them."""

    id: str = field(metadata={"zh": "编号"})
    title: str = field(metadata={"zh": "名称"})
    whole: str = field(metadata={"zh": "合计"})
    basis: str = field(default=BASIS, metadata={"zh": "依据"})
    severity: Severity = field(default=Severity.ERROR, metadata={"zh": "轻重"})
    requires: tuple[str, ...] = ("@",)

    def applies(self, dossier: Dossier) -> bool:  # noqa: ARG002 - of the protocol
        """True for every document; one that does not state every part is not tested."""
        return True

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """One finding, where the parts whose shares are stated make up the whole."""
        shares = _shares_of(dossier, self.whole)
        read = [percentage_of(stated.text) for stated in shares]
        parts = [figure_for(dossier, stated.figure.removesuffix(".share"), stated) for stated in shares]
        whole = figure_for(dossier, self.whole, shares[0]) if shares else None
        if whole is None or whole.amount is None or not all(read) or not all(parts):
            return
        summed = total(part.amount for part in parts if part and part.amount is not None)
        if not summed.agrees_with(whole.amount):
            return
        yield self._finding(dossier, shares, [one for one in read if one])

    def _finding(
        self, dossier: Dossier, shares: list[StatedFigure], read: list[tuple[Ratio, int]]
    ) -> Finding:
        added = sum((ratio.value for ratio, _ in read), Fraction(0))
        slack = sum((ratio.high - ratio.value for ratio, _ in read if ratio.high is not None), Fraction(0))
        places = max(places for _, places in read)
        verdict = (
            Verdict.HOLDS if added == 1 else Verdict.ROUNDING if abs(added - 1) < slack else Verdict.BROKEN
        )
        published = number_text(Ratio(added).percent(places)) + "%"
        places_of = tuple(dossier.stated_cell(stated).place for stated in shares)
        return Finding(
            self.id,
            self.title,
            verdict,
            self.severity,
            places_of[:1],
            f"{len(shares)}项占比合计{published},{'等于' if added == 1 else '不等于'}100%",
            published,
            "100%",
            number_text(Ratio(added - 1).percent(places)) + "%",
            unit="%",
            cause=Cause.ROUNDED_PARTS if verdict is Verdict.ROUNDING else None,
            basis=self.basis,
        )


def figure_for(dossier: Dossier, figure: str, near: StatedFigure) -> Figure | None:
    """The sum that a sentence means: stated in it, else printed in the table, else stated elsewhere."""
    stated = dossier.stated.get(figure, ())
    beside = [one for one in stated if one.sentence == near.sentence and one.section == near.section]
    match = FIGURE.fullmatch(figure)
    printed = dossier.cell(*match.group("table", "row", "column")) if match else None
    cells = [
        *map(dossier.stated_cell, beside),
        *([printed] if printed else []),
        *map(dossier.stated_cell, stated),
    ]
    return next((cell.source for cell in cells if cell.amount is not None), None)


def whole_of(figure: str) -> str | None:
    """The total in which a figure has its share (DOMAIN N-02, N-03, N-05a, N-05b)."""
    match = FIGURE.fullmatch(figure)
    if match is None:
        return None
    table, row, column = match["table"], match["row"], match["column"]
    if table == "general_budget" and column == "total":
        return "summary[expenditure_total].amount" if row == "total" else f"{table}[total].total"
    if table in ("income", "expenditure") and row == "total":
        return f"{table}[total].total"
    if table == "three_public":
        return f"{table}[{row}].total"
    return "statistics[procurement_total].value" if figure.startswith("statistics[procurement") else None


def share_of(dossier: Dossier, stated: StatedFigure) -> Derived:
    """占比 = 部分 ÷ 合计, and what a mistaken share would be."""
    base = stated.figure.removesuffix(".share")
    whole_id = whole_of(base)
    part = figure_for(dossier, base, stated)
    whole = figure_for(dossier, whole_id, stated) if whole_id else None
    if part is None or whole is None:
        return f"缺 {base if part is None else whole_id or '合计'}"
    figure = share(part, whole)
    if not isinstance(figure.value, Ratio):
        return figure, ()
    return figure, ((Cause.COMPLEMENT, 1 - figure.value.value),)


def change_of(dossier: Dossier, stated: StatedFigure) -> Derived:
    """增减幅度 = 增减额 ÷ (本年 − 增减额), the prior sum being what the published change implies (N-YOY)."""
    base = stated.figure.removesuffix(".change_rate")
    current, change = figure_for(dossier, base, stated), figure_for(dossier, f"{base}.change", stated)
    if current is None:
        # A table without data has nothing to print; a sentence that compares it says so with a zero.
        return f"缺 {base}"
    if change is None:
        return f"缺 {base} 的增减额"
    prior = prior_from_change(current, change)
    figure = change_rate(current, prior)
    if not isinstance(figure.value, Ratio):
        return figure, ()
    growth = figure.value.value
    on_current = () if growth == -1 else ((Cause.WRONG_BASE, growth / (1 + growth)),)
    return figure, ((Cause.RATIO_AS_GROWTH, 1 + growth), *on_current)


def completion_of(dossier: Dossier, stated: StatedFigure) -> Derived:
    """完成年初预算% = 支出决算 ÷ 年初预算 (N-DONE)."""
    base = stated.figure.removesuffix(".completion")
    executed, approved = figure_for(dossier, base, stated), figure_for(dossier, f"{base}.approved", stated)
    if executed is None or approved is None:
        return f"缺 {base}{'' if executed is None else ' 的年初预算'}"
    figure = completion_rate(executed, approved)
    if not isinstance(figure.value, Ratio):
        return figure, ()
    rate = figure.value.value
    turned = ((Cause.PRIOR_AS_NUMERATOR, 1 / rate),) if rate else ()
    return figure, (*turned, (Cause.RATIO_AS_GROWTH, rate - 1))


def _shares_of(dossier: Dossier, whole: str) -> list[StatedFigure]:
    """The stated shares of a whole, each part once, in the order of the text."""
    found = {
        stated.figure: stated
        for stated in dossier.disclosure.stated
        if stated.figure.endswith(".share") and whole_of(stated.figure.removesuffix(".share")) == whole
    }
    return list(found.values())


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
    sums = " ÷ ".join(part.text for part in figure.inputs)
    if judged.recomputed is None:
        return f"{said},但{judged.reason}"
    if judged.verdict is Verdict.HOLDS:
        return f"{said},与{figure.formula}相符"
    why = (
        f";{'' if judged.verdict is Verdict.ROUNDING else '疑为'}{judged.cause.value}" if judged.cause else ""
    )
    return f"{said},按{figure.formula}({sums})应为{judged.text}{why}"


def _plugged(
    dossier: Dossier, stated: StatedFigure, places: int, judged: JudgedPercentage
) -> JudgedPercentage | None:
    """A share a little off so that all shares add up to exactly 100 % was plugged (倒挤)."""
    whole = whole_of(stated.figure.removesuffix(".share")) if stated.figure.endswith(".share") else None
    read = [percentage_of(other.text) for other in _shares_of(dossier, whole)] if whole else []
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
    _restated("N-01", "收支总计与总表一致", r"summary\[(income|expenditure)_grand_total\]\.amount"),
    _restated("N-02", "收入合计、各项收入及占比与收入表一致", r"income\[total\]\.[a-z_]+(\.share)?"),
    ShareSumRule("N-02-SUM", "各项收入占比合计为100%", "income[total].total"),
    _restated("N-03", "支出合计、各项支出及占比与支出表一致", r"expenditure\[total\]\.[a-z_]+(\.share)?"),
    ShareSumRule("N-03-SUM", "各项支出占比合计为100%", "expenditure[total].total"),
    _restated(
        "N-04",
        "财政拨款收支总计与财政拨款总表一致",
        r"appropriation_summary\[(income|expenditure)_grand_total\]\.(amount|total)",
    ),
    _restated("N-05a", "一般公共预算支出及占比与支出表一致", r"general_budget\[total\]\.total(\.share)?"),
    _restated("N-05b", "各类支出及占比与支出表一致", r"general_budget\[\d{3}\]\.total(\.share)?"),
    ShareSumRule("N-05b-SUM", "各类支出占比合计为100%", "general_budget[total].total"),
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
    RateRule("N-YOY", "增减幅度等于增减额除以上年数", ".change_rate", change_of),
    RateRule("N-DONE", "完成年初预算的百分比等于决算除以年初预算", ".completion", completion_of),
)
