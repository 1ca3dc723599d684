"""识别文本的句 — the prose beside the tables as sentences under their headings, each with its line.

A paragraph that a page or line end has cut goes on; an item of a list on a line of its own is a sentence of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govbudget.adapters.grids.titles import is_dressing, is_title
from govbudget.adapters.layout_words import recognise
from govbudget.adapters.recognised.lines import Prose
from govbudget.model import PrintedSentence
from govbudget.narrative.pages import clean_line
from govbudget.narrative.passages import heading_level, passages_of

__all__ = ["sentences_of"]

_BLANK = re.compile(r"\s+(?=[^0-9A-Za-z])|(?<=[^0-9A-Za-z])\s+")
_ENDS = re.compile(r"[。；;：:！？!?][”’\"』」)）]*$")
_MARKS = re.compile(r"[，,。；;：:！？!?]")
_LEADERS = re.compile(r"…{2,}|\.{4,}|·{4,}")
_NAME = re.compile(r"[^，,。；;：:]*")


def sentences_of(prose: Sequence[Prose]) -> Iterator[PrintedSentence]:
    """The sentences of lines of prose; titles of tables, their dressing and contents are none."""
    sections: list[tuple[int, str]] = []
    waiting: list[tuple[int, str]] = []
    answers = False
    for piece in prose:
        text = _BLANK.sub("", clean_line(piece.text))
        level = heading_level(text)
        bare = level is not None and _MARKS.search(text) is None
        if waiting and (level is not None or _dresses(text)):
            yield from _said(waiting, sections, answers=answers)
            waiting, answers = [], False
        if _dresses(text):
            continue
        if level is not None:
            name = _NAME.match(text)
            sections = [*(one for one in sections if one[0] < level), (level, name[0] if name else text)]
        if bare:
            answers = True
            continue
        waiting.append((piece.line, text))
        if _ENDS.search(text):
            yield from _said(waiting, sections, answers=answers)
            waiting, answers = [], False
    yield from _said(waiting, sections, answers=answers)


def _dresses(text: str) -> bool:
    return (
        is_dressing(text) or bool(_LEADERS.search(text)) or (is_title(text) and recognise(text) is not None)
    )


def _said(
    lines: Sequence[tuple[int, str]], sections: Sequence[tuple[int, str]], *, answers: bool
) -> Iterator[PrintedSentence]:
    """The sentences of a paragraph; what has neither mark nor figure is one only as the answer to a heading."""
    text, turns = "", []
    for line, piece in lines:
        turns.append((len(text), line))
        text += piece
    if not text or not (answers or _MARKS.search(text)):
        return
    section = "/".join(name.replace("/", "／") for _, name in sections)
    for passage in passages_of([PrintedSentence(text, section, turns=tuple(turns))]):
        yield PrintedSentence(passage.text, section, line=passage.page)
