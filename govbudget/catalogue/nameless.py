"""Codes that somebody used and nobody named, from `data/catalogues/codes-without-name.yaml`."""

from __future__ import annotations

import functools
from typing import Any

from govbudget.catalogue.files import DataError, data_file, text_of
from govbudget.catalogue.strict_yaml import load

__all__ = ["nameless"]


def nameless(code: str) -> str | None:
    """What is known of a functional code in use without a known name; `None` if nothing is.

    >>> nameless("20822")
    '20822 在2019年的一份预算中用过,名称不详'
    """
    known = _listed().get(code)
    return f"{code} 在{known['year']}年的一份预算中用过,名称不详" if known else None


@functools.cache
def _listed() -> dict[str, Any]:
    path = data_file("catalogues", "codes-without-name.yaml")
    content = load(text_of(path), path.name)
    if not isinstance(content, dict) or not isinstance(content.get("codes"), dict):
        raise DataError(f"{path.name}: 应有 codes 一节")
    return dict(content["codes"])
