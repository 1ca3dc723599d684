"""金额单位 — a table whose unit was misstated breaks every rule that reads it and another; told once (DOMAIN M-09)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import evolve

from govbudget.checks.finding import Cause, Finding, Place, Severity
from govbudget.checks.verdict import Verdict
from govbudget.model import Disclosure, PrintedTable
from govbudget.money import Unit

__all__ = ["UNIT_RULE", "misstated_units", "one_cell", "unit_finding", "with_unit"]

UNIT_RULE = "M-09"
TITLE = "各表的金额单位与其数相称"
LEAST = 3
"""So many figures apart by ten thousand are no coincidence."""


def misstated_units(
    disclosure: Disclosure, findings: Sequence[Finding]
) -> Iterator[tuple[PrintedTable, Unit]]:
    """Tables that most often stand apart from others by the factor of 元 and 万元, with the other unit."""
    apart = Counter(
        table
        for finding in findings
        if finding.cause is Cause.UNIT_MIXUP and finding.balance
        for table in dict.fromkeys(
            figure.lstrip("@").partition("[")[0] for figure, _ in finding.balance.terms
        )
    )
    listed = {table.id: table for table in disclosure.tables}
    for name, count in apart.most_common():
        if name in listed and count >= LEAST and listed[name].unit is not Unit.YI_YUAN:
            yield listed[name], Unit.YUAN if listed[name].unit is Unit.WAN_YUAN else Unit.WAN_YUAN


def one_cell(findings: Sequence[Finding]) -> bool:
    """True if one cell stands in all of them: it is then this one that was printed in another unit, not its table."""
    cells = [{figure for figure, _ in finding.balance.terms} for finding in findings if finding.balance]
    return bool(cells) and bool(set.intersection(*cells))


def with_unit(disclosure: Disclosure, table: PrintedTable, unit: Unit) -> Disclosure:
    """The document with one table read in another unit."""
    tables = tuple(evolve(one, unit=unit) if one is table else one for one in disclosure.tables)
    return evolve(disclosure, tables=tables)


def unit_finding(table: PrintedTable, unit: Unit, consequences: tuple[Finding, ...]) -> Finding:
    """One finding for the unit, with all that follows from it."""
    name = " ".join(filter(None, (table.number, table.title)))
    return Finding(
        UNIT_RULE,
        TITLE,
        Verdict.BROKEN,
        Severity.ERROR,
        (Place(name, table.id, page=table.page),),
        f"{name} 的金额单位写作{table.unit.zh},疑应为{unit.zh};按{unit.zh}读,{len(consequences)}处不符都消除",
        table.unit.zh,
        unit.zh,
        cause=Cause.UNIT_MIXUP,
        basis="表头的金额单位;同一数在各表中应当相等",
        consequences=consequences,
    )
