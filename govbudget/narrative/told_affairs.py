"""十(一)至(三) — operating cost of organs, procurement, and assets (DOMAIN N-10a … N-10c)."""

from __future__ import annotations

from collections.abc import Iterator

from govbudget.model import StatisticItem
from govbudget.narrative.grammar import Grammar
from govbudget.narrative.phrase import Draft, Phrase, joined

__all__ = ["assets", "operating_cost", "procurement"]

_OPERATING = "statistics[operating_cost].value"
_PROCURED = (("goods", "货物"), ("works", "工程"), ("services", "服务"))
_EQUIPMENT = StatisticItem.EQUIPMENT


def operating_cost(grammar: Grammar) -> Iterator[Draft]:
    """机关运行经费: none, or the sum and its change (N-10a). Of organs and what is managed like them (C5)."""
    body, figure = grammar.wording.body, grammar.figure(_OPERATING)
    if figure is not None and figure.amount is not None and not figure.amount:
        yield Draft("N-10a", Phrase(f"{body}没有机关运行经费。"))
        return
    said = f"{grammar.report.ledger.year}年度{body}机关运行经费支出" + grammar.spoken(
        figure, "机关运行经费支出"
    )
    moved = grammar.change(_OPERATING, "机关运行经费支出") if figure is not None else Phrase("")
    why = grammar.reason(_OPERATING, "机关运行经费支出")
    yield Draft("N-10a", said + ("，" if moved else "") + moved + why + "。")


def procurement(grammar: Grammar) -> Iterator[Draft]:
    """政府采购: the total by kind; contracts with small and medium enterprises, with their share (N-10b, DR-05)."""
    year = grammar.report.ledger.year
    said = f"{year}年度政府采购支出总额" + grammar.amount(
        "statistics[procurement_total].value", "政府采购支出总额"
    )
    kinds = [
        f"{name}支出" + grammar.amount(f"statistics[procurement_{kind}].value", f"政府采购{name}")
        for kind, name in _PROCURED
    ]
    yield Draft("N-10b", said + "，其中：" + joined(kinds, "，") + "。")
    medium = "statistics[procurement_small_medium].value"
    contracts = "授予中小企业合同金额" + grammar.amount(medium, StatisticItem.CONTRACTS_SMALL_MEDIUM.value)
    yield Draft("N-10b", contracts + grammar.share(medium, "占政府采购支出总额的{}") + "。", opens=False)
    micro = grammar.amount(
        "statistics[procurement_small_micro].value", StatisticItem.CONTRACTS_SMALL_MICRO.value
    )
    yield Draft("N-10b", "其中：授予小微企业合同金额" + micro + "。", opens=False)


def assets(grammar: Grammar) -> Iterator[Draft]:
    """国有资产: vehicles, by kind where there are any, and costly equipment at the end of the year (N-10c)."""
    said = f"截至{grammar.report.ledger.year}年12月31日，{grammar.wording.body}共有车辆"
    whole = said + grammar.count("statistics[vehicles_total].value", "车辆数", "辆")
    kinds = []
    for item in StatisticItem:
        figure = grammar.figure(f"statistics[{item.name.lower()}].value")
        if item.name.startswith("VEHICLES_") and figure is not None and figure.value:
            kinds.append(item.value + grammar.counted(figure, item.value, "辆"))
    listed = joined(kinds, "，")
    yield Draft("N-10c", whole + ("，其中：" + listed if listed else listed) + "。")
    owned = grammar.count("statistics[equipment].value", _EQUIPMENT.value, _EQUIPMENT.counting_unit or "")
    yield Draft("N-10c", _EQUIPMENT.value + "共" + owned + "。", opens=False)
