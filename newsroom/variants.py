"""Ways in which an outlet breaks: each is put over a running site, and taken off again.

A variant changes postings before they are drawn (their text, their address), answers before they are sent, or
the declaration that no longer fits. Gold follows the postings, so what a mended outlet should read is known.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import unquote

from newsroom import broken_pages as pages
from newsroom.answers import Document, redirect, with_status
from newsroom.makes import Make, Posting, View
from newsroom.printed import GREGORIAN, LEVANTINE, long_day

MOVED_FEED = "/feeds/{}.xml"
NEW_FEED = "/syndication/{}.xml"
NEW_MAPS = "/maps/part-{}.xml"
OTHER_TIME = "2021-02-03T04:05:00+03:00"  # before every report: a printed day after it may be that of an edit
_DATES = (
    r'"date(?:Published|Modified)": "[^"]*",? ?',
    r'<meta (?:property|name)="(?:article:(?:published|modified)_time|pubdate)"[^>]*>\n?',
    r"<time[^>]*>.*?</time>",
    r"(?<=<div id=\"jour\">).*?(?=</div>)",
    r"(?<=<div class=\"d\">).*?(?=</div>)",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One request to a broken site: its key, the posting at it if there is one, what a whole site answers."""

    make: Make
    view: View
    key: str
    posting: Posting | None
    document: Document
    serve: Callable[[str], Document]
    elsewhere: str | None

    @property
    def is_page(self) -> bool:
        """Whether a reader's page is asked for."""
        return self.document.media_type.startswith("text/html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way to break. `fault` is the doctor's code for it, `mended` whether a declaration can mend it."""

    name: str
    fault: str
    mended: bool
    answer: Callable[[Scene], Document] | None = None
    posting: Callable[[Posting], Posting] | None = None
    declare: Callable[[str], str] | None = None
    moves: bool = False


def _redesign(scene: Scene) -> Document:
    if scene.posting is None:
        return scene.document
    return pages.redesigned(scene.make, scene.view, scene.posting)


def _bare(scene: Scene) -> Document:
    return pages.bare(scene.make, scene.view, scene.posting) if scene.posting else scene.document


def _feed_moved(scene: Scene) -> Document:
    feeds = dict(zip(scene.make.feeds, map(MOVED_FEED.format, range(1, 99)), strict=False))
    old = next((before for before, after in feeds.items() if after == scene.key), None)
    if old:
        return scene.serve(old)
    return redirect(301, feeds[scene.key]) if scene.key in feeds else scene.document


def _feed_gone(scene: Scene) -> Document:
    feeds = dict(zip(scene.make.feeds, map(NEW_FEED.format, range(1, 99)), strict=False))
    old = next((before for before, after in feeds.items() if after == scene.key), None)
    if old:
        return scene.serve(old)
    if scene.key in feeds:
        return pages.not_found(scene.make, scene.view)
    if not scene.is_page:
        return scene.document
    kind = "application/rss+xml"
    named = "".join(f'<link rel="alternate" type="{kind}" href="{feed}">\n' for feed in feeds.values())
    moved = [(re.escape(before), after) for before, after in feeds.items()]
    return _edited(scene, [*moved, ("</head>", f"{named}</head>")])


def _sitemap_gone(scene: Scene) -> Document:
    maps = dict(zip(scene.make.sitemaps, map(NEW_MAPS.format, range(1, 99)), strict=False))
    old = next((before for before, after in maps.items() if after == scene.key), None)
    if old:
        return scene.serve(old)
    if scene.key in maps:
        return pages.not_found(scene.make, scene.view)
    if scene.key == "/robots.txt":
        return _edited(scene, [(f"{re.escape(before)}$", after) for before, after in maps.items()])
    return scene.document


def _other_address(posting: Posting) -> Posting:
    return replace(posting, path=f"/story/{posting.report.number + 4000}-{posting.report.slug}.php")


def without_dates(scene: Scene) -> Document:
    """A report's page without any date of its publication."""
    if scene.posting is None:
        return scene.document
    return _edited(scene, [*((pattern, "") for pattern in _DATES), *_printed_days(scene.posting)])


def _date_moved(scene: Scene) -> Document:
    if scene.posting is None:
        return scene.document
    moment = scene.posting.report.published
    line = (
        f'<div class="endline">حُرّر <b class="stamp">{long_day(moment, GREGORIAN)} {moment:%H:%M}</b></div>\n'
    )
    undated = replace(scene, document=without_dates(scene))
    return _edited(undated, [("</html>", f"{line}</html>")])


def _dates_equal(scene: Scene) -> Document:
    if scene.posting is None:
        return scene.document
    moment = re.escape(scene.posting.report.published.isoformat())
    return _edited(scene, [(moment, OTHER_TIME)])


def _consent(scene: Scene) -> Document:
    return pages.consent(scene.view) if scene.is_page else scene.document


def _challenge(scene: Scene) -> Document:
    return pages.challenge() if scene.is_page else scene.document


def _blocked(scene: Scene) -> Document:
    return with_status(pages.refusal(), 403) if scene.is_page else scene.document


def _subscribers(scene: Scene) -> Document:
    if scene.posting is None:
        return scene.document
    return pages.teaser(scene.make, scene.view, scene.posting)


def _forbidding(scene: Scene) -> Document:
    if scene.key != "/robots.txt":
        return scene.document
    return Document(content=b"User-agent: *\nDisallow: /\n", media_type="text/plain")


def _equal(scene: Scene) -> Document:
    if scene.posting is None or not scene.view.reports:
        return scene.document
    return scene.serve(unquote(scene.view.reports[0].path))


def _home_empty(scene: Scene) -> Document:
    return pages.shell(scene.view) if scene.key == "/" else scene.document


def _shells(scene: Scene) -> Document:
    return pages.shell(scene.view) if scene.posting else scene.document


def _in_english(posting: Posting) -> Posting:
    return replace(posting, report=pages.english(posting.report))


def _mislabelled(scene: Scene) -> Document:
    if not scene.is_page:
        return scene.document
    wrong = "windows-1256" if scene.make.charset == "utf-8" else "utf-8"
    document = _edited(scene, [(r"charset=(\"?)[\w-]+", rf"charset=\g<1>{wrong}")])
    return replace(document, media_type=f"text/html; charset={wrong}")


def _moved(scene: Scene) -> Document:
    return redirect(301, f"{scene.elsewhere}{scene.key}")


def _boilerplate(scene: Scene) -> Document:
    if scene.posting is None:
        return scene.document
    first = re.escape(escape(scene.posting.report.text[0]))
    closing = r"((?:</font>)?</p>|<br><br>)"
    return _edited(scene, [(f"({first}.*?){closing}", rf"\g<1>\g<2>{pages.OFFER}")])


def _byline_gone(scene: Scene) -> Document:
    byline = scene.posting.report.byline if scene.posting else None
    return _edited(scene, [(re.escape(escape(byline)), "")]) if byline else scene.document


def _wrong_zone(declaration: str) -> str:
    return re.sub('(?m)^timezone = ".*"$', 'timezone = "America/New_York"', declaration)


def _feed_frozen(scene: Scene) -> Document:
    if scene.key not in scene.make.feeds:
        return scene.document
    old = replace(scene.view, postings=scene.view.postings[len(scene.view.postings) // 2 :])
    return scene.make.machines(old)[scene.key]


def _feed_lies(scene: Scene) -> Document:
    if scene.key not in scene.make.feeds:
        return scene.document
    now = "<pubDate>Thu, 26 Nov 2026 09:00:00 +0300</pubDate>"
    return _edited(scene, [("<pubDate>[^<]*</pubDate>", now)])


def _feed_in_utc(scene: Scene) -> Document:
    feed = scene.key in scene.make.feeds
    return _edited(scene, [(r" \+0300</pubDate>", " +0000</pubDate>")]) if feed else scene.document


def _older_gone(scene: Scene) -> Document:
    older = scene.view.reports[len(scene.view.reports) // 2 :]
    return pages.not_found(scene.make, scene.view, 200) if scene.posting in older else scene.document


def _canonical(scene: Scene) -> Document:
    if scene.posting is None:
        return scene.document
    other = f'<link rel="canonical" href="https://other.example{scene.posting.path}">\n</title>'
    return _edited(scene, [('<link rel="canonical"[^>]*>', ""), ("</title>", f"</title>{other[:-8]}")])


def _printed_days(posting: Posting) -> Iterable[tuple[str, str]]:
    """The day and hour of a report as the make in tables prints them, in no element of their own."""
    moment = posting.report.published
    return [(re.escape(f"{long_day(moment, LEVANTINE)} - {moment:%H:%M}"), "")]


def _edited(scene: Scene, edits: Iterable[tuple[str, str]]) -> Document:
    """The document with each pattern replaced in its text."""
    text = scene.document.content.decode(scene.make.charset)
    for pattern, new in edits:
        text = re.sub(pattern, new, text, flags=re.DOTALL | re.MULTILINE)
    return replace(
        scene.document, content=text.encode(scene.make.charset, "xmlcharrefreplace"), modified=None
    )


VARIANTS = {
    variant.name: variant
    for variant in (
        Variant(name="redesign", fault="redesign", mended=True, answer=_redesign),
        Variant(name="bare", fault="redesign", mended=True, answer=_bare),
        Variant(name="feed-moved", fault="feed-moved", mended=True, answer=_feed_moved),
        Variant(name="feed-gone", fault="feed-gone", mended=True, answer=_feed_gone),
        Variant(name="sitemap-gone", fault="sitemap-gone", mended=True, answer=_sitemap_gone),
        Variant(name="addresses", fault="article-url-changed", mended=True, posting=_other_address),
        Variant(name="date-gone", fault="date-gone", mended=False, answer=without_dates),
        Variant(name="date-moved", fault="date-moved", mended=True, answer=_date_moved),
        Variant(name="dates-equal", fault="dates-equal", mended=True, answer=_dates_equal),
        Variant(name="consent", fault="consent-wall", mended=False, answer=_consent),
        Variant(name="challenge", fault="bot-challenge", mended=False, answer=_challenge),
        Variant(name="blocked", fault="blocked", mended=False, answer=_blocked),
        Variant(name="subscribers", fault="paywall", mended=False, answer=_subscribers),
        Variant(name="robots", fault="robots-forbid", mended=False, answer=_forbidding),
        Variant(name="equal", fault="articles-equal", mended=False, answer=_equal),
        Variant(name="home-empty", fault="home-empty", mended=False, answer=_home_empty),
        Variant(name="shells", fault="needs-browser", mended=False, answer=_shells),
        Variant(name="english", fault="wrong-language", mended=True, posting=_in_english),
        Variant(name="charset", fault="charset-mislabelled", mended=False, answer=_mislabelled),
        Variant(name="moved", fault="host-moved", mended=True, answer=_moved, moves=True),
        Variant(name="boilerplate", fault="boilerplate", mended=True, answer=_boilerplate),
        Variant(name="byline-gone", fault="byline-gone", mended=False, answer=_byline_gone),
        Variant(name="zone", fault="timezone-off", mended=True, declare=_wrong_zone),
        Variant(name="feed-frozen", fault="feed-frozen", mended=False, answer=_feed_frozen),
        Variant(name="feed-lies", fault="feed-dates-wrong", mended=False, answer=_feed_lies),
        Variant(name="feed-zone", fault="feed-zone-wrong", mended=False, answer=_feed_in_utc),
        Variant(name="soft-404", fault="soft-404", mended=False, answer=_older_gone),
        Variant(name="canonical", fault="canonical-elsewhere", mended=False, answer=_canonical),
    )
}
