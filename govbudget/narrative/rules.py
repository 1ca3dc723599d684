"""情况说明文字的规则 — what the sentences of a disclosure claim, as rules beside those on its tables."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve, field, frozen

from govbudget.checks import Dossier, Finding, Place, Rule, Severity, Verdict
from govbudget.checks.finding import untested
from govbudget.checks.percentage import percentage_of
from govbudget.checks.stated_rules import STATED_RULES, RateRule, RestatedRule
from govbudget.model import PrintedSentence, ScoringScheme, StatedFigure
from govbudget.narrative.items import ITEM_RULES
from govbudget.narrative.judging import BASIS, TITLES, findings_of, judge
from govbudget.narrative.listed import LIST_RULES
from govbudget.narrative.nothing import NOTHING_RULES
from govbudget.narrative.passages import passages_of
from govbudget.narrative.reading import read_claims
from govbudget.narrative.stating import stated_in

__all__ = ["ClaimRule", "TableTextRule", "prose_rules"]


@frozen
class ClaimRule:
    """文字规则 — one kind of claim in every sentence of a disclosure; grades by the bands of a scheme."""

    id: str = field(metadata={"zh": "编号"})
    title: str = field(metadata={"zh": "名称"})
    scheme: ScoringScheme = field(repr=lambda scheme: scheme.name, metadata={"zh": "评分办法"})
    basis: str = field(default=BASIS, metadata={"zh": "依据"})
    severity: Severity = field(default=Severity.ERROR, metadata={"zh": "轻重"})
    requires: tuple[str, ...] = field(default=("sentences",), metadata={"zh": "所需"})

    def applies(self, dossier: Dossier) -> bool:  # noqa: ARG002 - prose may claim figures in any document
        """True: prose may claim figures in any document."""
        return True

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """The claims that this rule is about, in the order of the text.

        What is wrong with a percentage that the document also gives as `stated` is told there, where the rule on
        stated figures says the same of it.
        """
        sentences = dossier.disclosure.sentences
        told = _told_as_stated(self.id, dossier)
        left_out, tried = 0, False
        for finding in _findings(sentences, self.scheme):
            if finding.rule != self.id:
                continue
            key = _percentage(finding, sentences)
            if key is not None and told[key]:
                told[key] -= 1
                left_out += 1
            else:
                tried = True
                yield _placed(finding, sentences)
        if left_out and not tried:
            yield untested(self, f"{self.title}: 文字中的{left_out}个百分比已作为情况说明的数核对,不再重复")


@frozen
class TableTextRule:
    """文字与表 — the sums of prose that have a place in the tables are those that the tables print.

    Figures that the document gives as `stated` are judged there.
    """

    id: str = field(default="N-TABLE", metadata={"zh": "编号"})
    title: str = field(default="文字所述的合计和各类支出与表一致", metadata={"zh": "名称"})
    basis: str = field(default="情况说明中的数应与表中的数一致", metadata={"zh": "依据"})
    severity: Severity = field(default=Severity.ERROR, metadata={"zh": "轻重"})
    requires: tuple[str, ...] = field(default=("sentences",), metadata={"zh": "所需"})

    def applies(self, dossier: Dossier) -> bool:
        """True for 决算: the ids of its figures say 决算数."""
        return dossier.disclosure.kind == "final-accounts"

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """One finding for every such sum, in the order of the text; none without a code book."""
        disclosure = dossier.disclosure
        if dossier.book is None:
            return
        read = stated_in(disclosure.sentences, dossier.book, disclosure.year)
        stated = tuple(one for one in read if one.figure not in dossier.stated)
        rule = RestatedRule(self.id, self.title, re.compile(".*"), basis=self.basis, severity=self.severity)
        yield from rule.evaluate(evolve(dossier, disclosure=evolve(disclosure, stated=stated)))


def prose_rules(scheme: ScoringScheme) -> tuple[Rule, ...]:
    """Every rule on the sentences of a disclosure: their figures, against the tables too, and their lists."""
    of_claims = [
        ClaimRule(rule, title, scheme, severity=Severity.WARNING if rule == "N-DIR" else Severity.ERROR)
        for rule, title in TITLES.items()
    ]
    return (*of_claims, TableTextRule(), *LIST_RULES, *ITEM_RULES, *NOTHING_RULES)


_KINDS = {
    "N-CHANGE": ".change_rate",
    "N-DIR": ".change_rate",
    "N-COMPLETION": ".completion",
    "N-SHARE": ".share",
}
"""What the percentages that a rule on prose is about are among the stated figures."""

_TOLD_ONCE = (Verdict.BROKEN, Verdict.ROUNDING)

_Key = tuple[str, Fraction, Verdict]
"""A percentage by its section and its size, and the verdict on it."""


def _told_as_stated(rule: str, dossier: Dossier) -> Counter[_Key]:
    """How often each percentage of a kind has been judged as a stated figure, verdict by verdict."""
    disclosure, suffix = dossier.disclosure, _KINDS.get(rule)
    if suffix is None or not disclosure.sentences:
        return Counter()
    places = {dossier.stated_cell(one).place: one for one in disclosure.stated if one.figure.endswith(suffix)}
    verdicts: dict[StatedFigure, list[Verdict]] = {}
    for judging in STATED_RULES if places else ():
        if not isinstance(judging, RestatedRule | RateRule):
            continue
        for finding in dossier.asked(judging):
            if finding.where and finding.where[0] in places and finding.unit == "%":
                verdicts.setdefault(places[finding.where[0]], []).append(finding.verdict)
    read = ((one.section, percentage_of(one.text), verdict) for one, (verdict, *_) in verdicts.items())
    return Counter((section, abs(found[0].value), verdict) for section, found, verdict in read if found)


def _percentage(finding: Finding, sentences: tuple[PrintedSentence, ...]) -> _Key | None:
    """The percentage that a claim publishes; `None` for any other, for one that holds, and for one with others hanging on it."""
    published = finding.published or ""
    found = percentage_of(published) if published.endswith(("%", "％")) else None
    if found is None or finding.consequences or finding.verdict not in _TOLD_ONCE:
        return None
    number = finding.where[0].sentence
    assert number is not None  # noqa: S101 - claims stand in sentences
    return sentences[number - 1].section, abs(found[0].value), finding.verdict


@functools.lru_cache(maxsize=4)
def _findings(sentences: tuple[PrintedSentence, ...], scheme: ScoringScheme) -> tuple[Finding, ...]:
    """Read once for all rules."""
    return findings_of([judge(claim, scheme) for claim in read_claims(passages_of(sentences))])


def _placed(finding: Finding, sentences: tuple[PrintedSentence, ...]) -> Finding:
    """The finding and what follows from it, with the lines of the document."""
    return evolve(
        finding,
        where=tuple(_on_its_line(place, sentences) for place in finding.where),
        consequences=tuple(_placed(one, sentences) for one in finding.consequences),
    )


def _on_its_line(place: Place, sentences: tuple[PrintedSentence, ...]) -> Place:
    assert place.sentence is not None  # noqa: S101 - claims stand in sentences
    return evolve(place, line=sentences[place.sentence - 1].line)
