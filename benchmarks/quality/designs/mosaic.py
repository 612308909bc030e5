"""A busy site of today: boxes of other reports in the middle of the text, quotes, lists, headings, a live bar."""

from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.asides import told
from benchmarks.quality.bylines import after_word, bare
from benchmarks.quality.clocks import GREGORIAN, LEVANTINE, half_day, iso, weekday, written
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("fusayfisa", "فسيفساء نيوز", "Fusayfisa News", "LB", "Asia/Beirut")


def article(posting: Posting) -> Printed:
    """Give a report whose paragraphs stand among boxes."""
    line, persons = bare(posting) if posting.maybe(0.5) else after_word(posting)
    moment, day = posting.moment, ""
    precision = None
    if moment:
        precision = "minute" if posting.with_time else "day"
        months = GREGORIAN if posting.maybe(0.5) else LEVANTINE
        clock = (
            f" {posting.one(('-', '|', '،'))} {posting.one((half_day(moment), f'{moment:%H:%M}'))}"
            if posting.with_time
            else ""
        )
        day = (
            f'<li class="nws-when"><i class="ico"></i>{weekday(moment)} {written(moment, months)}{clock}</li>'
        )
    texts = furniture.blocks(posting, posting.paragraphs)
    texts = furniture.with_pauses(posting, texts, lambda n: _box(posting, n), 0.3)
    main = f"""<div class="nws" id="nws-{posting.number}"><div class="nws-label">{posting.one(phrases.KICKERS)}</div>
<h1 class="nws-h">{escape(posting.title)}</h1>{f'<p class="nws-sub">{posting.subtitle}</p>' if posting.subtitle else ""}
<ul class="nws-info">{f'<li class="nws-who">{line}</li>' if line else ""}{day}<li class="nws-sec"><a href="/s">{posting.section}</a></li><li>{posting.random.randrange(1, 9)} دقائق للقراءة</li></ul>
<div class="nws-img"><img src="/m.jpg" alt=""><div class="nws-cap">{escape(posting.caption or "")}</div></div>
<div class="nws-txt">{chr(10).join(texts)}</div><div class="nws-end"><span>الكلمات المفتاحية:</span>{furniture.each(posting.tags, '<a href="/k">', "</a>")}</div>
{f'<div class="nws-bio"><img src="/b.jpg"><h5>{persons[0]}</h5><p>{posting.one(phrases.BIOS)}</p></div>' if persons and posting.maybe(0.5) else ""}</div>{_after(posting)}"""
    return Printed(
        path=f"/{posting.one(('politics', 'economy', 'mix'))}/{posting.random.randrange(10**6, 10**7)}",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=persons,
        asides=told(posting, "subtitle", "section", "tags", "caption"),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    live = furniture.each(
        (f"<b>{one.moment:%H:%M}</b> {escape(one.title)}" for one in posting.neighbours[:5]),
        "<div>",
        "</div>",
    )
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{posting.outlet.name} | {escape(title)}</title></head><body>
<div class="hd"><a href="/">{posting.outlet.name}</a><span class="hd-day">{weekday(posting.clock)} {written(posting.clock, LEVANTINE)}</span><nav>{"".join(furniture.menu(posting, 11))}</nav></div>
<div class="live"><h6>مباشر</h6>{live}</div><div class="grid"><div class="g8">{main}</div><div class="g4"><h4>{posting.one(phrases.MOST_READ)}</h4>{furniture.each(map(furniture.link, posting.neighbours[5:10]), "<div class='mr'>", "</div>")}
<div class="app"><p>{posting.one(phrases.NEWSLETTERS)}</p></div></div></div><div class="ft">{furniture.rights(posting)}</div></body></html>"""


def _box(posting: Posting, number: int) -> str:
    one, other = posting.neighbours[number % 8], posting.neighbours[(number + 3) % 8]
    return posting.one(
        (
            f'<div class="bx-read"><h4>{posting.one(phrases.RELATED)}</h4><ul><li>{furniture.link(one)}</li><li>{furniture.link(other)}</li></ul></div>',
            f'<div class="bx-one"><a href="{one.path}"><img src="/s.jpg"><strong>{escape(one.title)}</strong></a><span>{written(one.moment, GREGORIAN)}</span><p>{escape(one.teaser)}</p></div>',
            f'<p class="bx-line">{furniture.read_also(posting, number)}</p>',
            f'<p><b>{posting.one(phrases.READ_ALSO)}</b> <a href="{one.path}">{escape(one.title)}</a></p>',
            f'<div class="bx-wa"><a href="#">{posting.one(phrases.NEWSLETTERS)}</a></div>',
        )
    )


def _after(posting: Posting) -> str:
    cards = furniture.each(
        (
            f'<time datetime="{iso(one.moment)}">{written(one.moment, GREGORIAN)}</time>{furniture.link(one)}<p>{escape(one.teaser)}</p>'
            for one in posting.neighbours[9:13]
        ),
        '<div class="crd">',
        "</div>",
    )
    said = furniture.comments(posting, lambda moment: f"{written(moment, GREGORIAN)} {half_day(moment)}", 3)
    talk = furniture.each(
        (f"<h6>{who}</h6><em>{when}</em><p>{what}</p>" for who, when, what in said),
        '<div class="tlk">',
        "</div>",
    )
    return f'<div class="aft"><h3>{posting.one(phrases.RELATED)}</h3>{cards}</div><div class="tlks"><h3>شارك برأيك</h3>{talk}</div>'


DESIGN = Design(outlet=OUTLET, habit="boxes within the text", article=article, shell=shell)
