"""报告 — the derived tables of one department-year and everything that follows from them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping

from attrs import Factory, field, frozen

from govbudget.calc import Figure
from govbudget.errors import GovBudgetError
from govbudget.model import CodeBook, Ledger, Stage, StatisticItem
from govbudget.money import Amount
from govbudget.report.analysis import analyse
from govbudget.report.reported import contradicted_totals, reported_beside, reported_prior
from govbudget.tables import Form, Table, derive_tables
from govbudget.text import amount_text, element, folded, html_lines, html_shell, show_repr

__all__ = ["Report", "UnknownFigureError"]

LONGEST_ID = 80
_CELL = re.compile(r"(?P<table>\w+)\[(?P<row>[^\]]+)\]\.(?P<column>\w+)")


class UnknownFigureError(GovBudgetError, LookupError):
    """数据项不存在 — an id that the report does not hold: why its cell is blank, or the nearest ids.

    出路: 编号写作 `表[行].栏`;所报的原因或相近的编号就是线索。
    """

    def __init__(self, figure_id: str, near: list[str], reason: str | None = None) -> None:
        self.figure_id, self.near, self.reason = figure_id, tuple(near), reason
        shown = figure_id if len(figure_id) <= LONGEST_ID else figure_id[:LONGEST_ID] + "…"
        hint = f"相近的有 {'、'.join(near)}" if near else "编号写作 表[行].栏,如 expenditure[total].basic"
        super().__init__(reason or f"没有数据项 {shown!r}; {hint}")

    def __reduce__(self) -> tuple[object, ...]:
        """Exceptions are rebuilt from their message unless told otherwise."""
        return type(self), (self.figure_id, list(self.near), self.reason)


@frozen
class Report:
    """报告 — every figure of a ledger under a form, by id; `tables` in the order of the form."""

    ledger: Ledger = field(metadata={"zh": "账套"})
    form: Form = field(metadata={"zh": "表样"})
    book: CodeBook = field(repr=False, metadata={"zh": "科目"})
    tables: tuple[Table, ...] = field(repr=False, metadata={"zh": "表"})
    analysis: tuple[Figure, ...] = field(repr=lambda a: f"<{len(a)} figures>", metadata={"zh": "分析"})
    warnings: tuple[str, ...] = field(default=(), metadata={"zh": "提示"})
    _by_id: dict[str, Figure] = field(
        init=False,
        repr=False,
        eq=False,
        default=Factory(lambda self: {figure.id: figure for figure in self}, takes_self=True),
    )

    _repr_pretty_ = show_repr

    @classmethod
    def of(cls, ledger: Ledger, form: Form, book: CodeBook) -> Report:
        """Derive everything. Raises `ExceptionGroup` for codes that a complete classification lacks."""
        stated = (*ledger.stages, *(statistic.stage for statistic in ledger.statistics))
        stages = dict.fromkeys((form.stage, Stage.EXECUTED, *stated))
        by_stage = {stage: derive_tables(ledger, form, book, stage=stage) for stage in stages}
        tables = by_stage[form.stage]
        analysis = tuple(_analysis(ledger, form, by_stage)) if form.stage is Stage.EXECUTED else ()
        warnings = (
            *ledger.warnings(book),
            *_imbalances(by_stage),
            *_contradicted(tables, ledger, form.stage),
            *contradicted_totals(ledger, analysis),
            *_stages_short(tables, ledger),
        )
        return cls(ledger, form, book, tables, analysis, warnings)

    def __iter__(self) -> Iterator[Figure]:
        for table in self.tables:
            yield from table.figures
        yield from self.analysis

    def __getitem__(self, figure_id: str) -> Figure:
        """The figure of an id. Raises `UnknownFigureError` with near matches."""
        if (figure := self._by_id.get(figure_id)) is None:
            near = difflib.get_close_matches(figure_id[:LONGEST_ID], self._by_id, 3, 0.6)
            raise UnknownFigureError(figure_id, near, self._why_absent(figure_id))
        return figure

    def _why_absent(self, figure_id: str) -> str | None:
        """Why a cell that the form has holds no figure; `None` if the form has no such cell."""
        match = _CELL.fullmatch(figure_id)
        table = next((t for t in self.tables if match and t.id == match["table"]), None)
        if table is None or match is None or not any(c.id == match["column"] for c in table.form.columns):
            return None
        reason = table.missing or table.gaps.get(match["column"]) or table.gaps.get(match["row"])
        if reason:
            return f"{table.form.number} {table.form.title}缺数:{reason}"
        return f"{table.form.number} {table.form.title}的这一格为空:账套没有此项"

    def get(self, figure_id: str) -> Figure | None:
        """The figure of an id, or `None` where the cell is blank or not derivable."""
        return self._by_id.get(figure_id)

    def table(self, table_id: str) -> Table:
        """A table by its meaning, `summary`, `income`, …. Raises `UnknownFigureError` for one the form lacks."""
        for table in self.tables:
            if table.id == table_id:
                return table
        raise UnknownFigureError(table_id, [table.id for table in self.tables])

    @property
    def heading(self) -> str:
        """`602-某某部 2024年度 山西省2024年度部门决算公开表(shanxi-2024): 10 张表 312 个数,另有分析 84 个数`."""
        printed = sum(1 for table in self.tables for _ in table.figures)
        told = f"{len(self.tables)} 张表 {printed} 个数,另有分析 {len(self.analysis)} 个数"
        return f"{self.ledger.department} {self.ledger.year}年度 {self.form.title}({self.form.name}): {told}"

    def __str__(self) -> str:
        return "\n".join([self.heading, *(f"  {_summary(table)}" for table in self.tables), *self.warnings])

    def _repr_html_(self) -> str:
        tables = [
            folded(_summary(table), table._repr_html_(), opened=not place)
            for place, table in enumerate(self.tables)
        ]
        warnings = (
            [folded(f"提示 {len(self.warnings)} 条", html_lines(self.warnings))] if self.warnings else []
        )
        return html_shell(element("div", element("b", self.heading)), *warnings, *tables)

    def explain(self, figure_id: str, *, depth: int | None = None) -> str:
        """「为什么是这个数」 — the figure and what it came from, down to document, table and row."""
        return "\n".join(self[figure_id].explain(depth=depth))


def _summary(table: Table) -> str:
    """A table in one line: its number and title, how many rows have numbers, or why there are none."""
    told = f"缺数:{table.missing}" if table.missing else f"{sum(map(any, _shown_cells(table)))} 行有数"
    return f"{table.form.number} {table.form.title} {told}"


def _shown_cells(table: Table) -> Iterator[list[str | None]]:
    for row in table.rows:
        yield [table.shown(row, column) for column in row.cells]


def _analysis(ledger: Ledger, form: Form, by_stage: Mapping[Stage, tuple[Table, ...]]) -> Iterator[Figure]:
    """What follows from the tables, then what the department reported that no table prints."""
    printed = [figure for table in by_stage[Stage.EXECUTED] for figure in table.figures]
    derived = tuple(analyse(by_stage))
    yield from derived
    yield from reported_beside(ledger, form.printing, printed)
    yield from reported_prior(ledger, {figure.id: figure for figure in printed}, derived)


def _imbalances(by_stage: Mapping[Stage, tuple[Table, ...]]) -> Iterator[str]:
    """收入总计 and 支出总计 that rounding cannot reconcile (DOMAIN A5): the balances are not all known."""
    for stage, tables in by_stage.items():
        for table in tables:
            rows = {row.id: row for row in table.rows}
            income, spent = (rows.get(f"{side}_grand_total") for side in ("income", "expenditure"))
            if income is None or spent is None or not table.knows(income, "amount"):
                continue
            left = income.cells.get("amount")
            right = spent.cells.get("total") or spent.cells.get("amount")
            if left and right and left.amount and right.amount and not left.amount.agrees_with(right.amount):
                gap = amount_text(abs(left.amount - right.amount), left.printing, with_unit=True)
                yield (
                    f"{table.form.number} {table.form.title}的{stage.value}不平:收入总计 {left.text},"
                    f"支出总计 {right.text},相差 {gap};请核对年初、年末结转和结余是否都已入账"
                )


def _contradicted(tables: tuple[Table, ...], ledger: Ledger, stage: Stage) -> Iterator[str]:
    """三公 items that the department reported otherwise than its facts add up to; the facts are printed."""
    for table in tables:
        figures = {
            figure.label: figure for figure in table.figures if table.id == "three_public" and figure.inputs
        }
        for item in StatisticItem:
            reported, derived = ledger.statistic(stage, item), figures.get(item.value)
            if reported is None or derived is None or derived.amount is None:
                continue
            if isinstance(reported.value, Amount) and not derived.amount.agrees_with(reported.value):
                stated = amount_text(reported.value, derived.printing, with_unit=True)
                where = f"{reported.place}: " if reported.place else ""
                yield (
                    f"{where}报告的{item.value} {stated},与账套各笔之和 {derived.text}{derived.printing.unit.zh} "
                    f"不同;{table.form.number} 按账套各笔列示"
                )


def _stages_short(tables: tuple[Table, ...], ledger: Ledger) -> Iterator[str]:
    """One sentence where the ledger lacks the very stage that the form prints."""
    if tables and all(table.missing for table in tables):
        known = "、".join(stage.value for stage in ledger.stages) or "统计数"
        yield f"账套只有{known},推算不出这套表样的任何一张表"
