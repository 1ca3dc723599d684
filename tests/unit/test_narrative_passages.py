"""Pages of text as sentences under their headings."""

from __future__ import annotations

import pytest

from govbudget.narrative.passages import heading_level, read_passages


def sentences(*pages):
    return [passage.text for passage in read_passages(pages)]


def test_lines_wrapped_inside_a_sentence_are_joined():
    page = "本年支出合计 307.82 万元，其中：基本支出 105.58 万\n元，占\n34.30%；项目支出占其余。\n"
    assert sentences(page) == ["本年支出合计307.82万元，其中：基本支出105.58万元，占34.30%；项目支出占其余。"]


def test_letter_spaced_lines_lose_their_blanks():
    assert sentences("某 厅 2018 年 财政 拨款 支出\n15.00 万 元。") == ["某厅2018年财政拨款支出15.00万元。"]


def test_a_page_number_between_the_halves_of_a_sentence_drops_out():
    pages = ["本年支出合计\n— 1 —", "446.46万元，\n— 2 —", "占全部。\n— 3 —"]
    assert sentences(*pages) == ["本年支出合计446.46万元，占全部。"]


def test_bare_page_numbers_in_step_with_the_pages_drop_out_wherever_they_stand():
    assert sentences("22\n收入为\n", "23\n5万元，\n", "24\n支出5万元。") == ["收入为5万元，支出5万元。"]


def test_a_page_number_glued_to_the_last_figure_is_taken_off():
    pages = ["预算支出\n6", "一、收入为零。\n7", "会议费11700.638", "万元，与上年一致。\n9", "完。\n10"]
    assert "会议费11700.63万元，与上年一致。" in sentences(*pages)


def test_a_whole_amount_at_the_head_of_a_page_is_no_page_number():
    assert sentences("一、预算支出为", "100\n万元。", "二、完。") == ["一、预算支出为100万元。", "二、完。"]


def test_a_paragraph_hidden_on_the_page_before_counts_once_where_it_is_seen():
    hidden = ["7.“甲（项）”10.00万", "元，用于甲。", "8.“乙（项）”20.00万元，用于乙。"]
    pages = ["\n".join(hidden), "\n".join([*hidden[1:], "9.“丙（项）”30.00万元，用于丙。"])]
    found = read_passages(pages)
    assert [passage.text[:2] for passage in found] == ["7.", "8.", "9."]
    assert [passage.page for passage in found] == [1, 2, 2]


def test_headers_and_footers_of_most_pages_drop_out():
    pages = [f"某局2024年度决算\n第{word}句话。\n某局印" for word in "一二三四"]
    assert sentences(*pages) == [f"第{word}句话。" for word in "一二三四"]


def test_rows_of_a_table_are_no_prose():
    page = (
        "科目编码 科目名称 合计\n201 一般公共服务支出 264.87 264.87\n合计 307.82 307.82\n注：本表反映支出。"
    )
    assert sentences(page) == ["注：本表反映支出。"]


def test_a_table_of_contents_is_no_prose():
    assert sentences("目录\n一、收入情况……………………3\n二、支出情况......................4") == []


def test_headings_make_the_section_path():
    page = (
        "第三部分 情况说明\n一、收入支出决算总体情况说明\n收入总计5万元。\n"
        "五、支出决算情况说明\n（一）总体情况\n支出4万元。\n1．住房保障支出3万元，用于住房。\n（2）购房补贴1万元。"
    )
    assert [passage.section[1:] for passage in read_passages([page])] == [
        ("一、收入支出决算总体情况说明",),
        ("五、支出决算情况说明", "（一）总体情况"),
        ("五、支出决算情况说明", "（一）总体情况", "1．住房保障支出"),
        ("五、支出决算情况说明", "（一）总体情况", "1．住房保障支出", "（2）购房补贴"),
    ]


def test_a_heading_glued_to_the_sentence_before_is_a_heading():
    found = read_passages(["（七）管理会计工作。（八）负责票据管理。"])
    assert [passage.section for passage in found] == [("（七）管理会计工作",), ("（八）负责票据管理",)]


@pytest.mark.parametrize("text", ["1.85万元", "12345", "年初", "三线城市"])
def test_a_decimal_opens_no_heading(text):
    assert heading_level(text) is None


def test_a_figure_knows_the_page_it_stands_on():
    (passage,) = read_passages(["一般公共预算支出307.82万元，占本年支出合计的", "100.00%。"])
    assert passage.page == 1
    assert passage.page_at(passage.text.index("100.00")) == 2


def test_radicals_are_read_as_characters():
    assert sentences("⽀出合计5万元。") == ["支出合计5万元。"]


def test_clauses_end_at_commas_and_semicolons():
    (passage,) = read_passages(["支出5万元，占50%；其余5万元。"])
    assert ["".join(token.text for token in clause) for clause in passage.clauses] == [
        "支出5万元，",
        "占50%；",
        "其余5万元。",
    ]


@pytest.mark.parametrize("pages", [[], [""], ["\n\n"], ["\f"], ["12"], ["— 3 —"]])
def test_pages_without_text_give_no_sentences(pages):
    assert read_passages(pages) == ()
