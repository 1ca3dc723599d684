"""验算 — one equation in one document: the gap, how far rounding reaches, the verdict and its sentence."""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol

from attrs import evolve, field, frozen

from govbudget.calc import Figure
from govbudget.checks.cause import mistake_in
from govbudget.checks.dossier import Cell, Dossier, printing_of
from govbudget.checks.equation import Equation, Operand, Relation
from govbudget.checks.finding import SUSPECTED, Balance, Cause, Finding, Place, Titled
from govbudget.checks.items import items_of
from govbudget.checks.verdict import Verdict
from govbudget.money import NOTHING, Amount, Printing, Unit, round_half_up, total, truncated
from govbudget.text import amount_text

__all__ = ["Trial"]


class Counting(Titled, Protocol):
    """A rule that also says whether it weighs whole things, which never round."""

    @property
    def counts(self) -> bool:
        """True for whole things."""


@frozen
class Trial:
    """验算 — the two sides of an equation as a document prints them; at least one figure is not blank."""

    rule: Counting
    equation: Equation
    left: tuple[Operand, ...]
    right: tuple[Operand, ...]
    dossier: Dossier = field(repr=False)

    def finding(self) -> Finding:
        """The verdict, with both sides, the difference, what rounding explains, and the sentence."""
        left, right = _sum_of(self.left), _sum_of(self.right)
        verdict, cause, reach = self._verdict(left, right)
        printing, gap = self._printing(), left - right
        published = self._published(left, printing)
        finding = Finding(
            rule=self.rule.id,
            title=self.rule.title,
            verdict=verdict,
            severity=self.rule.severity,
            where=self._where(),
            message="",
            published=published,
            recomputed=amount_text(right, printing),
            difference=amount_text(gap, printing),
            slack=amount_text(Amount(_most(reach, printing.step)), printing),
            unit="" if self.rule.counts else printing.unit.zh,
            cause=cause or self._mistake(verdict, left, right),
            basis=self.rule.basis,
            recomputed_from=self._figure(right, printing),
            balance=self._balance(gap, reach),
        )
        return evolve(finding, message=self._message(finding))

    def _verdict(self, left: Amount, right: Amount) -> tuple[Verdict, Cause | None, int]:
        """The verdict, the practice that explains a difference, and how far rounding alone reaches, in fen."""
        gap = left.fen - right.fen
        holds = not gap or (gap < 0 and self.equation.relation is Relation.AT_MOST)
        if self.rule.counts:
            return Verdict.HOLDS if holds else Verdict.BROKEN, None, 0
        extra = self._added_up()
        reach = left.slack + right.slack + extra
        if holds:
            return Verdict.HOLDS, None, reach
        if told := self._told_coarsely(left, right):
            return *told, reach
        if left.agrees_with(right):
            return Verdict.ROUNDING, self._kind_of_rounding(), reach
        if extra and evolve(left, slack=left.slack + extra).agrees_with(right):
            return Verdict.ROUNDING, Cause.ADDED_UP, reach
        return Verdict.BROKEN, None, reach

    def _told_coarsely(self, left: Amount, right: Amount) -> tuple[Verdict, Cause | None] | None:
        """A sum printed to fewer places than the other side holds when it is that side rounded, 四舍五入."""
        for coarse, fine, operands, others in (
            (left, right, self.left, self.right),
            (right, left, self.right, self.left),
        ):
            cell = operands[0].cell
            if len(operands) > 1 or cell is None:
                continue
            step = cell.step
            if step <= max((o.cell.step for o in others if o.cell), default=step):
                continue
            if coarse.fen == round_half_up(Fraction(fine.fen, step)) * step:
                return Verdict.HOLDS, None
            if coarse.fen == truncated(Fraction(fine.fen, step)) * step:
                return Verdict.ROUNDING, Cause.TRUNCATION
        return None

    def _kind_of_rounding(self) -> Cause:
        steps = {cell.step for cell in self._cells()}
        return Cause.ROUNDED_PARTS if len(steps) == 1 else Cause.FEWER_PLACES

    def _added_up(self) -> int:
        """How much further two prints of one quantity may differ if one was added up from rounded items.

        n items reach n half steps, one of which is counted already (DESIGN §3).
        """
        sides = [[operand for operand in side if operand.cell] for side in (self.left, self.right)]
        if len(self.equation.tables) == 1 or any(len(side) != 1 for side in sides):
            return 0
        step = max(cell.step for cell in self._cells())
        items = items_of(self.dossier, [(o.table, o.row, o.column) for side in sides for o in side])
        return 0 if step == 1 else (items - 1) * step // 2

    def _cells(self) -> list[Cell]:
        return [operand.cell for operand in (*self.left, *self.right) if operand.cell]

    def _printing(self) -> Printing:
        """The unit of the judged place, with the places of the finest figure."""
        unit = self._unit()
        step = min(cell.step for cell in self._cells())
        return printing_of(unit, step)

    def _unit(self) -> Unit:
        """The unit of the judged place: of its cell, else of its table, else of the first figure there is."""
        first = self.left[0]
        if first.cell:
            return first.cell.unit
        table = self.dossier.tables.get(first.table)
        return table.unit if table else self._cells()[0].unit

    def _published(self, left: Amount, printing: Printing) -> str | None:
        if len(self.left) == 1:
            return self.left[0].cell.text if self.left[0].cell else None
        return amount_text(left, printing)

    def _where(self) -> tuple[Place, ...]:
        filled = tuple(operand.cell.place for operand in self.left if operand.cell)
        first = self.left[0]
        return filled or (self.dossier.place(first.table, first.row, first.column),)

    def _mistake(self, verdict: Verdict, left: Amount, right: Amount) -> Cause | None:
        if verdict is not Verdict.BROKEN or self.equation.relation is Relation.AT_MOST or self.rule.counts:
            return None
        cells = [(o.sign, o.cell.amount) for o in self.right if o.cell and o.cell.amount]
        addends = [amount if sign > 0 else -amount for sign, amount in cells] if len(self.left) == 1 else []
        return mistake_in(left, right, addends)

    def _figure(self, right: Amount, printing: Printing) -> Figure:
        inputs = tuple(operand.cell.source for operand in self.right if operand.cell)
        return Figure(self.left[0].id, self.rule.title, right, _formula(self.right), inputs, printing)

    def _balance(self, gap: Amount, reach: int) -> Balance:
        terms = [(operand.id, operand.sign) for operand in self.left if operand.listed]
        terms += [(operand.id, -operand.sign) for operand in self.right if operand.listed]
        step = max(cell.step for cell in self._cells())
        return Balance(tuple(terms), gap.fen, reach, step, at_most=self.equation.relation is Relation.AT_MOST)

    def _message(self, finding: Finding) -> str:
        place, unit = "、".join(p.name for p in finding.where), finding.unit
        said = f"{place} 公开{finding.published}{unit}" if finding.published else f"{place} {self._nothing()}"
        if finding.verdict is Verdict.HOLDS:
            return f"{said},与{finding.title}相符"
        most = "不应超过" if self.equation.relation is Relation.AT_MOST else "应为"
        told = f"{said};{finding.title},{most}{finding.recomputed}{unit},相差{finding.difference}{unit}"
        if finding.cause is None:
            return told
        return told + (
            f"({finding.cause.value})"
            if finding.verdict is Verdict.ROUNDING
            else f"{SUSPECTED}{finding.cause.value}"
        )

    def _nothing(self) -> str:
        """How the judged place is without a number: blank, or marked as 不适用."""
        first = self.left[0]
        row = self.dossier.rows.get((first.table, first.row))
        mark = row.cells.get(first.column) if row and not first.stated else None
        return f"印作“{mark}”" if mark else "空白"


def _sum_of(operands: tuple[Operand, ...]) -> Amount:
    amounts = [
        (operand.cell.amount if operand.sign > 0 else -operand.cell.amount)
        for operand in operands
        if operand.cell and operand.cell.amount is not None
    ]
    return total(amounts) if amounts else NOTHING


def _most(reach: int, step: int) -> int:
    """The largest whole number of last places that stays short of the reach."""
    return max(0, (reach - 1) // step * step)


def _formula(operands: tuple[Operand, ...]) -> str:
    filled = [operand for operand in operands if operand.cell]
    if len(filled) == 1:
        return "同一数"
    return f"{len(filled)}个数之和" if all(o.sign > 0 for o in filled) else f"{len(filled)}个数加减"
