"""情况说明 — writing the prose that a report supports, and reading the figures that prose claims."""

from govbudget.narrative.claim import Claim, Part
from govbudget.narrative.judging import Judged, claims, findings_of, judge
from govbudget.narrative.passages import Passage, read_passages
from govbudget.narrative.printed import PrintedFigure
from govbudget.narrative.publishing import publish
from govbudget.narrative.reading import Reading, read_claims
from govbudget.narrative.said import Role
from govbudget.narrative.sentence import Narrative, Sentence
from govbudget.narrative.tokens import Kind, Token
from govbudget.narrative.told_performance import UnknownProjectError
from govbudget.narrative.wording import Section, Wording, WordingError
from govbudget.narrative.writing import NarrativeError, narrate

__all__ = [
    "Claim",
    "Judged",
    "Kind",
    "Narrative",
    "NarrativeError",
    "Part",
    "Passage",
    "PrintedFigure",
    "Reading",
    "Role",
    "Section",
    "Sentence",
    "Token",
    "UnknownProjectError",
    "Wording",
    "WordingError",
    "claims",
    "findings_of",
    "judge",
    "narrate",
    "publish",
    "read_claims",
    "read_passages",
]
