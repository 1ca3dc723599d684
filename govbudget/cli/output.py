"""标准输出 — what becomes of it when nobody reads on."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator

__all__ = ["discard_output", "read_or_not"]


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
