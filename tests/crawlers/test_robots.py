"""robots.txt as RFC 9309 has it: what each answer means, and that the decision is on record."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from crawlers.robots import PARSED_BYTES, rules_from
from newsroom import Newsroom

AGENT = "Warraq"
URL = "https://almithal.example/private/1"


def allows(body: bytes, url: str = URL, status: int = 200) -> bool:
    rules = rules_from(status, body, AGENT)
    if rules.parsed is None:
        return rules.verdict == "allowed"
    return rules.parsed.can_fetch(url, AGENT)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (200, "parsed"),
        (204, "parsed"),
        (304, "unavailable"),
        (400, "allowed"),
        (401, "allowed"),
        (403, "allowed"),
        (404, "allowed"),
        (410, "allowed"),
        (429, "unavailable"),
        (500, "unavailable"),
        (503, "unavailable"),
        (599, "unavailable"),
    ],
)
def test_the_status_decides_when_there_are_no_rules(status: int, verdict: str) -> None:
    rules = rules_from(status, b"User-agent: *\nDisallow: /\n", AGENT)
    assert rules.verdict == verdict
    assert (rules.parsed is not None) is (verdict == "parsed")


@pytest.mark.parametrize(
    ("body", "allowed"),
    [
        (b"", True),
        (b"User-agent: *\nDisallow: /private/\n", False),
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /private/\n", False),  # with a byte order mark
        (b"User-agent: *\r\nDisallow: /private/\r\n", False),
        (b"User-agent: *\rDisallow: /private/\r", False),
        (b"USER-AGENT: *\ndisallow: /PRIVATE/\n", True),  # paths know upper and lower case
        (b"User-agent: *\nDisallow: /private/\nAllow: /private/1\n", True),  # the longest rule holds
        (b"User-agent: *\nDisallow: /*/1$\n", False),
        (b"User-agent: *\nDisallow:\n", True),
        (b"User-agent: warraq\nDisallow: /\n\nUser-agent: *\nDisallow:\n", False),
        (b"User-agent: warraq\nDisallow:\n\nUser-agent: *\nDisallow: /\n", True),
        (b"User-agent: otherbot\nDisallow: /\n", True),
        (b"<!DOCTYPE html><html><body>User-agent: * Disallow: /</body></html>", True),
        (b"\x00\x01\xff\xfe binary", True),
    ],
)
def test_rules_are_read_as_they_are_written(body: bytes, allowed: bool) -> None:
    assert allows(body) is allowed


def test_what_stands_behind_500_kib_is_not_read() -> None:
    line = b"# " + b"x" * 97 + b"\n"
    filling = line * (PARSED_BYTES // len(line) + 1)
    assert allows(b"User-agent: *\n" + filling + b"Disallow: /\n")
    assert not allows(b"User-agent: *\nDisallow: /\n" + filling)


@pytest.mark.parametrize(
    ("line", "seconds"), [("Crawl-delay: 2.5", 2.5), ("Crawl-delay: soon", None), ("", None)]
)
def test_the_crawl_delay_is_told_in_seconds(line: str, seconds: float | None) -> None:
    assert rules_from(200, f"User-agent: *\n{line}\nDisallow: /x\n".encode(), AGENT).crawl_delay == seconds


def test_sitemaps_of_robots_txt_are_told() -> None:
    body = b"User-agent: *\nDisallow:\nSitemap: https://almithal.example/s.xml\n"
    assert rules_from(200, body, AGENT).sitemaps == ("https://almithal.example/s.xml",)


# A crawl over ten hosts, each with another robots.txt.

SPOILED = {  # fault of robots.txt → what it means for the host's home page
    "error-always": "unavailable",
    "stall-head": "unavailable",
    "drop-silent": "unavailable",
    "no-content": "allowed",
    "redirect-loop": "allowed",  # more than five redirects: as if there were none (section 2.3.1.2)
    "redirect-chain": "allowed",
    "forbidden": "allowed",
    "missing": "allowed",
    "not-xml": "allowed",  # an HTML page holds no rules
    "robots-all": "disallowed",
    "robots-big": "allowed",
}


@dataclass(frozen=True)
class Crawled:
    desk: Any
    run: Any
    homes: dict[str, str]
    asked: dict[str, list[str]]


@pytest.fixture(scope="module")
def crawled(new_desk: Callable[..., Any]) -> Iterator[Crawled]:
    """An outlet with a host for each fault; its home page is all that is asked of a host."""
    slugs = ("almithal", "sada", "waha", "barid")
    with ExitStack() as rooms:
        sites = [
            (room, slug)
            for room in [
                rooms.enter_context(Newsroom(faulty=False, slow=0.01, outlets=slugs)) for _ in range(3)
            ]
            for slug in slugs
        ]
        placed = dict(zip(SPOILED, sites, strict=False))
        homes = {fault: room.outlets[slug].homepage for fault, (room, slug) in placed.items()}
        for fault, (room, _slug) in placed.items():
            room.spoil(f"{homes[fault]}robots.txt", fault)
        desk = new_desk()
        desk.set(limits={"timeout": 2.0})
        first, *others = homes.values()
        hosts = [home.split("/")[2] for home in homes.values()]
        desk.declare("faulty", homepage=first, sections=others, domains=hosts, article_url="/no-such-page/")
        run = desk.crawl("faulty")
        asked = {
            fault: [exchange.target for exchange in room.exchanges(settle=0.1) if exchange.outlet == slug]
            for fault, (room, slug) in placed.items()
        }
        yield Crawled(desk, run, homes, asked)


@pytest.mark.parametrize(("fault", "verdict"), SPOILED.items())
def test_what_robots_txt_answers_decides_and_nothing_else_is_asked(
    crawled: Crawled, fault: str, verdict: str
) -> None:
    paths = set(crawled.asked[fault])
    assert "/robots.txt" in paths
    assert ("/" in paths) is (verdict == "allowed")
    if verdict != "allowed":
        assert paths == {"/robots.txt"}


@pytest.mark.parametrize(("fault", "verdict"), SPOILED.items())
def test_the_decision_is_on_record_beside_the_capture(crawled: Crawled, fault: str, verdict: str) -> None:
    home = crawled.homes[fault]
    said = [fields["robots"] for url, fields in crawled.desk.exchanges() if url == home]
    fates = [(e["state"], e["reason"]) for e in crawled.desk.events("fate") if e["url"] == home]
    if verdict == "allowed":
        assert (said, fates) == (["allowed"], [])
    else:
        assert (said, fates) == ([], [("refused", f"robots: {verdict}")])


@pytest.mark.parametrize("fault", ["error-always", "stall-head", "drop-silent"])
def test_a_robots_txt_that_fails_is_tried_again_and_each_try_is_captured(
    crawled: Crawled, fault: str
) -> None:
    robots = f"{crawled.homes[fault]}robots.txt"
    tries = [fields for url, fields in crawled.desk.exchanges() if url == robots]
    assert {fields["role"] for fields in tries} == {"robots"}
    assert {fields["robots"] for fields in tries} == {"exempt"}
    assert len(tries) >= 3


def test_a_working_robots_txt_is_asked_once_a_crawl(crawled: Crawled) -> None:
    for fault in ("forbidden", "missing", "not-xml", "robots-big", "robots-all"):
        assert crawled.asked[fault].count("/robots.txt") == 1, fault


def test_hosts_that_could_not_be_asked_are_reported(crawled: Crawled) -> None:
    assert crawled.run.code == 0, "the other hosts were read"
    assert crawled.run.document["seeds_failed"] == 4
    (finished,) = crawled.desk.events("crawl-finished")
    failed = {line.split(": ", 1)[0] for line in finished["seeds_failed"]}
    assert failed == {crawled.homes[fault] for fault, verdict in SPOILED.items() if verdict != "allowed"}


def test_a_word_of_the_contact_matches_no_group(desk: Any, site: Any) -> None:
    site.put("/robots.txt", "User-agent: bot\nDisallow: /\n\nUser-agent: example\nDisallow: /\n")
    text = (
        (desk.archive.root / "warraq.toml")
        .read_text()
        .replace("tests@example.org", "https://example.org/bot")
    )
    (desk.archive.root / "warraq.toml").write_text(text)
    desk.declare("small", homepage=site.url(), domains=[site.host])
    assert desk.crawl("small").code == 0
    assert site.paths() == ["/robots.txt", "/"]
    assert "(+https://example.org/bot)" in site.asked[1].headers["User-Agent"]


def test_redirects_of_robots_txt_are_followed_five_times(desk: Any, site: Any) -> None:
    for hop in range(5):
        path = f"/hop/{hop}" if hop else "/robots.txt"
        site.put(path, "", 301, Location=f"/hop/{hop + 1}")
    site.put("/hop/5", "User-agent: *\nDisallow: /\n")
    desk.declare("small", homepage=site.url(), domains=[site.host])
    run = desk.crawl("small")
    assert site.paths() == ["/robots.txt", *(f"/hop/{hop}" for hop in range(1, 6))]
    assert run.code == 3
