"""What the page of a capture tells of its connection, its kind and its proof."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from archive.browse.connection import connection_of
from tests.browse.conftest import Served

WARC = [("WARC-IP-Address", "192.0.2.7"), ("WARC-Protocol", "http/1.1"), ("WARC-Protocol", "tls/1.3")]
TLS = [
    ("tlsVersion", "1.3"),
    ("tlsCipher", "TLS_AES_256_GCM_SHA384"),
    ("tlsServerName", "almithal.example"),
    ("tlsCertificateSha256", "aa"),
    ("tlsCertificateSha256", "bb"),
]


def record(headers: list[tuple[str, str]]) -> Any:
    return SimpleNamespace(headers=tuple(headers))


def test_the_connection_is_told_as_it_was_noted() -> None:
    told = connection_of(record(WARC), TLS)
    assert told is not None
    assert told["address"] == "192.0.2.7"
    assert told["protocols"] == ["http/1.1", "tls/1.3"]
    assert told["tls"] == {
        "version": "1.3",
        "cipher": "TLS_AES_256_GCM_SHA384",
        "server_name": "almithal.example",
        "certificates_sha256": ["aa", "bb"],
        "verified": True,
    }


def test_a_proxy_is_told_and_where_it_looks_from() -> None:
    told = connection_of(record([]), [("proxy", "socks5"), ("vantage", "through Tor")])
    unknown = {"address": None, "protocols": [], "tls": None}
    assert told == unknown | {"proxy": "socks5", "vantage": "through Tor"}
    assert connection_of(record([]), []) is None


@pytest.mark.parametrize(
    ("headers", "facts", "verified"),
    [
        (WARC, [*TLS, ("tlsVerified", "no")], False),
        ([*WARC, ("WARC-Cipher-Suite", "TLS_AES_128_GCM_SHA256")], [], None),  # of another tool's file
    ],
)
def test_a_certificate_is_called_verified_only_where_it_was(
    headers: list[tuple[str, str]], facts: list[tuple[str, str]], verified: bool | None
) -> None:
    told = connection_of(record(headers), facts)
    assert told is not None
    assert told["tls"]["verified"] is verified
    assert told["tls"]["cipher"]


def test_plain_http_has_no_tls_and_nothing_noted_is_no_connection() -> None:
    told = connection_of(record(WARC[:2]), [])
    assert told is not None
    assert told["tls"] is None
    assert connection_of(record([("WARC-Type", "response")]), []) is None
    assert connection_of(None, []) is None


def test_the_page_tells_connection_kind_and_proof_in_words(served: Served) -> None:
    article = json.loads(served.get(f"/article/{served.edited}.json")[1])["article"]
    path = f"/capture/{article['capture']['record_id']}"
    told = json.loads(served.get(f"{path}.json")[1])
    direct = {"proxy": None, "vantage": None}
    assert told["connection"] == {"address": "127.0.0.1", "protocols": ["http/1.1"], "tls": None} | direct
    english = served.get(path, Accept_Language="en")[1]
    for words in ("none: plain HTTP", "an answer of the server", "a report", told["proof"]["leaf_hash"]):
        assert words in english
    arabic = served.get(path, Accept_Language="ar")[1]
    for words in ("لا تشفير: HTTP وحده", "جواب الخادم", "البرهان بالأرقام"):
        assert words in arabic


def test_what_is_not_understood_is_told_without_turning_the_sentence(served: Served) -> None:
    page = served.get("/search?q=a&from=yesterday", Accept_Language="ar")[1]
    assert "قيمة \u2068from\u2069 هي \u2068yesterday\u2069، والمطلوب مثل: \u20682024-03-17\u2069" in page
    hostile = served.get("/search?q=a&from=%E2%80%AEx", Accept_Language="ar")[1]
    assert "\u202e" not in hostile
