"""列举的层次 — which total opens the list that a figure of a sentence stands in, and the totals above that one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from govbudget.narrative.said import Role, Said

__all__ = ["OPENS", "WHOLES", "above_in", "is_base", "per_head"]

OPENS = re.compile(r"其中|包括|以下|如下|分别|具体")
"""The words that open a list of parts."""

WHOLES = re.compile(r"合计|总计|总额|总数|总金额|总支出|总收入")
"""The words that name a total by itself."""

_SAID_OF = (Role.CHANGE, Role.RATE, Role.SHARE, Role.COMPLETION)
"""What may be said of a total before its parts are listed."""

_STEP = re.compile(r"[，,；;：:。！？]")
_COMPARED = re.compile(
    r"(?:(?<!占)比(?![例重])|(?<![比计])较|[与同和](?=.*(?:预算|上年|去年|[0-9]年)))[^，,]*$"
)
_PER_HEAD = re.compile(r"(?:[人户车班次台亩]均|平均每?|每[^，,；;。至到]{0,4}?)[^，,；;。]{0,12}$")


def above_in(sayings: Sequence[Said]) -> tuple[tuple[int, ...], ...]:
    """For each figure the places of the totals that open its list, nearest first.

    A list opens after its total and what is said of it. After a semicolon a list inside another is over: the next
    figure belongs to the outer one again.
    """
    lists: list[tuple[int, int]] = []
    above: list[tuple[int, ...]] = [()] if sayings else []
    last: int | None = None
    for place, (one, following) in enumerate(itertools.pairwise(sayings)):
        if one.is_level and not is_base(sayings, place):
            last = place
        elif not (one.is_level or one.role in _SAID_OF):
            last = None
        while len(lists) > 1 and following.depth < lists[-1][1]:
            lists.pop()
        if len(lists) > 1 and re.search("[；;]", following.lead) and following.depth <= lists[-1][1]:
            del lists[1:]
        if last is not None and OPENS.search(following.lead):
            if not sayings[last].depth and WHOLES.search(sayings[last].name):
                lists.clear()
            lists.append((last, following.depth))
        above.append(tuple(opener for opener, _ in reversed(lists)))
    return tuple(above)


def is_base(sayings: Sequence[Said], place: int) -> bool:
    """True for a figure that something else is measured by: 占支出300万元的20%, 比年初预算数500万元减少.

    >>> from govbudget.narrative.passages import Passage
    >>> from govbudget.narrative.said import said_in
    >>> said = said_in(Passage((), 1, 1, "决算4万元，比年初预算数5万元减少1万元。"))
    >>> [is_base(said, place) for place in range(2)]
    [False, True]
    """
    one = sayings[place]
    if not one.is_level:
        return False
    following = sayings[place + 1] if place + 1 < len(sayings) else None
    if following is not None and following.label == "=":
        return True
    return one.role in (Role.BUDGET, Role.PRIOR) and bool(_COMPARED.search(_STEP.split(one.lead)[-1]))


def per_head(said: Said) -> bool:
    """True for 人均, 户均, 每…: an average, and no sum of the account."""
    return bool(_PER_HEAD.search(_STEP.split(said.lead)[-1]))
