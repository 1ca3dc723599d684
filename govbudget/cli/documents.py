"""要读的文件 — what is named at the command line as the files that it means, and the faults of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from attrs import field, frozen

from govbudget.adapters.documents import SUFFIXES
from govbudget.catalogue import example_file, example_names
from govbudget.errors import GovBudgetError

__all__ = ["Asked", "asked_documents", "disclosure_path", "told_faults"]

MOST_KINDS = 5
"""Suffixes that are named where the other files of a folder are counted."""


def disclosure_path(written: str) -> Path:
    """A file, or the disclosure of a bundled example."""
    if written in example_names():
        return example_file(written, "disclosure.yaml")
    path = Path(written)
    if not path.suffix and path.name == written and not path.is_file():
        raise GovBudgetError(f"没有公开文件或示例 {written!r};可用的示例: {'、'.join(example_names())}")
    return path


@frozen
class Asked:
    """要读的文件 — the documents in the order named, those of a folder by name, each once.

    `single` is true if one document is named and no folder; `left` says what of the folders is not read.
    """

    names: tuple[str, ...] = field(metadata={"zh": "文件"})
    folders: tuple[Path, ...] = field(metadata={"zh": "文件夹"})
    left: tuple[str, ...] = field(metadata={"zh": "没有读的"})

    @property
    def single(self) -> bool:
        """One document, that is told as ever; several are told with their names and a summary."""
        return len(self.names) == 1 and not self.folders


def asked_documents(written: Sequence[str]) -> Asked:
    """What the names mean. Raises `GovBudgetError` if all folders together hold no document and none is named."""
    names: dict[Path, str] = {}
    folders: list[Path] = []
    left: list[str] = []
    for name in written:
        path = Path(name)
        if name in example_names() or not path.is_dir():
            names.setdefault(path.resolve(), name)
            continue
        folders.append(path)
        inside = sorted(one for one in path.iterdir() if not one.name.startswith((".", "~$")))
        for one in inside:
            if _readable(one):
                names.setdefault(one.resolve(), str(one))
        left.extend(_left_of(path, [one for one in inside if not _readable(one)]))
    if not names:
        raise GovBudgetError(f"{'、'.join(written)}: 文件夹里没有可读的公开文件({'、'.join(SUFFIXES)})")
    return Asked(tuple(names.values()), tuple(folders), tuple(left))


def _readable(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in SUFFIXES


def _left_of(folder: Path, others: Iterable[Path]) -> Iterator[str]:
    """What a folder holds besides: files of other kinds and folders, counted."""
    files: dict[str, int] = {}
    folders = 0
    for one in others:
        if one.is_dir():
            folders += 1
        else:
            files[one.suffix.lower() or "无后缀"] = files.get(one.suffix.lower() or "无后缀", 0) + 1
    if files:
        kinds = "、".join(list(files)[:MOST_KINDS]) + ("等" if len(files) > MOST_KINDS else "")
        yield f"{folder}: 另有{sum(files.values())}个文件不是可读的种类({kinds}),没有读"
    if folders:
        yield f"{folder}: 其中{folders}个下级文件夹没有看;要看请写出它们的路径"


def told_faults(fault: BaseException, name: str) -> tuple[str, ...] | None:
    """A fault of one document in sentences that name it; `None` for what is no fault of a document."""
    if isinstance(fault, BaseExceptionGroup):
        told = [told_faults(part, name) for part in fault.exceptions]
        return None if None in told else tuple(line for lines in told for line in lines or ())
    if isinstance(fault, OSError) and fault.filename is not None:
        return (f"{fault.filename}: 不能读写({fault.strerror})",)
    if isinstance(fault, GovBudgetError):
        return (_with_name(str(fault), name),)
    return None


def _with_name(words: str, name: str) -> str:
    """The words under the whole path of the document: files of two folders may have one name."""
    if name in words:
        return words
    return (
        f"{name}{words.removeprefix(own)}" if words.startswith(own := Path(name).name) else f"{name}: {words}"
    )
