"""等式 — reconciliation rules as text: `income[{row}].total = income[{row}].(appropriation + other)`.

A term names a table, rows and columns; `@` before it means the figure as the narrative states it. Rows are ids,
`class` (every 类 that the table lists), `leaf` (its lowest codes), `rest` (every row but 合计), a variable `{code}`, or `{code}/below` (what
the table lists directly under the code). Several rows or columns, joined by `+`, are added up.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping

from attrs import field, frozen

from govbudget.checks.dossier import Cell, Dossier
from govbudget.errors import GovBudgetError
from govbudget.model import CLASS_DIGITS

__all__ = ["Equation", "EquationError", "Operand", "Relation", "Term"]

_TERM = re.compile(
    r"(?P<stated>@)?(?P<table>[a-z_]+)\[(?P<rows>[^\]]+)\]\.(?:\((?P<columns>[^)]+)\)|(?P<column>[a-z_.{}]+))"
)
_SIDE = re.compile(r"\s*(?P<sign>[-+])?\s*(?P<term>@?[a-z_]+\[[^\]]+\]\.(?:\([^)]+\)|[a-z_.{}]+))\s*")


_NAME = re.compile(r"(?:[^\s{}+]|\{[a-z_]+\})+")
"""A row or a column: an id, in which a variable may stand in braces."""


class EquationError(GovBudgetError, ValueError):
    """等式有误 — a rule's text that cannot be read as an equation.

    出路: 写作 `表[行].栏 = 表[行].(栏 + 栏)`,照 data/rules/ 里的写法。
    """


class Relation(enum.Enum):
    """关系 — equal, or not above."""

    EQUAL = "="
    AT_MOST = "<="


@frozen
class Operand:
    """一项 — one figure of an equation in one document; `listed` is False where the layout has no such place."""

    sign: int = field(metadata={"zh": "加减"})
    table: str = field(metadata={"zh": "表编号"})
    row: str = field(metadata={"zh": "行编号"})
    column: str = field(metadata={"zh": "栏编号"})
    cell: Cell | None = field(metadata={"zh": "印出的数"})
    listed: bool = field(metadata={"zh": "是否列有"})
    stated: bool = field(default=False, metadata={"zh": "取情况说明数"})

    @property
    def id(self) -> str:
        """`table[row].column`, after `@` where the narrative states it."""
        return f"{'@' if self.stated else ''}{self.table}[{self.row}].{self.column}"


@frozen
class Term:
    """项 — rows and columns of one table, added or taken away."""

    table: str = field(metadata={"zh": "表编号"})
    rows: tuple[str, ...] = field(metadata={"zh": "行"})
    columns: tuple[str, ...] = field(metadata={"zh": "栏"})
    sign: int = field(default=1, metadata={"zh": "加减"})
    stated: bool = field(default=False, metadata={"zh": "取情况说明数"})

    @property
    def variables(self) -> frozenset[str]:
        """The variables that it leaves open."""
        return frozenset(re.findall(r"\{([a-z_]+)\}", " ".join((*self.rows, *self.columns))))

    def operands(self, dossier: Dossier, bound: Mapping[str, str]) -> Iterator[Operand]:
        """The figures that the term means in a document, each variable replaced by what it is bound to."""
        for pattern in self.rows:
            for row in _rows(pattern, dossier, self.table, bound):
                for column in self.columns:
                    yield self._operand(dossier, row, column.format_map(bound))

    def _operand(self, dossier: Dossier, row: str, column: str) -> Operand:
        if self.stated:
            found = dossier.stated.get(f"{self.table}[{row}].{column}", ())
            cell = dossier.stated_cell(found[0]) if found else None
            return Operand(self.sign, self.table, row, column, cell, bool(found), stated=True)
        cell = dossier.cell(self.table, row, column)
        listed = cell is not None or dossier.lists(self.table, row, column)
        return Operand(self.sign, self.table, row, column, cell, listed)


@frozen
class Equation:
    """等式 — two sides and their relation."""

    left: tuple[Term, ...] = field(metadata={"zh": "左边"})
    right: tuple[Term, ...] = field(metadata={"zh": "右边"})
    relation: Relation = field(metadata={"zh": "关系"})

    @classmethod
    def read(cls, text: str) -> Equation:
        """Read an equation. Raises `EquationError` for text that is none.

        >>> Equation.read("general_budget[{code}].total = general_budget[{code}].(basic + project)").relation
        <Relation.EQUAL: '='>
        """
        relation = Relation.AT_MOST if "<=" in text else Relation.EQUAL
        sides = text.split(relation.value)
        if len(sides) != 2:  # noqa: PLR2004 - a left and a right side
            raise EquationError(f"{text!r} 应有一个 = 或 <=")
        return cls(_side(sides[0]), _side(sides[1]), relation)

    @property
    def variables(self) -> frozenset[str]:
        """The variables that must be bound before it can be tried."""
        return frozenset().union(*(term.variables for term in (*self.left, *self.right)))

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that it reads, `@` for the narrative."""
        return tuple(dict.fromkeys("@" if t.stated else t.table for t in (*self.left, *self.right)))


def _side(text: str) -> tuple[Term, ...]:
    text = text.strip()
    terms: list[Term] = []
    at = 0
    while at < len(text):
        match = _SIDE.match(text, at)
        if match is None or (terms and not match["sign"]):
            raise EquationError(f"{text!r} 的第 {at + 1} 个字起不是「表[行].栏」")
        terms.append(_term(match["term"], -1 if match["sign"] == "-" else 1))
        at = match.end()
    if not terms:
        raise EquationError("等式的一边是空的")
    return tuple(terms)


def _term(text: str, sign: int) -> Term:
    match = _TERM.fullmatch(text)
    assert match is not None  # noqa: S101 - the pattern of a side contains that of a term
    columns = match["columns"] or match["column"]
    rows, titles = (tuple(name.strip() for name in names.split("+")) for names in (match["rows"], columns))
    if wrong := [name for name in (*rows, *titles) if not _NAME.fullmatch(name)]:
        raise EquationError(f"{text!r} 中的 {wrong[0]!r} 不是行、栏或 {{变量}} 的名称")
    return Term(match["table"], rows, titles, sign, stated=bool(match["stated"]))


def _rows(pattern: str, dossier: Dossier, table: str, bound: Mapping[str, str]) -> tuple[str, ...]:
    if pattern == "class":
        return tuple(code for code in dossier.codes(table) if len(code) == CLASS_DIGITS)
    if pattern == "leaf":
        return dossier.lowest(table)
    if pattern == "rest":
        return (
            tuple(row.id for row in dossier.tables[table].rows if row.id != "total")
            if table in dossier.tables
            else ()
        )
    if pattern.endswith("/below"):
        return dossier.below(table, pattern.removesuffix("/below").format_map(bound))
    return (pattern.format_map(bound),)
