"""格 — the cells of a project's report and form, and what is written in them anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, field, frozen

from govbudget.checks.evaluations.answers import Spot
from govbudget.checks.evaluations.money_block import COLUMNS
from govbudget.checks.evaluations.numbers import Printed
from govbudget.checks.finding import Cause, Place
from govbudget.model import EvaluationPart, Indicator, SelfEvaluation
from govbudget.money import Unit

__all__ = ["Cell", "Insertion", "Parts", "Repair", "alike", "applied"]

Parts = Mapping[EvaluationPart, SelfEvaluation]
"""The report and the form of one project."""
SCORE_COLUMNS = frozenset({"score", "execution_score"})
TITLES = COLUMNS | {"weight": "分值", "actual": "实际完成值", "total": "总分", "grade": "等级"}
TITLES |= {"indicator_total": "指标完成情况得分", "execution_score": "预算执行情况得分"}


@frozen
class Cell:
    """格 — one cell of a report or form: of a line of the money block, of an indicator, or of the whole."""

    part: EvaluationPart = field(metadata={"zh": "材料"})
    name: str = field(metadata={"zh": "栏"})
    row: str | None = field(default=None, metadata={"zh": "资金来源"})
    number: int | None = field(default=None, metadata={"zh": "指标"})

    @classmethod
    def at(cls, place: Place) -> Cell:
        """The cell of a place in a self-evaluation."""
        inside, _, name = (place.column or "").rpartition(".")
        row = inside.removeprefix("funds[").removesuffix("]") if inside.startswith("funds[") else None
        return cls(EvaluationPart[(place.part or "").upper()], name, row, place.indicator)

    def read(self, parts: Parts) -> str | None:
        """What is printed there."""
        part = parts[self.part]
        if self.name == "unit":
            return part.unit.zh
        if self.number:
            text = getattr(part.indicators[self.number - 1], self.name)
        elif self.row is not None:
            text = next((getattr(line, self.name) for line in part.funds if line.source == self.row), None)
        else:
            text = getattr(part, self.name)
        return text if isinstance(text, str) else None

    def place(self, parts: Parts) -> Place:
        """The cell as findings name it."""
        part = parts[self.part]
        if self.number:
            line = part.indicators[self.number - 1]
            title = "得分" if self.name == "score" else self.title
            spot = Spot(part, f"{line.level2}「{line.name}」{title}", column=self.name, indicator=self.number)
            return spot.place
        return Spot(part, f"「{self.title}」", row=self.row, column=self.name).place

    @property
    def title(self) -> str:
        """The column, in the words of the form."""
        return TITLES.get(self.name, self.name)


@frozen
class Insertion:
    """补列 — an indicator of one part that the other lacks, written in there before the one of a number."""

    source: Cell = field(metadata={"zh": "原有"})
    number: int = field(metadata={"zh": "指标"})
    line: Indicator = field(metadata={"zh": "所缺指标"})


@frozen
class Repair:
    """改正 — new texts of cells; the first cell is the one that was wrong, the others say the same.

    `following` are the cells that were made of it; `inserted` the indicators that a part lacks.
    """

    changes: tuple[tuple[Cell, str], ...] = field(default=(), metadata={"zh": "改动"})
    following: tuple[tuple[Cell, str], ...] = field(default=(), metadata={"zh": "随改"})
    inserted: tuple[Insertion, ...] = field(default=(), metadata={"zh": "补列"})
    cause: Cause | None = field(default=None, metadata={"zh": "原因"})

    @property
    def accused(self) -> Cell:
        """The cell that was wrong; the indicator that the other part lacks."""
        return self.inserted[0].source if self.inserted else self.changes[0][0]

    @property
    def text(self) -> str:
        """What it should be."""
        return self.changes[0][1]


def applied(parts: Parts, repair: Repair) -> Parts:
    """The parts with the repair made."""
    made = dict(parts)
    for one in repair.inserted:
        kind = next(kind for kind in made if kind is not one.source.part)
        lines = made[kind].indicators
        made[kind] = evolve(
            made[kind], indicators=(*lines[: one.number - 1], one.line, *lines[one.number - 1 :])
        )
    for cell, text in (*repair.changes, *repair.following):
        made[cell.part] = _written(made[cell.part], cell, text)
    return made


def _written(part: SelfEvaluation, cell: Cell, text: str) -> SelfEvaluation:
    new: dict[str, Any] = {cell.name: text}
    if cell.name == "unit":
        return evolve(part, unit=next(unit for unit in Unit if unit.zh == text))
    if cell.number:
        lines = list(part.indicators)
        lines[cell.number - 1] = evolve(lines[cell.number - 1], **new)
        return evolve(part, indicators=tuple(lines))
    if cell.row is not None:
        funds = tuple(evolve(one, **new) if one.source == cell.row else one for one in part.funds)
        return evolve(part, funds=funds)
    return evolve(part, **new)


def alike(parts: Parts, cell: Cell) -> Iterator[tuple[Cell, ...]]:
    """The cell; with the like cells of its part that print the same; with those of the whole project."""
    like = [one for one in _cells_like(parts, cell) if one != cell and _same(one, cell, parts)]
    here = tuple(one for one in like if one.part is cell.part)
    yield from dict.fromkeys(((cell,), (cell, *here), (cell, *like)))


def _cells_like(parts: Parts, cell: Cell) -> Iterator[Cell]:
    """The cells that mean what a cell means, itself among them: of other lines, of the text, of the other part."""
    for part, evaluation in parts.items():
        if cell.number:
            if len(evaluation.indicators) >= cell.number:
                yield evolve(cell, part=part)
        elif cell.row is None and cell.name not in SCORE_COLUMNS:
            yield evolve(cell, part=part)
        else:
            name = "score" if cell.name in SCORE_COLUMNS else cell.name
            yield from (Cell(part, name, line.source) for line in evaluation.funds)
            if name == "score":
                yield Cell(part, "execution_score")


def _same(one: Cell, other: Cell, parts: Parts) -> bool:
    ours, theirs = Printed.read(one.read(parts)), Printed.read(other.read(parts))
    return ours is not None and theirs is not None and ours.value == theirs.value
