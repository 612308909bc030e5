"""A magazine theme on WordPress with an SEO plug-in: one JSON-LD graph, meta dates, a box beside everything."""

import json
from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.asides import told
from benchmarks.quality.bylines import bare
from benchmarks.quality.clocks import LEVANTINE, iso, utc, written
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("rasif", "الرصيف اليوم", "Rasif Today", "SY", "Asia/Damascus")


def article(posting: Posting) -> Printed:
    """Give a single post with its sidebar."""
    line, persons = bare(posting)
    day = written(posting.moment, LEVANTINE) if posting.moment else ""
    author = f'<span class="author vcard"><a class="url fn n" href="/author/{posting.number % 30}/">{line}</a></span>'
    meta = '<div class="entry-meta">'
    meta += f'<span class="byline">{"بواسطة " if posting.maybe(0.5) else ""}{author}</span>' if line else ""
    if posting.moment:
        meta += f'<span class="posted-on"><time class="entry-date published" datetime="{iso(posting.moment)}">{day}</time></span>'
    meta += f'<span class="post-views">{furniture.views(posting)}</span><span class="reading">{posting.random.randint(1, 9)} دقائق قراءة</span></div>'
    paragraphs = furniture.blocks(posting, posting.paragraphs)
    paragraphs = furniture.with_pauses(posting, paragraphs, lambda n: _inline(posting, n), 0.12)
    figure = ""
    if posting.caption:
        figure = (
            '<figure class="wp-caption aligncenter"><img class="size-full" src="/wp-content/uploads/2019/03/a.jpg" alt="">'
            f'<figcaption class="wp-caption-text">{escape(posting.caption)} ({posting.credit})</figcaption></figure>'
        )
    subtitle = f'<h2 class="entry-sub-title">{posting.subtitle}</h2>' if posting.subtitle else ""
    tags = furniture.each(
        (f'<a href="/tag/{n}/" rel="tag">{tag}</a>' for n, tag in enumerate(posting.tags)), "", " "
    )
    main = f"""<article id="post-{posting.number + 2011}" class="post type-post status-publish hentry">
<header class="entry-header"><span class="cat-links"><a rel="category tag" href="/c/">{posting.section}</a></span>
<h1 class="entry-title">{escape(posting.title)}</h1>{subtitle}{meta}</header>
<div class="share-buttons"><ul>{furniture.each(furniture.shares(posting), "<li>", "</li>")}</ul></div>
<div class="entry-content">{figure}
{chr(10).join(paragraphs)}
</div>
<footer class="entry-footer"><span class="tags-links">الوسوم: {tags}</span></footer>
{_author_box(posting) if persons and posting.maybe(0.6) else ""}
</article>
<nav class="post-navigation"><div class="nav-previous"><span>السابق</span>{furniture.link(posting.neighbours[0])}</div>
<div class="nav-next"><span>التالي</span>{furniture.link(posting.neighbours[1])}</div></nav>
{_related(posting)}{_comments(posting)}"""
    year, month = (posting.moment.year, posting.moment.month) if posting.moment else (2017, 4)
    path = f"/{year}/{month:02}/{posting.number % 28 + 1}-rasif-post/"
    html = _page(posting, posting.title, main, _metadata(posting, persons, line, path), path)
    return Printed(
        path=path,
        html=html,
        precision="minute" if posting.moment else None,
        persons=persons,
        asides=told(posting, "subtitle", "section", "tags", "caption"),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    return _page(posting, title, main, "", "/")


def _metadata(posting: Posting, persons: tuple[str, ...], line: str, path: str) -> str:
    url = posting.outlet.homepage.rstrip("/") + path
    moment = posting.moment
    graph: list[dict[str, object]] = [
        {
            "@type": posting.one(("Article", "NewsArticle")),
            "@id": url + "#article",
            "isPartOf": {"@id": url},
            "author": {"name": line or posting.outlet.name, "@id": "#/schema/person/1"},
            "headline": posting.title,
            **(
                {"datePublished": utc(moment, "+00:00"), "dateModified": utc(posting.captured_at, "+00:00")}
                if moment
                else {}
            ),
            "articleSection": [posting.section],
            "keywords": list(posting.tags),
            "inLanguage": "ar",
        },
        {"@type": "WebPage", "@id": url, "name": f"{posting.title} - {posting.outlet.name}"},
        {
            "@type": "BreadcrumbList",
            "itemListElement": [{"@type": "ListItem", "position": 1, "name": "الرئيسية"}],
        },
        {"@type": "Organization", "@id": "#organization", "name": posting.outlet.name},
    ]
    if persons:
        graph.append({"@type": "Person", "@id": "#/schema/person/1", "name": line})
    else:
        graph[0]["author"] = {"@id": "#organization"}
    said = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=posting.maybe(0.3))
    dates = ""
    if moment:
        dates = f'<meta property="article:published_time" content="{utc(moment, "+00:00")}" />'
        dates += f'<meta property="article:modified_time" content="{utc(posting.captured_at, "+00:00")}" />'
    return f"""<link rel="canonical" href="{url}" /><meta property="og:type" content="article" />
<meta property="og:title" content="{escape(posting.title)} - {posting.outlet.name}" />
<meta property="og:description" content="{escape(posting.paragraphs[0][:150])} [&hellip;]" />{dates}
<script type="application/ld+json" class="yoast-schema-graph">{said}</script>"""


def _inline(posting: Posting, number: int) -> str:
    return posting.one(
        (
            f"<p><strong>{furniture.read_also(posting, number)}</strong></p>",
            f'<div class="ad-slot"><span>{posting.one(phrases.ADS)}</span><ins class="adsbygoogle"></ins></div>',
            f'<div class="related-inline"><h4>{posting.one(phrases.RELATED)}</h4><ul><li>{furniture.link(posting.neighbours[number % 9])}</li></ul></div>',
        )
    )


def _author_box(posting: Posting) -> str:
    return f'<div class="author-box"><h4>عن الكاتب</h4><p>{posting.one(phrases.BIOS)}</p></div>'


def _related(posting: Posting) -> str:
    cards = furniture.each(
        (
            f'<h3>{furniture.link(one)}</h3><time datetime="{iso(one.moment)}">{written(one.moment, LEVANTINE)}</time><p>{escape(one.teaser)}</p>'
            for one in posting.neighbours[2:6]
        ),
        '<div class="related-item">',
        "</div>",
    )
    return f'<section class="related-posts"><h3>{posting.one(phrases.RELATED)}</h3>{cards}</section>'


def _comments(posting: Posting) -> str:
    said = furniture.comments(posting, lambda moment: f"{written(moment, LEVANTINE)} الساعة {moment:%H:%M}")
    items = furniture.each(
        (
            f'<b class="fn">{who}</b> يقول: <span class="comment-date">{when}</span><p>{what}</p>'
            for who, when, what in said
        ),
        '<li class="comment">',
        "</li>",
    )
    form = '<form id="commentform"><p>لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *</p></form>'
    return f'<div id="comments"><h2>{len(said)} تعليقات</h2><ol class="comment-list">{items}</ol>{form}</div>'


def _page(posting: Posting, title: str, main: str, metadata: str, path: str) -> str:
    most = furniture.each(map(furniture.link, posting.neighbours[6:10]), "<li>", "</li>")
    cookie = (
        f'<div id="cookie-notice"><span>{posting.one(phrases.COOKIES)}</span><a>موافق</a></div>'
        if posting.maybe(0.5)
        else ""
    )
    return f"""<!DOCTYPE html>
<html dir="rtl" lang="ar"><head><meta charset="UTF-8"><title>{escape(title)} - {posting.outlet.name}</title>
{metadata}
<style>.hentry{{margin:0}}</style></head>
<body class="rtl single single-post"><div id="page" class="site">
<header id="masthead"><p class="site-title"><a href="/">{posting.outlet.name}</a></p><span class="today">{written(posting.clock, LEVANTINE)}</span>
<nav id="site-navigation"><ul>{furniture.each(furniture.menu(posting), "<li>", "</li>")}</ul></nav></header>
<div id="content"><main id="main">
{main}
</main>
<aside id="secondary" class="widget-area"><section class="widget"><h2>{posting.one(phrases.MOST_READ)}</h2><ul>{most}</ul></section>
<section class="widget"><p>{posting.one(phrases.NEWSLETTERS)}</p><form><input type="email"></form></section></aside></div>
<footer id="colophon"><p>{posting.one(phrases.ADDRESSES)}</p><p>{furniture.rights(posting)}</p></footer>{cookie}</div></body></html>"""


DESIGN = Design(outlet=OUTLET, habit="WordPress with a JSON-LD graph", article=article, shell=shell)
