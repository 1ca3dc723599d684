"""所述的绩效评价 — what prose says of the projects evaluated: how many, how much money, and how many of each grade.

Under the ids of `Disclosure.stated` (`performance[projects].amount`), so that the rules on stated figures weigh it
against the self-evaluations. What a document says twice and differently is left out: nobody can tell which is meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from govbudget.model import PrintedSentence, StatedFigure
from govbudget.narrative.grades import graded_in, numbers_of_projects
from govbudget.narrative.passages import Passage, passages_of
from govbudget.narrative.stating import placed
from govbudget.narrative.tokens import Token

__all__ = ["evaluated_in"]

_OWN = re.compile("自评|自我评价")
_BY_DEPARTMENT = re.compile("部门评价|部门重点评价")
_OTHERS = re.compile("整体支出|整体绩效|转移支付|下属|所属|上年|财政评价|第三方")
"""What is evaluated beside the department's own projects of the year, or by others."""
_MONEY = re.compile(r"^[^。；;]{0,60}(?:资金|金额|经费)(?:共计|合计|总额|共|总计|为|约)?$")
_FUNDS = {
    "一般公共预算": "general_budget",
    "政府性基金": "government_fund",
    "国有资本经营": "state_capital",
    "社会保险基金": "social_insurance",
}
_GRADES = {"优": "excellent", "良": "good", "中": "fair", "差": "poor"}


def evaluated_in(sentences: Sequence[PrintedSentence]) -> tuple[StatedFigure, ...]:
    """What the sentences say of the projects evaluated, each figure once, in the order of the text.

    >>> said = "组织对项目资金开展了绩效自评，涉及二级项目17个，资金160.35万元。"
    >>> [(one.figure, one.text) for one in evaluated_in([PrintedSentence(said)])]
    [('performance[projects].count', '17'), ('performance[projects].amount', '160.35')]
    """
    found: dict[str, list[StatedFigure]] = defaultdict(list)
    for passage in passages_of(sentences):
        for figure, token in _said(passage):
            if token.value is not None:
                section, *place = placed(passage, sentences)
                heading = section.rpartition("/")[2]
                found[figure].append(
                    StatedFigure(figure, token.value.decimal_text, token.unit, heading, *place)
                )
    return tuple(listed[0] for listed in found.values() if len({(one.text, one.unit) for one in listed}) == 1)


def _said(passage: Passage) -> Iterator[tuple[str, Token]]:
    text = passage.text
    if _OTHERS.search(text):
        return
    if _OWN.search(text):
        counts = {grade: token for grade, _, token in graded_in(passage)}
        if counts.keys() <= _GRADES.keys():
            yield from ((f"performance[{_GRADES[grade]}].count", token) for grade, token in counts.items())
    row = "department" if _BY_DEPARTMENT.search(text) else "projects" if _OWN.search(text) else None
    numbers = numbers_of_projects(passage)
    if row is None or len(numbers) != 1 or graded_in(passage):
        return
    yield f"performance[{row}].count", numbers[0]
    after = [
        one for one in passage.tokens if one.start >= numbers[0].end and one.unit in ("元", "万元", "亿元")
    ]
    if not after or not _MONEY.match(_between(text, numbers[0], after[0])):
        return
    yield f"performance[{row}].amount", after[0]
    before = after[0]
    for token in after[1:]:
        words = _between(text, before, token)
        fund = next((kind for name, kind in _FUNDS.items() if name in words), None)
        if fund is None or re.search("[。；;]", words):
            return
        yield f"performance[{row}].{fund}", token
        before = token


def _between(text: str, first: Token, second: Token) -> str:
    return text[first.end : second.start]
