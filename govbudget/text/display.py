"""显示 — how large values show themselves where a tool would otherwise print everything in them."""

from __future__ import annotations

from typing import Protocol

__all__ = ["show_repr"]


class _Printer(Protocol):
    def text(self, text: str) -> None: ...


def show_repr(value: object, printer: _Printer, cycle: bool) -> None:  # noqa: ARG001, FBT001 - the protocol's own
    """The `_repr_pretty_` of values with thousands of parts: IPython and Hypothesis show their short form."""
    printer.text(repr(value))
