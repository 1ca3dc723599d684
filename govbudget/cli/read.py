"""`read DOCUMENT -o FILE` — a published document as a disclosure file, and what of it could not be read."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from govbudget.adapters.disclosure_json import disclosure_document
from govbudget.adapters.documents import SUFFIXES, read_document
from govbudget.cli.commands import Command, print_json, warn
from govbudget.model import Disclosure

__all__ = ["add_command", "not_read_lines", "read"]

_Group: TypeAlias = "argparse._SubParsersAction[Any]"  # noqa: SLF001 - its only name

MOST_TOLD = 20
"""What was not read, as far as it fits a screen; the file has all of it."""


def add_command(
    named: _Group, command: Callable[[_Group, str, Command, str], argparse.ArgumentParser]
) -> None:
    """`read` with its options."""
    parser = command(named, "read", read, "读公开文件: 表、情况说明的文字,逐格带页码")
    parser.add_argument("document", metavar="DOCUMENT", help=f"公开文件({'、'.join(SUFFIXES)})")
    parser.add_argument("-o", "--output", metavar="FILE", help="写成 govbudget.disclosure/1 的文件(JSON)")


def read(chosen: argparse.Namespace) -> int:
    """Write the disclosure; without `-o` say what was found, or with `--format json` print it."""
    disclosure = read_document(Path(chosen.document))
    document = disclosure_document(disclosure)
    if chosen.output:
        written = json.dumps(document, ensure_ascii=False, indent=1)
        Path(chosen.output).write_text(written + "\n", encoding="utf-8")
    if chosen.format == "json":
        if not chosen.output:
            print_json(document)
    else:
        print("\n".join(_lines(disclosure)))
        if chosen.output:
            print(f"已写入 {chosen.output}")
    warn(not_read_lines(disclosure))
    return 0


def _lines(disclosure: Disclosure) -> Iterator[str]:
    kind = "部门决算" if disclosure.kind == "final-accounts" else "部门预算"
    form = f"表样 {disclosure.form}" if disclosure.form else "表样未能确定"
    yield f"{disclosure.department.name or '(没有读出部门名称)'} {disclosure.year}年度{kind},{form}"
    for table in disclosure.tables:
        count = sum(1 for _ in table.cells())
        pages = sorted({row.page for row in table.rows if row.page} or {table.page or 0})
        where = f"第{pages[0]}页," if len(pages) == 1 else f"第{pages[0]}–{pages[-1]}页,"
        yield f"  {table.title}({table.unit.zh}): {where if pages[-1] else ''}{len(table.rows)}行,{count}个数"
    yield f"  情况说明: {len(disclosure.sentences)}句"
    if disclosure.evaluations:
        lines = sum(len(one.indicators) for one in disclosure.evaluations)
        yield f"  绩效自评: {len(disclosure.evaluations)}份,{lines}项指标"


def not_read_lines(disclosure: Disclosure) -> Iterator[str]:
    """What was not read, page by page, each in a line."""
    listed = disclosure.not_read
    for one in listed[:MOST_TOLD]:
        yield f"未读: {f'第{one.page}页 ' if one.page else ''}{one.why}"
    if len(listed) > MOST_TOLD:
        yield f"未读: 另有{len(listed) - MOST_TOLD}处,用 read -o 写出的文件里都有"
