"""核对报告 on the terminal: counts, errors one by one, hints by rule, the rest in a few lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from govbudget.checks import Finding, Review, Severity, Verdict
from govbudget.model import ScoringScheme
from govbudget.text import display_width

__all__ = ["caution", "review_lines"]

MOST_TOLD = 30
"""Findings of one kind that fit a screen; `--all` lists the rest."""

WIDEST = 120
"""Columns of a line that only gives an example."""


def caution(by: ScoringScheme) -> Iterator[str]:
    """What a scheme rests on without its source having been read."""
    if by.unverified:
        yield f"评分办法 {by.name} 的 {'、'.join(by.unverified)} 依据未核实,请以当地文件为准"


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
