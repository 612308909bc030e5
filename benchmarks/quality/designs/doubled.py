"""An international newsroom in the Gulf: months in both traditions, an update beside the date, «(GMT+0400)»."""

from datetime import timedelta
from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.asides import printed, told
from benchmarks.quality.clocks import doubled, weekday
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("ufuq", "أفق عربية", "Ufuq Arabic", "AE", "Asia/Dubai")


def article(posting: Posting) -> Printed:
    """Give a report that opens with its dateline; nobody signs."""
    moment, day = posting.moment, ""
    if moment:
        shown = f"{weekday(moment)}، {doubled(moment)}"
        if posting.with_time:
            label = posting.one(("، ", " - ", "، نُشر الساعة "))
            shown += f"{label}{moment:%H:%M} (GMT+0400)"
        if posting.maybe(0.3):
            later = moment + timedelta(days=posting.random.randrange(0, 3), minutes=7)
            shown += f"</span><span class='upd'>آخر تحديث: {weekday(later)}، {doubled(later)}، {later:%H:%M} (GMT+0400)"
        day = f'<div class="dateline"><span class="pub">{shown}</span></div>'
    place = posting.one(phrases.LEADS)
    opening = posting.one(
        (f"{place} ({posting.outlet.name_en}) -- ", f"{place} - {posting.outlet.name}: ", "")
    )
    mark = posting.outlet.name_en if "--" in opening else posting.outlet.name
    texts = (opening + posting.paragraphs[0], *posting.paragraphs[1:])
    paragraphs = furniture.blocks(posting, texts)
    paragraphs = furniture.with_pauses(posting, paragraphs, lambda n: _box(posting, n), 0.1)
    main = f"""<div class="cnnTopic"><a href="/s">{posting.section}</a></div><h1>{escape(posting.title)}</h1>{day}
<div class="media"><img src="/a.jpg"><div class="caption">{escape(posting.caption or "")}</div></div>
<div class="storyBody">{chr(10).join(paragraphs)}</div>
<ul class="share">{furniture.each(furniture.shares(posting), "<li>", "</li>")}</ul>
<div class="disclaimer">{posting.one(phrases.DISCLAIMERS)}</div>{_comments(posting)}"""
    precision = ("minute" if posting.with_time else "day") if moment else None
    return Printed(
        path=f"/{posting.random.randrange(2009, 2025)}/middle_east/{posting.random.randrange(1, 13)}/{posting.random.randrange(1, 29)}/story.{posting.number}/index.html",
        html=shell(posting, posting.title, main),
        precision=precision,
        paragraphs=texts,
        asides=told(posting, "section", "caption")
        | printed(place=place if opening else None, agency=mark if opening else None),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    teasers = furniture.each(
        (
            f"<h3>{furniture.link(one)}</h3><span>{doubled(one.moment)}</span><p>{escape(one.teaser)}</p>"
            for one in posting.neighbours[:5]
        ),
        '<li class="promo">',
        "</li>",
    )
    return f"""<!DOCTYPE html><html lang="ar"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{posting.outlet.name_en} - {escape(title)}</title>
<meta property="og:site_name" content="{posting.outlet.name}"></head><body><div id="hdr"><h1><span>UFUQ</span><a href="/"></a></h1>
<div class="hdr-time">{weekday(posting.clock)}، {doubled(posting.clock)} - {posting.clock:%H:%M} (GMT+0400)</div><ul>{furniture.each(furniture.menu(posting), "<li>", "</li>")}</ul></div>
<div id="ContentArea">{main}</div><div id="right"><h2>{posting.one(phrases.RELATED)}</h2><ul>{teasers}</ul></div>
<div id="ftr"><p>{furniture.rights(posting)}</p><a href="/p">سياسة الخصوصية</a></div></body></html>"""


def _box(posting: Posting, number: int) -> str:
    return posting.one(
        (
            f'<div class="elmnt"><h4>{posting.one(phrases.READ_ALSO)}</h4>{furniture.link(posting.neighbours[number % 7])}</div>',
            f'<p class="promo">{furniture.read_also(posting, number)}</p>',
        )
    )


def _comments(posting: Posting) -> str:
    said = furniture.comments(posting, lambda moment: f"{doubled(moment)} {moment:%H:%M}", 3)
    items = furniture.each(
        (f"<b>{who}</b><i>{when}</i><p>{what}</p>" for who, when, what in said), "<li>", "</li>"
    )
    return f'<div class="readers"><h4>تعليقات الزوار</h4><ul>{items}</ul></div>'


DESIGN = Design(outlet=OUTLET, habit="doubled months, GMT+0400, updates", article=article, shell=shell)
