"""The bundled example and its form say what the published document says, cell by cell, both ways."""

from __future__ import annotations

import csv
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from govbudget.model.vocabulary import StatisticItem

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT.parent / "shared" / "seed"
EXAMPLE = ROOT / "data" / "examples" / "houma-2024"

pytestmark = pytest.mark.skipif(
    not (SEED / "golden.yaml").is_file(),
    reason="shared/seed/golden.yaml, the transcription to compare with, is not beside this repository",
)

TABLES = {
    "summary": "公开01",
    "income": "公开02",
    "expenditure": "公开03",
    "appropriation_summary": "公开04",
    "general_budget": "公开05",
    "basic_expenditure": "公开06",
    "government_fund": "公开07",
    "state_capital": "公开08",
    "three_public": "公开09",
    "statistics": "公开10",
}
CODE_TABLES = ("income", "expenditure", "general_budget", "government_fund", "state_capital")
BY_LINE = ("summary", "appropriation_summary", "statistics")

# Headings that the recognised text gives only in part; golden.yaml says so under `doubt`.
READ_FROM_DOUBT = {("income", 1): "本年收入合计"}
# The contents list gives no page for 公开04; it stands between two tables of two pages each, 6–7 and 10–11.
INFERRED_PAGES = {"appropriation_summary": 8}
# Headings printed over several columns.
GROUPS = {
    "general_budget": dict.fromkeys((1, 2, 3), "本年支出"),
    "government_fund": dict.fromkeys((3, 4, 5), "本年支出"),
    "state_capital": dict.fromkeys((1, 2, 3), "本年支出"),
    "three_public": dict.fromkeys((3, 4, 5), "公务用车购置及运行维护费"),
}


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders


@pytest.fixture(scope="module")
def document():
    return read(SEED / "golden.yaml")


@pytest.fixture(scope="module")
def golden(document):
    tables = {table["id"]: table for table in document["tables"]}
    return {table: tables[number] for table, number in TABLES.items()}


@pytest.fixture(scope="module")
def form():
    return read(ROOT / "data" / "forms" / "shanxi-2024.yaml")


@pytest.fixture(scope="module")
def disclosure():
    return read(EXAMPLE / "disclosure.yaml")


@pytest.fixture(scope="module")
def ledger():
    with (EXAMPLE / "ledger.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def by_id(tables):
    assert [table["id"] for table in tables] == list(TABLES)
    return {table["id"]: table for table in tables}


def printed_columns(table):
    """Every column of a golden table as (side, its key in `cells`, name, 栏次)."""
    columns = table["columns"]
    sides = columns.items() if isinstance(columns, dict) else [(None, columns)]
    for side, listed in sides:
        for column in listed:
            key = f"{column['group']}/{column['name']}" if "group" in column else column["name"]
            yield side, key, column["name"], column["栏次"]


def printed_rows(table):
    """Every row of a golden table as (side, row), in the order of the form."""
    if "income_rows" in table:
        yield from (("收入", row) for row in table["income_rows"])
        yield from (("支出", row) for row in table["expenditure_rows"])
    elif "blocks" in table:
        personnel, operating = table["totals"]
        for block in table["blocks"]:
            yield from ((block["group"], row) for row in block["rows"])
            if block["block"] == 1:
                yield None, personnel
        yield None, operating
    else:
        yield from ((None, row) for row in table["rows"])


def row_key(row):
    """行次, else code, else name: what tells the rows of a golden table apart."""
    return row.get("行次") or row.get("code") or row.get("name")


def golden_cells(table):
    numbers = {(side, key): number for side, key, _, number in printed_columns(table)}
    sided = "income_rows" in table
    return {
        (row_key(row), numbers[side if sided else None, key]): text
        for side, row in printed_rows(table)
        if row.get("name") is not None or table["id"] == TABLES["three_public"]
        for key, text in row["cells"].items()
    }


def disclosed_cells(table, layout):
    """The cells of a disclosed table under the same keys; 栏次 and offsets come from the form."""
    numbers = {(c.get("side"), c["id"]): c.get("number") for c in layout["columns"]}
    offsets = (
        {} if layout["rows"] == "codes" else {r["id"]: r["offset"] for r in layout["rows"] if "offset" in r}
    )
    cells = {}
    for row in table["rows"]:
        key = None if offsets else row.get("line") or row.get("code") or row["label"]
        for column, text in row["cells"].items():
            number = numbers[row.get("side"), column]
            place = key, number + offsets[row["id"]] if offsets else number
            assert place not in cells
            cells[place] = text
    return cells


def test_there_are_251_printed_figures(disclosure):
    texts = [text for t in disclosure["tables"] for row in t["rows"] for text in row["cells"].values()]
    printed = [text for text in texts if text is not None]
    assert len(printed) == 251
    assert all(isinstance(text, str) for text in printed)


@pytest.mark.parametrize("table", TABLES)
def test_every_cell_is_as_printed_and_none_is_added(table, golden, disclosure, form):
    layout = by_id(form["tables"])[table]
    assert disclosed_cells(by_id(disclosure["tables"])[table], layout) == golden_cells(golden[table])


@pytest.mark.parametrize("table", TABLES)
def test_disclosed_rows_stand_in_printed_order_under_their_printed_labels(table, golden, disclosure):
    rows = [
        (row.get("line"), row.get("code") if table not in BY_LINE else None, row["label"])
        for row in by_id(disclosure["tables"])[table]["rows"]
    ]
    if table == "three_public":
        assert rows == [(None, None, name) for name in golden[table]["column_groups"]]
        return
    assert rows == [
        (row.get("行次"), row.get("code"), row["name"])
        for _, row in printed_rows(golden[table])
        if row["name"] is not None
    ]


def test_the_disclosure_names_its_department_tables_and_pages(document, golden, disclosure):
    assert disclosure["department"] == document["metadata"]["department"]
    assert disclosure["year"] == document["metadata"]["fiscal_year"]
    contents = [entry for entry in document["toc"] if entry["part"].startswith("第二部分/")]
    for entry, (table, shown) in zip(contents, by_id(disclosure["tables"]).items(), strict=True):
        assert (shown["number"], shown["title"]) == (golden[table]["id"], golden[table]["title"])
        assert (entry["title"], shown["unit"]) == (shown["title"], "万元")
        assert shown["page"] == (entry["page"] or INFERRED_PAGES[table])


@pytest.mark.parametrize("table", TABLES)
def test_the_disclosure_and_the_form_share_ids_and_headings(table, disclosure, form):
    layout, shown = by_id(form["tables"])[table], by_id(disclosure["tables"])[table]
    assert shown["columns"] == [
        dict(pair)
        for pair in dict.fromkeys((("id", c["id"]), ("title", c["title"])) for c in layout["columns"])
    ]
    ids = [row["id"] for row in shown["rows"]]
    assert max(Counter(ids).values(), default=1) == 1
    if layout["rows"] == "codes":
        assert ids == [row.get("code", "total") for row in shown["rows"]]
    else:
        assert ids == [row["id"] for row in layout["rows"] if "id" in row]
    for row in shown["rows"]:
        assert list(row["cells"]) == [
            column["id"] for column in layout["columns"] if column.get("side") == row.get("side")
        ]


@pytest.mark.parametrize("table", TABLES)
def test_the_form_has_the_printed_titles_and_notes(table, golden, form):
    layout = by_id(form["tables"])[table]
    assert (layout["number"], layout["title"]) == (golden[table]["id"], golden[table]["title"])
    assert [*layout["notes"], form["empty_note"]] == golden[table]["notes"] or layout["notes"] == golden[
        table
    ]["notes"]
    assert form["empty_note"] not in layout["notes"]


@pytest.mark.parametrize("table", TABLES)
def test_the_form_has_the_printed_columns(table, golden, form):
    sides = {"收入": "income", "支出": "expenditure", None: None}
    expected = []
    for side, key, name, number in printed_columns(golden[table]):
        if table == "three_public" and key.startswith("决算数/"):
            continue
        *group, title = name.split("/")
        if (read_as := READ_FROM_DOUBT.get((table, number))) is not None:
            assert read_as in golden[table]["doubt"]
            title = read_as
        over = GROUPS.get(table, {}).get(number)
        assert group in ([], [over]), "a printed group is missing"
        expected.append((sides[side], title, number, over))
    assert [
        (c.get("side"), c["title"], c.get("number"), c.get("group"))
        for c in by_id(form["tables"])[table]["columns"]
    ] == expected
    if "column_group" in golden[table]:
        # 公开05 prints the year before its group; the year is the document's, not the form's.
        printed = golden[table]["column_group"].removeprefix(f"{golden[table]['year']}年度")
        assert {group for *_, group in expected} == {printed}


def test_the_second_half_of_three_public_repeats_the_first(golden, form):
    layout = by_id(form["tables"])["three_public"]
    names = {number: (key, name) for _, key, name, number in printed_columns(golden["three_public"])}
    printed = {
        column["number"] + row["offset"]: (row["label"], column["title"])
        for row in layout["rows"]
        for column in layout["columns"]
    }
    assert printed == {n: (key.split("/")[0], name.split("/")[-1]) for n, (key, name) in names.items()}


@pytest.mark.parametrize("table", [table for table in TABLES if table not in (*CODE_TABLES, "three_public")])
def test_the_form_has_the_printed_rows(table, golden, form):
    sides = {"收入": "income", "支出": "expenditure"}
    rows = by_id(form["tables"])[table]["rows"]
    listed = [
        (
            row.get("side") or row.get("block") or row.get("section"),
            row.get("line"),
            row.get("code") if table not in BY_LINE else None,
            row.get("label"),
        )
        for row in rows
    ]
    assert listed == [
        (sides.get(group, group) or row.get("section"), row.get("行次"), row.get("code"), row["name"])
        for group, row in printed_rows(golden[table])
    ]
    assert all(("id" in row) == ("label" in row) for row in rows)
    named = [row["id"] for row in rows if "id" in row]
    assert len(set(named)) == len(named)
    assert all(row["id"] == row["code"] for row in rows if "code" in row)


@pytest.mark.parametrize("table", ["summary", "appropriation_summary"])
def test_class_codes_of_the_two_summaries_bear_the_names_of_the_code_tables(table, golden, form):
    names = {row["code"]: row["name"] for row in golden["expenditure"]["rows"] if row["level"] == "类"}
    labels = {row["code"]: row["label"] for row in by_id(form["tables"])[table]["rows"] if "code" in row}
    assert len(labels) == 26
    assert list(labels) == sorted(labels)
    assert {code: labels[code].partition("、")[2] for code in names} == names


def test_code_tables_print_codes_after_their_total(golden, form):
    for table, layout in by_id(form["tables"]).items():
        assert (layout["rows"] == "codes") == (table in CODE_TABLES)
        assert (layout.get("total_label") == "合计") == (table in CODE_TABLES)
        if table in CODE_TABLES:
            assert [row["name"] for row in golden[table]["rows"] if row["code"] is None] in (["合计"], [])


def executed(ledger, direction, *, kind=None):
    """{code: sum} of the executed facts by functional code, with every code above them and 合计."""
    sums = Counter()
    for fact in ledger:
        code = fact["功能分类"]
        if (
            (fact["阶段"], fact["方向"]) == ("决算数", direction)
            and code
            and kind in (None, fact["支出性质"])
        ):
            for above in (None, code[:3], code[:5], code):
                sums[above] += Decimal(fact["金额"])
    return sums


def test_the_ledger_adds_up_to_the_tables_but_where_rounding_is_known_to_show(golden, ledger):
    known = {
        (cell["table"], None if cell["row"] == "合计" else cell["row"], cell["column"])
        for cell in read(SEED / "leaf_facts.yaml")["cells_not_reached_by_rounded_leaves"]
    }
    income = executed(ledger, "收入")
    spent, basic, project = (executed(ledger, "支出", kind=kind) for kind in (None, "基本支出", "项目支出"))
    derived = {
        "income": {"合计": income, "财政拨款收入": income},
        "expenditure": {"本年支出合计": spent, "基本支出": basic, "项目支出": project},
        "general_budget": {"小计": spent, "基本支出": basic, "项目支出": project},
    }
    missed = set()
    for table, columns in derived.items():
        codes = {row["code"] for row in golden[table]["rows"]}
        for column, sums in columns.items():
            assert set(sums) <= codes
            for row in golden[table]["rows"]:
                gap = sums.get(row["code"], 0) - Decimal(row["cells"][column] or 0)
                assert gap in (0, Decimal("0.01"))
                if gap:
                    missed.add((TABLES[table], row["code"], column))
    assert missed == known


def test_the_ledger_adds_up_to_the_economic_classes(golden, ledger):
    sums = Counter()
    for fact in ledger:
        if code := fact["经济分类"]:
            assert (fact["功能分类"], fact["支出性质"]) == ("", "基本支出")
            for above in (code, code[:3], "人员经费合计" if code[:3] in ("301", "303") else "公用经费合计"):
                sums[above] += Decimal(fact["金额"])
    printed = {row_key(row): row["cells"]["决算数"] for _, row in printed_rows(golden["basic_expenditure"])}
    assert {key: str(value) for key, value in sums.items()} == {k: v for k, v in printed.items() if v}


def test_the_ledger_states_budget_and_prior_year_as_the_narrative_does(document, ledger):
    figures = {f["id"]: f for part in document["narrative"] for s in part["sentences"] for f in s["figures"]}
    sentences = {"201": (2, 3), "208": (4, 5), "210": (6, 7), "221": (8, 9)}
    stages = {
        stage: {f["功能分类"]: f["金额"] for f in ledger if f["阶段"] == stage and f["方向"] == "支出"}
        for stage in ("年初预算数", "上年决算数")
    }
    assert all(list(facts) == list(sentences) for facts in stages.values())
    for code, (budget, change) in sentences.items():
        assert stages["年初预算数"][code] == figures[f"3.5.3.s{budget}.f1"]["value"]
        moved = figures[f"3.5.3.s{change}.f1"]
        sign = {"减少": -1, "增加": 1}[moved["direction"]]
        now = Decimal(figures[f"3.5.3.s{budget}.f2"]["value"])
        assert Decimal(stages["上年决算数"][code]) + sign * Decimal(moved["value"]) == now
    assert sum(map(Decimal, stages["年初预算数"].values())) == Decimal(figures["3.5.3.s1.f1"]["value"])


NARRATED_STATISTICS = {
    "因公出国(境)团组数": "9.2.s1.f2",
    "因公出国(境)人次数": "9.2.s1.f3",
    "公务用车购置数": "9.2.s3.f2",
    "公务用车保有量": "9.2.s4.f2",
    "国内接待费": "9.2.s6.f1",
    "国内接待批次": "9.2.s6.f2",
    "国内接待人次": "9.2.s6.f3",
    "外事接待费": "9.2.s6.f4",
    "外事接待批次": "9.2.s6.f5",
    "外事接待人次": "9.2.s6.f6",
    "国(境)外接待费": "9.2.s6.f7",
    "国(境)外接待批次": "9.2.s6.f8",
    "国(境)外接待人次": "9.2.s6.f9",
    "政府采购工程": "10.2.s1.f3",
    "政府采购服务": "10.2.s1.f4",
    "授予中小企业合同金额": "10.2.s2.f1",
    "授予小微企业合同金额": "10.2.s3.f1",
    "单价100万元(含)以上设备(不含车辆)": "10.3.s2.f2",
}


def test_the_ledger_reports_the_statistics_that_are_printed(document, golden, ledger):
    figures = {f["id"]: f for part in document["narrative"] for s in part["sentences"] for f in s["figures"]}
    goods = next(row for row in golden["statistics"]["rows"] if row["name"] == "货物")
    expected = {("决算数", "政府采购货物"): goods["cells"]["统计数"]}
    for sentence in (2, 3, 4, 5):
        now = figures[f"3.9.1.s{sentence}.f1"]
        fell = figures.get(f"3.9.1.s{sentence}.f2", {"value": "0"})
        expected["决算数", now["of"]] = now["value"]
        expected["上年决算数", now["of"]] = str(Decimal(now["value"]) + Decimal(fell["value"]))
        expected["全年预算数", now["of"]] = figures["3.9.1.s1.f1"]["value"]
    expected |= {
        ("决算数", item): figures[f"3.{figure}"]["value"] for item, figure in NARRATED_STATISTICS.items()
    }
    # The narrative gives only the number of all vehicles, and says that there is no operating cost.
    expected |= {("决算数", i.value): "0" for i in StatisticItem if i.name.startswith("OPERATING_COST_")}
    vehicles = figures["3.10.3.s1.f1"]["value"]
    expected |= {("决算数", i.value): vehicles for i in StatisticItem if i.name.startswith("VEHICLES_")}
    for item, part, place in (
        ("收入总计", 1, 1),
        ("支出总计", 1, 2),
        ("财政拨款收入总计", 4, 1),
        ("财政拨款支出总计", 4, 2),
    ):
        now, fell = figures[f"3.{part}.s1.f{place}"], figures[f"3.{part}.s2.f{2 * place - 1}"]
        assert (now["of"][-4:], fell["direction"]) == (item[-4:], "减少")
        expected["上年决算数", item] = str(Decimal(now["value"]) + Decimal(fell["value"]))
    reported = [fact for fact in ledger if fact["方向"] == "统计"]
    # The narrative drops the zeros of the two decimals that the document works in; the ledger keeps them.
    stated = {(fact["阶段"], fact["项目"]): Decimal(fact["金额"]) for fact in reported}
    assert stated == {key: Decimal(value) for key, value in expected.items()}
    assert len(reported) == len(expected)
    assert {fact["项目"] for fact in reported} <= {item.value for item in StatisticItem}


def test_every_ledger_row_says_whose_it_is_and_where_it_was_read(document, ledger):
    about = document["metadata"]
    department = "{code}-{name}".format(**about["department"])
    pages = {entry["part"]: entry["page"] for entry in document["toc"]}
    tables = {"支出": ("公开03表", pages["第二部分/三、"]), "收入": ("公开02表", pages["第二部分/二、"])}
    narrated = {
        "支出": rf"第三部分五\(三\) .* 第{pages['第三部分/五、']}页起",
        "统计": "|".join(
            rf"第三部分{part}(\([一二三]\)\d?)? .* 第{pages[f'第三部分/{part}、']}页起"
            for part in ("一", "四", "九", "十")
        ),
    }
    units = {item.value: item.counting_unit or "万元" for item in StatisticItem}
    for fact in ledger:
        unit = units[fact["项目"]] if fact["方向"] == "统计" else "万元"
        assert (fact["年度"], fact["部门"], fact["单位"]) == (str(about["fiscal_year"]), department, unit)
        budget = ("", "") if fact["方向"] == "统计" else ("一般公共预算", "财政拨款")
        assert (fact["预算"], fact["资金来源"]) == budget
        if fact["经济分类"]:
            expected = f"公开06表 {fact['经济分类']} 第{pages['第二部分/六、']}页"
        elif fact["项目"] == "政府采购货物":
            expected = f"公开10表 行次2 第{pages['第二部分/十、']}页"
        elif fact["阶段"] == "决算数" and fact["方向"] in tables:
            table, page = tables[fact["方向"]]
            expected = " ".join(filter(None, (table, fact["功能分类"], fact["支出性质"], f"第{page}页")))
        else:
            expected = None
            assert re.fullmatch(narrated[fact["方向"]], fact["来源"])
        assert expected in (None, fact["来源"])
