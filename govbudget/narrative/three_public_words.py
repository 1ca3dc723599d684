"""“三公”经费的说法 — how its items, its stages and its years are named."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = [
    "CALLED",
    "MENTIONED",
    "OF_LAST_YEAR",
    "OTHER_FUNDS",
    "YEARS",
    "default_stage",
    "item_named",
    "of_the_section",
    "stage_of",
    "year_of",
]

MENTIONED = re.compile(r"三公|因公出国|公务用?车|公务接待")

CALLED = {"total": "“三公”经费"}

OTHER_FUNDS = re.compile(r"政府性基金|国有资本|自有资金|其他资金|单位资金|财政专户|非财政")
"""An account that tells of these has several totals."""

_ITEMS = {
    "total": r"[“\"‘'”]?三公[”\"’'“]?经费",
    "abroad": r"因公出国\s*[（(]境[）)](?:费用?|经费)?",
    "vehicles": r"公务用车购置(?:费用?)?(?:[及和与、]|以及)运行(?:维护)?(?:费用?|经费)?",
    "purchase": r"公务用车购置(?:费用?|经费)?",
    "running": r"公务(?:用车|车)(?:用车)?运行(?:维护)?(?:费用?|经费)?",
    "reception": r"公务接待(?:费用?|经费)?",
}
_BEFORE = (
    r"(?P<body>[^，,；;：:。、]{0,40}?(?=(?:19|20)[0-9]{2}\s*年)|[本我](?:部门|单位)|)(?:(?:19|20)[0-9]{2}\s*年(?:度)?|其中|另外|此外|一是|二是|三是|本年度?|当年|今年|全年"
    r"|[本我]?(?:部门|单位)|[本我](?:局|委|办|厅|院|校|中心)|财政拨款|一般公共预算(?:财政)?拨款|安排的?|使用|用于|的|“|\"|\s)*"
)
_STAGE = r"(?:财政拨款|一般公共预算|支出|预算|决算|安排|执行|实际|年初|全年|调整后?|数|额|总额|合计|总计|共计|共|总|约|为|是|达到?|\s)*"
_NAMED = {item: re.compile(rf"{_BEFORE}{name}{_STAGE}") for item, name in _ITEMS.items()}
_STAGE_ALONE = re.compile(
    r"(?:其中|本年度?|当年|全年|年初|实际|财政拨款|支出)*(?:决算|预算|执行|完成|支出)(?:支出)?(?:数|额)?(?:约?为|是)?\s*"
)


def item_named(step: str, last: str | None) -> tuple[str, str] | None:
    """The item that the words before a sum name, and whose it is; where they name a stage alone, the one before.

    >>> item_named("示例局2024年度公务接待费支出决算为", None), item_named("国内公务接待费", None)
    (('reception', '示例局'), None)
    """
    if last is not None and _STAGE_ALONE.fullmatch(step):
        return last, ""
    for item, words in _NAMED.items():
        if match := words.fullmatch(step):
            return item, match["body"]
    return None


_FUNDS = re.compile(r"一般公共预算|预算(?=财政拨款|拨款)")
_FINAL = re.compile(r"决算|执行|实际")
_PLANNED = re.compile(r"(?P<label>年初|全年|调整后?)?预算")
_COMPARED = re.compile(r"(?:完成|占|为|[比较与同和])[^，,；;。]*预算[^，,；;。]*")


def default_stage(texts: Sequence[str]) -> str:
    """What a bare sum is in an account of such headings and sentences."""
    bare = [_FUNDS.sub("", text) for text in texts]
    if any("决算" in text for text in bare):
        return "决算"
    return "预算" if any("预算" in text for text in bare) else ""


def stage_of(step: str, before: str, usual: str) -> str | None:
    """As what a sum is told: 决算, a 预算 by its label, or what is usual there; `None` where it may be either."""
    words = _FUNDS.sub("", step)
    if planned := list(_PLANNED.finditer(words)):
        return "决算" if _FINAL.search(words) else f"{planned[-1]['label'] or ''}预算"
    if _FINAL.search(words):
        return "决算"
    above = re.findall("决算|执行|实际|预算", _COMPARED.sub("", _FUNDS.sub("", before)))
    if above and above[-1] == "预算" and usual != "预算":
        return None
    return usual


YEARS = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年")
OF_LAST_YEAR = re.compile(
    r"(?<![较比同与和])(?:上年度?|去年|上一年度?|上年同期|去年同期)[^，,；;。]*(?:三公|出国|公务)"
)
"""Words that open a sum of last year, and do not only compare with one."""


def year_of(step: str) -> int | None:
    """The year that the words before a sum name."""
    found = YEARS.findall(step)
    return int(found[-1]) if found else None


_OF_IT = re.compile(
    r"三公|出国|公务|总体|具体|情况|说明|预算|决算|增减|原因|变[动化]|^[（(]?[一二三四五六七八九十0-9]{1,3}[）)]?[、.．]?$"
)


def of_the_section(heading: str) -> bool:
    """True for a heading that divides the account by items, and not by bodies; a bare number may be any."""
    return _OF_IT.search(heading) is not None
