"""The ledger: what it refuses twice, what it answers, and what it admits not to know."""

import copy
import pickle

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from govbudget.model import (
    Budget,
    Classification,
    CodeBook,
    Department,
    Dimension,
    Direction,
    Evidence,
    ExpenditureKind,
    Fact,
    FactError,
    FundingSource,
    Ledger,
    Scheme,
    Stage,
    Statistic,
    StatisticItem,
    Subject,
    UnknownCodeError,
)
from govbudget.money import Amount

DEPARTMENT = Department("602", "党群工作部")
APPROPRIATED = {"budget": Budget.GENERAL, "funding": FundingSource.APPROPRIATION}
BASIC = {**APPROPRIATED, "kind": ExpenditureKind.BASIC}
PROJECT = {**APPROPRIATED, "kind": ExpenditureKind.PROJECT}


def spent(fen=100, stage=Stage.EXECUTED, **known):
    return Fact(stage, Direction.EXPENDITURE, Amount(fen), **known)


def received(fen=100, stage=Stage.EXECUTED, **known):
    return Fact(stage, Direction.INCOME, Amount(fen), **{**APPROPRIATED, **known})


def counted(item=StatisticItem.EQUIPMENT, value=1, stage=Stage.EXECUTED, place=""):
    return Statistic(stage, item, value, place=place)


def ledger(*facts, statistics=()):
    return Ledger(DEPARTMENT, 2024, facts, tuple(statistics))


def faults_of(*facts, statistics=()):
    """The summary and every fault, in full."""
    with pytest.raises(ExceptionGroup) as caught:
        ledger(*facts, statistics=statistics)
    assert all(type(fault) is FactError for fault in caught.value.exceptions)
    return caught.value.message, [str(fault) for fault in caught.value.exceptions]


def gap_of(stated, dimension, **among):
    return stated.gap(Stage.EXECUTED, Direction.EXPENDITURE, dimension, **among)


# Duplicates


def test_facts_that_differ_in_anything_but_their_sum_are_no_duplicates():
    facts = (
        spent(functional="2080505", **BASIC),
        spent(functional="2080505", **PROJECT),
        spent(functional="2080505", **PROJECT, project="甲"),
        spent(functional="2080505", economic="30108", **BASIC),
        spent(economic="30108", **BASIC),
        spent(functional="2080505", stage=Stage.PRIOR, **BASIC),
        received(functional="2080505"),
    )
    assert ledger(*facts).facts == facts


def test_a_duplicate_names_both_places():
    assert faults_of(
        spent(1, functional="2080505", economic="30108", **BASIC, place="ledger.csv:2"),
        spent(2, functional="2080505", economic="30108", **BASIC, place="ledger.csv:5"),
    ) == (
        "党群工作部2024年账套有重复(1处)",
        [
            "ledger.csv:5: 与 ledger.csv:2 重复(决算数 支出 2080505 30108);请合并为一笔,或用「项目」区分",
        ],
    )


def test_a_duplicate_without_a_place_is_named_by_what_it_says():
    assert faults_of(received(1), received(2)) == (
        "党群工作部2024年账套有重复(1处)",
        ["账套: 与 前文 重复(决算数 收入);请合并为一笔,或用「项目」区分"],
    )
    assert faults_of(spent(1, economic="30108"), spent(1, economic="30108"))[1] == [
        "账套: 与 前文 重复(决算数 支出 30108);请合并为一笔,或用「项目」区分"
    ]


def test_every_duplicate_is_reported_at_once_against_the_first_of_its_kind():
    assert faults_of(
        spent(1, functional="2080505", place="ledger.csv:2"),
        received(1, place="ledger.csv:3"),
        spent(2, functional="2080505", place="ledger.csv:4"),
        received(2, place="ledger.csv:5"),
        spent(3, functional="2080505"),
        statistics=[
            counted(place="ledger.csv:7"),
            counted(value=2, place="ledger.csv:8"),
            counted(StatisticItem.RECEPTION, Amount(1)),
            counted(StatisticItem.RECEPTION, Amount(2)),
            counted(stage=Stage.PRIOR),
        ],
    ) == (
        "党群工作部2024年账套有重复(5处)",
        [
            "ledger.csv:4: 与 ledger.csv:2 重复(决算数 支出 2080505);请合并为一笔,或用「项目」区分",
            "ledger.csv:5: 与 ledger.csv:3 重复(决算数 收入);请合并为一笔,或用「项目」区分",
            "账套: 与 ledger.csv:2 重复(决算数 支出 2080505);请合并为一笔,或用「项目」区分",
            "ledger.csv:8: 与 ledger.csv:7 重复(决算数 单价100万元(含)以上设备(不含车辆));请只留一笔",
            "账套: 与 前文 重复(决算数 公务接待费);请只留一笔",
        ],
    )


def test_the_very_same_fact_given_twice_is_a_duplicate_too():
    once = spent(functional="2080505", place="ledger.csv:2")
    assert faults_of(once, once)[1] == [
        "ledger.csv:2: 与 ledger.csv:2 重复(决算数 支出 2080505);请合并为一笔,或用「项目」区分"
    ]


def test_the_very_same_statistic_given_twice_is_a_duplicate_too():
    once = counted(place="ledger.csv:2")
    assert len(faults_of(statistics=[once, once])[1]) == 1


# Subtotals


def test_a_sum_on_a_code_and_on_one_below_it_is_a_subtotal_and_refused():
    assert faults_of(
        spent(3, functional="20805", **BASIC, place="ledger.csv:2"),
        spent(1, functional="2080505", **BASIC, place="ledger.csv:3"),
        spent(2, functional="2080506", **BASIC, place="ledger.csv:4"),
    ) == (
        "党群工作部2024年账套有重复(1处)",
        [
            "ledger.csv:2: 功能分类 20805 的下级 2080505(ledger.csv:3)也已入账,同一笔钱会算两遍;小计行请删去,只留最细一级",
        ],
    )


def test_every_subtotal_is_refused_at_once_in_both_classifications():
    assert faults_of(
        spent(functional="2080505"),
        spent(functional="20805"),
        spent(functional="208", place="ledger.csv:4"),
        spent(economic="30108"),
        spent(economic="301"),
        spent(economic="301", place="ledger.csv:7"),
    ) == (
        "党群工作部2024年账套有重复(5处)",
        [
            "ledger.csv:7: 与 前文 重复(决算数 支出 301);请合并为一笔,或用「项目」区分",
            "账套: 功能分类 20805 的下级 2080505(前文)也已入账,同一笔钱会算两遍;小计行请删去,只留最细一级",
            "ledger.csv:4: 功能分类 208 的下级 2080505(前文)也已入账,同一笔钱会算两遍;小计行请删去,只留最细一级",
            "账套: 经济分类 301 的下级 30108(前文)也已入账,同一笔钱会算两遍;小计行请删去,只留最细一级",
            "ledger.csv:7: 经济分类 301 的下级 30108(前文)也已入账,同一笔钱会算两遍;小计行请删去,只留最细一级",
        ],
    )


@pytest.mark.parametrize(
    "below",
    [
        spent(functional="2080505", **PROJECT),
        spent(functional="2080505", stage=Stage.PRIOR, **BASIC),
        spent(functional="2080505", **{**BASIC, "budget": Budget.STATE_CAPITAL}),
        received(functional="2080505"),
        spent(functional="2080105", **BASIC),
        spent(economic="20805", **BASIC),
    ],
)
def test_other_money_on_a_code_below_is_no_subtotal(below):
    assert len(ledger(spent(functional="20805", **BASIC), below).facts) == 2


# Answers


def test_facts_are_found_by_stage_and_direction_in_the_order_of_the_ledger():
    first, second, third = spent(functional="2080506"), received(), spent(functional="2080505")
    stated = ledger(first, second, third)
    assert stated.of(Stage.EXECUTED, Direction.EXPENDITURE) == (first, third)
    assert stated.of(Stage.EXECUTED, Direction.INCOME) == (second,)
    assert stated.of(Stage.PRIOR, Direction.EXPENDITURE) == ()
    assert stated.of(Stage.EXECUTED, Direction.CLOSING) == ()


def test_the_stages_are_those_of_which_there_is_a_fact_in_the_order_of_the_year():
    stated = ledger(spent(stage=Stage.PRIOR), received(stage=Stage.EXECUTED), received(stage=Stage.APPROVED))
    assert stated.stages == (Stage.APPROVED, Stage.EXECUTED, Stage.PRIOR)
    assert ledger(statistics=[counted()]).stages == ()


def test_a_statistic_is_found_by_stage_and_item_or_is_none():
    stated = ledger(statistics=[counted(value=3), counted(value=2, stage=Stage.PRIOR)])
    assert stated.statistic(Stage.EXECUTED, StatisticItem.EQUIPMENT).value == 3
    assert stated.statistic(Stage.PRIOR, StatisticItem.EQUIPMENT).value == 2
    assert stated.statistic(Stage.EXECUTED, StatisticItem.RECEPTION) is None


@pytest.mark.parametrize(
    ("label", "known"),
    [
        ("功能分类", "2080505"),
        ("经济分类", "30108"),
        ("预算", Budget.GENERAL),
        ("资金来源", FundingSource.APPROPRIATION),
        ("支出性质", ExpenditureKind.PROJECT),
        ("项目", "甲"),
    ],
)
def test_a_dimension_is_a_heading_of_the_ledger_and_asks_a_fact_what_it_knows(label, known):
    stated = spent(functional="2080505", economic="30108", **PROJECT, project="甲")
    assert Dimension(label).of(stated) == known
    assert Dimension(label).of(spent()) is None


def test_every_dimension_is_asked_above():
    assert len(Dimension) == 6


# Gaps


@pytest.mark.parametrize("dimension", Dimension)
def test_no_facts_are_no_gap(dimension):
    assert gap_of(ledger(received()), dimension) is None


@pytest.mark.parametrize("label", ["功能分类", "经济分类", "预算", "资金来源", "支出性质", "项目"])
def test_facts_that_lack_a_dimension_are_counted(label):
    stated = ledger(
        spent(),
        spent(functional="2080505", economic="30108", **PROJECT, project="甲"),
        spent(stage=Stage.PRIOR),
    )
    assert gap_of(stated, Dimension(label)) == f"决算数的支出中有1笔未填「{label}」"


def test_a_gap_names_its_stage_and_direction():
    stated = ledger(
        received(stage=Stage.APPROVED), received(stage=Stage.APPROVED, budget=Budget.STATE_CAPITAL)
    )
    assert stated.gap(Stage.APPROVED, Direction.INCOME, Dimension.FUNCTIONAL) == (
        "年初预算数的收入中有2笔未填「功能分类」"
    )
    assert stated.gap(Stage.APPROVED, Direction.INCOME, Dimension.BUDGET) is None
    assert stated.gap(Stage.EXECUTED, Direction.INCOME, Dimension.FUNCTIONAL) is None


def test_facts_of_one_view_alone_cannot_be_laid_out_by_the_other():
    functional_only = ledger(spent(functional="2080505", **BASIC), spent(functional="2080506", **BASIC))
    assert gap_of(functional_only, Dimension.FUNCTIONAL) is None
    assert gap_of(functional_only, Dimension.ECONOMIC) == "决算数的支出中有2笔未填「经济分类」"
    economic_only = ledger(spent(economic="30108", **BASIC))
    assert gap_of(economic_only, Dimension.ECONOMIC) is None
    assert gap_of(economic_only, Dimension.FUNCTIONAL) == "决算数的支出中有1笔未填「功能分类」"


def test_the_same_money_stated_in_both_views_has_no_gap_in_either():
    both_views = ledger(
        spent(60, functional="2080505", **BASIC),
        spent(40, functional="2080506", **BASIC),
        spent(100, economic="30108", **BASIC),
    )
    assert gap_of(both_views, Dimension.FUNCTIONAL) is None
    assert gap_of(both_views, Dimension.ECONOMIC) is None


@pytest.mark.parametrize(
    "other",
    [
        PROJECT,
        APPROPRIATED,
        {**BASIC, "budget": Budget.GOVERNMENT_FUND},
        {"funding": FundingSource.OTHER, "kind": ExpenditureKind.BASIC},
        {"kind": ExpenditureKind.BASIC},
    ],
)
def test_another_kind_of_money_is_no_second_view(other):
    stated = ledger(spent(functional="2080505", **BASIC), spent(economic="30108", **other))
    assert gap_of(stated, Dimension.FUNCTIONAL) == "决算数的支出中有1笔未填「功能分类」"
    assert gap_of(stated, Dimension.ECONOMIC) == "决算数的支出中有1笔未填「经济分类」"


def test_two_views_that_do_not_add_up_to_one_sum_are_not_the_same_money():
    stated = ledger(
        spent(600_000_000, functional="2080505", **BASIC),
        spent(500_000_000, economic="30108", **BASIC),
        spent(5_000_000, economic="30109", **BASIC),
    )
    # The view that states more may be whole; the one that states less cannot be.
    assert gap_of(stated, Dimension.FUNCTIONAL) is None
    assert gap_of(stated, Dimension.ECONOMIC) == (
        "决算数的支出只写「经济分类」的合计 505.00万元,少于只写「功能分类」的合计 600.00万元"
    )


def test_a_zero_of_the_other_view_is_nothing_that_a_view_could_lack():
    stated = ledger(spent(100, functional="2080505", **BASIC), spent(0, economic="30217", **PROJECT))
    assert gap_of(stated, Dimension.FUNCTIONAL) is None


@pytest.mark.parametrize(("hundredths", "same"), [(0, True), (1, True), (2, False), (-1, True), (-2, False)])
def test_two_views_may_differ_by_what_rounding_explains_and_no_more(hundredths, same):
    """One functional and two economic sums, all printed to 0.01 万元: at most ⌊3/2⌋ hundredths."""
    whole = Amount(20_000_000 + hundredths * 10_000, 5_000)
    half = Amount(10_000_000, 5_000)
    stated = ledger(
        Fact(Stage.EXECUTED, Direction.EXPENDITURE, whole, functional="2080505", **BASIC),
        Fact(Stage.EXECUTED, Direction.EXPENDITURE, half, economic="30108", **BASIC),
        Fact(Stage.EXECUTED, Direction.EXPENDITURE, half, economic="30109", **BASIC),
    )
    assert (gap_of(stated, Dimension.FUNCTIONAL) is None) is (same or hundredths > 0)
    assert (gap_of(stated, Dimension.ECONOMIC) is None) is (same or hundredths < 0)


def test_a_fact_that_knows_neither_code_is_restated_by_nothing():
    stated = ledger(spent(functional="2080505", **BASIC), spent(economic="30108", **BASIC), spent(**BASIC))
    assert gap_of(stated, Dimension.FUNCTIONAL) == "决算数的支出中有1笔未填「功能分类」"
    assert gap_of(stated, Dimension.ECONOMIC) == "决算数的支出中有1笔未填「经济分类」"


def test_facts_that_know_both_codes_do_not_restate_facts_that_know_one():
    stated = ledger(
        spent(100, functional="2080505", economic="30108", **BASIC), spent(100, economic="30109", **BASIC)
    )
    assert gap_of(stated, Dimension.FUNCTIONAL) == "决算数的支出中有1笔未填「功能分类」"
    assert gap_of(stated, Dimension.ECONOMIC) is None


def test_a_fact_that_knows_both_codes_is_no_second_view():
    stated = ledger(
        spent(functional="2080505", economic="30108", **BASIC), spent(functional="2080506", **BASIC)
    )
    assert gap_of(stated, Dimension.FUNCTIONAL) is None
    assert gap_of(stated, Dimension.ECONOMIC) == "决算数的支出中有1笔未填「经济分类」"


def test_another_stage_is_no_second_view():
    stated = ledger(spent(functional="2080505", **BASIC), spent(economic="30108", stage=Stage.PRIOR, **BASIC))
    assert gap_of(stated, Dimension.ECONOMIC) == "决算数的支出中有1笔未填「经济分类」"


def test_only_the_two_codes_restate_each_other():
    stated = ledger(
        spent(functional="2080505", **PROJECT, project="甲"), spent(functional="2080505", **PROJECT)
    )
    assert gap_of(stated, Dimension.PROJECT) == "决算数的支出中有1笔未填「项目」"


def test_a_gap_may_be_asked_for_among_some_facts_only():
    stated = ledger(
        spent(functional="2080505", **PROJECT), spent(functional="2080505", economic="30108", **BASIC)
    )

    def is_basic(fact):
        return fact.kind is ExpenditureKind.BASIC

    assert gap_of(stated, Dimension.ECONOMIC) == "决算数的支出中有1笔未填「经济分类」"
    assert gap_of(stated, Dimension.ECONOMIC, among=is_basic) is None
    assert gap_of(stated, Dimension.ECONOMIC, among=lambda fact: not is_basic(fact)) == (
        "决算数的支出中有1笔未填「经济分类」"
    )


# Unknown codes


def book(*, functional_complete=False, economic_complete=False):
    functional = (
        Subject("208", "社会保障和就业支出", Evidence.OFFICIAL),
        Subject("20805", "行政事业单位养老支出", Evidence.OFFICIAL),
        Subject("2080505", "机关事业单位基本养老保险缴费支出", Evidence.OFFICIAL),
    )
    economic = (
        Subject("301", "工资福利支出", Evidence.OFFICIAL),
        Subject("30108", "机关事业单位基本养老保险缴费", Evidence.OFFICIAL),
    )
    return CodeBook(
        2024,
        Classification(Scheme.FUNCTIONAL, 2024, functional, functional_complete),
        Classification(Scheme.ECONOMIC, 2024, economic, economic_complete),
    )


KNOWN = spent(functional="2080505", economic="30108", **BASIC)
UNKNOWN = (
    KNOWN,
    spent(1, functional="2080506", economic="30108", **BASIC, place="ledger.csv:3"),
    spent(2, functional="2080506", **BASIC, place="ledger.csv:4"),
    spent(3, functional="9999999", **BASIC),
    spent(4, economic="30107", **BASIC, place="ledger.csv:6"),
    spent(5, functional="9999999", **PROJECT, place="ledger.csv:7"),
)
SAID_OF_2080506 = (
    "ledger.csv:3 等2处: 2024年支出功能分类中没有 '2080506'; "
    "相近科目: 2080505 机关事业单位基本养老保险缴费支出、20805 行政事业单位养老支出"
)
SAID_OF_9999999 = "ledger.csv:7: 2024年支出功能分类中没有 '9999999'; 没有相近的科目"
SAID_OF_30107 = (
    "ledger.csv:6: 2024年部门预算支出经济分类中没有 '30107'; "
    "相近科目: 30108 机关事业单位基本养老保险缴费、301 工资福利支出"
)


@pytest.mark.parametrize("complete", [False, True])
def test_known_codes_give_no_warning(complete):
    stated = ledger(KNOWN, received())
    assert stated.warnings(book(functional_complete=complete, economic_complete=complete)) == ()


def test_a_partial_classification_only_warns_of_unknown_codes_one_sentence_each():
    assert ledger(*UNKNOWN).warnings(book()) == (
        f"{SAID_OF_2080506}(目录不完整,仅作提示)",
        f"{SAID_OF_9999999}(目录不完整,仅作提示)",
        f"{SAID_OF_30107}(目录不完整,仅作提示)",
    )


def test_an_unknown_code_without_a_place_is_named_alone():
    assert ledger(spent(functional="9999999")).warnings(book()) == (
        "2024年支出功能分类中没有 '9999999'; 没有相近的科目(目录不完整,仅作提示)",
    )


def test_a_complete_classification_refuses_unknown_codes_all_at_once():
    with pytest.raises(ExceptionGroup) as caught:
        ledger(*UNKNOWN).warnings(book(functional_complete=True, economic_complete=True))
    assert caught.value.message == "账套含未列科目(3处)"
    faults = caught.value.exceptions
    assert [type(fault) for fault in faults] == [UnknownCodeError] * 3
    assert [str(fault) for fault in faults] == [SAID_OF_2080506, SAID_OF_9999999, SAID_OF_30107]
    assert [(fault.code, fault.scheme, fault.year) for fault in faults] == [
        ("2080506", Scheme.FUNCTIONAL, 2024),
        ("9999999", Scheme.FUNCTIONAL, 2024),
        ("30107", Scheme.ECONOMIC, 2024),
    ]
    assert [[subject.code for subject in fault.near] for fault in faults] == [
        ["2080505", "20805"],
        [],
        ["30108", "301"],
    ]


@pytest.mark.parametrize(
    ("complete", "message", "codes"),
    [
        ({"functional_complete": True}, "账套含未列科目(2处)", ["2080506", "9999999"]),
        ({"economic_complete": True}, "账套含未列科目(1处)", ["30107"]),
    ],
)
def test_each_classification_is_partial_or_complete_by_itself(complete, message, codes):
    with pytest.raises(ExceptionGroup) as caught:
        ledger(*UNKNOWN).warnings(book(**complete))
    assert caught.value.message == message
    assert [fault.code for fault in caught.value.exceptions] == codes


# Values


def test_a_ledger_is_frozen():
    with pytest.raises(FrozenInstanceError):
        ledger().facts = ()


def test_a_ledger_shows_how_much_it_holds_and_not_all_of_it():
    assert repr(ledger(spent(), received(), statistics=[counted()])) == (
        "Ledger(department=Department(code='602', name='党群工作部'), year=2024, "
        "facts=<2 facts>, statistics=<1 statistics>)"
    )


def test_ledgers_are_equal_when_everything_they_state_is():
    stated = ledger(spent(place="ledger.csv:2"), statistics=[counted()])
    assert stated == ledger(spent(place="ledger.csv:9"), statistics=[counted()])
    assert hash(stated) == hash(ledger(spent(), statistics=[counted()]))
    assert stated != ledger(spent(101), statistics=[counted()])
    assert stated != ledger(spent())
    assert stated != evolve(stated, year=2023)


def test_an_evolved_ledger_is_indexed_and_checked_anew():
    stated = ledger(spent())
    grown = evolve(stated, facts=(*stated.facts, received()))
    assert grown.of(Stage.EXECUTED, Direction.INCOME) == (received(),)
    assert stated.of(Stage.EXECUTED, Direction.INCOME) == ()
    with pytest.raises(ExceptionGroup):
        evolve(stated, facts=(*stated.facts, spent(5)))


def test_copies_and_pickles_are_equal_and_answer_alike():
    stated = ledger(spent(functional="2080505", **BASIC), received(), statistics=[counted(value=3)])
    twins = [copy.copy(stated), copy.deepcopy(stated), pickle.loads(pickle.dumps(stated))]  # noqa: S301 — our own bytes
    assert twins == [stated] * 3
    for twin in twins:
        assert hash(twin) == hash(stated)
        assert twin.of(Stage.EXECUTED, Direction.INCOME) == (received(),)
        assert twin.statistic(Stage.EXECUTED, StatisticItem.EQUIPMENT).value == 3


def test_unverified_names_are_said_once_for_all():
    unread = Subject("2080506", "机关事业单位职业年金缴费支出")
    known = book()
    functional = evolve(known.functional, subjects=(*known.functional.subjects, unread))
    stated = ledger(spent(1, functional="2080506"), spent(2, functional="2080506", project="甲"))
    assert stated.warnings(evolve(known, functional=functional)) == (
        "科目名称未核实: 2080506 机关事业单位职业年金缴费支出;引用前请对照当年的《政府收支分类科目》",
    )


def test_five_unverified_names_are_all_listed():
    codes = [f"20805{number:02}" for number in range(10, 15)]
    known = book()
    more = tuple(Subject(code, f"甲{code}") for code in codes)
    functional = evolve(known.functional, subjects=(*known.functional.subjects, *more))
    (said,) = ledger(*(spent(functional=code) for code in codes)).warnings(
        evolve(known, functional=functional)
    )
    assert said.startswith("科目名称未核实: ")
    assert said.endswith("、2080514 甲2080514;引用前请对照当年的《政府收支分类科目》")


def test_only_the_first_unverified_names_are_listed():
    codes = [f"20805{number:02}" for number in range(10, 16)]
    known = book()
    more = tuple(Subject(code, f"甲{code}") for code in codes)
    functional = evolve(known.functional, subjects=(*known.functional.subjects, *more))
    stated = ledger(*(spent(functional=code) for code in codes))
    (said,) = stated.warnings(evolve(known, functional=functional))
    assert "2080514 甲2080514 等 6 个;" in said
    assert "2080515" not in said


FUND = {"budget": Budget.GOVERNMENT_FUND, "funding": FundingSource.APPROPRIATION}


def book_of_budgets(*budgets):
    subjects = (
        Subject("212", "城乡社区支出", Evidence.OFFICIAL),
        Subject("21208", "国有土地使用权出让收入安排的支出", Evidence.OFFICIAL, budgets),
    )
    return evolve(book(), functional=Classification(Scheme.FUNCTIONAL, 2024, subjects))


def test_a_code_booked_in_a_budget_it_does_not_belong_to_is_told_once():
    stated = ledger(
        spent(functional="21208", **BASIC, place="ledger.csv:2"),
        spent(functional="21208", **PROJECT, place="ledger.csv:3"),
        received(functional="21208", budget=Budget.STATE_CAPITAL),
    )
    assert stated.warnings(book_of_budgets(Budget.GOVERNMENT_FUND)) == (
        "ledger.csv:2: 21208 国有土地使用权出让收入安排的支出 属于政府性基金预算,账套却记在一般公共预算",
        "21208 国有土地使用权出让收入安排的支出 属于政府性基金预算,账套却记在国有资本经营预算",
    )


def test_a_code_of_several_budgets_names_them_all():
    stated = ledger(spent(functional="21208", **{**BASIC, "budget": Budget.STATE_CAPITAL}))
    assert stated.warnings(book_of_budgets(Budget.GENERAL, Budget.GOVERNMENT_FUND)) == (
        "21208 国有土地使用权出让收入安排的支出 属于一般公共预算、政府性基金预算,账套却记在国有资本经营预算",
    )


@pytest.mark.parametrize(
    ("fact", "budgets"),
    [
        (spent(functional="21208", **FUND), [Budget.GOVERNMENT_FUND]),
        (spent(functional="21208", **BASIC), [Budget.GENERAL, Budget.GOVERNMENT_FUND]),
        (spent(functional="21208", **BASIC), []),
        (spent(functional="21208", funding=FundingSource.OTHER), [Budget.GOVERNMENT_FUND]),
        (spent(**BASIC), [Budget.GOVERNMENT_FUND]),
    ],
)
def test_a_code_in_its_own_budget_or_of_no_known_budget_gives_no_warning(fact, budgets):
    assert ledger(fact).warnings(book_of_budgets(*budgets)) == ()


def test_a_sum_that_equals_its_closer_described_parts_is_told_as_a_likely_total():
    stated = ledger(
        spent(40, functional="2080505", **PROJECT, place="ledger.csv:2"),
        spent(15, functional="2080505", **PROJECT, project="甲", place="ledger.csv:3"),
        spent(25, functional="2080505", **PROJECT, project="乙", place="ledger.csv:4"),
    )
    assert stated.warnings(book()) == (
        (
            "ledger.csv:2: 决算数 支出 2080505与更细的 2 笔(ledger.csv:3 等)之和相等,"
            "像是合计行;若是,请删去,否则同一笔钱算了两遍"
        ),
    )


@pytest.mark.parametrize(
    "other",
    [
        spent(10, functional="2080505", economic="30108", **BASIC),
        spent(10, functional="2080506", **PROJECT, project="乙"),
    ],
)
def test_other_subjects_and_projects_under_a_coarse_code_are_other_money(other):
    coarse = (
        spent(100, functional="2010301", economic="301", **BASIC),
        spent(100, functional="20805", **PROJECT, project="甲"),
    )
    assert len(ledger(*coarse, other).facts) == 3
