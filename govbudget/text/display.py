"""显示 — how large values show themselves where a tool would otherwise print everything in them."""

from __future__ import annotations

from typing import Any

__all__ = ["show_repr"]


def show_repr(value: object, printer: Any, cycle: bool) -> None:  # noqa: ARG001, ANN401, FBT001 - the protocol's own
    """短形 — the `_repr_pretty_` of values with thousands of parts: IPython and Hypothesis show their short form."""
    printer.text(repr(value))
