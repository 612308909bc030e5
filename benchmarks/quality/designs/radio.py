"""A Tunisian radio's site: a player over the text, «15:22 | 14-03-2021», a name under the last paragraph."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from benchmarks.quality import furniture
from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import ALGERIAN, GREGORIAN, iso, weekday, written
from benchmarks.quality.designs import newest_wordings as wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("kerkenafm", "إذاعة قرقنة أف أم", "Kerkena FM", "TN", "Africa/Tunis")
_FIRST = ("الهادي", "يسرى", "معز", "أميمة", "نبيهة", "وسيم", "شكري", "هاجر")
_LAST = ("بن عمر", "الشابي", "الغربي", "الورتاني", "بوجلبان", "الحداد", "المثلوثي", "عياري")


def article(posting: Posting) -> Printed:
    """Give a piece whose names stand over the text, under it in a box, or as its last line."""
    people = wordings.names(posting, _FIRST, _LAST)
    moment, day, precision = posting.moment, "", None
    if moment:
        precision = "minute" if posting.with_time else "day"
        day = f'<p class="when"><i class="fa fa-clock"></i> {_shown(posting, moment)}</p>'
        if posting.maybe(0.2):
            day, precision = (
                f'<p class="when"><time datetime="{iso(moment)}">{_shown(posting, moment)}</time></p>',
                "minute",
            )
    over = under = last = ""
    joined = posting.one((" و", " - ")).join(people)
    where = posting.random.randrange(3)
    if people and where == 0:
        over = f'<p class="who">{posting.one(("تحرير: ", "بقلم ", "", "متابعة: "))}{joined}</p>'
    elif people and where == 1:
        under = f'<div class="journaliste"><img src="/j.png"><span>{posting.one(("الصحفي: ", "تحرير ", ""))}{joined}</span></div>'
    elif people:
        last = f"<p><strong>{joined}</strong></p>"
    elif posting.maybe(0.5):
        last = f"<p><strong>{posting.one((wordings.agency(posting) or '(وات)', 'قرقنة أف أم', 'ي. ش'))}</strong></p>"
    photo, topics, section = wordings.photo(posting), wordings.topics(posting), posting.one(wordings.SECTIONS)
    tags = "".join(f'<a class="badge" href="/mots/{n}">#{one}</a>' for n, one in enumerate(topics))
    player = (
        '<div class="player"><span>استمع إلى المداخلة كاملة</span><span>00:00</span> / <span>06:42</span></div>'
        if posting.maybe(0.4)
        else ""
    )
    main = f"""<div class="container"><div class="row"><div class="col-md-8"><span class="rubrique"><a href="/rub/{posting.number % 6}">{section}</a></span><h1>{escape(posting.title)}</h1>{day}{over}<div class="photo"><img class="img-fluid" src="/up/{posting.number}.webp" alt="">{f'<p class="photo-legend">{photo}</p>' if photo else ""}</div>{player}
<div class="post-desc">{_text(posting)}{last}</div>{under}{f'<div class="badges">{tags}</div>' if tags else ""}{_cards(posting, 4)}</div></div></div>"""
    return Printed(
        path=f"/ar/{posting.one(('actualites', 'sport', 'culture'))}/{posting.random.randrange(10**3, 10**6)}/khabar",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=people,
        asides=printed(section=section, tags=topics, caption=photo),
    )


def _shown(posting: Posting, moment: datetime) -> str:
    months = posting.random.choice((ALGERIAN, GREGORIAN))
    day = posting.one(
        (f"{moment:%d-%m-%Y}", f"{weekday(moment)} {written(moment, months)}", written(moment, months))
    )
    if not posting.with_time:
        return day
    return posting.one(
        (
            f"{moment:%H:%M} | {day}",
            f"{day} {moment:%H:%M}",
            f"{day} | {moment:%H:%M}",
            f"{moment:%H:%M} {day}",
        )
    )


def _text(posting: Posting) -> str:
    def pause(number: int) -> str:
        one = posting.neighbours[number % 8]
        return posting.one(
            (
                f'<p><span style="color:#e30613">{posting.one(wordings.MORE)}</span> {furniture.link(one)}</p>',
                f'<div class="pub-in"><small>{posting.one(wordings.PROMOTED)}</small></div>',
            )
        )

    return "\n".join(
        furniture.with_pauses(posting, furniture.blocks(posting, posting.paragraphs), pause, 0.1)
    )


def _cards(posting: Posting, count: int) -> str:
    cards = "".join(
        f'<div class="card"><h5>{furniture.link(one)}</h5><small>{one.moment:%H:%M} | {one.moment:%d-%m-%Y}</small><p>{escape(one.teaser)}</p></div>'
        for one in posting.neighbours[:count]
    )
    return f'<div class="cards"><h4>{posting.one(wordings.BOXES)}</h4>{cards}</div>'


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the radio."""
    now = posting.clock
    top = "".join(f"<li>{furniture.link(one)}</li>" for one in posting.neighbours[8:13])
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{escape(title)} | قرقنة أف أم</title><meta property="og:title" content="{escape(title)}"></head><body><div class="direct"><b>مباشر</b> <span>صباح الجزيرة</span> <span>07:00 - 09:00</span> <span>تقديم: منية الزغل</span></div><nav><ul class="navbar-nav">{wordings.bar(9)}</ul></nav>
{main}<aside><h4>{posting.one(wordings.TOP)}</h4><ol>{top}</ol><h4>البرامج</h4><ul><li>نشرة الظهيرة 13:00</li><li>في الميزان 16:00</li></ul></aside><footer><p>{posting.one(wordings.FOLLOW)}</p><p>تردداتنا: صفاقس 102.1 - قابس 97.4 | © {now.year} قرقنة أف أم</p></footer></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    return f"<h1>{heading or 'آخر الأخبار'}</h1>{_cards(posting, 14)}<ul class='pagination'><li>1</li><li><a>2</a></li></ul>"


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<div class="col-md-8"><h1>{escape(title)}</h1><div class="post-desc">{"".join(f"<p>{escape(text)}</p>" for text in paragraphs)}</div></div>'


DESIGN = Design(
    outlet=OUTLET,
    habit="a radio's player, the name as the last line",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("عفوا", "المقال غير متوفر حاليا أو وقع سحبه."),
            ("صفحة خاطئة", "تعذر إيجاد الصفحة، عودوا إلى الصفحة الرئيسية للإذاعة."),
        ),
    ),
)
