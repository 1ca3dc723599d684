"""The data goes where the package goes: wheel, source distribution and editable install."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import attrs
import pytest

ROOT = Path(__file__).resolve().parents[2]
LOADED = (
    "import importlib.resources as r, govbudget, govbudget.catalogue as c\n"
    "assert (r.files('govbudget.adapters.page') / 'templates' / 'page.css').is_file()\n"
    "report = govbudget.Report.of(govbudget.read_ledger(c.example_file('houma-2024', 'ledger.csv')),"
    " govbudget.form('shanxi-2024'), govbudget.code_book(2024))\n"
    "print(govbudget.__file__, report['expenditure[total].project'].text, sep='|')"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A wheel and an sdist of this tree, the wheel built from the unpacked sdist."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return out


def loads_in_a_fresh_environment(tmp_path, requirement):
    """Install into an empty environment that borrows the dependencies of this one, and load everything."""
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env" / "bin" / "python"
    borrowed = next((tmp_path / "env").glob("lib/python*/site-packages")) / "borrowed.pth"
    borrowed.write_text(str(Path(attrs.__file__).parents[1]))
    # The dependencies' folder lists this project as installed too; the environment must get its own.
    install = [python, "-m", "pip", "install", "--no-deps", "--ignore-installed", "--no-build-isolation"]
    subprocess.run([*install, *requirement], check=True, capture_output=True)
    done = subprocess.run([python, "-c", LOADED], check=True, capture_output=True, text=True, cwd=tmp_path)
    home, text = done.stdout.strip().split("|")
    assert text == "160.35"  # 公开03, printed page 6
    return Path(home)


def test_the_wheel_carries_the_data_and_not_its_build_scripts(built):
    names = zipfile.ZipFile(next(built.glob("*.whl"))).namelist()
    assert "govbudget/data/catalogues/functional.yaml" in names
    assert "govbudget/data/forms/shanxi-2024.yaml" in names
    assert "govbudget/data/rules/final-accounts.yaml" in names
    assert "govbudget/data/schemes/shanxi-2024.yaml" in names
    assert "govbudget/data/wordings/shanxi-2024.yaml" in names
    assert "govbudget/data/sources.yaml" in names
    assert "govbudget/adapters/page/templates/report.html.j2" in names
    assert "govbudget/py.typed" in names
    assert not [name for name in names if "data/build" in name]


def test_a_wheel_loads_its_data(built, tmp_path):
    home = loads_in_a_fresh_environment(tmp_path, [str(next(built.glob("*.whl")))])
    assert tmp_path in home.parents


def test_a_source_distribution_loads_its_data(built, tmp_path):
    sdist = next(built.glob("*.tar.gz"))
    with tarfile.open(sdist) as archive:
        assert any(name.endswith("data/catalogues/functional.yaml") for name in archive.getnames())
    home = loads_in_a_fresh_environment(tmp_path, [str(sdist)])
    assert tmp_path in home.parents


def test_an_editable_install_loads_the_data_of_the_tree(tmp_path):
    home = loads_in_a_fresh_environment(tmp_path, ["--editable", str(ROOT)])
    assert home == ROOT / "govbudget" / "__init__.py"
