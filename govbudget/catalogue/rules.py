"""勾稽规则 from `data/rules/`: equations between printed figures, each with its basis."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from govbudget.catalogue.files import DataError, data_file, names_in, text_of
from govbudget.catalogue.strict_yaml import load_with_lines
from govbudget.checks import Case, Equation, EquationError, LinearRule, Severity, level_rules
from govbudget.errors import GovBudgetError, raise_together
from govbudget.model import Evidence

__all__ = ["linear_rules"]

CONDITIONS = ("printed", "unless", "blank", "filled")
RULE_KEYS = {"id", "title", "basis", "evidence", "severity", "since", "until", "counts", "cases"}
CASE_KEYS = {"equation", "each", *CONDITIONS}
UNVERIFIED = "(依据未核实)"


@functools.cache
def linear_rules() -> tuple[LinearRule, ...]:
    """Every equation rule of the data, in the order of the files.

    Raises an `ExceptionGroup` of `DataError` with file and line for rules that cannot be read.
    """
    rules = [rule for name in names_in("rules") for rule in _read(name)]
    seen: set[str] = set()
    twice = [rule.id for rule in rules if rule.id in seen or seen.add(rule.id)]  # type: ignore[func-returns-value] # remembers
    raise_together("规则不能使用", [DataError(f"规则编号 {name} 重复") for name in twice])
    return tuple(rules)


def _read(name: str) -> list[LinearRule]:
    path = data_file("rules", f"{name}.yaml")
    content, lines = load_with_lines(text_of(path), path.name)
    if not isinstance(content, dict):
        raise DataError(f"{path.name}: 应有 rules 一节")
    reading = _Reading(path.name, lines, content)
    rules = [rule for level in content.get("levels") or () for rule in reading.levels(level)]
    rules += [rule for node in content.get("rules") or () if (rule := reading.rule(node)) is not None]
    raise_together(f"{path.name} 不能使用", reading.faults)
    return rules


@frozen
class _Reading:
    """One pass over one file of rules, and what was wrong with it."""

    name: str
    lines: Mapping[int, int]
    content: Mapping[str, Any]
    faults: list[GovBudgetError] = field(factory=list)

    def refuse(self, node: object, message: str) -> None:
        self.faults.append(DataError(f"{self.name}:{self.lines.get(id(node), 1)}: {message}"))

    def levels(self, node: Mapping[str, str]) -> tuple[LinearRule, ...]:
        return level_rules(node["prefix"], node["table"], self.basis({}), self.content["kind"])

    def rule(self, node: Mapping[str, Any]) -> LinearRule | None:
        if unknown := sorted(set(node) - RULE_KEYS):
            self.refuse(node, f"规则 {node.get('id')} 有不认识的键 {'、'.join(unknown)}")
        if lacking := [key for key in ("id", "title", "cases") if not node.get(key)]:
            self.refuse(node, f"规则缺少 {'、'.join(lacking)}")
            return None
        years = {key: int(node[key]) for key in ("since", "until") if node.get(key)}
        try:
            return LinearRule(
                node["id"],
                node["title"],
                self.basis(node),
                tuple(self.case(case) for case in node["cases"]),
                Severity[(node.get("severity") or "error").upper()],
                self.content["kind"],
                counts=node.get("counts") == "true",
                **years,
            )
        except (EquationError, KeyError) as fault:
            self.refuse(node, f"规则 {node['id']}: {fault}")
            return None

    def basis(self, node: Mapping[str, Any]) -> str:
        evidence = Evidence(node.get("evidence") or self.content["evidence"])
        told = node.get("basis") or self.content["basis"]
        return str(told) + (UNVERIFIED if evidence is Evidence.UNVERIFIED else "")

    def case(self, node: Mapping[str, Any]) -> Case:
        if unknown := sorted(set(node) - CASE_KEYS):
            self.refuse(node, f"情形有不认识的键 {'、'.join(unknown)}")
        conditions = {key: self.places(node[key]) for key in CONDITIONS if node.get(key)}
        each = tuple((node.get("each") or {}).items())
        return Case(Equation.read(node["equation"]), each, **conditions)

    def places(self, written: str | list[str]) -> tuple[str, ...]:
        """A list of places, or the name of one that the file defines under `places`."""
        named = self.content.get("places") or {}
        return tuple(named[written] if isinstance(written, str) else written)
