"""线性勾稽规则 — equations between printed figures, judged within the bound that rounding allows (DESIGN §3)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from attrs import field, frozen

from govbudget.checks.dossier import Dossier
from govbudget.checks.equation import Equation, Operand, Relation, Term
from govbudget.checks.finding import Finding, Severity, untested
from govbudget.checks.trial import Trial
from govbudget.model import CLASS_DIGITS

__all__ = ["Case", "LinearRule"]


NEEDED_ROWS = frozenset(
    {
        "total",
        "income_total",
        "expenditure_total",
        "income_grand_total",
        "expenditure_grand_total",
        "appropriation",
        "personnel_total",
        "operating_total",
    }
)
NEEDED_COLUMNS = frozenset(
    {
        "total",
        "grand_total",
        "basic",
        "project",
        "income",
        "opening",
        "appropriation",
        "personnel",
        "operating",
        "abroad",
        "vehicles",
        "vehicle_purchase",
        "vehicle_operation",
        "reception",
    }
)
"""Sums of other lines, and columns that every layout of such a table has: one that a printed table lacks is not
told or was not read. The other lines and columns (sources of money, kinds of expenditure, budgets) differ from place
to place; where there is none, there is nothing to add."""

DIGITS = {"codes": None, "classes": CLASS_DIGITS, "groups": CLASS_DIGITS + 2}
"""How long the codes are that a variable may stand for."""


@frozen
class Case:
    """情形 — one equation of a rule, for every binding of its variables, where its conditions are met.

    `each` binds variables: `rows T` (every row printed), `codes T U` and `classes T U` (codes that any of the
    tables lists, `groups T` for the 款), `columns T`, or ids separated by blanks. `printed`, `unless`, `blank`
    and `filled` name places, `T`, `T[row]` or `T.column`: all must be listed, none may be listed, all must be
    blank, one of them must not be known to be blank.
    """

    equation: Equation = field(metadata={"zh": "等式"})
    each: tuple[tuple[str, str], ...] = field(default=(), metadata={"zh": "逐项"})
    printed: tuple[str, ...] = field(default=(), metadata={"zh": "须列有"})
    unless: tuple[str, ...] = field(default=(), metadata={"zh": "须未列"})
    blank: tuple[str, ...] = field(default=(), metadata={"zh": "须空白"})
    filled: tuple[str, ...] = field(default=(), metadata={"zh": "须有数"})

    def bindings(self, dossier: Dossier) -> Iterator[dict[str, str]]:
        """Every combination of what the variables stand for in a document."""
        names = [name for name, _ in self.each]
        for values in itertools.product(*(_domain(domain, dossier) for _, domain in self.each)):
            yield dict(zip(names, values, strict=True))

    def columns(self, dossier: Dossier) -> Iterator[tuple[str, str]]:
        """The tables and columns that it reads, whether or not the document meets its conditions."""
        domains = {f"{{{name}}}": _domain(domain, dossier) for name, domain in self.each}
        for term in (*self.equation.left, *self.equation.right):
            for column in term.columns:
                yield from ((term.table, name) for name in domains.get(column, (column,)))

    def lacks(self, dossier: Dossier) -> str | None:
        """The first place that it wants printed and the document does not list."""
        return next((place for place in self.printed if not _is_listed(place, dossier)), None)

    def holds_for(self, dossier: Dossier) -> bool:
        """True if the document meets the conditions."""
        return (
            all(_is_listed(place, dossier) for place in self.printed)
            and not any(_is_listed(place, dossier) for place in self.unless)
            and all(_is_blank(place, dossier) for place in self.blank)
            and not (self.filled and all(_is_blank(place, dossier) for place in self.filled))
        )


@frozen
class LinearRule:
    """线性规则 — a rule whose cases are equations. `counts` are whole things, which never round."""

    id: str = field(metadata={"zh": "编号"})
    title: str = field(metadata={"zh": "名称"})
    basis: str = field(metadata={"zh": "依据"})
    cases: tuple[Case, ...] = field(repr=False, metadata={"zh": "情形"})
    severity: Severity = field(default=Severity.ERROR, metadata={"zh": "轻重"})
    kind: str | None = field(default=None, metadata={"zh": "适用于"})
    since: int | None = field(default=None, metadata={"zh": "自"})
    until: int | None = field(default=None, metadata={"zh": "至"})
    counts: bool = field(default=False, metadata={"zh": "计数"})

    @property
    def requires(self) -> tuple[str, ...]:
        """Every table that one of its equations reads."""
        return tuple(dict.fromkeys(table for case in self.cases for table in case.equation.tables))

    def applies(self, dossier: Dossier) -> bool:
        """True for documents of its kind and years."""
        year = dossier.disclosure.year
        return (
            self.kind in (None, dossier.disclosure.kind)
            and (self.since is None or year >= self.since)
            and (self.until is None or year <= self.until)
        )

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """One finding for every equation that the document gives something to test."""
        met = [case for case in self.cases if case.holds_for(dossier)]
        for case in met:
            for bound in case.bindings(dossier):
                finding = self._judge(case.equation, dossier, bound)
                if finding is not None:
                    yield finding
        lacking = [place for case in self.cases if not met and (place := case.lacks(dossier))]
        if lacking and all(table == "@" or table in dossier.tables for table in self.requires):
            yield self._untested([], [], f"文件没有 {_place_name(lacking[0], dossier)}")

    def _judge(self, equation: Equation, dossier: Dossier, bound: Mapping[str, str]) -> Finding | None:
        left, right = (
            [operand for term in side for operand in term.operands(dossier, bound)]
            for side in (equation.left, equation.right)
        )
        if not any(operand.cell for operand in (*left, *right)):
            return None
        if missing := _missing(equation.left, left, dossier) or _missing(equation.right, right, dossier):
            return self._untested(left, right, missing)
        silent = _untold(right, left, dossier, equation.relation)
        if equation.relation is Relation.EQUAL:
            silent = silent or _untold(left, right, dossier, equation.relation)
        if silent:
            return self._untested(left, right, silent)
        if unread := [o.cell for o in (*left, *right) if o.cell and o.cell.amount is None]:
            return self._untested(left, right, f"{unread[0].place}印作“{unread[0].text}”,读不成数")
        return Trial(self, equation, tuple(left), tuple(right), dossier).finding()

    def _untested(self, left: list[Operand], right: list[Operand], reason: str) -> Finding:
        place = next((o.cell.place for o in (*left, *right) if o.cell), None)
        where = (place,) if place else ()
        return untested(self, f"{self.title}: {reason}", where)


def _missing(side: tuple[Term, ...], operands: list[Operand], dossier: Dossier) -> str | None:
    """What one side lacks, in words.

    Addends that the layout does not have are left out of a sum. What cannot be left out: a figure that stands
    alone or beside one that the narrative states, a subtotal, and a code of which only the items are printed.
    """
    if not operands:
        return f"{dossier.table_name(side[0].table)}没有可相加的行"
    unlisted = [operand for operand in operands if not operand.listed]
    all_needed = len(unlisted) == len(operands) or any(operand.stated for operand in operands)
    lost = [operand for operand in unlisted if all_needed or _is_needed(operand, dossier)]
    if not lost:
        return None
    first = lost[0]
    return (
        f"情况说明未说 {dossier.name_of(first.id[1:])}" if first.stated else f"缺 {_name_of(first, dossier)}"
    )


def _is_needed(operand: Operand, dossier: Dossier) -> bool:
    printed = operand.table in dossier.tables
    lacks_row = operand.row in NEEDED_ROWS and (operand.table, operand.row) not in dossier.rows
    lacks_column = operand.column in NEEDED_COLUMNS and operand.column not in dossier.columns(operand.table)
    return printed and (lacks_row or lacks_column or dossier.breaks_down(operand.table, operand.row))


def _untold(
    operands: list[Operand],
    against: list[Operand],
    dossier: Dossier,
    relation: Relation,
) -> str | None:
    """What one side leaves blank throughout, in words: parts that are not told add up to nothing known.

    A single figure that is blank is zero, unless another must not be above it.
    """
    listed = [operand for operand in operands if operand.listed and not operand.stated]
    if any(operand.cell for operand in operands) or not any(o.cell and o.cell.amount for o in against):
        return None
    if len(listed) == 1 and relation is Relation.EQUAL:
        return None
    silent = [dossier.silence(operand.table, operand.row, operand.column) for operand in listed]
    if not all(silent):
        return None
    names = "".join(dict.fromkeys(name for name in silent if name))
    return f"{dossier.table_name(listed[0].table)}{names}全部空白,未列明细"


def _name_of(operand: Operand, dossier: Dossier) -> str:
    if operand.table not in dossier.tables:
        return dossier.table_name(operand.table)
    name = dossier.place(operand.table, operand.row, operand.column).name
    column = dossier.title(operand.table, operand.column)
    listed = operand.column in dossier.columns(operand.table)
    return name if listed or name.endswith(f"「{column}」") else f"{name}「{column}」"


def _domain(domain: str, dossier: Dossier) -> tuple[str, ...]:
    word, *tables = domain.split()
    if word == "rows":
        return tuple(
            row.id for table in tables if table in dossier.tables for row in dossier.tables[table].rows
        )
    if word == "columns":
        return tuple(dict.fromkeys(column for table in tables for column in dossier.columns(table)))
    if word in DIGITS:
        found = {code for table in tables for code in dossier.codes(table)}
        return tuple(sorted(code for code in found if DIGITS[word] in (None, len(code))))
    return (word, *tables)


def _place_name(place: str, dossier: Dossier) -> str:
    """What `T`, `T[row]` or `T.column` is called."""
    table, _, row = place.rstrip("]").partition("[")
    table, _, column = table.partition(".")
    if row:
        return dossier.place(table, row, "").name
    return dossier.table_name(table) + (f"「{dossier.title(table, column)}」" if column else "")


def _is_listed(place: str, dossier: Dossier) -> bool:
    table, _, rest = place.partition("[")
    if rest:
        return (table, rest.rstrip("]")) in dossier.rows
    table, _, column = place.partition(".")
    return column in dossier.columns(table) if column else table in dossier.tables


def _is_blank(place: str, dossier: Dossier) -> bool | None:
    """True if a place of the document holds nothing but zeros; `None` if the document lacks its table.

    A number that cannot be read is something.
    """
    table, _, rest = place.rstrip("]").partition("[")
    table, _, column = table.partition(".")
    if table not in dossier.tables:
        return None
    rows = [rest] if rest else [row.id for row in dossier.tables[table].rows]
    columns = [column] if column else dossier.columns(table)
    cells = [dossier.cell(table, row, one) for row in rows for one in columns]
    return not any(cell and (cell.amount is None or cell.amount) for cell in cells)
