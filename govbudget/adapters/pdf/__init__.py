"""PDF — published documents as PDF, read by their ruled lines and the places of their characters."""

from govbudget.adapters.pdf.reader import read_pdf

__all__ = ["read_pdf"]
