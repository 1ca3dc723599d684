"""情况说明的句 — pages of text as sentences under their headings, each with the page where it stands.

Lines that were wrapped inside a sentence are joined, page numbers and repeated headers drop out, a paragraph that a
page repeats from the page before counts once, and lines of tables are no prose.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence

from attrs import Factory, field, frozen

from govbudget.model import PrintedSentence
from govbudget.narrative.pages import Line, clean_line, lines_of
from govbudget.narrative.tokens import Kind, Token, tokens

__all__ = ["Passage", "heading_level", "passages_of", "read_passages"]

_ENDS = "。！？!?"
_HEADINGS = (
    re.compile(r"第[一二三四五六七八九十]+部分"),
    re.compile(r"[一二三四五六七八九十]{1,3}[、．.](?!三线|四线)"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"[0-9]{1,3}(?:[、．]|\.(?![0-9]))"),
    re.compile(r"[（(][0-9]{1,3}[）)]|[0-9]{1,3}[）)]"),
    re.compile(r"[①②③④⑤⑥⑦⑧⑨⑩]"),
)
"""第一部分 · 一、 · （一） · 1. · （1） · ①, from the outermost to the innermost."""

_NAME = re.compile(r"[“\"]?[^，,。；;：:“”\"0-9０-９]*[”\"]?")
LONGEST_NAME = 60
LONGEST_SENTENCE = 3000
"""What runs on longer without a full stop is a list, and is read piece by piece."""


@frozen
class Passage:
    """句 — one sentence: the headings above it, its running number, and where its pages begin.

    `clauses` are its pieces between commas, semicolons and colons. `paragraph` counts runs of text between headings
    and line ends; `turns` are the offsets at which another page begins.
    """

    section: tuple[str, ...] = field(metadata={"zh": "所在章节"})
    sentence: int = field(metadata={"zh": "句"})
    page: int = field(metadata={"zh": "页"})
    text: str = field(metadata={"zh": "原文"})
    paragraph: int = field(default=0, metadata={"zh": "段"})
    turns: tuple[tuple[int, int], ...] = field(default=(), repr=False, metadata={"zh": "换页处"})
    tokens: tuple[Token, ...] = field(
        init=False,
        repr=False,
        eq=False,
        metadata={"zh": "词"},
        default=Factory(lambda self: tokens(self.text), takes_self=True),
    )
    clauses: tuple[tuple[Token, ...], ...] = field(
        init=False,
        repr=False,
        eq=False,
        metadata={"zh": "分句"},
        default=Factory(lambda self: tuple(_clauses(self.tokens)), takes_self=True),
    )

    def page_at(self, offset: int) -> int:
        """The page on which a character of the sentence stands."""
        place = bisect.bisect_right(self.turns, offset, key=lambda turn: turn[0])
        return self.turns[place - 1][1] if place else self.page


def _clauses(pieces: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    clause: list[Token] = []
    for token in pieces:
        clause.append(token)
        if token.kind is Kind.MARK and token.text in "，,；;：:。！？":
            yield tuple(clause)
            clause = []
    if clause:
        yield tuple(clause)


def heading_level(text: str) -> int | None:
    """How deep the heading lies that a text opens with; `None` for text that opens with none.

    >>> [heading_level(text) for text in ("一、收入", "（二）支出", "1.85万元", "3．住房")]
    [1, 2, None, 3]
    """
    return next((level for level, mark in enumerate(_HEADINGS) if mark.match(text)), None)


def read_passages(pages: Sequence[str]) -> tuple[Passage, ...]:
    """The sentences of a document in order; `pages` are the texts of its pages."""
    sections: list[tuple[int, str]] = []
    found: list[Passage] = []
    for paragraph, (text, turns) in enumerate(_paragraphs(lines_of(pages))):
        for sentence, start in _sentences(text):
            if (level := heading_level(sentence)) is not None:
                sections = [*(above for above in sections if above[0] < level), (level, _title(sentence))]
            if not _says_something(sentence):
                continue
            inside = tuple((max(at - start, 0), page) for at, page in turns if at < start + len(sentence))
            page = next((page for at, page in reversed(inside) if at == 0), inside[0][1])
            found.append(
                Passage(
                    tuple(name for _, name in sections),
                    len(found) + 1,
                    page,
                    sentence,
                    paragraph,
                    tuple(turn for turn in inside if turn[0]),
                )
            )
    return tuple(found)


_DIGITS = "一二三四五六七八九十0-9"
_SECTION = re.compile(r"[（(][^）)]*[）)]|[^（()）]+")


def passages_of(sentences: Sequence[PrintedSentence]) -> tuple[Passage, ...]:
    """The sentences of a disclosure file; those of one entry keep its running number. A page not given is 0.

    >>> [one.section for one in passages_of([PrintedSentence("支出2万元。", "五(三)")])]
    [('五', '(三)')]
    """
    found = []
    for number, one in enumerate(sentences, start=1):
        for text, start in _sentences(clean_line(one.text)):
            turns = tuple((at - start, page) for at, page in one.turns if start < at < start + len(text))
            page = next((page for at, page in reversed(one.turns) if at <= start), one.page or 0)
            found.append(Passage(_sections(one.section), number, page, text, number, turns))
    return tuple(found)


_NUMBERS = re.compile(rf"(?:[（(][{_DIGITS}]+[）)]|[{_DIGITS}]+[、．.]?)+")


def _sections(written: str) -> tuple[str, ...]:
    """The headings above a sentence: whole ones parted by strokes, bare numbers one by one."""
    return tuple(_SECTION.findall(written) if _NUMBERS.fullmatch(written) else written.split("/"))


def _title(sentence: str) -> str:
    """The number of a heading and the name after it."""
    mark = next(found for pattern in _HEADINGS if (found := pattern.match(sentence)))
    rest = sentence[mark.end() :]
    name = _NAME.match(rest)
    whole = rest if len(rest) <= LONGEST_NAME and rest[-1:] not in "。；;，" else name[0] if name else ""
    return mark[0] + whole[:LONGEST_NAME].strip()


def _says_something(sentence: str) -> bool:
    """True for a sentence; a bare heading and a label of a table say nothing."""
    if sentence[-1] in "。！？；;：:":
        return any(sign.isalnum() for sign in sentence)
    return bool(re.search(r"[，,；;：:。]|[0-9０-９]\s*(?:[%％﹪]|[万亿]?\s?元)", sentence))


def _sentences(text: str) -> Iterator[tuple[str, int]]:
    """The sentences of a paragraph and where each begins; a closing quotation mark or bracket stays with its own."""
    start = 0
    ends = [match.end() for match in re.finditer(rf"[{_ENDS}]+[”」』)）\"]?", text)]
    for end in [*ends, len(text)]:
        while end - start > LONGEST_SENTENCE:
            comma = max(text.rfind(mark, start, start + LONGEST_SENTENCE) for mark in "；，、,;")
            cut = comma + 1 if comma >= start else start + LONGEST_SENTENCE
            yield _trimmed(text, start, cut)
            start = cut
        if text[start:end].strip():
            yield _trimmed(text, start, end)
        start = end


def _trimmed(text: str, start: int, end: int) -> tuple[str, int]:
    piece = text[start:end]
    return piece.strip(), start + len(piece) - len(piece.lstrip())


def _paragraphs(lines: Sequence[Line]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Lines joined to paragraphs, with the offsets where pages begin.

    A paragraph ends where its text ends a sentence at the end of a line, before a heading, and at a line of a table.
    """
    text, turns = "", list[tuple[int, int]]()
    numbered = 0
    for line in lines:
        number = _chapter(line.text)
        if text and (line.apart or _breaks(text, line) or (number and number == numbered + 1)):
            yield text, turns
            text, turns = "", []
        if line.apart:
            continue
        numbered = number or numbered
        joint = _joint(text, line.text)
        if not turns or turns[-1][1] != line.page:
            turns.append((len(text) + len(joint) if text else 0, line.page))
        text += joint + line.text
        if line.last:
            yield text, turns
            text, turns = "", []
    if text:
        yield text, turns


_NUMERALS = ("", *"一二三四五六七八九十", *("十" + sign for sign in "一二三四五六七八九"), "二十")


def _chapter(text: str) -> int:
    """The number of a heading of the first level (三、 is 3); 0 for any other text."""
    match = re.match(r"([一二三四五六七八九十]{1,3})、", text)
    return _NUMERALS.index(match[1]) if match and match[1] in _NUMERALS else 0


def _breaks(text: str, line: Line) -> bool:
    """True if a line opens a paragraph of its own."""
    if text[-1] in _ENDS + "：:" or text.endswith(("。”", "。）")):
        return True
    return heading_level(line.text) is not None and not line.goes_on


def _joint(left: str, right: str) -> str:
    """A blank where two words or two numbers would run together."""
    if not left or not right:
        return ""
    ascii_pair = left[-1].isascii() and left[-1].isalnum() and right[0].isascii() and right[0].isalnum()
    return " " if ascii_pair else ""
