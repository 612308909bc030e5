"""The make of «مرصد الجبل»: https, <time> in UTC (whose day may differ from Beirut's), news sitemap."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from html import escape

from newsroom import feeds
from newsroom.answers import Document, Manner
from newsroom.makes import Gold, Make, Posting, View, dateline, links, with_dateline
from newsroom.pictures import png
from newsroom.printed import LEVANTINE, long_day, utc_date
from newsroom.reports import Report

_EVENING = 20  # o'clock in Beirut
HTML = "text/html; charset=utf-8"


class Mountain(Make):
    """A lean modern page: the machine's time in UTC, the reader's in Beirut."""

    article_url = r"/reports/\d+-[a-z0-9-]+$"
    sitemaps = ("/sitemap.xml", "/sitemap-news.xml")
    manners = (Manner(gzip=True), Manner(gzip=True, framing="odd-chunks"), Manner(framing="chunked"))

    def posted(self, report: Report) -> Report:
        """What is filed after eight in the evening goes online past midnight, when UTC has the day before."""
        if report.published.hour < _EVENING:
            return report
        midnight = report.published.replace(hour=0, minute=0, second=0) + timedelta(days=1)
        return replace(report, published=midnight + timedelta(minutes=report.published.minute + 5))

    def path(self, report: Report) -> str:
        """`/reports/12-slug`."""
        return f"/reports/{report.number}-{report.slug}"

    def image(self, report: Report) -> str | None:
        """Two of three reports have a picture."""
        return f"/img/{report.slug}@2x.png" if report.number % 3 else None

    def article(self, view: View, posting: Posting) -> Document:
        """Semantic HTML with <time datetime>."""
        report = posting.report
        shown = f"{long_day(report.published, LEVANTINE)}، {report.published:%H:%M} بتوقيت بيروت"
        subtitle = f'<p class="deck">{escape(report.subtitle)}</p>' if report.subtitle else ""
        author = f'<address rel="author">{escape(report.byline)}</address>' if report.byline else ""
        picture = (
            f'<figure><img src="{posting.image}" srcset="{posting.image} 2x" alt="">'
            f"<figcaption>{escape(report.title)} ({escape(view.name)})</figcaption></figure>"
            if posting.image
            else ""
        )
        text = with_dateline(report.text, dateline(view, report), " | ")
        lines = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in text)
        body = (
            f"<article>\n<header><h1>{escape(report.title)}</h1>{subtitle}{author}"
            f'<time datetime="{utc_date(report.published)}">{shown}</time></header>\n{picture}\n'
            f'<section class="body">\n{lines}\n</section>\n</article>\n'
            f"<aside><h2>قد يهمّك أيضاً</h2><ol>\n{links(view.related(posting))}</ol></aside>"
        )
        return self._page(view, f"{report.title} | {view.name}", body, posting)

    def home(self, view: View) -> Document:
        """The front page, every headline with its <time>."""
        rows = "".join(
            f'<li><a href="{escape(one.path)}">{escape(one.report.title)}</a> '
            f'<time datetime="{utc_date(one.report.published)}">{one.report.published:%H:%M}</time></li>\n'
            for one in view.public[:60]
        )
        return self._page(view, view.name, f"<main><ol>\n{rows}</ol></main>")

    def section_path(self, view: View, section: str) -> str:
        """`/sections/3`, numbered in alphabetical order."""
        return f"/sections/{sorted(view.sections).index(section) + 1}"

    def section(self, view: View, section: str, postings: tuple[Posting, ...]) -> Document:
        """A list of one section's headlines."""
        body = f"<main><h1>{escape(section)}</h1><ol>\n{links(postings)}</ol></main>"
        return self._page(view, f"{section} | {view.name}", body)

    def machines(self, view: View) -> Mapping[str, Document]:
        """A sitemap and a news sitemap; no feed."""
        xml = "application/xml; charset=utf-8"
        robots = feeds.robots(view, disallow=("/search",), sitemaps=self.sitemaps)
        return {
            "/sitemap.xml": feeds.machine(view, feeds.sitemap(view, view.public, lastmod=False), xml),
            "/sitemap-news.xml": feeds.machine(view, feeds.news_sitemap(view, view.public[:1000]), xml),
            "/robots.txt": Document(content=robots, media_type="text/plain; charset=utf-8"),
        }

    def gold(self, view: View, posting: Posting) -> Gold:
        """To the second; the day is Beirut's."""
        report = posting.report
        opening = dateline(view, report)
        return Gold(
            title=report.title,
            subtitle=report.subtitle,
            byline=report.byline,
            dateline=opening,
            published=report.published,
            precision="second",
            text=with_dateline(report.text, opening, " | "),
        )

    def notice(self, view: View, title: str, text: str) -> Document:
        """A page with a sentence."""
        return self._page(
            view, f"{title} | {view.name}", f"<main><h1>{escape(title)}</h1><p>{escape(text)}</p></main>"
        )

    def assets(self, view: View) -> Mapping[str, Document]:
        """A logo and a stylesheet."""
        style = b"html{direction:rtl}article{max-width:42rem;margin:auto}"
        return {
            "/img/logo.png": Document(content=png(view.name), media_type="image/png", tagged=True),
            "/main.css": Document(content=style, media_type="text/css", tagged=True),
        }

    def _page(self, view: View, title: str, body: str, posting: Posting | None = None) -> Document:
        menu = "".join(
            f'<a href="{self.section_path(view, one)}">{escape(one)}</a> ' for one in view.sections
        )
        text = (
            '<!doctype html>\n<html lang="ar" dir="rtl">\n<meta charset="utf-8">\n'
            f'<title>{escape(title)}</title>\n<link rel="stylesheet" href="/main.css">\n'
            f'<nav><a href="/"><img src="/img/logo.png" alt="{escape(view.name)}"></a> {menu}</nav>\n{body}\n'
            f"<footer><small>{escape(view.name)}، بيروت. يُسمح بالاقتباس مع ذكر المصدر.</small></footer>\n"
            "</html>\n"
        )
        modified = posting.changed if posting else None
        return Document(content=text.encode(), media_type=HTML, modified=modified, tagged=posting is not None)
