"""The make of «الميدان الجديد»: a script and a number for every page; what is older is found by day."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from html import escape
from itertools import groupby
from urllib.parse import quote

from newsroom import feeds
from newsroom.answers import Document, Manner
from newsroom.makes import Gold, Make, Posting, View, dateline, links, with_dateline
from newsroom.pictures import png
from newsroom.printed import GREGORIAN, WEEKDAYS, feed_date, half_day_clock
from newsroom.reports import Report
from newsroom.standing import GALLERIES, STANDING, VIDEOS, Clip, Standing, prose, screen, whole_number

HTML = "text/html; charset=utf-8"
_FRONT = 6
_IN_SECTION = 6
_IN_FEED = 10
_PER_TAG = 8
_FIRST = 51_007
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CLIPS = {"video.php": VIDEOS, "gallery.php": GALLERIES}


class Almanac(Make):
    """Sections show their newest reports and have no further page; a calendar leads to every day."""

    article_url = r"(?<!/m)/details\.php\?(?:[^#]*&)?id=\d+"
    feeds = ("/feed.php",)
    archives = ("/archive/{year}/{month}/{day}",)
    declares_sections = True
    manners = (Manner(), Manner(gzip=True), Manner(framing="close"))

    def path(self, report: Report) -> str:
        """`/details.php?id=51020&cat=5`."""
        return f"/details.php?id={_id(report)}&cat={_cat(report.section)}"

    def image(self, report: Report) -> str | None:
        """Every second report has a picture."""
        return f"/photo/{_id(report)}_big.png" if report.number % 2 == 0 else None

    def article(self, view: View, posting: Posting) -> Document:
        """A report with its day on a twelve-hour clock."""
        report, number = posting.report, _id(posting.report)
        author = (
            f'<div class="writer">كتب: {_author_link(view, report.byline)}</div>\n' if report.byline else ""
        )
        subtitle = f'<h3 class="sub">{escape(report.subtitle)}</h3>\n' if report.subtitle else ""
        picture = f'<img class="big" src="{posting.image}" alt="">\n' if posting.image else ""
        tags = " ، ".join(
            f'<a href="/tag.php?t={quote(tag)}">{escape(tag)}</a>' for tag in report.tags if tag in view.tags
        )
        text = with_dateline(report.text, dateline(view, report), ": ")
        # The same report under another spelling of its address each time.
        beside = "".join(
            f'<li><a href="{escape(_spelt(one, place))}">{escape(one.report.title)}</a></li>\n'
            for place, one in enumerate(view.related(posting))
        )
        body = (
            f'<h1>{escape(report.title)}</h1>\n{subtitle}<div class="date">{_printed(report)}'
            f"</div>\n{author}{picture}"
            f'<div id="text">\n{prose(text)}\n</div>\n'
            f'<div class="opts"><a href="/print.php?id={number}">طباعة</a> '
            f'<a href="/m/details.php?id={number}">نسخة الجوال</a> '
            f'<a href="{escape(posting.path)}#comments">التعليقات</a></div>\n<div class="tags">{tags}</div>\n'
            f'<div class="box"><h4>موضوعات متعلقة</h4><ul>\n{beside}</ul></div>'
        )
        head = f'<link rel="canonical" href="{view.origin}{escape(posting.path)}">\n'
        return self._page(view, f"{report.title} - {view.name}", body, head, posting=posting)

    def home(self, view: View) -> Document:
        """The newest few and the calendar of the newest month."""
        rows = links(view.public[:_FRONT], '<div class="item">', "</div>\n")
        newest = view.public[0].report.published.date() if view.public else None
        return self._page(view, view.name, f"{rows}{_calendar(newest) if newest else ''}")

    def section_path(self, view: View, section: str) -> str:
        """`/category.php?cat=5`."""
        return f"/category.php?cat={_cat(section)}"

    def section(self, view: View, section: str, postings: tuple[Posting, ...]) -> Document:
        """The newest reports of a section; there is no second page."""
        rows = links(postings[:_IN_SECTION], '<div class="item">', "</div>\n")
        return self._page(view, f"{section} - {view.name}", f"<h1>{escape(section)}</h1>\n{rows}")

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
        return self._page(view, f"{title} - {view.name}", body)

    def assets(self, view: View) -> Mapping[str, Document]:
        """A logo and a stylesheet."""
        return {
            "/images/logo.png": Document(content=png(view.name), media_type="image/png"),
            "/style/main.css": Document(content=b"#text{font-size:18px}", media_type="text/css"),
        }

    def aliases(self, view: View) -> Mapping[str, str]:
        """A number without its section leads to the whole address."""
        return {f"/details.php?id={_id(one.report)}": one.path for one in view.reports}

    def twins(self, view: View) -> Mapping[str, str]:
        """Print and mobile pages, and the parameters in other orders."""
        found = dict(super().twins(view))
        for one in view.reports:
            number, cat = _id(one.report), _cat(one.report.section)
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
                return self._day(view, year, month, day)
            case ["feed.php"]:
                return _feed(view)
            case ["print.php"]:
                found = _numbered(view, number)
                return _bare_page(view, found, "طباعة") if found else None
            case ["m", "details.php"]:
                found = _numbered(view, number)
                return _bare_page(view, found, "نسخة الجوال") if found else None
            case ["tag.php"] if options.get("t") in view.tags:
                return self._list(view, options["t"], view.tags[options["t"]])
            case ["author.php"] if 0 < number <= len(view.authors):
                name = list(view.authors)[number - 1]
                return self._list(view, name, view.authors[name])
            case ["search.php"]:
                return self.notice(view, "بحث", "اكتب كلمة البحث.")
            case ["page.php"] if 0 < number <= len(STANDING):
                return self._standing(view, STANDING[number - 1])
            case [script] if script in _CLIPS and not number:
                return self._clips(view, script)
            case [script] if script in _CLIPS:
                clips = [clip for clip in _CLIPS[script] if clip.number == number]
                return self._clip(view, clips[0]) if clips else None
        return None

    def _others(self, view: View) -> Iterator[str]:
        yield from (self.section_path(view, section) for section in view.sections)
        if view.public:
            day, newest = (view.public[place].report.published.date() for place in (-1, 0))
            day = min(day, newest.replace(day=1)) - timedelta(days=1)
            while day <= newest:
                yield _day_path(day)
                day += timedelta(days=1)
        yield from (f"/tag.php?t={quote(tag)}" for tag in view.tags)
        yield from (f"/author.php?id={place}" for place in range(1, len(view.authors) + 1))
        for script, clips in _CLIPS.items():
            yield f"/{script}"
            yield from (f"/{script}?id={clip.number}" for clip in clips)
        yield from (f"/page.php?id={place}" for place in range(1, len(STANDING) + 1))
        yield "/search.php"

    def _day(self, view: View, year: str, month: str, day: str) -> Document | None:
        """The reports of a day and the ways to its neighbours; any day has a page, most are empty."""
        try:
            when = date.fromisoformat(f"{year}-{month}-{day}")
            before, after = when - timedelta(days=1), when + timedelta(days=1)
        except (ValueError, OverflowError):
            return None
        found = tuple(one for one in view.public if one.report.published.date() == when)
        rows = links(found, '<div class="item">', "</div>\n") or "<p>لا أخبار في هذا اليوم</p>\n"
        onward = f' <a href="{_day_path(after)}">اليوم التالي</a>' if _has_after(view, when) else ""
        heading = f"أرشيف {when.day} {GREGORIAN[when.month - 1]} {when.year}"
        body = f'<h1>{heading}</h1>\n{rows}<p><a href="{_day_path(before)}">اليوم السابق</a>{onward}</p>'
        return self._page(view, f"{heading} - {view.name}", body)

    def _list(self, view: View, heading: str, postings: tuple[Posting, ...]) -> Document:
        rows = links(postings[:_PER_TAG], '<div class="item">', "</div>\n")
        return self._page(view, f"{heading} - {view.name}", f"<h1>{escape(heading)}</h1>\n{rows}")

    def _clips(self, view: View, script: str) -> Document:
        rows = "".join(
            f'<div><a href="/{script}?id={clip.number}">{escape(clip.title)}</a></div>\n'
            for clip in _CLIPS[script]
        )
        return self._page(view, view.name, f"<h1>وسائط</h1>\n{rows}")

    def _clip(self, view: View, clip: Clip) -> Document:
        body = f"<h1>{escape(clip.title)}</h1>\n{screen(clip)}"
        return self._page(view, f"{clip.title} - {view.name}", body)

    def _standing(self, view: View, page: Standing) -> Document:
        body = f'<h1>{escape(page.title)}</h1>\n<div id="text">\n{prose(page.lines(view.name))}\n</div>'
        return self._page(view, f"{page.title} - {view.name}", body)

    def _page(
        self, view: View, title: str, body: str, head: str = "", *, posting: Posting | None = None
    ) -> Document:
        menu = "".join(
            f'<a href="{self.section_path(view, one)}">{escape(one)}</a>\n' for one in view.sections
        )
        read = "".join(
            f'<li><a href="{escape(one.path)}&amp;utm_source=box&amp;fbclid=IwAR{place}">'
            f"{escape(one.report.title)}</a></li>\n"
            for place, one in enumerate(view.reports[2:6])
        )
        foot = " - ".join(
            f'<a href="/page.php?id={place}">{page.title}</a>' for place, page in enumerate(STANDING, 1)
        )
        text = (
            '<!DOCTYPE html>\n<html dir="rtl">\n<head>\n<meta charset="utf-8">\n'
            f"<title>{escape(title)}</title>\n"
            f'{head}<link rel="alternate" type="application/rss+xml" href="/feed.php">\n'
            '<link rel="stylesheet" href="/style/main.css">\n</head>\n<body>\n'
            f'<div id="head"><a href="/"><img src="/images/logo.png" alt="{escape(view.name)}"></a>\n{menu}'
            '<a href="/video.php">فيديو</a> <a href="/gallery.php">ألبومات</a> '
            '<a href="/search.php">بحث</a></div>\n'
            f'<div id="main">\n{body}\n</div>\n<div id="side"><h4>الأكثر قراءة</h4><ul>\n{read}</ul></div>\n'
            f'<div id="foot">{foot}<br>حقوق النشر محفوظة لـ{escape(view.name)} © 2026</div>\n'
            "</body>\n</html>\n"
        )
        return Document(content=text.encode(), media_type=HTML)


_CATS = ("سياسة", "اقتصاد", "محافظات", "ثقافة", "رياضة", "تحقيقات", "محليات", "أسواق")


def _id(report: Report) -> int:
    return _FIRST + 13 * report.number


def _cat(section: str) -> int:
    return _CATS.index(section) + 3 if section in _CATS else 99


def _numbered(view: View, number: int) -> Posting | None:
    return next((one for one in view.reports if _id(one.report) == number), None)


def _spelt(posting: Posting, place: int) -> str:
    """The report's address as links of this site spell it: parameters in another order, with a campaign's
    beside them, relative to the page, with a stray mark at the end."""
    number, cat = _id(posting.report), _cat(posting.report.section)
    spellings = (
        posting.path,
        f"/details.php?cat={cat}&id={number}",
        f"{posting.path}&utm_medium=related&gclid=Cj0{place}",
        f"{posting.path}&",
    )
    return spellings[place % len(spellings)]


def _author_link(view: View, name: str) -> str:
    if name not in view.authors:
        return escape(name)
    return f'<a href="/author.php?id={list(view.authors).index(name) + 1}">{escape(name)}</a>'


def _printed(report: Report) -> str:
    when = report.published
    month = GREGORIAN[when.month - 1]
    return f"{WEEKDAYS[when.weekday()]}، {when.day:02d} {month} {when.year} {half_day_clock(when)}"


def _day_path(day: date) -> str:
    return f"/archive/{day.year:04d}/{day.month:02d}/{day.day:02d}"


def _calendar_days(newest: date) -> list[date]:
    """The days of the newest month up to the newest report's."""
    return [newest.replace(day=day) for day in range(1, newest.day + 1)]


def _calendar(newest: date) -> str:
    """The newest month as a table of links, a week a row."""
    weeks = groupby(_calendar_days(newest), lambda day: (day.day - 1) // 7)
    rows = "".join(
        "<tr>" + "".join(f'<td><a href="{_day_path(day)}">{day.day}</a></td>' for day in week) + "</tr>\n"
        for _, week in weeks
    )
    title = f"{GREGORIAN[newest.month - 1]} {newest.year}"
    return f'<table class="calendar"><caption>{title}</caption>\n{rows}</table>\n'


def _has_after(view: View, day: date) -> bool:
    return bool(view.public) and day < view.public[0].report.published.date()


def _feed(view: View) -> Document:
    """Ten items; every second one claims to be of this very moment, the others of 1970."""
    rows = "".join(
        f"<item><title>{escape(one.report.title)}</title>"
        f"<link>{escape(view.origin + one.path)}&amp;utm_source=rss</link>"
        f"<pubDate>{feed_date(_EPOCH if place % 2 else datetime.now(UTC))}</pubDate>"
        f"<description>{escape(one.report.text[0][:100])}</description></item>\n"
        for place, one in enumerate(view.public[:_IN_FEED])
    )
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0">\n<channel>\n'
        f"<title>{escape(view.name)}</title>\n<link>{view.origin}/</link>\n"
        f"<description>{escape(view.name)}</description>\n{rows}</channel>\n</rss>\n"
    )
    return Document(content=text.encode(), media_type="text/xml; charset=utf-8")


def _bare_page(view: View, posting: Posting, what: str) -> Document:
    """A report without the portal round it, for the printer or a telephone."""
    report = posting.report
    text = with_dateline(report.text, dateline(view, report), ": ")
    page = (
        '<!DOCTYPE html>\n<html dir="rtl">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(report.title)} - {what}</title>\n"
        f'<link rel="canonical" href="{view.origin}{escape(posting.path)}">\n</head>\n<body>\n'
        f"<h1>{escape(report.title)}</h1>\n<div>{_printed(report)}</div>\n{prose(text)}\n"
        f'<a href="/">{escape(view.name)}</a>\n</body>\n</html>\n'
    )
    return Document(content=page.encode(), media_type=HTML)
