"""A portal of the Gulf: <time> elements for everything, the report's own among those of the boxes around it."""

from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.asides import told
from benchmarks.quality.bylines import bare
from benchmarks.quality.clocks import GREGORIAN, half_day, iso, utc, written
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("marfaa", "المرفأ", "Al Marfaa", "KW", "Asia/Kuwait")


def article(posting: Posting) -> Printed:
    """Give a report whose <time> comes after those of a ticker."""
    line, persons = bare(posting)
    moment, day = posting.moment, ""
    if moment:
        value = posting.one(
            (iso(moment), utc(moment), f"{moment:%Y-%m-%dT%H:%M}", f"{moment:%Y-%m-%d %H:%M:%S}")
        )
        day = f'<time class="article__time" datetime="{value}">{written(moment, GREGORIAN)} {half_day(moment)}</time>'
    paragraphs = furniture.with_pauses(
        posting,
        furniture.blocks(posting, posting.paragraphs),
        lambda n: (
            f'<aside class="in-read"><a href="{posting.neighbours[n % 6].path}"><span>{posting.one(phrases.READ_ALSO)}</span><h5>{escape(posting.neighbours[n % 6].title)}</h5></a></aside>'
        ),
        0.12,
    )
    main = f"""<article class="article"><div class="article__kicker">{posting.one(phrases.KICKERS)}</div><h1 class="article__title">{escape(posting.title)}</h1>
{f'<div class="article__summary">{posting.subtitle}</div>' if posting.subtitle else ""}
<div class="article__meta">{f'<span class="article__author">{line}</span>' if line else ""}{day}</div>
<div class="article__social">{" ".join(furniture.shares(posting))}</div>
<figure><picture><img src="/m.webp" alt="{escape(posting.caption or "")}"/></picture>{f"<figcaption>{escape(posting.caption)}</figcaption>" if posting.caption else ""}</figure>
<div class="article__content">{chr(10).join(paragraphs)}</div>
<div class="article__tags">{furniture.each(posting.tags, '<a href="/topics/1">', "</a>")}</div></article>{_lists(posting)}"""
    return Printed(
        path=f"/{posting.number + 5000}/{posting.random.randrange(2008, 2026)}{posting.random.randrange(1, 13):02}{posting.random.randrange(1, 29):02}",
        html=_page(posting, posting.title, main),
        precision="minute" if moment else None,
        persons=persons,
        asides=told(posting, "subtitle", "tags", "caption"),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    return _page(posting, title, main)


def _lists(posting: Posting) -> str:
    cards = furniture.each(
        (
            f'<h3 class="card__title">{furniture.link(one)}</h3><time datetime="{iso(one.moment)}">{written(one.moment, GREGORIAN)}</time><p class="card__text">{escape(one.teaser)}</p>'
            for one in posting.neighbours[: posting.random.randint(2, 6)]
        ),
        '<div class="card">',
        "</div>",
    )
    return f'<section class="cards"><h2>{posting.one(phrases.RELATED)}</h2>{cards}</section>'


def _page(posting: Posting, title: str, main: str) -> str:
    ticker = furniture.each(
        (
            f'<time datetime="{iso(one.moment)}">{one.moment:%H:%M}</time>{furniture.link(one)}'
            for one in posting.neighbours[8:12]
        ),
        "<li>",
        "</li>",
    )
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"/><title>{escape(title)} | {posting.outlet.name_en}</title><meta name="description" content="{escape(title)}"/></head>
<body><header class="header"><div class="header__date">{written(posting.clock, GREGORIAN)}</div><nav><ul>{furniture.each(furniture.menu(posting, 11), "<li>", "</li>")}</ul></nav></header>
<ul class="ticker">{ticker}</ul><main class="layout">{main}<aside class="rail"><h2>{posting.one(phrases.MOST_READ)}</h2><ol>{furniture.each(map(furniture.link, posting.neighbours[6:11]), "<li>", "</li>")}</ol></aside></main>
<footer class="footer"><div class="footer__news">{posting.one(phrases.NEWSLETTERS)}</div><small>{furniture.rights(posting)}</small></footer></body></html>"""


DESIGN = Design(outlet=OUTLET, habit="<time> everywhere", article=article, shell=shell)
