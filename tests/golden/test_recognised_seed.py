"""The recognised text of the published document, read alone, says what its transcription says."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from govbudget.adapters.documents import read_document
from govbudget.catalogue import code_book, form
from govbudget.catalogue.checking import rules, scheme_name_for
from govbudget.checks import Verdict
from govbudget.checks.dossier import Dossier
from govbudget.narrative.evaluated import evaluated_in

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT.parent / "shared" / "seed"
TEXT = SEED / "houma-dangqun-2024-final-accounts.txt"

pytestmark = pytest.mark.skipif(
    not (TEXT.is_file() and (SEED / "golden.yaml").is_file()),
    reason="shared/seed, the recognised text and its transcription, is not beside this repository",
)


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders


@pytest.fixture(scope="module")
def golden():
    return read(SEED / "golden.yaml")


@pytest.fixture(scope="module")
def disclosure():
    return read_document(TEXT)


@pytest.fixture(scope="module")
def example():
    """The bundled example, whose cells `test_example_transcription` compares with the transcription."""
    return read_document(ROOT / "data" / "examples" / "houma-2024" / "disclosure.yaml")


# Tables -----------------------------------------------------------------------------------------------


def golden_figures(table):
    """The printed figures of a golden table in the order of its rows, side by side by name."""
    if "income_rows" in table:
        rows = [*table["income_rows"], *table["expenditure_rows"]]
    elif "blocks" in table:
        rows = [*(row for block in table["blocks"] for row in block["rows"]), *table["totals"]]
    else:
        rows = table["rows"]
    return sorted(
        (row.get("code") or row.get("name") or "", text)
        for row in rows
        for text in row["cells"].values()
        if text is not None
    )


def test_the_ten_tables_have_the_251_figures_of_the_transcription(disclosure, golden):
    titled = {table["title"]: table for table in golden["tables"]}
    assert [table.title for table in disclosure.tables] == list(titled)
    count = 0
    for table in disclosure.tables:
        printed = titled[table.title]
        coded = {row.get("code") for row in printed.get("rows", ())} | {
            row["code"] for block in printed.get("blocks", ()) for row in block["rows"]
        }
        figures = sorted(
            (row.code if row.code in coded and row.code else row.label, text)
            for _, row, _, text in table.cells()
        )
        assert figures == golden_figures(printed)
        count += len(figures)
    assert count == 251


def test_every_cell_stands_in_its_row_and_column_under_its_label(disclosure, example):
    for read_table, table in zip(disclosure.tables, example.tables, strict=True):
        assert (read_table.id, read_table.number, read_table.unit) == (table.id, table.number, table.unit)
        assert [(row.id, row.label, row.code, row.line, row.side, row.cells) for row in read_table.rows] == [
            (row.id, row.label, row.code, row.line, row.side, row.cells) for row in table.rows
        ]


def test_the_text_tells_form_year_and_department(disclosure, example):
    assert (disclosure.form, disclosure.kind, disclosure.year) == (example.form, example.kind, example.year)
    assert disclosure.department == example.department


# Sentences --------------------------------------------------------------------------------------------

READ_OTHERWISE = {
    # The mark at the end is recognised as a colon; the transcription takes it for the semicolon of its neighbours.
    "3.5.2.s3": lambda text: [text[:-1] + ":"],
    # A sentence ends at its full stop; the transcription leaves the word that opens the list with it.
    "3.5.3.s1": lambda text: [text.removesuffix("其中:"), "其中:"],
    "3.9.1.s1": lambda text: [text.removesuffix("其中:"), "其中:"],
}


def test_the_narrative_has_the_sentences_of_the_transcription_in_order(disclosure, golden):
    expected = [
        text
        for part in golden["narrative"]
        for sentence in part["sentences"]
        for text in READ_OTHERWISE.get(sentence["id"], lambda whole: [whole])(sentence["text"])
    ]
    found = [one.text for one in disclosure.sentences if one.section.startswith("第三部分")]
    assert found == expected


def test_every_sentence_of_the_narrative_stands_on_its_line(disclosure, golden):
    lines = {}
    for part in golden["narrative"]:
        for sentence in part["sentences"]:
            lines.setdefault(sentence["text"], []).extend(sentence["lines"])
    told = [one for one in disclosure.sentences if one.section.startswith("第三部分") and one.text in lines]
    assert [one for one in told if one.line not in lines[one.text]] == []


# Self-evaluations -------------------------------------------------------------------------------------

MONEY = {
    "目标申报数": "requested",
    "预算编制数": "compiled",
    "全年预算数": "adjusted",
    "全年执行数": "executed",
    "资金结转结余": "carry_over",
    "执行率": "rate",
    "得分": "score",
}
LINES = {
    "level1": "level1",
    "level2": "level2",
    "name": "name",
    "年初指标": "initial",
    "年初指标值": "initial",
    "调整后指标": "target",
    "调整后指标值": "target",
    "actual": "actual",
    "weight": "weight",
    "score": "score",
    "deviation_reason": "reason",
}

GLYPH = "the grade is recognised as strokes (t / t, É, fit); the transcription takes it from their shape and the score"
UNIT = "the unit is recognised as an arrow, a root or a digit"
SIGN = "the sign = is recognised as a hyphen"
DIGITS = "the unit is recognised as digits or a percent sign, so that the number is not certain either"
WORD = "characters of the report are misread; nothing in the document shows it"

# What is read otherwise than the transcription: (project, part, line, field) → (what is read, why).
DIFFERENCES = {
    **{(order, "form", None, "grade"): (None, GLYPH) for order in range(1, 18) if order != 2},
    (1, "form", 659, "carry_over"): (None, "three figures stand in one cell, and a fourth in the next"),
    (1, "form", 659, "rate"): (None, "three figures stand in one cell, and a fourth in the next"),
    (2, "report", 745, "reason"): ("妇联活动开展还需完誊", WORD),
    (2, "form", 803, "reason"): ("妇联活动开展还需完誊", "completed from the misread report"),
    (5, "form", 1215, "actual"): (None, UNIT),
    (5, "form", 1218, "target"): (None, "the cell holds marks of recognition"),
    (6, "form", 1357, "initial"): (None, UNIT),
    (6, "form", 1358, "initial"): (None, UNIT),
    (6, "form", 1358, "actual"): (None, UNIT),
    (6, "form", 1359, "initial"): (None, UNIT),
    (7, "report", 1435, "target"): (None, "the unit is recognised as strokes"),
    (7, "form", 1491, "initial"): (None, "the unit is recognised as strokes"),
    (7, "form", 1491, "target"): (None, "the unit is recognised as strokes"),
    (7, "form", 1494, "initial"): (None, DIGITS),
    (7, "form", 1494, "score"): (None, "the cell is blank in the text"),
    (7, "form", 1496, "initial"): (None, UNIT),
    (9, "form", 1760, "actual"): (None, DIGITS),
    (10, "form", 1900, "target"): (None, DIGITS),
    (12, "report", 2124, "name"): ("退休老干部清意度", WORD),
    (12, "form", 2187, "name"): ("退休老干部清意度", "completed from the misread report"),
    (12, "form", 2177, "initial"): (None, SIGN),
    (12, "form", 2177, "target"): (None, SIGN),
    (12, "form", 2177, "actual"): (None, SIGN),
    (13, "form", 2320, "initial"): (None, UNIT),
    (13, "form", 2323, "target"): (None, DIGITS),
    (14, "form", 2454, "initial"): (None, SIGN),
    (14, "form", 2454, "target"): (None, SIGN),
    (14, "form", 2454, "actual"): (None, SIGN),
    (15, "form", 2591, "initial"): (None, "the cell is recognised as other words"),
    (15, "form", 2591, "target"): (None, UNIT),
    (15, "form", 2594, "actual"): (None, "the point is recognised as a comma"),
    (15, "form", 2597, "initial"): (None, UNIT),
    (16, "report", 2670, "target"): (None, UNIT),
    (16, "form", 2725, "requested"): (None, "the cell is blank in the text"),
    (16, "form", 2729, "initial"): (None, UNIT),
    (16, "form", 2729, "target"): (None, UNIT),
    (16, "form", 2729, "actual"): (None, UNIT),
    (16, "form", 2735, "initial"): (None, UNIT),
    (17, "report", 2808, "reason"): ("結合工作实际,由专版变成了特刊,费用降低.", WORD),
    (17, "form", 2869, "initial"): (None, "the unit is recognised as other characters"),
    (17, "form", 2872, "initial"): (None, UNIT),
}


def golden_cells(projects):
    """Every cell of the 17 reports and forms by project, part, line and field."""
    for project in projects:
        printed, report = project["form"], project["report_totals"]
        parts = {
            "report": (project["budget_report"], project["report_indicators"]),
            "form": (printed["budget_form"], printed["form_indicators"]),
        }
        order = project["order"]
        for part, (money, lines) in parts.items():
            for row in money["rows"]:
                yield (order, part, row["line"], "source"), row["资金来源"]
                yield from (((order, part, row["line"], field), row[key]) for key, field in MONEY.items())
            for row in lines:
                yield from (
                    ((order, part, row["line"], field), row[key])
                    for key, field in LINES.items()
                    if key in row
                )
        yield (order, "report", None, "name"), project["name"]
        yield (order, "report", None, "execution_score"), report["预算执行情况得分"]
        yield (order, "report", None, "indicator_total"), report["指标完成情况得分"]
        yield (order, "report", None, "total"), report["总得分"]
        yield (order, "report", None, "grade"), report["grade"]
        yield (order, "form", None, "name"), printed["form_project_name"]
        yield (order, "form", None, "total"), printed["form_totals"]["总分"]
        yield (order, "form", None, "grade"), printed["form_totals"]["grade"]
        yield (order, "form", None, "deviation_reason"), printed["budget_form"]["deviation_reason"]


def read_cells(evaluations):
    for one in evaluations:
        order, part = one.order, one.part.id
        for row in one.funds:
            yield (order, part, row.line, "source"), row.source
            yield from (((order, part, row.line, field), getattr(row, field)) for field in MONEY.values())
        for row in one.indicators:
            fields = dict.fromkeys(LINES.values())
            yield from (((order, part, row.line, field), getattr(row, field)) for field in fields)
        own = ("execution_score", "indicator_total") if part == "report" else ("deviation_reason",)
        for field in ("name", "total", "grade", *own):
            yield (order, part, None, field), getattr(one, field)


def test_17_reports_and_forms_have_252_indicator_lines(disclosure, golden):
    assert [(one.order, one.part.id) for one in disclosure.evaluations] == [
        (order, part) for order in range(1, 18) for part in ("report", "form")
    ]
    lines = [line for one in disclosure.evaluations for line in one.indicators]
    assert len(lines) == 252
    units = {one.part.id: one.unit.value for one in disclosure.evaluations}
    assert units == {
        "report": golden["projects"][0]["budget_report"]["unit"],
        "form": golden["projects"][0]["form"]["budget_form"]["unit"],
    }


def test_every_cell_of_the_evaluations_is_as_transcribed_but_for_what_is_listed(disclosure, golden):
    expected = dict(golden_cells(golden["projects"]))
    found = dict(read_cells(disclosure.evaluations))
    assert set(found) == set(expected)
    differences = {key: found[key] for key in expected if found[key] != expected[key]}
    assert differences == {key: read_as for key, (read_as, _) in DIFFERENCES.items()}


def test_every_cell_that_is_left_out_is_told_with_its_line(disclosure):
    told = " ".join(one.why for one in disclosure.not_read)
    left_out = {line for (_, _, line, _), (read_as, _) in DIFFERENCES.items() if read_as is None and line}
    assert {line for line in left_out if f"第{line}行" not in told} == set()
    assert sum("等级没有识别出来" in one.why for one in disclosure.not_read) == 16


# Findings ---------------------------------------------------------------------------------------------

STATED = "a figure of the prose as such (`stated`) is transcribed in the example and not read from a document"
CODES = "the functional codes of the projects are inferred in the example; the document prints none"
PROSE = "the example words the narrative anew and lists no items that the tables lack; the document does"
UNREAD = "a cell that the rule weighs is not read; see DIFFERENCES"

ONLY_IN_THE_EXAMPLE = {
    ("DR-05", "情况说明十(二) 公开10 合计"): STATED,
    # `check` takes these two from the sentences (test_what_the_prose_says_of_its_projects_is_read below).
    ("N-10d", "情况说明十(四)1「绩效自评涉及资金」"): STATED,
    ("N-10d", "情况说明十(四)1「自评为中项目数」"): STATED,
    ("N-DONE-CAP", "情况说明五(三) 公开05 一般公共服务支出「小计」完成年初预算"): STATED,
    ("N-DONE-CAP", "情况说明五(三) 公开05 住房保障支出「小计」完成年初预算"): STATED,
    ("N-PREV-OTHER", "情况说明一 公开01 总计(收入方)增减额"): STATED,
    ("X-05-PRJ", "公开05 2080199 其他人力资源和社会保障管理事务支出「项目支出」"): CODES,
    ("X-BUD-PRJ", "情况说明五(三) 公开05 一般公共服务支出「小计」年初预算"): CODES,
    ("PE-G-01", "项目13 宣传工作经费 自评表 等级"): UNREAD,
    ("PE-Q-EQ", "项目7 惠农助农消费帮扶 自评报告 数量指标「对脱贫户、监测户帮扶」"): UNREAD,
    ("PE-UNIT-02", "项目13 宣传工作经费 自评表 数量指标「开发区建设专刊」"): UNREAD,
    ("PE-UNIT-02", "项目15 党群工作部缴纳残保金 自评表 成本指标「残保金金额」"): UNREAD,
    ("PE-UNIT-02", "项目15 党群工作部缴纳残保金 自评表 数量指标「在职人数」"): UNREAD,
    ("PE-UNIT-02", "项目16 人才奖励资金 自评报告 数量指标「人才奖励扶持兑现」"): UNREAD,
    (
        "PE-RT-01",
        "项目8 第二轮全员竞聘聘请第三方费用 自评报告 全年目标实际完成情况 “全年竞聘预算”",
    ): "the example shortens the name of the figure",
}
ONLY_IN_THE_TEXT = {
    (
        "N-05c-LIST",
        "情况说明(三)一般公共预算财政拨款支出决算具体情况 社会保障和就业支出",
    ): PROSE,
    ("N-06-LIST", "情况说明六、一般公共预算财政拨款基本支出决算情况说明 人员经费"): PROSE,
    ("N-06-LIST", "情况说明六、一般公共预算财政拨款基本支出决算情况说明 公用经费"): PROSE,
    ("PE-Q-EQ", "项目13 宣传工作经费 自评表 数量指标「开发区建设专刊」"): UNREAD,
    ("PE-Q-ZERO", "项目7 惠农助农消费帮扶 自评表 成本指标「对脱贫户、监测户帮扶措施」"): UNREAD,
    (
        "PE-RT-01",
        "项目8 第二轮全员竞聘聘请第三方费用 自评报告 全年目标实际完成情况 “全年第二轮竞聘预算”",
    ): "the example shortens the name of the figure",
}


def broken(disclosure, every):
    """Rule and first place of whatever the rules of `check` find broken, before roots are sought."""
    dossier = Dossier(disclosure, code_book(disclosure.year), form(disclosure.form), form("mof-2024"))
    return {
        (finding.rule, finding.where[0].name if finding.where else "")
        for rule in every
        if rule.applies(dossier)
        for finding in rule.evaluate(dossier)
        if finding.verdict is Verdict.BROKEN
    }


def test_the_text_alone_gives_the_findings_of_the_example_but_for_what_is_listed(disclosure, example):
    assert scheme_name_for(disclosure) == scheme_name_for(example)
    every = rules(scheme_name_for(disclosure))
    found, expected = broken(disclosure, every), broken(example, every)
    assert expected - found == set(ONLY_IN_THE_EXAMPLE)
    assert found - expected == set(ONLY_IN_THE_TEXT)


def test_what_the_prose_says_of_its_projects_is_read(disclosure, example):
    """The sums and counts of N-10d, which the example lists as `stated`, from the sentences alone."""
    stated = {
        one.figure: (Fraction(one.text), one.unit) for one in example.stated if one.unit in ("个", "万元")
    }
    read = {one.figure: (Fraction(one.text), one.unit) for one in evaluated_in(disclosure.sentences)}
    assert read.items() <= stated.items()
    # “国有资金经营预算” is no budget (FINDINGS N-8): from there on the list is left out.
    assert {name for name in stated if name.startswith("performance[")} - read.keys() == {
        "performance[department].state_capital",
        "performance[department].social_insurance",
    }
