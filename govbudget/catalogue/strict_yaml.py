"""YAML read as text only: no number, date or truth value is guessed, no key is lost. The only home of yaml."""

from __future__ import annotations

from typing import Any

from govbudget.catalogue.files import DataError

__all__ = ["Node", "load", "load_with_lines"]

Node = str | None | list[Any] | dict[str, Any]
"""What a file holds: text, nothing (`null` or blank), lists and mappings with text keys."""

DEEPEST = 24
"""Nesting beyond this is no data file of ours, and would exhaust the stack."""


def load(text: str, path: str) -> Node:
    """The content of a YAML text. Raises `DataError` with file and line for anything but plain data."""
    return _read(text, path, {})


def load_with_lines(text: str, path: str) -> tuple[Node, dict[int, int]]:
    """The content, and the line of every mapping and list by `id()`, for readers that report places."""
    lines: dict[int, int] = {}
    return _read(text, path, lines), lines


def _read(text: str, path: str, lines: dict[int, int]) -> Node:
    import yaml  # noqa: PLC0415 - 30 ms that `import govbudget` must not cost

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line = f":{mark.line + 1}" if mark else ""
        raise DataError(f"{path}{line}: 不是有效的 YAML({fault.problem or fault.context})") from fault
    except yaml.YAMLError as fault:
        raise DataError(f"{path}: 不是有效的 YAML({' '.join(str(fault).split())})") from fault
    except RecursionError as fault:
        raise DataError(f"{path}: 嵌套超过 {DEEPEST} 层") from fault
    faults: list[DataError] = []
    content = _built(node, _Reading(path, lines, faults, set()), 0) if node is not None else None
    if faults:
        raise ExceptionGroup(f"{path} 不能使用({len(faults)}处)", faults)
    return content


class _Reading:
    """One pass over one file: where it is, what was wrong with it, and which nodes were seen."""

    def __init__(self, path: str, lines: dict[int, int], faults: list[DataError], seen: set[int]) -> None:
        self.path, self.lines, self.faults, self.seen = path, lines, faults, seen

    def refuse(self, node: Any, message: str) -> None:  # noqa: ANN401 - PyYAML's nodes are untyped
        self.faults.append(DataError(f"{self.path}:{node.start_mark.line + 1}: {message}"))


def _built(node: Any, reading: _Reading, depth: int) -> Node:  # noqa: ANN401 - PyYAML's nodes are untyped
    if node.id == "scalar":
        return _scalar(node, reading)
    if id(node) in reading.seen:
        reading.refuse(node, "不允许使用别名(*);请把内容写出来")
        return None
    reading.seen.add(id(node))
    if depth >= DEEPEST:
        reading.refuse(node, f"嵌套超过 {DEEPEST} 层")
        return None
    if not node.tag.startswith("tag:yaml.org,2002:"):
        reading.refuse(node, f"不允许使用标签 {node.tag}")
    content: Node
    if node.id == "sequence":
        content = [_built(item, reading, depth + 1) for item in node.value]
    else:
        content = _mapping(node, reading, depth)
    reading.lines[id(content)] = node.start_mark.line + 1
    return content


def _scalar(node: Any, reading: _Reading) -> str | None:  # noqa: ANN401 - PyYAML's nodes are untyped
    if not node.tag.startswith("tag:yaml.org,2002:"):
        reading.refuse(node, f"不允许使用标签 {node.tag}")
    # The resolver marks a plain `null`, `~` or blank; quoted, they are text.
    return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)


def _mapping(node: Any, reading: _Reading, depth: int) -> dict[str, Any]:  # noqa: ANN401 - as above
    content: dict[str, Any] = {}
    first: dict[str, int] = {}
    for key_node, value_node in node.value:
        if key_node.id != "scalar":
            reading.refuse(key_node, "键须是文字")
            continue
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in first:
            reading.refuse(key_node, f"键 {key} 与第 {first[key]} 行重复")
            continue
        first[key] = line
        content[key] = _built(value_node, reading, depth + 1)
    return content
