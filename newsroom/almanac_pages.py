"""How the pages of «الميدان الجديد» are drawn."""

from datetime import UTC, date, datetime, timedelta
from html import escape
from itertools import groupby

from newsroom.answers import Document
from newsroom.makes import Posting, View, dateline, links, with_dateline
from newsroom.printed import GREGORIAN, WEEKDAYS, feed_date, half_day_clock
from newsroom.reports import Report
from newsroom.standing import GALLERIES, STANDING, VIDEOS, Clip, Standing, prose, screen

HTML = "text/html; charset=utf-8"
_PER_TAG = 8
_IN_FEED = 10
_FIRST = 51_007
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CLIPS = {"video.php": VIDEOS, "gallery.php": GALLERIES}
_CATS = ("سياسة", "اقتصاد", "محافظات", "ثقافة", "رياضة", "تحقيقات", "محليات", "أسواق")


def id_of(report: Report) -> int:
    """The number of a report."""
    return _FIRST + 13 * report.number


def cat_of(section: str) -> int:
    """The number of a section."""
    return _CATS.index(section) + 3 if section in _CATS else 99


def numbered(view: View, number: int) -> Posting | None:
    """The report with a number; None where there is none."""
    return next((one for one in view.reports if id_of(one.report) == number), None)


def spelt(posting: Posting, place: int) -> str:
    """The report's address as links of this site spell it: parameters in another order, with a campaign's
    beside them, with a stray mark at the end."""
    number, cat = id_of(posting.report), cat_of(posting.report.section)
    spellings = (
        posting.path,
        f"/details.php?cat={cat}&id={number}",
        f"{posting.path}&utm_medium=related&gclid=Cj0{place}",
        f"{posting.path}&",
    )
    return spellings[place % len(spellings)]


def author_link(view: View, name: str) -> str:
    """The name, linked to its page where it has one."""
    if name not in view.authors:
        return escape(name)
    return f'<a href="/author.php?id={list(view.authors).index(name) + 1}">{escape(name)}</a>'


def printed_date(report: Report) -> str:
    """Weekday, day, month, year and the hour on a twelve-hour clock."""
    when = report.published
    month = GREGORIAN[when.month - 1]
    return f"{WEEKDAYS[when.weekday()]}، {when.day:02d} {month} {when.year} {half_day_clock(when)}"


def day_path(day: date) -> str:
    """Where the reports of a day are listed."""
    return f"/archive/{day.year:04d}/{day.month:02d}/{day.day:02d}"


def _calendar_days(newest: date) -> list[date]:
    """The days of the newest month up to the newest report's."""
    return [newest.replace(day=day) for day in range(1, newest.day + 1)]


def calendar(newest: date) -> str:
    """The newest month as a table of links, a week a row."""
    weeks = groupby(_calendar_days(newest), lambda day: (day.day - 1) // 7)
    rows = "".join(
        "<tr>" + "".join(f'<td><a href="{day_path(day)}">{day.day}</a></td>' for day in week) + "</tr>\n"
        for _, week in weeks
    )
    title = f"{GREGORIAN[newest.month - 1]} {newest.year}"
    return f'<table class="calendar"><caption>{title}</caption>\n{rows}</table>\n'


def _has_after(view: View, day: date) -> bool:
    return bool(view.public) and day < view.public[0].report.published.date()


def feed(view: View) -> Document:
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


def bare_page(view: View, posting: Posting, what: str) -> Document:
    """A report without the portal round it, for the printer or a telephone."""
    report = posting.report
    text = with_dateline(report.text, dateline(view, report), ": ")
    page = (
        '<!DOCTYPE html>\n<html dir="rtl">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(report.title)} - {what}</title>\n"
        f'<link rel="canonical" href="{view.origin}{escape(posting.path)}">\n</head>\n<body>\n'
        f"<h1>{escape(report.title)}</h1>\n<div>{printed_date(report)}</div>\n{prose(text)}\n"
        f'<a href="/">{escape(view.name)}</a>\n</body>\n</html>\n'
    )
    return Document(content=page.encode(), media_type=HTML)


def day_page(view: View, year: str, month: str, day: str) -> Document | None:
    """The reports of a day and the ways to its neighbours; any day has a page, most are empty."""
    try:
        when = date.fromisoformat(f"{year}-{month}-{day}")
        before, after = when - timedelta(days=1), when + timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    found = tuple(one for one in view.public if one.report.published.date() == when)
    rows = links(found, '<div class="item">', "</div>\n") or "<p>لا أخبار في هذا اليوم</p>\n"
    onward = f' <a href="{day_path(after)}">اليوم التالي</a>' if _has_after(view, when) else ""
    heading = f"أرشيف {when.day} {GREGORIAN[when.month - 1]} {when.year}"
    body = f'<h1>{heading}</h1>\n{rows}<p><a href="{day_path(before)}">اليوم السابق</a>{onward}</p>'
    return frame(view, f"{heading} - {view.name}", body)


def plain_list(view: View, heading: str, postings: tuple[Posting, ...]) -> Document:
    """A list without further pages."""
    rows = links(postings[:_PER_TAG], '<div class="item">', "</div>\n")
    return frame(view, f"{heading} - {view.name}", f"<h1>{escape(heading)}</h1>\n{rows}")


def clip_list(view: View, script: str) -> Document:
    """All videos, or all galleries."""
    rows = "".join(
        f'<div><a href="/{script}?id={clip.number}">{escape(clip.title)}</a></div>\n'
        for clip in CLIPS[script]
    )
    return frame(view, view.name, f"<h1>وسائط</h1>\n{rows}")


def clip_page(view: View, clip: Clip) -> Document:
    """One video or gallery."""
    body = f"<h1>{escape(clip.title)}</h1>\n{screen(clip)}"
    return frame(view, f"{clip.title} - {view.name}", body)


def standing_page(view: View, page: Standing) -> Document:
    """One page that stands."""
    body = f'<h1>{escape(page.title)}</h1>\n<div id="text">\n{prose(page.lines(view.name))}\n</div>'
    return frame(view, f"{page.title} - {view.name}", body)


def frame(view: View, title: str, body: str, head: str = "", *, posting: Posting | None = None) -> Document:
    """A whole page: menu, body, most read, footer."""
    menu = "".join(f'<a href="{section_path(one)}">{escape(one)}</a>\n' for one in view.sections)
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


def section_path(section: str) -> str:
    """`/category.php?cat=5`."""
    return f"/category.php?cat={cat_of(section)}"
