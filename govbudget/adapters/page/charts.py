"""图 — horizontal bars as SVG, drawn from exact values in whole units of length; every bar has its number beside it.

Series are told apart by their names and by how they are filled, never by colour alone. What has no number has no
bar and says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from html import escape
from itertools import accumulate, takewhile

from attrs import field, frozen

from govbudget.money import round_half_up
from govbudget.text import display_width

__all__ = ["Bar", "Group", "bar_chart", "elided", "wrapped"]

WIDTH = 440
"""The drawing's own units; a phone shows them nearly one to one."""

NAMES, BARS_END = 62, 310
"""Where the names of series end and where bars end; numbers stand flush right at the edge."""

LINE, BAR, GAP = 17, 11, 9
MOST_LINES = 2
HALF = 6
"""Half a Chinese character, in units."""


@frozen
class Bar:
    """一条 — a named value with the text of its number; `size` is `None` where there is no number.

    `fill` is `solid`, `open` or `hatched`, one for each series.
    """

    name: str = field(metadata={"zh": "名称"})
    size: Fraction | None = field(metadata={"zh": "数值"})
    text: str = field(metadata={"zh": "数"})
    fill: str = field(default="solid", metadata={"zh": "填充"})


@frozen
class Group:
    """一组 — the bars of one subject or project."""

    label: str = field(metadata={"zh": "名称"})
    bars: tuple[Bar, ...] = field(metadata={"zh": "各条"})


def bar_chart(key: str, title: str, groups: Sequence[Group]) -> str:
    """Groups of bars one under the other, on one scale with one zero; `key` is unique in its page.

    Sums below zero go to the left of the zero line. Of no groups, nothing.

    >>> chart = bar_chart("c", "支出", [Group("教育", (Bar("本年", Fraction(3), "3.00"),))])
    >>> 'width="248"' in chart, ">3.00</text>" in chart
    (True, True)
    """
    if not groups:
        return ""
    sizes = [bar.size for group in groups for bar in group.bars if bar.size is not None]
    scale = _Scale.of(sizes)
    body: list[str] = []
    top = 0
    for group in groups:
        for line in wrapped(group.label, WIDTH // HALF, MOST_LINES):
            top += LINE
            body.append(f'<text class="label" x="0" y="{top - 4}">{escape(line)}</text>')
        foot = top + LINE * len(group.bars)
        body.append(f'<line class="axis" x1="{scale.zero}" y1="{top}" x2="{scale.zero}" y2="{foot}"/>')
        for bar in group.bars:
            body.extend(_bar(bar, key, scale, top))
            top += LINE
        top += GAP
    height = top - GAP + 2
    told = ";".join(f"{group.label}: {_said(group)}" for group in groups)
    return (
        f'<svg class="chart" role="img" aria-labelledby="{escape(key)}-title {escape(key)}-desc" '
        f'viewBox="0 0 {WIDTH} {height}" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{escape(key)}-title">{escape(title)}</title>'
        f'<desc id="{escape(key)}-desc">{escape(told)}</desc>'
        f'<defs><pattern id="{escape(key)}-hatch" width="4" height="4" patternUnits="userSpaceOnUse">'
        '<path d="M0 4 L4 0" class="hatch"/></pattern></defs>'
        f"{''.join(body)}</svg>"
    )


def _said(group: Group) -> str:
    return "、".join(f"{bar.name} {bar.text}".strip() for bar in group.bars)


@frozen
class _Scale:
    """How long one unit of value is, and where zero stands."""

    unit: Fraction
    zero: int

    @classmethod
    def of(cls, sizes: Sequence[Fraction]) -> _Scale:
        low, high = min([Fraction(0), *sizes]), max([Fraction(0), *sizes])
        room = BARS_END - NAMES
        unit = Fraction(room) / (high - low) if high > low else Fraction(0)
        return cls(unit, NAMES + round_half_up(-low * unit))

    def length(self, size: Fraction) -> int:
        """At least one unit for whatever is not nothing."""
        length = round_half_up(abs(size) * self.unit)
        return max(length, 1) if size else 0


def _bar(bar: Bar, key: str, scale: _Scale, top: int) -> Iterator[str]:
    base = top + LINE - 5
    yield f'<text class="series" x="0" y="{base}">{escape(elided(bar.name, NAMES // HALF))}</text>'
    if bar.size is not None:
        length = scale.length(bar.size)
        left = scale.zero - (length if bar.size < 0 else 0)
        pattern = f' fill="url(#{escape(key)}-hatch)"' if bar.fill == "hatched" else ""
        yield (
            f'<rect class="{escape(bar.fill)}" x="{left}" y="{base - BAR + 2}" '
            f'width="{length}" height="{BAR}"{pattern}/>'
        )
    room = (WIDTH - BARS_END) // HALF
    yield f'<text class="number" x="{WIDTH}" y="{base}">{escape(elided(bar.text, room))}</text>'


def elided(text: str, columns: int) -> str:
    """A text cut to so many half-width columns, its end told by `…`.

    >>> elided("社会保障和就业支出", 9)
    '社会保障…'
    """
    if display_width(text) <= columns:
        return text
    widths = accumulate(map(display_width, text))
    kept = sum(1 for _ in takewhile(lambda width: width < columns, widths))
    return text[:kept] + "…"


def wrapped(text: str, columns: int, lines: int) -> list[str]:
    """A text over at most so many lines, the last one elided.

    >>> wrapped("社会保障和就业支出", 8, 2)
    ['社会保障', '和就业…']
    """
    made = [""]
    for place, sign in enumerate(text):
        if display_width(made[-1] + sign) > columns:
            if len(made) == lines:
                made[-1] = elided(made[-1] + text[place:], columns)
                break
            made.append("")
        made[-1] += sign
    return made
