"""科目差别 — what two lists of the same classification do not share: two years, or two editions of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from attrs import field, frozen

from govbudget.model.subject import Classification, ClassificationError, Subject, folded_name
from govbudget.model.vocabulary import Evidence, Scheme

__all__ = ["Differences", "Renaming", "Upgrade", "differences"]

_GRADES = tuple(Evidence)
"""Best first."""


@frozen
class Renaming:
    """更名 — one code under two names."""

    code: str = field(metadata={"zh": "科目编码"})
    before: str = field(metadata={"zh": "原名称"})
    after: str = field(metadata={"zh": "新名称"})

    def __str__(self) -> str:
        return f"{self.code} {self.before} → {self.after}"


@frozen
class Upgrade:
    """依据提升 — one code whose name stayed and is now better known."""

    code: str = field(metadata={"zh": "科目编码"})
    name: str = field(metadata={"zh": "科目名称"})
    before: Evidence = field(metadata={"zh": "原依据"})
    after: Evidence = field(metadata={"zh": "新依据"})

    def __str__(self) -> str:
        return f"{self.code} {self.name}: {self.before.zh} → {self.after.zh}"


@frozen
class Differences:
    """科目差别 — what was added, removed, renamed and better attested from one list to another.

    `complete` is False while either list is known to have gaps: a code may then be missing from a list
    and yet have been in force.
    """

    scheme: Scheme = field(metadata={"zh": "分类"})
    before: int = field(metadata={"zh": "原年度"})
    after: int = field(metadata={"zh": "新年度"})
    added: tuple[Subject, ...] = field(default=(), metadata={"zh": "新增"})
    removed: tuple[Subject, ...] = field(default=(), metadata={"zh": "取消"})
    renamed: tuple[Renaming, ...] = field(default=(), metadata={"zh": "更名"})
    upgraded: tuple[Upgrade, ...] = field(default=(), metadata={"zh": "依据提升"})
    complete: bool = field(default=False, metadata={"zh": "两份目录是否完整"})

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.renamed or self.upgraded)

    @property
    def title(self) -> str:
        """`支出功能分类2019年→2024年`; of two editions of one year, `2024年支出功能分类新旧两版`."""
        if self.before == self.after:
            return f"{self.after}年{self.scheme.value}新旧两版"
        return f"{self.scheme.value}{self.before}年→{self.after}年"

    @property
    def summary(self) -> str:
        """How many of each kind, in one sentence."""
        counts = (
            ("新增", self.added),
            ("取消", self.removed),
            ("更名", self.renamed),
            ("依据提升", self.upgraded),
        )
        said = "、".join(f"{kind}{len(found)}个" for kind, found in counts if found)
        return f"{self.title}: {said or '没有差别'}"

    def __str__(self) -> str:
        """The summary, every subject added, removed or renamed, and the upgrades counted by grade."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield self.summary
        yield from (f"  新增 {subject.code} {subject.name}" for subject in self.added)
        yield from (f"  取消 {subject.code} {subject.name}" for subject in self.removed)
        yield from (f"  更名 {renaming}" for renaming in self.renamed)
        grades = Counter((upgrade.before, upgrade.after) for upgrade in self.upgraded)
        for (before, after), count in grades.items():
            yield f"  依据由「{before.zh}」升为「{after.zh}」: {count}个"
        if not self.complete:
            yield "  目录不完整: 只就已知的科目比较"


def differences(old: Classification, new: Classification) -> Differences:
    """What changed from `old` to `new`, each kind in the order of the list it is read from.

    Names that differ only in spaces or in the width of brackets and letters are the same name. A code
    whose name changed is not also counted as better attested. Raises `ClassificationError` for lists of
    two different classifications.

    >>> old = Classification(Scheme.FUNCTIONAL, 2019, (Subject("208", "社会保障和就业支出"),))
    >>> new = Classification(Scheme.FUNCTIONAL, 2024, (Subject("208", "社保和就业支出"), Subject("229", "其他支出")))
    >>> print(differences(old, new).summary)
    支出功能分类2019年→2024年: 新增1个、更名1个
    """
    if old.scheme is not new.scheme:
        raise ClassificationError(f"{old.title}与{new.title}不是同一种分类,不能比较")
    renamed: list[Renaming] = []
    upgraded: list[Upgrade] = []
    for after in new:
        before = old.get(after.code)
        if before is None:
            continue
        if folded_name(before.name) != folded_name(after.name):
            renamed.append(Renaming(after.code, before.name, after.name))
        elif _GRADES.index(after.evidence) < _GRADES.index(before.evidence):
            upgraded.append(Upgrade(after.code, after.name, before.evidence, after.evidence))
    return Differences(
        scheme=new.scheme,
        before=old.year,
        after=new.year,
        added=tuple(subject for subject in new if subject.code not in old),
        removed=tuple(subject for subject in old if subject.code not in new),
        renamed=tuple(renamed),
        upgraded=tuple(upgraded),
        complete=old.complete and new.complete,
    )
