"""The make of «منارة الأطلس»: nodes under path aliases, zero-based pagers, print pages, Moroccan months."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import quote

from newsroom import feeds
from newsroom.answers import Document, Manner, redirect
from newsroom.makes import Gold, Make, Posting, View, links
from newsroom.pictures import png
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
    whole_number,
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
_ELSE = "misc"  # where other sections go
_PER_PAGE = 5
_PER_SITEMAP = 25
_IN_FEED = 10
_FRONT = 10
_CLIPS = {"video": ("فيديو", VIDEOS), "gallery": ("صور", GALLERIES)}


class Drupal(Make):
    """Every page is a node with a number and, for the public, an alias; videos have aliases of the same
    form as reports."""

    article_url = rf"/(?:{'|'.join((*SECTIONS.values(), _ELSE))})/[a-z0-9-]+$|/content/[^/?]+$"
    feeds = ("/rss.xml",)
    sitemaps = ("/sitemap.xml",)
    manners = (Manner(gzip=True, framing="chunked"), Manner(gzip=True), Manner())

    def path(self, report: Report) -> str:
        """`/politics/slug`; every fourth report lives at `/content/` with an Arabic alias."""
        if report.number % 4 == 1:
            words = re.findall(r"\w+", report.title)
            return f"/content/{quote('-'.join(words))}"
        return f"/{_latin(report.section)}/{report.slug}"

    def image(self, report: Report) -> str | None:
        """Two of three reports have a picture."""
        return (
            f"/sites/default/files/{report.published:%Y-%m}/{report.slug}.png" if report.number % 3 else None
        )

    def article(self, view: View, posting: Posting) -> Document:
        """A full node."""
        report, node = posting.report, _node(posting.report)
        author = ""
        if report.byline:
            author = f'<span class="field--name-uid">بقلم {_user_link(view, report.byline)}</span> '
        subtitle = (
            f'<div class="field field--name-field-subtitle subtitle">{escape(report.subtitle)}</div>\n'
            if report.subtitle
            else ""
        )
        picture = (
            f'<div class="field field--type-image"><img src="{posting.image}" width="48" height="32" '
            f'alt="{escape(report.title)}"></div>\n'
            if posting.image
            else ""
        )
        terms = list(view.tags)
        tags = "\n".join(
            '<div class="field__item">'
            f'<a href="/taxonomy/term/{_term(terms.index(tag))}">{escape(tag)}</a></div>'
            for tag in report.tags
            if tag in view.tags
        )
        body = (
            f'<h1 class="page-title"><span class="field--name-title">{escape(report.title)}</span></h1>\n'
            f'<article class="node node--type-article node--view-mode-full">\n{subtitle}'
            f'<footer class="node__meta">{author}<span class="node__date">{_printed(report)}'
            "</span></footer>\n"
            f'{picture}<div class="field field--name-body field__item">\n{prose(report.text)}\n</div>\n'
            f'<ul class="links inline"><li><a href="/print/{node}" rel="nofollow">نسخة للطباعة'
            "</a></li></ul>\n"
            f'<div class="field field--name-field-tags"><div class="field__label">وسوم</div>{tags}</div>\n'
            f'</article>\n<section class="block block-views"><h2>مواد ذات صلة</h2><ul>\n'
            f"{links(view.related(posting))}</ul></section>"
        )
        head = (
            f'<link rel="canonical" href="{view.origin}{escape(posting.path)}">\n'
            f'<link rel="shortlink" href="{view.origin}/node/{node}">\n'
            f'<meta name="description" content="{escape(report.text[0][:150])}">\n'
        )
        return self._page(view, f"{report.title} | {view.name}", body, head, posting=posting)

    def home(self, view: View) -> Document:
        """The ten newest in full, then what stands in the blocks."""
        body = f'<div class="view view-frontpage">\n{_teasers(view.public[:_FRONT])}</div>'
        return self._page(view, f"{view.name} | الرئيسية", body)

    def section_path(self, view: View, section: str) -> str:
        """`/politics`."""
        return f"/{_latin(section)}"

    def section(self, view: View, section: str, postings: tuple[Posting, ...]) -> Document:
        """The first page of a section."""
        return self._listing(view, section, self.section_path(view, section), postings, 0)

    def machines(self, view: View) -> Mapping[str, Document]:
        """RSS of ten items, a sitemap index whose children are pages of itself, robots.txt."""
        rss = feeds.rss(view, view.public[:_IN_FEED])
        rows = self._mapped(view)
        count = max(1, -(-len(rows) // _PER_SITEMAP))
        children = {
            f"/sitemap.xml?page={page + 1}": rows[page * _PER_SITEMAP : (page + 1) * _PER_SITEMAP]
            for page in range(count)
        }
        xml = "application/xml; charset=utf-8"
        found = {path: feeds.machine(view, _urlset(view, some), xml) for path, some in children.items()}
        found["/sitemap.xml"] = feeds.machine(view, feeds.sitemap_index(view, children), xml)
        found["/rss.xml"] = feeds.machine(view, rss, "application/rss+xml; charset=utf-8")
        robots = feeds.robots(
            view, disallow=("/admin/", "/user/login", "/node/add/", "/search/"), sitemaps=self.sitemaps
        )
        found["/robots.txt"] = Document(content=robots, media_type="text/plain")
        return found

    def gold(self, view: View, posting: Posting) -> Gold:
        """To the minute, as printed."""
        report = posting.report
        return Gold(
            title=report.title,
            subtitle=report.subtitle,
            byline=report.byline,
            published=report.published,
            precision="minute",
            text=report.text,
        )

    def notice(self, view: View, title: str, text: str) -> Document:
        """A page with a sentence."""
        body = f'<h1 class="page-title">{escape(title)}</h1>\n<div class="region">{escape(text)}</div>'
        return self._page(view, f"{title} | {view.name}", body)

    def assets(self, view: View) -> Mapping[str, Document]:
        """A logo and a stylesheet."""
        return {
            "/themes/manara/logo.png": Document(content=png(view.name), media_type="image/png", tagged=True),
            "/themes/manara/css/style.css": Document(
                content=b".node__date{color:#555}body{direction:rtl}", media_type="text/css", tagged=True
            ),
        }

    def aliases(self, view: View) -> Mapping[str, str]:
        """`/node/203` leads to the alias."""
        return {f"/node/{_node(one.report)}": one.path for one in view.reports}

    def twins(self, view: View) -> Mapping[str, str]:
        """Node numbers and print pages."""
        printed = {f"/print/{_node(one.report)}": one.path for one in view.reports}
        return {**super().twins(view), **printed}

    def others(self, view: View) -> tuple[str, ...]:
        """Sections with their pages, terms, users, clips, standing pages, the search form."""
        return tuple(self._others(view))

    def answer(self, view: View, path: str, options: Mapping[str, str]) -> Document | None:
        """Pages of listings, terms, users, print pages, clips and standing pages."""
        page = whole_number(options.get("page", ""))
        for section, postings in view.sections.items():
            if path == self.section_path(view, section):
                return self._listing(view, section, path, postings, page)
        listed = self._lists(view).get(path)
        if listed is not None:
            return self._listing(view, *listed, page)
        match path.strip("/").split("/"):
            case ["print", number]:
                return _print_page(view, whole_number(number))
            case ["node", number] if 0 < whole_number(number) <= len(STANDING):
                return redirect(301, f"/{STANDING[whole_number(number) - 1].name}")
            case ["search", "node"]:
                return self.notice(view, "بحث", "اكتب كلمة أو أكثر.")
            case [kind] if kind in _CLIPS:
                return self._clips(view, kind)
            case [kind, slug] if kind in _CLIPS:
                clips = [clip for clip in _CLIPS[kind][1] if clip.slug == slug]
                return self._clip(view, clips[0]) if clips else None
            case [name]:
                pages = [page for page in STANDING if page.name == name]
                return self._standing(view, pages[0]) if pages else None
        return None

    def _lists(self, view: View) -> dict[str, tuple[str, str, tuple[Posting, ...]]]:
        """Terms and users by path: heading, path and postings."""
        found = {}
        for place, (tag, postings) in enumerate(view.tags.items()):
            path = f"/taxonomy/term/{_term(place)}"
            found[path] = (tag, path, postings)
        for place, (name, postings) in enumerate(view.authors.items()):
            path = f"/user/{_user(place)}"
            found[path] = (name, path, postings)
        return found

    def _others(self, view: View) -> Iterator[str]:
        lists = [(self.section_path(view, name), postings) for name, postings in view.sections.items()]
        lists += [(path, postings) for path, (_, _, postings) in self._lists(view).items()]
        for path, postings in lists:
            yield path
            count = parts(postings, _PER_PAGE)
            if count > 1:
                yield from (f"{path}?page={page}" for page in range(count))
        for kind, (_, clips) in _CLIPS.items():
            yield f"/{kind}"
            yield from (f"/{kind}/{clip.slug}" for clip in clips)
        yield from (f"/{page.name}" for page in STANDING)
        yield "/search/node"

    def _mapped(self, view: View) -> list[str]:
        """What the sitemap names: the front page, the reports, and what else has an alias."""
        clips = [f"/{kind}/{clip.slug}" for kind, (_, clips) in _CLIPS.items() for clip in clips]
        sections = [self.section_path(view, section) for section in view.sections]
        return [
            "/",
            *(one.path for one in view.public),
            *clips,
            *(f"/{page.name}" for page in STANDING),
            *sections,
        ]

    def _listing(
        self, view: View, heading: str, path: str, postings: tuple[Posting, ...], page: int
    ) -> Document:
        some = part(postings, page, _PER_PAGE)
        shown = _teasers(some) if some else '<p class="empty">لا توجد مواد.</p>'
        pager = _pager(page, parts(postings, _PER_PAGE))
        body = f'<h1 class="page-title">{escape(heading)}</h1>\n<div class="view">\n{shown}</div>\n{pager}'
        return self._page(view, f"{heading} | {view.name}", body)

    def _clips(self, view: View, kind: str) -> Document:
        name, clips = _CLIPS[kind]
        rows = "".join(f'<li><a href="/{kind}/{clip.slug}">{escape(clip.title)}</a></li>\n' for clip in clips)
        return self._page(
            view, f"{name} | {view.name}", f'<h1 class="page-title">{name}</h1><ul>\n{rows}</ul>'
        )

    def _clip(self, view: View, clip: Clip) -> Document:
        body = f'<h1 class="page-title">{escape(clip.title)}</h1>\n{screen(clip)}'
        return self._page(view, f"{clip.title} | {view.name}", body)

    def _standing(self, view: View, page: Standing) -> Document:
        text = prose(page.lines(view.name))
        body = (
            f'<h1 class="page-title">{escape(page.title)}</h1>\n<article class="node node--type-page">\n'
            f'<div class="field field--name-body field__item">\n{text}\n</div></article>'
        )
        return self._page(view, f"{page.title} | {view.name}", body)

    def _page(
        self, view: View, title: str, body: str, head: str = "", *, posting: Posting | None = None
    ) -> Document:
        menu = "".join(
            f'<li class="menu-item"><a href="{self.section_path(view, one)}">{escape(one)}</a></li>'
            for one in view.sections
        )
        menu += "".join(
            f'<li class="menu-item"><a href="/{kind}">{name}</a></li>' for kind, (name, _) in _CLIPS.items()
        )
        # Its "most read" block links nodes by number, as blocks made before the aliases do.
        read = "".join(
            f'<li><a href="/node/{_node(one.report)}">{escape(one.report.title)}</a></li>\n'
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


def _latin(section: str) -> str:
    return SECTIONS.get(section, _ELSE)


def _node(report: Report) -> int:
    return 200 + 3 * report.number


def _term(place: int) -> int:
    return 5 + place


def _user(place: int) -> int:
    return 7 + 4 * place


def _user_link(view: View, name: str) -> str:
    if name not in view.authors:
        return escape(name)
    return f'<a href="/user/{_user(list(view.authors).index(name))}">{escape(name)}</a>'


def _printed(report: Report) -> str:
    return f"{long_day(report.published, MOROCCAN)} - {report.published:%H:%M}"


def _teasers(postings: tuple[Posting, ...]) -> str:
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


def _print_page(view: View, number: int) -> Document | None:
    """A report for the printer; its canonical is the alias."""
    found = [one for one in view.reports if _node(one.report) == number]
    if not found:
        return None
    report = found[0].report
    text = (
        '<!DOCTYPE html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(report.title)}</title>\n"
        f'<link rel="canonical" href="{view.origin}{escape(found[0].path)}">\n'
        '<meta name="robots" content="noindex, follow">\n</head>\n<body onload="print()">\n'
        f'<div class="print-site">{escape(view.name)}</div>\n<h1>{escape(report.title)}</h1>\n'
        f'<p class="print-date">{_printed(report)}</p>\n{prose(report.text)}\n'
        f'<p class="print-source">المصدر: {view.origin}{escape(found[0].path)}</p>\n</body>\n</html>\n'
    )
    return Document(content=text.encode(), media_type=HTML)


def _urlset(view: View, paths: list[str]) -> bytes:
    """A urlset of any paths."""
    rows = "".join(
        f"<url><loc>{escape(view.origin + path)}</loc><changefreq>daily</changefreq></url>\n"
        for path in paths
    )
    head = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{rows}</urlset>\n'.encode()
