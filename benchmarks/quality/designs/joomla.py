"""Joomla as many small newsrooms run it: an «article-info» list of labels, articles as item pages."""

from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.asides import told
from benchmarks.quality.bylines import bare
from benchmarks.quality.clocks import GREGORIAN, iso, weekday, written
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("saba-press", "سبأ برس", "Saba Press", "YE", "Asia/Aden")


def article(posting: Posting) -> Printed:
    """Give an item page; the day has an hour on some, and no <time> on others."""
    line, persons = bare(posting)
    moment, rows, precision = posting.moment, [], None
    if line:
        rows.append(
            f'<dd class="createdby" itemprop="author">كتب بواسطة: <span itemprop="name">{line}</span></dd>'
        )
    rows.append(f'<dd class="category-name">القسم: <a href="/s">{posting.section}</a></dd>')
    if moment:
        precision = "minute" if posting.with_time else "day"
        shown = f"{weekday(moment)}، {moment.day:02} {GREGORIAN[moment.month - 1]} {moment.year}{moment.strftime(' %H:%M') if posting.with_time else ''}"
        if posting.with_time and posting.maybe(0.5):
            shown = f'<time datetime="{iso(moment)}" itemprop="datePublished">{posting.one(("نُشر بتاريخ: ", "تاريخ النشر: "))}{shown}</time>'
        rows.append(f'<dd class="published"><span class="icon-calendar"></span>{shown}</dd>')
    rows.append(f'<dd class="hits">الزيارات: {posting.random.randrange(20, 9999)}</dd>')
    paragraphs = "\n".join(
        f'<p style="text-align: justify;"><span style="font-size: 14pt;">{escape(text)}</span></p>'
        for text in posting.paragraphs
    )
    icons = '<ul class="actions"><li class="print-icon"><a href="#">طباعة</a></li><li class="email-icon"><a href="#">البريد الإلكتروني</a></li></ul>'
    main = f"""<div class="item-page" itemscope itemtype="https://schema.org/Article"><meta itemprop="inLanguage" content="ar-AA"/>
<div class="page-header"><h2 itemprop="headline">{escape(posting.title)}</h2></div>{icons}
<dl class="article-info muted"><dt class="article-info-term">التفاصيل</dt>{"".join(rows)}</dl>
<div itemprop="articleBody">{paragraphs}</div>
<ul class="pager pagenav"><li class="previous"><a href="#">السابق</a></li><li class="next"><a href="#">التالي</a></li></ul></div>{_news(posting)}"""
    return Printed(
        path=f"/index.php/{posting.random.randrange(2, 9)}/{posting.number + 1200}-2013-05-14-{posting.number % 23:02}-10-22",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=persons,
        asides=told(posting, "section"),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    return f"""<!DOCTYPE html><html xml:lang="ar-aa" lang="ar-aa" dir="rtl"><head><meta charset="utf-8"/><meta name="generator" content="Joomla! - Open Source Content Management"/>
<meta name="author" content="Super User"/><title>{escape(title)}</title></head><body><div class="header"><a class="brand" href="/">{posting.outlet.name}</a>
<ul class="nav menu">{furniture.each(furniture.menu(posting), "<li>", "</li>")}</ul></div><div class="breadcrumbs"><a href="/">الرئيسية</a> <span>{posting.section}</span></div>
<main id="content">{main}</main><div id="aside"><h3>{posting.one(phrases.MOST_READ)}</h3><ul class="mostread">{furniture.each(map(furniture.link, posting.neighbours[:6]), "<li>", "</li>")}</ul>
<div class="custom"><p>{posting.one(phrases.NEWSLETTERS)}</p></div></div><footer class="footer"><p>{furniture.rights(posting)}</p></footer></body></html>"""


def _news(posting: Posting) -> str:
    rows = furniture.each(
        (
            f'<h4>{furniture.link(one)}</h4><span class="mod-date">{written(one.moment, GREGORIAN)}</span><p>{escape(one.teaser)}</p>'
            for one in posting.neighbours[6:10]
        ),
        '<div class="newsflash-item">',
        "</div>",
    )
    return (
        f'<div class="newsflash"><h3>{posting.one(phrases.RELATED)}</h3>{rows}</div>'
        if posting.maybe(0.7)
        else ""
    )


DESIGN = Design(outlet=OUTLET, habit="Joomla item pages", article=article, shell=shell)
