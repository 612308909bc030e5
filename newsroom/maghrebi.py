"""The make of «بريد الساحل»: no metadata at all, Maghrebi months in the visible text only."""

from collections.abc import Mapping
from html import escape

from newsroom import feeds
from newsroom.answers import Document, Manner
from newsroom.makes import Gold, Make, Posting, View, dateline, links, with_dateline
from newsroom.pictures import png
from newsroom.printed import TUNISIAN, long_day
from newsroom.reports import Report

CAMPAIGN = "?utm_source=rss&utm_medium=feed"  # on every link of the feed


class Maghrebi(Make):
    """What a reader sees is all there is: every page bears the same <title>."""

    article_url = r"/akhbar/[a-z0-9-]+-\d+\.html$"
    feeds = ("/rss.xml",)
    sitemaps = ("/sitemap.xml",)
    manners = (Manner(framing="odd-chunks"), Manner(gzip=True, framing="chunked"), Manner())

    def path(self, report: Report) -> str:
        """`/akhbar/slug-12.html`."""
        return f"/akhbar/{report.slug}-{10 + report.number}.html"

    def image(self, report: Report) -> str | None:
        """One of three reports has a picture."""
        return None if report.number % 3 else f"/photos/{report.slug}.png"

    def article(self, view: View, posting: Posting) -> Document:
        """A heading, a day, the text, a signature."""
        report = posting.report
        place = report.place or "تونس"
        text = with_dateline(report.text, dateline(view, report), " - ")
        parts = [f"<h2>{escape(report.title)}</h2>"]
        if report.subtitle:
            parts.append(f"<h4>{escape(report.subtitle)}</h4>")
        parts.append(f'<div id="jour">{escape(place)} في {long_day(report.published, TUNISIAN)}</div>')
        if posting.image:
            parts.append(f'<img src="{posting.image}" alt="">')
        parts += [f"<p>{escape(paragraph)}</p>" for paragraph in text]
        if report.byline:
            parts.append(f'<div class="signature">{escape(report.byline)}</div>')
        side = f'<div id="aussi"><b>مقالات أخرى</b><ul>\n{links(view.related(posting))}</ul></div>'
        return self._page(view, "\n".join(parts), side, posting)

    def home(self, view: View) -> Document:
        """The front page."""
        return self._page(view, f"<ul>\n{links(view.public[:60])}</ul>", "")

    def section_path(self, view: View, section: str) -> str:
        """`/rubrique-3.html`, numbered in alphabetical order."""
        return f"/rubrique-{sorted(view.sections).index(section) + 1}.html"

    def section(self, view: View, section: str, postings: tuple[Posting, ...]) -> Document:
        """A list of one section's headlines."""
        return self._page(view, f"<h2>{escape(section)}</h2><ul>\n{links(postings)}</ul>", "")

    def machines(self, view: View) -> Mapping[str, Document]:
        """RSS without dates, with campaign parameters; one sitemap."""
        rss = feeds.rss(view, view.public, dates=False, campaign=CAMPAIGN)
        robots = feeds.robots(view, sitemaps=self.sitemaps)
        xml = "application/xml"
        return {
            "/rss.xml": Document(content=rss, media_type=xml, tagged=True),
            "/sitemap.xml": Document(
                content=feeds.sitemap(view, view.public), media_type=xml, modified=view.newest
            ),
            "/robots.txt": Document(content=robots, media_type="text/plain"),
        }

    def gold(self, view: View, posting: Posting) -> Gold:
        """To the day."""
        report = posting.report
        opening = dateline(view, report)
        return Gold(
            title=report.title,
            subtitle=report.subtitle,
            byline=report.byline,
            dateline=opening,
            published=report.published,
            precision="day",
            text=with_dateline(report.text, opening, " - "),
        )

    def notice(self, view: View, title: str, text: str) -> Document:
        """A page with a sentence."""
        return self._page(view, f"<h2>{escape(title)}</h2><p>{escape(text)}</p>", "")

    def assets(self, view: View) -> Mapping[str, Document]:
        """A logo and a stylesheet."""
        return {
            "/logo.png": Document(content=png(view.name), media_type="image/png"),
            "/css/site.css": Document(content=b"body{direction:rtl}", media_type="text/css"),
        }

    def _page(self, view: View, body: str, side: str, posting: Posting | None = None) -> Document:
        menu = "".join(
            f'<li><a href="{self.section_path(view, one)}">{escape(one)}</a></li>' for one in view.sections
        )
        text = (
            f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{escape(view.name)}</title>\n'
            '<link rel="stylesheet" href="/css/site.css">\n</head>\n<body dir="rtl">\n'
            f'<div id="tete"><a href="/"><img src="/logo.png" alt=""></a><ul>{menu}</ul>'
            '<a href="/rss.xml">خلاصات RSS</a></div>\n'
            f'<div id="corps">\n{body}\n</div>\n{side}\n'
            f'<div id="pied">{escape(view.name)} - تونس - الهاتف: 00 000 000 - كل الحقوق محفوظة</div>\n'
            "</body>\n</html>\n"
        )
        modified = posting.changed if posting else None
        return Document(content=text.encode(), media_type="text/html; charset=utf-8", modified=modified)
