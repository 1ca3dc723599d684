"""Small PDFs made up for what real ones do: hidden repeats, wrapped names, page numbers, units, stray tables."""

from __future__ import annotations

import pytest
from pdf_drawing import Page, Sum, written

from govbudget.adapters.grids.identity import department_of, kind_of, year_of
from govbudget.adapters.grids.titles import title_among
from govbudget.adapters.pdf import read_pdf
from govbudget.adapters.pdf.characters import Turn
from govbudget.money import Unit

pytest.importorskip("pypdfium2", reason="the extra `documents` is not installed")

COVER = "某市某局2024年度部门决算"


def read(folder, *pages):
    path = folder / "document.pdf"
    path.write_bytes(written([Page().text(200, 200, COVER, 20), *pages]))
    return read_pdf(path)


def titled(title, unit="万元"):
    return Page().text(300, 40, title, 12).text(60, 55, "部门：某市某局").text(600, 55, f"金额单位：{unit}")


def sums(*texts):
    return [Sum(text) for text in texts]


EXPENDITURE = [
    ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
    ["合计", None, *sums("30.00", "20.00", "10.00")],
    ["201", "一般公共服务支出", *sums("30.00", "20.00", "10.00")],
    ["20103", "政府办公厅（室）及相关机构事务", *sums("30.00", "20.00", "10.00")],
]
WIDTHS = [80, 200, 120, 120, 120]


def figures(table):
    return {(row.id, column): text for _, row, column, text in table.cells()}


def table_of(disclosure, name):
    return next(table for table in disclosure.tables if table.id == name)


def test_a_ruled_table_is_read_with_unit_page_and_labels(tmp_path):
    page = titled("支出决算表", "元")
    page.table(60, 70, WIDTHS, EXPENDITURE)
    found = read(tmp_path, page)
    assert (found.department.name, found.year, found.kind) == ("某市某局", 2024, "final-accounts")
    table = table_of(found, "expenditure")
    assert (table.unit, table.page, [row.page for row in table.rows]) == (Unit.YUAN, 2, [2, 2, 2])
    assert figures(table)["20103", "project"] == "10.00"
    assert table.rows[2].label == "政府办公厅（室）及相关机构事务"
    assert found.not_read == ()


def test_characters_printed_twice_and_off_the_page_count_once_and_never(tmp_path):
    page = titled("支出决算表")
    page.table(60, 70, WIDTHS, EXPENDITURE)
    page.drawn += [one for one in page.drawn if not isinstance(one, str)]
    page.text(2000, 100, "9.99").text(60, -40, "看不见的字")
    table = table_of(read(tmp_path, page), "expenditure")
    assert table.title == "支出决算表"
    assert figures(table)["201", "total"] == "30.00"


def test_a_wrapped_name_is_whole_and_one_cut_by_the_end_of_a_page_too(tmp_path):
    first, second = titled("支出决算表"), Page()
    rows = [
        *EXPENDITURE,
        ["2010301", "行政运行和其他很长很长很长很长很长很长很长很长的名", *sums("30.00", "20.00", "10.00")],
    ]
    first.table(60, 70, WIDTHS, rows, height=20)
    second.table(
        60, 40, WIDTHS, [["", "称", "", "", ""], ["2010302", "一般行政管理事务", *sums("1.00", "", "1.00")]]
    )
    table = table_of(read(tmp_path, first, second), "expenditure")
    assert [row.label for row in table.rows[3:]] == [
        "行政运行和其他很长很长很长很长很长很长很长很长的名称",
        "一般行政管理事务",
    ]
    assert [row.page for row in table.rows] == [2, 2, 2, 2, 3]


def test_a_table_whose_title_is_printed_on_every_page_is_one(tmp_path):
    pages = [titled("支出决算表"), titled("支出决算表")]
    pages[0].table(60, 70, WIDTHS, EXPENDITURE)
    pages[1].table(
        60, 70, WIDTHS, [EXPENDITURE[0], ["2010301", "行政运行", *sums("30.00", "20.00", "10.00")]]
    )
    found = read(tmp_path, *pages)
    assert [row.id for row in table_of(found, "expenditure").rows] == ["total", "201", "20103", "2010301"]
    assert found.not_read == ()


def test_two_tables_of_one_meaning_are_told(tmp_path):
    pages = [titled("支出决算表"), titled("部门支出决算总表")]
    for page in pages:
        page.table(60, 70, WIDTHS, EXPENDITURE)
    found = read(tmp_path, *pages)
    assert [one.why for one in found.not_read] == ["《部门支出决算总表》: 与第2页的表含义相同,3行未读"]


def test_a_table_that_is_none_of_a_department_is_told_with_its_page(tmp_path):
    page = titled("全市社会保险基金收支情况表")
    page.table(60, 70, [200, 100], [["项目", "金额"], ["养老", Sum("1.00")], ["医疗", Sum("2.00")]])
    plain = Page()
    plain.table(60, 70, [200, 100], [["序号", "单位"], ["1", "某所"], ["2", "某中心"]])
    found = read(tmp_path, page, plain)
    assert [(one.page, one.why) for one in found.not_read] == [
        (2, "《全市社会保险基金收支情况表》: 各表样都没有这张表,2行未读"),
        (3, "《全市社会保险基金收支情况表(续)》(3行): 认不出是哪张公开表,未读"),
    ]


def test_a_heading_and_rows_without_a_place_are_told_together(tmp_path):
    page = titled("支出决算表")
    rows = [[*row[:4], "奇怪的栏"] if number == 0 else row for number, row in enumerate(EXPENDITURE)]
    page.table(60, 70, WIDTHS, [*rows, ["", "没有编码", *sums("1.00", "2.00", "3.00")]])
    whys = [one.why for one in read(tmp_path, page).not_read]
    assert (
        "《支出决算表》表样没有这一栏: 奇怪的栏,4处: 奇怪的栏、合计: 10.00、一般公共服务支出: 10.00、"
        in whys[0]
    )
    assert "《支出决算表》没有科目编码,也不是合计,3处: 没有编码: 1.00、没有编码: 2.00" in "".join(whys)


def test_a_table_without_unit_is_read_in_that_of_the_form_and_that_is_told(tmp_path):
    page = Page().text(300, 40, "支出决算表", 12)
    page.table(60, 70, WIDTHS, EXPENDITURE)
    found = read(tmp_path, page)
    assert table_of(found, "expenditure").unit is Unit.WAN_YUAN
    assert [one.why for one in found.not_read] == ["《支出决算表》没有印金额单位,按表样以万元读"]


def test_a_figure_across_several_columns_is_told(tmp_path):
    page = titled("支出决算表")
    page.table(60, 70, WIDTHS, [*EXPENDITURE, ["202", "外交支出", "本项无数", None, None]])
    found = read(tmp_path, page)
    assert [one.why for one in found.not_read] == ["《支出决算表》这一格跨几个金额栏,本项无数"]


def test_code_and_name_in_one_column(tmp_path):
    page = titled("支出决算表")
    page.table(
        60, 70, [250, 120, 120, 120],
        [
            ["科目名称", "本年支出合计", "基本支出", "项目支出"],
            ["合计", *sums("3.00", "2.00", "1.00")],
            ["2010301行政运行", *sums("3.00", "2.00", "1.00")],
        ],
    )  # fmt: skip
    assert [row.id for row in table_of(read(tmp_path, page), "expenditure").rows] == ["total", "2010301"]


def test_prose_around_a_table_keeps_its_sentences_and_pages(tmp_path):
    page = titled("支出决算表")
    end = page.table(60, 70, WIDTHS, EXPENDITURE)
    page.text(60, end + 20, "二、支出决算情况说明").text(
        60, end + 35, "本年支出30.00万元，其中基本支出20.00万元。"
    )
    found = read(tmp_path, page)
    assert [(one.page, one.text) for one in found.sentences] == [
        (2, "本年支出30.00万元，其中基本支出20.00万元。")
    ]


def test_lines_that_do_not_close_the_outer_columns(tmp_path):
    page = titled("支出决算表")
    widths, height = WIDTHS, 16
    page.table(60, 70, widths, EXPENDITURE, height=height, ruled=False)
    for row in range(len(EXPENDITURE) + 1):
        page.line(60, 70 + row * height, 700, 70 + row * height)
    for left in (140, 340, 460, 580):
        page.line(left, 70, left, 70 + len(EXPENDITURE) * height)
    assert figures(table_of(read(tmp_path, page), "expenditure"))["20103", "basic"] == "20.00"


def test_two_tables_in_one_grid_each_under_its_title(tmp_path):
    page = Page()
    rows = [
        ["支出决算表", None, None, None, None],
        ["金额单位：万元", None, None, None, None],
        *EXPENDITURE,
        ["收入决算表", None, None, None, None],
        ["金额单位：元", None, None, None, None],
        ["科目编码", "科目名称", None, "本年收入合计", "财政拨款收入"],
        ["合计", None, None, *sums("31.00", "31.00")],
        ["201", "一般公共服务支出", None, *sums("31.00", "31.00")],
    ]
    page.table(60, 70, WIDTHS, rows)
    found = read(tmp_path, page)
    assert [(table.id, table.unit.zh) for table in found.tables] == [
        ("expenditure", "万元"),
        ("income", "元"),
    ]
    assert figures(table_of(found, "income"))["201", "appropriation"] == "31.00"
    assert found.not_read == ()


def test_a_table_with_lines_across_alone(tmp_path):
    page = titled("支出决算表")
    page.table(60, 70, WIDTHS, EXPENDITURE, ruled=False, head=1)
    for top in (70, 86, 70 + 16 * len(EXPENDITURE)):
        page.line(60, top, 700, top)
    found = read(tmp_path, page)
    assert figures(table_of(found, "expenditure"))["20103", "project"] == "10.00"
    assert found.not_read == ()


def test_columns_that_cannot_be_told_apart_are_not_read(tmp_path):
    page = titled("支出决算表")
    page.table(60, 70, [80, 200, 38, 38, 38], EXPENDITURE, ruled=False, head=1, size=11, height=40)
    found = read(tmp_path, page)
    assert found.tables == ()
    assert [one.why for one in found.not_read] == ["《支出决算表》(4行): 没有表格线,栏目分不清,未读"]


def test_lines_drawn_as_boxes_and_in_one_path(tmp_path):
    page = titled("支出决算表")
    height = 16
    page.table(60, 70, WIDTHS, EXPENDITURE, height=height, ruled=False)
    bottom = page.box[1] - 70 - len(EXPENDITURE) * height
    # A box for each row in one path, thin filled boxes between the columns, and a shade behind it all.
    page.drawn.insert(0, f"0.9 g 60 {bottom} 640 {len(EXPENDITURE) * height} re f 0 g")
    boxes = " ".join(f"60 {bottom + row * height} 640 {height} re" for row in range(len(EXPENDITURE)))
    page.drawn.append(f"0.5 w {boxes} S")
    for left in (140, 340, 460, 580):
        page.drawn.append(f"{left} {bottom} 0.5 {len(EXPENDITURE) * height} re f")
    page.drawn.append("100 100 m 110 120 120 130 130 140 c S")
    assert figures(table_of(read(tmp_path, page), "expenditure"))["20103", "basic"] == "20.00"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["表3", "支出决算表", "编制部门：某局 金额单位：万元"], "支出决算表"),
        (["公开03表 部门支出总表"], "部门支出总表"),
        (["“三公”经费、会议费、培训费支出预算", "表", "单位：万元"], "“三公”经费、会议费、培训费支出预算表"),
        (["情况如下："], None),
        (["某项情况一览表"], "某项情况一览表"),
    ],
)
def test_titles(lines, title):
    assert title_among(lines) == title


def test_whose_and_of_which_year():
    assert (
        department_of([], ["中共某市委\n社会工作部 2024 年度\n部门决算", "中共某市委社会工作部概况"])
        == "中共某市委社会工作部"
    )
    assert department_of(["部门： 某局", "单位：万元"], []) == "某局"
    assert department_of([], ["目录"]) == ""
    assert year_of([], ["某局 2023 年度部门预算"]) == 2023
    assert year_of(["2025年部门收入预算总表"], [""]) == 2025
    assert year_of([], [""]) is None
    for dated in (
        "发布日期：2024年9月1日",
        "2024年9月",
        "二〇二四年九月一日",
        "2024-09-01",
        "公开时间：2024年",
    ):
        assert year_of(["支出决算表"], [f"{dated} 某局部门决算"]) is None
        assert year_of(["支出决算表"], [f"{dated} 某局部门决算"], ["2023年度"]) == 2023
    assert year_of([], ["2023年1月1日至12月31日"]) == 2023
    assert year_of([], ["某局二〇二三年度部门决算"]) == 2023
    assert year_of([], [], ["2022年度", "2023年度"]) is None
    assert department_of([], ["某市某局二〇二三年度部门决算"]) == "某市某局"
    assert kind_of([], ["无"]) == "budget"


def test_a_last_page_with_merged_cells_goes_on_with_the_columns_of_the_table(tmp_path):
    first, second = titled("支出决算表"), Page()
    first.table(60, 70, WIDTHS, [EXPENDITURE[0], *EXPENDITURE[2:]])
    second.table(60, 40, [280, 120, 120, 120], [["合计", *sums("30.00", "20.00", "10.00")]])
    found = read(tmp_path, first, second)
    table = table_of(found, "expenditure")
    assert [(row.id, row.page) for row in table.rows] == [("201", 2), ("20103", 2), ("total", 3)]
    assert figures(table)["total", "project"] == "10.00"
    assert found.not_read == ()


def test_a_grid_of_another_breadth_is_another_table(tmp_path):
    first, second = titled("支出决算表"), Page()
    first.table(60, 70, WIDTHS, EXPENDITURE)
    second.table(60, 40, [100, 60, 60], [["合计", *sums("30.00", "20.00")]])
    found = read(tmp_path, first, second)
    assert [(one.page, one.why) for one in found.not_read] == [
        (3, "《支出决算表(续)》(1行): 认不出是哪张公开表,未读")
    ]


def test_labels_of_one_side_that_a_page_cuts_are_put_together(tmp_path):
    first, second = titled("收入支出决算总表"), Page()
    widths = [200, 100, 200, 100]
    first.table(
        60,
        70,
        widths,
        [
            ["收入", None, "支出", None],
            ["项目", "决算数", "项目", "决算数"],
            ["一、一般公共预算财政拨款收入", Sum("9.00"), "一、一般公共服务支出", Sum("8.00")],
            ["本年收入", Sum("9.00"), "八、社会保障和就", Sum("1.00")],
        ],
    )
    second.table(
        60,
        40,
        widths,
        [["合计", "", "业支出", ""], ["总计", Sum("9.00"), "总计", Sum("9.00")]],
    )
    found = read(tmp_path, first, second)
    labels = [row.label for row in table_of(found, "summary").rows]
    assert "本年收入合计" in labels
    assert "八、社会保障和就业支出" in labels
    assert figures(table_of(found, "summary"))["208", "amount"] == "1.00"


@pytest.mark.parametrize(
    ("quarters", "point"), [(0, (10, 80)), (1, (20, 10)), (2, (190, 20)), (3, (80, 190))]
)
def test_a_page_is_turned_by_quarters(quarters, point):
    turn = Turn(quarters, 0, 0, 200, 100)
    assert turn.point(10, 20) == point
    assert (turn.width, turn.height) == ((100, 200) if quarters % 2 else (200, 100))
    assert turn.box(10, 20, 10, 20) == (*point, *point)
