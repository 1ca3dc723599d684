"""Every figure of the prose is read: with its place and unit, the claims that use it, and never dropped in silence."""

from __future__ import annotations

import argparse
import json

import pytest

from govbudget.cli import claims as command
from govbudget.narrative.passages import read_passages
from govbudget.narrative.reading import Reading
from govbudget.narrative.recomputing import judge
from govbudget.narrative.said import Role


def read(text):
    return Reading.of(read_passages(text.split("\f")))


def figures(text):
    return [(one.value, one.unit) for one in read(text).figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年度支出1,234.50万元。", [("1234.50", "万元")]),
        ("分别为10、20和30万元。", [("10", "万元"), ("20", "万元"), ("30", "万元")]),
        ("接待3批次，20人次。", [("3", "批次"), ("20", "人次")]),
        ("下降-4.17%，占百分之12。", [("-4.17", "%"), ("12", "%")]),
        ("投资3万，计划不变。", [("3", "万元")]),
        ("购船2艘。", [("2", "")]),
        ("在2080150事业运行列支。", [("2080150", "")]),
        ("1．85万元是预算。", [("1.85", "万元")]),
        ("2、公务用车0辆。", [("0", "辆")]),
        ("（3）房屋0平方米。", [("0", "平方米")]),
        ("单价100万元以上设备0台（套）。", [("100", "万元"), ("0", "台（套）")]),
    ],
)
def test_a_figure_has_its_value_and_unit(text, expected):
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "截至2024年12月31日，无此项。",
        "依据财预〔2023〕12号文件。",
        "第3批次，见附件A101。",
        "实施期3年。",
        "3、名词解释。",
    ],
)
def test_years_dates_documents_and_codes_are_no_figures(text):
    assert figures(text) == []


def test_a_figure_knows_where_it_stands_and_what_it_is_said_to_be():
    reading = read("一、支出情况\n支出合计200万元，\f比上年减少50万元，下降20%。")
    assert [(one.page, one.section, one.sentence, one.role) for one in reading.figures] == [
        (1, ("一、支出情况",), 1, Role.LEVEL),
        (2, ("一、支出情况",), 1, Role.CHANGE),
        (2, ("一、支出情况",), 1, Role.RATE),
    ]
    assert {one.context for one in reading.figures} == {"支出合计200万元，比上年减少50万元，下降20%。"}


def test_a_figure_may_serve_several_claims():
    total, *_ = read("支出合计200万元，其中：基本支出150万元，占75%；项目支出50万元，占25%。").figures
    assert [role for _, role in total.uses] == ["whole", "whole", "published"]


def test_a_whole_that_is_only_summed_up_rests_on_all_its_parts():
    reading = read(
        "因公出国（境）费1万元，占“三公”经费的10%；公务用车费6万元，占“三公”经费的60%；"
        "公务接待费3万元，占“三公”经费的30%。"
    )
    assert len(reading.claims) == 3
    assert [len(one.uses) for one in reading.figures if one.unit == "万元"] == [4, 4, 4]


def test_a_grade_is_a_figure_beside_its_score():
    reading = read("项目甲总得分98分，属于“优”；项目乙总得分75分，评价等级为“中”。")
    assert [(one.value, one.unit, one.uses) for one in reading.figures] == [
        ("98", "分", ((0, "score"),)),
        ("优", "等级", ((0, "published"),)),
        ("75", "分", ((1, "score"),)),
        ("中", "等级", ((1, "published"),)),
    ]


def test_the_same_sentence_twice_keeps_the_figures_of_each_apart():
    reading = read("项目总得分98分，属于“优”。\n项目总得分98分，属于“优”。")
    assert [(one.value, one.uses) for one in reading.figures] == [
        ("98", ((0, "score"),)), ("优", ((0, "published"),)),
        ("98", ((1, "score"),)), ("优", ((1, "published"),)),
    ]  # fmt: skip


def test_the_figure_of_a_refused_claim_is_told_there_and_not_as_stated():
    reading = read("公务用车支出4万元，占89.33%。")
    assert [one.text for one in reading.stated] == ["4万元"]
    assert reading.claims[0].reason


# Lists of kinds in the sentences below their total.
BELOW = "财政拨款基本支出{}万元，其中：\n人员经费261.90万元，主要包括基本工资、退休费；\n公用经费24.21万元，主要包括办公费。"


def sums(text):
    return [
        (claim.published, judge(claim).verdict.id, len(claim.inputs))
        for claim in read(text).claims
        if claim.kind == "sum"
    ]


@pytest.mark.parametrize(
    ("total", "verdict"), [("286.11", "holds"), ("286.12", "rounding"), ("280.11", "broken")]
)
def test_personnel_and_operating_expenses_below_their_total_add_up_to_it(total, verdict):
    assert sums(BELOW.format(total)) == [(f"{total}万元", verdict, 2)]


def test_other_expenditure_than_basic_and_project_may_be_left_out():
    text = "2024年度支出合计{}万元，其中：\n基本支出286.11万元，占比60%；\n项目支出160.35万元，占比40%。"
    assert sums(text.format("446.46")) == [("446.46万元", "holds", 2)]
    assert sums(text.format("500.00")) == [("500.00万元", "not_tested", 2)]
    assert sums(text.format("400.00")) == [("400.00万元", "broken", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "支出合计500万元，其中：\n基本支出200万元；\n经营支出100万元；\n项目支出200万元。",
        "支出合计500万元，其中：\n基本支出200万元，另有项目支出100万元；\n项目支出200万元。",
        "支出合计500万元，其中：\n2023年基本支出200万元；\n2023年项目支出200万元。",
        "支出决算500万元，其中：\n基本支出年初预算200万元；\n项目支出年初预算200万元。",
        "支出年初预算500万元，其中：\n基本支出年初预算200万元，支出决算210万元；\n项目支出年初预算200万元，支出决算90万元。",
        "支出合计500万元，其中：\n基本支出分别为200万元、300万元；\n项目支出200万元。",
        "支出合计500万元，其中：\n人均基本支出200万元；\n项目支出200万元。",
        "一、甲\n支出合计500万元，其中：\n二、乙\n基本支出200万元；项目支出100万元。",
        "支出合计500万元。\n基本支出200万元；项目支出100万元。",
        "国内接待费5万元，其中外事接待费1万元；国（境）外接待费9万元。",
        "接待5批次，其中外事接待1批次；国（境）外接待9批次。",
    ],
)
def test_what_may_be_no_list_of_all_parts_is_not_added_up(text):
    assert sums(text) == []


def test_budgets_and_final_figures_of_the_parts_are_kept_apart():
    items = (
        "“三公”经费{total}，其中：\n因公出国（境）费支出年初预算3万元，支出决算1万元；\n公务用车购置费支出年初预算4万元，支出决算0万元；\n"
        "公务用车运行维护费支出年初预算5万元，支出决算2万元；\n公务接待费支出年初预算6万元，支出决算3万元。"
    )
    assert sums(items.format(total="支出决算6万元")) == [("6万元", "holds", 4)]
    plain = without_final_figures(items.format(total="支出年初预算18万元"))
    assert sums(plain) == [("18万元", "holds", 4)]


def without_final_figures(text):
    """Without the final figures."""
    for number in "0123":
        text = text.replace(f"，支出决算{number}万元", "")
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2024年财政拨款支出30万元。\n财政拨款支出主要内容如下：\n1．甲支出10万元。\n2．乙支出20万元。",
            ["30万元"],
        ),
        ("支出合计30万元，主要用于以下方面：\n1．甲支出10万元。\n2．乙支出20万元。", ["30万元"]),
        ("支出合计30万元，主要用于以下方面：\n1．甲支出10万元。\n2．乙20辆。", []),
        ("支出合计30万元。\n其中：甲支出10万元，乙支出20万元。", ["30万元"]),
        ("支出合计30万元，比上年减少9万元，其中：甲增加1万元，乙减少10万元。", ["9万元"]),
        ("支出合计30万元，比上年减少9万元，其中：甲增加1万元，乙减少10万元，支出5万元。", []),
    ],
)
def test_items_below_their_total_and_changes_of_parts_add_up(text, expected):
    assert [published for published, verdict, _ in sums(text) if verdict == "holds"] == expected


GRADED = (
    "一是开展了绩效自评，涉及二级项目{}个，资金5万元。"
    "自评结果为：{}个项目自评等级为“优”，0个项目自评等级为“良”，0个项目自评等级为“中”，5个项目自评等级为“差”。"
)


def test_the_projects_of_all_grades_are_the_projects_evaluated():
    assert sums(GRADED.format(17, 12)) == [("17个", "holds", 4)]
    assert sums(GRADED.format(17, 13)) == [("17个", "broken", 4)]


@pytest.mark.parametrize(
    "text",
    [
        GRADED.format(17, 11).replace("，0个项目自评等级为“中”", ""),
        GRADED.format(17, 13).replace("二级项目", "二级单位"),
        GRADED.format(17, 13).replace("绩效自评", "重点评价"),
        GRADED.format(17, 13).replace("资金5万元", "重点项目3个"),
    ],
)
def test_projects_graded_otherwise_are_not_added_up(text):
    assert [found for found in sums(text) if found[1] in ("holds", "broken")] == []


def changes(text):
    return [
        (judge(claim).verdict.id, {part.role: part.text for part in claim.inputs})
        for claim in read(text).claims
        if claim.kind == "change"
    ]


BOTH = {"current": "80万元", "prior": "100万元"}
MOVED = {"change": "20万元", "current": "80万元"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公务接待费2024年为80万元，2023年为100万元，下降20%。", ("holds", BOTH)),
        (
            "2024年公务接待费80万元，2023年公务接待费100万元，同比减少20万元，下降20%。",
            ("holds", MOVED | BOTH),
        ),
        ("公务接待费2024年为80万元，2023年为100万元，下降30%。", ("not_tested", {})),
        ("2024年公务接待费80万元，2023年会议费100万元，下降20%。", ("not_tested", {})),
        ("公务接待费2024年为80万元，2023年为100万元，2022年为120万元，下降20%。", ("not_tested", {})),
        ("公务接待费2024年为80万元，2022年为100万元，减少20万元，下降20%。", ("not_tested", {})),
        ("公务接待费比上年减少20万元，下降20%，为80万元。", ("holds", MOVED)),
        ("公务接待费比上年下降20%，减少20万元，2024年降低到80万元。", ("holds", MOVED)),
        ("公务接待费比上年减少20万元，下降20%，为90万元。", ("broken", MOVED | {"current": "90万元"})),
        ("与上年相比减少20万元，下降20%，支出总计80万元。", ("holds", MOVED)),
        ("与上年相比减少20万元，下降20%，支出总计90万元。", ("not_tested", {})),
        ("收入总计比上年减少20万元，下降20%，支出总计80万元。", ("not_tested", {})),
        ("支出比上年减少20万元，下降20%，其中支出80万元。", ("not_tested", {})),
        ("支出比上年减少20万元，下降20%；支出80万元。", ("not_tested", {})),
        ("支出比上年减少20万元，下降20%（支出80万元）。", ("not_tested", {})),
        ("支出比上年减少20万元，下降20%，用车80辆。", ("not_tested", {})),
        (
            "2024年支出80万元，比2024年年初预算100万元减少20万元，下降30%。",
            ("broken", MOVED | BOTH),
        ),
    ],
)
def test_years_in_either_order_and_a_change_told_before_its_year(text, expected):
    assert changes(text)[-1] == expected


TEXT = "支出合计200万元，其中：基本支出50万元，占25%。单价100万元以上设备0台。在2080150事业运行列支。"


def run(tmp_path, text, **options):
    path = tmp_path / "narrative.txt"
    path.write_text(text, encoding="utf-8")
    chosen = {"format": "text", "all": False, "strict": False, "scheme": "mof-2020"} | options
    return command.claims(argparse.Namespace(text=str(path), **chosen))


def test_the_command_counts_the_figures_and_lists_the_stated_ones_if_all_are_asked(tmp_path, capsys):
    assert run(tmp_path, TEXT) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "共读出 5 个数: 表述用到 3,只作陈述 2;另有 1 个数没有认出单位"
    assert run(tmp_path, TEXT, all=True) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-5:] == [
        "只作陈述 2 个",
        "  第1页 100万元(界限)",
        "  第1页 以上设备 0台",
        "没有认出单位 1 个",
        "  第1页 2080150",
    ]


def test_the_command_says_nothing_of_units_where_all_are_known(tmp_path, capsys):
    assert run(tmp_path, "有车3辆。", all=True) == 0
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "共读出 1 个数: 表述用到 0,只作陈述 1",
        "只作陈述 1 个",
        "  第1页 有车 3辆",
    ]


def test_the_document_tells_a_figure_without_a_unit_by_null(tmp_path, capsys):
    assert run(tmp_path, "一、概况\n在2080150事业运行列支5.50万元。", format="json") == 0
    figures = json.loads(capsys.readouterr().out)["figures"]
    sentence = "在2080150事业运行列支5.50万元。"
    common = {"page": 1, "section": ["一、概况"], "sentence": sentence, "claims": []}
    assert figures == [
        common | {"text": "2080150", "value": "2080150", "unit": None, "name": None, "said": "other"},
        common
        | {
            "text": "5.50万元",
            "value": "5.50",
            "unit": "万元",
            "name": "在2080150事业运行列支",
            "said": "level",
        },
    ]
