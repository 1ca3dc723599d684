"""文字所列的科目 — the names that follow 主要包括 and 用于, against the rows of the table that hold a sum (N-05c, N-06)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import field, frozen

from govbudget.checks import Dossier, Finding, Place, Severity, Verdict
from govbudget.model import CLASS_DIGITS, PrintedRow, PrintedSentence, Scheme, is_operating, is_personnel
from govbudget.narrative.pages import clean_line

__all__ = ["LIST_RULES", "ListRule"]

BASIS = "情况说明所列的科目应是表中有数的科目,不漏不添"
_BLOCKS = {"人员经费": is_personnel, "公用经费": is_operating}
_BLOCK = re.compile(r"(?P<name>人员经费|公用经费)[^；;。]*?主要?(?:包括|用于)[：:]?(?P<names>[^；;。]+)")
_CLASS = re.compile(
    r"^(?:[（(]?[0-9一二三四五六七八九十]+[）)、.．])?(?P<name>[^，,。；;（(0-9]+?支出)(?:[（(]类[）)])?(?:支出)?"
    r"(?=年初|支出|决算|[0-9])[^。；;]*?(?:主要)?用于[：:]?(?P<names>[^。；;，,]+)"
)
_AMOUNT = re.compile(r"[0-9.,]+\s*(?:万|亿)?元.*$")
_OPEN = re.compile(r"(?:等|等等)(?:支出|费用|方面|项目)?$")


@frozen
class ListRule:
    """所列科目规则 — every name that a list gives is a row with a sum, and every such row is in the list.

    A list that ends in 等 may leave rows out. Names are compared as the table prints them.
    """

    id: str = field(metadata={"zh": "编号"})
    title: str = field(metadata={"zh": "名称"})
    table: str = field(metadata={"zh": "表编号"})
    column: str = field(metadata={"zh": "栏编号"})
    pattern: re.Pattern[str] = field(metadata={"zh": "句式"})
    basis: str = field(default=BASIS, metadata={"zh": "依据"})
    severity: Severity = field(default=Severity.WARNING, metadata={"zh": "轻重"})

    @property
    def requires(self) -> tuple[str, ...]:
        """The prose and the table."""
        return ("sentences", self.table)

    def applies(self, dossier: Dossier) -> bool:
        """True for 决算: what is listed is what was spent."""
        return dossier.disclosure.kind == "final-accounts"

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """One finding a list that names any row of the table, in the order of the text."""
        for number, sentence in enumerate(dossier.disclosure.sentences, start=1):
            for match in self.pattern.finditer(clean_line(sentence.text)):
                rows = self._rows(dossier, match["name"])
                names, open_ended = _names(match["names"])
                if any(_plain(row.label) in names for row in rows):
                    yield self._judged(dossier, match["name"], names, rows, number, sentence, open_ended)

    def _rows(self, dossier: Dossier, name: str) -> list[PrintedRow]:
        """The rows of the last level that belong to the block or the 类 of that name."""
        if self.table not in dossier.tables:
            return []
        rows = dossier.tables[self.table].rows
        if name in _BLOCKS:
            digits, belongs = Scheme.ECONOMIC.lengths[-1], _BLOCKS[name]
        else:
            digits = Scheme.FUNCTIONAL.lengths[-1]
            codes = [r.id for r in rows if len(r.id) == CLASS_DIGITS and _plain(r.label) == _plain(name)]
            belongs = lambda code: code[:CLASS_DIGITS] in codes  # noqa: E731 - as the functions of the blocks
        return [row for row in rows if row.id.isdigit() and len(row.id) == digits and belongs(row.id)]

    def _judged(  # noqa: PLR0913, PLR0917 - a list, the rows it speaks of, and where it stands
        self,
        dossier: Dossier,
        name: str,
        names: tuple[str, ...],
        rows: list[PrintedRow],
        number: int,
        sentence: PrintedSentence,
        open_ended: bool,  # noqa: FBT001 - told by the list itself
    ) -> Finding:
        cells = {row.id: dossier.cell(self.table, row.id, self.column) for row in rows}
        held = {_plain(row.label): cell for row in rows if (cell := cells[row.id]) and cell.amount}
        foreign = [one for one in names if one not in held]
        lacking = [] if open_ended else [one for one in held if one not in names]
        unit = dossier.tables[self.table].unit.value
        faults = [
            *([f"所列{'、'.join(f'“{one}”' for one in foreign)}在表中没有数"] if foreign else []),
            *([f"漏列{'、'.join(f'{one}{held[one].text}{unit}' for one in lacking)}"] if lacking else []),
        ]
        section = f"情况说明{sentence.section.rpartition('/')[2]} {name}".replace("  ", " ")
        place = Place(section, page=sentence.page, line=sentence.line, sentence=number)
        return Finding(
            self.id,
            self.title,
            Verdict.BROKEN if faults else Verdict.HOLDS,
            self.severity,
            (place,),
            f"{place} {';'.join(faults) if faults else f'所列{len(names)}个科目与表相符'}",
            "、".join(names),
            "、".join(held),
            basis=self.basis,
        )


def _names(listed: str) -> tuple[tuple[str, ...], bool]:
    """The names of a list without their sums, each once, and whether it ends in 等."""
    bare = [_AMOUNT.sub("", one) for one in re.split(r"[、，,]|以及|和(?=其他)", listed)]
    open_ended = bool(_OPEN.search(bare[-1]))
    bare[-1] = _OPEN.sub("", bare[-1])
    named = (_plain(re.sub(r"^用于", "", one)) for one in bare)
    return tuple(dict.fromkeys(one for one in named if one)), open_ended


def _plain(name: str) -> str:
    """A name with one kind of brackets and without blanks."""
    return re.sub(r"\s+", "", name).replace("（", "(").replace("）", ")")


LIST_RULES = (
    ListRule("N-05c-LIST", "各类支出所列用途是有数的项", "general_budget", "total", _CLASS),
    ListRule("N-06-LIST", "人员经费、公用经费所列科目是有数的款", "basic_expenditure", "amount", _BLOCK),
)
"""Lists of the 项 of a 类 (DOMAIN N-05c) and of the 款 of 人员经费 and 公用经费 (N-06)."""
