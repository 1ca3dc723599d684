"""JSON as other tools read it (DESIGN §9): versioned, amounts as text, blank cells null, order stable."""

from __future__ import annotations

from typing import Any

from govbudget.calc import Figure
from govbudget.model import Classification, Department
from govbudget.money import Amount, Undefined
from govbudget.report import Report
from govbudget.tables import Row, Table

__all__ = ["figure_document", "subject_document", "tables_document"]

Document = dict[str, Any]
"""A mapping ready for `json.dumps`."""


def _department(department: Department) -> Document:
    return {"code": department.code, "name": department.name}


def tables_document(report: Report) -> Document:
    """`govbudget.tables/1` — every table of the report. A table that could not be derived says why."""
    return {
        "schema": "govbudget.tables/1",
        "department": _department(report.ledger.department),
        "year": report.ledger.year,
        "form": report.form.name,
        "tables": [_table(table) for table in report.tables],
        "warnings": list(report.warnings),
    }


def _table(table: Table) -> Document:
    sided = any(column.side for column in table.form.columns)
    columns = []
    for column in table.form.columns:
        side = {"side": column.side} if sided else {}
        group = {"group": column.group} if column.group else {}
        columns.append({"id": column.id, "title": column.title, "number": column.number, **side, **group})
    return {
        "id": table.id,
        "number": table.form.number,
        "title": table.form.title,
        "unit": table.unit,
        "columns": columns,
        "rows": [_row(table, row) for row in table.printed_rows],
        "notes": list(table.notes),
        "missing": table.missing,
        "gaps": dict(table.gaps),
    }


def _row(table: Table, row: Row) -> Document:
    side = {"side": row.side} if row.side else {}
    more = {"section": row.section, "unit": row.counts, "offset": row.offset or None}
    columns = [column.id for column in table.form.columns if column.side == row.side]
    return {
        "id": row.id,
        **side,
        "line": row.line,
        "code": row.code,
        "label": row.label,
        "cells": {column: table.shown(row, column) for column in columns},
        # What only some rows have: a section heading, a unit of counting, where their 栏次 begin.
        **{key: value for key, value in more.items() if value is not None},
    }


def figure_document(figure: Figure) -> Document:
    """`govbudget.figure/1` — a figure with its formula and, nested, what it came from."""
    return {"schema": "govbudget.figure/1", **_figure(figure)}


def _figure(figure: Figure) -> Document:
    value = figure.value
    return {
        "id": figure.id,
        "label": figure.label,
        "value": None if isinstance(value, Undefined) else figure.text,
        "unit": figure.printing.unit.zh if isinstance(value, Amount) else None,
        "undefined": value.reason if isinstance(value, Undefined) else None,
        "formula": figure.formula,
        "inputs": [_figure(part) for part in figure.inputs],
    }


def subject_document(classification: Classification, code: str, attested_in: tuple[str, ...]) -> Document:
    """`govbudget.subject/1` — one code in one year. Raises `UnknownCodeError` if it is not listed."""
    subject = classification[code]
    return {
        "schema": "govbudget.subject/1",
        "code": subject.code,
        "name": subject.name,
        "classification": classification.scheme.id,
        "year": classification.year,
        "level": classification.level(code),
        "path": list(classification.path(code)[:-1]),
        "budgets": [budget.value for budget in subject.budgets],
        "evidence": subject.evidence.value,
        "attested_in": list(attested_in),
        "aliases": list(subject.aliases),
    }
