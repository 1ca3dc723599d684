"""YAML read as text only: no number, date or truth value is guessed, no key is lost. The only home of yaml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from govbudget.catalogue.files import DataError

if TYPE_CHECKING:
    import yaml

__all__ = ["Node", "entries", "load", "load_with_lines"]

Node = str | None | list[Any] | dict[str, Any]
"""What a file holds: text, nothing (`null` or blank), lists and mappings with text keys."""

DEEPEST = 24
"""Nesting beyond this is no data file of ours, and would exhaust the stack."""

MOST_FAULTS = 1000
"""A file with more faults is no file of ours; they would fill the memory."""

_TOO_DEEP = f"嵌套超过 {DEEPEST} 层"

_PARSER_TOO_DEEP = "exceeded maximum nesting depth"
"""What libyaml (0.2.6 on) says of nesting beyond its own limit, which it meets before its first event."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def load(text: str, path: str) -> Node:
    """The content of a YAML text. Raises as `load_with_lines` does, for anything but plain data."""
    return load_with_lines(text, path)[0]


def load_with_lines(text: str, path: str) -> tuple[Node, dict[int, int]]:
    """The content, and the line of every mapping and list by `id()`, for readers that report places.

    Raises `DataError` for what is no YAML, and one `ExceptionGroup` of them for all that is no plain data.
    """
    import yaml  # noqa: PLC0415 - 30 ms that `import govbudget` must not cost

    # Events, not nodes: nodes forget where an alias stood, and composing deep nesting overflows the C stack.
    reading = _Reading(path, yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    content = None
    try:
        content = reading.document()
    except yaml.MarkedYAMLError as fault:
        reading.stop(DataError(_not_yaml(path, fault)), fault)
    except yaml.reader.ReaderError as fault:
        line = text.count("\n", 0, text.find(chr(fault.character))) + 1
        odd = f"含有控制字符 U+{fault.character:04X};请删去,并确认这是文本文件"
        reading.stop(DataError(f"{path}:{line}: {odd}"), fault)
    except _TooDeepError as fault:
        reading.faults.append(fault)
    if reading.faults:
        raise ExceptionGroup(f"{path} 不能使用({len(reading.faults)}处)", reading.faults)
    return content, reading.lines


def _not_yaml(path: str, fault: yaml.MarkedYAMLError) -> str:
    mark, began = fault.problem_mark or fault.context_mark, fault.context_mark
    line = f":{mark.line + 1}" if mark else ""
    if fault.problem == _PARSER_TOO_DEEP:
        return f"{path}{line}: {_TOO_DEEP}"
    since = f",从第 {began.line + 1} 行起" if mark and began and began.line < mark.line else ""
    return f"{path}{line}: 不是有效的 YAML({fault.problem or fault.context}{since})"


class _TooDeepError(DataError):
    """Nesting or faults at which reading stops at once: to go on, even only to the end, takes quadratic time."""


def entries(text: str, path: str, section: str) -> list[dict[str, Any]]:
    """The mappings of one section of a file. Raises `DataError` for a file of another shape."""
    content = load(text, path)
    listed = content.get(section) if isinstance(content, dict) else None
    if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        raise DataError(f"{path}: 应有 {section} 一节,每项写作「键: 值」")
    return listed


class _Reading:
    """One pass over the events of one file: what was wrong with it, and the line of everything in it."""

    def __init__(self, path: str, events: Iterator[Any]) -> None:
        self.path, self.events = path, events
        self.faults: list[DataError] = []
        self.lines: dict[int, int] = {}

    def refuse(self, event: Any, message: str) -> None:  # noqa: ANN401 - events differ in what they carry
        line = event.start_mark.line + 1
        self.faults.append(DataError(f"{self.path}:{line}: {message}"))
        if len(self.faults) >= MOST_FAULTS:
            raise _TooDeepError(f"{self.path}:{line}: 错误已有 {MOST_FAULTS} 处,以下未读")

    def stop(self, fault: DataError, cause: Exception) -> None:
        """What ends the reading: raised by itself where nothing else was wrong before it."""
        if not self.faults:
            raise fault from cause
        self.faults.append(fault)

    def document(self) -> Node:
        """The one document of the file; nothing, if the file is empty."""
        contents: list[Node] = []
        for event in self.events:
            if type(event).__name__ == "DocumentStartEvent":
                if contents:
                    self.refuse(event, "一个文件只能有一份内容;请去掉中间的 ---")
                contents.append(self.node(next(self.events), 0))
        return contents[0] if contents else None

    def node(self, event: Any, depth: int) -> Node:  # noqa: ANN401 - as above
        kind = type(event).__name__
        if kind == "AliasEvent":
            self.refuse(event, f"不允许使用别名 *{event.anchor};请把内容写出来")
            return None
        if event.tag is not None:
            self.refuse(event, f"不允许使用标签 {event.tag.replace('tag:yaml.org,2002:', '!!')};请删去")
        if kind == "ScalarEvent":
            # Quoted, a null is text.
            return None if not event.style and event.value in _NULLS else str(event.value)
        line = event.start_mark.line + 1
        if depth >= DEEPEST:
            raise _TooDeepError(f"{self.path}:{line}: {_TOO_DEEP}")
        content = self.sequence(depth) if kind == "SequenceStartEvent" else self.mapping(depth)
        self.lines[id(content)] = line
        return content

    def sequence(self, depth: int) -> list[Node]:
        content: list[Node] = []
        while type(event := next(self.events)).__name__ != "SequenceEndEvent":
            content.append(self.node(event, depth + 1))
        return content

    def mapping(self, depth: int) -> dict[str, Any]:
        content: dict[str, Any] = {}
        first: dict[str, int] = {}
        while type(event := next(self.events)).__name__ != "MappingEndEvent":
            key, line = self.key(event, depth), event.start_mark.line + 1
            if key in first:
                self.refuse(event, f"键 {key} 与第 {first[key]} 行重复")
            value = self.node(next(self.events), depth + 1)
            if key is not None and key not in first:
                first[key], content[key] = line, value
        return content

    def key(self, event: Any, depth: int) -> str | None:  # noqa: ANN401 - as above
        kind, before = type(event).__name__, len(self.faults)
        self.node(event, depth + 1)
        if kind == "ScalarEvent":
            return str(event.value)
        if len(self.faults) == before:
            self.refuse(event, "键须是文字")
        return None
