"""Released data is frozen by checksum; corrections go through the errata."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from govbudget.catalogue import DataError, classification, errata
from govbudget.catalogue.files import text_of
from govbudget.model import Scheme

SCRIPT = Path(__file__).resolve().parents[2] / "data" / "build" / "checksums.py"


def test_no_data_file_differs_from_its_checksum():
    done = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


LINES = {"201": "一般公共服务支出 | attested", "202": "外交支出 | attested"}


def correct(monkeypatch, **erratum):
    monkeypatch.setattr(
        errata, "_errata", lambda: ({"classification": "functional", "basis": "N55", **erratum},)
    )
    return errata.corrected(Scheme.FUNCTIONAL, LINES)


def test_an_erratum_replaces_the_released_line(monkeypatch):
    after = correct(monkeypatch, code="202", was=LINES["202"], now="外交支出 | official")
    assert after == {**LINES, "202": "外交支出 | official"}


def test_an_erratum_can_withdraw_and_add_a_code(monkeypatch):
    assert correct(monkeypatch, code="202", was=LINES["202"], now=None) == {"201": LINES["201"]}
    assert list(correct(monkeypatch, code="2010", was=None, now="x | attested")) == ["201", "2010", "202"]


def test_an_erratum_of_another_classification_changes_nothing(monkeypatch):
    other = {"classification": "revenue", "code": "202", "was": "x", "now": "y", "basis": "N55"}
    monkeypatch.setattr(errata, "_errata", lambda: (other,))
    assert errata.corrected(Scheme.FUNCTIONAL, LINES) == LINES


def test_an_erratum_against_another_text_is_refused(monkeypatch):
    with pytest.raises(
        DataError, match=r"errata.yaml: 科目 202 的原文应为 '外交支出 \| attested',勘误却写作 '旧'"
    ):
        correct(monkeypatch, code="202", was="旧", now="新")


@pytest.mark.parametrize(
    "change", [{"classification": "weather"}, {"now": ...}, {"nwo": "y"}, {"code": None}]
)
def test_an_erratum_with_other_keys_than_the_five_is_refused(monkeypatch, change):
    whole = {"classification": "functional", "code": "202", "was": LINES["202"], "now": "y", "basis": "N55"}
    erratum = {key: value for key, value in {**whole, **change}.items() if value is not ...}
    monkeypatch.setattr(errata, "_errata", lambda: (erratum,))
    with pytest.raises(
        DataError, match=r"errata.yaml: 勘误 .* 须写明 basis、classification、code、now、was,不多不少"
    ):
        errata.corrected(Scheme.FUNCTIONAL, LINES)


def test_an_erratum_without_a_source_is_refused(monkeypatch):
    with pytest.raises(DataError, match=r"errata.yaml: 勘误 202 的 basis 'ZZ' 不在 sources.yaml 中"):
        correct(monkeypatch, code="202", was=LINES["202"], now="外交支出 | official", basis="ZZ")


def test_a_data_file_that_is_not_utf8_is_refused(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes("科目".encode("gb18030"))
    with pytest.raises(DataError, match=r"x.yaml: 不是 UTF-8 文本"):
        text_of(path)


def test_a_code_list_line_that_is_no_text_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "catalogues" / "2024" / "functional.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("subjects:\n  208:\n", encoding="utf-8")
    monkeypatch.setenv("GOVBUDGET_DATA", str(tmp_path))
    with pytest.raises(DataError, match=r"functional.yaml: 科目 208 后面应是一行文字,现为 None"):
        classification(Scheme.FUNCTIONAL, 2024)


def test_a_part_of_an_edition_overrides_its_codes_and_keeps_the_rest(tmp_path, monkeypatch):
    path = tmp_path / "catalogues" / "2024" / "functional.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("complete_in: []\nsubjects:\n  208: 甲 | official |  | 2024-2024\n", encoding="utf-8")
    monkeypatch.setenv("GOVBUDGET_DATA", str(tmp_path))
    known = classification(Scheme.FUNCTIONAL, 2024)
    assert (known["208"].name, known["2080505"].name) == ("甲", "机关事业单位基本养老保险缴费支出")
    assert not known.complete
    path.write_text("complete_in: ['2024']\nsubjects:\n  209: 乙 | official\n", encoding="utf-8")
    assert [subject.code for subject in classification(Scheme.FUNCTIONAL, 2024)] == ["209"]
    assert classification(Scheme.FUNCTIONAL, 2024).complete
