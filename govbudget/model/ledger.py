"""账套 — the facts of one department in one year, indexed, and honest about what they do not know."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Callable, Iterable

from attrs import Factory, field, frozen

from govbudget.errors import GovBudgetError, raise_together
from govbudget.model.fact import Department, Fact, FactError, Statistic
from govbudget.model.subject import CodeBook, Subject, UnknownCodeError
from govbudget.model.vocabulary import Direction, Evidence, Stage, StatisticItem

__all__ = ["Dimension", "Ledger", "duplicate_faults"]


class Dimension(enum.Enum):
    """维度 — what a fact may or may not know about its sum; the value is the ledger's heading."""

    FUNCTIONAL = "功能分类"
    ECONOMIC = "经济分类"
    BUDGET = "预算"
    FUNDING = "资金来源"
    KIND = "支出性质"
    PROJECT = "项目"

    def of(self, fact: Fact) -> object:
        """What `fact` says in this dimension, or `None`."""
        return getattr(fact, self.name.lower())


MOST_NAMED = 5

_COMPLEMENT = {Dimension.FUNCTIONAL: Dimension.ECONOMIC, Dimension.ECONOMIC: Dimension.FUNCTIONAL}


def _index(facts: Iterable[Fact]) -> dict[tuple[Stage, Direction], tuple[Fact, ...]]:
    shelves: dict[tuple[Stage, Direction], list[Fact]] = defaultdict(list)
    for fact in facts:
        shelves[fact.stage, fact.direction].append(fact)
    return {key: tuple(shelf) for key, shelf in shelves.items()}


@frozen
class Ledger:
    """账套 — facts and statistics of one department-year.

    Raises an `ExceptionGroup` of `FactError` that names every duplicate, both places of each.
    A sum may be stated twice, once by functional and once by economic code (an economic-only fact is
    the same money seen the other way), so nothing is ever added across the two views.
    """

    department: Department = field(metadata={"zh": "部门"})
    year: int = field(metadata={"zh": "年度"})
    facts: tuple[Fact, ...] = field(repr=lambda f: f"<{len(f)} facts>", metadata={"zh": "事实"})
    statistics: tuple[Statistic, ...] = field(
        default=(), repr=lambda s: f"<{len(s)} statistics>", metadata={"zh": "统计数"}
    )
    _shelves: dict[tuple[Stage, Direction], tuple[Fact, ...]] = field(
        init=False,
        repr=False,
        eq=False,
        default=Factory(lambda self: _index(self.facts), takes_self=True),
    )
    _statistics: dict[tuple[Stage, StatisticItem], Statistic] = field(
        init=False,
        repr=False,
        eq=False,
        default=Factory(lambda self: {(s.stage, s.item): s for s in self.statistics}, takes_self=True),
    )

    def __attrs_post_init__(self) -> None:
        faults = duplicate_faults(self.facts, self.statistics)
        raise_together(f"{self.department.name}{self.year}年账套有重复记录", faults)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages of which there is any fact, in the order of the year."""
        return tuple(stage for stage in Stage if any(key[0] is stage for key in self._shelves))

    def of(self, stage: Stage, direction: Direction) -> tuple[Fact, ...]:
        """The facts of one stage and direction, in the order of the ledger."""
        return self._shelves.get((stage, direction), ())

    def statistic(self, stage: Stage, item: StatisticItem) -> Statistic | None:
        """What the department reported for an item, or `None`."""
        return self._statistics.get((stage, item))

    def gap(
        self,
        stage: Stage,
        direction: Direction,
        dimension: Dimension,
        *,
        among: Callable[[Fact], bool] = lambda _: True,
    ) -> str | None:
        """Why these facts cannot be laid out by `dimension`; `None` if they can.

        Facts that lack the dimension are no gap where the same kind of money (same budget, source and
        nature) is also stated by facts that carry it alone, as a published table does.
        """
        lacking, other_view = 0, defaultdict[object, int](int)
        restated: set[object] = set()
        complement = _COMPLEMENT.get(dimension)
        for fact in filter(among, self.of(stage, direction)):
            group = (fact.budget, fact.funding, fact.kind)
            if dimension.of(fact) is not None:
                if complement is not None and complement.of(fact) is None:
                    restated.add(group)
            elif complement is not None and complement.of(fact) is not None:
                other_view[group] += 1
            else:
                lacking += 1
        short = lacking + sum(count for group, count in other_view.items() if group not in restated)
        return f"{stage.value}的{direction.value}中有{short}笔未填「{dimension.value}」" if short else None

    def warnings(self, book: CodeBook) -> tuple[str, ...]:
        """What a reader should know of the codes: those not listed, and names that nobody verified.

        One sentence a code that a partial classification does not list, with its places, and one for all
        unverified names together. Raises an `ExceptionGroup` of `UnknownCodeError` for codes that a
        complete classification does not list.
        """
        said: list[str] = []
        faults: list[GovBudgetError] = []
        unverified: list[Subject] = []
        for dimension, classification in (
            (Dimension.FUNCTIONAL, book.functional),
            (Dimension.ECONOMIC, book.economic),
        ):
            for code, where in self._places_of(dimension).items():
                subject = classification.get(code)
                if subject is None:
                    fault = UnknownCodeError(
                        code, classification.scheme, book.year, classification.near(code)
                    )
                    fault.args = (f"{_first(where)}{fault}",)
                    if classification.complete:
                        faults.append(fault)
                    else:
                        said.append(f"{fault}(目录不完整,仅作提示)")
                elif subject.evidence is Evidence.UNVERIFIED:
                    unverified.append(subject)
        raise_together("账套含未列科目", faults)
        if unverified:
            shown = "、".join(f"{subject.code} {subject.name}" for subject in unverified[:MOST_NAMED])
            more = f" 等 {len(unverified)} 个" if len(unverified) > MOST_NAMED else ""
            said.append(f"科目名称未核实: {shown}{more};引用前请对照当年的《政府收支分类科目》")
        return tuple(said)

    def _places_of(self, dimension: Dimension) -> dict[str, list[str]]:
        """Every code that the facts carry in a dimension, with the places of its facts."""
        places: dict[str, list[str]] = defaultdict(list)
        for fact in self.facts:
            if isinstance(code := dimension.of(fact), str):
                places[code].append(fact.place)
        return dict(sorted(places.items()))


def duplicate_faults(facts: Iterable[Fact], statistics: Iterable[Statistic]) -> list[GovBudgetError]:
    """A fault for every fact or statistic that an earlier one already states, naming both places."""
    rows: list[tuple[object, Fact | Statistic]] = [(fact.key, fact) for fact in facts]
    rows += [((statistic.stage, statistic.item), statistic) for statistic in statistics]
    first: dict[object, Fact | Statistic] = {}
    faults: list[GovBudgetError] = []
    for key, row in rows:
        if (earlier := first.get(key)) is None:
            first[key] = row
        else:
            faults.append(
                FactError(
                    f"{row.place or '账套'}: 与 {earlier.place or '前文'} 重复({_described(row)});"
                    "请合并为一笔,或用「项目」区分"
                )
            )
    return faults


def _first(places: list[str]) -> str:
    known = [place for place in places if place]
    if not known:
        return ""
    more = f" 等{len(known)}处" if len(known) > 1 else ""
    return f"{known[0]}{more}: "


def _described(row: Fact | Statistic) -> str:
    if isinstance(row, Statistic):
        return f"{row.stage.value} {row.item.value}"
    words = (row.stage.value, row.direction.value, row.functional, row.economic)
    return " ".join(word for word in words if word)
