"""Every matching record of the seed about tables, shares, changes and completion rates, recomputed.

Records of the self-evaluations (ids that begin with P) and counts of reports are not about tables.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govbudget.calc import Figure, add_up, change, change_rate, completion_rate, prior_from_change, share
from govbudget.money import Amount, Printing, Unit

RECORDS = Path(__file__).resolve().parents[2].parent / "shared" / "seed" / "derived.jsonl"
SUMS = (
    "balance",
    "column_subtotal",
    "cross_table",
    "grand_total",
    "restatement",
    "row_total",
)
COVERED = (*SUMS, "change_amount", "change_pct", "change_sum", "completion_pct", "share")

if not RECORDS.is_file():
    pytest.skip("shared/seed/derived.jsonl is not beside this repository", allow_module_level=True)


def records():
    every = [json.loads(line) for line in RECORDS.read_text(encoding="utf-8").splitlines()]
    return [
        record
        for record in every
        if record["outcome"] == "match"
        and record["category"] in COVERED
        and not record["id"].startswith(("P", "N.3.10.4"))
    ]


def figure(name, text, *, negative=False):
    amount = Amount.of(text, Unit.WAN_YUAN)
    return Figure(name, name, -amount if negative else amount, "印出的数")


def recomputed(record):
    """The record's published number, through the public functions of `govbudget.calc`."""
    printed = [(name, text) for name, text in record["inputs"] if text is not None]
    figures = [figure(name, text) for name, text in printed]
    match record["category"]:
        case "share":
            return share(*figures).value
        case "completion_pct":
            return completion_rate(*figures).value
        case "change_pct":
            current = figures[1] if len(figures) > 1 else figure("本年数", "0.00")
            grew = "本年数 - 增减额" in record["formula"]
            moved = figure("增减额", printed[0][1], negative=not grew)
            return change_rate(current, prior_from_change(current, moved)).value
        case "change_amount":
            return change(figures[0], figure("上年数", "0.00")).value
        case _:
            whole = add_up(record["id"], record["id"], record["formula"], figures)
            return whole.value if whole else Amount(0)


@pytest.mark.parametrize("record", records(), ids=lambda record: record["id"])
def test_a_published_number_recomputes_to_the_same_text(record):
    value, published = recomputed(record), record["published"]
    places = len(published.partition(".")[2])
    if isinstance(value, Amount):
        assert format(abs(value).decimal(Printing(places=places)), "f") == published
        assert value.exactly_in(Unit.WAN_YUAN) == abs(value).decimal(Printing(places=places))
    else:
        assert format(abs(value.percent(places)), "f") == published


def test_every_kind_of_record_is_among_them():
    seen = [record["category"] for record in records()]
    assert {*COVERED} == {*seen}
    assert len(seen) >= 340
