"""表名 — what stands over a table: its title among other lines, its unit, and what only dresses it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from govbudget.adapters.layout_words import recognise
from govbudget.money import Unit

__all__ = [
    "TextLine",
    "is_dressing",
    "is_prose",
    "is_title",
    "lines_over",
    "other_unit_in",
    "title_among",
    "unit_in",
]

LONGEST_TITLE = 60
"""A longer line is no title."""

FOOT = 3
"""So many last lines of a page may belong to the table on the next one."""

_NOTE = re.compile(r"[(（]?(?:备?注|说明)[:：\d]")

LONGEST_STRAY = 40
"""A longer line between two grids is prose, and the second grid is another table."""

_UNIT = re.compile(r"单位[:：]?\s*(?:人民币)?(万元|亿元|元)|[(（](万元|亿元|元)[)）]")
_OTHER_UNIT = re.compile(
    r"单位[:：]?(?:人民币)?((?:[十百千]万?|[十百千]亿)元|[万亿]?(?:美元|欧元|日元|港元|港币)|[角分])(?![一-鿿])"
    r"|[(（]((?:[十百千]万?|[十百千]亿)元|[万亿]?美元)[)）]"
)
_DRESSING = re.compile(
    r"(?:编制|填报|公开|预算|主管)?(?:部门|单位)(?:名称)?[:：].*|(?:金额)?单位[:：].*|(?:公开|附)?表?\s*\d{1,2}\s*表?|公开\d+表"
    r"|[-—\s]*第?\s*\d{1,4}\s*页?(?:/\d+)?[-—\s]*|\d{4}年度?|编制日期.*"
)


_FIGURES = r"(?:(?:[二四五六七八九]|一(?!般)|三(?!公)|十[一二三四五六七八九]?)|\d{1,2}(?:[-—－.]\d{1,2})*)"
_NUMBER = re.compile(
    rf"(?:(?:公开|附)?表{_FIGURES}|附件{_FIGURES}|[A-Z]{{1,3}}-?\d{{1,2}}(?:-\d{{1,2}})?)表?[、:：.．]?(?=[一-鿿“”\"].*表)"
)
_UNIT_BEHIND = re.compile(r"[(（](?:金额)?单位[:：][^()（）]*[)）]$")


@frozen
class TextLine:
    """文字行 — a line of a page that stands in no grid; `ends` its paragraph where the document says so."""

    page: int
    text: str
    ends: bool = False


def title_among(lines: Sequence[str]) -> str | None:
    """The title of a table among the lines over it, the nearest first; a long title may run over two lines.

    >>> title_among(["第二部分", "收入支出决算", "总表", "单位:万元"])
    '收入支出决算总表'
    """
    texts = [_without_dressing(line) for line in lines]
    texts = [text for text in texts if text]
    for place in range(len(texts) - 1, -1, -1):
        for text in (texts[place], "".join(texts[max(0, place - 1) : place + 1])):
            if is_title(text) and recognise(text):
                return text
    return next((text for text in reversed(texts) if is_title(text)), None)


def lines_over(over: Sequence[TextLine], page: int) -> list[str]:
    """The lines right over a grid: those after the last prose, on its page or at the foot of the one before."""
    near: list[str] = []
    foot = 0
    for line in reversed(over):
        foot += line.page < page
        prose = re.search(r"。|[，,；;：:、]$", line.text.strip()) and not _NOTE.match(line.text.strip())
        if prose or line.page < page - 1 or foot > FOOT:
            break
        near.append(line.text)
    return near[::-1]


def is_prose(over: Sequence[TextLine]) -> bool:
    """True if sentences stand among the lines between two grids."""
    texts = [_without_dressing(line.text) for line in over]
    return any(len(text) > LONGEST_STRAY or "。" in text for text in texts if not text.startswith("注"))


def is_dressing(line: str) -> bool:
    """True for a line that only names the unit, the department, the number of a table or of a page.

    >>> is_dressing("编制部门：某局 单位：元"), is_dressing("收入决算表")
    (True, False)
    """
    return not _without_dressing(line)


def unit_in(text: str) -> Unit | None:
    """The unit that a line names.

    >>> unit_in("编制部门：某局 金额单位：万元"), unit_in("单位：某局")
    (<Unit.WAN_YUAN: '万元'>, None)
    """
    match = _UNIT.search(re.sub(r"\s", "", text))
    return Unit(match[1] or match[2]) if match else None


def other_unit_in(text: str) -> str | None:
    """A unit in which no table of a form is printed, that a line names.

    >>> other_unit_in("编制部门：某局 单位：千元"), other_unit_in("单位：万元")
    ('千元', None)
    """
    match = _OTHER_UNIT.search(re.sub(r"\s", "", text))
    return match[1] or match[2] if match else None


def is_title(text: str) -> bool:
    """True for a short line without marks that ends in 表, but for its number and its unit."""
    text = _unnumbered(text)
    return (
        len(text) <= LONGEST_TITLE
        and re.search(r"[。；，,：:…]|\.{3}", text) is None
        and re.search(r"表(?:[(（][^()（）]*[)）])?$", text) is not None
    )


def _unnumbered(text: str) -> str:
    """A title without the number of its table before it and its unit behind it.

    >>> _unnumbered("附表3：支出决算表"), _unnumbered("表一般公共预算支出表"), _unnumbered("支出决算表（单位：万元）")
    ('支出决算表', '表一般公共预算支出表', '支出决算表')
    """
    return _UNIT_BEHIND.sub("", _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text)


def _without_dressing(line: str) -> str:
    kept = [piece for piece in line.split() if not _DRESSING.fullmatch(piece)]
    text = "".join(kept)
    if _DRESSING.fullmatch(text):
        return ""
    return re.sub(r"(?:金额)?单位[:：].{1,4}$|公开\d+表$", "", _unnumbered(text))
