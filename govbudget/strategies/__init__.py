"""假设检验的策略 — values of this field for other test suites: sums, codes, ledgers, disclosures, self-evaluations, prose.

Needs the extra `strategies` (Hypothesis). Every function gives a strategy; limits are keywords, and limits that
nothing can satisfy raise `hypothesis.errors.InvalidArgument`.
"""

from govbudget.strategies.documents import (
    PLANTABLE,
    Planted,
    disclosures,
    narratives,
    planted_disclosures,
)
from govbudget.strategies.ledgers import departments, facts, ledgers, reports
from govbudget.strategies.projects import evaluations, indicator_sets, indicators
from govbudget.strategies.subjects import classifications, codes, leaf_codes
from govbudget.strategies.sums import amounts, printed_amounts, printings, units

__all__ = [
    "PLANTABLE",
    "Planted",
    "amounts",
    "classifications",
    "codes",
    "departments",
    "disclosures",
    "evaluations",
    "facts",
    "indicator_sets",
    "indicators",
    "leaf_codes",
    "ledgers",
    "narratives",
    "planted_disclosures",
    "printed_amounts",
    "printings",
    "reports",
    "units",
]
