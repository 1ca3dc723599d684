"""随改 — cells that were made of a wrong one: they agree with it, and are put right together with it."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from govbudget.checks.evaluations.answers import Answer
from govbudget.checks.evaluations.cells import Cell, Parts, Repair, applied
from govbudget.checks.evaluations.execution import rate_answer, score_answer, text_score_answer
from govbudget.checks.evaluations.money_block import MONEY, lines_of
from govbudget.checks.evaluations.numbers import Printed
from govbudget.checks.evaluations.sums import carry_over_answer, source_total_answer
from govbudget.checks.evaluations.texts import restated_score
from govbudget.checks.evaluations.totals import grade_answer, indicator_total_answer, total_answer
from govbudget.checks.verdict import Verdict
from govbudget.model import ScoringScheme, SelfEvaluation

__all__ = ["with_derived"]

OF_THE_WHOLE = ("execution_score", "indicator_total", "total", "grade")


def with_derived(parts: Parts, repair: Repair, scheme: ScoringScheme) -> Repair:
    """The repair with every cell that agreed with the wrong one, and no longer does with the right one."""
    written = {cell for cell, _ in (*repair.changes, *repair.following)}
    made, following = applied(parts, repair), list(repair.following)
    for kind in dict.fromkeys(cell.part for cell in written):
        for cell in _derived(parts[kind]):
            if cell in written:
                continue
            before, after = _judged(parts[kind], cell, scheme), _judged(made[kind], cell, scheme)
            if _is_right(before) and after is not None and after.verdict is Verdict.BROKEN:
                following.append((cell, after.recomputed or ""))
                made = applied(made, Repair((following[-1],)))
    return evolve(repair, following=tuple(following))


def _is_right(answer: Answer | None) -> bool:
    return answer is not None and answer.verdict in (Verdict.HOLDS, Verdict.ROUNDING)


def _derived(part: SelfEvaluation) -> Iterator[Cell]:
    """The cells that are made of others, what they are made of first."""
    kind = part.part
    yield from (Cell(kind, column, line.source) for column in MONEY for line in part.funds[:1])
    for column in ("carry_over", "rate", "score"):
        yield from (Cell(kind, column, line.source) for line in part.funds)
    yield from (Cell(kind, column) for column in OF_THE_WHOLE)


def _judged(part: SelfEvaluation, cell: Cell, scheme: ScoringScheme) -> Answer | None:
    """What the cell is worth beside those that it is made of."""
    if cell.row is not None:
        return _judged_money(part, cell, scheme)
    if cell.name == "execution_score":
        return restated_score(part, scheme) or text_score_answer(part, scheme)
    if cell.name == "grade":
        total = Printed.read(part.total)
        return grade_answer(part, total.value, "", scheme) if total and part.grade else None
    return (indicator_total_answer if cell.name == "indicator_total" else total_answer)(part, scheme)


def _judged_money(part: SelfEvaluation, cell: Cell, scheme: ScoringScheme) -> Answer | None:
    lines = lines_of(part)
    line = next(one for one in lines if one.funds.source == cell.row)
    if cell.name == "rate":
        return rate_answer(line, scheme)
    if cell.name == "score":
        return score_answer(line, scheme)
    left_over = carry_over_answer(line) if cell.name == "carry_over" else None
    if left_over is not None:
        return left_over
    return source_total_answer(lines, cell.name) if line.is_whole else None
