"""A withdrawal reaches the copy: after the next backup nothing of the report is left there."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.backup import back_up
from archive.backup_check import check_copy
from archive.errors import ArchiveError
from archive.place import Archive
from archive.restore import restore
from archive.verify import verify
from archive.withdraw import withdraw
from archive.withdrawal_plan import Asked
from archive.withdrawals import withdrawn


@pytest.mark.parametrize("with_index", [True, False])
def test_what_was_withdrawn_goes_from_the_copy_at_the_next_backup(
    full: Archive, readers, id_of, holders: Callable[[Archive], set[str]], tmp_path: Path, with_index: bool
) -> None:
    place = tmp_path / "copy"
    full.citations.write_text("", encoding="utf-8")
    back_up(full, place, with_keys=True)
    copy = Archive(place)
    held = holders(copy)
    assert any(name.startswith("warcs/") for name in held)
    assert "index.db" in held
    named = Asked(record_ids=(id_of(full),), everything=True)
    withdraw(full, named, "by order", "court", readers=readers)
    assert holders(copy) == held  # until the next backup
    done = back_up(full, place, with_index=with_index)
    assert done.faults == []
    assert holders(copy) == set()
    assert check_copy(place).problems == []
    restored = restore(place, tmp_path / "again", readers)
    assert restored.ok, restored.report.failures
    assert withdrawn(Archive(tmp_path / "again")).keys() == withdrawn(full).keys()
    assert verify(full).ok


def test_a_backup_waits_for_nothing_half_withdrawn(full: Archive, tmp_path: Path) -> None:
    folder = full.log / "withdrawals"
    folder.mkdir(exist_ok=True)
    (folder / "000000000001.redo").write_text("{")
    with pytest.raises(ArchiveError, match="redo cannot be read"):
        back_up(full, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_what_is_replaced_in_a_copy_is_seen_by_who_compares_sizes_and_whole_seconds(
    full: Archive, readers, id_of, tmp_path: Path
) -> None:
    """rsync does; two backups may be made within a second, and a clock may be set back between them."""
    copy = tmp_path / "copy"
    full.citations.write_text("", encoding="utf-8")
    back_up(full, copy)
    for path in (path for path in copy.rglob("*") if path.is_file()):
        ahead = path.stat().st_mtime_ns + 1_000_000_000
        os.utime(path, ns=(ahead, ahead))
    before = _seen(copy)
    withdraw(full, Asked(record_ids=(id_of(full),), everything=True), "by order", "court", readers=readers)
    back_up(full, copy)
    changed = [name for name, (content, *_) in _seen(copy).items() if before.get(name, (b"",))[0] != content]
    assert {"backup.json", "index.db", *(name for name in before if name.startswith("warcs/"))} <= set(
        changed
    )
    same_size = [name for name in changed if name in before and before[name][1] == _seen(copy)[name][1]]
    assert sum(name.startswith("warcs/") for name in same_size) == 2
    # A disk that keeps every other second, and rsync told so, see it, too.
    assert all(_seen(copy)[name][2] >= before[name][2] + 3 for name in changed if name in before)


def test_what_an_earlier_backup_left_where_the_copy_was_taken_to_is_named(
    full: Archive, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    back_up(full, copy, with_index=False)
    assert check_copy(copy).problems == []
    for name in ("index.db", "warcs/almithal/2026/almithal-20261120080000000-00001-0123abcd.warc.gz.open"):
        (copy / name).write_bytes(b"of an earlier run")
        told = "is no longer part of the copy, and may hold what was withdrawn since: remove it"
        assert check_copy(copy).problems == [f"{name} {told}"]
        (copy / name).unlink()


def _seen(copy: Path) -> dict[str, tuple[bytes, int, int]]:
    """Content, size and whole seconds of each file, by its name in the copy."""
    return {
        path.relative_to(copy).as_posix(): (path.read_bytes(), path.stat().st_size, int(path.stat().st_mtime))
        for path in copy.rglob("*")
        if path.is_file()
    }
