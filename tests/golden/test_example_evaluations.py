"""The bundled example's self-evaluations and stated figures are the document's, value by value, both ways."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
import yaml
from attrs import asdict, fields

from govbudget.adapters import read_disclosure
from govbudget.catalogue.files import example_file
from govbudget.model import EvaluationPart, Funds, Indicator, ReportedFigure
from govbudget.money import Unit

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
EXAMPLE = example_file("houma-2024", "disclosure.yaml")
REPORT, FORM = EvaluationPart.REPORT, EvaluationPart.FORM

FUNDS = {
    "source": "资金来源",
    "requested": "目标申报数",
    "compiled": "预算编制数",
    "adjusted": "全年预算数",
    "executed": "全年执行数",
    "carry_over": "资金结转结余",
    "rate": "执行率",
    "score": "得分",
    "line": "line",
}
INDICATOR = {
    "level1": "level1",
    "level2": "level2",
    "name": "name",
    "actual": "actual",
    "weight": "weight",
    "score": "score",
    "reason": "deviation_reason",
    "line": "line",
}
TARGETS = {
    REPORT: {"initial": "年初指标", "target": "调整后指标"},
    FORM: {"initial": "年初指标值", "target": "调整后指标值"},
}
# What the narrative calls the figures that its ids name; `kind` adds the ending.
FIGURES = {
    "收入总计": "summary[income_grand_total].amount",
    "支出总计": "summary[expenditure_grand_total].amount",
    "收入合计": "income[total].total",
    "财政拨款收入": "income[total].appropriation",
    "支出合计": "expenditure[total].total",
    "基本支出": "expenditure[total].basic",
    "项目支出": "expenditure[total].project",
    "财政拨款收入总计": "appropriation_summary[income_grand_total].amount",
    "财政拨款支出总计": "appropriation_summary[expenditure_grand_total].total",
    "一般公共预算财政拨款支出": "general_budget[total].total",
    "一般公共服务支出": "general_budget[201].total",
    "社会保障和就业支出": "general_budget[208].total",
    "卫生健康支出": "general_budget[210].total",
    "住房保障支出": "general_budget[221].total",
    "财政拨款基本支出": "general_budget[total].basic",
    "人员经费": "basic_expenditure[personnel_total].amount",
    "公用经费": "basic_expenditure[operating_total].amount",
    '"三公"经费全年预算': "three_public[adjusted].total",
    '"三公"经费支出': "three_public[final].total",
    '"三公"经费': "three_public[final].total",
    "因公出国(境)费": "three_public[final].abroad",
    "出国(境)团组": "three_public[final].abroad.groups",
    "出国(境)人次": "three_public[final].abroad.people",
    "公务用车购置费": "three_public[final].vehicle_purchase",
    "公务用车购置": "three_public[final].vehicle_purchase",
    "购置公务用车": "three_public[final].vehicle_purchase.count",
    "公务用车运行维护费": "three_public[final].vehicle_operation",
    "公务用车保有量": "three_public[final].vehicle_operation.count",
    "公务接待费": "three_public[final].reception",
    "接待批次": "three_public[final].reception.batches",
    "接待人次": "three_public[final].reception.people",
    "国内接待费": "three_public[final].reception.domestic",
    "国内接待批次": "three_public[final].reception.domestic.batches",
    "国内接待人次": "three_public[final].reception.domestic.people",
    "外事接待费": "three_public[final].reception.foreign_affairs",
    "外事接待批次": "three_public[final].reception.foreign_affairs.batches",
    "外事接待人次": "three_public[final].reception.foreign_affairs.people",
    "国(境)外接待费": "three_public[final].reception.overseas",
    "国(境)外接待批次": "three_public[final].reception.overseas.batches",
    "国(境)外接待人次": "three_public[final].reception.overseas.people",
    "政府采购支出总额": "statistics[procurement_total].value",
    "政府采购货物支出": "statistics[procurement_goods].value",
    "政府采购工程支出": "statistics[procurement_works].value",
    "政府采购服务支出": "statistics[procurement_services].value",
    "政府采购授予中小企业合同金额": "statistics[procurement_small_medium].value",
    "授予小微企业合同金额": "statistics[procurement_small_micro].value",
    "车辆": "statistics[vehicles_total].value",
    "单价100万元(含)以上设备(不含车辆)": "statistics[equipment].value",
    "二级项目": "performance[projects].count",
    "绩效自评资金": "performance[projects].amount",
    "其中:一般公共预算项目支出": "performance[projects].general_budget",
    "其中:政府性基金预算项目支出": "performance[projects].government_fund",
    "其中:国有资本经营预算项目支出": "performance[projects].state_capital",
    "其中:社会保险基金预算项目支出": "performance[projects].social_insurance",
    "自评等级优": "performance[excellent].count",
    "自评等级良": "performance[good].count",
    "自评等级中": "performance[fair].count",
    "自评等级差": "performance[poor].count",
    "部门评价项目": "performance[department].count",
    "部门评价资金": "performance[department].amount",
    "其中:一般公共预算支出": "performance[department].general_budget",
    "其中:政府性基金预算支出": "performance[department].government_fund",
    "其中:国有资金经营预算支出": "performance[department].state_capital",
    "其中:社会保险基金预算支出": "performance[department].social_insurance",
    "退休老干部工作": "performance[退休老干部工作]",
    "春节慰问": "performance[春节慰问]",
    "党报党刊征订": "performance[党报党刊征订]",
}
ENDINGS = {
    "amount": "",
    "count": "",
    "change_amount": ".change",
    "change_pct": ".change_rate",
    "share": ".share",
    "completion_pct": ".completion",
    "score": ".total",
    "grade": ".grade",
}
NO_FIGURES = {"code": 2, "threshold": 1}
SECTIONS = {
    "3.1": "一",
    "3.2": "二",
    "3.3": "三",
    "3.4": "四",
    "3.5.1": "五(一)",
    "3.5.2": "五(二)",
    "3.5.3": "五(三)",
    "3.6": "六",
    "3.9.1": "九(一)",
    "3.9.2": "九(二)",
    "3.10.2": "十(二)",
    "3.10.3": "十(三)",
    "3.10.4": "十(四)1",
}
# What the text of a report restates, where it speaks of the money of the whole project.
RESTATED = {
    "年初预算": "approved",
    "全年预算": "adjusted",
    "全年竞聘预算": "adjusted",
    "实际执行": "executed",
    "执行": "executed",
    "实际支付": "executed",
    "实际支出": "executed",
    "已支付慰问费用": "executed",
    "活动费用合计": "executed",
    "支付经济补偿": "executed",
    "经济补偿": "executed",
    "支付第三方人力资源公司": "executed",
}


@pytest.fixture(scope="module")
def document():
    if not (SEED / "golden.yaml").is_file():
        pytest.skip(
            "shared/seed/golden.yaml, the transcription to compare with, is not beside this repository"
        )
    text = (SEED / "golden.yaml").read_text(encoding="utf-8")
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders


@pytest.fixture(scope="module")
def disclosure():
    return read_disclosure(EXAMPLE)


def of_part(evaluations, part):
    return {evaluation.order: evaluation for evaluation in evaluations if evaluation.part is part}


def golden_parts(document):
    """Every report and every form: its order and part, what golden says of it, and where it starts."""
    for project in document["projects"]:
        yield project["order"], REPORT, project, project["source_lines"]["report"][0]
        yield project["form"]["follows_report"], FORM, project["form"], project["source_lines"]["form"][0]


def lines_of(part, content, name):
    """The list of a report or of a form under the name that golden gives it there."""
    if name == "budget":
        return content[f"budget_{part.id}"]["rows"]
    return content[f"{part.id}_{name}"]


def figure_id(of, kind):
    name = of.partition("/")[0]
    ending = ENDINGS[kind]
    if kind == "amount" and name not in FIGURES:
        name, ending = (
            (name.removesuffix("年初预算"), ".approved")
            if name.endswith("年初预算")
            else (name.removesuffix("决算"), "")
        )
    return FIGURES[name] + ending


def printed(lines):
    """How many texts there are in records, apart from what names or places them."""
    values = [
        value for line in lines for name, value in asdict(line).items() if name not in ("source", "line")
    ]
    return sum(value is not None for value in values)


def test_the_example_has_17_reports_and_17_forms(disclosure):
    listed = [(evaluation.order, evaluation.part) for evaluation in disclosure.evaluations]
    assert listed == [(order, part) for order in range(1, 18) for part in (REPORT, FORM)]
    assert len(listed) == 34
    assert {e.unit for e in of_part(disclosure.evaluations, REPORT).values()} == {Unit.YUAN}
    assert {e.unit for e in of_part(disclosure.evaluations, FORM).values()} == {Unit.WAN_YUAN}
    assert [e.whole.source for e in disclosure.evaluations] == ["合计", "资金总额"] * 17


def test_the_example_has_its_figures_in_number(disclosure):
    evaluations = disclosure.evaluations
    funds = [line for evaluation in evaluations for line in evaluation.funds]
    indicators = [line for evaluation in evaluations for line in evaluation.indicators]
    reported = [figure for evaluation in evaluations for figure in evaluation.reported]
    assert (len(funds), len(indicators), len(reported)) == (68, 252, 91)
    assert (printed(funds), printed(indicators)) == (450, 1897)
    assert len(disclosure.stated) == 120
    assert {figure.sentence for figure in disclosure.stated} == set(range(1, 48))
    assert Counter(e.grade for e in evaluations) == {"优": 24, "差": 10}


def test_reports_and_forms_of_one_order_have_one_inferred_code(disclosure):
    reports, forms = (of_part(disclosure.evaluations, part) for part in (REPORT, FORM))
    codes = {order: report.code for order, report in reports.items()}
    assert codes == {order: form.code for order, form in forms.items()}
    assert [order for order, code in codes.items() if code is None] == [5, 7, 8]
    assert all(e.code_inferred == (e.code is not None) for e in disclosure.evaluations)


def test_inferred_codes_account_for_the_project_expenditure_of_the_tables_but_for_one(disclosure):
    spent = Counter()
    for report in of_part(disclosure.evaluations, REPORT).values():
        spent[report.code] += Decimal(report.whole.executed) / 10000
    assert spent.pop(None) == 0
    table = next(table for table in disclosure.tables if table.id == "expenditure")
    projects = {
        row.id: row.cells["project"] for row in table.rows if len(row.id) == 7 and row.cells["project"]
    }
    rounded = {code: str(money.quantize(Decimal("0.01"), ROUND_HALF_UP)) for code, money in spent.items()}
    assert rounded.keys() == projects.keys()
    differing = {
        code: (rounded[code], projects[code]) for code in projects if rounded[code] != projects[code]
    }
    assert differing == {"2080199": ("25.58", "32.55")}


def test_every_evaluation_is_headed_and_totalled_as_printed(document, disclosure):
    found = {(e.order, e.part): e for e in disclosure.evaluations}
    expected = list(golden_parts(document))
    assert len(expected) == len(found) == 34
    for order, part, content, line in expected:
        evaluation = found[order, part]
        budget, totals = content[f"budget_{part.id}"], content[f"{part.id}_totals"]
        assert evaluation.name == content["name" if part is REPORT else "form_project_name"]
        assert (evaluation.unit.zh, evaluation.line, evaluation.page) == (budget["unit"], line, None)
        assert evaluation.execution_score == totals.get("预算执行情况得分")
        assert evaluation.indicator_total == totals.get("指标完成情况得分")
        assert evaluation.total == totals["总得分" if part is REPORT else "总分"]
        assert evaluation.grade == totals["grade"]
        assert evaluation.deviation_reason == budget.get("deviation_reason")


def test_every_line_of_funds_is_as_printed_and_none_is_added(document, disclosure):
    found = {(e.order, e.part): e.funds for e in disclosure.evaluations}
    expected = {
        (order, part): tuple(
            Funds(**{key: row[name] for key, name in FUNDS.items()})
            for row in lines_of(part, content, "budget")
        )
        for order, part, content, _ in golden_parts(document)
    }
    assert found == expected
    assert sum(map(len, found.values())) == 68


def test_every_indicator_is_as_printed_and_none_is_added(document, disclosure):
    found = {(e.order, e.part): e.indicators for e in disclosure.evaluations}
    expected = {
        (order, part): tuple(
            Indicator(**{key: line[name] for key, name in (INDICATOR | TARGETS[part]).items()})
            for line in lines_of(part, content, "indicators")
        )
        for order, part, content, _ in golden_parts(document)
    }
    assert found == expected
    assert {field.name for field in fields(Indicator)} == (INDICATOR | TARGETS[FORM]).keys()
    assert sum(map(len, found.values())) == 252


def test_every_legible_figure_of_the_texts_is_as_printed_and_none_is_added(document, disclosure):
    found = {(e.order, e.part): e.reported for e in disclosure.evaluations}
    expected, illegible = {}, []
    for order, part, content, _ in golden_parts(document):
        figures = lines_of(part, content, "text_figures")
        illegible += [figure["id"] for figure in figures if figure["value"] is None]
        expected[order, part] = tuple(
            ReportedFigure(
                figure["of"],
                figure["value"],
                figure["unit"] or "比例",
                {"satisfaction": "satisfaction", "amount": RESTATED.get(figure["of"])}.get(figure["kind"]),
                figure["section" if part is REPORT else "cell"],
                figure["line"],
            )
            for figure in figures
            if figure["value"] is not None
        )
    assert found == expected
    assert illegible == ["P12.ft1", "P15.ft3"]
    assert sum(map(len, found.values())) == 91
    kinds = Counter(figure.figure for figures in found.values() for figure in figures)
    assert kinds == {"satisfaction": 32, "executed": 23, "adjusted": 13, "approved": 2, None: 21}


def test_every_figure_of_the_narrative_is_stated_in_its_order_and_none_is_added(document, disclosure):
    stated = iter(disclosure.stated)
    left_out = Counter()
    sentence = 0
    for part in document["narrative"]:
        for said in part["sentences"]:
            sentence += any(figure["kind"] not in NO_FIGURES for figure in said["figures"])
            for figure in said["figures"]:
                if figure["kind"] in NO_FIGURES:
                    left_out[figure["kind"]] += 1
                    continue
                sign = "-" if figure.get("direction") in ("减少", "下降") else ""
                found = next(stated)
                assert found.figure == figure_id(figure["of"], figure["kind"])
                assert (found.text, found.unit) == (sign + figure["value"], figure["unit"] or "等级")
                assert (found.section, found.sentence) == (SECTIONS[part["id"]], sentence)
                assert found.line in said["lines"]
            if "与上年相同" in said["text"]:
                # No digits, but a change all the same: none.
                found = next(stated)
                assert (found.figure, found.text) == (figure_id(figure["of"], "change_amount"), "0")
    assert next(stated, None) is None
    assert left_out == NO_FIGURES
    assert (len(disclosure.stated), sentence) == (120, 47)


def test_the_figures_that_a_table_prints_are_stated_as_the_table_prints_them(disclosure):
    cells = {name: text for table in disclosure.tables for name, _, _, text in table.cells()}
    restated = [figure for figure in disclosure.stated if figure.figure in cells]
    assert len(restated) == 25
    assert all(figure.text == cells[figure.figure] for figure in restated)


def test_no_sentence_of_the_document_is_repeated(document, disclosure):
    example = EXAMPLE.read_text(encoding="utf-8")
    cells = {line.name for evaluation in disclosure.evaluations for line in evaluation.indicators}
    prose = [said["text"] for part in document["narrative"] for said in part["sentences"]]
    for project in document["projects"]:
        prose += [said["text"] for said in project["report_text"]]
        prose += [project["form"]["年度目标"], project["form"]["实际完成情况"]]
    # One goal is also, word for word, the name of an indicator; the shortest texts are 无 and a year.
    sentences = {text for text in prose if text and len(text) > 12} - cells
    assert len(sentences) > 200
    assert [text for text in sentences if text in example] == []
