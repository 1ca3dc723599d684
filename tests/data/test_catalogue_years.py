"""What the catalogue says of a year: changes replay, names resolve, budgets and levels fit."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from govbudget.catalogue import (
    DataError,
    attestations,
    changes,
    classification,
    nameless,
    note_on,
    scheme_of,
    standing,
    to_department,
    to_government,
    years_seen,
)
from govbudget.catalogue.changes import all_changes
from govbudget.catalogue.classifications import listed_subjects
from govbudget.catalogue.crosswalk import all_correspondences
from govbudget.catalogue.strict_yaml import load
from govbudget.model import Budget, ChangeKind, Scheme, UnknownCodeError, parent_of

YEARS = range(2018, 2027)
SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def names(scheme, year):
    return {subject.code: subject.name for subject in classification(scheme, year)}


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("year", YEARS[:-1])
def test_the_changes_of_a_year_turn_the_last_year_into_this_one(scheme, year):
    replayed = names(scheme, year)
    for change in all_changes():
        if change.scheme is scheme and change.effective == year + 1:
            if change.kind is ChangeKind.CREATED:
                assert change.code not in replayed
                replayed[change.code] = change.after
            elif change.kind is ChangeKind.ABOLISHED:
                assert replayed.pop(change.code) == change.before
            else:
                assert replayed[change.code] == change.before
                replayed[change.code] = change.after
    assert replayed == names(scheme, year + 1)


def test_every_change_is_about_a_code_that_is_listed_under_its_last_name():
    listed = {scheme: {s.code: s.name for s in listed_subjects(scheme)} for scheme in Scheme}
    for change in all_changes():
        last = change.after if change.kind is not ChangeKind.ABOLISHED else change.before
        assert listed[change.scheme][change.code] == last
        assert change.effective in YEARS


def test_a_change_with_evidence_cites_its_sources():
    sources = load((Path(__file__).resolve().parents[2] / "data" / "sources.yaml").read_text(), "s")[
        "sources"
    ]
    for change in all_changes():
        assert all(token.partition(":")[0] in sources for token in change.basis)
        assert change.basis or change.evidence.value == "unverified"


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("year", YEARS)
def test_a_name_read_in_a_year_is_the_name_of_that_year(scheme, year):
    """Rows of the current name that were attested in `year` must not be replaced by a change."""
    listed = {s.code: s.name for s in listed_subjects(scheme)}
    for subject in classification(scheme, year):
        if any(token.endswith(f":{year}") for token in attestations(scheme, subject.code)):
            assert subject.name == listed[subject.code]
            assert year in years_seen(scheme, subject.code, year)


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("year", [2018, 2024, 2026])
def test_every_parent_exists_and_levels_fit(scheme, year):
    known = classification(scheme, year)
    for subject in known:
        assert known.level(subject.code) in scheme.levels
        assert parent_of(subject.code) is None or parent_of(subject.code) in known


def test_an_item_of_the_functional_classification_belongs_to_one_budget():
    """Several budgets share a 类 or 款 only as the roof of codes that belong to one each (DOMAIN B8)."""
    known = classification(Scheme.FUNCTIONAL, 2024)
    roofs = [s for s in known if len(s.budgets) != 1]
    assert all(len(s.code) < 7 for s in roofs)
    assert {s.code for s in roofs if not known.children(s.code)} <= {"23009"}  # 年终结余, one in each budget
    assert known.budget_of("2080505") is Budget.GENERAL
    assert known.budget_of("2230107") is Budget.STATE_CAPITAL
    assert known.budget_of("212") is None


def test_a_renamed_code_answers_with_the_name_of_the_year():
    assert names(Scheme.FUNCTIONAL, 2019)["20805"] == "行政事业单位离退休"  # JS-RD-B19
    assert names(Scheme.FUNCTIONAL, 2024)["20805"] == "行政事业单位养老支出"  # 公开02, printed page 4
    assert "2170404" not in names(Scheme.FUNCTIONAL, 2024)
    assert "2170404" in names(Scheme.FUNCTIONAL, 2025)
    assert changes("2080505") == ()


def test_the_standing_of_a_code_tells_seen_from_inferred():
    assert standing(Scheme.FUNCTIONAL, "2080505", 2024) == "当年文件可证"
    assert standing(Scheme.FUNCTIONAL, "23009", 2024) == "推定(未见于任何年度的文件)"
    assert attestations(Scheme.FUNCTIONAL, "23009") == ()


def test_a_former_name_stands_on_its_own_evidence():
    former = classification(Scheme.FUNCTIONAL, 2019)["20805"]
    assert (former.since, former.until, former.evidence.value) == (2019, 2019, "attested")
    assert former.aliases == ("行政事业单位养老支出 (2020-)",)
    assert standing(Scheme.FUNCTIONAL, "20805", 2019) == "当年文件可证"
    assert standing(Scheme.FUNCTIONAL, "2130199", 2018) == "推定(见于 2019 年)"
    with pytest.raises(UnknownCodeError):
        standing(Scheme.FUNCTIONAL, "2080504", 2024)


def test_a_code_without_a_name_is_recognised_and_not_named():
    assert nameless("2082201") == "2082201 在2019年的一份预算中用过,名称不详"
    assert nameless("2080505") is None


def test_the_compilers_notes_are_kept():
    assert "not in the 2024 reconstruction" in note_on(Scheme.FUNCTIONAL, "2110602")
    assert note_on(Scheme.ECONOMIC, "30101") == ""


@pytest.mark.parametrize("year", [2006, 2101, -5, "2024"])
def test_a_year_that_no_book_is_of_is_refused(year):
    with pytest.raises(DataError, match="年度应在 2007 与 2100 之间"):
        classification(Scheme.FUNCTIONAL, year)


def test_another_scope_of_the_crosswalk_is_refused_with_the_ones_there_are():
    with pytest.raises(DataError, match="没有适用单位 '机关';可用 事业单位、机关/参公"):
        to_government("30101", "机关")


def test_a_scheme_is_told_by_the_first_digit():
    assert scheme_of("1010101") is Scheme.REVENUE
    assert scheme_of("50101") is Scheme.GOVERNMENT_ECONOMIC
    assert scheme_of("９") is scheme_of("") is scheme_of("abc") is None


def test_an_economic_code_leads_to_its_government_codes_and_back():
    assert [(p.government, p.scope) for p in to_government("30101", "机关/参公")] == [("50101", "机关/参公")]
    assert "50501" in [pair.government for pair in to_government("30101", "事业单位")]
    assert {pair.department for pair in to_department("50101")} == {"30101", "30102", "30103"}
    assert to_government("30699") == ()
    assert len(all_correspondences()) == 104


def test_search_finds_by_fragment_and_by_other_names():
    known = classification(Scheme.FUNCTIONAL, 2024)
    assert "2080505" in [s.code for s in known.search("养老保险缴费")]
    assert "20805" in [s.code for s in known.search("行政事业单位离退休")]
    assert [s.code for s in known.like("住房公积金")] == ["2210201"]
    assert "20805" in [s.code for s in known.like("行政事业单位离退休")]
    assert known.like("行政事业单位养老支岀")[0].code == "20805"
    with pytest.raises(UnknownCodeError):
        known.budget_of("9999999")


def test_evidence_is_counted_by_level():
    counted = classification(Scheme.ECONOMIC, 2024).count_evidence()
    assert {level: sum(grades.values()) for level, grades in counted.items()} == {"类": 10, "款": 100}


needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not beside this repository")


def plain(name):
    return re.sub(
        r"[\s()（）]", "", name.split("、", 1)[-1] if re.match("[一二三四五六七八九十]+、", name) else name
    )


@needs_shared
def test_every_code_and_name_of_the_seed_resolves_in_its_year():
    content = load((SHARED / "seed" / "golden.yaml").read_text(encoding="utf-8"), "golden.yaml")
    rows = [row for table in content["tables"] for row in table.get("rows", ()) if row.get("code")]
    rows += [row for table in content["tables"] for block in table.get("blocks", ()) for row in block["rows"]]
    assert len(rows) == 31 * 3 + 110
    for row in rows:
        subject = classification(scheme_of(row["code"]), 2024)[row["code"]]
        if plain(subject.name) != plain(row["name"]):
            assert DIFFERENT[row["code"]] == row["name"]
            assert plain(row["name"]) in other_names(subject)


# The seed's form qualifies one name by its 类; the catalogue keeps the qualified name as another name.
DIFFERENT = {"31101": "资本金注入(基本建设)"}


def other_names(subject):
    return {plain(re.sub(r" \([^()]*\)$", "", alias)) for alias in subject.aliases}


# What the documents print otherwise than every other source, by table: 5915ba7f loses the leading zero of two 款
# (page 29); ae1975c5 prints 7 11 02 for 210 11 02 (pages 9 and 11), and numbers the economic rows of its table 8
# (page 14) by a running count of its own, under older names.
DIFFERING = {
    "5915ba7f": {(8, "3012", "津贴补贴"), (8, "3017", "绩效工资")},
    "ae1975c5": {
        (3, "71102", "事业单位医疗"),
        (5, "71102", "事业单位医疗"),
        (8, "30108", "机关事业单位基本养老保险费"),
        (8, "30202", "咨询费"),
        (8, "30203", "水费"),
        (8, "30204", "电费"),
        (8, "30205", "邮电费"),
        (8, "30206", "办公设备购置费"),
        (8, "30207", "工会经费"),
        (8, "30208", "福利费"),
        (8, "30210", "车辆运行费"),
        (8, "30211", "事业单位离退休人员福利费"),
        (8, "30212", "机关事业单位退休人员活动费"),
        (8, "30213", "其他商品和服务支出"),
        (8, "303", "离退休人员经费"),
        (8, "30301", "退休费"),
    },
}


def resolves(code, name):
    known = classification(scheme_of(code), 2024) if scheme_of(code) else ()  # all four are of 2024
    subject = known.get(code) if known else None
    return subject is not None and plain(name) in {plain(subject.name), *other_names(subject)}


@needs_shared
@pytest.mark.parametrize("path", sorted((SHARED / "corpus" / "tables").glob("*.json")), ids=lambda p: p.stem)
def test_every_code_and_name_of_the_transcribed_tables_resolves_in_its_year(path):
    tables = json.loads(path.read_text(encoding="utf-8"))["tables"]
    coded = {(t["no"], r["code"], r["name"]) for t in tables for r in t["rows"] if r.get("code")}
    assert len(coded) > 50
    assert {(no, code, name) for no, code, name in coded if not resolves(code, name)} == DIFFERING.get(
        path.stem, set()
    )
