"""标记 — the XML of a DOCX as a tree of what a reader needs; all other elements are looked through.

Declarations of document types are refused, and with them every entity; so are depth and number beyond any document.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element
from xml.parsers import expat

__all__ = ["MarkupError", "tree_of"]

DEEPEST = 256
"""Elements within elements; documents of Word have no more than some sixty."""

MOST_ELEMENTS = 1_000_000
"""A part with more elements is no document."""

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_KEPT = frozenset(
    [
        "body",
        "p",
        "pPr",
        "pageBreakBefore",
        "numPr",
        "numId",
        "sectPr",
        "type",
        "r",
        "rPr",
        "vanish",
        "t",
        "tab",
        "br",
        "cr",
        "noBreakHyphen",
        "lastRenderedPageBreak",
        "footnoteReference",
        "endnoteReference",
        "footnote",
        "endnote",
        "tbl",
        "tblGrid",
        "gridCol",
        "tr",
        "trPr",
        "gridBefore",
        "tc",
        "tcPr",
        "gridSpan",
        "vMerge",
        "hMerge",
        "txbxContent",
        "drawing",
        "pict",
        "object",
        "altChunk",
    ]
)
_SKIPPED = frozenset(
    [
        "del",
        "moveFrom",
        "rPrChange",
        "pPrChange",
        "tcPrChange",
        "tblPrChange",
        "sectPrChange",
        "trPrChange",
        "tblGridChange",
    ]
)
_OTHERS = {
    "http://schemas.openxmlformats.org/drawingml/2006/picture}pic": "picture",
    "urn:schemas-microsoft-com:vml}imagedata": "picture",
    "http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "chart",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "diagram",
    "http://schemas.openxmlformats.org/officeDocument/2006/math}t": "t",
}
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006}"


class MarkupError(Exception):
    """不合格的标记 — why the XML cannot be read, in Chinese."""


def tree_of(content: bytes) -> Element:
    """The root over all elements that are kept, names without their namespaces. Raises `MarkupError`."""
    building = _Building()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = building.doctype
    parser.StartElementHandler = building.start
    parser.EndElementHandler = building.end
    parser.CharacterDataHandler = building.text
    try:
        parser.Parse(content, True)  # noqa: FBT003 - the library's own parameter
    except expat.ExpatError as fault:
        raise MarkupError(f"第 {fault.lineno} 行起不是完整的 XML") from fault
    except (ValueError, LookupError) as fault:  # an encoding that nobody knows
        raise MarkupError("文字编码认不出") from fault
    return building.root


class _Building:
    """What was kept so far: the open elements, and how deep below a skipped one we are."""

    def __init__(self) -> None:
        self.root = Element("root")
        self.open: list[tuple[Element, bool]] = [(self.root, False)]
        self.skipping = 0
        self.count = 0

    def doctype(self, *_: object) -> None:
        raise MarkupError("含有文档类型声明(DOCTYPE),Office 不写这样的文件,未读")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise MarkupError(f"元素超过 {MOST_ELEMENTS} 个,不像公开文件,未读")
        if len(self.open) + self.skipping > DEEPEST:
            raise MarkupError(f"嵌套超过 {DEEPEST} 层,不像公开文件,未读")
        kept, skipped = _known(name)
        if self.skipping or skipped:
            self.skipping += 1
            return
        above = self.open[-1][0]
        if kept is None:
            self.open.append((above, False))
            return
        own = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        element = Element(kept, own)
        above.append(element)
        self.open.append((element, kept == "t"))

    def end(self, _: str) -> None:
        if self.skipping:
            self.skipping -= 1
        else:
            self.open.pop()

    def text(self, said: str) -> None:
        element, holds_text = self.open[-1]
        if holds_text and not self.skipping:
            element.text = (element.text or "") + said


def _known(name: str) -> tuple[str | None, bool]:
    """The name of an element that is kept, and whether all within it is left out."""
    for space in _WORD:
        if name.startswith(space):
            local = name[len(space) :]
            return (local if local in _KEPT else None), local in _SKIPPED
    # What newer programs draw stands beside the same for older ones; once is enough.
    return _OTHERS.get(name), name == f"{_COMPATIBILITY}Fallback"
