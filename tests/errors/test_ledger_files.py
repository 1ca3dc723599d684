"""Bad files: headings, cells, encodings, YAML and spreadsheets that cannot be read as a ledger."""

from __future__ import annotations

import re
import sys
import zipfile

import pytest
import xlsxwriter
import yaml

from govbudget.adapters import ledger_from_rows, read_ledger

HEADINGS = ["年度", "部门", "阶段", "方向", "资金来源", "金额", "单位"]
ROW = ["2024", "示例局", "决算数", "收入", "其他收入", "1.00", "万元"]
ALL_HEADINGS = "年度、部门、阶段、方向、功能分类、经济分类、预算、资金来源、支出性质、项目、金额、单位、来源"
SUFFIXES = ".csv、.yaml、.yml、.xlsx、.xls、.ods"
EMPTY = "没有任何记录;第一行应为表头,以下每行一笔事实"
NO_LIST = "账套应是一个列表,每项一笔事实"


def replaced(cells, **by_heading):
    return [by_heading.get(heading, cell) for heading, cell in zip(HEADINGS, cells, strict=True)]


def test_the_file_that_the_others_spoil_is_good(written):
    assert len(read_ledger(written("账套.csv", [HEADINGS, ROW])).facts) == 1


@pytest.mark.parametrize(
    ("head", "messages"),
    [
        (
            ["年度", "部门名称", *HEADINGS[2:]],
            ["账套.csv: 不认识栏目「部门名称」;是否应为「部门」?", "账套.csv: 缺少栏目 部门"],
        ),
        (
            ["Yaer", *HEADINGS[1:]],
            ["账套.csv: 不认识栏目「Yaer」;是否应为「year」?", "账套.csv: 缺少栏目 年度"],
        ),
        (
            [*HEADINGS, "备注"],
            [f"账套.csv: 不认识栏目「备注」;可用的栏目: {ALL_HEADINGS}"],
        ),
        (
            [*HEADINGS[:5], "金额(千元)", "单位"],
            [
                f"账套.csv: 不认识栏目「金额(千元)」;可用的栏目: {ALL_HEADINGS}",
                "账套.csv: 缺少栏目 金额",
            ],
        ),
        (
            ["资金来源", "来源"],
            ["账套.csv: 缺少栏目 年度、部门、阶段、方向、金额、单位"],
        ),
        (
            [*HEADINGS, "year"],
            ["账套.csv: 栏目「年度」有 2 个表头: 年度、year;请只留一个"],
        ),
        (
            [*HEADINGS, "Amount", "金额(万元)"],
            ["账套.csv: 栏目「金额」有 3 个表头: 金额、Amount、金额(万元);请只留一个"],
        ),
        (
            [*HEADINGS[:5], "金额(元)", "金额(万元)"],
            ["账套.csv: 栏目「金额」有 2 个表头: 金额(元)、金额(万元);请只留一个"],
        ),
        (
            [*HEADINGS, "金额"],
            ["账套.csv:1: 表头「金额」出现了两次"],
        ),
        (
            ["年度", "", "部门", " ", "年度", "部门"],
            [
                "账套.csv:1: 第 2 栏没有表头",
                "账套.csv:1: 第 4 栏没有表头",
                "账套.csv:1: 表头「年度」出现了两次",
                "账套.csv:1: 表头「部门」出现了两次",
            ],
        ),
        (
            ["示例局2024年度决算"],
            [
                f"账套.csv: 不认识栏目「示例局2024年度决算」;可用的栏目: {ALL_HEADINGS}",
                "账套.csv: 缺少栏目 年度、部门、阶段、方向、金额、单位",
            ],
        ),
    ],
)
def test_bad_headings_are_refused_in_these_words(head, messages, faults_of, told_by, written):
    path = written("账套.csv", [head, ["" for _ in head[1:]] + ["x"]])
    assert faults_of(read_ledger, path) == messages
    assert told_by("tables", path) == messages


def test_a_dictionary_has_the_same_headings_as_a_file(faults_of):
    row = dict(zip(HEADINGS, ROW, strict=True))
    assert faults_of(ledger_from_rows, [row, {**row, "remark": "x", "unit": "万元"}]) == [
        f"rows: 不认识栏目「remark」;可用的栏目: {ALL_HEADINGS}",
        "rows: 栏目「单位」有 2 个表头: 单位、unit;请只留一个",
    ]


def test_faults_of_headings_do_not_hide_rows_that_could_not_be_split(faults_of, told_by, written):
    wide = [*ROW, "多出"]
    for head, messages in (
        (
            [*HEADINGS[:-1], "units"],
            ["账套.csv: 不认识栏目「units」;是否应为「unit」?", "账套.csv: 缺少栏目 单位"],
        ),
        ([*HEADINGS[:-1], "金额"], ["账套.csv:1: 表头「金额」出现了两次"]),
    ):
        path = written("账套.csv", [head, ROW, wide])
        expected = [*messages, "账套.csv:3: 有 8 栏,多于表头的 7 栏;金额里的逗号要加引号"]
        assert faults_of(read_ledger, path) == expected
        assert told_by("tables", path) == expected


def test_a_heading_with_a_unit_is_not_contradicted_by_the_rows(faults_of, told_by, written):
    path = written(
        "账套.csv",
        [
            [*HEADINGS[:5], "金额(万元)", "单位", "项目"],
            [*ROW, ""],
            [*ROW[:6], "元", "甲"],
            [*ROW[:6], "", "乙"],
            ["2024", "示例局", "决算数", "统计", "", "3", "辆", "其他用车"],
            ["2024", "示例局", "决算数", "统计", "", "3", "", "机要通信用车"],
        ],
    )
    messages = [
        "账套.csv:3: 表头写明金额为万元,「单位」却是 元;请改其中之一",
        "账套.csv:5: 表头写明金额为万元,「单位」却是 辆;请改其中之一",
        "账套.csv:6: 「机要通信用车」按辆计数,「单位」却是 万元",
    ]
    assert faults_of(read_ledger, path) == messages
    assert told_by("tables", path) == messages


def test_a_row_with_more_cells_than_headings_is_told_nothing_else(faults_of, told_by, written):
    text = "\n".join([",".join(HEADINGS), "2024,示例局,决算数,收入,其他收入,1,234.50,万元", ""])
    path = written("账套.csv", text)
    message = "账套.csv:2: 有 8 栏,多于表头的 7 栏;金额里的逗号要加引号"
    assert faults_of(read_ledger, path) == [message]
    assert told_by("tables", path) == [message]


def test_a_row_with_fewer_cells_than_headings_lacks_them(faults_of, told_by, written):
    path = written("账套.csv", [HEADINGS, ROW[:5]])
    messages = ["账套.csv:2: 「金额」为空", "账套.csv:2: 「单位」为空"]
    assert faults_of(read_ledger, path) == messages
    assert told_by("tables", path) == messages


def test_the_line_of_a_fault_counts_blank_and_quoted_lines(faults_of, written):
    lines = [",".join(HEADINGS), "", ",,,", '2024,"示例\n局",决算数,收入,其他收入,1.00,万元', "", "2024"]
    assert faults_of(read_ledger, written("账套.csv", "\r\n".join(lines))) == [
        f"账套.csv:7: 「{heading}」为空" for heading in ("部门", "阶段", "方向", "金额", "单位")
    ]


TEXT = ",".join(HEADINGS) + "\n" + ",".join(ROW) + "\n"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("账套.csv", "", f"账套.csv: {EMPTY}"),
        ("账套.csv", "\n , \n\n", f"账套.csv: {EMPTY}"),
        ("账套.csv", ",".join(HEADINGS), f"账套.csv: {EMPTY}"),
        (
            "账套.csv",
            TEXT.encode("gb18030"),
            "账套.csv: 不是 UTF-8 编码(像是 GB18030);请另存为 UTF-8 编码",
        ),
        (
            "账套.yaml",
            "- 年度: 2024".encode("gb18030"),
            "账套.yaml: 不是 UTF-8 编码(像是 GB18030);请另存为 UTF-8 编码",
        ),
        ("账套.csv", TEXT.encode("utf-16"), "账套.csv: 不是 UTF-8 文本;请另存为 UTF-8 编码"),
        ("账套.csv", bytes(range(256)), "账套.csv: 不是 UTF-8 文本;请另存为 UTF-8 编码"),
        ("账套.csv", TEXT + "\0", "账套.csv: 含有空字符,不是文本文件;请另存为 UTF-8 编码的 CSV"),
        (
            "账套.csv",
            TEXT + '2024,"示例局,决算数,收入\n' + TEXT,
            "账套.csv:3: 引号或逗号不成对,无法分栏(unexpected end of data)",
        ),
        (
            "账套.csv",
            TEXT + '2024,"示例"局,决算数\n',
            "账套.csv:3: 引号或逗号不成对,无法分栏(',' expected after '\"')",
        ),
        ("账套.docx", TEXT, f"账套.docx: 不认识后缀 .docx;账套文件可为 {SUFFIXES}"),
        ("账套", TEXT, f"账套: 没有后缀;账套文件可为 {SUFFIXES}"),
        ("账套.yaml", "", f"账套.yaml: {NO_LIST}"),
        ("账套.yaml", "[]", f"账套.yaml: {NO_LIST}"),
        ("账套.yml", "facts: []", f"账套.yml: {NO_LIST}"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused_in_these_words(
    name, content, message, faults_of, told_by, written
):
    path = written(name, content)
    assert faults_of(read_ledger, path) == [message]
    assert told_by("tables", path) == [message]
    assert told_by("explain", path, "expenditure[total].total") == [message]


def test_a_file_that_is_not_there_is_told_with_its_whole_path(faults_of, told_by, tmp_path):
    path = tmp_path / "没有.csv"
    assert faults_of(read_ledger, path) == [f"{path}: 没有这个文件"]
    assert told_by("tables", path) == [f"{path}: 没有这个文件"]


def test_a_folder_is_no_file(faults_of, tmp_path):
    (tmp_path / "账套.csv").mkdir()
    assert faults_of(read_ledger, tmp_path / "账套.csv") == [f"{tmp_path / '账套.csv'}: 没有这个文件"]


def test_a_file_too_large_for_one_department_is_refused(faults_of, told_by, written, monkeypatch):
    monkeypatch.setattr("govbudget.adapters.rows.LARGEST_FILE", 2**20)
    path = written("账套.csv", b" " * (2**20 + 1))
    assert faults_of(read_ledger, path) == ["账套.csv: 超过 1 MiB;请按部门拆分"]
    assert told_by("tables", path) == ["账套.csv: 超过 1 MiB;请按部门拆分"]


ITEM = "\n  ".join(f"{heading}: {cell}" for heading, cell in zip(HEADINGS, ROW, strict=True))
DEEP = "[" * 24


@pytest.fixture(params=["compiled", "plain"])
def loader(request, monkeypatch):
    """Both parsers that PyYAML may have been built with."""
    if request.param == "plain":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    return request.param


ALIAS = "不允许使用别名 *{};请把内容写出来"
TAG = "不允许使用标签 {};请删去"
CONTROL = "含有控制字符 U+{};请删去,并确认这是文本文件"


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("content", "faults"),
    [
        (
            f"- {ITEM}\n  年度: 2025\n  年度: 2026",
            [(8, "键 年度 与第 1 行重复"), (9, "键 年度 与第 1 行重复")],
        ),
        ("- &one {年度: 2024}\n- *one", [(2, ALIAS.format("one"))]),
        (
            "- 年度: &y 2024\n  来源: *y\n- *y\n- *none",
            [(2, ALIAS.format("y")), (3, ALIAS.format("y")), (4, ALIAS.format("none"))],
        ),
        ("- &loop\n  来源: *loop", [(2, ALIAS.format("loop"))]),
        ("- 年度: 2024\n  ? *y\n  : 1", [(2, ALIAS.format("y"))]),
        ("- !fact {年度: 2024}", [(1, TAG.format("!fact"))]),
        ("- 金额: !!float 1.5", [(1, TAG.format("!!float"))]),
        ("- !!python/object/apply:os.system [ls]", [(1, TAG.format("!!python/object/apply:os.system"))]),
        ("- !key 年度: 2024", [(1, TAG.format("!key"))]),
        ("- ? [年度]\n  : 2024\n  ? {部门: x}\n  : 1", [(1, "键须是文字"), (3, "键须是文字")]),
        ("- 年度: 2024\n---\n- 年度: 2025", [(2, "一个文件只能有一份内容;请去掉中间的 ---")]),
        (f"\n{DEEP}[x]{']' * 24}", [(2, "嵌套超过 24 层")]),
        ("[" * 100_000, [(1, "嵌套超过 24 层")]),
        ("- " * 100_000 + "x", [(1, "嵌套超过 24 层")]),
        ("- 年度: \u0007", [(1, CONTROL.format("0007"))]),
        ("- 年度: 2024\n  部门: \u0000", [(2, CONTROL.format("0000"))]),
    ],
)
def test_yaml_that_is_more_than_plain_data_is_refused_with_its_line(
    content, faults, faults_of, told_by, written
):
    path = written("账套.yaml", content)
    messages = [f"账套.yaml:{line}: {message}" for line, message in faults]
    assert faults_of(read_ledger, path) == messages
    assert told_by("tables", path) == messages


@pytest.mark.usefixtures("loader")
def test_yaml_as_deep_as_allowed_is_read_and_then_found_to_be_no_fact(faults_of, written):
    assert faults_of(read_ledger, written("账套.yaml", f"{DEEP}x{']' * 24}")) == [
        "账套.yaml:1: 每笔事实应写作「栏目: 值」,现为 [[[[[[[...]]]]]]]"
    ]


@pytest.mark.usefixtures("loader")
def test_each_fault_of_a_yaml_file_stands_on_its_own_line(faults_of, told_by, written):
    path = written(
        "账套.yaml",
        "- 年度: 2024\n"
        "  部门: &who 示例局\n"
        "  年度: 2024\n"
        "- 部门: *who\n"
        "  金额: !!float 1.5\n"
        "  ? [来源]\n"
        "  : 决算报表\n"
        "-\n"
        "  阶段: [[[[[[[[[[[[[[[[[[[[[[[深]]]]]]]]]]]]]]]]]]]]]]]\n"
        "- 阶段: 决算数\n"
        "  阶段: 决算数\n",
    )
    messages = [
        "账套.yaml:3: 键 年度 与第 1 行重复",
        "账套.yaml:4: 不允许使用别名 *who;请把内容写出来",
        "账套.yaml:5: 不允许使用标签 !!float;请删去",
        "账套.yaml:6: 键须是文字",
        "账套.yaml:9: 嵌套超过 24 层",
    ]
    assert faults_of(read_ledger, path) == messages
    assert told_by("tables", path) == messages


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("content", "line", "problems"),
    [
        (
            "- 年度: 2024\n  部门: 示例局: 甲\n",
            2,
            {"mapping values are not allowed in this context", "mapping values are not allowed here"},
        ),
        (
            "- 年度: 2024\n- {部门: 示例局\n]",
            3,
            {"did not find expected ',' or '}',从第 2 行起", "expected ',' or '}', but got ']',从第 2 行起"},
        ),
        (
            "- 部门: '示例局\n- 年度: 2024\n",
            3,
            {"found unexpected end of stream,从第 1 行起"},
        ),
        (
            "- 年度: 2024\n\t部门: 示例局\n",
            2,
            {
                "found a tab character that violates indentation,从第 1 行起",
                "found character '\\t' that cannot start any token",
            },
        ),
    ],
)
def test_text_that_is_no_yaml_is_refused_with_its_line(content, line, problems, faults_of, told_by, written):
    path = written("账套.yaml", content)
    (message,) = faults_of(read_ledger, path)
    assert message in {f"账套.yaml:{line}: 不是有效的 YAML({problem})" for problem in problems}
    assert told_by("tables", path) == [message]


@pytest.mark.usefixtures("loader")
def test_a_syntax_error_does_not_hide_what_was_wrong_before_it(faults_of, written):
    first, second = faults_of(
        read_ledger, written("账套.yaml", "- 年度: 2024\n  年度: 2024\n- 部门: '示例局")
    )
    assert first == "账套.yaml:2: 键 年度 与第 1 行重复"
    assert second == "账套.yaml:3: 不是有效的 YAML(found unexpected end of stream)"


def test_items_of_a_yaml_ledger_that_are_no_facts_are_told_all_at_once(faults_of, told_by, written):
    path = written("账套.yaml", f"- {ITEM}\n- 二〇二四\n- [示例局, 决算数]\n-\n- {ITEM}\n  来源: [甲, 乙]")
    messages = [
        "账套.yaml 第2项: 每笔事实应写作「栏目: 值」,现为 '二〇二四'",
        "账套.yaml:9: 每笔事实应写作「栏目: 值」,现为 ['示例局', '决算数']",
        "账套.yaml 第4项: 每笔事实应写作「栏目: 值」,现为 None",
        "账套.yaml:11: 「来源」应是一个值,不能是 ['甲', '乙']",
    ]
    assert faults_of(read_ledger, path) == messages
    assert told_by("tables", path) == messages


def test_a_nested_value_in_yaml_does_not_hide_the_other_faults(faults_of, told_by, written):
    path = written(
        "账套.yaml", f"- {ITEM}\n  项目: {{名称: 甲}}\n- {ITEM.replace('1.00', '十九')}\n  项目: 甲"
    )
    messages = [
        "账套.yaml:1: 「项目」应是一个值,不能是 {'名称': '甲'}",
        "账套.yaml:9: 「金额」'十九' 不是金额",
    ]
    assert faults_of(read_ledger, path) == messages
    assert told_by("tables", path) == messages


@pytest.fixture
def workbook(tmp_path):
    """An XLSX of the given rows; `raw` replaces text in the sheet, as no spreadsheet would write it."""

    def write(*rows, raw=()):
        path = tmp_path / "账套.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for line, cells in enumerate(rows):
                sheet.write_row(line, 0, cells)
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        for old, new in raw:
            parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(old, new)
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return path

    return write


def test_cells_that_a_spreadsheet_cannot_hold_exactly_are_told_all_at_once(faults_of, told_by, workbook):
    path = workbook(
        HEADINGS,
        replaced(ROW, 年度=2024, 金额=True),
        replaced(ROW, 部门=False, 金额="十九"),
        replaced(ROW, 金额=1234567890123456),
        replaced(ROW, 金额=-1e20),
        replaced(ROW, 金额=7.25),
        replaced(ROW, 金额=7.75),
        replaced(ROW, 金额=1 / 3, 单位="元"),
        [*ROW, True],
        raw=[(b"<v>7.25</v>", b"<v>NaN</v>"), (b"<v>7.75</v>", b"<v>inf</v>")],
    )
    large = "第 6 栏有超过 15 位的数,电子表格已丢失尾数;请以文本填写"
    messages = [
        "账套.xlsx:2: 第 6 栏是逻辑值 True,不是文字或数",
        "账套.xlsx:3: 第 2 栏是逻辑值 False,不是文字或数",
        "账套.xlsx:3: 「金额」'十九' 不是金额",
        f"账套.xlsx:4: {large}",
        f"账套.xlsx:5: {large}",
        f"账套.xlsx:6: {large}",
        f"账套.xlsx:7: {large}",
        "账套.xlsx:8: 「金额」0.333333333333333 元 小于一分,不能精确表示",
        "账套.xlsx:9: 第 8 栏是逻辑值 True,不是文字或数",
        "账套.xlsx:9: 有 8 栏,多于表头的 7 栏;金额里的逗号要加引号",
    ]
    assert faults_of(read_ledger, path) == messages
    assert told_by("tables", path) == messages


def test_a_heading_that_is_no_text_is_refused(faults_of, told_by, workbook):
    path = workbook([*HEADINGS, True, False], [*ROW, "x", "y"], [*ROW, True, "y", "z"])
    messages = [
        "账套.xlsx:1: 第 8 栏是逻辑值 True,不是文字或数",
        "账套.xlsx:1: 第 9 栏是逻辑值 False,不是文字或数",
        "账套.xlsx:3: 第 8 栏是逻辑值 True,不是文字或数",
        "账套.xlsx:3: 有 10 栏,多于表头的 9 栏;金额里的逗号要加引号",
    ]
    assert faults_of(read_ledger, path) == messages
    assert told_by("tables", path) == messages


def test_one_number_that_is_too_fine_spoils_no_other(faults_of, workbook):
    path = workbook(
        HEADINGS,
        replaced(ROW, 年度=2024.5, 金额=1e-12),
        replaced(ROW, 年度=2024, 金额=123456789012.5),
    )
    assert faults_of(read_ledger, path) == [
        "账套.xlsx:2: 「年度」不能是 '2024.5';请填四位年份,如 2024",
        "账套.xlsx:2: 「金额」0.000000000001 万元 小于一分,不能精确表示",
    ]


@pytest.mark.parametrize("name", ["账套.xlsx", "账套.xls", "账套.ods"])
@pytest.mark.parametrize("content", [TEXT, "", b"PK\x03\x04"])
def test_a_file_that_only_claims_to_be_a_spreadsheet_is_refused(name, content, faults_of, told_by, written):
    path = written(name, content)
    (message,) = faults_of(read_ledger, path)
    # The reason in brackets is the reader's own, and differs between its versions.
    assert re.fullmatch(rf"{re.escape(name)}: 不是可读的电子表格\(.+\)", message)
    assert told_by("tables", path) == [message]


def test_an_empty_workbook_has_no_rows(faults_of, told_by, workbook):
    for path in (workbook(), workbook(HEADINGS)):
        assert faults_of(read_ledger, path) == [f"账套.xlsx: {EMPTY}"]
        assert told_by("tables", path) == [f"账套.xlsx: {EMPTY}"]


def test_a_spreadsheet_without_the_excel_extra_says_how_to_install_it(
    faults_of, told_by, workbook, monkeypatch
):
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    path = workbook(HEADINGS, ROW)
    message = "账套.xlsx: 读取电子表格需要附加组件: pip install 'govbudget[excel]'"
    assert faults_of(read_ledger, path) == [message]
    assert told_by("tables", path) == [message]
