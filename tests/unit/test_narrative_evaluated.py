"""What prose says of the projects evaluated, read as stated figures; what is not certain is left out."""

from __future__ import annotations

import pytest

from govbudget.model import PrintedSentence
from govbudget.narrative.evaluated import evaluated_in

OWN = "部门组织对20个项目开展绩效自评，涉及资金1,200.50万元，其中一般公共预算1,000.50万元、政府性基金预算200.00万元。"
GRADES = "自评结果为：优18个、良2个、中0个、差0个。"
BY_DEPARTMENT = "组织对2个项目开展了部门评价，涉及资金30万元。"


def read(*texts):
    return {
        one.figure: one.text for one in evaluated_in([PrintedSentence(text, "十/(四)") for text in texts])
    }


def test_numbers_sums_and_grades_are_read():
    assert read(OWN, GRADES, BY_DEPARTMENT) == {
        "performance[projects].count": "20",
        "performance[projects].amount": "1200.50",
        "performance[projects].general_budget": "1000.50",
        "performance[projects].government_fund": "200.00",
        "performance[excellent].count": "18",
        "performance[good].count": "2",
        "performance[fair].count": "0",
        "performance[poor].count": "0",
        "performance[department].count": "2",
        "performance[department].amount": "30",
    }


@pytest.mark.parametrize(
    "text",
    [
        "部门组织对20个项目开展绩效评价。",
        "对下属单位20个项目开展绩效自评，涉及资金5万元。",
        "上年20个项目开展绩效自评，涉及资金5万元。",
        "部门整体支出绩效自评得分98分。",
        "对20个项目、3个项目分别开展绩效自评，涉及资金5万元。",
    ],
)
def test_what_may_be_about_others_is_left_out(text):
    assert read(text) == {}


def test_what_is_said_twice_and_differently_is_left_out():
    assert read(OWN, OWN.replace("20个", "21个").replace("1,200.50", "1,200.51")) == {
        "performance[projects].general_budget": "1000.50",
        "performance[projects].government_fund": "200.00",
    }


def test_a_sum_that_is_not_of_the_projects_is_left_out():
    assert read("对20个项目开展绩效自评，覆盖率100%；购置设备5万元。") == {
        "performance[projects].count": "20"
    }
    assert read(OWN.replace("、政府性基金预算", "。另有")) == {
        "performance[projects].count": "20",
        "performance[projects].amount": "1200.50",
        "performance[projects].general_budget": "1000.50",
    }


def test_the_place_is_that_of_the_sentence():
    (count, _) = evaluated_in(
        [PrintedSentence("前言。", "九"), PrintedSentence(BY_DEPARTMENT, "十/(四)", 7, 12)]
    )
    assert (count.section, count.sentence, count.page, count.line) == ("(四)", 2, 7, 12)
