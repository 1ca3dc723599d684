"""The rules: ids that are never doubled, a basis for each, and nothing of the field left out in silence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from govbudget.catalogue import form, form_names, scheme_names
from govbudget.catalogue.checking import rules
from govbudget.catalogue.rules import linear_rules
from govbudget.checks.equation import Term
from govbudget.model import Scheme
from govbudget.tables import Form

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = ROOT.parent / "shared" / "DOMAIN.md"
NAMED = re.compile(
    r"\b(?:FA\d\d|BA\d\d|X-\d\w*|X-BUD|N|PE|DR|M|B)-[A-Za-z0-9][A-Za-z0-9-]*\b|\bBA\d\d\b|\bB[789]\b"
)


@pytest.mark.parametrize("name", scheme_names())
def test_every_rule_has_an_id_of_its_own_a_title_and_a_basis(name):
    every = rules(name)
    ids = [rule.id for rule in every]
    assert len(ids) == len(set(ids))
    assert all(rule.title and rule.basis for rule in every)
    assert len(ids) > 150


def test_every_id_of_the_field_is_a_rule_or_has_its_reason():
    if not DOMAIN.is_file():
        pytest.skip("shared/DOMAIN.md, which names the rules, is not beside this repository")
    known = {rule.id for name in scheme_names() for rule in rules(name)}
    listed = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8").partition("不是核对规则")[2]
    first = "、".join(line.split("|")[1] for line in listed.splitlines() if line.startswith("|"))
    reasons = {*re.findall(r"[A-Z]+\d*(?:-\w+)?", first), *(f"M-{n:02}" for n in range(1, 10))}
    named = set(NAMED.findall(DOMAIN.read_text(encoding="utf-8")))
    assert sorted(named - known - reasons) == []
    assert sorted(known & reasons) == []


def places_of(forms: list[Form]) -> set[tuple[str, str]]:
    rows = {(table.id, row.id) for f in forms for table in f.tables for row in table.rows or () if row.id}
    columns = {(table.id, column.id) for f in forms for table in f.tables for column in table.columns}
    return rows | columns


FORMS = [form(name) for name in form_names()]
PLACES = places_of(FORMS)
BY_CODE = {table.id for f in FORMS for table in f.tables if table.rows is None}


def terms_of(rule) -> list[Term]:
    return [
        term for case in rule.cases for term in (*case.equation.left, *case.equation.right) if not term.stated
    ]


@pytest.mark.parametrize("rule", linear_rules(), ids=lambda rule: rule.id)
def test_an_equation_names_only_rows_and_columns_that_some_form_prints(rule):
    for term in terms_of(rule):
        plain = [name for name in (*term.rows, *term.columns) if re.fullmatch("[a-z_]+", name)]
        sets = {"class", "leaf", "rest", "total"}
        unknown = [name for name in plain if name not in sets and (term.table, name) not in PLACES]
        assert unknown == [], (rule.id, term)


def test_codes_in_equations_are_as_long_as_codes_are():
    codes = {row for rule in linear_rules() for term in terms_of(rule) for row in term.rows if row.isdigit()}
    lengths = {*Scheme.FUNCTIONAL.lengths, *Scheme.ECONOMIC.lengths}
    assert {len(code) for code in codes} <= lengths
