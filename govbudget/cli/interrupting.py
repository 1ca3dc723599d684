"""中断 — how the processes of `check --jobs` stop when the user does: at once, and with nothing half-written."""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import signal
from collections.abc import Mapping

from attrs import define

from govbudget.cli.judging import Judged, judged_or_not
from govbudget.cli.writing import Targets

__all__ = ["State", "judged_unless_stopped", "stop_others", "stoppable"]


@define
class State:
    """What a process is at: a terminal may stop it while it waits, and twice."""

    busy: bool = False
    stopped: bool = False


_state = State()


def stoppable() -> None:
    """Called in each process as it begins: an interruption stops its work, and never tells of itself."""
    signal.signal(signal.SIGINT, _stop)


def _stop(*_: object) -> None:
    first, _state.stopped = not _state.stopped, True
    if first and _state.busy:
        raise KeyboardInterrupt


def judged_unless_stopped(
    chosen: argparse.Namespace, name: str, targets: Targets, ignore: Mapping[str, str]
) -> Judged:
    """`judged_or_not` in a process of its own. Raises `KeyboardInterrupt` once it has been stopped."""
    _state.busy = True
    try:
        if _state.stopped:
            raise KeyboardInterrupt
        return judged_or_not(chosen, name, targets, ignore)
    finally:
        _state.busy = False


def stop_others() -> None:
    """Stop the processes that this one has begun, where the terminal did not."""
    for process in multiprocessing.active_children():
        if process.pid is not None:
            with contextlib.suppress(OSError):
                os.kill(process.pid, signal.SIGINT)
