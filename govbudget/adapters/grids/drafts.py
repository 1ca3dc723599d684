"""表稿 — the printed tables of a document before they are placed in a form: title, unit, headings, lines.

A table begins where a title stands over a grid, and goes on in the grids after it that have none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise

from attrs import define, evolve, field

from govbudget.adapters.grids.grid import Grid, GridCell
from govbudget.adapters.grids.header import (
    CODE_LEVELS,
    Block,
    Header,
    header_of,
    is_amount,
    plain,
    row_texts,
    starts_an_item,
)
from govbudget.adapters.grids.titles import (
    TextLine,
    is_dressing,
    is_prose,
    is_title,
    lines_over,
    other_unit_in,
    title_among,
    unit_in,
)
from govbudget.adapters.layout import Heading, Line
from govbudget.adapters.layout_words import plain_words, recognise
from govbudget.money import Unit

__all__ = ["Draft", "Piece", "drafts_of"]

WIDER = 12
"""A grid whose breadth differs by more (in points) from that of a table is another table."""

UNDER = 3
"""So many lines right under a table may say its unit."""

Piece = TextLine | Grid
"""What a page is made of, from the top."""


@define
class Draft:
    """表稿 — one printed table: what stands over it, and its lines in the order of print."""

    title: str
    unit: Unit | None
    page: int
    header: Header
    lines: list[Line] = field(factory=list)
    stray: list[tuple[int, str]] = field(factory=list)
    pages: list[int] = field(factory=list)
    ruled: bool = True
    other_unit: str | None = None

    @property
    def is_doubtful(self) -> bool:
        """True if columns that no lines part were not told apart: what would be read might be wrong."""
        if self.ruled:
            return False
        codes = ["".join(line.code) for line in self.lines if line.code]
        texts = [text for line in self.lines for text in line.cells if text]
        return (
            bool(self.stray)
            or any(not "".join(heading.words) for heading in self.headings)
            or any(len(code) not in (3, 5, 7) for code in codes)
            or not all(map(is_amount, texts))
            or any(
                len(part) > 1 and is_amount(part[-1]) for line in self.lines if (part := line.label.split())
            )
        )

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of its columns of sums."""
        return self.header.headings


def drafts_of(pieces: Iterable[Piece], known: Callable[[str], bool]) -> Iterator[Draft | tuple[Grid, str]]:
    """The tables of a document; a grid that belongs to none comes with the title that it has, if any.

    `known` says whether a text is the label of a row in any form: a label that a page break has cut in two is
    one only when put together.
    """
    draft: Draft | None = None
    over: list[TextLine] = []
    for piece in chain.from_iterable(map(_apart, pieces)):
        if isinstance(piece, TextLine):
            over.append(piece)
            continue
        first, inside = _title_rows(piece)
        if draft is not None:
            over = _unit_below(draft, over, inside)
        lines = [*lines_over(over, piece.page), *inside]
        title = title_among(lines)
        again = draft is not None and title == draft.title and _same_head(draft.header, piece, first)
        goes_on = (
            draft is not None
            and (title is None or again)
            and not is_prose(over)
            and piece.page - draft.pages[-1] <= 1
        )
        place = _columns_in(draft.header, piece) if goes_on and draft is not None else None
        if (
            place is not None
            and draft is not None
            and (again or not _opens_another(draft.header, piece, place))
        ):
            _read_on(draft, piece, place, known, first if again else 0)
        else:
            following = f"{draft.title}(续)" if draft and piece.page - draft.pages[-1] == 1 else ""
            if draft is not None:
                yield draft
                draft = None
            header = header_of(piece, first)
            if title is None or header is None:
                yield piece, title or following
            else:
                draft = Draft(
                    title,
                    _unit(lines, piece, header),
                    piece.page,
                    header,
                    pages=[piece.last_page],
                    ruled=piece.ruled,
                    other_unit=_other_unit(lines, piece, header),
                )
                draft.lines.extend(_lines(draft, piece, header.depth, _same(piece)))
        over = []
    if draft is not None:
        _unit_below(draft, over, None)
        yield draft


# Titles -----------------------------------------------------------------------------------------------


def _apart(piece: Piece) -> Iterator[Piece]:
    """A grid that holds several tables, each under a title that runs across it, as several grids."""
    if isinstance(piece, TextLine):
        yield piece
        return
    starts = [row for row in range(1, piece.rows) if _is_title_row(piece, row)]
    if not starts:
        yield piece
        return
    for first, last in pairwise([0, *starts, piece.rows]):
        yield piece.part(first, last)


def _is_title_row(grid: Grid, row: int) -> bool:
    cell = grid.at(row, 0)
    if cell.top != row or cell.right - cell.left < grid.columns or not is_title(plain(cell.text)):
        return False
    above = grid.at(row - 1, 0)
    # Below another title row it is the rest of one heading.
    return recognise(plain(cell.text)) is not None and above.right - above.left < grid.columns


def _title_rows(grid: Grid) -> tuple[int, list[str]]:
    """How many first rows of a grid are its title and unit, and what they say."""
    texts: list[str] = []
    for row in range(grid.rows):
        cells = [cell for cell in grid.row(row) if cell.text]
        said = [plain(cell.text) for cell in cells]
        dressing = bool(said) and all(map(is_dressing, said))
        whole = len(said) == 1 and cells[0].right - cells[0].left == grid.columns and is_title(said[0])
        if not (dressing or whole):
            return row, texts
        texts.extend(said)
    return 0, []


def _unit(lines: Sequence[str], grid: Grid, header: Header) -> Unit | None:
    """The unit that stands over a table or in its header."""
    return next((unit for text in _said(lines, grid, header) if (unit := unit_in(text)) is not None), None)


def _other_unit(lines: Sequence[str], grid: Grid, header: Header) -> str | None:
    """What stands in place of the unit, if it is none in which tables are printed."""
    for text in _said(lines, grid, header):
        if unit_in(text) is not None:
            return None
        if other := other_unit_in(text):
            return other
    return None


def _said(lines: Sequence[str], grid: Grid, header: Header) -> list[str]:
    """What stands over a table, the nearest first, and in its header."""
    inside = [text for row in range(header.depth) for text in row_texts(grid, row)]
    return [*reversed(lines), *inside]


def _unit_below(draft: Draft, under: list[TextLine], inside: Sequence[str] | None) -> list[TextLine]:
    """Take the unit from a line right under a table where none stands above; the lines that are left.

    `inside` is what the next grid says of itself, `None` if there is none: before it, a unit is its own unless it has
    another, or a title on a later page.
    """
    if draft.unit is not None or draft.other_unit is not None:
        return under
    for at, line in enumerate(under[:UNDER]):
        if line.page != draft.pages[-1] or is_title(plain(line.text)):
            break
        if not is_dressing(line.text) or not _names_unit(line.text):
            continue
        rest = under[at + 1 :]
        later = any(one.page > line.page and is_title(plain(one.text)) for one in rest)
        if inside is None or later or any(map(_names_unit, [*inside, *(one.text for one in rest)])):
            draft.unit, draft.other_unit = unit_in(line.text), other_unit_in(line.text)
            return rest
        break
    return under


def _names_unit(text: str) -> bool:
    return unit_in(text) is not None or other_unit_in(text) is not None


# Going on ---------------------------------------------------------------------------------------------


def _columns_in(header: Header, grid: Grid) -> Sequence[tuple[int, int]] | None:
    """For each column of a grid the columns of the header that it continues; `None` if it is another table."""
    edges = header.breadths
    if grid.columns == len(edges) - 1:
        return _same(grid)
    shift = edges[0] - grid.breadths[0]
    if abs(edges[-1] - grid.breadths[-1] - shift) > WIDER:
        return None
    nearest = [_nearest(edges, at + shift) for at in grid.breadths]
    if any(left >= right for left, right in pairwise(nearest)):
        return None
    return list(pairwise(nearest))


def _nearest(edges: Sequence[float], at: float) -> int:
    return min(range(len(edges)), key=lambda place: abs(edges[place] - at))


def _same_head(header: Header, grid: Grid, first: int) -> bool:
    """True if a grid opens with the very header of a table."""
    rows = range(first, min(grid.rows, first + len(header.texts)))
    return tuple(row_texts(grid, row) for row in rows) == header.texts


def _opens_another(header: Header, grid: Grid, place: Sequence[tuple[int, int]]) -> bool:
    """True if words stand over the sums in the first row of a grid, and not the words of the header."""
    if row_texts(grid, 0) in header.texts:
        return False
    sums = {column for block in header.blocks for column in block.values}
    over = [cell for cell in grid.row(0) if place[cell.left][0] in sums and cell.right - cell.left == 1]
    worded = [cell for cell in over if cell.text and not is_amount(cell.text)]
    return 2 * len(worded) > len(over)


def _read_on(
    draft: Draft, grid: Grid, place: Sequence[tuple[int, int]], known: Callable[[str], bool], start: int
) -> None:
    """The lines of a grid that continues a table, without the header if it is printed again."""
    for texts in draft.header.texts:
        if start < grid.rows and row_texts(grid, start) == texts:
            start += 1
    found = list(_lines(draft, grid, start, place))
    if draft.pages[-1] != grid.page:
        found = list(_mended(draft, found, known))
    draft.pages.append(grid.last_page)
    draft.lines.extend(found)


def _mended(draft: Draft, found: Sequence[Line], known: Callable[[str], bool]) -> Iterator[Line]:
    """Lines without those that only end a label which the page before has begun."""
    seen: set[str | None] = set()
    for line in found:
        first_of_side = line.side not in seen
        seen.add(line.side)
        before = next(
            (at for at in range(len(draft.lines) - 1, -1, -1) if draft.lines[at].side == line.side), None
        )
        if (
            before is not None
            and first_of_side
            and line.label
            and not line.code
            and not any(line.cells)
            and not starts_an_item(line.label)
            and _is_rest(draft.lines[before], line, known)
        ):
            draft.lines[before] = evolve(draft.lines[before], label=draft.lines[before].label + line.label)
        else:
            yield line


def _is_rest(before: Line, line: Line, known: Callable[[str], bool]) -> bool:
    if known(plain_words(line.label)) and not known(plain_words(before.label + line.label)):
        return False
    return bool(before.code) or known(plain_words(before.label + line.label))


# Lines ------------------------------------------------------------------------------------------------


def _same(grid: Grid) -> list[tuple[int, int]]:
    return [(column, column + 1) for column in range(grid.columns)]


def _lines(draft: Draft, grid: Grid, start: int, place: Sequence[tuple[int, int]]) -> Iterator[Line]:
    sections: dict[int, str] = {}
    for row in range(start, grid.rows):
        cells = [(cell, place[cell.left][0], place[cell.right - 1][1]) for cell in grid.row(row)]
        yield from _of_row(draft, grid.page_at(row), row, cells, sections)


def _of_row(
    draft: Draft,
    page: int,
    row: int,
    cells: Sequence[tuple[GridCell, int, int]],
    sections: dict[int, str],
) -> Iterator[Line]:
    """The lines of a row, one for each block that says anything."""
    taken = False
    blocks = draft.header.blocks
    for number, block in enumerate(blocks):
        if taken:
            taken = False
            continue
        line = _of_block(draft, page, row, cells, block, sections)
        over = [
            (cell, left, right)
            for cell, left, right in cells
            if cell.text and left in block.columns and right > block.columns[-1] + 1
        ]
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if over and following and len(following.values) == len(block.values):
            # A name across the sums of its own block takes those of the next: 支出合计 printed once for both.
            rest = _of_block(draft, page, row, cells, following, sections)
            line, taken = evolve(line, cells=rest.cells), True
        if line.label or line.code or any(line.cells):
            yield line


def _of_block(  # noqa: C901, PLR0913, PLR0917 - a case for each kind of column
    draft: Draft,
    page: int,
    row: int,
    cells: Sequence[tuple[GridCell, int, int]],
    block: Block,
    sections: dict[int, str],
) -> Line:
    codes: list[str] = []
    labels: list[str] = []
    values: list[str | None] = [None] * len(block.values)
    number: int | None = None
    section: str | None = None
    for cell, left, right in cells:
        text = cell.text
        columns = range(left, right)
        if len(block.labels) > 1 and block.labels[0] in columns and block.labels[-1] not in columns:
            if text:
                sections[block.labels[0]] = text
            section = sections.get(block.labels[0])
            continue
        if not text or cell.top != row or left not in block.columns:
            continue
        if left in block.codes and plain(text) not in CODE_LEVELS:
            (codes if re.fullmatch(r"\d+", plain(text)) else labels).append(text)
        elif left in block.labels:
            labels.append(text)
        elif left in block.lines:
            number = int(text) if re.fullmatch(r"\d{1,4}", text) else None
        elif left in block.values:
            if len([column for column in columns if column in block.values]) > 1:
                draft.stray.append((page, text))
            else:
                values[block.values.index(left)] = text
    label, split = "".join(labels), _code_and_label("".join(labels)) if not block.codes else None
    if split:
        codes, label = [split[0]], split[1]
    return Line(label, tuple(values), codes or None, block.side, section, number, page)


def _code_and_label(text: str) -> tuple[str, str] | None:
    """Code and name printed in one column: `2010601行政运行`."""
    match = re.fullmatch(r"(\d{3}(?:\d{2}){0,2})[-—.]?(\D.*)", text)
    return (match[1], match[2]) if match and not is_amount(text) else None
