"""公开文件的策略 — disclosures that are right, that rounding has touched, and that hold one error of a known kind."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from attrs import evolve, field, frozen
from hypothesis import assume
from hypothesis import strategies as st

from govbudget.catalogue import form, form_names
from govbudget.catalogue.wordings import wording, wording_names
from govbudget.checks import Cause
from govbudget.model import Disclosure, Ledger, PrintedRow, PrintedTable, Stage
from govbudget.money import Unit, is_absent, read_number, rounded
from govbudget.narrative import Narrative, narrate
from govbudget.narrative.publishing import publish
from govbudget.report import Report
from govbudget.strategies.ledgers import BUDGETS, ledgers, reports
from govbudget.strategies.limits import refuse_unless
from govbudget.text import show_repr

__all__ = ["PLANTABLE", "Planted", "disclosures", "narratives", "planted_disclosures"]

TABLES = ("income", "expenditure", "general_budget")
"""Tables of codes, in which every cell stands in a sum across and in one down."""


@frozen
class Planted:
    """植入差错 — a disclosure with one wrong cell, the one without it, and what was done."""

    disclosure: Disclosure = field(metadata={"zh": "公开文件"})
    correct: Disclosure = field(repr=False, metadata={"zh": "改动前"})
    kind: Cause = field(metadata={"zh": "差错种类"})
    table: str = field(metadata={"zh": "表编号"})
    row: str = field(metadata={"zh": "行编号"})
    column: str = field(metadata={"zh": "栏编号"})
    printed: str = field(metadata={"zh": "错的数"})
    right: str = field(metadata={"zh": "对的数"})

    _repr_pretty_ = show_repr


def disclosures(
    *, rounded: bool = False, forms: Sequence[str] | None = None, of: st.SearchStrategy[Ledger] | None = None
) -> st.SearchStrategy[Disclosure]:
    """公开文件 — what departments publish of balanced ledgers; nothing in it is wrong.

    Every sum is exact to the place that is printed, so that every total holds to the last digit; `rounded` ones
    have 分 beyond it, so that printed totals are off by 尾差 and nothing more. `of` are ledgers of your own.
    """
    if of is not None:
        return reports(forms=forms, of=of).map(publish)
    names = [name for name in forms or form_names() if forms or form(name).stage is Stage.EXECUTED]
    return st.sampled_from(names).flatmap(functools.partial(_published, rounded=rounded))


def _published(name: str, *, rounded: bool) -> st.SearchStrategy[Disclosure]:
    """What is published in one form: money that it has no table for does not exist where it is used."""
    one = form(name)
    tables = {table.id for table in one.tables}
    budgets = [budget for budget in BUDGETS if budget.name.lower() in {*tables, "general"}]
    made = ledgers(budgets=budgets, printed=None if rounded else one.printing)
    return reports(forms=(name,), of=made).map(publish)


def narratives(
    *,
    wordings: Sequence[str] | None = None,
    of: st.SearchStrategy[Report] | None = None,
) -> st.SearchStrategy[Narrative]:
    """情况说明 — the sentences of reports over two years, in the bundled wordings or in those given by name."""
    known = wording_names()
    strange = [name for name in wordings or () if name not in known]
    refuse_unless(not strange and wordings != (), f"没有用语{'、'.join(strange)};可用 {'、'.join(known)}")
    two_years = ledgers(stages=(Stage.EXECUTED, Stage.PRIOR, Stage.APPROVED), statistics=True)
    drawn = reports(of=two_years) if of is None else of
    return st.builds(narrate, drawn, st.sampled_from([wording(name) for name in wordings or known]))


def planted_disclosures(
    *, kinds: Sequence[Cause] | None = None, of: st.SearchStrategy[Disclosure] | None = None
) -> st.SearchStrategy[Planted]:
    """植入一处差错的公开文件 — one cell of a table of codes is wrong, in a way that people get it wrong.

    `kinds` are some of `PLANTABLE`. Raises `InvalidArgument` for another.
    """
    chosen = tuple(PLANTABLE) if kinds is None else tuple(kinds)
    strange = [kind.value for kind in chosen if kind not in PLANTABLE]
    refuse_unless(
        not strange and bool(chosen), f"不能植入 {'、'.join(strange)};可选 {'、'.join(map(str, PLANTABLE))}"
    )
    drawn = disclosures() if of is None else of

    @st.composite
    def one(draw: st.DrawFn) -> Planted:
        correct, kind = draw(drawn), draw(st.sampled_from(chosen))
        cells = [
            _Cell(table, row, column, text)
            for table in correct.tables
            if table.id in TABLES
            for _, row, column, text in table.cells()
            if not is_absent(text)
        ]
        wrong = [(cell, text) for cell in cells if (text := PLANTABLE[kind](cell)) not in (None, cell.text)]
        assume(wrong)
        cell, printed = draw(st.sampled_from(wrong))
        assert printed is not None  # noqa: S101 - for the type checker: filtered above
        changed = _with_cell(correct, cell.table.id, cell.row.id, cell.column, printed)
        return Planted(changed, correct, kind, cell.table.id, cell.row.id, cell.column, printed, cell.text)

    return one()


def _with_cell(disclosure: Disclosure, table: str, row: str, column: str, text: str) -> Disclosure:
    """The disclosure with another text in one cell."""
    tables = tuple(
        evolve(
            one,
            rows=tuple(
                evolve(line, cells={**line.cells, column: text}) if line.id == row else line
                for line in one.rows
            ),
        )
        if one.id == table
        else one
        for one in disclosure.tables
    )
    return evolve(disclosure, tables=tables)


@frozen
class _Cell:
    """A printed cell with all that stands around it."""

    table: PrintedTable
    row: PrintedRow
    column: str
    text: str

    @property
    def number(self) -> Fraction:
        return _number(self.text)

    @property
    def parts(self) -> list[Fraction]:
        """What a 合计 across the row is added up from, if this is one and it is the sum of the others."""
        texts = [text for column, text in self.row.cells.items() if column != self.column]
        parts = [_number(text) for text in texts if text is not None and not is_absent(text)]
        return parts if self.column == "total" and sum(parts) == self.number else []


def _number(text: str) -> Fraction:
    written = read_number(text)
    return Fraction(written.scaled, 10**written.places)


def _told(number: Fraction, like: str) -> str:
    """A number with as many decimals as a printed one has."""
    places = len(like.partition(".")[2])
    return format(rounded(number, places), "f")


def _shifted(cell: _Cell) -> str | None:
    return _told(cell.number * 10, cell.text) if cell.number else None


def _in_yuan(cell: _Cell) -> str | None:
    in_wan = cell.table.unit is Unit.WAN_YUAN and cell.number
    return _told(cell.number * 10**4, cell.text) if in_wan else None


def _turned(cell: _Cell) -> str | None:
    """The first two neighbours among the digits that differ, exchanged; neither end may become a bare zero."""
    text = cell.text
    for place in range(len(text) - 1):
        first, second = text[place], text[place + 1]
        if first.isdigit() and second.isdigit() and second not in {first, "0"}:
            return text[:place] + second + first + text[place + 2 :]
    return None


def _short(cell: _Cell) -> str | None:
    return _told(cell.number - cell.parts[-1], cell.text) if len(cell.parts) > 1 else None


def _twice(cell: _Cell) -> str | None:
    return _told(cell.number + cell.parts[-1], cell.text) if len(cell.parts) > 1 else None


PLANTABLE: Mapping[Cause, Callable[[_Cell], str | None]] = {
    Cause.DECIMAL_SHIFT: _shifted,
    Cause.UNIT_MIXUP: _in_yuan,
    Cause.TRANSPOSED_DIGITS: _turned,
    Cause.OMITTED_PART: _short,
    Cause.DOUBLE_COUNTED: _twice,
}
"""The kinds of error that can be planted, each with what it makes of a cell (`None`: not possible there)."""
