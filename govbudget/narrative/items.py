"""逐项说明 — budgets tell every 项 by its path 类、款、项 and its sum; the functional table has the same (VARIANTS 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import evolve, field, frozen

from govbudget.checks import Dossier, Finding, Place, Severity, Verdict
from govbudget.checks.stated_rules import RestatedRule
from govbudget.model import Scheme, StatedFigure, ancestors_of
from govbudget.narrative.pages import clean_line

__all__ = ["ITEM_RULES", "ItemListRule", "ItemRule"]

TABLE = "general_budget"
BASIS = "预算编制说明逐项所列的支出,应与一般公共预算支出功能分类表一致"
LEAST = 3
"""Fewer items are an example, not a list of all."""

_LEVEL = r"[^“”（(、，,。；;]+"
_ITEM = re.compile(
    rf"“?(?P<class>{_LEVEL})[（(]类[）)](?P<group>{_LEVEL})[（(]款[）)](?P<item>{_LEVEL}(?:[（(][^（(）)]+[）)]{_LEVEL})?)"
    r"[（(]项[）)]”?(?:支出)?(?P<sum>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<unit>万元|元)"
)


def _folded(name: str) -> str:
    return (
        re.sub(r"\s|^[0-9]+[.．、]", "", name).replace("其它", "其他").replace("（", "(").replace("）", ")")
    )


def _paths(dossier: Dossier) -> Mapping[tuple[str, str], list[str]]:
    """The codes of 项 by the names of their 款 and their own."""
    rows = (
        {row.id: _folded(row.label) for row in dossier.tables[TABLE].rows} if TABLE in dossier.tables else {}
    )
    found: dict[tuple[str, str], list[str]] = {}
    for code in (code for code in rows if code.isdigit() and len(code) == Scheme.FUNCTIONAL.lengths[-1]):
        found.setdefault((rows.get(ancestors_of(code)[-1], ""), rows[code]), []).append(code)
    return found


def _told(dossier: Dossier) -> list[StatedFigure]:
    """Every 项 that prose tells with a sum, once each; one that is told in parts is left out."""
    paths = _paths(dossier)
    told: dict[str, list[StatedFigure]] = {}
    for number, sentence in enumerate(dossier.disclosure.sentences, start=1):
        for match in _ITEM.finditer(clean_line(sentence.text)):
            codes = paths.get((_folded(match["group"]), _folded(match["item"])), [])
            for code in codes if len(codes) == 1 else ():
                told.setdefault(code, []).append(
                    StatedFigure(
                        f"{TABLE}[{code}].total",
                        match["sum"].replace(",", ""),
                        match["unit"],
                        sentence.section,
                        number,
                        sentence.page,
                        sentence.line,
                    )
                )
    return [figures[0] for figures in told.values() if len({one.text for one in figures}) == 1]


@frozen
class ItemRule:
    """逐项规则 — the sum that prose tells of a 项 is that of the table."""

    id: str = field(default="N-ITEM", metadata={"zh": "编号"})
    title: str = field(default="逐项说明的支出与功能分类表一致", metadata={"zh": "名称"})
    basis: str = field(default=BASIS, metadata={"zh": "依据"})
    severity: Severity = field(default=Severity.ERROR, metadata={"zh": "轻重"})
    requires: tuple[str, ...] = field(default=("sentences", TABLE), metadata={"zh": "所需"})

    def applies(self, dossier: Dossier) -> bool:
        """True for budgets: final accounts tell an item by what it was planned and spent."""
        return dossier.disclosure.kind == "budget"

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """One finding for every 项 that is told, in the order of the text."""
        rule = RestatedRule(self.id, self.title, re.compile(".*"), basis=self.basis, severity=self.severity)
        disclosure = evolve(dossier.disclosure, stated=tuple(_told(dossier)))
        yield from rule.evaluate(evolve(dossier, disclosure=disclosure))


@frozen
class ItemListRule:
    """逐项不漏规则 — where prose tells the items one by one, it tells every 项 with a sum."""

    id: str = field(default="N-ITEM-LIST", metadata={"zh": "编号"})
    title: str = field(default="逐项说明不漏功能分类表中的项", metadata={"zh": "名称"})
    basis: str = field(default=BASIS, metadata={"zh": "依据"})
    severity: Severity = field(default=Severity.WARNING, metadata={"zh": "轻重"})
    requires: tuple[str, ...] = field(default=("sentences", TABLE), metadata={"zh": "所需"})

    def applies(self, dossier: Dossier) -> bool:
        """True for budgets."""
        return dossier.disclosure.kind == "budget"

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """One finding for the whole list, at the sentence that opens it."""
        named: set[str] = set()
        first = None
        for number, sentence in enumerate(dossier.disclosure.sentences, start=1):
            for match in _ITEM.finditer(clean_line(sentence.text)):
                named.add(_folded(match["item"]))
                first = first or (number, sentence)
        if first is None or len(named) < LEAST:
            return
        table = dossier.tables.get(TABLE)
        rows = [
            (row, cell)
            for row in (table.rows if table else ())
            if row.id.isdigit() and len(row.id) == Scheme.FUNCTIONAL.lengths[-1]
            if (cell := dossier.cell(TABLE, row.id, "total")) and cell.amount
        ]
        if not rows:
            return
        unit = rows[0][1].unit.zh
        lacking = [f"{row.label}{cell.text}{unit}" for row, cell in rows if _folded(row.label) not in named]
        number, sentence = first
        place = Place("编制说明逐项所列", page=sentence.page, line=sentence.line, sentence=number)
        yield Finding(
            self.id,
            self.title,
            Verdict.BROKEN if lacking else Verdict.HOLDS,
            self.severity,
            (place,),
            f"{place} {'漏列' + '、'.join(lacking) if lacking else f'所列{len(named)}项与表相符'}",
            basis=self.basis,
        )


ITEM_RULES = (ItemRule(), ItemListRule())
