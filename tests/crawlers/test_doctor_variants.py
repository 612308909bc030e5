"""The doctor passes whole outlets of every make, names what broke in others, and its patch mends them."""

import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from http.client import HTTPException
from urllib.parse import urlsplit

import pytest
from protego import Protego

from crawlers.diagnosis import Diagnosis
from crawlers.doctor import examine
from crawlers.fault_texts import FAULTS
from crawlers.fetched import Fetched, FetchError
from crawlers.outlet_patch import patched
from extractors.arabic import fold
from extractors.article import Article, Page
from extractors.outlets import parse_outlet
from extractors.reader import read_article
from newsroom import Newsroom
from newsroom.corpus import Corpus
from newsroom.filler import bulletin
from newsroom.makes import Gold
from newsroom.outlets import MAKES, OUTLETS
from newsroom.variants import VARIANTS

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
SLUGS = tuple(outlet.slug for outlet in OUTLETS)
EDITED = ("almithal", "sada", "waha", "barid", "mirsad")  # whose pages the variants know how to edit
WITHOUT_FEED = {outlet.slug for outlet in OUTLETS if not MAKES[outlet.make].feeds}
WITHOUT_SITEMAP = {outlet.slug for outlet in OUTLETS if not MAKES[outlet.make].sitemaps}
ON_EVERY_MAKE = ("redesign", "bare", "boilerplate")
# True of the newsroom, and no fault: reports of spring, and a feed that dates them with the moment of asking.
NOTICED = {
    "manara": {"silent"},
    "dafatir": {"silent"},
    "sadd": {"silent"},
    "midan": {"silent", "feed-dates-wrong"},
}
OTHERS_LISTED = {"manara", "sadd"}  # a sitemap of all its pages, and no list at all: the share says nothing
ONLY = {
    "dates-equal": ("almithal", "waha"),  # the others print their dates in words
    "zone": ("sada",),  # the others print offsets, or no time
    "feed-lies": ("almithal", "sada"),
    "feed-zone": ("sada",),
    "byline-gone": ("almithal", "sada", "barid"),
}

Fetch = Callable[[str], Fetched]


@cache
def trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def plain_fetch() -> Fetch:
    """Answers from loopback as the capturing fetcher gives them, robots.txt obeyed, nothing captured."""
    rules: dict[str, Protego] = {}

    def ask(url: str) -> Fetched:
        request = urllib.request.Request(url, headers={"User-Agent": "warraq"})
        try:
            with urllib.request.urlopen(request, context=trusting(), timeout=60) as answer:
                kind = answer.headers.get("Content-Type")
                return Fetched(url=answer.url, status=answer.status, content_type=kind, body=answer.read())
        except urllib.error.HTTPError as error:
            with error:
                kind = error.headers.get("Content-Type")
                return Fetched(url=error.url, status=error.code, content_type=kind, body=error.read())
        except (OSError, HTTPException) as error:
            raise FetchError(str(error)) from error

    def fetch(url: str) -> Fetched:
        parts = urlsplit(url)
        robots = f"{parts.scheme}://{parts.netloc}/robots.txt"
        if robots not in rules:
            answer = ask(robots)
            rules[robots] = Protego.parse(answer.body.decode() if answer.ok else "")
        if url != robots and not rules[robots].can_fetch(url, "warraq"):
            raise FetchError(f"robots.txt: disallows {url}")
        return ask(url)

    return fetch


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    with Newsroom(faulty=False, remember=False) as room:
        yield room


@pytest.fixture
def broken(room: Newsroom) -> Iterator[Callable[[str, str], str]]:
    """Breaks an outlet and gives the declaration it then has; all outlets are whole again afterwards."""

    def break_outlet(slug: str, name: str) -> str:
        before = room.declaration(slug)
        room.break_outlet(slug, name)
        return room.declaration(slug) if VARIANTS[name].declare else before

    yield break_outlet
    for slug in SLUGS:
        room.restore_outlet(slug)


def look(text: str, slug: str, fetch: Fetch | None = None) -> Diagnosis:
    return examine(text, slug, fetch or plain_fetch(), now=NOW)


def read_shares(text: str, slug: str, gold: Mapping[str, Gold]) -> dict[str, float]:
    """Which share of the reports is read with body, title and date as printed."""
    outlet, fetch = parse_outlet(text, slug, slug), plain_fetch()
    right = dict.fromkeys(("body", "title", "date"), 0)
    for url, wanted in gold.items():
        answer = fetch(url)
        page = Page(
            url=answer.url,
            captured_at=NOW,
            status=answer.status,
            content_type=answer.content_type,
            body=answer.body,
        )
        read = read_article(page, outlet)
        if not isinstance(read, Article):
            continue
        right["body"] += fold(read.body.replace("\n\n", " ")) == fold(" ".join(wanted.body))
        right["title"] += fold(read.title) == fold(wanted.title)
        stamp = read.published
        if stamp is not None and stamp.day == wanted.published.date().isoformat():
            right["date"] += (
                stamp.precision == "day" or datetime.fromisoformat(stamp.value) == wanted.published
            )
    return {field: count / len(gold) for field, count in right.items()}


def cases() -> Iterator[tuple[str, str]]:
    """New designs on every make, the others on two that can break so."""
    for number, name in enumerate(VARIANTS):
        slugs = SLUGS if name in ON_EVERY_MAKE else ONLY.get(name, EDITED)
        possible = [slug for slug in slugs if slug not in _unable(name)]
        if name in ON_EVERY_MAKE or name in ONLY:
            yield from ((name, slug) for slug in possible)
        else:
            chosen = dict.fromkeys((possible[0], possible[1 + number % (len(possible) - 1)]))
            yield from ((name, slug) for slug in chosen)


def _unable(name: str) -> set[str]:
    if name.startswith("feed"):
        return WITHOUT_FEED
    return WITHOUT_SITEMAP if name.startswith("sitemap") else set()


@pytest.mark.parametrize("slug", SLUGS)
def test_a_whole_outlet_gets_a_clean_bill(room: Newsroom, slug: str) -> None:
    found = look(room.declaration(slug), slug)
    assert [fault.code for fault in found.faults if not fault.is_notice] == []
    assert {fault.code for fault in found.faults} <= NOTICED.get(slug, set())
    assert found.healthy
    assert found.patch is None
    assert all(seed["listed"] and not seed["failure"] for seed in found.as_json()["seeds"])
    for name in ("discovery", "body", "title", "date", "language"):
        assert found.scores[name].value == 1.0
    assert found.scores["article_url"].value == 1.0 or slug in OTHERS_LISTED


@pytest.mark.parametrize(("name", "slug"), list(cases()))
def test_the_first_finding_names_what_broke(
    broken: Callable[[str, str], str], room: Newsroom, name: str, slug: str
) -> None:
    found = look(broken(slug, name), slug)
    first = found.faults[0]
    assert first.code == VARIANTS[name].fault
    assert found.healthy == FAULTS[first.code].notice
    assert first.what()
    if VARIANTS[name].mended:
        assert found.patch is not None
        assert found.patch.remaining == ()
        assert min(read_shares(found.patch.text, slug, room.gold(slug)).values()) >= 0.99
        assert found.patch.scores["discovery"].value == 1.0
        assert found.patch.scores["article_url"].value == 1.0 or slug in OTHERS_LISTED


@pytest.mark.parametrize("name", ["redesign", "bare", "boilerplate", "date-moved", "dates-equal", "english"])
def test_without_the_patch_a_broken_page_is_misread(
    broken: Callable[[str, str], str], room: Newsroom, name: str
) -> None:
    text = broken("almithal", name)
    assert min(read_shares(text, "almithal", room.gold("almithal")).values()) < 0.99


def test_enough_ways_to_break_are_known() -> None:
    assert len({variant.fault for variant in VARIANTS.values()}) >= 14


def test_the_line_of_robots_txt_that_forbids_is_named(broken: Callable[[str, str], str]) -> None:
    found = look(broken("barid", "robots"), "barid")
    assert found.faults[0].detail == "Disallow: /"
    assert not found.blind


def test_an_outlet_that_nothing_answers_for_cannot_be_looked_at(room: Newsroom) -> None:
    def nothing(url: str) -> Fetched:
        raise FetchError("no route to host")

    found = look(room.declaration("sada"), "sada", nothing)
    assert [fault.code for fault in found.faults] == ["unreachable"]
    assert found.blind


def test_a_bad_certificate_is_named_before_what_follows_from_it(room: Newsroom) -> None:
    def refuse(url: str) -> Fetched:
        raise FetchError("certificate verify failed")

    assert look(room.declaration("mirsad"), "mirsad", refuse).faults[0].code == "certificate-bad"


@pytest.mark.parametrize("slug", ["waha", "mirsad"])
def test_bylines_that_only_the_declaration_expects_are_missed(
    broken: Callable[[str, str], str], slug: str
) -> None:
    text = patched(broken(slug, "byline-gone"), {"expect": {"authors": 0.5}})
    assert look(text, slug).faults[0].code == "byline-gone"


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("error-always", "articles-fail"),
        ("reset", "articles-fail"),
        ("redirect-self", "articles-fail"),
        ("empty", "unread"),
        ("gone", "articles-gone"),
        ("forbidden", "blocked"),
        ("challenge", "bot-challenge"),
        ("redirect", "articles-equal"),
    ],
)
def test_an_outlet_whose_reports_all_fail_is_never_healthy(room: Newsroom, fault: str, code: str) -> None:
    urls = room.outlets["barid"].article_urls
    for url in urls:
        room.spoil(url, fault)
    found = look(room.declaration("barid"), "barid")
    for url in urls:
        room.mend(url)
    assert found.faults[0].code == code
    assert not found.healthy


@pytest.mark.parametrize(("fault", "mended"), [("missing", True), ("not-xml", False), ("forbidden", False)])
def test_a_feed_that_lists_nothing_is_taken_out_only_when_the_server_says_it_is_gone(
    room: Newsroom, fault: str, mended: bool
) -> None:
    feed = room.outlets["barid"].homepage + "rss.xml"
    room.spoil(feed, fault)
    found = look(room.declaration("barid"), "barid")
    room.mend(feed)
    assert [one.code for one in found.faults] == ["feed-gone"]
    assert (found.patch is not None) == mended


def test_a_pattern_that_takes_sections_for_reports_is_noticed(room: Newsroom) -> None:
    text = patched(room.declaration("almithal"), {"article_url": "[a-z]/"})
    found = look(text, "almithal")
    assert [one.code for one in found.faults] == ["article-url-loose"]
    assert found.healthy


def test_what_falls_below_the_declared_floor_is_a_fault(room: Newsroom) -> None:
    text = patched(room.declaration("almithal"), {"expect": {"per_day": 40}})
    found = look(text, "almithal")
    assert found.faults[0].code == "too-few"
    assert found.as_json()["expected"] == {"per_day": 40}


def test_a_patch_goes_on_from_the_layout_in_force_and_leaves_older_captures_theirs(
    broken: Callable[[str, str], str],
) -> None:
    base = '\n[[layout]]\nprune = [".share-buttons"] # الأزرار\n'
    found = look(broken("almithal", "boilerplate") + base, "almithal")
    assert found.patch is not None
    layouts = parse_outlet(found.patch.text, "almithal", "x").layouts
    assert [layout.since for layout in layouts] == [None, NOW.date()]
    assert layouts[1].prune == (".share-buttons", "div.offer")
    assert base in found.patch.text


def test_two_faults_at_once_are_both_named_and_both_mended(
    broken: Callable[[str, str], str], room: Newsroom
) -> None:
    broken("sada", "redesign")
    text = patched(room.declaration("sada"), {"feeds": (room.outlets["sada"].homepage + "gone.xml",)})
    found = look(text, "sada")
    assert [fault.code for fault in found.faults] == ["feed-gone", "redesign"]
    assert found.patch is not None
    assert found.patch.remaining == ()


def test_a_busy_outlet_whose_reports_are_all_of_one_day_is_whole() -> None:
    outlet = next(outlet for outlet in OUTLETS if outlet.slug == "barid")
    day = datetime(2026, 11, 25, 9, tzinfo=outlet.zone)
    reports = tuple(replace(bulletin("busy", number, outlet.zone), published=day) for number in range(1, 31))
    with Newsroom(faulty=False, outlets=(), corpus=Corpus(outlet=outlet, reports=reports)) as busy:
        assert [fault.code for fault in look(busy.declaration("barid"), "barid").faults] == []


def test_no_more_is_fetched_than_was_allowed(room: Newsroom) -> None:
    asked: list[str] = []
    fetch = plain_fetch()

    def count(url: str) -> Fetched:
        asked.append(url)
        return fetch(url)

    found = examine(room.declaration("waha"), "waha", count, now=NOW, articles=4)
    assert len(found.sampled) == 4
    assert len(asked) == len(set(asked)) == found.fetches
