"""Report → DOCX — the whole disclosure of a department as it is published: cover, contents, tables, 情况说明.

What the report does not know (duties, terms) is written as 〔待填：…〕, as in the narrative.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from govbudget.adapters.word import markup_written as markup
from govbudget.adapters.word.printed import printed
from govbudget.errors import GovBudgetError
from govbudget.narrative import Narrative
from govbudget.narrative.sentence import Sentence
from govbudget.report import Report
from govbudget.tables import Table

__all__ = ["write_word"]

SHORT_SIDE, LONG_SIDE = 11906, 16838
"""A4 in twentieths of a point."""

MARGIN = 1134
"""2 厘米 in twentieths of a point."""

MOST_UPRIGHT = 7
"""A table of more columns lies on its side."""

TWIP = 635
"""A twentieth of a point in the units of the library."""

UNKNOWN = ("〔待填：部门主要职责和机构设置〕", "〔待填：情况说明〕", "〔待填：名词解释〕")


def write_word(report: Report, path: str | Path, sentences: Narrative | Iterable[Sentence] = ()) -> Path:
    """Write the disclosure of a report as DOCX; `sentences` are those of `narrate`, as its narrative or alone.

    Needs the extra `documents`. Raises `GovBudgetError` where the file cannot be written.
    """
    path = Path(path)
    writing = _Writing()
    ledger = report.ledger
    kind = "决算" if report.form.kind == "final-accounts" else "预算"
    told = list(_told(sentences))
    parts = (
        "第一部分 部门概况",
        f"第二部分 {ledger.year}年度部门{kind}表",
        f"第三部分 {ledger.year}年度部门{kind}情况说明",
        "第四部分 名词解释",
    )
    writing.cover(ledger.department.name, f"{ledger.year}年度部门{kind}公开")
    writing.contents(parts, [table.form.title for table in report.tables], [heading for heading, _ in told])
    writing.part(parts[0], [("", [UNKNOWN[0]])])
    writing.part(parts[1], ())
    for table in report.tables:
        writing.table(table, ledger.department.name)
    writing.part(parts[2], told or [("", [UNKNOWN[1]])])
    writing.part(parts[3], [("", [UNKNOWN[2]])])
    writing.save(path, f"{ledger.department.name}{ledger.year}年度部门{kind}公开", ledger.department.name)
    return path


def _told(sentences: Narrative | Iterable[Sentence]) -> Iterator[tuple[str, list[str]]]:
    """Headings with their paragraphs; sentences alone stand under the numbers of their sections."""
    if isinstance(sentences, Narrative):
        for section in sentences.wording.sections:
            yield str(section), _paragraphs(sentences[section.number])
        return
    for number, some in groupby(sentences, key=lambda sentence: sentence.section):
        yield number, _paragraphs(some)


def _paragraphs(sentences: Iterable[Sentence]) -> list[str]:
    paragraphs: list[str] = []
    for sentence in sentences:
        if sentence.opens or not paragraphs:
            paragraphs.append("")
        paragraphs[-1] += sentence.text
    return paragraphs


class _Writing:
    """The document so far: how its pages lie, and how many headings the contents can lead to."""

    def __init__(self) -> None:
        docx = _library()
        self.document = docx.Document()
        self.parse = importlib.import_module("docx.oxml").parse_xml
        self.lying = self.turned = False
        self.marks = 0
        section = self.document.sections[0]
        self.lay(section)
        section.different_first_page_header_footer = True
        footer = section.footer.paragraphs[0]._p  # noqa: SLF001 - the library has no other way to a field
        footer.getparent().replace(footer, self.parse(markup.page_number()))

    def add(self, written: str) -> None:
        """An element at the end of the body."""
        self.document.element.body.sectPr.addprevious(self.parse(written))

    def lay(self, section: Any) -> None:  # noqa: ANN401 - the library has no types
        """Give a section its paper."""
        section.page_width, section.page_height = (
            TWIP * side for side in ((LONG_SIDE, SHORT_SIDE) if self.lying else (SHORT_SIDE, LONG_SIDE))
        )
        section.orientation = int(self.lying)
        for edge in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, edge, TWIP * MARGIN)
        section.different_first_page_header_footer = False

    def turn(self, *, lying: bool) -> None:
        """Pages from here on lie on their side, or stand upright."""
        self.turned = lying != self.lying
        if self.turned:
            self.lying = lying
            self.lay(self.document.add_section())
            last = self.document.element.body.sectPr.getprevious()
            last.pPr.insert(0, self.parse(markup.flat()))

    def heading(self, text: str, level: int) -> None:
        """A heading that the contents lead to; the first two levels begin a page."""
        self.marks += 1
        self.add(markup.heading(text, level, self.marks, page=level < 3 and not self.turned))  # noqa: PLR2004
        self.turned = False

    # Parts of the document ----------------------------------------------------------------------------

    def cover(self, department: str, title: str) -> None:
        """封面."""
        self.add(markup.cover(department, 4400))
        self.add(markup.cover(title, 400))

    def contents(self, parts: Sequence[str], tables: Sequence[str], sections: Sequence[str]) -> None:
        """目录 — headings in the order in which they will come."""
        self.add(markup.contents_title())
        within: tuple[Sequence[str], ...] = ((), tables, sections, ())
        mark = 0
        for part, names in zip(parts, within, strict=True):
            mark += 1
            self.add(markup.contents_line(part, mark, 0))
            for name in names:
                if name:
                    mark += 1
                    self.add(markup.contents_line(name, mark, 1))

    def part(self, title: str, told: Iterable[tuple[str, Sequence[str]]]) -> None:
        """A part with its sections; those on upright pages."""
        self.turn(lying=False)
        self.heading(title, 1)
        for heading, paragraphs in told:
            if heading:
                self.heading(heading, 3)
            for text in paragraphs:
                self.add(markup.paragraph(text))

    def table(self, table: Table, department: str) -> None:
        """An official table with its title, unit and notes; one that is not derived says why."""
        sheet = printed(table) if table.form.columns and not table.missing else None
        self.turn(lying=sheet is not None and len(sheet.weights) > MOST_UPRIGHT)
        breadth = (LONG_SIDE if self.lying else SHORT_SIDE) - 2 * MARGIN
        self.heading(table.form.title, 2)
        self.add(markup.over_table(table.form.number, department, table.unit, breadth))
        if sheet is not None:
            self.add(markup.table(sheet, breadth))
        for note in table.notes:
            self.add(markup.note(note))

    def save(self, path: Path, title: str, author: str) -> None:
        """Write the file. Raises `GovBudgetError` where that is not possible."""
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = (
            markup.printable(title),
            markup.printable(author),
            "",
        )
        for part in self.document.part.package.iter_parts():
            if part.partname == "/word/fontTable.xml":
                part._blob = markup.with_fallbacks(part.blob)  # noqa: SLF001 - the library leaves fonts alone
        try:
            self.document.save(str(path))
        except OSError as fault:
            why = fault.strerror or str(fault)
            raise GovBudgetError(
                f"{path}: 不能写({why});请换一个能写的文件夹,或先关闭已打开的同名文件"
            ) from fault


def _library() -> Any:  # noqa: ANN401 - the library has no types
    """The extra, imported where it is used."""
    try:
        return importlib.import_module("docx")
    except ImportError as fault:
        raise GovBudgetError(
            "写 Word 文档需要附加组件 documents,请先运行: pip install 'govbudget[documents]'"
        ) from fault
