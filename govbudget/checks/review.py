"""核对 — every rule on one document: verdicts counted, one root cause told once, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import evolve, field, frozen

from govbudget.checks.dossier import Dossier
from govbudget.checks.evaluations.one_root import told_by_root
from govbudget.checks.finding import Finding, Rule, Severity, findings_grid, untested
from govbudget.checks.narrative_roots import told_once
from govbudget.checks.units import UNIT_RULE, misstated_units, one_cell, unit_finding, with_unit
from govbudget.checks.verdict import Verdict
from govbudget.errors import GovBudgetError, raise_together
from govbudget.model import CodeBook, Disclosure, PrintedTable
from govbudget.money import Unit
from govbudget.tables import Form
from govbudget.text import element, folded, html_lines, html_shell, show_repr

__all__ = ["Review", "UnknownRuleError", "review"]

PARTS = {"@": "情况说明的数", "evaluations": "绩效自评", "sentences": "情况说明的文字"}
"""What a rule may require beside tables."""

MOST_SHOWN = 20
"""Findings of one verdict that a notebook or a print lists; the rest are counted."""

WORST_FIRST = (Verdict.BROKEN, Verdict.ROUNDING, Verdict.NOT_TESTED, Verdict.HOLDS)


class UnknownRuleError(GovBudgetError, LookupError):
    """规则不存在 — an id to ignore that no rule has.

    出路: 编号见规则目录,或核对结果里每条开头的编号。
    """


@frozen
class Review:
    """核对报告 — all findings of one document, worst first; of those with one root, the root holds the others.

    `counts` counts every trial, also those attached to a root and those ignored.
    """

    disclosure: Disclosure = field(repr=False, metadata={"zh": "公开文件"})
    findings: tuple[Finding, ...] = field(
        repr=lambda found: f"<{len(found)} findings>", metadata={"zh": "核对结果"}
    )
    counts: Mapping[Verdict, int] = field(metadata={"zh": "结论计数"})
    ignored: Mapping[str, str] = field(factory=dict, metadata={"zh": "不计的规则"})

    _repr_pretty_ = show_repr

    def of(self, *verdicts: Verdict) -> tuple[Finding, ...]:
        """The findings of these verdicts that are not ignored."""
        return tuple(f for f in self.findings if f.verdict in verdicts and f.ignored is None)

    @property
    def broken(self) -> tuple[Finding, ...]:
        """What does not hold, worst first."""
        return self.of(Verdict.BROKEN)

    @property
    def heading(self) -> str:
        """`602-某某部 2024年度: 共核对 2238 处,相符 2050、尾差 31、不符 129、缺数 28`."""
        told = "、".join(f"{verdict.value} {count}" for verdict, count in self.counts.items())
        about = f"{self.disclosure.department} {self.disclosure.year}年度"
        return f"{about}: 共核对 {sum(self.counts.values())} 处,{told}"

    def __str__(self) -> str:
        left = len(self.broken) - MOST_SHOWN
        lines = [f"  {finding}" for finding in self.broken[:MOST_SHOWN]]
        return "\n".join([self.heading, *lines, *([f"…… 另有 {left} 处不符"] if left > 0 else [])])

    def _repr_html_(self) -> str:
        parts = [element("div", element("b", self.heading))]
        for verdict in WORST_FIRST[:-1]:
            if found := self.of(verdict):
                grid = findings_grid(found, MOST_SHOWN)
                broken = verdict is Verdict.BROKEN
                parts.append(folded(f"{verdict.value} {len(found)} 处", grid, opened=broken))
        ignored = [f"不计 {rule}: {reason}" for rule, reason in self.ignored.items()]
        return html_shell(*parts, html_lines(ignored))

    def fails(self, *, strict: bool = False) -> bool:
        """True if something is wrong: a broken rule that is an error; if strict, also what is a warning or off by rounding."""
        if strict:
            remarks = (finding for finding in self.broken if finding.severity is not Severity.INFO)
            return bool(self.of(Verdict.ROUNDING)) or any(remarks)
        return any(finding.severity is Severity.ERROR for finding in self.broken)


def review(  # noqa: PLR0913 - reference data, each by its name
    disclosure: Disclosure,
    rules: Iterable[Rule],
    *,
    book: CodeBook | None = None,
    form: Form | None = None,
    naming: Form | None = None,
    ignore: Mapping[str, str] | None = None,
) -> Review:
    """核对 — try every rule that is about such a document.

    What the document does not name goes by its name in its form, else in `naming`. A rule that finds nothing to test
    says so. `ignore` maps rule ids to the reason why their findings do not count; the reason stays in the report.
    Raises an `ExceptionGroup` of `UnknownRuleError` for ids that no rule has.
    """
    dossier = Dossier(disclosure, book, form, naming)
    known = tuple(rules)
    ignored = dict(ignore or {})
    ids = {UNIT_RULE, *(rule.id for rule in known)}
    raise_together(
        "不能略过的规则", [UnknownRuleError(f"没有规则 {name!r}") for name in ignored if name not in ids]
    )
    tried = _all_tried(known, dossier, ignored)
    told = told_by_root(_by_root(known, dossier, tried, ignored), dossier, known, ignored)
    counts = Counter(finding.verdict for one in told for finding in (one, *one.consequences))
    return Review(
        disclosure,
        tuple(sorted(told, key=_Order(disclosure).rank)),
        {verdict: counts[verdict] for verdict in Verdict},
        ignored,
    )


def _all_tried(rules: tuple[Rule, ...], dossier: Dossier, ignored: Mapping[str, str]) -> list[Finding]:
    """What every rule says; what rounding explains is for information, however much a breach would weigh."""
    found = (finding for rule in rules if rule.applies(dossier) for finding in _tried(rule, dossier))
    weighed = (evolve(f, severity=Severity.INFO) if f.verdict is Verdict.ROUNDING else f for f in found)
    return [evolve(f, ignored=ignored[f.rule]) if f.rule in ignored else f for f in weighed]


def _by_root(
    rules: tuple[Rule, ...], dossier: Dossier, tried: list[Finding], ignored: Mapping[str, str]
) -> tuple[Finding, ...]:
    """The findings by their roots, once every table is read in the unit that it was meant in."""
    units: list[Finding] = []
    left = {table.id for table in dossier.disclosure.tables} if UNIT_RULE not in ignored else set()
    while best := _misread(rules, dossier, tried, ignored, left):
        table, unit, dossier, again, gone = best
        left.discard(table.id)
        # What the unit settles hangs on it and is not told again as what it has become.
        settled = {(finding.rule, finding.where) for finding in gone}
        tried = [f for f in again if (f.rule, f.where) not in settled]
        units.append(unit_finding(table, unit, gone))
    return (*units, *told_once(tried, rules, dossier))


Misread = tuple[PrintedTable, Unit, Dossier, list[Finding], tuple[Finding, ...]]
"""A table, the unit that it was meant in, the document so read, what is then found, and what no longer is."""


def _misread(
    rules: tuple[Rule, ...],
    dossier: Dossier,
    tried: list[Finding],
    ignored: Mapping[str, str],
    names: Collection[str],
) -> Misread | None:
    """The one of these tables whose other unit settles most, and more than it breaks; `None` if there is none."""
    broken = [finding for finding in tried if finding.verdict is Verdict.BROKEN]
    best: tuple[int, Misread] | None = None
    for table, unit in misstated_units(dossier.disclosure, broken):
        if table.id not in names:
            continue
        corrected = evolve(dossier, disclosure=with_unit(dossier.disclosure, table, unit))
        again = _all_tried(rules, corrected, ignored)
        still = {(f.rule, f.where) for f in again if f.verdict is Verdict.BROKEN}
        gone = tuple(finding for finding in broken if (finding.rule, finding.where) not in still)
        new = still - {(finding.rule, finding.where) for finding in broken}
        if new and one_cell(gone):
            continue
        if len(new) < len(gone) and (best is None or len(still) < best[0]):
            best = len(still), (table, unit, corrected, again, gone)
    return best[1] if best else None


def _tried(rule: Rule, dossier: Dossier) -> tuple[Finding, ...]:
    found = tuple(_once(dossier.asked(rule)))
    if found:
        return found
    printed = {*dossier.tables, *(["@"] if dossier.stated else []), *_parts(dossier.disclosure)}
    lacking = [name for name in rule.requires if name not in printed]
    names = "、".join(PARTS.get(part) or dossier.table_name(part) for part in lacking)
    reason = f"文件没有 {names}" if lacking else "文件没有可核对的数"
    return (untested(rule, f"{rule.title}: {reason}"),)


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Every finding, but what one lack leaves untested several times over only once."""
    said: set[str] = set()
    for finding in findings:
        if finding.verdict is not Verdict.NOT_TESTED or finding.message not in said:
            said.add(finding.message)
            yield finding


def _parts(disclosure: Disclosure) -> tuple[str, ...]:
    return tuple(part for part in ("evaluations", "sentences") if getattr(disclosure, part))


@frozen
class _Order:
    """次序 — worst first, then as the document runs."""

    disclosure: Disclosure
    _tables: dict[str, int] = field(init=False, factory=dict)
    _rows: dict[tuple[str, str], int] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        for place, table in enumerate(self.disclosure.tables):
            self._tables[table.id] = place
            self._rows.update({(table.id, row.id): line for line, row in enumerate(table.rows)})

    def rank(self, finding: Finding) -> tuple[object, ...]:
        last = len(self._tables)
        place = finding.where[0] if finding.where else None
        table = self._tables.get(place.table or "", last) if place else last + 1
        row = self._rows.get((place.table or "", place.row or ""), 0) if place else 0
        return (
            finding.ignored is not None,
            WORST_FIRST.index(finding.verdict),
            finding.severity.rank,
            -len(finding.consequences),
            table,
            row,
            (place.project or 0, place.part or "", place.indicator or 0) if place else (0, "", 0),
            place.sentence or 0 if place else 0,
            finding.rule,
            place.column or "" if place else "",
        )
