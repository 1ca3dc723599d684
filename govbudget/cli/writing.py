"""写文件 — `-o DIR --as KINDS`: which files are written of which document, and what is never overwritten."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from govbudget.adapters.writers import Writer, ready
from govbudget.errors import GovBudgetError, raise_together

__all__ = [
    "Targets",
    "add_overwrite",
    "add_writing_options",
    "folder_for",
    "in_its_folder",
    "stems_of",
    "targets_of",
    "unhindered",
]

Targets: TypeAlias = Mapping[str, Path]
"""The files of one document by their kinds."""


def add_writing_options(parser: argparse.ArgumentParser, known: Iterable[str], what: str) -> None:
    """`-o`, `--as` and `--overwrite` for a command that writes these kinds."""
    kinds = ",".join(known)
    parser.add_argument(
        "-o", "--output", metavar="DIR", help=f"把{what}写到这个文件夹,文件名由文件的名称而来"
    )
    parser.add_argument(
        "--as", dest="kinds", metavar="KINDS", help=f"写成哪几种文件,以逗号分开: {kinds};与 -o 同用"
    )
    add_overwrite(parser)


def add_overwrite(parser: argparse.ArgumentParser) -> None:
    """`--overwrite` alone."""
    parser.add_argument("--overwrite", action="store_true", help="覆盖文件夹里已有的同名文件;默认报错,不动它")


def targets_of(
    chosen: argparse.Namespace,
    names: Sequence[str],
    known: Mapping[str, Writer],
    ending: str,
    folders: Iterable[Path] = (),
) -> tuple[Targets, ...]:
    """The files to write of each document, none if none are asked for.

    Raises `GovBudgetError`s for kinds that cannot be written and for files that are there already.
    """
    if chosen.output is None and chosen.kinds is None:
        return tuple({} for _ in names)
    if chosen.output is None:
        raise GovBudgetError("--as 要与 -o 同用: 用 -o 写明文件夹")
    if chosen.kinds is None:
        raise GovBudgetError(f"-o 要与 --as 同用: 用 --as 写明文件种类,可选 {'、'.join(known)}")
    kinds = ready([kind.strip() for kind in chosen.kinds.split(",")], known)
    folder = folder_for(chosen.output, folders)
    stems = stems_of(names, ending)
    planned = tuple({kind: folder / f"{stem}.{kind}" for kind in kinds} for stem in stems)
    unhindered([path for files in planned for path in files.values()], overwrite=chosen.overwrite)
    return planned


def folder_for(written: str, read: Iterable[Path] = ()) -> Path:
    """The folder to write into. Raises `GovBudgetError` for a file, and for a folder that is read itself."""
    folder = Path(written)
    if folder.exists() and not folder.is_dir():
        raise GovBudgetError(f"-o {written!r} 是一个文件;请写文件夹")
    if folder.resolve() in {one.resolve() for one in read}:
        raise GovBudgetError(
            f"-o {written!r} 就是要读的文件夹;请写到别处,免得下次把写出的文件当作公开文件来读"
        )
    return folder


def unhindered(paths: Sequence[Path], *, overwrite: bool, documents: Iterable[str] = ()) -> None:
    """Nothing is in the way of these files.

    Raises `GovBudgetError`s for files that are there already, unless they may be overwritten; a document that is read
    never may.
    """
    read = {Path(name).resolve() for name in documents}
    faults: list[GovBudgetError] = []
    for path in paths:
        if path.resolve() in read:
            faults.append(GovBudgetError(f"{path}: 就是要读的文件,不能覆盖;请写到别的文件夹"))
        elif path.exists() and not overwrite:
            faults.append(GovBudgetError(f"{path}: 已有这个文件;要覆盖请加 --overwrite"))
    raise_together("不能写的文件", faults)


def in_its_folder(path: Path) -> Path:
    """The file, whose folder is made where it is not there: only once there is something to write."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def stems_of(names: Sequence[str], ending: str = "") -> list[str]:
    """The name of each document without its suffix; a name that was had before is numbered."""
    had: set[str] = set()
    stems = []
    for name in names:
        stem = own = f"{Path(name).stem}{ending}"
        number = 1
        while stem.casefold() in had:
            number += 1
            stem = f"{own}({number})"
        had.add(stem.casefold())
        stems.append(stem)
    return stems
