"""打开文件 — files from strangers are measured before they are read: size, kind, and what a package unpacks to.

Nothing is ever unpacked to the disk, so that names inside a package lead nowhere.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from attrs import field, frozen

from govbudget.model import DisclosureError

__all__ = ["LARGEST", "MOST_SIGNS", "Package", "bytes_of", "kind_of_content", "open_package"]

LARGEST = 64 * 2**20
"""Bytes; a larger file is no disclosure."""

LARGEST_PART = 96 * 2**20
"""Bytes that one part of a package may unpack to."""

MOST_SIGNS = 2_000_000
"""A document with more characters is no disclosure."""

MOST_PARTS = 5_000
"""A package with more parts is no document."""

_KINDS = (
    (b"%PDF-", " PDF 文件"),
    (b"PK\x03\x04", "压缩包或 Office 文件"),
    (b"PK\x05\x06", "空的压缩包"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文件,或加了密码的 Office 文件"),
    (b"{\\rtf", " RTF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"Rar!", " RAR 压缩包"),
    (b"7z\xbc\xaf", " 7z 压缩包"),
)
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table")


def bytes_of(path: Path, largest: int = LARGEST) -> bytes:
    """The content of a file. Raises `DisclosureError` for one that is empty or too large."""
    if not path.is_file():
        raise DisclosureError(f"{path}: 没有这个文件")
    size = path.stat().st_size
    if size > largest:
        raise DisclosureError(f"{path}: 超过 {largest // 2**20} MB,不是公开文件;请拆分,或删去其中的图片再读")
    if not size:
        raise DisclosureError(f"{path}: 是空文件;请重新下载或另存")
    return path.read_bytes()


def kind_of_content(content: bytes) -> str | None:
    """What the first bytes of a file say that it is; `None` for text or what is unknown.

    >>> kind_of_content(b"%PDF-1.7"), kind_of_content("部门".encode())
    (' PDF 文件', None)
    """
    start = content[:1024].lstrip()
    for mark, kind in _KINDS:
        if start.startswith(mark):
            return kind
    return "网页" if start.lower().startswith(_MARKUP) else None


@frozen
class Package:
    """文件包 — the parts of a zipped document, read one by one within limits."""

    path: Path = field(metadata={"zh": "文件"})
    _file: zipfile.ZipFile = field(repr=False)

    @property
    def names(self) -> list[str]:
        """The names of its parts."""
        return self._file.namelist()

    def part(self, name: str) -> bytes:
        """The content of a part. Raises `DisclosureError` for one that is damaged or swells beyond any document."""
        if self._file.getinfo(name).file_size > LARGEST_PART:
            raise self._swollen(name)
        try:
            with self._file.open(name) as part:
                content = part.read(LARGEST_PART + 1)
        except RuntimeError as fault:  # so the library calls what is locked with a password
            raise DisclosureError(f"{self.path}: 压缩包有密码,打不开;请先去掉密码") from fault
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as fault:
            raise DisclosureError(f"{self.path}: 其中的 {name} 已损坏;请重新下载或另存") from fault
        if len(content) > LARGEST_PART:  # pragma: no cover - the library stops at the size that was declared
            raise self._swollen(name)
        return content

    def _swollen(self, name: str) -> DisclosureError:
        return DisclosureError(
            f"{self.path}: 其中的 {name} 解压后超过 {LARGEST_PART // 2**20} MB,不像正常的文件,未读;请核实来源"
        )


def open_package(path: Path, what: str) -> Package:
    """A zipped document, `what` in Chinese. Raises `DisclosureError` for a file that is none or plays tricks."""
    kind = kind_of_content(bytes_of(path))
    try:
        file = zipfile.ZipFile(path)
        infos = file.infolist()
    except (
        zipfile.BadZipFile,
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,
        UnicodeDecodeError,
    ) as fault:
        if kind is not None and kind.startswith("压缩包"):
            raise DisclosureError(f"{path}: 已损坏或不完整,不能作为{what}打开;请重新下载或另存") from fault
        old = kind is not None and kind.startswith("旧版")
        said = f",内容是{kind}" if kind else ""
        out = "请在 Office 里去掉密码、另存为新格式" if old else "请核对后缀,或重新下载"
        raise DisclosureError(f"{path}: 不是{what}{said};{out}") from fault
    names = [info.filename for info in infos]
    if len(names) > MOST_PARTS:
        raise DisclosureError(f"{path}: 包里有 {len(names)} 个文件,不像正常的{what},未读;请核实来源")
    if any(name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") for name in names):
        raise DisclosureError(f"{path}: 包里有指向包外的文件名,不像正常的{what},未读;请核实来源")
    if len(set(names)) < len(names):
        raise DisclosureError(f"{path}: 包里有重名的文件,不像正常的{what},未读;请核实来源")
    return Package(path, file)
