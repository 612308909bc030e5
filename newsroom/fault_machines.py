"""Faults of what machines read: feeds, sitemaps and robots.txt. Meant for `spoil`, which puts them in the
place of the real ones; asked for directly they work on a report's page."""

import gzip
from collections.abc import Iterable
from dataclasses import replace
from html import escape

from newsroom.answers import Document
from newsroom.faulting import Register, Stage

fault = Register()
_XML = "application/xml; charset=utf-8"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_MANY = 50_000  # addresses in the largest sitemap the protocol allows


@fault("not-xml", "an HTML page where XML is wanted", "captured")
async def not_xml(stage: Stage) -> bool:
    """A feed that is a maintenance page."""
    page = (
        "<!DOCTYPE html><html><head><title>صيانة</title></head><body><p>الموقع قيد الصيانة</p></body></html>"
    )
    return await stage.document(Document(content=page.encode(), media_type="text/html; charset=utf-8"))


@fault("cut-xml", "two thirds of the document, with an honest length", "captured")
async def cut_xml(stage: Stage) -> bool:
    """Well-formed until it ends."""
    content = stage.page.content
    return await stage.document(replace(stage.page, content=content[: len(content) * 2 // 3]))


@fault("newline-xml", "a newline before the XML declaration", "captured")
async def newline_xml(stage: Stage) -> bool:
    """What a stray blank line in a template does."""
    return await stage.document(replace(stage.page, content=b"\n" + stage.page.content))


@fault("bare-ampersand", "escaped ampersands unescaped, and one more address with a bare one", "captured")
async def bare_ampersand(stage: Stage) -> bool:
    """XML by string concatenation."""
    bare = b"<url><loc>%s/faults/plain?n=77&x=2</loc></url></urlset>" % stage.origin.encode()
    content = stage.page.content.replace(b"&amp;", b"&").replace(b"</urlset>", bare)
    return await stage.document(replace(stage.page, content=content))


@fault("entity-bomb", "nested entities that unfold to 10^9 words", "captured")
async def entity_bomb(stage: Stage) -> bool:
    """A billion laughs in a sitemap, a good address behind it."""
    entities = "".join(
        f'<!ENTITY e{level + 1} "{f"&e{level};" * 10}">' if level else '<!ENTITY e1 "ضحكة">'
        for level in range(9)
    )
    rows = f"<url><loc>{stage.origin}/&e9;</loc></url><url><loc>{stage.origin}{stage.seen}</loc></url>"
    return await _xml(stage, f"<!DOCTYPE urlset [{entities}]><urlset xmlns='{_SITEMAP}'>{rows}</urlset>")


@fault("external-entity", "an entity that names a local file", "captured")
async def external_entity(stage: Stage) -> bool:
    """XXE."""
    row = f"<url><loc>{stage.origin}/&disk;</loc></url>"
    entity = '<!DOCTYPE urlset [<!ENTITY disk SYSTEM "file:///etc/hostname">]>'
    return await _xml(stage, f"{entity}<urlset xmlns='{_SITEMAP}'>{row}</urlset>")


@fault("sitemap-schemes", "a sitemap that names file:, data: and javascript: addresses", "captured")
async def sitemap_schemes(stage: Stage) -> bool:
    """Only the last address is one to fetch."""
    urls = ("file:///etc/hostname", "data:text/html,x", "javascript:alert(1)", stage.origin + stage.seen)
    return await _xml(stage, _urlset(urls))


@fault("sitemap-empty", "a urlset without a row", "captured")
async def sitemap_empty(stage: Stage) -> bool:
    """Correct, and of no use."""
    return await _xml(stage, _urlset(()))


@fault("sitemap-text", "a sitemap as a text file, one address a line", "captured")
async def sitemap_text(stage: Stage) -> bool:
    """The protocol allows it."""
    text = f"{stage.origin}{stage.seen}\n{stage.origin}/faults/plain?n=78\n"
    return await stage.document(Document(content=text.encode(), media_type="text/plain; charset=utf-8"))


@fault("sitemap-chain", "an index that names the next index, without end", "captured")
async def sitemap_chain(stage: Stage) -> bool:
    """Deeper and deeper."""
    following = f"{stage.origin}/faults/sitemap-chain?n={int(stage.request.number('n', 0)) + 1}"
    rows = f"<sitemap><loc>{following}</loc></sitemap>"
    return await _xml(stage, f"<sitemapindex xmlns='{_SITEMAP}'>{rows}</sitemapindex>")


@fault("sitemap-loop", "two indexes that name one another and a good sitemap", "captured")
async def sitemap_loop(stage: Stage) -> bool:
    """Round and round; the third address leads to a report."""
    here = int(stage.request.number("n", 0))
    other = "b" if stage.request.option("side") != "b" else "a"
    children = (
        f"/faults/sitemap-loop?n={here}&amp;side={other}",
        f"/faults/sitemap-loop?n={here}&amp;side=end",
    )
    if stage.request.option("side") == "end":
        return await _xml(stage, _urlset((stage.origin + stage.seen,)))
    rows = "".join(f"<sitemap><loc>{stage.origin}{child}</loc></sitemap>" for child in children)
    return await _xml(stage, f"<sitemapindex xmlns='{_SITEMAP}'>{rows}</sitemapindex>")


@fault("gzip-file", "the document as a gzip file, without Content-Encoding", "captured")
async def gzip_file(stage: Stage) -> bool:
    """A sitemap.xml.gz under a name that does not say so."""
    content = gzip.compress(stage.page.content, mtime=0)
    return await stage.document(replace(stage.page, content=content, media_type="application/x-gzip"))


@fault("wrong-type", "the document as application/octet-stream", "captured")
async def wrong_type(stage: Stage) -> bool:
    """What a server does with an ending it does not know."""
    return await stage.document(replace(stage.page, media_type="application/octet-stream"))


@fault("sitemap-many", "a sitemap of 50,000 addresses", "captured")
async def sitemap_many(stage: Stage) -> bool:
    """As many as the protocol allows; none of them is answered but with 404."""
    return await _xml(stage, _urlset(f"{stage.origin}/many/{number}" for number in range(_MANY)))


@fault("calendar", "a page that links to the next day, without end", "captured")
async def calendar(stage: Stage) -> bool:
    """A trap for those who follow every link."""
    day = int(stage.request.number("n", 0))
    links = "".join(f'<a href="/faults/calendar?n={day + step}">يوم {day + step}</a> ' for step in (1, 7, 30))
    page = f"<html><head><title>التقويم {day}</title></head><body>{links}</body></html>"
    return await stage.document(Document(content=page.encode(), media_type="text/html; charset=utf-8"))


@fault("robots-all", "a robots.txt that forbids everything", "captured")
async def robots_all(stage: Stage) -> bool:
    """Nobody is welcome."""
    return await stage.document(_robots(b"User-agent: *\nDisallow: /\n"))


@fault("robots-big", "a robots.txt of 1 MB whose last rule forbids everything", "captured")
async def robots_big(stage: Stage) -> bool:
    """What stands behind 500 KiB need not be read (RFC 9309, 2.5)."""
    filling = b"# %s\n" % (b"x" * 97) * ((1 << 20) // 100)
    return await stage.document(_robots(b"User-agent: *\nDisallow: /private/\n" + filling + b"Disallow: /\n"))


def _robots(content: bytes) -> Document:
    return Document(content=content, media_type="text/plain; charset=utf-8")


def _urlset(urls: Iterable[str]) -> str:
    rows = "".join(f"<url><loc>{escape(url)}</loc></url>\n" for url in urls)
    return f"<urlset xmlns='{_SITEMAP}'>\n{rows}</urlset>\n"


async def _xml(stage: Stage, text: str) -> bool:
    content = ('<?xml version="1.0" encoding="UTF-8"?>\n' + text).encode()
    return await stage.document(Document(content=content, media_type=_XML))
