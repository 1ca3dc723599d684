"""What holds of every score, whatever the target, the actual value and the scheme."""

from __future__ import annotations

import re
from fractions import Fraction

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from govbudget.calc import allowed_score, execution_score, grade_of, grades_between
from govbudget.catalogue import scheme, scheme_names
from govbudget.model import Indicator, Operator, read_measure
from govbudget.money import Amount, Undefined, rounded

SCHEMES = tuple(map(scheme, scheme_names()))
UNITS = ("", "%", "份", "人", "次", "元", "万元", "亿元", "万元/人", "个工作日", "平方米", "人次")


def schemes():
    return st.sampled_from(SCHEMES)


def numbers(*, most=10**7):
    """A number as printed: not less than zero, up to four decimals."""
    return st.builds(rounded, st.fractions(0, most, max_denominator=10**4), st.integers(0, 4))


def weights():
    """From one tenth of a point to a whole hundred."""
    return st.integers(1, 1000).map(lambda tenths: Fraction(tenths, 10))


def told(number):
    return format(number, "f")


def scored(operator, target, actual, weight, by, **more):
    unit = more.pop("unit", "次")
    line = Indicator(
        "产出指标",
        "数量指标",
        "指标",
        target=f"{operator.value}{told(target)}{unit}",
        actual=f"{told(actual)}{unit}",
        weight=told(rounded(weight, 1)),
    )
    answer = allowed_score(line, by, **more)
    assert not isinstance(answer, Undefined), answer
    return answer


def is_met(operator, target, actual):
    if operator.reverse or (operator is Operator.EQUAL and not target):
        return actual <= target
    return actual >= target


@given(st.sampled_from(Operator), numbers(), numbers(), weights(), schemes(), st.booleans())
def test_a_score_lies_between_nothing_and_the_weight(operator, target, actual, weight, by, idle):
    answer = scored(operator, target, actual, weight, by, nothing_done=idle, unit="万元")
    assert 0 <= answer.low <= answer.high <= weight
    assert answer.admits(answer.low)
    assert not answer.admits(answer.high + 1)
    assert not answer.admits(Fraction(-1))


@given(st.sampled_from(Operator), numbers(), numbers(), weights(), schemes())
def test_a_number_has_one_score_and_it_is_the_whole_weight_exactly_where_the_target_is_met(
    operator, target, actual, weight, by
):
    answer = scored(operator, target, actual, weight, by)
    assert answer.low == answer.high
    if is_met(operator, target, actual):
        assert answer.high == weight
    else:
        # Not met, it may still be rounded up to the weight, but only from half a last place below or less.
        gap = abs(Fraction(actual) - Fraction(target)) / Fraction(max(actual, target)) * weight
        assert answer.high < weight or gap <= Fraction(1, 200)


@given(st.sampled_from([Operator.AT_LEAST, Operator.MORE_THAN, Operator.EQUAL]), st.data())
def test_more_of_what_is_aimed_at_never_earns_less(operator, data):
    target = data.draw(numbers().filter(bool))
    less, more = sorted([data.draw(numbers()), data.draw(numbers())])
    weight, by = data.draw(weights()), data.draw(schemes())
    assert scored(operator, target, less, weight, by).high <= scored(operator, target, more, weight, by).high


@given(st.sampled_from([Operator.AT_MOST, Operator.LESS_THAN]), numbers(), st.data())
def test_less_of_what_is_limited_never_earns_less(operator, target, data):
    less, more = sorted([data.draw(numbers()), data.draw(numbers())])
    weight, by = data.draw(weights()), data.draw(schemes())
    assert scored(operator, target, less, weight, by).high >= scored(operator, target, more, weight, by).high


@given(st.sampled_from(Operator), numbers(most=1000), numbers(most=1000), weights(), schemes())
def test_the_unit_in_which_money_is_printed_changes_no_score(operator, target, actual, weight, by):
    line = Indicator("产出指标", "成本指标", "指标", weight=told(rounded(weight, 1)))
    answers = []
    for unit, factor in (("万元", 1), ("元", 10**4)):
        printed = f"{told(rounded(Fraction(actual) * factor, 4))}{unit}"
        whole = attrs.evolve(line, target=f"{operator.value}{told(target)}万元", actual=printed)
        answers.append(allowed_score(whole, by))
    assert answers[0].low == answers[1].low
    assert answers[0].rule == answers[1].rule


@given(st.sampled_from(Operator), numbers(), numbers(), schemes())
def test_an_actual_value_printed_under_the_targets_sign_is_just_its_value(operator, target, actual, by):
    wanted, done = f"{operator.value}{told(target)}次", f"{told(actual)}次"
    bare = Indicator("产出指标", "数量指标", "指标", None, wanted, done, "10")
    assert allowed_score(attrs.evolve(bare, actual=operator.value + done), by) == allowed_score(bare, by)


@given(weights().filter(lambda weight: weight >= 1), st.integers(0, 100), schemes())
def test_every_score_is_in_the_band_of_exactly_one_wording(weight, percent, by):
    score = Fraction(rounded(weight * percent / 100, 2))
    answers = [
        allowed_score(
            Indicator(
                "效益指标", "社会效益", "指标", None, "提升", band.wordings[0], told(rounded(weight, 1))
            ),
            by,
        )
        for band in by.bands
    ]
    assert sum(answer.admits(score) for answer in answers) == 1
    assert min(answer.low for answer in answers) == 0
    assert max(answer.high for answer in answers) == weight


@given(schemes(), st.fractions(0, 1))
def test_bands_partition_the_shares(by, share):
    assert sum(band.contains(share) for band in by.bands) == 1


@given(st.integers(-(10**6), 10**12), st.integers(-(10**6), 10**12), schemes())
def test_execution_earns_between_nothing_and_its_weight(executed, adjusted, by):
    answer = execution_score(Amount(executed), Amount(adjusted), by)
    assert 0 <= answer.low <= answer.high <= by.execution_weight
    assert answer.high - answer.low <= Fraction(1, 100)
    assert answer.admits(answer.low)
    assert answer.admits(answer.high)


@given(st.integers(1, 10**12), st.integers(0, 10**12), st.integers(0, 10**12), schemes())
def test_more_execution_never_earns_less(adjusted, one, other, by):
    less, more = (
        execution_score(Amount(executed), Amount(adjusted), by) for executed in sorted([one, other])
    )
    assert less.low <= more.low
    assert less.high <= more.high


@given(schemes(), st.data())
def test_totals_stay_within_a_hundred(by, data):
    """Indicators of the scheme's weight, each scored however it came out, and the execution of the budget."""
    parts = data.draw(st.lists(st.integers(1, 20), min_size=1, max_size=12))
    cents = [int(by.indicator_weight) * 10 * part // sum(parts) for part in parts]
    assume(all(cents))
    answers = [execution_score(Amount(data.draw(st.integers(0, 200))), Amount(100), by)]
    for tenths in cents:
        operator, target, actual = data.draw(st.tuples(st.sampled_from(Operator), numbers(), numbers()))
        answers.append(scored(operator, target, actual, Fraction(tenths, 10), by))
    low, high = sum(answer.low for answer in answers), sum(answer.high for answer in answers)
    assert 0 <= low <= high <= 100
    assert grade_of(low, by) in grades_between(low, high, by)
    assert grade_of(high, by) == grades_between(low, high, by)[0]


@given(schemes(), st.fractions(0, 100), st.fractions(0, 100), st.fractions(0, 100))
def test_a_total_inside_an_interval_has_one_of_its_grades(by, one, other, another):
    low, middle, high = sorted([one, other, another])
    assert grade_of(middle, by) in grades_between(low, high, by)
    assert len(set(grades_between(low, high, by))) == len(grades_between(low, high, by))


WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789.%=><,"}


@given(st.sampled_from([None, *Operator]), numbers(), st.sampled_from(UNITS), st.data())
def test_what_is_printed_from_sign_number_and_unit_is_read_back(operator, number, unit, data):
    digits = format(number, ",f") if data.draw(st.booleans()) else told(number)
    blanks = [data.draw(st.sampled_from(["", " ", "  "])) for _ in range(3)]
    sign = operator.value if operator else ""
    text = f"{blanks[0]}{sign}{blanks[1]}{digits}{blanks[2]}{unit}"
    if data.draw(st.booleans()):
        text = text.translate(WIDE)
    if data.draw(st.booleans()):
        text = text.replace(".", ". ")
    measure = read_measure(text)
    # Bare, 2024.12 may be a month.
    assume(operator or unit or not re.fullmatch(r"(19|20)[0-9]{2}\.[0-9]{1,2}", told(number)))
    assert (measure.operator, measure.value, measure.unit) == (operator, number, unit)
    assert measure.places == max(0, -number.as_tuple().exponent)
    assert measure.number == told(number)


@given(st.one_of(st.text(max_size=12), st.text("0123456789.,%≥≤><=-~年月日个份万元 以上内第约", max_size=12)))
def test_no_text_breaks_the_reader_and_what_has_no_value_has_a_reason(text):
    measure = read_measure(text)
    assert (measure.value is None) == bool(measure.reason)
    assert measure.text == text
    assert not (measure.is_blank and measure.is_quantitative)
    for unit in UNITS:
        converted = measure.in_unit(unit)
        assert converted is None or measure.value is not None


@pytest.mark.parametrize("unit", ["元", "万元", "亿元"])
@given(numbers())
def test_money_converts_there_and_back(unit, number):
    measure = read_measure(f"{told(number)}万元")
    back = measure.in_unit(unit)
    factor = {"元": Fraction(10**4), "万元": Fraction(1), "亿元": Fraction(1, 10**4)}[unit]
    assert back == measure.value * factor


@given(st.sampled_from(Operator), st.sampled_from([unit for unit in UNITS if unit]))
def test_a_sign_with_a_bare_unit_is_always_blank(operator, unit):
    measure = read_measure(f"{operator.value}{unit}")
    assert (measure.is_blank, measure.operator, measure.unit) == (True, operator, unit)
