"""What people read: sums, percentages and signs in Chinese, and grids of cells. The only home of Babel."""

from govbudget.text.grid import display_width, html_grid, plain_grid
from govbudget.text.numbers import amount_text, count_text, number_text, percent_text
from govbudget.text.words import amount_verb, change_phrase, rate_verb

__all__ = [
    "amount_text",
    "amount_verb",
    "change_phrase",
    "count_text",
    "display_width",
    "html_grid",
    "number_text",
    "percent_text",
    "plain_grid",
    "rate_verb",
]
