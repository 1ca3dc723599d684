"""argparse in Chinese: the same faults, told as every other fault of the command line is."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

__all__ = ["ChineseParser"]

_SAID = (
    (r"the following arguments are required: (?P<what>.+)", "缺少参数 {what}"),
    (r"unrecognized arguments: (?P<what>.+)", "不认识参数 {what}"),
    (
        r"argument (?P<where>[^:]+): invalid choice: (?P<what>.+?) \(choose from (?P<choices>.+)\)",
        "{where} 不能是 {what};可选 {choices}",
    ),
    (r"argument (?P<where>[^:]+): expected one argument", "{where} 后面要有一个值"),
    (r"argument (?P<where>[^:]+): invalid int value: (?P<what>.+)", "{where} 应为整数,不能是 {what}"),
    (r"argument (?P<where>[^:]+): (?P<what>.+)", "{where}: {what}"),
)
"""What argparse says, and how we say it."""


class ChineseParser(argparse.ArgumentParser):
    """参数解析 — an ArgumentParser whose help and faults are Chinese."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(*arguments, **{**options, "add_help": False, "allow_abbrev": False})
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示帮助")

    def format_usage(self) -> str:
        """The line of usage, headed in Chinese."""
        return super().format_usage().replace("usage: ", "用法: ", 1)

    def format_help(self) -> str:
        """The help, headed in Chinese."""
        return super().format_help().replace("usage: ", "用法: ", 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how the command is used; exit with 2."""
        for pattern, words in _SAID:
            if match := re.fullmatch(pattern, message):
                message = words.format(**match.groupdict())
                break
        self.exit(2, f"错误: {message}\n{self.format_usage()}")
