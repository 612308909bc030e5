"""Copies of an archive: consistent, nothing copied twice, and an archive again from each of them."""

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.backup import Done, back_up
from archive.backup_check import check_copy
from archive.dump import dump
from archive.errors import AlreadyRunning, ArchiveError
from archive.locks import locked
from archive.log import Log
from archive.place import Archive, find_archive
from archive.restore import restore
from archive.signing import make_checkpoint
from archive.verify import verify
from archive.warcfile import WarcFile

CLI = (sys.executable, "-m", "crawlers.cli")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Where the copy goes."""
    return tmp_path / "disk" / "copy"


@pytest.fixture
def filled(archive: Archive, wire, page, write_warc, warc_name, ingest_all) -> Archive:
    """An archive with a closed file and one that grows, a checkpoint and a citation."""
    closed = write_warc(archive, warc_name(1), [wire.warcinfo(), wire.exchange("/2026/a/", page("أ", 1))])
    closed.chmod(0o444)
    write_warc(archive, warc_name(2), [wire.warcinfo(), wire.exchange("/2026/b/", page("ب", 2))], close=False)
    ingest_all(archive)
    make_checkpoint(archive)
    archive.citations.write_text('{"kind": "note"}\n', encoding="utf-8")
    return archive


@pytest.fixture
def grow(filled: Archive, wire, page, write_warc, warc_name, ingest_all) -> Callable[[], None]:
    """Has the archive go on: its growing file grows and is closed, another begins, the log is signed."""

    def run() -> None:
        write_warc(filled, warc_name(2), [wire.exchange("/2026/c/", page("ج", 3))]).chmod(0o444)
        more = [wire.warcinfo(), wire.exchange("/2026/d/", page("د", 4))]
        write_warc(filled, warc_name(3), more, close=False)
        ingest_all(filled)
        make_checkpoint(filled)

    return run


def files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_a_copy_is_an_archive_that_verifies_and_says_the_same(filled: Archive, copy: Path) -> None:
    done = back_up(filled, copy)
    assert (done.faults, done.imports, done.index, done.keys) == ([], [], True, False)
    assert verify(Archive(copy)).failures == []
    assert list(dump(copy / "index.db")) == list(dump(filled.index))
    assert check_copy(copy).problems == []
    assert not (copy / "log" / "key.pem").exists()
    assert not (copy / "partial").exists()


def test_what_is_there_is_not_copied_again_and_what_is_new_is(filled: Archive, copy: Path, grow) -> None:
    back_up(filled, copy)
    closed = next(copy.glob("warcs/*/*/*-00001-*.warc.gz"))
    before = closed.stat().st_ino
    assert back_up(filled, copy).copied == 0
    grow()
    again = back_up(filled, copy)
    assert 0 < again.copied < again.bytes
    assert closed.stat().st_ino == before
    assert [path.name.split("-")[2] for path in sorted(copy.glob("warcs/*/*/*.open"))] == ["00003"]
    assert verify(Archive(copy)).failures == []
    # On another file system nothing looks as it did: digests decide.
    moved = filled.root.with_name("moved")
    shutil.copytree(filled.root, moved)
    assert back_up(find_archive(explicit=moved), copy).copied == 0


def test_the_tail_of_a_file_that_is_being_written_stays_behind(filled: Archive, copy: Path) -> None:
    growing = next(filled.warcs.glob("*/*/*.open"))
    whole = growing.read_bytes()
    growing.write_bytes(whole + whole[:50])
    back_up(filled, copy)
    assert next(copy.glob("warcs/*/*/*.open")).read_bytes() == whole
    assert verify(Archive(copy)).failures == []


def test_a_crawl_that_holds_its_file_is_no_hindrance_a_withdrawal_is(filled: Archive, copy: Path) -> None:
    growing = next(filled.warcs.glob("*/*/*.open"))
    name = growing.relative_to(filled.warcs).as_posix().removesuffix(".open")
    file, _ = WarcFile.reopen(filled.warcs, name)
    assert back_up(filled, copy).faults == []
    file.release()
    with locked(filled.state / "withdraw.lock"), pytest.raises(AlreadyRunning):
        back_up(filled, copy)
    with locked(copy / "backup.lock"), pytest.raises(AlreadyRunning):
        back_up(filled, copy)


def test_keys_go_along_when_asked_and_are_kept_up_to_date_then(filled: Archive, copy: Path, tmp_path) -> None:
    assert back_up(filled, copy, with_keys=True).keys
    key = copy / "log" / "key.pem"
    assert key.read_bytes() == (filled.log / "key.pem").read_bytes()
    assert key.stat().st_mode & 0o777 == 0o600
    assert back_up(filled, copy).keys
    restored = restore(copy, tmp_path / "again")
    assert restored.ok
    assert (tmp_path / "again" / "log" / "key.pem").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("with_index", [True, False])
def test_a_restored_archive_says_the_same_and_goes_on(
    filled: Archive, copy: Path, tmp_path: Path, grow, with_index: bool, readers
) -> None:
    back_up(filled, copy, with_keys=True)
    grow()
    back_up(filled, copy, with_index=with_index)
    assert (copy / "index.db").exists() == with_index  # an old one would hold what is gone since
    done = restore(copy, tmp_path / "again", readers)
    assert done.ok, (done.report.failures, done.damaged)
    assert done.rebuilt is not with_index
    again = find_archive(explicit=tmp_path / "again")
    assert list(dump(again.index)) == list(dump(filled.index))
    assert not (again.root / "restoring").exists()
    assert Log(again.log).root() == Log(filled.log).root()
    assert back_up(again, copy).faults == []  # the copy goes on with the archive that was made from it


def test_a_file_that_went_bad_does_not_take_the_place_of_a_good_copy(filled: Archive, copy: Path) -> None:
    back_up(filled, copy)
    closed = next(filled.warcs.glob("*/*/*.warc.gz"))
    good = closed.read_bytes()
    closed.chmod(0o644)
    closed.write_bytes(good[:-20] + bytes(20))
    done = back_up(filled, copy)
    assert len(done.faults) == 1
    assert "is not what it was" in done.faults[0]
    name = closed.relative_to(filled.root)
    assert (copy / name).read_bytes() == good
    assert check_copy(copy).problems == []
    closed.unlink()
    (fault,) = back_up(filled, copy).faults
    assert "is gone" in fault
    assert (copy / name).read_bytes() == good
    closed.write_bytes(good)
    assert back_up(filled, copy).faults == []


def test_a_log_that_lost_leaves_is_not_copied_over_a_good_one(filled: Archive, copy: Path) -> None:
    back_up(filled, copy)
    before = files(copy)
    lines = (filled.log / "leaves.jsonl").read_bytes().splitlines(keepends=True)
    (filled.log / "leaves.jsonl").write_bytes(b"".join(lines[:-1]))
    with pytest.raises(ArchiveError, match="does not go on"):
        back_up(filled, copy)
    assert files(copy) == before


def test_folders_that_will_not_do_are_refused_and_stay_as_they_are(
    filled: Archive, copy: Path, make_archive, tmp_path: Path
) -> None:
    for place in (filled.root, filled.root / "copy", filled.root.parent):
        with pytest.raises(ArchiveError, match="lost with it"):
            back_up(filled, place)
    assert not (filled.root / "copy").exists()
    other = make_archive(tmp_path / "other")
    with pytest.raises(ArchiveError, match="is an archive itself"):
        back_up(filled, other.root)
    back_up(other, copy)
    before = files(copy)
    with pytest.raises(ArchiveError, match="copy of another archive"):
        back_up(filled, copy)
    assert files(copy) == before
    things = tmp_path / "things"
    things.mkdir()
    (things / "holiday.jpg").touch()
    with pytest.raises(ArchiveError, match="holds other things"):
        back_up(filled, things)
    with pytest.raises(ArchiveError, match="is no copy"):
        check_copy(things)
    with pytest.raises(ArchiveError, match="is no copy"):
        restore(things, tmp_path / "new")
    back_up(filled, tmp_path / "good")
    with pytest.raises(ArchiveError, match="is an archive already"):
        restore(tmp_path / "good", filled.root)
    with pytest.raises(ArchiveError, match="is not empty"):
        restore(tmp_path / "good", things)


def test_a_copy_whose_backup_json_is_lost_is_compared_anew(filled: Archive, copy: Path) -> None:
    back_up(filled, copy)
    (copy / "backup.json").write_text("{")
    with pytest.raises(ArchiveError, match="remove it"):
        back_up(filled, copy)
    (copy / "backup.json").unlink()
    assert back_up(filled, copy).copied == 0
    assert check_copy(copy).problems == []


def test_check_and_restore_tell_of_a_copy_that_went_bad(filled: Archive, copy: Path, tmp_path: Path) -> None:
    back_up(filled, copy)
    closed = next(copy.glob("warcs/*/*/*.warc.gz"))
    closed.chmod(0o644)
    closed.write_bytes(closed.read_bytes()[:-1] + b"x")
    (problem,) = check_copy(copy).problems
    assert closed.name in problem
    (copy / "index.db").write_bytes(b"no database")
    done = restore(copy, tmp_path / "again")
    assert (done.ok, done.rebuilt) == (False, True)
    assert [Path(name).name for name in done.damaged] == [closed.name]
    closed.unlink()
    (copy / "index.db").unlink()
    back_up(filled, copy)
    assert check_copy(copy).problems == []


def limited(limit: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def run(*arguments: str | Path, limit: int | None = None, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [*CLI, *map(str, arguments)],
        env={**os.environ, "WARRAQ_LANG": "en", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=limited(limit) if limit else None,
    )


@pytest.mark.parametrize("at_index", [True, False])
def test_a_disk_that_is_full_ends_the_run_and_leaves_what_is_there(
    filled: Archive, copy: Path, grow, at_index: bool
) -> None:
    back_up(filled, copy, with_index=at_index)
    grow()
    before = {name: data for name, data in files(copy).items() if name != "backup.json"}
    if at_index:
        ended = run("-C", filled.root, "backup", copy, limit=100_000)
    else:
        largest = max(path.stat().st_size for path in filled.warcs.rglob("*.warc.gz*"))
        ended = run("-C", filled.root, "backup", copy, "--no-index", limit=largest - 1)
    assert ended.returncode == 1
    assert f"{copy}/partial" in ended.stderr or "warcs" in ended.stderr
    assert "again" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert {name: data for name, data in files(copy).items() if name in before} == before
    assert back_up(filled, copy).faults == []
    assert verify(Archive(copy)).failures == []


def test_a_backup_that_is_killed_at_any_file_leaves_a_copy_that_can_be_restored(
    filled: Archive, copy: Path, grow, tmp_path: Path, readers
) -> None:
    back_up(filled, copy, with_keys=True)
    grow()
    killed = 0
    # Before a file has its name the copy is as it was after the one before, but for what is in partial/.
    for point in ("backup-written:2", *(f"backup-placed:{number}" for number in range(1, 20))):
        place = tmp_path / point
        shutil.copytree(copy, place)
        ended = run("-C", filled.root, "backup", place, WARRAQ_CRASH_AT=point)
        if ended.returncode == 0:
            break
        killed += 1
        assert check_copy(place).problems == ["the last backup did not end: run it again"]
        done = restore(place, tmp_path / f"restored-{point}", readers)
        assert done.ok, (point, done.report.failures)
        back_up(filled, place)
        assert check_copy(place).problems == []
        assert verify(Archive(place)).failures == []
        assert not (place / "partial").exists()
    assert killed >= 6


def test_the_commands_say_what_they_did(filled: Archive, copy: Path, tmp_path: Path) -> None:
    ended = run("-C", filled.root, "backup", copy, "--json")
    assert ended.returncode == 0, ended.stderr
    assert Done(**json.loads(ended.stdout)).index
    assert "no private keys" in ended.stderr
    assert "The copy is on the archive's own disk" in ended.stderr
    ended = run("backup", copy, "--check")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("This copy would do: ")
    assert len(ended.stdout.splitlines()) == 1
    (copy / "warraq.toml").unlink()
    ended = run("backup", copy, "--check")
    assert ended.returncode == 4
    assert ended.stdout.startswith("This copy would not do: warraq.toml")
    assert run("-C", filled.root, "backup", copy).returncode == 0
    ended = run("restore", copy, tmp_path / "again", "--json")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["ok"]
    assert run("restore", copy, tmp_path / "again").returncode == 1
