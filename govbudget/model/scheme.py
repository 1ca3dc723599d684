"""评分办法 — how a place scores its self-evaluations in a year: weights, rules, bands, grades (DOMAIN F3–F8)."""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from attrs import field, frozen

from govbudget.errors import GovBudgetError, raise_together
from govbudget.model.measure import Operator

__all__ = [
    "Band",
    "Basis",
    "Completion",
    "QuantitativeRule",
    "RuleSource",
    "SchemeError",
    "ScoringScheme",
    "WeightProfile",
    "folded_level",
]

WHOLE = Fraction(100)
"""总分."""


class SchemeError(GovBudgetError, ValueError):
    """评分办法有误 — a scheme that contradicts itself.

    出路: 照最接近的一套评分办法改分值、档次或等级,使它们首尾相接、合计为100。
    """


class Basis(enum.Enum):
    """规则依据 — how a rule is known (DOMAIN §0); `id` is the word that data files write."""

    LAW = "法律原文"
    EXCERPT = "公开摘录"
    PLATFORM = "省级绩效平台"
    OBSERVED = "公开文件所见"
    DERIVED = "推导"
    UNVERIFIED = "未核实"

    @property
    def id(self) -> str:
        """`law`, `excerpt`, `platform`, `observed`, `derived` or `unverified`."""
        return self.name.lower()


@frozen
class RuleSource:
    """规则出处 — where one rule of a scheme comes from, and what else agrees with it."""

    text: str = field(metadata={"zh": "出处"})
    evidence: Basis = field(metadata={"zh": "依据"})
    corroborated: tuple[Basis, ...] = field(default=(), metadata={"zh": "佐证"})


class Completion(enum.Enum):
    """完成程度 — how far an actual value a that misses its target t has come (DOMAIN F6)."""

    PROPORTIONAL = "proportional"
    """a ÷ t."""
    EXCESS = "excess"
    """1 − (a − t) ÷ t, nothing from 2t on."""
    INVERSE = "inverse"
    """t ÷ a."""

    @property
    def zh(self) -> str:
        """The calculation as a reader is told it."""
        return {"proportional": "按比例", "excess": "按超出的部分扣", "inverse": "按反比例"}[self.value]


@frozen
class QuantitativeRule:
    """定量指标得分规则 — the share of the weight that a missed target still earns.

    `gate` is the completion under which there is nothing, and from which the share rises from zero (101号).
    """

    id: str = field(metadata={"zh": "规则"})
    kind: Completion = field(metadata={"zh": "算法"})
    gate: Fraction | None = field(default=None, metadata={"zh": "及格门槛"})


@frozen
class Band:
    """定性指标档次 — wordings of an actual value, and the shares of the weight that they allow (DOMAIN F7)."""

    wordings: tuple[str, ...] = field(metadata={"zh": "用语"})
    low: Fraction = field(metadata={"zh": "下限"})
    high: Fraction = field(metadata={"zh": "上限"})
    low_closed: bool = field(default=True, metadata={"zh": "含下限"})
    high_closed: bool = field(default=False, metadata={"zh": "含上限"})

    def contains(self, share: Fraction) -> bool:
        """True if a score that is this share of the weight lies in the band."""
        above = share >= self.low if self.low_closed else share > self.low
        return above and (share <= self.high if self.high_closed else share < self.high)


WeightProfile = Mapping[str, Fraction | None]
"""权重设置 — what each 一级指标 sums to, `None` where the scheme leaves it free.

`效益指标+满意度指标` fixes the sum of the two together; a 一级指标 that is not named may not occur.
"""


def folded_level(printed: str) -> str:
    """A 一级指标 as schemes name it.

    >>> folded_level("満意 度"), folded_level("产出指标")
    ('满意度指标', '产出指标')
    """
    return re.sub(r"\s", "", printed).replace("満", "满").removesuffix("指标") + "指标"


_GRADE_WORD = re.compile("(?<=.)(?:等级|等次|等|级|档)$")


def _bare_grade(printed: str) -> str:
    """A grade without blanks, quotes and what is explained in brackets.

    >>> _bare_grade(" “优” (94.82分)")
    '优'
    """
    bare = re.sub(r"[\s\"'“”‘’「」]", "", unicodedata.normalize("NFKC", printed))
    return bare.partition("(")[0] or bare


def _wording(text: str) -> str:
    """A wording without blanks and punctuation, 未完成 and 未达成 alike."""
    return re.sub(r"[\s,,、;;。.]", "", text).replace("未完成", "未达成")


@frozen(cache_hash=True)
class ScoringScheme:
    """评分办法 — everything that a recomputed score depends on, checked at construction.

    `reason_below` is an 执行率 in percent, `over_achievement` a multiple of the target from which a reason is
    due, `bare_operator` what a target without any printed sign means (`None`: it cannot be scored).
    Raises one `ExceptionGroup` of every `SchemeError`.
    """

    name: str = field(metadata={"zh": "名称"})
    title: str = field(metadata={"zh": "标题"})
    place: str = field(metadata={"zh": "地区"})
    year: int | None = field(metadata={"zh": "年度"})
    execution_weight: Fraction = field(metadata={"zh": "预算执行分值"})
    indicator_weight: Fraction = field(metadata={"zh": "指标分值"})
    weights: WeightProfile = field(hash=False, metadata={"zh": "一级指标分值"})
    positive: QuantitativeRule = field(metadata={"zh": "正向指标"})
    equal: QuantitativeRule = field(metadata={"zh": "等于指标"})
    reverse: QuantitativeRule = field(metadata={"zh": "反向指标"})
    bands: tuple[Band, ...] = field(metadata={"zh": "定性档次"})
    grades: tuple[tuple[str, Fraction], ...] = field(metadata={"zh": "等级"})
    sources: Mapping[str, RuleSource] = field(hash=False, repr=False, metadata={"zh": "出处"})
    alternates: tuple[WeightProfile, ...] = field(default=(), hash=False, metadata={"zh": "其他分值设置"})
    execution_id: str = field(default="PE-EX-03", metadata={"zh": "执行率得分规则"})
    execution_rule: Literal["proportional", "steps"] = field(
        default="proportional", metadata={"zh": "执行率得分算法"}
    )
    execution_steps: tuple[tuple[Fraction, Fraction], ...] = field(
        default=(), metadata={"zh": "执行率分档(百分数、得分)"}
    )
    zero_budget: Literal["zero", "full"] = field(default="zero", metadata={"zh": "预算为零时"})
    over_achievement: Fraction | None = field(default=None, metadata={"zh": "超额完成倍数"})
    default_cost_limit: Fraction | None = field(default=None, metadata={"zh": "缺成本指标时得分上限"})
    reason_below: Fraction | None = field(default=None, metadata={"zh": "须说明原因的执行率"})
    bare_operator: Operator | None = field(default=Operator.EQUAL, metadata={"zh": "无符号时"})
    score_places: int = field(default=2, metadata={"zh": "得分小数位数"})
    grade_aliases: Mapping[str, tuple[str, ...]] = field(
        factory=dict, hash=False, metadata={"zh": "等级别名"}
    )

    def __attrs_post_init__(self) -> None:
        faults = [
            *_weight_faults(self),
            *_execution_faults(self),
            *_rule_faults(self),
            *_band_faults(self.bands),
            *_grade_faults(self.grades),
            *_alias_faults(self),
            *_source_faults(self),
        ]
        raise_together(f"评分办法 {self.name} 不能使用", [SchemeError(fault) for fault in faults])

    @property
    def profiles(self) -> tuple[WeightProfile, ...]:
        """The usual sums of the 一级指标, then the alternates."""
        return (self.weights, *self.alternates)

    def admits_weights(self, sums: Mapping[str, Fraction]) -> bool:
        """True if the weights, summed by 一级指标 as printed, are those of one of the profiles (PE-W-01)."""
        found: dict[str, Fraction] = {}
        for printed, weight in sums.items():
            level = folded_level(printed)
            found[level] = found.get(level, Fraction(0)) + weight
        return sum(found.values()) == self.indicator_weight and any(
            _conforms(found, profile) for profile in self.profiles
        )

    def band_of(self, wording: str) -> Band | None:
        """The band whose wording an actual value is, blanks and punctuation aside; `None` for other words."""
        folded = _wording(wording)
        return next((band for band in self.bands if folded in map(_wording, band.wordings)), None)

    def grade_named(self, printed: str | None) -> str | None:
        """The grade that a printed 等级 is, by its whole name or a known other one; `None` for other words.

        What stands in brackets behind it (`优(90分以上)`) and the word 等, 级 or 等级 say nothing more; 特优 is
        another grade than 优.
        """
        bare = _bare_grade(printed or "")
        for grade, _ in self.grades:
            names = (grade, *self.grade_aliases.get(grade, ()))
            if bare in names or _GRADE_WORD.sub("", bare) in names:
                return grade
        return None

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that the scheme uses, each of which has a source."""
        optional = {
            "PE-EX-07": self.reason_below,
            "PE-Q-OVER": self.over_achievement,
            "PE-Q-COST-SX": self.default_cost_limit,
        }
        used = ["PE-EX-02", self.execution_id, "PE-W-01", self.positive.id, self.equal.id, self.reverse.id]
        used += ["PE-Q-STRICT", "PE-Q-ZERO", "PE-QL-01", "PE-G-01"]
        return tuple(dict.fromkeys(used + [rule for rule, value in optional.items() if value is not None]))

    @property
    def unverified(self) -> tuple[str, ...]:
        """The ids of the rules whose source has not been read, in order."""
        return tuple(rule for rule in self.rules if self.sources[rule].evidence is Basis.UNVERIFIED)


def _conforms(sums: Mapping[str, Fraction], profile: WeightProfile) -> bool:
    allowed = {level for key in profile for level in key.split("+")}
    return {level for level, weight in sums.items() if weight} <= allowed and all(
        weight is None or sum(sums.get(level, Fraction(0)) for level in key.split("+")) == weight
        for key, weight in profile.items()
    )


def _weight_faults(scheme: ScoringScheme) -> Iterator[str]:
    if scheme.execution_weight + scheme.indicator_weight != WHOLE:
        yield f"预算执行 {scheme.execution_weight} 分与指标 {scheme.indicator_weight} 分之和应为 100 分"
    for profile in scheme.profiles:
        fixed = [weight for weight in profile.values() if weight is not None]
        told = "、".join(f"{level} {weight}" for level, weight in profile.items() if weight is not None)
        free = len(fixed) < len(profile)
        if any(weight <= 0 for weight in fixed):
            yield f"一级指标分值须大于零({told})"
        if sum(fixed) > scheme.indicator_weight or (not free and sum(fixed) != scheme.indicator_weight):
            yield f"一级指标分值之和应为 {scheme.indicator_weight} 分({told or '未列'})"


def _execution_faults(scheme: ScoringScheme) -> Iterator[str]:
    steps = scheme.execution_steps
    if (scheme.execution_rule == "steps") != bool(steps):
        yield "执行率按分档得分时须列分档,按比例得分时不列"
    if any(one <= other for pair in pairwise(steps) for one, other in zip(*pair, strict=True)):
        yield "执行率分档和得分须由高到低"
    if steps and (steps[0][1] != scheme.execution_weight or any(steps[-1])):
        yield f"执行率最高一档应得 {scheme.execution_weight} 分,最低一档应为 0%、0 分"


def _rule_faults(scheme: ScoringScheme) -> Iterator[str]:
    for zh, rule, kinds in (
        ("正向指标", scheme.positive, {Completion.PROPORTIONAL}),
        ("等于指标", scheme.equal, {Completion.PROPORTIONAL}),
        ("反向指标", scheme.reverse, {Completion.EXCESS, Completion.INVERSE}),
    ):
        if rule.kind not in kinds:
            yield f"{zh}不能用 {rule.kind.value} 算法"
        if rule.gate is not None and not 0 < rule.gate < 1:
            yield f"{zh}的及格门槛应在 0 与 1 之间,不能是 {rule.gate}"
    if scheme.over_achievement is not None and scheme.over_achievement <= 1:
        yield f"超额完成倍数应大于 1,不能是 {scheme.over_achievement}"
    for zh, value in (("缺成本指标时得分上限", scheme.default_cost_limit), ("执行率", scheme.reason_below)):
        if value is not None and not 0 < value <= WHOLE:
            yield f"{zh}应在 0 与 100 之间,不能是 {value}"
    if scheme.score_places < 0:
        yield f"得分小数位数不能是 {scheme.score_places}"


def _band_faults(bands: tuple[Band, ...]) -> Iterator[str]:
    ordered = sorted(bands, key=lambda band: (band.low, band.high))
    whole = bool(ordered) and ordered[0].contains(Fraction(0)) and ordered[-1].contains(Fraction(1))
    if not whole or ordered[0].low != 0 or ordered[-1].high != 1:
        yield "定性档次应从 0% 到 100%,含两端"
    for below, above in pairwise(ordered):
        if below.high != above.low or below.high_closed == above.low_closed:
            yield f"定性档次在 {below.high * 100}% 处重叠或有缺口"
    wordings = [_wording(wording) for band in bands for wording in band.wordings]
    if len(set(wordings)) < len(wordings) or not all(band.wordings for band in bands):
        yield "每个定性档次须有用语,且不能与其他用语重复"


def _grade_faults(grades: tuple[tuple[str, Fraction], ...]) -> Iterator[str]:
    if not grades or grades[-1][1] != 0 or grades[0][1] > WHOLE:
        yield "等级应从不超过 100 分降到 0 分"
    if any(one[1] <= other[1] for one, other in pairwise(grades)):
        yield "等级须由高到低"
    if len({name for name, _ in grades}) < len(grades):
        yield "等级名称重复"


def _alias_faults(scheme: ScoringScheme) -> Iterator[str]:
    names = [name for name, _ in scheme.grades]
    if unknown := [name for name in scheme.grade_aliases if name not in names]:
        yield f"别名所属的等级 {'、'.join(unknown)} 不在等级之中"
    every = [*names, *(alias for aliases in scheme.grade_aliases.values() for alias in aliases)]
    given = dict.fromkeys(every[len(names) :])
    if repeated := [alias for alias in given if every.count(alias) > 1]:
        yield f"等级别名 {'、'.join(repeated)} 重复"


def _source_faults(scheme: ScoringScheme) -> Iterator[str]:
    if missing := [rule for rule in scheme.rules if rule not in scheme.sources]:
        yield f"规则 {'、'.join(missing)} 没有出处"
    if unknown := sorted(scheme.sources.keys() - set(scheme.rules)):
        yield f"出处所列的 {'、'.join(unknown)} 不是本办法的规则"
    if blank := [rule for rule, source in scheme.sources.items() if not source.text]:
        yield f"规则 {'、'.join(blank)} 的出处是空的"
