"""Flipped bits, holes, torn tails: each costs the records it hit and no other, and is reported."""

import gzip
from pathlib import Path
from random import Random

import pytest

from archive.records import Damage, Record, new_record
from archive.warc import walk
from tests.archive.warcs.conftest import DATE, arc_parts, as_plain, ids, read, response, write

FLIPS = 200


def whole_file(path: Path, *, level: int = 6) -> tuple[bytes, list[Record]]:
    """Eight records of several sizes, and what an undamaged file reads as."""
    write(path, [response(n, size=40 + 60 * n, level=level) for n in range(8)])
    records, damages = read(path)
    assert damages == []
    return path.read_bytes(), records


def check_cost(path: Path, wanted: list[Record], hits: list[tuple[int, int]]) -> int:
    """Records that were not hit are read as they were, the others as they were or not at all, and each byte
    of those is reported. `hits` are (offset, length). Returns how many records were lost."""
    steps = list(walk(path))
    found = {step.offset: step for step in steps if isinstance(step, Record)}
    damages = [step for step in steps if isinstance(step, Damage)]
    lost = 0
    for record in wanted:
        end = record.offset + record.length
        hit = any(begin < end and record.offset < begin + length for begin, length in hits)
        assert hit or record.offset in found, f"the record at {record.offset} was not hit and is lost"
        if record.offset in found:
            assert found[record.offset] == record
        else:
            lost += 1
            assert any(d.offset <= record.offset and end <= d.offset + d.length for d in damages)
    assert set(found) <= {record.offset for record in wanted}
    ends = [step.offset + step.length for step in steps]
    assert [step.offset for step in steps] == [0, *ends[:-1]], "steps and gaps leave bytes out"
    assert ends[-1] == path.stat().st_size
    return lost


@pytest.mark.parametrize("level", [0, 6])
def test_a_flipped_bit_costs_at_most_the_record_it_hit(tmp_path: Path, level: int) -> None:
    path = tmp_path / "a.warc.gz"
    content, wanted = whole_file(path, level=level)
    places = Random(7).sample(range(len(content) * 8), FLIPS)
    lost = 0
    for place in (*range(32), *places, *range((len(content) - 9) * 8, len(content) * 8, 5)):
        damaged = bytearray(content)
        damaged[place // 8] ^= 1 << place % 8
        path.write_bytes(damaged)
        lost += check_cost(path, wanted, [(place // 8, 1)])
    assert lost > FLIPS * 0.9


def test_many_flipped_bits_cost_at_most_the_records_they_hit(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    content, wanted = whole_file(path)
    random = Random(8)
    for _ in range(60):
        damaged = bytearray(content)
        places = random.sample(range(len(content) * 8), 3)
        for place in places:
            damaged[place // 8] ^= 1 << place % 8
        path.write_bytes(damaged)
        check_cost(path, wanted, [(place // 8, 1) for place in places])


def test_a_hole_of_zeros_costs_the_records_it_touches(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    content, wanted = whole_file(path)
    for begin in range(0, len(content) - 1, 61):
        damaged = bytearray(content)
        size = min(700, len(content) - begin)
        damaged[begin : begin + size] = bytes(size)
        path.write_bytes(damaged)
        assert check_cost(path, wanted, [(begin, size)]) >= 1


def test_bytes_lost_from_the_middle_cost_the_record_they_were_in(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    content, wanted = whole_file(path)
    cut = wanted[3].offset + 40
    path.write_bytes(content[:cut] + content[cut + 25 :])
    records, (damage,) = read(path)
    assert ids(records) == ids([*wanted[:3], *wanted[4:]])
    assert damage.code == "damaged-member"
    assert damage.offset == wanted[3].offset


def test_junk_before_between_and_after_members_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    content, wanted = whole_file(path)
    middle = wanted[4].offset
    path.write_bytes(b"junk" + content[:middle] + b"<junk>" * 50 + content[middle:] + b"more junk")
    records, damages = read(path)
    assert ids(records) == ids(wanted)
    assert [damage.length for damage in damages] == [4, 300, 9]


def test_a_record_behind_a_torn_one_is_still_read(tmp_path: Path) -> None:
    """What appending to a file with a torn tail leaves, in a file of somebody else."""
    path = tmp_path / "a.warc.gz"
    content, wanted = whole_file(path)
    for kept in range(1, wanted[-1].length, 31):
        path.write_bytes(content[: wanted[-1].offset + kept])
        after = response(99)
        write(path, [after])
        records, (damage,) = read(path)
        assert ids(records) == [*ids(wanted[:-1]), after.record_id]
        assert (damage.offset, damage.length) == (wanted[-1].offset, kept)


@pytest.mark.parametrize("level", [0, 6])
def test_a_file_cut_at_any_byte_yields_its_whole_records_and_a_torn_tail(tmp_path: Path, level: int) -> None:
    path = tmp_path / "a.warc.gz.open"
    content, wanted = whole_file(path, level=level)
    for cut in range(wanted[-1].offset - 50, len(content) + 1):
        path.write_bytes(content[:cut])
        records, damages = read(path)
        whole = [record for record in wanted if record.offset + record.length <= cut]
        assert records == whole
        end = whole[-1].offset + whole[-1].length
        if cut == end:
            assert damages == []
        else:
            assert [(d.code, d.offset, d.length) for d in damages] == [("torn-tail", end, cut - end)]


def test_a_captured_warc_is_content_also_while_its_record_is_being_written(tmp_path: Path) -> None:
    """An outlet could serve WARC members of its own making and wait for a crash: they are no captures."""
    forged = tmp_path / "forged.warc.gz"
    write(forged, [response(666, size=9), response(667, size=9)])
    path = tmp_path / "a.warc.gz.open"
    body = new_record(
        "response", bytes(300) + forged.read_bytes(), date=DATE, content_type="x/y", fields=(), level=0
    )
    first = response(1)
    offsets = write(path, [first, body])
    assert len(read(path)[0]) == 2
    content = path.read_bytes()
    for cut in range(offsets[1] + 1, offsets[2]):
        path.write_bytes(content[:cut])
        records, (damage,) = read(path)
        assert ids(records) == [first.record_id]
        assert damage.code == "torn-tail"


def test_a_walk_of_a_growing_file_ends_at_its_torn_tail(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz.open"
    content, wanted = whole_file(path)
    path.write_bytes(content[: wanted[5].offset + 30])
    seen: list[Record | Damage] = []
    for step in walk(path):
        seen.append(step)
        if isinstance(step, Damage):
            path.write_bytes(content)  # the writer has gone on meanwhile
    assert seen[:-1] == wanted[:5]
    assert isinstance(seen[-1], Damage)
    assert seen[-1].code == "torn-tail"
    assert list(walk(path, seen[-1].offset)) == wanted[5:]


def test_damage_in_an_uncompressed_file_never_hides_a_record_that_was_not_hit(tmp_path: Path) -> None:
    """No checksum tells which records were hit: their digests do. The others are all there, as they were."""
    path = tmp_path / "a.warc"
    written = [response(n, size=300) for n in range(8)]
    path.write_bytes(b"".join(map(as_plain, written)))
    content, (wanted, _) = path.read_bytes(), read(path)
    heads = [place for r in wanted for place in range(r.offset * 8, (r.offset + r.length - 340) * 8)]
    for place in Random(9).sample(heads, FLIPS):
        damaged = bytearray(content)
        damaged[place // 8] ^= 1 << place % 8
        path.write_bytes(damaged)
        found = {record.offset: record for record in read(path)[0]}
        for record in wanted:
            if not record.offset <= place // 8 < record.offset + record.length:
                assert found[record.offset] == record, f"bit {place} of the record before hides it"


def test_a_torn_uncompressed_file_yields_its_whole_records(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    written = [response(n) for n in range(3)]
    parts = [as_plain(record) for record in written]
    content, last = b"".join(parts), len(parts[0]) + len(parts[1])
    for cut in range(last + 1, len(content) - 4):
        path.write_bytes(content[:cut])
        records, (damage,) = read(path)
        assert ids(records) == ids(written[:2])
        assert (damage.offset, damage.length) == (last, cut - last)


def test_damage_in_an_arc_file_is_reported_where_it_begins(tmp_path: Path) -> None:
    """warcio alone returns what it can still unpack as a whole record."""
    parts = [gzip.compress(part) for part in arc_parts()]
    path, content, last = tmp_path / "a.arc.gz", b"".join(parts), len(parts[0]) + len(parts[1])
    path.write_bytes(content)
    assert len(read(path)[0]) == 3
    for damaged in (*(content[:cut] for cut in range(last + 1, len(content))), content[:-6] + b"\xff" * 6):
        path.write_bytes(damaged)
        records, damages = read(path)
        assert len(records) == 2
        assert [(d.code, d.offset) for d in damages] == [("bad-record", last)]
    head, first, second = arc_parts()
    path.write_bytes(head + first + second[:-5])
    records, (damage,) = read(path)
    assert len(records) == 2
    assert 0 <= len(head + first) - damage.offset <= 1  # warcio counts the line end to the next record
