"""A copy that crawls while the archive it was made from is still there is told of, once; a move is not."""

import shutil
from pathlib import Path

from archive.backup import back_up
from archive.forgotten import crawled_elsewhere
from archive.moved import NOTE
from archive.place import Archive, init_archive


def crawled(archive: Archive) -> Archive:
    assert crawled_elsewhere(archive) is None
    return archive


def test_a_copy_is_told_of_once_while_the_other_is_there(archive: Archive, tmp_path: Path) -> None:
    crawled(archive)
    copy = Archive(Path(shutil.copytree(archive.root, tmp_path / "copy")))
    assert crawled_elsewhere(copy) == archive.root
    assert crawled_elsewhere(copy) is None
    assert crawled_elsewhere(archive) is None


def test_an_archive_that_was_moved_is_not_told_of(archive: Archive, tmp_path: Path) -> None:
    crawled(archive)
    place = archive.root.rename(tmp_path / "moved")
    crawled(Archive(place))
    init_archive(archive.root)  # another one lives there now
    again = place.rename(tmp_path / "again")
    crawled(Archive(again))


def test_one_folder_under_two_names_is_one(archive: Archive, tmp_path: Path) -> None:
    crawled(archive)
    (tmp_path / "link").symlink_to(archive.root)
    crawled(Archive(tmp_path / "link"))
    crawled(archive)


def test_an_archive_that_moved_away_by_the_command_is_not_told_of(archive: Archive, tmp_path: Path) -> None:
    crawled(archive)
    copy = Archive(Path(shutil.copytree(archive.root, tmp_path / "copy")))
    (archive.root / NOTE).write_text("{}", encoding="utf-8")
    crawled(copy)


def test_another_archive_in_the_former_place_is_none_of_ours(archive: Archive, tmp_path: Path) -> None:
    crawled(archive)
    copy = Archive(Path(shutil.copytree(archive.root, tmp_path / "copy")))
    shutil.rmtree(archive.root)
    init_archive(archive.root)
    crawled(copy)


def test_where_an_archive_lies_is_in_no_backup(archive: Archive, tmp_path: Path) -> None:
    crawled(archive)
    assert (archive.state / "place").read_text("utf-8") == f"{archive.root}\n"
    back_up(archive, tmp_path / "copy")
    assert not (tmp_path / "copy" / "state" / "place").exists()


def test_what_the_note_holds_fails_no_crawl(archive: Archive, tmp_path: Path) -> None:
    for content in (b"", b"\xff\xfe\x00", str(tmp_path).encode(), b"x" * 10_000):
        (archive.state / "place").write_bytes(content)
        crawled(archive)
        assert (archive.state / "place").read_text("utf-8") == f"{archive.root}\n"
