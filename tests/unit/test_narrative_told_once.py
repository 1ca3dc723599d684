"""A percentage that a document gives in its prose and as a stated figure, and rules that are asked once."""

from __future__ import annotations

from collections import Counter

import pytest
from attrs import evolve, field, frozen

import govbudget
from govbudget.adapters import disclosure_from
from govbudget.checks import Dossier, Verdict
from govbudget.model import StatedFigure
from govbudget.narrative.rules import prose_rules

TOTAL = "summary[income_grand_total].amount"


def found(prose, stated, *, section="一", change="-19.41"):
    disclosure = disclosure_from(
        {
            "schema": "govbudget.disclosure/1",
            "department": {"name": "示例局"},
            "year": 2024,
            "kind": "final-accounts",
            "sentences": [
                {"section": "一", "text": f"收入总计446.46万元，比上年减少19.41万元，下降{prose}%。"}
            ],
        }
    )
    figures = {TOTAL: ("446.46", "万元"), f"{TOTAL}.change": (change, "万元")}
    figures[f"{TOTAL}.change_rate"] = (stated, "%")
    texts = tuple(
        StatedFigure(figure, text, unit, section, 1) for figure, (text, unit) in figures.items() if text
    )
    review = govbudget.check(evolve(disclosure, stated=texts))
    rules = ("N-YOY", "N-CHANGE", "N-DIR")
    every = [each for one in review.findings for each in (one, *one.consequences)]
    return Counter((one.rule, one.verdict) for one in every if one.rule in rules)


@pytest.mark.parametrize(
    ("prose", "stated", "section", "broken"),
    [
        ("4.71", "-4.71", "一", {"N-YOY"}),
        ("4.71", "-4.17", "一", {"N-CHANGE"}),
        ("4.71", "-4.71", "二", {"N-YOY", "N-CHANGE"}),
        ("4.17", "-4.71", "一", {"N-YOY"}),
        ("4.71", "约4.71", "一", {"N-CHANGE"}),
    ],
)
def test_what_is_wrong_with_a_percentage_is_told_once(prose, stated, section, broken):
    told = found(prose, stated, section=section)
    assert {rule for rule, verdict in told if verdict is Verdict.BROKEN} == broken


def test_what_nothing_can_be_judged_by_as_a_stated_figure_is_judged_in_the_prose():
    told = found("4.71", "-4.71", change=None)
    assert told["N-CHANGE", Verdict.BROKEN] == 1
    assert told["N-YOY", Verdict.NOT_TESTED] == 1


def test_what_holds_is_counted_in_both():
    told = found("4.17", "-4.17")
    assert (told["N-YOY", Verdict.HOLDS], told["N-CHANGE", Verdict.HOLDS]) == (1, 1)


def test_a_rule_that_leaves_everything_to_the_stated_figures_says_so():
    rule = next(one for one in prose_rules(govbudget.scheme("mof-2020")) if one.id == "N-CHANGE")
    assert found("4.71", "-4.71")["N-CHANGE", Verdict.NOT_TESTED] == 1
    assert rule.requires == ("sentences",)


@frozen
class Asking:
    id: str = "ASK"
    times: list[int] = field(factory=list)

    def evaluate(self, _dossier):
        self.times.append(1)
        return iter(())


def test_a_rule_is_asked_once_of_one_document_and_again_of_another():
    rule = Asking()
    dossier = Dossier(
        disclosure_from(
            {
                "schema": "govbudget.disclosure/1",
                "department": {"name": "示例局"},
                "year": 2024,
                "kind": "budget",
            }
        )
    )
    assert dossier.asked(rule) == dossier.asked(rule) == ()
    assert len(rule.times) == 1
    evolve(dossier, disclosure=evolve(dossier.disclosure, year=2023)).asked(rule)
    assert len(rule.times) == 2
