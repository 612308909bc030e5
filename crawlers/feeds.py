"""Feeds (RSS 0.9x, 1.0, 2.0, Atom), also malformed ones, as candidates. Only this module knows feedparser."""

import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

import feedparser

from crawlers.candidates import Candidate, Problems, web_url
from crawlers.xml_text import XmlText, well_formed_text, xml_text

__all__ = ["Candidate", "Feed", "read_feed"]

MOST_TAGS = 100_000  # a feed of 1,000 items in full has 20,000
MOST_CHARACTERS = 8_000_000
TAG = re.compile("<[A-Za-z/!?]")
FEED_ROOTS = frozenset({"rss", "rdf", "feed"})
SITEMAP_ROOTS = frozenset({"urlset", "sitemapindex"})
# feedparser documents no exceptions; these are what its parsers raise on input that no newsroom meant.
PARSER_ERRORS = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed lists, in its order, and what was wrong with it; what is no feed lists nothing."""

    entries: tuple[Candidate, ...] = ()
    problems: tuple[str, ...] = ()
    is_feed: bool = False
    title: str | None = None
    homepage: str | None = None
    language: str | None = None
    next_page: str | None = None


def read_feed(body: bytes, url: str, content_type: str | None) -> Feed:
    """The feed served at `url`; never raises, never fetches.

    Problem codes: `empty-feed`, `not-a-feed`, `dtd-in-feed` (nothing is read then), `malformed-feed`,
    `bad-url`, `no-link`, `bare-ampersand`, `unlawful-characters`, `charset`, `leading-text`, `too-large`.
    """
    problems = Problems()
    if not body.strip():
        problems.add("empty-feed", "the body is empty")
        return Feed(problems=problems.as_tuple())
    document = xml_text(body, content_type, problems)
    if document is None:
        problems.add("dtd-in-feed", "a document type with its own declarations is refused")
        return Feed(problems=problems.as_tuple())
    if document.root not in FEED_ROOTS:
        problems.add("not-a-feed", _what_it_is(document))
        return Feed(problems=problems.as_tuple())
    text = _bounded(document.text, problems)
    parsed = _parse(well_formed_text(text, problems), url, problems)
    entries = tuple(_candidates(parsed, url, problems))
    if not entries:
        problems.add("empty-feed", f"{len(parsed.entries)} items, none with a usable link")
    return Feed(
        entries=entries,
        problems=problems.as_tuple(),
        is_feed=True,
        title=_text(parsed.feed, "title"),
        homepage=_homepage(parsed.feed, url),
        language=_text(parsed.feed, "language"),
        next_page=_next_page(parsed.feed, url),
    )


def _what_it_is(document: XmlText) -> str:
    if document.is_html:
        return "got an HTML page"
    if document.root in SITEMAP_ROOTS:
        return "got a sitemap"
    return f"got <{document.root}>" if document.root else "got text without any element"


def _bounded(text: str, problems: Problems) -> str:
    """The text up to a number of tags and characters: feedparser spends up to 60 microseconds on a tag."""
    if len(text) > MOST_CHARACTERS:
        problems.add("too-large", f"cut after {MOST_CHARACTERS} characters")
        text = text[:MOST_CHARACTERS]
    tag = next(itertools.islice(TAG.finditer(text), MOST_TAGS, None), None)
    if tag is None:
        return text
    problems.add("too-large", f"cut after {MOST_TAGS} tags")
    return text[: tag.start()]


def _parse(text: str, url: str, problems: Problems) -> feedparser.FeedParserDict:
    """feedparser's reading of a stream: it would open bare bytes as a file and text as an address."""
    declared = b"<?xml version='1.0' encoding='utf-8'?>\n" + text.encode("utf-8", "replace")
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        parsed = feedparser.parse(
            io.BytesIO(declared), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except PARSER_ERRORS as error:
        problems.add("malformed-feed", f"unreadable: {type(error).__name__}: {error}")
        return feedparser.FeedParserDict(entries=[], feed=feedparser.FeedParserDict(), version="")
    if parsed.get("bozo"):
        problems.add("malformed-feed", str(parsed.get("bozo_exception", "")))
    return parsed


def _candidates(parsed: feedparser.FeedParserDict, url: str, problems: Problems) -> Iterator[Candidate]:
    seen = set()
    for entry in parsed.entries:
        title = _text(entry, "title")
        link = _link(entry)
        if link is None:
            problems.add("no-link", title or "an item without title")
            continue
        address = web_url(link, url, problems)
        if address is None or address in seen:
            continue
        seen.add(address)
        published, modified = _text(entry, "published"), _text(entry, "updated")
        if published is None and str(parsed.get("version", "")).startswith("rss"):
            published, modified = modified, None  # dc:date, the only date of RSS 1.0
        yield Candidate(
            url=address,
            published_raw=published,
            modified_raw=modified,
            title=title,
            author=_text(entry, "author"),
        )


def _link(entry: feedparser.FeedParserDict) -> str | None:
    """The page of an item: FeedBurner's original, the alternate link, a guid that is a permalink."""
    original = _text(entry, "feedburner_origlink")
    if original:
        return original
    links = [link for link in dict.get(entry, "links", ()) if _text(link, "href")]
    alternates = [link for link in links if link.get("rel") == "alternate"]
    pages = [link for link in alternates if "html" in str(link.get("type", ""))]
    for link in (*pages, *alternates):
        return _text(link, "href")
    return _text(entry, "link")


def _next_page(channel: feedparser.FeedParserDict, url: str) -> str | None:
    """The feed's next page (RFC 5005, section 3), or where WordPress keeps it."""
    for link in dict.get(channel, "links", ()):
        if link.get("rel") == "next" and _text(link, "href"):
            return web_url(link["href"], url, Problems())
    if "wordpress" not in (_text(channel, "generator") or "").lower():
        return None
    before, _, query = url.partition("?")
    pairs = dict(parse_qsl(query))
    number = pairs.get("paged", "1")
    if not number.isascii() or not number.isdigit():
        return None
    return f"{before}?{urlencode(pairs | {'paged': str(int(number) + 1)})}"


def _homepage(channel: feedparser.FeedParserDict, url: str) -> str | None:
    link = _link(channel)
    return web_url(link, url, Problems()) if link else None


def _text(fields: feedparser.FeedParserDict, key: str) -> str | None:
    """A field as printed, white space collapsed; plain `get` would pass one date off as the other."""
    value = dict.get(fields, key)
    return " ".join(value.split()) or None if isinstance(value, str) else None
