"""勾稽规则 from `data/rules/`: equations between printed figures, each with its basis."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import field, frozen

from govbudget.catalogue.files import DataError, data_file, names_in, text_of
from govbudget.catalogue.strict_yaml import load_with_lines
from govbudget.checks import Case, Equation, EquationError, LinearRule, Severity, level_rules
from govbudget.errors import GovBudgetError, raise_together
from govbudget.model import Evidence

__all__ = ["linear_rules"]

T = TypeVar("T")

CONDITIONS = ("printed", "unless", "blank", "filled")
FILE_KEYS = {"kind", "basis", "evidence", "places", "levels", "rules"}
LEVEL_KEYS = {"prefix", "table"}
RULE_KEYS = {"id", "title", "basis", "evidence", "severity", "since", "until", "counts", "cases"}
CASE_KEYS = {"equation", "each", *CONDITIONS}
KINDS = ("final-accounts", "budget")
SEVERITIES = {severity.id: severity for severity in Severity}
EVIDENCE = {evidence.value: evidence for evidence in Evidence}
TRUTHS = {"true": True, "false": False}
UNVERIFIED = "(依据未核实)"


@functools.cache
def linear_rules() -> tuple[LinearRule, ...]:
    """Every equation rule of the data, in the order of the files.

    Raises an `ExceptionGroup` of `DataError` with file and line for rules that cannot be read.
    """
    rules: list[LinearRule] = []
    faults: list[GovBudgetError] = []
    seen: set[str] = set()
    for name in names_in("rules"):
        path = data_file("rules", f"{name}.yaml")
        content, lines = load_with_lines(text_of(path), path.name)
        if not isinstance(content, dict):
            raise DataError(f"{path.name}:1: 应有 rules 一节")
        reading = _Reading(path.name, lines, content, seen)
        rules += reading.file()
        faults += reading.faults
    raise_together("规则不能使用", faults)
    return tuple(rules)


@frozen
class _Reading:
    """One pass over one file of rules, the ids seen so far, and what was wrong with it."""

    name: str
    lines: Mapping[int, int]
    content: Mapping[str, Any]
    seen: set[str]
    faults: list[GovBudgetError] = field(factory=list)

    def refuse(self, node: object, message: str) -> None:
        self.faults.append(DataError(f"{self.name}:{self.lines.get(id(node), 1)}: {message}"))

    def file(self) -> list[LinearRule]:
        self.known(self.content, FILE_KEYS, "文件")
        if self.content.get("kind") not in KINDS:
            self.refuse(self.content, f"kind 应为 {'、'.join(KINDS)},现为 {self.content.get('kind')!r}")
        if not isinstance(self.content.get("places") or {}, dict):
            self.refuse(self.content, "places 应写作「名称: 位置列表」")
        self.basis(self.content)
        rules = [rule for node in self.listed(self.content, "levels") for rule in self.levels(node)]
        for rule in rules:
            self.once(rule.id, self.content)
        for node in self.listed(self.content, "rules"):
            if (made := self.rule(node)) is not None:
                self.once(made.id, node)
                rules.append(made)
        return rules

    def once(self, name: str, node: Mapping[str, Any]) -> None:
        if name in self.seen:
            self.refuse(node, f"规则编号 {name} 重复")
        self.seen.add(name)

    def known(self, node: Mapping[str, Any], keys: set[str], what: str) -> None:
        if unknown := sorted(set(node) - keys):
            self.refuse(node, f"{what}有不认识的键 {'、'.join(unknown)}")

    def listed(self, node: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
        """The mappings of a list; anything else there is a fault."""
        value = node.get(key) or []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.refuse(node, f"{key} 应是列表,每项写作「键: 值」")
            return []
        return value

    def chosen(self, node: Mapping[str, Any], key: str, choices: Mapping[str, T], default: T) -> T:
        """What a word means; another word is a fault."""
        word = node.get(key)
        if word is None:
            return default
        if isinstance(word, str) and word in choices:
            return choices[word]
        self.refuse(node, f"{key} 不能是 {word!r};可填 {'、'.join(choices)}")
        return default

    def levels(self, node: Mapping[str, Any]) -> tuple[LinearRule, ...]:
        self.known(node, LEVEL_KEYS, "levels 的一项")
        if any(not isinstance(node.get(key), str) for key in LEVEL_KEYS):
            self.refuse(node, "levels 的一项应写明 prefix 和 table")
            return ()
        return level_rules(node["prefix"], node["table"], self.basis({}), str(self.content.get("kind")))

    def rule(self, node: Mapping[str, Any]) -> LinearRule | None:
        self.known(node, RULE_KEYS, f"规则 {node.get('id')} ")
        if lacking := [key for key in ("id", "title", "cases") if not node.get(key)]:
            self.refuse(node, f"规则缺少 {'、'.join(lacking)}")
            return None
        if not isinstance(node["id"], str) or not isinstance(node["title"], str):
            self.refuse(node, "规则的 id、title 应是文字")
            return None
        cases = [self.case(case, node) for case in self.listed(node, "cases")]
        return LinearRule(
            node["id"],
            node["title"],
            self.basis(node),
            tuple(case for case in cases if case),
            self.chosen(node, "severity", SEVERITIES, Severity.ERROR),
            self.content.get("kind"),
            counts=self.chosen(node, "counts", TRUTHS, default=False),
            since=self.year(node, "since"),
            until=self.year(node, "until"),
        )

    def year(self, node: Mapping[str, Any], key: str) -> int | None:
        written = node.get(key)
        if written is None or re.fullmatch("(19|20)[0-9]{2}", str(written)):
            return int(written) if written else None
        self.refuse(node, f"{key} 应是四位年份,现为 {written!r}")
        return None

    def basis(self, node: Mapping[str, Any]) -> str:
        """Where a rule comes from; one whose source was not read says so."""
        own = (
            self.chosen(self.content, "evidence", EVIDENCE, Evidence.ATTESTED)
            if node is not self.content
            else None
        )
        evidence = self.chosen(node, "evidence", EVIDENCE, own or Evidence.ATTESTED)
        told = node.get("basis") or self.content.get("basis")
        return f"{told}{UNVERIFIED if evidence is Evidence.UNVERIFIED else ''}"

    def case(self, node: Mapping[str, Any], rule: Mapping[str, Any]) -> Case | None:
        self.known(node, CASE_KEYS, "情形")
        each = node.get("each") or {}
        if not isinstance(each, dict) or not all(isinstance(domain, str) for domain in each.values()):
            self.refuse(node, "each 应写作「变量: 取值范围」")
            return None
        if not isinstance(node.get("equation"), str):
            self.refuse(node, f"规则 {rule['id']} 的情形缺少 equation")
            return None
        conditions = {key: self.places(node[key], node) for key in CONDITIONS if node.get(key)}
        try:
            equation = Equation.read(node["equation"])
        except EquationError as fault:
            self.refuse(node, f"规则 {rule['id']}: {fault}")
            return None
        if unbound := sorted(equation.variables - set(each)):
            self.refuse(node, f"规则 {rule['id']} 的 {{{unbound[0]}}} 没有在 each 中说明取什么")
            return None
        return Case(equation, tuple(each.items()), **conditions)

    def places(self, written: object, node: Mapping[str, Any]) -> tuple[str, ...]:
        """A list of places, or the name of one that the file defines under `places`."""
        named = self.content.get("places")
        found = named.get(written) if isinstance(written, str) and isinstance(named, dict) else written
        if isinstance(found, list) and all(isinstance(place, str) for place in found):
            return tuple(found)
        self.refuse(node, f"{written!r} 不是位置列表,也不是 places 里的名称")
        return ()
