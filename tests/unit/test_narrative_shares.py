"""Shares and completion rates in correct prose hold, and break where one figure is altered."""

from __future__ import annotations

import pytest

from govbudget.checks.finding import Severity
from govbudget.narrative import claims, findings_of


def verdicts(text, kind="share"):
    """The verdict on each claim of a kind, in order."""
    return [one.verdict.id for one in claims(text) if one.claim.kind == kind]


def test_what_rounding_explains_is_for_information():
    (found,) = findings_of(claims("支出合计300万元，其中：基本支出200万元，占66.66%。"))
    assert (found.verdict.id, found.severity) == ("rounding", Severity.INFO)


BRACKETED = "收入合计1000万元，其中：财政拨款910万元（占91%），其他收入90万元（占收入合计的9%）。"


def test_a_share_in_brackets_is_of_the_figure_before_them():
    assert verdicts(BRACKETED) == ["holds", "holds"]
    assert verdicts(BRACKETED.replace("占91%", "占92%")) == ["broken", "holds"]
    assert verdicts(BRACKETED.replace("的9%", "的8%")) == ["holds", "broken"]


def test_a_share_in_brackets_may_name_its_part():
    text = "支出合计1000万元（其中基本支出600万元，占60%）。"
    assert verdicts(text) == ["holds"]
    assert verdicts(text.replace("占60%", "占61%")) == ["broken"]


TWICE = "年初预算8万元，调整预算6万元，决算支出5.4万元，完成年初预算的67.5%，完成调整预算的90%。"


def test_one_sum_completes_two_budgets():
    assert verdicts(TWICE, "completion") == ["holds", "holds"]
    assert verdicts(TWICE.replace("90%", "80%"), "completion") == ["holds", "broken"]
    assert verdicts(TWICE.replace("67.5%", "90%"), "completion") == ["broken", "holds"]


@pytest.mark.parametrize(
    "text",
    [
        "年初预算8万元，决算支出5.4万元，完成年初预算的67.5%，完成调整预算的90%。",
        "年初预算8万元，决算支出5.4万元，完成年初预算的67.5%，项目支出完成调整预算的90%。",
        "年初预算8万元，决算支出5.4万元，完成年初预算的67.5%，预算执行率90%。",
    ],
)
def test_a_second_rate_without_its_own_budget_is_not_judged(text):
    assert verdicts(text, "completion") == ["holds", "not_tested"]


def test_the_reason_does_not_deny_a_figure_that_the_sentence_states():
    text = "年初预算8万元，决算支出5.4万元，完成年初预算的67.5%，占全部支出的3%，完成调整预算的90%。"
    reasons = [one.claim.reason for one in claims(text) if one.claim.kind == "completion"]
    assert reasons == ["", "不能确定前面的决算数是否属于这个完成率"]


def test_brackets_in_a_name_are_part_of_it():
    text = "支出合计1000万元，其中：教育支出（类）600万元，项目支出400万元，教育支出（类）占60%。"
    assert verdicts(text) == ["holds"]
    assert verdicts(text.replace("占60%", "占61%")) == ["broken"]
