"""How a refusal is read: every fault as its words, and the command line's manners while it refuses."""

from __future__ import annotations

import csv
import io

import pytest

from govbudget.cli import main
from govbudget.errors import GovBudgetError


def _leaves(fault):
    if isinstance(fault, BaseExceptionGroup):
        return [leaf for part in fault.exceptions for leaf in _leaves(part)]
    return [fault]


@pytest.fixture
def faults_of():
    """What reading a bad input says, fault by fault, in order."""

    def said(read, *arguments):
        with pytest.raises((GovBudgetError, ExceptionGroup)) as caught:
            read(*arguments)
        leaves = _leaves(caught.value)
        assert all(isinstance(leaf, GovBudgetError) for leaf in leaves)
        if isinstance(caught.value, ExceptionGroup):
            assert caught.value.message.endswith(f"({len(leaves)}处)")
        return [str(leaf) for leaf in leaves]

    return said


@pytest.fixture
def told_by(capsys):
    """What the command line says of a bad input: exit code 2, nothing on stdout, no traceback."""

    def told(*arguments):
        capsys.readouterr()
        assert main([*map(str, arguments)]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert "Traceback" not in err
        *lines, last = err.splitlines()
        if lines:
            assert last == f"共 {len(lines)} 处错误"
        else:
            lines = [last]
        assert all(line.startswith("错误: ") for line in lines)
        return [line.removeprefix("错误: ") for line in lines]

    return told


@pytest.fixture
def written(tmp_path):
    """A file with the given text, bytes, or rows of cells."""

    def write(name, content):
        path = tmp_path / name
        if isinstance(content, list):
            lines = io.StringIO(newline="")
            csv.writer(lines).writerows(content)
            content = lines.getvalue()
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
