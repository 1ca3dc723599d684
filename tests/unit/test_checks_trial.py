"""One equation in one document: the verdict, the cause, the sentence, and where the sums came from."""

from __future__ import annotations

import re

import pytest

from govbudget.catalogue.rules import linear_rules
from govbudget.checks import Cause, Dossier, Verdict, review
from govbudget.checks.cause import mistake_in, shifted, transposed
from govbudget.model import Department, Disclosure, PrintedRow, PrintedTable
from govbudget.money import Amount, Unit

RULES = {rule.id: rule for rule in linear_rules()}
FIGURE = re.compile(r"([a-z_]+)\[([^\]]+)\]\.([a-z_]+)")


def disclosure_of(figures, units=None):
    """A document that prints the figures, rows and columns in the order in which they are first named."""
    rows = {}
    for figure, text in figures.items():
        table, row, column = FIGURE.fullmatch(figure).groups()
        rows.setdefault(table, {}).setdefault(row, {})[column] = text
    tables = tuple(
        PrintedTable(
            name,
            name,
            name,
            Unit((units or {}).get(name, "万元")),
            tuple(PrintedRow(row, row, cells) for row, cells in lines.items()),
        )
        for name, lines in rows.items()
    )
    return Disclosure(Department("602", "示例局"), 2024, "final-accounts", None, tables)


def finding_of(rule, figures, **units):
    """The one finding of a rule in a document."""
    (finding,) = RULES[rule].evaluate(Dossier(disclosure_of(figures, units)))
    return finding


def summary(total, *lines, row="income_total"):
    names = ("general_appropriation", "government_fund_appropriation", "superior_subsidy", "other")
    return {f"summary[{row}].amount": total} | {
        f"summary[{name}].amount": text for name, text in zip(names, lines, strict=False)
    }


# 差错的原因


@pytest.mark.parametrize(
    ("printed", "parts", "cause"),
    [
        ("15.00", ("10.00", "2.00", "5.00"), Cause.OMITTED_PART),  # the 2.00
        ("15.00", ("10.00", "-2.00", "5.00"), Cause.OMITTED_PART),  # the -2.00
        ("22.00", ("10.00", "2.00", "5.00"), Cause.DOUBLE_COUNTED),  # the 5.00
        ("13.00", ("10.00", "2.00", "5.00"), Cause.WRONG_SIGN),  # the 2.00 taken away
        ("123.40", ("10.00", "2.00", "0.34"), Cause.DECIMAL_SHIFT),  # 12.34
        ("1.234", ("10.00", "2.00", "0.34"), Cause.DECIMAL_SHIFT),
        ("12340", ("10.00", "2.00", "0.34"), Cause.DECIMAL_SHIFT),
        ("123400", ("10.00", "2.00", "0.34"), Cause.UNIT_MIXUP),
        ("446.46", ("4000000.00", "464600.00"), Cause.UNIT_MIXUP),
        ("466.46", ("440.00", "6.46"), None),
        ("464.46", ("440.00", "6.46"), Cause.TRANSPOSED_DIGITS),
        ("446.64", ("440.00", "6.46"), Cause.TRANSPOSED_DIGITS),
        ("30.00", ("10.00", "2.00", "5.00"), None),
        (None, ("10.00", "2.00"), None),
    ],
)
def test_a_plausible_mistake_is_named_where_it_gives_the_printed_sum(printed, parts, cause):
    finding = finding_of("FA01-R27", summary(printed, *parts))
    assert (finding.verdict, finding.cause) == (Verdict.BROKEN, cause)
    assert ("疑为" in finding.message) is (cause is not None)


@pytest.mark.parametrize(
    ("printed", "recomputed", "cause"),
    [
        (123_400, 1_234_000, Cause.DECIMAL_SHIFT),
        (1_234_000, 12_340, Cause.DECIMAL_SHIFT),
        (12_345_000, 12_345, Cause.DECIMAL_SHIFT),
        (123_400_000, 12_340, Cause.UNIT_MIXUP),
        (-12_340, -123_400_000, Cause.UNIT_MIXUP),
        (1_234_000_000, 12_340, None),  # a hundred thousand times is no known mistake
        (24_680, 12_340, None),
        (12_341, 12_340, None),
        (-123_400, 12_340, None),
        (0, 12_340, None),
        (1_000_000, 10_000, None),  # 1.00 and 100.00: one digit says too little
        (1_200_000, 12_000, Cause.DECIMAL_SHIFT),
    ],
)
def test_a_shifted_number_is_a_power_of_ten_from_the_right_one(printed, recomputed, cause):
    printed, recomputed = Amount(printed), Amount(recomputed)
    assert shifted(printed, recomputed) is shifted(recomputed, printed) is cause


@pytest.mark.parametrize(
    ("printed", "unit", "recomputed", "right_unit", "cause"),
    [
        # 159600.55元 is 15.96万元 as a table rounds it.
        ("159600.55", Unit.WAN_YUAN, "15.96", Unit.WAN_YUAN, Cause.UNIT_MIXUP),
        ("159650.01", Unit.WAN_YUAN, "15.96", Unit.WAN_YUAN, None),
        ("446.46", Unit.YI_YUAN, "446.46", Unit.WAN_YUAN, Cause.UNIT_MIXUP),
        ("0.0446", Unit.WAN_YUAN, "446.46", Unit.WAN_YUAN, Cause.UNIT_MIXUP),
        ("4464612.34", Unit.YI_YUAN, "446.46", Unit.WAN_YUAN, Cause.UNIT_MIXUP),
        ("4464612.34", Unit.YI_YUAN, "4464612.34", Unit.YUAN, Cause.UNIT_MIXUP),
        # A slip of the point loses no digit: 1.60 is not 15.96.
        ("1.60", Unit.WAN_YUAN, "15.96", Unit.WAN_YUAN, None),
    ],
)
def test_units_are_mixed_up_as_far_as_both_prints_can_tell(printed, unit, recomputed, right_unit, cause):
    one, other = Amount.of(printed, unit), Amount.of(recomputed, right_unit)
    assert shifted(one, other) is shifted(other, one) is cause


@pytest.mark.parametrize(
    ("printed", "recomputed", "is_transposed"),
    [
        (15_960, 19_560, True),
        (-15_960, -19_560, True),
        (15_960, 15_960, False),
        (15_960, 15_961, False),
        (15_960, 19_550, False),  # two neighbours differ, but are not exchanged
        (15_960, 1_596, False),
        (15_960, -19_560, False),
        (12_345, 32_145, False),  # exchanged, but no neighbours
        (2_112, 1_221, False),  # two pairs at once
        (0, 0, False),
    ],
)
def test_transposed_digits_are_two_neighbours_exchanged(printed, recomputed, is_transposed):
    assert transposed(printed, recomputed) is transposed(recomputed, printed) is is_transposed


def amounts(*fens):
    return [Amount(fen) for fen in fens]


@pytest.mark.parametrize(
    ("printed", "addends", "cause"),
    [
        (300, (100, 200), None),  # nothing is wrong
        (100, (200, 100), Cause.OMITTED_PART),
        (500, (100, 200), Cause.DOUBLE_COUNTED),
        (-100, (100, 200), Cause.WRONG_SIGN),
        (100, (300,), None),  # one addend is no sum
        (7, (100, 200), None),
        (123, (100, 0, 32), Cause.TRANSPOSED_DIGITS),
        (1_320, (100, 32), Cause.DECIMAL_SHIFT),
    ],
)
def test_a_mistake_is_looked_for_in_the_addends_of_a_sum(printed, addends, cause):
    right = Amount(sum(addends))
    assert mistake_in(Amount(printed), right, amounts(*addends)) is cause


def test_where_two_mistakes_give_the_same_sum_the_likelier_one_is_named():
    # 10.00 of 1.00 + 0.00: a decimal shift needs two digits; 110.00 of 11.00 is one, not 99.00 counted twice.
    assert mistake_in(Amount(11_000), Amount(1_100), amounts(1_000, 100)) is Cause.DECIMAL_SHIFT
    # 12 of 21 is 9 left out before it is two digits exchanged.
    assert mistake_in(Amount(12), Amount(21), amounts(12, 9)) is Cause.OMITTED_PART


def test_a_part_left_out_is_likelier_than_another_with_the_wrong_sign():
    # 11.00 of 10.00 + 1.00 + 2.00: the 2.00 is missing, rather than the 1.00 taken away.
    assert mistake_in(Amount(1_100), Amount(1_300), amounts(1_000, 100, 200)) is Cause.OMITTED_PART


def test_what_is_not_above_and_what_is_counted_has_no_mistake_but_being_too_much():
    above = {"three_public[adjusted].abroad": "15.96", "three_public[final].abroad": "159.60"}
    assert finding_of("FA09-CAP", above).cause is None
    cars = {
        "statistics[vehicles_total].value": "15",
        "statistics[vehicles_principal].value": "10",
        "statistics[vehicles_other].value": "15",
    }
    assert finding_of("FA10-R7", cars).cause is None


OPENING = {"government_fund[total].opening": "5.00", "government_fund[total].income": "10.00"}


@pytest.mark.parametrize(
    ("closing", "cause"),
    [
        ("15.00", Cause.OMITTED_PART),  # 5 + 10, the 3.00 spent not taken away
        ("18.00", Cause.WRONG_SIGN),  # 5 + 10 + 3
        ("9.00", Cause.DOUBLE_COUNTED),  # 5 + 10 - 3 - 3
    ],
)
def test_a_mistake_with_what_is_taken_away_is_named_too(closing, cause):
    spent = {"government_fund[total].total": "3.00", "government_fund[total].closing": closing}
    assert finding_of("FA07-C6", OPENING | spent).cause is cause


# 尾差的原因


@pytest.mark.parametrize(
    ("total", "parts", "verdict", "cause"),
    [
        ("12.35", ("12.34",), Verdict.BROKEN, None),
        ("12.35", ("10.34", "2.00"), Verdict.ROUNDING, Cause.ROUNDED_PARTS),
        # One decimal beside two: it holds when it is the sum rounded, and tells when it was cut.
        ("446.5", ("440.00", "6.46"), Verdict.HOLDS, None),
        ("446.4", ("440.00", "6.46"), Verdict.ROUNDING, Cause.TRUNCATION),
        ("446.5", ("440.00", "6.45"), Verdict.HOLDS, None),
        ("446.4", ("440.00", "6.44"), Verdict.HOLDS, None),
        ("446.6", ("440.00", "6.46"), Verdict.BROKEN, None),
        ("-446.4", ("-440.00", "-6.46"), Verdict.ROUNDING, Cause.TRUNCATION),
        ("-446.5", ("-440.00", "-6.45"), Verdict.HOLDS, None),
        # Three rounded parts may bring the sum to the other side of a half, two may not: 446.455, 446.4499….
        ("446.5", ("440.00", "6.00", "0.44"), Verdict.ROUNDING, Cause.FEWER_PLACES),
        ("446.5", ("440.00", "6.44"), Verdict.BROKEN, None),
        # An addend of one decimal: 0.5 may be anything from 0.45 to 0.55.
        ("447.00", ("446.46", "0.5"), Verdict.ROUNDING, Cause.FEWER_PLACES),
        ("446.92", ("446.46", "0.5"), Verdict.ROUNDING, Cause.FEWER_PLACES),
        ("447.02", ("446.46", "0.5"), Verdict.BROKEN, None),
    ],
)
def test_what_rounding_explains_is_told_with_the_practice(total, parts, verdict, cause):
    finding = finding_of("FA01-R27", summary(total, *parts))
    assert (finding.verdict, finding.cause) == (verdict, cause)


@pytest.mark.parametrize(
    ("wan", "yuan", "verdict", "cause"),
    [
        ("12.35", "123456.00", Verdict.HOLDS, None),
        ("12.35", "123,450.00", Verdict.HOLDS, None),  # half a place goes up
        ("12.34", "123449.99", Verdict.HOLDS, None),
        ("12.34", "123456.00", Verdict.ROUNDING, Cause.TRUNCATION),
        ("12.34", "123450.00", Verdict.ROUNDING, Cause.TRUNCATION),
        ("12.36", "123456.00", Verdict.BROKEN, None),
        ("12.33", "123456.00", Verdict.BROKEN, None),
        ("-12.34", "-123456.00", Verdict.ROUNDING, Cause.TRUNCATION),
        ("12.35", "123456", Verdict.HOLDS, None),
        ("12.34", "123456", Verdict.ROUNDING, Cause.TRUNCATION),
        ("123456.00", "123456.00", Verdict.BROKEN, Cause.UNIT_MIXUP),
        ("0.00", "49.99", Verdict.HOLDS, None),
        ("0.00", "50", Verdict.ROUNDING, Cause.TRUNCATION),
    ],
)
@pytest.mark.parametrize("wan_is_left", [True, False])
def test_one_sum_in_wan_yuan_and_in_yuan_holds_when_it_is_rounded_once(
    wan, yuan, verdict, cause, wan_is_left
):
    texts, units = ((wan, yuan), ("万元", "元")) if wan_is_left else ((yuan, wan), ("元", "万元"))
    figures = {"summary[208].amount": texts[0], "expenditure[208].total": texts[1]}
    finding = finding_of("X-01-03", figures, summary=units[0], expenditure=units[1])
    assert (finding.verdict, finding.cause, finding.unit) == (verdict, cause, units[0])


def test_a_difference_between_units_is_told_exactly_in_the_unit_of_the_judged_place():
    figures = {"summary[208].amount": "12.36", "expenditure[208].total": "123456.78"}
    finding = finding_of("X-01-03", figures, expenditure="元")
    assert (finding.recomputed, finding.difference) == ("12.345678", "0.014322")
    finding = finding_of("X-01-03", figures, summary="元", expenditure="万元")
    assert (finding.recomputed, finding.difference, finding.unit) == ("1234567800.00", "-1234567787.64", "元")


def items(*texts):
    return {f"expenditure[20805{number:02}].total": text for number, text in enumerate(texts, start=1)}


def test_a_class_added_up_from_rounded_items_is_told_as_such():
    figures = {"summary[208].amount": "3.01", "expenditure[208].total": "3.00"} | items("1.00", "2.00")
    finding = finding_of("X-01-03", figures)
    assert (finding.verdict, finding.cause, finding.slack) == (Verdict.ROUNDING, Cause.ADDED_UP, "0.01")
    assert finding.message.endswith("相差0.01万元(由已舍入的明细相加而来)")


def test_the_reach_of_items_is_told_of_a_sum_that_is_beyond_it_too():
    figures = {"summary[208].amount": "3.02", "expenditure[208].total": "3.00"} | items("1.00", "2.00")
    finding = finding_of("X-01-03", figures)
    assert (finding.verdict, finding.slack) == (Verdict.BROKEN, "0.01")


def test_the_reach_of_items_is_told_of_a_sum_that_holds_too():
    figures = {"summary[208].amount": "3.00", "expenditure[208].total": "3.00"} | items("1.00", "2.00")
    assert finding_of("X-01-03", figures).slack == "0.01"


def test_two_prints_in_one_table_are_never_added_up():
    figures = {"appropriation_summary[income_grand_total].amount": "3.01"}
    figures |= {"appropriation_summary[expenditure_grand_total].total": "3.00"}
    figures |= {f"appropriation_summary[{code}].total": "1.00" for code in ("201", "208", "210")}
    assert finding_of("FA04-BAL", figures).verdict is Verdict.BROKEN


@pytest.mark.parametrize("whole", ["10.01", "9.99"])
def test_sums_that_are_printed_to_the_fen_have_nothing_to_round(whole):
    figures = {"summary[208].amount": whole, "expenditure[208].total": "10.00"} | items(*["2.00"] * 5)
    assert finding_of("X-01-03", figures, summary="元", expenditure="元").verdict is Verdict.BROKEN


def test_a_class_with_one_item_in_its_own_table_is_one_sum_twice():
    """DESIGN §3: n is the leaves under the quantity; one leaf: equal."""
    figures = {
        "appropriation_summary[208].general_budget": "4.01",
        "general_budget[208].total": "4.00",
        "general_budget[2080501].total": "4.00",
        "expenditure[208].total": "12.00",
    } | items("4.00", "3.00", "5.00")
    finding = next(f for f in RULES["X-04-05"].evaluate(Dossier(disclosure_of(figures))))
    assert finding.verdict is Verdict.BROKEN


def test_a_total_added_up_from_rounded_classes_in_one_of_two_summaries_is_rounding():
    """Four times 0.0075: 0.03 rounded once, 0.04 added up from 0.01 each (DESIGN §3, DOMAIN D11)."""
    classes = ("201", "208", "210", "221")
    figures = {"summary[expenditure_total].amount": "0.03"} | {
        f"summary[{c}].amount": "0.01" for c in classes
    }
    figures |= {"appropriation_summary[expenditure_total].total": "0.04"}
    figures |= {f"appropriation_summary[{c}].total": "0.01" for c in classes}
    found = review(disclosure_of(figures), [RULES["X-01-04"]])
    assert found.counts[Verdict.BROKEN] == 0


# 两行互换


def swapped(first, second):
    """Two classes of the summary, 7.28 and 338.21 in the 支出决算表."""
    figures = {"summary[208].amount": first, "summary[210].amount": second}
    return figures | {"expenditure[208].total": "338.21", "expenditure[210].total": "7.28"}


def test_two_rows_that_printed_what_the_other_should_have_are_told_as_swapped():
    found = review(disclosure_of(swapped("7.28", "338.21")), [RULES["X-01-03"]])
    (root,) = found.findings
    assert (root.cause, root.where[0].row) == (Cause.SWAPPED_ROWS, "208")
    assert [(one.verdict, one.where[0].row) for one in root.consequences] == [(Verdict.BROKEN, "210")]
    assert found.counts[Verdict.BROKEN] == 2


def test_three_rows_in_a_circle_are_not_swapped():
    figures = swapped("7.28", "26.74") | {"summary[221].amount": "338.21", "expenditure[221].total": "26.74"}
    found = review(disclosure_of(figures), [RULES["X-01-03"]])
    assert [(one.cause, one.consequences) for one in found.broken] == [(None, ())] * 3


def test_two_pairs_of_swapped_rows_are_two_roots():
    figures = swapped("7.28", "338.21")
    figures |= {"summary[221].amount": "26.74", "summary[229].amount": "51.10"}
    figures |= {"expenditure[221].total": "51.10", "expenditure[229].total": "26.74"}
    found = review(disclosure_of(figures), [RULES["X-01-03"]])
    assert [(one.where[0].row, one.cause) for one in found.broken] == [
        ("208", Cause.SWAPPED_ROWS),
        ("221", Cause.SWAPPED_ROWS),
    ]


def test_swapped_rows_are_seen_through_thousands_separators():
    figures = swapped("7.28", "1,338.21") | {"expenditure[208].total": "1,338.21"}
    (root,) = review(disclosure_of(figures), [RULES["X-01-03"]]).broken
    assert root.cause is Cause.SWAPPED_ROWS


def two_classes(first, second):
    """两类各一款: the appropriation of both in 收入决算表, 7.00 and 32.00 by their 款 and by their own total."""
    figures = {"income[total].total": "39.00", "income[total].appropriation": "39.00"}
    for code, own, printed in (("205", "7.00", first), ("213", "32.00", second)):
        figures |= {f"income[{code}].total": own, f"income[{code}].appropriation": printed}
        figures |= {f"income[{code}01].total": own, f"income[{code}01].appropriation": own}
    return figures


def test_swapped_classes_are_seen_above_their_only_items():
    rules = [RULES[f"FA02-{name}"] for name in ("C1", "H3", "H5", "HL")]
    found = review(disclosure_of(two_classes("32.00", "7.00")), rules)
    (root,) = found.broken
    assert (root.cause, found.counts[Verdict.BROKEN], len(root.consequences)) == (Cause.SWAPPED_ROWS, 4, 3)


def test_of_two_exchanges_that_which_settles_more_is_told():
    figures = {
        "basic_expenditure[personnel_total].amount": "7.00",
        "basic_expenditure[301].amount": "32.00",
        "basic_expenditure[30101].amount": "7.00",
        "basic_expenditure[operating_total].amount": "32.00",
        "basic_expenditure[302].amount": "7.00",
        "basic_expenditure[30201].amount": "32.00",
    }
    rules = [RULES[name] for name in ("FA06-H", "FA06-PERS", "FA06-PUB")]
    (root,) = review(disclosure_of(figures), rules).broken
    assert {place.row for place in root.where[:2]} == {"301", "302"}


# 说明与推算


def test_a_finding_says_in_one_sentence_what_is_printed_and_what_it_should_be():
    told = finding_of("FA01-R31", summary("13.00", row="income_grand_total") | summary("10.00") | OTHERS)
    assert (
        told.message
        == "summary income_grand_total 公开13.00万元,与收入总计等于本年收入合计、使用非财政拨款结余与年初结转和结余之和相符"
    )
    off = finding_of("FA01-R31", summary("13.01", row="income_grand_total") | summary("10.00") | OTHERS)
    assert off.message == (
        "summary income_grand_total 公开13.01万元;收入总计等于本年收入合计、使用非财政拨款结余与年初结转和结余之和,"
        "应为13.00万元,相差0.01万元(各数分别四舍五入)"
    )
    broken = finding_of("FA01-R31", summary("12.00", row="income_grand_total") | summary("10.00") | OTHERS)
    assert broken.message.endswith("应为13.00万元,相差-1.00万元;疑为漏加一项")
    blank = finding_of("FA01-R31", summary(None, row="income_grand_total") | summary("10.00") | OTHERS)
    assert blank.message.startswith("summary income_grand_total 空白;收入总计等于")
    assert (blank.published, blank.difference) == (None, "-13.00")


OTHERS = {"summary[use_of_surplus].amount": "1.00", "summary[opening].amount": "2.00"}


def test_what_is_above_is_told_as_above():
    above = {"three_public[adjusted].abroad": "1.00", "three_public[final].abroad": "1,234.50"}
    finding = finding_of("FA09-CAP", above)
    assert finding.message == (
        "three_public final 公开1,234.50万元;“三公”经费决算数不超过全年预算数,不应超过1.00万元,相差1233.50万元"
    )
    assert (finding.published, finding.difference) == ("1,234.50", "1233.50")


def test_several_judged_figures_are_added_up_and_all_named():
    figures = {
        "general_budget[2080505].total": "3.00",
        "government_fund[2080505].total": "2.00",
        "expenditure[2080505].basic": "4.00",
        "expenditure[2080505].project": None,
    }
    finding = finding_of("X-03-578", figures)
    assert (finding.published, finding.recomputed, finding.difference) == ("5.00", "4.00", "1.00")
    assert [place.table for place in finding.where] == ["general_budget", "government_fund"]
    assert finding.message.startswith("general_budget 2080505、government_fund 2080505 公开5.00万元;")
    assert [figure for figure, _ in finding.balance.terms] == list(figures)


def test_the_unit_is_that_of_the_table_judged_blank_or_not():
    yuan = {"summary[208].amount": None, "expenditure[208].total": "5.00"}
    finding = finding_of("X-01-03", yuan, summary="元", expenditure="万元")
    assert (finding.unit, finding.recomputed) == ("元", "50000")
    # A table that is not there at all has no unit: 万元 is what most tables are in.
    part = {"government_fund[2080505].total": "2.00", "expenditure[2080505].basic": "1.00"}
    part["expenditure[2080505].project"] = None
    assert finding_of("X-03-578", part).unit == "万元"


def test_a_sum_of_tables_in_yuan_of_which_the_first_is_missing_is_told_in_yuan():
    part = {"government_fund[2080505].total": "2.00", "expenditure[2080505].basic": "1.00"}
    part["expenditure[2080505].project"] = None
    assert finding_of("X-03-578", part, government_fund="元", expenditure="元").unit == "元"


def test_the_recomputed_sum_explains_itself_down_to_the_printed_cells():
    finding = finding_of("FA01-R27", summary("13.00", "10.00", "2.00", None, "0.50"))
    assert list(finding.recomputed_from.explain()) == [
        "本年收入合计等于各项收入之和 = 12.50万元  ← 3个数之和",
        "  summary general_appropriation = 10.00万元  ← 公开文件",
        "  summary government_fund_appropriation = 2.00万元  ← 公开文件",
        "  summary other = 0.50万元  ← 公开文件",
    ]
    assert finding.recomputed_from.id == "summary[income_total].amount"


@pytest.mark.parametrize(
    ("figures", "formula"),
    [
        ({"summary[208].amount": "1.00", "expenditure[208].total": "1.00"}, "同一数"),
        ({"summary[208].amount": "1.00", "expenditure[208].total": None}, "0个数之和"),
    ],
)
def test_one_figure_is_the_same_sum_and_none_is_none(figures, formula):
    assert finding_of("X-01-03", figures).recomputed_from.formula == formula


def test_a_sum_with_something_taken_away_says_so():
    spent = {"government_fund[total].total": "3.00", "government_fund[total].closing": "12.00"}
    finding = finding_of("FA07-C6", OPENING | spent)
    assert (finding.verdict, finding.recomputed_from.formula) == (Verdict.HOLDS, "3个数加减")


# 等式差额


def test_a_balance_keeps_every_figure_that_the_layout_has_with_its_sign():
    spent = {"government_fund[total].total": "3.00", "government_fund[total].closing": "15.00"}
    balance = finding_of("FA07-C6", OPENING | spent).balance
    assert balance.terms == (
        ("government_fund[total].closing", 1),
        ("government_fund[total].opening", -1),
        ("government_fund[total].income", -1),
        ("government_fund[total].total", 1),
    )
    # 3.00万元 too much; four printed numbers reach less than four half places.
    assert (balance.gap, balance.reach, balance.at_most) == (3_000_000, 20_000, False)
    assert [figure for figure, _ in finding_of("FA01-R27", summary("1.00", "1.00", None)).balance.terms] == [
        "summary[income_total].amount",
        "summary[general_appropriation].amount",
        "summary[government_fund_appropriation].amount",
    ]


@pytest.mark.parametrize(
    ("change", "coefficient", "settles"),
    [
        (-3_000_000, 1, True),
        (3_000_000, -1, True),
        (-2_980_001, 1, True),  # just short of the reach of 20 000 fen
        (-2_980_000, 1, False),
        (-3_020_000, 1, False),
        (3_000_000, 1, False),
        (0, 1, False),
    ],
)
def test_a_change_settles_a_balance_that_it_brings_within_the_reach_of_rounding(change, coefficient, settles):
    spent = {"government_fund[total].total": "3.00", "government_fund[total].closing": "15.00"}
    assert finding_of("FA07-C6", OPENING | spent).balance.settled_by(change, coefficient) is settles


def test_what_may_not_be_above_is_settled_by_anything_below():
    above = {"three_public[adjusted].abroad": "1.00", "three_public[final].abroad": "3.00"}
    balance = finding_of("FA09-CAP", above).balance
    assert balance.settled_by(-2_000_000, 1)
    assert balance.settled_by(-9_000_000, 1)
    assert balance.settled_by(9_000_000, -1)
    assert not balance.settled_by(-1_980_000, 1)


def test_counts_have_no_reach():
    cars = {"statistics[vehicles_total].value": "3", "statistics[vehicles_other].value": "2"}
    finding = finding_of("FA10-R7", cars)
    assert (finding.balance.reach, finding.slack, finding.unit) == (0, "0", "")


def test_a_bare_zero_among_finer_sums_is_zero_and_not_anything_below_a_half():
    """DOMAIN M-07: 「0」 and 「0.00」 are an explicit zero."""
    figures = {
        "expenditure[208].basic": "0.49",
        "expenditure[208].project": None,
        "expenditure[208].total": "0",
    }
    assert finding_of("FA03-C1", figures).verdict is Verdict.BROKEN
    assert finding_of("FA03-C1", figures | {"expenditure[208].basic": "0"}).verdict is Verdict.HOLDS
