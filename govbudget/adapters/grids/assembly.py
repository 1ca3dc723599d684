"""公开文件的拼合 — what stands on the pages of a document, put together as a disclosure.

What could not be read is listed with its page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from attrs import field, frozen

from govbudget.adapters.grids.drafts import Draft, Piece, drafts_of
from govbudget.adapters.grids.grid import Grid
from govbudget.adapters.grids.header import is_amount
from govbudget.adapters.grids.identity import department_of, kind_of, year_of
from govbudget.adapters.grids.placing import is_label, place
from govbudget.adapters.grids.titles import TextLine, title_among, unit_in
from govbudget.adapters.layout_words import recognise
from govbudget.catalogue import form
from govbudget.model import Department, Disclosure, DisclosureError, NotRead, PrintedSentence
from govbudget.narrative.passages import read_passages

__all__ = ["NO_YEAR", "Leaf", "contradicted", "disclosure_of"]

NO_YEAR = "没有读出是哪一年的预算或决算;请用 --year 给出年度"

FIRST_ROWS = 4
"""So many first rows of a grid may hold its title and what dresses it."""


@frozen
class Leaf:
    """一页 — the lines and grids of a page (or sheet) from the top, and its text outside the tables."""

    number: int = field(metadata={"zh": "页"})
    pieces: tuple[Piece, ...] = field(metadata={"zh": "行与表格"})
    text: str = field(metadata={"zh": "表外的文字"})


def disclosure_of(
    path: Path,
    leaves: Sequence[Leaf],
    not_read: Iterable[NotRead] = (),
    *,
    year: int | None = None,
    form_name: str | None = None,
) -> Disclosure:
    """The tables and the narrative of a document. Raises `DisclosureError` with its path if no year is known.

    `not_read` is what the reader of the file itself had to leave out. A given year or form counts more than what the
    document seems to say; a year that it seems to contradict is noted.
    """
    found = list(drafts_of((piece for leaf in leaves for piece in leaf.pieces), is_label))
    told = [one for one in found if isinstance(one, Draft) and not one.is_doubtful]
    titles = [draft.title for draft in told]
    drafts = [draft for draft in told if draft.other_unit is None]
    texts = [leaf.text for leaf in leaves]
    said = year_of(titles, texts, _beside(leaves))
    year = year or said
    if year is None:
        raise DisclosureError(f"{path}: {NO_YEAR}")
    kind = form(form_name).kind if form_name else kind_of(titles, texts)
    placed = place(drafts, kind, year, form_name)
    lines = [piece.text for leaf in leaves for piece in leaf.pieces if isinstance(piece, TextLine)]
    left = [*not_read, *contradicted(said, year), *_titles_alone(leaves), *placed.not_read, *_outside(found)]
    return Disclosure(
        Department(None, department_of(lines, texts)),
        year,
        kind,
        placed.form,
        placed.tables,
        sentences=tuple(_sentences(texts)),
        not_read=tuple(sorted(left, key=lambda one: one.page or 0)),
    )


def _beside(leaves: Sequence[Leaf]) -> Iterator[str]:
    """What stands in lines between tables and in the first rows of tables, word by word."""
    for piece in (piece for leaf in leaves for piece in leaf.pieces):
        if isinstance(piece, TextLine):
            yield from piece.text.split()
        else:
            cells = (cell for cell in piece.cells if cell.top < FIRST_ROWS)
            yield from (word for cell in cells for word in cell.text.split())


def contradicted(said: int | None, year: int) -> Iterator[NotRead]:
    """A note where a given year is not the one that the document says."""
    if said not in (None, year):
        yield NotRead(None, f"文件里读出的年度是{said}年,按给出的{year}年读")


def _sentences(texts: Sequence[str]) -> Iterator[PrintedSentence]:
    for one in read_passages(texts):
        section = "/".join(name.replace("/", "／") for name in one.section)
        yield PrintedSentence(one.text, section, one.page, turns=one.turns)


def _titles_alone(leaves: Sequence[Leaf]) -> Iterator[NotRead]:
    """Tables of which only the title and the unit were seen: their columns could not be told apart."""
    for leaf in leaves:
        lines = [piece.text for piece in leaf.pieces if isinstance(piece, TextLine)]
        title = title_among(lines) if len(lines) == len(leaf.pieces) else None
        if (
            title
            and recognise(title)
            and any(unit_in(line) for line in lines)
            and any(map(_ends_in_sum, lines))
        ):
            yield NotRead(leaf.number, f"《{title}》: 没有表格线,栏目分不清,未读")


def _ends_in_sum(line: str) -> bool:
    words = line.split()
    return len(words) > 1 and is_amount(words[-1]) and words[-1][-1].isdigit() and not is_amount(words[0])


def _outside(found: Sequence[Draft | tuple[Grid, str]]) -> Iterator[NotRead]:
    """What the document has in grids that are no table of it."""
    for one in found:
        if not isinstance(one, Draft):
            grid, title = one
            name = f"《{title}》" if title else "一张没有表名的表"
            yield NotRead(grid.page, f"{name}({grid.rows}行): 认不出是哪张公开表,未读")
        elif one.other_unit and not one.is_doubtful:
            unit = f"金额单位是{one.other_unit},不是元、万元、亿元"
            yield NotRead(one.page, f"《{one.title}》({len(one.lines)}行): {unit},未读")
        elif one.is_doubtful:
            yield NotRead(one.page, f"《{one.title}》({len(one.lines)}行): 没有表格线,栏目分不清,未读")
