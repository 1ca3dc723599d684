"""模板 — templates and what they are given, made into one file that needs nothing beside itself."""

from __future__ import annotations

import base64
import hashlib
import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govbudget.errors import GovBudgetError

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["write_page"]

SCRIPT = "page.js"
"""The only script of a page; its digest is the only one that the page's own policy admits."""


def write_page(template: str, path: str | Path, given: Mapping[str, Any]) -> None:
    """Render a template to a file in UTF-8, every value escaped.

    Needs the extra `report`; raises `GovBudgetError` without it, and where the file cannot be written.
    """
    jinja = _library()
    environment = jinja.Environment(
        loader=jinja.PackageLoader("govbudget.adapters.page", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja.StrictUndefined,
    )
    script = environment.get_template(SCRIPT).render()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    page = environment.get_template(template).render(given, script=script, digest=digest)
    try:
        # A document may hold halves of characters, which no file can.
        Path(path).write_text(page, encoding="utf-8", errors="replace", newline="\n")
    except OSError as fault:
        raise GovBudgetError(f"{path}: 网页写不进去({fault.strerror or fault})") from fault


def _library() -> ModuleType:
    """The extra, imported where it is used."""
    try:
        return importlib.import_module("jinja2")
    except ImportError as fault:
        raise GovBudgetError("写网页需要附加组件 report,请先运行: pip install 'govbudget[report]'") from fault
