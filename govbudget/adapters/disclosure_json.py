"""公开文件 as JSON: `govbudget.disclosure/1` (DESIGN §9), what `read` writes and `check` accepts."""

from __future__ import annotations

from attrs import asdict, fields

from govbudget.adapters.contract import Document
from govbudget.model import (
    Disclosure,
    NotRead,
    PrintedSentence,
    PrintedTable,
    ReportedFigure,
    SelfEvaluation,
    StatedFigure,
)

__all__ = ["disclosure_document"]


def disclosure_document(disclosure: Disclosure) -> Document:
    """The whole of a disclosure; it reads back as the same."""
    department = disclosure.department
    return {
        "schema": "govbudget.disclosure/1",
        "department": {"code": department.code, "name": department.name},
        "year": disclosure.year,
        "kind": disclosure.kind,
        "form": disclosure.form,
        "tables": [_table(table) for table in disclosure.tables],
        "stated": [_said(figure) for figure in disclosure.stated],
        "evaluations": [_evaluation(one) for one in disclosure.evaluations],
        "sentences": [_said(sentence) for sentence in disclosure.sentences],
        "not_read": [_said(one) for one in disclosure.not_read],
    }


def _table(table: PrintedTable) -> Document:
    return {
        "id": table.id,
        "number": table.number,
        "title": table.title,
        "unit": table.unit.zh,
        "page": table.page,
        "columns": [{"id": name, "title": title} for name, title in table.titles],
        "rows": [
            {
                "id": row.id,
                "side": row.side,
                "line": row.line,
                "code": row.code,
                "label": row.label,
                "page": row.page,
                "cells": dict(row.cells),
            }
            for row in table.rows
        ],
    }


def _said(what: StatedFigure | PrintedSentence | NotRead | ReportedFigure) -> Document:
    """What is said in a flat line, without what it leaves open."""
    return {name: value for name, value in asdict(what).items() if value not in (None, ())}


def _evaluation(one: SelfEvaluation) -> Document:
    document: Document = {}
    for part in fields(SelfEvaluation):
        value = getattr(one, part.name)
        if part.name == "part":
            value = one.part.id
        elif part.name == "unit":
            value = one.unit.zh
        elif isinstance(value, tuple):
            value = [_said(line) for line in value]
        if value is not None:
            document[part.name] = value
    return document
