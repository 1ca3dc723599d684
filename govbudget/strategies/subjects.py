"""科目的策略 — codes of the official book, any codes at all, and whole classifications."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping

from hypothesis import strategies as st

from govbudget.catalogue import classification, code_book
from govbudget.catalogue.rules import linear_rules
from govbudget.checks.booking import RestOfBasicRule
from govbudget.model import Budget, Classification, Scheme, Subject, ancestors_of
from govbudget.strategies.limits import refuse_unless

__all__ = ["classifications", "codes", "economic_items", "leaf_codes"]

YEAR = 2024
ITEM_DIGITS = 5
NAMES = ("行政运行", "事业运行", "机关服务", "住房公积金", "其他支出")


def codes(
    scheme: Scheme = Scheme.FUNCTIONAL,
    *,
    year: int = YEAR,
    levels: Collection[str] | None = None,
    known: bool = True,
) -> st.SearchStrategy[str]:
    """科目编码 — codes of a scheme, of the given `levels` (`类`, `款`, `项`, `目`; all of them, if not given).

    `known` codes are in the catalogue of the year; others are any digits of the right length. Raises
    `InvalidArgument` for levels that the scheme has not.
    """
    wanted = scheme.levels if levels is None else tuple(levels)
    strange = [level for level in wanted if level not in scheme.levels]
    refuse_unless(not strange and bool(wanted), f"{scheme.value}分{'、'.join(scheme.levels)},没有 {strange}")
    lengths = [scheme.lengths[scheme.levels.index(level)] for level in wanted]
    if known:
        found = _known(scheme, year, frozenset(lengths))
        refuse_unless(bool(found), f"{year}年{scheme.value}目录中没有{'、'.join(wanted)}级的科目")
        return st.sampled_from(found)
    return st.one_of(
        [st.integers(1, 10**length - 1).map(functools.partial(_written, length)) for length in lengths]
    )


def leaf_codes(budget: Budget | None = None, *, year: int = YEAR) -> st.SearchStrategy[str]:
    """末级功能分类 — 项 of the catalogue that a budget pays for; any 项 for money that is no appropriation."""
    found = _leaves(budget, year)
    refuse_unless(bool(found), f"{year}年目录中没有{budget.value if budget else ''}的项级科目")
    return st.sampled_from(found)


@functools.cache
def _leaves(budget: Budget | None, year: int) -> tuple[str, ...]:
    known = code_book(year).functional
    leaves = [one.code for one in known if len(one.code) == Scheme.FUNCTIONAL.lengths[-1]]
    if budget is None:
        return tuple(leaves)
    pays = {budget, None} if budget is Budget.GENERAL else {budget}
    return tuple(code for code in leaves if known.budget_of(code) in pays)


def classifications(
    scheme: Scheme | None = None, *, year: int = YEAR, largest: int = 12
) -> st.SearchStrategy[Classification]:
    """科目分类 — any set of at most `largest` codes with everything above them, each with a name."""
    refuse_unless(largest >= 0, f"科目不能有 {largest} 个")
    if scheme is None:
        return st.sampled_from(Scheme).flatmap(lambda one: classifications(one, year=year, largest=largest))
    return st.lists(codes(scheme, known=False), max_size=largest, unique=True).map(
        lambda drawn: Classification(
            scheme,
            year,
            tuple(
                Subject(code, NAMES[int(code) % len(NAMES)])
                for code in sorted({above for code in drawn for above in (code, *ancestors_of(code))})
            ),
        )
    )


def economic_items(functional: str | None = None, *, year: int = YEAR) -> st.SearchStrategy[str]:
    """经济分类款 — under which the basic expenditure of a functional 项 is booked; any, if none is given.

    Social insurance, 住房公积金 and their like are one sum in both classifications (DOMAIN X-05-06-EC): what has a
    项 of its own is booked under no other.
    """
    pairs = _pairs()
    own = pairs.get(functional) if functional else None
    if own:
        return st.sampled_from(sorted(own))
    return st.sampled_from(_items(year, apart=functional is not None))


@functools.cache
def _items(year: int, *, apart: bool) -> tuple[str, ...]:
    taken = frozenset[str]().union(*_pairs().values()) if apart else frozenset()
    found = _known(Scheme.ECONOMIC, year, frozenset({ITEM_DIGITS}))
    return tuple(code for code in found if code not in taken)


@functools.cache
def _known(scheme: Scheme, year: int, lengths: frozenset[int]) -> tuple[str, ...]:
    return tuple(one.code for one in classification(scheme, year) if len(one.code) in lengths)


@functools.cache
def _pairs() -> Mapping[str, frozenset[str]]:
    rule = next(rule for rule in linear_rules() if rule.id == "X-05-06-EC")
    return RestOfBasicRule.beside(rule).pairs


def _written(length: int, number: int) -> str:
    return str(number).rjust(length, "0")
