"""Cost of reading and judging prose: pages per second, and growth with the pages of a document.

Run: python tests/benchmarks/claims.py
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from govbudget.narrative.judging import findings_of, judge
from govbudget.narrative.passages import read_passages
from govbudget.narrative.reading import read_claims

ROUNDS = 3


def seconds_of(work: Callable[[], object]) -> float:
    """Median wall time of a piece of work."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def page(number: int) -> str:
    """A page of ten items as budgets describe them, with a total and shares."""
    items = "\n".join(
        f"{item}.“某支出（类）某事务（款）第{item}事务（项）”{number + item}.00万元，用于运转。"
        f"2023年当年预算执行数为{number + item + 1}.00万元，2024年预算安排{number + item}.00万元，"
        f"比2023年预算执行数减少{100 / (number + item + 1):.2f}%。主要原因是：项目调整。"
        for item in range(1, 11)
    )
    return (
        f"{'一二三四五六七八九十'[number % 10]}、支出情况说明\n本年支出合计{2 * number + 2}.00万元，其中：基本支出"
        f"{number + 1}.00万元，占50.00%；项目支出{number + 1}.00万元，占本年支出合计的50.00%。\n{items}\n— {number} —"
    )


def main() -> None:
    for pages in (10, 100, 1000):
        document = [page(number) for number in range(pages)]
        passages = read_passages(document)
        claims = read_claims(passages)
        reading = seconds_of(lambda d=document: read_passages(d))
        binding = seconds_of(lambda p=passages: read_claims(p))
        judging = seconds_of(lambda c=claims: findings_of(list(map(judge, c))))
        whole = reading + binding + judging
        print(
            f"{pages:>5} pages, {len(claims)} claims: {pages / whole:.0f} pages per second "
            f"(lines {reading:.2f} s, claims {binding:.2f} s, verdicts {judging:.2f} s)"
        )


if __name__ == "__main__":
    main()
