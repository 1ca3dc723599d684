"""同一根源 — findings that one wrong figure explains are told once, with the others attached (DESIGN §5)."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from govbudget.checks.balances import LEAST_GROUP, PASSING, Touching, changes_of, row_of, settles, terms_of
from govbudget.checks.cause import mistake_in
from govbudget.checks.correction import corrected
from govbudget.checks.dossier import Dossier, printing_of
from govbudget.checks.exchanges import exchanges
from govbudget.checks.finding import SUSPECTED, Finding
from govbudget.checks.verdict import Verdict
from govbudget.money import Amount
from govbudget.text import amount_text

__all__ = ["TriedAgain", "exchanged", "grouped", "is_open"]


TriedAgain = Callable[[Dossier, Collection[str]], Iterable[Finding]]
"""What the rules of these ids find in a document."""


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


def exchanged(findings: Sequence[Finding], dossier: Dossier, tried_again: TriedAgain) -> tuple[Finding, ...]:
    """The findings, with every broken one that two exchanged rows or figures explain attached to one of them."""
    told, (left, loose) = dict(enumerate(findings)), _open(findings)
    for exchange in exchanges(findings, _touching(findings, left), left, dossier):
        root = _narrowest(exchange.settled, findings)
        derived = _settled_by(exchange.changes, loose, told, dossier, tried_again)
        _attach(told, root, (*exchange.settled, *derived))
        told[root] = exchange.told(told[root])
    return tuple(told.values())


def grouped(findings: Sequence[Finding], dossier: Dossier, tried_again: TriedAgain) -> tuple[Finding, ...]:
    """The findings, with every broken one that follows from another's wrong figure attached to that other.

    A figure is the root when a single change to it settles at least two broken findings and breaks nothing
    that holds now; percentages that are right once it is put right follow it. Findings that no such figure
    explains stand for themselves. `tried_again` says what certain rules find in another document.
    """
    told, (left, loose) = dict(enumerate(findings)), _open(findings)
    mended: dict[str, tuple[int, int]] = {}
    for suspect, alone in _suspects(findings, _touching(findings, left), left, dossier):
        root = _root_of(suspect, findings)
        derived = _settled_by({suspect.figure: suspect.change}, loose, told, dossier, tried_again)
        _attach(told, root, (*suspect.settled, *derived))
        mended[suspect.figure] = suspect.change, root
        if alone:
            told[root] = _accused(told[root], suspect, dossier)
    for follower, root in _due_to_several(findings, left, mended):
        _attach(told, root, (follower,))
    return tuple(told.values())


def _due_to_several(
    findings: Sequence[Finding], left: set[int], mended: Mapping[str, tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Sums that come right once several figures are put right, each with the root that it is told under.

    The figures are those of roots, and those that one other broken finding alone wants to be otherwise.
    """
    wanted = {figure: (change, root) for figure, (change, root) in mended.items()}
    for n in sorted(left, key=lambda one: (len(terms_of(findings[one])), one)):
        for figure, sign in terms_of(findings[n]):
            balance = findings[n].balance
            if balance is not None and not balance.at_most:
                wanted.setdefault(figure, (-balance.gap * sign, n))
    taken: set[int] = set()
    told_under: set[int] = set()
    for n in sorted(left, key=lambda one: (-len(terms_of(findings[one])), one)):
        mine = [
            (figure, sign) for figure, sign in terms_of(findings[n]) if wanted.get(figure, (0, n))[1] != n
        ]
        roots = sorted({wanted[figure][1] for figure, _ in mine} - taken)
        change = sum(sign * wanted[figure][0] for figure, sign in mine)
        if n not in told_under and len(roots) >= LEAST_GROUP and settles(findings[n], change, 1):
            taken.add(n)
            told_under.add(roots[0])
            yield n, roots[0]


def is_open(finding: Finding) -> bool:
    """True for a broken finding whose root is still looked for."""
    return finding.verdict is Verdict.BROKEN and finding.ignored is None and not finding.consequences


def _open(findings: Sequence[Finding]) -> tuple[set[int], dict[int, frozenset[str]]]:
    """The open findings that weigh figures, and of those that do not the figures they come from."""
    broken = [n for n, finding in enumerate(findings) if is_open(finding)]
    loose = {n: findings[n].worked_from for n in broken if not findings[n].balance}
    return {n for n in broken if findings[n].balance}, loose


def _settled_by(
    changes: Mapping[str, int],
    loose: Mapping[int, frozenset[str]],
    told: Mapping[int, Finding],
    dossier: Dossier,
    tried_again: TriedAgain,
) -> list[int]:
    """Which of the broken findings without a balance no longer are, once figures they come from are changed."""
    derived = [n for n, figures in loose.items() if n in told and not figures.isdisjoint(changes)]
    if not derived:
        return []
    again = tried_again(corrected(dossier, changes), {told[n].rule for n in derived})
    still = {(finding.rule, finding.where) for finding in again if finding.verdict is Verdict.BROKEN}
    return [n for n in derived if (told[n].rule, told[n].where) not in still]


def _touching(findings: Sequence[Finding], left: set[int]) -> Touching:
    """The findings in which each figure of a broken one, or of its row, has a part, with its sign there."""
    touching: Touching = defaultdict(list)
    wanted = {row_of(figure) for n in left for figure, _ in terms_of(findings[n])}
    for number, finding in enumerate(findings):
        for figure, sign in terms_of(finding):
            if row_of(figure) in wanted:
                touching[figure].append((number, sign))
    return touching


def _suspects(
    findings: Sequence[Finding], touching: Touching, left: set[int], dossier: Dossier
) -> Iterator[tuple[_Suspect, bool]]:
    """The likeliest root again and again, until none is left; what it settles is taken out of `left`.

    Also whether it is the only figure that settles just these: if not, none of them can be accused.
    """
    wanted = {figure for n in left for figure, _ in terms_of(findings[n])}
    blank = {figure for figure in wanted if dossier.cell_of(figure) is None}

    def weighed(figure: str) -> _Suspect | None:
        return _suspect(findings, figure, touching[figure], left, filling=int(figure in blank))

    first = [weighed(figure) for figure in sorted(wanted)]
    likeliest = [(suspect.rank, suspect) for suspect in first if suspect]
    heapq.heapify(likeliest)
    while likeliest:
        rank, suspect = heapq.heappop(likeliest)
        if not left.issuperset(suspect.settled):
            # Some of what it settles has found its root since: it is weighed anew.
            again = weighed(suspect.figure)
            if again:
                heapq.heappush(likeliest, (again.rank, again))
            continue
        rivals = [s for r, s in likeliest if r[:2] == rank[:2] and s.settled == suspect.settled]
        left.difference_update(suspect.settled)
        yield suspect, not rivals


def _suspect(
    findings: Sequence[Finding],
    figure: str,
    touching: Sequence[tuple[int, int]],
    left: set[int],
    *,
    filling: int,
) -> _Suspect | None:
    """What the best single change to a figure, `filling` if it is blank, would settle; `None` for less than two."""
    best = None
    for change in changes_of(findings, touching, left):
        settled = tuple(
            n for n, sign in touching if n in left and settles(findings[n], change, sign, filling)
        )
        if len(settled) < LEAST_GROUP or not _harmless(findings, touching, change, filling):
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
        cause, why = finding.cause, ""
        if cause is None:
            # Another sum that the figure belongs to may know how it came about: across, what down the column cannot.
            known = {
                one.cause: one.message.partition(SUSPECTED)[2]
                for one in finding.consequences
                if one.cause is not None and _is_judged(one, suspect.figure)
            }
            cause, told = next(iter(known.items())) if len(known) == 1 else (None, "")
            why = SUSPECTED + told if told else ""
        return evolve(
            finding, cause=cause, message=f"{finding.message}{why};改正此数,另{others}处不符随之消除"
        )
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
        message=f"{finding.message.partition(SUSPECTED)[0]};疑在 {place.name} {cell.text} 应为{should}{why},"
        f"改正后{settled}处不符都消除",
    )


def _harmless(
    findings: Sequence[Finding], touching: Iterable[tuple[int, int]], change: int, filling: int
) -> bool:
    """True if nothing that passes now would break."""
    passing = [(n, sign) for n, sign in touching if findings[n].verdict in PASSING]
    return all(settles(findings[n], change, sign, filling) for n, sign in passing)


def _is_judged(finding: Finding, figure: str) -> bool:
    place = finding.where[0]
    return figure == (f"@{place.figure}" if place.figure else f"{place.table}[{place.row}].{place.column}")


def _root_of(suspect: _Suspect, findings: Sequence[Finding]) -> int:
    """The finding that speaks for the group: of the gravest, one that judges the figure, else the narrowest."""
    gravest = min(findings[n].severity.rank for n in suspect.settled)
    grave = [n for n in suspect.settled if findings[n].severity.rank == gravest]
    judging = [n for n in grave if _is_judged(findings[n], suspect.figure)]
    return _narrowest(judging or grave, findings)


def _narrowest(numbers: Sequence[int], findings: Sequence[Finding]) -> int:
    """The gravest finding with the fewest figures, whatever the order in which rules were tried."""
    return min(
        numbers,
        key=lambda n: (
            findings[n].severity.rank,
            len(terms_of(findings[n])),
            findings[n].rule,
            str(findings[n].where),
        ),
    )
