"""Private addresses get no connection: not as written, not after a redirect, not after a DNS answer.

127.0.0.2 stands for any address that a crawl must not reach; a socket listens there and notices. Where a
crawl needs a public server to begin from, its child takes 127.0.0.1 for one (`PUBLIC`).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.place import init_archive
from crawlers.manners import ContactMissing, contact_needed

PUBLIC = """
import socket, sys
import crawlers.addresses as addresses
real = addresses._is_public
addresses._is_public = lambda address: str(address) == "127.0.0.1" or real(address)
outer, inner = "127.0.0.1", "127.0.0.2"
answers = {"inner.test": [inner], "rebound.test": [outer, inner], "outer.test": [outer]}
def look_up(name):
    if name.replace(".", "").isdigit():
        return name
    if name not in answers:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")
    return answers[name].pop(0) if len(answers[name]) > 1 else answers[name][0]
socket.gethostbyname = look_up
from crawlers.crawl_process import main
sys.exit(main(sys.argv[1:]))
"""
# Ways to write 127.0.0.2 as the host of a URL.
FORMS = (
    "127.0.0.2",
    "2130706434",
    "0x7f000002",
    "0x7f.2",
    "0177.0.0.2",
    "127.2",
    "127.0.2",
    "[::ffff:127.0.0.2]",
    "[::ffff:7f00:2]",
    "[0:0:0:0:0:ffff:127.0.0.2]",
    "[64:ff9b::7f00:2]",
    "[2002:7f00:2::]",
    "[::127.0.0.2]",
    "１２７.０.０.２",
    "127。0。0。2",
    "user@127.0.0.2",
    "127.0.0.2.",
)


@pytest.mark.parametrize(
    ("domains", "needed"),
    [
        (("127.0.0.1:8000",), False),
        (("localhost", "news.localhost:81", "[::1]:80"), False),
        (("10.1.2.3",), False),
        (("127.0.0.1", "almithal.example"), True),
        (("notlocalhost",), True),
        (("8.8.8.8",), True),
    ],
)
def test_a_contact_is_needed_for_all_that_is_not_ones_own(
    tmp_path: Path, domains: tuple[str, ...], needed: bool
) -> None:
    archive = init_archive(tmp_path / "archive")
    for allow_private in (True, False):
        if needed or not allow_private:
            with pytest.raises(ContactMissing, match=r"warraq\.toml"):
                contact_needed(domains, archive, allow_private)
        else:
            contact_needed(domains, archive, allow_private)


def test_a_crawl_of_a_private_address_asks_nothing_and_says_why(desk: Any, trap: Any) -> None:
    home = f"http://127.0.0.2:{trap.port}/"
    desk.declare("inner", homepage=home, feeds=[home + "feed"], domains=[f"127.0.0.2:{trap.port}"])
    run = desk.crawl("inner", private=False)
    assert run.code == 3
    assert not trap.connected()
    fates = {event["url"]: (event["state"], event["reason"]) for event in desk.events("fate")}
    assert fates == {home: ("refused", "address-refused"), home + "feed": ("refused", "address-refused")}
    assert desk.exchanges() == []


def test_a_name_of_ones_own_machine_is_not_connected_to(desk: Any, trap: Any) -> None:
    home = f"http://localhost:{trap.port}/"
    desk.declare("inner", homepage=home, domains=["localhost"])
    assert desk.crawl("inner", private=False).code == 3
    assert not trap.connected()
    assert "which is not a public address" in (desk.archive.state / "inner.log").read_text()


@pytest.fixture(scope="module")
def led(new_desk: Callable[..., Any], new_site: Callable[..., Any], trap: Any) -> Any:
    """A crawl of a public server that points at 127.0.0.2 in every way it can."""
    site, desk = new_site(), new_desk()
    inner = f"http://127.0.0.2:{trap.port}"
    refresh = f'<meta http-equiv="refresh" content="0; url={inner}/report/refresh">'
    urls = {
        "literal": f"{inner}/report/literal",
        "named": f"http://inner.test:{trap.port}/report/named",
        "redirected": site.put("/report/redirected", "", 302, Location=f"{inner}/report/target"),
        "renamed": site.put("/report/renamed", "", 302, Location=f"http://inner.test:{trap.port}/report/x"),
        "refreshed": site.put("/report/refreshed", refresh),
        "outer": f"http://outer.test:{site.port}/report/outer",
        "rebound": f"http://rebound.test:{site.port}/report/rebound",
        "rebound-later": f"http://rebound.test:{trap.port}/report/later",
    }
    site.put("/report/outer", "<html>public</html>")
    site.put("/report/rebound", "<html>public at first</html>")
    pictures = [f"http://{form}:{trap.port}/{number}.png" for number, form in enumerate(FORMS)]
    pictures += [
        site.put("/moved.png", "", 302, Location=f"{inner}/moved.png"),
        f"http://inner.test:{trap.port}/named.png",
    ]
    images = "".join(f'<img src="{picture}">' for picture in pictures)
    urls["pictured"] = site.put("/report/pictured", f"<html><body>{images}</body></html>")
    site.sitemap("/sitemap.xml", list(urls.values()))
    desk.declare(
        "led",
        homepage=site.url(),
        domains=[site.host, "127.0.0.2", "inner.test", "outer.test", "rebound.test"],
        sitemaps=[site.url("/sitemap.xml")],
        feeds=[site.put("/feed", "", 302, Location=f"{inner}/feed")],
    )
    run = desk.run("-c", PUBLIC, str(desk.archive.root), "led", private=False)
    return site, desk, run, urls


def test_whatever_points_at_a_private_address_it_gets_no_connection(led: Any, trap: Any) -> None:
    site, desk, run, _urls = led
    assert run.code == 0, run.out + run.err
    assert "/report/pictured" in site.paths(), "the crawl did run"
    assert not trap.connected()
    answered = {url.split("/")[2] for url, fields in desk.exchanges() if fields["outcome"] == "ok"}
    assert answered == {site.host, f"outer.test:{site.port}", f"rebound.test:{site.port}"}


def test_what_is_public_is_fetched_by_name_and_by_address(led: Any) -> None:
    site, desk, _run, urls = led
    rows = desk.frontier("led")
    assert rows[urls["outer"]]["state"] == "captured"
    assert rows[urls["rebound"]]["state"] == "captured"
    assert site.paths().count("/report/outer") == 1
    robots = [
        fields for url, fields in desk.exchanges() if url.endswith(f"outer.test:{site.port}/robots.txt")
    ]
    assert [fields["outcome"] for fields in robots] == ["ok"], "the first look-up is enough"


def test_an_address_in_a_url_is_refused_for_good(led: Any) -> None:
    _site, desk, _run, urls = led
    row = desk.frontier("led")[urls["literal"]]
    assert (row["state"], row["reason"], row["tries"]) == ("refused", "address-refused", 0)


def test_the_target_of_a_redirect_is_refused_and_the_redirect_captured(led: Any) -> None:
    _site, desk, _run, urls = led
    rows = desk.frontier("led")
    assert rows[urls["redirected"]]["state"] == "captured"
    (target,) = (row for url, row in rows.items() if url.endswith("/report/target"))
    assert (target["state"], target["reason"]) == ("refused", "address-refused")


def test_a_meta_refresh_is_not_followed(led: Any) -> None:
    _site, desk, _run, urls = led
    rows = desk.frontier("led")
    assert rows[urls["refreshed"]]["state"] == "captured"
    assert [url for url in rows if url.endswith("/report/refresh")] == []


def test_a_name_with_a_private_address_fails(led: Any) -> None:
    _site, desk, _run, urls = led
    assert desk.frontier("led")[urls["named"]]["state"] == "failed"


def test_a_name_is_resolved_once_so_that_a_second_answer_leads_nowhere(led: Any) -> None:
    _site, desk, _run, urls = led
    assert desk.frontier("led")[urls["rebound-later"]]["state"] == "failed"
    told = [record.block.decode() for record in desk.records() if record.target_uri == "dns:rebound.test"]
    assert [text.split()[-1] for text in told] == ["127.0.0.1"]


def test_pictures_at_private_addresses_are_refused_one_by_one(led: Any) -> None:
    site, desk, _run, _urls = led
    pictures = {url: row for url, row in desk.frontier("led").items() if row["role"] == "requisite"}
    refused = {url for url, row in pictures.items() if row["reason"] == "address-refused"}
    assert len(refused) >= 5, "forms that are URLs at all"
    left = {url.partition("/")[2] for url in set(pictures) - refused}
    assert left == {f"/{site.host}/moved.png"} | {
        url.partition("/")[2] for url in pictures if "inner.test" in url
    }
