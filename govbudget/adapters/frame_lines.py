"""What a frame has of each thing: one line a figure or fact, its fields named by the terms of the field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from attrs import field, fields, frozen

from govbudget.calc import Figure
from govbudget.checks import Finding, Place, Review
from govbudget.checks.evaluations import Rescored, Rescoring
from govbudget.model import (
    Disclosure,
    Funds,
    Indicator,
    PrintedTable,
    SelfEvaluation,
    StatedFigure,
    StatisticItem,
)
from govbudget.money import Amount, AmountError, Ratio, Undefined, Unit, is_absent, read_number
from govbudget.report import Report
from govbudget.tables import Table

__all__ = [
    "EvaluationLine",
    "FigureLine",
    "FindingLine",
    "PrintedLine",
    "RescoredLine",
    "Whose",
    "evaluation_lines",
    "figure_lines",
    "finding_lines",
    "printed_lines",
    "rescored_lines",
]


@frozen
class Whose:
    """所属 — the year and department that lines of several reports or documents are told apart by."""

    year: int | None = field(default=None, metadata={"zh": "年度"})
    department: str | None = field(default=None, metadata={"zh": "部门"})


@frozen
class FigureLine(Whose):
    """推算的一个数 — a figure of a report; or, without an id, what a table lacks and why."""

    id: str | None = field(default=None, metadata={"zh": "编号"})
    table: str | None = field(default=None, metadata={"zh": "表"})
    row: str | None = field(default=None, metadata={"zh": "行"})
    column: str | None = field(default=None, metadata={"zh": "栏"})
    label: str | None = field(default=None, metadata={"zh": "名称"})
    text: str | None = field(default=None, metadata={"zh": "列示"})
    unit: str | None = field(default=None, metadata={"zh": "单位"})
    amount: Amount | None = field(default=None, metadata={"zh": "金额"})
    percent: Decimal | None = field(default=None, metadata={"zh": "百分比"})
    count: int | None = field(default=None, metadata={"zh": "数量"})
    formula: str | None = field(default=None, metadata={"zh": "公式"})
    reason: str | None = field(default=None, metadata={"zh": "缺数原因"})


@frozen
class PrintedLine(Whose):
    """印出的一个数 — a cell of a published table, blank or not, or a figure that its narrative states."""

    id: str | None = field(default=None, metadata={"zh": "编号"})
    table: str | None = field(default=None, metadata={"zh": "表"})
    row: str | None = field(default=None, metadata={"zh": "行"})
    column: str | None = field(default=None, metadata={"zh": "栏"})
    source: str | None = field(default=None, metadata={"zh": "出处"})
    code: str | None = field(default=None, metadata={"zh": "科目编码"})
    label: str | None = field(default=None, metadata={"zh": "项目"})
    title: str | None = field(default=None, metadata={"zh": "栏目名称"})
    text: str | None = field(default=None, metadata={"zh": "列示"})
    unit: str | None = field(default=None, metadata={"zh": "单位"})
    amount: Amount | None = field(default=None, metadata={"zh": "金额"})
    percent: Decimal | None = field(default=None, metadata={"zh": "百分比"})
    count: int | None = field(default=None, metadata={"zh": "数量"})
    page: int | None = field(default=None, metadata={"zh": "页"})
    line: int | None = field(default=None, metadata={"zh": "行次"})


@frozen
class FindingLine(Whose):
    """一处核对结果 — `root` is the number of the finding that it follows from."""

    number: int | None = field(default=None, metadata={"zh": "序号"})
    root: int | None = field(default=None, metadata={"zh": "根源序号"})
    verdict: str | None = field(default=None, metadata={"zh": "结论"})
    severity: str | None = field(default=None, metadata={"zh": "轻重"})
    rule: str | None = field(default=None, metadata={"zh": "规则"})
    title: str | None = field(default=None, metadata={"zh": "规则名称"})
    where: str | None = field(default=None, metadata={"zh": "位置"})
    figure: str | None = field(default=None, metadata={"zh": "编号"})
    page: int | None = field(default=None, metadata={"zh": "页"})
    message: str | None = field(default=None, metadata={"zh": "说明"})
    published: str | None = field(default=None, metadata={"zh": "公开数"})
    recomputed: str | None = field(default=None, metadata={"zh": "复核数"})
    difference: str | None = field(default=None, metadata={"zh": "差额"})
    unit: str | None = field(default=None, metadata={"zh": "单位"})
    published_amount: Amount | None = field(default=None, metadata={"zh": "公开金额"})
    recomputed_amount: Amount | None = field(default=None, metadata={"zh": "复核金额"})
    difference_amount: Amount | None = field(default=None, metadata={"zh": "差额金额"})
    cause: str | None = field(default=None, metadata={"zh": "原因"})
    basis: str | None = field(default=None, metadata={"zh": "依据"})
    ignored: str | None = field(default=None, metadata={"zh": "不计的理由"})


@frozen
class EvaluationLine:
    """自评的一个数 — a cell of the money block or of an indicator, or a score of the whole."""

    order: int | None = field(default=None, metadata={"zh": "序号"})
    name: str | None = field(default=None, metadata={"zh": "项目名称"})
    part: str | None = field(default=None, metadata={"zh": "材料"})
    code: str | None = field(default=None, metadata={"zh": "功能分类"})
    block: str | None = field(default=None, metadata={"zh": "部分"})
    number: int | None = field(default=None, metadata={"zh": "行号"})
    label: str | None = field(default=None, metadata={"zh": "名称"})
    column: str | None = field(default=None, metadata={"zh": "栏"})
    title: str | None = field(default=None, metadata={"zh": "栏目名称"})
    text: str | None = field(default=None, metadata={"zh": "列示"})
    unit: str | None = field(default=None, metadata={"zh": "单位"})
    amount: Amount | None = field(default=None, metadata={"zh": "金额"})


@frozen
class RescoredLine:
    """重新评分的一个数 — printed and recomputed; for an indicator, the scores that the scheme allows."""

    order: int | None = field(default=None, metadata={"zh": "序号"})
    name: str | None = field(default=None, metadata={"zh": "项目名称"})
    part: str | None = field(default=None, metadata={"zh": "材料"})
    number: int | None = field(default=None, metadata={"zh": "指标序号"})
    label: str | None = field(default=None, metadata={"zh": "名称"})
    published: str | None = field(default=None, metadata={"zh": "公开数"})
    recomputed: str | None = field(default=None, metadata={"zh": "复核数"})
    verdict: str | None = field(default=None, metadata={"zh": "结论"})


MONEY_COLUMNS = frozenset({"requested", "compiled", "approved", "adjusted", "executed", "carry_over"})
"""The columns of `Funds` that are sums; the others are a rate and a score."""

LARGEST_COUNT = 2**63 - 1
"""A count that no column of whole numbers holds is a misreading; its text is kept."""

_COUNTED = {item.name.lower(): item.counting_unit for item in StatisticItem if item.counting_unit}


def figure_lines(thing: Report | Table) -> Iterator[FigureLine]:
    """Every figure in the order of the report, and a line for every table, column or row that is 缺数."""
    if isinstance(thing, Report):
        whose = Whose(thing.ledger.year, str(thing.ledger.department))
        for table in thing.tables:
            yield from _table_lines(table, whose)
        yield from (_figure_line(figure, whose) for figure in thing.analysis)
    else:
        yield from _table_lines(thing, Whose())


def _table_lines(table: Table, whose: Whose) -> Iterator[FigureLine]:
    yield from (_figure_line(figure, whose) for figure in table.figures)
    rows = {row.id for row in table.rows}
    for key, reason in ({None: table.missing} if table.missing else table.gaps).items():
        yield FigureLine(
            year=whose.year,
            department=whose.department,
            table=table.id,
            row=key if key in rows else None,
            column=None if key in rows else key,
            reason=reason,
        )


def _figure_line(figure: Figure, whose: Whose) -> FigureLine:
    value, (table, row, column) = figure.value, _parts_of(figure.id)
    return FigureLine(
        year=whose.year,
        department=whose.department,
        id=figure.id,
        table=table,
        row=row,
        column=column,
        label=figure.label,
        text=None if isinstance(value, Undefined) else figure.text,
        unit=figure.printing.unit.zh
        if isinstance(value, Amount)
        else "%"
        if isinstance(value, Ratio)
        else None,
        amount=figure.amount,
        percent=value.percent() if isinstance(value, Ratio) else None,
        count=value if isinstance(value, int) else None,
        formula=figure.formula,
        reason=value.reason if isinstance(value, Undefined) else None,
    )


def _parts_of(figure: str) -> tuple[str | None, str | None, str | None]:
    """`table[row].column`, each part by itself."""
    table, opened, rest = figure.partition("[")
    row, closed, column = rest.partition("].")
    return (table, row, column) if opened and closed else (None, None, None)


def printed_lines(thing: Disclosure | PrintedTable) -> Iterator[PrintedLine]:
    """Every printed cell, blank ones too, then what the narrative states."""
    if isinstance(thing, Disclosure):
        whose = Whose(thing.year, str(thing.department))
        for table in thing.tables:
            yield from _cell_lines(table, whose)
        yield from (_stated_line(stated, whose) for stated in thing.stated)
    else:
        yield from _cell_lines(thing, Whose())


def _cell_lines(table: PrintedTable, whose: Whose) -> Iterator[PrintedLine]:
    titles = dict(table.titles)
    for row in table.rows:
        # Only 公开10 counts things beside sums, in rows that are named like the items.
        counted = _COUNTED.get(row.id) or ("辆" if row.id.startswith("vehicles_") else None)
        unit = counted if counted and table.id == "statistics" else table.unit.zh
        for column, text in row.cells.items():
            amount, percent, count = _number(text, unit)
            yield PrintedLine(
                year=whose.year,
                department=whose.department,
                id=f"{table.id}[{row.id}].{column}",
                table=table.id,
                row=row.id,
                column=column,
                source=table.number or None,
                code=row.code,
                label=row.label,
                title=titles.get(column),
                text=text,
                unit=unit,
                amount=amount,
                percent=percent,
                count=count,
                page=row.page,
                line=row.line,
            )


def _stated_line(stated: StatedFigure, whose: Whose) -> PrintedLine:
    table, row, column = _parts_of(stated.figure)
    amount, percent, count = _number(stated.text, stated.unit)
    return PrintedLine(
        year=whose.year,
        department=whose.department,
        id=stated.figure,
        table=table,
        row=row,
        column=column,
        source=f"情况说明{stated.section}",
        text=stated.text,
        unit=stated.unit,
        amount=amount,
        percent=percent,
        count=count,
        page=stated.page,
        line=stated.line,
    )


def _number(text: str | None, unit: str) -> tuple[Amount | None, Decimal | None, int | None]:
    """What a printed text says as a sum, a percentage or a count; nothing where it is no number."""
    try:
        if text is None or is_absent(text):
            return None, None, None
        if any(unit == member.zh for member in Unit):
            return Amount.of(text, Unit(unit)), None, None
        if unit == "%":
            return None, Decimal(read_number(text.strip().rstrip("%％")).decimal_text), None
        number = read_number(text)
        whole, rest = divmod(number.scaled, 10**number.places)
    except AmountError:
        return None, None, None
    return None, None, None if rest or abs(whole) > LARGEST_COUNT else whole


def finding_lines(thing: Review | Iterable[Finding]) -> Iterator[FindingLine]:
    """Every finding in the order of the review, each followed by those that follow from it."""
    if isinstance(thing, Review):
        disclosure, findings = thing.disclosure, thing.findings
        whose = Whose(disclosure.year, str(disclosure.department))
    else:
        findings, whose = tuple(thing), Whose()
    number = 0
    for finding in findings:
        number += 1
        root = number
        yield _finding_line(finding, whose, number, None)
        for follower in finding.consequences:
            number += 1
            yield _finding_line(follower, whose, number, root)


def _finding_line(finding: Finding, whose: Whose, number: int, root: int | None) -> FindingLine:
    first = finding.where[0] if finding.where else Place("")
    cell = f"{first.table}[{first.row}].{first.column}" if first.table and first.row else None
    return FindingLine(
        year=whose.year,
        department=whose.department,
        number=number,
        root=root,
        verdict=finding.verdict.value,
        severity=finding.severity.value,
        rule=finding.rule,
        title=finding.title,
        where=";".join(map(str, finding.where)) or None,
        figure=first.figure or cell,
        page=first.page,
        message=finding.message,
        published=finding.published,
        recomputed=finding.recomputed,
        difference=finding.difference,
        unit=finding.unit or None,
        published_amount=_number(finding.published, finding.unit)[0],
        recomputed_amount=_number(finding.recomputed, finding.unit)[0],
        difference_amount=_number(finding.difference, finding.unit)[0],
        cause=finding.cause.value if finding.cause else None,
        basis=finding.basis or None,
        ignored=finding.ignored,
    )


def evaluation_lines(parts: Iterable[SelfEvaluation]) -> Iterator[EvaluationLine]:
    """Every cell of every part, blank ones too: its money, its indicators, its scores."""
    for part in parts:
        about = (part.order, part.name, part.part.value, part.code)
        for number, funds in enumerate(part.funds, start=1):
            for name, title in _titles(Funds).items():
                text, unit = getattr(funds, name), part.unit.zh if name in MONEY_COLUMNS else None
                amount = _number(text, unit or "")[0]
                yield EvaluationLine(*about, "资金", number, funds.source, name, title, text, unit, amount)
        for number, line in enumerate(part.indicators, start=1):
            for name, title in _titles(Indicator).items():
                label = f"{line.level2} {line.name}"
                yield EvaluationLine(*about, "指标", number, label, name, title, getattr(line, name))
        titles = _titles(SelfEvaluation)
        for name in ("execution_score", "indicator_total", "total", "grade"):
            yield EvaluationLine(*about, "总评", None, None, name, titles[name], getattr(part, name))


def _titles(kind: type) -> Mapping[str, str]:
    """The numbers of a line under the terms of the field; what names the line is told beside it."""
    naming = ("source", "level1", "level2", "name", "line")
    return {one.name: one.metadata["zh"] for one in fields(kind) if one.name not in naming}


def rescored_lines(thing: Rescoring | Rescored) -> Iterator[RescoredLine]:
    """Everything that was printed beside what follows from it."""
    for one in thing.projects if isinstance(thing, Rescoring) else (thing,):
        about = (one.evaluation.order, one.evaluation.name, one.evaluation.part.value)
        for name, score in one.scores:
            yield RescoredLine(*about, None, name, score.published, score.recomputed, score.verdict.value)
        for number, line in enumerate(one.indicators, start=1):
            label = f"{line.indicator.level2} {line.indicator.name}"
            allowed = line.text if line.plausible else None
            yield RescoredLine(*about, number, label, line.indicator.score, allowed, line.verdict.value)
