"""命令行 — the stable contract of DESIGN §8: results to stdout, faults to stderr, never a traceback."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence

import govbudget
from govbudget.adapters.writers import REPORT_KINDS
from govbudget.cli import check, claims, codes, commands, evaluate, narrate, read
from govbudget.cli.output import discard_output, report_faults, report_interruption
from govbudget.cli.parser import ChineseParser
from govbudget.cli.writing import add_writing_options
from govbudget.errors import GovBudgetError

__all__ = ["main"]

UNREADABLE = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 something is broken, 2 unreadable, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if sys.stdout is None:
        report_faults(["标准输出已关闭,结果无处可写"])
        return UNREADABLE
    try:
        return _run(_parser().parse_args(arguments))
    except KeyboardInterrupt:
        report_interruption()
        return INTERRUPTED


def _run(chosen: argparse.Namespace) -> int:
    """Run the command, its faults told."""
    try:
        return _completed(chosen)
    except GovBudgetError as fault:
        report_faults([str(fault)])
    except ExceptionGroup as group:
        if group.split(GovBudgetError)[1] is not None:
            raise
        report_faults([str(fault) for fault in _flat(group)])
    except BrokenPipeError:
        discard_output()
        return 0
    except OSError as fault:
        if fault.filename is None:
            discard_output()
        report_faults([f"{fault.filename or '标准输出'}: 不能读写({fault.strerror or fault})"])
    return UNREADABLE


def _completed(chosen: argparse.Namespace) -> int:
    code = int(chosen.run(chosen))
    sys.stdout.flush()  # here, where a full disk or a closed pipe can still be told
    return code


def _flat(fault: BaseException) -> Iterator[BaseException]:
    if isinstance(fault, BaseExceptionGroup):
        for part in fault.exceptions:
            yield from _flat(part)
    else:
        yield fault


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = ChineseParser(
        prog="govbudget", description="部门预算、部门决算与绩效自评:由事实推算每个公开数,并说明为什么是这个数"
    )
    parser.add_argument("--version", action="version", version=f"govbudget {govbudget.__version__}")
    named = parser.add_subparsers(dest="command", required=True, metavar="命令")
    demo = _command(named, "demo", commands.demo, "用自带的真实公开文件演示")
    demo.add_argument("example", nargs="?", default="houma-2024", help="示例名称")
    tables = _command(named, "tables", commands.tables, "由账套推算公开表")
    tables.add_argument("ledger", help="账套文件,或自带示例的名称")
    _with_form(tables)
    add_writing_options(tables, REPORT_KINDS, "公开表")
    narrate.add_command(named, _command)
    read.add_command(named, _command, _year)
    check.add_command(named, _command, _year, _jobs)
    evaluate.add_command(named, _command)
    claims.add_command(named, _command)
    explain = _command(named, "explain", commands.explain, "说明一个数为什么是这个数")
    explain.add_argument("ledger", help="账套文件,或自带示例的名称")
    explain.add_argument("figure", help="数据项编号,如 expenditure[total].basic")
    explain.add_argument("--depth", type=_depth, default=None, help="只展开几层")
    _with_form(explain)
    code = _command(named, "code", commands.code, "查科目编码")
    code.add_argument("code", help="科目编码,如 2080505;或名称的一部分")
    code.add_argument("--year", type=_year, required=True, help="年度")
    codes.add_commands(named, _command, _year)
    return parser


def _year(written: str) -> int:
    if not re.fullmatch("(19|20)[0-9]{2}", written):
        raise argparse.ArgumentTypeError(f"年度不能是 {written!r};请填四位年份,如 2024")
    return int(written)


def _depth(written: str) -> int:
    if not re.fullmatch("[0-9]{1,3}", written):
        raise argparse.ArgumentTypeError(f"层数应为 0 或正整数,不能是 {written!r}")
    return int(written)


def _jobs(written: str) -> int:
    if not re.fullmatch("[1-9][0-9]?", written):
        raise argparse.ArgumentTypeError(f"同时核对的份数应为 1 到 99 的整数,不能是 {written!r}")
    return int(written)


def _command(
    named: argparse._SubParsersAction[argparse.ArgumentParser], name: str, run: commands.Command, words: str
) -> argparse.ArgumentParser:
    parser = named.add_parser(name, help=words, description=words)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")
    parser.set_defaults(run=run)
    return parser


def _with_form(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--form", default=commands.DEFAULT_FORM, help="表样名称")
