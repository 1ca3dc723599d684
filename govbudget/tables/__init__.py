"""公开表 — facts laid out as the official tables: the form is data, the arithmetic is here."""

from govbudget.tables.derive import derive_tables
from govbudget.tables.form import ColumnForm, Form, FormError, RowForm, TableForm
from govbudget.tables.table import Row, Table

__all__ = ["ColumnForm", "Form", "FormError", "Row", "RowForm", "Table", "TableForm", "derive_tables"]
