"""识别文本中的表 — rows of cells under a title, over page breaks, parted into heading and body.

A table begins with rows below lines of which one is a title, and goes on over blank lines: where a page ends the
recognition leaves nothing else behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, field, frozen

from govbudget.adapters.grids.header import starts_an_item
from govbudget.adapters.grids.titles import TextLine, lines_over, title_among, unit_in
from govbudget.adapters.layout_words import TOTALS
from govbudget.adapters.recognised.lines import Piece, Row, alike, figure_of, words_of
from govbudget.money import Unit

__all__ = ["Sheet", "is_code", "sheets_of", "usual_breadths"]

DEEPEST = 8
"""So many rows may head a table."""

LIKE_HEAD = 60
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_LABEL_AND_FIGURE = re.compile(r"(?P<label>.*[一-鿿)）])\s+(?P<figure>[-−]?\d[\d,. ]*)")


@frozen
class Sheet:
    """一张识别出的表 — title, unit if it was readable, heading and body.

    `numbers` is the last 栏次, `None` where the columns are not numbered; `title` is empty for rows below no title.
    """

    title: str = field(metadata={"zh": "表名"})
    unit: Unit | None = field(metadata={"zh": "金额单位"})
    line: int = field(metadata={"zh": "行"})
    header: tuple[Row, ...] = field(metadata={"zh": "表头"})
    body: tuple[Row, ...] = field(metadata={"zh": "表体"})
    numbers: int | None = field(default=None, metadata={"zh": "栏次数"})

    @property
    def head_words(self) -> list[str]:
        """What the heading says, cell by cell."""
        return [word for row in self.header for word in row.words if word]


def sheets_of(pieces: Iterable[Piece]) -> Iterator[Sheet]:
    """The tables in order; those without a title too."""
    over: list[str] = []
    last: list[str] = []
    rows: list[Row] = []
    for piece in pieces:
        if not isinstance(piece, Row):
            last.append(piece.text)
            continue
        if rows and last:
            yield _sheet(over, rows)
            rows = []
        if last or not rows:
            over, last = last, []
        rows.append(piece)
    if rows:
        yield _sheet(over, rows)


def is_code(word: str) -> bool:
    """True for a code of a 类, 款 or 项.

    >>> is_code("2010601"), is_code("20.10"), is_code("2024")
    (True, False, False)
    """
    return _CODE.fullmatch(word) is not None


def usual_breadths(rows: Sequence[Row]) -> dict[int, int]:
    """How many cells most rows of a page have, by the line of each row: a row with fewer has lost some anywhere.

    A row alone on its page is measured by the whole table.
    """
    pages: list[list[Row]] = []
    for row in rows:
        if not pages or pages[-1][-1].line != row.line - 1:
            pages.append([])
        pages[-1].append(row)
    whole = _usual([len(row.cells) for row in rows])
    return {
        row.line: _usual([len(one.cells) for one in page]) if len(page) > 1 else whole
        for page in pages
        for row in page
    }


def _usual(counts: Sequence[int]) -> int:
    """The commonest count; of two as common the larger, which shows that the smaller has lost cells."""
    return max(counts, key=lambda count: (counts.count(count), count), default=0)


def _sheet(over: Sequence[str], rows: Sequence[Row]) -> Sheet:
    lines = lines_over([TextLine(0, words_of_line(text)) for text in over], 0)
    # A line of unit or year right over a heading may itself have been cut into cells.
    dressing = ["".join(row.cells) for row in rows[:2]]
    unit = next((found for text in (*reversed(lines), *dressing) if (found := unit_in(text))), None)
    depth, numbers = _depth(rows)
    header, body = tuple(rows[:depth]), rows[depth:]
    kept = [row for row in header if _opens_a_section(row)]
    told = [word for row in header for word in row.words if word]
    return Sheet(
        title_among(lines) or "",
        unit,
        rows[0].line,
        header,
        tuple(map(_parted, [*kept, *(row for row in body if not _heads_again(row, told))])),
        numbers,
    )


def words_of_line(text: str) -> str:
    """A line over a table: blanks inside words are noise, but part what stands side by side."""
    return re.sub(r"(?<=[一-鿿]) (?=[一-鿿])|(?<=\d) (?=表)", "", text)


def _depth(rows: Sequence[Row]) -> tuple[int, int | None]:
    """How many rows head a table, and how far its columns are numbered."""
    for place, row in enumerate(rows[:DEEPEST]):
        if last := _numbering(row):
            return place + 1, last
    start = next((place for place, row in enumerate(rows) if _holds_data(row)), len(rows))
    return start, None


def _numbering(row: Row) -> int | None:
    """The last number of a row that numbers the columns: 栏次, 1, 2, 3, …"""
    said = [word for word in row.words if word]
    numbers = [int(word) for word in said if re.fullmatch(r"\d{1,2}", word)]
    named = "栏次" in said
    if not numbers or len(numbers) + said.count("栏次") < len(said):
        return None
    if numbers != list(range(1, len(numbers) + 1)) or not (named or len(numbers) > 2):  # noqa: PLR2004
        return None
    return numbers[-1]


def _holds_data(row: Row) -> bool:
    said = [word for word in row.words if word]
    if not said or _opens_a_section(row):
        return False
    items = [word for word in said if starts_an_item(word)]
    coded = is_code(said[0]) and len(said) > 1
    return coded or any(figure_of(cell) for cell in row.cells) or (len(said) > 1 and said[0] in items)


def _opens_a_section(row: Row) -> bool:
    said = [word for word in row.words if word]
    return len(said) == 1 and starts_an_item(said[0])


def _heads_again(row: Row, told: Sequence[str]) -> bool:
    """True for a row that only says again what the heading says."""
    said = [word for word in row.words if word]
    if not said or _numbering(row):
        return True
    if _opens_a_section(row) or any(map(figure_of, row.cells)) or {*said} <= TOTALS:
        return False
    known = [word for word in said if any(alike(word, other) >= LIKE_HEAD for other in told)]
    return len(known) == len(said) and not any(map(is_code, said))


def _parted(row: Row) -> Row:
    """A row in which a label and the figure after it were read as one cell, as two."""
    cells: list[str] = []
    ran_on = False
    for cell in row.cells:
        match = _LABEL_AND_FIGURE.fullmatch(cell)
        if match and figure_of(match["figure"]) and not is_code(words_of(match["figure"])):
            cells.extend((match["label"], match["figure"]))
            ran_on = True
        elif ran_on and not cell:
            # The cell that the figure was drawn out of stands empty beside it.
            ran_on = False
        else:
            cells.append(cell)
            ran_on = False
    return evolve(row, cells=tuple(cells))
