"""Recognised text of invented departments: tables, sentences, self-evaluations, and what is left out."""

# ruff: noqa: W291 - tabs at the end of a line are blank cells

from __future__ import annotations

import doctest

import pytest

from govbudget.adapters.documents import read_document
from govbudget.adapters.recognised import (
    dossiers,
    indicators,
    lines,
    read_recognised,
    reported,
    settling,
    sheets,
)
from govbudget.model import DisclosureError
from govbudget.money import Unit

COVER = "某县林草事务中心\n\n2023年度部门决算公开\n\n第二部分 2023年部门决算表\n\n"

EXPENDITURE = """支出决算表

公开03表

部门名称: 某县林草事务 中心	2023年度	金额单位:万元

	项目	本年支出合	基本支出	++-1	上缴上级	// #·	对附属单
科目代码	科目名称	भे			支出	经营支出	位补助 支出
	栏次	1	2	3	4	5	6
	合计	30. 50	20.50	10. 00
213	农林水支出	30. 50	20. 50	10.00			
21302	林业和草 原	30. 50	20. 50	10.00			

2130204	事业机构	20. 50	20. 50				
2130205	森林资源培 育	10. 00		10. 00			

注: 本表反映部门本年度各项支出情况。

"""


@pytest.mark.parametrize("module", [lines, sheets, settling, reported, indicators, dossiers])
def test_what_the_docstrings_show_is_true(module):
    assert doctest.testmod(module).failed == 0


@pytest.fixture
def read(tmp_path):
    def _read(text, name="公开.txt"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_recognised(path)

    return _read


def cells(disclosure, table):
    printed = next(one for one in disclosure.tables if one.id == table)
    return {name.removeprefix(f"{table}["): text for name, _, _, text in printed.cells()}


def told(disclosure):
    return [one.why for one in disclosure.not_read]


# Tables -----------------------------------------------------------------------------------------------


def test_a_table_over_two_pages_with_a_broken_heading_is_read_by_the_order_of_its_form(read):
    disclosure = read(COVER + EXPENDITURE)
    assert (disclosure.department.name, disclosure.year) == ("某县林草事务中心", 2023)
    assert disclosure.tables[0].unit is Unit.WAN_YUAN
    assert cells(disclosure, "expenditure") == {
        "total].total": "30.50",
        "total].basic": "20.50",
        "total].project": "10.00",
        "213].total": "30.50",
        "213].basic": "20.50",
        "213].project": "10.00",
        "21302].total": "30.50",
        "21302].basic": "20.50",
        "21302].project": "10.00",
        "2130204].total": "20.50",
        "2130204].basic": "20.50",
        "2130205].total": "10.00",
        "2130205].project": "10.00",
    }
    assert told(disclosure) == []


def test_blanks_that_were_lost_are_put_where_alone_the_row_and_its_class_add_up(read):
    loose = EXPENDITURE.replace(
        "2130204	事业机构	20. 50	20. 50				", "2130204  事业机构  20. 50  20. 50"
    )
    disclosure = read(COVER + loose)
    assert cells(disclosure, "expenditure") == cells(read(COVER + EXPENDITURE), "expenditure")
    assert told(disclosure) == []


def test_what_may_stand_in_several_columns_is_not_read_and_told_with_its_line(read):
    rows = {"2130204	事业机构	20. 50	20. 50				": "2130204  事业机构  20. 50  20. 50"}
    rows["2130205	森林资源培 育	10. 00		10. 00			"] = (
        "2130205  森林资源培育  10. 00  10. 00"
    )
    rows["	合计	30. 50	20.50	10. 00"] = "合计  30. 50  20. 50  10. 00"
    rows["213	农林水支出	30. 50	20. 50	10.00			"] = (
        "213  农林水支出  30. 50  20. 50  10. 00"
    )
    rows["21302	林业和草 原	30. 50	20. 50	10.00			"] = (
        "21302  林业和草原  30. 50  20. 50  10. 00"
    )
    text = COVER + EXPENDITURE
    for tabbed, spaced in rows.items():
        text = text.replace(tabbed, spaced)
    disclosure = read(text)
    assert cells(disclosure, "expenditure") == {}
    line = text.splitlines().index("2130204  事业机构  20. 50  20. 50") + 1
    assert f"第{line}行: 《支出决算表》事业机构: 20.50、20.50: 空格没有识别出来,不知在哪一栏" in told(
        disclosure
    )
    assert len(told(disclosure)) == 5


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("10. 00 0. 50", "「10. 00 0. 50」不是一个数"),
        ("l0. 00", "「l0. 00」不是一个数"),
    ],
)
def test_a_cell_that_is_no_single_figure_is_not_read(read, cell, why):
    disclosure = read(COVER + EXPENDITURE.replace("培 育	10. 00	", f"培 育	{cell}	"))
    assert "2130205].total" not in cells(disclosure, "expenditure")
    assert any(why in one for one in told(disclosure))


def test_more_cells_than_columns_are_not_read(read):
    disclosure = read(
        COVER
        + EXPENDITURE.replace(
            "10. 00		10. 00			", "10. 00		10. 00	0. 1	0. 2	0. 3	0. 4"
        )
    )
    assert "2130205].total" not in cells(disclosure, "expenditure")
    assert any("有7格,栏目只有6个" in one for one in told(disclosure))


def test_specks_before_the_name_of_a_code_are_taken_away_and_told(read):
    disclosure = read(COVER + EXPENDITURE.replace("213	农林水支出", "213	一 农林水支出"))
    assert disclosure.tables[0].rows[1].label == "农林水支出"
    assert "213 的名称识别作「一农林水支出」,读作「农林水支出」" in told(disclosure)[0]


def test_a_table_whose_columns_stand_in_another_order_is_not_read(read):
    turned = EXPENDITURE.replace("基本支出	++-1	", "项目支出	基本支出	")
    disclosure = read(COVER + turned)
    assert disclosure.tables == ()
    assert any("《支出决算表》(5行): 栏目认不出,未读" in one for one in told(disclosure))


def test_figures_below_no_title_are_told(read):
    disclosure = read(COVER + "附 其他数据。\n\n甲	12.50\n乙	3.00\n\n正文。\n\n" + EXPENDITURE)
    assert "没有表名的2行数: 认不出是哪张公开表,未读" in told(disclosure)[0]


SUMMARY = """收入支出决算总表

公开01表

部门名称: 某县林草事务中心 2023年度 单位:万元

收	入		支	之 出	
项目	行次	金额	项目	行次	金额
栏次		1	栏次		2
一、一般公共预算财政拨 款收人	1	30. 50	一、一般公共服务支出	32	
	12		十二、农林水支出	43	30. 50

总计	31	30.50	总计	62	30. 50
本年收入合计	27	30.50	本年支出合计	58	30. 50

"""


def test_a_table_with_line_numbers_is_read_by_them_whatever_their_order(read):
    disclosure = read(COVER + SUMMARY + EXPENDITURE)
    table = next(one for one in disclosure.tables if one.id == "summary")
    assert [(row.line, row.label) for row in table.rows if any(row.cells.values())] == [
        (1, "一、一般公共预算财政拨款收入"),
        (27, "本年收入合计"),
        (31, "总计"),
        (43, "十二、农林水支出"),
        (58, "本年支出合计"),
        (62, "总计"),
    ]
    assert any(
        "「一、一般公共预算财政拨款收人」不是表样的项目,按行次1读作" in one for one in told(disclosure)
    )


BUDGET = """某市体育运动学校2025年部门预算

部门收支总表

部门名称:某市体育运动学校	单位:元

收	入	支	出
项目	预算数	项目	预算数
一、一般公共预算拨款收入	1, 250, 000. 00	一、一般公共服务支出	
五、事业收入	80,000.00	五、教育支出	1,330,000.00
		八、社会保障和就业支出	
本年收入合计	1,330,000. 00	本年支出合计	1, 330, 000.00
上年结转		结转下年	
收入总计	1,330,000.00	支出总计	1,330,000.00

一般公共预算支出表

单位:元

科目编码	科目名称	合计	基本支出	项目支出
	合计	1,250,000.00	1,000,000.00	250,000.00
205	教育支出	1,250,000.00	1,000,000.00	250,000.00
205	03	02	中等职业教育	1,250,000.00	1,000,000.00	250,000.00

一般公共预算"三公"经费支出表

单位:元

合计	因公出国(境)费	公务用车购置及运行费	公务用车购置费	公务用车运行费	公务接待费
12,000.00		9,000.00		9,000.00	3,000.00

第三部分 预算说明

一、收支预算情况说明

2025年收入预算133万元,比上年增加3万元;主要原因是学生增
多。

"""


def test_a_budget_in_yuan_without_line_numbers_is_read(read):
    disclosure = read(BUDGET)
    assert (disclosure.kind, disclosure.year, disclosure.department.name) == (
        "budget",
        2025,
        "某市体育运动学校",
    )
    assert {table.id: table.unit for table in disclosure.tables} == dict.fromkeys(
        ("summary", "general_budget", "three_public"), Unit.YUAN
    )
    assert cells(disclosure, "summary") == {
        "general_appropriation].amount": "1,250,000.00",
        "institutional].amount": "80,000.00",
        "205].amount": "1,330,000.00",
        "income_total].amount": "1,330,000.00",
        "expenditure_total].amount": "1,330,000.00",
        "income_grand_total].amount": "1,330,000.00",
        "expenditure_grand_total].amount": "1,330,000.00",
    }
    assert cells(disclosure, "general_budget")["2050302].project"] == "250,000.00"
    assert cells(disclosure, "three_public") == {
        "approved].total": "12,000.00",
        "approved].vehicles": "9,000.00",
        "approved].vehicle_operation": "9,000.00",
        "approved].reception": "3,000.00",
    }


def test_sentences_go_on_over_line_ends_and_know_their_heading_and_line(read):
    disclosure = read(BUDGET)
    (sentence,) = [one for one in disclosure.sentences if one.section.startswith("第三部分")]
    assert sentence.text == "2025年收入预算133万元,比上年增加3万元;主要原因是学生增多。"
    assert sentence.section == "第三部分预算说明/一、收支预算情况说明"
    assert BUDGET.splitlines()[(sentence.line or 0) - 1].startswith("2025年收入预算")


REVENUE = """某局2017年度部门预算

2017年收入预算总表

单位:万元

项目	项目	金额
收入总计		120. 00
一般公共预算资金	小计	100.00
	公共财政拨款(补助)资金	100. 00
财政专户管理资金	小计	20.00

"""


def test_rows_of_one_name_are_told_apart_by_the_section_beside_them(read):
    disclosure = read(REVENUE)
    assert disclosure.form == "jiangsu-budget-2017"
    assert cells(disclosure, "income") == {
        "total].amount": "120.00",
        "general_appropriation].amount": "100.00",
        "general_appropriation_subsidy].amount": "100.00",
        "special_account].amount": "20.00",
    }
    lost = read(REVENUE.replace("一般公共预算资金	小计", "	小计"))
    assert "general_appropriation].amount" not in cells(lost, "income")
    assert any("小计: 100.00: 不知是哪一节的小计" in one for one in told(lost))


def test_a_total_across_the_columns_of_code_and_name_is_counted_from_the_sums(read):
    wide = BUDGET.replace("	合计	1,250,000.00", "合计				1,250,000.00").replace(
        "205	教育支出	", "205			教育支出	"
    )
    assert cells(read(wide), "general_budget") == cells(read(BUDGET), "general_budget")
    lost = wide.replace("合计				1,250,000.00", "合计		1,250,000.00")
    assert cells(read(lost), "general_budget") == cells(read(BUDGET), "general_budget")


def test_a_row_with_fewer_cells_than_its_page_is_put_where_it_adds_up(read):
    short = EXPENDITURE.replace(
        "2130205	森林资源培 育	10. 00		10. 00			",
        "2130205	森林资源培 育	10. 00	10. 00			",
    )
    assert cells(read(COVER + short), "expenditure") == cells(read(COVER + EXPENDITURE), "expenditure")


def test_figures_without_label_and_line_number_are_told(read):
    disclosure = read(
        COVER
        + SUMMARY.replace("	12		十二、农林水支出", "7. 77	12		十二、农林水支出")
        + EXPENDITURE
    )
    assert any("7. 77" in one for one in told(disclosure))


# Faults -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有读出一张公开表"),
        ("%PDF-1.4 \ufffd\ufffd obj", "没有读出一张公开表"),
        ("買い物\t三百円\n1\t2\t3\n", "没有读出一张公开表"),
        ("含空字符\0", "含有空字符"),
        (EXPENDITURE.replace("2023年度", ""), "没有读出是哪一年"),
    ],
)
def test_text_that_is_no_disclosure_is_refused_with_its_path_and_reason(read, text, why):
    with pytest.raises(DisclosureError, match=rf"公开\.txt: {why}"):
        read(text)


def test_a_file_that_is_missing_too_large_or_not_utf8_is_refused(tmp_path, monkeypatch):
    with pytest.raises(DisclosureError, match="没有这个文件"):
        read_recognised(tmp_path / "无.txt")
    path = tmp_path / "乱码.txt"
    path.write_bytes("支出决算表".encode("gb18030"))
    with pytest.raises(DisclosureError, match="不是 UTF-8 文本"):
        read_recognised(path)
    monkeypatch.setattr("govbudget.adapters.recognised.reader.LARGEST", 4)
    with pytest.raises(DisclosureError, match="不是公开文件的识别文本"):
        read_recognised(path)
    text = tmp_path / "公开.TXT"
    text.write_text("无表", encoding="utf-8")
    with pytest.raises(DisclosureError):
        read_document(text)


# Self-evaluations -------------------------------------------------------------------------------------

REPORT = """项目支出绩效自评报告

项目名称: 古树名木保护 项目单位: 310001-某县林草事务中心

主管部门: 310-某县林草事务中心

2024年1月

二、项目绩效完成情况

(一) 预算执行情况

资金来源	年初预算数		全年預算数(元)	全年执行数(元)	资金结(转)余(元)	执行率	得分
共五不必	目标申报(元)	预算编制(元)	至干35并	2 T W11	贝亚坦	20611	14.2
合计	120,000	120,000	90,000	81,000	9,000	90	9
市县区财政资金	120,000	120,000	90,000	81,000	9,000		

(二)绩效指标完成情况

一级指标	二级指标	指标名称	年度 年初指标	指标 调整后指标	实际完成值	权重	得分	偏差原因分析及改 进措施
产出 指标	数量指标	挂牌保护古树		≥30 株	32	20	20	
		巡护次数		≥12次	10	10	8	冬季道路不通
	质量指标	巡护记录		完整	达成预期指标	20	20	
满意 度指 标	服务对象满 意度	周边村民		≥90%	93	40	40	

三、项目自评结果

1. 项目自评得分和结论

综合考虑预算执行情况得分 9 分、产出等因素,指标完成情况得分 88 分,最终评分结果:古树名木保护项目绩效自评价结果为:总得分 97 分,属于"优"。

3. 项目实施和预算执行情况分析

年初预算12万元,实际执行8.1
万元。

6. 满意度情况及分析

周边村民满意度 93%。

"""

FORM = """古树名木保护项目支出绩效自评表

(2023年度)

	项目名	称			古树名木	保护						
±	管部门	及代码	310-某县	林草事务	中心			预算单位	310001			
				目标申报数	预算编制数	全年预算数	全年执行数	资金结(转)余	执行率	得分	偏差原因	
	(万元)	资金总额:		12	12	9	8. 1	0.9	90	9	雨季停工	
		市县区财政	资金	12	12	9	8. 1	0. 9 90.00 9.00				
	一級指标	二級指标	三級指标	年初指 标值	调整后 指标值	实际完成值	分值	得分	偏差原因分析及改进措施
绩	产出指	数量指标	挂牌保护古	≥株	≥30株	≥32株	20	20	
效		标	巡护次薮	≥次	≥12次	≥10∛	10	8	冬季道路	不通
		质量指标	巡护记录		元整	成预期指标	20	20	
	满意度	服务对象	周边村民	≥%	≥90%	≥93%	40	40	
			Æ	分			97	 	优	
			预算执行 情况	年初预算12万元,实际执行8.1	万元。						
			满意度	周边村民满意度93%							

备注:1. 说明。
"""


@pytest.fixture
def evaluated(read):
    return read(COVER + EXPENDITURE + REPORT + FORM)


def test_a_report_is_read_with_its_money_indicators_and_totals(evaluated):
    report = evaluated.evaluations[0]
    assert evaluated.department.code == "310"
    assert (report.name, report.part.id, report.unit) == ("古树名木保护", "report", Unit.YUAN)
    whole, own = report.funds
    assert (whole.source, whole.requested, whole.adjusted, whole.executed) == (
        "合计",
        "120000",
        "90000",
        "81000",
    )
    assert (whole.carry_over, whole.rate, whole.score) == ("9000", "90", "9")
    assert (own.source, own.carry_over, own.rate, own.score) == ("市县区财政资金", "9000", None, None)
    assert (report.execution_score, report.indicator_total, report.total, report.grade) == (
        "9",
        "88",
        "97",
        "优",
    )
    assert [(one.level1, one.level2, one.name, one.target, one.actual) for one in report.indicators] == [
        ("产出指标", "数量指标", "挂牌保护古树", "≥30株", "32"),
        ("产出指标", "数量指标", "巡护次数", "≥12次", "10"),
        ("产出指标", "质量指标", "巡护记录", "完整", "达成预期指标"),
        ("满意度指标", "服务对象满意度", "周边村民", "≥90%", "93"),
    ]
    assert [(one.weight, one.score, one.reason) for one in report.indicators][1] == (
        "10",
        "8",
        "冬季道路不通",
    )
    assert [(one.of, one.value, one.unit, one.figure) for one in report.reported] == [
        ("年初预算", "12", "万元", "approved"),
        ("实际执行", "8.1", "万元", "executed"),
        ("周边村民满意度", "93", "%", "satisfaction"),
    ]


def test_the_words_of_a_form_are_completed_from_its_report_and_its_numbers_never(evaluated):
    form = evaluated.evaluations[1]
    assert (form.order, form.name, form.part.id, form.unit) == (1, "古树名木保护", "form", Unit.WAN_YUAN)
    assert [(fund.source, fund.carry_over, fund.rate, fund.score) for fund in form.funds] == [
        ("资金总额", "0.9", "90", "9"),
        ("市县区财政资金", "0.9", "90.00", "9.00"),
    ]
    assert (form.total, form.grade, form.deviation_reason) == ("97", "优", "雨季停工")
    assert [(one.level2, one.name, one.initial, one.target, one.actual) for one in form.indicators] == [
        ("数量指标", "挂牌保护古树", "≥株", "≥30株", "≥32株"),
        ("数量指标", "巡护次数", "≥次", "≥12次", None),
        ("质量指标", "巡护记录", None, "完整", None),
        ("服务对象满意度", "周边村民", "≥%", "≥90%", "≥93%"),
    ]
    assert [(one.of, one.value) for one in form.reported] == [
        ("年初预算", "12"),
        ("实际执行", "8.1"),
        ("周边村民满意度", "93"),
    ]
    whole = " ".join(told(evaluated))
    for part in (
        "实际完成值识别作「≥10∛」",
        "名称识别作「巡护次薮」",
        "指标值识别作「元整」",
        "二级指标识别作「标」",
        "实际完成值识别作「成预期指标」",
    ):
        assert part in whole


def test_a_form_without_a_report_keeps_what_it_says_and_tells_what_it_lacks(read):
    disclosure = read(FORM)
    (form,) = disclosure.evaluations
    assert (disclosure.year, disclosure.kind, disclosure.form) == (2023, "final-accounts", None)
    assert form.indicators[1].level2 == ""
    assert any("也没有自评报告可对照" in one for one in told(disclosure))


def test_lines_of_a_form_that_stand_beside_their_columns_are_put_right_or_told(read):
    moved = FORM.replace("质量指标	巡护记录		元整", "质量指标		巡护记录		元整")
    moved = moved.replace("周边村民	≥%	≥90%", "周边村民(≥%	≥90%")
    moved = moved.replace("挂牌保护古	≥株	≥30株	≥32株	20	20", "挂牌保护古	≥株	20	20")
    disclosure = read(REPORT + moved)
    form = disclosure.evaluations[1]
    assert [one.name for one in form.indicators][1:] == ["巡护记录", "周边村民("]
    assert form.indicators[2].initial == "≥%"
    assert any("数量指标: 20、20: 各格错位" in one for one in told(disclosure))


def test_a_line_whose_blank_cell_was_lost_is_told_not_read_one_cell_beside(read):
    moved = REPORT.replace(
        "		巡护次数		≥12次	10	10	8	", "	巡护次数		≥12次	10	10	8	"
    )
    disclosure = read(moved + FORM)
    assert [one.name for one in disclosure.evaluations[0].indicators] == [
        "挂牌保护古树",
        "巡护记录",
        "周边村民",
    ]
    moved = REPORT.replace("	质量指标	巡护记录		完整", "质量指标	巡护记录		完整")
    disclosure = read(moved + FORM)
    assert any("质量指标: 20、20: 各格错位,不知各在哪一栏" in one for one in told(disclosure))


def test_figures_that_ran_together_are_not_counted_off_against_their_headings(read):
    lost = FORM.replace(
        "资金	12	12	9	8. 1	0. 9 90.00 9.00",
        "资金	12	12	9		0. 9 90.00 9.0	9.00",
    )
    disclosure = read(REPORT + lost)
    assert [fund.source for fund in disclosure.evaluations[1].funds] == ["资金总额"]
    assert any("资金「市县区财政资金」: 12、12、9、0.9、90.00、9.0、9.00" in one for one in told(disclosure))


def test_money_whose_columns_are_not_certain_is_told_not_guessed(read):
    lost = FORM.replace(
        "12	12	9	8. 1	0.9	90	9	雨季停工",
        "12		9	8. 1	0.9	90	9	雨季停工",
    )
    lost = lost.replace(
        "资金	12	12	9	8. 1	0. 9 90.00 9.00", "资金	12	12	9	8. 1	0. 9 90.00"
    )
    disclosure = read(REPORT + lost)
    whole, own = disclosure.evaluations[1].funds
    assert (whole.requested, whole.compiled, whole.adjusted) == ("12", None, "9")
    assert (own.executed, own.carry_over, own.rate) == ("8.1", None, None)
    assert any("预算编制数没有识别出来" in one for one in told(disclosure))
    assert any("0.9、90.00: 连在一起" in one for one in told(disclosure))


def test_a_report_without_its_tables_is_told(read):
    disclosure = read(COVER + EXPENDITURE + "项目支出绩效自评报告\n\n项目名称: 护林防火\n\n没有表。\n")
    assert disclosure.evaluations == ()
    assert any("《项目支出绩效自评报告》: 没有读出资金表和指标表,未读" in one for one in told(disclosure))


def test_a_cover_that_alone_spells_the_name_otherwise_gives_way(read):
    disclosure = read(
        COVER + EXPENDITURE + REPORT.replace("项目名称: 古树名木保护", "项目名称: 古树各木保护") + FORM
    )
    # Five characters of six are too few to tell a misreading from another project.
    assert disclosure.evaluations[0].name == "古树各木保护"
    longer = {"古树名木保护": "全县古树名木抢救保护", "古树各木保护": "全县古树各木抢救保护"}
    text = COVER + EXPENDITURE + REPORT.replace("项目名称: 古树名木保护", "项目名称: 古树各木保护") + FORM
    for short, long in longer.items():
        text = text.replace(short, long)
    mended = read(text)
    assert mended.evaluations[0].name == "全县古树名木抢救保护"
    assert any("封面的项目名称识别作「全县古树各木抢救保护」" in one for one in told(mended))


def test_a_line_of_a_form_that_goes_with_none_of_the_report_keeps_its_name_and_is_told(read):
    other = FORM.replace(
        "周边村民	≥%	≥90%	≥93%	40	40", "游客代表	≥%	≥80%	≥83%	40	40"
    )
    disclosure = read(REPORT + other)
    assert disclosure.evaluations[1].indicators[3].name == "游客代表"
    assert any("「游客代表」: 自评报告同序为「周边村民」,名称存疑" in one for one in told(disclosure))


def test_a_form_without_money_indicators_total_or_grade_says_so(read):
    bare = "\n".join(line for line in FORM.splitlines() if "资金" not in line or "目标" in line)
    disclosure = read(
        REPORT
        + bare.replace(
            "			Æ	分			97	 	优	",
            "			Æ	分			97	 	ť	",
        )
    )
    assert any("自评表「古树名木保护」: 资金表没有读出" in one for one in told(disclosure))
    assert any("自评表「古树名木保护」: 等级没有识别出来" in one for one in told(disclosure))
    without = read(REPORT + FORM.replace("			Æ	分			97	 	优	", ""))
    assert any("自评表「古树名木保护」: 总分没有识别出来" in one for one in told(without))
    headless = read(REPORT + FORM.replace("二級指标	三級指标", "乙	丙"))
    assert any(
        "《古树名木保护项目支出绩效自评表》: 没有读出资金表和指标表,未读" in one for one in told(headless)
    )


def test_money_with_two_figures_or_figures_below_no_heading_is_told(read):
    few = REPORT.replace(
        "市县区财政资金	120,000	120,000	90,000	81,000	9,000		",
        "市县区财政资金	120,000	90,000			",
    )
    few = few.replace(
        "合计	120,000	120,000	90,000	81,000	9,000	90	9",
        "合计  120,000  90,000  81,000  9,000",
    )
    disclosure = read(few + FORM)
    assert disclosure.evaluations[0].funds == ()
    assert any(
        "资金「市县区财政资金」: 120,000、90,000: 其余各栏没有识别出来" in one for one in told(disclosure)
    )
    assert any("应有7个数,不知各在哪一栏" in one for one in told(disclosure))
    assert any("自评报告的资金表没有读出" in one for one in told(disclosure))


def test_a_form_with_total_and_grade_in_one_cell_is_read(read):
    disclosure = read(REPORT + FORM.replace("97	 	优", "97 优		"))
    assert (disclosure.evaluations[1].total, disclosure.evaluations[1].grade) == ("97", "优")
