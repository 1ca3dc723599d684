"""`check DISCLOSURE` — every rule on a published document, worst first, in one screen."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from govbudget.adapters.documents import read_document
from govbudget.adapters.findings_json import findings_document
from govbudget.catalogue import example_file, example_names
from govbudget.catalogue.checking import check as tried
from govbudget.catalogue.checking import scheme_name_for
from govbudget.catalogue.schemes import scheme, scheme_names
from govbudget.checks import Finding, Review, Severity, Verdict
from govbudget.cli.commands import Command, print_json, warn
from govbudget.cli.output import read_or_not
from govbudget.cli.read import not_read_lines
from govbudget.errors import GovBudgetError
from govbudget.model import ScoringScheme
from govbudget.text import display_width

__all__ = [
    "add_command",
    "add_review_options",
    "caution",
    "check",
    "disclosure_path",
    "ignored_rules",
    "review_lines",
]

_Group: TypeAlias = "argparse._SubParsersAction[Any]"  # noqa: SLF001 - its only name

MOST_TOLD = 30
"""Findings of one kind that fit a screen; `--all` lists the rest."""

WIDEST = 120
"""Columns of a line that only gives an example."""


def add_command(
    named: _Group, command: Callable[[_Group, str, Command, str], argparse.ArgumentParser]
) -> None:
    """`check` with its options."""
    parser = command(named, "check", check, "核对公开文件: 每条规则的结论,最重的在前")
    parser.add_argument("disclosure", help="公开文件(PDF、识别文本、YAML 或 JSON),或自带示例的名称")
    parser.add_argument(
        "--scheme", choices=scheme_names(), help="绩效自评的评分办法;默认按文件的表样所属地方"
    )
    add_review_options(parser)


def add_review_options(parser: argparse.ArgumentParser) -> None:
    """What both kinds of review take."""
    parser.add_argument("--strict", action="store_true", help="尾差和提醒也算不符")
    parser.add_argument("--all", action="store_true", help="列出全部结果,相符的也列出")
    parser.add_argument(
        "--ignore",
        action="append",
        default=[],
        metavar="规则=理由",
        help="不计某条规则,并在报告中写明理由;可多次",
    )


def check(chosen: argparse.Namespace) -> int:
    """Try every rule; 1 if one that is an error is broken, with --strict also for any other difference."""
    disclosure = read_document(disclosure_path(chosen.disclosure))
    name = chosen.scheme or scheme_name_for(disclosure)
    found = tried(disclosure, scheme_name=name, ignore=ignored_rules(chosen.ignore))
    with read_or_not():
        if chosen.format == "json":
            print_json(findings_document(found, everything=chosen.all))
        else:
            by = f",绩效自评按 {name} 评分" if disclosure.evaluations else ""
            print(f"{disclosure.department.name} {disclosure.year}年度{by}")
            print("\n".join(review_lines(found, everything=chosen.all)))
    if disclosure.evaluations:
        warn(caution(scheme(name)))
    warn(not_read_lines(disclosure))
    return int(found.fails(strict=chosen.strict))


def caution(by: ScoringScheme) -> Iterator[str]:
    """What a scheme rests on without its source having been read."""
    if by.unverified:
        yield f"评分办法 {by.name} 的 {'、'.join(by.unverified)} 依据未核实,请以当地文件为准"


def disclosure_path(written: str) -> Path:
    """A file, or the disclosure of a bundled example."""
    if written in example_names():
        return example_file(written, "disclosure.yaml")
    path = Path(written)
    if not path.suffix and path.name == written and not path.is_file():
        raise GovBudgetError(f"没有公开文件或示例 {written!r};可用的示例: {'、'.join(example_names())}")
    return path


def ignored_rules(written: Iterable[str]) -> dict[str, str]:
    """`规则=理由` options as a mapping. Raises `GovBudgetError` for one without a reason."""
    ignored = {}
    for option in written:
        rule, _, reason = option.partition("=")
        if not reason.strip():
            raise GovBudgetError(f"--ignore {option!r} 应写作 规则=理由,如 FA09-CAP=已经批准追加预算")
        ignored[rule.strip()] = reason.strip()
    return ignored


def review_lines(review: Review, *, everything: bool = False) -> Iterator[str]:
    """The report for the terminal: counts, errors one by one, hints by rule, the rest in a few lines."""
    told = "、".join(f"{verdict.value} {count}" for verdict, count in review.counts.items())
    yield f"共核对 {sum(review.counts.values())} 处: {told}"
    if everything:
        yield from (f"{_severity(f)}{line}" for f in review.findings for line in [*f.explain(), *_ignored(f)])
        return
    yield from _errors([f for f in review.broken if f.severity is Severity.ERROR])
    for severity in (Severity.WARNING, Severity.INFO):
        yield from _by_rule(severity.value, [f for f in review.broken if f.severity is severity])
    yield from _rounding(review.of(Verdict.ROUNDING))
    yield from _untested(review.of(Verdict.NOT_TESTED))
    for rule, reason in review.ignored.items():
        yield f"不计 {rule}: {reason}"


def _severity(finding: Finding) -> str:
    return f"{finding.severity.value} " if finding.verdict is Verdict.BROKEN else ""


def _ignored(finding: Finding) -> Iterator[str]:
    if finding.ignored is not None:
        yield f"  不计: {finding.ignored}"


def _errors(findings: list[Finding]) -> Iterator[str]:
    if not findings:
        return
    yield f"\n不符 {len(findings)} 处"
    yield from (f"  {finding.rule:<10} {finding.message}" for finding in findings[:MOST_TOLD])
    if len(findings) > MOST_TOLD:
        yield f"  …… 另有 {len(findings) - MOST_TOLD} 处,用 --all 列出"


def _by_rule(title: str, findings: list[Finding]) -> Iterator[str]:
    """A line a rule: how often, and the first example, cut to the screen."""
    if not findings:
        return
    yield f"\n{title} {len(findings)} 处"
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    for rule, told in by_rule.items():
        first = told[0].message
        often = f"{told[0].title}: {len(told)} 处,如 {first}" if len(told) > 1 else first
        yield _cut(f"  {rule:<10} {often}")


def _rounding(findings: tuple[Finding, ...]) -> Iterator[str]:
    """Differences that rounding explains, by the practice that explains them."""
    if not findings:
        return
    yield f"\n尾差 {len(findings)} 处(舍入可以解释,不是错误)"
    by_cause: dict[str, list[Finding]] = {}
    for finding in findings:
        by_cause.setdefault(finding.cause.value if finding.cause else "舍入", []).append(finding)
    for cause, told in by_cause.items():
        yield f"  {cause}: {_rule_counts(told)}"


def _untested(findings: tuple[Finding, ...]) -> Iterator[str]:
    """Rules that could not be tried, by what is missing."""
    if not findings:
        return
    yield f"\n缺数 {len(findings)} 处(未能核对)"
    by_reason: dict[str, list[Finding]] = {}
    for finding in findings:
        by_reason.setdefault(finding.message.removeprefix(f"{finding.title}: "), []).append(finding)
    for reason, told in by_reason.items():
        yield f"  {reason}: {_rule_counts(told)}"


def _rule_counts(findings: list[Finding]) -> str:
    counted = Counter(finding.rule for finding in findings)
    return "、".join(f"{rule}×{count}" if count > 1 else rule for rule, count in counted.items())


def _cut(line: str) -> str:
    """A line that fits a wide screen."""
    if display_width(line) <= WIDEST:
        return line
    kept = ""
    while display_width(kept) < WIDEST - 1:
        kept = line[: len(kept) + 1]
    return kept + "…"
