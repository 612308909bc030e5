"""An archive moves: what is left behind is only read, and what was rehearsed leaves nothing behind."""

import json
import os
from contextlib import closing
from pathlib import Path

import pytest

from archive.backup import back_up
from archive.errors import AlreadyRunning, ArchiveError
from archive.locks import locked
from archive.log import Log
from archive.moved import Moved, moving, require_here
from archive.place import Archive
from archive.rehearsal import rehearse
from archive.restore import restore
from archive.schema import sqlite3
from archive.signing import make_checkpoint
from archive.verify import verify
from tests.archive.keeping.test_backup import copy as copy  # a fixture
from tests.archive.keeping.test_backup import files, run
from tests.archive.keeping.test_backup import filled as filled  # a fixture
from tests.archive.keeping.test_backup import grow as grow  # a fixture


def test_what_moved_is_only_read_and_goes_on_where_it_was_restored(
    filled: Archive, copy: Path, tmp_path: Path, grow
) -> None:
    back_up(filled, copy)
    ended = run("-C", filled.root, "backup", copy, "--move")
    assert ended.returncode == 0, ended.stderr
    assert f"`warraq restore {copy} DIR` makes the one that goes on" in ended.stderr
    root = Log(filled.log).root()
    for command in (("crawl",), ("crawl", "--due"), ("capture", "http://127.0.0.1:9/")):
        refused = run("-C", filled.root, *command)
        assert refused.returncode == 1
        assert "this archive has moved to the copy" in refused.stdout + refused.stderr
    with pytest.raises(Moved, match="go on in the one that was restored"):
        grow()
    assert Log(filled.log).root() == root
    assert run("-C", filled.root, "verify").returncode in (0, 4)  # can be looked at
    assert run("-C", filled.root, "search", "أ").returncode == 0
    assert not (copy / "MOVED.json").exists()
    done = restore(copy, tmp_path / "new")
    assert (done.ok, done.keys) == (True, True)
    new = Archive(tmp_path / "new")
    require_here(new.root)
    assert Log(new.log).root() == root
    make_checkpoint(new)
    assert verify(new).failures == []


def test_nothing_moves_while_a_crawl_is_at_work(filled: Archive, copy: Path) -> None:
    before = files(filled.root)
    with (
        locked(filled.state / "wire.crawl.lock"),
        pytest.raises(AlreadyRunning, match="another run holds a crawl of this archive"),
        moving(filled, copy),
    ):
        pytest.fail("the block was begun")
    assert {name for name in files(filled.root) if "lock" not in name} == {
        n for n in before if "lock" not in n
    }


def test_a_move_that_fails_leaves_all_as_it_was(filled: Archive, copy: Path) -> None:
    with pytest.raises(OSError, match="full"), moving(filled, copy):
        raise OSError("full")
    require_here(filled.root)
    with moving(filled, copy):
        pass
    with pytest.raises(OSError, match="full"), moving(filled, copy.with_name("second")):
        raise OSError("full")
    with pytest.raises(Moved) as caught:
        require_here(filled.root)
    assert f"to the copy {copy} on" in str(caught.value)
    (filled.root / "MOVED.json").write_text("{")
    with pytest.raises(Moved, match="this archive has moved: go on"):
        require_here(filled.root)


def test_a_file_that_is_not_what_it_was_keeps_the_archive_where_it_is(filled: Archive, copy: Path) -> None:
    closed = next(filled.warcs.glob("*/*/*.warc.gz"))
    back_up(filled, copy)
    closed.chmod(0o644)
    closed.write_bytes(closed.read_bytes()[:-20] + bytes(20))
    ended = run("-C", filled.root, "backup", copy, "--move")
    assert ended.returncode == 1
    assert "the archive stays where it is" in ended.stderr
    require_here(filled.root)


@pytest.mark.parametrize("with_index", [True, False])
def test_a_rehearsal_proves_the_copy_and_leaves_nothing(
    filled: Archive, copy: Path, tmp_path: Path, readers, with_index: bool
) -> None:
    back_up(filled, copy, with_index=with_index)
    place = tmp_path / "scratch"
    place.mkdir()
    before = files(copy), files(filled.root)
    done = rehearse(copy, place, readers)
    assert done.ok, done
    assert (done.differing, done.restored.rebuilt) == ((0, False) if with_index else (None, True))
    assert done.rows > 5
    assert done.bytes > 0
    assert list(place.iterdir()) == []
    assert (files(copy), files(filled.root)) == before


def test_a_rehearsal_sees_an_index_that_says_something_else(
    filled: Archive, copy: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(str(filled.index))) as db, db:
        db.execute("UPDATE articles SET title = 'another'")
    back_up(filled, copy)
    ended = run("restore", copy, tmp_path, "--rehearse", "--json")
    assert ended.returncode == 4, ended.stderr
    told = json.loads(ended.stdout)
    assert told["ok"] is False
    assert told["differing"] >= 1
    assert not list(tmp_path.glob("warraq-rehearsal-*"))


def test_texts_of_an_earlier_declaration_are_no_fault_of_a_copy(
    filled: Archive, copy: Path, tmp_path: Path
) -> None:
    for path in filled.outlets_dir.glob("*.toml"):
        path.write_text(path.read_text("utf-8") + '\n[[layout]]\ntitle = ["h1"]\n', encoding="utf-8")
    back_up(filled, copy)
    ended = run("restore", copy, tmp_path, "--rehearse", "--json")
    assert ended.returncode == 0, ended.stderr + ended.stdout
    told = json.loads(ended.stdout)
    assert (told["ok"], told["differing"], told["other_reader"]) == (True, None, True)


def test_a_rehearsal_without_room_or_place_writes_nothing(
    filled: Archive, copy: Path, tmp_path, monkeypatch
) -> None:
    back_up(filled, copy)
    with pytest.raises(ArchiveError, match="name a folder that is there"):
        rehearse(copy, tmp_path / "nowhere")
    with pytest.raises(ArchiveError, match="is in the copy"):
        rehearse(copy, copy / "warcs")
    full = os.statvfs_result((4096, 4096, 10, 0, 0, 0, 0, 0, 0, 255))
    monkeypatch.setattr(os, "statvfs", lambda _: full)
    with pytest.raises(ArchiveError, match="name a folder on another disk"):
        rehearse(copy, tmp_path)


def test_the_command_says_how_long_and_how_large(filled: Archive, copy: Path, tmp_path: Path) -> None:
    back_up(filled, copy)
    ended = run("restore", copy, "--rehearse", TMPDIR=str(tmp_path))
    assert ended.returncode == 0, ended.stderr
    lines = dict(line.split(": ", 1) for line in ended.stdout.splitlines() if ": " in line)
    assert lines["rows that differ from the copy's index"] == "0"
    assert int(lines["bytes"]) > 0
    assert float(lines["seconds"]) > 0
    assert ended.stdout.endswith("ok\n")
    refused = run("restore", copy)
    assert refused.returncode == 2
