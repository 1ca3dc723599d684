"""互换 — two rows, or two figures of one column, each printed where the other belongs (DESIGN §5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from govbudget.checks.balances import LEAST_GROUP, PASSING, Touching, changes_of, settles, terms_of
from govbudget.checks.dossier import FIGURE, Dossier
from govbudget.checks.finding import SUSPECTED, Cause, Finding, Place

__all__ = ["Exchange", "exchanges"]


@frozen
class Exchange:
    """互换 — the two places, what exchanging them back changes, and the findings that this would settle."""

    changes: Mapping[str, int] = field(metadata={"zh": "各数的变动"})
    places: tuple[Place, Place] = field(metadata={"zh": "两处"})
    settled: tuple[int, ...] = field(metadata={"zh": "随之相符"})

    def told(self, finding: Finding) -> Finding:
        """The finding with both places first, and told as an exchange."""
        first, second = self.places
        others = tuple(place for place in finding.where if place not in self.places)
        return evolve(
            finding,
            where=(first, second, *others),
            cause=Cause.SWAPPED_ROWS,
            message=f"{finding.message.partition(SUSPECTED)[0]};疑将 {first.name} 与 {second.name} 的数互换,"
            f"换回后{len(finding.consequences) + 1}处不符都消除",
        )


def exchanges(
    findings: Sequence[Finding], touching: Touching, left: set[int], dossier: Dossier
) -> Iterator[Exchange]:
    """What was exchanged, most settled first; what each settles is taken out of `left`.

    An exchange leaves the sum of a column as it was, so none of the figures alone is ever the root.
    """
    found: dict[tuple[int, ...], Exchange] = {}
    for pair in _pairs(findings, touching, left, dossier):
        for changes, places in _ways(pair, dossier):
            settled = _settled_together(findings, touching, left, changes, dossier)
            alone = (
                _settled_together(findings, touching, left, {figure: change}, dossier)
                for figure, change in changes.items()
            )
            if settled and not any(set(settled) <= set(one) for one in alone):
                found.setdefault(settled, Exchange(changes, places, settled))
    for settled in sorted(found, key=lambda one: (-len(one), one)):
        if left.issuperset(settled):
            left.difference_update(settled)
            yield found[settled]


def _pairs(
    findings: Sequence[Finding], touching: Touching, left: set[int], dossier: Dossier
) -> Iterator[tuple[str, str]]:
    """A figure that a broken finding wants to be another, with every figure of its column that is printed so."""
    printed: dict[tuple[str | None, str | None, int], list[str]] = defaultdict(list)
    for figure in sorted(touching):
        cell = dossier.cell_of(figure)
        if cell is not None and cell.amount is not None:
            printed[cell.place.table, cell.place.column, cell.amount.fen].append(figure)
    for figure in sorted({figure for n in left for figure, _ in terms_of(findings[n])}):
        cell = dossier.cell_of(figure)
        if cell is None or cell.amount is None:
            continue
        for change in changes_of(findings, touching[figure], left):
            for other in printed.get((cell.place.table, cell.place.column, cell.amount.fen + change), ()):
                yield figure, other


def _ways(pair: tuple[str, str], dossier: Dossier) -> Iterator[tuple[dict[str, int], tuple[Place, Place]]]:
    """The changes that put right one column, and those that put right whole rows, each with its two places."""
    first, second = pair
    yield _changes_between([pair], dossier), (dossier.place_of(first), dossier.place_of(second))
    here, there = FIGURE.fullmatch(first), FIGURE.fullmatch(second)
    if first.startswith("@") or here is None or there is None:
        return
    table, columns = here["table"], dossier.columns(here["table"])
    rows = [(f"{table}[{here['row']}].{column}", f"{table}[{there['row']}].{column}") for column in columns]
    places = [evolve(dossier.place(table, match["row"], ""), column=None) for match in (here, there)]
    yield _changes_between(rows, dossier), (places[0], places[1])


def _changes_between(pairs: Iterable[tuple[str, str]], dossier: Dossier) -> dict[str, int]:
    """How much each figure changes if it is exchanged with its partner, a blank being worth nothing."""
    changes = {}
    for first, second in pairs:
        apart = _fen(second, dossier) - _fen(first, dossier)
        if apart:
            changes.update({first: apart, second: -apart})
    return changes


def _fen(figure: str, dossier: Dossier) -> int:
    cell = dossier.cell_of(figure)
    return cell.amount.fen if cell and cell.amount else 0


def _settled_together(
    findings: Sequence[Finding],
    touching: Touching,
    left: set[int],
    changes: Mapping[str, int],
    dossier: Dossier,
) -> tuple[int, ...]:
    """What changes made at once settle; nothing if they would break what passes now, or settle less than two."""
    moved: dict[int, int] = defaultdict(int)
    filled: dict[int, int] = defaultdict(int)
    for figure, change in changes.items():
        blank = dossier.cell_of(figure) is None
        for number, sign in touching.get(figure, ()):
            moved[number] += sign * change
            filled[number] += blank
    passed = {n: settles(findings[n], by, 1, filled[n]) for n, by in moved.items()}
    if any(findings[n].verdict in PASSING and not passed[n] for n in moved):
        return ()
    settled = tuple(n for n in sorted(moved) if n in left and passed[n])
    return settled if len(settled) >= LEAST_GROUP else ()
