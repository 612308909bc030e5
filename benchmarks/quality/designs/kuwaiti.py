"""A Kuwaiti daily's site: print editions, «| محرر الشؤون المحلية |», bullets under the headline, few marks."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from benchmarks.quality import furniture
from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import GREGORIAN, half_day, weekday, written
from benchmarks.quality.designs import newer_wordings as wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("boubyan", "جريدة بوبيان", "Boubyan Daily", "KW", "Asia/Kuwait")
_FIRST = ("بدر", "حصة", "مشاري", "هيا", "ناصر", "دانة", "عبدالرحمن", "فجر")
_LAST = ("العنزي", "الرشيدي", "الكندري", "الفضلي", "بهبهاني", "العجمي", "المطوع", "الصقر")
_DESKS = (
    "محرر الشؤون المحلية",
    "المحرر الاقتصادي",
    "القسم الرياضي",
    "الكويت - بوبيان",
    "محرر الشؤون البرلمانية",
)


def article(posting: Posting) -> Printed:
    """Give a report of the printed edition or of the site, its signature between bars or in a line."""
    people = wordings.names(posting, _FIRST, _LAST)
    moment, day, precision = posting.moment, "", None
    if moment:
        precision = "minute" if posting.with_time else "day"
        day = f'<div class="post-date">{_shown(posting, moment)}</div>'
    office = wordings.agency(posting)
    if people:
        joined = " و".join(people)
        signed = posting.one(
            (f"| {joined} |", f"كتب {joined}:", f"{joined}", f"| كتب {joined} |", f"تقرير: {joined}")
        )
    else:
        signed = posting.one(
            (f"| {posting.one(_DESKS)} |", posting.one(_DESKS), f"| {office} |" if office else "", "")
        )
    line = f'<div class="post-author">{signed}</div>' if signed else ""
    points = (
        "".join(f"<li>{one}</li>" for one in posting.random.sample(wordings.DECKS, 2))
        if posting.maybe(0.25)
        else ""
    )
    photo, topics, section = wordings.photo(posting), wordings.topics(posting), posting.one(wordings.SECTIONS)
    edition = (
        f'<div class="edition">العدد {posting.random.randrange(3000, 16000)} - صفحة {posting.random.randrange(1, 40)}</div>'
        if posting.maybe(0.5)
        else ""
    )
    parts = [line, day, edition]
    posting.random.shuffle(parts)
    tags = (
        f'<div class="post-tags">{"".join(f"<a href=/tags/{n}>{topic}</a>" for n, topic in enumerate(topics))}</div>'
        if topics
        else ""
    )
    main = f"""<div class="crumbs"><a href="/">الرئيسية</a> / <a href="/c/3">{section}</a></div><div class="post"><h1 class="post-title">{escape(posting.title)}</h1>{f'<ul class="post-points">{points}</ul>' if points else ""}<div class="post-info">{"".join(parts)}</div>
<div class="post-pic"><img src="/media/{posting.number}.jpg" alt="">{f"<span>{photo}</span>" if photo else ""}</div><div class="post-tools"><a>PDF</a><a>استمع للخبر</a><a>أرسل</a></div><div class="post-content">{_text(posting)}</div>{tags}</div>{_after(posting)}"""
    return Printed(
        path=f"/{posting.one(('article', 'local', 'ampArticle'))}/{posting.random.randrange(10**5, 10**7)}",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=people,
        asides=printed(section=section, tags=topics, caption=photo),
    )


def _shown(posting: Posting, moment: datetime) -> str:
    words = posting.random.choice((("ص", "م"), ("صباحاً", "مساءً")))
    day, clock = posting.random.choice(
        (
            (written(moment, GREGORIAN), f" {half_day(moment, words)}"),
            (f"{weekday(moment)} {written(moment, GREGORIAN)}", f" | {moment:%H:%M}"),
            (f"{moment:%d-%m-%Y}", f" | {moment:%H:%M}"),
            (f"{weekday(moment)} {moment:%Y/%m/%d}", f" {moment:%I:%M:00} {words[moment.hour >= 12]}"),
            (f"نشر في {moment.day}/{moment.month}/{moment.year}", f" الساعة {moment:%H:%M}"),
        )
    )
    return day + (clock if posting.with_time else "")


def _text(posting: Posting) -> str:
    def pause(number: int) -> str:
        one = posting.neighbours[number % 9]
        return posting.one(
            (
                f'<div class="in-post"><a href="{one.path}"><span>{posting.one(wordings.MORE)}</span> {escape(one.title)}</a></div>',
                f'<div class="gpt"><small>{posting.one(wordings.PROMOTED)}</small></div>',
            )
        )

    mark = posting.random.choice((("<p>", "</p>"), ("<p>", "</p>"), ("<div>", "</div>")))
    return "\n".join(
        furniture.with_pauses(posting, furniture.blocks(posting, posting.paragraphs, *mark), pause, 0.1)
    )


def _after(posting: Posting) -> str:
    cards = "".join(
        f'<div class="also"><a href="{one.path}"><h5>{escape(one.title)}</h5></a><small>{written(one.moment, GREGORIAN)}</small><p>{escape(one.teaser)}</p></div>'
        for one in posting.neighbours[:5]
    )
    return f'<div class="alsos"><h3>{posting.one(wordings.BOXES)}</h3>{cards}</div>'


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the paper."""
    now = posting.clock
    top = "".join(
        f'<li><a href="{one.path}">{escape(one.title)}</a></li>' for one in posting.neighbours[5:11]
    )
    return f"""<!DOCTYPE html><html dir="rtl" lang="ar-KW"><head><meta charset="utf-8"><title>{posting.outlet.name} | {escape(title)}</title><meta property="og:title" content="{escape(title)}"><meta property="og:image" content="/media/{posting.number}.jpg"></head><body><div class="strip"><span>{weekday(now)} {written(now, GREGORIAN)}</span><span>الكويت 38°</span><span>دينار = 3.25 دولار</span></div><div class="brand"><a href="/">{posting.outlet.name}</a><span>تأسست عام 1974</span></div><div class="nav">{"".join(wordings.bar(posting, 12))}</div>
<div class="page"><div class="right">{main}</div><div class="left"><div class="pdf"><h4>النسخة الورقية</h4><p>عدد {weekday(now)} {now:%d-%m-%Y}</p></div><h4>{posting.one(wordings.TOP)}</h4><ol>{top}</ol><p>{posting.one(wordings.FOLLOW)}</p></div></div><div class="foot"><p>جريدة بوبيان © {now.year} - شركة دار بوبيان للصحافة</p><p>رئيس التحرير جاسم المزيدي</p><p>الشويخ الصناعية، هاتف 24811111</p></div></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    cards = "".join(
        f'<div class="row"><a href="{one.path}"><h3>{escape(one.title)}</h3></a><div class="post-date">{written(one.moment, GREGORIAN)} | {one.moment:%H:%M}</div><p>{escape(one.teaser)}</p></div>'
        for one in posting.neighbours
    )
    return f'<h1 class="list-title">{heading or "عدد اليوم"}</h1>{cards}<div class="next"><a>أخبار أقدم</a></div>'


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<div class="post"><h1 class="post-title">{escape(title)}</h1><div class="post-content">{"".join(f"<p>{escape(text)}</p>" for text in paragraphs)}</div></div>'


DESIGN = Design(
    outlet=OUTLET,
    habit="a printed edition's site, «| محرر الشؤون المحلية |»",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("عذراً", "لا يوجد خبر بهذا الرقم في أعدادنا."),
            ("الصفحة غير موجودة", "قد تكون المادة من أعداد أقدم لم تُنقل إلى الموقع الجديد."),
        ),
    ),
)
