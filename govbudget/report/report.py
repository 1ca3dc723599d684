"""报告 — the derived tables of one department-year and everything that follows from them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from attrs import Factory, field, frozen

from govbudget.calc import Figure
from govbudget.errors import GovBudgetError
from govbudget.model import CodeBook, Ledger, Stage
from govbudget.report.analysis import analyse
from govbudget.tables import Form, Table, derive_tables

__all__ = ["Report", "UnknownFigureError"]


class UnknownFigureError(GovBudgetError, LookupError):
    """数据项不存在 — an id that the report does not hold, with the nearest that it does."""

    def __init__(self, figure_id: str, near: list[str]) -> None:
        self.figure_id, self.near = figure_id, tuple(near)
        hint = f"相近的有 {'、'.join(near)}" if near else "编号写作 表[行].栏,如 expenditure[total].basic"
        super().__init__(f"没有数据项 {figure_id!r}; {hint}")

    def __reduce__(self) -> tuple[object, ...]:
        """Exceptions are rebuilt from their message unless told otherwise."""
        return type(self), (self.figure_id, list(self.near))


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

    @classmethod
    def of(cls, ledger: Ledger, form: Form, book: CodeBook) -> Report:
        """Derive everything. Raises `ExceptionGroup` for codes that a complete classification lacks."""
        stages = dict.fromkeys((form.stage, Stage.EXECUTED, *ledger.stages, Stage.PRIOR, Stage.ADJUSTED))
        by_stage = {stage: derive_tables(ledger, form, book, stage=stage) for stage in stages}
        analysis = tuple(analyse(by_stage)) if form.stage is Stage.EXECUTED else ()
        return cls(ledger, form, book, by_stage[form.stage], analysis, ledger.warnings(book))

    def __iter__(self) -> Iterator[Figure]:
        for table in self.tables:
            yield from table.figures
        yield from self.analysis

    def __getitem__(self, figure_id: str) -> Figure:
        """The figure of an id. Raises `UnknownFigureError` with near matches."""
        if (figure := self._by_id.get(figure_id)) is None:
            raise UnknownFigureError(figure_id, difflib.get_close_matches(figure_id, self._by_id, 3, 0.6))
        return figure

    def get(self, figure_id: str) -> Figure | None:
        """The figure of an id, or `None` where the cell is blank or not derivable."""
        return self._by_id.get(figure_id)

    def table(self, table_id: str) -> Table:
        """A table by its meaning, `summary`, `income`, …. Raises `UnknownFigureError` for one the form lacks."""
        for table in self.tables:
            if table.id == table_id:
                return table
        raise UnknownFigureError(table_id, [table.id for table in self.tables])

    def explain(self, figure_id: str, *, depth: int | None = None) -> str:
        """「为什么是这个数」 — the figure and what it came from, down to document, table and row."""
        return "\n".join(self[figure_id].explain(depth=depth))
