"""The habits that no other tool keeps: small modules, exact numbers, a package that opens nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import govbudget

PACKAGE = Path(govbudget.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))


def test_modules_stay_within_400_lines():
    long = {path.name: count for path in MODULES if (count := len(path.read_text().splitlines())) > 400}
    assert long == {}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_opens_by_saying_what_it_is_for(path):
    tree = ast.parse(path.read_text())
    assert ast.get_docstring(tree)


@pytest.mark.parametrize(
    "path",
    # Where something stands on a page is no sum of money.
    [path for path in MODULES if path.parent.name not in ("pdf", "grids")],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_no_module_computes_with_floats_or_the_ambient_decimal_context(path):
    used = {
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Name | ast.Attribute)
    }
    assert not used & {"getcontext", "localcontext", "setcontext", "isclose", "quantize"}
    literals = [
        node.value
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    # How alike two codes or names must be to be suggested; no sum of money ever meets them.
    assert set(literals) <= {0.6, 0.7, 0.75}


def test_every_package_says_what_it_offers():
    for path in MODULES:
        if path.name != "__main__.py":
            assert "__all__" in path.read_text(), path


def run(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_the_package_opens_no_data_and_loads_no_dependency():
    code = (
        "import sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
        "import govbudget\n"
        "data = [path for path in opened if not path.endswith(('.py', '.pyc', '.so')) and 'pyc' not in path]\n"
        "print(data, [name for name in ('yaml', 'babel', 'hypothesis', 'attrs') if name in sys.modules])"
    )
    assert run(code) == "[] []"


def test_the_core_types_need_neither_yaml_nor_babel_until_something_is_read_or_shown():
    code = (
        "import sys, govbudget\n"
        "govbudget.Report, govbudget.Ledger, govbudget.Amount\n"
        "print([name for name in ('yaml', 'babel', 'hypothesis', 'python_calamine') if name in sys.modules])"
    )
    assert run(code) == "[]"


def test_every_public_name_exists_and_is_listed():
    for name in govbudget.__all__:
        assert getattr(govbudget, name) is not None
    assert set(govbudget.__all__) <= set(dir(govbudget))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = govbudget.nothing
