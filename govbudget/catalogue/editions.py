"""用户目录 — official editions that a user imported, one file a classification and year, in the user's folder."""

from __future__ import annotations

import os
import re
import secrets
import sys
from collections.abc import Iterable
from pathlib import Path

from govbudget.catalogue.files import DataError
from govbudget.errors import GovBudgetError, raise_together
from govbudget.model import Classification, Scheme, Subject

__all__ = ["edition_text", "user_directory", "user_edition", "write_editions"]

_PLAIN = re.compile(r"\w[\w（）、，。“”《》—()|;,./ -]*")
"""Lines that YAML reads as they stand: no sign in them means anything to it, wherever they hold it."""


def user_directory() -> Path:
    """Where the user's own reference data lies: `GOVBUDGET_DATA`, else the platform's usual place.

    Raises `DataError` where there is neither a setting nor a home.
    """
    if own := os.environ.get("GOVBUDGET_DATA"):
        return Path(own)
    usual = {
        "win32": os.environ.get("APPDATA") or "~/AppData/Roaming",
        "darwin": "~/Library/Application Support",
    }
    folder = usual.get(sys.platform) or os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    try:
        return Path(folder).expanduser() / "govbudget"
    except RuntimeError as fault:
        raise DataError("找不到用户目录;请用环境变量 GOVBUDGET_DATA 指定存放科目目录的文件夹") from fault


def user_edition(scheme: Scheme, year: int) -> Path | None:
    """The file of an edition that the user imported, or `None` if there is none."""
    try:
        path = _edition_path(scheme, year)
    except DataError:
        return None  # no home, so nothing was imported into it
    return path if path.is_file() else None


def write_editions(editions: Iterable[Classification], source: str) -> tuple[Path, ...]:
    """Write editions into the user's folder, each whole or not at all, and return their paths.

    An earlier edition of the same year is replaced. Nothing is written unless `edition_text` can hold all
    of them; raises as it does, and `OSError`.
    """
    texts = [
        (_edition_path(edition.scheme, edition.year), edition_text(edition, source)) for edition in editions
    ]
    for path, text in texts:
        _write_whole(path, text)
    return tuple(path for path, _ in texts)


def _write_whole(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def edition_text(classification: Classification, source: str) -> str:
    """The edition as the bundled code lists are written: one line a code, under a head that says whose it is.

    Raises an `ExceptionGroup` of `DataError` for every subject that one line cannot hold exactly.
    """
    faults: list[GovBudgetError] = []
    lines: list[str] = []
    for subject in classification:
        try:
            lines.append(f"  {subject.code}: {_scalar(_line(subject))}")
        except ValueError as fault:
            faults.append(DataError(f"{classification.title}: 科目 {subject.code} {subject.name!r} {fault}"))
    if not source.isprintable():
        faults.append(DataError(f"来源 {source!r} 含有控制字符;请改写"))
    raise_together(f"{classification.title}不能写成文件", faults)
    scheme, year, known = classification.scheme, classification.year, classification.complete
    head = [
        f"# {scheme.value}科目 — {year} 年版,由「{source}」导入。",
        "# One line a code: 名称 | evidence | budget | years | other names. Import again to replace this file.",
        f"catalogue: {scheme.id}",
        f"title: {scheme.value}科目",
        f"source: {_scalar(source)}",
        f"coverage: {'complete' if known else 'partial'}",
        f'complete_in: ["{year}"]' if known else "complete_in: []",
        "reading: name | evidence | budget | years | aliases",
        "subjects:" if lines else "subjects: {}",
    ]
    return "\n".join([*head, *lines, ""])


def _edition_path(scheme: Scheme, year: int) -> Path:
    return user_directory() / "catalogues" / str(year) / f"{scheme.id}.yaml"


def _line(subject: Subject) -> str:
    """`名称 | 依据 | 预算 | 年度 | 别名`. Raises `ValueError` for what would not be read back as it is."""
    if subject.note:
        raise ValueError("带有备注,目录文件没有备注一栏")
    if any(not alias or ";" in alias or alias != alias.strip() for alias in subject.aliases):
        raise ValueError("的别名为空、含有分号或首尾有空格")
    years = [str(year or "") for year in (subject.since, subject.until)]
    if any(year and len(year) != len("2024") for year in years):
        raise ValueError("的年度不是四位年份")
    fields = [
        subject.name,
        subject.evidence.value,
        ";".join(budget.id for budget in subject.budgets),
        "-".join(years) if any(years) else "",
        "; ".join(subject.aliases),
    ]
    while not fields[-1]:
        fields.pop()
    line = " | ".join(fields)
    if line.split(" | ") != fields:
        raise ValueError("的名称或别名含有分栏用的「 | 」")
    return line


def _scalar(text: str) -> str:
    """The text as YAML reads it back: plain where nothing in it can be misread, else in double quotes."""
    if _PLAIN.fullmatch(text) and text == text.strip() and text.lower() != "null":
        return text
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError("含有残缺的字符")
    signs = (sign if sign.isprintable() and sign not in '"\\' else f"\\U{ord(sign):08X}" for sign in text)
    return f'"{"".join(signs)}"'
