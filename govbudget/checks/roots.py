"""同一根源 — findings that one wrong figure explains are told once, with the others attached (DESIGN §5)."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from govbudget.checks.cause import mistake_in
from govbudget.checks.dossier import Dossier, printing_of
from govbudget.checks.finding import Cause, Finding, Severity
from govbudget.checks.verdict import Verdict
from govbudget.money import Amount
from govbudget.text import amount_text

__all__ = ["grouped"]


Touching = dict[str, list[tuple[int, int]]]
"""By figure, the findings that weigh it and its sign in each."""

LEAST_GROUP = 2
"""One finding alone needs no root."""


@frozen
class _Suspect:
    """嫌疑数 — a figure to which one change would settle findings and unsettle none; `judged` of them judge it."""

    figure: str
    settled: tuple[int, ...]
    judged: int
    change: int

    @property
    def rank(self) -> tuple[int, int, str]:
        """Most settled first, then most judged, then by name."""
        return -len(self.settled), -self.judged, self.figure


def grouped(findings: Sequence[Finding], dossier: Dossier) -> tuple[Finding, ...]:
    """The findings, with every broken one that follows from another's wrong figure attached to that other.

    A figure is the root when a single change to it settles at least two broken findings and breaks nothing
    that holds now; percentages worked out from it follow it. Findings that no such figure explains stand
    for themselves.
    """
    broken = [
        n
        for n, finding in enumerate(findings)
        if finding.verdict is Verdict.BROKEN and finding.ignored is None
    ]
    told = dict(enumerate(findings))
    left = {n for n in broken if findings[n].balance}
    loose = {n: _leaf_ids(findings[n]) for n in broken if not findings[n].balance}
    touching = _touching(findings, left)
    for pair, settled in _exchanges(findings, touching, left, dossier):
        root = _narrowest(settled, findings)
        _attach(told, root, settled)
        told[root] = _told_as_exchange(told[root], pair, dossier)
    for suspect, alone in _suspects(findings, touching, left):
        root = _root_of(suspect, findings)
        derived = [n for n, figures in loose.items() if n in told and suspect.figure in figures]
        _attach(told, root, (*suspect.settled, *derived))
        if alone:
            told[root] = _accused(told[root], suspect, dossier)
    return tuple(told.values())


def _touching(findings: Sequence[Finding], left: set[int]) -> Touching:
    """The findings in which each figure of a broken one has a part, with its sign there."""
    touching: Touching = defaultdict(list)
    wanted = {figure for n in left for figure, _ in _terms(findings[n])}
    for number, finding in enumerate(findings):
        for figure, sign in _terms(finding):
            if figure in wanted:
                touching[figure].append((number, sign))
    return touching


def _suspects(
    findings: Sequence[Finding], touching: Touching, left: set[int]
) -> Iterator[tuple[_Suspect, bool]]:
    """The likeliest root again and again, until none is left; what it settles is taken out of `left`.

    Also whether it is the only figure that settles just these: if not, none of them can be accused.
    """
    wanted = {figure for n in left for figure, _ in _terms(findings[n])}
    first = [_suspect(findings, figure, touching[figure], left) for figure in sorted(wanted)]
    likeliest = [(suspect.rank, suspect) for suspect in first if suspect]
    heapq.heapify(likeliest)
    while likeliest:
        rank, suspect = heapq.heappop(likeliest)
        if not left.issuperset(suspect.settled):
            # Some of what it settles has found its root since: it is weighed anew.
            again = _suspect(findings, suspect.figure, touching[suspect.figure], left)
            if again:
                heapq.heappush(likeliest, (again.rank, again))
            continue
        rivals = [s for r, s in likeliest if r[:2] == rank[:2] and s.settled == suspect.settled]
        left.difference_update(suspect.settled)
        yield suspect, not rivals


def _suspect(
    findings: Sequence[Finding], figure: str, touching: Sequence[tuple[int, int]], left: set[int]
) -> _Suspect | None:
    """What the best single change to a figure would settle; `None` for less than two findings."""
    best = None
    for change in _changes(findings, touching, left):
        settled = tuple(n for n, sign in touching if n in left and _settles(findings[n], change, sign))
        if len(settled) < LEAST_GROUP or not _harmless(findings, touching, change):
            continue
        judged = sum(_is_judged(findings[n], figure) for n in settled)
        suspect = _Suspect(figure, settled, judged, change)
        best = suspect if best is None else min(best, suspect, key=lambda one: one.rank)
    return best


def _attach(told: dict[int, Finding], root: int, followers: Iterable[int]) -> None:
    """Move the followers out of the list and under their root."""
    found = [told.pop(n) for n in dict.fromkeys(followers) if n != root and n in told]
    moved = tuple(sorted(found, key=lambda finding: (finding.rule, str(finding.where))))
    told[root] = evolve(told[root], consequences=(*told[root].consequences, *moved))


def _accused(finding: Finding, suspect: _Suspect, dossier: Dossier) -> Finding:
    """The finding with the suspected figure first among its places, and told in its sentence."""
    if _is_judged(finding, suspect.figure):
        others = len(finding.consequences)
        return evolve(finding, message=f"{finding.message};改正此数,另{others}处不符随之消除")
    place, cell = dossier.place_of(suspect.figure), dossier.cell_of(suspect.figure)
    settled = len(finding.consequences) + 1
    if cell is None or cell.amount is None:
        return evolve(
            finding,
            where=(place, *finding.where),
            cause=None,
            message=f"{finding.message};疑在 {place.name} 漏列,补列后{settled}处不符都消除",
        )
    right = Amount(cell.amount.fen + suspect.change)
    cause = mistake_in(cell.amount, right, ())
    should = amount_text(right, printing_of(cell.unit, cell.step))
    why = f"({cause.value})" if cause else ""
    return evolve(
        finding,
        where=(place, *finding.where),
        cause=cause,
        message=f"{finding.message.partition(';疑为')[0]};疑在 {place.name} {cell.text} 应为{should}{why},"
        f"改正后{settled}处不符都消除",
    )


def _leaf_ids(finding: Finding) -> set[str]:
    """The printed figures that a recomputed one comes from."""
    figures, found = [finding.recomputed_from] if finding.recomputed_from else [], set[str]()
    while figures:
        figure = figures.pop()
        found.add(figure.id)
        figures.extend(figure.inputs)
    return found


def _terms(finding: Finding) -> tuple[tuple[str, int], ...]:
    return finding.balance.terms if finding.balance else ()


def _changes(
    findings: Sequence[Finding], touching: Iterable[tuple[int, int]], left: set[int]
) -> tuple[int, ...]:
    """The changes to a figure that would close the gap of one of its broken findings exactly."""
    gaps = [
        -finding.balance.gap * sign
        for n, sign in touching
        if n in left and (finding := findings[n]).balance is not None
    ]
    return tuple(dict.fromkeys(gaps))


def _settles(finding: Finding, change: int, sign: int) -> bool:
    return finding.balance is not None and finding.balance.settled_by(change, sign)


def _harmless(findings: Sequence[Finding], touching: Iterable[tuple[int, int]], change: int) -> bool:
    """True if nothing that passes now would break."""
    passing = (Verdict.HOLDS, Verdict.ROUNDING)
    return all(_settles(findings[n], change, sign) for n, sign in touching if findings[n].verdict in passing)


def _is_judged(finding: Finding, figure: str) -> bool:
    place = finding.where[0]
    return figure == (f"@{place.figure}" if place.figure else f"{place.table}[{place.row}].{place.column}")


def _root_of(suspect: _Suspect, findings: Sequence[Finding]) -> int:
    """The finding that speaks for the group: of the gravest, one that judges the figure, else the narrowest."""
    gravest = min(_gravity(findings[n]) for n in suspect.settled)
    grave = [n for n in suspect.settled if _gravity(findings[n]) == gravest]
    judging = [n for n in grave if _is_judged(findings[n], suspect.figure)]
    return _narrowest(judging or grave, findings)


def _narrowest(numbers: Sequence[int], findings: Sequence[Finding]) -> int:
    """The gravest finding with the fewest figures, whatever the order in which rules were tried."""
    return min(
        numbers,
        key=lambda n: (
            _gravity(findings[n]),
            len(_terms(findings[n])),
            findings[n].rule,
            str(findings[n].where),
        ),
    )


def _gravity(finding: Finding) -> int:
    return list(Severity).index(finding.severity)


def _exchanges(
    findings: Sequence[Finding], touching: Touching, left: set[int], dossier: Dossier
) -> Iterator[tuple[tuple[str, str], tuple[int, ...]]]:
    """Pairs of figures in one column, each printed as the other should be, with what their exchange settles.

    An exchange leaves the sum of the column as it was, so neither of the two alone is ever the root.
    """
    waiting: dict[tuple[str | None, str | None, int, int], list[str]] = defaultdict(list)
    found: list[tuple[tuple[str, str], tuple[int, ...]]] = []
    for figure in sorted({figure for n in left for figure, _ in _terms(findings[n])}):
        cell = dossier.cell_of(figure)
        if cell is None or cell.amount is None:
            continue
        printed = cell.amount.fen
        for change in _changes(findings, touching[figure], left):
            column, right = (cell.place.table, cell.place.column), printed + change
            found.extend(
                ((other, figure), settled)
                for other in waiting.get((*column, right, printed), ())
                if (settled := _settled_together(findings, touching, left, {figure: change, other: -change}))
            )
            waiting[*column, printed, right].append(figure)
    for pair, settled in sorted(found, key=lambda one: -len(one[1])):
        if left.issuperset(settled):
            left.difference_update(settled)
            yield pair, settled


def _settled_together(
    findings: Sequence[Finding], touching: Touching, left: set[int], changes: dict[str, int]
) -> tuple[int, ...]:
    """What two changes at once settle; nothing if they would break what passes now, or settle less than two."""
    moved: dict[int, int] = defaultdict(int)
    for figure, change in changes.items():
        for number, sign in touching[figure]:
            moved[number] += sign * change
    passing = (Verdict.HOLDS, Verdict.ROUNDING)
    if any(findings[n].verdict in passing and not _settles(findings[n], by, 1) for n, by in moved.items()):
        return ()
    settled = tuple(n for n, by in sorted(moved.items()) if n in left and _settles(findings[n], by, 1))
    return settled if len(settled) >= LEAST_GROUP else ()


def _told_as_exchange(finding: Finding, pair: tuple[str, str], dossier: Dossier) -> Finding:
    """The finding with both exchanged figures first among its places."""
    first, second = map(dossier.place_of, pair)
    others = tuple(place for place in finding.where if place not in (first, second))
    return evolve(
        finding,
        where=(first, second, *others),
        cause=Cause.SWAPPED_ROWS,
        message=f"{finding.message.partition(';疑为')[0]};疑将 {first.name} 与 {second.name} 的数互换,"
        f"换回后{len(finding.consequences) + 1}处不符都消除",
    )
