"""`read DOCUMENT … -o FILE` — published documents as disclosure files, and what of them could not be read."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from govbudget.adapters.disclosure_json import disclosure_document
from govbudget.adapters.documents import SUFFIXES, read_document
from govbudget.adapters.whole import whole_file
from govbudget.adapters.writers import WORKBOOK, write_disclosure
from govbudget.catalogue import form
from govbudget.cli.commands import Command, print_json, warn
from govbudget.cli.documents import asked_documents, disclosure_path, told_faults
from govbudget.cli.output import read_or_not, report_faults
from govbudget.cli.progress import Counted, watching
from govbudget.cli.writing import add_overwrite, folder_for, in_its_folder, stems_of, unhindered
from govbudget.errors import GovBudgetError
from govbudget.model import Disclosure

__all__ = ["add_command", "add_reading_options", "not_read_lines", "read"]

_Group: TypeAlias = "argparse._SubParsersAction[Any]"  # noqa: SLF001 - its only name

MOST_TOLD = 20
"""What was not read, as far as it fits a screen; the file has all of it."""

UNREADABLE = 2


def add_command(
    named: _Group,
    command: Callable[[_Group, str, Command, str], argparse.ArgumentParser],
    year: Callable[[str], int],
) -> None:
    """`read` with its options."""
    parser = command(named, "read", read, "读公开文件: 表、情况说明的文字,逐格带页码")
    parser.add_argument(
        "documents",
        nargs="+",
        metavar="DOCUMENT",
        help=f"公开文件({'、'.join(SUFFIXES)})、文件夹(其中可读的文件),或自带示例的名称;可多个",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="写成 govbudget.disclosure/1 的文件(JSON),后缀是 .xlsx 的写成工作簿;几份文件的,写文件夹",
    )
    add_overwrite(parser)
    add_reading_options(parser, year)


def add_reading_options(parser: argparse.ArgumentParser, year: Callable[[str], int]) -> None:
    """What is known of a document better than it says itself."""
    parser.add_argument("--year", type=year, help="文件的年度;默认从文件里读")
    parser.add_argument("--form", help="文件的表样名称;默认从文件里认")


def read(chosen: argparse.Namespace) -> int:
    """Write the disclosures; without `-o` say what was found, or with `--format json` print it.

    0 if all could be read, else 2; what could be read is written all the same.
    """
    asked = asked_documents(chosen.documents)
    targets = _targets(chosen, asked.names, asked.folders, single=asked.single)
    if asked.single:
        with watching(chosen, asked.names[0]) as on_page:
            disclosure = _read(chosen, asked.names[0], targets[0], on_page)
        _tell(chosen, disclosure, targets[0])
        warn(not_read_lines(disclosure))
        return 0
    return _several(chosen, asked.names, targets, asked.left)


def _targets(
    chosen: argparse.Namespace, names: Sequence[str], folders: Sequence[Path], *, single: bool
) -> list[Path | None]:
    """The file to write of each document. Raises `GovBudgetError` for what cannot be written."""
    if chosen.output is None:
        return [None for _ in names]
    if chosen.output == "-":
        raise GovBudgetError("-o 要写文件名;要印在屏幕上请用 --format json")
    path = Path(chosen.output)
    if single and not path.is_dir() and not chosen.output.endswith(("/", "\\")):
        if path.suffix.lower() == ".xlsx":
            WORKBOOK.load()
        if not path.parent.is_dir():
            raise GovBudgetError(f"{path}: 没有文件夹 {path.parent}")
        # A file that the user names may be there already, as long as it is not what is read.
        unhindered([path], overwrite=True, documents=names)
        # A link that the user names means what it leads to; one that lies in a folder is none of ours to follow.
        return [path.resolve() if path.is_symlink() else path]
    folder = folder_for(chosen.output, folders)
    paths: list[Path | None] = [folder / f"{stem}.json" for stem in stems_of(names)]
    unhindered([one for one in paths if one], overwrite=chosen.overwrite, documents=names)
    return paths


def _read(chosen: argparse.Namespace, name: str, target: Path | None, on_page: Counted | None) -> Disclosure:
    disclosure = read_document(disclosure_path(name), chosen.year, chosen.form, on_page)
    if target and target.suffix.lower() == ".xlsx":
        write_disclosure(disclosure, in_its_folder(target))
    elif target:
        written = json.dumps(disclosure_document(disclosure), ensure_ascii=False, indent=1)
        with whole_file(in_its_folder(target)) as beside:
            beside.write_text(written + "\n", encoding="utf-8")
    return disclosure


def _tell(chosen: argparse.Namespace, disclosure: Disclosure, written: Path | None) -> None:
    if chosen.format == "text":
        print("\n".join(_lines(disclosure)))
        if written:
            print(f"已写入 {written}")
    elif not written:
        print_json(disclosure_document(disclosure))


def _lines(disclosure: Disclosure) -> Iterator[str]:
    kind = "部门决算" if disclosure.kind == "final-accounts" else "部门预算"
    by = f"表样 {disclosure.form}" if disclosure.form else "表样未能确定"
    yield f"{disclosure.department.name or '(没有读出部门名称)'} {disclosure.year}年度{kind},{by}"
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


# Several documents ------------------------------------------------------------------------------------


def _several(
    chosen: argparse.Namespace, names: Sequence[str], targets: Sequence[Path | None], left: Sequence[str]
) -> int:
    """Every document on its own; one that cannot be read stops no other."""
    if chosen.form:
        form(chosen.form)  # else every document would be at fault for it
    warn(left)
    entries: list[dict[str, Any]] = []
    unread = 0
    for place, (name, target) in enumerate(zip(names, targets, strict=True), start=1):
        with watching(chosen, f"[{place}/{len(names)}] {name}") as on_page:
            disclosure = _read_or_not(chosen, name, target, on_page)
        if not isinstance(disclosure, Disclosure):
            unread += 1
            report_faults(disclosure)
            entries.append({"file": name, "unreadable": list(disclosure)})
            continue
        if chosen.format == "text":
            with read_or_not():
                print(f"【{name}】")
                _tell(chosen, disclosure, target)
                print()
        elif target is None:
            entries.append({"file": name, **disclosure_document(disclosure)})
        warn(f"{name}: {line}" for line in not_read_lines(disclosure))
    with read_or_not():
        if chosen.format == "text":
            failed = f",未能读 {unread} 份" if unread else ""
            print(f"共 {len(names)} 份文件,读出 {len(names) - unread} 份{failed}")
        elif chosen.output is None:
            print_json({"schema": "govbudget.disclosure-set/1", "documents": entries})
    return UNREADABLE if unread else 0


def _read_or_not(
    chosen: argparse.Namespace, name: str, target: Path | None, on_page: Counted | None
) -> Disclosure | tuple[str, ...]:
    """The document, or why it cannot be read."""
    try:
        return _read(chosen, name, target, on_page)
    except Exception as fault:
        if (faults := told_faults(fault, name)) is None:
            raise
        return faults
