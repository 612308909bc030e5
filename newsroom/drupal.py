"""The make of «منارة الأطلس»: nodes under path aliases, zero-based pagers, print pages, Moroccan months."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import quote

from newsroom import feeds
from newsroom.answers import Document, Manner, redirect
from newsroom.drupal_pages import (
    CLIPS,
    ELSE,
    PER_PAGE,
    SECTIONS,
    clip_list,
    clip_page,
    frame,
    latin,
    listing,
    node_of,
    print_page,
    printed_date,
    section_path,
    standing_page,
    teasers,
    term_of,
    urlset,
    user_link,
    user_of,
)
from newsroom.makes import Gold, Make, Posting, View, links
from newsroom.pictures import png
from newsroom.reports import Report
from newsroom.standing import (
    STANDING,
    parts,
    prose,
    whole_number,
)

_PER_SITEMAP = 25
_IN_FEED = 10
_FRONT = 10


class Drupal(Make):
    """Every page is a node with a number and, for the public, an alias; videos have aliases of the same
    form as reports."""

    article_url = rf"/(?:{'|'.join((*SECTIONS.values(), ELSE))})/[a-z0-9-]+$|/content/[^/?]+$"
    feeds = ("/rss.xml",)
    sitemaps = ("/sitemap.xml",)
    manners = (Manner(gzip=True, framing="chunked"), Manner(gzip=True), Manner())

    def path(self, report: Report) -> str:
        """`/politics/slug`; every fourth report lives at `/content/` with an Arabic alias."""
        if report.number % 4 == 1:
            words = re.findall(r"\w+", report.title)
            return f"/content/{quote('-'.join(words))}"
        return f"/{latin(report.section)}/{report.slug}"

    def image(self, report: Report) -> str | None:
        """Two of three reports have a picture."""
        return (
            f"/sites/default/files/{report.published:%Y-%m}/{report.slug}.png" if report.number % 3 else None
        )

    def article(self, view: View, posting: Posting) -> Document:
        """A full node."""
        report, node = posting.report, node_of(posting.report)
        author = ""
        if report.byline:
            author = f'<span class="field--name-uid">بقلم {user_link(view, report.byline)}</span> '
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
            f'<a href="/taxonomy/term/{term_of(terms.index(tag))}">{escape(tag)}</a></div>'
            for tag in report.tags
            if tag in view.tags
        )
        body = (
            f'<h1 class="page-title"><span class="field--name-title">{escape(report.title)}</span></h1>\n'
            f'<article class="node node--type-article node--view-mode-full">\n{subtitle}'
            f'<footer class="node__meta">{author}<span class="node__date">{printed_date(report)}'
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
        return frame(view, f"{report.title} | {view.name}", body, head, posting=posting)

    def home(self, view: View) -> Document:
        """The ten newest in full, then what stands in the blocks."""
        body = f'<div class="view view-frontpage">\n{teasers(view.public[:_FRONT])}</div>'
        return frame(view, f"{view.name} | الرئيسية", body)

    def section_path(self, view: View, section: str) -> str:
        """`/politics`."""
        return section_path(section)

    def section(self, view: View, section: str, postings: tuple[Posting, ...]) -> Document:
        """The first page of a section."""
        return listing(view, section, self.section_path(view, section), postings, 0)

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
        found = {path: feeds.machine(view, urlset(view, some), xml) for path, some in children.items()}
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
        return frame(view, f"{title} | {view.name}", body)

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
        return {f"/node/{node_of(one.report)}": one.path for one in view.reports}

    def twins(self, view: View) -> Mapping[str, str]:
        """Node numbers and print pages."""
        printed = {f"/print/{node_of(one.report)}": one.path for one in view.reports}
        return {**super().twins(view), **printed}

    def others(self, view: View) -> tuple[str, ...]:
        """Sections with their pages, terms, users, clips, standing pages, the search form."""
        return tuple(self._others(view))

    def answer(self, view: View, path: str, options: Mapping[str, str]) -> Document | None:
        """Pages of listings, terms, users, print pages, clips and standing pages."""
        page = whole_number(options.get("page", ""))
        for section, postings in view.sections.items():
            if path == self.section_path(view, section):
                return listing(view, section, path, postings, page)
        listed = self._lists(view).get(path)
        if listed is not None:
            return listing(view, *listed, page)
        match path.strip("/").split("/"):
            case ["print", number]:
                return print_page(view, whole_number(number))
            case ["node", number] if 0 < whole_number(number) <= len(STANDING):
                return redirect(301, f"/{STANDING[whole_number(number) - 1].name}")
            case ["search", "node"]:
                return self.notice(view, "بحث", "اكتب كلمة أو أكثر.")
            case [kind] if kind in CLIPS:
                return clip_list(view, kind)
            case [kind, slug] if kind in CLIPS:
                clips = [clip for clip in CLIPS[kind][1] if clip.slug == slug]
                return clip_page(view, clips[0]) if clips else None
            case [name]:
                pages = [page for page in STANDING if page.name == name]
                return standing_page(view, pages[0]) if pages else None
        return None

    def _lists(self, view: View) -> dict[str, tuple[str, str, tuple[Posting, ...]]]:
        """Terms and users by path: heading, path and postings."""
        found = {}
        for place, (tag, postings) in enumerate(view.tags.items()):
            path = f"/taxonomy/term/{term_of(place)}"
            found[path] = (tag, path, postings)
        for place, (name, postings) in enumerate(view.authors.items()):
            path = f"/user/{user_of(place)}"
            found[path] = (name, path, postings)
        return found

    def _others(self, view: View) -> Iterator[str]:
        lists = [(self.section_path(view, name), postings) for name, postings in view.sections.items()]
        lists += [(path, postings) for path, (_, _, postings) in self._lists(view).items()]
        for path, postings in lists:
            yield path
            count = parts(postings, PER_PAGE)
            if count > 1:
                yield from (f"{path}?page={page}" for page in range(count))
        for kind, (_, clips) in CLIPS.items():
            yield f"/{kind}"
            yield from (f"/{kind}/{clip.slug}" for clip in clips)
        yield from (f"/{page.name}" for page in STANDING)
        yield "/search/node"

    def _mapped(self, view: View) -> list[str]:
        """What the sitemap names: the front page, the reports, and what else has an alias."""
        clips = [f"/{kind}/{clip.slug}" for kind, (_, clips) in CLIPS.items() for clip in clips]
        sections = [self.section_path(view, section) for section in view.sections]
        return [
            "/",
            *(one.path for one in view.public),
            *clips,
            *(f"/{page.name}" for page in STANDING),
            *sections,
        ]
