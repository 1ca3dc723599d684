"""表头 — how many rows of a grid head it, what each column is for, and which columns stand side by side."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from attrs import field, frozen

from govbudget.adapters.grids.grid import Grid, GridCell
from govbudget.adapters.layout import Heading
from govbudget.adapters.layout_words import AMOUNTS, TOTALS, name_of_side, names_of, plain_words
from govbudget.catalogue import form, form_names

__all__ = ["CODE_LEVELS", "Block", "Header", "header_of", "is_amount", "plain", "starts_an_item"]

CODE_LEVELS = frozenset("类款项")
SLIVER = 4
"""A column so narrow (in points) is the gap of a double line."""

_AMOUNT = re.compile(r"[-−–(（]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?[)）]?[%％]?|[-—–−]+|/")
_CODE_WORD = re.compile(r"编码|代码|编号")
_LINE_WORD = re.compile(r"行次|序号")
_NUMBERING = re.compile(r"\d{1,2}|栏\s*次")
_REMARK_WORD = re.compile(r"备注|说明|附注|依据|文号|附件")
_BEGINS_AS_SUM = re.compile(r"[-−–△(¥￥]*\d[\d,，]*(?:[.．。]\d|(?:[十百千]?万|亿)?元)")
_LABEL_WORD = re.compile(
    r"(?:项目|科目|单位|资金来源|收入|支出|功能分类|经济分类|支出功能分类)?(?:项目|名称|科目|科目名称|项目名称)"
    r"|.*(?:科目|项目|单位)名称|支出功能分类|功能分类|经济分类|项目\(按功能分类\)"
)
_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[(（](?:[一二三四五六七八九十]+|\d+)[)）]|\d{1,2}[、.．]\D|其中[:：]"
)


def plain(text: str) -> str:
    """A printed text without blanks, brackets made alike."""
    return re.sub(r"\s", "", text).replace("（", "(").replace("）", ")")


def is_amount(text: str) -> bool:
    """True for a printed sum, a percentage or a dash.

    >>> [is_amount(text) for text in ("1,234.50", "—", "合计", "2024年")]
    [True, True, False, False]
    """
    return _AMOUNT.fullmatch(plain(text)) is not None


def starts_an_item(text: str) -> bool:
    """True for a label that opens with a number of its own: 一、 (二) 3. 其中:."""
    return _ITEM.match(text) is not None


@frozen
class Block:
    """栏组 — columns that make one line together: its codes, its names, its line number, its sums."""

    codes: tuple[int, ...] = field(metadata={"zh": "编码栏"})
    labels: tuple[int, ...] = field(metadata={"zh": "名称栏"})
    lines: tuple[int, ...] = field(metadata={"zh": "行次栏"})
    values: tuple[int, ...] = field(metadata={"zh": "金额栏"})
    side: str | None = field(default=None, metadata={"zh": "收支方"})

    @property
    def columns(self) -> range:
        """All columns of the block."""
        every = (*self.codes, *self.labels, *self.lines, *self.values)
        return range(min(every), max(every) + 1)


@frozen
class Header:
    """表头 — of the first rows of a grid: the headings of its columns of sums, and its blocks."""

    depth: int = field(metadata={"zh": "表头行数"})
    texts: tuple[tuple[str, ...], ...] = field(metadata={"zh": "表头文字"})
    blocks: tuple[Block, ...] = field(metadata={"zh": "栏组"})
    headings: tuple[Heading, ...] = field(metadata={"zh": "栏目"})
    breadths: tuple[float, ...] = field(metadata={"zh": "栏界"})


def row_texts(grid: Grid, row: int) -> tuple[str, ...]:
    """The texts of the cells that cover a row."""
    return tuple(plain(cell.text) for cell in grid.row(row))


def header_of(grid: Grid, first: int = 0) -> Header | None:
    """The header of a grid whose rows before `first` are its title; `None` for a grid without one."""
    depth = _depth(grid, first)
    if depth <= first:
        return None
    words = [_words(grid, column, first, depth) for column in range(grid.columns)]
    roles = _roles(grid, words, depth)
    blocks = _blocks(roles)
    if not blocks:
        return None
    sided = [_with_side(grid, block, first, depth, len(blocks)) for block in blocks]
    return Header(
        depth,
        tuple(row_texts(grid, row) for row in range(first, depth)),
        tuple(sided),
        tuple(
            Heading(_own_words(grid, column, block, first, depth), block.side)
            for block in sided
            for column in block.values
        ),
        grid.breadths,
    )


# Depth ------------------------------------------------------------------------------------------------


def _depth(grid: Grid, first: int) -> int:
    """The first row that is no header."""
    start = next((row for row in range(first, grid.rows) if _holds_data(grid, row)), None)
    if start is None:
        return _depth_of_empty(grid, first)
    sums = {
        cell.left
        for row in range(start, grid.rows)
        for cell in grid.row(row)
        if cell.right - cell.left == 1 and is_amount(cell.text) and not _is_code(cell)
    }
    while start > first + 1 and not any(grid.at(start - 1, column).text for column in sums):
        start -= 1
    return start


def _depth_of_empty(grid: Grid, first: int) -> int:
    """In a table without a figure, rows go blank below the header, or hold nothing but 合计."""
    for row in range(first + 1, grid.rows):
        said = [cell.text for cell in grid.row(row) if cell.text and cell.top == row]
        alone = len([cell for cell in grid.row(row) if cell.top == row and not cell.text]) > 1
        if not said or (len(said) == 1 and (plain(said[0]) in TOTALS or alone)):
            return row
    return grid.rows


def _holds_data(grid: Grid, row: int) -> bool:
    cells = [cell for cell in grid.row(row) if cell.text and cell.top == row]
    numbers = [plain(cell.text) for cell in cells if is_amount(cell.text)]
    if numbers and _counts_up(numbers):
        return False
    return bool(numbers) or bool(cells and starts_an_item(cells[0].text) and len(cells) < grid.columns)


def _counts_up(numbers: Sequence[str]) -> bool:
    """True for the row that numbers the columns: 1, 2, 3, …"""
    if len(numbers) < 2 or not all(re.fullmatch(r"\d{1,2}", number) for number in numbers):  # noqa: PLR2004
        return False
    values = [int(number) for number in numbers]
    return values == list(range(values[0], values[0] + len(values))) and values[0] <= 1


def _is_code(cell: GridCell) -> bool:
    return re.fullmatch(r"\d{3}(?:\d{2}){0,2}", plain(cell.text)) is not None


# Columns ----------------------------------------------------------------------------------------------


def _covering(grid: Grid, column: int, first: int, depth: int) -> list[GridCell]:
    return list(dict.fromkeys(grid.at(row, column) for row in range(first, depth)))


def _words(grid: Grid, column: int, first: int, depth: int) -> list[str]:
    found = [plain(cell.text) for cell in _covering(grid, column, first, depth)]
    return [word for word in found if word and not _NUMBERING.fullmatch(word)]


def _roles(grid: Grid, words: Sequence[Sequence[str]], depth: int) -> list[str | None]:
    """What each column is for; a column of sums stays one where what is printed in it is no number."""
    contents = [_content(grid, column, depth) for column in range(grid.columns)]
    roles = [_role(grid, column, words[column], contents[column]) for column in range(grid.columns)]
    if not grid.ruled:
        return roles  # two columns may stand in one: such a table is doubtful, whatever is in it
    for column in range(1, grid.columns):
        following = words[column + 1] if column + 1 < grid.columns else ()
        if (
            roles[column] == "label"
            and _told_role(words[column]) is None
            and _heads_sums(words[column], contents[column], following)
        ):
            roles[column] = "value"
    # Names have sums after them; what stands behind all sums is one of them.
    last = max((column for column, role in enumerate(roles) if role == "value"), default=grid.columns)
    for column in range(last + 1, grid.columns):
        own = words[column][-1] if words[column] else ""
        if roles[column] == "label" and own and not (_told_role(words[column]) or _REMARK_WORD.search(own)):
            roles[column] = "value"
    return roles


def _content(grid: Grid, column: int, depth: int) -> list[str]:
    """What stands in a column alone."""
    return [
        cell.text
        for row in range(depth, grid.rows)
        if (cell := grid.at(row, column)).text and cell.left == column and cell.right == column + 1
    ]


def _role(grid: Grid, column: int, words: Sequence[str], content: Sequence[str]) -> str | None:
    """What a column is for, by the words over it; where they say nothing, by what stands in it."""
    own = words[-1] if words else ""
    if grid.breadths[column + 1] - grid.breadths[column] < SLIVER:
        return None
    sums = sum(map(is_amount, content))
    told = _told_role(words)
    if told is None and 2 * sums < len(content):
        return "label"
    if told is None and not own and not content:
        return None
    return told or "value"


def _heads_sums(words: Sequence[str], content: Sequence[str], following: Sequence[str]) -> bool:
    """True for a column of sums by its heading or by how its cells begin; names have an amount beside them."""
    own = plain_words(words[-1]) if words else ""
    if not own or name_of_side(own) != own or (following and plain_words(following[-1]) in AMOUNTS):
        return False
    begun = sum(_BEGINS_AS_SUM.match(plain(text)) is not None for text in content)
    return own in AMOUNTS or own in TOTALS or own in _column_names() or 2 * begun > len(content)


@functools.cache
def _column_names() -> frozenset[str]:
    """The names of all columns of sums in any form."""
    columns = [column for name in form_names() for table in form(name).tables for column in table.columns]
    names = {name for column in columns for name in (plain_words(column.title), *names_of(column.id)) if name}
    return frozenset(name for name in names if name_of_side(name) == name)


def _told_role(words: Sequence[str]) -> str | None:
    """What the lowest word over a column says that it is for."""
    own = words[-1] if words else ""
    if _LINE_WORD.search(own):
        return "line"
    if own in CODE_LEVELS or _CODE_WORD.search(own):
        return "code"
    return "label" if _LABEL_WORD.fullmatch(own) else None


def _blocks(roles: Sequence[str | None]) -> list[Block]:
    """Columns put together from the left; after sums, a code or a name opens the next block."""
    blocks: list[dict[str, list[int]]] = []
    for column, role in enumerate(roles):
        if role is None:
            continue
        if not blocks or (role != "value" and blocks[-1].get("value")):
            blocks.append({})
        blocks[-1].setdefault(role, []).append(column)
    return [
        Block(
            tuple(block.get("code", ())),
            tuple(block.get("label", ())),
            tuple(block.get("line", ())),
            tuple(block["value"]),
        )
        for block in blocks
        if block.get("value")
    ]


def _with_side(grid: Grid, block: Block, first: int, depth: int, many: int) -> Block:
    """The block with the innermost heading that stands over all of it, if there are several blocks."""
    if many == 1:
        return block
    over = [
        plain(cell.text)
        for cell in _covering(grid, block.columns[-1], first, depth)
        if cell.text and cell.left <= block.columns[0] and cell.right > block.columns[-1]
    ]
    side = over[-1] if over else None
    return Block(block.codes, block.labels, block.lines, block.values, side)


def _own_words(grid: Grid, column: int, block: Block, first: int, depth: int) -> tuple[str, ...]:
    """The headings of a column, without what stands over the whole block, or over all of several sums."""
    whole = set(block.columns)
    sums = set(block.values) if len(block.values) > 1 else whole
    cells = [
        cell
        for cell in _covering(grid, column, first, depth)
        if cell.text and not _NUMBERING.fullmatch(plain(cell.text))
    ]
    kept = [
        cell
        for cell in cells
        if not ({*range(cell.left, cell.right)} >= whole or {*range(cell.left, cell.right)} >= sums)
    ]
    return tuple(plain(cell.text) for cell in kept or cells[-1:])
