"""What a change, a share or a sum belongs to where a sentence lists parts, compares twice or speaks of averages."""

from __future__ import annotations

import pytest

import govbudget

BANDS = govbudget.scheme("mof-2020")
LETTERS = {"holds": "H", "within_rounding": "R", "broken": "B", "not_tested": "N"}


def read(*pages):
    return sorted(
        f"{one.claim.kind} {one.claim.published} {LETTERS[one.verdict.id]}"
        for one in govbudget.claims(pages, BANDS)
    )


CORRECT = {
    "本年支出合计500.00万元，其中：基本支出300.00万元，占60.00%；项目支出200.00万元，占40.00%；比上年增加100.00万元，增长25.00%。": (
        "share 60.00% H, share 40.00% H, sum 500.00万元 H, change 25.00% H"
    ),
    "本年支出合计500.00万元，其中：基本支出300.00万元、项目支出200.00万元，比上年增加100.00万元，增长25.00%。": (
        "sum 500.00万元 H, change 25.00% H"
    ),
    "“三公”经费支出10.00万元，其中：因公出国（境）费2.00万元、公务用车购置及运行费5.00万元、公务接待费3.00万元，比上年减少10.00万元，下降50.00%。": (
        "sum 10.00万元 H, change 50.00% H"
    ),
    "政府采购支出总额400.00万元，其中：货物150.00万元、工程50.00万元、服务200.00万元，比上年增加50.00万元，增长14.29%。": (
        "sum 400.00万元 H, change 14.29% H"
    ),
    "共有车辆10辆，其中：执法用车6辆、其他用车4辆，比上年增加2辆，增长25.00%。": "sum 10辆 H, change 25.00% H",
    "收入合计1,000.00万元，其中：财政拨款收入900.00万元，占90.00%；其他收入100.00万元，占10.00%。比上年增加200.00万元，增长25.00%。": (
        "share 90.00% H, share 10.00% H, sum 1,000.00万元 H, change 25.00% H"
    ),
    "支出合计500.00万元，其中：基本支出300.00万元，比上年增加100.00万元，增长50.00%；项目支出200.00万元，比上年减少50.00万元，下降20.00%。": (
        "sum 500.00万元 H, change 50.00% H, change 20.00% H"
    ),
    "支出决算为400.00万元，比年初预算数500.00万元减少100.00万元，下降20.00%，比上年决算数320.00万元增加80.00万元，增长25.00%。": (
        "change 100.00万元 H, change 20.00% H, change 80.00万元 H, change 25.00% H"
    ),
    "支出决算为400.00万元，比上年决算数320.00万元增加80.00万元，增长25.00%，比年初预算数500.00万元减少100.00万元，下降20.00%。": (
        "change 100.00万元 H, change 20.00% H, change 80.00万元 H, change 25.00% H"
    ),
    "支出决算为400.00万元，与年初预算数500.00万元相比，减少100.00万元，下降20.00%；与上年决算数320.00万元相比，增加80.00万元，增长25.00%。": (
        "change 100.00万元 H, change 20.00% H, change 80.00万元 H, change 25.00% H"
    ),
    "上年决算320.00万元，年初预算500.00万元，支出决算400.00万元，比年初预算减少100.00万元，下降20.00%。": "change 20.00% H",
    "支出1 000.00万元，比上年增加250.00万元，增长33.33%。": "change 33.33% H",
    "支出１　０００.００万元，比上年增加250.00万元，增长33.33%。": "change 33.33% H",
    "公用经费60.00万元，占基本支出300.00万元的20%，其中办公费20.00万元、印刷费40.00万元。": "share 20% H, sum 60.00万元 H",
    "政府采购支出400.00万元，比上年350.00万元增加50.00万元，其中货物150.00万元、服务250.00万元。": (
        "change 50.00万元 H, sum 400.00万元 H"
    ),
    "政府采购支出400.00万元，其中货物150.00万元、服务250.00万元，占支出总计2,000.00万元的20.00%。": (
        "share 20.00% H, sum 400.00万元 H"
    ),
    "收入合计1,000.00万元，其中：财政拨款收入900.00万元，占90.00%，其中一般公共预算800.00万元，占88.89%，政府性基金100.00万元，占11.11%；其他收入100.00万元，占10.00%。": (
        "share 90.00% H, share 88.89% H, share 11.11% H, share 10.00% H, sum 1,000.00万元 H, sum 900.00万元 H"
    ),
    "支出1,000.00万元，其中：人员经费600.00万元、公用经费100.00万元、项目支出300.00万元，人员经费占60.00%。": (
        "share 60.00% H, sum 1,000.00万元 H"
    ),
    "支出320.00万元，人均3.20万元，比上年增加20.00万元，增长6.67%。": "change 6.67% H",
    "支出320.00万元，人均支出3.20万元，比上年增加0.20万元，增长6.67%。": "change 6.67% H",
    "支出3,204.80万元，减少（增加）-100.50万元，下降（增长）-3.04%。": "change -3.04% H",
    "支出总计3,204.80万元。与上年相比，增加（减少）-100.50万元，增长（下降）-3.04%。": "change -3.04% H",
    "支出3,204.80万元，比上年增加-100.50万元，增长-3.04%。": "change -3.04% H",
}


@pytest.mark.parametrize("text", CORRECT)
def test_correct_arithmetic_of_lists_and_double_comparisons_holds(text):
    assert read(text) == sorted(CORRECT[text].split(", "))


WRONG = {
    "本年支出合计500.00万元，其中：基本支出300.00万元，占60.00%；项目支出200.00万元，占40.00%；比上年增加100.00万元，增长26.00%。": "change 26.00% B",
    "支出合计500.00万元，其中：基本支出300.00万元，比上年增加100.00万元，增长51.00%；项目支出200.00万元，比上年减少50.00万元，下降21.00%。": "change 21.00% B",
    "支出决算为400.00万元，比年初预算数500.00万元减少110.00万元，比上年决算数320.00万元增加80.00万元，增长26.00%。": "change 110.00万元 B",
    "公用经费60.00万元，占基本支出300.00万元的20%，其中办公费30.00万元、印刷费40.00万元、其他费用3.00万元。": "sum 60.00万元 B",
    "支出1,000.00万元，其中：人员经费600.00万元、公用经费100.00万元、项目支出300.00万元，人员经费占61.00%。": "share 61.00% B",
}


@pytest.mark.parametrize("text", WRONG)
def test_wrong_arithmetic_is_still_found_where_the_binding_is_certain(text):
    assert WRONG[text] in read(text)


UNCERTAIN = {
    "支出合计500.00万元，其中：基本支出300.00万元、项目支出200.00万元，比上年增加100.00万元，增长26.00%。": "几个数",
    "支出1,000.00万元，其中：甲600.00万元、乙100.00万元，福利费占60.00%。": "上文没有“福利费”的数",
    "支出3,204.80万元，比上年减少-100.50万元，下降-3.04%。": "方向不明",
    "货物150.00万元、服务250.00万元，比上年减少-100.50万元，下降-3.04%。": "方向不明",
    "采购支出400.00万元，其中货物150.00万元、服务250.00万元，占支出总计2,000.00万元的21.00%。": "占比之前列有几项",
    "支出320.00万元，人均支出3.20万元，比上年增加0.30万元，增长6.67%。": "几个数",
}


@pytest.mark.parametrize("text", UNCERTAIN)
def test_what_may_be_of_several_figures_is_told_and_not_judged(text):
    refused = [one for one in govbudget.claims(text) if one.claim.reason]
    assert any(UNCERTAIN[text] in one.claim.reason for one in refused)
    assert not [one for one in govbudget.claims(text) if one.verdict.id == "broken"]


def test_a_whole_of_that_name_under_another_heading_is_no_base_where_the_share_does_not_say_so():
    pages = [
        "八、政府性基金支出情况\n政府性基金预算财政拨款基本支出0.00万元，项目支出5.00万元。",
        "九、其他情况说明\n公用经费60.00万元，占基本支出的比重为20.00%。",
    ]
    assert read(*pages) == ["share 20.00% N"]


def test_a_list_that_a_single_part_divides_is_not_added_up():
    text = "收入合计1,000.00万元，其中：财政拨款900.00万元，其中：一般公共预算800.00万元；政府性基金100.00万元；其他收入100.00万元。"
    assert not [one for one in govbudget.claims(text) if one.verdict.id == "broken"]
