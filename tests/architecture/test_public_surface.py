"""What others may rely on: every public name, its signature, and the types that it speaks of."""

from __future__ import annotations

import difflib
import importlib
import inspect
import pkgutil

import pytest
from generate import PACKAGES
from surface import SNAPSHOT, annotated, foreign, surface, told

import govbudget

MODULES = [
    module.name
    for module in pkgutil.walk_packages(govbudget.__path__, "govbudget.")
    if not module.name.endswith("__main__")
]
HOW = """公开接口变了(− 没有了的,+ 新的):

{changes}

有意的改动: 运行 python docs/surface.py 更新快照,与改动一起提交。
去掉名字、改名、改参数: 先弃用一个次版本,见 docs/reference/compatibility.md。
"""


def test_the_public_surface_is_the_one_that_was_agreed():
    agreed, now = SNAPSHOT.read_text(encoding="utf-8").splitlines(), surface().splitlines()
    changes = "\n".join(
        line for line in difflib.unified_diff(agreed, now, lineterm="", n=0) if line[0] != "@"
    )
    if changes:
        pytest.fail(HOW.format(changes=changes), pytrace=False)


def test_a_public_signature_names_no_type_that_is_not_public():
    assert foreign() == []


@pytest.mark.parametrize("name", MODULES)
def test_a_module_offers_only_what_it_has(name):
    module = importlib.import_module(name)
    offered = module.__all__
    assert len(set(offered)) == len(offered)
    assert [one for one in offered if not hasattr(module, one) or one.startswith("_")] == []


def test_what_a_package_offers_says_what_it_is():
    silent = []
    for package in PACKAGES:
        module = importlib.import_module(f"govbudget.{package}")
        for name in module.__all__:
            found = getattr(module, name)
            if (inspect.isclass(found) or inspect.isroutine(found)) and not (found.__doc__ or "").strip():
                silent.append(f"govbudget.{package}.{name}")
    assert silent == []


def test_the_snapshot_tells_how_a_thing_is_called():
    money = importlib.import_module("govbudget.money")
    assert list(told("Printing", money.Printing)) == [
        "class Printing",
        "    unit: Unit = <Unit.WAN_YUAN: '万元'>",
        "    places: int = 2",
        "    step -> int",
    ]
    assert list(told("total", money.total)) == ["def total(amounts: Iterable[Amount]) -> Amount"]
    assert list(told("NOTHING", money.NOTHING)) == ["NOTHING: Amount"]


def test_an_alias_a_variadic_and_a_decorated_function_are_told_as_written():
    def take(first: int, *rest: str, last: object = object(), **more: int) -> None: ...

    assert list(told("take", take)) == [
        "def take(first: int, *rest: str, last: object = …, **more: int) -> None"
    ]
    assert list(told("Numbers", dict[str, int])) == ["Numbers = dict[str, int]"]
    assert annotated("hypothesis.strategies.SearchStrategy[ForwardRef('Kind')]") == "st.SearchStrategy[Kind]"
