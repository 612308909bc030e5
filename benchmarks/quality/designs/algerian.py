"""An Algerian agency: «أدرج يوم : الأحد, 14 مارس 2021 15:22», dispatches from a city, short items aside."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from benchmarks.quality import furniture
from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import ALGERIAN, GREGORIAN, weekday, written
from benchmarks.quality.designs import newest_wordings as wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("hoggar-ap", "وكالة الهقار للأنباء", "Hoggar Press Agency", "DZ", "Africa/Algiers")
_FIRST = ("مولود", "نسيمة", "عبد القادر", "زهية", "رابح", "حسيبة", "يزيد", "نورة")
_LAST = ("بوعلام", "حمداني", "زروقي", "بن يوسف", "قاسمي", "بوزيد", "مخلوفي", "عمراوي")
_CITIES = ("الجزائر", "وهران", "قسنطينة", "تمنراست", "ورقلة", "بجاية")


def article(posting: Posting) -> Printed:
    """Give a dispatch; inquiries alone are signed, by «من إعداد»."""
    people = wordings.names(posting, _FIRST, _LAST) if posting.maybe(0.4) else ()
    moment, day, precision = posting.moment, "", None
    if moment:
        precision = "minute" if posting.with_time else "day"
        day = f'<span class="itemDate">{_shown(posting, moment)}</span>'
    city = posting.one(_CITIES)
    opening = posting.one((f"{city} - ", f"{city} – ", f"{city}- "))
    texts = (opening + posting.paragraphs[0], *posting.paragraphs[1:])
    by = (
        f'<div class="redac">{posting.one(("من إعداد: ", "من إعداد ", "تقرير "))}{" و".join(people)}</div>'
        if people
        else ""
    )
    photo, topics, section = wordings.photo(posting), wordings.topics(posting), posting.one(wordings.SECTIONS)
    tags = "".join(f"<li><a href='/tag/{n}'>{one}</a></li>" for n, one in enumerate(topics))
    lines = furniture.blocks(posting, texts, '<p style="text-align: justify;">', "</p>")
    main = f"""<div class="pathway"><a href="/">الصفحة الأولى</a> › <a href="/cat/{posting.number % 9}">{section}</a></div><div class="item"><div class="head">{day}<h2 class="title">{escape(posting.title)}</h2></div><div class="bar"><a>طباعة</a><a>البريد الإلكتروني</a></div>
<div class="pic"><img src="/media/{posting.number}.jpg" alt="">{f'<span class="legende">{photo}</span>' if photo else ""}</div>{by}<div class="full">{"".join(lines)}</div>{f'<div class="marks"><span>الكلمات المفتاحية</span><ul>{tags}</ul></div>' if tags else ""}</div>{_rows(posting, 6)}"""
    return Printed(
        path=f"/ar/{posting.one(('algerie', 'economie', 'regions'))}/{posting.random.randrange(10**4, 10**6)}-2",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=people,
        paragraphs=texts,
        asides=printed(section=section, tags=topics, caption=photo, place=city),
    )


def _shown(posting: Posting, moment: datetime) -> str:
    months = ALGERIAN if posting.maybe(0.4) else GREGORIAN
    word = posting.one(("أدرج يوم : ", "أدرج يوم ", "تاريخ الإدراج : ", ""))
    day = posting.one(
        (
            f"{weekday(moment)}, {moment.day:02} {months[moment.month - 1]} {moment.year}",
            f"{weekday(moment)} {written(moment, months)}",
            f"{moment:%d/%m/%Y}",
        )
    )
    clock = posting.one(
        (f" {moment:%H:%M}", f" - {moment:%H:%M}", f" {moment:%H}سا{moment:%M}", f" على {moment:%H:%M}")
    )
    return word + day + (clock if posting.with_time else "")


def _rows(posting: Posting, count: int) -> str:
    rows = "".join(
        f'<div class="row"><span>{weekday(one.moment)}, {written(one.moment, GREGORIAN)} {one.moment:%H:%M}</span><h4>{furniture.link(one)}</h4><p>{escape(one.teaser)}</p></div>'
        for one in posting.neighbours[:count]
    )
    return f'<div class="rows"><h3>{posting.one(wordings.BOXES)}</h3>{rows}</div>'


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the agency."""
    now = posting.clock
    brief = "".join(
        f"<li><b>{one.moment:%H:%M}</b> {furniture.link(one)}</li>" for one in posting.neighbours[6:12]
    )
    return f"""<!DOCTYPE html><html lang="ar-dz" dir="rtl"><head><meta charset="utf-8"><title>{escape(title)}</title><meta name="author" content="Super User"><meta name="generator" content="Joomla! - Open Source Content Management"></head><body><div id="top"><span>{weekday(now)} {written(now, GREGORIAN)}</span><ul>{wordings.bar(10)}</ul><a>Français</a><a>English</a><a>Tamazight</a></div>
<div id="mid"><div id="content">{main}</div><div id="side"><h3>موجز</h3><ul>{brief}</ul><h3>{posting.one(wordings.TOP)}</h3><p>{posting.one(wordings.FOLLOW)}</p></div></div>
<div id="foot"><p>المديرية العامة: 4 نهج الشهداء، الجزائر العاصمة - الهاتف: 021 55 01 82</p><p>كل الحقوق محفوظة - وكالة الهقار للأنباء {now.year}</p></div></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    return f"<h1>{heading or 'آخر الأخبار'}</h1>{_rows(posting, 14)}<ul class='pag'><li>1</li><li><a>2</a></li><li><a>التالي</a></li></ul>"


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<div class="item"><h2 class="title">{escape(title)}</h2><div class="full">{"".join(f"<p>{escape(text)}</p>" for text in paragraphs)}</div></div>'


DESIGN = Design(
    outlet=OUTLET,
    habit="«أدرج يوم», an agency's dispatches",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("404 - المادة غير موجودة", "لم نجد المادة التي طلبتموها، الرجاء التأكد من العنوان."),
            ("خطأ", "المقال المطلوب غير متوفر على الموقع."),
        ),
    ),
)
