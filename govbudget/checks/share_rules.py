"""占比的规则 — shares of all parts of one whole against 100 %, and no share above it (DOMAIN N-02, N-03, M-06)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import field, frozen

from govbudget.checks.derivation import figure_for, shares_of
from govbudget.checks.dossier import Dossier
from govbudget.checks.finding import Cause, Finding
from govbudget.checks.narrative_rule import NarrativeRule
from govbudget.checks.percentage import percentage_of
from govbudget.checks.verdict import Verdict
from govbudget.model.disclosure import StatedFigure
from govbudget.money import Ratio, total
from govbudget.text import number_text

__all__ = ["SHARE_SUM_RULES", "ShareSumRule"]


@frozen
class ShareSumRule(NarrativeRule):
    """占比合计 — shares of all parts of one whole add up to 100 %, as far as rounding lets them."""

    whole: str = field(metadata={"zh": "合计"})

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """One finding, where the parts whose shares are stated make up the whole."""
        shares = shares_of(dossier, self.whole)
        read = [percentage_of(stated.text) for stated in shares]
        parts = [figure_for(dossier, stated.figure.removesuffix(".share"), stated) for stated in shares]
        whole = figure_for(dossier, self.whole, shares[0]) if shares else None
        if whole is None or not whole.amount or not all(read) or not all(parts):
            return
        summed = total(part.amount for part in parts if part and part.amount is not None)
        if summed.agrees_with(whole.amount):
            made = Fraction(summed.fen, whole.amount.fen)
            yield self._finding(dossier, shares, [one for one in read if one], made)

    def _finding(
        self, dossier: Dossier, shares: list[StatedFigure], read: list[tuple[Ratio, int]], made: Fraction
    ) -> Finding:
        ratios = [ratio for ratio, _ in read]
        added = sum((ratio.value for ratio in ratios), Fraction(0))
        places = max(places for _, places in read)
        explained = _rounding_explains(added, ratios, made)
        verdict = Verdict.HOLDS if added == 1 else Verdict.ROUNDING if explained else Verdict.BROKEN
        cause = Cause.ROUNDED_PARTS if verdict is Verdict.ROUNDING else None
        published = number_text(Ratio(added).percent(places)) + "%"
        why = f"({cause.value})" if cause else ""
        return Finding(
            self.id,
            self.title,
            verdict,
            self.severity,
            tuple(dossier.stated_cell(stated).place for stated in shares),
            f"{len(shares)}项占比合计{published},{'等于' if added == 1 else '不等于'}100%{why}",
            published,
            "100%",
            number_text(Ratio(added - 1).percent(places)) + "%",
            unit="%",
            cause=cause,
            basis=self.basis,
        )


def _rounding_explains(added: Fraction, shares: list[Ratio], made: Fraction) -> bool:
    """True if shares of parts that make up `made` of the whole can add up to this, each rounded half-up once.

    Each share moves by at most half its last place, so k of them by at most k halves. A tie is rounded away from
    zero: shares above zero can all move up by a whole half, but never down. Shares are of the printed parts, which
    may miss the whole by their own rounding, or of the sums behind them, which never do.
    """
    one = Fraction(1)
    reach = sum((share.high - share.value for share in shares if share.high is not None), Fraction(0))
    low, high = min(made, one) - reach, max(made, one) + reach
    return low < added < high or (added == high and all(share.value > 0 for share in shares))


SHARE_SUM_RULES = (
    ShareSumRule("N-02-SUM", "各项收入占比合计为100%", "income[total].total"),
    ShareSumRule("N-03-SUM", "各项支出占比合计为100%", "expenditure[total].total"),
    ShareSumRule("N-05b-SUM", "各类支出占比合计为100%", "general_budget[total].total"),
)
