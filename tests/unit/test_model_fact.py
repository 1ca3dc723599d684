"""Departments, facts and statistics: how they are read, and every way in which they contradict themselves."""

import copy
import pickle

import pytest
from attrs.exceptions import FrozenInstanceError

from govbudget.errors import GovBudgetError
from govbudget.model import (
    THREE_PUBLIC_CODES,
    Budget,
    Department,
    Direction,
    ExpenditureKind,
    Fact,
    FactError,
    FundingSource,
    Stage,
    Statistic,
    StatisticItem,
    is_operating,
    is_personnel,
)
from govbudget.model.disclosure import PrintedRow, PrintedTable
from govbudget.money import Amount, Unit

EXECUTED = Stage.EXECUTED
APPROPRIATION = FundingSource.APPROPRIATION
SUM = Amount(15_960_000, 5_000)

APPROPRIATION_NEEDS_BUDGET = "财政拨款须填「预算」(一般公共预算、政府性基金预算或国有资本经营预算)"
INCOME_NEEDS_FUNDING = (
    "收入须填「资金来源」(财政拨款、上级补助收入、事业收入、经营收入、附属单位上缴收入或其他收入)"
)
NO_SOCIAL_INSURANCE = "部门预决算不含社会保险基金预算(实施条例第五条)"
KIND_IS_OF_EXPENDITURE = "「支出性质」只用于支出"
ECONOMIC_IS_OF_EXPENDITURE = "「经济分类」只用于支出"


def fact(direction=Direction.EXPENDITURE, **known):
    return Fact(EXECUTED, direction, SUM, **known)


def faults_of(direction=Direction.EXPENDITURE, **known):
    """The summary and every fault, in full."""
    with pytest.raises(ExceptionGroup) as caught:
        fact(direction, **known)
    assert all(type(fault) is FactError for fault in caught.value.exceptions)
    return caught.value.message, [str(fault) for fault in caught.value.exceptions]


# Vocabulary


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        (Stage, ["年初预算数", "全年预算数", "决算数", "上年决算数"]),
        (
            Direction,
            ["收入", "支出", "年初结转和结余", "年末结转和结余", "使用非财政拨款结余", "结余分配"],
        ),
        (Budget, ["一般公共预算", "政府性基金预算", "国有资本经营预算", "社会保险基金预算"]),
        (
            FundingSource,
            ["财政拨款", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"],
        ),
        (
            ExpenditureKind,
            ["基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"],
        ),
    ],
)
def test_the_words_of_a_ledger_are_looked_up_by_their_chinese_labels(words, labels):
    assert [words(label) for label in labels] == list(words)


def test_vehicles_equipment_groups_batches_and_people_are_counted_and_everything_else_is_money():
    counted = {item.value: item.counting_unit for item in StatisticItem if item.counting_unit}
    assert counted == {
        "副部(省)级及以上领导用车": "辆",
        "主要负责人用车": "辆",
        "机要通信用车": "辆",
        "应急保障用车": "辆",
        "执法执勤用车": "辆",
        "特种专业技术用车": "辆",
        "离退休干部服务用车": "辆",
        "其他用车": "辆",
        "单价100万元(含)以上设备(不含车辆)": "台(套)",
        "因公出国(境)团组数": "个",
        "因公出国(境)人次数": "人次",
        "公务用车购置数": "辆",
        "公务用车保有量": "辆",
        "国内接待批次": "批次",
        "国内接待人次": "人次",
        "外事接待批次": "批次",
        "外事接待人次": "人次",
        "国(境)外接待批次": "批次",
        "国(境)外接待人次": "人次",
    }
    assert StatisticItem.RECEPTION_OVERSEAS.counting_unit is None
    assert StatisticItem.VEHICLE_PURCHASE.counting_unit is None
    assert StatisticItem.VEHICLE_OPERATION.counting_unit is None


# Economic codes


@pytest.mark.parametrize("code", ["301", "30101", "30199", "303", "30302"])
def test_wages_and_benefits_are_personnel_expenses(code):
    assert is_personnel(code)
    assert not is_operating(code)


@pytest.mark.parametrize(
    "code", ["302", "30201", "307", "30701", "309", "310", "31013", "311", "312", "313", "399", "39999"]
)
def test_goods_and_capital_are_operating_expenses(code):
    assert is_operating(code)
    assert not is_personnel(code)


@pytest.mark.parametrize("code", ["", "30", "304", "308", "501", "2080505"])
def test_other_codes_are_neither_personnel_nor_operating(code):
    assert not is_operating(code)
    assert not is_personnel(code)


def test_the_codes_of_the_three_public_expenses_cannot_be_changed():
    assert {code: item.value for code, item in THREE_PUBLIC_CODES.items()} == {
        "30212": "因公出国(境)费",
        "31013": "公务用车购置费",
        "30913": "公务用车购置费",
        "30231": "公务用车运行维护费",
        "30217": "公务接待费",
    }
    with pytest.raises(TypeError):
        THREE_PUBLIC_CODES["30215"] = StatisticItem.RECEPTION


# Departments


@pytest.mark.parametrize(
    ("written", "code", "name"),
    [
        ("602-党群工作部", "602", "党群工作部"),
        ("602001-党群工作部", "602001", "党群工作部"),
        (" 602- 党群工作部 ", "602", "党群工作部"),
        ("党群工作部", None, "党群工作部"),
        ("  党群工作部\n", None, "党群工作部"),
        ("602", None, "602"),
        ("602-", None, "602-"),
        ("-党群工作部", None, "-党群工作部"),
        ("经济-技术开发区", None, "经济-技术开发区"),
        ("602-经济-技术开发区", "602", "经济-技术开发区"),
        ("", None, ""),
    ],
)
def test_a_department_is_read_as_forms_print_it_or_as_a_bare_name(written, code, name):
    assert Department.of(written) == Department(code, name)


@pytest.mark.parametrize("printed", ["602-党群工作部", "党群工作部", "602001-经济-技术开发区"])
def test_a_department_prints_as_it_was_read(printed):
    assert str(Department.of(printed)) == printed


# Facts that hold


@pytest.mark.parametrize("budget", [Budget.GENERAL, Budget.GOVERNMENT_FUND, Budget.STATE_CAPITAL])
@pytest.mark.parametrize("kind", [ExpenditureKind.BASIC, ExpenditureKind.PROJECT, None])
def test_an_appropriation_of_one_of_three_budgets_is_spent_on_basic_or_project_expenditure(budget, kind):
    stated = fact(
        functional="2080505", economic="30108", budget=budget, funding=APPROPRIATION, kind=kind, project="甲"
    )
    assert (stated.budget, stated.kind) == (budget, kind)


@pytest.mark.parametrize("kind", [*ExpenditureKind, None])
@pytest.mark.parametrize("funding", [FundingSource.INSTITUTIONAL, None])
def test_other_money_may_be_spent_on_anything(kind, funding):
    assert fact(funding=funding, kind=kind).kind is kind


def test_what_a_fact_does_not_know_is_none():
    bare = fact()
    assert bare.key == (EXECUTED, Direction.EXPENDITURE, None, None, None, None, None, None)
    assert (bare.origin, bare.place) == ("", "")


@pytest.mark.parametrize("direction", [Direction.USE_OF_SURPLUS, Direction.DISTRIBUTION])
def test_surplus_beside_the_appropriations_needs_no_source(direction):
    assert fact(direction).direction is direction
    assert fact(direction, funding=FundingSource.OTHER).funding is FundingSource.OTHER


@pytest.mark.parametrize("direction", [Direction.INCOME, Direction.OPENING, Direction.CLOSING])
def test_income_and_carry_over_may_be_appropriations(direction):
    stated = fact(direction, functional="2080505", budget=Budget.GENERAL, funding=APPROPRIATION)
    assert stated.key == (
        EXECUTED,
        direction,
        "2080505",
        None,
        Budget.GENERAL,
        APPROPRIATION,
        None,
        None,
    )


# Facts that contradict themselves


@pytest.mark.parametrize("code", ["", "20", "2080", "208050501", "2O8", "２０８", "²08", 208])
def test_what_is_no_code_of_its_classification_is_refused(code):
    assert faults_of(functional=code) == (
        "一笔事实自相矛盾(1处)",
        [f"功能分类 {code!r} 不是科目编码;应为 3、5 或 7 位数字"],
    )
    assert faults_of(economic=code) == (
        "一笔事实自相矛盾(1处)",
        [f"经济分类 {code!r} 不是科目编码;应为 3 或 5 位数字"],
    )


def test_an_economic_code_has_no_third_level():
    assert fact(functional="2080505").functional == "2080505"
    assert faults_of(economic="3010801")[1] == ["经济分类 '3010801' 不是科目编码;应为 3 或 5 位数字"]


def test_an_appropriation_of_no_budget_is_refused():
    assert faults_of(funding=APPROPRIATION) == ("一笔事实自相矛盾(1处)", [APPROPRIATION_NEEDS_BUDGET])


def test_a_budget_for_money_that_is_no_appropriation_is_refused():
    assert faults_of(budget=Budget.GENERAL, funding=FundingSource.OTHER) == (
        "一笔事实自相矛盾(1处)",
        ["「预算」一栏只用于财政拨款,资金来源却是 其他收入"],
    )
    assert faults_of(budget=Budget.GENERAL) == (
        "一笔事实自相矛盾(1处)",
        ["「预算」一栏只用于财政拨款,资金来源却是 空白"],
    )


def test_the_social_insurance_budget_is_no_part_of_a_department():
    assert faults_of(budget=Budget.SOCIAL_INSURANCE, funding=APPROPRIATION) == (
        "一笔事实自相矛盾(1处)",
        [NO_SOCIAL_INSURANCE],
    )


def test_income_of_no_source_is_refused():
    assert faults_of(Direction.INCOME) == ("一笔事实自相矛盾(1处)", [INCOME_NEEDS_FUNDING])


@pytest.mark.parametrize(
    "direction", [direction for direction in Direction if direction is not Direction.EXPENDITURE]
)
def test_only_expenditure_has_a_kind_and_an_economic_code(direction):
    funding = FundingSource.OTHER
    assert faults_of(direction, funding=funding, kind=ExpenditureKind.COMMERCIAL) == (
        "一笔事实自相矛盾(1处)",
        [KIND_IS_OF_EXPENDITURE],
    )
    assert faults_of(direction, funding=funding, economic="30108") == (
        "一笔事实自相矛盾(1处)",
        [ECONOMIC_IS_OF_EXPENDITURE],
    )


@pytest.mark.parametrize("label", ["上缴上级支出", "经营支出", "对附属单位补助支出"])
def test_an_appropriation_is_spent_on_nothing_but_basic_and_project_expenditure(label):
    assert faults_of(budget=Budget.GENERAL, funding=APPROPRIATION, kind=ExpenditureKind(label)) == (
        "一笔事实自相矛盾(1处)",
        [f"财政拨款支出只分基本支出和项目支出,不能是 {label}"],
    )


@pytest.mark.parametrize("label", ["使用非财政拨款结余", "结余分配"])
def test_surplus_beside_the_appropriations_belongs_to_no_budget(label):
    assert faults_of(Direction(label), budget=Budget.GENERAL, funding=APPROPRIATION) == (
        "一笔事实自相矛盾(1处)",
        [f"{label}不来自财政拨款,请清空「预算」和「资金来源」"],
    )


def test_every_contradiction_of_a_fact_is_reported_at_once_with_its_place():
    assert faults_of(
        Direction.DISTRIBUTION,
        budget=Budget.SOCIAL_INSURANCE,
        economic="30108",
        kind=ExpenditureKind.COMMERCIAL,
        place="ledger.csv:7",
    ) == (
        "ledger.csv:7自相矛盾(6处)",
        [
            "ledger.csv:7: 「预算」一栏只用于财政拨款,资金来源却是 空白",
            f"ledger.csv:7: {NO_SOCIAL_INSURANCE}",
            f"ledger.csv:7: {KIND_IS_OF_EXPENDITURE}",
            f"ledger.csv:7: {ECONOMIC_IS_OF_EXPENDITURE}",
            "ledger.csv:7: 财政拨款支出只分基本支出和项目支出,不能是 经营支出",
            "ledger.csv:7: 结余分配不来自财政拨款,请清空「预算」和「资金来源」",
        ],
    )


def test_a_contradictory_fact_is_a_fault_of_this_library_and_a_value_error():
    assert issubclass(FactError, GovBudgetError)
    assert issubclass(FactError, ValueError)


# Statistics


@pytest.mark.parametrize("value", [0, 1, 12])
def test_what_is_counted_is_a_whole_number(value):
    assert Statistic(EXECUTED, StatisticItem.VEHICLES_OTHER, value).value == value


@pytest.mark.parametrize("value", [-1, Amount(100), "3", 1.0, None])
@pytest.mark.parametrize(
    ("item", "message"),
    [
        (StatisticItem.VEHICLES_OTHER, "其他用车按辆计数,须为非负整数"),
        (StatisticItem.EQUIPMENT, "单价100万元(含)以上设备(不含车辆)按台(套)计数,须为非负整数"),
    ],
)
def test_what_is_counted_must_be_a_whole_number(item, message, value):
    with pytest.raises(FactError) as caught:
        Statistic(EXECUTED, item, value)
    assert str(caught.value) == message


@pytest.mark.parametrize("value", [3, "3.00", None])
def test_what_is_money_must_be_an_amount(value):
    with pytest.raises(FactError) as caught:
        Statistic(EXECUTED, StatisticItem.RECEPTION, value)
    assert str(caught.value) == "公务接待费是金额,单位须为元、万元或亿元"


def test_a_refused_statistic_names_its_place():
    with pytest.raises(FactError) as caught:
        Statistic(EXECUTED, StatisticItem.RECEPTION, 3, place="ledger.csv:9")
    assert str(caught.value) == "ledger.csv:9: 公务接待费是金额,单位须为元、万元或亿元"
    with pytest.raises(FactError) as caught:
        Statistic(EXECUTED, StatisticItem.EQUIPMENT, -1, place="ledger.csv:9")
    assert str(caught.value) == "ledger.csv:9: 单价100万元(含)以上设备(不含车辆)按台(套)计数,须为非负整数"


def test_a_sum_may_be_a_statistic():
    assert Statistic(EXECUTED, StatisticItem.RECEPTION, SUM).value == SUM


# Figures as printed


def test_the_cells_of_a_printed_table_are_those_that_are_not_blank():
    total = PrintedRow("total", "合计", {"basic": "12.00", "project": None})
    pension = PrintedRow("2080505", "养老保险缴费", {"basic": "0.00", "project": "—"}, code="2080505")
    blank = PrintedRow("2080506", "职业年金缴费", {"basic": None})
    printed = PrintedTable("expenditure", "公开03", "支出决算表", Unit.WAN_YUAN, (total, pension, blank))
    assert list(printed.cells()) == [
        ("expenditure[total].basic", total, "basic", "12.00"),
        ("expenditure[2080505].basic", pension, "basic", "0.00"),
        ("expenditure[2080505].project", pension, "project", "—"),
    ]


# Values


def test_departments_facts_and_statistics_are_frozen():
    for value, name in [
        (Department("602", "党群工作部"), "name"),
        (fact(), "amount"),
        (Statistic(EXECUTED, StatisticItem.RECEPTION, SUM), "value"),
    ]:
        with pytest.raises(FrozenInstanceError):
            setattr(value, name, None)


def test_where_a_fact_was_read_is_no_part_of_it():
    here, there = fact(place="ledger.csv:2", origin="公开03"), fact(place="ledger.csv:9")
    assert here == there
    assert hash(here) == hash(there)
    assert here.key == there.key
    counted = Statistic(EXECUTED, StatisticItem.EQUIPMENT, 1, place="ledger.csv:2")
    assert counted == Statistic(EXECUTED, StatisticItem.EQUIPMENT, 1, "公开10", "ledger.csv:9")


def test_the_key_of_a_fact_is_everything_but_its_sum_and_its_place():
    stated = fact(
        functional="2080505",
        economic="30108",
        budget=Budget.GENERAL,
        funding=APPROPRIATION,
        kind=ExpenditureKind.PROJECT,
        project="甲",
        origin="公开03",
        place="ledger.csv:2",
    )
    assert stated.key == (
        EXECUTED,
        Direction.EXPENDITURE,
        "2080505",
        "30108",
        Budget.GENERAL,
        APPROPRIATION,
        ExpenditureKind.PROJECT,
        "甲",
    )


@pytest.mark.parametrize(
    "value",
    [
        Department("602", "党群工作部"),
        fact(functional="2080505", budget=Budget.GENERAL, funding=APPROPRIATION, place="ledger.csv:2"),
        Statistic(EXECUTED, StatisticItem.EQUIPMENT, 1, place="ledger.csv:3"),
    ],
)
def test_copies_and_pickles_are_equal_to_what_they_were_made_from(value):
    twins = [copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))]  # noqa: S301 — our own bytes
    assert twins == [value] * 3
    assert [repr(twin) for twin in twins] == [repr(value)] * 3
    assert {hash(twin) for twin in twins} == {hash(value)}


@pytest.mark.parametrize("written", ["602－某部", "602 - 某部", " 602-某部 "])
def test_a_department_reads_whatever_dash_divides_its_code(written):
    assert Department.of(written) == Department("602", "某部")


def test_a_truth_value_is_no_count():
    with pytest.raises(FactError, match="其他用车按辆计数,须为非负整数"):
        Statistic(Stage.EXECUTED, StatisticItem.VEHICLES_OTHER, value=True)
