"""表述 — what prose claims of its own figures: shares, changes, completion of a budget, sums and grades.

A claim binds figures of its own sentence, of the sentences before it under the same heading, or of a whole that it
names. Where the binding is not certain the claim says why and is not tested (DESIGN §5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from attrs import evolve, field, frozen

from govbudget.money import Amount, Unit
from govbudget.narrative.passages import Passage
from govbudget.narrative.tokens import Kind, Token

__all__ = ["KINDS", "SAME", "Claim", "Part", "added_up", "claim_at", "part_of", "refused", "working_places"]

SAME = "同一数"
"""The label of a claim that one quantity is stated twice."""

KINDS = ("share", "change", "completion", "sum", "score", "limit", "direction")


@frozen
class Part:
    """依据数 — a printed figure that a claim rests on: its role, its text with the unit, and its value.

    `number` counts `unit`; `places` is how precisely the document works in that unit, whatever zeros it dropped.
    `origin` are the very pieces of the text that it was read from: several for a sum that the text does not print.
    """

    role: str = field(metadata={"zh": "角色"})
    text: str = field(metadata={"zh": "印出的字"})
    number: Fraction = field(metadata={"zh": "数"})
    unit: str = field(metadata={"zh": "单位"})
    places: int = field(metadata={"zh": "小数位数"})
    name: str = field(default="", metadata={"zh": "名称"})
    origin: tuple[Token, ...] = field(default=(), eq=False, repr=False, metadata={"zh": "出处"})

    @property
    def amount(self) -> Amount:
        """The figure as a sum with the slack of the document's working precision; counts are exact."""
        exponent = Unit(self.unit).exponent if self.unit in ("元", "万元", "亿元") else 0
        if not exponent:
            return Amount(int(self.number * 10**self.places))
        step = 10 ** (exponent - self.places) if self.places <= exponent else 1
        return Amount(int(self.number * 10**exponent), step // 2)


@frozen
class Claim:
    """表述 — one published figure of the prose, what it rests on, and where it stands.

    `published` is the printed text with its unit; `direction` is 1, -1 or `None`; `reason` says why the claim cannot
    be tested, and is empty for one that can.
    """

    kind: str = field(metadata={"zh": "种类"})
    page: int = field(metadata={"zh": "页"})
    section: tuple[str, ...] = field(metadata={"zh": "章节"})
    sentence: int = field(metadata={"zh": "句"})
    text: str = field(metadata={"zh": "原文"})
    published: str = field(metadata={"zh": "公开数"})
    value: Part | None = field(default=None, repr=False, metadata={"zh": "公开数"})
    inputs: tuple[Part, ...] = field(default=(), metadata={"zh": "依据"})
    direction: int | None = field(default=None, metadata={"zh": "方向"})
    contrary: bool = field(default=False, metadata={"zh": "额与幅度方向相反"})
    name: str = field(default="", metadata={"zh": "名称"})
    label: str = field(default="", metadata={"zh": "基准"})
    siblings: tuple[Fraction, ...] = field(default=(), repr=False, metadata={"zh": "同列占比"})
    complete: bool = field(default=True, metadata={"zh": "各项齐全"})
    disjoint: bool = field(default=True, metadata={"zh": "各项不重复"})
    because: str = field(default="", repr=False, metadata={"zh": "文中说明的原因"})
    reason: str = field(default="", metadata={"zh": "未核对的原因"})

    def part(self, role: str) -> Part | None:
        """The first input of a role."""
        return next((part for part in self.inputs if part.role == role), None)

    def parts(self, role: str) -> tuple[Part, ...]:
        """All inputs of a role."""
        return tuple(part for part in self.inputs if part.role == role)


def working_places(passages: Iterable[Passage]) -> dict[str, int]:
    """工作精度 — to how many places a document states its sums, unit by unit: the most that it uses more than once."""
    used = Counter(
        (token.unit, token.value.places)
        for passage in passages
        for token in passage.tokens
        if token.kind is Kind.AMOUNT and token.value is not None
    )
    often = [(unit, places) for (unit, places), count in used.items() if count > 1]
    return {unit: max(places for one, places in often if one == unit) for unit, _ in often}


def part_of(role: str, token: Token, places: dict[str, int], name: str = "") -> Part:
    """A token as what a claim rests on."""
    assert token.number is not None and token.value is not None  # noqa: S101, PT018 - figures have values
    most = max(token.value.places, places.get(token.unit, 0) if token.kind is Kind.AMOUNT else 0)
    text = token.printed
    if text[-1].isdigit() or text[-1] in "万亿":  # of a list whose last figure alone has the unit
        text = token.printed.rstrip("万亿") + token.unit
    return Part(role, text, token.number, token.unit, most, name, (token,))


def claim_at(passage: Passage, token: Token, kind: str) -> Claim:
    """An unbound claim: where it stands and what it publishes."""
    page = passage.page_at(token.start)
    value = part_of("published", token, {})
    return Claim(kind, page, passage.section, passage.sentence, passage.text, token.printed, value)


def refused(claim: Claim, reason: str) -> Claim:
    """A claim that cannot be tested, and why."""
    return evolve(claim, reason=reason)


def added_up(claim: Claim, published: Token) -> bool:
    """True for a sum that is printed as that token and is what its parts add up to exactly."""
    assert claim.value is not None  # noqa: S101 - sums have one
    parts = [part for part in claim.parts("part") if part.unit == claim.value.unit]
    return (
        (claim.value.number, claim.value.unit) == (published.number, published.unit)
        and len(parts) == len(claim.inputs)
        and sum((part.number for part in parts), Fraction(0)) == published.number
    )
