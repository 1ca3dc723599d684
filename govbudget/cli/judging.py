"""一份文件的核对 — a document read, judged and told, as plain values that also travel between processes."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from functools import partial

from attrs import field, frozen

from govbudget.adapters.contract import Document
from govbudget.adapters.documents import read_document
from govbudget.adapters.findings_json import findings_document
from govbudget.adapters.writers import write_review
from govbudget.catalogue.checking import check, rules, scheme_name_for
from govbudget.catalogue.schemes import scheme
from govbudget.checks import Severity, Verdict
from govbudget.checks.units import UNIT_RULE
from govbudget.cli.documents import disclosure_path, told_faults
from govbudget.cli.progress import Counted
from govbudget.cli.read import not_read_lines
from govbudget.cli.review_text import caution, review_lines
from govbudget.cli.writing import Targets, in_its_folder

__all__ = ["Judged", "judged", "judged_or_not", "rule_ids"]


@frozen
class Judged:
    """一份文件的结果 — what was found of a document, as text or as JSON; `faults` is why it could not be judged."""

    name: str = field(metadata={"zh": "文件"})
    faults: tuple[str, ...] = field(default=(), metadata={"zh": "未能核对的原因"})
    department: str = field(default="", metadata={"zh": "部门"})
    year: int | None = field(default=None, metadata={"zh": "年度"})
    counts: Mapping[Verdict, int] = field(factory=dict, metadata={"zh": "结论计数"})
    severities: Mapping[Severity, int] = field(factory=dict, metadata={"zh": "不符的轻重"})
    text: str = field(default="", metadata={"zh": "报告"})
    document: Document | None = field(default=None, metadata={"zh": "JSON"})
    hints: tuple[str, ...] = field(default=(), metadata={"zh": "提示"})
    written: tuple[str, ...] = field(default=(), metadata={"zh": "写出的文件"})
    fails: bool = field(default=False, metadata={"zh": "有错误"})


def rule_ids(scheme_name: str) -> frozenset[str]:
    """Every rule that may be ignored where self-evaluations are judged by this scheme."""
    return frozenset({UNIT_RULE, *(rule.id for rule in rules(scheme_name))})


def judged(
    chosen: argparse.Namespace,
    name: str,
    targets: Targets,
    ignore: Mapping[str, str],
    on_page: Counted | None = None,
) -> Judged:
    """Try every rule on one document and write what is to be written. Raises as reading and checking do."""
    return _judged(chosen, name, targets, on_page, lambda _: ignore)


def _judged(
    chosen: argparse.Namespace,
    name: str,
    targets: Targets,
    on_page: Counted | None,
    ignored_by: Callable[[str], Mapping[str, str]],
) -> Judged:
    disclosure = read_document(disclosure_path(name), chosen.year, chosen.form, on_page)
    by = chosen.scheme or scheme_name_for(disclosure)
    found = check(disclosure, scheme_name=by, ignore=ignored_by(by))
    for kind, path in targets.items():
        write_review(found, kind, in_its_folder(path))
    text, document = "", None
    if chosen.format == "json":
        document = findings_document(found, everything=chosen.all)
    else:
        scored = f",绩效自评按 {by} 评分" if disclosure.evaluations else ""
        head = f"{disclosure.department.name} {disclosure.year}年度{scored}"
        text = "\n".join([head, *review_lines(found, everything=chosen.all)])
    cautions = caution(scheme(by)) if disclosure.evaluations else ()
    return Judged(
        name,
        department=disclosure.department.name,
        year=disclosure.year,
        counts=found.counts,
        severities={one: sum(f.severity is one for f in found.broken) for one in Severity},
        text=text,
        document=document,
        hints=(*cautions, *not_read_lines(disclosure)),
        written=tuple(map(str, targets.values())),
        fails=found.fails(strict=chosen.strict),
    )


def judged_or_not(
    chosen: argparse.Namespace,
    name: str,
    targets: Targets,
    ignore: Mapping[str, str],
    on_page: Counted | None = None,
) -> Judged:
    """One of several documents: what is wrong with it is told of it and stops no other.

    A rule that its scheme does not have needs not be ignored in it.
    """
    known = partial(_known, ignore)
    try:
        return _judged(chosen, name, targets, on_page, known)
    except Exception as fault:
        if (faults := told_faults(fault, name)) is None:
            raise
        return Judged(name, faults)


def _known(ignore: Mapping[str, str], scheme_name: str) -> Mapping[str, str]:
    ids = rule_ids(scheme_name) if ignore else frozenset()
    return {rule: reason for rule, reason in ignore.items() if rule in ids}
