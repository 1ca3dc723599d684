"""Word documents: what stands where is read once, what is hidden is not, what cannot be read is told."""

from __future__ import annotations

import pytest
from word_drawing import cell, table, text, word

from govbudget.adapters.grids.flow import FlowCell, FlowRow, TooLargeError, grid_of
from govbudget.adapters.word import read_word

TITLE = "某市某局2024年度部门决算"
SAID = "收入总计1.00万元。"
PICTURE = '<p:pic xmlns:p="http://schemas.openxmlformats.org/drawingml/2006/picture"/>'
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
RENDERED = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>{}</w:t></w:r></w:p>"
OVER = text("收入决算表") + text("部门：某局 金额单位：万元")
HEAD = (
    [
        cell("科目编码", '<w:vMerge w:val="restart"/>'),
        cell("科目名称", '<w:vMerge w:val="restart"/>'),
        cell("本年收入", '<w:gridSpan w:val="2"/>'),
    ],
    [cell("", "<w:vMerge/>"), cell("", "<w:vMerge/>"), cell("本年收入合计"), cell("财政拨款收入")],
)
TOTAL = [cell("合计", '<w:gridSpan w:val="2"/>'), cell("1,234.50"), cell("1,234.50")]
ITEM = [cell("201"), cell("一般公共<w:x/>服务支出"), cell("1,234.50"), cell("")]


@pytest.fixture
def read(tmp_path):
    """What is read of a body."""

    def reading(body, **parts):
        path = tmp_path / "document.docx"
        path.write_bytes(word(text(TITLE) + body, rest=parts.items()))
        return read_word(path)

    return reading


def said(disclosure):
    """The sentences with their pages."""
    return [(one.text, one.page) for one in disclosure.sentences]


def cells(disclosure):
    """The cells of the one table."""
    (one,) = disclosure.tables
    return {figure: shown for figure, _, _, shown in one.cells()}


def test_merged_cells_stand_over_their_columns_and_rows(read):
    found = read(OVER + table(*HEAD, TOTAL, ITEM))
    assert cells(found) == {
        "income[total].total": "1,234.50",
        "income[total].appropriation": "1,234.50",
        "income[201].total": "1,234.50",
    }
    assert found.tables[0].unit.zh == "万元"
    assert (found.department.name, found.year, found.kind) == ("某局", 2024, "final-accounts")


def test_columns_that_a_slip_of_the_hand_parts_are_one(read):
    slip = [cell("203"), cell("国防支出"), cell("2.00", '<w:gridSpan w:val="2"/>'), cell("2.00")]
    wide = [
        [
            cell("科目编码"),
            cell("科目名称"),
            cell("本年收入合计"),
            cell("财政拨款收入", '<w:gridSpan w:val="2"/>'),
        ],
        [cell("201"), cell("一般公共服务支出"), cell("1.00"), cell("1.00", '<w:gridSpan w:val="2"/>')],
        slip,
    ]
    grid = (
        "<w:tblGrid>"
        + "".join(f'<w:gridCol w:w="{w}"/>' for w in (900, 2000, 1500, 20, 1500))
        + "</w:tblGrid>"
    )
    found = read(OVER + table(*wide).replace("<w:tbl>", f"<w:tbl>{grid}"))
    assert cells(found)["income[203].total"] == "2.00"
    assert cells(found)["income[203].appropriation"] == "2.00"


def test_boxes_nested_tables_and_notes_are_not_lost(read):
    box = f"<w:p><w:r><w:drawing><w:txbxContent>{text(SAID)}</w:txbxContent></w:drawing></w:r></w:p>"
    assert said(read(box)) == [(SAID, 1)]
    inner = OVER + table(*HEAD, TOTAL)
    frame = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    assert cells(read(frame))["income[total].total"] == "1,234.50"
    beside = f"<w:tbl><w:tr>{cell('甲')}<w:tc>{inner}</w:tc></w:tr></w:tbl>"
    assert cells(read(beside))["income[total].total"] == "1,234.50"
    note = '<w:p><w:r><w:t>收入2.00万元。</w:t><w:footnoteReference w:id="3"/></w:r></w:p>'
    kept = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:type="separator" w:id="0">{text("—")}</w:footnote><w:footnote w:id="3">{text(SAID)}</w:footnote>'
        "</w:footnotes>"
    )
    assert [one for one, _ in said(read(note, **{"word/footnotes.xml": kept}))] == ["收入2.00万元。", SAID]


def test_a_choice_for_newer_programs_is_read_once(read):
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<mc:AlternateContent {space}><mc:Choice>{text(SAID)}</mc:Choice><mc:Fallback>{text(SAID)}</mc:Fallback></mc:AlternateContent>"
    assert said(read(both)) == [(SAID, 1)]


def test_what_is_hidden_or_deleted_is_not_read(read):
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>密。</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>收入1.00</w:t><w:noBreakHyphen/></w:r>'
    moved = "<w:moveFrom><w:r><w:t>旧。</w:t></w:r></w:moveFrom><w:del><w:r><w:t>旧。</w:t></w:r></w:del>"
    found = said(read(f"<w:p>{hidden}{shown}{moved}<w:r><w:t>2.00万元</w:t><w:br/><w:t>。</w:t></w:r></w:p>"))
    assert found == [("收入1.00-2.00万元。", 1)]


def test_pages_are_counted_by_breaks_that_are_there(read):
    body = (
        text("第一句。")
        + BREAK
        + RENDERED.format("第二句。")  # Word notes the break that was put in by hand once more
        + RENDERED.format("第三句。")
        + text("第四句。", "<w:pPr><w:pageBreakBefore/></w:pPr>")
        + "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
        + text("第五句。")
        + "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
        + text("第六句。")
        + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'
    )
    assert [page for _, page in said(read(body))] == [1, 2, 3, 4, 5, 5]


def test_a_sentence_over_two_pages_knows_both(read):
    broken = "<w:p><w:r><w:t>收入总计</w:t><w:lastRenderedPageBreak/><w:t>1.00万元。</w:t></w:r></w:p>"
    (one,) = read(broken).sentences
    assert (one.text, one.page, one.turns) == (SAID, 1, ((4, 2),))


def test_rows_of_a_table_know_their_page(read):
    turned = [cell("201").replace("<w:t>", "<w:lastRenderedPageBreak/><w:t>"), *ITEM[1:]]
    split = [
        one.replace(
            "</w:t></w:r></w:p></w:tc>", "</w:t><w:lastRenderedPageBreak/><w:t> </w:t></w:r></w:p></w:tc>"
        )
        for one in [cell("203"), cell("国防支出"), cell("2.00"), cell("")]
    ]
    found = read(OVER + table(*HEAD, TOTAL, turned, split) + text(SAID))
    assert [(row.id, row.page) for row in found.tables[0].rows] == [("total", 1), ("201", 2), ("203", 2)]
    assert said(found) == [(SAID, 3)]


def test_what_cannot_be_read_is_told_with_its_page(read):
    numbered = text("收入。", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    unnumbered = text("支出。", '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>')
    body = (
        f"<w:p><w:r><w:drawing>{PICTURE}</w:drawing><w:pict>{PICTURE}</w:pict></w:r></w:p>{BREAK}"
        f"<w:p><w:r><w:object>{PICTURE}</w:object></w:r></w:p><w:altChunk/>{numbered}{unnumbered}"
    )
    assert [(one.page, one.why) for one in read(body).not_read] == [
        (1, "2处图片,其中的文字和数未读"),
        (2, "1处嵌入的对象,其中的文字和数未读"),
        (2, "1处插入的外部文件,其中的文字和数未读"),
        (2, "1段的编号由 Word 自动生成,编号未读"),
    ]


def test_cells_merged_the_old_way_and_rows_set_in_are_one_table(read):
    old = [cell("合计"), cell("", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("3.00")]
    rows = [[cell("科目编码"), cell("科目名称"), cell("本年收入合计"), cell("财政拨款收入")], old]
    late = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    made = table(*rows).replace(
        "</w:tbl>", f"<w:tr>{late}{cell('国防支出')}{cell('2.00')}{cell('2.00')}</w:tr></w:tbl>"
    )
    found = read(OVER + made)
    assert cells(found)["income[total].appropriation"] == "3.00"


def test_a_grid_fills_what_rows_leave_out_and_refuses_what_is_no_table():
    grid = grid_of(
        [FlowRow(1, (FlowCell("a", 1, 2), FlowCell("b"))), FlowRow(2, (FlowCell("c", 2), FlowCell("d")))]
    )
    assert [(one.top, one.bottom, one.left, one.right, one.text) for one in grid.cells] == [
        (0, 2, 0, 1, "a"),
        (0, 1, 1, 2, "b"),
        (0, 1, 2, 3, ""),
        (0, 1, 3, 4, ""),
        (1, 2, 1, 3, "c"),
        (1, 2, 3, 4, "d"),
    ]
    assert (grid.page, grid.page_at(1), grid.last_page) == (1, 2, 2)
    with pytest.raises(TooLargeError):
        grid_of([FlowRow(1, (FlowCell("a", 200, 1), FlowCell("b", 200, 1)))])
    with pytest.raises(TooLargeError):
        grid_of([FlowRow(1, (FlowCell("a", 200, 5000),))] * 5000)
