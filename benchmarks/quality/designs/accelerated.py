"""Pages in the manner of AMP: custom elements, sidebars before the report, forms between its paragraphs."""

import json
from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.asides import told
from benchmarks.quality.bylines import bare
from benchmarks.quality.clocks import GREGORIAN, half_day, iso, utc, written
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("nilain", "النيلين السريع", "Nilain Express", "SD", "Africa/Khartoum")


def article(posting: Posting) -> Printed:
    """Give a page with JSON-LD or, on some, a printed line alone."""
    line, persons = bare(posting)
    moment, day, said = posting.moment, "", ""
    with_data = posting.maybe(0.6)
    precision = None
    if moment:
        clock = f" | {half_day(moment)}" if posting.with_time else ""
        day = f'<div class="amp-date">{posting.one(("", "آخر الأخبار - ", "نشر: "))}{written(moment, GREGORIAN)}{clock}</div>'
        precision = "minute" if posting.with_time or with_data else "day"
    if with_data:
        data: dict[str, object] = {
            "@context": "http://schema.org",
            "@type": posting.one(("NewsArticle", "ReportageNewsArticle")),
            "headline": posting.title,
        }
        if moment:
            data |= {"datePublished": iso(moment), "dateModified": utc(posting.captured_at)}
        if persons:
            data["author"] = [{"@type": "Person", "name": name} for name in persons]
        said = f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'
    paragraphs = furniture.with_pauses(
        posting, furniture.blocks(posting, posting.paragraphs), lambda n: _pause(posting, n), 0.15
    )
    main = f"""<article class="amp-article"><header><h1 class="amp-title">{escape(posting.title)}</h1>{f'<h2 class="amp-excerpt">{posting.subtitle}</h2>' if posting.subtitle else ""}
<div class="amp-meta">{f'<span class="amp-author">{posting.one(("", "بواسطة: ", "بقلم: ")) if persons else ""}{line}</span>' if line else ""}{day}</div></header>
<figure class="amp-featured"><amp-img src="/a.jpg" width="600" height="400" layout="responsive" alt="{escape(posting.caption or "")}"></amp-img>{f"<figcaption>{escape(posting.caption)} | {posting.credit}</figcaption>" if posting.caption else ""}</figure>
<div class="amp-content">{chr(10).join(paragraphs)}</div><amp-social-share type="twitter"></amp-social-share></article>{_carousel(posting)}"""
    return Printed(
        path=f"/amp/{posting.number + 33}?amp=1",
        html=_page(posting, posting.title, main, said),
        precision=precision,
        persons=persons,
        asides=told(posting, "subtitle", "caption"),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    return _page(posting, title, main, "")


def _pause(posting: Posting, number: int) -> str:
    one = posting.neighbours[number % 7]
    return posting.one(
        (
            f'<amp-ad width="300" height="250" type="adsense"><div placeholder>{posting.one(phrases.ADS)}</div></amp-ad>',
            f'<section class="amp-more"><h6>{posting.one(phrases.READ_ALSO)}</h6><a href="{one.path}"><amp-img src="/t.jpg"></amp-img><span>{escape(one.title)}</span></a></section>',
            f'<form class="amp-news" target="_top"><fieldset><label>{posting.one(phrases.NEWSLETTERS)}</label><input type="email"></fieldset></form>',
        )
    )


def _carousel(posting: Posting) -> str:
    slides = furniture.each(
        (
            f"{furniture.link(one)}<p>{escape(one.teaser)}</p><small>{written(one.moment, GREGORIAN)}</small>"
            for one in posting.neighbours[7:11]
        ),
        '<div class="slide">',
        "</div>",
    )
    return f'<h3 class="amp-related-title">{posting.one(phrases.RELATED)}</h3><amp-carousel type="slides">{slides}</amp-carousel>'


def _page(posting: Posting, title: str, main: str, head: str) -> str:
    return f"""<!doctype html><html amp lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{escape(title)} – {posting.outlet.name}</title><link rel="canonical" href="/x">{head}
<style amp-boilerplate>body{{visibility:visible}}</style><script async src="https://cdn.ampproject.org/v0.js"></script></head><body>
<amp-sidebar id="s" layout="nodisplay"><ul>{furniture.each(furniture.menu(posting, 12), "<li>", "</li>")}</ul><p>{posting.one(phrases.BIOS)}</p></amp-sidebar>
<header class="top"><a href="/">{posting.outlet.name}</a><span>{written(posting.clock, GREGORIAN)}</span></header>{main}
<amp-user-notification id="c" layout="nodisplay">{posting.one(phrases.COOKIES)}<button>موافق</button></amp-user-notification>
<footer><p>{furniture.rights(posting)}</p></footer></body></html>"""


DESIGN = Design(outlet=OUTLET, habit="AMP-like", article=article, shell=shell)
