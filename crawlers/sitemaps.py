"""Sitemaps (urlset, index, plain text, gzip, news) as streams of candidates."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from lxml import etree

from crawlers.candidates import Candidate, Problems, web_url
from crawlers.charsets import decode
from crawlers.gunzip import unzipped
from crawlers.xml_text import XmlText, well_formed_text, xml_text

__all__ = ["Candidate", "Sitemap", "SitemapStream", "open_sitemap", "read_sitemap"]

Kind = Literal["urlset", "index", "text"]
MEDIA = ("/sitemap-image/1.1", "/sitemap-video/1.1")  # namespaces with a loc or title of their own
KINDS: dict[str | None, Kind] = {"urlset": "urlset", "sitemapindex": "index"}
FEEDS = frozenset({"rss", "rdf", "feed"})
CHUNK = 1 << 16  # characters handed to the parser at a time
LONGEST_ENTRY = 1 << 16  # characters
ENTRY_START = re.compile(r"<(?:[\w.-]+:)?(?:url|sitemap)(?=[\s>])")
ENTRY_END = re.compile(r"</(?:[\w.-]+:)?(?:url|sitemap)\s*>")
FIELD = re.compile(
    r"<(?:[\w.-]+:)?(loc|lastmod|publication_date|title)\s*>([^<]*|<!\[CDATA\[.*?\]\]>)</", re.DOTALL
)
REFERENCE = re.compile(r"&(amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
ENTRY_TAGS = ("{*}url", "{*}sitemap")
FIELDS = frozenset({"loc", "lastmod", "publication_date", "title"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """A sitemap read to its end; `kind` is None for what is no sitemap, and `problems` says what it was."""

    kind: Kind | None
    entries: tuple[Candidate, ...]
    problems: tuple[str, ...]


class SitemapStream:
    """Iterates over a sitemap's candidates once; `kind` is known at once, `problems` grow until the end."""

    def __init__(self, kind: Kind | None, entries: Iterator[Candidate], problems: Problems) -> None:
        self.kind: Kind | None = kind
        self._entries = entries
        self._problems = problems

    def __iter__(self) -> Iterator[Candidate]:
        return self._entries

    @property
    def problems(self) -> tuple[str, ...]:
        """What was met so far: `not-a-sitemap`, `dtd-in-sitemap`, `malformed-sitemap`, `bad-url`, `no-loc`,
        `bare-ampersand`, `unlawful-characters`, `charset`, `leading-text`, `gzip`, `too-large`."""
        return self._problems.as_tuple()


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """The whole sitemap served at `url`; never raises."""
    stream = open_sitemap(body, url)
    entries = tuple(stream)
    return Sitemap(kind=stream.kind, entries=entries, problems=stream.problems)


def open_sitemap(body: bytes, url: str) -> SitemapStream:
    """The sitemap served at `url`, to be iterated: candidates are made as they are asked for."""
    problems = Problems()
    plain = unzipped(body, problems)
    if not plain.strip():
        problems.add("not-a-sitemap", "the body is empty")
        return SitemapStream(None, iter(()), problems)
    if _is_list(plain):
        return SitemapStream("text", _text_entries(decode(plain, None).text, url, problems), problems)
    document = xml_text(plain, None, problems)
    if document is None:
        problems.add("dtd-in-sitemap", "a document type with its own declarations is refused")
        return SitemapStream(None, iter(()), problems)
    kind = KINDS.get(document.root)
    if kind is None:
        problems.add("not-a-sitemap", f"got {_what_it_is(document)}")
        return SitemapStream(None, iter(()), problems)
    text = well_formed_text(document.text, problems)
    return SitemapStream(kind, _candidates(text, url, problems), problems)


def _what_it_is(document: XmlText) -> str:
    if document.is_html:
        return "an HTML page"
    if document.root in FEEDS:
        return "a feed"
    return f"<{document.root}>" if document.root else "text that is no list of URLs"


def _is_list(plain: bytes) -> bool:
    """Whether this is the text form: the first line is a URL and nothing looks like an element before it."""
    first = plain.lstrip(b"\xef\xbb\xbf \t\r\n")[:4096].split(b"\n", 1)[0].strip().lower()
    return first.startswith((b"http://", b"https://")) and b"<" not in first


def _text_entries(text: str, url: str, problems: Problems) -> Iterator[Candidate]:
    for line in re.finditer(r"[^\r\n]+", text):
        value = line.group().strip().lstrip("\ufeff")
        address = web_url(value, url, problems) if value else None
        if address:
            yield Candidate(url=address)


def _candidates(text: str, url: str, problems: Problems) -> Iterator[Candidate]:
    count = 0
    for fields in _entries(text, problems):
        loc = fields.get("loc", "").strip()
        if not loc:
            problems.add("no-loc", "an entry without <loc>")
            continue
        address = web_url(loc, url, problems)
        if address is None:
            continue
        count += 1
        yield Candidate(
            url=address,
            published_raw=_said(fields, "publication_date"),
            modified_raw=_said(fields, "lastmod"),
            title=_said(fields, "title"),
        )
    if count == 0:
        problems.add("empty-sitemap", "no usable entry")


def _said(fields: dict[str, str], name: str) -> str | None:
    return " ".join(fields.get(name, "").split()) or None


def _entries(text: str, problems: Problems) -> Iterator[dict[str, str]]:
    """The fields of each <url> or <sitemap>; where the XML breaks, whole entries are picked out."""
    parser = etree.XMLPullParser(events=("end",), tag=ENTRY_TAGS, resolve_entities=False, no_network=True)
    done = 0
    error = None
    for start in range(0, len(text) + CHUNK, CHUNK):
        try:
            if start < len(text):
                parser.feed(text[start : start + CHUNK].encode("utf-8", "replace"))
            else:
                parser.close()
        except etree.XMLSyntaxError as broken:
            error = broken
        for fields in _finished(parser):
            done += 1
            yield fields
        if error is not None:
            problems.add("malformed-sitemap", f"{error.msg}; whole entries were kept")
            break
    if error is not None:
        yield from itertools.islice(_whole_entries(text), done, None)


def _whole_entries(text: str) -> Iterator[dict[str, str]]:
    """The fields of every entry that is closed, without regard to what stands between them."""
    last = 0
    for end in ENTRY_END.finditer(text):
        start = max(last, end.start() - LONGEST_ENTRY)
        last = end.end()
        openings = [opening.end() for opening in ENTRY_START.finditer(text, start, end.start())]
        if openings:
            fields = FIELD.findall(text, openings[-1], end.start())
            yield {name: _plain(value) for name, value in reversed(fields)}


def _finished(parser: "etree.XMLPullParser[etree._Element]") -> Iterator[dict[str, str]]:
    """The entries that the parser has completed since the last call; their elements are freed."""
    for _, element in parser.read_events():
        fields: dict[str, str] = {}
        for part in element.iterdescendants():
            field = _field(part.tag) if isinstance(part.tag, str) else None
            if field and part.text:
                fields.setdefault(field, part.text)
        yield fields
        parent = element.getparent()
        element.clear()
        if parent is not None:
            del parent[: parent.index(element) + 1]


@lru_cache(maxsize=256)
def _field(tag: str) -> str | None:
    """Which field a tag holds: those of images and videos say nothing about the page."""
    namespace, _, name = tag.rpartition("}")
    return name if name in FIELDS and not namespace.endswith(MEDIA) else None


def _plain(value: str) -> str:
    if value.startswith("<![CDATA["):
        return value[9:-3]
    names = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

    def character(reference: re.Match[str]) -> str:
        name = reference.group(1)
        if name in names:
            return names[name]
        number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else "\ufffd"

    return REFERENCE.sub(character, value)
