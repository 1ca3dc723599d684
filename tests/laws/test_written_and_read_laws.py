"""What is written from a ledger reads back: every percentage, over its own figures, and each is judged to hold."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from ledger_strategies import ledgers

import govbudget
from govbudget.catalogue.wordings import wording_names
from govbudget.checks import Verdict
from govbudget.model import (
    PrintedSentence,
)
from govbudget.narrative.stating import stated_in

BOOK, BANDS = govbudget.code_book(2024), govbudget.scheme("mof-2020")
forms = st.sampled_from(("shanxi-2024", "mof-2024", "shanghai-final-2024", "sichuan-2024"))
wordings = st.sampled_from(wording_names())


def narrated(ledger, form, words):
    return govbudget.narrate(
        govbudget.Report.of(ledger, govbudget.form(form), BOOK), govbudget.wording(words)
    )


def as_written(narrative):
    """Every percentage with the kind of claim that it is and the sums that it is worked out from, as printed."""
    text_of = {figure.figure: figure.text.lstrip("-") for figure in narrative.stated}
    for figure in narrative.stated:
        base, _, ratio = figure.figure.rpartition(".")
        said = Fraction(figure.text.lstrip("-"))
        if ratio == "share":
            yield "share", said, {"part": Fraction(text_of[base])}
        elif ratio == "change_rate":
            yield "change", said, {"change": Fraction(text_of[f"{base}.change"])}
        elif ratio in ("completion", "execution"):
            budget = f"{base}.{'approved' if ratio == 'completion' else 'adjusted'}"
            yield "completion", said, {"actual": Fraction(text_of[base]), "budget": Fraction(text_of[budget])}


def as_read(judged):
    for one in judged:
        claim = one.claim
        if not claim.published.endswith("%"):
            continue
        roles = {"share": ("part",), "change": ("change",), "completion": ("actual", "budget")}[claim.kind]
        numbers = {role: abs(claim.part(role).number) for role in roles if claim.part(role)}
        yield claim.kind, abs(claim.value.number), numbers


def counted(claims):
    return Counter((kind, said, tuple(sorted(parts.items()))) for kind, said, parts in claims)


@given(ledgers(), forms, wordings)
def test_every_percentage_written_reads_back_over_its_own_figures_and_holds(ledger, form, words):
    narrative = narrated(ledger, form, words)
    judged = govbudget.claims(narrative, BANDS)
    bound = [one for one in judged if not one.claim.reason]
    # 本年度无此项支出 prints no sum of this year, so that nothing is at hand for the change of the next sentence.
    unbound = [one for one in judged if one.claim.reason]
    assert {one.claim.reason for one in unbound} <= {"上文没有本年数"}
    assert {one.claim.value.number for one in unbound} <= {100}
    left = counted(as_written(narrative)) - counted(as_read(bound))
    assert not counted(as_read(bound)) - counted(as_written(narrative))
    assert sum(left.values()) == len(unbound)
    # A ledger may report contracts beyond what was procured; what is written of it is told as such.
    weighed = [one for one in judged if one.claim.kind != "limit"]
    for one in weighed:
        assert one.verdict is not Verdict.BROKEN, one.message
    for one in weighed:
        if one.claim.kind != "sum" and not one.claim.reason:
            assert one.verdict is Verdict.HOLDS, one.message


@given(ledgers(), forms, wordings)
def test_a_rate_with_the_opposite_verb_is_broken(ledger, form, words):
    narrative = narrated(ledger, form, words)
    fallen = narrative.wording.fallen
    turned = str(narrative).replace("增长", "＋").replace(fallen, "增长").replace("＋", fallen)
    for before, after in zip(govbudget.claims(narrative), govbudget.claims(turned), strict=True):
        if before.claim.kind == "change" and not before.claim.reason and before.claim.value.number >= 1:
            assert (before.verdict, after.verdict) == (Verdict.HOLDS, Verdict.BROKEN), after.message


@given(ledgers(), forms, wordings)
def test_sums_of_prose_are_bound_to_the_figures_that_they_were_written_from(ledger, form, words):
    narrative = narrated(ledger, form, words)
    own = {(figure.figure, Decimal(figure.text)) for figure in narrative.stated}
    sentences = [PrintedSentence(one.text, one.section) for one in narrative.sentences]
    for figure in stated_in(sentences, BOOK, 2024):
        assert (figure.figure, Decimal(figure.text)) in own
