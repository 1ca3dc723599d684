"""Bad code lists: files, headings, codes and names that cannot be taken for an official edition."""

from __future__ import annotations

import sys

import pytest
import xlsxwriter

from govbudget.adapters import code_workbook
from govbudget.adapters.code_workbook import CodeWorkbookError, read_code_workbook
from govbudget.model import Scheme

HEAD = ["科目编码", "科目名称"]
SPLIT = ["类", "款", "项", "科目名称"]
ROWS = [["201", "一般公共服务支出"], ["20101", "人大事务"], ["2010101", "行政运行"]]
GOOD = [HEAD, *ROWS]
WANTED = "应有一行写明「科目编码」(或「类」「款」「项」)和「科目名称」在哪一栏;不是科目表的工作表请删去"


def workbook(path, sheets):
    book = xlsxwriter.Workbook(path)
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for line, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if value != "":
                    sheet.write(line, column, value)
    book.close()
    return path


def test_the_list_that_the_others_spoil_is_good(written):
    (read,) = read_code_workbook(written("科目.csv", GOOD), 2024)
    assert len(read) == 3


BROKEN = {
    "no heading": (ROWS, [f"科目.csv: 没有表头;{WANTED}"]),
    "no code column": (
        [["2024年科目"], ["序号", "科目名称"], ["1", "一般公共服务支出"]],
        ["科目.csv:2: 表头没有编码栏;请写明哪一栏是「科目编码」(或「类」「款」「项」)"],
    ),
    "no name column": (
        [["科目编码", "说明"], ["201", "一般公共服务支出"]],
        ["科目.csv:1: 表头没有名称栏;请写明哪一栏是「科目名称」"],
    ),
    "no name column beside split codes": (
        [["类", "款", "项"], ["201", "", ""]],
        ["科目.csv:1: 表头没有名称栏;请写明哪一栏是「科目名称」"],
    ),
    "nothing under the heading": (
        [HEAD, ["注: 略", ""]],
        ["科目.csv:1: 表头以下没有科目;每行应有编码和名称"],
    ),
    "two code columns": (
        [["科目编码", "编码", "科目名称"], ["201", "201", "一般公共服务支出"]],
        [
            (
                "科目.csv:1: 第 1 栏「科目编码」、第 2 栏「编码」都是编码栏;"
                "请只留一栏,或分别写作「类编码」「款编码」「项编码」"
            )
        ],
    ),
    "whole and split codes at once": (
        [["科目编码", "类", "款", "科目名称"], ["20101", "201", "01", "人大事务"]],
        [
            (
                "科目.csv:1: 第 1 栏「科目编码」、第 2 栏「类」、第 3 栏「款」都是编码栏;"
                "请只留一栏,或分别写作「类编码」「款编码」「项编码」"
            )
        ],
    ),
    "two columns of the same level, twice": (
        [["类", "款", "类", "款名称", "款名称"], ["201", "01", "201", "人大事务", "人大事务"]],
        [
            (
                "科目.csv:1: 第 1 栏「类」、第 2 栏「款」、第 3 栏「类」都是编码栏;"
                "请只留一栏,或分别写作「类编码」「款编码」「项编码」"
            ),
            (
                "科目.csv:1: 第 4 栏「款名称」、第 5 栏「款名称」都是名称栏;"
                "请只留一栏,或分别写作「类名称」「款名称」「项名称」"
            ),
        ],
    ),
    "a code of impossible length": (
        [*GOOD, ["201010", "行政运行"]],
        ["科目.csv:5: 编码 201010 有 6 位;支出功能分类的编码应为 3、5、7 位"],
    ),
    "a code too long for its classification": (
        [HEAD, ["301", "工资福利支出"], ["30101", "基本工资"], ["3010101", "岗位工资"]],
        ["科目.csv:4: 编码 3010101 有 7 位;部门预算支出经济分类的编码应为 3、5 位"],
    ),
    "letters": (
        [*GOOD, ["20l0102", "一般行政管理事务"]],
        ["科目.csv:5: 编码 '20l0102' 不全是数字;编码只用数字 0–9"],
    ),
    "letters in the last row, name lost": (
        [HEAD, *ROWS[:2], ["2O10101", ""], ROWS[2]],
        ["科目.csv:4: 编码栏写的是 '2O10101',名称栏为空;编码和名称请分写在两栏"],
    ),
    "code and name in one cell": (
        [HEAD, ROWS[0], ["20101 人大事务", ""], ROWS[2]],
        [
            "科目.csv:3: 编码栏写的是 '20101人大事务',名称栏为空;编码和名称请分写在两栏",
            "科目.csv:4: 科目 2010101 行政运行 缺少上级科目 20101;请补上",
        ],
    ),
    "a code with decimals": (
        [*GOOD, ["20101.02", "一般行政管理事务"]],
        ["科目.csv:5: 编码 20101.02 带小数;请把编码栏设为文本格式,再填写编码"],
    ),
    "one code with two names": (
        [*GOOD, ["2010101", "事业运行"]],
        ["科目.csv:5: 编码 2010101 名为「事业运行」,而 科目.csv:4 名为「行政运行」;请核对"],
    ),
    "parents missing": (
        [*GOOD, ["2080501", "行政单位离退休"], ["2080502", "事业单位离退休"]],
        [
            "科目.csv:5: 科目 2080501 行政单位离退休 缺少上级科目 208;请补上",
            "科目.csv:5: 科目 2080501 行政单位离退休 缺少上级科目 20805;请补上",
        ],
    ),
    "a code without a name": (
        [HEAD, ROWS[0], ["20101", " "], ROWS[2]],
        ["科目.csv:3: 科目 20101 没有名称;请补上,或删去这一行"],
    ),
    "a name without a code": (
        [HEAD, *ROWS[:2], ["", "人大会议"], ROWS[2]],
        ["科目.csv:4: 名称「人大会议」没有编码;请补上编码,若是小标题请删去这一行"],
    ),
    "a name that only begins like a note": (
        [HEAD, *ROWS[:2], ["", "注册会计师事务"], ["", "注: 略"], ROWS[2]],
        ["科目.csv:4: 名称「注册会计师事务」没有编码;请补上编码,若是小标题请删去这一行"],
    ),
    "the bar of our own files in a name": (
        [*GOOD, ["2010102", "甲|乙"]],
        ["科目.csv:5: 名称 '甲|乙' 含有「|」;请改用其他符号"],
    ),
    "two classifications on one sheet": (
        [*GOOD, ["301", "工资福利支出"], ["30101", "基本工资"]],
        ["科目.csv:5: 这张工作表是支出功能分类,却有 2 个部门预算支出经济分类的编码,如 301;请分开"],
    ),
    "a code of no classification": (
        [*GOOD, ["401", "甲"]],
        ["科目.csv:5: 编码 401 以 4 开头;收入以 1、支出功能以 2、支出经济以 3 或 5 开头"],
    ),
    "nothing but codes of no classification": (
        [HEAD, ["801", "甲"]],
        ["科目.csv:2: 编码 801 以 8 开头;收入以 1、支出功能以 2、支出经济以 3 或 5 开头"],
    ),
    "the edition of another year": (
        [["2023年政府收支分类科目"], *GOOD],
        ["科目.csv: 标题是「2023年政府收支分类科目」,要导入的却是 2024 年;请核对年度,或改正标题"],
    ),
    "a part of impossible length": (
        [SPLIT, ["201", "", "", "甲"], ["20", "", "", "乙"], ["201", "011", "", "丙"]],
        [
            "科目.csv:3: 类编码 20 有 2 位;应为全码 3 位",
            "科目.csv:4: 款编码 011 有 3 位;应为全码 5 位,或本级 2 位",
        ],
    ),
    "a part with nothing above it": (
        [SPLIT, ["", "01", "", "甲"], ["201", "", "", "乙"], ["", "", "01", "丙"]],
        [
            "科目.csv:2: 款编码 01 之上没有类编码;请补上",
            "科目.csv:4: 项编码 01 之上没有款编码;请补上",
        ],
    ),
    "a part that contradicts its row": (
        [SPLIT, ["201", "", "", "甲"], ["201", "20801", "", "乙"]],
        ["科目.csv:3: 款编码 20801 不属于同一行的类 201;请核对"],
    ),
    "an unreadable part, told once and not for all below it": (
        [SPLIT, ["201", "", "", "甲"], ["", "O1", "", "乙"], ["", "", "01", "丙"], ["", "02", "", "丁"]],
        ["科目.csv:3: 编码 'O1' 不全是数字;编码只用数字 0–9"],
    ),
    "a name in the column of a lower level": (
        [["科目编码", "类", "款"], ["201", "", "一般公共服务支出"]],
        ["科目.csv:2: 科目 201 的名称写在了「款」的名称栏;请移到它自己的一栏"],
    ),
    "text in columns that nobody named, told once": (
        [HEAD, *([code, name, "反映……"] for code, name in ROWS)],
        ["科目.csv:2: 科目 201 有两个名称「一般公共服务支出」「反映……」;名称栏右边的一栏请写上表头"],
    ),
    "several at once": (
        [*GOOD, ["20102", ""], ["2O2", "外交支出"], ["20A", "乙"], ["2030101", "丙"], ["10", "丁"]],
        [
            "科目.csv:5: 科目 20102 没有名称;请补上,或删去这一行",
            "科目.csv:6: 编码 '2O2' 不全是数字;编码只用数字 0–9",
            "科目.csv:7: 编码 '20A' 不全是数字;编码只用数字 0–9",
            "科目.csv:9: 这张工作表是支出功能分类,却有 1 个收入分类的编码,如 10;请分开",
            "科目.csv:8: 科目 2030101 丙 缺少上级科目 203;请补上",
            "科目.csv:8: 科目 2030101 丙 缺少上级科目 20301;请补上",
        ],
    ),
}


@pytest.mark.parametrize(("rows", "messages"), BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_with_a_list_is_told_with_its_place_and_all_at_once(written, faults_of, rows, messages):
    path = written("科目.csv", rows)
    with pytest.raises(ExceptionGroup) as caught:
        read_code_workbook(path, 2024)
    assert all(type(fault) is CodeWorkbookError for fault in caught.value.exceptions)
    assert caught.value.message == f"科目.csv 不能导入({len(messages)}处)"
    assert faults_of(read_code_workbook, path, 2024) == messages


FILES = {
    "empty": ("科目.csv", "", "科目.csv: 没有任何内容;应有表头,以下每行一个科目"),
    "blank": ("科目.csv", "\ufeff\n , \n", "科目.csv: 没有任何内容;应有表头,以下每行一个科目"),
    "not a workbook": ("科目.xlsx", "科目编码,科目名称", "科目.xlsx: 不是可读的电子表格("),
    "no suffix": ("科目", "", "科目: 没有后缀;科目工作簿可为 .csv、.xlsx、.xls、.ods"),
    "another suffix": ("科目.pdf", "", "科目.pdf: 不认识后缀 .pdf;科目工作簿可为 .csv、.xlsx、.xls、.ods"),
    "another encoding": (
        "科目.csv",
        "科目编码,科目名称\n201,一般公共服务支出".encode("gb18030"),
        "科目.csv: 不是 UTF-8 编码(像是 GB18030);请另存为 UTF-8 编码",
    ),
    "no text": ("科目.csv", b"\xff\xff", "科目.csv: 不是 UTF-8 文本;请另存为 UTF-8 编码"),
    "zeros": ("科目.csv", b"a\0b", "科目.csv: 含有空字符,不是文本文件;请另存为 UTF-8 编码的 CSV"),
    "an open quotation": ("科目.csv", '编码,名称\n201,"一般', "科目.csv:2: 引号不成对,无法分栏("),
}


@pytest.mark.parametrize(("name", "content", "message"), FILES.values(), ids=FILES)
def test_a_file_that_is_no_workbook_is_told_in_one_sentence(written, faults_of, name, content, message):
    (said,) = faults_of(read_code_workbook, written(name, content), 2024)
    assert said.startswith(message)
    if not message.endswith("("):
        assert said == message


def test_a_file_that_is_not_there_or_far_too_large(tmp_path, written, faults_of, monkeypatch):
    path = tmp_path / "科目.csv"
    assert faults_of(read_code_workbook, path, 2024) == [f"{path}: 没有这个文件"]
    monkeypatch.setattr(code_workbook, "LARGEST_FILE", 2**20)
    written("科目.csv", " " * 2**20 + " ")
    assert faults_of(read_code_workbook, path, 2024) == ["科目.csv: 超过 1 MiB,不会是科目工作簿"]


@pytest.mark.parametrize("year", [0, 24, 2006, 2100, 20240])
def test_a_year_in_which_there_was_no_such_edition(written, faults_of, year):
    assert faults_of(read_code_workbook, written("科目.csv", GOOD), year) == [
        f"年度不能是 {year};现行政府收支分类自 2007 年起,请填如 2024"
    ]


def test_without_the_reader_of_spreadsheets_the_way_out_is_its_name(tmp_path, faults_of, monkeypatch):
    path = workbook(tmp_path / "科目.xlsx", {"功能": GOOD})
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    assert faults_of(read_code_workbook, path, 2024) == [
        "科目.xlsx: 读取电子表格需要附加组件: pip install 'govbudget[excel]'"
    ]


def test_codes_that_a_spreadsheet_keeps_as_something_else(tmp_path, faults_of):
    rows = [HEAD, [201, "甲"], [20.5, "乙"], [True, "丙"], [1e300, "丁"], [20101, 2024]]
    assert faults_of(read_code_workbook, workbook(tmp_path / "科目.xlsx", {"功能": rows}), 2024) == [
        "科目.xlsx:3: 编码 20.5 带小数;请把编码栏设为文本格式,再填写编码",
        "科目.xlsx:4: 编码 'True' 不全是数字;编码只用数字 0–9",
        "科目.xlsx:5: 编码 '1e+300' 不全是数字;编码只用数字 0–9",
    ]


def test_among_several_sheets_the_sheet_is_named_and_all_are_told_of(tmp_path, faults_of):
    sheets = {
        "封面": [["2023年政府收支分类科目"]],
        "收入": [["2023年收入分类科目"], HEAD, ["101", ""]],
        "功能": [*GOOD, ["2010199", ""]],
        "基金": [HEAD, ["201", "一般公共服务"], ["20299", "甲"]],
        "经济": [["301", "工资福利支出"], ["30101", "基本工资"]],
        "目录": [
            ["目录"],
            ["收入分类", "1"],
            ["支出功能分类", "101"],
            ["支出经济分类", "201"],
            ["附录"],
            ["后记"],
        ],
    }
    assert faults_of(read_code_workbook, workbook(tmp_path / "科目.xlsx", sheets), 2024) == [
        "科目.xlsx[收入]: 标题是「2023年收入分类科目」,要导入的却是 2024 年;请核对年度,或改正标题",
        "科目.xlsx[收入]:3: 科目 101 没有名称;请补上,或删去这一行",
        "科目.xlsx[功能]:5: 科目 2010199 没有名称;请补上,或删去这一行",
        f"科目.xlsx[经济]: 没有表头;{WANTED}",
        "科目.xlsx[基金]:2: 编码 201 名为「一般公共服务」,而 科目.xlsx[功能]:2 名为「一般公共服务支出」;请核对",
        "科目.xlsx[基金]:3: 科目 20299 甲 缺少上级科目 202;请补上",
    ]


@pytest.mark.parametrize(
    ("sheets", "first"),
    [
        ({"封面": [["政府收支分类科目"]], "说明": [["略"]]}, "封面"),
        ({"对照一": GOOD, "对照二": [["略"]]}, None),
    ],
)
def test_a_book_without_any_list_of_codes_is_told_once(tmp_path, faults_of, sheets, first):
    path = workbook(tmp_path / "科目.xlsx", sheets)
    if first:
        assert faults_of(read_code_workbook, path, 2024) == [f"科目.xlsx[{first}]: 没有表头;{WANTED}"]
    else:
        assert len(read_code_workbook(path, 2024)) == 1  # its only list is called a crosswalk, and read


def test_a_part_that_the_book_does_not_hold(written, faults_of):
    assert faults_of(read_code_workbook, written("科目.csv", GOOD), 2024, Scheme.REVENUE) == [
        "科目.csv: 没有收入分类的科目;有的是支出功能分类"
    ]


# The command line


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """An empty folder for the user's own data."""
    monkeypatch.setenv("GOVBUDGET_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_a_broken_workbook_leaves_no_edition_behind(home, written, told_by):
    path = written("科目.csv", BROKEN["several at once"][0])
    assert told_by("codes", "import", path, "--year", "2024") == BROKEN["several at once"][1]
    assert not home.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "--year"),
        (["--year", "24"], "年度不能是 '24';请填四位年份,如 2024"),
        (["--year", "2024", "--scheme", "功能"], "--scheme"),
    ],
)
def test_a_year_or_part_left_out_or_absurd_is_told_by_the_command_line(written, capsys, arguments, words):
    from govbudget.cli import main  # noqa: PLC0415 - beside its only use

    with pytest.raises(SystemExit) as stopped:
        main(["codes", "import", str(written("科目.csv", GOOD)), *arguments])
    assert stopped.value.code == 2
    assert words in capsys.readouterr().err


def test_a_year_before_the_present_classification_and_a_folder_that_cannot_be_written(home, written, told_by):
    path = written("科目.csv", GOOD)
    assert told_by("codes", "import", path, "--year", "1999") == [
        "年度不能是 1999;现行政府收支分类自 2007 年起,请填如 2024"
    ]
    home.write_text("这里应是文件夹")
    (said,) = told_by("codes", "import", path, "--year", "2024")
    assert said.startswith(f"{home}")
    assert "不能读写" in said
