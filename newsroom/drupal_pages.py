"""How the nodes of «منارة الأطلس» are drawn."""

from html import escape

from newsroom.answers import Document
from newsroom.makes import Posting, View
from newsroom.printed import MOROCCAN, long_day
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
)

HTML = "text/html; charset=UTF-8"
SECTIONS = {
    "سياسة": "politics",
    "اقتصاد": "economy",
    "محليات": "local",
    "ثقافة": "culture",
    "رياضة": "sport",
    "مجتمع": "society",
}
ELSE = "misc"  # where other sections go
PER_PAGE = 5
CLIPS = {"video": ("فيديو", VIDEOS), "gallery": ("صور", GALLERIES)}


def latin(section: str) -> str:
    """The section in an address."""
    return SECTIONS.get(section, ELSE)


def node_of(report: Report) -> int:
    """The number of a report's node."""
    return 200 + 3 * report.number


def term_of(place: int) -> int:
    """The number of the term at a place among the tags."""
    return 5 + place


def user_of(place: int) -> int:
    """The number of the user at a place among the authors."""
    return 7 + 4 * place


def user_link(view: View, name: str) -> str:
    """The name, linked to its page where it has one."""
    if name not in view.authors:
        return escape(name)
    return f'<a href="/user/{user_of(list(view.authors).index(name))}">{escape(name)}</a>'


def printed_date(report: Report) -> str:
    """Weekday, day, Moroccan month, year and hour."""
    return f"{long_day(report.published, MOROCCAN)} - {report.published:%H:%M}"


def teasers(postings: tuple[Posting, ...]) -> str:
    """Titles linked to their reports, each with the start of its text."""
    return "".join(
        f'<div class="views-row"><h2><a href="{escape(one.path)}">{escape(one.report.title)}</a></h2>'
        f"<p>{escape(one.report.text[0][:120])}…</p></div>\n"
        for one in postings
    )


def _pager(page: int, count: int) -> str:
    """Numbers from 1 over addresses from 0, with «next» and «last»; relative links."""
    if count < 2 or page >= count:
        return ""
    items = [
        f'<li class="pager__item"><a href="?page={n}" title="الصفحة {n + 1}">{n + 1}</a></li>'
        for n in range(count)
    ]
    if page + 1 < count:
        items.append(f'<li class="pager__item--next"><a href="?page={page + 1}" rel="next">التالي ›</a></li>')
        items.append(f'<li class="pager__item--last"><a href="?page={count - 1}">الأخيرة »</a></li>')
    return f'<nav class="pager"><ul>{"".join(items)}</ul></nav>'


def print_page(view: View, number: int) -> Document | None:
    """A report for the printer; its canonical is the alias."""
    found = [one for one in view.reports if node_of(one.report) == number]
    if not found:
        return None
    report = found[0].report
    text = (
        '<!DOCTYPE html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(report.title)}</title>\n"
        f'<link rel="canonical" href="{view.origin}{escape(found[0].path)}">\n'
        '<meta name="robots" content="noindex, follow">\n</head>\n<body onload="print()">\n'
        f'<div class="print-site">{escape(view.name)}</div>\n<h1>{escape(report.title)}</h1>\n'
        f'<p class="print-date">{printed_date(report)}</p>\n{prose(report.text)}\n'
        f'<p class="print-source">المصدر: {view.origin}{escape(found[0].path)}</p>\n</body>\n</html>\n'
    )
    return Document(content=text.encode(), media_type=HTML)


def urlset(view: View, paths: list[str]) -> bytes:
    """A urlset of any paths."""
    rows = "".join(
        f"<url><loc>{escape(view.origin + path)}</loc><changefreq>daily</changefreq></url>\n"
        for path in paths
    )
    head = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{rows}</urlset>\n'.encode()


def listing(view: View, heading: str, path: str, postings: tuple[Posting, ...], page: int) -> Document:
    """One page of a list, counted from 0; past the end it says so and has no pager."""
    some = part(postings, page, PER_PAGE)
    shown = teasers(some) if some else '<p class="empty">لا توجد مواد.</p>'
    pager = _pager(page, parts(postings, PER_PAGE))
    body = f'<h1 class="page-title">{escape(heading)}</h1>\n<div class="view">\n{shown}</div>\n{pager}'
    return frame(view, f"{heading} | {view.name}", body)


def clip_list(view: View, kind: str) -> Document:
    """All videos, or all galleries."""
    name, clips = CLIPS[kind]
    rows = "".join(f'<li><a href="/{kind}/{clip.slug}">{escape(clip.title)}</a></li>\n' for clip in clips)
    return frame(view, f"{name} | {view.name}", f'<h1 class="page-title">{name}</h1><ul>\n{rows}</ul>')


def clip_page(view: View, clip: Clip) -> Document:
    """One video or gallery."""
    body = f'<h1 class="page-title">{escape(clip.title)}</h1>\n{screen(clip)}'
    return frame(view, f"{clip.title} | {view.name}", body)


def standing_page(view: View, page: Standing) -> Document:
    """One page that stands."""
    text = prose(page.lines(view.name))
    body = (
        f'<h1 class="page-title">{escape(page.title)}</h1>\n<article class="node node--type-page">\n'
        f'<div class="field field--name-body field__item">\n{text}\n</div></article>'
    )
    return frame(view, f"{page.title} | {view.name}", body)


def frame(view: View, title: str, body: str, head: str = "", *, posting: Posting | None = None) -> Document:
    """A whole page: menu, body, blocks beside it, footer."""
    menu = "".join(
        f'<li class="menu-item"><a href="{section_path(one)}">{escape(one)}</a></li>' for one in view.sections
    )
    menu += "".join(
        f'<li class="menu-item"><a href="/{kind}">{name}</a></li>' for kind, (name, _) in CLIPS.items()
    )
    # Its "most read" block links nodes by number, as blocks made before the aliases do.
    read = "".join(
        f'<li><a href="/node/{node_of(one.report)}">{escape(one.report.title)}</a></li>\n'
        for one in view.reports[3:8]
    )
    clips = "".join(
        f'<li><a href="/video/{clip.slug}">{escape(clip.title)}</a></li>\n' for clip in VIDEOS[:2]
    )
    foot = " ".join(f'<a href="/{page.name}">{page.title}</a>' for page in STANDING)
    text = (
        f'<!DOCTYPE html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n{head}'
        f"<title>{escape(title)}</title>\n"
        f'<link rel="alternate" type="application/rss+xml" title="{escape(view.name)}" href="/rss.xml">\n'
        '<link rel="stylesheet" href="/themes/manara/css/style.css?ver=t3x">\n</head>\n'
        '<body class="path-node">\n<header class="region region-header">'
        f'<a href="/" rel="home"><img src="/themes/manara/logo.png" alt="{escape(view.name)}"></a>'
        f'<nav><ul class="menu">{menu}</ul></nav><a href="/search/node">بحث</a></header>\n'
        f'<main>\n{body}\n</main>\n<aside class="region region-sidebar"><h2>الأكثر قراءة</h2>'
        f"<ul>\n{read}</ul>"
        f"<h2>فيديو</h2><ul>\n{clips}</ul></aside>\n"
        f'<footer class="region region-footer">{foot}<p>© {escape(view.name)}</p></footer>\n'
        "</body>\n</html>\n"
    )
    return Document(content=text.encode(), media_type=HTML, modified=posting.changed if posting else None)


def section_path(section: str) -> str:
    """`/politics`."""
    return f"/{latin(section)}"
