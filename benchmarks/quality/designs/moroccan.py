"""A Moroccan portal: months of Morocco, the hour after a dash, the signature before a place."""

from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.asides import told
from benchmarks.quality.bylines import placed
from benchmarks.quality.clocks import MOROCCAN, weekday, written
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("atlas-press", "أطلس بريس", "Atlas Press", "MA", "Africa/Casablanca")


def article(posting: Posting) -> Printed:
    """Give a report with author and day on one line."""
    line, persons = placed(posting)
    moment, day = posting.moment, ""
    precision = ("minute" if posting.with_time else "day") if moment else None
    if moment:
        day = f"{weekday(moment)} {written(moment, MOROCCAN)}"
        day += (
            posting.one((f" - {moment:%H:%M}", f" | {moment:%H:%M}", f" على الساعة {moment:%H:%M}"))
            if posting.with_time
            else ""
        )
    who = f'<span class="auteur">{line}</span>' if line else ""
    when = f'<span class="date-post">{day}</span>' if day else ""
    paragraphs = furniture.with_pauses(
        posting,
        furniture.blocks(posting, posting.paragraphs),
        lambda n: (
            f'<div class="read-also"><h5>{posting.one(phrases.READ_ALSO)}</h5>{furniture.link(posting.neighbours[n % 8])}</div>'
        ),
        0.1,
    )
    main = f"""<div class="post-wrap"><ol class="crumbs"><li><a href="/">الرئيسية</a></li><li><a href="/r">{posting.section}</a></li></ol>
<h1 class="post-title">{escape(posting.title)}</h1><div class="post-meta">{who}{when}</div>
<figure class="post-thumb"><img src="/w.jpg" alt=""/><figcaption>{posting.credit if posting.maybe(0.5) else escape(posting.caption or "")}</figcaption></figure>
<div class="post-content">{chr(10).join(paragraphs)}</div>
<div class="post-tags">{furniture.each(posting.tags, '<a href="/tag">', "</a>")}</div><div class="social">{" ".join(furniture.shares(posting))}</div></div>{_comments(posting)}"""
    return Printed(
        path=f"/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1-{posting.number + 811000}.html",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=persons,
        asides=told(posting, "section", "tags"),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    others = furniture.each(
        (
            f'<h3 class="card-title">{furniture.link(one)}</h3><small class="date-card">{weekday(one.moment)} {written(one.moment, MOROCCAN)} - {one.moment:%H:%M}</small><p>{escape(one.teaser)}</p>'
            for one in posting.neighbours[:6]
        ),
        '<div class="card">',
        "</div>",
    )
    return f"""<!DOCTYPE html><html dir="rtl" lang="ar-MA"><head><meta charset="UTF-8"><title>{escape(title)} - {posting.outlet.name}</title></head><body>
<div class="topbar"><span class="today">{weekday(posting.clock)} {written(posting.clock, MOROCCAN)}</span></div><nav class="navbar"><ul>{furniture.each(furniture.menu(posting), "<li>", "</li>")}</ul></nav>
<div class="row"><div class="col-8">{main}</div><div class="col-4"><h4>{posting.one(phrases.MOST_READ)}</h4>{others}</div></div>
<footer><p>{furniture.rights(posting)}</p><p>{posting.one(phrases.ADDRESSES)}</p></footer></body></html>"""


def _comments(posting: Posting) -> str:
    said = furniture.comments(
        posting, lambda moment: f"{weekday(moment)} {written(moment, MOROCCAN)} - {moment:%H:%M}", 5
    )
    items = furniture.each(
        (
            f'<span class="cid">{n}</span><span class="cby">{who}</span><span class="cdate">{when}</span><p>{what}</p>'
            for n, (who, when, what) in enumerate(said, 1)
        ),
        '<li class="comment">',
        "</li>",
    )
    return f'<div id="comments"><h3>تعليقات الزوار</h3><p>{posting.one(phrases.DISCLAIMERS)}</p><ul>{items}</ul></div>'


DESIGN = Design(outlet=OUTLET, habit="Moroccan months", article=article, shell=shell)
