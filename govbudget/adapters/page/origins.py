"""来历 — why each number of a page is what it is, every figure told once, however many others come from it."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field, frozen

from govbudget.calc import Figure
from govbudget.money import Amount, Undefined

__all__ = ["Origin", "Origins", "Step", "step_of"]


@frozen
class Step:
    """一步 — a figure in one line: name, number with its unit, formula; `anchor` is where its own origin is told."""

    label: str = field(metadata={"zh": "名称"})
    number: str = field(metadata={"zh": "数"})
    formula: str = field(metadata={"zh": "公式"})
    anchor: str | None = field(default=None, metadata={"zh": "锚点"})
    steps: tuple[Step, ...] = field(default=(), metadata={"zh": "依据"})


@frozen
class Origin:
    """来历 — a figure under its anchor, and the figures of its formula."""

    anchor: str = field(metadata={"zh": "锚点"})
    step: Step = field(metadata={"zh": "数据项"})
    inputs: tuple[Step, ...] = field(metadata={"zh": "依据"})


def step_of(figure: Figure, *, deep: bool = True) -> Step:
    """A figure as a step, with all that it comes from unless not `deep`."""
    value = figure.value
    unit = figure.printing.unit.zh if isinstance(value, Amount) else ""
    reason = f"({value.reason})" if isinstance(value, Undefined) else ""
    inputs = tuple(map(step_of, figure.inputs)) if deep else ()
    return Step(figure.label, f"{figure.text}{unit}{reason}", figure.formula, None, inputs)


@define
class Origins:
    """Origins numbered as they are asked for. Figures that say the same of the same inputs are one."""

    _anchors: dict[tuple[object, ...], str] = field(factory=dict, init=False)
    _seen: dict[int, str] = field(factory=dict, init=False)
    _kept: list[Figure] = field(factory=list, init=False)
    _origins: dict[str, Origin] = field(factory=dict, init=False)
    _told: set[str] = field(factory=set, init=False)

    def anchor(self, figure: Figure) -> str:
        """Where the origin of a figure is told."""
        if (known := self._seen.get(id(figure))) is not None:
            return known
        anchors = tuple(map(self.anchor, figure.inputs))
        key = (figure.id, figure.label, figure.value, figure.formula, figure.printing, anchors)
        if (anchor := self._anchors.get(key)) is None:
            anchor = self._anchors[key] = f"f{len(self._anchors) + 1}"
            self._origins[anchor] = Origin(
                anchor, step_of(figure, deep=False), tuple(map(self._step, figure.inputs))
            )
        # An identity is good only for as long as what it is of.
        self._kept.append(figure)
        self._seen[id(figure)] = anchor
        return anchor

    def _step(self, figure: Figure) -> Step:
        step = step_of(figure, deep=False)
        anchor = self.anchor(figure) if figure.inputs else None
        return Step(step.label, step.number, step.formula, anchor)

    def of(self, figures: Iterable[Figure]) -> tuple[Origin, ...]:
        """The origins of these figures that have not been told yet."""
        return self._new(dict.fromkeys(map(self.anchor, figures)))

    def rest(self) -> tuple[Origin, ...]:
        """What others come from and nobody has told: sums in between."""
        return self._new(anchor for anchor, origin in self._origins.items() if origin.inputs)

    def _new(self, anchors: Iterable[str]) -> tuple[Origin, ...]:
        new = [anchor for anchor in anchors if anchor not in self._told]
        self._told.update(new)
        return tuple(self._origins[anchor] for anchor in new)
