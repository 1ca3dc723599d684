"""进度 — on a terminal, how far long work has come; nothing where a program reads, and nothing without the extra."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, TypeAlias

__all__ = ["Counted", "watching"]

Counted: TypeAlias = Callable[[int, int], None]
"""Is told how many of how many are done."""

LONGEST = 32
"""Characters of words that stand before a bar; of a longer path the end."""


@contextlib.contextmanager
def watching(
    chosen: argparse.Namespace, words: str, unit: str = "页", after: str = ""
) -> Iterator[Counted | None]:
    """The words and a bar on stderr, gone in the end; `None` where no progress is shown.

    `after` is what is still being done once all is counted.
    """
    library = _library() if chosen.format == "text" and _on_terminal() else None
    if library is None:
        yield None
        return
    short = words[-LONGEST:]
    bar: Any = library.tqdm(desc=short, leave=False, file=sys.stderr, bar_format="{desc}", ascii=" =")

    def counted(done: int, count: int) -> None:
        bar.total = count
        bar.bar_format = "{desc} {n_fmt}/{total_fmt}" + unit + " |{bar}| {elapsed}"
        bar.n = done
        if done == count and after:
            bar.set_description_str(f"{short} {after}", refresh=False)
        bar.refresh()

    try:
        yield counted
    finally:
        bar.close()


def _on_terminal() -> bool:
    with contextlib.suppress(ValueError, AttributeError):  # closed, or none at all
        return sys.stderr.isatty()
    return False


def _library() -> ModuleType | None:
    """The extra `progress`; progress is a comfort, so that its absence is no fault."""
    try:
        return importlib.import_module("tqdm")
    except ImportError:
        return None
