"""kill -9 at every step of a withdrawal: it was never begun, or the next run carries it out to the end."""

import os
import signal
import subprocess
import sys

import pytest

from archive.dump import dump
from archive.imports import ingest_paths
from archive.log import Log, own_kind
from archive.place import Archive
from archive.rebuild import rebuild
from archive.verify import verify
from archive.warc import walk
from archive.withdraw import finish_withdrawals
from archive.withdrawal_redo import is_unfinished

PROGRAM = """
import sys
from pathlib import Path
from archive.place import Archive
from archive.readers import ReaderPool
from archive.settings import Readers
from archive.withdraw import finish_withdrawals, withdraw
from archive.withdrawal_plan import Asked
with ReaderPool(Readers(processes=1)) as readers:
    archive = Archive(Path(sys.argv[1]))
    if len(sys.argv) == 2:
        finish_withdrawals(archive, readers)
    else:
        asked = Asked(record_ids=(sys.argv[2],), everything=True)
        withdraw(archive, asked, "by order", "court", readers=readers)
"""
NEVER_BEGUN = ("withdrawal-written-down", "withdrawal-prepared")
BEGUN = (
    "withdrawal-logged",
    "withdrawal-settled",
    "withdrawal-half-written:1",
    "withdrawal-half-written:4",
    "withdrawal-member-written:2",
    "withdrawal-file-written:1",
    "withdrawal-files-written",
    "withdrawal-index-written",
    "withdrawal-index-committed",
    "withdrawal-read-again",
    "withdrawal-vacuumed",
    "withdrawal-traces-removed",
    "withdrawal-citations-written",
)


def run(archive: Archive, *arguments: str, crash_at: str | None = None) -> int:
    environment = {key: value for key, value in os.environ.items() if key != "WARRAQ_CRASH_AT"}
    if crash_at:
        environment["WARRAQ_CRASH_AT"] = crash_at
    command = [sys.executable, "-c", PROGRAM, str(archive.root), *arguments]
    return subprocess.run(command, env=environment, timeout=120, check=False).returncode


def members(archive: Archive) -> list[tuple[str, int, str]]:
    found = []
    for path in sorted(archive.warcs.rglob("*.warc.gz*")):
        found += [(path.name, record.offset, record.record_digest) for record in walk(path)]
    return found


@pytest.mark.parametrize("point", NEVER_BEGUN)
def test_killed_before_its_leaf_it_was_never_begun(
    full: Archive, readers, id_of, holders, point: str
) -> None:
    named, before, said = id_of(full), members(full), list(dump(full.index))
    assert run(full, named, crash_at=point) == -signal.SIGKILL
    assert (members(full), list(dump(full.index))) == (before, said)
    assert verify(full).failures == []
    assert finish_withdrawals(full, readers) == 0
    assert not is_unfinished(full)
    report = verify(full)
    assert (report.failures, report.withdrawn) == ([], [])
    assert run(full, named) == 0
    assert holders(full) == set()
    assert verify(full).failures == []


@pytest.mark.parametrize("point", BEGUN)
def test_killed_after_its_leaf_the_next_run_finishes_it(
    full: Archive, readers, id_of, holders, point: str
) -> None:
    path = next(full.warcs.rglob("*.warc.gz"))
    changed = path.stat().st_mtime_ns
    assert run(full, id_of(full), crash_at=point) == -signal.SIGKILL
    assert "withdrawal-not-done" in {failure.what for failure in verify(full).failures}
    assert run(full, crash_at=point) in (0, -signal.SIGKILL)  # killed there again, or past it
    finish_withdrawals(full, readers)
    assert not is_unfinished(full)
    assert holders(full) == set()
    assert verify(full).failures == []
    assert [own_kind(line) for _, line in Log(full.log).read()].count("withdrawn") == 1
    status = path.stat()
    assert (status.st_mode & 0o777, status.st_mtime_ns) == (0o444, changed)
    said = list(dump(full.index))
    rebuild(full, readers)
    assert list(dump(full.index)) == said


@pytest.mark.parametrize("how", ["ingest", "rebuild"])
def test_ingest_and_rebuild_finish_it_first(full: Archive, readers, id_of, holders, how: str) -> None:
    assert run(full, id_of(full), crash_at="withdrawal-half-written:3") == -signal.SIGKILL
    if how == "ingest":
        ingest_paths(full, [])
    else:
        rebuild(full, readers)
    assert holders(full) == set()
    assert verify(full).failures == []
