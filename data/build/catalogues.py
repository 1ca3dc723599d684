"""Catalogues from their working tables: CSV in, YAML that a person can review line by line out.

`python data/build/catalogues.py SOURCE_DIR` rewrites the files under `data/`; with `--check` nothing is
written and the exit code is 1 if any file would change. The same tables always give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

DATA = Path(__file__).resolve().parents[1]
SEPARATOR = " | "
READING = "name | evidence | budget | years | aliases"
# Anything else is a folder or an index of whoever collected the documents: no reader could follow it.
PUBLIC_ADDRESS = re.compile(r"https?://|github ")

Row = Mapping[str, str]


class Catalogue(NamedTuple):
    """科目表 — one table of subjects and what its file says about itself."""

    stem: str
    kind: str
    title: str
    coverage: str
    scope: str
    names_budget: bool

    @property
    def comment(self) -> tuple[str, str]:
        """What the file is, and how one of its lines reads."""
        budget = "budget" if self.names_budget else "budget (empty here)"
        fields = f"名称 | evidence | {budget} | years seen | other names"
        return (
            f"{self.title} — {self.scope}; compiled from published documents, not an official edition.",
            f"One line a code: {fields}. What the evidence words mean is in data/README.md.",
        )


CATALOGUES = (
    Catalogue(
        "functional",
        "functional",
        "支出功能分类科目",
        "partial",
        "the functional subjects of all four budgets in one table",
        names_budget=True,
    ),
    Catalogue(
        "economic-department",
        "economic",
        "部门预算支出经济分类科目",
        "complete",
        "every 3xx code pre-printed in the 2024 form 公开06表",
        names_budget=False,
    ),
    Catalogue(
        "economic-government",
        "government-economic",
        "政府预算支出经济分类科目",
        "partial",
        "the 5xx codes, most of them without a source yet",
        names_budget=False,
    ),
    Catalogue(
        "revenue",
        "revenue",
        "收入分类科目",
        "partial",
        "类, 款 and 项, with 目 only where one was found",
        names_budget=True,
    ),
)


def read_rows(path: Path) -> list[Row]:
    """Every row of a table by column name; a row of the wrong width is refused."""
    with path.open(encoding="utf-8", newline="") as handle:
        header, *rows = csv.reader(handle)
    return [dict(zip(header, row, strict=True)) for row in rows]


def in_order(rows: Iterable[Row], key: str = "code") -> list[Row]:
    """Rows by key as text, so that a parent stands before its children; a repeated key is refused."""
    ordered = sorted(rows, key=lambda row: row[key])
    times = Counter(row[key] for row in ordered)
    if repeated := [name for name, count in times.items() if count > 1]:
        raise ValueError(f"more than one row for {', '.join(repeated)}")
    return ordered


def scalar(text: str, *, flow: bool = False) -> str:
    """Text as YAML, quoted only where a reader of the plain form would get something else."""
    return text if reads_plain(f"{{key: {text}}}" if flow else f"key: {text}", text) else quoted(text)


def reads_plain(sample: str, text: str) -> bool:
    """True if both of PyYAML's readers find the text in the sample: only the pure one trips over a `?`."""
    try:
        readings = yaml.safe_load(sample), yaml.load(sample, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return False
    return all(reading == {"key": text} for reading in readings)


def quoted(text: str) -> str:
    """Text in double quotes; a JSON string is also a YAML one."""
    return json.dumps(text, ensure_ascii=False)


def flow_mapping(fields: Mapping[str, str]) -> str:
    """One mapping on one line, without its empty fields."""
    written = (f"{key}: {scalar(value, flow=True)}" for key, value in fields.items() if value)
    return "{" + ", ".join(written) + "}"


def years(row: Row) -> str:
    """`2009-`, `-2020`, `2017-2019`, or nothing when neither end is known."""
    span = f"{row['valid_from']}-{row['valid_to']}"
    return "" if span == "-" else span


def subject_fields(row: Row, *, names_budget: bool) -> list[str]:
    """The fields of one line, trailing empty ones dropped."""
    budget = row["budget"] if names_budget else ""
    fields = [row["name"], row["evidence"], budget, years(row), row["aliases"]]
    while not fields[-1]:
        fields.pop()
    return fields


def document(comments: Iterable[str], *sections: Iterable[str]) -> str:
    """Comment lines, then the sections, each line ended."""
    lines = [f"# {comment}" for comment in comments]
    for section in sections:
        lines.extend(section)
    return "".join(f"{line}\n" for line in lines)


def subjects_file(catalogue: Catalogue, rows: Iterable[Row]) -> str:
    """The subjects themselves, read back before they are handed on."""
    fields = {row["code"]: subject_fields(row, names_budget=catalogue.names_budget) for row in rows}
    header = (
        f"catalogue: {catalogue.kind}",
        f"title: {catalogue.title}",
        f"coverage: {catalogue.coverage}",
        f"reading: {READING}",
        "subjects:",
    )
    lines = (f"  {code}: {scalar(SEPARATOR.join(parts))}" for code, parts in fields.items())
    text = document(catalogue.comment, header, lines)
    refuse_unless_read_back(catalogue.stem, text, fields)
    return text


def refuse_unless_read_back(stem: str, text: str, fields: Mapping[str, list[str]]) -> None:
    """A field that contains the separator, or a scalar that YAML reads otherwise, must not be shipped."""
    read = yaml.load(text, Loader=yaml.CSafeLoader)["subjects"]
    back = {str(code): line.split(SEPARATOR) for code, line in read.items()}
    if back != fields:
        wrong = sorted(code for code in back.keys() | fields.keys() if back.get(code) != fields.get(code))
        raise ValueError(f"{stem}: does not read back: {', '.join(wrong)}")


def evidence_file(catalogue: Catalogue, rows: list[Row]) -> str:
    """Where each code was seen under its current name, and what is doubtful about it."""
    attested = {row["code"]: row["attested_in"].replace(";", " ") for row in rows if row["attested_in"]}
    # How the compilers shared their work is nothing that a reader of the list needs.
    notes = {row["code"]: row["note"].replace(" by the previous step", "") for row in rows if row["note"]}
    comments = (
        f"{catalogue.title} — where each code and name was seen: source:year, sources in data/sources.yaml.",
        "A year such as 2024/2025 stands for both. Page by page: attestations.csv beside this file.",
    )
    return document(
        comments,
        (f"catalogue: {catalogue.kind}",),
        block("attestations", attested),
        block("notes", notes),
    )


def block(name: str, entries: Mapping[str, str]) -> list[str]:
    """A mapping of codes to text; an empty one says so, since a bare key would read as nothing."""
    if not entries:
        return [f"{name}: {{}}"]
    return [f"{name}:", *(f"  {code}: {scalar(text)}" for code, text in entries.items())]


def crosswalk_file(rows: Iterable[Row]) -> str:
    """Pairs in the order of the printed comparison table; names stay in the two catalogues."""
    comments = (
        "两套支出经济分类科目对照表 — government code (5xx) and department code (3xx) of the same spending.",
        "`301*` stands for every 款 of that 类. A pair without attested_in has no source.",
    )
    header = ("crosswalk: economic", "title: 两套支出经济分类科目对照表", "coverage: partial", "pairs:")
    return document(comments, header, (f"  - {pair(row)}" for row in rows))


def pair(row: Row) -> str:
    """One pair; codes are always quoted so that 30101 and 301* look and read alike."""
    codes = f"government: {quoted(row['gov_code'])}, department: {quoted(row['dept_code'])}"
    rest = flow_mapping({key: row[key] for key in ("scope", "evidence", "attested_in", "note")})
    return f"{{{codes}, {rest.removeprefix('{')}"


def nameless_file(rows: Iterable[Row]) -> str:
    """Codes a county used although no source known here names them."""
    comments = (
        "支出功能分类 codes seen in use without a name: a lookup may recognise them, never name them.",
    )
    header = (
        "catalogue: functional",
        "title: 有编码而无名称的支出功能分类科目",
        "coverage: partial",
        "codes:",
    )
    keys = ("budget", "year", "source", "note")
    lines = (f"  {row['code']}: {flow_mapping({key: row[key] for key in keys})}" for row in in_order(rows))
    return document(comments, header, lines)


def is_public(row: Row) -> bool:
    """True if the place a source was read at is one that anybody can go to, or none is given."""
    return not row["where"] or PUBLIC_ADDRESS.match(row["where"]) is not None


def sources_file(rows: Iterable[Row]) -> str:
    """The documents behind the evidence; where a place is not public, the title has to find it."""
    comments = (
        "来源 — every document that the evidence files cite, by id. Most are third-party copies, as kind says.",
        "`where` is a public address, or the title again if the copy that was read has none.",
    )
    lines = [f"  {scalar(row['id'])}: {flow_mapping(source_fields(row))}" for row in in_order(rows, "id")]
    return document(comments, ("sources:", *lines))


def source_fields(row: Row) -> dict[str, str]:
    """One source without its row count, which attestations.csv shows better."""
    where = row["where"] if is_public(row) else row["title"]
    return {
        "title": row["title"],
        "year": row["year"],
        "kind": row["kind"],
        "where": where,
        "note": row["note"],
    }


def build(source: Path) -> dict[str, bytes]:
    """Every output by its path below `data/`; nothing is written here."""
    texts: dict[str, str] = {}
    for catalogue in CATALOGUES:
        rows = in_order(read_rows(source / f"{catalogue.stem}.csv"))
        texts[f"catalogues/{catalogue.stem}.yaml"] = subjects_file(catalogue, rows)
        texts[f"catalogues/evidence/{catalogue.stem}.yaml"] = evidence_file(catalogue, rows)
    texts["catalogues/economic-crosswalk.yaml"] = crosswalk_file(read_rows(source / "economic-crosswalk.csv"))
    texts["catalogues/codes-without-name.yaml"] = nameless_file(read_rows(source / "codes-without-name.csv"))
    texts["sources.yaml"] = sources_file(read_rows(source / "sources.csv"))
    files = {name: text.encode() for name, text in texts.items()}
    # The raw proof is passed on byte for byte: nobody should have to trust this script about it.
    files["catalogues/evidence/attestations.csv"] = (source / "attestations.csv").read_bytes()
    return files


def changed(files: Mapping[str, bytes]) -> list[str]:
    """The files whose content on disk is missing or different."""
    return [
        name
        for name, content in sorted(files.items())
        if not (DATA / name).is_file() or (DATA / name).read_bytes() != content
    ]


def write(files: Mapping[str, bytes], names: Iterable[str]) -> None:
    """Write the named files, creating their folders."""
    for name in names:
        path = DATA / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[name])


def main(arguments: list[str] | None = None) -> int:
    """Build, then write or compare; the exit code is 1 only for a failed comparison."""
    parser = argparse.ArgumentParser(description="Build the YAML catalogues from their CSV tables.")
    parser.add_argument("source", type=Path, metavar="SOURCE_DIR", help="the folder of the CSV tables")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file would change")
    options = parser.parse_args(arguments)
    files = build(options.source)
    names = changed(files)
    for name in names:
        print(f"{'would change' if options.check else 'written'}: {name}")
    if options.check:
        return 1 if names else 0
    write(files, names)
    hidden = [row["id"] for row in read_rows(options.source / "sources.csv") if not is_public(row)]
    print(
        f"{len(names)} of {len(files)} files written; place replaced by title: {', '.join(hidden) or 'none'}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
