"""用语 — where places write the same sentence differently: data; what a sentence says is code."""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import field, frozen

from govbudget.errors import GovBudgetError, raise_together
from govbudget.model import Evidence
from govbudget.money import Printing

__all__ = ["PARTS", "RATIOS", "Section", "Wording", "WordingError"]

PARTS = (
    "totals",
    "income",
    "expenditure",
    "appropriation",
    "general_total",
    "general_structure",
    "general_detail",
    "basic",
    "government_fund",
    "state_capital",
    "three_public_total",
    "three_public_detail",
    "operating_cost",
    "procurement",
    "assets",
    "performance",
)
"""What a section of the 情况说明 may tell (DOMAIN N-01 … N-10d)."""

_LEVELS = re.compile(r"\([^)]*\)|[^()]+")

RATIOS = ("share", "change_rate", "completion", "execution")
"""Kinds of percentages: 占比, 增减幅度, 完成年初预算 and 完成全年预算."""


class WordingError(GovBudgetError, ValueError):
    """用语有误 — a profile that contradicts itself or leaves no room for a figure.

    出路: 照 data/wordings/ 里最接近的一套改,留出 {amount} 一类放数的地方。
    """


@frozen
class Section:
    """段落 — a heading, and what is told under it; a heading over others tells nothing itself."""

    number: str = field(metadata={"zh": "段落"})
    title: str = field(metadata={"zh": "标题"})
    part: str | None = field(default=None, metadata={"zh": "内容"})

    def __str__(self) -> str:
        """`五、…` for a section, `(一)…` and `1、…` for the sections within it."""
        last = _LEVELS.findall(self.number)[-1]
        return f"{last}{'' if last.endswith(')') else '、'}{self.title}"


@frozen
class Wording:
    """用语 — how one place writes: precision, zero and 100 %, the set phrases, and the sections in order.

    `{}` in a phrase is where the percentage stands, `{prior}` the prior year. `plain_hundred` are the kinds of
    percentages that write 100% without decimals; `zero` is how a sum of nothing is written; `grades` are the
    grades of self-evaluations, best first, with the row of `performance` that counts them.
    """

    name: str = field(metadata={"zh": "名称"})
    title: str = field(metadata={"zh": "说明"})
    printing: Printing = field(metadata={"zh": "列示口径"})
    percent_places: int = field(metadata={"zh": "百分比小数位数"})
    zero: str = field(metadata={"zh": "零的写法"})
    plain_hundred: tuple[str, ...] = field(metadata={"zh": "写作100%的比率"})
    body: str = field(metadata={"zh": "自称"})
    class_mark: str = field(metadata={"zh": "类的标注"})
    share: str = field(metadata={"zh": "占比"})
    compared: str = field(metadata={"zh": "与上年相比"})
    same: str = field(metadata={"zh": "与上年相同"})
    fallen: str = field(metadata={"zh": "下降"})
    completed: str = field(metadata={"zh": "完成年初预算"})
    three_public_budget: str = field(metadata={"zh": "“三公”预算的名称"})
    three_public_completed: str | None = field(metadata={"zh": "“三公”完成预算"})
    grades: Mapping[str, str] = field(hash=False, metadata={"zh": "自评等级"})
    sections: tuple[Section, ...] = field(
        repr=lambda sections: f"<{len(sections)} sections>", metadata={"zh": "段落"}
    )
    evidence: Mapping[str, Evidence] = field(factory=dict, hash=False, metadata={"zh": "依据"})
    seen_in: tuple[str, ...] = field(default=(), metadata={"zh": "见于"})

    def __attrs_post_init__(self) -> None:
        parts = [section.part for section in self.sections if section.part is not None]
        numbers = [section.number for section in self.sections]
        phrases = {
            "share": self.share,
            "completed": self.completed,
            "three_public_completed": self.three_public_completed or "{}",
        }
        faults = [
            *(f"没有内容 {part!r};可用的内容: {'、'.join(PARTS)}" for part in parts if part not in PARTS),
            *(f"内容 {part!r} 写了两次" for part in sorted({p for p in parts if parts.count(p) > 1})),
            *(f"段落 {number!r} 写了两次" for number in sorted({n for n in numbers if numbers.count(n) > 1})),
            *(
                f"{key} 须有且只有一处 {{}},现为 {said!r}"
                for key, said in phrases.items()
                if said.count("{}") != 1
            ),
            *(
                f"没有比率 {kind!r};可用的比率: {'、'.join(RATIOS)}"
                for kind in self.plain_hundred
                if kind not in RATIOS
            ),
            *(
                [f"零须写作 0 或 0.00 之类,现为 {self.zero!r}"]
                if self.zero.strip("0.") or not self.zero
                else []
            ),
        ]
        raise_together(f"用语 {self.name} 不能使用", [WordingError(fault) for fault in faults])
