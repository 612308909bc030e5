"""Answers are compressed for those who accept it, and are the same."""

import asyncio
import gzip
from typing import Any

import pytest

from archive.browse.compressed import LEAST, accepts_gzip, compressed
from tests.browse.conftest import Served

LONG = "جملة تعود مرة بعد مرة. ".encode() * 200


def passed_through(
    pieces: list[bytes], headers: dict[str, str], accepted: str = "gzip", method: str = "GET"
) -> tuple[dict[str, list[str]], bytes]:
    """The headers and the body of an answer of an application that sends these."""
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        told = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": told})
        for place, piece in enumerate(pieces, 1):
            await send({"type": "http.response.body", "body": piece, "more_body": place < len(pieces)})

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "headers": [(b"accept-encoding", accepted.encode())]}
    asyncio.run(compressed(app)(scope, None, send))  # type: ignore[arg-type]
    named: dict[str, list[str]] = {}
    for name, value in sent[0]["headers"]:
        named.setdefault(name.decode(), []).append(value.decode())
    assert [one.get("more_body", False) for one in sent[1:]][-1] is False
    return named, b"".join(one["body"] for one in sent[1:])


@pytest.mark.parametrize("media", ["text/html; charset=utf-8", "application/json", "application/atom+xml"])
@pytest.mark.parametrize("pieces", [[LONG], [LONG, LONG, b""], [LONG * 100, b"x"]])
def test_texts_are_compressed_in_however_many_pieces(media: str, pieces: list[bytes]) -> None:
    headers = {"content-type": media, "content-length": "9", "etag": '"a"', "content-security-policy": "x"}
    named, body = passed_through(pieces, headers)
    assert gzip.decompress(body) == b"".join(pieces)
    assert len(body) < sum(map(len, pieces)) / 4
    assert (named["content-encoding"], named["vary"]) == (["gzip"], ["accept-encoding"])
    assert (named["etag"], named["content-security-policy"]) == (['W/"a"'], ["x"])
    assert named.get("content-length", [str(len(body))]) == [str(len(body))]


@pytest.mark.parametrize(
    ("body", "headers", "accepted"),
    [
        (LONG, {"content-type": "text/html"}, "identity"),
        (LONG, {"content-type": "text/html"}, "gzip;q=0"),
        (LONG, {"content-type": "font/woff2"}, "gzip"),
        (LONG, {"content-type": "application/wacz+zip"}, "gzip"),
        (LONG, {"content-type": "text/html", "content-encoding": "br"}, "gzip"),
        (b"x" * (LEAST - 1), {"content-type": "text/html"}, "gzip"),
    ],
)
def test_what_is_no_text_or_not_wanted_so_is_left_as_it_is(
    body: bytes, headers: dict[str, str], accepted: str
) -> None:
    named, sent = passed_through([body], {**headers, "content-length": str(len(body))}, accepted)
    assert sent == body
    assert named["content-length"] == [str(len(body))]
    assert named.get("content-encoding") == (
        [headers["content-encoding"]] if "content-encoding" in headers else None
    )


@pytest.mark.parametrize(
    ("accepted", "wanted"),
    [
        ("gzip, deflate, br", True),
        ("br;q=1.0, GZIP;q=0.8", True),
        ("gzip; q=0", False),
        ("br", False),
        ("*;q=0", False),
        ("", False),
        (None, False),
    ],
)
def test_who_accepts_gzip_is_read(accepted: str | None, wanted: bool) -> None:
    assert accepts_gzip(accepted) is wanted


def test_a_page_is_the_same_compressed_and_smaller(served: Served) -> None:
    for path in ("/", "/search?q=القصف".encode().decode("latin-1"), f"/article/{served.edited}.json"):
        path = path if path.isascii() else "/search?q=%D8%A7%D9%84%D9%82%D8%B5%D9%81"
        plain, whole = served.fetch(path, Accept_Language="ar")
        answer, body = served.fetch(path, Accept_Language="ar", Accept_Encoding="gzip")
        assert plain.getheader("content-encoding") is None
        assert "accept-encoding" in (plain.getheader("vary") or "").lower()
        assert answer.getheader("content-encoding") == "gzip"
        assert gzip.decompress(body) == whole
        assert len(body) < len(whole) / 2


def test_the_fonts_of_the_first_lines_are_asked_for_with_the_style(served: Served) -> None:
    for path, language, count in (("/", "ar", 2), ("/", "en", 1), (f"/article/{served.edited}", "ar", 3)):
        _, page = served.get(path, Accept_Language=language)
        fonts = [
            line.split('href="')[1].split('"')[0] for line in page.splitlines() if 'rel="preload"' in line
        ]
        assert len(fonts) == count
        for font in fonts:
            answer, body = served.fetch(font)
            assert (answer.status, answer.getheader("content-type"), body[:4]) == (200, "font/woff2", b"wOF2")
            assert "immutable" in (answer.getheader("cache-control") or "")
