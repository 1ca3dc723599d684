"""Progress: on a terminal only, gone in the end, and nothing where the extra is absent or a program reads."""

from __future__ import annotations

import argparse
import io
import sys
from types import SimpleNamespace

import pytest

from govbudget.cli import main
from govbudget.cli.progress import watching

TEXT = argparse.Namespace(format="text")


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    pytest.importorskip("tqdm", reason="the extra `progress` is not installed")
    stream = Terminal()
    monkeypatch.setattr("govbudget.cli.progress.sys", SimpleNamespace(stderr=stream))
    return stream


def test_the_name_and_the_pages_are_shown_and_taken_away(terminal):
    with watching(TEXT, "某局.pdf", after="核对") as counted:
        counted(3, 3)
    shown = terminal.getvalue().split("\r")
    assert shown[1].startswith("某局.pdf")
    assert any("某局.pdf 核对 3/3页 |=" in line for line in shown)
    assert shown[-1].strip() == ""


def test_nothing_is_said_after_the_count_where_nothing_follows(terminal):
    with watching(TEXT, "核对 2 份文件", unit="份") as counted:
        counted(1, 2)
        counted(2, 2)
    assert "核对 2 份文件 核对" not in terminal.getvalue()


@pytest.mark.usefixtures("terminal")
def test_a_program_that_reads_json_sees_no_progress():
    with watching(argparse.Namespace(format="json"), "某局.pdf") as counted:
        assert counted is None


def test_without_the_extra_there_is_silence(terminal, monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    with watching(TEXT, "某局.pdf") as counted:
        assert counted is None
    assert terminal.getvalue() == ""


@pytest.mark.parametrize("stream", [io.StringIO(), None])
def test_where_stderr_is_no_terminal_there_is_silence(stream, monkeypatch):
    monkeypatch.setattr("govbudget.cli.progress.sys", SimpleNamespace(stderr=stream))
    with watching(TEXT, "某局.pdf") as counted:
        assert counted is None


def test_documents_judged_at_once_are_counted(terminal, tmp_path, capsys):
    paths = [tmp_path / name for name in ("甲.yaml", "乙.yaml")]
    for path in paths:
        path.write_text("schema: x", encoding="utf-8")
    assert main(["check", *map(str, paths), "--jobs", "2"]) == 2
    assert "核对 2 份文件 0/2份 |" in terminal.getvalue()
    assert "未能核对 2 份" in capsys.readouterr().out
