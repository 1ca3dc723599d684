"""自评材料 — the self-evaluation reports and forms at the end of a recognised document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import define, evolve, field

from govbudget.adapters.recognised import funds, indicators
from govbudget.adapters.recognised.lines import Piece, Prose, Row, alike, figure_of, words_of
from govbudget.adapters.recognised.pairing import completed, report_for
from govbudget.adapters.recognised.reported import reported_in
from govbudget.model import EvaluationPart, Funds, Indicator, NotRead, ReportedFigure, SelfEvaluation
from govbudget.money import Unit

__all__ = ["Dossier", "dossiers_of", "evaluations_of"]

_REPORT = re.compile(r".{0,20}绩效自评(?:价)?(?:分析)?报告")
_FORM = re.compile(r"(?P<name>.*?)(?:项目)?(?:支出)?绩效自评表(?:\(.*\))?")
_NAME = re.compile(r"项目名称:(?P<name>.+?)(?=项目单位|主管部门|20\d\d年\d|目录|$)")
_MASTER = re.compile(r"主管部门:(?P<name>.+?)(?=20\d\d年\d|目录|项目单位|$)")
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d\.)(?P<name>[^,。;:]{2,24})"
)
_GRADE = re.compile(r"(?P<total>\d+(?:\.\d+)?)(?P<grade>[优良中差])")
_CONCLUDED = re.compile(r"评分结果:(?P<name>[^,。;:]{2,60}?)项目绩效自评价?结果")
ALL_BUT_ONE = 85
NEAR = 8
"""Within so many lines of its heading a report names its project and a form begins its table."""


@define
class Dossier:
    """一份材料 — a report or a form with its heading and all its lines."""

    part: EvaluationPart = field(metadata={"zh": "材料"})
    heading: str = field(metadata={"zh": "标题"})
    before: str = field(metadata={"zh": "上一行"})
    line: int = field(metadata={"zh": "行"})
    pieces: list[Piece] = field(factory=list, repr=False, metadata={"zh": "行文"})

    @property
    def rows(self) -> list[Row]:
        """The rows of its tables."""
        return [piece for piece in self.pieces if isinstance(piece, Row)]

    @property
    def text(self) -> str:
        """Its prose, run together."""
        return "".join(words_of(piece.text) for piece in self.pieces if isinstance(piece, Prose))

    @property
    def cover(self) -> str:
        """The first lines of a report, run together."""
        return "".join(words_of(piece.text) for piece in self.pieces[:NEAR] if isinstance(piece, Prose))

    @property
    def period(self) -> str:
        """The year that stands below the heading of a form."""
        found = re.search(r"20\d\d年度", self.cover) if self.part is EvaluationPart.FORM else None
        return found[0] if found else ""

    @property
    def departments(self) -> list[str]:
        """The department in charge, as the cover names it: `602-某部`."""
        return [match["name"] for match in [_MASTER.search(self.cover)] if match]


def dossiers_of(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Dossier]]:
    """What stands before the first report or form, and every report and form."""
    before: list[Piece] = []
    found: list[Dossier] = []
    last = ""
    for place, piece in enumerate(pieces):
        if isinstance(piece, Prose):
            words = words_of(piece.text)
            following = pieces[place + 1 : place + 1 + NEAR]
            if _REPORT.fullmatch(words) and any(_is_name(one) for one in following):
                found.append(Dossier(EvaluationPart.REPORT, words, last, piece.line))
            elif _FORM.fullmatch(words) and any(isinstance(one, Row) for one in following[:4]):
                found.append(Dossier(EvaluationPart.FORM, words, last, piece.line))
            last = words
        (found[-1].pieces if found else before).append(piece)
    return before, found


def _is_name(piece: Piece) -> bool:
    return isinstance(piece, Prose) and words_of(piece.text).startswith("项目名称")


def evaluations_of(dossiers: Sequence[Dossier]) -> tuple[tuple[SelfEvaluation, ...], list[NotRead]]:
    """Every report and form in order, words of forms completed from their reports, and what was not read."""
    missed: list[NotRead] = []
    found: list[SelfEvaluation] = []
    concluded: dict[int, str] = {}
    order = 0
    for one in dossiers:
        attached = one.part is EvaluationPart.FORM and bool(found) and found[-1].part is EvaluationPart.REPORT
        order += not attached
        if match := _CONCLUDED.search(one.text):
            concluded[order] = match["name"]
        read = _report if one.part is EvaluationPart.REPORT else _form
        evaluation = read(one, order, missed)
        if evaluation is None:
            missed.append(NotRead(one.line, f"《{one.heading}》: 没有读出资金表和指标表,未读"))
        else:
            found.append(evaluation)
    forms = {one.order: one for one in found if one.part is EvaluationPart.FORM}
    found = [
        _by_most(one, forms.get(one.order), concluded.get(one.order, ""), missed)
        if one.part is EvaluationPart.REPORT
        else one
        for one in found
    ]
    reports = [one for one in found if one.part is EvaluationPart.REPORT]
    whole: list[SelfEvaluation] = []
    texts = {one.line: one for one in dossiers}
    for evaluation in found:
        if evaluation.part is EvaluationPart.REPORT:
            whole.append(evaluation)
            continue
        report = report_for(evaluation, reports)
        mended, told = completed(evaluation, report)
        missed.extend(told)
        said = tuple(_said_again(texts[evaluation.line or 0], report, mended.indicators)) if report else ()
        whole.append(evolve(mended, reported=said))
    return tuple(whole), missed


def _by_most(
    one: SelfEvaluation, form: SelfEvaluation | None, concluded: str, missed: list[NotRead]
) -> SelfEvaluation:
    """A report whose cover alone spells its name in another way than its conclusion and its form do."""
    if form is None or form.name == one.name or form.name != concluded:
        return one
    if len(form.name) != len(one.name) or alike(form.name, one.name) < ALL_BUT_ONE:
        return one
    missed.append(
        NotRead(one.line, f"封面的项目名称识别作「{one.name}」,按自评结论和自评表读作「{form.name}」")
    )
    return evolve(one, name=form.name)


# Reports ----------------------------------------------------------------------------------------------


def _report(one: Dossier, order: int, missed: list[NotRead]) -> SelfEvaluation | None:
    rows = one.rows
    start = next((place for place, row in enumerate(rows) if "资金来源" in row.words), None)
    head = indicators.columns_of(rows)
    if start is None or head is None:
        return None
    money = list(_money(rows[start : max(head[0] - 1, start + 1)], missed))
    if not money:
        missed.append(NotRead(one.line, "自评报告的资金表没有读出"))
    lines = _lines(rows[head[0] :], head[1], missed, merged=True, units=False)
    text = one.text
    match = _NAME.search(one.cover)
    execution = re.search(r"预算执行情况得分(\d+(?:\.\d+)?)分", text)
    total = re.search(r"指标完成情况得分(\d+(?:\.\d+)?)分", text)
    whole = re.search(r"总得分(\d+(?:\.\d+)?)分", text)
    grade = re.search(r"属于[\"“]([优良中差])", text)
    told = ((execution, "预算执行情况得分"), (total, "指标完成情况得分"), (whole, "总得分"), (grade, "等级"))
    missed.extend(NotRead(one.line, f"自评报告{name}没有识别出来") for match_, name in told if match_ is None)
    return SelfEvaluation(
        order,
        one.part,
        match["name"] if match else "",
        _unit(rows[start : start + 2]) or Unit.YUAN,
        tuple(fund for fund, _ in money),
        tuple(lines),
        execution[1] if execution else None,
        total[1] if total else None,
        whole[1] if whole else None,
        grade[1] if grade else None,
        reported=tuple(_figures(one)),
        line=next((piece.line for piece in one.pieces if _is_name(piece)), one.line),
    )


def _figures(one: Dossier) -> Iterator[ReportedFigure]:
    """The figures of the text, section by section; a paragraph may run over lines."""
    section, waiting, line = "", "", 0
    for piece in (*one.pieces, Prose(0, "一、末尾")):
        text = words_of(piece.text) if isinstance(piece, Prose) else ""
        heading = _HEADING.fullmatch(text)
        if heading or not text:
            yield from reported_in(waiting, section, line)
            waiting, line = "", 0
            section = heading["name"] if heading else section
            continue
        line = line or piece.line
        waiting += text


def _unit(rows: Sequence[Row]) -> Unit | None:
    found = re.search(r"\((万元|元)\)", "".join(word for row in rows for word in row.words))
    return Unit(found[1]) if found else None


def _money(rows: Sequence[Row], missed: list[NotRead]) -> Iterator[tuple[Funds, str | None]]:
    columns = funds.columns_of(rows[:4])
    for one in funds.funds_of(rows, columns) if columns else ():
        if isinstance(one, NotRead):
            missed.append(one)
        else:
            yield one


def _lines(
    rows: Sequence[Row], columns: dict[str, int], missed: list[NotRead], *, merged: bool, units: bool
) -> list[Indicator]:
    found: list[Indicator] = []
    for line, left, _ in indicators.indicators_of(rows, columns, merged=merged, units=units):
        missed.extend(left)
        if line is not None:
            found.append(line)
    return found


# Forms ------------------------------------------------------------------------------------------------


def _form(one: Dossier, order: int, missed: list[NotRead]) -> SelfEvaluation | None:
    rows = one.rows
    head = indicators.columns_of(rows)
    if head is None:
        return None
    depth, columns = head
    lines: list[Indicator] = []
    total: tuple[str | None, str | None, int] | None = None
    for line, left, row in indicators.indicators_of(rows[depth:], columns, merged=False, units=True):
        missed.extend(left)
        if line is not None:
            lines.append(line)
        elif lines and (total := _total(row, columns)):
            break
    money = list(_money_of_form(rows[: depth - 1], missed))
    name = _form_name(one, rows)
    if not money:
        missed.append(NotRead(one.line, f"自评表「{name}」: 资金表没有读出"))
    if total is None:
        missed.append(NotRead(one.line, f"自评表「{name}」: 总分没有识别出来"))
    elif total[1] is None:
        missed.append(NotRead(total[2], f"自评表「{name}」: 等级没有识别出来"))
    return SelfEvaluation(
        order,
        one.part,
        name,
        _unit(rows[: depth - 1]) or Unit.WAN_YUAN,
        tuple(fund for fund, _ in money),
        tuple(lines),
        total=total[0] if total else None,
        grade=total[1] if total else None,
        deviation_reason=next((reason for _, reason in money if reason), None),
        line=one.line,
    )


def _money_of_form(rows: Sequence[Row], missed: list[NotRead]) -> Iterator[tuple[Funds, str | None]]:
    """The money block begins where its headings stand: below the names of project and departments."""
    for place in range(len(rows)):
        if columns := funds.columns_of(rows[place : place + 1]):
            found = funds.funds_of(rows[place + 1 :], columns)
            for one in found:
                if isinstance(one, NotRead):
                    missed.append(one)
                else:
                    yield one
            return


def _total(row: Row, columns: dict[str, int]) -> tuple[str | None, str | None, int] | None:
    """总分 and grade: the row below the indicators with nothing but one figure in the columns of points."""
    both = next((match for word in row.words if (match := _GRADE.fullmatch(word))), None)
    if both:
        return both["total"], both["grade"], row.line
    points = [
        text for cell in row.cells[columns["weight"] : columns["score"] + 1] if (text := figure_of(cell))
    ]
    grade = next((word for word in row.words if word in ("优", "良", "中", "差")), None)
    return (points[0], grade, row.line) if len(points) == 1 else None


def _form_name(one: Dossier, rows: Sequence[Row]) -> str:
    """The name in the heading, with the line before it where the row 项目名称 shows that it began there."""
    match = _FORM.fullmatch(one.heading)
    name = match["name"] if match else ""
    printed = "".join(rows[0].words) if rows else ""
    longer = one.before + name
    return longer if alike(printed, longer) > alike(printed, name) and one.before else name


def _said_again(one: Dossier, report: SelfEvaluation, lines: Sequence[Indicator]) -> Iterator[ReportedFigure]:
    """Figures of the report that the text of the form says again: its small print alone is not to be trusted.

    What was reached stands above the indicators (实际完成情况), the analysis below them.
    """
    first, last = (lines[0].line or 0, lines[-1].line or 0) if lines else (0, 0)
    said: set[tuple[str, str, int]] = set()
    for row in one.rows:
        text = "".join(row.words)
        for figure in report.reported:
            reached = "完成情况" in figure.section
            if not (row.line < first if reached else row.line > last):
                continue
            key = (figure.of, figure.value, row.line)
            exact = rf"(?<![\d.]){re.escape(figure.value)}{re.escape(figure.unit)}"
            if key not in said and re.search(exact, text) and _is_about(text, figure):
                said.add(key)
                section = "实际完成情况" if reached else re.sub("情况(?=分析$)", "情况及", figure.section)
                yield evolve(figure, section=section, line=row.line)


def _is_about(text: str, figure: ReportedFigure) -> bool:
    return figure.of in text or (figure.figure == "satisfaction" and "意度" in text)
