"""Every bundled scoring scheme loads, adds up, covers every score, and says where each rule is from."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from govbudget.catalogue import scheme, scheme_names
from govbudget.model import Basis, Completion, Operator, folded_level

DATA = Path(__file__).resolve().parents[2] / "data"
SCHEMES = {"hubei", "jiangxi", "mof-2020", "mof-2021", "mof-2021-cost", "shanxi-2024", "sichuan"}

every_scheme = pytest.mark.parametrize("name", sorted(SCHEMES))


def text_of(name):
    return (DATA / "schemes" / f"{name}.yaml").read_text(encoding="utf-8")


def test_the_schemes_are_all_there():
    assert set(scheme_names()) == SCHEMES


@every_scheme
def test_a_scheme_is_called_what_its_file_is_called(name):
    found = scheme(name)
    assert found.name == name
    assert scheme(name) is found
    assert re.search("绩效自评", found.title)
    assert found.place
    assert (found.year is not None) == bool(re.search("20[0-9]{2}", name))


@every_scheme
def test_a_file_opens_by_saying_in_chinese_what_it_is(name):
    first, second = text_of(name).splitlines()[:2]
    assert re.match("# .*[一-鿿]{4}", first)
    assert second.startswith("# ")


@every_scheme
def test_weights_with_execution_sum_to_a_hundred(name):
    found = scheme(name)
    assert found.execution_weight + found.indicator_weight == 100
    for profile in found.profiles:
        fixed = [weight for weight in profile.values() if weight is not None]
        assert len(fixed) < len(profile) or sum(fixed) == found.indicator_weight
        assert [level for key in profile for level in key.split("+") if folded_level(level) != level] == []


@every_scheme
def test_bands_cover_every_share_once(name):
    found = scheme(name)
    for hundredths in range(101):
        assert sum(band.contains(Fraction(hundredths, 100)) for band in found.bands) == 1
    assert len(found.bands) == 3


@every_scheme
def test_grades_descend_from_ninety_to_nothing(name):
    limits = [lowest for _, lowest in scheme(name).grades]
    assert all(one > other for one, other in pairwise(limits))
    assert [grade for grade, _ in scheme(name).grades] == ["优", "良", "中", "差"]
    assert limits == [90, 80, 60, 0]


@every_scheme
def test_every_rule_has_a_source_and_evidence(name):
    found = scheme(name)
    assert set(found.sources) == set(found.rules)
    for rule, source in found.sources.items():
        assert re.fullmatch("PE(-[A-Z0-9]+)+", rule)
        assert re.search("[一-鿿]{4}", source.text), rule
        assert source.evidence not in source.corroborated


@every_scheme
def test_what_is_unverified_says_so_in_words_too(name):
    found = scheme(name)
    assert found.unverified == tuple(
        rule for rule in found.rules if found.sources[rule].evidence is Basis.UNVERIFIED
    )
    for rule in found.unverified:
        assert re.search("未核实|未见", found.sources[rule].text), rule
    assert bool(found.unverified) <= bool(re.search("未核实|未见", text_of(name).split("scheme:")[0]))


@every_scheme
def test_the_three_wordings_are_known_with_complete_and_attain_alike(name):
    found = scheme(name)
    for wordings, lowest in (
        (("达成预期指标", "达成年度指标"), Fraction(80, 100)),
        (("部分达成预期指标并具有一定效果", "部分达成年度指标并具有一定效果"), found.bands[1].low),
        (
            (
                "未完成预期指标且效果较差",
                "未达成预期指标且效果较差",
                "未完成年度指标且效果较差",
                "未达成年度指标且效果较差",
            ),
            0,
        ),
    ):
        assert {found.band_of(wording).low for wording in wordings} == {lowest}
    assert found.band_of("及时") is None
    assert found.band_of("") is None


@pytest.mark.parametrize(
    ("name", "execution", "profile"),
    [
        ("mof-2020", 10, {"产出指标": 50, "效益指标": 30, "满意度指标": 10}),
        ("mof-2021", 10, {"产出指标": 50, "效益指标": 30, "满意度指标": 10}),
        ("mof-2021-cost", 10, {"产出指标": 40, "效益指标": 20, "满意度指标": 10, "成本指标": 20}),
        ("shanxi-2024", 10, {"产出指标": 50, "效益指标": 30, "满意度指标": 10}),
        ("hubei", 20, {"产出指标": 40, "效益指标+满意度指标": 40}),
        ("sichuan", 10, dict.fromkeys(("产出指标", "效益指标", "满意度指标", "成本指标"))),
        ("jiangxi", 10, dict.fromkeys(("产出指标", "效益指标", "满意度指标", "成本指标"))),
    ],
)
def test_the_weights_are_those_of_the_place(name, execution, profile):
    """DOMAIN F4."""
    assert (scheme(name).execution_weight, scheme(name).weights) == (execution, profile)


@pytest.mark.parametrize(
    ("name", "sums", "admitted"),
    [
        ("shanxi-2024", {"产出指标": 50, "效益指标": 30, "满意度指标": 10}, True),
        ("shanxi-2024", {"产出 指标": 50, "效益": 30, "満意度指标": 10}, True),
        ("shanxi-2024", {"产出指标": 40, "效益指标": 40, "满意度指标": 10}, False),  # projects 9, 15, 17
        ("shanxi-2024", {"产出指标": 50, "效益指标": 30, "满意度指标": 5}, False),
        ("shanxi-2024", {"产出指标": 50, "效益指标": 40}, False),
        ("mof-2021", {"产出指标": 50, "效益指标": 40}, True),
        ("mof-2021-cost", {"产出指标": 40, "效益指标": 30, "成本指标": 20}, True),
        ("mof-2021", {"产出指标": 40, "效益指标": 20, "满意度指标": 10, "成本指标": 20}, False),
        ("hubei", {"产出指标": 40, "效益指标": 25, "满意度指标": 15}, True),
        ("hubei", {"产出指标": 40, "效益指标": 40}, True),
        ("hubei", {"产出指标": 50, "效益指标": 30}, False),
        ("sichuan", {"产出指标": 60, "效益指标": 30}, True),
        ("sichuan", {"产出指标": 60, "效益指标": 20}, False),
        ("sichuan", {"产出指标": 60, "决策指标": 30}, False),
        ("sichuan", {"产出指标": 60, "产出": 10, "效益指标": 20, "决策指标": 0}, True),
    ],
)
def test_weights_are_admitted_as_the_scheme_sets_them(name, sums, admitted):
    assert (
        scheme(name).admits_weights({level: Fraction(weight) for level, weight in sums.items()}) == admitted
    )


@pytest.mark.parametrize(
    ("name", "rule", "evidence"),
    [
        ("shanxi-2024", "PE-Q-POS", Basis.PLATFORM),
        ("shanxi-2024", "PE-Q-COST-SX", Basis.PLATFORM),
        ("shanxi-2024", "PE-W-01", Basis.OBSERVED),
        ("shanxi-2024", "PE-G-01", Basis.EXCERPT),
        ("shanxi-2024", "PE-Q-ZERO", Basis.DERIVED),
        ("mof-2020", "PE-W-01", Basis.UNVERIFIED),
        ("mof-2020", "PE-Q-POS", Basis.UNVERIFIED),
        ("mof-2021-cost", "PE-Q-GATE", Basis.UNVERIFIED),
        ("mof-2021-cost", "PE-EX-04", Basis.UNVERIFIED),
        ("hubei", "PE-EX-05", Basis.PLATFORM),
        ("hubei", "PE-Q-REV2", Basis.EXCERPT),
        ("jiangxi", "PE-EX-04", Basis.PLATFORM),
        ("sichuan", "PE-EX-07", Basis.EXCERPT),
    ],
)
def test_evidence_is_what_was_read(name, rule, evidence):
    """DOMAIN F3–F8, tag by tag."""
    assert scheme(name).sources[rule].evidence is evidence


def test_nothing_of_shanxi_and_hubei_rests_on_what_nobody_has_read():
    assert scheme("shanxi-2024").unverified == scheme("hubei").unverified == ()
    assert scheme("mof-2020").unverified == ("PE-EX-03", "PE-W-01", "PE-Q-POS", "PE-QL-01", "PE-Q-OVER")


def test_the_particulars_of_each_place():
    assert scheme("shanxi-2024").default_cost_limit == 5
    assert {name for name in SCHEMES if scheme(name).default_cost_limit is not None} == {"shanxi-2024"}
    assert {name: scheme(name).reason_below for name in SCHEMES if scheme(name).reason_below} == {
        "sichuan": 90
    }
    assert scheme("shanxi-2024").over_achievement == Fraction(6, 5)
    assert scheme("sichuan").over_achievement == Fraction(13, 10)
    assert scheme("mof-2021").positive.gate == Fraction(60, 100)
    assert {name for name in SCHEMES if scheme(name).reverse.kind is Completion.INVERSE} == {
        "hubei",
        "jiangxi",
    }
    assert {name for name in SCHEMES if scheme(name).bands[1].low == Fraction(1, 2)} == {"hubei", "jiangxi"}
    assert {scheme(name).bare_operator for name in SCHEMES} == {Operator.EQUAL}
    steps = ((100, 10), (80, 7), (60, 5), (0, 0))
    assert {name for name in SCHEMES if scheme(name).execution_steps == steps} == {
        "jiangxi",
        "mof-2021",
        "mof-2021-cost",
    }
    assert {scheme(name).zero_budget for name in SCHEMES} == {"zero"}


def test_a_basis_is_written_as_one_word():
    assert [basis.id for basis in Basis] == [
        *("law", "excerpt", "platform", "observed", "derived", "unverified"),
    ]
