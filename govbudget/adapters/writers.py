"""写文件 — which kinds of file there are of a report, a review and a disclosure, and who writes each.

A writer is imported when a file of its kind is asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

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
    """写法 — the function that writes a kind of file, and the extra that it needs."""

    kind: str = field(metadata={"zh": "文件种类"})
    module: str = field(metadata={"zh": "模块"})
    function: str = field(metadata={"zh": "函数"})
    extra: str = field(metadata={"zh": "附加组件"})

    def load(self) -> Callable[..., None]:
        """The function. Raises `GovBudgetError` naming the extra if it cannot be imported."""
        try:
            module: Any = importlib.import_module(self.module)
        except ImportError as fault:
            raise GovBudgetError(
                f"写 {self.kind} 文件需要附加组件 {self.extra},请先运行: pip install 'govbudget[{self.extra}]'"
            ) from fault
        function: Callable[..., None] = getattr(module, self.function)
        return function


REPORT_KINDS: Mapping[str, Writer] = {
    "xlsx": Writer("xlsx", "govbudget.adapters.book", "write_report_book", "excel"),
    "html": Writer("html", "govbudget.adapters.page", "write_report_page", "report"),
    "docx": Writer("docx", "govbudget.adapters.word", "write_word", "documents"),
}
"""The official tables, as a workbook, a page and a text document."""

PUBLICATION_KINDS: Mapping[str, Writer] = {kind: REPORT_KINDS[kind] for kind in ("html", "docx")}
"""All that is published: the tables with the narrative, and the self-evaluations where the kind shows them."""

REVIEW_KINDS: Mapping[str, Writer] = {
    "xlsx": Writer("xlsx", "govbudget.adapters.book", "write_review_book", "excel"),
    "html": Writer("html", "govbudget.adapters.page", "write_review_page", "report"),
}
"""The findings on a document, as a workbook and as a page beside the document."""

WORKBOOK = Writer("xlsx", "govbudget.adapters.book", "write_disclosure_book", "excel")
"""A document as it was read, as a workbook."""


def ready(kinds: Iterable[str], known: Mapping[str, Writer]) -> tuple[str, ...]:
    """The kinds, each once, all of which can be written.

    Raises one `ExceptionGroup` of `GovBudgetError`s for kinds that there are not and extras that are missing.
    """
    faults: list[GovBudgetError] = []
    for kind in (asked := tuple(dict.fromkeys(kinds))):
        if kind not in known:
            faults.append(GovBudgetError(f"不能写成 {kind!r};可选 {'、'.join(known)}"))
            continue
        try:
            known[kind].load()
        except GovBudgetError as fault:
            faults.append(fault)
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
