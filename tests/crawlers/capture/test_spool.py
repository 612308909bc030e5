"""Bytes that arrive in pieces come back as they were, and beyond a limit they are on the disk."""

import tracemalloc
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawlers.capture.spool import IN_MEMORY, Slice, Spool

PIECES = st.lists(st.binary(max_size=60), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=PIECES, limit=st.integers(0, 200), start=st.integers(0, 300), reads=st.sets(st.integers(0, 12)))
def test_whatever_is_written_comes_back_also_when_it_is_read_in_between(
    tmp_path: Path, pieces: list[bytes], limit: int, start: int, reads: set[int]
) -> None:
    spool = Spool(tmp_path, limit)
    written = b""
    for number, piece in enumerate(pieces):
        spool.write(piece)
        written += piece
        if number in reads:
            assert spool.begin(7) == written[:7]
    assert spool.size == len(written)
    assert b"".join(spool.chunks()) == written
    begin = min(start, len(written))
    assert b"".join(Slice(spool, begin).chunks()) == written[begin:]
    assert Slice(spool, begin).size == len(written) - begin
    assert list(tmp_path.iterdir()) == []  # the temporary file has no name
    spool.close()


def test_two_readers_do_not_disturb_each_other(tmp_path: Path) -> None:
    spool = Spool(tmp_path, 10)
    for _ in range(4):
        spool.write(bytes(range(256)) * 1024)
    first, second = spool.chunks(), spool.chunks()
    pairs = list(zip(first, second, strict=True))
    assert len(pairs) > 1
    assert all(one == other for one, other in pairs)
    spool.close()


def test_a_large_body_is_held_on_the_disk_and_not_in_memory(tmp_path: Path) -> None:
    piece = bytes(1 << 16)
    tracemalloc.start()
    spool = Spool(tmp_path)
    for _ in range(20 * IN_MEMORY // len(piece)):
        spool.write(bytes(bytearray(piece)))
    for _ in spool.chunks():
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert spool.size == 20 * IN_MEMORY
    assert peak < 3 * IN_MEMORY
    spool.close()


def test_a_closed_spool_has_forgotten_its_bytes(tmp_path: Path) -> None:
    for limit in (0, 1000):
        spool = Spool(tmp_path, limit)
        spool.write(b"some bytes")
        spool.close()
        assert b"".join(spool.chunks()) == b""
