"""一处差错 — what one wrong cell of a project breaks, in report and form alike, is told once (DESIGN §5).

As among the tables a cell is the root if writing it anew settles at least two findings and breaks nothing; here
the project is tried again with the cell written anew, because scores, grades and units are no sums.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence

from attrs import Factory, evolve, field, frozen

from govbudget.checks.balances import LEAST_GROUP
from govbudget.checks.dossier import Dossier
from govbudget.checks.evaluations.cells import Cell, Parts, Repair, applied
from govbudget.checks.evaluations.derived import with_derived
from govbudget.checks.evaluations.indicator_repairs import SUMS, only_scores
from govbudget.checks.evaluations.money_block import MONEY
from govbudget.checks.evaluations.numbers import Printed, mistaken
from govbudget.checks.evaluations.projects import Project, projects_of
from govbudget.checks.evaluations.repairs import repairs
from govbudget.checks.evaluations.rules import EvaluationRule
from govbudget.checks.finding import SUSPECTED, Cause, Finding, Place, Rule, Severity
from govbudget.checks.units import UNIT_RULE
from govbudget.checks.verdict import Verdict
from govbudget.model import Disclosure, SelfEvaluation

__all__ = ["told_by_root"]

FROM_SEVERAL = (*SUMS, "PE-G-01")
"""Sums, and the grades that follow them, may be wrong through several wrong cells."""
TOTALS = frozenset({"total", "indicator_total", "grade"})
OF_TOTALS = (*SUMS, "PE-T-03", "PE-G-01")
"""The rules that read them; no other can say anything else once they are written anew."""
CORRECTED = ";改正此数"
Key = tuple[str, str | None, str | None]
"""A rule at a cell."""


def told_by_root(
    findings: Sequence[Finding], dossier: Dossier, rules: Iterable[Rule], ignored: Iterable[str]
) -> tuple[Finding, ...]:
    """The findings, with those that one wrong cell of a project explains under one of them.

    `ignored` rules neither accuse nor are told under another.
    """
    asked = [rule for rule in rules if isinstance(rule, EvaluationRule) and rule.id not in ignored]
    # What a wrong repair breaks soonest is tried first.
    asked.sort(key=lambda rule: (rule.id not in SUMS, rule.severity.rank))
    told, by = list(findings), UNIT_RULE not in ignored
    bare = evolve(dossier.disclosure, tables=(), stated=(), evaluations=(), sentences=(), not_read=())
    for project in projects_of(dossier.disclosure.evaluations) if asked else ():
        told = _Search(project, bare, tuple(asked), unit_counts=by).told(told)
    return tuple(told)


@functools.lru_cache(maxsize=512)
def _roots(search: _Search, found: tuple[Finding, ...]) -> tuple[tuple[Finding, tuple[Finding, ...]], ...]:
    """The roots of one project, worked out once however often its document is checked."""
    return tuple(search.roots(found))


def _keys(finding: Finding) -> frozenset[Key]:
    return frozenset((finding.rule, place.row, place.column) for place in finding.where)


def _all_keys(findings: Iterable[Finding]) -> frozenset[Key]:
    return frozenset[Key]().union(*map(_keys, findings))


@frozen
class _Attempt:
    """A repair with the findings that it settles."""

    repair: Repair = field(metadata={"zh": "改正"})
    settled: tuple[Finding, ...] = field(metadata={"zh": "随之消除"})


@frozen
class _Search:
    """The repairs of one project, tried one after the other, each on what the ones before have mended."""

    project: Project
    document: Disclosure
    rules: tuple[EvaluationRule, ...] = field(eq=False)
    unit_counts: bool = field(kw_only=True)
    asked: tuple[object, ...] = field(
        init=False,
        # Rules are made anew for every document; their ids and their scheme say which they are.
        default=Factory(
            lambda self: (self.rules[0].scheme, *(rule.id for rule in self.rules)), takes_self=True
        ),
    )
    _known: dict[tuple[SelfEvaluation, ...], frozenset[Key]] = field(init=False, eq=False, factory=dict)

    def told(self, findings: list[Finding]) -> list[Finding]:
        """The findings of the document, those of the project by their roots."""
        rows = {f"{part.order}.{part.part.id}" for part in self.project.parts}
        told = list(findings)
        left = tuple(finding for finding in told if _is_open(finding, rows))
        for root, settled in _roots(self, left) if len(left) >= LEAST_GROUP else ():
            places = [n for n, finding in enumerate(told) if finding in settled]
            told[places[0]] = root
            told = [finding for n, finding in enumerate(told) if n not in places[1:]]
        return told

    def roots(self, found: tuple[Finding, ...]) -> Iterator[tuple[Finding, tuple[Finding, ...]]]:
        """Each root with what it settles, among the broken findings of the project."""
        parts, left = self._printed, list(found)
        every = [one for finding in left for one in (finding, *finding.consequences)]
        if next(repairs(parts, every, self.rules[0].scheme), None) is None:
            return
        while len(left) >= LEAST_GROUP:
            attempts = self._attempts(parts, left)
            best = max(attempts, key=lambda one: len(one.settled), default=None)
            if best is None:
                return
            rivals = [one for one in attempts if one.settled == best.settled and _differ(one, best)]
            exchanged = [one.repair for one in rivals if _same_rows(one.repair, best.repair)]
            yield _root(best, parts, exchanged, is_sure=len(exchanged) == len(rivals)), best.settled
            left = [finding for finding in left if finding not in best.settled]
            parts = applied(parts, best.repair)

    def _attempts(self, parts: Parts, left: Sequence[Finding]) -> list[_Attempt]:
        """The repairs that settle enough and break nothing."""
        broken = self._broken(parts)
        before = _all_keys(broken)
        scheme = self.rules[0].scheme
        candidates = dict.fromkeys(repairs(parts, broken, scheme))
        if self._come_out(parts, broken):
            # Several wrong scores make a wrong sum: it is not the sum that is to be accused.
            candidates = dict.fromkeys(one for one in candidates if one.accused.name not in TOTALS)
        found = (self._attempt(parts, repair, before, left) for repair in candidates)
        return list(filter(None, found))

    def _attempt(
        self, parts: Parts, repair: Repair, before: frozenset[Key], left: Sequence[Finding]
    ) -> _Attempt | None:
        """The repair alone, else with all that was made of the wrong cell; `None` if neither explains an error enough."""
        may = [finding for finding in left if _may_settle(repair, finding)]
        if len(may) < LEAST_GROUP or not any(finding.severity is Severity.ERROR for finding in may):
            return None
        attempt, settled = self._alone(parts, repair, before, left)
        if attempt is not None or not settled or not repair.changes:
            return attempt
        fuller = with_derived(parts, repair, self.rules[0].scheme)
        return self._alone(parts, fuller, before, left)[0] if fuller != repair else None

    def _alone(
        self, parts: Parts, repair: Repair, before: frozenset[Key], left: Sequence[Finding]
    ) -> tuple[_Attempt | None, tuple[Finding, ...]]:
        """The repair if it settles enough and breaks nothing; and what it settles, whatever it breaks.

        The rules that are broken are tried first: most repairs settle nothing.
        """
        rules, made = self._concerned(repair), applied(parts, repair)
        first = [rule for rule in rules if any(rule.id == key[0] for key in before)]
        tried = {rule.id for rule in first}
        after = frozenset(key for key in before if key[0] not in tried)
        may = [finding for finding in left if _may_settle(repair, finding)]
        likely = [rule for rule in first if any(rule.id == finding.rule for finding in may)]
        after |= _all_keys(finding for found in self._tried(made, likely) for finding in found)
        if all(_keys(finding) & after for finding in may):
            return None, ()
        others = [rule for rule in first if rule not in likely]
        after |= _all_keys(finding for found in self._tried(made, others) for finding in found)
        settled = tuple(
            f
            for f in left
            if _keys(f) <= before and not _keys(f) & after and self._is_due_to(repair, f, parts)
        )
        least = LEAST_GROUP if repair.accused.name != "unit" or self.unit_counts else len(left) + 1
        # What is only for information is no evidence.
        enough = sum(finding.severity is not Severity.INFO for finding in settled) >= least
        others = [rule for rule in rules if rule.id not in tried]
        if (
            not enough
            or not _tells_of_rows(repair, settled)
            or not after <= before
            or any(self._tried(made, others))
        ):
            return None, settled
        return _Attempt(repair, settled), settled

    def _concerned(self, repair: Repair) -> list[EvaluationRule]:
        """The rules that can say anything else once the repair is made."""
        written = (*repair.changes, *repair.following)
        only_totals = not repair.inserted and all(cell.name in TOTALS for cell, _ in written)
        return [rule for rule in self.rules if not only_totals or rule.id in OF_TOTALS]

    def _come_out(self, parts: Parts, broken: Iterable[Finding]) -> bool:
        """True if the sums are right once every score is the only one that the scheme allows."""
        if not any(finding.rule in SUMS for finding in broken):
            return False
        mended = parts
        for repair in only_scores(parts, self.rules[0].scheme):
            mended = applied(mended, repair)
        return mended is not parts and not any(finding.rule in SUMS for finding in self._broken(mended))

    def _is_due_to(self, repair: Repair, finding: Finding, mended: Parts) -> bool:
        """True if the repair settles a finding by itself; only sums follow from several wrong cells together."""
        if finding.rule in FROM_SEVERAL or mended == self._printed:
            return True
        made = tuple(applied(self._printed, repair).values())
        if made not in self._known:
            self._known[made] = _all_keys(self._broken(applied(self._printed, repair)))
        return not _keys(finding) & self._known[made]

    @property
    def _printed(self) -> Parts:
        return {part.part: part for part in self.project.parts}

    def _broken(self, parts: Parts) -> tuple[Finding, ...]:
        """What is broken in the project alone."""
        return tuple(finding for found in self._tried(parts, self.rules) for finding in found)

    def _tried(self, parts: Parts, rules: Iterable[EvaluationRule]) -> Iterator[list[Finding]]:
        """What each rule finds broken in the project alone."""
        dossier = Dossier(evolve(self.document, evaluations=tuple(parts.values())))
        for rule in rules:
            yield list(rule.broken(dossier))


def _may_settle(repair: Repair, finding: Finding) -> bool:
    """True for what a repair may settle that counts: of one indicator, what is found there, and the sums."""
    numbers = {cell.number for cell, _ in repair.changes}
    found = {place.indicator for place in finding.where} - {None}
    apart = bool(found) and None not in numbers and not found & numbers
    return finding.severity is not Severity.INFO and not (apart and not repair.inserted)


def _tells_of_rows(repair: Repair, settled: Iterable[Finding]) -> bool:
    """True unless two rows are to be exchanged of which one has no finding of its own."""
    if repair.cause is not Cause.SWAPPED_ROWS:
        return True
    found = {place.indicator for finding in settled for place in finding.where}
    return all(cell.number in found for cell, _ in repair.changes)


def _is_open(finding: Finding, rows: set[str]) -> bool:
    """True for what is broken in the project and counts."""
    counts = finding.verdict is Verdict.BROKEN and finding.ignored is None
    return counts and bool(finding.where) and all(place.row in rows for place in finding.where)


def _differ(one: _Attempt, other: _Attempt) -> bool:
    """True if two repairs accuse different cells."""
    cells = {other.repair.accused, *(cell for cell, _ in other.repair.changes)}
    return one.repair.accused not in cells


def _same_rows(one: Repair, other: Repair) -> bool:
    """True if two repairs exchange the same two rows, be it in one column or another."""
    rows = [{(cell.part, cell.number) for cell, _ in repair.changes} for repair in (one, other)]
    return one.cause is other.cause is Cause.SWAPPED_ROWS and rows[0] == rows[1]


def _root(attempt: _Attempt, parts: Parts, exchanged: Sequence[Repair], *, is_sure: bool) -> Finding:
    """The finding that speaks for the rest: of the gravest, one that judges the wrong cell.

    `exchanged` are other columns of the same two rows in which an exchange would explain as much.
    """
    repair = attempt.repair
    cells = {repair.accused, *(cell for cell, _ in repair.changes)}
    if repair.accused.name == "unit":
        return _of_unit(attempt, parts)
    gravest = min(finding.severity.rank for finding in attempt.settled)
    root = min(
        attempt.settled,
        key=lambda finding: (
            finding.severity.rank != gravest,
            not _judges(finding, (repair.accused,)),
            not _judges(finding, cells),
            len(finding.where),
            finding.rule,
            str(finding.where),
        ),
    )
    others = [finding for finding in attempt.settled if finding is not root]
    flat = [
        evolve(one, consequences=(), message=one.message.partition(CORRECTED)[0])
        for finding in others
        for one in (finding, *finding.consequences)
    ]
    followers = (*root.consequences, *sorted(flat, key=lambda one: (one.rule, str(one.where))))
    root = evolve(root, consequences=followers, message=root.message.partition(CORRECTED)[0])
    if not is_sure:
        return root
    if repair.cause is Cause.SWAPPED_ROWS:
        return _of_exchange(root, repair, exchanged, parts)
    return _accused(root, repair, parts, cells)


def _judges(finding: Finding, cells: Iterable[Cell]) -> bool:
    place = finding.where[0]
    return any(Cell.at(place) == cell for cell in cells)


def _accused(root: Finding, repair: Repair, parts: Parts, cells: Iterable[Cell]) -> Finding:
    """The root telling which cell was wrong, and what was made of it."""
    count = len(root.consequences)
    if repair.inserted:
        return evolve(root, message=f"{root.message};{_lacking(repair)},另{count}处不符随之消除")
    derived = "、".join(dict.fromkeys(cell.title for cell, _ in repair.following if cell not in cells))
    derived = f",由它得出的{derived}随改" if derived else ""
    if _judges(root, cells):
        return evolve(root, message=f"{root.message}{CORRECTED}{derived},另{count}处不符随之消除")
    place, text = repair.accused.place(parts), repair.accused.read(parts)
    told = f"疑在 {place.name} {text} 应为{repair.text}"
    cause = _slip(repair.accused, text, repair.text)
    return evolve(
        root,
        where=(place, *(one for one in root.where if one != place)),
        cause=cause,
        message=f"{root.message.partition(SUSPECTED)[0]};{told}{f'({cause.value})' if cause else ''}{derived},"
        f"改正后{count + 1}处不符都消除",
    )


def _of_exchange(root: Finding, repair: Repair, exchanged: Iterable[Repair], parts: Parts) -> Finding:
    """The root telling which two cells stand in each other's place."""
    (one, there), (other, here) = repair.changes[:2]
    where = [one.place(parts), other.place(parts)]
    also = "".join(f"或{title}" for title in dict.fromkeys(again.accused.title for again in exchanged))
    subject = where[0].name.removesuffix(one.title)
    told = f"疑{subject}与{where[1].name.rpartition(' ')[2].removesuffix(other.title)}的{one.title}{also}互换"
    cause = Cause.SWAPPED_ROWS
    count = len(root.consequences) + 1
    return evolve(
        root,
        where=(*where, *(place for place in root.where if place not in where)),
        cause=cause,
        message=f"{root.message.partition(SUSPECTED)[0]};{told}({one.title}{here}、{there};{cause.value}),"
        f"改正后{count}处不符都消除",
    )


def _lacking(repair: Repair) -> str:
    count = len(repair.inserted)
    told = "补上此项" if count == 1 else f"补上所缺的{count}项"
    return told + (",总分、等级随改" if repair.following else "")


def _slip(cell: Cell, text: str | None, right: str) -> Cause | None:
    printed, exact = Printed.read(text), Printed.read(right)
    return mistaken(printed, exact.value, is_money=cell.name in MONEY) if printed and exact else None


def _of_unit(attempt: _Attempt, parts: Parts) -> Finding:
    """One finding for the unit of a form or report, with all that follows from it (DOMAIN M-09)."""
    cell = attempt.repair.accused
    part, text = parts[cell.part], cell.read(parts)
    name = f"项目{part.order} {part.name} {part.part.value} 金额单位"
    place = Place(
        name,
        "evaluation",
        f"{part.order}.{part.part.id}",
        "unit",
        part.page,
        project=part.order,
        part=part.part.id,
    )
    right = attempt.repair.text
    followers = tuple(
        one
        for finding in attempt.settled
        for one in (evolve(finding, consequences=()), *finding.consequences)
    )
    return Finding(
        UNIT_RULE,
        "各表的金额单位与其数相称",
        Verdict.BROKEN,
        Severity.ERROR,
        (place,),
        f"{name} 写作{text},疑应为{right};按{right}读,{len(followers)}处不符都消除",
        text,
        right,
        cause=Cause.UNIT_MIXUP,
        basis="自评表与自评报告的金额;同一数应当相等",
        consequences=followers,
    )
