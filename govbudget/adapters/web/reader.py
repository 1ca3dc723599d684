"""HTML → 公开文件 — the tables and the narrative of a web page that was saved.

Scripts, styles and what the page hides are left out; nothing is fetched, so what the page only refers to is told as
not read. A page of the web has no numbers: all stands on page 1.
"""

from __future__ import annotations

import codecs
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from attrs import Factory, define, field

from govbudget.adapters.grids.assembly import disclosure_of
from govbudget.adapters.grids.drafts import Piece
from govbudget.adapters.grids.flow import FlowCell, FlowRow, TooLargeError, grid_of, leaves_of, one_line
from govbudget.adapters.grids.header import is_amount
from govbudget.adapters.grids.titles import TextLine
from govbudget.adapters.opening import MOST_SIGNS, bytes_of, kind_of_content
from govbudget.model import Disclosure, DisclosureError, NotRead

__all__ = ["read_web"]

LARGEST = 24 * 2**20
"""Bytes; a longer page is no disclosure."""

MOST_TAGS = 600_000
"""A page with more elements is no disclosure."""

DEEPEST = 200
"""Elements within elements; more is no page that a person made."""

LONGEST_NAME = 60
"""So much is told of the name of what was not read."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})",
    re.IGNORECASE,
)
_ALSO_GB = ("x-gbk", "cp936", "ms936", "windows-936")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE
)
_IGNORED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "select",
        "datalist",
        "option",
        "button",
        "textarea",
        "head",
        "svg",
    ]
)
_ELSEWHERE = {
    "iframe": "嵌入的另一个网页",
    "frame": "嵌入的另一个网页",
    "object": "嵌入的对象",
    "embed": "嵌入的对象",
}
_PICTURES = ("img", "canvas", "svg", "picture")
_ATTACHED = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|ods|zip|rar|7z)(?:$|[?#])", re.IGNORECASE)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "td",
        "th",
        "tr",
        "ul",
    ]
)


def read_web(path: str | Path, *, year: int | None = None, form_name: str | None = None) -> Disclosure:
    """What a department published as a page of the web, saved as HTML.

    Needs the extra `documents`. Raises `DisclosureError` with the path for a file that is no HTML, whose signs
    cannot be told, that holds more than any page, or that names no year. `year` and `form_name` are as for `read_document`.
    """
    path = Path(path)
    content = bytes_of(path, LARGEST)
    kind = kind_of_content(content)
    if kind not in (None, "网页"):
        raise DisclosureError(f"{path}: 不是网页,内容是{kind};请核对后缀")
    text = _decoded(path, content)
    if text.count("<") > MOST_TAGS:
        raise DisclosureError(f"{path}: 标签超过 {MOST_TAGS // 10_000} 万个,不像公开的网页,未读")
    reading = _Reading(path)
    root = _parsed(path, text)
    title = root.find(".//head/title")
    if title is not None and title.text:
        reading.say(title.text)
        reading.end_line()
    reading.read(root)
    if not reading.pieces:
        raise DisclosureError(
            f"{path}: 网页里没有文字(内容可能要由脚本取来);请在浏览器里打开后另存,或改用 PDF"
        )
    return disclosure_of(path, leaves_of(reading.pieces), reading.not_read(), year=year, form_name=form_name)


def _decoded(path: Path, content: bytes) -> str:
    """The text, by its byte order mark, else as the page declares, else as UTF-8 or GB18030, whichever it is."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            tried = [encoding]
            break
    else:
        declared = _CHARSET.search(content[:8192])
        tried = [*([_encoding(declared[1].decode("ascii"))] if declared else []), "utf-8", "gb18030"]
    for encoding in tried:
        try:
            text = content.decode(encoding).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" in text:
            break
        return text
    raise DisclosureError(f"{path}: 文字编码认不出,不是文本的网页;请在浏览器里另存为 UTF-8 编码的网页")


def _encoding(declared: str) -> str:
    """What a page means by a name: GB2312 and GBK are read as GB18030, which holds them; what it cannot be, as UTF-8."""
    name = declared.lower().replace("_", "-")
    return (
        "gb18030"
        if name.startswith("gb") or name in _ALSO_GB
        else name
        if name.startswith("big5")
        else "utf-8"
    )


def _parsed(path: Path, text: str) -> Any:  # noqa: ANN401 - the library has no types
    etree = _library()
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError as fault:
        raise DisclosureError(f"{path}: 读不出网页的内容;请在浏览器里打开后另存") from fault
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise _too_deep(path)
    if root is None:
        raise DisclosureError(f"{path}: 网页里没有内容;请在浏览器里打开后另存")
    return root


def _too_deep(path: Path) -> DisclosureError:
    return DisclosureError(f"{path}: 标签嵌套超过 {DEEPEST} 层,不像公开的网页,未读;请核实来源")


def _library() -> ModuleType:
    """The extra, imported where it is used."""
    try:
        return importlib.import_module("lxml.etree")
    except ImportError as fault:
        raise DisclosureError(
            "读网页需要附加组件 documents,请先运行: pip install 'govbudget[documents]'"
        ) from fault


@define
class _Reading:
    """One pass over the page: its pieces so far, the line that is open, and what was left out."""

    path: Path
    pieces: list[Piece] = Factory(list)
    pictures: int = 0
    left: list[str] = Factory(list)
    line: list[str] = Factory(list)
    cell: list[str] | None = field(default=None)
    signs: int = 0
    depth: int = 0

    def not_read(self) -> Iterator[NotRead]:
        """What was left out."""
        yield from (NotRead(1, why) for why in dict.fromkeys(self.left))
        if self.pictures:
            yield NotRead(1, f"{self.pictures}处图片,其中的文字和数未读")

    def say(self, text: str | None) -> None:
        """Text that goes on in the open line."""
        if text:
            self.line.append(text)
            self.signs += len(text)
            if self.signs > MOST_SIGNS:
                raise DisclosureError(
                    f"{self.path}: 文字超过 {MOST_SIGNS // 10_000} 万字,不像公开的网页,未读"
                )

    def end_line(self) -> None:
        """What was said since the line before, if anything, as a line."""
        text = re.sub(r"\s+", " ", "".join(self.line)).strip()
        self.line.clear()
        if text and self.cell is not None:
            self.cell.append(text)
        elif text:
            self.pieces.append(TextLine(1, text, ends=True))

    def read(self, element: Any, beside: list[Any] | None = None) -> None:  # noqa: ANN401 - as above
        """An element with all in it; within a cell, tables are put `beside`."""
        tag = element.tag if isinstance(element.tag, str) else ""
        self.note(element, tag)
        if not tag or tag in _IGNORED or tag in _ELSEWHERE or _is_hidden(element):
            return
        self.depth += 1
        if self.depth > DEEPEST:
            raise _too_deep(self.path)
        if tag == "table" and beside is not None:
            beside.append(element)
        elif tag == "table":
            self.end_line()
            self.table(element)
        else:
            self.inside(element, tag, beside)
        self.depth -= 1

    def inside(self, element: Any, tag: str, beside: list[Any] | None) -> None:  # noqa: ANN401 - as above
        """What an element holds; a block begins and ends a line."""
        if tag in _BLOCKS or tag == "br":
            self.end_line()
        if tag == "pre":
            for line in "".join(element.itertext()).splitlines():
                self.say(line)
                self.end_line()
            return
        self.say(element.text)
        for child in element:
            self.read(child, beside)
            self.say(child.tail)
        if tag in _BLOCKS:
            self.end_line()

    def note(self, element: Any, tag: str) -> None:  # noqa: ANN401 - as above
        """What stands elsewhere or is a picture is told as not read."""
        if tag in _PICTURES:
            self.pictures += not _is_hidden(element)
        elif tag in _ELSEWHERE:
            self.left.append(
                f"{_ELSEWHERE[tag]}未读: {(element.get('src') or element.get('data') or '')[:LONGEST_NAME]}"
            )
        elif tag == "a" and _ATTACHED.search(element.get("href") or ""):
            name = one_line("".join(element.itertext()))[:LONGEST_NAME]
            self.left.append(f"附件《{name}》在另外的文件里,未读;请下载后另读")

    # Tables -------------------------------------------------------------------------------------------

    def table(self, table: Any) -> None:  # noqa: ANN401 - as above
        """A grid, its caption before it; a table that only lays out the page is read cell after cell."""
        for caption in table.iterchildren("caption"):
            self.read(caption)
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in _rows(table)]
        rows = [[cell for cell in row if not _is_hidden(cell)] for row in rows]
        if all(len(row) <= 1 for row in rows) or _lays_out(rows):
            for row in rows:
                for cell in row:
                    self.read(cell)
            return
        beside: list[Any] = []
        read = [FlowRow(1, tuple(self.flow_cell(cell, beside, len(rows)) for cell in row)) for row in rows]
        try:
            self.pieces.append(grid_of(read))
        except TooLargeError:
            self.left.append(f"一张{len(rows)}行的表大得不像公开表,未读")
        for inner in beside:
            self.read(inner)

    def flow_cell(self, cell: Any, beside: list[Any], rows: int) -> FlowCell:  # noqa: ANN401 - as above
        """A cell with its text and what it covers."""
        self.cell = []
        self.read(cell, beside)
        self.end_line()
        text, self.cell = one_line("\n".join(self.cell)), None
        down = _span(cell, "rowspan")
        return FlowCell(text, _span(cell, "colspan") or 1, rows if down == 0 else down)


def _rows(table: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    """The rows of a table, not those of tables within it."""
    for child in table:
        if _is_hidden(child):
            continue
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot", "form"):
            yield from _rows(child)


def _lays_out(rows: list[list[Any]]) -> bool:
    """True for a table that holds tables and no sums of its own."""
    outer = [cell for row in rows for cell in row]
    holds = [cell for cell in outer if cell.find(".//table") is not None]
    return bool(holds) and not any(
        is_amount(text) for cell in outer if cell not in holds and (text := "".join(cell.itertext()).strip())
    )


def _span(cell: Any, name: str) -> int:  # noqa: ANN401 - as above
    written = (cell.get(name) or "1").strip()
    return int(written) if re.fullmatch(r"[0-9]{1,5}", written) else 1


def _is_hidden(element: Any) -> bool:  # noqa: ANN401 - as above
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None
