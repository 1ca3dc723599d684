"""The 情况说明 of the bundled department, sentence by sentence against the figures that it published."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from attrs import evolve

import govbudget
from govbudget.catalogue import example_file
from govbudget.catalogue.wordings import wording
from govbudget.checks import Severity, Verdict
from govbudget.model import Stage
from govbudget.narrative.writing import narrate

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "seed"
NAMED = ("退休老干部工作", "春节慰问", "党报党刊征订")

# Published separately rounded from yuan; the ledger has only the rounded parts, whose sum prints 446.47 (286.12).
TAILS = {"446.46": "446.47", "286.11": "286.12", "-19.41": "-19.40", "-17.59": "-17.58", "-4.17": "-4.16"}
# Published 160.35 is all project expenditure; the 17 projects spent 153.38 (6.97 went to none of them).
OWN = {"performance[projects].amount": "153.38", "performance[projects].general_budget": "153.38"}
# DR-05 asks for the share; the document does not give it.
ADDED = "statistics[procurement_small_medium].value.share"


@pytest.fixture(scope="module")
def disclosure():
    return govbudget.read_disclosure(example_file("houma-2024", "disclosure.yaml"))


@pytest.fixture(scope="module")
def ledger():
    return govbudget.read_ledger(example_file("houma-2024", "ledger.csv"))


def told(ledger, disclosure):
    report = govbudget.Report.of(ledger, govbudget.form("shanxi-2024"), govbudget.code_book(2024))
    return narrate(
        report,
        wording("shanxi-2024"),
        evaluations=disclosure.evaluations,
        department_evaluations=NAMED,
    )


@pytest.fixture(scope="module")
def narrative(ledger, disclosure):
    return told(ledger, disclosure)


@pytest.fixture(scope="module")
def exact(ledger, disclosure):
    """Exact yuan that reproduce every printed cell, with what the ledger knows of budget and prior year."""
    witness = govbudget.read_ledger(Path(__file__).parent / "houma_witness.csv")
    beside = tuple(fact for fact in ledger.facts if fact.stage is not Stage.EXECUTED)
    whole = evolve(witness, facts=witness.facts + beside, statistics=ledger.statistics)
    return told(whole, disclosure)


def placed(stated):
    return [(one.section, one.sentence, one.figure, one.unit) for one in stated]


def test_the_figures_are_the_published_ones_in_the_published_order_and_sentences(narrative, disclosure):
    added = [one for one in narrative.stated if one.figure == ADDED]
    assert [(one.section, one.text, one.unit) for one in added] == [("十(二)", "0.00", "%")]
    mine = [one for one in narrative.stated if one.figure != ADDED]
    assert placed(mine) == placed(disclosure.stated)
    assert (len(mine), len({one.sentence for one in mine})) == (120, 47)


def test_the_texts_are_the_published_ones_but_for_tails_and_the_unspent_rest(narrative, disclosure):
    mine = [one for one in narrative.stated if one.figure != ADDED]
    different = [
        (one.figure, printed.text, one.text)
        for one, printed in zip(mine, disclosure.stated, strict=True)
        if one.text != printed.text
    ]
    own = {figure: text for figure, _, text in different if figure in OWN}
    assert own == OWN
    tails = [(printed, text) for figure, printed, text in different if figure not in OWN]
    assert all(TAILS[printed] == text for printed, text in tails)
    assert Counter(printed for printed, _ in tails) == {
        "446.46": 10, "286.11": 2, "-19.41": 2, "-4.17": 2, "-17.59": 3,
    }  # fmt: skip
    assert len(mine) - len(different) == 99


def test_from_exact_yuan_every_text_is_the_published_one_but_the_unspent_rest(exact, disclosure):
    mine = [one for one in exact.stated if one.figure != ADDED]
    assert placed(mine) == placed(disclosure.stated)
    different = {
        one.figure: one.text
        for one, printed in zip(mine, disclosure.stated, strict=True)
        if one.text != printed.text
    }
    assert different == OWN


def test_the_sentences_of_the_example_are_the_librarys_own_with_the_published_figures(exact, disclosure):
    """Without the reasons, which nobody knows, and the share that was not published; 资金 as published (N-1)."""
    published = "资金160.35万元，其中一般公共预算160.35万元"
    written = [
        re.sub("，主要原因是〔待填：[^〕]*〕", "", sentence.text)
        .replace("全年执行数153.38万元，其中一般公共预算153.38万元", published)
        .replace("，占政府采购支出总额的0.00%", "")
        for sentence in exact.sentences
    ]
    assert [(one.section, one.text) for one in disclosure.sentences] == [
        (sentence.section, text) for sentence, text in zip(exact.sentences, written, strict=True)
    ]
    numbers = [n for one in disclosure.sentences for n in re.findall(r"-?[0-9]+(?:[.][0-9]+)?", one.text)]
    stated = Counter(re.sub("^-", "", one.text) for one in disclosure.stated if one.unit != "等级")
    assert not stated - Counter(numbers) - Counter({"0": 4, "0.00": 4})


def test_check_reads_the_sentences_beside_the_tables(disclosure):
    prose = ("N-CHANGE", "N-SHARE", "N-COMPLETION", "N-SUM", "N-GRADE", "N-05c-LIST", "N-06-LIST")
    found = [f for f in govbudget.check(evolve(disclosure, evaluations=())).findings if f.rule in prose]
    assert {f.verdict for f in found} == {Verdict.HOLDS}
    percentages = [one for one in disclosure.stated if one.unit == "%"]
    assert len([f for f in found if (f.published or "").endswith("%")]) == len(percentages)


def test_the_unspent_rest_is_what_the_tables_spent_on_no_project(narrative, exact):
    # 公开03 prints 160.35 of project expenditure (page 6); the forms print 153.38 of 全年执行数.
    spent = {one.figure: one.text for one in exact.stated}
    assert spent["expenditure[total].project"] == "160.35"
    assert "公开03" in narrative.explain("expenditure[total].project")
    assert narrative.explain("performance[projects].amount").count("全年执行数 =") == 17


def test_nothing_but_reasons_is_left_to_fill_in(narrative):
    assert len(narrative.missing) == 9
    assert all(what.endswith("增减的原因") for what in narrative.missing)
    assert [s.section for s in narrative.sentences if not s.figures] == ["七", "八", "十(一)"]


def test_every_printed_sentence_of_the_standard_sections_has_its_rule(narrative):
    rules = dict.fromkeys(sentence.rule for sentence in narrative.sentences)
    assert list(rules) == [
        "N-01", "N-02", "N-03", "N-04", "N-05a", "N-05b", "N-05c", "N-06", "N-07", "N-08",
        "N-09a", "N-09b", "N-10a", "N-10b", "N-10c", "N-10d",
    ]  # fmt: skip


def test_the_lists_name_what_has_data_and_nothing_else(narrative):
    """The published lists miss 事业运行 and 委托业务费, and name 其他工资福利支出 and 公务接待费 without data."""
    pensions = next(s.text for s in narrative["五(三)"] if s.text.startswith("社会保障和就业支出"))
    assert pensions.partition("用于")[2] == (
        "引进人才费用、事业运行、其他人力资源和社会保障管理事务支出、事业单位离退休、机关事业单位基本养老保险缴费支出、"
        "机关事业单位职业年金缴费支出、其他残疾人事业支出、其他社会保障和就业支出。"
    )
    _, personnel, operating = (s.text for s in narrative["六"])
    assert "其他工资福利支出" not in personnel
    assert operating.partition("主要包括")[2] == (
        "办公费、印刷费、差旅费、委托业务费、工会经费、福利费、其他交通费用。"
    )


def test_tables_without_data_are_said_to_have_none(narrative):
    assert [str(s) for s in (*narrative["七"], *narrative["八"])] == [
        "本年度无此项收支。",
        "本年度无此项支出。",
    ]


def test_what_is_written_passes_the_rules_that_the_published_narrative_breaks(exact, disclosure):
    """Left: the grade of project 17, which its own form prints otherwise than the scheme grades its score."""

    def broken(stated):
        found = govbudget.check(evolve(disclosure, stated=stated)).broken
        told = (f for f in found if f.severity is not Severity.INFO)
        return Counter(f.rule for f in told if f.rule.startswith(("N-", "DR-")))

    assert broken(disclosure.stated) == {"N-10d": 2, "DR-05": 1}
    assert broken(exact.stated) == {"N-10d": 1}


def test_what_is_written_is_read_back_and_every_claim_of_it_holds(exact, narrative):
    """But for the 基本支出 of the rounded parts, a last place off the 人员经费 and 公用经费 below it (TAILS)."""
    for written, tails in ((exact, []), (narrative, ["286.12万元"])):
        judged = govbudget.claims(written, govbudget.scheme("shanxi-2024"))
        assert len(judged) >= 30
        assert {one.verdict for one in judged if one.claim.published not in tails} == {Verdict.HOLDS}
        assert [one.claim.published for one in judged if one.verdict is Verdict.ROUNDING] == tails


@pytest.mark.skipif(not (SEED / "golden.yaml").is_file(), reason="shared/seed is not beside this repository")
def test_the_figures_are_those_of_the_transcription_sentence_by_sentence(exact):
    """Codes and the threshold of 设备 are no figures; 与上年相同 is transcribed in words only."""
    document = yaml.safe_load((SEED / "golden.yaml").read_text(encoding="utf-8"))
    transcribed = [
        [f for f in sentence["figures"] if f["kind"] not in ("code", "threshold")]
        for part in document["narrative"]
        for sentence in part["sentences"]
    ]
    transcribed = [figures for figures in transcribed if figures]
    mine = [
        [
            f
            for f in sentence.figures
            if f.figure != ADDED and not (f.figure.endswith(".change") and f.text == "0")
        ]
        for sentence in exact.sentences
        if sentence.figures
    ]
    differing = {}
    assert len(mine) == 47
    for said, printed in zip(mine, transcribed, strict=True):
        for one, figure in zip(said, printed, strict=True):
            sign = "-" if figure.get("direction") in ("减少", "下降") else ""
            if (one.text, one.unit) != (sign + str(figure["value"]), figure["unit"]):
                differing[one.figure] = (one.text, one.unit, str(figure["value"]), figure["unit"])
    # A grade is no number: the transcription gives it no unit.
    grades = {figure for figure, row in differing.items() if row[:3] == ("优", "等级", "优")}
    assert len(grades) == len(NAMED)
    assert {figure: row[0] for figure, row in differing.items() if figure not in grades} == OWN
