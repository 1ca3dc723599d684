"""What each command does; each returns its exit code."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from govbudget.adapters import read_disclosure, read_ledger
from govbudget.adapters.contract import Document, figure_document, subject_document, tables_document
from govbudget.catalogue import (
    attestations,
    classification,
    code_book,
    example_file,
    example_names,
    form,
    scheme_of,
)
from govbudget.checks import Verdict, compare, count_verdicts
from govbudget.errors import GovBudgetError
from govbudget.report import Report

__all__ = ["DEFAULT_FORM", "Command", "code", "demo", "explain", "tables"]

DEFAULT_FORM = "shanxi-2024"
Command = Callable[[argparse.Namespace], int]

DEMO_FIGURES = ("expenditure[20805].basic", "general_budget[201].total.completion")
"""Two figures worth explaining: one that rounding moves, one published percentage."""


def _ledger_path(written: str) -> Path:
    if written in example_names():
        return example_file(written, "ledger.csv")
    path = Path(written)
    if not path.suffix and path.name == written and not path.is_file():
        raise GovBudgetError(f"没有账套文件或示例 {written!r};可用的示例: {'、'.join(example_names())}")
    return path


def _report_of(chosen: argparse.Namespace) -> Report:
    ledger = read_ledger(_ledger_path(chosen.ledger))
    report = Report.of(ledger, form(chosen.form), code_book(ledger.year))
    for warning in report.warnings:
        print(f"提示: {warning}", file=sys.stderr)
    return report


def _print_json(document: Document) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=1))


def tables(chosen: argparse.Namespace) -> int:
    """`tables LEDGER --form NAME` — derive and print the official tables."""
    report = _report_of(chosen)
    if chosen.format == "json":
        _print_json(tables_document(report))
        return 0
    print(f"{report.ledger.department.name}{report.ledger.year}年度\n")
    print("\n\n".join(map(str, report.tables)))
    return 0


def explain(chosen: argparse.Namespace) -> int:
    """`explain LEDGER FIGURE` — why this number is so."""
    figure = _report_of(chosen)[chosen.figure]
    if chosen.format == "json":
        _print_json(figure_document(figure))
    else:
        print("\n".join(figure.explain(depth=chosen.depth)))
    return 0


def code(chosen: argparse.Namespace) -> int:
    """`code CODE --year Y` — look a code up."""
    scheme = scheme_of(chosen.code)
    if scheme is None:
        raise GovBudgetError(
            f"{chosen.code!r} 不是科目编码;编码以 1(收入)、2(支出功能)、3 或 5(支出经济)开头"
        )
    known = classification(scheme, chosen.year)
    document = subject_document(known, chosen.code, attestations(scheme, chosen.code))
    if chosen.format == "json":
        _print_json(document)
        return 0
    subject = known[chosen.code]
    print(f"{subject.code} {subject.name}({known.title},{known.level(chosen.code)})")
    print(f"路径: {' › '.join(known.path(chosen.code))}")
    if subject.budgets:
        print(f"预算: {'、'.join(budget.value for budget in subject.budgets)}")
    seen = f",见于 {len(document['attested_in'])} 份文件" if document["attested_in"] else ""
    print(f"依据: {subject.evidence.zh}{seen}")
    if subject.aliases:
        print(f"其他名称: {'、'.join(subject.aliases)}")
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
        _print_json(document)
        return 0
    print(f"{ledger.department.name} {ledger.year} 年度部门决算:{len(ledger.facts)} 笔事实 → 十张公开表\n")
    print("\n\n".join(map(str, report.tables)))
    print("\n为什么是这个数")
    for figure_id in DEMO_FIGURES:
        if report.get(figure_id) is not None:
            print(f"\n$ govbudget explain {chosen.example} '{figure_id}'")
            print(report.explain(figure_id))
    told = "、".join(f"{verdict.value} {count}" for verdict, count in counts.items())
    print(f"\n与公开数对照:{len(compared)} 个数,{told}")
    for comparison in compared:
        if comparison.verdict is not Verdict.HOLDS:
            print(f"  {comparison}")
    return 0
