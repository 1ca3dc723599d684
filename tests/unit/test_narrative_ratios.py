"""Which part of which whole, and which budget, a percentage means; and where that is not certain."""

from __future__ import annotations

import pytest

from govbudget.narrative.passages import read_passages
from govbudget.narrative.reading import read_claims
from govbudget.narrative.recomputing import judge


def told(text, kind):
    """Per claim of a kind its inputs and verdict, or the reason why it is not tested."""
    return [
        claim.reason or (" ".join(part.text for part in claim.inputs), judge(claim).verdict.id)
        for claim in read_claims(read_passages([text]))
        if claim.kind == kind
    ]


UNSAID = "没有写明占什么的比例"
UNEQUAL = "并列的数个数不同,不能一一对应"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What is said between a part and its share is of the part.
        ("支出总计100万元，其中：基本支出60万元，增长5%，占60%。", ("60万元 100万元", "holds")),
        ("支出总计100万元，其中：基本支出60万元，增长5%；占60%。", "占比之前没有数额"),
        # As many shares as parts.
        ("支出20万元，分别占10%和30%。", UNEQUAL),
        # The last part of a list or its total, as far as the whole is known.
        ("采购支出100万元，其中：货物20万元、服务30万元，占采购规模的50%。", "没有找到“采购规模”的数"),
        (
            "支出总计200万元。采购支出50万元，其中：货物20万元、服务30万元，占支出总计的25%。",
            ("50万元 200万元", "holds"),
        ),
        (
            "支出总计200万元。采购支出50万元，其中：货物20万元、服务30万元，占支出总计的70%。",
            "占比之前列有几项,不能确定占的是哪一项",
        ),
        (
            "支出总计200万元。采购支出50万元，其中：货物20万元，占支出总计的10%、服务30万元，占支出总计的15%。",
            ("20万元 200万元", "holds"),
        ),
        # Another total of the section that fits better than the one that opens the list.
        (
            "收入合计200万元。支出合计100万元，其中：基本支出50万元，占25%。",
            UNSAID + ",同一标题下另有相合的合计",
        ),
        (
            "一、收入\n收入合计200万元。\n二、支出\n支出合计100万元，其中：基本支出50万元，占25%。",
            ("50万元 100万元", "broken"),
        ),
        # A whole that is named, elsewhere or twice.
        (
            "一、收入\n财政拨款支出200万元。\n二、支出\n本年无变化。基本支出50万元，占财政拨款支出的30%。",
            "“财政拨款支出”的数在另一标题之下,不能确定是同一口径",
        ),
        (
            "一、收入\n财政拨款支出200万元。其他支出1万元。\n二、支出\n基本支出50万元，占财政拨款支出的30%。",
            "没有找到“财政拨款支出”的数",
        ),
        (
            "甲单位本年支出合计100万元，乙单位本年支出合计120万元。基本支出50万元，占本年支出合计的50%。",
            "“本年支出合计”有几个不同的数",
        ),
        # A bare 支出 is the whole only under that very name, or a wider one.
        ("项目支出20万元，基本支出10万元，占财政拨款支出的5%。", "没有找到“财政拨款支出”的数"),
        ("财政拨款收入20万元，其他收入10万元，占本年收入的5%。", "没有找到“本年收入”的数"),
        ("支出20万元，其中：基本支出10万元，占财政拨款支出的50%。", ("10万元 20万元", "holds")),
        ("一般公共预算财政拨款支出20万元。基本支出10万元，占财政拨款支出的50%。", ("10万元 20万元", "holds")),
        # 三公 as the sum of its kinds, where all three are stated in one unit.
        ("公务接待费3万元，占“三公”经费的30%。", "没有找到““三公”经费”的数"),
        (
            "因公出国（境）费10元、公务用车费6万元，公务接待费3万元，占“三公”经费的30%。",
            "没有找到““三公”经费”的数",
        ),
        (
            "因公出国（境）费1.50万元、公务用车费6万元，公务接待费2.50万元，占“三公”经费的25%。",
            ("2.50万元 10万元", "holds"),
        ),
    ],
)
def test_a_share_has_its_part_and_its_whole_or_the_reason_why_not(text, expected):
    assert told(text, "share")[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "支出合计100万元，其中：甲支出50万元，占50%。\n乙支出50万元，占50%。",
            ("50万元 100万元", "holds"),
        ),
        ("支出合计100万元，其中：甲支出50万元，占支出合计的50%。\n乙支出50万元，占50%。", UNSAID),
        ("甲支出50万元，占50%。乙支出50万元，占50%。", UNSAID),
        ("一、甲\n支出合计100万元，其中：\n二、乙\n基本支出50万元，占50%。", UNSAID),
        ("支出合计100万元。\n基本支出50万元，占50%。", ("50万元 100万元", "holds")),
    ],
)
def test_a_list_of_sentences_has_the_total_that_opens_it(text, expected):
    assert told(text, "share")[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("年初预算分别为1万元、2万元和3万元，支出决算4万元，完成预算的50%和60%。", UNEQUAL),
        (
            "年初预算分别为2万元和5万元，支出决算分别为1万元和4万元，完成预算的50%和80%。",
            ("2万元 1万元", "holds"),
        ),
        ("预算5万元，支出决算4万元，完成年初预算的80%。", ("5万元 4万元", "holds")),
        ("年初预算5万元，支出决算4万元，执行率80%。", ("5万元 4万元", "holds")),
        ("年初预算8万元，调整预算5万元，支出决算4万元，执行率80%。", ("5万元 4万元 8万元", "holds")),
        ("年初预算8万元，调整预算5万元，支出决算4万元，完成预算的80%。", "不能确定“预算”是哪一个预算数"),
        ("年初预算5万元，支出决算4万元，完成调整预算的80%。", "不能确定“调整预算”是哪一个预算数"),
        ("完成预算5万元的80%。", "完成率之前没有决算数"),
        ("年初预算5万元，占支出总计的40%，支出决算4万元，完成年初预算的80%。", "本句没有预算数"),
    ],
)
def test_a_completion_rate_has_the_budget_that_it_names_or_the_reason_why_not(text, expected):
    assert told(text, "completion")[0] == expected
