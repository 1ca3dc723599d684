"""Official tables as grids: headings that meet, sides and blocks beside each other, every printed cell once."""

from __future__ import annotations

import pytest

import govbudget
from govbudget.adapters.page.layout import grid_of, heading_rows
from govbudget.catalogue import example_file, form_names


@pytest.fixture(scope="module")
def reports():
    ledger = govbudget.read_ledger(example_file("houma-2024", "ledger.csv"))
    book = govbudget.code_book(2024)
    return {name: govbudget.Report.of(ledger, govbudget.form(name), book) for name in form_names()}


@pytest.fixture(scope="module")
def grids(reports):
    return {
        (name, table.id): grid_of(table)
        for name, report in reports.items()
        for table in report.tables
        if not table.missing
    }


def covered(head):
    """How many cells lie under each column: a heading counts for every row that it reaches down to."""
    taken = {}
    for top, row in enumerate(head):
        left = 0
        for cell in row:
            while (top, left) in taken:
                left += 1
            for down in range(cell.down):
                for across in range(cell.across):
                    assert (top + down, left + across) not in taken
                    taken[top + down, left + across] = cell
            left += cell.across
    return taken


def test_headings_cover_every_column_of_every_row_once(grids):
    for name, grid in grids.items():
        width = sum(cell.across for cell in grid.body[0])
        taken = covered(grid.head)
        assert set(taken) == {(r, c) for r in range(len(grid.head)) for c in range(width)}, name
        assert {sum(cell.across for cell in row) for row in grid.body} == {width}, name


def test_every_cell_that_the_table_prints_stands_in_its_grid_once(reports, grids):
    for (name, table_id), grid in grids.items():
        table = reports[name].table(table_id)
        placed = [(cell.id, cell.text) for row in grid.body for cell in row if cell.id]
        printed = {
            f"{table.id}[{row.id}].{column.id}": table.shown(row, column.id) or ""
            for row in table.printed_rows
            for column in table.form.columns
            if column.side == row.side
        }
        assert len(placed) == len(dict(placed)), (name, table_id)
        assert dict(placed) == printed, (name, table_id)


def head_of(grids, name, table):
    return [[(cell.text, cell.across, cell.down) for cell in row] for row in grids[name, table].head]


def test_both_sides_of_the_summary_stand_beside_each_other_with_their_empty_lines(grids):
    assert head_of(grids, "shanxi-2024", "summary") == [
        [("收入", 3, 1), ("支出", 3, 1)],
        [("项目", 1, 1), ("行次", 1, 1), ("金额", 1, 1)] * 2,
        [("栏次", 2, 1), ("1", 1, 1), ("栏次", 2, 1), ("2", 1, 1)],
    ]
    body = grids["shanxi-2024", "summary"].body
    assert [cell.text for cell in body[8]] == ["", "9", "", "九、卫生健康支出", "40", "7.28"]
    assert body[-1][0].whole
    assert not body[0][0].whole


def test_grouped_columns_share_their_heading(grids):
    assert head_of(grids, "shanxi-2024", "general_budget") == [
        [("科目编码", 1, 2), ("科目名称", 1, 2), ("本年支出", 3, 1)],
        [("小计", 1, 1), ("基本支出", 1, 1), ("项目支出", 1, 1)],
        [("栏次", 2, 1), ("1", 1, 1), ("2", 1, 1), ("3", 1, 1)],
    ]
    levels = [row[1].level for row in grids["shanxi-2024", "general_budget"].body]
    assert levels[:4] == [0, 0, 1, 2]


def test_the_two_lines_of_three_public_stand_in_one(grids):
    head = head_of(grids, "shanxi-2024", "three_public")
    assert head[0] == [("预算数", 6, 1), ("决算数", 6, 1)]
    assert [text for text, _, _ in head[-1]] == [str(n) for n in range(1, 13)]
    assert len(grids["shanxi-2024", "three_public"].body) == 1


def test_blocks_stand_beside_each_other(grids):
    grid = grids["shanxi-2024", "basic_expenditure"]
    assert [cell.text for cell in grid.head[0]] == ["人员经费", "公用经费"]
    assert [cell.text for cell in grid.body[0]] == [
        "301",
        "工资福利支出",
        "246.99",
        "302",
        "商品和服务支出",
        "24.21",
    ]
    # The shorter block ends in blanks.
    assert [cell.text for cell in grid.body[-1]][:3] == ["", "", ""]


def test_sections_have_lines_of_their_own_and_what_is_counted_its_unit(grids):
    body = grids["shanxi-2024", "statistics"].body
    sections = [row[0].text for row in body if row[0].kind == "section"]
    assert sections == ["一、政府采购情况", "二、机关运行经费", "三、国有资产占用情况"]
    assert any("(辆)" in cell.text for row in body for cell in row)


def test_columns_without_numbers_have_no_line_of_numbers():
    rows = heading_rows([("甲", "乙"), ("甲", "丙"), ("丁",), ("丁",)], ["number"] * 4)
    # Two columns that end at one level stay two, though they are called the same.
    assert [[cell.text for cell in row] for row in rows] == [["甲", "丁", "丁"], ["乙", "丙"]]
