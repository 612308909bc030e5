"""A page that goes on: below the report stands the next one in full, with its own headline, author and day.

Times are told in GMT, with dots between the parts of a day, and with the time of the last change beside.
"""

from datetime import UTC, datetime, timedelta
from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.asides import told
from benchmarks.quality.bylines import bare
from benchmarks.quality.postings import Posting, person
from benchmarks.quality.printing import Design, Printed, declare

OUTLET = declare("murasil", "المراسل العربي", "Murasil Arabic", "EG", "Africa/Cairo")


def article(posting: Posting) -> Printed:
    """Give a report, and others after it."""
    line, persons = bare(posting)
    moment, day = posting.moment, ""
    if moment:
        day = f'<div class="credits">{_time(moment, "dateCreated", "")}'
        if posting.maybe(0.5):
            later = moment + timedelta(minutes=posting.random.randrange(3, 15))
            day += f"(محدثة {_time(later, 'dateModified', ' upd')})"
        day += "</div>"
    paragraphs = furniture.with_pauses(
        posting,
        furniture.blocks(posting, posting.paragraphs),
        lambda n: (
            f'<div class="inject"><div class="inject-label">{posting.one(phrases.READ_ALSO)}</div><div class="inject-title">{furniture.link(posting.neighbours[n % 7])}</div></div>'
        ),
        0.08,
    )
    caption = (
        f'<div class="copy">© {posting.credit} / {escape(posting.caption)}</div>' if posting.caption else ""
    )
    main = f"""<div class="art" data-article="{posting.number}"><div class="art-head"><img src="/h.jpg" alt="{escape(posting.caption or "")}"><h1 itemprop="headline">{escape(posting.title)}</h1>{caption}</div>
<div class="refs"><a class="rubric" itemprop="articleSection" href="/s">{posting.section}</a>{day}</div>{f'<div class="art-author">{line}</div>' if line else ""}
<div class="counters"><a href="#c">{posting.random.randrange(30)}</a><span>{posting.random.randrange(90)}</span></div>
<div class="art-text" itemprop="articleBody">{chr(10).join(paragraphs)}</div>
<div class="follow">تابعنا عبر <a href="#">Google News</a></div><ul class="tags">{furniture.each(posting.tags, "<li><a href='/t'>", "</a></li>")}</ul></div>
{_next(posting)}"""
    return Printed(
        path=f"/arab_world/{posting.random.randrange(2010, 2026)}{posting.random.randrange(1, 13):02}{posting.random.randrange(1, 29):02}{posting.number + 1044890000}-خبر/",
        html=shell(posting, posting.title, main),
        precision="minute" if moment else None,
        persons=persons,
        asides=told(posting, "section", "tags", "caption"),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    bar = furniture.each(map(furniture.link, posting.neighbours[8:12]), "<li>", "</li>")
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{escape(title)} - {posting.outlet.name}</title><meta property="og:title" content="{escape(title)}"></head><body>
<div class="top"><a class="logo" href="/">{posting.outlet.name}</a><span class="gmt">GMT {posting.captured_at.astimezone(UTC):%H:%M %d.%m.%Y}</span><ul>{furniture.each(furniture.menu(posting), "<li>", "</li>")}</ul></div>
<div class="breaking"><ul>{bar}</ul></div><div class="columns"><div class="main">{main}</div><div class="side"><h3>{posting.one(phrases.MOST_READ)}</h3><ol>{furniture.each(map(furniture.link, posting.neighbours[4:8]), "<li>", "</li>")}</ol></div></div>
<div class="bottom">{furniture.rights(posting)}</div></body></html>"""


def _time(moment: datetime, name: str, mark: str) -> str:
    there = moment.astimezone(UTC)
    return f'<time class="date{mark}" itemprop="{name}" datetime="{there:%Y-%m-%dT%H:%M}"><span class="zone">GMT</span> {there:%H:%M %d.%m.%Y}</time>'


def _next(posting: Posting) -> str:
    """Give reports that a script has already loaded for who reads on."""
    return "".join(
        f"""<div class="art next" data-article="{number}"><h1 itemprop="headline">{escape(one.title)}</h1><div class="credits">{_time(one.moment, "dateCreated", "")}</div>
<div class="art-author">{person(posting.random)}</div><div class="art-text" itemprop="articleBody">{furniture.each((f"<p>{escape(text)}</p>" for text in one.paragraphs), "", "")}</div></div>"""
        for number, one in enumerate(posting.neighbours[: posting.random.randint(1, 2)])
    )


DESIGN = Design(outlet=OUTLET, habit="the next report below, GMT", article=article, shell=shell)
