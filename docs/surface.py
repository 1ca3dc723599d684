"""公开接口 — every public name with its signature, as the text that `public_surface.txt` keeps.

`python docs/surface.py` writes it anew; what has gone from it must have followed docs/reference/compatibility.md.
"""

from __future__ import annotations

import enum
import importlib
import inspect
import re
import typing
from collections.abc import Iterator
from pathlib import Path

import attrs
from generate import PACKAGES, home_of

__all__ = ["SNAPSHOT", "foreign", "surface"]

SNAPSHOT = Path(__file__).resolve().parents[1] / "tests" / "architecture" / "public_surface.txt"
FORWARD = re.compile(r"ForwardRef\('(?P<name>[^']+)'\)")
WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")


def surface() -> str:
    """Every public name, package by package, one line a name or a member."""
    lines = []
    for package in ("", *PACKAGES):
        module = importlib.import_module(f"govbudget.{package}".rstrip("."))
        lines.append(f"# {module.__name__}")
        for name in sorted(module.__all__):
            found = getattr(module, name)
            lines += told(name, found) if package else [f"{name} = {home_of(found, name)}.{name}"]
        lines.append("")
    return "\n".join(lines)


def told(name: str, found: object) -> Iterator[str]:
    """One public name: a class with its members, a function with its signature, or a value with its type."""
    if inspect.isclass(found):
        bases = ", ".join(base.__name__ for base in found.__bases__ if base is not object)
        yield f"class {name}({bases})" if bases else f"class {name}"
        yield from (f"    {line}" for line in (*parts(found), *sorted(methods(found))))
    elif inspect.isroutine(found) or hasattr(found, "__wrapped__"):
        yield f"def {name}{signature(found)}"
    elif typing.get_origin(found) is not None:
        yield f"{name} = {inspect.formatannotation(found)}"
    else:
        yield f"{name}: {type(found).__name__}"


def parts(found: type) -> Iterator[str]:
    """The fields of a class in the order in which they are given, or its members with their labels."""
    if attrs.has(found):
        for one in attrs.fields(found):
            if not one.name.startswith("_"):
                yield f"{one.name}: {annotated(written(found, one.name))}{default(one)}"
    if issubclass(found, enum.Enum):
        yield from (f"{member.name} = {member.value!r}" for member in found)


def written(found: type, name: str) -> object:
    """The annotation of a field as its class states it: Hypothesis, where it is loaded, has attrs resolve its own copy."""
    known = (inspect.get_annotations(kind) for kind in found.__mro__)
    return next(one[name] for one in known if name in one)


def methods(found: type) -> Iterator[str]:
    """What a class does for others."""
    for name, value in vars(found).items():
        if name.startswith("_"):
            continue
        if isinstance(value, property) and value.fget:
            yield f"{name} -> {annotated(inspect.signature(value.fget).return_annotation)}"
        elif isinstance(value, classmethod | staticmethod):
            yield f"def {name}{signature(value.__func__)}"
        elif inspect.isfunction(value):
            yield f"def {name}{signature(value)}"


def default(one: attrs.Attribute[object]) -> str:
    """` = …` where a field need not be given."""
    if not one.init:
        return " (worked out)"
    if one.default is attrs.NOTHING:
        return ""
    return " = …" if isinstance(one.default, attrs.Factory) else f" = {one.default!r}"  # type: ignore[arg-type]


def annotated(annotation: object) -> str:
    """An annotation as it is written, whatever a decorator has made of it."""
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return FORWARD.sub(r"\g<name>", text.replace("hypothesis.strategies.", "st."))


def signature(function: object) -> str:
    """Parameters, their types and defaults, and what comes back, as written."""
    known = inspect.signature(function)  # type: ignore[arg-type]
    parts, marked = [], False
    for one in known.parameters.values():
        if one.kind is one.KEYWORD_ONLY and not marked:
            parts.append("*")
            marked = True
        marked = marked or one.kind is one.VAR_POSITIONAL
        stars = {one.VAR_POSITIONAL: "*", one.VAR_KEYWORD: "**"}.get(one.kind, "")
        kind = "" if one.annotation is one.empty else f": {annotated(one.annotation)}"
        given = "" if one.default is one.empty else f" = {shown(one.default)}"
        parts.append(f"{stars}{one.name}{kind}{given}")
    back = "" if known.return_annotation is known.empty else f" -> {annotated(known.return_annotation)}"
    return f"({', '.join(parts)}){back}"


def shown(value: object) -> str:
    """A default in one line; what is different in every run is left out."""
    return "…" if " at 0x" in repr(value) else repr(value)


def foreign() -> list[str]:
    """Types of this library that public signatures name and that no public package offers."""
    offered = {
        id(getattr(module, name))
        for package in PACKAGES
        for module in [importlib.import_module(f"govbudget.{package}")]
        for name in module.__all__
    }
    found = []
    for package in PACKAGES:
        module = importlib.import_module(f"govbudget.{package}")
        for name in module.__all__:
            public = getattr(module, name)
            names = vars(importlib.import_module(getattr(public, "__module__", None) or module.__name__))
            for word in {word for line in told(name, public) for word in WORD.findall(line)}:
                kind = names.get(word)
                if (
                    inspect.isclass(kind)
                    and kind.__module__.startswith("govbudget.")
                    and id(kind) not in offered
                ):
                    found.append(f"{module.__name__}.{name}: {kind.__module__}.{word}")
    return sorted(found)


if __name__ == "__main__":
    SNAPSHOT.write_text(surface(), encoding="utf-8")
