"""A file while it is written: groups whole or not at all, tails kept aside, one writer, closed for good."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.records import NewRecord, RecordError, new_record
from archive.warcfile import (
    OPEN,
    WarcBusyError,
    WarcFile,
    close_finished,
    day_of,
    file_name,
    open_files,
    open_for_append,
)
from tests.archive.warcs.conftest import DATE, ids, read, response

NAME = "almithal/2026/almithal-20261122103107123-00000-0a1b2c3d.warc.gz"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def warcinfo(name: str) -> NewRecord:
    return new_record("warcinfo", b"format: WARC File Format 1.1\r\n", date=DATE, content_type="x/y")


def start(warcs: Path, now: datetime = NOON, **options: int) -> WarcFile:
    file, _ = open_for_append(warcs, "almithal", "0a1b2c3d", now, warcinfo, **options)
    return file


def group(number: int) -> list[NewRecord]:
    return [response(number * 10 + part, size=60) for part in range(3)]


def test_groups_stand_where_their_locations_say(tmp_path: Path) -> None:
    file = WarcFile.create(tmp_path, NAME)
    places = [*file.append_group(group(1)), *file.append_group(group(2))]
    file.release()
    records, damages = read(tmp_path / f"{NAME}{OPEN}")
    assert damages == []
    assert [(r.record_id, r.offset, r.length) for r in records] == [
        (p.record_id, p.offset, p.length) for p in places
    ]
    assert {place.warc for place in places} == {NAME}
    assert file.size == (tmp_path / f"{NAME}{OPEN}").stat().st_size


def test_a_file_cut_at_any_byte_of_its_last_record_keeps_the_whole_ones_and_the_tail(tmp_path: Path) -> None:
    file = WarcFile.create(tmp_path, NAME)
    places = file.append_group(group(1))
    file.release()
    path, last = tmp_path / f"{NAME}{OPEN}", places[-1]
    content, (whole, _) = path.read_bytes(), read(path)
    for cut in range(last.offset + 1, len(content)):
        path.write_bytes(content[:cut])
        file, torn = WarcFile.reopen(tmp_path, NAME)
        assert torn is not None
        assert (torn.offset, torn.length) == (last.offset, cut - last.offset)
        assert torn.kept_as.parent == tmp_path / "torn"
        assert path.read_bytes() + torn.kept_as.read_bytes() == content[:cut]
        after = file.append_group(group(2))
        file.release()
        records, damages = read(path)
        assert damages == []
        assert ids(records) == ids(whole[:-1]) + [place.record_id for place in after]
        torn.kept_as.unlink()


@pytest.mark.parametrize("cut", [0, 1, 2, 3, 17])
def test_a_file_torn_in_its_first_record_starts_anew_with_a_warcinfo(tmp_path: Path, cut: int) -> None:
    file = start(tmp_path)
    file.release()
    path = tmp_path / f"{file.name}{OPEN}"
    path.write_bytes(path.read_bytes()[:cut])
    again, torn = open_for_append(tmp_path, "almithal", "0a1b2c3d", NOON, warcinfo)
    again.release()
    assert again.name == file.name
    assert [t.length for t in torn] == ([cut] if cut else [])
    (record,), damages = read(path)
    assert record.type == "warcinfo"
    assert damages == []


def test_zeros_where_power_was_lost_are_a_tail_too(tmp_path: Path) -> None:
    """A file system may have noted that the file grew and lost the bytes: then there are zeros."""
    file = WarcFile.create(tmp_path, NAME)
    file.append_group(group(1))
    file.release()
    path = tmp_path / f"{NAME}{OPEN}"
    content = path.read_bytes()
    path.write_bytes(content + bytes(5000))
    file, torn = WarcFile.reopen(tmp_path, NAME)
    file.release()
    assert torn is not None
    assert torn.length == 5000
    assert path.read_bytes() == content


def test_damage_in_the_middle_stays_and_what_is_behind_it_is_kept(tmp_path: Path) -> None:
    file = WarcFile.create(tmp_path, NAME)
    places = file.append_group(group(1))
    file.release()
    path = tmp_path / f"{NAME}{OPEN}"
    damaged = bytearray(path.read_bytes())
    damaged[places[1].offset + 30] ^= 255
    path.write_bytes(damaged)
    file, torn = WarcFile.reopen(tmp_path, NAME)
    file.release()
    assert torn is None
    assert path.read_bytes() == bytes(damaged)


def test_two_tails_of_one_file_are_both_kept(tmp_path: Path) -> None:
    file = WarcFile.create(tmp_path, NAME)
    file.append_group(group(1))
    file.release()
    path = tmp_path / f"{NAME}{OPEN}"
    for junk in (b"\x1f\x8b\x08one", b"\x1f\x8b\x08other"):
        with path.open("ab") as out:
            out.write(junk)
        file, _ = WarcFile.reopen(tmp_path, NAME)
        file.release()
    assert sorted(kept.read_bytes()[3:] for kept in (tmp_path / "torn").iterdir()) == [b"one", b"other"]


class Failing:
    """A block that breaks off after its first piece."""

    size = 3 << 20

    def __init__(self, error: Exception) -> None:
        self._error = error

    def chunks(self) -> Iterator[bytes]:
        yield os.urandom(2 << 20)  # more than is gathered: some of it reaches the file
        raise self._error


@pytest.mark.parametrize("error", [RuntimeError("x"), RecordError("y"), OSError(5, "I/O error")])
def test_a_group_that_fails_leaves_nothing_and_the_file_usable(tmp_path: Path, error: Exception) -> None:
    file = WarcFile.create(tmp_path, NAME)
    file.append_group(group(1))
    size = file.size
    bad = new_record(
        "resource", Failing(error), date=DATE, content_type=None, block_digest="sha256:0", level=0
    )
    with pytest.raises(Exception, match=r"x|y|I/O error") as raised:
        file.append_group([*group(2), bad])
    assert isinstance(raised.value, type(error)) or "nothing of the exchange was kept" in str(raised.value)
    assert file.size == size == (tmp_path / f"{NAME}{OPEN}").stat().st_size
    after = file.append_group(group(3))
    file.release()
    records, damages = read(tmp_path / f"{NAME}{OPEN}")
    assert damages == []
    assert len(records) == 6
    assert [record.record_id for record in records[3:]] == [place.record_id for place in after]


FULL = """
import resource, signal, sys
from pathlib import Path
from archive.warcfile import WarcFile, WarcWriteError
from tests.archive.warcs.conftest import response
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
file = WarcFile.create(Path(sys.argv[1]), sys.argv[2])
written = 0
try:
    while True:
        file.append_group([response(written), response(written + 1, size=3000)])
        written += 2
except WarcWriteError as error:
    assert "nothing of the exchange was kept" in str(error), error
assert Path(sys.argv[1], sys.argv[2] + ".open").stat().st_size == file.size
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
file.append_group([response(99)])
file.sync()
file.release()
print(written)
"""


def test_a_full_disk_takes_back_the_group_and_the_file_goes_on_when_there_is_room(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path), NAME],
        check=False,
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[3],
    )
    assert ended.returncode == 0, ended.stderr
    records, damages = read(tmp_path / f"{NAME}{OPEN}")
    assert damages == []
    assert len(records) == int(ended.stdout) + 1
    assert int(ended.stdout) > 0


def test_a_closed_file_has_its_final_name_and_is_read_only(tmp_path: Path) -> None:
    file = WarcFile.create(tmp_path, NAME)
    file.append_group(group(1))
    final = file.close()
    assert final == tmp_path / NAME
    assert final.stat().st_mode & 0o777 == 0o444
    assert [path.name for path in final.parent.iterdir()] == [final.name]
    with pytest.raises(FileExistsError):
        WarcFile.create(tmp_path, NAME)


def test_closing_never_overwrites_a_file(tmp_path: Path) -> None:
    file = WarcFile.create(tmp_path, NAME)
    file.append_group(group(1))
    (tmp_path / NAME).write_bytes(b"somebody else's")
    with pytest.raises(FileExistsError):
        file.close()
    assert (tmp_path / NAME).read_bytes() == b"somebody else's"
    assert len(read(tmp_path / f"{NAME}{OPEN}")[0]) == 3


def test_a_second_writer_is_refused_and_harms_nothing(tmp_path: Path) -> None:
    file = start(tmp_path)
    file.append_group(group(1))
    with pytest.raises(WarcBusyError):
        WarcFile.reopen(tmp_path, file.name)
    with pytest.raises(WarcBusyError):
        start(tmp_path)
    with pytest.raises(FileExistsError):
        WarcFile.create(tmp_path, file.name)
    file.append_group(group(2))
    file.release()
    records, damages = read(tmp_path / f"{file.name}{OPEN}")
    assert len(records) == 7
    assert damages == []


def test_a_name_that_another_process_takes_in_the_same_millisecond_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as one that keeps what the archive made itself; its file was not there yet when names were looked
    at."""
    other, _ = open_for_append(tmp_path, "almithal", "0a1b2c3d", NOON, warcinfo, purpose="records")
    monkeypatch.setattr("archive.warcfile.open_files", lambda warcs, slug: [])
    monkeypatch.setattr("archive.warcfile.next_serial", lambda warcs, slug, day: 0)
    own = start(tmp_path)
    assert [file.name.rsplit("-", 2)[1] for file in (other, own)] == ["00000", "00001"]
    for file in (other, own):
        file.release()
        records, damages = read(tmp_path / f"{file.name}{OPEN}")
        assert (len(records), damages) == (1, [])


def test_a_file_that_another_process_writes_is_not_closed_under_it(tmp_path: Path) -> None:
    file = start(tmp_path, NOON - timedelta(days=1))
    assert close_finished(tmp_path, "almithal", "20261122") == []
    assert open_files(tmp_path, "almithal") == [file.name]
    file.release()
    close_finished(tmp_path, "almithal", "20261122")
    assert open_files(tmp_path, "almithal") == []


def test_the_next_crawl_of_a_day_goes_on_with_the_file(tmp_path: Path) -> None:
    first = start(tmp_path)
    first.append_group(group(1))
    first.release()
    second = start(tmp_path, NOON + timedelta(hours=11, minutes=59))
    second.append_group(group(2))
    second.release()
    assert first.name == second.name
    records, _ = read(tmp_path / f"{first.name}{OPEN}")
    assert [record.type for record in records] == ["warcinfo", *["response"] * 6]


def test_a_new_day_closes_the_file_of_the_day_before_its_torn_tail_cut(tmp_path: Path) -> None:
    first = start(tmp_path, NOON)
    first.append_group(group(1))
    first.release()
    with (tmp_path / f"{first.name}{OPEN}").open("ab") as out:
        out.write(b"\x1f\x8b\x08torn")
    second, torn = open_for_append(tmp_path, "almithal", "0a1b2c3d", NOON + timedelta(days=1), warcinfo)
    second.release()
    assert second.name != first.name
    assert day_of(second.name) == "20261123"
    assert [cut.length for cut in torn] == [7]
    assert (tmp_path / first.name).stat().st_mode & 0o222 == 0
    assert len(read(tmp_path / first.name)[0]) == 4
    assert open_files(tmp_path, "almithal") == [second.name]


def test_a_full_file_is_closed_and_the_next_one_begun(tmp_path: Path) -> None:
    names = []
    for turn in range(3):
        file = start(tmp_path, NOON + timedelta(seconds=turn), max_bytes=1)
        names.append(file.name)
        file.release()
    assert len(set(names)) == 3
    assert [name.rsplit("-", 2)[1] for name in names] == ["00000", "00001", "00002"]
    assert open_files(tmp_path, "almithal") == [names[-1]]


def test_a_run_that_ended_between_the_steps_of_closing_is_finished_by_the_next(tmp_path: Path) -> None:
    file = start(tmp_path)
    file.append_group(group(1))
    file.release()
    final, twin = tmp_path / file.name, tmp_path / f"{file.name}{OPEN}"
    twin.chmod(0o444)
    os.link(twin, final)
    content = final.read_bytes()
    after = start(tmp_path)
    after.append_group(group(2))
    after.release()
    assert after.name != file.name
    assert not twin.exists()
    assert final.read_bytes() == content


def test_a_file_left_read_only_while_it_was_closed_is_opened_again(tmp_path: Path) -> None:
    file = start(tmp_path)
    file.release()
    (tmp_path / f"{file.name}{OPEN}").chmod(0o444)
    again = start(tmp_path)
    again.append_group(group(1))
    again.release()
    assert again.name == file.name
    assert (tmp_path / f"{file.name}{OPEN}").stat().st_mode & 0o200


def test_a_file_name_says_outlet_time_number_and_archive_and_nothing_else() -> None:
    name = file_name("almithal", "0a1b2c3d", datetime(2026, 1, 2, 3, 4, 5, 678901, UTC), 7)
    assert name == "almithal/2026/almithal-20260102030405678-00007-0a1b2c3d.warc.gz"
    assert day_of(file_name("al-mithal-sy", "0a1b2c3d", NOON, 0)) == "20261122"
