"""识别文本 — a published document as a text recognition programme read it: tabs between cells, blanks in figures."""

from govbudget.adapters.recognised.reader import read_recognised

__all__ = ["read_recognised"]
