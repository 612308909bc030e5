"""Ctrl-C: a long work ends in one line with exit code 130, nothing is half written, and it can run again."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.backup import back_up
from archive.backup_check import check_copy
from archive.dump import dump
from archive.imports import ingest_paths
from archive.place import Archive
from archive.restore import restore
from archive.verify import verify
from crawlers.stopped import STOPPED

PAGES = 40
TRIES = 3
SECONDS = 300


@pytest.fixture
def filled(fill: Callable[[int], Archive]) -> Archive:
    """An archive with enough pages for a command to be interrupted at work."""
    return fill(PAGES)


@pytest.fixture
def foreign(tmp_path: Path, make_archive, make_wire, page, write_warc, warc_name) -> Path:
    """A WARC file of others."""
    wire, other = make_wire(prefix=2), make_archive(tmp_path / "other")
    groups = [wire.exchange(f"/2026/f{n}/", page(f"خبر منقول {n}", 100 + n)) for n in range(PAGES)]
    return write_warc(other, warc_name(1), [wire.warcinfo(), *groups])


def is_at_work(process: subprocess.Popen[str], root: Path) -> bool:
    """Whether the process has a file of the archive open."""
    fds = Path(f"/proc/{process.pid}/fd")
    try:
        return any(os.readlink(fd).startswith(f"{root}/") for fd in fds.iterdir())
    except OSError:  # closed, or ended, between two looks
        return False


def interrupted(
    archive: Archive, *arguments: str | Path, after: float, by: signal.Signals = signal.SIGINT
) -> int:
    """The exit code of a command that gets Ctrl-C, as its children do, so many seconds after it began.

    SIGTERM it gets alone, as from `kill`.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "crawlers.cli", "-C", str(archive.root), *map(str, arguments)],
        env={**os.environ, "WARRAQ_LANG": "en"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    deadline = time.monotonic() + SECONDS
    while process.poll() is None and not is_at_work(process, archive.root) and time.monotonic() < deadline:
        time.sleep(0.005)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        if by == signal.SIGINT:
            os.killpg(process.pid, by)
        else:
            process.send_signal(by)
    _, told = process.communicate(timeout=SECONDS)
    if process.returncode == -by and "stopped" not in told:
        return 0  # it was done: Python gives signals back to the system before it goes
    assert process.returncode in (0, 130), told
    line = f"warraq: {STOPPED[str(arguments[0])]}\n"
    assert process.returncode == 0 or told.splitlines(keepends=True)[-1] == line
    return process.returncode


def often_interrupted(archive: Archive, *arguments: str | Path, seed: int, longest: float) -> list[int]:
    """The exit codes of a few tries at random moments; of more, ever earlier, while each was done before."""
    moments, codes = random.Random(seed), list[int]()
    while len(codes) < TRIES or (130 not in codes and len(codes) < 10 * TRIES):
        by = (signal.SIGINT, signal.SIGTERM)[len(codes) % 2]
        codes.append(interrupted(archive, *arguments, after=moments.uniform(0, longest), by=by))
        longest *= 1.0 if len(codes) < TRIES else 0.8
    return codes


def left_over(archive: Archive) -> list[str]:
    return sorted(path.name for path in archive.root.rglob("*.part"))


@pytest.mark.parametrize("command", [("rebuild",), ("rebuild", "--search"), ("verify", "--reread")])
def test_what_only_reads_the_truth_leaves_everything_as_it_was(
    filled: Archive, command: tuple[str, ...]
) -> None:
    before = list(dump(filled.index))
    codes = often_interrupted(filled, *command, seed=7, longest=0.6)
    assert 130 in codes
    assert list(dump(filled.index)) == before
    assert verify(filled).failures == []
    assert left_over(filled) == []


def test_an_ingest_goes_on_where_it_was_stopped(filled: Archive, foreign: Path, tmp_path: Path) -> None:
    codes = often_interrupted(filled, "ingest", foreign, seed=8, longest=0.2)
    assert 130 in codes
    ingest_paths(filled, [foreign])
    assert verify(filled).failures == []
    pages = sum('"table": "captures"' in line for line in dump(filled.index))
    assert pages == 2 * PAGES
    assert left_over(filled) == []


def test_a_backup_goes_on_where_it_was_stopped(filled: Archive, tmp_path: Path) -> None:
    place = tmp_path / "copy"
    codes = often_interrupted(filled, "backup", place, seed=9, longest=0.02)
    assert 130 in codes
    while interrupted(filled, "backup", place, after=SECONDS) != 0:
        pass
    assert check_copy(place).problems == []
    assert verify(Archive(place)).failures == []
    assert not (place / "partial").exists()


def test_a_restore_goes_on_where_it_was_stopped(filled: Archive, tmp_path: Path) -> None:
    copy, place = tmp_path / "copy", tmp_path / "again"
    back_up(filled, copy, with_index=False)
    codes, moments, longest = list[int](), random.Random(10), 1.0
    while 130 not in codes and len(codes) < 10 * TRIES:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        codes.append(interrupted(Archive(place), "restore", copy, place, after=moments.uniform(0, longest)))
        longest *= 0.6  # in the end as soon as it has begun
    assert 130 in codes
    # Stopped at the very end there is nothing left to do, and what is there is an archive.
    if (place / "restoring").exists():
        assert restore(copy, place).ok
    assert list(dump(Archive(place).index)) == list(dump(filled.index))
    assert not list(place.rglob("*.restoring"))


def contents(exported: Path) -> list[str] | bytes:
    """What tells a whole file from a part of it; in a WACZ file some bytes say when it was made."""
    if exported.suffix != ".wacz":
        return exported.read_bytes()
    with zipfile.ZipFile(exported) as wacz:
        assert wacz.testzip() is None
        return wacz.namelist()


@pytest.mark.parametrize("kind", ["jsonl", "wacz"])
def test_an_export_that_is_stopped_leaves_no_half_file(filled: Archive, tmp_path: Path, kind: str) -> None:
    target, whole = tmp_path / f"out.{kind}", tmp_path / f"whole.{kind}"
    assert interrupted(filled, "export", kind, whole, after=SECONDS) == 0
    codes, moments, longest = list[int](), random.Random(11), 0.3
    while 130 not in codes and len(codes) < 10 * TRIES:
        target.unlink(missing_ok=True)
        codes.append(interrupted(filled, "export", kind, target, after=moments.uniform(0, longest)))
        assert target.exists() or codes[-1] == 130
        # Stopped between its last step and its end the file is there: then it is all there.
        assert not target.exists() or contents(target) == contents(whole)
        assert [path for path in tmp_path.iterdir() if path.name.endswith(".part")] == []
        longest *= 0.6  # in the end as soon as it has begun
    assert 130 in codes
