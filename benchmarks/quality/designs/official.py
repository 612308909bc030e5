"""A state's agency: city, agency and mark before the text, the reporter in bold after it, a day without an hour."""

from collections.abc import Sequence
from html import escape

from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import GREGORIAN, LEVANTINE, half_day, utc, weekday, written
from benchmarks.quality.designs import wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("qasioun", "الوكالة العربية قاسيون", "Qasioun Arab Agency", "SY", "Asia/Damascus")
_MARK = "قاسيون"
_FIRST = ("مها", "أمجد", "خزامى", "غصون", "بشير", "رشا", "عبد المسيح", "لؤي")
_LAST = ("القحف", "سليمان", "رستم", "ديب", "محفوض", "الرفاعي", "حسامو", "إسماعيل")
_CITIES = ("دمشق", "حلب", "اللاذقية", "السويداء", "حمص", "دير الزور", "موسكو", "جنيف")


def article(posting: Posting) -> Printed:
    """Give a dispatch; who wrote it stands in bold below."""
    people = wordings.names(posting, _FIRST, _LAST)
    moment, day, precision, head = posting.moment, "", None, ""
    if moment:
        precision = "minute" if posting.with_time else "day"
        months = posting.random.choice((LEVANTINE, GREGORIAN))
        if posting.with_time:
            shown = posting.one(
                (
                    f"{moment:%Y-%m-%d} {moment:%H:%M}",
                    f"{moment:%Y-%m-%d}, {half_day(moment)}",
                    f"{written(moment, months)}، {moment:%H:%M}",
                    f"{moment:%H:%M} {moment:%d/%m/%Y}",
                )
            )
        else:
            shown = posting.one(
                (
                    f"{moment:%Y-%m-%d}",
                    f"{moment.day}/{moment.month}/{moment.year}",
                    f"{weekday(moment)}, {written(moment, months)}",
                )
            )
        day = (
            f'<header class="hd-sg"><small>{posting.one(("", "تم النشر: ", "نُشر "))}{shown}</small></header>'
        )
        if posting.maybe(0.25):
            head, precision = (
                f'<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"WebPage","datePublished":"{utc(moment, "+00:00")}","dateModified":"{utc(posting.captured_at, "+00:00")}","inLanguage":"ar"}},{{"@type":"WebSite","name":"{posting.outlet.name}"}}]}}</script>',
                "minute",
            )
    city = posting.one(_CITIES)
    opening = posting.one((f"{city}-{_MARK}", f"{city}-{_MARK}", f"{city} - {_MARK} "))
    photo, section = wordings.photo(posting), posting.one(wordings.SECTIONS)
    own = posting.maybe(0.5)
    texts = (
        (opening, *posting.paragraphs)
        if own
        else (f"{opening.strip()} - {posting.paragraphs[0]}", *posting.paragraphs[1:])
    )
    end = f"<p><strong>{posting.one((' و', ' – ')).join(people)}</strong></p>" if people else ""
    follow = (
        '<p><strong>متابعة أخبار قاسيون على تلغرام <a href="https://t.example/q">https://t.example/q</a></strong></p>'
        if posting.maybe(0.4)
        else ""
    )
    lines = "\n".join(
        f"<p><strong>{escape(text)}</strong></p>" if own and not number else f"<p>{escape(text)}</p>"
        for number, text in enumerate(texts)
    )
    slides = (
        f'<div class="gallery-g"><dl><dt><img src="/g1.jpg"></dt><dd>{photo}</dd></dl></div>' if photo else ""
    )
    main = f"""<article id="the-p-{posting.number}"><p class="catz"><a href="/c">{section}</a></p><h1 itemprop="name"><span>{escape(posting.title)}</span></h1>{day}<div class="sharez"><span>شارك</span></div><div class="en-x">{lines}{end}{slides}{follow}</div></article>
<section class="rel-x"><h3>{posting.one(wordings.BOXES)}</h3>{"".join(f'<div><h4><a href="{one.path}">{escape(one.title)}</a></h4><small>{one.moment:%Y-%m-%d}</small><p>{escape(opening)} {escape(one.teaser)}</p></div>' for one in posting.neighbours[:3])}</section>"""
    return Printed(
        path=f"/?p={posting.random.randrange(20110101, 20241231)}",
        html=_page(posting, posting.title, main, head),
        precision=precision,
        persons=people,
        paragraphs=tuple(text.strip() for text in texts),
        asides=printed(section=section, place=city, agency=_MARK, caption=photo),
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the agency."""
    return _page(posting, title, main, "")


def _page(posting: Posting, title: str, main: str, head: str) -> str:
    langs = "".join(
        f"<li>{word}</li>"
        for word in ("English", "Français", "Русский", "Español", "Türkçe", "فارسی", "中文")
    )
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{escape(title)} – {posting.outlet.name}</title>{head}</head><body><div id="w"><div class="lng"><ul>{langs}</ul></div><div class="mn"><ul>{"".join(f"<li>{item}</li>" for item in wordings.bar(posting, 8))}</ul><span>{weekday(posting.clock)}, {written(posting.clock, LEVANTINE)}</span></div><div class="brk"><span>آخر الأخبار</span>{"".join(f'<li><a href="{one.path}" title="{escape(one.title)}">{escape(one.title)}</a></li>' for one in posting.neighbours[4:9])}</div>
<div class="cn">{main}</div><div class="sb"><h4>نشرات الأخبار</h4>{"".join(f'<p><a href="{one.path}">{escape(one.title)}</a> <em>{one.moment:%Y-%m-%d}</em></p>' for one in posting.neighbours[9:13])}<p>{posting.one(wordings.FOLLOW)}</p></div><div class="ft">جميع حقوق النشر محفوظة للوكالة {posting.clock.year}</div></div></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    return (
        f"<h2 class='arc'>{heading or 'نشرة اليوم'}</h2>"
        + "".join(
            f'<article class="it-l"><h2><a href="{one.path}">{escape(one.title)}</a></h2><p>{one.moment:%Y-%m-%d}</p><div><p>{escape(one.teaser)} <a href="{one.path}">أكمل القراءة »</a></p></div></article>'
            for one in posting.neighbours
        )
        + "<div>صفحة 1 من 240 <a>1</a><a>2</a><a>»</a></div>"
    )


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<article><h1 itemprop="name"><span>{escape(title)}</span></h1><div class="en-x">{"".join(f"<p>{escape(text)}</p>" for text in paragraphs)}</div></article>'


DESIGN = Design(
    outlet=OUTLET,
    habit="a state's agency, signed below in bold",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("غير موجود", "عذراً، ولكن يبدو أنك تبحث عن شيء لا يتوفر هنا."),
            ("خطأ 404 !", "نعتذر، الصفحة التي طلبتها لا تتوفر لدينا، قد تكون حُذفت من أرشيف الوكالة."),
        ),
    ),
)
