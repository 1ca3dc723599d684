"""`claims TEXTFILE` — the figures that prose claims, each recomputed from what the prose itself prints."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from govbudget.catalogue.checking import DEFAULT_SCHEME
from govbudget.catalogue.schemes import scheme, scheme_names
from govbudget.checks import Finding, Severity, Verdict
from govbudget.cli.commands import Command, print_json
from govbudget.cli.output import read_or_not
from govbudget.errors import GovBudgetError
from govbudget.narrative import Claim, Judged, PrintedFigure, Reading, findings_of, judge, read_passages
from govbudget.narrative.said import Role

__all__ = ["add_command", "claims", "claims_document", "pages_of"]

_Group: TypeAlias = "argparse._SubParsersAction[Any]"  # noqa: SLF001 - its only name

LARGEST = 8 * 2**20
"""A text of more bytes is no disclosure."""


LONGEST_NAME = 24
"""Signs of a quantity's name that are shown; its end says most."""

MOST_SHOWN = 20
"""Claims of one verdict that are listed unless all are asked for."""


def add_command(
    named: _Group, command: Callable[[_Group, str, Command, str], argparse.ArgumentParser]
) -> None:
    """`claims` with its options."""
    parser = command(named, "claims", claims, "核对文字中的数: 占比、增减、完成率、合计、等级,逐个重算")
    parser.add_argument("text", metavar="TEXTFILE", help="文字文件(UTF-8 或 GB18030),换页符分页")
    parser.add_argument(
        "--scheme", choices=scheme_names(), default=DEFAULT_SCHEME, help="等级所依据的评分办法;默认 mof-2020"
    )
    parser.add_argument("--all", action="store_true", help="列出全部表述,相符的也列出,并列出没有用到的数")
    parser.add_argument("--strict", action="store_true", help="尾差和提醒也算不符")


def claims(chosen: argparse.Namespace) -> int:
    """Recompute every claim; 1 if one is broken, with --strict also for 尾差 and contradictory directions."""
    reading = Reading.of(read_passages(pages_of(Path(chosen.text))))
    by = scheme(chosen.scheme)
    judged = [judge(claim, by) for claim in reading.claims]
    findings = findings_of(judged)
    counted = {Verdict.BROKEN, Verdict.ROUNDING} if chosen.strict else {Verdict.BROKEN}
    failed = any(
        finding.verdict in counted and (chosen.strict or finding.severity is Severity.ERROR)
        for finding in findings
    )
    with read_or_not():
        if chosen.format == "json":
            print_json(claims_document(judged, findings, reading.figures))
        else:
            print("\n".join(_lines(judged, findings, everything=chosen.all)))
            print("\n".join(_figures(reading, everything=chosen.all)))
    return int(failed)


def pages_of(path: Path) -> list[str]:
    """The pages of a text file, parted by form feeds. Raises `GovBudgetError` for what is no text."""
    raw = path.read_bytes()
    if len(raw) > LARGEST:
        raise GovBudgetError(f"{path}: 超过 {LARGEST // 2**20} MB,不是公开文件的文字")
    if raw.startswith(b"%PDF") or b"\0" in raw[:4096]:
        raise GovBudgetError(f"{path}: 不是文字文件;请先取出文字")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding).split("\f")
        except UnicodeDecodeError:
            continue
    raise GovBudgetError(f"{path}: 不是 UTF-8 或 GB18030 的文字")


def claims_document(
    judged: Sequence[Judged], findings: Sequence[Finding] = (), figures: Sequence[PrintedFigure] = ()
) -> dict[str, Any]:
    """`govbudget.claims/1` (DESIGN §9): every claim in the order of the text, the findings on which the exit code
    rests, each with what follows from it, and every figure of the text with the claims that use it, counted from 0.
    """
    return {
        "schema": "govbudget.claims/1",
        "claims": [
            {
                "kind": one.claim.kind,
                "page": one.claim.page,
                "sentence": one.claim.text,
                "inputs": _inputs(one.claim),
                "published": one.claim.published,
                "recomputed": one.recomputed,
                "verdict": one.verdict.id,
                "cause": one.cause.id if one.cause else None,
                "reason": _reason(one),
            }
            for one in judged
        ],
        "findings": [
            {**_finding(one), "consequences": list(map(_finding, one.consequences))}
            for one in findings
            if one.verdict in (Verdict.BROKEN, Verdict.ROUNDING)
        ],
        "figures": list(map(_figure, figures)),
    }


def _figure(figure: PrintedFigure) -> dict[str, Any]:
    """A figure with its unit, `null` for a number whose unit is not known; `claims` is empty for one only stated."""
    return {
        "page": figure.page,
        "section": list(figure.section),
        "sentence": figure.context,
        "text": figure.text,
        "value": figure.value,
        "unit": figure.unit or None,
        "name": figure.name or None,
        "said": figure.role.name.lower(),
        "claims": [{"claim": claim, "role": role} for claim, role in figure.uses],
    }


def _reason(judged: Judged) -> str | None:
    """Why a claim was not tested; `None` for one that was."""
    return judged.message.partition(": ")[2] if judged.verdict is Verdict.NOT_TESTED else None


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.id,
        "verdict": finding.verdict.id,
        "page": finding.where[0].page,
        "message": finding.message,
        "cause": finding.cause.id if finding.cause else None,
    }


def _inputs(claim: Claim) -> dict[str, str]:
    """The inputs by role; several of one role are numbered."""
    roles = Counter(part.role for part in claim.inputs)
    seen: Counter[str] = Counter()
    named = {}
    for part in claim.inputs:
        seen[part.role] += 1
        named[f"{part.role}{seen[part.role]}" if roles[part.role] > 1 else part.role] = part.text
    return named


def _lines(judged: Sequence[Judged], findings: Sequence[Finding], *, everything: bool) -> Iterator[str]:
    counts = Counter(one.verdict for one in judged)
    told = "、".join(f"{verdict.value} {counts[verdict]}" for verdict in Verdict)
    yield f"共读出 {len(judged)} 个表述: {told}"
    for finding in findings:
        if finding.verdict is Verdict.BROKEN:
            where = f"第{finding.where[0].page}页"
            yield f"  {finding.severity.value} {finding.rule:<8} {where} {finding.message}"
            yield from (f"    连带: {follower.message}" for follower in finding.consequences)
    for verdict in (Verdict.ROUNDING, Verdict.NOT_TESTED, Verdict.HOLDS):
        some = [one for one in judged if one.verdict is verdict]
        if some and (everything or verdict is not Verdict.HOLDS):
            yield f"{verdict.value} {len(some)} 个"
            shown = some if everything else some[:MOST_SHOWN]
            yield from (f"  第{one.claim.page}页 {one.message}" for one in shown)
            if len(some) > len(shown):
                yield f"  另有 {len(some) - len(shown)} 个未列出;--all 列出全部"


def _figures(reading: Reading, *, everything: bool) -> Iterator[str]:
    """How many figures the text states and how many of them a claim uses; the others one by one if all are asked."""
    unknown = [figure for figure in reading.stated if not figure.unit]
    stated = [figure for figure in reading.stated if figure.unit]
    used = len(reading.figures) - len(reading.stated)
    beside = f";另有 {len(unknown)} 个数没有认出单位" if unknown else ""
    yield f"共读出 {len(reading.figures) - len(unknown)} 个数: 表述用到 {used},只作陈述 {len(stated)}{beside}"
    if everything:
        for title, some in (("只作陈述", stated), ("没有认出单位", unknown)):
            if some:
                yield f"{title} {len(some)} 个"
                yield from (f"  第{one.page}页 {_told(one)}" for one in some)


def _told(figure: PrintedFigure) -> str:
    """A figure by its heading, what it is of, and what it is said to be."""
    words = [*figure.section[-1:], figure.name[-LONGEST_NAME:], figure.text]
    said = "" if figure.role in (Role.OTHER, Role.LEVEL) else f"({figure.role.value})"
    return " ".join(filter(None, words)) + said
