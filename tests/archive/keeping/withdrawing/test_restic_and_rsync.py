"""The commands of docs/backup.md, run: restic and rsync take the copy, withdrawals reach both."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.dump import dump
from archive.log import Log
from archive.place import Archive
from archive.restore import restore
from archive.verify import verify
from archive.warcfile import OPEN
from archive.withdraw import withdraw
from archive.withdrawal_plan import Asked

ROOT = Path(__file__).resolve().parents[4]
TEXT = (ROOT / "docs" / "backup.md").read_text("utf-8")
SECTION = TEXT[TEXT.index("## restic and rsync") :]
BLOCKS = re.findall(r"```\n(.*?)```", SECTION, re.DOTALL)


def needs(program: str) -> pytest.MarkDecorator:
    absent = shutil.which(program) is None and os.environ.get("CI") != "true"
    return pytest.mark.skipif(absent, reason=f"{program} is not installed (Debian: apt install {program})")


class Shell:
    """Runs a block of the document with its places on this disk."""

    def __init__(self, archive: Archive, folder: Path) -> None:
        self.folder = folder
        (folder / "bin").mkdir()
        (folder / "bin" / "warraq").write_text(f'#!/bin/sh\nexec {sys.executable} -m crawlers.cli "$@"\n')
        (folder / "bin" / "warraq").chmod(0o755)
        (folder / "restic-password").write_text("canary-of-the-copy\n")
        (folder / "backups").mkdir()
        self._places = {
            "sftp:other-machine:/backups": f"{folder}/backups",
            "other-machine:/backups": f"{folder}/backups",
            "/etc/warraq": str(folder),
            "/srv/news-again": f"{folder}/again",
            "/srv/news": str(archive.root),
            "/mnt/fetched/mnt": f"{folder}/fetched{folder}",
            "/mnt": str(folder),
        }

    def run(self, block: str) -> str:
        for written, place in self._places.items():
            block = block.replace(written, place)
        ended = subprocess.run(
            ["bash", "-euc", self._told + block],
            env={**os.environ, "PATH": f"{self.folder}/bin:{os.environ['PATH']}", "HOME": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, f"{block}\n{ended.stdout}{ended.stderr}"
        return ended.stdout

    @property
    def _told(self) -> str:
        told = BLOCKS[0].splitlines()[0]
        for written, place in self._places.items():
            told = told.replace(written, place)
        return f"{told}\nunset WARRAQ_ARCHIVE\n"


@pytest.fixture
def shell(full: Archive, tmp_path: Path) -> Shell:
    full.citations.write_text("", encoding="utf-8")
    folder = tmp_path / "disks"
    folder.mkdir()
    return Shell(full, folder)


@needs("restic")
def test_restic_keeps_an_archive_and_withdrawals_reach_it(
    full: Archive, shell: Shell, readers, id_of, holders: Callable[[Archive], set[str]], tmp_path: Path
) -> None:
    every_night, back, after_a_withdrawal = BLOCKS[:3]
    shell.run(every_night)
    shell.run(back)
    again = Archive(shell.folder / "again")
    assert verify(again).failures == []
    assert list(dump(again.index)) == list(dump(full.index))
    assert Log(again.log).root() == Log(full.log).root()
    assert (again.log / "key.pem").read_bytes() == (full.log / "key.pem").read_bytes()
    withdraw(full, Asked(record_ids=(id_of(full),), everything=True), "by order", "court", readers=readers)
    shell.run("\n".join(line for line in every_night.splitlines() if line.startswith(("warraq", "restic b"))))
    assert self_held(shell, holders, tmp_path / "first") != set()  # the older snapshot has it still
    shell.run(after_a_withdrawal)
    shell.run("restic check --read-data")
    snapshots = shell.run("restic snapshots --json")
    assert snapshots.count('"short_id"') == 1
    assert self_held(shell, holders, tmp_path / "last") == set()
    # Nor is a piece of it left in a file that holds other things, too.
    assert "0 B" in shell.run("restic prune --dry-run --max-unused 0 | grep 'unused size after'")


def self_held(shell: Shell, holders: Callable[[Archive], set[str]], place: Path) -> set[str]:
    """What any snapshot holds of the report: all of them, restored."""
    held: set[str] = set()
    listed = shell.run('restic snapshots --json | grep -o \'"short_id":"[0-9a-f]*"\' | cut -d\'"\' -f4')
    for snapshot in listed.split():
        shell.run(f"restic restore {snapshot} --target {place}/{snapshot}")
        held |= holders(Archive(place / snapshot / str(shell.folder / "copy").lstrip("/")))
    return held


@needs("rsync")
def test_rsync_takes_the_copy_elsewhere_and_what_was_withdrawn_from_there(
    full: Archive, shell: Shell, readers, id_of, holders: Callable[[Archive], set[str]]
) -> None:
    with_rsync = BLOCKS[3]
    shell.run(with_rsync)
    far = Archive(shell.folder / "backups" / "news")
    assert "This copy would do: " in shell.run(f"warraq backup {far.root} --check")
    assert holders(far) != set()
    withdraw(full, Asked(record_ids=(id_of(full),), everything=True), "by order", "court", readers=readers)
    shell.run(with_rsync)
    assert holders(far) == set()
    assert "This copy would do: " in shell.run(f"warraq backup {far.root} --check")
    assert restore(far.root, shell.folder / "again", readers).ok


@needs("rsync")
def test_rsync_takes_away_what_was_closed_or_is_no_longer_copied(
    full: Archive, shell: Shell, readers, id_of, holders: Callable[[Archive], set[str]]
) -> None:
    with_rsync = BLOCKS[3]
    shell.run(with_rsync.replace(" --no-index", ""))
    far = Archive(shell.folder / "backups" / "news")
    assert {Path(name).suffix for name in holders(far)} >= {".open", ".db"}
    withdraw(full, Asked(record_ids=(id_of(full),), everything=True), "by order", "court", readers=readers)
    for twin in full.warcs.rglob(f"*{OPEN}"):
        twin.rename(twin.with_name(twin.name.removesuffix(OPEN)))
    shell.run(with_rsync)
    assert holders(far) == set()
    assert "This copy would do: " in shell.run(f"warraq backup {far.root} --check")
    shutil.rmtree(shell.folder / "copy")
    (shell.folder / "copy").mkdir()
    there = {path for path in far.root.rglob("*") if path.is_file()}
    shell.run(with_rsync[with_rsync.index("rsync") :])
    assert there == {path for path in far.root.rglob("*") if path.is_file()}  # an empty disk empties nothing
