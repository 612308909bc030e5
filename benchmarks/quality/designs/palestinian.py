"""A Palestinian agency: definition lists, «نشر بتاريخ … ( آخر تحديث … )», months named twice, the zone beside the hour."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape

from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import GREGORIAN, LEVANTINE, doubled, weekday
from benchmarks.quality.designs import wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("karmel", "وكالة الكرمل", "Karmel Agency", "PS", "Asia/Hebron")
_MARK = "كرمل"
_FIRST = ("رامي", "ميسون", "إبراهيم", "ختام", "فادي", "لانا", "عزّام", "شيرين")
_LAST = ("الديك", "أبو سنينة", "زيدان", "الشوبكي", "عوّاد", "دويكات", "التميمي", "مسلم")
_CITIES = ("رام الله", "القدس المحتلة", "نابلس", "غزة", "الخليل", "جنين", "بيت لحم")


def article(posting: Posting) -> Printed:
    """Give a dispatch that opens with city, day and the agency's mark and ends with a rule and letters."""
    people = wordings.names(posting, _FIRST, _LAST)
    moment, day, precision, filed = posting.moment, "", None, ""
    if moment:
        precision = "minute" if posting.with_time else "day"
        later = moment + timedelta(minutes=posting.random.randrange(0, 19))
        day = f"<dt>{posting.one(('نشر بتاريخ:', 'تاريخ النشر:', 'النشر:'))}</dt><dd>{_shown(posting, moment)}{f' ( آخر تحديث: {later:%d/%m/%Y} الساعة: {later:%H:%M} )' if posting.maybe(0.3) else ''}</dd>"
        filed = f" {moment.day}-{moment.month}-{moment.year}"
    city, photo, topics = posting.one(_CITIES), wordings.photo(posting), wordings.topics(posting)
    opening = posting.one(
        (
            f"{city}{filed} {_MARK}- ",
            f"{city} - {_MARK} - ",
            f"{city}-{_MARK}- ",
            f"{city}{filed} ({_MARK}) - ",
        )
    )
    texts = [opening + posting.paragraphs[0], *posting.paragraphs[1:]]
    who = (
        f"<dt>{posting.one(('الكاتب:', 'بقلم:', 'تقرير:'))}</dt><dd>{' و'.join(people)}</dd>"
        if people
        else ""
    )
    end = posting.one(("", "ــــــ<br/>س.ع/ ر.ح", "ـــ", "خ.م"))
    section = posting.one(wordings.SECTIONS)
    middle = len(texts) // 2
    lines = [f"<p>{escape(text)}</p>" for text in texts]
    if middle and posting.maybe(0.5):
        one = posting.neighbours[0]
        lines.insert(
            middle,
            posting.one(
                (
                    f'<aside><b>{posting.one(wordings.MORE)}</b><a href="{one.path}">{escape(one.title)}</a></aside>',
                    f"<p><strong>{posting.one(wordings.MORE)}</strong><br/><a href='{one.path}'>{escape(one.title)}</a></p>",
                    f"<div>{posting.one(wordings.PROMOTED)}</div>",
                )
            ),
        )
    marks = "".join(f"<li><a href=/tags>#{topic.replace(' ', '_')}</a></li>" for topic in topics)
    hashes = f"<ul>{marks}</ul>" if topics else ""
    main = f"""<section><p><a href="/">الرئيسية</a> / <a href="/x">{section}</a></p><figure><img src="/u/{posting.number}.jpg" alt="">{f"<figcaption>{photo}</figcaption>" if photo else ""}</figure><h1>{escape(posting.title)}</h1><dl>{"".join((day, who) if posting.maybe(0.5) else (who, day))}<dt>المشاهدات:</dt><dd>{posting.random.randrange(50, 9000)}</dd></dl>
<p><a>تصغير الخط</a> <a>تكبير الخط</a></p><div lang="ar">{"".join(lines)}{f"<p>{end}</p>" if end else ""}</div>{hashes}</section>
<section><h2>{posting.one(wordings.BOXES)}</h2>{"".join(f'<div><a href="{one.path}"><h3>{escape(one.title)}</h3></a><p>{escape(one.teaser)}</p><p>{one.moment:%d/%m/%Y} {one.moment:%H:%M}</p></div>' for one in posting.neighbours[2:7])}</section>"""
    return Printed(
        path=f"/news/{posting.random.randrange(2008, 2020)}{posting.random.randrange(10, 13)}{posting.random.randrange(10, 29)}{posting.number}",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=people,
        paragraphs=tuple(texts),
        asides=printed(section=section, caption=photo, place=city, agency=_MARK),
    )


def _shown(posting: Posting, moment: datetime) -> str:
    day = posting.one(
        (
            f"{moment:%d/%m/%Y}",
            doubled(moment),
            f"{weekday(moment)} {doubled(moment)}",
            f"{weekday(moment)}، {moment.day} {LEVANTINE[moment.month - 1]} / {GREGORIAN[moment.month - 1]} {moment.year}",
        )
    )
    if not posting.with_time:
        return day
    offset = moment.utcoffset() or timedelta()
    hours = int(offset.total_seconds() // 3600)
    clock = posting.one(
        (
            f"الساعة: {moment:%H:%M}",
            f"{moment:%H:%M} بتوقيت القدس",
            f"{moment:%H:%M} GMT+{hours}",
            f"الساعة {moment:%H:%M} (GMT+{hours})",
        )
    )
    return f"{day} {clock}"


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    urgent = "".join(
        f"<li><b>{one.moment:%H:%M}</b> <a href='{one.path}'>{escape(one.title)}</a></li>"
        for one in posting.neighbours[7:12]
    )
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{escape(title)} - {posting.outlet.name}</title><meta name="keywords" content="فلسطين, القدس, أخبار, وكالة"></head><body><header><a href="/"><img src="/logo.svg" alt="{posting.outlet.name}"></a><p>{weekday(posting.clock)} {doubled(posting.clock)} - القدس {posting.clock:%H:%M}</p><p>دولار 3.61 دينار 5.09 يورو 3.92</p><nav>{"".join(wordings.bar(posting, 10))}</nav></header>
<div><h4>عاجل</h4><ul>{urgent}</ul></div><main>{main}</main><aside><h4>{posting.one(wordings.TOP)}</h4><ol>{"".join(f"<li><a href='{one.path}'>{escape(one.title)}</a></li>" for one in posting.neighbours[1:6])}</ol></aside><footer><p>وكالة الكرمل الإخبارية © 2005-{posting.clock.year}</p><p>رام الله، شارع الإرسال، عمارة الكرمل ط4</p></footer></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    return (
        f"<section><h1>{heading or 'الرئيسية'}</h1>"
        + "".join(
            f"<div><a href='{one.path}'><h3>{escape(one.title)}</h3></a><p>{one.moment:%d/%m/%Y} {one.moment:%H:%M}</p><p>{escape(one.teaser)}</p></div>"
            for one in posting.neighbours
        )
        + "<a>عرض المزيد</a></section>"
    )


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f"<section><h1>{escape(title)}</h1><div>{''.join(f'<p>{escape(text)}</p>' for text in paragraphs)}</div></section>"


DESIGN = Design(
    outlet=OUTLET,
    habit="bare elements, months twice, GMT+2",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("عذراً", "الخبر الذي تحاول الوصول إليه غير متوفر حالياً."),
            ("صفحة غير موجودة", "قد يكون الرابط قديماً أو أن الخبر نُقل إلى الأرشيف."),
        ),
    ),
)
