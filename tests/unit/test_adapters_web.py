"""Pages of the web: merged cells, the signs of the page, what it hides, and what stands elsewhere."""

from __future__ import annotations

import codecs
import sys

import pytest

import govbudget
from govbudget.adapters.grids.titles import title_among
from govbudget.adapters.web import read_web
from govbudget.adapters.web import reader as web
from govbudget.model import DisclosureError

pytest.importorskip("lxml", reason="the extra `documents` is not installed")

TITLE = "某市某局2024年度部门决算"
TABLE = (
    "<table><caption>收入决算表</caption><thead><tr><th rowspan=2>科目编码<th rowspan=2>科目名称<th colspan=2>本年收入</tr>"
    "<tr><th>本年收入<br>合计<th>财政拨款收入</tr></thead><tbody><tr><td colspan=2>合计<td>1,234.50<td>1,234.50"
    "<tr><td>201<td>一般公共\n  服务支出<td>1,234.50<td><p hidden>9.99</p></tbody></table>"
)
FIGURES = {
    "income[total].total": "1,234.50",
    "income[total].appropriation": "1,234.50",
    "income[201].total": "1,234.50",
}


@pytest.fixture
def read(tmp_path):
    """What is read of a body."""

    def reading(body, head="<meta charset=utf-8>", encoding="utf-8", mark=b""):
        path = tmp_path / "page.html"
        path.write_bytes(
            mark + f"<html><head>{head}</head><body><h1>{TITLE}</h1>{body}</body></html>".encode(encoding)
        )
        return govbudget.read_document(path)

    return reading


def figures(disclosure):
    """Every figure with its text."""
    return {figure: shown for table in disclosure.tables for figure, _, _, shown in table.cells()}


@pytest.mark.parametrize(
    ("head", "encoding", "mark"),
    [
        ("<meta charset=utf-8>", "utf-8", b""),
        ("<meta http-equiv=Content-Type content='text/html; charset=gb2312'>", "gb18030", b""),
        ("", "gb18030", b""),
        ("<meta charset=iso-8859-1>", "utf-8", b""),
        ("<meta charset=gb2312>", "utf-8", codecs.BOM_UTF8),
        ("<meta charset=utf-16>", "utf-16-le", codecs.BOM_UTF16_LE),
        ("<meta charset=big5>", "utf-8", b""),
    ],
)
def test_the_signs_are_told_by_the_mark_or_the_page(read, head, encoding, mark):
    found = read(f"<p>单位：万元</p>{TABLE}", head, encoding, mark)
    assert figures(found) == FIGURES
    assert (found.department.name, found.year) == ("某市某局", 2024)


def test_what_the_page_hides_or_runs_is_not_read(read):
    hidden = (
        "<p style='display : none'>收入1.00万元。</p><p hidden>收入2.00万元。</p><script>收入3.00万元。</script>"
        "<style>收入4.00万元。</style><template><p>收入5.00万元。</p></template><!-- 收入6.00万元。 -->"
        "<p>收入<span style='visibility:hidden'>7</span>8.00\n万元。</p><img style='display:none' src=x>"
    )
    found = read(
        hidden + TABLE.replace("<tbody>", "<tbody><tr style='display:none'><td>202<td>外交支出<td>1<td>1")
    )
    assert [one.text for one in found.sentences] == ["收入8.00万元。"]
    assert figures(found) == FIGURES
    assert [one.why for one in found.not_read] == ["《收入决算表》没有印金额单位,按表样以万元读"]


def test_a_table_that_lays_out_the_page_is_read_cell_after_cell(read):
    layout = f"<table><tr><td>导航<td><p>单位：万元</p>{TABLE}<tr><td colspan=2>支出2.00万元。</table>"
    found = read(layout)
    assert figures(found) == FIGURES
    assert [one.text for one in found.sentences] == ["支出2.00万元。"]


def test_a_table_within_a_table_of_sums_is_read_after_it(read):
    inner = f"<table><tr><td>单位：万元</table>{TABLE}"
    found = read(f"<table><tr><td>附<td>12.00<tr><td>表<td>{inner}</table>")
    assert figures(found) == FIGURES


def test_what_stands_elsewhere_is_told(read):
    elsewhere = (
        "<iframe src='a.html'></iframe><object data='b.pdf'></object><img src=c.png><svg><text>1</text></svg>"
        "<a href='/files/d.xlsx?x=1'>决算 公开表</a><a href='e.html'>首页</a>"
    )
    assert [one.why for one in read(elsewhere).not_read] == [
        "嵌入的另一个网页未读: a.html",
        "嵌入的对象未读: b.pdf",
        "附件《决算公开表》在另外的文件里,未读;请下载后另读",
        "2处图片,其中的文字和数未读",
    ]


def test_lines_of_set_text_stay_lines_and_the_title_of_the_page_names_it(tmp_path):
    path = tmp_path / "page.htm"
    path.write_text(f"<title>{TITLE}</title><pre>收入1.00万元。\n支出1.00万元。</pre>", encoding="utf-8")
    found = read_web(path)
    assert [one.text for one in found.sentences] == ["收入1.00万元。", "支出1.00万元。"]
    assert found.department.name == "某市某局"


@pytest.mark.parametrize(("limit", "value"), [("MOST_TAGS", 3), ("MOST_SIGNS", 3), ("LARGEST", 3)])
def test_a_page_beyond_the_limits_is_refused(read, monkeypatch, limit, value):
    monkeypatch.setattr(web, limit, value)
    with pytest.raises(DisclosureError, match="超过"):
        read("<p>收入1.00万元。</p>")


def test_without_the_extra_the_way_to_it_is_told(read, monkeypatch):
    monkeypatch.setitem(sys.modules, "lxml.etree", None)
    with pytest.raises(DisclosureError, match=r"pip install 'govbudget\[documents\]'"):
        read("")


HEADS = ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出")


def table_of(*rows, heads=HEADS):
    """A table of the web with its headings."""
    return (
        "<table>"
        + "".join("<tr>" + "".join(f"<td>{text}" for text in row) for row in (heads, *rows))
        + "</table>"
    )


def expenditure(*rows, title="支出决算表", unit="单位：万元", heads=HEADS, after=""):
    """The table of expenditure as a page prints it."""
    return f"<p>{title}<p>{unit}{table_of(*rows, heads=heads)}{after}"


ROWS = (("", "合计", "20.50", "8.00", "12.50"), ("213", "农林水支出", "20.50", "8.00", "12.50"))


@pytest.mark.parametrize("printed", ["12.50万元", "12.50（含结转）", "1.2O", "无", "#REF!", "一百"])
@pytest.mark.parametrize("place", [3, 4])
def test_what_stands_in_a_column_of_sums_is_kept_as_printed_though_it_is_no_number(read, place, printed):
    rows = [tuple(printed if at == place else text for at, text in enumerate(row)) for row in ROWS]
    found = read(expenditure(*rows))
    column = {3: "basic", 4: "project"}[place]
    shown = figures(found)
    assert {shown[f"expenditure[{row}].{column}"] for row in ("total", "213")} == {printed}
    assert not found.not_read


def test_remarks_behind_the_sums_are_no_sums(read):
    found = read(expenditure((*ROWS[0], ""), (*ROWS[1], "含上年结转"), heads=(*HEADS, "备注")))
    assert len(figures(found)) == 6
    assert not found.not_read


@pytest.mark.parametrize("unit", ["千元", "百万元", "十万元", "万美元"])
def test_a_table_in_a_unit_of_no_form_is_left_out_and_its_unit_is_no_department(read, unit):
    found = read(expenditure(*ROWS, unit=f"单位：{unit}"))
    assert not found.tables
    assert [one.why for one in found.not_read] == [
        f"《支出决算表》(2行): 金额单位是{unit},不是元、万元、亿元,未读"
    ]
    assert found.department.name == "某市某局"


def test_a_unit_under_a_table_counts_where_none_stands_over_it(read):
    under = "<p>注：本表反映本年支出。<p>单位：元"
    assert read(expenditure(*ROWS, unit="", after=under)).tables[0].unit.zh == "元"
    assert read(expenditure(*ROWS, after=under)).tables[0].unit.zh == "万元"
    assert not read(expenditure(*ROWS, unit="", after="<p>单位：千元")).tables


@pytest.mark.parametrize(
    ("between", "units"),
    [
        ("<p>收入决算表<p>单位：元", ["万元", "元"]),
        ("<p>单位：元<p>收入决算表", ["万元", "元"]),
        ("<p>单位：元<p>收入决算表<p>单位：万元", ["元", "万元"]),
    ],
)
def test_a_unit_between_two_tables_belongs_to_one_of_them(read, between, units):
    heads = ("科目编码", "科目名称", "本年收入合计", "财政拨款收入", "其他收入")
    found = read(expenditure(*ROWS, unit="", after=between + table_of(*ROWS, heads=heads)))
    assert [table.unit.zh for table in found.tables] == units


@pytest.mark.parametrize(
    "title",
    [
        "表三 支出决算表",
        "表三、支出决算表",
        "表三：支出决算表",
        "附表3：支出决算表",
        "附件3 支出决算表",
        "表1-3 支出决算表",
        "Z03 支出决算表",
        "支出决算公开表",
        "支出决算表（单位：万元）",
        "某市某局2024年度支出决算表",
    ],
)
def test_a_title_is_known_with_its_number_its_unit_and_its_department(read, title):
    found = read(expenditure(*ROWS, title=title))
    assert [table.id for table in found.tables] == ["expenditure"]
    assert not found.not_read


def test_a_number_is_not_taken_out_of_the_words_of_a_title():
    assert title_among(["附表一般公共预算财政拨款支出决算表"]) == "附表一般公共预算财政拨款支出决算表"
    assert title_among(["表三公经费支出决算表"]) == "表三公经费支出决算表"
