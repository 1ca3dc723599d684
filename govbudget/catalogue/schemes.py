"""评分办法 by name, from `data/schemes/`."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Literal, TypeVar

from attrs import field, frozen

from govbudget.catalogue.files import DataError, data_file, names_in, text_of
from govbudget.catalogue.strict_yaml import load_with_lines
from govbudget.errors import GovBudgetError, raise_together
from govbudget.model import (
    Band,
    Basis,
    Completion,
    Operator,
    QuantitativeRule,
    RuleSource,
    ScoringScheme,
    WeightProfile,
)
from govbudget.money import AmountError, read_number

__all__ = ["scheme", "scheme_names"]

Meaning = TypeVar("Meaning")

_BASES = {basis.id: basis for basis in Basis}
_KINDS = {kind.value: kind for kind in Completion}
_SIGNS: dict[str, Operator | None] = {**{operator.value: operator for operator in Operator}, "none": None}
_METHODS: dict[str, Literal["proportional", "steps"]] = {"proportional": "proportional", "steps": "steps"}
_ZERO_BUDGETS: dict[str, Literal["zero", "full"]] = {"zero": "zero", "full": "full"}
_CLOSED = {"both": (True, True), "low": (True, False), "high": (False, True), "none": (False, False)}


def scheme_names() -> tuple[str, ...]:
    """The scoring schemes that are bundled.

    >>> "shanxi-2024" in scheme_names()
    True
    """
    return names_in("schemes")


@functools.cache
def scheme(name: str) -> ScoringScheme:
    """评分办法 — a scoring scheme by name.

    Raises `DataError` for an unknown one, and one `ExceptionGroup` of them for all that is wrong in its file.
    """
    if name not in scheme_names():
        raise DataError(f"没有评分办法 {name!r};可用的评分办法: {'、'.join(scheme_names())}")
    path = data_file("schemes", f"{name}.yaml")
    content, lines = load_with_lines(text_of(path), path.name)
    faults: list[GovBudgetError] = []
    parts = _parts(_Section(path.name, lines, faults, "文件", {"评分办法": content}).section("评分办法"))
    raise_together(f"{path.name} 不能使用", faults)
    try:
        return ScoringScheme(**parts)
    except ExceptionGroup as group:
        faults = [DataError(f"{path.name}: {fault}") for fault in group.exceptions]
        raise ExceptionGroup(group.message, faults) from group


@frozen
class _Section:
    """One mapping of a file. What is asked of it and is not there becomes a fault, and a stand-in."""

    path: str
    lines: Mapping[int, int]
    faults: list[GovBudgetError]
    name: str
    content: Mapping[str, Any]
    line: int = field(default=1)

    def refuse(self, message: str) -> None:
        self.faults.append(DataError(f"{self.path}:{self.line}: {self.name}{message}"))

    def only(self, *keys: str) -> None:
        """Refuse every key but these."""
        for key in self.content:
            if key not in keys:
                self.refuse(f"不应有 {key};可写的有: {'、'.join(keys)}")

    def text(self, key: str) -> str:
        written = self.content.get(key)
        if not isinstance(written, str) or not written:
            self.refuse(f"应有 {key},写文字")
            return "0"
        return written

    def texts(self, key: str) -> tuple[str, ...]:
        written = self.content.get(key)
        if not isinstance(written, list) or not all(isinstance(text, str) for text in written):
            self.refuse(f"应有 {key},写作 [文字, 文字]")
            return ()
        return tuple(written)

    def number(self, key: str) -> Fraction:
        written = self.text(key)
        try:
            number = read_number(written)
        except AmountError as fault:
            self.refuse(f"的 {key} 应是数({fault})")
            return Fraction(1)
        return Fraction(number.scaled, 10**number.places)

    def optional(self, key: str) -> Fraction | None:
        return None if self.content.get(key) is None else self.number(key)

    def word(self, key: str, meanings: Mapping[str, Meaning]) -> Meaning:
        """What a word of the file means."""
        written = self.text(key)
        if written not in meanings:
            self.refuse(f"的 {key} 应是 {'、'.join(meanings)} 之一,不能是 {written}")
            written = next(iter(meanings))
        return meanings[written]

    def section(self, key: str) -> _Section:
        return self._inner(key, self.content.get(key), key)

    def sections(self, key: str) -> list[_Section]:
        """The mappings of a list; none where the key is not there."""
        written = self.content.get(key)
        if not isinstance(written, list | None):
            self.refuse(f"的 {key} 应写作「- 键: 值」")
            return []
        return [
            self._inner(key, content, f"{key} 第 {number} 项")
            for number, content in enumerate(written or (), start=1)
        ]

    def _inner(self, key: str, content: object, name: str) -> _Section:
        if isinstance(content, dict):
            line = self.lines.get(id(content), self.line)
            return _Section(self.path, self.lines, self.faults, name, content, line)
        self.refuse(f"应有 {key},写作「键: 值」")
        # What is not there is one fault, not one for everything in it.
        return _Section(self.path, self.lines, [], name, {}, self.line)


def _parts(top: _Section) -> dict[str, Any]:
    """The fields of a scheme."""
    top.only(
        *("scheme", "title", "place", "year", "execution", "indicators", "weights", "alternates", "positive"),
        *("equal", "reverse", "bare_operator", "bands", "grades", "over_achievement", "default_cost_limit"),
        *("score_places", "sources", "grade_aliases"),
    )
    over, year = top.optional("over_achievement"), top.optional("year")
    return {
        "name": top.text("scheme"),
        "title": top.text("title"),
        "place": top.text("place"),
        "year": None if year is None else int(year),
        **_execution(top.section("execution")),
        "indicator_weight": top.number("indicators"),
        "weights": _profile(top.section("weights")),
        "alternates": tuple(map(_profile, top.sections("alternates"))),
        **{sign: _rule(top.section(sign)) for sign in ("positive", "equal", "reverse")},
        "bare_operator": top.word("bare_operator", _SIGNS),
        "bands": tuple(map(_band, top.sections("bands"))),
        "grades": _grades(top.section("grades")),
        "over_achievement": None if over is None else over / 100,
        "default_cost_limit": top.optional("default_cost_limit"),
        "score_places": int(top.number("score_places")),
        "sources": _sources(top.section("sources")),
        "grade_aliases": _aliases(top) if "grade_aliases" in top.content else {},
    }


def _execution(section: _Section) -> dict[str, Any]:
    section.only("weight", "rule", "method", "steps", "zero_budget", "reason_below")
    return {
        "execution_weight": section.number("weight"),
        "execution_id": section.text("rule"),
        "execution_rule": section.word("method", _METHODS),
        "execution_steps": tuple(
            (step.number("rate"), step.number("score")) for step in section.sections("steps")
        ),
        "zero_budget": section.word("zero_budget", _ZERO_BUDGETS),
        "reason_below": section.optional("reason_below"),
    }


def _profile(section: _Section) -> WeightProfile:
    return {level: section.optional(level) for level in section.content}


def _rule(section: _Section) -> QuantitativeRule:
    section.only("rule", "method", "gate")
    gate = section.optional("gate")
    return QuantitativeRule(
        section.text("rule"), section.word("method", _KINDS), None if gate is None else gate / 100
    )


def _band(section: _Section) -> Band:
    section.only("low", "high", "closed", "wordings")
    low_closed, high_closed = section.word("closed", _CLOSED)
    low, high = section.number("low") / 100, section.number("high") / 100
    return Band(section.texts("wordings"), low, high, low_closed, high_closed)


def _grades(section: _Section) -> tuple[tuple[str, Fraction], ...]:
    return tuple((grade, section.number(grade)) for grade in section.content)


def _aliases(top: _Section) -> dict[str, tuple[str, ...]]:
    """Other names of the grades; a file need not list any."""
    section = top.section("grade_aliases")
    return {grade: section.texts(grade) for grade in section.content}


def _sources(section: _Section) -> dict[str, RuleSource]:
    return {rule: _source(section.section(rule)) for rule in section.content}


def _source(section: _Section) -> RuleSource:
    section.only("source", "evidence", "corroborated")
    agreeing = section.texts("corroborated") if section.content.get("corroborated") else ()
    if unknown := [word for word in agreeing if word not in _BASES]:
        section.refuse(f"的 corroborated 不能是 {'、'.join(unknown)};可写的有: {'、'.join(_BASES)}")
    corroborated = tuple(_BASES[word] for word in agreeing if word in _BASES)
    return RuleSource(section.text("source"), section.word("evidence", _BASES), corroborated)
