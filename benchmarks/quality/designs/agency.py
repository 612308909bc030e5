"""A news agency: short items that open with place and day and end with the agency's own mark."""

from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.asides import printed, told
from benchmarks.quality.clocks import LEVANTINE, half_day
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("barida", "وكالة أنباء بردى", "Barada Agency", "SY", "Asia/Damascus")
MARK = "بردى"
_LONGEST = 4  # paragraphs of an item


def article(posting: Posting) -> Printed:
    """Give an item of a few paragraphs; nobody signs."""
    moment = posting.moment
    shown, precision = "", None
    if moment:
        precision = "minute" if posting.with_time else "day"
        clock = posting.one((f" {moment:%H:%M}", f" | {half_day(moment)}")) if posting.with_time else ""
        shown = f'<div class="item-time">{posting.one(("", "نشر بتاريخ: ", "التاريخ : "))}{moment:%d/%m/%Y}{clock}</div>'
    place = posting.one(phrases.PLACES)
    day = f" {moment.day} {LEVANTINE[moment.month - 1]}" if moment and posting.maybe(0.4) else ""
    opening = f"{place}{day} {posting.one((f'({MARK}) - ', f'({MARK})-- ', f'- {MARK}: '))}"
    texts = (opening + posting.paragraphs[0], *posting.paragraphs[1:_LONGEST])
    ending = posting.one((f"--({MARK})", f"({MARK})", f"انتهى/{MARK}", "", ""))
    tail = f"<p>{ending}</p>" if ending else ""
    if posting.maybe(0.3):
        tail = f"<p>{ending}</p><p>{posting.one(('م.ع', 'س ن/ر', 'ر.خ/أ.ب'))}</p>" if ending else ""
    main = f"""<div class="path"><a href="/">الصفحة الرئيسية</a> &gt; <a href="/s">{posting.section}</a></div>
<h1 class="item-title">{escape(posting.title)}</h1>{shown}
<div class="item-body">{furniture.each(map(escape, texts), "<p>", "</p>")}{tail}</div>
<div class="item-tools">{" ".join(furniture.shares(posting))} {furniture.views(posting)}</div>
<div class="latest"><h3>آخر الأخبار</h3>{_latest(posting)}</div>"""
    return Printed(
        path=f"/?p={posting.number + 90210}",
        html=shell(posting, posting.title, main),
        precision=precision,
        paragraphs=texts,
        asides=told(posting, "section") | printed(place=place, agency=MARK),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{posting.outlet.name} - {escape(title)}</title></head>
<body><div class="head"><img alt="{posting.outlet.name}" src="/l.png"/><span id="clock">{posting.clock:%d/%m/%Y %H:%M}</span><div class="menu">{" ".join(furniture.menu(posting))}</div></div>
<div class="center">{main}</div><div class="sidebar"><div class="box"><h4>{posting.one(phrases.MOST_READ)}</h4>{furniture.each(map(furniture.link, posting.neighbours[:4]), "<p>", "</p>")}</div></div>
<div class="bottom">{furniture.rights(posting)} - {posting.one(phrases.ADDRESSES)}</div></body></html>"""


def _latest(posting: Posting) -> str:
    return furniture.each(
        (
            f'<span class="t">{one.moment:%d/%m/%Y %H:%M}</span> {furniture.link(one)}<p>{escape(one.teaser)}</p>'
            for one in posting.neighbours[4 : posting.random.randint(6, 12)]
        ),
        '<div class="row">',
        "</div>",
    )


DESIGN = Design(outlet=OUTLET, habit="agency items, dateline and closing mark", article=article, shell=shell)
