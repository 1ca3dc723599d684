"""同一根源 — findings that one wrong figure explains are told once, with the others attached (DESIGN §5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from attrs import evolve, field, frozen

from govbudget.checks.finding import Cause, Finding
from govbudget.checks.verdict import Verdict

__all__ = ["grouped"]


@frozen
class _Suspect:
    """嫌疑数 — a figure, and the change to it that would settle findings and unsettle none."""

    figure: str
    change: int
    settled: tuple[int, ...] = field(factory=tuple)


def grouped(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, with every broken one that follows from another's wrong figure attached to that other.

    A figure is the root when a single change to it settles at least two broken findings and breaks nothing
    that holds now. Findings that no such figure explains stand for themselves.
    """
    broken = [
        n for n, finding in enumerate(findings) if finding.verdict is Verdict.BROKEN and finding.balance
    ]
    touching: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, finding in enumerate(findings):
        for figure, sign in finding.balance.terms if finding.balance else ():
            touching[figure].append((number, sign))
    attached: dict[int, tuple[Finding, ...]] = {}
    gone: set[int] = set()
    left = set(broken)
    while suspect := _best_suspect(findings, touching, left):
        root = _root_of(suspect, findings)
        followers = tuple(findings[n] for n in suspect.settled if n != root)
        attached[root] = followers
        gone.update(n for n in suspect.settled if n != root)
        left.difference_update(suspect.settled)
    swapped = _swapped_pairs(findings, left)
    for root, follower in swapped:
        attached[root] = (findings[follower],)
        gone.add(follower)
    causes = {root for root, _ in swapped}
    return tuple(
        evolve(
            finding,
            consequences=attached.get(number, ()),
            cause=Cause.SWAPPED_ROWS if number in causes else finding.cause,
        )
        for number, finding in enumerate(findings)
        if number not in gone
    )


def _best_suspect(
    findings: Sequence[Finding], touching: dict[str, list[tuple[int, int]]], left: set[int]
) -> _Suspect | None:
    best: tuple[tuple[int, int], _Suspect] | None = None
    for figure in sorted({figure for n in left for figure, _ in _terms(findings[n])}):
        for change in _changes(findings, touching[figure], left):
            settled = [n for n, sign in touching[figure] if n in left and _settles(findings[n], change, sign)]
            if len(settled) < 2 or not _harmless(findings, touching[figure], change):  # noqa: PLR2004 - one is no group
                continue
            judged = sum(
                findings[n].where[0].figure == figure or _is_judged(findings[n], figure) for n in settled
            )
            rank = (len(settled), judged)
            if best is None or rank > best[0]:
                best = rank, _Suspect(figure, change, tuple(settled))
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
    return f"{place.table}[{place.row}].{place.column}" == figure


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
