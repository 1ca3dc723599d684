"""The shipped catalogues: complete against the tables they were built from, and sound without them."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT.parent / "shared" / "catalogues"
DATA = ROOT / "data"
CATALOGUES = DATA / "catalogues"
EVIDENCE = CATALOGUES / "evidence"

CODE_LENGTHS = {
    "functional": {3, 5, 7},
    "economic-department": {3, 5},
    "economic-government": {3, 5},
    "revenue": {3, 5, 7, 9},
}
STEMS = tuple(CODE_LENGTHS)
ECONOMIC = {"economic-department", "economic-government"}
YAML_FILES = (
    *(folder / f"{stem}.yaml" for stem in STEMS for folder in (CATALOGUES, EVIDENCE)),
    CATALOGUES / "economic-crosswalk.yaml",
    CATALOGUES / "codes-without-name.yaml",
    DATA / "sources.yaml",
)
FIELDS = ("name", "evidence", "budget", "years", "aliases")

needs_tables = pytest.mark.skipif(
    not TABLES.is_dir(), reason="the CSV tables the catalogues are built from are not beside this checkout"
)
every_catalogue = pytest.mark.parametrize("stem", STEMS)


def as_text(node: yaml.Node) -> Any:
    """Every scalar as text, and a repeated key as an error, which PyYAML's own loaders let pass."""
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        repeated = [key for key, count in Counter(keys).items() if count > 1]
        assert not repeated, f"repeated keys: {repeated}"
        return {key.value: as_text(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [as_text(value) for value in node.value]
    return node.value


def load(path: Path) -> Any:
    return as_text(yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader))


def table(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def subjects(stem: str) -> dict[str, dict[str, str]]:
    """The fields of every line by code; a dropped trailing field is an empty one."""
    lines = load(CATALOGUES / f"{stem}.yaml")["subjects"]
    return {code: split(line) for code, line in lines.items()}


def split(line: str) -> dict[str, str]:
    parts = line.split(" | ")
    assert len(parts) <= len(FIELDS), line
    return dict(zip(FIELDS, parts + [""] * (len(FIELDS) - len(parts)), strict=True))


def attestations(stem: str) -> dict[str, list[str]]:
    return {code: text.split(" ") for code, text in load(EVIDENCE / f"{stem}.yaml")["attestations"].items()}


def filled(row: dict[str, str], *dropped: str) -> dict[str, str]:
    return {key: value for key, value in row.items() if value and key not in dropped}


def texts_of(read: Any) -> Any:
    """What a loader that guesses types read, with the keys as text; a value that is not text fails."""
    if isinstance(read, dict):
        return {str(key): texts_of(value) for key, value in read.items()}
    if isinstance(read, list):
        return [texts_of(value) for value in read]
    assert isinstance(read, str), f"{read!r} was read as {type(read).__name__}"
    return read


# --- against the tables -------------------------------------------------------------------------------


@needs_tables
@every_catalogue
def test_no_subject_is_lost_or_invented(stem):
    rows = [row["code"] for row in table(stem)]
    assert sorted(rows) == list(subjects(stem))


@needs_tables
@every_catalogue
def test_every_level_has_as_many_subjects_of_each_evidence_as_the_table(stem):
    expected = Counter((len(row["code"]), row["evidence"]) for row in table(stem))
    assert Counter((len(code), line["evidence"]) for code, line in subjects(stem).items()) == expected


@needs_tables
@every_catalogue
def test_every_field_of_every_subject_is_the_one_in_the_table(stem):
    shipped = subjects(stem)
    for row in table(stem):
        span = f"{row['valid_from']}-{row['valid_to']}"
        assert shipped[row["code"]] == {
            "name": row["name"],
            "evidence": row["evidence"],
            "budget": "" if stem in ECONOMIC else row["budget"],
            "years": "" if span == "-" else span,
            "aliases": row["aliases"],
        }, row["code"]
        assert row["parent"] == ("" if len(row["code"]) == 3 else row["code"][:-2]), row["code"]


@needs_tables
@every_catalogue
def test_the_economic_tables_hold_no_budget_beyond_their_own_kind(stem):
    kinds = {row["budget"] for row in table(stem)}
    assert stem not in ECONOMIC or kinds == {stem.removeprefix("economic-")}


@needs_tables
@every_catalogue
def test_attestations_and_notes_are_those_of_the_table(stem):
    evidence = load(EVIDENCE / f"{stem}.yaml")
    rows = table(stem)
    attested = {row["code"]: row["attested_in"].split(";") for row in rows if row["attested_in"]}
    assert attestations(stem) == attested
    assert evidence["notes"] == {
        row["code"]: row["note"].replace(" by the previous step", "") for row in rows if row["note"]
    }


@needs_tables
def test_the_raw_attestations_are_the_same_bytes():
    assert (EVIDENCE / "attestations.csv").read_bytes() == (TABLES / "attestations.csv").read_bytes()


@needs_tables
def test_the_crosswalk_has_every_pair_in_the_order_of_the_table():
    expected = [
        filled(
            {
                "government": row["gov_code"],
                "department": row["dept_code"],
                "scope": row["scope"],
                "evidence": row["evidence"],
                "attested_in": row["attested_in"],
                "note": row["note"],
            }
        )
        for row in table("economic-crosswalk")
    ]
    assert load(CATALOGUES / "economic-crosswalk.yaml")["pairs"] == expected


@needs_tables
def test_the_names_left_out_of_the_crosswalk_are_in_the_catalogues():
    government, department = subjects("economic-government"), subjects("economic-department")
    for row in table("economic-crosswalk"):
        assert row["gov_name"] == government[row["gov_code"]]["name"]
        name = department[row["dept_code"].removesuffix("*")]["name"]
        suffix = f"（类，{row['scope']}）" if row["dept_code"].endswith("*") else ""
        assert row["dept_name"] == name + suffix


@needs_tables
def test_every_code_without_a_name_is_kept_with_its_place():
    expected = {row["code"]: filled(row, "code") for row in table("codes-without-name")}
    assert load(CATALOGUES / "codes-without-name.yaml")["codes"] == expected


@needs_tables
def test_sources_keep_everything_but_row_counts_and_private_places():
    shipped = load(DATA / "sources.yaml")["sources"]
    rows = {row["id"]: filled(row, "id", "rows") for row in table("sources")}
    replaced = {key for key, row in rows.items() if row.get("where") != shipped[key].get("where")}
    for key in replaced:
        assert not rows[key]["where"].startswith(("http", "github "))
        rows[key]["where"] = rows[key]["title"]
    assert shipped == rows


@needs_tables
def test_building_again_would_change_nothing():
    command = [sys.executable, str(DATA / "build" / "catalogues.py"), str(TABLES), "--check"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


# --- on their own -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", YAML_FILES, ids=lambda path: str(path.relative_to(DATA)))
def test_a_loader_that_guesses_types_reads_the_same_text(path):
    text = path.read_text(encoding="utf-8")
    for loader in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        assert texts_of(yaml.load(text, Loader=loader)) == load(path)  # noqa: S506 - both are safe loaders


@every_catalogue
def test_every_parent_exists(stem):
    shipped = subjects(stem)
    orphans = [code for code in shipped if len(code) > 3 and code[:-2] not in shipped]
    assert not orphans


@every_catalogue
def test_code_lengths_fit_the_classification(stem):
    shipped = subjects(stem)
    assert all(re.fullmatch("[1-9][0-9]*", code) for code in shipped)
    assert {len(code) for code in shipped} == CODE_LENGTHS[stem]


@every_catalogue
def test_codes_stand_once_and_in_order(stem):
    lines = (CATALOGUES / f"{stem}.yaml").read_text(encoding="utf-8").splitlines()
    codes = [line.strip().partition(":")[0] for line in lines if re.match(r"  \d", line)]
    assert codes == sorted(set(codes))
    assert codes == list(subjects(stem))


@every_catalogue
def test_names_are_there_and_have_no_spaces(stem):
    assert all(re.fullmatch(r"\S+", line["name"]) for line in subjects(stem).values())


@every_catalogue
def test_every_field_uses_the_agreed_words(stem):
    budgets = set() if stem in ECONOMIC else {"general", "fund", "soe", "social-insurance"}
    for code, line in subjects(stem).items():
        assert line["evidence"] in {"official", "attested", "continuity", "unverified"}, code
        assert set(line["budget"].split(";")) - {""} <= budgets, code
        assert re.fullmatch(r"(?!-$)(\d{4})?-(\d{4})?|", line["years"]), code


@every_catalogue
def test_no_file_is_silent_about_its_coverage(stem):
    document = load(CATALOGUES / f"{stem}.yaml")
    assert document["coverage"] == ("complete" if stem == "economic-department" else "partial")
    assert document["reading"] == " | ".join(FIELDS)
    assert document["catalogue"] == load(EVIDENCE / f"{stem}.yaml")["catalogue"]


@every_catalogue
def test_evidence_is_only_given_for_codes_that_exist(stem):
    evidence = load(EVIDENCE / f"{stem}.yaml")
    assert evidence["attestations"].keys() | evidence["notes"].keys() <= subjects(stem).keys()


@every_catalogue
def test_every_source_of_an_attestation_is_described(stem):
    sources = load(DATA / "sources.yaml")["sources"]
    for code, cited in attestations(stem).items():
        for attestation in cited:
            source, _, year = attestation.partition(":")
            assert source in sources, code
            assert re.fullmatch(r"\d{4}(/\d{4})*", year), code


def test_every_source_of_a_raw_attestation_is_described():
    sources = load(DATA / "sources.yaml")["sources"]
    with (EVIDENCE / "attestations.csv").open(encoding="utf-8", newline="") as handle:
        assert {row["source"] for row in csv.DictReader(handle)} <= sources.keys()


@every_catalogue
def test_every_official_or_attested_subject_was_seen_somewhere(stem):
    sourced = {code for code, line in subjects(stem).items() if line["evidence"] in {"official", "attested"}}
    assert sourced <= attestations(stem).keys()


@every_catalogue
def test_every_attestation_rests_on_a_raw_row_for_that_code_name_and_year(stem):
    with (EVIDENCE / "attestations.csv").open(encoding="utf-8", newline="") as handle:
        raw = {(row["code"], row["name"], row["source"], row["year"]) for row in csv.DictReader(handle)}
    names = {code: line["name"] for code, line in subjects(stem).items()}
    for code, cited in attestations(stem).items():
        for attestation in cited:
            source, _, span = attestation.partition(":")
            assert {(code, names[code], source, year) for year in span.split("/")} <= raw, code


def test_every_source_is_found_at_a_public_place_or_by_its_title():
    for key, source in load(DATA / "sources.yaml")["sources"].items():
        where = source.get("where", "")
        assert where in {"", source["title"]} or where.startswith(("http://", "https://", "github ")), key


def test_every_code_of_the_crosswalk_exists():
    government, department = subjects("economic-government"), subjects("economic-department")
    for pair in load(CATALOGUES / "economic-crosswalk.yaml")["pairs"]:
        assert pair["government"] in government
        assert covered(pair["department"], department), pair


def covered(written: str, department: dict[str, dict[str, str]]) -> list[str]:
    """The 款 that one side of a pair stands for: itself, or with a star all those of its 类."""
    stem = written.removesuffix("*")
    if stem not in department:
        return []
    if stem == written:
        return [written]
    return [code for code in department if len(stem) == 3 and len(code) == 5 and code.startswith(stem)]


def test_no_pair_stands_twice_in_the_crosswalk():
    pairs = [
        (p["government"], p["department"]) for p in load(CATALOGUES / "economic-crosswalk.yaml")["pairs"]
    ]
    assert len(pairs) == len(set(pairs))


def test_a_pair_is_attested_exactly_when_it_names_its_source():
    sources = load(DATA / "sources.yaml")["sources"]
    for pair in load(CATALOGUES / "economic-crosswalk.yaml")["pairs"]:
        assert (pair["evidence"] == "attested") == ("attested_in" in pair), pair
        assert "attested_in" not in pair or pair["attested_in"].partition(":")[0] in sources, pair


def test_a_code_without_a_name_is_in_no_catalogue():
    nameless = load(CATALOGUES / "codes-without-name.yaml")["codes"]
    assert not nameless.keys() & subjects("functional").keys()
    assert {entry["source"] for entry in nameless.values()} <= load(DATA / "sources.yaml")["sources"].keys()
