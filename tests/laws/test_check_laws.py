"""What holds of every check: rounding never breaks a rule, more than rounding always does, one error is told once."""

from __future__ import annotations

from collections import Counter

import pytest
from attrs import evolve, field, frozen
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from govbudget.catalogue.rules import linear_rules
from govbudget.checks import Dossier, Equation, UnknownRuleError, Verdict, review
from govbudget.checks.dossier import codes_below
from govbudget.checks.equation import Relation, Term
from govbudget.checks.units import UNIT_RULE
from govbudget.model import Department, Disclosure, PrintedRow, PrintedTable
from govbudget.money import Unit

A_WHOLE_TABLE = settings(max_examples=40)
A_WHOLE_REVIEW = settings(max_examples=12)
"""Every example tries all rules on a whole document: fewer of them say as much."""

RULES = {rule.id: rule for rule in linear_rules()}
ALL_RULES = tuple(RULES.values())
KINDS = ("basic", "project", "remittance_to_superior", "commercial", "subsidy_to_subsidiary")
SOURCES = ("superior_subsidy", "institutional", "commercial", "subsidiary_remittance", "other")
BUDGETS = ("general_budget", "government_fund", "state_capital")
# The prefix of its rules, and its addends: 合计 is Σ of them in every row.
CODE_TABLES = {
    "income": ("FA02", ("appropriation", *SOURCES)),
    "expenditure": ("FA03", KINDS),
    "general_budget": ("FA05", ("basic", "project")),
    "state_capital": ("FA08", ("basic", "project")),
}
CLASSES = tuple(str(code) for code in range(201, 227))
GROUPS, ITEMS = ("01", "05", "99"), ("01", "02", "50", "99")


# 列示


@frozen
class Scale:
    """How sums are printed: the unit, the places, and the last place in fen."""

    unit: Unit
    places: int
    step: int


SCALES = (Scale(Unit.WAN_YUAN, 2, 10_000), Scale(Unit.YUAN, 0, 100))
scales = st.sampled_from(SCALES)


def in_steps(fen, scale):
    """四舍五入 by definition: whole last places, half of one away from nothing."""
    steps = (2 * abs(fen) + scale.step) // (2 * scale.step)
    return steps if fen >= 0 else -steps


def text_of(steps, scale):
    digits = str(abs(steps)).rjust(scale.places + 1, "0")
    cut = len(digits) - scale.places
    point = "." + digits[cut:] if scale.places else ""
    return ("-" if steps < 0 else "") + digits[:cut] + point


def added(values):
    """Σ of what is not blank; blank if all is."""
    filled = [value for value in values if value is not None]
    return sum(filled) if filled else None


def rounded(values, scale):
    return {place: None if fen is None else in_steps(fen, scale) for place, fen in values.items()}


def table_of(name, steps, scale):
    """A printed table from whole last places by row and column."""
    rows, columns = {}, dict.fromkeys(column for _, column in steps)
    for (row, column), number in steps.items():
        rows.setdefault(row, {})[column] = None if number is None else text_of(number, scale)
    printed = tuple(
        PrintedRow(row, row, cells, row if row.isdigit() else None) for row, cells in rows.items()
    )
    return PrintedTable(name, name, name, scale.unit, printed, None, tuple((c, c) for c in columns))


def document(*tables):
    return Disclosure(Department("602", "示例局"), 2024, "final-accounts", None, tables)


def tried(disclosure, *rules):
    """Every finding of the rules, none attached to another."""
    dossier = Dossier(disclosure)
    return [finding for rule in rules for finding in RULES[rule].evaluate(dossier)]


def verdicts(findings):
    return {finding.verdict for finding in findings}


def broken_places(findings):
    return {(f.rule, f.where[0].row, f.where[0].column) for f in findings if f.verdict is Verdict.BROKEN}


# 科目


@frozen
class Tree:
    """Codes of one table: its lowest, and all that it prints; a 款 may be left out above its 项."""

    leaves: tuple[str, ...]
    codes: tuple[str, ...]

    def below(self, code):
        return [leaf for leaf in self.leaves if leaf.startswith(code)]

    def upper(self, code):
        """The nearest printed code above; 合计 above a 类."""
        return next((code[:n] for n in (5, 3) if n < len(code) and code[:n] in self.codes), "total")

    def has_lower(self, code):
        return code not in self.leaves


@st.composite
def trees(draw, *, classes=CLASSES, most=4):
    leaves, left_out = [], set()
    for code in draw(st.lists(st.sampled_from(classes), min_size=1, max_size=most, unique=True)):
        groups = draw(st.lists(st.sampled_from(GROUPS), max_size=3, unique=True))
        for group in groups:
            items = draw(st.lists(st.sampled_from(ITEMS), max_size=4, unique=True))
            leaves += [code + group + item for item in items] or [code + group]
            if items and draw(st.booleans()):
                left_out.add(code + group)
        leaves += [] if groups else [code]
    every = {leaf[:n] for leaf in leaves for n in (3, 5, 7) if n <= len(leaf)}
    return Tree(tuple(sorted(leaves)), tuple(sorted(every - left_out)))


# Negative sums, ties of every size, cents, and great sums.
fens = st.one_of(
    st.integers(-(10**12), 10**12),
    st.integers(-99, 99).map(lambda halves: halves * 5_000),
    st.integers(-99, 99).map(lambda halves: halves * 50),
    st.integers(-20_000, 20_000),
)
perhaps = st.one_of(st.none(), fens)


def summed(tree, facts, columns):
    """Exact sums of 合计 and every code, column by column, and Σ of the columns as `total`."""
    values = {}
    for row in ("total", *tree.codes):
        leaves = tree.leaves if row == "total" else tree.below(row)
        sums = {column: added(facts[leaf, column] for leaf in leaves) for column in columns}
        values[row, "total"] = added(sums.values())
        values.update({(row, column): number for column, number in sums.items()})
    return values


@st.composite
def exact_code_tables(draw):
    """A table of codes: its name, its tree and the exact fen of every cell."""
    name, tree = draw(st.sampled_from(tuple(CODE_TABLES))), draw(trees())
    columns = CODE_TABLES[name][1]
    facts = {(leaf, column): draw(perhaps) for leaf in tree.leaves for column in columns}
    return name, tree, summed(tree, facts, columns)


def rules_of(name):
    prefix = CODE_TABLES[name][0]
    return [f"{prefix}-{suffix}" for suffix in ("C1", "H3", "H5", "H7", "HL")]


# 尾差不会使规则不符


@A_WHOLE_TABLE
@given(exact_code_tables(), scales)
def test_rounding_alone_never_breaks_a_rule_of_a_table_of_codes(exact, scale):
    name, _, values = exact
    findings = tried(document(table_of(name, rounded(values, scale), scale)), *rules_of(name))
    assert Verdict.BROKEN not in verdicts(findings)
    assert bool(findings) == any(fen is not None for fen in values.values())


@given(st.data(), scales)
def test_rounding_alone_never_breaks_a_rule_of_the_summary(data, scale):
    lines = (
        "general_appropriation",
        "government_fund_appropriation",
        "state_capital_appropriation",
        *SOURCES,
    )
    exact = {line: data.draw(perhaps, line) for line in (*lines, "use_of_surplus", "opening", "distribution")}
    codes = data.draw(st.lists(st.sampled_from(CLASSES), min_size=1, max_size=12, unique=True))
    exact |= {code: data.draw(perhaps, code) for code in sorted(codes)}
    exact["income_total"] = added(exact[line] for line in lines)
    exact["expenditure_total"] = added(exact[code] for code in codes)
    exact["income_grand_total"] = added(exact[row] for row in ("income_total", "use_of_surplus", "opening"))
    spent = added(exact[row] for row in ("expenditure_total", "distribution"))
    exact["closing"] = (exact["income_grand_total"] or 0) - (spent or 0)
    exact["expenditure_grand_total"] = (spent or 0) + exact["closing"]
    steps = rounded({(row, "amount"): fen for row, fen in exact.items()}, scale)
    disclosure = document(table_of("summary", steps, scale))
    findings = tried(disclosure, "FA01-R27", "FA01-R58", "FA01-R31", "FA01-R62", "FA01-BAL")
    assert Verdict.BROKEN not in verdicts(findings)
    assert verdicts(tried(disclosure, "FA01-BAL")) == {Verdict.HOLDS}


@A_WHOLE_TABLE
@given(st.data(), scales)
def test_rounding_alone_never_breaks_a_rule_of_the_appropriation_summary(data, scale):
    codes = data.draw(st.lists(st.sampled_from(CLASSES), min_size=1, max_size=6, unique=True))
    exact = {}
    for budget in BUDGETS:
        income, opening = exact[budget, "amount"], exact[f"opening_{budget}", "amount"] = (
            data.draw(fens),
            data.draw(fens),
        )
        exact.update({(code, budget): data.draw(perhaps) for code in sorted(codes)})
        spent = added(exact[code, budget] for code in codes)
        exact["expenditure_total", budget] = spent
        exact["closing", budget] = income + opening - (spent or 0)
        exact["expenditure_grand_total", budget] = income + opening
    for row in (*sorted(codes), "expenditure_total", "closing", "expenditure_grand_total"):
        exact[row, "total"] = added(exact[row, budget] for budget in BUDGETS)
    exact["income_total", "amount"] = added(exact[budget, "amount"] for budget in BUDGETS)
    exact["opening", "amount"] = added(exact[f"opening_{budget}", "amount"] for budget in BUDGETS)
    exact["income_grand_total", "amount"] = exact["expenditure_grand_total", "total"]
    disclosure = document(table_of("appropriation_summary", rounded(exact, scale), scale))
    findings = tried(disclosure, *(rule for rule in RULES if rule.startswith("FA04-")))
    assert verdicts(findings) <= {Verdict.HOLDS, Verdict.ROUNDING}
    assert verdicts(tried(disclosure, "FA04-BAL")) == {Verdict.HOLDS}


BALANCES = {"FA05-C6": "general_budget", "FA07-C6": "government_fund", "FA08-C6": "state_capital"}


@given(st.sampled_from(tuple(BALANCES)), perhaps, perhaps, perhaps, scales)
def test_rounding_alone_never_breaks_a_balance_that_takes_something_away(rule, opening, income, spent, scale):
    left = (opening or 0) + (income or 0) - (spent or 0)
    exact = {"opening": opening, "income": income, "total": spent, "closing": left}
    steps = rounded({("2120801", column): fen for column, fen in exact.items()}, scale)
    (finding,) = tried(document(table_of(BALANCES[rule], steps, scale)), rule)
    assert finding.verdict in (Verdict.HOLDS, Verdict.ROUNDING)


@given(
    st.sampled_from(tuple(BALANCES)), st.lists(st.integers(-(10**6), 10**6), min_size=3, max_size=3), scales
)
def test_a_balance_of_three_figures_may_be_off_by_one_last_place_and_no_more(rule, figures, scale):
    opening, income, spent = figures
    for off in (-2, -1, 0, 1, 2):
        steps = {("total", "opening"): opening, ("total", "income"): income, ("total", "total"): spent}
        steps["total", "closing"] = opening + income - spent + off
        (finding,) = tried(document(table_of(BALANCES[rule], steps, scale)), rule)
        expected = (Verdict.HOLDS, Verdict.ROUNDING, Verdict.BROKEN)[abs(off)]
        assert finding.verdict is expected


CROSS = {
    "X-01-03": (("summary", "amount"), ("expenditure", "total"), "expenditure_total"),
    "X-04-05": (
        ("appropriation_summary", "general_budget"),
        ("general_budget", "total"),
        "expenditure_total",
    ),
    "X-04-08": (("appropriation_summary", "state_capital"), ("state_capital", "total"), "expenditure_total"),
    "X-04-07": (
        ("appropriation_summary", "government_fund"),
        ("government_fund", "total"),
        "expenditure_total",
    ),
    "X-01-02": (("summary", "amount"), ("income", "total"), "income_total"),
    "X-02-04": (("appropriation_summary", "amount"), ("income", "appropriation"), "income_total"),
}


@A_WHOLE_TABLE
@given(st.sampled_from(tuple(CROSS)), trees(), st.data(), scales)
def test_adding_up_rounded_items_never_breaks_an_identity_of_two_tables(rule, tree, data, scale):
    """Each table prints a class and 合计 rounded from the exact sum, or added up from its rounded items."""
    (wide, amount), (fine, column), whole = CROSS[rule]
    facts = {leaf: data.draw(perhaps, leaf) for leaf in tree.leaves}
    printed = rounded(facts, scale)

    def shown(leaves):
        exact = added(facts[leaf] for leaf in leaves)
        if data.draw(st.booleans(), "added up"):
            return added(printed[leaf] for leaf in leaves)
        return None if exact is None else in_steps(exact, scale)

    rows = {code: tree.below(code) for code in tree.codes if tree.has_lower(code)}
    codes = {code: shown(rows[code]) if code in rows else printed[code] for code in tree.codes}
    listed = {("total", column): shown(tree.leaves)} | {(code, column): n for code, n in codes.items()}
    classes = {
        (code, amount): shown(rows[code]) if code in rows else printed[code]
        for code in tree.codes
        if len(code) == 3
    }
    summary = {**classes, (whole, amount): shown(tree.leaves)}
    findings = tried(document(table_of(wide, summary, scale), table_of(fine, listed, scale)), rule)
    assert Verdict.BROKEN not in verdicts(findings)
    assert verdicts(findings) <= {Verdict.HOLDS, Verdict.ROUNDING}


# 超出尾差一定不符


@A_WHOLE_TABLE
@given(exact_code_tables(), scales, st.data())
def test_an_error_beyond_rounding_breaks_just_the_sums_that_it_is_in(exact, scale, data):
    name, tree, values = exact
    steps = rounded(values, scale)
    filled = sorted(place for place, number in steps.items() if number is not None)
    assume(filled)
    row, column = data.draw(st.sampled_from(filled), "cell")
    # Rounding reaches half an addend each way at most; this is more than all cells together could.
    error = data.draw(st.integers(len(steps) + 1, 10**6)) * data.draw(st.sampled_from([1, -1]))
    altered = {**steps, (row, column): steps[row, column] + error}
    findings = tried(document(table_of(name, altered, scale)), *rules_of(name))
    prefix = CODE_TABLES[name][0]
    expected = {(f"{prefix}-C1", row, "total")}
    if row == "total":
        expected |= {(f"{prefix}-H3", "total", column), (f"{prefix}-HL", "total", column)}
    else:
        level = {"total": "H3", 3: "H5", 5: "H7"}
        upper = tree.upper(row)
        expected.add((f"{prefix}-{level['total' if upper == 'total' else len(upper)]}", upper, column))
        own = (f"{prefix}-{level[len(row)]}", row, column) if tree.has_lower(row) else None
        expected.add(own or (f"{prefix}-HL", "total", column))
    assert broken_places(findings) == expected


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.unit.value)
@pytest.mark.parametrize("addends", range(1, 27))
def test_a_sum_may_be_off_by_half_as_many_last_places_as_it_has_addends_and_no_more(addends, scale):
    within = addends // 2
    parts = {(code, "amount"): 100 + number for number, code in enumerate(CLASSES[:addends])}
    for off in range(-within - 1, within + 2):
        steps = {**parts, ("expenditure_total", "amount"): sum(parts.values()) + off}
        (finding,) = tried(document(table_of("summary", steps, scale)), "FA01-R58")
        expected = Verdict.HOLDS if off == 0 else Verdict.ROUNDING if abs(off) <= within else Verdict.BROKEN
        assert finding.verdict is expected
        assert finding.slack == text_of(within, scale)


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.unit.value)
@pytest.mark.parametrize("items", range(1, 27))
def test_one_sum_in_two_tables_may_differ_by_half_as_many_last_places_as_it_has_items(items, scale):
    within = items // 2
    codes = {(f"208{number:02}{99 - number}", "total"): 100 for number in range(1, items + 1)}
    for off in range(-within - 1, within + 2):
        listed = table_of("expenditure", {("208", "total"): 100 * items, **codes}, scale)
        summary = table_of("summary", {("208", "amount"): 100 * items + off}, scale)
        (finding,) = tried(document(summary, listed), "X-01-03")
        expected = Verdict.HOLDS if off == 0 else Verdict.ROUNDING if abs(off) <= within else Verdict.BROKEN
        assert finding.verdict is expected
        if off:
            assert finding.slack == text_of(within, scale)


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=20), st.integers(-12, 12), scales)
def test_what_a_sum_may_be_off_by_depends_on_nothing_but_how_many_it_adds(parts, off, scale):
    codes = {(code, "amount"): part for code, part in zip(CLASSES, parts, strict=False)}
    steps = {**codes, ("expenditure_total", "amount"): sum(parts) + off}
    (finding,) = tried(document(table_of("summary", steps, scale)), "FA01-R58")
    assert (finding.verdict is Verdict.BROKEN) is (abs(off) > len(parts) // 2)
    assert (finding.verdict is Verdict.HOLDS) is (off == 0)


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9), scales)
def test_not_above_is_exact_between_two_single_figures(part, whole, scale):
    steps = {("final", "abroad"): part, ("adjusted", "abroad"): whole}
    (finding,) = tried(document(table_of("three_public", steps, scale)), "FA09-CAP")
    assert finding.verdict is (Verdict.HOLDS if part <= whole else Verdict.BROKEN)


# 等式的写法


words = st.from_regex(r"[a-z]{1,6}(_[a-z]{1,6})?", fullmatch=True)
variables = words.map(lambda word: "{" + word + "}")
row_patterns = st.one_of(
    words,
    variables,
    st.sampled_from(["class", "leaf", "rest", "total", "208", "2080505", "208/below", "opening_{budget}"]),
    variables.map(lambda name: name + "/below"),
)
column_patterns = st.one_of(words, variables, st.tuples(words, words).map(".".join))
terms = st.builds(
    Term,
    words,
    st.lists(row_patterns, min_size=1, max_size=3).map(tuple),
    st.lists(column_patterns, min_size=1, max_size=3).map(tuple),
    st.sampled_from([1, -1]),
    stated=st.booleans(),
)
sides = st.lists(terms, min_size=1, max_size=4).map(tuple)
blanks = st.text(" ", max_size=2)


@st.composite
def written_terms(draw, term, *, leading):
    plus, gap = draw(st.sampled_from(["", "+"])) if leading else "+", draw(blanks)
    sign = ("-" if term.sign < 0 else plus) + gap
    joined = draw(blanks) + "+" + draw(blanks)
    rows, columns = joined.join(term.rows), joined.join(term.columns)
    bare = len(term.columns) == 1 and draw(st.booleans())
    return f"{sign}{'@' if term.stated else ''}{term.table}[{rows}].{columns if bare else f'({columns})'}"


@A_WHOLE_REVIEW
@given(sides, sides, st.sampled_from(Relation), st.data())
def test_an_equation_that_was_written_reads_back(left, right, relation, data):
    def written(side):
        parts = [
            data.draw(written_terms(term, leading=number == 0)) + data.draw(blanks)
            for number, term in enumerate(side)
        ]
        return data.draw(blanks) + data.draw(blanks).join(parts)

    text = f"{written(left)}{relation.value}{written(right)}"
    equation = Equation.read(text)
    assert equation == Equation(left, right, relation)
    named = ["@" if term.stated else term.table for term in (*left, *right)]
    assert list(equation.tables) == sorted(set(named), key=named.index)


# 级次


codes_listed = st.lists(
    st.builds(
        "".join,
        st.tuples(
            st.sampled_from(["201", "208"]),
            st.sampled_from(["", "01", "05"]),
            st.sampled_from(["", "01", "99"]),
        ),
    ),
    max_size=20,
    unique=True,
).map(tuple)


@given(codes_listed)
def test_what_stands_directly_below_a_code_parts_all_that_stands_below_it(codes):
    below = codes_below(codes)
    for code in codes:
        under = [other for other in codes if other.startswith(code) and other != code]
        assert set(below.get(code, ())) <= set(under)
        assert (code in below) is bool(under)
        for other in under:
            assert sum(other.startswith(upper) for upper in below[code]) == 1
    placed = [code for under in below.values() for code in under]
    assert len(placed) == len(set(placed))


@st.composite
def unrounded_columns(draw):
    """One column whose parents add up their children, then a few cells changed; exact to the last place."""
    tree = draw(trees(most=3))
    facts = {leaf: draw(st.one_of(st.none(), st.integers(-3, 3))) for leaf in tree.leaves}
    values = {"total": added(facts.values())} | {
        code: added(facts[leaf] for leaf in tree.below(code)) for code in tree.codes
    }
    for row in draw(st.lists(st.sampled_from(("total", *tree.codes)), max_size=3)):
        values[row] = draw(st.integers(-3, 3))
    return values


FEN = Scale(Unit.YUAN, 2, 1)


@given(unrounded_columns())
def test_where_nothing_is_rounded_the_levels_together_imply_the_sum_of_the_lowest(values):
    steps = {(row, "total"): number for row, number in values.items()}
    disclosure = document(table_of("expenditure", steps, FEN))
    levels, lowest = tried(disclosure, "FA03-H3", "FA03-H5", "FA03-H7"), tried(disclosure, "FA03-HL")
    assert Verdict.ROUNDING not in verdicts([*levels, *lowest])
    if Verdict.BROKEN not in verdicts(levels):
        assert Verdict.BROKEN not in verdicts(lowest)


# 同一根源


@st.composite
def whole_disclosures(draw):
    """Every table of a department with 一般公共预算 alone, exact: nothing in it is broken or rounded.

    Its classes are none of those that some rule ties to an economic code.
    """
    tree = draw(trees(classes=("201", "204", "205", "212", "213")))
    sums = st.one_of(st.none(), st.integers(1, 10**6))
    facts = {(leaf, column): draw(sums) for leaf in tree.leaves for column in ("basic", "project")}
    facts[tree.leaves[0], "basic"] = draw(st.integers(2, 10**6))
    spent = summed(tree, facts, ("basic", "project"))
    whole, basic = spent["total", "total"], spent["total", "basic"]
    personnel = draw(st.integers(1, basic - 1))
    income = {
        (row, column): n
        for (row, c), n in spent.items()
        if c == "total"
        for column in ("total", "appropriation")
    }
    classes = {code: spent[code, "total"] for code in tree.codes if len(code) == 3}
    grand = ("income_total", "income_grand_total", "expenditure_total", "expenditure_grand_total")
    summary = {(row, "amount"): whole for row in ("general_appropriation", *grand)}
    summary |= {(code, "amount"): n for code, n in classes.items()}
    appropriation = {
        (row, "amount"): whole for row in ("general_budget", "income_total", "income_grand_total")
    }
    for row, n in {**classes, "expenditure_total": whole, "expenditure_grand_total": whole}.items():
        appropriation |= {(row, "total"): n, (row, "general_budget"): n}
    by_kind = {"personnel_total": personnel, "301": personnel, "30101": personnel}
    by_kind |= dict.fromkeys(("operating_total", "302", "30201"), basic - personnel)
    scale = SCALES[0]
    return document(
        table_of("summary", summary, scale),
        table_of("income", income, scale),
        table_of("expenditure", spent, scale),
        table_of("appropriation_summary", appropriation, scale),
        table_of("general_budget", spent, scale),
        table_of("basic_expenditure", {(row, "amount"): n for row, n in by_kind.items()}, scale),
    )


def altered(disclosure, figure, error):
    """The document with one printed number changed by so many last places."""
    tables = []
    for table in disclosure.tables:
        rows = []
        for row in table.rows:
            cells = {
                column: text
                if figure != f"{table.id}[{row.id}].{column}"
                else text_of(int(text.replace(".", "")) + error, SCALES[0])
                for column, text in row.cells.items()
            }
            rows.append(evolve(row, cells=cells))
        tables.append(evolve(table, rows=tuple(rows)))
    return evolve(disclosure, tables=tuple(tables))


@frozen
class Misprint:
    """A whole disclosure in which one figure is wrong by more than rounding explains."""

    exact: Disclosure = field(repr=False)
    figure: str
    error: int

    @property
    def disclosure(self):
        return altered(self.exact, self.figure, self.error)


@st.composite
def misprints(draw):
    exact = draw(whole_disclosures())
    figures = [figure for table in exact.tables for figure, *_ in table.cells()]
    error = draw(st.integers(1_000, 10**7)) * draw(st.sampled_from([1, -1]))
    return Misprint(exact, draw(st.sampled_from(figures)), error)


def flat(findings):
    return [finding for one in findings for finding in (one, *one.consequences)]


@A_WHOLE_REVIEW
@given(whole_disclosures())
def test_nothing_is_broken_or_rounded_in_an_exact_disclosure(exact):
    counts = review(exact, ALL_RULES).counts
    assert counts[Verdict.BROKEN] == counts[Verdict.ROUNDING] == 0
    assert counts[Verdict.HOLDS] > 20


@A_WHOLE_REVIEW
@given(misprints())
def test_one_wrong_figure_is_one_root_with_all_that_follows_attached(misprint):
    found = review(misprint.disclosure, ALL_RULES)
    (root,) = found.broken
    assert 1 + len(root.consequences) == found.counts[Verdict.BROKEN]
    told = {(finding.rule, finding.balance.terms) for finding in (root, *root.consequences)}
    dossier = Dossier(misprint.exact)
    touched = [
        finding
        for rule in ALL_RULES
        if rule.applies(dossier)
        for finding in rule.evaluate(dossier)
        if finding.balance and misprint.figure in dict(finding.balance.terms)
    ]
    equal = {(finding.rule, finding.balance.terms) for finding in touched if not finding.balance.at_most}
    assert equal <= told <= {(finding.rule, finding.balance.terms) for finding in touched}


@A_WHOLE_REVIEW
@given(misprints())
def test_grouping_loses_no_finding_and_changes_no_count(misprint):
    found = review(misprint.disclosure, ALL_RULES)
    told = flat(found.findings)
    assert Counter(finding.verdict for finding in told) == +Counter(found.counts)
    dossier = Dossier(misprint.disclosure)
    tested = [finding for rule in ALL_RULES if rule.applies(dossier) for finding in rule.evaluate(dossier)]
    for verdict in (Verdict.HOLDS, Verdict.ROUNDING, Verdict.BROKEN):
        assert found.counts[verdict] == sum(finding.verdict is verdict for finding in tested)
    assert all(finding.verdict is Verdict.BROKEN for finding in told if finding not in found.findings)


# 略过与次序


reasons = st.dictionaries(st.sampled_from(sorted(RULES)), st.text(min_size=1), max_size=6)


@A_WHOLE_REVIEW
@given(misprints(), reasons)
def test_an_ignored_rule_keeps_its_reason_and_every_count(misprint, ignore):
    found, plain = (
        review(misprint.disclosure, ALL_RULES, ignore=ignore),
        review(misprint.disclosure, ALL_RULES),
    )
    assert found.counts == plain.counts
    assert found.ignored == ignore
    for finding in flat(found.findings):
        assert finding.ignored == ignore.get(finding.rule)
    assert not {finding.rule for finding in found.of(*Verdict)} & set(ignore)
    # What is ignored comes after all that is not.
    flags = [finding.ignored is not None for finding in found.findings]
    assert flags == sorted(flags)


@given(
    st.lists(
        st.text(min_size=1).filter(lambda name: name not in {UNIT_RULE, *RULES}),
        min_size=1,
        max_size=4,
        unique=True,
    )
)
def test_what_no_rule_is_called_cannot_be_ignored(names):
    ignore = {"FA01-BAL": "known", **dict.fromkeys(names, "no such rule")}
    with pytest.raises(ExceptionGroup) as caught:
        review(document(), ALL_RULES, ignore=ignore)
    assert all(isinstance(fault, UnknownRuleError) for fault in caught.value.exceptions)
    assert [str(fault) for fault in caught.value.exceptions] == [f"没有规则 {name!r}" for name in names]


def outlined(findings):
    """What is told and in which order, whatever it is attached to."""
    return Counter((f.rule, f.verdict, f.published, f.recomputed, f.difference) for f in flat(findings))


@A_WHOLE_REVIEW
@given(whole_disclosures(), st.permutations(ALL_RULES))
def test_the_order_of_a_review_is_that_of_the_document_not_that_of_the_rules(exact, rules):
    assert review(exact, rules).findings == review(exact, ALL_RULES).findings


@A_WHOLE_REVIEW
@given(misprints(), st.permutations(ALL_RULES))
def test_the_same_is_told_in_whatever_order_the_rules_are_tried(misprint, rules):
    found, plain = review(misprint.disclosure, rules), review(misprint.disclosure, ALL_RULES)
    assert found.counts == plain.counts
    assert outlined(found.findings) == outlined(plain.findings)
    assert len(found.findings) == len(plain.findings)
    assert found.fails(strict=True)
