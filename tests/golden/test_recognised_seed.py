"""The recognised text of the published document, read alone, says what its transcription says."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from govbudget.adapters.documents import read_document

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT.parent / "shared" / "seed"
TEXT = SEED / "houma-dangqun-2024-final-accounts.txt"

pytestmark = pytest.mark.skipif(
    not (TEXT.is_file() and (SEED / "golden.yaml").is_file()),
    reason="shared/seed, the recognised text and its transcription, is not beside this repository",
)


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders


@pytest.fixture(scope="module")
def golden():
    return read(SEED / "golden.yaml")


@pytest.fixture(scope="module")
def disclosure():
    return read_document(TEXT)


@pytest.fixture(scope="module")
def example():
    """The bundled example, whose cells `test_example_transcription` compares with the transcription."""
    return read_document(ROOT / "data" / "examples" / "houma-2024" / "disclosure.yaml")


# Tables -----------------------------------------------------------------------------------------------


def golden_figures(table):
    """The printed figures of a golden table in the order of its rows, side by side by name."""
    if "income_rows" in table:
        rows = [*table["income_rows"], *table["expenditure_rows"]]
    elif "blocks" in table:
        rows = [*(row for block in table["blocks"] for row in block["rows"]), *table["totals"]]
    else:
        rows = table["rows"]
    return sorted(
        (row.get("code") or row.get("name") or "", text)
        for row in rows
        for text in row["cells"].values()
        if text is not None
    )


def test_the_ten_tables_have_the_251_figures_of_the_transcription(disclosure, golden):
    titled = {table["title"]: table for table in golden["tables"]}
    assert [table.title for table in disclosure.tables] == list(titled)
    count = 0
    for table in disclosure.tables:
        printed = titled[table.title]
        coded = {row.get("code") for row in printed.get("rows", ())} | {
            row["code"] for block in printed.get("blocks", ()) for row in block["rows"]
        }
        figures = sorted(
            (row.code if row.code in coded and row.code else row.label, text)
            for _, row, _, text in table.cells()
        )
        assert figures == golden_figures(printed)
        count += len(figures)
    assert count == 251


def test_every_cell_stands_in_its_row_and_column_under_its_label(disclosure, example):
    for read_table, table in zip(disclosure.tables, example.tables, strict=True):
        assert (read_table.id, read_table.number, read_table.unit) == (table.id, table.number, table.unit)
        assert [(row.id, row.label, row.code, row.line, row.side, row.cells) for row in read_table.rows] == [
            (row.id, row.label, row.code, row.line, row.side, row.cells) for row in table.rows
        ]


def test_the_text_tells_form_year_and_department(disclosure, example):
    assert (disclosure.form, disclosure.kind, disclosure.year) == (example.form, example.kind, example.year)
    assert disclosure.department == example.department


# Sentences --------------------------------------------------------------------------------------------

READ_OTHERWISE = {
    # The mark at the end is recognised as a colon; the transcription takes it for the semicolon of its neighbours.
    "3.5.2.s3": lambda text: [text[:-1] + ":"],
    # A sentence ends at its full stop; the transcription leaves the word that opens the list with it.
    "3.5.3.s1": lambda text: [text.removesuffix("其中:"), "其中:"],
    "3.9.1.s1": lambda text: [text.removesuffix("其中:"), "其中:"],
}


def test_the_narrative_has_the_sentences_of_the_transcription_in_order(disclosure, golden):
    expected = [
        text
        for part in golden["narrative"]
        for sentence in part["sentences"]
        for text in READ_OTHERWISE.get(sentence["id"], lambda whole: [whole])(sentence["text"])
    ]
    found = [one.text for one in disclosure.sentences if one.section.startswith("第三部分")]
    assert found == expected


def test_every_sentence_of_the_narrative_stands_on_its_line(disclosure, golden):
    lines = {}
    for part in golden["narrative"]:
        for sentence in part["sentences"]:
            lines.setdefault(sentence["text"], []).extend(sentence["lines"])
    told = [one for one in disclosure.sentences if one.section.startswith("第三部分") and one.text in lines]
    assert [one for one in told if one.line not in lines[one.text]] == []
