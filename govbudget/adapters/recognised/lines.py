"""识别文本的行 — lines of recognised text as rows of cells or as prose, figures without the blanks of recognition.

A tab, or two blanks where a line holds a figure and no sentence, parts cells. Blanks inside a word of Chinese and
beside the point or comma of a figure are noise; a blank between two digits parts two figures and is left alone.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias

from attrs import field, frozen

from govbudget.adapters.grids.header import is_amount
from govbudget.adapters.grids.titles import is_dressing

__all__ = ["Piece", "Prose", "Row", "alike", "figure_of", "is_usual", "pieces_of", "words_of"]

_CODE_LINE = re.compile(r"\d{3}(?:\d{2}){0,2}\s{2,}\S")


@frozen
class Row:
    """一行格 — the cells of a line of a table, as recognised; `kept` where tabs keep the place of blank cells."""

    line: int = field(metadata={"zh": "行"})
    cells: tuple[str, ...] = field(metadata={"zh": "格"})
    kept: bool = field(default=True, metadata={"zh": "空格有位置"})

    @property
    def words(self) -> tuple[str, ...]:
        """The cells without any blank."""
        return tuple(map(words_of, self.cells))


@frozen
class Prose:
    """一行文字 — a line that is no row."""

    line: int = field(metadata={"zh": "行"})
    text: str = field(metadata={"zh": "文字"})


Piece: TypeAlias = Row | Prose


def pieces_of(lines: Sequence[str]) -> Iterator[Piece]:
    """Every line that says anything, numbered from 1."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        if "\t" in line:
            row = Row(number, tuple(cell.strip() for cell in line.split("\t")))
            said = [word for word in row.words if word]
            # The line of department, year and unit over a table may be cut into cells too.
            dresses = any(":" in word for word in said) and all(map(is_dressing, said))
            yield Prose(number, " ".join(said)) if dresses else row
            continue
        cells = tuple(re.split(r"\s{2,}", line.strip()))
        if len(cells) > 1 and "。" not in line and any(map(figure_of, cells)):
            yield Row(number, cells, kept=False)
        else:
            yield Prose(number, line.strip())


def words_of(text: str) -> str:
    """A text without blanks, its signs in their plain form: `社会保 障` is 社会保障."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def figure_of(text: str) -> str | None:
    """The figure that a cell is, without the blanks of recognition; `None` for any other text.

    >>> figure_of("446. 46"), figure_of("1, 234 .50"), figure_of("0 100.00"), figure_of("三公")
    ('446.46', '1,234.50', None, None)
    """
    plain = re.sub(r"\s*([.,])\s*", r"\1", unicodedata.normalize("NFKC", text).strip())
    plain = re.sub(r"^([-−(])\s+|\s+([%)])$", r"\1\2", plain)
    return plain if plain and not re.search(r"\s", plain) and is_amount(plain) else None


@functools.lru_cache(maxsize=65_536)
def alike(one: str, other: str) -> int:
    """How alike two words are, of a hundred: what recognition leaves of a word is mostly its characters in order.

    >>> alike("満意度指标", "满意度指标"), alike("帮挟", "帮扶"), alike("", "")
    (80, 50, 100)
    """
    if one == other:
        return 100
    if {*one}.isdisjoint(other):
        return 0
    same = sum(
        block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    )
    return 200 * same // (len(one) + len(other))


def is_usual(text: str) -> bool:
    """True for a text of usual simplified characters: recognition puts rare ones (結, 喬) in their place.

    >>> is_usual("按时完成3次"), is_usual("結合工作")
    (True, False)
    """
    try:
        "".join(re.findall("[一-鿿]", text)).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
