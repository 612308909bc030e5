"""Records come back as they were written; what is no record is reported and costs no other."""

import gzip
import re
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.records import Record, RecordError, new_record, read_warc_fields, sha256_digest, warc_fields
from archive.warc import current_path, read_record, walk, write_record
from tests.archive.warcs.conftest import ARC_PAGE as PAGE
from tests.archive.warcs.conftest import DATE, arc_parts, as_plain, ids, plain, read, response, write

CONTROL = re.compile(r"[\x00-\x1f\x7f]")
VALUES = st.text(max_size=60).map(lambda text: CONTROL.sub("", text).strip(" "))
NAMES = st.from_regex(r"X-[A-Za-z0-9-]{1,20}", fullmatch=True)
ONE_FILE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)


@ONE_FILE
@given(
    blocks=st.lists(st.binary(max_size=3000), min_size=1, max_size=4),
    fields=st.lists(st.tuples(NAMES, VALUES), max_size=4),
    level=st.integers(0, 9),
)
def test_any_block_and_any_header_value_come_back_as_they_were_written(
    tmp_path: Path, blocks: list[bytes], fields: list[tuple[str, str]], level: int
) -> None:
    path = tmp_path / "any.warc.gz"
    path.unlink(missing_ok=True)
    written = [
        new_record("resource", block, date=DATE, content_type="text/plain", fields=fields, level=level)
        for block in blocks
    ]
    offsets = write(path, written)
    records, damages = read(path)
    assert damages == []
    assert [record.headers for record in records] == [record.headers for record in written]
    assert [record.block for record in records] == blocks
    assert [record.block_digest for record in records] == [sha256_digest(block) for block in blocks]
    assert [record.header("warc-block-digest") for record in records] == [r.block_digest for r in records]
    assert [record.offset for record in records] == offsets[:-1]
    assert [record.offset + record.length for record in records] == offsets[1:]


@ONE_FILE
@given(blocks=st.lists(st.binary(max_size=2000), min_size=1, max_size=4))
def test_uncompressed_records_come_back_the_same(tmp_path: Path, blocks: list[bytes]) -> None:
    path = tmp_path / "any.warc"
    written = [new_record("resource", b, date=DATE, content_type="text/plain") for b in blocks]
    path.write_bytes(b"".join(map(as_plain, written)))
    records, damages = read(path)
    assert damages == []
    assert [record.block for record in records] == blocks
    assert ids(records) == ids(written)
    for record in records:
        assert read_record(path, record.offset) == record


def test_the_record_digest_is_over_head_and_block_and_the_same_compressed_or_not(tmp_path: Path) -> None:
    record = response(1)
    write(tmp_path / "a.warc.gz", [record])
    (tmp_path / "a.warc").write_bytes(as_plain(record))
    ((gzipped,), _), ((bare,), _) = read(tmp_path / "a.warc.gz"), read(tmp_path / "a.warc")
    assert gzipped.record_digest == bare.record_digest
    assert bare.record_digest == sha256_digest(as_plain(record).removesuffix(b"\r\n\r\n"))


@pytest.mark.parametrize("hostile", ["\r\nWARC-Injected: 1", "\n", "\r", "\x00", "\x7f", "\t"])
def test_a_control_character_in_a_field_is_refused(hostile: str) -> None:
    for fields in ((("WARC-Target-URI", f"http://a.example/{hostile}"),), ((f"X-{hostile}", "1"),)):
        with pytest.raises(RecordError, match="control character"):
            new_record("response", b"", date=DATE, content_type=None, fields=fields)


def test_a_field_that_is_no_unicode_text_is_refused() -> None:
    with pytest.raises(RecordError, match="Unicode"):
        new_record("response", b"", date=DATE, content_type=None, fields=(("X-Text", "a\udc80b"),))


@given(pairs=st.lists(st.tuples(NAMES, st.text(max_size=80)), max_size=6))
def test_no_value_makes_a_second_field(pairs: list[tuple[str, str]]) -> None:
    """Line and paragraph separators, form feeds and next-line end a line for str.splitlines, not for WARC."""
    read_back = read_warc_fields(warc_fields(pairs))
    assert [name for name, _ in read_back] == [name for name, _ in pairs]
    assert [value for _, value in read_back] == [CONTROL.sub(" ", value).strip() for _, value in pairs]


class Lying:
    """A block whose size is not the number of its bytes."""

    def __init__(self, size: int, data: bytes) -> None:
        self.size = size
        self._data = data

    def chunks(self) -> Iterator[bytes]:
        yield self._data


@pytest.mark.parametrize("size", [0, 9, 11])
def test_a_block_that_is_not_as_long_as_announced_is_an_error(tmp_path: Path, size: int) -> None:
    block = Lying(size, b"ten bytes!")
    record = new_record("resource", block, date=DATE, content_type=None, block_digest="sha256:0")
    with (tmp_path / "out").open("wb") as out, pytest.raises(RecordError, match="announced"):
        write_record(record, out)


class Gaps(Lying):
    """A block that comes with empty pieces between its bytes."""

    def chunks(self) -> Iterator[bytes]:
        for byte in self._data:
            yield bytes([byte])
            yield b""


def test_an_empty_piece_does_not_end_a_block(tmp_path: Path) -> None:
    block = Gaps(4, b"four")
    write(tmp_path / "a.warc.gz", [new_record("resource", block, date=DATE, content_type=None)])
    assert read(tmp_path / "a.warc.gz")[0][0].block == b"four"


def test_a_walk_can_begin_at_the_end_of_any_record(tmp_path: Path) -> None:
    for name, content in (("a.warc.gz", None), ("a.warc", as_plain)):
        path, written = tmp_path / name, [response(n) for n in range(6)]
        if content is None:
            write(path, written)
        else:
            path.write_bytes(b"".join(map(content, written)))
        records, _ = read(path)
        for number, record in enumerate(records):
            assert read_record(path, record.offset) == record
            assert ids(read(path, record.offset + record.length)[0]) == ids(written[number + 1 :])


@pytest.mark.parametrize("offset", [1, 7, 10_000])
def test_reading_where_no_record_begins_is_an_error_that_names_file_and_byte(
    tmp_path: Path, offset: int
) -> None:
    write(tmp_path / "a.warc.gz", [response(1)])
    (tmp_path / "a.warc").write_bytes(as_plain(response(1)))
    for name in ("a.warc.gz", "a.warc"):
        with pytest.raises(RecordError, match=rf"{name} at byte {offset}"):
            read_record(tmp_path / name, offset)


def test_a_block_over_the_limit_is_cut_but_digested_and_counted_whole(tmp_path: Path) -> None:
    record = response(1, size=5000)
    write(tmp_path / "a.warc.gz", [record])
    (found,) = walk(tmp_path / "a.warc.gz", max_block=100)
    block = b"".join(record.block.chunks())
    assert isinstance(found, Record)
    assert not found.whole
    assert found.block == block[:100]
    assert found.block_length == len(block)
    assert found.block_digest == sha256_digest(block)


def test_a_member_that_unpacks_to_far_more_than_its_size_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.warc.gz"
    zeros = bytes(64 << 20)
    path.write_bytes(
        gzip.compress(plain([("WARC-Type", "resource"), ("Content-Length", str(64 << 20))], zeros))
    )
    del zeros
    tracemalloc.start()
    (found,) = walk(path, max_block=1 << 20)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(found, Record)
    assert found.block_length == 64 << 20
    assert peak < 8 << 20


WRONG_LENGTHS = ["1000000000000000", "-5", "", "abc", "0x10", "1e3", "²", "9" * 5000, "3.0", "٣"]


@pytest.mark.parametrize("length", WRONG_LENGTHS, ids=lambda text: text[:16])
@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
def test_a_wrong_content_length_is_refused_and_costs_no_other_record(
    tmp_path: Path, name: str, length: str
) -> None:
    pack = gzip.compress if name.endswith(".gz") else bytes
    before, after = response(1), response(2)
    liar = plain([("WARC-Type", "resource"), ("Content-Length", length)], b"liar")
    parts = [pack(as_plain(before)), pack(liar), pack(as_plain(after))]
    (tmp_path / name).write_bytes(b"".join(parts))
    records, damages = read(tmp_path / name)
    assert ids(records) == ids([before, after])
    (damage,) = damages
    assert damage.code == "bad-record"
    assert (damage.offset, damage.length) == (len(parts[0]), len(parts[1]))


@pytest.mark.parametrize("length", [0, 3, 9, 300])
def test_a_content_length_that_ends_elsewhere_is_refused(tmp_path: Path, length: int) -> None:
    before, after = response(1, size=2000), response(2, size=2000)
    liar = plain([("WARC-Type", "resource"), ("Content-Length", str(length))], b"four")
    for name, pack in (("a.warc.gz", gzip.compress), ("a.warc", bytes)):
        (tmp_path / name).write_bytes(
            b"".join(pack(one) for one in (as_plain(before), liar, as_plain(after)))
        )
        records, damages = read(tmp_path / name)
        assert ids(records) == ids([before, after])
        assert [damage.code for damage in damages] == ["bad-record"]


def test_a_record_without_content_length_or_with_a_broken_head_is_refused(tmp_path: Path) -> None:
    for bad in (
        b"WARC/1.1\r\nWARC-Type: resource\r\n\r\nx\r\n\r\n",
        b"WARC/1.1\r\nno colon here\r\nContent-Length: 1\r\n\r\nx\r\n\r\n",
        b"WARC/1.1\r\nContent-Length: 1",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",
        b"",
    ):
        path = tmp_path / "a.warc.gz"
        good = response(1)
        path.write_bytes(gzip.compress(bad) + gzip.compress(as_plain(good)))
        records, damages = read(path)
        assert ids(records) == ids([good])
        assert [damage.code for damage in damages] == ["bad-record"]


def test_two_records_in_one_member_are_reported_and_never_read_as_one(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    both = as_plain(response(1)) + as_plain(response(2))
    path.write_bytes(gzip.compress(both) + gzip.compress(as_plain(response(3))))
    records, (damage,) = read(path)
    assert [record.target_uri for record in records] == ["http://almithal.example/3"]
    assert damage.code == "bad-record"
    assert "more than one record" in damage.detail
    with pytest.raises(RecordError, match="more than one record"):
        read_record(path, 0)


def test_a_head_with_bare_line_feeds_ends_at_its_own_blank_line(tmp_path: Path) -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    bare = plain([("WARC-Type", "response"), ("Content-Length", str(len(block)))], block, end=b"\n")
    for name, content in (("a.warc", bare), ("a.warc.gz", gzip.compress(bare))):
        (tmp_path / name).write_bytes(content)
        (record,), damages = read(tmp_path / name)
        assert record.block == block
        assert damages == []


def test_folded_fields_and_angle_brackets_of_older_versions_are_read(tmp_path: Path) -> None:
    head = (
        b"WARC/0.18\r\nWARC-Type: response\r\nWARC-Target-URI: <http://a.example/>\r\n"
        b"X-Folded: one\r\n   two\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    )
    (tmp_path / "a.warc").write_bytes(head)
    (record,), _ = read(tmp_path / "a.warc")
    assert record.target_uri == "http://a.example/"
    assert record.header("x-folded") == "one two"


@pytest.mark.parametrize(
    "content", [b"", b"<html>no archive</html>", b"PK\x03\x04zip", gzip.compress(b"text")]
)
def test_a_file_that_is_no_archive_yields_no_record_and_says_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.warc.gz").write_bytes(content)
    records, damages = read(tmp_path / "a.warc.gz")
    assert records == []
    assert [damage.code for damage in damages] in ([], ["not-an-archive"], ["bad-record"])
    assert bool(damages) is bool(content)


@pytest.mark.parametrize("name", ["a.arc", "a.arc.gz"])
def test_arc_files_are_read_as_responses_that_can_be_read_again(tmp_path: Path, name: str) -> None:
    pack = gzip.compress if name.endswith(".gz") else bytes
    parts = [pack(part) for part in arc_parts()]
    (tmp_path / name).write_bytes(b"".join(parts))
    records, damages = read(tmp_path / name)
    assert damages == []
    pages = [record for record in records if record.type == "response"]
    assert [page.target_uri for page in pages] == ["http://a.example/1", "http://a.example/2"]
    assert [page.block for page in pages] == [PAGE, PAGE]
    assert [page.block_digest for page in pages] == [sha256_digest(PAGE)] * 2
    assert pages[0].date.startswith("2009-01-02T03:04:05")
    assert pages == [record for record in read(tmp_path / name)[0] if record.type == "response"]
    for page in pages:
        assert read_record(tmp_path / name, page.offset) == page
    assert read(tmp_path / name, pages[1].offset)[0] == [pages[1]]


def test_a_long_block_of_an_arc_file_is_cut_but_digested_whole(tmp_path: Path) -> None:
    (tmp_path / "a.arc.gz").write_bytes(b"".join(gzip.compress(part) for part in arc_parts()))
    page = [step for step in walk(tmp_path / "a.arc.gz", max_block=10) if isinstance(step, Record)][-1]
    assert page.block == PAGE[:10]
    assert page.block_length == len(PAGE)
    assert page.block_digest == sha256_digest(PAGE)


def test_the_current_path_is_the_open_twin_as_long_as_there_is_no_other(tmp_path: Path) -> None:
    final = tmp_path / "a.warc.gz"
    assert current_path(final) == final
    (tmp_path / "a.warc.gz.open").touch()
    assert current_path(final) == tmp_path / "a.warc.gz.open"
    final.touch()
    assert current_path(final) == final
