"""公式 — the sum that a printed figure is, over the cells of its parts on the same sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from govbudget.adapters.book.printing import Entry
from govbudget.adapters.book.sheets import cell_name
from govbudget.calc import Figure
from govbudget.money import Amount

__all__ = ["formulas_over"]

MOST_PIECES = 200
"""Cells and ranges of one SUM; a workbook takes 255."""

Places = Mapping[str, tuple[int, int]]


def formulas_over(exact: Callable[[Figure], Decimal | None]) -> Callable[[Places], Callable[[Entry], str]]:
    """Formulas of figures whose cells hold what `exact` says of them."""

    def over(places: Places) -> Callable[[Entry], str]:
        def formula(entry: Entry) -> str:
            return "" if entry.figure is None else _formula(entry.figure, places, exact)

        return formula

    return over


def _formula(figure: Figure, places: Places, exact: Callable[[Figure], Decimal | None]) -> str:
    """`=SUM(D8:D10)`; empty where a part is not printed here, or the parts do not make the figure."""
    parts = [part for part in figure.inputs if not _is_nothing(part)]
    numbers = [exact(part) for part in parts]
    if not parts or any(part.id not in places for part in parts) or None in numbers:
        return ""
    whole = exact(figure)
    if whole is None or sum((number for number in numbers if number is not None), Decimal(0)) != whole:
        return ""
    pieces = list(_pieces(places[part.id] for part in parts))
    if len(pieces) > MOST_PIECES:
        return ""
    if len(parts) == 1:
        return f"={pieces[0]}"
    return f"=SUM({','.join(pieces)})"


def _is_nothing(figure: Figure) -> bool:
    value = figure.value
    return not value if isinstance(value, Amount) else value == 0


def _pieces(cells: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Cells in one column or row that follow on each other, as ranges."""
    run: list[tuple[int, int]] = []
    step = (0, 0)
    for cell in sorted(cells, key=lambda place: (place[1], place[0])):
        on = (cell[0] - run[-1][0], cell[1] - run[-1][1]) if run else (0, 0)
        if run and on in ((1, 0), (0, 1)) and (len(run) == 1 or on == step):
            step = on
            run.append(cell)
            continue
        if run:
            yield _range(run)
        run = [cell]
    if run:
        yield _range(run)


def _range(run: list[tuple[int, int]]) -> str:
    first, last = cell_name(*run[0]), cell_name(*run[-1])
    return first if first == last else f"{first}:{last}"
