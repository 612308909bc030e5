"""How the pages of «بوابة السد» are drawn."""

import json
from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from newsroom.answers import Document
from newsroom.makes import Posting, View, dateline, with_dateline
from newsroom.printed import GREGORIAN, WEEKDAYS, hijri_day
from newsroom.reports import Report
from newsroom.standing import (
    GALLERIES,
    STANDING,
    VIDEOS,
    Clip,
    Standing,
    part,
    parts,
    prose,
    screen,
    whole_number,
)

HTML = "text/html; charset=utf-8"
SECTIONS = {
    "محليات": "local",  # numbers
    "سياسة": "politics",  # «التالي» alone
    "اقتصاد": "economy",  # «المزيد», and the last page again and again
    "ثقافة": "culture",  # an element without href whose address answers a piece of HTML
    "رياضة": "sport",  # the same, answered in JSON
}
PER_PAGE = 5
_FIRST = 48_213
CLIPS = {"video": VIDEOS, "gallery": GALLERIES}
PAGED = ("local", "politics", "economy")  # the sections whose pages are pages


def id_of(report: Report) -> int:
    """The number of a report."""
    return _FIRST + 7 * report.number


def latin(section: str) -> str:
    """The section in an address."""
    return SECTIONS.get(section) or quote(section)


def section_named(view: View, name: str) -> tuple[str, tuple[Posting, ...]] | None:
    """The section that an address names, with its reports; None where there is none."""
    for section, postings in view.sections.items():
        if name in (latin(section), section):
            return section, postings
    return None


def numbered(view: View, number: str) -> Posting | None:
    """The report with a number; None where there is none."""
    return next((one for one in view.reports if str(id_of(one.report)) == number), None)


def page_path(name: str, path: str, page: int) -> str:
    """Where page `page` (from 0) of a section lives."""
    match name:
        case "local":
            return f"{path}/{page + 1}"
        case "politics":
            return f"{path}?p={page + 1}"
        case _:
            return f"{path}?offset={page * PER_PAGE}"


def list_path(name: str, page: int) -> str:
    """Where a page of a section is answered in JSON."""
    return f"/api/list?section={name}&page={page}"


def _onward(name: str, path: str, page: int) -> str:
    """The way to the next page, each section's own; three of them lead on for ever."""
    further = escape(page_path(name, path, page + 1))
    match name:
        case "local":
            numbers = "".join(
                f'<a class="num" href="{escape(page_path(name, path, at))}">{at + 1}</a> '
                for at in range(max(1, page - 2), page + 2)
            )
            return f'<div class="pages"><a class="num" href="{path}">1</a> {numbers}</div>'
        case "politics":
            return f'<div class="pages"><a class="next" href="{further}">التالي</a></div>'
        case "economy":
            return f'<a class="btn" href="{further}">المزيد</a>'
        case "culture":
            return f'<div class="load-more" data-url="/ajax/{name}/2">المزيد</div>'
        case "sport":
            piece = escape(list_path(name, 2))
            return f'<button type="button" class="more" data-next="{piece}">تحميل المزيد</button>'
    return ""


def card(posting: Posting) -> str:
    """A title linked to its report, with its day."""
    return (
        f'<div class="card"><h3><a href="{escape(posting.path)}">{escape(posting.report.title)}</a></h3>'
        f'<span class="when">{posting.report.published:%Y-%m-%d}</span></div>\n'
    )


def tag_path(tag: str) -> str:
    """Where the reports of a tag are listed."""
    return f"/tag/{quote(tag)}"


def author_link(view: View, name: str) -> str:
    """The name, linked to its page where it has one."""
    if name not in view.authors:
        return escape(name)
    return f'<a href="/author/{list(view.authors).index(name) + 1}">{escape(name)}</a>'


def printed_date(report: Report) -> str:
    """Weekday, Hijri day, Gregorian day and hour."""
    when = report.published
    gregorian = f"{when.day} {GREGORIAN[when.month - 1]} {when.year}م"
    return f"{WEEKDAYS[when.weekday()]} {hijri_day(when)}هـ الموافق {gregorian} الساعة {when:%H:%M}"


def amp_page(view: View, posting: Posting) -> Document:
    """A report for phones; its canonical is the ordinary page."""
    report = posting.report
    text = with_dateline(report.text, dateline(view, report), " – ")
    page = (
        '<!doctype html>\n<html amp lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n'
        f'<link rel="canonical" href="{view.origin}{escape(posting.path)}">\n'
        f"<title>{escape(report.title)}</title>\n"
        '<meta name="viewport" content="width=device-width">\n</head>\n<body>\n'
        f'<a href="/">{escape(view.name)}</a>\n<h1>{escape(report.title)}</h1>\n'
        f'<p class="date">{printed_date(report)}</p>\n'
        f'{prose(text)}\n<a href="{escape(posting.path)}">الصفحة الكاملة</a>\n</body>\n</html>\n'
    )
    return Document(content=page.encode(), media_type=HTML)


def print_page(view: View, posting: Posting) -> Document:
    """A report for the printer, without any link."""
    report = posting.report
    text = with_dateline(report.text, dateline(view, report), " – ")
    page = (
        '<!DOCTYPE html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n'
        f"<title>طباعة - {escape(report.title)}</title>\n</head>\n<body>\n<h1>{escape(report.title)}</h1>\n"
        f"<p>{printed_date(report)}</p>\n{prose(text)}\n<hr>{escape(view.name)}\n</body>\n</html>\n"
    )
    return Document(content=page.encode(), media_type=HTML)


def listing(view: View, section: str, postings: tuple[Posting, ...], page: int) -> Document:
    """A page of a section; past the end it is empty, but for the one that shows its last page again."""
    path = section_path(section)
    name, count = latin(section), parts(postings, PER_PAGE)
    shown = part(postings, min(page, count - 1) if name == "economy" else page, PER_PAGE)
    cards = "".join(card(one) for one in shown) or '<p class="none">لا توجد أخبار أخرى</p>\n'
    onward = _onward(name, path, page)
    body = f'<h1>{escape(section)}</h1>\n<div class="list" id="list">\n{cards}</div>\n{onward}'
    return frame(view, f"{section} - {view.name}", body)


def piece(view: View, name: str, page: int) -> Document | None:
    """The cards of a page from 2 on and the element that loads the next; empty past the end."""
    found = section_named(view, name)
    if found is None or name != "culture":
        return None
    shown = part(found[1], page - 1, PER_PAGE)
    more = f'<div class="load-more" data-href="/ajax/{name}/{page + 1}">المزيد</div>\n' if shown else ""
    text = "".join(card(one) for one in shown) + more
    return Document(content=text.encode(), media_type=HTML)


def json_piece(view: View, options: Mapping[str, str]) -> Document | None:
    """The same in JSON: `html`, and `next` as an address or null."""
    found = section_named(view, options.get("section", ""))
    if found is None:
        return None
    page = whole_number(options.get("page", ""), 1)
    shown = part(found[1], page - 1, PER_PAGE)
    further = page < parts(found[1], PER_PAGE)
    answer = {
        "html": "".join(card(one) for one in shown),
        "next": list_path(options["section"], page + 1) if further else None,
    }
    return Document(
        content=json.dumps(answer, ensure_ascii=True).encode(),
        media_type="application/json; charset=utf-8",
    )


def card_list(view: View, heading: str, postings: tuple[Posting, ...]) -> Document:
    """A list without further pages."""
    cards = "".join(card(one) for one in postings)
    return frame(
        view, f"{heading} - {view.name}", f'<h1>{escape(heading)}</h1>\n<div class="list">{cards}</div>'
    )


def clip_list(view: View, kind: str) -> Document:
    """All videos, or all galleries."""
    rows = "".join(
        f'<li><a href="/{kind}/{clip.number}">{escape(clip.title)}</a></li>\n' for clip in CLIPS[kind]
    )
    return frame(view, view.name, f"<h1>الوسائط</h1><ul>\n{rows}</ul>")


def clip_page(view: View, clip: Clip) -> Document:
    """One video or gallery."""
    body = f"<h1>{escape(clip.title)}</h1>\n{screen(clip)}"
    return frame(view, f"{clip.title} - {view.name}", body)


def standing_page(view: View, page: Standing) -> Document:
    """One page that stands."""
    body = (
        f'<h1>{escape(page.title)}</h1>\n<div class="article-body">\n{prose(page.lines(view.name))}\n</div>'
    )
    return frame(view, f"{page.title} - {view.name}", body)


def frame(view: View, title: str, body: str, head: str = "", *, posting: Posting | None = None) -> Document:
    """A whole page: menu, body, most read, footer."""
    menu = "".join(f'<li><a href="{section_path(one)}">{escape(one)}</a></li>' for one in view.sections)
    # The box links numbers alone, also of reports whose address has words.
    read = "".join(
        f'<li class="rank"><a href="/news/{id_of(one.report)}">{escape(one.report.title)}</a></li>\n'
        for one in view.reports[1::11][:5]
    )
    clips = "".join(f'<li><a href="/video/{one.number}">{escape(one.title)}</a></li>\n' for one in VIDEOS[2:])
    foot = " | ".join(f'<a href="/page/{page.name}">{page.title}</a>' for page in STANDING)
    text = (
        f'<!DOCTYPE html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n{head}"
        '<link rel="stylesheet" href="/assets/app.css">\n</head>\n<body>\n'
        f'<header><a href="/"><img src="/assets/logo.png" alt="{escape(view.name)}"></a>'
        f'<ul class="nav">{menu}<li><a href="/video">فيديو</a></li><li><a href="/gallery">صور'
        "</a></li></ul>"
        f'<form action="/search"><input name="q"></form><a href="/search">بحث</a></header>\n'
        f'<div class="container">\n{body}\n</div>\n'
        f'<div class="most-read"><h3>الأكثر قراءة</h3><ol>\n{read}</ol><h3>فيديو</h3>'
        f"<ul>\n{clips}</ul></div>\n"
        f"<footer>{foot}<p>جميع الحقوق محفوظة {escape(view.name)} 2026</p></footer>\n</body>\n</html>\n"
    )
    return Document(content=text.encode(), media_type=HTML, modified=posting.changed if posting else None)


def section_path(section: str) -> str:
    """`/section/local`; sections nobody named in advance keep their Arabic name."""
    return f"/section/{latin(section)}"
