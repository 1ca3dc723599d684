"""Subjects and the tree they form: what is refused at construction, and what the tree answers."""

import copy
import pickle

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from govbudget.errors import GovBudgetError
from govbudget.model import (
    Budget,
    Change,
    ChangeKind,
    Classification,
    ClassificationError,
    CodeBook,
    Evidence,
    Scheme,
    Subject,
    UnknownCodeError,
    ancestors_of,
    parent_of,
    undone,
)

FUNCTIONAL = {
    "201": "一般公共服务支出",
    "20136": "其他共产党事务支出",
    "2013601": "行政运行",
    "2013699": "其他共产党事务支出",
    "208": "社会保障和就业支出",
    "20801": "人力资源和社会保障管理事务",
    "2080101": "行政运行",
    "20805": "行政事业单位养老支出",
    "2080502": "事业单位离退休",
    "2080505": "机关事业单位基本养老保险缴费支出",
    "2080506": "机关事业单位职业年金缴费支出",
}


def classification(named, scheme=Scheme.FUNCTIONAL, year=2024, **more):
    return Classification(scheme, year, tuple(Subject(code, name) for code, name in named.items()), **more)


@pytest.fixture
def book():
    return classification(FUNCTIONAL)


def codes(subjects):
    return [subject.code for subject in subjects]


def faults_of(subjects, scheme=Scheme.FUNCTIONAL, year=2024):
    """The summary and every fault, in full."""
    with pytest.raises(ExceptionGroup) as caught:
        Classification(scheme, year, tuple(subjects))
    assert all(type(fault) is ClassificationError for fault in caught.value.exceptions)
    return caught.value.message, [str(fault) for fault in caught.value.exceptions]


# Codes


@pytest.mark.parametrize(
    ("code", "parent"),
    [
        ("208", None),
        ("20805", "208"),
        ("2080505", "20805"),
        ("103019999", "1030199"),
        ("301", None),
        ("30101", "301"),
        ("", None),
    ],
)
def test_the_parent_is_the_code_without_its_last_two_digits(code, parent):
    assert parent_of(code) == parent


@pytest.mark.parametrize(
    ("code", "ancestors"),
    [
        ("208", ()),
        ("20805", ("208",)),
        ("2080505", ("208", "20805")),
        ("103019999", ("103", "10301", "1030199")),
        ("", ()),
    ],
)
def test_the_ancestors_are_every_code_above_with_the_class_first(code, ancestors):
    assert ancestors_of(code) == ancestors


# Vocabulary


@pytest.mark.parametrize(
    ("label", "lengths", "levels"),
    [
        ("支出功能分类", (3, 5, 7), ("类", "款", "项")),
        ("部门预算支出经济分类", (3, 5), ("类", "款")),
        ("政府预算支出经济分类", (3, 5), ("类", "款")),
        ("收入分类", (3, 5, 7, 9), ("类", "款", "项", "目")),
    ],
)
def test_every_scheme_knows_its_lengths_and_levels(label, lengths, levels):
    assert Scheme(label).lengths == lengths
    assert Scheme(label).levels == levels


def test_every_scheme_has_a_name_for_files():
    assert [scheme.id for scheme in Scheme] == ["functional", "economic", "government-economic", "revenue"]


@pytest.mark.parametrize(
    ("value", "zh"),
    [
        ("official", "官方"),
        ("attested", "公开文件可证"),
        ("continuity", "沿用推定"),
        ("unverified", "未核实"),
    ],
)
def test_every_kind_of_evidence_has_a_word_for_its_reader(value, zh):
    assert Evidence(value).zh == zh


def test_every_kind_of_evidence_and_every_scheme_is_listed_above():
    assert len(Evidence) == len(Scheme) == 4


# Construction


def test_a_subject_is_unverified_and_bare_unless_told_otherwise():
    subject = Subject("208", "社会保障和就业支出")
    assert subject == Subject("208", "社会保障和就业支出", Evidence.UNVERIFIED, (), None, None, (), "")
    fund = Subject(
        "22904", "其他政府性基金及对应专项债务收入安排的支出", Evidence.ATTESTED, (Budget.GOVERNMENT_FUND,)
    )
    assert fund.budgets == (Budget.GOVERNMENT_FUND,)


def test_an_empty_classification_holds():
    nothing = classification({})
    assert len(nothing) == 0
    assert nothing.children() == ()
    assert nothing.near("208") == ()


def test_a_duplicate_code_is_named():
    assert faults_of([Subject("208", "甲"), Subject("208", "乙")]) == (
        "2024年支出功能分类不能成立(1处)",
        ["2024年支出功能分类: 科目编码 208 重复"],
    )


@pytest.mark.parametrize("code", ["20", "2080", "208050599", "20A", "20８", "٢٠٨", "²08", "", " 208"])
def test_a_code_that_is_not_the_right_number_of_digits_is_named(code):
    assert faults_of([Subject(code, "甲")]) == (
        "2024年支出功能分类不能成立(1处)",
        [f"2024年支出功能分类: 科目编码 {code!r} 应为 3、5、7 位数字"],
    )


def test_the_lengths_named_are_those_of_the_scheme():
    assert faults_of([Subject("3010101", "甲")], Scheme.ECONOMIC, 2023) == (
        "2023年部门预算支出经济分类不能成立(1处)",
        ["2023年部门预算支出经济分类: 科目编码 '3010101' 应为 3、5 位数字"],
    )
    assert faults_of([Subject("1", "甲")], Scheme.REVENUE) == (
        "2024年收入分类不能成立(1处)",
        ["2024年收入分类: 科目编码 '1' 应为 3、5、7、9 位数字"],
    )


def test_a_missing_parent_is_named_with_the_child_that_lacks_it():
    assert faults_of([Subject("20805", "行政事业单位养老支出")]) == (
        "2024年支出功能分类不能成立(1处)",
        ["2024年支出功能分类: 科目 20805 行政事业单位养老支出 缺少上级科目 208"],
    )


def test_a_parent_may_stand_after_its_child():
    assert len(classification({"2080505": "丙", "20805": "乙", "208": "甲"})) == 3


def test_every_fault_of_a_tree_is_reported_at_once_in_the_order_of_the_book():
    subjects = [
        Subject("208", "甲"),
        Subject("2080505", "乙"),
        Subject("208", "丙"),
        Subject("2o1", "丁"),
        Subject("2o1", "丁"),
        Subject("21011", "戊"),
    ]
    assert faults_of(subjects) == (
        "2024年支出功能分类不能成立(6处)",
        [
            "2024年支出功能分类: 科目 2080505 乙 缺少上级科目 20805",
            "2024年支出功能分类: 科目编码 208 重复",
            "2024年支出功能分类: 科目编码 '2o1' 应为 3、5、7 位数字",
            "2024年支出功能分类: 科目编码 2o1 重复",
            "2024年支出功能分类: 科目编码 '2o1' 应为 3、5、7 位数字",
            "2024年支出功能分类: 科目 21011 戊 缺少上级科目 210",
        ],
    )


def test_a_tree_that_does_not_hold_is_a_fault_of_this_library_and_a_value_error():
    assert issubclass(ClassificationError, GovBudgetError)
    assert issubclass(ClassificationError, ValueError)


# Answers


def test_a_classification_is_a_collection_of_its_subjects_by_code(book):
    assert book.title == "2024年支出功能分类"
    assert len(book) == 11
    assert codes(book) == list(FUNCTIONAL)
    assert book["2080505"] == Subject("2080505", "机关事业单位基本养老保险缴费支出")
    assert book.get("2080505") is book["2080505"]
    assert book.get("2080599") is None
    assert "20805" in book
    assert "2080599" not in book
    assert None not in book


@pytest.mark.parametrize(
    ("code", "level"), [("208", "类"), ("20805", "款"), ("2080505", "项"), ("9999999", "项")]
)
def test_the_level_of_a_code_is_told_by_its_length(book, code, level):
    assert book.level(code) == level


def test_revenue_has_a_fourth_level():
    assert classification({}, Scheme.REVENUE).level("103019999") == "目"


@pytest.mark.parametrize("code", ["", "20", "2080", "208050501"])
def test_a_code_of_another_length_has_no_level(book, code):
    with pytest.raises(UnknownCodeError) as caught:
        book.level(code)
    assert caught.value.code == code


def test_the_parent_of_a_class_is_nothing_and_of_others_the_subject_above(book):
    assert book.parent("208") is None
    assert book.parent("20805") == book["208"]
    assert book.parent("2080505") == book["20805"]


def test_children_are_given_in_the_order_of_the_book(book):
    assert codes(book.children()) == ["201", "208"]
    assert codes(book.children("208")) == ["20801", "20805"]
    assert codes(book.children("20805")) == ["2080502", "2080505", "2080506"]
    assert book.children("2080505") == ()


def test_ancestors_and_path_go_from_the_class_down(book):
    assert codes(book.ancestors("2080505")) == ["208", "20805"]
    assert book.ancestors("208") == ()
    assert book.path("2080505") == (
        "社会保障和就业支出",
        "行政事业单位养老支出",
        "机关事业单位基本养老保险缴费支出",
    )
    assert book.path("208") == ("社会保障和就业支出",)


def test_a_branch_is_a_classification_of_its_own(book):
    branch = book.under("20805")
    assert codes(branch) == ["208", "20805", "2080502", "2080505", "2080506"]
    assert (branch.scheme, branch.year, branch.complete) == (Scheme.FUNCTIONAL, 2024, False)
    assert codes(branch.children()) == ["208"]
    assert codes(branch.children("208")) == ["20805"]
    assert "201" not in branch
    assert codes(book.under("2080502")) == ["208", "20805", "2080502"]
    assert codes(book.under("208")) == codes(book)[4:]
    assert len(book) == 11


def test_several_subjects_may_share_a_name(book):
    assert codes(book.named("行政运行")) == ["2013601", "2080101"]
    assert codes(book.named("其他共产党事务支出")) == ["20136", "2013699"]
    assert book.named("行政") == ()


def test_near_codes_are_the_likeliest_first_and_no_more_than_asked_for(book):
    assert codes(book.near("2080507")) == ["2080506", "2080505", "2080502"]
    assert len(book.near("2080507", most=1)) == 1
    assert codes(book.near("208050")) == ["2080506", "2080505", "2080502"]
    assert book.near("999") == ()


def test_near_codes_are_sought_in_the_same_class_and_elsewhere_only_if_there_is_none(book):
    other = classification(
        {"208": "甲", "20805": "乙", "2080505": "丙", "210": "丁", "21005": "戊", "2100505": "己"}
    )
    assert codes(other.near("2080515")) == ["2080505", "20805"]
    assert codes(other.near("2180505", most=2)) == ["2100505", "2080505"]
    assert codes(book.near("2000505", most=1)) == ["2080505"]


NAMED = (
    Subject("206", "科学技术支出", Evidence.OFFICIAL, (Budget.GENERAL,)),
    Subject(
        "20601",
        "科学技术管理事务(本级)",
        Evidence.ATTESTED,
        (Budget.GENERAL, Budget.STATE_CAPITAL),
        aliases=("科技管理",),
    ),
    Subject("2060101", "行政运行", aliases=("行政单位运行 (2016年以前)", "机关运行")),
    Subject("2060102", "一般行政管理事务"),
    Subject("20602", "基础研究", Evidence.OFFICIAL),
    Subject("2060201", "行政运行", Evidence.OFFICIAL),
)


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        ("行政", ["2060101", "2060102", "2060201"]),
        ("机关运行", ["2060101"]),
        ("管理", ["20601", "2060102"]),
        ("事务（本级）", ["20601"]),
        (" 科学 技术 ", ["206", "20601"]),
        ("2016年", ["2060101"]),
        ("住房", []),
    ],
)
def test_subjects_are_searched_by_any_part_of_their_names(fragment, found):
    assert codes(Classification(Scheme.FUNCTIONAL, 2024, NAMED).search(fragment)) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("行政运行", ["2060101", "2060201"]),
        ("科学技术管理事务 （本级）", ["20601"]),
        ("科技管理", ["20601"]),
        ("行政单位运行", ["2060101"]),
        ("科学技术支岀", ["206"]),
        ("住房公积金", []),
    ],
)
def test_a_name_is_found_exactly_or_by_another_name_or_by_the_nearest(name, found):
    assert codes(Classification(Scheme.FUNCTIONAL, 2024, NAMED).like(name)) == found


def test_the_nearest_names_are_no_more_than_asked_for():
    tree = classification(
        {f"2080{number}": f"行政事业单位支出{number}" for number in range(1, 6)} | {"208": "甲"}
    )
    assert len(tree.like("行政事业单位支出")) == 3
    assert len(tree.like("行政事业单位支出", most=1)) == 1


def test_a_code_belongs_to_one_budget_or_to_none_alone():
    tree = Classification(Scheme.FUNCTIONAL, 2024, NAMED)
    assert tree.budget_of("206") is Budget.GENERAL
    assert tree.budget_of("20601") is None
    assert tree.budget_of("20602") is None
    with pytest.raises(UnknownCodeError):
        tree.budget_of("209")


def test_the_evidence_of_a_classification_is_counted_by_level():
    assert Classification(Scheme.FUNCTIONAL, 2024, NAMED).count_evidence() == {
        "类": {Evidence.OFFICIAL: 1, Evidence.ATTESTED: 0, Evidence.CONTINUITY: 0, Evidence.UNVERIFIED: 0},
        "款": {Evidence.OFFICIAL: 1, Evidence.ATTESTED: 1, Evidence.CONTINUITY: 0, Evidence.UNVERIFIED: 0},
        "项": {Evidence.OFFICIAL: 1, Evidence.ATTESTED: 0, Evidence.CONTINUITY: 0, Evidence.UNVERIFIED: 2},
    }


# Changes


def change(code, kind, before, after, effective, scheme=Scheme.FUNCTIONAL, *, dated=True):
    return Change(scheme, code, ChangeKind(kind), before, after, effective, dated, Evidence.OFFICIAL)


@pytest.mark.parametrize(
    ("happened", "said"),
    [
        (
            change("224", "新增", None, "灾害防治及应急管理支出", 2019),
            "224 2019年起新增: 灾害防治及应急管理支出(官方)",
        ),
        (change("207", "更名", "甲", "乙", 2019), "207 2019年起更名: 甲 → 乙(官方)"),
        (change("218", "取消", "甲", None, 2020, dated=False), "218 约2020年起(推定)取消: 甲(官方)"),
    ],
)
def test_a_change_says_what_happened_to_a_code_and_since_when(happened, said):
    assert str(happened) == said


LATEST = (
    Subject("207", "文化旅游体育与传媒支出"),
    Subject("208", "社会保障和就业支出"),
    Subject("218", "地震灾后恢复重建支出"),
    Subject("224", "灾害防治及应急管理支出"),
)
CHANGES = (
    change("207", "更名", "文化体育支出", "文化体育与传媒支出", 2017),
    change("207", "更名", "文化体育与传媒支出", "文化旅游体育与传媒支出", 2019),
    change("218", "取消", "地震灾后恢复重建支出", None, 2018),
    change("224", "新增", None, "灾害防治及应急管理支出", 2019),
    change("208", "取消", "工资", None, 2010, Scheme.ECONOMIC),
    change("999", "新增", None, "不在册", 2025),
)


@pytest.mark.parametrize(
    ("year", "names"),
    [
        (
            2020,
            {"207": "文化旅游体育与传媒支出", "208": "社会保障和就业支出", "224": "灾害防治及应急管理支出"},
        ),
        (
            2019,
            {"207": "文化旅游体育与传媒支出", "208": "社会保障和就业支出", "224": "灾害防治及应急管理支出"},
        ),
        (2018, {"207": "文化体育与传媒支出", "208": "社会保障和就业支出"}),
        (2017, {"207": "文化体育与传媒支出", "208": "社会保障和就业支出", "218": "地震灾后恢复重建支出"}),
        (2016, {"207": "文化体育支出", "208": "社会保障和就业支出", "218": "地震灾后恢复重建支出"}),
    ],
)
def test_every_later_change_is_taken_back_to_reach_a_year(year, names):
    for changes in (CHANGES, tuple(reversed(CHANGES))):
        then = undone(Scheme.FUNCTIONAL, year, LATEST, changes)
        assert (then.scheme, then.year, then.complete) == (Scheme.FUNCTIONAL, year, False)
        assert {subject.code: subject.name for subject in then} == names


@pytest.mark.parametrize("ask", ["__getitem__", "parent", "children", "ancestors", "path", "under"])
def test_an_unknown_code_is_refused_by_every_question_with_the_nearest_codes(book, ask):
    with pytest.raises(UnknownCodeError) as caught:
        getattr(book, ask)("2080507")
    fault = caught.value
    assert str(fault) == (
        "2024年支出功能分类中没有 '2080507'; 相近科目: 2080506 机关事业单位职业年金缴费支出、"
        "2080505 机关事业单位基本养老保险缴费支出、2080502 事业单位离退休"
    )
    assert (fault.code, fault.scheme, fault.year) == ("2080507", Scheme.FUNCTIONAL, 2024)
    assert codes(fault.near) == ["2080506", "2080505", "2080502"]


def test_an_unknown_code_like_no_other_says_so():
    with pytest.raises(UnknownCodeError) as caught:
        classification({"301": "工资福利支出"}, Scheme.ECONOMIC, 2023)["999"]
    assert str(caught.value) == "2023年部门预算支出经济分类中没有 '999'; 没有相近的科目"
    assert caught.value.near == ()


def test_an_unknown_code_is_a_fault_of_this_library_and_a_lookup_error():
    assert issubclass(UnknownCodeError, GovBudgetError)
    assert issubclass(UnknownCodeError, LookupError)


def test_an_unknown_code_error_survives_the_way_between_processes():
    fault = UnknownCodeError("208", Scheme.FUNCTIONAL, 2024, (Subject("201", "一般公共服务支出"),))
    twin = pickle.loads(pickle.dumps(fault))  # noqa: S301 — our own bytes
    assert str(twin) == str(fault)
    assert (twin.code, twin.scheme, twin.year, twin.near) == (
        fault.code,
        fault.scheme,
        fault.year,
        fault.near,
    )
    assert str(copy.copy(fault)) == str(fault)


# Values


def test_subjects_and_classifications_are_frozen(book):
    with pytest.raises(FrozenInstanceError):
        book["208"].name = "甲"
    with pytest.raises(FrozenInstanceError):
        book.year = 2025
    with pytest.raises(FrozenInstanceError):
        CodeBook(2024, book, book).year = 2025


def test_classifications_are_equal_when_scheme_year_subjects_and_completeness_are(book):
    assert book == classification(FUNCTIONAL)
    assert hash(book) == hash(classification(FUNCTIONAL))
    assert book != classification(FUNCTIONAL, year=2023)
    assert book != classification(FUNCTIONAL, complete=True)
    assert book != classification(dict(reversed(FUNCTIONAL.items())))


def test_a_classification_shows_how_many_subjects_it_has_and_not_all_of_them(book):
    assert repr(book) == (
        "Classification(scheme=<Scheme.FUNCTIONAL: '支出功能分类'>, year=2024, "
        "subjects=<11 subjects>, complete=False)"
    )


def test_an_evolved_classification_is_indexed_anew(book):
    grown = evolve(book, subjects=(*book.subjects, Subject("210", "卫生健康支出")))
    assert codes(grown.children()) == ["201", "208", "210"]
    assert grown["210"].name == "卫生健康支出"
    assert "210" not in book
    assert codes(book.children()) == ["201", "208"]


def test_copies_and_pickles_are_equal_and_answer_alike(book):
    whole = CodeBook(2024, book, classification({"301": "工资福利支出"}, Scheme.ECONOMIC))
    twins = [copy.copy(whole), copy.deepcopy(whole), pickle.loads(pickle.dumps(whole))]  # noqa: S301 — our own bytes
    assert twins == [whole] * 3
    for twin in twins:
        assert hash(twin) == hash(whole)
        assert twin.functional.path("2080505") == book.path("2080505")
        assert codes(twin.functional.children("208")) == ["20801", "20805"]
