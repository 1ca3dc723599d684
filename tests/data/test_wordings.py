"""Every bundled wording loads, tells every section once, and says where it is from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from attrs import evolve

from govbudget.catalogue import DataError, wordings
from govbudget.catalogue.wordings import wording, wording_names
from govbudget.model import Evidence
from govbudget.money import Unit
from govbudget.narrative.wording import PARTS, Section, WordingError

DATA = Path(__file__).resolve().parents[2] / "data" / "wordings"
NAMES = {"mof-2024", "shanghai-2024", "shanxi-2024"}

every_wording = pytest.mark.parametrize("name", sorted(NAMES))


def test_the_wordings_are_all_there():
    assert set(wording_names()) == NAMES


@every_wording
def test_a_wording_is_called_what_its_file_is_called_and_read_once(name):
    found = wording(name)
    assert found.name == name
    assert wording(name) is found
    assert "情况说明" in found.title


@every_wording
def test_a_file_opens_by_saying_in_chinese_what_it_is(name):
    first, second = (DATA / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[:2]
    assert re.match("# .*[一-鿿]{4}", first)
    assert second.startswith("# ")


@every_wording
def test_every_part_of_the_narrative_has_a_section(name):
    assert sorted(section.part for section in wording(name).sections if section.part) == sorted(PARTS)


@every_wording
def test_what_was_not_checked_says_so_and_what_was_says_where(name):
    found = wording(name)
    assert {"sections", "zero", "plain_hundred", "words"} <= set(found.evidence)
    assert bool(found.seen_in) == (Evidence.ATTESTED in found.evidence.values())
    assert found.printing.unit is Unit.WAN_YUAN


def test_headings_are_printed_by_their_level():
    headings = [Section(number, "标题") for number in ("五", "五(三)", "十(四)1", "十一(二)")]
    assert [str(heading) for heading in headings] == ["五、标题", "(三)标题", "1、标题", "(二)标题"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"share": "占比"}, r"share 须有且只有一处 \{\},现为 '占比'"),
        ({"completed": "{}{}"}, "completed 须有且只有一处"),
        ({"three_public_completed": "完成"}, "three_public_completed 须有且只有一处"),
        ({"zero": "零"}, "零须写作 0 或 0.00 之类,现为 '零'"),
        ({"zero": ""}, "零须写作 0 或 0.00 之类,现为 ''"),
        ({"plain_hundred": ("ratio",)}, "没有比率 'ratio';可用的比率: share、"),
        ({"sections": (Section("一", "甲", "weather"),)}, "没有内容 'weather';可用的内容: totals、"),
        (
            {"sections": (Section("一", "甲", "totals"), Section("二", "乙", "totals"))},
            "内容 'totals' 写了两次",
        ),
        ({"sections": (Section("一", "甲"), Section("一", "乙"))}, "段落 '一' 写了两次"),
    ],
)
def test_a_wording_that_leaves_no_room_for_a_figure_is_refused(change, message):
    with pytest.raises(ExceptionGroup, match="用语 shanxi-2024 不能使用") as refused:
        evolve(wording("shanxi-2024"), **change)
    assert [type(fault) for fault in refused.value.exceptions] == [WordingError]
    assert refused.group_contains(WordingError, match=message)


def test_an_unknown_wording_names_those_that_there_are():
    with pytest.raises(DataError, match="没有用语 'henan';可用的用语: mof-2024、shanghai-2024、shanxi-2024"):
        wording("henan")


@pytest.mark.parametrize("content", ["wording: x", "- 1", "unit: 斤", ""])
def test_a_file_that_is_no_wording_is_refused(monkeypatch, tmp_path, content):
    path = tmp_path / "mof-2024.yaml"
    path.write_text(content, encoding="utf-8")
    monkeypatch.setattr(wordings, "data_file", lambda *_: path)
    with pytest.raises(DataError, match=r"mof-2024\.yaml: 不是用语"):
        wordings.wording.__wrapped__("mof-2024")
