"""通行名称 — what columns, rows and stated figures go by where a document does not name them itself."""

from __future__ import annotations

from govbudget.model import Disclosure, StatisticItem
from govbudget.tables import Form

__all__ = ["detail_name", "labels_of", "stated_name", "titles_of"]

_STATISTICS = {
    "operating_cost": "机关运行经费",
    "procurement_total": "政府采购支出总额",
    "vehicles_total": "车辆数",
}
_PERFORMANCE = {
    "projects": "绩效自评项目",
    "department": "部门评价项目",
    "excellent": "自评为优的项目",
    "good": "自评为良的项目",
    "fair": "自评为中的项目",
    "poor": "自评为差的项目",
}
_AMOUNTS = {
    "count": "个数",
    "amount": "资金",
    "general_budget": "的一般公共预算资金",
    "government_fund": "的政府性基金预算资金",
    "state_capital": "的国有资本经营预算资金",
    "social_insurance": "的社会保险基金预算资金",
    "total": "得分",
    "grade": "等级",
}
_DETAILS = {
    "share": "占比",
    "change": "增减额",
    "change_rate": "增减幅度",
    "approved": "年初预算",
    "completion": "完成年初预算",
    "domestic": "国内接待",
    "overseas": "国(境)外接待",
    "foreign_affairs": "外事接待",
    "groups": "团组数",
    "batches": "批次",
    "people": "人次",
    "count": "数量",
}


def detail_name(path: str) -> str:
    """What stands after a column in the id of a stated figure.

    >>> detail_name("change_rate"), detail_name("domestic.people")
    ('增减幅度', '国内接待人次')
    """
    return "".join(_DETAILS.get(part, f".{part}") for part in path.split(".") if part)


def stated_name(table: str, row: str, column: str) -> str | None:
    """What a figure is called that no table need print: statistics, numbers and scores of projects.

    >>> stated_name("performance", "projects", "general_budget"), stated_name("summary", "opening", "amount")
    ('绩效自评项目的一般公共预算资金', None)
    """
    if table == "statistics":
        item = StatisticItem.__members__.get(row.upper())
        return _STATISTICS.get(row) or (item.value if item else None)
    if table == "performance":
        return _PERFORMANCE.get(row, f"项目“{row}”") + _AMOUNTS.get(column, f".{column}")
    return None


def titles_of(disclosure: Disclosure, forms: tuple[Form | None, ...]) -> dict[str, dict[str, str]]:
    """The headings of every table: as printed, else as the first form that has them has them first.

    Under no table, headings as any table of a form has them.
    """
    titles: dict[str, dict[str, str]] = {"": {}}
    for table in (table for form in forms if form for table in form.tables):
        for column in table.columns:
            titles.setdefault(table.id, {}).setdefault(column.id, column.title)
            titles[""].setdefault(column.id, column.title)
    for printed in disclosure.tables:
        titles.setdefault(printed.id, {}).update({name: title for name, title in printed.titles if title})
    return titles


def labels_of(forms: tuple[Form | None, ...]) -> dict[tuple[str, str], str]:
    """What the rows of every table are called in the first form that lists them."""
    labels: dict[tuple[str, str], str] = {}
    for table in (table for form in forms if form for table in form.tables):
        if table.rows is None:
            labels.setdefault((table.id, "total"), table.total_label)
        for row in table.rows or ():
            if row.id is not None:
                labels.setdefault((table.id, row.id), row.label)
    return labels
