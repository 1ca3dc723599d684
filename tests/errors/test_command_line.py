"""The command line refuses: exit code 2, nothing on stdout, the reason on stderr, never a traceback."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from govbudget.catalogue import classification
from govbudget.cli import commands, main
from govbudget.model import Scheme

HEADINGS = "年度,部门,阶段,方向,资金来源,项目,金额,单位\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "缺少参数 命令"),
        (["tables"], "缺少参数 ledger"),
        (["explain", "houma-2024"], "缺少参数 figure"),
        (["code", "2080505"], "缺少参数 --year"),
        (["codes"], "缺少参数 子命令"),
        (["tables", "houma-2024", "--form"], "--form 后面要有一个值"),
        (["tables", "houma-2024", "--colour"], "不认识参数 --colour"),
        (["explain", "houma-2024", "x", "--depth", "deep"], "--depth: 层数应为 0 或正整数,不能是 'deep'"),
        (["explain", "houma-2024", "x", "--depth", "-1"], "--depth: 层数应为 0 或正整数,不能是 '-1'"),
        (["code", "2080505", "--year", "abcd"], "--year: 年度不能是 'abcd';请填四位年份,如 2024"),
        (["code", "2080505", "--year", "20245"], "--year: 年度不能是 '20245';请填四位年份,如 2024"),
        (["code", "2080505", "--year", "-1"], "--year: 年度不能是 '-1';请填四位年份,如 2024"),
    ],
)
def test_a_command_that_is_not_one_says_why_and_shows_how_it_is_used(arguments, message, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    out, err = capsys.readouterr()
    assert stopped.value.code == 2
    assert out == ""
    first, usage, *_ = err.splitlines()
    assert first == f"错误: {message}"
    assert usage.startswith("用法: govbudget")
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "wrong", "choices"),
    [
        (["recompute"], "命令 不能是 'recompute'", ["demo", "tables", "explain", "code"]),
        (["tables", "houma-2024", "--format", "xml"], "--format 不能是 'xml'", ["text", "json"]),
    ],
)
def test_a_word_that_is_no_choice_is_told_with_the_choices(arguments, wrong, choices, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    out, err = capsys.readouterr()
    first = err.splitlines()[0]
    assert (stopped.value.code, out) == (2, "")
    assert first.startswith(f"错误: {wrong};可选 ")
    assert all(choice in first for choice in choices)


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("code", ["9999", "", "208A", "２０８", "--"])
def test_what_is_neither_code_nor_name_is_refused_in_these_words(code, form, told_by):
    assert told_by("code", "--year", "2024", "--format", form, *(["--"] if code == "--" else []), code) == [
        f"{code!r} 不是科目编码;编码以 1(收入)、2(支出功能)、3 或 5(支出经济)开头,只用数字"
    ]


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_code_that_is_nothing_like_any_other_is_refused_in_these_words(form, told_by):
    message = "2024年支出功能分类中没有 '2'; 没有相近的科目;自带目录不完整,未收录不等于没有"
    assert told_by("code", "2", "--year", "2024", "--format", form) == [message]


def test_a_code_that_was_abolished_or_never_named_is_told_as_such(told_by):
    (abolished,) = told_by("code", "2080504", "--year", "2024")
    assert "2080504 约2020年起(推定)取消: 未归口管理的行政单位离退休(公开文件可证)" in abolished
    (unnamed,) = told_by("code", "2082201", "--year", "2019")
    assert "2082201 在2019年的一份预算中用过,名称不详" in unnamed


def test_a_name_that_no_code_bears_is_refused_with_its_year(told_by):
    assert told_by("code", "宇宙飞船", "--year", "2024") == ["2024年没有名称含 '宇宙飞船' 的科目"]


@pytest.mark.parametrize(
    ("scheme", "code"),
    [(Scheme.ECONOMIC, "30100"), (Scheme.FUNCTIONAL, "208050"), (Scheme.GOVERNMENT_ECONOMIC, "50100")],
)
def test_an_unknown_code_is_told_with_the_nearest_of_its_own_list(scheme, code, told_by):
    near = classification(scheme, 2024).near(code)
    assert len(near) == 3
    listed = "、".join(f"{subject.code} {subject.name}" for subject in near)
    message = f"2024年{scheme.value}中没有 {code!r}; 相近科目: {listed};自带目录不完整,未收录不等于没有"
    assert told_by("code", code, "--year", "2024") == [message]


def test_the_first_fifty_faults_are_listed_and_the_rest_counted(written, capsys):
    rows = "".join(f"2024,示例局,决算数,收入,其他收入,第{place}项,十九,万元\n" for place in range(60))
    assert main(["tables", str(written("账套.csv", HEADINGS + rows))]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        *(f"错误: 账套.csv:{line}: 「金额」'十九' 不是金额" for line in range(2, 52)),
        "错误: 另有 10 处未列出",
        "共 60 处错误",
    ]


@pytest.mark.parametrize("form", ["text", "json"])
def test_json_is_refused_in_the_same_words_as_text(form, told_by, written):
    path = written("账套.csv", HEADINGS + "2024,示例局,决算数,收入,其他收入,,十九,千元\n")
    messages = [
        "账套.csv:2: 「单位」不能是 '千元';金额的单位可填 元、万元、亿元",
        "账套.csv:2: 「金额」'十九' 不是金额",
    ]
    assert told_by("tables", path, "--format", form) == messages
    assert told_by("explain", path, "income[total].total", "--format", form) == messages


def test_a_file_that_may_not_be_read_is_told_with_its_path(told_by, written, monkeypatch):
    path = written("账套.csv", HEADINGS)

    def refuse(self):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert told_by("tables", path) == [f"{path}: 不能读写(Permission denied)"]


def test_a_path_too_long_for_the_system_is_told(told_by):
    name = "账" * 400 + ".csv"
    assert told_by("tables", name) == [f"{name}: 不能读写(File name too long)"]


def test_an_output_that_cannot_be_written_is_told(told_by, monkeypatch):
    def fail(_):
        raise OSError("no device")

    monkeypatch.setattr(commands, "code", fail)
    assert told_by("code", "208", "--year", "2024") == ["标准输出: 不能读写(no device)"]


def test_what_is_no_fault_of_the_input_is_not_hidden(monkeypatch, capsys):
    def fail(_):
        raise ExceptionGroup("broken", [ValueError("a bug")])

    monkeypatch.setattr(commands, "code", fail)
    with pytest.raises(ExceptionGroup, match="broken"):
        main(["code", "208", "--year", "2024"])
    assert capsys.readouterr().err == ""


def test_streams_that_cannot_be_reconfigured_are_written_all_the_same(monkeypatch):
    out, err = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    assert main(["code", "9", "--year", "2024"]) == 2
    assert (out.getvalue(), err.getvalue().startswith("错误: '9' 不是科目编码")) == ("", True)


def test_a_program_without_any_output_says_that_it_has_none(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["code", "208", "--year", "2024"]) == 2
    assert capsys.readouterr().err == "错误: 标准输出已关闭,结果无处可写\n"


def test_a_program_without_any_stream_still_ends_with_its_code(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["code", "208", "--year", "2024"]) == 2


def test_control_characters_and_endless_texts_of_the_input_do_not_reach_the_terminal(told_by, written):
    path = written("账套.csv", HEADINGS + f"2024,示例局,\x1b[2J决算\x07,收入,{'长' * 700},,1,万元\n")
    stage, source = told_by("tables", path)
    assert stage == ("账套.csv:2: 「阶段」不能是 '[2J决算';可填 年初预算数、全年预算数、决算数、上年决算数")
    assert source == f"账套.csv:2: 「资金来源」不能是 '{'长' * 700}"[:600] + "…"


def test_a_reader_that_went_away_is_no_fault(monkeypatch):
    class Gone(io.StringIO):
        def flush(self):
            raise BrokenPipeError(32, "Broken pipe")

    err = io.StringIO()
    monkeypatch.setattr(sys, "stdout", Gone())
    monkeypatch.setattr(sys, "stderr", err)
    assert main(["code", "208", "--year", "2024"]) == 0
    assert err.getvalue() == ""


def started(*arguments, **streams):
    """`python -m govbudget` with buffered output, as a shell starts it."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    command = [sys.executable, "-m", "govbudget", *arguments]
    return subprocess.run(command, env=environment, stderr=subprocess.PIPE, check=False, **streams)


def test_a_pipe_closed_by_its_reader_ends_the_program_quietly():
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = started("code", "2080505", "--year", "2024", stdout=writing)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_told_in_one_line():
    with Path("/dev/full").open("wb") as full:
        done = started("code", "2080505", "--year", "2024", stdout=full)
    assert done.returncode == 2
    assert done.stderr.decode() == "错误: 标准输出: 不能读写(No space left on device)\n"


def test_a_fault_in_a_real_process_leaves_no_traceback(written):
    path = written("账套.csv", "年度\n2024\n")
    done = started("tables", str(path), stdout=subprocess.PIPE)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "错误: 账套.csv: 缺少栏目 部门、阶段、方向、金额、单位\n"


def test_a_name_that_the_terminal_cannot_show_is_still_told(written):
    path = written("账套.csv", "年度\n2024\n")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "govbudget", "tables", str(path)]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr
    assert b".csv:" in done.stderr
