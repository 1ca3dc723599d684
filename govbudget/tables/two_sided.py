"""收支总表 — tables that set income against expenditure (DOMAIN D1, D4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from govbudget.calc import Figure, add_up, entries
from govbudget.model import CLASS_DIGITS, Dimension, Direction, ExpenditureKind, Fact, FundingSource
from govbudget.tables.cells import BUDGETS, Column, Source
from govbudget.tables.form import TableForm
from govbudget.tables.table import Row

__all__ = ["derive_appropriation_summary", "derive_summary"]

Cells = dict[str, dict[str, Figure]]
"""Figures by row id, then by column id."""


class _Page:
    """The cells of one table while it is filled in; labels are the form's, numbered rows without their 一、."""

    def __init__(self, form: TableForm, source: Source) -> None:
        self.form, self.source = form, source
        self.cells: Cells = {}
        self._tried: set[str] = set()
        self._labels = {row.id: row.label.split("、", 1)[-1] for row in form.rows or () if row.id}
        self._titles = {column.id: column.title for column in form.columns if column.side == "expenditure"}

    def put(self, row: str, column: str, formula: str, parts: Iterable[Figure | None]) -> None:
        """Fill a cell with the sum of its parts, or leave it blank if there are none."""
        self._tried |= {row, column}
        label = self._labels.get(row) or self.source.name(row)
        title = self._titles.get(column, "")
        name = f"{label}({title})" if len(self._titles) > 1 and column in BUDGETS else label
        figure = add_up(f"{self.form.id}[{row}].{column}", name, formula, parts)
        if figure is not None:
            self.cells.setdefault(row, {})[column] = figure

    def put_facts(self, row: str, column: str, facts: Iterable[Fact]) -> None:
        figures = [self.source.figure(fact) for fact in facts]
        self.put(row, column, entries(len(figures)), figures)

    def get(self, row: str, column: str) -> Figure | None:
        return self.cells.get(row, {}).get(column)

    def put_sum(self, row: str, column: str, *rows: str) -> None:
        labels = " + ".join(self._labels.get(part) or part for part in rows)
        self.put(row, column, labels, [self.get(part, column) for part in rows])

    def put_classes(self, column: str, facts: Iterable[Fact]) -> None:
        """A row a functional class, each its facts' sum, and 本年支出合计."""
        by_class: dict[str, list[Fact]] = {}
        for fact in facts:
            if fact.functional is not None:
                by_class.setdefault(fact.functional[:CLASS_DIGITS], []).append(fact)
        for code in sorted(by_class):
            self.put_facts(code, column, by_class[code])
        classes = [self.get(code, column) for code in sorted(by_class)]
        self.put("expenditure_total", column, "各类支出之和", classes)

    def underivable(self, sides: Iterable[str]) -> dict[str, str]:
        """Rows and columns of these sides that no fact of a ledger can fill, with the reason, by id."""
        wanted: set[str | None] = {*sides}
        printed = [(row.id, row.label, row.side) for row in self.form.rows or ()]
        printed += [(column.id, column.title, column.side) for column in self.form.columns]
        return {
            part: f"账套的事实推算不出「{label}」"
            for part, label, side in printed
            if part and side in wanted and not part.isdigit() and part not in self._tried
        }

    def rows(self) -> tuple[Row, ...]:
        """The form's rows; a class that the form does not print follows the classes that it does."""
        listed = {row.id for row in self.form.rows or ()}
        total = next((t for t in ("expenditure_total", "expenditure_grand_total") if t in listed), None)
        spare = [row for row in self.cells if row not in listed and row.isdigit()]
        rows: list[Row] = []
        for row in self.form.rows or ():
            if row.id == total:
                rows += [
                    Row(code, self.source.name(code), self.cells[code], code, None, "expenditure")
                    for code in sorted(spare)
                ]
            rows.append(Row.of(row, self.cells.get(row.id or "", {})))
        return tuple(rows)


Sided = tuple[tuple[Row, ...], str | None, dict[str, str]]
"""The rows, why the table cannot be derived, and why one of its sides cannot."""

_SIDES = {"income": Direction.INCOME, "expenditure": Direction.EXPENDITURE}


def _unknown_sides(source: Source, among: Column) -> dict[str, str]:
    """A side is not known where its main direction is never mentioned, or not by functional code."""
    unknown = {side: reason for side, way in _SIDES.items() if (reason := source.lacks(way))}
    gap = source.ledger.gap(source.stage, Direction.EXPENDITURE, Dimension.FUNCTIONAL, among=among.takes)
    return unknown | ({"expenditure": gap} if gap else {})


def _known_sides(unknown: Mapping[str, str]) -> tuple[str, ...]:
    """The sides that were filled; 支出用途 follows from the same facts as the expenditure side."""
    return tuple(
        side
        for side, like in (("income", "income"), ("expenditure", "expenditure"), ("purpose", "expenditure"))
        if like not in unknown
    )


def _income_rows(page: _Page, facts: tuple[Fact, ...], suffix: str) -> None:
    for row, budget in BUDGETS.items():
        name = (row.removesuffix("_budget") if suffix else row) + suffix
        page.put_facts(name, "amount", [fact for fact in facts if fact.budget is budget])


def derive_summary(form: TableForm, source: Source) -> Sided:
    """收入支出决算总表: all money of the department, whatever its source (DOMAIN D1)."""
    page = _Page(form, source)
    unknown = _unknown_sides(source, Column("", Direction.EXPENDITURE))
    if "income" not in unknown:
        _fill_summary_income(page)
    if "expenditure" not in unknown:
        page.put_classes("amount", source.facts(Direction.EXPENDITURE))
        page.put_facts("distribution", "amount", source.facts(Direction.DISTRIBUTION))
        page.put_facts("closing", "amount", source.facts(Direction.CLOSING))
        page.put_sum("expenditure_grand_total", "amount", "expenditure_total", "distribution", "closing")
        _fill_purposes(page)
    if len(unknown) == len(_SIDES):
        return (), ";".join(unknown.values()), {}
    return page.rows(), None, unknown | page.underivable(_known_sides(unknown))


def _fill_purposes(page: _Page) -> None:
    """按支出用途 — the same expenditure by kind, where a form prints it on a side of its own (Jiangsu)."""
    listed = {row.id for row in page.form.rows or () if row.side == "purpose"}
    spent = page.source.facts(Direction.EXPENDITURE)
    if page.source.ledger.gap(page.source.stage, Direction.EXPENDITURE, Dimension.KIND) is None:
        for kind in ExpenditureKind:
            if kind.name.lower() in listed:
                page.put_facts(kind.name.lower(), "amount", [fact for fact in spent if fact.kind is kind])


def _fill_summary_income(page: _Page) -> None:
    income = page.source.facts(Direction.INCOME)
    _income_rows(page, income, "_appropriation")
    appropriated = [f"{name}_appropriation" for name in ("general", "government_fund", "state_capital")]
    if any(row.id == "appropriation" for row in page.form.rows or ()):
        page.put_sum("appropriation", "amount", *appropriated)
    others = [funding for funding in FundingSource if funding is not FundingSource.APPROPRIATION]
    for funding in others:
        page.put_facts(funding.name.lower(), "amount", [f for f in income if f.funding is funding])
    if any(row.id == "other_funds" for row in page.form.rows or ()):
        page.put_sum("other_funds", "amount", "institutional", "commercial", "other")
    page.put_sum(
        "income_total",
        "amount",
        *appropriated,
        *(funding.name.lower() for funding in others),
    )
    page.put_facts("use_of_surplus", "amount", page.source.facts(Direction.USE_OF_SURPLUS))
    page.put_facts("opening", "amount", page.source.facts(Direction.OPENING))
    page.put_sum("income_grand_total", "amount", "income_total", "use_of_surplus", "opening")


def derive_appropriation_summary(form: TableForm, source: Source) -> Sided:
    """财政拨款收入支出决算总表: the appropriations of the three budgets, side by side (DOMAIN D4)."""
    page = _Page(form, source)
    appropriated = Column("", Direction.EXPENDITURE, funding=FundingSource.APPROPRIATION)
    unknown = _unknown_sides(source, appropriated)
    if reason := source.appropriation_unknown():
        unknown["expenditure"] = reason
    if "income" not in unknown:
        _fill_appropriated_income(page)
    if "expenditure" not in unknown:
        _fill_appropriated_expenditure(page)
    if len(unknown) == len(_SIDES):
        return (), ";".join(unknown.values()), {}
    return page.rows(), None, unknown | page.underivable(_known_sides(unknown))


def _fill_appropriated_income(page: _Page) -> None:
    _income_rows(page, page.source.facts(Direction.INCOME), "")
    page.put_sum("income_total", "amount", *BUDGETS)
    opening = page.source.facts(Direction.OPENING)
    for row, budget in BUDGETS.items():
        page.put_facts(f"opening_{row}", "amount", [fact for fact in opening if fact.budget is budget])
    page.put_sum("opening", "amount", *(f"opening_{row}" for row in BUDGETS))
    page.put_sum("income_grand_total", "amount", "income_total", "opening")


def _fill_appropriated_expenditure(page: _Page) -> None:
    expenditure, closing = page.source.facts(Direction.EXPENDITURE), page.source.facts(Direction.CLOSING)
    for column, budget in BUDGETS.items():
        page.put_classes(column, [fact for fact in expenditure if fact.budget is budget])
        page.put_facts("closing", column, [fact for fact in closing if fact.budget is budget])
        page.put_sum("expenditure_grand_total", column, "expenditure_total", "closing")
    for row in list(page.cells):
        if row.isdigit() or row in ("expenditure_total", "closing", "expenditure_grand_total"):
            page.put(row, "total", "三本预算之和", [page.get(row, column) for column in BUDGETS])
