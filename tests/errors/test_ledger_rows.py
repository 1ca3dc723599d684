"""Bad rows: what a ledger row may not say, the words in which it is refused, and that nothing is lost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from govbudget.adapters import ledger_from_rows, read_ledger
from govbudget.model import Budget, Direction, Fact, Stage
from govbudget.money import Amount

INCOME = {
    "年度": "2024",
    "部门": "示例局",
    "阶段": "决算数",
    "方向": "收入",
    "功能分类": "2080505",
    "经济分类": "",
    "预算": "一般公共预算",
    "资金来源": "财政拨款",
    "支出性质": "",
    "项目": "",
    "金额": "19.49",
    "单位": "万元",
    "来源": "决算报表",
}
SPENDING = {**INCOME, "方向": "支出", "经济分类": "30101", "支出性质": "基本支出"}
OTHER_INCOME = {**INCOME, "预算": "", "资金来源": "其他收入"}
STATISTIC = {**dict.fromkeys(INCOME, ""), "年度": "2024", "部门": "示例局", "阶段": "决算数", "方向": "统计"}
RECEPTION = {**STATISTIC, "项目": "公务接待费", "金额": "0.23", "单位": "万元"}
VEHICLES = {**STATISTIC, "项目": "其他用车", "金额": "3", "单位": "辆"}

STAGES = "年初预算数、全年预算数、决算数、上年决算数"
DIRECTIONS = "收入、支出、年初结转和结余、年末结转和结余、使用非财政拨款结余、结余分配、统计"
BUDGETS = "一般公共预算、政府性基金预算、国有资本经营预算"
SOURCES = "财政拨款、上级补助收入、事业收入、经营收入、附属单位上缴收入、其他收入"
KINDS = "基本支出、项目支出、上缴上级支出、经营支出、对附属单位补助支出"
ITEMS = (
    "因公出国(境)费、公务用车购置费、公务用车运行维护费、公务接待费、政府采购货物、政府采购工程、政府采购服务、"
    "机关运行经费(行政单位)、机关运行经费(参照公务员法管理事业单位)、副部(省)级及以上领导用车、主要负责人用车、"
    "机要通信用车、应急保障用车、执法执勤用车、特种专业技术用车、离退休干部服务用车、其他用车、"
    "单价100万元(含)以上设备(不含车辆)、因公出国(境)团组数、因公出国(境)人次数、公务用车购置数、公务用车保有量、"
    "国内接待费、国内接待批次、国内接待人次、外事接待费、外事接待批次、外事接待人次、"
    "国(境)外接待费、国(境)外接待批次、国(境)外接待人次、授予中小企业合同金额、授予小微企业合同金额、"
    "收入总计、支出总计、财政拨款收入总计、财政拨款支出总计"
)

AMOUNTS = [
    ("十九", "「金额」'十九' 不是金额"),
    ("1,94.90", "「金额」'1,94.90' 的千分位或小数点位置不对"),
    ("19.", "「金额」'19.' 的千分位或小数点位置不对"),
    ("19.49.00", "「金额」'19.49.00' 不是金额"),
    ("NaN", "「金额」'NaN' 不是金额"),
    ("Infinity", "「金额」'Infinity' 不是金额"),
    ("1.9E3", "「金额」'1.9E3' 不是金额"),
    ("=SUM(K2:K9)", "「金额」'=SUM(K2:K9)' 是公式;请填计算结果"),
    ("#DIV/0!", "「金额」'#DIV/0!' 不是金额"),
    ("1" * 25, "「金额」111111111111… 有 25 位数字,超过 24 位,应是误读"),
    ("19.4912345", "「金额」19.4912345 万元 小于一分,不能精确表示"),
    ("19.49万元", "「金额」'19.49万元' 带有单位;单位请写在「单位」一列"),
    ("19.49 元", "「金额」'19.49 元' 带有单位;单位请写在「单位」一列"),
    ("—", "「金额」'—' 表示没有数,不是金额"),
    ("/", "「金额」'/' 表示没有数,不是金额"),
    ("", "「金额」为空"),
]
WORDS = [
    (INCOME, "阶段", "决算", f"「阶段」不能是 '决算';可填 {STAGES}"),
    (INCOME, "方向", "收支", f"「方向」不能是 '收支';可填 {DIRECTIONS}"),
    (INCOME, "资金来源", "拨款", f"「资金来源」不能是 '拨款';可填 {SOURCES}"),
    (SPENDING, "支出性质", "基本", f"「支出性质」不能是 '基本';可填 {KINDS}"),
    (INCOME, "预算", "公共预算", f"「预算」不能是 '公共预算';可填 {BUDGETS}"),
    (INCOME, "单位", "千元", "「单位」不能是 '千元';金额的单位可填 元、万元、亿元"),
    (INCOME, "单位", "", "「单位」为空"),
    (INCOME, "年度", "24", "「年度」不能是 '24';请填四位年份,如 2024"),
    (INCOME, "年度", "2024年", "「年度」不能是 '2024年';请填四位年份,如 2024"),
    (INCOME, "年度", "２０２４", "「年度」不能是 '２０２４';请填四位年份,如 2024"),
    (INCOME, "年度", "", "「年度」为空"),
    (INCOME, "部门", "", "「部门」为空"),
    (INCOME, "阶段", "", "「阶段」为空"),
    (INCOME, "方向", "", "「方向」为空"),
    (INCOME, "功能分类", "2080", "「功能分类」'2080' 不是科目编码;应为数字: 类3位、款5位、项7位"),
    (INCOME, "功能分类", "208O505", "「功能分类」'208O505' 不是科目编码;应为数字: 类3位、款5位、项7位"),
    (INCOME, "功能分类", "２０８", "「功能分类」'２０８' 不是科目编码;应为数字: 类3位、款5位、项7位"),
    (SPENDING, "经济分类", "3010101", "「经济分类」'3010101' 不是科目编码;应为数字: 类3位、款5位"),
    (SPENDING, "经济分类", "基本工资", "「经济分类」'基本工资' 不是科目编码;应为数字: 类3位、款5位"),
]
CONTRADICTIONS = [
    (
        {**INCOME, "预算": ""},
        "财政拨款须填「预算」(一般公共预算、政府性基金预算或国有资本经营预算)",
    ),
    (
        {**INCOME, "资金来源": "事业收入"},
        "「预算」一栏只用于财政拨款,资金来源却是 事业收入",
    ),
    (
        {**INCOME, "预算": "社会保险基金预算"},
        "部门预决算不含社会保险基金预算(实施条例第五条)",
    ),
    (
        {**OTHER_INCOME, "资金来源": ""},
        "收入须填「资金来源」(财政拨款、上级补助收入、事业收入、经营收入、附属单位上缴收入或其他收入)",
    ),
    ({**INCOME, "支出性质": "基本支出"}, "「支出性质」只用于支出"),
    ({**INCOME, "经济分类": "30101"}, "「经济分类」只用于支出"),
    (
        {**SPENDING, "支出性质": "经营支出"},
        "财政拨款支出只分基本支出和项目支出,不能是 经营支出",
    ),
    (
        {**INCOME, "方向": "使用非财政拨款结余"},
        "使用非财政拨款结余不来自财政拨款,请清空「预算」和「资金来源」",
    ),
    (
        {**INCOME, "方向": "结余分配"},
        "结余分配不来自财政拨款,请清空「预算」和「资金来源」",
    ),
]
STATISTICS = [
    ({**RECEPTION, "功能分类": "2080505"}, "统计数不分类,请清空「功能分类」"),
    ({**RECEPTION, "经济分类": "30217"}, "统计数不分类,请清空「经济分类」"),
    ({**RECEPTION, "预算": "一般公共预算"}, "统计数不分类,请清空「预算」"),
    ({**RECEPTION, "资金来源": "财政拨款"}, "统计数不分类,请清空「资金来源」"),
    ({**RECEPTION, "支出性质": "基本支出"}, "统计数不分类,请清空「支出性质」"),
    ({**RECEPTION, "项目": ""}, "统计数须在「项目」写明统计项目"),
    ({**RECEPTION, "项目": "招待费"}, f"「项目」不能是 '招待费';可填 {ITEMS}"),
    ({**RECEPTION, "单位": "次"}, "「单位」不能是 '次';金额的单位可填 元、万元、亿元"),
    ({**RECEPTION, "金额": "0.2O"}, "「金额」'0.2O' 不是金额"),
    ({**VEHICLES, "单位": "万元"}, "「其他用车」按辆计数,「单位」却是 万元"),
    ({**VEHICLES, "单位": ""}, "「单位」为空"),
    ({**VEHICLES, "金额": "2.5"}, "「其他用车」须为非负整数,不能是 2.5"),
    ({**VEHICLES, "金额": "-1"}, "「其他用车」须为非负整数,不能是 -1"),
    ({**VEHICLES, "金额": "3辆"}, "「金额」'3辆' 不是金额"),
    ({**VEHICLES, "金额": ""}, "「金额」为空"),
    ({**STATISTIC, "项目": "单价100万元(含)以上设备(不含车辆)", "金额": "1", "单位": "辆"},
     "「单价100万元(含)以上设备(不含车辆)」按台(套)计数,「单位」却是 辆"),
]  # fmt: skip

BAD_ROWS = [
    *(({**INCOME, "金额": amount}, message) for amount, message in AMOUNTS),
    *(({**row, heading: word}, message) for row, heading, word, message in WORDS),
    *CONTRADICTIONS,
    *STATISTICS,
]


@pytest.fixture
def ledger_of(written):
    """A CSV ledger of the given rows."""

    def write(*rows, name="账套.csv"):
        return written(name, [list(INCOME), *(list(row.values()) for row in rows)])

    return write


@pytest.mark.parametrize("row", [INCOME, SPENDING, OTHER_INCOME, RECEPTION, VEHICLES])
def test_the_rows_that_the_others_spoil_are_good(row):
    ledger = ledger_from_rows([row])
    assert len(ledger.facts) + len(ledger.statistics) == 1


@pytest.mark.parametrize(("row", "message"), BAD_ROWS)
def test_a_bad_row_is_refused_in_these_words_wherever_it_stands(row, message, faults_of, told_by, ledger_of):
    assert faults_of(ledger_from_rows, [OTHER_INCOME, row]) == [f"rows[2]: {message}"]
    path = ledger_of(OTHER_INCOME, row)
    assert faults_of(read_ledger, path) == [f"账套.csv:3: {message}"]
    assert told_by("tables", path) == [f"账套.csv:3: {message}"]


def test_a_code_of_a_shorter_level_is_no_fault():
    assert ledger_from_rows([{**INCOME, "功能分类": "20805"}]).facts[0].functional == "20805"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (19.49, "是 float 19.49;请用文字、整数或 Decimal,浮点数不精确"),
        (float("nan"), "是 float nan;请用文字、整数或 Decimal,浮点数不精确"),
        (float("inf"), "是 float inf;请用文字、整数或 Decimal,浮点数不精确"),
        (True, "是 bool True;请用文字、整数或 Decimal,浮点数不精确"),
        (b"19.49", "是 bytes b'19.49';请用文字、整数或 Decimal,浮点数不精确"),
        ([19, 49], "应是一个值,不能是 [19, 49]"),
        ({"万元": "19.49"}, "应是一个值,不能是 {'万元': '19.49'}"),
        pytest.param(10**5000, "是超过 40 位的整数,应是误读", id="more digits than Python writes out"),
        (10**30, "100000000000… 有 31 位数字,超过 24 位,应是误读"),
        (Decimal("NaN"), "'NaN' 不是金额"),
        (Decimal("-Infinity"), "'-Infinity' 不是金额"),
        (Decimal("1E+999999999"), "'1E+999999999' 不是金额"),
        (Decimal("1E-30"), "0.0000000000… 有 31 位数字,超过 24 位,应是误读"),
        (Decimal("0.0000001"), "0.0000001 万元 小于一分,不能精确表示"),
        (None, "为空"),
    ],
)
def test_a_value_that_is_no_exact_number_is_refused_in_dictionaries(value, message, faults_of):
    assert faults_of(ledger_from_rows, [{**INCOME, "金额": value}]) == [f"rows[1]: 「金额」{message}"]


@pytest.mark.parametrize("heading", ["年度", "部门", "功能分类", "项目", "来源"])
def test_a_float_is_refused_in_every_column(heading, faults_of):
    message = f"rows[1]: 「{heading}」是 float 1.0;请用文字、整数或 Decimal,浮点数不精确"
    assert faults_of(ledger_from_rows, [{**INCOME, heading: 1.0}]) == [message]


@pytest.mark.parametrize(
    ("row", "shown"), [("年度=2024", "'年度=2024'"), (None, "None"), ({2024: "示例局"}, "{2024: '示例局'}")]
)
def test_a_row_that_is_no_mapping_of_headings_is_refused(row, shown, faults_of):
    faults = faults_of(ledger_from_rows, [INCOME, row, {**INCOME, "金额": 1.5}])
    assert faults == [
        f"rows[2]: 每笔事实应写作「栏目: 值」,现为 {shown}",
        "rows[3]: 「金额」是 float 1.5;请用文字、整数或 Decimal,浮点数不精确",
    ]


def test_no_rows_are_no_ledger(faults_of):
    assert faults_of(ledger_from_rows, []) == ["rows: 没有任何记录"]


def test_an_empty_row_among_dictionaries_says_each_heading_that_it_lacks(faults_of):
    needed = ("年度", "部门", "阶段", "方向", "金额", "单位")
    assert faults_of(ledger_from_rows, [INCOME, {}]) == [f"rows[2]: 「{heading}」为空" for heading in needed]


def test_every_fault_of_one_row_is_told(faults_of):
    row = {
        **INCOME,
        "年度": "24",
        "部门": "",
        "阶段": "决算",
        "功能分类": "2O8",
        "预算": True,
        "资金来源": "拨款",
        "金额": "十九",
        "单位": "千元",
    }
    assert faults_of(ledger_from_rows, [row]) == [
        "rows[1]: 「预算」是 bool True;请用文字、整数或 Decimal,浮点数不精确",
        "rows[1]: 「部门」为空",
        "rows[1]: 「年度」不能是 '24';请填四位年份,如 2024",
        f"rows[1]: 「阶段」不能是 '决算';可填 {STAGES}",
        "rows[1]: 「功能分类」'2O8' 不是科目编码;应为数字: 类3位、款5位、项7位",
        f"rows[1]: 「资金来源」不能是 '拨款';可填 {SOURCES}",
        "rows[1]: 「单位」不能是 '千元';金额的单位可填 元、万元、亿元",
        "rows[1]: 「金额」'十九' 不是金额",
    ]


def test_every_contradiction_of_one_fact_is_told(faults_of):
    row = {**INCOME, "方向": "收入", "资金来源": "事业收入", "支出性质": "经营支出", "经济分类": "30101"}
    assert faults_of(ledger_from_rows, [row]) == [
        "rows[1]: 「预算」一栏只用于财政拨款,资金来源却是 事业收入",
        "rows[1]: 「支出性质」只用于支出",
        "rows[1]: 「经济分类」只用于支出",
        "rows[1]: 财政拨款支出只分基本支出和项目支出,不能是 经营支出",
    ]


def test_a_fact_with_a_budget_and_no_source_contradicts_itself(faults_of):
    assert faults_of(
        lambda: Fact(Stage.EXECUTED, Direction.EXPENDITURE, Amount(1), budget=Budget.GENERAL)
    ) == ["「预算」一栏只用于财政拨款,资金来源却是 空白"]


@pytest.mark.parametrize(
    ("row", "messages"),
    [
        (
            {**VEHICLES, "单位": "万元", "金额": "2.5"},
            ["「其他用车」按辆计数,「单位」却是 万元", "「其他用车」须为非负整数,不能是 2.5"],
        ),
        (
            {**RECEPTION, "阶段": "决算", "金额": "十九"},
            [f"「阶段」不能是 '决算';可填 {STAGES}", "「金额」'十九' 不是金额"],
        ),
        (
            {**RECEPTION, "项目": "招待费", "金额": "十九"},
            [f"「项目」不能是 '招待费';可填 {ITEMS}", "「金额」'十九' 不是金额"],
        ),
        (
            {**RECEPTION, "单位": "千元", "金额": "十九", "经济分类": "30217"},
            [
                "统计数不分类,请清空「经济分类」",
                "「单位」不能是 '千元';金额的单位可填 元、万元、亿元",
                "「金额」'十九' 不是金额",
            ],
        ),
    ],
)
def test_every_fault_of_one_statistic_is_told(row, messages, faults_of, told_by, ledger_of):
    assert faults_of(ledger_from_rows, [row]) == [f"rows[1]: {message}" for message in messages]
    assert told_by("tables", ledger_of(row)) == [f"账套.csv:2: {message}" for message in messages]


def test_a_statistic_whose_item_is_no_text_is_told_only_that(faults_of):
    assert faults_of(ledger_from_rows, [{**RECEPTION, "项目": 4.5}]) == [
        "rows[1]: 「项目」是 float 4.5;请用文字、整数或 Decimal,浮点数不精确"
    ]


def test_a_ledger_has_one_department(faults_of, told_by, ledger_of):
    path = ledger_of(INCOME, {**SPENDING, "部门": "602-示例局"}, {**OTHER_INCOME, "部门": "另一局"})
    message = (
        "账套.csv: 一份账套只能有一个部门,现有 示例局(账套.csv:2)、602-示例局(账套.csv:3)、另一局(账套.csv:4)"
    )
    assert faults_of(read_ledger, path) == [message]
    assert told_by("tables", path) == [message]


def test_a_ledger_has_one_year(faults_of, told_by, ledger_of):
    path = ledger_of(INCOME, {**SPENDING, "年度": "2023"})
    message = "账套.csv: 一份账套只能有一个年度,现有 2024(账套.csv:2)、2023(账套.csv:3)"
    assert faults_of(read_ledger, path) == [message]
    assert told_by("tables", path) == [message]


def test_the_same_fact_twice_is_refused_with_both_places(faults_of, told_by, ledger_of):
    path = ledger_of(INCOME, SPENDING, {**INCOME, "金额": "1.00"}, {**SPENDING, "来源": "另一处"}, INCOME)
    messages = [
        "账套.csv:4: 与 账套.csv:2 重复(决算数 收入 2080505);请合并为一笔,或用「项目」区分",
        "账套.csv:5: 与 账套.csv:3 重复(决算数 支出 2080505 30101);请合并为一笔,或用「项目」区分",
        "账套.csv:6: 与 账套.csv:2 重复(决算数 收入 2080505);请合并为一笔,或用「项目」区分",
    ]
    assert faults_of(read_ledger, path) == messages
    assert told_by("tables", path) == messages


def test_the_same_statistic_twice_is_refused_with_both_places(faults_of, told_by, ledger_of):
    path = ledger_of(RECEPTION, VEHICLES, {**RECEPTION, "金额": "9.99"})
    (message,) = faults_of(read_ledger, path)
    assert message.startswith("账套.csv:4: 与 账套.csv:2 重复(决算数 公务接待费);")
    assert told_by("tables", path) == [message]


def test_a_subtotal_beside_its_parts_is_refused_with_both_places(faults_of, told_by, ledger_of):
    path = ledger_of(
        {**SPENDING, "功能分类": "20805", "经济分类": ""},
        {**SPENDING, "经济分类": "30102"},
        {**INCOME, "金额": "十九"},
        {**SPENDING, "功能分类": "2080505", "经济分类": "301"},
    )
    below = "也已入账,同一笔钱会算两遍;小计行请删去,只留最细一级"
    messages = [
        "账套.csv:4: 「金额」'十九' 不是金额",
        f"账套.csv:2: 功能分类 20805 的下级 2080505(账套.csv:3){below}",
        f"账套.csv:5: 经济分类 301 的下级 30102(账套.csv:3){below}",
    ]
    assert faults_of(read_ledger, path) == messages
    assert told_by("tables", path) == messages


def test_many_faults_of_one_file_come_together_and_none_is_lost(faults_of, told_by, ledger_of):
    path = ledger_of(
        INCOME,
        {**SPENDING, "金额": "1,5.00"},
        {**SPENDING, "金额": "12.3456789"},
        {**SPENDING, "阶段": "决算", "单位": "千元"},
        {**SPENDING, "功能分类": "208050"},
        {**INCOME, "支出性质": "基本支出"},
        {**SPENDING, "金额": "1", "单位": "234.50", "来源": "万元", "多出": "决算报表"},
        {**VEHICLES, "金额": "2.5"},
        INCOME,
        {**SPENDING, "部门": "另一局"},
        {**OTHER_INCOME, "年度": "2023", "资金来源": ""},
        {**RECEPTION, "预算": "一般公共预算"},
        dict.fromkeys(INCOME, "") | {"来源": "只有来源"},
    )
    messages = [
        "账套.csv:3: 「金额」'1,5.00' 的千分位或小数点位置不对",
        "账套.csv:4: 「金额」12.3456789 万元 小于一分,不能精确表示",
        f"账套.csv:5: 「阶段」不能是 '决算';可填 {STAGES}",
        "账套.csv:5: 「单位」不能是 '千元';金额的单位可填 元、万元、亿元",
        "账套.csv:6: 「功能分类」'208050' 不是科目编码;应为数字: 类3位、款5位、项7位",
        "账套.csv:7: 「支出性质」只用于支出",
        "账套.csv:8: 有 14 栏,多于表头的 13 栏;金额里的逗号要加引号",
        "账套.csv:9: 「其他用车」须为非负整数,不能是 2.5",
        "账套.csv:12: 收入须填「资金来源」(财政拨款、上级补助收入、事业收入、经营收入、附属单位上缴收入或其他收入)",
        "账套.csv:13: 统计数不分类,请清空「预算」",
        *(f"账套.csv:14: 「{heading}」为空" for heading in ("年度", "部门", "阶段", "方向", "金额", "单位")),
        "账套.csv:10: 与 账套.csv:2 重复(决算数 收入 2080505);请合并为一笔,或用「项目」区分",
        "账套.csv: 一份账套只能有一个年度,现有 2024(账套.csv:2)、2023(账套.csv:12)",
        "账套.csv: 一份账套只能有一个部门,现有 示例局(账套.csv:2)、另一局(账套.csv:11)",
    ]
    assert faults_of(read_ledger, path) == messages
    assert told_by("tables", path) == messages
    assert told_by("explain", path, "expenditure[total].total") == messages
    with pytest.raises(ExceptionGroup, match=r"^账套\.csv 不能读作账套\(19处\)") as caught:
        read_ledger(path)
    assert len(caught.value.exceptions) == 19
