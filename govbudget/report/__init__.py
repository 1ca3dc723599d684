"""报告 — all figures of one department-year, by id."""

from govbudget.report.report import Report, UnknownFigureError

__all__ = ["Report", "UnknownFigureError"]
