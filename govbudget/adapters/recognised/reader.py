"""读识别文本 — a text file of recognised text as a disclosure: tables, sentences and self-evaluations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import evolve

from govbudget.adapters.grids.assembly import NO_YEAR, contradicted
from govbudget.adapters.grids.drafts import Draft
from govbudget.adapters.grids.header import Header
from govbudget.adapters.grids.identity import department_of, kind_of, year_of
from govbudget.adapters.grids.placing import place
from govbudget.adapters.layout_words import recognise
from govbudget.adapters.recognised.columns import form_for, headings_of, table_for
from govbudget.adapters.recognised.dossiers import dossiers_of, evaluations_of
from govbudget.adapters.recognised.entries import entries_of
from govbudget.adapters.recognised.lines import Prose, Row, pieces_of
from govbudget.adapters.recognised.sentences import sentences_of
from govbudget.adapters.recognised.sheets import Sheet, sheets_of, words_of_line
from govbudget.catalogue import code_book, form
from govbudget.model import Department, Disclosure, DisclosureError, NotRead, PrintedTable

__all__ = ["LARGEST", "read_recognised"]

LARGEST = 16 * 2**20
"""Bytes; a larger file is no recognised document."""


def read_recognised(path: str | Path, *, year: int | None = None, form_name: str | None = None) -> Disclosure:
    """What a department published, from text that was recognised in a scan.

    Raises `DisclosureError` with the path for a file that is no text, holds no table of a disclosure, or names no
    year. What could not be read with certainty is listed in `not_read` with its line, never guessed.
    `year` and `form_name` are as for `read_document`.
    """
    path = Path(path)
    before, dossiers = dossiers_of(list(pieces_of(_lines(path))))
    sheets = list(sheets_of(before))
    known = [sheet for sheet in sheets if recognise(sheet.title) is not None]
    if not known and not dossiers:
        raise DisclosureError(f"{path}: 没有读出一张公开表;文件应是公开文件的识别文本,表格各格以制表符分开")
    texts = [words_of_line(piece.text) for piece in before if isinstance(piece, Prose)]
    titles = [sheet.title for sheet in known]
    said = year_of(titles, texts) or year_of([], [one.period for one in dossiers])
    year = year or said
    if year is None:
        raise DisclosureError(f"{path}: {NO_YEAR}")
    kind = kind_of(titles, ["".join(texts)]) if known else "final-accounts"
    kind = form(form_name).kind if form_name else kind
    own, tables, left = _tables(known, kind, year, form_name)
    left += contradicted(said, year)
    evaluations, missed = evaluations_of(dossiers)
    left += missed + [one for sheet in sheets if sheet not in known for one in _of_no_table(sheet)]
    return Disclosure(
        _department(department_of(texts, texts), [name for one in dossiers for name in one.departments]),
        year,
        kind,
        own,
        tables,
        evaluations=evaluations,
        sentences=tuple(sentences_of([piece for piece in before if isinstance(piece, Prose)])),
        not_read=tuple(_placed(one) for one in sorted(left, key=lambda one: one.page or 0)),
    )


def _lines(path: Path) -> list[str]:
    if not path.is_file():
        raise DisclosureError(f"{path}: 没有这个文件")
    if path.stat().st_size > LARGEST:
        raise DisclosureError(f"{path}: 超过 {LARGEST // 2**20} MB,不是公开文件的识别文本")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise DisclosureError(f"{path}: 不是 UTF-8 文本;请另存为 UTF-8 编码") from fault
    if "\0" in text:
        raise DisclosureError(f"{path}: 含有空字符,不是文本文件")
    return text.split("\n")


def _department(printed: str, listed: Sequence[str]) -> Department:
    """The department with the code that the cover of a self-evaluation gives its name: `602-某部`."""
    for one in listed:
        match = re.fullmatch(r"(\d{3,})-(.+)", one)
        if match and (not printed or match[2] == printed):
            return Department(match[1], match[2])
    return Department(None, printed)


# Tables -----------------------------------------------------------------------------------------------


def _tables(
    sheets: Sequence[Sheet], kind: str, year: int, form_name: str | None
) -> tuple[str | None, tuple[PrintedTable, ...], list[NotRead]]:
    if not sheets:
        return None, (), []
    names = {subject.code: subject.name for subject in code_book(year).functional}
    one = form(form_name) if form_name else form_for(sheets, kind, year)
    drafts: list[Draft] = []
    left: list[NotRead] = []
    used = []
    for sheet in sheets:
        table = table_for(sheet, one)
        if table is None:
            left.append(NotRead(sheet.line, f"《{sheet.title}》({len(sheet.body)}行): 栏目认不出,未读"))
            continue
        used.append(table)
        entries = entries_of(sheet, table, names)
        left.extend(evolve(missed, why=f"《{sheet.title}》{missed.why}") for missed in entries.not_read)
        header = Header(0, (), (), headings_of(table), ())
        drafts.append(
            Draft(sheet.title, sheet.unit, sheet.line, header, list(entries.lines), pages=[sheet.line])
        )
    placed = place(drafts, kind, year, form_name)
    titles = {table.id: tuple((column.id, column.title) for column in table.columns) for table in used}
    tables = tuple(
        evolve(
            table,
            page=None,
            rows=tuple(evolve(row, page=None) for row in table.rows),
            titles=tuple(dict.fromkeys(titles.get(table.id, ()))),
        )
        for table in placed.tables
    )
    return placed.form, tables, [*left, *placed.not_read]


def _of_no_table(sheet: Sheet) -> Iterator[NotRead]:
    """Rows below no title that hold figures; contents hold but the numbers of pages."""
    rows = [row for row in (*sheet.header, *sheet.body) if any("." in word for word in _figures(row))]
    if rows:
        yield NotRead(rows[0].line, f"没有表名的{len(rows)}行数: 认不出是哪张公开表,未读")


def _figures(row: Row) -> list[str]:
    return [word for word in row.words if re.fullmatch(r"-?[\d,]+\.\d+", word)]


def _placed(one: NotRead) -> NotRead:
    """Recognised text has lines, not pages: the readers of tables have carried lines in the place of pages."""
    why = re.sub(r"第(\d+)页", r"第\1行", one.why).replace("没有印金额单位", "没有识别出金额单位")
    return NotRead(None, f"第{one.page}行: {why}" if one.page else why)
