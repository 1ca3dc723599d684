"""参考数据 — reference data by name and year, read from `data/` on first use: code lists, forms, scoring schemes, examples."""

from govbudget.catalogue.changes import changes
from govbudget.catalogue.classifications import (
    attestations,
    classification,
    code_book,
    diff,
    note_on,
    scheme_of,
    standing,
    years_seen,
)
from govbudget.catalogue.crosswalk import Correspondence, to_department, to_government
from govbudget.catalogue.files import DataError, example_file, example_names
from govbudget.catalogue.forms import form, form_names
from govbudget.catalogue.nameless import nameless
from govbudget.catalogue.schemes import scheme, scheme_names

__all__ = [
    "Correspondence",
    "DataError",
    "attestations",
    "changes",
    "classification",
    "code_book",
    "diff",
    "example_file",
    "example_names",
    "form",
    "form_names",
    "nameless",
    "note_on",
    "scheme",
    "scheme_names",
    "scheme_of",
    "standing",
    "to_department",
    "to_government",
    "years_seen",
]
