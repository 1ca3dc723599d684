"""The notebooks under docs/ run as they are, without a warning, and show what is stored in them."""

from __future__ import annotations

import json
from pathlib import Path

import notebook
import pytest

PAGES = sorted((Path(__file__).resolve().parents[2] / "docs" / "notebooks").glob("*.ipynb"))


def compared(outputs):
    """What does not depend on where it was run: everything but pictures."""
    return [{key: value for key, value in output.items() if key != "execution_count"} for output in outputs]


# A machine without a Chinese font draws boxes; matplotlib says so of every character.
@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_notebook_shows_what_is_stored_in_it(path):
    ran = list(notebook.run(path))
    assert ran
    for cell, outputs in ran:
        assert isinstance(cell["execution_count"], int), "未运行;请 make notebooks"
        if outputs is not None and not notebook.needs(cell):
            assert compared(outputs) == compared(cell["outputs"]), "".join(cell["source"])


def test_a_cell_whose_library_is_missing_is_passed_over_and_keeps_what_it_showed(tmp_path, capsys):
    def cell(source, *tags):
        stored = [{"name": "stdout", "output_type": "stream", "text": ["旧\n"]}]
        return {
            "cell_type": "code",
            "id": "a",
            "metadata": {"tags": list(tags)},
            "source": [source],
            "execution_count": None,
            "outputs": stored,
        }

    page = tmp_path / "page.ipynb"
    cells = [cell("print('新')"), cell("x", "needs:no_such_library"), cell("value = 3"), cell("value")]
    page.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    notebook.store(page)
    (first, missing, quiet, last), _ = notebook.cells_of(page)
    assert first["outputs"][0]["text"] == ["新\n"]
    assert missing["outputs"][0]["text"] == ["旧\n"]
    assert quiet["outputs"] == []
    assert last["outputs"][0]["data"]["text/plain"] == ["3"]
    assert "第 2 格未运行,缺 no_such_library" in capsys.readouterr().err


def test_an_empty_cell_shows_nothing():
    assert notebook.outputs_of("", {}, 1) == []
