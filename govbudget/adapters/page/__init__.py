"""网页 — one self-contained HTML page of a report or of a review: nothing is fetched, everything is escaped."""

from govbudget.adapters.page.report_page import write_report_page
from govbudget.adapters.page.review_page import write_review_page

__all__ = ["write_report_page", "write_review_page"]
