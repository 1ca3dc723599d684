"""The things budgets are made of: subjects, facts and ledgers, all frozen, checked at construction."""

from govbudget.model.change import Change, ChangeKind, undone
from govbudget.model.disclosure import Disclosure, DisclosureError, PrintedRow, PrintedTable, StatedFigure
from govbudget.model.economic import THREE_PUBLIC_CODES, is_operating, is_personnel
from govbudget.model.evaluation import EvaluationPart, Funds, Indicator, ReportedFigure, SelfEvaluation
from govbudget.model.fact import Department, Fact, FactError, Statistic
from govbudget.model.ledger import Dimension, Ledger
from govbudget.model.subject import (
    CLASS_DIGITS,
    Classification,
    ClassificationError,
    CodeBook,
    Subject,
    UnknownCodeError,
    ancestors_of,
    folded_name,
    parent_of,
)
from govbudget.model.vocabulary import (
    Budget,
    Direction,
    Evidence,
    ExpenditureKind,
    FundingSource,
    Scheme,
    Stage,
    StatisticItem,
)

__all__ = [
    "CLASS_DIGITS",
    "THREE_PUBLIC_CODES",
    "Budget",
    "Change",
    "ChangeKind",
    "Classification",
    "ClassificationError",
    "CodeBook",
    "Department",
    "Dimension",
    "Direction",
    "Disclosure",
    "DisclosureError",
    "EvaluationPart",
    "Evidence",
    "ExpenditureKind",
    "Fact",
    "FactError",
    "FundingSource",
    "Funds",
    "Indicator",
    "Ledger",
    "PrintedRow",
    "PrintedTable",
    "ReportedFigure",
    "Scheme",
    "SelfEvaluation",
    "Stage",
    "StatedFigure",
    "Statistic",
    "StatisticItem",
    "Subject",
    "UnknownCodeError",
    "ancestors_of",
    "folded_name",
    "is_operating",
    "is_personnel",
    "parent_of",
    "undone",
]
