"""PDFs of other departments read and checked: cells against transcribed tables, findings against judged defects.

Run with the folder of the corpus, `python tests/benchmarks/pdf.py shared/corpus`; it holds `documents/*.pdf`, `tables/*.json`
and `defects.jsonl`. The documents are other people's and stay outside this project.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import Counter, defaultdict
from itertools import chain
from pathlib import Path

import pypdfium2

import govbudget
from govbudget.adapters.layout import Heading, Line, printed_table
from govbudget.adapters.pdf import read_pdf
from govbudget.catalogue import form
from govbudget.checks import Severity, Verdict
from govbudget.money import Unit

TABLES_READ = {"06e2c555": 12, "22500c75": 12, "607e608c": 12, "bd87bf14": 12}
TEXT_ONLY = ("5fb0874f", "8216b3ac", "cf5195fc")
ALTERED = ("32bef93e",)
"""Probably altered by somebody who tested a checker: read, but not counted."""
CONFIDENCE = 0.75
A_PAGE = 0.14
"""Seconds that the existing checker takes for a page."""


def _headings(columns):
    side = None
    for written in chain.from_iterable(column.split(",") for column in columns):
        *opened, heading = written.split(":")
        side = next(iter(opened), side)
        yield Heading.of(heading, side)


def transcribed(path, form_name):
    """The cells of a transcription by figure id: text and page."""
    cells = {}
    for table in json.loads(path.read_text(encoding="utf-8"))["tables"]:
        lines = [
            Line(
                row["name"],
                tuple(row["cells"].values() if isinstance(row["cells"], dict) else row["cells"]),
                row.get("code_cells") or row.get("code"),
                row.get("side"),
                page=row["page"],
            )
            for row in table["rows"]
        ]
        placed = printed_table(
            form(form_name),
            title=table["title"],
            unit=Unit(table["unit"]),
            headings=list(_headings(table["columns"])),
            rows=lines,
            page=table["pages"][0],
        )
        assert not placed.unplaced, placed.unplaced
        unit = placed.table.unit
        cells.update({(figure): (text, row.page, unit) for figure, row, _, text in placed.table.cells()})
    return cells


def read_cells(disclosure):
    """The cells of a disclosure that was read, in the same shape."""
    return {
        figure: (text, row.page, table.unit)
        for table in disclosure.tables
        for figure, row, _, text in table.cells()
    }


def findings(disclosure):
    """What a check of a document calls an error."""
    found = govbudget.check(disclosure)
    return [
        one for one in found.findings if one.verdict is Verdict.BROKEN and one.severity is Severity.ERROR
    ], found


def _pages(finding):
    return {place.page for one in (finding, *finding.consequences) for place in one.where}


def _said(finding):
    return " ".join(one.message for one in (finding, *finding.consequences))


def main(corpus):
    """Print every measure."""
    documents = sorted((corpus / "documents").glob("*.pdf"))
    defects = defaultdict(list)
    for line in (corpus / "defects.jsonl").read_text(encoding="utf-8").splitlines():
        if line.strip():
            defect = json.loads(line)
            defects[defect["doc"]].append(defect)
    right = wanted = 0
    times, pages_of = {}, {}
    for path in documents:
        pages_of[path.stem] = len(pypdfium2.PdfDocument(path))
        read_pdf(path)
        started = time.perf_counter()
        disclosure = read_pdf(path)
        times[path.stem] = time.perf_counter() - started
        print(
            f"\n{path.stem} {disclosure.department.name} {disclosure.year} {disclosure.kind} {disclosure.form}: "
            f"{len(disclosure.tables)} tables, {len(disclosure.sentences)} sentences, "
            f"{len(disclosure.not_read)} not read, {times[path.stem]:.2f} s, {pages_of[path.stem]} pages"
        )
        truth = corpus / "tables" / f"{path.stem}.json"
        if truth.is_file():
            expected = transcribed(truth, disclosure.form)
            got = read_cells(disclosure)
            wrong = {key for key in expected if got.get(key) != expected[key]}
            right += len(expected) - len(wrong)
            wanted += len(expected)
            extra = got.keys() - expected.keys()
            print(f"  cells {len(expected) - len(wrong)}/{len(expected)}, {len(extra)} more than transcribed")
            for key in sorted(wrong):
                print(f"    wrong {key}: read {got.get(key)}, printed {expected[key]}")
            for key in sorted(extra):
                print(f"    more  {key}: {got[key]}")
        _compare(disclosure, defects[path.stem])
    print(f"\ncells {right}/{wanted} = {right / wanted:.4%}")
    total, pages = sum(times.values()), sum(pages_of.values())
    print(
        f"time {total:.2f} s for {pages} pages: {1000 * total / pages:.1f} ms a page, target {100 * A_PAGE:.0f} ms"
    )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def _compare(disclosure, judged):
    errors, found = findings(disclosure)
    print(f"  {dict(Counter(one.verdict.id for one in found.findings))}")
    for defect in judged:
        told = [one for one in errors if defect["page"] in _pages(one)]
        mark = {"error": "?", "undefined": "u", "rounding": "r"}.get(defect["cls"], "-")
        print(
            f"  {mark} defect {defect['id']} {defect['cls']} {defect['confidence']} p{defect['page']} {defect['kind']} "
            f"{defect['where']}: {defect['published']} | {defect['recomputed']} | {len(told)} findings on the page"
        )
    for one in errors:
        print(f"  ! {sorted(map(str, _pages(one)))} {one.rule} {_said(one)[:300]}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
