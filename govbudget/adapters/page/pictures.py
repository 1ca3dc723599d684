"""图的内容 — which figures of a report, of a printed document and of self-evaluations are drawn, and under which names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import frozen

from govbudget.adapters.page.charts import Bar, Group, bar_chart
from govbudget.calc import Figure, change_rate, prior_from_change
from govbudget.checks import Dossier, Review
from govbudget.model import CLASS_DIGITS, EvaluationPart, PrintedRow, PrintedTable, SelfEvaluation
from govbudget.money import Amount, AmountError, Printing, Ratio, Undefined, Unit, is_absent, read_number
from govbudget.narrative.claim import Claim
from govbudget.narrative.passages import passages_of
from govbudget.narrative.reading import read_claims
from govbudget.report import Report
from govbudget.tables import Table
from govbudget.text import amount_text, percent_text

__all__ = ["Picture", "evaluation_pictures", "printed_pictures", "report_pictures"]

SPENT = ("expenditure", "general_budget")
"""Tables that break expenditure down, the most encompassing first."""

COMPARED = "general_budget"
"""The table whose sums a 情况说明 sets against the prior year, class by class."""

KINDS = (("total", "合计", "solid"), ("basic", "基本支出", "open"), ("project", "项目支出", "hatched"))
MONEY = tuple(unit.zh for unit in Unit)
MOST_CLAIMED = 12
"""Comparisons of the prose that are drawn."""

BLANK, UNREADABLE = "空白", "读不成数"


@frozen
class Picture:
    """图 — a title, a drawing, and what is said in its place or beside it."""

    title: str
    drawing: str
    note: str = ""


def report_pictures(report: Report) -> Iterator[Picture]:
    """支出结构 and 与上年比较 of a report."""
    tables = [table for name in SPENT for table in report.tables if table.id == name and not table.missing]
    drawn = [
        (f"支出结构({table.form.number} {table.form.title},{table.unit})", _report_groups(table))
        for table in tables
    ]
    yield _structure(drawn, "账套推算不出按类列示的支出")
    yield _report_change(report)


def _structure(drawn: Iterable[tuple[str, list[Group]]], without: str) -> Picture:
    """The first table that lists classes with sums."""
    for title, groups in drawn:
        if groups:
            return Picture(title, bar_chart("structure", title, groups))
    return Picture("支出结构", "", without)


def _report_groups(table: Table) -> list[Group]:
    kinds = _kinds(table)
    return [
        Group(
            row.label, tuple(_figure_bar(name, row.cells.get(column), fill) for column, name, fill in kinds)
        )
        for row in table.printed_rows
        if _is_class(row.id)
    ]


def _kinds(table: Table) -> list[tuple[str, str, str]]:
    columns = {column.id for column in table.form.columns}
    return [kind for kind in KINDS if kind[0] in columns]


def _report_change(report: Report) -> Picture:
    compared = next((table for table in report.tables if table.id == COMPARED), None)
    groups = []
    for row in compared.printed_rows if compared else ():
        base = f"{COMPARED}[{row.id}].total"
        now, prior, changed = (report.get(name) for name in (base, f"{base}.prior", f"{base}.change"))
        if (_is_class(row.id) or row.id == "total") and prior is not None and changed is not None:
            rate = report.get(f"{base}.change_rate")
            bars = (_figure_bar("本年", now), _figure_bar("上年", prior, "open"), _change_bar(changed, rate))
            groups.append(Group(row.label, bars))
    unit = compared.unit if compared else ""
    return _change_picture(groups, unit, "账套没有上年的数")


def _change_picture(groups: list[Group], unit: str, without: str) -> Picture:
    title = "与上年比较(一般公共预算财政拨款支出" + (f",{unit})" if unit else ")")
    return Picture(title, bar_chart("change", title, groups), "" if groups else without)


def _figure_bar(name: str, figure: Figure | None, fill: str = "solid") -> Bar:
    if figure is None or figure.amount is None:
        return Bar(name, None, BLANK, fill)
    return Bar(name, Fraction(figure.amount.fen), figure.text, fill)


def _change_bar(changed: Figure, rate: Figure | None) -> Bar:
    size = Fraction(changed.amount.fen) if changed.amount is not None else None
    percent = f"({rate.text})" if rate is not None and isinstance(rate.value, Ratio) else ""
    return Bar("增减", size, changed.text + percent, "hatched")


def printed_pictures(dossier: Dossier) -> Iterator[Picture]:
    """支出结构 and 与上年比较 as a document prints and states them."""
    tables = [dossier.tables[name] for name in SPENT if name in dossier.tables]
    drawn = [
        (f"支出结构({table.number} {table.title},{table.unit.zh})", _printed_groups(table))
        for table in tables
    ]
    yield _structure(drawn, "文件没有按类列示的支出表")
    yield _stated_change(dossier)


def _printed_groups(table: PrintedTable) -> list[Group]:
    return [
        Group(row.label, tuple(_printed_bar(row, kind, table) for kind in KINDS))
        for row in table.rows
        if _is_class(row.id) and any(row.cells.get(column) for column, _, _ in KINDS)
    ]


def _printed_bar(row: PrintedRow, kind: tuple[str, str, str], table: PrintedTable) -> Bar:
    column, name, fill = kind
    text = row.cells.get(column)
    try:
        amount = Amount.read(text, table.unit)
    except AmountError:
        return Bar(name, None, f"{text}({UNREADABLE})", fill)
    if amount is None:
        return Bar(name, None, (text or "").strip() or BLANK, fill)
    return Bar(name, Fraction(amount.fen), text or "", fill)


def _stated_change(dossier: Dossier) -> Picture:
    """What the narrative states as change; the prior sum is the one that it implies (N-YOY)."""
    groups = []
    printing = Printing()
    for figure, stated in dossier.stated.items():
        base = figure.removesuffix(".change")
        row = base.removeprefix(f"{COMPARED}[").removesuffix("].total")
        if figure != f"{COMPARED}[{row}].total.change" or not (_is_class(row) or row == "total"):
            continue
        changed = dossier.stated_cell(stated[0])
        now = dossier.cell(COMPARED, row, "total")
        if changed.amount is None or now is None or now.amount is None:
            continue
        prior = prior_from_change(now.source, changed.source)
        rate = change_rate(now.source, prior).value
        printing = now.source.printing
        percent = f"({percent_text(rate)})" if isinstance(rate, Ratio) else ""
        bars = (
            Bar("本年", Fraction(now.amount.fen), now.text),
            _figure_bar("上年", prior, "open"),
            Bar(
                "增减",
                Fraction(changed.amount.fen),
                amount_text(changed.amount, printing) + percent,
                "hatched",
            ),
        )
        line = dossier.rows.get((COMPARED, row))
        groups.append(Group(line.label if line else row, bars))
    if not groups:
        return _claimed_change(dossier)
    picture = _change_picture(groups, printing.unit.zh, "")
    return Picture(picture.title, picture.drawing, "上年数由本年数和情况说明所述的增减额倒推")


def _claimed_change(dossier: Dossier) -> Picture:
    """What the sentences of the prose themselves set against the prior year, each under its own words."""
    claims = read_claims(passages_of(dossier.disclosure.sentences))
    drawn = [_claimed_group(claim) for claim in claims if claim.kind == "change"]
    # A sentence that gives all three sums claims two things of them.
    groups = list(dict.fromkeys(group for group in drawn if group is not None))
    left = len(groups) - MOST_CLAIMED
    title = "与上年比较(情况说明各句所述)"
    note = f"另有{left}处比较没有画出" if left > 0 else ""
    drawing = bar_chart("change", title, groups[:MOST_CLAIMED])
    return Picture(title, drawing, note if groups else "情况说明没有写明与上年的增减")


def _claimed_group(claim: Claim) -> Group | None:
    """This year, the last and the change of a sentence; `None` where it does not give two of the three as sums."""
    current, prior, change = (claim.part(role) for role in ("current", "prior", "change"))
    other = prior or change
    if current is None or other is None or claim.reason or claim.contrary:
        return None
    if current.unit not in MONEY or other.unit != current.unit:
        return None
    printing = Printing(
        Unit(current.unit), min(max(current.places, other.places), Unit(current.unit).exponent)
    )
    if prior is not None:
        before = prior.amount
    else:
        before = current.amount - (-other.amount if claim.direction == -1 else other.amount)
    changed = current.amount - before
    bars = (
        _sum_bar("本年", current.amount, printing, "solid"),
        _sum_bar("上年", before, printing, "open"),
        _sum_bar("增减", changed, printing, "hatched"),
    )
    return Group(claim.name or claim.text.rstrip("。;；"), bars)


def _sum_bar(name: str, amount: Amount, printing: Printing, fill: str) -> Bar:
    return Bar(name, Fraction(amount.fen), amount_text(amount, printing, with_unit=True), fill)


def _is_class(row: str | None) -> bool:
    return row is not None and row.isdigit() and len(row) == CLASS_DIGITS


def evaluation_pictures(
    evaluations: Iterable[SelfEvaluation], review: Review | None = None
) -> Iterator[Picture]:
    """项目执行率 and 项目得分, a project a group: by its report, else by its form; nothing without evaluations."""
    projects: dict[int, list[SelfEvaluation]] = {}
    for part in evaluations:
        projects.setdefault(part.order, []).append(part)
    if not projects:
        return
    rates = [
        Group(f"{order} {_main(parts).name}", (_rate_bar(_main(parts)),)) for order, parts in projects.items()
    ]
    title = "项目预算执行率(全年执行数 ÷ 全年预算数)"
    yield Picture(title, bar_chart("execution", title, rates))
    again = _totals_again(review) if review else {}
    scores = [
        Group(f"{order} {_main(parts).name}", tuple(_score_bars(parts, again)))
        for order, parts in projects.items()
    ]
    title = "项目自评总分(分)"
    note = "“复核”是按公开的各项得分重加的总分,只列与公开数不同的" if again else ""
    yield Picture(title, bar_chart("scores", title, scores), note)


def _main(parts: list[SelfEvaluation]) -> SelfEvaluation:
    return next((part for part in parts if part.part is EvaluationPart.REPORT), parts[0])


def _rate_bar(part: SelfEvaluation) -> Bar:
    ratio = rate_of(part)
    if isinstance(ratio, Undefined):
        return Bar("执行率", None, f"—({ratio.reason})")
    return Bar("执行率", ratio.value, percent_text(ratio))


def rate_of(part: SelfEvaluation) -> Ratio | Undefined:
    """The execution rate of a project by its printed sums, or why there is none."""
    whole = part.whole
    try:
        executed = Amount.read(whole.executed, part.unit) if whole else None
        adjusted = Amount.read(whole.adjusted, part.unit) if whole else None
    except AmountError:
        return Undefined("资金读不成数")
    if executed is None or adjusted is None:
        return Undefined("资金未填全")
    return Ratio.between(executed, adjusted) if adjusted else Undefined("全年预算数为零")


def _score_bars(parts: list[SelfEvaluation], again: Mapping[tuple[int, str], str]) -> Iterator[Bar]:
    """The totals of a project's parts, one if they agree, each with the one added up again where it differs."""
    totals = {part.total for part in parts}
    agree = len(totals) == 1 and not any((part.order, part.part.id) in again for part in parts)
    for part in parts[:1] if agree else parts:
        fill = "solid" if agree or part.part is EvaluationPart.REPORT else "open"
        yield _score_bar("总分" if agree else part.part.value, part.total, fill)
        if (other := again.get((part.order, part.part.id))) is not None:
            yield _score_bar("复核", other, "hatched")


def _score_bar(name: str, text: str | None, fill: str) -> Bar:
    if text is None or is_absent(text):
        return Bar(name, None, (text or "").strip() or BLANK, fill)
    try:
        number = read_number(text)
    except AmountError:
        return Bar(name, None, f"{text}({UNREADABLE})", fill)
    return Bar(name, Fraction(number.scaled, 10**number.places), text, fill)


def _totals_again(review: Review) -> dict[tuple[int, str], str]:
    """By project and part, the total that follows from the printed scores where another one was printed."""
    return {
        (place.project, place.part): finding.recomputed
        for root in review.broken
        for finding in (root, *root.consequences)
        for place in finding.where[:1]
        if finding.recomputed is not None
        and finding.rule == "PE-T-02"
        and place.project is not None
        and place.part is not None
    }
