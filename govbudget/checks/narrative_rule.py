"""情况说明的规则 — what every rule on figures stated in prose has in common."""

from __future__ import annotations

from attrs import field, frozen

from govbudget.checks.dossier import Dossier
from govbudget.checks.finding import Severity

__all__ = ["NarrativeRule"]

BASIS = "部门决算情况说明与公开表同出一套数"


@frozen
class NarrativeRule:
    """情况说明规则 — its names, its basis and its weight; `evaluate` is what each kind of rule adds."""

    id: str = field(metadata={"zh": "编号"})
    title: str = field(metadata={"zh": "名称"})
    basis: str = field(default=BASIS, kw_only=True, metadata={"zh": "依据"})
    severity: Severity = field(default=Severity.ERROR, kw_only=True, metadata={"zh": "轻重"})
    requires: tuple[str, ...] = field(default=("@",), kw_only=True, metadata={"zh": "所需"})

    def applies(self, dossier: Dossier) -> bool:  # noqa: ARG002 - of the protocol
        """True for every document; one that states nothing of the kind is not tested."""
        return True
