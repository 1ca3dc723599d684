"""资金表 — the money block of a self-evaluation: its columns told by their heading, its rows by their source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from govbudget.adapters.recognised.lines import Row, alike, figure_of, words_of
from govbudget.adapters.recognised.sheets import usual_breadths
from govbudget.model import Funds, NotRead

__all__ = ["columns_of", "funds_of", "placed_by"]

LIKE = 60
LEAST = 3
"""So many headings, and figures of a row, show that rows are those of the money block."""

ORDERS = (
    ("requested", "compiled", "adjusted", "executed", "carry_over", "rate", "score"),
    ("approved", "adjusted", "executed", "weight", "rate", "score"),
)
"""The columns as the systems of the places print them; 分值 is the same in every row and is not kept."""

GROUPS = frozenset({"approved"})
"""年初预算数 stands over 目标申报数 and 预算编制数 too."""

HEADINGS = {
    "requested": ("目标申报数", "目标申报"),
    "compiled": ("预算编制数", "预算编制"),
    "approved": ("年初预算数",),
    "adjusted": ("全年预算数",),
    "executed": ("全年执行数",),
    "carry_over": ("资金结(转)余", "资金结转结余", "结转结余"),
    "weight": ("分值",),
    "rate": ("执行率",),
    "score": ("得分",),
}
WHOLE = ("合计", "资金总额", "年度资金总额")
SOURCES = (
    *WHOLE,
    "市县区财政资金",
    "中央财政资金",
    "省级财政资金",
    "市级财政资金",
    "当年财政拨款",
    "上年结转资金",
    "其他资金",
)
_UNIT = re.compile(r"\((?:人民币)?[万亿]?元\)$")


def placed_by(
    rows: Sequence[Row], orders: Sequence[Sequence[str]], headings: dict[str, tuple[str, ...]]
) -> dict[str, int]:
    """At which cell each column of the likeliest order stands, by headings that were read; of those between, by count.

    Empty if too few headings were read, or they stand in another order.
    """
    best: dict[str, int] = {}
    for order in orders:
        found: dict[str, int] = {}
        strange = False
        for row in rows:
            for place, word in enumerate(row.words):
                if not word:
                    continue
                said = _UNIT.sub("", word)
                scored = [(max(alike(said, name) for name in names), key) for key, names in headings.items()]
                score, key = max(scored, key=lambda one: one[0])
                if score >= LIKE and key not in order and key not in GROUPS:
                    strange = True
                if score >= LIKE and key in order and key not in found:
                    found[key] = place
        told = [found[key] for key in order if key in found]
        if strange or len(told) < LEAST or told != sorted(set(told)) or len(told) <= len(best):
            continue
        best = found
        chosen = order
    return _filled(best, chosen) if best else {}


def _filled(found: dict[str, int], order: Sequence[str]) -> dict[str, int]:
    """Columns between two that were read, where exactly as many cells lie between them."""
    filled = dict(found)
    known = [place for place, key in enumerate(order) if key in found]
    for one, other in pairwise(known):
        if found[order[other]] - found[order[one]] == other - one:
            filled |= {order[place]: found[order[one]] + place - one for place in range(one, other)}
    first, last = known[0], known[-1]
    filled |= {
        order[place]: found[order[first]] - first + place
        for place in range(first)
        if found[order[first]] >= first - place
    }
    filled |= {order[place]: found[order[last]] + place - last for place in range(last, len(order))}
    return {key: filled[key] for key in order if key in filled}


def columns_of(rows: Sequence[Row]) -> dict[str, int]:
    """The columns of a money block, by the rows above its figures."""
    return placed_by(rows, ORDERS, HEADINGS)


def funds_of(rows: Sequence[Row], columns: dict[str, int]) -> Iterator[tuple[Funds, str | None] | NotRead]:
    """The lines of a money block with the reason written beside them; rows of something else are passed over."""
    usual = usual_breadths(rows)
    for row in rows:
        spread = list(_spread(row))
        figures = [(place, text) for place, text, is_figure in spread if is_figure]
        source = _source(
            [
                text
                for place, text, is_figure in spread
                if not is_figure and (not figures or place < figures[0][0])
            ]
        )
        if source is None or not figures:
            continue
        if len(figures) < LEAST:
            told = "、".join(text for _, text in figures)
            yield NotRead(row.line, f"资金「{source}」: {told}: 其余各栏没有识别出来")
            continue
        reason = "".join(
            text for place, text, is_figure in spread if not is_figure and figures[-1][0] < place
        )
        keys = list(columns)
        if len(figures) == len(keys) and not _contradicted(figures, columns):
            # All columns are printed, whatever became of the cells between them.
            cells = {key: text for key, (_, text) in zip(keys, figures, strict=True)}
        else:
            moved = len(figures) == len(keys) or len(row.cells) < usual[row.line]
            cells = {} if moved else _by_place(row, figures, columns)
            if not cells:
                told = "、".join(text for _, text in figures)
                yield NotRead(row.line, f"资金「{source}」: {told}: 应有{len(keys)}个数,不知各在哪一栏")
                continue
            if len(cells) < len(figures):
                left = "、".join(
                    text for place, text in figures if cells.get(_key(columns, place) or "") != text
                )
                yield NotRead(row.line, f"资金「{source}」: {left}: 连在一起,不知各在哪一栏")
            elif lost := [HEADINGS[key][0] for key in keys[:-3] if key not in cells]:
                yield NotRead(row.line, f"资金「{source}」: {'、'.join(lost)}没有识别出来")
        cells.pop("weight", None)
        plain = {key: text.replace(",", "") for key, text in cells.items()}
        yield Funds(source, **plain, line=row.line), reason or None


def _contradicted(figures: Sequence[tuple[int, str]], columns: dict[str, int]) -> bool:
    """True if figures ran together, and one that stands alone stands below another heading than its turn."""
    places = [place for place, _ in figures]
    alone = [(place, key) for place, key in zip(places, columns, strict=True) if places.count(place) == 1]
    return len(alone) < len(places) and any(_key(columns, place) not in (None, key) for place, key in alone)


def _by_place(row: Row, figures: Sequence[tuple[int, str]], columns: dict[str, int]) -> dict[str, str]:
    """The figures that stand alone in a cell below a heading; none if a figure stands below no heading."""
    alone = [place for place, _ in figures]
    if not row.kept or any(_key(columns, place) is None for place in alone):
        return {}
    return {key: text for place, text in figures if alone.count(place) == 1 and (key := _key(columns, place))}


def _key(columns: dict[str, int], place: int) -> str | None:
    return next((key for key, own in columns.items() if own == place), None)


def _spread(row: Row) -> Iterator[tuple[int, str, bool]]:
    """The texts of a row with their cells; figures that ran together in a cell one by one."""
    for place, cell in enumerate(row.cells):
        whole = figure_of(cell)
        if whole is not None:
            yield place, whole, True
            continue
        # A blank beside a point is noise, so that `0. 9 90.00` is two figures, not three.
        pieces = re.sub(r"\s*([.,])\s*", r"\1", cell).split()
        tail: list[str] = []
        while pieces and (text := figure_of(pieces[-1])) is not None:
            tail.insert(0, text)
            pieces.pop()
        if len(tail) > 1 and not any(sign.isdigit() for sign in "".join(pieces)):
            if pieces:
                yield place, words_of("".join(pieces)), False
            yield from ((place, text, True) for text in tail)
        elif cell:
            yield place, words_of(cell), False


def _source(labels: Sequence[str]) -> str | None:
    """The source that the cells before the figures name, mended if it is one of the usual ones."""
    joined = ["".join(labels[place:]).rstrip(":") for place in range(len(labels))]
    if held := [source for source in SOURCES for text in joined if source in text]:
        return max(held, key=len)
    scored = [(alike(text, source), source) for text in joined for source in SOURCES]
    score, source = max(scored, default=(0, ""), key=lambda one: one[0])
    return source if score >= LIKE else None
