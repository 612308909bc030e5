"""An Egyptian portal: addresses full of numbers that look like dates, UTC metadata, a clock of twelve hours."""

import json
from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.asides import told
from benchmarks.quality.bylines import written_by
from benchmarks.quality.clocks import GREGORIAN, half_day, utc, weekday, written
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("masr24", "بوابة مصر ٢٤", "Masr 24", "EG", "Africa/Cairo")


def article(posting: Posting) -> Printed:
    """Give a report in «articleCont», signed «كتب فلان»."""
    line, persons = written_by(posting)
    moment, day, said = posting.moment, "", ""
    if moment:
        shown = f"{weekday(moment)}، {moment.day:02} {GREGORIAN[moment.month - 1]} {moment.year} {half_day(moment)}"
        day = f'<span class="newsStoryDate"><i class="fa fa-calendar"></i> {shown}</span>'
    with_data = posting.maybe(0.6)
    if with_data:
        said = json.dumps(
            {
                "@context": "http://schema.org",
                "@type": "NewsArticle",
                "headline": posting.title,
                **({"datePublished": utc(moment)} if moment else {}),
                "author": {"@type": "Organization", "name": posting.outlet.name},
                "publisher": {"@type": "Organization", "name": posting.outlet.name},
                "articleBody": " ".join(posting.paragraphs)[:300],
            },
            ensure_ascii=False,
        )
        said = f'<script type="application/ld+json">{said}</script>'
    paragraphs = furniture.blocks(posting, posting.paragraphs)
    paragraphs = furniture.with_pauses(posting, paragraphs, lambda n: _pause(posting, n), 0.15)
    main = f"""<div class="breadcumb"><a href="/">الرئيسية</a> <a href="/s">{posting.section}</a></div>
<h3 class="subTitle">{posting.subtitle or ""}</h3><h1>{escape(posting.title)}</h1>{day}
<div class="img-cont"><img src="/large/20180702{posting.number:06}.jpg" alt="{escape(posting.title)}"><span class="img-cap">{escape(posting.caption or "")}</span></div>
<div class="articleCont" id="articleBody">{f'<span class="writeBy">{line}</span>' if line else ""}
<div class="share_icons"><ul>{furniture.each(furniture.shares(posting), "<li>", "</li>")}</ul></div>
{chr(10).join(paragraphs)}</div>
<div class="tags"><h3>الكلمات الدالة</h3>{furniture.each(posting.tags, '<a href="/Tags/1">', "</a>")}</div>{_more(posting)}"""
    path = f"/{posting.random.randrange(2010, 2026)}/{posting.random.randrange(1, 13):02}/{posting.random.randrange(1, 29)}-{posting.number}"
    return Printed(
        path=posting.one(
            (path, f"/story/2018/02/2-slug/{posting.number}", f"/news/details/2014{posting.number:04}/1/خبر")
        ),
        html=_page(
            posting,
            posting.title,
            main,
            said + f'<meta property="og:title" content="{escape(posting.title)}">',
        ),
        precision="minute" if moment else None,
        persons=persons,
        asides=told(posting, "subtitle", "section", "tags", "caption"),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    return _page(posting, title, main, "")


def _pause(posting: Posting, number: int) -> str:
    return posting.one(
        (
            f'<div class="adv"><p>{posting.one(phrases.ADS)}</p></div>',
            f'<p><a href="{posting.neighbours[number % 9].path}"><strong>{escape(posting.neighbours[number % 9].title)}</strong></a></p>'
            if posting.maybe(0.3)
            else f"<p>{furniture.read_also(posting, number)}</p>",
            '<div class="speakol-widget"></div>',
        )
    )


def _more(posting: Posting) -> str:
    cards = furniture.each(
        (
            f'<h4><span class="category">{posting.one(phrases.SECTIONS)}:</span> {furniture.link(one)}</h4><span class="date">{weekday(one.moment)}، {written(one.moment, GREGORIAN)} {half_day(one.moment)}</span>'
            f"<p>{escape(one.teaser)}</p>"
            for one in posting.neighbours[:5]
        ),
        '<div class="col-xs-6 secBlock">',
        "</div>",
    )
    return f'<div class="relatedNews"><h2>{posting.one(phrases.RELATED)}</h2>{cards}</div>'


def _page(posting: Posting, title: str, main: str, head: str) -> str:
    top = furniture.each(map(furniture.link, posting.neighbours[5:9]), "<li><h4>", "</h4></li>")
    return f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{escape(title)} - {posting.outlet.name}</title>{head}</head>
<body><header><div class="dateNow">{weekday(posting.clock)}، {written(posting.clock, GREGORIAN)} {half_day(posting.clock)}</div>
<nav><ul>{furniture.each(furniture.menu(posting, 12), "<li>", "</li>")}</ul></nav><ul class="ticker">{top}</ul></header>
<article class="container bodyCon"><section class="row"><div class="col-xs-8 right-Content">{main}</div>
<div class="col-xs-4 left-Content"><h3>{posting.one(phrases.MOST_READ)}</h3><ul>{furniture.each(map(furniture.link, posting.neighbours[9:14]), "<li>", "</li>")}</ul>
<div class="bx"><p>{posting.one(phrases.NEWSLETTERS)}</p></div></div></section></article>
<footer><div>{furniture.rights(posting)}</div></footer></body></html>"""


DESIGN = Design(outlet=OUTLET, habit="misleading URLs, UTC JSON-LD, ص/م", article=article, shell=shell)
