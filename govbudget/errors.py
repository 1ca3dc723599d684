"""错误 — what this library raises: every fault it reports has `GovBudgetError` as its base."""

from __future__ import annotations

__all__ = ["GovBudgetError", "raise_together"]


class GovBudgetError(Exception):
    """本库的错误 — base of everything this library raises on purpose.

    出路: 说明里写着是什么、在哪里、怎么办;一份输入有几处错误的,合为一个 ExceptionGroup,用 `except*` 逐个看。
    """


def raise_together(summary: str, faults: list[GovBudgetError]) -> None:
    """Raise every fault found in one input as one `ExceptionGroup`; do nothing when there is none.

    >>> raise_together("账套有误", [])
    >>> raise_together("账套有误", [GovBudgetError("第2行: 金额为空")])
    Traceback (most recent call last):
        ...
    ExceptionGroup: 账套有误(1处) (1 sub-exception)
    """
    if faults:
        raise ExceptionGroup(f"{summary}({len(faults)}处)", faults)
