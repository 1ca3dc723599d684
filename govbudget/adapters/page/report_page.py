"""报告网页 — the whole disclosure of a report: tables, narrative, self-evaluations, charts, and why each number is so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from attrs import field, frozen

from govbudget.adapters.page.layout import Grid, grid_of
from govbudget.adapters.page.origins import Origin, Origins, step_of
from govbudget.adapters.page.pictures import evaluation_pictures, rate_of, report_pictures
from govbudget.adapters.page.rendering import write_page
from govbudget.calc import Figure
from govbudget.model import SelfEvaluation
from govbudget.money import Undefined
from govbudget.narrative import Narrative, Sentence
from govbudget.report import Report
from govbudget.tables import Table
from govbudget.text import percent_text

__all__ = ["EvaluationLine", "evaluation_lines", "write_report_page"]


@frozen
class TableSection:
    """一张表 — its grid and the origins of its numbers."""

    table: Table = field(metadata={"zh": "表"})
    grid: Grid | None = field(metadata={"zh": "版式"})
    origins: tuple[Origin, ...] = field(metadata={"zh": "来历"})


@frozen
class Passage:
    """一节 — a section of the 情况说明: its heading, its paragraphs, where its numbers are explained, what is 待填."""

    heading: str = field(metadata={"zh": "标题"})
    paragraphs: tuple[str, ...] = field(metadata={"zh": "各段"})
    links: tuple[tuple[str, str], ...] = field(metadata={"zh": "各数"})
    missing: tuple[str, ...] = field(metadata={"zh": "待填"})


@frozen
class EvaluationLine:
    """一份自评 — what a report or form of a project prints, with the execution rate of its sums."""

    part: SelfEvaluation = field(metadata={"zh": "自评"})
    rate: str = field(metadata={"zh": "执行率"})


def write_report_page(
    report: Report,
    path: str | Path,
    sentences: Narrative | Sequence[Sentence] = (),
    evaluations: Sequence[SelfEvaluation] = (),
) -> None:
    """Write the disclosure of a report as one page that needs nothing beside itself.

    `sentences` are those of the 情况说明, or the whole of it, which also knows its headings; `evaluations` are the
    self-evaluations as printed. Needs the extra `report`. Raises `GovBudgetError` without it and where the page
    cannot be written.
    """
    origins = Origins()
    sections = [
        TableSection(table, None if table.missing else grid_of(table), origins.of(_shown(table)))
        for table in report.tables
    ]
    laid_out = list(_sections(sentences))
    passages = [_passage(heading, part, origins) for heading, part in laid_out]
    told = [sentence for _, part in laid_out for sentence in part]
    apart = origins.of([*report.analysis, *(figure for sentence in told for figure in sentence.sources)])
    write_page(
        "report.html.j2",
        path,
        {
            "report": report,
            "kind": "部门预算" if report.form.kind == "budget" else "部门决算",
            "sections": sections,
            "passages": passages,
            "apart": apart,
            "between": origins.rest(),
            "anchor": origins.anchor,
            "pictures": list(report_pictures(report)),
            "scored": list(evaluation_pictures(evaluations)),
            "evaluations": evaluation_lines(evaluations),
        },
    )


def _shown(table: Table) -> list[Figure]:
    """The figures that the table prints, row by row."""
    return [
        figure
        for row in table.printed_rows
        for column, figure in row.cells.items()
        if figure is not None and table.shown(row, column) is not None
    ]


def _sections(sentences: Narrative | Sequence[Sentence]) -> Iterator[tuple[str, tuple[Sentence, ...]]]:
    """The sentences by sections, under their headings where these are known."""
    if isinstance(sentences, Narrative):
        for section in sentences.wording.sections:
            yield str(section), sentences[section.number]
        return
    for number, part in groupby(sentences, lambda sentence: sentence.section):
        yield number, tuple(part)


def _passage(heading: str, sentences: Sequence[Sentence], origins: Origins) -> Passage:
    """The sentences of a section by paragraphs; each number that they state is named and leads to its origin."""
    paragraphs: list[str] = []
    for sentence in sentences:
        if sentence.opens or not paragraphs:
            paragraphs.append("")
        paragraphs[-1] += sentence.text
    sources = [figure for sentence in sentences for figure in sentence.sources]
    links = dict.fromkeys((_named(figure), origins.anchor(figure)) for figure in sources)
    missing = dict.fromkeys(what for sentence in sentences for what in sentence.missing)
    return Passage(heading, tuple(paragraphs), tuple(links), tuple(missing))


def _named(figure: Figure) -> str:
    step = step_of(figure, deep=False)
    return f"{step.label} {step.number}"


def evaluation_lines(evaluations: Sequence[SelfEvaluation]) -> list[EvaluationLine]:
    """Every report and form in the order of the document."""
    return [EvaluationLine(part, _rate_text(part)) for part in evaluations]


def _rate_text(part: SelfEvaluation) -> str:
    rate = rate_of(part)
    return f"—({rate.reason})" if isinstance(rate, Undefined) else percent_text(rate)
