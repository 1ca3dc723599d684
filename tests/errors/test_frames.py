"""Bad dataframes: every fault of every row at once, in the words of the ledger reader, with the number of the row."""

from __future__ import annotations

import importlib

import pytest

import govbudget

pytest.importorskip("narwhals")
LIBRARIES = [name for name in ("pandas", "polars") if importlib.util.find_spec(name)]

GOOD = {
    "年度": 2024,
    "部门": "示例局",
    "阶段": "决算数",
    "方向": "收入",
    "资金来源": "其他收入",
    "单位": "元",
}


@pytest.fixture(params=LIBRARIES)
def frame(request):
    """A frame of rows that differ from a good one, in one library after the other."""
    library = importlib.import_module(request.param)

    def made(*rows, **columns):
        filled = [{**GOOD, "项目": f"第{n}项", **row} for n, row in enumerate(rows, start=1)]
        names = dict.fromkeys(name for row in filled for name in row)
        return library.DataFrame({name: [row.get(name) for row in filled] for name in names} | columns)

    return made


def test_a_float_is_the_number_that_it_prints_at_the_places_of_its_column(frame):
    read = govbudget.from_frame(frame({"金额": 12.5}, {"金额": 3.25}, {"金额": 7.0}))
    assert [fact.amount.fen for fact in read.facts] == [1250, 325, 700]
    assert [fact.amount.slack for fact in read.facts] == [0, 0, 0]
    assert [fact.place for fact in read.facts] == ["frame[1]", "frame[2]", "frame[3]"]
    whole = govbudget.from_frame(frame({"金额": 7.0}))
    assert whole.facts[0].amount.slack == 50


def test_codes_and_years_of_a_float_column_lose_their_point(frame):
    rows = [{"功能分类": 2080505.0, "年度": 2024.0, "金额": 1}, {"功能分类": None, "年度": 2024.0, "金额": 2}]
    read = govbudget.from_frame(frame(*rows))
    assert (read.year, [fact.functional for fact in read.facts]) == (2024, ["2080505", None])


def test_floats_that_are_no_printed_sum_are_refused_all_at_once(frame, faults_of):
    said = faults_of(govbudget.from_frame, frame({"金额": 0.1 + 0.2}, {"金额": 12.34}, {"金额": 1e15}))
    wrong = "请用文字、整数或 Decimal,浮点数不精确"
    assert said == [
        f"frame[{n}]: 「金额」是 float {number};{wrong}" for n, number in ((1, 0.1 + 0.2), (3, 1e15))
    ]


def test_a_float_finer_than_a_fen_is_refused(frame, faults_of):
    assert faults_of(govbudget.from_frame, frame({"金额": 12.345})) == [
        "frame[1]: 「金额」12.345 元 小于一分,不能精确表示"
    ]


def test_a_missing_sum_is_no_zero(frame, faults_of):
    assert faults_of(govbudget.from_frame, frame({"金额": "1"}, {"金额": None})) == ["frame[2]: 「金额」为空"]


def test_every_row_tells_its_faults(frame, faults_of):
    bad = frame({"金额": "1", "阶段": "预算"}, {"金额": "约2"}, {"金额": "3", "资金来源": None})
    said = faults_of(govbudget.from_frame, bad)
    assert [line.split(":")[0] for line in said] == ["frame[1]", "frame[2]", "frame[3]"]


def test_a_truth_value_is_no_sum(frame, faults_of):
    (said,) = faults_of(govbudget.from_frame, frame({"金额": True}))
    assert said.startswith("frame[1]: 「金额」是 bool True;")


def test_unknown_headings_are_told_with_a_likely_one(frame, faults_of):
    said = faults_of(
        lambda table: govbudget.from_frame(table, name="合并"), frame({"金额": 1, "项目名": "甲"})
    )
    assert said == ["合并: 不认识栏目「项目名」;是否应为「项目」?"]


def test_fen_and_slack_are_whole_numbers_of_their_unit(frame, faults_of):
    assert govbudget.from_frame(frame({"金额": 5, "单位": "分", "尾差": 7})).facts[0].amount.slack == 7
    assert govbudget.from_frame(frame({"金额": 5, "单位": "元", "尾差": "0.07"})).facts[0].amount.slack == 7
    vehicles = {"方向": "统计", "资金来源": None, "项目": "其他用车", "单位": "辆"}
    said = faults_of(
        govbudget.from_frame,
        frame(
            {"金额": "1.5", "单位": "分", "尾差": None},
            {"金额": "一", "单位": "分", "尾差": None},
            {"金额": "1", "单位": "分", "尾差": "-1"},
            {"金额": "1", "单位": "元", "尾差": "0.5角"},
            {**vehicles, "金额": "1", "尾差": "1"},
            {"金额": "1", "单位": None, "尾差": "1"},
            {"金额": None, "单位": "分", "尾差": None},
        ),
    )
    assert said[0] == "frame[1]: 「金额」1.5 分不是整数"
    assert said[1].startswith("frame[2]: 「金额」'一' ")
    assert said[2] == "frame[3]: 「尾差」不能小于零: -1"
    assert said[3].startswith("frame[4]: 「尾差」'0.5角' ")
    assert said[4] == "frame[5]: 「尾差」只用于金额,「单位」却是 辆"
    assert said[5:7] == ["frame[6]: 「尾差」只用于金额,「单位」却是 空白", "frame[6]: 「单位」为空"]
    assert said[7:] == ["frame[7]: 「金额」为空"]


def test_an_empty_frame_is_no_ledger(frame, faults_of):
    assert faults_of(govbudget.from_frame, frame({"金额": 1})[:0]) == ["frame: 没有任何记录"]


def test_what_is_no_dataframe_is_refused(faults_of):
    wrong = "不是可以逐行读取的数据框;LazyFrame 请先 collect(),栏目名称不能重复"
    assert faults_of(govbudget.from_frame, [1]) == [f"frame: list {wrong}"]


def test_a_lazy_frame_is_asked_to_be_collected(faults_of):
    polars = pytest.importorskip("polars")
    (said,) = faults_of(govbudget.from_frame, polars.LazyFrame({"金额": [1]}))
    assert "collect()" in said


def test_pandas_headings_that_are_twice_or_no_text_are_refused(faults_of):
    pandas = pytest.importorskip("pandas")
    (said,) = faults_of(govbudget.from_frame, pandas.DataFrame([[1, 2]], columns=["金额", "金额"]))
    assert "栏目名称不能重复" in said
    (said,) = faults_of(govbudget.from_frame, pandas.DataFrame([[1, 2]]))
    assert said.startswith("frame[1]: 每笔事实应写作「栏目: 值」")


def test_scalars_of_numpy_are_numbers_and_dates_are_not(faults_of):
    pandas = pytest.importorskip("pandas")
    numpy = pytest.importorskip("numpy")
    row = {**GOOD, "金额": numpy.int64(3)}
    read = govbudget.from_frame(pandas.DataFrame([row], dtype=object))
    assert read.facts[0].amount.fen == 300
    said = faults_of(
        govbudget.from_frame, pandas.DataFrame([{**row, "金额": pandas.Timestamp("2024-01-01")}])
    )
    assert said[0].startswith("frame[1]: 「金额」是 ")
    said = faults_of(govbudget.from_frame, pandas.DataFrame([{**row, "金额": {"甲": 1}}]))
    assert said[0].startswith("frame[1]: 「金额」应是一个值")
