"""A Saudi site that shows the Hijri day alone; its metadata tells the moment."""

from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.asides import told
from benchmarks.quality.bylines import placed
from benchmarks.quality.clocks import hijri_day, iso, tabular_day, weekday
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("wadi", "أخبار الوادي", "Wadi News", "SA", "Asia/Riyadh")


def article(posting: Posting) -> Printed:
    """Give a report whose reader sees the Hijri calendar only."""
    line, persons = placed(posting)
    moment, day, metas = posting.moment, "", ""
    if moment:
        # Some sites reckon by tables, a day beside Umm al-Qura at times: the metadata still tells the day.
        shown = f"{weekday(moment)} {tabular_day(moment) if posting.maybe(0.2) else hijri_day(moment)} هـ"
        day = f'<span class="hdate">{shown}</span>'
        name = posting.one(("article:published_time", "og:article:published_time", "datePublished"))
        kind = "name" if name == "datePublished" else "property"
        metas = f'<meta {kind}="{name}" content="{iso(moment)}"/>'
    author = f'<meta name="author" content="{posting.one((posting.outlet.name, "admin", "wadi-editor"))}"/>'
    paragraphs = furniture.with_pauses(
        posting,
        furniture.blocks(posting, posting.paragraphs),
        lambda n: f'<div class="adsbox">{posting.one(phrases.ADS)}</div>',
        0.1,
    )
    main = f"""<article class="single"><h1>{escape(posting.title)}</h1><div class="info">{day} <span class="cat">{posting.section}</span> <span>{furniture.views(posting)}</span></div>
<div class="share">{" ".join(furniture.shares(posting))}</div>
{f'<div class="source">{line}</div>' if line else ""}
<div class="content">{chr(10).join(paragraphs)}</div>
<div class="tags">{furniture.each(posting.tags, '<a rel="tag" href="/t">', "</a>")}</div></article>{_replies(posting)}"""
    return Printed(
        path=f"/{posting.number + 348000}.html",
        html=_page(posting, posting.title, main, metas + author),
        precision="minute" if moment else None,
        persons=persons,
        asides=told(posting, "section", "tags"),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    return _page(posting, title, main, "")


def _replies(posting: Posting) -> str:
    said = furniture.comments(posting, lambda moment: f"منذ {moment.minute + 1} دقيقة", 4)
    return furniture.each(
        (f"<strong>{who}</strong><em>{when}</em><p>{what}</p>" for who, when, what in said),
        '<div class="reply">',
        "</div>",
    )


def _page(posting: Posting, title: str, main: str, head: str) -> str:
    latest = furniture.each(
        (
            f'{furniture.link(one)}<time datetime="{iso(one.moment)}">{hijri_day(one.moment)}</time><p>{escape(one.teaser)}</p>'
            for one in posting.neighbours[:6]
        ),
        '<div class="latest-item">',
        "</div>",
    )
    return f"""<!DOCTYPE html><html lang="ar-SA" dir="rtl"><head><meta charset="utf-8"/>{head}<title>{escape(title)} « {posting.outlet.name}</title></head>
<body><div class="bar">{weekday(posting.clock)} {hijri_day(posting.clock)} هـ</div><div class="nav"><ul>{furniture.each(furniture.menu(posting), "<li>", "</li>")}</ul></div>
<div class="page">{main}<div class="latest"><h3>آخر الأخبار</h3>{latest}</div></div>
<div class="footer"><p>{furniture.rights(posting)}</p><p>{posting.one(phrases.DISCLAIMERS)}</p></div></body></html>"""


DESIGN = Design(outlet=OUTLET, habit="Hijri day printed, metadata beside", article=article, shell=shell)
