"""The page of a review: every fault with its place, its numbers and how they were worked out; what was not tested too."""

from __future__ import annotations

import pytest
from attrs import evolve
from page_examples import example, faulty, read_back

import govbudget
from govbudget.adapters.page import write_review_page
from govbudget.checks import Cause, Finding, Place, Review, Severity, Verdict
from govbudget.model import (
    Department,
    Disclosure,
    NotRead,
    PrintedRow,
    PrintedSentence,
    PrintedTable,
    StatedFigure,
)
from govbudget.money import Unit

HOSTILE = (
    """</textarea><script>window.hacked = 1</script>"'><img src=x onerror=alert(1)>{{ 7*7 }}javascript:"""
)


@pytest.fixture(scope="module")
def disclosure():
    return faulty(example())


@pytest.fixture(scope="module")
def review(disclosure):
    return govbudget.check(disclosure)


@pytest.fixture(scope="module")
def page(review, disclosure, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "核对.html"
    write_review_page(review, disclosure, path)
    return read_back(path)


def by_id(page):
    return {element["id"]: element for element in page if element["id"]}


def within(page, box):
    def inside(element):
        while element is not None:
            if element is box:
                return True
            element = element.parent
        return False

    return [element for element in page if element is not box and inside(element)]


def articles(page):
    return [e for e in page if e.tag == "article"]


def test_verdicts_are_counted_as_in_the_review(review, page):
    counts = {e["data-verdict"]: e.text for e in page if e["data-verdict"]}
    assert counts == {verdict.id: str(count) for verdict, count in review.counts.items()}


def test_every_finding_that_does_not_hold_is_told_once_the_worst_first(review, page):
    told = [(e["data-severity"], e["data-rule"]) for e in articles(page)]
    assert sorted(told) == sorted((f.severity.id, f.rule) for f in review.broken)
    ranks = [("error", "warning", "info").index(severity) for severity, _ in told]
    assert ranks == sorted(ranks)
    messages = [next(e for e in within(page, a) if e["class"] == "message").text for a in articles(page)]
    assert sorted(messages) == sorted(f.severity.value + f.message for f in review.broken)


def test_the_numbers_of_a_finding_read_back_as_they_are(review, page):
    told = [
        tuple(
            next((e.text for e in within(page, article) if e["data-number"] == name), None)
            for name in ("published", "recomputed", "difference")
        )
        for article in articles(page)
    ]
    key = str
    assert sorted(told, key=key) == sorted(
        [(f.published, f.recomputed, f.difference) for f in review.broken], key=key
    )


def article_of(page, rule):
    return next(e for e in articles(page) if e["data-rule"] == rule)


def test_a_place_is_told_with_table_column_and_page(page):
    text = article_of(page, "X-03-05").text
    assert "公开05 2080505 机关事业单位基本养老保险缴费支出「基本支出」" in text
    assert "公开05 一般公共预算财政拨款支出决算表,栏「基本支出」,第10页" in text
    assert "相邻两位数字颠倒" in text


def test_an_explanation_has_the_equation_and_what_it_was_worked_from(review, page):
    finding = next(f for f in review.broken if f.rule == "X-03-05")
    article = article_of(page, "X-03-05")
    text = " ".join(article.text.split())
    assert "+ 公开05 2080505 机关事业单位基本养老保险缴费支出「基本支出」 15.96万元" in text
    assert "− 公开03 2080505 机关事业单位基本养老保险缴费支出「基本支出」 19.56万元" in text
    for line in finding.recomputed_from.explain():
        assert " ".join(line.replace("  ← ", " ").split()) in text
    assert f"依据:{finding.basis}" in text
    assert [e for e in within(page, article) if e.tag == "details" and e["class"] == "worked"]


def test_what_follows_is_attached_to_its_root(review, page):
    finding = next(f for f in review.broken if f.rule == "X-03-05")
    article = article_of(page, "X-03-05")
    followers = [e for e in within(page, article) if e["class"] == "follower"]
    assert len(followers) == len(finding.consequences) > 1
    for follower, element in zip(finding.consequences, followers, strict=True):
        assert follower.message in element.text
        assert follower.rule in element.text


def subjects_of(page, article):
    names = {e["value"]: e.text.rpartition("(")[0] for e in page if e.tag == "option"}
    return [names[key] for key in article["data-subject"].split()]


def test_findings_can_be_told_apart_by_severity_and_by_table(page):
    options = {e["value"]: e.text for e in page if e.tag == "option" and e["value"]}
    keys = [key for e in articles(page) for key in [*e["data-subject"].split(), e["data-severity"]]]
    assert set(options) == set(keys)
    for value, text in options.items():
        assert text.endswith(f"({keys.count(value)})")
    names = {text.rpartition("(")[0] for text in options.values()}
    assert {"错误", "情况说明", "绩效自评", "公开03 支出决算表"} <= names
    assert "公开05 一般公共预算财政拨款支出决算表" in subjects_of(page, article_of(page, "X-03-05"))
    form = next(e for e in page if e.tag == "form")
    assert "hidden" in form.attributes  # without a script there is nothing to choose


def test_roundings_and_what_could_not_be_tested_are_told_with_reasons(review, page):
    rounding = by_id(page)["rounding"]
    rows = [e for e in within(page, rounding) if e.tag == "tr"]
    assert len(rows) == 1 + len(review.of(Verdict.ROUNDING))
    untested = by_id(page)["untested"].text
    for finding in review.of(Verdict.NOT_TESTED):
        assert f"{finding.rule} {finding.title}" in untested
    assert "文件没有 公开05「年末结转和结余」" in untested


def test_every_rule_is_listed_with_its_verdicts(review, page):
    rows = [e for e in within(page, by_id(page)["rules"]) if e.tag == "tr"][1:]
    cells = [[e.text for e in page if e.parent is row] for row in rows]
    total = sum(int(text or 0) for row in cells for text in row[3:])
    assert total == sum(review.counts.values())
    assert [row[0] for row in cells] == sorted({row[0] for row in cells})


def test_charts_are_of_the_printed_numbers(page):
    titles = [e.text for e in page if e.tag == "figcaption"]
    assert titles == [
        "支出结构(公开03 支出决算表,万元)",
        "与上年比较(一般公共预算财政拨款支出,万元)",
        "项目预算执行率(全年执行数 ÷ 全年预算数)",
        "项目自评总分(分)",
    ]
    told = [e.text for e in page if e.tag == "desc"]
    assert "卫生健康支出: 合计 7.28、基本支出 7.28、项目支出 空白" in told[0]
    assert "合计: 本年 446.46、上年 464.05、增减 -17.59(-3.79%)" in told[1]
    assert "5 党群工作专项经费: 执行率 —(全年预算数为零)" in told[2]
    assert "自评报告 100、自评表 90、复核 100" in told[3]


def test_every_link_leads_somewhere_and_ids_are_unique(page):
    ids = [e["id"] for e in page if e["id"]]
    assert len(ids) == len(set(ids))
    assert {e["href"][1:] for e in page if e["href"]} <= set(ids)
    assert {e["href"][0] for e in page if e["href"]} == {"#"}


def written(tmp_path, review, disclosure):
    write_review_page(review, disclosure, tmp_path / "a.html")
    return read_back(tmp_path / "a.html")


def made(disclosure, *findings, **more):
    counts = {verdict: sum(f.verdict is verdict for f in findings) for verdict in Verdict}
    return Review(disclosure, findings, counts, **more)


def broken(message, *places, **more):
    return Finding("X-1", "标题", Verdict.BROKEN, Severity.ERROR, places, message, **more)


def test_a_document_that_holds_says_so(tmp_path):
    disclosure = Disclosure(Department(None, ""), 2024, "budget", None, ())
    page = written(tmp_path, made(disclosure), disclosure)
    text = next(e for e in page if e.tag == "body").text
    assert "(没有读出部门名称) 2024年度部门预算核对报告" in text
    assert "表样未能确定" in text
    assert "没有不符。" in by_id(page)["broken"].text
    assert "没有。文件里给出的表、文字和自评都读到了。" in by_id(page)["not-read"].text
    assert "文件没有按类列示的支出表" in by_id(page)["pictures"].text
    assert "情况说明没有写明与上年的增减" in by_id(page)["pictures"].text
    assert not {"rounding", "untested", "ignored", "evaluations"} & set(by_id(page))


def test_what_was_not_read_and_what_does_not_count_keep_their_reasons(tmp_path):
    unread = (NotRead(3, "这一页是图片"), NotRead(None, "绩效自评表未读"))
    disclosure = Disclosure(Department(None, "示例局"), 2024, "final-accounts", "自编", (), not_read=unread)
    review = made(disclosure, broken("总数不对", ignored="另有说明"), ignored={"X-1": "另有说明"})
    page = written(tmp_path, review, disclosure)
    assert "第3页:这一页是图片" in by_id(page)["not-read"].text
    assert "绩效自评表未读" in by_id(page)["not-read"].text
    assert "X-1:另有说明" in by_id(page)["ignored"].text
    assert "总数不对" in by_id(page)["ignored"].text
    assert "没有不符。" in by_id(page)["broken"].text


def test_a_claim_of_the_prose_is_told_with_its_sentence(tmp_path):
    sentences = (
        PrintedSentence("支出合计3万元。"),
        PrintedSentence("其中基本支出1万元,占65%。", "三", 18, 402),
    )
    disclosure = Disclosure(Department(None, "示例局"), 2024, "final-accounts", None, (), sentences=sentences)
    places = Place("三 基本支出占比", page=18, sentence=2)
    found = broken("占比不对", places, published="65%", recomputed="33%", unit="%", cause=Cause.WRONG_BASE)
    nowhere = broken("整份文件不对", cause=Cause.UNIT_MIXUP)
    odd = broken("表里没有", Place("公开99", "nothing", "x", "y"))
    page = written(tmp_path, made(disclosure, found, nowhere, odd), disclosure)
    first, second, third = articles(page)
    assert "其中基本支出1万元,占65%。" in next(e for e in within(page, first) if e.tag == "blockquote").text
    assert "第18页,第2句" in first.text
    # 公开数自带单位的,不再写一遍。
    assert [e.text for e in within(page, first) if e.tag == "dd"] == ["65%", "33%", "分母有误"]
    assert "分母有误" in first.text
    assert (subjects_of(page, first), subjects_of(page, second)) == (["情况说明"], ["整份文件"])
    assert "计量单位混淆" in second.text
    assert subjects_of(page, third) == ["表 nothing"]


def test_what_cannot_be_drawn_says_why(tmp_path):
    rows = (
        PrintedRow("201", "一般公共服务支出", {"total": "三元", "basic": "—", "project": None}),
        PrintedRow("205", "教育支出", {"total": None}),
        PrintedRow("total", "合计", {"total": "3.00"}),
    )
    table = PrintedTable("general_budget", "公开05", "支出决算表", Unit.WAN_YUAN, rows)
    stated = tuple(
        StatedFigure(f"general_budget[{row}].total.change", text, "万元")
        for row, text in (("201", "1.00"), ("total", "3.00"), ("20101", "1.00"), ("205", "不详"))
    )
    disclosure = Disclosure(Department(None, "示例局"), 2024, "final-accounts", None, (table,), stated)
    page = written(tmp_path, made(disclosure), disclosure)
    told = [e.text for e in page if e.tag == "desc"]
    assert told[0] == "一般公共服务支出: 合计 三元(读不成数)、基本支出 —、项目支出 空白"
    # 上年为零,没有增减幅度可言;读不成数的不画。
    assert told[1] == "合计: 本年 3.00、上年 0.00、增减 3.00"
    bare = evolve(disclosure, tables=(evolve(table, rows=rows[2:]),), stated=())
    page = written(tmp_path, made(bare), bare)
    assert "文件没有按类列示的支出表" in by_id(page)["pictures"].text


def test_what_the_prose_sets_against_the_prior_year_is_drawn_sentence_by_sentence(tmp_path):
    told = [
        "支出总计446.46万元，比上年减少19.41万元，下降4.17%。",
        "培训费12.5万元，比上年10万元增加2.5万元，增长25%。",
        "公务接待3批次，比上年减少2批次，下降40%。",
        "会议费比上年增长5%。",
        *(f"其他支出{n}00万元，比上年增加10万元，增长5%。" for n in range(2, 14)),
    ]
    disclosure = Disclosure(
        Department(None, "示例局"),
        2024,
        "final-accounts",
        None,
        (),
        sentences=tuple(PrintedSentence(text) for text in told),
    )
    page = written(tmp_path, made(disclosure), disclosure)
    drawn = next(e.text for e in page if e.tag == "desc").split(";")
    assert drawn[0] == f"{told[0][:-1]}: 本年 446.46万元、上年 465.87万元、增减 -19.41万元"
    assert drawn[1].endswith(": 本年 12.50万元、上年 10.00万元、增减 2.50万元")
    assert len(drawn) == 12
    assert "另有2处比较没有画出" in by_id(page)["pictures"].text


def test_what_comes_from_documents_is_only_ever_text(tmp_path):
    row = PrintedRow("201", HOSTILE, {"total": HOSTILE, "basic": "1.00", "project": None})
    table = PrintedTable("expenditure", HOSTILE, HOSTILE, Unit.WAN_YUAN, (row,), titles=(("total", HOSTILE),))
    disclosure = Disclosure(
        Department(HOSTILE, HOSTILE),
        2024,
        "final-accounts",
        HOSTILE,
        (table,),
        sentences=(PrintedSentence(HOSTILE, HOSTILE),),
        not_read=(NotRead(1, HOSTILE),),
    )
    places = (Place(HOSTILE, "expenditure", "201", "total"), Place(HOSTILE, sentence=1))
    found = broken(HOSTILE, *places, published=HOSTILE, recomputed=HOSTILE, unit=HOSTILE, basis=HOSTILE)
    lost = evolve(found, verdict=Verdict.NOT_TESTED)
    near = evolve(found, verdict=Verdict.ROUNDING)
    page = written(tmp_path, made(disclosure, found, lost, near, ignored={HOSTILE: HOSTILE}), disclosure)
    assert [e.tag for e in page].count("script") == 1
    assert not [e for e in page if e.tag in ("img", "textarea")]
    assert not [name for e in page for name in e.attributes if name.startswith("on")]
    assert subjects_of(page, articles(page)[0]) == [f"{HOSTILE} {HOSTILE}", "情况说明"]
    for section in ("broken", "rounding", "untested", "not-read", "ignored", "rules"):
        assert HOSTILE in by_id(page)[section].text
