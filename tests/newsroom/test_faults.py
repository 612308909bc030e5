"""Each fault sends the bytes it promises."""

import gzip
import html
import re
import socket
import time
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from newsroom import Exchange, Newsroom
from newsroom.faults import FAULTS, linked_faults
from newsroom.outlets import FAULTY

Fetch = Callable[..., bytes]
LONG = {"stall", "stall-head", "big", "bigchunked", "bigpage", "gzip-bomb", "big-head", "sitemap-many"}


def ask(room: Newsroom, fetch: Fetch, name: str, query: str = "n=5", slug: str = "almithal") -> bytes:
    return fetch(f"{room.outlets[slug].homepage}faults/{name}?{query}")


def drain(client: socket.socket, got: bytearray | None = None) -> None:
    while part := client.recv(1 << 16):
        if got is not None:
            got += part


def split(answer: bytes) -> tuple[bytes, bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    return head, body


def last(room: Newsroom) -> Exchange:
    return room.exchanges()[-1]


def whole_page(room: Newsroom, fetch: Fetch, slug: str = "almithal") -> bytes:
    return split(ask(room, fetch, "plain", slug=slug))[1]


@pytest.mark.parametrize("name", sorted(set(FAULTS) - LONG))
def test_what_the_client_read_is_what_the_newsroom_recorded(room: Newsroom, fetch: Fetch, name: str) -> None:
    for slug in ("almithal", "mirsad"):
        answer = ask(room, fetch, name, "n=9&seconds=0.01", slug)
        exchange = last(room)
        assert exchange.outlet == slug
        assert exchange.target == f"/faults/{name}?n=9&seconds=0.01"
        if name == "reset":
            assert exchange.response.startswith(answer)
        else:
            assert exchange.response == answer


@pytest.mark.parametrize("name", sorted(set(FAULTS) - LONG))
def test_an_answer_counts_as_finished_unless_it_was_cut(room: Newsroom, fetch: Fetch, name: str) -> None:
    ask(room, fetch, name, "n=12&seconds=0.01")
    cut = {
        "bad-status",
        "drop",
        "drop-chunked",
        "drop-head",
        "drop-silent",
        "length-long",
        "length-short",
        "reset",
    }
    assert last(room).finished is (name not in cut)


def test_faults_linked_in_a_crawl_name_outlets_that_exist() -> None:
    slugs = set(FAULTY)
    assert {slug for fault in FAULTS.values() for slug in fault.linked} == slugs
    assert all(len(linked_faults(slug)) >= 8 for slug in slugs)


def test_early_hints_come_before_the_answer(room: Newsroom, fetch: Fetch) -> None:
    answer = ask(room, fetch, "early-hints")
    first, rest = answer.split(b"\r\n\r\n", 1)
    assert first.startswith(b"HTTP/1.1 103 Early Hints\r\nLink: ")
    assert rest.startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_folded_header_spans_three_lines(room: Newsroom, fetch: Fetch) -> None:
    assert b"\r\nX-Folded: one\r\n   two\r\n\tthree\r\n" in ask(room, fetch, "folded")


def test_odd_headers_keep_case_order_and_bytes(room: Newsroom, fetch: Fetch) -> None:
    head, _ = split(ask(room, fetch, "odd-headers"))
    names = [line.partition(b":")[0] for line in head.split(b"\r\n")[1:]]
    assert names[:2] == [b"SERVER", b"content-TYPE"]
    assert [name for name in names if name.lower() == b"x-twice"] == [b"X-Twice", b"x-twice", b"X-TWICE"]
    assert b"X-Latin: caf\xe9" in head
    assert "X-Utf8: مرحبا".encode() in head
    assert head.startswith(b"HTTP/1.1 200 Totally Fine\r\n")


def test_an_lf_head_has_no_carriage_return(room: Newsroom, fetch: Fetch) -> None:
    answer = ask(room, fetch, "lf-head")
    head, _, body = answer.partition(b"\n\n")
    assert b"\r" not in head
    assert int(re.findall(rb"Content-Length: (\d+)", head)[0]) == len(body)


def test_a_status_line_without_reason_ends_behind_the_code(room: Newsroom, fetch: Fetch) -> None:
    assert ask(room, fetch, "no-reason").startswith(b"HTTP/1.1 200\r\n")


def test_http_1_0_tells_no_length_and_closes(room: Newsroom, fetch: Fetch) -> None:
    url = f"{room.outlets['sada'].homepage}faults/http-1-0?n=1"
    head, body = split(fetch(url, keep=True))
    assert head.startswith(b"HTTP/1.0 200 OK")
    assert b"content-length" not in head.lower()
    assert b"</html>" in body


def test_an_unparsable_status_line_is_not_http(room: Newsroom, fetch: Fetch) -> None:
    assert not ask(room, fetch, "bad-status").startswith(b"HTTP/1")


def test_odd_chunks_carry_extensions_and_trailers_around_the_whole_page(room: Newsroom, fetch: Fetch) -> None:
    head, framed = split(ask(room, fetch, "odd-chunks"))
    assert b"Transfer-Encoding: chunked" in head
    body = bytearray()
    sizes = []
    while True:
        line, _, framed = framed.partition(b"\r\n")
        size = int(line.partition(b";")[0], 16)
        sizes.append(line)
        if size == 0:
            break
        body += framed[:size]
        assert framed[size : size + 2] == b"\r\n"
        framed = framed[size + 2 :]
    assert any(b";a=1;b" in line for line in sizes)
    assert any(line.startswith(b"00") for line in sizes[:-1])
    assert framed == b"X-Trailer: end\r\nx-trailer:  twice \r\n\r\n"
    assert b"</html>" in body


@pytest.mark.parametrize("name", ["drop", "length-long"])
def test_the_promised_length_never_comes(room: Newsroom, fetch: Fetch, name: str) -> None:
    head, body = split(ask(room, fetch, name))
    assert int(re.findall(rb"Content-Length: (\d+)", head)[0]) > len(body) > 500


def test_a_short_length_is_followed_by_more_bytes(room: Newsroom, fetch: Fetch) -> None:
    head, body = split(ask(room, fetch, "length-short"))
    assert int(re.findall(rb"Content-Length: (\d+)", head)[0]) < len(body)


def test_a_dropped_chunk_ends_before_its_size(room: Newsroom, fetch: Fetch) -> None:
    _, body = split(ask(room, fetch, "drop-chunked"))
    assert body.startswith(b"258\r\n")
    assert len(body) == 5 + 600 + 2 + 5 + 200


def test_a_cut_without_length_looks_whole_to_http(room: Newsroom, fetch: Fetch) -> None:
    head, body = split(ask(room, fetch, "no-length-cut"))
    assert b"Content-Length" not in head
    assert b"</html>" not in body


def test_cut_gzip_has_an_honest_length_and_no_end(room: Newsroom, fetch: Fetch) -> None:
    head, body = split(ask(room, fetch, "gzip-cut"))
    assert int(re.findall(rb"Content-Length: (\d+)", head)[0]) == len(body)
    unpacker = zlib.decompressobj(31)
    assert b"<html" in unpacker.decompress(body)
    assert not unpacker.eof


def test_a_gzip_bomb_unpacks_to_what_was_asked_for(room: Newsroom, fetch: Fetch) -> None:
    head, body = split(ask(room, fetch, "gzip-bomb", "mb=8"))
    assert b"Content-Encoding: gzip" in head
    assert len(body) < 20_000
    assert len(gzip.decompress(body)) == 8 << 20


def test_a_reset_connection_raises_at_the_client(
    room: Newsroom, open_connection: Callable[..., socket.socket]
) -> None:
    url = room.outlets["almithal"].homepage
    with open_connection(url) as client:
        client.sendall(b"GET /faults/reset?n=1 HTTP/1.1\r\nHost: x\r\n\r\n")
        with pytest.raises(ConnectionResetError):
            drain(client)


@pytest.mark.parametrize(
    ("name", "first", "second", "third"),
    [("error-once", 500, 200, 200), ("error-twice", 503, 503, 200), ("too-many", 429, 200, 200)],
)
def test_a_broken_page_recovers_at_the_promised_request(
    room: Newsroom, fetch: Fetch, name: str, first: int, second: int, third: int
) -> None:
    answers = [ask(room, fetch, name, "n=31") for _ in range(3)]
    assert [int(answer.split(b" ")[1]) for answer in answers] == [first, second, third]
    other = ask(room, fetch, name, "n=32")
    assert int(other.split(b" ")[1]) == first


def test_429_says_when_to_come_back(room: Newsroom, fetch: Fetch) -> None:
    assert b"\r\nRetry-After: 1\r\n" in ask(room, fetch, "too-many", "n=33")


@pytest.mark.parametrize(
    ("name", "status", "location"),
    [
        ("redirect", 301, "{origin}/faults/plain?n=5"),
        ("redirect-relative", 302, "plain?n=5"),
        ("redirect-self", 301, "/faults/redirect-self?n=5"),
        ("redirect-loop", 302, "/faults/redirect-loop?n=5&side=b"),
        ("redirect-offsite", 302, "http://elsewhere.invalid/report"),
        ("redirect-file", 302, "file:///etc/hostname"),
        ("redirect-chain", 302, "redirect-chain?n=5&hops=2"),
    ],
)
def test_a_redirect_points_where_it_says(
    room: Newsroom, fetch: Fetch, name: str, status: int, location: str
) -> None:
    head, _ = split(ask(room, fetch, name))
    origin = room.outlets["almithal"].homepage.rstrip("/")
    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert f"\r\nLocation: {location.format(origin=origin)}\r\n".encode() in head


def test_a_redirect_loop_comes_back_to_its_start(room: Newsroom, fetch: Fetch) -> None:
    answer = ask(room, fetch, "redirect-loop", "n=5&side=b")
    assert b"Location: /faults/redirect-loop?n=5&side=a\r\n" in answer


def test_a_redirect_to_a_seen_address_names_an_ordinary_report(room: Newsroom, fetch: Fetch) -> None:
    head, _ = split(ask(room, fetch, "redirect-seen", slug="sada"))
    (location,) = re.findall(rb"Location: (\S+)", head)
    site = room.outlets["sada"]
    assert site.homepage.rstrip("/") + location.decode() in site.article_urls


@pytest.mark.parametrize(("name", "status"), [("missing", 404), ("gone", 410), ("soft-missing", 200)])
def test_a_page_that_is_not_there_says_so_in_words(
    room: Newsroom, fetch: Fetch, name: str, status: int
) -> None:
    answer = ask(room, fetch, name)
    assert int(answer.split(b" ")[1]) == status
    assert "الصفحة غير موجودة".encode() in answer


def test_a_bot_challenge_comes_with_status_200(room: Newsroom, fetch: Fetch) -> None:
    answer = ask(room, fetch, "challenge")
    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert b"Just a moment" in answer


def test_a_kept_connection_is_closed_after_the_answer_without_a_word(room: Newsroom, fetch: Fetch) -> None:
    url = f"{room.outlets['almithal'].homepage}faults/idle-close?n=2"
    head, body = split(fetch(url, keep=True))
    assert b"close" not in head.lower()
    assert b"</html>" in body
    assert last(room).finished


@pytest.mark.parametrize("name", ["stall", "stall-head"])
def test_a_stalled_answer_ends_when_the_client_leaves(
    room: Newsroom, open_connection: Callable[..., socket.socket], name: str
) -> None:
    with open_connection(room.outlets["almithal"].homepage) as client:
        port = client.getsockname()[1]
        client.sendall(f"GET /faults/{name}?n=1 HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        got = bytearray()
        while name == "stall" and not half_told(got):
            got += client.recv(1 << 16)
        client.settimeout(0.2)
        with pytest.raises(TimeoutError):
            drain(client, got)
    while not (found := [one for one in room.exchanges() if one.client_port == port]):
        time.sleep(0.01)  # the newsroom has not come to it yet
    (exchange,) = found
    assert exchange.response == got
    assert not exchange.finished
    assert (len(got) == 0) is (name == "stall-head")


def half_told(got: bytes) -> bool:
    """Whether half of the body that is told of has come."""
    head, _, body = got.partition(b"\r\n\r\n")
    told = re.search(rb"Content-Length: (\d+)", head)
    return told is not None and len(body) >= int(told[1]) // 2


@pytest.mark.parametrize("name", ["big", "bigchunked", "bigpage"])
def test_a_big_body_is_as_long_as_asked_for_and_the_same_each_time(
    room: Newsroom, fetch: Fetch, name: str
) -> None:
    answers = [ask(room, fetch, name, "mb=9") for _ in range(2)]
    assert len(answers[0]) > 9 << 20
    assert answers[0] == answers[1]


def test_of_a_body_over_8_mb_the_digest_and_length_are_of_all_of_it(room: Newsroom, fetch: Fetch) -> None:
    from hashlib import sha256

    answer = ask(room, fetch, "big", "mb=9")
    exchange = last(room)
    assert exchange.response == answer[: 8 << 20]
    assert exchange.response_length == len(answer)
    assert exchange.response_sha256 == sha256(answer).hexdigest()


def test_stand_in_reports_differ_from_fault_to_fault_and_number_to_number(
    room: Newsroom, fetch: Fetch
) -> None:
    pages = {
        ask(room, fetch, name, query)
        for name in ("plain", "no-reason", "http-1-0")
        for query in ("n=1", "n=2")
    }
    texts = {re.sub(r"\s+", " ", page.decode("utf-8")).partition("entry-content")[2] for page in pages}
    assert len(texts) == 6


def test_any_address_can_be_spoilt_and_mended(room: Newsroom, fetch: Fetch) -> None:
    url = room.outlets["barid"].homepage + "robots.txt"
    room.spoil(url, "error-always")
    assert fetch(url).startswith(b"HTTP/1.1 500")
    room.mend(url)
    assert fetch(url).startswith(b"HTTP/1.1 200")
    with pytest.raises(LookupError, match="no fault is called"):
        room.spoil(url, "nothing-of-the-kind")


def test_a_spoilt_sitemap_is_the_real_one_with_a_bare_ampersand(room: Newsroom, fetch: Fetch) -> None:
    url = room.outlets["barid"].homepage + "sitemap.xml"
    room.spoil(url, "bare-ampersand")
    try:
        body = split(fetch(url))[1]
    finally:
        room.mend(url)
    assert b"plain?n=77&x=2" in body
    assert b"/akhbar/" in body


def test_two_indexes_name_one_another_and_a_sitemap_with_a_report(room: Newsroom, fetch: Fetch) -> None:
    site = room.outlets["midan"]
    start = f"{site.homepage}faults/sitemap-loop?n=5"
    named = {start: locations(fetch(start))}
    for url in named[start]:
        named[url] = locations(fetch(url))
    side, end = named[start]
    assert start + "&side=a" in named[side]
    assert side in locations(fetch(start + "&side=a"))
    assert named[end] == [site.article_urls[0]]


def locations(answer: bytes) -> list[str]:
    return [html.unescape(url.decode()) for url in re.findall(rb"<loc>([^<]+)</loc>", answer)]


@pytest.mark.parametrize(
    ("name", "media_type"), [("gzip-file", "application/x-gzip"), ("wrong-type", "application/octet-stream")]
)
def test_a_spoilt_sitemap_is_the_same_document_as_another_type(
    room: Newsroom, visit: Callable[[str], Any], name: str, media_type: str
) -> None:
    (url,) = room.outlets["dafatir"].sitemaps
    real = visit(url).body
    room.spoil(url, name)
    try:
        spoilt = visit(url)
    finally:
        room.mend(url)
    assert spoilt.media_type == media_type
    assert (gzip.decompress(spoilt.body) if name == "gzip-file" else spoilt.body) == real
