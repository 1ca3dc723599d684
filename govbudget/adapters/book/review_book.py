"""核对结果 → 电子表格 — what a review found: a summary, and the findings one a row, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govbudget.adapters.book.as_printed import entry_of
from govbudget.adapters.book.library import Book, book_at, height_of
from govbudget.catalogue import form, form_names
from govbudget.checks import Finding, Place, Review, Severity, Verdict
from govbudget.model import Disclosure, EvaluationPart

__all__ = ["write_review_book"]

COLOURS = {
    Severity.ERROR.value: "#F8CBAD",
    Severity.WARNING.value: "#FFE699",
    Severity.INFO.value: "#DDEBF7",
    Verdict.ROUNDING.value: "#E2EFDA",
    Verdict.NOT_TESTED.value: "#EDEDED",
    Verdict.HOLDS.value: "#E2EFDA",
}

COLUMNS = (
    ("序号", 6),
    ("结论", 8),
    ("轻重", 8),
    ("规则", 12),
    ("规则名称", 22),
    ("位置", 28),
    ("表", 18),
    ("行", 18),
    ("栏", 11),
    ("页", 5),
    ("公开数", 12),
    ("复核数", 12),
    ("差额", 11),
    ("单位", 6),
    ("原因", 14),
    ("说明", 50),
    ("依据", 30),
    ("不计的理由", 16),
)
A3 = 8
"""The paper's number in a workbook."""

PARTS = {part.id: part.value for part in EvaluationPart}

NUMBERS = frozenset({"页", "公开数", "复核数", "差额"})


def write_review_book(review: Review, path: str | Path) -> None:
    """Write a review as an XLSX: what does not hold, and what follows from it; what holds is only counted.

    Raises `BookError` with its path where it cannot be written.
    """
    with book_at(path) as book:
        _write_summary(book, review)
        _write_findings(book, review)


def _write_summary(book: Book, review: Review) -> None:
    disclosure = review.disclosure
    sheet = book.sheet("汇总", landscape=False)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 4, 15)
    kind = "预算" if disclosure.kind == "budget" else "决算"
    title = f"{disclosure.department.name}{disclosure.year}年度{kind}公开核对结果"
    sheet.set_row(0, 36)
    book.across(
        sheet, 0, 0, 0, 4, title, book.format(bold=True, font_size=16, align="center", text_wrap=True)
    )
    row = _write_counts(
        book, sheet, 2, "结论(全部核对)", [(verdict.value, count) for verdict, count in review.counts.items()]
    )
    broken = Counter(finding.severity.value for finding in review.broken)
    row = _write_counts(
        book, sheet, row + 1, "不符,按轻重", [(one.value, broken[one.value]) for one in Severity]
    )
    rules = Counter((f.rule, f.title, f.severity.value) for f in review.broken)
    if rules:
        head = book.format(bold=True, border=1, bg_color="#F2F2F2", align="center")
        row += 1
        book.write(sheet, row, 0, "不符的规则", head)
        book.across(sheet, row, 1, row, 3, "规则名称", head)
        book.write(sheet, row, 4, "处", head)
        for place, ((rule, name, weight), count) in enumerate(rules.items(), start=row + 1):
            style = book.format(border=1, text_wrap=True, bg_color=COLOURS[weight])
            book.write(sheet, place, 0, rule, style)
            book.across(sheet, place, 1, place, 3, name, style)
            sheet.write_number(place, 4, count, book.format(border=1, bg_color=COLOURS[weight]))
        row += len(rules) + 1
    for place, (rule, reason) in enumerate(review.ignored.items(), start=row + 1):
        book.across(sheet, place, 0, place, 4, f"不计 {rule}: {reason}", book.format(text_wrap=True))


def _write_counts(book: Book, sheet: Any, row: int, title: str, counts: list[tuple[str, int]]) -> int:  # noqa: ANN401
    head = book.format(bold=True, border=1, bg_color="#F2F2F2", align="center")
    book.write(sheet, row, 0, title, head)
    book.write(sheet, row, 1, "处", head)
    for place, (name, count) in enumerate(counts, start=row + 1):
        colour = (
            {"bg_color": COLOURS[name]} if name in COLOURS else {"bg_color": COLOURS[Severity.ERROR.value]}
        )
        book.write(sheet, place, 0, name, book.format(border=1, **colour))
        sheet.write_number(place, 1, count, book.format(border=1, **colour))
    return row + len(counts) + 1


def _write_findings(book: Book, review: Review) -> None:
    sheet = book.sheet("核对结果")
    head = book.format(bold=True, border=1, bg_color="#D9E1F2", align="center", text_wrap=True)
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        book.write(sheet, 0, column, name, head)
    names = _Names(review.disclosure)
    row = 0
    for number, finding in enumerate(_told(review), start=1):
        for step, one in enumerate([finding, *finding.consequences]):
            row += 1
            order = f"{number}.{step}" if step else str(number)
            _write_finding(book, sheet, row, names.values(one, order, follows=bool(step)), one)
    sheet.freeze_panes(1, 4)
    sheet.autofilter(0, 0, row, len(COLUMNS) - 1)
    sheet.repeat_rows(0)
    sheet.set_paper(A3)
    sheet.print_area(0, 0, row, [name for name, _ in COLUMNS].index("说明"))


def _told(review: Review) -> Iterator[Finding]:
    return (finding for finding in review.findings if finding.verdict is not Verdict.HOLDS)


def _write_finding(book: Book, sheet: Any, row: int, values: tuple[str, ...], finding: Finding) -> None:  # noqa: ANN401
    sheet.set_row(row, height_of((text, width) for (_, width), text in zip(COLUMNS, values, strict=True)))
    broken = finding.verdict is Verdict.BROKEN and finding.ignored is None
    colour = COLOURS[finding.severity.value if broken else Verdict.NOT_TESTED.value]
    if finding.verdict is Verdict.ROUNDING:
        colour = COLOURS[Verdict.ROUNDING.value]
    for column, ((name, _), text) in enumerate(zip(COLUMNS, values, strict=True)):
        shade = {"bg_color": colour} if name in ("结论", "轻重") else {}
        entry = entry_of(text) if name in NUMBERS else None
        if entry is not None and entry.number is not None:
            style = book.format(border=1, valign="top", align="right", num_format=entry.code)
            sheet.write_number(row, column, entry.number, style)
        else:
            align = {"align": "right"} if name in NUMBERS else {}
            book.write(
                sheet,
                row,
                column,
                text,
                book.format(border=1, valign="top", text_wrap=True, **align, **shade),
            )


class _Names:
    """What tables, rows and columns are called in the document."""

    def __init__(self, disclosure: Disclosure) -> None:
        self._tables = {table.id: f"{table.number} {table.title}".strip() for table in disclosure.tables}
        self._rows = {
            (table.id, row.id): " ".join(filter(None, (row.code, row.label)))
            for table in disclosure.tables
            for row in table.rows
        }
        known = form(disclosure.form).tables if disclosure.form in form_names() else ()
        self._columns = {(table.id, column.id): column.title for table in known for column in table.columns}
        self._columns |= {
            (table.id, name): title for table in disclosure.tables for name, title in table.titles if title
        }

    def values(self, finding: Finding, order: str, *, follows: bool) -> tuple[str, ...]:
        """The cells of a finding, in the order of the columns."""
        place = next(iter(finding.where), Place(""))
        table, row, column = place.table or "", place.row or "", place.column or ""
        return (
            order,
            ("连带:" if follows else "") + finding.verdict.value,
            finding.severity.value if finding.verdict is Verdict.BROKEN else "",
            finding.rule,
            finding.title,
            "\n".join(str(one) for one in finding.where),
            self._tables.get(table) or PARTS.get(place.part or "", ""),
            self._rows.get((table, row)) or (f"项目{place.project}" if place.project else ""),
            self._columns.get((table, column), ""),
            str(place.page or ""),
            finding.published or "",
            finding.recomputed or "",
            finding.difference or "",
            finding.unit,
            finding.cause.value if finding.cause else "",
            finding.message,
            finding.basis,
            finding.ignored or "",
        )
