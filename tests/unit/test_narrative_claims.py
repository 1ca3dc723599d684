"""What a sentence claims: each way of saying a share, a change, a completion rate, a sum or a grade."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys

import pytest

from govbudget.cli import claims as command
from govbudget.errors import GovBudgetError
from govbudget.narrative.passages import read_passages
from govbudget.narrative.reading import read_claims


def claims(*pages):
    return read_claims(read_passages(pages))


def bound(text):
    """Each claim as kind, published figure and inputs."""
    return [
        (claim.kind, claim.published, {part.role: part.text for part in claim.inputs})
        for claim in claims(text)
        if not claim.reason
    ]


def reasons(text):
    return [claim.reason for claim in claims(text) if claim.reason]


CHANGES = {
    "本年支出200.00万元，比上年增加50.00万元，增长33.33%。": ("33.33%", "50.00万元", "200.00万元"),
    "本年支出200.00万元，比上年增长33.33%，增加50.00万元。": ("33.33%", "50.00万元", "200.00万元"),
    "本年支出200.00万元，同比增加50.00万元（33.33%）。": ("33.33%", "50.00万元", "200.00万元"),
    "本年支出80万元，比上年减少20万元，负增长20%。": ("20%", "20万元", "80万元"),
    "本年支出80万元，比上年减少20万元，降幅为20%。": ("20%", "20万元", "80万元"),
    "本年支出80万元，比上年减少20万元，减少率20%。": ("20%", "20万元", "80万元"),
    "本年支出80万元，比上年减少20万元，降低20%。": ("20%", "20万元", "80万元"),
    "本年支出120万元，增幅达20%，增加20万元。": ("20%", "20万元", "120万元"),
    "本年支出0.46亿元，比上年减少766万元，下降14.3%。": ("14.3%", "766万元", "0.46亿元"),
    "某厅收、支总预算900万元。与上年相比，收、支总计各增加100万元，增长12.5%。": (
        "12.5%",
        "100万元",
        "900万元",
    ),
    "住房支出900万元，主要用于住房。与上年相比增加100万元，增长12.5%。": ("12.5%", "100万元", "900万元"),
    "支出年初预算68万元，支出决算74万元。较上年决算减少3万元，下降3.9%。": ("3.9%", "3万元", "74万元"),
}


@pytest.mark.parametrize("text", CHANGES)
def test_a_rate_of_change_takes_the_change_beside_it_and_the_figure_it_speaks_of(text):
    published, change, current = CHANGES[text]
    assert bound(text) == [("change", published, {"change": change, "current": current})]


def test_each_named_total_keeps_its_own_change():
    text = "收入总计400万元，支出总计500万元。与上年相比，收入总计减少20万元，下降4.76%，支出总计减少10万元，下降1.96%。"
    assert [inputs["current"] for _, _, inputs in bound(text)] == ["400万元", "500万元"]


def test_both_years_are_taken_where_both_are_printed():
    text = "2023年当年预算执行数为200.00万元，2024年预算安排150.00万元，比2023年预算执行数减少25.00%。"
    assert bound(text) == [("change", "25.00%", {"current": "150.00万元", "prior": "200.00万元"})]
    text = "本年支出150万元，较2022年决算数200万元减少50万元，下降25%。"
    assert bound(text) == [
        ("change", "50万元", {"current": "150万元", "prior": "200万元"}),
        ("change", "25%", {"change": "50万元", "current": "150万元", "prior": "200万元"}),
    ]


def test_paired_figures_are_taken_one_by_one():
    text = "收、支总计各是400.00,500.00万元，各减少100.00,125.00万元，各下降20%、20.00%。"
    assert bound(text) == [
        ("change", "20%", {"change": "100.00万元", "current": "400.00万元"}),
        ("change", "20.00%", {"change": "125.00万元", "current": "500.00万元"}),
    ]
    text = "三项收入分别为0.72、0.02和0.59亿元，占总收入1.33亿元的比例为54.14%、1.50%和44.36%。"
    assert [(inputs["part"], inputs["whole"]) for _, _, inputs in bound(text)] == [
        ("0.72亿元", "1.33亿元"),
        ("0.02亿元", "1.33亿元"),
        ("0.59亿元", "1.33亿元"),
    ]


SHARES = {
    "支出合计200万元，其中：基本支出50万元，占25%。": ("25%", "50万元", "200万元"),
    "支出合计200万元，其中：基本支出50万元，占比25%。": ("25%", "50万元", "200万元"),
    "支出合计200万元。其中，基本支出50万元，占25%。": ("25%", "50万元", "200万元"),
    "支出合计200万元，主要用于以下方面：基本支出50万元，占25%。": ("25%", "50万元", "200万元"),
    "公务接待费2万元，占支出总额10万元的20%。": ("20%", "2万元", "10万元"),
    "支出合计200万元。基本支出50万元，占支出合计的比重为25%。": ("25%", "50万元", "200万元"),
}


@pytest.mark.parametrize("text", SHARES)
def test_a_share_takes_the_part_before_it_and_the_whole_it_names_or_stands_under(text):
    published, part, whole = SHARES[text]
    assert ("share", published, {"part": part, "whole": whole}) in bound(text)


def test_a_named_whole_is_found_in_an_earlier_section():
    text = "三、支出情况\n本年支出合计200万元。\n五、一般公共预算情况\n一般公共预算支出50万元，占本年支出合计的25%。"
    assert bound(text) == [("share", "25%", {"part": "50万元", "whole": "200万元"})]


def test_a_total_with_carry_over_is_not_the_total_of_the_year():
    text = "一、总体情况\n收入支出总计90万元。\n三、基本情况\n基本支出50万元，占本年支出合计的25%。"
    assert reasons(text) == ["没有找到“本年支出合计”的数"]


def test_the_three_public_kinds_make_their_whole_where_it_is_not_printed():
    text = "因公出国（境）费支出20万元，占“三公”经费的20%；公务用车购置及运行费支出30万元，占“三公”经费的30%；公务接待费支出50万元，占“三公”经费的50%。"
    assert [inputs["whole"] for _, _, inputs in bound(text)] == ["100万元"] * 3


COMPLETIONS = {
    "年初预算为80万元，支出决算为40万元，完成年初预算的50%。": ("80万元", "40万元"),
    "年初预算为0万元，全年预算为80万元，支出决算为40万元，完成全年预算数的50%。": ("80万元", "40万元"),
    "公务接待费支出40万元，完成年初预算80万元的50%。": ("80万元", "40万元"),
    "年初预算100万元，全年预算80万元，执行数40万元，预算执行率50%。": ("80万元", "40万元"),
    "支出决算为40万元，预算为80万元，为预算的50%。": ("80万元", "40万元"),
}


@pytest.mark.parametrize("text", COMPLETIONS)
def test_a_completion_rate_takes_the_budget_that_it_names(text):
    ((kind, published, inputs),) = bound(text)
    assert (kind, published) == ("completion", "50%")
    assert (inputs["budget"], inputs["actual"]) == COMPLETIONS[text]


SUMS = {
    "采购总额35万元，其中：货物10万元、工程20万元、服务5万元。": ("35万元", 3),
    "货物10万元、工程20万元、服务5万元，共35万元。": ("35万元", 3),
    "甲类10万元、乙类20万元，合计30万元。": ("30万元", 2),
    "共有车辆7辆，其中：执法用车2辆、其他用车5辆。": ("7辆", 2),
    "地上建筑面积为8103平方米（其中计容面积7998平方米，不计容面积105平方米）。": ("8103平方米", 2),
    "项目总预算1410.00万，其中支持甲910.00万，支持乙500.00万元。": ("1410.00万元", 2),
    "支出减少15万元，其中：基本支出增加5万元，项目支出减少20万元。": ("15万元", 2),
}


@pytest.mark.parametrize("text", SUMS)
def test_a_sum_takes_the_parts_of_its_own_unit(text):
    published, parts = SUMS[text]
    found = [claim for claim in claims(text) if claim.kind == "sum"]
    assert [(claim.value.text, len(claim.inputs)) for claim in found] == [(published, parts)]


def test_a_total_takes_the_items_under_the_headings_that_follow():
    text = "“三公”经费预算数为30万元。其中：\n（一）因公出国（境）费0万元，与上年持平。\n（二）公务用车购置及运行费25万元。\n（三）公务接待费5万元。"
    (claim,) = [claim for claim in claims(text) if claim.kind == "sum"]
    assert [part.text for part in claim.inputs] == ["0万元", "25万元", "5万元"]


def test_income_and_expenditure_are_no_parts_of_a_sum():
    assert bound("总计900万元。其中：\n（一）收入预算总计900万元。\n（二）支出预算总计900万元。") == []


def test_an_item_that_states_its_figure_twice_claims_that_both_are_one():
    text = "31.“住房改革支出（款）住房公积金（项）”350.35万元，用于住房。2023年当年预算执行数为348.52万元，2024年预算安排352.67万元。"
    assert bound(text) == [("sum", "352.67万元", {"part": "350.35万元"})]


def test_a_score_is_read_with_the_grade_it_is_given():
    assert bound("“甲”项目总得分98分，属于“优”。") == [("score", "优", {"score": "98分"})]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("满意度达到95%以上。", "没有识别出这个百分比说的是什么"),
        (
            "收入总计4万元，支出总计5万元。与上年相比，减少1万元，下降3.79%。",
            "上文有几个数,不能确定增减的是哪一个",
        ),
        ("比上年减少1万元，下降3.79%。", "上文没有本年数"),
        ("支出5万元，同比下降5%。", "没有增减额,也没有上年数"),
        ("年初预算100万元，全年预算120万元，执行数90万元，完成预算的75%。", "不能确定“预算”是哪一个预算数"),
        ("支出决算为0万元，完成预算的0%。", "本句没有预算数"),
        ("公务用车支出4万元，占89.33%。", "没有写明占什么的比例"),
        ("占89.33%。", "占比之前没有数额"),
        ("支出5万元。主要原因是减少1万元，下降3.79%。", "说明原因时提到的增减,没有写明所指的数"),
        ("项目支出5万元，比上年，基本支出减少1万元，下降3.79%。", "上文没有“基本支出”的数"),
    ],
)
def test_an_uncertain_binding_is_refused_with_its_reason(text, reason):
    assert reasons(text) == [reason]


def test_no_percentage_is_dropped_in_silence():
    text = "完成率98%。满意度95%，其中90%为非常满意（占比5%），增长3%，完成预算的2%。"
    assert len(claims(text)) == 6


def test_a_bound_is_not_a_figure_of_the_accounts():
    assert bound("单价100万元（含）以上设备2台，其中：通用设备1台。") == []


def run(tmp_path, text, **options):
    path = tmp_path / "narrative.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    chosen = argparse.Namespace(
        text=str(path), **({"format": "json", "all": False, "strict": False, "scheme": "mof-2020"} | options)
    )
    return command.claims(chosen)


def test_the_command_tells_every_claim_as_json(tmp_path, capsys):
    assert run(tmp_path, "支出合计200万元，其中：基本支出50万元，占25%。") == 0
    document = json.loads(capsys.readouterr().out)
    assert [(one["text"], one["claims"]) for one in document.pop("figures")] == [
        ("200万元", [{"claim": 0, "role": "whole"}]),
        ("50万元", [{"claim": 0, "role": "part"}]),
        ("25%", [{"claim": 0, "role": "published"}]),
    ]
    assert document == {
        "schema": "govbudget.claims/1",
        "claims": [
            {
                "kind": "share",
                "page": 1,
                "sentence": "支出合计200万元，其中：基本支出50万元，占25%。",
                "inputs": {"part": "50万元", "whole": "200万元"},
                "published": "25%",
                "recomputed": "25%",
                "verdict": "holds",
                "cause": None,
                "reason": None,
            }
        ],
        "findings": [],
    }


def test_the_command_fails_for_a_broken_claim_and_strictly_for_rounding(tmp_path, capsys):
    assert run(tmp_path, "支出合计200万元，其中：基本支出50万元，占35%。", format="text") == 1
    assert "应为25%" in capsys.readouterr().out
    truncated = "支出合计300万元，其中：基本支出200万元，占66.66%。"
    assert run(tmp_path, truncated) == 0
    assert run(tmp_path, truncated, strict=True) == 1


def test_the_command_reads_form_feeds_as_pages_and_the_older_encoding(tmp_path, capsys):
    text = "一、总体情况\n\f支出合计200万元，其中：基本支出50万元，占25%。"
    assert run(tmp_path, text.encode("gb18030")) == 0
    assert json.loads(capsys.readouterr().out)["claims"][0]["page"] == 2


@pytest.mark.parametrize("raw", [b"%PDF-1.7", b"PK\x03\x04\0\0", b"\xff\xff\xff"])
def test_the_command_refuses_what_is_no_text(tmp_path, raw):
    with pytest.raises(GovBudgetError, match="文字"):
        run(tmp_path, raw)


def _pieces_read(monkeypatch, text):
    """How many quantities are looked at while a text is read."""
    from govbudget.narrative.said import Said  # noqa: PLC0415 - what is counted

    looked: list[int] = []
    level = Said.is_level.fget
    monkeypatch.setattr(Said, "is_level", property(lambda self: looked.append(1) or level(self)))
    claims(text)
    return len(looked)


@pytest.mark.parametrize(
    "piece", ["支出100万元，占50%，", "一、支出情况\n支出合计100万元，其中：甲50万元，占50%。\n"]
)
def test_reading_takes_twice_as_long_for_twice_the_text(monkeypatch, piece):
    once, twice = (_pieces_read(monkeypatch, piece * times) for times in (250, 500))
    assert twice < once * 2.5


def test_the_command_tells_how_many_it_does_not_list(tmp_path, capsys):
    assert run(tmp_path, "占比之和为5%。\n" * 30, format="text") == 0
    assert "  另有 10 个未列出;--all 列出全部" in capsys.readouterr().out


def test_the_json_gives_the_reason_and_the_findings_that_decide(tmp_path, capsys):
    assert run(tmp_path, "支出合计100.00万元，其中：甲30.00万元，占31.00%。另占5%。") == 1
    document = json.loads(capsys.readouterr().out)
    assert [one["reason"] for one in document["claims"] if one["verdict"] == "not_tested"] == [
        "占比之前没有数额"
    ]
    assert [(one["rule"], one["severity"], one["consequences"]) for one in document["findings"]] == [
        ("N-SHARE", "error", [])
    ]


def test_a_text_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(command, "LARGEST", 10)
    with pytest.raises(GovBudgetError, match="不是公开文件的文字"):
        run(tmp_path, "支出合计100.00万元。")


def test_a_closed_pipe_keeps_the_exit_code_of_the_verdict(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("支出合计200万元，其中：基本支出50万元，占35%。\n" * 150, encoding="utf-8")
    command_line = [sys.executable, "-m", "govbudget", "claims", str(path)]
    with subprocess.Popen(command_line, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.close()
        assert process.wait() == 1
