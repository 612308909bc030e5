"""HTTP messages are taken apart without being changed, whatever is wrong with them."""

import gzip
import random
import tracemalloc
import zlib
from itertools import pairwise

import brotli
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from archive.http import (
    Dechunker,
    HttpMessage,
    decode_content,
    head_end,
    is_chunked,
    parse_response,
    read_headers,
    split_interim,
    status_of,
)

TEXT = "تقع المدينة على ضفة النهر. ".encode() * 400
MB = 1 << 20


def raw_deflate(data: bytes) -> bytes:
    engine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return engine.compress(data) + engine.flush()


PACKERS = {
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "x-gzip": lambda data: gzip.compress(data, mtime=0),
    "deflate": zlib.compress,
    "deflate (raw)": raw_deflate,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


def coded(coding: str, payload: bytes) -> HttpMessage:
    headers = (("Content-Encoding", coding.removesuffix(" (raw)")),)
    return HttpMessage(status=200, reason="OK", headers=headers, payload=payload, problems=())


def chunked(body: bytes, sizes: list[int], *, extension: bytes = b"", trailer: bytes = b"") -> bytes:
    out, at, turn = b"", 0, 0
    while at < len(body):
        piece = body[at : at + sizes[turn % len(sizes)]]
        out += b"%x%b\r\n%b\r\n" % (len(piece), extension, piece)
        at += len(piece)
        turn += 1
    return out + b"0\r\n" + trailer + b"\r\n"


def dechunk(pieces: list[bytes]) -> tuple[bytes, bool, bool]:
    parts: list[bytes] = []
    dechunker = Dechunker(parts.append)
    for piece in pieces:
        dechunker.feed(piece)
    return b"".join(parts), dechunker.finished, dechunker.broken


def split(data: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[begin:end] for begin, end in pairwise(places)]


CUTS = st.lists(st.integers(0, 1 << 20), max_size=12)


@given(
    body=st.binary(max_size=3000),
    sizes=st.lists(st.integers(1, 700), min_size=1, max_size=5),
    extension=st.sampled_from([b"", b";a", b' ; name="v"', b";\xff"]),
    trailer=st.sampled_from([b"", b"X-End: 1\r\n", b"a: b\r\nc: d\r\n"]),
    cuts=CUTS,
)
def test_any_split_of_a_chunked_body_gives_the_body(
    body: bytes, sizes: list[int], extension: bytes, trailer: bytes, cuts: list[int]
) -> None:
    framed = chunked(body, sizes, extension=extension, trailer=trailer)
    assert dechunk(split(framed, cuts)) == (body, True, False)
    assert dechunk([bytes([byte]) for byte in framed[:300]])[0] == body[: len(dechunk([framed[:300]])[0])]


@given(
    data=st.binary(max_size=400) | st.text("0123456789abcdefg;\r\n ", max_size=200).map(str.encode), cuts=CUTS
)
def test_any_split_of_anything_gives_the_same_result_as_no_split(data: bytes, cuts: list[int]) -> None:
    whole, pieces = dechunk([data]), dechunk(split(data, cuts))
    assert pieces == whole


@given(body=st.binary(min_size=1, max_size=500), cut=st.integers(0, 1000))
def test_a_chunked_body_that_is_cut_gives_a_prefix_and_is_not_finished(body: bytes, cut: int) -> None:
    framed = chunked(body, [60])
    found, finished, broken = dechunk([framed[: cut % len(framed)]])
    assert body.startswith(found)
    assert not finished
    assert not broken


def test_what_follows_the_last_chunk_is_no_part_of_the_body() -> None:
    found, finished, _ = dechunk([chunked(b"body", [3]) + b"HTTP/1.1 200 OK\r\n\r\n"])
    assert (found, finished) == (b"body", True)


@pytest.mark.parametrize(
    "framing",
    [b"-1\r\nx\r\n", b"0x3\r\nabc\r\n", b"zz\r\n", b"\r\n", b"1" * 16 + b"\r\n", b"3\r\nabcd\r\n", b"+3\r\n"],
)
def test_framing_that_is_no_chunked_coding_is_called_broken(framing: bytes) -> None:
    assert dechunk([framing])[2]


@pytest.mark.parametrize("piece", [1000, 1 << 16, 10 * MB])
def test_a_size_line_without_end_is_broken_and_not_gathered(piece: int) -> None:
    dechunker = Dechunker(lambda _: None)
    tracemalloc.start()
    endless = b"1;" + b"x" * (piece - 2)
    for _ in range(max(2, 10 * MB // piece)):
        dechunker.feed(endless)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert dechunker.broken
    assert peak < 4 * piece + MB


@given(block=st.binary(max_size=600), method=st.sampled_from(["GET", "HEAD"]))
def test_no_block_makes_parsing_fail(block: bytes, method: str) -> None:
    for bytes_ in (
        block,
        b"HTTP/1.1 200 OK\r\n" + block,
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + block,
    ):
        message = parse_response(bytes_, method)
        decode_content(message, 1000)
        assert message.status is not None or message.payload == bytes_


@pytest.mark.parametrize("length", ["²", "٣", "-1", "9" * 5000, "1e3", "0x1", "", " ", "4,4"])
def test_a_content_length_that_is_no_number_is_passed_over(length: str) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n".encode("latin-1", "replace")
    message = parse_response(head + b"body")
    assert message.payload == b"body"
    assert message.problems == ()
    latin = (
        b"HTTP/1.1 200 OK\r\nContent-Length: \xb2\r\n\r\nbody"  # SUPERSCRIPT TWO is a digit to str.isdigit
    )
    assert parse_response(latin).payload == b"body"


def test_a_body_shorter_than_announced_is_named_and_kept() -> None:
    message = parse_response(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive!")
    assert (message.payload, message.problems) == (b"five!", ("short-body",))


@pytest.mark.parametrize(
    ("line", "status", "reason"),
    [
        (b"HTTP/1.1 200 OK", 200, "OK"),
        (b"HTTP/1.0 404 Not \xe9", 404, "Not é"),
        (b"HTTP/1.1 200", 200, ""),
        (b"HTTP/1.1 200 ", 200, ""),
        (b"HTTP/2 200", 200, ""),
        (b"HTTP/2.0 301 Moved", 301, "Moved"),
        (b"HTTP/1.1 20", None, ""),
        (b"HTTP/1.1 2000 OK", None, ""),
        (b"HTTP/1.1  200 OK", None, ""),
        (b"HTP/9 200 OK", None, ""),
        (b"http/1.1 200 OK", None, ""),
    ],
)
def test_a_status_line_is_read_as_it_stands(line: bytes, status: int | None, reason: str) -> None:
    message = parse_response(line + b"\r\nA: b\r\n\r\nbody")
    assert message.status == status
    assert message.reason == reason
    assert message.problems == (() if status else ("no-head",))


def test_headers_keep_order_case_repeats_and_latin_1() -> None:
    lines = (
        b"HTTP/1.1 200 OK",
        b"B: 1",
        b"b:2",
        b"X-Latin: caf\xe9",
        b"Fold: a",
        b"  b",
        b"\tc",
        b"no colon",
    )
    head = b"\r\n".join((*lines, b"E:", b"", b""))
    assert read_headers(head) == (("B", "1"), ("b", "2"), ("X-Latin", "café"), ("Fold", "a b c"), ("E", ""))
    message = parse_response(head)
    assert message.header("b") == "1"
    assert message.header_all("B") == ("1", "2")
    assert message.header("missing") is None


def test_bare_line_feeds_end_lines_and_heads() -> None:
    message = parse_response(b"HTTP/1.1 200 OK\nContent-Type: text/html\n\nbody\r\n\r\n")
    assert message.content_type == "text/html"
    assert message.payload == b"body\r\n\r\n"
    assert head_end(b"HTTP/1.1 200 OK\r\nA: b\n\r\nrest") == 24


def test_interim_answers_come_off_the_front_and_101_does_not() -> None:
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    assert split_interim(hints + hints + b"HTTP/1.1 200 OK\r\n\r\n") == (
        ((0, len(hints)), (len(hints), 2 * len(hints))),
        2 * len(hints),
    )
    assert parse_response(hints + b"HTTP/1.1 204 No Content\r\n\r\n").status == 204
    assert split_interim(b"HTTP/1.1 101 Switching\r\n\r\nHTTP/1.1 200 OK\r\n\r\n") == ((), 0)
    assert split_interim(hints[:-2]) == ((), 0)
    assert status_of(b"") is None


def test_no_body_is_read_where_http_has_none() -> None:
    head = b"HTTP/1.1 %d X\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n"
    for status, method in ((204, "GET"), (304, "GET"), (200, "HEAD")):
        message = parse_response(head % status, method)
        assert (message.payload, message.problems) == (b"", ())


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (("chunked",), True),
        (("gzip, Chunked",), True),
        (("gzip", "chunked"), True),
        (("chunked, gzip",), False),
        (("identity",), False),
        ((), False),
    ],
)
def test_a_message_is_chunked_when_its_last_coding_is(values: tuple[str, ...], wanted: bool) -> None:
    assert is_chunked(tuple(("transfer-ENCODING", value) for value in values)) is wanted


def test_chunks_come_off_and_what_is_wrong_with_them_is_named() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    for framed, payload, problems in (
        (chunked(b"body", [3]), b"body", ()),
        (chunked(b"body", [3])[:-3], b"body", ("chunked-unfinished",)),
        (b"4\r\nbodyX\r\n", b"body", ("chunked-broken",)),
        (b"not chunked\r\n", b"", ("chunked-broken",)),
        (b"", b"", ("chunked-unfinished",)),
    ):
        message = parse_response(head + framed)
        assert (message.payload, message.problems) == (payload, problems)


@pytest.mark.parametrize("coding", PACKERS)
def test_every_coding_is_undone(coding: str) -> None:
    packed = PACKERS[coding](TEXT)
    assert decode_content(coded(coding, packed)) == (TEXT, ())
    assert decode_content(coded(coding.upper(), b"") if "raw" not in coding else coded(coding, b"")) == (
        b"",
        (),
    )


@pytest.mark.parametrize("coding", PACKERS)
def test_compressed_content_without_an_end_gives_a_prefix_and_says_so(coding: str) -> None:
    noise = random.Random(1).randbytes(20_000)
    packed = PACKERS[coding](noise)
    for cut in range(1, len(packed), 501):
        found, problems = decode_content(coded(coding, packed[:cut]))
        assert problems == ("encoding-cut",)
        assert noise.startswith(found)
    assert decode_content(coded(coding, packed[:-1]))[1] == ("encoding-cut",)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_damaged_content_gives_what_stands_before_the_damage(coding: str) -> None:
    noise = random.Random(2).randbytes(50).hex().encode() * 400
    packed = bytearray(PACKERS[coding](noise))
    packed[len(packed) // 2] ^= 0xFF
    found, problems = decode_content(coded(coding, bytes(packed)))
    assert problems == ("encoding-broken",)
    assert len(found) > 6000
    assert found[:6000] == noise[:6000]  # behind the damage zlib may go on for a while


def test_a_wrong_checksum_is_named_and_the_content_kept() -> None:
    packed = bytearray(gzip.compress(TEXT))
    packed[-6] ^= 1
    found, problems = decode_content(coded("gzip", bytes(packed)))
    assert problems == ("encoding-broken",)
    assert found in (TEXT, TEXT[:-1])  # zlib looks at the checksum before it hands out the last byte


@pytest.mark.parametrize("coding", PACKERS)
def test_content_that_is_not_compressed_at_all_comes_back_as_it_is(coding: str) -> None:
    page = b"<html><body>plain</body></html>"
    assert decode_content(coded(coding, page)) == (page, ("encoding-broken",))


def test_an_unknown_coding_is_named_and_left() -> None:
    assert decode_content(coded("rot13", b"uryyb")) == (b"uryyb", ("encoding-unknown",))
    assert decode_content(coded("rot13, gzip", gzip.compress(b"uryyb"))) == (b"uryyb", ("encoding-unknown",))


def test_codings_are_undone_from_the_last_to_the_first() -> None:
    twice = brotli.compress(gzip.compress(TEXT))
    assert decode_content(coded("gzip, br", twice)) == (TEXT, ())
    in_two = HttpMessage(
        status=200,
        reason="",
        headers=(("content-encoding", "gzip"), ("x", "y"), ("Content-Encoding", "identity, br,")),
        payload=twice,
        problems=(),
    )
    assert decode_content(in_two) == (TEXT, ())
    assert decode_content(coded("br, gzip", twice))[1] == ("encoding-broken",)


def test_several_members_and_frames_are_one_content_and_junk_behind_is_not() -> None:
    two = gzip.compress(TEXT) + gzip.compress(b"more")
    assert decode_content(coded("gzip", two)) == (TEXT + b"more", ())
    assert decode_content(coded("gzip", gzip.compress(TEXT) + b"\x00\x00junk")) == (TEXT, ())
    assert decode_content(coded("zstd", zstd.compress(TEXT) + zstd.compress(b"more"))) == (TEXT + b"more", ())
    skippable = b"\x50\x2a\x4d\x18\x04\x00\x00\x00skip"
    assert decode_content(coded("zstd", skippable + zstd.compress(TEXT))) == (TEXT, ())


@pytest.mark.parametrize("coding", PACKERS)
def test_content_is_cut_at_the_limit_and_not_before_it(coding: str) -> None:
    packed = PACKERS[coding](TEXT)
    for limit, wanted in (
        (len(TEXT) + 1, ()),
        (len(TEXT), ()),
        (len(TEXT) - 1, ("too-large",)),
        (7, ("too-large",)),
    ):
        assert decode_content(coded(coding, packed), limit) == (TEXT[:limit], wanted)


def test_a_bomb_that_is_packed_twice_costs_no_more_than_one() -> None:
    packed = gzip.compress(gzip.compress(bytes(64 * MB)))
    tracemalloc.start()
    found, problems = decode_content(coded("gzip, gzip", packed), 2 * MB)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(found), problems) == (2 * MB, ("too-large",))
    assert peak < 10 * MB


@pytest.mark.parametrize("coding", PACKERS)
def test_a_bomb_costs_no_more_memory_than_a_few_limits(coding: str) -> None:
    packed = PACKERS[coding](bytes(64 * MB))
    tracemalloc.start()
    found, problems = decode_content(coded(coding, packed), 2 * MB)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(found), problems) == (2 * MB, ("too-large",))
    assert peak < 10 * MB


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_a_bomb_in_a_bomb_is_bounded_too(coding: str) -> None:
    inner = gzip.compress(bytes(64 * MB))
    tracemalloc.start()
    found, _ = decode_content(coded(f"gzip, {coding}", PACKERS[coding](inner)), MB)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found) == MB
    assert peak < 6 * MB


def test_a_thousand_codings_are_not_undone() -> None:
    assert decode_content(coded(", ".join(["gzip"] * 1000), b"x")) == (b"x", ("encoding-unknown",))


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_million_empty_members_end_early(coding: str) -> None:
    """Each is twenty bytes or less and costs as much as a page."""
    empty = PACKERS[coding](b"")
    _, problems = decode_content(coded(coding, empty * (8 * MB // len(empty))))
    assert problems == ("encoding-broken",)
