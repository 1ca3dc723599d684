"""Dataframes of ledgers, reports, documents, findings and evaluations: tidy rows, exact sums, nulls for what is missing."""

from __future__ import annotations

import importlib
from decimal import Decimal

import pytest
from attrs import evolve

import govbudget
from govbudget.adapters.frames import FrameError
from govbudget.calc import Figure
from govbudget.catalogue import example_file, scheme
from govbudget.checks import Finding, Severity, Verdict
from govbudget.checks.evaluations import rescored
from govbudget.model import (
    Department,
    Direction,
    Fact,
    FundingSource,
    Ledger,
    Stage,
    Statistic,
    StatisticItem,
)
from govbudget.money import Amount, Undefined, Unit

LIBRARIES = ("pandas", "polars")
both = pytest.mark.parametrize("library", LIBRARIES)


@pytest.fixture(autouse=True)
def _libraries(request):
    for name in LIBRARIES if "library" not in request.fixturenames else [request.getfixturevalue("library")]:
        pytest.importorskip(name)
    pytest.importorskip("narwhals")


def rows_of(frame):
    """Rows as dictionaries with `None` for what the library calls missing."""
    if hasattr(frame, "to_dicts"):
        return frame.to_dicts()
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def types_of(frame):
    return {name: str(kind) for name, kind in zip(frame.columns, frame.dtypes, strict=True)}


@pytest.fixture(scope="module")
def ledger():
    income = Fact(
        Stage.EXECUTED,
        Direction.INCOME,
        Amount(1_000_000, 5000),
        funding=FundingSource.OTHER,
        origin="甲.csv:2",
    )
    vehicles = Statistic(Stage.EXECUTED, StatisticItem.VEHICLES_OTHER, 3)
    return Ledger(Department("602", "示例局"), 2024, (income,), (vehicles,))


@pytest.fixture(scope="module")
def example():
    return govbudget.read_disclosure(example_file("houma-2024", "disclosure.yaml"))


@pytest.fixture(scope="module")
def report():
    read = govbudget.read_ledger(example_file("houma-2024", "ledger.csv"))
    return govbudget.Report.of(read, govbudget.form("shanxi-2024"), govbudget.code_book(2024))


@both
def test_a_ledger_is_one_row_a_fact_in_whole_fen(ledger, library):
    frame = govbudget.to_frame(ledger, library)
    fact, statistic = rows_of(frame)
    assert fact == {
        "年度": 2024,
        "部门": "602-示例局",
        "阶段": "决算数",
        "方向": "收入",
        "功能分类": None,
        "经济分类": None,
        "预算": None,
        "资金来源": "其他收入",
        "支出性质": None,
        "项目": None,
        "金额": 1_000_000,
        "单位": "分",
        "尾差": 5000,
        "来源": "甲.csv:2",
    }
    assert (statistic["项目"], statistic["金额"], statistic["单位"], statistic["尾差"]) == (
        "其他用车",
        3,
        "辆",
        None,
    )
    kinds = types_of(frame)
    assert {kinds[name] for name in ("年度", "金额", "尾差")} == {"Int64"}
    assert not any("loat" in kind for kind in kinds.values())


@both
def test_sums_are_decimals_or_text_on_request(ledger, library):
    (fact, statistic) = rows_of(govbudget.to_frame(ledger, library, amounts="decimal", headings="en"))
    assert (fact["amount"], fact["unit"], fact["slack"]) == (Decimal("10000.00"), "元", Decimal("50.00"))
    assert statistic["amount"] == Decimal(3)
    fact, statistic = rows_of(govbudget.to_frame(ledger, library, amounts="text"))
    assert (fact["金额"], fact["单位"], statistic["金额"]) == ("1.00", "万元", "3")
    assert "尾差" not in fact


def test_a_sum_that_no_text_states_as_exactly_is_refused_with_its_row(ledger):
    added_up = evolve(ledger, facts=(evolve(ledger.facts[0], amount=Amount(5, 3), project="某项目"),))
    with pytest.raises(ExceptionGroup) as caught:
        govbudget.to_frame(added_up, amounts="text")
    (fault,) = caught.value.exceptions
    assert str(fault) == "决算数收入 某项目: 5 分、尾差 3 分没有相应的写法;请用 amounts='fen' 或 'decimal'"


@both
def test_a_sum_beyond_64_bits_is_refused_as_fen_and_exact_as_a_decimal(ledger, library):
    huge = evolve(ledger, facts=(evolve(ledger.facts[0], amount=Amount(10**20)),))
    with pytest.raises(FrameError, match="「金额」有超过 64 位的整数;请用 amounts='decimal'"):
        govbudget.to_frame(huge, library)
    assert rows_of(govbudget.to_frame(huge, library, amounts="decimal"))[0]["金额"] == Decimal(10) ** 18


@both
def test_a_report_is_one_row_a_figure_with_what_is_missing(report, library):
    frame = govbudget.to_frame(report, library)
    rows = {row["编号"]: row for row in rows_of(frame)}
    project, share = rows["expenditure[total].project"], rows["expenditure[total].project.share"]
    assert (project["表"], project["行"], project["栏"]) == ("expenditure", "total", "project")
    # 公开03, printed page 6
    assert (project["金额(分)"], project["列示"], project["单位"]) == (160_350_000, "160.35", "万元")
    assert (project["年度"], project["百分比"], project["数量"]) == (2024, None, None)
    exact = report["expenditure[total].project.share"]
    assert (share["栏"], share["列示"], share["金额(分)"]) == ("project.share", exact.text, None)
    assert f"{share['百分比']}%" == exact.text
    assert rows["statistics[vehicles_total].value"]["数量"] == 0
    assert len(rows_of(frame)) >= len(list(report))
    assert types_of(frame)["金额(分)"] == "Int64"


def test_a_table_tells_its_gaps_and_why_a_figure_has_no_value(ledger):
    report = govbudget.Report.of(ledger, govbudget.form("shanxi-2024"), govbudget.code_book(2024))
    (missing,) = rows_of(govbudget.to_frame(report.table("expenditure"), "polars", headings="en"))
    assert missing["reason"] == "账套没有决算数的支出"
    assert {missing[name] for name in ("id", "row", "column", "amount_fen", "year")} == {None}
    summary = report.table("summary")
    gaps = {
        line["column"]: line["reason"]
        for line in rows_of(govbudget.to_frame(summary, "polars", headings="en"))
    }
    assert gaps["expenditure"] == summary.gaps["expenditure"]
    undefined = Figure("甲", "占比", Undefined("分母为零"), "甲 ÷ 乙")
    last = rows_of(govbudget.to_frame(evolve(report, analysis=(undefined,)), "polars", amounts="decimal"))[-1]
    assert (last["编号"], last["表"], last["列示"], last["缺数原因"]) == ("甲", None, None, "分母为零")
    row_gap = evolve(summary, rows=summary.rows[:1], gaps={summary.rows[0].id: "不知道"})
    assert rows_of(govbudget.to_frame(row_gap, "polars"))[-1]["行"] == summary.rows[0].id


@both
def test_a_document_is_one_row_a_printed_cell_blank_or_not(example, library):
    rows = rows_of(govbudget.to_frame(example, library, amounts="decimal"))
    cells = [row for row in rows if not row["出处"].startswith("情况说明")]
    assert len(cells) == sum(len(row.cells) for table in example.tables for row in table.rows)
    by_id = {row["编号"]: row for row in cells}
    basic = by_id["expenditure[total].basic"]
    assert (basic["列示"], basic["金额(元)"], basic["出处"], basic["页"]) == (
        "286.11",
        Decimal(2_861_100),
        "公开03",
        6,
    )
    blank = by_id["expenditure[total].commercial"]
    assert (blank["列示"], blank["金额(元)"]) == (None, None)
    assert by_id["statistics[vehicles_total].value"]["单位"] == "辆"
    stated = [row for row in rows if row["出处"].startswith("情况说明")]
    assert len(stated) == len(example.stated)
    assert any(row["百分比"] is not None for row in stated)
    assert any(row["数量"] is not None for row in stated)


def test_printed_text_that_is_no_number_has_no_amount(example):
    table = example.tables[2]
    for text, unit, amount in (
        ("—", Unit.WAN_YUAN, None),
        ("约3", Unit.WAN_YUAN, None),
        ("3", Unit.YUAN, 300),
    ):
        row = evolve(table.rows[0], cells={"total": text})
        (line,) = rows_of(govbudget.to_frame(evolve(table, rows=(row,), unit=unit), "polars"))
        assert (line["列示"], line["金额(分)"], line["年度"]) == (text, amount, None)
    for text in ("1.5", "9" * 20):
        counted = evolve(example, tables=(), stated=(evolve(example.stated[0], text=text, unit="辆"),))
        (line,) = rows_of(govbudget.to_frame(counted, "polars"))
        assert (line["列示"], line["数量"]) == (text, None)


def finding(**known):
    return Finding("甲", "甲规则", Verdict.BROKEN, Severity.ERROR, (), "一句", **known)


@both
def test_findings_are_one_row_each_with_the_number_of_their_root(library):
    root = finding(
        published="2.00",
        recomputed="1.00",
        difference="1.00",
        unit="万元",
        consequences=(finding(unit="分"),),
    )
    first, follower, last = rows_of(govbudget.to_frame([root, finding(published="50", unit="%")], library))
    assert (first["序号"], first["根源序号"], first["差额金额(分)"]) == (1, None, 1_000_000)
    assert (follower["序号"], follower["根源序号"], follower["公开金额(分)"]) == (2, 1, None)
    assert (last["序号"], last["公开数"], last["公开金额(分)"]) == (3, "50", None)
    (english, *_) = rows_of(govbudget.to_frame((root,), library, amounts="decimal", headings="en"))
    assert english["difference_yuan"] == Decimal(10000)
    (plain, *_) = rows_of(govbudget.to_frame((root,), library, amounts="text"))
    assert plain["差额"] == "1.00"
    assert not [heading for heading in plain if "金额" in heading]


def test_a_review_tells_whose_document_it_is_and_where(example):
    bare = evolve(
        example, evaluations=(), sentences=(), tables=example.tables[2:3], stated=example.stated[:3]
    )
    review = govbudget.check(bare)
    rows = rows_of(govbudget.to_frame(review, "polars"))
    assert len(rows) == sum(1 + len(one.consequences) for one in review.findings)
    assert {row["部门"] for row in rows} == {str(example.department)}
    assert "expenditure[total].basic" in {row["编号"] for row in rows}
    assert rows[0]["结论"] == review.findings[0].verdict.value


@both
def test_evaluations_are_one_row_a_cell(example, library):
    part = example.evaluations[1]
    rows = rows_of(govbudget.to_frame(part, library))
    assert len(rows) == len(part.funds) * 8 + len(part.indicators) * 6 + 4
    executed = next(row for row in rows if row["栏"] == "executed")
    assert (executed["栏目名称"], executed["列示"], executed["金额(分)"]) == (
        "全年执行数",
        "16.935",
        16_935_000,
    )
    score = next(row for row in rows if row["部分"] == "指标" and row["栏"] == "score")
    assert (score["名称"], score["列示"], score["金额(分)"]) == ("数量指标 报纸份数", "20", None)
    assert rows[-1]["列示"] == part.grade
    assert len(rows_of(govbudget.to_frame(example.evaluations[:2], library))) > len(rows)


def test_a_rescoring_is_one_row_a_number_with_its_verdict(example):
    rescoring = rescored(example.evaluations[:2], scheme("shanxi-2024"))
    rows = rows_of(govbudget.to_frame(rescoring, "polars"))
    assert len(rows) == sum(5 + len(one.indicators) for one in rescoring.projects)
    assert {row["材料"] for row in rows} == {"自评报告", "自评表"}
    one = rescoring.projects[0]
    first, *_, last = rows_of(govbudget.to_frame(one, "polars"))
    assert (first["名称"], first["公开数"], first["结论"]) == ("执行率", one.execution_rate.published, "相符")
    assert last["指标序号"] == len(one.indicators)


def test_what_has_no_frame_and_unknown_choices_are_refused(ledger, monkeypatch):
    with pytest.raises(FrameError, match="空的列表不知道是核对结果还是绩效自评"):
        govbudget.to_frame(())
    for thing in (3, "甲", [ledger, 3], None):
        with pytest.raises(FrameError, match="没有数据框;可用账套、报告、表"):
            govbudget.to_frame(thing)
    for wrong in ({"library": "dask"}, {"amounts": "float"}, {"headings": "fr"}):
        with pytest.raises(FrameError, match=r"不认识 '(dask|float|fr)';可用 "):
            govbudget.to_frame(ledger, **wrong)
    imported = importlib.import_module

    def without(name, *rest):
        if name in ("pandas", "narwhals"):
            raise ImportError(name)
        return imported(name, *rest)

    monkeypatch.setattr(importlib, "import_module", without)
    with pytest.raises(FrameError, match="数据框需要 pandas: pip install 'pandas'"):
        govbudget.to_frame(ledger)
    with pytest.raises(FrameError, match=r"数据框需要 narwhals: pip install 'govbudget\[frames\]'"):
        govbudget.from_frame(object())
