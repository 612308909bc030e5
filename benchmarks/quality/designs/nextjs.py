"""An application shell: hashed class names, JSON-LD, the page's data again as JSON, Arabic-Indic digits."""

import json
from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.asides import told
from benchmarks.quality.bylines import bare
from benchmarks.quality.clocks import GREGORIAN, arabic_indic, half_day, iso, utc, written
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("lulu", "منصة لؤلؤة", "Lulu Platform", "QA", "Asia/Qatar")


def article(posting: Posting) -> Printed:
    """Give a server-rendered page of a script's application."""
    line, persons = bare(posting)
    moment, day = posting.moment, ""
    said: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": posting.title,
        "articleSection": posting.section,
        "description": posting.paragraphs[0][:140],
    }
    if moment:
        said["datePublished"] = posting.one((iso(moment), utc(moment), f"{utc(moment, '')}.000Z"))
        said["dateModified"] = utc(posting.captured_at)
        shown = arabic_indic(f"{written(moment, GREGORIAN)}، {half_day(moment)}")
        day = f'<span class="sc-1f{posting.number % 7}x date__Kd2">{shown}</span>'
    if persons:
        said["author"] = [{"@type": "Person", "name": name} for name in persons]
    elif line:
        said["author"] = {"@type": "Organization", "name": line}
    chunks = furniture.with_pauses(
        posting,
        furniture.blocks(posting, posting.paragraphs, '<p class="sc-a8f paragraph__2xk">'),
        lambda n: _widget(posting, n),
        0.12,
    )
    authors = (
        f'<div class="authors__9dk"><div class="avatar__x"></div><span>{line}</span></div>' if line else ""
    )
    main = f"""<article class="article__3Zq"><header class="head__1aa"><a class="label__q" href="/s">{posting.section}</a><h1 class="title__8fj">{escape(posting.title)}</h1>
{f'<p class="standfirst__d3">{posting.subtitle}</p>' if posting.subtitle else ""}<div class="meta__77">{authors}{day}</div></header>
<figure class="fig__1"><img src="/_next/image?url=a.jpg" alt=""/><figcaption>{escape(posting.caption or "")} <span>({posting.credit})</span></figcaption></figure>
<div class="sc-body body__5tt">{"".join(chunks)}</div>
<div class="source__z">المصدر: {posting.outlet.name}</div></article>
<section class="more__a"><h2>{posting.one(phrases.RELATED)}</h2>{_cards(posting)}</section>"""
    state = {
        "props": {
            "pageProps": {"id": posting.number, "title": posting.title, "blocks": list(posting.paragraphs)}
        },
        "buildId": "x8k",
    }
    head = f'<script type="application/ld+json">{json.dumps(said, ensure_ascii=False)}</script>'
    tail = (
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state, ensure_ascii=False)}</script>'
    )
    return Printed(
        path=f"/news/{posting.random.randrange(2010, 2026)}/{posting.random.randrange(1, 13)}/{posting.random.randrange(1, 29)}/slug-{posting.number}",
        html=_page(posting, posting.title, main, head, tail),
        precision="minute" if moment else None,
        persons=persons,
        asides=told(posting, "section", "subtitle", "caption"),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    return _page(posting, title, main, "", "")


def _widget(posting: Posting, number: int) -> str:
    one = posting.neighbours[number % 8]
    return posting.one(
        (
            f'<div class="inline__r"><span>{posting.one(phrases.RELATED)}</span><ul><li>{furniture.link(one)}</li><li>{furniture.link(posting.neighbours[8])}</li></ul></div>',
            f'<div class="promo__t"><p>{posting.one(phrases.NEWSLETTERS)}</p><button>اشترك</button></div>',
            '<div class="ad__u"></div>',
        )
    )


def _cards(posting: Posting) -> str:
    return furniture.each(
        (
            f'<a href="{one.path}"><h3>{escape(one.title)}</h3></a><time datetime="{utc(one.moment)}">{arabic_indic(written(one.moment, GREGORIAN))}</time><p>{escape(one.teaser)}</p>'
            for one in posting.neighbours[9:13]
        ),
        '<div class="card__m">',
        "</div>",
    )


def _page(posting: Posting, title: str, main: str, head: str, tail: str) -> str:
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charSet="utf-8"/><meta name="viewport" content="width=device-width"/><title>{escape(title)} | {posting.outlet.name}</title>{head}</head>
<body><div id="__next"><div class="top__b"><nav class="nav__e">{"".join(furniture.menu(posting, 10))}</nav></div><main>{main}</main>
<footer class="foot__h"><p>{arabic_indic(furniture.rights(posting))}</p></footer><div class="cookie__y"><p>{posting.one(phrases.COOKIES)}</p><button>أوافق</button></div></div>{tail}</body></html>"""


DESIGN = Design(outlet=OUTLET, habit="application shell, Arabic-Indic digits", article=article, shell=shell)
