"""撰写情况说明: every case of the grammar, and what is asked for when nobody knows."""

from __future__ import annotations

import pytest
from attrs import evolve

import govbudget
from govbudget.catalogue.wordings import wording
from govbudget.model import EvaluationPart, Funds, SelfEvaluation
from govbudget.money import Unit
from govbudget.narrative.told_performance import UnknownProjectError
from govbudget.narrative.writing import NarrativeError, narrate
from govbudget.report import UnknownFigureError

FORM = govbudget.form("shanxi-2024")
BOOK = govbudget.code_book(2024)
SHANXI, MOF, SHANGHAI = (wording(f"{name}-2024") for name in ("shanxi", "mof", "shanghai"))
GENERAL = "一般公共预算"


def row(
    amount, code="", *, stage="决算数", way="支出", budget=GENERAL, kind="", economic="", item="", unit="万元"
):
    return {
        "年度": 2024, "部门": "602-示例局", "阶段": stage, "方向": way, "功能分类": code, "经济分类": economic,
        "预算": budget, "资金来源": "财政拨款" if budget else "", "支出性质": kind, "项目": item,
        "金额": amount, "单位": unit,
    }  # fmt: skip


def spent(amount, code="2010301", kind="基本支出", **more):
    return row(amount, code, kind=kind, **more)


def prior(amount, code="201"):
    return row(amount, code, stage="上年决算数")


def approved(amount, code="201"):
    return row(amount, code, stage="年初预算数")


def counted(item, value, unit="", stage="决算数"):
    return row(value, stage=stage, way="统计", budget="", item=item, unit=unit)


def told(*rows, form=FORM, words=SHANXI, **more):
    report = govbudget.Report.of(govbudget.ledger_from_rows(list(rows)), form, BOOK)
    return narrate(report, words, **more)


def texts(narrative, section):
    return [str(sentence) for sentence in narrative[section]]


def change_of(*rows, **more):
    """What 五(一) says of the change of 一般公共预算支出."""
    return told(*rows, **more)["五(一)"][1]


# Changes against the prior year (N-YOY)


def test_a_change_tells_both_numbers_without_a_sign_and_states_a_decrease_as_negative():
    sentence = change_of(spent("75.00"), prior("100.00"))
    assert sentence.text.startswith("一般公共预算财政拨款支出比上年度减少25.00万元，下降25.00%，主要原因是")
    assert [(f.figure, f.text, f.unit) for f in sentence.figures] == [
        ("general_budget[total].total.change", "-25.00", "万元"),
        ("general_budget[total].total.change_rate", "-25.00", "%"),
    ]


def test_growth_is_said_with_the_verbs_of_growth():
    assert "增加50.00万元，增长50.00%" in change_of(spent("150.00"), prior("100.00")).text


def test_growth_from_nothing_has_a_sum_and_no_percentage():
    sentence = change_of(spent("7.28"), prior("0.00"))
    assert "增加7.28万元，主要原因是" in sentence.text
    assert [f.text for f in sentence.figures] == ["7.28"]


def test_a_prior_sum_below_zero_has_no_percentage():
    sentence = change_of(spent("7.28"), prior("-1.00"))
    assert "增加8.28万元，主要原因是" in sentence.text
    assert "%" not in sentence.text


def test_falling_to_nothing_is_100_percent_as_the_place_writes_it():
    rows = (spent("0.00"), prior("3.00"))
    assert "减少3.00万元，下降100%" in change_of(*rows).text
    assert "减少3.00万元，下降100.00%" in told(*rows, words=MOF)["五(一)"][1].text


def test_nothing_after_nothing_is_the_same_as_before():
    sentence = change_of(spent("0.00"), prior("0.00"))
    assert sentence.text == "一般公共预算财政拨款支出与上年相同。"
    assert [(f.text, f.unit) for f in sentence.figures] == [("0", "万元")]
    assert sentence.missing == ()


def test_an_unchanged_sum_is_the_same_as_before_and_needs_no_reason():
    sentence = change_of(spent("5.00"), prior("5.00"), words=MOF)
    assert sentence.text == "一般公共预算财政拨款支出与上年持平。"
    assert [f.text for f in sentence.figures] == ["0.00"]


def test_a_fall_that_rounds_to_no_percentage_is_no_negative_zero():
    sentence = change_of(spent("999999.99"), prior("1000000.00"))
    assert [f.text for f in sentence.figures] == ["-0.01", "0.00"]


def test_a_place_may_name_the_prior_year():
    assert "比2023年度减少" in told(spent("1.00"), prior("2.00"), words=SHANGHAI)["五(一)"][1].text


def test_an_unknown_prior_year_is_asked_for():
    sentence = change_of(spent("5.00"))
    assert sentence.text == "一般公共预算财政拨款支出比上年度〔待填：一般公共预算财政拨款支出的上年决算数〕。"
    assert (sentence.figures, sentence.missing) == ((), ("一般公共预算财政拨款支出的上年决算数",))


def test_a_reason_that_a_person_tells_stands_where_it_was_asked_for():
    rows = (spent("75.00"), prior("100.00"))
    reasons = {"general_budget[total].total": "人员减少。"}
    assert change_of(*rows, reasons=reasons).text.endswith("，主要原因是人员减少。")
    assert "一般公共预算财政拨款支出增减的原因" in told(*rows).missing
    assert "一般公共预算财政拨款支出增减的原因" not in told(*rows, reasons=reasons).missing


def test_reported_totals_of_the_prior_year_are_compared_without_facts_of_it():
    totals = [
        counted(item, amount, "万元", stage="上年决算数")
        for item, amount in (("收入总计", "12.00"), ("支出总计", "12.00"), ("财政拨款收入总计", "10.00"))
    ]
    narrative = told(spent("10.00"), row("10.00", "2010301", way="收入"), *totals)
    assert texts(narrative, "一")[1].startswith(
        "收入总计比上年度减少2.00万元，下降16.67%；支出总计比上年度减少2.00万元，下降16.67%"
    )
    assert texts(narrative, "四")[1] == (
        "财政拨款收入总计与上年相同；财政拨款支出总计比上年度〔待填：财政拨款支出总计的上年决算数〕。"
    )


def test_facts_of_the_prior_year_go_before_a_total_that_was_reported():
    rows = [
        spent("10.00"), row("10.00", "2010301", way="收入"), prior("8.00", "2010301"),
        row("8.00", "2010301", way="收入", stage="上年决算数"),
        counted("收入总计", "9.00", "万元", stage="上年决算数"),
    ]  # fmt: skip
    report = govbudget.Report.of(govbudget.ledger_from_rows(rows), FORM, BOOK)
    assert report["summary[income_grand_total].amount.change"].text == "2.00"
    assert [w for w in report.warnings if "收入总计" in w] == [
        "rows[5]: 报告的上年决算数收入总计 9.00万元,与账套各笔之和 8.00万元 不同;按账套各笔比较"
    ]
    rows[-1]["金额"] = "8.00"
    assert not govbudget.Report.of(govbudget.ledger_from_rows(rows), FORM, BOOK).warnings


# Completion of the 年初预算 (N-DONE)


def detail(*rows, **more):
    return texts(told(*rows, **more), "五(三)")


def test_completion_is_told_in_total_and_by_class():
    whole, item, _ = detail(spent("74.24"), approved("68.70"))
    assert whole == (
        "2024年度一般公共预算财政拨款支出年初预算68.70万元，支出决算74.24万元，完成年初预算的108.06%。其中："
    )
    assert item == (
        "一般公共服务支出年初预算68.70万元，支出决算74.24万元，完成年初预算的108.06%，用于行政运行。"
    )


def test_exactly_completed_is_100_percent_as_the_place_writes_it():
    rows = (spent("5.00"), approved("5.00"))
    assert "完成年初预算的100%" in detail(*rows)[0]
    assert "完成年初预算的100.00%" in detail(*rows, words=MOF)[0]


def test_over_no_budget_there_is_a_reason_and_no_percentage():
    _, item, *_ = detail(spent("7.28"), approved("0.00"))
    assert item == (
        "一般公共服务支出年初预算0万元，支出决算7.28万元，用于行政运行，没有年初预算的主要原因是"
        "〔待填：一般公共服务支出没有年初预算而有支出的原因〕。"
    )
    _, item, *_ = detail(
        spent("7.28"), approved("0.00"), reasons={"general_budget[201].total.approved": "年中追加"}
    )
    assert item.endswith("，用于行政运行，没有年初预算的主要原因是年中追加。")


def test_over_a_budget_below_nothing_there_is_no_rate_and_a_fen_needs_no_reason():
    _, item, *_ = detail(spent("-7.00"), approved("-5.00"))
    assert item == "一般公共服务支出年初预算-5.00万元，支出决算-7.00万元，用于行政运行。"
    _, item, *_ = detail(spent("0.001"), approved("0.00"))
    assert item == "一般公共服务支出年初预算0万元，支出决算0万元，用于行政运行。"


def test_a_class_that_was_budgeted_and_not_spent_on_is_told():
    _, first, _, second, _ = detail(spent("5.00"), approved("5.00"), approved("2.00", "208"))
    assert first.startswith("一般公共服务支出")
    assert second == "社会保障和就业支出年初预算2.00万元，支出决算0万元，完成年初预算的0.00%。"


def test_an_unknown_budget_is_asked_for():
    whole, item, _ = detail(spent("5.00"))
    assert "年初预算〔待填：一般公共预算财政拨款支出的年初预算〕，支出决算5.00万元。其中：" in whole
    assert "〔待填：一般公共服务支出的年初预算〕" in item


# Lists (N-02, N-03, N-05b, N-05c, N-06)


def test_kinds_of_nothing_are_left_out_of_the_lists():
    narrative = told(spent("6.00"), spent("2.00", kind="项目支出"), row("8.00", "2010301", way="收入"))
    assert texts(narrative, "二") == [
        "2024年度收入合计8.00万元，其中：",
        "财政拨款收入8.00万元，占比100.00%。",
    ]
    assert texts(narrative, "三") == [
        "2024年度支出合计8.00万元，其中：",
        "基本支出6.00万元，占比75.00%；",
        "项目支出2.00万元，占比25.00%。",
    ]


def test_a_total_of_nothing_has_no_list_and_no_share():
    narrative = told(spent("0.00"))
    assert texts(narrative, "三") == ["2024年度支出合计0万元。"]
    assert texts(narrative, "五(一)")[0] == "2024年度一般公共预算财政拨款支出0万元。"
    assert texts(narrative, "五(二)") == ["2024年度一般公共预算财政拨款支出0万元。"]
    assert texts(narrative, "五(三)")[0].endswith("支出决算0万元。")


def test_expenditure_of_unknown_kind_asks_for_its_kinds():
    assert texts(told(spent("6.00", kind="")), "三") == [
        "2024年度支出合计6.00万元，其中：",
        "〔待填：支出合计的构成〕。",
    ]


def test_a_list_of_one_stands_alone():
    assert detail(spent("5.00", "2210201"))[1].endswith("，用于住房公积金。")


def test_purposes_are_the_items_with_data_in_the_order_of_the_book_each_name_once():
    rows = (
        spent("1.00", "2013101"), spent("1.00", "2010301"), spent("2.00", "2010302"),
        spent("0.00", "2010350"), spent("4.00", "2080505"),
    )  # fmt: skip
    assert [line.partition("用于")[2] for line in detail(*rows) if "用于" in line] == [
        "行政运行、一般行政管理事务。",
        "机关事业单位基本养老保险缴费支出。",
    ]


def test_purposes_that_are_not_known_to_the_item_are_asked_for():
    assert detail(spent("5.00", "201"))[1].endswith("，用于〔待填：一般公共服务支出各项的用途〕。")
    some = detail(spent("5.00", "20103"), spent("1.00", "2013101"))[1]
    assert some.endswith("，用于行政运行、〔待填：一般公共服务支出各项的用途〕。")


def test_a_code_without_a_name_is_asked_for():
    narrative = told(spent("5.00", "2990101"))
    assert "〔待填：科目 299 的名称〕(类)5.00万元" in texts(narrative, "五(二)")[1]
    assert "科目 2990101 的名称" in narrative.missing


def test_personnel_and_operating_lists_name_the_economic_items_with_data():
    rows = (
        spent("3.00", economic="30102"), spent("1.00", economic="30101"),
        spent("2.00", economic="30201"), spent("0.00", economic="30202"),
    )  # fmt: skip
    assert texts(told(*rows), "六") == [
        "2024年度一般公共预算财政拨款基本支出6.00万元，其中：",
        "人员经费4.00万元，主要包括基本工资、津贴补贴；",
        "公用经费2.00万元，主要包括办公费。",
    ]


def test_nothing_spent_on_operations_has_no_list():
    assert texts(told(spent("3.00", economic="30101")), "六")[2] == "公用经费0万元。"


def test_economic_codes_of_a_class_only_ask_for_the_items():
    assert texts(told(spent("3.00", economic="301")), "六")[1] == (
        "人员经费3.00万元，主要包括〔待填：人员经费的款级科目〕；"
    )


def test_expenditure_without_economic_codes_asks_for_both_blocks():
    assert texts(told(spent("3.00")), "六")[1:] == [
        "人员经费〔待填：人员经费〕；",
        "公用经费〔待填：公用经费〕。",
    ]


# Other budgets (N-07, N-08)


def fund(amount, code="2120803", **more):
    return row(amount, code, budget="政府性基金预算", **more)


def test_a_blank_table_says_that_there_is_nothing_of_the_kind():
    narrative = told(spent("1.00"))
    assert texts(narrative, "七") == ["本年度无此项收支。"]
    assert texts(narrative, "八") == ["本年度无此项支出。"]


def test_what_there_is_of_the_fund_is_told_and_compared():
    rows = (
        spent("1.00"), fund("9.00", kind="项目支出"), fund("9.00", way="收入"),
        fund("3.00", stage="上年决算数"),
    )  # fmt: skip
    assert texts(told(*rows), "七") == [
        (
            "2024年度政府性基金预算财政拨款年初结转和结余0万元，本年收入9.00万元，本年支出9.00万元"
            "(其中项目支出9.00万元)，年末结转和结余0万元。"
        ),
        "本年支出比上年度增加6.00万元，增长200.00%，主要原因是〔待填：政府性基金预算财政拨款支出增减的原因〕。",
    ]


def test_income_of_the_fund_is_asked_for_where_no_income_is_known():
    assert "本年收入〔待填：政府性基金预算财政拨款本年收入〕" in texts(told(fund("9.00")), "七")[0]


def test_what_there_is_no_longer_is_compared_too():
    narrative = told(spent("1.00"), fund("3.00", stage="上年决算数"))
    assert texts(narrative, "七") == [
        "本年度无此项收支。",
        "本年支出比上年度减少3.00万元，下降100%，主要原因是〔待填：政府性基金预算财政拨款支出增减的原因〕。",
    ]


def test_a_ledger_that_cannot_say_what_is_appropriated_is_asked():
    narrative = told(spent("1.00", budget=""))
    assert texts(narrative, "七") == ["政府性基金预算财政拨款收支〔待填：政府性基金预算财政拨款收支〕。"]


# 三公 (N-09a, N-09b)

THREE = ("因公出国(境)费", "公务用车购置费", "公务用车运行维护费", "公务接待费")


def three_public(*amounts, stage="决算数"):
    return [counted(item, amount, "万元", stage) for item, amount in zip(THREE, amounts, strict=True)]


def test_every_item_of_three_public_is_told_though_it_be_nothing():
    rows = [
        *three_public("0.00", "0.00", "1.00", "2.00"),
        *three_public("0.00", "0.00", "2.00", "2.00", stage="全年预算数"),
    ]
    narrative = told(spent("5.00"), *rows, *three_public("0.00", "0.00", "2.00", "2.00", stage="上年决算数"))
    whole, *items = texts(narrative, "九(一)")
    assert whole.startswith(
        "2024年度“三公”经费财政拨款支出全年预算4.00万元，支出决算3.00万元，比上年度减少1.00万元，下降25.00%"
    )
    assert items == [
        "因公出国(境)费支出0万元，与上年相同；",
        "公务用车购置费支出0万元，与上年相同；",
        "公务用车运行维护费支出1.00万元，比上年度减少1.00万元，下降50.00%，主要原因是〔待填：公务用车运行维护费增减的原因〕；",
        "公务接待费支出2.00万元，与上年相同。",
    ]
    assert texts(evolve(narrative), "九(二)")[2] == (
        "公务用车运行维护费支出1.00万元，公务用车保有量〔待填：公务用车保有量〕，主要用于〔待填：公务用车运行维护费的用途〕。"
    )


def test_a_place_may_tell_how_much_of_the_three_public_budget_was_used():
    rows = [
        *three_public("0.00", "0.00", "1.00", "2.00"),
        *three_public("0.00", "0.00", "2.00", "2.00", stage="全年预算数"),
    ]
    assert (
        "支出决算3.00万元，完成全年预算的75.00%，比上年"
        in told(spent("5.00"), *rows, words=MOF)["七(一)"][0].text
    )
    nothing = [*three_public(*["0.00"] * 4), *three_public(*["0.00"] * 4, stage="全年预算数")]
    assert "支出决算0.00万元，比上年" in told(spent("5.00"), *nothing, words=MOF)["七(一)"][0].text


def test_receptions_are_added_up_only_where_both_kinds_are_known():
    known = [
        *three_public("0.00", "0.00", "0.00", "2.00"), counted("国内接待费", "2.00", "万元"),
        counted("国内接待批次", "3", "批次"), counted("国内接待人次", "20", "人次"),
        counted("国(境)外接待费", "0.00", "万元"), counted("国(境)外接待批次", "0", "批次"),
    ]  # fmt: skip
    narrative = told(spent("5.00"), *known, reasons={"three_public[final].reception.purpose": "考察"})
    whole, kinds = texts(narrative, "九(二)")[3:]
    assert whole == "公务接待费支出2.00万元，共接待3批次，〔待填：公务接待人次〕，主要用于考察。"
    assert kinds.startswith("国内接待费2.00万元，接待3批次，20人次；其中外事接待费〔待填：外事接待费〕")


def test_counts_are_not_asked_for_where_nothing_was_spent_but_vehicles_may_be_kept_without_cost():
    known = [
        *three_public("0.00", "0.00", "0.00", "0.00"),
        counted("国内接待费", "0.00", "万元"), counted("国内接待批次", "0", "批次"),
    ]  # fmt: skip
    abroad, bought, kept, reception, kinds = texts(told(spent("5.00"), *known), "九(二)")
    assert (abroad, bought) == ("因公出国(境)费支出0万元。", "公务用车购置费支出0万元。")
    assert kept == "公务用车运行维护费支出0万元，公务用车保有量〔待填：公务用车保有量〕。"
    assert reception == "公务接待费支出0万元。"
    assert kinds.startswith("国内接待费0万元，接待0批次；其中外事接待费〔待填：外事接待费〕，接待〔待填：")


def test_three_public_that_nobody_knows_is_asked_for():
    assert texts(told(spent("5.00")), "九(一)")[1] == (
        "因公出国(境)费支出〔待填：因公出国(境)费〕，比上年度〔待填：因公出国(境)费的增减〕；"
    )


# Organs, procurement, assets (N-10a … N-10c)


def test_no_operating_cost_is_said_only_where_it_is_known_to_be_nothing():
    assert texts(told(spent("5.00")), "十(一)") == [
        "2024年度本部门(单位)机关运行经费支出〔待填：机关运行经费支出〕。"
    ]
    nothing = counted("机关运行经费(行政单位)", "0.00", "万元")
    assert texts(told(spent("5.00"), nothing), "十(一)") == ["本部门(单位)没有机关运行经费。"]


def test_operating_cost_is_compared_with_that_of_the_prior_year():
    now, before = (
        counted("机关运行经费(行政单位)", amount, "万元", stage)
        for amount, stage in (("6.00", "决算数"), ("5.00", "上年决算数"))
    )
    assert texts(told(spent("7.00"), now, before), "十(一)")[0].startswith(
        "2024年度本部门(单位)机关运行经费支出6.00万元，比上年度增加1.00万元，增长20.00%，主要原因是"
    )
    assert "比上年度〔待填：机关运行经费支出的上年决算数〕" in texts(told(spent("7.00"), now), "十(一)")[0]


def test_contracts_with_small_and_medium_enterprises_have_a_share_of_procurement():
    rows = [
        counted("政府采购货物", "8.00", "万元"), counted("政府采购工程", "0.00", "万元"),
        counted("授予中小企业合同金额", "6.00", "万元"), counted("授予小微企业合同金额", "1.00", "万元"),
    ]  # fmt: skip
    assert texts(told(spent("9.00"), *rows), "十(二)") == [
        "2024年度政府采购支出总额8.00万元，其中：货物支出8.00万元，工程支出0万元，服务支出〔待填：政府采购服务〕。",
        "授予中小企业合同金额6.00万元，占政府采购支出总额的75.00%。",
        "其中：授予小微企业合同金额1.00万元。",
    ]


def test_a_form_without_the_table_of_statistics_tells_them_all_the_same():
    rows = [
        counted("政府采购货物", "8.00", "万元"),
        counted("主要负责人用车", "2", "辆"),
        counted("其他用车", "0", "辆"),
    ]
    narrative = told(spent("9.00"), *rows, form=govbudget.form("mof-2024"), words=MOF)
    assert "政府采购支出总额8.00万元" in texts(narrative, "十一")[0]
    assert texts(narrative, "十二") == [
        "截至2024年12月31日，本部门共有车辆2辆，其中：主要负责人用车2辆。",
        "单价100万元(含)以上设备(不含车辆)共〔待填：单价100万元(含)以上设备(不含车辆)〕。",
    ]


# Self-evaluations (N-10d)


def evaluation(
    order,
    executed,
    *,
    grade="优",
    code="2010302",
    total="95",
    name=None,
    unit=Unit.YUAN,
    part=EvaluationPart.REPORT,
):
    funds = () if executed is ... else (Funds("合计", executed=executed),)
    return SelfEvaluation(
        order, part, name or f"项目{order}", unit, funds, (), total=total, grade=grade, code=code
    )


def performance(evaluations, chosen=None, rows=(), words=SHANXI):
    rows = rows or (spent("9.00", "2010302", kind="项目支出"),)
    narrative = told(*rows, words=words, evaluations=evaluations, department_evaluations=chosen)
    section = next(s.number for s in words.sections if s.part == "performance")
    return texts(narrative, section)


def test_projects_are_counted_added_up_and_graded():
    forms = [evaluation(1, "1.6935", unit=Unit.WAN_YUAN, part=EvaluationPart.FORM, grade="差")]
    said = performance([*forms, evaluation(1, "16935"), evaluation(2, "50.00", grade="差")])
    assert said[:2] == [
        (
            "纳入绩效自评的项目2个，全年执行数1.70万元，其中一般公共预算1.70万元，政府性基金预算0万元，"
            "国有资本经营预算0万元，社会保险基金预算0万元。"
        ),
        "自评等级为“优”1个，“良”0个，“中”0个，“差”1个。",
    ]
    assert said[2] == "开展部门评价的项目〔待填：开展部门评价的项目〕。"


def test_projects_are_paid_for_by_the_budget_that_has_their_code():
    rows = (spent("9.00", "2010302", kind="项目支出"), fund("3.00", kind="项目支出"))
    said = performance([evaluation(1, "10000"), evaluation(2, "30000", code="2120803")], rows=rows)
    assert "一般公共预算1.00万元，政府性基金预算3.00万元" in said[0]
    unknown = performance([evaluation(1, "10000", code=None)], rows=rows)
    assert unknown[0].endswith("全年执行数1.00万元，其中〔待填：各项目资金所属的预算〕。")


def test_a_project_that_spent_nothing_needs_no_budget():
    rows = (spent("9.00", "2010302", kind="项目支出"), fund("3.00", kind="项目支出"))
    assert (
        "全年执行数0万元，其中一般公共预算0万元" in performance([evaluation(1, "0", code=None)], rows=rows)[0]
    )


def test_projects_without_an_outturn_or_a_grade_are_named():
    said = performance(
        [evaluation(1, None), evaluation(2, "许多"), evaluation(3, ...), evaluation(4, "1", grade=None)]
    )
    assert (
        said[0] == "纳入绩效自评的项目4个，全年执行数〔待填：全年执行数(项目 1 项目1、2 项目2、3 项目3)〕。"
    )
    assert said[1] == "自评等级〔待填：自评等级(项目 4 项目4)〕。"


def test_grades_are_those_of_the_place():
    assert performance([evaluation(1, "1", grade="合格")], words=SHANGHAI)[1] == (
        "自评等级为“优”0个，“良”0个，“合格”1个，“不合格”0个。"
    )


def test_projects_that_the_department_evaluated_are_told_with_score_and_grade():
    both = [evaluation(1, "10000"), evaluation(2, "20000", total=None, grade=None)]
    said = performance(both, ["项目1", "2"])
    assert said[2].startswith("对“项目1”、“项目2”开展部门评价，共计项目2个，全年执行数3.00万元")
    assert said[3] == "“项目1”得95分，等级为“优”；“项目2”得〔待填：项目2的总分〕，等级〔待填：项目2的等级〕。"
    assert performance(both, [])[2] == "没有开展部门评价的项目。"


def test_a_project_that_is_not_there_or_not_the_only_one_of_its_name_is_refused():
    same = [evaluation(13, "1", name="宣传"), evaluation(17, "1", name="宣传")]
    with pytest.raises(UnknownProjectError, match="绩效自评里没有项目“慰问”"):
        performance(same, ["慰问"])
    with pytest.raises(UnknownProjectError, match="名为“宣传”的项目不止一个,请写序号: 13、17"):
        performance(same, ["宣传"])
    assert performance(same, ["17"])[2].startswith("对“宣传”开展部门评价")


def test_without_self_evaluations_they_are_asked_for():
    assert performance([]) == ["项目支出绩效自评〔待填：项目支出绩效自评表〕。"]


# The whole


def test_a_form_in_another_unit_is_told_in_the_unit_of_the_wording():
    in_yuan = evolve(FORM, printing=govbudget.form("yunnan-2023").printing)
    assert in_yuan.printing.unit is Unit.YUAN
    narrative = told(
        spent("123456.00", unit="元"), row("100000.00", "201", stage="上年决算数", unit="元"), form=in_yuan
    )
    assert texts(narrative, "五(一)")[1].startswith(
        "一般公共预算财政拨款支出比上年度增加2.35万元，增长23.50%"
    )
    assert texts(narrative, "三")[1] == "基本支出12.35万元，占比100.00%。"


def test_sentences_that_state_figures_are_numbered_and_the_others_are_not():
    narrative = told(spent("5.00"))
    numbers = [f.sentence for f in narrative.stated]
    assert sorted(set(numbers)) == list(range(1, numbers[-1] + 1))
    assert all({f.section for f in s.figures} <= {s.section} for s in narrative.sentences)


def test_the_narrative_prints_its_headings_and_runs_continued_sentences_together():
    narrative = told(spent("5.00"), prior("5.00"))
    printed = str(narrative)
    assert "五、一般公共预算财政拨款支出决算情况说明\n\n(一)一般公共预算财政拨款支出决算总体情况\n" in printed
    assert "占本年支出合计的100.00%。一般公共预算财政拨款支出与上年相同。" in printed
    assert "1、预算绩效管理工作开展情况\n" in printed
    assert "<h4>三、支出决算情况说明</h4><p>2024年度支出合计5.00万元，其中：</p>" in narrative._repr_html_()
    assert str(narrative.sentences[0]) == narrative.sentences[0].text
    assert "shanxi-2024" in repr(narrative)
    assert narrative["五"] == ()


def test_a_figure_of_the_narrative_is_explained_down_to_the_ledger():
    narrative = told(spent("5.00"), prior("4.00"))
    assert "来源:rows[1]" in narrative.explain("general_budget[total].total.change_rate")
    assert "这一格为空" in told(spent("3.00", economic="30101")).explain(
        "basic_expenditure[operating_total].amount"
    )
    with pytest.raises(UnknownFigureError, match="情况说明没有数据项"):
        narrative.explain("general_budget[999].total")


def test_what_is_missing_is_listed_once():
    missing = told(spent("5.00")).missing
    assert len(set(missing)) == len(missing) > 10
    assert missing[0] == "收入总计"


def test_the_report_of_a_budget_is_refused():
    with pytest.raises(NarrativeError, match="表样 mof-budget-2024 是预算公开表"):
        told(approved("5.00"), form=govbudget.form("mof-budget-2024"))
