"""The real writers from the command line: what is written is read back as the same figures."""

from __future__ import annotations

import pytest

from govbudget import read_document
from govbudget.cli import main


def figures(path):
    return {name: text for table in read_document(path).tables for name, _, _, text in table.cells()}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("公开")
    assert main(["tables", "houma-2024", "-o", str(folder), "--as", "xlsx,html,docx"]) == 0
    assert main(["narrate", "houma-2024", "-o", str(folder), "--as", "html,docx"]) == 0
    return folder


@pytest.mark.parametrize("name", ["公开表.xlsx", "公开表.docx", "公开.docx", "公开表.html", "公开.html"])
def test_every_kind_reads_back_as_the_same_tables(written, name):
    expected = figures(written / "houma-2024-公开表.xlsx")
    assert len(expected) > 240
    assert figures(written / f"houma-2024-{name}") == expected


def test_the_narrative_is_in_what_is_published_whole(written):
    whole = read_document(written / "houma-2024-公开.docx")
    assert any("机关运行经费" in one.text or "政府采购" in one.text for one in whole.sentences)
    assert not any(
        "政府采购支出" in one.text for one in read_document(written / "houma-2024-公开表.docx").sentences
    )
