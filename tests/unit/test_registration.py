"""Hypothesis makes values of the library's types by itself."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govbudget.model import Department, Disclosure, Fact, Indicator, Ledger, SelfEvaluation
from govbudget.money import Amount, Printing
from govbudget.registration import STRATEGIES, register

TYPES = (Amount, Printing, Department, Fact, Ledger, Disclosure, Indicator, SelfEvaluation)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_a_value_of_a_registered_type_is_made_as_the_strategy_says(kind):
    register()

    @settings(max_examples=3, database=None)
    @given(st.from_type(kind))
    def law(value):
        assert isinstance(value, kind)

    law()


def test_a_value_may_be_built_part_by_part():
    register()

    @settings(max_examples=3, database=None)
    @given(st.builds(Department), st.builds(Indicator, weight=st.just("10")))
    def law(department, indicator):
        assert isinstance(department.name, str)
        assert indicator.weight == "10"

    law()


def test_importing_hypothesis_registers_them_without_importing_the_strategies():
    code = (
        "import sys, hypothesis.strategies as st, govbudget.money\n"
        "assert 'govbudget.strategies' not in sys.modules\n"
        "print(st.from_type(govbudget.money.Printing))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout


def test_every_strategy_named_exists():
    from govbudget import strategies  # noqa: PLC0415 - only here

    assert {name for types in STRATEGIES.values() for name in types.values()} <= set(strategies.__all__)
