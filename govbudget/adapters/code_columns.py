"""科目表的栏目 — one sheet of a code list: which columns hold codes and names, and what each row says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from attrs import evolve, field, frozen

from govbudget.errors import GovBudgetError

__all__ = ["CodeLine", "CodeWorkbookError", "Sheet", "SheetReading", "read_sheet"]

LEVELS = "类款项目"
_CODE = re.compile(r"(?:.*科目)?(?:编码|代码|编号)|code")
_NAME = re.compile(r"(?:.*科目)?名称|科目|name")
_LEVEL = re.compile(r"(?P<level>[类款项目])级?(?:科目)?(?P<kind>编码|代码|编号|名称|)")
_BRACKETS = re.compile(r"\(.*?\)$")
_DIGITS = re.compile(r"[0-9]+")
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_ASIDE = re.compile(
    r"注(?:[0-9:、]|$)|说明|备注|附[件注:]|第.{1,3}部分|[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)"
)
"""How rows begin that stand between the codes and are none: notes and numbered titles."""

_UNREADABLE = "?"
"""Stands for a code that was refused, so that what hangs on it is not refused once more."""


class CodeWorkbookError(GovBudgetError, ValueError):
    """科目工作簿有误 — a workbook, sheet or row that cannot be read as codes, with its place and the way out.

    出路: 按所报的工作表和行改,使每行有编码和名称两栏。
    """


@frozen
class Sheet:
    """工作表 — the rows of one sheet as text, each with its line; blank rows are left out."""

    file: str
    title: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    only: bool = True

    def place(self, line: int | None = None) -> str:
        """`科目.xlsx[支出功能]:12`; the sheet is named where there are several."""
        sheet = self.file if self.only else f"{self.file}[{self.title}]"
        return sheet if line is None else f"{sheet}:{line}"


@frozen
class CodeLine:
    """One code with its name, as the sheet states them; a name that the sheet forgot is blank."""

    place: str
    code: str
    name: str


@frozen
class SheetReading:
    """What a sheet says: its codes in order, the text above its heading, and all that is wrong with it."""

    lines: tuple[CodeLine, ...] = ()
    above: tuple[str, ...] = ()
    faults: tuple[GovBudgetError, ...] = ()
    has_heading: bool = True


@frozen
class _Head:
    """表头 — where the heading stands and what it names. The one column of all levels has the level `None`."""

    line: int
    height: int
    codes: Mapping[int | None, tuple[int, ...]]
    names: Mapping[int | None, tuple[int, ...]]
    labels: Mapping[int, str] = field(repr=False)

    @property
    def named(self) -> int:
        return len(self.codes) + len(self.names)


def read_sheet(sheet: Sheet) -> SheetReading:
    """The codes of a sheet. What cannot be read is told in `faults`, never raised."""
    head = _head_of(sheet)
    if isinstance(head, CodeWorkbookError):
        return SheetReading(faults=(head,), has_heading=False)
    if faults := _claimed_twice(sheet, head):
        return SheetReading(faults=faults)
    first = next(place for place, (line, _) in enumerate(sheet.rows) if line == head.line)
    heading = [_squeezed(cells) for _, cells in sheet.rows[first : first + head.height]]
    # A list exported page by page repeats its heading.
    rows = [row for row in sheet.rows[first + head.height :] if _squeezed(row[1]) not in heading]
    reading = _Rows(sheet, _widened(head, [cells for _, cells in rows]))
    coded = [place for place, (_, cells) in enumerate(rows) if reading.is_coded(cells)]
    notes = coded[-1] + 1 if coded else 0
    lines = tuple(entry for line, cells in rows[:notes] for entry in reading.row(line, cells))
    if not lines and not reading.faults:
        reading.refuse(sheet.place(head.line), "表头以下没有科目;每行应有编码和名称")
    above = tuple(_squeeze(cell) for _, cells in sheet.rows[:first] for cell in cells if cell.strip())
    return SheetReading(lines, above, tuple(reading.faults))


def _squeeze(text: str) -> str:
    """Half width, without any space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _squeezed(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(_squeeze, cells))


def _name_of(text: str) -> str:
    """A name without the spaces and line breaks that only set it out; those between Latin words stay."""
    return re.sub(r"(?<![0-9A-Za-z]) | (?![0-9A-Za-z])", "", " ".join(text.split()))


def _label(cells: Sequence[str], column: int) -> str:
    """A heading without its spaces and the remark in brackets at its end."""
    return _BRACKETS.sub("", _squeeze(cells[column])).casefold() if column < len(cells) else ""


def _head_of(sheet: Sheet) -> _Head | CodeWorkbookError:
    """The first row, or two rows, that name both a code and a name column; what is missing if none does."""
    best: _Head | None = None
    below = [cells for _, cells in sheet.rows[1:]]
    for (line, top), under in zip(sheet.rows, [*below, ()], strict=True):
        if not _is_heading(top):
            continue
        head = _head_at(line, top, under if _is_heading(under) else ())
        if head.codes and head.names:
            return head
        if best is None or head.named > best.named:
            best = head
    if best is None:
        wanted = (
            "应有一行写明「科目编码」(或「类」「款」「项」)和「科目名称」在哪一栏;不是科目表的工作表请删去"
        )
        return CodeWorkbookError(f"{sheet.place()}: 没有表头;{wanted}")
    missing = (
        "名称栏;请写明哪一栏是「科目名称」"
        if best.codes
        else "编码栏;请写明哪一栏是「科目编码」(或「类」「款」「项」)"
    )
    return CodeWorkbookError(f"{sheet.place(best.line)}: 表头没有{missing}")


def _is_heading(cells: Sequence[str]) -> bool:
    labels = [_label(cells, column) for column in range(len(cells))]
    if any(_DIGITS.fullmatch(label) for label in labels):
        return False
    return any(pattern.fullmatch(label) for label in labels for pattern in (_CODE, _NAME, _LEVEL))


def _head_at(line: int, top: Sequence[str], under: Sequence[str]) -> _Head:
    """What each column holds. A bare 类 under a merged 「科目名称」 is a name, under anything else a code."""
    codes: dict[int | None, tuple[int, ...]] = {}
    names: dict[int | None, tuple[int, ...]] = {}
    labels: dict[int, str] = {}
    bare: list[tuple[int, int]] = []
    group = ""
    for column in range(max(len(top), len(under))):
        group = _label(top, column) or group
        label = labels[column] = _label(under, column) or _label(top, column)
        if (level := _LEVEL.fullmatch(label)) is not None:
            place = LEVELS.index(level["level"])
            kind = level["kind"] or ("名称" if group.endswith("名称") else "")
            if kind:
                holder = names if kind == "名称" else codes
                holder[place] = (*holder.get(place, ()), column)
            else:
                bare.append((place, column))
        elif _CODE.fullmatch(label):
            codes[None] = (*codes.get(None, ()), column)
        elif _NAME.fullmatch(label):
            names[None] = (*names.get(None, ()), column)
    # Beside a column of whole codes and no column of names, 类 款 项 can only be the names.
    holder = names if codes and not names else codes
    for place, column in bare:
        holder[place] = (*holder.get(place, ()), column)
    return _Head(line, 2 if under else 1, codes, names, labels)


def _claimed_twice(sheet: Sheet, head: _Head) -> tuple[CodeWorkbookError, ...]:
    faults = []
    for kind, columns in (("编码", head.codes), ("名称", head.names)):
        claims = [*chain(*columns.values())]
        if len(claims) > len(columns) or (None in columns and len(columns) > 1):
            said = "、".join(f"第 {column + 1} 栏「{head.labels[column]}」" for column in sorted(claims))
            way = f"请只留一栏,或分别写作「类{kind}」「款{kind}」「项{kind}」"
            faults.append(CodeWorkbookError(f"{sheet.place(head.line)}: {said}都是{kind}栏;{way}"))
    return tuple(faults)


def _widened(head: _Head, rows: Sequence[Sequence[str]]) -> _Head:
    """The head with the columns that a merged heading spans: those after it, without a label, but with text."""
    codes, names = _span(head, head.codes, rows), _span(head, head.names, rows)
    split = [column for column in codes if any(_DIGITS.fullmatch(_label(cells, column)) for cells in rows)]
    return evolve(
        head,
        codes={level: (column,) for level, column in enumerate(split[: len(LEVELS)])}
        if len(split) > 1
        else head.codes,
        names={None: names} if names else head.names,
    )


def _span(
    head: _Head, columns: Mapping[int | None, tuple[int, ...]], rows: Sequence[Sequence[str]]
) -> tuple[int, ...]:
    if None not in columns:
        return ()
    (first,) = columns[None]
    last = first
    while not head.labels.get(last + 1) and any(_label(cells, last + 1) for cells in rows):
        last += 1
    return tuple(range(first, last + 1))


class _Rows:
    """One pass down the rows of a sheet: the codes above the present row, and what was wrong so far."""

    def __init__(self, sheet: Sheet, head: _Head) -> None:
        self.sheet, self.head = sheet, head
        self.faults: list[GovBudgetError] = []
        self.current: list[str | None] = [None] * len(LEVELS)
        self.crowded = False

    def refuse(self, place: str, message: str) -> None:
        self.faults.append(CodeWorkbookError(f"{place}: {message}"))

    def codes(self, cells: Sequence[str]) -> dict[int | None, str]:
        """What the code columns hold, by level, blanks left out."""
        found = {level: _cell(cells, column) for level, (column,) in self.head.codes.items()}
        return {level: _squeeze(text) for level, text in found.items() if text}

    def names(self, cells: Sequence[str]) -> list[tuple[int | None, str]]:
        """What the name columns hold, by level, blanks left out."""
        return [
            (level, text)
            for level, columns in self.head.names.items()
            for column in columns
            if (text := _name_of(_cell(cells, column)))
        ]

    def is_coded(self, cells: Sequence[str]) -> bool:
        """True for a row that states a code, or tries to; False for notes, titles and what only has a name."""
        codes = self.codes(cells)
        if not codes or _ASIDE.match(next(iter(codes.values()))):
            return False
        return any(map(_DIGITS.fullmatch, codes.values())) or bool(self.names(cells))

    def row(self, line: int, cells: Sequence[str]) -> Iterator[CodeLine]:
        """The codes that a row states: one, or with a name column for each level one for each name."""
        place, codes, names = self.sheet.place(line), self.codes(cells), self.names(cells)
        if not self.is_coded(cells):
            first = next(iter(codes.values()), "")
            if first[:1].isdigit():
                self.refuse(place, f"编码栏写的是 {first!r},名称栏为空;编码和名称请分写在两栏")
            elif not first and names and not _ASIDE.match(_squeeze(names[0][1])):
                self.refuse(place, f"名称「{names[0][1]}」没有编码;请补上编码,若是小标题请删去这一行")
            return
        code = self.single(place, codes[None]) if None in codes else self.joined(place, codes)
        if code is not None:
            yield from self.named(place, code, names)

    def single(self, place: str, text: str) -> str | None:
        """A whole code; `None` for what is none."""
        if _DIGITS.fullmatch(text):
            return text
        if _DECIMAL.fullmatch(text):
            self.refuse(place, f"编码 {text} 带小数;请把编码栏设为文本格式,再填写编码")
        else:
            self.refuse(place, f"编码 {text!r} 不全是数字;编码只用数字 0–9")
        return None

    def joined(self, place: str, codes: Mapping[int | None, str]) -> str | None:
        """类, 款 and 项 as one code: each level whole or by its own two digits, blanks as in the row above."""
        code: str | None = None
        for level in range(len(LEVELS)):
            if level not in codes:
                continue
            code = self.at_level(place, level, codes)
            if code is None:
                self.current[level:] = [_UNREADABLE] * (len(LEVELS) - level)
                return None
            if code != self.current[level]:
                above = [code[: _digits(up)] for up in range(level + 1)]
                self.current = [*above, *[None] * (len(LEVELS) - len(above))]
        return code

    def at_level(self, place: str, level: int, codes: Mapping[int | None, str]) -> str | None:
        """The whole code at one level of a row whose higher levels have been read."""
        text, title = self.single(place, codes[level]), LEVELS[level]
        above = self.current[level - 1] if level else None
        if text is None or (above == _UNREADABLE and len(text) < _digits(level)):
            return None
        if len(text) == _digits(level):
            if level - 1 in codes and not text.startswith(str(above)):
                self.refuse(place, f"{title}编码 {text} 不属于同一行的{LEVELS[level - 1]} {above};请核对")
                return None
            return text
        if level and len(text) <= len("01"):
            if above is None:
                self.refuse(place, f"{title}编码 {text} 之上没有{LEVELS[level - 1]}编码;请补上")
                return None
            return above + text.zfill(2)
        part = ",或本级 2 位" if level else ""
        self.refuse(place, f"{title}编码 {text} 有 {len(text)} 位;应为全码 {_digits(level)} 位{part}")
        return None

    def named(self, place: str, code: str, names: Sequence[tuple[int | None, str]]) -> Iterator[CodeLine]:
        """The code under its name, and above it every code whose name the row repeats or states in passing."""
        if len(code) not in map(_digits, range(len(LEVELS))):
            yield CodeLine(place, code, "")  # its length is refused when its classification is known
            return
        own = [text for level, text in names if level is None or _digits(level) == len(code)]
        deeper = [LEVELS[level] for level, _ in names if level is not None and _digits(level) > len(code)]
        if deeper:
            self.refuse(place, f"科目 {code} 的名称写在了「{deeper[0]}」的名称栏;请移到它自己的一栏")
        elif not own:
            self.refuse(place, f"科目 {code} 没有名称;请补上,或删去这一行")
        elif len(own) > 1 and not self.crowded:
            self.crowded = True  # once a sheet: it is the heading that is wrong
            self.refuse(place, f"科目 {code} 有两个名称「{own[0]}」「{own[1]}」;名称栏右边的一栏请写上表头")
        for level, text in names:
            if "|" in text:
                self.refuse(place, f"名称 {text!r} 含有「|」;请改用其他符号")
            if level is not None and _digits(level) < len(code):
                yield CodeLine(place, code[: _digits(level)], text)
        yield CodeLine(place, code, own[0] if own else "")


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""


def _digits(level: int) -> int:
    """Digits of a whole code at a level: 3, 5, 7, 9 (DOMAIN B-02)."""
    return 3 + 2 * level
