"""A Saudi daily: the Hijri and the Gregorian day side by side, place and reporter on one line."""

from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.asides import told
from benchmarks.quality.bylines import placed
from benchmarks.quality.clocks import GREGORIAN, arabic_indic, half_day, hijri_day, weekday, written
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("nakheel", "صحيفة النخيل", "Nakheel Daily", "SA", "Asia/Riyadh")


def article(posting: Posting) -> Printed:
    """Give a report under both calendars."""
    line, persons = placed(posting)
    moment, day = posting.moment, ""
    if moment:
        hijri, ours = hijri_day(moment), written(moment, GREGORIAN)
        numeric = f"{moment:%d/%m/%Y}"
        shown = posting.one(
            (
                f"{weekday(moment)} {hijri} هـ - {ours}م",
                f"{weekday(moment)} {hijri}هـ الموافق {ours} م",
                f"{ours} / {hijri} هـ",
                f"{hijri} هـ ({numeric} م)",
            )
        )
        shown += posting.one((f" - {half_day(moment)}", f" {moment:%H:%M}")) if posting.with_time else ""
        shown = arabic_indic(shown) if posting.maybe(0.3) else shown
        day = f'<p class="issue-date">{shown}</p>'
    paragraphs = furniture.blocks(posting, posting.paragraphs)
    if posting.maybe(0.5):
        paragraphs = ["<p>" + "<br /><br />".join(map(escape, posting.paragraphs)) + "</p>"]
    main = f"""<div class="article-head"><span class="sec">{posting.section}</span><h1>{escape(posting.title)}</h1>
{f'<h3 class="sub">{posting.subtitle}</h3>' if posting.subtitle else ""}{day}
{f'<p class="reporter">{line}</p>' if line else ""}</div>
<div class="tools">{furniture.fonts()} {" ".join(furniture.shares(posting))}</div>
<div class="article-photo"><img src="/p.jpg"/><p class="photo-text">{escape(posting.caption or "")}</p></div>
<div class="article-text">{chr(10).join(paragraphs)}</div>
<div class="below"><span>{furniture.views(posting)}</span><span>تعليقات: {posting.random.randrange(9)}</span></div>{_comments(posting)}"""
    precision = ("minute" if posting.with_time else "day") if moment else None
    return Printed(
        path=f"/Articles/Detail.aspx?ArticleId={20150000 + posting.number}",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=persons,
        asides=told(posting, "section", "subtitle", "caption"),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    others = furniture.each(
        (
            f"{furniture.link(one)}<p>{escape(one.teaser)}</p><small>{one.moment:%d/%m/%Y}</small>"
            for one in posting.neighbours[:5]
        ),
        '<div class="other">',
        "</div>",
    )
    today = f"{weekday(posting.clock)} {hijri_day(posting.clock)} هـ - {written(posting.clock, GREGORIAN)}م - العدد {posting.random.randrange(3000, 9000)}"
    return f"""<!DOCTYPE html><html dir="rtl"><head><meta charset="utf-8"><title>{posting.outlet.name} :: {escape(title)}</title></head><body>
<form method="post" action="./Detail.aspx"><input type="hidden" name="__VIEWSTATE" value="/wEPDwUKMTIz"/>
<div class="top-bar"><span>{today}</span></div><div class="main-menu">{" ".join(furniture.menu(posting, 9))}</div>
<div class="wrap"><div class="main">{main}</div><div class="left"><h2>{posting.one(phrases.RELATED)}</h2>{others}</div></div>
<div class="foot"><p>{furniture.rights(posting)}</p><p>{posting.one(phrases.ADDRESSES)}</p></div></form></body></html>"""


def _comments(posting: Posting) -> str:
    said = furniture.comments(posting, lambda moment: f"{moment:%d/%m/%Y} {half_day(moment)}", 4)
    return furniture.each(
        (f"<h6>{n} - {who} - {when}</h6><p>{what}</p>" for n, (who, when, what) in enumerate(said, 1)),
        '<div class="cm">',
        "</div>",
    )


DESIGN = Design(outlet=OUTLET, habit="Hijri beside Gregorian", article=article, shell=shell)
