"""Official code lists: every usual shape of the workbook, the file that is kept of it, and what it changes."""

from __future__ import annotations

import csv
import json
import os
import zipfile

import pytest
import xlsxwriter
from attrs import evolve

from govbudget.adapters.code_workbook import read_code_workbook
from govbudget.catalogue import classification, classifications, editions
from govbudget.catalogue.editions import user_directory, user_edition, write_editions
from govbudget.catalogue.files import DataError
from govbudget.catalogue.strict_yaml import load
from govbudget.cli import main
from govbudget.model import Budget, Classification, ClassificationError, Evidence, Scheme, Subject
from govbudget.model.differences import Differences, Renaming, Upgrade, differences

BOOK = {
    "201": "一般公共服务支出",
    "20101": "人大事务",
    "2010101": "行政运行",
    "2010199": "其他人大事务支出",
    "20103": "政府办公厅（室）及相关机构事务",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "2080505": "机关事业单位基本养老保险缴费支出",
}
BY_CODE = [[code, name] for code, name in BOOK.items()]
PAIRS = [
    ["201", "", "", "一般公共服务支出"],
    ["201", "01", "", "人大事务"],
    ["201", "01", "01", "行政运行"],
    ["201", "01", "99", "其他人大事务支出"],
    ["201", "03", "", "政府办公厅（室）及相关机构事务"],
    ["208", "", "", "社会保障和就业支出"],
    ["208", "05", "", "行政事业单位养老支出"],
    ["208", "05", "05", "机关事业单位基本养老保险缴费支出"],
]
"""Every part in every row, as the printed book has it."""

INHERITED = [
    ["201", "", "", "一般公共服务支出"],
    ["", "01", "", "人大事务"],
    ["", "", "01", "行政运行"],
    ["", "", "99", "其他人大事务支出"],
    ["", "03", "", "政府办公厅（室）及相关机构事务"],
    ["208", "", "", "社会保障和就业支出"],
    ["", "05", "", "行政事业单位养老支出"],
    ["", "", "05", "机关事业单位基本养老保险缴费支出"],
]
WHOLE_AT_ITS_LEVEL = [
    [code if len(code) == digits else "" for digits in (3, 5, 7)] + [name] for code, name in BOOK.items()
]
WHOLE_AT_EVERY_LEVEL = [
    [code[:digits] if len(code) >= digits else "" for digits in (3, 5, 7)] + [name]
    for code, name in BOOK.items()
]
NAME_AT_ITS_LEVEL = [
    [code, *(name if len(code) == digits else "" for digits in (3, 5, 7))] for code, name in BOOK.items()
]
NAME_AT_EVERY_LEVEL = [
    [code, *(BOOK[code[:digits]] if len(code) >= digits else "" for digits in (3, 5, 7))] for code in BOOK
]
SPLIT = ["类", "款", "项", "科目名称"]
SHAPES = {
    "one column": [["科目编码", "科目名称"], *BY_CODE],
    "English headings": [["code", "name"], *BY_CODE],
    "name before code": [["科目名称", "科目代码"], *([name, code] for code, name in BY_CODE)],
    "remarks and numbers": [["序号", "编码", "名称", "说明"], *(["1", c, n, "反映…"] for c, n in BY_CODE)],
    "remark in the heading": [["科目编码（类款项）", "科 目\n名 称"], *BY_CODE],
    "indented names": [
        ["科目编码", "科目名称"],
        *([code, " " * len(code) + "\u3000" + name] for code, name in BY_CODE),
    ],
    "broken names": [
        ["科目编码", "科目名称"],
        *([code, f"{name[:2]}\n {name[2:]}"] for code, name in BY_CODE),
    ],
    "full-width digits": [
        ["科目编码", "科目名称"],
        *([code.translate({48 + d: 0xFF10 + d for d in range(10)}), name] for code, name in BY_CODE),
    ],
    "parts": [SPLIT, *PAIRS],
    "parts without zeros": [SPLIT, *([a, b.lstrip("0"), c.lstrip("0"), name] for a, b, c, name in PAIRS)],
    "parts inherited": [SPLIT, *INHERITED],
    "whole codes at their level": [SPLIT, *WHOLE_AT_ITS_LEVEL],
    "whole codes at every level": [["类编码", "款编码", "项编码", "名称"], *WHOLE_AT_EVERY_LEVEL],
    "two rows of heading": [["科目编码", "", "", "科目名称", "说明"], ["类", "款", "项"], *PAIRS],
    "heading merged over unnamed columns": [["科目编码", "", "", "科目名称"], *PAIRS],
    "heading of a book": [["功能分类科目", "", "", "科目名称"], ["类", "款", "项"], *PAIRS],
    "grouped heading": [["科目", ""], ["编码", "名称"], *BY_CODE],
    "names by level": [["科目编码", "类", "款", "项"], *NAME_AT_ITS_LEVEL],
    "names by level under one heading": [
        ["科目编码", "科目名称"],
        ["", "类", "款", "项"],
        *NAME_AT_ITS_LEVEL,
    ],
    "names by level without headings": [["科目编码", "科目名称", "", ""], *NAME_AT_ITS_LEVEL],
    "names repeated at every level": [
        ["科目编码", "类名称", "款名称", "项名称"],
        *NAME_AT_EVERY_LEVEL,
    ],
    "parts and names by level, only the lowest in rows of their own": [
        ["类", "款", "项", "类名称", "款名称", "项名称"],
        ["201", "01", "01", "一般公共服务支出", "人大事务", "行政运行"],
        ["", "", "99", "", "", "其他人大事务支出"],
        ["", "03", "", "", "政府办公厅（室）及相关机构事务", ""],
        ["208", "05", "05", "社会保障和就业支出", "行政事业单位养老支出", "机关事业单位基本养老保险缴费支出"],
    ],
    "titles, notes and blank rows": [
        ["2024年政府收支分类科目"],
        [],
        ["支出功能分类科目", "", "单位: 无"],
        ["科目编码", "科目名称"],
        ["一、一般公共预算", ""],
        *BY_CODE[:3],
        ["", ""],
        ["", "(一)续"],
        ["续表"],
        ["科目编码", "科目名称"],
        *BY_CODE[3:],
        BY_CODE[-1],
        ["注: 1.本表按编码排列。"],
        ["2.说明略。"],
        ["", "财政部"],
    ],
}


def as_csv(path, rows):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def as_xlsx(path, *, numbers=False, **sheets):
    """A workbook of sheets; with `numbers`, whatever looks like one is stored as one, as spreadsheets do."""
    book = xlsxwriter.Workbook(path)
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for line, cells in enumerate(rows):
            for column, text in enumerate(cells):
                if numbers and text.isascii() and text.isdigit():
                    sheet.write_number(line, column, int(text))
                elif text:
                    sheet.write_string(line, column, text)
    book.close()
    return path


def named(read):
    return {subject.code: subject.name for subject in read}


def read_back(path):
    """What the catalogue reads from a kept edition."""
    content = load(path.read_text(encoding="utf-8"), path.name)
    return tuple(
        classifications._subject(path.name, code, line)  # noqa: SLF001 - the loader's own reading
        for code, line in (content["subjects"] or {}).items()
    )


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty folder for the user's own data."""
    monkeypatch.setenv("GOVBUDGET_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


# The shapes of a workbook


@pytest.mark.parametrize("rows", SHAPES.values(), ids=SHAPES)
def test_every_usual_shape_reads_alike_from_csv_and_spreadsheet(tmp_path, rows):
    for path in (
        as_csv(tmp_path / "科目.csv", rows),
        as_xlsx(tmp_path / "文本.xlsx", 功能=rows),
        as_xlsx(tmp_path / "数.xlsx", 功能=rows, numbers=True),
    ):
        (read,) = read_code_workbook(path, 2024)
        assert (read.scheme, read.year, read.complete) == (Scheme.FUNCTIONAL, 2024, True)
        assert named(read) == BOOK
        assert {(s.evidence, s.since, s.until) for s in read} == {(Evidence.OFFICIAL, 2024, 2024)}


def test_an_open_document_reads_like_a_workbook(tmp_path):
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in SHAPES["one column"]
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    with zipfile.ZipFile(tmp_path / "科目.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="功能">{cells}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    (read,) = read_code_workbook(tmp_path / "科目.ods", 2024)
    assert named(read) == BOOK


def test_merged_cells_read_as_blanks(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "科目.xlsx")
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, 3, "2024年支出功能分类科目")
    sheet.merge_range(1, 0, 1, 2, "科目编码")
    sheet.merge_range(1, 3, 2, 3, "科目名称")
    for column, title in enumerate("类款项"):
        sheet.write(2, column, title)
    sheet.merge_range(3, 0, 6, 0, "201")
    sheet.write(3, 3, "一般公共服务支出")
    sheet.merge_range(4, 1, 6, 1, "01")
    sheet.write(4, 3, "人大事务")
    sheet.write_row(5, 2, ["01", "行政运行"])
    sheet.write_row(6, 2, ["99", "其他人大事务支出"])
    book.close()
    (read,) = read_code_workbook(tmp_path / "科目.xlsx", 2024)
    assert named(read) == {code: name for code, name in BOOK.items() if code < "20103"}


def test_subjects_come_sorted_by_code_whatever_the_order_of_the_rows(tmp_path):
    rows = [["科目编码", "科目名称"], *reversed(BY_CODE)]
    (read,) = read_code_workbook(as_csv(tmp_path / "科目.csv", rows), 2024)
    assert [s.code for s in read] == sorted(BOOK)


def test_spaces_between_latin_words_are_kept(tmp_path):
    rows = [["科目编码", "科目名称"], ["201", " WTO  of China 事务 支出 "]]
    (read,) = read_code_workbook(as_csv(tmp_path / "科目.csv", rows), 2024)
    assert read["201"].name == "WTO of China事务支出"


WHOLE_BOOK = {
    "封面": [["2024年政府收支分类科目"], ["财政部"]],
    "收入分类": [
        ["科目编码", "科目名称"],
        ["101", "税收收入"],
        ["10101", "增值税"],
        ["1010101", "国内增值税"],
        ["101010101", "国有企业增值税"],
    ],
    "一般公共预算支出功能": [["科目编码", "科目名称"], *BY_CODE],
    "政府性基金支出功能": [
        ["科目编码", "科目名称"],
        ["208", "社会保障和就业支出"],
        ["20822", "大中型水库移民后期扶持基金支出"],
    ],
    "部门经济": [["科目编码", "科目名称"], ["301", "工资福利支出"], ["30101", "基本工资"]],
    "政府经济": [["科目编码", "科目名称"], ["501", "机关工资福利支出"], ["50101", "工资奖金津补贴"]],
    "两套经济分类对照表": [
        ["编码", "名称", "编码", "名称"],
        ["50101", "工资奖金津补贴", "30101", "基本工资"],
    ],
    "空白": [],
}


def test_each_sheet_goes_to_the_part_that_its_codes_belong_to(tmp_path):
    read = read_code_workbook(as_xlsx(tmp_path / "科目.xlsx", **WHOLE_BOOK), 2024)
    assert {one.scheme: len(one) for one in read} == {
        Scheme.FUNCTIONAL: 9,
        Scheme.ECONOMIC: 2,
        Scheme.GOVERNMENT_ECONOMIC: 2,
        Scheme.REVENUE: 4,
    }
    functional = next(one for one in read if one.scheme is Scheme.FUNCTIONAL)
    assert functional["20805"].budgets == (Budget.GENERAL,)
    assert functional["208"].budgets == (Budget.GENERAL, Budget.GOVERNMENT_FUND)
    assert functional["20822"].budgets == (Budget.GOVERNMENT_FUND,)


@pytest.mark.parametrize("scheme", Scheme)
def test_of_a_book_one_part_may_be_asked_for(tmp_path, scheme):
    (read,) = read_code_workbook(as_xlsx(tmp_path / "科目.xlsx", **WHOLE_BOOK), 2024, scheme)
    assert read.scheme is scheme


def test_a_part_that_was_not_asked_for_may_be_broken(tmp_path):
    spoiled = WHOLE_BOOK | {
        "政府经济": [["科目编码", "科目名称"], ["501", "机关工资福利支出"], ["50l01", "坏"]]
    }
    path = as_xlsx(tmp_path / "科目.xlsx", **spoiled)
    (read,) = read_code_workbook(path, 2024, Scheme.ECONOMIC)
    assert named(read) == {"301": "工资福利支出", "30101": "基本工资"}
    with pytest.raises(ExceptionGroup):
        read_code_workbook(path, 2024)


# The file that is kept


def official(named_by_code, scheme=Scheme.FUNCTIONAL, year=2024):
    subjects = (
        Subject(code, name, Evidence.OFFICIAL, (), year, year) for code, name in named_by_code.items()
    )
    return Classification(scheme, year, tuple(subjects), complete=True)


def test_an_edition_is_kept_one_line_a_code(home):
    (path,) = write_editions(
        [official({"201": "一般公共服务支出", "20103": "政府办公厅（室）: #1"})], "财预〔2023〕1号"
    )
    assert path == home / "catalogues" / "2024" / "functional.yaml" == user_edition(Scheme.FUNCTIONAL, 2024)
    assert path.read_text(encoding="utf-8").splitlines() == [
        "# 支出功能分类科目 — 2024 年版,由「财预〔2023〕1号」导入。",
        "# One line a code: 名称 | evidence | budget | years | other names. Import again to replace this file.",
        "catalogue: functional",
        "title: 支出功能分类科目",
        'source: "财预〔2023〕1号"',
        "coverage: complete",
        'complete_in: ["2024"]',
        "reading: name | evidence | budget | years | aliases",
        "subjects:",
        "  201: 一般公共服务支出 | official |  | 2024-2024",
        '  20103: "政府办公厅（室）: #1 | official |  | 2024-2024"',
    ]
    assert [entry.name for entry in path.parent.iterdir()] == ["functional.yaml"]


@pytest.mark.usefixtures("home")
def test_an_edition_may_be_partial_and_even_empty():
    (path,) = write_editions([Classification(Scheme.REVENUE, 2025, ())], "null")
    kept = load(path.read_text(encoding="utf-8"), path.name)
    assert (kept["coverage"], kept["complete_in"], kept["subjects"]) == ("partial", [], {})
    assert kept["source"] == "null"
    assert user_edition(Scheme.REVENUE, 2024) is None


def test_what_a_line_cannot_hold_is_refused_at_once_and_nothing_is_written(home):
    subjects = (
        Subject("201", "甲 | 乙"),
        Subject("202", "甲 |"),
        Subject("203", "甲", note="备注"),
        Subject("204", "甲", aliases=("乙;丙",)),
        Subject("205", "甲", aliases=(" 乙",)),
        Subject("206", "甲", since=24),
        Subject("207", "\ud800"),
    )
    bad = Classification(Scheme.FUNCTIONAL, 2024, subjects)
    with pytest.raises(ExceptionGroup) as caught:
        write_editions([bad], "来源\n第二行")
    assert [str(fault).partition(" ")[2] for fault in caught.value.exceptions] == [
        "科目 201 '甲 | 乙' 的名称或别名含有分栏用的「 | 」",
        "科目 202 '甲 |' 的名称或别名含有分栏用的「 | 」",
        "科目 203 '甲' 带有备注,目录文件没有备注一栏",
        "科目 204 '甲' 的别名为空、含有分号或首尾有空格",
        "科目 205 '甲' 的别名为空、含有分号或首尾有空格",
        "科目 206 '甲' 的年度不是四位年份",
        r"科目 207 '\ud800' 含有残缺的字符",
        r"'来源\n第二行' 含有控制字符;请改写",
    ]
    assert not home.exists()


@pytest.mark.usefixtures("home")
def test_a_write_that_fails_leaves_the_old_edition_whole(monkeypatch):
    (path,) = write_editions([official({"201": "旧"})], "旧版")
    before = path.read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(editions.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_editions([official({"201": "新"})], "新版")
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == ["functional.yaml"]  # noqa: PTH208 - names only


@pytest.mark.parametrize(
    ("platform", "settings", "expected"),
    [
        ("linux", {"GOVBUDGET_DATA": "/somewhere"}, "/somewhere"),
        ("linux", {"GOVBUDGET_DATA": "", "XDG_DATA_HOME": "/xdg"}, "/xdg/govbudget"),
        ("linux", {"HOME": "/home/li"}, "/home/li/.local/share/govbudget"),
        ("freebsd14", {"HOME": "/home/li"}, "/home/li/.local/share/govbudget"),
        ("darwin", {"HOME": "/Users/li"}, "/Users/li/Library/Application Support/govbudget"),
        ("win32", {"APPDATA": "/Roaming"}, "/Roaming/govbudget"),
        ("win32", {"HOME": "/Users/li"}, "/Users/li/AppData/Roaming/govbudget"),
    ],
)
def test_the_users_folder_is_where_the_platform_keeps_such_things(monkeypatch, platform, settings, expected):
    for name in ("GOVBUDGET_DATA", "XDG_DATA_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(editions.sys, "platform", platform)
    assert str(user_directory()) == expected


def test_without_a_home_nothing_is_found_and_nothing_can_be_kept(monkeypatch):
    def homeless(_):
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("GOVBUDGET_DATA", raising=False)
    monkeypatch.setattr(editions.Path, "expanduser", homeless)
    assert user_edition(Scheme.FUNCTIONAL, 2024) is None
    with pytest.raises(DataError, match="请用环境变量 GOVBUDGET_DATA 指定"):
        write_editions([official({"201": "甲"})], "来源")


# What an edition changes


def known(evidence=Evidence.UNVERIFIED, year=2024, **by_code):
    subjects = tuple(Subject(code.strip("_"), name, evidence) for code, name in by_code.items())
    return Classification(Scheme.FUNCTIONAL, year, subjects)


def test_differences_tell_each_kind_apart_and_name_both_names():
    old = known(_201="一般公共服务支出", _208="社会保障和就业(旧)", _210="医疗卫生支出", _203="国防支出")
    new = official(
        {"201": "一般公共服务支出", "208": "社会保障和就业（旧）", "210": "卫生健康支出", "229": "其他支出"}
    )
    found = differences(old, new)
    assert found == Differences(
        Scheme.FUNCTIONAL,
        2024,
        2024,
        added=(new["229"],),
        removed=(old["203"],),
        renamed=(Renaming("210", "医疗卫生支出", "卫生健康支出"),),
        upgraded=(
            Upgrade("201", "一般公共服务支出", Evidence.UNVERIFIED, Evidence.OFFICIAL),
            Upgrade("208", "社会保障和就业（旧）", Evidence.UNVERIFIED, Evidence.OFFICIAL),
        ),
    )
    assert found
    assert str(found).splitlines() == [
        "2024年支出功能分类新旧两版: 新增1个、取消1个、更名1个、依据提升2个",
        "  新增 229 其他支出",
        "  取消 203 国防支出",
        "  更名 210 医疗卫生支出 → 卫生健康支出",
        "  依据由「未核实」升为「官方」: 2个",
        "  目录不完整: 只就已知的科目比较",
    ]
    assert str(found.upgraded[0]) == "201 一般公共服务支出: 未核实 → 官方"


def test_lists_that_say_the_same_differ_in_nothing():
    old, new = official({"201": "甲"}, year=2023), official({"201": "甲"}, year=2024)
    found = differences(old, new)
    assert not found
    assert found.complete
    assert str(found) == "支出功能分类2023年→2024年: 没有差别"


def test_two_classifications_are_not_compared():
    with pytest.raises(ClassificationError, match="2024年支出功能分类与2024年收入分类不是同一种分类"):
        differences(official({"201": "甲"}), official({"101": "乙"}, Scheme.REVENUE))


# The command line


def test_import_keeps_an_edition_and_tells_what_it_changes(home, tmp_path, capsys):
    path = as_csv(
        tmp_path / "科目.csv", [["科目编码", "科目名称"], ["301", "工资福利支出"], ["30101", "基本薪酬"]]
    )
    assert main(["codes", "import", str(path), "--year", "2024"]) == 0
    out, err = capsys.readouterr()
    kept = home / "catalogues" / "2024" / "economic.yaml"
    first, second, *rest = out.splitlines()
    assert first == f"已导入2024年部门预算支出经济分类 2 个科目 → {kept}"
    assert second == "2024年部门预算支出经济分类新旧两版: 取消108个、更名1个"
    assert "  更名 30101 基本工资 → 基本薪酬" in rest
    assert err == (
        "提示: 2024年部门预算支出经济分类只有 2 个科目,按部分目录导入: 这些科目以它为准,其余沿用自带目录\n"
    )
    assert "source: 科目.csv" in kept.read_text(encoding="utf-8")


@pytest.mark.usefixtures("home")
def test_an_edition_that_says_what_the_bundled_list_says_changes_nothing(tmp_path, capsys):
    bundled = classification(Scheme.ECONOMIC, 2024)
    rows = [["科目编码", "科目名称"], *([subject.code, subject.name] for subject in bundled)]
    path = as_csv(tmp_path / "科目.csv", rows)
    assert main(["codes", "import", str(path), "--year", "2024"]) == 0
    out, err = capsys.readouterr()
    assert "2024年部门预算支出经济分类新旧两版: 没有差别" in out.splitlines()
    assert err == ""


def test_import_as_json_and_with_its_source_named(home, tmp_path, capsys):
    path = as_xlsx(tmp_path / "科目.xlsx", **WHOLE_BOOK)
    arguments = ["--year", "2026", "--source", "2026年政府收支分类科目", "--scheme", "government-economic"]
    assert main(["codes", "import", str(path), *arguments, "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    (one,) = document.pop("classifications")
    assert document == {
        "schema": "govbudget.codes-import/1",
        "year": 2026,
        "source": "2026年政府收支分类科目",
    }
    assert (one["classification"], one["subjects"], one["added"]) == ("government-economic", 2, [])
    assert one["file"] == str(home / "catalogues" / "2026" / "government-economic.yaml")
    assert {"code": "50101", "name": "工资奖金津补贴", "from": "attested", "to": "official"} in one[
        "upgraded"
    ]


def test_diff_tells_of_all_parts_or_of_one(home, capsys):
    assert not home.exists()
    assert main(["codes", "diff", "2018", "2024"]) == 0
    told = capsys.readouterr().out
    assert [told.count(f"{scheme.value}2018年→2024年: ") for scheme in Scheme] == [1, 1, 1, 1]
    assert "  更名 20805 行政事业单位离退休 → 行政事业单位养老支出" in told.splitlines()
    assert main(["codes", "diff", "2018", "2024", "--scheme", "functional", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    (one,) = document["classifications"]
    assert (document["schema"], document["from"], document["to"]) == ("govbudget.codes-diff/1", 2018, 2024)
    assert list(one) == ["classification", "complete", "added", "removed", "renamed", "upgraded"]
    assert {"code": "20805", "from": "行政事业单位离退休", "to": "行政事业单位养老支出"} in one["renamed"]


# A whole book


def synthetic_book():
    """Two thousand functional codes, with the bundled names for the first thousand, one of them changed."""
    bundled = {s.code: s.name for s in classification(Scheme.FUNCTIONAL, 2024).subjects[:1000]}
    bundled["2010101"] = "行政运行(新)"
    made = {"290": "新类支出"} | {
        code: f"新科目{code}支出"
        for group in range(1, 10)
        for code in (f"290{group:02}", *(f"290{group:02}{item:02}" for item in range(1, 100)))
    }
    spare = {f"291{'' if n < 0 else f'{n:02}'}": f"又一{n + 1}支出" for n in range(-1, 99)}
    return dict(list((bundled | made | spare).items())[:2000])


def test_a_book_of_two_thousand_codes_imports_and_its_differences_are_exact(home, tmp_path, capsys):
    book = synthetic_book()
    assert len(book) == 2000
    rows = [
        ["2024年支出功能分类科目"],
        ["科目编码", "", "", "科目名称", "说明"],
        ["类", "款", "项", "", ""],
        *([code[:3], code[3:5], code[5:7], "  " * len(code) + name, "反映……"] for code, name in book.items()),
        ["注: 本表仅供测试。"],
    ]
    path = as_xlsx(tmp_path / "科目.xlsx", numbers=True, 功能=rows)
    bundled = classification(Scheme.FUNCTIONAL, 2024)
    (read,) = read_code_workbook(path, 2024)
    assert named(read) == book
    found = differences(bundled, read)
    assert len(found.added) == 1000
    assert len(found.removed) == len(bundled) - 1000
    assert [str(renaming) for renaming in found.renamed] == ["2010101 行政运行 → 行政运行(新)"]
    assert main(["codes", "import", str(path), "--year", "2024"]) == 0
    assert f"2000 个科目 → {home}" in capsys.readouterr().out
    kept = user_edition(Scheme.FUNCTIONAL, 2024)
    assert read_back(kept) == read.subjects


@pytest.mark.skipif(
    not hasattr(classifications, "user_edition"), reason="the catalogue does not look for editions"
)
def test_the_catalogue_prefers_the_edition_that_the_user_imported(home, capsys):
    bundled = classification(Scheme.FUNCTIONAL, 2024)
    book = official(synthetic_book())
    write_editions([evolve(book, year=2031, subjects=book.subjects)], "测试")
    loaded = classification(Scheme.FUNCTIONAL, 2031)
    assert (loaded.year, loaded.complete, named(loaded)) == (2031, True, named(book))
    assert classification(Scheme.FUNCTIONAL, 2024) == bundled
    assert main(["code", "2900101", "--year", "2031"]) == 0
    assert "2900101 新科目2900101支出" in capsys.readouterr().out
    assert home.is_dir()
