"""分值 — weights against the scheme, scores against their weights, targets that were set at the start (DOMAIN F4)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from govbudget.checks.dossier import Dossier
from govbudget.checks.evaluations.allowed import score_spot
from govbudget.checks.evaluations.answers import Answer, Spot, Weighing, lacking, missing, points, weighed
from govbudget.checks.evaluations.numbers import Printed, shown
from govbudget.checks.evaluations.projects import Project, projects_of
from govbudget.checks.finding import Severity
from govbudget.checks.verdict import Verdict
from govbudget.model import ScoringScheme, SelfEvaluation, folded_level, read_measure

__all__ = [
    "initial_targets",
    "positive_weights",
    "reduced_scores_explained",
    "scores_within_weights",
    "weight_sums",
]


def weight_sums(project: Project, scheme: ScoringScheme) -> Iterator[Answer]:
    """Σ 分值 is what the scheme gives to indicators, and so is each 一级指标 (PE-W-01)."""
    for part in project.parts:
        spot = Spot(part, "指标分值合计", column="weight")
        weights = [Printed.read(line.weight) for line in part.indicators]
        if not weights or None in weights:
            lost = next((line for line in part.indicators if Printed.read(line.weight) is None), None)
            told = f"指标「{lost.name}」{lacking('分值', lost.weight)},不能复核" if lost else "没有绩效指标"
            yield missing(spot, told)
            continue
        values = [weight.value for weight in weights if weight]
        yield _whole(spot, values, part, scheme)
        yield _by_level(part, values, scheme)


def _whole(spot: Spot, values: list[Fraction], part: SelfEvaluation, scheme: ScoringScheme) -> Answer:
    found = Printed(shown(sum(values, Fraction(0)), most=6), sum(values, Fraction(0)), 0)
    told = "+".join(line.weight or "" for line in part.indicators)
    by = Weighing("评分办法的指标分值", "分", 0)
    figures = [
        points(f"{spot.figure}[{n}]", "分值", value, "印出的分值") for n, value in enumerate(values, 1)
    ]
    source = points(spot.figure, "指标分值合计", found.value, "各指标分值之和", figures)
    answer = weighed((spot,), found, scheme.indicator_weight, by).resting_on(source)
    # The sum is ours, not printed anywhere.
    return evolve(answer, said=answer.said.replace(f"公开{found.text}分", f"{told}为{found.text}分", 1))


def _by_level(part: SelfEvaluation, values: list[Fraction], scheme: ScoringScheme) -> Answer:
    """The sums by 一级指标; another distribution than the scheme's is a warning."""
    sums: dict[str, Fraction] = {}
    for line, value in zip(part.indicators, values, strict=True):
        level = folded_level(line.level1)
        sums[level] = sums.get(level, Fraction(0)) + value
    told = "、".join(f"{level}{shown(value)}" for level, value in sums.items())
    usual = "、".join(f"{level}{'不限' if w is None else shown(w)}" for level, w in scheme.weights.items())
    verdict = Verdict.HOLDS if scheme.admits_weights(sums) else Verdict.BROKEN
    said = f"为{told};评分办法为{usual}"
    spot = Spot(part, "一级指标分值", column="level_weights")
    return Answer((spot,), verdict, said, told, usual, unit="分", severity=Severity.WARNING)


def positive_weights(project: Project, _: ScoringScheme) -> Iterator[Answer]:
    """分值 > 0 (PE-W-02)."""
    for part in project.parts:
        for number, line in enumerate(part.indicators, start=1):
            spot, weight = _weight_spot(part, number), Printed.read(line.weight)
            if weight is None:
                yield missing(spot, lacking("分值", line.weight))
                continue
            verdict = Verdict.HOLDS if weight.value > 0 else Verdict.BROKEN
            yield Answer((spot,), verdict, f"为{weight.text}分", weight.text, ">0", unit="分")


def _weight_spot(part: SelfEvaluation, number: int) -> Spot:
    line = part.indicators[number - 1]
    return Spot(part, f"{line.level2}「{line.name}」分值", column="weight", indicator=number)


def scores_within_weights(project: Project, _: ScoringScheme) -> Iterator[Answer]:
    """0 ≤ 得分 ≤ 分值 (PE-W-03)."""
    for part in project.parts:
        for number, line in enumerate(part.indicators, start=1):
            spot, score, weight = (
                score_spot(part, number),
                Printed.read(line.score),
                Printed.read(line.weight),
            )
            if score is None or weight is None:
                what = ("得分", line.score) if score is None else ("分值", line.weight)
                yield missing(spot, lacking(*what))
                continue
            nearest = min(max(score.value, Fraction(0)), weight.value)
            verdict = Verdict.HOLDS if score.value == nearest else Verdict.BROKEN
            said = f"得{score.text}分,分值{weight.text}分"
            gap = shown(score.value - nearest)
            yield Answer((spot,), verdict, said, score.text, f"0–{weight.text}", gap, unit="分")


def reduced_scores_explained(project: Project, _: ScoringScheme) -> Iterator[Answer]:
    """得分 < 分值 has its reason (PE-W-04)."""
    for part in project.parts:
        for number, line in enumerate(part.indicators, start=1):
            score, weight = Printed.read(line.score), Printed.read(line.weight)
            if score is None or weight is None or score.value >= weight.value:
                continue
            reason = (line.reason or "").strip()
            said = f"得{score.text}分,低于分值{weight.text}分," + (
                f"原因为“{reason}”" if reason else "没有说明原因"
            )
            verdict = Verdict.HOLDS if reason else Verdict.BROKEN
            gap = shown(score.value - weight.value)
            yield Answer((score_spot(part, number),), verdict, said, score.text, weight.text, gap, unit="分")


def initial_targets(dossier: Dossier, _: ScoringScheme) -> Iterator[Answer]:
    """The targets of the start of the year are there to be scored against (PE-IN-01).

    A document that prints none at all, not even a bare sign, has no column for them.
    """
    evaluations = dossier.disclosure.evaluations
    if all(line.initial is None for part in evaluations for line in part.indicators):
        return
    for project in projects_of(evaluations):
        parts = [part for part in project.parts if part.indicators]
        if parts:
            yield _initial_targets(parts)


def _initial_targets(parts: list[SelfEvaluation]) -> Answer:
    """How many indicators have a target of 年初, in the part that tells most."""
    where = tuple(Spot(part, "年初指标值", column="initial") for part in parts)
    filled = max(sum(not read_measure(line.initial).is_blank for line in part.indicators) for part in parts)
    every = len(parts[0].indicators)
    said = f"{every}项指标" + (f"中{filled}项已填" if filled else "都没有填")
    verdict = Verdict.HOLDS if filled else Verdict.BROKEN
    return Answer(where, verdict, said, str(filled), str(every), unit="项")
