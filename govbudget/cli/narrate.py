"""`narrate LEDGER` — the 情况说明 of a ledger, and on stderr what a person still has to fill in."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, TypeAlias

from govbudget.adapters import read_disclosure, read_ledger
from govbudget.adapters.narrative_json import narrative_document
from govbudget.adapters.writers import PUBLICATION_KINDS, write_publication
from govbudget.catalogue import code_book, example_file, example_names, form
from govbudget.catalogue.wordings import wording, wording_names
from govbudget.cli.commands import DEFAULT_FORM, Command, ledger_path, print_json, warn
from govbudget.cli.documents import disclosure_path
from govbudget.cli.writing import add_writing_options, in_its_folder, targets_of
from govbudget.errors import GovBudgetError
from govbudget.model import SelfEvaluation
from govbudget.narrative import narrate as narrated
from govbudget.report import Report

__all__ = ["DEFAULT_WORDING", "add_command", "narrate"]

_Group: TypeAlias = "argparse._SubParsersAction[Any]"  # noqa: SLF001 - its only name

DEFAULT_WORDING = "shanxi-2024"


def add_command(
    named: _Group, command: Callable[[_Group, str, Command, str], argparse.ArgumentParser]
) -> None:
    """`narrate` with its options."""
    parser = command(named, "narrate", narrate, "由账套撰写情况说明;不知道的写作待填,并逐条列出")
    parser.add_argument("ledger", help="账套文件,或自带示例的名称")
    parser.add_argument("--form", default=DEFAULT_FORM, help="表样名称")
    parser.add_argument("--wording", choices=wording_names(), help="用语名称;默认与表样同名的,没有就用山西的")
    parser.add_argument("--evaluations", metavar="文件", help="含绩效自评的公开文件;自带示例默认用它自己的")
    parser.add_argument(
        "--department-evaluation",
        action="append",
        metavar="项目",
        help="由部门评价的项目,写名称或序号;可多次",
    )
    parser.add_argument(
        "--reason",
        action="append",
        default=[],
        metavar="编号=原因",
        help="增减的原因,如 general_budget[201].total=工会活动经费减少;可多次",
    )
    add_writing_options(parser, PUBLICATION_KINDS, "整份公开文件(公开表、情况说明)")


def narrate(chosen: argparse.Namespace) -> int:
    """Write the 情况说明; what is missing is written as 待填 and listed, and is no failure."""
    (files,) = targets_of(chosen, [chosen.ledger], PUBLICATION_KINDS, "-公开")
    ledger = read_ledger(ledger_path(chosen.ledger))
    report = Report.of(ledger, form(chosen.form), code_book(ledger.year))
    own = chosen.form if chosen.form in wording_names() else DEFAULT_WORDING
    evaluations = _evaluations(chosen)
    narrative = narrated(
        report,
        wording(chosen.wording or own),
        evaluations=evaluations,
        department_evaluations=chosen.department_evaluation,
        reasons=_reasons(chosen.reason),
    )
    for kind, path in files.items():
        write_publication(report, narrative, evaluations, kind, in_its_folder(path))
    if chosen.format == "json":
        print_json(narrative_document(narrative))
    elif files:
        print("\n".join(f"已写入 {path}" for path in files.values()))
    else:
        print(f"{ledger.department.name}{ledger.year}年度情况说明\n")
        print(narrative)
    warn(report.warnings)
    warn(f"待填: {what}" for what in narrative.missing)
    return 0


def _evaluations(chosen: argparse.Namespace) -> tuple[SelfEvaluation, ...]:
    if chosen.evaluations:
        return read_disclosure(disclosure_path(chosen.evaluations)).evaluations
    if chosen.ledger in example_names():
        return read_disclosure(example_file(chosen.ledger, "disclosure.yaml")).evaluations
    return ()


def _reasons(written: list[str]) -> dict[str, str]:
    """`编号=原因` options as a mapping. Raises `GovBudgetError` for one without a reason."""
    reasons = {}
    for option in written:
        figure, _, reason = option.partition("=")
        if not reason.strip():
            raise GovBudgetError(
                f"--reason {option!r} 应写作 编号=原因,如 general_budget[201].total=活动减少"
            )
        reasons[figure.strip()] = reason.strip()
    return reasons
