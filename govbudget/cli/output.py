"""标准输出与标准错误 — what becomes of results when nobody reads on, and how faults are told."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence

__all__ = ["discard_output", "read_or_not", "report_faults", "report_interruption"]

MOST_FAULTS = 50
LONGEST_FAULT = 600


@contextlib.contextmanager
def read_or_not() -> Iterator[None]:
    """Printing that may be read or not: a reader that has seen enough changes nothing in the verdict."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        discard_output()


def discard_output() -> None:
    """What is still buffered can go nowhere; Python would complain of it, and exit with 120, at the end."""
    with contextlib.suppress(OSError, ValueError):  # there may be no file under stdout
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def report_faults(faults: Sequence[str]) -> None:
    """Say the faults on stderr, one line each, whatever control characters their texts hold."""
    if sys.stderr is None or not faults:
        return
    with contextlib.suppress(OSError):
        for fault in faults[:MOST_FAULTS]:
            plain = "".join(sign if sign.isprintable() else "�" for sign in fault)
            cut = plain if len(plain) <= LONGEST_FAULT else plain[:LONGEST_FAULT] + "…"
            print(f"错误: {cut}", file=sys.stderr)
        if len(faults) > MOST_FAULTS:
            print(f"错误: 另有 {len(faults) - MOST_FAULTS} 处未列出", file=sys.stderr)
        if len(faults) > 1:
            print(f"共 {len(faults)} 处错误", file=sys.stderr)
        sys.stderr.flush()


def report_interruption() -> None:
    """Say on stderr, in a line of its own, that the user has stopped the command."""
    with contextlib.suppress(OSError):
        if sys.stderr is not None:
            print("已中断", file=sys.stderr, flush=True)
