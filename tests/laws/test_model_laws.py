"""What holds of every tree of subjects and every ledger of facts."""

import copy
import pickle
from collections import Counter
from itertools import product

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from govbudget.model import (
    Budget,
    Classification,
    CodeBook,
    Department,
    Dimension,
    Direction,
    ExpenditureKind,
    Fact,
    FundingSource,
    Ledger,
    Scheme,
    Stage,
    Subject,
    UnknownCodeError,
    ancestors_of,
    parent_of,
)
from govbudget.model.ledger import covering
from govbudget.money import Amount

DEPARTMENT = Department("602", "党群工作部")
NAMES = ("行政运行", "事业运行", "机关服务", "其他支出", "住房公积金")
schemes = st.sampled_from(Scheme)


def every_code(scheme):
    """Codes of a few digits, so that branches and, by `named`, names are shared."""
    codes = level = ["201", "208", "301"]
    for _ in scheme.lengths[1:]:
        level = [above + pair for above in level for pair in ("01", "02", "50", "99")]
        codes = codes + level
    return codes


CODES = {scheme: every_code(scheme) for scheme in Scheme}


def codes_of(scheme):
    return st.sampled_from(CODES[scheme])


def some_codes_of(scheme):
    return st.lists(codes_of(scheme), max_size=12, unique=True)


def named(codes):
    return tuple(Subject(code, NAMES[int(code) % len(NAMES)]) for code in codes)


@st.composite
def trees(draw, scheme):
    """Any set of codes with everything above them: in the order of the book, parents last, parents first."""
    drawn = draw(some_codes_of(scheme))
    above = [ancestor for code in drawn for ancestor in ancestors_of(code)]
    codes = list(dict.fromkeys(drawn + above))
    order = draw(st.sampled_from([sorted, list, lambda codes: codes[::-1]]))
    return Classification(scheme, 2024, named(order(codes)))


any_tree = schemes.flatmap(trees)


def every_kind_of_money():
    """All that a fact may know of its money without contradicting itself."""
    own = [source for source in FundingSource if source is not FundingSource.APPROPRIATION]
    for direction in Direction:
        spent = direction is Direction.EXPENDITURE
        for funding in own if direction is Direction.INCOME else [None, *own]:
            for kind in [None, *ExpenditureKind] if spent else [None]:
                yield direction, None, funding, kind
        if direction not in (Direction.USE_OF_SURPLUS, Direction.DISTRIBUTION):
            for budget in (Budget.GENERAL, Budget.GOVERNMENT_FUND, Budget.STATE_CAPITAL):
                for kind in [None, ExpenditureKind.BASIC, ExpenditureKind.PROJECT] if spent else [None]:
                    yield direction, budget, FundingSource.APPROPRIATION, kind


MONEY = tuple(every_kind_of_money())
SPENT = tuple(money for money in MONEY if money[0] is Direction.EXPENDITURE)
LABELS = tuple(
    product((None, "2010601", "2080505"), (None, "30101", "30201"), (None, "甲", "乙"), ("", "甲.csv:2"))
)


def fact_of(money, labels, stage, fen):
    direction, budget, funding, kind = money
    functional, economic, project, place = labels
    economic = economic if direction is Direction.EXPENDITURE else None
    return Fact(
        stage, direction, Amount(fen), functional, economic, budget, funding, kind, project, place=place
    )


def facts(money=MONEY):
    """Facts that do not contradict themselves, with every combination of what they know."""
    return st.builds(
        fact_of,
        st.sampled_from(money),
        st.sampled_from(LABELS),
        st.sampled_from(Stage),
        st.integers(-(10**12), 10**12),
    )


any_ledger = st.lists(facts(), max_size=20, unique_by=lambda fact: fact.key).map(
    lambda stated: Ledger(DEPARTMENT, 2024, tuple(stated))
)


# Codes


@given(schemes.flatmap(codes_of))
def test_the_last_ancestor_of_a_code_is_its_parent(code):
    above = ancestors_of(code)
    assert (above[-1] if above else None) == parent_of(code)
    assert all(code.startswith(ancestor) for ancestor in above)
    assert [ancestors_of(ancestor) for ancestor in above] == [above[:depth] for depth in range(len(above))]


# Trees


@given(any_tree)
def test_parents_ancestors_children_and_paths_tell_one_story(tree):
    for subject in tree:
        above = tree.ancestors(subject.code)
        parent = tree.parent(subject.code)
        assert parent == (above[-1] if above else None)
        assert subject in tree.children(parent.code if parent else None)
        assert tree.path(subject.code) == (*(higher.name for higher in above), subject.name)
        assert tree.level(subject.code) == tree.scheme.levels[len(above)]
        assert all(tree.parent(child.code) == subject for child in tree.children(subject.code))


@given(any_tree)
def test_every_subject_is_the_child_of_exactly_one_parent_in_the_order_of_the_book(tree):
    families = [tree.children(), *(tree.children(subject.code) for subject in tree)]
    assert Counter(child.code for family in families for child in family) == Counter(s.code for s in tree)
    order = {subject.code: place for place, subject in enumerate(tree)}
    for family in families:
        assert list(family) == sorted(family, key=lambda child: order[child.code])


@given(any_tree)
def test_a_tree_is_found_by_its_codes_and_by_its_names(tree):
    assert len(tree) == len(list(tree)) == len(tree.subjects)
    for subject in tree:
        assert tree[subject.code] is tree.get(subject.code) is subject
        assert subject.code in tree
        assert subject in tree.named(subject.name)
    assert sum(len(tree.named(name)) for name in {subject.name for subject in tree}) == len(tree)


@given(any_tree)
def test_a_branch_holds_what_stands_below_and_above_and_nothing_else(tree):
    for subject in tree:
        branch = tree.under(subject.code)
        below = {s.code for s in tree if subject in (s, *tree.ancestors(s.code))}
        assert {s.code for s in branch} == below | {s.code for s in tree.ancestors(subject.code)}
        assert branch.under(subject.code) == branch
        assert branch.children(subject.code) == tree.children(subject.code)
        assert all(branch.path(s.code) == tree.path(s.code) for s in branch)


@given(schemes.flatmap(lambda scheme: st.tuples(trees(scheme), codes_of(scheme))))
def test_an_unknown_code_is_refused_with_codes_that_exist(tree_and_code):
    tree, code = tree_and_code
    assume(code not in tree)
    with pytest.raises(UnknownCodeError) as caught:
        tree[code]
    assert all(tree[near.code] == near for near in caught.value.near)
    assert len(caught.value.near) <= 3
    assert tree.get(code) is None


@given(schemes.flatmap(lambda scheme: st.tuples(st.just(scheme), some_codes_of(scheme).map(named))))
def test_missing_parents_are_all_reported_at_once(scheme_and_subjects):
    scheme, subjects = scheme_and_subjects
    codes = {subject.code for subject in subjects}
    missing = [
        f"2024年{scheme.value}: 科目 {subject.code} {subject.name} 缺少上级科目 {subject.code[:-2]}"
        for subject in subjects
        if len(subject.code) > 3 and subject.code[:-2] not in codes
    ]
    if missing:
        with pytest.raises(ExceptionGroup) as caught:
            Classification(scheme, 2024, subjects)
        assert caught.value.message == f"2024年{scheme.value}不能成立({len(missing)}处)"
        assert [str(fault) for fault in caught.value.exceptions] == missing
    else:
        assert Classification(scheme, 2024, subjects).subjects == subjects


@given(any_tree, st.data())
def test_a_code_given_twice_is_always_reported(tree, data):
    assume(len(tree))
    again = data.draw(st.lists(st.sampled_from(tree.subjects), min_size=1, max_size=4))
    with pytest.raises(ExceptionGroup) as caught:
        evolve(tree, subjects=(*tree.subjects, *again))
    assert [str(fault) for fault in caught.value.exceptions] == [
        f"{tree.title}: 科目编码 {subject.code} 重复" for subject in again
    ]


# Ledgers


@given(any_ledger)
def test_the_shelves_of_a_ledger_partition_its_facts(ledger):
    shelves = [ledger.of(stage, direction) for stage in Stage for direction in Direction]
    assert sorted(id(fact) for shelf in shelves for fact in shelf) == sorted(
        id(fact) for fact in ledger.facts
    )
    for stage in Stage:
        for direction in Direction:
            assert ledger.of(stage, direction) == tuple(
                fact for fact in ledger.facts if (fact.stage, fact.direction) == (stage, direction)
            )


@given(any_ledger)
def test_the_stages_of_a_ledger_are_those_of_its_facts(ledger):
    present = {fact.stage for fact in ledger.facts}
    assert ledger.stages == tuple(stage for stage in Stage if stage in present)


@given(any_ledger, st.data())
def test_a_fact_of_a_key_already_stated_is_always_refused(ledger, data):
    assume(ledger.facts)
    again = data.draw(st.lists(st.sampled_from(ledger.facts), min_size=1, max_size=4))
    restated = tuple(evolve(fact, amount=fact.amount + Amount(1), place="ledger.csv:99") for fact in again)
    with pytest.raises(ExceptionGroup) as caught:
        evolve(ledger, facts=(*ledger.facts, *restated))
    assert len(caught.value.exceptions) == len(again)
    for fault, fact in zip(caught.value.exceptions, again, strict=True):
        assert str(fault).startswith(f"ledger.csv:99: 与 {fact.place or '前文'} 重复({fact.stage.value} ")


@given(any_ledger, st.sampled_from([Dimension.BUDGET, Dimension.FUNDING, Dimension.KIND, Dimension.PROJECT]))
def test_a_gap_is_every_fact_that_lacks_the_dimension(ledger, dimension):
    for stage in Stage:
        for direction in Direction:
            lacking = sum(dimension.of(fact) is None for fact in ledger.of(stage, direction))
            said = f"{stage.value}的{direction.value}中有{lacking}笔未填「{dimension.value}」"
            assert ledger.gap(stage, direction, dimension) == (said if lacking else None)


def covers(dimension, other, roof, near):
    """The definition, compared fact by fact: the same money, its code the same or below, nothing told otherwise."""
    code, below = dimension.of(roof), dimension.of(near)
    in_view = all(dimension.of(fact) is not None or other.of(fact) is None for fact in (roof, near))
    told = (
        (trait(roof), trait(near)) for trait in (lambda fact: fact.kind, lambda fact: fact.project, other.of)
    )
    return (
        in_view
        and roof.key != near.key
        and (roof.stage, roof.direction, roof.budget, roof.funding)
        == (near.stage, near.direction, near.budget, near.funding)
        and (code is None or code == below or (below is not None and code in ancestors_of(below)))
        and all(said is None or said == also for said, also in told)
    )


@given(
    st.lists(
        st.builds(
            fact_of,
            st.sampled_from(SPENT[:4]),
            st.sampled_from(
                tuple(product((None, "208", "20805", "2080505"), (None, "301", "30101"), (None, "甲"), ("",)))
            ),
            st.just(Stage.EXECUTED),
            st.integers(0, 3),
        ),
        max_size=10,
        unique_by=lambda fact: fact.key,
    )
)
def test_a_fact_covers_what_the_definition_says_however_it_is_looked_up(stated):
    views = ((Dimension.FUNCTIONAL, Dimension.ECONOMIC), (Dimension.ECONOMIC, Dimension.FUNCTIONAL))
    expected = [
        (dimension, roof, covered)
        for dimension, other in views
        for roof in stated
        if (covered := [near for near in stated if covers(dimension, other, roof, near)])
    ]
    assert list(covering(stated)) == expected


classified = st.lists(
    facts(SPENT).map(
        lambda fact: evolve(
            fact, functional=fact.functional or "2080505", economic=fact.economic or "30101", project=None
        )
    ),
    min_size=1,
    max_size=20,
)


def view(stated, forgotten):
    """The facts with one code forgotten, those that then look alike added up."""
    merged = {}
    for fact in (evolve(fact, **{forgotten: None}) for fact in stated):
        before = merged.get(fact.key)
        merged[fact.key] = evolve(fact, amount=before.amount + fact.amount) if before else fact
    return tuple(merged.values())


@given(classified)
def test_money_stated_in_two_views_has_no_gap_in_either(stated):
    both = Ledger(DEPARTMENT, 2024, view(stated, "economic") + view(stated, "functional"))
    for stage in Stage:
        for dimension in (Dimension.FUNCTIONAL, Dimension.ECONOMIC):
            assert both.gap(stage, Direction.EXPENDITURE, dimension) is None


@given(classified)
def test_money_stated_in_one_view_is_a_gap_in_the_other(stated):
    for forgotten, lacking, known in (
        ("economic", Dimension.ECONOMIC, Dimension.FUNCTIONAL),
        ("functional", Dimension.FUNCTIONAL, Dimension.ECONOMIC),
    ):
        one = Ledger(DEPARTMENT, 2024, view(stated, forgotten))
        for stage in Stage:
            shelf = one.of(stage, Direction.EXPENDITURE)
            assert one.gap(stage, Direction.EXPENDITURE, known) is None
            # A sum of zero says nothing that the other view could lack.
            assert (one.gap(stage, Direction.EXPENDITURE, lacking) is not None) is any(
                f.amount for f in shelf
            )


@given(any_ledger, trees(Scheme.FUNCTIONAL), trees(Scheme.ECONOMIC))
def test_every_unknown_code_is_told_once_as_a_warning_or_as_a_fault(ledger, functional, economic):
    unknown = [
        *dict.fromkeys(f.functional for f in ledger.facts if f.functional and f.functional not in functional),
        *dict.fromkeys(f.economic for f in ledger.facts if f.economic and f.economic not in economic),
    ]
    told = ledger.warnings(CodeBook(2024, functional, economic))
    said = tuple(sentence for sentence in told if sentence.endswith("(目录不完整,仅作提示)"))
    assert len(said) == len(unknown)
    assert all(f"中没有 '{code}'; " in sentence for code, sentence in zip(unknown, said, strict=True))
    complete = CodeBook(2024, evolve(functional, complete=True), evolve(economic, complete=True))
    if unknown:
        with pytest.raises(ExceptionGroup) as caught:
            ledger.warnings(complete)
        assert [fault.code for fault in caught.value.exceptions] == unknown
        assert tuple(f"{fault}(目录不完整,仅作提示)" for fault in caught.value.exceptions) == said
    else:
        assert ledger.warnings(complete) == told


@given(any_tree, any_ledger)
def test_copies_and_pickles_are_equal_and_hash_alike(tree, ledger):
    for value in (tree, ledger):
        for twin in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301 — our own bytes
            assert twin == value
            assert hash(twin) == hash(value)
            assert repr(twin) == repr(value)


@given(st.sampled_from(["", "602", "602001"]), st.text(alphabet="党群工作部AB", min_size=1, max_size=8))
def test_a_department_reads_back_as_it_prints(code, name):
    department = Department(code or None, name)
    assert Department.of(str(department)) == department
