"""写成整个文件 — a file is there whole or not at all: written beside its place, and moved there when it is done."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from govbudget.errors import GovBudgetError

__all__ = ["whole_file"]


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Where to write what becomes `path` once all went well; nothing is left behind where it did not.

    A link at `path` is replaced, not followed; what is no file, as a device, is written to itself. Raises
    `GovBudgetError`s with `path` in them.
    """
    if path.exists() and not path.is_file():
        yield path
        return
    beside = path.with_name(f".{secrets.token_hex(8)}{path.suffix}")
    try:
        yield beside
        beside.replace(path)
    except OSError as fault:
        why = fault.strerror or str(fault)
        raise GovBudgetError(f"{path}: 写不进去({why});请关闭已打开的同名文件,或换一个位置") from fault
    except GovBudgetError as fault:
        if str(beside) not in str(fault):
            raise
        raise type(fault)(str(fault).replace(str(beside), str(path))) from fault
    finally:
        beside.unlink(missing_ok=True)
