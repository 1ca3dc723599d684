"""答复 — what a rule says of the cells of self-evaluations, and the sentence that tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import evolve, field, frozen

from govbudget.calc import Figure
from govbudget.checks.evaluations.numbers import (
    FEWEST_SCORE_PLACES,
    USUAL_PLACES,
    Printed,
    cut,
    half_step,
    judged,
    mistaken,
    shown,
)
from govbudget.checks.finding import SUSPECTED, Balance, Cause, Finding, Place, Severity, Titled
from govbudget.checks.verdict import Verdict
from govbudget.model import SelfEvaluation
from govbudget.money import Unit, is_absent, round_half_up, rounded

__all__ = [
    "Answer",
    "Spot",
    "Weighing",
    "by_score",
    "explained",
    "lacking",
    "missing",
    "points",
    "same_number",
    "subject_of",
    "suspected",
    "together",
    "unreadable",
    "untried",
    "weighed",
]

TABLE = "evaluation"
"""What figure ids call the self-evaluations."""
NOTHING = Fraction(0)
SCORE_EXPONENT = 6
"""Scores are balanced in millionths of a point, as sums are in fen: whole numbers, whatever is printed."""
EXPONENTS = {unit.zh: unit.exponent for unit in Unit}
WHOLE = ("元", "%")
"""Cut to the whole yuan or percent, a number is still the one that was read; a whole 万元 or 分 is another."""


@frozen
class Spot:
    """所在 — a cell or a line of a self-evaluation; `detail` says which, in the words of the form.

    `row` is a line of the money block, by its 资金来源.
    """

    evaluation: SelfEvaluation = field(repr=False, metadata={"zh": "自评"})
    detail: str = field(default="", metadata={"zh": "格"})
    row: str | None = field(default=None, metadata={"zh": "行编号"})
    column: str | None = field(default=None, metadata={"zh": "栏编号"})
    indicator: int | None = field(default=None, metadata={"zh": "指标"})
    section: str = field(default="", metadata={"zh": "段落"})

    @property
    def _cell(self) -> tuple[str, str | None]:
        """Row and column of the cell in a table of all self-evaluations, one row each."""
        inside = f"funds[{self.row}]." if self.row else ""
        inside = f"indicators[{self.indicator}]." if self.indicator else inside
        row = f"{self.evaluation.order}.{self.evaluation.part.id}"
        return row, f"{inside}{self.column}" if self.column else None

    @property
    def figure(self) -> str:
        """`evaluation[9.form].total`, `evaluation[9.form].indicators[3].score`, …"""
        row, column = self._cell
        return f"{TABLE}[{row}].{column}"

    @property
    def place(self) -> Place:
        """The spot as findings name it."""
        cell = f"{self.row or ''}{self.detail}"
        row, column = self._cell
        words = (_label(self.evaluation), self.evaluation.part.value, self.section, cell)
        return Place(
            " ".join(filter(None, words)),
            TABLE,
            row,
            column,
            self.evaluation.page,
            project=self.evaluation.order,
            part=self.evaluation.part.id,
            indicator=self.indicator,
        )


def _label(evaluation: SelfEvaluation) -> str:
    return f"项目{evaluation.order} {evaluation.name}"


@frozen
class Answer:
    """答复 — a verdict on one or several spots, not yet under the name of a rule.

    `said` follows the names of the spots in the sentence; `severity` only where it is not the rule's.
    """

    where: tuple[Spot | Place, ...] = field(metadata={"zh": "位置"})
    verdict: Verdict = field(metadata={"zh": "结论"})
    said: str = field(metadata={"zh": "说明"})
    published: str | None = field(default=None, metadata={"zh": "公开数"})
    recomputed: str | None = field(default=None, metadata={"zh": "复核数"})
    difference: str | None = field(default=None, metadata={"zh": "差额"})
    slack: str | None = field(default=None, metadata={"zh": "可由尾差解释的范围"})
    unit: str = field(default="", metadata={"zh": "单位"})
    cause: Cause | None = field(default=None, metadata={"zh": "原因"})
    severity: Severity | None = field(default=None, metadata={"zh": "轻重"})
    source: Figure | None = field(default=None, eq=False, repr=False, metadata={"zh": "推算"})
    balance: Balance | None = field(default=None, eq=False, repr=False, metadata={"zh": "等式差额"})

    def finding(self, rule: Titled) -> Finding:
        """The answer as a finding of a rule."""
        return Finding(
            rule=rule.id,
            title=rule.title,
            verdict=self.verdict,
            severity=self.severity or rule.severity,
            where=tuple(spot.place if isinstance(spot, Spot) else spot for spot in self.where),
            message=f"{subject_of(self.where)} {self.said}",
            published=self.published,
            recomputed=self.recomputed,
            difference=self.difference,
            slack=self.slack,
            unit=self.unit,
            cause=self.cause,
            basis=rule.basis,
            recomputed_from=self.source,
            balance=self.balance if self.balance and self.balance.terms else None,
        )

    def resting_on(self, source: Figure | None, terms: Iterable[tuple[str, int]] = ()) -> Answer:
        """The answer with the figure that it was recomputed from, and the figures that were weighed.

        Among those weighed are only figures that some rule judges: one that is found behind several findings
        is then told where it is judged.
        """
        balance = self.balance and evolve(self.balance, terms=tuple(terms))
        return evolve(self, source=source, balance=balance)


def subject_of(where: Iterable[Spot | Place]) -> str:
    """The spots as the subject of a sentence, the parts of one project under its name once.

    `项目7 惠农助农消费帮扶 自评报告、自评表 成本指标「…」`.
    """
    labels: dict[str, dict[str, None]] = {}
    cells = []
    for spot in where:
        if isinstance(spot, Place):
            labels.setdefault(spot.name, {})
        else:
            labels.setdefault(_label(spot.evaluation), {})[spot.evaluation.part.value] = None
            cells.append(spot)
    names = "、".join(" ".join(filter(None, (label, "、".join(parts)))) for label, parts in labels.items())
    rows = "、".join(dict.fromkeys(spot.row for spot in cells if spot.row and spot.detail == cells[0].detail))
    return " ".join(filter(None, (names, rows + cells[0].detail if cells else "")))


def together(answers: Iterable[Answer]) -> Iterator[Answer]:
    """The answers, those that say the same of the same cell of a report and of its form told once.

    So are those on the lines of one money block that print the same. Answers that weigh figures against
    each other stay apart: each has its own.
    """
    told: dict[object, Answer] = {}
    for answer in answers:
        first = answer.where[0]
        same = (first.detail, first.indicator, first.column) if isinstance(first, Spot) else first
        weighed_figures = answer.balance.terms if answer.balance else ()
        key = (same, weighed_figures, evolve(answer, where=()))
        known = told.get(key)
        told[key] = evolve(known, where=(*known.where, *answer.where)) if known else answer
    yield from told.values()


def missing(spot: Spot | Place, reason: str, *others: Spot | Place) -> Answer:
    """缺数 — nothing to test with, and what is missing."""
    return Answer((spot, *others), Verdict.NOT_TESTED, reason)


def lacking(what: str, text: str | None) -> str:
    """What a cell lacks: there is nothing in it, or nothing that can be read as a number."""
    return f"没有{what}" if is_absent(text) else f"{what}印作“{(text or '').strip()}”,读不成数"


def unreadable(spot: Spot, text: str | None) -> Answer | None:
    """缺数 — for a cell that prints what is no number; `None` for one that prints nothing."""
    return None if is_absent(text) else missing(spot, f"印作“{(text or '').strip()}”,读不成数")


def points(
    figure_id: str, label: str, value: Fraction, formula: str, inputs: Iterable[Figure | None] = ()
) -> Figure | None:
    """A score as a figure with the figures it is made of.

    Figures hold whole numbers of things: a score with decimals is told in words alone.
    """
    if value.denominator != 1:
        return None
    made_of = tuple(inputs)
    known = tuple(figure for figure in made_of if figure is not None)
    return Figure(figure_id, label, value.numerator, formula, known if len(known) == len(made_of) else ())


@frozen
class Weighing:
    """比较 — how a printed number is set against an exact one, and in which words.

    `because` opens the sentence that ends in what the number should be; in what another figure is, if it is
    one (`is_figure`).
    """

    because: str = field(metadata={"zh": "应等于什么"})
    unit: str = field(default="", metadata={"zh": "单位"})
    usual: int = field(default=USUAL_PLACES, metadata={"zh": "通常的小数位数"})
    fewest: int = field(default=0, metadata={"zh": "最少的小数位数"})
    reach: Fraction = field(default=NOTHING, kw_only=True, metadata={"zh": "尾差界限"})
    is_figure: bool = field(default=False, kw_only=True, metadata={"zh": "另一处的数"})


def by_score(because: str, places: int, *, reach: Fraction = NOTHING, is_figure: bool = False) -> Weighing:
    """How scores are weighed: 9.8 is 9.82 rounded, but 10 is full marks."""
    return Weighing(because, "分", places, FEWEST_SCORE_PLACES, reach=reach, is_figure=is_figure)


def weighed(where: tuple[Spot | Place, ...], printed: Printed, exact: Fraction, by: Weighing) -> Answer:
    """The verdict on a printed number that should be an exact one, with both, the difference and the words."""
    verdict, cause = _judged(printed, exact, by)
    most = max(printed.places, by.usual)
    same = verdict is Verdict.HOLDS
    recomputed = shown(printed.value if same else exact, least=printed.places, most=most)
    difference = shown(NOTHING if same else printed.value - Fraction(rounded(exact, most)), most=most)
    said = f"公开{printed.text}{by.unit}"
    if same:
        said += f",与{by.because}相符"
    else:
        verb = "为" if by.is_figure else "应为"
        said += f";{by.because}{verb}{recomputed}{by.unit},相差{difference}{by.unit}"
        said += f"({cause.value})" if cause else ""
    answer = Answer(
        where,
        verdict,
        said,
        printed.text,
        recomputed,
        difference,
        shown(by.reach, most=most) if by.reach else None,
        by.unit,
        cause,
        balance=_balance(printed.value - exact, by.reach + half_step(most), by.unit),
    )
    # Things are counted, not written with points: of 12 instead of 21 projects nothing can be said.
    if verdict is Verdict.BROKEN and by.usual:
        return suspected(answer, mistaken(printed, exact, is_money=by.unit in EXPONENTS))
    return answer


def _judged(printed: Printed, exact: Fraction, by: Weighing) -> tuple[Verdict, Cause | None]:
    verdict, cause = judged(printed, exact, usual=by.usual, fewest=by.fewest, reach=by.reach)
    whole = by.unit in WHOLE and not printed.places and printed.value == cut(exact, 0)
    if verdict is Verdict.BROKEN and whole and printed.value:
        return Verdict.ROUNDING, Cause.TRUNCATION
    return verdict, cause


def suspected(answer: Answer, cause: Cause | None) -> Answer:
    """The answer naming the mistake that makes the printed number, if one is known, in place of another."""
    if cause is None:
        return answer
    return evolve(answer, cause=cause, said=f"{_without_suspicion(answer)}{SUSPECTED}{cause.value}")


def explained(answer: Answer, cause: Cause) -> Answer:
    """尾差 — the answer of a number that is not the exact one, and yet is made of it by a known practice."""
    said = f"{_without_suspicion(answer)}({cause.value})"
    return evolve(answer, verdict=Verdict.ROUNDING, cause=cause, said=said)


def untried(answer: Answer, why: str) -> Answer:
    """缺数 — the answer of a number that cannot be held against what there is, and why."""
    said = f"{_without_suspicion(answer)};{why}"
    return evolve(answer, verdict=Verdict.NOT_TESTED, cause=None, said=said)


def _without_suspicion(answer: Answer) -> str:
    return answer.said.partition(SUSPECTED)[0]


def same_number(where: tuple[Spot | Place, ...], printed: Printed, other: Printed, by: Weighing) -> Answer:
    """One number printed in two places, of which either may be the finer: 9.25 here is 9.3 there."""
    answer = weighed(where, printed, other.value, by)
    if answer.verdict is not Verdict.BROKEN:
        return answer
    verdict, cause = _judged(other, printed.value, by)
    return answer if verdict is Verdict.BROKEN else explained(answer, cause or Cause.FEWER_PLACES)


def _balance(gap: Fraction, reach: Fraction, unit: str) -> Balance:
    """What was weighed, so that one wrong figure can be found behind several findings."""
    scale = 10 ** EXPONENTS.get(unit, SCORE_EXPONENT)
    return Balance((), round_half_up(gap * scale), round_half_up(reach * scale))
