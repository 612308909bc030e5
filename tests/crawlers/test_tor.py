"""Through a real Tor that reaches nobody: it is understood, and nothing goes around it."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawlers.capture.tunnel import ProxyRefusedError, socks_dialogue
from crawlers.proxies import Proxy
from tests.crawlers.test_proxies import metadata_of
from tests.ports import free_port

ONION = f"http://{'warraq' * 9}aa.onion"
TOR = shutil.which("tor") or shutil.which("tor", path="/usr/sbin")
needs_tor = pytest.mark.skipif(
    TOR is None and os.environ.get("CI") != "true", reason="tor is not installed (Debian: apt install tor)"
)


@pytest.fixture(scope="module")
def tor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The SOCKS port of a Tor without a network, and its log of what it was asked."""
    assert TOR is not None, "tor is not installed: .ci/run installs it"
    folder = tmp_path_factory.mktemp("tor")
    port = free_port()
    # SafeSocks refuses addresses: only who hands it names, and so looked up none, gets further.
    options = {
        "DataDirectory": str(folder / "data"),
        "SocksPort": f"127.0.0.1:{port} IsolateSOCKSAuth",
        "SocksPolicy": "accept 127.0.0.1",
        "SafeSocks": "1",
        "TestSocks": "1",
        "SocksTimeout": "1",
        "DisableNetwork": "0",
        "FascistFirewall": "0",
        "Log": f"notice file {folder}/log",
        "DirAuthority": f"none orport=1 v3ident={'0' * 40} 127.0.0.1:1 {'0' * 40}",
    }
    (folder / "torrc").write_text("\n".join(f"{name} {value}" for name, value in options.items()) + "\n")
    process = subprocess.Popen(
        [TOR, "-f", str(folder / "torrc"), "--defaults-torrc", os.devnull],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(1200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, (folder / "log").read_text()
            time.sleep(0.05)
        os.environ["WARRAQ_TEST_TOR_LOG"] = str(folder / "log")
        yield port
    finally:
        os.environ.pop("WARRAQ_TEST_TOR_LOG", None)
        process.terminate()
        process.wait(120)


def said_to(port: int, proxy: Proxy, host: str) -> str:
    """How our side of the SOCKS dialogue ends when a real socket carries it."""
    dialogue = socks_dialogue(proxy, host, 80)
    with socket.create_connection(("127.0.0.1", port), timeout=120) as link:
        answer = next(dialogue)
        try:
            while True:
                if answer:
                    link.sendall(answer)
                came = link.recv(4096)
                if not came:
                    return "closed"
                answer = dialogue.send(came)
        except ProxyRefusedError as error:
            return str(error)
        except StopIteration:
            return "stands"


@needs_tor
@pytest.mark.parametrize("account", [None, "one", "two"])
def test_tor_understands_us_and_says_why_it_cannot(tor: int, account: str | None) -> None:
    proxy = Proxy(scheme="socks5h", host="127.0.0.1", port=tor, username=account, password=account)
    said = said_to(tor, proxy, "news.almithal.example")
    assert said.startswith("the proxy could not connect: "), said


@needs_tor
def test_tor_warns_of_addresses_and_gets_names_from_us(tor: int) -> None:
    log = Path(os.environ["WARRAQ_TEST_TOR_LOG"])
    proxy = Proxy(scheme="socks5h", host="127.0.0.1", port=tor)
    before = len(log.read_text())
    said_to(tor, proxy, "news.almithal.example")
    assert "(using socks5 to port 80) instructed Tor to take care of the DNS" in log.read_text()[before:]
    assert said_to(tor, proxy, "192.0.2.7") != "stands"
    assert "is giving Tor only an IP address" in log.read_text()[before:]


@needs_tor
def test_a_crawl_through_a_tor_that_reaches_nobody_keeps_that_and_goes_no_other_way(
    tor: int, desk: Any, site: Any
) -> None:
    """Its homepage is this machine by a name that resolves here: a direct connection would succeed."""
    host = f"localhost.localdomain:{site.port}"
    keys = {"homepage": f"http://{host}/", "domains": [host], "sitemaps": [f"http://{host}/sitemap.xml"]}
    desk.declare("far", proxy=f"socks5h://$ONE:$ONE@127.0.0.1:{tor}", vantage="Tor", **keys)
    run = desk.crawl("far", ONE="one")
    assert run.code == 3, run.err
    assert site.paths() == []
    told = metadata_of(desk)
    assert {line for one in told for line in one if line.startswith("outcome: ")} == {"outcome: proxy"}
    assert {line for one in told for line in one if line.startswith("vantage: ")} == {"vantage: Tor"}
    assert not [record for record in desk.records() if (record.target_uri or "").startswith("dns:")]


def test_an_onion_without_a_proxy_is_not_looked_up(desk: Any) -> None:
    desk.declare("deep", homepage=f"{ONION}/", domains=[ONION[7:]], sitemaps=[f"{ONION}/sitemap.xml"])
    run = desk.crawl("deep")
    assert run.code == 1
    assert "addresses that end in .onion are reached through Tor alone" in run.err + run.out
    assert ".onion" not in "".join(record.target_uri or "" for record in desk.records())


def test_a_link_to_an_onion_is_refused_without_a_proxy(desk: Any, site: Any) -> None:
    site.sitemap("/sitemap.xml", [f"{ONION}/report/1", site.put("/report/2", "<html></html>")])
    desk.declare(
        "near",
        homepage=site.url(),
        domains=[site.host, ONION[7:]],
        sitemaps=[site.url("/sitemap.xml")],
    )
    desk.warraq("crawl", "near")
    assert "/report/2" in site.paths()
    assert desk.ledger("near")[f"{ONION}/report/1"]["reason"].startswith("address-refused")
    assert not [
        record for record in desk.records() if (record.target_uri or "").startswith(f"dns:{ONION[7:]}")
    ]
