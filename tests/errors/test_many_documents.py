"""Several documents at the command line: what stops all is told once, what stops one is told of that one."""

from __future__ import annotations

from concurrent.futures.process import BrokenProcessPool

import pytest

from govbudget.cli import main
from govbudget.cli.documents import told_faults
from govbudget.errors import GovBudgetError


@pytest.fixture
def pair(written):
    return [written("甲.yaml", "schema: x"), written("乙.yaml", "schema: x")]


def test_a_folder_without_documents_is_refused(told_by, tmp_path):
    (message,) = told_by("check", tmp_path)
    assert message.startswith(f"{tmp_path}: 文件夹里没有可读的公开文件(.pdf、")
    assert told_by("read", tmp_path) == [message]


@pytest.mark.parametrize("command", ["check", "read"])
def test_an_unknown_form_is_told_once(command, pair, told_by):
    (message,) = told_by(command, *pair, "--form", "没有")
    assert message.startswith("没有表样 '没有';可用的表样: ")


@pytest.mark.parametrize("jobs", ["0", "-1", "二", "100"])
def test_a_number_of_processes_that_is_none_is_refused(jobs, pair, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["check", *map(str, pair), f"--jobs={jobs}"])
    assert stopped.value.code == 2
    first = capsys.readouterr().err.splitlines()[0]
    assert first == f"错误: --jobs: 同时核对的份数应为 1 到 99 的整数,不能是 {jobs!r}"


def test_names_that_are_none_are_told_of_each(pair, capsys):
    assert main(["read", "没有这份", "没有.pdf", str(pair[0])]) == 2
    out, err = capsys.readouterr()
    assert out == "共 3 份文件,读出 0 份,未能读 3 份\n"
    assert err.splitlines() == [
        "错误: 没有公开文件或示例 '没有这份';可用的示例: houma-2024",
        "错误: 没有.pdf: 没有这个文件",
        f"错误: {pair[0]}: schema 应为 govbudget.disclosure/1,现为 'x'",
    ]


def test_processes_that_die_are_told(pair, told_by, monkeypatch):
    class Dying:
        def __init__(self, *_, **__):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return False

        def map(self, *_):
            yield from ()
            raise BrokenProcessPool

    monkeypatch.setattr("govbudget.cli.check.ProcessPoolExecutor", Dying)
    assert told_by("check", *pair, "--jobs", "2") == ["核对的进程意外中止,可能是内存不足;请减小 --jobs 再试"]


def test_faults_name_their_document_once():
    name = "公开/甲.yaml"
    assert told_faults(GovBudgetError("甲.yaml:3: 有误"), name) == ("公开/甲.yaml:3: 有误",)
    assert told_faults(GovBudgetError("公开/甲.yaml: 有误"), name) == ("公开/甲.yaml: 有误",)
    assert told_faults(GovBudgetError("有误"), name) == ("公开/甲.yaml: 有误",)
    assert told_faults(PermissionError(13, "Permission denied", name), name) == (
        "公开/甲.yaml: 不能读写(Permission denied)",
    )
    assert told_faults(OSError("no device"), name) is None
    group = ExceptionGroup("有误", [GovBudgetError("甲"), GovBudgetError("乙")])
    assert told_faults(group, name) == ("公开/甲.yaml: 甲", "公开/甲.yaml: 乙")
    assert told_faults(ExceptionGroup("有误", [GovBudgetError("甲"), ValueError("a bug")]), name) is None
