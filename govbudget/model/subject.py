"""科目 — codes, names and the tree they form in one fiscal year."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator

from attrs import Factory, evolve, field, frozen

from govbudget.errors import GovBudgetError, raise_together
from govbudget.model.vocabulary import Budget, Evidence, Scheme
from govbudget.text import show_repr

__all__ = [
    "CLASS_DIGITS",
    "Classification",
    "ClassificationError",
    "CodeBook",
    "Subject",
    "UnknownCodeError",
    "ancestors_of",
    "folded_name",
    "parent_of",
]

CLASS_DIGITS = 3


class ClassificationError(GovBudgetError, ValueError):
    """科目分类有误 — a tree of subjects that does not hold together.

    出路: 按所报的编码补上缺少的上级科目,或删去重复的一行。
    """


class UnknownCodeError(GovBudgetError, LookupError):
    """科目不存在 — a code that the classification does not list, with the nearest ones it does.

    出路: 用 `govbudget code 编码` 或名称的一部分查找;当年官方目录有而自带目录没有的,用 `govbudget codes import` 导入。
    """

    def __init__(self, code: str, scheme: Scheme, year: int, near: tuple[Subject, ...] = ()) -> None:
        self.code, self.scheme, self.year, self.near = code, scheme, year, near
        hint = "相近科目: " + "、".join(f"{s.code} {s.name}" for s in near) if near else "没有相近的科目"
        super().__init__(f"{year}年{scheme.value}中没有 {code!r}; {hint}")

    def __reduce__(self) -> tuple[object, ...]:
        """Exceptions are rebuilt from their message unless told otherwise."""
        return type(self), (self.code, self.scheme, self.year, self.near), {"args": self.args}


def parent_of(code: str) -> str | None:
    """上级科目编码 — the code without its last two digits; `None` for a 类 (DOMAIN B-02).

    >>> parent_of("2080505"), parent_of("208")
    ('20805', None)
    """
    return code[:-2] if len(code) > CLASS_DIGITS else None


def ancestors_of(code: str) -> tuple[str, ...]:
    """Every code above, 类 first.

    >>> ancestors_of("2080505")
    ('208', '20805')
    """
    return tuple(code[:length] for length in range(CLASS_DIGITS, len(code), 2))


@frozen
class Subject:
    """科目 — one line of the official book."""

    code: str = field(metadata={"zh": "科目编码"})
    name: str = field(metadata={"zh": "科目名称"})
    evidence: Evidence = field(default=Evidence.UNVERIFIED, metadata={"zh": "依据"})
    budgets: tuple[Budget, ...] = field(default=(), metadata={"zh": "所属预算"})
    since: int | None = field(default=None, metadata={"zh": "最早见于"})
    until: int | None = field(default=None, metadata={"zh": "最晚见于"})
    aliases: tuple[str, ...] = field(default=(), metadata={"zh": "别名"})
    note: str = field(default="", metadata={"zh": "备注"})


@frozen
class Classification:
    """科目分类 — every subject known of one scheme in one year, checked as a whole at construction.

    Raises an `ExceptionGroup` of `ClassificationError` that names every duplicate code, every code of an
    impossible length and every missing parent. `complete` is False while the catalogue is known to have
    gaps: an unknown code is then a warning, not a fault.
    """

    scheme: Scheme = field(metadata={"zh": "分类"})
    year: int = field(metadata={"zh": "年度"})
    subjects: tuple[Subject, ...] = field(repr=lambda s: f"<{len(s)} subjects>", metadata={"zh": "科目"})
    complete: bool = field(default=False, metadata={"zh": "是否完整"})
    _by_code: dict[str, Subject] = field(
        init=False,
        repr=False,
        eq=False,
        default=Factory(lambda self: {s.code: s for s in self.subjects}, takes_self=True),
    )
    _below: dict[str | None, list[Subject]] = field(init=False, repr=False, eq=False, factory=dict)

    _repr_pretty_ = show_repr

    def __attrs_post_init__(self) -> None:
        faults: list[GovBudgetError] = []
        seen: set[str] = set()
        for subject in self.subjects:
            code, parent = subject.code, parent_of(subject.code)
            if code in seen:
                faults.append(ClassificationError(f"{self.title}: 科目编码 {code} 重复"))
            seen.add(code)
            if not (code.isascii() and code.isdigit()) or len(code) not in self.scheme.lengths:
                lengths = "、".join(map(str, self.scheme.lengths))
                faults.append(ClassificationError(f"{self.title}: 科目编码 {code!r} 应为 {lengths} 位数字"))
            elif parent is not None and parent not in self._by_code:
                faults.append(
                    ClassificationError(f"{self.title}: 科目 {code} {subject.name} 缺少上级科目 {parent}")
                )
            self._below.setdefault(parent, []).append(subject)
        raise_together(f"{self.title}不能成立", faults)

    @property
    def title(self) -> str:
        """`2024年支出功能分类`."""
        return f"{self.year}年{self.scheme.value}"

    def __getitem__(self, code: str) -> Subject:
        """The subject of a code. Raises `UnknownCodeError` with near matches."""
        if (subject := self._by_code.get(code)) is None:
            raise UnknownCodeError(code, self.scheme, self.year, self.near(code))
        return subject

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Subject]:
        return iter(self.subjects)

    def __len__(self) -> int:
        return len(self.subjects)

    def get(self, code: str) -> Subject | None:
        """The subject of a code, or `None`."""
        return self._by_code.get(code)

    def level(self, code: str) -> str:
        """类, 款, 项 or 目, by the length of the code. Raises `UnknownCodeError` for another length."""
        for length, level in zip(self.scheme.lengths, self.scheme.levels, strict=True):
            if len(code) == length and code.isascii() and code.isdigit():
                return level
        raise UnknownCodeError(code, self.scheme, self.year, self.near(code))

    def parent(self, code: str) -> Subject | None:
        """上级科目; `None` above a 类."""
        above = parent_of(self[code].code)
        return None if above is None else self[above]

    def children(self, code: str | None = None) -> tuple[Subject, ...]:
        """下级科目, in the order of the book; of `None`, the 类."""
        return tuple(self._below.get(code if code is None else self[code].code, ()))

    def ancestors(self, code: str) -> tuple[Subject, ...]:
        """Every subject above, 类 first."""
        return tuple(self[above] for above in ancestors_of(self[code].code))

    def path(self, code: str) -> tuple[str, ...]:
        """The names from the 类 down to the subject itself."""
        return (*(subject.name for subject in self.ancestors(code)), self[code].name)

    def under(self, code: str) -> Classification:
        """The branch that begins with `code`, with what stands above it, as a classification of its own."""
        keep = {*ancestors_of(self[code].code)}
        return evolve(
            self, subjects=tuple(s for s in self.subjects if s.code.startswith(code) or s.code in keep)
        )

    def named(self, name: str) -> tuple[Subject, ...]:
        """Every subject of that exact name; several codes share names such as 行政运行."""
        return tuple(s for s in self.subjects if s.name == name)

    def near(self, code: str, *, most: int = 3) -> tuple[Subject, ...]:
        """What a wrong code may have meant, likeliest first: its siblings, else its 类, else any code."""
        siblings = [s.code for s in self.subjects if len(s.code) == len(code) and s.code[:-2] == code[:-2]]
        same_class = [s.code for s in self.subjects if s.code.startswith(code[:CLASS_DIGITS])]
        close = [like for group in (siblings, same_class) for like in _close(code, group, most)]
        return tuple(
            self[like] for like in [*dict.fromkeys(close or _close(code, self._by_code, most))][:most]
        )

    def search(self, fragment: str) -> tuple[Subject, ...]:
        """Every subject whose name, or another name it is known by, contains the fragment.

        Brackets may be half or full width; spaces do not count.
        """
        wanted = folded_name(fragment)
        return tuple(
            s for s in self.subjects if any(wanted in folded_name(name) for name in (s.name, *s.aliases))
        )

    def like(self, name: str, *, most: int = 3) -> tuple[Subject, ...]:
        """The subjects of a name: exactly, else by another name they are known by, else the nearest."""
        plain = folded_name(name)
        exact = tuple(s for s in self.subjects if folded_name(s.name) == plain)
        if exact:
            return exact
        known = tuple(
            s
            for s in self.subjects
            if any(folded_name(alias.partition(" (")[0]) == plain for alias in s.aliases)
        )
        if known:
            return known
        names = {folded_name(s.name): s for s in self.subjects}
        return tuple(names[near] for near in difflib.get_close_matches(plain, names, most, 0.6))

    def budget_of(self, code: str) -> Budget | None:
        """The one budget that a code belongs to; `None` for a 类 or 款 that several share (DOMAIN B8)."""
        budgets = self[code].budgets
        return budgets[0] if len(budgets) == 1 else None

    def count_evidence(self) -> dict[str, dict[Evidence, int]]:
        """How many subjects of each level stand on each grade of evidence."""
        counted = {level: dict.fromkeys(Evidence, 0) for level in self.scheme.levels}
        for subject in self.subjects:
            counted[self.level(subject.code)][subject.evidence] += 1
        return counted


def _close(code: str, candidates: Iterable[str], most: int) -> list[str]:
    return difflib.get_close_matches(code, list(candidates), most, 0.7)


def folded_name(name: str) -> str:
    """A name without spaces, its brackets and letters half width, for comparison only."""
    return "".join(unicodedata.normalize("NFKC", name).split())


@frozen
class CodeBook:
    """政府收支分类科目 — the classifications in force in one fiscal year, as far as they are known."""

    year: int = field(metadata={"zh": "年度"})
    functional: Classification = field(metadata={"zh": "支出功能分类"})
    economic: Classification = field(metadata={"zh": "部门预算支出经济分类"})
