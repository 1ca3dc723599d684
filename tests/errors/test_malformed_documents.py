"""Files that are no documents, of every suffix: one clear fault with the path, or a disclosure that tells what it lacks."""

from __future__ import annotations

import pytest
from malformed import KINDS, malformed

from govbudget.adapters import read_ledger
from govbudget.adapters.documents import SUFFIXES, read_document
from govbudget.errors import GovBudgetError
from govbudget.model import Disclosure, Ledger

NEEDED = {".pdf": "pypdfium2", ".html": "lxml", ".xlsx": "python_calamine"}


def leaves(fault):
    if isinstance(fault, BaseExceptionGroup):
        return [leaf for part in fault.exceptions for leaf in leaves(part)]
    return [fault]


def outcome(read, path):
    """What was read, or the fault; any other exception is a failure of the test."""
    try:
        return read(path)
    except (GovBudgetError, ExceptionGroup) as fault:
        found = fault
    assert all(isinstance(leaf, GovBudgetError) for leaf in leaves(found)), found
    assert all(path.name in str(leaf) for leaf in leaves(found)), found
    assert "Error" not in str(found)
    return found


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Every malformed file by its suffix."""
    folder = tmp_path_factory.mktemp("malformed")
    return {suffix: list(malformed(folder, suffix)) for suffix in KINDS}


@pytest.mark.parametrize("suffix", KINDS)
def test_no_malformed_file_is_anything_but_a_clear_fault_or_a_disclosure(suffix, files):
    if suffix in NEEDED:
        pytest.importorskip(NEEDED[suffix], reason="an extra is not installed")
    for path in files[suffix]:
        found = outcome(read_document, path)
        assert isinstance(found, Exception | Disclosure)
        if suffix not in SUFFIXES:
            assert "不认识后缀" in str(found)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".yaml"])
def test_no_malformed_file_is_anything_but_a_clear_fault_as_a_ledger(suffix, files):
    pytest.importorskip("python_calamine", reason="the extra `excel` is not installed")
    for path in files[suffix]:
        assert isinstance(outcome(read_ledger, path), Exception | Ledger)


def test_there_are_many_kinds_of_malformed_files(files):
    assert sum(map(len, files.values())) >= 60
