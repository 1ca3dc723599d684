"""Cost of the rules: trials per millisecond on the bundled document, and growth with the rows of a table.

Run: python tests/benchmarks/rules.py
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from attrs import evolve

from govbudget import code_book, form, read_disclosure
from govbudget.catalogue import example_file
from govbudget.catalogue.checking import rules
from govbudget.catalogue.rules import linear_rules
from govbudget.checks import review
from govbudget.model import Department, Disclosure, PrintedRow, PrintedTable
from govbudget.money import Unit

ROUNDS = 5


def seconds_of(work: Callable[[], object]) -> float:
    """Median wall time of a piece of work."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def wide(items: int) -> Disclosure:
    """One expenditure table with so many 项, four to a 款 and four 款 to a 类, and all their sums."""
    cents: dict[str, int] = {}
    for place in range(items):
        code = f"{201 + place // 16 % 700:03}{place // 4 % 4 + 1 + place // 11200 * 4:02}{place % 4 + 1:02}"
        for upper in ("total", code[:3], code[:5], code):
            cents[upper] = cents.get(upper, 0) + 100 + place % 97
    rows = [
        PrintedRow(code, code, {"total": str(sum_), "basic": str(sum_)}, None if code == "total" else code)
        for code, sum_ in sorted(cents.items(), key=lambda one: (one[0] != "total", one[0]))
    ]
    table = PrintedTable("expenditure", "公开03", "支出决算表", Unit.WAN_YUAN, tuple(rows))
    return Disclosure(Department(None, "某部门"), 2024, "final-accounts", None, (table,))


def main() -> None:
    disclosure = read_disclosure(example_file("houma-2024", "disclosure.yaml"))
    book, layout = code_book(2024), form("shanxi-2024")
    for name, document, known in (
        ("tables and narrative", evolve(disclosure, evaluations=()), rules("shanxi-2024")),
        ("with 34 self-evaluations", disclosure, rules("shanxi-2024")),
    ):
        trials = sum(review(document, known, book=book, form=layout).counts.values())
        took = seconds_of(lambda d=document, k=known: review(d, k, book=book, form=layout))
        print(f"{name}: {trials} trials, {trials / took / 1000:.1f} per millisecond")
    print("growth with the rows of one table")
    for items in (100, 1000, 10_000):
        document = wide(items)
        trials = sum(review(document, linear_rules()).counts.values())
        took = seconds_of(lambda d=document: review(d, linear_rules()))
        print(f"{items:>6} 项: {trials} trials, {took:.2f} s, {trials / took / 1000:.1f} per millisecond")


if __name__ == "__main__":
    main()
