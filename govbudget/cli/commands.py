"""What each command does; each returns its exit code."""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from govbudget.adapters import read_disclosure, read_ledger
from govbudget.adapters.contract import Document, figure_document, subject_document, tables_document
from govbudget.adapters.writers import REPORT_KINDS, write_report
from govbudget.catalogue import (
    attestations,
    changes,
    classification,
    code_book,
    example_file,
    example_names,
    form,
    nameless,
    note_on,
    scheme_of,
    standing,
)
from govbudget.catalogue.checking import check
from govbudget.checks import Comparison, Review, Verdict, compare, count_verdicts
from govbudget.cli.writing import in_its_folder, targets_of
from govbudget.errors import GovBudgetError
from govbudget.model import Classification, Scheme, UnknownCodeError
from govbudget.money import NOTHING
from govbudget.report import Report

__all__ = [
    "DEFAULT_FORM",
    "Command",
    "code",
    "demo",
    "explain",
    "ledger_path",
    "print_json",
    "tables",
    "warn",
]

DEFAULT_FORM = "shanxi-2024"
MOST_SHOWN = 6
"""Findings that the demonstration shows of a document."""

Command = Callable[[argparse.Namespace], int]


def ledger_path(written: str) -> Path:
    """A ledger file, or the ledger of a bundled example."""
    if written in example_names():
        return example_file(written, "ledger.csv")
    path = Path(written)
    if not path.suffix and path.name == written and not path.is_file():
        raise GovBudgetError(f"没有账套文件或示例 {written!r};可用的示例: {'、'.join(example_names())}")
    return path


def _report_of(chosen: argparse.Namespace) -> Report:
    ledger = read_ledger(ledger_path(chosen.ledger))
    report = Report.of(ledger, form(chosen.form), code_book(ledger.year))
    warn(report.warnings)
    return report


def warn(sentences: Iterable[str]) -> None:
    """Say hints on stderr; a stderr that is closed or full takes nothing away from the result."""
    with contextlib.suppress(OSError):
        for sentence in sentences if sys.stderr is not None else ():
            print(f"提示: {sentence}", file=sys.stderr)


def print_json(document: Document) -> None:
    """A document to stdout, in plain ASCII where stdout cannot say Chinese."""
    unicode = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    print(json.dumps(document, ensure_ascii=not unicode, indent=1))


def tables(chosen: argparse.Namespace) -> int:
    """`tables LEDGER --form NAME` — derive the official tables, and print them or write them with `-o`."""
    (files,) = targets_of(chosen, [chosen.ledger], REPORT_KINDS, "-公开表")
    report = _report_of(chosen)
    for kind, path in files.items():
        write_report(report, kind, in_its_folder(path))
    if chosen.format == "json":
        print_json(tables_document(report))
        return 0
    if files:
        print("\n".join(f"已写入 {path}" for path in files.values()))
        return 0
    print(f"{report.ledger.department.name}{report.ledger.year}年度\n")
    print("\n\n".join(map(str, report.tables)))
    return 0


def explain(chosen: argparse.Namespace) -> int:
    """`explain LEDGER FIGURE` — why this number is so."""
    figure = _report_of(chosen)[chosen.figure]
    if chosen.format == "json":
        print_json(figure_document(figure))
    else:
        print("\n".join(figure.explain(depth=chosen.depth)))
    return 0


def code(chosen: argparse.Namespace) -> int:
    """`code CODE --year Y` — look a code up, or the codes whose name contains a fragment."""
    scheme = scheme_of(chosen.code)
    if scheme is None:
        return _search(chosen.code.strip(), chosen)
    known = classification(scheme, chosen.year)
    if (subject := known.get(chosen.code)) is None:
        raise _not_listed(known, chosen.code)
    document = subject_document(known, chosen.code, attestations(scheme, chosen.code))
    document["standing"] = standing(scheme, chosen.code, chosen.year)
    document["note"] = note_on(scheme, chosen.code)
    document["changes"] = [str(change) for change in changes(chosen.code)]
    if chosen.format == "json":
        print_json(document)
        return 0
    print(f"{subject.code} {subject.name}({known.title},{known.level(chosen.code)})")
    print(f"路径: {' › '.join(known.path(chosen.code))}")
    if subject.budgets:
        print(f"预算: {'、'.join(budget.value for budget in subject.budgets)}")
    print(f"依据: {subject.evidence.zh};{chosen.year}年{document['standing']}")
    if subject.aliases:
        print(f"其他名称: {'、'.join(subject.aliases)}")
    if document["note"]:
        print(f"备注: {document['note']}")
    for change in document["changes"]:
        print(f"变化: {change}")
    return 0


def _not_listed(known: Classification, code: str) -> GovBudgetError:
    """Why a year does not list a code, as far as anything is known of it."""
    near = known.near(code)
    fault = str(UnknownCodeError(code, known.scheme, known.year, near))
    told = [str(change) for change in changes(code)] + [said for said in [nameless(code)] if said]
    if not known.complete:
        told.append("自带目录不完整,未收录不等于没有")
    return GovBudgetError(";".join([fault, *told]))


def _search(fragment: str, chosen: argparse.Namespace) -> int:
    """Every subject of every classification whose name contains the fragment."""
    if not any("一" <= sign <= "鿿" for sign in fragment):
        raise GovBudgetError(
            f"{fragment!r} 不是科目编码;编码以 1(收入)、2(支出功能)、3 或 5(支出经济)开头,只用数字"
        )
    schemes = [classification(scheme, chosen.year) for scheme in Scheme]
    found = [(known, subject) for known in schemes for subject in known.search(fragment)]
    if not found:
        raise GovBudgetError(f"{chosen.year}年没有名称含 {fragment!r} 的科目")
    if chosen.format == "json":
        print_json(
            {
                "schema": "govbudget.subjects/1",
                "year": chosen.year,
                "subjects": [
                    subject_document(known, subject.code, attestations(known.scheme, subject.code))
                    for known, subject in found
                ],
            }
        )
        return 0
    for known, subject in found:
        print(f"{subject.code:<9} {subject.name}({known.scheme.value},{subject.evidence.zh})")
    return 0


def demo(chosen: argparse.Namespace) -> int:
    """`demo` — derive the tables of a bundled real department and set them against what it printed."""
    disclosure = read_disclosure(example_file(chosen.example, "disclosure.yaml"))
    ledger = read_ledger(example_file(chosen.example, "ledger.csv"))
    report = Report.of(ledger, form(disclosure.form or DEFAULT_FORM), code_book(ledger.year))
    compared = compare(report, disclosure)
    counts = count_verdicts(compared)
    if chosen.format == "json":
        document = tables_document(report)
        document["compared"] = {verdict.id: count for verdict, count in counts.items()}
        document["checked"] = {verdict.id: count for verdict, count in check(disclosure).counts.items()}
        print_json(document)
        return 0
    made = f"{len(ledger.facts)} 笔事实 → {len(report.tables)} 张公开表"
    print(f"{ledger.department.name} {ledger.year} 年度({report.form.title}):{made}\n")
    print("\n\n".join(map(str, report.tables)))
    print("\n为什么是这个数")
    for figure_id in _worth_explaining(report, compared):
        print(f"\n$ govbudget explain {chosen.example} '{figure_id}'")
        print(report.explain(figure_id))
    told = "、".join(f"{verdict.value} {count}" for verdict, count in counts.items())
    print(f"\n与公开数对照:{len(compared)} 个数,{told}")
    for comparison in compared:
        if comparison.verdict is not Verdict.HOLDS:
            print(f"  {comparison}")
    if counts[Verdict.ROUNDING]:
        print(
            "尾差:公开文件每格各自由元四舍五入,账套只有已舍入的万元数,逐项相加便可能差在末位;差额都在可解释的界限内。"
        )
    _tell_review(chosen.example, check(disclosure))
    return 0


def _tell_review(example: str, found: Review) -> None:
    """What the rules say of the document itself: the counts, and the worst of it."""
    told = "、".join(f"{verdict.value} {count}" for verdict, count in found.counts.items())
    print(f"\n公开文件自身核对(govbudget check {example}):{sum(found.counts.values())} 处,{told}")
    for finding in found.broken[:MOST_SHOWN]:
        print(f"  {finding.rule} {finding.message}")


def _worth_explaining(report: Report, compared: tuple[Comparison, ...]) -> Iterator[str]:
    """The smallest figure that rounding moved, and the first published percentage."""
    moved = [c.derived for c in compared if c.verdict is Verdict.ROUNDING and c.derived]
    if moved:
        yield min(moved, key=lambda figure: abs(figure.amount or NOTHING)).id
    completed = (figure.id for figure in report.analysis if figure.id.endswith("].total.completion"))
    yield from itertools.islice(completed, 1)
