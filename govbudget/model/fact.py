"""事实 — one sum of money, classified; and one number that a department reports beside its accounts."""

from __future__ import annotations

from attrs import field, frozen

from govbudget.errors import GovBudgetError, raise_together
from govbudget.model.vocabulary import (
    Budget,
    Direction,
    ExpenditureKind,
    FundingSource,
    Scheme,
    Stage,
    StatisticItem,
)
from govbudget.money import Amount

__all__ = ["Department", "Fact", "FactError", "Statistic"]

APPROPRIATED_KINDS = (ExpenditureKind.BASIC, ExpenditureKind.PROJECT)


class FactError(GovBudgetError, ValueError):
    """账套记录有误 — a fact that contradicts itself or another.

    出路: 按所报的位置改账套那一行;各栏可填什么见“账套怎么写”。
    """


@frozen
class Department:
    """部门(单位) — its code, where it has one, and its name (DOMAIN A2)."""

    code: str | None = field(metadata={"zh": "部门代码"})
    name: str = field(metadata={"zh": "部门名称"})

    @classmethod
    def of(cls, written: str) -> Department:
        """Read `602-某某部`, as forms print it, or a bare name.

        >>> Department.of("602-党群工作部")
        Department(code='602', name='党群工作部')
        """
        head, dash, tail = (part.strip() for part in written.replace("－", "-").partition("-"))
        return cls(head, tail) if dash and head.isdigit() and tail else cls(None, written.strip())

    def __str__(self) -> str:
        return f"{self.code}-{self.name}" if self.code else self.name


def _is_code(code: object, scheme: Scheme) -> bool:
    """True for no code, and for digits of a length that the scheme has."""
    return code is None or (
        isinstance(code, str) and code.isascii() and code.isdigit() and len(code) in scheme.lengths
    )


@frozen
class Fact:
    """事实 — one classified sum. Raises an `ExceptionGroup` of `FactError` if it contradicts itself.

    What a fact does not know is `None`. Money of one of the budgets is an appropriation, and an
    appropriation belongs to a budget: the two are known together or not at all.
    """

    stage: Stage = field(metadata={"zh": "阶段"})
    direction: Direction = field(metadata={"zh": "方向"})
    amount: Amount = field(metadata={"zh": "金额"})
    functional: str | None = field(default=None, metadata={"zh": "功能分类"})
    economic: str | None = field(default=None, metadata={"zh": "经济分类"})
    budget: Budget | None = field(default=None, metadata={"zh": "预算"})
    funding: FundingSource | None = field(default=None, metadata={"zh": "资金来源"})
    kind: ExpenditureKind | None = field(default=None, metadata={"zh": "支出性质"})
    project: str | None = field(default=None, metadata={"zh": "项目"})
    origin: str = field(default="", eq=False, metadata={"zh": "来源"})
    place: str = field(default="", eq=False, metadata={"zh": "位置"})

    def __attrs_post_init__(self) -> None:
        expenditure = self.direction is Direction.EXPENDITURE
        faults = [
            FactError(f"{self.place}: {message}" if self.place else message)
            for wrong, message in (
                (
                    not _is_code(self.functional, Scheme.FUNCTIONAL),
                    f"功能分类 {self.functional!r} 不是科目编码;应为 3、5 或 7 位数字",
                ),
                (
                    not _is_code(self.economic, Scheme.ECONOMIC),
                    f"经济分类 {self.economic!r} 不是科目编码;应为 3 或 5 位数字",
                ),
                (
                    self.budget is None and self.funding is FundingSource.APPROPRIATION,
                    "财政拨款须填「预算」(一般公共预算、政府性基金预算或国有资本经营预算)",
                ),
                (
                    self.budget is not None and self.funding is not FundingSource.APPROPRIATION,
                    f"「预算」一栏只用于财政拨款,资金来源却是 {self.funding.value if self.funding else '空白'}",
                ),
                (self.budget is Budget.SOCIAL_INSURANCE, "部门预决算不含社会保险基金预算(实施条例第五条)"),
                (
                    self.direction is Direction.INCOME and self.funding is None,
                    "收入须填「资金来源」(财政拨款、上级补助收入、事业收入、经营收入、附属单位上缴收入或其他收入)",
                ),
                (self.kind is not None and not expenditure, "「支出性质」只用于支出"),
                (self.economic is not None and not expenditure, "「经济分类」只用于支出"),
                (
                    self.budget is not None and self.kind is not None and self.kind not in APPROPRIATED_KINDS,
                    f"财政拨款支出只分基本支出和项目支出,不能是 {self.kind.value if self.kind else ''}",
                ),
                (
                    self.budget is not None
                    and self.direction in (Direction.USE_OF_SURPLUS, Direction.DISTRIBUTION),
                    f"{self.direction.value}不来自财政拨款,请清空「预算」和「资金来源」",
                ),
            )
            if wrong
        ]
        raise_together(f"{self.place or '一笔事实'}自相矛盾", list(faults))

    @property
    def money(self) -> tuple[object, ...]:
        """Which money it is: budget, source and nature, whatever the subject."""
        return (self.budget, self.funding, self.kind)

    @property
    def key(self) -> tuple[object, ...]:
        """All that classifies the fact; two facts of one ledger never share it."""
        return (
            self.stage,
            self.direction,
            self.functional,
            self.economic,
            self.budget,
            self.funding,
            self.kind,
            self.project,
        )


@frozen
class Statistic:
    """统计数 — a number reported beside the facts: 三公 and procurement sums, vehicles, equipment.

    `value` is an `Amount` for money and a whole number for what is counted.
    """

    stage: Stage = field(metadata={"zh": "阶段"})
    item: StatisticItem = field(metadata={"zh": "统计项目"})
    value: Amount | int = field(metadata={"zh": "统计数"})
    origin: str = field(default="", eq=False, metadata={"zh": "来源"})
    place: str = field(default="", eq=False, metadata={"zh": "位置"})

    def __attrs_post_init__(self) -> None:
        counted = self.item.counting_unit
        where = f"{self.place}: " if self.place else ""
        is_count = isinstance(self.value, int) and not isinstance(self.value, bool) and self.value >= 0
        if counted and not is_count:
            raise FactError(f"{where}{self.item.value}按{counted}计数,须为非负整数")
        if not counted and not isinstance(self.value, Amount):
            raise FactError(f"{where}{self.item.value}是金额,单位须为元、万元或亿元")
