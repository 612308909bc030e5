"""The make of «صدى الفراتين»: nested tables in windows-1256, Levantine months, numbered addresses."""

from collections.abc import Mapping
from html import escape
from typing import Literal

from newsroom import feeds
from newsroom.answers import Document, Manner
from newsroom.makes import Gold, Make, Posting, View, dateline, links, with_dateline
from newsroom.pictures import png
from newsroom.printed import LEVANTINE, long_day
from newsroom.reports import Report

CHARSET = "windows-1256"
_BOX = 'width="100%" border="0" cellspacing="0" cellpadding="4"'

Declared = Literal["header", "meta", "nowhere"]
_DECLARED: tuple[Declared, ...] = ("header", "header", "meta", "meta", "nowhere")


def declared(number: int) -> Declared:
    """Where page `number` says what its charset is: mostly in the header, often in the page, at times
    nowhere."""
    return _DECLARED[number % len(_DECLARED)]


class Tables(Make):
    """A site of the year 2003 that nobody dared to touch."""

    article_url = r"/news\.php\?id=\d+$"
    feeds = ("/rss.php",)
    charset = CHARSET
    manners = (Manner(), Manner(framing="close"), Manner(framing="chunked"))

    def path(self, report: Report) -> str:
        """`/news.php?id=123`."""
        return f"/news.php?id={100 + 7 * report.number}"

    def image(self, report: Report) -> str | None:
        """Every second report has a picture."""
        return None if report.number % 2 else f"/pic/{100 + 7 * report.number}.png"

    def article(self, view: View, posting: Posting) -> Document:
        """A cell within a table within a table."""
        report = posting.report
        headline = f'<font size="5" color="#800000"><b>{escape(report.title)}</b></font>'
        rows = [f'<tr><td align="center">{headline}</td></tr>']
        if report.subtitle:
            rows.append(f'<tr><td align="center"><font size="4">{escape(report.subtitle)}</font></td></tr>')
        moment = f"{long_day(report.published, LEVANTINE)} - {report.published:%H:%M}"
        author = f" | كتب: {escape(report.byline)}" if report.byline else ""
        rows.append(f'<tr><td><font size="2" color="gray">{moment}{author}</font></td></tr>')
        if posting.image:
            rows.append(
                f'<tr><td align="center"><img src="{posting.image}" width="48" height="32"></td></tr>'
            )
        text = with_dateline(report.text, dateline(view, report), ": ")
        lines = "\n".join(f'<p align="justify"><font size="4">{escape(one)}</font></p>' for one in text)
        rows.append(f"<tr><td>{lines}</td></tr>")
        rows.append(f'<tr><td><a href="/print.php?id={report.number}">نسخة للطباعة</a></td></tr>')
        body = f"<table {_BOX}>\n" + "\n".join(rows) + "\n</table>"
        side = links(view.related(posting), '<tr><td bgcolor="#EEEEEE">', "</td></tr>\n")
        title = f"{view.name} | {report.title}"
        return self._page(view, title, body, f"<table {_BOX}>{side}</table>", report.number, posting)

    def home(self, view: View) -> Document:
        """A table of headlines."""
        rows = "".join(
            f'<tr><td><a href="{escape(one.path)}"><b>{escape(one.report.title)}</b></a><br>'
            f'<font size="2">{long_day(one.report.published, LEVANTINE)}</font></td></tr>\n'
            for one in view.public[:60]
        )
        return self._page(view, view.name, f"<table {_BOX}>{rows}</table>", "", 0)

    def section_path(self, view: View, section: str) -> str:
        """`/section.php?c=2`, numbered in alphabetical order."""
        return f"/section.php?c={sorted(view.sections).index(section) + 1}"

    def section(self, view: View, section: str, postings: tuple[Posting, ...]) -> Document:
        """A table of one section's headlines."""
        rows = links(postings, "<tr><td>", "</td></tr>\n")
        return self._page(view, f"{view.name} | {section}", f"<table {_BOX}>{rows}</table>", "", 2)

    def machines(self, view: View) -> Mapping[str, Document]:
        """RSS in windows-1256, said in the XML declaration only, and a robots.txt."""
        rss = feeds.rss(view, view.public, charset=CHARSET)
        robots = feeds.robots(view, disallow=("/print.php", "/admin/"))
        return {
            "/rss.php": Document(content=rss, media_type="text/xml", modified=view.newest),
            "/robots.txt": Document(content=robots, media_type="text/plain"),
        }

    def gold(self, view: View, posting: Posting) -> Gold:
        """To the minute, as printed in the text."""
        report = posting.report
        opening = dateline(view, report)
        return Gold(
            title=report.title,
            subtitle=report.subtitle,
            byline=report.byline,
            dateline=opening,
            published=report.published,
            precision="minute",
            text=with_dateline(report.text, opening, ": "),
        )

    def notice(self, view: View, title: str, text: str) -> Document:
        """A page with a sentence in red."""
        body = f'<center><font color="red" size="4">{escape(title)}</font><p>{escape(text)}</p></center>'
        return self._page(view, view.name, body, "", 2)

    def assets(self, view: View) -> Mapping[str, Document]:
        """A logo and a stylesheet."""
        style = b"td{font-family:Tahoma;direction:rtl}"
        return {
            "/logo.png": Document(content=png(view.name), media_type="image/png"),
            "/style.css": Document(content=style, media_type="text/css"),
        }

    def others(self, view: View) -> tuple[str, ...]:
        """Sections, and print pages that robots.txt forbids and nobody serves any more."""
        return (*super().others(view), *(f"/print.php?id={one.report.number}" for one in view.postings))

    def _page(
        self, view: View, title: str, body: str, side: str, number: int, posting: Posting | None = None
    ) -> Document:
        where = declared(number)
        meta = (
            f'<meta http-equiv="Content-Type" content="text/html; charset={CHARSET}">\n'
            if where == "meta"
            else ""
        )
        menu = " | ".join(
            f'<a href="{escape(self.section_path(view, one))}">{escape(one)}</a>' for one in view.sections
        )
        text = (
            '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">\n<html dir="rtl">\n<head>\n'
            f'{meta}<title>{escape(title)}</title>\n<link rel="stylesheet" href="/style.css">\n</head>\n'
            '<body bgcolor="#FFFFFF">\n<table width="900" align="center" border="0">\n'
            f'<tr><td colspan="2"><img src="/logo.png" width="48" height="32"> {menu} '
            '| <a href="/rss.php">RSS</a></td></tr>\n'
            f'<tr><td valign="top" width="650">\n{body}\n</td>\n'
            f'<td valign="top" width="250">{side}</td></tr>\n'
            '<tr><td colspan="2" align="center"><font size="1">جميع الحقوق محفوظة لجريدة '
            f"{escape(view.name)} 2003 - 2026</font></td></tr>\n</table>\n</body>\n</html>\n"
        )
        media_type = f"text/html; charset={CHARSET}" if where == "header" else "text/html"
        modified = posting.changed if posting and number % 2 else None
        content = text.encode(CHARSET, "xmlcharrefreplace")
        return Document(content=content, media_type=media_type, modified=modified)
