"""How the posts of «دفاتر النيلين» are drawn."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from html import escape
from urllib.parse import quote, urlencode

from newsroom import feeds
from newsroom.answers import Document
from newsroom.makes import Posting, View, links
from newsroom.printed import GREGORIAN, WEEKDAYS, arabic_indic, half_day_clock
from newsroom.standing import STANDING, Standing, prose, whole_number

HTML = "text/html; charset=UTF-8"
PER_PAGE = 7
PER_FEED = 25
_MOST_IN_FEED = 150
FEED = "/feeds/posts/default"
_ATOM = "application/atom+xml; charset=UTF-8"


def post(view: View, posting: Posting, mobile: str) -> str:
    """A post as its own page prints it: the day above, the hour below."""
    report, when = posting.report, posting.report.published
    picture = (
        f'<div class="separator"><img src="{posting.image}" border="0"></div>\n' if posting.image else ""
    )
    author = (
        f'نشر بواسطة <span class="post-author vcard"><span class="fn">{escape(report.byline)}'
        "</span></span> في "
        if report.byline
        else "نشر في "
    )
    to = f"?m={mobile}" if mobile else ""
    labels = ", ".join(
        f'<a href="{label_path(name)}{to}" rel="tag">{escape(name)}</a>'
        for name in (report.section, *report.tags)
    )
    return (
        f'<h2 class="date-header"><span>{_day(when)}</span></h2>\n<div class="post hentry">\n'
        f'<h3 class="post-title entry-title">{escape(report.title)}</h3>\n'
        f'<div class="post-body entry-content">\n{picture}{prose(report.text)}\n</div>\n'
        f'<div class="post-footer">{author}<a class="timestamp-link" href="{escape(posting.path)}{to}" '
        f'rel="bookmark"><abbr class="published" title="{when.isoformat()}">'
        f"{arabic_indic(half_day_clock(when))}</abbr></a>\n"
        f'<span class="post-labels">التسميات: {labels}</span></div>\n</div>\n'
        f'<div class="widget PopularPosts"><h2>قد تقرأ أيضًا</h2><ul>\n'
        f"{links(tuple(_at(one, mobile) for one in view.related(posting)))}</ul></div>"
    )


def _teaser(posting: Posting, mobile: str) -> str:
    report = posting.report
    to = f"?m={mobile}" if mobile else ""
    return (
        f'<h2 class="date-header"><span>{_day(report.published)}</span></h2>\n<div class="post hentry">\n'
        '<h3 class="post-title entry-title">'
        f'<a href="{escape(posting.path)}{to}">{escape(report.title)}</a></h3>\n'
        f'<div class="snippet">{escape(report.text[0][:110])}…</div>\n'
        f'<a class="jump-link" href="{escape(posting.path)}{to}#more">قراءة المزيد »</a></div>\n'
    )


def _side(view: View) -> str:
    month_rows = "".join(
        f'<li><a href="/{when}/">{GREGORIAN[int(when[5:]) - 1]} {arabic_indic(when[:4])}</a></li>'
        for when in months(view)
    )
    year_rows = "".join(
        f'<li><a href="/{year}/">{arabic_indic(year)}</a></li>'
        for year in dict.fromkeys(when[:4] for when in months(view))
    )
    labels = "".join(f'<li><a href="{label_path(tag)}">{escape(tag)}</a></li>' for tag in view.tags)
    return (
        f'<div class="sidebar section"><h2>أرشيف المدونة</h2><ul>{year_rows}{month_rows}</ul>'
        f'<h2>التسميات</h2><ul>{labels}</ul><a href="/search?q=">بحث</a></div>\n'
    )


def months(view: View) -> list[str]:
    """The months in which there are posts, newest first, as `2026/03`."""
    return list(dict.fromkeys(f"{one.report.published:%Y/%m}" for one in view.public))


def _day(when: datetime) -> str:
    day = f"{WEEKDAYS[when.weekday()]}، {when.day} {GREGORIAN[when.month - 1]} {when.year}"
    return arabic_indic(day)


def label_path(name: str) -> str:
    """Where the posts of a label are listed."""
    return f"/search/label/{quote(name)}"


def older_path(path: str, last: Posting, mobile: str) -> str:
    """The address of what is older than a post."""
    options = {"updated-max": last.report.published.isoformat(), "max-results": str(PER_PAGE)}
    return f"{path}?{urlencode({**options, **({'m': mobile} if mobile else {})})}"


def _here(path: str, before: datetime | None) -> str:
    if before is None:
        return "/" if path == "/search" else path
    return f"{path}?{urlencode({'updated-max': before.isoformat(), 'max-results': PER_PAGE})}"


def moment_of(text: str) -> datetime | None:
    """The moment that an address names; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _at(posting: Posting, mobile: str) -> Posting:
    """The posting where the mobile site links it."""
    return replace(posting, path=f"{posting.path}?m={mobile}") if mobile else posting


def feed_page(view: View, options: Mapping[str, str]) -> Document:
    """Atom from the entry `start-index` (from 1) on, at most `max-results` of them, with the next page."""
    start = max(1, whole_number(options.get("start-index", ""), 1))
    most = min(_MOST_IN_FEED, whole_number(options.get("max-results", ""), PER_FEED))
    some = view.public[start - 1 : start - 1 + most]
    after = start + most
    further = f"{FEED}?start-index={after}&max-results={most}" if after <= len(view.public) and most else None
    content = feeds.atom(view, some, FEED, further=further)
    return feeds.machine(view, content, _ATOM)


def post_list(
    view: View,
    title: str,
    label: str,
    postings: tuple[Posting, ...],
    path: str,
    before: datetime | None = None,
    mobile: str = "",
) -> Document:
    """Posts before a moment, with the way to older ones where there are any."""
    left = tuple(one for one in postings if before is None or one.report.published < before)
    shown, rest = left[:PER_PAGE], left[PER_PAGE:]
    head = f'<div class="status-msg-wrap">عرض المشاركات المصنفة حسب: {escape(label)}</div>' if label else ""
    body = head + "".join(_teaser(one, mobile) for one in shown)
    if rest:
        body += (
            f'<div class="blog-pager"><a class="blog-pager-older-link" '
            f'href="{escape(older_path(path, shown[-1], mobile))}">رسائل أقدم</a></div>'
        )
    return frame(view, title, body, mobile=mobile, here=_here(path, before))


def dated_list(view: View, when: str, mobile: str) -> Document | None:
    """The posts of a year or a month, titles only."""
    form = "%Y" if len(when) == 4 else "%Y/%m"
    found = tuple(one for one in view.public if f"{one.report.published:{form}}" == when)
    if not found:
        return None
    rows = links(tuple(_at(one, mobile) for one in found), '<h3 class="post-title">', "</h3>\n")
    return frame(view, f"{view.name}: {when}", rows, mobile=mobile, here=f"/{when}/")


def standing_page(view: View, page: Standing, mobile: str) -> Document:
    """One page that stands."""
    body = (
        f'<div class="post"><h3 class="post-title entry-title">{escape(page.title)}</h3>\n'
        f'<div class="post-body entry-content">{prose(page.lines(view.name))}</div></div>'
    )
    return frame(view, page.title, body, mobile=mobile, here=f"/p/{page.name}.html")


def frame(
    view: View,
    title: str,
    body: str,
    *,
    posting: Posting | None = None,
    mobile: str = "",
    here: str = "/",
) -> Document:
    """A whole page of the web or of the mobile site, which links the other."""
    if posting is not None:
        here = posting.path
    to = f"?m={mobile}" if mobile else ""
    menu = "".join(f'<li><a href="{label_path(one)}{to}">{escape(one)}</a></li>' for one in view.sections)
    pages = "".join(f'<li><a href="/p/{one.name}.html{to}">{one.title}</a></li>' for one in STANDING)
    head = f'<link rel="canonical" href="{view.origin}{escape(here)}">\n' if posting else ""
    mark = "&" if "?" in here else "?"
    other = ("0", "عرض إصدار الويب") if mobile else ("1", "عرض إصدار الجوال")
    side = "" if mobile else _side(view)
    text = (
        f"<!DOCTYPE html>\n<html dir='rtl' lang='ar'>\n<head>\n<meta charset='UTF-8'>\n"
        f"<title>{escape(title if title == view.name else f'{view.name}: {title}')}</title>\n{head}"
        f'<link rel="alternate" type="application/atom+xml" title="{escape(view.name)} - Atom" '
        f'href="{view.origin}{FEED}">\n'
        '<link rel="stylesheet" href="/static/v1/widgets/bundle.css">\n</head>\n'
        f'<body class="{"mobile" if mobile else "variant-simple"}">\n'
        f'<div class="header"><a href="/{to}"><img src="/img/b/logo.png" alt="{escape(view.name)}"></a>'
        f'<ul class="tabs">{menu}</ul></div>\n<div class="main section">\n{body}\n</div>\n{side}'
        f'<div class="footer"><ul>{pages}</ul>'
        f'<a href="{escape(f"{here}{mark}m={other[0]}")}">{other[1]}</a></div>\n</body>\n</html>\n'
    )
    return Document(
        content=text.encode(),
        media_type=HTML,
        modified=posting.changed if posting else None,
        tagged=posting is not None,
    )
