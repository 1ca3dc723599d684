"""The figures of the prose of the bundled department's document, read one by one as a person transcribed them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from govbudget.narrative.passages import read_passages
from govbudget.narrative.reading import Reading
from govbudget.narrative.said import Role

SEED = Path(__file__).parents[3] / "shared" / "seed"

pytestmark = pytest.mark.skipif(
    not (SEED / "golden.yaml").is_file(), reason="shared/seed is not beside this repository"
)

# Figures that no claim uses: nothing that the prose prints can be recomputed from them, nor they from it.
STATED = {
    "a change without its rate and without last year": ["3.5.3.s7.f1"],
    "codes of subjects": ["3.5.3.s7.f2", "3.5.3.s7.f3"],
    "a budget of nothing, without a completion rate": ["3.9.1.s1.f1"],
    "counts beside the items of 三公": [
        "3.9.2.s1.f2", "3.9.2.s1.f3", "3.9.2.s3.f2", "3.9.2.s4.f2", "3.9.2.s5.f2", "3.9.2.s5.f3",
    ],
    "国内接待, 外事接待 in it and 国外接待 beside it, without words that open a list": [
        f"3.9.2.s6.f{n}" for n in range(1, 10)
    ],
    "counts of assets and the threshold above which they are counted": [
        "3.10.3.s1.f1", "3.10.3.s2.f1", "3.10.3.s2.f2",
    ],
    "a count of projects whose names the prose lists": ["3.10.4.s4.f1"],
}  # fmt: skip


@pytest.fixture(scope="module")
def reading():
    text = (SEED / "houma-dangqun-2024-final-accounts.txt").read_text(encoding="utf-8")
    passages = [one for one in read_passages([text]) if one.section[:1] == ("第三部分情况说明",)]
    return Reading.of(passages)


@pytest.fixture(scope="module")
def parts():
    return yaml.safe_load((SEED / "golden.yaml").read_text(encoding="utf-8"))["narrative"]


@pytest.fixture(scope="module")
def paired(reading, parts):
    """Each transcribed figure with its sentence, beside the figure that was read at its place."""
    printed = [
        (part, sentence, figure)
        for part in parts
        for sentence in part["sentences"]
        for figure in sentence["figures"]
    ]
    assert (len(printed), sum(bool(one["figures"]) for part in parts for one in part["sentences"])) == (
        120,
        47,
    )
    assert len(reading.figures) == len(printed)
    return [(*row, read) for row, read in zip(printed, reading.figures, strict=True)]


def bare(text):
    return re.sub(r"\s", "", text)


def numbers_of(title):
    """`五、(一)…` and its like as the numbers of the headings."""
    return tuple(re.findall(r"^[一二三四五六七八九十]+(?=、)|(?<=、)\([一二三四五六七八九十]\)", title))


def test_every_figure_is_read_once_in_its_place(paired):
    for _, _, figure, read in paired:
        unit = {"grade": "等级", "code": ""}.get(figure["kind"], figure["unit"])
        assert (figure["id"], read.value, read.unit) == (figure["id"], str(figure["value"]), unit)


def test_every_figure_is_read_in_its_sentence_and_under_its_heading(paired):
    """A list of clauses is one sentence of the text and several of the transcription."""
    for part, sentence, figure, read in paired:
        assert bare(sentence["text"]).strip("。;:") in bare(read.context) or (
            bare(sentence["text"])[:30] in bare(read.context)
        ), figure["id"]
        heading = numbers_of(part["title"])
        above = tuple(
            re.match(r"\(?[一二三四五六七八九十]+\)?", name)[0] for name in read.section[1:][: len(heading)]
        )
        assert above == heading, figure["id"]
        assert read.page == 1


def test_changes_shares_and_completion_are_told_apart(paired):
    roles = {
        "change_amount": Role.CHANGE,
        "change_pct": Role.RATE,
        "share": Role.SHARE,
        "completion_pct": Role.COMPLETION,
        "threshold": Role.LIMIT,
    }
    told = {
        figure["id"]: read.role
        for *_, figure, read in paired
        if figure["kind"] in roles and read.role is not roles[figure["kind"]]
    }
    assert not told


def test_every_percentage_and_grade_is_published_by_one_claim(paired):
    derived = [
        (figure["id"], [role for _, role in read.uses])
        for *_, figure, read in paired
        if figure["kind"] in ("change_pct", "share", "completion_pct", "grade")
    ]
    assert len(derived) == 26
    assert [one for one, uses in derived if uses != ["published"]] == []


def test_what_no_claim_uses_is_stated_and_named_here(paired):
    unused = {figure["id"] for *_, figure, read in paired if not read.uses}
    assert len(unused) == 23
    assert unused == {figure for figures in STATED.values() for figure in figures}


def test_a_figure_knows_the_claims_that_use_it(reading):
    """The claim at each place of `uses` prints the very figure, and no claim has a figure that is not listed."""
    used = Counter()
    for figure in reading.figures:
        for place, role in figure.uses:
            claim = reading.claims[place]
            texts = [claim.published] if role == "published" else [part.text for part in claim.parts(role)]
            # 与上年相同 is a change of the figure beside it, said without one.
            assert any(figure.text in text or text == "相同" for text in texts)
            used[place] += 1
    assert used == {place: 1 + len(claim.inputs) for place, claim in enumerate(reading.claims)}
