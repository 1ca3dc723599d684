"""写出的标记 — the paragraphs and tables of a disclosure as the XML of a DOCX, in the fonts of official documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise
from xml.sax.saxutils import escape, quoteattr

from govbudget.adapters.word.printed import Sheet, SheetCell

__all__ = [
    "contents_line",
    "contents_title",
    "cover",
    "flat",
    "heading",
    "note",
    "over_table",
    "page_number",
    "paragraph",
    "printable",
    "table",
    "with_fallbacks",
]

TITLE, BODY, TABLE, HEAD = "方正小标宋简体", "仿宋_GB2312", "宋体", "黑体"
_FALLBACKS = {
    TITLE: "方正小标宋_GBK,华文中宋,Noto Serif CJK SC",
    BODY: "仿宋,FangSong,华文仿宋,Noto Serif CJK SC",
    TABLE: "SimSun,新宋体,Noto Serif CJK SC",
    HEAD: "SimHei,Noto Sans CJK SC",
}
"""What a computer without a font of the official kind takes in its place."""

_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SIZES = ((6, 19), (9, 18), (12, 16), (999, 14))
"""So many columns at most, and the size of their text in half points."""

_COVER_SIZES = ((13, 72), (17, 56), (21, 44), (10**6, 40))
"""So many characters at most, and their size in half points."""

_ALIGNED = {"head": "center", "label": "left", "line": "center", "sum": "right"}


def printable(text: str) -> str:
    """A text without the signs that XML cannot hold."""
    return _UNPRINTABLE.sub("", text)


def _run(text: str, font: str, size: int, *, bold: bool = False) -> str:
    return (
        f'<w:r>{_look(font, size, bold=bold)}<w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'
    )


def _look(font: str, size: int, *, bold: bool = False) -> str:
    return (
        f'<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"'
        f' w:eastAsia="{font}"/><w:b w:val="{int(bold)}"/><w:color w:val="000000"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:eastAsia="zh-CN"/></w:rPr>'
    )


def _paragraph(inside: str, properties: str) -> str:
    return f"<w:p {_NAMES}><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def _spacing(before: int = 0, after: int = 0, line: int | None = None) -> str:
    exact = f' w:line="{line}" w:lineRule="exact"' if line else ' w:line="240" w:lineRule="auto"'
    return f'<w:spacing w:before="{before}" w:after="{after}"{exact}/>'


def _field(instruction: str, font: str, size: int) -> str:
    look = _look(font, size)
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def flat() -> str:
    """What makes a paragraph that only ends a section take no room."""
    return f'<w:spacing {_NAMES} w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'


def page_number() -> str:
    """— 1 — in the middle of the foot."""
    dash = _run("— ", TABLE, 28), _run(" —", TABLE, 28)
    return _paragraph(f"{dash[0]}{_field('PAGE', TABLE, 28)}{dash[1]}", '<w:jc w:val="center"/>')


def cover(text: str, before: int) -> str:
    """A line of the cover, so large that a name of usual length stays on it."""
    size = next(size for most, size in _COVER_SIZES if len(text) <= most)
    return _paragraph(_run(text, TITLE, size), f'{_spacing(before, 200)}<w:jc w:val="center"/>')


def contents_title() -> str:
    """目录 on a page of its own."""
    return _paragraph(
        _run("目  录", TITLE, 44), f'<w:pageBreakBefore/>{_spacing(0, 300)}<w:jc w:val="center"/>'
    )


def contents_line(text: str, mark: int, depth: int) -> str:
    """A line of the contents with the page of its heading."""
    font = (HEAD, BODY)[depth]
    leader = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9600"/></w:tabs>'
    indent = f'<w:ind w:left="{420 * depth}" w:right="400"/>'
    tab = f"<w:r>{_look(font, 26)}<w:tab/></w:r>"
    inside = f"{_run(text, font, 26)}{tab}{_field(f'PAGEREF part{mark} ' + chr(92) + 'h', font, 26)}"
    return _paragraph(inside, f"{leader}{_spacing(20, 20)}{indent}")


def heading(text: str, level: int, mark: int, *, page: bool) -> str:
    """A heading: of a part, of a table, of a section of the 情况说明."""
    font, size = ((TITLE, 44), (TITLE, 36), (HEAD, 32))[level - 1]
    marked = f'<w:bookmarkStart w:id="{mark}" w:name="part{mark}"/>{_run(text, font, size)}<w:bookmarkEnd w:id="{mark}"/>'
    begins = f'<w:pStyle w:val="Heading{level}"/><w:keepNext/><w:pageBreakBefore w:val="{int(page)}"/>'
    if level == len(("part", "table", "section")):
        return _paragraph(
            marked, f'{begins}{_spacing(160, 80)}<w:ind w:firstLineChars="200" w:firstLine="640"/>'
        )
    return _paragraph(marked, f'{begins}{_spacing(0, 120)}<w:jc w:val="center"/>')


def paragraph(text: str) -> str:
    """A paragraph of the narrative: 仿宋三号, 28 磅, two characters in."""
    return _paragraph(
        _run(text, BODY, 32),
        f'{_spacing(0, 0, 560)}<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>',
    )


def note(text: str) -> str:
    """表注."""
    return _paragraph(_run(text, TABLE, 18), f'{_spacing(40, 0)}<w:jc w:val="left"/>')


def over_table(number: str, department: str, unit: str, breadth: int) -> str:
    """The line over a table: its number and its unit at the right, whose it is at the left."""
    tabs = f'<w:keepNext/><w:tabs><w:tab w:val="right" w:pos="{breadth}"/></w:tabs>{_spacing(0, 40)}'
    tab = f"<w:r>{_look(TABLE, 21)}<w:tab/></w:r>"
    first = _run(f"部门：{department}", TABLE, 21)
    return _paragraph(f"{first}{tab}{_run(f'{_number(number)}金额单位：{unit}', TABLE, 21)}", tabs)


def _number(number: str) -> str:
    """The number of a table as it stands over it; one that says 表 itself says it once.

    >>> _number("公开01"), _number("表一"), _number("")
    ('公开01表  ', '表一  ', '')
    """
    if not number:
        return ""
    return f"{number}  " if "表" in number else f"{number}表  "


# Tables -----------------------------------------------------------------------------------------------


def table(sheet: Sheet, breadth: int) -> str:
    """A table in single lines, its head again on every page, no row broken."""
    total = sum(sheet.weights)
    edges = [0, *(breadth * sofar // total for sofar in accumulate(sheet.weights))]
    size = next(size for most, size in _SIZES if len(sheet.weights) <= most)
    columns = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(edges))
    lines = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rows = [*_rows(sheet.head, edges, size, head=True), *_rows(sheet.body, edges, size, head=False)]
    return (
        f'<w:tbl {_NAMES}><w:tblPr><w:tblW w:w="{breadth}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


_Rows = tuple[tuple[SheetCell | None, ...], ...]


def _rows(rows: _Rows, edges: list[int], size: int, *, head: bool) -> Iterator[str]:
    repeated = "<w:tblHeader/>" if head else ""
    for number, row in enumerate(rows):
        cells = "".join(_cells(rows, number, row, edges, size))
        yield f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="340" w:hRule="atLeast"/>{repeated}</w:trPr>{cells}</w:tr>'


def _cells(
    rows: _Rows, number: int, row: tuple[SheetCell | None, ...], edges: list[int], size: int
) -> Iterator[str]:
    column = 0
    while column < len(row):
        cell, merge = row[column], ""
        if cell is None:
            cell = _above(rows, number, column)
            merge = "<w:vMerge/>"
        elif cell.down > 1:
            merge = '<w:vMerge w:val="restart"/>'
        span = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
        width = edges[column + cell.across] - edges[column]
        text = _run(cell.text, TABLE, size) if cell.text and row[column] is not None else ""
        yield (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr>{_spacing()}<w:jc w:val="{_ALIGNED[cell.kind]}"/></w:pPr>{text}</w:p></w:tc>'
        )
        column += cell.across


def _above(rows: _Rows, number: int, column: int) -> SheetCell:
    """The cell that reaches down to a place."""
    return next(cell for row in rows[:number][::-1] if (cell := row[column]) is not None)


def with_fallbacks(fonts: bytes) -> bytes:
    """The table of fonts with the official ones, each with what takes its place."""
    told = "".join(
        f'<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(others)}/><w:charset w:val="86"/></w:font>'
        for name, others in _FALLBACKS.items()
    )
    return fonts.replace(b"</w:fonts>", told.encode() + b"</w:fonts>")
