"""用语 by name, from `data/wordings/`."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from govbudget.catalogue.files import DataError, data_file, names_in, text_of
from govbudget.catalogue.strict_yaml import load
from govbudget.model import Evidence
from govbudget.money import Printing, Unit
from govbudget.narrative.wording import Section, Wording

__all__ = ["wording", "wording_names"]


def wording_names() -> tuple[str, ...]:
    """The wordings that are bundled.

    >>> "shanxi-2024" in wording_names()
    True
    """
    return names_in("wordings")


@functools.cache
def wording(name: str) -> Wording:
    """用语 — a wording by name.

    Raises `DataError` for an unknown one and for a file that holds no wording, and an `ExceptionGroup` of
    `WordingError` for all that is wrong in one.
    """
    if name not in wording_names():
        raise DataError(f"没有用语 {name!r};可用的用语: {'、'.join(wording_names())}")
    path = data_file("wordings", f"{name}.yaml")
    content = load(text_of(path), path.name)
    try:
        return _wording(content)  # type: ignore[arg-type] # a file of another shape fails below
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise DataError(f"{path.name}: 不是用语({fault})") from fault


def _wording(content: Mapping[str, Any]) -> Wording:
    return Wording(
        name=content["wording"],
        title=content["title"],
        printing=Printing(Unit(content["unit"]), int(content["places"])),
        percent_places=int(content["percent_places"]),
        zero=content["zero"],
        plain_hundred=tuple(content["plain_hundred"]),
        body=content["body"],
        class_mark=content["class_mark"] or "",
        share=content["share"],
        compared=content["compared"],
        same=content["same"],
        fallen=content["fallen"],
        completed=content["completed"],
        three_public_budget=content["three_public_budget"],
        three_public_completed=content["three_public_completed"],
        grades=dict(content["grades"]),
        sections=tuple(
            Section(section["section"], section["title"], section.get("part"))
            for section in content["sections"]
        ),
        evidence={part: Evidence(level) for part, level in content["evidence"].items()},
        seen_in=tuple(content["seen_in"]),
    )
