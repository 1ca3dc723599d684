"""公开文件 from YAML or JSON in the shape `govbudget.disclosure/1`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from govbudget.catalogue.strict_yaml import load
from govbudget.model import Department, Disclosure, DisclosureError, PrintedRow, PrintedTable
from govbudget.money import Unit

__all__ = ["SCHEMA", "disclosure_from", "read_disclosure"]

SCHEMA = "govbudget.disclosure/1"


def read_disclosure(path: str | Path) -> Disclosure:
    """Read a disclosure file (JSON is YAML). Raises `DisclosureError` or `DataError` with the place."""
    path = Path(path)
    if not path.is_file():
        raise DisclosureError(f"{path}: 没有这个文件")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise DisclosureError(f"{path.name}: 不是 UTF-8 文本") from fault
    content = load(text, path.name)
    if not isinstance(content, dict):
        raise DisclosureError(f"{path.name}: 不是公开文件(应有 schema: {SCHEMA})")
    return disclosure_from(content, name=path.name)


def disclosure_from(content: Mapping[str, Any], *, name: str = "disclosure") -> Disclosure:
    """The disclosure that a mapping describes. Raises `DisclosureError` naming what is missing."""
    if content.get("schema") != SCHEMA:
        raise DisclosureError(f"{name}: schema 应为 {SCHEMA},现为 {content.get('schema')!r}")
    try:
        who = content["department"]
        return Disclosure(
            Department(who.get("code"), who["name"]),
            int(content["year"]),
            content["kind"],
            content.get("form"),
            tuple(_table(table, name) for table in content.get("tables") or ()),
        )
    except KeyError as fault:
        raise DisclosureError(f"{name}: 缺少 {fault.args[0]!r}") from fault
    except (TypeError, ValueError, AttributeError) as fault:
        if isinstance(fault, DisclosureError):
            raise
        raise DisclosureError(f"{name}: 内容不合 {SCHEMA} 的结构({fault})") from fault


def _table(content: Mapping[str, Any], name: str) -> PrintedTable:
    page = _number(content.get("page"))
    rows = []
    for row in content["rows"]:
        if not isinstance(row.get("cells"), dict):
            raise DisclosureError(f"{name}: 表 {content['id']} 的行 {row.get('id')!r} 没有 cells")
        rows.append(
            PrintedRow(
                row["id"],
                row.get("label") or "",
                dict(row["cells"]),
                row.get("code"),
                _number(row.get("line")),
                row.get("side"),
                _number(row.get("page")) or page,
            )
        )
    return PrintedTable(
        content["id"],
        content.get("number") or "",
        content.get("title") or "",
        Unit(content["unit"]),
        tuple(rows),
        page,
    )


def _number(written: str | int | None) -> int | None:
    return None if written is None else int(written)
