"""同一根源 — findings that one wrong figure explains are told once, with the others attached (DESIGN §5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from attrs import evolve, frozen

from govbudget.checks.finding import Cause, Finding, Place
from govbudget.checks.verdict import Verdict

__all__ = ["grouped"]


@frozen
class _Suspect:
    """嫌疑数 — a figure to which one change would settle findings and unsettle none.

    Not `alone` if a change to some other figure would do as well: then none of them is accused.
    """

    figure: str
    settled: tuple[int, ...]
    alone: bool = True


def grouped(findings: Sequence[Finding], place_of: Callable[[str], Place]) -> tuple[Finding, ...]:
    """The findings, with every broken one that follows from another's wrong figure attached to that other.

    A figure is the root when a single change to it settles at least two broken findings and breaks nothing
    that holds now; percentages worked out from it follow it. `place_of` says where a figure stands. Findings
    that no such figure explains stand for themselves.
    """
    broken = [n for n, finding in enumerate(findings) if finding.verdict is Verdict.BROKEN]
    touching: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, finding in enumerate(findings):
        for figure, sign in _terms(finding):
            touching[figure].append((number, sign))
    told = dict(enumerate(findings))
    left = {n for n in broken if findings[n].balance}
    loose = [n for n in broken if not findings[n].balance]
    while suspect := _best_suspect(findings, touching, left):
        root = _root_of(suspect, findings)
        derived = [n for n in loose if n in told and suspect.figure in _leaf_ids(findings[n])]
        _attach(told, root, (*suspect.settled, *derived))
        if suspect.alone:
            told[root] = _accused(told[root], suspect, place_of(suspect.figure))
        left.difference_update(suspect.settled)
    for first, second in _swapped_pairs(findings, left):
        _attach(told, first, (second,))
        told[first] = evolve(told[first], cause=Cause.SWAPPED_ROWS)
    return tuple(told.values())


def _attach(told: dict[int, Finding], root: int, followers: Iterable[int]) -> None:
    """Move the followers out of the list and under their root."""
    moved = tuple(told.pop(n) for n in dict.fromkeys(followers) if n != root and n in told)
    told[root] = evolve(told[root], consequences=(*told[root].consequences, *moved))


def _accused(finding: Finding, suspect: _Suspect, place: Place) -> Finding:
    """The finding with the suspected figure first among its places, and told in its sentence."""
    if _is_judged(finding, suspect.figure):
        others = len(finding.consequences)
        return evolve(finding, message=f"{finding.message};改正此数,另{others}处不符随之消除")
    where = (place, *(other for other in finding.where if other != place))
    settled = len(finding.consequences) + 1
    return evolve(
        finding, where=where, message=f"{finding.message};疑在 {place.name},改正此数,{settled}处不符都消除"
    )


def _leaf_ids(finding: Finding) -> set[str]:
    """The printed figures that a recomputed one comes from."""
    figures, found = [finding.recomputed_from] if finding.recomputed_from else [], set[str]()
    while figures:
        figure = figures.pop()
        found.add(figure.id)
        figures.extend(figure.inputs)
    return found


def _best_suspect(
    findings: Sequence[Finding], touching: dict[str, list[tuple[int, int]]], left: set[int]
) -> _Suspect | None:
    best: tuple[tuple[int, int], _Suspect] | None = None
    if not left:
        return None
    for figure in sorted({figure for n in left for figure, _ in _terms(findings[n])}):
        for change in _changes(findings, touching[figure], left):
            settled = [n for n, sign in touching[figure] if n in left and _settles(findings[n], change, sign)]
            if len(settled) < 2 or not _harmless(findings, touching[figure], change):  # noqa: PLR2004 - one is no group
                continue
            judged = sum(_is_judged(findings[n], figure) for n in settled)
            rank = (len(settled), judged)
            if best is None or rank > best[0]:
                best = rank, _Suspect(figure, tuple(settled))
            elif rank == best[0] and figure != best[1].figure:
                best = rank, evolve(best[1], alone=False)
    return best[1] if best else None


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
    """The finding that speaks for the group: one that judges the suspected figure itself, else the first."""
    judging = [n for n in suspect.settled if _is_judged(findings[n], suspect.figure)]
    return min(judging or suspect.settled)


def _swapped_pairs(findings: Sequence[Finding], left: set[int]) -> list[tuple[int, int]]:
    """Pairs of findings of one rule where each printed what the other should have."""
    pairs, taken = [], set[int]()
    for first in sorted(left):
        for second in sorted(left):
            ours, theirs = findings[first], findings[second]
            if second <= first or ours.rule != theirs.rule or {first, second} & taken:
                continue
            if ours.published == theirs.recomputed and theirs.published == ours.recomputed:
                pairs.append((first, second))
                taken |= {first, second}
    return pairs
