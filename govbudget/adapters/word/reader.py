"""DOCX → 公开文件 — the tables and the narrative of a Word document.

A DOCX has no pages; where Word noted at the last saving that a page ends, or a break was put in by hand, pages are
counted by that. Nothing in the file is executed and nothing is fetched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from attrs import define

from govbudget.adapters.grids.assembly import disclosure_of
from govbudget.adapters.grids.drafts import Piece
from govbudget.adapters.grids.flow import FlowCell, FlowRow, TooLargeError, grid_of, leaves_of, one_line
from govbudget.adapters.grids.header import is_amount
from govbudget.adapters.grids.titles import TextLine
from govbudget.adapters.opening import MOST_SIGNS, Package, open_package
from govbudget.adapters.word.markup import MarkupError, tree_of
from govbudget.model import Disclosure, DisclosureError, NotRead

__all__ = ["read_word"]

TWIPS = 20
"""Twentieths of a point, in which Word gives breadths."""

MOST_PAGES = 5_000
"""Page breaks beyond are not counted."""

_DRAWN = {
    "picture": "图片",
    "chart": "图表",
    "diagram": "示意图",
    "object": "嵌入的对象",
    "altChunk": "插入的外部文件",
}
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_OFF = ("0", "false", "off")


def read_word(path: str | Path, *, year: int | None = None, form_name: str | None = None) -> Disclosure:
    """What a department published as a Word document.

    Raises `DisclosureError` with the path for a file that is no DOCX, is locked, damaged or larger than any
    document, or names no year. `year` and `form_name` are as for `read_document`.
    """
    path = Path(path)
    package = open_package(path, " Word 文档(.docx)")
    main = next((name for name in package.names if re.fullmatch(r"word/document\d*\.xml", name)), None)
    if main is None:
        raise DisclosureError(f"{path}: 不是 Word 文档(包里没有正文);请核对后缀,或在 Word 里另存为 .docx")
    tree = _tree(package, main)
    reading = _Reading(path, _notes(package), [_starts_page(one) for one in tree.iter("sectPr")])
    for body in tree:
        reading.blocks(body)
    if not reading.pieces:
        only = ",只有图片;请先用文字识别软件转成文字" if reading.drawn else ";请核对是不是这份文件"
        raise DisclosureError(f"{path}: 没有文字{only}")
    return disclosure_of(path, leaves_of(reading.pieces), reading.not_read(), year=year, form_name=form_name)


def _tree(package: Package, name: str) -> Element:
    try:
        return tree_of(package.part(name))
    except MarkupError as fault:
        raise DisclosureError(f"{package.path}: 其中的 {name} {fault};请重新下载,或在 Word 里另存") from fault


def _notes(package: Package) -> dict[tuple[str, str], Element]:
    """脚注 and 尾注 by kind and number."""
    notes: dict[tuple[str, str], Element] = {}
    for kind in ("footnote", "endnote"):
        if (name := f"word/{kind}s.xml") in package.names:
            notes |= {
                (kind, note.get("id", "")): note
                for note in _tree(package, name).iter(kind)
                if note.get("type") is None
            }
    return notes


def _starts_page(section: Element) -> bool:
    kind = section.find("type")
    return kind is None or kind.get("val") != "continuous"


@define
class _Cell:
    """A cell as Word has it: merged cells are there, and say that they go on."""

    text: str
    across: int
    continues: bool
    skipped: int
    down: int = 1


class _Reading:
    """One pass over the body: its pieces so far, the page that it has come to, and what was left out."""

    def __init__(self, path: Path, notes: dict[tuple[str, str], Element], sections: list[bool]) -> None:
        self.path, self.notes, self.sections = path, notes, sections
        self.pieces: list[Piece] = []
        self.page, self.fresh, self.signs, self.section = 1, True, 0, 0
        self.drawn: Counter[tuple[int, str]] = Counter()
        self.numbered: Counter[int] = Counter()
        self.left: list[NotRead] = []

    def not_read(self) -> Iterator[NotRead]:
        """What was left out, page by page."""
        yield from self.left
        for (page, what), count in self.drawn.items():
            yield NotRead(page, f"{count}处{_DRAWN[what]},其中的文字和数未读")
        for page, count in self.numbered.items():
            yield NotRead(page, f"{count}段的编号由 Word 自动生成,编号未读")

    def turn(self, *, always: bool = False) -> None:
        """Another page; one that Word notes, or that must begin, counts once however often it is said."""
        if (always or not self.fresh) and self.page < MOST_PAGES:
            self.page += 1
        self.fresh = True

    # Blocks -------------------------------------------------------------------------------------------

    def blocks(self, parent: Element) -> None:
        """Paragraphs and tables in order."""
        for block in parent:
            if block.tag == "p":
                self.paragraph(block)
            elif block.tag == "tbl":
                self.table(block)
            elif block.tag == "altChunk":
                self.drawn[self.page, "altChunk"] += 1

    def paragraph(self, paragraph: Element) -> None:
        """Its lines, then what stands in boxes and notes at it."""
        if not len(paragraph):
            return
        beside: list[Element] = []
        told = self.told(paragraph, beside)
        lines = [(page, line) for page, text in told for line in text.split("\n") if line.strip()]
        self.pieces.extend(
            TextLine(page, line, ends=place == len(lines))
            for place, (page, line) in enumerate(lines, start=1)
        )
        for block in beside:
            self.blocks(block)
        properties = paragraph.find("pPr")
        if properties is not None and properties.find("sectPr") is not None:
            self.section += 1
            if all(self.sections[self.section : self.section + 1]):
                self.turn()

    def table(self, table: Element) -> None:
        """A grid, then what stands in boxes and tables within its cells; a frame around texts is no table."""
        rows = [row for row in table if row.tag == "tr"]
        cells = [[cell for cell in row if cell.tag == "tc"] for row in rows]
        if all(len(some) <= 1 for some in cells) or _lays_out(cells):
            for some in cells:
                for cell in some:
                    self.blocks(cell)
            return
        beside: list[Element] = []
        read = [self.row(row, some, beside) for row, some in zip(rows, cells, strict=True)]
        breadths = [_number(column, "w") / TWIPS for column in table.findall("tblGrid/gridCol")]
        try:
            self.pieces.append(grid_of(list(_merged(read)), breadths or None))
        except TooLargeError:
            self.left.append(NotRead(self.page, f"一张{len(rows)}行的表大得不像公开表,未读"))
        for block in beside:
            self.blocks(block)

    def row(self, row: Element, cells: Iterable[Element], beside: list[Element]) -> tuple[int, list[_Cell]]:
        """The page on which a row begins, and its cells. A row that two pages share turns the page once."""
        page, fresh = self.page, self.fresh
        begins = ends = page
        read: list[_Cell] = []
        skipped = _number(row.find("trPr/gridBefore"), "val")
        for cell in cells:
            self.page, self.fresh = page, fresh
            told: list[tuple[int, str]] = []
            for block in cell:
                if block.tag == "p":
                    told.extend(self.told(block, beside))
                elif block.tag == "tbl":
                    table = Element("beside")
                    table.append(block)
                    beside.append(table)
            said = [(at, text) for at, text in told if text.strip()]
            begins, ends = max([begins, *(at for at, _ in said[:1])]), max(ends, self.page)
            text = one_line("\n".join(text for _, text in said))
            if (
                (beside_left := cell.find("tcPr/hMerge")) is not None
                and beside_left.get("val") != "restart"
                and read
            ):
                read[-1].across += 1
                continue
            merge = cell.find("tcPr/vMerge")
            across = _number(cell.find("tcPr/gridSpan"), "val") or 1
            read.append(_Cell(text, across, merge is not None and merge.get("val") != "restart", skipped))
            skipped = 0
        self.page, self.fresh = ends, False
        return begins, read

    # Text ---------------------------------------------------------------------------------------------

    def told(self, paragraph: Element, beside: list[Element]) -> Iterator[tuple[int, str]]:
        """The text of a paragraph, a piece for each page; what stands beside it is put aside."""
        numbered = self.begins(paragraph)
        text = ""
        for part in _parts(paragraph):
            if part.tag == "lastRenderedPageBreak" or (part.tag == "br" and part.get("type") == "page"):
                yield self.page, text
                text = ""
                self.turn(always=part.tag == "br")
            elif part.tag == "t":
                text += part.text or ""
                self.fresh = self.fresh and not text.strip()
            elif part.tag == "br":
                text += "\n"
            elif part.tag in _SIGNS:
                text += _SIGNS[part.tag]
            elif part.tag in ("footnoteReference", "endnoteReference"):
                note = self.notes.get((part.tag.removesuffix("Reference"), part.get("id", "")))
                beside.extend([] if note is None else [note])
            else:
                beside.extend(self.drawing(part))
        self.signs += len(text)
        if self.signs > MOST_SIGNS:
            raise DisclosureError(f"{self.path}: 文字超过 {MOST_SIGNS // 10_000} 万字,不像公开文件,未读")
        if text.strip() and numbered:
            self.numbered[self.page] += 1
        yield self.page, text

    def begins(self, paragraph: Element) -> bool:
        """Turn the page where a paragraph must begin one; true for a paragraph that Word itself numbers."""
        if (properties := paragraph.find("pPr")) is None:
            return False
        before, number = properties.find("pageBreakBefore"), properties.find("numPr/numId")
        if before is not None and before.get("val") not in _OFF:
            self.turn()
        return number is not None and number.get("val") != "0"

    def drawing(self, part: Element) -> Iterator[Element]:
        """The boxes of text in a drawing; pictures and the like are counted."""
        if part.tag in _DRAWN:
            self.drawn[self.page, part.tag] += 1
        for inner in part:
            if inner.tag == "txbxContent":
                yield inner
            elif part.tag != "object" or inner.tag != "picture":
                yield from self.drawing(inner)


def _lays_out(rows: Iterable[Iterable[Element]]) -> bool:
    """True for a table that holds tables and no sums of its own: a frame for the page."""
    cells = [cell for row in rows for cell in row]
    holds = [cell for cell in cells if cell.find("tbl") is not None]
    own = ("".join(part.text or "" for part in cell.iter("t")) for cell in cells if cell not in holds)
    return bool(holds) and not any(map(is_amount, own))


def _parts(parent: Element) -> Iterator[Element]:
    """What a paragraph says, run after run, without what is hidden."""
    for part in parent:
        if part.tag == "r":
            hidden = part.find("rPr/vanish")
            if hidden is None or hidden.get("val") in _OFF:
                yield from _parts(part)
        elif part.tag not in ("pPr", "rPr"):
            yield part


def _merged(rows: Iterable[tuple[int, list[_Cell]]]) -> Iterator[FlowRow]:
    """Rows whose cells know how far they reach down; cells that only go on are left out."""
    above: dict[int, _Cell] = {}
    kept: list[tuple[int, list[_Cell]]] = []
    for page, cells in rows:
        own: dict[int, _Cell] = {}
        begun: list[_Cell] = []
        column = skipped = 0
        for cell in cells:
            column, skipped = column + cell.skipped, skipped + cell.skipped
            first = above.get(column)
            if cell.continues and first is not None and first.across == cell.across:
                first.down += 1
                own[column] = first
            else:
                cell.skipped, skipped = skipped, 0
                begun.append(cell)
                own[column] = cell
            column += cell.across
        above = own
        kept.append((page, begun))
    for page, begun in kept:
        yield FlowRow(page, tuple(FlowCell(one.text, one.across, one.down, one.skipped) for one in begun))


def _number(element: Element | None, name: str) -> int:
    """A number that an element gives; 0 where it gives none."""
    written = "" if element is None else element.get(name, "")
    return int(written) if re.fullmatch(r"\d{1,6}", written) else 0
