"""表样 by name, from `data/forms/`."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from govbudget.catalogue.files import DataError, data_file, names_in, text_of
from govbudget.catalogue.strict_yaml import load
from govbudget.model import Budget, Evidence, Stage
from govbudget.money import Printing, Unit
from govbudget.tables import ColumnForm, Form, RowForm, TableForm

__all__ = ["form", "form_names"]

_STAGES = {"final-accounts": Stage.EXECUTED, "budget": Stage.APPROVED}


def form_names() -> tuple[str, ...]:
    """The forms that are bundled.

    >>> "shanxi-2024" in form_names()
    True
    """
    return names_in("forms")


@functools.cache
def form(name: str) -> Form:
    """表样 — a form by name. Raises `DataError` for an unknown one, or one whose file does not hold a form."""
    if name not in form_names():
        raise DataError(f"没有表样 {name!r};可用的表样: {'、'.join(form_names())}")
    path = data_file("forms", f"{name}.yaml")
    content = load(text_of(path), path.name)
    try:
        return _form(content)  # type: ignore[arg-type] # a file of another shape fails below
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise DataError(f"{path.name}: 不是表样({fault})") from fault


def _form(content: Mapping[str, Any]) -> Form:
    return Form(
        name=content["form"],
        title=content["title"],
        stage=_STAGES[content["kind"]],
        printing=Printing(Unit(content["unit"]), int(content["places"])),
        tables=tuple(_table(table) for table in content["tables"]),
        zero_is_blank=content["zero"] == "blank",
        empty_note=content.get("empty_note") or "",
        seen_in=tuple(content["seen_in"]),
        evidence=Evidence(content["evidence"]),
    )


def _table(content: Mapping[str, Any]) -> TableForm:
    rows = content.get("rows", "codes")
    own = {key: content[key] for key in ("unit", "places") if content.get(key)}
    return TableForm(
        id=content["id"],
        number=content["number"],
        title=content["title"],
        columns=tuple(ColumnForm(**_numbered(column, "number")) for column in content["columns"]),
        rows=None
        if rows in ("codes", "projects")
        else tuple(RowForm(**_numbered(row, "line", "offset")) for row in rows),
        total_label=content.get("total_label") or "合计",
        notes=tuple(content.get("notes") or ()),
        printing=Printing(Unit(own["unit"]), int(own["places"])) if own else None,
        not_derived=content.get("not_derived"),
        budget=Budget(content["budget"]) if content.get("budget") else None,
    )


def _numbered(content: Mapping[str, Any], *numbers: str) -> dict[str, Any]:
    """The mapping with the named entries as whole numbers; what is null is left to its default."""
    return {
        key: int(value) if key in numbers else value for key, value in content.items() if value is not None
    }
