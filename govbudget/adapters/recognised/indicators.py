"""指标表 — the indicator lines of a report or a form, each cell under its heading.

Only words of the official frame are mended (产出指标, 数量指标, 达成预期指标 and the like), and only where what was
recognised is a piece of, or much like, exactly one of them. Numbers are read as they stand or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve, field, frozen

from govbudget.adapters.recognised.funds import placed_by
from govbudget.adapters.recognised.lines import Row, alike, figure_of, is_usual, words_of
from govbudget.model import Indicator, NotRead

__all__ = ["columns_of", "framed", "indicators_of", "level1_of"]

LIKE = 60
LEAST_PIECE = 4

ORDERS = (
    ("level1", "level2", "name", "initial", "target", "actual", "weight", "score", "reason"),
    ("level1", "level2", "name", "target", "actual", "weight", "score", "reason"),
)
NEEDED = frozenset(ORDERS[1][:-1])
HEADINGS = {
    "level1": ("一级指标",),
    "level2": ("二级指标",),
    "name": ("三级指标", "指标名称"),
    "initial": ("年初指标值", "年初指标", "年度年初指标"),
    "target": ("调整后指标值", "调整后指标", "年度指标值", "指标值"),
    "actual": ("实际完成值",),
    "weight": ("分值", "权重"),
    "score": ("得分",),
    "reason": ("偏差原因分析及改进措施",),
}
LEVELS = {
    "数量指标": "产出指标",
    "质量指标": "产出指标",
    "时效指标": "产出指标",
    "成本指标": "产出指标",
    "经济成本指标": "成本指标",
    "社会成本指标": "成本指标",
    "生态环境成本指标": "成本指标",
    "经济效益": "效益指标",
    "社会效益": "效益指标",
    "生态效益": "效益指标",
    "可持续影响": "效益指标",
    "经济效益指标": "效益指标",
    "社会效益指标": "效益指标",
    "生态效益指标": "效益指标",
    "可持续影响指标": "效益指标",
    "服务对象满意度": "满意度指标",
    "服务对象满意度指标": "满意度指标",
}
"""二级指标 of the frame, and the 一级指标 of each."""

PHRASES = (
    "达成预期指标",
    "部分达成预期指标并具有一定效果",
    "未完成预期指标且效果较差",
    "未达成预期指标且效果较差",
)
"""How a qualitative indicator may have been met."""

_OPERATORS = str.maketrans({"≫": "≥", "≽": "≥", "⩾": "≥", "≧": "≥", "≪": "≤", "≼": "≤", "⩽": "≤", "≦": "≤"})
_QUANTITY = re.compile(r"(?P<operator>[≥≤=><]?)(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<unit>[一-鿿%()]*)")
_SHAPE = re.compile(r"(?P<operator>[≥≤=><])(?P<unit>[一-鿿%()]+)")
_YEAR = re.compile(r"20\d\d年.*")


@frozen
class _Reading:
    """One cell as it is read: its text, and why it could not be."""

    text: str | None = field()
    why: str | None = field(default=None)


def columns_of(rows: Sequence[Row]) -> tuple[int, dict[str, int]] | None:
    """How many of the rows end the heading of an indicator block, and where its columns stand."""
    for place in range(len(rows)):
        if not _says_levels(rows[place]):
            continue
        again = place + 1 < len(rows) and _all_headings(rows[place + 1])
        for depth in (2, 1) if again else (1,):
            found = placed_by(rows[place : place + depth], ORDERS, HEADINGS)
            if {*found} >= NEEDED:
                return place + (2 if again else 1), found
    return None


def _says_levels(row: Row) -> bool:
    return (
        sum(
            any(alike(word, name) >= LIKE for name in ("二级指标", "三级指标", "指标名称"))
            for word in row.words
        )
        > 1
    )


def _all_headings(row: Row) -> bool:
    """True for the second line of a heading: no cell of it is a whole number where points stand."""
    names = [name for own in HEADINGS.values() for name in own]
    told = [word for word in row.words if word and any(alike(word, name) >= LIKE for name in names)]
    return len(told) > 1 and not any(word in LEVELS for word in row.words)


def indicators_of(
    rows: Sequence[Row], columns: dict[str, int], *, merged: bool, units: bool
) -> Iterator[tuple[Indicator | None, list[NotRead], Row]]:
    """The indicator lines of rows with what was not read in each; `None` for a row that is none.

    `merged` says that a blank 二级指标 is that of the line above, `units` that quantities are printed with units.
    """
    above = ""
    for printed in rows:
        row = _straight(printed, columns)
        cells = {key: row.cells[place] if place < len(row.cells) else "" for key, place in columns.items()}
        weight, score = figure_of(cells["weight"]), figure_of(cells["score"])
        told = any(words_of(cells[key]) for key in ("name", "target", "actual") if key in cells)
        level2 = framed(cells["level2"], tuple(LEVELS))
        if (
            _is_moved(row, columns)
            or weight is None
            or not told
            or not (score or level2 or words_of(cells.get("actual", "")))
        ):
            yield None, _looks_lost(row), row
            continue
        missed: list[NotRead] = []
        name = words_of(cells["name"])
        label = name or level2 or "指标"
        if level2 is None and words_of(cells["level2"]):
            missed.append(
                NotRead(row.line, f"指标「{label}」: 二级指标识别作「{words_of(cells['level2'])}」,认不出")
            )
        if level2 is None and merged and not words_of(cells["level2"]):
            level2 = above
        above = level2 or ""
        own = framed(cells["level1"], ("产出指标", "效益指标", "满意度指标", "成本指标"))
        read = {key: _read(cells.get(key, ""), units=units) for key in ("initial", "target", "actual")}
        read |= _against(read) if units else {}
        names = {"initial": "年初指标值", "target": "指标值", "actual": "实际完成值"}
        for key, reading in read.items():
            if reading.why:
                missed.append(
                    NotRead(row.line, f"指标「{label}」: {names[key]}识别作「{reading.why}」,不能确定")
                )
        reason = (
            "".join(words_of(cell) for cell in row.cells[columns["reason"] :]) if "reason" in columns else ""
        )
        if not is_usual(name + reason):
            missed.append(NotRead(row.line, f"指标「{label}」: 有不常用的字,可能是误识"))
        if score is None:
            missed.append(NotRead(row.line, f"指标「{label}」: 得分没有识别出来"))
        yield (
            Indicator(
                level1_of(level2) or own or "",
                level2 or "",
                name,
                read["initial"].text,
                read["target"].text,
                read["actual"].text,
                weight,
                score,
                reason or None,
                row.line,
            ),
            missed,
            row,
        )


def _looks_lost(row: Row) -> list[NotRead]:
    """A line with points and words of the frame whose cells stand under other columns than theirs."""
    said = next((word for word in row.words if word in LEVELS or word in PHRASES), None)
    points = [text for cell in row.cells if (text := figure_of(cell))]
    if said is None or len(points) < 2:  # noqa: PLR2004 - 分值 and 得分
        return []
    return [NotRead(row.line, f"{said}: {'、'.join(points)}: 各格错位,不知各在哪一栏")]


def _is_moved(row: Row, columns: dict[str, int]) -> bool:
    """True if 分值 has a figure and the cell before it too, but 得分 none: a blank cell of the row was lost."""
    before, weight, score = (
        figure_of(row.cells[place]) if place < len(row.cells) else None
        for place in (columns["weight"] - 1, columns["weight"], columns["score"])
    )
    return bool(before and weight and not score)


_NAME_AND_SHAPE = re.compile(r"(?P<name>.*[一-鿿].*?)\s*(?P<shape>[≥≤=>][一-鿿%]+)")


def _straight(row: Row, columns: dict[str, int]) -> Row:
    """A row that stands one cell beside its columns, put right where only one cell can be the cause.

    Either a blank cell before the name is too many, or the name and the shape of the 年初指标值 are one cell.
    """
    cells = row.cells
    name, weight, score = columns["name"], columns["weight"], columns["score"]
    points = [place for place, cell in enumerate(cells) if figure_of(cell)]
    if {score, score + 1} <= {*points} and weight not in points and name < len(cells) and not cells[name]:
        return evolve(row, cells=(*cells[:name], *cells[name + 1 :]))
    if {weight - 1, weight} <= {*points} and score not in points and "initial" in columns:
        match = _NAME_AND_SHAPE.fullmatch(cells[name])
        if match:
            return evolve(row, cells=(*cells[:name], match["name"], match["shape"], *cells[name + 1 :]))
    return row


def level1_of(level2: str | None) -> str | None:
    """The 一级指标 of a 二级指标 in the frame."""
    return LEVELS.get(level2 or "")


def framed(text: str, words: Sequence[str]) -> str | None:
    """The only word of a frame that a text is, is a piece of, or is much like.

    >>> framed("期指标并具", PHRASES), framed("満意度指标", ("产出指标", "满意度指标")), framed("3/4", PHRASES)
    ('部分达成预期指标并具有一定效果', '满意度指标', None)
    """
    said = words_of(text)
    if not said or said in words:
        return said or None
    holding = [word for word in words if len(said) >= LEAST_PIECE and said in word]
    if holding:
        return holding[0] if len(holding) == 1 else None
    score, best = max((alike(said, word), word) for word in words)
    return best if score >= LIKE else None


def _read(cell: str, *, units: bool) -> _Reading:
    """A quantity as printed, a phrase of the frame, or any other words; no text and a reason for an unsure quantity."""
    text = words_of(cell).translate(_OPERATORS)
    if not text:
        return _Reading(None)
    if len(text) >= LEAST_PIECE and (phrase := framed(text, PHRASES)):
        return _Reading(phrase)
    if len(text) >= LEAST_PIECE and any(text in phrase for phrase in PHRASES):
        return _Reading(None, text)
    chinese = re.search("[一-鿿]", text)
    if is_usual(text) and any(shape.fullmatch(text) for shape in (_QUANTITY, _SHAPE, _YEAR)):
        return _Reading(text)
    if re.match("[≥≤=><-]", text) or not chinese or (units and re.match(r"\d", text)):
        return _Reading(None, text)
    return _Reading(text)


def _against(read: dict[str, _Reading]) -> dict[str, _Reading]:
    """Quantities of a form that do not go with the other cells of their line, so that a sign may be one misread.

    A quantity without the unit that another cell has; one whose unit is not the one that both others have; a number
    with another unit, or words, where 年初指标值 prints but the shape of the target.
    """
    shapes = {
        key: _SHAPE.fullmatch(one.text or "") or _QUANTITY.fullmatch(one.text or "")
        for key, one in read.items()
    }
    units = {key: match["unit"] for key, match in shapes.items() if match}
    doubtful = {key for key, unit in units.items() if not unit and any(units.values())}
    for key, unit in units.items():
        others = {other for name, other in units.items() if name != key}
        if len(units) == len(read) and len(others) == 1 and unit not in others:
            doubtful.add(key)
    target = shapes.get("target")
    bound = target is not None or re.match("[≥≤=><]", read["target"].why or "")
    initial = shapes.get("initial")
    goes_with = initial is not None and target is not None and initial["unit"] == target["unit"]
    # What is no shape must at least be a number with the unit of the target.
    if bound and read["initial"].text and not goes_with and (initial is None or initial.re is _QUANTITY):
        doubtful.add("initial")
    return {key: evolve(read[key], text=None, why=read[key].text) for key in doubtful}
