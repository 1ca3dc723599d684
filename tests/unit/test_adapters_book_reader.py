"""Workbooks as departments keep them: titles over tables, codes as numbers, merged heads, several tables on a sheet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from book_sheets import open_document, workbook

from govbudget.adapters.book import read_book, reader
from govbudget.adapters.book.formats import shown
from govbudget.adapters.documents import read_document
from govbudget.model import PrintedRow
from govbudget.money import Unit

pytest.importorskip("python_calamine", reason="the extra `excel` is not installed")

OVER = [["公开03表"], ["支出决算表"], ["编制单位：某市某局", None, None, "2024年度", None, "金额单位：万元"]]
HEAD = ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]
NUMBERS = ["", "栏次", "1", "2", "3"]
TOTAL = ["合计", None, 30.5, 20, 10.5]
BODY = [
    [208, "社会保障和就业支出", 30.5, 20, 10.5],
    [20805, "行政事业单位养老支出", 30.5, 20, 10.5],
    [2080505, "机关事业单位基本养老保险缴费支出", 30.5, 20, 10.5],
]
TWO = {2: "#,##0.00", 3: "#,##0.00", 4: "#,##0.00"}


def rows_of(disclosure, table="expenditure"):
    found = next(one for one in disclosure.tables if one.id == table)
    return {row.id: dict(row.cells) for row in found.rows}


WANTED = {"total": "30.50", "basic": "20.00", "project": "10.50"}


@pytest.mark.parametrize(
    "body", [[TOTAL, *BODY], [*BODY, TOTAL], [TOTAL, BODY[0], *BODY[1:]]], ids=["合计 first", "last", "again"]
)
def test_codes_kept_as_numbers_and_sums_are_read_as_their_formats_show_them(tmp_path, body):
    path = workbook(tmp_path / "表.xlsx", {"Sheet1": [*OVER, HEAD, NUMBERS, *body]}, formats={"Sheet1": TWO})
    disclosure = read_document(path)
    assert (disclosure.year, disclosure.kind, disclosure.department.name) == (
        2024,
        "final-accounts",
        "某市某局",
    )
    assert rows_of(disclosure) == dict.fromkeys(("total", "208", "20805", "2080505"), WANTED)
    table = disclosure.tables[0]
    assert (table.unit, table.page, table.title) == (Unit.WAN_YUAN, 1, "支出决算表")
    assert next(row for row in table.rows if row.id == "2080505") == PrintedRow(
        "2080505", "机关事业单位基本养老保险缴费支出", WANTED, "2080505", page=1
    )
    assert disclosure.not_read == ()


def test_codes_in_three_columns_under_merged_headings_get_back_their_zeros_and_that_is_told(tmp_path):
    rows = [
        *OVER,
        ["科目编码", None, None, "科目名称", "本年支出合计", "基本支出", "项目支出"],
        ["类", "款", "项", None, None, None, None],
        ["", "", "", "合计", 8, 8, 0],
        [208, None, None, "社会保障和就业支出", 8, 8, 0],
        [208, 5, None, "行政事业单位养老支出", 8, 8, 0],
        [208, 5, 6, "机关事业单位职业年金缴费支出", 8, 8, 0],
    ]
    merged = {"支出": ["A4:C4", "D4:D5", "E4:E5", "F4:F5", "G4:G5"]}
    formats = {"支出": {4: "0.00", 5: "0.00", 6: '0.00;-0.00;""'}}
    disclosure = read_book(workbook(tmp_path / "表.xlsx", {"支出": rows}, merged=merged, formats=formats))
    assert rows_of(disclosure)["2080506"] == {"total": "8.00", "basic": "8.00", "project": None}
    assert set(rows_of(disclosure)) == {"total", "208", "20805", "2080506"}
    assert [one.why for one in disclosure.not_read] == [
        "支出!B8等3处: 款、项的编码存成了数,前面的0已丢失,按两位读"
    ]


def test_tables_one_below_the_other_prose_hidden_and_empty_sheets(tmp_path):
    income = ["科目编码", "科目名称", "本年收入合计", "财政拨款收入"]
    sheets = {
        "封面": [["某市某局2024年度部门决算"]],
        "表": [
            ["收入决算表"],
            ["编制单位：某市某局", None, None, "金额单位：元"],
            income,
            ["合计", None, "12.00", "12.00"],
            ["201", "一般公共服务支出", "12.00", "12.00"],
            ["注：本表反映部门本年度取得的各项收入情况。"],
            [None],
            ["支出决算表"],
            ["金额单位：万元"],
            HEAD,
            TOTAL,
        ],
        "空": [],
        "底稿": [["草稿", 1, 2]],
        "说明": [["一、收入决算情况说明"], ["2024年度收入合计12元，其中：财政拨款收入12元，占100%。"]],
    }
    disclosure = read_book(workbook(tmp_path / "某局.xlsx", sheets, hidden=("底稿",)))
    assert {(table.id, table.unit) for table in disclosure.tables} == {
        ("income", Unit.YUAN),
        ("expenditure", Unit.WAN_YUAN),
    }
    assert rows_of(disclosure, "income")["201"] == {"total": "12.00", "appropriation": "12.00"}
    assert rows_of(disclosure) == {"total": {"total": "30.5", "basic": "20", "project": "10.5"}}
    assert [(one.page, one.why) for one in disclosure.not_read] == [(4, "工作表「底稿」是隐藏的,未读")]
    assert [(one.page, one.text[:11]) for one in disclosure.sentences][-1] == (5, "2024年度收入合计1")


def test_sides_that_face_each_other_heads_of_two_rows_and_blank_rows_between(tmp_path):
    none = None
    sheets = {
        "收支": [
            [none, "2024年部门收支总表"],
            [none, "部门名称：某县某局", none, none, "单位：万元"],
            [none, "收      入", none, "支      出"],
            [none, "项目", "预算数", "项目", "预算数"],
            [none, "一、一般公共预算拨款收入", 100.5, "一、一般公共服务支出", 80],
            [none, "二、政府性基金预算拨款收入", none, "二、社会保障和就业支出", 20.5],
            [none],
            [none, "本年收入合计", 100.5, "本年支出合计", 100.5],
            [none],
            [none, "收 入 总 计", 100.5, "支 出 总 计", 100.5],
        ],
        "三公": [
            ["一般公共预算“三公”经费支出表", none, none, none, "公开表7"],
            ["单位:万元"],
            ["合计", "因公出国（境）费", "公务用车购置及运行费", none, none, "公务接待费"],
            [none, none, "小计", "公务用车购置费", "公务用车运行费", none],
            [3.5, none, 2, none, 2, 1.5],
            ["注:会议费不在本表之列"],
        ],
        "基金": [
            ["政府性基金预算支出表"],
            ["单位：万元"],
            ["科目编码", "科目名称", "本年政府性基金预算支出"],
            [none, none, "合计", "基本支出", "项目支出"],
            ["合计"],
            [none],
            ["备注：本部门没有政府性基金预算支出,本表无数据。"],
        ],
    }
    merged = {
        "收支": ["B1:E1", "B3:C3", "D3:E3"],
        "三公": ["A3:A4", "B3:B4", "C3:E3", "F3:F4"],
        "基金": ["A3:A4", "B3:B4", "C3:E3"],
    }
    disclosure = read_book(workbook(tmp_path / "表.xlsx", sheets, merged=merged))
    assert {
        row: cells["amount"] for row, cells in rows_of(disclosure, "summary").items() if cells["amount"]
    } == {
        "general_appropriation": "100.5",
        "201": "80",
        "208": "20.5",
        **dict.fromkeys(
            ("income_total", "expenditure_total", "income_grand_total", "expenditure_grand_total"), "100.5"
        ),
    }
    (cells,) = rows_of(disclosure, "three_public").values()
    assert {column: text for column, text in cells.items() if text} == {
        "total": "3.5",
        "vehicles": "2",
        "vehicle_operation": "2",
        "reception": "1.5",
    }
    assert [(table.id, table.page) for table in disclosure.tables][-1] == ("government_fund", 3)
    assert not any("公开表7" in one.text for one in disclosure.sentences)


def test_the_tab_names_a_table_and_the_file_names_the_year_where_nothing_else_does(tmp_path):
    rows = [["金额单位：万元"], HEAD, TOTAL, BODY[0]]
    disclosure = read_book(workbook(tmp_path / "某市某局2023年度部门决算.xlsx", {"3.支出决算表": rows}))
    assert (disclosure.year, disclosure.tables[0].title) == (2023, "支出决算表")
    assert disclosure.department.name == "某市某局"


def test_cells_that_show_an_error_or_have_lost_digits_are_told_with_their_names(tmp_path):
    rows = [*OVER, HEAD, TOTAL, [208, "社会保障和就业支出", "#REF!", 20, 1234567890123456]]
    disclosure = read_book(workbook(tmp_path / "表.xlsx", {"支出决算表": rows}))
    assert rows_of(disclosure)["208"] == {"total": "#REF!", "basic": "20", "project": "1.23457E+15"}
    assert [one.why for one in disclosure.not_read] == [
        "支出决算表!C6: 是错误值 #REF!,未读",
        "支出决算表!E6: 是超过 15 位的数,电子表格已丢失尾数,未读;请以文本填写",
    ]


def test_a_format_that_shows_another_number_than_is_stored_is_shown_or_told(tmp_path):
    formats = {"支出决算表": {2: "0!.0,", 3: "0.00,,", 4: "[>=10000]0!.0,;0"}}
    rows = [
        *OVER,
        HEAD,
        [None, "合计", 125000, 2500000, 100000],
        [208, "社会保障和就业支出", 125000, 2500000, "10"],
    ]
    disclosure = read_book(workbook(tmp_path / "表.xlsx", {"支出决算表": rows}, formats=formats))
    assert rows_of(disclosure)["total"] == {
        "total": "12.5",
        "basic": "2.50",
        "project": "100000(格式 [>=10000]0!.0,;0)",
    }
    assert [one.why for one in disclosure.not_read] == [
        "支出决算表!E5: 存的是 100000,按数字格式 [>=10000]0!.0,;0 显示的是另一个数,未读;请以文本填写"
    ]


def test_an_ods_is_read_as_it_shows_itself(tmp_path):
    spanned = '<table:table-cell table:number-columns-spanned="{}" table:number-rows-spanned="1"><text:p>{}</text:p></table:table-cell>'
    covered = '<table:covered-table-cell table:number-columns-repeated="{}"/>'
    number = '<table:table-cell office:value-type="float"><text:p>1,234.50</text:p></table:table-cell>'
    noted = "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation><text:p>项<text:s/>目</text:p></table:table-cell>"
    rows = [
        [spanned.format(5, "支出决算表"), covered.format(4)],
        ["2024年度", "金额单位：元"],
        ["科目编码", noted, *HEAD[2:]],
        [spanned.format(2, "合计"), covered.format(1), number, number, "#REF!"],
        [
            "201",
            "一般公共服务支出",
            '<table:table-cell table:number-columns-repeated="3"><text:p>5.00</text:p></table:table-cell>',
        ],
    ]
    path = open_document(tmp_path / "表.ods", {"支出": rows})
    disclosure = read_book(path)
    assert rows_of(disclosure) == {
        "total": {"total": "1,234.50", "basic": "1,234.50", "project": "#REF!"},
        "201": {"total": "5.00", "basic": "5.00", "project": "5.00"},
    }
    assert [one.why for one in disclosure.not_read] == ["支出!E4: 是错误值 #REF!,未读"]


def test_an_xls_without_formats_shows_its_sums_at_the_decimals_of_their_neighbours(tmp_path, monkeypatch):
    path = tmp_path / "表.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    body = [
        *OVER,
        HEAD,
        NUMBERS,
        TOTAL,
        [208, "社会保障和就业支出", 30.25, 0.1 + 0.2, date(2024, 1, 2)],
        [210, "卫生健康支出", True, 7.0, 8],
    ]
    rows = [[value if value is not None else "" for value in row] for row in body]
    monkeypatch.setattr(reader, "_read", lambda _: [(1, "表", False, rows, [((3, 0), (3, 0))])])
    read = read_book(path)
    assert rows_of(read) == {
        "total": {"total": "30.50", "basic": "20.00", "project": "10.50"},
        "208": {"total": "30.25", "basic": "0.30", "project": "2024-01-02"},
        "210": {"total": "TRUE", "basic": "7.00", "project": "8.00"},
    }


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("1234.565", "#,##0.00", "1,234.57"),
        ("125000", "0!.0,", "12.5"),
        ("125049", '0"."0,"万元"', "12.5万元"),
        ("-125000", "0\\.0,_ ", "-12.5"),
        ("-125000", "0!.0,;(0!.0,)", "(12.5)"),
        ("400", "0!.0,", "0.0"),
        ("125000", "0!.0000", "12.5000"),
        ("125000", "#,##0!.0,", None),
        ("125000", "0!.#,", None),
        ("125000", "0,!.0", None),
        ("-1234.565", "#,##0.00_ ", "-1,234.57"),
        ("-1234.5", "#,##0.00;(#,##0.00)", "(1,234.50)"),
        ("0", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("-5", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-5.00"),
        ("0", "0.00;-0.00;", ""),
        ("0", "#", ""),
        ("1.5", "0.0#", "1.5"),
        ("1.567", "0.0#", "1.57"),
        ("0.5", "#.00", ".50"),
        ("5", "000", "005"),
        ("12345", "#,##0,", "12"),
        ("12500", "0.0,", "12.5"),
        ("0.9563", "0.00%", "95.63%"),
        ("1234.5", "[$¥-804]#,##0.00;[Red]-¥#,##0.00", "1,234.50"),
        ("12", '0"辆"', "12辆"),
        ("12.50", "General", "12.5"),
        ("7", "@", "7"),
        ("3.25", "General;-General", "3.25"),
        ("12", "yyyy-mm-dd", None),
        ("12", "[>=10]0.0;0", None),
        ("12345", "0!.0000", "1.2345"),
    ],
)  # fmt: skip
def test_a_number_is_shown_as_a_spreadsheet_shows_it(number, code, text):
    assert shown(Decimal(number), code) == text
