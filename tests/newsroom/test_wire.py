"""Keep-alive, validators, content coding, TLS, and a record that is exact."""

import gzip
import re
import socket
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest

from newsroom import Newsroom, read_recording
from newsroom.tls import CERTIFICATE
from tests.ports import free_port

Fetch = Callable[..., bytes]
Connect = Callable[..., socket.socket]


def read_answer(client: socket.socket) -> bytes:
    """One answer with Content-Length from an open connection."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += client.recv(1)
    length = int(re.findall(rb"Content-Length: (\d+)", received)[0])
    while len(received.partition(b"\r\n\r\n")[2]) < length:
        received += client.recv(1 << 16)
    return received


def test_requests_on_one_connection_are_numbered_and_recorded_byte_for_byte(
    room: Newsroom, open_connection: Connect
) -> None:
    site = room.outlets["waha"]
    sent, answers = [], []
    with open_connection(site.homepage) as client:
        port = client.getsockname()[1]
        for number in range(4):
            request = (
                f"GET /faults/plain?n={number} HTTP/1.1\r\nHOST: x\r\nX-Odd:   {number} \r\n\r\n".encode()
            )
            client.sendall(request)
            sent.append(request)
            answers.append(read_answer(client))
    found = [exchange for exchange in room.exchanges() if exchange.client_port == port]
    assert [exchange.number_on_connection for exchange in found] == [1, 2, 3, 4]
    assert [exchange.request for exchange in found] == sent
    assert [exchange.response for exchange in found] == answers
    assert all(exchange.finished and not exchange.tls for exchange in found)


def test_a_request_in_two_pieces_and_a_body_are_recorded_whole(
    room: Newsroom, open_connection: Connect
) -> None:
    request = b"POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
    with open_connection(room.outlets["waha"].homepage) as client:
        client.sendall(request[:30])
        client.sendall(request[30:])
        answer = b"".join(iter(lambda: client.recv(1 << 16), b""))
    assert answer.startswith(b"HTTP/1.1 405")
    assert room.exchanges()[-1].request == request


def test_a_request_cut_off_is_recorded_as_far_as_it_came(room: Newsroom, open_connection: Connect) -> None:
    with open_connection(room.outlets["waha"].homepage) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHo")
        client.shutdown(socket.SHUT_WR)
        assert client.recv(100) == b""
    exchange = room.exchanges()[-1]
    assert exchange.request == b"GET / HTTP/1.1\r\nHo"
    assert not exchange.finished


@pytest.mark.parametrize(
    ("slug", "path"),
    [
        ("almithal", "feed/"),
        ("almithal", "wp-sitemap.xml"),
        ("almithal", "news-sitemap.xml"),
        ("waha", "atom.xml"),
        ("barid", "rss.xml"),
        ("mirsad", "sitemap.xml"),
        ("mirsad", "sitemap-news.xml"),
    ],
)
def test_an_entity_tag_is_answered_with_304_and_no_body(
    room: Newsroom, fetch: Fetch, slug: str, path: str
) -> None:
    url = room.outlets[slug].homepage + path
    (tag,) = re.findall(rb"\r\nETag: (\S+)\r\n", fetch(url))
    answer = fetch(url, headers=f"If-None-Match: {tag.decode()}\r\n")
    assert answer.startswith(b"HTTP/1.1 304 Not Modified\r\n")
    assert answer.endswith(b"\r\n\r\n")
    assert b"ETag: " + tag in answer
    assert fetch(url, headers='If-None-Match: "another"\r\n').startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(("slug", "path"), [("sada", "rss.php"), ("barid", "sitemap.xml")])
def test_a_date_is_answered_with_304(room: Newsroom, fetch: Fetch, slug: str, path: str) -> None:
    url = room.outlets[slug].homepage + path
    (date,) = re.findall(rb"\r\nLast-Modified: ([^\r]+)\r\n", fetch(url))
    answer = fetch(url, headers=f"If-Modified-Since: {date.decode()}\r\n")
    assert answer.startswith(b"HTTP/1.1 304")
    older = "If-Modified-Since: Sat, 01 Jan 2022 00:00:00 GMT\r\n"
    assert fetch(url, headers=older).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("slug", ["almithal", "waha", "mirsad"])
def test_reports_carry_entity_tags(room: Newsroom, fetch: Fetch, slug: str) -> None:
    url = room.outlets[slug].article_urls[0]
    (tag,) = re.findall(rb"\r\nETag: (\S+)\r\n", fetch(url))
    assert fetch(url, headers=f"If-None-Match: {tag.decode()}\r\n").startswith(b"HTTP/1.1 304")


def test_gzip_comes_only_to_those_who_ask(room: Newsroom, fetch: Fetch) -> None:
    url = room.outlets["almithal"].homepage + "wp-content/themes/mithal/style.css"
    plain = fetch(url)
    packed = fetch(url, headers="Accept-Encoding: gzip, deflate\r\n")
    assert b"Content-Encoding" not in plain
    assert b"\r\nContent-Encoding: gzip\r\n" in packed
    assert room.exchanges()[-1].response == packed


def test_an_ordinary_crawl_meets_every_framing(room: Newsroom, fetch: Fetch) -> None:
    framings = set()
    for site in room.outlets.values():
        for url in (*site.article_urls, site.homepage):
            head = fetch(url, headers="Accept-Encoding: gzip\r\n").partition(b"\r\n\r\n")[0]
            length = b"\r\nContent-Length: " in head
            chunked = b"\r\nTransfer-Encoding: chunked" in head
            framings.add((length, chunked, b"\r\nTrailer:" in head, b"gzip" in head))
    assert {framing[:2] for framing in framings} == {(True, False), (False, True), (False, False)}
    assert {framing[2] for framing in framings} == {True, False}
    assert {framing[3] for framing in framings} == {True, False}


def test_head_has_the_length_and_no_body(room: Newsroom, fetch: Fetch) -> None:
    answer = fetch(room.outlets["barid"].homepage + "robots.txt", method="HEAD")
    assert re.search(rb"Content-Length: [1-9]", answer)
    assert answer.endswith(b"\r\n\r\n")


def test_the_certificate_is_for_loopback_and_trusted_by_nobody_else(room: Newsroom) -> None:
    site = room.outlets["mirsad"]
    context = ssl.create_default_context(cafile=str(CERTIFICATE))
    with (
        socket.create_connection(("127.0.0.1", site.port), timeout=60) as tcp,
        context.wrap_socket(tcp, server_hostname="localhost") as client,
    ):
        names = {value for _, value in client.getpeercert()["subjectAltName"]}  # type: ignore[index,misc]
    assert names == {"127.0.0.1", "localhost"}
    with (
        socket.create_connection(("127.0.0.1", site.port), timeout=60) as tcp,
        pytest.raises(ssl.SSLCertVerificationError, match="certificate verify failed"),
    ):
        ssl.create_default_context().wrap_socket(tcp, server_hostname="127.0.0.1")


def test_exchanges_over_tls_are_recorded_above_tls(room: Newsroom, fetch: Fetch) -> None:
    answer = fetch(room.outlets["mirsad"].homepage)
    exchange = room.exchanges()[-1]
    assert exchange.tls
    assert exchange.request.startswith(b"GET / HTTP/1.1\r\n")
    assert exchange.response == answer


def test_the_record_on_disk_equals_the_one_in_memory(tmp_path: Path, fetch: Fetch) -> None:
    with Newsroom(record=tmp_path / "record", outlets=("sada", "mirsad")) as room:
        for site in room.outlets.values():
            for url in (*site.article_urls, *site.faults):
                fetch(url)
        fetch(room.outlets["sada"].homepage + "faults/big?mb=9")
        seen = room.exchanges()
    read = read_recording(tmp_path / "record")
    assert len(read) == len(seen) > 20
    for one, other in zip(read, seen, strict=True):
        if one.response_length > 8 << 20:
            assert one.response_sha256 == other.response_sha256
        else:
            assert one == other


def test_ports_are_consecutive_from_the_base_given() -> None:
    base = free_port()
    with Newsroom(port_base=base, outlets=("waha",)) as room:
        assert room.outlets["waha"].port == base


def test_a_taken_port_is_an_error_before_anything_is_served() -> None:
    with Newsroom(outlets=("waha",)) as room, pytest.raises(OSError, match="in use"):
        Newsroom(port_base=room.outlets["waha"].port, outlets=("sada",)).__enter__()


def test_gzip_bytes_are_the_same_each_time(room: Newsroom, fetch: Fetch) -> None:
    url = room.outlets["mirsad"].homepage + "main.css"
    answers = {fetch(url, headers="Accept-Encoding: gzip\r\n") for _ in range(3)}
    assert len(answers) == 1


def test_a_page_reads_the_same_packed_and_plain(room: Newsroom, fetch: Fetch) -> None:
    for url in room.outlets["waha"].article_urls:
        packed = fetch(url, headers="Accept-Encoding: gzip\r\n")
        head, _, body = packed.partition(b"\r\n\r\n")
        if b"Content-Encoding: gzip" in head and b"Content-Length" in head:
            assert gzip.decompress(body) == fetch(url).partition(b"\r\n\r\n")[2]
            return
    pytest.fail("no report of waha travels as gzip with a length")
