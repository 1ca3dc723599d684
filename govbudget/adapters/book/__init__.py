"""电子表格 — published workbooks read, and reports, disclosures and reviews written as workbooks."""

from govbudget.adapters.book.disclosure_book import write_disclosure_book
from govbudget.adapters.book.library import BookError
from govbudget.adapters.book.reader import SUFFIXES, read_book
from govbudget.adapters.book.report_book import write_report_book
from govbudget.adapters.book.review_book import write_review_book

__all__ = [
    "SUFFIXES",
    "BookError",
    "read_book",
    "write_disclosure_book",
    "write_report_book",
    "write_review_book",
]
