"""A Saudi e-newspaper: Hijri beside Gregorian days, «العقيق - فلان :», counters, a crowd of remarks."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from benchmarks.quality import furniture
from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import GREGORIAN, arabic_indic, half_day, hijri_day, weekday, written
from benchmarks.quality.designs import newer_wordings as wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("aqeeq", "صحيفة العقيق الإلكترونية", "Al Aqeeq", "SA", "Asia/Riyadh")
_MARK = "العقيق"
_FIRST = ("ماجد", "عهود", "تركي", "نوف", "فيصل", "منيرة", "عبدالعزيز", "أمل", "سلطان")
_LAST = ("المطيري", "الزهراني", "القحطاني", "الشمري", "العتيبي", "الغامدي", "الحربي", "آل مانع")
_CITIES = ("الرياض", "جدة", "الدمام", "أبها", "حائل", "تبوك")


def article(posting: Posting) -> Printed:
    """Give a report whose signature stands on a line of its own, after the paper's name or before a city."""
    people = wordings.names(posting, _FIRST, _LAST)
    moment, day, precision = posting.moment, "", None
    if moment:
        precision = "minute" if posting.with_time else "day"
        day = f'<span class="ArticleTime"><i class="icon-calendar"></i>{_shown(posting, moment)}</span>'
    city, office = posting.one(_CITIES), wordings.agency(posting)
    if people:
        joined = " و".join(people)
        signed = posting.one(
            (
                f"{_MARK} - {joined}",
                f"{_MARK} – {joined} :",
                f"{joined} - {city}",
                f"{city} - {joined}",
                joined,
            )
        )
    else:
        signed = posting.one(
            (f"{_MARK} - متابعات", f"{city} - {_MARK}", f"{_MARK} - {office or 'واس'}", "متابعات")
        )
    photo, topics, section = wordings.photo(posting), wordings.topics(posting), posting.one(wordings.SECTIONS)
    counts = f'<span class="visits"><i></i> {posting.random.randrange(40, 9000)} زيارة</span><span class="replies"><i></i> {posting.random.randrange(9)} ردود</span>'
    bar = posting.one(("above", "above", "under"))
    line = f'<div class="editor">{signed}</div>'
    first = f"{line}{day}{counts}" if bar == "above" else f"{day}{counts}"
    opened = "" if bar == "above" else f'<p class="editor"><strong>{signed}</strong></p>'
    short = f'<div class="shortlink">الرابط المختصر <input value="https://aqeeq.example/?p={posting.number}"><button>نسخ</button></div>'
    tags = (
        f'<div class="wsm">الوسوم {"".join(f"<a href=/tag/{n}>{topic}</a>" for n, topic in enumerate(topics))}</div>'
        if topics
        else ""
    )
    main = f"""<div class="path"><a>الرئيسية</a> <i>‹</i> <a href="/c">{section}</a></div><div class="single-post"><h1 class="post-heading">{escape(posting.title)}</h1><div class="info">{first}</div><div class="thumb"><img src="/wp-content/uploads/{posting.number}.jpg">{f"<span class=thumb-text>{photo}</span>" if photo else ""}</div>
<div class="post-body">{opened}{_text(posting)}</div>{short}{tags}</div>{_after(posting)}"""
    return Printed(
        path=f"/{posting.random.randrange(10**4, 10**6)}/"
        if posting.maybe(0.6)
        else f"/?p={posting.random.randrange(10**4, 10**6)}",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=people,
        asides=printed(section=section, tags=topics, caption=photo),
    )


def _shown(posting: Posting, moment: datetime) -> str:
    hijri, gregorian = hijri_day(moment), written(moment, GREGORIAN)
    words = posting.random.choice((("ص", "م"), ("صباحًا", "مساءً")))
    day, clock = posting.random.choice(
        (
            (f"{weekday(moment)} {hijri}هـ {gregorian}م", f" - {moment:%H:%M}"),
            (f"{gregorian} / {hijri} هـ", f" الساعة {half_day(moment, words)}"),
            (f"{gregorian}", f" في {half_day(moment, words)}"),
            (f"{hijri} هـ الموافق {gregorian} م", f" | {half_day(moment, words)}"),
            (f"{moment:%d-%m-%Y}", f" {half_day(moment, words)}"),
        )
    )
    shown = day + (clock if posting.with_time else "")
    return arabic_indic(shown) if posting.maybe(0.3) else shown


def _text(posting: Posting) -> str:
    def pause(number: int) -> str:
        one = posting.neighbours[number % 9]
        return posting.one(
            (
                f'<div class="related-inline"><strong>{posting.one(wordings.MORE)}</strong><a href="{one.path}">{escape(one.title)}</a></div>',
                f'<div class="advert"><em>{posting.one(wordings.PROMOTED)}</em></div>',
                f'<div class="snap"><a>{posting.one(wordings.FOLLOW)}</a></div>',
            )
        )

    return "\n".join(
        furniture.with_pauses(posting, furniture.blocks(posting, posting.paragraphs), pause, 0.12)
    )


def _after(posting: Posting) -> str:
    said = "".join(
        f'<li class="comment"><div class="vcard"><img class="avatar"/><cite>{who}</cite></div><div class="commentmetadata"><a>{arabic_indic(hijri_day(when))} هـ في {arabic_indic(half_day(when))}</a></div><p>{what}</p><a class="reply">رد</a></li>'
        for who, when, what in wordings.remarks(posting, 6)
    )
    cards = "".join(
        f'<div class="rel"><a href="{one.path}"><h4>{escape(one.title)}</h4></a><span>{written(one.moment, GREGORIAN)}</span></div>'
        for one in posting.neighbours[:6]
    )
    one, other = posting.neighbours[6:8]
    return f"""<div class="nextprev"><a href="{one.path}">الخبر السابق {escape(one.title)}</a><a href="{other.path}">الخبر التالي {escape(other.title)}</a></div><div class="rels"><h3>{posting.one(wordings.BOXES)}</h3>{cards}</div><div id="comments"><h3>شاركنا رأيك</h3><ol>{said}</ol><form><p>لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *</p></form></div>"""


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the paper."""
    now = posting.clock
    top = "".join(
        f'<li><a href="{one.path}">{escape(one.title)}</a><span>{one.moment:%d-%m-%Y}</span></li>'
        for one in posting.neighbours[8:13]
    )
    return f"""<!DOCTYPE html><html dir="rtl" lang="ar"><head><meta charset="UTF-8"><title>{escape(title)} - {posting.outlet.name}</title><meta name="theme-color" content="#14532d"></head><body class="rtl single single-post"><div class="top"><div class="datenow">{weekday(now)} {hijri_day(now)}هـ {written(now, GREGORIAN)}م</div><ul>{"".join(f"<li>{one}</li>" for one in wordings.bar(posting, 11))}</ul></div><div class="logo"><a href="/">{posting.outlet.name}</a><p>ترخيص رقم 462199</p></div>
<div class="wrap"><div class="right-side">{main}</div><div class="left-side"><div class="widget"><h3>{posting.one(wordings.TOP)}</h3><ul>{top}</ul></div><div class="widget"><h3>أوقات الصلاة</h3><p>الفجر 4:02 الشروق 5:19 الظهر 11:49</p></div><div class="widget"><h3>أحدث التعليقات</h3><p>{posting.one(wordings.READERS)} على {escape(posting.neighbours[13].title)}</p></div><p>{posting.one(wordings.FOLLOW)}</p></div></div>
<div class="footer"><p>صحيفة العقيق الإلكترونية © {hijri_day(now)[-4:]}هـ / {now.year}م</p><p>ما يُنشر من آراء لا يعبر بالضرورة عن سياسة الصحيفة</p></div></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    cards = "".join(
        f'<div class="block"><a href="{one.path}"><h2>{escape(one.title)}</h2></a><span class="ArticleTime">{hijri_day(one.moment)}هـ - {written(one.moment, GREGORIAN)}م</span><p>{escape(one.teaser)}</p></div>'
        for one in posting.neighbours
    )
    return f'<h1 class="archive-heading">{heading or "كل الأخبار"}</h1>{cards}<div class="wp-pagenavi"><span>1</span><a>2</a><a>»</a></div>'


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<div class="single-post"><h1 class="post-heading">{escape(title)}</h1><div class="post-body">{"".join(f"<p>{escape(text)}</p>" for text in paragraphs)}</div></div>'


DESIGN = Design(
    outlet=OUTLET,
    habit="an e-newspaper, 24 شوال 1444هـ 14 مايو 2023م",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("عفواً !", "الرابط الذي اتبعته غير صحيح أو أن الموضوع قد حُذف من الصحيفة."),
            ("خطأ 404", "لم نجد الموضوع الذي تبحث عنه، عد إلى الصفحة الرئيسية."),
        ),
    ),
)
