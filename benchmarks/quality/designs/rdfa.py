"""Drupal with RDFa or microdata in the fields: dates in `content` attributes, names in links."""

from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.asides import told
from benchmarks.quality.bylines import bare
from benchmarks.quality.clocks import LEVANTINE, half_day, iso, weekday, written
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("balqaa", "البلقاء نت", "Balqaa Net", "JO", "Asia/Amman")


def article(posting: Posting) -> Printed:
    """Give a node with its fields."""
    line, persons = bare(posting)
    micro = posting.maybe(0.5)
    moment, day = posting.moment, ""
    if moment:
        shown = f"{weekday(moment)}، {written(moment, LEVANTINE)} - {half_day(moment, ('صباحاً', 'مساءً'))}"
        if micro:
            day = f'<time itemprop="datePublished" datetime="{iso(moment)}">{shown}</time>'
        else:
            day = f'<span class="date-display-single" property="dc:date" datatype="xsd:dateTime" content="{iso(moment)}">{shown}</span>'
    author = ""
    if line:
        inner = f'<a href="/author/4" rel="author">{line}</a>' if posting.maybe(0.5) else line
        author = (
            f'<span itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name">{inner}</span></span>'
            if micro and persons
            else f'<div class="field field-name-field-author"><div class="field-item even">{inner}</div></div>'
        )
    paragraphs = furniture.with_pauses(
        posting,
        furniture.blocks(posting, posting.paragraphs),
        lambda n: f"<p>&nbsp;</p><blockquote><p>{furniture.read_also(posting, n)}</p></blockquote>",
        0.08,
    )
    image = ""
    if posting.caption:
        image = f'<div class="field field-name-field-image"><img typeof="foaf:Image" src="/f.jpg" title="{escape(posting.caption)}"/><blockquote class="image-field-caption"><p>{escape(posting.caption)}</p></blockquote></div>'
    kind = (
        'itemscope itemtype="http://schema.org/NewsArticle"'
        if micro
        else 'typeof="rNews:Article schema:NewsArticle" about="/node/1"'
    )
    main = f"""<article class="node node-article clearfix" {kind}><h1 class="title" id="page-title"{' itemprop="headline"' if micro else ""}>{escape(posting.title)}</h1>
<footer class="submitted clearfix">{day} {author}</footer>{image}
<div class="field field-name-body"><div class="field-items"><div class="field-item even" property="{"articleBody" if micro else "content:encoded"}">{chr(10).join(paragraphs)}</div></div></div>
<ul class="links inline"><li>{posting.random.randrange(20)} تعليقات</li></ul></article>{_block(posting)}"""
    return Printed(
        path=f"/article/{posting.number + 164000}/2016-11-{posting.number % 28 + 1}",
        html=shell(posting, posting.title, main),
        precision="minute" if moment else None,
        persons=persons,
        asides=told(posting, "caption"),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    block = furniture.each(
        (
            f'<div class="views-field-title"><span class="field-content">{furniture.link(one)}</span></div><div class="views-field-created"><span>{one.moment:%d/%m/%Y - %H:%M}</span></div>'
            for one in posting.neighbours[:6]
        ),
        '<div class="views-row">',
        "</div>",
    )
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl" xmlns:dc="http://purl.org/dc/terms/"><head><meta charset="utf-8"/><meta name="Generator" content="Drupal 7 (http://drupal.org)"/>
<title>{escape(title)} | {posting.outlet.name}</title></head><body class="html not-front page-node"><div id="page"><header id="section-header"><div class="block-date">{weekday(posting.clock)} {written(posting.clock, LEVANTINE)}</div>
<ul class="main-menu">{furniture.each(furniture.menu(posting), "<li>", "</li>")}</ul></header>
<section id="section-content"><div class="region region-content">{main}</div>
<aside class="region-sidebar"><h2>{posting.one(phrases.MOST_READ)}</h2>{block}</aside></section>
<footer id="section-footer"><p>{furniture.rights(posting)}</p><p>{posting.one(phrases.ADDRESSES)}</p></footer></div></body></html>"""


def _block(posting: Posting) -> str:
    rows = furniture.each(
        (f"<h3>{furniture.link(one)}</h3><p>{escape(one.teaser)}</p>" for one in posting.neighbours[6:10]),
        '<div class="views-row">',
        "</div>",
    )
    return f'<div class="block block-views"><h2 class="block-title">{posting.one(phrases.RELATED)}</h2><div class="view-content">{rows}</div></div>'


DESIGN = Design(outlet=OUTLET, habit="Drupal, RDFa or microdata", article=article, shell=shell)
