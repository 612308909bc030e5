"""An outlet behind a proxy is reached through it alone, names too; the archive holds nothing of the proxy."""

import gzip
import re
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from archive.settings import parse_settings
from crawlers.addresses import is_local_name
from crawlers.capture.tunnel import ProxyRefusedError, connect_dialogue, socks_dialogue
from crawlers.proxies import Proxy, ProxyError, network_of, proxy_of
from crawlers.resolver import PublicResolver
from extractors.declared_addresses import proxy as checked
from extractors.declared_values import ValueProblem
from tests.crawlers.proxy_servers import connect_proxy, socks_proxy
from tests.ports import closed_port

HOST = "news.almithal.example"  # no name server knows it
USER, PASSWORD = "zaytuna-7", "sirr-al-warraq-42"


@pytest.fixture
def newsroom(site: Any) -> Any:
    """A site that calls itself by a name that only the proxy knows."""
    site.pages["/report/1"] = type(site.pages["/"])(b"<html><body>report</body></html>")
    site.sitemap("/sitemap.xml", [f"http://{HOST}/report/1"])
    return site


def declare(desk: Any, proxy: str | None, **keys: Any) -> None:
    given = {"proxy": proxy} if proxy else {}
    seeds = {"homepage": f"http://{HOST}/", "domains": [HOST], "sitemaps": [f"http://{HOST}/sitemap.xml"]}
    desk.declare("far", **(seeds | given | keys))


def everything(desk: Any) -> bytes:
    """All bytes that the archive holds but for the declaration and the settings, WARCs unpacked."""
    files = [path for path in desk.archive.root.rglob("*") if path.is_file() and path.suffix != ".toml"]
    return b"".join(
        gzip.decompress(path.read_bytes()) if ".warc.gz" in path.name else path.read_bytes() for path in files
    )


@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
def test_a_crawl_goes_through_the_proxy_names_and_all(desk: Any, newsroom: Any, scheme: str) -> None:
    with socks_proxy(newsroom.port) as proxy:
        declare(desk, f"{scheme}://127.0.0.1:{proxy.port}", vantage="a line in Berlin")
        run = desk.crawl("far", private=False)
    assert run.code == 0, run.err
    assert {"/robots.txt", "/sitemap.xml", "/report/1"} <= set(newsroom.paths())
    assert set(proxy.wanted) == {(HOST, 80)}
    assert set(proxy.kinds) == {3}  # as a name: nobody here looked it up


def test_records_hold_what_the_server_and_we_said_and_nothing_of_the_proxy(desk: Any, newsroom: Any) -> None:
    with socks_proxy(newsroom.port, account=(USER, PASSWORD)) as proxy:
        declare(desk, f"socks5h://$FAR_USER:$FAR_PASSWORD@127.0.0.1:{proxy.port}", vantage="a line in Berlin")
        run = desk.crawl("far", private=False, FAR_USER=USER, FAR_PASSWORD=PASSWORD)
    assert run.code == 0, run.err
    requests = [record for record in desk.records() if record.type == "request"]
    assert requests
    for record in requests:
        assert record.block.startswith(b"GET /")
        assert "WARC-IP-Address" not in dict(record.headers)
    facts = [dict(line.split(": ", 1) for line in one) for one in metadata_of(desk)]
    assert all(fact["proxy"] == "socks5" and fact["vantage"] == "a line in Berlin" for fact in facts)
    assert not any("peerPort" in fact or "localPort" in fact for fact in facts)
    assert not [record for record in desk.records() if (record.target_uri or "").startswith("dns:")]
    held = everything(desk)
    for secret in (USER, PASSWORD, "FAR_PASSWORD", f"127.0.0.1:{proxy.port}"):
        assert secret.encode() not in held, secret
    assert PASSWORD not in run.out + run.err


def metadata_of(desk: Any) -> list[list[str]]:
    """The metadata of every exchange, by lines."""
    found = [record for record in desk.records() if record.type == "metadata"]
    texts = [record.block.decode() for record in found if b"outcome: " in record.block]
    assert texts
    return [[line for line in text.splitlines() if ": " in line] for text in texts]


@pytest.mark.parametrize("what", ["down", "refusing", "wrong password"])
def test_nothing_goes_around_a_proxy_that_does_not_help(desk: Any, site: Any, what: str) -> None:
    """The homepage is this machine itself, where a direct connection would succeed."""
    site.sitemap("/sitemap.xml", [site.put("/report/1", "<html></html>")])
    keys = {"homepage": site.url(), "domains": [site.host], "sitemaps": [site.url("/sitemap.xml")]}
    refuse = 2 if what == "refusing" else 0
    with socks_proxy(site.port, account=(USER, PASSWORD), refuse=refuse) as proxy, closed_port() as closed:
        port = closed if what == "down" else proxy.port
        desk.declare("near", proxy=f"socks5h://$U:$P@127.0.0.1:{port}", **keys)
        run = desk.crawl("near", U=USER, P="wrong" if what == "wrong password" else PASSWORD)
    assert run.code == 3, run.err
    assert site.paths() == []
    outcomes = {fact for one in metadata_of(desk) for fact in one if fact.startswith("outcome: ")}
    assert outcomes <= {"outcome: proxy", "outcome: connection-refused"}


def test_with_a_proxy_no_name_but_its_own_is_looked_up_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tunnel asks for none; this is for all else in the process that might."""
    asked: list[str] = []

    def look_up(_: object, name: str, _timeout: object = ()) -> Deferred[str]:
        asked.append(name)
        return Deferred()

    monkeypatch.setattr(CachingThreadedResolver, "getHostByName", look_up)
    identity = SimpleNamespace(proxy=SimpleNamespace(host="proxy.example"))
    monkeypatch.setattr("crawlers.resolver.session_of", lambda _: SimpleNamespace(identity=identity))
    resolver = object.__new__(PublicResolver)
    monkeypatch.setattr(resolver, "_crawler", SimpleNamespace(), raising=False)
    failed: list[Any] = []
    resolver.getHostByName("news.example").addErrback(failed.append)
    assert [failure.check(DNSLookupError) for failure in failed] == [DNSLookupError]
    resolver.getHostByName("proxy.example")
    assert asked == ["proxy.example"]


def test_a_secret_that_is_not_set_ends_the_crawl_before_any_request(desk: Any, newsroom: Any) -> None:
    with socks_proxy(newsroom.port) as proxy:
        declare(desk, f"socks5h://$FAR_USER:$FAR_PASSWORD@127.0.0.1:{proxy.port}")
        run = desk.crawl("far", FAR_USER=USER)
    assert run.code != 0
    assert "FAR_PASSWORD, which is not set" in run.err + run.out
    assert proxy.wanted == []


def test_http_proxies_are_asked_for_a_tunnel_for_plain_http_too(desk: Any, newsroom: Any) -> None:
    with connect_proxy(newsroom.port) as proxy:
        declare(desk, f"http://$U:$P@127.0.0.1:{proxy.port}")
        run = desk.crawl("far", private=False, U=USER, P=PASSWORD)
    assert run.code == 0, run.err
    assert set(proxy.wanted) == {(HOST, 80)}
    assert b"Proxy-Authorization: Basic " in proxy.greetings[0]
    assert b"Proxy-Authorization" not in everything(desk)
    assert "/report/1" in newsroom.paths()


def test_the_archive_has_a_proxy_for_all_and_an_outlet_may_go_directly(desk: Any, newsroom: Any) -> None:
    with socks_proxy(newsroom.port) as proxy:
        desk.set(network={"proxy": f"socks5h://127.0.0.1:{proxy.port}", "vantage": "through Tor"})
        declare(desk, None)
        assert desk.crawl("far", private=False).code == 0
        assert set(proxy.wanted) == {(HOST, 80)}
        asked = len(proxy.wanted)
        keys = {
            "homepage": newsroom.url(),
            "domains": [newsroom.host],
            "sitemaps": [newsroom.url("/sitemap.xml")],
        }
        desk.declare("near", proxy="direct", **keys)
        desk.crawl("near")
        assert len(proxy.wanted) == asked


def test_looking_at_an_outlet_goes_through_the_archives_proxy(desk: Any, newsroom: Any) -> None:
    with socks_proxy(newsroom.port) as proxy:
        desk.set(network={"proxy": f"socks5h://127.0.0.1:{proxy.port}"})
        desk.warraq("outlet", "add", f"http://{HOST}/", "--slug", "far", "--country", "SY", private=False)
    assert set(proxy.wanted) == {(HOST, 80)}


def test_names_of_a_local_network_are_not_asked_of_a_proxy(desk: Any, newsroom: Any) -> None:
    newsroom.sitemap("/sitemap.xml", [f"http://{HOST}/report/1"])
    newsroom.put("/report/1", "", 302, Location="http://router.local/report/")
    with socks_proxy(newsroom.port) as proxy:
        declare(desk, f"socks5h://127.0.0.1:{proxy.port}", domains=[HOST, "router.local"])
        desk.crawl("far", private=False)
    assert {host for host, _ in proxy.wanted} == {HOST}


@pytest.mark.parametrize(
    ("name", "local"),
    [
        ("localhost", True),
        ("db.localhost.", True),
        ("router", True),
        ("printer.LOCAL", True),
        ("x.home.arpa", True),
        ("almithal.example", False),
        ("abcdefghijklmnop.onion", False),
        ("2001:db8::1", False),
    ],
)
def test_which_names_are_local(name: str, local: bool) -> None:
    assert is_local_name(name) is local


@given(cuts=st.lists(st.lists(st.integers(min_value=1, max_value=6), max_size=8), min_size=3, max_size=3))
def test_a_proxys_answers_may_come_in_any_pieces(cuts: list[list[int]]) -> None:
    proxy = Proxy(scheme="socks5h", host="p", port=1, username="u", password="p")
    answers = (b"\x05\x02", b"\x01\x00", b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x50HTTP/1.1 200")
    dialogue = socks_dialogue(proxy, "almithal.example", 443)
    sent, rest = next(dialogue), None
    for answer, cut in zip(answers, cuts, strict=True):
        for piece in pieces(answer, cut):
            if rest is not None:  # the tunnel stands: what comes is the server's
                rest += piece
                continue
            try:
                sent += dialogue.send(piece)
            except StopIteration as end:
                rest = end.value
    assert sent == b"\x05\x02\x00\x02\x01\x01u\x01p\x05\x01\x00\x03\x10almithal.example\x01\xbb"
    assert rest == b"HTTP/1.1 200"


def pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    found = []
    for cut in cuts:
        found.append(data[:cut])
        data = data[cut:]
    return [piece for piece in (*found, data) if piece]


@pytest.mark.parametrize(
    "answers",
    [
        (b"\x04\x5a",),
        (b"\x05\xff",),
        (b"HTTP/1.1 400",),
        (b"\x05\x00", b"\x05\x05\x00\x01"),
        (b"\x05\x00", b"\x05\x00\x00\x09"),
    ],
)
def test_what_is_no_socks_is_refused(answers: tuple[bytes, ...]) -> None:
    dialogue = socks_dialogue(Proxy(scheme="socks5", host="p", port=1), "127.0.0.1", 80)
    next(dialogue)
    *before, last = answers
    for answer in before:
        dialogue.send(answer)
    with pytest.raises(ProxyRefusedError):
        dialogue.send(last)


@pytest.mark.parametrize(
    "said", [b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", b"SSH-2.0-x\r\n\r\n", b"x" * 70000]
)
def test_what_opens_no_tunnel_is_refused(said: bytes) -> None:
    dialogue = connect_dialogue(Proxy(scheme="http", host="p", port=1), "almithal.example", 443)
    assert next(dialogue) == b"CONNECT almithal.example:443 HTTP/1.1\r\nHost: almithal.example:443\r\n\r\n"
    with pytest.raises(ProxyRefusedError):
        dialogue.send(said)


@pytest.mark.parametrize(
    "written",
    [
        "socks5h://me:secret@127.0.0.1:9050",
        "socks5h://me@127.0.0.1:9050",
        "http://$USER:secret@proxy.example:3128",
    ],
)
def test_secrets_do_not_stand_in_declarations(written: str) -> None:
    with pytest.raises(ValueProblem, match=re.escape("://$PROXY_USER:$PROXY_PASSWORD@")) as caught:
        checked(written)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("written", ["sock5://me:secret@127.0.0.1:9050", "me:secret@127.0.0.1:9050"])
def test_an_error_does_not_repeat_a_secret(written: str) -> None:
    with pytest.raises(ValueProblem, match="wanted http, https, socks5 or socks5h") as caught:
        checked(written)
    assert "secret" not in str(caught.value)


def test_where_a_proxy_is_and_what_it_needs() -> None:
    found = proxy_of("socks5h://$A:$B@proxy.example:1081", {"A": "me", "B": "sirr"})
    assert found == Proxy(scheme="socks5h", host="proxy.example", port=1081, username="me", password="sirr")
    assert "sirr" not in repr(found)
    assert proxy_of(None, {}) is None
    assert proxy_of("direct", {}) is None
    assert proxy_of("http://proxy.example", {}).port == 80  # type: ignore[union-attr]
    with pytest.raises(ProxyError, match="secret B, which is not set"):
        proxy_of("socks5h://$A:$B@proxy.example:1081", {"A": "me"})


def test_the_archives_vantage_is_not_that_of_an_outlets_own_proxy() -> None:
    text = '[archive]\nid = "00000000"\n[network]\nproxy = "http://p.example"\nvantage = "Berlin"\n'
    assert network_of(parse_settings(text, "warraq.toml"), None, {}).vantage == "Berlin"
