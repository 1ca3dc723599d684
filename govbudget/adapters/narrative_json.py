"""情况说明 as JSON: `govbudget.narrative/1`."""

from __future__ import annotations

from govbudget.adapters.contract import Document
from govbudget.model import StatedFigure
from govbudget.narrative.sentence import Narrative, Sentence

__all__ = ["narrative_document"]


def narrative_document(narrative: Narrative) -> Document:
    """Every heading and sentence in order, with the figures as `Disclosure.stated` has them and what is 待填."""
    department, wording = narrative.department, narrative.wording
    return {
        "schema": "govbudget.narrative/1",
        "department": {"code": department.code, "name": department.name},
        "year": narrative.year,
        "wording": wording.name,
        "sections": [{"section": section.number, "title": section.title} for section in wording.sections],
        "sentences": [_sentence(sentence) for sentence in narrative.sentences],
        "missing": list(narrative.missing),
    }


def _sentence(sentence: Sentence) -> Document:
    return {
        "section": sentence.section,
        "rule": sentence.rule,
        "text": sentence.text,
        "figures": [_figure(figure) for figure in sentence.figures],
        "missing": list(sentence.missing),
    }


def _figure(figure: StatedFigure) -> Document:
    return {
        "figure": figure.figure,
        "text": figure.text,
        "unit": figure.unit,
        "section": figure.section,
        "sentence": figure.sentence,
    }
