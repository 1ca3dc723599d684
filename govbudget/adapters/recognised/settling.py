"""错位的数 — figures of a row whose blank cells were lost, put under the only columns where they add up.

Recognition may print `201 服务 12.00 12.00` without the blank cell between, so that the second figure could stand
in several columns. Arithmetic is used for one thing alone: of all placements of the very figures that are printed, in
their order, those are kept in which the row adds up to its total and the rows of one class add up to it in every
column. If exactly one is left it is taken; if none or several, nothing is read. No figure is ever altered.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from govbudget.adapters.recognised.lines import figure_of

__all__ = ["TOTAL", "settled", "value_of"]

TOTAL = "total"
"""The key of the row 合计, above every class."""

Cells = tuple[str | None, ...]


def settled(
    certain: Mapping[str, Cells],
    loose: Mapping[str, Sequence[str]],
    sums: Mapping[int, Sequence[int]],
    width: int,
) -> dict[str, Cells]:
    """The rows among `loose`, by code, that can stand in one way only beside the `certain` ones.

    `sums` says of which other columns a column is the sum.

    >>> known = {"total": ("9.00", "4.00", "5.00"), "201": ("5.00", None, "5.00")}
    >>> settled(known, {"208": ["4.00", "4.00"]}, {0: (1, 2)}, 3)
    {'208': ('4.00', '4.00', None)}
    """
    known = dict(certain)
    found: dict[str, Cells] = {}
    while True:
        before = len(found)
        for code, figures in loose.items():
            if code in known:
                continue
            ways = [cells for cells in _ways(figures, width) if _adds_up(code, cells, known, loose, sums)]
            if len(ways) == 1:
                known[code] = found[code] = ways[0]
        if len(found) == before:
            return found


def _ways(figures: Sequence[str], width: int) -> Iterator[Cells]:
    for places in itertools.combinations(range(width), len(figures)):
        at = dict(zip(places, figures, strict=True))
        yield tuple(at.get(column) for column in range(width))


def value_of(text: str | None) -> Decimal:
    """What a cell counts in a sum; nothing where it is blank or a dash."""
    written = (figure_of(text or "") or "0").replace(",", "").replace("−", "-").replace("(", "-").strip(")")
    return Decimal(written) if written[-1:].isdigit() else Decimal(0)


def _adds_up(
    code: str,
    cells: Cells,
    known: Mapping[str, Cells],
    loose: Mapping[str, Sequence[str]],
    sums: Mapping[int, Sequence[int]],
) -> bool:
    for whole_column, parts in sums.items():
        if value_of(cells[whole_column]) != sum((value_of(cells[column]) for column in parts), Decimal(0)):
            return False
    every = [*known, *(other for other in loose if other not in known)]
    rows = {**known, code: cells}
    above = _above(code, every)
    for whole in (code, above):
        parts_of = [other for other in every if other != TOTAL and _above(other, every) == whole]
        if whole is None or whole not in rows or not parts_of or any(part not in rows for part in parts_of):
            continue
        for column in range(len(cells)):
            if value_of(rows[whole][column]) != sum(
                (value_of(rows[part][column]) for part in parts_of), Decimal(0)
            ):
                return False
    return True


def _above(code: str, codes: Sequence[str]) -> str | None:
    """The code or 合计 that a code is part of."""
    if code == TOTAL:
        return None
    for length in (len(code) - 2, len(code) - 4):
        if length >= 3 and code[:length] in codes:  # noqa: PLR2004 - a 类 has three digits
            return code[:length]
    return TOTAL
