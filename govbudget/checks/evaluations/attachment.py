"""所附 — whether a document attaches the self-evaluations of all the projects that its narrative speaks of."""

from __future__ import annotations

from fractions import Fraction

from attrs import field, frozen

from govbudget.checks.dossier import Dossier
from govbudget.checks.evaluations.numbers import judged, shown
from govbudget.checks.evaluations.projects import Project
from govbudget.checks.evaluations.stated import GRADES, INITIAL, collected, stated_figures
from govbudget.checks.verdict import Verdict

__all__ = ["READINGS", "Attachment"]

READINGS = {"executed": "全年执行数", "adjusted": "全年预算数", INITIAL: "年初预算数"}
"""What 涉及资金 may mean, likeliest first."""


@frozen
class Attachment:
    """所附 — how many projects are attached, how many are stated, and what their grades and money say of it."""

    attached: int = field(metadata={"zh": "所附项目数"})
    stated: tuple[Fraction | None, ...] = field(metadata={"zh": "所述项目数"})
    graded: Fraction | None = field(metadata={"zh": "各等级项目数之和"})
    money_fits: bool = field(metadata={"zh": "涉及资金相符"})

    @classmethod
    def of(cls, dossier: Dossier, projects: tuple[Project, ...]) -> Attachment:
        """What a document says of the number of its projects."""
        counts = [one.printed for one in stated_figures(dossier, "projects", "count")]
        grades = [one.printed for row in GRADES for one in stated_figures(dossier, row, "count")]
        known = [one.value for one in grades if one is not None]
        return cls(
            len(projects),
            tuple(one.value if one is not None else None for one in counts),
            sum(known, Fraction(0)) if known and len(known) == len(grades) else None,
            _money_fits(dossier, projects),
        )

    @property
    def is_full(self) -> bool:
        """True if all are attached: as many as are stated, or have grades, or make up the stated money."""
        stated = [count for count in self.stated if count is not None]
        enough = bool(stated) and len(stated) == len(self.stated) and max(stated) <= self.attached
        return enough or self.because is not None

    @property
    def because(self) -> str | None:
        """What says, beside the stated number, that all are attached."""
        if self.graded == self.attached:
            return f"各等级项目数之和也是{self.attached}个"
        return "涉及资金与所附各项目之和相符" if self.money_fits else None

    @property
    def lacking(self) -> str:
        """That not all are attached, in a sentence."""
        stated = "、".join(dict.fromkeys(shown(count) for count in self.stated if count is not None))
        told = f"(所述{stated}个,所附{self.attached}个)" if stated else ""
        return f"没有附全部项目的自评{told}"


def _money_fits(dossier: Dossier, projects: tuple[Project, ...]) -> bool:
    """True if the stated money is that of the attached projects, in one of its readings."""
    for stated in stated_figures(dossier, "projects", "amount"):
        wholes = [collected(projects, column, "") for column in READINGS]
        if (
            stated.printed is not None
            and stated.printed.value
            and any(
                judged(stated.printed, whole.value(stated.money), reach=whole.reach_in(stated.money))[0]
                is not Verdict.BROKEN
                for whole in wholes
                if not whole.lacking
            )
        ):
            return True
    return False
