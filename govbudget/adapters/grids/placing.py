"""归位 — the tables of a document placed in the form that they were printed by, and what has no place."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import field, frozen

from govbudget.adapters.grids.drafts import Draft
from govbudget.adapters.layout import Placement, printed_table
from govbudget.adapters.layout_words import names_of, plain_words, recognise
from govbudget.catalogue import form, form_names
from govbudget.model import NotRead, PrintedTable
from govbudget.money import Unit
from govbudget.tables import Form

__all__ = ["Placed", "is_label", "place"]

TRIED = 3
"""Forms that are tried on every line, after all were tried on titles and headings."""

LISTS = frozenset(
    {"procurement", "service_purchases", "assets", "projects", "project_targets", "self_evaluations"}
)
"""Tables that list what each department has of its own; they tell nothing of the form."""

MOST_NAMED = 6
"""Figures that are named where several on a page were not read for one reason."""

LONGEST_NAMED = 60
"""So much of a text is told that was not read."""

FITS = 20
"""A form is that of a document if no more than one figure in so many has no place in it."""


@frozen
class Placed:
    """归位结果 — the form if it is known, the tables in it, and what was not read."""

    form: str | None = field(metadata={"zh": "表样"})
    tables: tuple[PrintedTable, ...] = field(metadata={"zh": "表"})
    not_read: tuple[NotRead, ...] = field(metadata={"zh": "未读"})


@functools.cache
def _labels() -> frozenset[str]:
    rows = [row for name in form_names() for table in form(name).tables for row in table.rows or ()]
    return frozenset(
        name for row in rows for name in (plain_words(row.label), *names_of(row.id)) if name
    ) | frozenset(plain_words(row.section) for row in rows if row.section)


def is_label(words: str) -> bool:
    """True if any form has a row of that name.

    >>> is_label("社会保障和就业支出"), is_label("业支出")
    (True, False)
    """
    return words in _labels()


def place(drafts: Sequence[Draft], kind: str, year: int, form_name: str | None = None) -> Placed:
    """The tables of a document in the form that has most of them, headings and lines; nothing is dropped.

    Where a form is given, it is that one.
    """
    if not drafts:
        return Placed(form_name, (), ())
    forms = [form(name) for name in ([form_name] if form_name else form_names())]
    same = [one for one in forms if one.kind == kind] or forms
    likely = sorted(same, key=lambda one: _rank(one, drafts, year))[:TRIED]
    tried = [(one, [_placement(one, draft) for draft in drafts]) for one in likely]
    best, placements = min(tried, key=lambda pair: _lost(drafts, pair[1]))
    best_of = [
        min((each[1][place] for each in tried), key=lambda one: _lost([draft], [one]))
        if placements[place].table is None
        else placements[place]
        for place, draft in enumerate(drafts)
    ]
    tables, not_read = _once(drafts, best_of)
    telling = [
        (draft, one)
        for draft, one in zip(drafts, placements, strict=True)
        if recognise(draft.title) not in LISTS
    ]
    lost = _lost([draft for draft, _ in telling], [one for _, one in telling])
    fits = lost * FITS <= sum(_figures(draft) for draft, _ in telling)
    return Placed(form_name or (best.name if fits and tables else None), tables, tuple(not_read))


def _rank(one: Form, drafts: Sequence[Draft], year: int) -> tuple[int, ...]:
    """How ill a form suits a document: tables and headings that it lacks, other titles, the years between."""
    lacking = titles = headings = 0
    known = {plain_words(table.title) for table in one.tables}
    meanings = {table.id for table in one.tables}
    for draft in drafts:
        if plain_words(draft.title) in known:
            titles += 1
        elif recognise(draft.title) not in meanings:
            lacking += 1
            continue
        empty = printed_table(one, title=draft.title, unit=Unit.YUAN, headings=draft.headings, rows=())
        headings += len(empty.unplaced)
    written = re.search(r"\d{4}", one.name)
    return lacking + headings, -titles, len(one.tables), abs(year - int(written[0])) if written else 0


def _placement(one: Form, draft: Draft) -> Placement:
    return printed_table(
        one,
        title=draft.title,
        unit=draft.unit or _usual_unit(one, draft),
        headings=draft.headings,
        rows=draft.lines,
        page=draft.page,
    )


def _usual_unit(one: Form, draft: Draft) -> Unit:
    """The unit that the form prints a table in, for a table that does not say."""
    meaning = recognise(draft.title)
    own = next((table.printing for table in one.tables if table.id == meaning and table.printing), None)
    return (own or one.printing).unit


def _figures(draft: Draft) -> int:
    return sum(cell is not None for line in draft.lines for cell in line.cells)


def _lost(drafts: Sequence[Draft], placements: Iterable[Placement]) -> int:
    """How many figures and headings have no place; all of a table that the form lacks."""
    return sum(
        len(placement.unplaced) if placement.table else 1 + _figures(draft)
        for draft, placement in zip(drafts, placements, strict=True)
    )


def _once(
    drafts: Sequence[Draft], placements: Sequence[Placement]
) -> tuple[tuple[PrintedTable, ...], list[NotRead]]:
    """Every table once; a second one of one meaning, and what has no place in any form, is told as not read."""
    tables: dict[str, PrintedTable] = {}
    not_read: list[NotRead] = []
    for draft, placement in zip(drafts, placements, strict=True):
        table = placement.table
        if table is None or table.id in tables:
            why = "各表样都没有这张表" if table is None else f"与第{tables[table.id].page}页的表含义相同"
            not_read.append(NotRead(draft.page, f"《{draft.title}》: {why},{len(draft.lines)}行未读"))
            continue
        tables[table.id] = table
        not_read.extend(_left_over(draft, placement))
        if draft.unit is None:
            not_read.append(NotRead(draft.page, f"《{draft.title}》没有印金额单位,按表样以{table.unit.zh}读"))
    return tuple(tables.values()), not_read


def _left_over(draft: Draft, placement: Placement) -> Iterator[NotRead]:
    """What has no place, the texts that share a page and a reason together."""
    left = [(one.page or draft.page, one.reason, one.text) for one in placement.unplaced]
    left += [(page, "这一格跨几个金额栏", text) for page, text in draft.stray]
    together: dict[tuple[int, str], list[str]] = {}
    for page, reason, text in left:
        together.setdefault((page, reason), []).append(text)
    for (page, reason), texts in together.items():
        if len(texts) == 1 and texts[0] in reason:
            yield NotRead(page, f"《{draft.title}》{reason}")
            continue
        named = "、".join(_cut(text) for text in texts[:MOST_NAMED]) + (
            "等" if len(texts) > MOST_NAMED else ""
        )
        count = f"{len(texts)}处: " if len(texts) > 1 else ""
        yield NotRead(page, f"《{draft.title}》{reason},{count}{named}")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_NAMED else text[:LONGEST_NAMED] + "…"
