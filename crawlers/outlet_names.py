"""What a home page and its feeds say of the newsroom itself: names, language, a short name for files."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from crawlers.feeds import Feed
from crawlers.links import HtmlPage
from extractors.outlets import is_slug

ARABIC = re.compile("[\u0621-\u064a]")
LATIN = re.compile("[A-Za-z]")
TITLE_SEPARATORS = re.compile(r"\s+[|–—:-]\s+|\s*[|«»]\s*|\s*:\s+")
FRONT_PAGE_WORDS = frozenset({"الرئيسية", "الصفحة الرئيسية", "home", "homepage", "accueil", "رئيسية"})
NEWSROOM_TYPES = frozenset({"Organization", "NewsMediaOrganization", "WebSite", "Corporation"})
LONGEST_NAME = 80  # characters; longer ones are slogans
DEEPEST = 8  # levels of JSON-LD looked into
SECOND_LEVEL = frozenset({"com", "net", "org", "gov", "edu", "co", "info", "ac", "mil", "press", "news"})
HOST_PREFIXES = ("www.", "m.", "ar.", "arabic.")


def names_of(page: HtmlPage, feeds: Iterable[Feed]) -> tuple[str | None, str | None, str]:
    """The newsroom's name, its name in Latin letters, and where the first was printed.

    The name is in Arabic letters if one is printed; the Latin name is None when none is.
    """
    printed = [(_tidy(name), source) for name, source in _printed_names(page, feeds)]
    named = [(name, source) for name, source in printed if name and len(name) <= LONGEST_NAME]
    arabic = [(name, source) for name, source in named if ARABIC.search(name)]
    latin = [(name, source) for name, source in named if LATIN.search(name) and not ARABIC.search(name)]
    if not arabic:
        return (latin[0][0], None, latin[0][1]) if latin else (None, None, "")
    return arabic[0][0], latin[0][0] if latin else None, arabic[0][1]


def language_of(page: HtmlPage, feeds: Iterable[Feed]) -> tuple[str, str]:
    """The language's primary tag and what told it; Arabic when only the letters tell."""
    declared = [(page.root.get("lang"), "html lang"), (page.root.get("xml:lang"), "html xml:lang")]
    declared += [(feed.language, "feed") for feed in feeds]
    text = str(page.root.xpath("string(.)"))[:20_000]
    mostly_arabic = len(ARABIC.findall(text)) > len(LATIN.findall(text)) / 2
    for tag, source in declared:
        primary = re.split("[-_]", (tag or "").strip().lower())[0]
        if re.fullmatch("[a-z]{2,3}", primary) and not (mostly_arabic and primary in ("en", "fr")):
            return primary, source
    return ("ar", "its letters") if mostly_arabic else ("en", "its letters")


def slug_of(host: str) -> str:
    """A slug from a host name: www.almithal.com.sy gives almithal."""
    name = host.rpartition(":")[0] if re.search(r":\d+$", host) else host
    for prefix in HOST_PREFIXES:
        if name.count(".") > 1:
            name = name.removeprefix(prefix)
    labels = name.split(".")
    if len(labels) > 1 and not labels[-1].isdigit():
        labels = labels[:-1]
        if len(labels) > 1 and labels[-1] in SECOND_LEVEL:
            labels = labels[:-1]
        labels = labels[-1:]
    slug = re.sub("[^a-z0-9]+", "-", "-".join(labels).lower()).strip("-")[:64]
    return slug if is_slug(slug) else "outlet"


def _printed_names(page: HtmlPage, feeds: Iterable[Feed]) -> Iterator[tuple[str, str]]:
    for content in page.root.xpath("//meta[@property='og:site_name' or @name='og:site_name']/@content"):
        yield str(content), "og:site_name"
    for block in page.root.xpath("//script[@type='application/ld+json']"):
        for name in _linked_data_names(block.text or ""):
            yield name, "JSON-LD"
    for content in page.root.xpath("//meta[@name='application-name']/@content"):
        yield str(content), "application-name"
    titles = [title for feed in feeds if (title := feed.title)]
    for title in (str(page.root.xpath("string(//head/title)")), *titles):
        source = "feed title" if title in titles else "title"
        for part in TITLE_SEPARATORS.split(title):
            yield part, source


def _linked_data_names(text: str) -> Iterator[str]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    yield from _names_in(data, DEEPEST)


def _names_in(data: Any, levels: int) -> Iterator[str]:
    if levels == 0:
        return
    if isinstance(data, list):
        for item in data:
            yield from _names_in(item, levels - 1)
    elif isinstance(data, dict):
        types = data.get("@type")
        kinds = types if isinstance(types, list) else [types]
        if any(isinstance(kind, str) and kind in NEWSROOM_TYPES for kind in kinds):
            for key in ("name", "alternateName"):
                if isinstance(data.get(key), str):
                    yield data[key]
        for key in ("@graph", "publisher"):
            yield from _names_in(data.get(key), levels - 1)


def _tidy(name: str) -> str | None:
    """The name on one line without invisible characters, None for "home page" and the like."""
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())
    return text if text and text.lower() not in FRONT_PAGE_WORDS else None


def authority(url: str) -> str:
    """The host of a normalised URL, with its port if that is not the default."""
    return urlsplit(url).netloc
