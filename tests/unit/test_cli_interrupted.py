"""Ctrl-C: one line, exit code 130, and no file that is not whole."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from govbudget.adapters.whole import whole_file
from govbudget.cli import interrupting, main
from govbudget.errors import GovBudgetError


def stop(*_, **__):
    raise KeyboardInterrupt


@pytest.mark.parametrize("more", [(), ("--format", "json")])
def test_reading_that_is_stopped_leaves_no_file(more, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(Path, "write_text", stop)
    assert main(["read", "houma-2024", "-o", str(tmp_path / "某局.json"), *more]) == 130
    assert capsys.readouterr() == ("", "已中断\n")
    assert list(tmp_path.iterdir()) == []


class Stopped:
    """A pool of processes that the user stops."""

    closed: list[dict[str, bool]]

    def __init__(self, *_, **__):
        type(self).closed = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def map(self, *_):
        yield from ()
        raise KeyboardInterrupt

    def shutdown(self, **how):
        self.closed.append(how)


class Process:
    def __init__(self, pid):
        self.pid = pid


def test_several_at_a_time_are_all_stopped(capsys, monkeypatch):
    told = []

    def kill(pid, sign):
        told.append((pid, sign))
        raise ProcessLookupError

    monkeypatch.setattr("govbudget.cli.check.ProcessPoolExecutor", Stopped)
    monkeypatch.setattr(
        interrupting.multiprocessing, "active_children", lambda: [Process(7), Process(None), Process(8)]
    )
    monkeypatch.setattr(interrupting.os, "kill", kill)
    assert main(["check", "houma-2024", "没有.pdf", "--jobs", "2"]) == 130
    assert capsys.readouterr() == ("", "已中断\n")
    assert Stopped.closed == [{"wait": False, "cancel_futures": True}]
    assert told == [(7, signal.SIGINT), (8, signal.SIGINT)]


def test_a_process_is_stopped_once_at_its_work_and_begins_no_other(monkeypatch):
    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(interrupting, "_state", interrupting.State())
    monkeypatch.setattr(interrupting, "judged_or_not", lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        interrupting.stoppable()
        with pytest.raises(KeyboardInterrupt):
            interrupting.judged_unless_stopped(None, "甲", {}, {})
        signal.raise_signal(signal.SIGINT)  # while it waits
        monkeypatch.setattr(interrupting, "judged_or_not", lambda *_: "done")
        with pytest.raises(KeyboardInterrupt):
            interrupting.judged_unless_stopped(None, "乙", {}, {})
    finally:
        signal.signal(signal.SIGINT, before)


# Files ------------------------------------------------------------------------------------------------


def test_a_file_is_replaced_only_when_it_is_whole(tmp_path):
    path = tmp_path / "表.txt"
    path.write_text("旧")

    def half(fault):
        with whole_file(path) as beside:
            beside.write_text("半")
            raise fault

    for fault in (KeyboardInterrupt, GovBudgetError):
        with pytest.raises(fault):
            half(fault)
    assert path.read_text() == "旧"
    with whole_file(path) as beside:
        beside.write_text("新")
    assert path.read_text() == "新"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_in_the_way_is_replaced_and_what_it_leads_to_is_left(tmp_path):
    kept, link = tmp_path / "别处.txt", tmp_path / "表.txt"
    kept.write_text("旧")
    link.symlink_to(kept)
    with whole_file(link) as beside:
        beside.write_text("新")
    assert (kept.read_text(), link.read_text(), link.is_symlink()) == ("旧", "新", False)


def test_a_link_that_the_user_names_is_followed(tmp_path):
    kept, link = tmp_path / "别处.json", tmp_path / "表.json"
    kept.write_text("旧")
    link.symlink_to(kept)
    assert main(["read", "houma-2024", "-o", str(link)]) == 0
    assert link.is_symlink()
    assert "govbudget.disclosure/1" in kept.read_text(encoding="utf-8")


def test_what_is_no_file_is_written_to_itself_and_faults_name_the_file_that_was_meant(tmp_path):
    with whole_file(tmp_path) as folder:
        assert folder == tmp_path
    path = tmp_path / "表.txt"
    with pytest.raises(GovBudgetError) as caught, whole_file(path) as beside:
        raise GovBudgetError(f"{beside}: 写不进去")
    assert str(caught.value) == f"{path}: 写不进去"
    with pytest.raises(GovBudgetError) as caught, whole_file(tmp_path / "没有" / "表.txt") as beside:
        beside.write_text("新")
    assert str(caught.value).startswith(f"{tmp_path / '没有' / '表.txt'}: 写不进去(")
