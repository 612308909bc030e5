"""The make of «دفاتر النيلين»: a hosted blog; labels for sections, older posts by date, Atom in pages."""

from collections.abc import Iterator, Mapping
from html import escape

from newsroom import feeds
from newsroom.answers import Document, Manner
from newsroom.blogger_pages import (
    FEED,
    PER_PAGE,
    dated_list,
    feed_page,
    frame,
    label_path,
    moment_of,
    months,
    older_path,
    post,
    post_list,
    standing_page,
)
from newsroom.makes import Gold, Make, Posting, View
from newsroom.pictures import png
from newsroom.reports import Report
from newsroom.standing import STANDING, part

_PER_SITEMAP = 30


class Blogger(Make):
    """Addresses by year and month; an Arabic title makes `blog-post_12.html` of an address."""

    article_url = r"/\d{4}/\d{2}/[A-Za-z0-9_-]+\.html$"
    feeds = (FEED,)
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
        return frame(view, posting.report.title, post(view, posting, ""), posting=posting)

    def home(self, view: View) -> Document:
        """The newest posts, and the way to older ones."""
        return post_list(view, view.name, "", view.public, "/search")

    def section_path(self, view: View, section: str) -> str:
        """`/search/label/NAME`."""
        return label_path(section)

    def section(self, view: View, section: str, postings: tuple[Posting, ...]) -> Document:
        """The newest posts of a label."""
        return post_list(view, section, section, postings, label_path(section))

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
        return frame(
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
                return frame(view, one.report.title, post(view, one, mobile), posting=one, mobile=mobile)
        if path == FEED:
            return feed_page(view, options)
        before = moment_of(options.get("updated-max", ""))
        match path.strip("/").split("/"):
            case [""]:
                return post_list(view, view.name, "", view.public, "/search", mobile=mobile)
            case ["search"] if "q" in options:
                return self.notice(view, "نتائج البحث", "لا توجد مشاركات تطابق ما كتبت.")
            case ["search"]:
                return post_list(view, view.name, "", view.public, "/search", before, mobile)
            case ["search", "label", name] if name in view.sections or name in view.tags:
                postings = view.sections.get(name) or view.tags[name]
                return post_list(view, name, name, postings, label_path(name), before, mobile)
            case ["p", page] if page.removesuffix(".html") in {one.name for one in STANDING}:
                found = next(one for one in STANDING if one.name == page.removesuffix(".html"))
                return standing_page(view, found, mobile)
            case [year] if year.isdigit():
                return dated_list(view, year, mobile)
            case [year, month] if year.isdigit() and month.isdigit():
                return dated_list(view, f"{year}/{month}", mobile)
        return None

    def _others(self, view: View) -> Iterator[str]:
        yield "/?m=1"
        yield "/?m=0"
        yield "/search?q="
        labels = {name: view.sections.get(name) or view.tags[name] for name in (*view.sections, *view.tags)}
        lists = {"/search": view.public, **{label_path(name): postings for name, postings in labels.items()}}
        for path, postings in lists.items():
            if path != "/search":
                yield from (path, f"{path}?m=1", f"{path}?m=0")
            while len(postings) > PER_PAGE:
                last, postings = postings[PER_PAGE - 1], postings[PER_PAGE:]
                older = older_path(path, last, "")
                yield from (older, f"{older}&m=1", f"{older}&m=0")
        for when in {f"{one.report.published:%Y}" for one in view.public}:
            yield from (f"/{when}/", f"/{when}/?m=1", f"/{when}/?m=0")
        for when in months(view):
            yield from (f"/{when}/", f"/{when}/?m=1", f"/{when}/?m=0")
        for page in STANDING:
            yield from (f"/p/{page.name}.html", f"/p/{page.name}.html?m=1", f"/p/{page.name}.html?m=0")
