"""`codes import` and `codes diff` — official editions into the user's catalogue, and what changed between years."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from attrs import evolve

from govbudget.adapters.code_workbook import read_code_workbook
from govbudget.catalogue import classification
from govbudget.catalogue.classifications import bundled
from govbudget.catalogue.editions import write_editions
from govbudget.cli.commands import Command, warn
from govbudget.model import Scheme
from govbudget.model.differences import Differences, differences

__all__ = ["SCHEMES", "add_commands", "diff", "import_workbook"]

LEAST_PART = 2
"""A list with fewer than one code in so many of the known ones is taken for a part."""

SCHEMES = {scheme.id: scheme for scheme in Scheme}
"""The classifications by the names that files and JSON give them."""


_Group: TypeAlias = "argparse._SubParsersAction[Any]"  # noqa: SLF001 - its only name


def add_commands(
    named: _Group,
    command: Callable[[_Group, str, Command, str], argparse.ArgumentParser],
    year: Callable[[str], int],
) -> None:
    """`codes` with what it can do, made as the other commands are."""
    words = "导入官方科目目录,比较两个年度的科目"
    codes = named.add_parser("codes", help=words, description=words)
    group = codes.add_subparsers(dest="codes_command", required=True, metavar="子命令")
    importing = command(group, "import", import_workbook, "导入一个年度的官方《政府收支分类科目》")
    importing.add_argument("workbook", help="科目工作簿: CSV(UTF-8)、XLSX、XLS 或 ODS")
    importing.add_argument("--year", type=year, required=True, help="哪一年的版本")
    importing.add_argument("--source", help="来源,如文件名称和文号;默认为工作簿的文件名")
    comparing = command(group, "diff", diff, "比较两个年度的科目: 新增、取消、更名、依据提升")
    comparing.add_argument("before", type=year, metavar="Y1", help="原年度")
    comparing.add_argument("after", type=year, metavar="Y2", help="新年度")
    for parser in (importing, comparing):
        parser.add_argument("--scheme", choices=tuple(SCHEMES), help="只看一种分类;默认全部")


def import_workbook(chosen: argparse.Namespace) -> int:
    """`codes import WORKBOOK --year Y` — a year's official edition from now on replaces the bundled list."""
    scheme = SCHEMES[chosen.scheme] if chosen.scheme else None
    source = chosen.source or Path(chosen.workbook).name
    read = read_code_workbook(chosen.workbook, chosen.year, scheme)
    known = [bundled(new.scheme, new.year) for new in read]
    # A list much shorter than what is already known is a part of the book, whatever its title says.
    editions = tuple(
        evolve(new, complete=len(new) * LEAST_PART >= len(old)) for new, old in zip(read, known, strict=True)
    )
    changed = [differences(old, new) for old, new in zip(known, editions, strict=True)]
    paths = write_editions(editions, source)
    if chosen.format == "json":
        written = [
            {**_document(found), "file": str(path), "subjects": len(new), "complete": new.complete}
            for found, path, new in zip(changed, paths, editions, strict=True)
        ]
        head = {"schema": "govbudget.codes-import/1", "year": chosen.year, "source": source}
        print(json.dumps({**head, "classifications": written}, ensure_ascii=False, indent=1))
    else:
        for new, path, found in zip(editions, paths, changed, strict=True):
            print(f"已导入{new.title} {len(new)} 个科目 → {path}\n{found}")
    warn(
        f"{new.title}只有 {len(new)} 个科目,按部分目录导入: 这些科目以它为准,其余沿用自带目录"
        for new in editions
        if not new.complete
    )
    return 0


def diff(chosen: argparse.Namespace) -> int:
    """`codes diff Y1 Y2` — subjects added, removed, renamed and better attested from one year to another."""
    schemes = [SCHEMES[chosen.scheme]] if chosen.scheme else list(Scheme)
    found = [
        differences(classification(of, chosen.before), classification(of, chosen.after)) for of in schemes
    ]
    if chosen.format == "json":
        head = {"schema": "govbudget.codes-diff/1", "from": chosen.before, "to": chosen.after}
        document = {**head, "classifications": [_document(one) for one in found]}
        print(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(map(str, found)))
    return 0


def _document(found: Differences) -> dict[str, object]:
    return {
        "classification": found.scheme.id,
        "complete": found.complete,
        "added": [{"code": subject.code, "name": subject.name} for subject in found.added],
        "removed": [{"code": subject.code, "name": subject.name} for subject in found.removed],
        "renamed": [{"code": one.code, "from": one.before, "to": one.after} for one in found.renamed],
        "upgraded": [
            {"code": one.code, "name": one.name, "from": one.before.value, "to": one.after.value}
            for one in found.upgraded
        ],
    }
