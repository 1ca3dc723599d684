"""待核文件 — a disclosure indexed by figure, with the reference data that rules are handed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from attrs import Factory, field, frozen

from govbudget.calc import Figure
from govbudget.checks.finding import Finding, Place, Rule
from govbudget.checks.names import detail_name, labels_of, stated_name, titles_of
from govbudget.model import CLASS_DIGITS, CodeBook, Disclosure, PrintedRow, PrintedTable, ancestors_of
from govbudget.model.disclosure import StatedFigure
from govbudget.money import Amount, AmountError, Printing, Unit, is_absent
from govbudget.tables import Form

__all__ = ["FIGURE", "Cell", "Dossier", "codes_below", "printing_of"]


FIGURE = re.compile(r"(?P<table>[^\[\]]+)\[(?P<row>[^\]]+)\]\.(?P<column>.+)")
"""A figure id: `table[row].column`, and after the column what is derived from it."""

SIDES = {"income": "收入方", "expenditure": "支出方"}


@frozen
class Cell:
    """印出的数 — one non-blank printed number: exact as printed, with the step of its last place.

    `amount` is `None` for text that is no number; `step` is in fen.
    """

    id: str = field(metadata={"zh": "编号"})
    text: str = field(metadata={"zh": "印出的字"})
    unit: Unit = field(metadata={"zh": "金额单位"})
    amount: Amount | None = field(metadata={"zh": "数"})
    place: Place = field(metadata={"zh": "位置"}, repr=False)

    @property
    def step(self) -> int:
        """The value of the last printed place, in fen; a sum down to the fen has a step of one."""
        return max(1, 2 * self.amount.slack) if self.amount is not None else 1

    @property
    def source(self) -> Figure:
        """The printed number as the figure that others are worked out from. Only for a number."""
        assert self.amount is not None  # noqa: S101 - rules ask after they have seen that it is one
        page = f"第{self.place.page}页" if self.place.page else ""
        return Figure(
            self.id, self.place.name, self.amount, f"公开文件{page}", (), printing_of(self.unit, self.step)
        )


def printing_of(unit: Unit, step: int) -> Printing:
    """The printing of a unit whose last place is a step of so many fen."""
    places = next(p for p in range(unit.exponent, -1, -1) if p == 0 or 10 ** (unit.exponent - p) >= step)
    return Printing(unit, places)


def _read(text: str, unit: Unit) -> Amount | None:
    try:
        return Amount.read(text, unit)
    except AmountError:
        return None


@frozen
class Dossier:
    """待核文件 — what rules read: printed cells and stated figures by id, and the names they go by."""

    disclosure: Disclosure = field(metadata={"zh": "公开文件"})
    book: CodeBook | None = field(default=None, repr=False, metadata={"zh": "科目"})
    form: Form | None = field(default=None, repr=False, metadata={"zh": "表样"})
    naming: Form | None = field(default=None, repr=False, metadata={"zh": "通行名称"})
    tables: dict[str, PrintedTable] = field(
        init=False,
        repr=False,
        eq=False,
        metadata={"zh": "表"},
        default=Factory(lambda self: {table.id: table for table in self.disclosure.tables}, takes_self=True),
    )
    rows: dict[tuple[str, str], PrintedRow] = field(
        init=False,
        repr=False,
        eq=False,
        metadata={"zh": "行"},
        default=Factory(
            lambda self: {(t.id, row.id): row for t in self.disclosure.tables for row in t.rows},
            takes_self=True,
        ),
    )
    stated: dict[str, tuple[StatedFigure, ...]] = field(
        init=False,
        repr=False,
        eq=False,
        metadata={"zh": "情况说明的数"},
        default=Factory(lambda self: _grouped(self.disclosure.stated), takes_self=True),
    )
    _columns: dict[str, tuple[str, ...]] = field(
        init=False,
        repr=False,
        eq=False,
        default=Factory(
            lambda self: {table.id: _columns_of(table) for table in self.disclosure.tables}, takes_self=True
        ),
    )
    _codes: dict[str, tuple[str, ...]] = field(
        init=False,
        repr=False,
        eq=False,
        default=Factory(
            lambda self: {
                t.id: tuple(r.id for r in t.rows if r.id.isdigit()) for t in self.disclosure.tables
            },
            takes_self=True,
        ),
    )
    _titles: dict[str, dict[str, str]] = field(
        init=False,
        repr=False,
        eq=False,
        default=Factory(lambda self: titles_of(self.disclosure, (self.form, self.naming)), takes_self=True),
    )
    _both_sides: dict[str, frozenset[str]] = field(
        init=False,
        repr=False,
        eq=False,
        default=Factory(
            lambda self: {table.id: _on_both_sides(table) for table in self.disclosure.tables},
            takes_self=True,
        ),
    )
    _labels: dict[tuple[str, str], str] = field(
        init=False,
        repr=False,
        eq=False,
        default=Factory(lambda self: labels_of((self.form, self.naming)), takes_self=True),
    )
    _cells: dict[tuple[str, str, str], Cell | None] = field(init=False, repr=False, eq=False, factory=dict)
    _leaves: dict[tuple[str, str], dict[str, int]] = field(init=False, repr=False, eq=False, factory=dict)
    _below: dict[str, dict[str, tuple[str, ...]]] = field(init=False, repr=False, eq=False, factory=dict)
    _uppers: dict[str, frozenset[str]] = field(init=False, repr=False, eq=False, factory=dict)
    _filled: dict[str, tuple[frozenset[str], frozenset[str]]] = field(
        init=False, repr=False, eq=False, factory=dict
    )
    _finest_slacks: dict[str, int] = field(init=False, repr=False, eq=False, factory=dict)
    _slacks: dict[Unit, int] = field(init=False, repr=False, eq=False, factory=dict)
    _asked: dict[int, tuple[Rule, tuple[Finding, ...]]] = field(
        init=False, repr=False, eq=False, factory=dict
    )

    def asked(self, rule: Rule) -> tuple[Finding, ...]:
        """What a rule says of this document; every rule is asked once."""
        # By identity: a rule may hold others, and is slow to compare. It is kept, so that no other takes its place.
        if id(rule) not in self._asked:
            self._asked[id(rule)] = rule, tuple(rule.evaluate(self))
        return self._asked[id(rule)][1]

    def cell(self, table: str, row: str, column: str) -> Cell | None:
        """The printed number of a cell; `None` where it is blank, marked 不适用, or not there at all."""
        key = (table, row, column)
        if key not in self._cells:
            self._cells[key] = self._cell(*key)
        return self._cells[key]

    def _cell(self, table: str, row: str, column: str) -> Cell | None:
        line = self.rows.get((table, row))
        text = line.cells.get(column) if line else None
        if line is None or text is None or is_absent(text):
            return None
        unit = self.tables[table].unit
        amount = _read(text, unit)
        if amount is not None and not amount:
            # 「0」 says zero however it is printed (DOMAIN M-07), not anything below a half.
            amount = Amount(0, min(amount.slack, self._finest(table)))
        return Cell(f"{table}[{row}].{column}", text, unit, amount, self.place(table, row, column))

    def _finest(self, table: str) -> int:
        """Half the last place of the finest sum that a table prints."""
        if table not in self._finest_slacks:
            printed = self.tables[table]
            read = [_read(text, printed.unit) for _, _, _, text in printed.cells() if not is_absent(text)]
            self._finest_slacks[table] = min(
                (amount.slack for amount in read if amount is not None), default=0
            )
        return self._finest_slacks[table]

    def columns(self, table: str) -> tuple[str, ...]:
        """The columns that a table prints, whether or not they hold anything."""
        return self._columns.get(table, ())

    def codes(self, table: str) -> tuple[str, ...]:
        """The codes that a table lists, in the order of print."""
        return self._codes.get(table, ())

    def lists(self, table: str, row: str, column: str) -> bool:
        """True if the document has such a place, blank or not.

        A table of codes lists only those with data, so a code that is not printed is blank, not missing;
        but for a code whose own items are printed, or that stands below where the table goes into detail.
        """
        if column not in self.columns(table):
            return False
        return (table, row) in self.rows or (row.isdigit() and self._goes_as_deep(table, row))

    def breaks_down(self, table: str, code: str) -> bool:
        """True if a table lists items of a code that it does not list itself."""
        return (table, code) not in self.rows and code in self._above(table)

    def _above(self, table: str) -> frozenset[str]:
        """Every code, printed or not, of which a table lists an item."""
        if table not in self._uppers:
            self._uppers[table] = frozenset(u for code in self.codes(table) for u in ancestors_of(code))
        return self._uppers[table]

    def _goes_as_deep(self, table: str, code: str) -> bool:
        codes = self.codes(table)
        nearest = next((upper for upper in reversed(ancestors_of(code)) if upper in codes), None)
        deep = bool(codes) if nearest is None else nearest in self._above(table)
        return deep and not self.breaks_down(table, code)

    def silence(self, table: str, row: str, column: str) -> str | None:
        """The name of the column or else of the row of a place in which a table prints nothing at all.

        Beside other numbers that says that something is not told, rather than that it is zero; `None` where
        either holds a number, and in a table that is empty.
        """
        if table not in self._filled:
            filled = [(r.id, name) for _, r, name, text in self.tables[table].cells() if not is_absent(text)]
            self._filled[table] = frozenset(r for r, _ in filled), frozenset(name for _, name in filled)
        rows, columns = self._filled[table]
        if not rows:
            return None
        if column not in columns:
            return f"「{self.title(table, column)}」"
        line = self.rows.get((table, row))
        return None if line is None or row in rows else f"“{line.label}”"

    def lowest(self, table: str) -> tuple[str, ...]:
        """The codes of a table under which it lists no other; strays without any code above are left out."""
        codes, above = self.codes(table), self._above(table)
        listed = set(codes)
        return tuple(
            code
            for code in codes
            if code not in above and (len(code) == CLASS_DIGITS or not listed.isdisjoint(ancestors_of(code)))
        )

    def below(self, table: str, code: str) -> tuple[str, ...]:
        """The codes that a table lists directly under a code: its 款, or its 项 where the 款 are left out."""
        if table not in self._below:
            self._below[table] = codes_below(self.codes(table))
        return self._below[table].get(code, ())

    def leaves(self, table: str, row: str, column: str) -> int:
        """How many lowest codes with a number stand under a code (or under 合计) of a table; at least one."""
        if (table, column) not in self._leaves:
            self._leaves[table, column] = self._count_leaves(table, column)
        return max(1, self._leaves[table, column].get(row, 0))

    def _count_leaves(self, table: str, column: str) -> dict[str, int]:
        filled = [code for code in self.codes(table) if self.cell(table, code, column) is not None]
        above = {upper for code in filled for upper in ancestors_of(code)}
        counted: Counter[str] = Counter()
        for code in filled:
            if code not in above:
                counted["total"] += 1
                counted.update({code, *ancestors_of(code)})
        return counted

    def place(self, table: str, row: str, column: str) -> Place:
        """Where a cell stands, in the words of the document."""
        printed, line = self.tables.get(table), self.rows.get((table, row))
        label = (
            " ".join(filter(None, (line.code, line.label))) if line else self._labels.get((table, row), row)
        )
        if line and line.side in SIDES and label in self._both_sides.get(table, ()):
            label = f"{label}({SIDES[line.side]})"
        title = self.title(table, column)
        shown = f"{self.table_name(table)} {label}" + (
            f"「{title}」" if title and len(self.columns(table)) > 1 else ""
        )
        page = (line.page if line else None) or (printed.page if printed else None)
        return Place(shown, table, row, column, page, line.line if line else None)

    def _label(self, table: str, line: PrintedRow) -> str:
        """The label of a row, with its side where both sides have one of that name."""
        both = line.side in SIDES and line.label in self._both_sides[table]
        return f"{line.label}({SIDES[line.side or '']})" if both else line.label

    def table_name(self, table: str) -> str:
        """What a table is called: its number or title as printed, else its title where it is usually printed."""
        printed = self.tables.get(table)
        if printed is not None and (name := printed.number or printed.title):
            return name
        forms = [form for form in (self.form, self.naming) if form is not None]
        titles = (known.title for form in forms for known in form.tables if known.id == table)
        return next(titles, f"表 {table}")

    def cell_of(self, figure: str) -> Cell | None:
        """The printed number of a figure: of `table[row].column`, or after `@` as first stated."""
        if figure.startswith("@"):
            stated = self.stated.get(figure[1:])
            return self.stated_cell(stated[0]) if stated else None
        match = FIGURE.fullmatch(figure)
        return self.cell(*match.group("table", "row", "column")) if match else None

    def place_of(self, figure: str) -> Place:
        """Where a figure stands: `table[row].column` in its table, after `@` in the narrative."""
        if figure.startswith("@"):
            return self.stated_cell(self.stated[figure[1:]][0]).place
        match = FIGURE.fullmatch(figure)
        assert match is not None  # noqa: S101 - ids of equations are built like this
        return self.place(*match.group("table", "row", "column"))

    def title(self, table: str, column: str) -> str:
        """The heading of a column: as printed, else as the form has it in this table or another."""
        return self._titles.get(table, {}).get(column) or self._titles[""].get(column, column)

    def stated_cell(self, stated: StatedFigure) -> Cell:
        """A stated figure as a cell; a percentage has no amount, and a count is written in 元, exactly.

        Prose drops trailing zeros, so a sum is as fine as the finest that the narrative states in its unit.
        """
        unit = next((unit for unit in Unit if unit.zh == stated.unit), Unit.YUAN)
        name = f"情况说明{stated.section.rpartition('/')[2]} {self.name_of(stated.figure)}"
        place = Place(
            name, sentence=stated.sentence, page=stated.page, line=stated.line, figure=stated.figure
        )
        amount = None if stated.unit == "%" else _read(stated.text, unit)
        if amount is not None and stated.unit == unit.zh:
            amount = Amount(amount.fen, min(amount.slack, self._stated_slack(unit)))
        return Cell(stated.figure, stated.text, unit, amount, place)

    def _stated_slack(self, unit: Unit) -> int:
        """Half the last place in which the narrative states sums of a unit."""
        if unit not in self._slacks:
            read = [_read(s.text, unit) for group in self.stated.values() for s in group if s.unit == unit.zh]
            self._slacks[unit] = min((amount.slack for amount in read if amount is not None), default=0)
        return self._slacks[unit]

    def name_of(self, figure: str) -> str:
        """What a stated figure is called, in the words of the table that it restates."""
        match = FIGURE.fullmatch(figure)
        if match is None:
            return figure
        table, row, column = match["table"], match["row"], match["column"]
        kept, _, path = column.partition(".")
        line = self.rows.get((table, row))
        if line is None and (name := stated_name(table, row, kept)):
            return name + detail_name(path)
        label = (
            f"{self.table_name(table)} {self._label(table, line)}" if line else self._plain_name(table, row)
        )
        plain = table not in self.tables and kept in ("total", "amount", "value")
        title = "" if plain or len(self.columns(table)) == 1 else f"「{self.title(table, kept)}」"
        return label + title + detail_name(path)

    def _plain_name(self, table: str, row: str) -> str:
        if self.book and row.isdigit() and row in self.book.functional:
            return self.book.functional[row].name
        label = self._labels.get((table, row))
        return f"{self.table_name(table)} {label}" if label else f"{table}[{row}]"


def codes_below(codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The codes directly under each of a list: those whose nearest listed ancestor it is.

    >>> codes_below(("208", "20805", "2080505", "2089999"))
    {'208': ('20805', '2089999'), '20805': ('2080505',)}
    """
    listed = tuple(dict.fromkeys(codes))
    known, below = set(listed), dict[str, list[str]]()
    for code in listed:
        nearest = next((upper for upper in reversed(ancestors_of(code)) if upper in known), None)
        if nearest is not None:
            below.setdefault(nearest, []).append(code)
    return {code: tuple(under) for code, under in below.items()}


def _grouped(stated: tuple[StatedFigure, ...]) -> dict[str, tuple[StatedFigure, ...]]:
    grouped: dict[str, list[StatedFigure]] = {}
    for figure in stated:
        grouped.setdefault(figure.figure, []).append(figure)
    return {name: tuple(figures) for name, figures in grouped.items()}


def _on_both_sides(table: PrintedTable) -> frozenset[str]:
    """The labels, such as 总计, that a table prints on its income and on its expenditure side alike."""
    sides: dict[str, set[str | None]] = {}
    for row in table.rows:
        sides.setdefault(row.label, set()).add(row.side)
    return frozenset(label for label, found in sides.items() if found >= SIDES.keys())


def _columns_of(table: PrintedTable) -> tuple[str, ...]:
    named = [column for column, _ in table.titles]
    return tuple(dict.fromkeys([*named, *(column for row in table.rows for column in row.cells)]))
