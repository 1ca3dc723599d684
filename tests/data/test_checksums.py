"""Released data is frozen by checksum; corrections go through the errata."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from govbudget.catalogue import DataError, errata
from govbudget.model import Scheme

SCRIPT = Path(__file__).resolve().parents[2] / "data" / "build" / "checksums.py"


def test_no_data_file_differs_from_its_checksum():
    done = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


LINES = {"201": "一般公共服务支出 | attested", "202": "外交支出 | attested"}


def correct(monkeypatch, **erratum):
    monkeypatch.setattr(errata, "_errata", lambda: ({"classification": "functional", **erratum},))
    return errata.corrected(Scheme.FUNCTIONAL, LINES)


def test_an_erratum_replaces_the_released_line(monkeypatch):
    after = correct(monkeypatch, code="202", was=LINES["202"], now="外交支出 | official")
    assert after == {**LINES, "202": "外交支出 | official"}


def test_an_erratum_can_withdraw_and_add_a_code(monkeypatch):
    assert correct(monkeypatch, code="202", was=LINES["202"]) == {"201": LINES["201"]}
    assert list(correct(monkeypatch, code="2010", was=None, now="x | attested")) == ["201", "2010", "202"]


def test_an_erratum_of_another_classification_changes_nothing(monkeypatch):
    monkeypatch.setattr(errata, "_errata", lambda: ({"classification": "revenue", "code": "202"},))
    assert errata.corrected(Scheme.FUNCTIONAL, LINES) == LINES


def test_an_erratum_against_another_text_is_refused(monkeypatch):
    with pytest.raises(
        DataError, match=r"errata.yaml: 科目 202 的原文应为 '外交支出 \| attested',勘误却写作 '旧'"
    ):
        correct(monkeypatch, code="202", was="旧", now="新")
