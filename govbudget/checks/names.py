"""通行名称 — what columns and rows go by where a document does not name them itself."""

from __future__ import annotations

from govbudget.model import Disclosure
from govbudget.tables import Form

__all__ = ["labels_of", "titles_of"]


def titles_of(disclosure: Disclosure, forms: tuple[Form | None, ...]) -> dict[str, dict[str, str]]:
    """The headings of every table: as printed, else as the first form that has them has them first.

    Under no table, headings as any table of a form has them.
    """
    titles: dict[str, dict[str, str]] = {"": {}}
    for table in (table for form in forms if form for table in form.tables):
        for column in table.columns:
            titles.setdefault(table.id, {}).setdefault(column.id, column.title)
            titles[""].setdefault(column.id, column.title)
    for printed in disclosure.tables:
        titles.setdefault(printed.id, {}).update({name: title for name, title in printed.titles if title})
    return titles


def labels_of(forms: tuple[Form | None, ...]) -> dict[tuple[str, str], str]:
    """What the rows of every table are called in the first form that lists them."""
    labels: dict[tuple[str, str], str] = {}
    for table in (table for form in forms if form for table in form.tables):
        for row in table.rows or ():
            if row.id is not None:
                labels.setdefault((table.id, row.id), row.label)
    return labels
