"""`check` and `read` on several documents: each on its own, a summary in the end, one bad file stops no other."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from govbudget.cli import main

HEAD = """\
schema: govbudget.disclosure/1
department: {{code: "602", name: {name}}}
year: 2024
kind: final-accounts
form: {form}
tables:
  - id: expenditure
    number: 公开03
    unit: 万元
    columns: [{{id: total, title: 本年支出合计}}, {{id: basic, title: 基本支出}}, {{id: project, title: 项目支出}}]
    rows:
      - {{id: total, code: null, label: 合计, page: 5, cells: {{total: "{total}", basic: "1.00", project: "2.00"}}}}
      - {{id: "208", code: "208", label: 科目208, page: 5, cells: {{total: "{total}", basic: "1.00", project: "2.00"}}}}
"""


@pytest.fixture
def folder(tmp_path):
    """One document that holds, one that does not, one that is none, and what is not read at all."""
    folder = tmp_path / "公开"
    (folder / "下级").mkdir(parents=True)
    for name, department, total in (("甲.yaml", "甲局", "3.00"), ("乙.YML", "乙局", "7.00")):
        text = HEAD.format(name=department, form="shanxi-2024", total=total)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "坏.json").write_text('{"schema": "x"}', encoding="utf-8")
    (folder / "说明.zip").write_text("文字", encoding="utf-8")
    (folder / ".隐藏.yaml").write_text("", encoding="utf-8")
    return folder


@pytest.fixture
def run(capsys):
    def command(*arguments):
        code = main([str(one) for one in arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_a_folder_is_checked_file_by_file_with_a_summary_and_every_fault(run, folder):
    code, out, err = run("check", folder)
    assert code == 2
    sections = [line for line in out.splitlines() if line.startswith("【")]
    assert sections == [f"【{folder / '乙.YML'}】", f"【{folder / '甲.yaml'}】"]
    summary = out[out.index("\n共 3 份文件") :].splitlines()
    assert summary[1] == "共 3 份文件,核对了 2 份,未能核对 1 份"
    head, _, second, first = (line.split() for line in summary[2:6])
    assert head == ["文件", "部门", "年度", "相符", "尾差", "不符", "缺数", "错误", "提醒"]
    assert (first[1:3], second[1:3]) == (["甲局", "2024"], ["乙局", "2024"])
    assert (first[5], first[7]) == ("0", "0")
    assert int(second[7]) >= 1
    fault = f"{folder / '坏.json'}: schema 应为 govbudget.disclosure/1,现为 'x'"
    assert summary[-2:] == ["未能核对", f"  {fault}"]
    assert f"错误: {fault}\n" in err
    assert f"提示: {folder}: 另有1个文件不是可读的种类(.zip),没有读\n" in err
    assert f"提示: {folder}: 其中1个下级文件夹没有看;要看请写出它们的路径\n" in err


def test_each_document_is_told_as_it_is_alone(run, folder):
    _, alone, _ = run("check", folder / "乙.YML")
    code, out, err = run("check", folder / "甲.yaml", folder / "乙.YML", folder / "甲.yaml")
    assert (code, err) == (1, "")
    assert f"【{folder / '乙.YML'}】\n{alone}\n共 2 份文件,核对了 2 份\n" in out
    assert "【" not in alone


def test_all_that_hold_exit_with_0_and_ignored_rules_count_in_none(run, folder):
    (folder / "丙.yaml").write_text((folder / "甲.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert run("check", folder / "甲.yaml", folder / "丙.yaml")[0] == 0
    code, _, err = run("check", folder / "甲.yaml", folder / "丙.yaml", "--ignore", "FA99=没有")
    assert (code, err) == (2, "错误: 没有规则 'FA99'\n")
    code, out, _ = run("check", folder / "甲.yaml", folder / "丙.yaml", "--ignore", "FA03-C1=另有说明")
    assert (code, out.count("不计 FA03-C1: 另有说明")) == (0, 2)


def test_several_processes_say_the_same(run, folder):
    names = [folder / "甲.yaml", folder / "乙.YML", folder / "坏.json"]
    assert run("check", *names, "--jobs", "2") == run("check", *names)


def test_the_findings_of_several_are_one_json_document(run, folder):
    code, out, _ = run("check", folder, "--format", "json")
    found = json.loads(out)
    assert (code, found["schema"]) == (2, "govbudget.findings-set/1")
    second, bad, first = found["documents"]
    assert bad == {
        "file": str(folder / "坏.json"),
        "unreadable": [f"{folder / '坏.json'}: schema 应为 govbudget.disclosure/1,现为 'x'"],
    }
    alone = json.loads(run("check", folder / "甲.yaml", "--format", "json")[1])
    assert first == {"file": str(folder / "甲.yaml"), **alone}
    assert second["counts"]["broken"] >= 1


def test_a_folder_is_several_also_if_it_holds_one(run, folder, tmp_path):
    only = tmp_path / "只有一份"
    only.mkdir()
    (only / "甲.yaml").write_bytes((folder / "甲.yaml").read_bytes())
    found = json.loads(run("check", only, "--format", "json")[1])
    assert [one["file"] for one in found["documents"]] == [str(only / "甲.yaml")]


def test_a_fault_of_the_program_is_not_taken_for_one_of_the_document(run, folder, monkeypatch):
    def fail(*_, **__):
        raise ExceptionGroup("broken", [ValueError("a bug")])

    monkeypatch.setattr("govbudget.cli.judging.check", fail)
    monkeypatch.setattr("govbudget.cli.read.read_document", fail)
    for command in ("check", "read"):
        with pytest.raises(ExceptionGroup, match="broken"):
            run(command, folder)


def test_a_reader_that_stops_changes_nothing_in_the_exit_code(folder):
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "govbudget", "check", str(folder / "乙.YML"), str(folder / "甲.yaml")]
    try:
        done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


def test_several_are_read_into_a_folder_and_never_over_what_is_there(run, folder, tmp_path):
    out = tmp_path / "读出" / "2024"
    code, said, err = run("read", folder, "-o", out)
    assert code == 2
    assert said.endswith("共 3 份文件,读出 2 份,未能读 1 份\n")
    assert "坏.json: schema 应为" in err
    assert sorted(path.name for path in out.iterdir()) == ["乙.json", "甲.json"]
    assert json.loads((out / "甲.json").read_text(encoding="utf-8"))["department"]["name"] == "甲局"
    code, said, err = run("read", folder, "-o", out)
    assert (code, said) == (2, "")
    assert f"错误: {out / '甲.json'}: 已有这个文件;要覆盖请加 --overwrite\n" in err
    assert run("read", folder / "甲.yaml", folder / "乙.YML", "-o", out, "--overwrite")[0] == 0


def test_several_are_read_as_one_json_document(run, folder):
    code, out, _ = run("read", folder, "--format", "json")
    found = json.loads(out)
    assert (code, found["schema"]) == (2, "govbudget.disclosure-set/1")
    assert [("schema" in one, "unreadable" in one) for one in found["documents"]] == [
        (True, False),
        (False, True),
        (True, False),
    ]


def test_json_that_goes_to_files_is_not_printed(run, folder, tmp_path):
    names = [folder / "甲.yaml", folder / "乙.YML"]
    assert run("read", *names, "-o", tmp_path / "读出", "--format", "json") == (0, "", "")


def test_a_form_may_be_given_where_a_file_names_none(run, folder):
    path = folder / "丁.yaml"
    path.write_text(HEAD.format(name="丁局", form="null", total="3.00"), encoding="utf-8")
    assert "表样未能确定" in run("read", path)[1]
    assert "丁局 2024年度部门决算,表样 mof-2024" in run("read", path, "--form", "mof-2024")[1]
    assert run("read", path, path.with_name("甲.yaml"), "--form", "mof-2024")[0] == 2
