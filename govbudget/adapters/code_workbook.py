"""官方《政府收支分类科目》 as workbooks list it: CSV or spreadsheets, one sheet or one for each part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import frozen

from govbudget.adapters.code_columns import CodeLine, CodeWorkbookError, Sheet, SheetReading, read_sheet
from govbudget.adapters.rows import LARGEST_FILE, LedgerFileError, UnsplitLineError, csv_lines, utf8_text_of
from govbudget.catalogue import scheme_of
from govbudget.errors import GovBudgetError, raise_together
from govbudget.model import Budget, Classification, Evidence, Scheme, Subject, ancestors_of, folded_name

__all__ = ["CodeWorkbookError", "read_code_workbook"]

FIRST_YEAR, LAST_YEAR = 2007, 2099
"""The present 政府收支分类 is in force since 2007."""

_SUFFIXES = (".csv", ".xlsx", ".xls", ".ods")
_DATED_TITLE = re.compile(r"(?P<year>20[0-9]{2})年.*(?:收支分类|分类科目)")
_BUDGET_WORDS = {
    "一般公共预算": Budget.GENERAL,
    "政府性基金": Budget.GOVERNMENT_FUND,
    "国有资本经营": Budget.STATE_CAPITAL,
    "社会保险基金": Budget.SOCIAL_INSURANCE,
}
_BUDGETED = (Scheme.FUNCTIONAL, Scheme.REVENUE)


@frozen
class _Part:
    """What one sheet adds to one classification."""

    scheme: Scheme
    lines: tuple[CodeLine, ...]
    budget: Budget | None


def read_code_workbook(
    path: str | Path, year: int, scheme: Scheme | None = None
) -> tuple[Classification, ...]:
    """The official code lists of a workbook, one classification for each part that it holds.

    Which part a sheet is shows in the first digit of its codes; sheets of one part are joined. With a
    `scheme`, only its sheets are read. Subjects come sorted by code, `official`, in force in `year` alone,
    and the classification counts as complete. Raises `CodeWorkbookError` for a file that is no workbook,
    and one `ExceptionGroup` of them for everything that is wrong in one, each with its sheet and line.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CodeWorkbookError(f"年度不能是 {year};现行政府收支分类自 {FIRST_YEAR} 年起,请填如 2024")
    path = Path(path)
    parts: list[_Part] = []
    others: list[Scheme] = []
    faults: list[GovBudgetError] = []
    for sheet, reading in _readings(_sheets_of(path)):
        part, wrong = _part_of(sheet, reading)
        if part is not None and scheme is not None and part.scheme is not scheme:
            others.append(part.scheme)
            continue
        faults += [*_misdated(sheet, reading, year), *reading.faults, *wrong]
        if part is not None:
            parts.append(part)
    if scheme is not None and not parts and not faults:
        held = "、".join(dict.fromkeys(other.value for other in others))
        faults.append(CodeWorkbookError(f"{path.name}: 没有{scheme.value}的科目;有的是{held}"))
    read: list[Classification] = []
    for of in Scheme:
        subjects, wrong = _joined([part for part in parts if part.scheme is of], year)
        faults += wrong
        if subjects and not faults:
            read.append(Classification(of, year, subjects, complete=True))
    raise_together(f"{path.name} 不能导入", faults)
    return tuple(read)


# Files and sheets


def _sheets_of(path: Path) -> list[Sheet]:
    if path.suffix.lower() not in _SUFFIXES:
        suffix = f"不认识后缀 {path.suffix}" if path.suffix else "没有后缀"
        raise CodeWorkbookError(f"{path.name}: {suffix};科目工作簿可为 {'、'.join(_SUFFIXES)}")
    if not path.is_file():
        raise CodeWorkbookError(f"{path}: 没有这个文件")
    if path.stat().st_size > LARGEST_FILE:
        raise CodeWorkbookError(f"{path.name}: 超过 {LARGEST_FILE >> 20} MiB,不会是科目工作簿")
    tables = _csv_table(path) if path.suffix.lower() == ".csv" else _workbook_tables(path)
    written = [(title, rows) for title, rows in tables if rows]
    if not written:
        raise CodeWorkbookError(f"{path.name}: 没有任何内容;应有表头,以下每行一个科目")
    return [Sheet(path.name, title, rows, only=len(tables) == 1) for title, rows in written]


_Table = tuple[str, tuple[tuple[int, tuple[str, ...]], ...]]


def _table(title: str, rows: Iterable[tuple[int, Sequence[str]]]) -> _Table:
    return title, tuple((line, tuple(cells)) for line, cells in rows if any(cell.strip() for cell in cells))


def _csv_table(path: Path) -> list[_Table]:
    try:
        text = utf8_text_of(path)
    except LedgerFileError as fault:
        raise CodeWorkbookError(str(fault)) from fault
    if "\0" in text:
        raise CodeWorkbookError(f"{path.name}: 含有空字符,不是文本文件;请另存为 UTF-8 编码的 CSV")
    try:
        return [_table(path.stem, csv_lines(text))]
    except UnsplitLineError as fault:
        raise CodeWorkbookError(f"{path.name}:{fault.line}: 引号不成对,无法分栏({fault})") from fault


def _workbook_tables(path: Path) -> list[_Table]:
    try:
        import python_calamine  # noqa: PLC0415 - the `excel` extra
    except ImportError as fault:
        needed = "读取电子表格需要附加组件: pip install 'govbudget[excel]'"
        raise CodeWorkbookError(f"{path.name}: {needed}") from fault
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        titles = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ is python_calamine.SheetTypeEnum.WorkSheet
        ]
        grids = [book.get_sheet_by_name(title).to_python(skip_empty_area=False) for title in titles]
    except Exception as fault:
        wrong = f"不是可读的电子表格({fault});请用电子表格软件打开,另存为 .xlsx"
        raise CodeWorkbookError(f"{path.name}: {wrong}") from fault
    return [
        _table(title, ((line, [_text(value) for value in cells]) for line, cells in enumerate(grid, start=1)))
        for title, grid in zip(titles, grids, strict=True)
    ]


def _text(value: object) -> str:
    """A cell as text: a spreadsheet keeps the code 201 as the number 201.0."""
    return format(value, ".15g") if isinstance(value, float) else str(value)


def _readings(sheets: Sequence[Sheet]) -> list[tuple[Sheet, SheetReading]]:
    """Every sheet as read, without covers, contents and crosswalks, which list no codes of their own."""
    read = [(sheet, read_sheet(sheet)) for sheet in sheets if len(sheets) == 1 or "对照" not in sheet.title]
    kept = [(sheet, reading) for sheet, reading in read if reading.has_heading or _lists_codes(sheet)]
    return kept or read[:1] or [(sheets[0], read_sheet(sheets[0]))]


def _lists_codes(sheet: Sheet) -> bool:
    """True if at least half of the rows hold what could be a code."""
    coded = [any(map(_could_be_code, cells)) for _, cells in sheet.rows]
    return 2 * sum(coded) >= len(coded)


def _could_be_code(cell: str) -> bool:
    text = cell.strip()
    return scheme_of(text) is not None and len(text) in Scheme.REVENUE.lengths


# Codes


def _misdated(sheet: Sheet, reading: SheetReading, year: int) -> list[GovBudgetError]:
    """A fault for every title above the heading that names the edition of another year."""
    dated = [(title, match) for title in reading.above if (match := _DATED_TITLE.search(title))]
    return [
        CodeWorkbookError(f"{sheet.place()}: 标题是「{title}」,要导入的却是 {year} 年;请核对年度,或改正标题")
        for title, match in dated
        if int(match["year"]) != year
    ]


def _part_of(sheet: Sheet, reading: SheetReading) -> tuple[_Part | None, list[GovBudgetError]]:
    """The classification that most codes of a sheet belong to, with a fault for every code that does not."""
    faults: list[GovBudgetError] = []
    schemes = Counter(scheme for line in reading.lines if (scheme := scheme_of(line.code)))
    most = schemes.most_common(1)[0][0] if schemes else None
    lines: list[CodeLine] = []
    for line in reading.lines:
        of = scheme_of(line.code)
        if of is None:
            wrong = f"编码 {line.code} 以 {line.code[0]} 开头;收入以 1、支出功能以 2、支出经济以 3 或 5 开头"
        elif of is not most:
            if not (count := schemes.pop(of, 0)):
                continue  # told with the first of its kind
            wrong = f"这张工作表是{most.value if most else ''},却有 {count} 个{of.value}的编码,如 {line.code};请分开"
        elif len(line.code) not in of.lengths:
            lengths = "、".join(map(str, of.lengths))
            wrong = f"编码 {line.code} 有 {len(line.code)} 位;{of.value}的编码应为 {lengths} 位"
        else:
            lines.append(line)
            continue
        faults.append(CodeWorkbookError(f"{line.place}: {wrong}"))
    if most is None:
        return None, faults
    return _Part(most, tuple(lines), _budget_of(sheet, reading) if most in _BUDGETED else None), faults


def _budget_of(sheet: Sheet, reading: SheetReading) -> Budget | None:
    """The one budget that the titles of a sheet name; the official book lists each budget by itself."""
    titles = "".join((sheet.title, *reading.above))
    named = [budget for words, budget in _BUDGET_WORDS.items() if words in titles]
    return named[0] if len(named) == 1 else None


def _joined(parts: Sequence[_Part], year: int) -> tuple[tuple[Subject, ...], list[GovBudgetError]]:
    """The subjects of all sheets of one classification, each code once, with what does not fit together."""
    faults: list[GovBudgetError] = []
    first: dict[str, CodeLine] = {}
    budgets: dict[str, set[Budget]] = {}
    for part in parts:
        for line in part.lines:
            known = first.setdefault(line.code, line)
            if line.name and known.name and folded_name(line.name) != folded_name(known.name):
                twice = f"编码 {line.code} 名为「{line.name}」,而 {known.place} 名为「{known.name}」;请核对"
                faults.append(CodeWorkbookError(f"{line.place}: {twice}"))
            budgets.setdefault(line.code, set()).update([part.budget] if part.budget else [])
    missing: dict[str, CodeLine] = {}
    for line in sorted(first.values(), key=lambda line: line.code):
        for above in ancestors_of(line.code):
            if above not in first:
                missing.setdefault(above, line)
    for above, line in missing.items():
        faults.append(
            CodeWorkbookError(f"{line.place}: 科目 {line.code} {line.name} 缺少上级科目 {above};请补上")
        )
    subjects = tuple(
        Subject(
            code,
            first[code].name,
            Evidence.OFFICIAL,
            tuple(budget for budget in Budget if budget in budgets[code]),
            year,
            year,
        )
        for code in sorted(first)
    )
    return subjects, faults
