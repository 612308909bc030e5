"""A withdrawal reaches the copy: after the next backup nothing of the report is left there."""

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
