"""The make of «الميدان الجديد»: a script and a number for every page; what is older is found by day."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from html import escape
from urllib.parse import quote

from newsroom import feeds
from newsroom.almanac_pages import (
    CLIPS,
    author_link,
    bare_page,
    calendar,
    cat_of,
    clip_list,
    clip_page,
    day_page,
    day_path,
    feed,
    frame,
    id_of,
    numbered,
    plain_list,
    printed_date,
    section_path,
    spelt,
    standing_page,
)
from newsroom.answers import Document, Manner
from newsroom.makes import Gold, Make, Posting, View, dateline, links, with_dateline
from newsroom.pictures import png
from newsroom.reports import Report
from newsroom.standing import STANDING, prose, whole_number

_FRONT = 6
_IN_SECTION = 6


class Almanac(Make):
    """Sections show their newest reports and have no further page; a calendar leads to every day."""

    article_url = r"(?<!/m)/details\.php\?(?:[^#]*&)?id=\d+"
    feeds = ("/feed.php",)
    archives = ("/archive/{year}/{month}/{day}",)
    declares_sections = True
    manners = (Manner(), Manner(gzip=True), Manner(framing="close"))

    def path(self, report: Report) -> str:
        """`/details.php?id=51020&cat=5`."""
        return f"/details.php?id={id_of(report)}&cat={cat_of(report.section)}"

    def image(self, report: Report) -> str | None:
        """Every second report has a picture."""
        return f"/photo/{id_of(report)}_big.png" if report.number % 2 == 0 else None

    def article(self, view: View, posting: Posting) -> Document:
        """A report with its day on a twelve-hour clock."""
        report, number = posting.report, id_of(posting.report)
        author = (
            f'<div class="writer">كتب: {author_link(view, report.byline)}</div>\n' if report.byline else ""
        )
        subtitle = f'<h3 class="sub">{escape(report.subtitle)}</h3>\n' if report.subtitle else ""
        picture = f'<img class="big" src="{posting.image}" alt="">\n' if posting.image else ""
        tags = " ، ".join(
            f'<a href="/tag.php?t={quote(tag)}">{escape(tag)}</a>' for tag in report.tags if tag in view.tags
        )
        text = with_dateline(report.text, dateline(view, report), ": ")
        # The same report under another spelling of its address each time.
        beside = "".join(
            f'<li><a href="{escape(spelt(one, place))}">{escape(one.report.title)}</a></li>\n'
            for place, one in enumerate(view.related(posting))
        )
        body = (
            f'<h1>{escape(report.title)}</h1>\n{subtitle}<div class="date">{printed_date(report)}'
            f"</div>\n{author}{picture}"
            f'<div id="text">\n{prose(text)}\n</div>\n'
            f'<div class="opts"><a href="/print.php?id={number}">طباعة</a> '
            f'<a href="/m/details.php?id={number}">نسخة الجوال</a> '
            f'<a href="{escape(posting.path)}#comments">التعليقات</a></div>\n<div class="tags">{tags}</div>\n'
            f'<div class="box"><h4>موضوعات متعلقة</h4><ul>\n{beside}</ul></div>'
        )
        head = f'<link rel="canonical" href="{view.origin}{escape(posting.path)}">\n'
        return frame(view, f"{report.title} - {view.name}", body, head, posting=posting)

    def home(self, view: View) -> Document:
        """The newest few and the calendar of the newest month."""
        rows = links(view.public[:_FRONT], '<div class="item">', "</div>\n")
        newest = view.public[0].report.published.date() if view.public else None
        return frame(view, view.name, f"{rows}{calendar(newest) if newest else ''}")

    def section_path(self, view: View, section: str) -> str:
        """`/category.php?cat=5`."""
        return section_path(section)

    def section(self, view: View, section: str, postings: tuple[Posting, ...]) -> Document:
        """The newest reports of a section; there is no second page."""
        rows = links(postings[:_IN_SECTION], '<div class="item">', "</div>\n")
        return frame(view, f"{section} - {view.name}", f"<h1>{escape(section)}</h1>\n{rows}")

    def machines(self, view: View) -> Mapping[str, Document]:
        """A robots.txt that names a sitemap which is a page."""
        robots = feeds.robots(view, disallow=("/admin.php",), sitemaps=("/sitemap.xml",))
        page = self.notice(view, "خريطة الموقع", "اختر من القائمة ما تريد.")
        return {
            "/robots.txt": Document(content=robots, media_type="text/plain"),
            "/sitemap.xml": page,
        }

    def gold(self, view: View, posting: Posting) -> Gold:
        """To the minute."""
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
        """A page with a sentence."""
        body = f'<h1>{escape(title)}</h1>\n<div class="msg">{escape(text)}</div>'
        return frame(view, f"{title} - {view.name}", body)

    def assets(self, view: View) -> Mapping[str, Document]:
        """A logo and a stylesheet."""
        return {
            "/images/logo.png": Document(content=png(view.name), media_type="image/png"),
            "/style/main.css": Document(content=b"#text{font-size:18px}", media_type="text/css"),
        }

    def aliases(self, view: View) -> Mapping[str, str]:
        """A number without its section leads to the whole address."""
        return {f"/details.php?id={id_of(one.report)}": one.path for one in view.reports}

    def twins(self, view: View) -> Mapping[str, str]:
        """Print and mobile pages, and the parameters in other orders."""
        found = dict(super().twins(view))
        for one in view.reports:
            number, cat = id_of(one.report), cat_of(one.report.section)
            found[f"/print.php?id={number}"] = one.path
            found[f"/m/details.php?id={number}"] = one.path
            found[f"/details.php?cat={cat}&id={number}"] = one.path
        return found

    def others(self, view: View) -> tuple[str, ...]:
        """Sections, the days from the one before the first report to the newest, tags, authors,
        clips, pages that stand."""
        return tuple(self._others(view))

    def answer(self, view: View, path: str, options: Mapping[str, str]) -> Document | None:
        """Days, twins, tags, authors, clips, standing pages, and the feed with the hour of asking."""
        number = whole_number(options.get("id", ""))
        match path.strip("/").split("/"):
            case ["archive", year, month, day]:
                return day_page(view, year, month, day)
            case ["feed.php"]:
                return feed(view)
            case ["print.php"]:
                found = numbered(view, number)
                return bare_page(view, found, "طباعة") if found else None
            case ["m", "details.php"]:
                found = numbered(view, number)
                return bare_page(view, found, "نسخة الجوال") if found else None
            case ["tag.php"] if options.get("t") in view.tags:
                return plain_list(view, options["t"], view.tags[options["t"]])
            case ["author.php"] if 0 < number <= len(view.authors):
                name = list(view.authors)[number - 1]
                return plain_list(view, name, view.authors[name])
            case ["search.php"]:
                return self.notice(view, "بحث", "اكتب كلمة البحث.")
            case ["page.php"] if 0 < number <= len(STANDING):
                return standing_page(view, STANDING[number - 1])
            case [script] if script in CLIPS and not number:
                return clip_list(view, script)
            case [script] if script in CLIPS:
                clips = [clip for clip in CLIPS[script] if clip.number == number]
                return clip_page(view, clips[0]) if clips else None
        return None

    def _others(self, view: View) -> Iterator[str]:
        yield from (self.section_path(view, section) for section in view.sections)
        if view.public:
            day, newest = (view.public[place].report.published.date() for place in (-1, 0))
            day = min(day, newest.replace(day=1)) - timedelta(days=1)
            while day <= newest:
                yield day_path(day)
                day += timedelta(days=1)
        yield from (f"/tag.php?t={quote(tag)}" for tag in view.tags)
        yield from (f"/author.php?id={place}" for place in range(1, len(view.authors) + 1))
        for script, clips in CLIPS.items():
            yield f"/{script}"
            yield from (f"/{script}?id={clip.number}" for clip in clips)
        yield from (f"/page.php?id={place}" for place in range(1, len(STANDING) + 1))
        yield "/search.php"
