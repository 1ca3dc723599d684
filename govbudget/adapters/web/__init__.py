"""网页 — disclosures published as HTML, read by their tables, headings and paragraphs."""

from govbudget.adapters.web.reader import read_web

__all__ = ["read_web"]
