"""两套支出经济分类科目对照 — which government economic codes a department economic code is booked under."""

from __future__ import annotations

import functools

from attrs import field, frozen

from govbudget.catalogue.files import DataError, data_file, text_of
from govbudget.catalogue.strict_yaml import entries
from govbudget.model import Evidence

__all__ = ["Correspondence", "all_correspondences", "to_department", "to_government"]


@frozen
class Correspondence:
    """对照关系 — one government code and one department code of the same spending, in one scope.

    `department` may end in `*`: every 款 of that 类.
    """

    government: str = field(metadata={"zh": "政府预算支出经济分类"})
    department: str = field(metadata={"zh": "部门预算支出经济分类"})
    scope: str = field(metadata={"zh": "适用单位"})
    evidence: Evidence = field(metadata={"zh": "依据"})
    attested_in: tuple[str, ...] = field(default=(), metadata={"zh": "见于"})
    note: str = field(default="", metadata={"zh": "备注"})

    def covers(self, department: str) -> bool:
        """True if the department code is meant, by itself or through its 类."""
        if self.department.endswith("*"):
            return department.startswith(self.department[:-1])
        return department == self.department


def to_government(code: str, scope: str | None = None) -> tuple[Correspondence, ...]:
    """The government codes of a department code, for `机关/参公` or `事业单位`, or for any scope.

    Nothing is found for a code whose correspondence is not known; that does not mean it has none. Raises
    `DataError` for another scope.

    >>> [pair.government for pair in to_government("30101", "机关/参公")]
    ['50101']
    """
    scopes = {pair.scope for pair in all_correspondences()} - {""}
    if scope is not None and scope not in scopes:
        raise DataError(f"没有适用单位 {scope!r};可用 {'、'.join(sorted(scopes))}")
    return tuple(
        pair
        for pair in all_correspondences()
        if pair.covers(code) and (scope is None or not pair.scope or pair.scope == scope)
    )


def to_department(code: str) -> tuple[Correspondence, ...]:
    """The department codes of a government code, or of a 类 of them."""
    return tuple(pair for pair in all_correspondences() if pair.government.startswith(code))


@functools.cache
def all_correspondences() -> tuple[Correspondence, ...]:
    """Every known pair, in the order of the government codes."""
    path = data_file("catalogues", "economic-crosswalk.yaml")
    lines = entries(text_of(path), path.name, "pairs")
    try:
        return tuple(
            Correspondence(
                pair["government"],
                pair["department"],
                pair.get("scope") or "",
                Evidence(pair["evidence"]),
                tuple((pair.get("attested_in") or "").split()),
                pair.get("note") or "",
            )
            for pair in lines
        )
    except (KeyError, ValueError, AttributeError) as fault:
        raise DataError(f"{path.name}: 对照关系写法不对({fault})") from fault
