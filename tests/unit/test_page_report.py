"""The page of a report: all numbers as printed, each with its origin, and nothing of a document but text."""

from __future__ import annotations

import re
import sys

import pytest
from attrs import evolve
from page_examples import example, read_back

import govbudget
from govbudget.adapters import ledger_from_rows
from govbudget.adapters.page import write_report_page
from govbudget.adapters.page.origins import Origins
from govbudget.calc import Figure
from govbudget.catalogue import example_file
from govbudget.errors import GovBudgetError
from govbudget.model import Department, EvaluationPart, Funds, SelfEvaluation
from govbudget.money import Amount, Undefined, Unit

HOSTILE = (
    """<script>window.hacked = 1</script>"'><img src=x onerror=alert(1)>{{ 7*7 }}&lt;javascript:alert(1)"""
)


@pytest.fixture(scope="module")
def report():
    ledger = govbudget.read_ledger(example_file("houma-2024", "ledger.csv"))
    return govbudget.Report.of(ledger, govbudget.form("shanxi-2024"), govbudget.code_book(2024))


@pytest.fixture(scope="module")
def narrative(report):
    return govbudget.narrate(report, govbudget.wording("shanxi-2024"))


@pytest.fixture(scope="module")
def written(report, narrative, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "报告.html"
    write_report_page(report, path, narrative, example().evaluations)
    return path


@pytest.fixture(scope="module")
def page(written):
    return read_back(written)


def by_id(page):
    return {element["id"]: element for element in page if element["id"]}


def test_the_page_says_whose_it_is_and_in_which_language(page):
    assert next(e for e in page if e.tag == "html")["lang"] == "zh-CN"
    name = "侯马经济开发区管理委员会党群工作部"
    assert next(e for e in page if e.tag == "title").text == f"{name}2024年度部门决算"
    assert next(e for e in page if e.tag == "h1").text == f"{name} 2024年度部门决算"
    assert next(e for e in page if e["name"] == "viewport")["content"].startswith("width=device-width")


def test_every_cell_of_every_table_reads_back_as_printed(report, page):
    shown = {e["data-figure"]: e.text for e in page if e["data-figure"]}
    printed = {
        f"{table.id}[{row.id}].{column.id}": table.shown(row, column.id) or ""
        for table in report.tables
        for row in table.printed_rows
        for column in table.form.columns
        if column.side == row.side
    }
    assert shown == printed


def test_every_table_has_its_title_its_unit_and_its_notes(report, page):
    told = by_id(page)
    for table in report.tables:
        section = told[f"table-{table.id}"]
        assert f"{table.form.number} {table.form.title}" in section.text
        assert f"金额单位:{table.unit}" in section.text
        assert all(note in section.text for note in table.notes)


def test_every_link_leads_somewhere_in_the_page_and_ids_are_unique(page):
    ids = [e["id"] for e in page if e["id"]]
    assert len(ids) == len(set(ids))
    links = [e["href"] for e in page if e["href"]]
    assert links
    assert {link[0] for link in links} == {"#"}
    assert {link[1:] for link in links} <= set(ids)


def test_every_printed_number_leads_to_what_explain_says_of_it(report, page):
    told = by_id(page)
    cells = [e for e in page if e["data-figure"] and e.text]
    for cell in cells:
        link = next(e for e in page if e.parent is cell)
        figure = report[cell["data-figure"]]
        line, *inputs = figure.explain(depth=1)
        text = " ".join(told[link["href"][1:]].text.split())
        assert " ".join(line.replace("  ← ", " ").split()) in text
        for source in inputs:
            assert " ".join(source.replace("  ← ", " ").split()) in text


def test_every_figure_beside_the_tables_is_told_with_its_number(report, page):
    section = " ".join(by_id(page)["origins"].text.split())
    for figure in report.analysis:
        line = next(figure.explain(depth=0))
        assert " ".join(line.replace("  ← ", " ").split()) in section


def test_the_narrative_stands_under_its_headings_and_leads_to_its_figures(narrative, page):
    section = by_id(page)["narrative"]
    headings = [e.text for e in page if e.tag == "h3" and e.parent is section]
    assert headings == [str(one) for one in narrative.wording.sections]
    paragraphs = [e.text for e in page if e.tag == "p" and e["class"] == "sentence"]
    assert "".join(paragraphs) == "".join(sentence.text for sentence in narrative.sentences)
    assert all(f"待填:{what}" in section.text for what in narrative.missing)


def test_sentences_alone_stand_under_the_numbers_of_their_sections(report, narrative, tmp_path):
    write_report_page(report, tmp_path / "a.html", narrative.sentences[:3])
    page = read_back(tmp_path / "a.html")
    assert [e.text for e in page if e.tag == "h3"] == ["一", "二"]
    assert "evaluations" not in by_id(page)


def test_self_evaluations_are_listed_as_printed(page):
    table = next(e for e in page if e.tag == "table" and e.has("evaluations"))
    rows = [
        [cell.text for cell in page if cell.parent is row and cell.tag == "td"]
        for row in page
        if row.tag == "tr" and row.parent.parent is table
    ]
    parts = example().evaluations
    assert [row[9] for row in rows if row] == [part.total or "" for part in parts]
    assert [row[5] for row in rows if row] == [part.whole.executed or "" for part in parts]


def test_charts_show_the_classes_and_the_change_against_the_prior_year(page):
    titles = [e.text for e in page if e.tag == "figcaption"]
    assert titles[0] == "支出结构(公开03 支出决算表,万元)"
    assert titles[1] == "与上年比较(一般公共预算财政拨款支出,万元)"
    told = [e.text for e in page if e.tag == "desc"]
    assert "一般公共服务支出: 合计 74.24、基本支出 空白、项目支出 74.24" in told[0]
    assert "社会保障和就业支出: 本年 338.21、上年 361.19、增减 -22.98(-6.36%)" in told[1]
    # 上年为零,没有增减幅度可言。
    assert "卫生健康支出: 本年 7.28、上年 0.00、增减 7.28;" in told[1]


def test_nothing_is_fetched_and_only_the_page_s_own_script_may_run(written, page):
    text = written.read_text(encoding="utf-8")
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text)
    assert not [e for e in page if e["src"] or e.tag in ("link", "iframe", "img", "object", "base")]
    policy = next(e for e in page if e["http-equiv"] == "Content-Security-Policy")["content"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-")
    assert [e.tag for e in page].count("script") == 1


def test_a_table_that_cannot_be_derived_says_why(tmp_path):
    row = {"年度": 2024, "部门": "示例局", "阶段": "决算数", "方向": "收入", "功能分类": "2010301",
           "预算": "一般公共预算", "资金来源": "财政拨款", "金额": "5.00", "单位": "万元"}  # fmt: skip
    report = govbudget.Report.of(
        ledger_from_rows([row]), govbudget.form("shanxi-2024"), govbudget.code_book(2024)
    )
    write_report_page(report, tmp_path / "a.html")
    page = read_back(tmp_path / "a.html")
    missing = [table for table in report.tables if table.missing]
    assert missing
    for table in missing:
        assert f"缺数:{table.missing}" in by_id(page)[f"table-{table.id}"].text
    assert "账套推算不出按类列示的支出" in by_id(page)["pictures"].text
    assert "账套没有上年的数" in by_id(page)["pictures"].text


def hostile_report(report):
    ledger = evolve(report.ledger, department=Department(HOSTILE, HOSTILE))
    facts = tuple(evolve(fact, origin=HOSTILE) for fact in ledger.facts[:40])
    return govbudget.Report.of(evolve(ledger, facts=facts), report.form, report.book)


def part(name, **more):
    return SelfEvaluation(1, EvaluationPart.FORM, name, Unit.YUAN, **more)


def test_what_comes_from_documents_is_only_ever_text(report, tmp_path):
    evaluations = [part(HOSTILE, funds=(Funds(HOSTILE, adjusted=HOSTILE),), indicators=(), total=HOSTILE)]
    write_report_page(hostile_report(report), tmp_path / "a.html", (), evaluations)
    page = read_back(tmp_path / "a.html")
    assert [e.tag for e in page].count("script") == 1
    assert not [e for e in page if e.tag == "img"]
    assert not [name for e in page for name in e.attributes if name.startswith("on")]
    assert HOSTILE in next(e for e in page if e.tag == "h1").text
    assert HOSTILE in by_id(page)["table-expenditure"].text
    assert HOSTILE in by_id(page)["evaluations"].text


def test_what_a_self_evaluation_leaves_out_is_said(report, tmp_path):
    whole = Funds("合计", adjusted="0", executed="0")
    parts = [
        part("没有资金", funds=(), indicators=(), total="—"),
        evolve(part("全年预算为零", funds=(whole,), indicators=(), total=None), order=2),
        evolve(part("\ud800半个字", funds=(whole,), indicators=()), order=3),
    ]
    write_report_page(report, tmp_path / "a.html", (), parts)
    section = by_id(read_back(tmp_path / "a.html"))["evaluations"].text
    assert "1 没有资金: 执行率 —(资金未填全)" in section
    assert "2 全年预算为零: 执行率 —(全年预算数为零)" in section
    assert "1 没有资金: 总分 —" in section
    assert "2 全年预算为零: 总分 空白" in section


def test_one_figure_is_told_once_however_many_come_from_it():
    one = Figure("fact[a]", "一笔", Amount(5), "来源:a")
    same = Figure("fact[a]", "一笔", Amount(5), "来源:a")
    sums = [Figure(f"t[{n}].c", f"合计{n}", Amount(5), "之和", (one,)) for n in range(3)]
    top = Figure("t[x].c", "总计", Undefined("没有数"), "各数之和", (*sums, same))
    origins = Origins()
    assert origins.anchor(one) == origins.anchor(same)
    told = origins.of([top, top])
    assert [origin.step.number for origin in told] == ["—(没有数)"]
    assert [step.anchor is None for step in told[0].inputs] == [False, False, False, True]
    assert {origin.step.label for origin in origins.rest()} == {"合计0", "合计1", "合计2"}
    assert origins.rest() == ()


def test_without_the_extra_the_message_says_how_to_get_it(report, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(GovBudgetError, match=r"附加组件 report,请先运行: pip install 'govbudget\[report\]'"):
        write_report_page(report, tmp_path / "a.html")


def test_a_page_that_cannot_be_written_names_its_file(report, tmp_path):
    with pytest.raises(GovBudgetError, match=r"没有\.html: 网页写不进去"):
        write_report_page(report, tmp_path / "没有" / "没有.html")
