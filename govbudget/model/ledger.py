"""账套 — the facts of one department in one year, indexed, and honest about what they do not know."""

from __future__ import annotations

import enum
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from attrs import Factory, field, frozen

from govbudget.errors import GovBudgetError, raise_together
from govbudget.model.fact import Department, Fact, FactError, Statistic
from govbudget.model.subject import CodeBook, Subject, UnknownCodeError, ancestors_of
from govbudget.model.vocabulary import Budget, Direction, Evidence, Stage, StatisticItem
from govbudget.money import Amount, Printing, Unit, total
from govbudget.text import (
    MOST_ROWS,
    amount_text,
    html_grid,
    html_shell,
    number_text,
    plain_grid,
    show_repr,
    stated_text,
)

__all__ = ["Dimension", "Ledger"]


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


Covering = tuple[Dimension, Fact, list[Fact]]
"""A fact, by one of its codes, and the facts that it may be the total of."""

MOST_NAMED = 5
MOST_SUGGESTED = 20

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

    _covered: tuple[Covering, ...] = field(
        init=False,
        repr=False,
        eq=False,
        default=Factory(lambda self: tuple(covering(self.facts)), takes_self=True),
    )

    _repr_pretty_ = show_repr

    def __attrs_post_init__(self) -> None:
        faults = [*_duplicate_faults(self.facts, self.statistics), *_subtotal_faults(self._covered)]
        raise_together(f"{self.department.name}{self.year}年账套有重复", faults)

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
        nature) is also stated by facts that carry it alone, as a published table does, and these add up to
        no less than the others, as far as rounding can tell.
        """
        lacking = 0
        views: dict[object, tuple[list[Amount], list[Amount]]] = defaultdict(lambda: ([], []))
        complement = _COMPLEMENT.get(dimension)
        for fact in filter(among, self.of(stage, direction)):
            carries = dimension.of(fact) is not None
            if complement is None or complement.of(fact) is None:
                lacking += not carries
                if carries:
                    views[fact.money][0].append(fact.amount)
            elif not carries and fact.amount:
                # A zero of the other view says nothing that this one could lack.
                views[fact.money][1].append(fact.amount)
        lacking += sum(len(other) for this, other in views.values() if not this)
        what = f"{stage.value}的{direction.value}"
        if lacking:
            return f"{what}中有{lacking}笔未填「{dimension.value}」"
        for this, other in views.values():
            if this and other and total(this) < total(other) and not total(this).agrees_with(total(other)):
                sums = [amount_text(total(view), Printing(), with_unit=True) for view in (this, other)]
                named = complement.value if complement else ""
                return f"{what}只写「{dimension.value}」的合计 {sums[0]},少于只写「{named}」的合计 {sums[1]}"
        return None

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
                    # Looking for near codes is slow; a ledger full of unknown codes needs another cure.
                    near = classification.near(code) if len(said) + len(faults) < MOST_SUGGESTED else ()
                    fault = UnknownCodeError(code, classification.scheme, book.year, near)
                    fault.args = (f"{_first(where)}{fault}",)
                    if classification.complete:
                        faults.append(fault)
                    else:
                        said.append(f"{fault}(目录不完整,仅作提示)")
                elif subject.evidence is Evidence.UNVERIFIED:
                    unverified.append(subject)
        raise_together("账套含未列科目", faults)
        said += self._misplaced(book)
        said += _likely_totals(self._covered)
        if unverified:
            shown = "、".join(f"{subject.code} {subject.name}" for subject in unverified[:MOST_NAMED])
            more = f" 等 {len(unverified)} 个" if len(unverified) > MOST_NAMED else ""
            said.append(f"科目名称未核实: {shown}{more};引用前请对照当年的《政府收支分类科目》")
        return tuple(said)

    @property
    def heading(self) -> str:
        """`602-某某部 2024年度账套: 决算数 57 笔,统计数 36 个`."""
        counts = Counter(fact.stage for fact in self.facts)
        told = [f"{stage.value} {counts[stage]} 笔" for stage in self.stages]
        told += [f"统计数 {len(self.statistics)} 个"] if self.statistics else []
        return f"{self.department} {self.year}年度账套: {','.join(told) or '没有事实'}"

    def _laid_out(self) -> tuple[list[str], list[list[str]], frozenset[int]]:
        """The rows as a ledger file has them, without the columns that nothing is in."""
        head = ["阶段", "方向", *(dimension.value for dimension in Dimension), "金额", "单位", "来源"]
        rows = [_row(fact) for fact in self.facts] + [_statistic_row(one) for one in self.statistics]
        used = [place for place in range(len(head)) if any(row[place] for row in rows)]
        kept = [[row[place] for place in used] for row in rows]
        names = [head[place] for place in used]
        return names, kept, frozenset(place for place, name in enumerate(names) if name == "金额")

    def __str__(self) -> str:
        head, rows, numeric = self._laid_out()
        left = len(rows) - MOST_ROWS
        grid = [plain_grid(head, rows[:MOST_ROWS], numeric=numeric)] if rows else []
        return "\n".join([self.heading, *grid, *([f"…… 另有 {left} 行"] if left > 0 else [])])

    def _repr_html_(self) -> str:
        head, rows, numeric = self._laid_out()
        return html_shell(html_grid(head, rows, numeric=numeric, caption=self.heading, most=MOST_ROWS))

    def _misplaced(self, book: CodeBook) -> list[str]:
        """Codes booked in a budget to which, as far as is known, they do not belong (DOMAIN B8)."""
        said: dict[tuple[str, Budget], str] = {}
        for fact in self.facts:
            subject = book.functional.get(fact.functional or "")
            if fact.budget and subject and subject.budgets and fact.budget not in subject.budgets:
                belongs = "、".join(budget.value for budget in subject.budgets)
                where = f"{fact.place}: " if fact.place else ""
                said.setdefault(
                    (subject.code, fact.budget),
                    f"{where}{subject.code} {subject.name} 属于{belongs},账套却记在{fact.budget.value}",
                )
        return list(said.values())

    def _places_of(self, dimension: Dimension) -> dict[str, list[str]]:
        """Every code that the facts carry in a dimension, with the places of its facts."""
        places: dict[str, list[str]] = defaultdict(list)
        for fact in self.facts:
            if isinstance(code := dimension.of(fact), str):
                places[code].append(fact.place)
        return places


def _row(fact: Fact) -> list[str]:
    words = [dimension.of(fact) for dimension in Dimension]
    told = [str(word.value) if isinstance(word, enum.Enum) else str(word or "") for word in words]
    return [fact.stage.value, fact.direction.value, *told, *_written(fact.amount), fact.origin]


def _statistic_row(one: Statistic) -> list[str]:
    unit = one.item.counting_unit or ""
    number = _written(one.value) if isinstance(one.value, Amount) else (number_text(one.value), unit)
    return [one.stage.value, "统计", *[""] * (len(Dimension) - 1), one.item.value, *number, one.origin]


def _written(amount: Amount) -> tuple[str, str]:
    """The number and its unit: as it was stated, else down to the fen."""
    text, unit = stated_text(amount) or (number_text(amount.exactly_in(Unit.YUAN)), Unit.YUAN)
    return text, unit.zh


def _duplicate_faults(facts: Iterable[Fact], statistics: Iterable[Statistic]) -> list[GovBudgetError]:
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
                    + ("请合并为一笔,或用「项目」区分" if isinstance(row, Fact) else "请只留一笔")
                )
            )
    return faults


def _subtotal_faults(found: Iterable[Covering]) -> list[GovBudgetError]:
    """A fault for every sum booked on a code above others of the same money, which would count it twice."""
    faults: list[GovBudgetError] = []
    for dimension, roof, covered in found:
        if below := [fact for fact in covered if _is_below(dimension, roof, fact)]:
            faults.append(
                FactError(
                    f"{roof.place or '账套'}: {dimension.value} {dimension.of(roof)} 的下级 {dimension.of(below[0])}"
                    f"({below[0].place or '前文'})也已入账,同一笔钱会算两遍;小计行请删去,只留最细一级"
                )
            )
    return faults


def _is_below(dimension: Dimension, roof: Fact, fact: Fact) -> bool:
    """True if the fact is booked on a code under the roof's, as money of the same nature."""
    return None is not dimension.of(roof) != dimension.of(fact) and roof.kind is fact.kind


def _likely_totals(found: Iterable[Covering]) -> list[str]:
    """Sums that equal what more closely described facts of the same money add up to: perhaps a total."""
    return [
        f"{roof.place or '账套'}: {_described(roof)}与更细的 {len(covered)} 笔"
        f"({covered[0].place or '前文'} 等)之和相等,像是合计行;若是,请删去,否则同一笔钱算了两遍"
        for _, roof, covered in found
        if roof.amount and roof.amount.agrees_with(total(fact.amount for fact in covered))
    ]


def covering(facts: Iterable[Fact]) -> Iterator[Covering]:
    """Each fact with the facts that it may be the total of: the same money, more closely described.

    A fact covers another of its stage, direction and source whose code is its own or below it, and which says the
    same of everything that the first says anything of. Linear in facts: they are looked up, not compared.
    """
    everything = tuple(facts)
    for dimension, other in _COMPLEMENT.items():
        shelves: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
        for fact in everything:
            for code in _codes_over(dimension.of(fact), other.of(fact)):
                shelves[*_source_of(fact), code].append(fact)
        said: dict[tuple[object, ...], dict[tuple[object, ...], list[Fact]]] = {}
        for fact in everything:
            codes = _codes_over(dimension.of(fact), other.of(fact))
            if not codes:
                continue
            traits = _traits(fact, other)
            mask = tuple(trait is not None for trait in traits)
            place = (*_source_of(fact), codes[-1])
            if (*place, mask) not in said:
                alike = said[*place, mask] = defaultdict(list)
                for near in shelves[place]:
                    alike[_masked(_traits(near, other), mask)].append(near)
            covered = [
                near
                for near in said[*place, mask][_masked(traits, mask)]
                if near.key != fact.key
                and (dimension.of(near) != dimension.of(fact) or _traits(near, other) != traits)
            ]
            if covered:
                yield dimension, fact, covered


def _codes_over(code: object, other: object) -> tuple[str, ...]:
    """The shelves of a fact: every code above its own, and its own; none for a fact of the other view."""
    if isinstance(code, str):
        return ("", *ancestors_of(code), code)
    return () if other is not None else ("",)


def _source_of(fact: Fact) -> tuple[object, ...]:
    """What must be the same in a total and its parts; a blank 预算 says 不是财政拨款, it is not unknown."""
    return (fact.stage, fact.direction, fact.budget, fact.funding)


def _traits(fact: Fact, other: Dimension) -> tuple[object, ...]:
    """What a total may leave blank and its parts tell."""
    return (fact.kind, fact.project, other.of(fact))


def _masked(traits: tuple[object, ...], mask: tuple[bool, ...]) -> tuple[object, ...]:
    return tuple(trait for trait, told in zip(traits, mask, strict=True) if told)


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
