"""Room that is looked for before much is written: how much is needed, and what is told without it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archive import room
from archive.backup import back_up
from archive.backup_check import check_copy
from archive.errors import OutOfSpace
from archive.place import Archive
from archive.restore import restore
from archive.room import MEBIBYTE, kept_for_crawls, new_file, require_room

PAGES = 5


@pytest.fixture
def filled(fill: Callable[[int], Archive]) -> Archive:
    """An archive with an index, whose pages are in one closed file."""
    return fill(PAGES)


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Have so many bytes be free on every disk."""
    return lambda size: monkeypatch.setattr(room, "free_at", lambda _: size)


def test_what_is_needed_and_what_is_kept_have_to_be_free_together(
    tmp_path: Path, free: Callable[[int], None]
) -> None:
    needed, keep = 3 * MEBIBYTE, 5 * MEBIBYTE
    free(needed + keep)
    require_room(tmp_path / "not" / "there yet", needed, "the copy", keep=keep)
    free(needed + keep - 1)
    with pytest.raises(OutOfSpace) as refused:
        require_room(tmp_path / "not" / "there yet", needed, "the copy", keep=keep)
    assert str(refused.value) == (
        f"the copy needs about 3 MB where {tmp_path} is, beside 5 MB that are kept for crawls, and 7 MB are"
        " free: it was not begun; free some space and run the command again"
    )
    require_room(tmp_path, needed, "the copy")


def test_a_little_is_written_as_long_as_there_is_any_room(
    tmp_path: Path, free: Callable[[int], None]
) -> None:
    free(room.LITTLE)
    require_room(tmp_path, room.LITTLE, "the copy", keep=1 << 40)
    with new_file(tmp_path / "a", 1 << 40, "the copy") as out:
        out.write(bytes(room.LITTLE))
    assert (tmp_path / "a").stat().st_size == room.LITTLE


def test_a_file_stops_growing_before_it_takes_what_is_kept(
    tmp_path: Path, free: Callable[[int], None]
) -> None:
    free(5 * MEBIBYTE)
    with new_file(tmp_path / "a", 5 * MEBIBYTE, "the copy") as out:
        out.write(bytes(room.LITTLE))
        with pytest.raises(OutOfSpace, match="the copy was not written"):
            out.write(bytes(room.LITTLE))
    assert (tmp_path / "a").stat().st_size <= room.LITTLE
    with new_file(tmp_path / "b", 0, "the copy") as out:  # nothing is kept on other disks
        out.write(bytes(3 * MEBIBYTE))


def test_room_is_kept_on_the_disk_of_the_archive_alone(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "total_at", lambda _: 1 << 40)
    assert kept_for_crawls(archive, tmp_path / "new") == 128 * MEBIBYTE
    monkeypatch.setattr(room, "total_at", lambda _: 64 * MEBIBYTE)  # too small for any crawl
    assert kept_for_crawls(archive, tmp_path / "new") == 0
    assert kept_for_crawls(archive, Path("/proc")) == 0


def test_a_backup_needs_room_for_what_the_copy_lacks(
    filled: Archive, tmp_path: Path, free: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    monkeypatch.setattr("archive.backup_room.kept_for_crawls", lambda *_: 0)
    (warc,) = filled.warcs.rglob("*.warc.gz")
    index, log = filled.index.stat().st_size, (filled.log / "leaves.jsonl").stat().st_size
    free(warc.stat().st_size + index + log - 1)
    with pytest.raises(OutOfSpace, match="the backup needs about"):
        back_up(filled, copy)
    assert [path.name for path in copy.iterdir()] == ["backup.lock"]
    free(warc.stat().st_size + index + log)
    assert back_up(filled, copy).faults == []
    assert check_copy(copy).problems == []
    free(index + log)  # the WARC file is there, the index is copied whole each time
    back_up(filled, copy)
    free(index + log - 1)
    with pytest.raises(OutOfSpace):
        back_up(filled, copy)
    assert check_copy(copy).problems == []
    back_up(filled, copy, with_index=False)


def test_a_killed_backups_leavings_are_no_want_of_room(
    filled: Archive, tmp_path: Path, free: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    monkeypatch.setattr("archive.backup_room.kept_for_crawls", lambda *_: 0)
    back_up(filled, copy)
    size = filled.index.stat().st_size + (filled.log / "leaves.jsonl").stat().st_size
    (copy / "partial").mkdir()
    (copy / "partial" / "index.db").write_bytes(bytes(size))
    free(0)
    back_up(filled, copy)
    assert check_copy(copy).problems == []


def test_a_restore_needs_room_for_what_the_folder_lacks(
    filled: Archive, tmp_path: Path, free: Callable[[int], None]
) -> None:
    copy, place = tmp_path / "copy", tmp_path / "again"
    back_up(filled, copy)
    size = check_copy(copy).bytes
    free(size - 1)
    with pytest.raises(OutOfSpace, match="the restore needs about"):
        restore(copy, place)
    assert not place.exists()
    free(size)
    assert restore(copy, place).ok
    (place / "restoring").touch()  # as if it had been killed at its end
    free(0)
    assert restore(copy, place).ok
