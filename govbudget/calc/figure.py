"""数据项 — a number that knows its name, its formula and what it came from."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from govbudget.errors import GovBudgetError
from govbudget.money import Amount, Printing, Ratio, Undefined
from govbudget.text import (
    Html,
    amount_text,
    count_text,
    element,
    folded,
    html_faint,
    html_lines,
    html_shell,
    percent_text,
)

__all__ = ["Figure", "Value", "sum_of"]

MOST_BRANCHES = 100
"""Figures that the tree of one figure shows at a level in a notebook."""

Value = Amount | Ratio | Undefined | int
"""数值 — a sum, a ratio, a count, or the reason why there is none."""


@frozen
class Figure:
    """数据项 — a derived number. `id` is `table[row].column`; `inputs` are the figures of its formula.

    A figure without inputs is a fact: its formula says in which document, table and row it stands.
    """

    id: str = field(metadata={"zh": "编号"})
    label: str = field(metadata={"zh": "名称"})
    value: Value = field(metadata={"zh": "数值"})
    formula: str = field(metadata={"zh": "公式"})
    inputs: tuple[Figure, ...] = field(default=(), eq=False, repr=False, metadata={"zh": "依据"})
    printing: Printing = field(default=Printing(), eq=False, repr=False, metadata={"zh": "列示口径"})

    @property
    def text(self) -> str:
        """The number as a table prints it; `—` where there is none."""
        match self.value:
            case Amount():
                return amount_text(self.value, self.printing)
            case Ratio():
                return percent_text(self.value)
            case Undefined():
                return "—"
            case count:
                return count_text(count)

    @property
    def amount(self) -> Amount | None:
        """The value as a sum of money; `None` for a ratio, a count or no number."""
        return self.value if isinstance(self.value, Amount) else None

    def explain(self, *, depth: int | None = None, indent: str = "") -> Iterator[str]:
        """「为什么是这个数」 — one line a figure, inputs indented under what they make.

        `depth` limits how many levels of inputs are told; `None` tells all, down to the documents.
        """
        yield f"{indent}{self}  ← {self.formula}"
        if depth == 0:
            return
        for figure in self.inputs:
            yield from figure.explain(depth=None if depth is None else depth - 1, indent=indent + "  ")

    def __str__(self) -> str:
        return f"{self.label} = {self.text}{self._after}"

    @property
    def _after(self) -> str:
        """What stands behind the number: its unit, or why there is none."""
        if isinstance(self.value, Undefined):
            return f"({self.value.reason})"
        return self.printing.unit.zh if isinstance(self.value, Amount) else ""

    def _repr_html_(self) -> str:
        head = element("div", self.label, " = ", element("b", self.text), self._after)
        why = f"为什么是这个数: {self.formula}"
        below = folded(why, self._tree(MOST_BRANCHES), opened=True) if self.inputs else element("div", why)
        return html_shell(head, element("div", html_faint(self.id)), below)

    def _tree(self, room: int) -> Html:
        """The inputs under one another, each with its own; together at most `room` at any level."""
        shown = self.inputs[:room]
        each = room // len(shown)
        lines = [figure._branch(each) for figure in shown]  # noqa: SLF001 - its own kind
        left = len(self.inputs) - len(shown)
        if left:
            lines.append(html_faint(f"…… 另有 {left} 项,explain() 逐项列出"))
        return html_lines(lines, len(lines))

    def _branch(self, room: int) -> Html:
        line = element(
            "span", self.label, " = ", element("b", self.text), self._after, html_faint(f" ← {self.formula}")
        )
        return folded(line, self._tree(room)) if self.inputs and room else line


def sum_of(figure: Figure) -> Amount:
    """The sum that a figure is. Raises `GovBudgetError` for a ratio, a count or no number."""
    if isinstance(figure.value, Amount):
        return figure.value
    raise GovBudgetError(f"{figure.label}({figure.id})不是金额,不能参与加减")
