"""数据框 — ledgers, figures, findings and evaluations as dataframes, and dataframes as ledgers. Never a float."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import ModuleType
from typing import Any, Literal, get_args, get_type_hints

from attrs import evolve, field, fields, frozen

from govbudget.adapters.frame_lines import (
    EvaluationLine,
    FigureLine,
    FindingLine,
    PrintedLine,
    RescoredLine,
    evaluation_lines,
    figure_lines,
    finding_lines,
    printed_lines,
    rescored_lines,
)
from govbudget.adapters.ledger import ENGLISH_HEADINGS, HEADINGS, STATISTIC, ledger_of_text
from govbudget.adapters.rows import LedgerFileError, TextRow, exact_decimal, padded_text, rows_of_dicts
from govbudget.checks import Finding, Review
from govbudget.checks.evaluations import Rescored, Rescoring
from govbudget.errors import GovBudgetError, raise_together
from govbudget.model import Dimension, Disclosure, Fact, Ledger, PrintedTable, SelfEvaluation, Statistic
from govbudget.money import Amount, AmountError, Unit, read_number
from govbudget.report import Report
from govbudget.tables import Table
from govbudget.text import stated_text

__all__ = ["FrameError", "from_frame", "to_frame"]

Library = Literal["pandas", "polars"]
Amounts = Literal["fen", "decimal", "text"]
Headings = Literal["zh", "en"]

FEN, SLACK, ENGLISH_SLACK = "分", "尾差", "slack"
LEDGER_HEADINGS = (*HEADINGS[:-1], SLACK, HEADINGS[-1])
ENGLISH = {zh: name for name, zh in ENGLISH_HEADINGS.items()} | {SLACK: ENGLISH_SLACK}
IN_UNIT = {"fen": {"zh": "(分)", "en": "_fen"}, "decimal": {"zh": "(元)", "en": "_yuan"}}
WIDEST = 2**63 - 1
PRECISION = 38
"""Digits of a decimal column of polars."""


class FrameError(GovBudgetError, ValueError):
    """数据框有误 — what cannot be made into a dataframe, and the way out.

    出路: 按所报的行号和栏目改数据框;金额请用整数、Decimal 或文字。
    """


@frozen
class _Column:
    """A column before any library has it: `of` is `str`, `int` or `Decimal`, and `None` is missing."""

    heading: str
    of: type = field(repr=False)
    values: list[Any] = field(factory=list)


def to_frame(
    thing: object, library: Library = "pandas", *, amounts: Amounts = "fen", headings: Headings = "zh"
) -> Any:  # noqa: ANN401 - a frame of a library that need not be installed
    """Make a dataframe of 账套, 报告, 表, 公开文件, 核对报告 or 绩效自评: one row a figure or fact.

    Sums are whole fen (`fen`), exact Decimals in 元 (`decimal`), or only the text as printed (`text`); what is
    missing is null. Headings are Chinese, or the English names with `headings="en"`. A ledger has the headings
    of a ledger file and 尾差, and `from_frame` reads it back as the same; as text it can be saved as a ledger file.
    Raises `FrameError` for what has no frame, for sums of more than 64 bits in fen, and for a missing library.
    """
    for chosen, known in ((library, Library), (amounts, Amounts), (headings, Headings)):
        if chosen not in get_args(known):
            raise FrameError(f"不认识 {chosen!r};可用 {'、'.join(get_args(known))}")
    if isinstance(thing, Ledger):
        columns = _ledger_columns(thing, amounts, headings)
    else:
        kind, lines = _lines_of(thing)
        columns = _line_columns(kind, list(lines), amounts, headings)
    for column in columns:
        if column.of is int and any(value is not None and abs(value) > WIDEST for value in column.values):
            raise FrameError(f"「{column.heading}」有超过 64 位的整数;请用 amounts='decimal' 或 'text'")
    module = _needed(library, library)
    return _in_pandas(module, columns) if library == "pandas" else _in_polars(module, columns)


def _needed(name: str, package: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ImportError as fault:
        raise FrameError(f"数据框需要 {name}: pip install '{package}'") from fault


def _in_pandas(pandas: ModuleType, columns: Sequence[_Column]) -> object:
    types = {str: "string", int: "Int64", Decimal: object}
    return pandas.DataFrame({c.heading: pandas.Series(c.values, dtype=types[c.of]) for c in columns})


def _in_polars(polars: ModuleType, columns: Sequence[_Column]) -> object:
    def typed(column: _Column) -> object:
        if column.of is Decimal:
            exponents = (value.as_tuple().exponent for value in column.values if value is not None)
            return polars.Decimal(PRECISION, max((-exponent for exponent in exponents), default=0))
        return polars.String if column.of is str else polars.Int64

    return polars.DataFrame(
        [polars.Series(c.heading, c.values, dtype=typed(c), strict=True) for c in columns]
    )


def _lines_of(thing: object) -> tuple[type, Iterable[object]]:
    """The lines of anything but a ledger. Raises `FrameError` for what has none."""
    if isinstance(thing, Report | Table):
        return FigureLine, figure_lines(thing)
    if isinstance(thing, Disclosure | PrintedTable):
        return PrintedLine, printed_lines(thing)
    if isinstance(thing, Review):
        return FindingLine, finding_lines(thing)
    if isinstance(thing, Rescoring | Rescored):
        return RescoredLine, rescored_lines(thing)
    several = thing if isinstance(thing, tuple | list) else (thing,)
    findings = [one for one in several if isinstance(one, Finding)]
    parts = [one for one in several if isinstance(one, SelfEvaluation)]
    if len(findings) == len(several) > 0:
        return FindingLine, finding_lines(findings)
    if len(parts) == len(several) > 0:
        return EvaluationLine, evaluation_lines(parts)
    if not several:
        raise FrameError("空的列表不知道是核对结果还是绩效自评,没有栏目")
    raise FrameError(
        f"{type(thing).__name__} 没有数据框;可用账套、报告、表、公开文件、核对报告或结果、绩效自评或重新评分"
    )


def _line_columns(kind: type, lines: Sequence[object], amounts: Amounts, headings: Headings) -> list[_Column]:
    """A column a field, named by its term; sums and percentages only as numbers, their text is a field too."""
    hints = get_type_hints(kind)
    columns = []
    for part in fields(kind):
        of = get_args(hints[part.name])[0]
        if amounts == "text" and of in (Amount, Decimal):
            continue
        name = part.metadata["zh"] if headings == "zh" else part.name
        values = [getattr(line, part.name) for line in lines]
        if of is Amount:
            heading = name.removesuffix("_amount" if kind is FindingLine else "") + IN_UNIT[amounts][headings]
            columns.append(_money(heading, values, amounts))
        else:
            columns.append(_Column(name, of, values))
    return columns


def _money(heading: str, values: Iterable[Amount | None], amounts: Amounts) -> _Column:
    if amounts == "fen":
        return _Column(heading, int, [None if value is None else value.fen for value in values])
    exact = [None if value is None else value.exactly_in(Unit.YUAN) for value in values]
    return _Column(heading, Decimal, exact)


def _ledger_columns(ledger: Ledger, amounts: Amounts, headings: Headings) -> list[_Column]:
    """The rows of a ledger file. 尾差 stands beside sums that do not tell it by their places."""
    facts = [_fact_row(ledger, fact) for fact in ledger.facts]
    rows = facts + [_statistic_row(ledger, one) for one in ledger.statistics]
    values = [*(fact.amount for fact in ledger.facts), *(one.value for one in ledger.statistics)]
    faults: list[GovBudgetError] = []
    for row, value in zip(rows, values, strict=True):
        try:
            row.update(_value_cells(value, amounts))
        except FrameError as fault:
            faults.append(FrameError(f"{row['阶段']}{row['方向']} {row.get('项目') or ''}: {fault}"))
    raise_together("账套不能写成文字", faults)
    whole = {"fen": int, "decimal": Decimal, "text": str}[amounts]
    types = {"年度": int, "金额": whole, SLACK: whole}
    return [
        _Column(
            heading if headings == "zh" else ENGLISH[heading],
            types.get(heading, str),
            [row.get(heading) for row in rows],
        )
        for heading in LEDGER_HEADINGS
        if heading != SLACK or amounts != "text"
    ]


def _fact_row(ledger: Ledger, fact: Fact) -> dict[str, Any]:
    row = {"年度": ledger.year, "部门": str(ledger.department), "阶段": fact.stage.value}
    known = ((dimension.value, dimension.of(fact)) for dimension in Dimension)
    cells = {heading: getattr(said, "value", said) for heading, said in known}
    return {**row, "方向": fact.direction.value, **cells, "来源": fact.origin or None}


def _statistic_row(ledger: Ledger, one: Statistic) -> dict[str, Any]:
    row = {"年度": ledger.year, "部门": str(ledger.department), "阶段": one.stage.value, "方向": STATISTIC}
    return {**row, "项目": one.item.value, "单位": one.item.counting_unit, "来源": one.origin or None}


def _value_cells(value: Amount | int, amounts: Amounts) -> dict[str, Any]:
    """金额, 单位 and 尾差. Raises `FrameError` for a sum that no text states as exactly as it is known."""
    if not isinstance(value, Amount):
        return {"金额": {"fen": value, "decimal": Decimal(value), "text": str(value)}[amounts]}
    if amounts == "fen":
        return {"金额": value.fen, "单位": FEN, SLACK: value.slack}
    if amounts == "decimal":
        exact = (amount.exactly_in(Unit.YUAN) for amount in (value, Amount(value.slack)))
        return {**dict(zip(("金额", SLACK), exact, strict=True)), "单位": Unit.YUAN.zh}
    if (stated := stated_text(value)) is None:
        raise FrameError(
            f"{value.fen} 分、尾差 {value.slack} 分没有相应的写法;请用 amounts='fen' 或 'decimal'"
        )
    return {"金额": stated[0], "单位": stated[1].zh}


def from_frame(frame: object, *, name: str = "frame") -> Ledger:
    """读数据框 — a ledger from a dataframe of pandas, polars or any other library that narwhals knows.

    Headings as in a ledger file, Chinese or English; 单位 may be 分, and 尾差, in the unit of its row, says how far
    a sum may be off. An index is not read. A float counts as the number that it prints where that has at most
    fifteen digits and is the float exactly; the places of the whole column tell how exact it is, as in a spreadsheet.
    Raises `LedgerFileError` for what is no dataframe, and one `ExceptionGroup` with every fault of its rows.
    """
    narwhals = _needed("narwhals", "govbudget[frames]")
    try:
        known = narwhals.from_native(frame, eager_only=True)
        headings = list(known.columns)
    except (TypeError, narwhals.exceptions.NarwhalsError) as fault:
        wrong = "不是可以逐行读取的数据框;LazyFrame 请先 collect(),栏目名称不能重复"
        raise LedgerFileError(f"{name}: {type(frame).__name__} {wrong}") from fault
    columns = {
        heading: _cells_of(series, narwhals, padded=_official(str(heading)) == "金额")
        for heading, series in zip(headings, known.iter_columns(), strict=True)
    }
    items = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    slacks: dict[str, int] = {}
    rows = [_in_yuan(row, slacks) for row in rows_of_dicts(items, name)]
    ledger = ledger_of_text(rows, name)
    return evolve(
        ledger,
        facts=tuple(
            evolve(fact, amount=_with_slack(fact.amount, slacks.get(fact.place))) for fact in ledger.facts
        ),
        statistics=tuple(
            evolve(one, value=_with_slack(one.value, slacks.get(one.place)))
            if isinstance(one.value, Amount)
            else one
            for one in ledger.statistics
        ),
    )


def _with_slack(amount: Amount, slack: int | None) -> Amount:
    return amount if slack is None else Amount(amount.fen, slack)


def _cells_of(series: Any, narwhals: ModuleType, *, padded: bool) -> list[object]:  # noqa: ANN401 - of narwhals
    """The values of a column, missing ones as `None`; floats as text where that is the float exactly."""
    known = zip(series.to_list(), series.is_null().to_list(), strict=True)
    values = [None if missing else _plain(value, narwhals) for value, missing in known]
    exact = [exact_decimal(value) if isinstance(value, float) else None for value in values]
    places = (
        max((-int(one.as_tuple().exponent) for one in exact if one is not None), default=0) if padded else 0
    )
    return [
        value if number is None else padded_text(number, max(places, 0))
        for value, number in zip(values, exact, strict=True)
    ]


def _plain(value: object, narwhals: ModuleType) -> object:
    """A value as Python has it; what narwhals does not know as a scalar is refused with its row."""
    if value is None or isinstance(value, str | int | float | Decimal):
        return value
    try:
        plain: object = narwhals.to_py_scalar(value)
    except ValueError:
        return value
    return plain


def _in_yuan(row: TextRow, slacks: dict[str, int]) -> TextRow:
    """The row without 尾差, which goes to `slacks` by place, and with whole fen written in 元."""
    official = {heading: _official(heading) for heading in row.cells}
    cells = {official[heading]: cell for heading, cell in row.cells.items()}
    faults = list(row.faults)
    kept = {heading: cell for heading, cell in row.cells.items() if official[heading] != SLACK}
    unit, slack = cells.get("单位", ""), cells.get(SLACK, "")
    try:
        if slack:
            slacks[row.place] = _slack_of(slack, unit)
    except AmountError as fault:
        faults.append(LedgerFileError(f"{row.place}: 「{SLACK}」{fault}"))
    if unit == FEN:
        try:
            written = {"单位": Unit.YUAN.zh, "金额": _yuan_of(cells.get("金额", ""))}
            kept |= {heading: written[official[heading]] for heading in kept if official[heading] in written}
        except AmountError as fault:
            faults.append(LedgerFileError(f"{row.place}: 「金额」{fault}"))
            refused = (*row.refused, *(heading for heading in kept if official[heading] == "金额"))
            kept = {heading: cell for heading, cell in kept.items() if official[heading] != "金额"}
            kept |= {heading: Unit.YUAN.zh for heading in kept if official[heading] == "单位"}
            return TextRow(row.place, kept, tuple(faults), refused)
    return TextRow(row.place, kept, tuple(faults), row.refused)


def _official(heading: str) -> str:
    plain = heading.strip()
    english: Mapping[str, str] = ENGLISH_HEADINGS | {ENGLISH_SLACK: SLACK}
    return english.get(plain.lower(), plain)


def _yuan_of(written: str) -> str:
    """Whole fen, written in 元; nothing for a blank cell, of which the reader tells."""
    if not written:
        return ""
    return str(Amount(_whole(written)).exactly_in(Unit.YUAN))


def _whole(written: str) -> int:
    number = read_number(written)
    fen, rest = divmod(number.scaled, 10**number.places)
    if rest:
        raise AmountError(f"{written} 分不是整数")
    return int(fen)


def _slack_of(written: str, unit: str) -> int:
    known = next((member for member in Unit if member.zh == unit), None)
    if known is None and unit != FEN:
        raise AmountError(f"只用于金额,「单位」却是 {unit or '空白'}")
    slack = Amount.of(written, known).fen if known else _whole(written)
    if slack < 0:
        raise AmountError(f"不能小于零: {written}")
    return slack
