"""Broken scoring schemes: every fault of a file at once, with its line, and nothing half-read."""

from __future__ import annotations

import shutil
from fractions import Fraction

import attrs
import pytest

from govbudget.catalogue import files, scheme, scheme_names
from govbudget.catalogue.files import data_file
from govbudget.model import Band, Completion, QuantitativeRule, SchemeError

NAME = "shanxi-2024"


@pytest.fixture
def spoilt(tmp_path, monkeypatch):
    """A copy of the data in which the scheme of the example is changed, and nothing is remembered."""
    shutil.copytree(data_file("schemes", f"{NAME}.yaml").parent, tmp_path / "data" / "schemes")
    path = tmp_path / "data" / "schemes" / f"{NAME}.yaml"
    monkeypatch.setattr(files, "_PACKAGE", tmp_path)
    scheme.cache_clear()

    def spoil(*changes):
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        return text

    yield spoil
    scheme.cache_clear()


def line_of(text, words):
    return next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)


@pytest.mark.parametrize("name", ["shanxi-2042", "", "../forms/shanxi-2024"])
def test_an_unknown_scheme_is_told_with_those_there_are(name, faults_of):
    assert faults_of(scheme, name) == [f"没有评分办法 {name!r};可用的评分办法: {'、'.join(scheme_names())}"]


@pytest.mark.parametrize("content", ["", "- 产出", "产出"])
def test_a_file_that_holds_no_mapping_is_told(content, spoilt, faults_of):
    text = spoilt()
    spoilt((text, content))
    assert faults_of(scheme, NAME) == [f"{NAME}.yaml:1: 文件应有 评分办法,写作「键: 值」"]


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        (f"scheme: {NAME}\n", "", "title:", "评分办法应有 scheme,写文字"),
        (f"scheme: {NAME}\n", "scheme: [山西]\n", "scheme:", "评分办法应有 scheme,写文字"),
        ("place: 山西", "where: 山西", "scheme:", None),
        ("indicators: 90 ", "indicators: 九十 ", "scheme:", "评分办法的 indicators 应是数('九十' 不是金额)"),
        ("  weight: 10\n", "  weight:\n", "weight:", "execution应有 weight,写文字"),
        (
            "method: proportional\n  zero",
            "method: fair\n  zero",
            "weight:",
            "execution的 method 应是 proportional、steps 之一,不能是 fair",
        ),
        (
            "zero_budget: zero",
            "zero_budget: half",
            "weight:",
            "execution的 zero_budget 应是 zero、full 之一,不能是 half",
        ),
        (
            "  产出指标: 50\n",
            "  产出指标: 一半\n",
            "产出指标: 一半",
            "weights的 产出指标 应是数('一半' 不是金额)",
        ),
        (
            "{rule: PE-Q-REV, method: excess}",
            "{rule: PE-Q-REV, method: best}",
            "reverse:",
            "reverse的 method 应是 proportional、excess、inverse 之一,不能是 best",
        ),
        ("{rule: PE-Q-REV, method: excess}", "PE-Q-REV", "scheme:", "评分办法应有 reverse,写作「键: 值」"),
        (
            'bare_operator: "="',
            'bare_operator: "约"',
            "scheme:",
            "评分办法的 bare_operator 应是 ≥、>、=、≤、<、none 之一,不能是 约",
        ),
        (
            "wordings: [达成预期指标, 达成年度指标]",
            "wordings: 达成预期指标",
            "- low: 80",
            "bands 第 1 项应有 wordings,写作 [文字, 文字]",
        ),
        (
            "    closed: both\n",
            "    closed: top\n",
            "- low: 80",
            "bands 第 1 项的 closed 应是 both、low、high、none 之一,不能是 top",
        ),
        ("{优: 90,", "{优: 九十,", "grades:", "grades的 优 应是数('九十' 不是金额)"),
        (
            '得分不超过5", evidence: platform}',
            '得分不超过5", evidence: hearsay}',
            "PE-Q-COST-SX:",
            "PE-Q-COST-SX的 evidence 应是 law、excerpt、platform、observed、derived、unverified 之一,不能是 hearsay",
        ),
        (
            "corroborated: [unverified]",
            "corroborated: [unverified, hearsay]",
            "PE-W-01:",
            "PE-W-01的 corroborated 不能是 hearsay;可写的有: law、excerpt、platform、observed、derived、unverified",
        ),
    ],
)
def test_what_a_file_lacks_or_misspells_is_told_with_its_line(old, new, place, message, spoilt, faults_of):
    text = spoilt((old, new))
    if message is None:  # a key of another name is both unknown and missing
        known = (
            "scheme、title、place、year、execution、indicators、weights、alternates、positive、equal、reverse"
        )
        known += "、bare_operator、bands、grades、over_achievement、default_cost_limit、score_places、sources、grade_aliases"
        assert faults_of(scheme, NAME) == [
            f"{NAME}.yaml:{line_of(text, place)}: 评分办法不应有 where;可写的有: {known}",
            f"{NAME}.yaml:{line_of(text, place)}: 评分办法应有 place,写文字",
        ]
    else:
        assert faults_of(scheme, NAME) == [f"{NAME}.yaml:{line_of(text, place)}: {message}"]


def test_a_list_that_is_none_is_told(spoilt, faults_of):
    text = spoilt()
    start, end = text.index("bands:"), text.index("grades:")
    text = spoilt((text[start:end], "bands: 三档\n"))
    assert faults_of(scheme, NAME) == [
        f"{NAME}.yaml:{line_of(text, 'scheme:')}: 评分办法的 bands 应写作「- 键: 值」"
    ]


def test_every_fault_of_a_file_is_told_at_once(spoilt, faults_of):
    spoilt(("indicators: 90 ", "indicators: 九十 "), ("place: 山西", "place:"), ("{优: 90,", "{优: 高,"))
    assert len(faults_of(scheme, NAME)) == 3


def test_a_scheme_that_contradicts_itself_is_told_with_its_file(spoilt, faults_of):
    spoilt(
        ("  weight: 10\n", "  weight: 15\n"),
        ("  产出指标: 50\n", "  产出指标: 40\n"),
        ("  - low: 60\n", "  - low: 50\n"),
        ("良: 80", "良: 95"),
    )
    assert faults_of(scheme, NAME) == [
        f"{NAME}.yaml: 预算执行 15 分与指标 90 分之和应为 100 分",
        f"{NAME}.yaml: 一级指标分值之和应为 90 分(产出指标 40、效益指标 30、满意度指标 10)",
        f"{NAME}.yaml: 定性档次在 60% 处重叠或有缺口",
        f"{NAME}.yaml: 等级须由高到低",
    ]


def test_a_file_that_is_no_yaml_is_told(spoilt, faults_of):
    text = spoilt()
    spoilt((text, "scheme: [山西"))
    (fault,) = faults_of(scheme, NAME)
    assert fault.startswith(f"{NAME}.yaml:2: 不是有效的 YAML")


SHANXI = scheme(NAME)
STEPS = ((Fraction(100), Fraction(10)), (Fraction(60), Fraction(5)), (Fraction(0), Fraction(0)))


def rule(kind, gate=None):
    return QuantitativeRule("PE-Q-POS", kind, gate)


def band(low, high, **closed):
    return Band((f"{low}至{high}",), Fraction(low), Fraction(high), **closed)


TOP = band("0.8", "1", high_closed=True)


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        (
            {"indicator_weight": Fraction(80)},
            [
                "预算执行 10 分与指标 80 分之和应为 100 分",
                "一级指标分值之和应为 80 分(产出指标 50、效益指标 30、满意度指标 10)",
            ],
        ),
        (
            {"weights": {"产出指标": Fraction(90), "效益指标": Fraction(0)}},
            ["一级指标分值须大于零(产出指标 90、效益指标 0)"],
        ),
        ({"weights": {}}, ["一级指标分值之和应为 90 分(未列)"]),
        (
            {"weights": {"产出指标": Fraction(91), "效益指标": None}},
            ["一级指标分值之和应为 90 分(产出指标 91)"],
        ),
        ({"alternates": ({"产出指标": Fraction(80)},)}, ["一级指标分值之和应为 90 分(产出指标 80)"]),
        ({"execution_steps": STEPS}, ["执行率按分档得分时须列分档,按比例得分时不列"]),
        ({"execution_rule": "steps"}, ["执行率按分档得分时须列分档,按比例得分时不列"]),
        (
            {"execution_rule": "steps", "execution_steps": (STEPS[0], STEPS[0], STEPS[2])},
            ["执行率分档和得分须由高到低"],
        ),
        (
            {"execution_rule": "steps", "execution_steps": STEPS[1:]},
            ["执行率最高一档应得 10 分,最低一档应为 0%、0 分"],
        ),
        (
            {"execution_rule": "steps", "execution_steps": STEPS[:2]},
            ["执行率最高一档应得 10 分,最低一档应为 0%、0 分"],
        ),
        ({"positive": rule(Completion.EXCESS)}, ["正向指标不能用 excess 算法"]),
        (
            {"positive": rule(Completion.PROPORTIONAL, Fraction(1))},
            ["正向指标的及格门槛应在 0 与 1 之间,不能是 1"],
        ),
        ({"over_achievement": Fraction(1)}, ["超额完成倍数应大于 1,不能是 1"]),
        ({"default_cost_limit": Fraction(101)}, ["缺成本指标时得分上限应在 0 与 100 之间,不能是 101"]),
        ({"score_places": -1}, ["得分小数位数不能是 -1"]),
        ({"bands": ()}, ["定性档次应从 0% 到 100%,含两端"]),
        ({"bands": (band("0", "1"),)}, ["定性档次应从 0% 到 100%,含两端"]),
        ({"bands": (TOP,)}, ["定性档次应从 0% 到 100%,含两端"]),
        ({"bands": (band("-1", "0.8"), TOP)}, ["定性档次应从 0% 到 100%,含两端"]),
        ({"bands": (band("0", "0.8"), band("0.8", "2"))}, ["定性档次应从 0% 到 100%,含两端"]),
        ({"bands": (band("0", "0.7"), TOP)}, ["定性档次在 70% 处重叠或有缺口"]),
        ({"bands": (band("0", "0.8", high_closed=True), TOP)}, ["定性档次在 80% 处重叠或有缺口"]),
        (
            {"bands": (band("0", "0.8"), attrs.evolve(TOP, wordings=()))},
            ["每个定性档次须有用语,且不能与其他用语重复"],
        ),
        (
            {"bands": (band("0", "0.8"), attrs.evolve(TOP, wordings=("0至0.8",)))},
            ["每个定性档次须有用语,且不能与其他用语重复"],
        ),
        ({"grades": (), "grade_aliases": {}}, ["等级应从不超过 100 分降到 0 分"]),
        ({"grades": (("优", Fraction(90)),), "grade_aliases": {}}, ["等级应从不超过 100 分降到 0 分"]),
        (
            {"grades": (("优", Fraction(101)), ("差", Fraction(0))), "grade_aliases": {}},
            ["等级应从不超过 100 分降到 0 分"],
        ),
        ({"grades": (("优", Fraction(90)), ("优", Fraction(0))), "grade_aliases": {}}, ["等级名称重复"]),
        ({"grade_aliases": {"甲": ("一等",)}}, ["别名所属的等级 甲 不在等级之中"]),
        ({"grade_aliases": {"优": ("良", "优秀", "优秀")}}, ["等级别名 良、优秀 重复"]),
        ({"reason_below": Fraction(90)}, ["规则 PE-EX-07 没有出处"]),
        ({"default_cost_limit": None}, ["出处所列的 PE-Q-COST-SX 不是本办法的规则"]),
        (
            {"sources": {**SHANXI.sources, "PE-W-01": attrs.evolve(SHANXI.sources["PE-W-01"], text="")}},
            ["规则 PE-W-01 的出处是空的"],
        ),
    ],
)
def test_a_scheme_is_checked_as_a_whole_when_it_is_made(change, messages, faults_of):
    assert faults_of(lambda: attrs.evolve(SHANXI, **change)) == messages


def test_the_faults_of_a_scheme_are_values_errors_under_its_name():
    with pytest.raises(ExceptionGroup, match="评分办法 shanxi-2024 不能使用") as caught:
        attrs.evolve(SHANXI, score_places=-1)
    assert [type(fault) for fault in caught.value.exceptions] == [SchemeError]
    assert isinstance(caught.value.exceptions[0], ValueError)
