"""栏目 — which table of which form a recognised table is, and so the order of its columns.

Headings are printed small and recognised worst. They are not read for themselves: the columns of a form have an
order and numbers, and a table is read by a form where the numbers agree and most headings that were read do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from govbudget.adapters.layout import Heading, table_of_title
from govbudget.adapters.layout_words import names_of, plain_words
from govbudget.adapters.recognised.lines import alike
from govbudget.adapters.recognised.sheets import Sheet
from govbudget.catalogue import form, form_names
from govbudget.tables import ColumnForm, Form, TableForm

__all__ = ["fits", "form_for", "headings_of", "stages_of", "table_for"]

LIKE = 60
SHORTEST_PIECE = 3
"""So many characters of a heading that was cut by a line end still tell it."""

ENOUGH = 2
"""One column in so many must be told by its heading."""


def form_for(sheets: Sequence[Sheet], kind: str, year: int) -> Form:
    """The form that most tables of a document fit by their title, the numbers of their columns and their headings."""
    forms = [one for name in form_names() if (one := form(name)).kind == kind]
    return max(forms, key=lambda one: _suits(one, sheets, year))


def _suits(one: Form, sheets: Sequence[Sheet], year: int) -> tuple[int, ...]:
    fitting = titled = 0
    for sheet in sheets:
        table = table_of_title(one, sheet.title)
        if table is not None and fits(table, sheet):
            fitting += 1
            titled += plain_words(table.title) == plain_words(sheet.title)
    written = re.search(r"\d{4}", one.name)
    return fitting, titled, -len(one.tables), -abs(year - int(written[0])) if written else -year


def table_for(sheet: Sheet, of: Form) -> TableForm | None:
    """The table of a form that a recognised one fits; else of another form of that kind."""
    others = [one for name in form_names() if (one := form(name)).kind == of.kind and one.name != of.name]
    for one in (of, *others):
        table = table_of_title(one, sheet.title)
        if table is not None and fits(table, sheet):
            return table
    return None


def fits(table: TableForm, sheet: Sheet) -> bool:
    """True if a recognised table can have the columns of a form, in that order."""
    if not table.columns:
        return False
    stages = stages_of(table)
    if sheet.numbers is not None and sheet.numbers != len(table.columns) * max(1, len(stages)):
        return False
    told = [column for column in table.columns if _seen(column, sheet)]
    return len(told) * ENOUGH >= len(table.columns) and not _contradicted(told, sheet)


def stages_of(table: TableForm) -> list[str]:
    """The rows 预算数 and 决算数 of a form that are printed side by side."""
    rows = table.rows or ()
    return [row.label for row in rows] if any(row.offset for row in rows) else []


def _seen(column: ColumnForm, sheet: Sheet) -> bool:
    return any(_says(word, column) for word in sheet.head_words)


def _says(word: str, column: ColumnForm) -> bool:
    words = plain_words(word)
    names = (plain_words(column.title), *names_of(column.id))
    return any(
        words == name or (len(words) >= SHORTEST_PIECE and words in name) or alike(words, name) >= LIKE
        for name in names
    )


def _contradicted(told: Sequence[ColumnForm], sheet: Sheet) -> bool:
    """True if a row of the heading has two columns in the other order."""
    for row in sheet.header:
        places = [
            [place for place, word in enumerate(row.words) if plain_words(word) == plain_words(column.title)]
            for column in told
        ]
        single = [found[0] for found in places if len(found) == 1]
        if single != sorted(single):
            return True
    return False


def headings_of(table: TableForm) -> tuple[Heading, ...]:
    """The headings of a form in its order."""
    return tuple(
        Heading(
            (*((stage,) if stage else ()), *((column.group,) if column.group else ()), column.title),
            column.side,
        )
        for stage in stages_of(table) or [""]
        for column in table.columns
    )
