"""情况说明里的同一根源 — one figure stated wrongly breaks many rules and is told once (decision 9).

Whether a stated figure is the root is tried out: it is replaced by what a broken rule wants it to be, and every
rule that reads the narrative is asked again. So percentages, whose rules weigh no sums, are followed up too, and
a second error elsewhere stays: what the replacement does not settle is told for itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import evolve, field, frozen

from govbudget.checks.balances import LEAST_GROUP
from govbudget.checks.cause import mistake_in
from govbudget.checks.correction import restated
from govbudget.checks.dossier import Dossier, printing_of
from govbudget.checks.finding import SUSPECTED, Cause, Finding, Place, Rule
from govbudget.checks.roots import TriedAgain, exchanged, grouped, is_open
from govbudget.checks.unread import UnreadRule, rests_on
from govbudget.checks.verdict import Verdict
from govbudget.model.disclosure import StatedFigure
from govbudget.money import Amount, AmountError, read_number, rounded
from govbudget.text import amount_text, number_text

__all__ = ["told_once"]

MOST_TRIED = 60
"""A narrative with more doubtful figures than this has no single root; each trial asks all its rules again."""

Key = tuple[str, tuple[Place, ...]]


@frozen
class _Suspect:
    """嫌疑数 — a stated figure by its place in the list, what it should read, and the findings that this settles."""

    number: int = field(metadata={"zh": "次序"})
    text: str = field(metadata={"zh": "应为"})
    settled: frozenset[int] = field(metadata={"zh": "随之消除"})


def told_once(found: Sequence[Finding], rules: Sequence[Rule], dossier: Dossier) -> tuple[Finding, ...]:
    """The findings, each broken one that follows from another's wrong figure attached to that other.

    What was exchanged comes first, since it explains two figures at once; then what the narrative states, since
    a replacement shows for certain what follows from it; the rest is grouped by its balances.
    """
    tried_again = _tried_again(rules)
    tried = exchanged(found, dossier, tried_again)
    ignored = {finding.rule for finding in tried if finding.ignored is not None}
    asked = [
        rule
        for rule in rules
        if "@" in rule.requires
        and rule.id not in ignored
        and rule.applies(dossier)
        # What no rule reads follows from nothing.
        and not isinstance(rule, UnreadRule)
    ]
    names = {rule.id for rule in asked}
    left = {n for n, one in enumerate(tried) if is_open(one) and one.rule in names}
    told = dict(enumerate(tried))
    roots, corrected = [], dossier
    while len(left) >= LEAST_GROUP:
        suspects = list(_suspects(tried, left, asked, corrected))
        if not suspects:
            break
        best = max(suspects, key=lambda one: (len(one.settled), -one.number))
        roots.append(_told(told, best, suspects, corrected))
        left -= best.settled
        corrected = restated(corrected, best.number, best.text)
    return (*roots, *grouped(tuple(told.values()), dossier, tried_again))


def _tried_again(rules: Sequence[Rule]) -> TriedAgain:
    def tried_again(dossier: Dossier, ids: Collection[str]) -> Iterator[Finding]:
        return (finding for rule in rules if rule.id in ids for finding in rule.evaluate(dossier))

    return tried_again


def _told(
    told: dict[int, Finding], best: _Suspect, suspects: Sequence[_Suspect], dossier: Dossier
) -> Finding:
    """The finding that speaks for what the suspect settles, the others attached; all are taken out of `told`."""
    stated = dossier.disclosure.stated[best.number]
    found = [told.pop(n) for n in sorted(best.settled)]
    speaker = min(found, key=lambda finding: _claim(finding, stated))
    others = sorted(
        (finding for finding in found if finding is not speaker), key=lambda f: (f.rule, str(f.where))
    )
    root = evolve(speaker, consequences=tuple(others))
    if any(
        one.number != best.number and len(one.settled) == len(best.settled) and one.settled & best.settled
        for one in suspects
    ):
        return root
    texts = {one.text for one in suspects if (one.number, one.settled) == (best.number, best.settled)}
    return _accused(root, stated, best.text if len(texts) == 1 else None, dossier)


def _claim(finding: Finding, stated: StatedFigure) -> tuple[object, ...]:
    """The gravest speaks; of these one that judges the figure, then one that weighs it, then the narrowest."""
    weighs = finding.balance is not None and any(
        name == f"@{stated.figure}" for name, _ in finding.balance.terms
    )
    terms = len(finding.balance.terms) if finding.balance else 0
    gravity = finding.severity.rank
    return gravity, not _judges(finding, stated), not weighs, terms, finding.rule, str(finding.where)


def _accused(root: Finding, stated: StatedFigure, right: str | None, dossier: Dossier) -> Finding:
    others = len(root.consequences)
    if _judges(root, stated):
        return evolve(root, message=f"{root.message};改正此数,另{others}处不符随之消除")
    place = dossier.stated_cell(stated).place
    cause = _mistake(dossier, stated, right) if right else None
    should = f"应为{right}" if right else "有误"
    why = f"({cause.value})" if cause else ""
    said = root.message.partition(SUSPECTED)[0]
    return evolve(
        root,
        where=(place, *(one for one in root.where if one != place)),
        cause=cause,
        message=f"{said};疑在 {place.name} {stated.text} {should}{why},改正后{others + 1}处不符都消除",
    )


def _mistake(dossier: Dossier, stated: StatedFigure, right: str) -> Cause | None:
    printed = dossier.stated_cell(stated).amount
    recomputed = dossier.stated_cell(evolve(stated, text=right)).amount
    return mistake_in(printed, recomputed, ()) if printed and recomputed else None


def _suspects(
    tried: Sequence[Finding], left: Collection[int], rules: Sequence[Rule], dossier: Dossier
) -> Iterator[_Suspect]:
    """Every replacement of one stated figure that settles at least two findings and breaks nothing."""
    keys: dict[Key, list[int]] = defaultdict(list)
    for n in left:
        keys[tried[n].rule, tried[n].where].append(n)
    before = _verdicts(dossier, rules)
    for number, text in _replacements(tried, left, dossier):
        stated = dossier.disclosure.stated[number]
        verdicts = _verdicts(restated(dossier, number, text), _touched(rules, stated))
        passing = {
            key for key, found in verdicts.items() if not {Verdict.BROKEN, Verdict.NOT_TESTED} & found.keys()
        }
        # What could not be tried before says nothing against the replacement: it may be another error.
        harms = any(
            key in before and found[Verdict.BROKEN] > before[key][Verdict.BROKEN]
            for key, found in verdicts.items()
        )
        settled = frozenset(n for key, numbers in keys.items() if key in passing for n in numbers)
        if not harms and len(settled) >= LEAST_GROUP:
            yield _Suspect(number, text, settled)


def _touched(rules: Sequence[Rule], stated: StatedFigure) -> list[Rule]:
    """The rules that may read a figure: self-evaluations are long, and are about their own figures only."""
    own = stated.figure.startswith("performance[")
    return [rule for rule in rules if own or "evaluations" not in rule.requires]


def _verdicts(dossier: Dossier, rules: Iterable[Rule]) -> dict[Key, Counter[Verdict]]:
    verdicts: dict[Key, Counter[Verdict]] = defaultdict(Counter)
    for rule in rules:
        for finding in dossier.asked(rule):
            verdicts[finding.rule, finding.where][finding.verdict] += 1
    return verdicts


def _replacements(
    tried: Sequence[Finding], left: Collection[int], dossier: Dossier
) -> Iterator[tuple[int, str]]:
    """What each figure that several broken findings rest on might have to read, the most doubtful first."""
    resting = [(tried[n], rests_on(tried[n])) for n in sorted(left)]
    doubts = Counter(name for _, names in resting for name in names)
    doubtful = [
        (number, stated)
        for number, stated in enumerate(dossier.disclosure.stated)
        if doubts[stated.figure] >= LEAST_GROUP
    ]
    doubtful.sort(key=lambda one: -doubts[one[1].figure])
    for number, stated in doubtful[:MOST_TRIED]:
        wanted = (
            text
            for finding, names in resting
            if stated.figure in names
            for text in _wanted(finding, stated, dossier)
        )
        yield from ((number, text) for text in dict.fromkeys(wanted) if text != stated.text)


def _judges(finding: Finding, stated: StatedFigure) -> bool:
    place = finding.where[0] if finding.where else None
    return (
        place is not None
        and (place.figure, place.sentence, place.line) == (stated.figure, stated.sentence, stated.line)
        and finding.published is not None
        and finding.published.rstrip("%") == stated.text.rstrip("%％")
    )


def _wanted(finding: Finding, stated: StatedFigure, dossier: Dossier) -> Iterator[str]:
    """What a stated figure would have to read for a broken finding to hold."""
    if finding.recomputed and _judges(finding, stated):
        yield finding.recomputed.rstrip("%")
    cell = dossier.stated_cell(stated)
    if finding.balance and cell.amount is not None:
        for name, sign in finding.balance.terms:
            if name == f"@{stated.figure}":
                right = Amount(cell.amount.fen - sign * finding.balance.gap)
                yield amount_text(right, printing_of(cell.unit, cell.step))
    elif finding.difference and any(place.figure == stated.figure for place in finding.where):
        yield from _moved(stated.text, finding.difference)


def _moved(text: str, difference: str) -> Iterator[str]:
    """A printed number less a difference, and more by it: a rule without a balance does not say its sign."""
    try:
        number, apart = read_number(text.rstrip("%％")), read_number(difference.rstrip("%"))
    except AmountError:
        return
    places = max(number.places, apart.places)
    value, gap = (Fraction(one.scaled, 10**one.places) for one in (number, apart))
    yield from (number_text(rounded(moved, places)) for moved in (value - gap, value + gap))
