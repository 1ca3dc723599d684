"""科目变化 — what happened to a code from one fiscal year to the next."""

from __future__ import annotations

import enum
from collections.abc import Iterable

from attrs import evolve, field, frozen

from govbudget.model.subject import Classification, Subject
from govbudget.model.vocabulary import Evidence, Scheme

__all__ = ["Change", "ChangeKind", "undone"]


class ChangeKind(enum.Enum):
    """变化种类."""

    CREATED = "新增"
    RENAMED = "更名"
    ABOLISHED = "取消"


@frozen
class Change:
    """科目变化 — one code created, renamed or abolished, effective from a fiscal year.

    `dated` is False where the year is inferred: the year after the old state was last seen.
    """

    scheme: Scheme = field(metadata={"zh": "分类"})
    code: str = field(metadata={"zh": "科目编码"})
    kind: ChangeKind = field(metadata={"zh": "变化"})
    before: str | None = field(metadata={"zh": "原名称"})
    after: str | None = field(metadata={"zh": "新名称"})
    effective: int = field(metadata={"zh": "起始年度"})
    dated: bool = field(metadata={"zh": "年度有据"})
    evidence: Evidence = field(metadata={"zh": "依据"})
    basis: tuple[str, ...] = field(default=(), metadata={"zh": "出处"})

    @property
    def years_before(self) -> tuple[int, ...]:
        """The years in which the old state was read, from the basis."""
        years = (int(token.rpartition(":")[2]) for token in self.basis)
        return tuple(sorted({year for year in years if year < self.effective}))

    def __str__(self) -> str:
        year = f"{self.effective}年起" if self.dated else f"约{self.effective}年起(推定)"
        names = " → ".join(name for name in (self.before, self.after) if name)
        return f"{self.code} {year}{self.kind.value}: {names}({self.evidence.zh})"


def undone(
    scheme: Scheme, year: int, subjects: Iterable[Subject], changes: Iterable[Change]
) -> Classification:
    """The classification of `year`: the lines in force last, with every later change taken back."""
    by_code = {subject.code: subject for subject in subjects}
    for change in sorted(changes, key=lambda change: -change.effective):
        subject = by_code.get(change.code)
        if change.scheme is not scheme or subject is None:
            continue
        if change.kind is ChangeKind.ABOLISHED:
            if change.effective <= year:
                del by_code[change.code]
        elif change.effective > year:
            if change.kind is ChangeKind.CREATED:
                del by_code[change.code]
            else:
                by_code[change.code] = _renamed_back(subject, change)
    return Classification(scheme, year, tuple(by_code.values()))


def _renamed_back(subject: Subject, change: Change) -> Subject:
    """A subject under the name it had before, with what is known of that name and not of the later one."""
    name, seen = str(change.before), change.years_before
    others = tuple(alias for alias in subject.aliases if alias.partition(" (")[0] != name)
    return evolve(
        subject,
        name=name,
        evidence=Evidence.ATTESTED if seen else Evidence.UNVERIFIED,
        since=min(seen, default=None),
        until=max(seen, default=None),
        aliases=(f"{change.after} ({change.effective}-)", *others),
    )
