"""登记 — tells Hypothesis which strategy makes a value of each type, so that `st.builds` and `st.from_type` just work.

Hypothesis calls `register` when it is imported (entry point `hypothesis`); the strategies themselves are imported when a
value is first wanted.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import attrs

__all__ = ["register"]

STRATEGIES = {
    "money": {"Amount": "amounts", "Printing": "printings"},
    "model": {
        "Classification": "classifications",
        "Department": "departments",
        "Disclosure": "disclosures",
        "Fact": "facts",
        "Indicator": "indicators",
        "Ledger": "ledgers",
        "SelfEvaluation": "evaluations",
    },
}
"""The types of each package with the strategies that make them."""


def register() -> None:
    """Register a strategy for every type that has limits of its own."""
    register_type_strategy = importlib.import_module("hypothesis.strategies").register_type_strategy
    for home, types in STRATEGIES.items():
        package = importlib.import_module(f"govbudget.{home}")
        for name in package.__all__:
            thing = getattr(package, name)
            if isinstance(thing, type) and attrs.has(thing):
                # Annotations are kept as texts; `st.builds` looks at what they mean.
                attrs.resolve_types(thing)
        for name, strategy in types.items():
            register_type_strategy(getattr(package, name), _maker(strategy))


def _maker(strategy: str) -> Callable[[type], Any]:
    def make(_: type) -> Any:  # noqa: ANN401 - Hypothesis's own type, imported only where it is there
        return getattr(importlib.import_module("govbudget.strategies"), strategy)()

    return make
