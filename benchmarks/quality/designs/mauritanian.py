"""A Mauritanian site on an old Drupal: «أحد, 22/10/2023 - 12:04», views' fields, a dateline in brackets."""

from collections.abc import Sequence
from html import escape

from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import GREGORIAN, WEEKDAYS, weekday, written
from benchmarks.quality.designs import wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("adrar", "أدرار إنفو", "Adrar Info", "MR", "Africa/Nouakchott")
_FIRST = ("محمد الأمين", "سيدي محمد", "مريم", "أحمدو", "الشيخ", "امباركة", "عبد الله", "با")
_LAST = ("ولد الداه", "بنت سيدي", "ولد محمد المختار", "سيدينا", "ولد ابيه", "صمب", "منت أحمد")
_CITIES = ("نواكشوط", "نواذيبو", "كيفه", "روصو", "أطار", "ازويرات")


def article(posting: Posting) -> Printed:
    """Give a node: the day is submitted in the manner of Drupal, weekdays without their article."""
    people = wordings.names(posting, _FIRST, _LAST)
    moment, day, precision = posting.moment, "", None
    if moment:
        precision = "minute" if posting.with_time else "day"
        name = WEEKDAYS[moment.weekday()].removeprefix("ال")
        if posting.with_time:
            day = posting.one(
                (
                    f"{name}, {moment:%d/%m/%Y} - {moment:%H:%M}",
                    f"{name}, {moment:%d/%m/%Y} - {moment:%H:%M}",
                    f"{weekday(moment)}, {moment.day} {GREGORIAN[moment.month - 1]} {moment.year} {moment:%H:%M}",
                    f"{moment:%Y-%m-%d %H:%M}",
                )
            )
        else:
            day = posting.one(
                (f"{name}, {moment:%d/%m/%Y}", written(moment, GREGORIAN), f"{moment:%d-%m-%Y}")
            )
    city, mark = posting.one(_CITIES), posting.one(("أدرار إنفو", "أدرار"))
    opening = posting.one((f"{mark} ({city}) - ", f"{mark} ({city}) – ", f"{city} ({mark}): ", ""))
    texts = (opening + posting.paragraphs[0], *posting.paragraphs[1:])
    photo = wordings.photo(posting)
    by = (
        f'<div class="views-field views-field-field-auteur"><span class="views-label">{posting.one(("الكاتب: ", "بقلم: ", ""))}</span><span class="field-content">{" و".join(people)}</span></div>'
        if people
        else ""
    )
    when = f'<div class="submitted">{day}</div>' if day else ""
    between = "\n".join(f"<p class='rtejustify'>{escape(text)}</p>" for text in texts)
    if posting.maybe(0.3):
        between = "\n".join(f"<p dir='rtl'>{escape(text)}<br />&nbsp;</p>" for text in texts)
    thumb = (
        f"<div class='field-image'><img src='/sites/default/files/styles/large/x.jpg' width='480' alt=''><div class='image-field-caption'>{photo}</div></div>"
        if photo
        else ""
    )
    main = f"""<div id="block-system-main"><div class="node node-actualite"><h2 class="node-title"><a href="/?q=node/{posting.number}">{escape(posting.title)}</a></h2>{when}{by}<div class="content">{thumb}<div class="field-name-body-x"><div class="field-items-x">{between}</div></div></div><div class="links-x"><a>إضافة تعليق جديد</a> <span>{posting.random.randrange(2000)} قراءة</span></div></div></div>{_comments(posting)}"""
    return Printed(
        path=f"/?q=node/{posting.random.randrange(200, 40000)}",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=people,
        paragraphs=texts,
        asides=printed(caption=photo, place=city if opening else None, agency=mark if opening else None),
    )


def _comments(posting: Posting) -> str:
    return "".join(
        f"<div class='comment'><h3><a>{what[:22]}</a></h3><div class='submitted'>{when:%d/%m/%Y} - {when:%H:%M} — {who} (لم يتم التحقق)</div><div class='content'><p>{what}</p></div></div>"
        for who, when, what in wordings.remarks(posting, 4)
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the site."""
    block = "".join(
        f"<li class='views-row'><div class='views-field-title'><a href='{one.path}'>{escape(one.title)}</a></div><div class='views-field-body'>{escape(one.teaser)}</div><span>{one.moment:%d/%m/%Y}</span></li>"
        for one in posting.neighbours[:5]
    )
    more = "".join(
        f"<li><a href='{one.path}'>{escape(one.title)}</a></li>" for one in posting.neighbours[5:10]
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML+RDFa 1.0//EN"><html lang="ar" dir="rtl"><head><meta charset="utf-8"/><meta name="Generator" content="Drupal 7"/><title>{escape(title)} | {posting.outlet.name}</title></head><body class="not-front two-sidebars"><div id="branding"><p>{weekday(posting.clock)} {posting.clock:%d-%m-%Y}</p><ul id="main-menu">{"".join(f"<li class='leaf'>{item}</li>" for item in wordings.bar(posting, 8))}</ul></div>
<div id="center">{main}</div><div class="region-sidebar"><div class="block-views"><h2>{posting.one(wordings.BOXES)}</h2><ul>{block}</ul></div></div><div class="region-sidebar"><h2>{posting.one(wordings.TOP)}</h2><ul>{more}</ul><p>{posting.one(wordings.FOLLOW)}</p></div><div id="foot">أدرار إنفو، نواكشوط، تفرغ زينة - الهاتف: 45251010</div></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    return (
        f"<h1 class='page-title'>{heading}</h1>"
        + "".join(
            f"<div class='node node-teaser'><h2 class='node-title'><a href='{one.path}'>{escape(one.title)}</a></h2><div class='submitted'>{WEEKDAYS[one.moment.weekday()].removeprefix('ال')}, {one.moment:%d/%m/%Y} - {one.moment:%H:%M}</div><div class='content'><p>{escape(one.teaser)}</p></div><a href='{one.path}'>اقرأ المزيد</a></div>"
            for one in posting.neighbours
        )
        + "<ul class='pager'><li>1</li><li><a>2</a></li><li><a>التالي ›</a></li><li><a>الأخيرة »</a></li></ul>"
    )


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f"<div class='node'><h2 class='node-title'><a>{escape(title)}</a></h2><div class='content'>{''.join(f'<p>{escape(text)}</p>' for text in paragraphs)}</div></div>"


DESIGN = Design(
    outlet=OUTLET,
    habit="an old Drupal, أحد, 22/10/2023 - 12:04",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("لم يتم العثور على الصفحة", 'لم يتم العثور على الصفحة المطلوبة "/node/99".'),
            ("الدخول مرفوض", "المحتوى الذي تطلبه غير موجود."),
        ),
    ),
)
