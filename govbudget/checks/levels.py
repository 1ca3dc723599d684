"""级次规则 — 合计 = Σ 类, 类 = Σ 款, 款 = Σ 项, 合计 = Σ 末级, for every table by functional code (DOMAIN D2)."""

from __future__ import annotations

from govbudget.checks.equation import Equation
from govbudget.checks.linear import Case, LinearRule

__all__ = ["level_rules"]

_LEVELS = (
    ("H3", "合计等于各类之和", "total", "{table}[total].{{column}} = {table}[class].{{column}}"),
    ("H5", "类等于其款之和", "classes", "{table}[{{code}}].{{column}} = {table}[{{code}}/below].{{column}}"),
    ("H7", "款等于其项之和", "groups", "{table}[{{code}}].{{column}} = {table}[{{code}}/below].{{column}}"),
    ("HL", "合计等于各末级科目之和", "total", "{table}[total].{{column}} = {table}[leaf].{{column}}"),
)


def level_rules(prefix: str, table: str, basis: str, kind: str) -> tuple[LinearRule, ...]:
    """The four rules of one table, column by column: `FA02-H3`, `FA02-H5`, `FA02-H7`, `FA02-HL`."""
    made = []
    for suffix, title, codes, pattern in _LEVELS:
        every = ("column", f"columns {table}")
        each = (every,) if codes == "total" else (("code", f"{codes} {table}"), every)
        case = Case(Equation.read(pattern.format(table=table)), each)
        made.append(LinearRule(f"{prefix}-{suffix}", title, basis, (case,), kind=kind))
    return tuple(made)
