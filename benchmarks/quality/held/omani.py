"""An Omani agency: «مسقط في 14 مارس /الجبل/», the day in two calendars, the editors' letters under the text."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from benchmarks.quality import furniture
from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import GREGORIAN, half_day, hijri_day, weekday, written
from benchmarks.quality.designs import newest_wordings as wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("jabal-na", "وكالة أنباء الجبل", "Jabal News Agency", "OM", "Asia/Muscat")
_MARK = "الجبل"
_FIRST = ("هلال", "ثريا", "سالم", "رحمة", "مازن", "بدرية", "الخطاب", "عزة")
_LAST = ("الحارثي", "البلوشي", "الكندي", "الريامية", "المعمري", "الهنائي", "الشكيلي", "الرواحي")
_CITIES = ("مسقط", "صلالة", "صحار", "نزوى", "صور", "البريمي")


def article(posting: Posting) -> Printed:
    """Give a dispatch whose dateline has the day without its year, as the head has it in full."""
    people = wordings.names(posting, _FIRST, _LAST) if posting.maybe(0.5) else ()
    moment, day, precision = posting.moment, "", None
    city = posting.one(_CITIES)
    when = ""
    if moment:
        precision = "minute" if posting.with_time else "day"
        day = f'<div class="news-date">{_shown(posting, moment)}</div>'
        when = f" في {moment.day} {GREGORIAN[moment.month - 1]}" if posting.maybe(0.7) else ""
    opening = f"{city}{when} /{_MARK}/ {posting.one(('-- ', '', '- '))}"
    texts = (opening + posting.paragraphs[0], *posting.paragraphs[1:])
    by = (
        f'<p class="news-writer">{posting.one(("كتب: ", "إعداد: ", "كتب - "))}{" و".join(people)}</p>'
        if people
        else ""
    )
    end = posting.one(("", f"<p>/{_MARK}/</p>", f"<p>/{_MARK}/ س.ح</p>", f"<p>/{_MARK}/ النشرة العامة</p>"))
    photo, section = wordings.photo(posting), posting.one(wordings.SECTIONS)
    lines = "".join(f"<p dir='rtl'>{furniture.marked(posting, text)}</p>" for text in texts)
    main = f"""<section class="news-view"><a class="cat" href="/category/{posting.number % 6}">{section}</a><h1>{escape(posting.title)}</h1>{day}<div class="slide"><img src="/upload/{posting.number}.jpeg">{f"<small>{photo}</small>" if photo else ""}</div><div class="news-body">{by}{lines}{end}</div><div class="news-share"><span>انشر الخبر</span><a>فيسبوك</a><a>إكس</a></div></section>{_others(posting, 6)}"""
    return Printed(
        path=f"/ar/news/{posting.random.randrange(1, 90)}/{posting.random.randrange(10**4, 10**6)}",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=people,
        paragraphs=texts,
        asides=printed(section=section, caption=photo, place=city, agency=_MARK),
    )


def _shown(posting: Posting, moment: datetime) -> str:
    day = f"{weekday(moment)}، {written(moment, GREGORIAN)}"
    shown = posting.one(
        (
            day,
            f"{weekday(moment)} {hijri_day(moment)}هـ الموافق {written(moment, GREGORIAN)}م",
            f"{hijri_day(moment)} هـ - {written(moment, GREGORIAN)} م",
            f"{moment.day}/{moment.month}/{moment.year}",
            f"نشرت بتاريخ: {moment:%d-%m-%Y}",
        )
    )
    clock = posting.one((f" {half_day(moment)}", f" الساعة {moment:%H:%M}", f" - {moment:%H:%M} بتوقيت مسقط"))
    return shown + (clock if posting.with_time else "")


def _others(posting: Posting, count: int) -> str:
    rows = "".join(
        f'<div class="other"><h3>{furniture.link(one)}</h3><p>{one.moment.day} {GREGORIAN[one.moment.month - 1]} /{_MARK}/ {escape(one.teaser)}</p></div>'
        for one in posting.neighbours[:count]
    )
    return f'<section class="others"><h2>{posting.one(wordings.BOXES)}</h2>{rows}</section>'


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the agency."""
    now = posting.clock
    ticker = " • ".join(furniture.link(one) for one in posting.neighbours[8:12])
    return f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{posting.outlet.name} : {escape(title)}</title></head><body dir="rtl"><header><div>سلطنة عُمان | {weekday(now)} {hijri_day(now)}هـ | {written(now, GREGORIAN)}م | {now:%H:%M}</div><nav><ul>{wordings.bar(9)}</ul></nav><div class="ticker">الأخبار العاجلة {ticker}</div></header>
<main>{main}</main><footer><p>مسقط، شارع الميناء، ص.ب 112 - هاتف 24550182</p><p>وكالة أنباء الجبل {now.year} - يسمح بالنقل مع ذكر الوكالة</p><p>{posting.one(wordings.FOLLOW)}</p></footer></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    return f"<h1>{heading or 'نشرة الأخبار'}</h1>{_others(posting, 14)}<div class='pager'><b>1</b> <a>2</a> <a>3</a></div>"


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<section class="news-view"><h1>{escape(title)}</h1><div class="news-body">{"".join(f"<p>{escape(text)}</p>" for text in paragraphs)}</div></section>'


DESIGN = Design(
    outlet=OUTLET,
    habit="«مسقط في 14 مارس /الجبل/», two calendars",
    article=article,
    shell=shell,
    held=True,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("لا يوجد خبر", "عفواً، لا يوجد خبر بهذا الرقم في أرشيف الوكالة."),
            ("404", "نعتذر، الصفحة المطلوبة ليست ضمن صفحات الموقع."),
        ),
    ),
)
