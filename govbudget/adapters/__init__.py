"""读写 — files and rows to ledgers and disclosures, and reports to JSON."""

from govbudget.adapters.code_columns import CodeWorkbookError
from govbudget.adapters.disclosure import disclosure_from, read_disclosure
from govbudget.adapters.ledger import ledger_from_rows, read_ledger
from govbudget.adapters.rows import LedgerFileError

__all__ = [
    "CodeWorkbookError",
    "LedgerFileError",
    "disclosure_from",
    "ledger_from_rows",
    "read_disclosure",
    "read_ledger",
]
