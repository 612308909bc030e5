"""The make of «دفاتر النيلين»: a hosted blog; labels for sections, older posts by date, Atom in pages."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from html import escape
from urllib.parse import quote, urlencode

from newsroom import feeds
from newsroom.answers import Document, Manner
from newsroom.makes import Gold, Make, Posting, View, links
from newsroom.pictures import png
from newsroom.printed import GREGORIAN, WEEKDAYS, arabic_indic, half_day_clock
from newsroom.reports import Report
from newsroom.standing import STANDING, Standing, part, prose, whole_number

HTML = "text/html; charset=UTF-8"
PER_PAGE = 7
PER_FEED = 25
_MOST_IN_FEED = 150
_PER_SITEMAP = 30
_FEED = "/feeds/posts/default"
_ATOM = "application/atom+xml; charset=UTF-8"


class Blogger(Make):
    """Addresses by year and month; an Arabic title makes `blog-post_12.html` of an address."""

    article_url = r"/\d{4}/\d{2}/[A-Za-z0-9_-]+\.html$"
    feeds = (_FEED,)
    sitemaps = ("/sitemap.xml",)
    manners = (Manner(gzip=True), Manner(gzip=True, framing="chunked"))

    def path(self, report: Report) -> str:
        """`/2026/03/blog-post_12.html`; every third report has a slug."""
        name = report.slug if report.number % 3 == 0 else f"blog-post_{report.number}"
        return f"/{report.published:%Y/%m}/{name}.html"

    def image(self, report: Report) -> str | None:
        """Every second report has a picture."""
        return f"/img/b/R29v/{report.slug}.png" if report.number % 2 else None

    def article(self, view: View, posting: Posting) -> Document:
        """One post of the blog."""
        return self._page(view, posting.report.title, _post(view, posting, ""), posting=posting)

    def home(self, view: View) -> Document:
        """The newest posts, and the way to older ones."""
        return self._posts(view, view.name, "", view.public, "/search")

    def section_path(self, view: View, section: str) -> str:
        """`/search/label/NAME`."""
        return _label(section)

    def section(self, view: View, section: str, postings: tuple[Posting, ...]) -> Document:
        """The newest posts of a label."""
        return self._posts(view, section, section, postings, _label(section))

    def machines(self, view: View) -> Mapping[str, Document]:
        """Atom in pages, a sitemap index whose children are pages of itself, robots.txt."""
        count = max(1, -(-len(view.public) // _PER_SITEMAP))
        children = {
            f"/sitemap.xml?page={page + 1}": part(view.public, page, _PER_SITEMAP) for page in range(count)
        }
        xml = "application/xml; charset=UTF-8"
        found = {path: feeds.machine(view, feeds.sitemap(view, some), xml) for path, some in children.items()}
        found["/sitemap.xml"] = feeds.machine(view, feeds.sitemap_index(view, children), xml)
        robots = feeds.robots(view, disallow=("/b/", "/share-widget"), sitemaps=self.sitemaps)
        found["/robots.txt"] = Document(content=robots, media_type="text/plain; charset=UTF-8")
        return found

    def gold(self, view: View, posting: Posting) -> Gold:
        """To the minute: the day stands over the post, the hour below it."""
        report = posting.report
        return Gold(
            title=report.title,
            byline=report.byline,
            published=report.published,
            precision="minute",
            text=report.text,
        )

    def notice(self, view: View, title: str, text: str) -> Document:
        """A page with a sentence."""
        return self._page(
            view, title, f'<div class="status-msg-wrap"><h3>{escape(title)}</h3>{escape(text)}</div>'
        )

    def assets(self, view: View) -> Mapping[str, Document]:
        """A logo and a stylesheet."""
        return {
            "/img/b/logo.png": Document(content=png(view.name), media_type="image/png", tagged=True),
            "/static/v1/widgets/bundle.css": Document(
                content=b".post-body{line-height:1.8}.date-header{color:#777}",
                media_type="text/css",
                tagged=True,
            ),
        }

    def twins(self, view: View) -> Mapping[str, str]:
        """The mobile page and the way back from it."""
        return {f"{one.path}?m={kind}": one.path for one in view.reports for kind in "01"}

    def others(self, view: View) -> tuple[str, ...]:
        """Labels, months, older posts of each, pages that stand; each on the mobile site too."""
        return tuple(dict.fromkeys(self._others(view)))

    def answer(self, view: View, path: str, options: Mapping[str, str]) -> Document | None:
        """Mobile pages, feed pages, older posts, labels, months, pages that stand."""
        mobile = "1" if options.get("m") == "1" else ""
        for one in view.postings:
            if path == one.path:
                return self._page(
                    view, one.report.title, _post(view, one, mobile), posting=one, mobile=mobile
                )
        if path == _FEED:
            return _feed_page(view, options)
        before = _moment(options.get("updated-max", ""))
        match path.strip("/").split("/"):
            case [""]:
                return self._posts(view, view.name, "", view.public, "/search", mobile=mobile)
            case ["search"] if "q" in options:
                return self.notice(view, "نتائج البحث", "لا توجد مشاركات تطابق ما كتبت.")
            case ["search"]:
                return self._posts(view, view.name, "", view.public, "/search", before, mobile)
            case ["search", "label", name] if name in view.sections or name in view.tags:
                postings = view.sections.get(name) or view.tags[name]
                return self._posts(view, name, name, postings, _label(name), before, mobile)
            case ["p", page] if page.removesuffix(".html") in {one.name for one in STANDING}:
                found = next(one for one in STANDING if one.name == page.removesuffix(".html"))
                return self._standing(view, found, mobile)
            case [year] if year.isdigit():
                return self._dated(view, year, mobile)
            case [year, month] if year.isdigit() and month.isdigit():
                return self._dated(view, f"{year}/{month}", mobile)
        return None

    def _others(self, view: View) -> Iterator[str]:
        yield "/?m=1"
        yield "/?m=0"
        yield "/search?q="
        labels = {name: view.sections.get(name) or view.tags[name] for name in (*view.sections, *view.tags)}
        lists = {"/search": view.public, **{_label(name): postings for name, postings in labels.items()}}
        for path, postings in lists.items():
            if path != "/search":
                yield from (path, f"{path}?m=1", f"{path}?m=0")
            while len(postings) > PER_PAGE:
                last, postings = postings[PER_PAGE - 1], postings[PER_PAGE:]
                older = _older(path, last, "")
                yield from (older, f"{older}&m=1", f"{older}&m=0")
        for when in {f"{one.report.published:%Y}" for one in view.public}:
            yield from (f"/{when}/", f"/{when}/?m=1", f"/{when}/?m=0")
        for when in _months(view):
            yield from (f"/{when}/", f"/{when}/?m=1", f"/{when}/?m=0")
        for page in STANDING:
            yield from (f"/p/{page.name}.html", f"/p/{page.name}.html?m=1", f"/p/{page.name}.html?m=0")

    def _posts(
        self,
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
        head = (
            f'<div class="status-msg-wrap">عرض المشاركات المصنفة حسب: {escape(label)}</div>' if label else ""
        )
        body = head + "".join(_teaser(one, mobile) for one in shown)
        if rest:
            body += (
                f'<div class="blog-pager"><a class="blog-pager-older-link" '
                f'href="{escape(_older(path, shown[-1], mobile))}">رسائل أقدم</a></div>'
            )
        return self._page(view, title, body, mobile=mobile, here=_here(path, before, shown))

    def _dated(self, view: View, when: str, mobile: str) -> Document | None:
        """The posts of a year or a month, titles only."""
        form = "%Y" if len(when) == 4 else "%Y/%m"
        found = tuple(one for one in view.public if f"{one.report.published:{form}}" == when)
        if not found:
            return None
        rows = links(tuple(_at(one, mobile) for one in found), '<h3 class="post-title">', "</h3>\n")
        return self._page(view, f"{view.name}: {when}", rows, mobile=mobile, here=f"/{when}/")

    def _standing(self, view: View, page: Standing, mobile: str) -> Document:
        body = (
            f'<div class="post"><h3 class="post-title entry-title">{escape(page.title)}</h3>\n'
            f'<div class="post-body entry-content">{prose(page.lines(view.name))}</div></div>'
        )
        return self._page(view, page.title, body, mobile=mobile, here=f"/p/{page.name}.html")

    def _page(
        self,
        view: View,
        title: str,
        body: str,
        *,
        posting: Posting | None = None,
        mobile: str = "",
        here: str = "/",
    ) -> Document:
        if posting is not None:
            here = posting.path
        to = f"?m={mobile}" if mobile else ""
        menu = "".join(f'<li><a href="{_label(one)}{to}">{escape(one)}</a></li>' for one in view.sections)
        pages = "".join(f'<li><a href="/p/{one.name}.html{to}">{one.title}</a></li>' for one in STANDING)
        head = f'<link rel="canonical" href="{view.origin}{escape(here)}">\n' if posting else ""
        mark = "&" if "?" in here else "?"
        other = ("0", "عرض إصدار الويب") if mobile else ("1", "عرض إصدار الجوال")
        side = "" if mobile else _side(view)
        text = (
            f"<!DOCTYPE html>\n<html dir='rtl' lang='ar'>\n<head>\n<meta charset='UTF-8'>\n"
            f"<title>{escape(title if title == view.name else f'{view.name}: {title}')}</title>\n{head}"
            f'<link rel="alternate" type="application/atom+xml" title="{escape(view.name)} - Atom" '
            f'href="{view.origin}{_FEED}">\n'
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


def _post(view: View, posting: Posting, mobile: str) -> str:
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
        f'<a href="{_label(name)}{to}" rel="tag">{escape(name)}</a>'
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
    months = "".join(
        f'<li><a href="/{when}/">{GREGORIAN[int(when[5:]) - 1]} {arabic_indic(when[:4])}</a></li>'
        for when in _months(view)
    )
    years = "".join(
        f'<li><a href="/{year}/">{arabic_indic(year)}</a></li>'
        for year in dict.fromkeys(when[:4] for when in _months(view))
    )
    labels = "".join(f'<li><a href="{_label(tag)}">{escape(tag)}</a></li>' for tag in view.tags)
    return (
        f'<div class="sidebar section"><h2>أرشيف المدونة</h2><ul>{years}{months}</ul><h2>التسميات</h2>'
        f'<ul>{labels}</ul><a href="/search?q=">بحث</a></div>\n'
    )


def _months(view: View) -> list[str]:
    return list(dict.fromkeys(f"{one.report.published:%Y/%m}" for one in view.public))


def _day(when: datetime) -> str:
    day = f"{WEEKDAYS[when.weekday()]}، {when.day} {GREGORIAN[when.month - 1]} {when.year}"
    return arabic_indic(day)


def _label(name: str) -> str:
    return f"/search/label/{quote(name)}"


def _older(path: str, last: Posting, mobile: str) -> str:
    """The address of what is older than a post."""
    options = {"updated-max": last.report.published.isoformat(), "max-results": str(PER_PAGE)}
    return f"{path}?{urlencode({**options, **({'m': mobile} if mobile else {})})}"


def _here(path: str, before: datetime | None, shown: tuple[Posting, ...]) -> str:
    if before is None:
        return "/" if path == "/search" else path
    return f"{path}?{urlencode({'updated-max': before.isoformat(), 'max-results': PER_PAGE})}"


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _at(posting: Posting, mobile: str) -> Posting:
    """The posting where the mobile site links it."""
    return replace(posting, path=f"{posting.path}?m={mobile}") if mobile else posting


def _feed_page(view: View, options: Mapping[str, str]) -> Document:
    """Atom from the entry `start-index` (from 1) on, at most `max-results` of them, with the next page."""
    start = max(1, whole_number(options.get("start-index", ""), 1))
    most = min(_MOST_IN_FEED, whole_number(options.get("max-results", ""), PER_FEED))
    some = view.public[start - 1 : start - 1 + most]
    after = start + most
    further = (
        f"{_FEED}?start-index={after}&max-results={most}" if after <= len(view.public) and most else None
    )
    content = feeds.atom(view, some, _FEED, further=further)
    return feeds.machine(view, content, _ATOM)
