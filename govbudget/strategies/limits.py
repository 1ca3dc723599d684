"""界限 — arguments that nothing can satisfy are refused where they are given, before anything is drawn."""

from __future__ import annotations

from hypothesis.errors import InvalidArgument

__all__ = ["refuse_unless"]


def refuse_unless(possible: bool, why: str) -> None:  # noqa: FBT001 - a condition reads as one
    """Raise `hypothesis.errors.InvalidArgument` with the reason unless what is asked for is possible."""
    if not possible:
        raise InvalidArgument(why)
