"""An Iraqi news channel: «2023-05-14 | 15:22» or Babylonian months, «بابان نيوز/ بغداد», initials of an editor."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import LEVANTINE, weekday, written
from benchmarks.quality.designs import newer_wordings as wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("babantv", "قناة بابان الفضائية", "Baban TV", "IQ", "Asia/Baghdad")
_FIRST = ("حيدر", "شهد", "علي كاظم", "زهراء", "مصطفى", "رفل", "سيف", "آوات")
_LAST = ("الموسوي", "الدليمي", "عبد الحسين", "الربيعي", "الجنابي", "كريم", "التكريتي", "الساعدي")
_CITIES = ("بغداد", "البصرة", "أربيل", "الموصل", "كركوك", "النجف")
_MARK = "بابان نيوز"


def article(posting: Posting) -> Printed:
    """Give an item of the channel's newsroom; now and then a correspondent signs."""
    people = wordings.names(posting, _FIRST, _LAST) if posting.maybe(0.5) else ()
    moment, day, precision = posting.moment, "", None
    if moment:
        precision = "minute" if posting.with_time else "day"
        day = f'<div class="article-date"><i class="fa fa-clock-o"></i> {_shown(posting, moment)}</div>'
    city = posting.one(_CITIES)
    opening = posting.one((f"{_MARK}/ {city} - ", f"{_MARK} - {city}: ", f"{_MARK} - {city} - ", ""))
    texts = (opening + posting.paragraphs[0], *posting.paragraphs[1:])
    by = ""
    if people:
        by = f'<div class="article-writer">{posting.one(("", "مراسلنا: ", "تقرير: ", "إعداد: "))}{" و".join(people)}</div>'
    elif posting.maybe(0.5):
        by = f'<div class="article-source">المصدر: {wordings.agency(posting) or _MARK}</div>'
    photo, topics, section = wordings.photo(posting), wordings.topics(posting), posting.one(wordings.SECTIONS)
    foot = posting.one(("", "", "<p>تحرير: س . م</p>", '<p class="end">م.ج / ك.ع</p>'))
    mark = posting.one(("p", "p", "br"))
    lines = [escape(text) for text in texts]
    body = "<br><br>".join(lines) if mark == "br" else "".join(f"<p>{line}</p>" for line in lines)
    inner = posting.neighbours[1]
    also = (
        f'<div class="read-more-box"><span>{posting.one(wordings.MORE)}</span><a href="{inner.path}">{escape(inner.title)}</a></div>'
        if posting.maybe(0.5)
        else ""
    )
    tags = (
        f'<div class="article-tags">{"".join(f"<a href=/Search/{n}>#{topic}</a>" for n, topic in enumerate(topics))}</div>'
        if topics
        else ""
    )
    views = f'<div class="article-views">{posting.random.randrange(100, 40000):,} مشاهدة</div>'
    parts = [day, views, by]
    if posting.maybe(0.4):
        parts = [by, day, views]
    main = f"""<div class="article-page"><div class="article-category"><a href="/Category/2">{section}</a></div><h1 class="article-title">{escape(posting.title)}</h1><div class="article-bar">{"".join(parts)}<div class="zoom"><a>+A</a><a>-A</a></div></div>
<div class="article-img"><img src="/uploadpath/{posting.number}.jpg" alt="{escape(posting.title)}"/>{f'<p class="img-desc">{photo}</p>' if photo else ""}</div><div class="article-text">{body}{foot}</div>{also}{tags}</div>{_after(posting)}"""
    return Printed(
        path=f"/{posting.one(('news', 'iraq', 'localnews'))}/{posting.random.randrange(10**4, 10**6)}/{posting.one(('ar', 'khabar', 'details'))}",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=people,
        paragraphs=texts,
        asides=printed(
            section=section,
            tags=topics,
            caption=photo,
            place=city if opening else None,
            agency=_MARK if opening else None,
        ),
    )


def _shown(posting: Posting, moment: datetime) -> str:
    words = ("صباحاً", "مساءً")
    half = f"{moment:%I:%M} {words[moment.hour >= 12]}"
    day, clock = posting.random.choice(
        (
            (f"{moment:%Y-%m-%d}", f" | {moment:%H:%M}"),
            (f"{moment:%Y-%m-%d}", f" {moment:%H:%M}"),
            (f"{weekday(moment)}، {written(moment, LEVANTINE)}", f" {half}"),
            (written(moment, LEVANTINE), f" - {moment:%H:%M}"),
            (f"{moment:%Y/%m/%d}", f" {half}"),
        )
    )
    return day + (clock if posting.with_time else "")


def _after(posting: Posting) -> str:
    cards = "".join(
        f'<div class="news-item"><a href="{one.path}"><div class="news-item-title">{escape(one.title)}</div></a><div class="news-item-date">{one.moment:%Y-%m-%d} | {one.moment:%H:%M}</div><div class="news-item-text">{escape(one.teaser)}</div></div>'
        for one in posting.neighbours[2:8]
    )
    shows = "".join(
        f'<div class="episode"><span>{posting.random.randrange(20, 59)}:{posting.random.randrange(10, 59)}</span><div>{name}</div><small>الحلقة {posting.random.randrange(2, 300)} | {one.moment:%Y-%m-%d}</small></div>'
        for name, one in zip(("من بغداد", "نبض الشارع", "حصاد الليلة"), posting.neighbours, strict=False)
    )
    return f'<div class="more-news"><h3>{posting.one(wordings.BOXES)}</h3>{cards}</div><div class="programs"><h3>أحدث الحلقات</h3>{shows}</div>'


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the channel."""
    now = posting.clock
    urgent = "".join(
        f'<div class="swiper-slide"><a href="{one.path}">{escape(one.title)}</a></div>'
        for one in posting.neighbours[8:13]
    )
    top = "".join(
        f'<div class="most"><b>{n}</b><a href="{one.path}">{escape(one.title)}</a></div>'
        for n, one in enumerate(posting.neighbours[:5], 1)
    )
    return f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"/><title>{escape(title)} | بابان نيوز</title><meta property="og:title" content="{escape(title)}"/><meta property="og:description" content="آخر أخبار العراق والعالم"/></head><body dir="rtl"><div class="header"><div class="live"><a href="/live">البث المباشر</a></div><div class="header-date">{weekday(now)} {written(now, LEVANTINE)} | {now:%H:%M} بتوقيت بغداد</div><div class="nav">{"".join(wordings.bar(posting, 10))}</div></div><div class="breaking"><span>عاجل</span><div class="swiper">{urgent}</div></div>
<div class="container"><div class="col-md-8">{main}</div><div class="col-md-4"><div class="box-title">{posting.one(wordings.TOP)}</div>{top}<div class="app">{posting.one(wordings.FOLLOW)}</div><div class="freq">التردد نايل سات 11137 عمودي 27500</div></div></div><div class="footer"><p>قناة بابان الفضائية {now.year} © كل الحقوق محفوظة</p><a>من نحن</a><a>الترددات</a><a>سياسة الخصوصية</a></div></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    cards = "".join(
        f'<div class="news-item"><a href="{one.path}"><div class="news-item-title">{escape(one.title)}</div></a><div class="news-item-date">{one.moment:%Y-%m-%d} | {one.moment:%H:%M}</div><div>{escape(one.teaser)}</div></div>'
        for one in posting.neighbours
    )
    return f'<div class="section-title"><h1>{heading or "الرئيسية"}</h1></div>{cards}<div class="load-more"><button>المزيد من الأخبار</button></div>'


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<div class="article-page"><h1 class="article-title">{escape(title)}</h1><div class="article-text">{"".join(f"<p>{escape(text)}</p>" for text in paragraphs)}</div></div>'


DESIGN = Design(
    outlet=OUTLET,
    habit="a channel's site, 2023-05-14 | 15:22, كانون",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("عذراً", "المحتوى المطلوب غير متوفر، ربما نُقل إلى قسم آخر أو حُذف"),
            ("الصفحة غير متوفرة 404", "تعذر فتح الصفحة، عد إلى الرئيسية لمتابعة آخر الأخبار"),
        ),
    ),
)
