"""`evaluate FILE --scheme NAME` — self-evaluations scored again, beside what was printed."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from govbudget.adapters import read_disclosure
from govbudget.adapters.evaluations_json import evaluations_document
from govbudget.catalogue import scheme, scheme_names
from govbudget.catalogue.checking import scheme_name_for
from govbudget.checks import review
from govbudget.checks.evaluations import Rescored, Rescoring, evaluation_rules, rescored
from govbudget.checks.evaluations.rescore import Rechecked
from govbudget.cli.check import add_review_options, ignored_rules
from govbudget.cli.commands import Command, print_json, warn
from govbudget.cli.documents import disclosure_path
from govbudget.cli.output import read_or_not
from govbudget.cli.review_text import caution, review_lines
from govbudget.errors import GovBudgetError
from govbudget.money import Undefined
from govbudget.text import display_width, plain_grid

__all__ = ["add_command", "evaluate"]

_Group: TypeAlias = "argparse._SubParsersAction[Any]"  # noqa: SLF001 - its only name

WIDEST_NAME = 28
"""Terminal columns that the name of a project may take."""
HEAD = ("序号", "项目", "材料", "执行率", "得分", "总分", "复核", "等级", "复核", "办法允许", "结论")
NUMERIC = frozenset({0, 3, 4, 5, 6, 9})


def add_command(
    named: _Group, command: Callable[[_Group, str, Command, str], argparse.ArgumentParser]
) -> None:
    """`evaluate` with its options."""
    parser = command(named, "evaluate", evaluate, "按评分办法重新评分,与公开的绩效自评对照")
    parser.add_argument("disclosure", help="公开文件(YAML 或 JSON),或自带示例的名称")
    parser.add_argument("--scheme", choices=scheme_names(), help="评分办法的名称;默认按文件的表样所属地方")
    add_review_options(parser)


def evaluate(chosen: argparse.Namespace) -> int:
    """Score again and compare; 1 if a rule that is an error is broken, with --strict also for a difference."""
    disclosure = read_disclosure(disclosure_path(chosen.disclosure))
    by = scheme(chosen.scheme or scheme_name_for(disclosure))
    if not disclosure.evaluations:
        raise GovBudgetError(f"{chosen.disclosure}: 文件没有绩效自评(evaluations)")
    rescoring = rescored(disclosure.evaluations, by)
    found = review(disclosure, evaluation_rules(by), ignore=ignored_rules(chosen.ignore))
    with read_or_not():
        if chosen.format == "json":
            print_json(evaluations_document(rescoring, found, everything=chosen.all))
        else:
            print(f"{disclosure.department.name} {disclosure.year}年度,{by.title}({by.name})")
            print("\n".join(_lines(rescoring)))
            print()
            print("\n".join(review_lines(found, everything=chosen.all)))
    warn(caution(by))
    return int(found.fails(strict=chosen.strict))


def _lines(rescoring: Rescoring) -> Iterator[str]:
    """One line a report or form, then the grades."""
    yield ""
    yield plain_grid(HEAD, [_row(one) for one in rescoring.projects], numeric=NUMERIC)
    yield ""
    yield f"等级个数 公开 {_counts(rescoring.published)};重加总分 {_counts(rescoring.recomputed)}"


def _counts(grades: Mapping[str, int]) -> str:
    return " ".join(f"{grade}{count}" for grade, count in grades.items())


def _row(one: Rescored) -> list[str]:
    part, strict = one.evaluation, one.strict
    return [
        str(part.order),
        _short(part.name),
        part.part.value,
        _published(one.execution_rate),
        _published(one.execution_score),
        *_both(one.total),
        *_both(one.grade),
        "—" if isinstance(strict, Undefined) else strict.text,
        one.verdict.value,
    ]


def _published(one: Rechecked) -> str:
    return one.published or "—"


def _both(one: Rechecked) -> tuple[str, str]:
    return one.published or "—", one.recomputed or "—"


def _short(name: str) -> str:
    """A name cut to what a line has room for."""
    if display_width(name) <= WIDEST_NAME:
        return name
    cut = name
    while display_width(cut) > WIDEST_NAME - 2:
        cut = cut[:-1]
    return f"{cut}…"
