"""写文件 — which kinds of file there are of a report, a review and a disclosure, and who writes each.

A writer is imported when a file of its kind is asked for; that its library is there is known without importing it.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from attrs import field, frozen

from govbudget.adapters.whole import whole_file
from govbudget.checks import Review
from govbudget.errors import GovBudgetError, raise_together
from govbudget.model import Disclosure, SelfEvaluation
from govbudget.narrative import Narrative
from govbudget.report import Report

__all__ = [
    "PUBLICATION_KINDS",
    "REPORT_KINDS",
    "REVIEW_KINDS",
    "WORKBOOK",
    "Writer",
    "ready",
    "write_disclosure",
    "write_publication",
    "write_report",
    "write_review",
]


@frozen
class Writer:
    """写法 — the function that writes a kind of file, the library that it needs, and the extra that has it."""

    kind: str = field(metadata={"zh": "文件种类"})
    module: str = field(metadata={"zh": "模块"})
    function: str = field(metadata={"zh": "函数"})
    library: str = field(metadata={"zh": "所用的库"})
    extra: str = field(metadata={"zh": "附加组件"})

    @property
    def missing(self) -> bool:
        """True if the extra is not installed."""
        return importlib.util.find_spec(self.library) is None

    def load(self) -> Callable[..., None]:
        """The function. Raises `GovBudgetError` naming the extra if it is not installed."""
        if self.missing:
            raise _without([self])
        function: Callable[..., None] = getattr(importlib.import_module(self.module), self.function)
        return function


def _without(writers: Sequence[Writer]) -> GovBudgetError:
    """The extras of all these, to be installed at once."""
    kinds = "、".join(one.kind for one in writers)
    extras = list(dict.fromkeys(one.extra for one in writers))
    return GovBudgetError(
        f"写 {kinds} 文件需要附加组件 {'、'.join(extras)},请先运行: pip install 'govbudget[{','.join(extras)}]'"
    )


REPORT_KINDS: Mapping[str, Writer] = {
    "xlsx": Writer("xlsx", "govbudget.adapters.book", "write_report_book", "xlsxwriter", "excel"),
    "html": Writer("html", "govbudget.adapters.page", "write_report_page", "jinja2", "report"),
    "docx": Writer("docx", "govbudget.adapters.word", "write_word", "docx", "documents"),
}
"""The official tables, as a workbook, a page and a text document."""

PUBLICATION_KINDS: Mapping[str, Writer] = {kind: REPORT_KINDS[kind] for kind in ("html", "docx")}
"""All that is published: the tables with the narrative, and the self-evaluations where the kind shows them."""

REVIEW_KINDS: Mapping[str, Writer] = {
    "xlsx": Writer("xlsx", "govbudget.adapters.book", "write_review_book", "xlsxwriter", "excel"),
    "html": Writer("html", "govbudget.adapters.page", "write_review_page", "jinja2", "report"),
}
"""The findings on a document, as a workbook and as a page beside the document."""

WORKBOOK = Writer("xlsx", "govbudget.adapters.book", "write_disclosure_book", "xlsxwriter", "excel")
"""A document as it was read, as a workbook."""


def ready(kinds: Iterable[str], known: Mapping[str, Writer]) -> tuple[str, ...]:
    """The kinds, each once, all of which can be written.

    Raises one `ExceptionGroup` of `GovBudgetError`s for kinds that there are not and extras that are missing.
    """
    asked = tuple(dict.fromkeys(kinds))
    faults = [
        GovBudgetError(f"不能写成 {kind!r};可选 {'、'.join(known)}") for kind in asked if kind not in known
    ]
    if missing := [known[kind] for kind in asked if kind in known and known[kind].missing]:
        faults.append(_without(missing))
    raise_together("不能写的文件", faults)
    return asked


def write_report(report: Report, kind: str, path: Path) -> None:
    """The official tables of a report as one of `REPORT_KINDS`."""
    write = REPORT_KINDS[kind].load()
    with whole_file(path) as beside:
        write(report, beside)


def write_publication(
    report: Report, narrative: Narrative, evaluations: Sequence[SelfEvaluation], kind: str, path: Path
) -> None:
    """A report with its narrative and self-evaluations as one of `PUBLICATION_KINDS`."""
    write = PUBLICATION_KINDS[kind].load()
    with whole_file(path) as beside:
        if kind == "html":
            write(report, beside, narrative, evaluations)
        else:
            write(report, beside, narrative)


def write_review(review: Review, kind: str, path: Path) -> None:
    """The findings on a document as one of `REVIEW_KINDS`."""
    write = REVIEW_KINDS[kind].load()
    with whole_file(path) as beside:
        if kind == "html":
            write(review, review.disclosure, beside)
        else:
            write(review, beside)


def write_disclosure(disclosure: Disclosure, path: Path) -> None:
    """A document as it was read, as a workbook."""
    write = WORKBOOK.load()
    with whole_file(path) as beside:
        write(disclosure, beside)
