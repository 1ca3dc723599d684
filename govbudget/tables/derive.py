"""All tables of a form, derived from one ledger."""

from __future__ import annotations

from attrs import evolve

from govbudget.model import Classification, CodeBook, Ledger, Stage
from govbudget.tables.by_code import CODE_TABLES, derive_by_code
from govbudget.tables.by_economic_code import ECONOMIC_TABLES, derive_by_economic_code
from govbudget.tables.by_project import derive_projects
from govbudget.tables.cells import Source
from govbudget.tables.form import Form, FormError, TableForm
from govbudget.tables.supplements import derive_statistics, derive_three_public
from govbudget.tables.table import Row, Table
from govbudget.tables.two_sided import derive_appropriation_summary, derive_summary

__all__ = ["derive_tables"]

UNLISTED = "(科目名称未收录)"

_WITH_GAPS = {
    "summary": derive_summary,
    "appropriation_summary": derive_appropriation_summary,
    "three_public": derive_three_public,
    **dict.fromkeys(CODE_TABLES, derive_by_code),
}
_WHOLE = {
    **dict.fromkeys(ECONOMIC_TABLES, derive_by_economic_code),
    "projects": derive_projects,
    "statistics": derive_statistics,
}
_REPORTED = ("three_public", "statistics")
"""Tables that a department's statistics may fill at a stage of which there is no fact."""


def derive_tables(
    ledger: Ledger, form: Form, book: CodeBook, *, stage: Stage | None = None
) -> tuple[Table, ...]:
    """Every table of `form`, in its order, from the facts of `stage` (the form's own by default).

    A table whose facts do not carry its dimensions has no rows and says in `missing` what it lacks.
    Raises `FormError` for a form that asks for a table this library does not know.
    """
    source = Source(
        ledger,
        stage or form.stage,
        form.printing,
        lambda code: _name(book.functional, code),
        lambda code: _name(book.economic, code),
    )
    return tuple(_derive(table, form, source) for table in form.tables)


def _name(classification: Classification, code: str) -> str:
    subject = classification.get(code)
    return subject.name if subject else UNLISTED


def _derive(form: TableForm, whole: Form, source: Source) -> Table:
    printing = form.printing or whole.printing
    source = evolve(source, printing=printing)
    gaps: dict[str, str] = {}
    rows: tuple[Row, ...] = ()
    missing = form.not_derived or (None if form.id in _REPORTED else source.without())
    if missing is None:
        if form.id in _WITH_GAPS:
            rows, missing, gaps = _WITH_GAPS[form.id](form, source)
        elif form.id in _WHOLE:
            rows, missing = _WHOLE[form.id](form, source)
        else:
            raise FormError(f"表样 {whole.name} 的 {form.number} 要求未知的表 {form.id!r}")
    return Table(form, printing.unit.zh, rows, missing, gaps, whole.zero_is_blank, whole.empty_note)
