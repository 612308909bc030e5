"""A Tunisian daily: «نشر يوم الأحد 14 فيفري 2021 - 15:22», elements of HTML5 with microdata, desks' initials."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from benchmarks.quality import furniture
from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import ALGERIAN, iso, weekday, written
from benchmarks.quality.designs import newer_wordings as wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("qsour", "جريدة القصور", "Al Qsour", "TN", "Africa/Tunis")
_FIRST = ("منجي", "ألفة", "الحبيب", "سنية", "نزيهة", "حاتم", "رجاء", "فوزي")
_LAST = ("العبيدي", "بن رمضان", "الطرابلسي", "الماجري", "السوسي", "بالحاج", "القروي", "الدريدي")


def article(posting: Posting) -> Printed:
    """Give a report with one machine-readable date among printed ones, or none."""
    people = wordings.names(posting, _FIRST, _LAST)
    moment, day, precision = posting.moment, "", None
    if moment:
        precision = "minute" if posting.with_time else "day"
        shown = _shown(posting, moment)
        day = f'<p class="date">{shown}</p>'
        if posting.maybe(0.4):
            day, precision = (
                f'<p class="date"><time itemprop="datePublished" datetime="{iso(moment)}">{shown}</time></p>',
                "minute",
            )
    by = ""
    if people:
        names = posting.one((" و", " / ")).join(f'<span itemprop="name">{one}</span>' for one in people)
        by = f'<p class="signature" itemprop="author" itemscope itemtype="https://schema.org/Person">{posting.one(("", "بقلم: ", "كتب: "))}{names}</p>'
    elif posting.maybe(0.5):
        by = f'<p class="signature">{posting.one((wordings.agency(posting) or "وات", "القصور", "ن. ع", "القصور – وات"))}</p>'
    deck, photo, topics = wordings.deck(posting), wordings.photo(posting), wordings.topics(posting)
    section = posting.one(wordings.SECTIONS)
    head = [
        f'<h1 itemprop="headline">{escape(posting.title)}</h1>',
        f"<p class='chapo'><strong>{deck}</strong></p>" if deck else "",
    ]
    lines = (by, day) if posting.maybe(0.5) else (day, by)
    tags = (
        f'<ul class="tags">{"".join(f"<li><a rel=tag href=/mot/{n}>{topic}</a></li>" for n, topic in enumerate(topics))}</ul>'
        if topics
        else ""
    )
    main = f"""<nav aria-label="breadcrumb"><ol><li><a href="/">الرئيسية</a></li><li><a href="/r/2">{section}</a></li></ol></nav><article itemscope itemtype="https://schema.org/NewsArticle"><header>{"".join(head)}{"".join(lines)}</header><figure itemprop="image"><img src="/img/{posting.number}.jpg" alt="">{f"<figcaption>{photo}</figcaption>" if photo else ""}</figure>
<div itemprop="articleBody">{_text(posting)}</div><footer>{tags}<p>شارك المقال</p></footer></article>{_after(posting)}"""
    return Printed(
        path=f"/{posting.one(('article', 'contenu'))}/{posting.random.randrange(10**4, 10**6)}/khabar",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=people,
        asides=printed(subtitle=deck, section=section, tags=topics, caption=photo),
    )


def _shown(posting: Posting, moment: datetime) -> str:
    word = posting.one(("نشر يوم ", "نُشر يوم ", "تاريخ النشر : ", ""))
    day = posting.one(
        (
            f"{weekday(moment)} {written(moment, ALGERIAN)}",
            f"{weekday(moment)} {moment.day:02} {ALGERIAN[moment.month - 1]} {moment.year}",
            written(moment, ALGERIAN),
            f"{moment:%d.%m.%Y}",
            f"{moment:%Y/%m/%d}",
        )
    )
    clock = posting.one(
        (
            f" - {moment:%H:%M}",
            f" على الساعة {moment:%H:%M}",
            f" {moment:%H:%M}",
            f" | {moment:%H}:{moment:%M}",
        )
    )
    return word + day + (clock if posting.with_time else "")


def _text(posting: Posting) -> str:
    def pause(number: int) -> str:
        one = posting.neighbours[number % 9]
        return posting.one(
            (
                f'<aside class="lire"><p>{posting.one(wordings.MORE)}</p><a href="{one.path}">{escape(one.title)}</a></aside>',
                f'<aside class="pub"><p>{posting.one(wordings.PROMOTED)}</p></aside>',
            )
        )

    return "\n".join(
        furniture.with_pauses(posting, furniture.blocks(posting, posting.paragraphs), pause, 0.1)
    )


def _after(posting: Posting) -> str:
    cards = "".join(
        f'<article><h3><a href="{one.path}">{escape(one.title)}</a></h3><time>{weekday(one.moment)} {written(one.moment, ALGERIAN)}</time><p>{escape(one.teaser)}</p></article>'
        for one in posting.neighbours[:5]
    )
    said = "".join(
        f"<li><b>{who}</b> <i>{written(when, ALGERIAN)} {when:%H:%M}</i><p>{what}</p></li>"
        for who, when, what in wordings.remarks(posting, 3)
    )
    return f'<section><h2>{posting.one(wordings.BOXES)}</h2>{cards}</section><section id="avis"><h2>آراء القراء</h2><ul>{said}</ul></section>'


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the paper."""
    now = posting.clock
    top = "".join(
        f'<li><a href="{one.path}">{escape(one.title)}</a></li>' for one in posting.neighbours[6:12]
    )
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{escape(title)} | القصور</title><meta property="og:title" content="{escape(title)}"><meta property="og:type" content="website"></head><body><header><p>تونس في {weekday(now)} {written(now, ALGERIAN)}</p><a href="/"><img src="/logo.png" alt="القصور"></a><nav>{"".join(wordings.bar(posting, 10))}</nav></header>
<main>{main}</main><aside><h2>{posting.one(wordings.TOP)}</h2><ol>{top}</ol><p>{posting.one(wordings.FOLLOW)}</p></aside><footer><p>القصور © {now.year}</p><p>المدير المسؤول: البشير عاشور - نهج روما، تونس العاصمة</p></footer></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    cards = "".join(
        f'<article><h2><a href="{one.path}">{escape(one.title)}</a></h2><time>{weekday(one.moment)} {written(one.moment, ALGERIAN)} - {one.moment:%H:%M}</time><p>{escape(one.teaser)}</p></article>'
        for one in posting.neighbours
    )
    return f"<h1>{heading or 'آخر الأخبار'}</h1>{cards}<nav><a>السابق</a><a>التالي</a></nav>"


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<article itemscope itemtype="https://schema.org/NewsArticle"><h1>{escape(title)}</h1><div itemprop="articleBody">{"".join(f"<p>{escape(text)}</p>" for text in paragraphs)}</div></article>'


DESIGN = Design(
    outlet=OUTLET,
    habit="microdata, نشر يوم 14 فيفري 2021",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("عذرا", "المقال الذي تطلبه غير موجود أو وقع حذفه."),
            ("صفحة غير متوفرة", "وقع تغيير عنوان الصفحة، يمكنك البحث عنها."),
        ),
        consent=(
            '<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>NAME</title></head><body><div class="tarteaucitron"><p>يستعمل هذا الموقع الكوكيز ويترك لك التحكم في ما تريد تفعيله منها.</p><button>موافقة على الكل</button><button>رفض الكل</button><button>تخصيص</button></div></body></html>',
        ),
    ),
)
