"""The sentences of a disclosure file, read and judged beside its tables."""

from __future__ import annotations

import json

import pytest

import govbudget
from govbudget.adapters import disclosure_from
from govbudget.adapters.findings_json import findings_document
from govbudget.checks import Severity, Verdict
from govbudget.cli import main
from govbudget.model import DisclosureError, PrintedSentence
from govbudget.narrative.rules import prose_rules

RIGHT = {
    "section": "三",
    "page": 18,
    "line": 402,
    "text": "支出合计446. 46万元，其中：基本支出286.11万元，占比64.08%。",
}
WRONG = {
    "section": "五(三)",
    "page": 19,
    "line": 431,
    "text": "支出决算74.24万元。较上年减少3.23万元，增长4.17%。",
}
TEXT_RULES = {rule.id for rule in prose_rules(govbudget.scheme("mof-2020"))}


def document(*sentences):
    return {
        "schema": "govbudget.disclosure/1",
        "department": {"code": "602", "name": "示例局"},
        "year": 2024,
        "kind": "final-accounts",
        "sentences": list(sentences),
    }


def checked(*sentences):
    return govbudget.check(disclosure_from(document(*sentences)))


def of_the_text(review, *verdicts):
    return [
        one for one in review.findings if one.rule in TEXT_RULES and one.verdict in verdicts and one.where
    ]


def test_sentences_are_read_with_their_places():
    first, second = disclosure_from(document(RIGHT, {"text": "略。"})).sentences
    assert first == PrintedSentence(RIGHT["text"], "三", 18, 402)
    assert (second.section, second.page, second.line) == ("", None, None)


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        ({"section": "三"}, "sentences 的第 2 句 缺少 text"),
        ({"text": "略。", "page": "十八"}, "sentences 的第 2 句 page 应是整数,现为 '十八'"),
        (
            {"text": "略。", "words": "略"},
            "sentences 的第 2 句 不能有 words;可填 text、section、page、line、turns",
        ),
    ],
)
def test_a_sentence_that_is_none_is_refused_with_its_number(sentence, message):
    with pytest.raises(ExceptionGroup) as caught:
        disclosure_from(document(RIGHT, sentence))
    (fault,) = caught.value.exceptions
    assert isinstance(fault, DisclosureError)
    assert str(fault) == f"disclosure: {message}"


def test_a_claim_that_is_wrong_is_broken_where_it_stands():
    review = checked(RIGHT, WRONG)
    (found,) = of_the_text(review, Verdict.BROKEN)
    (place,) = found.where
    assert (found.rule, found.severity, place.sentence, place.page, place.line) == (
        "N-DIR",
        Severity.ERROR,
        2,
        19,
        431,
    )
    assert found.message.endswith("应为下降4.17%;疑为一项加减相反")
    assert [one.rule for one in of_the_text(review, Verdict.HOLDS)] == ["N-SHARE"]
    assert review.fails()


def test_what_follows_from_one_wrong_figure_hangs_on_it():
    text = (
        "采购总额53.00万元，其中：货物10.00万元，占28.57%；工程20.00万元，占57.14%；服务5.00万元，占14.29%。"
    )
    (found,) = of_the_text(checked({"text": text, "line": 7}), Verdict.BROKEN)
    assert (found.rule, {one.where[0].line for one in found.consequences}) == ("N-SUM", {7})
    assert len(found.consequences) == 3


def test_without_sentences_every_rule_on_prose_says_so():
    lacking = [
        one for one in checked().findings if one.rule in TEXT_RULES and "情况说明的文字" in one.message
    ]
    # Items are told one by one in budgets alone.
    assert {one.rule for one in lacking} == TEXT_RULES - {"N-ITEM", "N-ITEM-LIST"}
    assert {one.verdict for one in lacking} == {Verdict.NOT_TESTED}


def test_a_rule_on_prose_can_be_ignored_with_a_reason():
    review = govbudget.check(disclosure_from(document(WRONG)), ignore={"N-DIR": "已更正"})
    assert not review.fails()


def test_grades_of_prose_go_by_the_scheme():
    disclosure = disclosure_from(document({"text": "该项目得分89分，等级为“优”。"}))
    (found,) = of_the_text(govbudget.check(disclosure, scheme_name="sichuan"), Verdict.BROKEN)
    assert (found.rule, found.recomputed) == ("N-GRADE", "良")


def test_the_command_and_its_json_name_sentence_page_and_line(tmp_path, capsys):
    path = tmp_path / "disclosure.json"
    path.write_text(json.dumps(document(RIGHT, WRONG)), encoding="utf-8")
    assert main(["check", str(path), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told == findings_document(checked(RIGHT, WRONG))
    (found,) = [one for one in told["findings"] if one["rule"] == "N-DIR" and one["verdict"] == "broken"]
    assert found["where"] == [{"name": "五(三)", "page": 19, "line": 431, "sentence": 2}]
    path.write_text(json.dumps(document(RIGHT)), encoding="utf-8")
    assert main(["check", str(path)]) == 0


TABLES = [
    {
        "id": "general_budget",
        "number": "公开05",
        "unit": "万元",
        "rows": [
            {"id": "total", "label": "合计", "cells": {"total": "81.52"}},
            {"id": "201", "code": "201", "label": "一般公共服务支出", "cells": {"total": "74.24"}},
            {"id": "210", "code": "210", "label": "卫生健康支出", "cells": {"total": "7.28"}},
        ],
    },
    {
        "id": "income",
        "number": "公开02",
        "unit": "万元",
        "rows": [{"id": "total", "label": "合计", "cells": {"total": "81.52"}}],
    },
]


def beside_tables(*texts, **others):
    disclosure = disclosure_from(document(*({"text": text} for text in texts)) | {"tables": TABLES} | others)
    return [one for one in govbudget.check(disclosure).findings if one.rule == "N-TABLE" and one.where]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["2024年度收入合计81.52万元。"], [("income[total].total", "相符")]),
        (["2024年度收入合计81.25万元。"], [("income[total].total", "不符")]),
        (["2024年度财政拨款收入81.52万元，收入合计81.25万元。"], []),  # of the appropriations, not of all
        (["2023年度收入合计90.00万元。"], []),
        (
            [
                "2024年度一般公共预算财政拨款支出81.52万元，其中：一般公共服务支出（类）74.42万元，占91.07%；卫生健康支出（类）7.28万元，占8.93%。"
            ],
            [
                ("general_budget[201].total", "不符"),
                ("general_budget[total].total", "相符"),
                ("general_budget[210].total", "相符"),
            ],
        ),
        (["2024年度政府性基金支出81.52万元，其中：城乡社区支出（类）74.42万元，占91.07%。"], []),
        (
            ["2024年度一般公共预算财政拨款支出81.52万元，其中：教育支出（类）7.28万元，占8.93%。"],
            [("general_budget[205].total", "不符"), ("general_budget[total].total", "相符")],
        ),
    ],
)
def test_sums_of_the_prose_are_those_of_the_tables(texts, expected):
    found = beside_tables(*texts)
    assert [(one.where[0].figure, one.verdict.value) for one in found] == expected


def test_what_the_document_gives_as_stated_is_judged_there():
    stated = [{"figure": "income[total].total", "text": "81.52", "unit": "万元"}]
    assert beside_tables("2024年度收入合计81.25万元。", stated=stated) == []


def test_sums_of_a_budget_are_no_outturn():
    assert beside_tables("2024年度收入合计81.25万元。", kind="budget") == []


BASIC_ROWS = {
    "id": "basic_expenditure",
    "number": "公开06",
    "unit": "万元",
    "rows": [
        {"id": "personnel_total", "label": "人员经费合计", "cells": {"amount": "60.00"}},
        {"id": "operating_total", "label": "公用经费合计", "cells": {"amount": "21.52"}},
    ],
}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            [
                "2024年度一般公共预算财政拨款基本支出81.52万元，其中：",
                "人员经费60.00万元，主要包括基本工资、津贴补贴；",
                "公用经费25.12万元，主要包括办公费。",
            ],
            [("operating_total", "不符"), ("personnel_total", "相符")],
        ),
        (["2024年度政府性基金基本支出81.52万元，其中：", "人员经费50.00万元，主要包括基本工资。"], []),
    ],
)
def test_personnel_and_operating_expenses_of_the_prose_are_those_of_the_table(texts, expected):
    found = [
        one for one in beside_tables(*texts, tables=[BASIC_ROWS]) if one.where[0].figure.startswith("basic_")
    ]
    rows = [(one.where[0].figure.partition("[")[2].partition("]")[0], one.verdict.value) for one in found]
    assert rows == expected


BASIC = {
    "id": "basic_expenditure",
    "number": "公开06",
    "unit": "万元",
    "rows": [
        {"id": code, "code": code, "label": label, "cells": {"amount": amount}}
        for code, label, amount in [
            ("30101", "基本工资", "60.41"),
            ("30305", "生活补助", "3.21"),
            ("30201", "办公费", "2.00"),
            ("30217", "公务接待费", None),
            ("30227", "委托业务费", "0.60"),
        ]
    ],
}
CLASSES = {
    "id": "general_budget",
    "number": "公开05",
    "unit": "万元",
    "rows": [
        {"id": code, "code": code, "label": label, "cells": {"total": amount}}
        for code, label, amount in [
            ("208", "社会保障和就业支出", "232.72"),
            ("2080150", "事业运行", "216.76"),
            ("2080505", "机关事业单位基本养老保险缴费支出", "15.96"),
            ("210", "卫生健康支出", "6.98"),
            ("2101102", "事业单位医疗", "6.98"),
        ]
    ],
}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "人员经费63.62万元，主要包括：基本工资、生活补助；公用经费2.60万元，主要包括办公费、委托业务费。",
            [None, None],
        ),
        ("人员经费63.62万元，主要包括基本工资60.41万元、生活补助3.21万元。", [None]),
        ("人员经费63.62万元，主要包括基本工资等。", [None]),  # 等 may leave rows out
        (
            "人员经费63.62万元，主要包括基本工资、生活补贴。",
            ["所列“生活补贴”在表中没有数;漏列生活补助3.21万元"],
        ),
        (
            "公用经费2.60万元，主要包括办公费、公务接待费。",
            ["所列“公务接待费”在表中没有数;漏列委托业务费0.60万元"],
        ),
        (
            "社会保障和就业支出年初预算9.00万元，支出决算232.72万元，用于事业运行、机关事业单位基本养老保险缴费支出。",
            [None],
        ),
        (
            "1.社会保障和就业支出（类）支出决算232.72万元，主要用于机关事业单位基本养老保险缴费支出。",
            ["漏列事业运行216.76万元"],
        ),
        (
            "卫生健康支出6.98万元，用于事业单位医疗、残疾人就业保障金支出。",
            ["所列“残疾人就业保障金支出”在表中没有数"],
        ),
        ("卫生健康支出6.98万元，用于保障职工看病。", []),  # no list of subjects
        ("教育支出6.98万元，用于事业单位医疗。", []),  # no such 类 in the table
        ("公务接待费0万元，主要用于接待上级检查。", []),
    ],
)
def test_lists_of_subjects_are_the_rows_that_hold_a_sum(text, told):
    review = govbudget.check(disclosure_from(document({"text": text}) | {"tables": [BASIC, CLASSES]}))
    found = [one for one in review.findings if one.rule.endswith("-LIST") and one.where]
    assert [
        one.message.partition(" ")[2].partition(" ")[2] for one in found if one.verdict is Verdict.BROKEN
    ] == [message for message in told if message]
    assert len(found) == len(told)
    assert {one.severity for one in found} <= {Severity.WARNING}
