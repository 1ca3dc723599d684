"""Word — disclosures as DOCX: read by its tables and paragraphs, written in the official style."""

from govbudget.adapters.word.reader import read_word
from govbudget.adapters.word.writer import write_word

__all__ = ["read_word", "write_word"]
