"""Feeds, sitemaps and robots.txt, as the makes print them."""

from collections.abc import Iterable
from html import escape

from newsroom.answers import Document
from newsroom.makes import Posting, View
from newsroom.printed import feed_date

_XML = '<?xml version="1.0" encoding="{}"?>\n'
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def rss(
    view: View,
    postings: Iterable[Posting],
    *,
    charset: str = "utf-8",
    dates: bool = True,
    full: bool = False,
    campaign: str = "",
) -> bytes:
    """RSS 2.0; with dates or without, with the whole text in content:encoded or the first paragraph only.
    `campaign` is appended to every link."""
    items = "".join(_rss_item(view, posting, dates, full, campaign) for posting in postings)
    text = (
        _XML.format(charset) + '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'
        f"<title>{escape(view.name)}</title>\n<link>{view.origin}/</link>\n"
        f"<description>{escape(view.name)}</description>\n<language>ar</language>\n{items}</channel>\n</rss>\n"
    )
    return text.encode(charset, "xmlcharrefreplace")


def _rss_item(view: View, posting: Posting, dates: bool, full: bool, campaign: str) -> str:
    report = posting.report
    link = escape(view.origin + posting.path + campaign)
    parts = [f"<title>{escape(report.title)}</title>", f"<link>{link}</link>"]
    if dates:
        parts.append(f"<pubDate>{feed_date(report.published)}</pubDate>")
    if report.byline:
        parts.append(f"<dc:creator><![CDATA[{report.byline}]]></dc:creator>")
    parts.append(f'<guid isPermaLink="false">{view.origin}/?p={1000 + report.number}</guid>')
    parts.append(f"<category>{escape(report.section)}</category>")
    parts.append(f"<description>{escape(report.text[0])}</description>")
    if full:
        body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in report.text)
        parts.append(f"<content:encoded><![CDATA[{body}]]></content:encoded>")
    return "<item>\n" + "\n".join(parts) + "\n</item>\n"


def atom(view: View, postings: Iterable[Posting], path: str, *, further: str | None = None) -> bytes:
    """An Atom feed that lives at `path`; links are relative to it. `further` is where its next page lives."""
    updated = view.newest
    entries = "".join(
        "<entry>\n"
        f"<title>{escape(posting.report.title)}</title>\n"
        f'<link rel="alternate" type="text/html" href="{escape(posting.path)}"/>\n'
        f"<id>{escape(view.origin + posting.path)}</id>\n"
        f"<published>{posting.report.published.isoformat()}</published>\n"
        f"<updated>{posting.changed.isoformat()}</updated>\n"
        f'<summary type="text">{escape(posting.report.text[0])}</summary>\n</entry>\n'
        for posting in postings
    )
    onward = f'<link rel="next" href="{escape(view.origin + further)}"/>\n' if further else ""
    text = (
        _XML.format("utf-8") + '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar">\n'
        f"<title>{escape(view.name)}</title>\n<id>{view.origin}/</id>\n"
        f'<link rel="self" href="{view.origin}{path}"/>\n{onward}'
        f"<updated>{updated.isoformat() if updated else ''}</updated>\n{entries}</feed>\n"
    )
    return text.encode()


def sitemap(view: View, postings: Iterable[Posting], *, lastmod: bool = True) -> bytes:
    """A urlset of reports."""
    rows = "".join(
        f"<url><loc>{escape(view.origin + posting.path)}</loc>"
        + (f"<lastmod>{posting.changed.isoformat()}</lastmod>" if lastmod else "")
        + "</url>\n"
        for posting in postings
    )
    return f'{_XML.format("UTF-8")}<urlset xmlns="{_SITEMAP}">\n{rows}</urlset>\n'.encode()


def news_sitemap(view: View, postings: Iterable[Posting]) -> bytes:
    """A news sitemap: name, language, publication date and title of every report."""
    rows = "".join(
        f"<url><loc>{escape(view.origin + posting.path)}</loc><news:news><news:publication>"
        f"<news:name>{escape(view.name)}</news:name><news:language>ar</news:language></news:publication>"
        f"<news:publication_date>{posting.report.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(posting.report.title)}</news:title></news:news></url>\n"
        for posting in postings
    )
    head = f'<urlset xmlns="{_SITEMAP}" xmlns:news="{_NEWS}">'
    return f"{_XML.format('UTF-8')}{head}\n{rows}</urlset>\n".encode()


def sitemap_index(view: View, paths: Iterable[str]) -> bytes:
    """An index of sitemaps."""
    newest = view.newest
    day = f"<lastmod>{newest.isoformat()}</lastmod>" if newest else ""
    rows = "".join(f"<sitemap><loc>{escape(view.origin + path)}</loc>{day}</sitemap>\n" for path in paths)
    return f'{_XML.format("UTF-8")}<sitemapindex xmlns="{_SITEMAP}">\n{rows}</sitemapindex>\n'.encode()


def robots(
    view: View,
    *,
    disallow: Iterable[str] = (),
    delay: float | None = None,
    sitemaps: Iterable[str] = (),
) -> bytes:
    """A robots.txt for everybody."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {path}" for path in disallow] or ["Disallow:"]
    if delay is not None:
        lines.append(f"Crawl-delay: {delay}")
    lines += [f"Sitemap: {view.origin}{path}" for path in sitemaps]
    return ("\n".join(lines) + "\n").encode()


def machine(view: View, content: bytes, media_type: str) -> Document:
    """A feed or sitemap with both validators: entity tag and date of the site's last change."""
    return Document(content=content, media_type=media_type, modified=view.newest, tagged=True)
