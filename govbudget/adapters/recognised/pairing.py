"""报告与表互校 — words of a form that were cut or misread, completed from the report of the same project.

A form is printed small and its narrow cells cut their text; the report states the same lines in full. A line of the
form has its counterpart where both list as many lines and nothing readable in the two contradicts. Only words are
completed, never a number, and each completion is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from govbudget.adapters.recognised.indicators import level1_of
from govbudget.adapters.recognised.lines import alike, is_usual
from govbudget.model import Indicator, NotRead, SelfEvaluation

__all__ = ["completed", "report_for"]

LIKE = 50
LEAST_PREFIX = 3


def report_for(form: SelfEvaluation, reports: Sequence[SelfEvaluation]) -> SelfEvaluation | None:
    """The report that a form goes with: of its name, as many lines, and most of them alike; the nearest before it."""
    likely = [
        one
        for one in reports
        if alike(one.name, form.name) >= LIKE and len(one.indicators) == len(form.indicators)
    ]
    scored = [
        (sum(map(_same, one.indicators, form.indicators)), -abs(one.order - form.order), one)
        for one in likely
    ]
    best = max(scored, key=lambda entry: entry[:2], default=None)
    return best[2] if best and best[0] * 2 >= len(form.indicators) else None


def _same(one: Indicator, other: Indicator) -> bool:
    return _like(one.name, other.name) or (
        one.weight == other.weight and one.target == other.target is not None
    )


def _like(full: str, cut: str) -> bool:
    """True if one text may be what recognition left of the other."""
    if not cut:
        return False
    prefix = min(len(cut), len(full), max(LEAST_PREFIX, len(cut) - 2))
    return (full[:prefix] == cut[:prefix] and prefix >= LEAST_PREFIX) or alike(full, cut) >= LIKE


def completed(form: SelfEvaluation, report: SelfEvaluation | None) -> tuple[SelfEvaluation, list[NotRead]]:
    """The form with its words completed, and what was completed or is left open."""
    told: list[NotRead] = []
    if report is None:
        told.extend(
            NotRead(line.line, f"自评表指标「{line.name}」: 二级指标或名称没有识别出来,也没有自评报告可对照")
            for line in form.indicators
            if not line.level2 or not line.name
        )
        return form, told
    lines = [_line(line, of, told) for line, of in zip(form.indicators, report.indicators, strict=True)]
    return evolve(form, indicators=tuple(lines)), told


_KEYS = {"level2": "二级指标", "name": "名称", "target": "指标值", "reason": "偏差原因"}


def _line(line: Indicator, of: Indicator, told: list[NotRead]) -> Indicator:
    certain = _same(of, line) or (line.level2 == of.level2 and line.weight == of.weight and bool(line.level2))
    if not certain or (line.level2 and line.level2 != of.level2):
        if line.name != of.name:
            told.append(_doubt(line, of))
        return line
    changes = _changes(line, of)
    if line.name != of.name and "name" not in changes:
        told.append(_doubt(line, of))
    for key, text in changes.items():
        was = getattr(line, key)
        read = f"识别作「{was}」" if was else "没有识别出来"
        told.append(
            NotRead(line.line, f"自评表指标「{of.name}」: {_KEYS[key]}{read},按自评报告读作「{text}」")
        )
    level2 = changes.get("level2", line.level2)
    return evolve(
        line,
        level1=level1_of(level2) or line.level1 or of.level1,
        level2=level2,
        name=changes.get("name", line.name),
        target=changes.get("target", line.target),
        reason=changes.get("reason", line.reason),
    )


def _doubt(line: Indicator, of: Indicator) -> NotRead:
    return NotRead(line.line, f"自评表指标「{line.name}」: 自评报告同序为「{of.name}」,名称存疑")


def _changes(line: Indicator, of: Indicator) -> dict[str, str]:
    changes: dict[str, str] = {}
    if not line.level2:
        changes["level2"] = of.level2
    if line.name != of.name and (_like(of.name, line.name) or not line.name or not is_usual(line.name)):
        changes["name"] = of.name
    for key, own, full in (("target", line.target, of.target), ("reason", line.reason, of.reason)):
        if not own or not full or own == full or re.search(r"\d", full):
            continue
        if alike(own, full) >= LIKE and not (is_usual(own) and not is_usual(full)):
            changes[key] = full
    return changes
