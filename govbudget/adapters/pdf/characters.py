"""字符 — the characters of a page with their places, as the page is seen: upright, origin at the top left.

What nobody sees is left out: blanks that the extractor adds, characters printed twice over one another, and
what lies outside the page.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Any

from attrs import frozen

__all__ = ["Glyph", "Turn", "joined", "lines_of", "read_glyphs", "turn_of"]

INVISIBLE = 3
"""Text render mode that paints nothing."""

MOSTLY = 0.8
"""So many of the characters of a page must lie on their side for the page to be turned."""

BOLD = 0.6
"""Characters so close (in points) and alike are one, printed twice to look bold."""

RAISED = 0.38
"""How far above its line the middle of a character lies, as a part of its size."""

LEVEL = 0.4
"""Characters stand in one line if their lines lie no further apart than this part of their size."""

SAMPLE = 40
"""Characters that are asked how they lie."""


@frozen
class Glyph:
    """字 — one visible character in points: from `left` to `right` on the line at `base`, as tall as `size`."""

    text: str
    left: float
    right: float
    base: float
    size: float

    @property
    def across(self) -> float:
        """The middle, from the left."""
        return (self.left + self.right) / 2

    @property
    def down(self) -> float:
        """The middle, from the top."""
        return self.base - RAISED * self.size


@frozen
class Turn:
    """转正 — from the page's own coordinates to the page as it is seen, by quarter turns clockwise."""

    quarters: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Width of the page as seen."""
        return self.top - self.bottom if self.quarters % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height of the page as seen."""
        return self.right - self.left if self.quarters % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page as (from the left, from the top)."""
        if self.quarters == 0:
            return x - self.left, self.top - y
        if self.quarters == 1:
            return y - self.bottom, x - self.left
        if self.quarters == 2:  # noqa: PLR2004 - upside down
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A box of the page as (left, top, right, bottom)."""
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)


def turn_of(page: Any, text: Any, raw: Any) -> Turn:  # noqa: ANN401 - pypdfium2 is imported where used
    """How a page must be turned: as it says itself, and once more if its characters lie on their side."""
    left, bottom, right, top = page.get_bbox()
    count = raw.FPDFText_CountChars(text)
    angles = Counter[int]()
    for index in range(0, count, max(1, count // SAMPLE)):
        if not raw.FPDFText_IsGenerated(text, index):
            angle = raw.FPDFText_GetCharAngle(text, index)
            angles[round(angle / (math.pi / 2)) % 4] += 1
    quarters = page.get_rotation() // 90
    if angles:
        lying, often = angles.most_common(1)[0]
        if often > MOSTLY * sum(angles.values()):
            # Characters that run upwards on the page are read after a quarter turn clockwise.
            quarters = -lying
    return Turn(quarters % 4, left, bottom, right, top)


def read_glyphs(text: Any, raw: Any, turn: Turn) -> list[Glyph]:  # noqa: ANN401
    """The visible characters of a page in the order in which they were written."""
    return list(_once(_inside(_all(text, raw, turn), turn)))


def _all(text: Any, raw: Any, turn: Turn) -> Iterator[Glyph]:  # noqa: ANN401
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    place, at_x, at_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    unicode, loose, origin = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
    upright, page_left, page_top = turn.quarters == 0, turn.left, turn.top
    for index in range(raw.FPDFText_CountChars(text)):
        sign = chr(unicode(text, index))
        if sign.isspace() or not sign.isprintable():
            continue
        if not (loose(text, index, place) and origin(text, index, at_x, at_y)):
            continue
        if upright:
            left, right, base = box.left - page_left, box.right - page_left, page_top - y.value
            height = box.top - box.bottom
        else:
            left, top, right, bottom = turn.box(box.left, box.bottom, box.right, box.top)
            base, height = turn.point(x.value, y.value)[1], bottom - top
        # Fonts say how tall they are in many ways; how wide a character is they say truly.
        width = right - left
        yield Glyph(sign, left, right, base, max(width, min(height, 2 * width)))


def _inside(glyphs: Iterable[Glyph], turn: Turn) -> Iterator[Glyph]:
    width, height = turn.width, turn.height
    return (g for g in glyphs if 0 <= g.across <= width and 0 <= g.base <= height)


def _once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    seen: dict[tuple[str, int], list[float]] = {}
    for glyph in glyphs:
        alike = seen.setdefault((glyph.text, round(glyph.base)), [])
        if not any(abs(left - glyph.left) < BOLD for left in alike):
            alike.append(glyph.left)
            yield glyph


def lines_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The lines that characters stand in, from the top, each from the left.

    Digits are often set a little higher or lower than the words beside them.
    """
    lines: list[list[Glyph]] = []
    base, size = 0.0, 0.0
    for glyph in sorted(glyphs, key=attrgetter("base")):
        if lines and glyph.base - base <= LEVEL * max(size, glyph.size):
            lines[-1].append(glyph)
            base, size = max(base, glyph.base) if glyph.size >= size else base, max(size, glyph.size)
        else:
            lines.append([glyph])
            base, size = glyph.base, glyph.size
    return [sorted(line, key=attrgetter("left")) for line in lines]


def joined(line: Sequence[Glyph], gap: float = 0.6) -> str:
    """A line as text, with a blank where its characters stand apart by more than `gap` of their height."""
    pieces = [glyph.text for glyph in line[:1]]
    for before, glyph in pairwise(line):
        apart = glyph.left - before.right > gap * max(before.size, glyph.size)
        pieces.append(f" {glyph.text}" if apart else glyph.text)
    return "".join(pieces)
