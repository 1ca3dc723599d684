"""勘误 — corrections to released code lists, applied as they are read."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from govbudget.catalogue.files import DataError, data_file, text_of
from govbudget.catalogue.strict_yaml import entries, load
from govbudget.model import Scheme

__all__ = ["corrected"]

_KEYS = {"classification", "code", "was", "now", "basis"}
_SCHEMES = {scheme.id: scheme for scheme in Scheme}


def corrected(scheme: Scheme, lines: Mapping[str, str]) -> dict[str, str]:
    """The lines of a code list with its errata applied.

    Raises `DataError` for an erratum whose `was` is not the released line, so that none is applied twice.
    """
    after = dict(lines)
    for erratum in _errata():
        name, code = erratum.get("classification"), erratum.get("code")
        if name not in _SCHEMES or set(erratum) != _KEYS or not isinstance(code, str):
            raise DataError(
                f"errata.yaml: 勘误 {code} 须写明 {'、'.join(sorted(_KEYS))},不多不少;"
                f"classification 为 {'、'.join(_SCHEMES)} 之一"
            )
        if erratum["basis"] not in _sources():
            raise DataError(f"errata.yaml: 勘误 {code} 的 basis {erratum['basis']!r} 不在 sources.yaml 中")
        if _SCHEMES[name] is not scheme:
            continue
        was, now = erratum.get("was"), erratum.get("now")
        if after.get(code) != was:
            raise DataError(f"errata.yaml: 科目 {code} 的原文应为 {after.get(code)!r},勘误却写作 {was!r}")
        if now is None:
            del after[code]
        else:
            after[code] = now
    return dict(sorted(after.items())) if after != lines else after


@functools.cache
def _errata() -> tuple[dict[str, Any], ...]:
    path = data_file("errata.yaml")
    return tuple(entries(text_of(path), path.name, "errata"))


@functools.cache
def _sources() -> frozenset[str]:
    path = data_file("sources.yaml")
    content = load(text_of(path), path.name)
    return frozenset(content["sources"]) if isinstance(content, dict) else frozenset()
