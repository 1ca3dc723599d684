"""Prose that contradicts itself, each text beside the same with the figure put right.

Every case is a text with `{}`, what breaks it, what it should read, and the rule and the published figure of the one
finding.
"""

from __future__ import annotations

import pytest

import govbudget
from govbudget.adapters import disclosure_from
from govbudget.checks import Severity, Verdict
from govbudget.narrative.claim import working_places
from govbudget.narrative.context import Context
from govbudget.narrative.judging import findings_of, judge
from govbudget.narrative.passages import read_passages
from govbudget.narrative.reading import read_claims

ACCOUNT = "七、“三公”经费支出决算情况说明\n"

CASES = [
    (
        ACCOUNT
        + "“三公”经费支出决算为10.00万元，其中：因公出国（境）费支出决算为0万元；公务用车购置及运行维护费支出决算为6.00万元；公务接待费支出决算为4.00万元。\n3.公务接待费支出{}万元，接待20批次。",
        ("3.00", "4.00"),
        ("N-REPEAT", "3.00万元"),
    ),
    (
        ACCOUNT
        + "“三公”经费支出{}万元。\n1.因公出国（境）费支出0万元。\n2.公务用车购置支出2.00万元。\n3.公务用车运行维护费支出4.00万元。\n4.公务接待费支出4.00万元。",
        ("11.00", "10.00"),
        ("N-SUM", "11.00万元"),
    ),
    (
        ACCOUNT
        + "公务用车购置及运行维护费支出{}万元。\n（1）公务用车购置支出2.00万元。\n（2）公务用车运行维护费支出4.00万元。",
        ("5.00", "6.00"),
        ("N-SUM", "5.00万元"),
    ),
    (
        ACCOUNT
        + "“三公”经费支出10.00万元，比上年增加{}万元。\n1.因公出国（境）费支出0万元，与上年持平。\n2.公务用车购置及运行维护费支出6.00万元，比上年减少1.00万元。\n3.公务接待费支出4.00万元。比上年度增加2.00万元。",
        ("2.00", "1.00"),
        ("N-SUM", "增加2.00万元"),
    ),
    (
        "“三公”经费支出5.00万元，{}。因公出国（境）费支出0万元，与上年持平。公务用车购置及运行维护费支出3.00万元，较上年增加1.00万元。公务接待费支出2.00万元，较上年减少0.50万元。",
        ("与上年持平", "较上年增加0.50万元"),
        ("N-SUM", "持平"),
    ),
    (
        "“三公”经费支出3.00万元。公务接待费年初预算为5.00万元，支出决算为3.00万元。公务接待费支出{}万元，共接待30批次。",
        ("3.50", "3.00"),
        ("N-REPEAT", "3.50万元"),
    ),
    ("组织对17个项目开展绩效自评，其中优12个、良3个、中{}个、差0个。", ("1", "2"), ("N-SUM", "17个")),
    (
        "我局涉及项目17个。自评结果为：{}个项目自评等级为“优”，6个项目自评等级为“良”。",
        ("12", "11"),
        ("N-SUM", "17个"),
    ),
    ("涉及项目17个，其中：一般公共预算项目{}个，政府性基金预算项目7个。", ("12", "10"), ("N-SUM", "17个")),
    (
        "政府采购支出总额100.00万元。授予中小企业合同金额{}万元，其中：授予小微企业合同金额60.00万元。",
        ("120.00", "90.00"),
        ("N-LIMIT", "120.00万元"),
    ),
    (
        "政府采购支出总额100.00万元。授予中小企业合同金额60.00万元，其中：授予小微企业合同金额{}万元。",
        ("80.00", "60.00"),
        ("N-LIMIT", "80.00万元"),
    ),
    (
        "授予中小企业合同金额占政府采购支出总额的60.00%，其中：授予小微企业合同金额占政府采购支出总额的{}%。",
        ("80.00", "50.00"),
        ("N-LIMIT", "80.00%"),
    ),
    (
        "政府采购预算为50.00万元。面向中小企业预留政府采购项目预算金额30.00万元，其中，预留给小型和微型企业的政府采购项目预算为{}万元。",
        ("35.00", "25.00"),
        ("N-LIMIT", "35.00万元"),
    ),
    (
        "政府采购金额为50.00万元。在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交的，采购金额40.00万元；在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额{}万元。",
        ("15.00", "10.00"),
        ("N-LIMIT", "15.00万元"),
    ),
    ("公务接待费由上年的8.00万元增加到{}万元。", ("7.00", "9.00"), ("N-DIR", "增加到")),
    ("人员由2023年的20人减少至{}人。", ("22", "18"), ("N-DIR", "减少至")),
    ("支出决算{}万元，较上年决算数80.00万元有所减少。", ("88.00", "78.00"), ("N-DIR", "有所减少")),
    (
        "支出年初预算为80.00万元，支出决算为88.00万元，完成年初预算的110.00%，决算数{}年初预算数的主要原因是追加。",
        ("小于", "大于"),
        ("N-DIR", "决算数小于年初预算数"),
    ),
    (
        "支出决算为70.00万元，完成年初预算的87.50%。支出决算数{}预算数的主要原因：人员变动。",
        ("大于", "小于"),
        ("N-DIR", "支出决算数大于预算数"),
    ),
    (
        "一、总体情况\n2024年度收入总计500.00万元，支出总计500.00万元。\n支出总计{}万元，主要是人员支出。",
        ("510.00", "500.00"),
        ("N-REPEAT", "510.00万元"),
    ),
    (
        "第三部分 说明\n五、一般公共预算支出\n（一）总体\n2024年度一般公共预算财政拨款支出450.00万元。\n（二）结构\n一般公共预算财政拨款支出{}万元，主要用于教育。",
        ("440.00", "450.00"),
        ("N-REPEAT", "440.00万元"),
    ),
]

FLAT = [
    ("培训费支出5.00万元，与上年持平，增加{}万元。", ("0.50", "0")),
    ("会议费支出5.00万元，比上年增加{}万元，与上年持平。", ("0.50", "0.00")),
    ("会议费支出5.00万元，与上年{}万元持平。", ("4.00", "5.00")),
    ("支出年初预算80.00万元，支出决算{}万元，决算数与年初预算数持平。", ("88.00", "80.00")),
    (
        "支出总计与上年持平。主要原因：项目支出受合同进度等原因{}。",
        ("减少支付", "与上年相当"),
    ),
]


def broken(text):
    judged = [judge(claim) for claim in read_claims(read_passages([text]))]
    return [
        (one.rule, one.published, one.severity)
        for one in findings_of(judged)
        if one.verdict is Verdict.BROKEN
    ]


@pytest.mark.parametrize(("text", "figures", "expected"), CASES)
def test_one_figure_breaks_the_text_and_the_right_one_does_not(text, figures, expected):
    wrong, right = figures
    assert broken(text.format(wrong)) == [(*expected, Severity.ERROR)]
    assert broken(text.format(right)) == []


@pytest.mark.parametrize(("text", "figures"), FLAT)
def test_standing_still_beside_a_change_is_a_warning(text, figures):
    wrong, right = figures
    assert broken(text.format(wrong)) == [("N-DIR", broken(text.format(wrong))[0][1], Severity.WARNING)]
    assert broken(text.format(right)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "公务接待费由上年的8.00万元增加到7.00万元。",
            "“公务接待费由上年的8.00万元增加到7.00万元。”说增加到,而后来的7.00万元小于原来的8.00万元",
        ),
        (
            "培训费支出5.00万元，与上年持平，增加0.50万元。",
            "“培训费支出5.00万元，与上年持平，增加0.50万元。”说持平,同时又说增加0.50万元",
        ),
        (
            "政府采购支出总额10.00万元，授予中小企业合同金额12.00万元。",
            "“政府采购支出总额10.00万元，授予中小企业合同金额12.00万元。”授予中小企业合同金额12.00万元,多于政府采购总额10.00万元",
        ),
    ],
)
def test_the_message_says_what_contradicts_what(text, said):
    told = [one.message for one in govbudget.claims(text) if one.verdict is Verdict.BROKEN]
    assert told == [said]


def test_what_rounding_explains_is_no_error():
    text = "政府采购支出总额10.00万元，授予中小企业合同金额10.004万元。"
    assert [one.verdict for one in govbudget.claims(text)] == [Verdict.ROUNDING]


@pytest.mark.parametrize(
    "text",
    [
        # Several bodies, years, funds or stages: nothing is compared.
        ACCOUNT + "甲局2024年度公务接待费支出1.00万元。乙中心2024年度公务接待费支出2.00万元。",
        ACCOUNT + "2023年公务接待费支出3.00万元。2024年公务接待费支出2.00万元。",
        ACCOUNT
        + "公务接待费预算4.00万元。其中：公务接待费4.00万元。公务接待费支出3.00万元，占预算的75.00%。",
        "八、接待情况\n公务接待费支出1.00万元。公务接待费支出2.00万元。",
        "2023年度政府采购支出总额10.00万元。2024年度政府采购支出总额12.00万元。授予中小企业合同金额11.00万元。",
        "优2个、良1个。",
        "优2个、优1个，共涉及项目4个。",
        "对30个项目和5个专项项目开展评价，优28个，良4个，中0个，差0个。",
        "一、项目\n涉及项目3个。\n二、结果\n优2个、良2个。",
        "支出决算88.00万元，其中项目支出30.00万元，决算数小于预算数。",
        "年初预算80.00万元，预算90.00万元，支出决算88.00万元，决算数小于年初预算数。",
        "全年预算80.00万元，支出决算88.00万元，决算数小于年初预算数。",
        "公务接待费年初预算80.00万元，支出决算88.00万元，会议费决算数小于年初预算数。",
        "决算数小于预算数。",
        "支出总计与上年持平。主要原因：人员增加和项目减少等原因减少支付。",
        "支出总计与上年持平。原因很多。",
        "支出总计与上年持平。主要原因：项目支出",
        "费用由5.00万元增加到4人。",
        "较上年80.00万元有所增加。",
    ],
)
def test_what_may_be_meant_otherwise_is_left_alone(text):
    kinds = {claim.kind for claim in read_claims(read_passages([text])) if not claim.reason}
    assert broken(text) == []
    assert kinds <= {"sum", "share", "completion", "limit"}


def test_check_tells_it_at_the_line():
    text = "政府采购支出总额10.00万元，授予中小企业合同金额12.00万元。"
    disclosure = disclosure_from(
        {
            "schema": "govbudget.disclosure/1",
            "department": {"name": "示例局"},
            "year": 2024,
            "kind": "final-accounts",
            "sentences": [
                {"section": "九(一)", "text": "“三公”经费支出3.00万元。公务接待费支出3.00万元。"},
                {"section": "九(二)", "text": "公务接待费支出2.00万元。", "line": 7},
                {"section": "十(二)", "text": text, "page": 9, "line": 12},
            ],
        }
    )
    found = govbudget.check(disclosure).broken
    assert [(one.rule, one.where[0].line) for one in found] == [("N-REPEAT", 7), ("N-LIMIT", 12)]


def test_the_context_of_a_long_account_without_headings_ends_where_it_goes_on_to_something_else():
    other = "培训费支出1.00万元。会议费支出1.00万元。差旅费支出1.00万元。办公费支出1.00万元。"
    text = f"“三公”经费支出3.00万元。公务接待费支出3.00万元。{other}公务接待费支出2.00万元。"
    passages = read_passages([text])
    assert Context(passages).passages == passages
    assert working_places(passages)["万元"] == 2
    assert broken(text) == []


@pytest.mark.parametrize("heading", [ACCOUNT, ""])
def test_an_account_that_goes_on_and_on_is_none_of_three_items(heading):
    text = (
        heading + "“三公”经费支出3.00万元。" + "公务接待费支出3.00万元。" * 200 + "公务接待费支出2.00万元。"
    )
    assert broken(text) == []
