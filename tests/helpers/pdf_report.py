"""A report drawn as a PDF the way departments print theirs: codes whole or split, heads repeated or not, ruled or bare."""

from __future__ import annotations

from itertools import chain, groupby, zip_longest

from attrs import frozen
from pdf_drawing import HEIGHT, WIDTH, Page, Sum

SIDES = {"income": "收入", "expenditure": "支出", "purpose": "支出用途"}


@frozen
class Style:
    """How tables are printed."""

    split: bool = False
    ruled: bool = True
    repeat: bool = True
    numbered: bool = True
    total_last: bool = False
    rows_a_page: int = 24
    inside: bool = False
    turned: bool = False


def pages_of(report, style):
    """Every table that the report derives, each beginning on a page of its own."""
    pages = []
    for table in report.tables:
        if table.missing or not table.printed_rows:
            continue
        head, body, widths = laid_out(table, style)
        title = [table.form.number, table.form.title]
        over = f"部门：{report.ledger.department.name}"
        chunks = [body[at : at + style.rows_a_page] for at in range(0, len(body), style.rows_a_page)] or [[]]
        for number, chunk in enumerate(chunks):
            page = Page(turned=style.turned)
            rows = [*(head if number == 0 or style.repeat else []), *chunk]
            top = 40
            if number == 0:
                if style.inside:
                    whole = [None] * (len(widths) - 1)
                    rows = [[table.form.title, *whole], [f"金额单位：{table.unit}", *whole], *rows]
                else:
                    page.text(60, 30, title[0]).text(300, 40, title[1], 12)
                    page.text(60, 55, over).text(600, 55, f"金额单位：{table.unit}")
                    top = 62
            end = page.table(40, top, widths, rows, ruled=style.ruled, head=len(rows) - len(chunk))
            if number == len(chunks) - 1:
                for line, note in enumerate(table.notes, start=1):
                    page.text(45, end + 12 * line, note[:80])
            page.text(WIDTH / 2, HEIGHT - 12, f"— {len(pages) + 1} —")
            pages.append(page)
    return pages


def laid_out(table, style):
    """The head, the body and the widths of the columns of a table."""
    sides = list(dict.fromkeys(column.side for column in table.form.columns))
    parts = [_side(table, side, style) for side in sides]
    head = [_together(part[0][level] for part in parts) for level in range(len(parts[0][0]))]
    if not style.numbered or not any(column.number for column in table.form.columns):
        head = head[:-1]
    if len(sides) > 1:
        head = [[text for part, side in zip(parts, sides, strict=True) for text in _over(part, side)], *head]
    blanks = [[""] * len(part[0][0]) for part in parts]
    body = [
        _together(row if row is not None else blank for row, blank in zip(rows, blanks, strict=True))
        for rows in zip_longest(*(part[1] for part in parts))
    ]
    weights = _together(part[2] for part in parts)
    return head, body, [weight * (WIDTH - 80) / sum(weights) for weight in weights]


def _together(lists):
    return list(chain.from_iterable(lists))


def _over(part, side):
    return [SIDES[side], *[None] * (len(part[0][0]) - 1)]


def _side(table, side, style):
    columns = [column for column in table.form.columns if column.side == side]
    rows = [row for row in table.printed_rows if row.side == side]
    coded = side is None and any(row.code for row in rows)
    lined = any(row.line for row in rows)
    economic = coded and all((row.code or "3")[0] in "35" for row in rows)
    levels = (2 if economic else 3) if coded and style.split else int(coded)
    first = ["科目编码", *[None] * (levels - 1)] if levels else []
    first += ["科目名称" if coded else "项目", *(["行次"] if lined else [])]
    split = "类款项"[:levels] if levels > 1 else [...] * levels
    second = [*split, ..., *([...] if lined else [])]
    for group, under in groupby(columns, key=lambda column: column.group):
        titles = [column.title for column in under]
        if group:
            first += [group, *[None] * (len(titles) - 1)]
            second += titles
        else:
            first += titles
            second += [...] * len(titles)
    lead = levels + 1 + lined
    third = [*[""] * levels, "栏次", *([""] if lined else []), *(str(c.number or "") for c in columns)]
    body, section = [], None
    totals = [row for row in rows if row.id == "total"]
    if style.total_last and coded and totals:
        rows = [*(row for row in rows if row.id != "total"), *totals]
    for row in rows:
        if row.section != section:
            section = row.section
            body.append([*[""] * levels, section or "", *[""] * (lead - levels - 1 + len(columns))])
        code = row.code or ""
        if coded and not code:
            codes = [row.label, *[None] * levels]
        elif levels > 1:
            codes = [*[code[:3], code[3:5], code[5:7]][:levels], row.label]
        else:
            codes = [code] * levels + [row.label]
        body.append(
            [
                *codes,
                *([str(row.line or "")] if lined else []),
                *(Sum(table.shown(row, c.id) or "") for c in columns),
            ]
        )
    weights = [5 if levels > 1 else 8] * levels + [22] + [5] * lined + [11] * len(columns)
    return [first, second, third], body, weights
