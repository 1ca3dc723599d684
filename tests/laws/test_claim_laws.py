"""Laws of reading prose: nothing is lost, what is written exactly reads back and holds, and no code becomes money."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from govbudget.checks import Verdict
from govbudget.money import round_half_up
from govbudget.narrative.judging import judge
from govbudget.narrative.passages import read_passages
from govbudget.narrative.reading import read_claims
from govbudget.narrative.tokens import Kind, tokens

ANYTHING = st.text(
    st.sampled_from("0123456789.,，．%％万亿元年月号个辆分增减加少占支出比〔〕（）()[]{}-— 　、；：。０９第"),
    max_size=60,
)


@given(ANYTHING)
def test_the_pieces_of_any_text_are_the_text(text):
    pieces = tokens(text)
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.start for piece in pieces] == [0, *(piece.end for piece in pieces)][: len(pieces)]


@given(ANYTHING)
def test_money_always_has_its_unit_and_every_figure_its_number(text):
    for piece in tokens(text):
        if piece.kind is Kind.AMOUNT:
            assert piece.printed.endswith(("万元", "亿元", "元"))
            assert piece.unit in ("万元", "亿元", "元")
        if piece.kind in (Kind.AMOUNT, Kind.PERCENT, Kind.COUNT, Kind.NUMBER, Kind.YEAR):
            assert piece.value is not None


@given(st.lists(ANYTHING, max_size=5))
def test_any_pages_can_be_read_and_judged(pages):
    for claim in read_claims(read_passages(pages)):
        assert judge(claim).verdict in Verdict


@given(st.lists(ANYTHING.filter(lambda text: "\n" not in text), max_size=5))
def test_every_percentage_is_told(pages):
    passages = read_passages(pages)
    percentages = sum(token.kind is Kind.PERCENT for passage in passages for token in passage.tokens)
    told = sum(claim.published.endswith(("%", "％")) for claim in read_claims(passages))
    assert told >= percentages


CODES = st.one_of(
    st.integers(1900, 2099).map("{}年".format),
    st.tuples(st.integers(1900, 2099), st.integers(1, 999)).map(lambda pair: "某财〔{}〕{}号".format(*pair)),
    st.integers(201, 2299999).map("编码{}".format),
    st.integers(1, 99).map("第{}页".format),
    st.tuples(st.integers(1, 12), st.integers(1, 31)).map(lambda pair: "{}月{}日".format(*pair)),
    st.integers(0, 9999).map("{}平方米".format),
)


@given(st.lists(CODES, min_size=1, max_size=6))
def test_years_codes_and_document_numbers_never_become_amounts(codes):
    text = "根据" + "、".join(codes) + "的规定"
    assert Kind.AMOUNT not in {token.kind for token in tokens(text)}


UNITS = st.sampled_from(("元", "万元", "亿元"))


def cents(*, least=1):
    """Sums in hundredths of their unit."""
    return st.integers(least, 10**9)


def written(hundredths, *, grouped=False):
    number = Decimal(hundredths).scaleb(-2)
    return f"{number:,.2f}" if grouped else f"{number:.2f}"


def percent(above, below):
    return f"{Decimal(round_half_up(Fraction(abs(above) * 10000, below))).scaleb(-2):.2f}%"


def next_to(published):
    """The percentage one hundred last places higher: beyond what rounding of the inputs can explain."""
    return f"{Decimal(published.rstrip('%')) + 1:.2f}%"


SHARES = (
    "本年支出合计{whole}{unit}，其中：基本支出{part}{unit}，占{share}。",
    "本年支出合计{whole}{unit}，其中：\n基本支出{part}{unit}，占比{share}；",
    "基本支出{part}{unit}，占支出总额{whole}{unit}的{share}。",
    "一、支出情况\n本年支出合计{whole}{unit}。\n二、基本情况\n基本支出{part}{unit}，占本年支出合计的{share}。",
)


@given(st.sampled_from(SHARES), cents(), cents(least=10**6), UNITS, st.booleans())
def test_an_exact_share_reads_back_and_holds_and_the_next_percent_breaks(pattern, part, whole, unit, grouped):
    assume(part <= whole)
    said = {"part": written(part, grouped=grouped), "whole": written(whole, grouped=grouped), "unit": unit}
    share = percent(part, whole)
    for published, verdict in ((share, Verdict.HOLDS), (next_to(share), Verdict.BROKEN)):
        (claim,) = read_claims(read_passages([pattern.format(**said, share=published)]))
        assert {p.role: p.text for p in claim.inputs} == {
            "part": said["part"] + unit,
            "whole": said["whole"] + unit,
        }
        assert judge(claim).verdict is verdict


CHANGES = (
    "本年支出{current}{unit}，比上年{amount}{change}{unit}，{rate}{percent}。",
    "本年支出{current}{unit}，比上年{rate}{percent}，{amount}{change}{unit}。",
    "本年支出{current}{unit}，主要用于运转。与上年相比，支出{amount}{change}{unit}，{rate}{percent}。",
    "本年支出{current}{unit}，较2022年决算数{prior}{unit}{amount}{change}{unit}，{rate}{percent}。",
    "2023年预算执行数为{prior}{unit}，2024年预算安排{current}{unit}，比2023年预算执行数{amount}{percent}。",
)
WORDS = {
    True: (("增加", "增长"), ("增加", "增幅为")),
    False: (("减少", "下降"), ("减少", "减少"), ("减少", "降低")),
}


@given(st.sampled_from(CHANGES), cents(), cents(least=10**6), UNITS, st.integers(0, 5))
def test_an_exact_change_reads_back_and_holds_and_the_next_percent_breaks(
    pattern, current, prior, unit, word
):
    assume(current != prior)
    verbs = WORDS[current > prior]
    amount, rate = verbs[word % len(verbs)]
    said = {
        "current": written(current),
        "prior": written(prior),
        "change": written(abs(current - prior)),
        "amount": amount,
        "rate": rate,
        "unit": unit,
    }
    exact = percent(current - prior, prior)
    for published, verdict in ((exact, Verdict.HOLDS), (next_to(exact), Verdict.BROKEN)):
        found = read_claims(read_passages([pattern.format(**said, percent=published)]))
        (claim,) = [one for one in found if one.published.endswith("%")]
        assert (claim.part("current") or claim.value).text == said["current"] + unit
        assert judge(claim).verdict is verdict, claim
        assert all(judge(one).verdict is Verdict.HOLDS for one in found if one is not claim)


@given(cents(), cents(least=10**6), UNITS)
def test_an_exact_completion_rate_reads_back_and_holds(actual, budget, unit):
    text = f"年初预算为{written(budget)}{unit}，支出决算为{written(actual)}{unit}，完成年初预算的{percent(actual, budget)}。"
    (claim,) = read_claims(read_passages([text]))
    assert (claim.kind, judge(claim).verdict) == ("completion", Verdict.HOLDS)


@given(st.lists(cents(), min_size=3, max_size=3), UNITS, st.integers(-(10**6), 10**6))
def test_a_sum_holds_exactly_and_breaks_beyond_what_three_rounded_parts_explain(parts, unit, off):
    names = ("货物", "工程", "服务")
    listed = "、".join(f"{name}采购{written(part)}{unit}" for name, part in zip(names, parts, strict=True))
    assume(sum(parts) + off > 0)
    (claim,) = read_claims(read_passages([f"采购总额{written(sum(parts) + off)}{unit}，其中：{listed}。"]))
    # Three addends explain one last place (DOMAIN M-04); nothing is rounded below one fen.
    explained = Verdict.ROUNDING if unit != "元" and abs(off) == 1 else Verdict.BROKEN
    assert judge(claim).verdict is (explained if off else Verdict.HOLDS)
