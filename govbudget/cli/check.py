"""`check DOCUMENT …` — every rule on published documents, each judged on its own, worst first, in one screen."""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any, TypeAlias

from govbudget.adapters.documents import SUFFIXES
from govbudget.adapters.writers import REVIEW_KINDS
from govbudget.catalogue import form
from govbudget.catalogue.schemes import scheme_names
from govbudget.checks import Severity, UnknownRuleError, Verdict
from govbudget.cli.commands import Command, print_json, warn
from govbudget.cli.documents import Asked, asked_documents
from govbudget.cli.interrupting import judged_unless_stopped, stop_others, stoppable
from govbudget.cli.judging import Judged, judged, judged_or_not, rule_ids
from govbudget.cli.output import read_or_not, report_faults
from govbudget.cli.progress import watching
from govbudget.cli.read import add_reading_options
from govbudget.cli.writing import Targets, add_writing_options, targets_of
from govbudget.errors import GovBudgetError, raise_together
from govbudget.text import plain_grid

__all__ = ["add_command", "add_review_options", "check", "ignored_rules"]

_Group: TypeAlias = "argparse._SubParsersAction[Any]"  # noqa: SLF001 - its only name

BROKEN = 1
UNREADABLE = 2

HEAD = ("文件", "部门", "年度", *(verdict.value for verdict in Verdict), "错误", "提醒")
NUMERIC = frozenset(range(2, len(HEAD)))


def add_command(
    named: _Group,
    command: Callable[[_Group, str, Command, str], argparse.ArgumentParser],
    year: Callable[[str], int],
    jobs: Callable[[str], int],
) -> None:
    """`check` with its options."""
    parser = command(named, "check", check, "核对公开文件: 每条规则的结论,最重的在前")
    parser.add_argument(
        "disclosure",
        nargs="+",
        help=f"公开文件({'、'.join(SUFFIXES)})、文件夹(其中可读的文件),或自带示例的名称;可多个",
    )
    parser.add_argument(
        "--scheme", choices=scheme_names(), help="绩效自评的评分办法;默认按文件的表样所属地方"
    )
    add_review_options(parser)
    add_reading_options(parser, year)
    add_writing_options(parser, REVIEW_KINDS, "核对结果")
    parser.add_argument("--jobs", type=jobs, default=1, metavar="N", help="几份文件同时核对;默认 1")


def add_review_options(parser: argparse.ArgumentParser) -> None:
    """What both kinds of review take."""
    parser.add_argument("--strict", action="store_true", help="尾差和提醒也算不符")
    parser.add_argument("--all", action="store_true", help="列出全部结果,相符的也列出")
    parser.add_argument(
        "--ignore",
        action="append",
        default=[],
        metavar="规则=理由",
        help="不计某条规则,并在报告中写明理由;可多次",
    )


def ignored_rules(written: Iterable[str]) -> dict[str, str]:
    """`规则=理由` options as a mapping. Raises `GovBudgetError` for one without a reason."""
    ignored = {}
    for option in written:
        rule, _, reason = option.partition("=")
        if not reason.strip():
            raise GovBudgetError(f"--ignore {option!r} 应写作 规则=理由,如 FA09-CAP=已经批准追加预算")
        ignored[rule.strip()] = reason.strip()
    return ignored


def check(chosen: argparse.Namespace) -> int:
    """Try every rule on every document: 0 all hold, 1 one that is an error is broken, 2 one could not be read.

    With `strict` also any other difference is broken. Of several, 2 counts most: 0 and 1 say that all were judged.
    """
    asked = asked_documents(chosen.disclosure)
    targets = targets_of(chosen, asked.names, REVIEW_KINDS, "-核对", asked.folders)
    return _one(chosen, asked.names[0], targets[0]) if asked.single else _several(chosen, asked, targets)


def _one(chosen: argparse.Namespace, name: str, targets: Targets) -> int:
    with watching(chosen, name, after="核对") as on_page:
        found = judged(chosen, name, targets, ignored_rules(chosen.ignore), on_page)
    with read_or_not():
        if found.document is not None:
            print_json(found.document)
        else:
            print("\n".join([found.text, *_written(found)]))
    warn(found.hints)
    return int(found.fails)


def _written(found: Judged) -> Iterator[str]:
    yield from (f"已写入 {path}" for path in found.written)


# Several documents ------------------------------------------------------------------------------------


def _several(chosen: argparse.Namespace, asked: Asked, targets: Sequence[Targets]) -> int:
    """Each document with its findings as it is judged, and in the end the summary; as JSON all in one."""
    ignore = _ignored_in_any(chosen)
    if chosen.form:
        form(chosen.form)  # else every document would be at fault for it
    warn(asked.left)
    found = []
    for one in _judged(chosen, asked.names, targets, ignore):
        found.append(one)
        if chosen.format == "text" and not one.faults:
            with read_or_not():
                print("\n".join([f"【{one.name}】", one.text, *_written(one), ""]))
        report_faults(one.faults)
        warn(f"{one.name}: {hint}" for hint in one.hints)
    with read_or_not():
        if chosen.format == "json":
            print_json({"schema": "govbudget.findings-set/1", "documents": [_entry(one) for one in found]})
        else:
            print("\n".join(_summary(found)))
    if any(one.faults for one in found):
        return UNREADABLE
    return BROKEN if any(one.fails for one in found) else 0


def _ignored_in_any(chosen: argparse.Namespace) -> dict[str, str]:
    """The rules to ignore. Raises an `ExceptionGroup` for those that no scheme has by which one may be judged."""
    ignore = ignored_rules(chosen.ignore)
    schemes = [chosen.scheme] if chosen.scheme else scheme_names()
    known = frozenset(itertools.chain.from_iterable(map(rule_ids, schemes))) if ignore else frozenset()
    raise_together(
        "不能略过的规则", [UnknownRuleError(f"没有规则 {name!r}") for name in ignore if name not in known]
    )
    return ignore


def _judged(
    chosen: argparse.Namespace, names: Sequence[str], targets: Sequence[Targets], ignore: Mapping[str, str]
) -> Iterator[Judged]:
    """The documents one after the other or, with `--jobs`, several at a time, always in their order."""
    if chosen.jobs == 1:
        for place, (name, files) in enumerate(zip(names, targets, strict=True), start=1):
            with watching(chosen, f"[{place}/{len(names)}] {name}", after="核对") as on_page:
                found = judged_or_not(chosen, name, files, ignore, on_page)
            yield found
        return
    alone = argparse.Namespace(**{key: value for key, value in vars(chosen).items() if key != "run"})
    judge = partial(judged_unless_stopped, alone, ignore=ignore)
    with ProcessPoolExecutor(min(chosen.jobs, len(names)), initializer=stoppable) as processes:
        results = processes.map(judge, names, targets)
        try:
            for place in range(1, len(names) + 1):
                with watching(chosen, f"核对 {len(names)} 份文件", unit="份") as counted:
                    if counted:
                        counted(place - 1, len(names))
                    found = next(results)
                yield found
        except BrokenProcessPool as fault:
            raise GovBudgetError("核对的进程意外中止,可能是内存不足;请减小 --jobs 再试") from fault
        except (KeyboardInterrupt, GeneratorExit):
            processes.shutdown(wait=False, cancel_futures=True)
            stop_others()
            raise


def _entry(one: Judged) -> dict[str, Any]:
    """`govbudget.findings/1` of a document with its file, or why there is none."""
    return {"file": one.name, **(one.document or {"unreadable": list(one.faults)})}


def _summary(found: Sequence[Judged]) -> Iterator[str]:
    """A line a document, and under the table those that could not be judged."""
    read = [one for one in found if not one.faults]
    unread = [one for one in found if one.faults]
    yield f"共 {len(found)} 份文件,核对了 {len(read)} 份" + (f",未能核对 {len(unread)} 份" if unread else "")
    if read:
        yield plain_grid(HEAD, [_row(one) for one in read], numeric=NUMERIC)
    if unread:
        yield "\n未能核对"
        yield from (f"  {fault}" for one in unread for fault in one.faults)


def _row(one: Judged) -> list[str]:
    counts = (one.counts[verdict] for verdict in Verdict)
    grave = (one.severities[severity] for severity in (Severity.ERROR, Severity.WARNING))
    return [one.name, one.department, str(one.year), *map(str, counts), *map(str, grave)]
