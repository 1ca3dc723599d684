"""What holds of every 情况说明, whatever the ledger."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import assume, given
from hypothesis import strategies as st

import govbudget
from govbudget.catalogue.wordings import wording, wording_names
from govbudget.model import (
    Budget,
    Department,
    Direction,
    ExpenditureKind,
    Fact,
    FundingSource,
    Ledger,
    Stage,
    Statistic,
    StatisticItem,
)
from govbudget.money import Amount, Ratio
from govbudget.narrative.writing import narrate
from govbudget.text import amount_text, number_text, percent_text

BOOK = govbudget.code_book(2024)
FORMS = tuple(
    map(govbudget.form, ("shanxi-2024", "mof-2024", "shanghai-final-2024", "sichuan-2024", "yunnan-2023"))
)
WORDINGS = tuple(map(wording, wording_names()))
FUNCTIONAL = ("201", "2010301", "2010302", "2013101", "2080505", "2101102", "2990101", "2120803", "2230107")
ECONOMIC = ("301", "30101", "30102", "30201", "30217", "30231", "31013")
FIXED = re.compile(r"〔待填：[^〕]*〕|\d{4}年(12月31日)?|单价100万元\(含\)以上设备|“[^”]*”|科目 \d+")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

sums = st.one_of(
    st.just(Amount(0)),
    st.integers(-(10**7), 10**13).map(Amount),
    st.integers(0, 10**6).map(lambda hundredths: Amount(hundredths * 10**4, 5000)),
)


@st.composite
def facts(draw):
    direction = draw(st.sampled_from(Direction))
    budget = draw(st.sampled_from([None, Budget.GENERAL, Budget.GOVERNMENT_FUND, Budget.STATE_CAPITAL]))
    spending = direction is Direction.EXPENDITURE
    if direction in (Direction.USE_OF_SURPLUS, Direction.DISTRIBUTION):
        budget = None
    kinds = [None, ExpenditureKind.BASIC, ExpenditureKind.PROJECT]
    others = list(FundingSource)[1:] + ([None] if direction is not Direction.INCOME else [])
    return Fact(
        draw(st.sampled_from(Stage)),
        direction,
        draw(sums),
        functional=draw(st.sampled_from((None, *FUNCTIONAL))),
        economic=draw(st.sampled_from((None, *ECONOMIC))) if spending else None,
        budget=budget,
        funding=FundingSource.APPROPRIATION if budget else draw(st.sampled_from(others)),
        kind=draw(st.sampled_from(kinds)) if spending else None,
    )


@st.composite
def statistics(draw):
    item = draw(st.sampled_from(StatisticItem))
    value = draw(st.integers(0, 30)) if item.counting_unit else draw(sums)
    return Statistic(draw(st.sampled_from([Stage.EXECUTED, Stage.PRIOR, Stage.ADJUSTED])), item, value)


@st.composite
def reports(draw):
    some = draw(st.lists(facts(), max_size=12, unique_by=lambda fact: fact.key))
    beside = draw(st.lists(statistics(), max_size=25, unique_by=lambda one: (one.stage, one.item)))
    try:
        ledger = Ledger(Department("602", "示例局"), 2024, tuple(some), tuple(beside))
        return govbudget.Report.of(ledger, draw(st.sampled_from(FORMS)), BOOK)
    except ExceptionGroup:  # a sum booked above its parts, which a ledger refuses
        assume(condition=False)


wordings = st.sampled_from(WORDINGS)


def printed(value, words):
    """A value as the wording prints it, worked out from the value alone."""
    if isinstance(value, Amount):
        shown = value.decimal(words.printing)
        return amount_text(value, words.printing) if shown else words.zero
    return percent_text(value, words.percent_places)[:-1] if isinstance(value, Ratio) else number_text(value)


@given(reports(), wordings)
def test_every_number_in_a_text_is_a_figure_of_its_sentence_and_every_figure_a_number_in_it(report, words):
    for sentence in narrate(report, words).sentences:
        told = Counter()
        for figure in sentence.figures:
            moved = figure.figure.endswith((".change", ".change_rate"))
            if not (figure.figure.endswith(".change") and figure.text == words.zero):
                told[figure.text.lstrip("-") if moved else figure.text] += 1
        assert Counter(NUMBER.findall(FIXED.sub("", sentence.text))) == told


@given(reports(), wordings)
def test_verbs_carry_the_sign_of_a_change_and_the_number_never_does(report, words):
    for sentence in narrate(report, words).sentences:
        assert not re.search(rf"(增加|减少|增长|{words.fallen})-", sentence.text)
        changes = [f for f in sentence.figures if f.figure.endswith(".change") and f.text != words.zero]
        falls = sum(figure.text.startswith("-") for figure in changes)
        assert len(re.findall(r"减少\d", sentence.text)) == falls
        assert len(re.findall(r"增加\d", sentence.text)) == len(changes) - falls
        assert sentence.text.count(words.same) == len(
            [f for f in sentence.figures if f.figure.endswith(".change")]
        ) - len(changes)


@given(reports(), wordings)
def test_no_percentage_is_told_over_a_base_of_nothing(report, words):
    bases = {"change_rate": "prior", "completion": "approved", "execution": "adjusted"}
    for figure in narrate(report, words).stated:
        base, _, suffix = figure.figure.rpartition(".")
        if suffix not in bases:
            continue
        under = report[f"{base}.{bases[suffix]}"].amount.printed(words.printing)
        assert under.fen > 0 if suffix == "change_rate" else under.fen != 0


@given(reports(), wordings)
def test_every_figure_told_is_the_reports_own_or_a_cell_known_to_be_blank(report, words):
    narrative = narrate(report, words)
    stated, sources = narrative.stated, [s for one in narrative.sentences for s in one.sources]
    assert [figure.figure for figure in stated] == [source.id for source in sources]
    for figure, source in zip(stated, sources, strict=True):
        own = report.get(figure.figure)
        if own is None:
            assert (figure.text, figure.unit) == (words.zero, words.printing.unit.zh)
            assert "这一格为空" in source.formula
        elif figure.figure.rpartition(".")[2] not in (
            "change",
            "change_rate",
            "share",
            "completion",
            "execution",
        ):
            assert figure.text == printed(own.value, words)


@given(reports(), wordings)
def test_what_is_to_be_filled_in_is_listed_and_nothing_else_is(report, words):
    narrative = narrate(report, words)
    for sentence in narrative.sentences:
        assert re.findall(r"〔待填：(.*?)〕", sentence.text) == list(sentence.missing)
    assert set(narrative.missing) == {what for one in narrative.sentences for what in one.missing}


@given(reports(), wordings)
def test_every_class_with_data_is_told_once_with_exactly_the_items_that_have_data(report, words):
    narrative = narrate(report, words)
    table = report.table("general_budget")
    held = {
        row.id: row.cells["total"].amount
        for row in table.rows
        if row.id != "total" and row.cells.get("total")
    }
    classes = sorted(code for code, amount in held.items() if len(code) == 3 and amount)
    section = next(s.number for s in words.sections if s.part == "general_structure")
    told = [f.figure for s in narrative[section][1:] for f in s.figures if f.figure.endswith(".total")]
    assert told == [f"general_budget[{code}].total" for code in classes]
    section = next(s.number for s in words.sections if s.part == "general_detail")
    for sentence in narrative[section]:
        if "用于" not in sentence.text:
            continue
        code = next(m[1] for f in sentence.figures if (m := re.match(r"general_budget\[(\d{3})\]", f.figure)))
        items = [c for c, amount in sorted(held.items()) if len(c) == 7 and c.startswith(code) and amount]
        names = [BOOK.functional[c].name for c in items if BOOK.functional.get(c)]
        listed = re.sub(r"、?〔待填：[^〕]*〕、?", "", sentence.text.partition("用于")[2]).rstrip("。")
        assert listed == "、".join(dict.fromkeys(names))
