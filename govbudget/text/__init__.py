"""What people read: sums, percentages and signs in Chinese, and grids of cells, plain or HTML. The only home of Babel."""

from govbudget.text.display import show_repr
from govbudget.text.grid import display_width, plain_grid
from govbudget.text.html import (
    MOST_ROWS,
    Html,
    element,
    folded,
    html_faint,
    html_grid,
    html_lines,
    html_shell,
)
from govbudget.text.numbers import amount_text, count_text, number_text, percent_text, stated_text
from govbudget.text.words import amount_verb, change_phrase, rate_verb

__all__ = [
    "MOST_ROWS",
    "Html",
    "amount_text",
    "amount_verb",
    "change_phrase",
    "count_text",
    "display_width",
    "element",
    "folded",
    "html_faint",
    "html_grid",
    "html_lines",
    "html_shell",
    "number_text",
    "percent_text",
    "plain_grid",
    "rate_verb",
    "show_repr",
    "stated_text",
]
