"""What holds of stated shares: rounding alone never breaks their sum, more than rounding always does."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from govbudget.calc import Figure, share
from govbudget.checks import Cause, Verdict, review
from govbudget.checks.cause import mistake_in
from govbudget.checks.percentage import Mistake, judge_percentage
from govbudget.checks.share_rules import SHARE_SUM_RULES
from govbudget.model import Department, Disclosure, PrintedRow, PrintedTable, StatedFigure
from govbudget.money import Amount, Ratio, Unit

CODES = tuple(str(code) for code in range(201, 213))
RULE = next(rule for rule in SHARE_SUM_RULES if rule.id == "N-05b-SUM")


def half_up(value):
    """四舍五入 by definition, of what is not below zero."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def text_of(scaled, places):
    digits = str(scaled).rjust(places + 1, "0")
    return digits[: len(digits) - places] + ("." + digits[len(digits) - places :] if places else "")


@st.composite
def printed(draw):
    """Parts in whole last places, the whole that they were printed with, and the decimals of each share."""
    fen = draw(st.lists(st.integers(1, 5_000_000), min_size=2, max_size=len(CODES)))
    hidden = draw(st.booleans())
    parts = [half_up(Fraction(one, 100)) for one in fen] if hidden else fen
    whole = half_up(Fraction(sum(fen), 100)) if hidden else sum(fen)
    assume(whole)
    places = draw(st.lists(st.integers(0, 4), min_size=len(parts), max_size=len(parts)))
    return parts, whole, places


def verdict_of(parts, whole, shares, places):
    sums = zip(("total", *CODES), (whole, *parts), strict=False)
    rows = tuple(PrintedRow(code, code, {"total": text_of(one, 2)}, code) for code, one in sums)
    table = PrintedTable("general_budget", "公开05", "", Unit.WAN_YUAN, rows)
    stated = tuple(
        StatedFigure(f"general_budget[{code}].total.share", text_of(share, place), "%")
        for code, share, place in zip(CODES, shares, places, strict=False)
    )
    disclosure = Disclosure(Department(None, "示例局"), 2024, "final-accounts", None, (table,), stated)
    (finding,) = review(disclosure, [RULE]).findings
    return finding.verdict


def rounded_shares(parts, whole, places):
    return [
        half_up(Fraction(100 * part * 10**place, whole)) for part, place in zip(parts, places, strict=True)
    ]


@given(printed())
def test_shares_each_rounded_half_up_are_never_broken(document):
    parts, whole, places = document
    shares = rounded_shares(parts, whole, places)
    verdict = verdict_of(parts, whole, shares, places)
    added = sum(Fraction(share, 10**place) for share, place in zip(shares, places, strict=True))
    assert verdict is (Verdict.HOLDS if added == 100 else Verdict.ROUNDING)


@given(printed(), st.data())
def test_shares_further_from_a_hundred_than_rounding_reaches_are_always_broken(document, data):
    parts, whole, places = document
    shares = rounded_shares(parts, whole, places)
    added = sum(Fraction(share, 10**place) for share, place in zip(shares, places, strict=True))
    reach = sum(Fraction(1, 2 * 10**place) for place in places)
    furthest = max(Fraction(100), Fraction(100 * sum(parts), whole)) + reach
    wrong = data.draw(st.integers(0, len(shares) - 1))
    # As many last places as take the sum just beyond what rounding reaches.
    short = (furthest - added) * 10 ** places[wrong]
    shares[wrong] += short.numerator // short.denominator + 1
    assert verdict_of(parts, whole, shares, places) is Verdict.BROKEN


# The practices that make rounding, none of them a mistake.
PRACTICES = {None, Cause.TRUNCATION, Cause.ROUNDED_PARTS, Cause.PLUGGED_SHARE, Cause.ADDED_UP}


@given(st.integers(1, 10**8), st.integers(1, 10**8), st.integers(0, 4), st.booleans())
def test_a_percentage_that_rounding_explains_is_never_called_a_mistake(part, whole, places, cut):
    # In fen, printed in 万元; the percentage of the printed sums, or of those behind them, rounded or cut off.
    steps = [half_up(Fraction(fen, 10_000)) for fen in (part, whole)]
    assume(steps[1])
    figures = [Figure("t[r].c", "", Amount(10_000 * n, 5_000), "") for n in steps]
    for above, below in ((part, whole), steps):
        exact = Fraction(100 * above * 10**places, below)
        shown = (
            exact.numerator // exact.denominator if cut and (above, below) == tuple(steps) else half_up(exact)
        )
        printed = Ratio.of_percent(text_of(shown, places))
        others = [
            Mistake(cause, Fraction(shown, 100 * 10**places))
            for cause in (Cause.COMPLEMENT, Cause.WRONG_BASE)
        ]
        judged = judge_percentage(printed, places, share(*figures), others)
        assert judged.verdict in (Verdict.HOLDS, Verdict.ROUNDING)
        assert judged.cause in PRACTICES


@given(st.integers(-(10**9), 10**9))
def test_a_sum_is_no_mistake_for_itself(fen):
    assert mistake_in(Amount(fen), Amount(fen), [Amount(fen), Amount(0)]) is None
