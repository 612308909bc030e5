"""`warraq why` names the cause of every kind of fate; the fates are brought about by real crawls."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from archive.arabic_texts import ARABIC
from archive.reasons import READINGS
from crawlers.cli import main
from extractors import refusals

TEXT = " ".join(
    f"قال رئيس بلدية عين السنديان إن أعمال ترميم السوق رقم {n} بدأت صباح اليوم." for n in range(9)
)
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>خلاصة</title>{}</channel></rss>'


def html(title: str, text: str = TEXT, extra: str = "") -> str:
    return (
        f'<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title>{extra}'
        '<meta property="article:published_time" content="2026-11-20T10:00:00+03:00">'
        f"</head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )


def feed(site: Any, path: str, items: dict[str, str]) -> str:
    rows = "".join(
        f"<item><title>خبر</title><link>{site.url(link)}</link><pubDate>{date}</pubDate></item>"
        for link, date in items.items()
    )
    return site.put(path, RSS.format(rows), Content_Type="application/rss+xml")


@dataclass(frozen=True)
class Told:
    desk: Any
    site: Any
    faulted: Any


PAGES = {
    "good": html("ترميم السوق", extra='<link rel="stylesheet" href="/style.css">').replace(
        "<p>", '<img src="/picture.png"><p>', 1
    ),
    "twin": html("ترميم السوق من جديد"),
    "short": "<!doctype html><html lang=ar><title>خبر</title><body><h1>خبر</h1><p>قصير.</p></body></html>",
    "english": html("A market", "The mayor said that the works on the old market began today. " * 20),
    "consent": "<!doctype html><html><title>موقع</title><body><h1>نحن نقدر خصوصيتك</h1>"
    "<p>نستخدم ملفات تعريف الارتباط في هذا الموقع.</p></body></html>",
    "challenge": "<!doctype html><html><title>Just a moment...</title><body>"
    "<p>Checking your browser</p></body></html>",
    "paywall": html("خبر للمشتركين", "أول الخبر وفيه بضع كلمات عن السوق القديم. هذا المحتوى متاح للمشتركين"),
}
MONDAY, SUNDAY = "Mon, 23 Nov 2026 10:00:00 +0300", "Sun, 01 Nov 2026 10:00:00 +0300"


@pytest.fixture(scope="module")
def told(new_desk: Callable[..., Any], new_site: Callable[[], Any], faulted: Any) -> Told:
    desk, site, sick = new_desk(), new_site(), new_site()
    site.put("/robots.txt", "User-agent: *\n# not these\nDisallow: /report/closed/\n")
    sick.put("/robots.txt", "broken", 500)
    for name, page in PAGES.items():
        site.put(f"/report/{name}/", page)
    site.put("/report/data/", "{}", Content_Type="application/json")
    site.put("/report/old/", "", 301, Location="/report/good/")
    site.put("/report/away/", "", 302, Location="https://elsewhere.example/x")
    site.put("/report/nowhere/", "", 302)
    site.put("/report/busy/", "later", 503)
    site.put("/report/law/", "", 451)
    site.put("/picture.png", "PNG", Content_Type="image/png")
    listed = [*PAGES, "data", "old", "away", "nowhere", "busy", "law", "closed/1", "video/1"]
    urls = [site.url(f"/report/{name}/") for name in listed]
    urls += [site.url("/about/"), "https://elsewhere.example/report/1/"]
    common = {"homepage": site.url(), "domains": [site.host]}
    desk.declare(
        "main",
        **common,
        sitemaps=[site.sitemap("/sitemap.xml", urls)],
        feeds=[feed(site, "/feed/", {"/report/dated/": MONDAY})],
        not_article=["/report/video/"],
        requisites="all",
    )
    desk.warraq("crawl", "main")
    desk.declare(
        "since", **common, article_url="/since/", feeds=[feed(site, "/since.xml", {"/since/1/": SUNDAY})]
    )
    desk.warraq("crawl", "since", "--since", "2026-11-10")
    desk.declare(
        "until", **common, article_url="/until/", feeds=[feed(site, "/until.xml", {"/until/1/": MONDAY})]
    )
    desk.warraq("crawl", "until", "--until", "2026-11-10")
    desk.declare(
        "limit",
        **common,
        article_url="/limit/",
        feeds=[feed(site, "/limit.xml", {f"/limit/{n}/": MONDAY for n in (1, 2)})],
    )
    desk.warraq("crawl", "limit", "--limit", "1")
    desk.declare("sick", homepage=sick.url(), domains=[sick.host])
    desk.warraq("crawl", "sick")
    # Declared otherwise after its crawl: what was refused then would be accepted now.
    changed = {**common, "feeds": [feed(site, "/changed.xml", {"/changed/1/": MONDAY})]}
    desk.declare("changed", **changed, article_url="/other/")
    desk.warraq("crawl", "changed")
    desk.declare("changed", **changed, article_url="/changed/")
    desk.declare("idle", homepage="https://idle.example/", domains=["idle.example"])
    return Told(desk, site, faulted)


# The path asked for, the state, the step that names the cause, and what its detail must hold.
FATES = {
    "named by a feed, with its date": (
        "/report/dated/",
        "gone",
        "discovered",
        f"by the feed {{home}}/feed/; dated «{MONDAY}»",
    ),
    "named by a sitemap": ("/report/good/", "captured", "discovered", "by the sitemap {home}/sitemap.xml"),
    "indexed": ("/report/good/", "captured", "indexed", "version 1 of article"),
    "in which file": ("/report/good/", "captured", "captured", "record; in main/; at byte"),
    "an article": ("/report/good/", "captured", "article live", "has 1 version"),
    "an image": ("/picture.png", "captured", "requisite of", "{home}/report/good/"),
    "a stylesheet that is missing": ("/style.css", "captured", "gone", "is not there (HTTP 404)"),
    "a redirect": ("/report/old/", "captured", "redirected", "HTTP 301, to {home}/report/good/"),
    "what a redirect leads to": ("/report/old/", "captured", "leads to", "{home}/report/good/, article"),
    "a redirect to another host": (
        "/report/away/",
        "refused",
        "refused",
        "redirect-to-other-host: it redirects to a host",
    ),
    "a redirect to nowhere": ("/report/nowhere/", "captured", "redirected", "without saying where to"),
    "too short": ("/report/short/", "captured", "not an article", "too-short: there is a heading"),
    "another language": ("/report/english/", "captured", "not an article", "wrong-language: the text is not"),
    "a consent wall": ("/report/consent/", "captured", "not an article", "consent-wall: a page that asks"),
    "a bot challenge": (
        "/report/challenge/",
        "captured",
        "not an article",
        "bot-challenge: a page that tests",
    ),
    "a paywall": ("/report/paywall/", "captured", "not an article", "paywall: only subscribers"),
    "no HTML": (
        "/report/data/",
        "captured",
        "not an article",
        "not-html: the answer is no HTML page; application/json",
    ),
    "missing": ("/report/dated/", "gone", "gone", "the server says that it is not there (HTTP 404)"),
    "overloaded": (
        "/report/busy/",
        "failed",
        "failed",
        "http-503: the server failed (HTTP 503); after 3 tries",
    ),
    "tried again in later crawls": ("/report/busy/", "failed", "due again", "for 7 days"),
    "withheld by law": ("/report/law/", "failed", "failed", "legal reasons"),
    "forbidden by robots.txt": (
        "/report/closed/1/",
        "refused",
        "rule",
        "line 3 of robots.txt, “Disallow: /report/closed/”",
    ),
    "refused by not_article": (
        "/report/video/1/",
        "refused",
        "rule",
        "not_article = '/report/video/' in outlets/main.toml",
    ),
    "refused by article_url": ("/about/", "refused", "rule", "article_url = '/report/' in outlets/main.toml"),
    "of another host": ("https://elsewhere.example/report/1/", "refused", "rule", "none of domains = {host}"),
    "refused before the declaration changed": (
        "/changed/1/",
        "refused",
        "rule",
        "today it would be accepted",
    ),
    "dated before --since": ("/since/1/", "waiting", "not fetched yet", "2026-11-01 lies before 2026-11-10"),
    "dated after --until": ("/until/1/", "waiting", "not fetched yet", "2026-11-23 lies after 2026-11-10"),
    "beyond --limit": ("/limit/2/", "waiting", "not fetched yet", "at its limit of 1 articles"),
    "to be fetched next": ("/limit/2/", "waiting", "next", "`warraq crawl limit` fetches it"),
    "a feed": ("/feed/", "captured", "seed", "the feed of main"),
    "a home page": ("/", "captured", "seed", "the home page of"),
    "a file robots.txt": ("/robots.txt", "captured", "captured", "asked for as robots; robots.txt: exempt"),
    "no web address": ("ftp://idle.example/", "unknown", "not a web address", "scheme 'ftp'"),
    "of nobody": ("https://idel.example/1", "unknown", "of no outlet followed", "idle.example of idle"),
    "private": ("http://192.168.1.1/x", "unknown", "private address", "192.168.1.1 is not a public address"),
    "of an outlet never crawled": (
        "https://idle.example/report/1",
        "unknown",
        "never discovered",
        "idle was never crawled",
    ),
    "never named by a seed": ("/report/unheard/", "unknown", "never discovered", "no seed of main"),
    "never to be accepted": (
        "https://idle.example/about",
        "unknown",
        "would be refused",
        "article_url = '/report/'",
    ),
    "misspelled": ("/report/god/", "unknown", "looks like", "{home}/report/good/"),
}
FAULTS = {
    "drop": ("failed", "failed", "disconnect: the connection ended before the answer did"),
    "stall-head": ("failed", "failed", "timeout: no whole answer came in time"),
    "bad-status": ("failed", "failed", "what came is no HTTP answer"),
    "big": ("refused", "refused", "too-large: the answer is larger than the limit"),
    "redirect-loop": ("refused", "refused", "redirect-loop: its redirects run in a circle"),
    "redirect-self": ("refused", "refused", "redirect-to-itself"),
    "no-length-cut": ("captured", "truncated", "the page is not whole"),
    "empty": ("captured", "not an article", "no-body: no text was found"),
    "gone": ("gone", "gone", "has been removed (HTTP 410)"),
    "forbidden": ("failed", "failed", "the server refuses us (HTTP 403)"),
    "soft-missing": ("captured", "not an article", "not-found-page: the page says"),
}


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Callable[[Any, str], dict[str, Any]]:
    """Asks `warraq why URL --json` in this process, which is quicker than one for each of fifty questions."""

    def run(desk: Any, url: str) -> dict[str, Any]:
        assert main(["-C", str(desk.archive.root), "why", url, "--json"]) == 0
        document: dict[str, Any] = json.loads(capsys.readouterr().out)
        return document

    return run


def holds(step: dict[str, Any], what: str, words: str) -> bool:
    return step["what"] == what and all(part in step["detail"] for part in words.split("; "))


@pytest.mark.parametrize("kind", FATES)
def test_why_names_the_cause(told: Told, ask: Any, kind: str) -> None:
    place, state, what, words = FATES[kind]
    home = told.site.url("")
    url = place if ":" in place else home + place
    document = ask(told.desk, url)
    wanted = words.format(home=home, host=told.site.host)
    assert any(holds(step, what, wanted) for step in document["steps"]), document
    assert document["state"] == state


@pytest.mark.parametrize("fault", FAULTS)
def test_why_names_what_the_newsroom_did(told: Told, ask: Any, fault: str) -> None:
    state, what, words = FAULTS[fault]
    document = ask(told.faulted.desk, told.faulted.urls[fault])
    assert any(holds(step, what, words) for step in document["steps"]), document
    assert document["state"] == state


def test_robots_that_cannot_be_had_forbids_all(told: Told, ask: Any) -> None:
    (url,) = (e["url"] for e in told.desk.events("fate") if e["reason"] == "robots: unavailable")
    document = ask(told.desk, url)
    assert any("nothing of that host may be fetched" in step["detail"] for step in document["steps"])
    assert any(holds(step, "rule", "robots.txt was asked for; HTTP 500") for step in document["steps"])


def test_steps_are_told_in_the_order_they_happened(told: Told, ask: Any) -> None:
    for place, *_rest in FATES.values():
        url = place if ":" in place else told.site.url(place)
        moments = [step["at"] for step in ask(told.desk, url)["steps"]]
        dated = [moment for moment in moments if moment is not None]
        assert moments == sorted(dated) + [None] * (len(moments) - len(dated))


def test_an_arabic_reader_is_told_in_arabic_and_json_stays_the_same(told: Told) -> None:
    url = told.site.url("/report/busy/")
    english = told.desk.warraq("why", url, "--json")
    arabic = told.desk.warraq("why", url, "--json", WARRAQ_LANG="ar")
    assert json.loads(arabic.out) == json.loads(english.out)
    shown = told.desk.warraq("why", url, WARRAQ_LANG="ar").out
    assert "عطل في الخادم (HTTP 503)؛ بعد 3 محاولات" in shown
    assert "خريطة الموقع" in shown


def test_every_heading_has_its_arabic(told: Told) -> None:
    whats = {what for _place, _state, what, _words in FATES.values()} | {
        what for _, what, _ in FAULTS.values()
    }
    assert {what for what in whats if what not in ARABIC} == set()


def test_every_code_of_the_reader_is_told_in_words() -> None:
    listed = (refusals.__doc__ or "").split("\n\n")[1]
    codes = {line.split()[0] for line in listed.splitlines() if line.strip()}
    assert len(codes) >= 13
    assert codes <= READINGS.keys()
