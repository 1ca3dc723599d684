"""Where the reference data lies: beside the package in a wheel, beside it in the source tree otherwise."""

from __future__ import annotations

from pathlib import Path

from govbudget.errors import GovBudgetError

__all__ = ["DataError", "data_file", "example_file", "example_names", "names_in", "text_of"]

_PACKAGE = Path(__file__).resolve().parents[1]


class DataError(GovBudgetError, ValueError):
    """参考数据有误 — a data file that cannot be used, with its line.

    出路: 按所报的文件和行改;文件是自带的而没有改过的,重新安装。
    """


def _root() -> Path:
    packaged = _PACKAGE / "data"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "data"


def data_file(*parts: str) -> Path:
    """The path of a bundled data file. Raises `DataError` if there is none."""
    path = _root().joinpath(*parts)
    if not path.is_file():
        raise DataError(f"没有参考数据 {'/'.join(parts)};请重新安装 govbudget")
    return path


def names_in(folder: str) -> tuple[str, ...]:
    """The names of the YAML files of a data folder, sorted."""
    return tuple(sorted(path.stem for path in (_root() / folder).glob("*.yaml")))


def text_of(path: Path) -> str:
    """The text of a data file. Raises `DataError` for one that is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        raise DataError(f"{path.name}: 不是 UTF-8 文本") from fault


def example_names() -> tuple[str, ...]:
    """The bundled examples.

    >>> example_names()
    ('houma-2024',)
    """
    return tuple(sorted(path.name for path in (_root() / "examples").iterdir() if path.is_dir()))


def example_file(name: str, file: str) -> Path:
    """A file of a bundled example: `ledger.csv`, `disclosure.yaml`. Raises `DataError` for others."""
    if name not in example_names():
        raise DataError(f"没有示例 {name!r};可用的示例: {'、'.join(example_names())}")
    return data_file("examples", name, file)
