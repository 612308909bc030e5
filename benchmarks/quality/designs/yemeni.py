"""An old Yemeni site: one line for weekday, both names of the month, hour, outlet and city, in windows-1256."""

from collections.abc import Sequence
from html import escape

from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import GREGORIAN, LEVANTINE, hijri_day, weekday, written
from benchmarks.quality.designs import wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("saddpress", "السد برس", "Al-Sadd Press", "YE", "Asia/Aden")
_FIRST = ("عبدالملك", "أروى", "محمد صالح", "قائد", "بلقيس", "فؤاد", "توفيق", "نبيلة")
_LAST = ("الحكيمي", "المقطري", "السقاف", "باوزير", "الشرعبي", "القباطي", "العمراني", "با حميد")
_CITIES = ("صنعاء", "عدن", "تعز", "المكلا", "مأرب", "الحديدة")
_TWELVE = ("صباحاً", "مساءً")


def article(posting: Posting) -> Printed:
    """Give a report below its line; some lines tell the hour and no minute, some the Hijri day too."""
    people = wordings.names(posting, _FIRST, _LAST)
    moment, when, precision = posting.moment, "", None
    if moment:
        hour = f"{moment:%I}"
        first = posting.one(
            (
                f"{weekday(moment)} {moment.day:02} {GREGORIAN[moment.month - 1]}-{LEVANTINE[moment.month - 1]} {moment.year}",
                f"{weekday(moment)} {moment.day:02} {GREGORIAN[moment.month - 1]} - {LEVANTINE[moment.month - 1]} {moment.year}",
                f"{weekday(moment)} {hijri_day(moment)}هـ الموافق {written(moment, GREGORIAN)}م",
                f"{weekday(moment)} {written(moment, GREGORIAN)}م الموافق {hijri_day(moment)}هـ",
                f"{moment:%d/%m/%Y}",
            )
        )
        precision = "day"
        if posting.with_time and posting.maybe(0.5):
            first, precision = f"{first} الساعة {hour} {_TWELVE[moment.hour >= 12]}", "around"
        elif posting.with_time:
            first, precision = f"{first} الساعة {moment:%I:%M} {_TWELVE[moment.hour >= 12]}", "minute"
        when = first
    city = posting.one(_CITIES)
    by = "السد برس" + posting.one((f" - {city}", "-خاص", f" - متابعات - {city}", f" / {city}"))
    who = posting.one(("، ", " - ")).join(people) or wordings.agency(posting) or ""
    if who:
        by += posting.one((f" - {who}", f" / {who}", f" - خاص - {who}"))
    line = (
        " / ".join(part for part in (when, by) if part)
        if posting.maybe(0.6)
        else f"{by}<br>{when}"
        if when
        else by
    )
    photo, section = wordings.photo(posting), posting.one(wordings.SECTIONS)
    texts = list(map(escape, posting.paragraphs))
    body = posting.one(("<BR>", "<br><br>\n", "</p><p class=MsoNormal dir=RTL>")).join(texts)
    picture = (
        f'<table border="0" align="right"><tr><td><img src="photos/{posting.random.randrange(10**5)}.jpg" border="1"></td></tr><tr><td class="pic_text" align="center">{photo}</td></tr></table>'
        if photo
        else ""
    )
    main = f"""<table width="100%" cellpadding="2"><tr><td class="path"><a href="/">الرئيسية</a> » <a href="sec.php">{section}</a></td></tr><tr><td class="news_title">{escape(posting.title)}</td></tr><tr><td class="news_info">{line}</td></tr>
<tr><td class="count">عدد القراءات {posting.random.randrange(100, 20000)}</td></tr><tr><td class="news_text">{picture}<p class=MsoNormal dir=RTL>{body}</p></td></tr><tr><td><a href="print.php">نسخة للطباعة</a> | <a>أرسل لصديق</a> | <a>أضف إلى المفضلة</a></td></tr></table>{_replies(posting)}{_more(posting)}"""
    return Printed(
        path=f"/news_details.php?lang=arabic&sid={posting.random.randrange(2008, 2025)}{posting.random.randrange(1, 99):02}",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=people,
        charset="windows-1256",
        content_type="text/html; charset=windows-1256",
        asides=printed(section=section, caption=photo),
    )


def _replies(posting: Posting) -> str:
    rows = "".join(
        f'<tr><td bgcolor="#EEE">{n} - {weekday(when)} {when.day:02} {GREGORIAN[when.month - 1]}-{LEVANTINE[when.month - 1]} {when.year} {when:%H:%M} مساءً - {who}</td></tr><tr><td>{what}</td></tr>'
        for n, (who, when, what) in enumerate(wordings.remarks(posting, 5), 1)
    )
    return (
        f'<table width="95%" class="cmt"><tr><th>تعليقات القراء</th></tr><tr><td>الآراء الواردة هنا تمثل أصحابها</td></tr>{rows}</table>'
        if rows
        else ""
    )


def _more(posting: Posting) -> str:
    rows = "".join(
        f'<tr><td>· <a href="{one.path}">{escape(one.title)}</a> ({one.moment:%d/%m/%Y})</td></tr>'
        for one in posting.neighbours[:6]
    )
    return f"<table><tr><td><b>{posting.one(wordings.BOXES)}</b></td></tr>{rows}</table>"


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    left = "".join(
        f'<tr><td class="s"><a href="{one.path}"><b>{escape(one.title)}</b></a><br>{escape(one.teaser)}</td></tr>'
        for one in posting.neighbours[6:10]
    )
    return f"""<html dir="rtl"><head><title>{posting.outlet.name} | {escape(title)}</title><meta http-equiv="Content-Type" content="text/html; charset=windows-1256"><meta name="Generator" content="Mambo - Copyright 2000 - 2005 Miro International"></head><body topmargin="0"><table width="950" align="center"><tr><td colspan="3" class="top">{weekday(posting.clock)} , {written(posting.clock, GREGORIAN)} م الموافق {hijri_day(posting.clock)} هـ</td></tr><tr><td colspan="3" background="bar.gif">{" . ".join(wordings.bar(posting, 9))}</td></tr>
<tr><td width="150" valign="top"><table class="moduletable"><tr><th>{posting.one(wordings.TOP)}</th></tr>{left}</table></td><td valign="top" width="600">{main}</td><td width="200" valign="top"><p>{posting.one(wordings.FOLLOW)}</p><p>يوجد حالياً {posting.random.randrange(4, 300)} زائر يتصفحون الموقع</p></td></tr><tr><td colspan="3" align="center">السد برس - جميع المواد تعبر عن رأي كاتبيها<br>2006 - {posting.clock.year}</td></tr></table></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    return (
        f'<table width="100%"><tr><td class="sec_title">{heading or "جديد الموقع"}</td></tr>'
        + "".join(
            f'<tr><td class="t"><a href="{one.path}">{escape(one.title)}</a></td></tr><tr><td class="d">{weekday(one.moment)} {one.moment.day:02} {GREGORIAN[one.moment.month - 1]}-{LEVANTINE[one.moment.month - 1]} {one.moment.year}</td></tr><tr><td>{escape(one.teaser)} <a href="{one.path}">التفاصيل</a></td></tr>'
            for one in posting.neighbours
        )
        + "</table>"
    )


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<table><tr><td class="news_title">{escape(title)}</td></tr><tr><td class="news_text">{"<BR>".join(map(escape, paragraphs))}</td></tr></table>'


DESIGN = Design(
    outlet=OUTLET,
    habit="one line tells all, مارس-آذار, Hijri beside",
    article=article,
    shell=shell,
    charset="windows-1256",
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("عفوا", "لا يوجد خبر بهذا الرقم"),
            ("تنبيه", "المادة التي طلبتها محذوفة أو لم تعد موجودة في الموقع، نرجو اختيار مادة أخرى"),
        ),
    ),
)
