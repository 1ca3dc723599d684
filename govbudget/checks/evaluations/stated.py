"""情况说明所述 — what the narrative says of the self-evaluations, read (DOMAIN N-10d)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve, field, frozen

from govbudget.calc import Figure, add_up
from govbudget.checks.dossier import Dossier
from govbudget.checks.evaluations.money_block import COLUMNS, Line, in_unit, whole_of
from govbudget.checks.evaluations.numbers import Printed
from govbudget.checks.evaluations.projects import Project
from govbudget.checks.finding import Place
from govbudget.money import Printing, Unit

__all__ = ["GRADES", "INITIAL", "Collected", "Stated", "collected", "named_figures", "stated_figures"]

INITIAL = "initial"
"""年初预算数, wherever a project prints it."""
GRADES = ("excellent", "good", "fair", "poor")
"""What figure ids call the grades of a scheme, the best first."""
KINDS = {
    "count": "项目数",
    "amount": "涉及资金",
    "general_budget": "一般公共预算",
    "government_fund": "政府性基金预算",
    "state_capital": "国有资本经营预算",
    "total": "总得分",
    "grade": "等级",
}
ROWS = {"projects": "绩效自评", "department": "部门评价", "excellent": "自评为优", "good": "自评为良"}
ROWS |= {"fair": "自评为中", "poor": "自评为差"}
_PERFORMANCE = re.compile(r"performance\[(?P<row>[^\]]+)\]\.(?P<kind>[a-z_]+)")


@frozen
class Stated:
    """所述数 — one figure of the narrative, with its place; `printed` is `None` for what is no number."""

    row: str = field(metadata={"zh": "行编号"})
    text: str = field(metadata={"zh": "数"})
    unit: str = field(metadata={"zh": "单位"})
    printed: Printed | None = field(metadata={"zh": "印出的数"})
    place: Place = field(repr=False, metadata={"zh": "位置"})

    @property
    def money(self) -> Unit:
        """The unit of a sum; what is no sum is taken for one in 万元."""
        return next((unit for unit in Unit if unit.zh == self.unit), Unit.WAN_YUAN)


def stated_figures(dossier: Dossier, row: str, kind: str) -> Iterator[Stated]:
    """Every time that the narrative states `performance[row].kind`."""
    for stated in dossier.stated.get(f"performance[{row}].{kind}", ()):
        place = dossier.stated_cell(stated).place
        name = f"情况说明{stated.section}「{ROWS.get(row, row)}{KINDS[kind]}」"
        yield Stated(row, stated.text, stated.unit, Printed.read(stated.text), evolve(place, name=name))


def named_figures(dossier: Dossier, kind: str) -> Iterator[Stated]:
    """What the narrative states of single projects, by their names."""
    for figure in dossier.stated:
        match = _PERFORMANCE.fullmatch(figure)
        if match and match["kind"] == kind and match["row"] not in ROWS:
            yield from stated_figures(dossier, match["row"], kind)


@frozen
class Collected:
    """汇总 — one column of sums over several projects.

    `lacking` are the projects that do not print it; `reach` is how far the whole may be off.
    """

    column: str = field(metadata={"zh": "栏"})
    figure: Figure | None = field(metadata={"zh": "合计"})
    lacking: tuple[str, ...] = field(metadata={"zh": "缺数的项目"})
    reach: Fraction = field(metadata={"zh": "尾差界限(元)"})

    def value(self, unit: Unit) -> Fraction:
        """The whole in a unit; nothing makes nothing."""
        return in_unit(self.figure, unit) if self.figure is not None else Fraction(0)

    def reach_in(self, unit: Unit) -> Fraction:
        """How far the whole may be off, in a unit."""
        return self.reach / Fraction(10 ** (unit.exponent - Unit.YUAN.exponent))


def _column(line: Line, column: str) -> str:
    return line.initial_column if column == INITIAL else column


def collected(projects: tuple[Project, ...], column: str, label: str) -> Collected:
    """A column of sums added up over projects, from their reports, else from their forms."""
    lines = [(project, whole_of(project.main)) for project in projects]
    cells = [(line, line.figure(_column(line, column))) for _, line in lines if line is not None]
    figures = [figure for _, figure in cells if figure is not None]
    known = {id(line) for line, figure in cells if figure is not None}
    lacking = tuple(f"项目{project.main.order}" for project, line in lines if id(line) not in known)
    reach = sum(
        (line.reach * 10 ** (line.unit.exponent - Unit.YUAN.exponent) for line, figure in cells if figure),
        Fraction(0),
    )
    title = COLUMNS["approved"] if column == INITIAL else COLUMNS[column]
    whole = add_up(label, label, f"各项目{title}之和", figures)
    printing = Printing(Unit.WAN_YUAN, Unit.WAN_YUAN.exponent)
    return Collected(column, whole and evolve(whole, printing=printing), lacking, reach)
