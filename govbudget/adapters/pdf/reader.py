"""PDF → 公开文件 — the tables and the narrative of a published document, each figure with its page.

Nothing in the file is executed and nothing is fetched: only the text layer and the ruled lines are read. What could
not be read is listed with its page.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govbudget.adapters.grids.assembly import Leaf, disclosure_of
from govbudget.adapters.grids.grid import Grid
from govbudget.adapters.opening import LARGEST
from govbudget.adapters.pdf.pages import Page, TooMuchError, read_page
from govbudget.model import Disclosure, DisclosureError, NotRead

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["LARGEST", "LONGEST", "MOST_PAGES", "read_pdf"]

MOST_PAGES = 600
"""A document with more pages is read so far."""

LONGEST = 120
"""Seconds that one document may take."""


def read_pdf(
    path: str | Path,
    *,
    year: int | None = None,
    form_name: str | None = None,
    on_page: Callable[[int, int], None] | None = None,
) -> Disclosure:
    """What a department published as a PDF.

    `year` and `form_name` are what is known better than the document says it; `on_page` is told every page that has
    been read, and of how many. Needs the extra `documents`. Raises `DisclosureError` with the path for a file that is no PDF with a text layer,
    that is locked or damaged, or that names no year where none is given.
    """
    path = Path(path)
    pages = _pages(path, on_page)
    if all(page.lost for page in pages):
        raise DisclosureError(f"{path}: 已损坏,没有一页能读")
    if not any(page.characters for page in pages):
        raise DisclosureError(
            f"{path}: 共{len(pages)}页都没有文字层,是扫描件;请先用文字识别软件转成带文字的 PDF"
        )
    leaves = [Leaf(page.number, page.pieces, page.text) for page in pages]
    return disclosure_of(path, leaves, _blank_pages(pages), year=year, form_name=form_name)


def _blank_pages(pages: Sequence[Page]) -> Iterator[NotRead]:
    for page in pages:
        if page.lost:
            yield NotRead(page.number, "这一页已损坏,未读")
        elif not page.characters and page.pictures:
            yield NotRead(page.number, "这一页是图片,没有文字层,未读")


# The file ---------------------------------------------------------------------------------------------


def _pages(path: Path, on_page: Callable[[int, int], None] | None) -> list[Page]:
    """Every page of the file. Raises `DisclosureError` for one that cannot be read."""
    pdfium = _library()
    if not path.is_file():
        raise DisclosureError(f"{path}: 没有这个文件")
    if path.stat().st_size > LARGEST:
        raise DisclosureError(f"{path}: 超过 {LARGEST // 2**20} MB,不是公开文件")
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1024):
            raise DisclosureError(f"{path}: 不是 PDF 文件")
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as fault:
        locked = "password" in str(fault).lower()
        why = "有打开密码,请先去掉密码" if locked else "已损坏,不能作为 PDF 打开"
        raise DisclosureError(f"{path}: {why}") from fault
    try:
        pages = []
        for page in _read(document, path, pdfium):
            pages.append(page)
            if on_page:
                on_page(len(pages), len(document))
        return pages
    finally:
        document.close()


def _read(document: Any, path: Path, pdfium: Any) -> Iterator[Page]:  # noqa: ANN401
    raw = importlib.import_module("pypdfium2.raw")

    count = len(document)
    if count > MOST_PAGES:
        raise DisclosureError(f"{path}: 有 {count} 页,超过 {MOST_PAGES} 页,不是一份公开文件")
    started = time.monotonic()
    before: Grid | None = None
    for number in range(1, count + 1):
        if time.monotonic() - started > LONGEST:
            raise DisclosureError(f"{path}: 读到第{number}页已超过 {LONGEST} 秒,未读完")
        try:
            page = read_page(document, number, raw, before)
        except TooMuchError as fault:
            raise DisclosureError(f"{path}: 第{number}页的线条或文字多得不像公开文件") from fault
        except pdfium.PdfiumError:
            page = Page(number, (), "", 0, 0, lost=True)
        before = page.bare
        yield page


def _library() -> ModuleType:
    """The extra, imported where it is used."""
    try:
        return importlib.import_module("pypdfium2")
    except ImportError as fault:
        raise DisclosureError(
            "读 PDF 需要附加组件 documents,请先运行: pip install 'govbudget[documents]'"
        ) from fault
