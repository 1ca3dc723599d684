"""Known changes of codes between years, from `data/catalogues/changes.yaml`."""

from __future__ import annotations

import functools
from typing import Any

from govbudget.catalogue.files import DataError, data_file, text_of
from govbudget.catalogue.strict_yaml import entries
from govbudget.model import Change, ChangeKind, Evidence, Scheme

__all__ = ["all_changes", "changes"]

_SCHEMES = {scheme.id: scheme for scheme in Scheme}
_KINDS = {kind.name.lower(): kind for kind in ChangeKind}


def changes(code: str) -> tuple[Change, ...]:
    """What is known to have happened to a code, earliest first.

    >>> [str(change) for change in changes("20805")]
    ['20805 约2020年起(推定)更名: 行政事业单位离退休 → 行政事业单位养老支出(公开文件可证)']
    """
    return tuple(change for change in all_changes() if change.code == code)


@functools.cache
def all_changes() -> tuple[Change, ...]:
    """Every known change, in the order of the years. Raises `DataError` for a file that lists none."""
    path = data_file("catalogues", "changes.yaml")
    lines = entries(text_of(path), path.name, "changes")
    try:
        read = [_change(line) for line in lines]
    except (KeyError, ValueError, AttributeError, TypeError) as fault:
        raise DataError(f"{path.name}: 科目变化写法不对({fault})") from fault
    return tuple(sorted(read, key=lambda change: (change.effective, change.scheme.value, change.code)))


def _change(line: dict[str, Any]) -> Change:
    return Change(
        scheme=_SCHEMES[line["classification"]],
        code=line["code"],
        kind=_KINDS[line["change"]],
        before=line.get("from"),
        after=line.get("to"),
        effective=int(line["effective"]),
        dated=line.get("dated") == "yes",
        evidence=Evidence(line["evidence"]),
        basis=tuple(line["basis"].split()) if line.get("basis") else (),
    )
