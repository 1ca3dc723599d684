"""得分 — the score that a scheme allows an indicator, the budget execution and the whole (DOMAIN F3, F6–F8)."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, field, frozen

from govbudget.calc.comparison import Comparison, comparison
from govbudget.model import Band, Completion, Indicator, QuantitativeRule, ScoringScheme, read_measure
from govbudget.money import Amount, Undefined, rounded

__all__ = [
    "Allowed",
    "Flag",
    "allowed_score",
    "execution_score",
    "grade_of",
    "grades_between",
    "score_of_rate",
]

NOTHING = Fraction(0)
PERCENT_PLACES = 2
"""执行率 is a percentage of two decimals (PE-EX-02)."""
NOT_REPORTED = "未填报"
"""What the platform fills in for the target of a cost indicator that a project lacks (PE-Q-COST-SX)."""
MOST_PLACES = 6
"""Decimals that a reason shows of a number at most."""


@frozen
class Flag:
    """提示 — something to look at that does not change the score."""

    rule: str = field(metadata={"zh": "规则"})
    why: str = field(metadata={"zh": "说明"})


@frozen
class Allowed:
    """允许得分 — the scores that a rule allows, as printed to `places` decimals, and why.

    A bound that is open is not allowed itself: the band [60%, 80%) ends before 80%. `exact` are the closed
    bounds before rounding, so that 6.7 and 6.66 can be told for 6.666… printed otherwise.
    """

    low: Fraction = field(metadata={"zh": "下限"})
    high: Fraction = field(metadata={"zh": "上限"})
    high_open: bool = field(metadata={"zh": "不含上限"})
    rule: str = field(metadata={"zh": "规则"})
    why: str = field(metadata={"zh": "说明"})
    flags: tuple[Flag, ...] = field(default=(), metadata={"zh": "提示"})
    low_open: bool = field(default=False, metadata={"zh": "不含下限"})
    places: int = field(default=2, metadata={"zh": "小数位数"})
    exact: tuple[Fraction, ...] = field(default=(), metadata={"zh": "未舍入的界限"})

    def admits(self, score: Fraction) -> bool:
        """True if this score is allowed, or is an allowed bound rounded half-up to the places printed."""
        bounds = ((self.low, self.low_open), (self.high, self.high_open))
        if any(is_open and score == bound for bound, is_open in bounds):
            return False
        printed = {_rounded(bound, self.places) for bound, is_open in bounds if not is_open}
        return self.low <= score <= self.high or score in printed


def allowed_score(
    indicator: Indicator, scheme: ScoringScheme, *, nothing_done: bool = False
) -> Allowed | Undefined:
    """允许得分 of one indicator (DOMAIN F6, F7), or why it cannot be scored.

    An actual value in one of the scheme's wordings is scored by its band, whatever the target; a number
    against the number of the target. `nothing_done`: the project spent nothing or did nothing countable,
    so that a cost of zero proves no thrift (PE-Q-ZERO).
    """
    weight = read_measure(indicator.weight)
    if weight.value is None or weight.unit not in ("", "分") or weight.value <= 0:
        return Undefined(f"分值“{weight.text}”不是大于零的数")
    limit = scheme.default_cost_limit
    if limit is not None and (indicator.target or indicator.initial or "").strip() == NOT_REPORTED:
        why = f"项目没有成本指标,平台补列,得分不超过{_shown(limit)}"
        return _up_to(min(limit, weight.value), "PE-Q-COST-SX", why, scheme)
    wording = "".join((indicator.actual or "").split())
    if (band := scheme.band_of(wording)) is not None:
        return _by_band(wording, band, weight.value, scheme)
    compared = comparison(indicator, scheme.bare_operator)
    if isinstance(compared, Undefined):
        return compared
    if nothing_done and compared.is_zero_cost:
        why = "没有支出或没有实施,零成本不足以说明达成目标"
        return _up_to(weight.value, "PE-Q-ZERO", why, scheme)
    return _by_number(compared, weight.value, scheme)


def execution_score(executed: Amount, adjusted: Amount, scheme: ScoringScheme) -> Allowed:
    """预算执行得分 from 全年执行数 and 全年预算数, capped at its weight (PE-EX-02 to PE-EX-05).

    In proportion, it is made from the printed rate or from the unrounded ratio, 0.01 apart at most (PE-EX-03).
    By steps, the ratio itself is what reaches a step: 99.9975% is not yet 100%.
    """
    weight = scheme.execution_weight
    if adjusted.fen <= 0:
        is_full = scheme.zero_budget == "full" and not adjusted and not executed
        score = weight if is_full else NOTHING
        told = "为负" if adjusted else "为零"
        return _exactly(score, "PE-EX-02", f"全年预算数{told},按办法得{_shown(score)}", scheme)
    ratio = max(Fraction(executed.fen, adjusted.fen), NOTHING)
    rate = _rounded(ratio * 100, PERCENT_PLACES)
    told = f"执行率{_shown(rate)}%"
    if scheme.execution_rule == "steps":
        score = score_of_rate(ratio * 100, scheme)
        told += f"(舍入前不足{_shown(rate)}%)" if score < score_of_rate(rate, scheme) else ""
        return _exactly(score, scheme.execution_id, f"{told},按分档得{_shown(score)}", scheme)
    exact = tuple(score_of_rate(percent, scheme) for percent in (rate, ratio * 100))
    scores = [_rounded(score, scheme.score_places) for score in exact]
    how = "超过100%,得满分" if ratio > 1 else f"×{_shown(weight)}="
    allowed = _exactly(scores[0], scheme.execution_id, told + how + _shown(scores[0]), scheme)
    return evolve(allowed, low=min(scores), high=max(scores), exact=exact)


def score_of_rate(percent: Fraction, scheme: ScoringScheme) -> Fraction:
    """预算执行得分 that a rate of so many percent earns, not rounded: by steps, or in proportion and capped."""
    earning = max(percent, NOTHING)
    if scheme.execution_rule == "steps":
        return next(score for lowest, score in scheme.execution_steps if earning >= lowest)
    return min(earning / 100, Fraction(1)) * scheme.execution_weight


def grade_of(total: Fraction, scheme: ScoringScheme) -> str:
    """等级 of a total (PE-G-01), the lowest for less than nothing. Not rounded before: 89.99 is no 90."""
    return next((name for name, lowest in scheme.grades if total >= lowest), scheme.grades[-1][0])


def grades_between(low: Fraction, high: Fraction, scheme: ScoringScheme) -> tuple[str, ...]:
    """Every grade that a total from `low` to `high` may have, the best first."""
    names = [name for name, _ in scheme.grades]
    best, worst = (names.index(grade_of(total, scheme)) for total in (high, low))
    return tuple(names[best : worst + 1])


def _rounded(value: Fraction, places: int) -> Fraction:
    return Fraction(rounded(value, places))


def _shown(value: Fraction) -> str:
    """A number without trailing zeros, as scores are printed."""
    return format(rounded(value, MOST_PLACES), "f").rstrip("0").rstrip(".")


def _exactly(
    score: Fraction, rule: str, why: str, scheme: ScoringScheme, flags: tuple[Flag, ...] = ()
) -> Allowed:
    printed = _rounded(score, scheme.score_places)
    return Allowed(
        printed,
        printed,
        high_open=False,
        rule=rule,
        why=why,
        flags=flags,
        places=scheme.score_places,
        exact=(score,),
    )


def _up_to(limit: Fraction, rule: str, why: str, scheme: ScoringScheme) -> Allowed:
    """Any score up to the limit, flagged."""
    return evolve(_exactly(limit, rule, why, scheme, (Flag(rule, why),)), low=NOTHING)


def _by_band(wording: str, band: Band, weight: Fraction, scheme: ScoringScheme) -> Allowed:
    """定性指标: from the weight times the one share to the weight times the other, each rounded (PE-QL-01)."""
    low, high = (_rounded(share * weight, scheme.score_places) for share in (band.low, band.high))
    left, right = "[" if band.low_closed else "(", "]" if band.high_closed else ")"
    why = (
        f"实际为“{wording}”,得分应在分值的{left}{_shown(band.low * 100)}%,{_shown(band.high * 100)}%{right}"
        f"即{left}{_shown(low)},{_shown(high)}{right}内"
    )
    ends = ((band.low, band.low_closed), (band.high, band.high_closed))
    return evolve(
        _exactly(high, "PE-QL-01", why, scheme),
        low=low,
        low_open=not band.low_closed,
        high_open=not band.high_closed,
        exact=tuple(share * weight for share, is_closed in ends if is_closed),
    )


def _by_number(compared: Comparison, weight: Fraction, scheme: ScoringScheme) -> Allowed:
    """定量指标: the weight if the target is met, otherwise the share that the scheme's rule leaves of it."""
    rule = scheme.equal
    if compared.operator.positive or compared.operator.reverse:
        rule = scheme.reverse if compared.operator.reverse else scheme.positive
    if compared.is_met:
        why = f"{compared.told},得满分{_shown(weight)}"
        return _exactly(weight, rule.id, why, scheme, _flags(compared, scheme))
    share = completion = compared.completion(rule.kind)
    if rule.gate is not None:
        share = max((completion - rule.gate) / (1 - rule.gate), NOTHING)
    score = share * weight
    told = _shown(_rounded(score, scheme.score_places))
    how = _how(compared, rule, completion, weight) + f"={told}" if share else "不得分"
    if not share and rule.gate is not None:
        how = f"完成率{_shown(completion * 100)}%不高于{_shown(rule.gate * 100)}%,不得分"
    return _exactly(score, rule.id, f"{compared.told},{how}", scheme)


def _how(compared: Comparison, rule: QuantitativeRule, completion: Fraction, weight: Fraction) -> str:
    """The formula of the rule in the numbers compared."""
    target, actual = _shown(compared.target), _shown(compared.actual)
    if rule.gate is not None:
        gate = _shown(rule.gate * 100)
        return f"得({_shown(completion * 100)}%−{gate}%)÷(1−{gate}%)×{_shown(weight)}"
    ways = {
        Completion.PROPORTIONAL: f"{actual}÷{target}",
        Completion.EXCESS: f"(1−({actual}−{target})÷{target})",
        Completion.INVERSE: f"{target}÷{actual}",
    }
    return f"得{ways[rule.kind]}×{_shown(weight)}"


def _flags(compared: Comparison, scheme: ScoringScheme) -> tuple[Flag, ...]:
    """What to ask about a target that is met."""
    flags = []
    sign, most = compared.operator.value, scheme.over_achievement
    if sign in "><" and compared.actual == compared.target:
        flags.append(
            Flag("PE-Q-STRICT", f"指标要求{sign}{_shown(compared.target)},实际正好相等,严格说没有达成")
        )
    if most and compared.target and not compared.operator.reverse:
        times = compared.actual / compared.target
        if times >= most:
            told = f"实际为目标的{_shown(times * 100)}%,达到{_shown(most * 100)}%的,应说明原因"
            flags.append(Flag("PE-Q-OVER", told))
    return tuple(flags)
