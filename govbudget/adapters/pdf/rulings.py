"""线 — the ruled lines of a page: strokes, the edges of drawn boxes, and boxes so thin that they are lines."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from attrs import frozen

from govbudget.adapters.pdf.characters import Turn

__all__ = ["Ruling", "TooMuchError", "merged", "read_rulings"]

THIN = 3.0
"""A box thinner than this (in points) is a line."""

SHORT = 3.0
"""What is shorter than this is a dot, not a line."""

TOGETHER = 2.0
"""Lines that lie so near to one another are one line."""

DEEPEST = 4
"""Drawings within drawings are followed so far."""

MOST = 200_000
"""A page with more pieces of lines is no page of tables."""

_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1, 0, 0, 1, 0, 0)
_Box = tuple[float, float, float, float]


class TooMuchError(Exception):
    """过多 — a page holds more than any page of a disclosure does."""


@frozen
class Ruling:
    """线 — a line of a page: `at` which height or breadth it lies, `start` and `end` along it."""

    at: float
    start: float
    end: float


def read_rulings(page: Any, raw: Any, turn: Turn) -> tuple[list[Ruling], list[Ruling]]:  # noqa: ANN401
    """The horizontal and the vertical lines of a page as it is seen, pieces of one line put together."""
    across: list[Ruling] = []
    down: list[Ruling] = []
    for count, box in enumerate(_boxes(page, raw)):
        if count > MOST:
            raise TooMuchError
        left, top, right, bottom = turn.box(*box)
        if bottom - top < THIN and right - left >= SHORT:
            across.append(Ruling((top + bottom) / 2, left, right))
        elif right - left < THIN and bottom - top >= SHORT:
            down.append(Ruling((left + right) / 2, top, bottom))
    return merged(across), merged(down)


def merged(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Pieces of one line as one line: those that lie near to one another and touch."""
    groups: list[list[Ruling]] = []
    for ruling in sorted(rulings, key=lambda r: r.at):
        if groups and ruling.at - groups[-1][0].at <= TOGETHER:
            groups[-1].append(ruling)
        else:
            groups.append([ruling])
    whole = []
    for group in groups:
        at = sum(r.at for r in group) / len(group)
        pieces = sorted(group, key=lambda r: r.start)
        start, end = pieces[0].start, pieces[0].end
        for piece in pieces[1:]:
            if piece.start <= end + TOGETHER:
                end = max(end, piece.end)
            else:
                whole.append(Ruling(at, start, end))
                start, end = piece.start, piece.end
        whole.append(Ruling(at, start, end))
    return whole


def _boxes(page: Any, raw: Any) -> Iterator[_Box]:  # noqa: ANN401
    """Every piece of a line as the box it fills, in the page's own coordinates."""
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from _of_object(raw.FPDFPage_GetObject(page, index), raw, _SAME, 0)


def _of_object(thing: Any, raw: Any, around: _Matrix, depth: int) -> Iterator[_Box]:  # noqa: ANN401
    kind = raw.FPDFPageObj_GetType(thing)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        yield from _of_path(thing, raw, around)
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
        inner = _times(_matrix(thing, raw), around)
        for index in range(raw.FPDFFormObj_CountObjects(thing)):
            yield from _of_object(raw.FPDFFormObj_GetObject(thing, index), raw, inner, depth + 1)


def _of_path(path: Any, raw: Any, around: _Matrix) -> Iterator[_Box]:  # noqa: ANN401
    edges = [ctypes.c_float() for _ in range(4)]
    if raw.FPDFPageObj_GetBounds(path, *map(ctypes.byref, edges)):
        x0, y0, x1, y1 = (edge.value for edge in edges)
        if min(abs(x1 - x0), abs(y1 - y0)) < THIN:
            yield _placed(around, x0, y0, x1, y1)
            return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    matrix = _times(_matrix(path, raw), around)
    for part in _parts(path, raw):
        if len(part) < 2:  # noqa: PLR2004 - a point alone
            continue
        lefts, tops = [x for x, _ in part], [y for _, y in part]
        box = (min(lefts), min(tops), max(lefts), max(tops))
        if min(box[2] - box[0], box[3] - box[1]) < THIN:
            yield _placed(matrix, *box)
        elif stroke.value:
            for (x0, y0), (x1, y1) in pairwise(part):
                if x0 == x1 or y0 == y1 or min(abs(x1 - x0), abs(y1 - y0)) < 1:
                    yield _placed(matrix, x0, y0, x1, y1)


def _parts(path: Any, raw: Any) -> Iterator[list[tuple[float, float]]]:  # noqa: ANN401
    """The points of each part of a path; a part that is closed ends where it began. Curves are left out."""
    x, y = ctypes.c_float(), ctypes.c_float()
    part: list[tuple[float, float]] = []
    for index in range(min(raw.FPDFPath_CountSegments(path), MOST)):
        piece = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(piece, ctypes.byref(x), ctypes.byref(y))
        kind = raw.FPDFPathSegment_GetType(piece)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            yield part
            part = [(x.value, y.value)]
        elif kind == raw.FPDF_SEGMENT_LINETO:
            part.append((x.value, y.value))
        else:
            part = []
        if part and raw.FPDFPathSegment_GetClose(piece):
            part.append(part[0])
    yield part


def _matrix(thing: Any, raw: Any) -> _Matrix:  # noqa: ANN401
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, ctypes.byref(matrix)):
        return _SAME
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    """First one, then the other."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _placed(matrix: _Matrix, x0: float, y0: float, x1: float, y1: float) -> _Box:
    if matrix == _SAME:
        return x0, y0, x1, y1
    a, b, c, d, e, f = matrix
    return a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f
