"""The make of «المثال»: WordPress with JSON-LD, Open Graph, full-text RSS and a sitemap index."""

import json
import re
from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from newsroom import feeds
from newsroom.answers import Document, Manner
from newsroom.makes import Gold, Make, Posting, View, dateline, links, with_dateline
from newsroom.pictures import png
from newsroom.printed import both_months
from newsroom.reports import Report

HTML = "text/html; charset=UTF-8"
CATEGORIES = {
    "سياسة": "politics",
    "اقتصاد": "economy",
    "محليات": "local",
    "ثقافة": "culture",
    "رياضة": "sport",
    "علوم": "science",
    "حوادث": "incidents",
    "رأي": "opinion",
}
_STYLE = "body{direction:rtl;font-family:serif;max-width:60rem;margin:auto}.entry-content{line-height:1.9}"
_PER_SITEMAP = 500


class WordPress(Make):
    """HTML5 with metadata in every place a machine looks."""

    article_url = r"/\d{4}/\d{2}/[^/]+/$"
    feeds = ("/feed/",)
    sitemaps = ("/wp-sitemap.xml", "/news-sitemap.xml")
    manners = (
        Manner(gzip=True, framing="chunked"),
        Manner(gzip=True),
        Manner(gzip=True, framing="odd-chunks"),
    )

    def path(self, report: Report) -> str:
        """`/2026/03/slug/`; every fourth report has an Arabic slug, percent-encoded in lower case."""
        slug = report.slug
        if report.number % 4 == 1:
            words = re.findall(r"\w+", report.title)[:7]
            slug = quote("-".join(words)).lower()
        return f"/{report.published:%Y/%m}/{slug}/"

    def image(self, report: Report) -> str | None:
        """Two of three reports have a picture."""
        if report.number % 3 == 0:
            return None
        return f"/wp-content/uploads/{report.published:%Y/%m}/{report.slug}.png"

    def article(self, view: View, posting: Posting) -> Document:
        """A single post of a block theme."""
        report = posting.report
        url = view.origin + posting.path
        parts = [f'<h1 class="entry-title">{escape(report.title)}</h1>']
        if report.subtitle:
            parts.append(f'<p class="entry-subtitle">{escape(report.subtitle)}</p>')
        author = f'<span class="author vcard">{escape(report.byline)}</span> ' if report.byline else ""
        parts.append(
            f'<div class="entry-meta">{author}<time class="entry-date published" '
            f'datetime="{report.published.isoformat()}">{both_months(report.published)}</time></div>'
        )
        if posting.image:
            where = escape(report.place or view.name)
            parts.append(
                f'<figure class="wp-block-image"><img src="{posting.image}" width="48" height="32" '
                f'alt="{escape(report.title)}"><figcaption>صورة أرشيفية: {where}</figcaption></figure>'
            )
        printed = with_dateline(report.text, dateline(view, report), " – ")
        text = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in printed)
        tags = " ".join(f'<a rel="tag" href="/tag/{quote(tag)}/">{escape(tag)}</a>' for tag in report.tags)
        parts.append(
            f'<div class="entry-content">\n{text}\n</div>\n<div class="share-buttons">شارك: '
            f'<a href="#">فيسبوك</a> <a href="#">واتساب</a></div>\n'
            f'<footer class="tags">الوسوم: {tags}</footer>'
        )
        related = links(view.related(posting))
        body = (
            '<main id="main"><article class="post type-post">\n' + "\n".join(parts) + "\n</article>\n"
            f'<section class="related-posts"><h3>اقرأ أيضاً</h3><ul>\n{related}</ul></section></main>'
        )
        head = _metadata(view, posting, url)
        return self._page(view, f"{report.title} - {view.name}", body, head, posting=posting)

    def home(self, view: View) -> Document:
        """The latest posts with their first paragraphs."""
        posts = "".join(
            f'<article class="post"><h2><a href="{escape(one.path)}">{escape(one.report.title)}</a></h2>'
            f"<p>{escape(one.report.text[0][:140])}…</p></article>\n"
            for one in view.public[:60]
        )
        head = '<meta property="og:type" content="website">\n'
        head += f'<meta property="og:site_name" content="{escape(view.name)}">\n'
        return self._page(view, f"{view.name} - أخبار سوريا", f'<main id="main">{posts}</main>', head)

    def section_path(self, view: View, section: str) -> str:
        """`/category/NAME/`."""
        return f"/category/{CATEGORIES.get(section) or quote(section).lower()}/"

    def section(self, view: View, section: str, postings: tuple[Posting, ...]) -> Document:
        """A category archive."""
        body = f'<main id="main"><h1>{escape(section)}</h1><ul>\n{links(postings)}</ul></main>'
        return self._page(view, f"{section} - {view.name}", body, "")

    def machines(self, view: View) -> Mapping[str, Document]:
        """Full-text RSS, a sitemap index with its parts, a news sitemap, robots.txt."""
        parts = {
            f"/wp-sitemap-posts-{number + 1}.xml": view.public[start : start + _PER_SITEMAP]
            for number, start in enumerate(range(0, max(1, len(view.public)), _PER_SITEMAP))
        }
        xml = "application/xml; charset=UTF-8"
        found = {path: feeds.machine(view, feeds.sitemap(view, part), xml) for path, part in parts.items()}
        found["/wp-sitemap.xml"] = feeds.machine(view, feeds.sitemap_index(view, parts), xml)
        found["/news-sitemap.xml"] = feeds.machine(view, feeds.news_sitemap(view, view.public[:1000]), xml)
        rss = feeds.rss(view, view.public, full=len(view.public) <= 100)
        found["/feed/"] = feeds.machine(view, rss, "application/rss+xml; charset=UTF-8")
        robots = feeds.robots(view, disallow=("/wp-admin/",), sitemaps=self.sitemaps)
        found["/robots.txt"] = Document(content=robots, media_type="text/plain; charset=utf-8")
        return found

    def gold(self, view: View, posting: Posting) -> Gold:
        """All of it, to the second."""
        report = posting.report
        opening = dateline(view, report)
        return Gold(
            title=report.title,
            subtitle=report.subtitle,
            byline=report.byline,
            dateline=opening,
            section=report.section,
            published=report.published,
            precision="second",
            text=with_dateline(report.text, opening, " – "),
        )

    def notice(self, view: View, title: str, text: str) -> Document:
        """A page without a post."""
        body = f'<main id="main"><h1>{escape(title)}</h1><p>{escape(text)}</p></main>'
        return self._page(view, f"{title} - {view.name}", body, "")

    def assets(self, view: View) -> Mapping[str, Document]:
        """Theme files."""
        return {
            "/wp-content/themes/mithal/style.css": Document(
                content=_STYLE.encode(), media_type="text/css", modified=None, tagged=True
            ),
            "/wp-content/uploads/logo.png": Document(
                content=png(view.name), media_type="image/png", tagged=True
            ),
        }

    def aliases(self, view: View) -> Mapping[str, str]:
        """Short links (`/?p=1003`) and addresses without the last slash."""
        found = {f"/?p={1000 + one.report.number}": one.path for one in view.postings if one.kind == "report"}
        found |= {one.path.rstrip("/"): one.path for one in view.postings if one.kind == "report"}
        return found

    def others(self, view: View) -> tuple[str, ...]:
        """Categories, tags and pages that stand; of these only the categories are served."""
        tags = (f"/tag/{quote(tag)}/" for tag in view.tags)
        return (*super().others(view), *tags, "/about/", "/contact/")

    def _page(self, view: View, title: str, body: str, head: str, posting: Posting | None = None) -> Document:
        menu = "".join(
            f'<li><a href="{self.section_path(view, section)}">{escape(section)}</a></li>'
            for section in view.sections
        )
        most_read = links(view.postings[2:5]) if posting else ""
        text = (
            f'<!DOCTYPE html>\n<html dir="rtl" lang="ar">\n<head>\n<meta charset="UTF-8">\n'
            f"<title>{escape(title)}</title>\n{head}"
            f'<link rel="alternate" type="application/rss+xml" title="{escape(view.name)}" href="/feed/">\n'
            '<link rel="stylesheet" href="/wp-content/themes/mithal/style.css?ver=6.8">\n'
            "<script>window.dataLayer=window.dataLayer||[];</script>\n</head>\n<body>\n"
            '<header id="masthead"><a href="/" rel="home"><img src="/wp-content/uploads/logo.png" '
            f'alt="{escape(view.name)}" width="48" height="32"></a><nav><ul>{menu}</ul></nav></header>\n'
            f'{body}\n<aside id="secondary"><h3>الأكثر قراءة</h3><ul>{most_read}</ul>'
            "<h3>النشرة البريدية</h3><p>اشترك ليصلك موجز الأخبار كل صباح.</p></aside>\n"
            f'<footer id="colophon"><p>© 2026 {escape(view.name)}. جميع الحقوق محفوظة.</p>'
            '<a href="/about/">من نحن</a> <a href="/contact/">اتصل بنا</a></footer>\n</body>\n</html>\n'
        )
        modified = posting.changed if posting else None
        return Document(
            content=text.encode(), media_type=HTML, modified=modified, tagged=posting is not None, weak=True
        )


def _metadata(view: View, posting: Posting, url: str) -> str:
    """Open Graph and the JSON-LD graph of a post."""
    report = posting.report
    published, modified = report.published.isoformat(), posting.changed.isoformat()
    graph: list[dict[str, object]] = [
        {"@type": "WebSite", "@id": f"{view.origin}/#website", "name": view.name, "inLanguage": "ar"},
        {"@type": "Organization", "@id": f"{view.origin}/#organization", "name": view.name},
        {
            "@type": "NewsArticle",
            "@id": f"{url}#article",
            "headline": report.title,
            "datePublished": published,
            "dateModified": modified,
            "author": {"@type": "Person", "name": report.byline} if report.byline else None,
            "articleSection": [report.section],
            "keywords": list(report.tags),
            "image": view.origin + posting.image if posting.image else None,
            "inLanguage": "ar",
            "isPartOf": {"@id": f"{view.origin}/#website"},
            "publisher": {"@id": f"{view.origin}/#organization"},
        },
    ]
    article = {key: value for key, value in graph[2].items() if value is not None}
    document = {"@context": "https://schema.org", "@graph": [*graph[:2], article]}
    properties = {
        "og:locale": "ar_AR",
        "og:type": "article",
        "og:title": report.title,
        "og:description": report.subtitle or report.text[0][:150],
        "og:url": url,
        "og:site_name": view.name,
        "article:published_time": published,
        "article:modified_time": modified,
        "article:section": report.section,
    }
    if posting.image:
        properties["og:image"] = view.origin + posting.image
    lines = [f'<link rel="canonical" href="{url}">']
    lines += [f'<meta property="{key}" content="{escape(value)}">' for key, value in properties.items()]
    lines += [f'<meta property="article:tag" content="{escape(tag)}">' for tag in report.tags]
    text = json.dumps(document, ensure_ascii=False).replace("</", "<\\/")
    lines.append(f'<script type="application/ld+json">{text}</script>')
    return "\n".join(lines) + "\n"
