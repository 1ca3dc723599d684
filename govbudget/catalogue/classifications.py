"""政府收支分类科目 of a year, from the bundled code lists."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from govbudget.catalogue.changes import all_changes, changes
from govbudget.catalogue.editions import user_edition
from govbudget.catalogue.errata import corrected
from govbudget.catalogue.files import DataError, data_file, text_of
from govbudget.catalogue.strict_yaml import load
from govbudget.model import Budget, ChangeKind, Classification, CodeBook, Evidence, Scheme, Subject, undone
from govbudget.model.differences import Differences, differences

__all__ = [
    "attestations",
    "bundled",
    "classification",
    "code_book",
    "diff",
    "listed_subjects",
    "note_on",
    "scheme_of",
    "standing",
    "years_seen",
]

_FILES = {
    Scheme.FUNCTIONAL: "functional.yaml",
    Scheme.ECONOMIC: "economic-department.yaml",
    Scheme.GOVERNMENT_ECONOMIC: "economic-government.yaml",
    Scheme.REVENUE: "revenue.yaml",
}
_BUDGETS = {budget.id: budget for budget in Budget}
FIRST_YEAR, LAST_YEAR = 2007, 2100
"""The present books begin in 2007; a year beyond the second is a slip."""

_YEARS = re.compile(r"(?P<since>\d{4})?-(?P<until>\d{4})?")


def code_book(year: int) -> CodeBook:
    """科目 — the functional and the department economic classification of a fiscal year.

    >>> code_book(2024).functional["2080505"].name
    '机关事业单位基本养老保险缴费支出'
    """
    return CodeBook(year, classification(Scheme.FUNCTIONAL, year), classification(Scheme.ECONOMIC, year))


def classification(scheme: Scheme, year: int) -> Classification:
    """One classification in a year: the edition that the user imported, else what is known of it.

    What is known is the bundled code list with every later change undone; `standing` says of a code
    whether it was seen in that very year or is inferred from others. An imported edition that is only a
    part overrides the codes that it has. Raises `DataError` for a year that no book can be of.
    """
    if not isinstance(year, int) or not FIRST_YEAR <= year <= LAST_YEAR:
        raise DataError(f"没有 {year!r} 年的科目;年度应在 {FIRST_YEAR} 与 {LAST_YEAR} 之间")
    edition = user_edition(scheme, year)
    # The file may be imported again while the program runs; its time and size tell.
    stamp = (edition.stat().st_mtime_ns, edition.stat().st_size) if edition else (0, 0)
    return _classification(scheme, year, edition, stamp)


def diff(scheme: Scheme, earlier: int, later: int) -> Differences:
    """What is known to have changed between two years: added, removed, renamed, better attested.

    >>> [renaming.after for renaming in diff(Scheme.FUNCTIONAL, 2019, 2020).renamed if renaming.code == "20805"]
    ['行政事业单位养老支出']
    """
    return differences(classification(scheme, earlier), classification(scheme, later))


@functools.cache
def _classification(
    scheme: Scheme, year: int, edition: Path | None, _stamp: tuple[int, int]
) -> Classification:
    if edition is None:
        return bundled(scheme, year)
    content = _content(edition, str(edition))
    own = _subjects(str(edition), content["subjects"])
    if str(year) in (content.get("complete_in") or ()):
        return Classification(scheme, year, own, complete=True)
    known = {subject.code: subject for subject in bundled(scheme, year)}
    merged = known | {subject.code: subject for subject in own}
    return Classification(scheme, year, tuple(merged[code] for code in sorted(merged)))


def bundled(scheme: Scheme, year: int) -> Classification:
    """What is known of a year without any imported edition."""
    return undone(scheme, year, listed_subjects(scheme), all_changes())


@functools.cache
def listed_subjects(scheme: Scheme) -> tuple[Subject, ...]:
    """Every line of a bundled code list, whatever its years, with the errata applied."""
    path = data_file("catalogues", _FILES[scheme])
    return _subjects(path.name, corrected(scheme, _content(path, path.name)["subjects"]))


def _content(path: Path, name: str) -> dict[str, Any]:
    """A code list as written, its `subjects` a line a code."""
    content = load(text_of(path), name)
    if not isinstance(content, dict) or not isinstance(content.get("subjects"), dict):
        raise DataError(f"{name}: 应有 subjects 一节,每行一个科目")
    for code, line in content["subjects"].items():
        if not isinstance(line, str):
            raise DataError(f"{name}: 科目 {code} 后面应是一行文字,现为 {line!r}")
    return content


def _subjects(name: str, lines: Mapping[str, str]) -> tuple[Subject, ...]:
    return tuple(_subject(name, code, line) for code, line in lines.items())


@functools.cache
def _evidence_of(scheme: Scheme, section: str) -> dict[str, Any]:
    path = data_file("catalogues", "evidence", _FILES[scheme])
    content = load(text_of(path), path.name)
    if not isinstance(content, dict) or not isinstance(content.get(section), dict):
        raise DataError(f"{path.name}: 应有 {section} 一节,每行一个科目")
    return dict(content[section])


def note_on(scheme: Scheme, code: str) -> str:
    """What the compilers noted of a code: doubts, inferred budgets, sightings without a name."""
    return str(_evidence_of(scheme, "notes").get(code) or "")


def attestations(scheme: Scheme, code: str) -> tuple[str, ...]:
    """Where a code and its current name were read, as `source:year`; sources by id in `data/sources.yaml`.

    >>> "SEED-A24:2024" in attestations(Scheme.FUNCTIONAL, "2080505")
    True
    """
    listed = _evidence_of(scheme, "attestations").get(code)
    return tuple(listed.split()) if isinstance(listed, str) else ()


def years_seen(scheme: Scheme, code: str, year: int) -> frozenset[int]:
    """The fiscal years in which a code was read under the name that it has in `year`."""
    later = [
        change
        for change in changes(code)
        if change.scheme is scheme and change.kind is ChangeKind.RENAMED and change.effective > year
    ]
    if later:
        return frozenset(later[0].years_before)
    tokens = (token.partition(":")[2] for token in attestations(scheme, code))
    return frozenset(int(year) for years in tokens for year in years.split("/") if year.isdigit())


def standing(scheme: Scheme, code: str, year: int) -> str:
    """How a code is known for one year: read in that year, or inferred, and from which years.

    Raises `UnknownCodeError` for a code that the year does not list.

    >>> standing(Scheme.FUNCTIONAL, "20805", 2024)
    '当年文件可证'
    >>> standing(Scheme.FUNCTIONAL, "20805", 2021)
    '推定(见于 2023、2024、2025、2026 年)'
    """
    classification(scheme, year)[code]
    if user_edition(scheme, year) is not None:
        return "见于导入的官方目录"
    seen = years_seen(scheme, code, year)
    if year in seen:
        return "当年文件可证"
    return f"推定(见于 {'、'.join(map(str, sorted(seen)))} 年)" if seen else "推定(未见于任何年度的文件)"


def scheme_of(code: str) -> Scheme | None:
    """Which part of the book a code belongs to, by its first digit; `None` if it belongs to none.

    >>> scheme_of("30101"), scheme_of("999")
    (<Scheme.ECONOMIC: '部门预算支出经济分类'>, None)
    """
    first = {
        "1": Scheme.REVENUE,
        "2": Scheme.FUNCTIONAL,
        "3": Scheme.ECONOMIC,
        "5": Scheme.GOVERNMENT_ECONOMIC,
    }
    return first.get(code[:1]) if code.isascii() and code.isdigit() else None


def _subject(path: str, code: str, line: str) -> Subject:
    """One line: `名称 | 依据 | 预算 | 年度 | 别名`, trailing fields left out where empty."""
    name, evidence, budgets, years, aliases, *spare = (*line.split(" | "), "", "", "", "")
    faulty = f"{path}: 科目 {code} 应写作「名称 | 依据 | 预算 | 年度 | 别名」,现为 {line!r}"
    if any(spare):
        raise DataError(f"{faulty}(多余的栏)")
    try:
        since, until = _years(years)
        known, of = _evidence(evidence), _budgets(budgets)
    except (ValueError, KeyError) as fault:
        raise DataError(f"{faulty}({fault})") from fault
    return Subject(code, name, known, of, since, until, _aliases(aliases))


# A list has thousands of lines and a handful of different years, budgets and grades of evidence.
_evidence = functools.cache(lambda written: Evidence(written.strip()))


@functools.cache
def _years(written: str) -> tuple[int | None, int | None]:
    match = _YEARS.fullmatch(written.strip() or "-")
    if match is None:
        raise ValueError(f"年度 {written!r} 应写作 2018-2023")
    since, until = match["since"], match["until"]
    return int(since) if since else None, int(until) if until else None


@functools.cache
def _budgets(written: str) -> tuple[Budget, ...]:
    return tuple(_BUDGETS[budget] for budget in written.strip().split(";") if budget)


def _aliases(written: str) -> tuple[str, ...]:
    return tuple(alias.strip() for alias in written.split(";") if alias.strip()) if written else ()
