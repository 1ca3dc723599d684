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
