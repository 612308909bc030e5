"""The make of «بوابة السد»: neither feed nor sitemap; five sections that page in five ways."""

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import quote

from newsroom import feeds
from newsroom.answers import Document, Manner
from newsroom.makes import Gold, Make, Posting, View, dateline, links, with_dateline
from newsroom.pictures import png
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
_FRONT = 8
_PER_TAG = 10
_FIRST = 48_213
_CLIPS = {"video": VIDEOS, "gallery": GALLERIES}


class Paged(Make):
    """A system of the outlet's own. A third of its reports have words in their address."""

    article_url = r"(?<!/amp)/news/\d+$|/article/\d+/[^/?]+$"
    declares_sections = True
    manners = (Manner(gzip=True), Manner(framing="chunked"), Manner())

    def path(self, report: Report) -> str:
        """`/news/48220`, or `/article/48220/كلمات-من-العنوان`."""
        if report.number % 3 == 0:
            words = quote("-".join(re.findall(r"\w+", report.title)[:6]))
            return f"/article/{_id(report)}/{words}"
        return f"/news/{_id(report)}"

    def image(self, report: Report) -> str | None:
        """Two of three reports have a picture."""
        return f"/uploads/{report.published:%Y%m}/{_id(report)}.png" if report.number % 3 != 1 else None

    def article(self, view: View, posting: Posting) -> Document:
        """A report between the boxes of a portal."""
        report, number = posting.report, _id(posting.report)
        subtitle = f'<h2 class="subtitle">{escape(report.subtitle)}</h2>\n' if report.subtitle else ""
        author = ""
        if report.byline:
            author = f'<span class="author">{_author_link(view, report.byline)}</span> | '
        picture = (
            f'<figure class="main-img"><img src="{posting.image}" alt=""><figcaption>أرشيف'
            "</figcaption></figure>\n"
            if posting.image
            else ""
        )
        tags = " ".join(
            f'<a href="{_tag_path(tag)}">#{escape(tag)}</a>' for tag in report.tags if tag in view.tags
        )
        text = with_dateline(report.text, dateline(view, report), " – ")
        amp = f"/amp/news/{number}"
        printed = f"/news/{number}?print=1"
        body = (
            '<div class="breadcrumb"><a href="/">الرئيسية</a> / '
            f'<a href="{self.section_path(view, report.section)}">'
            f"{escape(report.section)}</a></div>\n<h1>{escape(report.title)}</h1>\n{subtitle}"
            f'<div class="info">{author}<span class="date">{_printed(report)}</span></div>\n{picture}'
            f'<div class="article-body">\n{prose(text)}\n</div>\n'
            f'<div class="tools"><a href="{printed}">طباعة</a> <a href="{amp}">نسخة خفيفة</a></div>\n'
            f'<div class="tags">{tags}</div>\n'
            f'<div class="related"><h3>أخبار ذات صلة</h3><ul>\n{links(view.related(posting))}</ul></div>'
        )
        head = (
            f'<link rel="canonical" href="{view.origin}{escape(posting.path)}">\n'
            f'<link rel="amphtml" href="{view.origin}{amp}">\n'
            f'<meta property="og:title" content="{escape(report.title)}">\n'
        )
        return self._page(view, f"{report.title} - {view.name}", body, head, posting=posting)

    def home(self, view: View) -> Document:
        """The newest few; all else is behind the sections."""
        top = "".join(_card(one) for one in view.public[:_FRONT])
        body = f'<div class="top-news">\n{top}</div>'
        return self._page(view, view.name, body, '<meta property="og:type" content="website">\n')

    def section_path(self, view: View, section: str) -> str:
        """`/section/local`; sections nobody named in advance keep their Arabic name."""
        return f"/section/{_latin(section)}"

    def section(self, view: View, section: str, postings: tuple[Posting, ...]) -> Document:
        """The first page of a section."""
        return self._listing(view, section, postings, 0)

    def machines(self, view: View) -> Mapping[str, Document]:
        """A robots.txt, and nothing else for machines."""
        robots = feeds.robots(view, disallow=("/cp/",))
        return {"/robots.txt": Document(content=robots, media_type="text/plain; charset=utf-8")}

    def gold(self, view: View, posting: Posting) -> Gold:
        """To the minute; the Hijri day beside the Gregorian one."""
        report = posting.report
        opening = dateline(view, report)
        return Gold(
            title=report.title,
            subtitle=report.subtitle,
            byline=report.byline,
            dateline=opening,
            section=report.section,
            published=report.published,
            precision="minute",
            text=with_dateline(report.text, opening, " – "),
        )

    def notice(self, view: View, title: str, text: str) -> Document:
        """A page with a sentence."""
        body = f'<div class="message"><h1>{escape(title)}</h1><p>{escape(text)}</p></div>'
        return self._page(view, f"{title} - {view.name}", body)

    def assets(self, view: View) -> Mapping[str, Document]:
        """A logo and a stylesheet."""
        return {
            "/assets/logo.png": Document(content=png(view.name), media_type="image/png", tagged=True),
            "/assets/app.css": Document(
                content=b".card{border:1px solid #ddd}.load-more{cursor:pointer}",
                media_type="text/css",
                tagged=True,
            ),
        }

    def aliases(self, view: View) -> Mapping[str, str]:
        """A number leads to the address with words, where there is one."""
        numbers = {f"/news/{_id(one.report)}": one.path for one in view.reports}
        return {path: target for path, target in numbers.items() if path != target}

    def twins(self, view: View) -> Mapping[str, str]:
        """AMP pages, print pages, and numbers without the words."""
        found = dict(super().twins(view))
        for one in view.reports:
            number = _id(one.report)
            found |= {f"/amp/news/{number}": one.path, f"/news/{number}?print=1": one.path}
        return found

    def others(self, view: View) -> tuple[str, ...]:
        """Sections with their pages and pieces, tags, authors, clips, pages that stand."""
        return tuple(dict.fromkeys(self._others(view)))

    def answer(self, view: View, path: str, options: Mapping[str, str]) -> Document | None:
        """Further pages of sections, pieces that load more, twins, tags, authors, clips, standing pages."""
        match path.strip("/").split("/"):
            case ["section", name, *further]:
                return self._section_page(view, name, further, options)
            case ["ajax", name, page]:
                return self._piece(view, name, whole_number(page))
            case ["api", "list"]:
                return self._json(view, options)
            case ["amp", "news", number]:
                found = _numbered(view, number)
                return _amp_page(view, found) if found else None
            case ["news", number]:
                found = _numbered(view, number)
                return _print_page(view, found) if found and "print" in options else None
            case ["tag", tag] if tag in view.tags:
                return self._simple_list(view, f"وسم: {tag}", view.tags[tag][:_PER_TAG])
            case ["author", place] if 0 < whole_number(place) <= len(view.authors):
                name = list(view.authors)[whole_number(place) - 1]
                return self._simple_list(view, name, view.authors[name][:_PER_TAG])
            case ["search"]:
                return self.notice(view, "بحث", "أدخل كلمة البحث.")
            case [kind] if kind in _CLIPS:
                return self._clips(view, kind)
            case [kind, number] if kind in _CLIPS:
                clips = [clip for clip in _CLIPS[kind] if str(clip.number) == number]
                return self._clip(view, clips[0]) if clips else None
            case ["page", name]:
                pages = [page for page in STANDING if page.name == name]
                return self._standing(view, pages[0]) if pages else None
        return None

    def _section_page(
        self, view: View, name: str, further: list[str], options: Mapping[str, str]
    ) -> Document | None:
        found = _section(view, name)
        if found is None or len(further) > 1:
            return None
        section, postings = found
        page = {
            "local": whole_number(further[0], 1) - 1 if further else 0,
            "politics": whole_number(options.get("p", ""), 1) - 1,
            "economy": whole_number(options.get("offset", "")) // PER_PAGE,
        }.get(name, 0)
        return self._listing(view, section, postings, max(0, page))

    def _listing(self, view: View, section: str, postings: tuple[Posting, ...], page: int) -> Document:
        """A page of a section; past the end it is empty, but for the one that shows its last page again."""
        path = self.section_path(view, section)
        name, count = _latin(section), parts(postings, PER_PAGE)
        shown = part(postings, min(page, count - 1) if name == "economy" else page, PER_PAGE)
        cards = "".join(_card(one) for one in shown) or '<p class="none">لا توجد أخبار أخرى</p>\n'
        onward = _onward(name, path, page)
        body = f'<h1>{escape(section)}</h1>\n<div class="list" id="list">\n{cards}</div>\n{onward}'
        return self._page(view, f"{section} - {view.name}", body)

    def _piece(self, view: View, name: str, page: int) -> Document | None:
        """The cards of a page from 2 on and the element that loads the next; empty past the end."""
        found = _section(view, name)
        if found is None or name != "culture":
            return None
        shown = part(found[1], page - 1, PER_PAGE)
        more = f'<div class="load-more" data-href="/ajax/{name}/{page + 1}">المزيد</div>\n' if shown else ""
        text = "".join(_card(one) for one in shown) + more
        return Document(content=text.encode(), media_type=HTML)

    def _json(self, view: View, options: Mapping[str, str]) -> Document | None:
        """The same in JSON: `html`, and `next` as an address or null."""
        found = _section(view, options.get("section", ""))
        if found is None:
            return None
        page = whole_number(options.get("page", ""), 1)
        shown = part(found[1], page - 1, PER_PAGE)
        further = page < parts(found[1], PER_PAGE)
        answer = {
            "html": "".join(_card(one) for one in shown),
            "next": _list_url(options["section"], page + 1) if further else None,
        }
        return Document(
            content=json.dumps(answer, ensure_ascii=True).encode(),
            media_type="application/json; charset=utf-8",
        )

    def _others(self, view: View) -> Iterator[str]:
        for section, postings in view.sections.items():
            path, name, count = self.section_path(view, section), _latin(section), parts(postings, PER_PAGE)
            yield path
            yield from (_page_path(name, path, page) for page in range(1, count + 1) if name in _PAGED)
            if name == "culture":
                yield from (f"/ajax/culture/{page}" for page in range(2, count + 2))
            if name == "sport":
                yield from (_list_url(name, page) for page in range(2, count + 1))
        yield from (_tag_path(tag) for tag in view.tags)
        yield from (f"/author/{place}" for place in range(1, len(view.authors) + 1))
        for kind, clips in _CLIPS.items():
            yield f"/{kind}"
            yield from (f"/{kind}/{clip.number}" for clip in clips)
        yield from (f"/page/{page.name}" for page in STANDING)
        yield "/search"

    def _simple_list(self, view: View, heading: str, postings: tuple[Posting, ...]) -> Document:
        cards = "".join(_card(one) for one in postings)
        return self._page(
            view, f"{heading} - {view.name}", f'<h1>{escape(heading)}</h1>\n<div class="list">{cards}</div>'
        )

    def _clips(self, view: View, kind: str) -> Document:
        rows = "".join(
            f'<li><a href="/{kind}/{clip.number}">{escape(clip.title)}</a></li>\n' for clip in _CLIPS[kind]
        )
        return self._page(view, view.name, f"<h1>الوسائط</h1><ul>\n{rows}</ul>")

    def _clip(self, view: View, clip: Clip) -> Document:
        body = f"<h1>{escape(clip.title)}</h1>\n{screen(clip)}"
        return self._page(view, f"{clip.title} - {view.name}", body)

    def _standing(self, view: View, page: Standing) -> Document:
        body = (
            f"<h1>{escape(page.title)}</h1>\n"
            f'<div class="article-body">\n{prose(page.lines(view.name))}\n</div>'
        )
        return self._page(view, f"{page.title} - {view.name}", body)

    def _page(
        self, view: View, title: str, body: str, head: str = "", *, posting: Posting | None = None
    ) -> Document:
        menu = "".join(
            f'<li><a href="{self.section_path(view, one)}">{escape(one)}</a></li>' for one in view.sections
        )
        # The box links numbers alone, also of reports whose address has words.
        read = "".join(
            f'<li class="rank"><a href="/news/{_id(one.report)}">{escape(one.report.title)}</a></li>\n'
            for one in view.reports[1::11][:5]
        )
        clips = "".join(
            f'<li><a href="/video/{one.number}">{escape(one.title)}</a></li>\n' for one in VIDEOS[2:]
        )
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


_PAGED = ("local", "politics", "economy")


def _id(report: Report) -> int:
    return _FIRST + 7 * report.number


def _latin(section: str) -> str:
    return SECTIONS.get(section) or quote(section)


def _section(view: View, name: str) -> tuple[str, tuple[Posting, ...]] | None:
    for section, postings in view.sections.items():
        if name in (_latin(section), section):
            return section, postings
    return None


def _numbered(view: View, number: str) -> Posting | None:
    return next((one for one in view.reports if str(_id(one.report)) == number), None)


def _page_path(name: str, path: str, page: int) -> str:
    """Where page `page` (from 0) of a section lives."""
    match name:
        case "local":
            return f"{path}/{page + 1}"
        case "politics":
            return f"{path}?p={page + 1}"
        case _:
            return f"{path}?offset={page * PER_PAGE}"


def _list_url(name: str, page: int) -> str:
    return f"/api/list?section={name}&page={page}"


def _onward(name: str, path: str, page: int) -> str:
    """The way to the next page, each section's own; three of them lead on for ever."""
    further = escape(_page_path(name, path, page + 1))
    match name:
        case "local":
            numbers = "".join(
                f'<a class="num" href="{escape(_page_path(name, path, at))}">{at + 1}</a> '
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
            piece = escape(_list_url(name, 2))
            return f'<button type="button" class="more" data-next="{piece}">تحميل المزيد</button>'
    return ""


def _card(posting: Posting) -> str:
    return (
        f'<div class="card"><h3><a href="{escape(posting.path)}">{escape(posting.report.title)}</a></h3>'
        f'<span class="when">{posting.report.published:%Y-%m-%d}</span></div>\n'
    )


def _tag_path(tag: str) -> str:
    return f"/tag/{quote(tag)}"


def _author_link(view: View, name: str) -> str:
    if name not in view.authors:
        return escape(name)
    return f'<a href="/author/{list(view.authors).index(name) + 1}">{escape(name)}</a>'


def _printed(report: Report) -> str:
    when = report.published
    gregorian = f"{when.day} {GREGORIAN[when.month - 1]} {when.year}م"
    return f"{WEEKDAYS[when.weekday()]} {hijri_day(when)}هـ الموافق {gregorian} الساعة {when:%H:%M}"


def _amp_page(view: View, posting: Posting) -> Document:
    """A report for phones; its canonical is the ordinary page."""
    report = posting.report
    text = with_dateline(report.text, dateline(view, report), " – ")
    page = (
        '<!doctype html>\n<html amp lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n'
        f'<link rel="canonical" href="{view.origin}{escape(posting.path)}">\n'
        f"<title>{escape(report.title)}</title>\n"
        '<meta name="viewport" content="width=device-width">\n</head>\n<body>\n'
        f'<a href="/">{escape(view.name)}</a>\n<h1>{escape(report.title)}</h1>\n'
        f'<p class="date">{_printed(report)}</p>\n'
        f'{prose(text)}\n<a href="{escape(posting.path)}">الصفحة الكاملة</a>\n</body>\n</html>\n'
    )
    return Document(content=page.encode(), media_type=HTML)


def _print_page(view: View, posting: Posting) -> Document:
    """A report for the printer, without any link."""
    report = posting.report
    text = with_dateline(report.text, dateline(view, report), " – ")
    page = (
        '<!DOCTYPE html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n'
        f"<title>طباعة - {escape(report.title)}</title>\n</head>\n<body>\n<h1>{escape(report.title)}</h1>\n"
        f"<p>{_printed(report)}</p>\n{prose(text)}\n<hr>{escape(view.name)}\n</body>\n</html>\n"
    )
    return Document(content=page.encode(), media_type=HTML)
