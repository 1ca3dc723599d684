"""文中数 — figures that the text of a self-evaluation gives beside its tables: budgets, money spent, satisfaction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govbudget.model import ReportedFigure

__all__ = ["reported_in"]

_BUDGET = re.compile(
    r"(?P<of>(?P<when>年初|全年)[一-鿿]{0,10}?预算)(?:数|为|共)?(?P<value>\d[\d,]*(?:\.\d+)?)(?P<unit>[万亿]?元)"
)
_SPENT = re.compile(
    r"(?P<of>实际(?:执行|支付|支出))[一-鿿]{0,12}?(?P<value>\d[\d,]*(?:\.\d+)?)(?P<unit>[万亿]?元)"
)
_CONTENT = re.compile(
    r"(?P<of>[一-鿿]{0,10}满意[度率])(?:为|达到?)?:?(?P<value>[≥>]?\d+(?:\.\d+)?)(?P<unit>%)"
)
_WHICH = {"年初": "approved", "全年": "adjusted"}


def reported_in(text: str, section: str, line: int) -> Iterator[ReportedFigure]:
    """The figures of a text without blanks, in its order, that are certain to restate the tables.

    >>> [(one.of, one.value, one.figure) for one in reported_in("年初预算20万元,实际支付1.5万元。", "", 1)]
    [('年初预算', '20', 'approved'), ('实际支付', '1.5', 'executed')]
    """
    found = [
        *((match, _WHICH[match["when"]]) for match in _BUDGET.finditer(text)),
        *((match, "executed") for match in _SPENT.finditer(text)),
        *((match, "satisfaction") for match in _CONTENT.finditer(text)),
    ]
    for match, figure in sorted(found, key=lambda one: one[0].start()):
        yield ReportedFigure(
            match["of"], match["value"].replace(",", ""), match["unit"], figure, section, line
        )
