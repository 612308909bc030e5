"""How an exchange ended stands in its metadata record, in a word; and what was sent stands there too."""

import socket
import ssl
from hashlib import sha256

import pytest

from newsroom import Newsroom
from newsroom.tls import CERTIFICATE
from tests.crawlers.capture.conftest import Crawl, Crawled, RawGroup

SECURE = "mirsad"


def only(crawled: Crawled) -> RawGroup:
    (group,) = crawled.groups
    return group


def test_a_request_that_was_sent_again_has_a_group_for_each_time(crawl: Crawl, room: Newsroom) -> None:
    """A pooled connection that dies unanswered: Twisted asks again, and both requests arrived."""
    base = room.outlets["almithal"].homepage
    urls = [f"{base}faults/plain?n=1", f"{base}faults/drop-silent?n=1"]
    crawled = crawl(room, [{"url": url} for url in urls], settings={"CONCURRENT_REQUESTS": 1})
    first, second, third = crawled.groups
    assert [group.outcome for group in crawled.groups] == ["ok", "resent", "disconnect"]
    assert [group.about.says["attempt"] for group in crawled.groups] == ["1", "1", "2"]
    assert first.about.says["localPort"] == second.about.says["localPort"] != third.about.says["localPort"]
    assert [group.about.says["connectionRequest"] for group in crawled.groups] == ["1", "2", "1"]
    assert {second.about["WARC-Target-URI"], third.about["WARC-Target-URI"]} == {urls[1]}
    pairs, missing, unseen = crawled.joined()
    assert missing == unseen == []
    assert len(pairs) == 3
    assert [(row["end"].split(":")[0], row["captured"]["outcome"]) for row in crawled.rows] == [
        ("handed on", "ok"),
        ("DownloadFailedError", "disconnect"),
    ]


def test_a_connection_that_is_refused_leaves_a_metadata_record_alone(crawl: Crawl, room: Newsroom) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{bound.getsockname()[1]}/"
        crawled = crawl(room, [{"url": url}])
    group = only(crawled)
    assert group.outcome == "connection-refused"
    assert group.request is None
    assert group.about["WARC-Target-URI"] == url
    assert crawled.rows[0]["captured"]["kind"] == "failure"


def test_a_private_address_is_refused_before_a_byte_is_sent(crawl: Crawl, room: Newsroom) -> None:
    urls = [room.outlets["almithal"].homepage, room.outlets[SECURE].homepage]
    crawled = crawl(room, [{"url": url} for url in urls], settings={"WARRAQ_ALLOW_PRIVATE": False})
    assert len(crawled.groups) == 2
    assert {group.outcome for group in crawled.groups} <= {"address-refused", "dns"}
    assert {group.request for group in crawled.groups} == {None}
    assert crawled.exchanges == []


def test_a_connection_to_a_private_address_is_ended_whatever_led_there(crawl: Crawl, room: Newsroom) -> None:
    """As if the look-up had let it through: with Scrapy's own resolver."""
    urls = [room.outlets["almithal"].homepage, room.outlets[SECURE].homepage]
    careless = {"TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingThreadedResolver"}
    crawled = crawl(room, [{"url": url} for url in urls], settings=careless | {"WARRAQ_ALLOW_PRIVATE": False})
    assert len(crawled.groups) == 2
    assert {group.outcome for group in crawled.groups} == {"address-refused"}
    assert {group.request for group in crawled.groups} == {None}
    assert crawled.exchanges == []


def test_a_certificate_that_does_not_verify_ends_the_exchange_before_the_request(
    crawl: Crawl, room: Newsroom
) -> None:
    url = room.outlets[SECURE].homepage
    crawled = crawl(room, [{"url": url}], settings={"DOWNLOAD_VERIFY_CERTIFICATES": True})
    group = only(crawled)
    assert group.outcome == "tls"
    assert group.request is None
    assert crawled.exchanges == []


def test_https_to_a_plain_port_says_that_the_handshake_did_not_finish(crawl: Crawl, room: Newsroom) -> None:
    url = f"https://127.0.0.1:{room.outlets['almithal'].port}/"
    crawled = crawl(room, [{"url": url}], settings={"DOWNLOAD_TIMEOUT": 3})
    group = only(crawled)
    assert group.outcome in ("timeout", "tls", "disconnect")
    assert group.request is None
    assert group.about.says["note"] == "tls-handshake-not-finished"


def test_tls_facts_stand_with_every_exchange_over_tls_and_with_no_other(big_crawl: Crawled) -> None:
    der = ssl.PEM_cert_to_DER_cert(CERTIFICATE.read_text("ascii"))
    kinds = set()
    for group in big_crawl.groups:
        secure = group.about["WARC-Target-URI"].startswith("https:")
        kinds.add(secure)
        says = group.about.says
        assert (says.get("tlsVersion") in ("1.2", "1.3")) is secure
        assert (says.get("tlsCertificateSha256") == sha256(der).hexdigest()) is secure
        assert says.get("tlsNotBefore") == ("2026-11-22T11:01:31Z" if secure else None)
        assert says.get("tlsNotAfter") == ("2126-10-29T11:01:31Z" if secure else None)
        assert says.get("tlsIssuer") == ("127.0.0.1" if secure else None)
        for record in (group.request, group.answer):
            if record is None or record["WARC-Type"] == "metadata":
                continue
            assert record["WARC-IP-Address"] == "127.0.0.1"
            protocols = [value for name, value in record.fields if name == "WARC-Protocol"]
            assert protocols == ["http/1.1", f"tls/{says['tlsVersion']}"] if secure else ["http/1.1"]
            assert (record.get("WARC-Cipher-Suite") or "").startswith("TLS_") is secure
    assert kinds == {True, False}


def test_every_group_says_what_the_crawl_knows_of_its_exchange(big_crawl: Crawled) -> None:
    salts = set()
    for group in big_crawl.groups:
        says = group.about.says
        assert says["outlet"] == "tests"
        assert says["crawlId"] == "tests-1"
        assert says["role"] == "page"
        assert int(says["fetchTimeMs"]) >= 0
        assert len(says["leafSalt"]) == 32
        salts.add(says["leafSalt"])
    assert len(salts) == len(big_crawl.groups)


def test_each_failure_has_its_word_and_its_reason_for_being_cut(big_crawl: Crawled) -> None:
    words: dict[str, set[tuple[str, str | None]]] = {}
    for exchange, group in big_crawl.joined()[0]:
        if exchange.target.startswith("/faults/"):
            name = exchange.target.removeprefix("/faults/").partition("?")[0]
            words.setdefault(name, set()).add((group.outcome, group.truncated))
    for name, ending in {
        "stall": ("timeout", "time"),
        "stall-head": ("timeout", None),
        "drop": ("disconnect", "disconnect"),
        "drop-chunked": ("disconnect", "disconnect"),
        "reset": ("disconnect", "disconnect"),
        "bad-status": ("unparsable-head", "unspecified"),
        "big-head": ("unparsable-head", "length"),
        "drop-head": ("disconnect", "disconnect"),
        "gzip-cut": ("ok", "unspecified"),
        "big": ("too-large", "length"),
        "no-length-cut": ("ok", "disconnect"),
        "no-length": ("ok", None),
        "http-1-0": ("ok", None),
        "length-short": ("ok", None),
    }.items():
        assert ending in words[name], name


def test_the_warcinfo_names_no_machine_and_no_user(big_crawl: Crawled) -> None:
    (info,) = [record for record in big_crawl.records if record["WARC-Type"] == "warcinfo"]
    names = {socket.gethostname().lower(), "root", "home"} - {"localhost", ""}
    text = (info.block + repr(info.fields).encode()).decode().lower()
    assert not [name for name in names if name in text]
    assert info.says["conformsTo"].endswith("/warc-1.1/")
    assert info.says["http-header-user-agent"].startswith("warraq-tests")
    assert {r["WARC-Warcinfo-ID"] for r in big_crawl.records if r is not info} == {info.id}


@pytest.mark.parametrize("size", [1, 3])
def test_a_body_over_the_limit_is_an_exact_prefix_cut_by_length(
    crawl: Crawl, room: Newsroom, size: int
) -> None:
    base = room.outlets["almithal"].homepage
    crawled = crawl(room, [{"url": f"{base}faults/bigchunked?mb={size}&n=7", "maxsize": 300_000}])
    ((exchange, group),), missing, unseen = crawled.joined()
    assert missing == unseen == []
    assert group.outcome == "too-large"
    assert group.truncated == "length"
    assert len(group.got) >= 300_000
    assert exchange.response.startswith(group.got)
