"""页面文字 — the lines of a document's pages, cleaned of what the page adds: numbers, headers, hidden repeats, tables."""

from __future__ import annotations

import itertools
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import evolve, field, frozen

__all__ = ["PARAGRAPH_END", "Line", "clean_line", "lines_of"]

PARAGRAPH_END = "\u2029"
"""段末 — what a reader that knows paragraphs puts at the end of each; lines without it are told apart by their looks."""

LEAST_REPEATS = 3
"""A first or last line that so many pages share is a header or footer."""

LEAST_HIDDEN = 2
"""So many lines in a row, last on one page and first on the next, were printed twice."""

SHORT = (6, 10)
"""A line without any mark that is shorter than this part of a full line ends there: it is a title or a label."""


@frozen
class Line:
    """行 — one line of a page: a line `apart` is no prose, after a `last` one the paragraph ends.

    `goes_on` is true where the line before was full and open, so that a number at the start is no heading.
    """

    text: str = field(metadata={"zh": "文字"})
    page: int = field(metadata={"zh": "页"})
    apart: bool = field(default=False, metadata={"zh": "非叙述"})
    last: bool = field(default=False, metadata={"zh": "段末"})
    goes_on: bool = field(default=False, metadata={"zh": "接上行"})


def lines_of(pages: Sequence[str]) -> list[Line]:
    """The lines of all pages in reading order."""
    cleaned = [[_with_end(line) for line in re.split(r"\r\n|\r|\n", page)] for page in pages]
    listed = _without_repeats(_without_headers(_without_numbers([[t for t in c if t] for c in cleaned])))
    lines = [
        Line(text.removesuffix(PARAGRAPH_END), page, last=text.endswith(PARAGRAPH_END))
        for page, texts in enumerate(listed, start=1)
        for text in texts
    ]
    return list(_told_apart(lines))


def _with_end(line: str) -> str:
    """A clean line that still says whether it ends its paragraph."""
    text = clean_line(line)
    return text + PARAGRAPH_END if text and line.endswith(PARAGRAPH_END) else text


_LETTER = "一-鿿㐀-䶿（）【】《》“”‘’、，。；：！？〔〕％"
_BESIDE_LETTER = re.compile(rf"(?<=[{_LETTER}]) | (?=[{_LETTER}])")


_UNUSUAL = re.compile(r"[^ -~\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef“”‘’…—·]")


def clean_line(line: str) -> str:
    """A line without blanks beside Chinese characters, radicals as characters, and no invisible signs."""
    single = re.sub(r"[ \t\u3000]+", " ", _UNUSUAL.sub(_usual, line)).strip()
    text = re.sub(r"^[-*•] (?=\S)", "", single)
    return _BESIDE_LETTER.sub("", text).strip()


def _usual(sign: re.Match[str]) -> str:
    """Radicals, which some PDF fonts print for characters; any kind of blank; nothing for what is invisible."""
    if "⺀" <= sign[0] <= "⿟":
        return unicodedata.normalize("NFKC", sign[0])
    if sign[0].isspace():
        return " "
    return "" if unicodedata.category(sign[0]) in ("Cc", "Cf", "Co", "Cn") else sign[0]


_PAGE_NUMBER = re.compile(
    r"[-—–―－~·\s]*第?\s*(?P<number>[0-9]{1,4})\s*页?(?:\s*[/／共，,]+\s*共?\s*[0-9]{1,4}\s*页?)?[-—–―－~·\s]*"
)
_BARE = re.compile(r"[0-9]{1,4}")


def _without_numbers(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Page numbers that stand on a line of their own, or glued to the last figure of a page, are taken away.

    A bare whole number counts as a page number where other pages are numbered in step with it.
    """
    steps = Counter(step for place, page in enumerate(pages) for step in {*_steps(place, page)})
    cleaned = []
    for place, page in enumerate(pages):
        own = {place + step for step, often in steps.items() if often > 1}
        kept = list(page)
        for at in (-1, 0):
            if kept and _is_page_number(kept[at], own):
                kept.pop(at)
        if kept:
            kept[-1] = _unglued(kept[-1], own)
        cleaned.append(kept)
    return cleaned


def _steps(place: int, page: Sequence[str]) -> Iterator[int]:
    """How far the number of a page runs ahead of its place, for each number that may be the page's."""
    for text in (*page[:1], *page[-1:]):
        if (match := _PAGE_NUMBER.fullmatch(text)) or (
            match := re.search(r"\.[0-9]{2}(?P<number>[0-9]{1,3})$", text)
        ):
            yield int(match["number"]) - place


def _is_page_number(text: str, own: set[int]) -> bool:
    match = _PAGE_NUMBER.fullmatch(text)
    if match is None:
        return False
    return int(match["number"]) in own if _BARE.fullmatch(text) else True


def _unglued(text: str, own: set[int]) -> str:
    """`11700.638` at the foot of page 8 reads 11700.63: sums of two places grow no third by being last."""
    match = re.search(r"\.[0-9]{1,2}(?P<number>[0-9]{1,3})$", text)
    while match and int(match["number"]) not in own:
        longer = match["number"]
        match = re.search(rf"\.[0-9]{{1,2}}(?P<number>{longer[1:]})$", text) if len(longer) > 1 else None
    return text[: match.start("number")] if match else text


def _without_headers(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """First and last lines that most pages share are headers and footers, not text."""
    enough = max(LEAST_REPEATS, len(pages) // 2)
    heads = Counter(page[0] for page in pages if page)
    feet = Counter(page[-1] for page in pages if page)
    cleaned = []
    for page in pages:
        kept = list(page)
        if kept and heads[kept[0]] >= enough and not kept[0].endswith("。"):
            kept = kept[1:]
        if kept and feet[kept[-1]] >= enough and not kept[-1].endswith("。"):
            kept = kept[:-1]
        cleaned.append(kept)
    return cleaned


def _without_repeats(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Lines that a page repeats from the page before it: a text box that was clipped on the first page."""
    kept = [list(page) for page in pages]
    for before, after in itertools.pairwise(kept):
        longest, at = 0, 0
        for start in [i for i, text in enumerate(before) if after and text == after[0]]:
            length = 0
            while length < min(len(after), len(before) - start) and before[start + length] == after[length]:
                length += 1
            if length > longest:
                longest, at = length, start
        if longest < LEAST_HIDDEN:
            continue
        if at + longest == len(before):
            del before[at:]
        else:
            del after[:longest]
    return kept


_MARKED = re.compile(r"[，。；：！？、,;:!?]")
_GOES_ON = re.compile(
    r"[，。；：！？、）》”％%,.;:)]|万|亿|元|年|月|日|个|家|人|项|辆|台|批|次|平方|平米|㎡|号|分|名|位|米|层|座|度|倍|件|户"
)
_LEADERS = re.compile(r"…{2,}|\.{6,}|·{6,}|．{4,}")
"""The dots of a table of contents."""

_CELL = re.compile(r"[-−(（]?[0-9][0-9,]*(?:\.[0-9]+)?[)）]?|[-—–/]+")


def _told_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """Every line with what it is: a line of a table, the end of a title, the next piece of a sentence."""
    widths = _full_widths(lines)
    open_before = False
    told = any(line.last for line in lines)
    for place, line in enumerate(lines):
        following = lines[place + 1].text if place + 1 < len(lines) and not line.last else ""
        if _of_a_table(line.text, following, open_before=open_before):
            yield evolve(line, apart=True)
            open_before = False
            continue
        full = widths.get(line.page, 0)
        short = _width(line.text) * SHORT[1] < full * SHORT[0]
        looks = _is_title(line.text) or (
            short and not _MARKED.search(line.text) and not _GOES_ON.match(following)
        )
        ends = line.last if told else looks
        yield evolve(line, last=ends and (told or not _ends_open(line.text)), goes_on=open_before)
        open_before = (told or not short) and not ends and line.text[-1] not in "。！？：；;:"


_TITLE = re.compile(
    r"(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)])"
    r"[^，。；：！？,;:]*(?:说明|情况|概况|解释|概述|依据|主体|方案|周期|安排|目标|职能|职责|预算)"
)


def _is_title(text: str) -> bool:
    """A numbered line that ends in one of the words that titles end in: 情况说明, 主要职能, 年度预算安排, …"""
    return _TITLE.fullmatch(text) is not None


def _ends_open(text: str) -> bool:
    """True where a number at the end waits for its unit on the next line."""
    return bool(re.search(r"[0-9][.,]?$", text))


def _full_widths(lines: Sequence[Line]) -> dict[int, int]:
    """The width of a full line of each page: the median of its longer half."""
    by_page: dict[int, list[int]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(_width(line.text))
    return {page: int(statistics.median(sorted(w)[len(w) // 2 :])) for page, w in by_page.items()}


def _width(text: str) -> int:
    """Columns of a line: in this encoding a Chinese sign takes two bytes."""
    return len(text.encode("gb18030", "replace"))


def _of_a_table(text: str, following: str, *, open_before: bool) -> bool:
    """A row of a table ends in bare numbers that no unit follows, and holds no mark of a sentence.

    A number alone may be the piece of a sentence whose unit stands on the next line.
    """
    if _LEADERS.search(text):
        return True
    cells = text.split()
    if not _CELL.fullmatch(cells[-1]):
        return False
    if _GOES_ON.match(following) and len([c for c in cells if _CELL.fullmatch(c)]) == 1:
        return False
    if re.search(r"[，。；！？]", text) and len(cells) > 1 and not _CELL.fullmatch(cells[-2]):
        return False
    return len(cells) > 1 or not open_before
