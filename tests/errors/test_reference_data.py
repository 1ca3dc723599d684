"""Bad reference data: code lists, forms and examples that do not hold together or do not exist."""

from __future__ import annotations

import re
import shutil

import pytest

from govbudget.adapters import read_ledger
from govbudget.catalogue import (
    attestations,
    changes,
    classification,
    classifications,
    code_book,
    crosswalk,
    errata,
    example_file,
    example_names,
    files,
    form,
    form_names,
    forms,
    standing,
    to_department,
    to_government,
)
from govbudget.catalogue.files import data_file
from govbudget.cli import main
from govbudget.model import Classification, CodeBook, Scheme, Subject, UnknownCodeError
from govbudget.report import Report

READERS = (classifications, crosswalk, errata, forms)
FUNCTIONAL = "catalogues/functional.yaml"
BOOK = {
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "2080502": "事业单位离退休",
    "2080505": "机关事业单位基本养老保险缴费支出",
}
LEDGER = """年度,部门,阶段,方向,功能分类,经济分类,预算,支出性质,项目,金额,单位
2024,示例局,决算数,收入,2080550,,一般公共预算,,,19.49,万元
2024,示例局,决算数,支出,2080550,30100,一般公共预算,基本支出,,15.96,万元
2024,示例局,决算数,支出,9999999,,一般公共预算,项目支出,,3.53,万元
"""


def named(scheme, names, *, complete=False):
    return Classification(scheme, 2024, tuple(Subject(*pair) for pair in names.items()), complete=complete)


def book(*, complete):
    economic = {"301": "工资福利支出", "30101": "基本工资"}
    return CodeBook(
        2024,
        named(Scheme.FUNCTIONAL, BOOK, complete=complete),
        named(Scheme.ECONOMIC, economic, complete=complete),
    )


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A copy of the reference data to spoil; what was read before is forgotten, and again afterwards."""
    readers = [reader for module in READERS for reader in vars(module).values()]

    def forget():
        for reader in readers:
            if hasattr(reader, "cache_clear"):
                reader.cache_clear()

    shutil.copytree(data_file("sources.yaml").parent, tmp_path / "data")
    monkeypatch.setattr(files, "_PACKAGE", tmp_path)
    forget()
    yield tmp_path / "data"
    forget()


def test_every_fault_of_a_classification_is_told_at_once(faults_of):
    subjects = [
        Subject("201", "一般公共服务支出"),
        Subject("20101", "人大事务"),
        Subject("20101", "人大事务(重)"),
        Subject("2010201", "行政运行"),
        Subject("2080505", "机关事业单位基本养老保险缴费支出"),
        Subject("2010", "四位"),
        Subject("20A", "字母"),
        Subject("２０２", "全角"),
        Subject("203010101", "九位"),
    ]
    assert faults_of(lambda: Classification(Scheme.FUNCTIONAL, 2024, tuple(subjects))) == [
        "2024年支出功能分类: 科目编码 20101 重复",
        "2024年支出功能分类: 科目 2010201 行政运行 缺少上级科目 20102",
        "2024年支出功能分类: 科目 2080505 机关事业单位基本养老保险缴费支出 缺少上级科目 20805",
        "2024年支出功能分类: 科目编码 '2010' 应为 3、5、7 位数字",
        "2024年支出功能分类: 科目编码 '20A' 应为 3、5、7 位数字",
        "2024年支出功能分类: 科目编码 '２０２' 应为 3、5、7 位数字",
        "2024年支出功能分类: 科目编码 '203010101' 应为 3、5、7 位数字",
    ]


@pytest.mark.parametrize(
    ("scheme", "code", "hint"),
    [
        (
            Scheme.FUNCTIONAL,
            "2080550",
            "相近科目: 2080505 机关事业单位基本养老保险缴费支出、2080502 事业单位离退休、20805 行政事业单位养老支出",
        ),
        (Scheme.FUNCTIONAL, "999", "没有相近的科目"),
    ],
)
def test_an_unknown_code_is_told_with_the_nearest(scheme, code, hint):
    with pytest.raises(UnknownCodeError) as caught:
        named(scheme, BOOK)[code]
    assert str(caught.value) == f"2024年支出功能分类中没有 {code!r}; {hint}"


UNKNOWN_CODES = [
    (
        "账套.csv:2 等2处: 2024年支出功能分类中没有 '2080550'; "
        "相近科目: 2080505 机关事业单位基本养老保险缴费支出、2080502 事业单位离退休、20805 行政事业单位养老支出"
    ),
    "账套.csv:4: 2024年支出功能分类中没有 '9999999'; 没有相近的科目",
    "账套.csv:3: 2024年部门预算支出经济分类中没有 '30100'; 相近科目: 30101 基本工资、301 工资福利支出",
]


def test_codes_that_a_complete_book_does_not_list_are_errors_with_their_places(
    faults_of, told_by, written, monkeypatch
):
    path = written("账套.csv", LEDGER)
    whole = book(complete=True)
    assert faults_of(lambda: Report.of(read_ledger(path), form("shanxi-2024"), whole)) == UNKNOWN_CODES
    monkeypatch.setattr("govbudget.cli.commands.code_book", lambda _: whole)
    for command in (("tables", path), ("tables", path, "--format", "json"), ("explain", path, "x")):
        assert told_by(*command) == UNKNOWN_CODES


def test_codes_that_a_partial_book_does_not_list_are_only_told(written, monkeypatch, capsys):
    monkeypatch.setattr("govbudget.cli.commands.code_book", lambda _: book(complete=False))
    assert main(["tables", str(written("账套.csv", LEDGER))]) == 0
    out, err = capsys.readouterr()
    assert "(科目名称未收录)" in out
    assert err.splitlines() == [f"提示: {told}(目录不完整,仅作提示)" for told in UNKNOWN_CODES]


@pytest.mark.parametrize("name", ["shanxi-2042", "", "../forms/shanxi-2024"])
def test_an_unknown_form_is_told_with_those_there_are(name, faults_of, told_by):
    message = f"没有表样 {name!r};可用的表样: {'、'.join(form_names())}"
    assert faults_of(form, name) == [message]
    assert told_by("tables", "houma-2024", "--form", name) == [message]
    assert told_by("explain", "houma-2024", "expenditure[total].total", "--form", name) == [message]


def test_an_unknown_example_is_told_with_those_there_are(faults_of, told_by):
    message = f"没有示例 'houma-2042';可用的示例: {'、'.join(example_names())}"
    assert faults_of(example_file, "houma-2042", "ledger.csv") == [message]
    assert told_by("demo", "houma-2042") == [message]


@pytest.mark.parametrize("name", ["houma-2042", "ledger", ""])
def test_a_bare_name_that_is_neither_file_nor_example_says_so(name, told_by):
    message = f"没有账套文件或示例 {name!r};可用的示例: {'、'.join(example_names())}"
    assert told_by("tables", name) == [message]
    assert told_by("explain", name, "expenditure[total].total") == [message]


def test_a_file_that_an_example_lacks_is_told(data, faults_of, told_by):
    (data / "examples" / "empty").mkdir()
    message = "没有参考数据 examples/empty/{};请重新安装 govbudget"
    assert faults_of(example_file, "empty", "ledger.csv") == [message.format("ledger.csv")]
    assert told_by("demo", "empty") == [message.format("disclosure.yaml")]
    assert told_by("tables", "empty") == [message.format("ledger.csv")]


@pytest.mark.parametrize(
    ("content", "messages"),
    [
        (None, ["没有参考数据 catalogues/functional.yaml;请重新安装 govbudget"]),
        ("", ["functional.yaml: 应有 subjects 一节,每行一个科目"]),
        ("subjects: [208]", ["functional.yaml: 应有 subjects 一节,每行一个科目"]),
        (
            "subjects:\n  208: 社会保障和就业支出 | official\n  208: 重复 | official\n  208: 又 | official",
            [
                "functional.yaml:3: 键 208 与第 2 行重复",
                "functional.yaml:4: 键 208 与第 2 行重复",
            ],
        ),
        (
            "subjects:\n  208: 社会保障和就业支出 | official | general | 2024年",
            [
                (
                    "functional.yaml: 科目 208 应写作「名称 | 依据 | 预算 | 年度 | 别名」,"
                    "现为 '社会保障和就业支出 | official | general | 2024年'(年度 '2024年' 应写作 2018-2023)"
                )
            ],
        ),
        (
            "subjects:\n  208: 名称 | official |  |  | 别名 | 多余",
            [
                (
                    "functional.yaml: 科目 208 应写作「名称 | 依据 | 预算 | 年度 | 别名」,"
                    "现为 '名称 | official |  |  | 别名 | 多余'(多余的栏)"
                )
            ],
        ),
        (
            "subjects:\n  208: 名称 | 可靠",
            [
                (
                    "functional.yaml: 科目 208 应写作「名称 | 依据 | 预算 | 年度 | 别名」,"
                    "现为 '名称 | 可靠'('可靠' is not a valid Evidence)"
                )
            ],
        ),
        (
            "subjects:\n  208: 名称 | official | 一般",
            [
                (
                    "functional.yaml: 科目 208 应写作「名称 | 依据 | 预算 | 年度 | 别名」,"
                    "现为 '名称 | official | 一般'('一般')"
                )
            ],
        ),
        (
            "subjects:\n  2080505: 名称 | official\n  2081: 名称 | official",
            [
                "2024年支出功能分类: 科目 2080505 名称 缺少上级科目 20805",
                "2024年支出功能分类: 科目编码 '2081' 应为 3、5、7 位数字",
            ],
        ),
    ],
)
def test_a_code_list_that_cannot_be_used_is_refused(content, messages, data, faults_of, told_by):
    if content is None:
        (data / FUNCTIONAL).unlink()
    else:
        (data / FUNCTIONAL).write_text(content, encoding="utf-8")
    assert faults_of(code_book, 2024) == messages
    assert told_by("code", "2080505", "--year", "2024") == messages


CHANGE = "{classification: functional, code: '208', change: renamed, from: 甲, effective: '2020', evidence: attested}"
PAIR = "{government: '501', department: '301', evidence: attested}"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "catalogues/evidence/functional.yaml",
            "",
            "functional.yaml: 应有 attestations 一节,每行一个科目",
        ),
        (
            "catalogues/evidence/functional.yaml",
            "attestations: x",
            "functional.yaml: 应有 attestations 一节,每行一个科目",
        ),
        ("catalogues/changes.yaml", "", "changes.yaml: 应有 changes 一节,每项写作「键: 值」"),
        ("catalogues/changes.yaml", "changes: [208]", "changes.yaml: 应有 changes 一节,每项写作「键: 值」"),
        (
            "catalogues/changes.yaml",
            f"changes: [{CHANGE.replace('renamed', '改名')}]",
            "changes.yaml: 科目变化写法不对('改名')",
        ),
        (
            "catalogues/changes.yaml",
            f"changes: [{CHANGE.replace('attested', '可靠')}]",
            "changes.yaml: 科目变化写法不对('可靠' is not a valid Evidence)",
        ),
        ("errata.yaml", "errata: {}", "errata.yaml: 应有 errata 一节,每项写作「键: 值」"),
        (
            "errata.yaml",
            "errata: [{classification: functional, code: '201', was: 不是原文, now: 新行, basis: N55}]",
            "errata.yaml: 科目 201 的原文应为 {was!r},勘误却写作 '不是原文'",
        ),
    ],
)
def test_what_belongs_to_a_code_list_is_refused_when_it_cannot_be_used(
    name, content, message, data, faults_of, told_by
):
    was = next(
        line.partition(": ")[2]
        for line in (data / FUNCTIONAL).read_text(encoding="utf-8").splitlines()
        if line.startswith("  201: ")
    )
    (data / name).write_text(content, encoding="utf-8")
    message = message.format(was=was)
    assert faults_of(lambda: (code_book(2024), attestations(Scheme.FUNCTIONAL, "201"))) == [message]
    assert told_by("code", "201", "--year", "2024") == [message]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("pairs: x", "economic-crosswalk.yaml: 应有 pairs 一节,每项写作「键: 值」"),
        (
            f"pairs: [{PAIR.replace('government', 'state')}]",
            "economic-crosswalk.yaml: 对照关系写法不对('government')",
        ),
        (
            f"pairs: [{PAIR.replace('attested', '可靠')}]",
            "economic-crosswalk.yaml: 对照关系写法不对('可靠' is not a valid Evidence)",
        ),
    ],
)
def test_a_crosswalk_that_cannot_be_used_is_refused(content, message, data, faults_of):
    (data / "catalogues" / "economic-crosswalk.yaml").write_text(content, encoding="utf-8")
    assert faults_of(to_department, "501") == [message]
    assert faults_of(to_government, "30101", "机关/参公") == [message]


def test_a_pair_of_the_crosswalk_may_name_a_whole_class(data):
    (data / "catalogues" / "economic-crosswalk.yaml").write_text(
        f"pairs: [{PAIR.replace('301', '301*')}, {PAIR.replace('501', '599')}]", encoding="utf-8"
    )
    assert [pair.government for pair in to_government("30101")] == ["501"]
    assert [pair.government for pair in to_government("301")] == ["501", "599"]
    assert to_government("30201") == ()


def test_a_code_says_what_happened_to_it_and_how_its_year_is_known(data):
    (data / "catalogues" / "changes.yaml").write_text(f"changes: [{CHANGE}]", encoding="utf-8")
    (data / "catalogues" / "evidence" / "functional.yaml").write_text(
        "attestations: {208: 甲:2019/2020 乙:2024}", encoding="utf-8"
    )
    assert [change.before for change in changes("208")] == ["甲"]
    assert changes("201") == ()
    assert standing(Scheme.FUNCTIONAL, "208", 2020) == "当年文件可证"
    assert standing(Scheme.FUNCTIONAL, "208", 2021) == "推定(见于 2019、2020、2024 年)"
    assert standing(Scheme.FUNCTIONAL, "201", 2024) == "推定(未见于任何年度的文件)"


def test_an_erratum_replaces_withdraws_and_adds_a_line(data):
    (data / FUNCTIONAL).write_text(
        "subjects:\n  201: 甲 | official\n  208: 乙 | official | general;fund | 2018-2024 | 丙; 丁\n",
        encoding="utf-8",
    )
    (data / "errata.yaml").write_text(
        "errata:\n"
        "  - {classification: functional, code: '201', was: 甲 | official, now: null, basis: N55}\n"
        "  - {classification: functional, code: '203', was: null, now: 国防支出 | official, basis: N55}\n"
        "  - {classification: revenue, code: '101', was: x, now: y, basis: N55}\n",
        encoding="utf-8",
    )
    book = classification(Scheme.FUNCTIONAL, 2024)
    assert [(subject.code, subject.name) for subject in book] == [("203", "国防支出"), ("208", "乙")]
    assert book["208"].aliases == ("丙", "丁")


FORM = data_file("forms", "shanxi-2024.yaml").read_text(encoding="utf-8")


def line_of(text):
    """The line of the bundled form on which `text` first stands."""
    return FORM[: FORM.index(text)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kind: final-accounts", "species: 决算", "own.yaml: 不是表样('kind')"),
        ("kind: final-accounts", "kind: 决算", "own.yaml: 不是表样('决算')"),
        ("unit: 万元", "unit: 千元", "own.yaml: 不是表样('千元' is not a valid Unit)"),
        ("places: 2", "places: 9", "own.yaml: 不是表样(万元最多 6 位小数(到分),不能是 9 位)"),
        (
            "unit: 万元",
            "unit: 万元\nunit: 元",
            f"own.yaml:{line_of('unit: 万元') + 1}: 键 unit 与第 {line_of('unit: 万元')} 行重复",
        ),
    ],
)
def test_a_form_that_cannot_be_used_is_refused(old, new, message, data, faults_of, told_by, written):
    (data / "forms" / "own.yaml").write_text(FORM.replace(old, new, 1), encoding="utf-8")
    assert faults_of(form, "own") == [message]
    assert told_by("tables", written("账套.csv", LEDGER), "--form", "own") == [message]


@pytest.mark.parametrize("content", ["", "- 表样", "form: own", "'form"])
def test_a_file_of_another_shape_is_no_form(content, data, faults_of, told_by, written):
    (data / "forms" / "own.yaml").write_text(content, encoding="utf-8")
    (message,) = faults_of(form, "own")
    assert re.fullmatch(r"own\.yaml(: 不是表样|:1: 不是有效的 YAML)\(.+\)", message)
    assert told_by("tables", written("账套.csv", LEDGER), "--form", "own") == [message]


def test_a_form_that_asks_for_an_unknown_table_is_refused(data, faults_of, told_by, written):
    (data / "forms" / "own.yaml").write_text(FORM.replace("id: statistics", "id: nonsense"), encoding="utf-8")
    path = written("账套.csv", LEDGER)
    message = "表样 shanxi-2024 的 公开10 要求未知的表 'nonsense'"
    assert faults_of(lambda: Report.of(read_ledger(path), form("own"), code_book(2024))) == [message]
    assert told_by("tables", path, "--form", "own") == [message]


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        (
            "expenditure[total].basc",
            (
                "没有数据项 'expenditure[total].basc'; 相近的有 expenditure[total].basic、"
                "expenditure[total].basic.share、expenditure[total].total"
            ),
        ),
        ("基本支出", "没有数据项 '基本支出'; 编号写作 表[行].栏,如 expenditure[total].basic"),
        ("", "没有数据项 ''; 编号写作 表[行].栏,如 expenditure[total].basic"),
    ],
)
def test_an_unknown_figure_is_told_with_the_nearest(figure, message, faults_of, told_by):
    ledger = read_ledger(example_file("houma-2024", "ledger.csv"))
    report = Report.of(ledger, form("shanxi-2024"), code_book(2024))
    assert faults_of(lambda: report[figure]) == [message]
    assert faults_of(lambda: report.explain(figure)) == [message]
    assert told_by("explain", "houma-2024", figure) == [message]
    assert told_by("explain", "houma-2024", figure, "--format", "json") == [message]


def test_an_unknown_table_is_told_with_those_of_the_form(faults_of):
    ledger = read_ledger(example_file("houma-2024", "ledger.csv"))
    report = Report.of(ledger, form("shanxi-2024"), code_book(2024))
    (message,) = faults_of(report.table, "公开01")
    assert message == f"没有数据项 '公开01'; 相近的有 {'、'.join(table.id for table in report.tables)}"
