"""表内规则 that are no equations: reserved lines, signs, counts, the tree of codes, what must be published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from attrs import field, frozen

from govbudget.checks.dossier import Cell, Dossier
from govbudget.checks.finding import Finding, Place, Severity
from govbudget.checks.verdict import Verdict
from govbudget.model import CLASS_DIGITS, Budget, Scheme, parent_of
from govbudget.money import AmountError, read_number

__all__ = ["TABLE_RULES", "TableRule"]

FINAL, BUDGET = "final-accounts", "budget"
CODE_TABLES = (
    "income",
    "expenditure",
    "general_budget",
    "government_fund",
    "state_capital",
    "basic_expenditure",
)
FUNCTIONAL_TABLES = CODE_TABLES[:-1]
TWO_SIDED = ("summary", "appropriation_summary")
NEVER_NEGATIVE = ("use_of_surplus", "distribution")
ITEM_DIGITS, ECONOMIC_ITEM_DIGITS = 7, 5

Said = tuple[Verdict, tuple[Place, ...], str]
"""A verdict, where, and the sentence."""


@frozen
class TableRule:
    """表内规则 — a rule about the printed tables themselves; `look` says what it sees, place by place."""

    id: str = field(metadata={"zh": "编号"})
    title: str = field(metadata={"zh": "名称"})
    basis: str = field(metadata={"zh": "依据"})
    requires: tuple[str, ...] = field(metadata={"zh": "所需"})
    look: Callable[[Dossier], Iterator[Said]] = field(repr=False, metadata={"zh": "查法"})
    severity: Severity = field(default=Severity.WARNING, metadata={"zh": "轻重"})
    kind: str | None = field(default=None, metadata={"zh": "适用于"})

    def applies(self, dossier: Dossier) -> bool:
        """True for documents of its kind."""
        return self.kind in (None, dossier.disclosure.kind)

    def evaluate(self, dossier: Dossier) -> Iterator[Finding]:
        """One finding for each thing looked at."""
        for verdict, where, message in self.look(dossier):
            yield Finding(self.id, self.title, verdict, self.severity, where, message, basis=self.basis)


def _judged(bad: list[Cell], message: str, good: str) -> Iterator[Said]:
    """One sentence a bad cell, or one that all is well."""
    for cell in bad:
        yield Verdict.BROKEN, (cell.place,), f"{cell.place.name} {message}: {cell.text}"
    if not bad:
        yield Verdict.HOLDS, (), good


def _cells(dossier: Dossier, table: str) -> Iterator[Cell]:
    for row in dossier.tables[table].rows if table in dossier.tables else ():
        for column in row.cells:
            if cell := dossier.cell(table, row.id, column):
                yield cell


def _reserved_lines(dossier: Dossier) -> Iterator[Said]:
    tables = [table for table in TWO_SIDED if table in dossier.tables]
    rows = {(row.id, table): row for table in tables for row in dossier.tables[table].rows}
    bad = [c for t in tables for c in _cells(dossier, t) if not rows[c.place.row or "", t].label.strip()]
    if tables:
        yield from _judged(bad, "是没有项目名称的空行,却有数", "空行都没有数")


def _negatives(dossier: Dossier) -> Iterator[Said]:
    if "summary" in dossier.tables:
        bad = [cell for cell in _below_zero(dossier) if cell.place.row not in NEVER_NEGATIVE]
        yield from _judged(bad, "为负数,应说明红字冲销等原因", "总表的收入、支出没有负数")


def _negative_surpluses(dossier: Dossier) -> Iterator[Said]:
    if any(("summary", row) in dossier.rows for row in NEVER_NEGATIVE):
        bad = [cell for cell in _below_zero(dossier) if cell.place.row in NEVER_NEGATIVE]
        yield from _judged(bad, "不能为负数", "使用结余和结余分配没有负数")


def _below_zero(dossier: Dossier) -> list[Cell]:
    return [cell for cell in _cells(dossier, "summary") if cell.amount and cell.amount.fen < 0]


def _state_capital_row(dossier: Dossier) -> Iterator[Said]:
    if ("appropriation_summary", "223") in dossier.rows:
        columns = ("general_budget", "government_fund")
        found = [dossier.cell("appropriation_summary", "223", column) for column in columns]
        bad = [cell for cell in found if cell and cell.amount]
        yield from _judged(
            bad, "不应列国有资本经营预算支出", "国有资本经营预算支出只列在国有资本经营预算一栏"
        )


def _whole_counts(dossier: Dossier) -> Iterator[Said]:
    counted = [
        c for c in _cells(dossier, "statistics") if (c.place.row or "").startswith(("vehicles", "equipment"))
    ]
    if counted:
        bad = [cell for cell in counted if not _is_count(cell.text)]
        yield from _judged(bad, "应是不小于零的整数", "车辆和设备数都是整数")


def _is_count(text: str) -> bool:
    try:
        number = read_number(text)
    except AmountError:
        return False
    return number.scaled >= 0 and number.scaled % 10**number.places == 0


def _code_tree(dossier: Dossier) -> Iterator[Said]:
    """Every 款 and 项 stands under its 类 and 款, and codes run in order (DOMAIN B-02, B-03)."""
    for table in CODE_TABLES:
        codes = dossier.codes(table)
        if not codes:
            continue
        scheme = Scheme.ECONOMIC if table == "basic_expenditure" else Scheme.FUNCTIONAL
        lengths = scheme.lengths if table != "income" else Scheme.REVENUE.lengths
        # The economic classes are printed in blocks, 人员经费 before 公用经费; the others run through.
        block = CLASS_DIGITS if scheme is Scheme.ECONOMIC else 0
        listed, sound, before = set(codes), True, dict[str, str]()
        orphaned = _levels_without_parents(codes)
        for digits in orphaned:
            sound = False
            told = f"{_number(dossier, table)} 的{digits}位科目都没有列出上级科目"
            yield (
                Verdict.BROKEN,
                (dossier.place(table, next(c for c in codes if len(c) == digits), "total"),),
                told,
            )
        for code in codes:
            parent, last = parent_of(code), before.get(code[:block], "")
            if len(code) in orphaned:
                continue
            if len(code) not in lengths:
                fault = f"科目编码 {code} 的位数不对"
            elif parent is not None and parent not in listed:
                fault = f"科目 {code} 缺少上级科目 {parent}"
            elif code < last:
                fault = f"科目 {code} 列在 {last} 之后,未按编码次序"
            else:
                before[code[:block]] = code
                continue
            sound = False
            place = dossier.place(table, code, "total")
            yield Verdict.BROKEN, (place,), f"{_number(dossier, table)} {fault}"
        if sound:
            yield Verdict.HOLDS, (), f"{_number(dossier, table)} 每个科目都有上级科目,按编码次序列示"


def _levels_without_parents(codes: tuple[str, ...]) -> list[int]:
    """How long the codes are of which a table lists several but no parent of any: it leaves that level out."""
    listed = set(codes)
    by_length: dict[int, list[str]] = {}
    for code in codes:
        by_length.setdefault(len(code), []).append(code)
    return [
        digits
        for digits, found in by_length.items()
        if digits > CLASS_DIGITS and len(found) > 1 and not any(parent_of(code) in listed for code in found)
    ]


def _doubled(dossier: Dossier) -> Iterator[Said]:
    """No row is printed twice: of two, only one can be meant by the rules."""
    for table in dossier.disclosure.tables:
        counted = Counter(row.id for row in table.rows)
        for row, count in counted.items():
            if count > 1:
                place = dossier.place(table.id, row, next(iter(dossier.columns(table.id)), ""))
                yield Verdict.BROKEN, (place,), f"{_number(dossier, table.id)} 的 {row} 列了 {count} 行"
        if counted and max(counted.values()) == 1:
            yield Verdict.HOLDS, (), f"{_number(dossier, table.id)} 没有重复的行"


def _number(dossier: Dossier, table: str) -> str:
    printed = dossier.tables[table]
    return printed.number or printed.title or table


def _to_the_item(dossier: Dossier) -> Iterator[Said]:
    """支出功能分类公开到项,基本支出经济分类公开到款 (实施条例第六条)."""
    for table in ("general_budget", "basic_expenditure"):
        deepest = ECONOMIC_ITEM_DIGITS if table == "basic_expenditure" else ITEM_DIGITS
        level = "款" if table == "basic_expenditure" else "项"
        filled = [
            code
            for code in dossier.lowest(table)
            if any(dossier.cell(table, code, c) for c in dossier.columns(table))
        ]
        if any(
            len(code) > CLASS_DIGITS and parent_of(code) not in dossier.codes(table)
            for code in dossier.codes(table)
        ):
            # A code misprinted leaves the one above it without its 项; B-03 tells of it.
            yield Verdict.NOT_TESTED, (), f"{_number(dossier, table)} 有科目缺少上级,看不出是否列到{level}"
            continue
        short = [code for code in filled if len(code) < deepest]
        for code in short:
            place = dossier.place(table, code, dossier.columns(table)[0])
            yield Verdict.BROKEN, (place,), f"{_number(dossier, table)} 科目 {code} 未列到{level}"
        if filled and not short:
            yield Verdict.HOLDS, (), f"{_number(dossier, table)} 各科目都列到{level}"


def _one_budget(dossier: Dossier) -> Iterator[Said]:
    """One 项 belongs to one budget: what 政府性基金 or 国有资本经营 lists, 一般公共预算 does not (DOMAIN B8)."""
    general = set(dossier.lowest("general_budget"))
    for table in ("government_fund", "state_capital"):
        codes = [code for code in dossier.lowest(table) if len(code) > CLASS_DIGITS]
        for code in codes:
            place = dossier.place(table, code, "total")
            if code in general:
                yield (
                    Verdict.BROKEN,
                    (place,),
                    f"科目 {code} 既列入一般公共预算,又列入{_number(dossier, table)}",
                )
            else:
                yield Verdict.HOLDS, (place,), f"科目 {code} 只列入{_number(dossier, table)}"


def _budget_of_codes(dossier: Dossier) -> Iterator[Said]:
    """A code of 政府性基金 or 国有资本经营 has no place in the table of the 一般公共预算."""
    if dossier.book is None:
        return
    for code in dossier.lowest("general_budget"):
        if code in dossier.book.functional and (budget := dossier.book.functional.budget_of(code)):
            place = dossier.place("general_budget", code, "total")
            verdict = Verdict.HOLDS if budget is Budget.GENERAL else Verdict.BROKEN
            yield verdict, (place,), f"科目 {code} 属{budget.value},列在{_number(dossier, 'general_budget')}"


def _social_insurance(dossier: Dossier) -> Iterator[Said]:
    tables = [table for table in FUNCTIONAL_TABLES if dossier.codes(table)]
    bad = [c for t in tables for c in _cells(dossier, t) if (c.place.row or "").startswith("209")]
    if tables:
        yield from _judged(bad, "属社会保险基金,不在部门预决算之内", "没有社会保险基金支出科目")


def _every_table(dossier: Dossier) -> Iterator[Said]:
    """Empty tables are printed too (143号); a table that this document lacks may also not have been read."""
    if dossier.form is None:
        name = dossier.disclosure.form
        why = f"没有名为 {name} 的表样" if name else "文件未写明表样"
        yield Verdict.NOT_TESTED, (), f"{why},不知应公开哪些表"
        return
    for table in dossier.form.tables:
        place = Place(f"{table.number} {table.title}", table.id)
        if table.id in dossier.tables:
            yield Verdict.HOLDS, (place,), f"{table.number} {table.title}已公开"
        elif table.not_derived is None:
            yield Verdict.NOT_TESTED, (place,), f"缺 {table.number} {table.title};没有数据也应列出空表并说明"


LAYOUT = "公开表的项目和行次关系"
REGULATION = "预算法实施条例(国务院令第729号)第六条"
GUIDE = "财预〔2016〕143号,据基层政务公开标准目录"
UNVERIFIED = "科目使用惯例(依据未核实)"

TABLE_RULES = (
    TableRule("FA01-BLK", "空行没有数", LAYOUT, TWO_SIDED, _reserved_lines, kind=FINAL),
    TableRule("FA01-NEG", "总表的收入、支出没有负数", LAYOUT, ("summary",), _negatives),
    TableRule(
        "FA01-NEG-SUR",
        "使用非财政拨款结余、结余分配不为负数",
        LAYOUT,
        ("summary",),
        _negative_surpluses,
        Severity.ERROR,
    ),
    TableRule(
        "FA04-223",
        "国有资本经营预算支出只列国有资本经营预算一栏",
        UNVERIFIED,
        ("appropriation_summary",),
        _state_capital_row,
        kind=FINAL,
    ),
    TableRule(
        "FA10-INT", "车辆、设备数为整数", LAYOUT, ("statistics",), _whole_counts, Severity.ERROR, FINAL
    ),
    TableRule("B-03-DUP", "一张表里一个科目只列一行", LAYOUT, (), _doubled, Severity.ERROR),
    TableRule("B-03", "每个科目都有上级科目,按编码次序列示", "预算法第三十二条", CODE_TABLES, _code_tree),
    TableRule(
        "B8", "一个项级科目只属一本预算", UNVERIFIED, ("government_fund", "state_capital"), _one_budget
    ),
    TableRule(
        "B8-BOOK",
        "一般公共预算表不列其他预算的科目",
        UNVERIFIED,
        ("general_budget",),
        _budget_of_codes,
        Severity.INFO,
    ),
    TableRule("A1-209", "部门预决算不列社会保险基金支出", UNVERIFIED, FUNCTIONAL_TABLES, _social_insurance),
    TableRule(
        "DR-03",
        "功能分类公开到项,经济分类公开到款",
        REGULATION,
        ("general_budget", "basic_expenditure"),
        _to_the_item,
    ),
    TableRule("DR-07", "各表都公开,没有数据的列出空表", GUIDE, (), _every_table),
)
