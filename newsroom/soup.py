"""The make of «الواحة اليوم»: <div> and <br> soup, Arabic-Indic digits, a pubdate meta, Atom."""

from collections.abc import Mapping
from html import escape

from newsroom import feeds
from newsroom.answers import Document, Manner
from newsroom.makes import Gold, Make, Posting, View, dateline, links, with_dateline
from newsroom.pictures import png
from newsroom.printed import GREGORIAN, arabic_indic, long_day
from newsroom.reports import Report

HTML = "text/html; charset=utf-8"
CRAWL_DELAY = 0.2  # seconds, as robots.txt asks


class Soup(Make):
    """No paragraph, no heading, no list: what means anything is a class name."""

    article_url = r"/article/\d+$"
    feeds = ("/atom.xml",)
    declares_sections = True
    manners = (Manner(gzip=True), Manner(), Manner(framing="odd-chunks"))

    def path(self, report: Report) -> str:
        """`/article/1234`."""
        return f"/article/{1200 + 17 * report.number}"

    def image(self, report: Report) -> str | None:
        """Every second report has a picture."""
        return f"/media/{1200 + 17 * report.number}.png" if report.number % 2 else None

    def article(self, view: View, posting: Posting) -> Document:
        """Lines with <br><br> between them, in one <div>."""
        report = posting.report
        text = "<br><br>\n".join(escape(one) for one in _printed(view, report))
        picture = f'<div class="pic"><img src="{posting.image}"></div>' if posting.image else ""
        subtitle = f'<div class="s">{escape(arabic_indic(report.subtitle))}</div>' if report.subtitle else ""
        author = f'<div class="w">{escape(report.byline)}</div>' if report.byline else ""
        moment = arabic_indic(f"{long_day(report.published, GREGORIAN)}م - الساعة {report.published:%H:%M}")
        related = links(view.related(posting), '<div class="r">', "</div>\n")
        body = (
            f'<div class="t">{escape(arabic_indic(report.title))}</div>\n{subtitle}{author}'
            f'<div class="d">{moment}</div>\n{picture}<div class="x">{text}</div>\n'
            f'<div class="m">اقرأ أيضًا</div>\n{related}'
        )
        meta = f'<meta name="pubdate" content="{report.published.isoformat()}">\n'
        title = f"{arabic_indic(report.title)} | {view.name}"
        return self._page(view, title, body, meta, tagged=True)

    def home(self, view: View) -> Document:
        """A soup of headlines."""
        body = links(view.public[:60], '<div class="h">', "</div>\n")
        return self._page(view, view.name, body, "")

    def section_path(self, view: View, section: str) -> str:
        """`/section/3`, numbered in alphabetical order."""
        return f"/section/{sorted(view.sections).index(section) + 1}"

    def section(self, view: View, section: str, postings: tuple[Posting, ...]) -> Document:
        """A soup of one section's headlines."""
        body = f'<div class="t">{escape(section)}</div>' + links(postings, '<div class="h">', "</div>\n")
        return self._page(view, f"{section} | {view.name}", body, "")

    def machines(self, view: View) -> Mapping[str, Document]:
        """Atom, which also names a report that robots.txt forbids."""
        robots = feeds.robots(view, disallow=("/private/",), delay=CRAWL_DELAY)
        atom = feeds.atom(view, view.postings, "/atom.xml")
        return {
            "/atom.xml": feeds.machine(view, atom, "application/atom+xml; charset=utf-8"),
            "/robots.txt": Document(content=robots, media_type="text/plain; charset=utf-8"),
        }

    def gold(self, view: View, posting: Posting) -> Gold:
        """To the second by the meta, with the digits of the page."""
        report = posting.report
        return Gold(
            title=arabic_indic(report.title),
            subtitle=arabic_indic(report.subtitle) if report.subtitle else None,
            byline=report.byline,
            dateline=dateline(view, report),
            published=report.published,
            precision="second",
            text=_printed(view, report),
        )

    def notice(self, view: View, title: str, text: str) -> Document:
        """A page with a sentence."""
        body = f'<div class="t">{escape(title)}</div><div class="x">{escape(text)}</div>'
        return self._page(view, view.name, body, "")

    def assets(self, view: View) -> Mapping[str, Document]:
        """A logo and a stylesheet."""
        style = b".t{font-size:2em}.x{line-height:2}body{direction:rtl}"
        return {
            "/media/logo.png": Document(content=png(view.name), media_type="image/png", tagged=True),
            "/w.css": Document(content=style, media_type="text/css", tagged=True),
        }

    def _page(self, view: View, title: str, body: str, meta: str, *, tagged: bool = False) -> Document:
        menu = "".join(
            f'<span><a href="{self.section_path(view, one)}">{escape(one)}</a></span> '
            for one in view.sections
        )
        text = (
            f"<html>\n<head>\n<title>{escape(title)}</title>\n"
            f'<meta http-equiv="content-type" content="text/html; charset=utf-8">\n{meta}'
            f'<link rel="alternate" type="application/atom+xml" href="/atom.xml">\n'
            f'<link rel="stylesheet" href="/w.css">\n</head>\n<body>\n'
            f'<div class="top"><a href="/"><img src="/media/logo.png"></a>{menu}</div>\n'
            f'<div class="c">\n{body}</div>\n'
            f'<div class="f">جميع الحقوق محفوظة لصحيفة {escape(view.name)} ١٤٤٧هـ<br>تابعونا</div>\n'
            "</body>\n</html>\n"
        )
        return Document(content=text.encode(), media_type=HTML, tagged=tagged)


def _printed(view: View, report: Report) -> tuple[str, ...]:
    text = with_dateline(report.text, dateline(view, report), ": ")
    return tuple(arabic_indic(paragraph) for paragraph in text)
