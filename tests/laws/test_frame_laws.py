"""A ledger is the same when it has been a dataframe, whatever it holds and whichever library held it."""

import importlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govbudget
from govbudget.adapters import ledger_from_rows
from govbudget.model import (
    Budget,
    Department,
    Direction,
    Fact,
    FundingSource,
    Ledger,
    Stage,
    Statistic,
    StatisticItem,
)
from govbudget.money import Amount

pytest.importorskip("narwhals")
libraries = st.sampled_from([name for name in ("pandas", "polars") if importlib.util.find_spec(name)])

FEW = settings(max_examples=15)

stated = st.builds(
    lambda count, power: Amount(count * 10**power, 10**power // 2),
    st.integers(-(10**8), 10**8),
    st.integers(0, 10),
)
added_up = st.builds(Amount, st.integers(-(10**17), 10**17), st.integers(0, 10**12))
names = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)
money = st.sampled_from(
    [
        (Budget.GENERAL, FundingSource.APPROPRIATION),
        (Budget.STATE_CAPITAL, FundingSource.APPROPRIATION),
        (None, FundingSource.OTHER),
    ]
)


def facts(amounts):
    return st.builds(
        lambda stage, direction, amount, paid, functional, project, origin: Fact(
            stage, direction, amount, functional, None, *paid, project=project, origin=origin
        ),
        st.sampled_from(Stage),
        st.sampled_from([Direction.INCOME, Direction.OPENING, Direction.EXPENDITURE]),
        amounts,
        money,
        st.sampled_from([None, "2010601", "2080505"]),
        st.none() | names,
        st.just("") | names,
    )


def statistics(amounts):
    def reported(item):
        values = st.integers(0, 10**9) if item.counting_unit else amounts
        return st.builds(Statistic, st.sampled_from(Stage), st.just(item), values)

    return st.sampled_from(StatisticItem).flatmap(reported)


def ledgers(amounts):
    departments = st.builds(Department, st.none() | st.sampled_from(["602", "602001"]), names).filter(
        lambda department: Department.of(str(department)) == department
    )
    return st.builds(
        Ledger,
        departments,
        st.integers(1994, 2099),
        st.lists(facts(amounts), max_size=6, unique_by=lambda fact: fact.key).map(tuple),
        st.lists(statistics(amounts), max_size=4, unique_by=lambda one: (one.stage, one.item)).map(tuple),
    ).filter(lambda ledger: ledger.facts or ledger.statistics)


def everything(ledger):
    """What equality of ledgers does not look at is kept too: slack, and where a sum comes from."""
    sums = [(fact.amount, fact.amount.slack, fact.origin) for fact in ledger.facts]
    reported = [(one.value, getattr(one.value, "slack", None), one.origin) for one in ledger.statistics]
    return ledger, sums, reported


@FEW
@given(
    ledgers(stated | added_up), libraries, st.sampled_from(["fen", "decimal"]), st.sampled_from(["zh", "en"])
)
def test_a_ledger_comes_back_from_a_frame_as_it_was(ledger, library, amounts, headings):
    frame = govbudget.to_frame(ledger, library, amounts=amounts, headings=headings)
    assert everything(govbudget.from_frame(frame)) == everything(ledger)


@FEW
@given(ledgers(stated), libraries)
def test_a_frame_of_text_is_a_ledger_file(ledger, library):
    frame = govbudget.to_frame(ledger, library, amounts="text")
    assert everything(govbudget.from_frame(frame)) == everything(ledger)
    rows = (
        frame.astype(object).where(frame.notna(), None).to_dict("records")
        if library == "pandas"
        else frame.to_dicts()
    )
    assert everything(ledger_from_rows(rows)) == everything(ledger)


@FEW
@given(st.lists(st.integers(-(10**11), 10**11), min_size=1, max_size=8), libraries)
def test_floats_that_print_as_sums_are_those_sums(fen, library):
    module = importlib.import_module(library)
    head = {
        "年度": 2024,
        "部门": "示例局",
        "阶段": "决算数",
        "方向": "收入",
        "资金来源": "其他收入",
        "单位": "元",
    }
    columns = {heading: [value] * len(fen) for heading, value in head.items()}
    columns |= {"项目": [f"第{n}项" for n in range(len(fen))], "金额": [n / 100 for n in fen]}
    read = govbudget.from_frame(module.DataFrame(columns))
    assert [fact.amount.fen for fact in read.facts] == fen
