"""What holds of all money: exact sums, rounding that explains what it can and nothing more."""

import decimal
from decimal import Decimal, localcontext
from fractions import Fraction
from math import floor

from hypothesis import assume, given
from hypothesis import strategies as st

from govbudget.money import (
    NOTHING,
    Amount,
    Printing,
    Ratio,
    Undefined,
    Unit,
    allocate,
    path_bound,
    read_number,
    round_half_up,
    rounded,
    total,
)

MOST = 10**15
FULL_WIDTH = str.maketrans("0123456789.,-+()", "０１２３４５６７８９．，－＋（）")

fens = st.one_of(
    st.integers(-MOST, MOST), st.integers(-200, 200), st.integers(-99, 99).map(lambda n: n * 5_000)
)
exact_amounts = st.builds(Amount, fens)
stated_amounts = st.builds(Amount, fens, st.sampled_from([0, 5, 50, 500, 5_000, 500_000]))
units = st.sampled_from(Unit)
printings = units.flatmap(lambda unit: st.builds(Printing, st.just(unit), st.integers(0, unit.exponent)))
fractions = st.one_of(
    st.fractions(max_denominator=10**9),
    st.integers(-(10**6), 10**6).map(lambda halves: Fraction(halves, 2)),
)
weights = st.lists(
    st.one_of(st.integers(0, 10**9), st.integers(0, 3), st.fractions(0, 100, max_denominator=1_000)),
    min_size=1,
    max_size=12,
).filter(any)
hostile_contexts = st.builds(
    decimal.Context,
    prec=st.integers(1, 6),
    rounding=st.sampled_from(
        [
            decimal.ROUND_UP,
            decimal.ROUND_DOWN,
            decimal.ROUND_CEILING,
            decimal.ROUND_FLOOR,
            decimal.ROUND_HALF_EVEN,
            decimal.ROUND_05UP,
        ]
    ),
    Emin=st.just(-1),
    Emax=st.just(1),
    traps=st.sampled_from([[], [decimal.Inexact, decimal.Rounded, decimal.Overflow, decimal.Subnormal]]),
)


def half_up_by_definition(value):
    """⌊|v| + ½⌋ with the sign of v."""
    size = floor(abs(value) + Fraction(1, 2))
    return size if value >= 0 else -size


def reach(parts, printing):
    """The steps by which rounded parts may miss their rounded total: ⌊n/2⌋, none where nothing is rounded."""
    return len(parts) // 2 if printing.step > 1 else 0


def written_in(amount, unit, *, separated, bracketed, full_width, padded):
    text = format(amount.exactly_in(unit), ",f" if separated else "f")
    if bracketed and text.startswith("-"):
        text = f"({text[1:]})"
    text = text.translate(FULL_WIDTH) if full_width else text
    return f" \u3000{text}\t" if padded else text


# 合计


@given(
    st.lists(stated_amounts, max_size=20).flatmap(
        lambda parts: st.tuples(st.just(parts), st.permutations(parts))
    )
)
def test_a_total_is_the_same_in_any_order(parts_and_permutation):
    parts, permutation = parts_and_permutation
    assert repr(total(parts)) == repr(total(permutation))


@given(st.lists(st.lists(stated_amounts, max_size=6), max_size=6))
def test_a_total_is_the_same_in_any_grouping(groups):
    everything = [amount for group in groups for amount in group]
    one_by_one = NOTHING
    for amount in everything:
        one_by_one += amount
    assert repr(total(map(total, groups))) == repr(total(everything)) == repr(one_by_one)


@given(st.lists(exact_amounts, max_size=20), units)
def test_a_total_equals_the_sum_of_fractions(parts, unit):
    in_unit = [Fraction(amount.exactly_in(unit)) for amount in parts]
    assert Fraction(total(parts).exactly_in(unit)) == sum(in_unit, Fraction(0))
    assert all(
        Fraction(part.fen, 10**unit.exponent) == number for part, number in zip(parts, in_unit, strict=True)
    )


@given(stated_amounts, stated_amounts)
def test_subtracting_undoes_adding_but_never_makes_a_sum_surer(left, right):
    back = (left + right) - right
    assert back == left
    assert back.slack == left.slack + 2 * right.slack
    assert repr(left - right) == repr(left + -right) == repr(-(right - left))


# 四舍五入


@given(fractions)
def test_half_up_is_its_definition(value):
    assert round_half_up(value) == half_up_by_definition(value)


@given(fractions)
def test_half_up_is_symmetric_in_sign(value):
    assert round_half_up(-value) == -round_half_up(value)


@given(fractions)
def test_half_up_moves_by_at_most_a_half_and_away_from_zero_on_ties(value):
    moved = abs(round_half_up(value)) - abs(value)
    assert Fraction(-1, 2) < moved <= Fraction(1, 2)


@given(fractions, fractions)
def test_half_up_keeps_the_order(one, other):
    low, high = sorted((one, other))
    assert round_half_up(low) <= round_half_up(high)


@given(st.integers(-(10**25), 10**25), st.integers(0, 8), st.integers(0, 8))
def test_rounding_to_places_is_what_decimal_calls_half_up(scaled, places, kept):
    with localcontext(decimal.Context(prec=60)):
        exact = Decimal(scaled).scaleb(-places)
        expected = exact.quantize(Decimal(1).scaleb(-kept), decimal.ROUND_HALF_UP)
    assert rounded(Fraction(scaled, 10**places), kept) == expected
    assert rounded(Fraction(scaled, 10**places), kept).as_tuple().exponent == -kept


@given(stated_amounts, printings)
def test_printing_twice_is_printing_once(amount, printing):
    once = amount.printed(printing)
    assert repr(once.printed(printing)) == repr(once)
    assert once.fen % printing.step == 0
    assert once.decimal(printing) == amount.decimal(printing)


@given(exact_amounts, printings)
def test_a_printed_sum_lies_within_its_slack_of_the_truth_and_agrees_with_it(amount, printing):
    printed = amount.printed(printing)
    assert abs(printed.fen - amount.fen) <= printed.slack == printing.step // 2
    assert printed.agrees_with(printed)
    assert printed.agrees_with(amount)
    assert amount.agrees_with(printed)


@given(exact_amounts, printings, st.integers(-3, 3))
def test_only_its_own_print_agrees_with_an_exact_sum(amount, printing, steps):
    printed = amount.printed(printing)
    claimed = Amount(printed.fen + steps * printing.step, printed.slack)
    assert claimed.agrees_with(amount) is (steps == 0)
    assert amount.agrees_with(claimed) is (steps == 0)


@given(exact_amounts, printings, printings)
def test_a_print_of_a_print_still_knows_how_far_off_it_may_be(amount, first, then):
    """Chained rounding is legal as long as the slack admits it (DOMAIN M-03)."""
    chained = amount.printed(first).printed(then)
    assert abs(chained.fen - amount.fen) <= chained.slack
    assert chained.agrees_with(amount)
    assert amount.agrees_with(chained)


# 尾差


@given(st.lists(exact_amounts, max_size=40), printings)
def test_rounding_alone_never_breaks_a_sum(parts, printing):
    printed_parts = total(part.printed(printing) for part in parts)
    printed_total = total(parts).printed(printing)
    assert printed_parts.agrees_with(printed_total)
    assert printed_total.agrees_with(printed_parts)
    assert abs(printed_parts.fen - printed_total.fen) <= path_bound(len(parts), printing.step)


@given(
    st.lists(st.tuples(st.integers(0, 10**9), st.sampled_from([1, 1, -1])), min_size=1, max_size=12),
    printings.filter(lambda printing: printing.step > 1),
    st.booleans(),
)
def test_rounding_alone_never_breaks_a_sum_of_ties(signed, printing, mixed):
    """Every part half a step off, where the bound is tightest."""
    step = printing.step
    parts = [Amount((whole * step + step // 2) * (sign if mixed else 1)) for whole, sign in signed]
    printed_parts = total(part.printed(printing) for part in parts)
    printed_total = total(parts).printed(printing)
    assert printed_parts.agrees_with(printed_total)
    gap = abs(printed_parts.fen - printed_total.fen)
    assert gap <= path_bound(len(parts), step)
    if not mixed:
        assert gap == path_bound(len(parts), step)


@given(st.lists(exact_amounts, min_size=1, max_size=20), printings, st.integers(-30, 30))
def test_a_printed_total_agrees_exactly_as_far_as_rounding_can_reach(parts, printing, steps):
    printed_parts = total(part.printed(printing) for part in parts)
    claimed = Amount(printed_parts.fen + steps * printing.step).printed(printing)
    assert printed_parts.agrees_with(claimed) is (abs(steps) <= reach(parts, printing))


@given(st.lists(exact_amounts, min_size=1, max_size=20), printings, st.integers(1, MOST), st.booleans())
def test_an_error_beyond_rounding_always_breaks_a_sum(parts, printing, beyond, downward):
    """A total that is wrong by more than rounding can hide, however the true parts were rounded."""
    error = (2 * reach(parts, printing) + beyond) * printing.step * (-1 if downward else 1)
    printed_parts = total(part.printed(printing) for part in parts)
    wrong_total = total(parts).printed(printing) + Amount(error)
    assert not printed_parts.agrees_with(wrong_total)
    assert not wrong_total.agrees_with(printed_parts)


@given(st.lists(exact_amounts, max_size=20), printings)
def test_rounding_alone_never_breaks_a_sum_against_its_exact_total(parts, printing):
    printed_parts = total(part.printed(printing) for part in parts)
    assert printed_parts.agrees_with(total(parts))
    assert total(parts).agrees_with(printed_parts)


@given(exact_amounts, printings, printings)
def test_one_sum_printed_in_two_ways_agrees_with_itself(amount, coarse, fine):
    one, other = amount.printed(coarse), amount.printed(fine)
    assert one.agrees_with(other)
    assert other.agrees_with(one)


# 书写


@given(exact_amounts, units, st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_reading_what_was_written_gives_the_sum_back(amount, unit, separated, bracketed, full_width, padded):
    text = written_in(
        amount, unit, separated=separated, bracketed=bracketed, full_width=full_width, padded=padded
    )
    back = Amount.of(text, unit)
    assert (back.fen, back.slack) == (amount.fen, 0)
    assert repr(Amount.read(text, unit)) == repr(back)


@given(exact_amounts, units)
def test_reading_the_exact_decimal_gives_the_sum_back(amount, unit):
    back = Amount.of(amount.exactly_in(unit), unit)
    assert (back.fen, back.slack) == (amount.fen, 0)


@given(exact_amounts, printings)
def test_reading_what_was_printed_gives_the_printed_sum_with_its_slack(amount, printing):
    number = amount.decimal(printing)
    for written in (number, format(number, "f"), format(number, ",f")):
        assert repr(Amount.of(written, printing.unit)) == repr(amount.printed(printing))


@given(st.integers(-(10**24) + 1, 10**24 - 1), st.integers(0, 23))
def test_a_number_read_prints_as_it_was_written(scaled, places):
    assume(len(str(abs(scaled)).rjust(places + 1, "0")) <= 24)
    text = format(Decimal((int(scaled < 0), tuple(map(int, str(abs(scaled)))), -places)), "f")
    number = read_number(text)
    assert (number.scaled, number.places) == (scaled, places)
    assert number.decimal_text == text


@given(exact_amounts, exact_amounts, printings, hostile_contexts)
def test_no_figure_depends_on_the_ambient_decimal_context(part, whole, printing, context):
    def figures():
        ratio = Ratio.between(part, whole)
        number = part.exactly_in(printing.unit)
        return [
            part.decimal(printing).as_tuple(),
            number.as_tuple(),
            Amount.of(number, printing.unit).fen,
            part.printed(printing).fen,
            total([part, whole]).fen,
            None if isinstance(ratio, Undefined) else ratio.percent(4).as_tuple(),
        ]

    calmly = figures()
    with localcontext(context):
        assert figures() == calmly


# 比率


@given(exact_amounts, exact_amounts, printings, st.integers(0, 4))
def test_the_interval_of_printed_parts_contains_the_truth(part, whole, printing, places):
    assume(whole.printed(printing))
    assume(whole)
    exact = Ratio.between(part, whole)
    stated = Ratio.between(part.printed(printing), whole.printed(printing))
    if stated.low is not None:
        assert stated.low <= exact.value <= stated.high
    assert stated.admits(Ratio.of_percent(exact.percent(places)))
    assert stated.admits(Ratio.of_percent(f"{exact.percent(places):f}%"))
    assert stated.admits(Ratio.of_percent(stated.percent(places)))


@given(stated_amounts, stated_amounts, st.integers(0, 4), st.integers(1, 10**6), st.booleans())
def test_a_percentage_beyond_the_interval_is_never_admitted(part, whole, places, beyond, below):
    assume(abs(whole.fen) > whole.slack)
    ratio = Ratio.between(part, whole)
    scale = 10**places * 100
    # The half step of the print itself may still touch the bound; one whole step further cannot.
    number = floor(ratio.low * scale) - beyond if below else -floor(-ratio.high * scale) + beyond
    assert not ratio.admits(
        Ratio.of_percent(Decimal((int(number < 0), tuple(map(int, str(abs(number)))), -places)))
    )


@given(stated_amounts, stated_amounts, st.integers(1, 10**6))
def test_a_ratio_is_the_same_when_both_parts_are_scaled(part, whole, factor):
    def scaled(amount):
        return Amount(amount.fen * factor, amount.slack * factor)

    ratio, larger = Ratio.between(part, whole), Ratio.between(scaled(part), scaled(whole))
    assert repr(larger) == repr(ratio)


@given(stated_amounts, stated_amounts)
def test_a_ratio_changes_sign_with_either_part(part, whole):
    assume(whole)
    ratio = Ratio.between(part, whole)
    for turned in (Ratio.between(-part, whole), Ratio.between(part, -whole)):
        assert turned.value == -ratio.value
        assert turned.percent() == rounded(-ratio.value * 100, 2)
        if ratio.low is not None:
            assert (turned.low, turned.high) == (-ratio.high, -ratio.low)


@given(exact_amounts, st.integers(-MOST, MOST).filter(bool))
def test_a_ratio_times_its_whole_is_its_part(part, whole):
    assert Ratio.between(part, Amount(whole)).value * whole == part.fen


@given(stated_amounts, st.integers(0, 10**6))
def test_a_zero_denominator_is_always_undefined(part, slack):
    assert Ratio.between(part, Amount(0, slack)) == Undefined("分母为零")


# 分配


@given(st.integers(-(10**12), 10**12), weights, st.sampled_from([1, 5, 100, 10_000]))
def test_allocated_parts_add_back_each_within_one_step_of_its_share(steps, parts_weights, step):
    whole = Amount(steps * step)
    parts = allocate(whole, parts_weights, step=step)
    assert total(parts) == whole
    assert len(parts) == len(parts_weights)
    everything = sum(map(Fraction, parts_weights), Fraction(0))
    for part, weight in zip(parts, parts_weights, strict=True):
        share = Fraction(whole.fen) * weight / everything
        assert abs(part.fen - share) < step
        assert part.fen % step == 0
        assert part.fen * whole.fen >= 0
        assert weight or not part


@given(st.integers(-(10**12), 10**12), weights, st.sampled_from([1, 100]))
def test_what_remains_goes_to_the_largest_remainders_and_the_earlier_of_equals(steps, parts_weights, step):
    parts = allocate(Amount(steps * step), parts_weights, step=step)
    everything = sum(map(Fraction, parts_weights), Fraction(0))
    shares = [abs(steps) * Fraction(weight) / everything for weight in parts_weights]
    remainders = [share - floor(share) for share in shares]
    raised = [abs(part.fen) // step - floor(share) for part, share in zip(parts, shares, strict=True)]
    assert set(raised) <= {0, 1}
    rank = [(-remainder, place) for place, remainder in enumerate(remainders)]
    winners = [rank[place] for place, up in enumerate(raised) if up]
    losers = [rank[place] for place, up in enumerate(raised) if not up]
    assert not winners or not losers or max(winners) < min(losers)


@given(stated_amounts, weights)
def test_allocated_parts_are_together_at_least_as_inexact_as_the_whole(whole, parts_weights):
    parts = allocate(whole, parts_weights)
    assert whole.slack <= total(parts).slack < whole.slack + len(parts)
    assert all(part.slack <= whole.slack for part in parts)


@given(st.integers(0, 10**12), weights, st.integers(1, 1_000))
def test_allocation_mirrors_its_sign_and_ignores_the_scale_of_its_weights(fen, parts_weights, factor):
    parts = allocate(Amount(fen), parts_weights)
    assert allocate(Amount(-fen), parts_weights) == tuple(-part for part in parts)
    assert allocate(Amount(fen), [weight * factor for weight in parts_weights]) == parts
