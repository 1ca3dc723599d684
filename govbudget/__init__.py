"""中国部门预算、部门决算与绩效自评的精确计算与核对。

Exact arithmetic for Chinese government budget disclosure: from facts to every published figure, each able
to say why it is so. Importing this package opens no file; names are loaded when they are first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govbudget.adapters import ledger_from_rows, read_disclosure, read_ledger
    from govbudget.adapters.documents import read_document
    from govbudget.adapters.frames import from_frame, to_frame
    from govbudget.calc import Figure
    from govbudget.catalogue import code_book, form, scheme
    from govbudget.catalogue.checking import check
    from govbudget.catalogue.wordings import wording
    from govbudget.checks import Finding, Review, Verdict, compare, review
    from govbudget.errors import GovBudgetError
    from govbudget.model import Department, Disclosure, Fact, Ledger
    from govbudget.money import Amount, Ratio, Undefined, Unit
    from govbudget.narrative import Narrative, claims, narrate, publish
    from govbudget.report import Report

__version__ = "0.1.0"

_HOMES = {
    "adapters": ("ledger_from_rows", "read_disclosure", "read_ledger"),
    "adapters.documents": ("read_document",),
    "adapters.frames": ("from_frame", "to_frame"),
    "calc": ("Figure",),
    "catalogue": ("code_book", "form", "scheme"),
    "catalogue.checking": ("check",),
    "catalogue.wordings": ("wording",),
    "checks": ("Finding", "Review", "Verdict", "compare", "review"),
    "errors": ("GovBudgetError",),
    "model": ("Department", "Disclosure", "Fact", "Ledger"),
    "money": ("Amount", "Ratio", "Undefined", "Unit"),
    "narrative": ("Narrative", "claims", "narrate", "publish"),
    "report": ("Report",),
}

__all__ = [
    "Amount",
    "Department",
    "Disclosure",
    "Fact",
    "Figure",
    "Finding",
    "GovBudgetError",
    "Ledger",
    "Narrative",
    "Ratio",
    "Report",
    "Review",
    "Undefined",
    "Unit",
    "Verdict",
    "check",
    "claims",
    "code_book",
    "compare",
    "form",
    "from_frame",
    "ledger_from_rows",
    "narrate",
    "publish",
    "read_disclosure",
    "read_document",
    "read_ledger",
    "review",
    "scheme",
    "to_frame",
    "wording",
]


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"govbudget.{home}"), name)
    raise AttributeError(f"module 'govbudget' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
